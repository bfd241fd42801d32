"""Sentences that a court passes, told without the word: "was given twelve years", "received ten years too"."""

from typing import TYPE_CHECKING

from talion.codebook.acts import Sense

if TYPE_CHECKING:
    from spacy.tokens import Token

SENTENCED = Sense("COERCE", "arrest", suffered=True, sure=True)
_GIVES = {"give", "receive", "get", "hand", "draw"}
_OF_COURTS = {
    "court", "judge", "tribunal", "prison", "jail", "sentence", "guilty", "verdict", "convict", "conviction",
    "magistrate", "trial", "prosecutor", "jury", "acquit", "dock", "prisoner", "imprisonment", "crime", "murder",
}  # fmt: skip
_FOR_DEEDS = {"for", "over"}


def is_sentence(verb: "Token") -> bool:
    """Whether somebody is given years where a court is spoken of, or for what he did, and not years to do something."""
    if verb.pos_ != "VERB" or verb.lemma_ not in _GIVES:
        return False
    is_passive = any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children)
    if verb.lemma_ in {"give", "hand"} and not is_passive:
        return False
    near = verb.doc[verb.i + 1 : min(verb.i + 9, verb.sent.end)]
    years = [t for t in near if t.dep_ in {"dobj", "oprd", "dative", "npadvmod"} and _is_term(t)]
    if not years and not _is_cut_term(verb):
        return False
    behind = [*verb.children, *(c for year in years for c in year.children)]
    if any(c.dep_ in {"xcomp", "advcl", "acl", "relcl"} and _is_infinitive(c) for c in behind):
        return False  # "was given two years to repay the loan"
    if any(t.lemma_.lower() in _OF_COURTS for t in verb.doc):
        return True
    return any(c.dep_ in {"prep", "dative"} and c.lower_ in _FOR_DEEDS and _is_deed(c) for c in behind)


def _is_term(token: "Token") -> bool:
    return token.lemma_.lower() in {"year", "month"} and any(c.dep_ == "nummod" for c in token.lefts)


def _is_cut_term(verb: "Token") -> bool:
    """ "Were given between two and nine and a half": the years are those of the sentence before."""
    first = next((c for c in verb.rights if c.dep_ == "prep" and c.lower_ == "between"), None)
    return first is not None and any(t.like_num for t in first.subtree)


def _is_infinitive(verb: "Token") -> bool:
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)


def _is_deed(preposition: "Token") -> bool:
    deeds = {"part", "role", "mutiny", "killing", "bombing", "attack", "plot", "coup", "treason", "espionage", "spying"}
    return any(t.lemma_.lower() in deeds for t in preposition.subtree)
