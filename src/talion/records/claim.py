"""What one speaker says about one event."""

from dataclasses import dataclass

from talion.errors import RecordError
from talion.records.days import DateSpan
from talion.records.event import Toll
from talion.records.identity import content_id
from talion.records.report import Mark, Passage

STANCES = (
    "asserts",
    "denies",
    "hedges",
    "confirms",
    "claims",
    "blames",
    "condemns",
    "praises",
    "expects",
    "demands",
    "threatens",
)
TOPICS = ("act", "actor", "toll", "reason", "day", "place", "effect", "intent")
SPEAKER_KINDS = ("party", "official", "expert", "witness", "outlet", "organisation", "unnamed")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: the name as written, the actor they speak for where known, role and affiliation as written."""

    name: str
    kind: str = "unnamed"
    actor: str | None = None
    role: str | None = None
    affiliation: str | None = None

    def __post_init__(self) -> None:
        if self.kind not in SPEAKER_KINDS:
            raise RecordError(f"a speaker is one of {', '.join(SPEAKER_KINDS)}; not {self.kind!r}")


@dataclass(frozen=True, slots=True)
class Claim:
    """What one speaker, or the reporter where `speaker` is None, asserts, denies, hedges or expects of one event.

    `about` is one of TOPICS: that it happened, who did it, how many died, why, when, where. The fields that hold
    content are filled for that topic alone: `actors` for "actor", `toll` for "toll", `words` for "reason".
    """

    event: str
    passage: Passage
    stance: str
    about: str = "act"
    speaker: Speaker | None = None
    actors: tuple[str, ...] = ()
    toll: Toll | None = None
    when: DateSpan | None = None
    words: str | None = None
    hedge: str | None = None
    marks: tuple[Mark, ...] = ()

    def __post_init__(self) -> None:
        if self.stance not in STANCES:
            raise RecordError(f"the stance of a claim is one of {', '.join(STANCES)}; not {self.stance!r}")
        if self.about not in TOPICS:
            raise RecordError(f"a claim is about one of {', '.join(TOPICS)}; not {self.about!r}")

    @property
    def report(self) -> str:
        """The report whose words it rests on."""
        return self.passage.report

    @property
    def id(self) -> str:
        """Known by its event, its words, who speaks, and of what."""
        who = self.speaker.name if self.speaker else ""
        return content_id(
            "claim", self.event, self.passage.start, self.passage.end, self.stance, self.about, who, self.words or ""
        )
