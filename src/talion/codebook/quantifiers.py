"""What "several", "dozens" and "in recent weeks" stand for: a dated table with its sources."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from talion.errors import CodebookError
from talion.records import Count


@cache
def vague_counts() -> Mapping[str, Count]:
    """Each vague word, in lower case, with the least and the most it stands for; an end that is None is open."""
    counts: dict[str, Count] = {}
    for row in _table()["word"]:
        try:
            count = Count(row.get("low"), None, row.get("high"))
            says, _ = row["says"], row["source"]
        except KeyError as missing:
            raise CodebookError(f"quantifiers.toml: the row {row} lacks {missing}; give it one") from None
        for word in says:
            if word in counts:
                raise CodebookError(f"quantifiers.toml: {word!r} stands twice; keep one row for it")
            counts[word] = count
    return counts


@cache
def recent_days() -> Mapping[str, int]:
    """How many days before publication "recent days", "recent weeks", … reach back to, by unit."""
    return {unit: days for unit, days in _table()["recent"].items() if unit != "source"}


@cache
def _table() -> Mapping[str, dict]:  # type: ignore[type-arg]
    text = resources.files("talion.codebook").joinpath("data/quantifiers.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
