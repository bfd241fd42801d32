r"""How an act's pull on the other side spreads over the days after it.

A kernel is a density :math:`\varphi` of lags: it says when an answer comes, not how many answers there are. Each kernel
knows its density, the share of answers that have come after a lag (`reached`), the integral of that share (`summed`),
which is what day-dated data need, and how to draw a lag. Its `shape` are the logarithms of its numbers, so that a
search over shapes cannot leave the kernels that exist.
"""

import math
from dataclasses import dataclass
from typing import Any, Protocol, Self

import numpy as np
from numpy.typing import NDArray

from talion.errors import MeasureError

Floats = NDArray[np.float64]
_SLOW, _QUICK = math.log(1 / 365), math.log(20)


class Kernel(Protocol):
    """A density of lags in days."""

    @property
    def shape(self) -> tuple[float, ...]: ...  # noqa: D102
    @property
    def bounds(self) -> tuple[tuple[float, ...], tuple[float, ...]]: ...  # noqa: D102
    def reshaped(self, shape: Any) -> Self: ...  # noqa: D102
    def density(self, lag: Floats) -> Floats: ...  # noqa: D102
    def reached(self, lag: Floats) -> Floats: ...  # noqa: D102
    def summed(self, lag: Floats) -> Floats: ...  # noqa: D102
    def draw(self, random: np.random.Generator, n: int) -> Floats: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Exponential:
    r"""Answers come at once or fade: :math:`\varphi(t) = \beta e^{-\beta t}`, with `decay` :math:`\beta` a day."""

    decay: float

    def __post_init__(self) -> None:
        _positive("decay", self.decay)

    @property
    def shape(self) -> tuple[float, ...]:
        """The logarithm of the decay."""
        return (math.log(self.decay),)

    @property
    def bounds(self) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """How far a search over shapes goes: means from about an hour to a year."""
        return (_SLOW,), (_QUICK,)

    def reshaped(self, shape: Any) -> "Exponential":
        """The kernel of that shape."""
        return Exponential(math.exp(shape[0]))

    def density(self, lag: Floats) -> Floats:
        """Answers a day at a lag, of one answer in all."""
        return self.decay * np.exp(-self.decay * lag)

    def reached(self, lag: Floats) -> Floats:
        """The share of answers that have come by a lag."""
        return -np.expm1(-self.decay * lag)

    def summed(self, lag: Floats) -> Floats:
        """The integral of `reached`."""
        return lag + np.expm1(-self.decay * lag) / self.decay

    def draw(self, random: np.random.Generator, n: int) -> Floats:
        """So many lags at random."""
        return random.exponential(1 / self.decay, n)


@dataclass(frozen=True, slots=True)
class Exponentials:
    r"""Quick and slow answers: :math:`\varphi(t) = \sum_m s_m \beta_m e^{-\beta_m t}` with shares that sum to 1."""

    decays: tuple[float, ...]
    shares: tuple[float, ...]

    def __post_init__(self) -> None:
        if len(self.decays) != len(self.shares) or not self.decays:
            raise MeasureError(
                f"a sum of exponentials needs a share for each decay; got {self.decays} and {self.shares}"
            )
        for value in (*self.decays, *self.shares):
            _positive("each decay and share", value)
        if abs(sum(self.shares) - 1) > 1e-9:
            raise MeasureError(f"the shares of a sum of exponentials sum to 1, not {sum(self.shares):g}")

    @property
    def shape(self) -> tuple[float, ...]:
        """Logarithms of the decays, and of each later share against the first."""
        first = math.log(self.shares[0])
        return (*map(math.log, self.decays), *(math.log(share) - first for share in self.shares[1:]))

    @property
    def bounds(self) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """How far a search over shapes goes: means from about an hour to a year, shares down to 1 in 1,000."""
        many = len(self.decays)
        return (_SLOW,) * many + (-7.0,) * (many - 1), (_QUICK,) * many + (7.0,) * (many - 1)

    def reshaped(self, shape: Any) -> "Exponentials":
        """The kernel of that shape."""
        many = len(self.decays)
        odds = np.exp(np.concatenate([[0.0], np.asarray(shape[many:], dtype=float)]))
        shares = tuple(float(share) for share in odds / odds.sum())
        return Exponentials(tuple(math.exp(value) for value in shape[:many]), shares)

    def density(self, lag: Floats) -> Floats:
        """Answers a day at a lag, of one answer in all."""
        return self._mixed("density", lag)

    def reached(self, lag: Floats) -> Floats:
        """The share of answers that have come by a lag."""
        return self._mixed("reached", lag)

    def summed(self, lag: Floats) -> Floats:
        """The integral of `reached`."""
        return self._mixed("summed", lag)

    def draw(self, random: np.random.Generator, n: int) -> Floats:
        """So many lags at random."""
        which = random.choice(len(self.decays), size=n, p=self.shares)
        return random.exponential(1 / np.asarray(self.decays)[which])

    def _mixed(self, what: str, lag: Floats) -> Floats:
        mixed: Floats = sum(
            (
                share * getattr(Exponential(decay), what)(lag)
                for decay, share in zip(self.decays, self.shares, strict=True)
            ),
            np.zeros_like(np.asarray(lag, dtype=float)),
        )
        return mixed


@dataclass(frozen=True, slots=True)
class Delayed:
    r"""Answers that take a while: a gamma density with `stages` :math:`k` and `rate` :math:`r` a day, mean
    :math:`k/r`."""

    stages: float
    rate: float

    def __post_init__(self) -> None:
        _positive("stages", self.stages)
        _positive("rate", self.rate)

    @property
    def shape(self) -> tuple[float, ...]:
        """The logarithms of stages and rate."""
        return math.log(self.stages), math.log(self.rate)

    @property
    def bounds(self) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """How far a search over shapes goes: from one stage, which is no delay, to thirty."""
        return (0.0, _SLOW), (math.log(30), _QUICK)

    def reshaped(self, shape: Any) -> "Delayed":
        """The kernel of that shape."""
        return Delayed(math.exp(shape[0]), math.exp(shape[1]))

    def density(self, lag: Floats) -> Floats:
        """Answers a day at a lag, of one answer in all."""
        lag = np.maximum(lag, 1e-12)
        log = self.stages * math.log(self.rate) + (self.stages - 1) * np.log(lag) - self.rate * lag
        density: Floats = np.exp(log - math.lgamma(self.stages))
        return density

    def reached(self, lag: Floats) -> Floats:
        """The share of answers that have come by a lag."""
        from scipy.special import gammainc  # takes a while to load

        return np.asarray(gammainc(self.stages, self.rate * np.asarray(lag, dtype=np.float64)), dtype=np.float64)

    def summed(self, lag: Floats) -> Floats:
        """The integral of `reached`."""
        from scipy.special import gammainc

        lag = np.asarray(lag, dtype=float)
        later = gammainc(self.stages + 1, self.rate * lag)
        summed: Floats = lag * self.reached(lag) - self.stages / self.rate * later
        return summed

    def draw(self, random: np.random.Generator, n: int) -> Floats:
        """So many lags at random."""
        return random.gamma(self.stages, 1 / self.rate, n)


@dataclass(frozen=True, slots=True)
class PowerLaw:
    r"""Long memories: :math:`\varphi(t) = p c^p / (c + t)^{p + 1}`, with `power` :math:`p` and `scale` :math:`c`
    days."""

    power: float
    scale: float

    def __post_init__(self) -> None:
        _positive("power", self.power)
        _positive("scale", self.scale)

    @property
    def shape(self) -> tuple[float, ...]:
        """The logarithms of power and scale."""
        return math.log(self.power), math.log(self.scale)

    @property
    def bounds(self) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """How far a search over shapes goes; beyond a power of 20 it is an exponential."""
        return (math.log(0.1), math.log(0.05)), (math.log(20), math.log(365))

    def reshaped(self, shape: Any) -> "PowerLaw":
        """The kernel of that shape."""
        return PowerLaw(math.exp(shape[0]), math.exp(shape[1]))

    def density(self, lag: Floats) -> Floats:
        """Answers a day at a lag, of one answer in all."""
        density: Floats = self.power / self.scale * (1 + np.asarray(lag) / self.scale) ** (-self.power - 1)
        return density

    def reached(self, lag: Floats) -> Floats:
        """The share of answers that have come by a lag."""
        reached: Floats = -np.expm1(-self.power * np.log1p(np.asarray(lag) / self.scale))
        return reached

    def summed(self, lag: Floats) -> Floats:
        """The integral of `reached`."""
        lag = np.asarray(lag, dtype=np.float64)
        logs = np.log1p(lag / self.scale)
        rest = 1 - self.power
        # c ((1 + t/c)^(1 - p) - 1) / (1 - p), which tends to a logarithm where p is 1.
        kept = logs if abs(rest) < 1e-9 else np.expm1(rest * logs) / rest
        return np.asarray(lag - self.scale * kept, dtype=np.float64)

    def draw(self, random: np.random.Generator, n: int) -> Floats:
        """So many lags at random."""
        return self.scale * random.pareto(self.power, n)


def day_weights(kernel: Kernel, longest_days: int) -> Floats:
    r"""Share of an act's answers that fall on its own day, and on each later day, where its hour is unknown.

    .. math:: w_0 = G(1), \quad w_l = G(l + 1) - 2 G(l) + G(l - 1), \quad G(x) = \int_0^x F

    for an act at a uniform hour of its day, F being the share of answers that have come. For an exponential kernel
    :math:`w_0 = 1 - (1 - e^{-\beta}) / \beta`. The weights up to the longest lag sum to 1 less what comes later.
    """
    summed = kernel.summed(np.arange(longest_days + 2, dtype=float))
    summed = np.concatenate([[0.0], summed])
    weights: Floats = summed[2:] - 2 * summed[1:-1] + summed[:-2]
    return np.maximum(weights, 0.0)


def days_until(kernel: Kernel, share: float) -> float:
    """The number of days after which that share of the answers has come."""
    if not 0 < share < 1:
        raise MeasureError(f"a share of answers lies between 0 and 1; not {share}")
    low, high = 0.0, 1.0
    while float(kernel.reached(np.array(high))) < share:
        low, high = high, 2 * high
        if high > 1e9:
            return math.inf
    for _ in range(80):
        middle = (low + high) / 2
        if float(kernel.reached(np.array(middle))) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _positive(what: str, value: float) -> None:
    if not (value > 0 and math.isfinite(value)):
        raise MeasureError(f"{what} of a kernel is a number above 0; not {value}")
