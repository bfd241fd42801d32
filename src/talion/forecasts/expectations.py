"""What experts expect, put as questions that can be answered: the reading is stated, and anybody may change it.

An expert says a direction and seldom a day, a side or a chance. What is missing is filled in by a stated rule, which
the question keeps in its `reading`. A person edits the file of questions; then the reading is theirs. What says no
direction stays unscored.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from talion.forecasts.question_file import Asked
from talion.records import Assessment, Question

# Words of likelihood to chances: middles of the ranges of the US intelligence community's standard, the first that
# occurs, strongest words first. "some would", "may" and the like are ours.
CHANCE_WORDS: tuple[tuple[str, float], ...] = (
    (r"almost (?:certain|sure)\w*|nearly certain|inevitabl\w+", 0.97),
    (r"remote|almost no chance|no chance", 0.03),
    (r"(?:very|highly|most|extremely) (?:unlikely|improbable)", 0.125),
    (r"(?:very|highly|most|extremely) (?:likely|probabl[ey])", 0.875),
    (r"unlikely|improbable|doubtful", 0.325),
    (r"likely|probabl[ey]|expect\w*", 0.675),
    (r"even chance|fifty-fifty|toss-up", 0.5),
    (r"some would|may|might|could|perhaps|possibl[ey]|appear\w*|seem\w*|suggest\w*|guess", 0.6),
)
PLAIN = 0.9  # said without any such word


@dataclass(frozen=True, slots=True)
class Unscored:
    """An assessment that is no question yet, and why."""

    assessment: Assessment
    why: str


def questions_from(
    assessments: Sequence[Assessment],
    *,
    sides: tuple[str, str],
    days: int,
    on: date,
    side_of: Callable[[Sequence[str], date | None], str | None],
    acts_before: Callable[[str | None, str | None, int], int | None],
) -> tuple[list[Asked], list[Unscored]]:
    """Each expert's expectation as a yes-or-no question for so many days, and those that stay unscored, with why.

    `sides` are the two sides of the conflict, the first taken for who is expected to act where the expert names nobody;
    `side_of` says to which of the two an expert's actors belong; `acts_before` how many acts there were in one
    direction in as many days before, None where nobody watched all of them. What was said after `on` is not asked.
    """
    asked, unscored = [], []
    for one in assessments:
        if one.made_on is not None and one.made_on > on:
            continue
        if one.direction == "unclear":
            unscored.append(Unscored(one, "gives no direction: put it as a question by hand if it can be one"))
            continue
        if one.condition and one.direction != "deter":
            unscored.append(Unscored(one, f"holds only {one.condition!r}: it can be scored if that comes about"))
            continue
        made = _put(one, sides, days, on, side_of, acts_before)
        asked.append(made) if isinstance(made, Asked) else unscored.append(made)
    return asked, unscored


def _put(
    one: Assessment,
    sides: tuple[str, str],
    days: int,
    on: date,
    side_of: Callable[[Sequence[str], date | None], str | None],
    acts_before: Callable[[str | None, str | None, int], int | None],
) -> Asked | Unscored:
    closes = one.horizon if one.horizon and one.horizon > on else on + timedelta(days=days)
    span = (closes - on).days
    told = "the day that was said" if one.horizon and one.horizon > on else f"{days} days, which nobody said"
    named = side_of(one.actors, one.made_on)
    by = named or sides[0]
    target = sides[1] if by == sides[0] else sides[0]
    whom = "" if named else f"; that {by} is meant is our reading"
    chance, because = chance_said(one)
    opens = on + timedelta(days=1)
    if one.direction == "escalate":
        before = acts_before(None, target, span)
        least = (before or 0) + 1
        first = (
            f"more acts of force on {target} than in as many days before ({before or 0})" if before is not None else ""
        )
        if before is None:
            first = f"at least 1 act of force on {target}: nobody watched as many days before"
        says = f"Are there at least {least} acts of force on {target} from {opens} to {closes}?"
        question = _question(one, says, opens, closes, None, target, least, f"escalation read as {first}; until {told}")
        return Asked(question, {one.speaker.name: chance}, because)
    if one.direction == "deter":
        says = f"Is there an act of force by {by} on {target} from {opens} to {closes}?"
        breach = f"; {one.condition!r} read as a breach and what would follow it" if one.condition else ""
        reading = f"held back read as no act of force by {by} on {target}{whom}{breach}; until {told}"
        question = _question(one, says, opens, closes, by, target, 1, reading)
        return Asked(question, {one.speaker.name: round(1 - chance, 4)}, because)
    return Unscored(one, "expects no change, and how much would be a change was not said")


def _question(
    one: Assessment, says: str, opens: date, closes: date, by: str | None, on: str, least: int, reading: str
) -> Question:
    return Question(
        "happens", says, opens, closes, by, on, at_least=least, about=one.id, reading=reading, read_by="Talion"
    )


def chance_said(one: Assessment) -> tuple[float, str]:
    """How likely a speaker holds what they expect, and from which word that was read.

    "An escalation is highly unlikely" is an expectation that force is held back, with a high chance: a word that
    denies counts for the direction it was read in.
    """
    words = f"{one.hedge or ''} {one.words}".lower()
    for pattern, chance in CHANCE_WORDS:
        found = re.search(rf"\b(?:{pattern})\b", words)
        if found:
            denied = chance < 0.5
            read = 1 - chance if denied else chance
            said = f"{found.group()!r} read as a chance of {chance:g}"
            return read, f"{said}, so {read:g} of what is expected" if denied else said
    return PLAIN, f"said without a word of likelihood, read as a chance of {PLAIN:g}"
