"""Parties to a conflict and what ties them, each tie with its dates and its source."""

from dataclasses import dataclass

from talion.errors import RecordError
from talion.records.days import DateSpan
from talion.records.identity import content_id
from talion.records.report import Mark, Passage

ACTOR_KINDS = (
    "state", "government", "force", "armed group", "umbrella", "party", "intergovernmental",
    "organisation", "person", "people", "set", "unknown",
)  # fmt: skip
RELATION_KINDS = (
    "part_of", "backed_by", "founded_by", "led_by", "integrated_into", "split_from", "renamed", "allied_with",
    "opposed_to", "designated_by", "alias_of", "national_of", "controls", "member_of",
)  # fmt: skip

# The perpetrator of an act that nobody is known to have done. An event keeps it as () in `actors`;
# lists and filters show and accept it under this name.
UNKNOWN_ACTOR = "unknown"


@dataclass(frozen=True, slots=True)
class Name:
    """One name of an actor: `language` is ISO 639-1.

    `kind` is one of "name", "short", "alias", "nom de guerre", "metonym".
    """

    text: str
    language: str = "en"
    kind: str = "name"


@dataclass(frozen=True, slots=True)
class Actor:
    """A party, known by a readable id ("kataib-hezbollah"), its names in any script, and what kind of thing it is.

    `country` is ISO 3166-1 alpha-3: of a state, itself; of a group, where it is based. `provisional` means that
    a text named it and our registry does not: it is nobody else until a person says so.
    """

    id: str
    name: str
    kind: str
    names: tuple[Name, ...] = ()
    country: str | None = None
    ucdp: int | None = None
    gw: int | None = None
    cow: int | None = None
    source: str | None = None
    provisional: bool = False

    def __post_init__(self) -> None:
        if self.kind not in ACTOR_KINDS:
            raise RecordError(f"{self.id}: the kind of an actor is one of {', '.join(ACTOR_KINDS)}; not {self.kind!r}")
        if not self.id or not self.name:
            raise RecordError("an actor needs an id and a name")


@dataclass(frozen=True, slots=True)
class Relation:
    """One dated tie: `subject` is `kind` `object` ("kataib-hezbollah" backed_by "iran").

    `since` and `until` are spans since sources say "in 2009"; None is not known, never "always".
    `source` is a citation, or the id of the report that says it; then `passage` holds the words.
    `quantifier` keeps "most of", "some". `confidence` is "sure", "disputed" or "doubtful".
    """

    subject: str
    kind: str
    object: str
    source: str
    since: DateSpan | None = None
    until: DateSpan | None = None
    quantifier: str | None = None
    confidence: str = "sure"
    said_by: str | None = None
    note: str | None = None
    passage: Passage | None = None
    marks: tuple[Mark, ...] = ()

    def __post_init__(self) -> None:
        if self.kind not in RELATION_KINDS:
            raise RecordError(f"a relation is one of {', '.join(RELATION_KINDS)}; not {self.kind!r}")
        if self.subject == self.object and self.kind != "alias_of":
            raise RecordError(f"{self.subject} cannot be {self.kind} itself")
        if not self.source:
            raise RecordError(f"{self.subject} {self.kind} {self.object}: a fact about an actor needs its source")

    @property
    def id(self) -> str:
        """Known by the tie, its dates and who says so."""
        return content_id("relation", self.subject, self.kind, self.object, self.since, self.until, self.source)
