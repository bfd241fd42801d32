"""Functions compiled to machine code, and the random numbers they use."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numpy as np
from numba import njit  # type: ignore[import-untyped,unused-ignore]

_Function = TypeVar("_Function", bound=Callable[..., Any])

# Odd constants of SplitMix64: the golden ratio's fraction and the two multipliers of its finaliser.
STEP = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)
_R30, _R27, _R31, _R11 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11)
_TO_UNIT = 1.0 / 9007199254740992.0


def compiled(function: _Function) -> _Function:
    """The same function in machine code: made at its first call, kept on disk, and free of the interpreter's lock."""
    done: Any = njit(cache=True, nogil=True)(function)
    return cast("_Function", done)


@compiled
def mixed(number: np.uint64) -> np.uint64:
    """A 64-bit number scrambled so that neighbours have nothing in common (SplitMix64's finaliser)."""
    z = number + STEP
    z = (z ^ (z >> _R30)) * _FIRST
    z = (z ^ (z >> _R27)) * _SECOND
    return z ^ (z >> _R31)


@compiled
def stream(key: np.uint64, place: int) -> np.uint64:
    """The key of a stream of its own, for one place (a path, a day, an actor) below a key."""
    return mixed(key ^ (mixed(np.uint64(place)) * STEP))


@compiled
def draw(key: np.uint64, place: int) -> float:
    """The number at one place of a stream: uniform on 0 to 1, 1 excluded.

    It depends on nothing but key and place, so that it is the same in whatever order, process or cluster it is drawn.

    References
    ----------
    steele_lea_flood_2014 (the mixing function; using it as a counter-based generator is ours)
    """
    return float(mixed(key + np.uint64(place) * STEP) >> _R11) * _TO_UNIT
