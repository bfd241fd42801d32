"""A TOML text with the line of every key, so that a message can say where."""

import re
import tomllib
from dataclasses import dataclass
from typing import Any

from talion.errors import ScenarioError

_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(r"""^\s*("[^"]*"|'[^']*'|[A-Za-z0-9_-]+)\s*=""")
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class TomlText:
    """What a TOML text holds, and on which line each table and key stands."""

    name: str
    holds: dict[str, Any]
    lines: dict[Path, int]

    def wrong(self, path: Path, rule: str) -> ScenarioError:
        """The error for one place: the file, the line, and the rule that was broken."""
        at = path
        while at and at not in self.lines:
            at = at[:-1]
        line = f" line {self.lines[at]}" if at else ""
        return ScenarioError(f"{self.name}{line}: {rule}")


def read_toml(text: str, *, name: str) -> TomlText:
    """The text as tables, with lines; `name` is what the messages call it."""
    try:
        holds = tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        raise ScenarioError(f"{name}: not TOML: {wrong}") from wrong
    return TomlText(name, holds, _lines(text))


def _lines(text: str) -> dict[Path, int]:
    lines: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    table: Path = ()
    depth = 0
    for number, line in enumerate(text.splitlines(), start=1):
        bare = re.sub(r'"(\\.|[^"\\])*"|\'[^\']*\'', '""', line).split("#")[0]
        if depth == 0 and (header := _HEADER.match(line)):
            parts: list[str | int] = []
            names = [part.strip().strip("\"'") for part in header[2].split(".")]
            for place, part in enumerate(names):
                parts.append(part)
                key = tuple(parts)
                if header[1] == "[[" and place == len(names) - 1:
                    counts[key] = counts.get(key, -1) + 1
                if key in counts:
                    parts.append(counts[key])
            table = tuple(parts)
            lines.setdefault(table, number)
            lines.setdefault(tuple(names), number)
            continue
        if depth == 0 and (found := _KEY.match(line)):
            lines[(*table, found[1].strip("\"'"))] = number
        depth += bare.count("[") + bare.count("{") - bare.count("]") - bare.count("}")
        depth = max(depth, 0)
    return lines
