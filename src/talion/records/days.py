"""Days, as reports give them: from one day to another, both included."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from talion.errors import RecordError


@dataclass(frozen=True, slots=True, order=True)
class DateSpan:
    """The first and last day on which something can have happened, both included.

    Reports say "overnight" or "last week"; a known day is a span of one day.
    """

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise RecordError(f"span ends before it begins: {self.first} to {self.last}")

    @classmethod
    def on(cls, day: date) -> "DateSpan":
        """The span of one known day."""
        return cls(day, day)

    @property
    def days(self) -> int:
        """How many days the span holds; at least 1."""
        return (self.last - self.first).days + 1

    @property
    def is_one_day(self) -> bool:
        """Whether the day is known."""
        return self.first == self.last

    def touches(self, other: "DateSpan", *, within_days: int = 0) -> bool:
        """Whether the two spans share a day, or come within so many days of doing so."""
        slack = timedelta(days=within_days)
        return self.first <= other.last + slack and other.first <= self.last + slack

    def meet(self, other: "DateSpan") -> "DateSpan | None":
        """The days that both spans hold, if any."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        return DateSpan(first, last) if first <= last else None

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def __iter__(self) -> Iterator[date]:
        return (self.first + timedelta(days=n) for n in range(self.days))

    def __str__(self) -> str:
        return self.first.isoformat() if self.is_one_day else f"{self.first}..{self.last}"
