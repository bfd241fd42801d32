"""An act laid to somebody by the way one speaks of it: "the work of the League", "named the League", "knew nothing"."""

from typing import TYPE_CHECKING

from talion.codebook.word_classes import word_class
from talion.coding.acts.told import Told
from talion.coding.events.which_act import Attributed, is_unreal, target_of, who_says
from talion.coding.sides.cast import Cast
from talion.coding.sides.phrases import Party
from talion.coding.speech.voices import Voices
from talion.records import Blame

if TYPE_CHECKING:
    from spacy.tokens import Token

# "The work of the League", "saw the hand of Karsun", "bore the hallmarks of the Front".
OF_WHOM = frozenset({"work", "handiwork", "doing", "hand", "hallmark", "hallmarks", "fingerprints", "signature"})
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
    owners += [c for c in noun.children if c.dep_ == "poss" and c.pos_ == "PROPN"]
    verb = noun.head
    lemma, word = verb.lemma_.lower(), noun.lower_
    is_it = lemma == "be" and noun.dep_ == "attr" and word in {"work", "handiwork", "doing"}
    bears = lemma in _BEARS and noun.dep_ == "dobj" and word in {"hallmark", "hallmarks", "fingerprints", "signature"}
    sees = lemma in _SEES and noun.dep_ == "dobj" and word == "hand"
    if not owners or not (is_it or bears or sees) or is_unreal(verb):
        return []
    return _blame(number, verb, owners[0], cast, voices, acts, "hallmarks" if bears else None, says_it_itself=sees)


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
    return clause.lemma_.lower() == "know" and nothing
