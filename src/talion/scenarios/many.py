"""More than two players: each round everybody holds back or strikes, and everybody bears what the others do."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from talion.errors import ScenarioError
from talion.scenarios.compiled import compiled, draw, stream


@dataclass(frozen=True, slots=True)
class PublicPeace:
    """A peace that all share: holding back costs 1 and gives `good`, shared by all, those who strike included.

    With `good` between 1 and the number of players it is a dilemma: all do best if all hold back, each does better by
    striking.
    """

    players: int
    good: float

    def payoff(self, holds_back: bool, others: int) -> float:
        """What a player earns in a round in which so many others hold back."""
        return self.good * (others + holds_back) / self.players - holds_back


@dataclass(frozen=True, slots=True)
class Follower:
    """A player who looks at the last round: the chance to hold back after each number of others who did.

    `after_peace[k]` where it held back itself and k others did; `after_attack[k]` where it struck.
    """

    name: str
    after_peace: tuple[float, ...]
    after_attack: tuple[float, ...]
    opening: float = 1.0


def conditional(name: str, players: int, at_least: int) -> Follower:
    """A player who holds back if at least so many of the others did: tit for tat among many."""
    chances = tuple(float(k >= at_least) for k in range(players))
    return Follower(name, chances, chances)


def long_run_of_many(game: PublicPeace, players: Sequence[Follower], *, slip: float) -> tuple[float, ...]:
    """What each earns a round in the long run, exactly: a Markov chain over who held back; `slip` above zero."""
    n = _checked(game, players)
    if not 0 < slip < 1:
        raise ScenarioError(f"the long run of many needs slips, so that the first round is forgotten; not {slip}")
    if n > 10:
        raise ScenarioError(f"{n} players have {2**n} outcomes, too many for the chain: use play_many")
    states = (np.arange(2**n)[:, None] >> np.arange(n)) & 1  # 1 is held back
    chance = np.empty((2**n, n))
    for row, acts in enumerate(states):
        for k, player in enumerate(players):
            others = int(acts.sum() - acts[k])
            meant = (player.after_peace if acts[k] else player.after_attack)[others]
            chance[row, k] = meant * (1 - slip) + (1 - meant) * slip
    moves = np.ones((2**n, 2**n))
    for k in range(n):
        moves *= np.where(states[:, k][None, :] == 1, chance[:, k][:, None], 1 - chance[:, k][:, None])
    equations = (np.eye(2**n) - moves).T
    equations[-1] = 1.0
    right = np.zeros(2**n)
    right[-1] = 1.0
    share = np.linalg.solve(equations, right)
    earned = np.array(
        [[game.payoff(bool(acts[k]), int(acts.sum() - acts[k])) for k in range(n)] for acts in states]
    )  # fmt: skip
    return tuple(float(x) for x in share @ earned)


def play_many(
    game: PublicPeace, players: Sequence[Follower], *, rounds: int, seed: int, slip: float = 0.0
) -> tuple[float, ...]:
    """What each earned a round in one long match of any number of players."""
    n = _checked(game, players)
    after = np.array([[player.after_attack, player.after_peace] for player in players], dtype=np.float64)
    opening = np.array([player.opening for player in players], dtype=np.float64)
    worth: NDArray[Any] = np.array([[game.payoff(bool(own), others) for others in range(n)] for own in (0, 1)])
    return tuple(float(x) for x in _many(after, opening, worth, rounds, np.uint64(seed), float(slip)))


def _checked(game: PublicPeace, players: Sequence[Follower]) -> int:
    n = game.players
    if len(players) != n or n < 2:
        raise ScenarioError(f"the game is for {n} players and {len(players)} were given")
    for player in players:
        if len(player.after_peace) != n or len(player.after_attack) != n:
            raise ScenarioError(f"{player.name}: needs a chance for each of 0 to {n - 1} others who held back")
    return n


@compiled
def _many(after: Any, opening: Any, worth: Any, rounds: Any, seed: Any, slip: Any) -> Any:
    n = len(opening)
    acts = np.zeros(n, dtype=np.int64)
    before = np.zeros(n, dtype=np.int64)
    earned = np.zeros(n)
    held = 0
    for turn in range(rounds):
        key = stream(seed, turn)
        for k in range(n):
            meant = opening[k] if turn == 0 else after[k, before[k], held - before[k]]
            acts[k] = int(draw(key, k) < meant * (1 - slip) + (1 - meant) * slip)
        held = acts.sum()
        for k in range(n):
            earned[k] += worth[acts[k], held - acts[k]]
            before[k] = acts[k]
    return earned / rounds
