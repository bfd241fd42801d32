"""Sides that a report leaves to its reader: the other party of the quarrel, and on whose territory it was."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from talion.codebook.word_classes import word_class
from talion.coding.acts.told import ASSAULT
from talion.coding.events.gathering import Group
from talion.coding.sides.cast import ON_TERRITORY, Cast
from talion.coding.sides.newcomers import enemy_of

OTHER_SIDE = "the one party that the report sets against the actor"
_HOSTILE = {"ASSAULT", "SANCTION", "THREATEN", "MOBILIZE", "ACCUSE", "REJECT", "COERCE", "REQUEST"}
_TOWARD = {"ASSAULT", "SANCTION", "THREATEN", "MOBILIZE", "REJECT", "RETREAT", "REQUEST"}
_PRIVATE = word_class("nationals")


def fill_recipients(groups: Sequence[Group], cast: Cast, same_side: Callable[[str, str], bool]) -> None:
    """Give an act of a known actor without a recipient the one party that this report sets against that actor.

    Where two parties or more stand against it about equally often, the recipient stays open. Nobody is ever made an
    actor this way. An act of force by nobody known against people or things of nobody known is put down as done to the
    state in whose land it was, where the words place it.
    """
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
    for group in groups:
        told = group.lead.told
        if any(m.told.recipient.actors for m in group.mentions) or told.sense.action not in _TOWARD:
            continue
        if told.sense.answer:
            continue
        actors = {a for m in group.mentions for a in m.told.actor.actors}
        if len(actors) == 1 and not _is_private(group):
            [actor] = actors
            ranked = Counter({r: n for (a, r), n in against.items() if a == actor}).most_common(2)
            if ranked and (len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1]):
                told.recipient = replace(told.recipient, actors=(ranked[0][0],), unnamed=False, why=OTHER_SIDE)
                continue
        if told.sense.action == ASSAULT and not told.sense.undirected:
            _put_on_territory(group, actors, cast, same_side)


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


def _put_on_territory(group: Group, actors: set[str], cast: Cast, same_side: Callable[[str, str], bool]) -> None:
    countries = {
        place.country for m in group.mentions for place, _ in m.places if place.role == "act" and place.country
    }
    by_air = any(m.told.weapon == "air strike" for m in group.mentions)
    if len(countries) != 1 or by_air:
        return
    [country] = countries
    states = [a for a, known in cast.registry.actors.items() if known.kind == "state" and known.country == country]
    if len(states) == 1 and not any(same_side(states[0], a) for a in actors):
        told = group.lead.told
        told.recipient = replace(told.recipient, actors=(states[0],), why=ON_TERRITORY)
