"""What holds for any order of reading, and for a process that dies in the middle of it."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from talion.ledger.ledger import Ledger

from .invented import MONDAY, coded

OUTLETS = tuple(f"The {name} Post" for name in ("Arn", "Bel", "Cor", "Dun"))
HERE = Path(__file__).parent

# Adds reports one by one and says after which it is; killed by the test in the middle.
READS_MANY = f"""
import importlib.util, sys
spec = importlib.util.spec_from_file_location("invented", {str(HERE / "invented.py")!r})
invented = importlib.util.module_from_spec(spec)
spec.loader.exec_module(invented)
from talion.ledger.ledger import Ledger
ledger = Ledger.open(sys.argv[1])
for n in range(int(sys.argv[2])):
    ledger.add(invented.coded(f"Outlet {{n}}"), now=invented.MONDAY)
    print(n, flush=True)
"""


def dump(path: Path, *, times: bool = False) -> list[tuple[object, ...]]:
    """Every row of every table but its number, which tells the order of writing, and the times."""
    kept: list[tuple[object, ...]] = []
    with sqlite3.connect(path) as file:
        tables = [name for (name,) in file.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        for table in tables:
            if table.startswith(("sqlite_", "paragraph_words", "event_actor")):
                continue
            cursor = file.execute(f"SELECT * FROM {table}")
            columns = [column[0] for column in cursor.description]
            left_out = {"nr"} | (set() if times else {"held_from", "held_until"})
            for row in cursor:
                kept.append((table, *(v for name, v in zip(columns, row, strict=True) if name not in left_out)))
        kept += file.execute("SELECT event.id, side, actor FROM event_actor JOIN event ON event.nr = event")
    return sorted(kept, key=repr)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.lists(st.sampled_from(OUTLETS), min_size=1, max_size=8))
def test_reports_added_in_any_order_and_any_number_of_times_give_the_same_rows(tmp_path_factory, order):
    folder = tmp_path_factory.mktemp("cases")
    for name, outlets in (("one", order), ("other", sorted(set(order), reverse=True))):
        with Ledger.open(folder / name) as ledger:
            for outlet in outlets:
                ledger.add(coded(outlet), now=MONDAY)
            assert ledger.check() == []
    assert dump(folder / "one", times=True) == dump(folder / "other", times=True)


def test_a_process_killed_while_reading_leaves_whole_reports_and_reading_again_completes_the_case(tmp_path):
    killed, undisturbed, many = tmp_path / "killed.talion", tmp_path / "undisturbed.talion", 40
    with subprocess.Popen(
        [sys.executable, "-c", READS_MANY, str(killed), "100000"], stdout=subprocess.PIPE, text=True
    ) as reader:
        assert reader.stdout is not None
        while int(reader.stdout.readline()) < 4:  # so many are surely written; the next is under way
            pass
        time.sleep(0.003)
        os.kill(reader.pid, signal.SIGKILL)
    with Ledger.open(killed, create=False) as ledger:
        assert ledger.check() == []
        outlets = {report.outlet for report in ledger.reports()}
        whole = dump(killed)
        assert len(outlets) >= 5
        assert len(ledger.events()) == 2 * len(outlets) and len(ledger.claims()) == 3 * len(outlets)
        many = max(many, len(outlets))
        for n in range(many):
            ledger.add(coded(f"Outlet {n}"), now=MONDAY)
    with Ledger.open(undisturbed) as ledger:
        for n in range(len(outlets)):
            ledger.add(coded(f"Outlet {n}"), now=MONDAY)
        assert dump(undisturbed) == whole
        for n in range(many):
            ledger.add(coded(f"Outlet {n}"), now=MONDAY)
    assert dump(killed) == dump(undisturbed)


def test_two_processes_that_read_into_one_case_wait_for_each_other(tmp_path):
    path = tmp_path / "war.talion"
    readers = [
        subprocess.Popen([sys.executable, "-c", READS_MANY, str(path), "30"], stdout=subprocess.DEVNULL)
        for _ in range(2)
    ]
    assert [reader.wait(timeout=60) for reader in readers] == [0, 0]
    with Ledger.open(path) as ledger:
        assert len(ledger.reports()) == 30 and len(ledger.events()) == 60 and ledger.check() == []
