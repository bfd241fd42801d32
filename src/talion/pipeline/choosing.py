"""How a question about the case is answered: which acts a selection means, and what belongs to them."""

import difflib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from talion.codebook.gazetteer import fold_name, gazetteer
from talion.errors import SelectionError
from talion.linking.chains import exchanges
from talion.pipeline.holding import Holding, OpenCase
from talion.pipeline.sides import Sides, is_between, is_by
from talion.records import (
    ACTIONS,
    STATUSES,
    UNKNOWN_ACTOR,
    Actor,
    Assessment,
    Claim,
    DateSpan,
    Event,
    Exchange,
    Link,
    Passage,
    Relation,
    Selection,
)

_READ_WHOLE = 20_000  # up to so many events, reading all of them once is quicker than asking for some each time
MANY = 100_000  # more paragraphs than a case has with any words: a search that shall leave none out


def chosen_events(case: OpenCase, holding: Holding, selection: Selection) -> list[Event]:
    """The acts that a selection means, in the order of their days."""
    sides = holding.sides
    actor, recipient = _side(sides, selection.actor), _side(sides, selection.recipient)
    between = tuple(sides.named(name).id for name in selection.between) if selection.between else None
    kinds = _kinds(holding, selection.kinds)
    statuses = {_word(status.lower(), STATUSES, "status of an act") for status in selection.statuses}
    report = case.ledger.report(selection.report, as_of=selection.as_of).id if selection.report else None
    in_place = _place_test(selection.place) if selection.place else None
    hits = case.ledger.search(selection.search, as_of=selection.as_of, limit=MANY) if selection.search else []
    found: dict[str, list[Passage]] = {}
    for passage in hits:
        found.setdefault(passage.report, []).append(passage)

    def is_wanted(event: Event) -> bool:
        return (
            (selection.actor is None or is_by(event, selection.actor, actor, sides))
            and (selection.recipient is None or _is_against(event, selection.recipient, recipient, sides))
            and (between is None or is_between(event, between[0], between[1], sides))
            and (selection.since is None or (event.when is not None and event.when.last >= selection.since))
            and (selection.until is None or (event.when is not None and event.when.first <= selection.until))
            and (not kinds or event.action in kinds or event.mode in kinds)
            and (not statuses or event.status in statuses)
            and (report is None or report in event.reports)
            and (in_place is None or in_place(event))
            and (not selection.search or _overlap(event, found))
        )

    return [event for event in holding.events.values() if is_wanted(event)]


def holding_for(case: OpenCase, selection: Selection, *, with_rejected: bool = False) -> Holding:
    """What the case held, as far as a selection needs it: of many events only those of the actors asked for."""
    whole = case.holding(as_of=selection.as_of, with_rejected=with_rejected)
    if not case.ledger.holds_more_than(_READ_WHOLE):
        return whole
    parties: dict[str, frozenset[str]] = {}
    if selection.between:
        for side, name in zip(("one", "other"), selection.between, strict=True):
            id = whole.sides.named(name).id
            backer = whole.sides.backer_of_set(id)
            of_backer = whole.sides.members(backer, None) if backer else frozenset[str]()
            parties[side] = whole.sides.members(id, None) | of_backer
    else:
        for side, named in (("actor", selection.actor), ("recipient", selection.recipient)):
            if named and named.casefold() != UNKNOWN_ACTOR and not parties:
                parties = {side: whole.sides.members(whole.sides.named(named).id, None)}
    if not parties:
        return whole
    return Holding(case, as_of=selection.as_of, with_rejected=with_rejected, parties=parties)


def _side(sides: Sides, name: str | None) -> str | None:
    return None if name is None or name.casefold() == UNKNOWN_ACTOR else sides.named(name).id


def _is_against(event: Event, name: str, side: str | None, sides: Sides) -> bool:
    return is_by(replace(event, actors=event.recipients, recipients=()), name, side, sides)


def _kinds(holding: Holding, kinds: Iterable[str]) -> set[str]:
    modes = {event.mode for event in holding.events.values() if event.mode}
    known = {**{action.lower(): action for action in ACTIONS}, **{mode.lower(): mode for mode in modes}}
    return {known[_word(kind.lower(), known, "kind of act")] for kind in kinds}


def _word(word: str, known: Iterable[str], what: str) -> str:
    known = list(known)
    if word in known:
        return word
    near = difflib.get_close_matches(word, known, n=3)
    raise SelectionError(
        f"there is no {what} {word!r}; {'near it' if near else 'there are'}: {', '.join(near or known)}"
    )


def _place_test(place: str) -> Callable[[Event], bool]:
    wanted = fold_name(place)
    country = gazetteer().country_of(place)

    def is_there(event: Event) -> bool:
        return any(
            (country is not None and one.country == country)
            or any(name and wanted in fold_name(name) for name in (one.name, one.province, one.said))
            for one in event.places
            if one.role != "mentioned"
        )

    return is_there


def _overlap(event: Event, found: dict[str, list[Passage]]) -> bool:
    return any(
        passage.start < hit.end and hit.start < passage.end
        for passage in event.passages
        for hit in found.get(passage.report, ())
    )


def links_at(holding: Holding, ids: set[str], at_least: float) -> list[Link]:
    """Links of which at least one end is among these acts; an accepted one is as sure as any."""
    return [
        link
        for link in holding.links
        if (link.trigger in ids or link.response in ids) and (link.probability >= at_least or holding.accepted(link))
    ]


def chained(holding: Holding, at_least: float, *, among: Sequence[Event] | None = None) -> list[Exchange]:
    """Exchanges over all acts, or among the given ones, by links that are likely enough or accepted."""
    kept = [link for link in holding.links if link.probability >= at_least or holding.accepted(link)]
    return exchanges(tuple(holding.events.values()) if among is None else among, kept, at_least=0.0)


def lanes_of(
    holding: Holding, selection: Selection, events: Sequence[Event], names: Sequence[str] | None
) -> tuple[str, ...]:
    """The ids of the sides to draw: those named, else those of the question, else the two with most force between.

    Where they are not named one by one, whoever backs a side and takes part in these events stands beside the two.
    """
    if names:
        if not 2 <= len(names) <= 3:
            raise SelectionError(f"an exchange is drawn with two or three sides; not {len(names)}: {', '.join(names)}")
        ids = tuple(holding.sides.named(name).id for name in names)
        if len(set(ids)) < len(ids):
            raise SelectionError(f"two of these sides are the same actor: {', '.join(names)}")
        return ids
    if selection.between:
        pair = lanes_of(holding, selection, events, selection.between)
    else:
        pair = holding.sides.fiercest_pair(events) or ()
    return pair + holding.sides.backers_beside(pair, events)


def expected_of(case: OpenCase, holding: Holding, selection: Selection) -> list[Assessment]:
    """Expectations about the actors that are asked for, in the order of reports and texts."""
    found = case.ledger.assessments(selection.as_of)
    sides = holding.sides
    names = [name for name in (selection.actor, selection.recipient) if name and name.casefold() != UNKNOWN_ACTOR]
    wanted = [sides.named(name).id for name in names]
    report = case.ledger.report(selection.report, as_of=selection.as_of).id if selection.report else None
    order = {id: n for n, id in enumerate(holding.reports)}

    def concerns(one: Assessment, side: str) -> bool:
        return sides.counts_as({*one.actors, *one.toward}, side, one.made_on)

    kept = [
        one
        for one in found
        if holding.verdicts.get(one.id) != "reject"
        and all(concerns(one, side) for side in wanted)
        and (report is None or one.passage.report == report)
        and (selection.until is None or one.made_on is None or one.made_on <= selection.until)
        and (selection.since is None or one.made_on is None or one.made_on >= selection.since)
    ]
    return sorted(kept, key=lambda one: (order.get(one.passage.report, len(order)), one.passage.start, one.id))


def relations_said(case: OpenCase, holding: Holding, selection: Selection) -> list[Relation]:
    """What the reports say of who stands behind whom; of the asked actors, where some are asked for."""
    kept = [tie for tie in case.ledger.relations(selection.as_of) if holding.verdicts.get(tie.id) != "reject"]
    if selection.report:
        report = case.ledger.report(selection.report, as_of=selection.as_of).id
        kept = [tie for tie in kept if tie.source == report]
    named = [name for name in (selection.actor, selection.recipient, *(selection.between or ())) if name]
    if not named:
        return kept
    sides = [holding.sides.named(name).id for name in named if name.casefold() != UNKNOWN_ACTOR]
    return [tie for tie in kept if any({tie.subject, tie.object} & holding.sides.members(side, None) for side in sides)]


def relations_among(case: OpenCase, holding: Holding, selection: Selection, chosen: Sequence[Event]) -> list[Relation]:
    """Ties between the actors of these acts: what reports say, then what the registry knows of their days.

    A tie that ended before the first of these acts, or began after the last of them and of the reports, is left out.
    """
    said = relations_said(case, holding, selection)
    ids = ids_of_actors(chosen, said)
    ours = {tie.id for tie in case.ledger.relations(selection.as_of)}
    spans = [event.when for event in chosen if event.when and event.status not in {"historical", "habitual"}]
    days = [day for span in spans for day in (span.first, span.last)]
    days += [report.published for report in holding.reports.values() if report.published and spans]
    period = DateSpan(min(days), max(days)) if days else None
    known = {
        tie.id: tie
        for id in sorted(ids & holding.registry.actors.keys())
        for tie in holding.registry.relations_of(id)
        if {tie.subject, tie.object} <= ids and tie.id not in ours and _held_within(tie, period)
    }
    return said + sorted(known.values(), key=lambda tie: (tie.subject, tie.kind, tie.object, tie.id))


def _held_within(tie: Relation, period: DateSpan | None) -> bool:
    if period is None:
        return True
    begins_later = tie.since is not None and tie.since.first > period.last
    return not begins_later and (tie.until is None or tie.until.last >= period.first)


def cast_of(
    holding: Holding,
    events: Iterable[Event],
    relations: Iterable[Relation],
    assessments: Iterable[Assessment],
    claims: Iterable[Claim] = (),
) -> list[Actor]:
    """Every actor that occurs, by name."""
    ids = ids_of_actors(events, relations, assessments, claims)
    return sorted((holding.sides.actor(id) for id in ids), key=lambda actor: (actor.name.casefold(), actor.id))


def ids_of_actors(
    events: Iterable[Event],
    relations: Iterable[Relation],
    assessments: Iterable[Assessment] = (),
    claims: Iterable[Claim] = (),
) -> set[str]:
    """The id of every actor that occurs."""
    ids = {id for event in events for id in (*event.actors, *event.recipients)}
    ids |= {
        name for event in events for blame in event.attribution.blames for name in (blame.actor, blame.by_actor) if name
    }
    ids |= {part.whose for event in events for part in event.toll.parts if part.whose}
    ids |= {id for tie in relations for id in (tie.subject, tie.object)}
    ids |= {id for one in assessments for id in (*one.actors, *one.toward)}
    ids |= {one.speaker.actor for one in assessments if one.speaker.actor}
    ids |= {id for claim in claims for id in claim.actors}
    return ids | {claim.speaker.actor for claim in claims if claim.speaker and claim.speaker.actor}
