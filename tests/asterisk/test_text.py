"""Nothing that people type becomes configuration or is executed (no Asterisk needed here)."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telephony.asterisk.facts import facts
from telephony.asterisk.files import NodePaths
from telephony.asterisk.node_files import NodeSettings, node_prepare, node_render
from telephony.asterisk.platform_rows import platform_rows
from telephony.asterisk.render import TEMPLATES, contexts, render
from telephony.asterisk.rows import REALM, digest, rows
from telephony.asterisk.snapshot import (
    ForwardMode,
    MailboxConfig,
    MusicConfig,
    QueueConfig,
    TenantConfig,
)
from telephony.asterisk.tables import COLUMNS, SOURCES_TABLE
from telephony.asterisk.text import TEXT_LENGTH_MAX, ident, path, text
from telephony.dialling.config import OutsideConfig, PlatformConfig, TrunkConfig
from tests.asterisk.companies import company, device, extension, with_devices, with_extensions

NASTY = [
    "${SHELL(id)}",
    '"; context=globex-internal',
    "a\nb\r\n[globex-internal]",
    "<sip:boss@evil>",
    "back`tick",
    "line\u2028separator\u0085next",
    "\x00\x1b[2J",
    "\ud800 lone",
    "я" * 5_000,
    "😀 emoji",
]


@given(st.text())
def test_text_is_one_short_line_without_special_characters(raw):
    made = text(raw)

    assert len(made) <= TEXT_LENGTH_MAX
    assert not re.search(r'[$"\\;{}<>`\x00-\x1f\x7f-\x9f\u2028\u2029]', made)
    assert text(made) == made
    made.encode()


def test_text_keeps_what_people_are_called():
    assert (
        text("Анна-Мария Ёлкина (Мск), O'Neil & Co 😀") == "Анна-Мария Ёлкина (Мск), O'Neil & Co 😀"
    )


@pytest.mark.parametrize("raw", ["a b", "a;b", "${X}", "a,b", "(", "", "é", "a\nb", "a\n", '"'])
def test_an_identifier_is_refused_and_not_repaired(raw):
    with pytest.raises(ValueError, match="not safe"):
        ident(raw)


@pytest.mark.parametrize("raw", ["/data;rm", "/data\n[x]"])
def test_a_path_that_asterisk_would_read_otherwise_is_refused(raw):
    with pytest.raises(ValueError, match="not a path"):
        path(raw)


def test_a_folder_with_a_space_is_an_ordinary_folder(tmp_path):
    made = node_render(_settings(tmp_path / "my data"))

    assert f"astlogdir => {tmp_path}/my data/log" in made["asterisk.conf"]


@pytest.mark.parametrize("name", NASTY)
def test_no_name_of_a_person_breaks_out_of_its_place(name):
    config = with_devices(company("acme"), device("acme", "200", caller_name=name))

    caller_id = rows(config, moment=0)["ps_endpoints"]["acme+200"]["callerid"]
    everything = render(config) + "".join(facts(config, moment=0).values())

    assert re.fullmatch(r'"[^"$\\;{}<>`\n\r]{0,80}" <200>', caller_id)
    assert name not in everything


@pytest.mark.parametrize(
    "raw", ["2*1", "20 0", "200,1", "${X}", "200&PJSIP/globex+200", "200\n", "200:1"]
)
def test_what_is_no_number_never_becomes_a_fact(raw):
    """The API refuses it long before; here it does not pass either."""
    person = with_extensions(company("acme"), extension(raw, "200"))
    forward = extension("200", forward_mode=ForwardMode.ALWAYS, forward_always_to=raw)
    group = TenantConfig("acme", 1, queues=(QueueConfig("500", "x", members=(raw,)),))

    for config in (person, with_extensions(company("acme"), forward), group):
        with pytest.raises(ValueError, match="not a number"):
            facts(config, moment=0)


LINE_TABLES = ("ps_registrations", "ps_endpoints", "ps_auths", "ps_aors")


def test_every_row_has_exactly_the_columns_of_its_table():
    trunk = TrunkConfig("own", addresses=("192.0.2.1",), registers=True, login="x", secret="y")
    music = MusicConfig("default", ("0a1b",))
    box = MailboxConfig("201")
    outside = OutsideConfig(trunks=(trunk,))
    config = replace(company("acme"), outside=outside, music=(music,), mailboxes=(box,))
    carriers = PlatformConfig(carriers=(replace(trunk, sources=("192.0.2.1",)),))
    company_rows, platforms = rows(config, moment=0), platform_rows(carriers)
    assert {table for table, held in company_rows.items() if held} == {*COLUMNS} - {SOURCES_TABLE}
    assert {table for table, held in platforms.items() if held} == {SOURCES_TABLE, *LINE_TABLES}
    for made in (company_rows, platforms):
        for table, held in made.items():
            for row in held.values():
                assert tuple(row) == COLUMNS[table]
                assert None not in row.values()


def test_the_password_is_stored_as_the_hash_of_rfc_2617():
    # printf %s acme+200:vpbx:s3cret | md5sum
    assert REALM == "vpbx"
    assert digest("acme+200", "s3cret") == "d70cfc8de0bf2fcff83eabee2944d943"


def test_a_disabled_company_renders_to_nothing():
    gone = TenantConfig("acme", 2, is_disabled=True, devices=company("acme").devices)

    assert render(gone) == ""
    assert contexts(gone) == ()
    assert facts(gone, moment=0) == {}
    assert all(not held for held in rows(gone, moment=0).values())


def test_hints_are_patterns_and_never_single_numbers():
    """50,000 explicit hints make one reload take minutes (measured): forbidden in everything we render."""
    texts = [render(company("acme")), *(item.read_text() for item in TEMPLATES.rglob("*.j2"))]

    extens = [
        match for one in texts for match in re.findall(r"exten\s*=>?\s*([^,]+),\s*hint\s*,", one)
    ]

    assert extens
    assert all(exten.startswith("_") for exten in extens if "{" not in exten)


def test_no_module_that_runs_programs_or_reads_files_is_loaded(tmp_path):
    loaded = node_render(_settings(tmp_path))["modules.conf"]

    assert "autoload = no" in loaded
    for module in (
        "func_shell",
        "func_env",
        "func_curl",
        "app_system",
        "res_agi",
        "res_ari",
        "app_originate",
    ):
        assert f"{module}.so" not in loaded


def test_managers_and_web_listen_on_this_machine_alone(tmp_path):
    made = node_render(_settings(tmp_path, bind="0.0.0.0"))

    for name in ("manager.conf", "http.conf"):
        assert "bindaddr = 127.0.0.1" in made[name]
    assert made["pjsip.conf"].count("bind = 0.0.0.0:") == 3


def test_a_company_at_the_same_numbers_as_another_shares_no_name_with_it():
    acme, acme1 = (rows(company(code), moment=0) for code in ("acme", "acme1"))

    for table in acme:
        assert not acme[table].keys() & acme1[table].keys()
        values = {value for row in acme1[table].values() for value in row.values()}
        assert not any(value.startswith(("acme+", "acme-")) for value in values)


def _settings(folder, **options):
    return NodeSettings(
        name="node1",
        dir=folder,
        asterisk_root=folder,
        sip_host="192.0.2.1",
        ami_secret="secret",
        **options,
    )


def test_the_folders_of_a_node_are_where_others_expect_them(tmp_path):
    paths = NodePaths(tmp_path)

    assert paths.spool == tmp_path / "log" / "cel-custom"
    assert paths.database == tmp_path / "db" / "node.sqlite3"
    assert paths.tenant("acme") == tmp_path / "etc" / "tenants" / "acme.conf"


def test_a_new_release_renews_the_dialplan_of_every_tenant_before_the_start(tmp_path):
    (tmp_path / "usr/share/asterisk").mkdir(parents=True)
    settings, paths = _settings(tmp_path), NodePaths(tmp_path)
    node_prepare(settings)
    paths.tenant("acme").write_text(
        "[acme-internal]\nexten = _X.,1,Goto(a-context-of-long-ago,s,1)\n"
    )

    changed = node_prepare(settings)

    assert changed == ["acme.conf"]
    assert paths.tenant("acme").read_text() == render(company("acme"))
    assert node_prepare(settings) == []
