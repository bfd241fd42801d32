r"""How deadly an answer is, apart from how many answers there are.

Each act has its size from what it answers, and the process says with which probability that is which act:

.. math:: f(s_n) = p_{n0} f_0(s_n) + \sum_k p_{nk} f(s_n \mid s_k)

:math:`p` being the probabilities of `branching`. Both laws are hurdles: whether anybody dies, with log odds
:math:`a_1 + b \log(1 + s_k)`, and how many where any do, a negative binomial without its zero and with mean
:math:`(1 + s_k)^\rho e^{c_1}` before that; an act on a side's own account, or in the wake of its own, has
:math:`a_0` and :math:`c_0`. Together with the times this is the whole likelihood of a marked process whose sizes depend
on what is answered.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike

from talion.errors import MeasureError
from talion.measures.hawkes.branching import Posterior
from talion.measures.hawkes.fit import Floats, Peak, Problem, climb, covariance
from talion.records import Estimate, Selection

_ALL = Selection()
_FEWEST = 30
_LABELS = (
    "log odds that an own act kills", "log odds that an answer kills", "log odds by log(1 + deaths answered)",
    "log deaths of an own act", "log deaths of an answer", "elasticity of deaths", "log dispersion",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SizesFit:
    """The sizes of one side's acts: numbers in the order of `problem.labels`, and how sure they are."""

    name: str
    problem: Problem
    peak: Peak
    covariance: Floats
    n: int
    answering: float

    @property
    def odds_slope(self) -> float:
        """By how much the log odds that an answer kills rise with the logarithm of 1 + the deaths answered."""
        return float(self.peak.theta[2])

    @property
    def elasticity(self) -> float:
        """By how many per cent an answer that kills kills more where 1 + the deaths answered are 1 % more."""
        return float(self.peak.theta[5])

    @property
    def standard_errors(self) -> Floats:
        """By the Hessian."""
        return np.sqrt(np.diag(self.covariance))


def fit_sizes(posterior: Posterior, severities: ArrayLike, names: Sequence[str]) -> tuple[SizesFit, ...]:
    """For each side how deadly its acts are on its own account, and as answers to acts of such and such a size.

    `severities` are deaths, one an act in the places of the posterior, NaN where not known: such an act is left out as
    an answer, and counts as the mean of its side where it was answered. Raises MeasureError where a side's acts with
    known deaths are fewer than 30, or hardly answer any.
    """
    sizes = np.asarray(severities, dtype=float)
    if sizes.shape != posterior.nobody.shape or np.any(sizes[~np.isnan(sizes)] < 0):
        raise MeasureError(f"severities are deaths from 0 up, one for each of {len(posterior.nobody)} acts")
    logs = np.log1p(sizes)
    for side in range(len(names)):
        mine = posterior.kinds == side
        known = logs[mine & ~np.isnan(logs)]
        logs[mine & np.isnan(logs)] = known.mean() if known.size else 0.0
    return tuple(_of_side(side, name, posterior, np.round(sizes), logs) for side, name in enumerate(names))


def _of_side(side: int, name: str, posterior: Posterior, sizes: Floats, logs: Floats) -> SizesFit:
    place = np.full(len(sizes), -1)
    known = np.flatnonzero((posterior.kinds == side) & ~np.isnan(sizes))
    place[known] = np.arange(len(known))
    crossing = (posterior.kinds[posterior.trigger] != side) & (place[posterior.response] >= 0)
    response, trigger = place[posterior.response[crossing]], posterior.trigger[crossing]
    chance = posterior.probability[crossing]
    own = 1 - np.bincount(response, weights=chance, minlength=len(known))
    answering = float(chance.sum())
    if len(known) < _FEWEST or answering < 5:
        raise MeasureError(
            f"{name} has {len(known)} acts with known deaths, of which about {answering:.0f} answer; sizes of answers "
            f"need {_FEWEST} and 5"
        )
    dead, pull = sizes[known], logs[trigger]
    n = len(known)

    def scored(theta: Floats) -> tuple[float, Floats, Floats]:
        alone, by_alone = _law(dead, np.full(n, theta[0]), np.full(n, theta[3]), theta[6])
        given, by_given = _law(dead[response], theta[1] + theta[2] * pull, theta[4] + theta[5] * pull, theta[6])
        first = own * np.exp(alone)
        each = chance * np.exp(given)
        whole = first + np.bincount(response, weights=each, minlength=n)
        if not np.all(whole > 0):
            return -math.inf, np.zeros(7), np.eye(7)
        rows = np.zeros((n, 7))
        rows[:, [0, 3, 6]] = by_alone * (first / whole)[:, None]
        share = each / whole[response]
        for at, turned in (
            (1, by_given[:, 0]), (2, by_given[:, 0] * pull), (4, by_given[:, 1]), (5, by_given[:, 1] * pull),
            (6, by_given[:, 2]),
        ):  # fmt: skip
            rows[:, at] += np.bincount(response, weights=share * turned, minlength=n)
        return float(np.log(whole).sum()), rows.sum(axis=0), rows.T @ rows

    killing = float(np.clip(np.mean(dead > 0), 0.02, 0.98))
    mean = math.log(max(float(dead[dead > 0].mean()), 1.1)) if np.any(dead > 0) else 0.5
    odds = math.log(killing / (1 - killing))
    start = np.array([odds, odds, 0.0, mean, mean, 0.0, 0.0])
    upper = np.array([8.0, 8.0, 5.0, 12.0, 12.0, 5.0, 4.0])
    # A law of ones has no mean to find: its logarithm would run away.
    lower = np.array([-8.0, -8.0, -5.0, -4.0, -4.0, -5.0, -4.0])
    problem = Problem(_LABELS, scored, (start,), lower, upper, np.zeros(7, dtype=bool))
    peak = climb(problem, enough=1e-7)
    return SizesFit(name, problem, peak, covariance(problem, peak), n, answering)


def _law(dead: Floats, odds: Floats, mean: Floats, log_spread: float) -> tuple[Floats, Floats]:
    # Log chance of so many dead, and its derivatives by log odds, log mean and log dispersion.
    some = dead > 0
    value, slope = np.where(some, -np.logaddexp(0, -odds), -np.logaddexp(0, odds)), np.zeros((len(dead), 3))
    slope[:, 0] = some - 1 / (1 + np.exp(-odds))
    y, m = dead[some], np.exp(np.minimum(mean[some], 30.0))
    value[some] += _without_zero(y, m, math.exp(log_spread))
    spread = math.exp(log_spread)
    log_none = -np.log1p(spread * m) / spread
    slope[some, 1] = (y - m - m * np.exp(log_none) / -np.expm1(log_none)) / (1 + spread * m)
    up, down = (_without_zero(y, m, math.exp(log_spread + width)) for width in (1e-5, -1e-5))
    slope[some, 2] = (up - down) / 2e-5
    return value, slope


def _without_zero(y: Floats, m: Floats, spread: float) -> Floats:
    from scipy.special import gammaln  # takes a while to load

    r = 1 / spread
    log_none = -r * np.log1p(spread * m)
    value: Floats = (
        gammaln(y + r) - gammaln(r) - gammaln(y + 1) + y * (np.log(spread * m) - np.log1p(spread * m)) + log_none
        - np.log(-np.expm1(log_none))
    )  # fmt: skip
    return value


def estimates_of_sizes(fit: SizesFit, *, selection: Selection = _ALL, level: float = 0.9) -> tuple[Estimate, Estimate]:
    """What a doubling of 1 + the deaths answered does: to the odds that an answer kills, and to how many it kills."""
    z = NormalDist().inv_cdf((1 + level) / 2)
    caveats = (
        "Which act was answered is itself uncertain; the sizes are weighed by its probability",
        "Deaths rise and fall for both sides together in a wave, which looks like proportion",
    )
    found = []
    for place, question, unit in (
        (2, "By what factor do the odds that an answer by {} kills rise where 1 + the deaths answered double?", "odds"),
        (
            5,
            "By what factor do the deaths of answers by {} that kill rise where 1 + the deaths answered double?",
            "deaths",
        ),
    ):
        value, error = float(fit.peak.theta[place]), float(fit.standard_errors[place])
        ends = [2 ** (value + sign * z * error) for sign in (-1, 1)]
        found.append(
            Estimate(
                question.format(fit.name), 2**value, ends[0], ends[1], f"times the {unit}", fit.n, "hawkes sizes",
                level, 1.0, None, caveats, selection,
            )
        )  # fmt: skip
    return found[0], found[1]
