"""The words that tell an act: lemmas and compounds to PLOVER's types, out of data/acts.toml."""

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from talion.errors import CodebookError
from talion.records import ACTIONS, STATUSES

_FIELDS = {
    "action", "mode", "weapon", "verbs", "nouns", "weak", "on", "object", "for", "complement", "status", "undirected",
    "answer", "foils", "subject", "alone", "sure", "suffered", "dated",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of a word: which act it tells, and what must stand beside it for that to hold."""

    action: str
    mode: str | None = None
    weapon: str | None = None
    weak: bool = False
    on: frozenset[str] = frozenset()
    object: frozenset[str] = frozenset()
    calls_for: frozenset[str] = frozenset()
    complement: frozenset[str] = frozenset()
    status: str | None = None
    undirected: bool = False
    answer: bool = False
    foils: bool = False
    subject: frozenset[str] = frozenset()
    alone: bool = False
    sure: bool = False
    suffered: bool = False
    dated: bool = False


@dataclass(frozen=True, slots=True)
class ActWords:
    """All words that tell acts: `verbs` by lemma ("blow up" under "blow up"), `nouns` by lemma or compound."""

    verbs: Mapping[str, tuple[Sense, ...]]
    nouns: Mapping[str, tuple[Sense, ...]]
    weapons: Mapping[str, str]
    longest_noun: int = field(default=1)


@cache
def act_words() -> ActWords:
    """The lexicon that Talion ships. Raises CodebookError, naming the entry, where a row breaks the schema."""
    with (files("talion.codebook") / "data" / "acts.toml").open("rb") as file:
        data = tomllib.load(file)
    verbs: dict[str, list[Sense]] = defaultdict(list)
    nouns: dict[str, list[Sense]] = defaultdict(list)
    for number, row in enumerate(data["sense"], start=1):
        _check(number, row)
        sense = Sense(
            action=row["action"],
            mode=row.get("mode"),
            weapon=row.get("weapon"),
            weak=row.get("weak", False),
            on=frozenset(row.get("on", ())),
            object=frozenset(row.get("object", ())),
            calls_for=frozenset(row.get("for", ())),
            complement=frozenset(row.get("complement", ())),
            status=row.get("status"),
            undirected=row.get("undirected", False),
            answer=row.get("answer", False),
            foils=row.get("foils", False),
            subject=frozenset(row.get("subject", ())),
            alone=row.get("alone", False),
            sure=row.get("sure", False),
            suffered=row.get("suffered", False),
            dated=row.get("dated", False),
        )
        for word in row.get("verbs", ()):
            verbs[word.lower()].append(sense)
        for word in row.get("nouns", ()):
            nouns[word.lower()].append(sense)
    weapons = {word.lower(): weapon for weapon, words in data["weapons"].items() for word in words}
    return ActWords(
        {word: tuple(senses) for word, senses in verbs.items()},
        {word: tuple(senses) for word, senses in nouns.items()},
        weapons,
        max(len(word.split()) for word in nouns),
    )


def _check(number: int, row: Mapping[str, object]) -> None:
    where = f"acts.toml, sense {number}"
    unknown = set(row) - _FIELDS
    if unknown:
        raise CodebookError(
            f"{where}: unknown field {', '.join(sorted(unknown))}; known are {', '.join(sorted(_FIELDS))}"
        )
    if row.get("action") not in ACTIONS:
        raise CodebookError(f"{where}: action must be one of {', '.join(ACTIONS)}; not {row.get('action')!r}")
    if row.get("status") is not None and row["status"] not in STATUSES:
        raise CodebookError(f"{where}: status must be one of {', '.join(STATUSES)}; not {row['status']!r}")
    if not row.get("verbs") and not row.get("nouns"):
        raise CodebookError(f"{where}: give it verbs or nouns")
