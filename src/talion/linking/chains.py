"""Exchanges: acts tied by links, in the order of their days."""

from collections.abc import Sequence
from datetime import date

from talion.records import Event, Exchange, Link


def exchanges(events: Sequence[Event], links: Sequence[Link], *, at_least: float = 0.5) -> list[Exchange]:
    """Acts that likely links tie together, each exchange in the order of its days, the earliest exchange first.

    Links of any basis count from `at_least` on, links to events that are not given do not count. Undated acts come
    last in their exchange. An exchange begins where the record begins, which is not who started it; and one unlikely
    link is enough to join two exchanges, so look at the weakest before calling a long one a spiral.
    """
    known = {event.id: event for event in events}
    kept = [link for link in links if link.probability >= at_least and {link.trigger, link.response} <= known.keys()]
    chain = {name: [name] for link in kept for name in (link.trigger, link.response)}
    for link in kept:
        one, other = chain[link.trigger], chain[link.response]
        if one is not other:
            one += other
            for name in other:
                chain[name] = one
    ties: dict[str, set[str]] = {}
    for link in kept:
        ties.setdefault(min(chain[link.trigger]), set()).add(link.id)
    found = [
        Exchange(tuple(sorted(chain[first], key=lambda name: _by_day(known[name]))), tuple(sorted(inside)))
        for first, inside in ties.items()
    ]
    return sorted(found, key=lambda exchange: _by_day(known[exchange.events[0]]))


def _by_day(event: Event) -> tuple[bool, date, date, str]:
    if event.when is None:
        return True, date.max, date.max, event.id
    return False, event.when.first, event.when.last, event.id
