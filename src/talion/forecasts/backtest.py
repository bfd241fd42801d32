"""Forecasts as they would have been: the same questions asked again and again over a record, and scored."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from talion.errors import ForecastError
from talion.forecasts.baselines import BASELINES, OWN_MEMORY, Baseline
from talion.forecasts.giving import Given, directions_of, give
from talion.forecasts.judged import Standing, e_process, power_says, standings
from talion.forecasts.making import rules_hash, standard_questions
from talion.forecasts.past import Direction, Past, past_of
from talion.forecasts.resolve import outcome_of
from talion.forecasts.scores import pit, score
from talion.records import DateSpan, Question, Score, Timeline

# What may be learned from: the past alone; everything but the other dyad's and own days; everything but this episode.
LEFT_OUT = ("future", "dyad", "episode")
EPISODE_APART_DAYS = 30
FEWEST_PIECES = 4  # episodes and quiet times below which quarters of a year stand for them


@dataclass(frozen=True)
class Backtest:
    """What a backtest gave: every scored forecast with its question, and what could not be asked or answered.

    `episodes` gives each question the stretch of fighting, or the quiet time between two, that it falls in; in fighting
    that hardly pauses, the quarter of its year. `rules` is the hash of questions and
    settings, taken before the first forecast.
    """

    scores: tuple[Score, ...]
    questions: dict[str, Question]
    episodes: dict[str, str]
    withheld: tuple[tuple[str, str, int], ...]
    unresolved: tuple[tuple[str, str], ...]
    rules: str
    days: int
    step: int
    left_out: str

    def of(self, asks: str, *, deadly: bool | None = None) -> tuple[Score, ...]:
        """The scores of one kind of question."""
        return tuple(
            one for one in self.scores
            if (question := self.questions[one.forecast.question]).asks == asks
            and (deadly is None or question.deadly == deadly)
        )  # fmt: skip

    def standings(self, asks: str, *, deadly: bool | None = None, beside: str = OWN_MEMORY) -> tuple[Standing, ...]:
        """All forecasters on one kind of question, with the skill of each beside own memory."""
        return standings(self.of(asks, deadly=deadly), beside=beside, cluster_of=self.episodes)

    def evidence(self, asks: str, by: str, *, beside: str = OWN_MEMORY, deadly: bool | None = None) -> float | None:
        """The e-value that one forecaster beats another on questions that do not overlap; None without any."""
        found = self.of(asks, deadly=deadly)
        mine = {(one.forecast.given_on, one.forecast.question): one.brier for one in found if one.forecast.by == by}
        others = {
            (one.forecast.given_on, one.forecast.question): one.brier for one in found if one.forecast.by == beside
        }
        days: dict[date, list[tuple[float, float]]] = {}
        for key in mine.keys() & others.keys():
            days.setdefault(key[0], []).append((mine[key], others[key]))
        kept: list[tuple[float, float]] = []
        last: date | None = None
        for day in sorted(days):
            if last is None or (day - last).days >= self.days:
                kept.append(tuple(np.mean(days[day], axis=0)))
                last = day
        return float(e_process(*zip(*kept, strict=True))[-1]) if kept else None

    def pits(self, by: str, asks: str = "count", *, seed: int = 1) -> list[float]:
        """The randomised PIT values of one forecaster."""
        random = np.random.default_rng(seed)
        return [pit(one.forecast.chances, one.outcome, random=random) for one in self.of(asks) if one.forecast.by == by]

    @property
    def power(self) -> str:
        """What as many cases as there are episodes can tell, in one sentence."""
        return power_says(max(len(set(self.episodes.values())), 1))


def backtest(
    war_as_of: Callable[[date], Timeline],
    truth: Timeline,
    sides: tuple[str, str],
    *,
    first: date,
    last: date,
    days: int,
    step: int | None = None,
    left_out: str = "future",
    embargo_days: int | None = None,
    kinds: Sequence[str] = ("ASSAULT",),
    models_at: Callable[[date, Past], Sequence[Baseline]] | None = None,
    baselines: Sequence[Baseline] = BASELINES,
    seed: int = 1,
    progress: Callable[[int], None] | None = None,
) -> Backtest:
    """Standard questions of every so-manieth day from `first` to `last`, forecast from what was reported by that day.

    `war_as_of` gives the timeline as it was known at the end of a day, `truth` the one that answers. Days step by the
    horizon unless told otherwise, so that questions do not overlap. With `left_out` "future" a forecaster learns from
    the past alone. With "episode" it learns from everything in `truth` but the episode that the day falls in, and with
    "dyad" from other pairs of sides alone, which the caller has put into the timelines; both keep `embargo_days` around
    (the horizon unless told) and ask how well rules carry over, not what could have been known: the state of things
    they start from is still the past's. `models_at` gives fitted models of a day. Raises ForecastError where no day
    can be asked.
    """
    if left_out not in LEFT_OUT:
        raise ForecastError(f"what is left out is one of {', '.join(LEFT_OUT)}; not {left_out!r}")
    if last < first:
        raise ForecastError(f"the backtest ends on {last}, before it begins on {first}")
    step = step or days
    end = truth.last_day
    if end is None or first + timedelta(days=days) > end:
        raise ForecastError(
            f"the horizon lies beyond the data: {days} days from {first} end after the last watched day, {end}"
        )
    embargo = days if embargo_days is None else embargo_days
    episodes = episodes_of(truth, sides, kinds)
    settings: dict[str, object] = {
        "sides": sides, "first": first, "last": last, "days": days, "step": step, "left out": left_out,
        "embargo": embargo, "kinds": tuple(kinds), "seed": seed, "baselines": [one.name for one in baselines],
    }  # fmt: skip
    rules = rules_hash((), settings)
    scores: list[Score] = []
    asked: dict[str, Question] = {}
    episode_of: dict[str, str] = {}
    withheld: dict[tuple[str, str], int] = {}
    unresolved: list[tuple[str, str]] = []
    on, n = first, 0
    while on <= last and on + timedelta(days=days) <= end:
        questions = standard_questions(sides, on=on, days=days, kinds=kinds)
        try:
            given = _given(war_as_of, truth, questions, sides, on, days, left_out, embargo, episodes, kinds,
                           models_at, baselines, rules, seed)  # fmt: skip
        except ForecastError as wrong:
            withheld["everybody", str(wrong)] = withheld.get(("everybody", str(wrong)), 0) + 1
            on += timedelta(days=step)
            continue
        for name, _, why in given.withheld:
            withheld[name, why] = withheld.get((name, why), 0) + 1
        came = {question.id: outcome_of(question, truth) for question in questions}
        for question in questions:
            outcome = came[question.id]
            if outcome.place is None:
                unresolved.append((question.says, outcome.says))
            asked[question.id] = question
            episode_of[question.id] = _episode(episodes, on, days)
        for forecast in given.forecasts:
            place = came[forecast.question].place
            if place is not None:
                scores.append(score(forecast, place, asked[forecast.question]))
        on += timedelta(days=step)
        n += 1
        if progress:
            progress(n)
    if not scores:
        why = "; ".join(f"{name}: {why}" for name, why in list(withheld)[:3])
        raise ForecastError(f"no question from {first} to {last} could be forecast and scored. {why}")
    if len(set(episode_of.values())) < FEWEST_PIECES:
        # Fighting that hardly pauses is one episode: then the quarters of a year stand for pieces, too independent.
        episode_of = {id: f"{one.opens.year}, quarter {(one.opens.month + 2) // 3}" for id, one in asked.items()}
    return Backtest(
        tuple(scores), asked, {key: episode_of[key] for key in asked},
        tuple((name, why, times) for (name, why), times in withheld.items()), tuple(unresolved), rules, days, step,
        left_out,
    )  # fmt: skip


def _given(
    war_as_of: Callable[[date], Timeline], truth: Timeline, questions: Sequence[Question], sides: tuple[str, str],
    on: date, days: int, left_out: str, embargo: int, episodes: Sequence[DateSpan], kinds: Sequence[str],
    models_at: Callable[[date, Past], Sequence[Baseline]] | None, baselines: Sequence[Baseline], rules: str, seed: int,
) -> Given:  # fmt: skip
    war = war_as_of(on)
    past = past_of(war, directions_of(questions, sides), on=on, kinds=kinds)
    if left_out == "dyad":
        past = _other_dyads(war, past, sides, on, kinds)
    elif left_out == "episode":
        past = _other_episodes(truth, past, on, days, embargo, episodes, kinds)
    models = models_at(on, past) if models_at is not None else ()
    return give(questions, past, on=on, models=models, baselines=baselines, rules=rules, seed=seed)


def _other_dyads(war: Timeline, past: Past, sides: tuple[str, str], on: date, kinds: Sequence[str]) -> Past:
    """What is learned comes from the other pairs of sides; the own pair's days only say where things stand.

    A pair that shares one of the sides is another pair.
    """
    pairs = {
        Direction(event.actors[0], event.recipients[0]) for event in war.events
        if event.dyad is not None and set(event.dyad) != set(sides)
    }  # fmt: skip
    others = sorted((one for one in pairs if one.by != one.on), key=str)
    if not others:
        raise ForecastError(f"no dyad beside {' and '.join(sides)} is in the timeline; there is nothing to learn from")
    whole = past_of(war, [*past.directions, *others], on=on, kinds=kinds)
    return replace(whole, unlearned=frozenset(range(len(past.directions))))


def _other_episodes(
    truth: Timeline, past: Past, on: date, days: int, embargo: int, episodes: Sequence[DateSpan], kinds: Sequence[str]
) -> Past:
    """What is learned is the whole record but for the days asked about, their episode, and so many days around."""
    asked = DateSpan(on + timedelta(days=1), on + timedelta(days=days))
    here = [span for span in episodes if span.touches(asked, within_days=embargo)]
    end = truth.last_day or on
    whole = past_of(truth, past.directions, on=end, kinds=kinds)
    return past.learning_from(whole.without([asked, *here], embargo_days=embargo))


def episodes_of(
    war: Timeline, sides: tuple[str, str], kinds: Sequence[str], *, apart_days: int = EPISODE_APART_DAYS
) -> tuple[DateSpan, ...]:
    """Stretches of acts between two sides that lie further apart than so many days."""
    pair = set(sides)
    days = sorted(
        event.when.first for event in war.events
        if event.when and event.action in kinds and event.dyad is not None and set(event.dyad) == pair
    )  # fmt: skip
    found: list[DateSpan] = []
    for day in days:
        if found and (day - found[-1].last).days <= apart_days:
            found[-1] = DateSpan(found[-1].first, day)
        else:
            found.append(DateSpan.on(day))
    return tuple(found)


def _episode(episodes: Sequence[DateSpan], on: date, days: int) -> str:
    """The episode that the days touch, or the quiet time that they lie in: after which episode."""
    asked = DateSpan(on + timedelta(days=1), on + timedelta(days=days))
    for n, span in enumerate(episodes, 1):
        if span.touches(asked):
            return f"episode {n}"
    return f"quiet after episode {sum(span.last < asked.first for span in episodes)}"
