"""Patterns of numbers mean the same to Python and to Asterisk, and what does not is refused."""

import random
import re
import time

import pytest

from telephony.dialling.dialled_patterns import is_as_dialled
from telephony.dialling.pattern_parser import ALPHABET, OPEN_MAX
from telephony.dialling.patterns import PatternError, compiled, matches_any, node_regex
from tests.dialling import regexec

REFUSED = [
    ("", "empty", 0),
    ("^$", "empty", 0),
    ("a", "unknown_character", 0),
    ("12 34", "unknown_character", 2),
    ("7495-", "unknown_character", 4),
    ('7"', "unknown_character", 1),
    ("7'", "unknown_character", 1),
    ("7,8", "unknown_character", 1),
    ("7:8", "unknown_character", 1),
    ("7\n", "unknown_character", 1),
    ("٣", "unknown_character", 0),
    ("${SHELL(id)}", "anchor_inside", 0),
    ("$[1+1]", "anchor_inside", 0),
    ("1^2", "anchor_inside", 1),
    ("(^1)", "anchor_inside", 1),
    ("(1$)", "anchor_inside", 2),
    ("1|2", "choice_outside", 1),
    ("\\s", "unknown_escape", 0),
    ("\\", "unknown_escape", 0),
    ("\\1", "unknown_escape", 0),
    ("1\\.", "unknown_escape", 1),
    ("?1", "nothing_to_repeat", 0),
    ("{2}", "nothing_to_repeat", 0),
    ("1**", "repeat_twice", 2),
    ("1+?", "repeat_twice", 2),
    ("1{33}", "repeat_too_big", 1),
    ("1{2,999999}", "repeat_too_big", 1),
    ("1{3,2}", "repeat_reversed", 1),
    ("1{0}", "repeat_reversed", 1),
    ("1{,2}", "repeat_unclosed", 1),
    ("1{2", "repeat_unclosed", 1),
    ("[12", "class_unclosed", 0),
    ("[]", "class_empty", 0),
    ("[^0-9*#+]", "class_empty", 0),
    ("[5-1]", "class_range", 1),
    ("[*-+]", "class_range", 1),
    ("[a-z]", "unknown_character", 1),
    ("[[:digit:]]", "unknown_character", 1),
    ("(12", "group_unclosed", 0),
    ("12)", "group_unopened", 2),
    ("()", "group_empty", 1),
    ("(1|)", "group_empty", 3),
    ("(?:1)", "nothing_to_repeat", 1),
    ("(1)*", "group_repeated", 3),
    ("(1*)*", "group_repeated", 4),
    ("(1){2}", "group_repeated", 3),
    ("((((1))))", "too_deep", 3),
    (".*" * (OPEN_MAX + 1), "too_many_repeats", 7),
    ("1?2?3?4?5?6?7?", "too_many_repeats", 13),
    ("7" * 65, "too_long", 64),
    ("_", "empty", 1),
    ("_1.2", "wildcard_inside", 2),
    ("_1{2}", "unknown_character", 2),
    ("_(1)", "unknown_character", 1),
]


@pytest.mark.parametrize(
    ("pattern", "number", "is_match"),
    [
        ("915..", "91510", True),  # 000: a route to another PBX
        ("915..", "9151", False),
        ("915..", "915100", False),
        (r"\d{6,}", "+74951234567", True),  # 003: a provider's line
        (r"\d{6,}", "123456", True),
        (r"\d{6,}", "12345", False),
        (r"\d{6,}", "*12345", False),
        (".*", "+74951234567", True),  # 000: any
        (".*", "200", True),
        ("7495.*", "+74951234567", True),
        ("+7495.*", "+74951234567", True),
        ("+7495.*", "74951234567", False),
        ("^7(495|499)X{7}$", "+74991234567", True),
        ("7(495|499)X{7}", "+74961234567", False),
        ("_7495XXXXXXX", "+74951234567", True),
        ("_Z!", "1", True),
        ("_Z.", "1", False),
        ("N[13-5]Z", "241", True),
        ("N[13-5]Z", "221", False),
        ("[^9]..", "200", True),
        ("[^9]..", "900", False),
        ("*21#", "*21#", True),
        (r"\*21\#", "*21#", True),
        ("[*]21", "*21", True),
        ("8?9{2,3}", "8999", True),
        ("(+7|8)?495", "8495", True),
        (".*", "", True),  # a hidden number
        (".+", "", False),
    ],
)
def test_patterns_mean_what_the_sources_say(pattern, number, is_match):
    assert compiled(pattern).matches(number) is is_match
    assert regexec.matches(node_regex([pattern]), number) is is_match


@pytest.mark.parametrize(("text", "code", "position"), REFUSED)
def test_what_one_engine_cannot_do_is_refused_with_its_place(text, code, position):
    with pytest.raises(PatternError) as refusal:
        compiled(text)
    assert (refusal.value.code, refusal.value.position) == (code, position)
    assert refusal.value.remedy


@pytest.mark.parametrize("subject", ["a", "1\n", "\n", "${X}", "1" * 40, "1 2", "٣", "+", "++1"])
def test_what_is_no_number_matches_nothing(subject):
    assert not compiled(".*").matches(subject)


def _item(dice: random.Random, depth: int) -> str:
    kind = dice.randrange(9 if depth < 2 else 8)
    if kind < 3:
        return dice.choice("0123456789#")
    if kind == 3:
        return dice.choice([".", r"\d", "X", "Z", "N"])
    if kind == 4:
        return "[" + dice.choice(["", "^"]) + "".join(dice.sample("012345*#+", 3)) + "]"
    if kind == 5:
        low, high = sorted(dice.sample("0123456789", 2))
        return f"[{dice.choice(['', '^'])}{low}-{high}{dice.choice(['', '*', '9', '#+'])}]"
    if kind < 8:
        return dice.choice([r"\+", r"\*", r"\#", "[+]", "7", "8"])
    branches = [_series(dice, depth + 1) for _ in range(dice.randint(1, 3))]
    return "(" + "|".join(branches) + ")" + dice.choice(["", "", "?"])


def _series(dice: random.Random, depth: int = 0) -> str:
    items = []
    for _ in range(dice.randint(1, 5)):
        item = _item(dice, depth)
        if not item.startswith("("):
            item += dice.choice(
                ["", "", "", "?", "*", "+", f"{{{dice.randint(1, 3)}}}", "{1,}", "{0,2}", "{2,4}"]
            )
        items.append(item)
    return "".join(items)


def _pattern(dice: random.Random) -> str:
    if dice.random() < 0.15:
        body = "".join(dice.choice("0123456789XZN+*#") for _ in range(dice.randint(1, 6)))
        return "_" + body + dice.choice(["", ".", "!"])
    return (
        dice.choice(["", "^"])
        + dice.choice(["", "", "+", "*"])
        + _series(dice)
        + dice.choice(["", "$"])
    )


def _example(dice: random.Random, expression: str) -> str:
    """A number near `expression`: its own characters, or any."""
    own = re.sub(r"[^0-9*#+]", "", expression) or "7"
    pool = own if dice.random() < 0.6 else ALPHABET
    number = "".join(dice.choice(pool) for _ in range(dice.randint(1, 12)))
    return dice.choice(["", "+"]) + number


@pytest.mark.parametrize("seed", range(8))
def test_random_patterns_mean_the_same_to_both_engines(seed):
    dice = random.Random(seed)
    compared = matched = 0
    while compared < 2500:
        text = _pattern(dice)
        try:
            pattern = compiled(text)
        except PatternError:
            continue
        expression = node_regex([text])
        for _ in range(10):
            number = _example(dice, text)
            if not re.fullmatch(r"\+?[0-9*#]{1,32}", number):
                continue
            found = pattern.matches(number)
            assert found is regexec.matches(expression, number), (text, number)
            compared += 1
            matched += found
    assert matched > compared / 50  # the comparison is about something


def _expression_or_refusal(text: str) -> str | None:
    try:
        return node_regex([text])
    except PatternError as refusal:
        if not 0 <= refusal.position <= len(text):
            raise AssertionError(text) from refusal
        return None


@pytest.mark.parametrize("seed", range(3))
def test_any_text_is_either_a_pattern_or_refused_and_never_reaches_the_dialplan(seed):
    dice = random.Random(seed)
    characters = ALPHABET + "XZN_.[]^-{}(),|?\\d$\"' :;@&é\n"
    for _ in range(5000):
        text = "".join(dice.choice(characters) for _ in range(dice.randint(0, 12)))
        expression = _expression_or_refusal(text)
        if expression is None:
            continue
        assert re.fullmatch(r"\^\([0-9XZN.\[\]#*+?{}()|-]+\)\$", expression)
        assert isinstance(regexec.matches(expression, "+74951234567"), bool)


@pytest.mark.parametrize(
    "text",
    [".*.*.*9", ".*1?.*1?.*1?9", "(1|11|111)?(1|11|111)?1*1*1*0", "[0-9]{0,32}[0-9]{0,32}X*Z*N*0"],
)
def test_no_allowed_pattern_takes_long(text):
    begin = time.process_time()
    assert not compiled(text).matches("1" * 31 + "2")
    assert time.process_time() - begin < 0.25


def test_several_patterns_are_one_expression():
    expression = node_regex(["915..", r"\d{6,}"])
    assert [regexec.matches(expression, each) for each in ("91510", "+7495", "+74951234567")] == [
        True,
        False,
        True,
    ]
    assert node_regex([]) == ""
    assert matches_any([], "200")
    assert not matches_any(["9.*"], "200")
    with pytest.raises(PatternError, match="too_many"):
        node_regex(["[0-9]{0,32}"] * 20)


@pytest.mark.parametrize(
    "text",
    [
        r"8916\d{7}",
        r"916\d{7}",
        "916.......",
        "_8916XXXXXXX",
        "8495.*",
        "8.*",
        "810.*",
        "^8?916.......$",
        r"(495|499)\d{7}",
        r"\d{10}",
        "88001234567",
    ],
)
def test_patterns_of_numbers_as_they_are_dialled_describe_no_outside_number(text):
    assert is_as_dialled(text)


@pytest.mark.parametrize(
    "text",
    [
        ".*",
        ".+",
        r"\d{6,}",
        "7495.*",
        "+7495.*",
        r"7916\d{7}",
        "[78]?916.......",
        r"\d{11}",
        "_X!",
        "915..",
        "201",
        "8",
        "86.*",
        "4420.*",
        "*21#",
        "112",
    ],
)
def test_other_patterns_mean_what_they_say(text):
    assert not is_as_dialled(text)
