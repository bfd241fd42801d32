"""The acts in the plain-text notation that Talion reads back."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from talion.datasets.chronicle import write_chronicle
from talion.datasets.exports.content import Content
from talion.records import DateSpan, Event, Place, Timeline, Toll

_SIGNS = str.maketrans(dict.fromkeys(">+,#?", " "))


def write_chronicle_file(content: Content, folder: Path) -> list[Path]:
    """One line an act, with sides by name. The days watched run from the first day told to the last.

    What the notation has no word for stays behind: quotes, claims, coordinates, weapons. "Negated" facts are not acts.
    """
    events = [_plain(event, content) for event in content.events]
    days = [day for event in events if event.when for day in (event.when.first, event.when.last)]
    observed = (DateSpan(min(days), max(days)),) if days else ()
    ends = {event.id for event in events}
    links = [link for link in content.links if {link.trigger, link.response} <= ends]
    path = folder / "talion.chronicle.txt"
    head = "".join(f"# {line}\n" for line in (content.title, *content.held_back))
    path.write_text(
        head + write_chronicle(Timeline(tuple(sorted(events, key=_by_day)), observed), links), encoding="utf-8"
    )
    return [path]


def _plain(event: Event, content: Content) -> Event:
    places = tuple(Place(_name(place.name)) for place in event.places[:1] if place.role == "act")
    parts = tuple(
        replace(part, party=_name(content.name(part.party)) if part.party else None) for part in event.toll.parts
    )
    return replace(
        event,
        actors=tuple(dict.fromkeys(_name(content.name(actor)) for actor in event.actors)),
        recipients=tuple(dict.fromkeys(_name(content.name(actor)) for actor in event.recipients)),
        places=places,
        toll=Toll(parts),
    )


def _name(name: str) -> str:
    return " ".join(name.translate(_SIGNS).split()) or "unnamed"


def _by_day(event: Event) -> tuple[bool, date, str]:
    return event.when is None, event.when.first if event.when else date.max, event.id
