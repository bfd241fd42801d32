"""Whether chances and what came agree, as pictures: the reliability diagram and the PIT histogram."""

from collections.abc import Sequence
from statistics import NormalDist

from talion.views.svg import element, number, text_of

_WIDE, _HIGH, _LEFT, _TOP = 360.0, 300.0, 52.0, 44.0
_BLUE, _INK, _FAINT = "#1f5fa8", "#33363b", "#c9ccd1"
_STYLE = (
    "text{font:12px system-ui,sans-serif;fill:var(--ink,#33363b)}.title{font-weight:600}"
    "@media(prefers-color-scheme:dark){svg{--ink:#d7dade}}"
)


def reliability_picture(
    chances: Sequence[float], happened: Sequence[bool], *, title: str, groups: int = 5, level: float = 0.9
) -> str:
    """The share of yes against the chance given, in groups of equal width; a dot's area is how many.

    The bar through the diagonal at each group is where nine dots in ten would lie if the chances were right: a dot
    outside it shows that they were not, one inside shows nothing.
    """
    members: dict[int, list[tuple[float, bool]]] = {}
    for chance, came in zip(chances, happened, strict=True):
        members.setdefault(min(int(chance * groups), groups - 1), []).append((chance, came))
    parts = _frame(title, f"{len(chances)} forecasts", "chance given", "share of yes")
    parts.append(_line(0, 0, 1, 1, _FAINT, 1.5))
    told = []
    z = NormalDist().inv_cdf((1 + level) / 2)
    for key in sorted(members):
        inside = members[key]
        n = len(inside)
        chance = sum(p for p, _ in inside) / n
        share = sum(came for _, came in inside) / n
        # Of sums of unlike chances: their variance is the sum of p (1 - p).
        half = z * sum(p * (1 - p) for p, _ in inside) ** 0.5 / n
        parts.append(_line(chance, max(chance - half, 0), chance, min(chance + half, 1), _FAINT, 9))
        said = f"chance {chance:.2f}, came {share:.2f} of the time, {n} forecasts"
        told.append(said)
        parts.append(
            element(
                "circle", element("title", text_of(said)), cx=_x(chance), cy=_y(share),
                r=4 + 10 * (n / len(chances)) ** 0.5, fill=_BLUE, fill_opacity="0.75",
            )
        )  # fmt: skip
        parts.append(element("text", text_of(str(n)), x=_x(chance) + 10, y=_y(share) - 9))
    return _whole(parts, title, "; ".join(told))


def pit_picture(values: Sequence[float], *, title: str, bins: int = 10, level: float = 0.9) -> str:
    """How often what came fell into each tenth of what was forecast; level if calibrated, a U if too sure.

    The band is where nine bars in ten would end if the forecasts were right.
    """
    counts = [0] * bins
    for value in values:
        counts[min(int(value * bins), bins - 1)] += 1
    n = len(values)
    most = max([*counts, 2 * n / bins, 1])
    parts = _frame(title, f"{n} forecasts", "place of what came in the forecast", "how many", top=most)
    mean = n / bins
    half = NormalDist().inv_cdf((1 + level) / 2) * (n / bins * (1 - 1 / bins)) ** 0.5
    low, high = max(mean - half, 0) / most, min(mean + half, most) / most
    parts.append(
        element("rect", x=_x(0), y=_y(high), width=_x(1) - _x(0), height=_y(low) - _y(high), fill=_FAINT,
                fill_opacity="0.6")
    )  # fmt: skip
    for place, count in enumerate(counts):
        left, right = place / bins, (place + 1) / bins
        parts.append(
            element(
                "rect", element("title", text_of(f"{left:.1f} to {right:.1f}: {count}")), x=_x(left) + 2,
                y=_y(count / most), width=_x(right) - _x(left) - 4, height=_y(0) - _y(count / most), fill=_BLUE,
                fill_opacity="0.75",
            )
        )  # fmt: skip
    return _whole(parts, title, ", ".join(map(str, counts)))


def _frame(title: str, below: str, across: str, up: str, *, top: float = 1.0) -> list[str]:
    parts = [
        element("text", text_of(title), x=_LEFT, y=18, class_="title"),
        element("text", text_of(below), x=_LEFT, y=34),
        element("text", text_of(across), x=_LEFT + _WIDE / 2, y=_TOP + _HIGH + 38, text_anchor="middle"),
        element(
            "text", text_of(up), x=14, y=_TOP + _HIGH / 2, text_anchor="middle",
            transform=f"rotate(-90 14 {number(_TOP + _HIGH / 2)})",
        ),
    ]  # fmt: skip
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        parts.append(_line(tick, 0, tick, -0.015, _INK, 1))
        parts.append(_line(0, tick, -0.012, tick, _INK, 1))
        parts.append(element("text", _short(tick), x=_x(tick), y=_TOP + _HIGH + 20, text_anchor="middle"))
        parts.append(element("text", _short(tick * top), x=_LEFT - 8, y=_y(tick) + 4, text_anchor="end"))
    parts += [_line(0, 0, 1, 0, _INK, 1), _line(0, 0, 0, 1, _INK, 1)]
    return parts


def _whole(parts: Sequence[str], title: str, says: str) -> str:
    wide, high = _LEFT + _WIDE + 28, _TOP + _HIGH + 52
    return element(
        "svg", element("title", text_of(title)), element("desc", text_of(says)), element("style", _STYLE), *parts,
        xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {number(wide)} {number(high)}", width=wide, height=high,
        role="img",
    ) + "\n"  # fmt: skip


def _short(value: float) -> str:
    return (f"{value:.3g}".removeprefix("0") or "0") if value < 1 else f"{value:.3g}"


def _x(share: float) -> float:
    return _LEFT + share * _WIDE


def _y(share: float) -> float:
    return _TOP + (1 - share) * _HIGH


def _line(x1: float, y1: float, x2: float, y2: float, colour: str, width: float) -> str:
    return element(
        "line", x1=_x(x1), y1=_y(y1), x2=_x(x2), y2=_y(y2), stroke=colour, stroke_width=width, stroke_linecap="round"
    )
