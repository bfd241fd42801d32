"""Acts a day, checked: counts, days that nobody watched, and designs of own rates that move."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import ArrayLike, NDArray

from talion.errors import MeasureError
from talion.measures.hawkes.fit import Floats
from talion.records import Dyad, Timeline

_FILLED_FROM_DAYS = 28


@dataclass(frozen=True, slots=True)
class DailyCounts:
    """Acts a day (D, K) of K series, and which days anybody watched (D).

    `severities` are rows of (day, series, severity), one an act whose severity is known; where there are any, acts
    without a row count with the mean weight.
    """

    names: tuple[str, ...]
    counts: NDArray[np.int64]
    watched: NDArray[np.bool_]
    severities: Floats
    first_day: date | None = None

    @property
    def days(self) -> int:
        """How many days from the first to the last, gaps and all."""
        return len(self.counts)

    @property
    def n(self) -> int:
        """How many acts on watched days."""
        return int(self.counts[self.watched].sum())


def daily_counts(
    names: Sequence[str],
    counts: ArrayLike,
    *,
    watched: ArrayLike | None = None,
    severities: ArrayLike | None = None,
    first_day: date | None = None,
) -> DailyCounts:
    """The counts, checked: whole numbers from 0, one column a series, one row a day; a day not watched counts
    nothing.
    """
    table = np.asarray(counts)
    if table.ndim != 2 or table.shape[1] != len(names) or not table.size:
        raise MeasureError(f"counts need a row a day and {len(names)} columns; got {table.shape}")
    if not np.all(np.isfinite(table)) or np.any(table < 0) or np.any(table != np.round(table)):
        raise MeasureError("counts are whole numbers from 0 up; spread an uncertain day over draws, not over fractions")
    seen = np.ones(len(table), dtype=bool) if watched is None else np.asarray(watched, dtype=bool)
    if seen.shape != (len(table),):
        raise MeasureError(f"watched needs one yes or no a day: {len(table)} days, {seen.shape} given")
    if not seen.any():
        raise MeasureError("no day was watched; say which days were")
    whole = np.where(seen[:, None], table, 0).astype(np.int64)
    rows = np.zeros((0, 3)) if severities is None else np.asarray(severities, dtype=float).reshape(-1, 3)
    if rows.size and (rows[:, 0].min() < 0 or rows[:, 0].max() >= len(table) or rows[:, 2].min() < 0):
        raise MeasureError("a row of severities is a day, a series and a number from 0 up, of a day that is there")
    rows = rows[seen[rows[:, 0].astype(np.int64)]]
    return DailyCounts(tuple(names), whole, seen, rows, first_day)


def counts_of(war: Timeline, dyads: Sequence[Dyad]) -> DailyCounts:
    """Acts a day of a war in each of several directions, with their deaths as severities where known.

    Days between observed spans are gaps. An act known to within several days stands on the first of them; an act
    outside the observed days is left out.
    """
    if not war.observed:
        raise MeasureError(
            "a timeline without observed days cannot tell silence from a gap; say which days were watched"
        )
    first, last = war.observed[0].first, war.observed[-1].last
    days = (last - first).days + 1
    watched = np.zeros(days, dtype=bool)
    for span in war.observed:
        watched[(span.first - first).days : (span.last - first).days + 1] = True
    counts, rows = np.zeros((days, len(dyads)), dtype=np.int64), []
    column = {tuple(dyad): place for place, dyad in enumerate(dyads)}
    for event in war.events:
        if event.when is None or event.dyad is None or tuple(event.dyad) not in column:
            continue
        day = (event.when.first - first).days
        if 0 <= day < days and watched[day]:
            counts[day, column[tuple(event.dyad)]] += 1
            dead = event.toll.killed.best
            if dead is not None:
                rows.append((day, column[tuple(event.dyad)], dead))
    names = tuple(dyad.actor for dyad in dyads)
    if len(set(names)) < len(names):
        names = tuple(f"{dyad.actor} on {dyad.recipient}" for dyad in dyads)
    return daily_counts(names, counts, watched=watched, severities=rows or None, first_day=first)


def constant_baseline(days: int) -> Floats:
    """One own rate for all days: a design of one column."""
    return np.ones((days, 1))


def periods_baseline(days: int, breaks: Sequence[int]) -> Floats:
    """An own rate for each period between breaks (places of days): a design of ones and zeros, a column a period."""
    edges = [0, *sorted(breaks), days]
    if len(set(edges)) < len(edges) or edges[-2] >= days or (breaks and min(breaks) <= 0):
        raise MeasureError(
            f"breaks are different days after the first and before the last of {days}; got {list(breaks)}"
        )
    place = np.searchsorted(edges[1:-1], np.arange(days), side="right")
    return np.eye(len(edges) - 1)[place]


def spline_baseline(days: int, *, knot_days: float) -> Floats:
    """A smooth own rate with a knot about every so many days: a design of cubic B-splines that sum to 1 each day."""
    from scipy.interpolate import BSpline  # takes a while to load

    if not knot_days >= 2:
        raise MeasureError(f"knots stand at least 2 days apart; not {knot_days}")
    pieces = max(1, round(days / knot_days))
    inner = np.linspace(0, days - 1 if days > 1 else 1, pieces + 1)
    knots = np.concatenate([np.full(3, inner[0]), inner, np.full(3, inner[-1])])
    design: Floats = BSpline.design_matrix(np.arange(days, dtype=float), knots, 3).toarray()
    return design


def with_counts(data: DailyCounts, counts: ArrayLike) -> DailyCounts:
    """The same days with other counts, as a simulation or a bootstrap draws them."""
    return replace(data, counts=np.asarray(counts, dtype=np.int64), severities=np.zeros((0, 3)))


def filled(data: DailyCounts) -> Floats:
    """For days that nobody watched the mean of the watched days around them, and zeros elsewhere."""
    seen = data.watched.astype(float)
    width = np.ones(2 * _FILLED_FROM_DAYS + 1)
    filled = np.zeros(data.counts.shape)
    if data.watched.all():
        return filled
    near = np.convolve(seen, width)[_FILLED_FROM_DAYS : _FILLED_FROM_DAYS + data.days]
    for j in range(len(data.names)):
        sums = np.convolve(data.counts[:, j] * seen, width)[_FILLED_FROM_DAYS : _FILLED_FROM_DAYS + data.days]
        mean = data.counts[data.watched, j].mean()
        filled[:, j] = np.where(near > 0, sums / np.maximum(near, 1), mean)
    return filled
