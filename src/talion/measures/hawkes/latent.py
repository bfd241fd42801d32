"""Hours that nobody recorded, drawn as the process would have them: the yardstick for day-dated acts.

Monte Carlo EM: the hours of all acts are drawn within their days given the present rates, answers and decay
(Metropolis within Gibbs), the exact-time likelihood is climbed over several such draws at once, and so on. Slower than
`daily` by far, and right where answers come within hours. It assumes that an act may come at any hour alike.

References
----------
wei_tanner_1990, louis_1982
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from talion.errors import MeasureError
from talion.measures.hawkes.continuous import EventTimes, event_times, problem_of_times
from talion.measures.hawkes.daily import DailyCounts
from talion.measures.hawkes.fit import Floats, Peak, Problem, assert_stable, climb, curvature
from talion.measures.hawkes.kernels import Exponential

# Excitation below this share of its height is taken as none when an hour is drawn.
_FAINT = 1e-9


@dataclass(frozen=True, slots=True)
class LatentFit:
    """A process in exact time fitted to days: rates, `answers` (K, K), decay, its covariance and its draws.

    `theta` and `covariance` are in the order rates, answers, log decay. `path` holds theta after each round: look at it
    for a drift. `draws` are the acts with their hours as drawn in the last rounds.
    """

    names: tuple[str, ...]
    mu: Floats
    answers: Floats
    kernel: Exponential
    theta: Floats
    covariance: Floats
    path: Floats
    taken_share: float
    draws: tuple[EventTimes, ...]
    orders: tuple[NDArray[np.int64], ...]
    caveats: tuple[str, ...]

    @property
    def standard_errors(self) -> Floats:
        """By Louis's formula, which takes off what the unknown hours hide; NaN where it cannot tell."""
        return np.sqrt(np.diag(self.covariance))


def fit_hours(
    names: Sequence[str],
    days: ArrayLike,
    kinds: ArrayLike,
    *,
    windows: ArrayLike,
    random: np.random.Generator,
    start: tuple[ArrayLike, ArrayLike, float] | None = None,
    rounds: int = 60,
    draws: int = 6,
    sweeps: int = 3,
) -> LatentFit:
    """The process behind acts of which only the day (a whole number) is known, by drawing their hours.

    `start` gives rates, answers and decay to begin with, as a daily fit finds them; `rounds` of `draws` draws each, the
    result being the mean of the last half of the rounds. More rounds, less noise of the method's own. Raises
    MeasureError, with the radius, where the result has no long run.
    """
    day = np.asarray(days)
    if day.ndim != 1 or len(day) < 2 or np.any(day != np.floor(day)):
        raise MeasureError("days are whole numbers, one an act, and at least two acts")
    order = np.argsort(day, kind="stable")
    day, kind = day[order].astype(float), np.ascontiguousarray(np.asarray(kinds)[order], dtype=np.uint32)
    sides, size = len(names), len(names) + len(names) ** 2 + 2
    spans = np.atleast_2d(np.asarray(windows, dtype=float))
    times = day + random.random(len(day))
    event_times(names, *_sorted(times, kind)[:2], windows=spans)  # refuses what lies outside
    if start is None:
        watched = float((spans[:, 1] - spans[:, 0]).sum())
        rates = np.bincount(kind, minlength=sides) / watched
        start = (np.maximum(rates / 2, 1e-6), np.full((sides, sides), 0.4 / sides), 1.0)
    theta = np.concatenate(
        [np.maximum(np.asarray(start[0], dtype=float), 1e-6), np.asarray(start[1], dtype=float).ravel(),
         [math.log(start[2]), 0.0]]
    )  # fmt: skip
    chain = _Chain(tuple(names), times, kind, day, spans, random)
    chain.run(theta, 10)
    path = []
    for _ in range(rounds):
        problem = _over([chain.next(theta, sweeps)[0] for _ in range(draws)])
        theta = climb(replace(problem, starts=(theta,)), enough=1e-4).theta
        path.append(theta)
    late = np.array(path[rounds // 2 :])
    theta = late.mean(axis=0)
    found = [chain.next(theta, sweeps) for _ in range(max(40, 2 * draws))]
    spread, caveats = _louis([one[0] for one in found], theta)
    answers = theta[sides : sides + sides * sides].reshape(sides, sides)
    assert_stable(answers, f"the fit to {len(day)} acts of {' and '.join(names)}")
    drift = np.abs(late[len(late) // 2 :].mean(axis=0) - late[: len(late) // 2].mean(axis=0))
    errors = np.sqrt(np.diag(spread))
    if np.any(drift[: size - 1] > 0.5 * errors[: size - 1]):
        caveats.append("The rounds had not settled: take more of them")
    back = tuple(order[one[1]] for one in found[:20])
    return LatentFit(
        tuple(names), theta[:sides], answers, Exponential(math.exp(theta[-2])), theta[:-1], spread[:-1, :-1],
        np.array(path)[:, :-1], chain.taken / max(chain.proposed, 1), tuple(one[0] for one in found[:20]), back,
        tuple(caveats),
    )  # fmt: skip


def acts_of(data: DailyCounts) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats]:
    """Day and series of each act of a table of counts, and the watched windows, as `fit_hours` takes them."""
    days, series = np.nonzero(data.counts)
    repeats = data.counts[days, series]
    edges = np.flatnonzero(np.diff(np.concatenate([[0], data.watched.astype(int), [0]])))
    return np.repeat(days, repeats), np.repeat(series, repeats), edges.reshape(-1, 2).astype(float)


class _Chain:
    """The hours as they stand, drawn anew sweep by sweep."""

    def __init__(
        self,
        names: tuple[str, ...],
        times: Floats,
        kinds: NDArray[np.uint32],
        days: Floats,
        windows: Floats,
        random: np.random.Generator,
    ) -> None:
        self._names, self._times, self._kinds, self._days = names, times, kinds, days
        self._windows, self._random = windows, random
        self.taken = self.proposed = 0

    def run(self, theta: Floats, sweeps: int) -> None:
        from talion.measures.hawkes import hours_pass  # the compiler takes a second to load

        sides, n = len(self._names), len(self._days)
        decay = math.exp(theta[-2])
        reach = -math.log(_FAINT) / decay + 1
        first = np.searchsorted(self._days, self._days - reach, side="left")
        last = np.searchsorted(self._days, self._days + reach, side="right")
        for _ in range(sweeps):
            hours, luck = self._random.random(n), np.log(self._random.random(n))
            self.taken += hours_pass.redraw_hours(
                self._times, self._kinds, self._days, first, last, hours, luck, self._windows,
                np.ascontiguousarray(theta[:sides]),
                np.ascontiguousarray(theta[sides : sides + sides * sides].reshape(sides, sides)), decay,
            )  # fmt: skip
            self.proposed += n

    def next(self, theta: Floats, sweeps: int) -> tuple[EventTimes, NDArray[np.int64]]:
        self.run(theta, sweeps)
        times, kinds, order = _sorted(self._times, self._kinds)
        return event_times(self._names, times, kinds, windows=self._windows), order


def _sorted(times: Floats, kinds: NDArray[np.uint32]) -> tuple[Floats, NDArray[np.uint32], NDArray[np.int64]]:
    order = np.argsort(times, kind="stable")
    return times[order], kinds[order], order


def _over(draws: Sequence[EventTimes]) -> Problem:
    """The mean log-likelihood over draws, as one problem."""
    problems = [problem_of_times(one, starts=1) for one in draws]

    def scored(theta: Floats) -> tuple[float, Floats, Floats]:
        values, slopes, informations = zip(*(problem.scored(theta) for problem in problems), strict=True)
        return float(np.mean(values)), np.mean(slopes, axis=0), np.mean(informations, axis=0)

    return replace(problems[0], scored=scored)


def _louis(draws: Sequence[EventTimes], theta: Floats) -> tuple[Floats, list[str]]:
    # What is seen is what a known hour would show, less how much the score moves from draw to draw.
    whole = _over(draws)
    value, slope, information = whole.scored(theta)
    complete = curvature(whole, Peak(theta, value, slope, information, 0, 0.0, len(theta)))
    scores = np.array([problem_of_times(one, starts=1).scored(theta)[1] for one in draws])
    seen = complete - np.cov(scores.T)
    inner = np.ix_(range(len(theta) - 1), range(len(theta) - 1))
    spread = np.full(seen.shape, np.nan)
    caveats = []
    values = np.linalg.eigvalsh(seen[inner])
    if values[0] <= 1e-3 * values[-1] * 1e-3:
        caveats.append("The days hold too little on how fast answers come for a standard error")
    else:
        spread[inner] = np.linalg.inv(seen[inner])
    return spread, caveats
