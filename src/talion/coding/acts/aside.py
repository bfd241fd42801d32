"""Who stands beside an act and neither did nor suffered it: who comments on it, whom it helps, what ground it won."""

from typing import TYPE_CHECKING

from talion.coding.acts.told import ASSAULT, Told
from talion.coding.sides.phrases import Party

if TYPE_CHECKING:
    from spacy.tokens import Token

# What one does about an act of others, or feels at it.
_SPEAKS = {
    "comment", "report", "react", "respond", "remark", "reflect", "write", "brief", "question", "ask", "tweet",
    "relieve", "delight", "please", "shock", "concern", "sadden", "alarm", "appal", "appall", "outrage", "horrify",
    "dismay", "encourage", "hearten", "trouble", "disturb", "anger", "worry",
}  # fmt: skip


def is_only_told_of(told: Told, heard: Party) -> bool:
    """Whether somebody is heard to do what he only speaks of or feels about, or the ground that was won is.

    "The minister commented on the delivery of aid", "I am relieved by it", "the liberation of the town".
    """
    noun = told.token
    if noun.dep_ == "pobj" and noun.head.lower_ in {"on", "about", "over", "at", "by", "to"}:
        above = noun.head.head
        if above.lemma_.lower() in _SPEAKS and above.i < noun.i and heard.last < above.i:
            return above.pos_ != "VERB" or not any(t.lower_ == "by" for t in noun.doc[heard.first : heard.last + 1])
    if told.sense.action in {ASSAULT, "COERCE"} and noun.lemma_.lower() in _WON:
        return _is_ground_behind_of(noun, noun.doc[heard.last])
    return False


# What is done to a place, whose name stands behind "of".
_WON = {
    "liberation", "isolation", "recapture", "capture", "siege", "seizure", "occupation", "fall", "destruction",
    "encirclement", "reconquest", "storming", "annexation", "blockade", "shelling", "bombing", "bombardment",
}  # fmt: skip


def _is_ground_behind_of(noun: "Token", heard: "Token") -> bool:
    at = heard
    while at.dep_ in {"conj", "compound", "appos", "amod", "nmod"} and at.head.i not in {at.i, noun.i}:
        at = at.head
    if at.dep_ == "pobj" and at.head.lower_ in {"of", "including"} and at.head.head.i != noun.i:
        above = at.head.head  # "of key towns in the north including X"
        at = above if above.dep_ == "pobj" else at
    return at.dep_ == "pobj" and at.head.lower_ == "of" and at.head.head.i == noun.i


def takes_no_side(told: Told, heard: Party) -> bool:
    """Whether whom the models hear struck is whom the strike was to help: "strikes in support of the army"."""
    if told.sense.action != ASSAULT or heard.last < 0:
        return False
    at = told.token.doc[heard.last]
    while at.dep_ in {"conj", "compound", "nmod", "amod", "poss"} and at.head.i != at.i:
        at = at.head
    for _ in range(4):
        if at.dep_ != "pobj":
            return False
        above = at.head.head
        if at.head.lower_ in {"of", "for", "to"} and above.lemma_.lower() in _HELP:
            return above.i > told.token.i or above.dep_ == "pobj"
        if at.head.lower_ == "with" and above.lemma_.lower() in {"coordinate", "co", "concert", "coordination"}:
            return True
        if at.head.lower_ != "of":
            return False
        at = above  # "of the government of Kesmara"
    return False


_HELP = {
    "support", "aid", "defence", "defense", "favour", "favor", "behalf", "assistance", "help", "backing", "cover",
}  # fmt: skip
