"""The pages are true: their commands run, their Python runs, and nothing that a user can do is left out of them.

The pages are built by `.ci/run`, with warnings as errors.
"""

import csv
import inspect
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import chdir
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from typer.testing import CliRunner

from talion.views.cli import app

ROOT = Path(__file__).parents[2]
PAGES = [
    ROOT / "README.md",
    *sorted(page for page in (ROOT / "docs").rglob("*.md") if {"generated", "tables"}.isdisjoint(page.parts)),
]
_FENCE = re.compile(r"^```(?P<kind>\w+)\n(?P<body>.*?)^```$", re.M | re.S)
_ID = {"LINK": "links", "EVENT": "events"}


@dataclass(frozen=True)
class Command:
    line: str
    prints: tuple[str, ...]


def blocks_of(page: Path, kind: str) -> list[str]:
    return [found["body"] for found in _FENCE.finditer(page.read_text("utf-8")) if found["kind"] == kind]


def commands_of(page: Path) -> Iterator[Command]:
    """Each `$ …` line with the lines of output that stand below it."""
    for block in blocks_of(page, "console"):
        for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
            line, *prints = part.splitlines()
            yield Command(line, tuple(text for text in prints if text.strip() and text.strip() not in {"...", "…"}))


def named(page: Path) -> str:
    return str(page.relative_to(ROOT))


def run(arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    settings = {**os.environ, "COLUMNS": "200", "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8", "HOME": str(folder)}
    return subprocess.run(arguments, cwd=folder, env=settings, capture_output=True, encoding="utf-8", check=False)


@dataclass(frozen=True)
class Ran:
    code: int
    prints: str


def talion(words: list[str], folder: Path) -> Ran:
    """What the command line gives; run here and not in a process of its own, so that libraries load once."""
    with chdir(folder):
        done = CliRunner().invoke(app, words, env={"COLUMNS": "200", "NO_COLOR": "1"})
    return Ran(done.exit_code, done.output if done.exception is None else f"{done.output}\n{done.exception!r}")


@cache
def first_id(folder: Path, listing: str) -> str:
    rows = csv.DictReader(talion([listing, "--csv"], folder).prints.splitlines())
    return next(row["id"] for row in rows)


def as_typed(line: str, folder: Path) -> Ran:
    """What the line gives in this folder, with ids put where LINK and EVENT stand."""
    program, *words = shlex.split(line)
    words = [first_id(folder, _ID[word]) if word in _ID else word for word in words]
    if program == "talion":
        return talion(words, folder)
    assert program == "python", f"only talion and python are run in the pages, not {program!r}"
    done = run([sys.executable, *words], folder)
    return Ran(done.returncode, done.stdout + done.stderr)


def words_in(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("page", [page for page in PAGES if blocks_of(page, "console")], ids=named)
def test_every_command_of_a_page_runs_and_prints_what_the_page_says(page, tmp_path):
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    for command in commands_of(page):
        done = as_typed(command.line, tmp_path)
        assert done.code == 0, f"$ {command.line}\n{done.prints}"
        for text in command.prints:
            assert words_in(text) in words_in(done.prints), f"$ {command.line}\nprints no {text!r} but\n{done.prints}"


@pytest.mark.parametrize("page", [page for page in PAGES if blocks_of(page, "python")], ids=named)
def test_the_python_of_a_page_runs_in_order(page, tmp_path):
    (tmp_path / "reports").mkdir()
    for name in ("2019-12-27_meridian-wire_k1-rockets.txt", "2019-12-30_harbour-daily_five-sites.txt"):
        shipped = ROOT / "src" / "talion" / "examples" / "reports" / name
        (tmp_path / "reports" / name).write_bytes(shipped.read_bytes())
    done = run([sys.executable, "-c", "\n".join(blocks_of(page, "python"))], tmp_path)
    assert done.returncode == 0, done.stderr


def test_the_two_commands_stand_on_top_of_the_readme():
    block = _FENCE.search((ROOT / "README.md").read_text("utf-8"))
    assert block is not None and block.start() < 40
    assert block["body"].splitlines() == [
        "pip install uv && uv run talion demo",
        "pip install uv && uv run pytest",
    ]


def test_the_readme_says_what_talion_does_not_do():
    text = (ROOT / "README.md").read_text("utf-8")
    for promise in ("No live targeting", "No motive", "No verdict"):
        assert promise in text


def steps() -> list[str]:
    from talion.pipeline import steps as verbs

    return [
        name
        for name, thing in inspect.getmembers(verbs, inspect.isfunction)
        if thing.__module__ == verbs.__name__ and not name.startswith("_")
    ]


# Steps that a user meets under another name: `dossier` is what `talion brief` prints.
_CALLED = {"dossier": "brief", "suggest": "read", "record_key": "show"}


@pytest.mark.parametrize("step", steps())
def test_every_step_is_told_in_the_pages(step):
    said = "\n".join(page.read_text("utf-8") for page in PAGES)
    verb = _CALLED.get(step, step)
    assert re.search(rf"talion {verb}\b|case\.{verb}\b|`{verb}`", said), f"no page says how to {verb}"


def test_every_page_of_the_docs_is_reached_from_its_index():
    for page in PAGES[1:]:
        if page.name != "index.md":
            index = page.parent / "index.md"
            assert page.stem in index.read_text("utf-8"), f"{named(page)} is in no table of contents"


def test_every_paper_that_a_docstring_names_is_in_the_references():
    known = set(re.findall(r"^@\w+\{(\w+),", (ROOT / "docs" / "references.bib").read_text("utf-8"), re.M))
    cited = {
        key
        for file in (ROOT / "src").rglob("*.py")
        for key in re.findall(r"\b([a-z]+(?:_[a-z]+)*_(?:19|20)\d\d[a-z]?)\b", file.read_text("utf-8"))
    }
    assert cited <= known, f"add to docs/references.bib: {sorted(cited - known)}"


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_link_between_pages_leads_somewhere(page):
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
        if "://" not in target and not target.startswith("docs/pictures/"):
            assert (page.parent / target).exists(), f"{named(page)} links to {target}"
