"""What is said about an act and is no part of it: who judges it did not do it, denials, blame."""

from dataclasses import replace
from typing import TYPE_CHECKING

from talion.coding.acts.folding import is_superlative
from talion.coding.acts.passed_over import pass_over
from talion.coding.acts.told import Told, is_passive, passive_subject
from talion.coding.events.alike import days_fit
from talion.coding.events.groups import Group, SameSide
from talion.coding.events.mentioned import DEED, Mentioned, name_of
from talion.coding.events.which_act import Attributed
from talion.coding.sides.cast import Cast
from talion.coding.sides.phrases import Party
from talion.coding.speech.denying import DENIES, denies_anywhere, leaves_open
from talion.coding.speech.voices import Speech
from talion.records import Blame, Count

if TYPE_CHECKING:
    from spacy.tokens import Token


_JUDGES = {
    "condemn", "denounce", "deplore", "describe", "call", "praise", "hail", "welcome", "mourn", "discuss",
    "investigate", "regret", "recall", "mark", "condone", "criticise", "criticize", "slam",
}  # fmt: skip
_SHOWS = {
    "violate",
    "breach",
    "undermine",
    "constitute",
    "amount",
    "threaten",
    "represent",
    "demonstrate",
    "contravene",
}
_ACCUSES = {"blame", "accuse", "suspect", "hold", "attribute", "ascribe"}


def unburden(one: Mentioned, cast: Cast) -> None:
    """Take from a mention what its grammar cannot mean.

    Who condemns "the bombing" did not do it, nor on the day of condemning it; who says that people "were killed" is not
    thereby who killed them.
    """
    told = one.told
    verb = told.token.head
    if told.is_noun and told.token.dep_ == "attr" and is_superlative(told.token) and _is_said_of_it(verb):
        # "It was the bloodiest attack since February 1994, when 68 died": the act just told, and no day and toll of it
        told.definite, told.plural, told.so_far, told.acts = True, False, False, Count.exactly(1)
        if told.standing.status in {"historical", "habitual"}:
            told.standing = replace(told.standing, status="done")
        one.days, one.days_at = None, None
        since = next(
            (t.i for t in told.token.subtree if t.lower_ in {"since", "after", "when"} and t.i > told.token.i), None
        )
        doc = cast.paragraphs[told.paragraph]
        one.tolls = [
            toll for toll in one.tolls if since is None or (at := doc.token_at(toll[3].start)) is None or at.i < since
        ]
    speech = one.speech
    if told.standing.status == "denied" and speech is not None and not denies_anywhere(told.sentence):
        told.standing = replace(told.standing, status="done")  # "said that they had also shelled a mosque"
    shows = told.is_noun and told.token.dep_ == "nsubj" and verb.lemma_.lower() in _SHOWS
    if shows and speech is not None and speech.first <= told.actor.first and told.actor.last <= speech.last:
        told.actor = Party()  # "Russia said the bombing of the airport violated international law"
    if told.is_noun and told.token.dep_ == "dobj" and verb.lemma_.lower() in _JUDGES:
        subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        if subject is not None and told.actor.first <= subject.i <= told.actor.last:
            told.actor = Party()
        if told.definite and told.recipient.first < 0:
            one.days, one.days_at = None, None
    if told.is_noun and told.actor.first > told.token.i and _is_behind_on(told.token, told.actor.first):
        told.actor = Party()  # "the attacks on a militia and Iran's calls for retaliation"
    accuser = _accuser(told.token)
    if told.is_noun and accuser is not None and told.actor.first > accuser.i and told.alleged is None:
        told.alleged, told.actor = told.actor, Party()  # "blamed the brigade for the attack"
    by = any(c.dep_ == "agent" for t in told.tokens for c in t.children)
    if not told.is_noun and one.speech is not None and is_passive(told.token) and not by:
        speech = one.speech
        if told.actor.first >= 0 and told.actor.first <= speech.last and speech.first <= told.actor.last:
            told.actor = Party()


def _is_said_of_it(verb: "Token") -> bool:
    """Whether a sentence says what "it" or "the attack" was."""
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    return (
        verb.lemma_ == "be"
        and subject is not None
        and (subject.lower_ in {"it", "this", "that"} or any(c.lower_ in {"the", "this"} for c in subject.lefts))
    )


def _is_behind_on(noun: "Token", at: int) -> bool:
    """Whether a word stands in the phrase that says whom an act was done to: no "by", no clause between."""
    word = noun.doc[at]
    for _ in range(8):
        if word.dep_ == "prep" and word.head.i == noun.i:
            return word.lower_ in {"on", "against", "at", "upon"}
        if word.dep_ in {"agent", "relcl", "acl"} or word.head.i == word.i:
            return False
        word = word.head
    return False


def _accuser(token: "Token") -> "Token | None":
    """The verb that lays this act to somebody: "blamed … for the attack", "accused … of the raid"."""
    at = token
    for _ in range(5):
        at = at.head
        if at.lemma_.lower() in _ACCUSES and not any(c.dep_ == "prt" for c in at.children):  # not "held off"
            return at
        if at.pos_ == "VERB" or at.head.i == at.i:
            return None
    return None


def says_none_such(told: Told) -> bool:
    """ "No such collision took place": the act told before is denied."""
    lefts = {c.lower_ for c in told.token.lefts}
    return told.is_noun and told.standing.status == "negated" and "such" in lefts and "no" in lefts


def is_denied_by_nobody(one: Mentioned, cast: Cast) -> bool:
    """Whether a mention is negated by the report itself, in which no side speaks: "nor was that the only fire"."""
    told = one.told
    if told.standing.status != "denied" or one.speech is not None or told.actor.actors or cast.own is not None:
        return False
    return not any(t.lemma_.lower() in DENIES | _ACCUSES | {"denial"} for t in told.sentence)


def is_asked_of(one: Mentioned, group: Group) -> bool:
    """Whether a question asks who did the act of a group: "Who fired on the bus stop?"."""
    told, lead = one.told, group.lead.told
    who = any(c.dep_ in {"nsubj", "agent", "pobj"} and c.lower_ == "who" for c in told.token.children)
    if not who or not told.sentence_text.rstrip().endswith("?") or told.sense.action != lead.sense.action:
        return False
    near = 0 <= told.paragraph - max(m.told.paragraph for m in group.mentions) <= 2
    return near and lead.standing.status in DEED and (_same_thing(told, group) or told.recipient.first < 0)


def is_denial_of(one: Mentioned, group: Group) -> bool:
    """Whether a mention denies the act of a group: "denied that it had targeted the prison", where it was struck."""
    told, lead = one.told, group.lead.told
    if says_none_such(told):
        beside = 0 <= told.paragraph - max(m.told.paragraph for m in group.mentions) <= 1
        return beside and lead.standing.status in DEED | {"denied"} and told.sense.action == lead.sense.action
    if told.standing.status != "denied" or lead.standing.status not in DEED or told.sense.action != lead.sense.action:
        return False
    near = 0 <= told.paragraph - max(m.told.paragraph for m in group.mentions) <= 1
    same_weapon = bool(told.weapon) and any(m.told.weapon == told.weapon for m in group.mentions)
    return near and (
        same_weapon or _same_thing(told, group) or (told.is_noun and told.definite and told.recipient.first < 0)
    )


def is_blame_for(one: Mentioned, group: Group, same_side: SameSide) -> bool:
    """Whether a side says who did an act of which nobody else says it: "the army had mined the dam itself"."""
    told, lead = one.told, group.lead.told
    if one.speech is None or one.speech.speaker.kind in {"outlet", "expert"}:
        return False
    who = one.speech.speaker.actor
    points = _points_at_what_was_used(told)
    if not (told.actor.actors or points) or told.standing.status not in DEED or lead.standing.status not in DEED:
        return False
    if told.sense.action != "ASSAULT" or lead.sense.action != "ASSAULT":
        return False
    if any(m.told.actor.actors for m in group.mentions) or (
        who is not None and any(same_side(who, a) for a in told.actor.actors)
    ):
        return False
    near = 0 <= told.paragraph - max(m.told.paragraph for m in group.mentions) <= 1
    undated = one.days is None or one.days.span is None or days_fit(one, group) > 0
    return near and undated and (_same_thing(told, group) or (points and _has_a_weapon(group)))


def _points_at_what_was_used(told: Told) -> bool:
    """ "Says the separatists fired them", "that it was launched by the militia": somebody, and a weapon told before."""
    if told.is_noun or told.actor.first < 0 or told.token.lemma_.lower() not in _USES:
        return False
    passive = passive_subject(told.token)
    things = [c for c in told.token.children if c.dep_ == "dobj"] + ([passive] if passive is not None else [])
    return any(c.lower_ in {"it", "they", "them", "these", "those"} for c in things)


_USES = {"fire", "launch", "plant", "lay", "drop", "throw", "shoot", "lob", "detonate", "place", "send"}


def _has_a_weapon(group: Group) -> bool:
    return any(m.told.weapon or m.told.sense.weapon for m in group.mentions)


def _same_thing(told: Told, group: Group) -> bool:
    """Whether a mention names the thing that a group's mentions name: "the prison" after "a prison in Saada"."""
    if told.recipient.first < 0:
        return False
    doc = told.token.doc
    head = doc[told.recipient.first : told.recipient.last + 1].root
    if head.pos_ not in {"NOUN", "PROPN"} or not any(c.lower_ in {"the", "this", "that"} for c in head.lefts):
        return False
    return any(
        head.lemma_.lower() == t.lemma_.lower()
        for m in group.mentions
        for t in m.told.sentence
        if t.pos_ in {"NOUN", "PROPN"} and (m.told.paragraph, t.i) < (told.paragraph, head.i)
    )


def _is_the_speaker(told: Told, speech: Speech, who: str | None) -> bool:
    """Whether it is who speaks that is said to have done it."""
    return speech.first <= told.actor.first <= speech.last or (who is not None and who == speech.speaker.actor)


def give_word(one: Mentioned, group: Group, cast: Cast) -> None:
    """Keep a denial or blame at the act that it is of, as the word of who said it."""
    told = one.told
    verb = told.token.head
    if verb.lemma_.lower() in DENIES and leaves_open(verb):
        group.spoken_of.append(one)
        pass_over(told.token, "the act told before, neither owned to nor denied")
        return
    if is_asked_of(one, group):
        group.spoken_of.append(one)
        pass_over(told.token, "a question about the act told before")
        return
    stance = "denies" if told.standing.status in {"denied", "negated"} else "blames"
    speaker = one.speech.speaker if one.speech is not None else None
    who = told.actor.actors[0] if told.actor.actors else None
    if stance == "blames" and speaker is not None and one.speech is not None and _is_the_speaker(told, one.speech, who):
        stance = "claims"  # "the Volunteers said that they had sent them"
    if who is None and speaker is not None and (stance == "denies" or told.actor.first < 0):
        who = speaker.actor  # "the army says that the rebels fired them": not the army, whoever the rebels are
    if stance == "denies" and speaker is None and who is None:
        who = cast.own
        if who is None:
            pass_over(told.token, "the report itself says that it did not happen")
            return
    by = speaker.actor if speaker is not None and speaker.actor is not None else who
    name = speaker.name if speaker is not None else name_of(who, cast) if who is not None else "the report"
    passage = cast.paragraphs[told.paragraph].of(told.sentence)
    group.attributed.append(Attributed(-1, Blame(stance, who, name, by, told.standing.hedge, passage)))
    group.spoken_of.append(one)
    pass_over(
        told.token, "the act told before, denied" if stance == "denies" else "the act told before, laid to somebody"
    )
