"""Over the whole case: acts told in several reports matched, and links between acts suggested."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from talion.coding.events.matching import match_events
from talion.ledger.revisions import Added
from talion.linking.suggest import suggest_links
from talion.pipeline.holding import OpenCase
from talion.pipeline.watching import SHARP_DAYS
from talion.records import Event

_SUGGESTED_UP_TO = 50_000
_LINKED_UP_TO = 3_000
_NOTHING = Added()


def suggested(case: OpenCase, *, now: datetime) -> tuple[Added, Added]:
    """Match acts told in several reports and suggest links between acts, over the whole case.

    What was suggested before and is no longer is closed; what people judged stays judged. In a case of more than
    50,000 events nothing is suggested, and rows of data sets are linked only where there are few: of a whole war
    coded by machine, everything comes after everything.
    """
    if case.ledger.holds_more_than(_SUGGESTED_UP_TO):
        return _NOTHING, _NOTHING
    holding = case.holding()
    records = _that_may_match(case.ledger.events())
    sides = holding.sides
    found = match_events(
        records,
        reports=holding.reports,
        same_side=sides.same_actor,
        land_of=sides.land_of,
        is_person=sides.is_person,
    )
    matches = case.ledger.add_matches(found, now=now)
    holding = case.holding()
    stated = [link for link in holding.links if link.basis != "inferred"]
    acts = tuple(holding.events.values())
    if sum(act.origin is not None and act.is_deed for act in acts) > _LINKED_UP_TO:
        acts = tuple(act for act in acts if act.origin is None)
    links = suggest_links(acts, same_side=holding.sides.same_side, declared=stated)
    return matches, case.ledger.add_links((link for link in links if link.basis == "inferred"), now=now)


def _that_may_match(records: Sequence[Event]) -> list[Event]:
    """The records that another source may tell too: none of a data set on days of which it alone tells."""
    days: dict[date, set[str]] = {}
    for record in records:
        if record.when is not None and record.when.days <= SHARP_DAYS:
            source = record.origin.partition(" ")[0] if record.origin else "reports"
            for day in record.when:
                days.setdefault(day, set()).add(source)

    def has_company(record: Event) -> bool:
        if record.origin is None or record.when is None or record.when.days > SHARP_DAYS:
            return record.origin is None
        own = {record.origin.partition(" ")[0]}
        near = (day + timedelta(days=by) for day in record.when for by in (-1, 0, 1) if date.min < day < date.max)
        return any(days.get(day, own) - own for day in near)

    return [record for record in records if has_company(record)]
