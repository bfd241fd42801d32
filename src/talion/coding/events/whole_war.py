"""Counts of a whole war, a year or a season, which are the toll of no single act."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

_WARS = {"war", "conflict", "insurgency", "uprising", "rebellion", "revolt", "feud", "strife"}
_UNREST = {"violence", "unrest", "fighting", "bloodshed", "campaign"}
_DAYS = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "yesterday", "dawn"}
_ACTS = {
    "attack", "raid", "blast", "bombing", "explosion", "strike", "shooting", "ambush", "assault", "massacre", "clash",
    "incident", "killing", "shelling", "bombardment",
}  # fmt: skip
_HAVE = {"has", "have", "had", "'ve"}
_SO_FAR = re.compile(
    r"\b(?:so far (?:this|in)|this year|to date|(?:in|over|during) the (?:past|last|previous) (?:[\w-]+ )?"
    r"(?:days|weeks|months|years|year|decade|decades))\b",
    re.IGNORECASE,
)


def is_of_a_whole_war(token: "Token") -> bool:
    """Whether a count sums up a time or a war: "3,200 have died since March", "300 lives were lost in the conflict"."""
    top = token
    for _ in range(12):
        clause = top.pos_ in {"VERB", "AUX"}
        if clause and (_sums_up(top, token) or is_in_a_war(top)):
            return True
        if top.head.i == top.i or (
            clause and top.dep_ in {"advcl", "relcl", "ccomp", "parataxis"} and not _of_whom(top)
        ):
            break
        top = top.head
    return False


def is_in_a_war(token: "Token") -> bool:
    """Whether it stands in a clause that tells of a war what it cost: "a war that has killed 40,000 people"."""
    clause = next((t for t in (token, *token.ancestors) if t.dep_ == "relcl"), None)
    return clause is not None and clause.head.lemma_.lower() in _WARS


def _of_whom(verb: "Token") -> bool:
    """Whether a clause counts some of those counted above it: "8,946 casualties, of whom 3,218 killed"."""
    return any(t.lower_ == "whom" for t in verb.subtree)


def _sums_up(verb: "Token", token: "Token") -> bool:
    perfect = any(c.dep_ in {"aux", "auxpass"} and c.lower_ in _HAVE for c in verb.children)
    subject = next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    of_a_war = subject is not None and subject.lemma_.lower() in _WARS | _UNREST
    if perfect and (of_a_war or any(_is_since(c) for c in verb.children)):
        return True
    within = [
        noun
        for p in verb.children
        if p.dep_ == "prep" and p.lower_ in {"in", "during"}
        for noun in p.children
        if noun.dep_ == "pobj" and noun.lemma_.lower() in _WARS
    ]
    if within and any(c.lower_ in {"the", "this", "that", "its"} for noun in within for c in noun.lefts):
        return True
    doc = token.doc
    words = doc[verb.left_edge.i : verb.right_edge.i + 1].text
    return perfect and bool(_SO_FAR.search(words))


def _is_since(child: "Token") -> bool:
    if child.lower_ == "since" and child.dep_ in {"prep", "advmod"}:
        from_when = next((c for c in child.children if c.dep_ == "pobj"), None)
        if from_when is None:
            return True
        return from_when.lower_ not in _DAYS and from_when.lemma_.lower() not in _ACTS
    return child.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ == "since" for c in child.children)
