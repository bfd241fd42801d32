"""The same question asked of the group, the umbrella and the patron, side by side (who is "they"?)."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from talion.measures.answered import as_sides
from talion.records import Dyad, Estimate, Timeline


@dataclass(frozen=True, slots=True)
class Level:
    """One way to draw the line around a side: what it is called, and whom it holds besides itself."""

    side: str
    members: frozenset[str] = frozenset()


def at_levels(
    war: Timeline,
    measure: Callable[[Timeline, Dyad], Estimate],
    *,
    attackers: Iterable[Level],
    others: Iterable[Level],
) -> tuple[tuple[Dyad, Estimate], ...]:
    """The measure for every pair of levels: an act counts for a level if one of its members did it or bore it.

    `measure` takes a timeline and a dyad, as `lambda war, dyad: answered_share(war, dyad, within_days=7)`. A level that
    holds more acts is not the truer one: an umbrella answers sooner than its parts since somebody under it acts anyway.
    """
    rivals = tuple(others)
    found = []
    for one in attackers:
        for other in rivals:
            sides: Mapping[str, Collection[str]] = {one.side: one.members, other.side: other.members}
            told = Timeline(as_sides(war.events, sides), war.observed)
            dyad = Dyad(one.side, other.side)
            found.append((dyad, measure(told, dyad)))
    return tuple(found)


def levels_frame(found: Iterable[tuple[Dyad, Estimate]]) -> pl.DataFrame:
    """The same as a table: actor, recipient, value, low, high, n, chance, and the first caveat."""
    rows = [
        {
            "actor": dyad.actor,
            "recipient": dyad.recipient,
            "value": one.value,
            "low": one.low,
            "high": one.high,
            "n": one.n,
            "chance": one.chance,
            "caveat": one.caveats[0] if one.caveats else None,
        }
        for dyad, one in found
    ]
    floats = dict.fromkeys(("value", "low", "high", "chance"), pl.Float64)
    return pl.DataFrame(rows, schema_overrides={**floats, "caveat": pl.String}, infer_schema_length=None)
