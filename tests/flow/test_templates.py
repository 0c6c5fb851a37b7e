"""The flows to begin with: filled, they can be published and do what they promise."""

from datetime import datetime
from itertools import combinations
from zoneinfo import ZoneInfo

import pytest

from telephony.flow.call import Caller
from telephony.flow.parse import parse
from telephony.flow.schedule import Hours, Period, Schedule
from telephony.flow.simulate import simulate
from telephony.flow.templates import KEYS, PLACEHOLDER_KINDS, filled, template
from telephony.flow.validate import check_document
from telephony.flow.world import GroupFacts, World

WEEKDAYS = (1, 2, 3, 4, 5)
WORLD = World(
    extensions={"200": 30, "201": 30, "202": 30},
    queues={"500": GroupFacts(("200", "201"), 60)},
    schedules={"office": Schedule((Period("p1", (Hours(WEEKDAYS, 540, 1080),)),))},
    lists=frozenset(("black",)),
    redirects=frozenset(("mobile",)),
    boxes=frozenset(("500",)),
    numbers={"200": "extension", "201": "extension", "202": "extension", "500": "queue"},
)
BY_KIND = {
    "name": "Имя",
    "text": "Здравствуйте",
    "extension": "200",
    "queue": "500",
    "schedule": "office",
    "list": "black",
    "redirect": "mobile",
    "box": "500",
}
DAY, NIGHT = "2026-11-16 10:00", "2026-11-16 23:00"


def document_of(key, **values):
    found = template(key)
    return filled(
        found, {name: BY_KIND[kind] for name, kind in found.placeholders.items()} | values
    )


def outcome(key, when, **caller):
    moment = int(datetime.fromisoformat(when).replace(tzinfo=ZoneInfo(WORLD.timezone)).timestamp())
    flow = parse(document_of(key)).flow
    return simulate({1: flow}, WORLD, Caller("+79161234567", moment, **caller), flow=1).outcome.key


@pytest.mark.parametrize("key", KEYS)
def test_a_filled_template_has_no_errors(key):
    checked = check_document(document_of(key), WORLD, 1)
    assert not checked.has_errors
    assert {each.code for each in checked.problems} <= {"level_missing"}
    assert set(template(key).placeholders.values()) <= set(PLACEHOLDER_KINDS)


@pytest.mark.parametrize("key", KEYS)
def test_what_is_not_given_is_not_chosen(key):
    checked = check_document(filled(template(key), {}), WORLD, 1)
    assert {each.code for each in checked.problems} <= {"thing_missing", "level_missing"}
    assert all(each.extra["key"] == "" for each in checked.problems if each.code == "thing_missing")


def test_what_is_no_placeholder_is_refused():
    with pytest.raises(KeyError):
        filled(template("duty"), {"typo": "1"})
    with pytest.raises(KeyError):
        template("../parse")


def test_filling_leaves_the_template_alone():
    assert document_of("duty") == document_of("duty")
    assert (
        filled(template("duty"), {"schedule": "$first"})["elements"][1]["settings"]["schedule"]
        == "$first"
    )


@pytest.mark.parametrize(
    ("key", "when", "caller", "expected"),
    [
        ("office_hours", DAY, {"keys": ("1",)}, "answered:500"),
        ("office_hours", DAY, {}, "answered:500"),
        ("office_hours", DAY, {"keys": ("201",)}, "answered:201"),
        ("office_hours", DAY, {"phones": {"500": "no_answer"}}, "message:500"),
        ("office_hours", NIGHT, {}, "message:500"),
        ("black_list", DAY, {}, "answered:500"),
        ("black_list", DAY, {"listed": frozenset(("black",))}, "no_layer:20"),
        ("black_list", "2026-11-16 13:30", {}, "answered:200"),
        ("black_list", NIGHT, {"phones": {"200": "no_answer"}}, "message:500"),
        ("sample", DAY, {"keys": ("3", "202")}, "answered:202"),
        ("sample", DAY, {"keys": ("3",)}, "answered:500"),
        ("sample", DAY, {"phones": {"500": "busy"}}, "answered:200"),
        ("sample", NIGHT, {}, "hung_up:normal"),
        ("duty", DAY, {}, "answered:500"),
        ("duty", NIGHT, {}, "answered:200"),
        ("duty", NIGHT, {"phones": {"200": "unreachable"}}, "answered:mobile"),
        ("duty", NIGHT, {"phones": {"200": "busy", "mobile": "no_answer"}}, "message:500"),
    ],
)
def test_a_template_does_what_it_promises(key, when, caller, expected):
    assert outcome(key, when, **caller) == expected


CARD_WIDTH = 232  # pixels; frontend/src/features/flows/components/flow.module.css


def box_of(element):
    """Left, top, right and bottom of an element's card, as high as it may be with everything chosen."""
    place, when = element["position"], element["when"]
    rows = max(3, len(element["exits"]) + 1) + bool(element["level"])
    height = 128 + 22 * rows + 40 * bool(when["days"] or when["minutes"] or when["lists"])
    return place["x"], place["y"], place["x"] + CARD_WIDTH, place["y"] + height


@pytest.mark.parametrize("key", KEYS)
def test_no_card_of_a_template_covers_another(key):
    """Who makes a flow through the API opens it on the canvas as it lies here."""
    boxes = {each["id"]: box_of(each) for each in document_of(key)["elements"]}
    for (one, first), (other, second) in combinations(boxes.items(), 2):
        is_beside = first[2] <= second[0] or second[2] <= first[0]
        is_above = first[3] <= second[1] or second[3] <= first[1]
        assert is_beside or is_above, (one, other)
