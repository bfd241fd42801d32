"""Cues: the words by which somebody says, counts, expects or judges, and what of the sentence is his."""

import re
from typing import TYPE_CHECKING

from talion.codebook.word_classes import word_class
from talion.coding.sides.cast import Cast
from talion.coding.speech.denying import subject_near
from talion.coding.speech.quotations import THINKS, give_quotes, told_around, told_before
from talion.coding.speech.speakers import before_its_colon, is_a_person, speaker_of
from talion.coding.speech.voices import Speech, Voices, is_assessor

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

SPEECH_VERBS = word_class("speech")
_FIRM = {
    "say",
    "tell",
    "add",
    "announce",
    "state",
    "report",
    "note",
    "write",
    "explain",
    "declare",
    "stress",
    "tweet",
    "post",
}


def find_speech(cast: Cast) -> Voices:
    """Every report of speech in the paragraphs of a report, in order."""
    voices = Voices(cast)
    for number, paragraph in enumerate(cast.paragraphs):
        here: list[Speech] = []
        for sentence in paragraph.sentences:
            here += _in_sentence(number, sentence, voices)
        give_quotes(number, here, voices)
        voices.speeches += here
    return voices


def _in_sentence(number: int, sentence: "Span", voices: Voices) -> list[Speech]:
    found = []
    for token in sentence:
        if token.lower_ == "according" and token.i + 2 < sentence.end and token.doc[token.i + 1].lower_ == "to":
            target = next((t for c in token.subtree if c.dep_ in {"pobj", "dobj"} for t in [c]), None)
            if target is not None:
                speaker, first, last = speaker_of(number, target, voices)
                inside = {t.i for t in token.subtree}
                found.append(
                    Speech(number, token.i, speaker, "according to", first, last, {t.i for t in sentence} - inside)
                )
        judging = _judging(token)
        if judging is not None:
            who, verb, content = judging
            speaker, first, last = speaker_of(number, who, voices)
            if is_assessor(speaker) or speaker.kind == "organisation" or token.lemma_.lower() not in {"for", "be"}:
                found.append(Speech(number, token.i, speaker, verb, first, last, content))
        counting = token.pos_ == "VERB" and _counts(token)
        if token.pos_ != "VERB" or not (counting or token.lemma_.lower() in SPEECH_VERBS or _finds(token)):
            continue
        subject = subject_near(token)
        if subject is None and token.dep_ in {"advcl", "conj", "xcomp", "acl"}:
            subject = next((c for c in token.head.children if c.dep_ == "nsubj"), None)
            if token.dep_ == "acl":
                subject = token.head
        if subject is None and token.dep_ != "xcomp":
            subject = _left_name(token)
        subject = _meant_by_who(subject, token)
        if (
            subject is None
            or is_nobody(subject)
            or (_negated(token) and token.lemma_.lower() not in THINKS and not _sees_doing(token))
        ):
            continue
        if counting:
            speaker, first, last = speaker_of(number, subject, voices)
            content = {t.i for c in token.children if c.i > token.i for t in c.subtree}
            found.append(Speech(number, token.i, speaker, "say", first, last, content))
            continue
        clause = said_by(token)
        if clause is None and token.lemma_.lower() in _OF_A_THING:
            clause = next((c for c in token.children if c.dep_ in {"xcomp", "dobj"}), None)
        quoted = any(t.text == '"' for t in sentence)
        before = told_around(token, subject, sentence) if not quoted else set()
        before = before or (told_before(token, subject, sentence) if clause is None and not quoted else set())
        if before:
            speaker, first, last = speaker_of(number, subject, voices)
            found.append(Speech(number, token.i, speaker, token.lemma_.lower(), first, last, before))
            continue
        if clause is None and not (quoted and token.lemma_.lower() in SPEECH_VERBS):
            continue
        if token.lemma_.lower() not in _FIRM and clause is None and not quoted:
            continue
        speaker, first, last = speaker_of(number, subject, voices)
        content = {t.i for t in clause.subtree} if clause is not None else set()
        if token.lemma_.lower() in _OF_A_THING:  # "expects another raid: "They have no choice.""
            end = (
                next((t.i for t in sentence if t.i > token.i and t.text in {'"', ":"}), sentence.end)
                if quoted
                else None
            )
            below = (t.i for c in token.children if c.i > token.i and not c.is_punct for t in c.subtree)
            content |= {i for i in below if end is None or i < end}
        content -= set(range(first, token.i)) if first < token.i else {t.i for t in subject.subtree}
        content.discard(token.i)
        if subject.lower_ in {"he", "she"} and before_its_colon(subject) is not None:
            colon = max(t.i for t in sentence if t.text == ":" and t.i < subject.i)
            content = {i for i in content if i > colon}
        found.append(Speech(number, token.i, speaker, token.lemma_.lower(), first, last, content))
    return found


# What is expected can be a thing: "fears a new war".
_OF_A_THING = {"expect", "see", "fear", "foresee", "predict", "anticipate", "forecast"}
# "In the view of analysts, …", "analysts are sceptical that …": the word, and the verb that says the same.
_VIEWS = {
    "view": "believe", "opinion": "believe", "judgment": "judge", "judgement": "judge", "assessment": "assess",
    "estimation": "believe", "reckoning": "reckon", "eye": "believe",
}  # fmt: skip
_ATTITUDES = {
    "sceptical": "doubt", "skeptical": "doubt", "doubtful": "doubt", "pessimistic": "doubt", "convinced": "believe",
    "confident": "believe", "certain": "believe", "sure": "believe", "worried": "fear", "afraid": "fear",
    "concerned": "fear", "fearful": "fear", "optimistic": "expect", "hopeful": "expect", "unsure": "doubt",
    "wary": "fear",
}  # fmt: skip
_AMAZED = {"surprised", "astonished", "amazed", "astounded"}
_AWAITS = {"look": "for", "reckon": "with", "count": "on", "brace": "for", "warn": "of"}
_DUE = re.compile(
    r"(?:attack|strike|raid|war|offensive|landing|assault|fighting|clash|battle|boarding|exchange|killing|attempt|"
    r"escalation|truce|ceasefire|peace|violence|bloodshed|reprisal|retaliation|invasion|bombing|shelling|round|wave|"
    r"incursion|siege|rocket)s?$",
    re.IGNORECASE,
)
_FEARS = {
    "fear": "fear", "concern": "fear", "worry": "fear", "expectation": "expect", "belief": "believe",
    "consensus": "believe", "view": "believe", "hope": "expect", "doubt": "doubt",
}  # fmt: skip


def _judging(token: "Token") -> "tuple[Token, str, set[int]] | None":
    """Whose view a sentence gives without a verb of speech, the verb that says the same, and the words of the view."""
    if token.lemma_.lower() in _VIEWS and token.dep_ == "pobj" and token.head.lower_ == "in":
        of = next((c for c in token.children if c.dep_ == "prep" and c.lower_ == "of"), None)
        who = next((c for c in of.children if c.dep_ == "pobj"), None) if of is not None else None
        who = who or next((c for c in token.lefts if c.dep_ == "poss" and c.pos_ != "PRON"), None)
        if who is not None:
            outside = {t.i for t in token.sent} - {t.i for t in token.head.subtree}
            return who, _VIEWS[token.lemma_.lower()], outside
    if token.lower_ == "for" and token.i == token.sent.start and token.dep_ == "prep":
        who = next((c for c in token.children if c.dep_ == "pobj"), None)
        comma = next((t.i for t in token.sent if t.text == "," and who is not None and t.i > who.i), None)
        verb = token.head.i
        if who is not None and comma is not None and comma < verb:
            commas = [t.i for t in token.sent if t.text == "," and who.i < t.i < verb]
            return who, "believe", set(range(commas[min(1, len(commas) - 1)] + 1, token.sent.end))
    if token.lemma_ == "rule" and any(c.dep_ == "prt" and c.lower_ == "out" for c in token.children):
        who = next((c for c in token.children if c.dep_ == "nsubj"), None)
        if who is not None and who.pos_ != "PRON":  # "observers do not rule out new clashes"
            return who, "say", {t.i for t in token.subtree if t.i > who.right_edge.i} | {token.i}
    if token.lemma_.lower() in _FEARS and token.pos_ == "NOUN":  # "fears among diplomats that the war could spill over"
        among = next((c for c in token.children if c.lower_ in {"among", "amongst"}), None)
        who = next((c for c in among.children if c.dep_ == "pobj"), None) if among is not None else None
        near = (*token.children, *(who.children if who is not None else ()))
        clause = next((c for c in near if c.dep_ in {"ccomp", "acl", "relcl"} and c.i > token.i), None)
        if who is not None and clause is not None:
            return who, _FEARS[token.lemma_.lower()], {t.i for t in clause.subtree}
    awaits = _AWAITS.get(token.lemma_.lower())
    if awaits is not None and token.pos_ == "VERB":  # "an analyst looks for a landing", "reckons with new raids"
        who = next((c for c in token.children if c.dep_ == "nsubj"), None)
        thing = next((c for c in token.children if c.dep_ == "prep" and c.lower_ == awaits), None)
        what = next((c for c in thing.children if c.dep_ == "pobj"), None) if thing is not None else None
        due = what is not None and _DUE.match(what.lemma_) and not any(c.lower_ == "the" for c in what.lefts)
        if who is not None and thing is not None and due and is_a_person(who) and not _negated(token):
            return who, "expect", {t.i for t in token.subtree if t.i > thing.i and not t.is_punct}
    if token.lower_ in _AMAZED:  # "would be astonished if they stopped here"
        near = (token, token.head) if token.dep_ in {"acomp", "attr"} else (token,)
        who = next((c for h in near for c in h.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
        when = next((c for h in near for c in h.children if c.dep_ == "advcl" and c.i > token.i), None)
        if who is not None and when is not None and who.lower_ not in {"i", "we"}:
            return who, "say", {token.i} | {t.i for t in when.subtree}
    if token.lemma_ == "be":
        how = next((c for c in token.children if c.dep_ == "acomp" and c.lemma_.lower() in _ATTITUDES), None)
        who = next((c for c in token.children if c.dep_ == "nsubj"), None)
        clause = next((c for c in how.children if c.dep_ in {"ccomp", "prep"}), None) if how is not None else None
        if how is not None and who is not None and clause is not None and not _negated(token):
            return who, _ATTITUDES[how.lemma_.lower()], {t.i for t in clause.subtree}
    return None


_TOLL_NOUNS = {"number", "toll", "dead", "death", "figure", "count", "casualty", "loss", "killed", "wounded", "total"}


def _counts(token: "Token") -> bool:
    """ "Put the dead at a dozen", "spoke of more than 80", "mentioned one injured officer": somebody's count."""
    lemma = token.lemma_.lower()
    if lemma in {"put", "give", "place", "set", "revise"}:
        return any(c.dep_ == "dobj" and c.lemma_.lower() in _TOLL_NOUNS for c in token.children)
    if lemma in {"speak", "talk"}:
        of = next((c for c in token.children if c.dep_ == "prep" and c.lower_ == "of"), None)
        return of is not None and any(t.like_num or t.lemma_.lower() in _TOLL_NOUNS for t in of.subtree)
    if lemma == "reckon":
        below = [c for c in token.children if c.dep_ == "prep" and c.lower_ in {"with", "on"}]
        return any(t.like_num for c in below for t in c.subtree)
    if lemma in {"mention", "count", "record", "list", "cite"}:
        return any(c.dep_ == "dobj" and any(t.like_num for t in c.subtree) for c in token.children)
    return False


def _finds(token: "Token") -> bool:
    """ "The judges found that the general had ordered it", "a court ruled that": what somebody establishes."""
    if token.lemma_.lower() not in {"find", "rule", "establish"}:
        return False
    clause = next((c for c in token.children if c.dep_ == "ccomp" and c.i > token.i), None)
    return clause is not None and any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children)


def _sees_doing(token: "Token") -> bool:
    """ "Does not see them retaliating": no eyewitness, but a view of what is to come."""
    return token.lemma_ == "see" and any(c.dep_ in {"ccomp", "xcomp"} and c.tag_ == "VBG" for c in token.children)


def said_by(verb: "Token") -> "Token | None":
    """The clause that is said; none that a semicolon parts from the verb: "they blamed the front; the front said …"."""
    for clause in verb.children:
        if clause.dep_ in {"ccomp", "parataxis"}:
            first, last = sorted((clause.i, verb.i))
            if not any(t.text == ";" for t in verb.doc[first:last]):
                return clause
    return None


def _meant_by_who(subject: "Token | None", verb: "Token") -> "Token | None":
    """The noun before "which" or "who": the movement of "the movement, which put its losses at five"."""
    if subject is not None and subject.tag_ in {"WDT", "WP"} and verb.dep_ == "relcl" and verb.head.pos_ != "PRON":
        return verb.head
    return subject


def is_nobody(subject: "Token") -> bool:
    """Whether nobody says it: "no one has admitted it", "no group said that it was behind it"."""
    return subject.lower_ in {"nobody", "none", "neither"} or any(c.lower_ in {"no", "neither"} for c in subject.lefts)


def _left_name(token: "Token") -> "Token | None":
    """The person named just before a verb of speech that has no subject by the parser: "…, Jane Doe, an MP, told"."""
    people = [e for e in token.sent.ents if e.label_ == "PERSON" and e.end <= token.i]
    if not people:
        return None
    last = people[-1]
    between = token.doc[last.end : token.i]
    if any(t.pos_ in {"VERB", "AUX"} and t.dep_ not in {"acl", "relcl", "amod"} for t in between) or len(between) > 14:
        return None
    if last.start > token.sent.start and token.doc[last.start - 1].text not in {",", '"'}:
        return None
    return last.root


def _negated(token: "Token") -> bool:
    return any(c.dep_ == "neg" for c in token.children)
