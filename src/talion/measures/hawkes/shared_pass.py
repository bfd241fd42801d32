# mypy: disable-error-code="untyped-decorator"
"""The compiled loop in exact time where all pairs of sides share their decays, one or several side by side."""

import math
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np

from talion.measures.hawkes.passes import (
    BLOCK,
    INFORMATION,
    KEPT,
    LARGE,
    ROWS,
    SMALL,
    VALUE,
    add_products,
    compiled,
    exponentials,
    whole_information,
)  # fmt: skip

Array = Any


@lru_cache
def shared_pass(sides: int, many: int, marked: bool, tied: bool, want: int) -> Callable[..., Any]:
    """The log-likelihood, compiled, where all pairs share `many` decays side by side.

    The loop takes times, kinds, weights, turns (their derivatives by the exponent of severity), windows, the first
    event of each window, the number of events of each side, mu (K), a (K, M K) and the decays (M). It gives the
    value, its derivatives by mu, a, decays and exponent, and the information: for each side the sum over its events
    of the outer product of the derivatives of log intensity, in the order 1 + M K + M + 1; for mu and a that is the
    negative Hessian, intensities being linear in them.

    Asked for what is KEPT, it writes what each event felt into `felt`: for each side, one after the other, (M K, its
    events) heights of the intensity by a unit of each answer; the derivatives by a are then what such a unit costs.
    """
    columns = sides * many
    wide = 1 + columns + many + 1
    even = wide + wide % 2

    def shared(
        times: Array, kinds: Array, weights: Array, turns: Array, windows: Array, firsts: Array, numbers: Array,
        mu: Array, a: Array, decays: Array, felt: Array,
    ) -> Array:  # fmt: skip
        x, bits, e = np.empty(BLOCK), np.empty(BLOCK), np.empty((many, BLOCK))
        # state: sum of faded weights; aged: the same times their age; bent: faded derivatives of the weights.
        state, aged, bent = np.zeros(columns), np.zeros(columns), np.zeros(columns)
        left, left_aged, left_bent = np.zeros(columns), np.zeros(columns), np.zeros(columns)
        heights = np.empty((sides, columns))
        for c in range(sides):
            for q in range(columns):
                heights[c, q] = a[c, q] * decays[q // sides]
        slope_mu, slope_a, sum_aged = np.zeros(sides), np.zeros((sides, columns)), np.zeros((sides, columns))
        slope_decay, slope_mark = np.zeros(many), 0.0
        information, rows, filled = (
            np.zeros((sides, even, even)),
            np.zeros((sides, even, ROWS)),
            np.zeros(sides, np.int64),
        )
        # Where the next event of each side is kept.
        free = np.zeros(sides, np.int64)
        for c in range(1, sides):
            free[c] = free[c - 1] + int(numbers[c - 1]) * columns
        # What each side excites in all: its number of events, or the sum of their weights.
        seen, seen_bent = np.zeros(sides) if marked else numbers, np.zeros(sides)
        total, product = 0.0, 1.0
        now, added = windows[0, 0], 0
        for w in range(windows.shape[0]):
            first, stop = firsts[w], firsts[w + 1]
            for edge in range(2):
                if edge == 1:
                    previous, size, turned = np.uint32(0), 0.0, 0.0
                    for begin in range(first, stop, BLOCK):
                        n = min(BLOCK, stop - begin)
                        for m in range(many):
                            x[0] = (now - times[begin]) * decays[m]
                            for k in range(1, n):
                                x[k] = (times[begin + k - 1] - times[begin + k]) * decays[m]
                            exponentials(x, bits, e[m], n)
                        if want <= VALUE and not tied:
                            now = times[begin + n - 1]
                        for k in range(n):
                            i = begin + k
                            passed = 0.0
                            if want > VALUE or tied:
                                passed = times[i] - now
                                now = times[i]
                            if tied:
                                # What happened at the same instant does not excite: added once time has moved on.
                                if passed > 0.0:
                                    while added < i:
                                        for m in range(many):
                                            q = m * sides + kinds[added]
                                            state[q] += weights[added] if marked else 1.0
                                            if marked and want > VALUE:
                                                bent[q] += turns[added]
                                        added += 1
                            else:
                                for m in range(many):
                                    state[m * sides + previous] += size
                                    if marked and want > VALUE:
                                        bent[m * sides + previous] += turned
                            c = kinds[i]
                            intensity = mu[c]
                            for m in range(many):
                                faded = e[m, k]  # 1 where time has not moved
                                for j in range(sides):
                                    q = m * sides + j
                                    if want > VALUE:
                                        aged[q] = (aged[q] + passed * state[q]) * faded
                                    state[q] *= faded
                                    intensity += heights[c, q] * state[q]
                            if want == KEPT:
                                for q in range(columns):
                                    felt[free[c] + q * int(numbers[c])] = decays[q // sides] * state[q]
                                free[c] += 1
                            if not intensity > 0.0:
                                return -np.inf, slope_mu, slope_a, slope_decay, slope_mark, information[:, :wide, :wide]
                            product *= intensity
                            if product < SMALL or product > LARGE:
                                total += math.log(product)
                                product = 1.0
                            if want > VALUE:
                                share = 1.0 / intensity
                                slope_mu[c] += share
                                for q in range(columns):
                                    slope_a[c, q] += share * state[q]
                                    sum_aged[c, q] += share * aged[q]
                                turn = 0.0
                                if marked:
                                    for m in range(many):
                                        for j in range(sides):
                                            q = m * sides + j
                                            bent[q] *= e[m, k]
                                            turn += heights[c, q] * bent[q]
                                    turn *= share
                                    slope_mark += turn
                                if want == INFORMATION:
                                    f = filled[c]
                                    rows[c, 0, f], rows[c, wide - 1, f] = share, turn
                                    for m in range(many):
                                        older = 0.0
                                        for j in range(sides):
                                            q = m * sides + j
                                            rows[c, 1 + q, f] = share * decays[m] * state[q]
                                            older += a[c, q] * (state[q] - decays[m] * aged[q])
                                        rows[c, 1 + columns + m, f] = share * older
                                    filled[c] = f + 1
                                    if f == ROWS - 1:
                                        add_products(rows[c], ROWS, information[c])
                                        filled[c] = 0
                            if not tied:
                                previous, size = c, (weights[i] if marked else 1.0)
                                if marked and want > VALUE:
                                    turned = turns[i]
                    # What is not added yet: the last instant's events.
                    for i in range(added if tied else max(stop - 1, first), stop):
                        for m in range(many):
                            q = m * sides + kinds[i]
                            state[q] += weights[i] if marked else 1.0
                            if marked and want > VALUE:
                                bent[q] += turns[i]
                    added = stop
                    if marked:
                        for i in range(first, stop):
                            seen[kinds[i]] += weights[i]
                            if want > VALUE:
                                seen_bent[kinds[i]] += turns[i]
                sign = 1.0 if edge == 0 else -1.0
                passed = windows[w, edge] - now
                now = windows[w, edge]
                for m in range(many):
                    faded = math.exp(-decays[m] * passed)
                    for j in range(sides):
                        q = m * sides + j
                        aged[q] = (aged[q] + passed * state[q]) * faded
                        state[q] *= faded
                        bent[q] *= faded
                        left[q] += sign * state[q]
                        left_aged[q] += sign * aged[q]
                        left_bent[q] += sign * bent[q]
            for c in range(sides):
                total -= mu[c] * (windows[w, 1] - windows[w, 0])
                slope_mu[c] -= windows[w, 1] - windows[w, 0]
        for q in range(columns):
            m, j = q // sides, q % sides
            for c in range(sides):
                total -= a[c, q] * (left[q] + seen[j])
                slope_decay[m] += a[c, q] * (slope_a[c, q] - decays[m] * sum_aged[c, q] + left_aged[q])
                slope_a[c, q] = slope_a[c, q] * decays[m] - left[q] - seen[j]
                slope_mark -= a[c, q] * (left_bent[q] + seen_bent[j])
        if want == INFORMATION:
            whole_information(rows, filled, information)
        return total + math.log(product), slope_mu, slope_a, slope_decay, slope_mark, information[:, :wide, :wide]

    return compiled(shared, sides, many, marked, tied, want)
