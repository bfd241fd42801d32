"""What can be asked of the days to come so that the ledger can answer it, and how it came out."""

from dataclasses import dataclass
from datetime import date, datetime

import msgspec

from talion.errors import RecordError
from talion.records.identity import content_id

# What a question is about; how each is answered from the ledger stands in the reference on forecasts.
ASKS = ("happens", "count", "answer", "lag", "rung", "attributed", "outside")
YES_OR_NO = ("no", "yes")
_BINARY = frozenset({"happens", "answer", "attributed", "outside"})


@dataclass(frozen=True, slots=True)
class Question:
    """One question about the days from `opens` to `closes`, both included, with the rule by which it is answered.

    `by` and `on` are names of sides; `by` None is anybody, unknown doers included, `on` None anybody at all. Counted
    are acts of the `kinds`; with `deadly` those alone that killed. "happens" asks for `at_least` so many; "count" tells
    numbers apart up to `most`; "lag" asks for the days to the first; "rung" for the largest size, S = 1 + killed +
    hurt, told apart at `rungs`; "answer" for an act by `by` on `on` after the act `event` of those days; "attributed"
    whether `by` is said to have done `event`. "outside" is answered by a person from sources and never from the ledger.

    `about` is the assessment that it puts, `reading` how its words were read and `read_by` who read them so.
    """

    asks: str
    says: str
    opens: date
    closes: date
    by: str | None = None
    on: str | None = None
    kinds: tuple[str, ...] = ("ASSAULT",)
    deadly: bool = False
    at_least: int = 1
    most: int = 50
    rungs: tuple[float, ...] = (1.0, 2.0, 5.0, 20.0, 100.0)
    event: str | None = None
    about: str | None = None
    reading: str | None = None
    read_by: str | None = None
    sources: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        where = f"question {self.says[:60]!r}"
        if self.asks not in ASKS:
            raise RecordError(f"{where} asks one of {', '.join(ASKS)}; not {self.asks!r}")
        if self.closes < self.opens:
            raise RecordError(f"{where} closes on {self.closes}, before it opens on {self.opens}")
        if self.at_least < 1 or self.most < 1:
            raise RecordError(f"{where}: at_least and most are 1 or more; not {self.at_least} and {self.most}")
        if self.asks in {"answer", "attributed"} and self.event is None:
            raise RecordError(f"{where} asks {self.asks!r} and names no event")
        if self.asks == "attributed" and self.by is None:
            raise RecordError(f"{where}: to whom? `by` names who is said to have done it")
        if any(low >= high for low, high in zip(self.rungs, self.rungs[1:], strict=False)) or not self.rungs:
            raise RecordError(f"{where}: the rungs must rise: {self.rungs}")
        if not self.says.strip():
            raise RecordError("a question needs words")

    @property
    def id(self) -> str:
        """Known by everything in it: another rule is another question."""
        return content_id("question", msgspec.json.encode(self).decode())

    @property
    def days(self) -> int:
        """How many days it is open."""
        return (self.closes - self.opens).days + 1

    @property
    def outcomes(self) -> tuple[str, ...]:
        """What can come of it, in order."""
        if self.asks in _BINARY:
            return YES_OR_NO
        if self.asks == "count":
            return (*map(str, range(self.most)), f"{self.most} or more")
        if self.asks == "lag":
            return (*(f"day {day}" for day in range(1, self.days + 1)), "not by then")
        return ("no act", *(f"rung {n}" for n in range(1, len(self.rungs) + 1)))

    @property
    def is_yes_or_no(self) -> bool:
        """Whether it has two answers."""
        return self.asks in _BINARY


@dataclass(frozen=True, slots=True)
class Resolution:
    """How a question or an assessment came out, as a person decided it: the place among its outcomes, 0 is no, 1 yes.

    None is *cannot be told*. `evidence` are ids of acts or addresses of sources; `suggested` is what the ledger gave.
    """

    about: str
    outcome: int | None
    by: str
    at: datetime
    why: str = ""
    evidence: tuple[str, ...] = ()
    suggested: int | None = None

    def __post_init__(self) -> None:
        if not self.by.strip():
            raise RecordError("a resolution needs the name of the person who decides it")
        if self.outcome is not None and self.outcome < 0:
            raise RecordError(f"an outcome counts from 0; not {self.outcome}")

    @property
    def id(self) -> str:
        """Known by what was decided, by whom and when."""
        return content_id("resolution", self.about, self.outcome, self.by, self.at.isoformat())
