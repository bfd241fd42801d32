"""What a patron's public orders show: what share of a party's acts it can stop, and how often it changes its mind."""

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from talion.records import Estimate, Selection
from talion.scenarios.acts_seen import Seen
from talion.scenarios.conflict import Gate, Party, Unsure
from talion.scenarios.proxies import control_shown
from talion.scenarios.stated import FEWEST, STATED

CONTROL_DAYS = 30  # around an order, from which control is read


class Spells:
    """When a patron said hold and when go, from its public orders, on the observed days."""

    def __init__(
        self, seen: Seen, patron: str, halts: Sequence[tuple[str, date]], resumes: Sequence[tuple[str, date]]
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


def party_with_control(
    seen: Seen, party: str, patron: str | None, spells: Mapping[str, Spells],
    selection: Selection, estimates: list[Estimate], origins: dict[str, str], unsure: list[Unsure],
) -> Party:  # fmt: skip
    """A party with its patron, and the share of its acts that stop where the patron says hold."""
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


def gate_from_orders(
    spells: Spells, selection: Selection, estimates: list[Estimate], origins: dict[str, str]
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
