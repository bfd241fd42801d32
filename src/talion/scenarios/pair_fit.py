"""The numbers of one ordered pair of sides: rate, answers, memory, how deadly and how hard, each with its interval."""

import math
from dataclasses import replace
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import NDArray

from talion.records import Estimate, Event, Selection
from talion.scenarios.acts_seen import Seen, killed_somebody, size_of
from talion.scenarios.conflict import RUNGS, Pair, Unsure
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
from talion.scenarios.stated import FEWEST, STATED, jeffreys

FEWEST_ANSWERS = 4  # expected answers below which their lag is not told
PAINFUL = 4  # the rung from which a hit counts as painful


class PairFit:
    """The numbers of one ordered pair."""

    def __init__(
        self, seen: Seen, actor: str, recipient: str, selection: Selection, seed: int, *, held: NDArray[np.bool_],
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
        told = [killed for event in sorted(own, key=self.seen.place) if (killed := killed_somebody(event)) is not None]
        question = f"How often does an act by {self.actor} on {self.recipient} kill?"
        if len(told) < FEWEST:
            why = f"{len(told)} acts whose deaths are known, and it takes {FEWEST}"
            self._cannot_tell("lethal", question, "chance to kill", "share of acts", len(told), why)
            return
        hits = sum(told)
        low, high = jeffreys(hits, len(told))
        caveats = ["The interval is Jeffreys' and takes acts for independent"]
        if told[-1]:
            caveats.append("The record ends with a death: a count that stops at a death gives a share that is too high")
        unknown = len(own) - len(told)
        if unknown:
            caveats.append(f"{unknown} acts whose deaths are not known are left out")
        share = (hits + 0.5) / (len(told) + 1)
        self._put("lethal", question, min(max(share, low), high), low, high, "share of acts", len(told), *caveats)

    def _sizes(self, own: list[Event]) -> None:
        sizes = [size for event in own if (size := size_of(event)) is not None]
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
        told = [killed for event in theirs if (killed := killed_somebody(event)) is not None]
        share = (sum(told) + 0.5) / (len(told) + 1)
        for event in theirs:
            killed, size = killed_somebody(event), size_of(event)
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
                    "too few acts to tell" if gain is None else f"{gain[0]:.2g} nats, standard error {gain[1] / _Z:.2g}"
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
            size, day = size_of(event), self.seen.place(event)
            before = [other for other in theirs if 0 < day - self.seen.place(other) <= window]
            if size is not None and len(before) == 1 and (cause := size_of(before[0])) is not None:
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


_Z = NormalDist().inv_cdf(0.95)


def _summed(gains: NDArray[np.float64]) -> tuple[float, float]:
    """The sum of daily gains, and half of its 90 % interval."""
    return float(gains.sum()), _Z * float(gains.std(ddof=1)) * math.sqrt(len(gains))


def _middle(draws: NDArray[Any]) -> tuple[float, float]:
    low, high = np.quantile(draws, (0.05, 0.95))
    return float(low), float(high)
