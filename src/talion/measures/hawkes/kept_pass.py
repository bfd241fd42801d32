# mypy: disable-error-code="untyped-decorator"
"""The compiled loop over what acts felt, kept: intensities are linear in rates and answers where decays are held."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np

from talion.measures.hawkes.passes import INFORMATION, VALUE, add_products, compiled, sum_of_logs

Array = Any
BLOCK = 512


@lru_cache
def kept_pass(columns: int, want: int) -> Callable[..., Any]:
    """The log-likelihood from kept sums, compiled; `columns` are the answers of one side.

    The loop takes `felt` (for each side, one after the other, what a unit of each answer adds to the intensity at each
    of its events), the number of events of each side, what a unit of each answer costs (K, columns), how long was
    watched, mu (K) and a (K, columns). It gives the value, its derivatives by mu and a, and for each side the
    information, in the order 1 + columns.
    """
    wide = 1 + columns
    even = wide + wide % 2

    def kept(felt: Array, numbers: Array, costs: Array, watched: float, mu: Array, a: Array) -> Array:
        sides = mu.shape[0]
        rates, rows = np.empty(BLOCK), np.zeros((even, BLOCK) if want > VALUE else (0, 0))
        slope_mu, slope_a = np.full(sides, -watched), -costs
        information = np.zeros((sides, even, even) if want == INFORMATION else (0, 0, 0))
        total, place = 0.0, 0
        for c in range(sides):
            count = int(numbers[c])
            for begin in range(0, count, BLOCK):
                n = min(BLOCK, count - begin)
                for k in range(n):
                    rates[k] = mu[c]
                for q in range(columns):
                    # A slice, whose places count from 0: the compiler then makes vectors of the sum.
                    column, answer = felt[place + q * count + begin :][:n], a[c, q]
                    for k in range(n):
                        rates[k] += answer * column[k]
                if want > VALUE:
                    shares, summed = rows[0], 0.0
                    for k in range(n):
                        shares[k] = 1.0 / rates[k]
                        summed += shares[k]
                    slope_mu[c] += summed
                    for q in range(columns):
                        column, row, summed = felt[place + q * count + begin :][:n], rows[1 + q], 0.0
                        for k in range(n):
                            share = shares[k] * column[k]
                            summed += share
                            if want == INFORMATION:
                                row[k] = share
                        slope_a[c, q] += summed
                    if want == INFORMATION:
                        add_products(rows, n, information[c])
                total += sum_of_logs(rates, n)
            place += count * columns
            total -= mu[c] * watched
            for q in range(columns):
                total -= a[c, q] * costs[c, q]
            if want == INFORMATION:
                for p in range(wide):
                    for q in range(p):
                        information[c, q, p] = information[c, p, q]
        return total, slope_mu, slope_a, information[:, :wide, :wide]

    return compiled(kept, columns, want, reassociated=True)
