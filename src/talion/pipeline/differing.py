"""What the case holds otherwise at one time than at another: added, changed field by field, withdrawn."""

import gc
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from talion.errors import SelectionError
from talion.ledger.changes import Changed
from talion.ledger.held import KINDS
from talion.pipeline.holding import OpenCase
from talion.records import Count, Event, Place, Taken, TollPart, from_json

WHAT = ("added", "changed", "withdrawn")
_MANY = 5_000


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of an act that reads otherwise, in words: "killed" from "4" to "4 to 9". Empty is not known."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One act that is held otherwise: `what` is one of WHAT, `event` the act as it is held last.

    An act that changed in nothing but where its words stand is no difference. `id` is the id of the single record,
    which stays the same over releases.
    """

    id: str
    what: str
    event: Event
    before: Event | None = None
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Differences:
    """What changed between two times: `earlier` and `later` in words, the imports in between, and act by act.

    `counts` says how many acts were added, changed and withdrawn; `others` how many records of other kinds.
    """

    earlier: str
    later: str
    imports: tuple[tuple[datetime, Taken], ...]
    events: tuple[Difference, ...]
    others: tuple[tuple[str, int, int, int], ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """How many acts of each kind of change."""
        found = Counter(one.what for one in self.events)
        return {what: found[what] for what in WHAT}


def differences(
    case: OpenCase, earlier: date | str | None, later: date | str | None, *, data_set: str | None = None
) -> Differences:
    """What is held otherwise after `later` than after `earlier`: days, moments, or names of imports.

    Without `earlier`, from before the last import on; without `later`, up to now.
    """
    taken = case.ledger.taken()
    if earlier is None:
        if not taken:
            raise SelectionError("nothing was imported into this case; name a day to compare with: --from DAY")
        begins: date = taken[-1][0] - timedelta(microseconds=1)
        begins_says = f"before the import of {taken[-1][1].name}"
    else:
        begins, begins_says = _time(earlier, taken)
    ends, ends_says = (None, "now") if later is None else _time(later, taken)
    if ends is not None and _as_moment(ends) < _as_moment(begins):
        raise SelectionError(f"the later time ({ends_says}) comes before the earlier one ({begins_says})")
    events = _events(case, case.ledger.changed("event", earlier=begins, later=ends, origin=data_set))
    others = []
    for kind in KINDS if data_set is None else ():
        if kind != "event":
            rows = case.ledger.changed(kind, earlier=begins, later=ends)
            counted = Counter(_what(row) for row in rows)
            if rows:
                others.append((kind, *(counted[what] for what in WHAT)))
    between = tuple(
        (at, one) for at, one in taken if _as_moment(begins) < at and (ends is None or at <= _as_moment(ends))
    )
    return Differences(begins_says, ends_says, between, events, tuple(others))  # type: ignore[arg-type]


def _time(said: date | str, taken: Sequence[tuple[datetime, Taken]]) -> tuple[date, str]:
    """The time that was meant, and how it is told: the end of a day, a moment, or just after an import."""
    if isinstance(said, datetime):
        return said, f"{said:%Y-%m-%d %H:%M} UTC"
    if isinstance(said, date):
        return said, f"the end of {said}"
    words = said.casefold().split()
    fits = [
        (at, one)
        for at, one in taken
        if said.casefold() in {one.name.casefold(), one.file.casefold(), (one.release or "").casefold()}
        or all(word in f"{one.name} {one.format} {one.file}".casefold().split() for word in words)
    ]
    if not fits:
        known = "; ".join(dict.fromkeys(f"{one.name} ({one.file}, {at:%Y-%m-%d})" for at, one in taken))
        raise SelectionError(
            f"{said!r} is no day and names no import of this case; there {'are: ' + known if known else 'were none'}"
        )
    if len({one.name for _, one in fits}) > 1:
        several = "; ".join(dict.fromkeys(f"{one.name} ({one.file})" for _, one in fits))
        raise SelectionError(f"{said!r} names several imports: {several}; give more of the name")
    at, one = fits[-1]
    return at, f"after the import of {one.name} on {at:%Y-%m-%d}"


def _as_moment(day: date) -> datetime:
    if isinstance(day, datetime):
        return day
    from datetime import UTC

    return datetime.combine(day, datetime.max.time(), UTC)


def _what(row: Changed) -> str:
    return "added" if row.before is None else "withdrawn" if row.after is None else "changed"


def _events(case: OpenCase, rows: Sequence[Changed]) -> tuple[Difference, ...]:
    sides = case.holding().sides
    names: dict[str, str] = {}

    def name(id: str) -> str:
        if id not in names:
            names[id] = sides.actor(id).name
        return names[id]

    collects = len(rows) > _MANY and gc.isenabled()
    if collects:
        gc.disable()  # frozen records make no circles, and looking for some takes as long as reading them
    try:
        found = [_difference(row, name) for row in rows]
    finally:
        if collects:
            gc.enable()
    return tuple(one for one in found if one is not None)


def _difference(row: Changed, name: Callable[[str], str]) -> Difference | None:
    before = from_json(Event, row.before) if row.before is not None else None
    after = from_json(Event, row.after) if row.after is not None else None
    if after is None:
        assert before is not None
        return Difference(row.id, "withdrawn", before)
    if before is None:
        return Difference(row.id, "added", after)
    fields = tuple(_changes(before, after, name))
    return Difference(row.id, "changed", after, before, fields) if fields else None


def _changes(before: Event, after: Event, name: Callable[[str], str]) -> list[FieldChange]:
    found = []
    for field, said in _FIELDS:
        if getattr(before, field) != getattr(after, field):
            was, now = said(before, name), said(after, name)
            if isinstance(was, dict) and isinstance(now, dict):
                found += [
                    FieldChange(key, was.get(key, ""), now.get(key, ""))
                    for key in dict.fromkeys((*was, *now))
                    if was.get(key) != now.get(key)
                ]
            else:
                found.append(FieldChange(field, str(was), str(now)))
    if found and before.origin != after.origin and _release(before) != _release(after):
        found.append(FieldChange("release", _release(before), _release(after)))
    return found


def _release(event: Event) -> str:
    return (event.origin or "").partition(" #")[0]


def _actors(ids: Sequence[str], name: Callable[[str], str]) -> str:
    return ", ".join(map(name, ids)) or "unknown"


def _said_place(place: Place) -> str:
    at = "" if place.latitude is None else f" at {place.latitude:g}, {place.longitude:g}"
    return f"{place.name} ({', '.join(filter(None, (place.precision, place.country)))}{at})"


def _said_toll(event: Event, name: Callable[[str], str]) -> dict[str, str]:
    said: dict[str, str] = {}
    for part in event.toll.parts:
        key = _said_part(part, name)
        number = 2
        while key in said:
            key, number = f"{_said_part(part, name)} ({number})", number + 1
        said[key] = _said_count(part.count)
    return said


def _said_part(part: TollPart, name: Callable[[str], str]) -> str:
    whose = name(part.whose) if part.whose else part.party
    return f"{part.effect} of {whose}" if whose else part.effect


def _said_count(count: Count) -> str:
    best = f", best {count.best}" if count.best is not None and count.low != count.high else ""
    return f"{count}{best}"


_Said = Callable[[Event, Callable[[str], str]], str | dict[str, str]]
# What makes an act another act to a reader, and how it is told. Where its words stand, and in which report, does not.
_FIELDS: tuple[tuple[str, _Said], ...] = (
    ("action", lambda one, _: one.action),
    ("mode", lambda one, _: one.mode or ""),
    ("status", lambda one, _: one.status),
    ("actors", lambda one, name: _actors(one.actors, name)),
    ("recipients", lambda one, name: _actors(one.recipients, name)),
    ("when", lambda one, _: str(one.when) if one.when else ""),
    ("places", lambda one, _: "; ".join(map(_said_place, one.places))),
    ("toll", _said_toll),
    ("directed", lambda one, _: "who acted is known" if one.directed else "who acted is not known"),
    ("acts", lambda one, _: str(one.acts)),
    ("weapon", lambda one, _: one.weapon or ""),
    ("thing", lambda one, _: one.thing or ""),
    ("issue", lambda one, _: one.issue or ""),
    ("time_of_day", lambda one, _: one.time_of_day or ""),
    ("by_rule", lambda one, _: one.by_rule or ""),
    ("attribution", lambda one, _: one.attribution.says),
)
