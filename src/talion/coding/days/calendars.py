"""Days of other calendars in the Gregorian one: the Solar Hijri calendar of Iran and Afghanistan, exactly.

The lunar Hijri calendar begins its months by sight of the moon, and countries differ by a day or two: it is named
here and not converted.
"""

from datetime import date, timedelta

# Years in which the length of the Solar Hijri leap cycle changes, as worked out for the tabular calendar by
# K. M. Borkowski, "The Persian calendar for 3000 years", Earth, Moon and Planets 74 (1996), 223-230.
_BREAKS = (-61, 9, 38, 199, 426, 686, 756, 818, 1111, 1181, 1210, 1635, 2060, 2097, 2192, 2262, 2324, 2394, 2456, 3178)


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
