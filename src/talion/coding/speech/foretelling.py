"""Whether words foretell: what somebody, or nobody by name, holds for likely of others; no plan, threat or demand."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from talion.coding.sides.cast import Cast
from talion.coding.speech.denying import subject_near
from talion.coding.speech.speakers import is_a_person
from talion.coding.speech.voices import Speech, Voices
from talion.records import Speaker

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from talion.coding.acts.told import Told

# Verbs whose object lies ahead, whatever its tense, and those of which it must be said.
FORESEES = frozenset({"expect", "fear", "predict", "foresee", "anticipate", "forecast", "doubt"})
HOLDS = frozenset({"think", "believe", "reckon", "guess", "see", "judge", "assume", "estimate", "assess"})
_LIKELY = re.compile(
    r"\b(?:likely|unlikely|certain|inevitable|inevitably|imminent|unavoidable|looming|in prospect|on the cards|"
    r"bound to|sure to|set to|about to|poised|"
    r"(?:surprising|surprised|astonishing|astonished|amazed|remarkable|miracle) if|"
    r"(?:only |just )?a (?:matter|question) of time|risks?|danger|chances?|prospects?|odds|hopes? (?:of|for|that)|"
    r"no sign|"
    r"sooner or later)\b",
    re.IGNORECASE,
)
_AUX = {"will", "would", "'ll", "’ll", "shall", "wo", "may", "might", "could"}
_OWN = {"we", "i", "us", "our", "my"}
# What is to come by a word for an act: more force or a harder hand, or less of it.
_HARD = {"ASSAULT", "COERCE", "MOBILIZE", "SANCTION", "THREATEN", "PROTEST"}
_WAR = {"war", "rebel", "fight", "fighting", "fray", "battle", "insurgent", "insurgency", "militia", "offensive"}
_SOFT = {"AGREE", "CONCEDE", "RETREAT"}


def foretells(verb: str, content: Sequence["Token"]) -> bool:
    """Whether words speak of what is to come: by the verb that tells them, or by their own."""
    if verb in FORESEES or any(t.lemma_.lower() in FORESEES and t.pos_ == "VERB" for t in content):
        return True
    text = "".join(t.text_with_ws for t in content)
    return any(t.lower_ in _AUX and t.dep_ == "aux" for t in content) or bool(_LIKELY.search(text) or _going(content))


def _going(content: Sequence["Token"]) -> bool:
    return any(
        t.lower_ == "going" and any(c.dep_ == "xcomp" and any(a.lower_ == "to" for a in c.lefts) for c in t.children)
        for t in content
    )


def is_of_others(speech: Speech, doc: "Doc") -> bool:
    """Whether what is to come is told of others: no plan, vow or wish of the speaker, in "we" or as "it will go on"."""
    content = [doc[i] for i in sorted(speech.content)]
    if any(
        t.lower_ in _OWN and t.dep_ in {"nsubj", "nsubjpass", "poss", "dobj"} and not _holds(t.head) for t in content
    ):
        return False
    ahead = next((t for t in content if t.lower_ in _AUX and t.dep_ == "aux"), None)
    if ahead is None or speech.quoted or speech.verb in FORESEES | HOLDS:
        return True
    subject = next((c for c in ahead.head.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is None or subject.lower_ not in {"it", "they", "he", "she"} or subject.head.dep_ != "ccomp":
        return True
    if subject.lower_ == "it" and ahead.head.lemma_ == "be":
        return True  # "it would be surprising if"
    return any(t.pos_ == "PROPN" for t in content if t.i < subject.i)  # "unless the union goes in now, it never will"


def _holds(verb: "Token") -> bool:
    """Whether a verb only gives the view that follows: the "think" of "I do not think the army will move"."""
    return verb.lemma_.lower() in FORESEES | HOLDS | {"say", "tell"}


def is_private(speech: Speech, doc: "Doc") -> bool:
    """Whether a speaker is known by a nation alone, and speaks for none: "an Egyptian editor"."""
    head = doc[speech.last]
    return speech.speaker.kind == "party" and head.pos_ == "NOUN" and is_a_person(head)


def is_people(speech: Speech, doc: "Doc") -> bool:
    """Whether a speaker is a person or people, and no body, force or side."""
    head = doc[speech.last]
    if speech.speaker.kind in {"expert", "witness"} or is_a_person(head):
        return True
    if speech.speaker.role is not None and speech.speaker.kind in {"unnamed", "official"}:
        return True
    return head.tag_ == "NNS" and (head.text.islower() or head.is_sent_start is True)


def direction_by_acts(acts: Sequence["Told"], speech: Speech) -> str:
    """Whither by the first act told among the words: more where it is one of force, less where it yields or agrees.

    A verb goes before a noun: "will veto the deployment" tells of a veto.
    """
    inside = [told for told in acts if told.paragraph == speech.paragraph and told.token.i in speech.content]
    for told in sorted(inside, key=lambda one: one.is_noun):
        if any(c.dep_ == "aux" and c.lower_ == "can" for c in told.token.children):
            continue  # what somebody is able to do
        if told.standing.status not in {"hypothetical", "planned", "threatened", "negated", "attempted"}:
            continue
        turned = told.standing.status == "negated" or _is_negated(told.token, speech.content)
        joins = told.word == "join" and any(t.lemma_.lower() in _WAR for t in told.token.subtree)
        if told.sense.action in _HARD or joins:
            return "deter" if turned else "escalate"
        if told.sense.action in _SOFT:
            return "hold" if turned else "deter"
        if told.sense.action == "REJECT":
            return "hold"
        if not told.is_noun:
            return "unclear"
    return "unclear"


def speaks_of_sides(acts: Sequence["Told"], speech: Speech, cast: Cast) -> bool:
    """Whether the words tell an act, or what a party will do: a forecast of the conflict, and not of its prices."""
    if any(told.paragraph == speech.paragraph and told.token.i in speech.content for told in acts):
        return True
    doc = cast.paragraphs[speech.paragraph].doc
    return any(
        mention.first in speech.content and doc[mention.last].dep_ in {"nsubj", "nsubjpass"}
        for mention in cast.mentions[speech.paragraph]
    )


_NO = {"no", "not", "n't", "never", "little", "few", "neither", "nobody", "hardly", "unlikely"}


def _is_negated(token: "Token", content: set[int]) -> bool:
    """Whether a word stands under a negation among these words: "there will be no landing", "it will not strike"."""
    at = token
    for _ in range(5):
        if any(
            c.i in content and c.lower_ in _NO and c.dep_ in {"neg", "det", "amod", "acomp", "nsubj"}
            for c in at.children
        ):
            return True
        if at.head.i == at.i or at.head.i not in content:
            return False
        at = at.head
    return False


_HELD = {"fear": "fear", "think": "believe", "believe": "believe", "expect": "expect", "assume": "believe",
         "predict": "predict", "anticipate": "expect", "doubt": "doubt", "reckon": "believe"}  # fmt: skip
_FEARS = {"fear": "fear", "concern": "fear", "worry": "fear", "expectation": "expect"}
_WORDS = re.compile(
    r"\b(?:fear|thought|believ|expect|assum|predict|anticipat|doubt|reckon|concern|worr)\w*", re.IGNORECASE
)
_NOBODY = {"nobody", "none", "one"}
_HARDLY = {"no", "few", "hardly"}


def nobody_s(cast: Cast, voices: Voices) -> Iterator[Speech]:
    """What is expected by nobody in particular: "it is feared that", "Israel is expected to", "no one believes that".

    The speaker is named by the words that say so. What stands in somebody's mouth is his.
    """
    for number, paragraph in enumerate(cast.paragraphs):
        for word in _WORDS.finditer(paragraph.text):
            token = paragraph.token_at(word.start())
            lemma = token.lemma_.lower() if token is not None else ""
            if token is None or (lemma not in _HELD and lemma not in _FEARS):
                continue
            if voices.at(number, token.i) is not None or _is_cue(number, token, voices):
                continue
            found = _held(token) if token.pos_ == "VERB" else _feared(token)
            if found is None:
                continue
            first, last, content = found
            name = paragraph.doc[first : last + 1].text
            verb = _HELD.get(lemma) or _FEARS[lemma]
            yield Speech(number, token.i, Speaker(name, "unnamed"), verb, first, last, content)


def _is_cue(number: int, token: "Token", voices: Voices) -> bool:
    return any(speech.paragraph == number and speech.cue == token.i for speech in voices.speeches)


def _held(token: "Token") -> tuple[int, int, set[int]] | None:
    passive = next((c for c in token.children if c.dep_ == "nsubjpass"), None)
    if passive is not None and token.tag_ == "VBN":
        if any(c.dep_ == "agent" for c in token.children):
            return None
        clause = next(
            (c for c in token.children if c.dep_ in {"ccomp", "xcomp", "oprd", "acomp", "advcl"} and c.i > token.i),
            None,
        )
        if clause is None:
            return None
        inside = {t.i for t in clause.subtree if t.i > token.i}
        if passive.lower_ == "it":
            return passive.i, token.i, inside
        if clause.dep_ != "xcomp" or clause.pos_ not in {"VERB", "AUX"}:
            return None  # "twenty men are feared dead"
        first = next((c.i for c in token.children if c.dep_ == "auxpass"), token.i)
        return first, token.i, inside | {t.i for t in passive.subtree}
    subject = subject_near(token)
    if subject is None or subject.i > token.i:
        return None
    if subject.lower_ not in _NOBODY | _HARDLY and not any(c.lower_ in _HARDLY for c in subject.lefts):
        return None
    if subject.lower_ == "one" and not any(c.lower_ == "no" for c in subject.lefts):
        return None
    clause = next((c for c in token.children if c.dep_ in {"ccomp", "dobj"} and c.i > token.i), None)
    if clause is None:
        return None
    return (
        subject.left_edge.i,
        subject.right_edge.i if subject.right_edge.i < token.i else subject.i,
        {t.i for t in clause.subtree},
    )


def _feared(token: "Token") -> tuple[int, int, set[int]] | None:
    """ "There are fears that the war could spread", "fears are growing that …"."""
    if token.pos_ != "NOUN" or any(c.dep_ == "poss" for c in token.lefts):
        return None
    near = [*token.children, *(token.head.children if token.dep_ in {"nsubj", "attr", "dobj"} else ())]
    clause = next((c for c in near if c.dep_ in {"ccomp", "acl"} and c.i > token.i and c.tag_ != "VBN"), None)
    if clause is None or not any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children):
        return None
    return (
        token.left_edge.i if token.left_edge.i > token.sent.start else token.i,
        token.i,
        {t.i for t in clause.subtree},
    )
