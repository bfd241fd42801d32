"""Beside each record of a report the rule or model that made it, and what was considered and refused."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from talion.pipeline.holding import OpenCase, ReportCoder
from talion.records import Assessment, Coded, Considered, Doubt, Event, Link, Passage, Relation, Report


@runtime_checkable
class ExplainingCoder(ReportCoder, Protocol):
    """A coder that also says what it passed over."""

    def explain(self, report: Report) -> tuple[Coded, tuple[Considered, ...]]:
        """The records, and what no record was made of."""


@dataclass(frozen=True, slots=True)
class Explained:
    """What one report yields, as its coder gives it: before reports are matched and before people judge.

    `considered` holds what no record was made of, `within` the sentence around each of it, in the same order. `note`
    says why nothing can be said of what was considered, where that is so.
    """

    report: str
    coder: str
    events: tuple[Event, ...] = ()
    links: tuple[Link, ...] = ()
    relations: tuple[Relation, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    considered: tuple[Considered, ...] = ()
    within: tuple[Passage, ...] = ()
    note: str | None = None


def explained(case: OpenCase, reports: Iterable[str]) -> list[Explained]:
    """Each of these reports (ids) read again, its coder listened to; nothing is written."""
    return [_explained(case, case.ledger.report(id)) for id in dict.fromkeys(reports)]


def _explained(case: OpenCase, report: Report) -> Explained:
    coder, note = case.coder, None
    considered: tuple[Considered, ...] = ()
    if isinstance(coder, ExplainingCoder):
        coded, considered = coder.explain(report)
    else:
        coded = coder.code(report)
        note = f"The coder {coder.version} does not say what it considered and refused."
    return Explained(
        report.id, coder.version, coded.events, coded.links, coded.relations, coded.assessments,
        coded.doubts, considered, tuple(_sentence_of(one.passage, report) for one in considered), note,
    )  # fmt: skip


_END = re.compile(r"[.!?]+[\"'”’»)]*\s+(?=[\"'“‘«(]?[^\Wa-z])|\n\s*\n")


def _sentence_of(passage: Passage, report: Report) -> Passage:
    """The words around a passage up to the nearest full stops or blank lines: to read it in, no parser's sentence."""
    breaks = list(_END.finditer(report.text))
    start = max((found.end() for found in breaks if found.end() <= passage.start), default=0)
    end = min((found.start() for found in breaks if found.start() >= passage.end), default=len(report.text))
    return report.passage(start, start + len(report.text[start:end].rstrip()))
