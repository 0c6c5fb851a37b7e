"""What flows are compiled to: every kind, short steps, nothing in them that a dialplan would understand otherwise."""

import pytest

from telephony.asterisk.flows import LINE_LENGTH_MAX, flow_context
from telephony.asterisk.render import contexts_parse, contexts_text
from telephony.asterisk.snapshot import FlowConfig
from telephony.asterisk.text import TEXT_LENGTH_MAX
from telephony.flow.compile import compile_flow
from telephony.flow.elements import KINDS
from telephony.flow.graph import Element, Flow, When
from telephony.flow.settings import Sound
from tests.flow.company import HELLO, element, flow, start
from tests.flow.random_flows import random_case

EVIL = (
    "${SHELL(id)}", "$[1+1]", "a,1,System(id)", "x\nexten = s,1,System(id)", 'a"b', "a;b", "a)b",
    "../../etc/passwd", "%s", "\x00", "\u2028", "Ваня & co", "a" * 5000, "-", "h", "",
)  # fmt: skip


def lines(made, sounds=()):
    """The steps as text."""
    context = flow_context(FlowConfig(1, 1, made, dict(sounds)), "acme-f1-v1")
    return [f"{line.exten},{line.priority},{line.app}" for line in context.steps]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_compiler(kind):
    made = compile_flow(Flow((Element("one", KINDS[kind]()),)), {})
    assert [exten.name for exten in made][-1] == "one"


def test_an_element_is_steps_of_its_kind_and_one_that_leaves():
    made = flow(
        start("menu"), element("menu", "menu", prompt=HELLO, exits={"1": "level:2", "#": "menu"})
    )
    assert lines(made) == [
        "s,1,Goto(start,1)",
        "start,1,Gosub(flow-pass,start.,1(next))",
        "start,2,Goto(flow-leave,start.,1)",
        "start.next,1,Goto(menu,1)",
        "menu,1,Gosub(flow-menu,menu.,1(hello,none,15,3,))",
        "menu,2,Goto(flow-leave,menu.,1)",
        "menu.1,1,Goto(flow-ends,no_layer,1)",
        "menu.#,1,Goto(menu,1)",
    ]


def test_layers_are_tried_in_order():
    when = When(lists=("black", "vip"), days=(1, 5), minutes=((0, 60), (600, 660)))
    made = flow(
        element("lunch", "hangup", level=2, when=when), element("else", "hangup", level=2),
        element("never", "hangup", level=2),
    )  # fmt: skip
    assert lines(made)[3:] == [
        "level2,1,Set(LISTS=black,vip)",
        "level2,2,Set(TIMES=15/0-60,600-660)",
        "level2,3,Gosub(flow-when,s,1())",
        'level2,4,GotoIf($["${HOLDS}" = "1"]?lunch,1)',
        "level2,5,Goto(else,1)",
    ]


def test_many_lists_are_several_steps():
    keys = tuple(f"{index:032x}" for index in range(50))
    made = lines(flow(element("who", "list", lists=keys)))
    assert [line.partition("=")[0] for line in made[:3]] == [
        f"who,{i},Set(LISTS" for i in (1, 2, 3)
    ]
    assert made[1].startswith("who,2,Set(LISTS=${LISTS},00")
    assert all(len(line) < LINE_LENGTH_MAX for line in made)


def test_a_text_is_played_as_the_file_that_it_became():
    spoken = element("say", "announcement", sound=Sound(text="Добрый день"))
    assert lines(flow(spoken), {"say/sound": "c0ffee"}.items())[0] == (
        "say,1,Gosub(flow-announcement,say.,1(c0ffee,1,1))"
    )
    assert "(none,1,1)" in lines(flow(spoken))[0]


def test_music_is_named_by_its_key():
    made = lines(
        flow(
            element("marks", "set", music="feed", exits={"next": "who"}),
            element("who", "person", extension="200", music="default"),
            element("duty", "outside", redirect="duty", music="ringing"),
        )
    )
    assert made[1] == "marks,2,Gosub(flow-music,s,1(feed))"
    assert "who,1,Gosub(flow-person,who.,1(200,,,default))" in made
    assert "duty,1,Gosub(flow-outside,duty.,1(,duty,30,,ringing))" in made


@pytest.mark.parametrize(
    ("kind", "settings", "routine"),
    [
        ("person", {}, "flow-pass,it.,1(unreachable)"),
        ("group", {}, "flow-pass,it.,1(unreachable)"),
        ("outside", {}, "flow-pass,it.,1(unreachable)"),
        ("schedule", {}, "flow-pass,it.,1(closed)"),
        ("voicemail", {}, "flow-pass,it.,1(next)"),
        ("flow", {}, "flow-pass,it.,1(next)"),
        ("caller", {}, "flow-pass,it.,1(no_match)"),
    ],
)
def test_an_element_whose_thing_was_deleted_does_nothing(kind, settings, routine):
    assert routine in lines(flow(element("it", kind, **settings)))[0]


@pytest.mark.parametrize("text", EVIL)
@pytest.mark.parametrize(
    ("kind", "field"),
    [
        ("announcement", "sound"), ("person", "extension"), ("group", "queue"), ("outside", "number"),
        ("outside", "redirect"), ("schedule", "schedule"), ("voicemail", "box"), ("set", "caller_prefix"),
        ("set", "tag"), ("set", "language"), ("set", "music"), ("flow", "start"), ("list", "lists"),
    ],
)  # fmt: skip
def test_no_text_becomes_a_step(kind, field, text):
    """Even of a document that nobody has checked: a name is refused, a text made harmless."""
    given = {"sound": Sound(media=text), "lists": (text,)}.get(field, text)
    made = flow(element("it", kind, **{field: given} | ({"flow": 2} if kind == "flow" else {})))
    try:
        written = lines(made)
    except ValueError:
        return
    joined = "\n".join(written)
    assert "System" not in joined or kind == "set"
    assert not [line for line in written if "${SHELL" in line or "$[1" in line or ";" in line]
    assert len(joined.splitlines()) == len(written)
    assert all(len(line.encode()) < LINE_LENGTH_MAX + 40 for line in written)
    prefixed = [line for line in written if "Set(PREFIX=" in line]
    assert all(len(line) < TEXT_LENGTH_MAX + 40 for line in prefixed)


@pytest.mark.parametrize("identity", ["a-b", "A", "h\n", "level1,1", "a b", "${x}", "a.b.c"])
def test_no_id_becomes_a_step(identity):
    with pytest.raises(ValueError, match=r"not (an|safe)"):
        lines(flow(element(identity, "hangup")))


def test_a_pattern_is_an_expression_and_nothing_else():
    made = flow(element("who", "caller", patterns=("7495[1-3].*", "_9XX.")))
    assert lines(made)[0] == "who,1,Set(PATTERN=^([+]?7495[1-3].*|[+]?9[0-9][0-9].+)$)"


@pytest.mark.parametrize("seed", range(100))
def test_what_is_written_is_what_is_read(seed):
    """A restart reads from the file what runs now."""
    case = random_case(seed)
    made = [
        flow_context(FlowConfig(key, 1, each), f"acme-f{key}-v1")
        for key, each in case.flows.items()
    ]
    assert list(contexts_parse(contexts_text(made))) == made
