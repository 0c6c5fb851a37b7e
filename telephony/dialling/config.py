"""What deciding about outside calls needs to know, as frozen values.

Numbers are E.164 with `+`, inside; patterns and templates are kept as they were written and parsed
by `patterns` and `transformations`. Empty tuples mean "any", 0 means "no limit".
"""

from dataclasses import dataclass, field
from enum import StrEnum


class CallClass(StrEnum):
    """What a call costs at most (001: permissions of an internal number)."""

    INTERNAL = "internal"
    LOCAL = "local"
    REGIONAL_MOBILE = "regional_mobile"
    MOBILE = "mobile"
    LONG_DISTANCE = "long_distance"
    INTERNATIONAL = "international"


class Purpose(StrEnum):
    """Why the platform makes a leg to an outside number."""

    DIALLED = "dialled"
    FORWARD = "forward"
    REACH = "reach"  # a way to reach a person (mobile entry)
    OVERRIDE = "override"
    REDIRECT = "redirect"
    EMERGENCY = "emergency"


class CalledFrom(StrEnum):
    """Where a provider writes the called number."""

    REQUEST = "request"
    TO = "to"


class OnFailure(StrEnum):
    """What follows when no trunk of a route took the call."""

    STOP = "stop"
    NEXT = "next"  # the next route that matches


@dataclass(frozen=True, slots=True)
class Times:
    """Weekdays (1 is Monday) and minutes of the day, first included, last excluded."""

    days: tuple[int, ...] = ()
    minutes: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """Of calls by one thing (004): longest call in seconds, simultaneous calls."""

    seconds: int = 0
    channels: int = 0


@dataclass(frozen=True, slots=True)
class Switches:
    """Supplementary services of one thing (004): a device, an own number, a line, a redirect number, a group.

    What the node does of them today: `transfer` of devices and of lines to another PBX; `ringing_only` of all (the
    caller hears ringing, whatever is played before the answer); `video` of devices. The others are kept until their
    features exist: pickup, hold, park, record, record_on_demand, return_call; transfer and video of the other things.
    """

    transfer: bool = True
    pickup: bool = True
    hold: bool = True
    park: bool = True
    record: bool = False
    record_on_demand: bool = False
    return_call: bool = False
    ringing_only: bool = False
    video: bool = False


@dataclass(frozen=True, slots=True)
class TrunkConfig:
    """A line to the outside: a carrier of the operator, or a trunk of one company.

    `addresses` are `host` or `host:port`, tried in order; `sources` are the addresses and networks
    (CIDR) that calls may come from, names resolved. `caller_template` and `called_template` turn
    E.164 into what the other side wants.
    """

    name: str  # [a-z0-9]{1,24}, unique within its owner
    title: str = ""
    is_enabled: bool = True
    is_internal: bool = False  # another PBX of the company: its calls are internal ones
    addresses: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    transport: str = "udp"  # udp tcp tls
    registers: bool = False
    registrars: tuple[str, ...] = ()  # those of the addresses at which it registers; empty: all
    domain: str = ""
    login: str = ""
    secret: str = field(default="", repr=False)
    number: str = ""  # called number of calls that name none of ours
    codecs: tuple[str, ...] = ("alaw", "ulaw")
    dtmf_mode: str = "rfc4733"
    called_from: CalledFrom = CalledFrom.REQUEST
    local_area: str = ""  # code of numbers that come without one: 495 of 1112233
    caller_template: str = "{number}"
    called_template: str = "{number}"
    may_pass_foreign: bool = False  # other people's numbers as caller, with Diversion
    limits: Limits = Limits()
    switches: Switches = Switches()


@dataclass(frozen=True, slots=True)
class RouteConfig:
    """One row of a route table (000, 002). Trunks are tried in order: `carrier:<name>` or `trunk:<name>`.

    `is_private`: its calls count towards the company's channels for private routes (000). `is_recorded` is kept until
    recordings exist.
    """

    name: str
    called: tuple[str, ...] = ()  # patterns of the E.164 number, with +
    calling: tuple[str, ...] = ()  # patterns of the shown E.164 number, or of the internal one
    tags: tuple[str, ...] = ()  # any of these is a tag of the caller's extension or number
    times: Times = Times()
    called_template: str = ""  # empty: the trunk's own
    caller_template: str = ""
    trunks: tuple[str, ...] = ()
    on_failure: OnFailure = OnFailure.STOP
    is_recorded: bool = False
    is_private: bool = False
    is_internal: bool = False


@dataclass(frozen=True, slots=True)
class CarrierNumber:
    """A number of the pool: whose it is, and the line it arrives and leaves by."""

    number: str
    tenant: str = ""  # code; empty: free, or in quarantine
    line: str = ""  # carrier:<name>, or trunk:<name> of that tenant


@dataclass(frozen=True, slots=True)
class OwnNumber:
    """A number that a company has, and where it leads: `kind:value`, e.g. `internal:500`, `redirect:3`,
    `flow:7-menu`, or empty."""

    number: str
    line: str
    target: str = ""
    tags: tuple[str, ...] = ()
    limits: Limits = Limits()
    switches: Switches = Switches()


@dataclass(frozen=True, slots=True)
class CallerRights:
    """What calls of an extension may do outside, and how they show."""

    extension: str
    classes: tuple[CallClass, ...] = ()
    number: str = ""  # shown outside; empty: the company's default
    hides_number: bool = False
    tags: tuple[str, ...] = ()
    limits: Limits = Limits()
    blocked_list: str = ""  # key of a number list whose callers do not reach it


@dataclass(frozen=True, slots=True)
class OverrideConfig:
    """003: a called number that leads elsewhere, or nowhere, for some callers at some times.

    `callers` are patterns, `lists` keys of number lists; a caller in either is meant; both empty: any.
    An empty `target` ends the call.
    """

    name: str
    called: str  # pattern
    callers: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    times: Times = Times()
    target: str = ""  # number inside or outside, as dialled


@dataclass(frozen=True, slots=True)
class NumberListConfig:
    """A list of outside numbers (004: classifier). Its entries travel apart; `revision` tells when they changed."""

    key: str
    revision: int = 0
    blocks_callers: bool = False  # nobody on it reaches the company


@dataclass(frozen=True, slots=True)
class RedirectConfig:
    """A named outside destination (004: redirect number)."""

    key: str
    number: str
    ring_seconds: int = 30
    limits: Limits = Limits()
    switches: Switches = Switches()


@dataclass(frozen=True, slots=True)
class OutsideConfig:
    """All about one company's outside calls; part of its TenantConfig."""

    area: str = ""  # digits after +7 that local dialling leaves out: 495
    ceiling: tuple[CallClass, ...] = ()  # what the operator allows at most
    default_number: str = ""
    unknown_target: str = ""  # where calls to numbers without a target go, as OwnNumber.target
    max_channels_in: int = 0
    max_channels_out: int = 0
    max_channels_private: int = 0  # by routes that are marked private (000)
    is_restricted: bool = False  # billing stopped outgoing calls
    is_closed: bool = False  # billing stopped incoming ones too
    numbers: tuple[OwnNumber, ...] = ()
    trunks: tuple[TrunkConfig, ...] = ()
    routes: tuple[RouteConfig, ...] = ()
    rights: tuple[CallerRights, ...] = ()
    overrides: tuple[OverrideConfig, ...] = ()
    lists: tuple[NumberListConfig, ...] = ()
    redirects: tuple[RedirectConfig, ...] = ()


@dataclass(frozen=True, slots=True)
class FilterConfig:
    """The operator's filter for all companies (000): calls that match both sides are refused."""

    name: str
    direction: str = "in"  # in out
    called: tuple[str, ...] = ()
    calling: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CompanyLine:
    """A company's own trunk, as the whole node must know it: where calls by it come from, names resolved."""

    tenant: str  # code
    line: str  # trunk:<name>
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlatformConfig:
    """What every company of a node shares. `plan` maps prefixes of E.164 digits to `region:kind`.

    `numbers` are those of the node's companies; the other ones of the pool lead nowhere.
    """

    revision: int = 0
    carriers: tuple[TrunkConfig, ...] = ()
    numbers: tuple[CarrierNumber, ...] = ()
    routes: tuple[RouteConfig, ...] = ()
    filters: tuple[FilterConfig, ...] = ()
    default_carrier: str = ""
    emergency_lines: tuple[str, ...] = ()  # carrier:<name>, in order
    plan: tuple[tuple[str, str], ...] = ()
    company_lines: tuple[CompanyLine, ...] = ()


NO_LIMITS = Limits()
USUAL_SWITCHES = Switches()
NOTHING_OUTSIDE = OutsideConfig()
