"""A measure laid out: as a page of a terminal, as a page of its own in HTML, and in a notebook."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape
from importlib.metadata import version
from math import isfinite
from typing import Any

from talion.pipeline.measured import Measured, Part
from talion.pipeline.measuring import measure_names
from talion.records import Dyad, Estimate, to_json
from talion.views import plots
from talion.views.telling import tell_estimate, tell_interval, tell_number

Named = Callable[[str], str]
_SURVIVES = {True: "survives", False: "does not survive", None: "could not be made"}


def page_lines(found: Measured, *, named: Named = str) -> Iterator[str]:
    """The page of a terminal: what is found, what cannot be told, how sure, what would overturn it."""
    yield from _block("What is found", [*_each(found, lambda part: part.says), *_numbers(found)], named)
    yield from _block("What cannot be told", _refused(found), named)
    for part in found.parts:
        if part.verdict is None or part.verdict.checks[0].estimate.value is None:
            continue
        one = part.verdict
        yield from _block(f"How sure, of {one.dyad.recipient} answering {one.dyad.actor}", _sure(part), named)
        yield from _block("What would overturn it", one.overturn, named)
    yield from _block(
        "What else may explain it, near an answer in the ledger", _each(found, lambda part: part.rivals), named
    )
    yield from _block("But", _each(found, lambda part: part.doubts), named)
    links = found.links
    if links:
        shown = [
            f"{link.response} answers {link.trigger} with probability {link.probability:.2f}"
            + (f", {link.lag_days} days later" if link.lag_days is not None else "")
            for link in links[:10]
        ]
        rest = [f"and {len(links) - 10} more: --json gives them all"] if len(links) > 10 else []
        yield from _block("Which act probably answered which (suggested; nobody says so)", [*shown, *rest], str)
    yield from _block("It rests on", [found.rests_on], named)


def _block(title: str, lines: Iterable[str], named: Named) -> Iterator[str]:
    kept = list(lines)
    if not kept:
        return
    yield title
    for line in kept:
        yield f"  - {named(line)}"
    yield ""


def _each(found: Measured, pick: Callable[[Part], Sequence[str]]) -> list[str]:
    return list(dict.fromkeys(line for part in found.parts for line in pick(part)))


def _refused(found: Measured) -> list[str]:
    """What cannot be told, in one line where a measure tells nothing of a direction at all."""
    lines: list[str] = []
    empty: dict[tuple[str, Dyad], str] = {}
    for part in found.parts:
        if part.verdict is None and part.estimates and all(one.value is None for one in part.estimates):
            why = part.estimates[0].caveats[0].removeprefix("Cannot tell: ")
            empty.setdefault((part.measure, part.dyad), why)
        else:
            lines += part.refused
    told: dict[tuple[str, str], list[str]] = {}
    for (measure, dyad), why in empty.items():
        told.setdefault((dyad.recipient, dyad.actor), []).append(f"{measure} ({why})")
    for (other, one), measures in told.items():
        lines.append(f"Of {other} after acts of {one}, nothing: {'; '.join(measures)}.")
    return list(dict.fromkeys(lines))


def _sure(part: Part) -> list[str]:
    assert part.verdict is not None
    lines = [f"{check.name}: {_SURVIVES[check.survives]} ({check.says})" for check in part.verdict.checks]
    for check in part.verdict.shown:
        if check.survives is not None:
            lines.append(f"{check.name}, shown and not counted: {check.says}. {check.estimate.caveats[0]}.")
    return lines


# On a page each of these stands in one line; the rest of a measure's numbers stand in its table.
_IN_SHORT = frozenset(
    {"answered_share", "median_wait", "outcome_shares", "rule", "moving_line", "deterrence", "own_memory"}
)


def _numbers(found: Measured) -> list[str]:
    return [number_line(one) for one in found if one.value is not None and one.how in _IN_SHORT]


def number_line(one: Estimate) -> str:
    """A number in one line: the question, the value with its interval, what chance gives, and on how many cases."""
    said = f"{one.question} {tell_estimate(one)}"
    details = []
    if one.low is not None and one.high is not None:
        details.append(f"{tell_number(one, one.low)} to {tell_number(one, one.high)}, {one.level:.0%} interval")
    if one.chance is not None:
        details.append(f"{tell_number(one, one.chance)} by chance")
    details.append(f"n = {one.n:,}")
    return f"{said} ({'; '.join(details)})"


def json_of(found: Measured) -> str:
    """One object: what was asked, what it rests on, and each part with its numbers, words, tables and links."""
    parts = [
        {
            "measure": part.measure,
            "actor": part.dyad.actor,
            "recipient": part.dyad.recipient,
            "finding": part.verdict.finding if part.verdict else None,
            "says": list(part.says),
            "refused": list(part.refused),
            "doubts": list(part.doubts),
            "rivals": list(part.rivals),
            "estimates": list(part.estimates),
            "verdict": part.verdict,
            "links": list(part.links),
            "tables": {name: frame.to_dicts() for name, frame in part.frames.items()},
        }
        for part in found.parts
    ]
    whole = {"measured": found.name, "selection": found.selection, "rests_on": found.rests_on, "parts": parts}
    return to_json(_finite(whole))


def _finite(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _finite(inside) for name, inside in value.items()}
    if isinstance(value, list):
        return [_finite(inside) for inside in value]
    return None if isinstance(value, float) and not isfinite(value) else value


# HTML ----------------------------------------------------------------------------------------------------------------


_VARIABLES = (
    "--paper:#fdfcf9;--ink:#1b1c1f;--soft:#5c5f66;--line:#d9d7d0;--tint:#f3f1eb;--link:#1b4f8f;--s0:#1f5fa8;--s1:#b04a00;"
    '--sans:system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif'
)
_DARK = (
    "--paper:#15171b;--ink:#e9e7e1;--soft:#adb0b8;--line:#393d45;--tint:#1f2228;--link:#93c0fa;"
    "--s0:#7db3f0;--s1:#f0a060"
)
_CSS = (
    f".talion-measured{{{_VARIABLES};color:var(--ink);background:var(--paper);font:1rem/1.5 var(--sans);"
    "padding:1rem;max-width:64rem;margin:0 auto}"
    f"@media(prefers-color-scheme:dark){{.talion-measured{{{_DARK}}}}}"
    ".talion-measured h1{font-size:1.5rem;line-height:1.25;margin:.2rem 0 .3rem}"
    ".talion-measured h2{font-size:1.15rem;margin:1.8rem 0 .3rem;border-top:1px solid var(--line);padding-top:.8rem}"
    ".talion-measured h3{font-size:1rem;margin:1rem 0 .2rem}.talion-measured ul{margin:.2rem 0;padding-left:1.2rem}"
    ".talion-measured li{margin:.2rem 0}.talion-measured .on{color:var(--soft);margin:.1rem 0 .6rem}"
    ".talion-measured .wide{overflow-x:auto}.talion-measured table{border-collapse:collapse;font-size:.9rem;width:100%}"
    ".talion-measured th,.talion-measured td{text-align:left;vertical-align:top;padding:.35rem .7rem .35rem 0;"
    "border-bottom:1px solid var(--line)}.talion-measured td.n{text-align:right}"
    ".talion-measured td:first-child{min-width:13rem}.talion-measured details td{min-width:0!important}"
    ".talion-measured figure{margin:1rem 0}.talion-measured figcaption{color:var(--soft);font-size:.9rem;"
    "max-width:44rem}"
    ".talion-measured summary{cursor:pointer;color:var(--link);font-size:.9rem}"
    ".talion-measured .caveats{color:var(--soft);font-size:.85rem}"
) + plots.CSS


def document_of(found: Measured, *, named: Named = str, command: str = "") -> str:
    """A page of its own: no script, no font, nothing from elsewhere; light and dark; readable without pictures."""
    title = escape(_title(found))
    made = f"<p class=on>Talion {escape(version('talion'))}{f': <code>{escape(command)}</code>' if command else ''}</p>"
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f"<style>html{{background:#fdfcf9}}@media(prefers-color-scheme:dark){{html{{background:#15171b}}}}"
        f"body{{margin:0}}{_CSS}</style></head>\n<body><main class=talion-measured>\n"
        f"{_inside(found, named)}\n{made}\n</main></body></html>\n"
    )


def fragment_of(found: Measured, *, named: Named = str) -> str:
    """The same for a notebook: a part of a page that brings its own style."""
    return f"<style>{_CSS}</style><div class=talion-measured>{_inside(found, named)}</div>"


def _title(found: Measured) -> str:
    sides = list(dict.fromkeys(side for part in found.parts for side in part.dyad))
    what = "Who answers whom" if found.name in {"page", "measures"} else found.name.capitalize()
    return f"{what}: {' and '.join(sides)}" if sides else what


def _inside(found: Measured, named: Named) -> str:
    out = [f"<h1>{_text(_title(found), named)}</h1>", f"<p class=on>{_text(_sentence(found.rests_on), named)}</p>"]
    out += _list("What is found", _each(found, lambda part: part.says), named)
    out += _list("What cannot be told", _refused(found), named)
    for part in found.parts:
        if part.verdict is not None and part.verdict.checks[0].estimate.value is not None:
            dyad = part.verdict.dyad
            out += _list(f"How sure, of {dyad.recipient} answering {dyad.actor}", _sure(part), named)
            out += _list("What would overturn it", part.verdict.overturn, named)
    out += _list("What else may explain it", _each(found, lambda part: part.rivals), named)
    out += _list("But", _each(found, lambda part: part.doubts), named)
    asks = measure_names()
    for n, part in enumerate(found.parts):
        drawn = [
            picture
            for k, (name, frame) in enumerate(part.frames.items())
            if (picture := plots.plot(name, frame, part.dyad, key=f"p{n}-{k}")) is not None
        ]
        if not part.estimates and not drawn:
            continue
        one, other = part.dyad
        out.append(f"<h2>{_text(f'{part.measure.capitalize()}: {other} after acts of {one}', named)}</h2>")
        out.append(f"<p class=on>{_text(asks.get(part.measure, ''), named)}</p>")
        for picture in drawn:
            out.append(
                f"<figure><div class=wide>{picture.svg}</div><figcaption><strong>{escape(picture.name)}.</strong> "
                f"{_text(picture.caption, named)}</figcaption></figure>"
            )
        out.append(_table(part.estimates, named))
        for name, frame in part.frames.items():
            out.append(_frame_of(name, frame))
        if part.links:
            rows = "".join(
                f"<tr><td>{escape(link.trigger)}</td><td>{escape(link.response)}</td>"
                f"<td class=n>{link.probability:.2f}</td><td class=n>{link.lag_days}</td></tr>"
                for link in part.links[:200]
            )
            out.append(
                f"<details><summary>{len(part.links)} suggested answers, the likeliest first</summary><div class=wide>"
                "<table><thead><tr><th>act</th><th>probably answered by</th><th>probability</th>"
                "<th>days later</th></tr>"
                f"</thead><tbody>{rows}</tbody></table></div></details>"
            )
    return "\n".join(out)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _text(text: str, named: Named) -> str:
    return escape(named(text), quote=False)


def _list(title: str, lines: Sequence[str], named: Named) -> list[str]:
    if not lines:
        return []
    return [f"<h3>{_text(title, named)}</h3><ul>{''.join(f'<li>{_text(line, named)}</li>' for line in lines)}</ul>"]


def _table(numbers: Sequence[Estimate], named: Named) -> str:
    if not numbers:
        return ""
    rows = []
    for one in numbers:
        caveats = "; ".join(one.caveats)
        chance = "" if one.chance is None else tell_number(one, one.chance)
        rows.append(
            f"<tr><td>{_text(one.question, named)}<details class=caveats><summary>how, and what to hold against it"
            f"</summary>{escape(one.how)}: {_text(caveats, named)} ({escape(one.selection.says)})</details></td>"
            f"<td class=n>{escape(tell_estimate(one))}</td><td class=n>{escape(tell_interval(one))}</td>"
            f"<td class=n>{escape(chance)}</td><td class=n>{one.n:,}</td></tr>"
        )
    return (
        "<div class=wide><table><thead><tr><th>question</th><th>value</th><th>interval</th><th>by chance</th><th>n</th>"
        f"</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def _frame_of(name: str, frame: object) -> str:
    import polars as pl

    assert isinstance(frame, pl.DataFrame)
    most = 120
    head = "".join(f"<th>{escape(column.replace('_', ' '))}</th>" for column in frame.columns)
    body = "".join(
        "<tr>" + "".join(f"<td class=n>{escape(_cell(cell))}</td>" for cell in row) + "</tr>"
        for row in frame.head(most).iter_rows()
    )
    more = f", the first {most} of {frame.height} rows" if frame.height > most else ""
    return (
        f"<details><summary>The numbers of “{escape(name)}”{more}</summary><div class=wide><table><thead>"
        f"<tr>{head}</tr></thead><tbody>{body}</tbody></table></div></details>"
    )


def _cell(value: object) -> str:
    if value is None:
        return "–"
    return f"{value:.4g}" if isinstance(value, float) else str(value)
