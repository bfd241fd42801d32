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
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from talion.measures.hawkes.daily_data import (
    DailyCounts,
    constant_baseline,
    counts_of,
    daily_counts,
    periods_baseline,
    spline_baseline,
    with_counts,
)
from talion.measures.hawkes.daily_parts import FAMILIES, LINKS, Parts, problem_and_parts
from talion.measures.hawkes.fit import Floats, Peak, Problem, assert_stable, climb, covariance, radius
from talion.measures.hawkes.kernels import Exponential, Kernel, days_until

__all__ = [
    "FAMILIES",
    "LINKS",
    "DailyCounts",
    "DailyFit",
    "constant_baseline",
    "counts_of",
    "daily_counts",
    "fit_days",
    "periods_baseline",
    "problem_of_days",
    "spline_baseline",
    "with_counts",
]


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
    `pairs` gives each pair a decay of its own, with a normal prior about the one decay that would serve all (sd 1 on
    the logarithm), since days show little of it. `baseline` is a design (D, P) of the own rates' logarithms; with
    several columns their numbers have a wide normal prior about the flat rate (sd 3 on the logarithm). `before`
    says whether the days before the first were "quiet" or like the "mean". Without `same_day` the within-day term is
    left out, as in other models of counts, to show what that does. Days that nobody watched add nothing to the
    likelihood, and what they would excite is taken from the mean of the days around. Raises MeasureError, with the
    radius, where the best fit has no long run.
    """
    problem, parts = problem_and_parts(
        data, kernel, hold_shape, pairs, link, family, baseline, severity, allowed, before, same_day, starts, penalty
    )
    peak = climb(problem, enough=1e-8)
    _, _, _, scores = parts.run(peak.theta, scored=True)
    spread = covariance(problem, peak, scores=scores[data.watched], long_run=long_run_days)
    return _as_fit(parts, problem, peak, spread, refuse)


def problem_of_days(data: DailyCounts, **options: Any) -> Problem:
    """What can be turned and how it scores, for profiles and comparisons; options as in `fit_days`."""
    chosen: dict[str, Any] = {
        "kernel": None, "hold_shape": False, "pairs": False, "link": "identity", "family": "poisson", "baseline": None,
        "severity": False, "allowed": None, "before": "quiet", "same_day": True, "starts": 2, "penalty": 0.0, **options,
    }  # fmt: skip
    return problem_and_parts(data, **chosen)[0]


def _as_fit(parts: Parts, problem: Problem, peak: Peak, spread: Floats, refuse: bool) -> DailyFit:
    baseline, answers, shape, exponent, dispersion = parts.split(peak.theta)
    lagged, _, same, _ = parts.lags(shape, exponent)
    sides, names = parts.sides, parts.data.names
    height = parts.design @ baseline.T
    if parts.link == "identity":
        if refuse:
            assert_stable(answers, f"the daily fit to {parts.data.n} acts of {' and '.join(names)}")
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
            row.append(Exponential(math.exp(shape[i * sides + j])) if parts.pairs else parts.kernel.reshaped(shape))
        rows.append(tuple(row))
    return DailyFit(
        parts.data, own, answers, tuple(rows), exponent, dispersion, parts.link, means, lagged, same, problem, peak,
        spread, sides * parts.knots, tuple(_caveats(parts, answers, rows, same, dispersion, peak, problem)),
    )  # fmt: skip


def _caveats(
    parts: Parts, answers: Floats, rows: Any, same: Floats, dispersion: Floats, peak: Peak, problem: Problem
) -> list[str]:
    caveats = []
    names, sides = parts.data.names, parts.sides
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
    if parts.link == "identity" and any(same[i, j] > 0.05 for i in range(sides) for j in range(sides) if i != j):
        caveats.append(
            "The share of answers on the same day is inferred from the shape of the lags; days do not show it"
        )
    if parts.pairs and not all(problem.fixed[place] for place in _decays(parts)):
        caveats.append(
            "Days show little of a decay of each pair's own: they are held near the one that would serve all, and "
            "intervals hold the truth in 83 to 95 of 100 invented wars where 90 is meant"
        )
    gaps = int((~parts.data.watched).sum())
    if gaps:
        caveats.append(f"{gaps} days that nobody watched are left out; what they excited is taken from the days around")
    for i, name in enumerate(names):
        if parts.data.counts[:, i].sum() < 30:
            caveats.append(f"{name} acts {parts.data.counts[:, i].sum()} times, which is few for this model")
    if any(abs(other - peak.value) > 0.5 for other in peak.others):
        caveats.append("The search ends on different tops from different starts; the highest is given")
    at_end = [
        label
        for label, value, low, high in zip(problem.labels, peak.theta, problem.lower, problem.upper, strict=True)
        if label.startswith("log decay") and (value <= low or value >= high)
    ]
    if at_end:
        caveats.append("A decay lies at the end of what was searched: the data do not show how fast answers come")
    if parts.family != "poisson" and dispersion.max() < 1e-4:
        caveats.append("Counts spread no wider than Poisson's: the negative binomial is not needed")
    if parts.link == "identity" and radius(answers) > 0.9:
        caveats.append(
            f"Each act brings {radius(answers):.2f} more in the long run, which is near the edge: "
            "a slow common wave looks like this; let the own rates move (a spline baseline)"
        )
    return caveats


def _decays(parts: Parts) -> range:
    begin = parts.sides * parts.knots + parts.sides**2
    return range(begin, begin + parts.sides**2)


def _hours(days: float) -> str:
    hours = round(24 * days)
    return "an hour" if hours <= 1 else f"{hours} hours"
