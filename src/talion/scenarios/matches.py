"""Matches played turn by turn, in machine code: for what no chain gives, and to check the chains."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from talion.errors import ScenarioError
from talion.scenarios.compiled import STEP, compiled, draw, mixed, stream
from talion.scenarios.games import ACTS, NO_NOISE, PRISONERS_DILEMMA, Game, Noise, Strategy

_LOW, _HALF = np.uint64(0xFFFFFFFF), np.uint64(32)
_READ = 1 << 40  # where the numbers that decide misreadings begin, beyond any turn


class Played(NamedTuple):
    """Payoffs a turn of both sides, a row a match."""

    first: NDArray[np.float64]
    second: NDArray[np.float64]


def play_matches(
    one: Strategy,
    other: Strategy,
    *,
    turns: int,
    matches: int,
    seed: int,
    game: Game = PRISONERS_DILEMMA,
    noise: Noise = NO_NOISE,
    noise_of_other: Noise | None = None,
) -> Played:
    """What both sides earn a turn in each of so many matches of so many turns.

    Match *k* of a seed is the same match however many are played.
    """
    if turns < 1 or matches < 1:
        raise ScenarioError(f"{matches} matches of {turns} turns: it takes at least one of each")
    totals = _totals(
        *_arrays(one), *_arrays(other), _errors(noise), _errors(noise_of_other or noise),
        np.array(game.payoffs), turns, matches, np.uint64(seed),
    )  # fmt: skip
    return Played(totals[:, 0] / turns, totals[:, 1] / turns)


def play_match(
    one: Strategy,
    other: Strategy,
    *,
    turns: int,
    seed: int = 0,
    match: int = 0,
    noise: Noise = NO_NOISE,
    noise_of_other: Noise | None = None,
) -> list[str]:
    """The acts of one match, a pair a turn ("CD": the first held back, the second struck)."""
    acts = _acts(
        *_arrays(one), *_arrays(other), _errors(noise), _errors(noise_of_other or noise),
        turns, np.uint64(seed), match,
    )  # fmt: skip
    return [ACTS[mine] + ACTS[theirs] for mine, theirs in acts]


def play_round_robin(
    strategies: Sequence[Strategy],
    *,
    turns: int,
    repetitions: int,
    seed: int,
    game: Game = PRISONERS_DILEMMA,
    noise: Noise = NO_NOISE,
) -> NDArray[np.float64]:
    """Mean payoff a turn of each strategy (row) against each (column), itself included, from matches played."""
    n = len(strategies)
    out = np.empty((n, n))
    for row in range(n):
        for column in range(row, n):
            played = play_matches(
                strategies[row], strategies[column],
                turns=turns, matches=repetitions, seed=seed + row * n + column, game=game, noise=noise,
            )  # fmt: skip
            out[row, column], out[column, row] = played.first.mean(), played.second.mean()
    return out


def _arrays(strategy: Strategy) -> tuple[NDArray[Any], NDArray[Any]]:
    return np.array(strategy.cooperates, dtype=np.float64), np.array(strategy.goes, dtype=np.int64)


def _errors(noise: Noise) -> NDArray[Any]:
    return np.array([noise.slip, noise.peace_seen_as_attack, noise.attack_seen_as_peace])


@compiled
def _totals(
    chances: Any,
    goes: Any,
    chances_of_other: Any,
    goes_of_other: Any,
    errors: Any,
    errors_of_other: Any,
    payoffs: Any,
    turns: Any,
    matches: Any,
    seed: Any,
) -> Any:
    out = np.zeros((matches, 2))
    n, m = len(chances), len(chances_of_other)
    # Both sides' states as one, with thresholds in whole numbers: a draw's halves decide both acts at once.
    below, below_of_other = np.empty(n * m, np.uint64), np.empty(n * m, np.uint64)
    onward = np.empty((n * m, 4), np.int64)
    for a in range(n):
        for b in range(m):
            c = chances[a]
            below[a * m + b] = np.uint64((c * (1 - errors[0]) + (1 - c) * errors[0]) * 4294967296.0)
            c = chances_of_other[b]
            below_of_other[a * m + b] = np.uint64(
                (c * (1 - errors_of_other[0]) + (1 - c) * errors_of_other[0]) * 4294967296.0
            )
            for mine in range(2):
                for theirs in range(2):
                    onward[a * m + b, 2 * mine + theirs] = (
                        goes[a, 2 * mine + theirs] * m + goes_of_other[b, 2 * theirs + mine]
                    )
    misread = errors[1] + errors[2] + errors_of_other[1] + errors_of_other[2] > 0
    for match in range(matches):
        key = stream(seed, match)
        struck, struck_by_other, both = 0, 0, 0
        state = 0
        for turn in range(turns):
            bits = mixed(key + np.uint64(turn) * STEP)
            mine = int((bits & _LOW) >= below[state])
            theirs = int((bits >> _HALF) >= below_of_other[state])
            struck += mine
            struck_by_other += theirs
            both += mine & theirs
            if misread:
                seen = theirs ^ int(draw(key, _READ + 2 * turn) < errors[1 + theirs])
                seen_by_other = mine ^ int(draw(key, _READ + 2 * turn + 1) < errors_of_other[1 + mine])
                state = goes[state // m, 2 * mine + seen] * m + goes_of_other[state % m, 2 * theirs + seen_by_other]
            else:
                state = onward[state, 2 * mine + theirs]
        counts = (turns - struck - struck_by_other + both, struck_by_other - both, struck - both, both)
        for pair in range(4):
            out[match, 0] += counts[pair] * payoffs[0, pair]
            out[match, 1] += counts[pair] * payoffs[1, (pair % 2) * 2 + pair // 2]
    return out


@compiled
def _acts(
    chances: Any,
    goes: Any,
    chances_of_other: Any,
    goes_of_other: Any,
    errors: Any,
    errors_of_other: Any,
    turns: Any,
    seed: Any,
    match: Any,
) -> Any:
    """One match with the same draws as in `_totals`, and all its acts."""
    out = np.zeros((turns, 2), dtype=np.int64)
    key = stream(seed, match)
    a, b = 0, 0
    for turn in range(turns):
        bits = mixed(key + np.uint64(turn) * STEP)
        c = chances[a]
        mine = int((bits & _LOW) >= np.uint64((c * (1 - errors[0]) + (1 - c) * errors[0]) * 4294967296.0))
        c = chances_of_other[b]
        slip = errors_of_other[0]
        theirs = int((bits >> _HALF) >= np.uint64((c * (1 - slip) + (1 - c) * slip) * 4294967296.0))
        seen = theirs ^ int(draw(key, _READ + 2 * turn) < errors[1 + theirs])
        seen_by_other = mine ^ int(draw(key, _READ + 2 * turn + 1) < errors_of_other[1 + mine])
        out[turn, 0], out[turn, 1] = mine, theirs
        a, b = goes[a, 2 * mine + seen], goes_of_other[b, 2 * theirs + seen_by_other]
    return out
