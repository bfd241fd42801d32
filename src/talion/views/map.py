"""Where the acts of a dossier happened, drawn on outlines of countries as SVG.

A place that is known to a town or better is a dot; a rough one (a province, a region, a country) is a broken ring
around its middle. Nothing is jittered: acts at one place share one mark, cut like a cake by side.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from math import cos, pi, radians, sin, sqrt

from talion.pipeline.dossier import Dossier
from talion.records import Event, Place
from talion.views.lanes import DARK, LIGHT, UNKNOWN_DARK, UNKNOWN_LIGHT, anchor, lane_class, lanes_of
from talion.views.sentences import Cast, counted
from talion.views.svg import element, number, text_of
from talion.views.telling import name_event

CREDIT = "Outlines: Natural Earth (public domain). Boundaries are not an endorsement."

_Point = tuple[float, float]
_ROUGH_KM = {"district": 15.0, "province": 50.0, "region": 90.0, "country": 120.0, "unknown": 50.0}
_KM_A_DEGREE = 111.2
_ORDER = ("site", "town", "district", "province", "region", "country", "unknown")


@dataclass(frozen=True, slots=True)
class _Spot:
    """One place with the acts there."""

    place: Place
    events: tuple[Event, ...]
    longitude: float
    latitude: float

    @property
    def is_rough(self) -> bool:
        return self.place.precision in _ROUGH_KM


@dataclass(frozen=True, slots=True)
class _Frame:
    """The part of the world shown, and how its degrees become pixels: planar, true to scale at its middle latitude."""

    west: float
    south: float
    east: float
    north: float
    width: float
    height: float

    def at(self, longitude: float, latitude: float) -> _Point:
        return (
            (longitude - self.west) / (self.east - self.west) * self.width,
            (self.north - latitude) / (self.north - self.south) * self.height,
        )

    @property
    def pixels_a_km(self) -> float:
        return self.height / ((self.north - self.south) * _KM_A_DEGREE)


def map_svg(
    dossier: Dossier,
    *,
    events: Sequence[Event] | None = None,
    width: float = 1080,
    standalone: bool = False,
    key: str = "map",
) -> str | None:
    """Dots and rings where acts happened, coloured by side, over outlines of countries; None where no place is known.

    Places that are merely named, and those that an act came from or passed, are left out. An act whose report names a
    town and its country stands at the town. `standalone` is for a file of its own; in a page each mark of a single act
    is a link to its evidence. `key` keeps the ids of two pictures on a page apart.
    """
    told = tuple(dossier.events if events is None else events)
    spots = _spots(told)
    if not spots:
        return None
    names, lane_of = lanes_of(dossier, told)
    cast = Cast(dossier.actors, dossier.reports)
    frame = _frame_around(spots, width)
    placed = {event.id for spot in spots for event in spot.events}
    elsewhere = len(told) - len(placed)
    marks = [_mark(spot, frame, names, lane_of, cast, linked=not standalone) for spot in spots]
    height = frame.height + 44
    describes = _description(spots, names, lane_of, elsewhere)
    return element(
        "svg",
        element("title", text_of("Where it happened"), id=f"{key}-title"),
        element("desc", text_of(describes), id=f"{key}-desc"),
        element("style", _STYLE),
        element("rect", x=0, y=0, width=width, height=height, class_="paper") if standalone else "",
        element("rect", x=0, y=0, width=width, height=frame.height, class_="sea"),
        *_land(frame),
        element("g", *_country_names(frame, spots), class_="countries", aria_hidden="true"),
        element("g", *marks, class_="spots"),
        element("g", *_labels(spots, frame), class_="labels", aria_hidden="true"),
        _scale_bar(frame),
        element("rect", x=0.5, y=0.5, width=width - 1, height=frame.height - 1, class_="edge"),
        _legend(names, frame.height + 17, spots),
        element("text", CREDIT, x=0, y=frame.height + 36, class_="credit"),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(width)} {number(height)}",
        class_="talion-map",
        role="img" if standalone else "group",
        aria_labelledby=f"{key}-title {key}-desc",
        width=width if standalone else None,
        height=height if standalone else None,
    )


def _spots(events: Sequence[Event]) -> list[_Spot]:
    """The places of acts, each once, the roughest first so that dots lie on top of rings."""
    at: dict[tuple[float, float, str, str], tuple[Place, list[Event]]] = {}
    for event in events:
        for place in _places_of(event):
            spot = (place.longitude or 0.0, place.latitude or 0.0, place.precision, place.name)
            at.setdefault(spot, (place, []))[1].append(event)
    spots = [_Spot(place, tuple(those), spot[0], spot[1]) for spot, (place, those) in at.items()]
    return sorted(spots, key=lambda s: (-_ORDER.index(s.place.precision), -len(s.events), s.place.name, s.longitude))


def _places_of(event: Event) -> list[Place]:
    """The places where an act happened that have coordinates, without those that only hold a finer one of them."""
    here = [place for place in event.places if place.role in {"act", "target"} and place.latitude is not None]
    return [place for place in here if not any(_holds(place, other) for other in here)]


def _holds(big: Place, small: Place) -> bool:
    if _ORDER.index(small.precision) >= _ORDER.index(big.precision):
        return False
    if big.precision in {"country", "region"}:
        return big.country is not None and big.country == small.country
    return big.precision == "province" and small.province == big.name and small.country == big.country


def _frame_around(spots: Sequence[_Spot], width: float) -> _Frame:
    """A box with a margin around all spots and their rings, between a third and three quarters as high as wide."""
    reach = [_ROUGH_KM.get(spot.place.precision, 0.0) / _KM_A_DEGREE for spot in spots]
    south = min(spot.latitude - r for spot, r in zip(spots, reach, strict=True))
    north = max(spot.latitude + r for spot, r in zip(spots, reach, strict=True))
    squeeze = max(0.2, cos(radians((south + north) / 2)))  # a degree of longitude in degrees of latitude
    west = min(spot.longitude - r / squeeze for spot, r in zip(spots, reach, strict=True))
    east = max(spot.longitude + r / squeeze for spot, r in zip(spots, reach, strict=True))
    middle_x, middle_y = (west + east) / 2, (south + north) / 2
    high = max((north - south) * 1.3, 2.4)
    wide = max((east - west) * squeeze * 1.3, 3.2)
    ratio = min(0.75, max(0.36, high / wide))
    high, wide = (wide * ratio, wide) if high < wide * ratio else (high, high / ratio)
    half = wide / squeeze / 2
    return _Frame(middle_x - half, middle_y - high / 2, middle_x + half, middle_y + high / 2, width, width * ratio)


@dataclass(frozen=True, slots=True)
class _Ring:
    points: tuple[_Point, ...]
    west: float
    south: float
    east: float
    north: float

    def inside(self, frame: _Frame) -> list[_Point]:
        """The part of it within the frame; quick where it lies outside."""
        if self.east < frame.west or self.west > frame.east or self.north < frame.south or self.south > frame.north:
            return []
        return _clipped(self.points, frame)


@dataclass(frozen=True, slots=True)
class _Outlines:
    arcs: tuple[tuple[_Point, ...], ...]
    countries: tuple[tuple[str, tuple["_Ring", ...]], ...]
    borders: frozenset[int]  # arcs that two countries share; the others are coasts


@cache
def _outlines() -> _Outlines:
    file = resources.files("talion.views") / "data" / "outlines.json"
    packed = json.loads(file.read_text("utf-8"))
    step = packed["step"]
    arcs = []
    for told in packed["arcs"]:
        x = y = 0
        points = []
        for dx, dy in zip(told[::2], told[1::2], strict=True):
            x, y = x + dx, y + dy
            points.append((x * step, y * step))
        arcs.append(tuple(points))
    uses: dict[int, int] = {}
    countries = []
    for country in packed["countries"]:
        countries.append((country["name"], tuple(_ring(ring, arcs) for ring in country["rings"])))
        for ring in country["rings"]:
            for arc in ring:
                number_of = arc if arc >= 0 else ~arc
                uses[number_of] = uses.get(number_of, 0) + 1
    return _Outlines(tuple(arcs), tuple(countries), frozenset(arc for arc, times in uses.items() if times > 1))


def _ring(ring: Sequence[int], arcs: Sequence[Sequence[_Point]]) -> _Ring:
    points: list[_Point] = []
    for arc in ring:
        line = arcs[arc] if arc >= 0 else arcs[~arc][::-1]
        points.extend(line[1:] if points else line)
    across, along = [p[0] for p in points], [p[1] for p in points]
    return _Ring(tuple(points), min(across), min(along), max(across), max(along))


def _land(frame: _Frame) -> Iterator[str]:
    """Land as filled polygons clipped to the frame, then coasts and borders as lines of their own."""
    outlines = _outlines()
    shapes = []
    for _, rings in outlines.countries:
        for ring in rings:
            inside = ring.inside(frame)
            if len(inside) > 2:
                shapes.append(_path(inside, frame) + "Z")
    yield element("path", d="".join(shapes), class_="land", fill_rule="evenodd") if shapes else ""
    for name, wanted in (("coast", False), ("border", True)):
        lines = [
            _path(piece, frame)
            for n, arc in enumerate(outlines.arcs)
            if (n in outlines.borders) is wanted
            for piece in _pieces_inside(arc, frame)
        ]
        if lines:
            yield element("path", d="".join(lines), class_=name)


def _path(points: Sequence[_Point], frame: _Frame) -> str:
    told: list[str] = []
    for point in points:
        x, y = frame.at(*point)
        said = f"{number(x)} {number(y)}"
        if not told or told[-1] != said:
            told.append(said)
    return "M" + "L".join(told)


def _clipped(points: Sequence[_Point], frame: _Frame) -> list[_Point]:
    """The polygon within the frame, side by side (Sutherland and Hodgman 1974)."""
    kept = list(points)
    sides = ((0, frame.west, 1), (0, frame.east, -1), (1, frame.south, 1), (1, frame.north, -1))
    for axis, limit, sign in sides:
        if not kept:
            return kept
        before, kept_now = kept[-1], []
        for point in kept:
            is_in, was_in = sign * (point[axis] - limit) >= 0, sign * (before[axis] - limit) >= 0
            if is_in != was_in:
                share = (limit - before[axis]) / (point[axis] - before[axis])
                kept_now.append(
                    (before[0] + share * (point[0] - before[0]), before[1] + share * (point[1] - before[1]))
                )
            if is_in:
                kept_now.append(point)
            before = point
        kept = kept_now
    return kept


def _pieces_inside(points: Sequence[_Point], frame: _Frame) -> list[list[_Point]]:
    """The stretches of a line within the frame (Liang and Barsky 1984, a segment at a time)."""
    pieces: list[list[_Point]] = []
    for start, end in pairwise(points):
        stretch = _stretch_inside(start, end, frame)
        if stretch is None:
            continue
        if pieces and pieces[-1][-1] == stretch[0]:
            pieces[-1].append(stretch[1])
        else:
            pieces.append(list(stretch))
    return pieces


def _stretch_inside(start: _Point, end: _Point, frame: _Frame) -> tuple[_Point, _Point] | None:
    dx, dy = end[0] - start[0], end[1] - start[1]
    enters, leaves = 0.0, 1.0
    for change, room in (
        (-dx, start[0] - frame.west),
        (dx, frame.east - start[0]),
        (-dy, start[1] - frame.south),
        (dy, frame.north - start[1]),
    ):
        if change == 0:
            if room < 0:
                return None
        elif change < 0:
            enters = max(enters, room / change)
        else:
            leaves = min(leaves, room / change)
    if enters > leaves:
        return None
    first = start if enters == 0 else (start[0] + enters * dx, start[1] + enters * dy)
    last = end if leaves == 1 else (start[0] + leaves * dx, start[1] + leaves * dy)
    return first, last


def _country_names(frame: _Frame, spots: Sequence[_Spot]) -> Iterator[str]:
    """Names in the middle of the larger countries in view, where no mark stands."""
    outlines = _outlines()
    taken = [frame.at(spot.longitude, spot.latitude) for spot in spots]
    labelled = {spot.place.name for spot in spots}
    for name, rings in outlines.countries:
        if name in labelled:
            continue
        visible = [ring.inside(frame) for ring in rings]
        largest = max(visible, key=_area, default=[])
        if not largest or _area(largest) < 0.018 * (frame.east - frame.west) * (frame.north - frame.south):
            continue
        x, y = frame.at(*_middle(largest))
        half = 4.6 * len(name)
        x = min(max(x, half + 8), frame.width - half - 8)
        y = min(max(y, 20.0), frame.height - 24)
        steps = (0, 28, -28, 56, -56)
        free = next((d for d in steps if all(abs(x - a) > half + 14 or abs(y + d - b) > 24 for a, b in taken)), None)
        if free is not None and 16 < y + free < frame.height - 10:
            taken.append((x, y + free))
            yield element("text", text_of(name), x=x, y=y + free + 4, text_anchor="middle")


def _area(points: Sequence[_Point]) -> float:
    return abs(_signed_area(points))


def _signed_area(points: Sequence[_Point]) -> float:
    if len(points) < 3:
        return 0.0
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise([*points, points[0]])) / 2


def _middle(points: Sequence[_Point]) -> _Point:
    size = _signed_area(points)
    if abs(size) < 1e-9:
        return points[0]
    x = sum((a[0] + b[0]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairwise([*points, points[0]])) / (6 * size)
    y = sum((a[1] + b[1]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairwise([*points, points[0]])) / (6 * size)
    return x, y


def _radius(spot: _Spot, frame: _Frame) -> float:
    if spot.is_rough:
        return min(70.0, max(14.0, _ROUGH_KM[spot.place.precision] * frame.pixels_a_km))
    return min(18.0, 6.0 * sqrt(len(spot.events)))


def _mark(
    spot: _Spot, frame: _Frame, names: Sequence[str], lane_of: dict[str, int], cast: Cast, *, linked: bool
) -> str:
    """One dot or ring, cut by side in proportion to the number of acts."""
    x, y = frame.at(spot.longitude, spot.latitude)
    radius = _radius(spot, frame)
    shares = _shares(spot, lane_of)
    parts, turned = [], 0.0
    for lane, times in shares:
        share = times / len(spot.events)
        style = f"{'ring' if spot.is_rough else 'dot'} {lane_class(lane, names)}"
        if len(shares) == 1:
            parts.append(element("circle", cx=x, cy=y, r=radius, class_=style))
        else:
            parts.append(element("path", d=_slice(x, y, radius, turned, turned + share, spot.is_rough), class_=style))
        turned += share
    if spot.is_rough:
        parts.append(element("circle", cx=x, cy=y, r=2, class_="middle"))
    words = "; ".join(name_event(event, cast) for event in spot.events[:6])
    more = f"; and {len(spot.events) - 6} more" if len(spot.events) > 6 else ""
    said = f"{_said_place(spot)}: {words}{more}"
    title = element("title", text_of(said))
    if linked and len(spot.events) == 1:
        return element("a", title, *parts, href=f"#{anchor(spot.events[0].id)}", class_="spot", aria_label=said)
    return element("g", title, *parts, class_="spot", role="img", aria_label=said)


def _shares(spot: _Spot, lane_of: dict[str, int]) -> list[tuple[int, int]]:
    times: dict[int, int] = {}
    for event in spot.events:
        times[lane_of[event.id]] = times.get(lane_of[event.id], 0) + 1
    return sorted(times.items())


def _slice(x: float, y: float, radius: float, start: float, end: float, is_open: bool) -> str:
    """A slice of a cake from one share of a turn to another, clockwise from the top; open: only its rim."""
    x1, y1 = x + radius * sin(2 * pi * start), y - radius * cos(2 * pi * start)
    x2, y2 = x + radius * sin(2 * pi * end), y - radius * cos(2 * pi * end)
    rim = f"A{number(radius)} {number(radius)} 0 {int(end - start > 0.5)} 1 {number(x2)} {number(y2)}"
    if is_open:
        return f"M{number(x1)} {number(y1)}{rim}"
    return f"M{number(x)} {number(y)}L{number(x1)} {number(y1)}{rim}Z"


def _said_place(spot: _Spot) -> str:
    return f"{spot.place.name} (somewhere in it)" if spot.is_rough else spot.place.name


def _labels(spots: Sequence[_Spot], frame: _Frame) -> Iterator[str]:
    """The names of places beside their marks, the busiest first, where there is room."""
    taken: list[tuple[float, float, float, float]] = []
    for spot in spots:
        x, y = frame.at(spot.longitude, spot.latitude)
        r = 4.0 if spot.is_rough else _radius(spot, frame)
        taken.append((x - r, y - r, x + r, y + r))
    for spot in sorted(spots, key=lambda s: (-len(s.events), s.is_rough, s.place.name)):
        x, y = frame.at(spot.longitude, spot.latitude)
        r = 4.0 if spot.is_rough else _radius(spot, frame)
        words = spot.place.name + (f" ({len(spot.events)})" if len(spot.events) > 1 else "")
        long = 7.0 * len(words)
        for left, top, where in (
            (x + r + 5, y - 7, "start"),
            (x - r - 5 - long, y - 7, "end"),
            (x - long / 2, y - r - 18, "middle"),
            (x - long / 2, y + r + 4, "middle"),
        ):
            box = (left, top, left + long, top + 14)
            if box[0] < 4 or box[2] > frame.width - 4 or box[1] < 4 or box[3] > frame.height - 4:
                continue
            if any(box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for b in taken):
                continue
            taken.append(box)
            at = {"start": left, "end": left + long, "middle": left + long / 2}[where]
            yield element("text", text_of(words), x=at, y=top + 11, text_anchor=where)
            break


def _scale_bar(frame: _Frame) -> str:
    km = next(
        (km for km in (1000, 500, 200, 100, 50, 20) if km * frame.pixels_a_km <= frame.width / 5),
        10,
    )
    long, y = km * frame.pixels_a_km, frame.height - 14
    return element(
        "g",
        element("path", d=f"M14 {number(y - 4)}V{number(y)}H{number(14 + long)}V{number(y - 4)}"),
        element("text", f"{km} km", x=14 + long + 6, y=y + 1),
        class_="scale",
    )


def _legend(names: Sequence[str], y: float, spots: Sequence[_Spot]) -> str:
    parts, x = [], 0.0
    for lane, name in enumerate(names):
        parts.append(element("circle", cx=x + 6, cy=y - 4, r=5, class_=f"dot {lane_class(lane, names)}"))
        parts.append(element("text", text_of(name), x=x + 16, y=y))
        x += 34 + 7.0 * len(name)
    if any(spot.is_rough for spot in spots):
        parts.append(element("circle", cx=x + 8, cy=y - 4, r=7, class_="ring s-unknown"))
        parts.append(element("text", "somewhere in a province, region or country", x=x + 22, y=y))
    return element("g", *parts, class_="legend")


def _description(spots: Sequence[_Spot], names: Sequence[str], lane_of: dict[str, int], elsewhere: int) -> str:
    told = []
    for spot in sorted(spots, key=lambda s: (-len(s.events), s.place.name)):
        sides = ", ".join(f"{names[lane]} {times}" for lane, times in _shares(spot, lane_of))
        told.append(f"{_said_place(spot)}: {counted(len(spot.events), 'act')} ({sides})")
    rest = f" {counted(elsewhere, 'act').capitalize()} without a place on this map." if elsewhere else ""
    return f"A map. {'; '.join(told)}.{rest} {CREDIT}"


def _style() -> str:
    """Colours of our own for a file by itself; a page that sets --s0, --paper and --ink gives its own."""

    def lanes(colours: Sequence[str], unknown: str) -> str:
        blue, orange, *others = colours
        rest = "".join(f".talion-map .s{n}{{--at:var(--s{n},{c})}}" for n, c in enumerate(others, start=2))
        return (
            f".talion-map{{--talion-blue:{blue};--talion-orange:{orange}}}"
            ".talion-map .s0{--at:var(--s0,var(--talion-blue))}.talion-map .s1{--at:var(--s1,var(--talion-orange))}"
            f"{rest}.talion-map .s-unknown{{--at:var(--sx,{unknown})}}"
        )

    return (
        lanes(LIGHT, UNKNOWN_LIGHT) + ".talion-map{--map-sea:#eef2f4;--map-land:#fbfaf6;--map-line:#b9b6ad;"
        "--map-ink:var(--ink,#1c1d20);--map-paper:#fff;"
        "--map-soft:#61646b;font-family:system-ui,'Noto Sans','Liberation Sans',sans-serif}"
        "@media(prefers-color-scheme:dark){"
        + lanes(DARK, UNKNOWN_DARK)
        + ".talion-map{--map-sea:#1b2026;--map-land:#2a2e35;--map-line:#596069;"
        "--map-ink:var(--ink,#e9e7e1);--map-paper:#15171b;--map-soft:#a9adb5}}.talion-map .paper{fill:var(--map-paper)}"
        ".talion-map .sea{fill:var(--map-sea)}.talion-map .land{fill:var(--map-land)}"
        ".talion-map .coast{fill:none;stroke:var(--map-line);stroke-width:1}"
        ".talion-map .border{fill:none;stroke:var(--map-line);stroke-width:1;stroke-dasharray:4 3}"
        ".talion-map .edge{fill:none;stroke:var(--map-line)}"
        ".talion-map text{fill:var(--map-ink);font-size:13px}"
        ".talion-map .countries text{fill:var(--map-soft);font-size:14px;letter-spacing:.06em}"
        ".talion-map .labels text{paint-order:stroke;stroke:var(--map-land);stroke-width:3px;stroke-linejoin:round}"
        ".talion-map .credit,.talion-map .scale text{fill:var(--map-soft);font-size:12px}"
        ".talion-map .scale path{fill:none;stroke:var(--map-soft)}"
        ".talion-map .dot{fill:var(--at);stroke:var(--map-land);stroke-width:1.2}"
        ".talion-map .ring{fill:none;stroke:var(--at);stroke-width:2;stroke-dasharray:6 4}"
        ".talion-map .middle{fill:var(--map-soft)}"
    )


_STYLE = _style()
