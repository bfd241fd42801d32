"""The registry's data files, read and checked: a row that breaks the schema is refused with its place and a way out."""

import csv
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from talion.errors import CodebookError, RecordError
from talion.records import ACTOR_KINDS, RELATION_KINDS, Actor, DateSpan, Name, Relation

_STATE_COLUMNS = (
    "id", "iso3", "gw", "cow", "first_day", "last_day", "name", "names", "names_ar", "names_fa", "names_other",
    "adjectives", "nationals", "capital",
)  # fmt: skip
_ACTOR_COLUMNS = (
    "id", "name", "kind", "country", "ucdp", "names", "short", "names_ar", "names_fa", "names_other", "source",
)  # fmt: skip
_RELATION_COLUMNS = (
    "subject", "kind", "object", "since", "until", "confidence", "quantifier", "source", "said_by", "note", "checked",
)  # fmt: skip
_METONYM_COLUMNS = ("name", "actor", "language", "since", "until", "source")
_SOURCE_COLUMNS = ("id", "citation")
_NOT_ACTOR_COLUMNS = ("name", "what")
_CONFIDENCES = ("sure", "disputed", "doubtful")
DAYS_NOT_LOOKED_UP = "days as we recall the source, not looked up again"

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LANGUAGE = re.compile(r"([a-z]{2}):\s*(.+)")
_BETWEEN = re.compile(r"\s*\|\s*")


@dataclass(frozen=True, slots=True)
class Usage:
    """A word that stands for an actor without being its name: "Tehran", "Iraqi"; with the days on which it does."""

    text: str
    actor: str
    how: str
    language: str = "en"
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Rows:
    """All that the files hold. `lived` gives the days of states that came or went; None is open or not known."""

    actors: dict[str, Actor] = field(default_factory=dict)
    relations: tuple[Relation, ...] = ()
    usages: tuple[Usage, ...] = ()
    lived: dict[str, tuple[date | None, date | None]] = field(default_factory=dict)
    not_actors: tuple[str, ...] = ()
    sources: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Row:
    """One row with its place, so that a message can name it."""

    where: str
    cells: Mapping[str, str | list[str]]

    def text(self, column: str) -> str:
        cell = self.cells.get(column, "")
        return " | ".join(cell) if isinstance(cell, list) else str(cell).strip()

    def many(self, column: str) -> list[str]:
        cell = self.cells.get(column, "")
        return [str(part) for part in cell] if isinstance(cell, list) else [p for p in _BETWEEN.split(cell) if p]

    def needed(self, column: str) -> str:
        text = self.text(column)
        if not text:
            raise self.wrong(column, "is empty", "fill it in")
        return text

    def slug(self, column: str) -> str:
        text = self.needed(column)
        if not _SLUG.fullmatch(text):
            raise self.wrong(
                column, f"is {text!r}", "write an id in small letters, digits and hyphens: 'kataib-hezbollah'"
            )
        return text

    def number(self, column: str) -> int | None:
        text = self.text(column)
        if text and not text.isdigit():
            raise self.wrong(column, f"is {text!r}", "write a whole number or leave it empty")
        return int(text) if text else None

    def one_of(self, column: str, allowed: Iterable[str], default: str = "") -> str:
        text = self.text(column) or default
        if text not in allowed:
            raise self.wrong(column, f"is {text!r}", f"write one of: {', '.join(allowed)}")
        return text

    def span(self, column: str) -> DateSpan | None:
        text = self.text(column)
        if not text:
            return None
        first, _, last = text.partition("..")
        try:
            return DateSpan(_first_day(first), _last_day(last or first))
        except (ValueError, RecordError):
            raise self.wrong(column, f"is {text!r}", "write 2009, 2009-07, 2009-07-02 or 2009-07-02..2009-08") from None

    def wrong(self, column: str, what: str, way_out: str) -> CodebookError:
        return CodebookError(f"{self.where}: '{column}' {what}; {way_out}")


def read_rows(folders: Iterable[Path]) -> Rows:
    """What the files of the folders say; a row of a later folder takes the place of an earlier folder's row.

    Rows are the same when their id is (states, actors, sources), when subject, kind and object are (relations), when
    name and actor are (metonyms). A folder may hold any of states, actors, relations, metonyms, sources and
    not_actors, each as .csv or .toml.
    """
    sources: dict[str, str] = {}
    actors: dict[str, Actor] = {}
    lived: dict[str, tuple[date | None, date | None]] = {}
    words: dict[str, list[Usage]] = {}
    metonyms: dict[tuple[str, str], Usage] = {}
    relations: dict[tuple[str, str, str], list[tuple[str, Relation]]] = {}
    not_actors: dict[str, None] = {}
    metonym_places: dict[tuple[str, str], str] = {}
    for folder in folders:
        if not folder.is_dir():
            raise CodebookError(f"{folder}: there is no such codebook folder; name a folder that holds actors.csv")
        for row in _rows(folder, "sources", _SOURCE_COLUMNS):
            sources[row.slug("id")] = row.needed("citation")
        for row in _rows(folder, "states", _STATE_COLUMNS):
            state = _state(row)
            actors[state.id] = state
            lived[state.id] = _lived(row)
            words[state.id] = list(_words_of_state(row, state.id))
        for row in _rows(folder, "actors", _ACTOR_COLUMNS):
            actor = _actor(row, sources)
            actors[actor.id] = actor
        fresh: dict[tuple[str, str, str], list[tuple[str, Relation]]] = {}
        for row in _rows(folder, "relations", _RELATION_COLUMNS):
            relation = _relation(row, sources)
            # one pair may be tied twice, at different times; only rows of an earlier folder are replaced
            fresh.setdefault((relation.subject, relation.kind, relation.object), []).append((row.where, relation))
        relations.update(fresh)
        for row in _rows(folder, "metonyms", _METONYM_COLUMNS):
            usage = _metonym(row)
            metonyms[usage.text, usage.actor] = usage
            metonym_places[usage.text, usage.actor] = row.where
        for row in _rows(folder, "not_actors", _NOT_ACTOR_COLUMNS):
            not_actors[row.needed("name")] = None
    for pairs in relations.values():
        for where, relation in pairs:
            for end in (relation.subject, relation.object):
                if end not in actors:
                    raise CodebookError(f"{where}: there is no actor {end!r}; add it to actors.csv or mend the id")
    for key, usage in metonyms.items():
        if usage.actor not in actors:
            raise CodebookError(
                f"{metonym_places[key]}: there is no actor {usage.actor!r}; add it to actors.csv or mend the id"
            )
    return Rows(
        actors,
        tuple(relation for pairs in relations.values() for _, relation in pairs),
        (*(usage for usages in words.values() for usage in usages), *metonyms.values()),
        lived,
        tuple(not_actors),
        sources,
    )


def _rows(folder: Path, stem: str, columns: tuple[str, ...]) -> Iterator[_Row]:
    table = folder / f"{stem}.csv"
    if table.is_file():
        yield from _csv_rows(table, columns)
    text = folder / f"{stem}.toml"
    if text.is_file():
        yield from _toml_rows(text, stem, columns)


def _csv_rows(path: Path, columns: tuple[str, ...]) -> Iterator[_Row]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file)
            head = next(reader, [])
            _check_columns(f"{path}: line 1", head, columns)
            for cells in reader:
                if not any(cells) or cells[0].startswith("#"):
                    continue
                where = f"{path}: line {reader.line_num}"
                if len(cells) != len(head):
                    raise CodebookError(
                        f"{where}: {len(cells)} cells where the first line names {len(head)}; "
                        "put text with a comma in quotes"
                    )
                yield _Row(where, dict(zip(head, cells, strict=True)))
    except (UnicodeDecodeError, csv.Error) as wrong:
        raise CodebookError(f"{path}: this is no CSV file in UTF-8 ({wrong}); save it as such") from wrong


def _toml_rows(path: Path, stem: str, columns: tuple[str, ...]) -> Iterator[_Row]:
    try:
        tables: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as wrong:
        raise CodebookError(f"{path}: this is no TOML file in UTF-8 ({wrong}); mend it there") from wrong
    heading = stem.removesuffix("s")
    rows = tables.pop(heading, [])
    if tables or not isinstance(rows, list):
        raise CodebookError(f"{path}: every row begins with [[{heading}]]; found {', '.join(tables) or heading}")
    for number, cells in enumerate(rows, start=1):
        where = f"{path}: [[{heading}]] number {number}"
        if not isinstance(cells, dict):
            raise CodebookError(f"{where}: is no table; write [[{heading}]] and then 'column = value' lines")
        _check_columns(where, cells, columns)
        yield _Row(where, {k: v if isinstance(v, list) else str(v) for k, v in cells.items()})


def _check_columns(where: str, found: Iterable[str], columns: tuple[str, ...]) -> None:
    strange = [column for column in found if column not in columns]
    if strange:
        raise CodebookError(f"{where}: unknown column {strange[0]!r}; the columns are {', '.join(columns)}")
    if columns[0] not in found:
        raise CodebookError(f"{where}: the column {columns[0]!r} is missing; the columns are {', '.join(columns)}")


def _names(row: _Row, first: str, *, short: Iterable[str] = ()) -> tuple[Name, ...]:
    names = [Name(first, "en", "name")]
    names += [Name(text, "en", "alias") for text in row.many("names")]
    names += [Name(text, "en", "short") for text in short]
    names += [Name(text, "ar", "name") for text in row.many("names_ar")]
    names += [Name(text, "fa", "name") for text in row.many("names_fa")]
    for text in row.many("names_other"):
        said = _LANGUAGE.fullmatch(text)
        if said is None:
            raise row.wrong("names_other", f"holds {text!r}", "write the language in front: 'ru:Россия'")
        names.append(Name(said[2], said[1], "name"))
    return tuple(dict.fromkeys(names))


def _state(row: _Row) -> Actor:
    name = row.needed("name")
    return Actor(
        row.slug("id"), name, "state", _names(row, name), row.text("iso3") or None, None,
        row.number("gw"), row.number("cow"), _STATES_SOURCE,
    )  # fmt: skip


_STATES_SOURCE = (
    "Gleditsch & Ward, list of independent states (numbers and days); Correlates of War, state system membership; "
    "Unicode CLDR (names in other languages)"
)


def _lived(row: _Row) -> tuple[date | None, date | None]:
    first, last = row.span("first_day"), row.span("last_day")
    return first.first if first else None, last.last if last else None


def _words_of_state(row: _Row, state: str) -> Iterator[Usage]:
    first, last = _lived(row)
    for column, how in (("adjectives", "demonym"), ("nationals", "nationals"), ("capital", "metonym")):
        for text in row.many(column):
            said = _LANGUAGE.fullmatch(text)
            # only a state that has ended has lost its words; before a state was, its words were used of its people
            until = last if how != "nationals" else None
            since = first if how == "metonym" and last else None
            yield Usage(said[2] if said else text, state, how, said[1] if said else "en", since, until)


def _actor(row: _Row, sources: Mapping[str, str]) -> Actor:
    name = row.needed("name")
    return Actor(
        row.slug("id"), name, row.one_of("kind", ACTOR_KINDS), _names(row, name, short=row.many("short")),
        row.text("country") or None, row.number("ucdp"), None, None, _cited(row, sources),
    )  # fmt: skip


def _relation(row: _Row, sources: Mapping[str, str]) -> Relation:
    try:
        return Relation(
            row.slug("subject"), row.one_of("kind", RELATION_KINDS), row.slug("object"), _cited(row, sources),
            row.span("since"), row.span("until"), row.text("quantifier") or None,
            row.one_of("confidence", _CONFIDENCES, "sure"), row.text("said_by") or None, _note(row),
        )  # fmt: skip
    except RecordError as wrong:
        raise CodebookError(f"{row.where}: {wrong}") from wrong


def _note(row: _Row) -> str | None:
    """The row's note; where its table says which days were looked up (`checked`), and these were not, that too."""
    note, has_days = row.text("note"), bool(row.text("since") or row.text("until"))
    if "checked" in row.cells and has_days and not row.text("checked"):
        note = f"{note}; {DAYS_NOT_LOOKED_UP}" if note else DAYS_NOT_LOOKED_UP
    return note or None


def _metonym(row: _Row) -> Usage:
    since, until = row.span("since"), row.span("until")
    return Usage(
        row.needed("name"), row.slug("actor"), "metonym", row.text("language") or "en",
        since.first if since else None, until.last if until else None,
    )  # fmt: skip


def _cited(row: _Row, sources: Mapping[str, str]) -> str:
    """The citation in full. A cell holds ids of sources.csv, citations written out, or both, with ' | ' between."""
    parts = row.many("source")
    if not parts:
        raise row.wrong(
            "source", "is empty", "a fact about an actor needs its source: an id of sources.csv or a citation"
        )
    for part in parts:
        if _SLUG.fullmatch(part) and part not in sources:
            raise row.wrong("source", f"names {part!r}", "add it to sources.csv or write the citation out")
    return "; ".join(sources.get(part, part) for part in parts)


def _first_day(text: str) -> date:
    parts = [int(part) for part in text.strip().split("-")]
    return date(parts[0], *[*parts[1:], 1, 1][:2])


def _last_day(text: str) -> date:
    parts = [int(part) for part in text.strip().split("-")]
    if len(parts) == 3:
        return date(*parts)
    if len(parts) == 2:
        return date(parts[0] + parts[1] // 12, parts[1] % 12 + 1, 1) - timedelta(days=1)
    return date(parts[0], 12, 31)
