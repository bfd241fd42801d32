"""Which act answers which, and what people decided about it."""

from dataclasses import dataclass
from datetime import datetime

from talion.errors import RecordError
from talion.records.claim import Speaker
from talion.records.identity import content_id
from talion.records.report import Mark, Passage

# Declared: the side that acted says so. Attributed: a speaker or the report says so. Inferred: we say so.
BASES = ("declared", "attributed", "inferred")
LINK_KINDS = ("answers", "carries_out")
VERDICTS = ("accept", "reject", "unsure", "correct")


@dataclass(frozen=True, slots=True)
class Link:
    """This `response` answers that `trigger` (event ids), or carries out what it threatened.

    `probability` is that the act answers this act; of a declared link, that the text was read right. `evidence`
    holds the words; an inferred link has none and its `reasons` say what speaks for it, one plain sentence each.
    """

    trigger: str
    response: str
    basis: str
    probability: float
    kind: str = "answers"
    speaker: Speaker | None = None
    evidence: tuple[Passage, ...] = ()
    marks: tuple[Mark, ...] = ()
    reasons: tuple[str, ...] = ()
    lag_days: int | None = None
    members: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.basis not in BASES:
            raise RecordError(f"the basis of a link is one of {', '.join(BASES)}; not {self.basis!r}")
        if self.kind not in LINK_KINDS:
            raise RecordError(f"the kind of a link is one of {', '.join(LINK_KINDS)}; not {self.kind!r}")
        if not 0 <= self.probability <= 1:
            raise RecordError(f"the probability of a link lies between 0 and 1; not {self.probability}")
        if self.trigger == self.response:
            raise RecordError(f"{self.trigger} cannot answer itself")
        if self.basis != "inferred" and not self.evidence:
            raise RecordError(f"a link that is {self.basis} needs the words that say so")

    @property
    def id(self) -> str:
        """Known by its two events, its kind and its basis."""
        return content_id("link", self.trigger, self.response, self.kind, self.basis)


@dataclass(frozen=True, slots=True)
class Match:
    """Two records of one act, in two reports or two data sets. Undone by a judgement, never by deletion."""

    first: str
    second: str
    probability: float
    reasons: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.first < self.second:
            raise RecordError("the two records of a match stand in the order of their ids")

    @property
    def id(self) -> str:
        """Known by the two records."""
        return content_id("match", self.first, self.second)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person decided about a record: who, when, and why.

    It stands beside the record and changes nothing in it. `corrections` are fields of an act and the values that the
    person gives them, in the order of typing; only the verdict "correct" has some.
    """

    about: str
    verdict: str
    by: str
    at: datetime
    why: str = ""
    corrections: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        if self.verdict not in VERDICTS:
            raise RecordError(f"a verdict is one of {', '.join(VERDICTS)}; not {self.verdict!r}")
        if not self.by.strip():
            raise RecordError("a judgement needs the name of the person who makes it")
        if (self.verdict == "correct") != bool(self.corrections):
            raise RecordError("the verdict 'correct' goes with what is corrected, and no other verdict does")

    @property
    def says(self) -> str:
        """What was corrected, and why: "killed=25..; the toll is the ministry's"."""
        corrected = [f"{field}={value}" for field, value in self.corrections]
        return "; ".join([*corrected, *([self.why] if self.why else [])])

    @property
    def id(self) -> str:
        """Known by what was decided, by whom and when."""
        said = [f"{field}={value}" for field, value in self.corrections]
        return content_id("judgement", self.about, self.verdict, self.by, self.at.isoformat(), *said)


@dataclass(frozen=True, slots=True)
class Exchange:
    """Events tied by links, in the order of their days.

    It begins where our record begins, which is not who started it.
    """

    events: tuple[str, ...]
    links: tuple[str, ...]

    def __post_init__(self) -> None:
        if len(self.events) < 2 or not self.links:
            raise RecordError("an exchange holds at least two events and a link")

    @property
    def id(self) -> str:
        """Known by its events."""
        return content_id("exchange", *sorted(self.events))
