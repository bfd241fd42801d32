"""Persons by name: who leads or founded a group, and which other names they are known by."""

import re
from typing import TYPE_CHECKING

from talion.coding.relations.one_tie import tie, who_is
from talion.coding.relations.whom import is_a_faction
from talion.coding.sides.cast import Cast, slug, without_titles
from talion.coding.speech.voices import Voices
from talion.records import Actor, Mark, Name, Relation

if TYPE_CHECKING:
    from spacy.tokens import Token

_KNOWN_AS = re.compile(
    r"\b(?:also known as|better known as|known as|"
    r"known by (?:his|her|its|the) (?:nom de guerre|name|alias|acronym)|nom de guerre|alias)\b",
    re.IGNORECASE,
)


def owner_of_group(
    number: int, token: "Token", cast: Cast, voices: Voices, people: dict[str, Actor]
) -> Relation | None:
    """ "John Garang's SPLA": a person whose the group is leads it."""
    mention = cast.at(number, token.head.i)
    if mention is None or mention.how != "name" or mention.last != token.head.i or token.head.pos_ != "PROPN":
        return None
    sorts = {"armed group", "party", "umbrella", "unknown", "force"}
    if cast.kind(mention.actor) not in sorts or is_a_faction(token.head):
        return None
    actor = person_at(number, token, cast, people)
    if actor is None or actor == mention.actor:
        return None
    return tie(cast.paragraphs[number], mention.actor, "led_by", actor, token, cast, voices)


def holder_of_post(
    number: int, token: "Token", kind: str, cast: Cast, voices: Voices, people: dict[str, Actor]
) -> Relation | None:
    """ "The group's founder, Jamal Ibrahimi", "Hassan Doe, leader of the group", "the group's leader Hassan Doe"."""
    group_token = next((c for c in token.lefts if c.dep_ == "poss"), None)
    if group_token is None:
        group_token = next(
            (i for c in token.children if c.lower_ == "of" for i in c.children if i.dep_ == "pobj"), None
        )
    if group_token is None:
        before = next(
            (
                m
                for m in cast.mentions[number]
                if m.last == token.i - 1 and cast.kind(m.actor) not in {"state", "person"}
            ),
            None,
        )
        group_token = token.doc[before.last] if before else None
    if group_token is None:
        return None
    known = cast.at(number, group_token.i) is not None or group_token.pos_ in {"PRON", "PROPN"}
    if not known and group_token.lemma_.lower() in {"intelligence", "service", "staff", "office", "committee"}:
        return None  # "head of the country's military intelligence" does not lead its military
    if any(c.lower_ in {"deputy", "former", "ex", "late", "acting", "vice", "local", "senior"} for c in token.lefts):
        return None
    group = who_is(number, group_token, cast)
    person = next((c for c in token.rights if c.dep_ == "appos" and c.pos_ == "PROPN"), None)
    if person is None and token.dep_ == "appos" and token.head.pos_ == "PROPN":
        person = token.head
    if person is None and token.dep_ in {"compound", "nmod"} and token.head.pos_ == "PROPN" and token.head.i > token.i:
        person = token.head
    if group is None or person is None or cast.kind(group) in {"state", "person", "set", "intergovernmental"}:
        return None
    actor = person_at(number, person, cast, people)
    if actor is None or actor == group:
        return None
    return tie(cast.paragraphs[number], group, kind, actor, token, cast, voices)


def whose_leader(number: int, token: "Token", cast: Cast, voices: Voices, people: dict[str, Actor]) -> Relation | None:
    """ "The republic, whose prime minister is Alexander Borodai"."""
    whose = next((c for c in token.lefts if c.lower_ == "whose"), None)
    verb = token.head
    if whose is None or token.dep_ != "nsubj" or verb.lemma_ != "be" or verb.dep_ != "relcl":
        return None
    name = next((c for c in verb.children if c.dep_ == "attr" and c.pos_ == "PROPN"), None)
    group = who_is(number, verb.head, cast)
    if name is None or group is None or cast.kind(group) in {"state", "person", "set", "intergovernmental"}:
        return None
    actor = person_at(number, name, cast, people)
    if actor is None or actor == group:
        return None
    return tie(cast.paragraphs[number], group, "led_by", actor, token, cast, voices)


def person_at(number: int, token: "Token", cast: Cast, people: dict[str, Actor]) -> str | None:
    """The id of a public person, by the registry or new."""
    mention = cast.at(number, token.i)
    if mention is not None and cast.kind(mention.actor) == "person":
        return mention.actor
    first = token.i
    while first > 0 and token.doc[first - 1].dep_ in {"compound", "flat"} and token.doc[first - 1].pos_ == "PROPN":
        first -= 1
    name = without_titles(token.doc[first : token.i + 1].text)
    if " " not in name:
        name = cast.in_full(number, name) or ""
    if not name:
        return None
    known = cast.registry.resolve(name)
    if known is not None and known.how in {"exact", "normalised"}:
        return known.actor.id if known.actor.kind == "person" else None
    return _new_person(name, people)


def _new_person(name: str, people: dict[str, Actor]) -> str:
    actor = f"new-{slug(name)}"
    people.setdefault(actor, Actor(actor, name, "person", (Name(name),), provisional=True))
    return actor


def other_name(number: int, token: "Token", cast: Cast, people: dict[str, Actor]) -> Relation | None:
    """ "Jamal Ibrahimi, known by his nom de guerre Abu Mahdi": the name behind is another name of the person before."""
    paragraph = cast.paragraphs[number]
    found = _KNOWN_AS.search(paragraph.text, max(0, token.idx - 5))
    if (
        found is None
        or not found.start() <= token.idx <= found.end()
        or (token.lemma_.lower() != "know" and "known" in found[0].lower())
    ):
        return None
    behind = re.match(
        r"\s*\"?((?:[A-Z][\w'’.-]+|al|el|bin|ibn)(?:[ -](?:[A-Z][\w'’.-]+|al|el|bin|ibn))*)",
        paragraph.text[found.end() :],
    )
    before = re.search(
        r"((?:[A-Z][\w'’.-]+|al|el|bin|ibn)(?:[ -](?:[A-Z][\w'’.-]+|al|el|bin|ibn))*),?\s*(?:\(|,)?\s*$",
        paragraph.text[: found.start()],
    )
    if behind is None or before is None:
        return None
    alias, name = behind[1].strip(" ."), without_titles(before[1].strip(" ,"))
    name = re.sub(r"^(?:The|A|An)\s+", "", name)
    if alias == name:
        return None
    known = cast.registry.resolve(name)
    other = cast.registry.resolve(alias)
    subject = known.actor.id if known is not None and known.how in {"exact", "normalised"} else None
    second = other.actor.id if other is not None and other.how in {"exact", "normalised"} else None
    mention_is_group = any(
        m.how == "name" and cast.kind(m.actor) != "person"
        for m in cast.mentions[number]
        if paragraph.doc[m.first].idx >= before.start() and paragraph.doc[m.last].idx < found.start()
    )
    if subject is None and second is None:
        if mention_is_group or " " not in name:
            return None
        subject = _new_person(name, people)
    canonical = subject or second
    if canonical is None:
        return None
    return Relation(
        subject=canonical,
        kind="alias_of",
        object=canonical,
        source=paragraph.report.id,
        note=f"{name}, also known as {alias}",
        passage=paragraph.of(token.sent),
        marks=(Mark("relation", paragraph.between(found.start(), found.end() + behind.end())),),
    )
