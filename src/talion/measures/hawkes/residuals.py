"""What a fit leaves unexplained: residuals that are uniform, or exponential, where the fit is right.

For counts the textbook's time rescaling fails, since a day holds many acts at once. Two remedies stand here: the
randomised probability transform of each count, and the compensator's clock in which a day's acts are put at random.
"""

import math
from dataclasses import dataclass

import numpy as np

from talion.errors import MeasureError
from talion.measures.hawkes.continuous import TimesFit
from talion.measures.hawkes.daily import DailyFit
from talion.measures.hawkes.fit import Floats
from talion.measures.hawkes.linked import LinkedFit


@dataclass(frozen=True, slots=True)
class Check:
    """How well a fit's residuals look for one series.

    `uniform_p` is how often chance gives residuals as far from uniform (Kolmogorov and Smirnov), `serial_p` as
    dependent from one to the next over `lags` (Ljung and Box). The numbers of the fit were set by the same data,
    which makes both a little too large. `spread` is the mean squared Pearson residual: above 1, counts spread wider
    than the model says.
    """

    name: str
    n: int
    uniform_p: float
    serial_p: float
    lags: int
    spread: float

    @property
    def says(self) -> str:
        """The check in words."""
        fits = self.uniform_p >= 0.05 and self.serial_p >= 0.05
        what = [] if self.uniform_p >= 0.05 else ["the sizes of counts"]
        what += [] if self.serial_p >= 0.05 else ["how one day follows another"]
        rest = "leaves nothing visible unexplained" if fits else "does not explain " + " and ".join(what)
        return f"For {self.name} the fit {rest} (p = {self.uniform_p:.2g} and {self.serial_p:.2g}, {self.n} residuals)"


def rescaled_gaps(fit: TimesFit | LinkedFit) -> tuple[Floats, ...]:
    r"""For each side the gaps between its acts on the clock of its intensity: exponential with mean 1 if the fit is
    right.

    .. math:: \Lambda_i(t^i_m) - \Lambda_i(t^i_{m-1})

    References
    ----------
    ogata_1988
    """
    events = fit.events
    kinds = events.kinds.astype(np.int64)
    if isinstance(fit, LinkedFit):
        return tuple(np.diff(fit.clock[kinds == i], prepend=0.0) for i in range(len(events.names)))
    weights = np.ones(events.n)
    if fit.exponent:
        weights = (1 + events.severities) ** fit.exponent
        weights /= weights.mean()
    gaps = []
    for i in range(len(fit.mu)):
        own = events.times[kinds == i]
        clock = np.zeros(len(own))
        for begin, end in events.windows:
            upto = np.clip(own, begin, end)
            clock += fit.mu[i] * (upto - begin)
            for j in range(len(fit.mu)):
                kernel = fit.kernel_of(i, j)
                at, sizes = events.times[kinds == j], weights[kinds == j]
                already = kernel.reached(np.maximum(begin - at, 0.0))
                # In blocks, so that many acts do not fill the memory.
                for first in range(0, len(own), 500):
                    block = slice(first, first + 500)
                    since = kernel.reached(np.maximum(upto[block, None] - at, 0.0))
                    clock[block] += fit.answers[i, j] * (np.maximum(since - already, 0.0) @ sizes)
        gaps.append(np.diff(clock, prepend=0.0))
    return tuple(gaps)


def count_residuals(fit: DailyFit, *, random: np.random.Generator) -> Floats:
    r"""For each watched day and series a number that is uniform between 0 and 1 if the fit is right.

    .. math:: u = F(y - 1) + v\,(F(y) - F(y - 1)), \quad v \sim U(0, 1)

    with the distribution that the fit gives that day's count. The draw v makes up for counts being whole; another draw
    gives other residuals that are as right.

    References
    ----------
    dunn_smyth_1996, czado_gneiting_held_2009
    """
    from scipy import stats  # takes a while to load

    counts, means = fit.data.counts[fit.data.watched], fit.means[fit.data.watched]
    if fit.dispersion.max() > 0:
        shape = 1 / fit.dispersion
        low, high = (stats.nbinom.cdf(upto, shape, shape / (shape + means)) for upto in (counts - 1, counts))
    else:
        low, high = (stats.poisson.cdf(upto, means) for upto in (counts - 1, counts))
    residuals: Floats = low + random.random(counts.shape) * (high - low)
    return residuals


def rescaled_count_gaps(fit: DailyFit, *, random: np.random.Generator) -> tuple[Floats, ...]:
    r"""For each series the gaps between acts on the clock of its means, a day's acts being put at random on that day's
    stretch of the clock: exponential with mean 1 if counts are Poisson with the fit's means.

    Acts of one day taken at one instant would have gaps of 0 and refute every model.

    References
    ----------
    haslinger_pipa_brown_2010 (the trouble and the randomisation; for counts above 1 the formula is ours)
    """
    seen = fit.data.watched
    counts, means = fit.data.counts[seen], fit.means[seen]
    gaps = []
    for j in range(counts.shape[1]):
        ends = np.cumsum(means[:, j])
        day = np.repeat(np.arange(len(ends)), counts[:, j])
        at = np.sort(ends[day] - random.random(len(day)) * means[day, j])
        gaps.append(np.diff(at, prepend=0.0))
    return tuple(gaps)


def check_counts(fit: DailyFit, *, random: np.random.Generator, lags: int = 14) -> tuple[Check, ...]:
    """Whether each series' counts look as the fit says, by size and from day to day."""
    residuals = count_residuals(fit, random=random)
    seen = fit.data.watched
    counts, means = fit.data.counts[seen], fit.means[seen]
    squares = (counts - means) ** 2 / (means * (1 + fit.dispersion * means))
    return tuple(
        _check(name, residuals[:, j], lags, float(squares[:, j].mean())) for j, name in enumerate(fit.data.names)
    )


def check_times(fit: TimesFit | LinkedFit, *, lags: int = 14) -> tuple[Check, ...]:
    """Whether each side's acts come as the fit in exact time says."""
    return tuple(
        _check(name, -np.expm1(-gaps), lags, float(gaps.var()))
        for name, gaps in zip(fit.events.names, rescaled_gaps(fit), strict=True)
    )


def _check(name: str, uniform: Floats, lags: int, spread: float) -> Check:
    from scipy import stats

    n = len(uniform)
    if n <= lags + 1:
        raise MeasureError(f"{name}: {n} residuals are too few to check over {lags} lags")
    normal = stats.norm.ppf(np.clip(uniform, 1e-12, 1 - 1e-12))
    normal = normal - normal.mean()
    whole = float(normal @ normal)
    ljung_box = n * (n + 2) * sum(
        (float(normal[lag:] @ normal[:-lag]) / whole) ** 2 / (n - lag) for lag in range(1, lags + 1)
    )  # fmt: skip
    return Check(
        name,
        n,
        float(stats.kstest(uniform, "uniform").pvalue),
        float(stats.chi2.sf(ljung_box, lags)),
        lags,
        spread if math.isfinite(spread) else math.inf,
    )
