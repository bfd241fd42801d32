"""Who is accused in a plain statement: "the mayor said that jihadists had laid it", "residents say soldiers fired"."""

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from talion.codebook.word_classes import word_class
from talion.coding.acts.told import Told
from talion.coding.events.charged import is_named_by
from talion.coding.events.own_word import COUNTS, is_taken_for_granted
from talion.coding.events.which_act import CLAIMABLE, TARGETS, Attributed, is_named, new_claimant
from talion.coding.models import sure
from talion.coding.sides.cast import Cast
from talion.coding.speech.denying import DENIES
from talion.coding.speech.voices import Speech, Voices
from talion.records import Blame

if TYPE_CHECKING:
    from spacy.tokens import Token

_OF_NO_STATE = word_class("not_of_state")
_PEOPLE = word_class("people") | {"pair", "man", "men", "woman"}
# Those who did it, named by that alone: to say that gunmen fired accuses nobody.
_ANYBODY = {
    "gunman", "attacker", "assailant", "bomber", "killer", "kidnapper", "hijacker", "murderer", "robber", "raider",
    "group", "network", "cell", "faction", "fighter", "party", "movement", "wing",
}  # fmt: skip
_FORCES = {
    "soldier", "troop", "army", "police", "policeman", "force", "guard", "officer", "commando", "navy", "marine",
    "trooper", "gendarme", "military", "paratrooper", "militiaman", "constable", "jailer", "coastguard",
}  # fmt: skip
_OWN_RADIO = re.compile(r"(?:its|their)\b|.*['’]s?\b ", re.IGNORECASE)
_OWN = {"it", "they", "we", "he", "she", "i", "who", "which", "that"}
_WHOSE = {"its", "their", "our", "his", "her", "my"}
_STATES = {"state", "government", "force"}
_BANDS = {"armed group", "umbrella"}
# "Had ordered the bombing": what is told by a noun that points is said anew by such a verb.
_DOES = {"order", "commit", "plan", "stage", "carry", "approve", "mount", "launch", "direct", "perpetrate", "conduct",
         "organise", "organize", "execute", "arrange", "mastermind", "authorise", "authorize", "plot",
         "sanction", "place", "plant", "lay", "throw", "drop", "detonate", "fire", "send"}  # fmt: skip


def accusations(
    cast: Cast,
    voices: Voices,
    acts: Sequence[Told],
    known: Sequence[Attributed],
    same_side: Callable[[str, str], bool],
) -> list[Attributed]:
    """Acts of force that somebody tells as another's: who did it is known from the one who says so, and not otherwise.

    A statement of one's own deeds, of an ally's battles, or of nobody in particular ("gunmen fired") accuses nobody.
    """
    spoken = {(one.act, one.blame.by) for one in known if one.blame is not None}
    found = []
    for n, told in enumerate(acts):
        if told.sense.action not in CLAIMABLE or told.sense.undirected:
            continue
        if told.standing.status not in TARGETS - {"denied"} | {"planned"} or (
            told.score is not None and told.score < sure.RECORD
        ):
            continue
        speech = voices.at(told.paragraph, told.token.i)
        if speech is None or (n, speech.speaker.name) in spoken or not _could_accuse(speech):
            continue
        if told.is_noun and told.definite and not told.folded and not _is_said_anew(told):
            continue
        who = _who_did_it(told)
        if is_taken_for_granted(told) or who is None:
            continue
        accused = _accused(told, who, speech, cast, same_side)
        if accused is None:
            continue
        passage = cast.paragraphs[told.paragraph].of(told.sentence)
        speaker = speech.speaker
        blame = Blame("blames", accused or None, speaker.name, speaker.actor, told.standing.hedge, passage)
        found.append(Attributed(n, blame))
    return found


def _could_accuse(speech: Speech) -> bool:
    """Whether somebody speaks who is neither a reporter nor an expert, and does not count the dead or deny."""
    of_a_side = speech.speaker.kind == "outlet" and _OWN_RADIO.match(speech.speaker.name)
    if (speech.speaker.kind in {"outlet", "expert"} and not of_a_side) or speech.verb in DENIES:
        return False
    return COUNTS.search(speech.speaker.name) is None


def _is_said_anew(told: Told) -> bool:
    """Whether a noun that points back is the object of a verb by which it was done: "had ordered the bombing"."""
    verb = told.token.head
    return told.token.dep_ == "dobj" and verb.lemma_.lower() in _DOES and told.actor.first < verb.i


def _who_did_it(told: Told) -> "Token | None":
    """The noun for who did it: "the pair" of "the pair had approved a kidnapping", where the act names nobody."""
    if told.actor.first >= 0:
        return told.token.doc[told.actor.first : told.actor.last + 1].root
    verb = told.token.head
    if told.token.dep_ != "dobj" or verb.lemma_.lower() not in _DOES:
        return None
    return next((c for c in verb.children if c.dep_ == "nsubj"), None)


def _accused(
    told: Told, head: "Token", speech: Speech, cast: Cast, same_side: Callable[[str, str], bool]
) -> str | None:
    """Whom a statement accuses: the id of a party, "" for somebody without a name, None where it accuses nobody."""
    if head.lower_ in _OWN or any(t.lower_ in _WHOSE for t in head.subtree if t.i <= head.i):
        return None
    if speech.first <= head.i <= speech.last:
        return None
    speaker = speech.speaker
    accused = told.actor.actors[0] if told.actor.actors and not told.actor.thing else None
    if accused is not None and speaker.actor is not None and same_side(speaker.actor, accused):
        return None
    if _is_of_a_battle(told, speaker.actor, cast, same_side) or _is_a_third(told, speaker.actor, accused, cast):
        return None
    official = speaker.actor is None and _speaks_for_a_state(speech)
    if accused is not None:
        return None if official and cast.kind(accused) in _STATES else accused
    lemma = head.lemma_.lower()
    if lemma in _ANYBODY or head.pos_ not in {"NOUN", "PROPN"}:
        return None
    if lemma in _OF_NO_STATE:
        return ""
    if lemma in _FORCES:
        return None if official or speaker.actor is not None else ""
    if told.token.head.lemma_.lower() in _DOES and lemma in _PEOPLE:
        return ""  # "the pair had approved a kidnapping"
    if lemma in word_class("accused") or lemma.endswith("ist"):
        return ""  # "the prosecution says that two sergeants fired"
    if head.pos_ == "PROPN" and is_named(head) and head.ent_type_ not in {"GPE", "LOC", "FAC"}:
        made = new_claimant(told.paragraph, head, cast, told.actor)
        return made.actors[0] if made.actors else ""
    return None


def _is_of_a_battle(told: Told, speaker: str | None, cast: Cast, same_side: Callable[[str, str], bool]) -> bool:
    """Whether those to whom it was done fight themselves, and who speaks is not of them: a battle told by an ally."""
    whom = told.recipient
    if any(speaker is not None and same_side(speaker, one) for one in whom.actors):
        return False
    if any(cast.kind(one) in _BANDS for one in whom.actors):
        return True
    head = told.token.doc[whom.first : whom.last + 1].root if whom.first >= 0 else None
    return head is not None and head.lemma_.lower() in _OF_NO_STATE


def _is_a_third(told: Told, speaker: str | None, accused: str | None, cast: Cast) -> bool:
    """Whether one state tells what another did somewhere else: "Norway said that Sudanese jets had bombed Bentiu"."""
    if speaker is None or accused is None or cast.kind(speaker) not in _STATES or cast.kind(accused) not in _STATES:
        return False
    whom = told.recipient
    named = whom.first >= 0 and any(t.pos_ == "PROPN" for t in told.token.doc[whom.first : whom.last + 1])
    return (named or bool(whom.actors)) and not any(is_named_by(one, speaker, "", cast) for one in whom.actors)


def _speaks_for_a_state(speech: Speech) -> bool:
    if speech.speaker.kind == "witness":
        return False
    name = speech.speaker.name.lower().split()
    return speech.speaker.kind == "official" or bool(name and name[-1] in word_class("roles"))
