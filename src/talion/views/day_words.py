"""Days in words: "on Sunday, 29 December 2019", "between 3 and 9 May", "late at night"."""

from collections.abc import Mapping
from datetime import date, timedelta

from talion.records import DateSpan, Event


def said_day(day: date, *, weekday: bool = True, year: bool = True) -> str:
    """A day in words: "Sunday 29 December 2019"."""
    words = f"{day.day} {day:%B}" + (f" {day.year}" if year else "")
    return f"{day:%A} {words}" if weekday else words


def said_span(span: DateSpan, *, weekday: bool = False) -> str:
    """A span in words: a day, "December 2019", "2009", or "1 to 28 December 2019"."""
    first, last = span.first, span.last
    if span.is_one_day:
        return said_day(first, weekday=weekday)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
    if first.day == 1 and (last + timedelta(days=1)).day == 1:
        if (first.year, first.month) == (last.year, last.month):
            return f"{first:%B} {first.year}"
        return f"{first:%B}{'' if first.year == last.year else f' {first.year}'} to {last:%B} {last.year}"
    if first.year != last.year:
        return f"{said_day(first, weekday=False)} to {said_day(last, weekday=False)}"
    if first.month != last.month:
        return f"{first.day} {first:%B} to {last.day} {last:%B} {last.year}"
    return f"{first.day} to {last.day} {last:%B} {last.year}"


def said_when(event: Event, *, with_day: bool = True) -> str:
    """When it happened, as the start of a sentence: "Late on Sunday 29 December 2019"; "" without day and hour."""
    span, hour = event.when, _HOURS.get((event.time_of_day or "").lower().strip())
    if not with_day:
        return hour[1] if hour else ""
    if span is None:
        return "On a day the reports do not give"
    if span.is_one_day:
        return f"{hour[0] if hour else 'On'} {said_day(span.first)}"
    if (span.first.month, span.first.day) == (1, 1) and (span.last.month, span.last.day) == (12, 31):
        return f"In {span.first.year}" if span.first.year == span.last.year else f"Between {between(span)}"
    if "to" not in said_span(span).split():
        return f"In {said_span(span)}"
    several = event.acts.point is None or event.acts.point > 1 or event.status in {"habitual", "historical"}
    if span.days == 2 and not several:
        return (
            f"On {span.first.day} or {said_day(span.last, weekday=False)}"
            if _same_month(span)
            else (f"On {said_day(span.first, weekday=False)} or {said_day(span.last, weekday=False)}")
        )
    return f"Between {between(span)}" if several or span.days > 45 else f"On a day between {between(span)}"


def _same_month(span: DateSpan) -> bool:
    return (span.first.year, span.first.month) == (span.last.year, span.last.month)


def between(span: DateSpan) -> str:
    """A span as the days between which something lies: "29 December and 3 January"."""
    return said_span(span).replace(" to ", " and ", 1)


# time_of_day as coded -> (before a day, where the day is understood)
_HOURS: Mapping[str, tuple[str, str]] = {
    "late": ("Late on", "Late in the day"),
    "early": ("Early on", "Early in the day"),
    "dawn": ("At dawn on", "At dawn"),
    "morning": ("On the morning of", "In the morning"),
    "early morning": ("Early on the morning of", "Early in the morning"),
    "midday": ("At midday on", "At midday"),
    "noon": ("At noon on", "At noon"),
    "afternoon": ("On the afternoon of", "In the afternoon"),
    "evening": ("On the evening of", "In the evening"),
    "late evening": ("Late on the evening of", "Late in the evening"),
    "dusk": ("At dusk on", "At dusk"),
    "night": ("On the night of", "At night"),
    "late night": ("Late on the night of", "Late at night"),
    "overnight": ("In the night of", "In the night"),
    "midnight": ("About midnight on", "About midnight"),
}
