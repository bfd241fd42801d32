"""Whom "they" and "he" mean where a description stands for somebody: "The rebels fled. They", "the colonel's men"."""

import re
from typing import TYPE_CHECKING, Protocol

from talion.codebook.word_classes import word_class
from talion.coding.sides.phrases import Party, phrase_of

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from talion.coding.parsing.language import Paragraph
    from talion.coding.sides.newcomers import Mention


_GROUP_NOUNS = word_class("groups")
_PEOPLE_NOUNS = word_class("people")
SPEAK_FOR = frozenset({"spokesman", "spokeswoman", "spokesperson", "commander", "leader", "chief", "negotiator"})
RANKS = frozenset({
    "colonel", "general", "captain", "major", "lieutenant", "warlord", "admiral", "brigadier", "sheikh", "preacher",
    "cleric", "emir", "mayor", "governor", "gunman", "bomber", "sergeant", "commandant", "mutineer", "deserter",
})  # fmt: skip
_OFFICES = frozenset({"minister", "president", "premier", "chancellor", "king", "ambassador", "secretary", "envoy"})
_ARMED = {"man", "soldier", "fighter", "gunman", "guard", "militiaman", "trooper", "rebel", "guerrilla", "commando"}
_STANDS = frozenset({"ROOT", "ccomp", "conj"})


class Cast(Protocol):
    """What these rules need of the cast of a report."""

    paragraphs: "list[Paragraph]"
    offices: dict[tuple[int, int], str]

    def kind(self, actor: str) -> str:
        """What kind of thing an actor is."""

    def at(self, number: int, token: int) -> "Mention | None":
        """The mention that holds a token."""

    def single(self, number: int, token: "Token", depth: int) -> Party:
        """Who a head stands for."""

    def introduce(self, number: int, first: int, last: int) -> str | None:
        """The id of a new actor named by these tokens."""


def somebody_described(cast: Cast, number: int, sentence: "Span", token: "Token", *, here: bool) -> Party | None:
    """Whom "they" and "he" mean where a description is the subject before; None where there is none.

    An officer who is named nowhere in the report stays open, and is nobody named before him.
    """
    lemma = token.lemma_.lower()
    many = lemma in {"they", "them", "their"}
    if not many and lemma not in {"he", "she", "him", "her", "his"}:
        return None
    beside = here and sentence.start <= token.i < sentence.end
    for t in sentence:
        if here and t.i >= token.i:
            break
        known = t.lemma_.lower()
        if t.pos_ == "PROPN" and t.is_sent_start and known not in _PEOPLE_NOUNS:
            known = known.removesuffix("s")  # "Youths threw stones", read as a name
        if t.pos_ != "NOUN" and not (t.is_sent_start and t.pos_ == "PROPN" and known in _PEOPLE_NOUNS):
            continue
        if not many and t.tag_ == "NN" and known in RANKS and _is_told_of(t, token):
            party = cast.single(number, t, 2)
            return party if party.actors else by_his_rank(cast, number, t)
        if not many and t.tag_ == "NN" and known in _OFFICES and _is_told_of(t, token):
            party = cast.single(number, t, 2)
            if party.actors:
                return party  # "the Ostran minister protested, and his ministry"
        if t.dep_ not in {"nsubj", "nsubjpass"} or t.head.dep_ not in _STANDS:
            continue
        if beside and (t.head.i == token.head.i or token.dep_ != "nsubj"):
            continue
        if (many and t.tag_ in {"NNS", "NNPS"} and (known in _PEOPLE_NOUNS or known in _GROUP_NOUNS)) or (
            not many and t.tag_ == "NN" and known in SPEAK_FOR
        ):
            party = cast.single(number, t, 2)
            return party if party.actors or many else None
    return None


def armed_people_in(sentence: "Span") -> "Token | None":
    """The last armed people without a name in a sentence: whom "they" means before any state that stands far off."""
    return next((t for t in reversed(sentence) if t.tag_ == "NNS" and t.lemma_.lower() in _ARMED), None)


def _is_told_of(officer: "Token", token: "Token") -> bool:
    """Whether an officer without a name is the subject before a pronoun, or whose men that are."""
    at = officer.head if officer.dep_ == "poss" else officer
    return at.dep_ in {"nsubj", "nsubjpass"} and token.head.i != at.head.i and token.i > officer.right_edge.i


def by_his_rank(cast: Cast, number: int, officer: "Token") -> Party:
    """ "The colonel" after "the renegade colonel Adar Poe": the last one named with that rank; open where none is."""
    first, last = phrase_of(officer)
    rank = officer.lemma_
    named = re.compile(rf"\b[{rank[0].upper()}{rank[0].lower()}]{re.escape(rank[1:])} (?=[A-Z])")
    for n in range(number, -1, -1):
        for found in reversed(list(named.finditer(cast.paragraphs[n].text))):
            name = cast.paragraphs[n].token_at(found.end())
            if name is None or (n == number and name.i >= officer.i) or name.pos_ != "PROPN":
                continue
            while name.dep_ == "compound" and name.head.i > name.i and name.head.pos_ == "PROPN":
                name = name.head
            mention = cast.at(n, name.i)
            actor = mention.actor if mention is not None else cast.offices.get((n, name.i))
            actor = actor or cast.introduce(n, phrase_of(name)[0], name.i)
            if actor is not None:
                return Party((actor,), first, last, why="the one named with that rank")
    return Party((), first, last, why="an officer without a name")


def is_after_a_stranger(cast: Cast, number: int, sentence: "Span", *, before: "Token | None") -> bool:
    """Whether the subject of a sentence is a person of a name that nobody is known by: whom "he" means next."""
    subjects = [
        t for t in sentence if t.dep_ == "nsubj" and t.head.dep_ == "ROOT" and (before is None or t.i < before.i)
    ]
    return any(
        t.ent_type_ == "PERSON" and cast.at(number, t.i) is None and (number, t.i) not in cast.offices for t in subjects
    )
