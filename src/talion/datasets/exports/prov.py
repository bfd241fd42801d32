"""Where every record comes from and who decided about it, as PROV-JSON (W3C)."""

import json
from pathlib import Path
from typing import Any

from talion.datasets.exports.content import Content

_PREFIXES = {"talion": "urn:talion:", "dcterms": "http://purl.org/dc/terms/"}


def write_prov(content: Content, folder: Path) -> list[Path]:
    """Reports, acts, links and judgements as entities; coding and weighing as activities; who did them as agents.

    An act was derived from the reports that tell it, a link from its two acts. A judgement is attributed to the person.
    """
    entities: dict[str, Any] = {}
    activities: dict[str, Any] = {
        "talion:coding": {"prov:type": "coding of reports", "dcterms:title": f"coder {content.coder}"},
        "talion:weighing": {"prov:type": "acts weighed over reports, links suggested"},
    }
    agents: dict[str, Any] = {
        "talion:program": {"prov:type": {"$": "prov:SoftwareAgent", "type": "prov:QUALIFIED_NAME"},
                           "dcterms:title": f"Talion {content.version}"}
    }  # fmt: skip
    derived: dict[str, Any] = {}
    generated: dict[str, Any] = {}
    attributed: dict[str, Any] = {}
    associated = {
        f"_:with{n}": {"prov:activity": activity, "prov:agent": "talion:program"}
        for n, activity in enumerate(activities, start=1)
    }
    used: dict[str, Any] = {}

    def publisher(name: str) -> str:
        id = f"talion:outlet-{_slug(name)}"
        agents.setdefault(id, {"dcterms:title": name})
        return id

    for report in content.reports:
        entities[f"talion:{report.id}"] = {
            "prov:type": "report",
            "dcterms:identifier": f"sha256:{report.sha256}",
            **({"dcterms:issued": report.published.isoformat()} if report.published else {}),
            **({"dcterms:source": report.url} if report.url else {}),
        }
        used[f"_:used{len(used)}"] = {"prov:activity": "talion:coding", "prov:entity": f"talion:{report.id}"}
        if report.outlet:
            attributed[f"_:to{len(attributed)}"] = {
                "prov:entity": f"talion:{report.id}", "prov:agent": publisher(report.outlet),
            }  # fmt: skip
    for event in content.events:
        entities[f"talion:{event.id}"] = {"prov:type": "act", "dcterms:title": content.phrase(event)}
        generated[f"_:made{len(generated)}"] = {
            "prov:entity": f"talion:{event.id}", "prov:activity": "talion:weighing",
        }  # fmt: skip
        for told_by in event.reports:
            if told_by in content.report_of:
                derived[f"_:from{len(derived)}"] = _from(event.id, told_by)
    for link in content.links:
        entities[f"talion:{link.id}"] = {
            "prov:type": "link", "dcterms:title": f"{link.kind}, {link.basis}, probability {link.probability:.2f}",
        }  # fmt: skip
        derived[f"_:from{len(derived)}"] = _from(link.id, link.trigger)
        derived[f"_:from{len(derived)}"] = _from(link.id, link.response)
    for judgement in content.judgements:
        id = f"talion:{judgement.id}"
        person = f"talion:person-{_slug(judgement.by)}"
        agents.setdefault(
            person,
            {"prov:type": {"$": "prov:Person", "type": "prov:QUALIFIED_NAME"}, "dcterms:title": judgement.by},
        )
        entities[id] = {
            "prov:type": "judgement", "dcterms:title": judgement.verdict, "dcterms:subject": judgement.about,
            "dcterms:created": judgement.at.isoformat(),
        }  # fmt: skip
        attributed[f"_:to{len(attributed)}"] = {"prov:entity": id, "prov:agent": person}
    whole = {
        "prefix": _PREFIXES,
        "entity": entities,
        "activity": activities,
        "agent": agents,
        "wasDerivedFrom": derived,
        "wasGeneratedBy": generated,
        "wasAttributedTo": attributed,
        "wasAssociatedWith": associated,
        "used": used,
    }
    path = folder / "prov.json"
    path.write_text(
        json.dumps({name: kept for name, kept in whole.items() if kept}, ensure_ascii=False, indent=1) + "\n",
        encoding="utf-8",
    )
    return [path]


def _from(record: str, source: str) -> dict[str, str]:
    return {"prov:generatedEntity": f"talion:{record}", "prov:usedEntity": f"talion:{source}"}


def _slug(name: str) -> str:
    """A name as the local part of a qualified name: letters and digits of any script, the rest a hyphen."""
    return "".join(sign if sign.isalnum() else "-" for sign in name.casefold()).strip("-") or "unnamed"
