r"""The conflict game: who acts on whom, day by day, and by what rules the others answer.

Four layers, each of which can be switched off:

`memory` (L0)
    For each ordered pair of parties and each day, with own acts *O*, hits *P* taken from the other and blamed on it,
    and painful ones *F* among them, each decaying:
    :math:`\log \lambda = \mu + c \log(1 + O) + a P - d F + z(t) + \log g`. Without the layer *c*, *a*, *d* are zero.
`answers` (L1)
    An act kills with the chance of its kind and has a size *S* on an open scale; the other side's rule says whether,
    how late and how hard it answers.
`attribution` (L2)
    Who did it is seen through a signal; the belief that follows must reach the rule's bar. Without it everybody knows.
`gate` (L3)
    A patron says go or hold; under hold an agent's acts are fewer by its patron's control. Fear of painful hits makes a
    patron say hold.
"""

import hashlib
import math
from dataclasses import dataclass, field, replace
from functools import lru_cache
from statistics import NormalDist
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from talion.errors import ScenarioError
from talion.scenarios.arms import spectral_radius
from talion.scenarios.compiled import compiled, draw, mixed, stream
from talion.scenarios.policies import DEATH, Rule

LAYERS = ("memory", "answers", "attribution", "gate")
GATES = ("go", "hold")
MOST_ACTS_A_DAY = 16  # of one pair: a run that reaches this has left what day-dated acts can describe
LONGEST_LAG = 120
# Sizes at which the rungs begin, where a scenario gives none. S is 1 plus the people killed or hurt.
RUNGS = (1.0, 2.0, 5.0, 20.0, 100.0)


@dataclass(frozen=True, slots=True)
class Party:
    """One side or group; `control` is the share of its acts that its `patron` can stop by saying hold."""

    name: str
    patron: str | None = None
    control: float = 0.0


@dataclass(frozen=True, slots=True)
class Pair:
    """What one party does to another: acts of its own accord, and by which rule it answers the other's.

    `rate` is acts a day that answer nothing, `lethal` the chance that one kills, `lethal_answers` the same for an
    answer (None: the same). `size` is the median of S of an act that answers nothing, `size_spread` the standard
    deviation of its logarithm. `persistence` *c*, `provoked` *a* and `deterred` *d* are the terms of the memory, the
    three lengths in days how fast each fades by the factor e. `policy` is the name under which the rule was given.
    """

    actor: str
    recipient: str
    rate: float = 0.0
    lethal: float = 0.0
    lethal_answers: float | None = None
    size: float = 1.5
    size_spread: float = 0.8
    persistence: float = 0.0
    persistence_days: float = 14.0
    provoked: float = 0.0
    provoked_days: float = 14.0
    deterred: float = 0.0
    deterred_days: float = 30.0
    policy: str = "always hold back"
    rule: Rule = field(default_factory=lambda: Rule(below=0.0, above=0.0))

    @property
    def name(self) -> str:
        """The pair as a scenario file names it."""
        return f"{self.actor} > {self.recipient}"


@dataclass(frozen=True, slots=True)
class Sight:
    """How well a party sees who hit it.

    `detection` is the chance of any sign, `accuracy` that the sign points at the doer and not at another suspect.
    """

    party: str
    detection: float = 1.0
    accuracy: float = 1.0


@dataclass(frozen=True, slots=True)
class Gate:
    """What a patron tells its agents: `starts` with go or hold, and changes by chances a day.

    `holds` is the daily hazard of going from go to hold, `fear` what each painful hit on it or its agents adds to that
    hazard, fading in `fear_days`; `lifts` is the hazard of going back.
    """

    patron: str
    starts: str = "go"
    holds: float = 0.0
    lifts: float = 0.0
    fear: float = 0.0
    fear_days: float = 30.0


@dataclass(frozen=True, slots=True)
class Host:
    """A country on whose soil others fight, and that pays: it bears `share` of the size of every act of the `parties`.

    `control` is the share of their own attacks that it prevents.
    """

    name: str
    parties: tuple[str, ...]
    control: float = 0.0
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Instrument:
    """Something other than force, or any change of pace: it multiplies the attack rate of `party` from one day on.

    `day` counts from 1; `until` None is to the end.
    """

    name: str
    party: str
    factor: float
    day: int = 1
    until: int | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """What a patron says on a day, whatever its hazards: hold or go."""

    patron: str
    day: int
    gate: str


@dataclass(frozen=True, slots=True)
class Unsure:
    """One number of a pair that is known to lie between `low` and `high` with nine chances in ten.

    A number of the pair's rule has "rule." before its name. Draws are normal around the middle, on the scale of odds
    for shares and of logarithms for all others.
    """

    actor: str
    recipient: str
    number: str
    low: float
    high: float

    def value_in(self, pair: Pair) -> float:
        """What the pair has for this number."""
        holder: Any = pair.rule if self.number.startswith("rule.") else pair
        return float(getattr(holder, self.number.removeprefix("rule.")) or 0.0)

    def put_in(self, pair: Pair, value: float) -> Pair:
        """The pair with this number changed."""
        name = self.number.removeprefix("rule.")
        if name != self.number:
            return replace(pair, rule=replace(pair.rule, **{name: value}))  # type: ignore[arg-type]
        return replace(pair, **{name: value})  # type: ignore[arg-type]


# Shares: numbers that lie between 0 and 1.
SHARES = frozenset({"lethal", "lethal_answers", "rule.below", "rule.above", "rule.sure"})
DRAWS = 200


@dataclass(frozen=True, slots=True)
class Scenario:
    """A conflict under stated rules. Frozen: a what-if is another scenario.

    `fitted_days` is the length of the record that its numbers rest on, and the longest horizon that may be played
    unless `beyond_data` accepts more. `endless` accepts answers that on average call forth one further answer or
    more. `unsure` are numbers known to lie in a range: each path plays with a draw of its own kind out of DRAWS.
    """

    name: str
    parties: tuple[Party, ...]
    pairs: tuple[Pair, ...]
    sights: tuple[Sight, ...] = ()
    gates: tuple[Gate, ...] = ()
    hosts: tuple[Host, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    orders: tuple[Order, ...] = ()
    rungs: tuple[float, ...] = RUNGS
    painful: int | None = None
    layers: frozenset[str] = frozenset(LAYERS)
    fitted_days: int | None = None
    beyond_data: bool = False
    endless: bool = False
    unsure: tuple[Unsure, ...] = ()

    def __post_init__(self) -> None:
        _check(self)

    def without(self, layer: str) -> "Scenario":
        """The same scenario with one layer switched off."""
        if layer not in LAYERS:
            raise ScenarioError(f"a layer is one of {', '.join(LAYERS)}; not {layer!r}")
        return replace(self, layers=self.layers - {layer})

    def pair(self, actor: str, recipient: str) -> Pair:
        """What one party does to the other."""
        for pair in self.pairs:
            if (pair.actor, pair.recipient) == (actor, recipient):
                return pair
        raise ScenarioError(f"{self.name}: no pair {actor} > {recipient}; there are {_names(self)}")

    def changed(self, actor: str, recipient: str, **changes: Any) -> "Scenario":
        """The same scenario with some numbers of one pair changed, each of which then is sure."""
        old = self.pair(actor, recipient)
        new = replace(old, **changes)
        # A number that is set is no longer unsure.
        kept = tuple(
            one for one in self.unsure
            if (one.actor, one.recipient) != (actor, recipient) or one.value_in(old) == one.value_in(new)
        )  # fmt: skip
        return replace(self, pairs=tuple(new if pair is old else pair for pair in self.pairs), unsure=kept)


def _names(scenario: Scenario) -> str:
    return ", ".join(pair.name for pair in scenario.pairs)


def _check(scenario: Scenario) -> None:
    where = scenario.name
    names = [party.name for party in scenario.parties]
    if len(set(names)) != len(names):
        raise ScenarioError(f"{where}: a party stands there twice: {', '.join(names)}")

    def known(name: str, by: str) -> None:
        if name not in names:
            raise ScenarioError(f"{where}: {by} names {name!r}, which is no party; there are {', '.join(names)}")

    def share(value: float, what: str) -> None:
        if not 0 <= value <= 1:
            raise ScenarioError(f"{where}: {what} is a share between 0 and 1; not {value}")

    for party in scenario.parties:
        share(party.control, f"the control over {party.name}")
        if party.patron is not None:
            known(party.patron, f"party {party.name}")
    seen = set()
    for pair in scenario.pairs:
        known(pair.actor, f"pair {pair.name}")
        known(pair.recipient, f"pair {pair.name}")
        if pair.actor == pair.recipient:
            raise ScenarioError(f"{where}: {pair.actor} cannot act on itself")
        for what in ("rate", "size_spread"):
            if not 0 <= getattr(pair, what) < math.inf:
                raise ScenarioError(f"{where}: pair {pair.name}: {what} cannot be {getattr(pair, what)}")
        for what in ("size", "persistence_days", "provoked_days", "deterred_days"):
            if not getattr(pair, what) > 0:
                raise ScenarioError(f"{where}: pair {pair.name}: {what} must be above zero; not {getattr(pair, what)}")
        share(pair.lethal, f"pair {pair.name}: lethal")
        share(pair.lethal if pair.lethal_answers is None else pair.lethal_answers, f"pair {pair.name}: lethal_answers")
        if isinstance(pair.rule.red_line, int) and pair.rule.red_line > len(scenario.rungs):
            raise ScenarioError(
                f"{where}: pair {pair.name}: the red line is rung {pair.rule.red_line} of {len(scenario.rungs)}"
            )
    for pair in scenario.pairs:
        if pair.name in seen:
            raise ScenarioError(f"{where}: pair {pair.name} stands there twice")
        seen.add(pair.name)
    for one in scenario.unsure:
        pair = scenario.pair(one.actor, one.recipient)
        number = one.number.removeprefix("rule.")
        if not hasattr(pair.rule if number != one.number else pair, number):
            raise ScenarioError(f"{where}: pair {pair.name} has no number {one.number!r}")
        if not 0 < one.low < one.high or (one.number in SHARES and one.high >= 1):
            raise ScenarioError(
                f"{where}: pair {pair.name}: {number} is unsure between {one.low} and {one.high}; "
                "the range must rise, and lie above 0, and a share below 1"
            )
    for sight in scenario.sights:
        known(sight.party, "a sight")
        share(sight.detection, f"sight of {sight.party}: detection")
        share(sight.accuracy, f"sight of {sight.party}: accuracy")
    for gate in scenario.gates:
        known(gate.patron, "a gate")
        if gate.starts not in GATES:
            raise ScenarioError(f"{where}: a gate starts with go or hold; not {gate.starts!r}")
        if min(gate.holds, gate.lifts, gate.fear) < 0 or gate.fear_days <= 0:
            raise ScenarioError(f"{where}: the gate of {gate.patron}: hazards cannot be below zero, fear_days not zero")
    for host in scenario.hosts:
        share(host.control, f"host {host.name}: control")
        share(host.share, f"host {host.name}: share")
        for name in host.parties:
            known(name, f"host {host.name}")
    for instrument in scenario.instruments:
        known(instrument.party, f"instrument {instrument.name}")
        if instrument.factor < 0 or instrument.day < 1:
            raise ScenarioError(
                f"{where}: instrument {instrument.name}: the factor cannot be below 0, nor the day below 1"
            )
    for order in scenario.orders:
        if order.patron not in {gate.patron for gate in scenario.gates}:
            raise ScenarioError(f"{where}: an order of {order.patron!r}, which has no gate; add a [[gate]] for it")
        if order.gate not in GATES or order.day < 1:
            raise ScenarioError(
                f"{where}: an order says go or hold on a day from 1 on; not {order.gate!r} on {order.day}"
            )
    if any(lower >= higher for lower, higher in zip(scenario.rungs, scenario.rungs[1:], strict=False)):
        raise ScenarioError(f"{where}: the rungs must rise: {scenario.rungs}")
    unknown = scenario.layers - set(LAYERS)
    if unknown:
        raise ScenarioError(f"{where}: a layer is one of {', '.join(LAYERS)}; not {', '.join(sorted(unknown))}")


@lru_cache(maxsize=32)
def variants_of(scenario: Scenario) -> tuple[tuple[Pair, ...], ...]:
    """The pairs with their unsure numbers drawn, DRAWS times; the pairs themselves where all is sure.

    Each number is drawn for itself, by its name and place alone, so that a what-if draws the same as its base.
    """
    if not scenario.unsure:
        return (scenario.pairs,)
    # Evenly spread levels, each number's in an order of its own: every number's whole range is covered.
    levels = [NormalDist().inv_cdf((k + 0.5) / DRAWS) / NormalDist().inv_cdf(0.95) for k in range(DRAWS)]
    rows: list[dict[str, Pair]] = [{pair.name: pair for pair in scenario.pairs} for _ in range(DRAWS)]
    for one in scenario.unsure:
        name = f"{one.actor} > {one.recipient}"
        key = _key(f"{name}: {one.number}")
        order = np.random.Generator(np.random.PCG64(key)).permutation(DRAWS)
        low, high = (_to_line(one.number, value) for value in (one.low, one.high))
        for row, place in zip(rows, order, strict=True):
            value = _from_line(one.number, (low + high) / 2 + levels[int(place)] * (high - low) / 2)
            row[name] = one.put_in(row[name], value)
    return tuple(tuple(row[pair.name] for pair in scenario.pairs) for row in rows)


def _to_line(number: str, value: float) -> float:
    return math.log(value / (1 - value)) if number in SHARES else math.log(value)


def _from_line(number: str, value: float) -> float:
    return 1 / (1 + math.exp(-value)) if number in SHARES else math.exp(value)


# Does it run away? ----------------------------------------------------------------------------------------------------


def answers_called_forth(scenario: Scenario, pairs: tuple[Pair, ...] | None = None) -> NDArray[np.float64]:
    """For each pair (row), how many answers by each (column) one answer of it calls forth, at most, on average."""
    pairs = pairs or scenario.pairs
    places = {(pair.actor, pair.recipient): k for k, pair in enumerate(pairs)}
    patrons = {party.name: party.patron for party in scenario.parties}
    table = np.zeros((len(pairs), len(pairs)))
    if "answers" not in scenario.layers:
        return table
    for k, pair in enumerate(pairs):
        answering = places.get((pair.recipient, pair.actor))
        if answering is None:
            continue
        rule = pairs[answering].rule
        if rule.red_line == DEATH:
            above = pair.lethal if pair.lethal_answers is None else pair.lethal_answers
        else:
            threshold = scenario.rungs[int(rule.red_line) - 1]
            z = (math.log(threshold) - math.log(pair.size)) / max(pair.size_spread, 1e-9)
            above = 0.5 * math.erfc(z / math.sqrt(2))
        chance = above * rule.above + (1 - above) * rule.below
        to = answering
        if rule.whom == "patron":
            to = places.get((pair.recipient, patrons.get(pair.actor) or ""), answering)
        if not rule.excuses:
            table[k, to] = rule.times * chance / rule.after
    return table


def check_stable(scenario: Scenario) -> None:
    """Raise ScenarioError, naming the pairs, where answers call forth answers without end."""
    if scenario.endless:
        return
    for pairs in (scenario.pairs, *variants_of(scenario)[:50]):
        table = answers_called_forth(scenario, pairs)
        if not table.any():
            continue
        radius = spectral_radius(table)
        if radius >= 1 - 1e-9:
            heavy = [pairs[k].name for k in range(len(pairs)) if table[:, k].sum() >= 0.5] or [scenario.pairs[0].name]
            raise ScenarioError(
                f"{scenario.name}: unstable: one answer calls forth {radius:.2f} further answers on average, so that a "
                "feud never ends and its number has no meaning. Lower a chance to answer, or `times`, of "
                f"{' or '.join(heavy)}; or write `endless = true` if that is what you mean to look at"
            )


# To arrays ------------------------------------------------------------------------------------------------------------

(
    _BASE, _C, _KEEP_O, _A, _KEEP_P, _D, _KEEP_F, _LETHAL, _LETHAL_ANSWER, _SIZE, _SIZE_SD, _BELOW, _ABOVE, _LINE,
    _AFTER, _CALM, _TIMES, _EXCUSES, _WHOM, _UNSURE, _HARD, _EXPONENT, _SPREAD, _STEP, _SURE, _OWN, _GRUDGE, _SHIFTS,
    _CONTROL, _WIDTH,
) = range(30)  # fmt: skip
_ON_DEATH = -1e9  # where the red line is a death and no size
# What is counted on a path, beside acts: in the order of the columns.
COUNTS = ("answers", "wrong answers", "held for doubt", "full days")


class Arrays(NamedTuple):
    """A scenario as the compiled game takes it."""

    numbers: NDArray[np.float64]  # variant x pair x number
    lags: NDArray[np.float64]  # variant x pair x day: chance of a lag of so many days or fewer
    actor: NDArray[np.int64]
    answering: NDArray[np.int64]  # the pair in which the recipient acts on the actor; -1 where there is none
    at_patron: NDArray[np.int64]  # the pair in which the recipient acts on the actor's patron; -1 where there is none
    same_target: NDArray[np.int64]  # pair x place: the pairs that act on the same party, itself included; -1 at the end
    detection: NDArray[np.float64]
    accuracy: NDArray[np.float64]
    gate: NDArray[np.int64]  # of the acting party; -1 where none
    fear_of: NDArray[np.int64]  # the gate whose fear a painful hit of this pair feeds; -1 where none
    gates: NDArray[np.float64]  # gate x (starts at hold, holds, lifts, fear, keep)
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
    sights = {sight.party: sight for sight in scenario.sights} if "attribution" in scenario.layers else {}
    detection, accuracy = np.ones(m), np.ones(m)
    for k, pair in enumerate(scenario.pairs):
        suspects = [j for j, other in enumerate(scenario.pairs) if other.recipient == pair.recipient]
        same[k, : len(suspects)] = suspects
        gate[k] = gate_places.get(patron(pair.actor) or "", -1)
        fear_of[k] = gate_places.get(pair.recipient, gate_places.get(patron(pair.recipient) or "", -1))
        answering[k] = places.get((pair.recipient, pair.actor), -1)
        at_patron[k] = places.get((pair.recipient, patron(pair.actor) or ""), -1)
        sight = sights.get(pair.recipient, Sight(pair.recipient))
        detection[k], accuracy[k] = sight.detection, sight.accuracy
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
    numbers = np.array([[_numbers(scenario, pair) for pair in pairs] for pairs in variants]).reshape(-1, m, _WIDTH)
    painful = math.log(scenario.rungs[scenario.painful - 1]) if scenario.painful else 1e9
    return Arrays(
        numbers, _lags(variants), np.arange(m), answering, at_patron, same, detection, accuracy, gate, fear_of,
        np.array([[GATES.index(g.starts), g.holds, g.lifts, g.fear, math.exp(-1 / g.fear_days)] for g in scenario.gates
                  if gate_places]).reshape(-1, 5),
        orders, push, payers, np.log(np.array(scenario.rungs)), painful,
        np.array([_key(pair.name) for pair in scenario.pairs] + [_key(gate.patron) for gate in scenario.gates],
                 dtype=np.uint64),
        "attribution" not in scenario.layers,
        bool((numbers[:, :, [_C, _A, _D, _GRUDGE, _SHIFTS]] == 0).all()),
    )  # fmt: skip


def _numbers(scenario: Scenario, pair: Pair) -> list[float]:
    memory, answers = "memory" in scenario.layers, "answers" in scenario.layers
    rule = pair.rule
    hosts = [host for host in scenario.hosts if pair.actor in host.parties]
    rate = pair.rate * math.prod(1 - host.control for host in hosts)
    control = next(party.control for party in scenario.parties if party.name == pair.actor)
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


def _key(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big")


# The game -------------------------------------------------------------------------------------------------------------

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
        numbers, lags, _actor, answering, at_patron, same_target, detection, accuracy, gate_of, fear_of, gates, orders,
        push, payers, rungs, painful, keys, perfect, plain,
    ) = game  # fmt: skip
    variants, m, _ = numbers.shape
    n_gates, n_hosts, n_rungs = gates.shape[0], payers.shape[0], rungs.shape[0]
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
        p = numbers[path % variants]
        lag = lags[path % variants]
        path_key = stream(seed, path)
        own[:], hits[:], pain[:] = 0.0, 0.0, 0.0
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
                        if draw(key, at + 3) >= detection[k]:
                            blamed, sure = -1, 0.0
                            best = -1.0
                            for s in range(suspects):
                                j = same_target[k, s]
                                weight = rate[j] + (1 - p[j][_KEEP_O]) * own[j] + 1e-9
                                if weight > best:
                                    best, blamed = weight, j
                        elif suspects > 1:
                            u = draw(key, at + 4)
                            if u >= accuracy[k]:
                                pick = min(int((u - accuracy[k]) / (1 - accuracy[k]) * (suspects - 1)), suspects - 2)
                                j = same_target[k, pick]
                                blamed = same_target[k, suspects - 1] if j == k else j
                            weight = rate[blamed] + (1 - p[blamed][_KEEP_O]) * own[blamed] + 1e-9
                            wrong = (1 - accuracy[k]) / (suspects - 1)
                            sure = weight * accuracy[k] / (weight * accuracy[k] + (total - weight) * wrong)
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
