"""Written days, in the calendars and scripts of newsrooms."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from talion.reports.dates import day_in_address, nearest_year, solar_hijri, written_days

DAY = date(2019, 12, 30)


@pytest.mark.parametrize(
    "written",
    [
        "December 30, 2019", "30 December 2019", "30th of December, 2019", "Monday 30 Dec. 2019 10:00",
        "2019-12-30T10:00:00Z",
        "30/12/2019", "12/30/2019", "30.12.2019", "٣٠ كانون الأول/ديسمبر ٢٠١٩", "30 ديسمبر 2019", "٣٠ كانون الأول ٢٠١٩",
        "30 دجنبر 2019", "۹ دی ۱۳۹۸", "٩ دي ١٣٩٨", "۱۳۹۸/۱۰/۰۹", "۹ جدی ۱۳۹۸", "۳۰ دسامبر ۲۰۱۹", "30 декабря 2019 года",
        "30 בדצמבר 2019", "30 décembre 2019", "30. Dezember 2019", "30 de diciembre de 2019", "30 Aralık 2019",
    ],
)  # fmt: skip
def test_one_day_in_many_hands(written):
    assert [one.day for one in written_days(f"x {written} y")] == [DAY]


def test_a_day_that_can_be_read_both_ways_is_left_out_in_english_only():
    assert written_days("3/4/2020") == []
    assert written_days("3/4/2020", language="en") == []
    assert [one.day for one in written_days("3/4/2020", language="ar")] == [date(2020, 4, 3)]


def test_a_month_name_alone_and_a_day_that_is_none_are_no_days():
    assert written_days("In May 2020, on 31 February 2020 and 30 Esfand 1398, ۳۰ اسفند ۱۳۹۸") == []


@pytest.mark.parametrize(
    ("solar", "day"),
    [
        ((1357, 11, 22), date(1979, 2, 11)),
        ((1398, 10, 9), DAY),
        ((1399, 12, 30), date(2021, 3, 20)),
        ((1400, 1, 1), date(2021, 3, 21)),
        ((1403, 12, 30), date(2025, 3, 20)),
    ],
)
def test_solar_hijri_days_known_from_history(solar, day):
    assert solar_hijri(*solar) == day


@given(some.integers(1250, 1550), some.integers(1, 12), some.integers(1, 28))
def test_solar_hijri_months_follow_each_other_without_a_gap(year, month, day):
    last = next(solar_hijri(year, month, n) for n in (31, 30, 29) if solar_hijri(year, month, n))
    following = solar_hijri(year + (month == 12), month % 12 + 1, 1)
    assert last and following == last + timedelta(days=1)
    assert solar_hijri(year, month, day) is not None


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://a.example/2019/12/30/story", DAY),
        ("https://a.example/world/2019/dec/30/story", DAY),
        ("2019-12-30_wire.txt", DAY),
        ("20191230-wire.html", DAY),
        ("report_1234567890.txt", None),
        ("https://a.example/2019/13/45", None),
    ],
)
def test_a_day_in_an_address(address, day):
    assert day_in_address(address) == day


def test_a_day_without_a_year_takes_the_nearest():
    assert nearest_year(12, 31, to=date(2020, 1, 2)) == date(2019, 12, 31)
    assert nearest_year(1, 2, to=date(2019, 12, 31)) == date(2020, 1, 2)
