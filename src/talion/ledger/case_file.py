"""Opening a case: what makes a file a case, and how its schema is brought up to date; for a server see server."""

import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError
from sqlalchemy.pool import StaticPool

from talion.errors import LedgerError
from talion.ledger import server
from talion.ledger.sql import POSTGRESQL, schema_steps

# "TALN": written into the file's header, so that any tool can tell a case from another SQLite file.
APPLICATION_ID = 0x54414C4E
IN_MEMORY = ":memory:"
WRITES = "talion_writes"


@dataclass(frozen=True, slots=True)
class Home:
    """Where a case lies: its engine, its file if it is one, its name for messages, and where files beside it go."""

    engine: Engine
    path: Path | None
    name: str
    beside: Path | None


def open_home(path_or_url: str | Path, *, create: bool) -> Home:
    """The case in a file, in memory or on a server, its schema the newest we know.

    Raises LedgerError where it is missing (and not to be created), is of another kind, or is newer than we are.
    A file that may not be written is opened for reading.
    """
    if server.is_address(str(path_or_url)):
        url = server.address_of(str(path_or_url))
        return Home(server.open_on_server(url, create=create), None, server.shown(url), server.beside(url))
    path = _path(path_or_url)
    new, may_write = True, True
    if path is not None:
        new = not path.exists()
        if new and not create:
            raise LedgerError(f"there is no case at {path}; `talion read` makes one")
        may_write = _checked(path)
    engine = _engine(path, may_write=may_write)
    try:
        _bring_up_to_date(engine, path or Path(IN_MEMORY), may_write=may_write)
    except DatabaseError as wrong:
        engine.dispose()
        raise LedgerError(f"{path} could not be opened as a case: {wrong.orig}") from wrong
    except LedgerError:
        engine.dispose()
        raise
    return Home(engine, path, str(path) if path else IN_MEMORY, path)


def edition_of(connection: Connection) -> tuple[int, int]:
    """Another value whenever somebody else may have written the case, as seen from this connection."""
    if connection.dialect.name == POSTGRESQL:
        return 0, server.edition_of(connection)
    # SQLite counts what others wrote, as seen from one connection, and leaves out what that one wrote itself.
    seen_from = id(connection.connection.dbapi_connection)
    return seen_from, connection.exec_driver_sql("PRAGMA data_version").scalar_one()


def _path(path_or_url: str | Path) -> Path | None:
    if isinstance(path_or_url, str) and "://" in path_or_url:
        try:
            url = make_url(path_or_url)
        except ArgumentError as wrong:
            raise LedgerError(f"{path_or_url} is no address of a case: {wrong}") from wrong
        if url.get_backend_name() != "sqlite":
            raise LedgerError(
                "a case is a file (sqlite:///case.talion) or on a server (postgresql://NAME@HOST/DATABASE); "
                f"{url.get_backend_name()} is not supported"
            )
        path_or_url = url.database or IN_MEMORY
    return None if str(path_or_url) == IN_MEMORY else Path(path_or_url)


def _checked(path: Path) -> bool:
    """Whether the file may be written. Raises LedgerError where there is something else at its place."""
    if path.is_dir():
        raise LedgerError(f"{path} is a folder; a case is a file, such as {path / 'case.talion'}")
    if not path.exists():
        if not path.parent.is_dir():
            raise LedgerError(f"there is no folder {path.parent} to make {path.name} in")
        return True
    try:
        with path.open("rb") as file:
            beginning = file.read(16)
    except OSError as wrong:
        raise LedgerError(f"{path} could not be opened: {wrong.strerror}") from wrong
    if beginning not in {b"", b"SQLite format 3\0"}:
        raise LedgerError(f"{path} is no case file; name another with --case")
    return os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK)


def _engine(path: Path | None, *, may_write: bool) -> Engine:
    if path is None:
        engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    elif may_write:
        engine = create_engine(URL.create("sqlite", database=str(path)))
    else:
        # Write-ahead logging needs a writable folder even to read; "immutable" says that nobody writes.
        readable = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        engine = create_engine("sqlite://", creator=lambda: sqlite3.connect(readable, uri=True))

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None  # Python's own driver begins late and commits before it changes a schema
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA busy_timeout = 10000")
        # With a write-ahead log this is safe against a killed process; a power cut may undo the last reports, whole.
        connection.execute("PRAGMA synchronous = NORMAL")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        # A writer takes its place at once: two that had read first would block each other.
        writes = connection.get_execution_options().get(WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _bring_up_to_date(engine: Engine, path: Path, *, may_write: bool) -> None:
    steps = schema_steps()
    kind, version, objects = _state(engine)
    if kind != APPLICATION_ID and not (kind == 0 and objects == 0):
        raise LedgerError(f"{path} is an SQLite file of another kind, not a case; name another with --case")
    if version > len(steps):
        raise LedgerError(
            f"{path} was made by a newer Talion (schema {version}; this one knows {len(steps)}): "
            "pip install --upgrade talion"
        )
    if version < len(steps):
        if not may_write:
            raise LedgerError(
                f"{path} has the older schema {version} and may not be written; copy it and open the copy"
            )
        _take_steps(engine, steps)


def _state(engine: Engine) -> tuple[int, int, int]:
    with engine.connect() as connection:
        return (
            connection.exec_driver_sql("PRAGMA application_id").scalar_one(),
            connection.exec_driver_sql("PRAGMA user_version").scalar_one(),
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_schema").scalar_one(),
        )


def _take_steps(engine: Engine, steps: tuple[tuple[str, ...], ...]) -> None:
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA journal_mode = WAL")  # kept in the file; cannot be set inside a transaction
    finally:
        raw.close()
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        # Read again: another process may have taken the steps while this one waited for its turn.
        version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
        for statement in (statement for step in steps[version:] for statement in step):
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {len(steps)}")
