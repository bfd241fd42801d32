"""Invented reports with records, for the tests of the ledger: Ashmar and Belvar are nowhere."""

from dataclasses import replace
from datetime import UTC, date, datetime

from talion.records import (
    Actor,
    Assessment,
    Claim,
    Coded,
    Count,
    DateSpan,
    Doubt,
    Event,
    Link,
    Mark,
    Name,
    Relation,
    Report,
    Speaker,
    Toll,
    TollPart,
    content_id,
)

MONDAY = datetime(2031, 3, 3, 12, tzinfo=UTC)
TUESDAY = datetime(2031, 3, 4, 12, tzinfo=UTC)
WEDNESDAY = datetime(2031, 3, 5, 12, tzinfo=UTC)

SHELLING = "Ashmar shelled Belvar on Friday, killing at least 25 people."
ANSWER = "Belvar fired back on Saturday in response to the shelling."


def quoted(report: Report, words: str):
    start = report.text.index(words)
    return report.passage(start, start + len(words))


def a_report(outlet: str = "The Ashmar Courier", published: date | None = date(2031, 3, 2)) -> Report:
    text = (
        f"{outlet}\n\n{SHELLING}\n\n{ANSWER}\n\nThe Hill Front, backed by Belvar, expects more. Naïve, said a general."
    )
    return Report(text, outlet=outlet, published=published, language="en", path=f"/reports/{outlet}.txt")


def coded(outlet: str = "The Ashmar Courier", killed: int = 25) -> Coded:
    """Two events, three claims, one attributed link, a relation, an assessment, an actor and a doubt."""
    report = a_report(outlet)
    shelling, answer = quoted(report, SHELLING), quoted(report, ANSWER)
    first = Event(
        content_id("event", report.id, shelling.start),
        "ASSAULT",
        actors=("ashmar",),
        recipients=("belvar",),
        when=DateSpan.on(date(2031, 2, 28)),
        toll=Toll((TollPart("killed", Count(low=killed), said="at least 25"),)),
        passages=(shelling,),
        marks=(Mark("killed", quoted(report, "at least 25")),),
        reports=(report.id,),
    )
    second = Event(
        content_id("event", report.id, answer.start),
        "ASSAULT",
        actors=("belvar",),
        recipients=("ashmar",),
        when=DateSpan.on(date(2031, 3, 1)),
        passages=(answer,),
        reports=(report.id,),
    )
    said = quoted(report, "The Hill Front, backed by Belvar, expects more.")
    general = Speaker("a general", "official")
    return Coded(
        report,
        events=(first, second),
        claims=(
            Claim(first.id, shelling, "asserts"),
            Claim(first.id, shelling, "asserts", "toll", toll=first.toll),
            Claim(second.id, answer, "asserts", "reason", words="in response to the shelling"),
        ),
        links=(Link(first.id, second.id, "attributed", 0.9, evidence=(answer,), lag_days=1),),
        relations=(Relation("the-hill-front", "backed_by", "belvar", report.id, passage=said),),
        assessments=(Assessment(general, said, "escalate", "expects more", actors=("the-hill-front",)),),
        actors=(Actor("the-hill-front", "The Hill Front", "armed group", (Name(outlet),), provisional=True),),
        doubts=(Doubt(first.id, "no-place", "no place is named"),),
    )


def with_event(one: Coded, **changes: object) -> Coded:
    """The same coding, but for its first event."""
    return replace(one, events=(replace(one.events[0], **changes), *one.events[1:]))
