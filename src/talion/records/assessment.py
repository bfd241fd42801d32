"""What people expect: put so that it can be answered later."""

from dataclasses import dataclass
from datetime import date

from talion.errors import RecordError
from talion.records.claim import Speaker
from talion.records.identity import content_id
from talion.records.report import Mark, Passage

# What the speaker expects of the conflict: more force, an answer held off by fear, no change, or not said.
DIRECTIONS = ("escalate", "deter", "hold", "unclear")


@dataclass(frozen=True, slots=True)
class Assessment:
    """One speaker's expectation: of whom (`actors`, ids), what (`words`, as said), in which direction, by when if said.

    `condition` keeps an "if"; `hedge` keeps "might", "I guess". `question` puts it as a yes-or-no question; where the
    speaker gave no day, `horizon` is None and the question cannot be scored until a person sets one.
    """

    speaker: Speaker
    passage: Passage
    direction: str
    words: str
    actors: tuple[str, ...] = ()
    toward: tuple[str, ...] = ()
    condition: str | None = None
    hedge: str | None = None
    question: str | None = None
    horizon: date | None = None
    made_on: date | None = None
    marks: tuple[Mark, ...] = ()

    def __post_init__(self) -> None:
        if self.direction not in DIRECTIONS:
            raise RecordError(f"an assessment's direction is one of {', '.join(DIRECTIONS)}; not {self.direction!r}")

    @property
    def id(self) -> str:
        """Known by who said it and the words."""
        return content_id(
            "assessment", self.passage.report, self.speaker.name, self.passage.start, self.passage.end, self.words
        )
