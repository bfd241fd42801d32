r"""What can be believed of a process after the acts, instead of the one setting that makes them most likely.

The No-U-Turn sampler of nutpie goes over the same log-likelihoods, with the same exact derivatives, as the climb.
Priors are stated and wide: constant rates flat (their logarithms normal, sd 2, where the model has those), baselines
as in the fit, log decays normal about what the climb starts from (sd 2), answers from 0 up half-normal (sd 1), answers
of either sign normal (sd 2), exponents of severity normal (sd 2).
An answer at 0, where intervals by curvature fail, has a proper posterior. Install the extra `posterior`.

References
----------
hoffman_gelman_2014 (the sampler); vehtari_et_al_2021 (the split R-hat)
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from talion.errors import MeasureError
from talion.measures.hawkes.fit import Floats, Problem

_ANSWER_SD, _EITHER_SD, _LOG_SD, _EXPONENT_SD = 1.0, 2.0, 2.0, 2.0


@dataclass(frozen=True, slots=True)
class Believed:
    """Draws (chains, draws, numbers) of the numbers that are free, with split R-hat and effective number of draws."""

    labels: tuple[str, ...]
    places: NDArray[np.int64]
    draws: Floats
    r_hat: Floats
    effective: Floats
    divergent: int

    def of(self, place: int) -> Floats:
        """All draws of the number that stands at a place of the problem."""
        where = np.flatnonzero(self.places == place)
        if not where.size:
            raise MeasureError(f"number {place} was held and has no draws; free are {self.places.tolist()}")
        found: Floats = self.draws[:, :, int(where[0])].ravel()
        return found

    def interval(self, place: int, *, level: float = 0.9) -> tuple[float, float, float]:
        """The mean of a number, and the ends between which it lies with that probability."""
        draws = self.of(place)
        low, high = np.quantile(draws, [(1 - level) / 2, (1 + level) / 2])
        return float(draws.mean()), float(low), float(high)

    @property
    def caveats(self) -> tuple[str, ...]:
        """What says that the draws may not be the posterior."""
        found = []
        worst = int(np.argmax(self.r_hat))
        if not self.r_hat[worst] < 1.01:
            found.append(
                f"The chains do not agree on {self.labels[worst]} (R-hat {self.r_hat[worst]:.3f}): draw more, or hold "
                "the decay"
            )
        least = int(np.argmin(self.effective))
        if self.effective[least] < 400:
            found.append(f"The draws of {self.labels[least]} are worth {self.effective[least]:.0f} independent ones")
        if self.divergent:
            found.append(f"{self.divergent} steps of the sampler went astray; the tails may be missing")
        return tuple(found)


def believed(
    problem: Problem, *, seed: int, draws: int = 1000, tune: int = 600, chains: int = 4, cores: int = 1
) -> Believed:
    """Draws from the posterior of a problem of `continuous`, `linked` or `daily`, its penalty being 0."""
    free = np.flatnonzero(~problem.fixed)
    target = posterior_of(problem)
    nutpie = _nutpie()
    size = len(free)

    def make_logp() -> Callable[[Floats], tuple[float, Floats]]:
        return target.scored

    def make_expand(_seed1: Any, _seed2: Any, _chain: Any) -> Callable[[Floats], dict[str, Floats]]:
        return lambda at: {"numbers": np.asarray(at, dtype=np.float64)}

    middle = target.start
    model = nutpie.compiled_pyfunc.from_pyfunc(
        size, make_logp, make_expand, [np.dtype("float64")], [(size,)], ["numbers"],
        make_initial_point_fn=lambda of: middle + np.random.default_rng(of).normal(0, 0.05, size),
    )  # fmt: skip
    trace = nutpie.sample(
        model, draws=draws, tune=tune, chains=chains, cores=cores, seed=seed, progress_bar=False, save_warmup=False,
    )  # fmt: skip
    found = np.asarray(trace.posterior["numbers"].values, dtype=np.float64)
    astray = int(np.asarray(trace.sample_stats["diverging"].values).sum())
    r_hat, effective = _mixing(found)
    settings = np.apply_along_axis(target.setting, 2, found)
    return Believed(tuple(problem.labels[place] for place in free), free, settings, r_hat, effective, astray)


@dataclass(frozen=True, slots=True)
class Target:
    """A posterior on the whole real line: answers from 0 up and rates are drawn as logarithms."""

    problem: Problem
    free: NDArray[np.int64]
    logged: NDArray[np.bool_]
    middle: Floats
    precision: Floats
    start: Floats

    def setting(self, at: Floats) -> Floats:
        """The free numbers of the problem at a place of the line."""
        # Beyond e^20 nothing is likely, and e^20 can still be computed with.
        found: Floats = np.where(self.logged, np.exp(np.minimum(at, 20.0)), at)
        return found

    def scored(self, at: Floats) -> tuple[float, Floats]:
        """The log density, up to a constant, and its slope."""
        at = np.asarray(at, dtype=np.float64)
        free = self.setting(at)
        theta = self.problem.starts[0].copy()
        theta[self.free] = free
        value, slope, _ = self.problem.scored(theta)
        low, high = self.problem.lower[self.free], self.problem.upper[self.free]
        if not math.isfinite(value) or np.any(free < low) or np.any(free > high):
            return -math.inf, np.zeros(len(at))
        off = free - self.middle
        value -= float(self.precision @ off**2) / 2
        inner = slope[self.free] - self.precision * off
        # The density of the logarithm has the number itself as a factor.
        return value + float(at[self.logged].sum()), np.where(self.logged, inner * free + 1.0, inner)


def posterior_of(problem: Problem) -> Target:
    """The density that is drawn from: the log-likelihood, the priors, and what logarithms add."""
    free = np.flatnonzero(~problem.fixed)
    start = problem.starts[0][free]
    logged, middle, precision = np.zeros(len(free), dtype=bool), np.zeros(len(free)), np.zeros(len(free))
    for n, place in enumerate(free):
        label = problem.labels[place]
        if label.startswith("answers of "):
            logged[n] = problem.lower[place] == 0
            precision[n] = (_ANSWER_SD if logged[n] else _EITHER_SD) ** -2
        elif label.startswith("rate of "):
            logged[n] = True  # a wide exponential stands in its likelihood already
        elif label.startswith("exponent"):
            precision[n] = _EXPONENT_SD**-2
        elif label.startswith("own rate"):
            # Several numbers of one baseline have their prior in the problem.
            many = sum(other.startswith(label.rpartition(",")[0] + ",") for other in problem.labels)
            middle[n], precision[n] = start[n], 0.0 if many > 1 else _LOG_SD**-2
        else:
            middle[n], precision[n] = start[n], _LOG_SD**-2
    begin = np.where(logged, np.log(np.maximum(start, 1e-3)), start)
    return Target(problem, free, logged, middle, precision, begin)


def _mixing(draws: Floats) -> tuple[Floats, Floats]:
    # Split R-hat, and the effective number of draws by the autocorrelations of the split chains (Geyer's pairs).
    chains, many, size = draws.shape
    half = many // 2
    split = np.concatenate([draws[:, :half], draws[:, half : 2 * half]])
    within = split.var(axis=1, ddof=1).mean(axis=0)
    between = half * split.mean(axis=1).var(axis=0, ddof=1)
    whole = (half - 1) / half * within + between / half
    r_hat = np.sqrt(whole / within)
    effective = np.zeros(size)
    for n in range(size):
        off = split[:, :, n] - split[:, :, n].mean(axis=1, keepdims=True)
        spectrum = np.abs(np.fft.rfft(off, 2 * half, axis=1)) ** 2
        moved = np.fft.irfft(spectrum, axis=1)[:, :half].mean(axis=0) / half
        rho = 1 - (within[n] - moved * half / (half - 1)) / whole[n]
        pairs = rho[0 : half - half % 2 : 2] + rho[1:half:2][: (half - half % 2) // 2]
        below = np.flatnonzero(pairs < 0)
        kept = np.minimum.accumulate(pairs[: int(below[0]) if below.size else len(pairs)])
        effective[n] = 2 * chains * half / max(2 * float(kept.sum()) - 1, 1e-3)
    return r_hat, effective


def _nutpie() -> Any:
    try:
        import nutpie
        import nutpie.compiled_pyfunc
    except ImportError as missing:
        raise MeasureError(
            "drawing from a posterior needs the package nutpie; install Talion with the extra `posterior`"
        ) from missing
    return nutpie
