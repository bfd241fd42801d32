"""What a coder looked at and did not keep."""

from dataclasses import dataclass

from talion.records.report import Mark, Passage


@dataclass(frozen=True, slots=True, order=True)
class Considered:
    """Words that could have told something, and why no record was made of them.

    `what` is what they could have told: "act", "answer" or "record". `score` is a model's, where a model was asked.
    Of an act that was understood and yet no record, such as one that is only imagined or said not to be, `action` and
    `status` (one of the records' or "negated") say what was understood, and `marks` whose act on whom.
    Of an answer that was understood and yet no link, since one of its acts is no record, `marks` are the words of the
    two, as "response" and "trigger".
    """

    passage: Passage
    what: str
    why: str
    score: float | None = None
    action: str | None = None
    status: str | None = None
    marks: tuple[Mark, ...] = ()
