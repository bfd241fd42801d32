"""Where a case, the fitted models and the forecasts meet: frozen pasts, questions, scores and backtests of a case.

The numeric libraries are imported inside: a list of events should not wait for them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from talion.errors import ForecastError, LedgerError, MeasureError, ScenarioError
from talion.pipeline.choosing import expected_of, lanes_of
from talion.pipeline.frozen import Frozen, named_war, watched_days
from talion.pipeline.holding import Holding, OpenCase
from talion.records import (
    Assessment,
    DateSpan,
    Forecast,
    Question,
    Resolution,
    Score,
    Selection,
    Timeline,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from talion.forecasts.ahead import Ahead, Withheld
    from talion.forecasts.backtest import Backtest
    from talion.forecasts.baselines import Baseline
    from talion.forecasts.expectations import Unscored
    from talion.forecasts.judged import Standing
    from talion.forecasts.past import Direction, Past
    from talion.forecasts.question_file import Asked
    from talion.scenarios.conflict import Pair

_EVERYTHING = Selection()
MODELS = ("play", "hawkes")
_PLAYED = 2000
_FEWEST_ACTS = 5  # of each side, below which no self-exciting model is fitted


@dataclass(frozen=True, slots=True)
class Forecasting:
    """The forecasts of one day: the questions, the chances by everybody, what was withheld, and the hash beforehand.

    `rules` was taken before the first number was worked out. `rests_on` says what was known; `unscored` are
    expectations that are no question, and why.
    """

    on: date
    days: int
    sides: tuple[str, str]
    rules: str
    asked: "tuple[Asked, ...]"
    forecasts: tuple[Forecast, ...]
    withheld: tuple[tuple[str, str, str], ...]
    unscored: "tuple[Unscored, ...]"
    rests_on: tuple[str, ...]

    def of(self, question: Question) -> tuple[Forecast, ...]:
        """The forecasts of one question."""
        return tuple(one for one in self.forecasts if one.question == question.id)


@dataclass(frozen=True, slots=True)
class Scored:
    """One question with how it came out, why, and what everybody earned on it; place None where it is still open."""

    question: Question
    place: int | None
    says: str
    decided_by: str | None
    evidence: tuple[str, ...]
    scores: tuple[Score, ...]


@dataclass(frozen=True, slots=True)
class Scoring:
    """All forecasts held against what came: question by question, and everybody in one table for each kind."""

    scored: tuple[Scored, ...]
    standings: "Mapping[str, tuple[Standing, ...]]"
    power: str

    @property
    def open(self) -> tuple[Scored, ...]:
        """The questions without an outcome yet."""
        return tuple(one for one in self.scored if one.place is None)


# Forecasting ---------------------------------------------------------------------------------------------------------


def forecasts_of(
    case: OpenCase,
    *,
    on: date,
    days: int,
    selection: Selection = _EVERYTHING,
    lanes: Sequence[str] | None = None,
    asked: "Sequence[Asked]" = (),
    models: Sequence[str] = MODELS,
    watched_from: date | None = None,
    seed: int = 1,
    hashed: Callable[[str], None] | None = None,
) -> Forecasting:
    """The forecasts of a day; `asked` takes the place of the standard questions. `hashed` is told the hash first."""
    from talion.forecasts.baselines import BASELINES
    from talion.forecasts.giving import directions_of, give, of_people
    from talion.forecasts.making import rules_hash
    from talion.forecasts.past import past_of
    from talion.forecasts.question_file import Asked

    frozen = Frozen(case, on)
    sides = _sides(frozen, selection, lanes)
    names = _names(frozen, sides, [one.question for one in asked])
    watched = watched_days(frozen, on, watched_from)
    if watched is None or watched.first > on:
        raise ForecastError(f"the case holds no report dated {on} or before; there is nothing to make a forecast from")
    quiet = (on - watched.last).days
    if quiet > days:
        raise ForecastError(
            f"what the case knows ends on {watched.last}, {quiet} days before {on}: it says nothing of the {days} days "
            f"after that. Read newer reports, or name a day up to {watched.last + timedelta(days=days)}"
        )
    war = named_war(frozen, names, [watched])
    unscored: list[Unscored] = []
    given_by_hand = list(asked)
    if not given_by_hand:
        from_people, unscored = _from_people(case, frozen, selection, sides, war, on, days)
        given_by_hand = [Asked(one, {}) for one in _standard(war, sides, on, days)] + from_people
    questions = [one.question for one in given_by_hand]
    settings = {
        "on": on, "days": days, "sides": sides, "seed": seed, "watched": watched, "models": tuple(models),
        "baselines": tuple(one.name for one in BASELINES),
        "people": sorted((one.question.id, *said) for one in given_by_hand for said in one.expects.items()),
    }  # fmt: skip
    rules = rules_hash(questions, settings)
    if hashed is not None:
        hashed(rules)
    past = past_of(war, directions_of(questions, sides), on=on)
    longest = max(((one.closes - on).days for one in questions), default=days)
    made = models_of(war, past, sides, on=on, days=longest, which=models, seed=seed)
    given = give(questions, past, on=on, models=made, rules=rules, seed=seed)
    people = of_people(given_by_hand, on=on, rules=rules)
    seen = (
        f"{int(past.acts[:, 0].sum())} acts {past.directions[0].says}, {int(past.acts[:, 1].sum())} "
        f"{past.directions[1].says}, on {int(past.watched.sum())} watched days from {watched.first}"
    )
    aside = (f"{past.aside} acts without a usable day are left out",) if past.aside else ()
    return Forecasting(
        on, days, sides, rules, tuple(given_by_hand), (*given.forecasts, *people), given.withheld, tuple(unscored),
        (*frozen.left_out, seen, *aside),
    )  # fmt: skip


def _sides(holding: Holding, selection: Selection, lanes: Sequence[str] | None) -> tuple[str, str]:
    """The names of the two sides: those asked for, else the two with most force between them."""
    ids = lanes_of(holding, selection, list(holding.events.values()), lanes)[:2]
    if len(ids) < 2:
        raise ForecastError("a forecast needs two sides; name them with --between, or read more reports")
    one, other = (holding.sides.actor(id).name for id in ids)
    return one, other


def _names(holding: Holding, sides: tuple[str, str], questions: Sequence[Question]) -> dict[str, str]:
    wanted = [*sides, *(name for one in questions for name in (one.by, one.on) if name)]
    return {name: holding.sides.named(name).id for name in dict.fromkeys(wanted)}


def _standard(war: Timeline, sides: tuple[str, str], on: date, days: int) -> tuple[Question, ...]:
    from talion.forecasts.making import standard_questions, unanswered

    return standard_questions(
        sides, on=on, days=days, triggers=unanswered(war, sides, on=on), anybody_on=_often_unknown(war, sides)
    )


def _often_unknown(war: Timeline, sides: tuple[str, str]) -> tuple[str, ...]:
    """The sides that are hit by somebody unknown at times: of these it is asked by whomever, too."""
    return tuple(
        side for side in sides if any(one.is_force and not one.actors and side in one.recipients for one in war.events)
    )


def _from_people(
    case: OpenCase, frozen: Frozen, selection: Selection, sides: tuple[str, str], war: Timeline, on: date, days: int
) -> "tuple[list[Asked], list[Unscored]]":
    from talion.forecasts.expectations import questions_from
    from talion.forecasts.past import Direction, past_of

    known = [one for one in expected_of(case, frozen, replace(selection, between=None)) if _was_said(frozen, one, on)]
    ids = {name: frozen.sides.named(name).id for name in sides}

    def side_of(actors: Sequence[str], day: date | None) -> str | None:
        return next((name for name, id in ids.items() if frozen.sides.counts_as(actors, id, day)), None)

    def acts_before(by: str | None, target: str | None, span: int) -> int | None:
        past = past_of(war, [Direction(by, target)], on=on)
        if past.days < span or not past.watched[-span:].all():
            return None
        return int(past.acts[-span:].sum())

    # Whom the expert speaks of is asked first; who is hit last, second.
    doer, hit = sides if not _hit_first(war, sides) else sides[::-1]
    return questions_from(known, sides=(doer, hit), days=days, on=on, side_of=side_of, acts_before=acts_before)


def _hit_first(war: Timeline, sides: tuple[str, str]) -> bool:
    """Whether the first side is more often hit by nobody known than the second: then the second is who may answer."""
    unknown = [sum(one.is_force and not one.actors and side in one.recipients for one in war.events) for side in sides]
    return unknown[0] >= unknown[1]


def _was_said(frozen: Frozen, one: Assessment, on: date) -> bool:
    return one.passage.report in frozen.reports and (one.made_on is None or one.made_on <= on)


# Models --------------------------------------------------------------------------------------------------------------

_Look = Callable[..., "Ahead | Withheld"]


def models_of(
    lessons: Timeline, past: "Past", sides: tuple[str, str], *, on: date, days: int, which: Sequence[str], seed: int
) -> "list[Baseline]":
    """The fitted models as forecasters; one that cannot be fitted or played is there and says why it gives nothing.

    `lessons` is the timeline that they are fitted on, as far as `past` allows its days to be learned from.
    """
    from talion.forecasts.baselines import Baseline

    unknown = [one for one in which if one not in MODELS]
    if unknown:
        raise ForecastError(f"there is no model {unknown[0]!r}; there are {', '.join(MODELS)}")
    made = []
    if "play" in which:
        look = _played(lessons, past, sides, on, days, seed)
        made.append(Baseline("play", "the fitted scenario, played forward", look))
    if "hawkes" in which:
        made.append(Baseline("Hawkes", "acts that excite acts, fitted by the day", _excited(past)))
    return made


def _withheld(name: str, why: str) -> _Look:
    from talion.forecasts.ahead import Withheld

    return lambda *_: Withheld(name, why)


def _played(lessons: Timeline, past: "Past", sides: tuple[str, str], on: date, days: int, seed: int) -> _Look:
    import numpy as np

    from talion.forecasts.ahead import Ahead, Withheld
    from talion.scenarios.calibrate import calibrate
    from talion.scenarios.play import play

    if past.unlearned:
        return _withheld("play", "a scenario is fitted to a pair of sides, and this pair is left out")
    try:
        fitted = calibrate(Timeline(lessons.events, _learned(past)), sides, name=f"fitted on {on}", seed=seed)
        runs = play(fitted.scenario, days=days, paths=_PLAYED, seed=seed)
    except (ScenarioError, MeasureError) as wrong:
        return _withheld("play", str(wrong))
    scenario = fitted.scenario
    sees = {sight.party: sight.detection for sight in scenario.sights}
    told = len(fitted.estimates) - len(fitted.not_told)
    said = f"{told} numbers fitted, {len(fitted.not_told)} not identified and drawn from stated ranges"

    def look(_past: "Past", direction: "Direction", _days: int, random: np.random.Generator) -> "Ahead | Withheld":
        pairs = [
            pair for pair in scenario.pairs
            if direction.by in (None, pair.actor) and direction.on in (None, pair.recipient)
        ]  # fmt: skip
        if not pairs:
            return Withheld("play", f"the scenario holds no acts {direction.says}")
        acts = np.zeros((_PLAYED, days), dtype=np.int64)
        deadly = np.zeros_like(acts)
        for pair in pairs:
            late = _carried(past, pair, days, random)
            dead = runs.counted("deaths", actor=pair.actor, recipient=pair.recipient)
            dead = dead + random.binomial(late, pair.lethal)
            mild = runs.counted("acts", actor=pair.actor, recipient=pair.recipient) + late
            mild = np.maximum(mild - dead, 0)
            if direction.by is not None and pair.recipient in sees:
                # Who did it stays unknown in some of them, and such an act is no act by the side in the record.
                dead = random.binomial(dead, sees[pair.recipient])
                mild = random.binomial(mild, sees[pair.recipient])
            acts, deadly = acts + mild + dead, deadly + dead
        return Ahead("play", on + timedelta(days=1), acts, deadly, (said,))

    return look


def _carried(past: "Past", pair: "Pair", days: int, random: "np.random.Generator") -> "NDArray[np.int64]":
    """Answers that acts of the past still call forth, by path and day: a play begins as if nothing had gone before."""
    import numpy as np

    from talion.forecasts.past import Direction

    rule = pair.rule
    acts = np.zeros((_PLAYED, days), dtype=np.int64)
    try:
        place = past.place(Direction(pair.recipient, pair.actor))
    except ForecastError:
        return acts
    recent = min(past.days, _LATEST_ANSWER_DAYS)
    for back in range(recent):
        row = past.days - 1 - back
        many, dead = int(past.acts[row, place]), int(past.deadly[row, place])
        for chance, triggers in ((rule.below, many - dead), (rule.above, dead)):
            if triggers <= 0 or not chance:
                continue
            comes = random.random((_PLAYED, triggers)) < chance
            lags = random.gamma(rule.late_shape, rule.late_days / rule.late_shape, comes.shape)
            day = np.ceil(np.maximum(lags, 1e-9)).astype(np.int64) - back - 1
            path, which = np.nonzero(comes & (day >= 0) & (day < days))
            np.add.at(acts, (path, day[path, which]), 1)
    return acts


_LATEST_ANSWER_DAYS = 60


def _learned(past: "Past") -> tuple[DateSpan, ...]:
    """The spans of days that were watched and may be learned from."""
    lessons = past.lessons
    found: list[DateSpan] = []
    for place, usable in enumerate(lessons.watched & lessons.learned):
        day = lessons.first_day + timedelta(days=place)
        if usable and found and (day - found[-1].last).days == 1:
            found[-1] = DateSpan(found[-1].first, day)
        elif usable:
            found.append(DateSpan.on(day))
    return tuple(found)


def _excited(past: "Past") -> _Look:
    import numpy as np

    from talion.forecasts.ahead import Withheld
    from talion.forecasts.baselines import excited
    from talion.measures.hawkes.daily import daily_counts, fit_days
    from talion.measures.hawkes.kernels import day_weights

    if past.unlearned:
        return _withheld("Hawkes", "the process is fitted to a pair of sides, and this pair is left out")
    lessons = past.lessons
    usable = lessons.watched & lessons.learned
    counts = np.where(usable[:, None], lessons.acts[:, :2], 0)
    if counts.sum(axis=0).min() < _FEWEST_ACTS:
        few = " and ".join(str(int(n)) for n in counts.sum(axis=0))
        return _withheld("Hawkes", f"{few} acts of the two sides are too few to fit; it takes {_FEWEST_ACTS} of each")
    names = [one.by or "anybody" for one in past.directions[:2]]
    try:
        fit = fit_days(daily_counts(names, counts, watched=usable), starts=1)
    except MeasureError as wrong:
        return _withheld("Hawkes", str(wrong))
    weights = day_weights(fit.kernel_of(0, 0), 120)

    def look(_past: "Past", direction: "Direction", days: int, random: np.random.Generator) -> "Ahead | Withheld":
        if direction not in past.directions[:2]:
            return Withheld("Hawkes", f"is fitted to acts of known sides, and not to acts {direction.says}")
        order = [0, 1] if direction == past.directions[0] else [1, 0]
        return excited(
            past, direction, days, random,
            own=fit.mu[-1][order], answers=fit.answers[np.ix_(order, order)], weights=weights,
        )  # fmt: skip

    return look


# Scoring -------------------------------------------------------------------------------------------------------------


def score_case(case: OpenCase, *, since: date | None = None, watched_from: date | None = None) -> Scoring:
    """All forecasts that the case holds, scored as far as their questions came out.

    What a person decided of a question, or of the assessment that it puts, goes before what the ledger says.
    """
    from talion.forecasts.baselines import OWN_MEMORY
    from talion.forecasts.judged import power_says, standings
    from talion.forecasts.scores import score

    expected = case.ledger.expected
    given = [one for one in expected.forecasts() if since is None or one.given_on >= since]
    if not given:
        raise ForecastError("the case holds no forecast to score; `talion forecast` makes some")
    wanted = {one.question for one in given}
    questions = [one for one in expected.questions() if one.id in wanted]
    outcomes = _outcomes(case, questions, watched_from)
    found: list[Scored] = []
    for question in questions:
        place, says, by, evidence = outcomes[question.id]
        scores = (
            [score(one, place, question) for one in given if one.question == question.id] if place is not None else []
        )
        found.append(Scored(question, place, says, by, evidence, tuple(scores)))
    kinds = dict.fromkeys(_kind_of(one.question) for one in found)
    tables = {
        kind: standings(
            [score for one in found if _kind_of(one.question) == kind for score in one.scores], beside=OWN_MEMORY,
            cluster_of={one.question.id: str(one.question.opens) for one in found},
        )
        for kind in kinds
    }  # fmt: skip
    days = {one.question.opens for one in found if one.place is not None}
    return Scoring(tuple(found), {kind: rows for kind, rows in tables.items() if rows}, power_says(max(len(days), 1)))


def _kind_of(question: Question) -> str:
    """In which table a question is scored: yes-or-no questions together, the others by what they ask."""
    return "yes or no" if question.is_yes_or_no else question.asks


def _outcomes(
    case: OpenCase, questions: Sequence[Question], watched_from: date | None
) -> dict[str, tuple[int | None, str, str | None, tuple[str, ...]]]:
    """Each question's outcome, in words, who decided it (None: the ledger), and on what."""
    from talion.forecasts.resolve import is_due, outcome_of

    holding = case.holding()
    decided = {one.about: one for one in case.ledger.expected.resolutions()}
    last = max((day for one in holding.reports.values() if (day := one.published)), default=None)
    days = [event.when.last for event in holding.events.values() if event.origin and event.when]
    last = max([day for day in (last, max(days, default=None)) if day], default=None)
    watched = watched_days(holding, None, watched_from)
    names = {
        name: holding.sides.named(name).id
        for name in dict.fromkeys(name for one in questions for name in (one.by, one.on) if name)
    }
    war = named_war(holding, names, [watched] if watched else [])
    found: dict[str, tuple[int | None, str, str | None, tuple[str, ...]]] = {}
    for question in questions:
        person = decided.get(question.id) or decided.get(question.about or "")
        if person is not None:
            said = person.why or "decided by a person"
            found[question.id] = (person.outcome, said, person.by, person.evidence)
        elif question.asks != "outside" and not is_due(question, last):
            held = f"the case holds reports up to {last}" if last else "the case holds no dated report"
            found[question.id] = (None, f"closes on {question.closes}, and {held}", None, ())
        else:
            outcome = outcome_of(question, war, blames=tuple(holding.events.values()))
            found[question.id] = (outcome.place, outcome.says, None, outcome.evidence)
    return found


# Deciding ------------------------------------------------------------------------------------------------------------


def suggested_outcome(case: OpenCase, about: str) -> tuple[str, int | None, str, tuple[str, ...]]:
    """The id of a question or an assessment by its beginning, what the ledger suggests of it, why, and on what.

    Of an assessment, what the ledger says of the question that puts it; where the case holds none, nothing.
    """
    record = case.ledger.find(about)
    if isinstance(record, Question):
        questions = [record]
    elif isinstance(record, Assessment):
        questions = [one for one in case.ledger.expected.questions() if one.about == record.id]
    else:
        raise LedgerError(f"{about} is no question and no assessment; nothing about it is expected")
    if not questions:
        return record.id, None, "no question puts it; `talion forecast` writes questions that do", ()
    bare = [replace(one, about=None) for one in questions]
    outcomes = _outcomes(case, bare, None)
    places = {outcomes[one.id][0] for one in bare}
    place, says, _, evidence = outcomes[bare[-1].id]
    if len(places) > 1:
        return record.id, None, "its questions came out differently: " + "; ".join(outcomes[q.id][1] for q in bare), ()
    return record.id, place, says, evidence


def resolve_expectation(
    case: OpenCase, about: str, outcome: str, *, by: str, why: str, evidence: Sequence[str], now: datetime
) -> Resolution:
    """How a question or an assessment came out, held as a decision of a person beside what the ledger suggests."""
    from talion.forecasts.question_file import CANNOT_TELL, outcome_named

    id, suggested, _, _ = suggested_outcome(case, about)
    record = case.ledger.find(id)
    question = record if isinstance(record, Question) else Question("outside", "?", date.min, date.min)
    place = outcome_named(question, outcome)
    if place is None and outcome.strip().lower() not in CANNOT_TELL:
        raise ForecastError(
            f'{id} comes out as one of {", ".join(question.outcomes[:8])}, or as "cannot tell"; not {outcome!r}'
        )
    known = [one if "://" in one else _key_of(case, one) for one in evidence]
    made = Resolution(id, place, by, now, why, tuple(known), suggested)
    case.ledger.expected.resolve(made)
    return made


def _key_of(case: OpenCase, id: str) -> str:
    record = case.ledger.find(id)
    return id if not hasattr(record, "id") else str(record.id)


# Backtests -----------------------------------------------------------------------------------------------------------


def backtest_case(
    case: OpenCase,
    *,
    first: date,
    last: date,
    days: int,
    step: int | None = None,
    selection: Selection = _EVERYTHING,
    lanes: Sequence[str] | None = None,
    left_out: str = "future",
    embargo_days: int | None = None,
    models: Sequence[str] = MODELS,
    watched_from: date | None = None,
    seed: int = 1,
    progress: Callable[[int], None] | None = None,
) -> "Backtest":
    """A backtest on a case: each day's forecasts from what was reported by then, scored by what the case holds now."""
    from talion.forecasts.backtest import backtest

    holding = case.holding()
    sides = _sides(holding, selection, lanes)
    names = {name: holding.sides.named(name).id for name in sides}
    watched = watched_days(holding, None, watched_from)
    if watched is None:
        raise ForecastError("the case holds no dated act; there is nothing to test on")
    truth = named_war(holding, names, [watched])

    held = (case.ledger.reports(), case.ledger.events())

    def war_as_of(on: date) -> Timeline:
        frozen = Frozen(case, on, held=held)
        span = watched_days(frozen, on, watched_from)
        if span is None or span.first > on:
            raise ForecastError(f"no report is dated {on} or before")
        return named_war(frozen, names, [span])

    def models_at(on: date, past: "Past") -> "list[Baseline]":
        lessons = truth if past.library is not None else war_as_of(on)
        return models_of(lessons, past, sides, on=on, days=days, which=models, seed=seed)

    return backtest(
        war_as_of, truth, sides, first=first, last=last, days=days, step=step, left_out=left_out,
        embargo_days=embargo_days, models_at=models_at if models else None, seed=seed, progress=progress,
    )  # fmt: skip


# Files ---------------------------------------------------------------------------------------------------------------


def read_questions(path: Path) -> "tuple[Asked, ...]":
    """The questions of a file. ForecastError names line and rule where one is none."""
    from talion.forecasts.question_file import questions_in

    try:
        text = path.read_text("utf-8")
    except OSError as wrong:
        raise ForecastError(f"{path}: cannot be read: {wrong.strerror}") from wrong
    return questions_in(text, name=path.name)


def written_forecasting(done: Forecasting) -> str:
    """The questions of a forecast as a file, the experts' readings included."""
    from talion.forecasts.question_file import written_questions

    return written_questions(done.asked)
