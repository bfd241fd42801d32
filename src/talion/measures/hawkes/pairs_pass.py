# mypy: disable-error-code="untyped-decorator"
"""The compiled loop in exact time where each pair of sides has a decay of its own."""

import math
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np
from numba import njit

from talion.measures.hawkes.passes import (
    BLOCK,
    INFORMATION,
    KEPT,
    ROWS,
    VALUE,
    add_products,
    compiled,
    exponentials,
    sum_of_logs,
    whole_information,
)  # fmt: skip

Array = Any


@lru_cache
def pairs_pass(sides: int, marked: bool, tied: bool, want: int) -> Callable[..., Any]:
    """The log-likelihood, compiled, where each pair has its own decay; arguments and results as in `shared_pass`.

    `decays` is (K, K), and a side's information is in the order 1 + K + K + 1. What a side has set off is kept as of
    its own last event, for each of those who feel it: an event then costs K exponentials where it is felt and K where
    it is added, not K squared, and all of a block's are found at once. No exponent is above 0, however far apart events
    lie.
    """
    wide = 2 * sides + 2

    def pairs(
        times: Array, kinds: Array, weights: Array, turns: Array, windows: Array, firsts: Array, numbers: Array,
        mu: Array, a: Array, decays: Array, kept: Array,
    ) -> Array:  # fmt: skip
        # By acting side, then answering side, as of the acting side's last event: sums of faded weights, the same times
        # their age, and faded derivatives of the weights.
        state, aged, bent = np.zeros((sides, sides)), np.zeros((sides, sides)), np.zeros((sides, sides))
        last, ahead = np.full(sides, windows[0, 0]), np.full(sides, windows[0, 0])
        left, left_aged, left_bent = np.zeros((sides, sides)), np.zeros((sides, sides)), np.zeros((sides, sides))
        slope_mu, slope_a, sum_aged = np.zeros(sides), np.zeros((sides, sides)), np.zeros((sides, sides))
        slope_decay, slope_mark = np.zeros((sides, sides)), 0.0
        information, rows, filled = (
            np.zeros((sides, wide, wide)),
            np.zeros((sides, wide, ROWS)),
            np.zeros(sides, np.int64),
        )
        # Where the next event of each side is kept.
        free = np.zeros(sides, np.int64)
        for c in range(1, sides):
            free[c] = free[c - 1] + int(numbers[c - 1]) * sides
        heights, by_source = a * decays, np.ascontiguousarray(decays.T)
        felt, felt_aged = np.zeros(sides), np.zeros(sides)
        # What each side excites in all: its number of events, or the sum of their weights.
        seen, seen_bent = np.zeros(sides) if marked else numbers, np.zeros(sides)
        room, total = 0, 0.0
        x, bits, e, rates = np.empty(0), np.empty(0), np.empty(0), np.empty(0)
        for w in range(windows.shape[0]):
            _edge(1.0, windows[w, 0], decays, last, state, aged, bent, left, left_aged, left_bent)
            begin, stop = firsts[w], firsts[w + 1]
            while begin < stop:
                # Blocks end where time moves on, so that none splits what happened at one instant.
                end = min(begin + BLOCK, stop)
                while end < stop and times[end] == times[end - 1]:
                    end += 1
                if end - begin > room:
                    room = max(end - begin, min(BLOCK, stop - begin))
                    rates = np.empty(room)
                    x, bits, e = np.empty(2 * room * sides), np.empty(2 * room * sides), np.empty(2 * room * sides)
                _exponents(times, kinds, begin, end, sides, tied, decays, by_source, ahead, x)
                exponentials(x, bits, e, 2 * (end - begin) * sides)
                i = begin
                while i < end:
                    t = times[i]
                    then = i + 1
                    while tied and then < end and times[then] == t:
                        then += 1
                    # All of an instant's events feel what was before, and only then are they added.
                    for k in range(i, then):
                        c = kinds[k]
                        at = 2 * (k - begin) * sides
                        intensity = mu[c]
                        for j in range(sides):
                            felt[j] = e[at + j] * state[j, c]
                            intensity += heights[c, j] * felt[j]
                            if want > VALUE:
                                felt_aged[j] = e[at + j] * (aged[j, c] + (t - last[j]) * state[j, c])
                        rates[k - begin] = intensity
                        if want == KEPT:
                            for j in range(sides):
                                kept[free[c] + j * int(numbers[c])] = decays[c, j] * felt[j]
                            free[c] += 1
                        if want > VALUE:
                            share = 1.0 / intensity
                            slope_mu[c] += share
                            for j in range(sides):
                                slope_a[c, j] += share * felt[j]
                                sum_aged[c, j] += share * felt_aged[j]
                            turn = 0.0
                            if marked:
                                for j in range(sides):
                                    turn += heights[c, j] * e[at + j] * bent[j, c]
                                turn *= share
                                slope_mark += turn
                            if want == INFORMATION:
                                f = filled[c]
                                rows[c, 0, f], rows[c, wide - 1, f] = share, turn
                                for j in range(sides):
                                    rows[c, 1 + j, f] = share * decays[c, j] * felt[j]
                                    rows[c, 1 + sides + j, f] = (
                                        share * a[c, j] * (felt[j] - decays[c, j] * felt_aged[j])
                                    )
                                filled[c] = f + 1
                                if f == ROWS - 1:
                                    add_products(rows[c], ROWS, information[c])
                                    filled[c] = 0
                    for k in range(i, then):
                        j = kinds[k]
                        at = (2 * (k - begin) + 1) * sides
                        size = weights[k] if marked else 1.0
                        for c in range(sides):
                            if want > VALUE:
                                aged[j, c] = (aged[j, c] + (t - last[j]) * state[j, c]) * e[at + c]
                                if marked:
                                    bent[j, c] = bent[j, c] * e[at + c] + turns[k]
                            state[j, c] = state[j, c] * e[at + c] + size
                        last[j] = t
                        if marked:
                            seen[j] += size
                            if want > VALUE:
                                seen_bent[j] += turns[k]
                    i = then
                total += sum_of_logs(rates, end - begin)
                if not total > -np.inf:
                    return -np.inf, slope_mu, slope_a, slope_decay, slope_mark, information
                begin = end
            _edge(-1.0, windows[w, 1], decays, last, state, aged, bent, left, left_aged, left_bent)
            for c in range(sides):
                total -= mu[c] * (windows[w, 1] - windows[w, 0])
                slope_mu[c] -= windows[w, 1] - windows[w, 0]
        for c in range(sides):
            for j in range(sides):
                total -= a[c, j] * (left[c, j] + seen[j])
                slope_decay[c, j] = a[c, j] * (slope_a[c, j] - decays[c, j] * sum_aged[c, j] + left_aged[c, j])
                slope_a[c, j] = slope_a[c, j] * decays[c, j] - left[c, j] - seen[j]
                slope_mark -= a[c, j] * (left_bent[c, j] + seen_bent[j])
        if want == INFORMATION:
            whole_information(rows, filled, information)
        return total, slope_mu, slope_a, slope_decay, slope_mark, information

    return compiled(pairs, sides, marked, tied, want)


@njit(inline="always")
def _exponents(
    times: Array, kinds: Array, begin: int, end: int, sides: int, tied: bool, decays: Array, by_source: Array,
    last: Array, into: Array,
) -> None:  # fmt: skip
    # For each event from begin to end: by how much each side's sums have faded for the event's side since that side's
    # last event; then by how much those of its own side, for each side, since its own last event. Written out in place,
    # so that the compiler knows the number of sides.
    i = begin
    while i < end:
        t = times[i]
        then = i + 1
        while tied and then < end and times[then] == t:
            then += 1
        for k in range(i, then):
            at = 2 * (k - begin) * sides
            for j in range(sides):
                into[at + j] = decays[kinds[k], j] * (last[j] - t)
        for k in range(i, then):
            at = (2 * (k - begin) + 1) * sides
            gap = last[kinds[k]] - t
            for c in range(sides):
                into[at + c] = by_source[kinds[k], c] * gap
            last[kinds[k]] = t
        i = then


@njit(cache=True)
def _edge(
    sign: float, at: float, decays: Array, last: Array, state: Array, aged: Array, bent: Array, left: Array,
    left_aged: Array, left_bent: Array,
) -> None:  # fmt: skip
    # What is still to come of all events at a window's edge: the integral over the window is a difference of two.
    sides = decays.shape[0]
    for c in range(sides):
        for j in range(sides):
            passed = at - last[j]
            faded = sign * math.exp(-decays[c, j] * passed)
            left[c, j] += faded * state[j, c]
            left_aged[c, j] += faded * (aged[j, c] + passed * state[j, c])
            left_bent[c, j] += faded * bent[j, c]
