"""How long an answer takes when some attacks are never answered and others not yet: survival curves of silence."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import exp, log, sqrt
from statistics import NormalDist, median

import numpy as np
import polars as pl

from talion.errors import MeasureError
from talion.measures.series import deeds_of
from talion.measures.watched import WAY_OUT, span_around, stretches, too_rough
from talion.records import Dyad, Estimate, Selection, Timeline

OUTCOMES = ("answered", "superseded", "unanswered")
FEWEST_ATTACKS = 5
EVERYTHING = Selection()


@dataclass(frozen=True, slots=True)
class Wait:
    """What came first after an attack, and after how many days.

    `outcome` is one of OUTCOMES: the other side acted; the same side attacked again before it did; or neither came
    before our watch ended, `days` after the attack. `answered_days` is the wait for the other side's next act whatever
    came before it, None where the watch ended first; then `watched_days` is how long it had not come.
    """

    attack: str
    day: date
    days: int
    outcome: str
    answered_days: int | None
    watched_days: int


def waits(war: Timeline, attack: Dyad, *, selection: Selection = EVERYTHING) -> tuple[Wait, ...]:
    """The wait after each attack in one direction, in the order of their days.

    Acts of the same day have no order and count as neither answer nor new attack; where both come on one later day, the
    answer counts. An act known to within several days counts on the first of them.
    """
    if not war.observed:
        raise MeasureError(WAY_OUT)
    attacks = deeds_of(war, attack, selection=selection)
    mine = [event.when.first for event in attacks if event.when]
    theirs = [event.when.first for event in deeds_of(war, attack.reversed, selection=selection) if event.when]
    found = []
    for event, day in zip(attacks, mine, strict=True):
        span = span_around(war, day)
        assert span is not None
        end = (span.last - day).days
        answer, again = (_next_within(days, day, span.last) for days in (theirs, mine))
        if answer is not None and (again is None or answer <= again):
            days, outcome = answer, "answered"
        elif again is not None:
            days, outcome = again, "superseded"
        else:
            days, outcome = end, "unanswered"
        found.append(Wait(event.id, day, days, outcome, answer, answer if answer is not None else end))
    return tuple(found)


def _next_within(days: Sequence[date], day: date, last: date) -> int | None:
    """How long after a day the next of the days, which are sorted, lies; None where it comes after the last."""
    place = bisect_right(days, day)
    return (days[place] - day).days if place < len(days) and days[place] <= last else None


def kaplan_meier(days: Sequence[float], seen: Sequence[bool], *, level: float = 0.9) -> pl.DataFrame:
    r"""Share still waiting after each day on which something ended, with Greenwood's interval on the log-log scale.

    .. math:: S(t) = \prod_{t_k \le t} (1 - d_k / n_k)

    `seen` False means that the watch ended first. The columns are `days`, `at_risk`, `ended`, `left`, `low`, `high`.

    References
    ----------
    kaplan_meier_1958
    """
    if len(days) != len(seen):
        raise MeasureError(f"{len(days)} waits and {len(seen)} endings: each wait needs its own")
    z = NormalDist().inv_cdf((1 + level) / 2)
    left, variance, rows = 1.0, 0.0, []
    for moment, at_risk, (ended,) in _moments(days, [list(seen)]):
        left *= 1 - ended / at_risk
        if at_risk > ended:
            variance += ended / (at_risk * (at_risk - ended))
        low, high = _log_log(left, variance, z)
        rows.append({"days": moment, "at_risk": at_risk, "ended": ended, "left": left, "low": low, "high": high})
    floats = dict.fromkeys(("days", "left", "low", "high"), pl.Float64)
    return pl.DataFrame(rows, schema={"days": pl.Float64, "at_risk": pl.Int64, "ended": pl.Int64, **floats})


def _moments(days: Sequence[float], ends: Sequence[Sequence[bool]]) -> Iterator[tuple[float, int, tuple[int, ...]]]:
    """Each time at which something ended, how many were still waiting, and how many ended then in each way."""
    waits = np.asarray(days, dtype=float)
    times, place = np.unique(waits, return_inverse=True)
    at_risk = len(waits) - np.concatenate([[0], np.cumsum(np.bincount(place, minlength=len(times)))[:-1]])
    counts = [np.bincount(place[np.asarray(one, dtype=bool)], minlength=len(times)) for one in ends]
    for k in np.flatnonzero(np.sum(counts, axis=0)):
        yield float(times[k]), int(at_risk[k]), tuple(int(count[k]) for count in counts)


def _log_log(left: float, variance: float, z: float) -> tuple[float, float]:
    if not 0 < left < 1:
        return left, left
    reach = z * sqrt(variance) / abs(log(left))
    return left ** exp(reach), left ** exp(-reach)


def cumulative_incidence(days: Sequence[float], outcomes: Sequence[str]) -> pl.DataFrame:
    r"""Share answered, superseded and still open after each day (Aalen and Johansen).

    .. math:: F_c(t) = \sum_{t_k \le t} S(t_k^-) \, d_{ck} / n_k

    To take the new attack for the end of the watch, as a plain survival curve does, would suppose that whoever attacks
    again was as likely to be answered as anybody else.

    References
    ----------
    aalen_johansen_1978
    """
    known = set(outcomes)
    if not known <= set(OUTCOMES):
        raise MeasureError(
            f"an outcome is one of {', '.join(OUTCOMES)}; not {', '.join(sorted(known - set(OUTCOMES)))}"
        )
    left, share, rows = 1.0, {"answered": 0.0, "superseded": 0.0}, []
    for moment, at_risk, ended in _moments(days, [[one == what for one in outcomes] for what in share]):
        for what, here in zip(share, ended, strict=True):
            share[what] += left * here / at_risk
        left *= 1 - sum(ended) / at_risk
        rows.append({"days": moment, "at_risk": at_risk, **share, "open": left})
    floats = dict.fromkeys(("answered", "superseded", "open"), pl.Float64)
    return pl.DataFrame(rows, schema={"days": pl.Float64, "at_risk": pl.Int64, **floats})


def share_answered_by(
    war: Timeline, attack: Dyad, *, within_days: float, selection: Selection = EVERYTHING, level: float = 0.9
) -> Estimate:
    """Share of attacks that the other side answers in time, with attacks near the end of the watch kept in.

    One less Kaplan and Meier's share still waiting. It differs from `answered_share` in that an attack whose window is
    cut short counts for the days that it was watched. Attacks that share one answer count each, so that the interval
    is too narrow in dense fighting.

    References
    ----------
    kaplan_meier_1958
    """
    found = waits(war, attack, selection=selection)
    question = f"What share of attacks by {attack.actor} is answered by {attack.recipient} within {within_days:g} days?"
    n, rough = len(found), _too_rough(war, attack, within_days, selection)
    caveats = _who_shares(found)
    reach = max((wait.watched_days for wait in found), default=0)
    # Where the longest wait ended in an answer nobody was left waiting, and the curve is known from there on.
    open_to_the_end = any(wait.answered_days is None and wait.watched_days == reach for wait in found)
    if rough or n < FEWEST_ATTACKS or (reach < within_days and open_to_the_end):
        why = rough or (
            f"{n} attacks, and it takes {FEWEST_ATTACKS}"
            if n < FEWEST_ATTACKS
            else f"no attack was watched for {within_days:g} days"
        )
        return Estimate(
            question, None, None, None, "share of attacks", n, "share_answered_by", level, None, within_days,
            (f"Cannot tell: {why}", *caveats), selection,
        )  # fmt: skip
    curve = kaplan_meier(
        [wait.watched_days for wait in found], [wait.answered_days is not None for wait in found], level=level
    ).filter(pl.col("days") <= within_days)
    if curve.is_empty():
        value, low, high = 0.0, 0.0, 1 - (1 - level) ** (1 / n)
    else:
        last = curve.row(-1, named=True)
        value, low, high = 1 - last["left"], 1 - last["high"], 1 - last["low"]
    open_ends = sum(wait.answered_days is None and wait.watched_days < within_days for wait in found)
    if open_ends:
        caveats.append(
            f"{open_ends} of {n} attacks were not watched to the end of the window and count as far as they were"
        )
    return Estimate(
        question, value, low, high, "share of attacks", n, "share_answered_by", level, None, within_days,
        tuple(caveats), selection,
    )  # fmt: skip


def median_wait(war: Timeline, attack: Dyad, *, selection: Selection = EVERYTHING, level: float = 0.9) -> Estimate:
    """Days after which half of all attacks are answered, those never answered included.

    The day on which Kaplan and Meier's curve falls to one half; the ends are the days on which its interval does.
    None where fewer than half were answered while we watched.
    """
    found = waits(war, attack, selection=selection)
    question = f"After how many days are half of the attacks by {attack.actor} answered by {attack.recipient}?"
    caveats = _who_shares(found)

    def estimate(value: float | None, low: float | None, high: float | None) -> Estimate:
        return Estimate(
            question, value, low, high, "days", len(found), "median_wait", level, None, None, tuple(caveats), selection
        )

    if len(found) < FEWEST_ATTACKS:
        caveats.insert(0, f"Cannot tell: {len(found)} attacks, and it takes {FEWEST_ATTACKS}")
        return estimate(None, None, None)
    curve = kaplan_meier(
        [wait.watched_days for wait in found], [wait.answered_days is not None for wait in found], level=level
    )

    def falls(column: str) -> float | None:
        days = curve.filter(pl.col(column) <= 0.5)["days"]
        return float(days[0]) if len(days) else None

    value = falls("left")
    if value is None:
        caveats.insert(0, "Cannot tell: fewer than half of the attacks were answered while we watched")
        return estimate(None, None, None)
    if rough := _too_rough(war, attack, value, selection):
        caveats.insert(0, f"Cannot tell: {rough}")
        return estimate(None, None, None)
    high = falls("high")
    if high is None:
        caveats.append("The interval has no upper end: it may be that fewer than half are ever answered")
    return estimate(value, falls("low"), high)


def outcome_shares(
    war: Timeline, attack: Dyad, *, within_days: float, selection: Selection = EVERYTHING, level: float = 0.9
) -> tuple[Estimate, ...]:
    """Shares of attacks that were first answered, first followed by another attack, or neither, within so many days.

    Aalen and Johansen's shares; the intervals by a jackknife that leaves out one stretch of attacks (days less than
    `within_days` apart) at a time.

    References
    ----------
    aalen_johansen_1978
    """
    found = waits(war, attack, selection=selection)
    groups = stretches([wait.day for wait in found], apart_days=int(within_days))
    z = NormalDist().inv_cdf((1 + level) / 2)

    def shares(kept: Sequence[Wait]) -> dict[str, float]:
        curve = cumulative_incidence([wait.days for wait in kept], [wait.outcome for wait in kept])
        before = curve.filter(pl.col("days") <= within_days)
        if before.is_empty():
            return {"answered": 0.0, "superseded": 0.0, "open": 1.0}
        return {name: float(before[name][-1]) for name in ("answered", "superseded", "open")}

    whole = shares(found) if found else {}
    left_out = [shares(found[: group[0]] + found[group[-1] + 1 :]) for group in groups if len(groups) > 1]
    says = {
        "answered": f"What share of attacks by {attack.actor} is answered by {attack.recipient} before the next?",
        "superseded": f"What share of attacks by {attack.actor} is followed by another before {attack.recipient} acts?",
        "open": f"What share of attacks by {attack.actor} is followed by neither, from {attack.recipient} or again?",
    }
    estimates = []
    rough = _too_rough(war, attack, within_days, selection)
    for name, question in says.items():
        caveats = _who_shares(found)
        value = low = high = None
        if rough:
            caveats.insert(0, f"Cannot tell: {rough}")
        elif len(found) < FEWEST_ATTACKS or len(groups) < 3:
            caveats.insert(0, f"Cannot tell: {len(found)} attacks in {len(groups)} stretches, and it takes 5 in 3")
        else:
            value = whole[name]
            values = [one[name] for one in left_out]
            mean = sum(values) / len(values)
            error = sqrt((len(values) - 1) / len(values) * sum((one - mean) ** 2 for one in values))
            low, high = max(value - z * error, 0.0), min(value + z * error, 1.0)
        estimates.append(
            Estimate(
                question,
                value,
                low,
                high,
                "share of attacks",
                len(found),
                "outcome_shares",
                level,
                None,
                within_days,
                tuple(caveats),
                selection,
            )
        )
    return tuple(estimates)


def _too_rough(war: Timeline, attack: Dyad, within_days: float, selection: Selection) -> str | None:
    for dyad in (attack, attack.reversed):
        spans = [event.when.days for event in deeds_of(war, dyad, selection=selection) if event.when]
        if why := too_rough(dyad.actor, median(spans or [1]), within_days):
            return why
    return None


def _who_shares(found: Sequence[Wait]) -> list[str]:
    answered = [wait for wait in found if wait.answered_days is not None]
    ends = {wait.day.toordinal() + (wait.answered_days or 0) for wait in answered}
    if len(ends) == len(answered):
        return []
    return [f"{len(answered)} answered attacks share {len(ends)} days of answers: they are not independent"]
