"""Two small pictures as SVG: how many days answers take, and counts of dead that disagree."""

from collections.abc import Sequence

from talion.pipeline.dossier import Dossier
from talion.records import Claim, Count, Link
from talion.views.lanes import STANDALONE, lane_class, lanes_of, rejected_links
from talion.views.sentences import Cast, counted
from talion.views.svg import element, number, text_of
from talion.views.toll_words import said_count


def lag_histogram(
    dossier: Dossier, links: Sequence[Link] | None = None, *, standalone: bool = False, font: str | None = None
) -> str | None:
    """How many days lie between trigger and response, a bar a day or a few, by the side that answers.

    None where fewer than five links have a lag: so few are a list, not a shape. Rejected links are left out.
    """
    rejected = rejected_links(dossier.judgements)
    events = {event.id: event for event in dossier.events}
    told = [
        (link.lag_days, events[link.response])
        for link in (dossier.links if links is None else links)
        if link.lag_days is not None and link.lag_days >= 0 and link.id not in rejected and link.response in events
    ]
    if len(told) < 5:
        return None
    names, lane_of = lanes_of(dossier, dossier.events)
    longest = max(lag for lag, _ in told)
    wide = next((w for w in (1, 2, 5, 7, 14, 30, 90, 365) if longest / w < 16), 365)
    bins = [[0] * len(names) for _ in range(longest // wide + 1)]
    for lag, event in told:
        bins[lag // wide][lane_of[event.id]] += 1
    tallest = max(sum(column) for column in bins)
    left, base, top, bar = 40.0, 150.0, 16.0, min(46.0, 460 / len(bins))
    out = [element("title", "How many days until the answer", id="lags-title"),
           element("desc", text_of(_lags_in_words(bins, wide, names)), id="lags-desc"),
           element("style", STANDALONE.replace("FONT", font or "sans-serif")) if standalone else ""]  # fmt: skip
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100, 200, 500, 10**9) if tallest / s <= 5)
    for n in range(0, tallest + 1, step):
        y = base - (base - top) * n / tallest
        out.append(element("line", x1=left, x2=left + bar * len(bins), y1=y, y2=y, class_="grid"))
        out.append(element("text", str(n), x=left - 6, y=y + 4, class_="tick", text_anchor="end"))
    for n, column in enumerate(bins):
        y = base
        for lane, count in enumerate(column):
            high = (base - top) * count / tallest
            if count:
                out.append(element("rect", x=left + n * bar + 1, y=y - high, width=bar - 2, height=high,
                                   class_=f"bar {lane_class(lane, names)}"))  # fmt: skip
            y -= high
        if wide > 1 or len(bins) <= 16:
            out.append(element("text", str(n * wide), x=left + n * bar + (bar / 2 if wide == 1 else 0), y=base + 16,
                               class_="tick", text_anchor="middle"))  # fmt: skip
    width = max(520.0, left + bar * len(bins) + 20)
    out.append(element("text", "days to the answer", x=left + bar * len(bins), y=base + 34, class_="tick",
                       text_anchor="end"))  # fmt: skip
    return element("svg", *out, xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {number(width)} 192",
                   class_="small", role="img", aria_labelledby="lags-title lags-desc")  # fmt: skip


def _lags_in_words(bins: Sequence[Sequence[int]], wide: int, names: Sequence[str]) -> str:
    said = [
        (f"after {counted(n, 'day')}: " if wide == 1 else f"after {n * wide} to {n * wide + wide - 1} days: ")
        + ", ".join(f"{names[lane]} {count}" for lane, count in enumerate(column) if count)
        for n, column in enumerate(bins)
        if sum(column)
    ]
    return "; ".join(said)


def toll_strip(
    told: Sequence[tuple[str, Count]], *, key: str, standalone: bool = False, font: str | None = None
) -> str | None:
    """Counts of dead side by side, a row a speaker: a dot for one number, a bar for a range, an arrow for "at least".

    None unless at least two speakers give counts that differ.
    """
    known = [(who, count) for who, count in told if count.is_known]
    if len({count for _, count in known}) < 2:
        return None
    most = max(n for _, count in known for n in (count.low, count.best, count.high) if n is not None)
    left, right, row = 190.0, 520.0, 26.0
    scale = (right - left - 30) / max(most, 1)
    height = row * len(known) + 34
    words = "; ".join(f"{who}: {said_count(count)}" for who, count in known)
    out = [element("title", "Dead, by who says so", id=f"{key}-title"),
           element("desc", text_of(words), id=f"{key}-desc"),
           element("style", STANDALONE.replace("FONT", font or "sans-serif")) if standalone else ""]  # fmt: skip
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000, 10**9) if most / s <= 6)
    for n in range(0, most + 1, step):
        x = left + n * scale
        out.append(element("line", x1=x, x2=x, y1=6, y2=height - 24, class_="grid"))
        out.append(element("text", str(n), x=x, y=height - 8, class_="tick", text_anchor="middle"))
    for k, (who, count) in enumerate(known):
        y = 20 + k * row
        out.append(element("text", text_of(who if len(who) < 29 else who[:27] + "…"), x=left - 12, y=y + 4,
                           text_anchor="end"))  # fmt: skip
        low = left + (count.low if count.low is not None else 0) * scale
        high = left + count.high * scale if count.high is not None else right - 8
        if count.low != count.high:
            is_open = count.high is None or count.low is None
            out.append(element("line", x1=low, x2=high, y1=y, y2=y, class_="toll" + (" open" if is_open else "")))
        for n in sorted({n for n in (count.low, count.best, count.high) if n is not None}):
            out.append(element("circle", cx=left + n * scale, cy=y, r=5, class_="toll"))
        if count.high is None:
            out.append(element("path", d=f"M{number(high)} {number(y - 4)}l8 4l-8 4Z", class_="toll"))
    return element("svg", *out, xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 540 {number(height)}", class_="small",
                   role="img", aria_labelledby=f"{key}-title {key}-desc")  # fmt: skip


def claimed_tolls(event: str, claims: Sequence[Claim], cast: Cast) -> list[tuple[str, Count]]:
    """Who gives which count of dead for one event, each speaker's count once."""
    told: dict[tuple[str, Count], None] = {}
    for claim in claims:
        if claim.event == event and claim.about == "toll" and claim.toll and claim.toll.killed.is_known:
            who = claim.speaker.name if claim.speaker else cast.outlet(claim.report)
            told[who, claim.toll.killed] = None
    return list(told)
