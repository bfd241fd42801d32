"""Everybody against everybody: who does best in which company."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from talion.errors import ScenarioError
from talion.scenarios.exact import all_pairs
from talion.scenarios.games import NO_NOISE, PRISONERS_DILEMMA, Game, Noise, Strategy


@dataclass(frozen=True, slots=True)
class Standing:
    """One strategy's place: its mean payoff a turn over all it met, and its worst and best meeting."""

    place: int
    strategy: str
    payoff: float
    worst: float
    worst_against: str
    best: float
    best_against: str


@dataclass(frozen=True, slots=True)
class Tournament:
    """A round robin: `standings` from the best down, and `payoffs[row][column]` a turn, in the order of `names`.

    `turns` None is the long run. All numbers are exact expectations; nothing was drawn at random.
    """

    names: tuple[str, ...]
    payoffs: tuple[tuple[float, ...], ...]
    standings: tuple[Standing, ...]
    turns: int | None
    noise: Noise


def tournament(
    strategies: Sequence[Strategy],
    *,
    turns: int | None = None,
    game: Game = PRISONERS_DILEMMA,
    noise: Noise = NO_NOISE,
    with_self: bool = True,
) -> Tournament:
    """A round robin in which every strategy meets every other, and itself, for so many turns or for ever.

    Strategies tie where they earn the same; a tie keeps the order in which they were given.
    """
    if len(strategies) < 2:
        raise ScenarioError("a tournament needs at least two strategies")
    names = [strategy.name for strategy in strategies]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise ScenarioError(f"{twice} enters twice; give the second another name")
    table = all_pairs(strategies, game=game, noise=noise, turns=turns)
    return Tournament(tuple(names), _rows(table), _standings(names, table, with_self), turns, noise)


def _standings(names: list[str], table: NDArray[np.float64], with_self: bool) -> tuple[Standing, ...]:
    n = len(names)
    met = table.copy()
    if not with_self:
        np.fill_diagonal(met, np.nan)
    means = np.nanmean(met, axis=1)
    order = sorted(range(n), key=lambda k: (-round(float(means[k]), 10), k))
    return tuple(
        Standing(
            place + 1, names[k], float(means[k]),
            float(np.nanmin(met[k])), names[int(np.nanargmin(met[k]))],
            float(np.nanmax(met[k])), names[int(np.nanargmax(met[k]))],
        )
        for place, k in enumerate(order)
    )  # fmt: skip


def _rows(table: NDArray[np.float64]) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(float(value) for value in row) for row in table)
