"""Which days were watched, how closely the days of acts are known, and stretches of fighting that stand apart."""

from collections.abc import Sequence
from datetime import date, timedelta

from talion.records import DateSpan, Timeline

WAY_OUT = "a timeline without observed days cannot tell silence from a gap; say which days were watched"


def span_around(war: Timeline, day: date) -> DateSpan | None:
    """The observed span that holds the day, if one does."""
    return next((span for span in war.observed if day in span), None)


def is_watched(war: Timeline, day: date, first: int, last: int) -> bool:
    """Whether one observed span holds the day and all days from `first` to `last` after it (negative: before it)."""
    span = span_around(war, day)
    return span is not None and span.first <= day + timedelta(days=first) and day + timedelta(days=last) <= span.last


def too_rough(side: str, known_within_days: float, within_days: float) -> str | None:
    """Why no order of a side's acts within so many days can be seen, where half of them are known less closely."""
    if known_within_days <= within_days:
        return None
    return (
        f"half of the acts of {side} are known to within {known_within_days:g} days or more, so that no order within "
        f"{'a day' if within_days == 1 else f'{within_days:g} days'} can be seen"
    )


def stretches(days: Sequence[date], *, apart_days: int) -> list[list[int]]:
    """The places of the days, which are sorted, in groups that lie further apart than so many days."""
    found: list[list[int]] = []
    for place, day in enumerate(days):
        if found and (day - days[place - 1]).days <= apart_days:
            found[-1].append(place)
        else:
            found.append([place])
    return found
