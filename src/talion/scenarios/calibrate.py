"""A scenario out of a record of acts: what can be fitted is fitted, and what cannot is said and given a stated range.

Rates, answers and memory of each ordered pair are fitted together to its acts by day (`posterior`), under weak priors:
a chance to answer Jeffreys' (so that no answer at all is near at hand), the mean lag around 4 days (log-normal, sd
0.8), its shape around 2 (0.7), the rate around the plain one (1.5), the terms of the memory around none (0.7 for own
acts, never below zero; 0.5 for hits). An act whose toll is not known counts as deadly and as not, by the share of known
ones that killed. Terms of the memory enter only where they foretell the last third of the record better than the model
without them does, by more than chance gives once in twenty times. The priors are ours, and stand in the docs.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import NDArray

from talion.errors import ScenarioError
from talion.records import Estimate, Event, Selection, Timeline
from talion.scenarios.conflict import RUNGS, Gate, Pair, Party, Scenario, Sight, Unsure
from talion.scenarios.policies import Rule
from talion.scenarios.posterior import (
    ANSWERS,
    FADING,
    HALF_DAYS,
    LAG_DAYS,
    OWN,
    WHOLE,
    Record,
    foretells,
    own_memory_foretells,
    posterior,
)
from talion.scenarios.proxies import control_shown

FEWEST = 5  # triggers of a kind below which the chance to answer it is not told
FEWEST_ANSWERS = 4  # expected answers below which their lag is not told
FEWEST_DAYS = 30
CONTROL_DAYS = 30  # around an order, from which control is read
PAINFUL = 4  # the rung from which a hit counts as painful
# What stands in for a number that the record cannot tell: middle, low, high. Ours, wide on purpose.
STATED: Mapping[str, tuple[float, float, float]] = {
    "chance to answer": (0.5, 0.05, 0.95),
    "days to an answer": (4.0, 1.2, 15.0),
    "shape of the lag": (2.0, 0.7, 6.0),
    "times as hard": (1.0, 0.2, 5.0),
    "size": (1.5, 1.1, 4.0),
    "chance to kill": (0.1, 0.01, 0.6),
    "control": (0.5, 0.1, 0.9),
    "accuracy": (0.8, 0.5, 0.95),
}
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
    seen = _Seen(war, kinds)
    origins: dict[str, str] = {}
    estimates: list[Estimate] = []
    pairs: list[Pair] = []
    unsure: list[Unsure] = []
    spells = {patron: _Spells(seen, patron, halts, resumes) for patron in dict.fromkeys(behind.values())}
    named = dict.fromkeys([*parties, *behind.values()])
    people = tuple(
        _party(seen, party, behind.get(party), spells, selection, estimates, origins, unsure) for party in named
    )
    control = {party.name: party.control for party in people}
    for place, (actor, recipient) in enumerate((a, b) for a in parties for b in parties if a != b):
        if not seen.between(actor, recipient) and not seen.between(recipient, actor):
            continue
        held = spells[behind[actor]].held if actor in behind else np.zeros(days, dtype=bool)
        fit = _PairFit(seen, actor, recipient, selection, seed + place, held=held, control=control[actor])
        pairs.append(fit.pair)
        unsure += fit.unsure
        estimates += fit.estimates
        origins |= fit.origins
    if not pairs:
        raise ScenarioError(
            f"the record holds no act between {' and '.join(parties)} whose day and direction are known"
        )
    sights = _sights(seen, parties, pairs, selection, estimates, origins, unsure)
    for sight in sights:
        pairs, unsure = _as_acted(sight, pairs, unsure, origins)
    gates = []
    for patron in dict.fromkeys(behind[party] for party in parties if party in behind):
        gate, more = _gate(spells[patron], selection, estimates, origins)
        gates.append(gate)
        unsure += more
    scenario = Scenario(
        name, people, tuple(pairs), sights=sights, gates=tuple(gates), rungs=RUNGS, painful=PAINFUL, fitted_days=days,
        unsure=tuple(unsure),
    )  # fmt: skip
    return Calibrated(scenario, tuple(estimates), origins)


class _Seen:
    """The acts that count, on the observed days laid end to end."""

    def __init__(self, war: Timeline, kinds: Sequence[str]) -> None:
        self.days = sum(span.days for span in war.observed)
        self.first = war.observed[0].first
        self._place = {
            span.first + timedelta(days=k): n
            for n, (span, k) in enumerate((span, k) for span in war.observed for k in range(span.days))
        }
        wanted = {kind.upper() for kind in kinds}
        self.acts = [
            event for event in war.events
            if event.action in wanted and event.is_deed and event.directed and event.when is not None
            and event.when.first in self._place
        ]  # fmt: skip
        self.left_out = sum(event.action in wanted and event.is_deed for event in war.events) - len(self.acts)
        self.gaps = len(war.observed) - 1

    def on(self, day: date) -> int:
        """The place of a day among those observed; -1 where it was not."""
        return self._place.get(day, -1)

    def place(self, event: Event) -> int:
        assert event.when is not None  # only dated acts are kept
        return self._place[event.when.first]

    def between(self, actor: str, recipient: str) -> list[Event]:
        return [event for event in self.acts if actor in event.actors and recipient in event.recipients]

    def unknown_on(self, recipient: str) -> list[Event]:
        return [event for event in self.acts if not event.actors and recipient in event.recipients]


def _killed(event: Event) -> bool | None:
    """Whether an act killed; None where the record does not say."""
    killed = event.toll.killed
    if killed.low or killed.point:
        return True
    return False if killed.high == 0 else None


def _size(event: Event) -> float | None:
    """S: 1 plus the people killed or hurt; None where neither is known."""
    known = [n for n in (event.toll.killed.point, event.toll.injured.point) if n is not None]
    return 1.0 + sum(known) if known else None


class _PairFit:
    """The numbers of one ordered pair."""

    def __init__(
        self, seen: _Seen, actor: str, recipient: str, selection: Selection, seed: int, *, held: NDArray[np.bool_],
        control: float,
    ) -> None:  # fmt: skip
        self.seen, self.actor, self.recipient, self.selection = seen, actor, recipient, selection
        self.held, self.control = held, control
        self.estimates: list[Estimate] = []
        self.origins: dict[str, str] = {}
        self.unsure: list[Unsure] = []
        self.common: list[str] = []
        if seen.left_out:
            self.common.append(
                f"{seen.left_out} acts without day, direction or outside the observed days are not counted"
            )
        if seen.gaps:
            self.common.append(
                f"{seen.gaps} gaps in the record: what happened in them, and answers over them, are missing"
            )
        own, theirs = seen.between(actor, recipient), seen.between(recipient, actor)
        self.pair = Pair(actor, recipient, policy="tit for tat", rule=Rule())
        self.origins[f"{actor} > {recipient}: policy"] = "the form that the fitted chances below fill in"
        self._lethal(own)
        self._sizes(own)
        self._answers(own, theirs, seed)
        self._proportion(own, theirs)

    def _put(
        self, number: str, question: str, value: float, low: float, high: float, unit: str, n: int, *caveats: str
    ) -> None:
        self._set(number, value, low, high, f"fitted from {n} cases: {value:.3g}, 90 % {low:.3g} to {high:.3g}")
        self._estimate(question, value, low, high, unit, n, *caveats)

    def _cannot_tell(self, number: str, question: str, key: str, unit: str, n: int, why: str) -> None:
        value, low, high = STATED[key]
        self._set(number, value, low, high, f"NOT IDENTIFIED ({why}); a stated range, not a finding")
        said = f"Cannot tell: {why}. The interval is a stated range and no finding"
        self._estimate(question, None, low, high, unit, n, said)

    def _set(self, number: str, value: float, low: float, high: float, origin: str) -> None:
        one = Unsure(self.actor, self.recipient, number, low, high)
        self.pair = one.of.in_row(self.pair, value)
        self.unsure.append(one)
        self.origins[f"{self.actor} > {self.recipient}: {number}"] = origin

    def _lethal(self, own: list[Event]) -> None:
        told = [killed for event in sorted(own, key=self.seen.place) if (killed := _killed(event)) is not None]
        question = f"How often does an act by {self.actor} on {self.recipient} kill?"
        if len(told) < FEWEST:
            why = f"{len(told)} acts whose deaths are known, and it takes {FEWEST}"
            self._cannot_tell("lethal", question, "chance to kill", "share of acts", len(told), why)
            return
        hits = sum(told)
        low, high = _jeffreys(hits, len(told))
        caveats = ["The interval is Jeffreys' and takes acts for independent"]
        if told[-1]:
            caveats.append("The record ends with a death: a count that stops at a death gives a share that is too high")
        unknown = len(own) - len(told)
        if unknown:
            caveats.append(f"{unknown} acts whose deaths are not known are left out")
        share = (hits + 0.5) / (len(told) + 1)
        self._put("lethal", question, min(max(share, low), high), low, high, "share of acts", len(told), *caveats)

    def _sizes(self, own: list[Event]) -> None:
        sizes = [size for event in own if (size := _size(event)) is not None]
        question = f"How large is an act by {self.actor} on {self.recipient} (1 + killed or hurt), in the middle?"
        if len(sizes) < FEWEST:
            why = f"{len(sizes)} acts with a toll, and it takes {FEWEST}"
            self._cannot_tell("size", question, "size", "1 + people", len(sizes), why)
            return
        logs = np.log(sizes)
        spread, middle = max(float(logs.std(ddof=1)), 0.05), float(logs.mean())
        error = 1.645 * spread / math.sqrt(len(sizes))
        self._put("size", question, math.exp(middle), math.exp(middle - error), math.exp(middle + error), "1 + people",
                  len(sizes), "Of answers and other acts together, on the scale of logarithms")  # fmt: skip
        self.pair = replace(self.pair, size_spread=spread)
        self.origins[f"{self.actor} > {self.recipient}: size_spread"] = f"from {len(sizes)} acts"

    def _answers(self, own: list[Event], theirs: list[Event], seed: int) -> None:
        record = self._record(own, theirs)
        days, below, above = len(record.counts), record.below, record.above
        parts = self._kept_parts(record, seed)
        draws = posterior(record, seed=seed, parts=parts)
        mu, r0, r1, mean, shape = (draws[:, k] for k in range(5))
        who = f"{self.actor} on {self.recipient}"
        low, high = _middle(mu)
        self._put("rate", f"How many acts a day by {who} answer nothing?", float(np.median(mu)), low, high,
                  "acts a day", len(own),
                  f"{len(own)} acts in {days} days; what is no answer is read from the lags alone")  # fmt: skip
        for number, what, chances, triggers in (
            ("rule.below", "that kills nobody", r0, float(below.sum())),
            ("rule.above", "that kills", r1, float(above.sum())),
        ):
            question = f"How likely is an act by {self.recipient} {what} to be answered by {self.actor}?"
            if triggers < FEWEST:
                why = f"{triggers:.3g} such acts, and it takes {FEWEST}"
                self._cannot_tell(number, question, "chance to answer", "share of acts", round(triggers), why)
            else:
                low, high = _middle(chances)
                self._put(number, question, float(np.median(chances)), low, high, "share of acts", round(triggers),
                          "Says nothing of motive: a cause that moves both sides looks like answers")  # fmt: skip
        self._memory(record, draws, parts, seed)
        answered = float((r0 * below.sum() + r1 * above.sum()).mean())
        question = f"How many days until an act by {self.recipient} is answered by {self.actor}?"
        if answered < FEWEST_ANSWERS or not own:
            why = f"about {answered:.2g} answers, and it takes {FEWEST_ANSWERS}"
            self._cannot_tell("rule.late_days", question, "days to an answer", "days", round(answered), why)
            self._set(
                "rule.late_shape", *STATED["shape of the lag"], f"NOT IDENTIFIED ({why}); a stated range, not a finding"
            )
        else:
            low, high = _middle(mean)
            self._put("rule.late_days", question, float(np.median(mean)), low, high, "days", round(answered),
                      f"Gamma lags in whole days, at most {LAG_DAYS}")  # fmt: skip
            low, high = _middle(shape)
            self._set(
                "rule.late_shape", float(np.median(shape)), low, high, f"fitted: {np.median(shape):.3g}, with the lag"
            )

    def _record(self, own: list[Event], theirs: list[Event]) -> Record:
        days = self.seen.days
        counts, below, above, painful = (np.zeros(days) for _ in range(4))
        for event in own:
            counts[self.seen.place(event)] += 1
        told = [killed for event in theirs if (killed := _killed(event)) is not None]
        share = (sum(told) + 0.5) / (len(told) + 1)
        for event in theirs:
            killed, size = _killed(event), _size(event)
            weight = share if killed is None else float(killed)
            day = self.seen.place(event)
            above[day] += weight
            below[day] += 1 - weight
            painful[day] += 1.0 if size is not None and size >= RUNGS[PAINFUL - 1] else weight
        exposure = np.where(self.held, 1 - self.control, 1.0)
        return Record(counts, below, above, painful, np.maximum(exposure, 0.02))

    def _kept_parts(self, record: Record, seed: int) -> int:
        """Which terms of the memory foretell the last third of the record better than the model without them does."""
        self.gains: dict[int, tuple[float, float]] = {}
        split = 2 * len(record.counts) // 3
        self.last_third, first = int(record.counts[split:].sum()), int(record.counts[:split].sum())
        kept = ANSWERS
        if self.last_third < FEWEST or first < FEWEST:
            return kept
        plain = foretells(record, split, parts=ANSWERS, seed=seed)
        self.gains[0] = _summed(plain - own_memory_foretells(record, split))
        for parts in (OWN, WHOLE):
            if parts == WHOLE and record.painful.sum() < 1:
                continue
            score = foretells(record, split, parts=parts, seed=seed)
            gain, error = self.gains[parts] = _summed(score - plain)
            if gain > error:
                kept, plain = parts, score
        return kept

    def _memory(self, record: Record, draws: NDArray[Any], parts: int, seed: int) -> None:
        """What the record says about the memory, and whether it stands in the scenario."""
        self._foretold()
        who = f"{self.actor} on {self.recipient}"
        whole = draws if parts == WHOLE else posterior(record, seed=seed, parts=WHOLE)
        few = int(record.counts.sum()) < FEWEST
        painful = float(record.painful.sum())
        terms = (
            ("persistence", OWN, draws if parts >= OWN else whole, 5,
             f"How much do acts by {who} call forth more of the same?", few,
             f"{int(record.counts.sum())} acts, and it takes {FEWEST}"),
            ("provoked", WHOLE, whole, 6, f"How much does a hit by {self.recipient} provoke acts by {who}?",
             few or float((record.below + record.above).sum()) < FEWEST,
             f"{float((record.below + record.above).sum()):.3g} hits, and it takes {FEWEST}"),
            ("deterred", WHOLE, whole, 7, f"How much does a painful hit by {self.recipient} deter acts by {who}?",
             few or painful < FEWEST, f"{painful:.3g} painful hits, and it takes {FEWEST}"),
        )  # fmt: skip
        for number, needs, found, column, question, unknown, why in terms:
            place = f"{self.actor} > {self.recipient}: {number}"
            low, high = _middle(found[:, column])
            middle = float(np.median(found[:, column]))
            gain = self.gains.get(needs)
            if unknown:
                self.origins[place] = f"NOT IDENTIFIED ({why}); left out, as if there were none"
                self._estimate(question, None, None, None, "log rate", 0, f"Cannot tell: {why}. It is left out")
                continue
            said = f"{middle:.3g}, 90 % {low:.3g} to {high:.3g}"
            if parts >= needs:
                self._set(number, middle, low, high, f"fitted: {said}; it foretells the last third better")
                caveat = "It stands in the scenario: with it the last third of the record is foretold better"
            else:
                told = (
                    "too few acts to tell" if gain is None else f"{gain[0]:.2g} nats, standard error {gain[1] / Z:.2g}"
                )
                self.origins[place] = f"left out: does not foretell the last third better ({told}); fitted it is {said}"
                caveat = f"Left out of the scenario: with it the last third is not foretold better ({told})"
            days = {"persistence": FADING.own, "provoked": FADING.hits, "deterred": FADING.pain}[number]
            self._estimate(question, middle, low, high, "log rate", int(record.counts.sum()), caveat,
                           f"Fades in {days:g} days, which is stated and not fitted")  # fmt: skip
        self._feeds_or_deters(whole, painful, few)
        if parts >= OWN:
            hits = record.below + record.above
            fades = (("acts_before", record.counts, FADING.own), ("hits_before", hits, FADING.hits),
                     ("pain_before", record.painful, FADING.pain))  # fmt: skip
            for number, acts, days in fades:
                back = np.arange(len(acts))[::-1]
                left: dict[str, Any] = {number: float((acts * np.exp(-back / days)).sum())}
                self.pair = replace(self.pair, **left)
                self.origins[f"{self.actor} > {self.recipient}: {number}"] = (
                    "what of the record is remembered at its end"
                )

    def _feeds_or_deters(self, whole: NDArray[Any], painful: float, few: bool) -> None:
        question = (
            f"Does a painful hit by {self.recipient} feed (above zero) or deter (below) acts by {self.actor} on "
            f"{self.recipient}?"
        )
        if few or painful < FEWEST:
            why = f"{painful:.3g} painful hits, and it takes {FEWEST}"
            self._estimate(
                question, None, None, None, "log rate, summed over days", round(painful), f"Cannot tell: {why}"
            )
            return
        net = whole[:, 6] * FADING.hits - whole[:, 7] * FADING.pain
        low, high = _middle(net)
        says = "feeds" if low > 0 else "deters" if high < 0 else "cannot tell which: the interval holds zero"
        self._estimate(question, float(np.median(net)), low, high, "log rate, summed over days", round(painful), says,
                       "Of acts of its own accord; answers are counted apart")  # fmt: skip

    def _foretold(self) -> None:
        """Whether answers, fitted on two thirds, foretell the last third better than the side's own memory."""
        question = f"How much better do answers foretell acts by {self.actor} on {self.recipient} than own memory does?"
        if 0 not in self.gains:
            why = f"{self.last_third} acts in the last third of the record, and it takes {FEWEST}"
            self._estimate(question, None, None, None, "log score (nats)", self.last_third, f"Cannot tell: {why}")
            return
        gain, error = self.gains[0]
        says = "does not beat own memory" if gain - error <= 0 else "beats own memory"
        self._estimate(
            question, gain, gain - error, gain + error, "log score (nats)", self.last_third,
            f"On the last third of the record, day by day, the fitted answer {says}; below zero it is worse",
            f"Own memory: the side's own acts, weighted by half each {HALF_DAYS} days",
        )  # fmt: skip

    def _estimate(
        self, question: str, value: float | None, low: float | None, high: float | None, unit: str, n: int, *said: str
    ) -> None:
        self.estimates.append(
            Estimate(question, value, low, high, unit, n, "calibrate", caveats=(*said, *self.common),
                     selection=self.selection)
        )  # fmt: skip

    def _proportion(self, own: list[Event], theirs: list[Event]) -> None:
        """How hard answers are: acts that follow exactly one sized act of the other side within a likely lag."""
        window = max(2, round(2 * self.pair.rule.late_days))
        points = []
        for event in own:
            size, day = _size(event), self.seen.place(event)
            before = [other for other in theirs if 0 < day - self.seen.place(other) <= window]
            if size is not None and len(before) == 1 and (cause := _size(before[0])) is not None:
                points.append((math.log(cause), math.log(size)))
        question = f"How many times as hard as an act by {self.recipient} is the answer by {self.actor}?"
        if len(points) < 2 * FEWEST:
            why = f"{len(points)} acts that can be matched to one trigger, and it takes {2 * FEWEST}"
            self._cannot_tell("rule.hard", question, "times as hard", "times", len(points), why)
            return
        gaps = np.array([own_size - cause for cause, own_size in points])
        spread = max(float(gaps.std(ddof=1)), 0.05)
        error = 1.645 * spread / math.sqrt(len(gaps))
        middle = float(gaps.mean())
        self._put("rule.hard", question, math.exp(middle), math.exp(middle - error), math.exp(middle + error), "times",
                  len(points), "Answers are taken to grow in proportion (exponent 1); unprovoked acts among them pull "
                  "it to the ratio of the sides' usual sizes")  # fmt: skip
        self.pair = replace(self.pair, rule=replace(self.pair.rule, spread=spread))
        self.origins[f"{self.actor} > {self.recipient}: rule.spread"] = f"from {len(points)} matched acts"


def _sights(
    seen: _Seen, parties: Sequence[str], pairs: Sequence[Pair], selection: Selection, estimates: list[Estimate],
    origins: dict[str, str], unsure: list[Unsure],
) -> tuple[Sight, ...]:  # fmt: skip
    found = []
    for party in parties:
        known = sum(len(seen.between(other, party)) for other in parties if other != party)
        unknown = len(seen.unknown_on(party))
        suspects = sum(pair.recipient == party for pair in pairs)
        if known + unknown < FEWEST or not unknown:
            continue
        low, high = _jeffreys(known, known + unknown)
        share = known / (known + unknown)
        estimates.append(
            Estimate(
                f"How often is it known who hit {party}?",
                share,
                low,
                high,
                "share of acts",
                known + unknown,
                "calibrate",
                caveats=("What the record says, which may be more than was known on the day",),
                selection=selection,
            )
        )
        origins[f"sight {party}: detection"] = f"{known} of {known + unknown} acts have a known actor"
        unsure.append(Unsure(party, "", "detection", min(low, share), max(high, share), "sight"))
        middle, low, high = STATED["accuracy"]
        found.append(Sight(party, share, middle if suspects > 1 else 1.0))
        origins[f"sight {party}: accuracy"] = "one suspect only"
        if suspects > 1:
            why = "the record holds no later findings to set blame against"
            origins[f"sight {party}: accuracy"] = f"NOT IDENTIFIED ({why}); a stated range, not a finding"
            unsure.append(Unsure(party, "", "accuracy", low, high, "sight"))
            estimates.append(
                Estimate(
                    f"How often does blame for a hit on {party} fall on the doer?",
                    None,
                    low,
                    high,
                    "share of signs",
                    0,
                    "calibrate",
                    caveats=(f"Cannot tell: {why}. The interval is a stated range and no finding",),
                    selection=selection,
                )
            )
    return tuple(found)


def _as_acted(
    sight: Sight, pairs: list[Pair], unsure: list[Unsure], origins: dict[str, str]
) -> tuple[list[Pair], list[Unsure]]:
    """Rates and chances of acts on a party divided by the share of them whose doer is known; the rest is missed."""
    raised = {"rate": math.inf, "rule.below": 0.98, "rule.above": 0.98}
    out = []
    for pair in pairs:
        new = pair
        if pair.recipient == sight.party:
            for number, top in raised.items():
                one = next(
                    u for u in unsure if (u.actor, u.recipient, u.number) == (pair.actor, pair.recipient, number)
                )
                if "NOT IDENTIFIED" not in origins[f"{pair.name}: {number}"]:
                    new = one.of.in_row(new, min(one.of.of_row(pair) / sight.detection, top))
                    origins[f"{pair.name}: {number}"] += (
                        f"; divided by {sight.detection:.3g}, the share whose doer is known"
                    )
        out.append(new)
    grown = [
        replace(u, low=min(u.low / sight.detection, raised[u.number] * 0.9 if u.number != "rate" else math.inf),
                high=min(u.high / sight.detection, 0.99 if u.number != "rate" else math.inf))
        if u.recipient == sight.party and u.number in raised
        and "NOT IDENTIFIED" not in origins[f"{u.actor} > {u.recipient}: {u.number}"] else u
        for u in unsure
    ]  # fmt: skip
    return out, grown


class _Spells:
    """When a patron said hold and when go, from its public orders, on the observed days."""

    def __init__(
        self, seen: _Seen, patron: str, halts: Sequence[tuple[str, date]], resumes: Sequence[tuple[str, date]]
    ) -> None:
        self.patron, self.given = patron, any(name == patron for name, _ in (*halts, *resumes))
        said = [(day, word, name) for word, days in (("hold", halts), ("go", resumes)) for name, day in days]
        orders = sorted((seen.on(day), word) for day, word, name in said if name == patron and seen.on(day) >= 0)
        self.held = np.zeros(seen.days, dtype=bool)
        self.days, self.times = {"go": 0, "hold": 0}, {"go": 0, "hold": 0}
        self.ends, self.near = "go", np.zeros(seen.days, dtype=bool)
        since = 0
        for day, order in orders:
            if order == self.ends:
                continue
            self.days[self.ends] += day - since
            self.times[self.ends] += 1
            self.held[day:] = order == "hold"
            self.near[max(since, day - CONTROL_DAYS) : day] = True
            self.near[day : day + CONTROL_DAYS] = True
            self.ends, since = order, day
        self.days[self.ends] += seen.days - since


def _party(
    seen: _Seen, party: str, patron: str | None, spells: Mapping[str, _Spells],
    selection: Selection, estimates: list[Estimate], origins: dict[str, str], unsure: list[Unsure],
) -> Party:  # fmt: skip
    if patron is None:
        return Party(party)
    spell = spells[patron]
    acts = np.zeros(seen.days)
    for event in seen.acts:
        if party in event.actors:
            acts[seen.place(event)] += 1
    go, hold = spell.near & ~spell.held, spell.near & spell.held
    before, after = int(acts[go].sum()), int(acts[hold].sum())
    question = f"What share of acts by {party} can {patron} stop?"

    def estimate(value: float | None, low: float, high: float, n: int, *said: str) -> None:
        estimates.append(
            Estimate(question, value, low, high, "share of acts", n, "calibrate", caveats=said, selection=selection)
        )

    place = f"party {party}: control"
    if before < FEWEST or not hold.any():
        middle, low, high = STATED["control"]
        why = f"{before} acts in the days of go around an order" if spell.given else "no public order to stop is given"
        origins[place] = f"NOT IDENTIFIED ({why}); a stated range, not a finding"
        unsure.append(Unsure(party, "", "control", low, high, "party"))
        estimate(None, low, high, before, f"Cannot tell: {why}. The interval is a stated range and no finding")
        return Party(party, patron, middle)
    # Imported here: it is slow to load.
    from scipy.special import betaincinv

    control = min(control_shown(rate_before=before / go.sum(), rate_under_hold=after / hold.sum()), 0.99)
    # Two Poisson counts: the share of the second has a Beta posterior under Jeffreys' priors.
    shares = [float(betaincinv(after + 0.5, before + 0.5, level)) for level in (0.95, 0.05)]
    low, high = (1 - share / (1 - share) * float(go.sum() / hold.sum()) for share in shares)
    low, high = max(0.001, min(low, control)), min(0.999, max(high, control))
    control = max(control, low)
    origins[place] = (
        f"{before} acts in {int(go.sum())} days of go and {after} in {int(hold.sum())} of hold, at most {CONTROL_DAYS} "
        f"days from an order: {control:.2g}, 90 % {low:.2g} to {high:.2g}"
    )
    unsure.append(Unsure(party, "", "control", low, high, "party"))
    estimate(control, low, high, before + after, "What else changed on those days is credited to the order")
    return Party(party, patron, control)


def _gate(
    spells: _Spells, selection: Selection, estimates: list[Estimate], origins: dict[str, str]
) -> tuple[Gate, list[Unsure]]:
    """The hazards at which a patron changes its mind, from its public orders; Jeffreys' prior on each."""
    patron = spells.patron
    if not spells.given:
        why = "no public order to stop or to go on is given"
        for number in ("holds", "lifts", "fear"):
            origins[f"gate {patron}: {number}"] = f"NOT IDENTIFIED ({why}); 0 is a choice: never by itself"
        estimates.append(
            Estimate(f"How often does {patron} say hold, while it says go?", None, None, None, "a day", 0, "calibrate",
                     caveats=(f"Cannot tell: {why}. The scenario never holds by itself",), selection=selection)
        )  # fmt: skip
        return Gate(patron), []
    found, unsure = {}, []
    for number, at, word in (("holds", "go", "hold"), ("lifts", "hold", "go")):
        question = f"How often does {patron} say {word}, while it says {at}?"
        days, times = spells.days[at], spells.times[at]
        if days == 0:
            origins[f"gate {patron}: {number}"] = f"NOT IDENTIFIED (it never said {at}); 0 is a choice: never by itself"
            found[number] = 0.0
            continue
        low, middle, high = (_gamma(times + 0.5, level) / days for level in (0.05, 0.5, 0.95))
        found[number] = middle
        unsure.append(Unsure(patron, "", number, low, high, "gate"))
        origins[f"gate {patron}: {number}"] = (
            f"{times} orders in {days} days: {middle:.3g} a day, 90 % {low:.3g} to {high:.3g}"
        )
        estimates.append(
            Estimate(question, middle, low, high, "a day", times, "calibrate",
                     caveats=("The interval is Jeffreys' and takes the hazard for constant",), selection=selection)
        )  # fmt: skip
    origins[f"gate {patron}: fear"] = "NOT IDENTIFIED (orders are too few to set against hits); 0 is a choice"
    origins[f"gate {patron}: starts"] = "as the record ends"
    return Gate(patron, starts=spells.ends, holds=found["holds"], lifts=found["lifts"]), unsure


def _gamma(shape: float, level: float) -> float:
    # Imported here: it is slow to load.
    from scipy.special import gammaincinv

    return float(gammaincinv(shape, level))


Z = NormalDist().inv_cdf(0.95)


def _summed(gains: NDArray[np.float64]) -> tuple[float, float]:
    """The sum of daily gains, and half of its 90 % interval."""
    return float(gains.sum()), Z * float(gains.std(ddof=1)) * math.sqrt(len(gains))


def _jeffreys(hits: int, n: int) -> tuple[float, float]:
    # Imported here: it is slow to load.
    from scipy.special import betaincinv

    low, high = (float(betaincinv(hits + 0.5, n - hits + 0.5, level)) for level in (0.05, 0.95))
    return max(low, 1e-4), min(high, 1 - 1e-4)


def _middle(draws: NDArray[Any]) -> tuple[float, float]:
    low, high = np.quantile(draws, (0.05, 0.95))
    return float(low), float(high)
