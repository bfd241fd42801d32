r"""What a forecast must beat: five ways to look ahead that know no theory of the conflict.

All but the last two resample stretches of the past, so that a stretch keeps its bursts. Beside the stretches stands
one made-up stretch with a steady rate, the posterior of which is Gamma(n + 1/2, days) under Jeffreys' prior: with few
stretches it counts for much, with many for little, and what never happened keeps a chance.

`own memory` is the rate of late: acts weighted by one half each so many days,

.. math:: \lambda \sim \Gamma\Big(\tfrac12 + \sum_s \omega_s y_s,\;
          \frac{1}{2 \bar\lambda} + \sum_s \omega_s\Big), \quad \omega_s = 2^{-(t-s)/h},

drawn a little to the usual rate of the whole record; the half-life *h* is the one of HALF_LIVES that foretold best the
days it may learn from, one day at a time, a longer one unless a shorter gains half a nat.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from talion.forecasts.ahead import Ahead, Counts, Withheld
from talion.forecasts.past import Direction, Past

PATHS = 2000
HALF_LIVES = (7, 14, 30, 60, 120, 240, 480)
FEWEST_DAYS = 14  # watched days below which nothing is expected of a rate
FEWEST_STRETCHES = 3  # stretches end to end below which none is resampled


@dataclass(frozen=True, slots=True)
class Baseline:
    """One way to look ahead: its name, what it says, and the paths it gives."""

    name: str
    says: str
    look: Callable[[Past, Direction, int, np.random.Generator], Ahead | Withheld]


def climatology(past: Past, direction: Direction, days: int, random: np.random.Generator) -> Ahead | Withheld:
    """Stretches of all directions of the case that may be learned from, one as likely as the other."""
    known = [k for k, one in enumerate(past.directions) if one.by is not None and one.on is not None]
    columns = [k for k in known or range(len(past.directions)) if k not in past.unlearned]
    return _resampled("climatology", past, direction, _on_ring(past.lessons, columns, days), days, random)


def own_rate(past: Past, direction: Direction, days: int, random: np.random.Generator) -> Ahead | Withheld:
    """Stretches of this direction, one as likely as the other."""
    columns = past.columns_like(past.place(direction))
    return _resampled("own rate", past, direction, _on_ring(past.lessons, columns, days), days, random)


def memory_one(past: Past, direction: Direction, days: int, random: np.random.Generator) -> Ahead | Withheld:
    """Stretches of this direction that came after a stretch as the last one: each side acted in it, or did not."""
    place, lessons = past.place(direction), past.lessons
    if past.days < days or not past.watched[-days:].all():
        return Withheld("memory-one", f"the last {days} days were not all watched")

    def state(acts: Counts, k: int) -> NDArray[np.bool_]:
        """Whether this direction, and its reverse, saw an act in the so many days up to each day."""
        one = past.directions[k]
        back = next((n for n, other in enumerate(past.directions) if other == one.reversed), k)
        summed = np.vstack([np.zeros((1, 2), dtype=np.int64), acts[:, [k, back]].cumsum(axis=0)])
        acted: NDArray[np.bool_] = summed[days:] > summed[:-days]
        return acted

    now = state(past.acts, place)[-1]
    usable = np.concatenate([[0], np.cumsum(lessons.watched & lessons.learned)])
    found = []
    for k in past.columns_like(place):
        before = state(lessons.acts, k)
        found += [
            (k, np.arange(start, start + days))
            for start in range(days, lessons.days - days + 1)
            if usable[start + days] - usable[start - days] == 2 * days and (before[start - days] == now).all()
        ]
    ahead = _resampled("memory-one", past, direction, found, days, random, fewest=2)
    if isinstance(ahead, Ahead):
        sides = (direction.by, direction.on) if direction.reversed in past.directions else (direction.by,)
        who = " and ".join(
            f"{name or 'somebody'} {'acted' if did else 'did not act'}" for name, did in zip(sides, now, strict=False)
        )
        said = f"Stretches that followed {days} days in which {who}"
        return Ahead(ahead.by, ahead.first_day, ahead.acts, ahead.deadly, (said, *ahead.because))
    return ahead


def own_memory(past: Past, direction: Direction, days: int, random: np.random.Generator) -> Ahead | Withheld:
    """The rate of late, by acts that fade with a half-life."""
    place = past.place(direction)
    acts = past.acts[:, place].astype(float)
    if past.watched.sum() < FEWEST_DAYS:
        return Withheld("own memory", _too_short(past, FEWEST_DAYS))
    half = _best_half_life(past.lessons, past.columns_like(place))
    ages = np.arange(len(acts) - 1, -1, -1)
    weights = 0.5 ** (ages / half) * past.watched
    usual = (float(acts[past.watched].sum()) + 0.5) / float(past.watched.sum())
    shape, exposure = 0.5 + float(weights @ acts), 0.5 / usual + float(weights.sum())
    rates = _gamma_levels(shape, exposure, random)
    paths = random.poisson(rates[:, None], (PATHS, days))
    said = f"{shape - 0.5:.3g} acts on {weights.sum():.3g} days after weighting; half-life {half} days"
    return _with_deaths("own memory", past, place, paths, random, (said,))


def steady(past: Past, direction: Direction, days: int, random: np.random.Generator) -> Ahead | Withheld:
    """One rate for the whole record, with what is not known of it: what few days allow to say."""
    place = past.place(direction)
    lessons, columns = past.lessons, past.columns_like(place)
    used = lessons.watched & lessons.learned
    if not used.any() or not columns:
        return Withheld("steady rate", "no watched day may be learned from")
    n, watched = int(lessons.acts[used][:, columns].sum()), int(used.sum()) * len(columns)
    paths = random.poisson(_gamma_levels(n + 0.5, watched, random)[:, None], (PATHS, days))
    said = f"{n} acts on {watched} watched days, as if they came one by one at a steady rate"
    return _with_deaths("steady rate", past, place, paths, random, (said,))


BASELINES = (
    Baseline("climatology", "stretches of any direction of the case", climatology),
    Baseline("own rate", "stretches of this direction", own_rate),
    Baseline("steady rate", "one rate for the whole record", steady),
    Baseline("own memory", "this direction's acts of late, fading", own_memory),
    Baseline("memory-one", "stretches after one like the last", memory_one),
)
OWN_MEMORY = "own memory"


def excited(
    past: Past,
    direction: Direction,
    days: int,
    random: np.random.Generator,
    *,
    own: Sequence[float],
    answers: NDArray[np.float64],
    weights: NDArray[np.float64],
    dispersion: Sequence[float] = (0.0, 0.0),
    caveats: Sequence[str] = (),
) -> Ahead:
    """Paths of a fitted daily self-exciting model of this direction and its reverse, from the past as it stands.

    `own` are the two own rates a day, `answers` how many acts of row one act of column brings, and `weights` the share
    of them that falls 0, 1, 2, … days later. Acts within the path excite further ones.
    """
    places = [past.place(direction), past.place(direction.reversed)]
    reach = len(weights) - 1
    table = np.where(past.watched[:, None], past.acts[:, places], 0)[-reach:].astype(float)
    at_once = np.linalg.inv(np.eye(2) - weights[0] * answers)
    known = len(table)
    run = np.zeros((PATHS, known + days, 2))
    run[:, :known] = table
    rates = np.asarray(own, dtype=float)
    for day in range(known, known + days):
        back = min(day, reach)
        lagged = np.einsum("l,plk->pk", weights[1 : back + 1][::-1], run[:, day - back : day])
        mean = np.maximum((rates + lagged @ answers.T) @ at_once.T, 0.0)
        for k, spread in enumerate(dispersion):
            if spread > 0:
                mean[:, k] *= random.gamma(1 / spread, spread, PATHS)
        run[:, day] = random.poisson(np.minimum(mean, 1e4))
    paths: Counts = run[:, known:, 0].astype(np.int64)
    said = (
        f"own rate {rates[0]:.3g} a day, {answers[0, 0]:.2g} acts for each own act, {answers[0, 1]:.2g} for the other's"
    )
    return _with_deaths("Hawkes", past, places[0], paths, random, (said, *caveats))


def _on_ring(lessons: Past, columns: Sequence[int], days: int) -> list[tuple[int, NDArray[np.int64]]]:
    """Stretches of days to learn from, laid end to end as a ring, so that each day lies in as many as any other."""
    usable = np.flatnonzero(lessons.watched & lessons.learned)
    if len(usable) < FEWEST_STRETCHES * days:
        return []
    around = np.concatenate([usable, usable[:days]])
    return [(k, around[start : start + days]) for k in columns for start in range(len(usable))]


def _resampled(
    name: str,
    past: Past,
    direction: Direction,
    stretches: Sequence[tuple[int, NDArray[np.int64]]],
    days: int,
    random: np.random.Generator,
    *,
    fewest: int = FEWEST_STRETCHES,
) -> Ahead | Withheld:
    lessons = past.lessons
    apart = len({(k, int(places[0]) // days) for k, places in stretches})
    if apart < fewest:
        return Withheld(
            name, f"{apart} stretches of {days} days that stand apart are too few to resample; it takes {fewest}"
        )
    picked = [stretches[int((n + 0.5) * len(stretches) / PATHS)] for n in range(PATHS)]
    paths: Counts = np.array([lessons.acts[places, k] for k, places in picked])
    columns = sorted({k for k, _ in stretches})
    used = lessons.watched & lessons.learned
    n, watched = float(lessons.acts[used][:, columns].sum()), float(used.sum() * len(columns))
    made_up = random.poisson(_gamma_levels(n + 0.5, watched, random)[:, None], paths.shape)
    from_rate = np.arange(PATHS) % (apart + 1) == apart
    paths = np.where(from_rate[:, None], made_up, paths)
    said = f"{apart} stretches of {days} days that stand apart"
    return _with_deaths(name, past, past.place(direction), paths, random, (said,))


def _with_deaths(
    name: str, past: Past, place: int, paths: Counts, random: np.random.Generator, because: tuple[str, ...]
) -> Ahead:
    """Which of the acts kill: each with a chance drawn, path by path, from what the direction's known acts allow."""
    hits, known = past.lethal[place]
    share = random.beta(hits + 0.5, known - hits + 0.5, len(paths))
    deadly: Counts = random.binomial(paths, share[:, None])
    return Ahead(name, past.last_day + timedelta(days=1), paths, deadly, because)


def _gamma_levels(shape: float, exposure: float, random: np.random.Generator) -> NDArray[np.float64]:
    """Rates spread evenly over their posterior, in no order."""
    from scipy.special import gammaincinv  # takes a while to load

    levels = (np.arange(PATHS) + 0.5) / PATHS
    rates = np.asarray(gammaincinv(shape, levels), dtype=np.float64) / max(exposure, 1e-9)
    return random.permutation(rates)


def _best_half_life(lessons: Past, columns: Sequence[int]) -> int:
    """The half-life under which each day that may be learned from was foretold best by the days before it."""
    from scipy.signal import lfilter  # takes a while to load

    acts = lessons.acts[:, columns].astype(float)
    watched = lessons.watched
    counted = watched & lessons.learned
    usual = (acts[watched].sum(axis=0) + 0.5) / max(watched.sum(), 1)
    best, top = HALF_LIVES[0], -math.inf
    days = np.arange(len(acts))
    for half in reversed(HALF_LIVES):
        if half > 2 * len(acts):
            continue
        keep = 0.5 ** (1 / half)
        # Before each day: what is left of the acts and of the days, and of one day's worth of the usual rate at first.
        left = lfilter([0.0, 1.0], [1.0, -keep], acts * watched[:, None], axis=0) + np.outer(keep**days, usual)
        exposure = lfilter([0.0, 1.0], [1.0, -keep], watched.astype(float)) + keep**days
        means = np.maximum((left + _TRACE * usual) / (exposure + _TRACE)[:, None], 1e-6)[counted]
        gain = float((acts[counted] * np.log(means) - means).sum())
        if gain > top + _WORTH_TELLING:
            best, top = half, gain
    return best


_WORTH_TELLING = 0.5  # nats
_TRACE = 1e-3  # days of the usual rate that never fade: all that is left after a long gap


def _too_short(past: Past, fewest: int) -> str:
    return f"the record holds {int(past.watched.sum())} watched days up to {past.last_day}; it takes {fewest}"
