"""The days that a case watched, and the acts of a selection as those of its sides."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from talion.pipeline.dossier import Lane
from talion.pipeline.holding import Holding
from talion.records import DateSpan, Event, Selection, Timeline

# How long before the first report a dated deed may lie and still begin the time that was watched.
_LOOKED_BACK = timedelta(days=60)
SHARP_DAYS = 10  # a deed dated no better than this begins nothing


def as_sides(events: Sequence[Event], lanes: Sequence[Lane], watched: DateSpan) -> Timeline:
    """The same acts with a side's name in place of its members; other parties to an act of a side are left out."""

    def named(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(lane.name for lane in lanes if lane.actors.intersection(ids)) or ids

    return Timeline(
        tuple(replace(one, actors=named(one.actors), recipients=named(one.recipients)) for one in events), (watched,)
    )


def stand_together(holding: Holding, one: str, other: str, events: Sequence[Event]) -> bool:
    """Whether two sides are on one side: one backs the other, or both are of one family."""
    beside = holding.sides.backers_beside
    return other in beside((one,), events) or one in beside((other,), events) or holding.sides.same_side(one, other)


def watched_days(holding: Holding, events: Sequence[Event], selection: Selection) -> DateSpan | None:
    """The days on which an answer would have come to our notice; None where nothing has a day.

    They end with the case's last report. They begin with the first report that tells of these acts, or with the first
    deed before it that is dated to within ten days and lies no further than 60 days back: reports on a war tell of its
    last weeks, and of what they recall from longer ago nobody can say what else happened then. A data set watched
    from its first event on. `since` and `until` of the selection narrow all that.
    """
    deeds = [event for event in events if event.is_deed and event.when is not None]
    told_by = {name for event in events for name in event.reports}
    published = [day for id, report in holding.reports.items() if (day := report.published) and id in told_by]
    first_days = [event.when.first for event in deeds if event.when and event.when.days <= SHARP_DAYS]
    kept_by_data_sets = [event.when.first for event in events if event.origin and event.when]
    starts = list(kept_by_data_sets)
    if published:
        starts += [min(published), *(day for day in first_days if day >= min(published) - _LOOKED_BACK)]
    else:
        starts += first_days
    ends = [event.when.last for event in deeds if event.when]
    ends += [report.published for report in holding.reports.values() if report.published]
    if not starts or not ends:
        return None
    first = max(min(starts), selection.since or date.min)
    last = min(max(ends), selection.until or date.max)
    return DateSpan(first, last) if first <= last else None
