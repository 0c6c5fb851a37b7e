"""The production calendar of Russia as published, and calendars of others."""

from datetime import date

from telephony.selectors.holiday_calendar import holiday_calendar

RUSSIA = holiday_calendar("RU", (2025, 2026, 2027))


def test_holidays_have_their_names_and_transfers():
    assert RUSSIA.holidays[date(2026, 1, 1)] == "Новогодние каникулы"
    assert RUSSIA.holidays[date(2026, 1, 9)] == "Выходной (перенесено с 03.01.2026)"
    assert date(2027, 11, 5) in RUSSIA.holidays
    assert date(2026, 1, 12) not in RUSSIA.holidays


def test_a_working_saturday_works_as_the_day_that_was_moved():
    assert RUSSIA.working == {date(2025, 11, 1): 1, date(2027, 2, 20): 1}


def test_other_countries_have_theirs():
    assert date(2026, 3, 22) in holiday_calendar("KZ", (2026,)).holidays
    assert holiday_calendar("BY", (2026,)).working == {date(2026, 4, 25): 1}
    assert holiday_calendar("DE", (2026,), "de").holidays[date(2026, 10, 3)].startswith("Tag der")


def test_no_country_has_no_holidays():
    assert holiday_calendar("", (2026,)).holidays == {}
    assert holiday_calendar("XX", (2026,)).working == {}
