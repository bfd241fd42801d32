"""The conflict game in machine code: a scenario as arrays, and the days, acts and answers of its paths."""

import math
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from talion.scenarios.compiled import compiled, draw, mixed, stream
from talion.scenarios.conflict import GATES, Pair, Scenario, Sight
from talion.scenarios.drawn import key_of, variants_of
from talion.scenarios.policies import DEATH
from talion.scenarios.stable import pairs_by_phase

MOST_ACTS_A_DAY = 16  # of one pair: a run that reaches this has left what day-dated acts can describe
LONGEST_LAG = 120

(
    _BASE, _C, _KEEP_O, _A, _KEEP_P, _D, _KEEP_F, _LETHAL, _LETHAL_ANSWER, _SIZE, _SIZE_SD, _BELOW, _ABOVE, _LINE,
    _AFTER, _CALM, _TIMES, _EXCUSES, _WHOM, _UNSURE, _HARD, _EXPONENT, _SPREAD, _STEP, _SURE, _OWN, _GRUDGE, _SHIFTS,
    _CONTROL, _DETECTION, _ACCURACY, _OWN_BEFORE, _HITS_BEFORE, _PAIN_BEFORE, _WIDTH,
) = range(35)  # fmt: skip
_ON_DEATH = -1e9  # where the red line is a death and no size
# What is counted on a path, beside acts: in the order of the columns.
COUNTS = ("answers", "wrong answers", "held for doubt", "full days")


class Arrays(NamedTuple):
    """A scenario as the compiled game takes it."""

    numbers: NDArray[np.float64]  # phase x variant x pair x number
    lags: NDArray[np.float64]  # phase x variant x pair x day: chance of a lag of so many days or fewer
    phases: NDArray[np.int64]  # of each day: which of the phases it belongs to
    actor: NDArray[np.int64]
    answering: NDArray[np.int64]  # the pair in which the recipient acts on the actor; -1 where there is none
    at_patron: NDArray[np.int64]  # the pair in which the recipient acts on the actor's patron; -1 where there is none
    same_target: NDArray[np.int64]  # pair x place: the pairs that act on the same party, itself included; -1 at the end
    gate: NDArray[np.int64]  # of the acting party; -1 where none
    fear_of: NDArray[np.int64]  # the gate whose fear a painful hit of this pair feeds; -1 where none
    gates: NDArray[np.float64]  # variant x gate x (starts at hold, holds, lifts, fear, keep)
    orders: NDArray[np.int64]  # day x gate: -1 none, 0 go, 1 hold
    push: NDArray[np.float64]  # day x pair: added to the logarithm of the rate
    payers: NDArray[np.float64]  # host x pair: share of the size that the host bears
    rungs: NDArray[np.float64]  # logarithms
    painful: float
    keys: NDArray[np.uint64]  # of pairs, then of gates: by name, so that adding a pair leaves the others' numbers alone
    perfect: bool
    plain: bool  # no pair has a memory term


@lru_cache(maxsize=8)
def arrays_of(scenario: Scenario, days: int) -> Arrays:
    """The scenario as arrays, with its layers applied; kept for the next block of paths, and never written into."""
    places = {(pair.actor, pair.recipient): k for k, pair in enumerate(scenario.pairs)}
    parties = {party.name: party for party in scenario.parties}
    gate_places = {gate.patron: k for k, gate in enumerate(scenario.gates)} if "gate" in scenario.layers else {}
    m = len(scenario.pairs)

    def patron(name: str) -> str | None:
        return parties[name].patron

    same = np.full((m, m + 1), -1, dtype=np.int64)
    gate, fear_of = np.full(m, -1, dtype=np.int64), np.full(m, -1, dtype=np.int64)
    answering, at_patron = np.full(m, -1, dtype=np.int64), np.full(m, -1, dtype=np.int64)
    for k, pair in enumerate(scenario.pairs):
        suspects = [j for j, other in enumerate(scenario.pairs) if other.recipient == pair.recipient]
        same[k, : len(suspects)] = suspects
        gate[k] = gate_places.get(patron(pair.actor) or "", -1)
        fear_of[k] = gate_places.get(pair.recipient, gate_places.get(patron(pair.recipient) or "", -1))
        answering[k] = places.get((pair.recipient, pair.actor), -1)
        at_patron[k] = places.get((pair.recipient, patron(pair.actor) or ""), -1)
    push = np.zeros((days, m))
    for instrument in scenario.instruments:
        rows = slice(instrument.day - 1, instrument.until)
        columns = [k for k, pair in enumerate(scenario.pairs) if pair.actor == instrument.party]
        push[rows, columns] += math.log(instrument.factor) if instrument.factor > 0 else -50.0
    orders = np.full((days, max(1, len(scenario.gates))), -1, dtype=np.int64)
    for order in scenario.orders:
        if order.patron in gate_places and order.day <= days:
            orders[order.day - 1, gate_places[order.patron]] = GATES.index(order.gate)
    payers = np.array(
        [[host.share * (pair.actor in host.parties or pair.recipient in host.parties) for pair in scenario.pairs]
         for host in scenario.hosts], dtype=np.float64,
    ).reshape(len(scenario.hosts), m)  # fmt: skip
    variants = variants_of(scenario)
    by_variant = [pairs_by_phase(variant) for variant in variants]
    begins = [day for day, _ in by_variant[0]]
    pairs = tuple(tuple(phases[n][1] for phases in by_variant) for n in range(len(begins)))
    numbers = np.array(
        [[[_numbers(variant, pair) for pair in row] for variant, row in zip(variants, phase, strict=True)]
         for phase in pairs]
    ).reshape(len(begins), -1, m, _WIDTH)  # fmt: skip
    phases = np.searchsorted(np.array(begins), np.arange(1, days + 1), side="right") - 1
    painful = math.log(scenario.rungs[scenario.painful - 1]) if scenario.painful else 1e9
    return Arrays(
        numbers, np.array([_lags(phase) for phase in pairs]), phases.astype(np.int64), np.arange(m), answering,
        at_patron, same, gate, fear_of,
        np.array([[[GATES.index(g.starts), g.holds, g.lifts, g.fear, math.exp(-1 / g.fear_days)]
                   for g in variant.gates if gate_places] for variant in variants]).reshape(len(variants), -1, 5),
        orders, push, payers, np.log(np.array(scenario.rungs)), painful,
        np.array([key_of(pair.name) for pair in scenario.pairs] + [key_of(gate.patron) for gate in scenario.gates],
                 dtype=np.uint64),
        "attribution" not in scenario.layers,
        bool((numbers[..., [_C, _A, _D, _GRUDGE, _SHIFTS]] == 0).all()),
    )  # fmt: skip


def _numbers(scenario: Scenario, pair: Pair) -> list[float]:
    memory, answers = "memory" in scenario.layers, "answers" in scenario.layers
    rule = pair.rule
    hosts = [host for host in scenario.hosts if pair.actor in host.parties]
    rate = pair.rate * math.prod(1 - host.control for host in hosts)
    control = next(party.control for party in scenario.parties if party.name == pair.actor)
    sight = next((one for one in scenario.sights if one.party == pair.recipient), None)
    if sight is None or "attribution" not in scenario.layers:
        sight = Sight(pair.recipient)
    line = _ON_DEATH if rule.red_line == DEATH else math.log(scenario.rungs[int(rule.red_line) - 1])
    row = {
        _BASE: rate, _C: pair.persistence * memory, _KEEP_O: math.exp(-1 / pair.persistence_days),
        _A: pair.provoked * memory, _KEEP_P: math.exp(-1 / pair.provoked_days),
        _D: pair.deterred * memory, _KEEP_F: math.exp(-1 / pair.deterred_days),
        _LETHAL: pair.lethal, _LETHAL_ANSWER: pair.lethal if pair.lethal_answers is None else pair.lethal_answers,
        _SIZE: math.log(pair.size), _SIZE_SD: pair.size_spread,
        _BELOW: rule.below * answers, _ABOVE: rule.above * answers, _LINE: line, _AFTER: rule.after,
        _CALM: rule.calm_days, _TIMES: rule.times, _EXCUSES: rule.excuses, _WHOM: rule.whom == "patron",
        _UNSURE: rule.when_unsure == "patron", _HARD: math.log(rule.hard), _EXPONENT: rule.exponent,
        _SPREAD: rule.spread, _STEP: math.log(rule.step), _SURE: rule.sure, _OWN: rule.own_rate * answers,
        _GRUDGE: rule.grudge_rate * answers, _SHIFTS: rule.shifts and answers, _CONTROL: control,
        _DETECTION: sight.detection, _ACCURACY: sight.accuracy, _OWN_BEFORE: pair.acts_before,
        _HITS_BEFORE: pair.hits_before, _PAIN_BEFORE: pair.pain_before,
    }  # fmt: skip
    return [float(row[k]) for k in range(_WIDTH)]


def _lags(variants: tuple[tuple[Pair, ...], ...]) -> NDArray[np.float64]:
    """For each variant and pair, the chance of a lag of at most 1, 2, … days; longer ones are cut to the longest."""
    # Imported here: it is slow to load.
    from scipy.special import gammainc

    shape = np.array([[pair.rule.late_shape for pair in pairs] for pairs in variants])
    mean = np.array([[pair.rule.late_days for pair in pairs] for pairs in variants])
    days = np.arange(1, LONGEST_LAG)
    chances: NDArray[np.float64] = gammainc(shape[:, :, None], days * (shape / mean)[:, :, None])
    chances[:, :, -1] = 1.0
    return chances


# The game ------------------------------------------------------------------------------------------------------------

_LOG_WIDTH = 9  # day, pair, size, lethal, depth, what it answers (row or -1), blamed pair or -1, belief, answer's pair


@compiled
def _normal(key: Any, place: Any) -> Any:
    """A standard normal number from two places of a stream (Box and Muller)."""
    return math.sqrt(-2.0 * math.log(1.0 - draw(key, place))) * math.cos(2 * math.pi * draw(key, place + 1))


@compiled
def _poisson(u: Any, mean: Any) -> Any:
    """A Poisson number from one uniform, by inversion."""
    term = math.exp(-mean)
    count, total = 0, term
    while u >= total and count < MOST_ACTS_A_DAY:
        count += 1
        term *= mean / count
        total += term
    return count


@compiled
def play_paths(
    game: Any,
    days: Any,
    first_path: Any,
    paths: Any,
    seed: Any,
    acts: Any,
    deaths: Any,
    reached: Any,
    counts: Any,
    costs: Any,
    log: Any,
) -> Any:
    """Play paths from `first_path` on into the given arrays; into a log with rows, tell them act by act."""
    (
        numbers, lags, phases, _actor, answering, at_patron, same_target, gate_of, fear_of, all_gates, orders,
        push, payers, rungs, painful, keys, perfect, plain,
    ) = game  # fmt: skip
    _, variants, m, _ = numbers.shape
    n_gates, n_hosts, n_rungs = all_gates.shape[1], payers.shape[0], rungs.shape[0]
    ring = LONGEST_LAG + 1
    own, hits, pain = np.zeros(m), np.zeros(m), np.zeros(m)
    new_own, new_hits, new_pain = np.zeros(m), np.zeros(m), np.zeros(m)
    rate = np.zeros(m)
    taken, ladder, grudge, resting = np.zeros(m), np.zeros(m), np.zeros(m), np.zeros(m)
    last_hit = np.zeros(m)
    due = np.zeros((m, ring), dtype=np.int64)
    due_size, due_depth = np.zeros((m, ring)), np.zeros((m, ring), dtype=np.int64)
    due_from = np.zeros((m, ring), dtype=np.int64)
    waiting = np.zeros(m, dtype=np.int64)
    hold, fear = np.zeros(n_gates, dtype=np.int64), np.zeros(n_gates)
    rows = 0
    telling = log.shape[0] > 0
    for place in range(paths):
        path = first_path + place
        p = numbers[0, path % variants]
        lag = lags[0, path % variants]
        gates = all_gates[path % variants]
        phase = 0
        path_key = stream(seed, path)
        for k in range(m):
            own[k], hits[k], pain[k] = p[k, _OWN_BEFORE], p[k, _HITS_BEFORE], p[k, _PAIN_BEFORE]
        taken[:], ladder[:], grudge[:], resting[:], last_hit[:] = 0.0, 0.0, 0.0, 0.0, -1e9
        for k in range(m):
            if waiting[k] > 0:
                due[k, :] = 0
                waiting[k] = 0
        for g in range(n_gates):
            hold[g], fear[g] = int(gates[g, 0]), 0.0
        for day in range(days):
            day_key = stream(path_key, day)
            slot = day % ring
            if phases[day] != phase:
                phase = phases[day]
                p = numbers[phase, path % variants]
                lag = lags[phase, path % variants]
            for g in range(n_gates):
                key = mixed(day_key ^ keys[m + g])
                if orders[day, g] >= 0:
                    hold[g] = orders[day, g]
                elif hold[g] == 0:
                    hazard = gates[g, 1] + gates[g, 3] * fear[g]
                    if hazard > 0 and draw(key, 0) < 1 - math.exp(-hazard):
                        hold[g] = 1
                elif gates[g, 2] > 0 and draw(key, 1) < 1 - math.exp(-gates[g, 2]):
                    hold[g] = 0
                fear[g] *= gates[g, 4]
            # All rates of the day come before its acts, so that the order of the pairs does not matter.
            for k in range(m):
                q = p[k]
                value = q[_BASE]
                if not plain:
                    if value > 0:
                        if resting[k] > 0:
                            value = 0.0
                        elif own[k] > 0 or hits[k] > 0 or pain[k] > 0:
                            value *= math.exp(q[_C] * math.log1p(own[k]) + q[_A] * hits[k] - q[_D] * pain[k])
                    hits[k] *= q[_KEEP_P]
                    pain[k] *= q[_KEEP_F]
                    value += q[_GRUDGE] * grudge[k]
                value += q[_OWN]
                if push[day, k] != 0.0:
                    value *= math.exp(push[day, k])
                own[k] *= q[_KEEP_O]
                g = gate_of[k]
                if g >= 0 and hold[g] == 1:
                    value *= 1 - q[_CONTROL]
                rate[k] = value
            for k in range(m):
                q = p[k]
                answers = due[k, slot]
                count = 0
                if rate[k] > 0 or answers > 0:
                    key = mixed(day_key ^ keys[k])
                    u = draw(key, 0)
                    # u below 1 - rate is no act for certain, since exp(-x) is above 1 - x.
                    if rate[k] > 0 and u > 1 - rate[k]:
                        count = _poisson(u, rate[k])
                    g = gate_of[k]
                    if answers > 0:
                        due[k, slot] = 0
                        waiting[k] -= 1
                        if g >= 0 and hold[g] == 1 and draw(key, 1) < q[_CONTROL]:
                            answers = 0
                if count + answers == 0:
                    continue
                if count + answers >= MOST_ACTS_A_DAY:
                    counts[place, 3] += 1
                    count = min(count, MOST_ACTS_A_DAY)
                    answers = min(answers, MOST_ACTS_A_DAY - 1)
                for act in range(count + answers):
                    is_answer = act >= count
                    # Answers take their numbers from places of their own: one more attack leaves them as they were.
                    at = 8 + 8 * (act - count + MOST_ACTS_A_DAY if is_answer else act)
                    if is_answer:
                        size = due_size[k, slot] + q[_SPREAD] * _normal(key, at)
                        lethal = draw(key, at + 2) < q[_LETHAL_ANSWER]
                        depth = due_depth[k, slot]
                    else:
                        size = q[_SIZE] + q[_SIZE_SD] * _normal(key, at)
                        lethal = draw(key, at + 2) < q[_LETHAL]
                        depth = 0
                    new_own[k] += 1
                    acts[place, day, k] += 1
                    if lethal:
                        deaths[place, day, k] += 1
                    for r in range(n_rungs):
                        if size >= rungs[r] and reached[place, k, r] < 0:
                            reached[place, k, r] = day
                    for h in range(n_hosts):
                        if payers[h, k] > 0:
                            costs[place, h] += payers[h, k] * math.exp(size)
                    hurts = lethal or size >= painful
                    if hurts and fear_of[k] >= 0:
                        fear[fear_of[k]] += 1
                    # Who is blamed, and how surely.
                    blamed, sure = k, 1.0
                    if not perfect:
                        suspects, total = 0, 0.0
                        while same_target[k, suspects] >= 0:
                            j = same_target[k, suspects]
                            total += rate[j] + (1 - p[j][_KEEP_O]) * own[j] + 1e-9
                            suspects += 1
                        if draw(key, at + 3) >= q[_DETECTION]:
                            blamed, sure = -1, 0.0
                            best = -1.0
                            for s in range(suspects):
                                j = same_target[k, s]
                                weight = rate[j] + (1 - p[j][_KEEP_O]) * own[j] + 1e-9
                                if weight > best:
                                    best, blamed = weight, j
                        elif suspects > 1:
                            u = draw(key, at + 4)
                            if u >= q[_ACCURACY]:
                                pick = min(int((u - q[_ACCURACY]) / (1 - q[_ACCURACY]) * (suspects - 1)), suspects - 2)
                                j = same_target[k, pick]
                                blamed = same_target[k, suspects - 1] if j == k else j
                            weight = rate[blamed] + (1 - p[blamed][_KEEP_O]) * own[blamed] + 1e-9
                            wrong = (1 - q[_ACCURACY]) / (suspects - 1)
                            sure = weight * q[_ACCURACY] / (weight * q[_ACCURACY] + (total - weight) * wrong)
                    a = answering[blamed]
                    if telling and rows < log.shape[0]:
                        log[rows, 0], log[rows, 1], log[rows, 2], log[rows, 3] = day, k, size, lethal
                        log[rows, 4], log[rows, 5] = depth, due_from[k, slot] if is_answer else -1
                        log[rows, 6], log[rows, 7], log[rows, 8] = blamed if sure > 0 else -1, sure, -1
                    rows += 1
                    if a < 0:
                        continue
                    rule = p[a]
                    if sure > 0:
                        new_hits[a] += 1
                        if hurts:
                            new_pain[a] += 1
                    if rule[_EXCUSES] > 0 and depth == 1:
                        continue
                    if day - last_hit[a] > rule[_CALM]:
                        taken[a], ladder[a] = 0.0, 0.0
                    last_hit[a] = day
                    taken[a] += 1
                    above = lethal if rule[_LINE] == _ON_DEATH else size >= rule[_LINE]
                    if above and rule[_GRUDGE] > 0:
                        grudge[a] = 1.0
                    if hurts and rule[_SHIFTS] > 0:
                        resting[a] = 1.0 - resting[a]
                    chance = rule[_ABOVE] if above else rule[_BELOW]
                    if taken[a] < rule[_AFTER] or draw(key, at + 5) >= chance:
                        continue
                    to = a
                    if sure < rule[_SURE]:
                        to = at_patron[blamed] if rule[_UNSURE] > 0 else -1
                        if to < 0:
                            counts[place, 2] += 1
                            continue
                    elif rule[_WHOM] > 0 and at_patron[blamed] >= 0:
                        to = at_patron[blamed]
                    u = draw(key, at + 6)
                    wait = 1
                    while wait < LONGEST_LAG - 1 and u >= lag[a, wait - 1]:
                        wait += 1
                    when = (day + wait) % ring
                    hardness = rule[_HARD] + rule[_EXPONENT] * size + rule[_STEP] * ladder[a]
                    if due[to, when] == 0:
                        waiting[to] += 1
                        due_size[to, when], due_depth[to, when] = hardness, depth + 1
                        due_from[to, when] = rows - 1
                    elif hardness > due_size[to, when]:
                        due_size[to, when] = hardness
                    due[to, when] += int(rule[_TIMES])
                    taken[a] = 0.0
                    ladder[a] += 1
                    counts[place, 0] += 1
                    if to == a and blamed != k:
                        counts[place, 1] += 1
                    if telling and rows <= log.shape[0]:
                        log[rows - 1, 8] = to
            for k in range(m):
                if new_own[k] > 0:
                    own[k] += new_own[k]
                    new_own[k] = 0.0
                if new_hits[k] > 0:
                    hits[k] += new_hits[k]
                    pain[k] += new_pain[k]
                    new_hits[k], new_pain[k] = 0.0, 0.0
    return rows
