"""Equilibria of small dynamic games, all that can be found, each with a name: an optional lens, never the forecast.

A published game of two states had fifteen, with a share of peace between 0 and 0.96. So what an equilibrium says
about a what-if holds on its branch alone, and every result here names the branch.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from talion.errors import ScenarioError


@dataclass(frozen=True, slots=True)
class Branch:
    """One equilibrium: `strikes[side][state]` are chances to strike, `time` the long-run share of each state.

    `peace` is the long-run share of turns in which nobody strikes; `stable` says whether small doubts die out when each
    side answers the other's choices.
    """

    name: str
    strikes: tuple[tuple[float, ...], tuple[float, ...]]
    time: tuple[float, ...]
    peace: float
    stable: bool


def find_branches(
    payoffs: ArrayLike,
    moves: ArrayLike,
    *,
    patience: float,
    random: np.random.Generator,
    starts: int = 200,
) -> tuple[Branch, ...]:
    """The Markov-perfect equilibria of a two-sided game of striking and holding back, with choices that err (logit).

    `payoffs[side, state, first, second]` (0 holds back, 1 strikes) in units of the error's scale: larger payoffs,
    fewer errors. `moves[state, first, second, next]` are chances. `patience` is the weight of the next turn. Solved
    from so many random starts; from the most peaceful to the least. More starts may find more: that none is missing
    is not proven.
    """
    # Imported here: it is slow to load, and nothing else in scenarios needs it.
    from scipy.optimize import root

    u, p = np.array(payoffs, dtype=float), np.array(moves, dtype=float)
    n = p.shape[0]
    if u.shape != (2, n, 2, 2) or p.shape != (n, 2, 2, n) or not np.allclose(p.sum(axis=-1), 1):
        raise ScenarioError("payoffs are 2 x states x 2 x 2, moves states x 2 x 2 x states with rows that sum to 1")
    if not 0 <= patience < 1:
        raise ScenarioError(f"patience lies between 0 and 1, 1 excluded; not {patience}")

    def gains(logits: NDArray[Any]) -> NDArray[Any]:
        return _gain_from_striking(_chance(logits.reshape(2, n)), u, p, patience).ravel()

    def misses(logits: NDArray[Any]) -> NDArray[Any]:
        gap: NDArray[Any] = gains(logits) - logits
        return gap

    find: Any = root  # its stubs know no function of an array
    found: list[NDArray[Any]] = []
    for _ in range(starts):
        start = random.normal(0.0, 4.0, 2 * n)
        solution = find(misses, start)
        # scipy's own word for success is stricter than its result on flat stretches, and looser on others: look.
        if np.abs(gains(solution.x) - solution.x).max() < 1e-7:
            chances = _chance(solution.x.reshape(2, n))
            if all(np.abs(chances - other).max() > 1e-5 for other in found):
                found.append(chances)
    branches = [_described(chances, u, p, patience) for chances in found]
    branches.sort(key=lambda branch: (-branch.peace, branch.strikes))
    total = len(branches)
    return tuple(
        replace(branch, name=f"branch {k + 1} of {total}: peace {branch.peace:.2f}")
        for k, branch in enumerate(branches)
    )  # fmt: skip


def outbidding(
    *, costs: tuple[float, float], prize: float = 4.0, pull: float = 0.3, states: int = 5, patience: float = 0.9,
    random: np.random.Generator, starts: int = 60,
) -> tuple[Branch, ...]:  # fmt: skip
    """The equilibria of two rivals who attack a third party to win support from each other.

    The state is who has the support, from all with the first to all with the second; `prize` is what all of it is
    worth a turn. An attack that the rival does not match moves support one step towards the attacker with chance
    `pull`. Raising one rival's cost can make the other, and even the total, more violent: where it was the weaker
    that had given up, or the stronger that could rest.

    References
    ----------
    crisman_cox_gibilisco (the question, and that effects differ by side; the game here is ours and smaller)
    """
    share = np.linspace(1.0, 0.0, states)
    u = np.zeros((2, states, 2, 2))
    u[0] += (prize * share)[:, None, None]
    u[1] += (prize * (1 - share))[:, None, None]
    u[0, :, 1, :] -= costs[0]
    u[1, :, :, 1] -= costs[1]
    p = np.zeros((states, 2, 2, states))
    for s in range(states):
        for first in (0, 1):
            for second in (0, 1):
                step = second - first
                to = min(max(s + step, 0), states - 1)
                p[s, first, second, s] += 1.0 if step == 0 else 1 - pull
                p[s, first, second, to] += 0.0 if step == 0 else pull
    return find_branches(u, p, patience=patience, random=random, starts=starts)


def standoff(
    *, audience: tuple[float, float], stake: float = 3.0, war: float = 1.0, rungs: int = 3, patience: float = 0.9,
    random: np.random.Generator, starts: int = 100,
) -> tuple[Branch, ...]:  # fmt: skip
    """The equilibria of two sides that climb a ladder of threats before their publics.

    State 0 is calm, 1 to `rungs` are steps of a stand-off. In calm a strike begins one. In it, two that strike climb a
    step and each pays `war` times the step; who alone holds back loses face, which costs its `audience` times the
    step, while the other gains `stake`; if both hold back, both pay half of that. Then there is calm again.

    References
    ----------
    fearon_1994 (audience costs that grow with the step; the game here is ours, and its sides cannot lie)
    """
    n = rungs + 1
    u, p = np.zeros((2, n, 2, 2)), np.zeros((n, 2, 2, n))
    p[0, 0, 0, 0] = 1.0
    for first, second in ((1, 0), (0, 1), (1, 1)):
        p[0, first, second, 1] = 1.0
    for step in range(1, n):
        u[0, step, 1, 1] = u[1, step, 1, 1] = -war * step
        p[step, 1, 1, min(step + 1, rungs)] = 1.0
        for side, (first, second) in enumerate(((0, 1), (1, 0))):
            u[side, step, first, second] = -audience[side] * step
            u[1 - side, step, first, second] = stake
            p[step, first, second, 0] = 1.0
        u[:, step, 0, 0] = -np.array(audience) * step / 2
        p[step, 0, 0, 0] = 1.0
    return find_branches(u, p, patience=patience, random=random, starts=starts)


def violence(branch: Branch) -> tuple[float, float]:
    """How often each side strikes in the long run."""
    first = sum(time * chance for time, chance in zip(branch.time, branch.strikes[0], strict=True))
    second = sum(time * chance for time, chance in zip(branch.time, branch.strikes[1], strict=True))
    return first, second


def _chance(logits: NDArray[Any]) -> NDArray[Any]:
    chance: NDArray[Any] = 1 / (1 + np.exp(-np.clip(logits, -700, 700)))
    return chance


def _gain_from_striking(chances: NDArray[Any], u: NDArray[Any], p: NDArray[Any], patience: float) -> NDArray[Any]:
    """By side and state, how much more striking is worth than holding back, given everybody's chances to strike."""
    n = p.shape[0]
    first, second = (np.stack([1 - c, c], axis=1) for c in chances)
    joint = first[:, :, None] * second[:, None, :]
    onward = np.einsum("sab,sabt->st", joint, p)
    out = np.empty((2, n))
    for side, own in ((0, first), (1, second)):
        # What errors are worth: the mean of the largest of two Gumbel errors, given the choice.
        entropy = -(own * np.log(np.clip(own, 1e-300, 1))).sum(axis=1)
        now = (joint * u[side]).sum(axis=(1, 2)) + entropy
        value = np.linalg.solve(np.eye(n) - patience * onward, now)
        worth = u[side] + patience * p @ value
        by_act = np.einsum("sb,sab->sa", second, worth) if side == 0 else np.einsum("sa,sab->sb", first, worth)
        out[side] = by_act[:, 1] - by_act[:, 0]
    return out


def _described(chances: NDArray[Any], u: NDArray[Any], p: NDArray[Any], patience: float) -> Branch:
    n = p.shape[0]
    first, second = (np.stack([1 - c, c], axis=1) for c in chances)
    joint = first[:, :, None] * second[:, None, :]
    equations = (np.eye(n) - np.einsum("sab,sabt->st", joint, p)).T
    equations[-1] = 1.0
    right = np.zeros(n)
    right[-1] = 1.0
    time = np.linalg.solve(equations, right)
    pushed = chances * 0.999 + 0.0005
    for _ in range(300):
        pushed = 0.5 * pushed + 0.5 * _chance(_gain_from_striking(pushed, u, p, patience))
    return Branch(
        "",
        (tuple(float(x) for x in chances[0]), tuple(float(x) for x in chances[1])),
        tuple(float(x) for x in time),
        float(time @ joint[:, 0, 0]),
        bool(np.abs(pushed - chances).max() < 1e-3),
    )
