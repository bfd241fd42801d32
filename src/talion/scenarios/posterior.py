r"""Rates, answers and memory fitted to daily counts: a posterior by Metropolis steps, and what each part foretells.

The acts of a day are Poisson with mean

.. math:: \mu \exp(c \log(1 + O_t) + a P_t - d F_t) + \sum_{s < t} (r_0 b_s + r_1 d_s) f(t - s)

with *O* own acts, *P* hits taken and *F* painful ones, each fading as in the conflict game, and *f* the chances of a
Gamma lag in whole days. The terms of the memory can be left out.
"""

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from talion.scenarios.compiled import compiled, draw, stream

LAG_DAYS = 60
SWEEPS = 1500
HALF_DAYS = 30
# Which parts of the model are fitted: answers alone, with own memory, with all terms of the memory.
ANSWERS, OWN, WHOLE = 5, 6, 8
# Standard deviations of the priors of c (half of a normal, never below zero), and of a and d (normal around zero). That
# an act is answered at most once would otherwise look like acts that keep others away.
SPREADS = (0.7, 0.5, 0.5)


class Record(NamedTuple):
    """One pair's days: its own acts, the other's that killed nobody and that killed, and its painful ones."""

    counts: NDArray[np.float64]
    below: NDArray[np.float64]
    above: NDArray[np.float64]
    painful: NDArray[np.float64]
    exposure: NDArray[np.float64]  # the share of its acts that nobody keeps it from: below 1 under a patron's hold

    def upto(self, day: int) -> "Record":
        """The first days."""
        return Record(*(column[:day] for column in self))


class Fading(NamedTuple):
    """In how many days each memory fades by the factor e."""

    own: float = 14.0
    hits: float = 14.0
    pain: float = 30.0


FADING = Fading()


def posterior(
    record: Record, *, seed: int, parts: int = ANSWERS, fading: Fading = FADING, sweeps: int = SWEEPS
) -> NDArray[np.float64]:
    """Draws of rate, both chances to answer, mean and shape of the lag, c, a and d, without the first third.

    A row a draw; terms that are left out are zero.
    """
    plain = (record.counts.sum() + 0.5) / record.exposure.sum()
    triggers = _triggers(record)
    chain = _metropolis(
        record.counts, triggers, record.below[triggers], record.above[triggers], _memories(record, fading),
        record.exposure, math.log(plain), parts, sweeps, np.uint64(seed),
    )  # fmt: skip
    kept = chain[sweeps // 3 :]
    out: NDArray[np.float64] = kept.copy()
    out[:, [0, 3, 4]] = np.exp(kept[:, [0, 3, 4]])
    out[:, 1:3] = 1 / (1 + np.exp(-kept[:, 1:3]))
    return out


def foretells(record: Record, split: int, *, parts: int, seed: int, fading: Fading = FADING) -> NDArray[np.float64]:
    """The log score of each day from the split on, fitted on those before; less the factorial of the count."""
    draws = posterior(record.upto(split), seed=seed, parts=parts, fading=fading, sweeps=SWEEPS // 2)[::5]
    triggers = _triggers(record)
    means = _means(draws, triggers, record.below[triggers], record.above[triggers], _memories(record, fading))
    means = means * record.exposure
    logs = record.counts * np.log(means) - means
    top = logs.max(axis=0)
    score: NDArray[np.float64] = (top + np.log(np.exp(logs - top).mean(axis=0)))[split:]
    return score


def own_memory_foretells(record: Record, split: int) -> NDArray[np.float64]:
    """The same score of the side's own past acts, weighted by half each HALF_DAYS."""
    counts = record.counts
    keep = 0.5 ** (1 / HALF_DAYS)
    own = np.empty(len(counts))
    weighted, weights = (counts[:split].sum() + 0.5) / split, 1.0  # one day's worth of the usual rate to begin with
    for day, count in enumerate(counts):
        own[day] = weighted / weights
        weighted, weights = weighted * keep + count, weights * keep + 1
    score: NDArray[np.float64] = (counts * np.log(np.maximum(own, 1e-6)) - own)[split:]
    return score


def _triggers(record: Record) -> NDArray[np.int64]:
    return np.flatnonzero((record.below > 0) | (record.above > 0)).astype(np.int64)


def _memories(record: Record, fading: Fading) -> NDArray[np.float64]:
    """log(1 + O), P and F of each day, from the days before it, as the conflict game keeps them."""
    out = np.zeros((3, len(record.counts)))
    for row, (acts, days) in enumerate(
        ((record.counts, fading.own), (record.below + record.above, fading.hits), (record.painful, fading.pain))
    ):
        kept = 0.0
        for day, count in enumerate(acts):
            out[row, day] = kept
            kept = kept * math.exp(-1 / days) + count
    out[0] = np.log1p(out[0])
    return out


@compiled
def _lag_chances(mean: Any, shape: Any, out: Any) -> Any:
    """Chances of a lag of 1, 2, … days: a Gamma density summed over eighths of a day, and scaled to 1."""
    scale = mean / shape
    constant = -math.lgamma(shape) - shape * math.log(scale)
    total = 0.0
    for day in range(len(out)):
        mass = 0.0
        for part in range(8):
            x = day + (part + 0.5) / 8
            mass += math.exp(constant + (shape - 1) * math.log(x) - x / scale)
        out[day] = mass / 8
        total += out[day]
    for day in range(len(out)):
        out[day] /= total


@compiled
def _means(draws: Any, triggers: Any, below: Any, above: Any, memories: Any) -> Any:
    """The mean of each day (column) under each draw (row), given all acts before it."""
    days = memories.shape[1]
    out = np.empty((len(draws), days))
    lag = np.empty(LAG_DAYS)
    for row in range(len(draws)):
        q = draws[row]
        for day in range(days):
            out[row, day] = q[0] * math.exp(q[5] * memories[0, day] + q[6] * memories[1, day] - q[7] * memories[2, day])
        _lag_chances(q[3], q[4], lag)
        for k in range(len(triggers)):
            weight = q[1] * below[k] + q[2] * above[k]
            start = triggers[k] + 1
            for day in range(start, min(days, start + len(lag))):
                out[row, day] += weight * lag[day - start]
    return out


@compiled
def _log_density(
    theta: Any, counts: Any, triggers: Any, below: Any, above: Any, memories: Any, exposure: Any, log_plain: Any,
    parts: Any, lag: Any, mean: Any,
) -> Any:  # fmt: skip
    mu, r0, r1 = math.exp(theta[0]), 1 / (1 + math.exp(-theta[1])), 1 / (1 + math.exp(-theta[2]))
    days = len(counts)
    mean[:] = mu
    # Jeffreys' prior on both chances, seen through the odds on whose logarithm the steps are taken.
    value = 0.5 * math.log(r0 * (1 - r0) * r1 * (1 - r1) + 1e-300)
    value -= 0.5 * ((theta[0] - log_plain) / 1.5) ** 2
    value -= 0.5 * ((theta[3] - 1.3862943611198906) / 0.8) ** 2
    value -= 0.5 * ((theta[4] - 0.6931471805599453) / 0.7) ** 2
    if parts > 5:
        for k in range(5, parts):
            value -= 0.5 * (theta[k] / SPREADS[k - 5]) ** 2
        for day in range(days):
            power = theta[5] * memories[0, day] + theta[6] * memories[1, day] - theta[7] * memories[2, day]
            mean[day] = mu * math.exp(min(power, 50.0))
    for k in range(len(triggers)):
        weight = r0 * below[k] + r1 * above[k]
        start = triggers[k] + 1
        for day in range(start, min(days, start + len(lag))):
            mean[day] += weight * lag[day - start]
    for day in range(days):
        mean[day] *= exposure[day]
        value -= mean[day]
        if counts[day] > 0:
            value += counts[day] * math.log(mean[day])
    return value


@compiled
def _metropolis(
    counts: Any, triggers: Any, below: Any, above: Any, memories: Any, exposure: Any, log_plain: Any, parts: Any,
    sweeps: Any, seed: Any,
) -> Any:  # fmt: skip
    theta = np.array([log_plain - 0.3, -0.5, 0.0, 1.3862943611198906, 0.6931471805599453, 0.0, 0.0, 0.0])
    steps = np.array([0.3, 0.8, 0.8, 0.4, 0.5, 0.2, 0.05, 0.05])
    lag, tried, mean = np.empty(LAG_DAYS), np.empty(LAG_DAYS), np.empty(len(counts))
    _lag_chances(math.exp(theta[3]), math.exp(theta[4]), lag)
    now = _log_density(theta, counts, triggers, below, above, memories, exposure, log_plain, parts, lag, mean)
    chain = np.empty((sweeps, 8))
    for sweep in range(sweeps):
        key = stream(seed, sweep)
        for k in range(parts):
            old = theta[k]
            normal = math.sqrt(-2 * math.log(1 - draw(key, 3 * k))) * math.cos(2 * math.pi * draw(key, 3 * k + 1))
            theta[k] = old + steps[k] * normal
            new = -1e300
            # Lags of 0.3 to 60 days and shapes of 0.3 to 30: beyond, whole days say nothing any more.
            if theta[5] >= 0 and abs(theta[k]) < 12 and abs(theta[3] - 1.445) < 2.65 and abs(theta[4] - 1.0986) < 2.303:
                tried[:] = lag
                if k in (3, 4):
                    _lag_chances(math.exp(theta[3]), math.exp(theta[4]), tried)
                new = _log_density(
                    theta, counts, triggers, below, above, memories, exposure, log_plain, parts, tried, mean
                )
            accepted = math.log(draw(key, 3 * k + 2) + 1e-300) < new - now
            if accepted:
                now = new
                lag[:] = tried
            else:
                theta[k] = old
            if sweep < sweeps // 3:  # steps settle while draws are still thrown away
                steps[k] *= 1.1 if accepted else 0.925
        chain[sweep] = theta
    return chain
