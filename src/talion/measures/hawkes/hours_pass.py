# mypy: disable-error-code="untyped-decorator"
"""The compiled loop that draws hours: one sweep over acts of which only the day is known. `latent` checks its input."""

import math
from typing import Any

import numpy as np
from numba import njit

from talion.measures.hawkes.passes import LARGE, SMALL

Array = Any


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
            if ratio < SMALL or ratio > LARGE:
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
