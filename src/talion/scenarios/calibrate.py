r"""A scenario out of a record of acts: what can be fitted is fitted, and what cannot is said and given a stated range.

For each ordered pair the acts of a day are Poisson with mean

.. math:: \mu + \sum_{s < t} (r_0 b_s + r_1 d_s) f(t - s)

with :math:`b_s` and :math:`d_s` the other side's acts of day *s* that killed nobody and that killed, :math:`r_0, r_1`
the chances that one is answered, and *f* the chances of a Gamma lag in whole days, one at least. An act whose toll is
not known counts in both, by the share of known ones that killed. The posterior is drawn by Metropolis steps under
weak priors: :math:`r` Jeffreys' (so that no answer at all is near at hand), the mean lag around 4 days (log-normal,
sd 0.8), its shape around 2 (0.7), :math:`\mu` around the plain rate (1.5). The priors are ours and stand in the
origins of a scenario file.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from talion.errors import ScenarioError
from talion.records import Estimate, Event, Selection, Timeline
from talion.scenarios.compiled import compiled, draw, stream
from talion.scenarios.conflict import RUNGS, Gate, Pair, Party, Scenario, Sight, Unsure
from talion.scenarios.policies import Rule
from talion.scenarios.proxies import control_shown

FEWEST = 5  # triggers of a kind below which the chance to answer it is not told
FEWEST_ANSWERS = 4  # expected answers below which their lag is not told
FEWEST_DAYS = 30
LAG_DAYS = 60
SWEEPS = 1500
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
    selection: Selection = EVERYTHING,
    kinds: Sequence[str] = ("ASSAULT",),
    seed: int = 1,
) -> Calibrated:
    """A scenario between the parties, from a timeline whose actors and recipients are named as they are.

    `patrons` says who stands behind whom; `halts` are public orders to stop, by patron and day, from which control is
    read. Counted are directed deeds of the kinds, on their first possible day. Raises ScenarioError where a record is
    too short, or holds no act between the parties.
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
    for place, (actor, recipient) in enumerate((a, b) for a in parties for b in parties if a != b):
        if not seen.between(actor, recipient) and not seen.between(recipient, actor):
            continue
        fit = _PairFit(seen, actor, recipient, selection, seed + place)
        pairs.append(fit.pair)
        unsure += fit.unsure
        estimates += fit.estimates
        origins |= fit.origins
    if not pairs:
        raise ScenarioError(
            f"the record holds no act between {' and '.join(parties)} whose day and direction are known"
        )
    sights = _sights(seen, parties, pairs, selection, estimates, origins)
    for sight in sights:
        pairs, unsure = _as_acted(sight, pairs, unsure, origins)
    named = [*parties, *(patron for patron in behind.values() if patron not in parties)]
    people = tuple(
        _party(seen, party, behind.get(party), halts, selection, estimates, origins) for party in dict.fromkeys(named)
    )
    gates = tuple(Gate(patron) for patron in dict.fromkeys(behind[party] for party in parties if party in behind))
    for gate in gates:
        origins[f"gate {gate.patron}: holds"] = "not fitted: a record of public orders is needed; never holds by itself"
    scenario = Scenario(
        name, people, tuple(pairs), sights=sights, gates=gates, rungs=RUNGS, painful=4, fitted_days=days,
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

    def __init__(self, seen: _Seen, actor: str, recipient: str, selection: Selection, seed: int) -> None:
        self.seen, self.actor, self.recipient, self.selection = seen, actor, recipient, selection
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
        self.estimates.append(
            Estimate(
                question,
                value,
                low,
                high,
                unit,
                n,
                "calibrate",
                caveats=(*caveats, *self.common),
                selection=self.selection,
            )
        )

    def _cannot_tell(self, number: str, question: str, key: str, unit: str, n: int, why: str) -> None:
        value, low, high = STATED[key]
        self._set(number, value, low, high, f"NOT IDENTIFIED ({why}); a stated range, not a finding")
        self.estimates.append(
            Estimate(
                question,
                None,
                low,
                high,
                unit,
                n,
                "calibrate",
                caveats=(f"Cannot tell: {why}. The interval is a stated range and no finding", *self.common),
                selection=self.selection,
            )
        )

    def _set(self, number: str, value: float, low: float, high: float, origin: str) -> None:
        one = Unsure(self.actor, self.recipient, number, low, high)
        self.pair = one.put_in(self.pair, value)
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
        days = self.seen.days
        counts = np.zeros(days)
        for event in own:
            counts[self.seen.place(event)] += 1
        below, above = np.zeros(days), np.zeros(days)
        told = [killed for event in theirs if (killed := _killed(event)) is not None]
        share = (sum(told) + 0.5) / (len(told) + 1)
        for event in theirs:
            killed = _killed(event)
            weight = share if killed is None else float(killed)
            above[self.seen.place(event)] += weight
            below[self.seen.place(event)] += 1 - weight
        draws = posterior(counts, below, above, seed=seed)
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
        self._foretold(counts, below, above, seed)
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

    def _foretold(self, counts: NDArray[Any], below: NDArray[Any], above: NDArray[Any], seed: int) -> None:
        """Whether answers, fitted on two thirds, foretell the last third better than the side's own memory."""
        question = f"How much better do answers foretell acts by {self.actor} on {self.recipient} than own memory does?"
        split = 2 * len(counts) // 3
        acts = int(counts[split:].sum())
        if acts < FEWEST or counts[:split].sum() < FEWEST:
            why = f"{acts} acts in the last third of the record, and it takes {FEWEST}"
            self.estimates.append(
                Estimate(
                    question,
                    None,
                    None,
                    None,
                    "log score (nats)",
                    acts,
                    "calibrate",
                    caveats=(f"Cannot tell: {why}", *self.common),
                    selection=self.selection,
                )
            )
            return
        gains = _daily_gains(counts, below, above, split, seed)
        gain, error = float(gains.sum()), 1.645 * float(gains.std(ddof=1)) * math.sqrt(len(gains))
        says = "does not beat own memory" if gain - error <= 0 else "beats own memory"
        self.estimates.append(
            Estimate(
                question,
                gain,
                gain - error,
                gain + error,
                "log score (nats)",
                acts,
                "calibrate",
                caveats=(
                    f"On the last third of the record, day by day, the fitted answer {says}; below zero it is worse",
                    f"Own memory: the side's own acts, weighted by half each {_HALF_DAYS} days",
                    *self.common,
                ),
                selection=self.selection,
            )
        )

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
    origins: dict[str, str],
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
        middle, low, high = STATED["accuracy"]
        found.append(Sight(party, share, middle if suspects > 1 else 1.0))
        origins[f"sight {party}: accuracy"] = "one suspect only"
        if suspects > 1:
            why = "the record holds no later findings to set blame against"
            origins[f"sight {party}: accuracy"] = f"NOT IDENTIFIED ({why}); stated, between {low} and {high}"
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
                    new = one.put_in(new, min(one.value_in(pair) / sight.detection, top))
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


def _party(
    seen: _Seen, party: str, patron: str | None, halts: Sequence[tuple[str, date]],
    selection: Selection, estimates: list[Estimate], origins: dict[str, str],
) -> Party:  # fmt: skip
    if patron is None:
        return Party(party)
    acts = [event for event in seen.acts if party in event.actors and event.when]
    question = f"What share of acts by {party} can {patron} stop?"
    before = after = 0
    for name, day in halts:
        if name == patron:
            before += sum(0 < (day - event.when.first).days <= 30 for event in acts if event.when)
            after += sum(0 <= (event.when.first - day).days < 30 for event in acts if event.when)
    if before < FEWEST:
        middle, low, high = STATED["control"]
        why = f"{before} acts in the 30 days before an order to stop" if halts else "no public order to stop is given"
        origins[f"party {party}: control"] = f"NOT IDENTIFIED ({why}); stated, between {low} and {high}"
        estimates.append(
            Estimate(
                question,
                None,
                low,
                high,
                "share of acts",
                before,
                "calibrate",
                caveats=(f"Cannot tell: {why}. The interval is a stated range and no finding",),
                selection=selection,
            )
        )
        return Party(party, patron, middle)
    control = control_shown(rate_before=before / 30, rate_under_hold=after / 30)
    low, high = _jeffreys(after, before + after)
    bounds = [max(0.0, 1 - share / (1 - share)) for share in (high, low)]
    origins[f"party {party}: control"] = f"{before} acts in 30 days before orders to stop, {after} in 30 days after"
    estimates.append(
        Estimate(
            question,
            control,
            min(bounds[0], control),
            max(bounds[1], control),
            "share of acts",
            before + after,
            "calibrate",
            caveats=("What else changed on those days is credited to the order",),
            selection=selection,
        )
    )
    return Party(party, patron, control)


def _jeffreys(hits: int, n: int) -> tuple[float, float]:
    # Imported here: it is slow to load.
    from scipy.special import betaincinv

    low, high = (float(betaincinv(hits + 0.5, n - hits + 0.5, level)) for level in (0.05, 0.95))
    return max(low, 1e-4), min(high, 1 - 1e-4)


def _middle(draws: NDArray[Any]) -> tuple[float, float]:
    low, high = np.quantile(draws, (0.05, 0.95))
    return float(low), float(high)


_HALF_DAYS = 30


def _daily_gains(
    counts: NDArray[Any], below: NDArray[Any], above: NDArray[Any], split: int, seed: int
) -> NDArray[np.float64]:
    """Log score of each day after the split: answers less own memory."""
    draws = posterior(counts[:split], below[:split], above[:split], seed=seed)[::10]
    triggers = np.flatnonzero((below > 0) | (above > 0))
    means = _means(draws, triggers, below[triggers], above[triggers], len(counts))
    # The factorial of the count is the same on both sides and falls out.
    logs = counts * np.log(means) - means
    top = logs.max(axis=0)
    answers = top + np.log(np.exp(logs - top).mean(axis=0))
    keep = 0.5 ** (1 / _HALF_DAYS)
    usual = (counts[:split].sum() + 0.5) / split
    own = np.empty(len(counts))
    weighted, weights = usual, 1.0  # one day's worth of the usual rate to begin with
    for day, count in enumerate(counts):
        own[day] = weighted / weights
        weighted, weights = weighted * keep + count, weights * keep + 1
    memory = counts * np.log(np.maximum(own, 1e-6)) - own
    gains: NDArray[np.float64] = (answers - memory)[split:]
    return gains


# The posterior --------------------------------------------------------------------------------------------------------


def posterior(
    counts: NDArray[Any], below: NDArray[Any], above: NDArray[Any], *, seed: int, sweeps: int = SWEEPS
) -> NDArray[np.float64]:
    """Draws of rate, both chances to answer, mean and shape of the lag, a row a draw, without the first third."""
    days = len(counts)
    plain = (counts.sum() + 0.5) / days
    triggers = np.flatnonzero((below > 0) | (above > 0))
    chain = _metropolis(
        counts.astype(np.float64), triggers, below[triggers].astype(np.float64), above[triggers].astype(np.float64),
        math.log(plain), sweeps, np.uint64(seed),
    )  # fmt: skip
    kept = chain[sweeps // 3 :]
    out: NDArray[np.float64] = np.empty_like(kept)
    out[:, 0], out[:, 3], out[:, 4] = np.exp(kept[:, 0]), np.exp(kept[:, 3]), np.exp(kept[:, 4])
    out[:, 1:3] = 1 / (1 + np.exp(-kept[:, 1:3]))
    return out


@compiled
def _lag_chances(mean: Any, shape: Any, out: Any) -> Any:
    """Chances of a lag of 1, 2, … days: a Gamma density summed over eighths of a day, and scaled to 1."""
    scale = mean / shape
    constant = -math.lgamma(shape) - shape * math.log(scale)
    total = 0.0
    for day in range(len(out)):
        mass = 0.0
        for part in range(8):
            x = day + (part + 0.5) / 8
            mass += math.exp(constant + (shape - 1) * math.log(x) - x / scale)
        out[day] = mass / 8
        total += out[day]
    for day in range(len(out)):
        out[day] /= total


@compiled
def _means(draws: Any, triggers: Any, below: Any, above: Any, days: Any) -> Any:
    """The mean of each day (column) under each draw (row), given the other side's acts before it."""
    out = np.empty((len(draws), days))
    lag = np.empty(LAG_DAYS)
    for row in range(len(draws)):
        out[row, :] = draws[row, 0]
        _lag_chances(draws[row, 3], draws[row, 4], lag)
        for k in range(len(triggers)):
            weight = draws[row, 1] * below[k] + draws[row, 2] * above[k]
            start = triggers[k] + 1
            for day in range(start, min(days, start + len(lag))):
                out[row, day] += weight * lag[day - start]
    return out


@compiled
def _log_density(
    theta: Any, counts: Any, triggers: Any, below: Any, above: Any, log_plain: Any, lag: Any, mean: Any
) -> Any:
    mu, r0, r1 = math.exp(theta[0]), 1 / (1 + math.exp(-theta[1])), 1 / (1 + math.exp(-theta[2]))
    _lag_chances(math.exp(theta[3]), math.exp(theta[4]), lag)
    mean[:] = mu
    days = len(counts)
    for k in range(len(triggers)):
        weight = r0 * below[k] + r1 * above[k]
        start = triggers[k] + 1
        for day in range(start, min(days, start + len(lag))):
            mean[day] += weight * lag[day - start]
    # Jeffreys' prior on both chances, seen through the odds on whose logarithm the steps are taken.
    value = 0.5 * math.log(r0 * (1 - r0) * r1 * (1 - r1) + 1e-300)
    value -= 0.5 * ((theta[0] - log_plain) / 1.5) ** 2
    value -= 0.5 * ((theta[3] - 1.3862943611198906) / 0.8) ** 2
    value -= 0.5 * ((theta[4] - 0.6931471805599453) / 0.7) ** 2
    for day in range(days):
        value -= mean[day]
        if counts[day] > 0:
            value += counts[day] * math.log(mean[day])
    return value


@compiled
def _metropolis(counts: Any, triggers: Any, below: Any, above: Any, log_plain: Any, sweeps: Any, seed: Any) -> Any:
    theta = np.array([log_plain - 0.3, -0.5, 0.0, 1.3862943611198906, 0.6931471805599453])
    steps = np.array([0.3, 0.8, 0.8, 0.4, 0.5])
    lag, mean = np.empty(LAG_DAYS), np.empty(len(counts))
    now = _log_density(theta, counts, triggers, below, above, log_plain, lag, mean)
    chain = np.empty((sweeps, 5))
    for sweep in range(sweeps):
        key = stream(seed, sweep)
        for k in range(5):
            old = theta[k]
            normal = math.sqrt(-2 * math.log(1 - draw(key, 3 * k))) * math.cos(2 * math.pi * draw(key, 3 * k + 1))
            theta[k] = old + steps[k] * normal
            new = -1e300
            # Lags of 0.3 to 60 days and shapes of 0.3 to 30: beyond, whole days say nothing any more.
            if abs(theta[k]) < 12 and abs(theta[3] - 1.445) < 2.65 and abs(theta[4] - 1.0986) < 2.303:
                new = _log_density(theta, counts, triggers, below, above, log_plain, lag, mean)
            accepted = math.log(draw(key, 3 * k + 2) + 1e-300) < new - now
            if accepted:
                now = new
            else:
                theta[k] = old
            if sweep < sweeps // 3:  # steps settle while draws are still thrown away
                steps[k] *= 1.1 if accepted else 0.925
        chain[sweep] = theta
    return chain
