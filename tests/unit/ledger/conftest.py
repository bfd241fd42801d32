"""Cases to test with: a file, and a schema of its own on the server that TALION_TEST_POSTGRESQL names.

Without that address (`.ci/postgresql start FOLDER` prints one) the server's half of the tests is skipped.
"""

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from talion.ledger.ledger import Ledger
from talion.ledger.server import address_of

SERVER = os.environ.get("TALION_TEST_POSTGRESQL")
HOMES = ("a file", "a server")


@pytest.fixture
def server_address() -> Iterator[str]:
    """The address of a schema that holds nothing yet; dropped at the end."""
    if SERVER is None:
        pytest.skip("no PostgreSQL server: TALION_TEST_POSTGRESQL is not set")
    schema = f"test_{uuid.uuid4().hex[:12]}"
    yield f"{SERVER}?schema={schema}"
    engine = create_engine(address_of(SERVER))
    with engine.begin() as connection:
        connection.exec_driver_sql(f"DROP SCHEMA IF EXISTS {schema} CASCADE")
    engine.dispose()


@pytest.fixture(params=HOMES)
def home(request: pytest.FixtureRequest, tmp_path: Path) -> str | Path:
    """Where a new case may lie."""
    if request.param == "a server":
        return str(request.getfixturevalue("server_address"))
    return tmp_path / "war.talion"


@pytest.fixture
def ledger(home: str | Path) -> Iterator[Ledger]:
    with Ledger.open(home) as opened:
        yield opened
