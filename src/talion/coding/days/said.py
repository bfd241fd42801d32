"""One expression of time that a text gives, and the days that it can mean."""

from collections.abc import Callable
from dataclasses import dataclass

from talion.records import DateSpan

PRECISIONS = ("day", "days", "week", "month", "season", "year", "years", "unresolved")
DAY_KINDS = ("absolute", "weekday", "relative", "duration", "anaphoric", "since", "until")
Tense = Callable[[int, int], str | None]


@dataclass(frozen=True, slots=True)
class DaySaid:
    """One expression of time: `text[start:end] == phrase`, and the days it can mean, or None where that is open.

    `because` says in plain words how the days were found or why they were not. `time_of_day` keeps "late", "at dawn".
    """

    start: int
    end: int
    phrase: str
    span: DateSpan | None
    precision: str
    because: str
    time_of_day: str | None = None
    kind: str = "absolute"
