"""A selection of the case in the formats that other tools read."""

from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path

from talion.datasets.exports.content import Content, forbids_passing_on, licence_of
from talion.datasets.exports.formats import write_all
from talion.pipeline.choosing import cast_of, chosen_events, expected_of, links_at, relations_among
from talion.pipeline.holding import Holding, OpenCase
from talion.records import Report, Selection


def exported(
    case: OpenCase,
    formats: Sequence[str],
    folder: str | Path,
    selection: Selection,
    *,
    redistributable: bool,
    printed_on: str,
) -> list[Path]:
    """The files written; see `talion.datasets.exports.formats` for what each format holds."""
    return write_all(
        content_of(case, selection, redistributable=redistributable, printed_on=printed_on), formats, Path(folder)
    )


def content_of(case: OpenCase, selection: Selection, *, redistributable: bool, printed_on: str) -> Content:
    """What goes out: with `redistributable`, without what a licence forbids to pass on.

    Rows of a data set that may not be passed on are left out before acts are weighed, so that no toll, day or place of
    theirs reaches an act that another source tells too. Words go out only where their source states a licence.
    """
    holding = Holding(case, as_of=selection.as_of)
    forbidden = {id: report for id, report in holding.reports.items() if forbids_passing_on(report)}
    held_back: list[str] = []
    if redistributable and forbidden:
        rows = sum(bool(forbidden.keys() & set(event.reports)) for event in holding.records)
        holding = Holding(case, as_of=selection.as_of, without_reports=frozenset(forbidden))
        told = f"{rows} record{'' if rows == 1 else 's'}"
        held_back.append(f"{told} of {_listed(forbidden.values())}, whose licence forbids passing them on")
    events = chosen_events(case, holding, selection)
    ids = {event.id for event in events}
    links = [link for link in links_at(holding, ids, 0.0) if {link.trigger, link.response} <= ids]
    claims = holding.claims_about(ids)
    relations = relations_among(case, holding, selection, events)
    assessments = expected_of(case, holding, selection)
    if redistributable:
        relations = [tie for tie in relations if tie.source not in forbidden]
        assessments = [one for one in assessments if one.passage.report not in forbidden]
    behind = {report for event in events for report in event.reports}
    behind |= {claim.passage.report for claim in claims} | {one.passage.report for one in assessments}
    behind |= {passage.report for link in links for passage in link.evidence} | {tie.source for tie in relations}
    reports = [report for id, report in holding.reports.items() if id in behind]
    without = {report.id for report in reports if redistributable and licence_of(report) is None}
    if without:
        held_back.append(
            f"the words of {len(without)} reports that state no licence (their places in the text are kept)"
        )
    shown = ids | {link.id for link in links} | {claim.id for claim in claims}
    shown |= {tie.id for tie in relations} | {one.id for one in assessments}
    return Content(
        title=f"Talion ledger: {selection.says}",
        version=version("talion"),
        asked=selection.says,
        printed_on=printed_on,
        coder=", ".join(sorted(coder or "not known" for coder in case.ledger.coders(holding.as_of))) or "none",
        events=tuple(events),
        links=tuple(links),
        claims=tuple(claims),
        reports=tuple(reports),
        actors=tuple(cast_of(holding, events, relations, assessments, claims)),
        relations=tuple(relations),
        assessments=tuple(assessments),
        judgements=tuple(one for one in holding.judgements if one.about in shown),
        doubts=tuple(doubt for doubt in holding.doubts if doubt.about in shown | behind),
        held_back=tuple(held_back),
        without_words=frozenset(without),
    )


def _listed(reports: Iterable[Report]) -> str:
    return ", ".join(sorted({report.outlet or report.id for report in reports}))
