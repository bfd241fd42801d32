"""Rows that are opened and closed: how the case is revised without forgetting what it said."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, text

from talion.ledger.held import KINDS, record_id
from talion.ledger.sql import SQLITE
from talion.records import to_json


@dataclass(frozen=True, slots=True)
class Added:
    """What one addition did: how many rows are new, were held already, and were closed."""

    new: int = 0
    unchanged: int = 0
    closed: int = 0

    def __add__(self, other: "Added") -> "Added":
        return Added(self.new + other.new, self.unchanged + other.unchanged, self.closed + other.closed)


def replace_set(
    connection: Connection, held: Iterable[Any], records: Iterable[Any], moment: str, *, report: str | None = None
) -> Added:
    """Open what is not held, close what is held and not among the records, leave the rest."""
    wanted = {(_kind_name(record), record_id(record), to_json(record)): record for record in records}
    closing: dict[str, list[tuple[int, str]]] = {}
    unchanged = 0
    for row in held:
        if wanted.pop((row.kind, row.id, row.payload), None) is not None:
            unchanged += 1
        else:
            closing.setdefault(row.kind, []).append((row.nr, row.held_from))
    for kind, rows in closing.items():
        close_rows(connection, KINDS[kind].table, rows, moment)
    opening: dict[str, list[tuple[str, str, Any]]] = {}
    for (kind, id, payload), record in wanted.items():
        opening.setdefault(kind, []).append((id, payload, record))
    _open_all(connection, opening, moment, report)
    return Added(len(wanted), unchanged, sum(map(len, closing.values())))


def open_new(connection: Connection, records: Iterable[Any], moment: str, *, report: str) -> Added:
    """Open records of which none is held, and each of which is given once."""
    opening: dict[str, list[tuple[str, str, Any]]] = {}
    for record in records:
        opening.setdefault(_kind_name(record), []).append((record_id(record), to_json(record), record))
    _open_all(connection, opening, moment, report)
    return Added(sum(map(len, opening.values())))


def _open_all(
    connection: Connection, opening: dict[str, list[tuple[str, str, Any]]], moment: str, report: str | None
) -> None:
    for kind, new in opening.items():
        register(connection, kind, [id for id, _, _ in new])
    for kind in KINDS:
        if kind in opening:
            _open(connection, kind, opening[kind], moment, report)


@cache
def _names_of_kinds() -> dict[type, str]:
    return {kind.record: name for name, kind in KINDS.items()}


def _kind_name(record: object) -> str:
    return _names_of_kinds()[type(record)]


def _open(
    connection: Connection, name: str, new: Sequence[tuple[str, str, Any]], moment: str, report: str | None
) -> None:
    kind = KINDS[name]
    first = next_number(connection, kind.table)
    columns = kind.columns
    has_report = name not in {"match", "judgement", "question", "forecast", "resolution"}
    names = ("nr", "id", *columns(new[0][2]), "payload", "held_from", *(("report",) if has_report else ()))
    last = (moment, report) if has_report else (moment,)
    insert_tuples(
        connection,
        kind.table,
        names,
        [(nr, id, *columns(record).values(), payload, *last) for nr, (id, payload, record) in enumerate(new, first)],
    )
    if name == "event":
        sides = [
            (nr, side, actor)
            for nr, (_, _, event) in enumerate(new, first)
            for side, actors in (("actor", event.actors), ("recipient", event.recipients))
            for actor in actors
        ]
        insert_tuples(connection, "event_actor", ("event", "side", "actor"), sides)


def close_rows(connection: Connection, table: str, rows: Sequence[tuple[int, str]], moment: str) -> None:
    """Close the rows of these numbers and beginnings."""
    # A clock that was set back must not make a row end before it began.
    connection.execute(
        text(f"UPDATE {table} SET held_until = :held_until WHERE nr = :nr"),
        [{"nr": nr, "held_until": max(moment, held_from)} for nr, held_from in rows],
    )


def register(connection: Connection, kind: str, ids: Iterable[str]) -> None:
    """Make the ids known, so that rows can point to them and `find` can find them."""
    # In their order, since each goes to its place in an index.
    rows = [(id, kind, id.partition("-")[2]) for id in sorted(ids)]
    insert_tuples(connection, "record", ("id", "kind", "tail"), rows, known=True)


def insert_rows(connection: Connection, table: str, rows: Sequence[dict[str, Any]], *, known: bool = False) -> None:
    """Add rows that all have the same columns; `known` rows may be there already, and stay as they are."""
    if rows:
        insert_tuples(connection, table, tuple(rows[0]), [tuple(row.values()) for row in rows], known=known)


def insert_tuples(
    connection: Connection,
    table: str,
    columns: tuple[str, ...],
    rows: Sequence[tuple[Any, ...]],
    *,
    known: bool = False,
) -> None:
    """Add rows given as tuples in the order of the columns."""
    if rows:
        # By way of the driver: naming the values of a million rows takes as long as writing them.
        connection.exec_driver_sql(_insertion(table, columns, known, connection.dialect.name), list(rows))


@cache
def _insertion(table: str, columns: tuple[str, ...], known: bool, dialect: str) -> str:
    names = ", ".join(f'"{column}"' for column in columns)
    values = ", ".join(["?" if dialect == SQLITE else "%s"] * len(columns))
    return f"INSERT INTO {table} ({names}) VALUES ({values}){' ON CONFLICT DO NOTHING' if known else ''}"


def next_number(connection: Connection, table: str) -> int:
    """The number of the next row, for rows that other rows of the same transaction point to."""
    return int(connection.execute(text(f"SELECT coalesce(max(nr), 0) + 1 FROM {table}")).scalar_one())
