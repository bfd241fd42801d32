"""The verbs: one function for everything that a user does with a case."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from talion.coding.weigh import match_events
from talion.errors import LedgerError, ScenarioError, SelectionError, TalionError
from talion.ledger.ledger import Record
from talion.ledger.revisions import Added
from talion.linking.suggest import suggest_links
from talion.pipeline.asking import Asking, asks_about, says_what_it_rests_on, ways_to_draw
from talion.pipeline.benchmarking import Benchmarked, benchmarked
from talion.pipeline.choosing import (
    MANY,
    cast_of,
    chained,
    chosen_events,
    expected_of,
    holding_for,
    ids_of_actors,
    lanes_of,
    links_at,
    relations_among,
    relations_said,
)
from talion.pipeline.correcting import canonical
from talion.pipeline.differing import Differences, differences
from talion.pipeline.dossier import Dossier, Lane, Made
from talion.pipeline.executor import mapped
from talion.pipeline.explaining import Explained, explained
from talion.pipeline.findings import Finding, of_case, of_installation
from talion.pipeline.holding import Holding, OpenCase, ReportCoder
from talion.pipeline.importing import REJECTS_AT_MOST, Asked, Importing, imported
from talion.pipeline.measured import Measured, Part
from talion.pipeline.measuring import measured_by, names_asked
from talion.pipeline.playing import fit_scenario, hold_tournament, play_file
from talion.records import (
    Actor,
    Assessment,
    Claim,
    Coded,
    DateSpan,
    Doubt,
    Dyad,
    Estimate,
    Event,
    Exchange,
    Judgement,
    Link,
    Match,
    Passage,
    Place,
    Relation,
    Report,
    Resolution,
    Selection,
    Timeline,
)
from talion.reports.refused import Refused

if TYPE_CHECKING:
    from talion.forecasts.backtest import Backtest
    from talion.measures.catalogue import Card
    from talion.measures.reciprocity import Verdict
    from talion.pipeline.forecasting import Forecasting, Scoring
    from talion.pipeline.knowing import Known
    from talion.scenarios.calibrate import Calibrated
    from talion.scenarios.play import Compared, Runs
    from talion.scenarios.tournament import Tournament

EVERYTHING = Selection()
READ_STATES = ("new", "revised", "known", "refused")
_NOTHING = Added()
_EVERY_ROW = Asked()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one source: one of READ_STATES, its report where it gave one, and why where it gave none.

    "revised" is a report that was held and now yields other records, or is known better than before.
    """

    source: str
    state: str
    report: str | None = None
    why: str | None = None
    events: int = 0
    added: Added = _NOTHING


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


# Reading -------------------------------------------------------------------------------------------------------------


def read(
    case: OpenCase,
    sources: Iterable[str | Path | BinaryIO],
    *,
    published: date | None = None,
    outlet: str | None = None,
    language: str | None = None,
    now: datetime,
    progress: Callable[[Outcome], None] | None = None,
    workers: int = 1,
    executor: str = "processes",
) -> Reading:
    """Read reports into the case: files, folders, feeds, web pages or standard input.

    Each report is coded and held in a transaction of its own, so that what is read stays read, whatever happens next;
    one that cannot be read keeps none of the others out. A report that this coder has read already is not coded again.
    Then acts told in several reports are matched, and links between acts suggested, over the whole case.
    `progress` is called with each outcome as it comes. `workers` processes code at once, here or (`executor`)
    on a Ray cluster, with the same results.
    """
    # Imported here, so that a list of events does not wait for the libraries that read web pages.
    from talion.reports.read import read_reports

    found = read_reports(sources, published=published, outlet=outlet, language=language)
    outcomes = []
    wanted = (_wanted(case, one) for one in found)
    for item, coded in mapped(_code, wanted, make=case.make_coder, workers=workers, executor=executor):
        outcome = item if isinstance(item, Outcome) else _hold(case, item, coded, now)
        outcomes.append(outcome)
        if progress is not None:
            progress(outcome)
    # Even where nothing is new: a reading that was broken off may have left this undone.
    matches, links = _suggest(case, now=now) if any(outcome.report for outcome in outcomes) else (_NOTHING, _NOTHING)
    return Reading(tuple(outcomes), matches, links)


def _wanted(case: OpenCase, found: Report | Refused) -> Report | Outcome:
    """The report, where it is to be coded; else what became of it."""
    if isinstance(found, Refused):
        return Outcome(found.source, "refused", why=found.why)
    if case.ledger.has_report(found.id):
        held = case.ledger.report(found.id)
        found = _with_what_was_known(found, held)
        if replace(found, path=held.path) == held and case.ledger.coded_by(found.id) == case.coder.version:
            return Outcome(_source_of(found), "known", found.id)
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
    return Outcome(source, state, found.id, events=len(coded.events), added=added)


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


def _suggest(case: OpenCase, *, now: datetime) -> tuple[Added, Added]:
    """Match acts told in several reports and suggest links between acts, over the whole case.

    What was suggested before and is no longer is closed; what people judged stays judged. In a case of more than
    50,000 events nothing is suggested, and rows of data sets are linked only where there are few: of a whole war
    coded by machine, everything comes after everything.
    """
    if case.ledger.holds_more_than(_SUGGESTED_UP_TO):
        return _NOTHING, _NOTHING
    holding = case.holding()
    records = _that_may_match(case.ledger.events())
    found = match_events(records, reports=holding.reports, same_side=holding.sides.same_actor)
    matches = case.ledger.add_matches(found, now=now)
    holding = case.holding()
    stated = [link for link in holding.links if link.basis != "inferred"]
    acts = tuple(holding.events.values())
    if sum(act.origin is not None and act.is_deed for act in acts) > _LINKED_UP_TO:
        acts = tuple(act for act in acts if act.origin is None)
    links = suggest_links(acts, same_side=holding.sides.same_side, declared=stated)
    return matches, case.ledger.add_links((link for link in links if link.basis == "inferred"), now=now)


_SUGGESTED_UP_TO = 50_000
_LINKED_UP_TO = 3_000


def _that_may_match(records: Sequence[Event]) -> list[Event]:
    """The records that another source may tell too: none of a data set on days of which it alone tells."""
    days: dict[date, set[str]] = {}
    for record in records:
        if record.when is not None and record.when.days <= _SHARP_DAYS:
            source = record.origin.partition(" ")[0] if record.origin else "reports"
            for day in record.when:
                days.setdefault(day, set()).add(source)

    def has_company(record: Event) -> bool:
        if record.origin is None or record.when is None or record.when.days > _SHARP_DAYS:
            return record.origin is None
        own = {record.origin.partition(" ")[0]}
        near = (day + timedelta(days=by) for day in record.when for by in (-1, 0, 1) if date.min < day < date.max)
        return any(days.get(day, own) - own for day in near)

    return [record for record in records if has_company(record)]


def explain(case: OpenCase, reports: Iterable[str]) -> list[Explained]:
    """Say of reports (ids) what made each record, how sure it is, and what was considered and refused."""
    return explained(case, reports)


# Importing -----------------------------------------------------------------------------------------------------------


def import_data(
    case: OpenCase,
    format: str | None,
    files: Sequence[str | Path],
    *,
    asked: Asked = _EVERY_ROW,
    mapping: Path | None = None,
    version: str | None = None,
    replaces: bool = False,
    rejects_at_most: float = REJECTS_AT_MOST,
    now: datetime,
    progress: Callable[[int], None] | None = None,
) -> Importing:
    """Import other people's data into the case: UCDP, ACLED, GDELT, ICEWS, POLECAT, VIINA, KEDS, any table.

    Each file is taken whole or not at all, and its rows keep their ids over releases; rows that cannot be read stand in
    a file beside the case. Then acts told by several sources are matched, and links suggested, as after reading.
    """
    found = imported(
        case,
        format,
        files,
        asked=asked,
        mapping=mapping,
        version=version,
        replaces=replaces,
        rejects_at_most=rejects_at_most,
        now=now,
        progress=progress,
    )
    return Importing(tuple(found), *_suggest(case, now=now))


def diff(
    case: OpenCase, earlier: date | str | None = None, later: date | str | None = None, *, data_set: str | None = None
) -> Differences:
    """Say what the case holds otherwise at one time than at another: added, changed field by field, withdrawn.

    A time is the end of a day, a moment, or just after an import, by its name ("ucdp-ged 25.1"). Without `earlier`,
    what the last import changed; without `later`, up to now.
    """
    return differences(case, earlier, later, data_set=data_set)


# Lists ---------------------------------------------------------------------------------------------------------------


def events(case: OpenCase, selection: Selection = EVERYTHING, *, rejected: bool = False) -> list[Event]:
    """List the acts: who did what to whom, when, where, at what cost.

    An act told in several reports is listed once. Groups of actors are rolled up as they stood on the day of each act.
    `rejected` lists what people rejected too.
    """
    return chosen_events(case, holding_for(case, selection, with_rejected=rejected), selection)


def links(
    case: OpenCase, selection: Selection = EVERYTHING, *, at_least: float = 0.0, rejected: bool = False
) -> list[Link]:
    """List which act answers which, on what basis, and how likely.

    Links of which at least one end is selected. A link that a person accepted is listed whatever its probability.
    """
    holding = holding_for(case, selection, with_rejected=rejected)
    chosen = {event.id for event in chosen_events(case, holding, selection)}
    return links_at(holding, chosen, at_least)


def exchanges(case: OpenCase, selection: Selection = EVERYTHING, *, at_least: float = 0.5) -> list[Exchange]:
    """List the exchanges: acts tied by links, in order.

    Links count from `at_least` on, or when a person accepted them; exchanges with at least one selected act are listed.
    """
    holding = holding_for(case, selection)
    chosen = {event.id for event in chosen_events(case, holding, selection)}
    return [exchange for exchange in chained(holding, at_least) if chosen.intersection(exchange.events)]


def actors(case: OpenCase, selection: Selection = EVERYTHING) -> list[Actor]:
    """List the actors that occur in the acts, relations and expectations of the case."""
    holding = holding_for(case, selection)
    chosen = chosen_events(case, holding, selection)
    return cast_of(holding, chosen, relations_said(case, holding, selection), expected_of(case, holding, selection))


def actor(case: OpenCase, name: str, *, on: date | None = None, as_of: date | None = None) -> "Known":
    """Say who one actor is on a day: its names, what it is part of, who backs it, since when, on whose word."""
    from talion.pipeline.knowing import known_of

    return known_of(case.registry_as_of(as_of), name, on)


def relations(case: OpenCase, selection: Selection = EVERYTHING) -> list[Relation]:
    """List who stands behind whom, with dates and source: what the reports say, then what the registry knows.

    Of the registry, ties between actors that occur in the selected acts or in what the reports say.
    """
    holding = holding_for(case, selection)
    return relations_among(case, holding, selection, chosen_events(case, holding, selection))


def assessments(case: OpenCase, selection: Selection = EVERYTHING) -> list[Assessment]:
    """List what speakers expect of whom, in the order of the reports."""
    return expected_of(case, case.holding(as_of=selection.as_of), selection)


def claims(case: OpenCase, selection: Selection = EVERYTHING) -> list[Claim]:
    """List who says what about the acts, side by side where they disagree."""
    holding = holding_for(case, selection)
    return holding.claims_about(event.id for event in chosen_events(case, holding, selection))


def reports(case: OpenCase, selection: Selection = EVERYTHING) -> list[Report]:
    """List the reports that were read, in the order of their days.

    Of a selection, `since` and `until` ask for days of publication, and `report` and `search` for texts.
    """
    found = case.ledger.reports(selection.as_of)
    if selection.report:
        wanted = case.ledger.report(selection.report, as_of=selection.as_of).id
        found = [report for report in found if report.id == wanted]
    if selection.search:
        hits = case.ledger.search(selection.search, as_of=selection.as_of, limit=MANY)
        holds_words = {passage.report for passage in hits}
        found = [report for report in found if report.id in holds_words]
    return [
        report
        for report in found
        if (selection.since is None or (report.published is not None and report.published >= selection.since))
        and (selection.until is None or (report.published is not None and report.published <= selection.until))
    ]


def doubts(case: OpenCase, selection: Selection = EVERYTHING) -> list[Doubt]:
    """List what should make a reader wonder."""
    holding = holding_for(case, selection)
    if selection == replace(EVERYTHING, as_of=selection.as_of):
        return list(holding.doubts)
    chosen = {event.id for event in chosen_events(case, holding, selection)}
    return [doubt for doubt in holding.doubts if doubt.about in chosen]


def judgements(case: OpenCase, selection: Selection = EVERYTHING) -> list[Judgement]:
    """List what people decided and have not withdrawn, the oldest first."""
    return list(case.holding(as_of=selection.as_of, with_rejected=True).judgements)


def search(case: OpenCase, words: str, *, as_of: date | None = None, limit: int = 50) -> list[Passage]:
    """Search the texts: paragraphs that hold all the words, the best match first."""
    return case.ledger.search(words, as_of=as_of, limit=limit)


# One thing -----------------------------------------------------------------------------------------------------------


def show(case: OpenCase, id: str, *, as_of: date | None = None) -> Shown:
    """Show one record, by its id or the beginning of it, with all that the case holds about it."""
    holding = case.holding(as_of=as_of, with_rejected=True)
    shown_id, record = _find(case, holding, id)
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


def _find(case: OpenCase, holding: Holding, id: str) -> tuple[str, Record | Exchange]:
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


def _find_place(name: str) -> Place | None:
    from talion.codebook.gazetteer import gazetteer

    return gazetteer().resolve(name)


# Judging -------------------------------------------------------------------------------------------------------------


def judge(
    case: OpenCase,
    about: str,
    verdict: str,
    *,
    by: str,
    why: str = "",
    corrections: Mapping[str, str] | None = None,
    now: datetime,
) -> tuple[Judgement, ...]:
    """Decide about a record: accept, reject, unsure or correct, with a name and a reason.

    The judgement stands beside the record and changes nothing in it. A link or act that several reports share is
    judged in each of them; the judgements are given back, one for each. `corrections` name fields of an act
    (`talion.pipeline.correcting.CORRECTABLE`) and what they should be; lists show the act so, as long as that stands.
    """
    shown, stored = _judged(case, about)
    holding = case.holding(with_rejected=True)
    if corrections and shown not in holding.events:
        raise LedgerError(f"{shown} is no act; accept it or reject it, since only acts can be corrected")
    stands = tuple(
        canonical(field, value, sides=holding.sides, find_place=_find_place)
        for field, value in (corrections or {}).items()
    )
    made = tuple(Judgement(id, verdict, by, now, why, stands) for id in stored)
    for judgement in made:
        case.ledger.judge(judgement)
    return made


def review(
    case: OpenCase, selection: Selection = EVERYTHING, *, records: str = "events", again: bool = False
) -> list[str]:
    """Go through records one by one, the least sure first: accept, correct, reject or undo, with your name.

    Gives the ids that wait for a judgement: acts ("events"; deeds before words), "links" (those nearest to even odds
    first) or "assessments". With `again`, those that were judged as well.
    """
    judged = set() if again else {one.about for one in judgements(case, selection)}
    if records == "events":
        acts = events(case, selection)
        acts.sort(key=lambda act: (not act.is_deed, 1.0 if act.score is None else act.score))
        ids = [act.id for act in acts]
    elif records == "links":
        ids = [link.id for link in sorted(links(case, selection), key=lambda link: abs(link.probability - 0.5))]
    elif records == "assessments":
        ids = [one.id for one in assessments(case, selection)]
    else:
        raise SelectionError(f"{records!r} cannot be reviewed; choose events, links or assessments")
    return [id for id in ids if id not in judged]


def undo(case: OpenCase, about: str, *, by: str, now: datetime) -> tuple[Judgement, ...]:
    """Withdraw the latest judgement of one person about a record; the one before it counts again."""
    shown, stored = _judged(case, about)
    mine = [judgement for judgement in case.ledger.judgements() if judgement.by == by and judgement.about in stored]
    if not mine:
        raise LedgerError(f"{by} has made no judgement on {shown} that could be undone")
    latest = max(judgement.at for judgement in mine)
    ids = sorted({judgement.about for judgement in mine if judgement.at == latest})
    return tuple(case.ledger.undo(id, by=by, now=now) for id in ids)


def _judged(case: OpenCase, about: str) -> tuple[str, tuple[str, ...]]:
    holding = case.holding(with_rejected=True)
    shown, record = _find(case, holding, about)
    if isinstance(record, Exchange):
        raise LedgerError(f"{shown} is worked out from its links; judge one of them: {', '.join(record.links)}")
    if isinstance(record, Judgement):
        raise LedgerError(f"{shown} is a judgement; judge what it is about, {record.about}, or undo it")
    return shown, holding.stored_as(shown)


# Numbers and the brief -----------------------------------------------------------------------------------------------


def measure(
    case: OpenCase,
    selection: Selection = EVERYTHING,
    what: str | Sequence[str] | None = None,
    *,
    lanes: Sequence[str] | None = None,
    within_days: Sequence[float] = (7.0, 30.0),
    severity: str = "acts",
    roles: str = "leave-out",
    on: date | None = None,
    seed: int = 1,
    page: Callable[[Measured], str] | None = None,
) -> Measured:
    """Measure who answers whom, how soon, how hard, and what answers do, each beside what chance would give.

    `what` names measures (`measure_names`), "page" those that stand on a page and "all" all of them; without it, how
    often each side answers the other's acts of force in time. An actor and a recipient ask for one direction: acts of
    the one on the other, and what the other does then. `roles` is what becomes of acts of unknown direction: "refuse",
    "leave-out" or "split". `page` lays the result out in a notebook.
    """
    holding = holding_for(case, selection)
    pair = (selection.actor, selection.recipient)
    one_way = selection.between is None and None not in pair
    asked = replace(selection, between=pair, actor=None, recipient=None) if one_way else selection  # type: ignore[arg-type]
    chosen = chosen_events(case, holding, asked)
    ids = lanes_of(holding, asked, chosen, lanes)
    sides = [(id, holding.sides.lane(id, chosen)) for id in ids]
    watched = _watched(holding, chosen, asked)
    if watched is None:
        return Measured("answered", (), selection=selection, watched=None, rests_on="no two sides act", page=page)
    war = _as_sides(chosen, [lane for _, lane in sides], watched)
    pairs = [
        Dyad(one.name, other.name)
        for first, one in sides
        for second, other in sides
        # A backer that stands beside the two is asked about the other side, and not about the one it backs.
        if one != other and (len(sides) == 2 or not _stand_together(holding, first, second, chosen))
    ][: 1 if one_way else None]
    rests_on = says_what_it_rests_on(war, pairs, roles)
    if what is None:
        # Quick, since nothing but shares is counted.
        numbers = _measured(holding, chosen, sides, selection, within_days)
        parts = [
            Part("answered", dyad, tuple(one for one in numbers if asks_about(one, dyad))) for dyad in pairs
        ]  # fmt: skip
        return Measured("answered", parts, selection=selection, watched=watched, rests_on=rests_on, page=page)
    # What else went on: a truce, fighting elsewhere, words; kinds of force are asked for between the two alone.
    around = chosen_events(case, holding, replace(asked, between=None, kinds=()))
    inside = {event.id for event in chosen}
    between = {event.id for event in chosen_events(case, holding, replace(asked, kinds=()))} - inside
    beside = [event for event in around if event.id not in inside and (event.id not in between or not event.is_force)]
    kinds = tuple(sorted({event.action for event in chosen})) if selection.kinds else ()
    names = names_asked(None if what == "page" else what)
    asking = Asking(
        _as_sides([*chosen, *beside], [lane for _, lane in sides], watched),
        pairs[0] if pairs else Dyad("", ""),
        within_days=tuple(within_days),
        severity=severity,
        roles=roles,
        on=on,
        seed=seed,
        selection=replace(selection, kinds=kinds),
        raw=Timeline(tuple(around), (watched,)),
        levels={lane.name: ways_to_draw(holding.sides, id, around) for id, lane in sides},
        links=tuple(holding.links),
        exchanges=tuple(chained(holding, 0.5, among=chosen)),
    )
    found = [measured_by(name, replace(asking, attack=dyad)) for dyad in pairs for name in names]
    window = f"Observed on the {watched.days} days from {watched.first} to {watched.last}"
    parts = [
        replace(
            part,
            estimates=tuple(
                replace(one, caveats=(*one.caveats, window), selection=selection) for one in part.estimates
            ),
        )
        for part in found
    ]
    title = names[0] if len(names) == 1 else "page" if names == names_asked(None) else "measures"
    return Measured(title, parts, selection=selection, watched=watched, rests_on=rests_on, page=page)


def dossier(
    case: OpenCase,
    selection: Selection = EVERYTHING,
    *,
    lanes: Sequence[str] | None = None,
    at_least: float = 0.5,
    within_days: Sequence[float] = (7.0, 30.0),
    printed_on: str,
    command: str,
) -> Dossier:
    """Gather all that a brief holds about a selection of the case.

    `lanes` names two or three sides; without it those of `selection.between`, else the two with most force between
    them, and whoever backs one of the two and takes part as well. Beside the selected acts it holds those that a text
    ties to them by a link, since an answer without what it answers explains nothing. Exchanges are chained among the
    acts of the dossier alone.
    """
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
        estimates=tuple(_measured(holding, selected, drawn, selection, within_days)),
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


def _measured(
    holding: Holding,
    events: Sequence[Event],
    sides: Sequence[tuple[str, Lane]],
    selection: Selection,
    within_days: Sequence[float],
) -> list[Estimate]:
    # Imported here since it needs the numeric library, which nothing else in a list of events does.
    from talion.measures.answered import answered_share

    watched = _watched(holding, events, selection)
    if watched is None:
        return []
    war = _as_sides(events, [lane for _, lane in sides], watched)
    found = [
        answered_share(war, Dyad(one.name, other.name), within_days=days, selection=selection)
        for first, one in sides
        for second, other in sides
        # A backer that stands beside the two is asked about the other side, and not about the one it backs.
        if one != other and (len(sides) == 2 or not _stand_together(holding, first, second, events))
        for days in within_days
    ]
    window = f"Observed on the {watched.days} days from {watched.first} to {watched.last}"
    return [replace(one, caveats=(*one.caveats, window)) for one in found]


def _stand_together(holding: Holding, one: str, other: str, events: Sequence[Event]) -> bool:
    beside = holding.sides.backers_beside
    return other in beside((one,), events) or one in beside((other,), events) or holding.sides.same_side(one, other)


def _as_sides(events: Sequence[Event], lanes: Sequence[Lane], watched: DateSpan) -> Timeline:
    """The same acts with a side's name in place of its members; other parties to an act of a side are left out."""

    def named(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(lane.name for lane in lanes if lane.actors.intersection(ids)) or ids

    return Timeline(
        tuple(replace(one, actors=named(one.actors), recipients=named(one.recipients)) for one in events), (watched,)
    )


# How long before the first report a dated deed may lie and still begin the time that was watched.
_LOOKED_BACK = timedelta(days=60)
_SHARP_DAYS = 10  # a deed dated no better than this begins nothing


def _watched(holding: Holding, events: Sequence[Event], selection: Selection) -> DateSpan | None:
    """The days on which an answer would have come to our notice; None where nothing has a day.

    They end with the case's last report. They begin with the first report that tells of these acts, or with the first
    deed before it that is dated to within ten days and lies no further than 60 days back: reports on a war tell of its
    last weeks, and of what they recall from longer ago nobody can say what else happened then. A data set watched
    from its first event on. `since` and `until` of the selection narrow all that.
    """
    deeds = [event for event in events if event.is_deed and event.when is not None]
    told_by = {name for event in events for name in event.reports}
    published = [day for id, report in holding.reports.items() if (day := report.published) and id in told_by]
    first_days = [event.when.first for event in deeds if event.when and event.when.days <= _SHARP_DAYS]
    kept_by_data_sets = [event.when.first for event in events if event.origin and event.when]
    starts = list(kept_by_data_sets)
    if published:
        starts += [min(published), *(day for day in first_days if day >= min(published) - _LOOKED_BACK)]
    else:
        starts += first_days
    ends = [event.when.last for event in deeds if event.when]
    ends += [report.published for report in holding.reports.values() if report.published]
    if not starts or not ends:
        return None
    first = max(min(starts), selection.since or date.min)
    last = min(max(ends), selection.until or date.max)
    return DateSpan(first, last) if first <= last else None


# What survives of it -------------------------------------------------------------------------------------------------


def verdicts(
    case: OpenCase,
    selection: Selection = EVERYTHING,
    *,
    lanes: Sequence[str] | None = None,
    days: float = 7.0,
) -> list["Verdict"]:
    """Judge of each two sides whether one answers the other, as far as it survives a wave that both ride."""
    from talion.measures.reciprocity import verdict

    holding = holding_for(case, selection)
    chosen = chosen_events(case, holding, selection)
    sides = [(id, holding.sides.lane(id, chosen)) for id in lanes_of(holding, selection, chosen, lanes)]
    watched = _watched(holding, chosen, selection)
    if watched is None:
        return []
    war = _as_sides(chosen, [lane for _, lane in sides], watched)
    return [
        verdict(war, Dyad(one.name, other.name), days=days, undirected="leave out", selection=selection)
        for first, one in sides
        for second, other in sides
        if one != other and (len(sides) == 2 or not _stand_together(holding, first, second, chosen))
    ]


def measures() -> tuple["Card", ...]:
    """List what can be measured: the question, the formula, what it takes for granted and how it misleads."""
    from talion.measures.catalogue import MEASURES

    return MEASURES


# What if -------------------------------------------------------------------------------------------------------------


def tournament(
    names: Sequence[str] = (),
    *,
    turns: int | None = None,
    slip: float = 0.0,
    misreading: float = 0.0,
    own: Path | None = None,
) -> "Tournament":
    """Let policies meet each other, each with each, and rank them by what they earn a turn."""
    return hold_tournament(names, turns=turns, slip=slip, misreading=misreading, own=own)


def scenario(
    case: OpenCase,
    selection: Selection = EVERYTHING,
    *,
    name: str = "base",
    lanes: Sequence[str] | None = None,
    halts: Sequence[tuple[str, date]] = (),
    resumes: Sequence[tuple[str, date]] = (),
    seed: int = 1,
) -> "Calibrated":
    """Fit a scenario to the acts between two sides, and say which of its numbers the record cannot tell."""
    holding = holding_for(case, selection)
    chosen = chosen_events(case, holding, selection)
    ids = lanes_of(holding, selection, chosen, lanes)
    sides = [holding.sides.lane(id, chosen) for id in ids]
    behind = {
        side.name: backer.name
        for one, side in zip(ids, sides, strict=True)
        for other, backer in zip(ids, sides, strict=True)
        if other in holding.sides.backers_beside((one,), chosen)
    }
    watched = _watched(holding, chosen, selection)
    if watched is None or len(sides) < 2:
        raise ScenarioError("a scenario needs acts between two sides; name them with --between, or read more reports")
    war = _as_sides(chosen, sides, watched)
    parties = [side.name for side in sides]
    return fit_scenario(
        war, parties, name=name, patrons=behind, halts=halts, resumes=resumes, selection=selection, seed=seed
    )


def play(
    scenario: Path,
    what_if: Path | None = None,
    *,
    days: int = 90,
    paths: int = 10_000,
    seed: int = 1,
    workers: int = 1,
    executor: str = "processes",
    progress: Callable[[int], None] | None = None,
) -> "Runs | Compared":
    """Play a scenario file forward many times; beside a what-if, both on the same random numbers."""
    return play_file(
        scenario, what_if, days=days, paths=paths, seed=seed, workers=workers, executor=executor, progress=progress
    )


# Expected, and what came ---------------------------------------------------------------------------------------------


def forecast(
    case: OpenCase,
    on: date,
    *,
    days: int = 30,
    selection: Selection = EVERYTHING,
    lanes: Sequence[str] | None = None,
    questions: Path | None = None,
    models: Sequence[str] = ("play", "hawkes"),
    watched_from: date | None = None,
    seed: int = 1,
    now: datetime | None = None,
    hashed: Callable[[str], None] | None = None,
) -> "Forecasting":
    """Forecast the days after a day from what was reported by then: models, baselines and experts side by side.

    Without a file of `questions`, the standard ones between two sides and those that experts' expectations come down
    to. Their rules are hashed before the first number is worked out; `hashed` is told the hash. `watched_from` says
    from which day on reports would have told of such acts, where the first report is later. With a time `now` the
    questions and forecasts are held in the case.
    """
    from talion.pipeline.forecasting import forecasts_of, read_questions

    done = forecasts_of(
        case, on=on, days=days, selection=selection, lanes=lanes, asked=read_questions(questions) if questions else (),
        models=models, watched_from=watched_from, seed=seed, hashed=hashed,
    )  # fmt: skip
    if now is not None:
        case.ledger.expected.add([one.question for one in done.asked], done.forecasts, now=now)
    return done


def score(case: OpenCase, *, since: date | None = None, watched_from: date | None = None) -> "Scoring":
    """Score the forecasts that the case holds by what came: models, baselines and experts in one table."""
    from talion.pipeline.forecasting import score_case

    return score_case(case, since=since, watched_from=watched_from)


def backtest(
    case: OpenCase,
    first: date,
    last: date,
    *,
    days: int = 30,
    step: int | None = None,
    selection: Selection = EVERYTHING,
    lanes: Sequence[str] | None = None,
    left_out: str = "future",
    embargo_days: int | None = None,
    models: Sequence[str] = ("play", "hawkes"),
    watched_from: date | None = None,
    seed: int = 1,
    progress: Callable[[int], None] | None = None,
) -> "Backtest":
    """Forecast again and again over days that are past, each time from what was reported by then, and score it.

    `left_out` says what may not be learned from: the "future", a "dyad" (this one), or an "episode" (this one, with
    `embargo_days` around it).
    """
    from talion.pipeline.forecasting import backtest_case

    return backtest_case(
        case, first=first, last=last, days=days, step=step, selection=selection, lanes=lanes, left_out=left_out,
        embargo_days=embargo_days, models=models, watched_from=watched_from, seed=seed, progress=progress,
    )  # fmt: skip


def resolve(
    case: OpenCase,
    about: str,
    outcome: str | None,
    *,
    by: str,
    why: str = "",
    evidence: Sequence[str] = (),
    now: datetime,
) -> Resolution:
    """Say how an assessment or a question came out, with a name, a reason and evidence.

    An outcome of None takes the last word back.

    `evidence` are ids of acts or addresses of sources. The decision stands beside what the ledger suggests.
    """
    from talion.pipeline.forecasting import resolve_expectation, suggested_outcome

    if outcome is None:
        return case.ledger.expected.unresolve(suggested_outcome(case, about)[0], by=by, now=now)
    return resolve_expectation(case, about, outcome, by=by, why=why, evidence=evidence, now=now)


# Giving away ---------------------------------------------------------------------------------------------------------


def export(
    case: OpenCase,
    formats: Sequence[str],
    folder: str | Path,
    selection: Selection = EVERYTHING,
    *,
    redistributable: bool = False,
    printed_on: str,
) -> list[Path]:
    """Write a selection of the case in the formats of other tools: tables, maps, networks, annotations.

    With `redistributable`, what a licence forbids to pass on is left out before acts are weighed, and the files say so.
    """
    from talion.pipeline.exporting import exported

    return exported(case, formats, folder, selection, redistributable=redistributable, printed_on=printed_on)


# The state of things -------------------------------------------------------------------------------------------------


def benchmark(
    name: str,
    path: str | Path,
    *,
    part: str = "all",
    at_most: int | None = None,
    progress: Callable[[], None] | None = None,
) -> Benchmarked:
    """Score the coder on a benchmark that you have on disk, with published systems beside it.

    `name` is muc4, isaf, plv, petrarch, cnc, official (sentences in our notation) or own (annotated reports); `part`
    is tune, apart or all; `at_most` so many texts of each part are read. `progress` is called after each.
    """
    return benchmarked(name, Path(path), part=part, at_most=at_most, progress=progress or (lambda: None))


def doctor(path: str | Path | None = None) -> list[Finding]:
    """Say what is installed, which models, which case, what is missing and how to get it."""
    return of_installation() + (of_case(Path(path)) if path is not None else [])
