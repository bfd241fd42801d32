"""Exchanges as they are linked: how long they are, who stands first in the record, and who last."""

from collections.abc import Collection, Iterable, Mapping

import polars as pl

from talion.measures.proportion import wilson
from talion.records import Estimate, Event, Exchange, Selection

FEWEST_EXCHANGES = 5
EVERYTHING = Selection()
_BEGINS = "An exchange begins where our record begins, which is not who started it"
_ENDS = "An exchange ends where the links end: an answer that nobody told of is not in it"


def exchange_lengths(
    exchanges: Iterable[Exchange], *, selection: Selection = EVERYTHING, level: float = 0.9
) -> tuple[Estimate, pl.DataFrame]:
    """The share of exchanges that go on beyond one act and its answer, and a table of how many acts they hold.

    The table's columns are `acts`, `exchanges` and `or_more`, the share with as many acts or more.
    """
    sizes = sorted(len(exchange.events) for exchange in exchanges)
    n = len(sizes)
    rows = [
        {"acts": size, "exchanges": sizes.count(size), "or_more": sum(other >= size for other in sizes) / n}
        for size in sorted(set(sizes))
    ]
    table = pl.DataFrame(rows, schema={"acts": pl.Int64, "exchanges": pl.Int64, "or_more": pl.Float64})
    question = "What share of exchanges goes on after one act and one answer?"
    if n < FEWEST_EXCHANGES:
        return _cannot(question, n, selection, level), table
    more = sum(size > 2 for size in sizes)
    low, high = wilson(more, n, level)
    found = Estimate(
        question, more / n, low, high, "share of exchanges", n, "exchange_lengths", level, None, None,
        (f"The longest holds {sizes[-1]} acts; {_ENDS[0].lower()}{_ENDS[1:]}",), selection,
    )  # fmt: skip
    return found, table


def first_and_last(
    exchanges: Iterable[Exchange],
    events: Mapping[str, Event],
    sides: Mapping[str, Collection[str]],
    *,
    selection: Selection = EVERYTHING,
    level: float = 0.9,
) -> tuple[Estimate, ...]:
    """For each side the share of exchanges in which its act stands first in the record, and in which it stands last.

    `sides` maps a name to its members. Acts of the same day have no order; an exchange whose first (or last) day has
    acts of both sides is left out of that count. Who stands first in a record is not who started it, and chance has
    each side first in half of them.
    """
    held = [[events[id] for id in exchange.events if id in events] for exchange in exchanges]
    found = []
    for name in sides:
        for word, pick, warns in (("first", min, _BEGINS), ("last", max, _ENDS)):
            decided = []
            for acts in held:
                dated = [(act.when.first, act) for act in acts if act.when is not None]
                if not dated:
                    continue
                day = pick(when for when, _ in dated)
                doers = {
                    side
                    for when, act in dated
                    if when == day
                    for side, own in sides.items()
                    if {side, *own} & set(act.actors)
                }
                if len(doers) == 1:
                    decided.append(name in doers)
            n = len(decided)
            question = f"In what share of exchanges does an act by {name} stand {word} in the record?"
            if n < FEWEST_EXCHANGES:
                found.append(_cannot(question, n, selection, level))
                continue
            low, high = wilson(sum(decided), n, level)
            left = len(held) - n
            caveats = [warns]
            if left:
                caveats.append(f"{left} of {len(held)} exchanges have acts of both or of neither on that day: left out")
            found.append(
                Estimate(
                    question, sum(decided) / n, low, high, "share of exchanges", n, "first_and_last", level,
                    1 / len(sides), None, tuple(caveats), selection,
                )
            )  # fmt: skip
    return tuple(found)


def _cannot(question: str, n: int, selection: Selection, level: float) -> Estimate:
    why = f"Cannot tell: {n} exchanges, and it takes {FEWEST_EXCHANGES}"
    return Estimate(
        question, None, None, None, "share of exchanges", n, "exchange_lengths", level, None, None, (why,), selection
    )
