"""The verbs: one function for everything that a user does with a case."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from talion.errors import LedgerError, SelectionError
from talion.pipeline.benchmarking import Benchmarked, benchmarked
from talion.pipeline.between import measured_between, scenario_between, verdicts_between
from talion.pipeline.briefing import gathered
from talion.pipeline.choosing import (
    MANY,
    cast_of,
    chained,
    chosen_events,
    expected_of,
    holding_for,
    links_at,
    relations_among,
    relations_said,
)
from talion.pipeline.correcting import canonical
from talion.pipeline.differing import Differences, differences
from talion.pipeline.dossier import Dossier
from talion.pipeline.explaining import Explained, explained
from talion.pipeline.findings import Finding, of_case, of_installation
from talion.pipeline.holding import OpenCase
from talion.pipeline.importing import REJECTS_AT_MOST, Asked, Importing, imported
from talion.pipeline.measured import Measured
from talion.pipeline.playing import hold_tournament, play_file
from talion.pipeline.reading import Outcome, Reading, read_into
from talion.pipeline.showing import Shown, find_listed, shown_of
from talion.pipeline.suggesting import suggested
from talion.records import (
    Actor,
    Assessment,
    Claim,
    Doubt,
    Event,
    Exchange,
    Judgement,
    Link,
    Passage,
    Place,
    Relation,
    Report,
    Resolution,
    Selection,
)

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
_EVERY_ROW = Asked()


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
    return read_into(case, found, now=now, progress=progress, workers=workers, executor=executor)


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
    return Importing(tuple(found), *suggested(case, now=now))


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
    return shown_of(case, id, as_of=as_of)


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
    shown, record = find_listed(case, holding, about)
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
    return measured_between(
        case, selection, what, lanes=lanes, within_days=within_days, severity=severity, roles=roles, on=on, seed=seed,
        page=page,
    )  # fmt: skip


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
    return gathered(
        case, selection, lanes=lanes, at_least=at_least, within_days=within_days, printed_on=printed_on, command=command
    )


# What survives of it -------------------------------------------------------------------------------------------------


def verdicts(
    case: OpenCase,
    selection: Selection = EVERYTHING,
    *,
    lanes: Sequence[str] | None = None,
    days: float = 7.0,
) -> list["Verdict"]:
    """Judge of each two sides whether one answers the other, as far as it survives a wave that both ride."""
    return verdicts_between(case, selection, lanes=lanes, days=days)


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
    return scenario_between(case, selection, name=name, lanes=lanes, halts=halts, resumes=resumes, seed=seed)


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
