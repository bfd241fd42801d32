"""Questions, forecasts and what they earned, told line by line."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from talion.records import Forecast, Question, Score
from talion.views.sentences import Cast, counted

if TYPE_CHECKING:
    from talion.forecasts.backtest import Backtest
    from talion.forecasts.judged import Standing
    from talion.pipeline.forecasting import Forecasting, Scoring


def tell_outcomes(question: Question) -> str:
    """What can come of a question, in a few words."""
    named = question.outcomes
    return " or ".join(named) if len(named) <= 2 else f"{named[0]}, {named[1]}, … {named[-1]}"


def tell_chances(forecast: Forecast) -> str:
    """The chances of the outcomes in their order; a long tail of small ones is cut and said."""
    last = max((n for n, chance in enumerate(forecast.chances) if chance >= 0.005), default=0)
    kept = ", ".join(_share(chance) for chance in forecast.chances[: last + 1])
    rest = len(forecast.chances) - last - 1
    return f"{kept}{f', and {rest} more below .005' if rest else ''}"


def lines_of_forecast(done: "Forecasting", cast: Cast) -> Iterator[str]:
    """Each question with everybody's chance, then what nobody forecast and why."""
    for line in _forecast(done):
        yield cast.with_articles(line)


def _forecast(done: "Forecasting") -> Iterator[str]:
    yield f"Between {done.sides[0]} and {done.sides[1]}, given on {done.on}, for {done.days} days. What was known:"
    yield from (f"  {line}" for line in done.rests_on)
    for one in done.asked:
        yield ""
        yield one.question.says
        if one.question.reading:
            yield f"  (reading by {one.question.read_by or 'its author'}: {one.question.reading})"
        given = done.of(one.question)
        yield "  " + (
            ", ".join(f"{made.by} {_chance(made, one.question)}" for made in given) or "nobody gives a chance"
        )
    if done.withheld:
        yield ""
        yield from _withheld([(who, why, 1) for who, _, why in done.withheld])
    if done.unscored:
        yield ""
        yield "Expectations that are no question:"
        yield from (f"  {one.assessment.speaker.name}: {one.why}" for one in done.unscored)
    yield ""


def _chance(given: "Forecast", question: "Question") -> str:
    """What a forecast says, short: a chance, or the middle and the range of a number."""
    if question.is_yes_or_no:
        return _share(given.chances[1])
    running, marks = 0.0, []
    for level in (0.05, 0.5, 0.95):
        running, place = 0.0, 0
        for place, chance in enumerate(given.chances):  # noqa: B007 - the place is what is looked for
            running += chance
            if running >= level:
                break
        marks.append(question.outcomes[place])
    if question.asks == "lag":
        half = "" if marks[1] == question.outcomes[-1] else f", half of it by {marks[1]}"
        return f"{_share(1 - given.chances[-1])} by then{half}"
    return marks[1] if marks[0] == marks[2] else f"{marks[1]} ({marks[0]} to {marks[2]})"


def _share(chance: float) -> str:
    return f"{chance:.2f}".removeprefix("0") if 0.005 <= chance < 0.995 else ("<.01" if chance < 0.5 else ">.99")


def lines_of_scores(done: "Scoring", cast: Cast) -> Iterator[str]:
    """Each question with what came and what everybody earned, then everybody in one table for each kind."""
    for line in _scored(done):
        yield cast.with_articles(line)


def _scored(done: "Scoring") -> Iterator[str]:
    for one in done.scored:
        if one.place is None:
            continue
        who = f"{one.decided_by}: " if one.decided_by else ""
        yield f"{one.question.says} {one.question.outcomes[one.place].upper()} ({who}{one.says})"
        earned = sorted(one.scores, key=lambda made: made.brier)
        yield "  " + ", ".join(
            f"{made.forecast.by} {_chance(made.forecast, one.question)} earns {_earned(made)}" for made in earned
        )
    if done.open:
        yield ""
        yield f"{counted(len(done.open), 'question')} without an outcome:"
        yield from (f"  {one.question.says} {one.says}" for one in done.open)
    for kind, rows in done.standings.items():
        yield from _table(kind, rows)
    if done.standings:
        yield ""
        yield f"Questions of one day hang together. As many independent cases as days: {done.power}."


def _earned(made: Score) -> str:
    return f"{made.brier:.3f}" if made.crps is None else f"{made.crps:.2f}"


def _table(kind: str, rows: "Sequence[Standing]", evidence: Mapping[str, float | None] | None = None) -> Iterator[str]:
    """Everybody on one kind of question: mean scores, 0 being perfect, and skill beside own memory."""
    ranked = kind in {"count", "lag"}
    unit = {"count": "CRPS in acts", "lag": "CRPS in days", "rung": "ranked score"}.get(kind, "Brier score")
    yield ""
    yield f"{kind}: {unit} and log score (nats), 0 is perfect; skill beside own memory, 1 is perfect"
    wide = max(len(row.by) for row in rows)
    for row in rows:
        first = row.crps if ranked and row.crps is not None else row.brier
        told = "" if row.by != "own memory" else "  what the others are set beside"
        if row.skill is not None and row.skill.skill is not None and row.skill.low is not None:
            told = f"  skill {row.skill.skill:+.2f} ({row.skill.low:+.2f} to {row.skill.high:+.2f}): {row.skill.says}"
        elif row.skill is not None:
            told = f"  {row.skill.says}"
        bet = (evidence or {}).get(row.by)
        told += f"; e-value {bet:.3g}" if bet is not None and row.by != "own memory" else ""
        few = f"  [{row.caveats[0]}]" if row.caveats else ""
        yield f"  {row.by:{wide}}  n {row.n:4}  {first:7.3f}  {row.log:6.3f}{told}{few}"


def lines_of_backtest(done: "Backtest", cast: Cast) -> Iterator[str]:
    """Everybody in one table for each kind of question, and what so few cases can tell."""
    for line in _tested(done):
        yield cast.with_articles(line)


def _tested(done: "Backtest") -> Iterator[str]:
    days = {one.forecast.given_on for one in done.scores}
    yield f"Rules: {done.rules} (SHA-256 of the settings, before the first number)"
    yield (
        f"{len(days)} days, {done.step} days apart, each with {done.days} days ahead; not learned from: "
        f"{'what came later' if done.left_out == 'future' else 'this ' + done.left_out}."
    )
    for kind in ("happens", "count", "lag", "rung"):
        rows = done.standings(kind)
        if rows:
            yield from _table(kind, rows, {row.by: done.evidence(kind, row.by) for row in rows})
    yield ""
    yield f"{counted(len(set(done.episodes.values())), 'piece')} that stand apart: {done.power}."
    yield "An e-value of 20 or more would be strong evidence that a forecaster beats own memory; 1 is none."
    if done.unresolved:
        many = counted(len(done.unresolved), "question")
        yield f"{many} could not be answered, the first: {' '.join(done.unresolved[0])}"
    if done.withheld:
        yield from _withheld(done.withheld)


def _withheld(rows: "Sequence[tuple[str, str, int]]") -> Iterator[str]:
    """Who gives no number and why; reasons that differ by a number alone are told once, with the first of them."""
    first: dict[tuple[str, str], str] = {}
    many: dict[tuple[str, str], int] = {}
    for who, why, times in rows:
        key = who, re.sub(r"\d+ acts?\b|\d+", "#", why)
        first.setdefault(key, why)
        many[key] = many.get(key, 0) + times
    yield "Given by nobody, and why:"
    for key, why in first.items():
        yield f"  {key[0]}: {why}{f' (and the like, {many[key]} times)' if many[key] > 1 else ''}"
