"""How often it is known who hit a party, and rates set right for the acts whose doer is not."""

import math
from collections.abc import Sequence
from dataclasses import replace

from talion.records import Estimate, Selection
from talion.scenarios.acts_seen import Seen
from talion.scenarios.conflict import Pair, Sight, Unsure
from talion.scenarios.stated import FEWEST, STATED, jeffreys


def sights_of(
    seen: Seen, parties: Sequence[str], pairs: Sequence[Pair], selection: Selection, estimates: list[Estimate],
    origins: dict[str, str], unsure: list[Unsure],
) -> tuple[Sight, ...]:  # fmt: skip
    """How often each party knows who hit it; of those on whom too few acts are told, none."""
    found = []
    for party in parties:
        known = sum(len(seen.between(other, party)) for other in parties if other != party)
        unknown = len(seen.unknown_on(party))
        suspects = sum(pair.recipient == party for pair in pairs)
        if known + unknown < FEWEST or not unknown:
            continue
        low, high = jeffreys(known, known + unknown)
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


def as_acted(
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
