"""Whether what is threatened is an act, and against whom."""

from typing import TYPE_CHECKING

from talion.codebook.word_classes import word_class
from talion.coding.sides.cast import Cast
from talion.coding.sides.phrases import Party

if TYPE_CHECKING:
    from spacy.tokens import Token


_FORCE_WORDS = word_class("force")

# Subjects of a warning with which the speaker means himself or his own deed.
_OWN_WORDS = {"it", "they", "we", "he", "she", "attack", "response", "any", "country"}


def threatened(number: int, token: "Token", cast: Cast) -> Party:
    """Against whom: behind "against", "on" or "to" anywhere in what is threatened, else the object of what is vowed."""
    for word in ("against", "on", "at", "to"):
        for inner in token.subtree:
            if inner.dep_ == "pobj" and inner.i > token.i and inner.head.lower_ == word:
                party = cast.party(number, inner)
                if party.actors:
                    return party
    for inner in token.subtree:
        if inner.dep_ == "dobj" and inner.i > token.i and inner.head.lemma_.lower() in _FORCE_WORDS:
            party = cast.party(number, inner)
            if party.actors:
                return party
    return Party()


# What one is told not to do in mind: "warned against calling it retaliation".
_JUDGES = {
    "call", "describe", "read", "treat", "see", "take", "jump", "draw", "assume", "expect", "rush", "link", "blame",
}  # fmt: skip


def advises(token: "Token") -> bool:
    """Whether a warning is against a word or a thought and threatens nobody: "warned against calling it revenge"."""
    advised = [i for c in token.children if c.lower_ == "against" for i in c.children if i.dep_ == "pcomp"]
    return any(one.lemma_.lower() in _JUDGES for one in advised)


def threatens(token: "Token", actor: Party) -> bool:
    """Whether what is threatened is an act: "threatened stability" is not, "warned of a strong response" is."""
    lemma = token.lemma_.lower()
    below = [
        t for c in token.children if c.dep_ not in {"nsubj", "nsubjpass", "advcl"} and c.i > token.i for t in c.subtree
    ]
    if lemma == "threaten":
        if any(c.dep_ == "xcomp" for c in token.children):
            return True
        return any(t.lemma_.lower() in _FORCE_WORDS for t in below)
    if not any(t.lemma_.lower() in _FORCE_WORDS for t in below):
        return False
    if advises(token):
        return False
    if lemma in {"warn", "promise", "pledge", "vow", "swear"}:
        # a warning about what a third party does is no threat: the one who acts must be the one who speaks
        clause = next((c for c in token.children if c.dep_ in {"ccomp"}), None)
        if clause is not None:
            inner = next((c for c in clause.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
            will = any(c.dep_ == "aux" and c.lower_ in {"will", "would", "shall"} for c in clause.children)
            if not will or inner is None:
                return False
            named = next((t for t in (inner, *inner.lefts) if t.pos_ == "PROPN"), None)
            own = named is not None and any(
                part in " ".join(actor.actors) for part in (inner.lemma_.lower(), named.lemma_.lower())
            )
            return own or inner.lemma_.lower() in _OWN_WORDS
        return True
    return lemma in {"call", "demand", "urge"} or not any(c.dep_ in {"dobj", "obj"} for c in token.children)
