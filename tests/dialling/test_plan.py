"""The numbering plan: ranges become prefixes, prefixes a tree that a node walks in few reads, all with one meaning."""

import random
from pathlib import Path

import pytest

from telephony.dialling import data, plan
from telephony.dialling.area_codes import REGION_OF_CODE
from telephony.dialling.plan import Destination, NetworkKind, packed, plan_of, prefixes_of, walk
from telephony.dialling.ranges import (
    NumberRange,
    RangesError,
    RowError,
    overlaps,
    plan_prefixes,
    read_ranges,
    text_of,
)
from telephony.dialling.regions import NAMES, region_of

HEADING = "АВС/ DEF;От;До;Емкость;Оператор;Регион;Территория ГАР;ИНН\n"
EXTRACT = Path(data.__file__).parent / "number-ranges.csv"


@pytest.fixture(scope="module")
def extract() -> list[NumberRange]:
    rows = list(read_ranges(text_of(EXTRACT.read_bytes())))
    assert not [row for row in rows if isinstance(row, RowError)]
    return [row for row in rows if isinstance(row, NumberRange)]


def test_the_shipped_extract_is_disjoint_and_becomes_a_plan(extract):
    assert len(extract) > 100
    assert not list(overlaps(extract))
    found = plan_of(plan_prefixes(extract))
    for each in extract:
        assert found.find(each.first).packed == found.find(each.last).packed == each.packed


@pytest.mark.parametrize(
    ("number", "destination"),
    [
        ("+74951234567", "77:fixed"),
        ("+74961234567", "77:fixed"),  # the oblast is served with the city
        ("+78121234567", "78:fixed"),
        ("+73832855485", "54:fixed"),
        ("+74822123456", "69:fixed"),
        ("+79251234567", "77:mobile"),
        ("+79000100000", "69:mobile"),
        ("+79000199999", "69:mobile"),
        ("+79000200000", "74:mobile"),
        ("+79006200000", "78:mobile"),
        ("+79240350001", "54:mobile"),
        ("+79991234567", "ru:mobile"),  # in no range of the extract
        ("+79009500000", "ru:mobile"),  # between two of its ranges
        ("+78005553535", "ru:tollfree"),
        ("+78041234567", "ru:tollfree"),
        *((f"+780{digit}1234567", "ru:premium") for digit in "1235678"),
        ("+78091234567", "ru:premium"),
        ("+78401234567", "xx:foreign"),  # Abkhazia
        ("+79401234567", "xx:foreign"),
        ("+75551234567", "xx:foreign"),  # nobody's
        ("+79541234567", "ru:satellite"),
        ("+77011234567", "kz:foreign"),
        ("+76001234567", "kz:foreign"),
        ("+442079460958", "xx:foreign"),
        ("+0", "xx:foreign"),
    ],
)
def test_numbers_have_a_region_and_a_kind(extract, number, destination):
    prefixes = plan_prefixes(extract)
    assert plan_of(prefixes).find(number).packed == destination
    assert walk(packed(prefixes), number).packed == destination


def _random_ranges(dice: random.Random) -> list[tuple[str, str, str]]:
    """Disjoint ranges of a few codes, with gaps, of all sizes."""
    ranges = []
    for code in dice.sample(["7900", "7916", "7495", "7383", "7999"], 3):
        at = 0
        while at < 10**7:
            size = dice.choice([1, 10, 37, 500, 10**4, 10**5, 10**6])
            last = min(at + size, 10**7) - 1
            if dice.random() < 0.8:
                value = dice.choice(["77:mobile", "78:mobile", "54:fixed"])
                ranges.append((f"{code}{at:07d}", f"{code}{last:07d}", value))
            at = last + 1 + dice.choice([0, 0, 1, 99, 10**6])
    return sorted(ranges)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("800", NetworkKind.TOLLFREE),
        ("808", NetworkKind.PREMIUM),
        ("840", NetworkKind.FOREIGN),
        ("812", NetworkKind.FIXED),
        ("940", NetworkKind.FOREIGN),
        ("954", NetworkKind.SATELLITE),
        ("916", NetworkKind.MOBILE),
    ],
)
def test_no_file_makes_dear_codes_cheap(code, kind):
    row = f"{code};0000000;9999999;10000000;Т2;-;Российская Федерация;77\n"
    (taken,) = read_ranges(HEADING + row)
    assert plan_of(plan_prefixes([taken])).find(f"+7{code}1234567").kind == taken.kind == kind


@pytest.mark.parametrize("seed", range(12))
def test_prefixes_and_tree_say_what_the_ranges_say(seed):
    dice = random.Random(seed)
    ranges = _random_ranges(dice)
    prefixes = prefixes_of(ranges)
    found, tree, general = plan_of(prefixes), packed(prefixes), plan_of(())
    edges = [number for first, last, _ in ranges for number in (int(first), int(last))]
    numbers = {number + step for number in edges for step in (-1, 0, 1)}
    numbers |= {
        dice.choice([7900, 7916, 7495, 7812]) * 10**7 + dice.randrange(10**7) for _ in range(500)
    }
    for number in map(str, numbers):
        said = next((value for first, last, value in ranges if first <= number <= last), None)
        expected = said or general.find(number).packed
        assert found.find(number).packed == walk(tree, number).packed == expected, number


def test_equal_neighbours_and_what_is_known_anyway_cost_nothing():
    moscow = [(f"7495{n:03d}0000", f"7495{n:03d}9999", "77:fixed") for n in range(1000)]
    assert prefixes_of(moscow) == []
    one_operator_more = [
        ("79160000000", "79164999999", "77:mobile"),
        ("79165000000", "79169999999", "77:mobile"),
    ]
    assert prefixes_of(one_operator_more) == [("7916", "77:mobile")]


def test_a_fixed_number_takes_one_read_and_a_mobile_one_few(extract):
    tree = packed(plan_prefixes(extract))
    assert not tree["7495"].startswith(plan.MORE)
    assert max(map(len, tree)) <= 11
    assert len(tree) < 1000


def test_every_code_of_the_general_plan_is_a_known_region():
    assert set(REGION_OF_CODE.values()) <= set(NAMES)
    assert {len(code) for code in REGION_OF_CODE} == {3}
    for prefix, value in plan.GENERAL:
        assert Destination.parse(value).packed == value, prefix


@pytest.mark.parametrize(
    ("territory", "region"),
    [
        ("Город Москва", "77"),
        ("г. Москва", "77"),
        ("г. Москва и Московская область", "77"),
        ("Московская область, Город Москва", "77"),
        ("г. Москва * Московская область", "77"),
        ("Город Санкт-Петербург, Ленинградская область", "78"),
        ("г. Тверь|г.о. город Тверь|Тверская область", "69"),
        ("р-н Неклиновский|Ростовская обл.", "61"),
        ("Архангельская область, Ненецкий автономный округ", "29"),
        ("Чукотский АО", "87"),
        ("Республика Саха /Якутия/", "14"),
        ("Чувашская Республика", "21"),
        ("Кемеровская область - Кузбасс", "42"),
        ("Российская Федерация", "ru"),
        ("Российская Федерация, кроме Чукотского автономного округа", "ru"),
        ("Тверская область, Город Москва", "ru"),
        ("Атлантида", None),
        ("", None),
        ("Тверская область, Атлантида", None),
    ],
)
def test_regions_are_known_by_each_of_their_spellings(territory, region):
    assert region_of(territory) == region


def test_all_names_of_regions_are_told_apart():
    for code, name in NAMES.items():
        assert region_of(name) in NAMES
        assert region_of(f"м.р-н Такой-то|{name}") == region_of(name), code


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        ("900;0000000;0061999", 1, "columns"),
        ("900;0000000;0061999;62000;Т2;-;Тверская область;77;1", 1, "columns"),
        ("90a;0000000;0061999;62000;Т2;-;Тверская область;77", 1, "digits"),
        ("700;0000000;0061999;62000;Т2;-;Тверская область;77", 1, "code"),
        ("900;00000001;0061999;62000;Т2;-;Тверская область;77", 2, "digits"),
        ("900;0000000;;62000;Т2;-;Тверская область;77", 3, "digits"),
        ("900;0061999;0000000;62000;Т2;-;Тверская область;77", 3, "reversed"),
        ("900;0000000;0061999;61999;Т2;-;Тверская область;77", 4, "capacity"),
        ("900;0000000;0061999;много;Т2;-;Тверская область;77", 4, "capacity"),
        ("900;0000000;0061999;62000;Т2;-;Атлантида;77", 7, "region"),
        ("900;0000000;0061999;62000;Т2;Атлантида", 6, "region"),
        ("9٣0;0000000;0061999;62000;Т2;-;Тверская область;77", 1, "digits"),
    ],
)
def test_a_bad_row_is_told_and_the_next_is_read(row, column, code):
    good = "900;0100000;0199999;100000;Т2;-;Тверская область;77"
    bad, after = read_ranges(f"{HEADING}{row}\n\n{good}\n")
    assert isinstance(bad, RowError)
    assert (bad.row, bad.column, bad.code) == (2, column, code)
    assert isinstance(after, NumberRange)


def test_older_files_in_windows_encoding_and_padded_are_read():
    text = (
        "АВС/ DEF;От;До;Емкость;Оператор;Регион\n"
        '301\t;\t2110000 ; 2129999;20000\t; ОАО "АСВТ" ;г. Улан - Удэ|Республика Бурятия\n'
    )
    (row,) = read_ranges(text_of(text.encode("cp1251")))
    assert isinstance(row, NumberRange)
    assert (row.first, row.last, row.region, row.kind) == (
        "73012110000",
        "73012129999",
        "03",
        NetworkKind.FIXED,
    )


def test_lone_quotes_do_not_swallow_lines():
    text = (
        HEADING
        + '"900;0100000;0199999;100000;"Т2;-;Тверская область;77\n'
        + '900;0200000;0299999;100000;"ООО ""Т2""";-;Тверская область;77\n'
    )
    first, second = read_ranges(text)
    assert isinstance(first, RowError)
    assert isinstance(second, NumberRange)
    assert second.operator == 'ООО "Т2"'


@pytest.mark.parametrize(
    "text", ["", "\n", "<html>error</html>", "a;b;c;d;e;f\n", "900;0100000;0199999;100000;Т2;-\n"]
)
def test_what_is_no_range_file_is_refused(text):
    with pytest.raises(RangesError):
        list(read_ranges(text))


def test_overlapping_ranges_are_found():
    rows = [
        row
        for row in read_ranges(
            HEADING
            + "900;0100000;0199999;100000;Т2;-;Тверская область;77\n"
            + "900;0150000;0299999;150000;Т2;-;Тверская область;77\n"
        )
        if isinstance(row, NumberRange)
    ]
    assert [(before.first, after.first) for before, after in overlaps(rows)] == [
        ("79000100000", "79000150000")
    ]


def test_a_range_behind_one_inside_a_wide_one_overlaps_too():
    """Not the neighbour before it: the one that reaches furthest."""
    rows = list(
        read_ranges(
            HEADING
            + "495;0000000;9999999;10000000;A;-;г. Москва;77\n"
            + "495;1000000;1000099;100;B;-;г. Москва;77\n"
            + "495;2000000;2000099;100;C;-;г. Москва;77\n"
            + "496;0000000;0000099;100;D;-;Московская область;50\n"
        )
    )
    assert [(before.operator, after.operator) for before, after in overlaps(rows)] == [
        ("A", "B"),
        ("A", "C"),
    ]
