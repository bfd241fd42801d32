"""What a side's own telling says of who did it: it owns to its own acts, and lays those of its enemy to him."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from talion.codebook.word_classes import word_class
from talion.coding.acts.told import Told, is_passive
from talion.coding.answers.stated import Answer
from talion.coding.events.mentioned import name_of
from talion.coding.events.which_act import CLAIMABLE, Attributed
from talion.coding.sides.cast import Cast
from talion.coding.sides.phrases import ON_TERRITORY
from talion.coding.sides.pointing import both_sides
from talion.coding.speech.denying import DENIES
from talion.coding.speech.voices import Speech, Voices
from talion.records import Blame


def blamed_by_the_other_side(told: Told, voices: Voices, same_side: Callable[[str, str], bool]) -> Blame | None:
    """The blame that lies in a side's own telling of what was done to it; None where somebody else tells it.

    "The United States said that the group had fired the rockets that killed an American" names a perpetrator on the
    word of the one who was hit.
    """
    speech = voices.at(told.paragraph, told.token.i)
    if speech is None or speech.speaker.actor is None or speech.speaker.kind not in {"party", "official"}:
        return None
    who = speech.speaker.actor
    if (
        told.sense.action != "ASSAULT"
        or told.sense.undirected
        or not told.actor.actors
        or told.standing.status in {"denied", "planned", "threatened"}
    ):
        return None
    if is_taken_for_granted(told):
        return None
    actor = told.actor.actors[0]
    points = told.is_noun and told.definite and not told.recipient.actors
    if same_side(who, actor) or not (points or any(same_side(who, harmed) for harmed in told.recipient.actors)):
        return None
    passage = voices.cast.paragraphs[told.paragraph].of(told.sentence)
    return Blame("blames", actor, speech.speaker.name, who, told.standing.hedge, passage)


def is_taken_for_granted(told: Told) -> bool:
    """Whether a phrase on time tells it, which the speaker does not put forward: "25 were killed when jets bombed …".

    "Said that 109 had been hurt after Iran's attack on the base" gives a number, and takes the attack for known.
    """
    token = told.token
    if told.is_noun:
        if token.dep_ == "pobj":
            return token.head.lower_ in {"after", "following", "since", "during"}
        if token.dep_ not in {"nsubj", "nsubjpass", "dobj"}:
            return False
        token = token.head  # "died when bombs hit the house", "until they end their offensive"
    marks = {c.lower_ for c in token.children if c.dep_ in {"mark", "advmod"}}
    return token.dep_ == "advcl" and bool(marks & {"when", "after", "as", "since", "until", "before", "while"})


COUNTS = re.compile(r"\b(?:health|hospitals?|medics?|doctors?|rescue|civil defen[cs]e|ambulance)\b", re.IGNORECASE)


def own_claims(
    cast: Cast,
    voices: Voices,
    acts: list[Told],
    same_side: Callable[[str, str], bool],
    answers: Sequence[Answer] = (),
    doers: Sequence[tuple[str, ...]] = (),
    hit: Sequence[tuple[str, ...]] = (),
) -> list[Attributed]:
    """Acts that the side that did them tells itself: "Kesmara's minister said its artillery shelled the post".

    Whoever gives the reason for an act of their own owns to it too ("the shelling was in retaliation for …, she said");
    `doers` are, act by act, those who did it by any of its mentions, `hit` those to whom it was done.
    What a side tells of those with whom it fights is blame, and so is what its own communiqué tells of its enemy.
    """
    found = []
    fights = [(set(did), set(got)) for did, got in zip(doers, hit, strict=False) if did and got]
    both = both_sides(cast)
    heard = {s.speaker.actor for s in voices.speeches if s.speaker.actor is not None}
    # two sides of which each has its say: "Kesmara says Doruvians blew it up; Doruvia spoke of sabotage"
    have_their_say = len(both) == 2 and all(any(same_side(one, who) for who in heard) for one in both)
    two = [({both[0]}, {both[1]})] if have_their_say else []
    for n, told in enumerate(acts):
        force = told.sense.action in CLAIMABLE and not told.sense.undirected
        if not force or told.standing.status not in {"done", "attempted"}:
            continue
        speech = voices.at(told.paragraph, told.token.i)
        passage = cast.paragraphs[told.paragraph].of(told.sentence)
        if speech is not None and (speech.verb in DENIES or _denies_nearby(speech, told, voices)):
            continue  # "denied that it had seized sailors in the clash": who denies owns to nothing
        if speech is not None and COUNTS.search(speech.speaker.name):
            continue  # whoever counts the dead owns to nothing
        if speech is not None and _is_speaker(told, speech):
            by = Blame("claims", speech.speaker.actor, speech.speaker.name, speech.speaker.actor, passage=passage)
            found.append(Attributed(n, by))
            continue
        who = speech.speaker.actor if speech is not None else cast.own
        if speech is not None and speech.speaker.kind not in {"party", "official"}:
            by_name = _named_speaker(told, speech, cast)
            if by_name is not None:
                found.append(Attributed(n, Blame("claims", by_name, speech.speaker.name, by_name, passage=passage)))
            continue
        if speech is None and who is not None and not told.actor.actors and _are_ours(told):
            told.actor = replace(told.actor, actors=(who,), why="forces of the side whose voice this is")
        if speech is not None and who is None and _is_bare_spokesman(speech.speaker.name) and told.actor.actors:
            who = told.actor.actors[0]  # "Army kills commander in raid, says spokesman"
        actor = next((a for a in told.actor.actors if who is not None and same_side(a, who)), None)
        if actor is None and speech is not None and who is not None and _is_their_own(told, speech):
            told.actor = replace(told.actor, actors=(who,), why="its own, says who speaks")
            actor = who
        if actor is None and speech is None and who is not None and told.actor.actors and _are_ours(told):
            actor = told.actor.actors[0]
        if speech is None and who is not None and actor is None and told.actor.actors:
            found.append(Attributed(n, Blame("blames", told.actor.actors[0], name_of(who, cast), who, passage=passage)))
        if speech is not None and who is None and speech.verb in _ADMITS and told.actor.actors:
            actor = told.actor.actors[0]  # "coastguards fired on the boat, the ministry admitted": whoever admits it
        suffered = any(same_side(who, one) for one in hit[n]) if hit and who is not None else False
        if speech is not None and who is not None and not suffered and not told.actor.actors and _announces(told):
            told.actor = replace(told.actor, actors=(who,), why="the side that announces it")
            actor = who
        if speech is not None and who is not None and hit and hit[n] and not suffered and _boasts(told, speech):
            told.actor = replace(told.actor, actors=(who,), why="the side that claims it")
            actor = who
        if speech is not None and who is not None and actor is None and hit:
            accused = _accuses_its_enemy(told, who, hit[n], [*fights, *two], same_side)
            if accused is not None:
                by = Blame("blames", accused, speech.speaker.name, who, told.standing.hedge, passage)
                found.append(Attributed(n, by))
        if actor is None or (told.is_noun and told.definite and not told.folded):
            continue
        name = speech.speaker.name if speech is not None else name_of(actor, cast)
        found.append(Attributed(n, Blame("claims", actor, name, who, told.standing.hedge, passage)))
    claimed = {one.act for one in found}
    for answer in answers:
        told, speech = acts[answer.response], answer.speech
        who = speech.speaker.actor if speech is not None else cast.own
        done_by = (*told.actor.actors, *(doers[answer.response] if doers else ()))
        actor = next((a for a in done_by if who is not None and same_side(a, who)), None)
        if actor is None or answer.response in claimed or told.sense.action != "ASSAULT":
            continue
        name = speech.speaker.name if speech is not None else name_of(actor, cast)
        found.append(Attributed(answer.response, Blame("claims", actor, name, who, passage=answer.sentence)))
    return found


_ADMITS = {"admit", "acknowledge", "confess", "concede"}


def _denies_nearby(speech: Speech, told: Told, voices: Voices) -> bool:
    """Whether the same speaker denies something in the same sentence: "denies a massacre: eight, it says, were hit"."""
    return any(
        other.verb in DENIES
        and other.paragraph == told.paragraph
        and told.sentence.start <= other.cue < told.sentence.end
        and other.speaker.actor == speech.speaker.actor
        for other in voices.speeches
    )


def _announces(told: Told) -> bool:
    """ "An attack on the town had begun, he told the crowd"."""
    return (
        told.is_noun and told.token.dep_ == "nsubj" and told.token.head.lemma_.lower() in {"begin", "start", "commence"}
    )


def _boasts(told: Told, speech: Speech) -> bool:
    """ "Claimed that five of the enemy's aircraft had been destroyed": by whom, it goes without saying."""
    nobody = not told.actor.actors and told.actor.first < 0 and not told.is_noun
    whom = told.recipient
    of_war = bool(whom.actors) and whom.why != ON_TERRITORY and (whom.thing or whom.civilian is False)
    return nobody and of_war and speech.verb == "claim" and is_passive(told.token)


def _accuses_its_enemy(
    told: Told,
    who: str,
    hit: Sequence[str],
    fights: Sequence[tuple[set[str], set[str]]],
    same_side: Callable[[str, str], bool],
) -> str | None:
    """Whom a side says to have struck it, or anybody, where the report has the two fight each other."""
    if not told.actor.actors or (told.is_noun and told.definite and not told.folded) or is_taken_for_granted(told):
        return None
    accused = told.actor.actors[0]
    its_own = told.actor.first >= 0 and told.token.doc[told.actor.first].lower_ in {"its", "their", "his", "our"}
    if its_own or any(same_side(who, one) for one in told.actor.actors):
        return None
    own = any(same_side(who, one) for one in hit)

    def between(one: str, other: str) -> bool:
        return any(any(same_side(one, a) for a in did) and any(same_side(other, b) for b in got) for did, got in fights)

    return accused if own or between(who, accused) or between(accused, who) else None


_OURS = {
    "hero", "fighter", "soldier", "unit", "brigade", "battalion", "force", "troop", "artillery", "defence", "defense",
    "aviation", "navy", "gunner", "pilot", "lion", "mujahid", "mujahideen", "division", "regiment", "army", "squadron",
    "aircraft", "marine", "commando", "ranger", "guard", "detachment",
}  # fmt: skip
_OWNS = {"say", "tell", "admit", "confess", "testify", "boast", "acknowledge", "recall", "describe"}


def _are_ours(told: Told) -> bool:
    """Whether who acted is named as forces, in the voice of a side that has not called them its enemy's."""
    if told.actor.first < 0:
        return False
    words = told.token.doc[told.actor.first : told.actor.last + 1]
    lemmas = {t.lemma_.lower() for t in words}
    return bool(lemmas & _OURS) and not lemmas & {"enemy", "hostile", "terrorist", "mercenary", "so", "occupation"}


def _is_bare_spokesman(name: str) -> bool:
    return (
        re.fullmatch(r"(?:(?:the|an?|its|his) )?(?:(?:army|military|police) )?spokes\w+", name, re.IGNORECASE)
        is not None
    )


def _is_speaker(told: Told, speech: Speech) -> bool:
    """Whether who acted is who speaks: "told a court how he and eleven others killed 23 people", "we fired"."""
    if told.actor.first < 0 or speech.speaker.kind in {"outlet", "expert"} or speech.speaker.actor is not None:
        return False
    if speech.first <= told.actor.first <= speech.last:  # "the rebels say that they shot it down": whom "they" means
        return _is_a_body(speech) and _is_what_is_said(told, speech)
    first = told.token.doc[told.actor.first].lower_
    if first in {"i", "we"}:
        return speech.quoted
    if first in {"it", "they", "its", "their", "our"}:
        return _is_a_body(speech) and _is_what_is_said(told, speech)
    doc = told.token.doc
    between = doc[speech.cue : max(told.actor.first, speech.cue)]
    other = any(t.ent_type_ == "PERSON" and t.dep_ in {"nsubj", "dobj", "dative"} for t in between)
    return first in {"he", "she"} and speech.verb in _OWNS and not other and told.actor.first > speech.cue


def _is_their_own(told: Told, speech: Speech) -> bool:
    """ "The army concluded that its own tank had fired the shell": nobody's but the speaker's."""
    if told.actor.actors or told.actor.first < 0 or told.actor.first <= speech.cue:
        return False
    return told.token.doc[told.actor.first].lower_ in {"its", "our", "their"} and _is_what_is_said(told, speech)


def _is_a_body(speech: Speech) -> bool:
    """Whether a group without a name of its own speaks, and no person: "the rebels say that they shot it down"."""
    words = speech.speaker.name.lower().split()
    head = words[-1] if words else ""
    singular = head.removesuffix("s")
    return speech.speaker.kind != "witness" and ({head, singular} & _BODIES != set())


def _is_what_is_said(told: Told, speech: Speech) -> bool:
    """Whether an act is what is said itself, and no clause about somebody else in it stands between."""
    at = told.token
    for _ in range(4):
        if speech.cue in {at.head.i, at.i}:
            return True
        if at.dep_ not in {"ccomp", "conj", "dobj", "parataxis"}:
            return False
        at = at.head
    return False


_BODIES = word_class("groups") | word_class("not_of_state") | word_class("roles")


def _named_speaker(told: Told, speech: Speech, cast: Cast) -> str | None:
    """Who speaks of an act of their own by a pronoun beside a name: "a group calling itself the Front"."""
    if told.actor.first < 0 or told.token.doc[told.actor.first].lower_ not in {"it", "they", "its", "their"}:
        return None
    if speech.speaker.kind in {"outlet", "expert", "witness"}:
        return None
    cue = told.token.doc[speech.cue]
    subject = next((c for c in cue.children if c.dep_ == "nsubj"), None)
    inside = {t.i for t in subject.subtree} if subject is not None else set()
    beside = {m.actor for m in cast.mentions[told.paragraph] if m.first in inside}
    return next((a for a in told.actor.actors if a in beside and cast.kind(a) != "state"), None)
