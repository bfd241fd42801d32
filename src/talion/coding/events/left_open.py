"""Sides that a report leaves to its reader: the other party of the quarrel, roles without a name, whose land it was."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from talion.codebook.word_classes import word_class
from talion.coding.acts.told import ASSAULT, Told
from talion.coding.events.gathering import Group
from talion.coding.sides.cast import ON_TERRITORY, PEOPLE_NOUNS, Cast, Party, phrase_of
from talion.coding.sides.newcomers import enemy_of
from talion.coding.sides.roles import OF_A_STATE, role_of

if TYPE_CHECKING:
    from spacy.tokens import Token

OTHER_SIDE = "the one party that the report sets against the actor"
ANSWERED = "who did what this answers"
ACCUSED = "who did what is condemned"
OWN = "the side whose voice this is"
ROLE = "a role without a name, which is its own party here"
_HOSTILE = {"ASSAULT", "SANCTION", "THREATEN", "MOBILIZE", "ACCUSE", "REJECT", "COERCE", "REQUEST"}
_TOWARD = {"ASSAULT", "SANCTION", "THREATEN", "MOBILIZE", "REJECT", "RETREAT", "REQUEST"}
_ANSWERING = _TOWARD | {"COERCE", "PROTEST", "ACCUSE"}
_PRIVATE = word_class("nationals")
_SETTLED = frozenset({
    "town", "city", "village", "district", "province", "region", "port", "island", "capital", "border", "border-town",
    "side", "suburb", "county", "coast", "territory", "airport", "base", "oblast", "state", "governorate",
})  # fmt: skip

SameSide = Callable[[str, str], bool]
_NOT_OF_STATE = word_class("not_of_state")


def fill_recipients(
    groups: Sequence[Group], cast: Cast, same_side: SameSide, answers: Iterable[tuple[Told, Told]] = ()
) -> None:
    """Give acts the sides that follow from the rest of the report, each with the rule it follows from.

    Who acts in a role without a name ("police", "the officers") is a party of that name. Nobody else is ever made an
    actor here. The recipient of an act without one is: who did what it answers or condemns (`answers` holds pairs of
    response and trigger), the one party that this report sets against its actor, and in a side's own communiqué that
    side, for what others did. Where two parties or more stand against the actor about equally often, it stays open. An
    act of force by nobody known against people or things of nobody known is put down as done to the state in whose land
    it was, where the words place it.
    """
    roles = _name_roles(groups, cast)
    pairs = _found(groups, answers)
    against = _against(groups, cast, same_side)
    for group in groups:
        told = group.lead.told
        if _others_hit(group):
            continue
        actors = _actors(group)
        given = _answered(group, pairs, actors, same_side) or _condemned(group, groups, actors, same_side)
        if given is not None:
            told.recipient = replace(told.recipient, actors=given[0], unnamed=False, why=given[1])
            continue
        if (told.sense.action in _TOWARD or _shuts_out(told)) and not told.sense.answer:
            if len(actors) == 1 and not _is_private(group):
                [actor] = actors
                counted: Counter[str] = Counter()
                for (a, r), n in against.items():
                    if (a == actor or same_side(a, actor)) and cast.kind(r) != "person":
                        counted[r] += n
                ranked = counted.most_common(2)
                if ranked and (len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1]):
                    told.recipient = replace(told.recipient, actors=(ranked[0][0],), unnamed=False, why=OTHER_SIDE)
                    continue
            if told.sense.action == ASSAULT and not told.sense.undirected:
                if cast.own is not None and not any(same_side(cast.own, a) for a in actors) and not _is_own_deed(told):
                    told.recipient = replace(told.recipient, actors=(cast.own,), why=OWN)
                    continue
                _put_on_territory(group, actors, cast, same_side)
        if not told.recipient.actors:
            name = _named_here(told, cast)
            if name is not None and name not in actors:
                told.recipient = replace(told.recipient, actors=(name,), why="a name that the registry does not know")
        if not told.recipient.actors and roles:
            role = _role(told.recipient, told, cast)
            if role in roles and role not in actors:
                told.recipient = replace(told.recipient, actors=(role,), unnamed=False, why=ROLE)


def _named_here(told: Told, cast: Cast) -> str | None:
    """Whom a name stands for that no list holds, where it is the object of an act: a person, or "aid to X"."""
    party = told.recipient
    if party.first < 0 or party.thing or party.why == ON_TERRITORY:
        return None
    doc = told.token.doc
    head = doc[party.first : party.last + 1].root
    first, last = phrase_of(head)
    if head.pos_ == "NOUN" and head.lemma_.lower() in PEOPLE_NOUNS:  # "the Black Anchor boss"
        before = [c for c in head.lefts if c.dep_ == "compound" and c.pos_ == "PROPN"]
        if not before or told.sense.action == ASSAULT:
            return None
        return cast.introduce(told.paragraph, before[0].left_edge.i, before[-1].i)
    if head.pos_ != "PROPN" or head.ent_type_ in {"DATE", "TIME", "FAC"}:
        return None
    person = head.ent_type_ == "PERSON" and last > first
    to_whom = head.dep_ == "pobj" and head.head.lower_ in {"to", "with", "against"}
    place = cast.is_place(doc[first : last + 1].text) or cast.is_place(head.text)
    if person or (told.sense.action in _GIVEN and to_whom and not place):
        return cast.introduce(told.paragraph, first, last)
    return None


_GIVEN = {"AID", "SANCTION", "CONSULT", "AGREE", "COOPERATE", "SUPPORT", "CONCEDE"}


def _actors(group: Group) -> set[str]:
    """Who did it by any of its mentions; else whom they accuse of it: enough to say who stands against them."""
    named = {a for m in group.mentions for a in m.told.actor.actors}
    return named or {a for m in group.mentions if m.told.alleged is not None for a in m.told.alleged.actors}


def _others_hit(group: Group) -> bool:
    """Whether the words name somebody to whom it was done: nobody acts on themselves, unless it has no direction."""
    hit = {a for m in group.mentions for a in m.told.recipient.actors}
    return bool(hit - {a for m in group.mentions for a in m.told.actor.actors})


def _name_roles(groups: Sequence[Group], cast: Cast) -> set[str]:
    found: set[str] = set()
    for group in groups:
        if any(m.told.actor.actors or m.told.alleged is not None for m in group.mentions):
            continue
        told = next((m.told for m in group.mentions if m.told.actor.first >= 0), None)
        role = _role(told.actor, told, cast) if told is not None else None
        if told is not None and role is not None:
            told.actor = replace(told.actor, actors=(role,), unnamed=False, why=ROLE)
            found.add(role)
    return found


def _role(party: Party, told: Told, cast: Cast) -> str | None:
    if party.first < 0 or party.thing or party.nationals:
        return None
    return role_of(told.paragraph, told.token.doc[party.first : party.last + 1].root, cast)


def _found(groups: Sequence[Group], answers: Iterable[tuple[Told, Told]]) -> list[tuple[Group, Group]]:
    of = {id(m.told): group for group in groups for m in (*group.mentions, *group.spoken_of)}
    return [(of[id(a)], of[id(b)]) for a, b in answers if id(a) in of and id(b) in of and of[id(a)] is not of[id(b)]]


def _answered(
    group: Group, pairs: Sequence[tuple[Group, Group]], actors: set[str], same_side: SameSide
) -> tuple[tuple[str, ...], str] | None:
    """Who did what a group answers: the words say that the one is about the other."""
    if group.lead.told.sense.action not in _ANSWERING:
        return None
    for response, trigger in pairs:
        if response is group:
            doers = _apart(_actors(trigger), actors, same_side)
            if doers:
                return doers, ANSWERED
    return None


def _apart(ones: set[str], others: set[str], same_side: SameSide) -> tuple[str, ...]:
    return tuple(sorted(a for a in ones if not any(same_side(a, b) or same_side(b, a) for b in others)))


def _condemned(
    group: Group, groups: Sequence[Group], actors: set[str], same_side: SameSide
) -> tuple[tuple[str, ...], str] | None:
    """Who did what is condemned: "Cuba condemned the bombing", told with its doer elsewhere."""
    told = group.lead.told
    if told.sense.action != "ACCUSE" or told.is_noun:
        return None
    objects = [o for c in told.token.children if c.dep_ == "dobj" for o in (c, *c.conjuncts)]
    for other in groups:
        if other is not group and any(
            m.told.paragraph == told.paragraph and any(t in objects for t in m.told.tokens) for m in other.mentions
        ):
            doers = _apart(_actors(other), actors, same_side)
            return (doers, ACCUSED) if doers else None
    return None


def _against(groups: Sequence[Group], cast: Cast, same_side: SameSide) -> Counter[tuple[str, str]]:
    """How often the report sets one party against another, either way."""
    against: Counter[tuple[str, str]] = Counter()
    for group in groups:
        if group.lead.told.sense.action not in _HOSTILE:
            continue
        pairs = {
            (a, r)
            for m in group.mentions
            for a in m.told.actor.actors
            for r in m.told.recipient.actors
            if not same_side(a, r) and m.told.recipient.why != ON_TERRITORY
        }
        for actor, recipient in pairs:
            against[actor, recipient] += 1
            against[recipient, actor] += 1
    if cast.own is not None and (enemy := enemy_of(cast.own, cast)) is not None:
        against[cast.own, enemy] += 2
        against[enemy, cast.own] += 2
    return against


def _shuts_out(told: Told) -> bool:
    """Whether what is closed lies between two sides: "closed the border"."""
    return told.sense.action == "COERCE" and any(
        c.dep_ == "dobj" and c.lemma_.lower() in {"border", "crossing", "airspace", "strait", "frontier"}
        for c in told.token.children
    )


def _is_own_deed(told: Told) -> bool:
    """Whether somebody without a party did it who may be the speaker's own: "our boats", "units", "we"."""
    if told.actor.first < 0 or told.actor.actors:
        return False
    words = {t.lower_ for t in told.token.doc[told.actor.first : told.actor.last + 1]}
    return bool(words & {"our", "we", "units", "forces", "heroes"})


def _is_private(group: Group) -> bool:
    """Whether the one it was done to are private people: "police shot a man" is no act against the other side."""
    for one in group.mentions:
        party = one.told.recipient
        if party.civilian or party.nationals:
            return True
        if party.first >= 0 and any(
            t.lemma_.lower() in _PRIVATE for t in one.told.token.doc[party.first : party.last + 1]
        ):
            return True
    return False


def _is_hit_a_group(told: Told) -> bool:
    """Whether "an Iraqi militia", "rebels" were hit, who are not the side on whose land they were."""
    party = told.recipient
    return party.first >= 0 and any(
        t.lemma_.lower() in _NOT_OF_STATE for t in told.token.doc[party.first : party.last + 1]
    )


def _put_on_territory(group: Group, actors: set[str], cast: Cast, same_side: SameSide) -> None:
    by_air = any(m.told.weapon == "air strike" for m in group.mentions)
    if (
        by_air
        or any(_is_hit_a_group(m.told) for m in group.mentions)
        or any(actor.removeprefix("new-") in OF_A_STATE for actor in actors)
    ):  # "the army" is whose land it is
        return
    countries = {
        place.country for m in group.mentions for place, _ in m.places if place.role == "act" and place.country
    }
    states: list[str] = []
    if len(countries) == 1:
        [country] = countries
        states = [a for a, known in cast.registry.actors.items() if known.kind == "state" and known.country == country]
    elif not countries:
        states = [s for m in group.mentions if (s := _land_said(m.told, cast)) is not None][:1]
    if len(states) == 1 and not any(same_side(states[0], a) for a in actors):
        told = group.lead.told
        told.recipient = replace(told.recipient, actors=(states[0],), why=ON_TERRITORY)


def _land_said(told: Told, cast: Cast) -> str | None:
    """The state whose town or border the words name: "outside the Kesmaran town of Porsk"."""
    for mention in cast.mentions[told.paragraph]:
        token: Token = told.token.doc[mention.last]
        if mention.how == "demonym" and token.dep_ in {"amod", "compound", "nmod"} and token.sent == told.sentence:
            noun = token.head
            if noun.lemma_.lower() in _SETTLED and noun.dep_ == "pobj" and cast.kind(mention.actor) == "state":
                return mention.actor
    return None
