import os
import sqlite3
import stat

import pytest

from talion.errors import LedgerError
from talion.ledger.case_file import APPLICATION_ID
from talion.ledger.ledger import Ledger
from talion.ledger.revisions import insert_rows
from talion.ledger.sql import schema_steps

from .invented import MONDAY, coded


def test_a_new_case_is_an_sqlite_file_that_says_what_it_is(tmp_path):
    path = tmp_path / "war.talion"
    Ledger.open(path).close()
    with sqlite3.connect(path) as file:
        assert file.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert file.execute("PRAGMA user_version").fetchone() == (len(schema_steps()),)
        assert file.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_case_that_is_closed_is_one_file(tmp_path):
    with Ledger.open(tmp_path / "war.talion") as ledger:
        ledger.add(coded(), now=MONDAY)
    assert [path.name for path in tmp_path.iterdir()] == ["war.talion"]


def test_a_case_opened_again_holds_what_it_held(tmp_path):
    with Ledger.open(tmp_path / "war.talion") as ledger:
        ledger.add(coded(), now=MONDAY)
    with Ledger.open(f"sqlite:///{tmp_path}/war.talion", create=False) as ledger:
        assert len(ledger.events()) == 2


def test_a_missing_case_is_named_and_not_made_unless_asked(tmp_path):
    path = tmp_path / "war.talion"
    with pytest.raises(LedgerError, match=r"there is no case at .*war\.talion"):
        Ledger.open(path, create=False)
    assert not path.exists()


def test_a_case_is_not_made_in_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(LedgerError, match="there is no folder"):
        Ledger.open(tmp_path / "nowhere" / "war.talion")


def test_a_folder_is_no_case(tmp_path):
    with pytest.raises(LedgerError, match="is a folder"):
        Ledger.open(tmp_path)


def test_a_text_file_is_no_case_and_stays_as_it_is(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text("Ashmar shelled Belvar on Friday.")
    with pytest.raises(LedgerError, match="is no case file"):
        Ledger.open(path)
    assert path.read_text() == "Ashmar shelled Belvar on Friday."


def test_somebody_elses_sqlite_file_is_no_case_and_stays_as_it_is(tmp_path):
    path = tmp_path / "recipes.db"
    with sqlite3.connect(path) as file:
        file.execute("CREATE TABLE soup (name TEXT)")
    before = path.read_bytes()
    with pytest.raises(LedgerError, match="of another kind"):
        Ledger.open(path)
    assert path.read_bytes() == before


def test_a_case_of_a_newer_talion_is_refused_with_the_way_out(tmp_path):
    path = tmp_path / "war.talion"
    Ledger.open(path).close()
    with sqlite3.connect(path) as file:
        file.execute("PRAGMA user_version = 999")
    with pytest.raises(LedgerError, match=r"newer Talion \(schema 999.*upgrade"):
        Ledger.open(path)


def test_a_case_of_an_older_schema_takes_the_steps_it_lacks(tmp_path):
    path = tmp_path / "war.talion"
    with sqlite3.connect(path) as file:
        for statement in schema_steps()[0]:
            file.execute(statement)
        file.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        file.execute("PRAGMA user_version = 1")
    with Ledger.open(path) as ledger:
        ledger.add(coded(), now=MONDAY)
        assert ledger.search("Ashmar")


def test_a_damaged_case_gives_a_message_and_no_traceback(tmp_path):
    path = tmp_path / "war.talion"
    path.write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    with pytest.raises(LedgerError, match="could not be opened as a case"):
        Ledger.open(path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_case_that_may_not_be_written_can_be_read(tmp_path):
    path = tmp_path / "war.talion"
    with Ledger.open(path) as ledger:
        ledger.add(coded(), now=MONDAY)
    path.chmod(stat.S_IRUSR)
    with Ledger.open(path) as ledger:
        assert len(ledger.events()) == 2
        with pytest.raises(LedgerError, match="could not be written"):
            ledger.add(coded("Another"), now=MONDAY)


def test_another_kind_of_database_is_refused():
    with pytest.raises(LedgerError, match="mysql is not supported"):
        Ledger.open("mysql://localhost/war")


def test_the_file_refuses_a_row_that_points_nowhere(tmp_path):
    row = {"id": "passage-0", "report": "report-0", "start": 0, "end": 1, "quote": "A"}
    with (
        Ledger.open(tmp_path / "war.talion") as ledger,
        pytest.raises(LedgerError, match="does not take these rows"),
        ledger._writing() as connection,
    ):
        insert_rows(connection, "passage", [row])
