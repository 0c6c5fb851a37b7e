"""Versions of flows: beside each other, switched by one key; what calls are inside of stays as they knew it."""

from dataclasses import replace

import pytest

from telephony.asterisk.apply import apply, drift
from telephony.asterisk.running_flows import RunningFlows
from telephony.asterisk.snapshot import FlowNumber
from tests.asterisk.companies import company
from tests.asterisk.dialler import Dialler, InnerCall
from tests.asterisk.flows import begins, element, flow, path_of, plays, with_flows
from tests.asterisk.node import Node
from tests.asterisk.sounds import tones

END = element("hangup", "end")
OLD, NEW = 600, 1300
NUMBERS = (FlowNumber("600", 1, "start"),)


def has_drifted(node, config):
    return node.with_ami(lambda ami: drift(config, node=node.paths, ami=ami))


def made(version, *, key=1):
    """A flow that ends at once."""
    return flow(begins("end"), END, version=version, key=key)


def versions(node, config):
    """Versions of acme's flows that the file names, and those of them that run."""

    async def look(ami):
        flows = RunningFlows(ami, config.code, node=node.paths)
        recorded = flows.recorded_names()
        return recorded, [context.name for context in await flows.running(recorded)]

    recorded, running = node.with_ami(look)
    assert recorded == running
    return recorded


@pytest.fixture
def publish(node):
    """`publish(version, frequency)`: the flow asks for a key by this tone; 1 plays it again, 2 ends."""
    sounds = tones(node, "acme", OLD, NEW)

    def made(version, frequency, **options):
        asked = element(
            "menu", "ask", prompt={"media": f"tone{frequency}"}, wait_seconds=15, attempts=3,
            exits={"1": "say", "2": "end"},
        )  # fmt: skip
        said = plays(f"tone{frequency}", "say", then="ask", repeats=2)
        own = flow(begins("ask"), asked, said, END, version=version)
        config = with_flows(company("acme"), own, media=sounds, flow_numbers=NUMBERS)
        node.apply(config, **options)
        return config

    return made


def test_a_call_finishes_on_the_version_that_it_began_with(node, phones, publish):
    publish(1, OLD)
    call = phones("acme+200").call("600").confirmed()
    call.hears(OLD)

    config = publish(2, NEW)
    other = phones("acme+201").call("600").confirmed()
    other.hears(NEW)
    call.do("dtmf", digits="1")
    call.hears(OLD)
    other.hang_up()

    node.apply(config)
    assert versions(node, config) == ["acme-f1-v1", "acme-f1-v2"]
    call.hears_nothing_of(OLD)
    call.do("dtmf", digits="1")
    call.hears(OLD)
    call.hang_up()
    node.quiet()
    node.apply(config)
    assert versions(node, config) == ["acme-f1-v2"]
    assert not has_drifted(node, config)


def test_a_call_that_is_in_two_versions_of_a_flow_comes_back_to_the_first(node, phones):
    """Flow 1 calls flow 2, which calls flow 1 again, of which there is a newer version by then."""
    sounds = tones(node, "acme", OLD, NEW)

    def asks(key, frequency, target):
        return element(
            "menu", key, prompt={"media": f"tone{frequency}"}, wait_seconds=15, attempts=3,
            exits={"1": target},
        )  # fmt: skip

    def outer(version, frequency):
        return flow(
            begins("two"), element("flow", "two", flow=2, exits={"next": "after"}),
            asks("after", frequency, "end"), END, element("back", "home"),
            element("start", "inner", exits={"next": "within"}), asks("within", frequency, "home"),
            version=version,
        )  # fmt: skip

    other = flow(
        begins("wait"), asks("wait", OLD, "one"),
        element("flow", "one", flow=1, start="inner", exits={"next": "home"}), element("back", "home"),
        key=2,
    )  # fmt: skip
    options = {"flow_numbers": NUMBERS, "media": sounds}
    node.apply(with_flows(company("acme"), outer(1, OLD), other, **options))
    call = phones("acme+200").call("600").confirmed()
    call.hears(OLD)
    config = with_flows(company("acme"), outer(2, NEW), other, **options)
    node.apply(config)
    call.do("dtmf", digits="1")
    call.hears(NEW)
    node.apply(config)
    assert versions(node, config) == ["acme-f1-v1", "acme-f2-v1", "acme-f1-v2"]
    call.do("dtmf", digits="1")
    call.hears(OLD)
    call.do("dtmf", digits="1")
    call.ended()


def test_going_back_moves_the_key_alone(node, phones, publish):
    publish(1, OLD)
    publish(2, NEW)
    config = replace(publish(1, OLD), revision=9)
    report = node.apply(config)
    assert report.changed_facts == ()
    call = phones("acme+200").call("600").confirmed()
    call.hears(OLD)
    call.hang_up()


def test_a_publication_changes_one_key(node, publish):
    publish(1, OLD)
    report = node.apply(replace(publish(2, NEW), revision=9))
    assert report.changed_contexts == ()
    config = with_flows(
        company("acme"), flow(begins("end"), END, version=3), flow_numbers=NUMBERS,
        media=tones(node, "acme", OLD, NEW),
    )  # fmt: skip
    report = node.apply(config)
    assert (report.changed_facts, report.changed_contexts) == (("flow/1",), ("acme-f1-v3",))


def test_a_flow_that_is_deleted_while_somebody_is_inside_ends_after_them(node, phones, publish):
    publish(1, OLD)
    call = phones("acme+200").call("600").confirmed()
    call.hears(OLD)

    gone = with_flows(company("acme"))
    node.apply(gone)
    assert versions(node, gone) == ["acme-f1-v1"]
    call.do("dtmf", digits="1")
    call.hears(OLD)
    assert phones("acme+201").call("600").outcome() == 404
    call.hang_up()
    node.quiet()
    node.apply(gone)
    assert versions(node, gone) == []
    assert not node.paths.flows("acme").exists()


@pytest.mark.parametrize("inside", [False, True])
def test_a_company_that_is_disabled_leaves_no_flow(node, phones, publish, inside):
    config = publish(1, OLD)
    if inside:
        phones("acme+200").call("600").confirmed()
    report = node.apply(replace(config, is_disabled=True))
    assert report.leftovers == ()
    assert versions(node, config) == []


def test_a_company_that_is_disabled_leaves_no_flow_that_no_file_names(node, publish):
    config = publish(1, OLD)
    node.paths.flows("acme").unlink()
    report = node.apply(replace(config, is_disabled=True))
    assert report.leftovers == ()
    assert "no existence" in node.command("dialplan show acme-f1-v1", check=False)


def test_a_stray_reload_loses_no_version(node, phones, publish):
    publish(1, OLD)
    call = phones("acme+200").call("600").confirmed()
    call.hears(OLD)
    config = publish(2, NEW)

    node.command("dialplan reload")

    assert versions(node, config) == ["acme-f1-v1", "acme-f1-v2"]
    assert not has_drifted(node, config)
    call.do("dtmf", digits="1")
    call.hears(OLD)
    call.hang_up()


@pytest.mark.parametrize(
    "damage",
    [
        "dialplan remove context acme-f1-v1",
        "dialplan remove extension ask@acme-f1-v1",
        "dialplan add extension ask,1,Goto,globex-internal,201,1 into acme-f1-v1 replace",
        "database put t/acme flow/1 7",
    ],
)
def test_drift_of_a_flow_is_found_and_repaired(node, publish, damage):
    config = publish(1, OLD)
    assert not has_drifted(node, config)
    node.command(damage)
    assert has_drifted(node, config)
    node.apply(config)
    assert not has_drifted(node, config)


def test_only_the_difference_is_talked_about(node, publish):
    config = publish(1, OLD)

    async def twice(ami):
        first = await apply(config, node=node.paths, ami=ami)
        wider = with_flows(
            config, *config.flows, flow(begins("end"), END, key=2), media=config.media
        )
        return await apply(wider, node=node.paths, ami=ami, held=first.held)

    report = node.with_ami(twice)
    assert report.changed_contexts == ("acme-f2-v1",)


def test_a_flow_of_three_hundred_elements(node, publish):
    chain = [
        element("set", f"e{i}", tag=f"tag {i}", exits={"next": f"e{i + 1}"}) for i in range(298)
    ]
    made = flow(begins("e0"), *chain, element("hangup", "e298"))
    config = with_flows(company("acme"), made, flow_numbers=NUMBERS)
    node.apply(config)
    dialler = Dialler(node)
    try:
        events = dialler.calls([InnerCall("acme", "200", "600")])[0]
    finally:
        dialler.close()
    assert path_of(events)[-1] == ("e298", "next")
    assert len(path_of(events)) == 300
    assert not has_drifted(node, config)


def test_a_file_that_is_replaced_while_it_is_played_is_heard_to_its_end(node, phones):
    """A replaced sound is another file: the same key leads to it from the next time on."""
    old, new = tones(node, "acme", OLD, seconds=4) + tones(node, "acme", NEW, seconds=2)
    said = plays("said", "say", then="end", number="600", repeats=2)
    made = with_flows(
        company("acme"), flow(begins("say"), said, END), media=(replace(old, key="said"),)
    )
    node.apply(made)
    call = phones("acme+200").call("600").confirmed()
    call.hears(OLD)

    node.apply(replace(made, revision=9, media=(replace(new, key="said"),)))
    other = phones("acme+201").call("600").confirmed()
    other.hears(NEW)
    call.hears(OLD)
    call.ended()
    other.ended()


def test_a_version_with_a_call_inside_survives_a_restart_of_the_publisher(node, phones, publish):
    """Nothing of what is in use is known to a process alone: a fresh session finds it in the node."""
    publish(1, OLD)
    call = phones("acme+200").call("600").confirmed()
    call.hears(OLD)
    for version in range(2, 6):
        config = publish(version, NEW)
    assert versions(node, config) == ["acme-f1-v1", "acme-f1-v4", "acme-f1-v5"]
    call.do("dtmf", digits="1")
    call.hears(OLD)
    call.hang_up()


def test_a_restart_brings_all_flows_back(tmp_path_factory):
    node = Node(tmp_path_factory.mktemp("flows"))
    node.prepare()
    node.start()
    try:
        config = with_flows(company("acme"), made(3), made(1, key=2), flow_numbers=NUMBERS)
        node.apply(config)
        node.kill()
        node.prepare()
        node.start()
        assert not has_drifted(node, config)
        dialler = Dialler(node)
        events = dialler.calls([InnerCall("acme", "200", "600")])[0]
        dialler.close()
        assert path_of(events)[-1] == ("end", "next")
    finally:
        node.remove()
