"""What two strategies earn against each other, computed and not simulated."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from talion.errors import ScenarioError
from talion.scenarios.compiled import compiled
from talion.scenarios.games import NO_NOISE, PRISONERS_DILEMMA, Game, Noise, Strategy

_SMALLEST = 1e-12
Four = tuple[float, float, float, float]


class Outcome(NamedTuple):
    """What each side earns a turn, and how often each cooperates."""

    first: float
    second: float
    first_cooperates: float
    second_cooperates: float


def long_run(
    one: Strategy,
    other: Strategy,
    *,
    game: Game = PRISONERS_DILEMMA,
    noise: Noise = NO_NOISE,
    noise_of_other: Noise | None = None,
) -> Outcome:
    """What each side earns a turn in the long run: the average over infinitely many turns.

    The pair of strategies is a Markov chain over their pairs of states. Where it falls into one of several sets of
    states that it never leaves, each set counts by the chance to end in it from the first turn; so the result is exact
    without noise too. `noise_of_other` None is the same noise for both sides.
    """
    chain = _chain(one, other, noise, noise_of_other or noise)
    share = _time_in_states(chain.moves, chain.start)
    return _outcome(share @ chain.acts, game)


def over_turns(
    one: Strategy,
    other: Strategy,
    *,
    turns: int,
    game: Game = PRISONERS_DILEMMA,
    noise: Noise = NO_NOISE,
    noise_of_other: Noise | None = None,
) -> Outcome:
    """What each side earns a turn on average over so many turns: an expectation, with nothing drawn at random."""
    if turns < 1:
        raise ScenarioError(f"a match has at least one turn; not {turns}")
    chain = _chain(one, other, noise, noise_of_other or noise)
    now, total = chain.start.copy(), np.zeros(len(chain.start))
    for _ in range(turns):
        total += now
        now = now @ chain.moves
    return _outcome(total @ chain.acts / turns, game)


def press_dyson(one: Four, other: Four, values: Four, *, of_other: bool = False) -> float:
    r"""The determinant whose ratios are long-run payoffs of two memory-one strategies.

    .. math:: s(f) = \frac{D(p, q, f)}{D(p, q, 1)}

    `one` and `other` are chances to cooperate after CC, CD, DC, DD, each side's own act first; `values` are what the
    four outcomes are worth, in the first side's order, or in the second's with `of_other`.

    References
    ----------
    press_dyson_2012
    """
    p, q = one, (other[0], other[2], other[1], other[3])
    f = (values[0], values[2], values[1], values[3]) if of_other else values
    rows = [
        [p[k] * q[k] - (k == 0), p[k] - (k < 2), q[k] - (k in {0, 2}), f[k]]
        for k in range(4)
    ]  # fmt: skip
    return float(np.linalg.det(np.array(rows)))


def reactive_payoff(
    one: tuple[float, float], other: tuple[float, float], *, payoffs: Four = PRISONERS_DILEMMA.first
) -> float:
    r"""What a reactive strategy earns a turn against another: chances to cooperate after peace and after an attack.

    .. math:: r = p - q, \quad s_1 = \frac{q_2 r_1 + q_1}{1 - r_1 r_2}, \quad
       E_1 = (R - S - T + P) s_1 s_2 + (S - P) s_1 + (T - P) s_2 + P

    References
    ----------
    nowak_sigmund_1992
    """
    (p1, q1), (p2, q2) = one, other
    r1, r2 = p1 - q1, p2 - q2
    if abs(r1 * r2) > 1 - _SMALLEST:
        raise ScenarioError(
            "two reactive strategies that copy each other without fail have no long run of their own: it depends on "
            "the first turn; use long_run, or add noise"
        )
    s1 = (q2 * r1 + q1) / (1 - r1 * r2)
    s2 = (q1 * r2 + q2) / (1 - r1 * r2)
    r, s, t, p = payoffs
    return (r - s - t + p) * s1 * s2 + (s - p) * s1 + (t - p) * s2 + p


def generous_optimum(payoffs: Four = PRISONERS_DILEMMA.first) -> float:
    r"""The largest share of attacks that tit for tat can forgive without inviting exploitation.

    .. math:: g^* = \min\left\{1 - \frac{T - R}{R - S}, \frac{R - P}{T - P}\right\}

    References
    ----------
    nowak_sigmund_1992
    """
    r, s, t, p = payoffs
    return min(1 - (t - r) / (r - s), (r - p) / (t - p))


def all_pairs(
    strategies: Sequence[Strategy],
    *,
    game: Game = PRISONERS_DILEMMA,
    noise: Noise = NO_NOISE,
    turns: int | None = None,
) -> NDArray[np.float64]:
    """What each strategy (row) earns a turn as first side against each (column); in the long run, or over `turns`.

    Pairs of memory-one strategies with noise go through the closed form, the others through their chains.
    """
    n = len(strategies)
    out = np.empty((n, n))
    memories = [strategy.memory_one for strategy in strategies]
    mixing = turns is None and noise.slip > 0
    closed = [k for k in range(n) if mixing and memories[k] is not None]
    if closed:
        table = np.array([memories[k] for k in closed], dtype=np.float64)
        out[np.ix_(closed, closed)] = memory_one_payoffs(with_errors(table, noise), game.payoffs[0])
    known = set(closed)
    for row in range(n):
        for column in range(n):
            if row in known and column in known:
                continue
            done = (
                long_run(strategies[row], strategies[column], game=game, noise=noise)
                if turns is None
                else over_turns(strategies[row], strategies[column], turns=turns, game=game, noise=noise)
            )
            out[row, column] = done.first
    return out


def with_errors(chances: NDArray[np.float64], noise: Noise) -> NDArray[np.float64]:
    """The chances to cooperate in fact after CC, CD, DC, DD in fact, of strategies that slip and misread so."""
    c, d = noise.peace_seen_as_attack, noise.attack_seen_as_peace
    read = np.array([[1 - c, c, 0, 0], [d, 1 - d, 0, 0], [0, 0, 1 - c, c], [0, 0, d, 1 - d]])
    meant = chances @ read.T
    return np.ascontiguousarray(meant * (1 - noise.slip) + (1 - meant) * noise.slip)


def memory_one_payoffs(chances: NDArray[np.float64], payoffs: Four) -> NDArray[np.float64]:
    """Long-run payoff a turn of each row of chances against each; each must lie between 0 and 1, both excluded.

    The closed form: the cofactors of the last column of Press and Dyson's determinant are the shares of time in the
    four outcomes, up to a factor.
    """
    if chances.size and (chances.min() <= 0 or chances.max() >= 1):
        raise ScenarioError("the closed form needs chances strictly between 0 and 1: add noise, or use long_run")
    table: NDArray[np.float64] = _all_memory_one(np.ascontiguousarray(chances), np.array(payoffs, dtype=np.float64))
    return table


@compiled
def _shares(p: Any, q: Any) -> Any:
    """Cofactors of the value column; `q` from the other side's point of view."""
    a0, b0, c0 = p[0] * q[0] - 1.0, p[0] - 1.0, q[0] - 1.0
    a1, b1, c1 = p[1] * q[2], p[1] - 1.0, q[2]
    a2, b2, c2 = p[2] * q[1], p[2], q[1] - 1.0
    a3, b3, c3 = p[3] * q[3], p[3], q[3]
    m01, m02, m03 = b0 * c1 - b1 * c0, b0 * c2 - b2 * c0, b0 * c3 - b3 * c0
    m12, m13, m23 = b1 * c2 - b2 * c1, b1 * c3 - b3 * c1, b2 * c3 - b3 * c2
    v0 = -(a1 * m23 - a2 * m13 + a3 * m12)
    v1 = a0 * m23 - a2 * m03 + a3 * m02
    v2 = -(a0 * m13 - a1 * m03 + a3 * m01)
    v3 = a0 * m12 - a1 * m02 + a2 * m01
    return v0, v1, v2, v3


@compiled
def _all_memory_one(chances: Any, payoffs: Any) -> Any:
    n = chances.shape[0]
    out = np.empty((n, n))
    for i in range(n):
        p = chances[i]
        for j in range(n):
            v0, v1, v2, v3 = _shares(p, chances[j])
            worth = v0 * payoffs[0] + v1 * payoffs[1] + v2 * payoffs[2] + v3 * payoffs[3]
            out[i, j] = worth / (v0 + v1 + v2 + v3)
    return out


class _Chain(NamedTuple):
    """Moves between pairs of states, where it starts, and in each pair of states the chances of CC, CD, DC, DD."""

    moves: NDArray[Any]
    start: NDArray[Any]
    acts: NDArray[Any]


def _chain(one: Strategy, other: Strategy, noise: Noise, noise_of_other: Noise) -> _Chain:
    n, m = len(one.cooperates), len(other.cooperates)
    a = _slipped(np.array(one.cooperates), noise)
    b = _slipped(np.array(other.cooperates), noise_of_other)
    goes, goes_of_other = np.array(one.goes), np.array(other.goes)
    moves = np.zeros((n, m, n, m))
    acts = np.zeros((n, m, 4))
    rows, columns = np.indices((n, m))
    for mine in (0, 1):
        for theirs in (0, 1):
            chance = np.outer(a if mine == 0 else 1 - a, b if theirs == 0 else 1 - b)
            acts[:, :, 2 * mine + theirs] = chance
            for seen, read in enumerate(_read(noise, theirs)):
                for seen_by_other, read_by_other in enumerate(_read(noise_of_other, mine)):
                    if read * read_by_other > 0:
                        to = goes[:, 2 * mine + seen][:, None] + 0 * columns
                        to_other = goes_of_other[:, 2 * theirs + seen_by_other][None, :] + 0 * rows
                        np.add.at(moves, (rows, columns, to, to_other), chance * read * read_by_other)
    start = np.zeros(n * m)
    start[0] = 1.0
    return _Chain(moves.reshape(n * m, n * m), start, acts.reshape(n * m, 4))


def _slipped(chances: NDArray[Any], noise: Noise) -> NDArray[Any]:
    return chances * (1 - noise.slip) + (1 - chances) * noise.slip


def _read(noise: Noise, act: int) -> tuple[float, float]:
    """Chances to read an act (0 peaceful, 1 hostile) as peaceful and as hostile."""
    wrong = noise.attack_seen_as_peace if act else noise.peace_seen_as_attack
    return (wrong, 1 - wrong) if act else (1 - wrong, wrong)


def _time_in_states(moves: NDArray[Any], start: NDArray[Any]) -> NDArray[Any]:
    """The long-run share of time in each state: by closed sets of states and the chance to end in each."""
    reached = np.flatnonzero(_closure(moves)[int(np.flatnonzero(start)[0])])
    moves = moves[np.ix_(reached, reached)]
    n = len(moves)
    reach = _closure(moves)
    both = reach & reach.T
    closed = np.array([not (reach[k] & ~both[k]).any() for k in range(n)])
    sets = {tuple(np.flatnonzero(both[k])) for k in np.flatnonzero(closed)}
    passing = np.flatnonzero(~closed)
    begin = int(np.flatnonzero(reached == int(np.flatnonzero(start)[0]))[0])
    share = np.zeros(n)
    for members in sorted(sets):
        inside = np.array(members)
        if closed[begin]:
            weight = float(begin in members)
        else:
            left = np.eye(len(passing)) - moves[np.ix_(passing, passing)]
            into = moves[np.ix_(passing, inside)].sum(axis=1)
            weight = float(np.linalg.solve(left, into)[int(np.flatnonzero(passing == begin)[0])])
        if weight > 0:
            block = moves[np.ix_(inside, inside)]
            k = len(inside)
            # The stationary equations with one, which follows from the others, replaced by "the shares sum to 1".
            equations = (np.eye(k) - block).T
            equations[-1] = 1.0
            right = np.zeros(k)
            right[-1] = 1.0
            share[inside] += weight * np.linalg.solve(equations, right)
    out = np.zeros(len(start))
    out[reached] = share
    return out


def _closure(moves: NDArray[Any]) -> NDArray[np.bool_]:
    """Which state can be reached from which in any number of turns, none included."""
    reach = (moves > 0) | np.eye(len(moves), dtype=bool)
    while True:
        further = (reach.astype(np.float32) @ reach.astype(np.float32)) > 0
        if (further == reach).all():
            return reach
        reach = further


def _outcome(acts: NDArray[Any], game: Game) -> Outcome:
    first, second = game.payoffs
    mirrored = acts[[0, 2, 1, 3]]
    return Outcome(
        float(acts @ np.array(first)),
        float(mirrored @ np.array(second)),
        float(acts[0] + acts[1]),
        float(acts[0] + acts[2]),
    )
