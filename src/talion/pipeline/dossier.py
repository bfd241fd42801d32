"""All that a brief needs, gathered once, so that a view only lays it out."""

from dataclasses import dataclass

from talion.records import (
    Actor,
    Assessment,
    Claim,
    Doubt,
    Estimate,
    Event,
    Exchange,
    Judgement,
    Link,
    Relation,
    Report,
    Selection,
)


@dataclass(frozen=True, slots=True)
class Lane:
    """One side of the exchange view: its name and the ids of the actors that count as it."""

    name: str
    actors: frozenset[str]


@dataclass(frozen=True, slots=True)
class Made:
    """How a brief was made, for its last page: enough to make it again."""

    version: str
    command: str
    case: str
    printed_on: str
    coder: str
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Dossier:
    """One selection of a case with everything that its events rest on.

    `events` are weighed over reports, sorted by day (undated last) and id; `links`, `claims` and `exchanges` speak of
    them by id. `judgements` hold for records of any kind. `actors` maps every id that occurs to its record.
    """

    title: str
    selection: Selection
    lanes: tuple[Lane, ...]
    reports: tuple[Report, ...]
    events: tuple[Event, ...]
    claims: tuple[Claim, ...]
    links: tuple[Link, ...]
    exchanges: tuple[Exchange, ...]
    actors: tuple[Actor, ...]
    relations: tuple[Relation, ...]
    assessments: tuple[Assessment, ...]
    estimates: tuple[Estimate, ...]
    judgements: tuple[Judgement, ...]
    doubts: tuple[Doubt, ...]
    made: Made

    def lane_of(self, event: Event) -> Lane | None:
        """The side that acted; None where nobody is known to have done it, or somebody outside the lanes."""
        return next((lane for lane in self.lanes if lane.actors & set(event.actors)), None)
