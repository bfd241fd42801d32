"""What is expected without a word of speech: "reckon with a truce", "give it a week", "reprisals are likely"."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from talion.coding.sides.cast import Cast
from talion.coding.speech.directions import direction_of
from talion.coding.speech.speakers import is_a_person
from talion.coding.speech.voices import Speech, Voices
from talion.records import Speaker

if TYPE_CHECKING:
    from spacy.tokens import Token

# Verbs that expect what stands behind their preposition.
_WITH = {"brace": {"for"}, "reckon": {"with", "on"}, "bank": {"on"}, "bet": {"on"}, "gamble": {"on"}, "look": {"for"}}
# The verb of those who say that what calms will not last: "few give the truce a week".
DOOMS = "doom"
# "Few give the truce more than a week", "gives the deal little chance".
_LASTS = {"truce", "ceasefire", "deal", "accord", "agreement", "pact", "calm", "peace", "talks", "lull", "armistice"}
_SHORT = re.compile(
    r"\b(?:little|no|few|slim|scant|small|poor|at most|not (?:much|long|more)|weeks?|days?|months?|hours?)\b", re.I
)
_LONG = re.compile(r"\b(?:good|every|fair|strong|better than even|years?)\b", re.IGNORECASE)
_LIKELY = {"certain", "likely", "unlikely", "probable", "improbable", "inevitable", "imminent", "unavoidable"}
_IS = {"be", "look", "seem", "appear", "remain"}
_WORDS = re.compile(
    r"\b(?:expected|feared|brac|reckon|bank|bet|betting|gambl|look|giv|gave|certain|likely|unlikely|(?:im)?probable|inevitable|imminent)\w*",
    re.IGNORECASE,
)


def outlooks(cast: Cast, voices: Voices) -> Iterator[Speech]:
    """Each such expectation as the words of whoever is said to hold it; of the report's own, those of the outlet."""
    for number, paragraph in enumerate(cast.paragraphs):
        for word in _WORDS.finditer(paragraph.text):
            token = paragraph.token_at(word.start())
            if token is None or voices.at(number, token.i) is not None:
                continue
            if any(one.paragraph == number and one.cue == token.i for one in voices.speeches):
                continue
            lemma = token.lemma_.lower()
            if token.pos_ == "VERB" and lemma in _WITH:
                yield from _counts_on(number, token, cast)
            elif token.pos_ == "VERB" and lemma == "give":
                yield from _gives(number, token, cast)
            elif token.lower_ in {"expected", "feared"} and token.dep_ == "xcomp" and token.head.lemma_ == "be":
                yield from _own_view(number, token, cast)  # "more marches are to be expected"
            elif token.lower_ in _LIKELY and token.dep_ in {"acomp", "oprd"}:
                yield from _own_view(number, token, cast)


def _counts_on(number: int, token: "Token", cast: Cast) -> Iterator[Speech]:
    """ "Mediators reckon with a truce by Thursday"."""
    way = next((c for c in token.children if c.dep_ == "prep" and c.lower_ in _WITH[token.lemma_.lower()]), None)
    subject = next((c for c in token.children if c.dep_ == "nsubj"), None)
    what = next((c for c in way.children if c.dep_ in {"pobj", "pcomp"}), None) if way is not None else None
    if subject is None or what is None or not _may_expect(number, subject, cast) or token.tag_ in {"VBD", "VBN"}:
        return
    inside = {t.i for t in token.subtree if t.i >= what.left_edge.i}
    yield _held(number, token, subject, inside, verb=DOOMS if token.lemma_.lower() == "brace" else "expect")


def _gives(number: int, token: "Token", cast: Cast) -> Iterator[Speech]:
    """ "Few diplomats give the truce more than a week": that it will not last, whoever does not expect it to."""
    subject = next((c for c in token.children if c.dep_ == "nsubj"), None)
    what = next((c for c in token.children if c.dep_ in {"dative", "dobj"} and c.lemma_.lower() in _LASTS), None)
    if subject is None or what is None or token.tag_ in {"VBD", "VBN"}:
        return
    behind = token.doc[what.i + 1 : token.right_edge.i + 1].text
    if not _SHORT.search(behind) or _LONG.search(behind) or not _may_expect(number, subject, cast):
        return
    inside = {t.i for t in token.subtree if t.i >= what.left_edge.i}
    yield _held(number, token, subject, inside, verb=DOOMS)


def _own_view(number: int, token: "Token", cast: Cast) -> Iterator[Speech]:
    """ "Reprisals are likely before the end of October": what a report says of its own, in the present."""
    verb = token.head
    outlet = cast.paragraphs[number].report.outlet
    subject = next((c for c in verb.children if c.dep_ == "nsubj" and c.i < verb.i), None)
    if not outlet or subject is None or verb.lemma_.lower() not in _IS or verb.tag_ not in {"VBZ", "VBP"}:
        return
    if verb.dep_ not in {"ROOT", "conj"} or any(c.dep_ == "neg" for c in verb.children):
        return
    inside = {t.i for t in verb.subtree if t.i >= subject.left_edge.i and not (t.is_punct and t.i > token.i)}
    text = "".join(token.doc[i].text_with_ws for i in sorted(inside))
    if direction_of(text) == "unclear":
        return
    yield Speech(number, token.i, Speaker(outlet, "outlet"), "expect", subject.i, token.i, inside)


def _held(number: int, token: "Token", subject: "Token", inside: set[int], verb: str = "expect") -> Speech:
    doc = token.doc
    first, last = subject.left_edge.i, subject.i
    return Speech(number, token.i, Speaker(doc[first : last + 1].text, "unnamed"), verb, first, last, inside)


def _may_expect(number: int, subject: "Token", cast: Cast) -> bool:
    """Whether people hold it who are no side: mediators, few diplomats, a priest."""
    if subject.pos_ not in {"NOUN", "PRON"} or subject.lower_ in {"it", "they", "we", "i", "he", "she", "you"}:
        return subject.lower_ in {"few", "nobody", "some", "many", "one", "other", "another"}
    if _OUTSIDE.search(subject.lemma_):
        return True
    side = cast.party(number, subject)
    return is_a_person(subject) or (subject.tag_ == "NNS" and (not side.actors or side.nationals))


# Who judges from outside, whatever his nation: "Egyptian mediators".
_OUTSIDE = re.compile(
    r"\b(?:mediator|analyst|assessor|judge|diplomat|observer|expert|economist|historian|researcher|editor|"
    r"lawyer|scholar|monitor|envoy|adviser|pundit|academic|teacher|admiral|general)s?\b",
    re.IGNORECASE,
)


# Who is meant by "one", "the other", "they", of those whom the sentences before name together.
_ONE_OF = {"one", "another", "the other", "the first", "the second", "a second", "the third", "a third", "others",
    "the latter", "the former", "most", "some"}  # fmt: skip


def one_of_them(speech: Speech, cast: Cast) -> Speaker | None:
    """One of those who judge, or all: "Two former admirals disagree. One expects …", "Insurers … They see …"."""
    name = speech.speaker.name.lower()
    if name not in _ONE_OF | {"they"} or speech.speaker.actor is not None:
        return None
    doc = cast.paragraphs[speech.paragraph].doc
    before = [s for s in cast.paragraphs[speech.paragraph].sentences if s.start < speech.first]
    for sentence in reversed(before[-4:] if name != "they" else before[-2:]):
        for token in sentence:
            if token.tag_ != "NNS" or token.i >= speech.first or (name == "they" and token.dep_ != "nsubj"):
                continue
            whole = doc[token.left_edge.i : token.i + 1].text
            people = token.dep_ == "nsubj" and _are_people(token) and not cast.party(speech.paragraph, token).actors
            if people or _OUTSIDE.search(whole) or re.search(r"\b(?:former|retired)\b", whole):
                named = whole if name == "they" else f"{speech.speaker.name} of {whole}"
                return replace(speech.speaker, name=named, kind="expert", role=whole)
    return None


def _are_people(token: "Token") -> bool:
    """Whether a plural stands for people without arms: merchants, insurers, farmers."""
    return bool(_TRADES.search(token.lemma_)) and not _ARMED.search(token.lemma_)


_TRADES = re.compile(r"(?:er|or|ist|ian|ant|man|woman|ent|people|priest|wife|clerk|nurse|pilot|captain)$", re.I)
_ARMED = re.compile(
    r"(?:fight|soldier|gunm|milit|insurg|raider|bomber|officer|troop|attack|kidnap|hijack|rebel|minister|leader|"
    r"commander|president|spokes|prisoner|paper|matter|number|answer|sister|brother|border|river|order|letter|quarter|"
    r"centre|center|power|shelter|tanker|trawler|cruiser|carrier|crater|government|element|document|agent)",
    re.IGNORECASE,
)
