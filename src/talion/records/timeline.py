"""The same war as sorted days, with the window in which it was watched."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from talion.errors import RecordError
from talion.records.days import DateSpan
from talion.records.event import Event


class Dyad(NamedTuple):
    """Who acts on whom; the order matters."""

    actor: str
    recipient: str

    @property
    def reversed(self) -> "Dyad":
        """The direction in which an answer would come."""
        return Dyad(self.recipient, self.actor)


@dataclass(frozen=True, slots=True)
class Timeline:
    """Events in the order of their days, and the days on which anybody watched.

    `observed` are spans in order, apart from each other; a day outside them is a gap, not a quiet day.
    """

    events: tuple[Event, ...]
    observed: tuple[DateSpan, ...]

    def __post_init__(self) -> None:
        for before, after in zip(self.observed, self.observed[1:], strict=False):
            if after.first <= before.last:
                raise RecordError(f"observed spans must come in order and apart: {before} and {after}")

    def days_of(self, dyad: Dyad) -> tuple[date, ...]:
        """The first possible day of each dated act in one direction, sorted; ties stay."""
        return tuple(sorted(event.when.first for event in self.events if event.dyad == tuple(dyad) and event.when))

    @property
    def last_day(self) -> date | None:
        """The last day that was watched."""
        return self.observed[-1].last if self.observed else None
