"""Two questions of a count: whether anything comes at all, and how much where something does."""

from math import exp
from statistics import NormalDist

import numpy as np

from talion.errors import MeasureError
from talion.measures.regressions import Numbers, long_run_covariance, smooth_columns, sums_before_and_after
from talion.measures.series import Series
from talion.records import Estimate

FEWEST = 10


def hurdle(
    counts: Series, *, days: int = 7, knots_every_days: float = 60, memory_days: int = 14, level: float = 0.9
) -> tuple[Estimate, Estimate]:
    r"""Whether the recipient's days with any act, and its acts on such days, become more after acts of the actor.

    .. math:: \operatorname{logit} P(y_j(d) > 0) = x(d)^T \gamma, \qquad
        y_j(d) \mid y_j(d) > 0 \sim \text{zero-truncated Poisson}(e^{x(d)^T \delta})

    *x* holds :math:`\log_2(1 + \cdot)` of the actor's acts of the last `days`, the same of the recipient's own, and a
    cubic spline. The first number is the odds ratio where 1 + the actor's acts have doubled, the second the factor of
    the truncated Poisson's rate; intervals rest on long-run covariances, which allow for counts that scatter more.
    Waves faster than the spline are left in and raise both: it supports a finding and makes none.

    References
    ----------
    mullahy_1986 (the model); newey_west_1987 (the intervals)
    """
    if counts.bin != "day":
        raise MeasureError(f"a hurdle of days needs daily numbers; these are by {counts.bin}")
    one, other = counts.dyad
    mine, own = (sums_before_and_after(row, days)[0] for row in (counts.there, counts.back))
    gaps = np.concatenate([[0.0], np.cumsum(counts.watched <= 0)])
    place = np.arange(len(mine))
    kept = (place >= days) & (gaps[place + 1] - gaps[np.maximum(place - days, 0)] == 0)
    baseline = smooth_columns(len(mine), knots_every_days)
    columns = np.column_stack([np.log2(1 + mine), np.log2(1 + own), baseline])[kept]
    y = np.round(counts.back[kept])
    some = y > 0
    asks = (
        f"By what factor do the odds of any act of {other} rise where 1 + the acts of {one} in {days} days double?",
        f"By what factor do acts of {other} on days with any grow where 1 + the acts of {one} in {days} days double?",
    )
    units = ("times the odds", "times as many")

    def estimate(n: int, value: float | None, low: float | None, high: float | None, rows: int, *says: str) -> Estimate:
        return Estimate(
            asks[n], value, low, high, units[n], rows, "hurdle", level, 1.0, float(days), (*says, *counts.caveats),
            counts.selection,
        )  # fmt: skip

    if some.sum() < FEWEST or (~some).sum() < FEWEST or not mine[kept].any():
        why = f"Cannot tell: {int(some.sum())} days with acts of {other} and {int((~some).sum())} without"
        return estimate(0, None, None, None, len(y), why), estimate(1, None, None, None, int(some.sum()), why)
    z = NormalDist().inv_cdf((1 + level) / 2)
    wave = f"Waves faster than {knots_every_days:g} days are left in and look like answers"
    slope, error = _fit(columns, some.astype(float), _logit, memory_days, None)
    first = estimate(0, exp(slope), exp(slope - z * error), exp(slope + z * error), len(y), wave)
    above = int((y[some] > 1).sum())
    if above < FEWEST:
        why = f"Cannot tell: {above} days with more than one act of {other}, and it takes {FEWEST}"
        return first, estimate(1, None, None, None, int(some.sum()), why)
    slope, error = _fit(columns, y, _truncated, memory_days, some)
    return first, estimate(
        1, exp(min(slope, 50)), exp(min(slope - z * error, 50)), exp(min(slope + z * error, 50)), int(some.sum()), wave
    )


def _logit(eta: Numbers, y: Numbers) -> tuple[Numbers, Numbers]:
    mean = 1 / (1 + np.exp(-eta))
    return y - mean, mean * (1 - mean)


def _truncated(eta: Numbers, y: Numbers) -> tuple[Numbers, Numbers]:
    rate = np.exp(eta)
    share = -np.expm1(-rate)
    mean = rate / share
    return y - mean, mean * (1 - rate * np.exp(-rate) / share)


def _fit(columns: Numbers, y: Numbers, scored: object, memory: int, rows: Numbers | None) -> tuple[float, float]:
    """The first coefficient and its long-run error, by Newton's steps with a light ridge; `rows` are those that count.

    Rows that do not count stay in their places as zeros, so that a lag is a lag across them.
    """
    assert callable(scored)
    inside = np.ones(len(y)) if rows is None else rows.astype(float)
    ridge = 1e-2 * np.eye(columns.shape[1])
    ridge[0, 0] = 1e-6
    at = np.zeros(columns.shape[1])
    for _ in range(60):
        slope, curve = scored(np.clip(columns @ at, -12, 12), y)
        information = (columns.T * (curve * inside)) @ columns + ridge
        step = np.linalg.solve(information, columns.T @ (slope * inside) - ridge @ at)
        at += step * min(1.0, 2.0 / max(float(np.abs(step).max()), 1e-12))
        if np.abs(step).max() < 1e-8:
            break
    slope, curve = scored(np.clip(columns @ at, -12, 12), y)
    bread = np.linalg.inv((columns.T * (curve * inside)) @ columns + ridge)
    # A row that draws the fit to itself leaves too little over, and few rows with an act draw it much.
    drawn = np.einsum("ij,jk,ik->i", columns, bread, columns) * curve * inside
    left = slope * inside / (1 - np.minimum(drawn, 0.9))
    spread = bread @ long_run_covariance(columns * left[:, None], memory) @ bread
    return float(at[0]), float(np.sqrt(max(float(spread[0, 0]), 0.0)))
