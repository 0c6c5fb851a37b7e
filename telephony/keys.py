"""Names in Redis. Whatever writes or reads Redis takes the name from here; every tenant's name
starts with its schema.
"""

from telephony.asterisk import names


def registrations(schema: str) -> str:
    """Hash: device name -> JSON {address, agent, transport, since, expires_at}; moments are epoch
    seconds.
    """
    return f"{schema}:registrations"


def attempts(schema: str, device_name: str) -> str:
    """List, newest first: JSON {at, address, agent, reason} of a device's last attempts to register
    or call.
    """
    return f"{schema}:attempts:{device_name}"


def trunk_states(schema: str) -> str:
    """Hash: name of a trunk of the company, or of a carrier of the operator (`PLATFORM`) -> JSON {state, error,
    code, since, registered_at, calls, node}; `error` is a key of `telephony.selectors.line_words`, `code` the SIP
    status of a refusal or 0; moments are epoch seconds or null.
    """
    return f"{schema}:trunks"


def tenant_channel(code: str) -> str:
    """Publish/subscribe channel of everything that a company's open pages must learn at once."""
    return f"vpbx:tenant:{code}"


PLATFORM = (
    "platform"  # stands in for a schema in the names of what operators see: calls of every company
)
UNKNOWN_ATTEMPTS = "vpbx:attempts:unknown"  # list, bounded: logins of no company


def schema(code: str) -> str:
    """What the names of a company's keys start with."""
    return names.schema(code)


def channel(schema: str) -> str:
    """Publish/subscribe channel of a company's pages, or of the operators' (`PLATFORM`)."""
    return "vpbx:platform" if schema == PLATFORM else tenant_channel(schema.removeprefix("t_"))


def live_seq(schema: str) -> str:
    """Number of the last change of a company's live state; it only grows, whatever is restarted or
    lost.
    """
    return f"{schema}:live:seq"


def live_calls(schema: str) -> str:
    """Hash: call id -> JSON of the live call as the cabinet shows it."""
    return f"{schema}:live:calls"


def unknown_attempts(schema: str) -> str:
    """List, newest first: attempts under names that the company has no device of."""
    return f"{schema}:attempts"


def node_state(name: str) -> str:
    """JSON: how the node is and what it carries; expires soon after its listener falls silent."""
    return f"vpbx:node:{name}:state"


def node_tenants(name: str) -> str:
    """Set: codes of the companies whose live state the node's listener has written."""
    return f"vpbx:node:{name}:tenants"


def node_mark(name: str) -> str:
    """Number that the node's listener left when it last wrote everything: gone when Redis has
    forgotten.
    """
    return f"vpbx:node:{name}:mark"


def node_bans(name: str) -> str:
    """Sorted set: address -> epoch seconds until which it is banned for its failed attempts."""
    return f"vpbx:node:{name}:bans"


def node_lines(name: str) -> str:
    """Hash: endpoint of a line -> JSON as of `trunk_states`: all that the node's listener has written of lines."""
    return f"vpbx:node:{name}:lines"
