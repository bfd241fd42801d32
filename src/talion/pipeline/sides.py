"""Who counts as whom when a question is asked: roll-ups on the day of an act, and the two sides of a war."""

import difflib
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cached_property

from talion.codebook.registry import Registry
from talion.errors import SelectionError
from talion.pipeline.dossier import Lane
from talion.records import UNKNOWN_ACTOR, Actor, Event

# Who is tied to such an actor by these stands one level below it.
_UPWARD = frozenset({"part_of", "member_of", "backed_by"})
_OF_THEIR_OWN = {"armed group", "umbrella"}
_SERVE_A_STATE = frozenset({"force", "government", "person"})
_ARMED = frozenset({"armed group", "umbrella", "party", "force", "set"})


class Sides:
    """Questions about sides, put to a registry and remembered, since the same few come again with every event."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._members: dict[tuple[str, int | None, bool], frozenset[str]] = {}
        self._above: dict[str, frozenset[str]] = {}
        self._same: dict[tuple[str, str, bool], bool] = {}

    def actor(self, id: str) -> Actor:
        """The record of an id; an id that nobody knows is a provisional actor of that name."""
        return self._registry.actors.get(id) or Actor(id, id, "unknown", provisional=True)

    def named(self, name: str) -> Actor:
        """Whom a user means by a name. Raises SelectionError, with names near it, where that is nobody we know.

        A name that is only spelled like another is not taken for it: the other is offered.
        """
        found = self._registry.resolve(name)
        if found is not None and found.how != "fuzzy":
            return found.actor
        names = {actor.name.casefold(): actor.name for actor in self._registry.actors.values()}
        near = [names[key] for key in difflib.get_close_matches(name.casefold(), names, n=3, cutoff=0.6)]
        if found is not None:
            near = list(dict.fromkeys((found.actor.name, *near)))
        hint = f"; near it: {', '.join(near)}" if near else ""
        raise SelectionError(f"no actor is called {name!r}{hint}; `talion actors` lists those of this case")

    def members(self, id: str, on: date | None, *, backed: bool = False) -> frozenset[str]:
        """The ids that count as this actor on a day, itself included."""
        key = (id, self.stretch_of(on), backed)
        if key not in self._members:
            known = id in self._registry.actors
            found = self._registry.members(id, on=on, backed=backed) if known else frozenset[str]()
            self._members[key] = found | {id}
        return self._members[key]

    def stretch_of(self, on: date | None) -> int | None:
        """The number of the stretch of days, from one change in who belongs to whom to the next, that holds a day."""
        return None if on is None else bisect_right(self._changes, on)

    @cached_property
    def _changes(self) -> list[date]:
        begun = {tie.since.first for tie in self._registry.relations if tie.since is not None}
        ended = {tie.until.last for tie in self._registry.relations if tie.until is not None}
        return sorted(begun | {day + timedelta(days=1) for day in ended if day < date.max})

    def counts_as(self, actors: Iterable[str], side: str, on: date | None) -> bool:
        """Whether one of the actors counts as this side on a day."""
        return not self.members(side, on).isdisjoint(actors)

    def same_actor(self, one: str, other: str) -> bool:
        """Whether two ids may stand for one party in two tellings: the army and its state."""
        return self._is_same(one, other, backed=False)

    def land_of(self, id: str) -> str | None:
        """The country, as ISO 3166-1 alpha-3, that a state or an authority in it governs; None for anybody else."""
        actor = self.actor(id)
        return actor.country if actor.kind in {"state", "government"} else None

    def is_person(self, id: str) -> bool:
        """Whether an id is one person's."""
        return self.actor(id).kind == "person"

    def same_side(self, one: str, other: str) -> bool:
        """Whether two parties fight on one side: one is part of the other or backed by it, or one party backs both."""
        return self._is_same(one, other, backed=True)

    def _is_same(self, one: str, other: str, *, backed: bool) -> bool:
        key = (min(one, other), max(one, other), backed)
        if key not in self._same:
            self._same[key] = (
                one == other
                or one in self.members(other, None, backed=backed)
                or other in self.members(one, None, backed=backed)
                or (backed and self._share_a_backer(one, other))
            )
        return self._same[key]

    def _share_a_backer(self, one: str, other: str) -> bool:
        # Among armed groups alone: two states with one ally are not one side.
        if not all(self.actor(id).kind in _ARMED for id in (one, other)):
            return False
        return any(self.actor(id).kind == "set" for id in self.above(one) & self.above(other))

    def above(self, id: str) -> frozenset[str]:
        """The actor and all that it ever counted as: the wholes it is a part of, and the groups that somebody backs."""
        if id not in self._above:
            reached, open_ends = {id}, [id]
            while open_ends:
                low = open_ends.pop()
                for relation in self._registry.relations_of(low):
                    high = relation.object if relation.subject == low and relation.kind in _UPWARD else None
                    if relation.kind == "led_by" and relation.object == low:
                        high = relation.subject
                    if high is None:
                        continue
                    if relation.kind == "backed_by":
                        backed = self._registry.resolve(f"{self.actor(high).name}-backed groups")
                        if backed is None:
                            continue
                        reached.add(backed.actor.id)
                    elif high not in reached:
                        reached.add(high)
                        open_ends.append(high)
            self._above[id] = frozenset(side for side in reached if id in self.members(side, None) or side == id)
        return self._above[id]

    def lane(self, side: str, events: Iterable[Event]) -> Lane:
        """One side of a picture: of the actors in these events, those that counted as it on the day of the act."""
        found = {side}
        for event in events:
            found |= self.members(side, day_of(event)) & {*event.actors, *event.recipients, *_blamed(event)}
        return Lane(self.actor(side).name, frozenset(found))

    def fiercest_pair(self, events: Sequence[Event]) -> tuple[str, str] | None:
        """The two sides with most directed force between them; else with most directed acts of any kind.

        A group stands before its parts where it brings together more acts; where both count the same, the part stands,
        as it says more, but a state stands for its forces. None where no act has two known sides.
        """
        directed = [event for event in events if event.directed and event.actors and event.recipients]
        for kept in ([event for event in directed if event.is_force and event.is_deed], directed):
            counted: dict[tuple[str, str], int] = defaultdict(int)
            for event in kept:
                for pair in self._pairs(event):
                    counted[pair] += 1
            if counted:
                one, other = min(counted, key=lambda pair: (-counted[pair], *self._breadth(pair), pair))
                acts = sum(self.counts_as(event.actors, one, day_of(event)) for event in kept)
                return (one, other) if 2 * acts >= counted[one, other] else (other, one)
        return None

    def backers_beside(self, sides: Sequence[str], events: Sequence[Event]) -> tuple[str, ...]:
        """For each side, whoever backs it and acts in these events, or is acted on by a side; of several, most often.

        Of a set such as "Iran-backed groups" that is the one who gives it its name; of any other side whoever backs,
        on the day of an act, one of its members in that act. A backer counts whole: a state for its forces.
        """
        found: list[str] = []
        for side in sides:
            taking_part = {backer: self._parts_taken(backer, sides, events) for backer in self._backers(side, events)}
            apart = [
                backer
                for backer, times in taking_part.items()
                if times and not any(self.same_actor(backer, other) for other in (*sides, *found))
            ]
            if apart:
                found.append(min(apart, key=lambda backer: (-taking_part[backer], backer)))
        return tuple(found)

    def _backers(self, side: str, events: Sequence[Event]) -> set[str]:
        if (backer := self.backer_of_set(side)) is not None:
            return {backer}
        backers = set()
        for event in events:
            on = day_of(event)
            for id in self.members(side, on) & {*event.actors, *event.recipients}:
                for tie in self._registry.relations_of(id, on=on) if id in self._registry.actors else ():
                    if tie.kind == "backed_by" and tie.subject == id and tie.confidence != "doubtful":
                        backers.add(self._whole(tie.object))
        return backers

    def backer_of_set(self, side: str) -> str | None:
        """Whose groups a set such as "Iran-backed groups" holds; None for any other actor."""
        actor = self.actor(side)
        if actor.kind != "set":
            return None
        found = self._registry.resolve(actor.name.removesuffix("-backed groups"))
        return found.actor.id if found is not None and found.how == "exact" and found.actor.id != side else None

    def _whole(self, id: str) -> str:
        return min((high for high in self.above(id) if self.actor(high).kind == "state"), default=id)

    def _parts_taken(self, backer: str, sides: Sequence[str], events: Iterable[Event]) -> int:
        return sum(
            self.counts_as(event.actors, backer, day_of(event))
            or (
                self.counts_as(event.recipients, backer, day_of(event))
                and any(self.counts_as(event.actors, side, day_of(event)) for side in sides)
            )
            for event in events
        )

    def _pairs(self, event: Event) -> set[tuple[str, str]]:
        on = day_of(event)
        sides = [
            {
                high
                for id in ids
                for high in self.above(id)
                if id in self.members(high, on) and self._may_stand(high, id)
            }
            for ids in (event.actors, event.recipients)
        ]
        return {(min(a, b), max(a, b)) for a in sides[0] for b in sides[1] if not self.same_actor(a, b)}

    def _may_stand(self, side: str, actor: str) -> bool:
        """Whether a side that nobody named may stand for an actor: a state or its forces for no armed group.

        A law may count such a group among a state's forces; that the state acts is then for the reader to say.
        """
        return self.actor(actor).kind not in _OF_THEIR_OWN or self.actor(side).kind not in {"state", *_SERVE_A_STATE}

    def _breadth(self, pair: tuple[str, str]) -> tuple[int, int]:
        servants = sum(self.actor(side).kind in _SERVE_A_STATE for side in pair)
        return servants, sum(len(self.members(side, None)) for side in pair)


def day_of(event: Event) -> date | None:
    """The day on which an event's actors are asked for: its first possible one."""
    return event.when.first if event.when else None


def _blamed(event: Event) -> set[str]:
    return {blame.actor for blame in event.attribution.blames if blame.actor and blame.stance in {"claims", "blames"}}


def is_between(event: Event, one: str, other: str, sides: Sides) -> bool:
    """Whether an act belongs to what goes on between two sides.

    It does where one acts on the other. Where nobody is known to have done it, it does where one is hit and the other
    blamed, or one is hit and nobody blamed: it may be the other's, and leaving it out would hide it. A side that is a
    set named after its backer ("Iran-backed groups") brings that backer's acts on the other side, and those on it, and
    the words of either that name nobody ("Iran called for retaliation").
    """
    on = day_of(event)
    doers = event.actors or tuple(sorted(_blamed(event)))
    if not doers and event.directed:
        return sides.counts_as(event.recipients, one, on) or sides.counts_as(event.recipients, other, on)
    ones, others = _with_backer(one, sides), _with_backer(other, sides)
    if event.is_word and not event.recipients and (len(ones) > 1 or len(others) > 1):
        return any(sides.counts_as(doers, side, on) for side in (*ones, *others))
    return any(
        sides.counts_as(doers, doer, on) and sides.counts_as(event.recipients, hit, on)
        for doing, being_hit in ((ones, others), (others, ones))
        for doer in doing
        for hit in being_hit
    )


def _with_backer(side: str, sides: Sides) -> tuple[str, ...]:
    backer = sides.backer_of_set(side)
    return (side,) if backer is None else (side, backer)


def is_by(event: Event, name: str, side: str | None, sides: Sides) -> bool:
    """Whether an act is a side's; "unknown" asks for acts whose perpetrator is not known."""
    if name.casefold() == UNKNOWN_ACTOR:
        return not event.actors
    return side is not None and sides.counts_as(event.actors, side, day_of(event))
