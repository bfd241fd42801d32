"""A war between two sides and how it is asked about: what every measure of a case takes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from talion.errors import MeasureError
from talion.pipeline.measured import Part
from talion.records import Dyad, Estimate, Exchange, Link, Selection, Timeline

if TYPE_CHECKING:
    import numpy as np
    import polars as pl

    from talion.pipeline.sides import Sides
    from talion.records import Event

# The rules by which acts of unknown direction are treated, as they are typed.
ROLES = {"refuse": "refuse", "leave-out": "leave out", "split": "split"}
EVERYTHING = Selection()


@dataclass(frozen=True, slots=True)
class Asking:
    """A war between two sides and how it is asked about.

    `raw` holds the same acts and those around them under their actors' own ids; `levels` are for each side the ways to
    draw its line, each a name with its members. `exchanges` and `links` are the case's own.
    """

    war: Timeline
    attack: Dyad
    within_days: tuple[float, ...] = (7.0, 30.0)
    severity: str = "acts"
    roles: str = "leave-out"
    on: date | None = None
    seed: int = 1
    selection: Selection = EVERYTHING
    raw: Timeline | None = None
    levels: Mapping[str, tuple[tuple[str, frozenset[str]], ...]] | None = None
    links: tuple[Link, ...] = ()
    exchanges: tuple[Exchange, ...] = ()

    @property
    def days(self) -> float:
        """The first window that is asked for."""
        return self.within_days[0]

    @property
    def whole_days(self) -> int:
        """The same as a whole number of days."""
        return max(round(self.days), 1)

    @property
    def undirected(self) -> str:
        """The rule for acts of unknown direction, in the measures' words."""
        if self.roles not in ROLES:
            raise MeasureError(f"--roles is one of {', '.join(ROLES)}; not {self.roles!r}")
        return ROLES[self.roles]

    @property
    def random(self) -> "np.random.Generator":
        """Random numbers that are the same each time."""
        import numpy as np

        return np.random.default_rng(self.seed)

    def series(self, **options: Any) -> Any:
        """The daily numbers of the two sides."""
        from talion.measures.series import series

        told: dict[str, Any] = {"undirected": self.undirected, "selection": self.selection, **options}
        return series(self.war, self.attack, **told)


def part_of(
    name: str, asking: Asking, numbers: Iterable[Estimate], *, frames: "Mapping[str, pl.DataFrame] | None" = None
) -> Part:
    """A part made of numbers; what cannot be told of them is said once for each reason."""
    kept = tuple(numbers)
    why: dict[str, list[str]] = {}
    for one in kept:
        if one.value is None:
            why.setdefault(one.caveats[0].removeprefix("Cannot tell: "), []).append(one.question)
    refused = tuple(
        f"{questions[0]} {reason[:1].upper()}{reason[1:]}."
        if len(questions) == 1
        else f"{questions[0]} This and {len(questions) - 1} more about it: {reason}."
        for reason, questions in why.items()
    )
    return Part(name, asking.attack, kept, refused=refused, frames=dict(frames or {}))


def each_once(numbers: Iterable[Estimate]) -> list[Estimate]:
    """The numbers without those that stand twice."""
    return list(dict.fromkeys(numbers))


def asks_about(one: Estimate, dyad: Dyad) -> bool:
    """Whether a share is about attacks in this direction; its question names both."""
    return f" by {dyad.actor} on {dyad.recipient} " in one.question


def says_what_it_rests_on(war: Timeline, pairs: Sequence[Dyad], roles: str) -> str:
    """Which acts of force on which days: the line under every page."""
    spans = war.observed
    if not pairs or not spans:
        return "no two sides act on each other in these events"
    force = [event for event in war.events if event.action == "ASSAULT" and event.is_deed]
    ways = list(dict.fromkeys([*pairs, *(dyad.reversed for dyad in pairs)]))
    counted = [f"{sum(event.dyad == tuple(way) for event in force)} by {way.actor} on {way.recipient}" for way in ways]
    parties = {frozenset(dyad) for dyad in pairs}
    hidden = sum(
        not event.directed and any(pair <= {*event.actors, *event.recipients} for pair in parties) for event in force
    )
    days = sum(span.days for span in spans)
    said = f"acts of force: {', '.join(counted)}; {days} days watched, from {spans[0].first} to {spans[-1].last}"
    if hidden:
        rule = {"leave-out": "left out", "split": "half of each counted in either direction"}.get(roles, "refused")
        said += f"; {hidden} acts that do not say who acted, {rule} (--roles {roles})"
    return said


def ways_to_draw(
    sides: "Sides", id: str, events: "Sequence[Event]", *, most: int = 4
) -> tuple[tuple[str, frozenset[str]], ...]:
    """The ways to draw the line around a side: busiest member, itself, its wholes, with its backer."""
    lane = sides.lane(id, events)
    force = [event for event in events if event.is_force and event.is_deed]
    acted: dict[str, int] = {}
    for event in force:
        for actor in {*event.actors, *event.recipients} & lane.actors - {id}:
            acted[actor] = acted.get(actor, 0) + 1
    ways: list[tuple[str, frozenset[str]]] = [(lane.name, lane.actors)]
    if acted:
        busiest = min(acted, key=lambda actor: (-acted[actor], actor))
        ways.append((sides.actor(busiest).name, sides.lane(busiest, events).actors | {busiest}))
    for high in sorted(sides.above(id) - {id}):
        wider = sides.lane(high, events)
        ways.append((wider.name, wider.actors))
    for backer in sides.backers_beside((id,), events):
        patron = sides.lane(backer, events)
        ways.append((f"{lane.name} and {patron.name}", lane.actors | patron.actors))
    # Two lines around the same acts are one way to draw it.
    told: dict[frozenset[str], tuple[str, frozenset[str]]] = {}
    for name, actors in ways:
        acts = frozenset(event.id for event in force if actors & {*event.actors, *event.recipients})
        told.setdefault(acts, (name, actors))
    return tuple(sorted(list(told.values())[:most], key=lambda way: len(way[1])))
