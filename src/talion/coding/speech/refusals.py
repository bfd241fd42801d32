"""Refusals without a verb of refusing: "will never sign", "is not willing to talk to the rebels"."""

from dataclasses import replace
from typing import TYPE_CHECKING

from talion.codebook.acts import Sense
from talion.coding.acts.told import Told, lemma_of
from talion.coding.sides.phrases import GROUP_NOUNS, PEOPLE_NOUNS, Party
from talion.coding.speech.voices import Speech

if TYPE_CHECKING:
    from spacy.tokens import Token

_REFUSABLE = {"AGREE", "CONSULT", "CONCEDE", "RETREAT", "COOPERATE", "AID", "SUPPORT"}
_ENDED = {"AID", "COOPERATE", "AGREE"}
_SOMEBODY = PEOPLE_NOUNS | GROUP_NOUNS
_WILL = {"will", "would", "wo", "'ll", "shall"}
_WILLING = {"willing", "ready", "prepared", "inclined", "minded", "going"}


def as_refusal(told: Told, speech: Speech | None) -> Told:
    """The act as a refusal, where somebody says that he will not do it; as a sanction, where he will no longer.

    What was not done is none: "did not sign" tells that there is no accord, and of nobody who refused it.
    """
    if told.is_noun or told.sense.action not in _REFUSABLE:
        return told
    ended = _no_longer(told.token)
    if not ended and (told.standing.status != "negated" or not _will_not(told.token)):
        return told
    actor = told.actor
    if not actor.actors and speech is not None and speech.speaker.actor is not None:
        subject = next((c for c in told.token.children if c.dep_ == "nsubj"), None)
        if subject is not None and subject.lower_ in {"we", "i"}:
            actor = Party((speech.speaker.actor,), speech.first, speech.last, why="who says so")
    if not actor.actors and (actor.first < 0 or lemma_of(told.token.doc[actor.last]) not in _SOMEBODY):
        return told
    refused = "SANCTION" if ended and told.sense.action in _ENDED else "REJECT"
    mode = "discontinue" if refused == "SANCTION" else None
    standing = replace(told.standing, status="done", because="somebody says that he will not do it", tense="past")
    return replace(told, sense=Sense(refused, mode, sure=True), standing=standing, actor=actor)


def _will_not(verb: "Token") -> bool:
    """ "Will never sign", "is not willing to talk", "is not going to withdraw"."""
    helpers = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    if helpers & _WILL and _is_denied(verb):
        return True
    above = verb.head
    if verb.dep_ != "xcomp" or above.lemma_.lower() not in _WILLING | {"go"}:
        return False
    holder = above.head if above.dep_ == "acomp" else above
    if above.lemma_ == "go" and above.lower_ != "going":
        return False
    return _is_denied(holder) or _is_denied(above)


def _is_denied(verb: "Token") -> bool:
    return any(c.dep_ == "neg" or c.lower_ == "never" for c in verb.children)


def _no_longer(verb: "Token") -> bool:
    """ "Will no longer sell armoured cars"."""
    if not any(c.lower_ in _WILL for c in verb.children if c.dep_ == "aux"):
        return False
    return any(c.lower_ == "longer" and c.nbor(-1).lower_ == "no" for c in verb.children)
