"""Places that fighters win, told with an everyday verb: "the rebels took Mocha"."""

from typing import TYPE_CHECKING

from talion.codebook.acts import Sense
from talion.codebook.word_classes import word_class
from talion.coding.acts.told import head_and_beside, is_passive, lemma_of, subject_of

if TYPE_CHECKING:
    from spacy.tokens import Token

GROUND = Sense("COERCE", "seize", sure=True)
_PLACES = {
    "town", "city", "village", "hill", "ridge", "base", "airport", "airfield", "port", "bridge", "island", "garrison",
    "barracks", "outpost", "post", "camp", "capital", "suburb", "fort", "fortress", "palace", "crossing", "district",
    "valley", "pass", "junction", "dam", "refinery", "oilfield", "mine", "peninsula", "heights", "citadel",
}  # fmt: skip
_FIGHTERS = {
    "rebel", "army", "troop", "soldier", "force", "militia", "fighter", "insurgent", "guerrilla", "column", "marine",
    "paratrooper", "militiaman", "gunman", "jihadist", "separatist", "commando", "guard", "mutineer", "militant",
    "partisan", "mercenary", "division", "brigade", "battalion", "junta", "regiment", "tribesman", "faction",
}  # fmt: skip
_BY_STORM = {"storm", "notice", "time", "place"}


def is_ground_won(verb: "Token") -> bool:
    """Whether fighters take a place: not "the film took Paris by storm", nor a delegation that reaches a town."""
    if verb.pos_ != "VERB" or verb.lemma_ != "take" or is_passive(verb):
        return False
    place = next((c for c in verb.rights if c.dep_ == "dobj"), None)
    if place is None or not _is_place(place) or any(t.lower_ in _BY_STORM for t in verb.doc[verb.i : verb.i + 8]):
        return False
    who = subject_of(verb)
    return who is not None and any(lemma_of(t) in _FIGHTERS for t in head_and_beside(who))


def _is_place(token: "Token") -> bool:
    if token.pos_ == "PROPN":
        return token.ent_type_ in {"GPE", "LOC", "FAC"} and lemma_of(token) not in word_class("people")
    return token.lemma_.lower() in _PLACES and any(c.dep_ == "det" for c in token.lefts)
