"""Pictures of measures as SVG: shares beside chance, lags, tails, intensities, event studies, specifications.

Each is drawn from one of the tables of `pipeline.measured`, and says in words what it shows. Colours come from the
page.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import ceil, floor, isfinite, log10
from typing import TYPE_CHECKING, Any

from talion.views.charts import ticks
from talion.views.svg import element, number, text_of

if TYPE_CHECKING:
    import polars as pl

    from talion.records import Dyad

WIDE, HIGH = 640.0, 300.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 62.0, 14.0, 28.0, 44.0


@dataclass(frozen=True, slots=True)
class Plot:
    """One picture: its name, a caption that says what it shows, and the SVG."""

    name: str
    caption: str
    svg: str


@dataclass(slots=True)
class _Axes:
    """A frame of two scales, and what was drawn in it so far."""

    x: tuple[float, float]
    y: tuple[float, float]
    high: float = HIGH
    log: bool = False
    parts: list[str] = field(default_factory=list)

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Where a point falls on the page; what lies outside is drawn at the edge."""
        return self.along(x), self.up(y)

    def along(self, x: float) -> float:
        """The place of a value across the page."""
        (low, high), value = self.x, x
        if self.log:
            low, high, value = log10(low), log10(high), log10(max(x, 1e-300))
        share = (value - low) / (high - low)
        return _LEFT + min(max(share, 0.0), 1.0) * (WIDE - _LEFT - _RIGHT)

    def up(self, y: float) -> float:
        """The place of a value up the page."""
        (low, high), value = self.y, y
        if self.log:
            low, high, value = log10(low), log10(high), log10(max(y, 1e-300))
        share = (value - low) / (high - low)
        return self.high - _BOTTOM - min(max(share, -0.02), 1.02) * (self.high - _TOP - _BOTTOM)

    def line(self, points: Iterable[tuple[float, float]], look: str, *, steps: bool = False) -> None:
        """A line through the points, or a staircase."""
        placed = [self.at(x, y) for x, y in points if isfinite(x) and isfinite(y)]
        if len(placed) < 2:
            return
        path = f"M{number(placed[0][0])} {number(placed[0][1])}"
        for x, y in placed[1:]:
            path += f"H{number(x)}V{number(y)}" if steps else f"L{number(x)} {number(y)}"
        self.parts.append(element("path", d=path, class_=f"p-line {look}"))

    def band(self, rows: Iterable[tuple[float, float, float]], look: str, *, steps: bool = False) -> None:
        """The room between two lines over the same places: (x, low, high)."""
        kept = [(x, low, high) for x, low, high in rows if all(map(isfinite, (x, low, high)))]
        if len(kept) < 2:
            return
        up, down = [self.at(x, high) for x, _, high in kept], [self.at(x, low) for x, low, _ in kept]
        if steps:
            up, down = _stairs(up), _stairs(down)
        path = "M" + "L".join(f"{number(x)} {number(y)}" for x, y in (*up, *reversed(down))) + "Z"
        self.parts.append(element("path", d=path, class_=f"p-band {look}"))

    def points(self, points: Iterable[tuple[float, float]], look: str, *, radius: float = 3.0) -> None:
        """A dot for each."""
        for x, y in points:
            if isfinite(x) and isfinite(y):
                across, up = self.at(x, y)
                self.parts.append(element("circle", cx=across, cy=up, r=radius, class_=f"p-dot {look}"))

    def whisker(self, x: float, low: float, high: float, look: str) -> None:
        """An interval, upright."""
        across = self.along(x)
        self.parts.append(
            element("line", x1=across, x2=across, y1=self.up(low), y2=self.up(high), class_=f"p-whisker {look}")
        )

    def level(self, y: float, look: str) -> None:
        """A line across the whole picture."""
        self.parts.append(element("line", x1=_LEFT, x2=WIDE - _RIGHT, y1=self.up(y), y2=self.up(y), class_=look))

    def drawn(
        self,
        name: str,
        caption: str,
        *,
        key: str,
        across: str,
        upward: str,
        share: bool = False,
        days: tuple[date, date] | None = None,
        legend: Sequence[tuple[str, str]] = (),
        below: str = "",
        below_high: float = 0.0,
    ) -> Plot:
        """The picture with its axes; `days` makes the scale across one of days after the first of them."""
        floor_y = self.high - _BOTTOM
        grid = []
        marks = _log_ticks(*self.y) if self.log else _ticks(*self.y)
        for value in marks:
            y = self.up(value)
            grid.append(element("line", x1=_LEFT, x2=WIDE - _RIGHT, y1=y, y2=y, class_="p-grid"))
            said = f"{value:.0%}" if share else _said(value)
            grid.append(element("text", text_of(said), x=_LEFT - 6, y=y + 4, class_="p-tick", text_anchor="end"))
        if days is not None:
            places = [(float((day - days[0]).days), said) for day, said in ticks(*days, most=8)]
        else:
            places = [(value, _said(value)) for value in (_log_ticks(*self.x) if self.log else _ticks(*self.x))]
        for value, said in places if not below else ():
            grid.append(element("text", text_of(said), x=self.along(value), y=floor_y + 17, class_="p-tick",
                                text_anchor="middle"))  # fmt: skip
        axis = element("line", x1=_LEFT, x2=WIDE - _RIGHT, y1=floor_y, y2=floor_y, class_="p-axis")
        labels = element("text", text_of(across), x=WIDE - _RIGHT, y=floor_y + 36 + below_high, class_="p-label",
                         text_anchor="end")  # fmt: skip
        labels += element("text", text_of(upward), x=_LEFT, y=floor_y + 36 + below_high, class_="p-label")
        said_legend, at = "", _LEFT
        for look, words in legend:
            said_legend += element("line", x1=at, x2=at + 18, y1=9, y2=9, class_=f"p-line {look}")
            said_legend += element("text", text_of(words), x=at + 23, y=13, class_="p-label")
            at += 36 + 6.6 * len(words)
        whole = self.high + below_high
        svg = element(
            "svg",
            element("title", text_of(name), id=f"{key}-title"),
            element("desc", text_of(caption), id=f"{key}-desc"),
            *grid, axis, *self.parts, labels, below, said_legend,
            xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {number(WIDE)} {number(whole)}", class_="plot",
            role="img", aria_labelledby=f"{key}-title {key}-desc",
        )  # fmt: skip
        return Plot(name, caption, svg)


def _stairs(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    found = [points[0]]
    for x, y in points[1:]:
        found += [(x, found[-1][1]), (x, y)]
    return found


def _ticks(low: float, high: float, most: int = 6) -> list[float]:
    width = high - low
    if not width > 0:
        return [low]
    step = 10 ** floor(log10(width / most))
    step = next(step * times for times in (1, 2, 2.5, 5, 10, 20) if width / (step * times) <= most)
    first = ceil(low / step - 1e-9)
    return [round(n * step, 10) for n in range(first, floor(high / step + 1e-9) + 1)]


def _log_ticks(low: float, high: float) -> list[float]:
    return [10.0**n for n in range(ceil(log10(low) - 1e-9), floor(log10(high) + 1e-9) + 1)]


def _said(value: float) -> str:
    return f"{value:,.0f}" if value == round(value) else f"{value:g}"


def _top(values: Iterable[Any]) -> float:
    return max((float(value) for value in values if value is not None and isfinite(value)), default=1.0) or 1.0


def _rows(frame: "pl.DataFrame", *names: str) -> list[tuple[float, ...]]:
    return [
        tuple(float(row[name]) for name in names)
        for row in frame.iter_rows(named=True)
        if all(row[name] is not None for name in names)
    ]


# The pictures --------------------------------------------------------------------------------------------------------


def answered_plot(frame: "pl.DataFrame", dyad: "Dyad", key: str) -> Plot:
    """The share of attacks followed by an act the other way within each number of days, beside what chance gives."""
    axes = _Axes((0, _top(frame["days"])), (0, 1))
    axes.band(_triples(frame, "days", "low", "high"), "c0")
    axes.line(_pairs(frame, "days", "chance"), "c-chance")
    axes.line(_pairs(frame, "days", "share"), "c0")
    axes.points(_pairs(frame, "days", "share"), "c0")
    last = frame.row(-1, named=True)
    chance = "" if last["chance"] is None else f" where chance gives {last['chance']:.0%}"
    caption = (
        f"Share of attacks by {dyad.actor} followed by an act of {dyad.recipient}, by the days allowed, with its 90 % "
        f"interval: {last['share']:.0%} within {last['days']:g} days{chance}."
    )
    return axes.drawn(
        "Answered in time", caption, key=key, across="days allowed", upward="share of attacks", share=True,
        legend=(("c0", "followed"), ("c-chance", "by chance")),
    )  # fmt: skip


def around_plot(frame: "pl.DataFrame", dyad: "Dyad", key: str) -> Plot:
    """Acts of the other side on each day before and after an act: higher after than before is what an answer shows."""
    days, acts = frame["day"].to_list(), frame["acts"].to_list()
    mean = float(frame["mean"][0])
    axes = _Axes((min(days) - 1, max(days) + 1), (0, max(_top(acts), mean) * 1.15))
    wide = max((axes.along(1) - axes.along(0)) * 0.7, 1.0)
    for day, value in zip(days, acts, strict=True):
        look = "c-same" if day == 0 else "c0" if day > 0 else "c1"
        x, y = axes.at(day, value)
        axes.parts.append(
            element("rect", x=x - wide / 2, y=y, width=wide, height=axes.up(0) - y, class_=f"p-bar {look}")
        )
    axes.level(mean, "p-line c-chance")
    after = sum(value for day, value in zip(days, acts, strict=True) if 0 < day <= 7)
    before = sum(value for day, value in zip(days, acts, strict=True) if -7 <= day < 0)
    caption = (
        f"Mean acts of {dyad.recipient} on each day before (negative) and after an act of {dyad.actor}: "
        f"{after:.2f} in the 7 days after, {before:.2f} in the 7 before; dashed, the mean of all days. A shared wave "
        "is as high before as after."
    )
    return axes.drawn("Before and after", caption, key=key, across="days from the act", upward="acts a day",
                      legend=(("c1", "before"), ("c0", "after"), ("c-chance", "all days")))  # fmt: skip


def waits_plot(frame: "pl.DataFrame", dyad: "Dyad", key: str) -> Plot:
    """The share of attacks still without an answer after each day (Kaplan and Meier), with its interval."""
    reach = min(_top(frame["days"]), 90.0)
    kept = frame.filter(frame["days"] <= reach)
    axes = _Axes((0, reach), (0, 1))
    rows = [(0.0, 1.0, 1.0), *_triples(kept, "days", "low", "high")]
    axes.band(rows, "c0", steps=True)
    axes.line([(0.0, 1.0), *_pairs(kept, "days", "left")], "c0", steps=True)
    left = float(kept["left"][-1]) if kept.height else 1.0
    caption = (
        f"Attacks by {dyad.actor} still without an act of {dyad.recipient}, by days since; {left:.0%} after "
        f"{reach:g} days. Attacks whose watch ended count for the days they were watched."
    )
    return axes.drawn("Still unanswered", caption, key=key, across="days since the attack", upward="share of attacks",
                      share=True)  # fmt: skip


def first_plot(frame: "pl.DataFrame", dyad: "Dyad", key: str) -> Plot:
    """What came first after an attack: an answer, another attack, or nothing yet."""
    reach = min(_top(frame["days"]), 60.0)
    kept = frame.filter(frame["days"] <= reach)
    axes = _Axes((0, reach), (0, 1))
    looks = (("answered", "c0"), ("superseded", "c1"), ("open", "c-chance"))
    for name, look in looks:
        start = (0.0, 1.0 if name == "open" else 0.0)
        axes.line([start, *_pairs(kept, "days", name)], look, steps=True)
    last = kept.row(-1, named=True)
    caption = (
        f"After {reach:g} days {last['answered']:.0%} of attacks by {dyad.actor} were first answered, "
        f"{last['superseded']:.0%} first followed by another, {last['open']:.0%} by neither."
    )
    return axes.drawn("What came first", caption, key=key, across="days since the attack", upward="share of attacks",
                      share=True,
                      legend=(("c0", "an answer"), ("c1", "another attack"), ("c-chance", "neither")))  # fmt: skip


def tail_plot(frame: "pl.DataFrame", dyad: "Dyad", key: str) -> Plot:  # noqa: ARG001 - called like the others
    """The share of acts at least so large, on scales of tens, with the power law above where it begins."""
    sizes, shares = frame["size"].to_list(), frame["share"].to_list()
    exponent, begins = float(frame["exponent"][0]), float(frame["begins"][0])
    axes = _Axes((min(sizes) * 0.9, max(sizes) * 1.1), (min(shares) * 0.6, 1.0), log=True)
    axes.points(zip(sizes, shares, strict=True), "c0", radius=2.6)
    at = next((share for size, share in zip(sizes, shares, strict=True) if size >= begins), shares[-1])
    law = [(begins, at), (max(sizes), at * (max(sizes) / begins) ** (1 - exponent))]
    axes.line(law, "c1")
    caption = (
        f"Share of values at least so large, both scales in tens; the line is a power law with exponent {exponent:.2f} "
        f"above {begins:g}. A straight look is no proof of a law: see the number against a lognormal."
    )
    return axes.drawn("Tail", caption, key=key, across="size", upward="share at least so large",
                      legend=(("c1", f"power law, {exponent:.2f}"),))  # fmt: skip


def intensity_plot(frame: "pl.DataFrame", dyad: "Dyad", key: str) -> Plot:
    """The other side's acts, what the process expects of each day, and what of it answers nobody."""
    days: list[date] = frame["day"].to_list()
    size = max(1, ceil(len(days) / 300))
    rows = [frame.slice(start, size) for start in range(0, len(days), size)]
    mid = [start + (part.height - 1) / 2 for start, part in zip(range(0, len(days), size), rows, strict=True)]
    means = {name: [sum(part[name]) / part.height for part in rows] for name in ("acts", "expected", "own")}
    most = max(_top(means["acts"]), _top(means["expected"])) * 1.12
    axes = _Axes((0, len(days)), (0, most))
    wide = max((WIDE - _LEFT - _RIGHT) / len(rows) * 0.8, 0.8)
    for x, value in zip(mid, means["acts"], strict=True):
        if value:
            place, y = axes.at(x, value)
            axes.parts.append(
                element("rect", x=place - wide / 2, y=y, width=wide, height=axes.up(0) - y, class_="p-bar c-acts")
            )
    axes.line(zip(mid, means["expected"], strict=True), "c0")
    axes.line(zip(mid, means["own"], strict=True), "c1")
    share = sum(means["own"]) / max(sum(means["expected"]), 1e-9)
    each = "a day" if size == 1 else f"a day, means of {size} days"
    caption = (
        f"Acts of {dyad.recipient} (bars), what the fitted process expects (line) and the part that follows from no "
        f"act in the record ({share:.0%} of it)."
    )
    return axes.drawn(
        "Intensity", caption, key=key, across="", upward=f"acts {each}", days=(days[0], days[-1] + timedelta(days=1)),
        legend=(("c0", "expected"), ("c1", "of its own")),
    )  # fmt: skip


def event_study_plot(frame: "pl.DataFrame", dyad: "Dyad", key: str) -> Plot:
    """Attacks on each day around an answer, less those around like days without one."""
    days = frame["day"].to_list()
    low, high = min(0.0, *frame["low"].to_list()), max(0.0, *frame["high"].to_list())
    axes = _Axes((min(days), max(days)), (low * 1.1, high * 1.1 or 1.0))
    axes.band(_triples(frame, "day", "low", "high"), "c0")
    axes.level(0, "p-zero")
    axes.line(_pairs(frame, "day", "difference"), "c0")
    x = axes.along(0)
    axes.parts.append(element("line", x1=x, x2=x, y1=_TOP, y2=axes.high - _BOTTOM, class_="p-zero"))
    after = sum(value for day, value in _pairs(frame, "day", "difference") if 0 < day <= 7)
    caption = (
        f"Acts of {dyad.actor} a day around an answer of {dyad.recipient} (day 0), less those around like days without "
        f"one, with 90 % bands: {after:+.2f} in the week after. Before day 0 the two were matched and should lie at 0."
    )
    return axes.drawn("Event study", caption, key=key, across="days from the answer", upward="acts a day, difference")


def specifications_plot(frame: "pl.DataFrame", dyad: "Dyad", key: str) -> Plot:
    """The finding in every specification, sorted, as its distance from nothing in standard errors."""
    rows = []
    for row in frame.iter_rows(named=True):
        if row["value"] is None or row["low"] is None or row["high"] is None or row["p"] is None:
            continue
        # A factor is compared on its logarithm; p says how far on either scale.
        rows.append({**row, "z": _normal_quantile(1 - min(max(row["p"], 1e-12), 1 - 1e-12))})
    rows.sort(key=lambda row: row["z"])
    low, high = min([-2.0, *(row["z"] for row in rows)]), max([3.0, *(row["z"] for row in rows)])
    axes = _Axes((-1, max(len(rows), 1)), (max(low, -6) * 1.05, min(high, 8) * 1.05))
    axes.level(0, "p-zero")
    axes.level(1.645, "p-line c-chance")
    for n, row in enumerate(rows):
        axes.points([(n, row["z"])], "c0" if row["holds"] else "c-weak", radius=4 if row["holds"] else 2.5)
    kinds: list[tuple[str, Callable[[dict[str, Any]], bool]]] = []
    for name in ("bin", "severity", "days"):
        for value in sorted({row[name] for row in rows}, key=str if name != "days" else float):
            said = f"{value:g} days" if name == "days" else str(value) if name == "severity" else f"by {value}"
            kinds.append((said, lambda row, name=name, value=value: row[name] == value))  # type: ignore[misc]
    top = axes.high - _BOTTOM + 12
    below = ""
    for k, (said, holds) in enumerate(kinds):
        y = top + 14 * k
        below += element("text", text_of(said), x=_LEFT - 6, y=y + 4, class_="p-tick", text_anchor="end")
        for n, row in enumerate(rows):
            if holds(row):
                below += element("circle", cx=axes.along(n), cy=y, r=1.8, class_="p-mark")
    survive = sum(bool(row["survives"]) and row["holds"] for row in rows)
    sound = sum(row["holds"] for row in rows)
    caption = (
        f"Each dot is one way to ask whether {dyad.recipient} answers {dyad.actor}, in standard errors from nothing, "
        f"sorted; below it which bin, severity and window. Large dots hold on a shared wave: {survive} of {sound} lie "
        "above the dashed line (5 %, one-sided). Small dots are tests that a shared wave fools."
    )
    return axes.drawn(
        "Specification curve", caption, key=key, across="specifications, sorted", upward="standard errors from nothing",
        below=below or " ", below_high=14.0 * len(kinds), legend=(("c0", "holds on a wave"), ("c-weak", "does not")),
    )  # fmt: skip


def lengths_plot(frame: "pl.DataFrame", dyad: "Dyad", key: str) -> Plot:
    """How many exchanges hold as many acts or more."""
    axes = _Axes((0, _top(frame["acts"]) + 1), (0, 1))
    axes.line(_pairs(frame, "acts", "or_more"), "c0")
    axes.points(_pairs(frame, "acts", "or_more"), "c0")
    n, longest = sum(frame["exchanges"].to_list()), max(frame["acts"].to_list())
    caption = (
        f"Share of {n} exchanges between {dyad.actor} and {dyad.recipient} with as many acts or more; the longest has "
        f"{longest}."
    )
    return axes.drawn("Exchanges by length", caption, key=key, across="acts", upward="share of exchanges", share=True)


def _normal_quantile(p: float) -> float:
    from statistics import NormalDist

    return NormalDist().inv_cdf(p)


def _pairs(frame: "pl.DataFrame", x: str, y: str) -> list[tuple[float, float]]:
    return [(row[0], row[1]) for row in _rows(frame, x, y)]


def _triples(frame: "pl.DataFrame", x: str, low: str, high: str) -> list[tuple[float, float, float]]:
    return [(row[0], row[1], row[2]) for row in _rows(frame, x, low, high)]


PLOTS: dict[str, Callable[["pl.DataFrame", "Dyad", str], Plot]] = {
    "answered": answered_plot,
    "around": around_plot,
    "waits": waits_plot,
    "first": first_plot,
    "tail of deaths": tail_plot,
    "tail of waits": tail_plot,
    "intensity": intensity_plot,
    "event study": event_study_plot,
    "specifications": specifications_plot,
    "lengths": lengths_plot,
}


def plot(name: str, frame: "pl.DataFrame", dyad: "Dyad", *, key: str) -> Plot | None:
    """The picture of a table, by the table's name; None where there is none, or nothing to draw."""
    if name not in PLOTS or frame.height < 2:
        return None
    return PLOTS[name](frame, dyad, key)


CSS = (
    ".plot{display:block;width:100%;min-width:28rem;max-width:44rem;height:auto;font:12px/1.3 var(--sans,sans-serif)}"
    ".plot text{fill:var(--soft)}.plot .p-label{fill:var(--ink);font-size:12px}.plot .p-tick{font-size:11px}"
    ".p-grid{stroke:var(--line);stroke-width:1}.p-axis{stroke:var(--soft);stroke-width:1}"
    ".p-zero{stroke:var(--soft);stroke-width:1;stroke-dasharray:2 3}.p-line{fill:none;stroke-width:2}"
    ".p-whisker{stroke-width:1.2}.p-band{stroke:none;opacity:.2}.p-mark{fill:var(--soft)}"
    ".p-line.c0,.p-whisker.c0{stroke:var(--s0)}.p-band.c0,.p-dot.c0,.p-bar.c0{fill:var(--s0)}"
    ".p-line.c1,.p-whisker.c1{stroke:var(--s1)}.p-band.c1,.p-dot.c1,.p-bar.c1{fill:var(--s1)}"
    ".p-line.c-chance{stroke:var(--soft);stroke-dasharray:6 4;stroke-width:1.6}"
    ".p-line.c-weak{stroke:var(--soft)}.p-dot.c-weak{fill:var(--soft)}.p-bar.c-same{fill:var(--line)}"
    ".p-bar.c-acts{fill:var(--line)}"
)
