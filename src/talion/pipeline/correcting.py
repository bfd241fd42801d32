"""What a person corrects in an act: beside the record, field by field, applied whenever the act is asked for."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from talion.errors import RecordError, SelectionError
from talion.pipeline.sides import Sides
from talion.records import ACTIONS, STATUSES, UNKNOWN_ACTOR, Count, DateSpan, Event, Judgement, Place, Toll, TollPart

_COUNT = re.compile(r"(?P<exact>\d+)|(?P<low>\d*)\.\.(?P<high>\d*)")
_SPAN = re.compile(r"(\d{4}-\d{2}-\d{2})(?:\.\.(\d{4}-\d{2}-\d{2}))?")
# Where a person leaves a fact open that the coder gave.
_OPEN = {"", "?", "unknown", "none", "not known"}


def canonical(field: str, typed: str, *, sides: Sides, find_place: Callable[[str], Place | None]) -> tuple[str, str]:
    """A correction as it is stored: the field's name, and its value without what only a typist needs.

    Names become ids, a day a span, a place its name with precision, country and coordinates. SelectionError says what
    cannot be understood and how it is written.
    """
    name = field.strip().lower()
    if name not in CORRECTABLE:
        raise SelectionError(f"{field!r} cannot be corrected; choose one of {', '.join(CORRECTABLE)}")
    said = " ".join(typed.split())
    is_open = said.lower() in _OPEN
    if name in {"actor", "recipient"}:
        names = [] if is_open else [one.strip() for one in said.split(";") if one.strip()]
        ids = [UNKNOWN_ACTOR if one.lower() == UNKNOWN_ACTOR else sides.named(one).id for one in names]
        return name, "; ".join(one for one in ids if one != UNKNOWN_ACTOR)
    if name == "place":
        place = None if is_open else find_place(said)
        if place is None and not is_open:
            return name, said  # a place that no list has is kept by its name
        return name, "" if place is None else _written_place(place)
    value = "" if is_open else said.upper() if name == "action" else said.lower() if name != "mode" else said
    try:
        _APPLY[name](Event("event-0", "ASSAULT"), value)
    except (RecordError, ValueError) as wrong:
        raise SelectionError(f"{typed!r} is no {_CALLED.get(name, name)}: {_WRITTEN.get(name, wrong)}") from wrong
    return name, value


def corrected(event: Event, judgement: Judgement) -> Event:
    """The act with what the person corrected, and a word in its rule that says who did."""
    for field, value in judgement.corrections:
        event = _APPLY[field](event, value)
    fields = ", ".join(field for field, _ in judgement.corrections)
    said = f"{fields} corrected by {judgement.by}"
    return replace(event, by_rule=f"{event.by_rule}; {said}" if event.by_rule else said)


def _written_place(place: Place) -> str:
    facts = (place.name, place.precision, place.country, place.province, place.latitude, place.longitude)
    return " | ".join("" if fact is None else str(fact) for fact in facts)


def _place(event: Event, value: str) -> Event:
    others = tuple(place for place in event.places if place.role != "act")
    if not value:
        return replace(event, places=others)
    name, precision, country, province, latitude, longitude = (value.split(" | ") + [""] * 5)[:6]
    place = Place(
        name, precision or "unknown", country or None, province or None,
        float(latitude) if latitude else None, float(longitude) if longitude else None,
    )  # fmt: skip
    return replace(event, places=(place, *others))


def _days(event: Event, value: str) -> Event:
    if not value:
        return replace(event, when=None, when_because=None)
    found = _SPAN.fullmatch(value)
    if found is None:
        raise RecordError("no day")
    first = date.fromisoformat(found[1])
    return replace(
        event, when=DateSpan(first, date.fromisoformat(found[2]) if found[2] else first), when_because="corrected"
    )


def _toll(effect: str) -> Callable[[Event, str], Event]:
    def apply(event: Event, value: str) -> Event:
        others = tuple(part for part in event.toll.parts if part.effect != effect)
        if not value:
            return replace(event, toll=Toll(others))
        found = _COUNT.fullmatch(value)
        if found is None or value == "..":
            raise RecordError("no count")
        if found["exact"]:
            count = Count.exactly(int(found["exact"]))
        else:
            low, high = (int(found[side]) if found[side] else None for side in ("low", "high"))
            count = Count(low, None, high)
        return replace(event, toll=Toll((TollPart(effect, count), *others)))

    return apply


def _ids(value: str) -> tuple[str, ...]:
    return tuple(one for one in value.split("; ") if one)


def _among(known: tuple[str, ...], value: str) -> str:
    if value not in known:
        raise RecordError(f"choose one of {', '.join(known)}")
    return value


_APPLY: Mapping[str, Callable[[Event, str], Event]] = {
    "action": lambda event, value: replace(event, action=_among(ACTIONS, value)),
    "mode": lambda event, value: replace(event, mode=value or None),
    "status": lambda event, value: replace(event, status=_among(STATUSES, value)),
    "actor": lambda event, value: replace(event, actors=_ids(value)),
    "recipient": lambda event, value: replace(event, recipients=_ids(value)),
    "day": _days,
    "place": _place,
    "killed": _toll("killed"),
    "injured": _toll("injured"),
    "captured": _toll("captured"),
}
# What can be corrected, by the words that a person types.
CORRECTABLE = tuple(_APPLY)
_CALLED = {effect: f"count of the {effect}" for effect in ("killed", "injured", "captured")}
_WRITTEN = {
    "day": "write 2019-12-27, or 2019-12-27..2019-12-28, or unknown",
    "killed": "write 3, 3..5, 3.. (at least), ..5 (at most), or unknown",
    "injured": "write 3, 3..5, 3.. (at least), ..5 (at most), or unknown",
    "captured": "write 3, 3..5, 3.. (at least), ..5 (at most), or unknown",
}
