"""Everything that was coded out of one report."""

from dataclasses import dataclass

from talion.errors import RecordError
from talion.records.actor import Actor, Relation
from talion.records.assessment import Assessment
from talion.records.claim import Claim
from talion.records.doubt import Doubt
from talion.records.event import Event
from talion.records.link import Link
from talion.records.report import Report


@dataclass(frozen=True, slots=True)
class Coded:
    """One report and the records that rest on it; `actors` are provisional ones that the registry does not know.

    `translation` is the text through which it was read, where it was; the records rest on the original.
    """

    report: Report
    events: tuple[Event, ...] = ()
    claims: tuple[Claim, ...] = ()
    links: tuple[Link, ...] = ()
    relations: tuple[Relation, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    actors: tuple[Actor, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    translation: Report | None = None

    def __post_init__(self) -> None:
        known = {event.id for event in self.events}
        for claim in self.claims:
            if claim.event not in known:
                raise RecordError(f"{claim.id} is about {claim.event}, which this report does not hold")
        for link in self.links:
            if link.trigger not in known or link.response not in known:
                raise RecordError(f"{link.id} ties events that this report does not hold")
