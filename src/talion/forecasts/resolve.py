"""How a question came out, as far as the ledger can tell."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from talion.errors import ForecastError
from talion.forecasts.past import Direction, counts_for, killed, of_question, size
from talion.records import DateSpan, Event, Question, Timeline


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the ledger says: the place among the question's outcomes, None where it cannot tell, and the acts behind.

    `unknown` counts acts on the same recipient by nobody known: the doer may be who the question asks for.
    """

    question: str
    place: int | None
    says: str
    evidence: tuple[str, ...] = ()
    unknown: int = 0


def outcome_of(question: Question, war: Timeline, *, blames: Sequence[Event] = ()) -> Outcome:
    """The outcome of a question, by its rule, on a timeline whose sides are named as the question names them.

    An act counts where all the days on which it can have happened lie within the question's. Where one may lie
    outside, or its toll is not known and it would matter, the outcome is worked out both with and without it; if the
    two differ, the ledger cannot tell. A question of which not all days were watched cannot be told either, unless
    what was seen settles it. `blames` are the acts with everything said of who did them, for "attributed".
    """
    if question.asks == "outside":
        return Outcome(question.id, None, "is answered by a person from sources, not from the ledger")
    if question.asks == "attributed":
        return _attributed(question, war, blames)
    window = DateSpan(question.opens, question.closes)
    direction = of_question(question)
    sure: list[Event] = []
    perhaps: list[Event] = []
    for event in war.events:
        if event.when is None or not counts_for(event, direction, question.kinds) or event.id == question.event:
            continue
        inside = event.when.meet(window)
        dead = killed(event) if question.deadly else True
        if inside is None or dead is False:
            continue
        (sure if inside == event.when and dead is True else perhaps).append(event)
    unseen = _unseen(window, war.observed)
    low, high = _place(question, sure), _place(question, [*sure, *perhaps])
    evidence = tuple(event.id for event in sorted(sure, key=_day))
    unknown = _unknown(question, war, window)
    if low is None or high is None:
        missing = sum(size(event) is None for event in sure)
        return Outcome(
            question.id, None, f"the toll of {missing} of {_acts(len(sure))} is not known", evidence, unknown
        )
    if low != high:
        why = "may lie outside the days, or with a toll that is not known"
        return Outcome(
            question.id, None,
            f"between {question.outcomes[min(low, high)]!r} and {question.outcomes[max(low, high)]!r}: "
            f"{_acts(len(perhaps))} {why}", evidence, unknown,
        )  # fmt: skip
    if unseen and not _settled(question, low):
        return Outcome(question.id, None, f"{unseen} of its {question.days} days were not watched", evidence, unknown)
    said = f"{_acts(len(sure))} {direction.says}{' that killed' if question.deadly else ''} on its days"
    if unknown:
        said += f"; {unknown} more by nobody known are not counted"
    return Outcome(question.id, low, said, evidence, unknown)


def is_due(question: Question, reported_until: date | None) -> bool:
    """Whether the case holds reports up to the last day of a question or later."""
    return reported_until is not None and reported_until >= question.closes


def expect_due(question: Question, reported_until: date | None) -> None:
    """Raise ForecastError for a horizon beyond the data."""
    if not is_due(question, reported_until):
        held = f"its last report is of {reported_until}" if reported_until else "it holds no dated report"
        raise ForecastError(
            f"{question.says}: closes on {question.closes}, beyond what the case holds ({held}); read later reports"
        )


def _place(question: Question, acts: Sequence[Event]) -> int | None:
    """Which outcome these acts give; None where it rests on a toll that is not known."""
    many = len(acts)
    if question.asks in {"happens", "answer"}:
        return int(many >= question.at_least)
    if question.asks == "count":
        return min(many, question.most)
    if question.asks == "lag":
        days = [(event.when.first - question.opens).days for event in acts if event.when]
        return min(days, default=question.days)
    reached = 0
    for event in acts:
        large = size(event)
        if large is None:
            return None
        reached = max(reached, sum(large >= rung for rung in question.rungs))
    return reached


def _settled(question: Question, place: int) -> bool:
    """Whether nothing on days that nobody watched could change the outcome."""
    if question.asks in {"happens", "answer"}:
        return place == 1
    return question.asks in {"count", "rung"} and place == len(question.outcomes) - 1


def _attributed(question: Question, war: Timeline, blames: Sequence[Event]) -> Outcome:
    act = next((event for event in (*blames, *war.events) if event.id == question.event), None)
    if act is None:
        return Outcome(question.id, None, f"the case holds no act {question.event}")
    stances = [blame for blame in act.attribution.blames if blame.actor == question.by and blame.stance != "denies"]
    said = question.by in act.actors or bool(stances)
    told = "is said to have done it" if said else "is not said to have done it"
    return Outcome(question.id, int(said), f"{question.by} {told}", (act.id,))


def _unknown(question: Question, war: Timeline, window: DateSpan) -> int:
    if question.by is None:
        return 0
    anybody = Direction(None, question.on)
    return sum(
        not event.actors
        and counts_for(event, anybody, question.kinds)
        and event.when is not None
        and event.when.meet(window) == event.when
        and not (question.deadly and killed(event) is False)
        for event in war.events
    )


def _unseen(window: DateSpan, observed: Sequence[DateSpan]) -> int:
    seen = sum(shared.days for span in observed if (shared := span.meet(window)) is not None)
    return window.days - seen


def _day(event: Event) -> tuple[date, str]:
    return (event.when.first if event.when else date.max, event.id)


def _acts(n: int) -> str:
    return "1 act" if n == 1 else f"{n} acts" if n else "no act"


def next_days(on: date, days: int) -> DateSpan:
    """The days after a day, so many."""
    return DateSpan(on + timedelta(days=1), on + timedelta(days=days))
