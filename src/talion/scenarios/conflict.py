r"""The conflict game: who acts on whom, day by day, and by what rules the others answer.

Four layers, each of which can be switched off; `play` plays it forward:

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

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from talion.errors import ScenarioError
from talion.scenarios.policies import RULE_KEYS, Rule

LAYERS = ("memory", "answers", "attribution", "gate")
GATES = ("go", "hold")
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
    three lengths in days how fast each fades by the factor e; the three numbers *before* are what of the time before
    the first day is still remembered. `policy` is the name under which the rule was given.
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
    acts_before: float = 0.0
    hits_before: float = 0.0
    pain_before: float = 0.0
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
class Change:
    """What one party does to another from a day on: `pair` stands in place of the one between the same two.

    `day` counts from 1. Answers that are on their way come as they were meant.
    """

    day: int
    pair: Pair


# The tables of a scenario in which a number can stand, with the field of the scenario and the keys that find a row.
TABLES = {
    "pair": ("pairs", ("actor", "recipient")), "party": ("parties", ("name",)), "sight": ("sights", ("party",)),
    "gate": ("gates", ("patron",)), "host": ("hosts", ("name",)), "instrument": ("instruments", ("name",)),
}  # fmt: skip
# Numbers that are shares, between 0 and 1, and such as may lie on either side of zero.
SHARES = frozenset(
    {"lethal", "lethal_answers", "rule.below", "rule.above", "rule.sure", "control", "detection", "accuracy", "share"}
)
SIGNED = frozenset({"persistence", "provoked", "deterred", "rule.exponent"})
_FILE_NAMES = {f"rule.{name}": key for key, name in RULE_KEYS.items()}


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a scenario: in which table, of whom, and what it is called; of a pair's rule as "rule.above"."""

    table: str
    names: tuple[str, ...]
    number: str

    @property
    def says(self) -> str:
        """As a file and the messages name it."""
        who = " > ".join(self.names) if self.table == "pair" else f"{self.table} {self.names[0]}"
        return f"{who}: {_FILE_NAMES.get(self.number, self.number)}"

    def of_row(self, row: Any) -> float:
        """What a row of the table has for it."""
        holder = row.rule if self.number.startswith("rule.") else row
        return float(getattr(holder, self.number.removeprefix("rule.")) or 0.0)

    def in_row(self, row: Any, value: float) -> Any:
        """The row with it changed."""
        name = self.number.removeprefix("rule.")
        if name != self.number:
            return replace(row, rule=replace(row.rule, **{name: value}))
        return replace(row, **{name: value})

    def is_of(self, row: Any) -> bool:
        """Whether it stands in this row."""
        return all(getattr(row, key) == name for key, name in zip(TABLES[self.table][1], self.names, strict=True))

    def value_in(self, scenario: "Scenario") -> float:
        """What the scenario has for it."""
        return self.of_row(self._row(scenario))

    def put_in(self, scenario: "Scenario", value: float) -> "Scenario":
        """The scenario with it changed, and sure; where a change of the pair left it alone, there too."""
        return with_numbers(scenario, {self: value})

    def _row(self, scenario: "Scenario") -> Any:
        for row in getattr(scenario, TABLES[self.table][0]):
            if self.is_of(row):
                name = self.number.removeprefix("rule.")
                holder = row.rule if name != self.number else row
                if not isinstance(getattr(holder, name, None), int | float | None) or not hasattr(holder, name):
                    who = f"pair {row.name}" if self.table == "pair" else self.says.partition(":")[0]
                    raise ScenarioError(f"{scenario.name}: {who} has no number {self.number!r}")
                return row
        raise ScenarioError(f"{scenario.name}: there is no {self.table} {' > '.join(self.names)}")


@dataclass(frozen=True, slots=True)
class Unsure:
    """One number that is known to lie between `low` and `high` with nine chances in ten.

    It stands in a pair, or in another `table`, where `actor` is the name that finds the row. A number of a pair's rule
    has "rule." before its name. Draws are normal around the middle: on the scale of odds for shares, on that of
    logarithms for others, and as they are for those that may lie on either side of zero.
    """

    actor: str
    recipient: str
    number: str
    low: float
    high: float
    table: str = "pair"

    @property
    def of(self) -> Number:
        """Which number it is."""
        names = (self.actor, self.recipient) if self.table == "pair" else (self.actor,)
        return Number(self.table, names, self.number)


@dataclass(frozen=True, slots=True)
class Scenario:
    """A conflict under stated rules. Frozen: a what-if is another scenario.

    `fitted_days` is the length of the record that its numbers rest on, and the longest horizon that may be played
    unless `beyond_data` accepts more. `endless` accepts answers that on average call forth one further answer or
    more. `unsure` are numbers known to lie in a range: each path plays with one of many draws of them all. `changes`
    are what a party does from a day on.
    """

    name: str
    parties: tuple[Party, ...]
    pairs: tuple[Pair, ...]
    sights: tuple[Sight, ...] = ()
    gates: tuple[Gate, ...] = ()
    hosts: tuple[Host, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    orders: tuple[Order, ...] = ()
    changes: tuple[Change, ...] = ()
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
            if one.table != "pair" or not one.of.is_of(old) or one.of.of_row(old) == one.of.of_row(new)
        )  # fmt: skip
        return replace(self, pairs=tuple(new if pair is old else pair for pair in self.pairs), unsure=kept)


def with_numbers(scenario: Scenario, values: Mapping[Number, float]) -> Scenario:
    """The scenario with numbers changed, and sure; where a change of a pair left one alone, there too."""
    tables: dict[str, list[Any]] = {}
    changes = list(scenario.changes)
    for number, value in values.items():
        rows = tables.setdefault(number.table, list(getattr(scenario, TABLES[number.table][0])))
        usual = number.value_in(scenario)
        for k, row in enumerate(rows):
            if number.is_of(row):
                rows[k] = number.in_row(row, value)
        for k, change in enumerate(changes if number.table == "pair" else ()):
            if number.is_of(change.pair) and number.of_row(scenario.changes[k].pair) == usual:
                changes[k] = replace(change, pair=number.in_row(change.pair, value))
    kept = tuple(one for one in scenario.unsure if one.of not in values)
    fields: dict[str, Any] = {TABLES[table][0]: tuple(rows) for table, rows in tables.items()}
    return replace(scenario, changes=tuple(changes), unsure=kept, **fields)


def _names(scenario: Scenario) -> str:
    return ", ".join(pair.name for pair in scenario.pairs)


def _check(scenario: Scenario) -> None:
    where = scenario.name
    names = [party.name for party in scenario.parties]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise ScenarioError(f"{where}: party {twice!r} stands there twice")

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
        _check_pair(scenario, pair)
    for pair in scenario.pairs:
        if pair.name in seen:
            raise ScenarioError(f"{where}: pair {pair.name} stands there twice")
        seen.add(pair.name)
    for change in scenario.changes:
        scenario.pair(change.pair.actor, change.pair.recipient)
        if change.day < 1:
            raise ScenarioError(f"{where}: pair {change.pair.name}: a change begins on a day from 1 on")
        _check_pair(scenario, change.pair, f"from day {change.day} on, ")
    for one in scenario.unsure:
        one.of.value_in(scenario)
        above_zero = one.low > 0 or one.number in SIGNED
        if not one.low < one.high or not above_zero or (one.number in SHARES and one.high >= 1):
            who = f"pair {one.actor} > {one.recipient}" if one.table == "pair" else f"{one.table} {one.actor}"
            raise ScenarioError(
                f"{where}: {who}: {one.number.removeprefix('rule.')} is unsure between {one.low} and {one.high}; "
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


def _check_pair(scenario: Scenario, pair: Pair, when: str = "") -> None:
    where = f"{scenario.name}: {when}"
    for what in ("rate", "size_spread", "acts_before", "hits_before", "pain_before"):
        if not 0 <= getattr(pair, what) < math.inf:
            raise ScenarioError(f"{where}pair {pair.name}: {what} cannot be {getattr(pair, what)}")
    for what in ("size", "persistence_days", "provoked_days", "deterred_days"):
        if not getattr(pair, what) > 0:
            raise ScenarioError(f"{where}pair {pair.name}: {what} must be above zero; not {getattr(pair, what)}")
    for what in ("lethal", "lethal_answers"):
        value = getattr(pair, what)
        if value is not None and not 0 <= value <= 1:
            raise ScenarioError(f"{where}pair {pair.name}: {what} is a share between 0 and 1; not {value}")
    if isinstance(pair.rule.red_line, int) and pair.rule.red_line > len(scenario.rungs):
        raise ScenarioError(
            f"{where}pair {pair.name}: the red line is rung {pair.rule.red_line} of {len(scenario.rungs)}"
        )
