"""Ties by the word for who stands in them: a leader, a founder, a patron, an ally, a rival, "one of its commanders"."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from talion.coding.relations.persons import person_at
from talion.coding.relations.ties import Tie
from talion.coding.relations.whom import BODY, GROUPS, introduced_group, name_before, named
from talion.coding.sides.cast import Cast

if TYPE_CHECKING:
    from spacy.tokens import Token

    from talion.records import Actor

# The word for who stands in a tie. Of a leader and a patron the tie is that of those whose he is, of others their own.
_OVER = {
    "leader": "led_by", "head": "led_by", "chief": "led_by", "chairman": "led_by", "commander": "led_by",
    "boss": "led_by", "emir": "led_by", "chieftain": "led_by", "overlord": "led_by",
    "founder": "founded_by", "co-founder": "founded_by", "creator": "founded_by",
    "patron": "backed_by", "sponsor": "backed_by", "backer": "backed_by", "paymaster": "backed_by",
    "financier": "backed_by", "supplier": "backed_by", "benefactor": "backed_by", "funder": "backed_by",
    "armourer": "backed_by", "bankroller": "backed_by",
}  # fmt: skip
_BESIDE = {
    "ally": "allied_with", "rival": "opposed_to", "enemy": "opposed_to", "foe": "opposed_to",
    "adversary": "opposed_to", "opponent": "opposed_to", "archrival": "opposed_to",
}  # fmt: skip
_OF = {"commander", "member", "fighter", "lieutenant", "founder-member", "militant", "officer", "gunman"}
_FOLLOWERS = {"man", "guerrilla", "fighter", "rebel", "militia", "army", "gunman", "force", "partisan", "follower"}
ROLES = frozenset({*_OVER, *_BESIDE, *_OF, *_FOLLOWERS})
_NO_LONGER = {"former", "erstwhile", "onetime", "ex", "then", "late", "old", "deputy", "vice", "acting", "local",
    "would", "potential", "possible", "likely", "future", "no", "any", "first"}  # fmt: skip
_SAID_TO_BE = {"call", "name", "describe", "consider", "see", "regard", "deem", "brand", "think", "believe"}
_GROUP = {"armed group", "party", "umbrella", "unknown", "organisation", "force", "people"}


def role_ties(number: int, token: "Token", cast: Cast, people: "dict[str, Actor]") -> Iterator[Tie]:
    """Every tie that the word for a role states, as subject, kind and object."""
    lemma = token.lemma_.lower()
    if lemma not in ROLES or token.pos_ not in {"NOUN", "PROPN"} or _is_of_the_past(token):
        return
    if lemma in _OF and _is_one_of_several(token):
        yield from _one_of_its(number, token, cast, people)
    elif lemma in _OVER:
        yield from _over(number, token, _OVER[lemma], cast, people)
    elif lemma in _BESIDE:
        yield from _beside(number, token, _BESIDE[lemma], cast)
    elif lemma in _FOLLOWERS:
        yield from _followers(number, token, cast, people)


def _over(number: int, token: "Token", kind: str, cast: Cast, people: "dict[str, Actor]") -> Iterator[Tie]:
    """ "Whose commander Ilir Gashi lives abroad", "its patron is Velmar", "calls Velmar the group's sponsor"."""
    for other in _who(token):
        if kind == "backed_by" or not _is_person(other):
            found = parties_at(number, other, cast)
            if kind != "backed_by":
                found = tuple(one for one in found if cast.kind(one) not in {"state", "person", "set"})
        else:
            person = person_at(number, other, cast, people)
            found = (person,) if person is not None else ()
        for one in found[:2] and _whose(number, token, cast)[:1]:
            if cast.kind(one) in _GROUP:
                for holder in found[:2]:
                    yield one, kind, holder


def _beside(number: int, token: "Token", kind: str, cast: Cast) -> Iterator[Tie]:
    """ "Its rival, the Red Brigade", "Egypt, Eritrea's ally in the dispute": two parties of any kind but people."""
    for other in _who(token):
        for party in parties_at(number, other, cast)[:1]:
            for one in _other_than(party, number, token, cast)[:1]:
                if {cast.kind(one), cast.kind(party)}.isdisjoint({"person", "set", "people"}):
                    yield party, kind, one


def _other_than(party: str, number: int, token: "Token", cast: Cast) -> tuple[str, ...]:
    """Whose ally or enemy a party is; where that were its own, of whom the sentence before is told."""
    whose = _whose(number, token, cast)
    if party not in whose or not token.sent.start:
        return whose
    before = token.doc[token.sent.start - 1].sent
    subject = next((c for c in before.root.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    return cast.party(number, subject).actors if subject is not None else ()


def _one_of_its(number: int, token: "Token", cast: Cast, people: "dict[str, Actor]") -> Iterator[Tie]:
    """ "Fuad Shukr, one of its commanders", "Jan Brod, a fighter of the Front": a person, and what he serves in."""
    for other in _who(token):
        person = person_at(number, other, cast, people) if _is_person(other) else None
        for one in _whose(number, token, cast)[:1] if person is not None else ():
            if person is not None and cast.kind(one) in _GROUP:
                yield person, "part_of", one


def _followers(number: int, token: "Token", cast: Cast, people: "dict[str, Actor]") -> Iterator[Tie]:
    """ "Mr Nkomo, whose guerrillas, the People's Army, …": a group by its name, and the person whose men they are."""
    owner = next((c for c in token.lefts if c.dep_ == "poss"), None)
    if owner is None or owner.lower_ in {"its", "their", "our", "my", "your"}:
        return
    group = next((c for c in token.rights if c.dep_ == "appos" and c.pos_ == "PROPN"), None)
    if group is None:
        return
    person: str | None = None
    if owner.lower_ == "whose":
        before = name_before(owner)
        person = person_at(number, before, cast, people) if before is not None and _is_person(before) else None
    elif owner.ent_type_ == "PERSON":
        person = person_at(number, owner, cast, people)
    if person is None:
        return
    for one in parties_at(number, group, cast)[:1]:
        if cast.kind(one) in _GROUP:
            yield one, "led_by", person


def _is_of_the_past(token: "Token") -> bool:
    first = token.left_edge.i
    before = token.doc[first - 1].lower_ if first else ""  # "Libya, once the movement's paymaster"
    return before in {"once", "formerly"} or any(
        c.lower_ in _NO_LONGER | {"once"} for c in token.lefts if c.dep_ != "poss"
    )


def _is_one_of_several(token: "Token") -> bool:
    """ "One of its commanders", "a commander of the Front": not the commander of all."""
    if token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.lower_ in {"one", "some", "two"}:
        return True
    if token.lemma_.lower() != "commander":
        return token.tag_ == "NN" and any(c.lower_ in {"a", "an"} for c in token.lefts)
    return any(c.lower_ in {"a", "an", "senior", "another"} for c in token.lefts)


def _who(token: "Token") -> "list[Token]":
    """The words for who has the role: the name beside it, or whom a verb says it of."""
    top = token
    if token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.lower_ in {"one", "some"}:
        top = token.head.head  # "one of its commanders"
    beside = [c for c in token.rights if c.dep_ == "appos" and c.pos_ == "PROPN"]
    if not beside:  # "its ally in the dispute, Egypt," hung on the dispute
        beside = [
            c
            for c in token.subtree
            if c.i > token.i and c.dep_ == "appos" and c.pos_ == "PROPN" and _is_behind_comma(c) and c.head.i != token.i
        ][:1]
    if beside:
        return beside
    if top.dep_ in {"compound", "nmod"} and top.head.pos_ == "PROPN" and top.head.i > top.i:
        return [top.head]
    if top.dep_ == "appos" and top.head.i < top.i:
        return [top.head] if top.head.pos_ == "PROPN" else []
    verb = top.head
    if top.dep_ == "attr" and verb.lemma_ == "be":
        if any(c.dep_ == "neg" for c in verb.children):
            return []
        return [c for c in verb.children if c.dep_ == "nsubj" and c.i < verb.i and c.pos_ in {"PROPN", "PRON"}]
    said = next((c for c in verb.children if c.dep_ == "xcomp" and c.lemma_ == "be"), None)
    if top.dep_ == "nsubjpass" and said is not None:  # "its head is said to be the notary Emil Sand"
        verb = said
    if top.dep_ in {"nsubj", "nsubjpass"} and verb.lemma_ == "be" and not any(c.dep_ == "neg" for c in verb.children):
        told = [c for c in verb.children if c.dep_ == "attr" and c.i > verb.i]
        inside = (i for c in told if c.pos_ == "NOUN" for i in c.children if i.dep_ == "appos" and i.pos_ == "PROPN")
        return [c for c in told if c.pos_ == "PROPN"] or list(inside)  # "its chairman is the poet Jarl Odd"
    if top.dep_ == "pobj" and top.head.lower_ == "at":  # "Moqtada al-Sadr, the cleric at the head of the movement"
        holder = top.head.head
        holder = holder.head if holder.pos_ == "NOUN" and holder.dep_ == "appos" else holder
        return [holder] if holder.pos_ == "PROPN" and holder.i < top.i else []
    if top.dep_ == "pobj" and top.head.lower_ == "as":
        verb, top = top.head.head, top.head
    if verb.lemma_.lower() in _SAID_TO_BE and top.dep_ in {"oprd", "attr", "dobj", "prep", "ccomp"}:
        own = [c for c in top.children if c.dep_ == "nsubj"] if top.dep_ == "ccomp" else []
        return own or [c for c in verb.children if c.dep_ == "dobj" and c.i != top.i and c.pos_ == "PROPN"]
    return []


def _is_behind_comma(name: "Token") -> bool:
    first = name.left_edge.i
    return first > 0 and name.doc[first - 1].text == ","


def _is_person(token: "Token") -> bool:
    return token.pos_ == "PROPN" and token.ent_type_ in {"PERSON", ""}


def _whose(number: int, token: "Token", cast: Cast) -> tuple[str, ...]:
    """Whose leader, ally or member it is."""
    doc = token.doc
    owner = next((c for c in token.lefts if c.dep_ == "poss"), None)
    if owner is not None and owner.lower_ == "whose":
        before = name_before(owner)
        return parties_at(number, before, cast) if before is not None else ()
    if owner is None:
        over = (c for c in token.children if c.dep_ == "prep" and c.lower_ in {"of", "to", "behind"})
        owner = next((i for c in over for i in c.children if i.dep_ == "pobj"), None)
    if owner is not None and owner.pos_ == "NOUN" and owner.lemma_.lower() not in GROUPS | {"rebel", "guerrilla"}:
        return ()  # "a commander of the western sector"
    if owner is not None and owner.lower_ in {"its", "their"}:
        return _its(number, owner, cast)
    if owner is not None:
        return parties_at(number, owner, cast)
    before = doc[token.i - 1] if token.i else None
    mention = cast.at(number, before.i) if before is not None else None
    return (mention.actor,) if mention is not None and mention.how in {"name", "demonym"} else ()


def _its(number: int, pronoun: "Token", cast: Cast) -> tuple[str, ...]:
    """Whom "its" and "their" mean before a role: who is named last before it in the sentence, and not as a place.

    Where nobody is, the subject of the sentence, if that is "it" or "they" too.
    """
    doc, sent = pronoun.doc, pronoun.sent
    for mention in reversed(cast.mentions[number]):
        if not sent.start <= mention.first or mention.last >= pronoun.i or cast.kind(mention.actor) == "person":
            continue
        word = doc[mention.last]
        if mention.how in {"name", "metonym"} and not (word.dep_ == "pobj" and word.head.lower_ in _WHERE):
            return (mention.actor,)
    subject = next((c for c in sent.root.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    before = doc[sent.start - 1].sent if sent.start else None
    if before is not None and pronoun.i - sent.start <= 2:  # "Its rivals, the Red Choir, cheered"
        first = next((c for c in before.root.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
        named_so = next((c for c in first.rights if c.dep_ == "appos" and c.pos_ == "PROPN"), first) if first else None
        one = cast.at(number, named_so.i) if named_so is not None else None
        if one is not None and one.how == "name" and cast.kind(one.actor) in _GROUP | {"state"}:
            return (one.actor,)
    if subject is not None and subject.i < pronoun.i and subject.lower_ in {"it", "they"}:
        return cast.party(number, subject).actors
    return named(number, pronoun, cast)


_WHERE = {"in", "at", "near", "across", "over", "into", "around", "throughout", "outside", "inside"}


def parties_at(number: int, token: "Token", cast: Cast) -> tuple[str, ...]:
    """The parties that a word stands for: the name that holds it, else what it points at."""
    mention = cast.at(number, token.i)
    if mention is not None and mention.how in {"name", "metonym"} and token.pos_ == "PROPN":
        whole = [m.actor for c in token.conjuncts if (m := cast.at(number, c.i)) is not None and c.i > token.i]
        return tuple(dict.fromkeys((mention.actor, *whole)))
    if token.pos_ == "PROPN" and re.fullmatch(r"[A-Z]\w*day|[A-Z]\w*ber|January|March|April|May|June|July", token.text):
        return ()
    of_a_body = token.pos_ == "NOUN" and BODY.fullmatch(token.text) and any(c.lower_ == "of" for c in token.rights)
    if of_a_body or (token.tag_ == "NNPS" and mention is None):  # "the Tidewater Men"
        new = introduced_group(number, token.left_edge.i, token.i, cast)
        return (new,) if new is not None else ()
    return named(number, token, cast)
