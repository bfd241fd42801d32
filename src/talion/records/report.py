"""Published texts and the places in them."""

from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from talion.errors import EvidenceError, RecordError
from talion.records.identity import content_id

PART_KINDS = ("headline", "standfirst", "byline", "caption", "body", "boilerplate")


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """A span of one report: `report.text[start:end] == quote`, byte for byte. Offsets count characters."""

    report: str
    start: int
    end: int
    quote: str

    def __post_init__(self) -> None:
        if self.start < 0 or self.end - self.start != len(self.quote):
            raise RecordError(
                f"passage {self.start}..{self.end} of {self.report} does not hold {len(self.quote)} characters"
            )

    @property
    def id(self) -> str:
        """Known by its report and its place."""
        return content_id("passage", self.report, self.start, self.end)

    def holds(self, other: "Passage") -> bool:
        """Whether the other passage lies within this one."""
        return self.report == other.report and self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """The words that one fact was taken from.

    `what` is the fact: "act", "actor", "recipient", "thing", "when", "place", "killed", "injured", "phrase", "speaker".
    """

    what: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class Part:
    """What a stretch of the text is: one of PART_KINDS. Boilerplate is kept in the text and coded by nobody."""

    kind: str
    start: int
    end: int

    def __post_init__(self) -> None:
        if self.kind not in PART_KINDS:
            raise RecordError(f"a part of a report is one of {', '.join(PART_KINDS)}; not {self.kind!r}")
        if not 0 <= self.start < self.end:
            raise RecordError(f"a part of a report must hold text; not {self.start}..{self.end}")


@dataclass(frozen=True, slots=True)
class Report:
    """One published text, never edited, known by its content's hash.

    `published_because` says where the day was found: "metadata", "caption", "dateline", "file name", "url", or "given"
    by the user.
    `original` is the id of the report that this one is a translation of.
    """

    text: str
    parts: tuple[Part, ...] = ()
    outlet: str | None = None
    byline: str | None = None
    published: date | None = None
    published_because: str | None = None
    language: str | None = None
    url: str | None = None
    path: str | None = None
    media_type: str = "text/plain"
    original: str | None = None
    translated_by: str | None = None
    notes: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise RecordError("a report without text is no report")
        for part in self.parts:
            if part.end > len(self.text):
                raise RecordError(f"part {part.kind} ends at {part.end}, after the end of the text at {len(self.text)}")
        if list(self.parts) != sorted(self.parts, key=lambda part: part.start):
            raise RecordError("the parts of a report must come in the order of its text")

    @property
    def sha256(self) -> str:
        """64 hexadecimal digits over the UTF-8 bytes of the text."""
        return sha256(self.text.encode()).hexdigest()

    @property
    def id(self) -> str:
        """The first 16 digits of the text's hash: a report read twice is one report."""
        return f"report-{self.sha256[:16]}"

    @property
    def headline(self) -> str | None:
        """The words of the headline, if there is one."""
        return next((self.text[part.start : part.end] for part in self.parts if part.kind == "headline"), None)

    def passage(self, start: int, end: int) -> Passage:
        """The passage from one offset to another, in characters."""
        if not 0 <= start < end <= len(self.text):
            raise EvidenceError(f"{self.id} has {len(self.text)} characters; there is no passage {start}..{end}")
        return Passage(self.id, start, end, self.text[start:end])

    def part_at(self, offset: int) -> str:
        """Which kind of part holds this offset; "body" where nothing else is said."""
        return next((part.kind for part in self.parts if part.start <= offset < part.end), "body")

    def check(self, passage: Passage) -> None:
        """Raise EvidenceError unless the passage's words are the words at its place."""
        if passage.report != self.id or self.text[passage.start : passage.end] != passage.quote:
            raise EvidenceError(
                f"{self.id} at {passage.start}..{passage.end} reads "
                f"{self.text[passage.start : passage.end][:60]!r}, not {passage.quote[:60]!r}"
            )
