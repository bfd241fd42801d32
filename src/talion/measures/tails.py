"""How heavy the tail of severities or waits is: a power law's exponent, where it begins, and what else would fit."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import log, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, special, stats

from talion.errors import MeasureError
from talion.records import Estimate, Selection

FEWEST_IN_TAIL = 50
EVERYTHING = Selection()
Numbers = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Tail:
    """A power law above `begins`: its exponent as an Estimate, how many values lie there, and how far off it is.

    `distance` is Kolmogorov and Smirnov's between data and law. `against_lognormal` is Vuong's statistic: above 0 for
    the power law, below for a lognormal with the same beginning; within ±1.64 neither is better.
    """

    exponent: Estimate
    begins: float
    n: int
    distance: float
    against_lognormal: float | None


def tail(
    sizes: Iterable[float],
    *,
    discrete: bool = True,
    begins: float | None = None,
    what: str = "deaths an act",
    draws: int = 0,
    random: np.random.Generator | None = None,
    selection: Selection = EVERYTHING,
    level: float = 0.9,
) -> Tail:
    r"""The exponent of :math:`p(x) \propto x^{-\alpha}` above the value from which the law fits best.

    Maximum likelihood over :math:`x \ge x_{min}`, for counts with Hurwitz's zeta as the norm; :math:`x_{min}` is the
    value that makes Kolmogorov and Smirnov's distance least, unless `begins` gives it. With `draws` the interval is a
    bootstrap's and holds what not knowing :math:`x_{min}` costs; without, it takes :math:`x_{min}` for known and is too
    narrow, and says so. A good fit does not make a law: look at `against_lognormal`.

    References
    ----------
    clauset_shalizi_newman_2009 (formula); clauset_young_gleditsch_2007 (severities)
    """
    values = np.asarray([float(size) for size in sizes], dtype=np.float64)
    if discrete and (values != np.round(values)).any():
        raise MeasureError("these sizes are no whole numbers; pass discrete=False")
    values = np.sort(values[values > 0])
    question = f"How heavy is the tail of {what} (the exponent of a power law)?"
    if len(values) < FEWEST_IN_TAIL or len(np.unique(values)) < 5:
        why = f"Cannot tell: {len(values)} values above zero, and it takes {FEWEST_IN_TAIL}"
        none = Estimate(
            question, None, None, None, "exponent", len(values), "tail", level, None, None, (why,), selection
        )
        return Tail(none, float("nan"), 0, float("nan"), None)
    alpha, start, distance = _best(values, discrete, begins)
    inside = values[values >= start]
    n = len(inside)
    caveats = [f"Above {start:g}, where {n} of {len(values)} values lie"]
    if draws and random is not None:
        drawn = [_best(np.sort(random.choice(values, len(values))), discrete, begins)[0] for _ in range(draws)]
        low, high = (float(one) for one in np.quantile(drawn, ((1 - level) / 2, (1 + level) / 2)))
    else:
        error = _error(alpha, start, n, discrete)
        reach = float(stats.norm.ppf((1 + level) / 2)) * error
        low, high = alpha - reach, alpha + reach
        caveats.append("The interval takes the beginning of the tail for known, and is too narrow where it is not")
    vuong = _against_lognormal(inside, alpha, start, discrete)
    if vuong is not None and vuong < 1.64:
        caveats.append(
            "A lognormal fits better" if vuong < -1.64 else "A lognormal fits as well: no law can be claimed"
        )
    found = Estimate(
        question, alpha, min(low, alpha), max(high, alpha), "exponent", n, "tail", level, None, None, tuple(caveats),
        selection,
    )  # fmt: skip
    return Tail(found, start, n, distance, vuong)


def _best(values: Numbers, discrete: bool, begins: float | None) -> tuple[float, float, float]:
    starts = [begins] if begins is not None else [float(one) for one in np.unique(values)[:-1]]
    best: tuple[float, float, float] | None = None
    for start in starts:
        inside = values[np.searchsorted(values, start) :]
        if len(inside) < 2 or inside[-1] == inside[0] or (begins is None and len(inside) < 10):
            continue
        alpha = _exponent(inside, start, discrete)
        distance = _distance(inside, alpha, start, discrete)
        if best is None or distance < best[2]:
            best = (alpha, start, distance)
    if best is None:
        raise MeasureError("no beginning of the tail leaves enough values above it; give `begins`")
    return best


def _exponent(inside: Numbers, start: float, discrete: bool) -> float:
    if not discrete:
        return float(1 + len(inside) / np.log(inside / start).sum())
    mean_log = float(np.log(inside).mean())

    def loss(alpha: float) -> float:
        return log(float(special.zeta(alpha, start))) + alpha * mean_log

    return float(optimize.minimize_scalar(loss, bounds=(1.01, 12.0), method="bounded", options={"xatol": 1e-6}).x)


def _distance(inside: Numbers, alpha: float, start: float, discrete: bool) -> float:
    points, counts = np.unique(inside, return_counts=True)
    seen = np.cumsum(counts) / len(inside)
    if discrete:
        law = 1 - special.zeta(alpha, points + 1) / special.zeta(alpha, start)
        return float(np.abs(seen - law).max())
    law = 1 - (points / start) ** (1 - alpha)
    return float(np.maximum(np.abs(seen - law), np.abs(seen - counts / len(inside) - law)).max())


def _error(alpha: float, start: float, n: int, discrete: bool) -> float:
    if not discrete:
        return (alpha - 1) / sqrt(n)
    h = 1e-4
    log_zeta = [log(float(special.zeta(alpha + step, start))) for step in (-h, 0.0, h)]
    return 1 / sqrt(n * max((log_zeta[0] - 2 * log_zeta[1] + log_zeta[2]) / h**2, 1e-12))


def _against_lognormal(inside: Numbers, alpha: float, start: float, discrete: bool) -> float | None:
    """Vuong's statistic: the mean difference of log-likelihoods over its standard error."""
    logs = np.log(inside)
    edge = 0.5 if discrete else 0.0

    def density(parameters: Numbers) -> Numbers:
        middle, spread = parameters[0], np.exp(parameters[1])
        beyond = stats.norm.logsf(log(start - edge), middle, spread)
        if not discrete:
            return np.asarray(stats.norm.logpdf(logs, middle, spread) - logs - beyond)
        upper = stats.norm.logsf(np.log(inside - edge), middle, spread)
        lower = stats.norm.logsf(np.log(inside + edge), middle, spread)
        return np.asarray(upper + np.log(-np.expm1(np.minimum(lower - upper, -1e-12))) - beyond)

    def loss(parameters: Numbers) -> float:
        value = -float(density(parameters).sum())
        return value if np.isfinite(value) else 1e12

    begin = np.array([float(logs.mean()), log(max(float(logs.std()), 0.1))])
    fit = optimize.minimize(loss, begin, method="Nelder-Mead", options={"maxiter": 600})
    if discrete:
        law = -alpha * logs - log(float(special.zeta(alpha, start)))
    else:
        law = log((alpha - 1) / start) - alpha * np.log(inside / start)
    gap = law - density(np.asarray(fit.x))
    spread = float(gap.std())
    return float(gap.sum() / (sqrt(len(gap)) * spread)) if spread > 0 else None
