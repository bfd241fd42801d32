"""Whether what was brought down was on its way to strike: to stop it is defence, and told with the attack."""

from typing import TYPE_CHECKING

from talion.coding.acts.told import lemma_of

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
