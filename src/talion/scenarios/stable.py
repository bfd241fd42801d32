"""Whether answers call forth answers without end: then no number of the play-out would mean anything."""

import math

import numpy as np
from numpy.typing import NDArray

from talion.errors import ScenarioError
from talion.scenarios.arms import spectral_radius
from talion.scenarios.conflict import Pair, Scenario
from talion.scenarios.drawn import variants_of
from talion.scenarios.policies import DEATH


def pairs_by_phase(scenario: Scenario) -> tuple[tuple[int, tuple[Pair, ...]], ...]:
    """The pairs from the first day on, and from each day on which one changes, with that day."""
    found = [(1, scenario.pairs)]
    for day in sorted({change.day for change in scenario.changes}):
        now = {change.pair.name: change.pair for change in scenario.changes if change.day == day}
        after = tuple(now.get(pair.name, pair) for pair in found[-1][1])
        if day == found[-1][0]:
            found[-1] = (day, after)
        else:
            found.append((day, after))
    return tuple(found)


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
    phases = [phase for one in (scenario, *variants_of(scenario)[:50]) for phase in pairs_by_phase(one)]
    for day, pairs in phases:
        table = answers_called_forth(scenario, pairs)
        if not table.any():
            continue
        radius = spectral_radius(table)
        if radius >= 1 - 1e-9:
            since = f" from day {day} on" if day > 1 else ""
            heavy = [pairs[k].name for k in range(len(pairs)) if table[:, k].sum() >= 0.5] or [scenario.pairs[0].name]
            raise ScenarioError(
                f"{scenario.name}: unstable{since}: one answer calls forth {radius:.2f} further answers on average, so "
                "that a feud never ends and its number has no meaning. Lower a chance to answer, or `times`, of "
                f"{' or '.join(heavy)}; or write `endless = true` if that is what you mean to look at"
            )
