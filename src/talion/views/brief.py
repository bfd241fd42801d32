"""A dossier as a brief: one HTML file, plain text, JSON, or PDF.

The same dossier gives the same bytes in each format: no clock, no network, no order that depends on hashing.
"""

import re
from dataclasses import asdict
from datetime import UTC, date, datetime
from functools import cache
from importlib import resources
from importlib.util import find_spec
from typing import Any

import jinja2
import msgspec
from markupsafe import Markup, escape

from talion.errors import TalionError
from talion.pipeline.dossier import Dossier
from talion.records import Event
from talion.views import charts, lags_and_tolls, lanes
from talion.views.contents import contents_of
from talion.views.map import map_svg
from talion.views.sections import Contents
from talion.views.sentences import Sentence, category_of
from talion.views.tables import as_json_object

FORMATS = ("html", "md", "json", "pdf")

# The shape of the JSON: it only grows under one number.
JSON_SCHEMA = "talion.dossier/1"

# What a reader must know before using a brief; the same words in every format.
NOTES = (
    "A link says that somebody called one act the answer to another, or that order, sides and days suggest it. It is "
    "not a cause, not a proof of motive and not a verdict on who began.",
    "An exchange begins where the reports begin. A day without an event may be a day that nobody reported.",
    "A missing count of dead is not zero, a missing day is not the day of publication, and an act that nobody claims "
    "has no perpetrator here until somebody names one.",
    "An act that several reports tell counts once where it was recognised as one, and else once for each telling: read "
    "sums with that in mind.",
    "Probabilities of links are the program’s own, for sorting what a person should look at; a person’s judgement "
    "stands beside them and changes no record.",
)


def write_brief(dossier: Dossier, *, format: str = "html") -> str | bytes:
    """The brief in one of FORMATS: text for html, md and json, bytes for pdf."""
    if format == "json":
        return _json(dossier)
    if format not in FORMATS:
        raise TalionError(f"a brief has the format {', '.join(FORMATS)}; not {format!r}")
    contents = contents_of(dossier)
    events = _shown(dossier, contents)
    if format == "html":
        return _html(dossier, contents, events)
    if format == "md":
        text = _templates(escaped=False).get_template("brief.md").render(c=contents, notes=NOTES)
        return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"
    return _pdf(dossier, contents, events)


def _shown(dossier: Dossier, contents: Contents) -> list[Event]:
    ids = set(contents.shown)
    return [event for event in dossier.events if event.id in ids]


def _html(dossier: Dossier, contents: Contents, events: list[Event]) -> str:
    wide = charts.exchange_view(dossier, events, key="wide")
    upright = charts.exchange_view(dossier, events, key="upright", upright=True)
    lags = lags_and_tolls.lag_histogram(dossier)
    drawn_map = map_svg(dossier, events=events)
    drawn = set(wide.drawn) if wide else set()
    page = (
        _templates(escaped=True)
        .get_template("brief.html")
        .render(
            c=contents,
            css=Markup(_file("templates", "brief.css")),
            sections=_sections(contents, has_picture=wide is not None, has_map=drawn_map is not None),
            wide=Markup(wide.svg) if wide else None,
            upright=Markup(upright.svg) if upright else None,
            has_spans=any(event.when and event.when.days > 1 for event in events if event.id in drawn),
            lags=Markup(lags) if lags else None,
            map=Markup(drawn_map) if drawn_map else None,
            notes=NOTES,
        )
    )
    return re.sub(r"\n\s*\n+", "\n", page).strip() + "\n"


def _sections(contents: Contents, *, has_picture: bool, has_map: bool) -> list[tuple[str, str]]:
    told = (
        ("exchange", "Exchange view", has_picture),
        ("map", "Where it happened", has_map),
        ("events", "What happened", bool(contents.days or contents.undated)),
        ("links", "Who answers whom", not contents.is_empty),
        ("measures", "First measures", bool(contents.measures)),
        ("actors", "Who stands behind whom", bool(contents.ties)),
        ("claims", "Who says what", bool(contents.differences)),
        ("experts", "What the experts expect", bool(contents.expectations)),
        ("words", "Words and deeds", bool(contents.threats)),
        ("doubts", "Doubts", bool(contents.doubts)),
        ("sources", "Sources", bool(contents.sources)),
        ("made", "How it was made", True),
    )
    return [(anchor, name) for anchor, name, there in told if there]


def _json(dossier: Dossier) -> str:
    whole = f'{{"schema":"{JSON_SCHEMA}","dossier":{as_json_object(dossier)}}}'
    return msgspec.json.format(whole, indent=1) + "\n"


def read_dossier(text: str | bytes) -> Dossier:
    """The dossier that a brief in JSON holds."""
    try:
        whole = msgspec.json.decode(text, type=dict[str, msgspec.Raw])
        schema = msgspec.json.decode(whole["schema"])
        if schema != JSON_SCHEMA:
            raise TalionError(f"this JSON follows {schema!r}; this version of Talion reads {JSON_SCHEMA!r}")
        return msgspec.json.decode(whole["dossier"], type=Dossier)
    except (msgspec.DecodeError, KeyError) as wrong:
        raise TalionError(f"this JSON is no brief of Talion: {wrong}") from wrong


def _pdf(dossier: Dossier, contents: Contents, events: list[Event]) -> bytes:
    if find_spec("typst") is None:
        raise TalionError(
            "a PDF needs the typst package: pip install 'talion[pdf]', or write --format html and print it"
        )
    import typst  # an extra, and slow to load

    font = "Libertinus Serif"
    picture = charts.exchange_view(dossier, events, standalone=True, font=font, wide=740)
    lags = lags_and_tolls.lag_histogram(dossier, standalone=True, font=font)
    told = {
        "c": _plain(asdict(contents)),
        "picture": picture.svg if picture else None,
        "lags": lags,
        "map": map_svg(dossier, events=events, standalone=True, width=740),
        "notes": NOTES,
        "colours": [*lanes.LIGHT],
        "unknown": lanes.UNKNOWN_LIGHT,
    }
    data = msgspec.json.encode(told)
    try:
        printed = date.fromisoformat(dossier.made.printed_on[:10])
    except ValueError:
        printed = date(1970, 1, 1)
    compile_pdf: Any = typst.compile  # its types know no input of several files
    pdf = compile_pdf(
        {"main.typ": _file("typst", "brief.typ").encode(), "brief.json": data},
        # The fonts that come with typst hold Latin, Greek, Cyrillic, Hebrew and Arabic, and give the same pages on any
        # machine. For other scripts the machine's own fonts must help.
        ignore_system_fonts=_OTHER_SCRIPTS.search(data.decode()) is None,
        timestamp=int(datetime(printed.year, printed.month, printed.day, tzinfo=UTC).timestamp()),
    )
    assert isinstance(pdf, bytes)
    return pdf


_OTHER_SCRIPTS = re.compile(r"[\u0700-\u074f\u0780-\u1cff\u2e80-\ud7ff\uf900-\ufaff\U00010000-\U0003ffff]")


def _plain(value: Any) -> Any:
    """The contents with sentences as their text: what print needs of them."""
    if isinstance(value, dict):
        if set(value) == {"runs"}:
            return "".join(run["text"] for run in value["runs"])
        return {key: _plain(inside) for key, inside in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inside) for inside in value]
    return value


@cache
def _templates(*, escaped: bool) -> jinja2.Environment:
    house = jinja2.Environment(
        loader=jinja2.FunctionLoader(lambda name: _file("templates", name)),
        autoescape=escaped,
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
    )
    house.filters["say"] = _say
    house.filters["bidi"] = _isolated
    house.filters["md"] = _markdown
    house.filters["safe_svg"] = Markup
    return house


def _file(folder: str, name: str) -> str:
    return resources.files("talion.views").joinpath(folder, name).read_text(encoding="utf-8")


def _say(sentence: Sentence) -> Markup:
    """A sentence as HTML: each fact in a span that says what it tells."""
    out = []
    for run in sentence.runs:
        text = _isolated(run.text)
        if run.what and run.passages:
            text = Markup('<span class="f {}">{}</span>').format(category_of(run.what), text)
        out.append(text)
    return Markup("").join(out)


_RIGHT_TO_LEFT = re.compile(
    r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc](?:[^A-Za-z<>]*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc])?"
)


def _isolated(text: str) -> Markup:
    """Text for HTML, each stretch of right-to-left script on its own so that it does not turn what stands around it."""
    text = str(text)
    out, at = [], 0
    for found in _RIGHT_TO_LEFT.finditer(text):
        out += [escape(text[at : found.start()]), Markup('<bdi dir="rtl">{}</bdi>').format(found.group())]
        at = found.end()
    return Markup("").join([*out, escape(text[at:])])


def _markdown(text: str) -> str:
    """Text with what Markdown would read as marks made plain, on one line."""
    return re.sub(r"([\\`*_\[\]<>|#])", r"\\\1", " ".join(str(text).split()))
