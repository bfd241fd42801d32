"""Further looks at what follows an answer: day by day, with the attacker's own memory, and where nothing should be."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from math import exp
from statistics import NormalDist

import numpy as np
import polars as pl
from scipy import stats

from talion.errors import MeasureError
from talion.measures.deterrence import Effect, deterrence_on, matched_days
from talion.measures.regressions import Numbers, poisson, smooth_columns, sums_before_and_after
from talion.measures.series import Series, deeds_of, series
from talion.records import Dyad, Estimate, Selection, Timeline

FEWEST = 10
EVERYTHING = Selection()
_WAVE = "A wave faster than the spline pushes it up; it does not push it down"


def around_answers(
    counts: Series, *, random: np.random.Generator, days: int = 14, draws: int = 400, level: float = 0.9
) -> pl.DataFrame:
    """The event study: the actor's acts on each day around the recipient's answers, and around like days without one.

    The columns are `day` (negative: before), `after` (mean acts around answers), `beside` (around matched days),
    `difference` with `low` and `high` (a bootstrap over months). Before day 0 the two should lie together: they were
    matched on it, so that they do is no proof, and that they do not is a warning. Empty where no answer has like days.
    """
    matched = matched_days(counts, within_days=7)
    places, near = matched.places, matched.near
    kept = (places >= days) & (places + days < len(counts.days)) if len(places) else np.zeros(0, dtype=bool)
    kept &= (near >= days).all(axis=1) & (near + days < len(counts.days)).all(axis=1) if len(places) else kept
    places, near = places[kept], near[kept]
    offsets = np.arange(-days, days + 1)
    schema = {"day": pl.Int64, **dict.fromkeys(("after", "beside", "difference", "low", "high"), pl.Float64)}
    if len(places) < FEWEST:
        return pl.DataFrame(schema=schema)
    rows = counts.there[places[:, None] + offsets]
    others = counts.there[near[:, :, None] + offsets].mean(axis=1)
    gap = rows - others
    months = places // 30
    groups = [np.flatnonzero(months == month) for month in np.unique(months)]
    sums = np.array([gap[group].sum(axis=0) for group in groups])
    sizes = np.array([len(group) for group in groups], dtype=float)
    picks = random.integers(len(groups), size=(draws, len(groups)))
    drawn = sums[picks].sum(axis=1) / sizes[picks].sum(axis=1)[:, None]
    low, high = np.quantile(drawn, ((1 - level) / 2, (1 + level) / 2), axis=0)
    middle = gap.mean(axis=0)
    return pl.DataFrame(
        {
            "day": offsets,
            "after": rows.mean(axis=0),
            "beside": others.mean(axis=0),
            "difference": middle,
            "low": np.minimum(low, middle),
            "high": np.maximum(high, middle),
        },
        schema=schema,
    )


def own_memory(
    counts: Series, *, days: int = 7, knots_every_days: float = 30, memory_days: int = 28, level: float = 0.9
) -> tuple[Estimate, Estimate]:
    r"""By what factor the actor's rate changes after answers beside its own memory, and how probably it falls.

    Poisson regression of the actor's acts on :math:`\log_2(1 + \cdot)` of the recipient's acts of the last `days`, the
    same of its own of the last 2, 7 and 28 days, and a cubic spline; Newey and West's errors over `memory_days`. The
    probability takes every factor for as likely as any other before looking.

    References
    ----------
    newey_west_1987 (the errors)
    """
    one, other = counts.dyad
    asks = (
        f"By what factor is the rate of acts of {one} changed where 1 + the acts of {other} in {days} days double, "
        f"beside the memory of {one} itself?",
        f"How probable is it that acts of {other} lower the rate of {one}, beside the memory of {one} itself?",
    )
    answers = sums_before_and_after(counts.back, days)[0]
    own = [sums_before_and_after(counts.there, width)[0] for width in (2, 7, 28)]
    gaps = np.concatenate([[0.0], np.cumsum(counts.watched <= 0)])
    place = np.arange(len(answers))
    kept = (place >= 28) & (gaps[place + 1] - gaps[np.maximum(place - 28, 0)] == 0)
    baseline = smooth_columns(len(answers), max(knots_every_days / counts.days_in_bin, 4.0))
    columns = np.column_stack([np.log2(1 + answers), *(np.log2(1 + row) for row in own), baseline])[kept]
    columns = columns[:, columns.any(axis=0)] if len(columns) else columns
    y = counts.there[kept]

    def estimate(n: int, value: float | None, low: float | None, high: float | None, *says: str) -> Estimate:
        return Estimate(
            asks[n], value, low, high, ("times", "probability")[n], int((y > 0).sum()), "own_memory", level,
            (1.0, 0.5)[n], float(days), (*says, *counts.caveats), counts.selection,
        )  # fmt: skip

    rough = counts.too_rough(days)
    if rough:
        return estimate(0, None, None, None, f"Cannot tell: {rough}"), estimate(
            1, None, None, None, f"Cannot tell: {rough}"
        )
    if (y > 0).sum() < FEWEST or (answers[kept] > 0).sum() < FEWEST or len(y) <= 2 * columns.shape[1]:
        why = f"Cannot tell: acts of {one} on {int((y > 0).sum())} days with four whole weeks before them"
        return estimate(0, None, None, None, why), estimate(1, None, None, None, why)
    fit = poisson(columns, y, memory=memory_days)
    slope, error = float(fit.coefficients[0]), fit.error_of(0)
    if not 0 < error < 50:
        why = "Cannot tell: the regression has no finite answer"
        return estimate(0, None, None, None, why), estimate(1, None, None, None, why)
    z = NormalDist().inv_cdf((1 + level) / 2)
    return (
        estimate(0, exp(slope), exp(slope - z * error), exp(slope + z * error), _WAVE),
        estimate(1, NormalDist().cdf(-slope / error), None, None, _WAVE),
    )


def interrupted(counts: Series, *, on: date, days: int = 90, level: float = 0.9) -> tuple[Estimate, Estimate]:
    r"""The break of one side's series on a day: by what factor its level jumps there, and by how much its trend turns.

    .. math:: \log \lambda(d) = a + b d + c\, 1\{d > t\} + e\, (d - t)\, 1\{d > t\}

    on the `days` before and after, the day itself left out; :math:`e^c` is the jump, :math:`e^{30 e}` the change of the
    trend in 30 days. The interval is not the regression's own, which takes the days for independent around a straight
    line: it is read from the same break laid on other days of the record, at which nothing is claimed to have
    happened. Where the record holds too few such days it *cannot be told*. What else happened on the day is in it.
    """
    question = f"acts of {counts.dyad.actor} on {counts.dyad.recipient}"
    asks = (f"By what factor do {question} jump after {on}?", f"By what factor does the trend of {question} turn?")
    place = (on - counts.days[0]).days
    n = len(counts.days)
    whole = [t for t in range(days, n - days) if _watched_through(counts, t - days, t + days)]
    acts = float(counts.there[max(place - days, 0) : place + days + 1].sum())

    def estimate(k: int, value: float | None, low: float | None, high: float | None, *says: str) -> Estimate:
        return Estimate(
            asks[k], value, low, high, ("times", "times in 30 days")[k], round(acts), "interrupted", level, 1.0,
            float(days), (*says, *counts.caveats), counts.selection,
        )  # fmt: skip

    elsewhere = [t for t in whole if abs(t - place) > days]
    blocks = len(elsewhere) // (2 * days)
    if place not in whole or acts < FEWEST or blocks < 4:
        why = f"Cannot tell: {acts:g} acts around the day"
        if place not in whole:
            why = f"Cannot tell: the {days} days before and after {on} were not all watched"
        elif blocks < 4:
            why = (
                f"Cannot tell: the record holds {blocks} stretches of {2 * days} days apart from this one, and it "
                "takes 4 to know how far the level wanders by itself"
            )
        return estimate(0, None, None, None, why), estimate(1, None, None, None, why)
    here = _break(counts.there, place, days)
    others = np.array([
        found[:2] for t in elsewhere[:: max(days // 6, 1)] if (found := _break(counts.there, t, days))
    ])  # fmt: skip
    if here is None or len(others) < 8:
        why = "Cannot tell: the regression has no finite answer here or on other days"
        return estimate(0, None, None, None, why), estimate(1, None, None, None, why)
    # Where there are fewer acts than elsewhere, chance alone scatters more than the breaks of other days.
    spread = np.maximum(np.sqrt((others**2).mean(axis=0)), here[2:])
    reach = float(stats.t.ppf((1 + level) / 2, blocks)) * spread
    says = f"The interval is how far the same break lies from 1 on {len(others)} other days of the record"
    return (
        estimate(0, exp(here[0]), exp(here[0] - reach[0]), exp(here[0] + reach[0]), says),
        estimate(1, exp(here[1]), exp(here[1] - reach[1]), exp(here[1] + reach[1]), says),
    )


def _watched_through(counts: Series, first: int, last: int) -> bool:
    return bool((counts.watched[first : last + 1] > 0).all())


def _break(row: Numbers, place: int, days: int) -> tuple[float, float, float, float] | None:
    """The jump, the turn, and the standard error of each were the days independent."""
    at = np.concatenate([np.arange(-days, 0), np.arange(1, days + 1)])
    y = row[place + at]
    if not (y[:days].any() and y[days:].any()):
        return None
    after = (at > 0).astype(float)
    fit = poisson(np.column_stack([after, after * at / 30, np.ones(len(at)), at / 30]), y)
    return float(fit.coefficients[0]), float(fit.coefficients[1]), fit.error_of(0), fit.error_of(1)


@dataclass(frozen=True, slots=True)
class PlaceboDyad:
    """The effect of the same answers on somebody who has nothing to do with them, which should be none."""

    dyad: Dyad
    effect: Effect


def placebo_dyads(
    war: Timeline,
    attack: Dyad,
    others: Iterable[Dyad],
    *,
    random: np.random.Generator,
    within_days: int = 7,
    draws: int = 200,
    selection: Selection = EVERYTHING,
) -> tuple[PlaceboDyad, ...]:
    """What acts of others on others do after the recipient's answers: where something, the rest is in doubt.

    `others` are dyads in which neither side of `attack` stands; those with too few acts come back as *cannot tell*.
    """
    answers = series(war, attack, undirected="leave out", selection=selection)
    found = []
    for dyad in others:
        if set(dyad) & set(attack):
            raise MeasureError(f"{dyad.actor} and {dyad.recipient} share a side with the dyad that is asked about")
        theirs = series(war, dyad, undirected="leave out", selection=selection)
        laid = replace(answers, there=theirs.there, dyad=Dyad(dyad.actor, attack.recipient))
        effect = deterrence_on(laid, random=random, within_days=within_days, draws=draws)
        found.append(PlaceboDyad(dyad, effect))
    return tuple(found)


def other_dyads(war: Timeline, attack: Dyad, *, most: int = 4, at_least: int = 30) -> tuple[Dyad, ...]:
    """The dyads of a war with most acts of force in which neither side of this one stands."""
    counted: dict[Dyad, int] = {}
    for event in war.events:
        if event.dyad is not None and event.action == "ASSAULT" and event.is_deed and not set(event.dyad) & set(attack):
            dyad = Dyad(*event.dyad)
            counted[dyad] = counted.get(dyad, 0) + 1
    kept = sorted((dyad for dyad, n in counted.items() if n >= at_least), key=lambda dyad: (-counted[dyad], dyad))
    return tuple(kept[:most])


def inhibition(
    war: Timeline,
    attack: Dyad,
    *,
    knot_days: float | None = None,
    memory_days: float = 3.0,
    selection: Selection = EVERYTHING,
) -> Estimate:
    """By what factor one act of the recipient changes the actor's rate on the next day, in a process that may inhibit.

    The daily engine with the logarithmic link: both sides' pasts and a spline stand beside each other, and an act may
    lower a rate. The spline's knots lie 60 days apart, or a fortieth of the record, unless `knot_days` says otherwise.
    How fast an act is forgotten is held at a mean of `memory_days`: where nothing is there, no decay is the true one,
    and one that is sought finds the lag at which chance looks most like an effect, which makes the interval too narrow.
    The error is the larger of the long-run one and the Hessian's. See `talion.measures.hawkes.daily`. It supports a
    finding and makes none.

    References
    ----------
    davies_1977 (a number that is there only under the alternative)
    """
    # The compiler takes a second to load, and no other look at answers needs it.
    from talion.measures.hawkes.daily import daily_counts, fit_days, spline_baseline
    from talion.measures.hawkes.fit import covariance
    from talion.measures.hawkes.kernels import Exponential
    from talion.measures.hawkes.sentences import estimates_of

    one, other = attack
    first, last = war.observed[0].first, war.observed[-1].last
    whole = np.zeros(((last - first).days + 1, 2))
    watched = np.zeros(len(whole), dtype=bool)
    for span in war.observed:
        watched[(span.first - first).days : (span.last - first).days + 1] = True
    rough = 0
    for side, dyad in enumerate((attack, attack.reversed)):
        for event in deeds_of(war, dyad, selection=selection):
            assert event.when is not None
            whole[(event.when.first - first).days, side] += 1
            rough += not event.when.is_one_day
    caveats = (f"{rough} acts known to within several days only, counted on the first of them",) if rough else ()
    question = f"By what factor does one act of {other} change the rate of {one} on the next day?"
    fewest = int(min((whole[:, n] > 0).sum() for n in (0, 1)))
    if fewest < 30:
        why = f"Cannot tell: one side acts on {fewest} days, and it takes 30"
        return Estimate(question, None, None, None, "times", int(whole.sum()), "inhibition", 0.9, 1.0, None, (why,),
                        selection)  # fmt: skip
    data = daily_counts((one, other), whole, watched=watched, first_day=first)
    try:
        fit = fit_days(
            data,
            kernel=Exponential(1 / memory_days),
            hold_shape=True,
            link="log",
            family="negative binomial",
            baseline=spline_baseline(data.days, knot_days=knot_days or max(60, data.days / 40)),
        )
        place, by_hessian = fit.place_of(0, 1), covariance(fit.problem, fit.peak)
        if by_hessian[place, place] > fit.covariance[place, place]:
            fit = replace(fit, covariance=by_hessian)
        [found] = [
            it
            for it in estimates_of(fit, selection=selection)
            if it.unit == "times" and it.question.endswith(f"after an act by {other}?") and f"{one}" in it.question
            and not it.question.startswith(f"By how much is {other}")
        ]  # fmt: skip
    except (MeasureError, np.linalg.LinAlgError) as wrong:
        return Estimate(question, None, None, None, "times", int(whole.sum()), "inhibition", 0.9, 1.0, None,
                        (f"Cannot tell: {wrong}",), selection)  # fmt: skip
    return replace(found, question=question, how="inhibition", caveats=(*found.caveats, *caveats))


def sign(effect: Effect) -> Estimate:
    """How probable it is that answers lower attacks: the share of bootstrap draws in which they do."""
    one, other = effect.attack
    after = effect.after
    question = f"How probable is it that answers of {other} are followed by fewer attacks of {one}?"
    if effect.lowers is None:
        return replace(after, question=question, unit="probability", chance=0.5, how="sign")
    says = "It is the share of resampled months in which the ratio is below 1; that a wave pushes it up is not in it"
    return replace(
        after, question=question, value=effect.lowers, low=None, high=None, unit="probability", chance=0.5, how="sign",
        caveats=(says, *after.caveats),
    )  # fmt: skip
