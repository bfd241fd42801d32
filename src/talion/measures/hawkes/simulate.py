"""Invented acts of a process with known answers, in exact time or day by day."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from talion.errors import MeasureError
from talion.measures.hawkes.fit import Floats, assert_stable
from talion.measures.hawkes.kernels import Kernel, day_weights


@dataclass(frozen=True, slots=True)
class Simulated:
    """Acts in order of time with their truth: `parents` is the place of the act that each answers, -1 for nobody."""

    times: Floats
    kinds: NDArray[np.int64]
    severities: Floats
    parents: NDArray[np.int64]


def simulate_times(
    mu: ArrayLike,
    answers: ArrayLike,
    kernel: Kernel | Callable[[int, int], Kernel],
    *,
    days: float,
    random: np.random.Generator,
    severity: Callable[[np.random.Generator, int], Any] | None = None,
    exponent: float = 0.0,
    severity_mean_weight: float = 1.0,
) -> Simulated:
    r"""Acts over so many days: own acts at `mu` a day, each bringing a Poisson number of answers at lags of the kernel.

    `kernel` is shared, or a function of the answering and the acting side. `severity` draws so many severities; an act
    of severity s then brings :math:`(1 + s)^\eta / w` times as many, w being `severity_mean_weight`. Nothing happened
    before the first day. Raises MeasureError, with the radius, where the acts would never end.
    """
    rates, matrix = np.asarray(mu, dtype=float), np.asarray(answers, dtype=float)
    sides = len(rates)
    if matrix.shape != (sides, sides) or np.any(rates < 0) or np.any(matrix < 0) or not days > 0:
        raise MeasureError(
            f"{sides} rates from 0 up need answers of shape {(sides, sides)} from 0 up, and days above 0"
        )
    assert_stable(matrix, "the process to simulate")
    kernel_of = kernel if callable(kernel) else lambda _i, _j: kernel
    times = [random.uniform(0, days, random.poisson(rate * days)) for rate in rates]
    at = np.concatenate(times)
    kinds = np.repeat(np.arange(sides), [len(one) for one in times])
    parents = np.full(len(at), -1)
    all_at, all_kinds, all_parents, all_sizes = [], [], [], []
    known = 0
    while len(at):
        sizes = np.zeros(len(at)) if severity is None else np.asarray(severity(random, len(at)), dtype=float)
        weights = np.ones(len(at)) if severity is None else (1 + sizes) ** exponent / severity_mean_weight
        all_at.append(at)
        all_kinds.append(kinds)
        all_parents.append(parents)
        all_sizes.append(sizes)
        next_at, next_kinds, next_parents = [], [], []
        for j in range(sides):
            of_side = np.flatnonzero(kinds == j)
            for i in range(sides):
                children = np.repeat(of_side, random.poisson(matrix[i, j] * weights[of_side]))
                born = at[children] + kernel_of(i, j).draw(random, len(children))
                inside = born <= days
                next_at.append(born[inside])
                next_kinds.append(np.full(int(inside.sum()), i))
                next_parents.append(known + children[inside])
        known += len(at)
        at, kinds, parents = np.concatenate(next_at), np.concatenate(next_kinds), np.concatenate(next_parents)
    at, parents = np.concatenate(all_at), np.concatenate(all_parents)
    order = np.argsort(at, kind="stable")
    place = np.empty(len(at) + 1, dtype=np.int64)
    place[order] = np.arange(len(at))
    place[-1] = -1
    return Simulated(
        at[order], np.concatenate(all_kinds)[order], np.concatenate(all_sizes)[order], place[parents[order]]
    )


def simulate_days(
    baseline: ArrayLike,
    answers: ArrayLike,
    kernel: Kernel,
    *,
    random: np.random.Generator,
    dispersion: float = 0.0,
    longest_days: int = 120,
    names: Sequence[str] = (),
) -> NDArray[np.int64]:
    r"""Counts a day and side (D, K) of the daily model: mean :math:`(I - w_0 A)^{-1} (\mu(d) + A \sum_l w_l y(d - l))`.

    `baseline` is (D, K), the own rate of each day; counts are Poisson, or negative binomial with variance
    m + dispersion m squared. Raises MeasureError, with the radius, where counts would grow for ever.
    """
    own, matrix = np.asarray(baseline, dtype=float), np.asarray(answers, dtype=float)
    days, sides = own.shape
    if len(names) not in (0, sides):
        raise MeasureError(f"{len(names)} names for {sides} sides")
    assert_stable(np.abs(matrix), f"the counts of {' and '.join(names) or 'the sides'} to simulate")
    weights = day_weights(kernel, min(longest_days, max(days, 1)))
    at_once = np.linalg.inv(np.eye(sides) - weights[0] * matrix)
    counts = np.zeros((days, sides), dtype=np.int64)
    for day in range(days):
        reach = min(day, len(weights) - 1)
        lagged = weights[1 : reach + 1] @ counts[day - reach : day][::-1] if reach else np.zeros(sides)
        mean = np.maximum(at_once @ (own[day] + matrix @ lagged), 0.0)
        counts[day] = _drawn(mean, dispersion, random)
    return counts


def _drawn(mean: Floats, dispersion: float, random: np.random.Generator) -> NDArray[np.int64]:
    if dispersion > 0:
        mean = mean * random.gamma(1 / dispersion, dispersion, len(mean))
    return random.poisson(mean)


def simulate_linked(
    own: ArrayLike,
    answers: ArrayLike,
    decay: ArrayLike,
    *,
    link: str,
    random: np.random.Generator,
    softness: ArrayLike = 0.1,
    step_days: float = 1.0,
) -> tuple[Floats, NDArray[np.int64]]:
    r"""Times and sides of acts whose rates may be held down: the process of `linked`, by thinning.

    `own` (D, K) are own rates by steps, `answers` (K, K) may be below 0, `decay` is shared or (K, K), and `softness`
    (acts a day; one, or one a side) is that of the softplus. Raises MeasureError, with the radius, where what acts set
    off would grow for ever.

    References
    ----------
    ogata_1981
    """
    rates, matrix = np.asarray(own, dtype=float), np.asarray(answers, dtype=float)
    steps, sides = rates.shape
    if link not in ("identity", "floor", "softplus") or (link == "identity" and np.any(matrix < 0)):
        raise MeasureError(f"the link is identity (answers from 0 up), floor or softplus; not {link!r} with {matrix}")
    assert_stable(np.maximum(matrix, 0.0), "the process to simulate")
    decays = np.broadcast_to(np.asarray(decay, dtype=float), (sides, sides))
    soft = np.broadcast_to(np.asarray(softness, dtype=float), (sides,))

    def linked(x: Floats) -> Floats:
        if link == "softplus":
            return np.asarray(soft * np.logaddexp(0.0, x / soft))
        return np.maximum(x, 0.0)

    pull = np.zeros((sides, sides))
    now, times, kinds = 0.0, [], []
    for step in range(steps):
        end = (step + 1) * step_days
        while True:
            # What sets off only fades, and what holds down may be gone: no rate rises above this before the next act.
            bound = float(linked(rates[step] + np.maximum(pull, 0.0).sum(axis=1)).sum())
            wait = random.exponential(1 / bound) if bound > 0 else math.inf
            passed = min(wait, end - now)
            pull = pull * np.exp(-decays * passed)
            now += passed
            if now >= end:
                now = end
                break
            drawn = random.random() * bound
            place = int(np.searchsorted(np.cumsum(linked(rates[step] + pull.sum(axis=1))), drawn, side="right"))
            if place < sides:
                times.append(now)
                kinds.append(place)
                pull[:, place] += matrix[:, place] * decays[:, place]
    return np.array(times), np.array(kinds, dtype=np.int64)


def long_run_rates(mu: ArrayLike, answers: ArrayLike) -> Floats:
    r"""Acts a day in the long run, :math:`(I - A)^{-1} \mu`; MeasureError, with the radius, where there is no long run.

    References
    ----------
    hawkes_1971
    """
    rates, matrix = np.asarray(mu, dtype=float), np.asarray(answers, dtype=float)
    assert_stable(matrix)
    found: Floats = np.linalg.solve(np.eye(len(rates)) - matrix, rates)
    if not math.isfinite(float(found.sum())):
        raise MeasureError(f"no long run for the rates {rates} and answers {matrix.tolist()}")
    return found
