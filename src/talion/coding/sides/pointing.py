"""Whom pronouns, "the group" and "both sides" mean: the parties that a report has named before."""

import re
from collections import Counter
from typing import TYPE_CHECKING, Protocol

from talion.codebook.word_classes import word_class
from talion.coding.sides.newcomers import Company

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spacy.tokens import Span, Token


_GROUP_NOUNS = word_class("groups")
_PEOPLE_NOUNS = word_class("people")
_WEAPON_NOUNS = word_class("weapons")
SPEAK_FOR = frozenset({"spokesman", "spokeswoman", "spokesperson", "commander", "leader", "chief", "negotiator"})
_ITEM = re.compile(r"[A-Z][\w .,'’-]{1,40} [-–—] ")
_FORCES_OF_STATES = frozenset({"army", "military", "navy", "police", "coastguard"})
# Of whom, by their name alone, "they" is said: "the Front said they had killed".
THEY = {"armed group", "umbrella", "party", "force"}
_GROUP_KINDS = {"armed group", "umbrella", "force", "party", "organisation", "intergovernmental", "unknown", "set"}
ASKED = "who did it is asked, and not said"


class Side(Protocol):
    """Whom words stand for."""

    @property
    def actors(self) -> tuple[str, ...]:
        """The parties; () where nobody that has a name."""


class Cast(Company, Protocol):
    """What these rules need of the cast of a report."""

    offices: dict[tuple[int, int], str]

    @property
    def speaker_at(self) -> "Callable[[int, int], str | None]":
        """Who speaks at a token."""

    def single(self, number: int, token: "Token", depth: int) -> Side:
        """Who a head stands for."""


def both_sides(cast: Cast) -> tuple[str, ...]:
    """The two states that a report names most, or its two parties: "both sides"; () where a third is near."""
    if sum(bool(_ITEM.match(p.text)) for p in cast.paragraphs) > 2:
        return ()  # a list of headlines is about many quarrels
    for kinds in ({"state"}, _GROUP_KINDS | {"state"}):
        counted = Counter(
            m.actor for mentions in cast.mentions for m in mentions if cast.kind(m.actor) in kinds and m.how != "set"
        )
        ranked = counted.most_common(3)
        if len(ranked) == 2 or (len(ranked) == 3 and ranked[1][1] >= 2 * ranked[2][1]):
            return tuple(sorted(actor for actor, _ in ranked[:2]))
    return ()


def antecedent(cast: Cast, number: int, token: "Token") -> tuple[str | None, str]:
    """Whom a pronoun means, and by which rule; None where that stays open."""
    lemma = token.lemma_.lower()
    if lemma in {"who", "which", "that", "whose"}:
        verb = token.head
        while verb.dep_ not in {"relcl", "ROOT"} and verb.head.i != verb.i:
            verb = verb.head
        if verb.dep_ == "relcl":
            party = cast.single(number, meant_by_clause(verb), 1)
            return (party.actors[0] if party.actors else None), "the noun it relates to"
        return None, ASKED if token.tag_ in {"WP", "WDT"} else "no antecedent"
    if lemma in {"we", "i", "our", "us", "my"}:
        return cast.speaker_at(number, token.i) or cast.own, "who speaks"
    person = lemma in {"he", "she", "him", "her", "his"}
    if not person:
        here = [
            t for t in token.sent if t.i < token.i and t.dep_ in {"nsubj", "nsubjpass"} and t.head.i != token.head.i
        ]
        if here and here[0].lemma_.lower() in _WEAPON_NOUNS:
            return None, "the weapons named before"
    own = {t.i for c in token.head.children if c.dep_ == "nsubj" for t in c.subtree} if token.dep_ == "dobj" else set()
    for sentence_number, sentence in _back(cast, number, token):
        described = _described(cast, sentence_number, sentence, token, here=sentence_number == number)
        if described is not None:
            return described.actors[0] if described.actors else None, "the people named before"
        ranked = sorted(
            (
                m
                for m in cast.mentions[sentence_number]
                if sentence.start <= m.first < sentence.end and not (sentence_number == number and m.last in own)
            ),
            key=lambda m: (not _is_subject(sentence.doc[m.last]), m.first),
        )
        if lemma in {"it", "its"}:  # one of two that are named together is not "it"
            ranked = [m for m in ranked if not _in_a_row(sentence.doc[m.last])]
        if person:
            held = [
                (not _is_subject(sentence.doc[i]), i, actor)
                for (n, i), actor in cast.offices.items()
                if n == sentence_number and sentence.start <= i < sentence.end and (n < number or i < token.i)
            ]
            if held and not any(cast.kind(m.actor) == "person" for m in ranked):
                return min(held)[2], f"'{token.lower_}' is the last office-holder named"
        until = token if sentence_number == number else None
        if person and _stranger(cast, sentence_number, sentence, before=until):
            return None, "a person whom no list knows"
        for mention in ranked:
            if sentence_number == number and mention.last >= token.i:
                continue
            adjective = mention.how == "demonym" and sentence.doc[mention.last].dep_ in {"amod", "compound", "nmod"}
            if (cast.kind(mention.actor) == "person") == person and not adjective:
                return mention.actor, f"'{token.lower_}' is the last compatible party named"
    return None, "left open"


def _described(cast: Cast, number: int, sentence: "Span", token: "Token", *, here: bool) -> Side | None:
    """Whom "they" and "he" mean where a description is the subject before: "The rebels fled. They had ..."."""
    lemma = token.lemma_.lower()
    many = lemma in {"they", "them", "their"}
    if not many and lemma not in {"he", "she", "him", "her", "his"}:
        return None
    for t in sentence:
        if here and t.i >= token.i:
            break
        if t.dep_ not in {"nsubj", "nsubjpass"} or t.pos_ != "NOUN" or t.head.dep_ not in {"ROOT", "ccomp", "conj"}:
            continue
        if here and (t.head.i == token.head.i or token.dep_ != "nsubj"):
            continue
        known = t.lemma_.lower()
        if (many and t.tag_ == "NNS" and (known in _PEOPLE_NOUNS or known in _GROUP_NOUNS)) or (
            not many and t.tag_ == "NN" and known in SPEAK_FOR
        ):
            party = cast.single(number, t, 2)
            return party if party.actors or many else None
    return None


def _stranger(cast: Cast, number: int, sentence: "Span", *, before: "Token | None") -> bool:
    """Whether the subject of a sentence is a person of a name that nobody is known by: whom "he" means next."""
    subjects = [
        t for t in sentence if t.dep_ == "nsubj" and t.head.dep_ == "ROOT" and (before is None or t.i < before.i)
    ]
    return any(
        t.ent_type_ == "PERSON" and cast.at(number, t.i) is None and (number, t.i) not in cast.offices for t in subjects
    )


def last_group(cast: Cast, number: int, token: "Token", *, lemma: str, armed: bool = False) -> str | None:
    """Whom "the group" or "the army" means: the last party named that the word can stand for."""
    states = lemma in {
        "department",
        "ministry",
        "country",
        "nation",
        "government",
        "state",
        "regime",
        "authority",
        "authorities",
        "administration",
    }
    if lemma in {"government", "army", "military", "authorities", "authority", "regime", "junta"}:
        named = cast.state_of_the_story(number)
        if named is not None:
            return named
    if lemma in _GROUP_NOUNS and not armed:
        bearer = _bearer(cast, number, token, lemma)
        if bearer is not None:
            return bearer
    for sentence_number, sentence in _back(cast, number, token):
        ranked = sorted(
            (m for m in cast.mentions[sentence_number] if sentence.start <= m.first < sentence.end),
            key=lambda m: (not _is_subject(sentence.doc[m.last]), m.first),
        )
        for mention in ranked:
            if sentence_number == number and mention.last >= token.i:
                continue
            if lemma in _FORCES_OF_STATES and cast.kind(mention.actor) not in {"state", "government", "force"}:
                continue
            is_group = cast.kind(mention.actor) in _GROUP_KINDS
            if armed and cast.kind(mention.actor) not in {"armed group", "umbrella"}:
                continue
            if is_group != states and mention.how != "demonym" and cast.kind(mention.actor) != "person":
                return mention.actor
    return None


def _bearer(cast: Cast, number: int, token: "Token", lemma: str) -> str | None:
    """The party whose name holds the word: "the council" after "the Council of Salvation"; the last one told."""
    word = lemma.capitalize()
    for n in range(number, -1, -1):
        for t in reversed(cast.paragraphs[n].doc):  # "the army" after "Sudan's army"
            if t.lower_ != token.lower_ or (n == number and t.i >= token.i):
                continue
            if any(cast.at(n, c.i) is not None for c in t.lefts if c.dep_ in {"poss", "amod", "compound", "nmod"}):
                party = cast.single(n, t, 2)
                if party.actors:
                    return party.actors[0]
        for m in reversed(cast.mentions[n]):
            if m.how != "name" or (n == number and m.last >= token.i):
                continue
            if any(t.text in {word, f"{word}s"} for t in cast.paragraphs[n].doc[m.first : m.last + 1]):
                return m.actor
    return None


def _back(cast: Cast, number: int, token: "Token", *, paragraphs: int = 4) -> "Iterator[tuple[int, Span]]":
    here = [s for s in cast.paragraphs[number].sentences if s.start <= token.i]
    for sentence in reversed(here):
        yield number, sentence
    for earlier in range(number - 1, max(-1, number - 1 - paragraphs), -1):
        if cast.paragraphs[earlier].kind != "caption":
            for sentence in reversed(cast.paragraphs[earlier].sentences):
                yield earlier, sentence


def clause_above(token: "Token") -> "Token | None":
    """The subject of the clause that tells what "they" or "he" do: "both governments said that they would"."""
    verb = token.head
    if token.dep_ not in {"nsubj", "nsubjpass"} or verb.dep_ != "ccomp":
        return None
    subject = next((c for c in verb.head.children if c.dep_ == "nsubj" and c.i < token.i), None)
    if subject is None or subject.pos_ not in {"NOUN", "PROPN"}:
        return None
    several = subject.tag_ == "NNS" or bool(subject.conjuncts)
    if token.lower_ == "they":
        return subject if several or (subject.pos_ == "PROPN" and subject.ent_type_ != "PERSON") else None
    if token.lower_ == "it":  # "the army said it had shelled a base of the group"
        is_group = subject.lemma_.lower() in _GROUP_NOUNS and subject.lemma_.lower() not in _PEOPLE_NOUNS
        return subject if not several and is_group else None
    return subject if not several and subject.pos_ == "NOUN" and subject.lemma_.lower() in _PEOPLE_NOUNS else None


def meant_by_clause(verb: "Token") -> "Token":
    """The noun that a clause is about: of "the brothers of the Front, our allies, who fired", the brothers."""
    noun = verb.head
    if noun.dep_ not in {"appos", "conj"} or noun.head.pos_ not in {"NOUN", "PROPN"}:
        return noun
    listed = any(c.dep_ == "cc" for c in noun.head.children)
    comma = noun.left_edge.i > 0 and noun.left_edge.nbor(-1).text == ","
    return noun.head if noun.dep_ == "appos" or (comma and not listed) else noun


def _in_a_row(token: "Token") -> bool:
    return (token.dep_ == "conj" or bool(token.conjuncts)) and (_is_subject(token) or _is_subject(token.head))


def _is_subject(token: "Token") -> bool:
    while token.dep_ in {"compound", "nmod", "amod"} and token.head.i != token.i:
        token = token.head
    return token.dep_ in {"nsubj", "nsubjpass"}
