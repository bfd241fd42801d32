r"""Acts that excite acts, in exact time: the log-likelihood in one pass, and its top.

.. math::

    \lambda_i(t) = \mu_i + \sum_j A_{ij} \sum_{k: c_k = j,\, t_k < t} g_k \varphi(t - t_k)

:math:`A_{ij}` is how many acts of side i one act of side j (of mean severity) brings directly; :math:`\varphi` is a
density of lags. Acts at the same instant do not excite each other. Only for times that are truly known: a day taken as
a time makes answers out of ties, and `daily` is for that.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from talion.errors import MeasureError
from talion.measures.hawkes.fit import Floats, Peak, Problem, assert_stable, climb, covariance
from talion.measures.hawkes.kept import KeptSums
from talion.measures.hawkes.kernels import Exponential, Exponentials, Kernel

_NONE = np.empty(0)
# No own rate is 0: an act that nothing explains would then be impossible.
_LOWEST_RATE = 1e-9
_SLOWEST, _FASTEST = 1e-4, 1e3
# Sums are kept for climbs up to so many numbers (a quarter of a gigabyte).
_MOST_KEPT = 2**25


@dataclass(frozen=True, slots=True)
class EventTimes:
    """Acts in order of time: `times` in days, `kinds` the side of each (0, 1, ...), and the `windows` watched.

    `severities` (0 and more) are optional. `numbers` are the acts of each side, `firsts` the places
    where windows begin, and `ties` is how many acts have the same time as the one before.
    """

    names: tuple[str, ...]
    times: Floats
    kinds: NDArray[np.uint32]
    windows: Floats
    severities: Floats
    firsts: NDArray[np.int64]
    numbers: Floats
    ties: int

    @property
    def n(self) -> int:
        """How many acts."""
        return len(self.times)

    @property
    def watched_days(self) -> float:
        """How long anybody watched."""
        return float((self.windows[:, 1] - self.windows[:, 0]).sum())


def event_times(
    names: Sequence[str],
    times: ArrayLike,
    kinds: ArrayLike,
    *,
    windows: ArrayLike,
    severities: ArrayLike | None = None,
) -> EventTimes:
    """The acts, checked: in order, of known sides, inside the observed windows (start and end, in order, apart).

    An act in a gap is refused, since what is not watched is not known whole.
    """
    from talion.measures.hawkes import passes  # the compiler takes a second to load

    at = np.ascontiguousarray(times, dtype=np.float64)
    sides = np.asarray(kinds)
    if at.shape != sides.shape or at.ndim != 1:
        raise MeasureError(f"each act needs a time and a side; got {at.shape} times and {sides.shape} sides")
    spans = np.ascontiguousarray(np.atleast_2d(np.asarray(windows, dtype=np.float64)))
    if spans.ndim != 2 or spans.shape[1] != 2:
        raise MeasureError("windows are pairs of a start and an end")
    # A side below 0 becomes one far above the last, and is found there.
    counted = sides.astype(np.uint32, copy=False)
    wrong, where, ties, firsts, numbers = passes.survey(at, counted, len(names), spans)
    if wrong == 4:
        raise MeasureError(
            f"window {where + 1} ({spans[where, 0]:g} to {spans[where, 1]:g}): windows must come in order, apart, each "
            "end after its start, and both of them numbers"
        )
    if wrong:
        if wrong == 2 and sides[where] < 0:
            raise MeasureError(f"act {where} has side {sides[where]}; sides count from 0")
        what = {
            1: f"comes before the act ahead of it, or its time is no number: {at[where]}; sort them",
            2: f"has side {sides[where]}, and there are {len(names)} names: {', '.join(names)}",
            3: f"at {at[where]:g} lies outside the observed windows; leave it out or widen them",
        }[int(wrong)]
        raise MeasureError(f"act {where} {what}")
    sizes = _NONE
    if severities is not None:
        sizes = np.ascontiguousarray(severities, dtype=np.float64)
        if sizes.shape != at.shape or not np.all(sizes >= 0):
            raise MeasureError(
                "severities are numbers from 0 up, one an act; leave out acts whose severity is not known"
            )
    return EventTimes(tuple(names), at, counted, spans, sizes, firsts, numbers, int(ties))


def log_likelihood(
    events: EventTimes, mu: ArrayLike, answers: ArrayLike, decay: ArrayLike, *, exponent: float = 0.0
) -> float:
    r"""The log-likelihood of rates `mu` (K), `answers` (K, K) and a shared `decay`, or one a pair (K, K).

    With several shared decays (M) the answers are (K, M K): those of each decay side by side. With severities s, an act
    weighs :math:`g = (1 + s)^\eta` over its mean, :math:`\eta` being the `exponent`.
    """
    from talion.measures.hawkes import passes

    return float(_run(events, mu, answers, decay, exponent, passes.VALUE)[0])


def slopes(
    events: EventTimes, mu: ArrayLike, answers: ArrayLike, decay: ArrayLike, *, exponent: float = 0.0
) -> tuple[float, Floats, Floats, Floats, float]:
    """The log-likelihood and its exact derivatives by mu, answers, decays and the exponent of severity."""
    from talion.measures.hawkes import passes

    value, by_mu, by_answers, by_decay, by_exponent, _ = _run(events, mu, answers, decay, exponent, passes.SLOPES)
    return float(value), by_mu, by_answers, by_decay, float(by_exponent)


def keep_sums(events: EventTimes, decay: ArrayLike, *, exponent: float = 0.0) -> KeptSums:
    """What each act felt, for decays that are held: with it, each further setting of rates and answers is quick.

    It takes 8 bytes an act and answer of its side.
    """
    from talion.measures.hawkes import passes

    decays = np.atleast_1d(np.asarray(decay, dtype=np.float64))
    sides = len(events.names)
    columns = sides if decays.ndim == 2 else sides * len(decays)
    felt = np.empty(events.n * columns)
    # Answers of 0 and rates of 1: each act's intensity is 1, and only the sums are asked for.
    nothing = np.zeros((sides, columns))
    _, _, by_answers, *_ = _run(events, np.ones(sides), nothing, decays, exponent, passes.KEPT, felt)
    return KeptSums(felt, events.numbers, -by_answers, events.watched_days)


def _run(
    events: EventTimes, mu: Any, answers: Any, decay: Any, exponent: float, want: int, felt: Floats = _NONE
) -> Any:
    from talion.measures.hawkes import passes

    mu = np.ascontiguousarray(mu, dtype=np.float64)
    answers = np.ascontiguousarray(answers, dtype=np.float64)
    decays = np.array(decay, dtype=np.float64, order="C", ndmin=1)
    sides = len(events.names)
    if mu.shape != (sides,) or not decays.min() > 0:
        raise MeasureError(f"{sides} sides need {sides} rates, and decays above 0; got {mu.shape} and {decays}")
    if decays.ndim == 2:
        if answers.shape != (sides, sides) or decays.shape != (sides, sides):
            raise MeasureError(f"{sides} sides need answers and decays of shape {(sides, sides)}")
    elif answers.shape != (sides, sides * len(decays)):
        raise MeasureError(
            f"{sides} sides and {len(decays)} decays need answers of shape {(sides, sides * len(decays))}"
        )
    marked = bool(events.severities.size) and (exponent != 0.0 or want > passes.VALUE)
    weights, turns = marks_of(events, exponent) if marked else (_NONE, _NONE)
    data = (events.times, events.kinds, weights, turns, events.windows, events.firsts, events.numbers)
    if decays.ndim == 2:
        from talion.measures.hawkes.pairs_pass import pairs_pass

        run = pairs_pass(sides, marked, events.ties > 0, want)
    else:
        from talion.measures.hawkes.shared_pass import shared_pass

        run = shared_pass(sides, len(decays), marked, events.ties > 0, want)
    return run(*data, mu, answers, decays, felt)


def marks_of(events: EventTimes, exponent: float) -> tuple[Floats, Floats]:
    """What each act weighs, (1 + s)^exponent over its mean, and the derivative of that by the exponent."""
    logs = np.log1p(events.severities)
    weights = np.exp(exponent * logs)
    weights /= weights.mean()
    return weights, weights * (logs - float(weights @ logs) / len(logs))


@dataclass(frozen=True, slots=True)
class TimesFit:
    """A fitted process in exact time: `answers` (K, K) summed over decays, `decays` as asked for, and its certainty.

    `theta` and `covariance` are in the order of `problem.labels`, decays as logarithms.
    """

    events: EventTimes
    mu: Floats
    answers: Floats
    heights: Floats
    decays: Floats
    exponent: float
    problem: Problem
    peak: Peak
    covariance: Floats

    @property
    def log_likelihood(self) -> float:
        """The top of the log-likelihood, in nats."""
        return self.peak.value

    @property
    def standard_errors(self) -> Floats:
        """By the Hessian; NaN for what was held."""
        return np.sqrt(np.diag(self.covariance))

    @property
    def kernel(self) -> Kernel:
        """How answers spread over time; asked of a fit whose pairs share it."""
        if self.decays.ndim == 2:
            raise MeasureError("each pair has a kernel of its own here; ask kernel_of(answering, acting)")
        return self.kernel_of(0, 0)

    def kernel_of(self, i: int, j: int) -> Kernel:
        """How the answers of side i to side j spread over time."""
        if self.decays.ndim == 2:
            return Exponential(float(self.decays[i, j]))
        if len(self.decays) == 1:
            return Exponential(float(self.decays[0]))
        sides = len(self.mu)
        parts = self.heights[i, j::sides]
        if not parts.sum() > 0:
            return Exponentials(tuple(self.decays), tuple(np.full(len(parts), 1 / len(parts))))
        kept = parts > 1e-12 * parts.sum()
        return Exponentials(tuple(self.decays[kept]), tuple(parts[kept] / parts[kept].sum()))


def fit_times(
    events: EventTimes,
    *,
    decay: float | Sequence[float] | None = None,
    pairs: bool = False,
    several: int = 1,
    severity: bool = False,
    allowed: ArrayLike | None = None,
    starts: int = 3,
    penalty: float = 0.0,
    refuse: bool = True,
) -> TimesFit:
    """The process that makes the acts most likely, from several starts, and how sure it is.

    One decay is shared unless `pairs` asks for one a pair, or `several` for a sum of so many; `decay` holds it. With
    `severity` the exponent of severity is estimated. `allowed` (K, K) says which answers may be there. `penalty` (nats
    a unit of answer) draws answers to 0. Raises MeasureError where the top has no long run (with the radius), unless
    told not to `refuse`.
    """
    problem = problem_of_times(
        events,
        decay=decay,
        pairs=pairs,
        several=several,
        severity=severity,
        allowed=allowed,
        starts=starts,
        penalty=penalty,
    )
    peak = climb(problem)
    return as_times_fit(events, problem, peak, covariance(problem, peak), pairs=pairs, refuse=refuse)


def as_times_fit(
    events: EventTimes, problem: Problem, peak: Peak, spread: Floats, *, pairs: bool, refuse: bool = True
) -> TimesFit:
    """The setting of a problem in words of the process; refused where it has no long run."""
    sides = len(events.names)
    many = 1 if pairs else sum(label.startswith("log decay") for label in problem.labels)
    mu, heights, decays, exponent = _unpacked(peak.theta, sides, many, pairs)
    answers = heights if pairs else heights.reshape(sides, many, sides).sum(axis=1)
    if refuse:
        assert_stable(answers, f"the fit to {events.n} acts of {' and '.join(events.names)}")
    return TimesFit(events, mu, answers, heights, decays, exponent, problem, peak, spread)


def _unpacked(theta: Floats, sides: int, many: int, pairs: bool) -> tuple[Floats, Floats, Floats, float]:
    columns = sides * many
    numbers = sides * sides if pairs else many
    mu = theta[:sides]
    heights = theta[sides : sides + sides * columns].reshape(sides, columns)
    decays = np.exp(theta[sides + sides * columns : sides + sides * columns + numbers])
    return mu, heights, decays.reshape(sides, sides) if pairs else decays, float(theta[-1])


def problem_of_times(
    events: EventTimes,
    *,
    decay: float | Sequence[float] | None = None,
    pairs: bool = False,
    several: int = 1,
    severity: bool = False,
    allowed: ArrayLike | None = None,
    starts: int = 3,
    penalty: float = 0.0,
) -> Problem:
    """What can be turned and how it scores: mu (K), answers (K, M K), log decays, exponent, in this order."""
    from talion.measures.hawkes import passes

    if events.n < 2:
        raise MeasureError(f"{events.n} acts are too few to see any answer")
    if severity and not events.severities.size:
        raise MeasureError("the acts have no severities; give them, or fit without")
    if pairs and several > 1:
        raise MeasureError("decays are one a pair or several shared, not both")
    sides = len(events.names)
    held = None if decay is None else np.atleast_1d(np.asarray(decay, dtype=float))
    many = 1 if pairs else (len(held) if held is not None else several)
    columns, numbers = sides * many, sides * sides if pairs else many
    size = sides + sides * columns + numbers + 1
    a_places = slice(sides, sides + sides * columns)
    d_places = slice(sides + sides * columns, size - 1)

    kept: dict[bytes, KeptSums] = {}

    def scored_with_sums(theta: Floats) -> tuple[float, Floats, Floats]:
        # Decays are held, so that nothing is said of how the log-likelihood moves with them.
        mu, heights, decays, _ = _unpacked(theta, sides, many, pairs)
        if decays.tobytes() not in kept:
            kept.clear()
            kept[decays.tobytes()] = keep_sums(events, decays)
        value, by_mu, by_a, tables = kept[decays.tobytes()].information(mu, heights)
        slope, information = np.zeros(size), np.zeros((size, size))
        slope[: a_places.stop] = np.concatenate([by_mu, by_a.ravel() - penalty])
        for c in range(sides):
            places = [c, *range(sides + c * columns, sides + (c + 1) * columns)]
            information[np.ix_(places, places)] = tables[c]
        return value - penalty * float(heights.sum()), slope, information

    def scored(theta: Floats) -> tuple[float, Floats, Floats]:
        mu, heights, decays, exponent = _unpacked(theta, sides, many, pairs)
        value, by_mu, by_a, by_decay, by_exponent, rows = _run(
            events, mu, heights, decays, exponent if severity else 0.0, passes.INFORMATION
        )
        slope = np.concatenate([by_mu, by_a.ravel(), (by_decay * decays).ravel(), [by_exponent]])
        slope[a_places] -= penalty
        information = np.zeros((size, size))
        for c in range(sides):
            own_decays = range(numbers) if not pairs else range(c * sides, (c + 1) * sides)
            places = [c, *range(sides + c * columns, sides + (c + 1) * columns)]
            places += [sides + sides * columns + d for d in own_decays] + [size - 1]
            chain = np.ones(len(places))
            chain[1 + columns : -1] = decays[c] if pairs else decays
            information[np.ix_(places, places)] += rows[c] * np.outer(chain, chain)
        return float(value) - penalty * float(heights.sum()), slope, information

    fixed = np.zeros(size, dtype=bool)
    fixed[-1] = not severity
    fixed[d_places] = held is not None
    may = np.ones((sides, sides), dtype=bool) if allowed is None else np.asarray(allowed, dtype=bool)
    if may.shape != (sides, sides):
        raise MeasureError(f"allowed is a table of {sides} by {sides}: does the row's side answer the column's?")
    fixed[a_places] = ~np.tile(may, (1, many)).ravel()
    lower, upper = np.full(size, -math.inf), np.full(size, math.inf)
    lower[:sides], lower[a_places] = _LOWEST_RATE, 0.0
    # A pull that outlasts half of what was watched cannot be told from a side's own rate.
    lower[d_places] = math.log(max(_SLOWEST, 2 / events.watched_days))
    upper[d_places] = math.log(_FASTEST)
    lower[-1], upper[-1] = -5.0, 5.0
    labels = (
        *(f"rate of {name}" for name in events.names),
        *(
            f"answers of {name} to {other}" + (f", decay {m + 1}" if many > 1 else "")
            for name in events.names
            for m in range(many)
            for other in events.names
        ),
        *(
            (f"log decay of {name} to {other}" for name in events.names for other in events.names)
            if pairs
            else (f"log decay {m + 1}" for m in range(many))
        ),
        "exponent of severity",
    )
    rates = events.numbers / events.watched_days
    blank = Problem(labels, scored, (), lower, upper, fixed)

    def start(decays: Floats) -> Floats:
        theta = np.zeros(size)
        theta[:sides] = np.maximum(rates * 0.5, 2 * _LOWEST_RATE)
        theta[a_places] = (np.tile(np.where(may, 0.5 / (sides * many), 0.0), (1, many))).ravel()
        theta[d_places] = np.log(decays)
        return theta

    if held is not None:
        if not np.all(held > 0):
            raise MeasureError(f"a decay lies above 0; not {held}")
        begin = start(np.full(numbers, held[0]) if pairs else held)
        few = not severity and events.n * columns <= _MOST_KEPT
        return replace(blank, scored=scored_with_sums if few else scored, starts=(begin,))
    # Decays to try: from answers as slow as a tenth of the window to answers as quick as the acts follow each other.
    pace = max(events.n / events.watched_days, 1e-6)
    slowest = max(5 / events.watched_days, _SLOWEST * 10)
    tried = np.geomspace(slowest, max(min(10 * pace, _FASTEST / 10), 2 * slowest), 7)
    ranked = sorted(
        (start(np.full(numbers, one) if pairs or many == 1 else _spread(one, many)) for one in tried),
        key=lambda theta: -log_likelihood(events, *_unpacked(theta, sides, many, pairs)[:3]),
    )
    if pairs:
        # Each pair's decay has humps of its own: start from the shared optimum, and from it with the pairs pulled
        # apart.
        shared = climb(problem_of_times(events, severity=severity, allowed=allowed, penalty=penalty, starts=1))
        base = np.concatenate([shared.theta[: a_places.stop], np.full(numbers, shared.theta[-2]), shared.theta[-1:]])
        apart = []
        for factor in (4.0, 0.25)[: max(starts - 1, 0)]:
            other = base.copy()
            other[d_places] += np.where(np.eye(sides, dtype=bool), 1, -1).ravel() * math.log(factor)
            apart.append(np.clip(other, np.maximum(lower, -50), upper))
        return replace(blank, starts=(base, *apart, *ranked[: max(starts - 3, 0)]))
    return replace(blank, starts=tuple(ranked[: max(starts, 1)]))


def _spread(middle: float, many: int) -> Floats:
    return middle * 6.0 ** np.linspace(-1, 1, many)


@dataclass(frozen=True, slots=True)
class KernelFit:
    """A process whose answers spread by any kernel; decided by the log-likelihood at its top."""

    events: EventTimes
    mu: Floats
    answers: Floats
    kernel: Kernel
    peak: Peak
    problem: Problem
    covariance: Floats

    @property
    def log_likelihood(self) -> float:
        """The top of the log-likelihood, in nats."""
        return self.peak.value


def earlier_acts(events: EventTimes, *, reach_days: float) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For each act the strictly earlier ones within reach: places of the later and of the earlier act, pair by pair."""
    since = np.searchsorted(events.times, events.times - reach_days, side="left")
    until = np.searchsorted(events.times, events.times, side="left")
    counts = until - since
    later = np.repeat(np.arange(events.n), counts)
    offsets = np.arange(len(later)) - np.repeat(np.cumsum(counts) - counts, counts)
    return later, np.repeat(since, counts) + offsets


def fit_kernel(
    events: EventTimes, kernel: Kernel, *, reach_days: float = math.inf, hold_shape: bool = False
) -> KernelFit:
    """The best rates, answers and shape for any kernel, from the given one on; its cost grows with pairs of acts.

    Compare the log-likelihoods, by AIC, of an exponential, a delayed and a power-law kernel. Acts further apart than
    `reach_days` are taken as unconnected, and the kernel is cut and scaled there.
    """
    sides, n = len(events.names), events.n
    later, earlier = earlier_acts(events, reach_days=reach_days)
    lags = events.times[later] - events.times[earlier]
    cells = later * sides + events.kinds[earlier]
    own = events.kinds.astype(np.int64)
    shapes = len(kernel.shape)
    size = sides + sides * sides + shapes

    def parts(shape: Floats) -> tuple[Floats, Floats]:
        shaped = kernel.reshaped(shape)
        whole = 1.0 if math.isinf(reach_days) else float(shaped.reached(np.array(reach_days)))
        pulled = np.bincount(cells, weights=shaped.density(lags), minlength=n * sides).reshape(n, sides) / whole
        spent = np.zeros(n)
        for begin, end in events.windows:
            inside = [np.clip(edge - events.times, 0, reach_days) for edge in (begin, end)]
            spent += shaped.reached(inside[1]) - shaped.reached(inside[0])
        return pulled, np.bincount(own, weights=spent / whole, minlength=sides).astype(np.float64)

    def scored(theta: Floats) -> tuple[float, Floats, Floats]:
        mu, answers, shape = theta[:sides], theta[sides:-shapes].reshape(sides, sides), theta[-shapes:]
        pulled, spent = parts(shape)
        intensity = mu[own] + np.einsum("nj,nj->n", answers[own], pulled)
        if not np.all(intensity > 0):
            return -math.inf, np.zeros(size), np.eye(size)
        rows = np.zeros((n, size))
        rows[np.arange(n), own] = 1.0
        for j in range(sides):
            rows[np.arange(n), sides + own * sides + j] = pulled[:, j]
        slope = np.zeros(size)
        slope[:sides] -= events.watched_days
        slope[sides:-shapes] -= np.tile(spent, sides)
        for place in range(0 if hold_shape else shapes):
            turned = np.zeros(shapes)
            turned[place] = 1e-5
            up, down = parts(shape + turned), parts(shape - turned)
            rows[:, size - shapes + place] = np.einsum("nj,nj->n", answers[own], (up[0] - down[0]) / 2e-5)
            slope[size - shapes + place] -= float(answers.sum(axis=0) @ (up[1] - down[1])) / 2e-5
        rows /= intensity[:, None]
        slope += rows.sum(axis=0)
        value = np.log(intensity).sum() - mu.sum() * events.watched_days - float((answers @ spent).sum())
        return float(value), slope, rows.T @ rows

    fixed = np.zeros(size, dtype=bool)
    fixed[-shapes:] = hold_shape
    lower, upper = np.full(size, 0.0), np.full(size, math.inf)
    lower[:sides] = _LOWEST_RATE
    lower[-shapes:], upper[-shapes:] = kernel.bounds
    rates = np.bincount(own, minlength=sides) / events.watched_days
    start = np.concatenate([np.maximum(rates / 2, 1e-6), np.full(sides * sides, 0.5 / sides), kernel.shape])
    labels = (
        *(f"rate of {name}" for name in events.names),
        *(f"answers of {name} to {other}" for name in events.names for other in events.names),
        *(f"shape {place + 1}" for place in range(shapes)),
    )
    problem = Problem(labels, scored, (start,), lower, upper, fixed)
    peak = climb(problem, enough=1e-7)
    answers = peak.theta[sides:-shapes].reshape(sides, sides)
    assert_stable(answers, f"the fit to {n} acts of {' and '.join(events.names)}")
    shaped = kernel.reshaped(peak.theta[-shapes:])
    return KernelFit(events, peak.theta[:sides], answers, shaped, peak, problem, covariance(problem, peak))
