"""What becomes of each report that is read: coded, held in a transaction of its own, or refused with the reason."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from talion.errors import TalionError
from talion.ledger.revisions import Added
from talion.pipeline.executor import mapped
from talion.pipeline.holding import OpenCase, ReportCoder
from talion.pipeline.suggesting import suggested
from talion.records import Coded, Report
from talion.reports.published import warnings_in
from talion.reports.refused import Refused

READ_STATES = ("new", "revised", "known", "refused")
_NOTHING = Added()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one source: one of READ_STATES, its report where it gave one, and why where it gave none.

    "revised" is a report that was held and now yields other records, or is known better than before. `warnings` say
    what is wrong with a source that was read all the same, with its line and what is accepted there.
    """

    source: str
    state: str
    report: str | None = None
    why: str | None = None
    events: int = 0
    added: Added = _NOTHING
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of each source, in order, and what matching and linking changed afterwards."""

    outcomes: tuple[Outcome, ...]
    matches: Added = _NOTHING
    links: Added = _NOTHING

    def count(self, state: str) -> int:
        """How many sources ended in this state."""
        return sum(outcome.state == state for outcome in self.outcomes)

    @property
    def refused(self) -> tuple[Outcome, ...]:
        """The sources that gave no report, each with the reason."""
        return tuple(outcome for outcome in self.outcomes if outcome.state == "refused")


def read_into(
    case: OpenCase,
    found: Iterable[Report | Refused],
    *,
    now: datetime,
    progress: Callable[[Outcome], None] | None,
    workers: int,
    executor: str,
) -> Reading:
    """Code and hold the reports that were found, one by one, then match and link over the whole case."""
    outcomes = []
    wanted = (_wanted(case, one) for one in found)
    for item, coded in mapped(_code, wanted, make=case.make_coder, workers=workers, executor=executor):
        outcome = item if isinstance(item, Outcome) else _hold(case, item, coded, now)
        outcomes.append(outcome)
        if progress is not None:
            progress(outcome)
    # Even where nothing is new: a reading that was broken off may have left this undone.
    matches, links = suggested(case, now=now) if any(outcome.report for outcome in outcomes) else (_NOTHING, _NOTHING)
    return Reading(tuple(outcomes), matches, links)


def _wanted(case: OpenCase, found: Report | Refused) -> Report | Outcome:
    """The report, where it is to be coded; else what became of it."""
    if isinstance(found, Refused):
        return Outcome(found.source, "refused", why=found.why)
    if case.ledger.has_report(found.id):
        held = case.ledger.report(found.id)
        found = _with_what_was_known(found, held)
        if replace(found, path=held.path) == held and case.ledger.coded_by(found.id) == case.coder.version:
            return Outcome(_source_of(found), "known", found.id, warnings=warnings_in(found.notes))
    return found


def _code(coder: ReportCoder, found: Report | Outcome) -> Coded | str:
    """What the report yields, or why it yields nothing. Runs in a worker, and must give back what travels."""
    if isinstance(found, Outcome):
        return found.state
    try:
        return coder.code(found)
    except TalionError as wrong:
        return str(wrong)
    except Exception as wrong:  # noqa: BLE001 - a text that breaks the coder must not keep the other reports out
        return f"could not be coded ({type(wrong).__name__}: {wrong}); please report this with the text, if you may"


def _hold(case: OpenCase, found: Report, coded: Coded | str, now: datetime) -> Outcome:
    ledger, source = case.ledger, _source_of(found)
    is_known = ledger.has_report(found.id)
    if is_known and (whole := _with_what_was_known(found, ledger.report(found.id))) != found:
        # The same text came twice in one reading, and the first copy says more than this one.
        found, coded = whole, _code(case.coder, whole)
    if isinstance(coded, str):
        return Outcome(source, "refused", why=coded)
    try:
        added = ledger.add(coded, now=now, coder=case.coder.version)
        if coded.translation is not None:
            ledger.add(Coded(coded.translation), now=now, coder=case.coder.version)
    except TalionError as wrong:
        return Outcome(source, "refused", why=str(wrong))
    state = "new" if not is_known else "revised" if added.new or added.closed else "known"
    warnings = warnings_in(found.notes)
    return Outcome(source, state, found.id, events=len(coded.events), added=added, warnings=warnings)


def _source_of(report: Report) -> str:
    return report.path or report.url or report.id


def _with_what_was_known(found: Report, held: Report) -> Report:
    """The report as it was found now, with what only the copy read before could say."""
    missing: dict[str, Any] = {}
    if found.published is None and held.published is not None:
        # with its notes: the new ones say that the day was not found
        missing = {"published": held.published, "published_because": held.published_because, "notes": held.notes}
    for name in ("outlet", "byline", "language", "url", "original", "translated_by"):
        if getattr(found, name) is None and getattr(held, name) is not None:
            missing[name] = getattr(held, name)
    return replace(found, **missing) if missing else found
