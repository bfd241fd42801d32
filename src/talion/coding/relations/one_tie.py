"""One tie as a record: who stands at its two ends, whether such parties can be tied so, and who says it."""

import re
from typing import TYPE_CHECKING

from talion.coding.parsing.language import Paragraph
from talion.coding.relations.whom import (
    described,
    has_no,
    introduced_group,
    is_a_faction,
    is_described,
    is_one_of_two,
    the_group,
)
from talion.coding.sides.cast import Cast
from talion.coding.sides.phrases import phrase_of
from talion.coding.speech.voices import Voices
from talion.records import Mark, Relation

if TYPE_CHECKING:
    from spacy.tokens import Token

_LEAGUES = {"intergovernmental", "umbrella", "unknown", "organisation"}
QUANTIFIER = re.compile(
    r"^(most|many|some|several|all|part|parts|much|half|a number|the majority|elements)\b(?: of)?", re.IGNORECASE
)


def tie_between(
    number: int,
    left: "Token",
    kind: str,
    right: "Token",
    at: "Token",
    cast: Cast,
    voices: Voices,
    quantifier: str | None = None,
) -> Relation | None:
    """The tie of the parties that two words stand for, with how many of the first; None where they cannot be tied."""
    paragraph = cast.paragraphs[number]
    found = QUANTIFIER.match(paragraph.doc[left.left_edge.i : left.right_edge.i + 1].text)
    if found and left.lemma_.lower() in {
        "most",
        "many",
        "some",
        "several",
        "all",
        "part",
        "half",
        "number",
        "majority",
        "much",
        "element",
    }:
        quantifier = found[0]
        inner = next((i for c in left.children if c.lower_ == "of" for i in c.children if i.dep_ == "pobj"), None)
        left = inner if inner is not None else left
    if has_no(left) or is_a_faction(left) or is_a_faction(right):
        return None
    if kind in {"founded_by", "led_by"} and right.pos_ != "PROPN":
        return None  # "founded by soldiers who had left the army": nobody by name
    subject, target = who_is(number, left, cast), who_is(number, right, cast)
    if kind == "part_of" and subject is not None and target is not None and cast.kind(subject) == "state":
        kind = "member_of" if cast.kind(target) in _LEAGUES else kind
    if subject is None or target is None or subject == target or not can_be_tied(kind, subject, target, cast):
        return None
    return tie(paragraph, subject, kind, target, at, cast, voices, quantifier)


def tie(
    paragraph: Paragraph,
    subject: str,
    kind: str,
    target: str,
    at: "Token",
    cast: Cast,
    voices: Voices,
    quantifier: str | None = None,
) -> Relation:
    """The record of a tie, with its sentence, the word that states it and who says so."""
    number = cast.paragraphs.index(paragraph)
    speech = voices.at(number, at.i)
    return Relation(
        subject=subject,
        kind=kind,
        object=target,
        source=paragraph.report.id,
        quantifier=quantifier,
        said_by=_accuser(at)
        or (speech.speaker.name if speech and at.pos_ == "VERB" and at.dep_ not in {"amod", "acl"} else None),
        passage=paragraph.of(at.sent),
        marks=(Mark("relation", paragraph.passage(at.i, at.i)),),
    )


def _accuser(at: "Token") -> str | None:
    """Who says so in "India accuses Pakistan of arming the group"."""
    if at.dep_ != "pcomp" or at.head.head.lemma_.lower() not in {"accuse", "suspect", "charge"}:
        return None
    subject = next((c for c in at.head.head.children if c.dep_ == "nsubj"), None)
    return at.doc[subject.left_edge.i : subject.i + 1].text if subject is not None else None


def who_is(number: int, token: "Token", cast: Cast) -> str | None:
    """The party that a word at one end of a tie stands for: by its name, its description, or what it stands beside."""
    if token.lower_ in {"it", "its"} and is_one_of_two(number, token, cast):
        return None
    if token.dep_ == "appos" and token.head.pos_ == "PROPN" and is_described(number, token.head, cast):
        return introduced_group(number, phrase_of(token.head)[0], token.head.i, cast)  # "Kach, the movement founded by"
    for _ in range(4):
        beside = described(number, token, cast)
        if beside is not None:
            return beside
        party = cast.party(number, token)
        if party.actors and is_described(number, token, cast):
            # "Ahrar al-Sharqiya, a Turkish-backed faction": the name, and not whom the words behind it name
            return introduced_group(number, phrase_of(token)[0], token.i, cast)
        if party.actors and not party.thing:
            return party.actors[0]
        if (group := the_group(number, token, cast)) is not None:
            return group
        # "an umbrella group of units that was integrated": the group, and whom it stands beside
        if token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.pos_ in {"NOUN", "PROPN"}:
            token = token.head.head
        elif token.dep_ in {"appos", "attr"}:
            token = token.head
        else:
            return None
    return None


def can_be_tied(kind: str, subject: str, target: str, cast: Cast) -> bool:
    """Whether parties of these two kinds can be tied so: a state is part of nothing and led by nobody here."""
    of, to = cast.kind(subject), cast.kind(target)
    if kind == "backed_by":
        return of not in {"state", "intergovernmental", "people", "set"} and to in {
            "state",
            "government",
            "force",
            "armed group",
            "umbrella",
            "set",
            "unknown",
            "people",
            "organisation",
        }
    if kind in {"part_of", "integrated_into", "split_from"}:
        return of not in {"state", "person"} and to != "person"
    if kind == "designated_by":
        return of != "state" and to in {"state", "intergovernmental", "government", "unknown"}
    if kind in {"led_by", "founded_by"}:
        return of not in {"state", "person", "intergovernmental"}
    return True


def is_unreal(token: "Token") -> bool:
    """Whether a verb is denied or only possible: "did not back", "would join"."""
    return any(
        c.dep_ == "neg" or (c.dep_ == "aux" and c.lower_ in {"could", "may", "might", "would", "will"})
        for c in token.children
    )
