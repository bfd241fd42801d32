"""Records as rows: which table holds which kind, and which columns beside the record's JSON are there to filter by."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any

from talion.records import (
    Actor,
    Assessment,
    Claim,
    Doubt,
    Event,
    Forecast,
    Judgement,
    Link,
    Match,
    Passage,
    Question,
    Relation,
    Resolution,
    content_id,
)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record: its name for users, its table, its type, and its columns."""

    name: str
    table: str
    record: type
    columns: Callable[[Any], dict[str, object]]


def _event_columns(event: Event) -> dict[str, object]:
    return {
        "first_day": event.when.first.isoformat() if event.when else None,
        "last_day": event.when.last.isoformat() if event.when else None,
        "action": event.action,
        "status": event.status,
        "origin": event.origin.split()[0] if event.origin else None,
        "sides": bool(event.actors) + bool(event.recipients),
    }


# In the order in which rows are written: what others point to comes first.
KINDS = {
    kind.name: kind
    for kind in (
        Kind("actor", "actor", Actor, lambda actor: {"name": actor.name}),
        Kind("event", "event", Event, _event_columns),
        Kind(
            "claim",
            "claim",
            Claim,
            lambda claim: {"event": claim.event, "stance": claim.stance, "about": claim.about},
        ),
        Kind(
            "link",
            "link",
            Link,
            lambda link: {
                "trigger": link.trigger,
                "response": link.response,
                "basis": link.basis,
                "probability": link.probability,
            },
        ),
        Kind(
            "match",
            "same_act",
            Match,
            lambda match: {"first": match.first, "second": match.second, "probability": match.probability},
        ),
        Kind(
            "relation",
            "relation",
            Relation,
            lambda relation: {"subject": relation.subject, "kind": relation.kind, "object": relation.object},
        ),
        Kind("assessment", "assessment", Assessment, lambda assessment: {"direction": assessment.direction}),
        Kind("doubt", "doubt", Doubt, lambda doubt: {"about": doubt.about, "severity": doubt.severity.value}),
        Kind(
            "judgement",
            "judgement",
            Judgement,
            lambda judgement: {"about": judgement.about, "verdict": judgement.verdict, "person": judgement.by},
        ),
        Kind(
            "question",
            "question",
            Question,
            lambda question: {
                "asks": question.asks,
                "opens": question.opens.isoformat(),
                "closes": question.closes.isoformat(),
                "about": question.about,
            },
        ),
        Kind(
            "forecast",
            "forecast",
            Forecast,
            lambda forecast: {
                "question": forecast.question,
                "given_on": forecast.given_on.isoformat(),
                "forecaster": forecast.by,
                "rules": forecast.rules,
            },
        ),
        Kind(
            "resolution",
            "resolution",
            Resolution,
            lambda resolution: {"about": resolution.about, "person": resolution.by},
        ),
    )
}


def record_id(record: Any) -> str:
    """The id of a record; a doubt, which carries none, is known by its words."""
    if isinstance(record, Doubt):
        return content_id("doubt", record.about, record.kind, record.says)
    return str(record.id)


def passages_in(record: object) -> Iterator[Passage]:
    """Every passage inside a record, whichever field it stands in."""
    if isinstance(record, Passage):
        yield record
    elif isinstance(record, tuple):
        for part in record:
            yield from passages_in(part)
    elif is_dataclass(record) and not isinstance(record, type):
        for name in _fields_that_can_hold_records(type(record)):
            yield from passages_in(getattr(record, name))


@cache
def _fields_that_can_hold_records(kind: type) -> tuple[str, ...]:
    plain = (str, int, float, bool)
    return tuple(field.name for field in fields(kind) if field.type not in plain)
