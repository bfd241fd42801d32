"""A case on a PostgreSQL server: how it is opened, made, brought up to date, and what is said when that fails.

A database holds one case, or one in each schema: ``postgresql://ines@db.example/desk?schema=river_war``. All else is as
in a file: the same steps, the same queries, rows that are closed and not overwritten. One writes at a time; the others
wait, as they do for a file, and nobody's rows are lost. Who reads sees the case as it was when they began.
"""

import re
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from talion.errors import LedgerError
from talion.ledger.sql import POSTGRESQL, schema_steps

SCHEMES = ("postgresql", "postgres", "postgresql+psycopg")
_SCHEMA = re.compile(r"[a-z_][a-z0-9_]{0,62}")
_PACKAGE = 'the driver for PostgreSQL is not installed: pip install "talion[postgresql]"'
_SECONDS_TO_CONNECT = 10


def is_address(said: str) -> bool:
    """Whether this names a case on a server, also where it went through a file's path and lost a slash."""
    return said.startswith(tuple(f"{scheme}:/" for scheme in SCHEMES))


def address_of(said: str) -> URL:
    """The address of a case on a server. Raises LedgerError where it cannot be read or names no database."""
    scheme, _, rest = said.partition(":")
    rest = rest.lstrip("/")
    if "/" not in rest.partition("?")[0]:
        rest = f"/{rest}"  # postgresql:///desk: on this machine
    try:
        url = make_url(f"{POSTGRESQL}+psycopg://{rest}")
        given = url.port
    except (ArgumentError, ValueError) as wrong:
        raise LedgerError(f"{scheme}://… is no address of a case: {wrong}; {_LIKE}") from wrong
    if not url.database:
        raise LedgerError(f"{shown(url)} names no database; {_LIKE}")
    schema = url.query.get("schema")
    if schema is not None and (not isinstance(schema, str) or not _SCHEMA.fullmatch(schema)):
        raise LedgerError(f"{schema!r} is no name of a schema: small Latin letters, digits and _ alone")
    assert given is None or isinstance(given, int)
    return url


_LIKE = "write it as postgresql://NAME@HOST/DATABASE"


def shown(url: URL) -> str:
    """The address as it may be printed: without its password."""
    plain = url.set(drivername=POSTGRESQL)
    return plain.render_as_string(hide_password=True)


def beside(url: URL) -> Path:
    """Where files of this case stand, such as rows set aside: the folder one works in, under the case's name."""
    return Path.cwd() / f"{url.query.get('schema') or url.database}.talion"


def open_on_server(url: URL, *, create: bool) -> Engine:
    """The engine over a case on a server, its schema the newest we know. Raises LedgerError, in words, if it fails."""
    try:
        engine = _engine(url)
    except (ImportError, NoSuchModuleError) as wrong:
        raise LedgerError(_PACKAGE) from wrong
    try:
        _bring_up_to_date(engine, url, create=create)
    except DBAPIError as wrong:
        engine.dispose()
        raise LedgerError(_in_words(url, wrong)) from wrong
    except LedgerError:
        engine.dispose()
        raise
    return engine


def _engine(url: URL) -> Engine:
    schema = url.query.get("schema")
    engine = create_engine(
        url.difference_update_query(["schema"]),
        connect_args={
            "connect_timeout": _SECONDS_TO_CONNECT,
            "client_encoding": "utf8",
            **({"options": f"-c search_path={schema}"} if schema else {}),
        },
        pool_pre_ping=True,
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if connection.get_execution_options().get("talion_steps"):
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock(hashtext('talion {schema or ''}'))")
        elif connection.get_execution_options().get("talion_writes"):
            # Counts what was written, and lets one write at a time: the next one waits here for this one's end.
            connection.exec_driver_sql("UPDATE case_file SET writes = writes + 1")
        else:
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")

    return engine


def _bring_up_to_date(engine: Engine, url: URL, *, create: bool) -> None:
    steps = schema_steps(POSTGRESQL)
    name = shown(url)
    with engine.connect() as connection, connection.begin():
        encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
        if encoding != "UTF8":
            raise LedgerError(f"{name} keeps its texts as {encoding}; a case needs a database in UTF8")
        version, objects = _state(connection)
    if version is None and objects:
        raise LedgerError(
            f"{name} holds other tables and no case; name an empty database, or a schema of its own: "
            f"{shown(url.update_query_dict({'schema': 'NAME'}))}"
        )
    if version is None and not create:
        raise LedgerError(f"there is no case at {name}; `talion read` makes one")
    if version is not None and version > len(steps):
        raise LedgerError(
            f"{name} was made by a newer Talion (schema {version}; this one knows {len(steps)}): "
            "pip install --upgrade talion"
        )
    if version is None or version < len(steps):
        _take_steps(engine, url, steps)


def _state(connection: Connection) -> tuple[int | None, int]:
    """The version of the case's schema, where there is a case, and how many tables there are."""
    tables = connection.exec_driver_sql(
        "SELECT relname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace "
        "WHERE nspname = current_schema() AND relkind IN ('r', 'p', 'v', 'm')"
    )
    names = set(tables.scalars())
    if "case_file" not in names:
        return None, len(names)
    return connection.exec_driver_sql("SELECT schema_step FROM case_file").scalar_one(), len(names)


def _take_steps(engine: Engine, url: URL, steps: tuple[tuple[str, ...], ...]) -> None:
    with engine.connect().execution_options(talion_steps=True) as connection, connection.begin():
        if schema := url.query.get("schema"):
            connection.exec_driver_sql(f"CREATE SCHEMA IF NOT EXISTS {schema}")
        # Read again: another process may have taken the steps while this one waited for its turn.
        version, _ = _state(connection)
        if version is None:
            connection.exec_driver_sql("CREATE TABLE case_file (schema_step INTEGER NOT NULL, writes BIGINT NOT NULL)")
            connection.exec_driver_sql("INSERT INTO case_file VALUES (0, 0)")
        whole = connection.execution_options(no_parameters=True)  # a step of several statements goes as one
        for statement in (statement for step in steps[version or 0 :] for statement in step):
            whole.exec_driver_sql(statement)
        connection.exec_driver_sql(f"UPDATE case_file SET schema_step = {len(steps)}")


def _in_words(url: URL, wrong: DBAPIError) -> str:
    said = str(wrong.orig).strip()
    name, who = shown(url), url.username or "your own name"
    where = f"{url.host or 'this machine'}:{url.port or 5432}"
    for sign, words in (
        ("password authentication failed", f"the server at {where} does not take the password of {who}; "
         "give the right one in the address, in PGPASSWORD or in ~/.pgpass"),
        ("no password supplied", f"the server at {where} asks {who} for a password; "
         "give it in the address, in PGPASSWORD or in ~/.pgpass"),
        ("does not exist", f"{said.splitlines()[-1].partition('FATAL:')[2].strip() or said} at {where}; "
         f"the server's owner makes a database with `createdb {url.database}` and a user with `createuser {who}`"),
        ("permission denied", f"{who} may not make or read a case at {name}: {said.splitlines()[0]}; "
         "ask the database's owner for a schema of your own, or for a grant"),
        ("Connection refused", f"no PostgreSQL server answers at {where}; is it running, and is the port right?"),
        ("timeout", f"no PostgreSQL server answers at {where} within {_SECONDS_TO_CONNECT} seconds"),
        ("resolve host", f"there is no machine called {url.host!r} in reach"),
        ("No such file", f"no PostgreSQL server runs on this machine: {said.splitlines()[0]}"),
    ):  # fmt: skip
        if sign in said:
            return words
    return f"{name} could not be opened as a case: {said}"


def edition_of(connection: Connection) -> int:
    """How often the case was written."""
    return int(connection.exec_driver_sql("SELECT writes FROM case_file").scalar_one())
