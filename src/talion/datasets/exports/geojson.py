"""Acts as points on a map (RFC 7946), each with how precisely its place is known."""

import json
from pathlib import Path
from typing import Any

from talion.datasets.exports.content import Content
from talion.datasets.exports.tables import place_of
from talion.records import Count


def write_geojson(content: Content, folder: Path) -> list[Path]:
    """One feature an act; an act whose place is not known stands without a point, and is not left out.

    A province or a country is given by one point of it: `place_precision` says so, and a map should draw a ring there.
    """
    features = []
    for event in content.events:
        place = place_of(event)
        point = None
        if place is not None and place.latitude is not None and place.longitude is not None:
            point = {"type": "Point", "coordinates": [place.longitude, place.latitude]}
        properties: dict[str, Any] = {
            "name": content.phrase(event),
            "first_day": event.when.first.isoformat() if event.when else None,
            "last_day": event.when.last.isoformat() if event.when else None,
            "action": event.action,
            "mode": event.mode,
            "status": event.status,
            "directed": event.directed,
            "actors": [content.name(actor) for actor in event.actors],
            "recipients": [content.name(actor) for actor in event.recipients],
            "attribution": event.attribution.says,
            "place": place.name if place else None,
            "place_precision": place.precision if place else None,
            "country": place.country if place else None,
            "killed": _range(event.toll.killed),
            "injured": _range(event.toll.injured),
            "origin": event.origin,
            "reports": list(event.reports),
        }
        features.append({"type": "Feature", "id": event.id, "geometry": point, "properties": properties})
    path = folder / "talion.geojson"
    whole = {"type": "FeatureCollection", "features": features}
    path.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return [path]


def _range(count: Count) -> dict[str, int | None] | None:
    return {"low": count.low, "best": count.best, "high": count.high} if count.is_known else None
