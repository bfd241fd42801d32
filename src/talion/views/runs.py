"""What a play-out shows: bands over days, first passages, severity, single paths, and what the result hangs on.

Each picture carries its own colours and says in words what it shows, so that it stands alone in a file or a page.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from math import ceil, floor, log10
from typing import TYPE_CHECKING

from talion.pipeline.dossier import Dossier, Lane, Made
from talion.records import Actor, Estimate, Selection
from talion.views.charts import exchange_view
from talion.views.lanes import DARK, LIGHT
from talion.views.svg import element, number, text_of

if TYPE_CHECKING:
    from talion.scenarios.conflict import Scenario
    from talion.scenarios.play import Compared, Runs
    from talion.scenarios.reading import Hangs
    from talion.scenarios.sensitivity import Drives, Swept
    from talion.scenarios.told import Told

_WIDE, _HIGH = 340.0, 210.0  # of one panel
_LEFT, _RIGHT, _TOP, _BOTTOM = 46.0, 12.0, 30.0, 40.0
_STYLE = (
    "text{font-family:system-ui,sans-serif;font-size:12px;fill:#222}.grid{stroke:#ddd}.axis{stroke:#555}"
    ".title{font-weight:bold;font-size:13px}.faint{fill:#555}.band{fill-opacity:.18}.line{fill:none;stroke-width:2}"
    ".paper{fill:#fff}.second{stroke-dasharray:6 3}.whisker{stroke-width:2}"
    + "".join(f".c{n}.line,.c{n}.whisker{{stroke:{c}}}.c{n}.band,.c{n}.bar{{fill:{c}}}" for n, c in enumerate(LIGHT))
    + "@media (prefers-color-scheme:dark){text{fill:#eee}.grid{stroke:#444}.axis{stroke:#aaa}.faint{fill:#bbb}"
    ".paper{fill:#161616}"
    + "".join(f".c{n}.line,.c{n}.whisker{{stroke:{c}}}.c{n}.band,.c{n}.bar{{fill:{c}}}" for n, c in enumerate(DARK))
    + "}"
)
Points = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class RunsPicture:
    """One picture for a file: its name there, what it shows in words, and the SVG."""

    file: str
    caption: str
    svg: str


@dataclass(slots=True)
class _Panel:
    """One small picture among several of the same size, its scales, and what was drawn in it."""

    title: str
    x: tuple[float, float]
    y: tuple[float, float]
    share: bool = False
    parts: list[str] = field(default_factory=list)

    def at(self, x: float, y: float) -> str:
        across = _LEFT + (x - self.x[0]) / ((self.x[1] - self.x[0]) or 1) * (_WIDE - _LEFT - _RIGHT)
        up = _HIGH - _BOTTOM - (y - self.y[0]) / ((self.y[1] - self.y[0]) or 1) * (_HIGH - _TOP - _BOTTOM)
        return f"{number(across)} {number(up)}"

    def line(self, points: Points, look: str) -> None:
        if points:
            self.parts.append(element("path", d="M" + "L".join(self.at(*point) for point in points),
                                      class_=f"line {look}"))  # fmt: skip

    def band(self, low: Points, high: Points, look: str) -> None:
        path = "L".join(self.at(*point) for point in (*low, *reversed(high)))
        self.parts.append(element("path", d=f"M{path}Z", class_=f"band {look}"))

    def drawn(self, left: float, top: float, across: str) -> str:
        grid = []
        for value in (tick for tick in _ticks(*self.y) if self.share or tick == int(tick)):  # counts are whole
            x, y = self.at(self.x[0], value).split()
            grid.append(element("line", x1=float(x), x2=_WIDE - _RIGHT, y1=float(y), y2=float(y), class_="grid"))
            said = f"{value:.0%}" if self.share else f"{value:,.10g}"
            grid.append(element("text", said, x=float(x) - 6, y=float(y) + 4, text_anchor="end", class_="faint"))
        for value in _ticks(*self.x):
            x, y = self.at(value, self.y[0]).split()
            grid.append(element("text", f"{value:,.10g}", x=float(x), y=float(y) + 16, text_anchor="middle",
                                class_="faint"))  # fmt: skip
        x, y = self.at(self.x[0], self.y[0]).split()
        axis = element("line", x1=float(x), x2=_WIDE - _RIGHT, y1=float(y), y2=float(y), class_="axis")
        title = element("text", text_of(_cut(self.title, 46)), x=8.0, y=18.0, class_="title")
        label = element("text", text_of(across), x=_WIDE - _RIGHT, y=_HIGH - 6, text_anchor="end", class_="faint")
        moved = f"translate({number(left)},{number(top)})"
        return element("g", *grid, *self.parts, axis, title, label, transform=moved)


def _sheet(
    panels: Sequence[_Panel], title: str, caption: str, *, across: str, legend: Sequence[tuple[str, str]] = (),
    columns: int = 2,
) -> str:  # fmt: skip
    columns = min(columns, len(panels))
    rows = ceil(len(panels) / columns)
    head = 22.0 if legend else 0.0
    wide, high = max(columns * _WIDE, 420.0), rows * _HIGH + head
    body = [panel.drawn((k % columns) * _WIDE, head + (k // columns) * _HIGH, across) for k, panel in enumerate(panels)]
    at = 10.0
    for look, words in legend:
        body.append(element("line", x1=at, x2=at + 20, y1=12.0, y2=12.0, class_=f"line {look}"))
        body.append(element("text", text_of(words), x=at + 26, y=16.0))
        at += 44 + 6.8 * len(words)
    return _svg(max(wide, at), high, title, caption, body)


def _svg(wide: float, high: float, title: str, caption: str, body: Sequence[str]) -> str:
    return element(
        "svg", element("title", text_of(title)), element("desc", text_of(caption)), element("style", _STYLE),
        element("rect", x=0, y=0, width=wide, height=high, class_="paper"), *body,
        xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {number(wide)} {number(high)}", width=wide, height=high,
        role="img", aria_label=title,
    )  # fmt: skip


def _ticks(low: float, high: float, most: int = 5) -> list[float]:
    width = high - low
    if not width > 0:
        return [low]
    step = 10 ** floor(log10(width / most))
    step = next(step * times for times in (1, 2, 2.5, 5, 10, 20) if width / (step * times) <= most)
    return [round(n * step, 10) for n in range(ceil(low / step - 1e-9), floor(high / step + 1e-9) + 1)]


def _cut(text: str, at: int) -> str:
    return text if len(text) <= at else text[: at - 1] + "…"


# Pictures of a play-out -----------------------------------------------------------------------------------------------


def pictures_of(played: "Runs | Compared") -> list[RunsPicture]:
    """Bands over days, first passages and severity, of one scenario or of two side by side."""
    both = _both(played)
    return [_bands(both, "acts"), _bands(both, "deaths"), _passages(both), _severity(both)]


def _both(played: "Runs | Compared") -> list["Runs"]:
    from talion.scenarios.play import Runs

    return [played] if isinstance(played, Runs) else [played.base, played.other]


def _legend(both: Sequence["Runs"]) -> list[tuple[str, str]]:
    return [(f"c{n}", runs.scenario.name) for n, runs in enumerate(both)] if len(both) > 1 else []


def _bands(both: Sequence["Runs"], what: str) -> RunsPicture:
    words = "acts" if what == "acts" else "acts that kill"
    panels, told = [], []
    for pair in both[0].scenario.pairs:
        bands = [
            runs.band(what, actor=pair.actor, recipient=pair.recipient)
            for runs in both
            if any(other.name == pair.name for other in runs.scenario.pairs)
        ]
        top = max([band.values[-1][-1] for band in bands] + [1.0])
        panel = _Panel(pair.name, (1.0, float(both[0].days)), (0.0, top))
        for n, band in enumerate(bands):
            low, middle, high = (list(zip(map(float, band.days), row, strict=True)) for row in band.values)
            panel.band(low, high, f"c{n}")
            panel.line(middle, f"c{n}")
        panels.append(panel)
        ends = [[row[-1] for row in band.values] for band in bands]
        said = " and ".join(f"{middle:g} ({low:g} to {high:g})" for low, middle, high in ends)
        told.append(f"{pair.name}: {said}")
    caption = (
        f"Running total of {words} by day: the line is the middle path, the band nine paths in ten. By day "
        f"{both[0].days}: {'; '.join(told)}."
    )
    return RunsPicture(
        f"bands-{what}.svg", caption, _sheet(panels, f"Bands of {words}", caption, across="day", legend=_legend(both))
    )


def _passages(both: Sequence["Runs"]) -> RunsPicture:
    days = both[0].days
    lines: list[tuple[str | int, str]] = [("death", "an act kills")]
    rungs = both[0].scenario.rungs
    lines += [(k + 1, f"an act reaches rung {k + 1} (size {rungs[k]:g})") for k in range(1, len(rungs))]
    panels, told = [], []
    for line, words in lines:
        panel = _Panel(f"By this day {words}", (0.0, float(days)), (0.0, 1.0), share=True)
        shares = []
        for n, runs in enumerate(both):
            first = runs.first_days(line)
            counts = [0] * (days + 1)
            for day in first.tolist():
                counts[day] += day > 0
            total, points = 0, [(0.0, 0.0)]
            for day in range(1, days + 1):
                total += counts[day]
                points.append((float(day), total / runs.paths))
            panel.line(points, f"c{n}{' second' if n else ''}")
            shares.append(total / runs.paths)
        panels.append(panel)
        told.append(f"{words}: {' and '.join(f'{share:.0%}' for share in shares)}")
    caption = f"Share of paths on which a line was crossed by each day. By day {days}: {'; '.join(told)}."
    return RunsPicture(
        "first-passage.svg", caption,
        _sheet(panels, "First passages", caption, across="day", legend=_legend(both)),
    )  # fmt: skip


def _severity(both: Sequence["Runs"]) -> RunsPicture:
    """For each pair and rung, the share of paths on which an act reached it by the end: a bar each."""
    scenario = both[0].scenario
    rows: list[str] = []
    told = []
    left, bar, y = 250.0, 13.0, 34.0
    head = "Share of paths on which an act reached the rung by the end"
    rows.append(element("text", head, x=8.0, y=18.0, class_="title"))
    for pair in scenario.pairs:
        rows.append(element("text", text_of(_cut(pair.name, 60)), x=8.0, y=y + 10, class_="title"))
        y += 20
        shares = []
        for rung, size in enumerate(scenario.rungs, start=1):
            said = f"rung {rung}: size {size:g} and more"
            rows.append(element("text", said, x=left - 8, y=y + 10, text_anchor="end", class_="faint"))
            for n, runs in enumerate(both):
                if not any(other.name == pair.name for other in runs.scenario.pairs):
                    continue
                first = runs.first_days(rung, actor=pair.actor, recipient=pair.recipient)
                share = float((first > 0).mean())
                wide = share * 360
                rows.append(element("rect", x=left, y=y, width=max(wide, 0.5), height=bar - 2, class_=f"bar c{n}"))
                rows.append(element("text", f"{share:.0%}", x=left + wide + 6, y=y + 10))
                if n == 0:
                    shares.append(f"{share:.0%}")
                y += bar
            y += 3 if len(both) > 1 else 0
        told.append(f"{pair.name}: {', '.join(shares)}")
        y += 8
    at = 8.0
    for look, words in _legend(both):
        rows.append(element("rect", x=at, y=y, width=12, height=11, class_=f"bar {look}"))
        rows.append(element("text", text_of(words), x=at + 17, y=y + 10))
        at += 44 + 6.8 * len(words)
    y += 22 if len(both) > 1 else 4
    caption = (
        f"Size is 1 plus the people killed or hurt. Rungs from the lowest: {'; '.join(told)}"
        f"{' (of ' + both[0].scenario.name + ')' if len(both) > 1 else ''}."
    )
    return RunsPicture("severity.svg", caption, _svg(680.0, y, "Severity reached", caption, rows))


def path_picture(scenario: "Scenario", told: "Told", *, file: str, says: str) -> RunsPicture | None:
    """One played path in the exchange view; None where nothing happened on it."""
    parties = [party.name for party in scenario.parties]
    acting = [name for name in parties if any(name in event.actors for event in told.war.events)]
    dossier = Dossier(
        title=says, selection=Selection(), lanes=tuple(Lane(name, frozenset((name,))) for name in acting), reports=(),
        events=told.war.events, claims=(), links=told.links, exchanges=(),
        actors=tuple(Actor(name, name, "armed group") for name in parties), relations=(), assessments=(), estimates=(),
        judgements=(), doubts=(), made=Made("", "", "", "", ""),
    )  # fmt: skip
    drawn = exchange_view(dossier, standalone=True, key=file.removesuffix(".svg"))
    if drawn is None:
        return None
    caption = f"{says}: {len(told.war.events)} acts, {len(told.links)} of them answers. Invented by the play-out."
    return RunsPicture(file, caption, drawn.svg)


def sweep_picture(swept: "Swept") -> RunsPicture:
    """What follows at each value of a number: acts, acts that kill, and the chance that any kills."""
    low, high = swept.steps[0].value, swept.steps[-1].value
    panels = []
    for title, found, share in (
        ("Acts in all, the middle path", [step.acts for step in swept.steps], False),
        ("Acts that kill, the middle path", [step.deaths for step in swept.steps], False),
        ("Chance that any act kills", [step.crossed for step in swept.steps], True),
    ):
        top = 1.0 if share else max([one.high or 0.0 for one in found] + [1.0])
        panel = _Panel(title, (low, high), (0.0, top), share=share)
        values = [step.value for step in swept.steps]
        panel.band([(x, one.low or 0.0) for x, one in zip(values, found, strict=True)],
                   [(x, one.high or 0.0) for x, one in zip(values, found, strict=True)], "c0")  # fmt: skip
        panel.line([(x, one.value or 0.0) for x, one in zip(values, found, strict=True)], "c0")
        panels.append(panel)
    caption = f"{swept.number} from {low:g} to {high:g}, all else as it was; it stands at {swept.was:g}."
    return RunsPicture("sweep.svg", caption, _sheet(panels, swept.number, caption, across=swept.number, columns=3))


def drives_picture(found: Sequence["Drives"], what: str) -> RunsPicture:
    """How much of the spread each number drives: a bar alone, a whisker with all it acts through."""
    rows = [element("text", f"Share of the spread of {what} that a number drives", x=8.0, y=18.0, class_="title")]
    left, y = 330.0, 34.0
    for one in found:
        rows.append(element("text", text_of(_cut(one.number, 52)), x=left - 8, y=y + 11, text_anchor="end"))
        wide = max(0.5, min(max(one.first, 0), 1) * 320)
        rows.append(element("rect", x=left, y=y, width=wide, height=14, class_="bar c0"))
        low, high = (left + min(max(x, 0), 1.05) * 320 for x in one.total_interval)
        rows.append(element("line", x1=low, x2=high, y1=y + 7, y2=y + 7, class_="whisker c1"))
        rows.append(element("text", f"{max(one.total, 0):.0%}", x=max(high, left) + 8, y=y + 11))
        y += 20
    rows.append(element("text", "bar: by itself; line: with all it acts through, nine chances in ten", x=left,
                        y=y + 12, class_="faint"))  # fmt: skip
    caption = "; ".join(f"{one.number}: {max(one.total, 0):.0%}" for one in found)
    return RunsPicture("sensitivity.svg", caption, _svg(720.0, y + 24, "What drives the result", caption, rows))


# In words -------------------------------------------------------------------------------------------------------------


def hangs_in_words(found: "Hangs", *, difference: bool = False) -> list[str]:
    """What a count hangs on and what it does not, as sentences."""
    what = "acts" if found.what == "acts" else "acts that kill"
    what = f"the difference in {what}" if difference else f"the number of {what}"
    lines = []
    if found.luck is None:
        if found.leaves_alone:
            lines.append(f"What {what} hangs on cannot be told from so few paths, or nothing came of them at all.")
        else:
            lines.append(f"All numbers are taken as known: the spread of {what} is luck alone, and so too narrow.")
        return lines
    lines.append(f"Of the spread of {what} over paths, {found.luck:.0%} is luck; the rest is what is not known surely.")
    if found.goes_with:
        ways = (
            ("the higher, the lower", "the higher, the higher")
            if difference
            else ("more of it gives fewer", "more of it gives more")
        )
        said = [f"{one.number} ({ways[one.gives_more]}, {one.share:.0%})" for one in found.goes_with[:6]]
        more = f", and {len(found.goes_with) - 6} others a little" if len(found.goes_with) > 6 else ""
        lines.append(f"What drives it: {', '.join(said)}{more}.")
    else:
        lines.append("No single number drives it visibly.")
    if found.leaves_alone:
        lines.append(f"What it does not visibly depend on, within the stated ranges: {_grouped(found.leaves_alone)}.")
    if found.same_sign is not None:
        lines.append(f"The direction holds in {found.same_sign:.0%} of the draws of what is not known; where few paths "
                     "are played, some of the others are luck.")  # fmt: skip
    return lines


def _grouped(numbers: Sequence[str]) -> str:
    """Numbers by what they are called, with how many pairs or parties where there are several."""
    by_name: dict[str, list[str]] = {}
    for one in numbers:
        by_name.setdefault(one.rpartition(": ")[2], []).append(one)
    return ", ".join(whole[0] if len(whole) == 1 else f"{name} of {len(whole)}" for name, whole in by_name.items())


def drives_in_words(found: Sequence["Drives"], what: str) -> list[str]:
    """Sobol's indices as sentences."""
    shown = [one for one in found if one.shows]
    rest = [one.number for one in found if not one.shows]
    lines = []
    if shown:
        said = [f"{one.number} ({max(one.total, 0):.0%}, {max(one.total_interval[0], 0):.0%} to "
                f"{max(one.total_interval[1], 0):.0%})" for one in shown]  # fmt: skip
        lines.append(f"What drives the mean number of {what}: {', '.join(said)}.")
    else:
        lines.append(f"Nothing within these ranges visibly drives the mean number of {what}.")
    if rest:
        lines.append(f"What it does not visibly depend on within these ranges: {_grouped(rest)}.")
    if any(one.total_interval[1] - one.total_interval[0] > 0.5 for one in shown):
        lines.append("Some intervals are wide: play more points, or more paths.")
    lines.append("Shares with all that a number acts through; they can sum to more than one.")
    return lines


def page_of_runs(
    title: str, words: Sequence[str], estimates: Sequence[Estimate], pictures: Sequence[RunsPicture]
) -> str:
    """One page with the words, the numbers and the pictures of a play-out, for a browser without a network."""
    # Imported here: lists bring the terminal's library, which pictures alone do not need.
    from talion.views.listings import ESTIMATES
    from talion.views.sentences import Cast
    from talion.views.tables import Named

    named = Named(Cast((), ()), {})
    columns = [column for column in ESTIMATES.columns if any(column.cell(one, named) for one in estimates)]
    head = "".join(element("th", text_of(column.title), scope="col") for column in columns)
    rows = "".join(
        element("tr", *(element("td", text_of(column.cell(one, named))) for column in columns)) for one in estimates
    )
    drawn = "".join(
        f"<figure>{_scoped(one.svg)}<figcaption>{escape(one.caption)}</figcaption></figure>" for one in pictures
    )
    said = "".join(f"<p>{escape(line)}</p>" for line in words)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_PAGE}</style></head><body><main><h1>{escape(title)}</h1>{said}"
        f"<h2>Pictures</h2>{drawn}<h2>Numbers</h2><div class=scroll><table><thead><tr>{head}</tr></thead>"
        f"<tbody>{rows}</tbody></table></div></main></body></html>\n"
    )


def _scoped(svg: str) -> str:
    """A picture as an image of its own, so that its style reaches nothing else on the page."""
    from base64 import b64encode

    label = svg.partition('aria-label="')[2].partition('"')[0] or "Exchange view of one path"
    return f'<img alt="{label}" src="data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}">'


_PAGE = (
    "body{font:16px/1.5 system-ui,sans-serif;margin:0;color:#222;background:#fff}main{max-width:72rem;margin:auto;"
    "padding:1rem}figure{margin:1.5rem 0}img{max-width:100%;height:auto}figcaption{color:#555;font-size:.9rem;"
    "max-width:60rem}.scroll{overflow-x:auto}table{border-collapse:collapse;font-size:.85rem}"
    "th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid #ddd}"
    "@media (prefers-color-scheme:dark){body{color:#eee;background:#161616}figcaption{color:#bbb}"
    "th,td{border-color:#444}}"
)
