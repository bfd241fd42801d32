"""The acts as a TimelineJS story: one JSON file that the viewer loads."""

import json
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

from talion.datasets.exports.content import Content
from talion.datasets.exports.tables import place_of
from talion.records import Event


def write_timelinejs(content: Content, folder: Path) -> list[Path]:
    """A slide for each act whose day is known, in groups by actor; the first slide counts those without a day."""
    dated = [event for event in content.events if event.when is not None]
    undated = len(content.events) - len(dated)
    answered = {link.response: link for link in sorted(content.links, key=lambda link: link.probability)}
    about = [f"{len(dated)} acts with a day; {undated} without one are left out.", *content.held_back]
    whole = {
        "title": {"text": {"headline": escape(content.title), "text": f"<p>{escape(' '.join(about))}</p>"}},
        "events": [_slide(event, content, answered.get(event.id)) for event in dated],
    }
    path = folder / "timeline.json"
    path.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return [path]


def _slide(event: Event, content: Content, link: Any) -> dict[str, Any]:
    assert event.when is not None
    place = place_of(event)
    lines = []
    if place is not None:
        lines.append(f"Where: {place.name}.")
    if event.toll.killed.is_known:
        lines.append(f"Killed: {event.toll.killed}.")
    lines.append(f"Attribution: {event.attribution.says}.")
    if link is not None:
        lines.append(f"Answers an earlier act ({link.basis}, probability {link.probability:.2f}).")
    words = next((words for passage in event.passages if (words := content.words(passage))), None)
    quote = f"<blockquote>{escape(' '.join(words.split()))}</blockquote>" if words else ""
    told = [content.report_of[id] for id in event.reports if id in content.report_of]
    sources = ", ".join(dict.fromkeys(report.outlet or report.id for report in told))
    text = "".join(f"<p>{escape(line)}</p>" for line in lines) + quote
    return {
        "unique_id": event.id,
        "start_date": _day(event.when.first),
        "end_date": _day(event.when.last),
        "group": ", ".join(map(content.name, event.actors)) or "unknown",
        "text": {
            "headline": escape(content.phrase(event)),
            "text": text + (f"<p>Source: {escape(sources)}</p>" if sources else ""),
        },
    }


def _day(day: date) -> dict[str, int]:
    return {"year": day.year, "month": day.month, "day": day.day}
