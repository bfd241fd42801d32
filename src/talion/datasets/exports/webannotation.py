"""Every fact as a W3C Web Annotation on the words it was taken from."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from talion.datasets.exports.content import Content
from talion.records import Mark, Passage

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_AROUND = 32  # characters before and after the words, so that they are found again in another copy of the text


def write_webannotation(content: Content, folder: Path) -> list[Path]:
    """One annotation a marked fact, a claim, the evidence of a link and an assessment, as an AnnotationPage.

    Positions count characters of the report's text as Talion holds it (its hash is given); a quotation with what
    stands before and after finds the words in any other copy. Where words are not passed on, positions stand alone.
    """
    items = [_annotation(n, content, *one) for n, one in enumerate(_said(content), start=1)]
    page = {
        "@context": CONTEXT,
        "id": "urn:talion:annotations",
        "type": "AnnotationPage",
        "generator": {"id": "urn:talion:program", "type": "Software", "name": f"Talion {content.version}"},
        "items": items,
    }
    path = folder / "annotations.jsonld"
    path.write_text(json.dumps(page, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return [path]


def _said(content: Content) -> Iterator[tuple[Passage, str, str, str]]:
    """Passage, motivation, what is said of it in words, and the record that it belongs to."""
    for event in content.events:
        yield from _marked(event.marks, event.id, f"of the act: {content.phrase(event)}")
    for claim in content.claims:
        speaker = claim.speaker.name if claim.speaker else "the report"
        yield claim.passage, "describing", f"{speaker} {claim.stance} ({claim.about})", claim.id
    for link in content.links:
        for passage in link.evidence:
            yield passage, "linking", f"{link.response} {link.kind} {link.trigger} ({link.basis})", link.id
        yield from _marked(link.marks, link.id, "of the link")
    for one in content.assessments:
        yield one.passage, "assessing", f"{one.speaker.name} expects: {one.direction}", one.id
    for tie in content.relations:
        if tie.passage is not None:
            yield (
                tie.passage,
                "describing",
                f"{content.name(tie.subject)} {tie.kind} {content.name(tie.object)}",
                tie.id,
            )


def _marked(marks: Iterable[Mark], record: str, of: str) -> Iterator[tuple[Passage, str, str, str]]:
    for mark in marks:
        yield mark.passage, "tagging", f"{mark.what} {of}", record


def _annotation(
    number: int, content: Content, passage: Passage, motivation: str, says: str, record: str
) -> dict[str, Any]:
    report = content.report_of.get(passage.report)
    selectors: list[dict[str, Any]] = [{"type": "TextPositionSelector", "start": passage.start, "end": passage.end}]
    words = content.words(passage)
    if words is not None and report is not None:
        selectors.append(
            {
                "type": "TextQuoteSelector",
                "exact": words,
                "prefix": report.text[max(0, passage.start - _AROUND) : passage.start],
                "suffix": report.text[passage.end : passage.end + _AROUND],
            }
        )
    source = report.url if report is not None and report.url else f"urn:talion:{passage.report}"
    return {
        "id": f"urn:talion:annotation:{number}",
        "type": "Annotation",
        "motivation": motivation,
        "body": [
            {"type": "TextualBody", "value": says, "format": "text/plain", "language": "en"},
            {"type": "SpecificResource", "source": f"urn:talion:{record}", "purpose": "identifying"},
        ],
        "target": {
            "type": "SpecificResource",
            "source": source,
            "scope": f"urn:talion:{passage.report}",
            "selector": selectors,
        },
    }
