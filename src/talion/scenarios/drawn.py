"""What is not known surely, drawn: the same scenario many times, each with its own numbers out of the stated ranges."""

import hashlib
import math
from functools import lru_cache
from statistics import NormalDist

import numpy as np

from talion.scenarios.conflict import SHARES, SIGNED, Scenario, with_numbers

DRAWS = 200


@lru_cache(maxsize=32)
def variants_of(scenario: Scenario) -> tuple[Scenario, ...]:
    """The scenario with its unsure numbers drawn, DRAWS times; the scenario itself where all is sure.

    Each number is drawn for itself, by its name and place alone, so that a what-if draws the same as its base. Path *k*
    plays with variant *k* modulo their number.
    """
    if not scenario.unsure:
        return (scenario,)
    # Evenly spread levels, each number's in an order of its own: every number's whole range is covered.
    levels = [NormalDist().inv_cdf((k + 0.5) / DRAWS) / NormalDist().inv_cdf(0.95) for k in range(DRAWS)]
    drawn = {one.of: drawn_values(one.of.says, one.number, one.low, one.high, levels) for one in scenario.unsure}
    return tuple(with_numbers(scenario, {number: row[k] for number, row in drawn.items()}) for k in range(DRAWS))


def drawn_values(says: str, number: str, low: float, high: float, levels: list[float]) -> list[float]:
    """The values of one number, a draw each."""
    order = np.random.Generator(np.random.PCG64(key_of(says))).permutation(len(levels))
    bottom, top = _to_line(number, low), _to_line(number, high)
    return [_from_line(number, (bottom + top) / 2 + levels[int(k)] * (top - bottom) / 2) for k in order]


def _to_line(number: str, value: float) -> float:
    if number in SIGNED:
        return value
    return math.log(value / (1 - value)) if number in SHARES else math.log(value)


def _from_line(number: str, value: float) -> float:
    if number in SIGNED:
        return value
    return 1 / (1 + math.exp(-value)) if number in SHARES else math.exp(value)


def key_of(name: str) -> int:
    """A number for a name: the same everywhere."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big")
