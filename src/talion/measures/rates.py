"""Whether one side acts more often after something than before it: rate ratios with an honest interval."""

from collections.abc import Sequence
from datetime import date
from math import exp, log, sqrt

import numpy as np
from scipy import stats

from talion.errors import MeasureError
from talion.measures.regressions import Numbers
from talion.measures.series import Series, series
from talion.records import Dyad, Estimate, Selection, Timeline

EVERYTHING = Selection()
# Of the record, apart from the stretch that is asked about, to know how far a level wanders.
FEWEST_STRETCHES = 4


def rate_ratio(
    war: Timeline,
    acts: Dyad,
    *,
    on: date,
    within_days: int = 90,
    severity: str = "acts",
    undirected: str = "refuse",
    steady: bool = False,
    selection: Selection = EVERYTHING,
    level: float = 0.9,
) -> Estimate:
    r"""By what factor one side's acts on the other came more often in the days after a day than in those before it.

    .. math:: R = \frac{N_{after} / D_{after}}{N_{before} / D_{before}}

    over *watched* days; the day itself is in neither. A level that wanders slowly makes ratios far from 1 around any
    day, and the stretches around one day cannot show it. So the interval is read from the same ratio around other days
    of the record, which are left free of the one that is asked about: its logarithm, plus and minus Student's quantile
    times their root mean square, with as many degrees of freedom as there are stretches apart. Where the record holds
    fewer than four, it *cannot be told*, unless `steady` says that the level does not wander by itself: then the
    interval is the exact one for two Poisson counts (binomial given their sum), widened by the dispersion of weeks.
    What else happened on that day is in it: a ratio is not an effect.

    References
    ----------
    przyborowski_wilenski_1940 (the exact interval). The other is ours
    """
    counts = series(war, acts, severity=severity, undirected=undirected, selection=selection)
    question = f"By what factor do acts of {acts.actor} on {acts.recipient} change after {on}?"
    place = (on - counts.days[0]).days
    watched = counts.watched > 0
    n = len(counts.days)
    before = np.array([m for m in range(max(place - within_days, 0), min(place, n)) if watched[m]], dtype=int)
    after = np.array([m for m in range(max(place + 1, 0), min(place + 1 + within_days, n)) if watched[m]], dtype=int)
    caveats = list(counts.caveats)
    for name, days in (("before", before), ("after", after)):
        if len(days) < within_days:
            caveats.append(f"Of the {within_days} days {name}, {len(days)} were watched")
    a, b = float(counts.there[before].sum()), float(counts.there[after].sum())

    def estimate(value: float | None, low: float | None, high: float | None, *more: str) -> Estimate:
        return Estimate(
            question, value, low, high, "times as often", round(a + b), "rate_ratio", level, 1.0, float(within_days),
            (*more, *caveats), selection,
        )  # fmt: skip

    if min(len(before), len(after)) < 14 or a + b < 5:
        return estimate(
            None, None, None,
            f"Cannot tell: {a + b:g} acts on {len(before)} days before and {len(after)} after; "
            "it takes 5 acts and two weeks on each side",
        )  # fmt: skip
    if a == 0:
        return estimate(None, None, None, f"Cannot tell: no act before, {b:g} after; a ratio to nothing has no size")
    value = (b / len(after)) / (a / len(before))
    if not steady:
        around = _around_other_days(counts, place, within_days)
        if around is None:
            says = (
                f"Cannot tell: the record holds fewer than {FEWEST_STRETCHES} stretches of {2 * within_days} days "
                "apart from this one, too few to know how far the level wanders by itself; a longer record tells, or "
                "steady=True, which takes it for steady"
            )
            return estimate(None, None, None, says, f"As it stands the ratio is {value:.2f}")
        apart, others, stretches = around
        reach = float(stats.t.ppf((1 + level) / 2, stretches)) * apart
        # What so few acts scatter by chance alone, where the record elsewhere is calmer or fuller than here.
        low, high = _exact_ratio(a, b, len(before), len(after), level)
        caveats.append(
            f"The interval is how far such ratios lie from 1 around {others} other days of the record, in {stretches} "
            "stretches apart from each other"
        )
        if b == 0:
            return estimate(value, 0.0, max(high, exp(reach) * 0.5 / a), "No act after: the upper end is rough")
        return estimate(value, min(low, value * exp(-reach)), max(high, value * exp(reach)))
    spread = max(1.0, _dispersion([counts.there[before], counts.there[after]]))
    if spread > 1.0:
        caveats.append(
            f"Weekly counts scatter {spread:.1f} times as much as chance has them; the interval allows for it"
        )
    caveats.append("The level is taken for steady but for this day; where it wanders, the interval is too narrow")
    low, high = _exact_ratio(a / spread, b / spread, len(before), len(after), level)
    return estimate(value, low, high)


def _around_other_days(counts: Series, place: int, within_days: int) -> tuple[float, int, int] | None:
    """The root mean square of the log ratio around other days, how many days, and stretches that lie apart."""
    gaps = np.concatenate([[0.0], np.cumsum(counts.watched <= 0)])
    total = np.concatenate([[0.0], np.cumsum(counts.there)])
    squares, used = [], []
    for day in range(within_days, len(counts.days) - within_days, max(within_days // 13, 1)):
        if abs(day - place) <= within_days or gaps[day + within_days + 1] > gaps[day - within_days]:
            continue
        before, after = total[day] - total[day - within_days], total[day + within_days + 1] - total[day + 1]
        if before + after > 0:
            squares.append(log((after + 0.5) / (before + 0.5)) ** 2)
            used.append(day)
    stretches, last = 0, -(10**9)
    for day in used:
        if day - last >= 2 * within_days + 1:
            stretches, last = stretches + 1, day
    if stretches < FEWEST_STRETCHES:
        return None
    return sqrt(float(np.mean(squares))), len(used), stretches


def _dispersion(rows: Sequence[Numbers]) -> float:
    """Variance over mean of weekly sums, each side around its own mean."""
    squares, free = 0.0, 0
    for row in rows:
        weeks = [float(row[m : m + 7].sum()) for m in range(0, len(row) - 6, 7)]
        mean = float(np.mean(weeks)) if weeks else 0.0
        if mean > 0 and len(weeks) > 1:
            squares += sum((week - mean) ** 2 for week in weeks) / mean
            free += len(weeks) - 1
    return squares / free if free else 1.0


def _exact_ratio(a: float, b: float, days_a: int, days_b: int, level: float) -> tuple[float, float]:
    """Clopper and Pearson's ends for the share of the acts that came after, as a ratio of rates."""
    tail = (1 - level) / 2
    low = float(stats.beta.ppf(tail, b, a + 1)) if b > 0 else 0.0
    high = float(stats.beta.ppf(1 - tail, b + 1, a)) if a > 0 else 1.0
    scale = days_a / days_b

    def ratio(share: float) -> float:
        return scale * share / max(1 - share, 1e-12)

    return ratio(low), ratio(high)


def rate_after_attacks(
    war: Timeline,
    attack: Dyad,
    *,
    within_days: int = 7,
    undirected: str = "refuse",
    selection: Selection = EVERYTHING,
    level: float = 0.9,
) -> Estimate:
    r"""By what factor the other side acts more often in the days after attacks than in the days before them.

    .. math:: R = \frac{\sum_i N_j(t_i, t_i + w]}{\sum_i N_j[t_i - w, t_i)}

    over attacks of which all *w* days before and after were watched. A cause that moves both sides gives 1. The
    interval is a jackknife's over months on the log scale; `lag_minus_lead` is the same question as a difference.
    """
    if within_days < 1:
        raise MeasureError(f"within_days is {within_days}; our days have no hours, so give 1 or more")
    counts = series(war, attack, undirected=undirected, selection=selection)
    one, other = attack
    question = (
        f"By what factor are acts of {other} more frequent in the {within_days} days after acts of {one} than before?"
    )
    n = len(counts.days)
    total = np.concatenate([[0.0], np.cumsum(counts.back)])
    gaps = np.concatenate([[0.0], np.cumsum(counts.watched <= 0)])
    months: dict[tuple[int, int], Numbers] = {}
    used = 0
    for t in np.flatnonzero(counts.there):
        if t < within_days or t + within_days >= n or gaps[t + within_days + 1] > gaps[t - within_days]:
            continue
        weight = counts.there[t]
        both = np.array(
            [total[t] - total[t - within_days], total[t + within_days + 1] - total[t + 1]], dtype=np.float64
        )
        day = counts.days[t]
        months[day.year, day.month] = months.get((day.year, day.month), np.zeros(2)) + weight * both
        used += 1
    rows = np.array(list(months.values())) if months else np.zeros((0, 2))
    before, after = (rows[:, 0].sum(), rows[:, 1].sum()) if len(rows) else (0.0, 0.0)
    caveats = list(counts.caveats)

    def estimate(value: float | None, low: float | None, high: float | None, *more: str) -> Estimate:
        return Estimate(
            question, value, low, high, "times as often", used, "rate_after_attacks", level, 1.0, float(within_days),
            (*more, *caveats), selection,
        )  # fmt: skip

    if used < 10 or len(rows) < 6 or min(before, after) <= 0:
        why = f"Cannot tell: {used} days of attacks in {len(rows)} months, {before:g} acts before and {after:g} after"
        return estimate(None, None, None, why)
    value = float(np.log(after / before))
    left_out = np.log((after - rows[:, 1]) / np.maximum(before - rows[:, 0], 1e-9)) if len(rows) > 1 else rows[:, 0]
    left_out = left_out[np.isfinite(left_out)]
    m = len(left_out)
    error = sqrt((m - 1) / m * float(((left_out - left_out.mean()) ** 2).sum()))
    reach = float(stats.t.ppf((1 + level) / 2, m - 1)) * error
    return estimate(exp(value), exp(value - reach), exp(value + reach))
