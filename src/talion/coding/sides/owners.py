"""Whose "its" and "their" are by the grammar of their sentence: one's own camp, the tanker and its crew."""

from typing import TYPE_CHECKING

from talion.codebook.word_classes import word_class

if TYPE_CHECKING:
    from spacy.tokens import Token

_THINGS = word_class("things")


def own_of(token: "Token") -> "Token | None":
    """Whose "their own camp" is: of whom the clause tells that they did something with it."""
    if token.dep_ == "poss" and token.head.dep_ == "dobj" and token.head.head.lemma_.lower() in _WITH_ONES_OWN:
        who = next((c for c in token.head.head.children if c.dep_ == "nsubj" and c.i < token.i), None)
        if who is not None and who.pos_ == "NOUN" and token.lower_ == "its":
            return who  # "the agency suspended its deliveries"
    if token.dep_ != "poss" or not any(c.lower_ == "own" for c in token.head.lefts):
        return None
    verb = next((t for t in token.ancestors if t.pos_ in {"VERB", "AUX"}), None)
    for _ in range(3):
        if verb is None:
            return None
        subject = next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
        if subject is not None and token in subject.subtree and verb.dep_ == "ccomp" and verb.head.i < verb.i:
            verb = verb.head  # "Iran said that its own forces had shot it down": Iran's
            continue
        if subject is not None:
            return subject if subject.i < token.i and token not in subject.subtree else None
        verb = verb.head if verb.dep_ in {"conj", "xcomp"} else None
    return None


# What nobody does with what is another's.
_WITH_ONES_OWN = {
    "suspend", "lift", "withdraw", "recall", "pull", "reopen", "end", "begin", "resume", "halt", "raise", "extend",
    "evacuate", "mobilise", "mobilize", "deploy", "mass", "lose", "lay", "reinforce", "announce", "revoke", "cancel",
}  # fmt: skip


def told_next(token: "Token") -> "Token | None":
    """The subject that words before it lead to: "on his first visit to Kesmara, Mr Adar met"."""
    if token.dep_ != "poss" or token.lower_ not in {"his", "her", "its", "their"}:
        return None
    at = token
    while at.dep_ not in {"prep", "advcl", "ROOT"} or (at.dep_ == "prep" and at.head.pos_ not in {"VERB", "AUX"}):
        if at.head.i == at.i:
            return None
        at = at.head
    if at.dep_ == "ROOT" or at.i > at.head.i or at.left_edge.i > at.sent.start + 1:
        return None
    subject = next((c for c in at.head.children if c.dep_ == "nsubj" and c.i > token.i), None)
    return subject if subject is not None and subject.pos_ in {"NOUN", "PROPN"} else None


def told_with_owner(token: "Token") -> "Token | None":
    """ "The tanker and its crew", "a jet was shot down and its pilot killed": whose it is stands right before."""
    held = token.head
    if token.dep_ != "poss" or token.lower_ not in {"its", "their", "his", "her"}:
        return None
    beside = held.dep_ == "conj" and held.head.pos_ in {"NOUN", "PROPN"}
    if beside and token.i and token.nbor(-1).lower_ == "and":
        return held.head
    verb = held.head
    after = held.dep_ in {"nsubj", "nsubjpass"} and verb.tag_ == "VBN" and verb.dep_ == "conj"
    if token.lemma_.lower() == "its" and after:
        above = next((c for c in verb.head.children if c.dep_ in {"nsubj", "nsubjpass"} and c.i < token.i), None)
        if above is not None and above.tag_ in {"NN", "NNP"} and _is_a_thing(above):
            return above
    return None


def _is_a_thing(token: "Token") -> bool:
    """Whether a noun names one thing and not a party: "a Sea Harrier", "the tanker"."""
    return any(c.lower_ in {"a", "an"} for c in token.lefts) or token.lemma_.lower() in _THINGS
