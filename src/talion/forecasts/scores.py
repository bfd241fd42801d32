r"""What forecasts earn: scoring rules under which an honest chance is the best one to give.

For chances :math:`p_0 \ldots p_K` of ordered outcomes and outcome *y*, with :math:`F_k = \sum_{j \le k} p_j`:

.. math::

    \text{log} = -\ln p_y, \qquad \text{CRPS} = \sum_{k<K} (F_k - 1\{y \le k\})^2, \qquad \text{RPS} = \text{CRPS} / K.

For two outcomes RPS is Brier's score in its half form, :math:`(p - y)^2`.

References
----------
brier_1950; good_1952 (the log score); epstein_1969 (the ranked score); gneiting_raftery_2007 (propriety, CRPS)
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from talion.errors import ForecastError
from talion.records import Forecast, Question, Score

Floats = NDArray[np.float64]


def score(forecast: Forecast, outcome: int, question: Question) -> Score:
    """What a forecast earned once the outcome is known."""
    if len(forecast.chances) != len(question.outcomes) or not 0 <= outcome < len(question.outcomes):
        raise ForecastError(
            f"{question.says}: {len(forecast.chances)} chances for {len(question.outcomes)} outcomes; came {outcome}"
        )
    whole = crps(forecast.chances, outcome)
    return Score(
        forecast,
        outcome,
        brier=whole / (len(forecast.chances) - 1),
        log=log_score(forecast.chances, outcome),
        crps=None if question.is_yes_or_no else whole,
    )


def log_score(chances: Sequence[float], outcome: int) -> float:
    """Minus the natural logarithm of the chance given to what came; infinite where that was 0."""
    return -math.log(chances[outcome]) if chances[outcome] > 0 else math.inf


def brier(chance: float, happened: bool) -> float:
    """(p - y) squared: 0 is perfect, .25 what a coin earns, 1 worst."""
    return (chance - happened) ** 2


def crps(chances: Sequence[float], outcome: int) -> float:
    """The squared distance of the cumulated chances from the step at what came, summed over the steps."""
    cumulated = np.cumsum(chances)[:-1]
    steps = np.arange(len(chances) - 1) >= outcome
    return float(((cumulated - steps) ** 2).sum())


def rps(chances: Sequence[float], outcome: int) -> float:
    """The same, divided by the number of steps: 0 to 1 whatever the number of outcomes."""
    return crps(chances, outcome) / (len(chances) - 1)


def pit(chances: Sequence[float], outcome: int, *, random: np.random.Generator) -> float:
    """A number that is uniform on 0 to 1 over many forecasts if they are calibrated: F just below y, and a part of p.

    References
    ----------
    czado_gneiting_held_2009 (randomised, for counts)
    """
    return float(sum(chances[:outcome]) + random.random() * chances[outcome])


@dataclass(frozen=True, slots=True)
class Murphy:
    """Brier's score taken apart, over forecasts grouped by the chance they gave.

    `reliability` is how far the groups' shares lie from their chances (0 is best), `resolution` how far they lie from
    the share of all (large is best), `uncertainty` what the events themselves bring. Where chances differ within a
    group, `within` is what that adds; score = reliability - resolution + uncertainty + within, exactly.
    """

    score: float
    reliability: float
    resolution: float
    uncertainty: float
    within: float
    groups: tuple[tuple[float, float, int], ...]


def murphy(chances: ArrayLike, happened: ArrayLike, *, groups: int | None = None) -> Murphy:
    """Murphy's three parts of the mean Brier score; a group for each chance given, or so many of equal width.

    References
    ----------
    murphy_1973; stephenson_coelho_jolliffe_2008 (what grouping unlike chances adds)
    """
    p, y = np.asarray(chances, dtype=float), np.asarray(happened, dtype=float)
    if p.shape != y.shape or p.ndim != 1 or not p.size:
        raise ForecastError(f"as many outcomes as chances, and at least one; got {p.shape} and {y.shape}")
    key = p if groups is None else np.minimum((p * groups).astype(int), groups - 1).astype(float)
    overall = float(y.mean())
    told, reliability, resolution = [], 0.0, 0.0
    for one in np.unique(key):
        inside = key == one
        chance, share, n = float(p[inside].mean()), float(y[inside].mean()), int(inside.sum())
        told.append((chance, share, n))
        reliability += n * (chance - share) ** 2 / len(p)
        resolution += n * (share - overall) ** 2 / len(p)
    whole = float(((p - y) ** 2).mean())
    uncertainty = overall * (1 - overall)
    return Murphy(
        whole, reliability, resolution, uncertainty, whole - reliability + resolution - uncertainty, tuple(told)
    )
