"""The same reports read by one process, by several and by Ray, and the three ledgers compared; then the same of a play.

    python benchmarks/executors.py [--reports 1000] [--workers 2] [--without ray]

The reports are invented: a newsroom reports an invented war. Each reading goes into a case of its own; a case is
compared by its whole content, table by table, as one hash. Ray is left out where it is not installed.
"""

import argparse
import hashlib
import json
import sqlite3
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

import talion
from talion.pipeline.playing import play_file

# Fixed, since a case holds when each row was taken in.
NOW = datetime(2031, 1, 1, tzinfo=UTC)
SCENARIO = """
[[party]]
name = "Ashmar"
[[party]]
name = "Belvar"
[[pair]]
actor = "Ashmar"
recipient = "Belvar"
rate = 0.1
rate_between = [0.05, 0.2]
lethal = 0.2
[[pair]]
actor = "Belvar"
recipient = "Ashmar"
policy = "threshold"
"""


def invent_reports(number: int, folder: Path) -> None:
    """So many short reports by invented outlets, each of one act, a file each."""
    places = ("Mirza", "Kelun", "Tarsa", "Ovidal", "Brenno")
    for k in range(number):
        day = datetime.fromordinal(datetime(2030, 1, 1).toordinal() + k % 360)
        actor, other = ("Ashmar", "Belvar") if k % 3 else ("Belvar", "Ashmar")
        killed = k % 7
        toll = f"killing {killed} soldiers" if killed else "without casualties"
        text = (
            f"{places[k % 5]}, {day:%d %B %Y} (Outlet {k % 11}) - The {actor} army shelled positions of {other} near "
            f"{places[(k + 2) % 5]} on {day:%A}, {toll}, a spokesman said. {other} vowed to respond.\n\n"
            f"It was attack number {k} since the truce ended. {actor} said that it was in retaliation for an earlier "
            f"strike by {other}."
        )
        (folder / f"report-{k:05}.txt").write_text(f"Published: {day:%Y-%m-%d}\n\n{text}\n", "utf-8")


def content_of(case: Path) -> str:
    """A hash of all that a case holds, whatever the order in which it was written."""
    digest = hashlib.sha256()
    with sqlite3.connect(case) as found:
        for row in rows_of(found):
            digest.update(row.encode())
    return digest.hexdigest()


def rows_of(found: sqlite3.Connection) -> Iterator[str]:
    names = "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name"
    for (name,) in found.execute(names).fetchall():
        yield f"-- {name}\n"
        for row in sorted(json.dumps(row, default=str) for row in found.execute(f'select * from "{name}"')):
            yield row + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--reports", type=int, default=1000)
    options.add_argument("--workers", type=int, default=2)
    options.add_argument("--paths", type=int, default=20_000, help="of the play (default 20,000)")
    options.add_argument("--without", default="", help='"ray" leaves it out')
    given = options.parse_args(arguments)
    ways = [("serial", 1), ("processes", given.workers)]
    if given.without != "ray" and find_spec("ray"):
        ways.append(("ray", given.workers))
    else:
        print("Ray is not installed or left out: two ways are compared")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        reports = folder / "reports"
        reports.mkdir()
        invent_reports(given.reports, reports)
        same = read_by(ways, reports, folder, given.reports)
        same &= play_by(ways, folder, given.paths)
    print("\nall the same" if same else "\nNOT THE SAME")
    return 0 if same else 1


def read_by(ways: Sequence[tuple[str, int]], reports: Path, folder: Path, number: int) -> bool:
    print(f"{number:,} reports read into a case of their own")
    print(f"{'':12}{'workers':>8}{'seconds':>9}{'reports/s':>11}  content")
    found = []
    for executor, workers in ways:
        path = folder / f"{executor}.talion"
        begun = time.perf_counter()
        with talion.open(path, create=True) as case:
            reading = case.read([reports], now=NOW, workers=workers, executor=executor)
        seconds = time.perf_counter() - begun
        assert reading.count("new") == number, f"{reading.count('new')} of {number} were new"
        found.append(content_of(path))
        print(f"{executor:12}{workers:8}{seconds:9.1f}{number / seconds:11.0f}  {found[-1][:16]}")
    return len(set(found)) == 1


def play_by(ways: Sequence[tuple[str, int]], folder: Path, paths: int) -> bool:
    scenario = folder / "base.toml"
    scenario.write_text(SCENARIO, "utf-8")
    print(f"\nA scenario played for 180 days on {paths:,} paths")
    print(f"{'':12}{'workers':>8}{'seconds':>9}{'':11}  result")
    found = []
    for executor, workers in ways:
        begun = time.perf_counter()
        runs = play_file(scenario, None, days=180, paths=paths, seed=1, workers=workers, executor=executor)
        found.append(runs.digest)
        print(f"{executor:12}{workers:8}{time.perf_counter() - begun:9.1f}{'':11}  {found[-1][:16]}")
    return len(set(found)) == 1


if __name__ == "__main__":
    raise SystemExit(main())
