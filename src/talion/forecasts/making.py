"""The questions of a day, made from the ledger's own terms, and the hash under which they are set down beforehand."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import msgspec

from talion.errors import ForecastError
from talion.records import Event, Question, Timeline


def standard_questions(
    sides: tuple[str, str],
    *,
    on: date,
    days: int,
    kinds: Sequence[str] = ("ASSAULT",),
    triggers: Iterable[Event] = (),
    anybody_on: Sequence[str] = (),
    answer_within_days: int = 7,
    most: int = 50,
) -> tuple[Question, ...]:
    """What to ask of two sides for the days after a day: counts, whether anything comes, and kills, lags, and sizes.

    For each direction: how many acts; is there any; does any kill; how many days to the first; how large the largest.
    Of each trigger, an act of the last days whose time to be answered is not over: is it answered in time? `anybody_on`
    are sides that are hit by somebody unknown at times: of these the same is asked of acts by whomever.
    """
    if days < 1:
        raise ForecastError(f"a horizon is a day or more; not {days}")
    first, last = on + timedelta(days=1), on + timedelta(days=days)
    span = f"from {first} to {last}"
    what = "acts of force" if tuple(kinds) == ("ASSAULT",) else "acts (" + ", ".join(kinds).lower() + ")"
    made: list[Question] = []
    for by, other in (sides, sides[::-1], *((None, side) for side in anybody_on)):
        who = f"by {by or 'anybody'} on {other}"
        same: dict[str, Any] = {"opens": first, "closes": last, "by": by, "on": other, "kinds": tuple(kinds)}
        made += [
            Question("happens", f"Are there any {what} {who} {span}?", **same),
            Question("happens", f"Do any {what} {who} kill {span}?", deadly=True, **same),
            Question("count", f"How many {what} are there {who} {span}?", most=most, **same),
            Question("lag", f"How many days pass until the first of the {what} {who}, up to {last}?", **same),
            Question("rung", f"How large is the largest of the {what} {who} {span}?", **same),
        ]
    for event in triggers:
        made += _answer(event, sides, on, answer_within_days, kinds)
    return tuple(made)


def _answer(event: Event, sides: tuple[str, str], on: date, within: int, kinds: Sequence[str]) -> list[Question]:
    for by, other in (sides, sides[::-1]):
        if other in event.actors and by in event.recipients and event.when is not None:
            last = event.when.last + timedelta(days=within)
            if event.when.last <= on < last:
                said = f"Is the act of {event.when} by {other} answered by {by} within {within} days, by {last}?"
                opens = on + timedelta(days=1)
                return [Question("answer", said, opens, last, by, other, tuple(kinds), event=event.id)]
    return []


def unanswered(war: Timeline, sides: tuple[str, str], *, on: date, within_days: int = 7) -> tuple[Event, ...]:
    """The acts of force of the last days between two sides after which the other side has not acted yet."""
    forces = [event for event in war.events if event.is_force and event.is_deed and event.when is not None]
    found = []
    for event in forces:
        assert event.when is not None
        if not on - timedelta(days=within_days) < event.when.last <= on:
            continue
        for by, other in (sides, sides[::-1]):
            if by in event.actors and other in event.recipients and not any(
                later.when and later.when.first > event.when.last and later.when.first <= on
                and other in later.actors and by in later.recipients
                for later in forces
            ):  # fmt: skip
                found.append(event)
    return tuple(found)


def rules_hash(questions: Iterable[Question], settings: Mapping[str, object]) -> str:
    """SHA-256 of every question and setting of a run, in an order that does not depend on how they were given."""
    said = sorted(msgspec.json.encode(question).decode() for question in questions)
    told = sorted((name, repr(value)) for name, value in settings.items())
    return hashlib.sha256(repr((said, told)).encode()).hexdigest()
