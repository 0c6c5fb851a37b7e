"""The node's listener: AMI in, Redis out. It knows no database, and no call waits for it.

One task takes events from a bounded inbox in the order of arrival; another asks Asterisk what they
leave open; a third writes what changed. After every sign-in to AMI the state is read anew, after
every loss of Redis it is written anew: what was missed is not guessed.
"""

import asyncio
import logging
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from telephony.asterisk.ami import AmiError, AmiSession, AmiSettings, Event
from telephony.asterisk.facts_schedules import SWITCHED_EVENT
from telephony.asterisk.files import NodePaths
from telephony.asterisk.hep import answer_parse, register_parse
from telephony.asterisk.running_lines import CHANGED_EVENT
from telephony.asterisk.security import Reason, SignIn, sign_in_parse
from telephony.realtime import heartbeat
from telephony.realtime.attempts import Attempts
from telephony.realtime.bans import Firewall, Floods, is_bannable
from telephony.realtime.firewall import BAN_SECONDS
from telephony.realtime.line_addresses import line_networks
from telephony.realtime.lines import Lines
from telephony.realtime.live import LiveStore
from telephony.realtime.node_state import NodeState
from telephony.realtime.reloads import LOOK_SECONDS, Reloads
from telephony.realtime.writer import Writer

if TYPE_CHECKING:
    from redis.asyncio import Redis

log = logging.getLogger(__name__)

EVENTS = "system,call,security,user"
INBOX_SIZE = 20_000
ASK_SECONDS = 0.1
RETRY_SECONDS = (0.5, 1.0, 2.0, 5.0)
LIST_SECONDS = 30.0
LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class ListenerSettings:
    """Which node to listen to, and where its pieces are."""

    node: str
    ami: AmiSettings
    hep_port: int
    sip_ports: frozenset[int]
    spool: Path
    paths: NodePaths
    firewall: Path  # socket file; nobody need listen there


@dataclass(frozen=True, slots=True)
class Tells:
    """Whom the listener tells what must be known to others; each is called in a thread.

    `booted`: Asterisk has started since the last look. `schedule_switched`: somebody of a company (code) has switched
    a schedule (key) by its number, to `open`, `closed`, or back to what the week says (empty), at a moment (epoch
    seconds). `messages`: something has come into a voicemail box, or was done there.
    """

    booted: Callable[[], None]
    schedule_switched: Callable[[str, str, str, str], None]
    messages: Callable[[], None]


class Listener:
    """Listens to one node for ever."""

    def __init__(self, settings: ListenerSettings, redis: "Redis[str]", tells: Tells) -> None:
        self._settings = settings
        self._tells = tells
        self._reloads = Reloads(settings.paths)
        self._state = NodeState()
        self._lines = Lines(settings.paths.database, settings.sip_ports, self._state.changed.set)
        self._writer = Writer(LiveStore(redis, settings.node), self._state, self._lines)
        self._attempts = Attempts()
        self._floods = Floods()
        self._firewall = Firewall(settings.firewall)
        self._inbox: asyncio.Queue[Event] = asyncio.Queue(INBOX_SIZE)
        self._ami: AmiSession | None = None
        self._server = heartbeat.Server()
        self._is_live = False
        self._must_list = False
        self._channels: list[Event] = []
        self._is_listed = asyncio.Event()
        self._telling: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Listen until cancelled."""
        captured = await self._capture()
        try:
            async with asyncio.TaskGroup() as tasks:
                own = (self._sessions, self._drain, self._ask, self._watch, self._beat)
                for work in (*own, self._lines.work, self._writer.run):
                    tasks.create_task(work())
        finally:
            if captured is not None:
                captured.close()
            self._is_live = False
            await self._say(seconds=1)

    async def _sessions(self) -> None:
        """Keep one AMI session after another."""
        failures = 0
        while True:
            try:
                session = AmiSession(self._settings.ami, on_event=self._arrived, events=EVENTS)
                async with session as self._ami:
                    failures = 0
                    await session.wait_closed()
                log.warning("AMI session ended")
            except AmiError as error:
                if failures == 0:
                    log.warning("no AMI session: %s", error)
                failures += 1
            self._ami, self._is_live, self._must_list = None, False, False
            await self._say()
            await asyncio.sleep(RETRY_SECONDS[min(failures, len(RETRY_SECONDS) - 1)])

    def _arrived(self, event: Event) -> None:
        """Put an event into the inbox. One that overflows ends the session: the next begins with a
        list.
        """
        try:
            self._inbox.put_nowait(event)
        except asyncio.QueueFull:
            log.error("the inbox is full: reading the node anew")
            if self._ami is not None:
                self._ami.close()

    async def _drain(self) -> None:
        while True:
            event = await self._inbox.get()
            try:
                self._take(event)
            except (KeyError, ValueError):
                log.exception("AMI event %s is not as expected", event.get("Event"))

    def _take(self, event: Event) -> None:
        name = event["Event"]
        if name == "FullyBooted":
            self._must_list = True
        elif name == "CoreShowChannel":
            self._channels.append(event)
        elif name == "CoreShowChannelsComplete":
            self._state.channels_listed(self._channels, time.time())
            self._lines.channels_listed(self._channels)
            self._channels = []
            self._is_listed.set()
        elif name == "UserEvent":
            self._told(event)
        elif name == "MessageWaiting":
            self._tell(self._tells.messages)
        elif name == "Registry":
            self._lines.registry_event(event)
        elif sign_in := sign_in_parse(event):
            self._signed_in(sign_in)
        else:
            self._lines.channel_event(event)
            self._state.channel_event(event, float(event.get("Timestamp") or time.time()))

    def _told(self, event: Event) -> None:
        """Somebody of ours has changed what makes no event of its own."""
        if event.get("UserEvent") == "ContactRemoved":
            self._state.registrations.hint(event.get("Login", ""))
        elif event.get("UserEvent") == CHANGED_EVENT:
            self._lines.must_read()
        elif event.get("UserEvent") == SWITCHED_EVENT:
            names = ("Tenant", "Schedule", "State", "Moment")
            self._tell(self._tells.schedule_switched, *(event.get(name, "") for name in names))

    def _tell(self, whom: Callable[..., None], *what: str) -> None:
        """Tell somebody, without waiting for it."""
        task = asyncio.create_task(asyncio.to_thread(whom, *what))
        self._telling.add(task)
        task.add_done_callback(self._telling.discard)

    def _signed_in(self, sign_in: SignIn) -> None:
        if sign_in.reason == Reason.OK:
            self._state.registrations.hint(sign_in.account, sign_in.source)
            self._floods.let_in(sign_in.source.address)
        elif self._attempts.refused(sign_in) and sign_in.reason != Reason.BLOCKED:
            # Phones of a blocked company keep trying, and people may call for help from where they are.
            self._floods.refused(sign_in.source.address)

    async def _ask(self) -> None:
        """Ask Asterisk what the events leave open: which phone is registered, which name is a
        device.
        """
        while True:
            await asyncio.sleep(ASK_SECONDS)
            for address in self._floods.take():
                await self._ban(address)
            ami = self._ami
            if ami is None:
                continue
            try:
                if self._must_list:
                    await self._list(ami)
                self._state.registrations_changed(await self._state.registrations.look(ami))
                self._state.attempted(await self._attempts.resolve(ami))
            except (AmiError, TimeoutError) as error:
                log.warning("Asterisk does not answer as it should: %s", error)
                ami.close()

    async def _watch(self) -> None:
        """See to it that a reload of the dialplan loses nothing."""
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            if (ami := self._ami) is None or not self._is_live:
                continue
            try:
                await self._reloads.look(ami)
            except (AmiError, TimeoutError) as error:
                log.warning("the dialplan cannot be looked at: %s", error)

    async def _list(self, ami: AmiSession) -> None:
        """Read the whole state, once per session."""
        self._must_list = False
        self._is_listed.clear()
        self._channels = []
        await ami.list_action("CoreShowChannels")  # its events come through the inbox, in order
        async with asyncio.timeout(LIST_SECONDS):
            await self._is_listed.wait()
        self._state.registrations_changed(await self._state.registrations.resync(ami))
        await self._lines.resync(ami)
        known, self._server = self._server, await heartbeat.server_ask(ami)
        self._is_live = True
        self._writer.begin()
        await self._say()
        log.info("listening to %s, Asterisk %s", self._settings.node, self._server.version)
        if self._server.started_at != known.started_at:
            self._tell(self._tells.booted)

    async def _ban(self, address: str) -> None:
        """Keep out an address that tries too often, or at least report it."""
        is_kept_out = await self._is_bannable(address) and await self._firewall.ban(address)
        log.warning("%s tries too often%s", address, ": kept out" if is_kept_out else "")
        await self._writer.ban(address, BAN_SECONDS)

    async def _is_bannable(self, address: str) -> bool:
        """Not while it cannot be known whose the address is."""
        records = self._state.registrations.records.values()
        try:
            partners = await line_networks(self._settings.paths.database)
        except sqlite3.Error as error:
            log.warning("addresses of lines cannot be read: %s", error)
            return False
        return is_bannable(address, records, partners)

    async def _capture(self) -> asyncio.DatagramTransport | None:
        """Receive Asterisk's copies of SIP messages; without them attempts lack the phone's kind."""
        loop = asyncio.get_running_loop()
        address = (LOOPBACK, self._settings.hep_port)
        try:
            transport, _ = await loop.create_datagram_endpoint(
                lambda: _Capture(self._attempts, self._lines), local_addr=address
            )
        except OSError as error:
            log.error("copies of SIP messages cannot be received: %s", error)
            return None
        return transport

    async def _beat(self) -> None:
        while True:
            await self._say()
            await asyncio.sleep(heartbeat.EVERY_SECONDS)

    async def _say(self, *, seconds: int = heartbeat.SILENCE_SECONDS) -> None:
        """Tell how the node is."""
        await self._writer.beat(
            {
                "state": "live" if self._is_live else "lost",
                "version": self._server.version,
                "started_at": self._server.started_at,
                "calls": len(self._state.calls),
                "channels": self._state.calls.leg_count,
                "registrations": len(self._state.registrations.records),
                "seen_at": round(time.time(), 3),
                **heartbeat.host_state(self._settings.spool),
            },
            seconds=seconds,
        )


class _Capture(asyncio.DatagramProtocol):
    """The loopback port that Asterisk copies SIP messages to."""

    def __init__(self, attempts: Attempts, lines: Lines) -> None:
        self._attempts = attempts
        self._lines = lines

    def datagram_received(self, data: bytes, _address: object) -> None:
        if register := register_parse(data):
            self._attempts.heard(register)
        elif answer := answer_parse(data):
            self._lines.answered(answer)
