"""Lists for people (tables that fit their terminal) and for machines (JSON, CSV)."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any, Generic, TypeVar

import msgspec
from rich import box
from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from talion.records import Event, Judgement, to_json
from talion.views.sentences import Cast
from talion.views.telling import name_event

_Row = TypeVar("_Row")
Cell = str | int | float | bool | None

# A terminal obeys escape characters, also those that somebody put into a report.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
# Spreadsheets run a cell that begins like this as a formula, whoever wrote it.
_FORMULA = ("=", "+", "-", "@")
_GAP = 2
_ID = re.compile(r"^([a-z]+-[0-9a-f]{8})[0-9a-f]{8}$")


@dataclass(frozen=True, slots=True)
class Named:
    """What lists need to name things: who is who, which act an id means, and what people decided."""

    cast: Cast
    events: dict[str, Event]
    judgements: Sequence[Judgement] = ()

    def actor(self, id: str) -> str:
        """The name of an actor, without an article."""
        known = self.cast.actors.get(id)
        return known.name if known else id

    def actors(self, ids: Iterable[str]) -> str:
        """Several names; "unknown" where there is none."""
        return ", ".join(self.actor(id) for id in ids) or "unknown"

    def event(self, id: str) -> str:
        """An act as a phrase."""
        return name_event(self.events[id], self.cast) if id in self.events else id

    def verdict(self, id: str) -> str:
        """What was last decided about a record, and by whom."""
        about = [one for one in self.judgements if one.about == id]
        return f"{about[-1].verdict} ({about[-1].by})" if about else ""


@dataclass(frozen=True, slots=True)
class Column(Generic[_Row]):
    """One column of a table.

    `least` is the width below which its words are not worth reading; `most` is how many letters a terminal shows of
    them. `flow` is how the cell reads in a running line, where the terminal is too narrow for a table.
    """

    title: str
    cell: Callable[[_Row, Named], str]
    least: int = 8
    most: int | None = None
    flow: str = "{}"
    right: bool = False
    is_id: bool = False


@dataclass(frozen=True, slots=True)
class Listing(Generic[_Row]):
    """How one kind of record is listed: `columns` for people, `fields` for machines, `hint` for what to type next.

    `names_events` says that its cells name acts by what they were, so that the acts must be at hand.
    """

    one: str
    many: str
    columns: tuple[Column[_Row], ...]
    fields: Callable[[_Row, Named], dict[str, Cell]]
    hint: str
    names_events: bool = False


def as_json(records: Iterable[object]) -> str:
    """A JSON array, one record a line, each with all that is known of it."""
    lines = ",\n".join(_json_of(record) for record in records)
    return f"[\n{lines}\n]" if lines else "[]"


def as_json_object(whole: Any) -> str:
    """A JSON object of something made of records, such as a dossier: its fields, each record in them with its id."""
    fields_of = [(field.name, getattr(whole, field.name)) for field in fields(whole)]
    told = [
        f"{to_json(name)}:[{','.join(map(_json_of, value))}]"
        if isinstance(value, tuple)
        else f"{to_json(name)}:{_json_of(value)}"
        for name, value in fields_of
    ]
    return f"{{{','.join(told)}}}"


def _json_of(record: Any) -> str:
    # Most ids are worked out from content and are no field; a reader of the JSON needs them all the same.
    text, id = _in_order(record), getattr(record, "id", None)
    return text if id is None or text.startswith('{"id":') else f'{{"id":{to_json(id)},{text[1:]}'


def _in_order(record: Any) -> str:
    # Sets have no order of their own; "deterministic" sorts them, and keeps the fields of records in theirs.
    return msgspec.json.encode(record, order="deterministic").decode()


def as_csv(listing: Listing[_Row], records: Sequence[_Row], named: Named) -> str:
    """Comma-separated values with a heading, lists joined by "; ", and no cell that a spreadsheet would run."""
    rows = [listing.fields(record, named) for record in records]
    into = io.StringIO()
    writer = csv.writer(into, lineterminator="\n")
    writer.writerow(rows[0] if rows else [column.title for column in listing.columns])
    writer.writerows([_harmless(cell) for cell in row.values()] for row in rows)
    return into.getvalue()


def _harmless(cell: Cell) -> Cell:
    if not isinstance(cell, str):
        return cell
    # Line breaks within a cell are read differently by every program; JSON keeps them.
    words = clean(cell)
    return "'" + words if words.startswith(_FORMULA) else words


def as_table(
    listing: Listing[_Row], records: Sequence[_Row], named: Named, console: Console, *, left_out: int = 0
) -> RenderableType:
    """A table where the terminal is wide enough for one, else a block for each record; in a pipe, whole lines."""
    rows = [[clean(column.cell(record, named)) for column in listing.columns] for record in records]
    # A column that is empty in every row says nothing.
    kept = [n for n in range(len(listing.columns)) if any(row[n] for row in rows)]
    columns = [listing.columns[n] for n in kept]
    rows = [[row[n] for n in kept] for row in rows]
    if not console.is_terminal:
        return _lines(columns, rows)
    rows = [[_shown(column, cell) for column, cell in zip(columns, row, strict=True)] for row in rows]
    drawn = _table(columns, rows, console.width) if _fits(columns, rows, console.width) else _running(columns, rows)
    count = f"{len(records)} {listing.one if len(records) == 1 else listing.many}"
    if left_out:
        count += f", {left_out} more left out by --limit"
    return Group(drawn, Text(f"{count}.\n{listing.hint}", style="dim"))


def clean(cell: str) -> str:
    """Words on one line, without characters that a terminal would obey."""
    return _CONTROL.sub(" ", cell).strip()


def _shown(column: Column[Any], cell: str) -> str:
    if column.is_id:
        found = _ID.match(cell)
        return found[1] if found else cell
    if column.most and len(cell) > column.most:
        return cell[: column.most].rsplit(" ", 1)[0].rstrip(" ,;") + " …"
    return cell


def _widest(n: int, column: Column[Any], rows: Sequence[Sequence[str]]) -> int:
    return max([cell_len(column.title), *(cell_len(row[n]) for row in rows)])


def _least(n: int, column: Column[Any], rows: Sequence[Sequence[str]]) -> int:
    """The width that a column must have: whole ids, and no word broken unless it is very long."""
    if column.is_id:
        return _widest(n, column, rows)
    longest = max((cell_len(word) for row in rows for word in row[n].split()), default=0)
    return min(max(column.least, cell_len(column.title), min(longest, 20)), _widest(n, column, rows))


def _fits(columns: Sequence[Column[Any]], rows: Sequence[Sequence[str]], width: int) -> bool:
    return sum(_widths(columns, rows, 0)) + _GAP * (len(columns) - 1) <= width


def _widths(columns: Sequence[Column[Any]], rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """The least width of each column, and what is left of the line shared out to those whose words want more."""
    widths = [_least(n, column, rows) for n, column in enumerate(columns)]
    wanted = [_widest(n, column, rows) for n, column in enumerate(columns)]
    spare = width - sum(widths) - _GAP * (len(columns) - 1)
    while spare > 0 and widths != wanted:
        neediest = max(range(len(columns)), key=lambda n: (wanted[n] / widths[n], -n))
        widths[neediest] += 1
        spare -= 1
    return widths


def _table(columns: Sequence[Column[Any]], rows: Sequence[Sequence[str]], width: int) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, _GAP - 1, 0, 0))
    for column, share in zip(columns, _widths(columns, rows, width), strict=True):
        table.add_column(column.title, justify="right" if column.right else "left", width=share, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    return table


def _running(columns: Sequence[Column[Any]], rows: Sequence[Sequence[str]]) -> RenderableType:
    """Each record as a paragraph, its first line standing out to the left."""
    hung = Table.grid(padding=(0, 1, 0, 0))
    hung.add_column(no_wrap=True)
    hung.add_column(overflow="fold")
    for row in rows:
        words = Text()
        for column, cell in zip(columns, row, strict=True):
            if cell:
                words.append(" · " if words else "")
                words.append(column.flow.format(cell), style="dim" if column.is_id else "")
        hung.add_row("-", words)
    return hung


def _lines(columns: Sequence[Column[Any]], rows: Sequence[Sequence[str]]) -> RenderableType:
    if not rows:
        return Text()
    widths = [_widest(n, column, rows) for n, column in enumerate(columns)]
    lines = [[column.title for column in columns], *rows]
    padded = [
        "  ".join(
            cell.rjust(width) if column.right else cell.ljust(width)
            for column, cell, width in zip(columns, line, widths, strict=True)
        ).rstrip()
        for line in lines
    ]
    return Text("\n".join(padded), no_wrap=True, overflow="ignore")
