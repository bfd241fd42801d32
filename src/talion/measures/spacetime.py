"""Answers in space and time: what comes near an act after it, beside what came near it before.

Places are in kilometres on a plane (`on_plane`), times in days. Acts of one day have no order and count nowhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians, sqrt
from statistics import NormalDist

import numpy as np
import polars as pl

from talion.errors import MeasureError
from talion.measures.regressions import Numbers, long_run_variance, poisson
from talion.records import Estimate, Selection

EVERYTHING = Selection()
FEWEST = 30
_KM_A_DEGREE = 111.2


@dataclass(frozen=True, slots=True, eq=False)
class Points:
    """Acts in space and time: `day` (whole numbers), `x` and `y` (kilometres), in the order of their days."""

    day: Numbers
    x: Numbers
    y: Numbers

    @property
    def n(self) -> int:
        """How many acts."""
        return len(self.day)


def on_plane(day: Sequence[float], longitude: Sequence[float], latitude: Sequence[float], *, middle: float) -> Points:
    """Degrees as kilometres on a plane that is right at the latitude `middle`; good for a country, not a continent."""
    order = np.argsort(np.asarray(day, dtype=float), kind="stable")
    x = np.asarray(longitude, dtype=float)[order] * _KM_A_DEGREE * cos(radians(middle))
    y = np.asarray(latitude, dtype=float)[order] * _KM_A_DEGREE
    if not (np.isfinite(x).all() and np.isfinite(y).all()):
        raise MeasureError("each act needs a longitude and a latitude; leave out those without a place")
    return Points(np.asarray(day, dtype=float)[order], x, y)


def nearby_asymmetry(
    acts: Points,
    answers: Points,
    *,
    days: int = 7,
    rings_km: Sequence[float] = (0, 5, 10, 25, 50),
    memory_days: int = 28,
    who: tuple[str, str] = ("acts", "answers"),
    selection: Selection = EVERYTHING,
    level: float = 0.9,
) -> tuple[Estimate, ...]:
    r"""How many more answers come near an act after it than before it, a ring of distances at a time.

    .. math:: L(r, r') = \frac{1}{n} \sum_i \big( D_i(t_i) - \overline{D_i} \big), \qquad
        D_i(t) = N^i_{r, r'}(t, t + w] - N^i_{r, r'}[t - w, t)

    with :math:`N^i_{r, r'}` the answers between *r* and *r'* kilometres from act *i*, and the mean over all days that
    have whole windows, so that a war that grows or ends at that place gives 0. So does a wave that both sides ride,
    however strong, where it reaches both alike, and a place that simply has much of both.
    Acts nearer than the window to either end of the record are left out. The interval rests on the long-run variance of
    daily sums (Bartlett's over `memory_days`). Rings far away are a check: an answer to an act is expected near it.

    References
    ----------
    newey_west_1987 (the variance); the measure is ours
    """
    edges = sorted(rings_km)
    if len(edges) < 2 or edges[0] < 0 or days < 1:
        raise MeasureError(f"rings are two distances or more from 0 up, and a window one day or more; got {rings_km}")
    first, last = max(acts.day[0], answers.day[0]), min(acts.day[-1], answers.day[-1])
    inside = np.flatnonzero((acts.day >= first + days) & (acts.day + days <= last))
    n = len(inside)
    # What a drift at a place gives every day: the sum over all days telescopes to the ends of the record.
    valid = np.arange(first + days, last - days + 1)
    drift = np.array([
        ((valid >= day - days) & (valid < day)).sum() - ((valid > day) & (valid <= day + days)).sum()
        for day in range(int(first), int(last) + 1)
    ]) / max(len(valid), 1)  # fmt: skip
    within = (answers.day >= first) & (answers.day <= last)
    drifts = np.where(within, drift[np.where(within, answers.day - first, 0).astype(int)], 0.0)
    ends_of_record = np.flatnonzero(drifts)
    per_day = np.zeros((int(last - first) + 1, len(edges) - 1))
    starts = np.searchsorted(answers.day, acts.day[inside] - days, side="left")
    ends = np.searchsorted(answers.day, acts.day[inside] + days, side="right")
    for place, start, end in zip(inside, starts, ends, strict=True):
        near = np.concatenate([np.arange(start, end), ends_of_record])
        far = np.hypot(answers.x[near] - acts.x[place], answers.y[near] - acts.y[place])
        later = np.sign(answers.day[start:end] - acts.day[place])
        later = np.concatenate([later, -drifts[ends_of_record]])
        ring = np.searchsorted(edges, far, side="right") - 1
        kept = (ring >= 0) & (ring < len(edges) - 1)
        per_day[int(acts.day[place] - first)] += np.bincount(ring[kept], later[kept], minlength=len(edges) - 1)
    found = []
    for k, (low_km, high_km) in enumerate(pairwise(edges)):
        question = (
            f"How many more {who[1]} come {low_km:g} to {high_km:g} km from one of the {who[0]} in the {days} days "
            "after it than before?"
        )
        if n < FEWEST:
            why = f"Cannot tell: {n} {who[0]} with whole windows, and it takes {FEWEST}"
            found.append(_estimate(question, None, None, None, n, level, days, (why,), selection))
            continue
        sums = per_day[:, k]
        value = float(sums.sum()) / n
        error = sqrt(long_run_variance(sums, memory_days) * len(sums)) / n
        reach = NormalDist().inv_cdf((1 + level) / 2) * error
        says = "It supposes that a cause common to both reaches both alike and at once"
        found.append(_estimate(question, value, value - reach, value + reach, n, level, days, (says,), selection))
    return tuple(found)


def _estimate(
    question: str, value: float | None, low: float | None, high: float | None, n: int, level: float, days: float,
    caveats: tuple[str, ...], selection: Selection,
) -> Estimate:  # fmt: skip
    return Estimate(
        question, value, low, high, "more after than before, per act", n, "nearby_asymmetry", level, 0.0, float(days),
        caveats, selection,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Intervention:
    """What the outcome would be a day were acts drawn at given rates, by weighing the days that were like that.

    `means` has a row for each rate: `rate` (acts a day), `outcome` (a day, Hajek's mean), `days_worth` (how many equal
    days the weights come to). `effect` is the outcome at the last rate less that at the first.
    """

    means: pl.DataFrame
    effect: Estimate
    propensity: pl.DataFrame


def intervention(
    acts: Points,
    outcome: Points,
    earlier: Points,
    *,
    rates: Sequence[float],
    days: int = 1,
    cell_km: float = 25,
    truncate_at: float = 0.99,
    who: tuple[str, str] = ("acts", "answers"),
    selection: Selection = EVERYTHING,
    level: float = 0.9,
) -> Intervention:
    r"""What would follow if acts were drawn in space at other rates than they were: weights by how likely each day was.

    Acts of a day are taken for a Poisson pattern over cells of `cell_km`, its intensity :math:`\lambda_d(c)` log-linear
    in the density of `earlier` acts there, in acts and outcomes near by on the last 1, 7 and 30 days, and in a trend.
    The intervention draws them from the density of `earlier` acts, *rate* a day, for `days` days. With

    .. math:: w_d = \prod_{k < M} \frac{f_{\text{rate}}(W_{d-k})}{\hat f_{d-k}(W_{d-k})}, \qquad
        \hat Y = \sum_d w_d Y_d / \sum_d w_d

    the outcomes of the following day are averaged, the largest weights cut at their `truncate_at` quantile, which pulls
    the effect towards none: in invented wars .95 took off a sixth, .99 a twenty-fifth. The
    interval is a jackknife over months and takes the propensity for known. It rests on what was measured: a reason to
    act and to be attacked that is in no earlier count biases it, and where few days carry the weights it says so.

    References
    ----------
    papadogeorgou_etal_2022 (the method; the propensity and the interval are simpler here)
    """
    cells, at = _cells((acts, outcome, earlier), cell_km)
    first, last = int(max(acts.day[0], outcome.day[0])), int(min(acts.day[-1], outcome.day[-1]))
    size = last - first + 1
    done, seen = (_table(points, where, first, size, cells) for points, where in ((acts, at[0]), (outcome, at[1])))
    near = _kernel(cells, 50.0)
    density = near @ np.bincount(at[2], minlength=len(cells)).astype(float)
    density = (density + 0.05 * density.mean()) / (density + 0.05 * density.mean()).sum()
    past = []
    for table in (done, seen):
        close = table @ near
        total = np.vstack([np.zeros(len(cells)), np.cumsum(close, axis=0)])
        for width in (1, 7, 30):
            start = np.maximum(np.arange(size) - width, 0)
            past.append(np.log1p(total[np.arange(size)] - total[start]))
    begin = 30
    rows = np.arange(begin, size)
    shape = (len(rows), len(cells))
    trend = (rows - rows.mean())[:, None] / (np.ptp(rows) / 2) * np.ones(len(cells))
    columns = np.stack(
        [np.ones(shape), np.broadcast_to(np.log(density), shape), *(one[rows] for one in past), trend, trend**2],
        axis=-1,
    )
    names = (
        "constant", "log density of earlier acts",
        *(f"{what}, last {width} days" for what in who for width in (1, 7, 30)),
        "trend", "trend squared",
    )  # fmt: skip
    fit = poisson(columns.reshape(-1, columns.shape[-1]), done[rows].ravel())
    intensity = np.exp(np.clip(columns @ fit.coefficients, -30, 10))
    propensity = pl.DataFrame(
        {"what": names, "coefficient": fit.coefficients, "error": [fit.error_of(k) for k in range(len(names))]}
    )
    daily = seen.sum(axis=1)[rows]
    found, drawn = [], []
    for rate in rates:
        single = (done[rows] * np.log(rate * density / intensity)).sum(axis=1) - (rate - intensity.sum(axis=1))
        run = np.convolve(single, np.ones(days))[: len(single)]
        run[: days - 1] = -np.inf
        logs, follow = run[:-1], daily[1:]
        top = logs.max()
        weight = np.exp(logs - top)
        weight = np.minimum(weight, np.quantile(weight[np.isfinite(logs)], truncate_at))
        found.append(
            {
                "rate": float(rate),
                "outcome": float(weight @ follow / weight.sum()),
                "days_worth": float(weight.sum() ** 2 / (weight**2).sum()),
            }
        )
        drawn.append(weight)
    months = (rows[:-1] // 30).astype(int)
    gap = found[-1]["outcome"] - found[0]["outcome"]
    left_out = []
    for month in np.unique(months):
        kept = months != month
        ends = [float(w[kept] @ daily[1:][kept] / w[kept].sum()) for w in (drawn[0], drawn[-1])]
        left_out.append(ends[1] - ends[0])
    m = len(left_out)
    error = sqrt((m - 1) / m * float(((np.array(left_out) - np.mean(left_out)) ** 2).sum()))
    reach = NormalDist().inv_cdf((1 + level) / 2) * error
    worth = min(one["days_worth"] for one in found)
    question = (
        f"How many more {who[1]} a day would follow {rates[-1]:g} {who[0]} a day than {rates[0]:g}, "
        f"kept up for {days} days?"
    )
    caveats = [
        f"The weights of the thinnest rate come to {worth:.0f} equal days of {len(rows)}",
        "It takes the chance of an act to depend on nothing but the density, the last 30 days and a trend",
    ]
    told: tuple[float | None, float | None, float | None] = (gap, gap - reach, gap + reach)
    if worth < 15:
        caveats.insert(0, f"Cannot tell: the record holds too few days like that, worth {worth:.0f}; it takes 15")
        told = (None, None, None)
    effect = Estimate(
        question, *told, f"more {who[1]} a day", len(rows), "intervention", level, 0.0, float(days), tuple(caveats),
        selection,
    )  # fmt: skip
    return Intervention(pl.DataFrame(found), effect, propensity)


def _cells(points: Sequence[Points], cell_km: float) -> tuple[Numbers, list[Numbers]]:
    """The middles of all cells in which anything happened, and the cell of each act."""
    keys = [np.floor(np.column_stack([one.x, one.y]) / cell_km).astype(int) for one in points]
    cells, at = np.unique(np.vstack(keys), axis=0, return_inverse=True)
    ends = np.cumsum([one.n for one in points])[:-1]
    return (cells + 0.5) * cell_km, list(np.split(at.ravel(), ends))


def _table(points: Points, cell: Numbers, first: int, days: int, cells: Numbers) -> Numbers:
    day = points.day.astype(int) - first
    kept = (day >= 0) & (day < days)
    table = np.zeros((days, len(cells)))
    np.add.at(table, (day[kept], cell[kept]), 1.0)
    return table


def _kernel(cells: Numbers, reach_km: float) -> Numbers:
    far = np.hypot(cells[:, None, 0] - cells[None, :, 0], cells[:, None, 1] - cells[None, :, 1])
    near: Numbers = np.exp(-((far / reach_km) ** 2) / 2)
    return near
