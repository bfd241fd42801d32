"""Whether each form of the Hawkes engines finds the numbers that it was invented with.

Usage: python benchmarks/hawkes_forms.py [--runs 20] [--only pairs,delayed] [--days 1000]

For each form so many wars of two sides, of which one does not answer the other: the mean error of the four answers, how
often the 90 % intervals hold the truth, how often the absent answer is found at 5 % (one-sided), and the median of what
else is estimated. The wars are invented here, act by act, with code that shares nothing with the engines. Default runs
are few and quick; the table of the documentation is from `--runs 200`.
"""

import argparse
import math
import time
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from talion.errors import MeasureError
from talion.measures.hawkes import branching, continuous, daily, linked, sizes
from talion.measures.hawkes.kernels import Delayed, PowerLaw

OWN = np.array([0.2, 0.15])
ANSWERS = np.array([[0.3, 0.0], [0.45, 0.2]])
HELD_OWN, HELD = np.array([0.4, 0.6]), np.array([[0.2, 0.0], [-0.6, 0.1]])
SIDES = ("0", "1")
Draw = Callable[[int, int], float]


def clusters(
    random: Any, days: float, draw: Draw, *, own: Any = None, exponent: float = 0.0
) -> tuple[Any, Any, Any, Any]:
    """Times, sides, sizes and parents: own acts, each with its answers, one after another from a heap of acts to do."""
    todo: list[tuple[float, int, int]] = []
    top = OWN if own is None else np.array([max(own(side, t) for t in np.arange(0, days, 5.0)) for side in (0, 1)])
    for side in (0, 1):
        for t in random.uniform(0, days, random.poisson(top[side] * days)):
            if own is None or random.random() < own(side, t) / top[side]:
                todo.append((t, side, -1))
    acts: list[tuple[float, int, int, int]] = []
    while todo:
        t, side, parent = todo.pop()
        size = int(random.choice([0, 1, 7]))
        mean_weight = (1 + 2**exponent + 8**exponent) / 3
        acts.append((t, side, size, parent))
        for other in (0, 1):
            for _ in range(random.poisson(ANSWERS[other, side] * (1 + size) ** exponent / mean_weight)):
                then = t + draw(other, side)
                if then < days:
                    todo.append((then, other, len(acts) - 1))
    order = sorted(range(len(acts)), key=lambda k: acts[k][0])
    place = {old: new for new, old in enumerate(order)} | {-1: -1}
    kept = [acts[k] for k in order]
    return (
        np.array([one[0] for one in kept]), np.array([one[1] for one in kept]),
        np.array([one[2] for one in kept], dtype=float), np.array([place[one[3]] for one in kept]),
    )  # fmt: skip


def held_down(random: Any, days: float, decay: float, soft: float) -> tuple[Any, Any]:
    """Times and sides of acts that hold others down: thinning; `soft` is 0 for the positive part."""
    pull, now, times, kinds = np.zeros(2), 0.0, [], []

    def linked_rate(x: Any) -> Any:
        return np.maximum(x, 0) if soft == 0 else soft * np.log1p(np.exp(x / soft))

    above = np.zeros(2)
    while True:
        bound = linked_rate(HELD_OWN + above).sum()
        wait = random.exponential(1 / bound)
        now, faded = now + wait, math.exp(-decay * wait)
        pull, above = pull * faded, above * faded
        if now > days:
            return np.array(times), np.array(kinds)
        rates = linked_rate(HELD_OWN + pull)
        u = random.random() * bound
        if u < rates.sum():
            side = int(u > rates[0])
            times.append(now)
            kinds.append(side)
            pull = pull + decay * HELD[:, side]
            above = above + decay * np.maximum(HELD[:, side], 0)


def exponential(decay: Any) -> Callable[[Any], Draw]:
    """Lags of an exponential, one decay or one a pair."""
    rates = np.broadcast_to(decay, (2, 2))
    return lambda random: lambda i, j: random.exponential(1 / rates[i, j])


def counted(times: Any, kinds: Any, days: int, **more: Any) -> Any:
    """Acts a day."""
    table = np.zeros((days, 2), dtype=int)
    np.add.at(table, (np.minimum(times.astype(int), days - 1), kinds), 1)
    return daily.daily_counts(SIDES, table, **more)


Row = tuple[Any, Any, Any]


def exact_form(lags: Callable[[Any], Draw], **options: Any) -> Callable[[Any, int], Row]:
    """Exact time, one way of fitting."""

    def run(random: Any, days: int) -> Row:
        marks = options.get("severity", False)
        times, kinds, dead, _ = clusters(random, days, lags(random), exponent=0.5 if marks else 0.0)
        events = continuous.event_times(SIDES, times, kinds, windows=[[0.0, days]], severities=dead if marks else None)
        fit = continuous.fit_times(events, **options)
        many = fit.heights.shape[1] // 2 if fit.decays.ndim == 1 else 1
        places = [[2 + i * 2 * many + m * 2 + j for m in range(many)] for i in (0, 1) for j in (0, 1)]
        spread = np.array([math.sqrt(fit.covariance[np.ix_(place, place)].sum()) for place in places])
        rest = [*np.sort(fit.decays.ravel())] if not options.get("pairs") else [*fit.decays.ravel()]
        return fit.answers.ravel(), spread, [*rest, *([fit.exponent] if marks else [])]

    return run


def gaps_form(random: Any, days: int) -> Row:
    """Exact time, a third of the days not watched."""
    times, kinds, _, _ = clusters(random, days, exponential(0.5)(random))
    windows = np.array([[begin, begin + 40.0] for begin in range(0, days, 60)])
    inside = np.array([((windows[:, 0] <= t) & (t < windows[:, 1])).any() for t in times])
    events = continuous.event_times(SIDES, times[inside], kinds[inside], windows=windows)
    fit = continuous.fit_times(events)
    return fit.answers.ravel(), fit.standard_errors[2:6], [*fit.decays]


def moving(side: int, t: float) -> float:
    """An own rate that goes up and down once a year, the sides apart."""
    return float(OWN[side] * math.exp(0.7 * math.sin(2 * math.pi * (t / 365 + 0.3 * side))))


def moving_form(random: Any, days: int) -> Row:
    """Exact time beside a spline."""
    times, kinds, _, _ = clusters(random, days, exponential(1.0)(random), own=moving)
    events = continuous.event_times(SIDES, times, kinds, windows=[[0.0, days]])
    design = daily.spline_baseline(days, knot_days=120)
    fit = linked.fit_linked(events, link="identity", baseline=design, starts=1)
    return fit.answers.ravel(), fit.standard_errors[fit.answers_at : fit.answers_at + 4], [fit.decays[0, 0]]


def kernel_form(kernel: Any, lags: Callable[[Any], Draw], reach: float) -> Callable[[Any, int], Row]:
    """Exact time, any kernel."""

    def run(random: Any, days: int) -> Row:
        times, kinds, _, _ = clusters(random, days, lags(random))
        events = continuous.event_times(SIDES, times, kinds, windows=[[0.0, days]])
        fit = continuous.fit_kernel(events, kernel, reach_days=reach)
        return fit.answers.ravel(), np.sqrt(np.diag(fit.covariance))[2:6], np.exp(fit.kernel.shape)

    return run


def held_form(soft: float, link: str) -> Callable[[Any, int], Row]:
    """Exact time, one side deterred."""

    def run(random: Any, days: int) -> Row:
        times, kinds = held_down(random, days, 0.5, soft)
        events = continuous.event_times(SIDES, times, kinds, windows=[[0.0, days]])
        # The softness that the wars have, as a share of the mean rate.
        fit = linked.fit_linked(events, link=link, softness=0.2, starts=1)
        return fit.answers.ravel(), fit.standard_errors[2:6], [fit.decays[0, 0]]

    return run


def daily_form(lags: Callable[[Any], Draw], **options: Any) -> Callable[[Any, int], Row]:
    """By day, one way of fitting."""

    def run(random: Any, days: int) -> Row:
        marks, seen = options.get("severity", False), None
        asked = dict(options)
        own = moving if asked.pop("moves", False) else None
        times, kinds, dead, _ = clusters(random, days, lags(random), exponent=0.5 if marks else 0.0, own=own)
        if own is not None:
            asked["baseline"] = daily.spline_baseline(days, knot_days=120)
        if asked.pop("gaps", False):
            seen = np.arange(days) % 60 < 40
        rows = np.column_stack([np.floor(times), kinds, dead]) if marks else None
        fit = daily.fit_days(counted(times, kinds, days, watched=seen, severities=rows), **asked)
        place = fit.answers_at
        shape = np.exp(
            fit.peak.theta[place + 4 : place + 4 + (4 if options.get("pairs") else len(fit.kernels[0][0].shape))]
        )
        return fit.answers.ravel(), fit.standard_errors[place : place + 4], [*shape, *([fit.exponent] if marks else [])]

    return run


def by_days(random: Any, days: int, dispersion: float, hush: float) -> Any:
    """Counts a day: negative binomial with answers, or (with `hush`) a side whose rate falls by a factor."""
    same = 1 - (1 - math.exp(-0.5)) / 0.5
    first = (1 - math.exp(-0.5)) ** 2 / 0.5
    once = np.linalg.inv(np.eye(2) - same * ANSWERS)
    pull, table = np.zeros(2), np.zeros((days, 2), dtype=int)
    logs = np.zeros(2)
    for day in range(days):
        mean = once @ (OWN + ANSWERS @ pull) if not hush else np.array([0.5, 0.7 * math.exp(-hush * logs[0])])
        luck = random.gamma(1 / dispersion, dispersion, 2) if dispersion else 1.0
        table[day] = random.poisson(mean * luck)
        pull = math.exp(-0.5) * pull + first * table[day]
        logs = math.exp(-0.5) * logs + first * np.log1p(table[day])
    return daily.daily_counts(SIDES, table)


def wide_form(random: Any, days: int) -> Row:
    """By day, counts that spread wider than Poisson's."""
    fit = daily.fit_days(by_days(random, days, 0.6, 0.0), family="negative binomial")
    spread = fit.standard_errors[fit.answers_at : fit.answers_at + 4]
    return fit.answers.ravel(), spread, [fit.kernel_of(0, 0).decay, *fit.dispersion]  # type: ignore[attr-defined]


def log_form(random: Any, days: int) -> Row:
    """By day, one side deterred, logarithmic link; the truth is 0, 0, -1.2, 0."""
    fit = daily.fit_days(by_days(random, days, 0.0, 1.2), link="log")
    return fit.answers.ravel(), fit.standard_errors[fit.answers_at : fit.answers_at + 4], [fit.kernel_of(0, 0).decay]  # type: ignore[attr-defined]


def sizes_form(random: Any, days: int) -> Row:
    """Deaths of answers: log odds slope .6, elasticity .5; own acts apart. Printed as (slope, elasticity, ., .)."""
    times, kinds, _, parents = clusters(random, 2 * days, exponential(0.5)(random))
    dead = np.zeros(len(times))
    for n, parent in enumerate(parents):
        answers = parent >= 0 and kinds[parent] != kinds[n]
        felt = math.log1p(dead[parent]) if answers else 0.0
        odds, mean = (-0.5 + 0.6 * felt, math.exp(0.4 + 0.5 * felt)) if answers else (0.0, math.e)
        if random.random() < 1 / (1 + math.exp(-odds)):
            while dead[n] == 0:
                dead[n] = random.poisson(mean * random.gamma(2.0, 0.5))
    events = continuous.event_times(SIDES, times, kinds, windows=[[0.0, 2 * days]])
    asked = np.array([[True, False], [True, True]])
    posterior = branching.who_was_answered(continuous.fit_times(events, allowed=asked))
    found = sizes._of_side(1, "1", posterior, dead, np.log1p(dead))
    places = [2, 5, 1, 4]
    return found.peak.theta[places], found.standard_errors[places], []


def mixed(random: Any) -> Draw:
    """Six in ten answers within half a day on average, the rest within ten."""
    return lambda _i, _j: random.exponential(0.5 if random.random() < 0.6 else 10.0)


def late(random: Any) -> Draw:
    """Answers after three days on average, few at once."""
    return lambda _i, _j: random.gamma(3.0, 1.0)


def heavy(random: Any) -> Draw:
    """A power law: power 1.5, scale 2 days."""
    return lambda _i, _j: 2.0 * random.pareto(1.5)


PAIRS = np.array([[1.0, 1.0], [0.25, 1.5]])
PLAIN, HELD_TRUTH = ANSWERS.ravel(), HELD.ravel()
FORMS: dict[str, tuple[str, Any, Callable[[Any, int], Row]]] = {
    "exact": ("exact times, one decay (.5)", PLAIN, exact_form(exponential(0.5))),
    "pairs": ("exact times, a decay for each pair (1, 1, .25, 1.5)", PLAIN, exact_form(exponential(PAIRS), pairs=True)),
    "sums": ("exact times, two decays (.1, 2)", PLAIN, exact_form(mixed, several=2)),
    "severity": ("exact times, severity (decay .5, exponent .5)", PLAIN, exact_form(exponential(0.5), severity=True)),
    "gaps": ("exact times, a third not watched (decay .5)", PLAIN, gaps_form),
    "moving": ("exact times, own rates that move, spline (decay 1)", PLAIN, moving_form),
    "delayed": ("exact times, delayed (stages 3, rate 1)", PLAIN, kernel_form(Delayed(2.0, 0.7), late, 40.0)),
    "power": ("exact times, power law (1.5, 2 days)", PLAIN, kernel_form(PowerLaw(2.0, 3.0), heavy, math.inf)),
    "floor": ("exact times, deterrence, floor (decay .5)", HELD_TRUTH, held_form(0.0, "floor")),
    "softplus": ("exact times, deterrence, softplus (decay .5)", HELD_TRUTH, held_form(0.1, "softplus")),
    "daily": ("days, one decay (.5)", PLAIN, daily_form(exponential(0.5))),
    "daily-pairs": ("days, a decay for each pair (1, 1, .25, 1.5)", PLAIN, daily_form(exponential(PAIRS), pairs=True)),
    "daily-severity": ("days, severity (decay .5, exponent .5)", PLAIN, daily_form(exponential(0.5), severity=True)),
    "daily-gaps": ("days, a third not watched (decay .5)", PLAIN, daily_form(exponential(0.5), gaps=True)),
    "daily-moving": ("days, own rates that move, spline (decay 1)", PLAIN, daily_form(exponential(1.0), moves=True)),
    "daily-delayed": ("days, delayed (stages 3, rate 1)", PLAIN, daily_form(late, kernel=Delayed(2.0, 0.7))),
    "daily-power": ("days, power law (1.5, 2 days)", PLAIN, daily_form(heavy, kernel=PowerLaw(2.0, 3.0))),
    "daily-wide": ("days, negative binomial (decay .5, dispersions .6)", PLAIN, wide_form),
    "daily-log": ("days, deterrence, logarithm (decay .5)", np.array([0.0, 0.0, -1.2, 0.0]), log_form),
    "sizes": (
        "sizes of answers (slope .6, elasticity .5, levels -.5, .4)",
        np.array([0.6, 0.5, -0.5, 0.4]),
        sizes_form,
    ),
}


def main(arguments: Sequence[str] | None = None) -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("--runs", type=int, default=20)
    options.add_argument("--days", type=int, default=1000)
    options.add_argument("--only", default="", help=f"comma-separated, of: {', '.join(FORMS)}")
    given = options.parse_args(arguments)
    print("form; mean error of the four; 90 % intervals hold; absent answer found at 5 %; median of the rest; refused")
    for name in given.only.split(",") if given.only else FORMS:
        what, truth, run = FORMS[name]
        rows, refused, started = [], 0, time.perf_counter()
        for seed in range(given.runs):
            try:
                rows.append(run(np.random.default_rng([11, seed]), given.days))
            except (MeasureError, np.linalg.LinAlgError) as error:
                refused += 1
                last = error
        if not rows:
            print(f"| {what} | none: {last} |")
            continue
        found, spread = np.array([row[0] for row in rows]), np.array([row[1] for row in rows])
        error = found - truth
        holds = np.mean(np.abs(error) <= 1.645 * spread, axis=0)
        false = np.mean(found[:, 1] > 1.645 * spread[:, 1]) if truth[1] == 0 else math.nan
        rest = np.median(np.array([row[2] for row in rows]), axis=0)
        print(
            f"| {what} | {' '.join(f'{one:+.3f}' for one in error.mean(axis=0))} | "
            f"{' '.join(f'{one:.2f}' for one in holds)} | {false:.3f} | {' '.join(f'{one:.2f}' for one in rest)} | "
            f"{refused} |   ({time.perf_counter() - started:.0f} s)",
            flush=True,
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
