"""The case file as a record of what was held when: nothing in it is deleted or overwritten."""

import difflib
import gc
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from sqlalchemy import Connection, text
from sqlalchemy.exc import DatabaseError, IntegrityError

from talion.errors import LedgerError
from talion.ledger.case_file import WRITES, Home, edition_of, open_home
from talion.ledger.changes import Changed, changed_rows
from talion.ledger.checks import broken_rows, changed_words
from talion.ledger.expected import Expected
from talion.ledger.held import KINDS, record_id
from talion.ledger.report_rows import add_facts, add_words, checked_passages, passage_row, report_of
from talion.ledger.revisions import Added, close_rows, insert_rows, replace_set
from talion.ledger.sql import POSTGRESQL, SQLITE, query, schema_steps
from talion.ledger.taking import Taking
from talion.ledger.words import search_expression, search_query
from talion.records import (
    Actor,
    Assessment,
    Claim,
    Coded,
    Doubt,
    Event,
    Forecast,
    Judgement,
    Link,
    Match,
    Passage,
    Question,
    Relation,
    Report,
    Resolution,
    Taken,
    from_json,
    to_json,
)

Record = (
    Report | Passage | Event | Claim | Link | Match | Relation | Assessment | Actor | Doubt | Judgement
    | Question | Forecast | Resolution
)  # fmt: skip
_Held = TypeVar("_Held")
_MANY_ROWS = 5_000
_NEVER = "9999"  # later than every time that is written with a year of four digits


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What the case file is: its name, the time of its first report, its schema, and how many rows it holds by kind."""

    name: str
    created: datetime | None
    schema: int
    held: Mapping[str, int]


class Ledger:
    """One case: reports, and what they, the linker and people say, each row from when until when it was held.

    Every reader takes `as_of`, a day in UTC, and gives what was held at its end; without it, what is held now. Times
    are given by the caller and must know their zone: the ledger has no clock.
    """

    def __init__(self, home: Home) -> None:
        self._engine = home.engine
        self.name = home.name
        self.path = home.path
        self.beside = home.beside
        self._writes = 0

    @classmethod
    def open(cls, path_or_url: str | Path, *, create: bool = True) -> "Ledger":
        """The case at a path or a postgresql:// address (":memory:" keeps it in memory); made new if there is none.

        Raises LedgerError where the file is missing (and not to be created), is of another kind, or is newer.
        """
        return cls(open_home(path_or_url, create=create))

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def __enter__(self) -> "Ledger":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Writing -----------------------------------------------------------------------------------------------------

    def add(self, coded: Coded, *, now: datetime, coder: str | None = None) -> Added:
        """Hold a report and what was coded out of it, in one transaction; the count of what changed.

        What is held already stays as it is. What this report yielded before and yields no longer is closed, and what
        it yields otherwise is closed and opened anew. Every passage and mark is compared with the text first: where
        one differs, EvidenceError is raised and nothing of the report is written. `coder` says which coder this was.
        """
        report = coded.report
        records = [*coded.actors, *coded.events, *coded.claims, *coded.links]
        records += [*coded.relations, *coded.assessments, *coded.doubts]
        passages = checked_passages(report, records)
        _expect_one_record_an_event(coded)
        moment = _moment(now)
        with self._writing() as connection:
            add_words(connection, report, moment)
            added = add_facts(connection, report, coder, moment)
            insert_rows(connection, "passage", [passage_row(passage) for passage in passages], known=True)
            held = connection.execute(query("open_rows_of_report"), {"report": report.id})
            return added + replace_set(connection, held, records, moment, report=report.id)

    @contextmanager
    def importing(self, reports: Iterable[Report] = (), *, now: datetime, coder: str | None = None) -> Iterator[Taking]:
        """What takes a data set in, in one transaction: whole at the end, and nothing of it where an error ends it.

        `reports` say where the rows come from; more can be held on the way with `hold_report`.
        """
        moment = _moment(now)
        with self._writing() as connection:
            if connection.dialect.name == SQLITE:
                connection.exec_driver_sql("PRAGMA cache_size = -131072")  # ids are hashes: rows go all over an index
            taking = Taking(connection, moment, lambda report: self._hold(connection, report, coder, moment))
            for report in reports:
                taking.hold_report(report)
            yield taking

    def _hold(self, connection: Connection, report: Report, coder: str | None, moment: str) -> Added:
        add_words(connection, report, moment)
        return add_facts(connection, report, coder, moment)

    def add_links(self, links: Iterable[Link], *, now: datetime) -> Added:
        """Hold these as all the links that were inferred: those held before and not among them are closed."""
        links = tuple(links)
        for link in links:
            if link.basis != "inferred":
                raise LedgerError(f"{link.id} is {link.basis}; such a link comes with its report, by add()")
        with self._writing() as connection:
            self._expect_known(connection, {end for link in links for end in (link.trigger, link.response)})
            return replace_set(connection, connection.execute(query("open_inferred_links")), links, _moment(now))

    def add_matches(self, matches: Iterable[Match], *, now: datetime) -> Added:
        """Hold these as all the matches: those held before and not among them are closed."""
        matches = tuple(matches)
        with self._writing() as connection:
            self._expect_known(connection, {end for match in matches for end in (match.first, match.second)})
            return replace_set(connection, connection.execute(query("open_matches")), matches, _moment(now))

    def judge(self, judgement: Judgement) -> Added:
        """Hold what a person decided, from the moment of deciding on. Earlier judgements stand; the latest counts."""
        with self._writing() as connection:
            self._expect_known(connection, {judgement.about})
            if any(judgement == held for held in self._list(connection, "judgements_held", Judgement)):
                return Added(unchanged=1)
            return replace_set(connection, (), (judgement,), _moment(judgement.at))

    def undo(self, about: str, *, by: str, now: datetime) -> Judgement:
        """The latest judgement of this person on this record, now withdrawn; the one before it counts again."""
        with self._writing() as connection:
            latest = connection.execute(query("latest_judgement"), {"about": about, "person": by}).first()
            if latest is None:
                raise LedgerError(f"{by} has made no judgement on {about} that could be undone")
            close_rows(connection, "judgement", [(latest.nr, latest.held_from)], _moment(now))
            return from_json(Judgement, latest.payload)

    def set(self, name: str, value: str, *, now: datetime) -> None:
        """Hold a fact of the case itself, such as its name; the value before is closed."""
        moment = _moment(now)
        with self._writing() as connection:
            held = connection.execute(
                text("SELECT nr, value, held_from FROM setting WHERE name = :name AND held_until IS NULL"),
                {"name": name},
            ).first()
            if held and held.value == value:
                return
            if held:
                close_rows(connection, "setting", [(held.nr, held.held_from)], moment)
            insert_rows(connection, "setting", [{"name": name, "value": value, "held_from": moment}])

    # Reading -----------------------------------------------------------------------------------------------------

    @property
    def edition(self) -> tuple[int, int, int]:
        """Another value whenever what is held may have changed, by this process or by another one."""
        with self._reading() as connection:
            return self._writes, *edition_of(connection)

    @property
    def expected(self) -> Expected:
        """The questions about days to come, the forecasts given to them, and how they came out."""
        return Expected(self._reading, self._writing, self._expect_known, _moment, _end_of)

    def reports(self, as_of: date | None = None) -> list[Report]:
        """The reports, in the order of their days (undated last)."""
        with self._reading() as connection:
            return self._reports(connection, as_of)

    def report(self, id_or_prefix: str, *, as_of: date | None = None) -> Report:
        """One report by its id or the beginning of it."""
        found = self.find(id_or_prefix, as_of=as_of)
        if not isinstance(found, Report):
            raise LedgerError(f"{record_id(found)} is no report")
        return found

    def has_report(self, id: str) -> bool:
        """Whether a report of this id is held."""
        with self._reading() as connection:
            return connection.execute(text("SELECT 1 FROM report WHERE id = :id"), {"id": id}).first() is not None

    def coded_by(self, report: str) -> str | None:
        """Which coder the records held of a report come from; None where that was not said, or there is no report."""
        with self._reading() as connection:
            row = connection.execute(query("open_facts_of_report"), {"report": report}).first()
            return row.coder if row else None

    def coders(self, as_of: date | None = None) -> dict[str | None, int]:
        """Which coders the records come from, and how many reports each read; None is one that was not said."""
        with self._reading() as connection:
            rows = connection.execute(query("coders_held"), {"held_before": _end_of(as_of)})
            return {row.coder: row.reports for row in rows}

    def events(
        self,
        *,
        as_of: date | None = None,
        since: date | None = None,
        until: date | None = None,
        kinds: Collection[str] = (),
        statuses: Collection[str] = (),
        actors: Collection[str] = (),
        recipients: Collection[str] = (),
        report: str | None = None,
    ) -> list[Event]:
        """Events of single reports, in the order of their days (undated last); what is not given does not narrow.

        `kinds` are PLOVER's action types, `actors` and `recipients` ids of which one must occur. An event that may
        have happened on a day asked for is given; one without any day is not, once a day is asked for.
        """
        with self._reading() as connection:
            return self._list(
                connection,
                "events_held",
                Event,
                as_of,
                since=since.isoformat() if since else None,
                until=until.isoformat() if until else None,
                kinds=_json_array(kinds),
                statuses=_json_array(statuses),
                actors=_json_array(actors),
                recipients=_json_array(recipients),
                report=report,
            )

    def events_of(
        self,
        parties: Collection[str],
        *,
        side: str,
        as_of: date | None = None,
        since: date | None = None,
        until: date | None = None,
    ) -> list[Event]:
        """Events with one of these actors on a side ("actor" or "recipient"); quick in a case of any size."""
        with self._reading() as connection:
            return self._list(
                connection,
                "events_of_parties_held",
                Event,
                as_of,
                side=side,
                parties=to_json(sorted(parties)),
                since=since.isoformat() if since else None,
                until=until.isoformat() if until else None,
            )

    def events_of_two(
        self, ones: Collection[str], others: Collection[str], *, as_of: date | None = None
    ) -> list[Event]:
        """Events in which one of each takes part, on whichever side, and those of either that name one side alone."""
        with self._reading() as connection:
            count = text("SELECT count(*) FROM event_actor WHERE actor IN (SELECT value FROM json_each(:ids))")
            asked = [to_json(sorted(ids)) for ids in (ones, others)]
            few, many = sorted(asked, key=lambda ids: connection.execute(count, {"ids": ids}).scalar_one())
            return self._list(connection, "events_of_two_held", Event, as_of, few=few, many=many)

    def holds_more_than(self, events: int) -> bool:
        """Whether so many rows of events were ever held that reading all of them takes its time."""
        with self._reading() as connection:
            return (connection.execute(text("SELECT max(nr) FROM event")).scalar() or 0) > events

    def holds_data_set(self, name: str) -> bool:
        """Whether any event of a data set is held."""
        asked = text("SELECT 1 FROM event WHERE origin = :origin AND held_until IS NULL LIMIT 1")
        with self._reading() as connection:
            return connection.execute(asked, {"origin": name}).first() is not None

    def events_with_ids(self, ids: Collection[str], *, as_of: date | None = None) -> list[Event]:
        """The events of these ids."""
        with self._reading() as connection:
            return self._list(connection, "events_of_ids_held", Event, as_of, ids=to_json(sorted(ids)))

    def claims(self, as_of: date | None = None, *, events: Collection[str] | None = None) -> list[Claim]:
        """Claims in the order of their reports and texts; only those about the given events, where some are given."""
        with self._reading() as connection:
            asked = None if events is None else to_json(sorted(events))
            return self._list(connection, "claims_held", Claim, as_of, events=asked)

    def links(self, as_of: date | None = None) -> list[Link]:
        """Links between events of single reports: those that texts state, then those that were inferred."""
        with self._reading() as connection:
            return self._list(connection, "links_held", Link, as_of)

    def matches(self, as_of: date | None = None) -> list[Match]:
        """Pairs of events that are taken for one act."""
        with self._reading() as connection:
            return self._list(connection, "matches_held", Match, as_of)

    def relations(self, as_of: date | None = None) -> list[Relation]:
        """Ties between actors that reports state."""
        with self._reading() as connection:
            return self._list(connection, "relations_held", Relation, as_of)

    def assessments(self, as_of: date | None = None) -> list[Assessment]:
        """What speakers expect, in the order of reports and texts."""
        with self._reading() as connection:
            return self._list(connection, "assessments_held", Assessment, as_of)

    def actors(self, as_of: date | None = None) -> list[Actor]:
        """Actors that reports name and the registry does not know, each once, with its names from every report."""
        with self._reading() as connection:
            return _each_once(self._list(connection, "actors_held", Actor, as_of))

    def doubts(self, as_of: date | None = None) -> list[Doubt]:
        """What makes a reader wonder, by what it is about."""
        with self._reading() as connection:
            return self._list(connection, "doubts_held", Doubt, as_of)

    def judgements(self, as_of: date | None = None) -> list[Judgement]:
        """What people decided and have not withdrawn, the oldest first."""
        with self._reading() as connection:
            return self._list(connection, "judgements_held", Judgement, as_of)

    def search(self, words: str, *, as_of: date | None = None, limit: int = 50) -> list[Passage]:
        """Paragraphs that hold all the words, the best match first.

        Case, accents, Arabic vowel signs and the letters that Arabic and Persian type differently do not matter.
        """
        with self._reading() as connection:
            dialect = connection.dialect.name
            asked = search_query(words) if dialect == POSTGRESQL else search_expression(words)
            values = {"words": asked, "limit": limit, "held_before": _end_of(as_of)}
            rows = connection.execute(query("paragraphs_with_words", dialect), values)
            return [Passage(row.report, row.start, row.end, row.text[row.start : row.end]) for row in rows]

    def find(self, id_prefix: str, *, as_of: date | None = None) -> Record:
        """The record of any kind with this id, or the only one whose id begins like this, with or without its kind.

        A record that is held no longer is given as it was last. Raises LedgerError, naming what comes near, where the
        beginning fits none or several.
        """
        beginning = id_prefix.strip().rstrip("….").lower()
        with self._reading() as connection:
            return self._record(connection, *self._the_only_id(connection, beginning, id_prefix), as_of)

    def settings(self, as_of: date | None = None) -> dict[str, str]:
        """Facts of the case itself, by name."""
        with self._reading() as connection:
            rows = connection.execute(query("settings_held"), {"held_before": _end_of(as_of)})
            return {row.name: row.value for row in rows}

    def taken(self, as_of: date | None = None) -> list[tuple[datetime, Taken]]:
        """Which files of data sets were imported, and when; the oldest first."""
        with self._reading() as connection:
            rows = connection.execute(query("taken_held"), {"held_before": _end_of(as_of)})
            return [(datetime.fromisoformat(row.held_from), from_json(Taken, row.payload)) for row in rows]

    def changed(
        self, kind: str, *, earlier: date | None, later: date | None = None, origin: str | None = None
    ) -> list[Changed]:
        """The records of a kind ("event", "claim", …) that are held otherwise at the end of one day than of another.

        A moment (a datetime) may stand in a day's place; without `earlier`, before everything. `origin` asks for acts
        of one data set alone.
        """
        with self._reading() as connection:
            begins = "" if earlier is None else _end_of(earlier)
            return changed_rows(connection, kind, begins, _end_of(later), origin)

    def facts(self) -> CaseFacts:
        """What this case file is and how much it holds now."""
        name = self.settings().get("name") or (self.beside.stem if self.beside else "in memory")
        with self._reading() as connection:
            first = connection.execute(text("SELECT min(held_from) FROM report")).scalar()
            held = {row.kind: row.rows_held for row in connection.execute(query("numbers_of_records"))}
            created = datetime.fromisoformat(first) if first else None
            return CaseFacts(name, created, len(schema_steps()), held)

    def check(self) -> list[str]:
        """What is wrong with the file, one sentence each; nothing where all is well.

        Asks SQLite whether the file is whole and no row points nowhere, then compares every text with its hash and
        every passage, of every row ever held, with the text.
        """
        try:
            with self._reading() as connection:
                return [*broken_rows(connection), *changed_words(connection)]
        except (DatabaseError, LedgerError) as wrong:
            return [f"the file is damaged: {getattr(wrong, 'orig', wrong)}"]

    # Inside ------------------------------------------------------------------------------------------------------

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        try:
            self._writes += 1
            with self._engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
                yield connection
        except IntegrityError as wrong:
            raise LedgerError(f"{self.name} does not take these rows: {wrong.orig}") from wrong
        except DatabaseError as wrong:
            raise LedgerError(f"{self.name} could not be written: {wrong.orig}") from wrong

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        try:
            with self._engine.connect() as connection, connection.begin():
                yield connection
        except DatabaseError as wrong:
            raise LedgerError(f"{self.name} could not be read: {wrong.orig}; see `talion doctor`") from wrong

    def _expect_known(self, connection: Connection, ids: Collection[str]) -> None:
        unknown = [row.value for row in connection.execute(query("ids_not_known"), {"ids": to_json(sorted(ids))})]
        if unknown:
            raise LedgerError(f"{self.name} holds no {', '.join(unknown[:5])}{' …' if len(unknown) > 5 else ''}")

    def _list(
        self, connection: Connection, name: str, kind: type[_Held], as_of: date | None = None, **values: object
    ) -> list[_Held]:
        rows = connection.execute(query(name), {"held_before": _end_of(as_of), **values}).scalars().all()
        # Frozen records make no circles, and looking for some takes as long as reading a hundred thousand of them.
        collects = len(rows) > _MANY_ROWS and gc.isenabled()
        if collects:
            gc.disable()
        try:
            return from_json(list[kind], f"[{','.join(rows)}]")  # type: ignore[valid-type]
        finally:
            if collects:
                gc.enable()

    def _reports(self, connection: Connection, as_of: date | None, id: str | None = None) -> list[Report]:
        rows = connection.execute(query("reports_held"), {"held_before": _end_of(as_of), "report": id})
        return [report_of(row.text, row.payload) for row in rows]

    def _the_only_id(self, connection: Connection, beginning: str, asked: str) -> tuple[str, str]:
        def begins(start: str, limit: int) -> list[tuple[str, str]]:
            values = {"beginning": start, "after": start + "\U0010ffff", "limit": limit}
            return [(row.id, row.kind) for row in connection.execute(query("ids_that_begin"), values)]

        found = begins(beginning, 8) if beginning else []
        whole = [(id, kind) for id, kind in found if id == beginning]
        if len(found) == 1 or whole:
            return (whole or found)[0]
        if found:
            several = ", ".join(id for id, _ in found[:7]) + (" …" if len(found) > 7 else "")
            raise LedgerError(f"{asked!r} begins more than one id: {several}; give more of it")
        near = difflib.get_close_matches(
            beginning, [id for id, _ in begins(_kind_of(beginning), 5000)], n=3, cutoff=0.6
        )
        hint = f"; near it: {', '.join(near)}" if near else "; ids stand in the first column of every list"
        raise LedgerError(f"{self.name} holds nothing with the id {asked!r}{hint}")

    def _record(self, connection: Connection, id: str, kind: str, as_of: date | None) -> Record:
        if kind == "report":
            found = self._reports(connection, as_of, id)
            if not found:
                raise LedgerError(f"{self.name} did not hold {id} on {as_of}")
            return found[0]
        held_before = _end_of(as_of)
        rows = [row for row in connection.execute(query("rows_of_id"), {"id": id}) if row.held_from < held_before]
        if not rows:
            raise LedgerError(f"{self.name} did not hold {id} on {as_of}")
        held = [row for row in rows if row.held_until is None or row.held_until >= held_before] or rows[:1]
        records: list[Record] = [from_json(KINDS[row.kind].record, row.payload) for row in held]
        actors = [record for record in records if isinstance(record, Actor)]
        return _each_once(actors)[0] if actors else records[0]


def _moment(now: datetime) -> str:
    if now.tzinfo is None:
        raise LedgerError(f"{now.isoformat()} has no time zone; give a time that has one, such as datetime.now(UTC)")
    return now.astimezone(UTC).isoformat(timespec="microseconds")


def _end_of(as_of: date | None) -> str:
    """The first moment after that day, or after that moment; rows held before it and not closed before it are held."""
    if isinstance(as_of, datetime):
        return _moment(as_of + timedelta(microseconds=1))
    if as_of is None or as_of == date.max:
        return _NEVER
    return _moment(datetime.combine(as_of + timedelta(days=1), datetime.min.time(), UTC))


def _json_array(values: Collection[str]) -> str | None:
    return to_json(sorted(values)) if values else None


def _expect_one_record_an_event(coded: Coded) -> None:
    if len({event.id for event in coded.events}) < len(set(coded.events)):
        raise LedgerError(f"{coded.report.id} was coded into two different events of one id")


def _each_once(actors: Sequence[Actor]) -> list[Actor]:
    """One record an id: the first one's facts, everybody's names."""
    known: dict[str, Actor] = {}
    for actor in actors:
        before = known.get(actor.id)
        if before is None:
            known[actor.id] = actor
        elif set(actor.names) - set(before.names):
            known[actor.id] = replace(before, names=tuple(dict.fromkeys((*before.names, *actor.names))))
    return list(known.values())


def _kind_of(beginning: str) -> str:
    """The kind that an id names, with its hyphen; the first letters of any other."""
    kind, hyphen, _ = beginning.partition("-")
    return f"{kind}-" if hyphen else beginning[:1]
