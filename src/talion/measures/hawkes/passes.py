# mypy: disable-error-code="untyped-decorator"
"""The compiled loops: one pass over events, or over days, for a log-likelihood and its derivatives.

Nothing here checks its input; `continuous`, `daily` and `latent` do. They import it only when a number is asked for,
since the compiler takes a second to load. The number of sides and what is wanted are fixed when a loop is compiled: the
compiler then unrolls the sums over sides and drops what is not wanted, which halves the time an event takes. Compiled
code is kept on disk.
"""

import math
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np
from numba import njit

Array = Any
BLOCK = 256
# Adding and taking away 1.5 * 2**52 rounds a float to a whole number and leaves that number in its lowest bits.
_ROUNDER = 6755399441055744.0
# A product of intensities is turned into a logarithm before it leaves the range of floats.
_SMALL, _LARGE = 1e-200, 1e200
# What a pass is asked for.
VALUE, SLOPES, INFORMATION = 0, 1, 2
# Up to so many sides, bringing all pairs up to date at each event is quicker than only those that it touches.
_FEW_SIDES = 3


@njit(cache=True, fastmath={"contract"})
def exponentials(x: Array, bits: Array, out: Array, n: int) -> None:
    """Fills `out` with exp(x) for the first n of x, all at most 0, to one unit in the last place.

    exp(x) = 2^m exp(r) with |r| <= ln(2) / 2 and Taylor's polynomial for exp(r). The compiler turns these loops into
    vector instructions, which it cannot do with a library's exp. Below -700 the result is that of -700.
    """
    for k in range(n):
        v = x[k] if x[k] > -700.0 else -700.0
        shifted = v * 1.4426950408889634 + _ROUNDER
        bits[k] = shifted
        m = shifted - _ROUNDER
        # ln(2) in two parts, so that r keeps all its digits.
        r = v - m * 0.6931471803691238
        r = r - m * 1.9082149292705877e-10
        p = 1.0 / 479001600.0
        p = p * r + 1.0 / 39916800.0
        p = p * r + 1.0 / 3628800.0
        p = p * r + 1.0 / 362880.0
        p = p * r + 1.0 / 40320.0
        p = p * r + 1.0 / 5040.0
        p = p * r + 1.0 / 720.0
        p = p * r + 1.0 / 120.0
        p = p * r + 1.0 / 24.0
        p = p * r + 1.0 / 6.0
        p = p * r + 0.5
        p = p * r + 1.0
        out[k] = p * r + 1.0
    whole = bits.view(np.int64)
    for k in range(n):
        whole[k] = (whole[k] + 1023) << 52
    for k in range(n):
        out[k] *= bits[k]


@njit(cache=True)
def survey(times: Array, kinds: Array, sides: int, windows: Array) -> Array:
    """(what is wrong, at which event, how many ties, the first event of each window and the end, events of each side).

    Wrong is 0 for nothing, 1 for a time before its predecessor or no number, 2 for a side that is not there, 3 for
    an event outside the windows.
    """
    n = times.shape[0]
    firsts, numbers = np.zeros(windows.shape[0] + 1, np.int64), np.zeros(sides)
    ties, w = 0, 0
    for k in range(n):
        t = times[k]
        if k > 0:
            if not t >= times[k - 1]:
                return 1, k, ties, firsts, numbers
            ties += t == times[k - 1]
        elif np.isnan(t):
            return 1, k, ties, firsts, numbers
        if kinds[k] >= sides:
            return 2, k, ties, firsts, numbers
        numbers[kinds[k]] += 1.0
        while w < windows.shape[0] and t > windows[w, 1]:
            w += 1
            firsts[w] = k
        if w == windows.shape[0] or t < windows[w, 0]:
            return 3, k, ties, firsts, numbers
    firsts[w + 1 :] = n
    return 0, 0, ties, firsts, numbers


@lru_cache
def shared_pass(sides: int, many: int, marked: bool, tied: bool, want: int) -> Callable[..., Any]:
    """The log-likelihood, compiled, where all pairs share `many` decays side by side.

    The loop takes times, kinds, weights, turns (their derivatives by the exponent of severity), windows, the first
    event of each window, the number of events of each side, mu (K), a (K, M K) and the decays (M). It gives the
    value, its derivatives by mu, a, decays and exponent, and the information: for each side the sum over its events
    of the outer product of the derivatives of log intensity, in the order 1 + M K + M + 1; for mu and a that is the
    negative Hessian, intensities being linear in them.
    """
    columns = sides * many
    wide = 1 + columns + many + 1

    @njit(cache=True, fastmath={"contract"})
    def run(
        times: Array, kinds: Array, weights: Array, turns: Array, windows: Array, firsts: Array, numbers: Array,
        mu: Array, a: Array, decays: Array,
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
        # Of a length that is known only when the loop runs: the compiler then makes vectors of the sums over it.
        padded = (2 + mu.shape[0] * many + many + 7) // 8 * 8 if wide > 8 else wide
        information, row = np.zeros((sides, wide, padded)), np.zeros(padded)
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
                        if want == VALUE and not tied:
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
                            if not intensity > 0.0:
                                return -np.inf, slope_mu, slope_a, slope_decay, slope_mark, information[:, :, :wide]
                            product *= intensity
                            if product < _SMALL or product > _LARGE:
                                total += math.log(product)
                                product = 1.0
                            if want > VALUE:
                                share = 1.0 / intensity
                                slope_mu[c] += share
                                for q in range(columns):
                                    slope_a[c, q] += share * state[q]
                                    sum_aged[c, q] += share * aged[q]
                                if marked:
                                    turn = 0.0
                                    for m in range(many):
                                        for j in range(sides):
                                            q = m * sides + j
                                            bent[q] *= e[m, k]
                                            turn += heights[c, q] * bent[q]
                                    row[wide - 1] = share * turn
                                    slope_mark += share * turn
                                if want == INFORMATION:
                                    row[0] = share
                                    for m in range(many):
                                        older = 0.0
                                        for j in range(sides):
                                            q = m * sides + j
                                            row[1 + q] = share * decays[m] * state[q]
                                            older += a[c, q] * (state[q] - decays[m] * aged[q])
                                        row[1 + columns + m] = share * older
                                    for p in range(wide):
                                        one = row[p]
                                        for q in range(padded):
                                            information[c, p, q] += one * row[q]
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
        return total + math.log(product), slope_mu, slope_a, slope_decay, slope_mark, information[:, :, :wide]

    return run


@lru_cache
def pairs_pass(sides: int, marked: bool, want: int) -> Callable[..., Any]:
    """The log-likelihood, compiled, where each pair has its own decay; arguments and results as in `shared_pass`.

    `decays` is (K, K), and a side's information is in the order 1 + K + K + 1. With more than a few sides, what a side
    feels is brought up to date only when it acts: its K states, and what came since its last act, which is K acts on
    average, so that an event costs 2 K exponentials, not K squared.
    """
    if sides <= _FEW_SIDES:
        return _all_pairs_pass(sides, marked, want)
    wide = 2 * sides + 2

    @njit(cache=True, fastmath={"contract"})
    def run(
        times: Array, kinds: Array, weights: Array, turns: Array, windows: Array, firsts: Array, numbers: Array,
        mu: Array, a: Array, decays: Array,
    ) -> Array:  # fmt: skip
        state, aged, bent = np.zeros((sides, sides)), np.zeros((sides, sides)), np.zeros((sides, sides))
        left, left_aged, left_bent = np.zeros((sides, sides)), np.zeros((sides, sides)), np.zeros((sides, sides))
        slope_mu, slope_a, sum_aged = np.zeros(sides), np.zeros((sides, sides)), np.zeros((sides, sides))
        slope_decay, slope_mark = np.zeros((sides, sides)), 0.0
        # Of a length that is known only when the loop runs: the compiler then makes vectors of the sums over it instead
        # of unrolling them.
        padded = (2 * mu.shape[0] + 9) // 8 * 8
        information, row = np.zeros((sides, wide, padded)), np.zeros(padded)
        heights = a * decays
        # What each side excites in all: its number of events, or the sum of their weights.
        seen, seen_bent = np.zeros(sides) if marked else numbers, np.zeros(sides)
        total, product = 0.0, 1.0
        # Blocks end where time moves on, so that none splits what happened at one instant.
        longest, alike = 1, 1
        for i in range(1, times.shape[0]):
            alike = alike + 1 if times[i] == times[i - 1] else 1
            longest = max(longest, alike)
        room = BLOCK + longest
        most = (room + 1) * sides + room
        x, bits, e = np.empty(most), np.empty(most), np.empty(most)
        own, instant = np.empty(room, np.int64), np.empty(room, np.int64)
        now = windows[0, 0]
        for w in range(windows.shape[0]):
            passed = windows[w, 0] - now
            now = windows[w, 0]
            for c in range(sides):
                for j in range(sides):
                    faded = math.exp(-decays[c, j] * passed)
                    aged[c, j] = (aged[c, j] + passed * state[c, j]) * faded
                    state[c, j] *= faded
                    bent[c, j] *= faded
                    left[c, j] += state[c, j]
                    left_aged[c, j] += aged[c, j]
                    left_bent[c, j] += bent[c, j]
            begin, stop = firsts[w], firsts[w + 1]
            while begin < stop:
                end = min(begin + BLOCK, stop)
                while end < stop and times[end] == times[end - 1]:
                    end += 1
                since = now
                for i in range(begin, end):
                    instant[i - begin] = instant[i - begin - 1] if i > begin and times[i] == times[i - 1] else i
                for c in range(sides):
                    many = 0
                    for i in range(begin, end):
                        own[many] = i
                        many += kinds[i] == c
                    # First all exponents that this side's acts need, then all exponentials at once, then the sums. One
                    # more step, which is no act, brings the side up to the end of the block.
                    size, due, before = 0, begin, since
                    for place in range(many + 1):
                        last = place == many
                        t = times[end - 1] if last else times[own[place]]
                        upto = end if last else instant[own[place] - begin]
                        for j in range(sides):
                            x[size + j] = decays[c, j] * (before - t)
                        size += sides
                        for k in range(due, upto):
                            x[size + k - due] = decays[c, kinds[k]] * (times[k] - t)
                        size += upto - due
                        due, before = upto, t
                    exponentials(x, bits, e, size)
                    size, due, before = 0, begin, since
                    for place in range(many + 1):
                        last = place == many
                        t = times[end - 1] if last else times[own[place]]
                        upto = end if last else instant[own[place] - begin]
                        passed = t - before
                        for j in range(sides):
                            faded = e[size + j]
                            if want > VALUE:
                                aged[c, j] = (aged[c, j] + passed * state[c, j]) * faded
                                if marked:
                                    bent[c, j] *= faded
                            state[c, j] *= faded
                        size += sides
                        for k in range(due, upto):
                            j = kinds[k]
                            come = e[size + k - due]
                            if marked:
                                if want > VALUE:
                                    bent[c, j] += turns[k] * come
                                come *= weights[k]
                            state[c, j] += come
                            if want > VALUE:
                                aged[c, j] += (t - times[k]) * come
                        size += upto - due
                        due, before = upto, t
                        if last:
                            break
                        intensity = mu[c]
                        for j in range(sides):
                            intensity += heights[c, j] * state[c, j]
                        if not intensity > 0.0:
                            return -np.inf, slope_mu, slope_a, slope_decay, slope_mark, information[:, :, :wide]
                        product *= intensity
                        if product < _SMALL or product > _LARGE:
                            total += math.log(product)
                            product = 1.0
                        if want > VALUE:
                            share = 1.0 / intensity
                            slope_mu[c] += share
                            for j in range(sides):
                                slope_a[c, j] += share * state[c, j]
                                sum_aged[c, j] += share * aged[c, j]
                            if marked:
                                turn = 0.0
                                for j in range(sides):
                                    turn += heights[c, j] * bent[c, j]
                                row[wide - 1] = share * turn
                                slope_mark += share * turn
                            if want == INFORMATION:
                                row[0] = share
                                for j in range(sides):
                                    row[1 + j] = share * decays[c, j] * state[c, j]
                                    row[1 + sides + j] = share * a[c, j] * (state[c, j] - decays[c, j] * aged[c, j])
                                for p in range(wide):
                                    one = row[p]
                                    for q in range(padded):
                                        information[c, p, q] += one * row[q]
                now = times[end - 1]
                begin = end
            if marked:
                for i in range(firsts[w], stop):
                    seen[kinds[i]] += weights[i]
                    if want > VALUE:
                        seen_bent[kinds[i]] += turns[i]
            passed = windows[w, 1] - now
            now = windows[w, 1]
            for c in range(sides):
                for j in range(sides):
                    faded = math.exp(-decays[c, j] * passed)
                    aged[c, j] = (aged[c, j] + passed * state[c, j]) * faded
                    state[c, j] *= faded
                    bent[c, j] *= faded
                    left[c, j] -= state[c, j]
                    left_aged[c, j] -= aged[c, j]
                    left_bent[c, j] -= bent[c, j]
                total -= mu[c] * (windows[w, 1] - windows[w, 0])
                slope_mu[c] -= windows[w, 1] - windows[w, 0]
        for c in range(sides):
            for j in range(sides):
                total -= a[c, j] * (left[c, j] + seen[j])
                slope_decay[c, j] = a[c, j] * (slope_a[c, j] - decays[c, j] * sum_aged[c, j] + left_aged[c, j])
                slope_a[c, j] = slope_a[c, j] * decays[c, j] - left[c, j] - seen[j]
                slope_mark -= a[c, j] * (left_bent[c, j] + seen_bent[j])
        return total + math.log(product), slope_mu, slope_a, slope_decay, slope_mark, information[:, :, :wide]

    return run


def _all_pairs_pass(sides: int, marked: bool, want: int) -> Callable[..., Any]:
    wide = 2 * sides + 2
    pairs = sides * sides

    @njit(cache=True, fastmath={"contract"})
    def run(
        times: Array, kinds: Array, weights: Array, turns: Array, windows: Array, firsts: Array, numbers: Array,
        mu: Array, a: Array, decays: Array,
    ) -> Array:  # fmt: skip
        state, aged, bent = np.zeros((sides, sides)), np.zeros((sides, sides)), np.zeros((sides, sides))
        left, left_aged, left_bent = np.zeros((sides, sides)), np.zeros((sides, sides)), np.zeros((sides, sides))
        slope_mu, slope_a, sum_aged = np.zeros(sides), np.zeros((sides, sides)), np.zeros((sides, sides))
        slope_decay, slope_mark = np.zeros((sides, sides)), 0.0
        information, row = np.zeros((sides, wide, wide)), np.zeros(wide)
        heights = a * decays
        x, bits, e = np.empty(BLOCK), np.empty(BLOCK), np.empty((pairs, BLOCK))
        # What each side excites in all: its number of events, or the sum of their weights.
        seen, seen_bent = np.zeros(sides) if marked else numbers, np.zeros(sides)
        total, product = 0.0, 1.0
        now, added = windows[0, 0], 0
        for w in range(windows.shape[0]):
            first, stop = firsts[w], firsts[w + 1]
            for edge in range(2):
                if edge == 1:
                    for begin in range(first, stop, BLOCK):
                        n = min(BLOCK, stop - begin)
                        for pair in range(pairs):
                            decay = decays[pair // sides, pair % sides]
                            x[0] = (now - times[begin]) * decay
                            for k in range(1, n):
                                x[k] = (times[begin + k - 1] - times[begin + k]) * decay
                            exponentials(x, bits, e[pair], n)
                        for k in range(n):
                            i = begin + k
                            t = times[i]
                            passed = t - now
                            if passed > 0.0:
                                while added < i:
                                    source = kinds[added]
                                    for c in range(sides):
                                        state[c, source] += weights[added] if marked else 1.0
                                        if marked and want > VALUE:
                                            bent[c, source] += turns[added]
                                    added += 1
                                now = t
                            c = kinds[i]
                            for r in range(sides):
                                for j in range(sides):
                                    faded = e[r * sides + j, k]
                                    if want > VALUE:
                                        aged[r, j] = (aged[r, j] + passed * state[r, j]) * faded
                                        if marked:
                                            bent[r, j] *= faded
                                    state[r, j] *= faded
                            intensity = mu[c]
                            for j in range(sides):
                                intensity += heights[c, j] * state[c, j]
                            if not intensity > 0.0:
                                return -np.inf, slope_mu, slope_a, slope_decay, slope_mark, information
                            product *= intensity
                            if product < _SMALL or product > _LARGE:
                                total += math.log(product)
                                product = 1.0
                            if want > VALUE:
                                share = 1.0 / intensity
                                slope_mu[c] += share
                                for j in range(sides):
                                    slope_a[c, j] += share * state[c, j]
                                    sum_aged[c, j] += share * aged[c, j]
                                if marked:
                                    turn = 0.0
                                    for j in range(sides):
                                        turn += heights[c, j] * bent[c, j]
                                    row[wide - 1] = share * turn
                                    slope_mark += share * turn
                                if want == INFORMATION:
                                    row[0] = share
                                    for j in range(sides):
                                        row[1 + j] = share * decays[c, j] * state[c, j]
                                        row[1 + sides + j] = share * a[c, j] * (state[c, j] - decays[c, j] * aged[c, j])
                                    for p in range(wide):
                                        one = row[p]
                                        for q in range(wide):
                                            information[c, p, q] += one * row[q]
                    for i in range(added, stop):
                        for c in range(sides):
                            state[c, kinds[i]] += weights[i] if marked else 1.0
                            if marked and want > VALUE:
                                bent[c, kinds[i]] += turns[i]
                    added = stop
                    if marked:
                        for i in range(first, stop):
                            seen[kinds[i]] += weights[i]
                            if want > VALUE:
                                seen_bent[kinds[i]] += turns[i]
                sign = 1.0 if edge == 0 else -1.0
                at = windows[w, edge]
                for c in range(sides):
                    for j in range(sides):
                        passed = at - now
                        faded = math.exp(-decays[c, j] * passed)
                        aged[c, j] = (aged[c, j] + passed * state[c, j]) * faded
                        state[c, j] *= faded
                        bent[c, j] *= faded
                        left[c, j] += sign * state[c, j]
                        left_aged[c, j] += sign * aged[c, j]
                        left_bent[c, j] += sign * bent[c, j]
                now = at
            for c in range(sides):
                total -= mu[c] * (windows[w, 1] - windows[w, 0])
                slope_mu[c] -= windows[w, 1] - windows[w, 0]
        for c in range(sides):
            for j in range(sides):
                total -= a[c, j] * (left[c, j] + seen[j])
                slope_decay[c, j] = a[c, j] * (slope_a[c, j] - decays[c, j] * sum_aged[c, j] + left_aged[c, j])
                slope_a[c, j] = slope_a[c, j] * decays[c, j] - left[c, j] - seen[j]
                slope_mark -= a[c, j] * (left_bent[c, j] + seen_bent[j])
        return total + math.log(product), slope_mu, slope_a, slope_decay, slope_mark, information

    return run


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

    @njit(cache=True, fastmath={"contract"})
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

    return run


@njit(cache=True)
def redraw_hours(
    times: Array, kinds: Array, days: Array, first_near: Array, last_near: Array, hours: Array, luck: Array,
    windows: Array, mu: Array, answers: Array, decay: float,
) -> int:  # fmt: skip
    """Draws each act's hour anew within its day, given all others, in place; how many of the proposals were taken.

    A proposal is a uniform hour, taken with Metropolis' chance. Only acts within reach of the decay are looked at.
    """
    n = times.shape[0]
    heights = answers * decay
    brought = answers.sum(axis=0)
    intensity = np.zeros(n)
    for i in range(n):
        intensity[i] = mu[kinds[i]]
        for k in range(first_near[i], last_near[i]):
            if times[k] < times[i]:
                intensity[i] += heights[kinds[i], kinds[k]] * math.exp(-decay * (times[i] - times[k]))
    moved = np.zeros(n)
    taken = 0
    for i in range(n):
        c = kinds[i]
        old, new = times[i], days[i] + hours[i]
        fresh = mu[c]
        ratio, log_ratio = 1.0, 0.0
        for k in range(first_near[i], last_near[i]):
            if k == i:
                continue
            t = times[k]
            if t < new:
                fresh += heights[c, kinds[k]] * math.exp(-decay * (new - t))
            change = 0.0
            if t > old:
                change -= math.exp(-decay * (t - old))
            if t > new:
                change += math.exp(-decay * (t - new))
            moved[k] = heights[kinds[k], c] * change
            ratio *= (intensity[k] + moved[k]) / intensity[k]
            if ratio < _SMALL or ratio > _LARGE:
                log_ratio += math.log(ratio) if ratio > 0 else -np.inf
                ratio = 1.0
        log_ratio += math.log(ratio) if ratio > 0 else -np.inf
        log_ratio += math.log(fresh / intensity[i])
        for w in range(windows.shape[0]):
            if windows[w, 1] > new:
                seen = math.exp(-decay * (max(windows[w, 0], new) - new)) - math.exp(-decay * (windows[w, 1] - new))
                log_ratio -= brought[c] * seen
            if windows[w, 1] > old:
                seen = math.exp(-decay * (max(windows[w, 0], old) - old)) - math.exp(-decay * (windows[w, 1] - old))
                log_ratio += brought[c] * seen
        if luck[i] < log_ratio:
            taken += 1
            times[i] = new
            intensity[i] = fresh
            for k in range(first_near[i], last_near[i]):
                if k != i:
                    # Rounding must not leave an intensity below the side's own rate.
                    intensity[k] = max(intensity[k] + moved[k], mu[kinds[k]])
    return taken
