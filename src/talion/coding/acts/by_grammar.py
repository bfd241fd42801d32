"""The sides that grammar gives to an act which only the models hear, where they name nobody."""

from dataclasses import replace
from typing import TYPE_CHECKING

from talion.codebook.acts import act_words
from talion.coding.acts.heard_sides import JUDGING, WORDS_FOR_ACTS, as_actor, share_a_word
from talion.coding.acts.told import Told, is_passive, lemma_of, subject_of
from talion.coding.acts.verb_sides import with_those_beside
from talion.coding.sides.cast import Cast
from talion.coding.sides.phrases import GROUP_NOUNS, PEOPLE_NOUNS, WEAPON_NOUNS, Party

if TYPE_CHECKING:
    from spacy.tokens import Token


def give_sides_by_grammar(made: Told, cast: Cast) -> None:
    """Give an act that the models alone hear the sides that grammar gives it, where they name nobody."""
    token = made.token
    if made.is_noun:
        _noun_by_grammar(made, cast)
    if made.is_noun or token.pos_ != "VERB":
        return
    if made.actor.first < 0 and not is_passive(token) and (token.tag_ != "VBG" or token.dep_ == "advcl"):
        subject = subject_of(token)
        if subject is not None and subject.pos_ in {"NOUN", "PROPN", "PRON"} and subject.lower_ not in _EXPLETIVE:
            party = as_actor(made.paragraph, cast.party(made.paragraph, subject), cast)
            struck = any(sense.action == "ASSAULT" for sense in act_words().nouns.get(lemma_of(subject), ()))
            if not share_a_word(party, made.recipient) and lemma_of(subject) not in WEAPON_NOUNS and not struck:
                made.actor = replace(party, why=f"the subject of '{token.text}'; {party.why}")
    accused = _accused_of_it(token) if made.sense.action == "AID" and made.actor.first < 0 else None
    if accused is not None:
        made.actor = replace(as_actor(made.paragraph, cast.party(made.paragraph, accused), cast), why="who is accused")
    if made.recipient.first < 0:
        made.recipient = _to_whom(made, cast)
    if made.sense.action in {"COERCE", "SANCTION"} and set(made.recipient.actors) <= set(made.actor.actors):
        barred = _pobj(token, {"to", "against"})  # "closed its harbours to ships of X"
        party = cast.party(made.paragraph, barred) if barred is not None else Party()
        if party.actors and not set(party.actors) & set(made.actor.actors):
            made.recipient = replace(party, thing=False)
    if made.sense.action == "CONSULT" and token.lemma_.lower() in _MOVES and not made.recipient.actors:
        where = _went_to(token)
        party = cast.party(made.paragraph, where) if where is not None else Party()
        if party.actors and cast.kind(party.actors[0]) == "state" and not set(party.actors) & set(made.actor.actors):
            made.recipient = replace(party, thing=False, why="where who made it went")
    if made.sense.action == "AID" and token.lemma_.lower() in _RECEIVE and not is_passive(token):
        giver = _pobj(token, {"from"})
        if giver is not None or token.lemma_.lower() == "receive":
            made.recipient = made.actor if made.actor.first >= 0 else made.recipient
            made.actor = Party()
        if giver is not None:
            made.actor = as_actor(made.paragraph, cast.party(made.paragraph, giver), cast)


def _accused_of_it(verb: "Token") -> "Token | None":
    """Who is said to have done it: "accused Doruvia of having trained and armed the rebels"."""
    while verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        verb = verb.head
    accuses = verb.head.head
    if verb.dep_ != "pcomp" or verb.head.lower_ != "of" or accuses.lemma_.lower() not in {"accuse", "suspect"}:
        return None
    whom = "nsubjpass" if is_passive(accuses) else "dobj"
    return next((c for c in accuses.children if c.dep_ == whom), None)


_RECEIVE = {"receive", "get", "obtain", "accept", "buy", "purchase", "acquire"}
_EXPLETIVE = {"there", "it", "that", "which", "this", "what"}


def _pobj(verb: "Token", words: set[str]) -> "Token | None":
    """What stands behind one of these prepositions of a verb or of its object."""
    objects = [c for c in verb.children if c.dep_ == "dobj"]
    behind = [c for at in (verb, *objects) for c in at.children if c.dep_ == "prep" and c.lower_ in words]
    return next((inner for prep in behind for inner in prep.children if inner.dep_ == "pobj"), None)


def _to_whom(made: Told, cast: Cast) -> Party:
    """Whom a verb's object or the words behind its preposition name: "consult with allies", "requested it from X"."""
    token = made.token
    for child in token.children:
        if child.i < token.i:
            continue
        points = made.sense.action in JUDGING and child.lower_ in WORDS_FOR_ACTS
        if (
            child.dep_ == "dobj"
            and made.sense.action in _TAKES_WHOM
            and child.pos_ in {"NOUN", "PROPN", "PRON"}
            and not points
        ):
            party = cast.party(made.paragraph, child)
            visited = token.lemma_.lower() == "visit" and child.pos_ == "PROPN"
            if (_is_whom(party, child) or visited) and not share_a_word(party, made.actor):
                return replace(party, thing=False, why=f"the object of '{token.text}'; {party.why}")
        objects = [child, *child.children] if child.dep_ == "dobj" else [child]
        for behind in objects:
            if behind.dep_ in {"prep", "dative"} and behind.lower_ in _BEHIND.get(made.sense.action, ()):
                for inner in behind.children:
                    if inner.dep_ == "pobj" and inner.lemma_.lower() not in _AT_WHOSE_WORD:
                        party = cast.party(made.paragraph, inner)
                        if _is_whom(party, inner) and not share_a_word(party, made.actor):
                            return replace(party, why=f"behind '{behind.text}'; {party.why}")
    return Party()


# "Launched on orders from X": who ordered it, and nobody to whom it was done.
_AT_WHOSE_WORD = {"order", "behalf", "instruction", "command", "request", "advice", "initiative"}
_TAKES_WHOM = {"CONSULT", "ACCUSE", "REQUEST", "SUPPORT", "THREATEN"}
_BEHIND = {
    "CONSULT": {"with", "to"}, "COOPERATE": {"with"}, "AGREE": {"with", "to"}, "AID": {"to", "for"},
    "REQUEST": {"from", "on", "upon", "to"}, "SUPPORT": {"for", "with"}, "SANCTION": {"on", "against"},
    "ASSAULT": {"on", "against", "at", "upon"}, "THREATEN": {"against"},
}  # fmt: skip


def _is_whom(party: Party, token: "Token") -> bool:
    people = lemma_of(token) in PEOPLE_NOUNS or lemma_of(token) in GROUP_NOUNS
    if token.pos_ == "NOUN" and not people and any(c.tag_ == "PRP$" for c in token.lefts):
        return False  # "expressed its solidarity"
    return not party.thing and (bool(party.actors) or lemma_of(token) in PEOPLE_NOUNS or lemma_of(token) in GROUP_NOUNS)


def _noun_by_grammar(made: Told, cast: Cast) -> None:
    """Give an act that the models alone hear in a noun whom the words beside it name: "the visit by X to Y"."""
    owner = next((c for c in made.token.lefts if c.dep_ == "poss" and c.pos_ in {"PROPN", "NOUN"}), None)
    if owner is not None and made.actor.first < 0 and lemma_of(made.token) in _FIGHTING:
        fights = as_actor(made.paragraph, cast.party(made.paragraph, owner), cast)
        if _is_whom(fights, owner) and not share_a_word(fights, made.recipient):
            made.actor = replace(fights, why=f"whose '{made.token.text}' it is; {fights.why}")
    for child in made.token.children:
        inner = next((c for c in child.children if c.dep_ == "pobj"), None)
        if child.dep_ not in {"prep", "agent"} or inner is None:
            continue
        goes = made.sense.action == "CONSULT" and made.token.lemma_.lower() in _JOURNEYS and child.lower_ == "to"
        behind = child.lower_ in _BEHIND.get(made.sense.action, ()) or goes
        if not behind and child.lower_ != "by":
            continue
        party = cast.party(made.paragraph, inner)
        if child.lower_ == "by":
            acting = as_actor(made.paragraph, party, cast)
            if made.actor.first < 0 and _is_whom(acting, inner) and not share_a_word(acting, made.recipient):
                made.actor = replace(acting, why=f"behind 'by'; {party.why}")
        elif made.recipient.first < 0 and (goes or _is_whom(party, inner)) and not share_a_word(party, made.actor):
            made.recipient = replace(party, thing=False, why=f"behind '{child.text}'; {party.why}")
    if made.recipient.first < 0 and made.sense.action == "CONSULT":
        where = destination(made.token)
        party = cast.party(made.paragraph, where) if where is not None else Party()
        if party.actors and cast.kind(party.actors[0]) == "state" and not set(party.actors) & set(made.actor.actors):
            made.recipient = replace(party, thing=False, why="where who made it went")
        verb = made.token.head.head
        subject = subject_of(verb) if where is not None and not made.actor.actors else None
        if subject is not None:
            made.actor = as_actor(made.paragraph, cast.party(made.paragraph, subject), cast)


# What those do whose it is said to be.
_FIGHTING = {"fight", "campaign", "operation", "war", "offensive", "advance", "struggle", "battle", "violence", "push"}
_JOURNEYS = {"visit", "trip", "journey", "tour", "mission"}
_MOVES = {"arrive", "land", "travel", "fly", "leave", "depart", "head", "go", "return", "set"}


def destination(noun: "Token") -> "Token | None":
    """Where somebody went for talks or on a visit: "arrived in Doruvia on a visit", "left for Selva for talks"."""
    if noun.dep_ != "pobj" or noun.head.lower_ not in {"for", "on"}:
        return None
    verb = noun.head.head
    if verb.lemma_.lower() not in _MOVES or verb.pos_ != "VERB":
        return None
    return _went_to(verb, but=noun.head)


def _went_to(verb: "Token", *, but: "Token | None" = None) -> "Token | None":
    words = {"for", "to"} if verb.lemma_.lower() in {"leave", "depart", "head", "set"} else {"in", "to", "at"}
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in words and child != but:
            inner = next((c for c in child.children if c.dep_ == "pobj"), None)
            if inner is not None and inner.pos_ == "PROPN":
                return inner
    return None


def take_whole_subject(made: Told, cast: Cast) -> None:
    """Take all those named together who do it where the models heard one: "Kesmara, Doruvia and Tamur welcomed"."""
    if made.is_noun or not made.actor.actors or is_passive(made.token):
        return
    subject = subject_of(made.token)
    if subject is None:
        return
    party = as_actor(made.paragraph, cast.party(made.paragraph, subject), cast)
    party = with_those_beside(made.paragraph, made.token, party, cast)
    if set(made.actor.actors) < set(party.actors) and not share_a_word(party, made.recipient):
        made.actor = replace(party, why=f"the subject of '{made.token.text}'; {party.why}")
