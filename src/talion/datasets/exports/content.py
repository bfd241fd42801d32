"""What goes out: one selection of a case with all that its acts rest on, and what was held back and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from talion.records import Actor, Assessment, Claim, Doubt, Event, Judgement, Link, Passage, Relation, Report


@dataclass(frozen=True)
class Content:
    """The records to be written, and how the files came to be.

    `events` are weighed over reports; links and claims speak of them by id. `held_back` says in one sentence each what
    was left out and why. `without_words` are the reports whose words are not passed on: their passages keep place and
    length, and whoever has the text finds the words there.
    """

    title: str
    version: str
    asked: str
    printed_on: str
    coder: str
    events: tuple[Event, ...]
    links: tuple[Link, ...] = ()
    claims: tuple[Claim, ...] = ()
    reports: tuple[Report, ...] = ()
    actors: tuple[Actor, ...] = ()
    relations: tuple[Relation, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    held_back: tuple[str, ...] = ()
    without_words: frozenset[str] = frozenset()

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The name of every actor, by id."""
        return {actor.id: actor.name for actor in self.actors}

    @cached_property
    def report_of(self) -> Mapping[str, Report]:
        """The reports, by id."""
        return {report.id: report for report in self.reports}

    def name(self, actor: str) -> str:
        """The name of one actor; its id where it has none."""
        return self.names.get(actor, actor)

    def words(self, passage: Passage | None) -> str | None:
        """The words of a passage; None where they are not passed on."""
        return None if passage is None or passage.report in self.without_words else passage.quote

    def phrase(self, event: Event) -> str:
        """An act in a line: "Tamur: ASSAULT (bombing) on Doruvia, 2031-03-04"."""
        who = ", ".join(map(self.name, event.actors)) or "unknown"
        whom = ", ".join(map(self.name, event.recipients)) or "unknown"
        kind = f"{event.action} ({event.mode})" if event.mode else event.action
        status = "" if event.status == "done" else f", {event.status}"
        between = f"{who}: {kind} on {whom}" if event.directed else f"{who}, {whom}: {kind}, direction not known"
        return f"{between}{status}, {event.when or 'day not known'}"


def licence_of(report: Report) -> str | None:
    """The licence that a data set's card states; None for a text that states none."""
    return next((note.removeprefix("licence: ") for note in report.notes if note.startswith("licence: ")), None)


def forbids_passing_on(report: Report) -> bool:
    """Whether a data set's licence forbids passing on its rows, even recoded."""
    return "the licence forbids passing on rows" in report.notes
