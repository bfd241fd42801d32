"""What is done to a weapon that was to strike: to stop it in the air, or to blow up what was found, is no attack."""

from typing import TYPE_CHECKING

from talion.coding.acts.told import head_and_beside, lemma_of
from talion.coding.sides.phrases import WEAPON_NOUNS

if TYPE_CHECKING:
    from spacy.tokens import Token

_STRIKE_ONLY = {"missile", "rocket", "projectile", "shell", "mortar", "other"}
# What is sent to look as often as to strike.
_UNMANNED = {"drone", "uav", "aerial", "vehicle"}


def is_defence(target: "Token") -> bool:
    """Whether to bring this down stops an attack: any missile, drones by number, and a drone that is nobody's.

    One drone that is said to be somebody's ("a US drone over Marib") is theirs and was shot at, as an aeroplane is.
    """
    lemma = lemma_of(target)
    if lemma in _STRIKE_ONLY:
        return True
    if lemma not in _UNMANNED:
        return False
    before = list(target.lefts)
    if target.tag_ in {"NNS", "NNPS"} or any(c.dep_ == "nummod" and c.lower_ not in {"one", "1"} for c in before):
        return True
    attacks = any(c.lower_ in {"attack", "suicide", "kamikaze", "loitering", "explosive", "armed"} for c in before)
    owned = any(c.dep_ in {"poss", "compound", "amod", "nmod"} and c.text[:1].isupper() for c in before)
    return attacks or not owned


_BLOWS = {"blow", "detonate", "explode", "destroy"}
_SAPPERS = {"sapper", "specialist", "engineer", "expert", "deminer", "technician", "disposal", "squad", "robot"}
_CHARGES = WEAPON_NOUNS | {"explosive", "device", "dynamite", "charge", "ordnance", "munition", "package", "parcel"}
_FINDS = {"find", "discover", "uncover", "unearth", "spot", "locate", "defuse", "seize", "recover"}


def makes_safe(verb: "Token", subject: "Token | None", target: "Token | None") -> bool:
    """Whether a bomb is blown up by those who are there for it: "they found a mine. Engineers blew it up"."""
    if lemma_of(verb) not in _BLOWS or target is None:
        return False
    if target.lower_ in {"it", "they", "them"}:
        return _finds_before(verb)
    by_sappers = subject is not None and any(lemma_of(t) in _SAPPERS for t in head_and_beside(subject))
    return by_sappers and any(lemma_of(t) in _CHARGES for t in head_and_beside(target))


def _finds_before(verb: "Token") -> bool:
    """Whether its sentence, or the one before it, tells that a bomb was found."""
    first = verb.sent.start
    begin = verb.doc[first - 1].sent.start if first else first
    return any(
        c.dep_ in {"dobj", "nsubjpass"} and any(lemma_of(t) in _CHARGES for t in c.subtree)
        for one in verb.doc[begin : verb.i]
        if one.pos_ == "VERB" and lemma_of(one) in _FINDS
        for c in one.children
    )
