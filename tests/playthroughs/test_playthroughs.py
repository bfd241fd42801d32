"""What a user types and what Talion prints, whole, as text that a person reviews in the diff.

Each .txt file here is one sitting at a terminal of 80 columns: lines that begin with "$ " are typed, what follows is
printed, "[exit 1]" says how a command ended where it did not end well, lines that begin with "# " are remarks. The
folder it is played in holds the shipped example reports as `reports`. Times are printed as <time>. In what is typed,
{events:0} stands for the id of the first event that `talion events` lists, {judgements:0.about} for what the first
judgement is about, and so for any list.

After a change that is meant to show, write the files anew and read the diff:

    python tests/playthroughs/test_playthroughs.py --update
"""

import contextlib
import io
import json
import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PLAYS = sorted(HERE.glob("*.txt"))
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:[\d.]+(?:\+00:00|Z)|\d{4}-\d\d-\d\d \d\d:\d\d")
TERMINAL = {"TERM": "dumb", "TTY_COMPATIBLE": "1", "NO_COLOR": "1", "COLUMNS": "80", "LINES": "40"}


def played(script: str) -> str:
    """The script with what is printed now in place of what it says is printed."""
    out: list[str] = []
    for line in script.splitlines():
        if line.startswith("$ "):
            out += [line, *run(line[2:])]
        elif line.startswith("# "):
            out += ["", line] if out else [line]
    return "\n".join(out) + "\n"


def run(line: str) -> list[str]:
    # Imported when first used, so that collecting the tests does not load the command line.
    from talion.views.cli import main

    def run_one(arguments: list[str]) -> tuple[str, int]:
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            try:
                main(arguments)
            except SystemExit as end:
                return printed.getvalue(), int(end.code or 0)
        return printed.getvalue(), 0

    def id_of(match: re.Match[str]) -> str:
        listed = json.loads(run_one([match[1], "--json"])[0])
        # Left as typed where the list is too short: then the command fails, and the diff shows it.
        return listed[int(match[2])][match[3] or "id"] if int(match[2]) < len(listed) else match[0]

    command, *arguments = shlex.split(re.sub(r"\{(\w+):(\d+)(?:\.(\w+))?\}", id_of, line))
    assert command == "talion", line
    text, ended = run_one(arguments)
    lines = [one.rstrip() for one in TIME.sub("<time>", text).rstrip().splitlines()]
    return [*lines, *([f"[exit {ended}]"] if ended else [])]


@contextlib.contextmanager
def desk(folder: Path) -> Iterator[None]:
    """A folder with the example reports, and a terminal that is always the same."""
    from talion.examples import reports

    before, kept = Path.cwd(), dict(os.environ)
    shutil.copytree(reports(), folder / "reports")
    os.chdir(folder)
    os.environ.update(TERMINAL)
    os.environ.pop("TALION_CASE", None)
    try:
        yield
    finally:
        os.chdir(before)
        os.environ.clear()
        os.environ.update(kept)


@pytest.mark.parametrize("play", PLAYS, ids=lambda play: play.stem)
def test_a_sitting_prints_what_the_file_says(play, tmp_path):
    script = play.read_text(encoding="utf-8")
    with desk(tmp_path):
        assert played(script) == script


if __name__ == "__main__":
    if sys.argv[1:] != ["--update"]:
        sys.exit("python tests/playthroughs/test_playthroughs.py --update writes the files anew")
    for one in PLAYS:
        with tempfile.TemporaryDirectory() as folder, desk(Path(folder)):
            text = played(one.read_text(encoding="utf-8"))
        one.write_text(text, encoding="utf-8")
        print(f"written: {one.name}")
