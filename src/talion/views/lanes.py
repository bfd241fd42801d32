"""Which acts a picture draws and which it leaves out, in whose lane they stand, and in what colour."""

from collections.abc import Sequence
from datetime import date

from talion.pipeline.dossier import Dossier, Lane
from talion.records import Event, Judgement

# Lane colours on white and on black; blue, orange, green and purple are told apart by colour-blind readers and in grey.
LIGHT = ("#1f5fa8", "#b04a00", "#2a6f4e", "#7a3e9d", "#8a6a00", "#a02050", "#3a6b7c", "#5b5b2f")
DARK = ("#7db3f0", "#f0a060", "#7fcfa6", "#cda2ee", "#dcbb55", "#f08fb0", "#8fc4d6", "#c4c48a")
UNKNOWN_LIGHT, UNKNOWN_DARK = "#5c5f66", "#b4b8c0"


def lanes_of(dossier: Dossier, events: Sequence[Event]) -> tuple[tuple[str, ...], dict[str, int]]:
    """The lanes to draw, by name, and the lane of each event.

    Sides without an event are left out. A last lane holds what nobody is known to have done, or what was done by
    somebody outside the sides.
    """
    used: dict[str, Lane | None] = {event.id: side_of(dossier, event) for event in events}
    sides = [lane for lane in dossier.lanes if any(lane is side for side in used.values())]
    names = [lane.name for lane in sides]
    nobody = [event for event in events if used[event.id] is None]
    if nobody:
        unknown = not any(event.actors and event.directed for event in nobody if event.attribution.says != "blamed")
        names.append("Perpetrator unknown" if unknown else "Unknown or other")
    where = {event.id: sides.index(side) if (side := used[event.id]) else len(sides) for event in events}
    return tuple(names), where


def side_of(dossier: Dossier, event: Event) -> Lane | None:
    """The side in whose lane an act stands; None where nobody is known, or only blamed, or the direction is not known.

    Blame is somebody's word: an act that is only blamed on a side does not stand in its lane.
    """
    if event.attribution.says == "blamed" or not event.directed:
        return None
    return dossier.lane_of(event)


def rejected_links(judgements: Sequence[Judgement]) -> frozenset[str]:
    """The records whose last judgement rejects them."""
    last: dict[str, Judgement] = {}
    for judgement in sorted(judgements, key=lambda j: (j.at, j.id)):
        last[judgement.about] = judgement
    return frozenset(about for about, judgement in last.items() if judgement.verdict == "reject")


def drawable(events: Sequence[Event]) -> tuple[list[Event], list[tuple[Event, str]]]:
    """The events that have a day to stand on, and the others with the reason why they have none.

    An act told as habit or history, or one so far before the rest that the rest would shrink to a point, is left out:
    a reader finds it in the list below the picture.
    """
    kept: list[Event] = []
    left: list[tuple[Event, str]] = []
    for event in events:
        if event.when is None:
            left.append((event, "no day given"))
        elif event.status in {"habitual", "historical"}:
            left.append((event, f"told as {'habit' if event.status == 'habitual' else 'history'}"))
        else:
            kept.append(event)
    # Days that are known to about a week set the width; an act known only to lie in a far wider stretch would fill it.
    sharp = [event for event in kept if event.when and event.when.days <= _SHARP_DAYS]
    if len(sharp) >= 2:
        width = _width_in_days(sharp)
        for event in [event for event in kept if event.when and event.when.days > max(_SHARP_DAYS, width / 2)]:
            kept.remove(event)
            left.append((event, "the reports give only a wide span of days"))
    kept.sort(key=day_key)
    while len(kept) > 2 and kept[0].when and kept[1].when:
        if (kept[1].when.first - kept[0].when.last).days <= max(120, 8 * _width_in_days(kept[1:])):
            break
        left.append((kept.pop(0), "long before the rest"))
    return kept, left


_SHARP_DAYS = 10


def _width_in_days(events: Sequence[Event]) -> int:
    spans = [event.when for event in events if event.when]
    return (max(span.last for span in spans) - min(span.first for span in spans)).days + 1


def day_key(event: Event) -> tuple[date, str]:
    """What sorts acts by their first day, those without one last."""
    return (event.when.first if event.when else date.max, event.id)


def lane_class(n: int, names: Sequence[str]) -> str:
    """The style class that colours a lane: "s0", "s1", …; "s-unknown" for the lane of nobody known."""
    is_unknown = n == len(names) - 1 and names[n] in {"Perpetrator unknown", "Unknown or other"}
    return "s-unknown" if is_unknown else f"s{n % len(LIGHT)}"


def anchor(event: str) -> str:
    """The id on the page of an event's evidence."""
    return event if event.startswith("event-") else f"event-{event}"


STANDALONE = (
    "text{font-family:FONT;font-size:12px;fill:#222}.grid{stroke:#ddd;stroke-width:1}.between{stroke:#999;"
    "stroke-width:.8}.rail{stroke:#e4e4e4;stroke-width:1}.tick{fill:#444}.aside{fill:#555;font-size:11px}"
    ".lane{font-weight:bold;font-size:13px}.span{stroke:#777;stroke-width:2;stroke-opacity:.6}"
    ".shaft{fill:none;stroke:#222;stroke-width:1.6}.inferred .shaft{stroke-dasharray:5 4}.head{fill:#222}"
    ".toll{stroke:#222;fill:#222;stroke-width:2}"
    ""
    + "".join(
        f".{name} circle,.{name} rect,.{name} path{{fill:{c};stroke:{c};stroke-width:1.6}}text.{name}{{fill:{c}}}"
        f"rect.{name}{{fill:{c}}}"
        for name, c in (*((f"s{n}", c) for n, c in enumerate(LIGHT)), ("s-unknown", UNKNOWN_LIGHT))
    )
    + ".dot.hollow circle,.dot.hollow rect,.dot.hollow path{fill:#fff}.halo,.dot .halo{fill:none;stroke:none}"
)
