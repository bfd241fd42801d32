"""How often, and how fast, the other side acts after an attack, beside what chance would give."""

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from statistics import NormalDist, median
from typing import Any

import numpy as np
from numpy.typing import NDArray

from talion.errors import MeasureError
from talion.measures.watched import too_rough
from talion.records import Dyad, Estimate, Event, Selection, Timeline

# With two attacks or fewer the 90 % interval holds one half whatever happened: nothing was measured.
FEWEST_ATTACKS = 3
EVERYTHING = Selection()
_KINDS = ("ASSAULT",)


@dataclass(frozen=True, slots=True)
class Chance:
    """What chance gives: `share` on average, the middle 90 % of it, and how often it gave as much as was seen.

    `shifts` is the number of ways in which the answering side's days were laid against the attacks: all there are.
    """

    share: float
    low: float
    high: float
    as_high: float
    shifts: int


def answered_share(
    war: Timeline,
    attack: Dyad,
    *,
    within_days: float,
    selection: Selection = EVERYTHING,
    level: float = 0.9,
) -> Estimate:
    r"""Share of attacks in one direction that the other side answers in time.

    .. math:: S(w) = \frac{1}{n} \sum_{i=1}^{n} 1\{\exists j : 0 < s_j - t_i \le w\}

    with :math:`t_i` the days of the attacks, :math:`s_j` the days on which the other side acted on the first, and *w*
    `within_days`. Counted are deeds of the kinds in `selection` (force where it names none), on their first possible
    day. An attack whose window reaches past the observed days, or over a gap in them, is left out: its answer may still
    be to come, or was not seen. So a longer window may rest on fewer attacks. An act on the same day is no answer here,
    since which came first is not known; the caveats give the share with such days counted.

    The interval is Wilson's and takes attacks for independent, which attacks that share one answer are not: it is too
    narrow in dense fighting. `chance` is the mean share over all circular shifts of the other side's days within the
    observed days, which keeps the clustering of both sides: see `answered_by_chance`. With fewer than three attacks
    the value is None.

    It says nothing of motive. A cause that moves both sides, a war that flares up, gives a high share too, and shifts
    do not guard against it: the caveats set the share of attacks *preceded* in as many days beside it, which such a
    cause raises as much, and an answer does not.

    References
    ----------
    goldstein_freeman_1990 (the question; the formula is ours); wilson_1927 (the interval)
    """
    # Without a verb after a side's name, which may be one or many.
    question = (
        f"How often is an attack by {attack.actor} on {attack.recipient} followed within {_in_days(within_days)} "
        "by an act the other way?"
    )
    window = _whole_days(within_days)
    seen = _Seen(war, attack, selection)
    caveats = list(seen.caveats)
    counted = [day for day in seen.attacks if seen.is_watched(day, 1, window)]
    caveats += _left_out(seen, counted, within_days)
    n = len(counted)

    def estimate(value: float | None, low: float | None, high: float | None, chance: float | None) -> Estimate:
        return Estimate(
            question, value, low, high, "share of attacks", n, "answered_share", level, chance, within_days,
            tuple(caveats), selection,
        )  # fmt: skip

    rough = seen.too_rough(within_days)
    if rough or n < FEWEST_ATTACKS:
        caveats.insert(0, f"Cannot tell: {rough}" if rough else _too_few(n, within_days))
        return estimate(None, None, None, None)
    hits = sum(_is_followed(day, seen.answers, 1, window) for day in counted)
    low, high = _wilson(hits, n, level)
    with_ties = sum(_is_followed(day, seen.answers, 0, window) for day in counted)
    if with_ties != hits:
        caveats.append(
            f"{_count(with_ties - hits, 'attack')} had an act of the other side on the same day alone, and which came "
            f"first is not known: with these counted the share is {with_ties / n:.0%} instead of {hits / n:.0%}"
        )
    if seen.unknown_answers:
        both = sorted(seen.answers + seen.unknown_answers)
        more = sum(_is_followed(day, both, 1, window) for day in counted)
        caveats.append(
            f"{_count(len(seen.unknown_answers), 'act')} on {attack.actor} by somebody unknown: "
            f"were all of them answers, the share would be {more / n:.0%}"
        )
    chance = answered_by_chance(war, attack, within_days=within_days, selection=selection)
    caveats.append(
        f"Over all {chance.shifts} shifts of the days of {attack.recipient} the share lies between {chance.low:.0%} "
        f"and {chance.high:.0%} nine times in ten, and is as high as seen in {chance.as_high:.0%} of them"
    )
    led = [day for day in counted if seen.is_watched(day, -window, -1)]
    if led:
        before = sum(_is_followed(day, seen.answers, -window, -1) for day in led) / len(led)
        caveats.append(
            f"In as many days before, {attack.recipient} acted for {before:.0%} of {_count(len(led), 'attack')}: "
            "a cause that moves both sides would give about the same before and after"
        )
    return estimate(hits / n, low, high, chance.share)


def answered_by_chance(war: Timeline, attack: Dyad, *, within_days: float, selection: Selection = EVERYTHING) -> Chance:
    r"""The share that `answered_share` would find if the two sides' days had nothing to do with each other.

    The observed days are laid end to end as a ring of *D* days, and the answering side's days are turned by every
    :math:`k = 0 \ldots D - 1`; the attacks stay, and the same ones are left out. Nothing is drawn at random. This
    keeps how each side's acts cluster and how many there are. It does not keep a rise and fall that both share.
    """
    window = _whole_days(within_days)
    seen = _Seen(war, attack, selection)
    attacks = np.zeros(seen.days_watched)
    for day in seen.attacks:
        if seen.is_watched(day, 1, window):
            attacks[seen.place_of(day)] += 1
    n = attacks.sum()
    if n == 0:
        raise MeasureError(
            f"no attack by {attack.actor} on {attack.recipient} has all of its {_in_days(within_days)} observed; "
            "take a shorter window or a longer observed time"
        )
    acts = np.zeros(seen.days_watched)
    for day in seen.answers:
        acts[seen.place_of(day)] = 1
    followed = _followed_on_ring(acts, window)
    # The share for each shift is a correlation on a ring, and the Fourier transform gives all of them at once.
    turned = np.fft.irfft(np.fft.rfft(attacks).conj() * np.fft.rfft(followed), n=seen.days_watched)
    shares = (np.round(turned) + 0.0) / n  # a zero that the transform left with a minus sign loses it
    real = float(
        sum(_is_followed(day, seen.answers, 1, window) for day in seen.attacks if seen.is_watched(day, 1, window))
    )
    low, high = np.quantile(shares, (0.05, 0.95))
    as_high = float(np.mean(shares >= real / n - 1e-9))
    return Chance(float(shares.mean()), float(low), float(high), as_high, seen.days_watched)


def lag_summary(
    war: Timeline,
    attack: Dyad,
    *,
    within_days: float,
    selection: Selection = EVERYTHING,
    level: float = 0.9,
) -> Estimate:
    r"""Median number of days from an attack to the other side's next act, of the attacks answered in time.

    .. math:: \operatorname{median} \{ \min_j (s_j - t_i) : 0 < s_j - t_i \le w \}

    Attacks that were not answered in time have no lag and are not in it, so the median says how fast answers are, not
    how likely; it cannot exceed the window, and a longer window raises it. Attacks are left out as in `answered_share`.
    The interval runs between order statistics (binomial); the caveats count the lags day by day.

    References
    ----------
    goldstein_freeman_1990 (the question; the formula is ours)
    """
    question = f"How many days pass from an attack by {attack.actor} on {attack.recipient} to an act the other way?"
    window = _whole_days(within_days)
    seen = _Seen(war, attack, selection)
    counted = [day for day in seen.attacks if seen.is_watched(day, 1, window)]
    caveats = [*seen.caveats, *_left_out(seen, counted, within_days)]
    next_acts = ((day, bisect_right(seen.answers, day)) for day in counted)
    waits = ((seen.answers[place] - day).days for day, place in next_acts if place < len(seen.answers))
    lags = sorted(lag for lag in waits if lag <= window)
    value = low = high = None
    rough = seen.too_rough(median(lags)) if lags else None
    if rough or len(lags) < FEWEST_ATTACKS:
        why = rough or f"{_count(len(lags), 'attack')} answered, and it takes {FEWEST_ATTACKS}"
        caveats.insert(0, f"Cannot tell: {why}")
    else:
        value = float(median(lags))
        low, high = _around_median(lags, level)
    if lags:
        told = ", ".join(f"{count} after {_in_days(lag)}" for lag, count in sorted(Counter(lags).items()))
        caveats.append(f"{len(lags)} of {_count(len(counted), 'attack')} answered in time: {told}")
    return Estimate(
        question,
        value,
        low,
        high,
        "days",
        len(lags),
        "lag_summary",
        level,
        None,
        within_days,
        tuple(caveats),
        selection,
    )


def as_sides(events: Iterable[Event], sides: Mapping[str, Collection[str]]) -> tuple[Event, ...]:
    """The same events with the names of sides in place of their members, so that an event counts once however many act.

    `sides` maps a side's name to the ids of its members. An actor of no side stays under its own id where nobody of a
    side acts with it, and is left out where somebody does. An act in which both sides take part on one end keeps both
    names there and has no dyad.
    """
    side_of = {member: name for name, members in sides.items() for member in (name, *members)}
    if len(side_of) < sum(len({name, *members}) for name, members in sides.items()):
        twice = next(
            member
            for member in side_of
            if sum(member in {name, *members} for name, members in sides.items()) > 1
        )  # fmt: skip
        raise MeasureError(f"{twice} stands on two sides; leave it out of one")

    def named(actors: Sequence[str]) -> tuple[str, ...]:
        inside = tuple(dict.fromkeys(side_of[actor] for actor in actors if actor in side_of))
        return inside or tuple(actors)

    return tuple(replace(event, actors=named(event.actors), recipients=named(event.recipients)) for event in events)


class _Seen:
    """The days of both sides that count, where they lie in the observed days, and what was not counted and why."""

    def __init__(self, war: Timeline, attack: Dyad, selection: Selection) -> None:
        if not war.observed:
            raise MeasureError(
                "a timeline without observed days cannot tell silence from a gap; say which days were watched"
            )
        self._spans = war.observed
        self._starts: list[int] = []
        self.days_watched = 0
        for span in war.observed:
            self._starts.append(self.days_watched)
            self.days_watched += span.days
        kinds = {kind.upper() for kind in selection.kinds} or set(_KINDS)
        counts = [event for event in war.events if event.action in kinds and _counts(event, selection)]
        inside = Timeline(tuple(counts), war.observed)
        attacks, answers = inside.days_of(attack), inside.days_of(attack.reversed)
        self.attacks = [day for day in attacks if self.is_watched(day, 0, 0)]
        self.answers = [day for day in answers if self.is_watched(day, 0, 0)]
        pair = set(attack)
        self.unknown_answers = [
            event.when.first
            for event in counts
            if event.directed
            and event.when
            and not event.actors
            and event.recipients == (attack.actor,)
            and self.is_watched(event.when.first, 0, 0)
        ]
        self.caveats: list[str] = []
        spans = [
            [event.when.days for event in counts if event.when and event.dyad == tuple(dyad)]
            for dyad in (attack, attack.reversed)
        ]
        self._known = [(side, median(days or [1])) for side, days in zip(attack, spans, strict=True)]
        between = [event for event in counts if {*event.actors, *event.recipients} >= pair]
        undirected = sum(not event.directed for event in between)
        undated = sum(event.when is None and event.dyad in {tuple(attack), tuple(attack.reversed)} for event in counts)
        rough = sum(
            event.when is not None
            and not event.when.is_one_day
            and event.dyad in {tuple(attack), tuple(attack.reversed)}
            for event in counts
        )
        many = sum(event.directed and event.dyad is None for event in between)
        unclaimed = sum(
            event.directed and not event.actors and event.recipients == (attack.recipient,) for event in counts
        )
        outside = len(attacks) + len(answers) - len(self.attacks) - len(self.answers)
        for number, says in (
            (
                undirected,
                "between the two in which who acted is not known, not counted: they cannot show who answers whom",
            ),
            (many, "with several sides on one end, not counted"),
            (undated, "without a day, not counted"),
            (rough, "known to within several days only, counted on the first of them"),
            (outside, "outside the observed days, not counted"),
            (unclaimed, f"on {attack.recipient} by somebody unknown, not counted as attacks"),
        ):
            if number:
                self.caveats.append(f"{_count(number, 'act')} {says}")

    def is_watched(self, day: date, first: int, last: int) -> bool:
        """Whether one observed span holds the day and all days from `first` to `last` after it."""
        return any(
            day in span and span.first <= day + timedelta(days=first) and day + timedelta(days=last) <= span.last
            for span in self._spans
        )

    def too_rough(self, within_days: float) -> str | None:
        """Why no order within so many days can be seen, where most days are known less closely."""
        return next((why for side, days in self._known if (why := too_rough(side, days, within_days))), None)

    def place_of(self, day: date) -> int:
        """Which of the observed days, laid end to end, it is."""
        for start, span in zip(self._starts, self._spans, strict=True):
            if day in span:
                return start + (day - span.first).days
        raise MeasureError(f"{day} lies outside the observed days")


def _counts(event: Event, selection: Selection) -> bool:
    return event.status in selection.statuses if selection.statuses else event.is_deed


def _left_out(seen: _Seen, counted: Sequence[date], within_days: float) -> list[str]:
    left_out = len(seen.attacks) - len(counted)
    if not left_out:
        return []
    return [
        f"{_count(left_out, 'attack')} left out: the {_in_days(within_days)} after it are not all observed"
        if left_out == 1
        else f"{left_out} attacks left out: the {_in_days(within_days)} after each are not all observed"
    ]


def _too_few(n: int, within_days: float) -> str:
    days = _in_days(within_days)
    whole = {0: f"no attack has all of its {days} observed", 1: f"one attack has all of its {days} observed"}
    return (
        f"Cannot tell: {whole.get(n, f'{n} attacks have all of their {days} observed')}, and it takes {FEWEST_ATTACKS}"
    )


def _whole_days(within_days: float) -> int:
    if not within_days >= 1:
        raise MeasureError(f"within_days is {within_days}; our days have no hours, so give 1 or more")
    return math.floor(within_days)


def _is_followed(day: date, answers: Sequence[date], first: int, last: int) -> bool:
    """Whether one of the answers, which are sorted, lies from `first` to `last` days after the day."""
    place = bisect_left(answers, day + timedelta(days=first))
    return place < len(answers) and answers[place] <= day + timedelta(days=last)


def _followed_on_ring(acts: NDArray[Any], window: int) -> NDArray[Any]:
    """For each day of the ring, whether one of the next so many days has an act."""
    days = len(acts)
    if window >= days:
        return np.full(days, float(acts.any()))
    summed = np.concatenate([[0.0], np.cumsum(np.concatenate([acts, acts]))])
    place = np.arange(days)
    followed: NDArray[Any] = (summed[place + window + 1] - summed[place + 1] > 0).astype(float)
    return followed


def _wilson(hits: int, n: int, level: float) -> tuple[float, float]:
    z = NormalDist().inv_cdf((1 + level) / 2)
    share = hits / n
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    # At 0 and n of n one end is 0 or 1 but for rounding.
    return (0.0 if hits == 0 else middle - half), (1.0 if hits == n else middle + half)


def _around_median(values: Sequence[int], level: float) -> tuple[float, float]:
    """The narrowest pair of order statistics, equally far from both ends, that holds the median often enough."""
    n = len(values)
    tail, rank = 0.0, 0
    for k in range(n // 2):
        tail += math.comb(n, k) / 2**n
        if 2 * tail > 1 - level:
            break
        rank = k + 1
    return float(values[max(rank - 1, 0)]), float(values[min(n - rank, n - 1)])


def _in_days(days: float) -> str:
    return "1 day" if days == 1 else f"{days:g} days"


def _count(n: int, what: str) -> str:
    return f"{n} {what}" if n == 1 else f"{n} {what}s"
