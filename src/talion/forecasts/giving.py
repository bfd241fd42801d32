"""Forecasts of a day: every forecaster asked every question, with what it saw and why it gives what it gives."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from talion.errors import ForecastError
from talion.forecasts.ahead import Ahead, Withheld, chances_of
from talion.forecasts.baselines import BASELINES, Baseline
from talion.forecasts.past import Direction, Past, digest_of, of_question
from talion.forecasts.question_file import Asked
from talion.records import Forecast, Question


@dataclass(frozen=True, slots=True)
class Given:
    """The forecasts of a day, and what was not forecast: (forecaster, question in words or "", why)."""

    forecasts: tuple[Forecast, ...]
    withheld: tuple[tuple[str, str, str], ...]


def directions_of(questions: Sequence[Question], sides: tuple[str, str]) -> tuple[Direction, ...]:
    """The directions that must be counted: both of the two sides, and those that questions are about beside."""
    asked = [of_question(one) for one in questions if one.asks not in {"outside", "attributed"}]
    return tuple(dict.fromkeys([Direction(*sides), Direction(*sides[::-1]), *asked]))


def give(
    questions: Sequence[Question],
    past: Past,
    *,
    on: date,
    models: Sequence[Baseline] = (),
    baselines: Sequence[Baseline] = BASELINES,
    rules: str = "",
    seed: int = 1,
) -> Given:
    """Forecasts of every question by every baseline and model, from the past alone.

    Raises ForecastError where the past does not end on the day of the forecast, or where a question opens on that day
    or before: then the answer, or a part of it, could be known. A forecaster that gives no number is told with why.
    """
    if past.last_day != on:
        raise ForecastError(f"a forecast of {on} was handed a past that ends on {past.last_day}")
    for question in questions:
        if question.opens <= on:
            raise ForecastError(
                f"{question.says}: opens on {question.opens}, and the forecast is of {on}: "
                "what happened by then is known. Let it open a day later"
            )
    asked = [one for one in questions if one.asks not in {"outside", "attributed"}]
    seen = digest_of(past)
    forecasts: list[Forecast] = []
    withheld = [
        ("every model", one.says, "is not about days of acts; only people can be asked") for one in questions
        if one not in asked
    ]  # fmt: skip
    days = max(((one.closes - on).days for one in asked), default=0)
    for forecaster in (*baselines, *models):
        looked: dict[tuple[Direction, int], Ahead | Withheld] = {}
        refused: set[tuple[Direction, str]] = set()
        for question in asked:
            key = of_question(question)
            # Stretches of the past are cut to the question's own length; a model's paths are as long as the longest.
            span = (question.closes - on).days if forecaster in baselines else days
            ahead = _look(forecaster, past, key, span, looked, seed)
            if isinstance(ahead, Withheld):
                if (key, ahead.why) not in refused:
                    withheld.append((forecaster.name, key.says, ahead.why))
                    refused.add((key, ahead.why))
                continue
            try:
                chances = chances_of(question, ahead, past)
            except ForecastError as wrong:
                withheld.append((forecaster.name, question.says, str(wrong)))
                continue
            forecasts.append(
                Forecast(question.id, on, question.closes, forecaster.name, chances, rules, seen, ahead.because)
            )
    return Given(tuple(forecasts), tuple(withheld))


def _look(
    forecaster: Baseline,
    past: Past,
    direction: Direction,
    days: int,
    looked: dict[tuple[Direction, int], Ahead | Withheld],
    seed: int,
) -> Ahead | Withheld:
    if (direction, days) not in looked:
        # A stream of its own for each, so that another question or forecaster changes nobody's numbers.
        name = f"{forecaster.name}|{direction.says}|{days}|{seed}".encode()
        random = np.random.default_rng(int.from_bytes(hashlib.sha256(name).digest()[:8], "big"))
        try:
            looked[direction, days] = forecaster.look(past, direction, days, random)
        except ForecastError as wrong:
            looked[direction, days] = Withheld(forecaster.name, str(wrong))
    return looked[direction, days]


def of_people(asked: Sequence[Asked], *, on: date, rules: str = "") -> tuple[Forecast, ...]:
    """The forecasts that people gave, as a file of questions has them."""
    return tuple(
        Forecast(
            one.question.id, on, one.question.closes, who, (1 - chance, chance), rules,
            because=tuple(word for word in (one.because, one.question.reading) if word),
        )
        for one in asked
        for who, chance in one.expects.items()
    )  # fmt: skip
