# mypy: disable-error-code="untyped-decorator"
"""What the compiled loops in exact time share: exponentials, logarithms and products by the hundred, and the survey.

Nothing here, and in none of the loops, checks its input; `continuous` and `latent` do. They import the loops only when
a number is asked for, since the compiler takes a second to load. The number of sides and what is wanted are fixed when
a loop is compiled: the compiler then unrolls the sums over sides and drops what is not wanted, which halves the time an
event takes. Compiled code is kept on disk.
"""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numba import njit

Array = Any
BLOCK = 256
# Adding and taking away 1.5 * 2**52 rounds a float to a whole number and leaves that number in its lowest bits.
_ROUNDER = 6755399441055744.0
# A product of intensities is turned into a logarithm before it leaves the range of floats.
SMALL, LARGE = 1e-200, 1e200
# What a pass is asked for; KEPT are the sums that a held decay leaves for good.
KEPT, VALUE, SLOPES, INFORMATION = -1, 0, 1, 2
# So many rows are gathered before they are multiplied with each other.
ROWS = 64
# A float's lowest 52 bits are its digits; those of 1.0 stand above them here.
_DIGITS, _ONE = 0xFFFFFFFFFFFFF, 0x3FF0000000000000


def compiled(run: Callable[..., Any], *setting: object, reassociated: bool = False) -> Callable[..., Any]:
    """The loop compiled for one setting, under a name of its own; sums in any order where they are `reassociated`.

    Compiled code is kept on disk and found by name. Without one for each setting, loops that two processes compiled for
    two settings are taken for each other by a third that loads both.
    """
    run.__qualname__ = "_".join(str(part) for part in (run.__qualname__.partition(".")[0], *setting))
    freedom = {"contract", "reassoc"} if reassociated else {"contract"}
    return njit(cache=True, fastmath=freedom)(run)


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


@njit(cache=True, fastmath={"contract"})
def sum_of_logs(x: Array, n: int) -> float:
    """The sum of the logarithms of the first n of x, which it spoils; minus infinity where one is not above 0.

    Powers of 2 are counted, and what is left of each number, between 1 and 2, is multiplied: one logarithm for hundreds
    of numbers, and a product of 512 of them cannot leave the range of floats.
    """
    bits = x.view(np.int64)
    powers, wrong = 0, 0
    for k in range(n):
        power = bits[k] >> 52
        # Below 0 for what has a sign, is 0, infinite or no number, or so small that it is kept in another way.
        wrong |= (power - 1) | (2046 - power)
        powers += power
    total = 0.0
    if wrong < 0:
        for k in range(n):
            if not 0.0 < x[k] < np.inf:
                return -np.inf
            total += math.log(x[k])
        return total
    for k in range(n):
        bits[k] = (bits[k] & _DIGITS) | _ONE
    for begin in range(0, n, 512):
        many = min(512, n - begin)
        while many > 1:
            # The later half is multiplied into the earlier one.
            half = many // 2
            many -= half
            early, late = x[begin : begin + half], x[begin + many : begin + many + half]
            for k in range(half):
                early[k] *= late[k]
        total += math.log(x[begin])
    return total + (powers - 1023 * n) * 0.6931471805599453


@njit(cache=True, fastmath={"contract", "reassoc"})
def add_products(rows: Array, n: int, into: Array) -> None:
    """Adds what the first n columns of `rows` (an even number, n) have as outer products to `into`, below its diagonal.

    Two by two rows, so that each number that is read is used twice.
    """
    for p in range(0, rows.shape[0], 2):
        for q in range(0, p + 2, 2):
            one, two, three, four = 0.0, 0.0, 0.0, 0.0
            for k in range(n):
                one += rows[p, k] * rows[q, k]
                two += rows[p + 1, k] * rows[q, k]
                three += rows[p, k] * rows[q + 1, k]
                four += rows[p + 1, k] * rows[q + 1, k]
            into[p, q] += one
            into[p + 1, q] += two
            into[p, q + 1] += three
            into[p + 1, q + 1] += four


@njit(cache=True)
def whole_information(rows: Array, filled: Array, information: Array) -> None:
    """Adds what is gathered and not yet multiplied, and mirrors each side's table, of which half is summed."""
    for c in range(information.shape[0]):
        add_products(rows[c], filled[c], information[c])
        for p in range(information.shape[1]):
            for q in range(p):
                information[c, q, p] = information[c, p, q]


@njit(cache=True)
def survey(times: Array, kinds: Array, sides: int, windows: Array) -> Array:
    """(what is wrong, at which event, how many ties, the first event of each window and the end, events of each side).

    Wrong is 0 for nothing, 1 for a time before its predecessor or no number, 2 for a side that is not there, 3 for
    an event outside the windows, 4 for windows that are out of order, touch each other's inside or have no length.
    """
    n = times.shape[0]
    firsts, numbers = np.zeros(windows.shape[0] + 1, np.int64), np.zeros(sides)
    for w in range(windows.shape[0]):
        begin, end = windows[w]
        if not -np.inf < begin < end < np.inf or (w > 0 and begin < windows[w - 1, 1]):
            return 4, w, 0, firsts, numbers
    in_order, ties, largest = n == 0 or not np.isnan(times[0]), 0, np.uint32(0)
    for k in range(1, n):
        in_order &= times[k] >= times[k - 1]
        ties += times[k] == times[k - 1]
    for k in range(n):
        largest = max(largest, kinds[k])
    if not in_order or largest >= sides:
        for k in range(n):
            if np.isnan(times[k]) or (k > 0 and not times[k] >= times[k - 1]):
                return 1, k, ties, firsts, numbers
            if kinds[k] >= sides:
                return 2, k, ties, firsts, numbers
    # Several tables by turns: adding to the number that was written last has to wait for it.
    counts = np.zeros((4, sides), np.int64)
    for k in range(n - n % 4, n):
        counts[0, kinds[k]] += 1
    for k in range(0, n - n % 4, 4):
        for table in range(4):
            counts[table, kinds[k + table]] += 1
    for c in range(sides):
        numbers[c] = counts[:, c].sum()
    seen = 0
    for w in range(windows.shape[0]):
        firsts[w] = seen
        if seen < n and times[seen] < windows[w, 0]:
            return 3, seen, ties, firsts, numbers
        seen = np.searchsorted(times, windows[w, 1], side="right")
    firsts[-1] = n
    return (3 if seen < n else 0), min(seen, n - 1), ties, firsts, numbers
