"""Who denies a deed by a verb of denying: "denied any part in it", "rejects this version", "both deny planting it"."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from talion.coding.acts.told import Told
from talion.coding.events.charged import charge_before
from talion.coding.events.charges import (
    DONE_IT,
    OF_DOING,
    agreed_before,
    answers_another_charge,
    deed_in,
    denies_another_deed,
    denies_what_is_said_here,
    told_of_it_before,
)
from talion.coding.events.which_act import NO_DEED, Attributed, still_spoken_of, target_of, who_says, word_of
from talion.coding.sides.cast import Cast
from talion.coding.sides.phrases import Party
from talion.coding.speech.denying import subject_near
from talion.coding.speech.voices import Voices
from talion.records import Blame, Passage

if TYPE_CHECKING:
    from spacy.tokens import Token

_PRONOUNS = {"it", "this", "that"}
# What a denial may be of that tells no act itself: a charge made before.
_VERSIONS = {*NO_DEED, "charge", "claim", "version", "account", "report", "story", "suggestion", "last", "latter"}


def denial_at(
    number: int, verb: "Token", cast: Cast, voices: Voices, acts: list[Told], known: Sequence[Attributed]
) -> Attributed | None:
    """The denial that a verb of denying tells; None where it is of no act of force, nor of help with one."""
    subject = subject_near(verb)
    if subject is None:
        return None
    told_of = told_of_it_before(number, verb, subject, cast, voices, acts)
    told_of = told_of or agreed_before(number, verb, subject, cast, acts)
    if told_of is not None:
        return told_of
    rest = " ".join(t.text for t in verb.subtree if t.i > verb.i)
    if not (DONE_IT.search(rest) or OF_DOING.search(rest)) or denies_another_deed(number, verb, acts):
        return None
    thing = next((c for c in verb.children if c.dep_ == "dobj"), None)
    if thing is not None and thing.lemma_.lower() in _VERSIONS:
        deed = _charged_with(number, verb, subject, cast, known, anybody=True)
        if deed is not None:
            return denied(number, verb, cast, voices, acts, deed)
    other, charged = answers_another_charge(number, verb, acts)
    if other and charged is None:
        return None  # "denied that it had a camp there"
    deed = charged if other else deed_in(number, verb, acts)
    if deed is None and denies_what_is_said_here(number, verb, acts):
        return None
    if deed is None and thing is not None and not _tells(number, thing, acts):
        if thing.lower_ in _PRONOUNS:
            deed = _charged_with(number, verb, subject, cast, known, anybody=False)
        if deed is None and thing.lemma_.lower() in _PRONOUNS | _VERSIONS:
            deed = still_spoken_of(number, verb, known, acts)
        if deed is None:
            deed = target_of(number, verb, acts, None, of=_first(cast.party(number, subject)), back=True)
    return denied(number, verb, cast, voices, acts, deed)


def _charged_with(
    number: int, verb: "Token", subject: "Token", cast: Cast, known: Sequence[Attributed], *, anybody: bool
) -> int | None:
    of, by = _first(cast.party(number, subject)), who_says(number, subject, cast)[0]
    return charge_before(number, verb, cast, known, of=of, by=by, anybody=anybody)


def _first(party: Party) -> str | None:
    return party.actors[0] if party.actors else None


def _tells(number: int, token: "Token", acts: list[Told]) -> bool:
    """Whether the words under this one tell an act of their own."""
    inside = {t.i for t in token.subtree}
    return any(
        one.paragraph == number and one.token.i in inside and not (one.is_noun and one.sense.action == "ACCUSE")
        for one in acts
    )


def denied(
    number: int, token: "Token", cast: Cast, voices: Voices, acts: list[Told], deed: int | None = None
) -> Attributed | None:
    """A denial by the subject of a verb, of this deed or the one that its words and those before it mean."""
    passage = cast.paragraphs[number].of(token.sent)
    subject = subject_near(token)
    if subject is None and token.dep_ == "conj":  # "it was shocked and had nothing to do with the crime"
        subject = subject_near(token.head)
    if subject is None:
        return None
    party = cast.party(number, subject)
    act = deed
    if act is None:
        act = target_of(number, token, acts, None, of=party.actors[0] if party.actors else None)
    if act is None:
        return None
    if not party.actors and subject.lower_ in {"both", "neither", "all"}:
        return _both_deny(number, token, subject, act, cast, passage)
    speech = next((s for s in voices.speeches if s.paragraph == number and s.cue == token.i), None)
    if not party.actors and speech is not None and speech.speaker.actor is not None:
        # "a spokesman for the group, Ada Poe, denied it"
        who = speech.speaker.actor
        return Attributed(act, Blame("denies", who, speech.speaker.name, who, passage=passage))
    if not party.actors and subject.pos_ not in {"PROPN", "NOUN"}:
        return None
    actor = party.actors[0] if party.actors else None
    name = word_of(number, subject, party, cast)
    told_by = voices.at(number, token.i) if token.lemma_.lower() == "have" else None
    if told_by is not None and told_by.speaker.kind not in {"outlet", "expert"} and subject.pos_ != "PRON":
        # "ministers maintained that the state had no part in it": their word
        return Attributed(act, Blame("denies", actor, told_by.speaker.name, told_by.speaker.actor, passage=passage))
    return Attributed(act, Blame("denies", actor, name, actor, passage=passage))


def _both_deny(
    number: int, token: "Token", subject: "Token", act: int, cast: Cast, passage: Passage
) -> Attributed | None:
    """ "Both deny it": the last two parties named before."""
    before = [m.actor for m in cast.mentions[number] if m.last < token.i and cast.kind(m.actor) != "state"]
    last = list(dict.fromkeys(reversed(before)))[:2]
    if not last:
        return None
    return Attributed(act, Blame("denies", last[0], subject.text, last[0], passage=passage))


def each_denies(number: int, token: "Token", cast: Cast, acts: list[Told]) -> list[Attributed]:
    """ "Both the League and the Front denied planting it": each for itself."""
    subject = subject_near(token)
    if subject is None or not any(c.dep_ == "conj" for c in subject.rights):
        return []
    rest = " ".join(t.text for t in token.subtree if t.i > token.i)
    act = target_of(number, token, acts, None)
    if act is None or not (DONE_IT.search(rest) or OF_DOING.search(rest)):
        return []
    found = []
    for one in (subject, *subject.conjuncts):
        mention = cast.at(number, one.i)
        if mention is not None:
            words = cast.paragraphs[number].passage(mention.first, mention.last).quote
            passage = cast.paragraphs[number].of(token.sent)
            found.append(Attributed(act, Blame("denies", mention.actor, words, mention.actor, passage=passage)))
    return found if len(found) > 1 else []
