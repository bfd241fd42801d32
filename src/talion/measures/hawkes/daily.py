r"""Acts that excite acts, when only their day is known: the engine that Talion uses unless told otherwise.

.. math::

    m(d) = (I - w_0 A)^{-1} \Big( \mu(d) + A \sum_{l \ge 1} w_l\, y(d - l) \Big)

is the mean of the counts of day d given the days before, for acts at unknown hours of their days. :math:`A_{ij}` is how
many acts of side i one act of side j brings directly; :math:`w_l` is the share of them that falls l days later
(`kernels.day_weights`), and :math:`w_0` the share on the very same day, which most methods leave out or turn into
answers by the order of the file. Each side's own rate :math:`\mu(d)` is the exponential of a spline, of periods, or of
covariates. For deterrence, where an act may lower the other side's rate, the logarithmic link

.. math:: \log m_i(d) = x(d)^T \gamma_i + \sum_j A_{ij} \sum_{l \ge 1} w_l \log(1 + y_j(d - l))

keeps every mean above 0 whatever the sign of A; it has no same-day part, and its A are no numbers of answers.

The time it takes grows with days, not with acts.

References
----------
fokianos_tjostheim_2011 (the logarithmic link); newey_west_1987 (long-run errors); the within-day term is ours
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from talion.errors import MeasureError
from talion.measures.hawkes.fit import Floats, Peak, Problem, assert_stable, climb, covariance, radius
from talion.measures.hawkes.kernels import Exponential, Kernel, day_weights, days_until
from talion.records import Dyad, Timeline

LINKS = ("identity", "log")
FAMILIES = ("poisson", "negative binomial")
_FILLED_FROM_DAYS = 28
# Of the logarithm of an own rate: a factor of 20 either way.
_PRIOR_SD = 3.0
# Decays a day.
_QUICKEST, _QUICKEST_BESIDE_A_MOVING_RATE = 8.0, 2.0


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


@dataclass(frozen=True, slots=True)
class DailyFit:
    """A fitted daily model: `mu` (D, K) own rates, `answers` (K, K), kernels, `means` (D, K), and its certainty.

    `theta` of the peak and `covariance` are in the order of `problem.labels`; the covariance is the long-run one.
    """

    data: DailyCounts
    mu: Floats
    answers: Floats
    kernels: tuple[tuple[Kernel, ...], ...]
    exponent: float
    dispersion: Floats
    link: str
    means: Floats
    lagged: Floats
    same_day: Floats
    problem: Problem
    peak: Peak
    covariance: Floats
    answers_at: int
    caveats: tuple[str, ...]

    @property
    def log_likelihood(self) -> float:
        """The top of the log-likelihood, in nats."""
        return self.peak.value

    @property
    def standard_errors(self) -> Floats:
        """Long-run standard errors; NaN for what was held."""
        return np.sqrt(np.diag(self.covariance))

    def place_of(self, i: int, j: int) -> int:
        """Where the answers of series i to series j stand among the numbers."""
        return self.answers_at + i * len(self.data.names) + j

    def kernel_of(self, i: int, j: int) -> Kernel:
        """How the answers of series i to series j spread over time."""
        return self.kernels[i][j]


def fit_days(
    data: DailyCounts,
    *,
    kernel: Kernel | None = None,
    hold_shape: bool = False,
    pairs: bool = False,
    link: str = "identity",
    family: str = "poisson",
    baseline: Floats | None = None,
    severity: bool = False,
    allowed: ArrayLike | None = None,
    before: str = "quiet",
    same_day: bool = True,
    starts: int = 2,
    long_run_days: int = 28,
    penalty: float = 0.0,
    refuse: bool = True,
) -> DailyFit:
    """The daily model that makes the counts most likely, with long-run standard errors and what to be wary of.

    An exponential's mean lag is sought between 3 hours and a year, and where the baseline has several columns between
    12 hours and a third of a column's days.
    `kernel` is the shape to start from (an exponential of about three days unless told), kept with `hold_shape`;
    `pairs` gives each pair a decay of its own. `baseline` is a design (D, P) of the own rates' logarithms; with
    several columns their numbers have a wide normal prior about the flat rate (sd 3 on the logarithm). `before`
    says whether the days before the first were "quiet" or like the "mean". Without `same_day` the within-day term is
    left out, as in other models of counts, to show what that does. Days that nobody watched add nothing to the
    likelihood, and what they would excite is taken from the mean of the days around. Raises MeasureError, with the
    radius, where the best fit has no long run.
    """
    problem, parts = _problem_of_days(
        data, kernel, hold_shape, pairs, link, family, baseline, severity, allowed, before, same_day, starts, penalty
    )
    peak = climb(problem, enough=1e-8)
    _, _, _, scores = parts.run(peak.theta, scored=True)
    spread = covariance(problem, peak, scores=scores[data.watched], long_run=long_run_days)
    return parts.as_fit(problem, peak, spread, refuse)


def problem_of_days(data: DailyCounts, **options: Any) -> Problem:
    """What can be turned and how it scores, for profiles and comparisons; options as in `fit_days`."""
    chosen: dict[str, Any] = {
        "kernel": None, "hold_shape": False, "pairs": False, "link": "identity", "family": "poisson", "baseline": None,
        "severity": False, "allowed": None, "before": "quiet", "same_day": True, "starts": 2, "penalty": 0.0, **options,
    }  # fmt: skip
    return _problem_of_days(data, **chosen)[0]


@dataclass(frozen=True, slots=True)
class _Parts:
    """The numbers of a setting turned into what the compiled loop takes."""

    data: DailyCounts
    kernel: Kernel
    pairs: bool
    link: str
    family: str
    design: Floats
    severity: bool
    before: Floats
    same_day: bool
    fill: Floats
    longest: int
    compiled: Any

    @property
    def sides(self) -> int:
        return len(self.data.names)

    @property
    def knots(self) -> int:
        return int(self.design.shape[1])

    def excited(self, exponent: float) -> tuple[Floats, Floats | None]:
        """What each day excites, and its derivative by the exponent of severity."""
        data = self.data
        base: Floats = data.counts.astype(np.float64)
        turned: Floats | None = None
        if self.severity:
            rows = data.severities
            cells = rows[:, 0].astype(np.int64) * self.sides + rows[:, 1].astype(np.int64)
            logs = np.log1p(rows[:, 2])
            weights = np.exp(exponent * logs)
            weights /= weights.mean()
            turns = weights * (logs - float(weights @ logs) / len(logs))
            base = base + np.bincount(cells, weights - 1, minlength=base.size).reshape(base.shape)
            turned = np.bincount(cells, turns, minlength=base.size).reshape(base.shape).astype(np.float64)
        base = np.where(data.watched[:, None], base, self.fill)
        if self.link == "log":
            if turned is not None:
                turned = turned / (1 + base)
            base = np.log1p(base)
        return base, turned

    def split(self, theta: Floats) -> tuple[Floats, Floats, Floats, float, Floats]:
        at = self.sides * self.knots
        answers = theta[at : at + self.sides**2].reshape(self.sides, self.sides)
        shapes = self.sides**2 if self.pairs else len(self.kernel.shape)
        shape = theta[at + self.sides**2 : at + self.sides**2 + shapes]
        baseline = theta[:at].reshape(self.sides, self.knots)
        dispersion = np.exp(theta[-self.sides :]) if self.family != "poisson" else np.zeros(self.sides)
        return baseline, answers, shape, float(theta[-self.sides - 1]) if self.severity else 0.0, dispersion

    def lags(self, shape: Floats, exponent: float) -> tuple[Floats, Floats, Floats, Floats]:
        """Lagged sums (D, K, K), their derivatives, w0 (K, K) and its derivatives."""
        lagged, turned, same, same_turned = self._all_lags(shape, exponent)
        return (lagged, turned, same, same_turned) if self.same_day else (lagged, turned, 0 * same, 0 * same_turned)

    def _all_lags(self, shape: Floats, exponent: float) -> tuple[Floats, Floats, Floats, Floats]:
        from talion.measures.hawkes import passes

        sides, days = self.sides, self.data.days
        excited, turned_by_exponent = self.excited(exponent)
        whole = (days, sides, sides)
        if self.pairs:
            lagged, turned = np.zeros(whole), np.zeros((1, *whole))
            same, same_turned = np.zeros((sides, sides)), np.zeros((1, sides, sides))
            for i in range(sides):
                for j in range(sides):
                    column = np.ascontiguousarray(excited[:, j : j + 1])
                    one = passes.fading_days(column, math.exp(shape[i * sides + j]), self.before[j : j + 1])
                    lagged[:, i, j], turned[0, :, i, j] = one[0][:, 0], one[1][:, 0]
                    same[i, j], same_turned[0, i, j] = one[2], one[3]
            return lagged, turned, same, same_turned

        everywhere = np.ones((sides, sides))
        if isinstance(self.kernel, Exponential):
            lagged, turned, same, same_turned = passes.fading_days(excited, math.exp(shape[0]), self.before)
            by_shape, same_by_shape = [turned], [same_turned]
        else:

            def weights_at(at: Floats) -> Floats:
                return day_weights(self.kernel.reshaped(at), self.longest)

            weights = weights_at(shape)
            lagged, same = passes.weighed_days(excited, weights, self.before), weights[0]
            by_shape, same_by_shape = [], []
            for place in range(len(shape)):
                width = np.zeros(len(shape))
                width[place] = 1e-5
                change = (weights_at(shape + width) - weights_at(shape - width)) / 2e-5
                by_shape.append(passes.weighed_days(excited, change, self.before))
                same_by_shape.append(change[0])
        if turned_by_exponent is not None:
            nothing = np.zeros(sides)
            if isinstance(self.kernel, Exponential):
                bent = passes.fading_days(turned_by_exponent, math.exp(shape[0]), nothing)[0]
            else:
                bent = passes.weighed_days(turned_by_exponent, weights, nothing)
            by_shape.append(bent)
            same_by_shape.append(0.0)
        return (
            np.broadcast_to(lagged[:, None, :], whole),
            np.broadcast_to(np.stack(by_shape)[:, :, None, :], (len(by_shape), *whole)),
            same * everywhere,
            np.array(same_by_shape)[:, None, None] * everywhere,
        )

    def run(self, theta: Floats, *, scored: bool = False) -> tuple[float, Floats, Floats, Floats]:
        baseline, answers, shape, exponent, dispersion = self.split(theta)
        lagged, turned, same, same_turned = self.lags(shape, exponent)
        at_once: Any = np.eye(self.sides)
        if self.link == "identity":
            try:
                at_once = np.linalg.inv(np.eye(self.sides) - answers * same)
            except np.linalg.LinAlgError:
                at_once = np.full_like(at_once, -1.0)
            # Below 0 where a day's acts would bring more than themselves on that very day, for ever.
            if not np.all(at_once >= 0):
                size = len(theta)
                return -math.inf, np.zeros(size), np.eye(size), np.zeros((0, size))
        found: tuple[float, Floats, Floats, Floats] = self.compiled(
            self.data.counts, self.data.watched, self.design, baseline, answers, at_once,
            lagged, turned, same, same_turned, dispersion, scored,
        )  # fmt: skip
        return found

    def as_fit(self, problem: Problem, peak: Peak, spread: Floats, refuse: bool) -> DailyFit:
        baseline, answers, shape, exponent, dispersion = self.split(peak.theta)
        lagged, _, same, _ = self.lags(shape, exponent)
        sides, names = self.sides, self.data.names
        height = self.design @ baseline.T
        if self.link == "identity":
            if refuse:
                assert_stable(answers, f"the daily fit to {self.data.n} acts of {' and '.join(names)}")
            own = np.exp(height)
            source = own + np.einsum("ij,dij->di", answers, lagged)
            means = source @ np.linalg.inv(np.eye(sides) - answers * same).T
        else:
            own = np.exp(height)
            means = np.exp(height + np.einsum("ij,dij->di", answers, lagged))
        rows = []
        for i in range(sides):
            row: list[Kernel] = []
            for j in range(sides):
                row.append(Exponential(math.exp(shape[i * sides + j])) if self.pairs else self.kernel.reshaped(shape))
            rows.append(tuple(row))
        return DailyFit(
            self.data, own, answers, tuple(rows), exponent, dispersion, self.link, means, lagged, same, problem, peak,
            spread, sides * self.knots, tuple(self._caveats(answers, rows, same, dispersion, peak, problem)),
        )  # fmt: skip

    def _caveats(
        self, answers: Floats, rows: Any, same: Floats, dispersion: Floats, peak: Peak, problem: Problem
    ) -> list[str]:
        caveats = []
        names, sides = self.data.names, self.sides
        quick = [
            (i, j)
            for i in range(sides)
            for j in range(sides)
            if abs(answers[i, j]) > 1e-6 and days_until(rows[i][j], 0.5) < 1
        ]
        if quick:
            i, j = max(quick, key=lambda pair: same[pair])
            caveats.append(
                f"Half of the answers come within {_hours(days_until(rows[i][j], 0.5))}, and only days are known: "
                "how many there are depends on the model; use hours, or latent times within the day, beside it"
            )
        if self.link == "identity" and any(same[i, j] > 0.05 for i in range(sides) for j in range(sides) if i != j):
            caveats.append(
                "The share of answers on the same day is inferred from the shape of the lags; days do not show it"
            )
        gaps = int((~self.data.watched).sum())
        if gaps:
            caveats.append(
                f"{gaps} days that nobody watched are left out; what they excited is taken from the days around"
            )
        for i, name in enumerate(names):
            if self.data.counts[:, i].sum() < 30:
                caveats.append(f"{name} acts {self.data.counts[:, i].sum()} times, which is few for this model")
        if any(abs(other - peak.value) > 0.5 for other in peak.others):
            caveats.append("The search ends on different tops from different starts; the highest is given")
        at_end = [
            label
            for label, value, low, high in zip(problem.labels, peak.theta, problem.lower, problem.upper, strict=True)
            if label.startswith("log decay") and (value <= low or value >= high)
        ]
        if at_end:
            caveats.append("A decay lies at the end of what was searched: the data do not show how fast answers come")
        if self.family != "poisson" and dispersion.max() < 1e-4:
            caveats.append("Counts spread no wider than Poisson's: the negative binomial is not needed")
        if self.link == "identity" and radius(answers) > 0.9:
            caveats.append(
                f"Each act brings {radius(answers):.2f} more in the long run, which is near the edge: "
                "a slow common wave looks like this; let the own rates move (a spline baseline)"
            )
        return caveats


def _problem_of_days(
    data: DailyCounts,
    kernel: Kernel | None,
    hold_shape: bool,
    pairs: bool,
    link: str,
    family: str,
    baseline: Floats | None,
    severity: bool,
    allowed: ArrayLike | None,
    before: str,
    same_day: bool,
    starts: int,
    penalty: float,
) -> tuple[Problem, _Parts]:
    from talion.measures.hawkes import passes  # the compiler takes a second to load

    for what, value, known in (
        ("link", link, LINKS),
        ("family", family, FAMILIES),
        ("before", before, ("quiet", "mean")),
    ):
        if value not in known:
            raise MeasureError(f"the {what} is one of {', '.join(known)}; not {value!r}")
    sides, days = len(data.names), data.days
    if pairs and kernel is not None and not isinstance(kernel, Exponential):
        raise MeasureError("a decay for each pair is for exponential kernels")
    if pairs and severity:
        raise MeasureError("severity is estimated with a shared kernel; leave out pairs")
    if severity and not len(data.severities):
        raise MeasureError("the counts have no severities; give them, or fit without")
    shape_start = kernel or Exponential(1 / 3)
    design = constant_baseline(days) if baseline is None else np.ascontiguousarray(baseline, dtype=float)
    if design.ndim != 2 or len(design) != days:
        raise MeasureError(f"the baseline's design needs a row for each of {days} days; got {design.shape}")
    rates = np.maximum(data.counts[data.watched].mean(axis=0), 0.5 / days)
    log_link = link == "log"
    prior = rates if before == "mean" else np.zeros(sides)
    parts = _Parts(
        data, shape_start, pairs, link, family, design, severity,
        np.log1p(prior) if log_link else prior, same_day, _filled(data), min(180, days),
        passes.days_pass(sides, log_link, pairs, design.shape[1] == 1 and len(shape_start.shape) + severity == 1),
    )  # fmt: skip
    knots, shapes = design.shape[1], sides * sides if pairs else len(shape_start.shape)
    turned = shapes + severity
    size = sides * knots + sides * sides + turned + sides
    a_at, s_at = sides * knots, sides * knots + sides * sides
    fixed = np.zeros(size, dtype=bool)
    may = np.ones((sides, sides), dtype=bool) if allowed is None else np.asarray(allowed, dtype=bool)
    if may.shape != (sides, sides):
        raise MeasureError(f"allowed is a table of {sides} by {sides}: does the row's side answer the column's?")
    fixed[a_at:s_at] = ~may.ravel()
    fixed[s_at : s_at + shapes] = hold_shape
    fixed[-sides:] = family == "poisson"
    lower, upper = np.full(size, -12.0), np.full(size, 12.0)
    if knots > 1:
        lower[:a_at], upper[:a_at] = -20.0, 20.0
    lower[a_at:s_at], upper[a_at:s_at] = (-20.0, 20.0) if log_link else (0.0, math.inf)
    low, high = shape_start.bounds
    lower[s_at : s_at + shapes] = np.resize(low, shapes)
    upper[s_at : s_at + shapes] = np.resize(high, shapes)
    if not hold_shape and (pairs or isinstance(shape_start, Exponential)):
        # Days hardly show answers within hours, and not at all beside a rate that moves: one side's rate would then be
        # drawn in the shape of the other's. And a pull as slow as the own rate may move cannot be told from it.
        upper[s_at : s_at + shapes] = math.log(_QUICKEST if knots == 1 else _QUICKEST_BESIDE_A_MOVING_RATE)
        if knots > 1:
            lower[s_at : s_at + shapes] = np.minimum(np.maximum(lower[s_at], math.log(3 * knots / days)), -0.5)
    if severity:
        lower[s_at + shapes], upper[s_at + shapes] = -5.0, 5.0
    # The constant that gives half of the mean rate, in whatever columns the design has.
    flat = np.linalg.lstsq(design, np.ones(days), rcond=None)[0]
    levels = np.log(rates * (1.0 if log_link else 0.5))
    middle, held_near = np.zeros(size), np.zeros(size)
    middle[:a_at] = np.outer(levels, flat).ravel()
    if knots > 1:
        # Where a piece holds no act its number would run away: a normal prior this wide, about the flat rate, stops it.
        held_near[:a_at] = 1 / _PRIOR_SD**2
    weighed = np.zeros(size)
    weighed[a_at:s_at] = penalty

    def scored(theta: Floats) -> tuple[float, Floats, Floats]:
        value, slope, information, _ = parts.run(theta)
        if penalty:
            value -= float(weighed @ np.abs(theta))
            # At an edge of 0 the only way is up.
            slope = slope - weighed * np.where((theta == 0) & (lower == 0), 1.0, np.sign(theta))
        if knots > 1:
            value -= float(held_near @ (theta - middle) ** 2) / 2
            slope = slope - held_near * (theta - middle)
            information = information + np.diag(held_near)
        return float(value), slope, information

    begun = []
    for factor in np.geomspace(1, 6, max(starts, 1)):
        theta = np.zeros(size)
        theta[:a_at] = middle[:a_at]
        theta[a_at:s_at] = np.where(may, 0.0 if log_link else 0.4 / sides, 0.0).ravel()
        if log_link:
            theta[a_at:s_at] = np.where(may, 0.05, 0.0).ravel()
        shape = np.asarray(shape_start.shape, dtype=float)
        scaled = np.asarray(_slowed(shape_start, 1.0 if hold_shape else 1.6 / factor).shape)
        theta[s_at : s_at + shapes] = np.full(shapes, scaled[0]) if pairs else (shape if hold_shape else scaled)
        theta[-sides:] = math.log(0.3)
        begun.append(theta)
    labels = (
        *(f"own rate of {name}, {knot + 1}" for name in data.names for knot in range(knots)),
        *(f"answers of {name} to {other}" for name in data.names for other in data.names),
        *(
            (f"log decay of {name} to {other}" for name in data.names for other in data.names)
            if pairs
            else (("log decay",) if isinstance(shape_start, Exponential) else (f"shape {k + 1}" for k in range(shapes)))
        ),
        *(("exponent of severity",) if severity else ()),
        *(f"log dispersion of {name}" for name in data.names),
    )
    return Problem(labels, scored, tuple(begun), lower, upper, fixed), parts


def _hours(days: float) -> str:
    hours = round(24 * days)
    return "an hour" if hours <= 1 else f"{hours} hours"


def _slowed(kernel: Kernel, factor: float) -> Kernel:
    # Another start: for an exponential a decay so many times as quick; other shapes start as given.
    return Exponential(kernel.decay * factor) if isinstance(kernel, Exponential) else kernel


def _filled(data: DailyCounts) -> Floats:
    # The mean of the watched days around a day, for days that nobody watched.
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


def with_counts(data: DailyCounts, counts: ArrayLike) -> DailyCounts:
    """The same days with other counts, as a simulation or a bootstrap draws them."""
    return replace(data, counts=np.asarray(counts, dtype=np.int64), severities=np.zeros((0, 3)))
