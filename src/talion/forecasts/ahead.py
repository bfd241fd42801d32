"""Days to come as many paths, and what they say to a question."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from talion.errors import ForecastError
from talion.forecasts.past import Past, of_question
from talion.records import Question

Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Ahead:
    """What one forecaster expects in one direction: acts by path and day (M, H), and those of them that kill.

    `first_day` is the day after the forecast. `because` says in words what the paths rest on.
    """

    by: str
    first_day: date
    acts: Counts
    deadly: Counts
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Withheld:
    """A forecaster that gives no number, and why."""

    by: str
    why: str


def chances_of(question: Question, ahead: Ahead, past: Past) -> tuple[float, ...]:
    """The chance of each outcome of a question: shares of the paths, with one path spread over all outcomes.

    The spread path keeps every chance above 0, since no number of paths shows that something cannot be. Of the size,
    only acts are in the paths; each act's rung is drawn from the known sizes in this direction, smoothed by one act a
    rung in all. Raises ForecastError where the question is about days that the paths do not hold.
    """
    opens, closes = (question.opens - ahead.first_day).days, (question.closes - ahead.first_day).days
    if opens < 0:
        raise ForecastError(f"{question.says}: the days from {question.opens} on were over when the forecast was made")
    if closes >= ahead.acts.shape[1]:
        raise ForecastError(
            f"{question.says}: closes on {question.closes}, beyond the {ahead.acts.shape[1]} days looked ahead"
        )
    days: Counts = (ahead.deadly if question.deadly else ahead.acts)[:, opens : closes + 1]
    totals = days.sum(axis=1)
    outcomes = len(question.outcomes)
    if question.asks in {"happens", "answer"}:
        hits = np.array([(totals < question.at_least).mean(), (totals >= question.at_least).mean()])
    elif question.asks == "count":
        hits = np.bincount(np.minimum(totals, question.most), minlength=outcomes) / len(totals)
    elif question.asks == "lag":
        first = np.where(days.any(axis=1), (days > 0).argmax(axis=1), question.days)
        hits = np.bincount(first, minlength=outcomes) / len(totals)
    elif question.asks == "rung":
        hits = _rungs(question, totals, past)
    else:
        raise ForecastError(f"{question.says}: a question that asks {question.asks!r} has no answer in days of acts")
    smoothed = (hits * len(totals) + 1 / outcomes) / (len(totals) + 1)
    return tuple(float(chance) for chance in smoothed / smoothed.sum())


def _rungs(question: Question, totals: Counts, past: Past) -> NDArray[Any]:
    sizes = past.sizes[past.place(of_question(question))]
    if len(sizes) < FEWEST_SIZES:
        known = "1 act" if len(sizes) == 1 else f"{len(sizes)} acts"
        raise ForecastError(f"{known} with a known toll: too few to tell a size, it takes {FEWEST_SIZES}")
    rungs = len(question.rungs)
    reached = np.bincount(np.searchsorted(question.rungs, sizes, side="right") - 1, minlength=rungs).astype(float)
    share = (reached + 1 / rungs) / (reached.sum() + 1)
    # P(no act above rung r) over the number of acts; in front, that there is none.
    below = np.array([(np.cumsum(share)[r] ** totals).mean() for r in range(rungs)])
    none = float((totals == 0).mean())
    return np.diff(np.concatenate([[0.0, none], below]))


FEWEST_SIZES = 5
