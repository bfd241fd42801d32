"""All that a brief holds about a selection of the case, gathered."""

from collections.abc import Iterable, Sequence
from importlib.metadata import version

from talion.pipeline.between import shares_answered
from talion.pipeline.choosing import (
    cast_of,
    chained,
    chosen_events,
    expected_of,
    holding_for,
    lanes_of,
    links_at,
    relations_among,
)
from talion.pipeline.dossier import Dossier, Made
from talion.pipeline.holding import Holding, OpenCase
from talion.records import Assessment, Claim, Event, Link, Relation, Selection


def gathered(
    case: OpenCase,
    selection: Selection,
    *,
    lanes: Sequence[str] | None = None,
    at_least: float = 0.5,
    within_days: Sequence[float] = (7.0, 30.0),
    printed_on: str,
    command: str,
) -> Dossier:
    """The dossier of a selection; what its options mean stands at `steps.dossier`."""
    holding = holding_for(case, selection)
    selected = chosen_events(case, holding, selection)
    chosen = _with_stated_ends(holding, selected)
    sides = lanes_of(holding, selection, chosen, lanes)
    drawn = [(id, holding.sides.lane(id, chosen)) for id in sides]
    ids = {event.id for event in chosen}
    ties = [link for link in links_at(holding, ids, at_least=0.0) if {link.trigger, link.response} <= ids]
    said = holding.claims_about(ids)
    known = relations_among(case, holding, selection, chosen)
    expected = expected_of(case, holding, selection)
    texts = _reports_behind(chosen, said, ties, known, expected)
    kept = {*ids, *texts, *(link.id for link in ties), *(claim.id for claim in said)}
    kept |= {tie.id for tie in known} | {one.id for one in expected}
    judged = case.holding(as_of=selection.as_of, with_rejected=True).judgements
    return Dossier(
        title=_titled([lane.name for _, lane in drawn]) or case.ledger.facts().name,
        selection=selection,
        lanes=tuple(lane for _, lane in drawn),
        reports=tuple(report for id, report in holding.reports.items() if id in texts or not selection.report),
        events=tuple(chosen),
        claims=tuple(said),
        links=tuple(ties),
        exchanges=tuple(chained(holding, at_least, among=chosen)),
        actors=tuple(cast_of(holding, chosen, known, expected, said)),
        relations=tuple(known),
        assessments=tuple(expected),
        estimates=tuple(shares_answered(holding, selected, drawn, selection, within_days)),
        judgements=tuple(one for one in judged if one.about in kept),
        doubts=tuple(doubt for doubt in holding.doubts if doubt.about in kept),
        made=_made(case, holding, printed_on, command, at_least),
    )


def _titled(sides: Sequence[str]) -> str:
    return " and ".join(([", ".join(sides[:-1])] if len(sides) > 1 else []) + list(sides[-1:]))


def _made(case: OpenCase, holding: Holding, printed_on: str, command: str, at_least: float) -> Made:
    coders = sorted(coder or "not known" for coder in case.ledger.coders(holding.as_of))
    return Made(
        version=version("talion"),
        command=command,
        case=case.ledger.facts().name,
        printed_on=printed_on,
        coder=", ".join(coders) or "none",
        options=(("links in exchanges at least", f"{at_least:g}"),),
    )


def _with_stated_ends(holding: Holding, chosen: Sequence[Event]) -> list[Event]:
    ids = {event.id for event in chosen}
    near = {
        id
        for link in holding.links
        if link.basis != "inferred" and (link.trigger in ids or link.response in ids)
        for id in (link.trigger, link.response)
    }
    return [event for id, event in holding.events.items() if id in ids or id in near]


def _reports_behind(
    events: Iterable[Event],
    claims: Iterable[Claim],
    links: Iterable[Link],
    relations: Iterable[Relation],
    assessments: Iterable[Assessment],
) -> set[str]:
    texts = {name for event in events for name in event.reports}
    texts |= {claim.report for claim in claims} | {one.passage.report for one in assessments}
    texts |= {passage.report for link in links for passage in link.evidence}
    return texts | {tie.passage.report for tie in relations if tie.passage}
