"""The sides that a verb's own words name: who acts, to whom it is done, given, promised or demanded of."""

from dataclasses import replace
from typing import TYPE_CHECKING

from talion.codebook.acts import Sense
from talion.coding.acts.told import Told, head_and_beside, lemma_of
from talion.coding.sides.cast import Cast
from talion.coding.sides.phrases import GROUP_NOUNS, PEOPLE_NOUNS, WEAPON_NOUNS, Party, phrase_of
from talion.coding.sides.pointing import meant_by_clause

if TYPE_CHECKING:
    from spacy.tokens import Token


def is_given(thing: "Token", sense: Sense) -> bool:
    """Whether a word is what passes from one to another in this sense, such as money or prisoners."""
    return any(lemma_of(t) in sense.object for t in head_and_beside(thing))


def given_to(number: int, verb: "Token", thing: "Token", known: Party, cast: Cast) -> Party:
    """To whom "contributed 20 million dollars to the fund" gives it: a party, people, or a body that no list knows."""
    for child in (*verb.children, *thing.children):
        if child.dep_ not in {"prep", "dative"} or child.lower_ not in {"to", "for"} or child.i < thing.i:
            continue
        inner = next((c for c in child.children if c.dep_ == "pobj"), None)
        party = cast.party(number, inner) if inner is not None else Party()
        if inner is None or not (party.actors or lemma_of(inner) in PEOPLE_NOUNS or inner.ent_type_ == "ORG"):
            continue
        return give_actor_a_name(number, replace(party, thing=False), cast)
    return known if known.actors or lemma_of(thing) in PEOPLE_NOUNS else Party()


def promised(number: int, verb: "Token", agreement: "Token", actor: Party, cast: Cast) -> Party | None:
    """With whom an accord is whose words say only what it gives: "signed an accord to supply Doruvia with wheat"."""
    for clause in (*agreement.children, *(c for c in verb.children if c.i > agreement.i)):
        below = list(clause.children)
        if clause.dep_ not in {"acl", "relcl", "xcomp", "advcl"} or not any(
            c.lower_ == "to" and c.dep_ == "aux" for c in below
        ):
            continue
        whom = [c for c in below if c.dep_ in {"dobj", "dative"}]
        whom += [i for c in below if c.dep_ in {"prep", "dative"} and c.lower_ in _TO_WHOM for i in c.children]
        for one in whom:
            party = cast.party(number, one)
            if party.actors and not party.thing and not set(party.actors) & set(actor.actors):
                return party
    return None


_TO_WHOM = {"to", "with", "from"}


def with_those_beside(number: int, verb: "Token", actor: Party, cast: Cast) -> Party:
    """Who acts and those who act with him: "Kesmara, together with Doruvia, has condemned"."""
    if not actor.actors:
        return actor
    head = verb.doc[actor.last]
    places = [*head.rights, *(c for c in verb.lefts if c.i > actor.last), *(c for t in verb.lefts for c in t.children)]
    for child in places:
        if child.dep_ != "prep" or child.lower_ != "with" or not actor.last < child.i < verb.i:
            continue
        if child.nbor(-1).lower_ not in {"together", "along", "jointly"}:
            continue
        inner = next((c for c in child.children if c.dep_ == "pobj"), None)
        other = cast.party(number, inner) if inner is not None else Party()
        if other.actors:
            return replace(actor, actors=tuple(dict.fromkeys((*actor.actors, *other.actors))))
    return actor


def is_own_force(told: Told, token: "Token") -> bool:
    """Whether an object is what the actor moves, and nobody to whom it is done: "called up 4,000 reservists"."""
    if told.word in _SHOOTS and lemma_of(token) in WEAPON_NOUNS:
        return True  # "fired two missiles"
    return told.sense.action == "MOBILIZE" and (lemma_of(token) in PEOPLE_NOUNS or lemma_of(token) in GROUP_NOUNS)


_SHOOTS = {"fire", "launch", "hurl", "lob", "shoot", "throw", "test"}


def owner_of(number: int, objects: list["Token"], cast: Cast) -> Party:
    """Whose the object is, where a measure is taken against what somebody has: "the accounts of six officers"."""
    for held in objects:
        for child in held.children:
            if child.dep_ == "poss" or (child.dep_ in {"amod", "compound", "nmod"} and cast.at(number, child.i)):
                party = cast.party(number, child)
                if party.actors:
                    return party
            if child.dep_ == "prep" and child.lower_ in {"of", "against", "from", "to", "with", "for"}:
                for inner in child.children:
                    if inner.dep_ == "pobj":
                        party = cast.party(number, inner)
                        if party.actors or party.unnamed:
                            return party
    return Party()


def aimed_at(number: int, token: "Token", sense: Sense, cast: Cast) -> Party:
    """Whom a verb's own preposition names: "fired missiles at Doruvia, its first attack on it"."""
    for child in token.children:
        if child.dep_ in {"prep", "dative"} and child.lower_ in sense.on:
            for inner in child.children:
                if inner.dep_ == "pobj":
                    party = cast.party(number, inner)
                    if party.actors:
                        return party
    return Party()


def supported(number: int, token: "Token", cast: Cast) -> Party | None:
    """Whom "sent fighters to Syria to support President X" supports."""
    for clause in token.children:
        if clause.dep_ == "advcl" and clause.lemma_.lower() in {"support", "help", "back", "aid", "assist"}:
            for child in clause.children:
                if child.dep_ == "dobj":
                    party = cast.party(number, child)
                    return party if party.actors else None
    return None


# "Demanded that he be freed": of whoever holds him.
_OF_OTHERS = {"free", "release", "extradite", "try", "punish", "arrest", "hand", "return", "prosecute", "spare"}


def asked_of(number: int, token: "Token", cast: Cast) -> Party:
    """Of whom: the subject of what is demanded ("demanded that American troops leave")."""
    for clause in token.children:
        if clause.dep_ in {"ccomp", "xcomp"}:
            for child in clause.children:
                freed = child.dep_ == "nsubjpass" and clause.lemma_.lower() in _OF_OTHERS
                if child.dep_ in {"nsubj", "nsubjpass"} and not freed:
                    return cast.party(number, child)
    return Party()


def who_acts(number: int, subject: "Token", cast: Cast) -> Party:
    """The party that a subject names, also where it only points at one: "the men who fired"."""
    if subject.lower_ in {"that", "which", "who"} and subject.head.dep_ == "relcl":
        return cast.party(number, meant_by_clause(subject.head))
    return give_actor_a_name(number, cast.party(number, subject).acting, cast)


def give_actor_a_name(number: int, party: Party, cast: Cast) -> Party:
    """The one who acts; a name that the registry does not know is a new party."""
    if party.first < 0 or party.unnamed or party.thing:
        return party
    together = [
        t
        for t in cast.paragraphs[number].doc[party.first : party.last + 1]
        if t.pos_ == "PROPN" and (t.dep_ == "conj" or t.conjuncts) and t.ent_type_ in {"", "GPE", "ORG", "NORP"}
    ]
    if len(together) > len(party.actors) and len(together) == 2:  # "Varelia and Karsun", where one or neither is known
        known = [cast.at(number, t.i) for t in together]
        names = [
            mention.actor if mention is not None else cast.introduce(number, phrase_of(t)[0], t.i)
            for t, mention in zip(together, known, strict=True)
        ]
        if all(names) and set(party.actors) <= set(names):
            return replace(party, actors=tuple(dict.fromkeys(n for n in names if n)), why="names told together")
    if party.actors:
        return party
    head = cast.paragraphs[number].doc[party.last]
    if head.pos_ == "PROPN":
        new = cast.introduce(number, phrase_of(head)[0], head.i)
        if new:
            return Party((new,), party.first, party.last, why="a name that the registry does not know")
    return party


def without_agent(number: int, verb: "Token", subject: "Token", party: Party, cast: Cast) -> Party:
    """Whose "Kesmaran post hit by Doruvian shells" is, which in a headline is one phrase: by the words before it."""
    if verb.dep_ != "acl" or verb.head.i != subject.i:
        return party
    whose = [m for c in subject.lefts if (m := cast.at(number, c.i)) is not None]
    if not whose:
        return party
    return replace(party, actors=(whose[-1].actor,), first=subject.left_edge.i, last=subject.i)


def whose_weapon(number: int, weapon: "Token", cast: Cast) -> Party:
    """ "Israeli warplanes hit", "rockets fired by X hit": whose, where the words say so."""
    beside = [c for c in weapon.head.children if c.dep_ == "nsubj" and weapon.i < c.i < weapon.head.i]
    if weapon.dep_ == "nsubj" and any(c.lower_ == "of" for c in weapon.rights) and beside:
        mention = cast.at(number, beside[-1].i)  # "jets of the mission Sentinel fired": the parser makes two subjects
        if mention is not None:
            return Party((mention.actor,), mention.first, mention.last, why="whose weapon it was")
    for child in weapon.children:
        if child.i < weapon.i and child.dep_ in {"amod", "compound", "nmod", "poss"}:
            mention = cast.at(number, child.i)
            if mention is not None:
                return Party((mention.actor,), mention.first, mention.last, why="whose weapon it was")
        if child.dep_ in {"acl", "relcl"} and child.lemma_.lower() in {"fire", "launch", "plant", "drop"}:
            for agent in child.children:
                if agent.dep_ == "prep" and agent.lower_ == "from":
                    for inner in agent.children:  # "fired from a Kesmaran aircraft", and not "from Gaza"
                        owned = inner.dep_ == "pobj" and lemma_of(inner) in WEAPON_NOUNS
                        whose = [m for c in inner.lefts if owned and (m := cast.at(number, c.i)) is not None]
                        if whose:
                            return Party((whose[-1].actor,), whose[-1].first, whose[-1].last, why="whose weapon it was")
                if agent.dep_ == "agent":
                    for inner in agent.children:
                        if inner.dep_ == "pobj":
                            return cast.party(number, inner)
    return Party(unnamed=True, why="only the weapon is named")
