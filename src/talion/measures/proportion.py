"""How hard an answer is beside what it answers: the elasticity of its toll, its level, and deaths for no deaths."""

from collections.abc import Iterable, Sequence
from math import exp, sqrt

import numpy as np
from scipy import stats

from talion.measures.regressions import least_squares
from talion.measures.series import deeds_of
from talion.records import Count, Dyad, Estimate, Event, Link, Selection, Timeline

FEWEST_PAIRS = 8
EVERYTHING = Selection()


def answered_pairs(
    war: Timeline,
    attack: Dyad,
    *,
    within_days: float,
    links: Iterable[Link] = (),
    selection: Selection = EVERYTHING,
) -> tuple[tuple[Event, Event], ...]:
    """Attack and answer, two by two.

    With `links` (answers, not threats carried out) they say who answers what. Without, each act of the other side is
    set against the last attack before it within the days, and each attack against the first such act: an order in
    time, which is not a motive.
    """
    attacks = deeds_of(war, attack, selection=selection)
    theirs = deeds_of(war, attack.reversed, selection=selection)
    stated = [link for link in links if link.kind == "answers"]
    if stated:
        triggers, responses = {event.id: event for event in attacks}, {event.id: event for event in theirs}
        return tuple(
            (triggers[link.trigger], responses[link.response])
            for link in stated
            if link.trigger in triggers and link.response in responses
        )
    found: dict[str, tuple[Event, Event]] = {}
    for answer in theirs:
        before = [
            one
            for one in attacks
            if one.when and answer.when and 0 < (answer.when.first - one.when.first).days <= within_days
        ]
        if before and before[-1].id not in found:
            found[before[-1].id] = (before[-1], answer)
    return tuple(found.values())


def proportion(
    war: Timeline,
    attack: Dyad,
    *,
    within_days: float,
    effect: str = "killed",
    links: Iterable[Link] = (),
    selection: Selection = EVERYTHING,
    level: float = 0.9,
) -> tuple[Estimate, ...]:
    r"""Four numbers: elasticity, level, and how often an answer kills where its trigger did and where it did not.

    .. math:: \log S_{answer} = \log \rho + \eta \log S_{trigger} + e

    over the pairs in which both tolls are known and above zero. :math:`\eta` near 1 means that twice the dead bring
    twice the dead, near 0 that the answer has its own size; :math:`\rho` is the typical ratio of the tolls, taken at
    the mean of the logs (the geometric mean of the ratios). Zeros are kept apart: a log cannot hold them, and adding
    one to each would decide the result. Intervals: t with heteroscedastic errors (HC3); for shares, Wilson's.
    Errors in the trigger's toll draw :math:`\eta` towards 0.
    """
    pairs = answered_pairs(war, attack, within_days=within_days, links=links, selection=selection)
    known = [(_point(one, effect), _point(other, effect)) for one, other in pairs]
    told = [(x, y) for x, y in known if x is not None and y is not None]
    both = [(x, y) for x, y in told if x > 0 and y > 0]
    unknown = len(known) - len(told)
    caveats = [f"{unknown} of {len(pairs)} pairs have a toll that is not known"] if unknown else []
    if not any(link.kind == "answers" for link in links):
        caveats.append(f"Pairs by order in time within {within_days:g} days, not by anybody's word")
    who = f"answers by {attack.recipient} to {attack.actor}"

    def estimate(
        question: str, value: float | None, low: float | None, high: float | None, unit: str, n: int, *more: str
    ) -> Estimate:
        return Estimate(
            question, value, low, high, unit, n, "proportion", level, None, within_days, (*more, *caveats), selection
        )

    asks_eta = f"By how many per cent does the toll of {who} rise where the trigger's is one per cent higher?"
    asks_rho = f"How many {effect} by {who} for each one {effect} by the trigger?"
    if len(both) < FEWEST_PAIRS or len({x for x, _ in both}) < 2:
        why = f"Cannot tell: {len(both)} pairs in which both tolls are above zero, and it takes {FEWEST_PAIRS}"
        found = [
            estimate(asks_eta, None, None, None, "per cent for one per cent", len(both), why),
            estimate(asks_rho, None, None, None, "for one", len(both), why),
        ]
    else:
        eta, eta_error, level_of, level_error = _log_fit(both)
        reach = float(stats.t.ppf((1 + level) / 2, len(both) - 2))
        ranges = _over_ranges(pairs, effect)
        found = [
            estimate(
                asks_eta, eta, eta - reach * eta_error, eta + reach * eta_error, "per cent for one per cent",
                len(both), *ranges,
            ),
            estimate(
                asks_rho, exp(level_of), exp(level_of - reach * level_error), exp(level_of + reach * level_error),
                "for one", len(both),
            ),
        ]  # fmt: skip
    for says, cases in (
        (f"where the trigger {effect} somebody", [y > 0 for x, y in told if x > 0]),
        (f"where the trigger {effect} nobody", [y > 0 for x, y in told if x == 0]),
    ):
        question = f"How often have {who} {effect} anybody {says}?"
        n, hits = len(cases), sum(cases)
        if n < 3:
            why = f"Cannot tell: {n} such pairs, and it takes 3"
            found.append(estimate(question, None, None, None, "share of answers", n, why))
        else:
            low, high = wilson(hits, n, level)
            found.append(estimate(question, hits / n, low, high, "share of answers", n))
    return tuple(found)


def _log_fit(both: Sequence[tuple[float, float]]) -> tuple[float, float, float, float]:
    """Slope and mean ratio of the logs, each with its standard error."""
    x, y = np.log([one for one, _ in both]), np.log([other for _, other in both])
    columns = np.column_stack([x - x.mean(), np.ones(len(x))])
    fit = least_squares(columns, y)
    inverse = np.linalg.inv(columns.T @ columns)
    lever = np.einsum("ij,jk,ik->i", columns, inverse, columns)
    scores = columns * (fit.residuals / np.maximum(1 - lever, 1e-6))[:, None]
    covariance = inverse @ (scores.T @ scores) @ inverse
    ratios = y - x
    return (
        float(fit.coefficients[0]),
        sqrt(float(covariance[0, 0])),
        float(ratios.mean()),
        float(ratios.std(ddof=1) / sqrt(len(ratios))),
    )


def _over_ranges(pairs: Sequence[tuple[Event, Event]], effect: str) -> tuple[str, ...]:
    """What the slope becomes where every range is taken at its lower, and at its upper end."""
    said = []
    for name, pick in (("lower", _low), ("upper", _high)):
        both = [(pick(one.toll.of(effect)), pick(other.toll.of(effect))) for one, other in pairs]
        kept = [(x, y) for x, y in both if x and y]
        if len(kept) >= FEWEST_PAIRS and len({x for x, _ in kept}) > 1:
            said.append(f"{_log_fit(kept)[0]:.2f} at the {name} ends of the tolls")
    return (f"The elasticity is {' and '.join(said)}",) if said else ()


def _low(count: Count) -> float | None:
    return next((float(n) for n in (count.low, count.best, count.high) if n is not None), None)


def _high(count: Count) -> float | None:
    return next((float(n) for n in (count.high, count.best, count.low) if n is not None), None)


def _point(event: Event, effect: str) -> float | None:
    point = event.toll.of(effect).point
    return None if point is None else float(point)


def wilson(hits: int, n: int, level: float) -> tuple[float, float]:
    """Wilson's interval for a share. `wilson_1927`."""
    z = float(stats.norm.ppf((1 + level) / 2))
    share = hits / n
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return (0.0 if hits == 0 else middle - half), (1.0 if hits == n else middle + half)
