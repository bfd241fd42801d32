# mypy: disable-error-code="untyped-decorator"
"""The compiled loops over days: lagged sums, and passes for a log-likelihood of counts and its derivatives.

Nothing here checks its input; `daily` does, and imports this only when a number is asked for, since the compiler takes
a second to load. Compiled code is kept on disk.
"""

import math
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np
from numba import njit

from talion.measures.hawkes.passes import compiled

Array = Any


@njit(cache=True)
def fading_days(excited: Array, decay: float, before: Array) -> Array:
    """Lagged sums of an exponential kernel for each day and side, their derivatives by log decay, and w0 with its own.

    One recursion, whatever the reach: z(d + 1) = e^-b z(d) + w1 x(d), with w1 = (1 - e^-b)^2 / b.
    """
    days, sides = excited.shape
    lagged, turned = np.zeros((days, sides)), np.zeros((days, sides))
    kept = math.exp(-decay)
    gone = -math.expm1(-decay)
    first = gone * gone / decay
    first_turned = 2 * gone * kept / decay - gone * gone / (decay * decay)
    same = (decay - gone) / decay
    same_turned = (gone - decay * kept) / (decay * decay)
    for j in range(sides):
        z, turn = before[j] * gone / decay, before[j] * (decay * kept - gone) / (decay * decay)
        for d in range(days):
            lagged[d, j] = z
            turned[d, j] = turn * decay
            turn = kept * turn - kept * z + first_turned * excited[d, j]
            z = kept * z + first * excited[d, j]
    return lagged, turned, same, same_turned * decay


@njit(cache=True, fastmath={"contract"})
def weighed_days(excited: Array, weights: Array, before: Array) -> Array:
    """Lagged sums for any weights of lags 1, 2, ...; before the first day lies a constant."""
    days, sides = excited.shape
    longest = weights.shape[0] - 1
    later = weights[1:].sum()
    lagged = np.zeros((days, sides))
    for d in range(days):
        reach = min(d, longest)
        seen = 0.0
        for lag in range(1, reach + 1):
            seen += weights[lag]
            for j in range(sides):
                lagged[d, j] += weights[lag] * excited[d - lag, j]
        for j in range(sides):
            lagged[d, j] += (later - seen) * before[j]
    return lagged


@lru_cache
def days_pass(sides: int, logarithmic: bool, pairs: bool, plain: bool) -> Callable[..., Any]:
    """The log-likelihood of counts a day, compiled, with gradient, information and the score of each day.

    The loop takes counts (D, K), watched (D), the baseline's design (D, P) and numbers (K, P), answers (K, K),
    at_once = (I - W0 A)^-1, the lagged sums (D, K, K), their derivatives (Q, D, K, K) or, for a decay of each pair,
    (1, D, K, K), w0 (K, K) and its derivatives (Q, K, K) or (1, K, K), the dispersions (K; 0 for Poisson), and whether
    scores are wanted.
    The order of numbers is baseline, answers, kernel (Q or K K), log dispersions. A `plain` model has one number a
    baseline and one for the kernel, known when it is compiled, and takes half the time.
    """

    def run(
        counts: Array, watched: Array, design: Array, baseline: Array, answers: Array, at_once: Array,
        lagged: Array, lagged_turned: Array, same: Array, same_turned: Array, dispersion: Array, scored: bool,
    ) -> Array:  # fmt: skip
        days = design.shape[0]
        knots = 1 if plain else design.shape[1]
        shapes = sides * sides if pairs else (1 if plain else lagged_turned.shape[0])
        answers_at, shapes_at = sides * knots, sides * knots + sides * sides
        spreads_at = shapes_at + shapes
        size = spreads_at + sides
        slope, information = np.zeros(size), np.zeros((size, size))
        scores = np.zeros((days if scored else 0, size))
        jacobian = np.zeros((sides, size))
        # Of a spline's many columns only a few matter on a day: those, and the numbers they belong to.
        columns, active = np.zeros(knots, np.int64), np.zeros(size, np.int64)
        own, source, mean, row = np.zeros(sides), np.zeros(sides), np.zeros(sides), np.zeros(size)
        heights = np.full(sides, np.nan)
        # Sums over k below a count of log(1 + dispersion k) and of k / (1 + dispersion k), and log of its factorial.
        most = 0
        for d in range(days):
            for i in range(sides):
                most = max(most, int(counts[d, i]))
        logs, ratios, factorials = np.zeros((sides, most + 2)), np.zeros((sides, most + 2)), np.zeros(most + 2)
        for k in range(most + 1):
            factorials[k + 1] = factorials[k] + math.log(k + 1.0)
            for i in range(sides):
                if dispersion[i] > 0.0:
                    logs[i, k + 1] = logs[i, k] + math.log1p(dispersion[i] * k)
                    ratios[i, k + 1] = ratios[i, k] + k / (1.0 + dispersion[i] * k)
        total = 0.0
        for d in range(days):
            if not watched[d]:
                continue
            few = 0
            for p in range(knots):
                if design[d, p] != 0.0:
                    columns[few] = p
                    few += 1
            many = 0
            for i in range(sides):
                for place in range(few):
                    active[many] = i * knots + columns[place]
                    many += 1
            for p in range(answers_at, spreads_at):
                active[many] = p
                many += 1
            for i in range(sides):
                height = 0.0
                for place in range(few):
                    height += design[d, columns[place]] * baseline[i, columns[place]]
                if logarithmic:
                    own[i] = height
                elif height != heights[i]:
                    heights[i] = height
                    own[i] = math.exp(min(height, 50.0))
                source[i] = own[i]
                for j in range(sides):
                    source[i] += answers[i, j] * lagged[d, i, j]
            for k in range(sides):
                if logarithmic:
                    mean[k] = math.exp(min(source[k], 50.0))
                else:
                    mean[k] = 0.0
                    for i in range(sides):
                        mean[k] += at_once[k, i] * source[i]
                    if not mean[k] > 0.0:
                        return -np.inf, slope, information, scores
            # How each mean moves with each number.
            for k in range(sides):
                for i in range(sides):
                    if logarithmic:
                        carried = mean[k] if k == i else 0.0
                    else:
                        carried = at_once[k, i]
                    for place in range(few):
                        p = columns[place]
                        jacobian[k, i * knots + p] = carried * design[d, p] * (1.0 if logarithmic else own[i])
                    for j in range(sides):
                        pull = lagged[d, i, j] if logarithmic else lagged[d, i, j] + same[i, j] * mean[j]
                        jacobian[k, answers_at + i * sides + j] = carried * pull
                        if pairs:
                            pull = lagged_turned[0, d, i, j]
                            if not logarithmic:
                                pull += same_turned[0, i, j] * mean[j]
                            jacobian[k, shapes_at + i * sides + j] = carried * answers[i, j] * pull
                if not pairs:
                    for q in range(shapes):
                        moved = 0.0
                        for i in range(sides):
                            if logarithmic:
                                carried = mean[k] if k == i else 0.0
                            else:
                                carried = at_once[k, i]
                            for j in range(sides):
                                pull = lagged_turned[q, d, i, j]
                                if not logarithmic:
                                    pull += same_turned[q, i, j] * mean[j]
                                moved += carried * answers[i, j] * pull
                        jacobian[k, shapes_at + q] = moved
            for place in range(many):
                row[active[place]] = 0.0
            for k in range(sides):
                m, y, wide = mean[k], counts[d, k], dispersion[k]
                spread = 1.0 + wide * m
                if y > 0:
                    total += y * math.log(m) - factorials[int(y)]
                row[spreads_at + k] = 0.0
                if wide > 0.0:
                    total += logs[k, int(y)] - (y + 1.0 / wide) * math.log1p(wide * m)
                    h = wide * m
                    if h < 1e-3:
                        bent = 0.5 - 2.0 * h / 3.0 + 0.75 * h * h
                    else:
                        bent = (math.log1p(h) - h / (1.0 + h)) / (h * h)
                    turn = wide * (ratios[k, int(y)] + m * m * bent - y * m / spread)
                    row[spreads_at + k] = turn
                    slope[spreads_at + k] += turn
                    information[spreads_at + k, spreads_at + k] += turn * turn
                else:
                    total -= m
                missed = (y - m) / (m * spread)
                weight = 1.0 / (m * spread)
                for place in range(many):
                    p = active[place]
                    row[p] += missed * jacobian[k, p]
                    scaled = weight * jacobian[k, p]
                    for other in range(place + 1):
                        information[p, active[other]] += scaled * jacobian[k, active[other]]
            for place in range(many):
                slope[active[place]] += row[active[place]]
            if scored:
                for place in range(many):
                    scores[d, active[place]] = row[active[place]]
                for k in range(sides):
                    scores[d, spreads_at + k] = row[spreads_at + k]
        for p in range(size):
            for q in range(p):
                information[q, p] = information[p, q]
        return total, slope, information, scores

    return compiled(run, sides, logarithmic, pairs, plain)


@njit(cache=True)
def days_with_acts(counts: Array, watched: Array) -> Array:
    """For each side the watched days on which it acted, one side after the other; where each side's begin; how often
    it acted on them; and the log of the factorials of its counts, summed.
    """
    days, sides = counts.shape
    begins, many = np.zeros(sides + 1, np.int64), 0
    for k in range(sides):
        for d in range(days):
            if watched[d] and counts[d, k] > 0:
                many += 1
        begins[k + 1] = many
    place, acts, factorials = np.zeros(many, np.int64), np.zeros(many), 0.0
    for k in range(sides):
        at = begins[k]
        for d in range(days):
            if watched[d] and counts[d, k] > 0:
                place[at], acts[at] = d, counts[d, k]
                factorials += math.lgamma(counts[d, k] + 1.0)
                at += 1
    return place, begins, acts, factorials


@njit(cache=True)
def watched_sums(lagged: Array, turned: Array, watched: Array) -> Array:
    """The lagged sums of each side and their derivatives, added up over the watched days."""
    days, sides = lagged.shape
    sums = np.zeros((2, sides))
    for d in range(days):
        if watched[d]:
            for j in range(sides):
                sums[0, j] += lagged[d, j]
                sums[1, j] += turned[d, j]
    return sums


@lru_cache
def acting_days_pass(sides: int) -> Callable[..., Any]:
    r"""The log-likelihood of a plain Poisson model with the identity link, from the days with acts alone.

    Each mean is linear in few numbers, :math:`m_k(d) = c_k + \sum_j B_{kj} L_j(d)` with :math:`c = C \mu`,
    :math:`B = C A` and :math:`C = (I - w_0 A)^{-1}`. So a day without acts adds its mean alone, whose sum over days is
    known beforehand, and a day with acts moves :math:`c_k`, :math:`B_k` and the kernel; what that does to rates and
    answers is worked out once at the end. The information is the observed one of those numbers,
    :math:`\sum y / m^2`. Takes and gives what `days_pass` does but for scores, with the days and sums of the two
    functions above in place of counts.
    """
    wide = sides + 2
    answers_at, shape_at = sides, sides + sides * sides
    size = shape_at + 1 + sides

    def run(
        place: Array, begins: Array, acts: Array, factorials: float, days: float, sums: Array, own: Array,
        answers: Array, at_once: Array, lagged: Array, turned: Array, same: float, same_turned: float,
    ) -> Array:  # fmt: skip
        slope, information = np.zeros(size), np.zeros((size, size))
        constant, pulls = at_once @ own, at_once @ answers
        total = -factorials
        moved, bent = np.zeros(wide), np.zeros((wide, wide))
        row, chain, carried = np.zeros(wide), np.zeros((wide, size)), np.zeros((wide, size))
        for k in range(sides):
            moved[:], bent[:], chain[:] = 0.0, 0.0, 0.0
            # Logarithms are slow: of as many means as fit into one number, one is taken.
            product = 1.0
            for n in range(begins[k], begins[k + 1]):
                d, y = place[n], acts[n]
                mean, turn = constant[k], 0.0
                row[0] = 1.0
                for j in range(sides):
                    row[1 + j] = lagged[d, j]
                    mean += pulls[k, j] * lagged[d, j]
                    turn += pulls[k, j] * turned[d, j]
                row[wide - 1] = turn
                if not mean > 0.0:
                    return -np.inf, slope, information
                if y == 1.0:
                    product *= mean
                    if product > 1e150 or product < 1e-150:
                        total += math.log(product)
                        product = 1.0
                else:
                    total += y * math.log(mean)
                share = y / mean
                weight = share / mean
                for p in range(wide):
                    moved[p] += share * row[p]
                    scaled = weight * row[p]
                    for q in range(p + 1):
                        bent[p, q] += scaled * row[q]
            total += math.log(product) - days * constant[k]
            moved[0] -= days
            for j in range(sides):
                total -= pulls[k, j] * sums[0, j]
                moved[1 + j] -= sums[0, j]
                moved[wide - 1] -= pulls[k, j] * sums[1, j]
            # How the numbers of this side's mean move with rates, answers and kernel.
            for i in range(sides):
                carry = at_once[k, i]
                chain[0, i] = carry * own[i]
                for j in range(sides):
                    p = answers_at + i * sides + j
                    chain[0, p] = carry * same * constant[j]
                    for other in range(sides):
                        chain[1 + other, p] = carry * same * pulls[j, other]
                    chain[1 + j, p] += carry
            chain[wide - 1, shape_at] = 1.0
            for j in range(sides):
                chain[0, shape_at] += same_turned * pulls[k, j] * constant[j]
                for other in range(sides):
                    chain[1 + other, shape_at] += same_turned * pulls[k, j] * pulls[j, other]
            for a in range(wide):
                for b in range(a):
                    bent[b, a] = bent[a, b]
            carried[:] = 0.0
            for a in range(wide):
                for b in range(wide):
                    for p in range(shape_at + 1):
                        carried[a, p] += bent[a, b] * chain[b, p]
            for a in range(wide):
                for p in range(shape_at + 1):
                    step = chain[a, p]
                    if step != 0.0:
                        slope[p] += moved[a] * step
                        for q in range(shape_at + 1):
                            information[p, q] += step * carried[a, q]
        return total, slope, information

    return compiled(run, sides)


@lru_cache
def logarithmic_pass(sides: int) -> Callable[..., Any]:
    """The log-likelihood of a plain Poisson model with the logarithmic link, one side after the other.

    A side's mean moves with its own rate, its answers and the kernel alone, so that a day costs a few numbers a side.
    Takes logarithms of own rates (K), answers (K, K), lagged sums and their derivatives (D, K), counts and watched
    days, and the factorials of `days_with_acts`; gives what `days_pass` does but for scores.
    """
    wide = sides + 2
    answers_at, shape_at = sides, sides + sides * sides
    size = shape_at + 1 + sides

    def run(
        counts: Array, watched: Array, factorials: float, own: Array, answers: Array, lagged: Array, turned: Array
    ) -> Array:
        slope, information = np.zeros(size), np.zeros((size, size))
        total = -factorials
        moved, bent, row, at = np.zeros(wide), np.zeros((wide, wide)), np.zeros(wide), np.zeros(wide, np.int64)
        for k in range(sides):
            moved[:], bent[:] = 0.0, 0.0
            row[0] = 1.0
            for d in range(counts.shape[0]):
                if not watched[d]:
                    continue
                height, turn = own[k], 0.0
                for j in range(sides):
                    row[1 + j] = lagged[d, j]
                    height += answers[k, j] * lagged[d, j]
                    turn += answers[k, j] * turned[d, j]
                row[wide - 1] = turn
                height = min(height, 50.0)
                mean, y = math.exp(height), counts[d, k]
                total += y * height - mean
                missed = y - mean
                for p in range(wide):
                    moved[p] += missed * row[p]
                    scaled = mean * row[p]
                    for q in range(p + 1):
                        bent[p, q] += scaled * row[q]
            at[0], at[wide - 1] = k, shape_at
            for j in range(sides):
                at[1 + j] = answers_at + k * sides + j
            for p in range(wide):
                slope[at[p]] += moved[p]
                for q in range(p + 1):
                    information[at[p], at[q]] += bent[p, q]
                    if p != q:
                        information[at[q], at[p]] += bent[p, q]
        return total, slope, information

    return compiled(run, sides)
