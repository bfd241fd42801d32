"""Who answers whom, and what answers do: the measures of a case that have to survive a wave that both sides ride.

The numeric libraries are imported inside: a list of events should not wait for them.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from talion.errors import MeasureError
from talion.pipeline.asking import Asking, each_once, part_of
from talion.pipeline.measured import Part
from talion.records import Dyad, Estimate, Event, Timeline

if TYPE_CHECKING:
    import polars as pl

    from talion.measures.checks import Check
    from talion.measures.deterrence import Effect

_NEAR = ("site", "town")

# Who answers ---------------------------------------------------------------------------------------------------------


def reciprocity(asking: Asking) -> Part:
    """Does the other side answer, as far as that survives a wave that both ride?"""
    from talion.measures.reciprocity import verdict

    found = verdict(
        asking.war,
        asking.attack,
        days=asking.days,
        severity=asking.severity,
        undirected=asking.undirected,
        selection=asking.selection,
    )
    numbers = each_once(check.estimate for check in (*found.checks, *found.shown))
    counts = asking.series(severity=asking.severity)
    return Part(
        "reciprocity",
        asking.attack,
        tuple(numbers),
        says=(found.sentence,) if found.finding != "cannot tell" else (),
        refused=(found.sentence,) if found.finding == "cannot tell" else (),
        doubts=found.caveats,
        frames={"around": _around(counts, asking.whole_days)},
        verdict=found,
    )


def _around(counts: Any, days: int) -> "pl.DataFrame":
    """Mean acts of the other side on each day before and after an act, beside the mean of all days: the lag curve."""
    import numpy as np
    import polars as pl

    reach = max(2 * days, 14)
    there, back = counts.there, counts.back
    n = len(there)
    rows = []
    for lag in range(-reach, reach + 1):
        here = slice(max(-lag, 0), n - max(lag, 0))
        shifted = back[max(lag, 0) : n - max(-lag, 0)]
        seen = (counts.watched[here] > 0) & (counts.watched[max(lag, 0) : n - max(-lag, 0)] > 0)
        weight = there[here][seen]
        if weight.sum() > 0:
            rows.append({"day": lag, "acts": float(np.average(shifted[seen], weights=weight))})
    mean = float(back[counts.watched > 0].mean())
    return pl.DataFrame(rows, schema={"day": pl.Int64, "acts": pl.Float64}).with_columns(pl.lit(mean).alias("mean"))


def specifications(asking: Asking) -> Part:
    """What becomes of the finding with other lags, windows, severities and bins?"""
    import polars as pl

    from talion.measures.specifications import specification_curve

    curve = specification_curve(asking.war, asking.attack, undirected=asking.undirected, selection=asking.selection)
    held = curve.filter(pl.col("holds") & pl.col("p").is_not_null())
    shown = curve.filter((pl.col("test") == "Granger") & pl.col("p").is_not_null())
    one, other = asking.attack
    says = (
        f"That {other} answers {one} survives in {int(held['survives'].sum())} of {held.height} ways to ask that hold "
        f"their promise on a shared wave; Granger's test, which does not, says so in {int(shown['survives'].sum())} of "
        f"{shown.height}."
    )
    empty = curve.height - curve.filter(pl.col("p").is_not_null()).height
    refused = (f"{empty} of {curve.height} specifications have too few acts.",) if empty else ()
    return Part("specifications", asking.attack, says=(says,) if held.height else (),
                refused=refused, frames={"specifications": curve})  # fmt: skip


def regressions(asking: Asking) -> Part:
    """What do the regressions of the literature say: lags, counts, impulse responses, local projections, a hurdle?"""
    from talion.measures.customary import (
        GRANGER_WARNING,
        count_regression,
        granger,
        impulse_responses,
        lag_orders,
        local_projections,
    )
    from talion.measures.hurdle import hurdle

    counts = asking.series(severity=asking.severity)
    lags = asking.whole_days
    checks: list[Check] = []
    refused = []
    makers: tuple[Callable[[], Check], ...] = (
        lambda: granger(counts, lags=lags),
        lambda: granger(counts.incidence, lags=lags),
        lambda: count_regression(counts, lags=lags),
    )
    for make in makers:
        try:
            checks.append(make())
        except MeasureError as wrong:
            refused.append(str(wrong))
    numbers = [check.estimate for check in checks] + list(hurdle(counts, days=lags))
    frames = {}
    try:
        frames = {
            "orders": lag_orders(counts),
            "responses": impulse_responses(counts, lags=lags, random=asking.random),
            "projections": local_projections(counts, lags=lags),
        }
    except MeasureError as wrong:
        refused.append(str(wrong))
    found = part_of("regressions", asking, numbers, frames=frames)
    return replace(found, refused=(*dict.fromkeys(refused), *found.refused), doubts=(GRANGER_WARNING, *found.doubts))


def hawkes(asking: Asking) -> Part:
    """How many acts of the other side does an act bring, how soon, and which probably answered which?"""
    import numpy as np
    import polars as pl

    from talion.measures.hawkes.branching import as_links, who_was_answered_by_day
    from talion.measures.hawkes.daily import daily_counts, fit_days, spline_baseline
    from talion.measures.hawkes.sentences import estimates_of, sentences_of
    from talion.measures.reciprocity import verdict_on
    from talion.measures.series import deeds_of

    one, other = asking.attack
    acts = [
        (event, side)
        for side, dyad in enumerate((asking.attack, asking.attack.reversed))
        for event in deeds_of(asking.war, dyad, selection=asking.selection)
    ]
    first = asking.war.observed[0].first
    days = (asking.war.observed[-1].last - first).days + 1
    table = np.zeros((days, 2))
    tolls = []
    for event, side in acts:
        assert event.when is not None
        day = (event.when.first - first).days
        table[day, side] += 1
        if event.toll.killed.point is not None:
            tolls.append((day, side, float(event.toll.killed.point)))
    fewest = int(min(table.sum(axis=0)))
    if fewest < 30:
        why = f"A process of answers needs 30 acts of either side, and one has {fewest}."
        return Part("hawkes", asking.attack, refused=(why,))
    watched = np.zeros(days, dtype=bool)
    for span in asking.war.observed:
        watched[(span.first - first).days : (span.last - first).days + 1] = True
    marks = asking.severity not in {"acts", "incidence"} and len(tolls) >= len(acts) / 2
    data = daily_counts((one, other), table, watched=watched, severities=tolls or None, first_day=first)
    fit = fit_days(
        data,
        family="negative binomial",
        baseline=spline_baseline(days, knot_days=max(90, days / 40)) if days >= 180 else None,
        severity=marks,
    )
    stands = {
        dyad: verdict_on(asking.series() if dyad == asking.attack else asking.series().reversed, days=asking.days)
        for dyad in (asking.attack, asking.attack.reversed)
    }
    both = all(found.finding == "answers" for found in stands.values())
    says = sentences_of(fit, stands=both)
    if stands[asking.attack].finding == "answers" and not both:
        says = tuple(
            strong if f"by {one}" in strong and "answers" in strong and f"{other}" in strong else weak
            for strong, weak in zip(sentences_of(fit, stands=True), says, strict=True)
        )
    places = np.array([((event.when.first - first).days) if event.when else 0 for event, _ in acts])
    sides = np.array([side for _, side in acts])
    posterior = who_was_answered_by_day(fit, places, sides)
    answers = {event.id for event, side in acts if side == 1}
    suggested = [
        link for link in as_links([event for event, _ in acts], posterior, at_least=0.3) if link.response in answers
    ]
    nobody = float(posterior.nobody[sides == 1].mean())
    intensity = pl.DataFrame(
        {
            "day": [date.fromordinal(first.toordinal() + n) for n in range(days)],
            "acts": table[:, 1],
            "expected": fit.means[:, 1],
            "own": fit.mu[:, 1],
        }
    )
    doubts = [*fit.caveats]
    if stands[asking.attack].finding != "answers":
        doubts.append(
            "The verdict is not that it answers: these sentences say what follows what in a model that takes each "
            "rise for an answer or for the baseline"
        )
    return Part(
        "hawkes",
        asking.attack,
        estimates_of(fit, selection=asking.selection),
        says=(*says, f"On average an act by {other} answers nobody in the record with probability {nobody:.2f}."),
        doubts=tuple(doubts),
        frames={"intensity": intensity},
        links=tuple(suggested),
    )


def nearby(asking: Asking) -> Part:
    """Do more answers come near an attack after it than before it, by distance?"""
    from talion.measures.series import deeds_of
    from talion.measures.spacetime import nearby_asymmetry, on_plane

    sides, left_out = [], 0
    for dyad in (asking.attack, asking.attack.reversed):
        rows = []
        for event in deeds_of(asking.war, dyad, selection=asking.selection):
            # Nothing coarser than a town says what is near.
            place = next(
                (it for it in event.places if it.latitude is not None and it.precision in _NEAR and it.role == "act"),
                None,
            )
            if place is None or event.when is None or not event.when.is_one_day:
                left_out += 1
                continue
            rows.append((event.when.first.toordinal(), place.longitude or 0.0, place.latitude or 0.0))
        sides.append(rows)
    if min(len(rows) for rows in sides) < 30:
        why = f"nearby: it takes 30 acts of either side with a day and a town, and there are {len(sides[0])} and "
        return Part("nearby", asking.attack, refused=(f"{why}{len(sides[1])}.",))
    middle = sum(row[2] for rows in sides for row in rows) / sum(len(rows) for rows in sides)
    one, other = (on_plane(*zip(*rows, strict=True), middle=middle) for rows in sides)
    numbers = nearby_asymmetry(
        one, other, days=asking.whole_days, selection=asking.selection,
        who=(f"acts of {asking.attack.actor}", f"acts of {asking.attack.recipient}"),
    )  # fmt: skip
    made = part_of("nearby", asking, numbers)
    doubts = (f"{left_out} acts without a day or a town are left out",) if left_out else ()
    return replace(made, doubts=doubts)


# What answers do -----------------------------------------------------------------------------------------------------


def deterrence(asking: Asking) -> Part:
    """What follows an answer: fewer attacks, more, or what would have come anyway?"""
    import polars as pl

    from talion.measures.backlash import (
        around_answers,
        inhibition,
        other_dyads,
        own_memory,
        placebo_dyads,
        sign,
    )
    from talion.measures.deterrence import deterrence as whole
    from talion.measures.reciprocity import verdict_on

    war, attack, selection = asking.war, asking.attack, asking.selection
    options: dict[str, Any] = {"undirected": asking.undirected, "selection": selection}
    effect = whole(war, attack, random=asking.random, within_days=asking.whole_days, **options)
    kinds: dict[str, Effect] = {}
    for called, test in (("that killed", _killed), ("that killed nobody", _killed_nobody)):
        kinds[called] = whole(
            war, attack, random=asking.random, within_days=asking.whole_days, which=test, **options
        )  # fmt: skip
    counts = asking.series()
    factor, lowered = own_memory(counts, days=asking.whole_days)
    sham = placebo_dyads(
        war, attack, other_dyads(war, attack), random=asking.random, within_days=asking.whole_days
    )  # fmt: skip
    numbers = [effect.after, effect.backward, sign(effect), effect.placebo, factor, lowered]
    numbers.append(inhibition(war, attack, selection=selection))
    for called, one in kinds.items():
        numbers.append(replace(one.after, question=f"{one.after.question} Answers {called} alone"))
    numbers += [
        replace(one.effect.after, question=f"Placebo: {one.effect.after.question} Acts on {one.dyad.recipient}")
        for one in sham
    ]
    frame = around_answers(counts, random=asking.random)
    failing = [one for one in sham if one.effect.finding in {"deters", "feeds"}]
    doubts = [
        f"After these answers acts of {one.dyad.actor} on {one.dyad.recipient} change, too ({one.effect.finding}), and "
        "they have nothing to do with them: the rest is in doubt"
        for one in failing
    ]
    answers = verdict_on(counts.reversed, days=asking.days).finding == "answers"
    finding, refused = said_of_effect(effect, answers=answers, placebo_moves=bool(failing))
    before = frame.filter((pl.col("day") < 0) & ((pl.col("low") > 0) | (pl.col("high") < 0))) if frame.height else frame
    if before.height > 3:
        doubts.append(f"On {before.height} of 14 days before answers the like days differ: they are not quite alike")
    return Part(
        "deterrence",
        attack,
        tuple(numbers),
        says=() if refused else (finding,),
        refused=(finding,) if refused else (),
        doubts=tuple(doubts),
        frames={"event study": frame} if frame.height else {},
        rivals=_told_rivals(effect),
    )


def said_of_effect(effect: "Effect", *, answers: bool, placebo_moves: bool) -> tuple[str, bool]:
    """The finding in words, and whether it is withheld.

    A rise after answers is an answer by another name and has to survive what answers have to survive (`answers`); and
    neither a rise nor a fall stands where a placebo dyad moves as well.
    """
    said = effect.sentence
    if effect.finding in {"deters", "feeds"} and placebo_moves:
        return f"{said[:-1]}, but so it is where nothing should be: it cannot be told.", True
    if effect.finding == "feeds" and not answers:
        return f"{said[:-1]}; but that it answers them does not survive, and so this is withheld.", True
    return said, effect.finding == "cannot tell"


def _killed(event: Event) -> bool:
    return bool(event.toll.killed.point)


def _killed_nobody(event: Event) -> bool:
    return event.toll.killed.point == 0


def _told_rivals(effect: "Effect") -> tuple[str, ...]:
    counted: dict[str, int] = {}
    for rival in effect.rivals:
        counted[rival.what] = counted.get(rival.what, 0) + 1
    ranked = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    if not ranked:
        return (
            "The ledger holds no truce, order, sanction or fighting elsewhere near an answer; it may not hold all.",
        )
    other = effect.attack.recipient
    return tuple(f"{what}, near {n} answer{'s' if n > 1 else ''} of {other}" for what, n in ranked[:8])


def words(asking: Asking) -> Part:
    """How often do threats come true, and do threats and sanctions come before force, after it, or in its place?"""
    from talion.measures.words import threats_come_true, words_and_force

    found = [
        threats_come_true(asking.war, asking.attack, within_days=days, links=asking.links, selection=asking.selection)
        for days in asking.within_days
    ]
    days = max(asking.within_days[-1], 14)
    for kind in ("THREATEN", "SANCTION"):
        found += words_and_force(asking.war, asking.attack, words=(kind,), days=days, selection=asking.selection)
    return part_of("words", asking, found)


def levels(asking: Asking) -> Part:
    """What does the choice of level change: the group, the umbrella, the patron?"""
    import polars as pl

    from talion.measures.answered import answered_share
    from talion.measures.levels import Level, at_levels, levels_frame
    from talion.measures.reciprocity import lag_minus_lead
    from talion.measures.series import series

    if asking.raw is None or not asking.levels:
        raise MeasureError("levels need a case that knows who belongs to whom; ask by --between")
    sides = [[Level(name, members) for name, members in asking.levels[side]] for side in asking.attack]

    def asymmetry(war: Timeline, dyad: Dyad) -> Estimate:
        counts = series(war, dyad, undirected="leave out", selection=asking.selection)
        return lag_minus_lead(counts, days=asking.days)

    def share(war: Timeline, dyad: Dyad) -> Estimate:
        return answered_share(war, dyad, within_days=asking.days, selection=asking.selection)

    found, frames = [], []
    for measure in (share, asymmetry):
        told = at_levels(asking.raw, measure, attackers=sides[0], others=sides[1])
        found += [one for _, one in told]
        frames.append(levels_frame(told).with_columns(pl.lit(told[0][1].how).alias("measure")))
    known = [one for one in found if one.value is not None and one.how == "answered_share"]
    spread = (max(known, key=lambda one: one.value or 0), min(known, key=lambda one: one.value or 0)) if known else None
    says = (
        (
            f"The share answered within {asking.days:g} days runs from {spread[1].value:.0%} to {spread[0].value:.0%} "
            f"over {len(known)} ways to draw the line around the sides.",
        )
        if spread is not None and len(known) > 1
        else ()
    )
    made = part_of("levels", asking, found, frames={"levels": pl.concat(frames)})
    return replace(made, says=(*says, *made.says))


def unknown(asking: Asking) -> Part:
    """What becomes of the shares when unclaimed acts and uncertain days are drawn again and again?"""
    from talion.measures.answered import answered_share
    from talion.measures.reciprocity import lag_minus_lead
    from talion.measures.series import series
    from talion.measures.unknowns import integrated

    def share(war: Timeline, dyad: Dyad) -> Estimate:
        return answered_share(war, dyad, within_days=asking.days, selection=asking.selection)

    def asymmetry(war: Timeline, dyad: Dyad) -> Estimate:
        counts = series(war, dyad, undirected=asking.undirected, selection=asking.selection)
        return lag_minus_lead(counts, days=asking.days)

    found = [integrated(asking.war, asking.attack, one, random=asking.random) for one in (share, asymmetry)]
    return part_of("unknown", asking, found)
