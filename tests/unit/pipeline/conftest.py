"""An invented war in a case.

Ashmar is a state with an army; Belvar is a state that backs the Hill Front and, since 5 March 2031, the River Guard.
"""

from datetime import UTC, date, datetime

import pytest

from talion.codebook.registry import Registry
from talion.codebook.rows import Rows
from talion.ledger.ledger import Ledger
from talion.pipeline.case import Case
from talion.records import Actor, DateSpan, Relation

from .line_coder import LineCoder

ACTORS = (
    Actor("ashmar", "Ashmar", "state"),
    Actor("ashmar-army", "Army of Ashmar", "force"),
    Actor("belvar", "Belvar", "state"),
    Actor("hill-front", "Hill Front", "armed group"),
    Actor("river-guard", "River Guard", "armed group"),
    Actor("corland", "Corland", "state"),
)
TIES = (
    Relation("ashmar-army", "part_of", "ashmar", "an almanac"),
    Relation("hill-front", "backed_by", "belvar", "an almanac"),
    Relation("river-guard", "backed_by", "belvar", "an almanac", since=DateSpan.on(date(2031, 3, 5))),
)


@pytest.fixture
def invented_registry():
    return Registry(Rows({actor.id: actor for actor in ACTORS}, TIES, (), {}, (), {}))


@pytest.fixture
def case(tmp_path, invented_registry):
    with Case(Ledger.open(tmp_path / "war.talion"), registry=invented_registry, coder=LineCoder()) as opened:
        yield opened


@pytest.fixture
def tell(case, tmp_path):
    """Reads a report of these lines, published on a day, and gives what came of it."""
    count = 0

    def read(*lines: str, published: date = date(2031, 3, 20), now: datetime = datetime(2031, 3, 21, tzinfo=UTC)):
        nonlocal count
        count += 1
        path = tmp_path / f"report-{count}.txt"
        path.write_text("\n\n".join((f"Told by outlet number {count}.", *(f"{line}." for line in lines))))
        return case.read([path], published=published, outlet=f"Outlet {count}", language="en", now=now)

    return read


@pytest.fixture
def day():
    return lambda n: date(2031, 3, n)
