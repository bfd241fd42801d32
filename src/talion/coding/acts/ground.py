"""Ground that is taken by force, from whose it was: "seized the town", "took 10 square km of land"."""

from dataclasses import replace
from typing import TYPE_CHECKING

from talion.coding.acts.told import ASSAULT, Told
from talion.coding.sides.cast import Cast

if TYPE_CHECKING:
    from spacy.tokens import Token

_TAKES = {"seize", "take", "capture", "occupy", "overrun", "retake", "recapture", "reconquer"}
_GROUND = {
    "town", "city", "village", "island", "islet", "hill", "height", "ridge", "kilometre", "kilometer", "km", "mile",
    "province", "region", "district", "capital", "suburb", "hamlet", "township", "peninsula", "county", "hilltop",
}  # fmt: skip
_KINDS = {ASSAULT, "COERCE"}


def takes_ground(told: Told) -> bool:
    """Whether a verb tells that a place was taken, whatever kind of act a model hears in it."""
    if told.is_noun or told.sense.action not in _KINDS or told.token.lemma_.lower() not in _TAKES:
        return False
    return any(c.dep_ in {"dobj", "nsubjpass"} and _is_ground(c) for c in told.token.children)


def give_ground_its_owner(told: Told, cast: Cast) -> None:
    """ "Took 10 square km of Armenian land": whose it was stands behind the measure."""
    if told.recipient.actors or not takes_ground(told):
        return
    taken = [c for c in told.token.children if c.dep_ in {"dobj", "nsubjpass"} and c.lemma_.lower() in _GROUND]
    behind = [i for c in taken for p in c.children if p.lower_ == "of" for i in p.children if i.dep_ == "pobj"]
    for word in behind:
        owner = cast.party(told.paragraph, word)
        if owner.actors and not set(owner.actors) & set(told.actor.actors):
            told.recipient = replace(owner, thing=True)


def _is_ground(token: "Token") -> bool:
    if token.pos_ == "PROPN":
        ship = any(c.dep_ == "compound" and c.pos_ == "NOUN" for c in token.lefts)  # "the tanker Orion"
        return token.ent_type_ in {"GPE", "LOC"} and not ship
    return token.lemma_.lower() in _GROUND
