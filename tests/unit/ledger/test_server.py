"""A case on a PostgreSQL server: what only a server can get wrong."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from talion.errors import LedgerError
from talion.ledger.ledger import Ledger
from talion.ledger.server import address_of, is_address, shown
from talion.ledger.sql import POSTGRESQL, schema_steps

from .invented import MONDAY, TUESDAY, coded

HERE = Path(__file__).parent
# Adds many reports of its own, and judges one event again and again, as long as another process does the same.
WRITES = f"""
import importlib.util, sys
from datetime import timedelta
spec = importlib.util.spec_from_file_location("invented", {str(HERE / "invented.py")!r})
invented = importlib.util.module_from_spec(spec)
spec.loader.exec_module(invented)
from talion.ledger.ledger import Ledger
from talion.records import Judgement
who = sys.argv[2]
with Ledger.open(sys.argv[1]) as ledger:
    print("open", flush=True)
    sys.stdin.readline()
    shared = invented.coded("Shared")
    for n in range(25):
        ledger.add(invented.coded(f"Outlet {{who}} {{n}}"), now=invented.MONDAY)
        ledger.add(shared, now=invented.MONDAY)
        ledger.judge(Judgement(shared.events[0].id, "accept", f"{{who}} {{n}}", invented.MONDAY + timedelta(seconds=n)))
        ledger.set("name", f"war {{who}} {{n}}", now=invented.MONDAY)
"""


def test_the_steps_are_the_same_for_both_homes():
    assert len(schema_steps(POSTGRESQL)) == len(schema_steps())


@pytest.mark.parametrize(
    ("said", "database", "host"),
    [
        ("postgresql://ines@db.example:5433/desk", "desk", "db.example"),
        (str(Path("postgresql://ines@db.example:5433/desk")), "desk", "db.example"),  # a path loses a slash
        (str(Path("postgresql:///desk")), "desk", None),
        ("postgres://db.example/desk?schema=river_war", "desk", "db.example"),
    ],
)
def test_an_address_is_read_also_where_it_went_through_a_path(said, database, host):
    assert is_address(said)
    url = address_of(said)
    assert (url.database, url.host) == (database, host)


def test_a_password_is_not_printed():
    url = address_of("postgresql://ines:secret@db.example/desk")
    assert "secret" not in shown(url) and "ines" in shown(url)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("postgresql://ines@db.example:port/desk", "is no address of a case"),
        ("postgresql://ines@db.example/", "names no database"),
        ("postgresql://db.example/desk?schema=a;b", "is no name of a schema"),
    ],
)
def test_an_address_that_cannot_be_read_says_why(said, why):
    with pytest.raises(LedgerError, match=why):
        address_of(said)


def test_a_server_that_is_not_there_is_named():
    pytest.importorskip("psycopg")
    with pytest.raises(LedgerError, match=r"no PostgreSQL server answers at 127\.0\.0\.1:1; is it running"):
        Ledger.open("postgresql://ines@127.0.0.1:1/desk")


def test_a_wrong_password_is_said_in_words(server_address):
    wrong = address_of(server_address).set(password="else")
    with pytest.raises(LedgerError, match="does not take the password of") as raised:
        Ledger.open(wrong.render_as_string(hide_password=False))
    assert "else" not in str(raised.value)


def test_a_database_that_is_not_there_is_named_with_the_way_out(server_address):
    elsewhere = address_of(server_address).set(database="nowhere").difference_update_query(["schema"])
    with pytest.raises(LedgerError, match=r'database "nowhere" does not exist.*createdb nowhere'):
        Ledger.open(elsewhere.render_as_string(hide_password=False))


def test_a_case_that_is_not_there_is_not_made_unless_asked(server_address):
    with pytest.raises(LedgerError, match="there is no case at"):
        Ledger.open(server_address, create=False)
    Ledger.open(server_address).close()
    Ledger.open(server_address, create=False).close()


def test_somebody_elses_tables_are_left_alone(server_address):
    url = address_of(server_address)
    schema = url.query["schema"]
    engine = create_engine(url.difference_update_query(["schema"]))
    with engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA {schema}")
        connection.exec_driver_sql(f"CREATE TABLE {schema}.soup (name TEXT)")
    with pytest.raises(LedgerError, match="holds other tables and no case"):
        Ledger.open(server_address)
    with engine.begin() as connection:
        tables = connection.exec_driver_sql(f"SELECT tablename FROM pg_tables WHERE schemaname = '{schema}'")
        assert list(tables.scalars()) == ["soup"]
    engine.dispose()


def test_a_case_of_a_newer_talion_is_refused_there_too(server_address):
    with Ledger.open(server_address) as ledger, ledger._writing() as connection:
        connection.exec_driver_sql("UPDATE case_file SET schema_step = 999")
    with pytest.raises(LedgerError, match=r"newer Talion \(schema 999"):
        Ledger.open(server_address)


def test_a_text_that_a_server_cannot_hold_is_refused_whole(server_address):
    from talion.records import Coded, Report

    with Ledger.open(server_address) as ledger:
        with pytest.raises(LedgerError, match="NUL"):
            ledger.add(Coded(Report("Ashmar\0fired.")), now=MONDAY)
        assert ledger.reports() == []


@pytest.mark.parametrize("where", ["a file", "a server"])
def test_two_who_write_at_once_lose_nothing(where, request, tmp_path):
    home = str(tmp_path / "war.talion") if where == "a file" else request.getfixturevalue("server_address")
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITES, home, who], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for who in ("Ines", "Omar")
    ]
    for writer in writers:  # both made the case at once, and only then begin to write
        assert writer.stdout is not None and writer.stdout.readline() == "open\n"
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("\n")
        writer.stdin.flush()
    with Ledger.open(home) as reader:
        seen, until = {0}, time.monotonic() + 60
        while any(writer.poll() is None for writer in writers) and time.monotonic() < until:
            seen.add(len(reader.reports()))
    for writer in writers:
        writer.communicate()
    assert [writer.returncode for writer in writers] == [0, 0]
    with Ledger.open(home) as ledger:
        assert len(ledger.reports()) == 51 and len(ledger.events()) == 102 and ledger.check() == []
        assert len(ledger.judgements()) == 50
        assert ledger.settings()["name"] in {"war Ines 24", "war Omar 24"}
        assert max(seen) <= 51


def test_what_another_process_wrote_changes_the_edition(home):
    with Ledger.open(home) as one, Ledger.open(home) as other:
        before = one.edition
        assert one.edition == before
        other.add(coded(), now=MONDAY)
        assert one.edition != before


def test_a_data_set_is_imported_revised_and_compared_on_a_server(home, tmp_path, monkeypatch):
    from talion.pipeline.case import Case

    monkeypatch.chdir(tmp_path)
    header = "event_id_cnty,event_date,event_type,sub_event_type,actor1,actor2,country,fatalities"
    rows = [f"ASH{n},2031-03-0{n},Battles,Armed clash,Hill Front,River Guard,Ashmar" for n in (1, 2, 3)]
    data = tmp_path / "acled.csv"
    with Case.open(home) as case:
        for moment, dead in ((MONDAY, 1), (TUESDAY, 2)):
            data.write_text("\n".join((header, *(f"{row},{dead}" for row in rows), "ASH9,never,Battles,,,,,")) + "\n")
            [done] = case.import_data("acled", [data], now=moment).files
            assert (done.taken, done.set_aside) == (3, 1) and done.rejects is not None and done.rejects.exists()
        found = case.diff(MONDAY)
        assert found.counts == {"added": 0, "changed": 3, "withdrawn": 0}
        assert [(one.field, one.before, one.after) for one in found.events[0].fields] == [
            ("killed", "about 1", "about 2")
        ]
        assert case.search("river guard") and case.ledger.check() == []
