"""A coder that knows only a plain notation; in a file of its own, so that another process can import it."""

import re
from datetime import date

from talion.records import (
    Attribution,
    Blame,
    Claim,
    Coded,
    Count,
    DateSpan,
    Event,
    Link,
    Place,
    Report,
    Toll,
    TollPart,
    content_id,
)

_LINE = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d|undated) (?P<actor>[\w,-]+|nobody) > (?P<recipient>[\w,-]+) (?P<action>[A-Z]+)"
    r"(?: killed (?P<killed>\d+))?(?: in (?P<place>\w+))?"
    r"(?: blamed on (?P<blamed>[\w-]+))?(?: answers (?P<answers>\d))?"
)


class LineCoder:
    """Codes one event a line: "2031-03-01 ashmar > hill-front ASSAULT killed 3 in Harn answers 1"."""

    def __init__(self, version: str = "lines 1") -> None:
        self.version = version
        self.coded: list[str] = []

    def code(self, report: Report) -> Coded:
        self.coded.append(report.id)
        if "unspeakable" in report.text:
            raise ValueError("no word for it")
        events, links = [], []
        for found in _LINE.finditer(report.text):
            passage = report.passage(*found.span())
            event = Event(
                content_id("event", report.id, found.start()),
                found["action"],
                actors=() if found["actor"] == "nobody" else tuple(found["actor"].split(",")),
                recipients=tuple(found["recipient"].split(",")),
                when=None if found["day"] == "undated" else DateSpan.on(date.fromisoformat(found["day"])),
                places=(Place(found["place"], "town", "ASH"),) if found["place"] else (),
                toll=Toll((TollPart("killed", Count.exactly(int(found["killed"]))),)) if found["killed"] else Toll(),
                attribution=Attribution((Blame("blames", found["blamed"], "a general"),))
                if found["blamed"]
                else Attribution(),
                passages=(passage,),
                reports=(report.id,),
            )
            events.append(event)
            if found["answers"]:
                trigger = events[int(found["answers"]) - 1]
                links.append(Link(trigger.id, event.id, "attributed", 0.9, evidence=(passage,)))
        claims = tuple(Claim(event.id, event.passages[0], "asserts") for event in events)
        return Coded(report, tuple(events), claims, tuple(links))
