"""Which strategies spread when those that earn more are copied more."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from talion.errors import ScenarioError
from talion.scenarios.compiled import compiled, draw, stream


def replicator(payoffs: ArrayLike, start: Sequence[float], *, rounds: int) -> NDArray[np.float64]:
    r"""Shares of each strategy, a row a round, when each grows in proportion to what it earns.

    .. math:: x_i' = x_i \frac{f_i}{\bar f}, \quad f = A x

    The discrete form needs payoffs above zero: they are shifted up where they are not, which slows the pace and keeps
    the direction. A share that is zero stays zero: nothing new is invented.

    References
    ----------
    hofbauer_sigmund_1998
    """
    table = _square(payoffs)
    shares = np.array(start, dtype=np.float64)
    if shares.shape != (len(table),) or shares.min() < 0 or shares.sum() <= 0:
        raise ScenarioError(f"the starting shares must be {len(table)} numbers of zero or more, not all zero")
    if table.min() <= 0:
        table = table - table.min() + 1e-6 + (np.ptp(table) or 1.0)
    out = np.empty((rounds + 1, len(table)))
    out[0] = shares / shares.sum()
    for k in range(rounds):
        fitness = table @ out[k]
        grown = out[k] * fitness
        out[k + 1] = grown / grown.sum()
    return out


def fixation(payoffs: ArrayLike, *, population: int, intensity: float = 1.0) -> float:
    r"""The chance that one mutant of the first of two strategies takes over a population of the second.

    The Moran process: one is born in proportion to fitness, one dies at random. Fitness is :math:`e^{w \pi}` with
    payoff :math:`\pi` from meeting everybody else once and `intensity` *w*; with *w* 0 the chance is 1 over the
    population. Exact:

    .. math:: \rho = \left(1 + \sum_{k=1}^{N-1} \prod_{i=1}^{k} e^{-w (\pi_1(i) - \pi_2(i))}\right)^{-1}

    References
    ----------
    nowak_etal_2004 (the process); traulsen_etal_2008 (exponential fitness)
    """
    table = _square(payoffs)
    if len(table) != 2 or population < 2:
        raise ScenarioError("fixation is asked of two strategies in a population of at least two")
    n = population
    i = np.arange(1, n)
    mutant = ((i - 1) * table[0, 0] + (n - i) * table[0, 1]) / (n - 1)
    resident = (i * table[1, 0] + (n - i - 1) * table[1, 1]) / (n - 1)
    exponents = np.cumsum(-intensity * (mutant - resident))
    top = max(0.0, float(exponents.max()))
    return float(np.exp(-top) / (np.exp(-top) + np.exp(exponents - top).sum()))


@dataclass(frozen=True, slots=True)
class Evolved:
    """What became of a population: mean share of time of each strategy over the second half, and who was left."""

    mean_shares: tuple[float, ...]
    last_counts: tuple[int, ...]
    steps: int


def moran(
    payoffs: ArrayLike,
    start: Sequence[int],
    *,
    steps: int,
    seed: int,
    intensity: float = 1.0,
    mutation: float = 0.0,
) -> Evolved:
    """A population of any number of strategies, played forward: one birth by fitness and one death a step.

    With `mutation` the newborn is of a random strategy; without it the process ends when one strategy is left.
    """
    table = _square(payoffs)
    counts = np.array(start, dtype=np.int64)
    if counts.shape != (len(table),) or counts.min() < 0 or counts.sum() < 2:
        raise ScenarioError(f"a population starts with {len(table)} counts of zero or more, two in all at least")
    summed, last, done = _moran(table, counts, steps, np.uint64(seed), float(intensity), float(mutation))
    return Evolved(tuple(float(x) for x in summed), tuple(int(x) for x in last), int(done))


def _square(payoffs: ArrayLike) -> NDArray[np.float64]:
    table = np.array(payoffs, dtype=np.float64)
    if table.ndim != 2 or table.shape[0] != table.shape[1]:
        raise ScenarioError("payoffs must be a square table: what each strategy (row) earns against each (column)")
    return table


@compiled
def _moran(table: Any, start: Any, steps: Any, seed: Any, intensity: Any, mutation: Any) -> Any:
    k = len(start)
    counts = start.copy()
    n = counts.sum()
    fitness = np.zeros(k)
    summed = np.zeros(k)
    measured = 0
    done = steps
    for step in range(steps):
        key = stream(seed, step)
        total = 0.0
        for i in range(k):
            payoff = 0.0
            for j in range(k):
                payoff += table[i, j] * (counts[j] - (1 if i == j else 0))
            fitness[i] = counts[i] * np.exp(intensity * payoff / (n - 1)) if counts[i] > 0 else 0.0
            total += fitness[i]
        mark = draw(key, 0) * total
        born = 0
        while born < k - 1 and mark >= fitness[born]:
            mark -= fitness[born]
            born += 1
        if mutation > 0 and draw(key, 1) < mutation:
            born = int(draw(key, 2) * k)
        place = draw(key, 3) * n
        dead = 0
        while dead < k - 1 and place >= counts[dead]:
            place -= counts[dead]
            dead += 1
        counts[born] += 1
        counts[dead] -= 1
        if step >= steps // 2:
            measured += 1
            for i in range(k):
                summed[i] += counts[i] / n
        if mutation == 0 and counts.max() == n:
            done = step + 1
            break
    if done < steps or measured == 0:
        for i in range(k):
            summed[i] = counts[i] / n
        measured = 1
    return summed / measured, counts, done
