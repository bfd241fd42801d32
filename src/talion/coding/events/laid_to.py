"""An act laid to somebody by the way one speaks of it: "the work of the League", "named the League", "knew nothing"."""

from typing import TYPE_CHECKING

from talion.codebook.word_classes import word_class
from talion.coding.acts.told import Told
from talion.coding.events.which_act import (
    Attributed,
    is_named,
    is_unreal,
    new_claimant,
    target_of,
    who_says,
    word_of,
)
from talion.coding.sides.cast import Cast
from talion.coding.sides.phrases import Party
from talion.coding.speech.voices import Voices
from talion.records import Blame

if TYPE_CHECKING:
    from spacy.tokens import Token

# "The work of the League", "saw the hand of Karsun", "bore the hallmarks of the Front", "called it Karsun's reply".
_MAKING = {"work", "handiwork", "doing"}
_ANSWERS = {"reply", "answer", "response", "retaliation", "revenge", "reprisal", "vengeance"}
_BORNE = {"hallmark", "hallmarks", "fingerprints", "signature", "signatures", "initials"}
OF_WHOM = frozenset({"hand", *_MAKING, *_ANSWERS, *_BORNE})
_MESSAGES = {"note", "letter", "leaflet", "message", "statement", "video", "card", "poster", "communique", "communiqué",
             "recording", "banner", "pamphlet", "flyer", "paper"}  # fmt: skip
_CALLS = {"call", "consider", "term", "deem", "label"}
_WHOSE = {"its", "their", "our", "his", "her", "my"}
_BEARS = {"bear", "have", "carry", "show"}
_SEES = {"see", "suspect", "detect", "smell", "find", "recognise", "recognize"}
_PARTIES = {"state", "armed group", "umbrella", "force", "party", "government", "set", "unknown"}
# Those who did it, named by that alone.
_DOERS = frozenset({
    "attacker", "assailant", "gunman", "bomber", "perpetrator", "killer", "culprit", "kidnapper", "raider", "shooter",
    "hijacker", "sniper", "intruder", "abductor", "murderer", "arsonist", "hitman",
})  # fmt: skip
_OF_A_BAND = word_class("people") | {"member"}


def of_whose_making(number: int, noun: "Token", cast: Cast, voices: Voices, acts: list[Told]) -> list[Attributed]:
    """ "It was the work of X", "saw the hand of X in it", "bore the hallmarks of X"."""
    owners = [i for c in noun.children if c.lower_ == "of" for i in c.children if i.dep_ == "pobj"]
    owners += [c for c in noun.children if c.dep_ == "poss" and (c.pos_ == "PROPN" or c.lower_ in _WHOSE)]
    verb = noun.head
    lemma, word = verb.lemma_.lower(), noun.lower_
    is_it = lemma == "be" and noun.dep_ == "attr" and word in _MAKING
    bears = lemma in _BEARS and noun.dep_ == "dobj" and word in _BORNE
    sees = lemma in _SEES and noun.dep_ == "dobj" and word == "hand"
    called = lemma in _CALLS and noun.dep_ in {"oprd", "attr"} and word in _MAKING | _ANSWERS
    if not owners or not (is_it or bears or sees or called):
        return []
    if owners[0].lower_ in _WHOSE:
        return _owned_to(number, noun, cast, voices, acts) if is_it else []
    if is_unreal(verb) and not (bears and verb.dep_ in {"relcl", "acl", "xcomp"}):
        return []  # "the first to bear the initials of X" bears them
    if bears and (word == "initials" or _is_a_message(verb)):
        return _signed(number, verb, owners[0], cast, acts)
    hedge = "hallmarks" if bears else None
    return _blame(number, verb, owners[0], cast, voices, acts, hedge, says_it_itself=sees or called)


def _owned_to(number: int, noun: "Token", cast: Cast, voices: Voices, acts: list[Told]) -> list[Attributed]:
    """ "Telephoned to say that this was its work": claimed, or denied, by who speaks."""
    speech = voices.at(number, noun.i)
    verb = noun.head
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if speech is None or subject is None or subject.lower_ not in {"this", "that", "it", "they", "these", "those"}:
        return []
    if speech.speaker.kind in {"outlet", "expert", "witness"} or any(c.tag_ == "MD" for c in verb.children):
        return []
    cue = noun.doc[speech.cue]
    says = _subject(cue) or next((c for c in cue.head.children if c.dep_ == "nsubj"), None)
    by, actor = speech.speaker.name, speech.speaker.actor
    if says is not None:
        by, party = who_says(number, says, cast)
        if not party.actors and is_named(says):
            party = new_claimant(number, says, cast, party)
        actor = party.actors[0] if party.actors else actor
    act = target_of(number, verb, acts, None, of=actor, back=True)
    if act is None:
        return []
    denied = any(c.dep_ == "neg" for c in verb.children)
    passage = cast.paragraphs[number].of(noun.sent)
    return [Attributed(act, Blame("denies" if denied else "claims", actor, by, actor, passage=passage))]


def _is_a_message(verb: "Token") -> bool:
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    return subject is not None and subject.lemma_.lower() in _MESSAGES


def _signed(number: int, verb: "Token", owner: "Token", cast: Cast, acts: list[Told]) -> list[Attributed]:
    """ "A note bore the signature of the Brigades": a claim by who signed it."""
    party = cast.party(number, owner)
    if not party.actors and is_named(owner):
        party = new_claimant(number, owner, cast, party)
    act = target_of(number, verb, acts, None, of=party.actors[0] if party.actors else None, back=True)
    if act is None or not party.actors:
        return []
    whom = party.actors[0]
    passage = cast.paragraphs[number].of(verb.sent)
    return [Attributed(act, Blame("claims", whom, word_of(number, owner, party, cast), whom, passage=passage))]


def signed_by(number: int, verb: "Token", cast: Cast, acts: list[Told]) -> list[Attributed]:
    """ "A pamphlet signed by the Column": a claim, where the text tells of an attack."""
    by = next((i for c in verb.children if c.dep_ in {"agent", "prep"} and c.lower_ == "by" for i in c.children), None)
    note = verb.head if verb.dep_ in {"acl", "relcl", "conj"} else None
    while note is not None and note.dep_ in {"acl", "conj"} and note.head.i != note.i and note.pos_ == "VERB":
        note = note.head
    passive = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    words = {t.lemma_.lower() for t in (note, passive) if t is not None}
    if by is None or not words & _MESSAGES or is_unreal(verb):
        return []
    return _signed(number, verb, by, cast, acts)


def thinks_of(number: int, verb: "Token", cast: Cast, acts: list[Told]) -> list[Attributed]:
    """ "The prefect thinks of rebels from across the border": blame by a guess."""
    of = next((i for c in verb.children if c.dep_ == "prep" and c.lower_ == "of" for i in c.children), None)
    subject = _subject(verb)
    act = target_of(number, verb, acts, None, back=True)
    if of is None or subject is None or act is None or is_unreal(verb) or acts[act].actor.actors:
        return []
    party = cast.party(number, of)
    whom = party.actors[0] if party.actors and cast.kind(party.actors[0]) in _PARTIES - {"state"} else None
    if whom is None and of.lemma_.lower() not in _OF_A_BAND | word_class("not_of_state") | word_class("accused"):
        return []
    by, who = who_says(number, subject, cast)
    actor = who.actors[0] if who.actors else None
    passage = cast.paragraphs[number].of(verb.sent)
    return [Attributed(act, Blame("blames", whom, by, actor, "suspected", passage))]


def laid_to(number: int, verb: "Token", cast: Cast, voices: Voices, acts: list[Told]) -> list[Attributed]:
    """ "The president named the League", "pointed to Karsun", "put the raid down to the rebels"."""
    if is_unreal(verb):
        return []
    lemma = verb.lemma_.lower()
    objects = [c for c in verb.children if c.dep_ in {"dobj", "oprd"} and c.i > verb.i]
    to = [i for c in verb.children if c.dep_ in {"prep", "dative"} and c.lower_ == "to" for i in c.children]
    if lemma == "name" and len(objects) == 1 and not any(c.lower_ in {"as", "after"} for c in verb.children):
        return _blame(number, verb, objects[0], cast, voices, acts, says_it_itself=True)
    if lemma == "point" and to and not objects:
        return _blame(number, verb, to[0], cast, voices, acts, says_it_itself=True)
    if lemma == "put" and to and any(c.lower_ == "down" for c in verb.children):
        return _blame(number, verb, to[0], cast, voices, acts, says_it_itself=True)
    return []


def _blame(
    number: int,
    verb: "Token",
    accused: "Token",
    cast: Cast,
    voices: Voices,
    acts: list[Told],
    hedge: str | None = None,
    *,
    says_it_itself: bool = False,
) -> list[Attributed]:
    party = cast.party(number, accused)
    whom = party.actors[0] if party.actors and not party.thing else None
    act = target_of(number, verb, acts, None, of=whom, back=True)
    if whom is None or cast.kind(whom) not in _PARTIES or act is None or acts[act].actor.actors:
        return []
    subject = _subject(verb) if says_it_itself else None
    speech = voices.at(number, verb.i)
    by, actor = "the report", None
    if subject is not None and subject.tag_ not in {"WP", "WDT"}:
        by, who = who_says(number, subject, cast)
        actor = who.actors[0] if who.actors else None
    elif speech is not None:
        by, actor = speech.speaker.name, speech.speaker.actor
    elif says_it_itself:
        return []
    if actor == whom:
        return []
    passage = cast.paragraphs[number].of(verb.sent)
    return [Attributed(act, Blame("blames", whom, by, actor, hedge, passage))]


def _subject(verb: "Token") -> "Token | None":
    """Who does it: the subject of the verb, of what it is joined to, or the noun that a clause hangs on."""
    for _ in range(3):
        found = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        if found is not None:
            return found
        root = verb.sent.root
        if verb.dep_ == "acl" and root.pos_ in {"NOUN", "PROPN"} and root.i < verb.i:
            return root  # "the president, who came to the site, named the League": the parser makes him the head
        if verb.dep_ != "conj":
            return None
        verb = verb.head
    return None


def who_they_were(number: int, clause: "Token", cast: Cast) -> Party:
    """Of what band a clause says those who did it were: "they were from the PKK", "the gunmen belonged to it"."""
    subject = next((c for c in clause.children if c.dep_ == "nsubj"), None)
    if subject is None or not (subject.lower_ in {"they", "he", "she"} or subject.lemma_.lower() in _DOERS):
        return Party()
    if any(c.dep_ == "neg" for c in clause.children):
        return Party()
    lemma = clause.lemma_.lower()
    words = {"from"} if lemma == "be" else {"to"} if lemma == "belong" else set()
    whom = [i for c in clause.children if c.dep_ == "prep" and c.lower_ in words for i in c.children]
    kinds = [c for c in clause.children if c.dep_ == "attr" and lemma == "be" and c.lemma_.lower() in _OF_A_BAND]
    whom += [i for c in kinds for p in c.children if p.lower_ in {"of", "from"} for i in p.children]
    party = cast.party(number, whom[0]) if whom and whom[0].dep_ == "pobj" else Party()
    band = bool(party.actors) and cast.kind(party.actors[0]) in _PARTIES - {"state", "government", "unknown"}
    return party if band else Party()


def knows_nothing(clause: "Token") -> bool:
    """ "It knows nothing of it", "it knew nothing about the raid": said of oneself, a denial."""
    nothing = any(c.dep_ == "dobj" and c.lower_ == "nothing" for c in clause.children)
    of = [i for c in clause.children if c.dep_ == "prep" and c.lower_ in {"of", "about"} for i in c.children]
    none = any(t.lower_ == "no" for i in of for t in i.lefts)  # "knew of no such raid"
    return clause.lemma_.lower() == "know" and (nothing or none)
