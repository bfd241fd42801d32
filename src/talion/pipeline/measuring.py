"""One measure of a case by its name: what is asked of which function, and what of its answer a reader sees.

The numeric libraries are imported inside: a list of events should not wait for them.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from talion.errors import MeasureError
from talion.pipeline.answering import (
    deterrence,
    hawkes,
    levels,
    nearby,
    reciprocity,
    regressions,
    specifications,
    unknown,
    words,
)
from talion.pipeline.asking import Asking, part_of
from talion.pipeline.measured import Part
from talion.records import Event, Timeline

_CURVE_DAYS = (1, 2, 3, 5, 7, 10, 14, 21, 30)


def measure_names() -> dict[str, str]:
    """The names under which measures are asked for, each with its question."""
    return {name: (asked.__doc__ or "").partition("\n")[0] for name, asked in ASKED.items()}


def find_measure(name: str) -> Callable[[Asking], Part]:
    """The measure of a name, or of one of the functions it is made of; names near it where there is none."""
    wanted = name.strip().lower().replace("-", "_").replace(" ", "_")
    if wanted in ASKED:
        return ASKED[wanted]
    if wanted in _PART_OF:
        return ASKED[_PART_OF[wanted]]
    near = get_close_matches(wanted, [*ASKED, *_PART_OF], n=3, cutoff=0.5)
    hint = f"; near it: {', '.join(near)}" if near else ""
    raise MeasureError(f"there is no measure {name!r}{hint}; there are {', '.join(ASKED)}")


def name_of(name: str) -> str:
    """The name under which it is asked for."""
    find_measure(name)
    wanted = name.strip().lower().replace("-", "_").replace(" ", "_")
    return wanted if wanted in ASKED else _PART_OF[wanted]


def measured_by(name: str, asking: Asking) -> Part:
    """What one measure gives of one direction; what it refuses stands in `refused`, and stops nothing else."""
    asked = find_measure(name)
    try:
        return asked(asking)
    except MeasureError as refused:
        if asking.roles == "refuse" and "do not say who acted" in str(refused):
            raise
        return Part(name_of(name), asking.attack, refused=(f"{name_of(name)}: {refused}",))


# Described -----------------------------------------------------------------------------------------------------------


def answered(asking: Asking) -> Part:
    """How often is an attack followed in time by an act the other way, and how often would it be by chance?"""
    import polars as pl

    from talion.measures.answered import answered_share
    from talion.measures.lags import share_answered_by

    war, attack = asking.war, asking.attack
    kinds = {"all": war, **_by_severity(asking)}
    found = []
    for called, part in kinds.items():
        for days in asking.within_days:
            one = answered_share(part, attack, within_days=days, selection=asking.selection)
            said = "" if called == "all" else f" ({called})"
            found.append(replace(one, question=one.question.replace(" followed within", f"{said} followed within")))
    found.append(share_answered_by(war, attack, within_days=asking.within_days[-1], selection=asking.selection))
    windows = sorted({*_CURVE_DAYS, *asking.within_days})
    rows = [
        {"days": float(days), "share": one.value, "low": one.low, "high": one.high, "chance": one.chance, "n": one.n}
        for days in windows
        for one in [answered_share(war, attack, within_days=days, selection=asking.selection)]
    ]
    floats = dict.fromkeys(("days", "share", "low", "high", "chance"), pl.Float64)
    curve = pl.DataFrame(rows, schema={**floats, "n": pl.Int64})
    return part_of("answered", asking, found, frames={"answered": curve.drop_nulls("share")})


def _by_severity(asking: Asking) -> dict[str, Timeline]:
    """The war with attacks of one severity alone, where one is asked for."""
    if asking.severity in {"acts", "incidence"}:
        return {}

    def size(event: Event) -> int | None:
        known = [event.toll.killed.point]
        if asking.severity == "casualties":
            known.append(event.toll.injured.point)
        counts = [count for count in known if count is not None]
        return sum(counts) if counts else None

    what = "casualties" if asking.severity == "casualties" else "deaths"
    kinds: dict[str, Callable[[int | None], bool]] = {
        f"with {what}": lambda n: n is not None and n > 0,
        f"without {what}": lambda n: n == 0,
        f"{what} not known": lambda n: n is None,
    }
    return {
        called: Timeline(
            tuple(event for event in asking.war.events if event.dyad != tuple(asking.attack) or test(size(event))),
            asking.war.observed,
        )
        for called, test in kinds.items()
    }


def lags(asking: Asking) -> Part:
    """How long do answers take, and what comes first: an answer, another attack, or nothing?"""
    from talion.measures.answered import lag_summary
    from talion.measures.lags import cumulative_incidence, kaplan_meier, median_wait, outcome_shares, waits

    war, attack, selection = asking.war, asking.attack, asking.selection
    found = [
        median_wait(war, attack, selection=selection),
        *outcome_shares(war, attack, within_days=asking.days, selection=selection),
        *(lag_summary(war, attack, within_days=days, selection=selection) for days in asking.within_days),
    ]
    seen = waits(war, attack, selection=selection)
    frames = {
        "waits": kaplan_meier([it.watched_days for it in seen], [it.answered_days is not None for it in seen]),
        "first": cumulative_incidence([it.days for it in seen], [it.outcome for it in seen]),
    }
    return part_of("lags", asking, found, frames={name: frame for name, frame in frames.items() if frame.height})


def proportion(asking: Asking) -> Part:
    """How hard is an answer beside what it answers?"""
    from talion.measures.proportion import proportion as proportional

    return part_of(
        "proportion",
        asking,
        proportional(asking.war, asking.attack, within_days=asking.days, selection=asking.selection),
    )


def rates(asking: Asking) -> Part:
    """By what factor does the other side act more often after attacks than before, and after a day than before it?"""
    from talion.measures.backlash import interrupted
    from talion.measures.rates import rate_after_attacks, rate_ratio

    options: dict[str, Any] = {"undirected": asking.undirected, "selection": asking.selection}
    found = [rate_after_attacks(asking.war, asking.attack, within_days=asking.whole_days, **options)]
    if asking.on is not None:
        around = int(asking.within_days[-1])
        found.append(rate_ratio(asking.war, asking.attack, on=asking.on, within_days=around, **options))
        found += interrupted(asking.series(), on=asking.on, days=around)
    return part_of("rates", asking, found)


def tails(asking: Asking) -> Part:
    """How heavy are the tails of deaths an act and of the days between acts, and do acts come faster and faster?"""
    import numpy as np
    import polars as pl

    from talion.measures.progress import progress_curve
    from talion.measures.series import deeds_of
    from talion.measures.tails import tail

    acts = deeds_of(asking.war, asking.attack, selection=asking.selection)
    one = asking.attack.actor
    sizes = [event.toll.killed.point for event in acts if event.toll.killed.point is not None]
    days = [event.when.first for event in acts if event.when]
    between = np.diff([day.toordinal() for day in sorted(set(days))])
    found, frames = [], {}
    for what, values in ((f"deaths in an act by {one}", sizes), (f"days between days of acts by {one}", between)):
        law = tail(values, what=what, selection=asking.selection)
        found.append(law.exponent)
        above = np.sort(np.array([value for value in values if value > 0], dtype=float))
        if law.exponent.value is not None:
            frames[f"tail of {'deaths' if values is sizes else 'waits'}"] = pl.DataFrame(
                {
                    "size": np.unique(above),
                    "share": [float((above >= value).mean()) for value in np.unique(above)],
                    "exponent": law.exponent.value,
                    "begins": law.begins,
                }
            )
    found += progress_curve(days, who=f"acts by {one}", observed=asking.war.observed, selection=asking.selection)
    return part_of("tails", asking, found, frames=frames)


def exchanges(asking: Asking) -> Part:
    """How long are exchanges, and who stands first and last in the record of them?"""
    from talion.measures.chains import exchange_lengths, first_and_last

    held = {event.id: event for event in asking.war.events}
    chosen = [one for one in asking.exchanges if any(id in held for id in one.events)]
    share, table = exchange_lengths(chosen, selection=asking.selection)
    sides: Mapping[str, Collection[str]] = dict.fromkeys(asking.attack, ())
    firsts = first_and_last(chosen, held, sides, selection=asking.selection)
    return part_of("exchanges", asking, [share, *firsts], frames={"lengths": table} if table.height else {})


# The rule ------------------------------------------------------------------------------------------------------------


def rule(asking: Asking) -> Part:
    """How does the chance of an answer depend on deaths, and on whose; is there a red line, and did it move?"""
    from talion.measures.redline import moving_line
    from talion.measures.rule import attacks_seen, rule_from

    within = asking.whole_days
    seen = attacks_seen(asking.war, asking.attack, within_days=within, selection=asking.selection)
    found = rule_from(seen, asking.attack, within_days=within, selection=asking.selection)
    moved, day, table = moving_line(seen, asking.attack, within_days=within, selection=asking.selection)
    numbers = [*found.by_deaths, *found.by_whose, found.slope, found.red_line, found.line_or_none, found.change]
    return part_of("rule", asking, [*numbers, moved, day], frames={"rule by time": table} if table.height else {})


# By name --------------------------------------------------------------------------------------------------------------

ASKED: dict[str, Callable[[Asking], Part]] = {
    "answered": answered,
    "lags": lags,
    "proportion": proportion,
    "rates": rates,
    "tails": tails,
    "exchanges": exchanges,
    "rule": rule,
    "reciprocity": reciprocity,
    "specifications": specifications,
    "regressions": regressions,
    "hawkes": hawkes,
    "nearby": nearby,
    "deterrence": deterrence,
    "words": words,
    "levels": levels,
    "unknown": unknown,
}
# Functions of the catalogue, and the name under which the command line asks for them.
_PART_OF = {
    "answered_share": "answered", "share_answered_by": "answered", "lag_summary": "lags", "median_wait": "lags",
    "outcome_shares": "lags", "rate_ratio": "rates", "rate_after_attacks": "rates", "interrupted": "rates",
    "tail": "tails", "progress_curve": "tails", "progress": "tails", "exchange_lengths": "exchanges",
    "first_and_last": "exchanges", "moving_line": "rule", "red_line": "rule", "verdict": "reciprocity",
    "lag_minus_lead": "reciprocity", "block_permutation": "reciprocity", "smooth_baseline": "reciprocity",
    "granger": "regressions", "impulse_responses": "regressions", "local_projections": "regressions",
    "count_regression": "regressions", "lag_orders": "regressions", "hurdle": "regressions",
    "specification_curve": "specifications", "specification_curve_on": "specifications", "fit_days": "hawkes",
    "who_was_answered_by_day": "hawkes", "own_memory": "deterrence",
    "around_answers": "deterrence", "placebo_dyads": "deterrence", "inhibition": "deterrence",
    "threats_come_true": "words", "words_and_force": "words", "at_levels": "levels", "integrated": "unknown",
    "nearby_asymmetry": "nearby",
}  # fmt: skip
# What a page without a name holds.
PAGE = ("reciprocity", "answered", "lags", "rule", "deterrence")


def names_asked(what: str | Sequence[str] | None) -> tuple[str, ...]:
    """The measures that are asked for, by their names; a page's where none is named, all of them for "all"."""
    if what is None:
        return PAGE
    wanted = [what] if isinstance(what, str) else list(what)
    sets = {"page": PAGE, "all": tuple(ASKED)}
    return tuple(dict.fromkeys(name for one in wanted for name in sets.get(one) or (name_of(one),)))
