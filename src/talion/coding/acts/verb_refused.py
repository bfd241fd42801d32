"""Why a verb, in a sense that fits, tells no act with the sides that stand beside it."""

from typing import TYPE_CHECKING

from talion.coding.acts.accidents import accident
from talion.coding.acts.interception import is_defence, makes_safe
from talion.coding.acts.threatened import threatens
from talion.coding.acts.told import ABSTRACT, ASSAULT, EFFECTS, Told, head_and_beside, is_figure, lemma_of
from talion.coding.acts.verb_senses import LANDING
from talion.coding.sides.phrases import GROUP_NOUNS, PEOPLE_NOUNS, WEAPON_NOUNS, Party

if TYPE_CHECKING:
    from spacy.tokens import Token

# What stands there and may be shelled, though who hits the road or the market has done it no harm.
_STANDING = {"market", "road", "wall", "ground", "target"}
_NO_SIDES = "no two sides that are known stand beside it, and the word alone is too weak"
_NOBODY = "nobody is said to do it: no party, no people, no name"


def why_not_told(
    told: Told, token: "Token", objects: list["Token"], subject: "Token | None", *, passive: bool
) -> str | None:
    """Why this verb, in this sense, tells no act with these sides; None where it does."""
    sense = told.sense
    action = sense.action
    if sense.answer:
        points = subject is not None and subject.lower_ in {"it", "this", "that", "these", "those"}
        if points and not passive and told.standing.status == "done":
            return "it points back at an act told before, which is the one that answers"
        return None if told.actor.actors or passive else "who answers is no party that is known"
    if action == "THREATEN":
        if not _is_somebody(told.actor, subject, passive=passive):
            return _NOBODY
        return None if sense.sure or threatens(token, told.actor) else "what is said is no threat"
    target = subject if passive else (objects[0] if objects else None)
    if action == ASSAULT and makes_safe(token, None if passive else subject, target):
        return "to blow up what was found makes it safe"
    if action == ASSAULT and told.word == "target" and passive and any(_is_reason(child) for child in token.children):
        return "“targeted for” says why somebody was picked out, and not for what"
    if action == ASSAULT and sense.weak:
        by = next((i for c in token.children if c.dep_ == "agent" for i in c.children), None) if passive else subject
        armed = by is not None and lemma_of(by) in WEAPON_NOUNS
        if target is not None and target.lemma_.lower() in (ABSTRACT - _STANDING if armed else ABSTRACT):
            return f"“{target.text}” is nothing that can be attacked but in a figure of speech"
        if told.word in {"hit", "strike", "target"} and target is None and told.recipient.first < 0:
            return "nothing is said to be hit"
        if told.word in LANDING:
            return None if told.recipient.first >= 0 else "nothing is said to be hit"
        if told.word in {"shoot down", "down", "destroy"} and target is not None and is_defence(target):
            return "to stop what flies is defence, and told with the attack"
        strong = told.recipient.actors or told.recipient.thing or told.recipient.unnamed
        strong = strong or (target is not None and target.ent_type_ in {"GPE", "LOC", "FAC"})
        strong = strong or (target is not None and target.pos_ == "PROPN" and target.ent_type_ not in {"PERSON", "ORG"})
        by_whom = told.actor.actors or told.actor.unnamed or (subject is not None and lemma_of(subject) in WEAPON_NOUNS)
        if (strong and (by_whom or passive)) or (by_whom and sense.mode and told.recipient.first >= 0):
            return None
        return "too weak a word alone: " + (
            "whom or what it was done to is nobody and nothing that is known" if not strong else "nobody does it"
        )
    if action == ASSAULT and told.word in {"fight", "battle"}:
        if target is not None and not passive and target.pos_ == "NOUN" and is_figure(target):
            return f"“{told.word} {target.text}” is a figure of speech"
        return None if told.actor.actors and told.recipient.actors else _NO_SIDES
    if action == ASSAULT:
        if told.word in EFFECTS and (why := accident(token)) is not None:
            return why
        if target is not None or told.actor.actors or told.actor.unnamed or told.recipient.first >= 0:
            return None
        return "neither who did it nor to whom is said"
    if (
        action == "COERCE"
        and not sense.sure
        and target is not None
        and target.lemma_.lower() in {"power", "control", "chance", "initiative", "opportunity"}
    ):
        return f"“{target.text}” is nothing that is taken from anybody by force"
    if action == "REQUEST":
        if not _asks(told, token):
            return "nothing is asked for"
        return None if _is_somebody(told.actor, subject, passive=passive) else _NOBODY
    if action == "PROTEST":
        return None if subject is not None else _NOBODY
    somebody = _is_somebody(told.actor, subject, passive=passive)
    two_sides = told.actor.actors and told.recipient.actors and told.actor.actors != told.recipient.actors
    if sense.sure:
        return None if somebody or passive or sense.subject else _NOBODY
    speaks = subject is not None and subject.lower_ in {"i", "we"} and not passive
    if action in {"SUPPORT", "ACCUSE"} and speaks and told.recipient.actors:
        return None  # "we thank Kesmara": who speaks does it
    if sense.weak:
        return None if two_sides else _NO_SIDES
    if action in {"MOBILIZE", "SANCTION", "AID"} and passive and not told.actor.actors and sense.object:
        return None  # "soldiers would be sent, the ministry said": the speaker may turn out to be the one who sends
    if action == "COERCE":
        if told.recipient.first < 0:
            return "nobody is named to whom it was done"
        return None if somebody or passive else _NOBODY
    if action in {"MOBILIZE", "AID", "RETREAT", "SANCTION", "CONCEDE", "COOPERATE", "REJECT"}:
        return None if somebody or (passive and target is not None) else _NOBODY
    return None if two_sides else _NO_SIDES


def _is_somebody(actor: Party, subject: "Token | None", *, passive: bool) -> bool:
    """Whether a party or people do it: a name, a band, "officers"; "the flood" and "prices" are nobody."""
    if actor.actors or actor.unnamed:
        return True
    if subject is None or passive:
        return False
    near = head_and_beside(subject)
    return (
        subject.ent_type_ in {"PERSON", "ORG", "GPE", "NORP"}
        or any(lemma_of(t) in PEOPLE_NOUNS or lemma_of(t) in GROUP_NOUNS for t in near)
        or (subject.pos_ == "PROPN" and subject.ent_type_ == "")
    )


def _asks(told: Told, token: "Token") -> bool:
    """Whether somebody asks for something: "calls it a breach" asks for nothing."""
    if told.word in {"want", "wish", "tell", "instruct", "advise", "direct"} and not told.sense.object:
        whom = told.recipient  # "wants to withdraw" asks nobody for anything
        return whom.first >= 0 and not set(whom.actors) & set(told.actor.actors)
    if told.sense.sure or told.word in {"urge", "implore", "beg", "petition"}:
        return True
    wanted = any(
        c.dep_ in {"ccomp", "xcomp", "advcl"} or (c.dep_ == "prep" and c.lower_ in {"for", "on", "upon", "to"})
        for c in token.children
        if c.i > token.i
    )
    if told.word == "call":
        wanted = any(c.dep_ == "prep" and c.lower_ in {"on", "upon", "for"} for c in token.children)
    elif told.word in {"press", "insist", "order", "ask"}:
        wanted = wanted and bool(told.recipient.actors) and told.word != "insist"
    elif told.word == "demand":
        wanted = True
    return wanted


def _is_reason(preposition: "Token") -> bool:
    """ "For their part in the raid": what somebody did, for which measures are taken against him."""
    behind = preposition.children if preposition.dep_ == "prep" and preposition.lower_ in {"for", "over"} else ()
    return any(c.dep_ == "pcomp" or c.lemma_.lower() in _DOINGS for c in behind)


_DOINGS = {"part", "role", "involvement", "support", "work", "share", "complicity", "tie", "link", "connection"}
