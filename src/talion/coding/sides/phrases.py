"""Noun phrases that can stand for a party: where they begin and end, and what their words alone say."""

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from talion.codebook.word_classes import word_class

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


# Nouns that stand for a party already named.
GROUP_NOUNS = word_class("groups")
# Nouns for people; whose they are stands beside them ("US troops", "fighters of the group").
PEOPLE_NOUNS = word_class("people")
# Perpetrators who are people and nothing more: the event keeps its perpetrator unknown.
UNNAMED = word_class("unnamed")
THING_NOUNS = word_class("things")
# Nouns that shoot: "rockets hit the base" tells an attack by nobody known.
WEAPON_NOUNS = word_class("weapons")
ON_TERRITORY = "on whose territory it is"
# Why "soldiers" without a name are a state's, where nothing nearer says whose they are.
OF_THE_STORY = "of the one state that the report is about"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
# A day or an hour that stands before the one who acts: of "Last week gunmen", "6 May gunmen", "A day earlier ships".
_TIMES_BEFORE = re.compile(
    rf"(?:(?:(?:Early|Late|Last|Next|That) )*(?:{_WEEKDAY}|Yesterday|Today|Tonight)"
    r"(?: (?:morning|evening|night|afternoon))?"
    rf"|(?:Last|This|That|Next|Earlier this|Late last) (?:week|month|year|night|weekend|spring|summer|autumn|winter)"
    rf"|\d{{1,2}} {_MONTH}(?: \d{{4}})?|{_MONTH} \d{{1,2}}"
    r"|(?:A|An|One|Two|Three|Four|Five|Six|Several|\d+) (?:hour|day|week|month|year)s? "
    r"(?:earlier|later|before|ago|after)"
    r"|Hours|Days|Weeks|Earlier|Later|Meanwhile),? (?=\w)"
)


@dataclass(frozen=True, slots=True)
class Party:
    """Who a noun phrase stands for: `actors` () when nobody that has a name; `why` says by which rule.

    `thing` means that the phrase is a thing and `actors` whose it is. `civilian` is None where the words do not say.
    `nationals` means private people of a state, as in "a US contractor". `named` are the words that name the party
    where its own do not, or where they name a thing: what "it" stands for, whose "ISIL positions" are.
    """

    actors: tuple[str, ...] = ()
    first: int = -1
    last: int = -1
    thing: bool = False
    unnamed: bool = False
    civilian: bool | None = None
    nationals: bool = False
    why: str = ""
    named: tuple[int, int] | None = None

    @property
    def acting(self) -> "Party":
        """The same words as the one who acts: nationals of a state do not act for it."""
        return replace(self, actors=(), unnamed=True) if self.nationals else self


def is_place_of_conjunct(token: "Token") -> bool:
    """Whether "and Syria" goes with the "in Iraq" just before it rather than with the head the parser gave it."""
    if token.dep_ != "conj" or token.pos_ != "PROPN":
        return False
    between = [
        c
        for c in token.head.rights
        if c.dep_ == "prep" and c.lower_ in {"in", "at", "near", "across"} and c.i < token.i
    ]
    return bool(between) and any(inner.pos_ == "PROPN" for inner in between[-1].children)


def phrase_of(token: "Token") -> tuple[int, int]:
    """First and last token of the noun phrase before and at its head, without what follows."""
    first = token.i
    for child in token.lefts:
        if child.dep_ in {
            "det",
            "amod",
            "compound",
            "nmod",
            "poss",
            "nummod",
            "npadvmod",
            "quantmod",
            "neg",
            "punct",
            "case",
            "advmod",
        }:
            first = min(first, child.left_edge.i)
    last = token.i
    for child in token.rights:
        if child.dep_ in {"compound", "flat"} or (
            child.dep_ in {"nmod", "appos"} and child.i == token.i + 1 and child.pos_ == "PROPN"
        ):
            last = max(last, child.right_edge.i)
    doc = token.doc
    for at in range(token.i - 1, first - 1, -1):
        if doc[at].text in {"-", "--", "–", "—"} and doc[at - 1].whitespace_:
            first = at + 1  # "PORT PERRIN - Gunmen": the dateline is no part of the name
            break
    first = behind_times(doc, first, token.i)
    while first < token.i and (doc[first].is_punct or doc[first].is_space):
        first += 1
    return first, last


def behind_times(doc: "Doc", first: int, last: int) -> int:
    """Where a name begins behind the day that the parser hung on it: "Wednesday soldiers", "Last week gunmen"."""
    if first >= last or not (doc[first].text[:1].isupper() or doc[first].text[:1].isdigit()):
        return first
    found = _TIMES_BEFORE.match(doc[first : last + 1].text)
    if found is None:
        return first
    at = doc[first].idx + found.end()
    return next((i for i in range(first, last + 1) if doc[i].idx >= at), first)


def says_civilian(token: "Token") -> bool | None:
    """True where the words around a head say civilians, False where they say fighters, None where neither."""
    words = {t.lower_ for t in token.subtree if abs(t.i - token.i) <= 4} | {token.lemma_.lower()}
    if words & {
        "civilian",
        "civilians",
        "villager",
        "villagers",
        "resident",
        "journalist",
        "worshippers",
        "child",
        "children",
    }:
        return True
    if words & {
        "soldier",
        "troop",
        "troops",
        "fighter",
        "militant",
        "gunman",
        "insurgent",
        "militiaman",
        "marine",
        "combatant",
    }:
        return False
    return None


def beside_in_headline(token: "Token") -> "list[Token]":
    """ "Kesmara, Doruvia trade fire": in headlines a comma stands for "and" before a verb in the plural."""
    if token.dep_ != "nsubj" or token.pos_ != "PROPN" or token.head.tag_ not in {"VBP", "VB"}:
        return []
    return [
        c for c in token.rights if c.dep_ in {"appos", "conj"} and c.pos_ == "PROPN" and c.i == token.i + 2
        and token.doc[token.i + 1].text == "," and c.nbor(1).i == token.head.i
    ]  # fmt: skip
