"""What a forecaster may look at: acts a day in some directions, on the days that were watched, up to a day."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from talion.errors import ForecastError
from talion.records import WORDS, DateSpan, Event, Question, Timeline

Counts = NDArray[np.int64]


class Direction(NamedTuple):
    """Who acts on whom; None is anybody, as a doer nobody known included."""

    by: str | None
    on: str | None

    @property
    def says(self) -> str:
        """As words beside a number."""
        return f"by {self.by or 'anybody'} on {self.on or 'anybody'}"

    @property
    def reversed(self) -> "Direction":
        """The other way round."""
        return Direction(self.on, self.by)


def counts_for(event: Event, direction: Direction, kinds: Sequence[str]) -> bool:
    """Whether an act is one of those that a question about this direction and these kinds counts.

    A deed counts once it was done, attempted or foiled; words count once they were said. An act whose two sides are
    known and whose doer is not counts for nobody. What the recipient does to itself is no act of anybody else's on it.
    """
    if event.action not in kinds or not event.directed:
        return False
    if not (event.is_deed or (event.action in WORDS and event.status in {"done", "threatened", "planned"})):
        return False
    if direction.by is not None and direction.by not in event.actors:
        return False
    return direction.on is None or (direction.on in event.recipients and direction.on not in event.actors)


def killed(event: Event) -> bool | None:
    """Whether an act killed; None where the record does not say."""
    dead = event.toll.killed
    if dead.low or dead.point:
        return True
    return False if dead.high == 0 or dead.point == 0 else None


def size(event: Event) -> float | None:
    """S: 1 plus the people killed or hurt, as far as known; None where neither is."""
    known = [n for n in (event.toll.killed.point, event.toll.injured.point) if n is not None]
    return 1.0 + sum(known) if known else None


@dataclass(frozen=True, slots=True, eq=False)
class Past:
    """Acts a day (D, K) in K directions up to the day of the forecast, and what of it may be learned from.

    `watched` are the days on which anybody looked. `learned` are those that a forecaster may learn from, `unlearned`
    the columns that it may not; where something is left out, `library` may hold another stretch of time to learn from,
    and this one only says where things stand. `sizes` are the known S of acts by direction, `lethal` (killed, known)
    their deaths, both always of the past itself. `aside` counts acts to which no day can be given.
    """

    directions: tuple[Direction, ...]
    first_day: date
    acts: Counts
    deadly: Counts
    watched: NDArray[np.bool_]
    learned: NDArray[np.bool_]
    sizes: tuple[tuple[float, ...], ...]
    lethal: tuple[tuple[int, int], ...]
    aside: int = 0
    unlearned: frozenset[int] = frozenset()
    library: "Past | None" = None

    @property
    def days(self) -> int:
        """How many days from the first to the day of the forecast."""
        return len(self.acts)

    @property
    def last_day(self) -> date:
        """The day of the forecast."""
        return self.first_day + timedelta(days=self.days - 1)

    def place(self, direction: Direction) -> int:
        """In which column a direction stands."""
        try:
            return self.directions.index(direction)
        except ValueError:
            raise ForecastError(f"nothing was counted {direction.says}") from None

    def without(self, left_out: Sequence[DateSpan], *, embargo_days: int = 0) -> "Past":
        """The same, with these days and so many around them not learned from."""
        learned = self.learned.copy()
        for span in left_out:
            first = max((span.first - self.first_day).days - embargo_days, 0)
            last = (span.last - self.first_day).days + embargo_days
            if last >= 0:
                learned[first : last + 1] = False
        return replace(self, learned=learned)

    def learning_from(self, library: "Past") -> "Past":
        """The same, with another stretch of time to learn from."""
        return replace(self, library=library)

    @property
    def lessons(self) -> "Past":
        """The stretch of time to learn from."""
        return self.library or self

    def columns_like(self, place: int) -> tuple[int, ...]:
        """The columns from which a direction is learned: its own, or all others where its own is left out."""
        if place not in self.unlearned:
            return (place,)
        return tuple(k for k in range(len(self.directions)) if k not in self.unlearned)


def past_of(
    war: Timeline,
    directions: Sequence[Direction],
    *,
    on: date,
    kinds: Sequence[str] = ("ASSAULT",),
    spread_over_days: int = 120,
) -> Past:
    """The past of some directions as a timeline shows it at the end of a day.

    An act known to within several days stands on the first of them; a record of several acts over a stretch of more
    than a week is spread evenly over its watched days, its least number of acts whole. Days after `on` are cut off.
    Raises ForecastError where nobody watched before the day.
    """
    spans = [span for span in war.observed if span.first <= on]
    if not spans:
        raise ForecastError(f"no day up to {on} was watched: the case holds no report of such acts from before")
    first = spans[0].first
    days = (on - first).days + 1
    watched = np.zeros(days, dtype=bool)
    for span in spans:
        watched[(span.first - first).days : (min(span.last, on) - first).days + 1] = True
    acts = np.zeros((days, len(directions)), dtype=np.int64)
    deadly = np.zeros_like(acts)
    sizes: list[list[float]] = [[] for _ in directions]
    lethal = [[0, 0] for _ in directions]
    aside = 0
    for event in war.events:
        columns = [k for k, direction in enumerate(directions) if counts_for(event, direction, kinds)]
        if not columns:
            continue
        if event.when is None or event.when.last < first or event.when.first > on:
            aside += event.when is None
            continue
        places = _places(event, first, days, watched, spread_over_days)
        if not places:
            aside += 1
            continue
        dead, how_large = killed(event), size(event)
        for k in columns:
            for place in places:
                acts[place, k] += 1
            if dead is not None:
                lethal[k][0] += dead
                lethal[k][1] += 1
                deadly[places[0], k] += dead
            if how_large is not None:
                sizes[k].append(how_large)
    return Past(
        tuple(directions), first, acts, deadly, watched, watched.copy(), tuple(map(tuple, sizes)),
        tuple((hits, known) for hits, known in lethal), aside,
    )  # fmt: skip


def _places(event: Event, first: date, days: int, watched: NDArray[np.bool_], longest: int) -> list[int]:
    """On which days an act or its several acts stand."""
    assert event.when is not None
    start, end = (event.when.first - first).days, (event.when.last - first).days
    if event.when.days <= 7:
        inside = max(start, 0)
        return [inside] if inside < days and watched[inside] else []
    many = max(event.acts.low or event.acts.point or 1, 1)
    room = [day for day in range(max(start, 0), min(end, days - 1) + 1) if watched[day]]
    if event.when.days > longest or not room:
        return []
    return [room[int((n + 0.5) * len(room) / many)] for n in range(many)]


def of_question(question: Question) -> Direction:
    """The direction that a question is about."""
    return Direction(question.by, question.on)


def digest_of(past: Past) -> str:
    """SHA-256 over all that a forecaster could see, so that two runs on the same past can be told to be so."""
    import hashlib

    said = hashlib.sha256(repr((past.directions, past.first_day, past.sizes, past.lethal)).encode())
    arrays: tuple[Any, ...] = (past.acts, past.deadly, past.watched, past.learned)
    for array in arrays:
        said.update(np.ascontiguousarray(array).tobytes())
    return said.hexdigest()
