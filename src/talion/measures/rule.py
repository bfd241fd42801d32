"""The rule between two sides: how the chance and the size of an answer depend on deaths, and on whose."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp, log
from statistics import median

import numpy as np
from scipy import optimize, stats

from talion.errors import MeasureError
from talion.measures.proportion import wilson
from talion.measures.regressions import Numbers
from talion.measures.series import deeds_of
from talion.measures.watched import WAY_OUT, is_watched, stretches
from talion.records import Dyad, Estimate, Event, Selection, Timeline

FEWEST_ATTACKS = 20
FEWEST_OF_A_KIND = 3
EVERYTHING = Selection()


@dataclass(frozen=True, slots=True)
class Attack:
    """One attack as the rule sees it: how many died (None: not known), whose, and whether it was answered in time."""

    id: str
    day: date
    deaths: float | None
    whose: str
    answered: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """What was found of the rule; each number an Estimate, in the order in which a reader asks.

    `by_deaths` are the chances of an answer to an attack that killed nobody and to one that killed. `slope` is the odds
    ratio for a doubling of 1 + deaths. `red_line` is the number of deaths from which answers are likelier, and
    `line_or_none` how probable it is that there is such a step at all, or a slope, beside no dependence on deaths.
    `change` is how the slope differs between the halves of the record.
    """

    by_deaths: tuple[Estimate, ...]
    by_whose: tuple[Estimate, ...]
    slope: Estimate
    red_line: Estimate
    line_or_none: Estimate
    change: Estimate


def attacks_seen(
    war: Timeline,
    attack: Dyad,
    *,
    within_days: int,
    whose: Callable[[Event], str] | None = None,
    selection: Selection = EVERYTHING,
) -> tuple[Attack, ...]:
    """Each attack whose window was watched to its end, with what the rule asks of it.

    `whose` gives the category of the dead; by default civilians, others (soldiers and unspecified) or nobody, from the
    toll's own words. Where half of a side's acts are known to
    within more days than the window there is no order in it, and no attack is given.
    """
    if not war.observed:
        raise MeasureError(WAY_OUT)

    attacks, others = (deeds_of(war, dyad, selection=selection) for dyad in (attack, attack.reversed))
    for deeds in (attacks, others):
        if median([event.when.days for event in deeds if event.when] or [1]) > within_days:
            return ()
    answers = [event.when.first for event in others if event.when]
    found = []
    for event in attacks:
        assert event.when is not None
        day = event.when.first
        if not is_watched(war, day, 1, within_days):
            continue
        answered = any(day < other <= day + timedelta(days=within_days) for other in answers)
        point = event.toll.killed.point
        deaths = None if point is None else float(point)
        found.append(Attack(event.id, day, deaths, (whose or whose_deaths)(event), answered))
    return tuple(found)


def whose_deaths(event: Event) -> str:
    """Whose deaths an act brought, from the toll's own words: civilians, not civilians, not said, nobody, not known."""
    parts = [part for part in event.toll.parts if part.effect == "killed"]
    if not parts:
        return "not known"
    if event.toll.killed.point == 0:
        return "nobody"
    said = {part.civilian for part in parts if part.count.point}
    if True in said:
        return "civilians"
    return "not civilians" if False in said else "not said"


def rule(
    war: Timeline,
    attack: Dyad,
    *,
    within_days: int = 7,
    whose: Callable[[Event], str] | None = None,
    selection: Selection = EVERYTHING,
    level: float = 0.9,
) -> Rule:
    r"""How the chance that an attack is answered in time depends on how many it killed, and whom.

    .. math:: \operatorname{logit} P(\text{answered}_i) = a + b \log_2(1 + \text{deaths}_i)

    fitted with Firth's penalty, which stays finite where every deadly attack was answered; intervals are of the profile
    penalised likelihood. A red line is a step, :math:`a + b\,1\{\text{deaths}_i \ge c\}`, at one of the numbers of
    deaths that occur; each *c*, the slope, and no dependence at all are weighed by their Bayesian information criterion
    (a step's pays for its place too), and the interval of *c* is the shortest that holds `level` of the weight.

    Attacks whose toll is not known are left out, which matters where deaths are reported when they bring an answer.
    An act of the other side in time is taken for the answer whether or not it is: the chance is never nought in dense
    fighting, and a rule for deaths shows only as a difference. Where the watch begins with, or was begun because of, a
    deadly attack, that one tells nothing and draws the rate of deadly attacks upward (inverse sampling).

    References
    ----------
    firth_1993 (the penalty); schwarz_1978 (the weights). The measure is ours.
    """
    seen = attacks_seen(war, attack, within_days=within_days, whose=whose, selection=selection)
    return rule_from(seen, attack, within_days=within_days, selection=selection, level=level)


def rule_from(
    seen: Sequence[Attack],
    attack: Dyad,
    *,
    within_days: int,
    selection: Selection = EVERYTHING,
    level: float = 0.9,
) -> Rule:
    """The same from attacks that were gathered elsewhere."""
    one, other = attack
    known = sorted((it for it in seen if it.deaths is not None), key=lambda it: it.day)
    deaths = np.array([it.deaths for it in known], dtype=float)
    answered = np.array([it.answered for it in known], dtype=float)
    n = len(known)
    shared = []
    if len(seen) > n:
        shared.append(f"{len(seen) - n} of {len(seen)} attacks have no known number of deaths and are left out")
    groups = len(stretches([it.day for it in known], apart_days=within_days))
    if groups < n:
        shared.append(f"{n} attacks come in {groups} stretches and may share answers: intervals are too narrow")
    if known and known[0].deaths:
        shared.append("The record begins with a deadly attack: if it was begun for its sake, leave that one out")

    def estimate(
        question: str, value: float | None, low: float | None, high: float | None, unit: str, n: int, *more: str,
        chance: float | None = None,
    ) -> Estimate:  # fmt: skip
        return Estimate(
            question, value, low, high, unit, n, "rule", level, chance, float(within_days), (*more, *shared), selection
        )

    def share(question: str, cases: Numbers) -> Estimate:
        if len(cases) < FEWEST_OF_A_KIND:
            why = f"Cannot tell: {len(cases)} such attacks, and it takes {FEWEST_OF_A_KIND}"
            return estimate(question, None, None, None, "chance of an answer", len(cases), why)
        low, high = wilson(int(cases.sum()), len(cases), level)
        overall = float(answered.mean()) if n else None
        return estimate(question, float(cases.mean()), low, high, "chance of an answer", len(cases), chance=overall)

    asked = f"is an attack answered by {other} within {within_days} days"
    by_deaths = (
        share(f"How often {asked} where {one} killed nobody?", answered[deaths == 0]),
        share(f"How often {asked} where {one} killed?", answered[deaths > 0]),
    )
    kinds = sorted({it.whose for it in seen})
    by_whose = tuple(
        share(
            f"How often {asked} where the dead were: {kind}?",
            np.array([it.answered for it in seen if it.whose == kind], dtype=float),
        )
        for kind in kinds
    )
    questions = (
        f"By what factor do the odds of an answer by {other} rise where 1 + deaths double?",
        f"From how many deaths on is an answer by {other} likelier?",
        f"How probable is it that answers by {other} depend on deaths at all?",
        "By what factor has that slope changed from the first half of the record to the second?",
    )
    varied = len(set(deaths.tolist())) > 1 and 0 < answered.sum() < n
    if n < FEWEST_ATTACKS or not varied:
        why = (
            f"Cannot tell: {n} attacks with a known toll and a whole window, and it takes {FEWEST_ATTACKS}"
            if n < FEWEST_ATTACKS
            else "Cannot tell: all attacks are alike in deaths or in being answered"
        )
        units = ("times the odds", "deaths", "probability", "times")
        slope, line, any_line, change = (
            estimate(question, None, None, None, unit, n, why) for question, unit in zip(questions, units, strict=True)
        )
        return Rule(by_deaths, by_whose, slope, line, any_line, change)
    x = np.log2(1 + deaths)
    value, low, high = _odds(np.column_stack([np.ones(n), x]), answered, 1, level)
    slope = estimate(questions[0], exp(value), exp(low), exp(high), "times the odds", n, chance=1.0)
    line, any_line = _red_line(deaths, answered, questions[1:3], level, estimate)
    late = (np.arange(n) >= n // 2).astype(float)
    wide = np.column_stack([np.ones(n), x, late, x * late])
    if n < 2 * FEWEST_ATTACKS or np.linalg.matrix_rank(wide) < 4:
        why = f"Cannot tell: {n} attacks are too few for two halves, it takes {2 * FEWEST_ATTACKS}"
        change = estimate(questions[3], None, None, None, "times", n, why)
    else:
        value, low, high = _odds(wide, answered, 3, level)
        change = estimate(questions[3], exp(value), exp(low), exp(high), "times", n, chance=1.0)
    return Rule(by_deaths, by_whose, slope, line, any_line, change)


def _red_line(
    deaths: Numbers,
    answered: Numbers,
    questions: Sequence[str],
    level: float,
    estimate: Callable[..., Estimate],
) -> tuple[Estimate, Estimate]:
    n = len(deaths)
    ones = np.ones(n)
    places = [float(c) for c in np.unique(deaths) if c > 0 and 2 <= (deaths >= c).sum() <= n - 2]
    none = _of_shares(answered)
    slope = _of_slope(np.column_stack([ones, np.log2(1 + deaths)]), answered)
    steps = [_of_shares(answered[deaths < c], answered[deaths >= c]) for c in places]
    if not places:
        why = "Cannot tell: too few attacks on either side of any number of deaths"
        return (
            estimate(questions[0], None, None, None, "deaths", n, why),
            estimate(questions[1], None, None, None, "probability", n, why),
        )
    # Half the criterion: a step's place is a parameter of its own, shared out over the places that it might have.
    weights = np.array(steps) - log(n) - log(len(places))
    others = np.array([none - log(n) / 2, slope - log(n)])
    top = max(float(weights.max()), float(others.max()))
    step_weight = float(np.exp(weights - top).sum())
    none_weight, slope_weight = (float(one) for one in np.exp(others - top))
    whole = step_weight + none_weight + slope_weight
    share = np.exp(weights - weights.max())
    share /= share.sum()
    order = np.argsort(-share)
    held = np.sort(np.array(places)[order[: int(np.searchsorted(np.cumsum(share[order]), level)) + 1]])
    best = places[int(order[0])]
    before, after = answered[deaths < best].mean(), answered[deaths >= best].mean()
    says = f"Below it {before:.0%} of attacks are answered, from it on {after:.0%}"
    step_share, slope_share = step_weight / whole, slope_weight / whole
    weighed = f"Weights: a step {step_share:.0%}, a slope {slope_share:.0%}, no dependence {none_weight / whole:.0%}"
    any_line = estimate(questions[1], 1 - none_weight / whole, None, None, "probability", n, weighed, chance=2 / 3)
    if step_share < 0.5:
        why = f"Cannot tell: a step is not the likeliest of a step, a slope and no dependence ({step_share:.0%})"
        return estimate(questions[0], None, None, None, "deaths", n, why), any_line
    if after < before:
        says += ": the other way about from a red line"
    return estimate(questions[0], best, float(held[0]), float(held[-1]), "deaths", n, says, weighed), any_line


def _of_shares(*groups: Numbers) -> float:
    """The log-likelihood where each group of attacks has its own chance of an answer."""
    total = 0.0
    for cases in groups:
        for hits in (float(cases.sum()), float((1 - cases).sum())):
            if hits:
                total += hits * log(hits / len(cases))
    return total


def _of_slope(columns: Numbers, y: Numbers) -> float:
    """The log-likelihood at Firth's estimate: of a slope that is finite, however clearly deaths part the answers."""
    coefficients = _firth(columns, y)[0]
    eta = columns @ coefficients
    return float(y @ eta - np.logaddexp(0, eta).sum())


def _firth(columns: Numbers, y: Numbers, *, fixed: tuple[int, float] | None = None) -> tuple[Numbers, float]:
    """Coefficients that maximise the penalised log-likelihood, and its value; one may be held fixed."""
    k = columns.shape[1]
    free = [n for n in range(k) if fixed is None or n != fixed[0]]

    def loss(parameters: Numbers) -> float:
        beta = np.zeros(k)
        beta[free] = parameters
        if fixed is not None:
            beta[fixed[0]] = fixed[1]
        eta = columns @ beta
        chance = 1 / (1 + np.exp(-np.clip(eta, -35, 35)))
        sign, log_det = np.linalg.slogdet((columns.T * (chance * (1 - chance))) @ columns)
        if sign <= 0:
            return 1e10
        return -float(y @ eta - np.logaddexp(0, eta).sum() + log_det / 2)

    share = min(max(float(y.mean()), 0.05), 0.95)
    begin = np.zeros(len(free))
    if 0 in free:
        begin[free.index(0)] = log(share / (1 - share))
    found = optimize.minimize(loss, begin, method="BFGS")
    if found.fun > 1e9 or not np.isfinite(found.fun):
        found = optimize.minimize(loss, begin, method="Nelder-Mead", options={"maxiter": 2000})
    beta = np.zeros(k)
    beta[free] = found.x
    if fixed is not None:
        beta[fixed[0]] = fixed[1]
    return beta, -float(found.fun)


def _odds(columns: Numbers, y: Numbers, place: int, level: float) -> tuple[float, float, float]:
    """One coefficient and the ends of its profile interval, within ±15."""
    beta, top = _firth(columns, y)
    drop = float(stats.chi2.ppf(level, 1)) / 2
    middle = float(beta[place])

    def short(value: float) -> float:
        return _firth(columns, y, fixed=(place, value))[1] - (top - drop)

    ends = []
    for sign in (-1, 1):
        step, far = 0.5, middle
        for _ in range(12):
            far = middle + sign * step
            if short(far) < 0 or abs(far) > 15:
                break
            step *= 2
        ends.append(float(optimize.brentq(short, middle, far, xtol=1e-3)) if short(far) < 0 else sign * 15.0)
    return middle, min(ends[0], middle), max(ends[1], middle)
