"""Links between records of single reports, carried over to the events weighed out of them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from talion.records import Event, Link


def unite_links(links: Iterable[Link], of: Mapping[str, str], events: Mapping[str, Event] | None = None) -> list[Link]:
    """Links between weighed events: one for each trigger, response, kind and basis, with the evidence of all.

    `of` maps the id of a record to the id of its event; an id that it does not hold stays. A link within one event
    falls away. The probability is the highest that any report gives, `members` are the ids of the links united.
    With `events` by id, the lag is counted anew from the weighed days.
    """
    united: dict[tuple[str, str, str, str], Link] = {}
    for link in links:
        trigger, response = of.get(link.trigger, link.trigger), of.get(link.response, link.response)
        if trigger == response:
            continue
        key = (trigger, response, link.kind, link.basis)
        moved = replace(
            link,
            trigger=trigger,
            response=response,
            members=link.members or (link.id,),
            lag_days=_lag_days(trigger, response, events) if events is not None else link.lag_days,
        )
        known = united.get(key)
        united[key] = moved if known is None else _together(known, moved)
    return list(united.values())


def _together(one: Link, other: Link) -> Link:
    return replace(
        one,
        probability=max(one.probability, other.probability),
        speaker=one.speaker or other.speaker,
        evidence=tuple(dict.fromkeys(one.evidence + other.evidence)),
        marks=tuple(dict.fromkeys(one.marks + other.marks)),
        reasons=tuple(dict.fromkeys(one.reasons + other.reasons)),
        members=tuple(sorted({*one.members, *other.members})),
    )


def _lag_days(trigger: str, response: str, events: Mapping[str, Event]) -> int | None:
    before = events[trigger].when if trigger in events else None
    after = events[response].when if response in events else None
    if before is None or after is None or not (before.is_one_day and after.is_one_day):
        return None
    return (after.first - before.first).days
