"""Sides that a report leaves to its reader: the other party of the quarrel, roles without a name, whose land it was."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from talion.codebook.word_classes import word_class
from talion.coding.acts.ground import takes_ground
from talion.coding.acts.told import ASSAULT, Told
from talion.coding.events.groups import Group
from talion.coding.events.under_a_flag import CIVIL_CRAFT, WHOSE_FLAG, leave_open_whose_flag
from talion.coding.sides.cast import Cast
from talion.coding.sides.newcomers import enemy_of
from talion.coding.sides.phrases import ON_TERRITORY, PEOPLE_NOUNS, Party, phrase_of
from talion.coding.sides.pointing import PEOPLE_BEFORE, both_sides
from talion.coding.sides.roles import OF_A_STATE, ROLES, role_of

if TYPE_CHECKING:
    from spacy.tokens import Token

OTHER_SIDE = "the one party that the report sets against the actor"
ANSWERED = "who did what this answers"
ACCUSED = "who did what is condemned"
TWO = "one of the two sides that the report tells of"
STRUCK = "who struck it last before it vowed to answer"
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

    Who acts in a role without a name ("police", "the officers") is a party of that name. What two sides do together
    ("the talks began") is theirs where the report tells of two. Nobody else is ever made an actor here.

    The recipient of an act without one is: who did what it answers or condemns (`answers` holds pairs of response and
    trigger), or who last struck the side that vows to answer, the one party that this report sets against its actor,
    and in a side's own communiqué that side, for what others did. Where two parties or more stand against the actor
    about equally often, it stays open. An act of force by nobody known against people or things of nobody known is put
    down as done to the state in whose land it was, where the words place it.
    """
    leave_open_whose_flag(groups, cast, same_side)
    roles = _name_roles(groups, cast)
    pairs = _found(groups, answers)
    against = _against(groups, cast, same_side) or _against(groups, cast, same_side, accused=True)
    banning = {
        a for g in groups if g.lead.told.sense.action == "SANCTION" for a in _actors(g) if cast.kind(a) in _BODIES
    }
    asking = set(against) - set(_against(groups, cast, same_side, _HOSTILE - {"REQUEST", "ACCUSE"}))
    for group in groups:
        told = group.lead.told
        if _others_hit(group):
            continue
        actors = _actors(group)
        given = _answered(group, pairs, actors, same_side) or _condemned(group, groups, actors, same_side)
        given = given or _revenged(group, groups, actors, same_side)
        if given is not None:
            told.recipient = replace(told.recipient, actors=given[0], unnamed=False, why=given[1])
            continue
        if any(m.told.recipient.why == WHOSE_FLAG for m in group.mentions):
            continue
        ground = takes_ground(told)
        if (told.sense.action in _TOWARD or ground or _shuts_out(told)) and not told.sense.answer:
            if len(actors) == 1 and not _is_private(group):
                [actor] = actors
                counted: Counter[str] = Counter()
                for (a, r), n in against.items():
                    # who bans somebody's goods fights nobody, nor does who only asks for calm or condemns
                    struck = told.sense.action == ASSAULT and (r in banning or (a, r) in asking)
                    if (a == actor or same_side(a, actor)) and cast.kind(r) != "person" and not struck:
                        counted[r] += n
                ranked = counted.most_common(2)
                if ranked and (len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1]):
                    told.recipient = replace(told.recipient, actors=(ranked[0][0],), unnamed=False, why=OTHER_SIDE)
                    continue
            if (told.sense.action == ASSAULT and not told.sense.undirected) or ground:
                if cast.own is not None and _is_done_to(cast.own, told, actors, same_side, cast):
                    told.recipient = replace(told.recipient, actors=(cast.own,), why=OWN)
                    continue
                _put_on_territory(group, actors, cast, same_side)
        # "the seizure of the tanker by the coast guard of X", in a side's own words
        taken = told.sense.action == "COERCE" and told.recipient.first >= 0 and not told.recipient.actors and actors
        if taken and cast.own is not None and _is_done_to(cast.own, told, actors, same_side, cast):
            told.recipient = replace(told.recipient, actors=(cast.own,), why=OWN)
        if not actors and not told.recipient.actors and _is_between_two(told):
            _give_two_sides(told, cast)
        if not told.recipient.actors:
            names = tuple(name for name in _named_here(told, cast) if name not in actors)
            if names:
                told.recipient = replace(told.recipient, actors=names, why="a name that the registry does not know")
        if not told.recipient.actors and roles:
            role = _role(told.recipient, told, cast)
            if role in roles and role not in actors:
                told.recipient = replace(told.recipient, actors=(role,), unnamed=False, why=ROLE)


def _named_here(told: Told, cast: Cast) -> tuple[str, ...]:
    """Whom names stand for that no list holds, where they are the object of an act: persons, or "aid to X"."""
    party = told.recipient
    if party.first < 0 or party.why == ON_TERRITORY:
        return ()
    doc = told.token.doc
    head = doc[party.first : party.last + 1].root
    if party.thing:  # "froze the assets of Adar Poe"
        owner = [i for c in head.rights if c.dep_ == "prep" and c.lower_ == "of" for i in c.children]
        if told.sense.action not in _TAKEN or not owner or owner[0].dep_ != "pobj" or owner[0].ent_type_ != "PERSON":
            return ()
        head = owner[0]
    first, last = phrase_of(head)
    if head.pos_ == "NOUN" and head.lemma_.lower() in PEOPLE_NOUNS:  # "the Black Anchor boss"
        before = [c for c in head.lefts if c.dep_ == "compound" and c.pos_ == "PROPN"]
        if not before or told.sense.action == ASSAULT:
            return ()
        name = cast.introduce(told.paragraph, before[0].left_edge.i, before[-1].i)
        return (name,) if name else ()
    if head.pos_ != "PROPN" or head.ent_type_ in {"DATE", "TIME", "FAC"}:
        return ()
    to_whom = head.dep_ == "pobj" and head.head.lower_ in {"to", "with", "against", "on"}
    found: list[str | None] = []
    for one in (head, *(c for c in head.conjuncts if c.i > head.i and c.pos_ == "PROPN")):
        first, last = phrase_of(one)
        person = one.ent_type_ == "PERSON" and (last > first or told.sense.action in _TAKEN)
        place = cast.is_place(doc[first : last + 1].text) or cast.is_place(one.text)
        if person or (told.sense.action in _GIVEN and to_whom and not place):
            known = cast.at(told.paragraph, one.i)
            found.append(known.actor if known is not None else cast.introduce(told.paragraph, first, last))
    return tuple(dict.fromkeys(one for one in found if one is not None))


_TAKEN = {"SANCTION"}
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
    if party.first < 0 or party.nationals:
        return None
    head = told.token.doc[party.first : party.last + 1].root
    if party.thing:  # "threw bottles at the police line", "shots were fired into the constables' house"
        whose = [c for c in head.lefts if c.dep_ in {"compound", "nmod", "poss"} and c.lower_ in ROLES]
        return role_of(told.paragraph, whose[-1], cast) if whose else None
    return role_of(told.paragraph, head, cast)


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


def _revenged(
    group: Group, groups: Sequence[Group], actors: set[str], same_side: SameSide
) -> tuple[tuple[str, ...], str] | None:
    """Who last struck the side that vows to answer: "vowed that the raids would not go unpunished"."""
    told = group.lead.told
    if told.sense.action != "THREATEN" or len(actors) != 1 or told.recipient.thing:
        return None
    if not any(t.lemma_.lower() in _ANSWERS or t.lower_ in _ANSWERS for t in told.sentence):
        return None
    at = (told.paragraph, told.token.i)
    struck = [
        (m.told.paragraph, m.told.token.i, other)
        for other in groups
        for m in other.mentions
        if other is not group
        and m.told.sense.action == ASSAULT
        and (m.told.paragraph, m.told.token.i) < at
        and m.told.paragraph >= told.paragraph - 1
        and any(same_side(a, r) for a in actors for r in m.told.recipient.actors)
    ]
    for _, _, other in sorted(struck, key=lambda one: one[:2], reverse=True):
        doers = _apart(_actors(other), actors, same_side)
        if doers:
            return doers, STRUCK
    return None


_ANSWERS = {
    "answer", "unanswered", "unpunished", "unavenged", "avenge", "revenge", "vengeance", "retaliate", "retaliation",
    "respond", "response", "reply", "reprisal", "punish", "pay", "forget", "forgotten", "reckoning", "retribution",
}  # fmt: skip


_BODIES = {"intergovernmental", "unknown", "organisation"}


def _against(
    groups: Sequence[Group],
    cast: Cast,
    same_side: SameSide,
    kinds: Collection[str] = _HOSTILE,
    *,
    accused: bool = False,
) -> Counter[tuple[str, str]]:
    """How often the report sets one party against another, either way, by acts of these kinds.

    With `accused`, whom the side that was hit accuses stands against it too.
    """
    against: Counter[tuple[str, str]] = Counter()
    for group in groups:
        if group.lead.told.sense.action not in kinds:
            continue
        pairs = {
            (a, r)
            for m in group.mentions
            for a in (*m.told.actor.actors, *(m.told.alleged.actors if accused and m.told.alleged else ()))
            for r in m.told.recipient.actors
            if not same_side(a, r)
            and m.told.recipient.why != ON_TERRITORY
            # who is called upon to help is no party to the quarrel
            and not (m.told.sense.action == "REQUEST" and cast.kind(r) == "intergovernmental")
        }
        times = 1 if group.lead.told.standing.status == "historical" else 2
        for actor, recipient in pairs:
            against[actor, recipient] += times
            against[recipient, actor] += times
    if cast.own is not None and (enemy := enemy_of(cast.own, cast)) is not None:
        against[cast.own, enemy] += 4
        against[enemy, cast.own] += 4
    return against


def _shuts_out(told: Told) -> bool:
    """Whether what is closed lies between two sides: "closed the border"."""
    return told.sense.action == "COERCE" and any(
        c.dep_ == "dobj" and c.lemma_.lower() in {"border", "crossing", "airspace", "strait", "frontier"}
        for c in told.token.children
    )


def _is_done_to(own: str, told: Told, actors: set[str], same_side: SameSide, cast: Cast) -> bool:
    """Whether in a side's own words an act was done to that side: by others, and not what others say that it did."""
    speaker = cast.speaker_at(told.paragraph, told.token.i)
    if speaker is not None and not actors and not same_side(own, speaker):
        return False
    return not any(same_side(own, a) for a in actors) and told.standing.status != "denied" and not _is_own_deed(told)


_BETWEEN = {
    "fighting", "war", "talk", "talks", "truce", "ceasefire", "cease-fire", "armistice", "negotiation", "hostility",
    "clash", "skirmish", "negotiations",
}  # fmt: skip


def _is_between_two(told: Told) -> bool:
    """Whether an act has two sides by its nature: "the fighting", "the talks began", "the truce"."""
    if not told.is_noun:
        return told.sense.undirected or told.sense.action == "CONSULT"
    of = any(c.dep_ == "prep" and c.lower_ == "of" for c in told.token.children)  # "a battle of words"
    return not of and told.token.lemma_.lower() in _BETWEEN


def _give_two_sides(told: Told, cast: Cast) -> None:
    """Give an act between two sides those that its report tells of, where nobody else stands in its sentence."""
    two = both_sides(cast, told.paragraph, told.token)
    sentence = told.sentence
    here = {
        m.actor
        for m in cast.mentions[told.paragraph]
        if sentence.start <= m.first < sentence.end and m.how != "metonym"
    }
    if len(two) == 2 and here <= set(two) and told.actor.first < 0:
        told.actor = replace(told.actor, actors=two[:1], unnamed=False, why=TWO)
        told.recipient = replace(told.recipient, actors=two[1:], unnamed=False, why=TWO)


def _is_own_deed(told: Told) -> bool:
    """Whether somebody without a party did it who may be the speaker's own: "our boats", "units", "we"."""
    if told.actor.first < 0 or told.actor.actors:
        return False
    words = {t.lower_ for t in told.token.doc[told.actor.first : told.actor.last + 1]}
    return bool(words & {"our", "we", "units", "forces", "heroes"})


def _is_private(group: Group) -> bool:
    """Whether the one it was done to are private people: "police shot a man" is no act against the other side."""
    if any(m.told.recipient.civilian is False and m.told.recipient.first >= 0 for m in group.mentions):
        return False  # fighters were hit, whoever else died
    for one in group.mentions:
        party = one.told.recipient
        if party.civilian or party.nationals:
            return True
        if not party.actors and party.why.endswith(PEOPLE_BEFORE):  # "officers drove them off": the youths
            return True
        if party.first >= 0 and any(
            t.lemma_.lower() in _PRIVATE or t.lower_ in CIVIL_CRAFT
            for t in one.told.token.doc[party.first : party.last + 1]
        ):
            return True
    return False


def _is_hit_a_group(told: Told) -> bool:
    """Whether "an Iraqi militia", "rebels", "peacekeepers" were hit, who are not the side on whose land they were."""
    party = told.recipient
    return party.first >= 0 and any(
        t.lemma_.lower() in _NOT_OF_STATE or t.lemma_.lower() in _FROM_ABROAD
        for t in told.token.doc[party.first : party.last + 1]
    )


_FROM_ABROAD = {"peacekeeper", "foreigner", "tourist", "migrant", "refugee", "expatriate", "missionary"}


def _put_on_territory(group: Group, actors: set[str], cast: Cast, same_side: SameSide) -> None:
    by_air = any(m.told.weapon == "air strike" and m.told.word != "bomb" for m in group.mentions)
    if (
        by_air
        or any(_is_hit_a_group(m.told) for m in group.mentions)
        or any(actor.removeprefix("new-") in OF_A_STATE for actor in actors)
    ):  # "the army" is whose land it is
        return
    owner = _owner_of_embassy(group.lead.told, cast)
    if owner is not None and not any(same_side(owner, a) for a in actors):
        told = group.lead.told
        told.recipient = replace(told.recipient, actors=(owner,), why="whose embassy its sentence names")
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
    if len(states) == 1 and any(states[0] in _named_in_actor(m.told, cast) for m in group.mentions):
        return  # "Armenian saboteurs mined supply roads": not on their own land
    if len(states) == 1 and not any(same_side(states[0], a) for a in actors):
        told = group.lead.told
        told.recipient = replace(told.recipient, actors=(states[0],), why=ON_TERRITORY)


def _named_in_actor(told: Told, cast: Cast) -> set[str]:
    """Whom the words for the one who acts name, though they do not make it theirs: "Kesmaran saboteurs"."""
    first, last = told.actor.first, told.actor.last
    if first < 0 or told.actor.actors:
        return set()
    inside = (m for m in cast.mentions[told.paragraph] if first <= m.first and m.last <= last)
    return {m.actor for m in inside if m.how == "demonym"}


def _owner_of_embassy(told: Told, cast: Cast) -> str | None:
    """The state whose embassy its sentence names: "broke into the Norlish embassy and burned a reception hall"."""
    for mention in cast.mentions[told.paragraph]:
        token: Token = told.token.doc[mention.last]
        beside = token.sent.start == told.sentence.start and token.dep_ in {"amod", "compound", "nmod", "poss"}
        if beside and token.head.lemma_.lower() in _MISSIONS and cast.kind(mention.actor) == "state":
            return mention.actor
    return None


_MISSIONS = {"embassy", "consulate", "legation", "mission", "compound"}


def _land_said(told: Told, cast: Cast) -> str | None:
    """The state whose town or border the words name: "outside the Kesmaran town of Porsk"."""
    for mention in cast.mentions[told.paragraph]:
        token: Token = told.token.doc[mention.last]
        if mention.how == "demonym" and token.dep_ in {"amod", "compound", "nmod"} and token.sent == told.sentence:
            noun = token.head
            if noun.lemma_.lower() in _SETTLED and noun.dep_ == "pobj" and cast.kind(mention.actor) == "state":
                return mention.actor
    return None
