"""Tables of `node.sqlite3` and their columns, each with the value that a row has unless it says otherwise. Pure.

Devices and lines to the outside share tables, so every row carries every column, with a value that Asterisk takes.
"""

from collections.abc import Mapping

Row = Mapping[str, str]
Rows = Mapping[str, Mapping[str, Row]]  # table -> id -> column -> value

SOURCES_TABLE = "line_source"
REGISTRATIONS_TABLE = "ps_registrations"
MUSIC_TABLE, MUSIC_FILES_TABLE = "musiconhold", "music_file"
QUEUES_TABLE, MEMBERS_TABLE = "queues", "queue_members"
VOICEMAIL_TABLE = "voicemail"

# In the order in which rows are deleted: nothing half-removed can register, or be let in.
TABLES = (
    REGISTRATIONS_TABLE, SOURCES_TABLE, "ps_endpoints", "ps_auths", "ps_aors",
    MEMBERS_TABLE, QUEUES_TABLE, VOICEMAIL_TABLE, MUSIC_TABLE, MUSIC_FILES_TABLE,
)  # fmt: skip

# What the columns of ps_endpoints are for: https://docs.asterisk.org (res_pjsip, type endpoint).
DEFAULTS: Mapping[str, Row] = {
    REGISTRATIONS_TABLE: {
        "server_uri": "",
        "client_uri": "",
        "contact_user": "",
        "outbound_auth": "",
        "outbound_proxy": "",
        "endpoint": "",
        "line": "yes",
        "expiration": "300",
        # A provider that is away is asked again for ever. Silence, and failures of his own (408, 5xx, 6xx), are asked
        # about soon: Asterisk refreshes 10 s before the end and gives an attempt up after 8 s (see timer_b), so that
        # the next one comes 3 s after the end at most, for seven small packets in 13 s from each line meanwhile.
        # Refusals are not (401 after a password, 403, 404): providers count them and shut out the address, which all
        # companies of a node share.
        "retry_interval": "5",
        "forbidden_retry_interval": "120",
        "fatal_retry_interval": "120",
        "auth_rejection_permanent": "yes",  # what fatal_retry_interval is for; it is not for ever
        "max_retries": "1000000",
        "max_random_initial_delay": "2",  # seconds, also after each change
    },
    # One address or network that calls of a line may come from.
    SOURCES_TABLE: {"endpoint": "", "source": ""},
    # A class is read anew whenever somebody is put on hold, so that a change needs no reload.
    MUSIC_TABLE: {"name": "", "mode": "playlist", "sort": ""},
    MUSIC_FILES_TABLE: {"name": "", "position": "", "entry": ""},
    # Seconds everywhere. Nobody who cannot be rung keeps a caller waiting (joinempty); a member who talks does.
    QUEUES_TABLE: {
        "name": "",
        "strategy": "ringall",
        "timeout": "20",
        "retry": "1",
        "wrapuptime": "0",
        "maxlen": "0",
        "musicclass": "default",
        "joinempty": "unavailable,invalid,unknown",
        "leavewhenempty": "unavailable,invalid,unknown",
        "ringinuse": "no",
        "autofill": "yes",
        "timeoutpriority": "app",
        "timeoutrestart": "no",
        "announce_frequency": "0",
        "announce_holdtime": "no",
        "announce_position": "no",
        "reportholdtime": "no",
        "memberdelay": "0",
        "setinterfacevar": "no",
        "setqueuevar": "no",
        "setqueueentryvar": "no",
    },
    # Messages are sent by mail from the cabinet, never from here; nobody calls out of a box.
    VOICEMAIL_TABLE: {
        "uniqueid": "",
        "mailbox": "",
        "context": "",
        "password": "",
        "language": "",
        "tz": "",
        "email": "",
        "attach": "no",
        "review": "no",
        "operator": "no",
        "envelope": "yes",
        "saycid": "yes",
        "hidefromdir": "yes",
        "deletevoicemail": "no",
        "callback": "",
        "dialout": "",
        "exitcontext": "",
        "sendvoicemail": "no",
        "forcename": "no",
        "forcegreetings": "no",
    },
    MEMBERS_TABLE: {
        "queue_name": "",
        "uniqueid": "",
        "interface": "",
        "membername": "",
        "state_interface": "",
        "penalty": "0",
        "ringinuse": "no",
    },
    "ps_endpoints": {
        "aors": "",
        "auth": "",
        "context": "",
        "subscribe_context": "",
        "identify_by": "username",
        "callerid": "",
        "tenantid": "",
        "accountcode": "",
        "language": "",
        "disallow": "all",
        "allow": "",
        "dtmf_mode": "rfc4733",
        "rtp_symmetric": "yes",
        "force_rport": "yes",
        "rewrite_contact": "no",
        "media_encryption": "no",
        "media_encryption_optimistic": "no",
        "deny": "",
        "permit": "",
        "direct_media": "no",
        "trust_id_inbound": "no",
        "trust_id_outbound": "no",
        "send_pai": "yes",
        "allow_transfer": "yes",
        "allow_subscribe": "yes",
        "timers": "yes",
        "timers_sess_expires": "1800",
        "rtp_timeout": "300",
        "rtp_timeout_hold": "3600",
        "moh_suggest": "default",
        "inband_progress": "no",
        "device_state_busy_at": "0",
        "outbound_auth": "",
        "from_domain": "",
        "send_diversion": "yes",
        "send_connected_line": "yes",
        "mailboxes": "",  # whose lamp the phone shows unasked
        "mwi_subscribe_replaces_unsolicited": "yes",
        "voicemail_extension": "",  # what the phone's message key calls
        "set_var": "",  # variables of its channels: name=value
    },
    "ps_auths": {
        "auth_type": "digest",
        "username": "",
        "password": "",
        "password_digest": "",
        "realm": "",
    },
    "ps_aors": {
        "max_contacts": "1",
        "remove_existing": "yes",
        "minimum_expiration": "30",
        "default_expiration": "120",
        "maximum_expiration": "120",
        "qualify_frequency": "0",
        "contact": "",
        "mailboxes": "",  # whose lamp the phone may ask for
    },
}

# Columns that Asterisk writes; they are no part of what is compared, and keep their value when a row changes.
WRITTEN_BY_ASTERISK: Mapping[str, Row] = {
    MEMBERS_TABLE: {"paused": "0", "reason_paused": ""},
}

COLUMNS: Mapping[str, tuple[str, ...]] = {table: tuple(DEFAULTS[table]) for table in TABLES}

# `identify_by` of a device: the name in From, or, of a phone that calls as nobody to hide its number, the one that it
# signs in with.
BY_NAME = "username,auth_username"

# `identify_by` of a device whose company the operator has blocked: the name that it signs in with, not the one in From.
# So what it asks is first looked at by `ps_endpoint_id_ips`.
BY_SIGN_IN = "auth_username"

INDEXES: Mapping[str, str] = {
    "blocked_endpoint": "ps_endpoints (tenantid) WHERE identify_by = 'auth_username'",
    "queue_by_name": f"{QUEUES_TABLE} (name)",
    "member_by_queue": f"{MEMBERS_TABLE} (queue_name)",
    "mailbox_by_name": f"{VOICEMAIL_TABLE} (mailbox, context)",
    "music_by_name": f"{MUSIC_TABLE} (name)",
    "music_file_by_name": f"{MUSIC_FILES_TABLE} (name)",
}

# Asterisk asks which endpoint a request belongs to that no name in From tells: by its address, one row for all lines,
# for many cost each stranger's request milliseconds; and by its To, where only a REGISTER names a device: those of
# blocked companies belong to an endpoint that nobody can sign in to. Another PBX of theirs (it alone may transfer) is
# not known by its address: phones may share it, which are to sign in and call for help.
# `line_default`: the line of an address that belongs to one line alone.
# `musiconhold_entry`: files of music, which must be told where they lie.
SOUNDS = "@SOUNDS@"  # in a view: the node's folder of sounds, ending in "/"
VIEWS: Mapping[str, str] = {
    "musiconhold_entry": (
        "SELECT id, name, position, '@SOUNDS@' || entry AS entry FROM music_file"
    ),
    "ps_endpoint_id_ips": (
        "SELECT 'sources' AS id, 'sources' AS endpoint, group_concat(DISTINCT source) AS \"match\", "
        "'' AS match_header FROM line_source WHERE endpoint NOT IN ("
        "SELECT line.id FROM ps_endpoints AS device JOIN ps_endpoints AS line "
        "ON line.id > device.tenantid || '-trunk-' AND line.id < device.tenantid || '-trunk.' "
        "WHERE device.identify_by = 'auth_username' AND line.allow_transfer = 'yes') HAVING count(*) > 0 "
        "UNION ALL SELECT 'blocked', 'blocked', '', 'To: /sips?:(' || group_concat(tenantid, '|') || ')[+]/' "
        "FROM (SELECT DISTINCT tenantid FROM ps_endpoints WHERE identify_by = 'auth_username') "
        "HAVING count(*) > 0"
    ),
    "line_default": (
        "SELECT source AS id, min(endpoint) AS endpoint FROM line_source "
        "GROUP BY source HAVING count(*) = 1"
    ),
}


def row(table: str, **own: str) -> dict[str, str]:
    """A whole row: the usual values, and its own. A column that the table has not is a KeyError."""
    unknown = own.keys() - DEFAULTS[table].keys()
    if unknown:
        raise KeyError(f"{table} has no columns {sorted(unknown)}")
    return {**DEFAULTS[table], **own}
