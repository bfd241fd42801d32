"""Actors, acts, texts and ties as FollowTheMoney entities, one JSON object a line."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from talion.codebook.crosswalks import iso2_countries
from talion.datasets.exports.content import Content
from talion.datasets.exports.tables import place_of
from talion.records import Actor, DateSpan, Relation

# Schemata of FollowTheMoney (followthemoney.tech), by the kind of an actor.
_SCHEMATA = {
    "state": "PublicBody", "government": "PublicBody", "force": "PublicBody", "intergovernmental": "PublicBody",
    "person": "Person",
}  # fmt: skip
_MEMBERSHIP = {"part_of", "member_of", "integrated_into"}


def write_ftm(content: Content, folder: Path) -> list[Path]:
    """Actors as organisations, acts as events, reports as articles, ties as memberships or links of an unknown kind.

    FollowTheMoney has no word for an answer: a link between acts is told in the notes of the act that answers.
    """
    path = folder / "entities.ftm.json"
    with path.open("w", encoding="utf-8") as file:
        for entity in _entities(content):
            file.write(json.dumps(entity, ensure_ascii=False, sort_keys=True) + "\n")
    return [path]


def _entities(content: Content) -> Iterator[dict[str, Any]]:
    for actor in content.actors:
        yield _entity(f"actor-{actor.id}", _schema(actor), {
            "name": [actor.name], "alias": [name.text for name in actor.names if name.text != actor.name],
            "country": [_country(actor.country)],
            "notes": ["provisional: named by a text only" if actor.provisional else None],
            "publisher": [actor.source],
        })  # fmt: skip
    for report in content.reports:
        spoken = report.id not in content.without_words
        title = (report.headline if spoken else None) or f"{report.outlet or 'Report'} {report.published or ''}".strip()
        yield _entity(report.id, "Article", {
            "title": [title], "publishedAt": [_day(report.published)], "publisher": [report.outlet],
            "sourceUrl": [report.url if report.url and report.url.startswith("http") else None],
            "language": [_LANGUAGES.get(report.language or "")],
        })  # fmt: skip
    answers: dict[str, list[str]] = {}
    for link in content.links:
        answers.setdefault(link.response, []).append(
            f"{link.kind.replace('_', ' ')} {link.trigger} ({link.basis}, probability {link.probability:.2f})"
        )
    known = content.names.keys()
    for event in content.events:
        place = place_of(event)
        yield _entity(event.id, "Event", {
            "name": [content.phrase(event)],
            "startDate": [_day(event.when.first if event.when else None)],
            "endDate": [_day(event.when.last if event.when else None)],
            "location": [place.name if place else None], "country": [_country(place.country if place else None)],
            "organizer": [f"actor-{actor}" for actor in event.actors if event.directed and actor in known],
            "involved": [
                f"actor-{actor}"
                for actor in ((*event.recipients,) if event.directed else (*event.actors, *event.recipients))
                if actor in known
            ],
            "proof": [told_by for told_by in event.reports if told_by in content.report_of],
            "keywords": [event.action, event.mode, event.status],
            "notes": [f"killed: {event.toll.killed}" if event.toll.killed.is_known else None,
                      f"attribution: {event.attribution.says}", *answers.get(event.id, ())],
        })  # fmt: skip
    for tie in content.relations:
        if {tie.subject, tie.object} <= known:
            yield _tie(tie)


def _tie(tie: Relation) -> dict[str, Any]:
    ends: dict[str, Iterable[str | None]] = {
            "startDate": [_day(_first(tie.since))], "endDate": [_day(tie.until.last if tie.until else None)],
            "publisher": [tie.source], "role": [tie.kind.replace("_", " ")], "status": [tie.confidence]}  # fmt: skip
    subject, object = f"actor-{tie.subject}", f"actor-{tie.object}"
    if tie.kind in _MEMBERSHIP:
        return _entity(tie.id, "Membership", {"member": [subject], "organization": [object], **ends})
    if tie.kind == "renamed":
        return _entity(tie.id, "Succession", {"predecessor": [object], "successor": [subject], **ends})
    return _entity(tie.id, "UnknownLink", {"subject": [subject], "object": [object], **ends})


def _entity(id: str, schema: str, properties: dict[str, Iterable[str | None]]) -> dict[str, Any]:
    # FollowTheMoney drops joiners from names; they are dropped here, so that its own check finds nothing to mend.
    kept = {
        name: list(dict.fromkeys(v.replace("\u200c", "") for v in values if v)) for name, values in properties.items()
    }
    return {"id": id, "schema": schema, "properties": {name: values for name, values in kept.items() if values}}


def _schema(actor: Actor) -> str:
    return _SCHEMATA.get(actor.kind, "Organization")


def _day(day: Any) -> str | None:
    return day.isoformat() if day is not None else None


def _first(span: DateSpan | None) -> Any:
    return span.first if span else None


def _country(code: str | None) -> str | None:
    found = iso2_countries().get(code) if code else None
    return found.lower() if found else None


_LANGUAGES = {
    "en": "eng",
    "ar": "ara",
    "fa": "fas",
    "fr": "fra",
    "es": "spa",
    "ru": "rus",
    "he": "heb",
    "de": "deu",
    "tr": "tur",
    "uk": "ukr",
}
