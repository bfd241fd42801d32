"""One act, weighed out of claims."""

from collections.abc import Iterable
from dataclasses import dataclass

from talion.errors import RecordError
from talion.records.count import Count
from talion.records.days import DateSpan
from talion.records.place import Place
from talion.records.report import Mark, Passage

# PLOVER's sixteen types, in the order of its scale from cooperation to violence.
ACTIONS = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
# Types that are words: PLOVER's verbal cooperation and verbal conflict.
WORDS = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
STATUSES = ("done", "attempted", "foiled", "threatened", "planned", "denied", "hypothetical", "habitual", "historical")
EFFECTS = ("killed", "injured", "captured", "missing", "displaced")


@dataclass(frozen=True, slots=True)
class TollPart:
    """How many of whom: `party` is an actor id, a category as written ("US civilian contractor"), or None for anyone.

    `civilian` is True, False, or None where the text does not say. `includes_attackers` likewise.
    """

    effect: str
    count: Count
    party: str | None = None
    whose: str | None = None
    civilian: bool | None = None
    includes_attackers: bool | None = None
    said: str | None = None

    def __post_init__(self) -> None:
        if self.effect not in EFFECTS:
            raise RecordError(f"a toll counts one of {', '.join(EFFECTS)}; not {self.effect!r}")


@dataclass(frozen=True, slots=True)
class Toll:
    """What an act cost people, part by part. No parts means not known, which is not zero.

    A part with `party` None is a total; parts with a party may be contained in it and are never added to it.
    """

    parts: tuple[TollPart, ...] = ()

    def of(self, effect: str) -> Count:
        """The count for one effect: the total where one is given, else the sum over parties."""
        parts = [part for part in self.parts if part.effect == effect]
        totals = [part.count for part in parts if part.party is None]
        if totals:
            return totals[0]
        if not parts:
            return Count()
        return Count(
            _sum(part.count.low for part in parts),
            _sum(part.count.best for part in parts),
            _sum(part.count.high for part in parts),
        )

    @property
    def killed(self) -> Count:
        """How many died."""
        return self.of("killed")

    @property
    def injured(self) -> Count:
        """How many were hurt."""
        return self.of("injured")


def _sum(numbers: Iterable[int | None]) -> int | None:
    known = list(numbers)
    return None if None in known else sum(n for n in known if n is not None)


@dataclass(frozen=True, slots=True)
class Blame:
    """One answer to "who did it?".

    `stance` is "claims", "blames" or "denies"; `by` is the speaker as written, `hedge` the words that weaken it.
    """

    stance: str
    actor: str | None
    by: str
    by_actor: str | None = None
    hedge: str | None = None
    passage: Passage | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is said to have done it: claims, blame and denials side by side.

    `unclaimed` is True only where a text says that nobody claims it; `stated` where a reporter names the actor as a
    fact, in nobody's voice but their own.
    """

    blames: tuple[Blame, ...] = ()
    unclaimed: bool = False
    stated: bool = False

    @property
    def says(self) -> str:
        """One word for a table: claimed, stated (by a reporter, as a fact), blamed, unclaimed or denied."""
        stances = {blame.stance for blame in self.blames}
        if "claims" in stances:
            return "claimed"
        if self.stated:
            return "stated"
        if "blames" in stances:
            return "blamed"
        if self.unclaimed:
            return "unclaimed"
        return "denied" if "denies" in stances else "stated"


# Records do not change, so that a million acts may share these.
_NO_TOLL, _NOBODY_SAID, _ONE_ACT = Toll(), Attribution(), Count.exactly(1)


@dataclass(frozen=True, slots=True)
class Event:
    """One act: who did what to whom, when, where, at what cost, and how it came to be attributed.

    `actors` () means that the perpetrator is unknown. `directed` False means that the two sides are known and who
    acted is not (ACLED, UCDP GED, two-sided fighting): such an event has no dyad. `acts` counts the acts that the
    record stands for where a report speaks of several at once ("a run of attacks"). `thing` is what was hit, as
    written. `mode` is PLOVER's; `weapon` and `manner` come from the codebook. `when` None is unresolved, never
    the day of publication. `members` are the ids of the report-level records that this one was weighed from.
    `score` is how sure the coder is of the record as a whole, 0 to 1; None where a person or a data set gave it.
    """

    id: str
    action: str
    mode: str | None = None
    status: str = "done"
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    when: DateSpan | None = None
    places: tuple[Place, ...] = ()
    toll: Toll = _NO_TOLL
    attribution: Attribution = _NOBODY_SAID
    directed: bool = True
    acts: Count = _ONE_ACT
    weapon: str | None = None
    thing: str | None = None
    issue: str | None = None
    when_because: str | None = None
    time_of_day: str | None = None
    passages: tuple[Passage, ...] = ()
    marks: tuple[Mark, ...] = ()
    reports: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    origin: str | None = None
    score: float | None = None
    by_rule: str | None = None

    def __post_init__(self) -> None:
        if self.action not in ACTIONS:
            raise RecordError(f"{self.id}: an action is one of PLOVER's {', '.join(ACTIONS)}; not {self.action!r}")
        if self.status not in STATUSES:
            raise RecordError(f"{self.id}: a status is one of {', '.join(STATUSES)}; not {self.status!r}")
        if self.score is not None and not 0 <= self.score <= 1:
            raise RecordError(f"{self.id}: a score lies between 0 and 1; not {self.score}")
        if (len(self.actors) > 1 and len(set(self.actors)) != len(self.actors)) or (
            len(self.recipients) > 1 and len(set(self.recipients)) != len(self.recipients)
        ):
            raise RecordError(f"{self.id}: an actor stands twice on one side")

    @property
    def is_deed(self) -> bool:
        """Whether it is an act, not words, and told as having happened: done, attempted or foiled."""
        return self.action not in WORDS and self.status in {"done", "attempted", "foiled"}

    @property
    def is_word(self) -> bool:
        """Whether it is a threat, a demand, an accusation: said, whatever came of it."""
        return self.action in WORDS

    @property
    def is_force(self) -> bool:
        """Whether it is an act of force against people or things."""
        return self.action == "ASSAULT"

    @property
    def dyad(self) -> tuple[str, str] | None:
        """Actor and recipient where each is one and the direction is known."""
        if self.directed and len(self.actors) == 1 and len(self.recipients) == 1:
            return self.actors[0], self.recipients[0]
        return None

    @property
    def perpetrator_is_known(self) -> bool:
        """Whether anybody is said to have done it."""
        return bool(self.actors)
