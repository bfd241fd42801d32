# mypy: disable-error-code="untyped-decorator"
"""The compiled loop for rates that move from step to step and may be held down: value, derivatives, clock.

Nothing here checks its input; `linked` does. It goes from one act, step or window's edge to the next, and integrates
each side's rate in between: in closed form where the rate is a sum of exponentials or its positive part, by Gauss's
eight nodes on panels short enough for thirteen digits where it is a softplus.
"""

import math
from typing import Any

import numpy as np
from numba import njit

Array = Any
IDENTITY, FLOOR, SOFTPLUS = 0, 1, 2
NODES, SHARES = np.polynomial.legendre.leggauss(8)


@njit(cache=True)
def linked(
    times: Array, kinds: Array, weights: Array, turns: Array, windows: Array, firsts: Array, origin: float, step: float,
    own: Array, a: Array, decays: Array, link: int, softness: Array, nodes: Array, shares: Array,
) -> Array:  # fmt: skip
    """The log-likelihood of own rates (D, K) by steps, answers a and decays (K, Q), column q being of side q % K.

    Gives the value, the derivatives of what is integrated by own (D, K), a and decays (K, Q) and the exponent of
    severity, for each act the derivatives of its log rate in the order own, a (Q), decays (Q), exponent, the step that
    it falls in, and its side's integral up to it.
    """
    n, sides, columns = times.shape[0], a.shape[0], a.shape[1]
    state, aged, bent = np.zeros((sides, columns)), np.zeros((sides, columns)), np.zeros((sides, columns))
    spent_own = np.zeros(own.shape)
    spent_a, spent_decay, spent_mark = np.zeros((sides, columns)), np.zeros((sides, columns)), 0.0
    rows, steps, clock = np.zeros((n, 2 + 2 * columns)), np.zeros(n, np.int64), np.zeros(n)
    gone = np.zeros(sides)
    total, now = 0.0, windows[0, 0]
    for w in range(windows.shape[0]):
        begin, end = windows[w, 0], windows[w, 1]
        _fade(state, aged, bent, decays, begin - now)
        now = begin
        i, stop = firsts[w], firsts[w + 1]
        d = 0
        while d < own.shape[0] - 1 and origin + (d + 1) * step <= now:
            d += 1
        while True:
            until = end if d == own.shape[0] - 1 else min(end, origin + (d + 1) * step)
            if i < stop:
                until = min(until, times[i])
            h = until - now
            if h > 0.0:
                for c in range(sides):
                    spent = 0.0
                    if link == SOFTPLUS:
                        spent, mark = _soft(
                            own[d, c], a[c], decays[c], state[c], aged[c], bent[c], h, softness[c], nodes, shares,
                            spent_own[d], c, spent_a[c], spent_decay[c],
                        )  # fmt: skip
                        spent_mark += mark
                    else:
                        since = 0.0
                        if link == FLOOR:
                            # One decay for all: the rate crosses 0 once, upwards.
                            pull = 0.0
                            for q in range(columns):
                                pull += a[c, q] * decays[c, q] * state[c, q]
                            if own[d, c] + pull < 0.0:
                                since = min(math.log(-pull / own[d, c]) / decays[c, 0], h)
                        spent = own[d, c] * (h - since)
                        spent_own[d, c] += h - since
                        for q in range(columns):
                            early, late = math.exp(-decays[c, q] * since), math.exp(-decays[c, q] * h)
                            fallen = early - late
                            spent += a[c, q] * state[c, q] * fallen
                            spent_a[c, q] += state[c, q] * fallen
                            spent_decay[c, q] += a[c, q] * (
                                state[c, q] * (h * late - since * early) - aged[c, q] * fallen
                            )
                            spent_mark += a[c, q] * bent[c, q] * fallen
                    total -= spent
                    gone[c] += spent
                _fade(state, aged, bent, decays, h)
                now = until
                while d < own.shape[0] - 1 and origin + (d + 1) * step <= now:
                    d += 1
            if i < stop and times[i] <= now:
                last = i
                while last < stop and times[last] <= now:
                    c = kinds[last]
                    x = own[d, c]
                    for q in range(columns):
                        x += a[c, q] * decays[c, q] * state[c, q]
                    rate, by_x = x, 1.0
                    if link == SOFTPLUS:
                        rate = _softplus(x, softness[c])
                        by_x = 1.0 / (1.0 + math.exp(-x / softness[c]))
                    if not rate > 0.0:
                        return -np.inf, spent_own, spent_a, spent_decay, spent_mark, rows, steps, clock
                    total += math.log(rate)
                    share = by_x / rate
                    rows[last, 0] = share
                    for q in range(columns):
                        rows[last, 1 + q] = share * decays[c, q] * state[c, q]
                        rows[last, 1 + columns + q] = share * a[c, q] * (state[c, q] - decays[c, q] * aged[c, q])
                        rows[last, 1 + 2 * columns] += share * a[c, q] * decays[c, q] * bent[c, q]
                    steps[last] = d
                    clock[last] = gone[c]
                    last += 1
                for k in range(i, last):
                    for c in range(sides):
                        for q in range(kinds[k], columns, sides):
                            state[c, q] += weights[k]
                            bent[c, q] += turns[k]
                i = last
            elif now >= end:
                break
    return total, spent_own, spent_a, spent_decay, spent_mark, rows, steps, clock


@njit(cache=True)
def _fade(state: Array, aged: Array, bent: Array, decays: Array, passed: float) -> None:
    for c in range(state.shape[0]):
        for q in range(state.shape[1]):
            faded = math.exp(-decays[c, q] * passed)
            aged[c, q] = (aged[c, q] + passed * state[c, q]) * faded
            state[c, q] *= faded
            bent[c, q] *= faded


@njit(cache=True)
def _softplus(x: float, soft: float) -> float:
    z = x / soft
    return soft * (max(z, 0.0) + math.log1p(math.exp(-abs(z))))


@njit(cache=True)
def _soft(
    own: float, a: Array, decays: Array, state: Array, aged: Array, bent: Array, h: float, soft: float, nodes: Array,
    shares: Array, by_own: Array, c: int, by_a: Array, by_decay: Array,
) -> Array:  # fmt: skip
    columns = a.shape[0]
    quickest = decays.max()
    spent, mark, begin, grown = 0.0, 0.0, 0.0, 0.5 / quickest
    e = np.empty(columns)
    while begin < h:
        slope = 0.0
        for q in range(columns):
            slope += abs(a[q]) * decays[q] * decays[q] * state[q] * math.exp(-decays[q] * begin)
        # Softplus bends over a stretch of `soft`: within a panel its argument moves by twice that at most.
        width = min(grown, h - begin)
        if slope > 0.0:
            width = min(width, 2.0 * soft / slope)
        if h - begin - width < 1e-9 * h:
            width = h - begin
        for k in range(nodes.shape[0]):
            s = begin + 0.5 * width * (1.0 + nodes[k])
            weight = 0.5 * width * shares[k]
            x = own
            for q in range(columns):
                e[q] = math.exp(-decays[q] * s)
                x += a[q] * decays[q] * state[q] * e[q]
            by_x = weight / (1.0 + math.exp(-x / soft))
            spent += weight * _softplus(x, soft)
            by_own[c] += by_x
            for q in range(columns):
                by_a[q] += by_x * decays[q] * state[q] * e[q]
                by_decay[q] += by_x * a[q] * e[q] * (state[q] * (1.0 - decays[q] * s) - decays[q] * aged[q])
                mark += by_x * a[q] * decays[q] * bent[q] * e[q]
        begin += width
        grown *= 1.5
    return spent, mark
