"""An act laid to somebody by where the fire came from: "the drones, it says, rose from a Caldran warship"."""

from typing import TYPE_CHECKING

from talion.coding.acts.told import Told
from talion.coding.events.mentioned import name_of
from talion.coding.events.which_act import Attributed, is_unreal, target_of
from talion.coding.sides.cast import Cast
from talion.coding.sides.phrases import WEAPON_NOUNS
from talion.coding.speech.voices import Voices
from talion.records import Blame

if TYPE_CHECKING:
    from spacy.tokens import Token

COMES = {"come", "rise", "fly", "originate", "fire", "launch", "arrive"}
_FIRE = {"fire", "shot", "bullet", "round", "blast", "projectile", "shrapnel", "violence", "volley", "salvo", "gunfire",
         "shooting", "attack", "strike"}  # fmt: skip


def came_from(number: int, verb: "Token", cast: Cast, voices: Voices, acts: list[Told]) -> list[Attributed]:
    """ "Says the fire came from an Israeli tank": blame for what was told before, by who speaks.

    Only whose place it is counts. A land from which somebody fires has not fired itself.
    """
    subject = next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    if subject is None or is_unreal(verb) or passive != (verb.lemma_.lower() in {"fire", "launch"}):
        return []
    weapon = subject.lemma_.lower() in WEAPON_NOUNS | _FIRE
    if not weapon and subject.lower_ not in {"it", "they"}:
        return []
    place = next((i for c in verb.children if c.lower_ == "from" for i in c.children if i.dep_ == "pobj"), None)
    if place is None or place.pos_ != "NOUN":
        return []
    whose = [m.actor for t in place.lefts for m in [cast.at(number, t.i)] if m is not None]
    speech = voices.at(number, verb.i)
    actor = speech.speaker.actor if speech is not None else cast.own
    if not whose or (speech is None and actor is None) or whose[0] == actor:
        return []
    if speech is not None and speech.speaker.kind in {"outlet", "expert"}:
        return []
    act = target_of(number, verb, acts, None, of=whose[0], back=True)
    if act is None or (not weapon and acts[act].weapon is None and acts[act].sense.weapon is None):
        return []
    by = speech.speaker.name if speech is not None else name_of(actor or "", cast)
    return [Attributed(act, Blame("blames", whose[0], by, actor, passage=cast.paragraphs[number].of(verb.sent)))]
