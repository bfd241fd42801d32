"""The SQL that stands in files beside this one: numbered schema steps, and queries named for what they return."""

import sqlite3
from functools import cache
from importlib.resources import files

from sqlalchemy import TextClause, text


@cache
def query(name: str) -> TextClause:
    """The query of that name, with :named values."""
    written = (files("talion.ledger") / "queries" / f"{name}.sql").read_text("utf-8")
    # A ":name" in a comment would be taken for a value.
    return text("\n".join(line for line in written.splitlines() if not line.startswith("--")))


@cache
def schema_steps() -> tuple[tuple[str, ...], ...]:
    """The statements of every schema step, in the order of the steps' numbers; the first step is number 1."""
    found = sorted(
        (path for path in (files("talion.ledger") / "schema").iterdir() if path.name.endswith(".sql")),
        key=lambda path: path.name,
    )
    return tuple(_statements(path.read_text("utf-8")) for path in found)


def _statements(script: str) -> tuple[str, ...]:
    # sqlite3's own executescript commits first, and a step must be whole or not be at all.
    statements, begun = [], ""
    for line in script.splitlines(keepends=True):
        begun += line
        if sqlite3.complete_statement(begun):
            statements.append(begun.strip())
            begun = ""
    return tuple(statements)
