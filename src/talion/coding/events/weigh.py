"""The one event weighed out of the records that tell it, in several reports or in a report and a data set.

`match_events` says which records tell one act, and why; `weigh` unites them. A match is a suggestion with a
probability, undone by a judgement: give its id in `rejected` and the events stand apart again.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from talion.coding.events.matching import (
    Candidate,
    IsPerson,
    LandOf,
    SameSide,
    Sides,
    compatible,
    counts_overlap,
    folded_name,
    pair_of,
)
from talion.records import Attribution, Count, DateSpan, Doubt, Event, Match, Place, Report, Severity, Toll, TollPart

_Value = TypeVar("_Value")
_TWICE_IN_ONE_REPORT = 0.9


@dataclass(frozen=True, slots=True)
class Weighed:
    """Events weighed over reports, what is doubtful about them, and which record went into which event.

    `of` maps the id of every record given to the id of its event, those that stand alone too. Goes through a loop,
    `len` and an index as its events do.
    """

    events: tuple[Event, ...]
    doubts: tuple[Doubt, ...]
    of: Mapping[str, str]

    def __iter__(self) -> Iterator[Event]:
        return iter(self.events)

    def __len__(self) -> int:
        return len(self.events)

    def __getitem__(self, place: int) -> Event:
        return self.events[place]


def weigh(
    events: Sequence[Event],
    matches: Iterable[Match],
    rejected: Collection[str] = (),
    *,
    reports: Mapping[str, Report],
    same_side: SameSide | None = None,
    land_of: LandOf | None = None,
    is_person: IsPerson | None = None,
    at_least: float = 0.6,
    accepted: Collection[str] = (),
) -> Weighed:
    """The acts behind the records: records tied by a likely match are one event, the others stand as they are.

    A match counts from `at_least` on unless its id is in `rejected`, and in any case when it is in `accepted`. Surest
    matches go first; one that would bring together other sides, or two records of one report that are not nearly the
    same, is passed over, so that no chain of half-likely matches joins what no match would.

    The event takes the id of the record whose report was published first (undated last, then the smallest id), so that
    a later report changes what is known of it and not what it is called. Its days are those that all records share,
    else all of theirs; its toll the widest that holds all of them, part by part, with `best` only where they agree;
    places, marks, passages and attributions of all. Where sides are told differently, what most reports say stands.
    Wherever records disagree, a doubt says so.
    """
    by_id = {event.id: event for event in events}
    sides = Sides(same_side, land_of)
    group = {event.id: [event.id] for event in events}
    told = {event.id: Candidate(event, reports, is_person) for event in events}
    sure = {(match.first, match.second): match.probability for match in matches if match.id not in rejected}
    kept = {pair for pair in sure if Match(*pair, 0.0).id in accepted}
    for pair in sorted(sure, key=lambda pair: (pair not in kept, -sure[pair], pair)):
        if not by_id.keys() >= set(pair) or (sure[pair] < at_least and pair not in kept):
            continue
        ones, others = group[pair[0]], group[pair[1]]
        if ones is others or _is_rejected(ones, others, rejected):
            continue
        if pair in kept or _may_join(ones, others, told, sides, sure):
            ones += others
            for name in others:
                group[name] = ones
    weighed: list[Event] = []
    doubts: list[Doubt] = []
    names: dict[str, str] = {}
    for event in events:
        members = group[event.id]
        if event.id not in names:
            merged = _merge(sorted((told[member] for member in members), key=lambda item: item.rank), doubts)
            weighed.append(merged)
            names |= dict.fromkeys(members, merged.id)
    return Weighed(tuple(sorted(weighed, key=_by_day)), tuple(doubts), names)


def _is_rejected(ones: Sequence[str], others: Sequence[str], rejected: Collection[str]) -> bool:
    """Whether a person said that two of them are not one act; no third record joins them behind that person's back."""
    return bool(rejected) and any(Match(*pair_of(one, other), 0.0).id in rejected for one in ones for other in others)


def _may_join(
    ones: Sequence[str],
    others: Sequence[str],
    told: Mapping[str, Candidate],
    sides: Sides,
    sure: Mapping[tuple[str, str], float],
) -> bool:
    for one in ones:
        for other in others:
            first, second = told[one], told[other]
            if first.report == second.report and sure.get(pair_of(one, other), 0.0) < _TWICE_IN_ONE_REPORT:
                return False
            if compatible(first, second, sides) is None:
                return False
    return True


def _merge(items: Sequence[Candidate], doubts: list[Doubt]) -> Event:
    """One event out of records in the order in which they were published."""
    first = items[0].event
    if len(items) == 1:
        return replace(first, members=first.members or (first.id,))
    events = [item.event for item in items]
    name = first.id
    actors, recipients, directed = _merge_sides(items, name, doubts)
    when, because = _merge_days(items, name, doubts)
    blames = tuple(dict.fromkeys(blame for event in events for blame in event.attribution.blames))
    unclaimed = any(event.attribution.unclaimed for event in events)
    if unclaimed and any(blame.stance == "claims" for blame in blames):
        doubts.append(Doubt(name, "claimed-later", "One report says that nobody claims it, another reports a claim"))
        unclaimed = False
    if len({event.status for event in events}) > 1:
        said = "; ".join(f"{item.outlet} tells it as {item.event.status}" for item in items)
        doubts.append(Doubt(name, "two-statuses", said))
    return replace(
        first,
        action=_most_told([event.action for event in events]),
        mode=_most_told([event.mode for event in events if event.mode] or [None]),
        status=_most_told([event.status for event in events if event.status != "denied"] or ["denied"]),
        actors=actors,
        recipients=recipients,
        directed=directed,
        when=when,
        when_because=because,
        places=_merge_places(events),
        toll=_merge_tolls(items, name, doubts),
        attribution=Attribution(blames, unclaimed, any(event.attribution.stated for event in events)),
        acts=_merge_acts(events),
        weapon=_first_told(event.weapon for event in events),
        thing=_first_told(event.thing for event in events),
        issue=_first_told(event.issue for event in events),
        time_of_day=_first_told(event.time_of_day for event in events),
        passages=_all_of(event.passages for event in events),
        marks=_all_of(event.marks for event in events),
        reports=_all_of(event.reports for event in events),
        members=tuple(sorted({member for event in events for member in (event.members or (event.id,))})),
        score=max((event.score for event in events if event.score is not None), default=None),
    )


def _most_told(values: Sequence[_Value]) -> _Value:
    """The commonest; of equally common ones, the one told first."""
    return Counter(values).most_common(1)[0][0]


def _first_told(values: Iterable[_Value | None]) -> _Value | None:
    return next((value for value in values if value is not None), None)


def _all_of(parts: Iterable[tuple[_Value, ...]]) -> tuple[_Value, ...]:
    return tuple(dict.fromkeys(value for part in parts for value in part))


def _merge_sides(
    items: Sequence[Candidate], name: str, doubts: list[Doubt]
) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    directed = [item for item in items if item.event.directed] or items
    sides = []
    for what, told in (
        ("actor", [(item, item.event.actors) for item in directed]),
        ("recipient", [(item, item.event.recipients) for item in directed]),
    ):
        named = [names for item, names in told if names and not (what == "actor" and item.event.status == "denied")]
        if not named and all(item.event.status == "denied" for item in directed):
            named = [names for _, names in told if names]  # an act of which all that is told is that X denies it
        sides.append(_most_told(named) if named else ())
        if len(set(named)) > 1 or (what == "actor" and named and len(named) < len(told)):
            said = "; ".join(f"{item.outlet} names {' and '.join(names) or 'nobody'}" for item, names in told)
            severity = Severity.DOUBT if what == "actor" else Severity.NOTE
            doubts.append(Doubt(name, f"two-{what}s", f"{said}; kept as {' and '.join(sides[-1])}", severity))
    return sides[0], sides[1], any(item.event.directed for item in items)


def _merge_days(items: Sequence[Candidate], name: str, doubts: list[Doubt]) -> tuple[DateSpan | None, str | None]:
    dated = [item for item in items if item.event.when is not None]
    spans = [item.event.when for item in dated if item.event.when is not None]
    if not spans:
        return None, _first_told(item.event.when_because for item in items)
    shared: DateSpan | None = spans[0]
    for span in spans[1:]:
        shared = shared.meet(span) if shared else None
    narrowest = min(zip(spans, dated, strict=True), key=lambda pair: pair[0].days)[1].event.when_because
    if shared is not None:
        return shared, narrowest
    widest = DateSpan(min(span.first for span in spans), max(span.last for span in spans))
    said = "; ".join(f"{item.outlet} says {item.event.when}" for item in dated)
    doubts.append(Doubt(name, "two-days", f"{said}; kept as {widest}"))
    return widest, narrowest


def _merge_places(events: Sequence[Event]) -> tuple[Place, ...]:
    """Each place once, under its first name, the one with coordinates where one has them."""
    found: dict[tuple[str, str], Place] = {}
    for event in events:
        for place in event.places:
            key = (folded_name(place.name), place.role)
            if key not in found or (found[key].latitude is None and place.latitude is not None):
                found[key] = place
    return tuple(found.values())


def _merge_acts(events: Sequence[Event]) -> Count:
    """How many acts it stands for: where one report tells of several, "bombed" in another is not one."""
    several = [event.acts for event in events if event.acts.low is not None and event.acts.low > 1]
    acts, *others = several or [event.acts for event in events]
    for other in others:
        acts = acts.together(other)
    return acts


def _merge_tolls(items: Sequence[Candidate], name: str, doubts: list[Doubt]) -> Toll:
    """Part by part the widest count that holds all; a total stands before the parts that it may contain.

    "A US contractor" and "an American civilian" are one part where effect, side and number agree; the longest wording
    stays. A bare plural ("fighters killed") says nothing beside a number.
    """
    parts: list[TollPart] = []
    for item in items:
        for part in item.event.toll.parts:
            twin = next((other for other in parts if _is_one_part(other, part)), None)
            if twin is None:
                parts.append(part)
            else:
                parts[parts.index(twin)] = _widen(twin, part)
    counted = {part.effect for part in parts if not _is_bare(part)}
    parts = [part for part in parts if not (_is_bare(part) and part.effect in counted)]
    for effect in ("killed", "injured", "captured"):
        told = [(item, item.tolls[effect]) for item in items if effect in item.tolls]
        if any(not counts_overlap(one, other) for _, one in told for _, other in told):
            kept = told[0][1]
            for _, count in told[1:]:
                kept = kept.together(count)
            said = "; ".join(f"{item.outlet} says {count} {effect}" for item, count in told)
            doubts.append(Doubt(name, "two-tolls", f"{said}; kept as {kept}"))
    return Toll(tuple(sorted(parts, key=lambda part: part.party is not None)))


def _is_one_part(one: TollPart, other: TollPart) -> bool:
    if one.effect != other.effect or (one.party is None) != (other.party is None):
        return False
    if one.party is None or (one.party == other.party and one.whose == other.whose):
        return True
    return one.count == other.count and (one.whose == other.whose or None in {one.whose, other.whose})


def _is_bare(part: TollPart) -> bool:
    return part.count == Count(2) and not any(letter.isdigit() for letter in part.said or "")


def _widen(part: TollPart, other: TollPart) -> TollPart:
    said = "; ".join(dict.fromkeys(words for words in (part.said, other.said) if words))
    return TollPart(
        effect=part.effect,
        count=other.count if _is_bare(part) else part.count if _is_bare(other) else part.count.together(other.count),
        party=max(part.party or "", other.party or "", key=len) or None,
        whose=part.whose or other.whose,
        civilian=part.civilian if part.civilian == other.civilian else part.civilian or other.civilian,
        includes_attackers=part.includes_attackers if part.includes_attackers is not None else other.includes_attackers,
        said=said or None,
    )


def _by_day(event: Event) -> tuple[bool, date, date, str]:
    if event.when is None:
        return True, date.max, date.max, event.id
    return False, event.when.first, event.when.last, event.id
