"""Free text in the cells of a hand-made table: counts, who says them, acts, places, and who is said to have done it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from talion.codebook.acts import act_words
from talion.codebook.crosswalks import Crossing
from talion.codebook.gazetteer import gazetteer
from talion.records import ACTIONS, Count, Place

_SMALL = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ]
    )
} | {"none": 0, "nobody": 0, "no": 0, "a": 1, "an": 1, "dozen": 12}
_WORDS = "|".join(word for word in _SMALL if word not in {"a", "an"})
_N = rf"(?:(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.0+(?!\d))?|(?:{_WORDS}))(?![\w]|[.,]\d)"
_BEFORE = {
    "low": r"at least|no (?:fewer|less) than|minimum(?: of)?|min\.?|>=|≥",
    "above": r"more than|over|above|in excess of|>",
    "high": r"up to|at most|as many as|no more than|not more than|maximum(?: of)?|max\.?|<=|≤",
    "below": r"fewer than|less than|under|below|<",
    "best": r"about|around|some|roughly|approximately|approx\.?|nearly|almost|an estimated|est\.?|c\.|ca\.?|circa|~|≈",
}
_HEDGE = "|".join(f"(?P<{name}>{words})" for name, words in _BEFORE.items())
_COUNT = re.compile(
    rf"(?:\b|(?<=\s)|^)(?:between\s+)?(?:(?:{_HEDGE})\s*)?(?P<first>{_N})"
    rf"(?:\s*(?:-|–|—|to|or|and(?=\s+\d))\s*(?P<second>{_N})|(?P<plus>\+))?",
    re.IGNORECASE,
)
_EMPTY = frozenset({"", "-", "–", "—", "na", "n/a", "nan", "null", "none given", "unknown", "?", "not stated", "."})
_EFFECTS = {
    "killed": r"killed|dead|died|deaths?|fatalit\w+|slain|martyr\w*",
    "injured": r"wounded|injured|hurt|injur\w+|TBI",
    "captured": r"captured|detained|arrested|abducted|kidnapped",
    "missing": r"missing",
    "displaced": r"displaced",
}
_PEOPLE = (
    r"(?:US|U\.S\.|UK|Iraqi|Israeli|Syrian|Iranian|[A-Z][a-z]+(?:ian|i|ese|ish|an))\s+|"
    r"(?:people|persons?|civilians?|soldiers?|troops|fighters?|militants?|members?|service members?|personnel|"
    r"contractors?|children|women|policemen|police|rebels?|combatants?|individuals?)\b"
)
_MIXED = re.compile(r"\b(?:killed|dead|wounded|injured)\s*(?:or|and|/)\s*(?:missing|wounded|injured)\b", re.IGNORECASE)
_NATION = r"(?:US|U\.S\.|UK|[A-Z][a-z]+(?:ian|i|ese|ish|an))\b"
_SAYS_FIRST = re.compile(r"^\s*(?P<who>[A-Z][\w.&' -]{0,40}?):\s+(?P<rest>.+)$")
_SAYS_PER = re.compile(
    r"\b(?:per|according to|acc\. to|says|said by|reported by)\s+(?P<who>(?:the\s+)?[A-Z][\w.&' -]*\w)"
)
_SAYS_IN_BRACKETS = re.compile(r"\((?P<who>[A-Z][\w.&' -]{1,40})\)\s*$")
_NO_SPEAKER = frozenset({"conflict", "error", "Conflict", "Error", "sic"})


@dataclass(frozen=True, slots=True)
class SaidCount:
    """A count that a note gives: of what, how many, and who says so (None where the note itself does).

    `is_part` where it counts some of them alone ("4 US TBI"), and is no other total.
    """

    effect: str
    count: Count
    who: str | None
    words: str
    is_part: bool = False


def count(said: str) -> Count | None:
    """The count in a cell ("4", "at least 6", "118-160", "4 or 9", ">160", "6+"); None where it holds no number."""
    found = _COUNT.search(said.strip())
    return _counted(found) if found else None


def hedged(said: str, beside: str) -> Count | None:
    """The count in a cell, weakened by the words of the cell beside it ("at least", "more than", "nearly")."""
    found = re.search(rf"(?:^|[,;(\s])(?:{_HEDGE})(?=[\s,;)]|$)", beside, re.IGNORECASE)
    plain = count(said)
    if found is None or plain is None or plain.low != plain.high:
        return plain
    return count(f"{found[0].strip(' ,;(')} {said}")


def is_empty(said: str) -> bool:
    """Whether a cell says nothing: empty, a dash, "NA", "unknown"."""
    return said.strip().lower() in _EMPTY


def _counted(found: re.Match[str]) -> Count | None:
    first = _number(found["first"])
    second = _number(found["second"]) if found["second"] else None
    if second is not None:
        return Count(min(first, second), None, max(first, second))
    if found["above"]:
        return Count(low=first + 1)
    if found["low"] or found["plus"]:
        return Count(low=first)
    if found["below"]:
        return Count(high=max(first - 1, 0))
    if found["high"]:
        return Count(high=first)
    if found["best"]:
        return Count(best=first)
    return Count.exactly(first)


def _number(said: str) -> int:
    word = said.lower()
    return _SMALL[word] if word in _SMALL else int(float(said.replace(",", "")))


def counts_in(note: str, *, given: Mapping[str, Count]) -> Iterator[SaidCount]:
    """The counts of people that a note gives: "4 killed per KSS; 9 per SOHR", "at least 25 fighters killed (AFP)".

    A clause that names no effect goes on with that of the clause before it, or is about the effect whose given count
    it repeats. A number before any other noun ("three drones per AFP") is no count of people.
    """
    effects: set[str] = set()
    for clause in re.split(r";", note):
        bare = re.sub(r"\((?:conflict|error|sic)[^)]*\)", "", clause).strip()
        who, rest = _speaker(bare)
        for part in re.split(r"/|,(?!\d{3})", rest):
            found = _COUNT.search(part)
            value = _counted(found) if found else None
            if found is None or value is None:
                continue
            behind = part[found.end() :]
            value, behind = _with_the_others(value, behind)
            named = next((name for name, words in _EFFECTS.items() if re.search(rf"\b(?:{words})\b", part)), None)
            if named is None and not _may_count_people(behind):
                continue
            # "26 killed/46 wounded, 31 later": after two effects, nobody can say which one goes on
            carried = next(iter(effects)) if len(effects) == 1 else None
            about = named or carried or next((name for name, one in given.items() if _repeats(one, value)), None)
            if (
                named is None
                and about is None
                and re.match(rf"\s*(?:{_PEOPLE})", behind)
                and given.keys() == {"killed"}
            ):
                about = "killed"
            if about is None or (named is None and len(effects) > 1) or _MIXED.search(part):
                continue
            effects.add(about)
            yield SaidCount(about, value, who, bare, bool(re.match(rf"\s*{_NATION}", behind)))


def _repeats(given: Count, said: Count) -> bool:
    return given.point is not None and said.point is not None and abs(given.point - said.point) <= 1


def _with_the_others(value: Count, behind: str) -> tuple[Count, str]:
    """ "2 US and 1 UK killed", "5 service members and 1 contractor": one sum, where each is an exact number."""
    found = re.match(rf"\s*(?P<whom>[\w. ]{{0,30}}?)\s+and\s+(?P<more>{_N})(?P<rest>.*)$", behind, re.IGNORECASE)
    if found is None or value.low != value.high or value.low is None:
        return value, behind
    return Count.exactly(value.low + _number(found["more"])), " people" + found["rest"]


def _speaker(clause: str) -> tuple[str | None, str]:
    if found := _SAYS_FIRST.match(clause):
        return found["who"].strip(), found["rest"]
    if found := _SAYS_PER.search(clause):
        return found["who"].strip().removeprefix("the "), clause[: found.start()] + clause[found.end() :]
    if (found := _SAYS_IN_BRACKETS.search(clause)) and found["who"] not in _NO_SPEAKER:
        return found["who"].strip(), clause[: found.start()]
    return None, clause


def _may_count_people(behind: str) -> bool:
    """Whether what follows a number lets it count people: nobody named, a word for people, or a word of time."""
    return bool(re.match(rf"\s*(?:$|[,;.)]|(?:per|later|early|in|so far|plus|according|and)\b|{_PEOPLE})", behind))


# Acts ----------------------------------------------------------------------------------------------------------------

_WEAPON_MODES = {
    "air strike": "heavy-weapons", "drone": "heavy-weapons", "rocket": "heavy-weapons", "missile": "heavy-weapons",
    "artillery": "heavy-weapons", "bomb": "explosives", "suicide bomb": "suicide-attack", "firearms": "firearms",
    "blade": "beat", "chemical": "unconventional",
}  # fmt: skip
_SHOT_DOWN = re.compile(r"\b(?:shot|shoots|shooting|brought) down|\bdowned\b", re.IGNORECASE)
_FOILED = re.compile(r"\b(?:foiled|thwarted|intercepted|prevented|failed)\b", re.IGNORECASE)


@lru_cache(maxsize=20_000)
def crossing(said: str) -> Crossing | None:
    """Which act a cell tells: one of PLOVER's types by name, else by the words that texts use; None where none does."""
    text = " ".join(said.split())
    if text.upper() in ACTIONS:
        return Crossing(text, text.upper())
    words = [word.strip(".'\"()").lower() for word in re.findall(r"[\w'.-]+", text)]
    found = _own(words) or _noun(words) or _verb(words)
    weapon = _weapon(words)
    status = "foiled" if _FOILED.search(text) else "done"
    if _SHOT_DOWN.search(text):
        return Crossing(text, "ASSAULT")  # what was shot down is what was hit, and no weapon of whoever shot
    if found is None:
        if weapon is None:
            return None
        found = Crossing(text, "ASSAULT", _WEAPON_MODES.get(weapon))
    return Crossing(text, found.action, found.mode or _WEAPON_MODES.get(weapon or ""), found.weapon or weapon, status)


# Headings of tables that no running text needs.
_HEADINGS = {
    "ceasefire": ("RETREAT", "ceasefire"), "truce": ("RETREAT", "ceasefire"), "withdrawal": ("RETREAT", "withdraw"),
    "sanctions": ("SANCTION", None), "protest": ("PROTEST", "demo"), "demonstration": ("PROTEST", "demo"),
    "riot": ("PROTEST", "riot"), "arrest": ("COERCE", "arrest"), "arrests": ("COERCE", "arrest"),
    "kidnapping": ("ASSAULT", "abduct"), "abduction": ("ASSAULT", "abduct"), "threat": ("THREATEN", None),
    "rpg": ("ASSAULT", "heavy-weapons"), "vbied": ("ASSAULT", "explosives"), "svbied": ("ASSAULT", "suicide-attack"),
    "safire": ("ASSAULT", "firearms"), "saf": ("ASSAULT", "firearms"), "idf": ("ASSAULT", "heavy-weapons"),
    "indirect": ("ASSAULT", "heavy-weapons"), "sof": ("ASSAULT", None), "airstrike": ("ASSAULT", "heavy-weapons"),
    "clash": ("ASSAULT", None), "clashes": ("ASSAULT", None),
}  # fmt: skip


def _own(words: list[str]) -> Crossing | None:
    for word in words:
        for form in (word, word.replace("-", "")):
            if form in _HEADINGS:
                return Crossing(form, *_HEADINGS[form])
    return None


def _noun(words: list[str]) -> Crossing | None:
    lexicon = act_words()
    for length in range(min(lexicon.longest_noun, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            phrase = words[start : start + length]
            for form in (" ".join(phrase), " ".join([*phrase[:-1], _singular(phrase[-1])])):
                senses = lexicon.nouns.get(form)
                if senses:
                    sense = senses[0]
                    return Crossing(form, sense.action, sense.mode, sense.weapon)
    return None


def _verb(words: list[str]) -> Crossing | None:
    lexicon = act_words()
    for place, word in enumerate(words):
        for stem in _stems(word):
            particle = words[place + 1] if place + 1 < len(words) else ""
            senses = lexicon.verbs.get(f"{stem} {particle}") or lexicon.verbs.get(stem)
            if senses:
                return Crossing(stem, senses[0].action, senses[0].mode, senses[0].weapon)
    return None


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


_IRREGULAR = {"shot": "shoot", "struck": "strike", "hit": "hit", "fired": "fire", "fought": "fight", "slain": "slay"}


def _stems(word: str) -> Iterator[str]:
    yield word
    if word in _IRREGULAR:
        yield _IRREGULAR[word]
    for ending in ("ed", "ing", "es", "s", "d"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            yield stem
            yield stem + "e"
            if len(stem) > 2 and stem[-1] == stem[-2]:
                yield stem[:-1]


def _weapon(words: list[str]) -> str | None:
    weapons = act_words().weapons
    for place, word in enumerate(words):
        pair = f"{word} {words[place + 1]}" if place + 1 < len(words) else ""
        for form in (pair, word, _singular(word)):
            if form in weapons:
                return weapons[form]
    return None


# Places --------------------------------------------------------------------------------------------------------------

_WORDS_BEFORE = re.compile(r"^(?:near|around|outside|close to|vicinity of|in|at|vehicle near)\s+", re.IGNORECASE)
_SIDES = re.compile(
    r"^(?:north|south|east|west|central|north-?east|north-?west|south-?east|south-?west)(?:ern)?\s+", re.I
)


@lru_cache(maxsize=50_000)
def places(said: str, near: tuple[str, ...] = ()) -> tuple[Place, ...]:
    """The place in a cell ("K-1 base, Kirkuk, Iraq"): the finest that the gazetteer knows, never finer than the cell.

    What the gazetteer does not know keeps its name, with the country that stands behind it where one does. `near` are
    the countries of the parties: a name without a country is looked for in them alone.
    """
    text = " ".join(said.split())
    if not text:
        return ()
    names = gazetteer()
    parts = [part.strip() for part in re.split(r",|\(|\)", text) if part.strip()]
    said_countries = [code for code in (names.country_of(one) for one in reversed(parts)) if code]
    where = said_countries or list(near)
    if len(re.findall(r"\band\b", text)) and len(parts) == 1:
        both = [names.country_of(part.strip()) for part in text.split(" and ")]
        if all(both):
            return tuple(
                Place(part.strip(), "country", code, said=text)
                for part, code in zip(text.split(" and "), both, strict=True)
            )
    for part in parts:
        bare = _WORDS_BEFORE.sub("", part)
        if names.country_of(bare) or (_SIDES.match(bare) and names.country_of(_SIDES.sub("", bare))):
            continue
        known = names.resolve(bare, countries=where)
        if known is not None and (known.country in where or (not where and known.precision in {"site", "region"})):
            is_near = bare != part
            precision = "district" if is_near and known.precision in {"site", "town"} else known.precision
            return (_act(known, precision, text),)
    for part in parts:
        bare = _SIDES.sub("", part)
        code = names.country_of(bare)
        if code:
            if bare != part:
                return (Place(part, "region", code, said=text),)
            return (
                Place(text, "unknown", code, said=text) if len(parts) > 1 else Place(part, "country", code, said=text),
            )
    return (Place(text, "unknown", said_countries[0] if said_countries else None, said=text),)


def _act(known: Place, precision: str, said: str) -> Place:
    return Place(
        known.name,
        precision,
        known.country,
        known.province,
        known.latitude,
        known.longitude,
        known.geonames,
        "act",
        said,
    )


# Who is said to have done it -----------------------------------------------------------------------------------------

_CLAIMED = re.compile(r"\bclaim(?:ed|s)?\b", re.IGNORECASE)
_BY = re.compile(r"^(?P<by>.+?)\s+(?:attribution|attributes|blames|accuses)$", re.IGNORECASE)
_BRACKET = re.compile(r"\s*\(([^()]*)\)\s*$")


def attributed(said: str) -> tuple[str, str, str | None]:
    """Whom a cell names as having done it, on whose word: name, "claims" or "blames", and who blames where said."""
    found = _BRACKET.search(said)
    name = _BRACKET.sub("", said).strip()
    if found is None:
        return name, "blames", None
    if _CLAIMED.search(found[1]) and not re.search(r"\b(?:not|un)", found[1]):
        return name, "claims", name
    by = _BY.match(found[1].strip())
    return name, "blames", by["by"].strip() if by else None
