"""Publishing: what differs is changed and nothing else, what drifted is repaired, what calls use is left alone."""

import sqlite3
import threading
import time
from dataclasses import replace

import pytest

from telephony.asterisk.apply import drift, node_fingerprint, rebuild
from telephony.asterisk.files import file_write
from tests.asterisk.companies import (
    company,
    device,
    extension,
    with_devices,
    with_extensions,
    without_device,
)
from tests.asterisk.node import Node
from tests.asterisk.test_calls import connect, talk

TRIES = 3  # of what shall be quick: a busy machine may be slow at one of them


def has_drifted(node, config):
    """Whether the node holds something else than this configuration."""
    return node.with_ami(lambda ami: drift(config, node=node.paths, ami=ami))


def test_applying_twice_changes_nothing(node):
    report = node.apply(company("acme"))

    assert (report.changed_rows, report.changed_facts, report.changed_contexts) == ((), (), ())


def test_only_what_differs_is_changed(node):
    report = node.apply(with_extensions(company("acme"), extension("202", ring_seconds=9)))

    assert report.changed_rows == ()
    assert report.changed_facts == ("number/202",)


def test_the_fingerprint_read_back_from_the_node_is_that_of_the_configuration(node):
    report = node.apply(with_devices(company("acme"), device("acme", "new", codecs=("g722",))))

    read_back = node.with_ami(lambda ami: node_fingerprint("acme", node=node.paths, ami=ami))

    assert read_back == report.fingerprint


@pytest.mark.parametrize(
    "damage",
    [
        "database put t/acme number/200 nonsense",
        "database del t/acme ring/200",
        "database put t/acme number/999 extension:parallel:9:1",
        "dialplan remove context acme-internal",
        "dialplan remove context acme-hints",
        "dialplan add extension 201,1,Goto,globex-internal,201,1 into acme-internal",
        "dialplan add extension _9XX,1,Goto,globex-internal,200,1 into acme-internal",
        "dialplan add extension _[2-9]XX,2,Goto,inside,201,1 into acme-internal replace",
    ],
)
def test_drift_is_found_and_repaired(node, damage):
    assert not has_drifted(node, company("acme"))
    node.command(damage)
    assert has_drifted(node, company("acme"))

    node.apply(company("acme"))

    assert not has_drifted(node, company("acme"))


def test_a_row_changed_by_hand_is_drift(node):
    with sqlite3.connect(node.paths.database) as connection:
        connection.execute(
            "UPDATE ps_endpoints SET context = 'globex-internal' WHERE id = 'acme+200'"
        )
    connection.close()
    assert has_drifted(node, company("acme"))

    report = node.apply(company("acme"))

    assert report.changed_rows == ("ps_endpoints/acme+200",)


def test_one_companys_apply_leaves_the_one_whose_code_begins_alike(node):
    node.apply(replace(company("acme"), is_disabled=True))

    assert not has_drifted(node, company("acme1"))
    assert not has_drifted(node, company("globex"))


def test_a_stray_dialplan_reload_loses_nothing(node, phones):
    node.command("dialplan reload")

    assert not has_drifted(node, company("acme"))
    call, other = connect(phones("acme+200"), phones("acme+201"))
    call.hang_up()
    other.ended()


def test_a_reload_during_a_call_does_not_end_it(node, phones):
    call, other = connect(phones("acme+200"), phones("acme+201"))

    node.command("dialplan reload")

    talk(call, other)
    call.hang_up()


def test_a_new_company_calls_at_once(node, phones):
    took = []
    for _ in range(TRIES):
        node.apply(replace(company("newco"), is_disabled=True))
        began = time.monotonic()
        node.apply(company("newco"))
        took.append(time.monotonic() - began)
    assert min(took) < 1

    phones("newco+201").answers()
    phones("newco+200").call("201").confirmed().hang_up()
    phones.forget("newco+200")
    phones.forget("newco+201")
    report = node.apply(replace(company("newco"), is_disabled=True))
    assert report.leftovers == ()


def test_an_empty_node_is_rebuilt_from_configurations_alone(tmp_path_factory):
    fresh = Node(tmp_path_factory.mktemp("fresh"))
    fresh.prepare()
    fresh.start()
    try:
        configs = [company("acme"), company("globex")]
        fresh.with_ami(lambda ami: rebuild(configs, node=fresh.paths, ami=ami))

        assert not any(has_drifted(fresh, config) for config in configs)
        fresh.kill()
        fresh.start()
        assert not any(has_drifted(fresh, config) for config in configs)
    finally:
        fresh.stop()


def test_publishing_disturbs_no_call_that_runs_or_begins(node, phones):
    """Devices, people and groups change all the time while one call talks and others are set up."""
    call, other = connect(phones("acme+200"), phones("acme+201"))
    phones("globex+201").answers()
    caller = phones("globex+200")
    stop = threading.Event()
    reports = []

    def publish():
        config = company("acme")
        while not stop.is_set():
            number = str(300 + len(reports))
            changed = with_devices(config, device("acme", number))
            reports.append(node.apply(with_extensions(changed, extension(number, ring_seconds=7))))
            reports.append(node.apply(without_device(config, "204")))

    publisher = threading.Thread(target=publish)
    publisher.start()
    try:
        made = 0
        while made < 6 or len(reports) <= 4:
            caller.call("201").confirmed().hang_up()
            made += 1
            assert publisher.is_alive()
        talk(call, other)
    finally:
        stop.set()
        publisher.join()

    assert not any("acme+200" in report.removed_contacts for report in reports)
    call.hang_up()


def test_a_file_is_replaced_in_one_step_and_only_when_it_differs(tmp_path):
    path = tmp_path / "acme.conf"
    assert file_write(path, "one\n")
    before = path.stat().st_ino

    assert not file_write(path, "one\n")
    assert path.stat().st_ino == before
    assert file_write(path, "two\n")
    assert [item.name for item in tmp_path.iterdir()] == ["acme.conf"]
