"""One record with all that the case holds about it."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from talion.errors import LedgerError
from talion.ledger.ledger import Record
from talion.pipeline.choosing import chained, ids_of_actors
from talion.pipeline.holding import Holding, OpenCase
from talion.records import (
    Actor,
    Assessment,
    Claim,
    Doubt,
    Event,
    Exchange,
    Judgement,
    Link,
    Match,
    Passage,
    Relation,
    Report,
)


@dataclass(frozen=True, slots=True)
class Shown:
    """One record with all that the case holds about it; what does not apply to its kind is empty.

    Of an act: `answers` are the links to what it answers, `answered_by` those from what answers it. `records` are the
    records of single reports behind an act, `matches` why they count as one.
    """

    record: Record | Exchange
    reports: tuple[Report, ...] = ()
    events: tuple[Event, ...] = ()
    records: tuple[Event, ...] = ()
    matches: tuple[Match, ...] = ()
    claims: tuple[Claim, ...] = ()
    answers: tuple[Link, ...] = ()
    answered_by: tuple[Link, ...] = ()
    relations: tuple[Relation, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    actors: tuple[Actor, ...] = field(default=())


def shown_of(case: OpenCase, id: str, *, as_of: date | None) -> Shown:
    """The record with this id, or the only one that it begins, and what stands around it."""
    holding = case.holding(as_of=as_of, with_rejected=True)
    shown_id, record = find_listed(case, holding, id)
    verdicts = tuple(judgement for judgement in holding.judgements if judgement.about in {shown_id, _key(record)})
    about = tuple(doubt for doubt in holding.doubts if doubt.about in {shown_id, _key(record)})
    shown = Shown(record, judgements=verdicts, doubts=about)
    if isinstance(record, Event):
        members = set(record.members) or {record.id}
        pairs = [match for match in case.ledger.matches(as_of) if {match.first, match.second} <= members]
        shown = replace(
            shown,
            records=tuple(event for event in holding.records if event.id in members),
            matches=tuple(pairs),
            claims=tuple(holding.claims_about([record.id])),
            answers=tuple(link for link in holding.links if link.response == record.id),
            answered_by=tuple(link for link in holding.links if link.trigger == record.id),
        )
    elif isinstance(record, Link):
        shown = replace(shown, events=_acts(holding, (record.trigger, record.response)))
    elif isinstance(record, Claim):
        shown = replace(shown, events=_acts(holding, (record.event,)))
    elif isinstance(record, Match):
        shown = replace(shown, events=tuple(one for one in holding.records if one.id in {record.first, record.second}))
    elif isinstance(record, Exchange):
        inside = tuple(link for link in holding.links if link.id in record.links)
        shown = replace(shown, events=_acts(holding, record.events), answers=inside)
    elif isinstance(record, Report):
        shown = replace(
            shown,
            events=tuple(event for event in holding.events.values() if record.id in event.reports),
            claims=tuple(claim for claim in holding.claims if claim.report == record.id),
            relations=tuple(tie for tie in case.ledger.relations(as_of) if tie.source == record.id),
            assessments=tuple(one for one in case.ledger.assessments(as_of) if one.passage.report == record.id),
        )
    elif isinstance(record, Actor):
        name = {record.id}
        shown = replace(
            shown,
            events=tuple(event for event in holding.events.values() if name & {*event.actors, *event.recipients}),
            relations=holding.registry.relations_of(record.id) if record.id in holding.registry.actors else (),
            assessments=tuple(one for one in case.ledger.assessments(as_of) if name & {*one.actors, *one.toward}),
        )
    return _with_cast(holding, shown)


def _key(record: Record | Exchange) -> str:
    """The id of a record; a doubt goes by what it is about."""
    return record.about if isinstance(record, Doubt) else record.id


def find_listed(case: OpenCase, holding: Holding, id: str) -> tuple[str, Record | Exchange]:
    """What an id means as lists show it: acts weighed, links united, exchanges; else what is stored under it."""
    beginning = id.strip().rstrip("….").lower()
    listed: dict[str, Record | Exchange] = {
        **holding.events,
        **{link.id: link for link in holding.links},
        **{claim.id: claim for claim in holding.claims},
    }
    if beginning.startswith("exchange"):
        listed |= {exchange.id: exchange for exchange in chained(holding, 0.5)}
    near = {
        one for one in listed if beginning and (one.startswith(beginning) or one.split("-", 1)[1].startswith(beginning))
    }
    if beginning in listed:
        return beginning, listed[beginning]
    try:
        record = case.ledger.find(id, as_of=holding.as_of)
    except LedgerError:
        if len(near) == 1:
            [only] = near
            return only, listed[only]
        # An actor of the registry is in no case, and its id and names are words.
        found = holding.registry.resolve(id)
        if found is not None and found.how != "fuzzy":
            return found.actor.id, found.actor
        raise
    shown = holding.shown_as(_key(record))
    return shown, listed.get(shown, record)


def _acts(holding: Holding, ids: Iterable[str]) -> tuple[Event, ...]:
    return tuple(holding.events[id] for id in ids if id in holding.events)


def _with_cast(holding: Holding, shown: Shown) -> Shown:
    record = shown.record
    acts = [*shown.events, *([record] if isinstance(record, Event) else [])]
    texts = {passage.report for passage in _passages(shown)}
    return replace(
        shown,
        reports=tuple(report for id, report in holding.reports.items() if id in texts),
        actors=tuple(
            sorted(
                (
                    holding.sides.actor(id)
                    for id in ids_of_actors(acts, shown.relations, shown.assessments, shown.claims)
                ),
                key=lambda actor: (actor.name, actor.id),
            )
        ),
    )


def _passages(shown: Shown) -> list[Passage]:
    record = shown.record
    acts = [*shown.events, *shown.records, *([record] if isinstance(record, Event) else [])]
    said = [*shown.claims, *shown.assessments, *([record] if isinstance(record, Claim | Assessment) else [])]
    ties = [*shown.answers, *shown.answered_by, *([record] if isinstance(record, Link) else [])]
    kept = [passage for event in acts for passage in event.passages]
    kept += [one.passage for one in said]
    kept += [passage for link in ties for passage in link.evidence]
    if isinstance(record, Relation) and record.passage:
        kept.append(record.passage)
    return kept
