"""What is known of one actor on a day: its names, what it is part of, who backs it, since when, on whose word."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from talion.codebook.registry import Registry, Resolution
from talion.codebook.rollup import holds_on
from talion.errors import SelectionError
from talion.records import Actor, Relation


@dataclass(frozen=True, slots=True)
class Known:
    """One actor. `ties` hold on the day `on` (ever, without one); `other_days` do not; both name their sources.

    `counts_as` are the actors and computed sets whose members it is among on that day, `members` those that it holds.
    """

    resolution: Resolution
    on: date | None
    ties: tuple[Relation, ...]
    other_days: tuple[Relation, ...]
    counts_as: tuple[Actor, ...]
    members: tuple[Actor, ...]
    others: tuple[Actor, ...]

    @property
    def actor(self) -> Actor:
        """Who is meant."""
        return self.resolution.actor


def known_of(registry: Registry, name: str, on: date | None) -> Known:
    """The actor that a name means on a day; SelectionError names the nearest where it means nobody."""
    found = registry.resolve(name, on=on)
    if found is None:
        near = difflib.get_close_matches(name, [actor.name for actor in registry.actors.values()], n=3)
        beside = f"near it: {', '.join(near)}" if near else "`talion actors` lists those of the case"
        raise SelectionError(f"no actor is called {name!r}; {beside}")
    id = found.actor.id
    every = registry.relations_of(id)
    ties = tuple(tie for tie in every if holds_on(tie, on))
    whole = [actor for actor in registry.actors.values() if actor.id != id and _may_hold(actor, ties, registry)]
    counts_as = [actor for actor in whole if id in registry.members(actor.id, on=on)]
    members = [registry.actors[member] for member in registry.members(id, on=on) - {id} if member in registry.actors]
    ends = {end for tie in every for end in (tie.subject, tie.object)} - {id}
    return Known(
        found,
        on,
        _ordered(ties, id),
        _ordered((tie for tie in every if not holds_on(tie, on)), id),
        tuple(sorted(counts_as, key=lambda actor: actor.name)),
        tuple(sorted(members, key=lambda actor: actor.name)),
        tuple(registry.actors[end] for end in sorted(ends) if end in registry.actors),
    )


def _may_hold(actor: Actor, ties: tuple[Relation, ...], registry: Registry) -> bool:
    # Whoever has members is a whole of something; asking all 500 actors for theirs would take a second.
    if actor.kind == "set":
        return any(tie.kind in {"backed_by", "part_of", "renamed", "member_of"} for tie in ties)
    kinds = {tie.kind for tie in registry.relations_of(actor.id)}
    return not kinds.isdisjoint({"part_of", "member_of", "led_by", "renamed", "alias_of"})


def _ordered(ties: Iterable[Relation], id: str) -> tuple[Relation, ...]:
    # Its own ties first, then those in which it stands on the other side; each by kind and beginning.
    return tuple(
        sorted(
            ties,
            key=lambda tie: (tie.subject != id, tie.kind, tie.since.first if tie.since else date.min, tie.id),
        )
    )
