"""The codebook's tables checked against data/schema.toml: ours in every build, a user's own before they are used."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from talion.codebook.crosswalks import rows_of
from talion.errors import CodebookError
from talion.records import ACTIONS, ACTOR_KINDS, STATUSES

_DATA = Path(__file__).parent / "data"
_KINDS: Mapping[str, tuple[str, ...]] = {"action": ACTIONS, "status": ("", *STATUSES), "actor kind": ACTOR_KINDS}
_PATTERNS = {"mode": r"[a-z]*(?:-[a-z]+)*", "number": r"(?:-?\d+(?:\.\d+)?)?"}


@cache
def schema() -> Mapping[str, Mapping[str, Any]]:
    """What each table holds, by its name."""
    return tomllib.loads((_DATA / "schema.toml").read_text("utf-8"))


def wrong_rows(name: str, folder: Path | None = None) -> Iterator[str]:
    """What is wrong with a table of ours, or of the user's folder where one is named: a sentence a row."""
    table = schema()[name]
    columns = tuple(column for column in table if column != "key")
    known: dict[tuple[str, ...], str] = {}
    for where, row in rows_of(name, folder, columns, ours=folder is None):
        for column in columns:
            if wrong := _wrong(row[column], table[column]):
                yield f"{where}: {column} is {row[column]!r}, {wrong}"
        key = tuple(row[column] for column in table["key"])
        if key in known:
            yield f"{where}: {', '.join(key)} stands in {known[key]} already"
        known[key] = where


def _wrong(said: str, kind: str) -> str:
    if kind in _KINDS:
        return "" if said in _KINDS[kind] else f"which is none of {', '.join(filter(None, _KINDS[kind]))}"
    pattern = _PATTERNS.get(kind, kind)
    return "" if re.fullmatch(pattern, said) else f"which does not read as {kind if kind in _PATTERNS else pattern}"


def check_folder(folder: Path) -> None:
    """Raise CodebookError, naming file and line, where a user's codebook folder holds a table that cannot be used."""
    for path in sorted(folder.glob("*.csv")):
        if path.stem not in schema():
            raise CodebookError(f"{path}: there is no table of this name; there are: {', '.join(schema())}")
        if wrong := next(wrong_rows(path.stem, folder), None):
            raise CodebookError(f"{folder}/{wrong}")
