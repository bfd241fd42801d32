r"""Acts in exact time whose own rates move, and which may hold each other down as well as set each other off.

.. math::

    \lambda_i(t) = \psi_i\Big(e^{x(t)^T \gamma_i} + \sum_j A_{ij} \sum_{k: c_k = j,\, t_k < t} g_k
    \varphi_{ij}(t - t_k)\Big)

The baseline's design x holds for a step (a day, unless told otherwise) at a time. Three links :math:`\psi`:

- ``identity``: answers only, A from 0 up; as in `continuous`, with an own rate that moves;
- ``floor``: the positive part; A may be below 0, and is as long as nothing is cut off still a number of acts. Between
  two acts a rate that is held down comes back once, at a time that has a formula, so that what is integrated is exact;
  for one decay shared by all pairs;
- ``softplus``: :math:`s \log(1 + e^{x / s})`, s being `softness` times the side's mean rate: a held-down rate is small
  and never 0, so that one act at an unlikely time does not rule deterrence out; for any decays.

Under all three the log-likelihood is concave in own rates and answers once the decay is given.

References
----------
bonnet_martinez_sangnier_2023 (the positive part, and the time at which a rate comes back); mei_eisner_2017 (the
softplus with a scale)
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from talion.errors import MeasureError
from talion.measures.hawkes.continuous import EventTimes, fit_times, marks_of
from talion.measures.hawkes.fit import Floats, Peak, Problem, assert_stable, climb, covariance
from talion.measures.hawkes.kernels import Exponential, Exponentials, Kernel

LINKS = ("identity", "floor", "softplus")
_SLOWEST, _FASTEST = 1e-4, 1e3
# Ten acts held back by one are as good as any number.
_MOST_HELD_BACK = 10.0
_PRIOR_SD = 3.0


@dataclass(frozen=True, slots=True)
class LinkedFit:
    """A fitted process in exact time: `own` rates (D, K) by steps, `answers` (K, K), below 0 where an act deters.

    `clock` is for each act what its side's rate had integrated to by then; `shares_of_own` is each act's own rate over
    its rate.
    """

    events: EventTimes
    link: str
    own: Floats
    answers: Floats
    heights: Floats
    decays: Floats
    pairs: bool
    exponent: float
    softness: Floats
    problem: Problem
    peak: Peak
    covariance: Floats
    answers_at: int
    steps: Floats
    clock: Floats

    @property
    def log_likelihood(self) -> float:
        """The top of the log-likelihood, in nats."""
        return self.peak.value

    @property
    def standard_errors(self) -> Floats:
        """By the Hessian; NaN for what was held."""
        return np.sqrt(np.diag(self.covariance))

    @property
    def own_at_acts(self) -> Floats:
        """The own rate of each act's side when it came."""
        found: Floats = self.own[self.steps.astype(np.int64), self.events.kinds.astype(np.int64)]
        return found

    def place_of(self, i: int, j: int, part: int = 0) -> int:
        """Where the answers of side i to side j stand among the numbers."""
        sides = len(self.events.names)
        columns = int(self.heights.shape[1])
        return self.answers_at + i * columns + part * sides + j

    def kernel_of(self, i: int, j: int) -> Kernel:
        """How what side j sets off in side i, or holds down, spreads over time."""
        sides = len(self.events.names)
        decays, parts = self.decays[i, j::sides], self.heights[i, j::sides]
        if len(decays) == 1:
            return Exponential(float(decays[0]))
        if not (np.all(parts >= 0) and parts.sum() > 0):
            raise MeasureError("a sum of quick and slow pulls of both signs is no density of lags; read its parts")
        kept = parts > 1e-12 * parts.sum()
        return Exponentials(tuple(decays[kept]), tuple(parts[kept] / parts[kept].sum()))


def fit_linked(
    events: EventTimes,
    *,
    link: str = "softplus",
    baseline: ArrayLike | None = None,
    step_days: float = 1.0,
    decay: float | Sequence[float] | None = None,
    pairs: bool = False,
    several: int = 1,
    severity: bool = False,
    allowed: ArrayLike | None = None,
    softness: float = 0.2,
    starts: int = 2,
    penalty: float = 0.0,
    refuse: bool = True,
) -> LinkedFit:
    """The process that makes the acts most likely, some of which may hold others down, and how sure it is.

    `baseline` is a design (D, P) of the own rates' logarithms, row d from `step_days` * d after the first window's
    start on (`daily.spline_baseline` makes one), with the same wide prior as in `daily`; the other options are those of
    `continuous.fit_times`. `penalty` (nats a unit of answer, either sign) draws answers to 0. Raises MeasureError where
    what acts set off has no long run, unless told not to `refuse`.
    """
    problem, parts = _problem(
        events, link, baseline, step_days, decay, pairs, several, severity, allowed, softness, starts, penalty
    )
    peak = climb(problem, enough=1e-8)
    own, heights, decays, exponent = parts.split(peak.theta)
    sides = len(events.names)
    answers = heights.reshape(sides, -1, sides).sum(axis=1)
    if refuse:
        # What holds down only makes it die out sooner.
        assert_stable(np.maximum(answers, 0.0), f"the fit to {events.n} acts of {' and '.join(events.names)}")
    found = parts.run(peak.theta)
    return LinkedFit(
        events, link, own, answers, heights, decays, pairs, exponent, parts.softness, problem, peak,
        covariance(problem, peak), sides * parts.design.shape[1], found[6], found[7],
    )  # fmt: skip


def problem_of_linked(
    events: EventTimes,
    *,
    link: str = "softplus",
    baseline: ArrayLike | None = None,
    step_days: float = 1.0,
    decay: float | Sequence[float] | None = None,
    pairs: bool = False,
    several: int = 1,
    severity: bool = False,
    allowed: ArrayLike | None = None,
    softness: float = 0.2,
    starts: int = 2,
    penalty: float = 0.0,
) -> Problem:
    """What can be turned and how it scores: baseline (K P), answers (K, M K), log decays, exponent, in this order."""
    return _problem(
        events, link, baseline, step_days, decay, pairs, several, severity, allowed, softness, starts, penalty
    )[0]


@dataclass(frozen=True, slots=True)
class _Parts:
    """The numbers of a setting turned into what the compiled loop takes."""

    events: EventTimes
    link: str
    design: Floats
    step_days: float
    pairs: bool
    many: int
    severity: bool
    softness: Floats

    def split(self, theta: Floats) -> tuple[Floats, Floats, Floats, float]:
        sides, knots = len(self.events.names), self.design.shape[1]
        columns = sides * self.many
        heights = theta[sides * knots : sides * (knots + columns)].reshape(sides, columns)
        logs = theta[sides * (knots + columns) : -1]
        own = np.exp(np.minimum(self.design @ theta[: sides * knots].reshape(sides, knots).T, 50.0))
        shaped = logs.reshape(sides, sides) if self.pairs else np.tile(np.repeat(logs, sides), (sides, 1))
        return np.ascontiguousarray(own), np.ascontiguousarray(heights), np.exp(shaped), float(theta[-1])

    def run(self, theta: Floats) -> tuple[float, Floats, Floats, Floats, float, Floats, Floats, Floats]:
        from talion.measures.hawkes import linked_pass as loop  # the compiler takes a second to load

        own, heights, decays, exponent = self.split(theta)
        events = self.events
        weights, turns = marks_of(events, exponent) if self.severity else (np.ones(events.n), np.zeros(events.n))
        code = {"identity": loop.IDENTITY, "floor": loop.FLOOR, "softplus": loop.SOFTPLUS}[self.link]
        found: tuple[float, Floats, Floats, Floats, float, Floats, Floats, Floats] = loop.linked(
            events.times, events.kinds, weights, turns, events.windows, events.firsts, float(events.windows[0, 0]),
            self.step_days, own, heights, decays, code, self.softness, loop.NODES, loop.SHARES,
        )  # fmt: skip
        return found

    def scored(self, theta: Floats) -> tuple[float, Floats, Floats]:
        value, by_own, by_a, by_decay, by_mark, rows, steps, _ = self.run(theta)
        size = len(theta)
        if not math.isfinite(value):
            return -math.inf, np.zeros(size), np.eye(size)
        sides, knots, columns = len(self.events.names), self.design.shape[1], by_a.shape[1]
        own, _, decays, _ = self.split(theta)
        a_at, d_at = sides * knots, sides * (knots + columns)
        slope, information = np.zeros(size), np.zeros((size, size))
        slope[-1] = -by_mark
        for c in range(sides):
            mine = self.events.kinds == c
            at = steps[mine].astype(np.int64)
            table = np.zeros((len(at), size))
            table[:, c * knots : (c + 1) * knots] = (rows[mine, 0] * own[at, c])[:, None] * self.design[at]
            table[:, a_at + c * columns : a_at + (c + 1) * columns] = rows[mine, 1 : 1 + columns]
            turned = rows[mine, 1 + columns : 1 + 2 * columns] * decays[c]
            spent = by_decay[c] * decays[c]
            if self.pairs:
                table[:, d_at + c * sides : d_at + (c + 1) * sides] = turned
                slope[d_at + c * sides : d_at + (c + 1) * sides] -= spent
            else:
                table[:, d_at:-1] = turned.reshape(-1, self.many, sides).sum(axis=2)
                slope[d_at:-1] -= spent.reshape(self.many, sides).sum(axis=1)
            table[:, -1] = rows[mine, -1]
            slope[c * knots : (c + 1) * knots] -= self.design.T @ (by_own[:, c] * own[:, c])
            slope[a_at + c * columns : a_at + (c + 1) * columns] -= by_a[c]
            slope += table.sum(axis=0)
            information += table.T @ table
        return float(value), slope, information


def _problem(
    events: EventTimes,
    link: str,
    baseline: ArrayLike | None,
    step_days: float,
    decay: float | Sequence[float] | None,
    pairs: bool,
    several: int,
    severity: bool,
    allowed: ArrayLike | None,
    softness: float,
    starts: int,
    penalty: float,
) -> tuple[Problem, _Parts]:
    if link not in LINKS:
        raise MeasureError(f"the link is one of {', '.join(LINKS)}; not {link!r}")
    if events.n < 2:
        raise MeasureError(f"{events.n} acts are too few to see any answer")
    if severity and not events.severities.size:
        raise MeasureError("the acts have no severities; give them, or fit without")
    if pairs and several > 1:
        raise MeasureError("decays are one a pair or several shared, not both")
    held = None if decay is None else np.atleast_1d(np.asarray(decay, dtype=float))
    if held is not None and (held.ndim != 1 or not np.all(held > 0)):
        raise MeasureError(f"a decay lies above 0, one or several shared; not {decay}")
    many = 1 if pairs else (len(held) if held is not None else several)
    if link == "floor" and (pairs or many > 1):
        raise MeasureError("the floor link has an exact integral for one shared decay; use softplus for other decays")
    if not softness > 0:
        raise MeasureError(f"softness is a share of the mean rate above 0; not {softness}")
    sides = len(events.names)
    span = float(events.windows[-1, 1] - events.windows[0, 0])
    design = np.ones((1, 1)) if baseline is None else np.ascontiguousarray(baseline, dtype=float)
    if baseline is not None and (design.ndim != 2 or len(design) * step_days < span - 1e-9):
        raise MeasureError(
            f"the baseline's design needs a row for each step of {step_days:g} days over {span:g} days; "
            f"got {design.shape}"
        )
    rates = np.maximum(events.numbers, 0.5) / events.watched_days
    parts = _Parts(
        events, link, design, step_days if baseline is not None else math.inf, pairs, many, severity, softness * rates
    )
    knots, columns, numbers = design.shape[1], sides * many, sides * sides if pairs else many
    a_at, d_at = sides * knots, sides * (knots + columns)
    size = d_at + numbers + 1
    flat = np.linalg.lstsq(design, np.ones(len(design)), rcond=None)[0]
    middle, near = np.zeros(size), np.zeros(size)
    middle[:a_at] = np.outer(np.log(0.7 * rates), flat).ravel()
    near[:a_at] = 1 / _PRIOR_SD**2 if knots > 1 else 0.0

    def scored(theta: Floats) -> tuple[float, Floats, Floats]:
        value, slope, information = parts.scored(theta)
        if penalty:
            value -= penalty * float(np.abs(theta[a_at:d_at]).sum())
            # Where answers cannot be below 0, the only way from 0 is up.
            slope[a_at:d_at] -= penalty * (1.0 if link == "identity" else np.sign(theta[a_at:d_at]))
        if knots > 1:
            value -= float(near @ (theta - middle) ** 2) / 2
            slope = slope - near * (theta - middle)
            information = information + np.diag(near)
        return value, slope, information

    fixed = np.zeros(size, dtype=bool)
    fixed[-1], fixed[d_at:-1] = not severity, held is not None
    may = np.ones((sides, sides), dtype=bool) if allowed is None else np.asarray(allowed, dtype=bool)
    if may.shape != (sides, sides):
        raise MeasureError(f"allowed is a table of {sides} by {sides}: does the row's side answer the column's?")
    fixed[a_at:d_at] = ~np.tile(may, (1, many)).ravel()
    lower, upper = np.full(size, -20.0), np.full(size, 20.0)
    lower[a_at:d_at], upper[a_at:d_at] = (0.0 if link == "identity" else -_MOST_HELD_BACK), math.inf
    lower[d_at:-1] = math.log(max(_SLOWEST, 2 / events.watched_days, 3 * knots / span if knots > 1 else 0.0))
    upper[d_at:-1] = math.log(_FASTEST)
    lower[-1], upper[-1] = -5.0, 5.0
    begin = middle.copy()
    begin[a_at:d_at] = np.where(np.tile(may, (1, many)), 0.2 / columns, 0.0).ravel()
    pace = events.n / events.watched_days
    slowest = math.exp(lower[d_at]) * 2
    begun = []
    if held is not None:
        theta = begin.copy()
        theta[d_at:-1] = np.log(np.full(numbers, held[0]) if pairs else held)
        begun.append(np.clip(theta, lower, upper))
    for one in np.geomspace(slowest, max(min(10 * pace, 100.0), 2 * slowest), 0 if held is not None else 6):
        theta = begin.copy()
        theta[d_at:-1] = math.log(one) + (np.log(6.0) * np.linspace(-1, 1, many) if many > 1 else 0.0)
        begun.append(np.clip(theta, lower, upper))
    if held is None:
        # Where answers alone would lie is a good place to look, with what holds down added from there.
        quick = fit_times(events, pairs=False, several=several, starts=1, refuse=False, allowed=allowed)
        theta = begin.copy()
        theta[:a_at] = np.outer(np.log(np.maximum(quick.mu, 1e-3 * rates)), flat).ravel()
        theta[a_at:d_at] = np.minimum(quick.heights.ravel(), 0.9)
        theta[d_at:-1] = np.log(quick.decays[0]) if pairs or many == 1 else np.log(quick.decays)
        begun.append(np.clip(theta, lower, upper))
    labels = (
        *(f"own rate of {name}, {knot + 1}" for name in events.names for knot in range(knots)),
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
    problem = Problem(labels, scored, tuple(begun), lower, upper, fixed)
    if len(begun) > 1:
        # Given the decay there is one top, which is quickly climbed; how high it is says where to look further.
        known = replace(problem, fixed=problem.fixed | (np.arange(size) >= d_at))
        tops = [climb(replace(known, starts=(one,)), enough=0.1) for one in begun]
        tops.sort(key=lambda top: -top.value)
        problem = replace(problem, starts=tuple(top.theta for top in tops[: max(starts, 1)]))
    if pairs:
        # A decay for each pair has several tops: start from the shared one's as well.
        shared = climb(
            _problem(events, link, baseline, step_days, None, False, 1, severity, allowed, softness, 1, penalty)[0],
            enough=1e-6,
        )
        theta = np.concatenate([shared.theta[:d_at], np.full(numbers, shared.theta[-2]), shared.theta[-1:]])
        problem = replace(problem, starts=(theta, *problem.starts))
    return problem, parts
