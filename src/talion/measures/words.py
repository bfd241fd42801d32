"""Words and deeds: how often threats come true, and whether threats and sanctions come before, after or instead."""

from collections.abc import Collection, Iterable
from datetime import timedelta
from math import floor

import numpy as np

from talion.errors import MeasureError
from talion.measures.proportion import wilson
from talion.measures.reciprocity import lag_minus_lead
from talion.measures.regressions import Numbers, sums_before_and_after
from talion.measures.series import Series, deeds_of, series
from talion.measures.watched import WAY_OUT, is_watched
from talion.records import Dyad, Estimate, Event, Link, Selection, Timeline

THREATS = ("THREATEN",)
DEEDS = ("ASSAULT", "COERCE")
FEWEST_THREATS = 3
_NOUNS = {"THREATEN": "threats", "SANCTION": "sanctions"}
EVERYTHING = Selection()


def threats_of(war: Timeline, dyad: Dyad) -> list[Event]:
    """Threats by one side to the other with a day, whatever their status, in order; denied ones are left out."""
    found = [
        event
        for event in war.events
        if event.action in THREATS
        and event.status != "denied"
        and event.when is not None
        and event.directed
        and dyad.actor in event.actors
        # A threat at nobody named is at whoever the dyad asks about.
        and (not event.recipients or dyad.recipient in event.recipients)
    ]
    return sorted(found, key=lambda event: (event.when.first if event.when else war.observed[0].first, event.id))


def threats_come_true(
    war: Timeline,
    dyad: Dyad,
    *,
    within_days: float,
    links: Iterable[Link] = (),
    deeds: Collection[str] = DEEDS,
    selection: Selection = EVERYTHING,
    level: float = 0.9,
) -> Estimate:
    r"""Share of one side's threats to the other that it follows by force in time.

    .. math:: T(w) = \frac{1}{n} \sum_i 1\{\exists j : 0 < d_j - t_i \le w\}

    with :math:`t_i` the days of threats, :math:`d_j` those of its deeds (`deeds`, PLOVER's types) on the other side.
    Threats of which the whole window was not watched are left out. `chance` is the share of all watched days that such
    a deed follows in time: a side that strikes every week makes every threat come true. A link that says that an act
    carries out a threat is told in the caveats; where nobody says so, the order in time is all there is.
    """
    if not war.observed:
        raise MeasureError(WAY_OUT)
    if not within_days >= 1:
        raise MeasureError(f"within_days is {within_days}; our days have no hours, so give 1 or more")
    window = floor(within_days)
    one, other = dyad
    question = f"How often are threats by {one} to {other} followed by force within {within_days:g} days?"
    said = threats_of(war, dyad)
    counted = [event for event in said if event.when and is_watched(war, event.when.first, 1, window)]
    done = deeds_of(war, dyad, kinds=frozenset(deeds))
    days = sorted(event.when.first for event in done if event.when)
    hits = sum(
        any(event.when.first < day <= event.when.first + timedelta(days=window) for day in days)
        for event in counted
        if event.when
    )
    n = len(counted)
    caveats = []
    if len(said) > n:
        caveats.append(f"{len(said) - n} of {len(said)} threats left out: their window was not watched to its end")
    open_threats = sum(not event.recipients for event in counted)
    if open_threats:
        caveats.append(f"{open_threats} of {n} threats name nobody and are taken to be at {other}")
    ids = {event.id for event in counted}
    carried = {link.trigger for link in links if link.kind == "carries_out" and link.trigger in ids}
    if carried:
        caveats.append(f"Of {len(carried)} somebody says that an act carried them out")

    def estimate(value: float | None, low: float | None, high: float | None, chance: float | None) -> Estimate:
        return Estimate(
            question, value, low, high, "share of threats", n, "threats_come_true", level, chance, within_days,
            tuple(caveats), selection,
        )  # fmt: skip

    if n < FEWEST_THREATS:
        caveats.insert(0, f"Cannot tell: {n} threats with a whole window, and it takes {FEWEST_THREATS}")
        return estimate(None, None, None, None)
    low, high = wilson(hits, n, level)
    return estimate(hits / n, low, high, _any_day(war, days, window))


def _any_day(war: Timeline, days: Collection[object], window: int) -> float | None:
    followed = watched = 0
    for span in war.observed:
        for step in range(span.days - window):
            day = span.first + timedelta(days=step)
            watched += 1
            followed += any(day + timedelta(days=lag) in days for lag in range(1, window + 1))
    return followed / watched if watched else None


def words_and_force(
    war: Timeline,
    dyad: Dyad,
    *,
    words: Collection[str] = ("SANCTION",),
    days: float = 30,
    selection: Selection = EVERYTHING,
) -> tuple[Estimate, Estimate, Estimate]:
    """Whether one side's sanctions (or threats) come before its own force, after it, or in place of it.

    Three numbers: the share of them with force in the days before; with force in the days after; and lag minus lead of
    force around them, which says which of the two prevails. Where they come in place of force all are low: that is no
    sign of cause, as quiet times make both quiet and talkative.
    """
    spoken = series(war, dyad, selection=Selection(kinds=tuple(words), statuses=("done", "threatened")))
    forced = series(war, dyad, selection=Selection(kinds=("ASSAULT",)))
    spoken_of = " or ".join(_NOUNS.get(word, word.lower()) for word in words)
    both = Series(
        Dyad(f"{spoken_of} by {dyad.actor}", f"force by {dyad.actor}"),
        "day", spoken.days, spoken.there, forced.there, spoken.watched, np.zeros(len(spoken.days)),
        np.zeros(len(spoken.days)), "acts", spoken.caveats, selection,
    )  # fmt: skip
    before, after = sums_before_and_after(forced.there, round(days))
    order = lag_minus_lead(both, days=days)
    return _share(both, before, "before", days), _share(both, after, "after", days), order


def _share(both: Series, force: Numbers, where: str, days: float) -> Estimate:
    window = round(days)
    n_days = len(both.days)
    gaps = np.concatenate([[0.0], np.cumsum(both.watched <= 0)])
    places = [
        t
        for t in np.flatnonzero(both.there)
        if t >= window and t + window < n_days and gaps[t + window + 1] == gaps[t - window]
    ]
    question = f"How often does force stand within {days:g} days {where} {both.dyad.actor}?"
    n = len(places)
    if n < FEWEST_THREATS:
        why = f"Cannot tell: {n} with whole windows, and it takes {FEWEST_THREATS}"
        return Estimate(
            question, None, None, None, "share", n, "words_and_force", 0.9, None, days, (why,), both.selection
        )
    hits = sum(bool(force[t] > 0) for t in places)
    low, high = wilson(hits, n, 0.9)
    inside = force[window : n_days - window]
    return Estimate(
        question, hits / n, low, high, "share", n, "words_and_force", 0.9, float((inside > 0).mean()), days, (),
        both.selection,
    )  # fmt: skip
