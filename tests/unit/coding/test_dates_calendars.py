"""The Solar Hijri calendar against days that are known in both."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talion.coding.days.calendars import solar_hijri, solar_hijri_month_days


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ((1357, 11, 22), date(1979, 2, 11)),
        ((1398, 10, 9), date(2019, 12, 30)),
        ((1399, 12, 30), date(2021, 3, 20)),
        ((1400, 1, 1), date(2021, 3, 21)),
        ((1403, 12, 30), date(2025, 3, 20)),
        ((1404, 1, 1), date(2025, 3, 21)),
    ],
)
def test_known_days(theirs, ours):
    assert solar_hijri(*theirs) == ours


@pytest.mark.parametrize("theirs", [(1398, 12, 30), (1398, 13, 1), (1398, 7, 31), (1398, 1, 0), (0, 1, 1)])
def test_a_day_that_the_calendar_lacks_is_none(theirs):
    assert solar_hijri(*theirs) is None


@given(st.integers(1, 1700), st.integers(1, 12))
def test_months_follow_each_other_without_a_gap(year, month):
    first = solar_hijri(year, month, 1)
    following = solar_hijri(year + month // 12, month % 12 + 1, 1)
    assert first and following == first + timedelta(days=solar_hijri_month_days(year, month))
