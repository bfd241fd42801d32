"""What a template of MUC-4's key asks for, and how right a template of ours is.

As the official scorer of 1992 counts: a right fill is one point, a partly right one half a point; an optional template
or fill that nobody gives is not missing; our templates and the key's are paired so that the points are most, and only
such as agree in the type at least in part and in one of the key's perpetrators, targets or victims or their kind.

Partly right is a fill more general than the key's ("ATTACK" for a bombing, "SUSPECTED OR ACCUSED" for "… BY
AUTHORITIES"), a place of which a wider part is right, a day that lies in the key's span or bounds it, a name that is
contained in the key's, and whatever is right but said of somebody else: each victim has a number and an effect of its
own, and each organisation a confidence. Articles and nations before a name, and more words before it, are no fault.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from scipy.optimize import linear_sum_assignment

from talion.codebook.gazetteer import fold_name
from talion.codebook.registry import registry
from talion.coding.benchmarks.muc4_texts import Slots, days_in

SLOTS = (
    "type", "stage", "date", "location", "perpetrator organisation", "confidence", "victim number", "victim effect",
)  # fmt: skip
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
_WIDER = {"SUSPECTED OR ACCUSED BY AUTHORITIES": "SUSPECTED OR ACCUSED"}
_STATES_OF_TYPE = {"ARSON", "BOMBING", "KIDNAPPING", "HIJACKING", "ROBBERY", "FORCED WORK STOPPAGE"}


@dataclass(frozen=True, slots=True)
class Days:
    """From one day to another; `first` None where only the last is known ("on or before")."""

    first: date | None
    last: date


@dataclass(frozen=True, slots=True)
class Where:
    """A place as a path from the country down; each part a set of spellings."""

    parts: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Fill:
    """One answer of a key or of ours: whatever it may be called, whether it may be left out, and of whom it is said."""

    answers: tuple[Any, ...]
    is_optional: bool = False
    tag: tuple[str, ...] = ()


@dataclass(slots=True)
class Template:
    """One incident: each slot a list of fills; templates are paired by `words` and the `kinds` of their targets."""

    words: tuple[str, ...]
    fills: dict[str, list[Fill]]
    is_optional: bool = False
    kinds: frozenset[str] = frozenset()


def bare(words: str) -> str:
    """The words without case, accents and signs."""
    return fold_name(words)


# ---- the key --------------------------------------------------------------------------------------------------------


def wanted(slots: Slots) -> Template:
    """The template of a key."""
    names = [strings for line in slots.get(10, []) if (strings := _STRING.findall(line))]
    days = key_days(slots.get(2, ["-"])[0])
    places = key_places(slots.get(3, ["-"])[0])
    numbers = [Fill(tuple(map(_count_said, f.answers)), f.is_optional, f.tag) for f in _tagged(slots, 21)]
    organisations = [Fill(tuple(bare(s) for s in strings)) for strings in names]
    optional = [line.strip().startswith("?") for line in slots.get(10, []) if _STRING.findall(line)]
    organisations = [Fill(f.answers, o) for f, o in zip(organisations, optional, strict=True)]
    return Template(
        tuple(bare(s) for n in (9, 10, 12, 18, 19) for line in slots.get(n, []) for s in _STRING.findall(line)),
        {
            "type": _heads(slots, 4),
            "stage": _heads(slots, 5),
            "date": [Fill(days)] if days else [],
            "location": [Fill(places, "?" in slots[3][0])] if places else [],
            "perpetrator organisation": organisations,
            "confidence": _tagged(slots, 11) if names else [],
            "victim number": numbers,
            "victim effect": _tagged(slots, 23),
        },
        "OPTIONAL" in slots.get(1, [""])[0],
        frozenset(kind for number in (13, 20) for fill in _heads(slots, number) for kind in fill.answers),
    )


def _heads(slots: Slots, number: int) -> list[Fill]:
    """The set fills of a slot: what stands before the colon, alternatives after a slash."""
    found = []
    for line in slots.get(number, []):
        head = line.split(':"')[0].split(': "')[0].split(":")[0]
        answers = tuple(one for part in head.split("/") if (one := part.strip(" ?()")) not in {"", "-", "*"})
        if answers:
            found.append(Fill(answers, "?" in head))
    return found


def key_days(fill: str) -> tuple[Days, ...]:
    """The answers that a DATE fill takes: "12 JAN 90", "08 JAN 90 - 09 JAN 90", "- 15 JAN 90" (on or before)."""
    out = []
    for one in fill.replace("?", "").replace("(", "").replace(")", "").split(" / "):
        days = days_in(one)
        if days and one.strip().startswith("-"):
            out.append(Days(None, days[0]))
        elif days:
            out.append(Days(min(days), max(days)))
    return tuple(out)


def key_places(fill: str) -> tuple[Where, ...]:
    """The answers that a LOCATION fill takes: "PERU: LIMA (CITY)"; either end of "PERU: A (CITY) - B (CITY)"."""
    out = []
    plain = re.sub(r"\((?:[A-Z /-]*)\)", "", fill.replace("?", "")).replace("(", "").replace(")", "")
    for one in plain.split("/"):
        ends = re.split(r"\s-\s", one)
        above = [p for p in (bare(part) for part in ends[0].split(":")) if p]
        if above:
            out.append(Where(tuple(frozenset({part}) for part in above)))
        for end in ends[1:]:
            path = [*above[:-1], *(p for part in end.split(":") if (p := bare(part)))]
            out.append(Where(tuple(frozenset({part}) for part in path)))
    return tuple(out)


def _tagged(slots: Slots, number: int) -> list[Fill]:
    """The fills of a slot whose lines say of whom: "DEATH: "PEASANTS"", "REPORTED AS FACT: "LAKE FRONT"".

    Whom the key names and describes ("MAYOR": "ANA BEL") is meant by either.
    """
    described = [set(_STRING.findall(line)) for line in slots.get(19, [])]
    out = []
    for line in slots.get(number, []):
        called = set(_STRING.findall(line))
        called = called.union(*(one for one in described if one & called))
        tag = tuple(sorted(bare(s) for s in called))
        out += [Fill(fill.answers, fill.is_optional, tag) for fill in _heads({number: [line]}, number)]
    return out


def _count_said(answer: str) -> int | str:
    """A number of a key; "~" and "-" only say that it is not exact."""
    digits = re.sub(r"[~-]", "", answer)
    return int(digits) if digits.isdigit() else answer


# ---- pairing and counting -------------------------------------------------------------------------------------------


def score(keys: Sequence[Template], ours: Sequence[Template], counts: dict[str, float]) -> list[tuple[int, int]]:
    """Counts what is possible, given and right over the templates of one text; the pairs that were made."""
    pairs: dict[int, int] = {}
    if keys and ours:
        values = [[_likeness(key, our) for our in ours] for key in keys]
        rows, columns = linear_sum_assignment(values, maximize=True)
        pairs = {int(r): int(c) for r, c in zip(rows, columns, strict=True) if values[r][c] > 0}
    for number, key in enumerate(keys):
        our = ours[pairs[number]] if number in pairs else None
        if our is None and key.is_optional:
            continue
        for slot in SLOTS:
            left, optional = points(key.fills[slot], our.fills[slot] if our else [], slot)
            counts[f"{slot} right"] += left
            counts[f"{slot} possible"] += len(key.fills[slot]) - optional
    for our in ours:
        for slot in SLOTS:
            counts[f"{slot} actual"] += len(our.fills[slot])
    return list(pairs.items())


def points(key: Sequence[Fill], ours: Sequence[Fill], slot: str) -> tuple[float, int]:
    """The points of our fills, each used once, and how many optional fills of the key we left out."""
    if not key or not ours:
        return 0.0, sum(fill.is_optional for fill in key)
    values = [[fill_point(k, o, slot) for o in ours] for k in key]
    rows, columns = linear_sum_assignment(values, maximize=True)
    met = {int(r): values[r][c] for r, c in zip(rows, columns, strict=True) if values[r][c] > 0}
    return sum(met.values()), sum(fill.is_optional for n, fill in enumerate(key) if n not in met)


def fill_point(key: Fill, ours: Fill, slot: str) -> float:
    """What is right but said of others than in the key is half right, as in 1992."""
    value = max(_point(a, b, slot) for a in key.answers for b in ours.answers)
    return min(value, 0.5) if slot in _SAID_OF and not _SAID_OF[slot](key.tag, ours.tag) else value


def _same_people(key: Sequence[str], ours: Sequence[str]) -> bool:
    """Whether a noun or a name of the one stands in the other; "-" is nobody."""
    theirs = {word for name in key for word in words_of_people(name)}
    return bool(theirs & {word for name in ours for word in words_of_people(name)}) or not (any(key) or any(ours))


@cache
def words_of_people(name: str) -> frozenset[str]:
    """The words that say who it is: names and nouns, all words for anybody as one."""
    words = frozenset(_ANYBODY.sub("people", name).split())
    return words - _SMALL if words - _SMALL else words


_ANYBODY = re.compile(r"\b(?:persons?|others?|individuals?|victims?)\b")
_SMALL = frozenset({
    "a", "an", "and", "at", "by", "de", "del", "for", "former", "from", "general", "he", "her", "his", "in", "its",
    "la", "of", "on", "the", "their", "they", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "several", "some", "who", "was", "were", "with", "killed", "wounded", "injured", "dead", "death", "murder", "one",
    "murdered", "member", "members", "other", "had", "been", "have", "assassination", "killing", "assassinated",
    "least", "more", "than",
})  # fmt: skip


def same_side(key: Sequence[str], ours: Sequence[str]) -> bool:
    """Whether a name of the one organisation is one of the other's, at least in part."""
    return any(_name_point(_plain(one), _plain(other)) for one in key for other in ours)


_SAID_OF = {"victim number": _same_people, "victim effect": _same_people, "confidence": same_side}


def _point(key: Any, ours: Any, slot: str) -> float:
    if slot == "date":
        return _days_point(key, ours)
    if slot == "location":
        return _place_point(key, ours)
    if key == ours:
        return 1.0
    if slot == "type":
        return 0.5 if ours == "ATTACK" and key in _STATES_OF_TYPE else 0.0
    if slot == "confidence":
        return 0.5 if _WIDER.get(key) == ours else 0.0
    if slot == "perpetrator organisation":
        return _name_point(_plain(key), _plain(ours))
    return 0.0


def _name_point(key: str, ours: str) -> float:
    """More words before the key's are no fault, fewer or others half a one."""
    if key == ours or ours.endswith(f" {key}"):
        return 1.0
    return 0.5 if f" {ours} " in f" {key} " or f" {key} " in f" {ours} " else 0.0


@cache
def _plain(name: str) -> str:
    """A name without articles and nations before it: "the Salvadoran army" and "army" are one, as in 1992."""
    words = name.split()
    while words[1:] and (words[0] in {"the", "a", "an", "some", "several"} or _is_nation(words[0])):
        del words[0]
    return " ".join(words)


@cache
def _is_nation(word: str) -> bool:
    meant = registry().resolve(word.title())
    return meant is not None and meant.how == "demonym"


def _days_point(key: Days, ours: Days) -> float:
    if key == ours:
        return 1.0
    if key.last == ours.last and None in (key.first, ours.first):
        return 0.5  # "on 3 May" for "on or before 3 May"
    if key.first is None or ours.first is None:
        return 0.0
    within = key.first <= ours.first and ours.last <= key.last
    return 0.5 if within or ours.first in (key.first, key.last) or ours.last in (key.first, key.last) else 0.0


def _place_point(key: Where, ours: Where) -> float:
    if key.parts[-1] & ours.parts[-1]:
        return 1.0
    return 0.5 if any(one & other for one in key.parts for other in ours.parts) else 0.0


def _likeness(key: Template, ours: Template) -> float:
    """How many points a pair makes; none where they may not be paired."""
    kind, _ = points(key.fills["type"], ours.fills["type"], "type")
    if not kind or not (key.kinds & ours.kinds or _names_one_of(key, ours)):
        return 0.0
    return 0.1 + sum(points(key.fills[slot], ours.fills[slot], slot)[0] for slot in SLOTS)


def _names_one_of(key: Template, ours: Template) -> bool:
    """Whether our words name one of the key's people, things or sides, in full or by their last word."""
    text = f" {' '.join(ours.words)} "
    return not key.words or any(f" {name} " in text or f" {name.split()[-1]} " in text for name in key.words if name)


def recall_precision_f(counts: dict[str, float], slot: str) -> tuple[float, float, float]:
    """Per cent of the points possible, of the fills given, and their harmonic mean."""
    right, possible, actual = (counts[f"{slot} {what}"] for what in ("right", "possible", "actual"))
    recall, precision = 100 * right / max(1, possible), 100 * right / max(1, actual)
    return recall, precision, 2 * recall * precision / max(1e-9, recall + precision)
