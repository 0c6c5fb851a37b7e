"""All that a node must know about one tenant, as frozen values.

Made by `telephony.selectors.config_snapshot` from PostgreSQL; from here on the database is not asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from telephony.dialling.config import (
    NO_LIMITS,
    NOTHING_OUTSIDE,
    USUAL_SWITCHES,
    Limits,
    OutsideConfig,
    Switches,
)
from telephony.flow.graph import Flow


class Transport(StrEnum):
    ANY = "any"
    UDP = "udp"
    TCP = "tcp"
    TLS = "tls"


class DtmfMode(StrEnum):
    RFC4733 = "rfc4733"
    INBAND = "inband"
    INFO = "info"
    AUTO = "auto"


class RingOrder(StrEnum):
    PARALLEL = "parallel"
    SEQUENTIAL = "sequential"


class QueueAlgorithm(StrEnum):
    """Whom a group rings (001): all at once, one after another with memory, always from the first."""

    RINGALL = "ringall"
    RRMEMORY = "rrmemory"
    LINEAR = "linear"


class ForwardMode(StrEnum):
    """Own forwarding of one way to reach a person (001: none, unconditional, busy, time-out)."""

    NONE = "none"
    ALWAYS = "always"
    CONDITIONAL = "conditional"


class BlockKind(StrEnum):
    """000, 004: set by the operator, or by the client itself; the two are independent."""

    ADMINISTRATIVE = "administrative"
    VOLUNTARY = "voluntary"


@dataclass(frozen=True, slots=True)
class BlockConfig:
    """A block in force or planned; moments are epoch seconds, `until` 0 means without end.

    `hangs_up`: calls that run when the block begins are ended.
    """

    kind: BlockKind
    since: int
    until: int
    hangs_up: bool = False


@dataclass(frozen=True, slots=True)
class DeviceConfig:
    """One SIP device. `secret` is plain here and leaves this process only as a digest."""

    name: str
    secret: str = field(repr=False)
    extension: str  # number that the device calls as; "" for a device nobody owns
    caller_name: str
    is_blocked: bool = False
    allowed_networks: tuple[str, ...] = ()  # CIDR; empty means any
    codecs: tuple[str, ...] = ("alaw", "ulaw", "g722")
    dtmf_mode: DtmfMode = DtmfMode.RFC4733
    transport: Transport = Transport.ANY
    is_behind_nat: bool = True
    limits: Limits = NO_LIMITS
    switches: Switches = USUAL_SWITCHES


@dataclass(frozen=True, slots=True)
class ReachConfig:
    """One way to reach a person: a device of the tenant (`device`) or an outside `number`."""

    device: str = ""
    number: str = ""
    ring_seconds: int = 20
    must_confirm: bool = False
    forward_mode: ForwardMode = ForwardMode.NONE
    forward_always_to: str = ""
    forward_busy_to: str = ""
    forward_timeout_to: str = ""


@dataclass(frozen=True, slots=True)
class ExtensionConfig:
    """An internal number of a person and the enabled ways to reach them, in order.

    `plan`: where calls to the number begin instead, `<key of a flow>/<element>` (004); there they are rung in turn.
    """

    number: str
    display_name: str
    ring_order: RingOrder = RingOrder.PARALLEL
    reach: tuple[ReachConfig, ...] = ()
    plan: str = ""


@dataclass(frozen=True, slots=True)
class QueueConfig:
    """A group (001): holds a caller until one of its member extensions takes the call."""

    number: str
    name: str
    algorithm: QueueAlgorithm = QueueAlgorithm.RINGALL
    ring_seconds: int = 20  # of one attempt at a member, or at all of them
    members: tuple[str, ...] = ()  # extension numbers
    limits: Limits = NO_LIMITS
    switches: Switches = USUAL_SWITCHES
    wait_seconds: int = 60  # the longest wait
    wrap_up_seconds: int = (
        0  # after a call of the group a member gets no other one of it for so long
    )
    max_length: int = 0  # callers who wait; 0 means any number
    greeting: str = ""  # key of the sound that a caller hears first
    music: str = ""  # key of the music that callers hear; "": ringing


@dataclass(frozen=True, slots=True)
class MailboxConfig:
    """A voicemail box, of the person or group with this internal number."""

    number: str
    pin: str = field(default="", repr=False)  # digits; "": nobody opens the box from another phone
    language: str = ""  # of what a caller hears; "": of the call
    greeting: str = ""  # key of the sound that asks for a message; "": Asterisk's own phrase


@dataclass(frozen=True, slots=True)
class MediaConfig:
    """A sound that calls play. `name` is its file in the company's folder on the node, without suffix: a hash of the
    content, so that a file that is being played is never written. `languages`: what is played instead to a call in
    that language, as (language, name)."""

    key: str
    name: str
    languages: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class MusicConfig:
    """Music on hold: files (as `MediaConfig.name`) one after another, or in an order that chance makes. `key` is
    `default` for what the company's callers hear where nothing else is said."""

    key: str
    files: tuple[str, ...] = ()
    is_random: bool = False


@dataclass(frozen=True, slots=True)
class FlowConfig:
    """A published version of a call flow. `sounds`: keys of the files that its texts became, by `<element>/<field>`."""

    key: int
    version: int
    flow: Flow
    sounds: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FlowNumber:
    """An internal number of an element's own."""

    number: str
    flow: int
    element: str


Range = tuple[int, int, str]  # minute of the day, minute after the last, key of the period


@dataclass(frozen=True, slots=True)
class ScheduleConfig:
    """Working hours. `weekly` begins with Monday; `dated`, by `YYYYMMDD`, counts first; no ranges: closed all day.

    `number` is dialled to switch by hand, and its lamp shows that somebody did. `override` is the switch: `open`,
    which means the period `opens`, or `closed`, until `override_until` (epoch seconds; 0: until it is taken off).
    `switched_at` is when it was switched last, on or off (epoch seconds; 0: never).
    """

    key: str
    weekly: tuple[tuple[Range, ...], ...] = ()
    dated: tuple[tuple[str, tuple[Range, ...]], ...] = ()
    number: str = ""
    override: str = ""
    override_until: int = 0
    switched_at: int = 0
    opens: str = ""


class Part(StrEnum):
    """Fields of a TenantConfig that a revision may change alone. (A publication of a flow is the change that is waited
    for, and companies may be large.)"""

    FLOWS = "flows"
    MEDIA = "media"


@dataclass(frozen=True, slots=True)
class TenantConfig:
    """Configuration of one tenant at one revision."""

    code: str
    revision: int
    name: str = ""
    timezone: str = "Europe/Moscow"
    language: str = "ru"
    is_disabled: bool = False  # disabled or gone: nothing of it may stay on the node
    max_channels: int = 0  # 0 means no limit
    max_voicemails: int = 0  # messages in all boxes together; 0 means no limit
    blocks: tuple[BlockConfig, ...] = ()
    devices: tuple[DeviceConfig, ...] = ()
    extensions: tuple[ExtensionConfig, ...] = ()
    queues: tuple[QueueConfig, ...] = ()
    mailboxes: tuple[MailboxConfig, ...] = ()
    flows: tuple[FlowConfig, ...] = ()
    flow_numbers: tuple[FlowNumber, ...] = ()
    schedules: tuple[ScheduleConfig, ...] = ()
    media: tuple[MediaConfig, ...] = ()
    music: tuple[MusicConfig, ...] = ()
    outside: OutsideConfig = NOTHING_OUTSIDE
