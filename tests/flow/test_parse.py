"""A document is read into a flow, and whatever is wrong with its shape is named."""

import pytest

from telephony.flow.elements import KINDS, Announcement, Menu, Person
from telephony.flow.graph import Element, Flow, When
from telephony.flow.parse import parse
from telephony.flow.settings import Sound
from telephony.flow.write import document


def one(**fields):
    """A document of one element, a start if nothing else is said."""
    return {"format": 1, "elements": [{"id": "a1", "kind": "start", **fields}]}


def codes(raw):
    return [(each.element, each.field, each.code) for each in parse(raw).problems]


def test_what_is_written_is_read_again():
    flow = Flow(
        tuple(
            Element(id=f"k{index}", settings=kind(), name="Имя", level=index)
            for index, kind in enumerate(KINDS.values())
        )
    )
    assert parse(document(flow)) == parse(document(parse(document(flow)).flow))
    assert parse(document(flow)).flow == flow
    assert parse(document(flow)).problems == ()


def test_a_sound_is_written_as_what_it_is():
    flow = Flow(
        (Element("a1", Menu(prompt=Sound(media="f0"), wrong_prompt=Sound(text="Нет", rate=1.5))),)
    )
    written = document(flow)["elements"][0]["settings"]
    assert written["prompt"] == {"media": "f0"}
    assert written["wrong_prompt"] == {"text": "Нет", "voice": "", "rate": 1.5}
    assert parse(document(flow)).flow == flow


def test_settings_and_conditions_are_read():
    raw = one(
        kind="person",
        name=" Приёмная ",
        number="801",
        level=2,
        when={"lists": ["ab12"], "days": [5, 1], "minutes": [[780, 840], [0, 60]]},
        settings={"extension": "200", "ring_seconds": 90},
        exits={"no_answer": "level:3", "busy": "a1", "declined": ""},
    )
    parsed = parse(raw)
    assert parsed.problems == ()
    assert parsed.flow.elements == (
        Element(
            id="a1",
            settings=Person(extension="200", ring_seconds=90),
            name="Приёмная",
            number="801",
            level=2,
            when=When(("ab12",), (1, 5), ((0, 60), (780, 840))),
            exits={"no_answer": "level:3", "busy": "a1"},
        ),
    )


def test_a_sound_is_a_file_or_a_text():
    raw = one(kind="announcement", settings={"sound": {"text": "Добрый день", "rate": 1.2}})
    assert parse(raw).flow.elements[0].settings == Announcement(Sound(text="Добрый день", rate=1.2))
    both = one(kind="announcement", settings={"sound": {"text": "Добрый день", "media": "f0"}})
    assert codes(both) == [("a1", "sound", "sound_ambiguous")]
    assert parse(one(kind="menu", settings={"prompt": None})).flow.elements[0].settings == Menu()


def test_a_text_is_as_long_as_can_be_spoken():
    """What the draft takes is not refused when it is published (`telephony.services.speech`)."""
    for length, found in ((1_000, []), (1_001, [("a1", "sound.text", "too_long")])):
        raw = one(kind="announcement", settings={"sound": {"text": "а" * length}})
        assert codes(raw) == found


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        ({"format": 1, "elements": [7]}, ("", "elements.0", "wrong_type")),
        ({"format": 2, "elements": []}, ("", "format", "format_unknown")),
        ({"format": 1, "elements": {}}, ("", "elements", "wrong_type")),
        (one(id="level2"), ("", "elements.0.id", "id_invalid")),
        (one(id="h"), ("", "elements.0.id", "id_invalid")),
        (one(id="A1"), ("", "elements.0.id", "id_invalid")),
        (one(id="a1\n"), ("", "elements.0.id", "id_invalid")),
        (one(kind="fax"), ("a1", "kind", "kind_unknown")),
        (one(name="x" * 81), ("a1", "name", "too_long")),
        (one(name="a\x00b"), ("a1", "name", "characters_forbidden")),
        (one(name="a\nb"), ("a1", "name", "characters_forbidden")),
        (one(name="a\ud800"), ("a1", "name", "characters_forbidden")),
        (one(name="a\u202eb"), ("a1", "name", "characters_forbidden")),
        (one(number="19"), ("a1", "number", "number_invalid")),
        (one(kind="back", number="800"), ("a1", "number", "number_not_here")),
        (one(level=True), ("a1", "level", "wrong_type")),
        (one(level=100), ("a1", "level", "out_of_range")),
        (one(colour="red"), ("a1", "colour", "field_unknown")),
        (one(when={"minutes": [[600, 600]]}), ("a1", "when.minutes", "range_invalid")),
        (one(when={"minutes": [[600, 1441]]}), ("a1", "when.minutes", "range_invalid")),
        (one(when={"days": [0]}), ("a1", "when.days", "day_invalid")),
        (one(exits={"0": "b"}), ("a1", "exits.0", "exit_unknown")),
        (one(exits={"next": "level:0"}), ("a1", "exits.next", "target_invalid")),
        (one(exits={"next": "b;c"}), ("a1", "exits.next", "target_invalid")),
        (one(kind="menu", settings={"attempts": 0}), ("a1", "attempts", "out_of_range")),
        (one(kind="menu", settings={"tries": 1}), ("a1", "tries", "field_unknown")),
        (
            one(kind="caller", settings={"patterns": ["(["]}),
            ("a1", "patterns", "pattern_invalid"),
        ),
        (
            one(kind="outside", settings={"number": "89161234567"}),
            ("a1", "number", "number_invalid"),
        ),
        (
            one(kind="set", settings={"tag": "${EVAL(x)}"}),
            ("a1", "tag", "characters_forbidden"),
        ),
        (one(name=5), ("a1", "name", "wrong_type")),
        (one(exits=[]), ("a1", "exits", "wrong_type")),
        (one(exits={"Next!": "a1"}), ("a1", "exits", "exit_unknown")),
        (one(settings=[]), ("a1", "settings", "wrong_type")),
        (one(kind="announcement", settings={"answers": 1}), ("a1", "answers", "wrong_type")),
        (one(kind="list", settings={"lists": "black"}), ("a1", "lists", "wrong_type")),
        (one(kind="list", settings={"lists": ["a"] * 51}), ("a1", "lists", "too_many")),
        (one(kind="list", settings={"lists": ["a b"]}), ("a1", "lists", "key_invalid")),
        (one(kind="hangup", settings={"cause": "fire"}), ("a1", "cause", "choice_unknown")),
        (one(kind="hangup", settings={"cause": ["busy"]}), ("a1", "cause", "choice_unknown")),
        (
            one(kind="menu", settings={"prompt": {"text": "a", "rate": "1"}}),
            ("a1", "prompt.rate", "wrong_type"),
        ),
        (
            one(kind="menu", settings={"prompt": {"text": "a", "rate": 3}}),
            ("a1", "prompt.rate", "out_of_range"),
        ),
        (
            one(kind="menu", settings={"prompt": {"text": "a", "voice": "../x"}}),
            ("a1", "prompt.voice", "voice_invalid"),
        ),
        (
            one(kind="outside", settings={"number": "+74951112233", "redirect": "duty"}),
            ("a1", "number", "number_ambiguous"),
        ),
        (
            one(kind="caller", settings={"patterns": [r"\d{30}X{30}" + "[1-3]?" * 60]}),
            ("a1", "patterns", "pattern_invalid"),
        ),
        (one(kind="flow", settings={"start": "S"}), ("a1", "start", "id_invalid")),
    ],
)
def test_what_has_not_the_shape_is_named(raw, problem):
    assert codes(raw) == [problem]


def test_nothing_is_read_of_what_is_no_document():
    for raw in (None, [], "x"):
        assert parse(raw).flow == Flow()
        assert ("", "", "wrong_type") in codes(raw)


def test_texts_are_kept_as_they_were_written():
    """Whatever can be shown is kept: who writes it out makes it harmless."""
    for text in ('«ООО» & Ко; "${EXTEN}"', "a\\b,c)|d", "';--", "👩‍👩‍👧", "=1+1"):
        assert parse(one(name=text)).flow.elements[0].name == text
        prefix = parse(one(kind="set", settings={"caller_prefix": text}))
        assert prefix.flow.elements[0].settings.caller_prefix == text
    spoken = one(kind="announcement", settings={"sound": {"text": "Раз.\r\nДва."}})
    assert parse(spoken).flow.elements[0].settings.sound.text == "Раз.\nДва."


def test_an_id_belongs_to_one_element():
    raw = one()
    raw["elements"] *= 2
    assert codes(raw) == [("a1", "id", "id_repeated")]
    assert len(parse(raw).flow.elements) == 1


def test_too_large_a_document_is_not_read():
    many = {"format": 1, "elements": [{"id": f"a{n}", "kind": "start"} for n in range(501)]}
    assert codes(many) == [("", "elements", "too_large")]
    long = one(name="x" * 200_001)
    assert codes(long) == [("", "", "too_large")]
    assert parse(many).flow.elements == parse(long).flow.elements == ()
