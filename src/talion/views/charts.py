"""The exchange view as SVG: who acted when, a lane a side, with an arrow from each trigger to its response.

A dot stands on its day and nowhere else: dots that would cover each other are moved across their lane, never in time.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import hypot, sqrt

from talion.pipeline.dossier import Dossier
from talion.records import Event, Link
from talion.views.day_words import said_day
from talion.views.lanes import STANDALONE, anchor, day_key, drawable, lane_class, lanes_of, rejected_links
from talion.views.sentences import Cast
from talion.views.svg import element, number, text_of
from talion.views.telling import name_event, tell_event
from talion.views.wordings import is_word

_LEAST, _MOST = 5.0, 20.0  # radius in pixels of a dot without deaths, and of the deadliest


@dataclass(frozen=True, slots=True)
class Picture:
    """One SVG, and what it leaves out because no day or no side is known for it."""

    svg: str
    drawn: tuple[str, ...]
    left_out: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Dot:
    event: Event
    lane: int
    radius: float
    at: float  # days since the first day drawn, middle of what is possible
    first: float
    last: float
    shape: str  # "circle" for force, "square" for other deeds, "diamond" for words
    hollow: bool


@dataclass(frozen=True, slots=True)
class _Placed:
    dot: _Dot
    x: float
    y: float


def exchange_view(
    dossier: Dossier,
    events: Sequence[Event] | None = None,
    *,
    upright: bool = False,
    standalone: bool = False,
    font: str | None = None,
    key: str = "x",
    wide: float = 1080,
) -> Picture | None:
    """Who acted when, a lane a side, with an arrow from each trigger to its response; None where nothing has a day.

    `upright` lets time run downwards, for a narrow page. `standalone` carries its own colours, for a file of its own or
    a PDF; without it the page's style sheet gives them. `wide` is the width in pixels where time runs to the right;
    `key` keeps the ids of two pictures on a page apart.
    """
    told = tuple(dossier.events if events is None else events)
    shown, left = drawable(told)
    if not shown:
        return None
    # A side whose acts have no day keeps its lane: an empty lane says so, and its colour is that of the list.
    names, lane_of = lanes_of(dossier, told)
    if all(lane_of[event.id] < len(names) - 1 for event in shown) and lane_class(len(names) - 1, names) == "s-unknown":
        names = names[:-1]
    cast = Cast(dossier.actors, dossier.reports)
    spans = [event.when for event in shown if event.when]
    first, last = min(span.first for span in spans), max(span.last for span in spans)
    pad = max(0.6, ((last - first).days + 1) * 0.02)
    frame = _frame(upright, names, first, (last - first).days + 1 + 2 * pad, pad, wide)
    dots = _dots(shown, lane_of, first)
    placed, lanes = _place(dots, frame, len(names))
    depth = lanes[-1].end + 14
    links = _drawn_links(dossier, {spot.dot.event.id for spot in placed})
    title = f"Exchange view: {' and '.join(names) if len(names) == 2 else ', '.join(names)}"
    arrows = [link for link in links if link.kind in {"answers", "carries_out"}]
    desc = (
        f"{len(placed)} events from {said_day(first, weekday=False)} to {said_day(last, weekday=False)} in "
        f"{len(names)} lanes, {len(arrows)} arrows from trigger to response. The table below holds the same."
    )
    width, height = (frame.across_size, frame.time_size + 8) if upright else (frame.time_size, depth + 30)
    if upright:
        width = max(frame.across_size, depth)
    body = [
        element("title", text_of(title), id=f"{key}-title"),
        element("desc", text_of(desc), id=f"{key}-desc"),
        element("style", STANDALONE.replace("FONT", font or "sans-serif")) if standalone else "",
        _axis(frame, first, last, lanes, depth),
        _lane_labels(frame, names, lanes),
        _bars(placed, frame),
        _arrows(arrows, placed, dossier, cast, upright=upright),
        _dots_drawn(placed, names, cast, linked=not standalone),
    ]
    svg = element(
        "svg",
        *body,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(width)} {number(height)}",
        class_=f"exchange {'upright' if upright else 'wide'}",
        role="img" if standalone else "group",
        aria_labelledby=f"{key}-title {key}-desc",
        width=width if standalone else None,
        height=height if standalone else None,
    )
    return Picture(
        svg,
        tuple(spot.dot.event.id for spot in placed),
        tuple((event.id, why) for event, why in sorted(left, key=lambda pair: day_key(pair[0]))),
    )


def _drawn_links(dossier: Dossier, drawn: Collection[str]) -> list[Link]:
    rejected = rejected_links(dossier.judgements)
    return [
        link for link in dossier.links
        if link.id not in rejected and link.trigger in drawn and link.response in drawn
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where days and lanes fall on the page, in pixels."""

    upright: bool
    first: date
    days: float
    pad: float
    time_start: float
    time_end: float
    time_size: float
    across_start: float
    across_size: float
    shrink: float = 1.0

    def along(self, days: float) -> float:
        """The coordinate along time of so many days after the first."""
        return self.time_start + (days + self.pad) / self.days * (self.time_end - self.time_start)


def _frame(upright: bool, names: Sequence[str], first: date, days: float, pad: float, wide: float) -> _Frame:
    if upright:
        long = min(1400.0, max(420.0, 200 + days * 18))
        return _Frame(True, first, days, pad, 64, 64 + long, 64 + long, 58, 358)
    gutter = 24 + min(170.0, max(_width(line) for name in names for line in _wrap(name, 22)))
    return _Frame(False, first, days, pad, gutter, wide - 16, wide, 16, 0)


def _width(text: str) -> float:
    return 8.1 * len(text)


def _wrap(text: str, at: int) -> list[str]:
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > at:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return [line if len(line) <= at + 4 else line[: at + 3] + "…" for line in lines[:3]]


def _dots(events: Sequence[Event], lane_of: Mapping[str, int], first: date) -> list[_Dot]:
    most = max((event.toll.killed.point or 0) for event in events)
    dots = []
    for event in events:
        if event.when is None:
            continue
        begins, ends = (event.when.first - first).days, (event.when.last - first).days + 1
        dead = (event.toll.killed.point or 0) if event.is_deed else 0
        # Area, not radius, grows with deaths; the scale is the same for every picture until it must shrink to fit.
        grow = min(9.0, (_MOST**2 - _LEAST**2) / most) if most else 0
        shape = "diamond" if is_word(event) else "circle" if event.is_force else "square"
        radius = sqrt(_LEAST**2 + grow * dead) if shape == "circle" else _LEAST
        hollow = len(set(event.reports)) <= 1
        dots.append(_Dot(event, lane_of[event.id], radius, (begins + ends) / 2, begins, ends, shape, hollow))
    return dots


@dataclass(frozen=True, slots=True)
class _Strip:
    """One lane's room across the page: deeds around `middle`, words around `words` (None where there are none)."""

    start: float
    end: float
    middle: float
    words: float | None


def _place(dots: Sequence[_Dot], frame: _Frame, lanes: int) -> tuple[list[_Placed], list[_Strip]]:
    """Every dot in its lane, dodged across it where dots of neighbouring days would cover each other."""
    most_across = 150.0 if not frame.upright else (frame.across_size - frame.across_start) / lanes * 0.62
    for shrink in (1.0, 0.85, 0.7, 0.55, 0.42, 0.3):
        deeds = [_swarm([d for d in dots if d.lane == n and d.shape != "diamond"], frame, shrink) for n in range(lanes)]
        said = [_swarm([d for d in dots if d.lane == n and d.shape == "diamond"], frame, shrink) for n in range(lanes)]
        if all(_spread(swarm) <= most_across for swarm in (*deeds, *said)):
            break
    placed: list[_Placed] = []
    strips: list[_Strip] = []
    edge = frame.across_start
    room = (frame.across_size - frame.across_start) / lanes
    for n in range(lanes):
        swarm, talk = deeds[n], said[n]
        half = max(_spread(swarm) / 2, 18.0)
        talk_half = max(_spread(talk) / 2, 9.0) if talk else 0.0
        # Words stand on the far side of the deeds, so that the arrows between deeds pass through free room.
        outward = -1 if n == 0 else 1
        if frame.upright:
            start, end = frame.across_start + n * room, frame.across_start + (n + 1) * room
            need = 2 * half + (2 * talk_half + 6 if talk else 0)
            middle = (start + end) / 2 - outward * ((talk_half + 3) if talk else 0)
            middle = min(max(middle, start + half), end - half) if need < room else (start + end) / 2
        else:
            gap = (92.0 if lanes == 2 else 64.0) if n else 10.0
            start = edge + gap
            middle = start + half + (2 * talk_half + 12 if talk and outward < 0 else 0)
            end = middle + half + (2 * talk_half + 12 if talk and outward > 0 else 0)
            edge = end
        words_at = middle + outward * (half + talk_half + (10 if not frame.upright else 4)) if talk else None
        strips.append(_Strip(start, end, middle, words_at))
        for spots, at in ((swarm, middle), (talk, words_at)):
            for dot, along, off, radius in spots:
                across = (at or 0) + off
                x, y = (across, along) if frame.upright else (along, across)
                placed.append(_Placed(_Dot(dot.event, dot.lane, radius, dot.at, dot.first, dot.last, dot.shape,
                                           dot.hollow), x, y))  # fmt: skip
    placed.sort(key=lambda spot: (spot.dot.at, spot.dot.lane, spot.dot.event.id))
    return placed, strips


_Spot = tuple[_Dot, float, float, float]


def _swarm(dots: Sequence[_Dot], frame: _Frame, shrink: float) -> list[_Spot]:
    """Dots on their days, each as near to the middle of the lane as those placed before it allow, the largest first."""
    spots: list[_Spot] = []
    by_size = sorted(dots, key=lambda dot: (-dot.radius, dot.at, dot.event.id))
    for dot in by_size:
        along, radius = frame.along(dot.at), max(2.2, dot.radius * shrink)
        near = [spot for spot in spots if abs(spot[1] - along) < spot[3] + radius + 1]
        offsets = [0.0]
        for _, other, off, size in near:
            reach = size + radius + 1
            step = sqrt(max(0.0, reach**2 - (other - along) ** 2))
            offsets += [off + step, off - step]
        best = min(
            (off for off in offsets if all(hypot(along - s[1], off - s[2]) >= s[3] + radius + 0.99 for s in near)),
            key=lambda off: (abs(off), off),
        )
        spots.append((dot, along, best, radius))
    return spots


def _spread(swarm: Sequence[_Spot]) -> float:
    return 2 * max((abs(off) + radius for _, _, off, radius in swarm), default=0.0)


def _axis(frame: _Frame, first: date, last: date, lanes: Sequence[_Strip], depth: float) -> str:
    room = frame.time_end - frame.time_start
    out = []
    for day, label in ticks(first, last, most=int(room / (64 if frame.upright else 84))):
        at = frame.along((day - first).days + 0.5)  # a day is a stretch: its mark stands where its dots stand
        if frame.upright:
            out.append(element("line", x1=52, x2=max(depth, frame.across_size), y1=at, y2=at, class_="grid"))
            for k, words in enumerate(_wrap(label, 7)):
                out.append(element("text", text_of(words), x=46, y=at + 4 + 14 * k, class_="tick", text_anchor="end"))
        else:
            out.append(element("line", x1=at, x2=at, y1=12, y2=depth, class_="grid"))
            out.append(element("text", text_of(label), x=at, y=depth + 18, class_="tick", text_anchor="middle"))
    for before, after in pairwise(lanes):
        at = (before.end + after.start) / 2
        if not frame.upright:
            out.append(element("line", x1=frame.time_start, x2=frame.time_end, y1=at, y2=at, class_="between"))
        else:
            out.append(element("line", x1=at, x2=at, y1=44, y2=frame.time_end, class_="between"))
    return element("g", *out, class_="axis", aria_hidden="true")


def ticks(first: date, last: date, *, most: int = 10) -> list[tuple[date, str]]:
    """At most so many days with their labels, on round dates: days, Mondays, months, quarters or years.

    The year stands on the first tick and on each first tick of a year.
    """
    most = max(2, most)
    days = (last - first).days + 1
    steps: list[list[date]] = []
    if days <= 400:
        every = [first + timedelta(days=n) for n in range(days)]
        for step in (1, 2, 3):
            steps.append(every[::step])
        steps.append([day for day in every if day.weekday() == 0])
        steps.append([day for day in every if day.day in {1, 15}])
    for months in (1, 2, 3, 6, 12, 24, 60, 120, 240, 600):
        span = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
        steps.append([day for m in span if m % months == 0 and first <= (day := date(m // 12, m % 12 + 1, 1)) <= last])
    chosen = next((step for step in steps if 2 <= len(step) <= most), None)
    if chosen is None:
        chosen = [first] if first == last or most < 2 else [first, last]
    if len(chosen) > 1 and all((day.month, day.day) == (1, 1) for day in chosen) and days > 700:
        return [(day, str(day.year)) for day in chosen]
    monthly = all(day.day == 1 for day in chosen) and len(chosen) > 1 and chosen[0].month != chosen[1].month
    labels = []
    for n, day in enumerate(chosen):
        label = f"{day:%b}" if monthly else f"{day.day} {day:%b}"
        if n == 0 or chosen[n - 1].year != day.year:
            label += f" {day.year}"
        labels.append((day, label))
    return labels


def _lane_labels(frame: _Frame, names: Sequence[str], lanes: Sequence[_Strip]) -> str:
    out = []
    for n, (name, strip) in enumerate(zip(names, lanes, strict=True)):
        style = f"lane {lane_class(n, names)}"
        if frame.upright:
            lines = _wrap(name, max(8, int((strip.end - strip.start) / 7.2)))
            for k, line in enumerate(lines):
                out.append(element("text", text_of(line), x=(strip.start + strip.end) / 2, y=16 + 14 * k, class_=style,
                                   text_anchor="middle"))  # fmt: skip
            continue
        lines = _wrap(name, 22)
        out.append(element("line", x1=frame.time_start, x2=frame.time_end, y1=strip.middle, y2=strip.middle,
                           class_="rail"))  # fmt: skip
        for k, line in enumerate(lines):
            y = strip.middle + 4.5 + 16 * (k - (len(lines) - 1) / 2)
            out.append(element("text", text_of(line), x=8, y=y, class_=style))
        if strip.words is not None:
            out.append(element("text", "words", x=frame.time_start - 10, y=strip.words + 4, class_="aside",
                               text_anchor="end"))  # fmt: skip
    return element("g", *out, class_="labels")


def _bars(placed: Sequence[_Placed], frame: _Frame) -> str:
    """A thin bar over the days on which an act can have happened, where that is more than one."""
    out = []
    for spot in placed:
        if spot.dot.last - spot.dot.first <= 1:
            continue
        start, end = frame.along(spot.dot.first), frame.along(spot.dot.last)
        x1, x2, y1, y2 = (spot.x, spot.x, start, end) if frame.upright else (start, end, spot.y, spot.y)
        out.append(element("line", x1=x1, x2=x2, y1=y1, y2=y2, class_="span"))
    return element("g", *out, class_="spans", aria_hidden="true") if out else ""


def _arrows(links: Sequence[Link], placed: Sequence[_Placed], dossier: Dossier, cast: Cast, *, upright: bool) -> str:
    spots = {spot.dot.event.id: spot for spot in placed}
    accepted = {j.about for j in dossier.judgements if j.verdict == "accept"}
    out = []
    # The likeliest are drawn last, on top.
    for link in sorted(links, key=lambda k: (k.basis != "inferred", k.probability, k.id)):
        one, other = spots[link.trigger], spots[link.response]
        path, head = _curve(one, other, upright=upright)
        sure = 1.0 if link.id in accepted else link.probability
        words = (f"{name_event(other.dot.event, cast)} answers {name_event(one.dot.event, cast)}: {link.basis}, "
                 f"probability {link.probability:.2f}")  # fmt: skip
        out.append(
            element(
                "g",
                element("title", text_of(words)),
                element("path", d=path, class_="shaft"),
                element("path", d=head, class_="head"),
                class_=f"arrow {'inferred' if link.basis == 'inferred' else 'stated'}",
                opacity=f"{0.25 + 0.75 * sure:.2f}",
            )
        )
    return element("g", *out, class_="arrows", aria_hidden="true") if out else ""


def _curve(one: _Placed, other: _Placed, *, upright: bool) -> tuple[str, str]:
    """The path from dot to dot, ending at the rim, and its head; computed across lanes, turned where time runs down."""
    ax, ay, bx, by = (one.y, one.x, other.y, other.x) if upright else (one.x, one.y, other.x, other.y)
    reach_a, reach_b = one.dot.radius + 1.5, other.dot.radius + 2.5
    if one.dot.lane == other.dot.lane and abs(by - ay) < 30:
        bend = min(46.0, 18 + abs(bx - ax) * 0.18)
        side = -1 if one.dot.lane == 0 else 1
        c1, c2 = (ax + (bx - ax) * 0.2, ay - side * bend), (bx - (bx - ax) * 0.2, by - side * bend)
    else:
        pull = (by - ay) * 0.5
        c1, c2 = (ax, ay + pull), (bx, by - pull)
    start = _toward((ax, ay), c1, reach_a)
    length = 7.0
    tip = _toward((bx, by), c2, reach_b)
    back = _toward((bx, by), c2, reach_b + length)
    nx, ny = -(tip[1] - back[1]) / length * 3.2, (tip[0] - back[0]) / length * 3.2
    left, right = (back[0] + nx, back[1] + ny), (back[0] - nx, back[1] - ny)

    def at(point: tuple[float, float]) -> str:
        x, y = (point[1], point[0]) if upright else point
        return f"{number(x)} {number(y)}"

    path = f"M{at(start)}C{at(c1)} {at(c2)} {at(back)}"
    return path, f"M{at(tip)}L{at(left)}L{at(right)}Z"


def _toward(origin: tuple[float, float], goal: tuple[float, float], distance: float) -> tuple[float, float]:
    dx, dy = goal[0] - origin[0], goal[1] - origin[1]
    size = hypot(dx, dy) or 1.0
    return origin[0] + dx / size * distance, origin[1] + dy / size * distance


def _dots_drawn(placed: Sequence[_Placed], names: Sequence[str], cast: Cast, *, linked: bool) -> str:
    out = []
    for spot in placed:
        dot, event = spot.dot, spot.dot.event
        words = tell_event(event, cast).text
        classes = f"dot {dot.shape} {lane_class(dot.lane, names)}{' hollow' if dot.hollow else ''}"
        x, y, r = spot.x, spot.y, dot.radius
        if dot.shape == "circle":
            mark = element("circle", cx=x, cy=y, r=r)
        elif dot.shape == "square":
            mark = element("rect", x=x - r * 0.9, y=y - r * 0.9, width=r * 1.8, height=r * 1.8)
        else:
            d = r * 1.25
            mark = element("path", d=f"M{number(x)} {number(y - d)}l{number(d)} {number(d)} {number(-d)} {number(d)} "
                                     f"{number(-d)} {number(-d)}Z")  # fmt: skip
        title = element("title", text_of(words))
        if linked:
            halo = element("circle", cx=x, cy=y, r=max(r + 3, 12), class_="halo")
            out.append(element("a", title, halo, mark, href=f"#{anchor(event.id)}", class_=classes, aria_label=words))
        else:
            out.append(element("g", title, mark, class_=classes))
    return element("g", *out, class_="dots")
