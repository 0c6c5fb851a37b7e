"""This process's standing connection to the Asterisk of its node.

Tasks of the node's worker run one after another in one thread; the connection lives on an event loop in a thread
of its own, so that it is served between tasks and the next apply needs no login.
"""

import asyncio
import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Coroutine, Mapping
from functools import cache, partial
from typing import Any, NamedTuple, TypeVar

from django.conf import settings

from telephony.asterisk.ami import AmiError, AmiRefusedError, AmiSession, AmiSettings
from telephony.asterisk.apply import ApplyReport, Wanted, apply
from telephony.asterisk.fact_store import FactStore
from telephony.asterisk.facts import Facts
from telephony.asterisk.files import NodePaths
from telephony.asterisk.number_lists import NumberLists
from telephony.asterisk.platform_apply import PlatformReport, PlatformWanted, platform_apply
from telephony.asterisk.snapshot import TenantConfig
from telephony.asterisk.sounds import Sounds
from telephony.asterisk.trial_calls import TrialCall, trial_call
from telephony.dialling.config import PlatformConfig

Report = TypeVar("Report", ApplyReport, PlatformReport)
Answer = TypeVar("Answer")
# What applies once, given the fingerprint of what was published last.
Once = Callable[[str], Coroutine[Any, Any, Report]]

logger = logging.getLogger(__name__)

APPLY_TIMEOUT_SECONDS = 60
# After a failed connect other tenants' jobs do not wait for the same failure again and again.
RECONNECT_SECONDS = 1.0
# How many devices of tenants published last are remembered: about 5 kB each.
HELD_DEVICES = 12_000


class NodeUnavailableError(Exception):
    """Asterisk of this node does not answer; it will be asked again."""


class Held(NamedTuple):
    """A tenant as it was published, and what the node holds of it since."""

    config: TenantConfig
    wanted: Wanted


class HeldTenants:
    """The tenants published last over one session; the longest unused are forgotten."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, Held] = OrderedDict()

    def get(self, code: str, fingerprint: str) -> Held | None:
        """What the node holds of a tenant, if it is what the books say was published last."""
        held = self._held.get(code)
        return held if held is not None and held.wanted.fingerprint == fingerprint else None

    def put(self, config: TenantConfig, wanted: Wanted) -> None:
        """Remember a tenant; one that is larger than the whole memory is not."""
        self._held[config.code] = Held(config, wanted)
        self._held.move_to_end(config.code)
        while self._devices() > HELD_DEVICES:
            self._held.popitem(last=False)

    def _devices(self) -> int:
        return sum(len(each.wanted.rows["ps_endpoints"]) for each in self._held.values())

    def forget(self, code: str | None = None) -> None:
        """Forget a tenant, or all of them."""
        if code is None:
            self._held.clear()
        else:
            self._held.pop(code, None)


class NodeLink:
    """Applies configurations over one AMI session, made when first needed and again after a loss."""

    def __init__(self, settings_ami: AmiSettings, paths: NodePaths) -> None:
        self._settings = settings_ami
        self._paths = paths
        self._session: AmiSession | None = None
        self._connect_after = 0.0
        self._held = HeldTenants()
        self._held_platform: PlatformWanted | None = None
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, name="node-link", daemon=True).start()

    def apply(
        self, config: TenantConfig, *, hang_up: bool = False, published: str = ""
    ) -> ApplyReport:
        """Bring `config` to the node, ending all its calls if asked.

        `published` is the fingerprint of what was published last, empty to ask the node what it holds. Raises
        NodeUnavailableError when Asterisk is away.
        """
        return self._run(partial(self._apply_once, config, hang_up), published)

    def known(self, code: str, published: str) -> TenantConfig | None:
        """The configuration that this process brought to the node, if `published` is its fingerprint."""
        held = self._held.get(code, published)
        return held.config if held else None

    def platform_apply(self, config: PlatformConfig, *, published: str = "") -> PlatformReport:
        """Bring what the node's companies share to it; `published` as for a tenant."""
        return self._run(partial(self._platform_apply_once, config), published)

    def trial_call(self, wanted: TrialCall) -> None:
        """Ring the phone of somebody who tries a call flow. Raises NodeUnavailableError when Asterisk is away, or
        refuses the call; it is not tried twice."""
        self._wait(self._trial_call(wanted))

    def ask(self, action: str, **headers: str) -> None:
        """Have Asterisk do one thing; that it refuses means that what was to be changed is gone. Raises
        NodeUnavailableError when it is away."""
        self._wait(self._ask(action, headers))

    def family_apply(self, family: str, wanted: Facts) -> None:
        """Make a family of AstDB hold this and nothing else. Raises NodeUnavailableError when Asterisk is away."""
        self._wait(self._family_apply(family, wanted))

    def _run(self, once: "Once[Report]", published: str) -> Report:
        return self._wait(self._twice(once, published))

    def _wait(self, work: "Coroutine[Any, Any, Answer]") -> Answer:
        future = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            return future.result(APPLY_TIMEOUT_SECONDS)
        except (AmiError, ConnectionError, TimeoutError) as error:
            future.cancel()
            raise NodeUnavailableError(str(error)) from error

    async def _twice(self, once: "Once[Report]", published: str) -> Report:
        """Apply once, and once more over a new session when the old one had died unnoticed."""
        was_open = self._session is not None
        try:
            return await once(published)
        except (AmiError, ConnectionError, TimeoutError):
            if not was_open:
                raise
        return await once("")

    async def _apply_once(self, config: TenantConfig, hang_up: bool, published: str) -> ApplyReport:
        try:
            session = await self._opened()
            held = self._held.get(config.code, published)
            self._held.forget(config.code)  # known again when everything went well
            report = await apply(
                config,
                node=self._paths,
                ami=session,
                hang_up=hang_up,
                held=held.wanted if held else None,
            )
        except (AmiError, ConnectionError, TimeoutError):
            await self._close()
            raise
        self._held.put(config, report.held)
        return report

    async def _trial_call(self, wanted: TrialCall) -> None:
        try:
            session = await self._opened()
            await trial_call(wanted, node=self._paths, ami=session)
        except AmiRefusedError:
            raise
        except (AmiError, ConnectionError, TimeoutError):
            await self._close()
            raise

    async def _ask(self, action: str, headers: Mapping[str, str]) -> None:
        try:
            session = await self._opened()
            await session.action(action, **headers)
        except AmiRefusedError as refusal:
            logger.info("Asterisk refused %s: %s", action, refusal)
        except (AmiError, ConnectionError, TimeoutError):
            await self._close()
            raise

    async def _family_apply(self, family: str, wanted: Facts) -> None:
        try:
            session = await self._opened()
            await FactStore(session, family).apply(wanted)
        except (AmiError, ConnectionError, TimeoutError):
            await self._close()
            raise

    async def _platform_apply_once(self, config: PlatformConfig, published: str) -> PlatformReport:
        try:
            session = await self._opened()
            held, self._held_platform = self._held_platform, None
            if held is not None and held.fingerprint != published:
                held = None
            report = await platform_apply(config, node=self._paths, ami=session, held=held)
        except (AmiError, ConnectionError, TimeoutError):
            await self._close()
            raise
        self._held_platform = report.held
        return report

    async def _opened(self) -> AmiSession:
        if self._session is None:
            now = asyncio.get_running_loop().time()
            if now < self._connect_after:
                raise AmiError("Asterisk was away a moment ago")
            self._connect_after = now + RECONNECT_SECONDS
            session = AmiSession(self._settings)
            await session.__aenter__()
            self._session, self._connect_after = session, 0.0
        return self._session

    async def _close(self) -> None:
        """End the session; what is on the other side of the next one may be another node's disk."""
        session, self._session = self._session, None
        self._held.forget()
        self._held_platform = None
        if session is not None:
            await session.__aexit__(None, None, None)


@cache
def node_link() -> NodeLink:
    """The link of this process to the node that its settings name."""
    login = AmiSettings(
        settings.AMI_HOST, settings.AMI_PORT, settings.AMI_USER, settings.AMI_SECRET
    )
    return NodeLink(login, NodePaths(settings.NODE_DIR))


@cache
def node_lists() -> NumberLists:
    """The number lists of that node."""
    return NumberLists(NodePaths(settings.NODE_DIR).database)


@cache
def node_sounds() -> Sounds:
    """The sounds of that node."""
    return Sounds(NodePaths(settings.NODE_DIR).sounds)
