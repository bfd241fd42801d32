"""What a case could tell at the end of a day of the war: acts as far as they had been *reported* by then."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property

from talion.codebook.registry import Registry
from talion.pipeline.holding import Holding, OpenCase
from talion.pipeline.sides import day_of
from talion.records import DateSpan, Event, Judgement, Report, Timeline

_LOOKED_BACK = timedelta(days=60)  # how long before the first report a dated deed may lie and still begin the watch
_SHARP_DAYS = 10  # a deed dated no better than this begins nothing
_STILL_WATCHED_DAYS = 7  # a last report no older than this says that somebody still watched
DATA_SET_LAG_DAYS = 1


class Frozen(Holding):
    """A case as its reports dated on a day or before tell it, whenever they were read into the case.

    Left out are reports of later days and without a day, all that rests on them, ties between actors that they alone
    state, and what people decided later, since they may have known what came. Rows of data sets have no day of report:
    they count from `data_set_lag_days` after the last day on which they can have happened, and may know more than
    anybody did then.
    """

    def __init__(
        self,
        case: OpenCase,
        on: date,
        *,
        data_set_lag_days: int = DATA_SET_LAG_DAYS,
        held: tuple[Sequence[Report], Sequence[Event]] | None = None,
    ) -> None:
        """`on` is the last day whose reports count; `held` what the case holds, where that was read already."""
        texts, every = held or (case.ledger.reports(), case.ledger.events())
        stored = {report.id: report for report in texts}
        of_data_sets = {name for event in every if event.origin for name in event.reports}
        late = frozenset(
            id for id, report in stored.items()
            if id not in of_data_sets and (report.published is None or report.published > on)
        )  # fmt: skip
        super().__init__(case, without_reports=late)
        self.on = on
        self._texts, self._every, self._late = stored, every, late
        self._lag = timedelta(days=data_set_lag_days)
        self.from_data_sets = bool(of_data_sets)

    @cached_property
    def reports(self) -> dict[str, Report]:
        """The reports of that day or before, and those that data sets came with."""
        return {id: report for id, report in self._texts.items() if id not in self._late}

    @cached_property
    def registry(self) -> Registry:
        """Who is who, by what we know and these reports say."""
        ties = [tie for tie in self._case.ledger.relations() if tie.confidence == "sure" and tie.source in self.reports]
        return self._case.known_actors.with_rows(self._case.ledger.actors(), ties)

    @cached_property
    def records(self) -> list[Event]:
        """Events of these reports, and rows of data sets on acts that were over."""
        return [event for event in self._every if self._is_kept(event.id) and self._was_told(event)]

    def _was_told(self, event: Event) -> bool:
        if event.origin:
            return event.when is not None and event.when.last + self._lag <= self.on
        return self._late.isdisjoint(event.reports)

    @cached_property
    def verdicts(self) -> dict[str, str]:
        """The verdict that stood on that day on each record."""
        return {one.about: one.verdict for one in sorted(self._made, key=lambda one: one.at)}

    @cached_property
    def _made(self) -> list[Judgement]:
        return [one for one in self._case.ledger.judgements() if one.at.date() <= self.on]

    @property
    def left_out(self) -> tuple[str, ...]:
        """What the day leaves out, and what it cannot: sentences for whoever reads the forecast."""
        said = [f"Rests on {len(self.reports)} of {len(self._texts)} reports: those dated {self.on} or before"]
        undated = sum(self._texts[id].published is None for id in self._late)
        later = len(self._case.ledger.judgements()) - len(self._made)
        if undated:
            said.append(f"{undated} reports without a day are left out")
        if later:
            said.append(f"{later} judgements made later are left out")
        if self.from_data_sets:
            said.append(
                f"Rows of data sets count from {self._lag.days} days after the act; a data set made later knows which "
                "acts turned out to matter"
            )
        return tuple(said)


def named_war(holding: Holding, names: Mapping[str, str], watched: Sequence[DateSpan]) -> Timeline:
    """The acts of a case with the names of sides in place of all actors that counted as them on the day.

    `names` gives the actor id of each name. An act of a militia of a set is by both where both are asked for.
    """

    def sided(ids: tuple[str, ...], on: date | None) -> tuple[str, ...]:
        found = tuple(name for name, id in names.items() if holding.sides.counts_as(ids, id, on))
        return found or ids

    acts = [
        replace(event, actors=sided(event.actors, day_of(event)), recipients=sided(event.recipients, day_of(event)))
        for event in holding.events.values()
    ]
    return Timeline(tuple(acts), tuple(watched))


def watched_days(holding: Holding, until: date | None, since: date | None = None) -> DateSpan | None:
    """The days on which acts would have come to our notice; None where nothing has a day.

    From `since` where a person says from when on, else from the first report, or a deed shortly before it that is
    dated to within ten days; a data set watches from its first event. To the last report, and on to `until` where that
    report is no older than a week.
    """
    events = list(holding.events.values())
    deeds = [event for event in events if event.is_deed and event.when is not None]
    published = [report.published for report in holding.reports.values() if report.published]
    sets = [event.when for event in events if event.origin and event.when]
    starts = [span.first for span in sets]
    if published and any(event.origin is None for event in events):
        begun = [event.when.first for event in deeds if event.when and event.when.days <= _SHARP_DAYS]
        starts += [min(published), *(day for day in begun if day >= min(published) - _LOOKED_BACK)]
    ends = [*published, *(span.last for span in sets)]
    if (since is None and not starts) or not ends:
        return None
    first, last = since or min(starts), max(ends)
    if until is not None:
        last = until if last >= until - timedelta(days=_STILL_WATCHED_DAYS) else last
    return DateSpan(first, last) if first <= last else None
