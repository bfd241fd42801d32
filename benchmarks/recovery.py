"""What each measure finds in wars whose answers we chose: bias, coverage of its 90 % intervals, size and power.

Usage: python benchmarks/recovery.py [--runs 20] [--only verdict,lags,…] [--seed 1]

The wars are invented by `talion.synthetic.wars` and by the few lines below, which share nothing with the measures.
Default runs are few and quick; the tables of the documentation are from `--runs 200`.
"""

import argparse
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import polars as pl
from numpy.typing import NDArray

from talion.measures.answered import answered_share
from talion.measures.backlash import inhibition, interrupted, own_memory
from talion.measures.chains import exchange_lengths, first_and_last
from talion.measures.customary import count_regression, impulse_responses, local_projections
from talion.measures.deterrence import deterrence_on
from talion.measures.hurdle import hurdle
from talion.measures.lags import median_wait, share_answered_by
from talion.measures.levels import Level, at_levels
from talion.measures.progress import progress_curve
from talion.measures.proportion import proportion
from talion.measures.rates import rate_after_attacks, rate_ratio
from talion.measures.reciprocity import lag_minus_lead, verdict_on
from talion.measures.redline import moving_line
from talion.measures.rule import Attack, rule_from
from talion.measures.series import Series, series
from talion.measures.spacetime import Points, intervention, nearby_asymmetry
from talion.measures.tails import tail
from talion.measures.unknowns import integrated
from talion.measures.words import threats_come_true
from talion.records import Count, DateSpan, Dyad, Estimate, Event, Exchange, Timeline, Toll, TollPart
from talion.synthetic.wars import ASHMAR, BELVAR, Answers, invent_war

DYAD = Dyad(ASHMAR, BELVAR)
NEVER = Answers(0.0)
Rows = NDArray[np.float64]


def main(arguments: Sequence[str] | None = None) -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("--runs", type=int, default=20, help="wars for each row (default 20; the docs have 200)")
    options.add_argument("--only", default="", help=f"comma-separated, of: {', '.join(PARTS)}")
    options.add_argument("--seed", type=int, default=1, help="which wars to invent")
    given = options.parse_args(arguments)
    for name in given.only.split(",") if given.only else PARTS:
        PARTS[name](given.runs, given.seed)
    return 0


# Inventing -----------------------------------------------------------------------------------------------------------


def two_sides(
    random: np.random.Generator,
    *,
    days: int = 2000,
    rates: tuple[float, float] = (0.3, 0.3),
    own: float = 0.2,
    one_answers: float = 0.0,
    other_answers: float = 0.0,
    wave_sd: float = 0.7,
    hush: float = 1.0,
) -> Rows:
    """Daily acts of two sides that ride one slow wave (AR(1), .98 a day), with memory of their own and with answers.

    Offspring come after a day and more, two and a half days on average; `hush` is what an act of the other side does to
    the rate of the first one for a week.
    """
    step = wave_sd * np.sqrt(1 - 0.98**2)
    level, lift = random.normal(0, wave_sd), np.ones(days)
    for day in range(days):
        lift[day] = np.exp(level - wave_sd**2 / 2)
        level = 0.98 * level + random.normal(0, step) if wave_sd else 0.0
    decay = (1 - np.exp(-0.4)) * np.exp(-0.4 * np.arange(30))
    mean, factor, acts = np.outer(lift, rates), np.ones(days + 8), np.zeros((days, 2))
    for day in range(days):
        mean[day, 0] *= factor[day]
        acts[day] = random.poisson(mean[day])
        left = min(30, days - day - 1)
        if left and acts[day].any():
            one, other = acts[day]
            mean[day + 1 : day + 1 + left, 0] += (own * one + one_answers * other) * decay[:left]
            mean[day + 1 : day + 1 + left, 1] += (own * other + other_answers * one) * decay[:left]
            if other and hush != 1.0:
                factor[day + 1 : day + 8] = hush
    return acts


def told(acts: Rows) -> Series:
    return Series.of(acts[:, 0], acts[:, 1], dyad=DYAD)


def wars(runs: int, seed: int) -> Iterator[np.random.Generator]:
    for n in range(runs):
        yield np.random.default_rng([seed, n])


# Printing ------------------------------------------------------------------------------------------------------------


def head(title: str, *columns: str) -> None:
    print(f"\n{title}\n\n| {' | '.join(columns)} |\n|{'---|' * len(columns)}", flush=True)


def row(*cells: object) -> None:
    print(
        "| " + " | ".join(f"{cell:.2f}" if isinstance(cell, float) else str(cell) for cell in cells) + " |", flush=True
    )


def recovered(name: str, truth: float, found: Sequence[Estimate]) -> None:
    """One row: the truth, the mean and how often the interval holds the truth."""
    kept = [one for one in found if one.value is not None and one.low is not None and one.high is not None]
    if not kept:
        row(name, truth, "-", "-", "-", len(found))
        return
    values = np.array([one.value for one in kept], dtype=float)
    covered = float(np.mean([one.low <= truth <= one.high for one in kept]))  # type: ignore[operator]
    row(name, truth, float(values.mean()), float(values.mean() - truth), covered, f"{len(kept)} of {len(found)}")


def recovered_on_logs(name: str, truth: float, found: Sequence[Estimate]) -> None:
    """The same for ratios, whose mean is that of their logarithms: a wave makes the plain mean run away upward."""
    kept = [one for one in found if one.value and one.low is not None and one.high is not None]
    if not kept:
        row(name, truth, "-", "-", "-", f"0 of {len(found)}")
        return
    mean = float(np.exp(np.mean([np.log(one.value or 1.0) for one in kept])))
    covered = float(np.mean([one.low <= truth <= one.high for one in kept]))  # type: ignore[operator]
    row(name, truth, mean, mean - truth, covered, f"{len(kept)} of {len(found)}")


HEAD = ("what", "truth", "mean", "bias", "holds the truth", "could tell")


# The verdict ---------------------------------------------------------------------------------------------------------

PLACEBOS: dict[str, dict[str, object]] = {
    "shared wave, nobody answers": {},
    "the same, few acts": {"rates": (0.05, 0.05)},
    "the same, stronger wave": {"wave_sd": 1.0},
    "no wave, nobody answers": {"wave_sd": 0.0},
}
ANSWERS: dict[str, dict[str, object]] = {
    "shared wave, B answers .3": {"other_answers": 0.3},
    "the same, A answers B instead": {"one_answers": 0.3},
    "the same, both answer .3": {"other_answers": 0.3, "one_answers": 0.3},
    "no wave, B answers .3": {"other_answers": 0.3, "wave_sd": 0.0},
    "few acts, B answers .5": {"other_answers": 0.5, "rates": (0.05, 0.05)},
}


def verdicts(runs: int, seed: int) -> None:
    head(
        f"Does B answer A? 2,000 days, {runs} wars a row; the share of wars in which each test at 5 % says yes",
        "war", "**verdict: answers**", "cannot tell", "no sign", "lag minus lead", "stretches turned",
        "blocks of 14 days", "30-day splines", "Granger, 7 lags", "Poisson, 7 lags", "hurdle",
    )  # fmt: skip
    for name, how in {**PLACEBOS, **ANSWERS}.items():
        findings: Counter[str] = Counter()
        yes: Counter[str] = Counter()
        for random in wars(runs, seed):
            acts = two_sides(random, **how)  # type: ignore[arg-type]
            found = verdict_on(told(acts))
            findings[found.finding] += 1
            yes.update(check.name for check in (*found.checks, *found.shown) if check.survives)
            yes["lags"] += bool(count_regression(told(acts), lags=7).survives)
            odds = hurdle(told(acts))[0]
            yes["hurdle"] += odds.low is not None and odds.low > 1
        row(
            name, f"**{findings['answers'] / runs:.3f}**", *(findings[it] / runs for it in ("cannot tell", "no sign")),
            *(yes[it] / runs for it in ("lag minus lead", "stretches turned around", "block permutation",
                                        "smooth baseline", "Granger", "lags", "hurdle")),
        )  # fmt: skip


def asymmetry(runs: int, seed: int) -> None:
    head("Lag minus lead as a number: acts more after than before, per act, within 14 days", *HEAD)
    for wave in (0.0, 0.7):
        found = []
        for random in wars(runs, seed):
            war = invent_war(
                random=random, days=2000, attacks_per_day=(0.1, 0.1), answers=(NEVER, Answers(0.4)),
                answers_are_answered=False, wave_sd=wave,
            ).by_sides()  # fmt: skip
            acts = np.zeros((2000, 2))
            for event in war.events:
                assert event.when is not None
                acts[(event.when.first - war.observed[0].first).days, DYAD.index(event.actors[0])] += 1
            found.append(lag_minus_lead(told(acts), days=14))
        recovered(f"B answers .4, wave {wave:g}", 0.4, found)


# The descriptive measures --------------------------------------------------------------------------------------------


def lags(runs: int, seed: int) -> None:
    head("Shares and waits, attacks far apart (one in 80 days on average)", *HEAD)
    for rate in (0.3, 0.7):
        shares, simple = [], []
        for random in wars(runs, seed):
            war = invent_war(
                random=random, days=4000, attacks_per_day=(1 / 80, 0.0), answers=(NEVER, Answers(rate, 1.0, 7)),
                answers_are_answered=False,
            ).by_sides()  # fmt: skip
            shares.append(share_answered_by(war, DYAD, within_days=7))
            simple.append(answered_share(war, DYAD, within_days=7))
        recovered(f"share answered within 7 days (Kaplan-Meier), {rate:g}", rate, shares)
        recovered(f"answered_share, {rate:g}", rate, simple)
    waits = []
    for random in wars(runs, seed):
        war = invent_war(
            random=random, days=12_000, attacks_per_day=(1 / 120, 0.0), answers=(NEVER, Answers(1.0, 3.0, 40)),
            answers_are_answered=False,
        ).by_sides()  # fmt: skip
        waits.append(median_wait(war, DYAD))
    recovered("median wait, geometric with mean 4 days", 3.0, waits)


def rates(runs: int, seed: int) -> None:
    head("Rates before and after: 60 days either side of one day, in a record of 1,500", *HEAD)
    for name, wave in (("Poisson", 0.0), ("on a wave", 0.7)):
        for factor in (1.0, 0.5):
            found, jumps = [], []
            for random in wars(runs, seed):
                one = two_sides(random, days=1500, rates=(0.5, 0.0), own=0.0, wave_sd=wave)[:, 0]
                day = int(random.integers(300, 1200))
                one[day + 1 : day + 61] = random.binomial(one[day + 1 : day + 61].astype(int), factor)
                told_days = of_days(one, DYAD)
                found.append(rate_ratio(told_days, DYAD, on=START + timedelta(day), within_days=60))
                jumps.append(interrupted(series(told_days, DYAD), on=START + timedelta(day), days=60)[0])
            recovered_on_logs(f"rate_ratio, {name}, factor {factor:g}", factor, found)
            recovered_on_logs(f"interrupted (the jump), {name}, factor {factor:g}", factor, jumps)
    found = []
    for random in wars(runs, seed):
        one = two_sides(random, days=180, rates=(0.5, 0.0), own=0.0, wave_sd=0.0)[:, 0]
        found.append(rate_ratio(of_days(one, DYAD), DYAD, on=START + timedelta(90), within_days=90, steady=True))
    recovered("rate_ratio, steady=True, 180 days", 1.0, found)
    found = []
    for random in wars(runs, seed):
        one = two_sides(random, days=180, rates=(0.5, 0.0), own=0.0, wave_sd=0.7)[:, 0]
        found.append(rate_ratio(of_days(one, DYAD), DYAD, on=START + timedelta(90), within_days=90))
    recovered("rate_ratio, a record of 180 days on a wave", 1.0, found)
    found = []
    for random in wars(runs, seed):
        acts = two_sides(random, days=2000, rates=(0.15, 0.15), wave_sd=0.7)
        both = Timeline(
            of_days(acts[:, 0], DYAD).events + of_days(acts[:, 1], DYAD.reversed, "b").events, watched(2000)
        )
        found.append(rate_after_attacks(both, DYAD))
    recovered("rate_after_attacks, shared wave, nobody answers", 1.0, found)


START = date(2031, 1, 1)


def watched(days: int) -> tuple[DateSpan, ...]:
    return (DateSpan(START, START + timedelta(days - 1)),)


def act(name: str, day: int, dyad: Dyad, killed: int | None = None, action: str = "ASSAULT") -> Event:
    parts = () if killed is None else (TollPart("killed", Count.exactly(killed)),)
    status = "threatened" if action == "THREATEN" else "done"
    return Event(
        name, action, status=status, actors=(dyad.actor,), recipients=(dyad.recipient,),
        when=DateSpan.on(START + timedelta(day)), toll=Toll(parts),
    )  # fmt: skip


def of_days(acts: Rows, dyad: Dyad, name: str = "a") -> Timeline:
    events = [act(f"{name}{day}-{n}", int(day), dyad) for day in np.flatnonzero(acts) for n in range(int(acts[day]))]
    return Timeline(tuple(events), watched(len(acts)))


def sizes(runs: int, seed: int) -> None:
    head("Proportion: log answer = log rho + eta log trigger + noise (sd .8), 60 pairs", *HEAD)
    for scale, name in ((30.0, "tolls about 30"), (2.0, "tolls about 2, rounded, zeros apart")):
        etas, levels = [], []
        for random in wars(runs, seed):
            log_trigger = random.normal(np.log(scale), 0.8, 60)
            log_answer = 0.6 * (log_trigger - np.log(scale)) + np.log(scale * 2) + random.normal(0, 0.8, 60)
            events = []
            for n in range(60):
                events.append(act(f"a{n}", 20 * n, DYAD, round(np.exp(log_trigger[n]))))
                events.append(act(f"b{n}", 20 * n + 2, DYAD.reversed, round(np.exp(log_answer[n]))))
            eta, level, *_ = proportion(Timeline(tuple(events), watched(1300)), DYAD, within_days=7)
            etas.append(eta)
            levels.append(level)
        recovered(f"eta, {name}", 0.6, etas)
        recovered(f"rho, {name}", 2.0, levels)
    head("Tails: power laws with 1,000 values above the beginning, 3,000 below it", *HEAD)
    for alpha in (2.0, 2.5):
        given, looked = [], []
        for random in wars(runs, seed):
            above = np.floor(9.5 * (1 - random.random(1000)) ** (-1 / (alpha - 1)) + 0.5)
            below = random.integers(1, 10, 3000)
            given.append(tail(above, begins=10).exponent)
            looked.append(tail(np.concatenate([above, below])).exponent)
        recovered(f"exponent {alpha:g}, beginning known", alpha, given)
        recovered(f"exponent {alpha:g}, beginning looked for", alpha, looked)


# Further looks -------------------------------------------------------------------------------------------------------


def further(runs: int, seed: int) -> None:
    """Measures that look again: own memory, hurdles, authors not known, curves, lines that move, places."""
    head("By what factor answers change attacks, beside the attacker's own memory (a doubling of 1 + acts in 7 days)",
         "war", "mean factor", "above 1 at 5 %", "below 1 at 5 %", "mean probability that they lower")  # fmt: skip
    kinds: dict[str, dict[str, object]] = {
        "nothing": {"wave_sd": 0.0},
        "shared wave": {},
        "B answers .4, hushes A to .3": {"wave_sd": 0.0, "other_answers": 0.4, "hush": 0.3},
        "the same on a shared wave": {"other_answers": 0.4, "hush": 0.3},
        "A answers B .4": {"wave_sd": 0.0, "one_answers": 0.4},
    }
    for name, how in kinds.items():
        values, more, less, chances = [], 0, 0, []
        for random in wars(runs, seed):
            acts = two_sides(random, days=1500, rates=(0.15, 0.075), **how)  # type: ignore[arg-type]
            factor, lowered = own_memory(told(acts))
            if factor.value is None or lowered.value is None or factor.low is None or factor.high is None:
                continue
            values.append(np.log(factor.value))
            chances.append(lowered.value)
            more += factor.low > 1
            less += factor.high < 1
        row(name, float(np.exp(np.mean(values))), more / runs, less / runs, float(np.mean(chances)))
    head("A hurdle: odds of any act, and acts where there are any, for a doubling of 1 + acts in 7 days", *HEAD)
    for odds, many in ((0.0, 0.0), (0.5, 0.3)):
        first, second = [], []
        for random in wars(runs, seed):
            there = random.poisson(0.4, 1200).astype(float)
            before = np.array([there[max(day - 7, 0) : day].sum() for day in range(1200)])
            some = random.random(1200) < 1 / (1 + np.exp(1.6 - odds * np.log2(1 + before)))
            rate = 0.8 * 2 ** (many / np.log(2) * np.log2(1 + before))
            drawn = np.array([_above_zero(random, value) for value in rate])
            one, other = hurdle(Series.of(there, np.where(some, drawn, 0.0), dyad=DYAD))
            first.append(one)
            second.append(other)
        recovered_on_logs(f"odds ratio, truth e^{odds:g}", float(np.exp(odds)), first)
        recovered_on_logs(f"factor of the rate, truth e^{many:g}", float(np.exp(many)), second)
    head("Progress curves: 40 waits, log-normal about the curve (sd .6), rounded up to days", *HEAD)
    for exponent in (0.0, 0.5):
        found = []
        for random in wars(runs, seed):
            waits = 60 * np.arange(1, 41) ** -exponent * np.exp(random.normal(-0.18, 0.6, 40))
            days = np.concatenate([[0], np.cumsum(np.maximum(np.ceil(waits), 1))])
            found.append(progress_curve([START + timedelta(int(day)) for day in days])[0])
        recovered(f"exponent {exponent:g}", exponent, found)
    head("Authors not known: half of B's answers are unclaimed, attacks far apart, answered with .5 in 7 days", *HEAD)
    plain, drawn_again = [], []
    for random in wars(runs, seed):
        war = invent_war(
            random=random, days=3000, attacks_per_day=(1 / 50, 1 / 100), answers=(NEVER, Answers(0.5, 1.0, 7)),
            answers_are_answered=False, unclaimed_share=0.0,
        ).by_sides()  # fmt: skip
        hidden = tuple(
            replace(event, actors=()) if event.actors == (BELVAR,) and random.random() < 0.5 else event
            for event in war.events
        )
        known = Timeline(hidden, war.observed)
        plain.append(answered_share(known, DYAD, within_days=7))
        drawn_again.append(
            integrated(known, DYAD, lambda war, dyad: answered_share(war, dyad, within_days=7), random=random)
        )
    recovered("left out, as if nobody had acted", 0.53, plain)
    recovered("integrated over authors", 0.53, drawn_again)
    head("A red line that moves: 160 attacks", "war", "says that it moved", "mean probability", "day within 10 attacks")
    lines: dict[str, Callable[[Rows, Rows], Rows]] = {
        "no dependence": lambda deaths, _: np.full(len(deaths), 0.4),
        "a line at 2, always": lambda deaths, _: np.where(deaths >= 2, 0.8, 0.2),
        "no line, chances rise from .2 to .6": lambda _, late: np.where(late > 0, 0.6, 0.2),
        "a line at 1, then at 4": lambda deaths, late: np.where(deaths >= np.where(late > 0, 4, 1), 0.85, 0.15),
    }
    for name, chance in lines.items():
        says, near, weights = 0, 0, []
        for random in wars(runs, seed):
            deaths = np.where(random.random(160) < 0.4, 0, random.geometric(0.35, 160)).astype(float)
            late = (np.arange(160) >= 80).astype(float)
            answered = random.random(160) < chance(deaths, late)
            seen = tuple(
                Attack(f"a{k}", START + timedelta(10 * k), float(deaths[k]), "not said", bool(answered[k]))
                for k in range(160)
            )
            moved, day, _ = moving_line(seen, DYAD, within_days=7)
            weights.append(moved.value or 0.0)
            says += (moved.value or 0.0) > 0.95
            near += day.value is not None and abs(day.value - 800) <= 100
        row(name, says / runs, float(np.mean(weights)), near / runs if "then" in name else "-")


def inhibited(runs: int, seed: int) -> None:
    head("A process that may inhibit: the factor of A's rate on the day after an act of B", "war", "mean factor",
         "above 1 at 5 %", "below 1 at 5 %")  # fmt: skip
    kinds: dict[str, dict[str, object]] = {
        "nothing": {"wave_sd": 0.0},
        "shared wave": {},
        "B answers .4, hushes A to .3": {"wave_sd": 0.0, "other_answers": 0.4, "hush": 0.3},
        "the same on a shared wave": {"other_answers": 0.4, "hush": 0.3},
    }
    for name, how in kinds.items():
        values, more, less = [], 0, 0
        for random in wars(runs, seed):
            acts = two_sides(random, days=1000, rates=(0.2, 0.1), **how)  # type: ignore[arg-type]
            both = of_days(acts[:, 0], DYAD).events + of_days(acts[:, 1], DYAD.reversed, "b").events
            found = inhibition(Timeline(both, watched(1000)), DYAD)
            if found.value is None or found.low is None or found.high is None:
                continue
            values.append(np.log(found.value))
            more += found.low > 1
            less += found.high < 1
        row(name, float(np.exp(np.mean(values))), more / runs, less / runs)


def _above_zero(random: np.random.Generator, rate: float) -> float:
    while not (drawn := int(random.poisson(rate))):
        pass
    return float(drawn)


def places(runs: int, seed: int) -> None:
    head("Space and time: 400 days, a wave of its own at each of six places that both sides ride", *HEAD)
    for answers in (0.0, 0.5):
        near, far = [], []
        for random in wars(runs, seed):
            one, other = _places(random, answers)
            rings = nearby_asymmetry(one, other, days=7, rings_km=(0, 10, 50))
            near.append(rings[0])
            far.append(rings[1])
        recovered(f"within 10 km, truth {answers:g}", answers, near)
        recovered("10 to 50 km, truth 0", 0.0, far)
    head(
        "Acts drawn at another rate: what would follow 3 a day rather than 1 (truth: 2 times the answers to each)",
        *HEAD,
    )
    for answers in (0.0, 1.0):
        found = []
        for random in wars(runs, seed):
            density = np.array([0.5, 0.3, 0.2])
            x = np.array([0.0, 60.0, 120.0])
            rate = 2.0 * np.exp(0.4 * np.sin(np.arange(400) / 9))
            acts = random.poisson(rate[:, None] * density)
            later = random.poisson(2.0 + answers * np.vstack([np.zeros(3), acts[:-1]]))
            told_acts, told_later = (_points(table, x) for table in (acts, later))
            early = Points(np.zeros(100), np.repeat(x, [50, 30, 20]), np.zeros(100))
            found.append(intervention(told_acts, told_later, early, rates=(1.0, 3.0)).effect)
        recovered(f"each act draws {answers:g} the next day", 2 * answers, found)


def _points(table: Rows, x: Rows) -> Points:
    day, cell = np.nonzero(table)
    times = table[day, cell].astype(int)
    return Points(np.repeat(day, times).astype(float), np.repeat(x[cell], times), np.zeros(times.sum()))


def _places(random: np.random.Generator, answers: float) -> tuple[Points, Points]:
    days: list[list[float]] = [[], []]
    x: list[list[float]] = [[], []]
    y: list[list[float]] = [[], []]
    for place in range(6):
        level = random.normal(0, 0.7)
        for day in range(400):
            level = 0.97 * level + random.normal(0, 0.7 * np.sqrt(1 - 0.97**2))
            for side in (0, 1):
                for _ in range(random.poisson(0.25 * np.exp(level - 0.25))):
                    at = (100.0 * place + random.normal(0, 2), random.normal(0, 2))
                    days[side].append(day)
                    x[side].append(at[0])
                    y[side].append(at[1])
                    if side == 0 and random.random() < answers and (late := day + int(random.integers(1, 6))) < 400:
                        days[1].append(late)
                        x[1].append(at[0] + random.normal(0, 2))
                        y[1].append(at[1] + random.normal(0, 2))
    found = []
    for side in (0, 1):
        order = np.argsort(days[side], kind="stable")
        found.append(Points(*(np.asarray(one[side], dtype=float)[order] for one in (days, x, y))))
    return found[0], found[1]


# Regressions, exchanges, levels ---------------------------------------------------------------------------------------


def followed_by(ahead: int, own: float, other_answers: float) -> list[float]:
    """How many acts of B follow one act more of A so many days on, in the wars of `two_sides`: all generations."""
    decay = (1 - np.exp(-0.4)) * np.exp(-0.4 * np.arange(30))
    bring = np.array([[own, 0.0], [other_answers, own]])
    moves = [np.eye(2)]
    for day in range(1, ahead + 1):
        moves.append(sum(decay[lag - 1] * bring @ moves[day - lag] for lag in range(1, min(day, 30) + 1)))
    return [float(move[1, 0]) for move in moves]


def responses(runs: int, seed: int) -> None:
    head(f"One act more of A: acts of B on a day after it; 1,000 days, 14 lags, {runs} wars a row", *HEAD)
    for wave in (0.0, 0.7):
        for answers in (0.0, 0.3):
            truth = followed_by(7, 0.2, answers)
            by_var: dict[int, list[Estimate]] = {1: [], 3: [], 7: []}
            projected: dict[int, list[Estimate]] = {1: [], 3: [], 7: []}
            for random in wars(runs, seed):
                acts = two_sides(random, days=1000, other_answers=answers, wave_sd=wave)
                found = impulse_responses(told(acts), lags=14, ahead=7, draws=100, random=random)
                moved = found.filter((pl.col("of") == ASHMAR) & (pl.col("on") == BELVAR))
                lines = local_projections(told(acts), lags=14, ahead=7)
                for kept, table in ((by_var, moved), (projected, lines)):
                    for day, estimates in kept.items():
                        estimates.append(_of_row(table.row(by_predicate=pl.col("ahead") == day, named=True)))
            for name, kept in (("impulse response", by_var), ("local projection", projected)):
                for day, estimates in kept.items():
                    recovered(f"{name}, day {day}, B answers {answers:g}, wave {wave:g}", truth[day], estimates)


def _of_row(row: dict[str, float]) -> Estimate:
    return Estimate("", row["value"], row["low"], row["high"], "acts", 0, "benchmark")


def exchanges(runs: int, seed: int) -> None:
    head("Exchanges: who stands first and last in the record, and how many go on; 60 exchanges", *HEAD)
    first, last, longer, unseen = [], [], [], []
    sides = {ASHMAR: (ASHMAR,), BELVAR: (BELVAR,)}
    for random in wars(runs, seed):
        held: dict[str, Event] = {}
        told_exchanges, cut = [], []
        for n in range(60):
            begins, size = random.random() < 0.7, 2 + int(random.geometric(0.5)) - 1
            acts = []
            for k in range(size):
                dyad = DYAD if begins == (k % 2 == 0) else DYAD.reversed
                acts.append(act(f"x{n}-{k}", 30 * n + 2 * k, dyad))
            held |= {one.id: one for one in acts}
            told_exchanges.append(_exchange(f"x{n}", acts))
            # The record misses the first act of one exchange in five that holds three or more.
            cut.append(_exchange(f"x{n}", acts[1:] if size > 2 and random.random() < 0.2 else acts))
        found = first_and_last(told_exchanges, held, sides)
        first.append(found[0])
        last.append(found[1])
        longer.append(exchange_lengths(told_exchanges)[0])
        unseen.append(first_and_last(cut, held, sides)[0])
    # An exchange of an even number of acts ends with the other side, and two in three hold an even number.
    recovered("A stands first, truth .7", 0.7, first)
    recovered("A stands last", 0.7 / 3 + 0.3 * 2 / 3, last)
    recovered("goes on after one act and one answer", 0.5, longer)
    recovered("A stands first, where the first act of one in ten is not in the record", 0.7, unseen)


def _exchange(name: str, acts: Sequence[Event]) -> Exchange:
    return Exchange(tuple(one.id for one in acts), (name,))


def levels(runs: int, seed: int) -> None:
    head(
        "The same question of the group, the umbrella and the patron: attacks far apart, the group answers half", *HEAD
    )
    group, fellow, patron = "Belvari Coastal Command", "Sons of the Delta", "Belvar"
    found: dict[str, list[Estimate]] = {group: [], "the umbrella": [], patron: []}
    asked = [Level(group), Level("the umbrella", frozenset({group, fellow})), Level(patron)]
    for random in wars(runs, seed):
        events, days = [], 60 * 80
        for n in range(60):
            events.append(act(f"a{n}", 80 * n, DYAD))
            if random.random() < 0.5:
                events.append(act(f"b{n}", 80 * n + int(random.integers(1, 8)), Dyad(group, ASHMAR)))
        # The fellow group and the patron act on their own, once in 20 and once in 50 days.
        for name, every in ((fellow, 20), (patron, 50)):
            for day in np.flatnonzero(random.random(days) < 1 / every):
                events.append(act(f"{name}{day}", int(day), Dyad(name, ASHMAR)))
        # Attacks are on all three, so that each level can be asked.
        events = [
            replace(one, recipients=(group, fellow, patron)) if one.actors == (ASHMAR,) else one for one in events
        ]
        told_war = Timeline(tuple(events), watched(days))
        for dyad, estimate in at_levels(
            told_war,
            lambda war, dyad: answered_share(war, dyad, within_days=7),
            attackers=[Level(ASHMAR)],
            others=asked,
        ):
            found[dyad.recipient].append(estimate)
    for name, truth in ((group, 0.5), ("the umbrella", 1 - 0.5 * 0.95**7), (patron, 1 - 0.98**7)):
        recovered(f"{name} acts within 7 days", truth, found[name])


# The rule, deterrence, words -----------------------------------------------------------------------------------------


def rules(runs: int, seed: int) -> None:
    def invented(random: np.random.Generator, chance: Callable[[Rows], Rows], n: int = 120) -> tuple[Attack, ...]:
        deaths = np.where(random.random(n) < 0.5, 0, random.geometric(0.3, n))
        answered = random.random(n) < chance(deaths.astype(float))
        return tuple(
            Attack(f"a{k}", START + timedelta(20 * k), float(deaths[k]), "not said", bool(answered[k]))
            for k in range(n)
        )

    head("The rule: 120 attacks, half of them without deaths", *HEAD)
    for slope in (0.0, 0.8):
        found = []
        for random in wars(runs, seed):
            seen = invented(random, lambda deaths, b=slope: 1 / (1 + np.exp(1 - b * np.log2(1 + deaths))))  # type: ignore[misc]
            found.append(rule_from(seen, DYAD, within_days=7).slope)
        recovered(f"odds ratio for a doubling, slope {slope:g}", float(np.exp(slope)), found)
    head(
        "The red line: how often a line is claimed, and where", "war", "line claimed", "at the right place",
        "interval holds it", "depends on deaths, mean probability",
    )  # fmt: skip
    kinds: dict[str, Callable[[Rows], Rows]] = {
        "no dependence": lambda deaths: np.full(len(deaths), 0.3),
        "a slope of .8": lambda deaths: 1 / (1 + np.exp(1 - 0.8 * np.log2(1 + deaths))),
        "a line at 1 death, .2 to .7": lambda deaths: np.where(deaths >= 1, 0.7, 0.2),
        "a line at 3 deaths, .2 to .8": lambda deaths: np.where(deaths >= 3, 0.8, 0.2),
    }
    for name, chance in kinds.items():
        claimed = right = holds = 0
        weight = []
        true = 1 if "at 1" in name else 3
        for random in wars(runs, seed):
            rule = rule_from(invented(random, chance), DYAD, within_days=7)
            weight.append(rule.line_or_none.value or 0.0)
            line = rule.red_line
            if line.value is not None and line.low is not None and line.high is not None:
                claimed += 1
                right += line.value == true
                holds += line.low <= true <= line.high
        if "line" in name:
            row(name, claimed / runs, right / max(claimed, 1), holds / max(claimed, 1), float(np.mean(weight)))
        else:
            row(name, claimed / runs, "-", "-", float(np.mean(weight)))


def deterring(runs: int, seed: int) -> None:
    head(
        f"Do B's acts lower or raise A's? 1,500 days, {runs} wars a row, a week after each act", "war", "deters",
        "feeds", "cannot tell", "no sign", "mean ratio", "mean ratio backward",
    )  # fmt: skip
    kinds: dict[str, dict[str, object]] = {
        "nothing": {"wave_sd": 0.0},
        "shared wave": {},
        "B answers .4": {"wave_sd": 0.0, "other_answers": 0.4},
        "B answers .4, shared wave": {"other_answers": 0.4},
        "B answers .4 and each act hushes A to .3": {"wave_sd": 0.0, "other_answers": 0.4, "hush": 0.3},
        "B answers .4, hushes A to .3, shared wave": {"other_answers": 0.4, "hush": 0.3},
        "A answers B .4": {"wave_sd": 0.0, "one_answers": 0.4},
        "A answers B .4, shared wave": {"one_answers": 0.4},
        "each answers the other .4": {"wave_sd": 0.0, "one_answers": 0.4, "other_answers": 0.4},
    }
    for name, how in kinds.items():
        findings: Counter[str] = Counter()
        ratios = []
        for random in wars(runs, seed):
            acts = two_sides(random, days=1500, rates=(0.15, 0.075), **how)  # type: ignore[arg-type]
            found = deterrence_on(told(acts), random=random, draws=200)
            findings[found.finding] += 1
            if found.after.value is not None and found.backward.value is not None:
                ratios.append((found.after.value, found.backward.value))
        means = np.mean(ratios, axis=0) if ratios else (float("nan"), float("nan"))
        row(
            name, *(findings[it] / runs for it in ("deters", "feeds", "cannot tell", "no sign")),
            float(means[0]), float(means[1]),
        )  # fmt: skip


def words(runs: int, seed: int) -> None:
    head("Threats that come true within 10 days", *HEAD)
    for chance in (0.2, 0.6):
        found = []
        for random in wars(runs, seed):
            events = []
            for n in range(40):
                events.append(act(f"t{n}", 60 * n, DYAD, action="THREATEN"))
                if random.random() < chance:
                    events.append(act(f"d{n}", 60 * n + int(random.integers(1, 11)), DYAD))
            found.append(threats_come_true(Timeline(tuple(events), watched(2460)), DYAD, within_days=10))
        recovered(f"share {chance:g} of 40", chance, found)


PARTS: dict[str, Callable[[int, int], None]] = {
    "verdict": verdicts,
    "asymmetry": asymmetry,
    "lags": lags,
    "rates": rates,
    "sizes": sizes,
    "rule": rules,
    "deterrence": deterring,
    "words": words,
    "further": further,
    "places": places,
    "inhibition": inhibited,
    "responses": responses,
    "exchanges": exchanges,
    "levels": levels,
}

if __name__ == "__main__":
    raise SystemExit(main())
