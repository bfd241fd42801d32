"""Whether a red line moved: where it stood before and after, and when."""

from collections.abc import Sequence
from math import exp, log

import numpy as np
import polars as pl
from scipy import special

from talion.measures.regressions import Numbers
from talion.measures.rule import Attack
from talion.records import Dyad, Estimate, Selection

FEWEST_ATTACKS = 40
# A part of the record shorter than this has no line of its own.
SHORTEST_PART = 12
EVERYTHING = Selection()
_FLOATS = ("answered_below", "answered_from", "line", "line_low", "line_high", "line_weight")


def moving_line(
    seen: Sequence[Attack],
    attack: Dyad,
    *,
    within_days: int,
    parts: int = 4,
    selection: Selection = EVERYTHING,
    level: float = 0.9,
) -> tuple[Estimate, Estimate, pl.DataFrame]:
    r"""How probable it is that the red line moved during the record, when, and where it stood in parts of it.

    Three stories are weighed, a third each before looking: nothing changed; the chances of an answer changed on some
    day and the line stayed; on some day the line itself moved, appeared or went. Attacks on either side of a line, and
    before and after a day, have chances of an answer that are taken for unknown (uniform), so that

    .. math:: P(\text{answers} \mid \text{line}, \text{day}) = \prod_{\text{cells}} B(s + 1, f + 1)

    with *s* attacks answered and *f* not in each cell; lines at every number of deaths that occurs, or nowhere, and
    days at every attack that leaves twelve on either side, count alike. The table has a row for each of `parts` equal
    parts of the record: first and last day, attacks, the best line with its interval, its weight against no line, and
    the shares answered below it and from it on.
    """
    other = attack.recipient
    known = sorted((one for one in seen if one.deaths is not None), key=lambda one: (one.day, one.id))
    n = len(known)
    deaths = np.array([one.deaths for one in known], dtype=float)
    answered = np.array([one.answered for one in known], dtype=float)
    asks = (
        f"How probable is it that the deaths from which {other} answers have changed?",
        "On which day of the record did they change, counted from its first attack?",
    )
    table = _in_parts(known, deaths, answered, parts, level)
    lines = [np.inf, *(float(c) for c in np.unique(deaths) if c > 0 and 2 <= (deaths >= c).sum() <= n - 2)]

    def estimate(place: int, value: float | None, low: float | None, high: float | None, *says: str) -> Estimate:
        return Estimate(
            asks[place], value, low, high, ("probability", "days")[place], n, "moving_line", level,
            (1 / 3, None)[place], float(within_days), says, selection,
        )  # fmt: skip

    if n < FEWEST_ATTACKS or len(lines) < 2:
        why = f"Cannot tell: {n} attacks with a known toll and a whole window, and it takes {FEWEST_ATTACKS}"
        if n >= FEWEST_ATTACKS:
            why = "Cannot tell: too few attacks on either side of any number of deaths"
        return estimate(0, None, None, None, why), estimate(1, None, None, None, why), table
    # For each line the attacks answered and not, below it and from it on, up to each attack.
    from_it_on = np.array([deaths >= line for line in lines])
    cells = np.stack(
        [
            np.pad(np.cumsum(chosen * what, axis=1), ((0, 0), (1, 0)))
            for chosen in (from_it_on, ~from_it_on)
            for what in (answered, 1 - answered)
        ]
    )
    splits = np.arange(SHORTEST_PART, n - SHORTEST_PART + 1)
    before = _evidence(cells[:, :, splits])
    after = _evidence(cells[:, :, -1:] - cells[:, :, splits])
    whole = float(special.logsumexp(_evidence(cells[:, :, -1:])) - log(len(lines)))
    stays = before + after
    stayed = float(special.logsumexp(stays) - log(stays.size))
    # All pairs of lines but equal ones, for each split.
    every = np.logaddexp.reduce(before, axis=0) + np.logaddexp.reduce(after, axis=0)
    same = np.logaddexp.reduce(stays, axis=0)
    moved_at = every + np.log1p(-np.exp(np.minimum(same - every, -1e-12)))
    moved = float(special.logsumexp(moved_at) - log(len(splits) * len(lines) * (len(lines) - 1)))
    top = max(whole, stayed, moved)
    shares = np.exp(np.array([whole, stayed, moved]) - top)
    shares /= shares.sum()
    says = (
        f"Weights: nothing changed {shares[0]:.0%}, the chances changed and the line stayed {shares[1]:.0%}, "
        f"the line moved {shares[2]:.0%}"
    )
    probability = estimate(0, float(shares[2]), None, None, says)
    if shares[2] < 0.5:
        why = f"Cannot tell: that it moved is not the likeliest of the three ({shares[2]:.0%})"
        return probability, estimate(1, None, None, None, why, says), table
    weight = np.exp(moved_at - moved_at.max())
    weight /= weight.sum()
    days = np.array([(known[k].day - known[0].day).days for k in splits], dtype=float)
    reached = np.cumsum(weight)
    ends = [float(days[np.searchsorted(reached, share)]) for share in ((1 - level) / 2, 0.5)]
    last = float(days[min(int(np.searchsorted(reached, (1 + level) / 2)), len(days) - 1)])
    middle = known[int(splits[np.searchsorted(reached, 0.5)])].day
    return probability, estimate(1, ends[1], ends[0], last, f"That is about {middle}", says), table


def _evidence(cells: Numbers) -> Numbers:
    yes, no, yes_below, no_below = cells
    found: Numbers = special.betaln(yes + 1, no + 1) + special.betaln(yes_below + 1, no_below + 1)
    return found


def _in_parts(known: Sequence[Attack], deaths: Numbers, answered: Numbers, parts: int, level: float) -> pl.DataFrame:
    rows = []
    for chosen in np.array_split(np.arange(len(known)), parts):
        if len(chosen) < SHORTEST_PART:
            continue
        here, said = deaths[chosen], answered[chosen]
        places = [float(c) for c in np.unique(here) if c > 0 and 2 <= (here >= c).sum() <= len(chosen) - 2]
        row: dict[str, object] = {
            "first": known[int(chosen[0])].day,
            "last": known[int(chosen[-1])].day,
            "attacks": len(chosen),
            "answered": float(said.mean()),
            **dict.fromkeys(_FLOATS),
        }
        if places:
            none = float(special.betaln(said.sum() + 1, len(said) - said.sum() + 1))
            steps = np.array([
                float(special.betaln(said[here >= c].sum() + 1, (1 - said[here >= c]).sum() + 1))
                + float(special.betaln(said[here < c].sum() + 1, (1 - said[here < c]).sum() + 1))
                for c in places
            ])  # fmt: skip
            share = np.exp(steps - steps.max())
            share /= share.sum()
            order = np.argsort(-share)
            held = np.array(places)[order[: int(np.searchsorted(np.cumsum(share[order]), level)) + 1]]
            line = places[int(order[0])]
            step = float(special.logsumexp(steps) - log(len(places)))
            row |= {
                "line": line,
                "line_low": float(held.min()),
                "line_high": float(held.max()),
                "line_weight": 1 / (1 + exp(min(none - step, 500))),
                "answered_below": float(said[here < line].mean()),
                "answered_from": float(said[here >= line].mean()),
            }
        rows.append(row)
    schema = {"first": pl.Date, "last": pl.Date, "attacks": pl.Int64, "answered": pl.Float64}
    return pl.DataFrame(rows, schema={**schema, **dict.fromkeys(_FLOATS, pl.Float64)})
