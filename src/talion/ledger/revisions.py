"""Rows that are opened and closed: how the case is revised without forgetting what it said."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, TextClause, bindparam, text

from talion.ledger.held import KINDS, record_id
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
    for kind, new in opening.items():
        register(connection, kind, [id for id, _, _ in new])
    for kind in KINDS:
        if kind in opening:
            _open(connection, kind, opening[kind], moment, report)
    return Added(len(wanted), unchanged, sum(map(len, closing.values())))


def _kind_name(record: object) -> str:
    return type(record).__name__.lower()


def _open(
    connection: Connection, name: str, new: Sequence[tuple[str, str, Any]], moment: str, report: str | None
) -> None:
    kind = KINDS[name]
    first = next_number(connection, kind.table)
    rows = []
    for nr, (id, payload, record) in enumerate(new, first):
        row = {"nr": nr, "id": id, **kind.columns(record), "payload": payload, "held_from": moment}
        rows.append(row if name in {"match", "judgement"} else {**row, "report": report})
    insert_rows(connection, kind.table, rows)
    if name == "event":
        insert_rows(
            connection,
            "event_actor",
            [
                {"event": nr, "side": side, "actor": actor}
                for nr, (_, _, event) in enumerate(new, first)
                for side, actors in (("actor", event.actors), ("recipient", event.recipients))
                for actor in actors
            ],
        )


def close_rows(connection: Connection, table: str, rows: Sequence[tuple[int, str]], moment: str) -> None:
    """Close the rows of these numbers and beginnings."""
    # A clock that was set back must not make a row end before it began.
    connection.execute(
        text(f"UPDATE {table} SET held_until = :held_until WHERE nr = :nr"),
        [{"nr": nr, "held_until": max(moment, held_from)} for nr, held_from in rows],
    )


def register(connection: Connection, kind: str, ids: Iterable[str]) -> None:
    """Make the ids known, so that rows can point to them and `find` can find them."""
    rows = [{"id": id, "kind": kind, "tail": id.partition("-")[2]} for id in ids]
    insert_rows(connection, "record", rows, twice="OR IGNORE ")


def insert_rows(connection: Connection, table: str, rows: Sequence[dict[str, Any]], *, twice: str = "") -> None:
    """Add rows that all have the same columns; `twice` is "OR IGNORE " where a row may be there already."""
    if rows:
        connection.execute(_insertion(table, tuple(rows[0]), twice), rows)


@cache
def _insertion(table: str, columns: tuple[str, ...], twice: str) -> TextClause:
    names = ", ".join(f'"{column}"' for column in columns)
    values = ", ".join(f":{column}" for column in columns)
    return text(f"INSERT {twice}INTO {table} ({names}) VALUES ({values})").bindparams(*map(bindparam, columns))


def next_number(connection: Connection, table: str) -> int:
    """The number of the next row, for rows that other rows of the same transaction point to."""
    return int(connection.execute(text(f"SELECT coalesce(max(nr), 0) + 1 FROM {table}")).scalar_one())
