"""One count of people that a text gives."""

from dataclasses import dataclass

from talion.records import Count

TOLL_KINDS = ("total", "part", "update")


@dataclass(frozen=True, slots=True)
class CountSaid:
    """How many of whom were killed, injured, captured or are missing: `text[start:end] == said`.

    `who` is the noun phrase as written, without its number, None where only a number stands. A "part" lies within
    the toll before it; an "update" replaces an earlier toll; an "earlier" one gives way to whatever else is counted;
    a "rival" is what somebody else says than the speaker before; "makeup" says of whom a toll consists ("the dead
    were five women"). `negated` means that the text says "no" or "nobody".
    """

    start: int
    end: int
    count: Count
    effect: str
    who: str | None
    who_start: int | None
    who_end: int | None
    civilian: bool | None
    kind: str
    negated: bool
    hedge: str | None
    said: str
