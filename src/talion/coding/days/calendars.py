"""Months, seasons and parts of them as spans of days, and the Solar Hijri calendar of Iran and Afghanistan, exactly.

The lunar Hijri calendar begins its months by sight of the moon, and countries differ by a day or two: it is named
here and not converted.
"""

import calendar
from datetime import date, timedelta

from talion.records import DateSpan

# Years in which the length of the Solar Hijri leap cycle changes, as worked out for the tabular calendar by
# K. M. Borkowski, "The Persian calendar for 3000 years", Earth, Moon and Planets 74 (1996), 223-230.
_BREAKS = (-61, 9, 38, 199, 426, 686, 756, 818, 1111, 1181, 1210, 1635, 2060, 2097, 2192, 2262, 2324, 2394, 2456, 3178)
_DAYS = {"day": 1, "week": 7, "fortnight": 14}


def solar_hijri(year: int, month: int, day: int) -> date | None:
    """The Gregorian day of a Solar Hijri one; None where that calendar has no such day.

    Months 1 to 6 have 31 days, 7 to 11 have 30, the twelfth 29 or, in a leap year, 30.
    """
    if not (1 <= year < _BREAKS[-1] - 1 and 1 <= month <= 12 and 1 <= day <= solar_hijri_month_days(year, month)):
        return None
    first = _new_year(year)
    passed = (month - 1) * 31 if month <= 7 else 186 + (month - 7) * 30
    return first + timedelta(days=passed + day - 1)


def solar_hijri_month_days(year: int, month: int) -> int:
    """How many days a month of the Solar Hijri calendar has."""
    if month <= 6:
        return 31
    if month <= 11:
        return 30
    return 30 if (_new_year(year + 1) - _new_year(year)).days == 366 else 29


def _new_year(year: int) -> date:
    gregorian = year + 621
    leaps, before, jump = -14, _BREAKS[0], 0
    for after in _BREAKS[1:]:
        jump = after - before
        if year < after:
            break
        leaps += jump // 33 * 8 + jump % 33 // 4
        before = after
    since = year - before
    leaps += since // 33 * 8 + (since % 33 + 3) // 4
    if jump % 33 == 4 and jump - since == 4:
        leaps += 1
    gregorian_leaps = gregorian // 4 - (gregorian // 100 + 1) * 3 // 4 - 150
    return date(gregorian, 3, 1) + timedelta(days=20 + leaps - gregorian_leaps - 1)


def is_year(n: int) -> bool:
    """Whether a number can be a year of the Gregorian calendar that a report tells of."""
    return 1500 <= n <= 2099


def month_span(year: int, month: int) -> DateSpan:
    """A month as a span of days."""
    return DateSpan(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))


def season_span(year: int, first_month: int) -> DateSpan:
    """A season of the north, by its first month, as a span of days."""
    if first_month == 12:
        return DateSpan(date(year, 12, 1), month_span(year + 1, 2).last)
    return DateSpan(date(year, first_month, 1), month_span(year, first_month + 2).last)


def cut_span(span: DateSpan, bit: str | None) -> DateSpan:
    """The early, middle or late third of a span, its first or second half, or one of its quarters; in whole months
    for years."""
    if bit is None:
        return span
    thirds = {
        "early": (0, 1),
        "earlier": (0, 2),
        "start": (0, 1),
        "mid": (1, 2),
        "late": (2, 3),
        "end": (2, 3),
        "later": (1, 3),
    }
    if span.days > 300:
        if bit.startswith("quarter"):
            n = bit.split()[1]
            first, last = (3 * int(n) - 2, 3 * int(n)) if n.isdigit() and 1 <= int(n) <= 4 else (1, 12)
        elif bit in {"first", "second"}:
            first, last = (1, 6) if bit == "first" else (7, 12)
        else:
            low, high = thirds[bit]
            first, last = low * 4 + 1, high * 4
        year = span.first.year
        return DateSpan(month_span(year, first).first, month_span(year, last).last)
    if bit in {"first", "second"}:
        half = span.days // 2
        return (
            DateSpan(span.first, span.first + timedelta(days=half - 1))
            if bit == "first"
            else DateSpan(span.first + timedelta(days=half), span.last)
        )
    if bit not in thirds:
        return span
    third = -(-span.days // 3) if span.days < 10 else 10
    low, high = thirds[bit]
    end = span.last if high == 3 else span.first + timedelta(days=third * high - 1)
    return DateSpan(span.first + timedelta(days=third * low), end)


def moved(day: date, unit: str, n: int) -> date:
    """A day so many units later, or earlier; the last day of a month where that month is shorter."""
    if unit in _DAYS:
        return day + timedelta(days=n * _DAYS[unit])
    months = n * {"month": 1, "year": 12, "decade": 120}.get(unit, 12)
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def unit_around(day: date, unit: str) -> tuple[DateSpan, str]:
    """The calendar unit that holds a day, and how precise that is."""
    if unit == "day":
        return DateSpan.on(day), "day"
    if unit in {"week", "fortnight"}:
        monday = day - timedelta(days=day.weekday())
        return DateSpan(monday, monday + timedelta(days=6)), "week"
    if unit == "month":
        return month_span(day.year, day.month), "month"
    if unit == "decade":
        first = day.year // 10 * 10
        return DateSpan(date(first, 1, 1), date(first + 9, 12, 31)), "years"
    return DateSpan(date(day.year, 1, 1), date(day.year, 12, 31)), "year"
