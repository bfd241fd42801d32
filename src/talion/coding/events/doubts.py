"""What should make a reader of a report's events wonder: no day, nobody named, long past."""

from collections.abc import Sequence

from talion.coding.events.act_days import DAY_OF_SAYING
from talion.records import Doubt, Event, Report, Severity


def doubts_about(report: Report, events: Sequence[Event]) -> list[Doubt]:
    """What is not known of a report and its attacks: the day, who did it, whether it is of this time."""
    doubts = []
    if report.published is None:
        says = "The day of publication is not known, so days such as “on Friday” could not be resolved."
        doubts.append(Doubt(report.id, "no-publication-day", says, Severity.WARNING))
    for event in events:
        if not event.is_deed or event.action != "ASSAULT":
            continue
        if event.when is None:
            says = f"No day is given{f' beyond “{_said(event)}”' if _said(event) else ''}; it is not put on any."
            doubts.append(Doubt(event.id, "no-day", says))
        if event.when_because and event.when_because.startswith(DAY_OF_SAYING):
            says = f"Only the day it was reported is given (“{_said(event)}”); it is put on that day or the one before."
            doubts.append(Doubt(event.id, "day-of-saying", says))
        if not event.actors:
            says = "Nobody is named as having done it; it stays unknown until somebody claims it or a person judges."
            doubts.append(Doubt(event.id, "unknown-actor", says, Severity.NOTE))
        if event.status == "historical":
            doubts.append(Doubt(event.id, "background", "It lies far back and is told as background.", Severity.NOTE))
    return doubts


def _said(event: Event) -> str:
    return next((mark.passage.quote for mark in event.marks if mark.what == "when"), "")
