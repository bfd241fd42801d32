"""Rows of a data set as the case holds them: a card that says where they come from, and sheets with their words."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from talion.datasets.names import Parties
from talion.datasets.rows import Head, hash_of
from talion.datasets.told import Format, Keeping, Saying, ToldRow
from talion.ledger.revisions import Added
from talion.ledger.taking import Taking
from talion.records import Actor, Claim, Coded, Doubt, Event, Link, Mark, Part, Passage, Relation, Report, Severity

# Up to so many rows an import keeps the rows' own words, as passages that a brief can open; beyond it, where they are.
WORDS_KEPT_UP_TO = 20_000
_ROWS_A_SHEET = 500
_ROWS_A_BATCH = 2_000
ROWS_MEDIA_TYPE = "text/x-talion-rows"


class Card:
    """What says where rows come from: the data set, the file with its hash, the licence, and what was asked for."""

    def __init__(self, kind: Format, head: Head, beside: tuple[Head, ...], release: str | None, asked: str) -> None:
        title = head.path.name if kind.name == "table" else kind.title
        self.name = f"{title} {release}" if release else title
        self.sha256 = hash_of(head.path)
        hashes = (self.sha256, *(hash_of(one.path) for one in beside))
        files = [f"{one.path.name}, sha256 {hashed}" for one, hashed in zip((head, *beside), hashes, strict=True)]
        self._lines = [self.name, *(f"File: {file}" for file in files), f"Licence: {kind.licence}", kind.cite]
        if asked:
            self._lines.append(f"Asked for: {asked}")
        self._kind = kind
        self._path = head.path

    def report(self, rows: Sequence[str] = (), *, number: int = 0) -> Report:
        """The card as a report, with these rows under it."""
        said = f"Rows, part {number}" if number else "The rows are not kept here: look them up in the file by their ids"
        text = "\n".join([*self._lines, said, "", *rows]).rstrip() + "\n"
        return Report(
            text,
            parts=(Part("headline", 0, len(self.name)),),
            outlet=self.name,
            path=str(self._path),
            media_type=ROWS_MEDIA_TYPE,
            language="en",
            notes=(f"licence: {self._kind.licence}",)
            + (() if self._kind.may_pass_on else ("the licence forbids passing on rows",)),
        )

    def doubts(self, report: str) -> tuple[Doubt, ...]:
        """What holds for every row of the data set."""
        return tuple(Doubt(report, slug, says, Severity.NOTE) for slug, says in self._kind.general)


class Holder:
    """Takes rows as they come, and writes them in sheets with their words, or in batches without."""

    def __init__(
        self, taking: Taking, card: Card, whole: Report, parties: Parties, keeping: Keeping, *, is_first: bool
    ) -> None:
        """`is_first` says that the case holds nothing of this data set but what this import put there."""
        self._taking = taking
        self._is_first = is_first
        self._any_repeated = False
        self._card = card
        self._whole = whole
        self._parties = parties
        self._keeping = keeping
        self._waiting: list[ToldRow] = []
        self._gone: list[str] = []
        self._given: set[str] = set()
        self._added = Added()
        self._whole_is_held = False
        self.first_day: date | None = None
        self.last_day: date | None = None

    def take(self, row: ToldRow, *, is_repeated: bool) -> None:
        """One more row; `is_repeated` says that its act came before, in this file or one read with it."""
        when = row.event.when
        if when is not None:
            if self.first_day is None or when.first < self.first_day:
                self.first_day = when.first
            if self.last_day is None or when.last > self.last_day:
                self.last_day = when.last
        self._any_repeated |= is_repeated
        self._waiting.append(row)
        if self._keeping.words and len(self._waiting) > WORDS_KEPT_UP_TO:
            self._keeping.words = False
        if not self._keeping.words and len(self._waiting) >= _ROWS_A_BATCH:
            self._write_without_words()

    def withdraw(self, event: str) -> None:
        """One act that its data set has taken back."""
        self._gone.append(event)

    def finish(self) -> Added:
        """Write what waits; what all of it changed in the case."""
        if self._keeping.words:
            self._write_sheets()
        else:
            self._write_without_words()
        if self._gone:
            self._added += self._taking.withdraw(self._gone)
        return self._added

    def _fresh(self, rows: Sequence[ToldRow]) -> list[ToldRow]:
        """Each act once, and only those that the case does not hold as they are."""
        if self._is_first and not self._any_repeated:
            self._any_held = False
            return list(rows)
        latest = {row.event.id: row for row in rows}
        held = self._taking.held(latest.keys())
        self._any_held = bool(held)
        fresh = [row for id, row in latest.items() if id not in held or _substance(held[id]) != _substance(row.event)]
        self._added += Added(unchanged=len(latest) - len(fresh))
        return fresh

    def _write_without_words(self) -> None:
        rows, self._waiting = self._waiting, []
        for start in range(0, len(rows), _ROWS_A_BATCH):
            fresh = self._fresh(rows[start : start + _ROWS_A_BATCH])
            if not fresh:
                continue
            doubts: tuple[Doubt, ...] = ()
            if not self._whole_is_held:
                self._taking.hold_report(self._whole)
                self._whole_is_held = True
                doubts = self._card.doubts(self._whole.id)
            coded = Coded(
                self._whole,
                events=tuple(_bare(row.event, self._whole.id) for row in fresh),
                actors=self._new_actors(),
                relations=self._new_ties(),
                doubts=(*doubts, *(doubt for row in fresh for doubt in row.doubts)),
            )
            self._added += self._taking.add(coded, is_new=not self._any_held)

    def _write_sheets(self) -> None:
        rows, self._waiting = self._fresh(self._waiting), []
        inside = {row.event.id for row in rows}
        for number, start in enumerate(range(0, len(rows), _ROWS_A_SHEET), start=1):
            sheet = _Sheet(self._card, rows[start : start + _ROWS_A_SHEET], number)
            self._taking.hold_report(sheet.report)
            coded = sheet.coded(inside, actors=self._new_actors(), relations=self._new_ties())
            self._added += self._taking.add(coded, is_new=not self._any_held)

    def _new_actors(self) -> tuple[Actor, ...]:
        fresh = tuple(actor for id, actor in self._parties.new.items() if id not in self._given)
        self._given |= {actor.id for actor in fresh}
        return fresh

    def _new_ties(self) -> tuple[Relation, ...]:
        fresh = tuple(tie for id, tie in self._parties.ties.items() if id not in self._given)
        self._given |= {tie.id for tie in fresh}
        return fresh


def _substance(event: Event) -> Event:
    """The act without where its words stand and which release told it: what makes a row another row."""
    origin = event.origin.partition(" ")[0] if event.origin else None
    return replace(event, reports=(), passages=(), marks=(), origin=origin)


def _bare(event: Event, report: str) -> Event:
    """The act resting on the report of the whole file, without words of its own."""
    if event.reports == (report,) and not event.passages:
        return event
    return replace(event, reports=(report,), passages=(), marks=())


class _Sheet:
    """Up to 500 rows as one report: a line a row, each cell under its column's name, and the records resting on it."""

    def __init__(self, card: Card, rows: Sequence[ToldRow], number: int) -> None:
        self._card = card
        self._rows = rows
        lines, cuts = [], []
        for row in rows:
            line, cut = _line(row)
            lines.append(line)
            cuts.append(cut)
        self.report = card.report(lines, number=number)
        self._id = self.report.id
        self._text = self.report.text
        self._lines = lines
        self._cuts = cuts

    def coded(self, inside: set[str], *, actors: tuple[Actor, ...], relations: tuple[Relation, ...]) -> Coded:
        """The acts with their passages, and the claims, links and doubts that the rows hold."""
        events, claims, links, doubts = [], [], [], list(self._card.doubts(self._id))
        at = self._text.index("\n\n") + 2
        for row, line, cut in zip(self._rows, self._lines, self._cuts, strict=True):
            passage = Passage(self._id, at, at + len(line), line)
            cells = {name: self._passage(at + start, at + end) for name, (start, end) in cut.items()}
            marks = tuple(Mark(what, cells[column]) for what, column in row.marks if column in cells)
            events.append(replace(row.event, reports=(self._id,), passages=(passage,), marks=marks))
            claims += [_claim(row.event.id, said, cells.get(said.cell, passage)) for said in row.sayings]
            links += [
                Link(trigger, row.event.id, tie.basis, tie.probability, evidence=(cells.get(tie.cell, passage),))
                for tie in row.ties
                for trigger in tie.triggers
                if trigger in inside and trigger != row.event.id
            ]
            doubts += row.doubts
            at += len(line) + 1
        known = {event.id for event in events}
        return Coded(
            self.report,
            events=tuple(events),
            claims=tuple(dict.fromkeys(claims)),
            links=tuple(link for link in links if {link.trigger, link.response} <= known),
            doubts=tuple(doubts),
            actors=actors,
            relations=relations,
        )

    def _passage(self, start: int, end: int) -> Passage:
        return Passage(self._id, start, end, self._text[start:end])


def _line(row: ToldRow) -> tuple[str, dict[str, tuple[int, int]]]:
    """A row as one line, and where in it each cell's words stand."""
    said, cuts = f"line {row.line}", {}
    for name, cell in row.cells.items():
        said += f" | {name}: "
        cuts[name] = (len(said), len(said) + len(cell))
        said += cell
    return said, cuts


def _claim(event: str, said: Saying, passage: Passage) -> Claim:
    return Claim(
        event=event,
        passage=passage,
        stance=said.stance,
        about=said.about,
        speaker=said.speaker,
        actors=said.actors,
        toll=said.toll,
        words=said.words,
        hedge=said.hedge,
    )
