"""A scenario out of a record of acts: what can be fitted is fitted, and what cannot is said and given a stated range.

Rates, answers and memory of each ordered pair are fitted together to its acts by day (`posterior`), under weak priors:
a chance to answer Jeffreys' (so that no answer at all is near at hand), the mean lag around 4 days (log-normal, sd
0.8), its shape around 2 (0.7), the rate around the plain one (1.5), the terms of the memory around none (0.7 for own
acts, never below zero; 0.5 for hits). An act whose toll is not known counts as deadly and as not, by the share of known
ones that killed. Terms of the memory enter only where they foretell the last third of the record better than the model
without them does, by more than chance gives once in twenty times. The priors are ours, and stand in the docs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from talion.errors import ScenarioError
from talion.records import Estimate, Selection, Timeline
from talion.scenarios.acts_seen import Seen
from talion.scenarios.conflict import RUNGS, Pair, Scenario, Unsure
from talion.scenarios.orders import Spells, gate_from_orders, party_with_control
from talion.scenarios.pair_fit import PAINFUL, PairFit
from talion.scenarios.sights import as_acted, sights_of

FEWEST_DAYS = 30
EVERYTHING = Selection()


@dataclass(frozen=True)
class Calibrated:
    """A fitted scenario, its numbers as estimates, and for the scenario file where each comes from."""

    scenario: Scenario
    estimates: tuple[Estimate, ...]
    origins: Mapping[str, str]

    @property
    def not_told(self) -> tuple[Estimate, ...]:
        """The numbers that the record cannot tell; their interval is the stated range."""
        return tuple(one for one in self.estimates if one.value is None)


def calibrate(
    war: Timeline,
    parties: Sequence[str],
    *,
    name: str = "base",
    patrons: Mapping[str, str] | None = None,
    halts: Sequence[tuple[str, date]] = (),
    resumes: Sequence[tuple[str, date]] = (),
    selection: Selection = EVERYTHING,
    kinds: Sequence[str] = ("ASSAULT",),
    seed: int = 1,
) -> Calibrated:
    """A scenario between the parties, from a timeline whose actors and recipients are named as they are.

    `patrons` says who stands behind whom; `halts` and `resumes` are public orders to stop and to go on, by patron and
    day, from which control and the hazards of the gate are read. Counted are directed deeds of the kinds, on their
    first possible day. Raises ScenarioError where a record is too short, or holds no act between the parties.
    """
    behind = dict(patrons or {})
    days = sum(span.days for span in war.observed)
    if days < FEWEST_DAYS:
        raise ScenarioError(f"{days} observed days are too few to fit a scenario; it takes {FEWEST_DAYS}")
    seen = Seen(war, kinds)
    origins: dict[str, str] = {}
    estimates: list[Estimate] = []
    pairs: list[Pair] = []
    unsure: list[Unsure] = []
    spells = {patron: Spells(seen, patron, halts, resumes) for patron in dict.fromkeys(behind.values())}
    named = dict.fromkeys([*parties, *behind.values()])
    people = tuple(
        party_with_control(seen, party, behind.get(party), spells, selection, estimates, origins, unsure)
        for party in named
    )
    control = {party.name: party.control for party in people}
    for place, (actor, recipient) in enumerate((a, b) for a in parties for b in parties if a != b):
        if not seen.between(actor, recipient) and not seen.between(recipient, actor):
            continue
        held = spells[behind[actor]].held if actor in behind else np.zeros(days, dtype=bool)
        fit = PairFit(seen, actor, recipient, selection, seed + place, held=held, control=control[actor])
        pairs.append(fit.pair)
        unsure += fit.unsure
        estimates += fit.estimates
        origins |= fit.origins
    if not pairs:
        raise ScenarioError(
            f"the record holds no act between {' and '.join(parties)} whose day and direction are known"
        )
    sights = sights_of(seen, parties, pairs, selection, estimates, origins, unsure)
    for sight in sights:
        pairs, unsure = as_acted(sight, pairs, unsure, origins)
    gates = []
    for patron in dict.fromkeys(behind[party] for party in parties if party in behind):
        gate, more = gate_from_orders(spells[patron], selection, estimates, origins)
        gates.append(gate)
        unsure += more
    scenario = Scenario(
        name, people, tuple(pairs), sights=sights, gates=tuple(gates), rungs=RUNGS, painful=PAINFUL, fitted_days=days,
        unsure=tuple(unsure),
    )  # fmt: skip
    return Calibrated(scenario, tuple(estimates), origins)
