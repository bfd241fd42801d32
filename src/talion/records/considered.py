"""What a coder looked at and did not keep."""

from dataclasses import dataclass

from talion.records.report import Passage


@dataclass(frozen=True, slots=True, order=True)
class Considered:
    """Words that could have told something, and why no record was made of them.

    `what` is what they could have told: "act", "answer" or "record". `score` is a model's, where a model was asked.
    """

    passage: Passage
    what: str
    why: str
    score: float | None = None
