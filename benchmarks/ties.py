"""Acts of which only the day is kept: what each Hawkes library makes of them, by name, and what Talion does.

Usage: python benchmarks/ties.py [--runs 40] [--days 2000] [--decays 1 0.2 3] [--only talion tick ...]

Two sides, invented so that side 1 answers side 0 (.45 acts an act) and side 0 never answers side 1. Each row is one way
to treat the same wars in the same run: mean estimates of the four answers, and how often the absent one is "found" at
5 %. Of each library that is installed the log-likelihood is taken as it is and climbed by one and the same climber
(L-BFGS-B with numerical slopes, decay between one in 50 days and 24 a day), so that nothing hangs on a library's own
stopping rule; "found" is its own likelihood ratio against the model without that answer. A library sees the days twice:
as they are, ties and all, and moved about at random within their day, which is what users are told to do. A library
that is not installed is named and left out. The inventor of the wars (acts and their offspring, generation by
generation) shares no code with any of them.
"""

import argparse
import importlib
import math
import sys
import time
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from talion.measures.hawkes import continuous, daily, latent
from talion.measures.hawkes.fit import climb, compare

LIBRARIES = {
    "tick": "tick.hawkes",
    "intensify": "intensify",
    "hawkes-rs": "hawkes.multivariate",
    "hawkes-engine": "hawkes_engine",
    "hawkeslib": "hawkeslib",
    "sparklen": "sparklen",
    "mpoints": "mpoints",
}
RATES, ANSWERS = np.array([0.2, 0.15]), np.array([[0.3, 0.0], [0.45, 0.2]])
SLOWEST, QUICKEST = 0.02, 24.0
# Twice the nats at which one number on its edge is found at 5 %, one-sided.
FOUND = 1.6449**2
Likelihood = Callable[[Any, Any, float], float]


def main(arguments: Sequence[str] | None = None) -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("--runs", type=int, default=10, help="wars for each decay (the docs have 40)")
    options.add_argument("--days", type=int, default=2000, help="days of each war")
    options.add_argument("--decays", type=float, nargs="+", default=[1.0, 0.2, 3.0], help="true decays a day")
    options.add_argument("--only", nargs="+", default=["talion", *LIBRARIES], metavar="NAME", help="whom to ask")
    given = options.parse_args(arguments)
    libraries = present([name for name in given.only if name in LIBRARIES])
    print("truth .30 .00 .45 .20 (a00, a01, a10, a11)")
    for decay in given.decays:
        rows: dict[str, list[Row | None]] = {}
        tied, acts = [], []
        for run in range(given.runs):
            random = np.random.default_rng([run, round(10 * decay)])
            times, kinds = invent(decay, given.days, random)
            day = np.floor(times)
            acts.append(len(times))
            _, times_used = np.unique(day, return_counts=True)
            tied.append(times_used[times_used > 1].sum() / len(day))
            # Nobody knows the order within a day, and so neither does the file.
            filed = np.lexsort([random.random(len(day)), day])
            jittered = day + random.random(len(day))
            order = np.argsort(jittered)
            if "talion" in given.only:
                for name, row in talions(times, kinds, day, given.days, random):
                    rows.setdefault(name, []).append(row)
            for name, library in libraries.items():
                for treatment, at, sides in (
                    ("days as they are", day[filed], kinds[filed]),
                    ("moved about within the day", jittered[order], kinds[order]),
                ):
                    told = by_library(LIKELIHOODS[name], library, at, sides, given.days)
                    rows.setdefault(f"{name}, {treatment}", []).append(told)
        report(decay, rows, float(np.mean(acts)), float(np.mean(tied)))
    return 0


Row = tuple[Any, float, bool, float]


def report(decay: float, rows: dict[str, list[Row | None]], acts: float, tied: float) -> None:
    count = len(next(iter(rows.values()))) if rows else 0
    print(f"\ndecay {decay:g} a day, {count} wars of {acts:.0f} acts, {tied:.0%} of which tie\n")
    print("| | a00 | a01 | a10 | a11 | bias of a10 | absent answer found | median decay | seconds a war |")
    print("|---|---|---|---|---|---|---|---|---|")
    for name, found in rows.items():
        kept = [row for row in found if row is not None and np.all(np.isfinite(row[0]))]
        if not kept:
            print(f"| {name} | no fit in {len(found)} wars |" + " |" * 7)
            continue
        mean = np.mean([row[0] for row in kept], axis=0)
        cells = [f"{value:.2f}" for value in mean]
        cells += [f"{mean[2] - ANSWERS[1, 0]:+.2f}", f"{np.mean([row[2] for row in kept]):.2f}"]
        cells += [f"{np.median([row[1] for row in kept]):.2f}", f"{np.mean([row[3] for row in kept]):.2f}"]
        short = "" if len(kept) == len(found) else f" ({len(kept)} of {len(found)})"
        print(f"| {name}{short} | " + " | ".join(cells) + " |", flush=True)


def invent(decay: float, days: int, random: np.random.Generator) -> tuple[Any, Any]:
    """Times and sides: acts of their own, and generation by generation what each brings."""
    early = 60 / decay
    times, kinds = [], []
    for side, rate in enumerate(RATES):
        many = random.poisson(rate * (days + early))
        times.append(random.uniform(-early, days, many))
        kinds.append(np.full(many, side))
    at, kind = np.concatenate(times), np.concatenate(kinds)
    whole = [(at, kind)]
    while len(at):
        born = [
            (np.repeat(at[kind == j], random.poisson(ANSWERS[i, j], int((kind == j).sum()))), i)
            for i in (0, 1)
            for j in (0, 1)
        ]
        at = np.concatenate([parents + random.exponential(1 / decay, len(parents)) for parents, _ in born])
        kind = np.concatenate([np.full(len(parents), i) for parents, i in born])
        at, kind = at[at < days], kind[at < days]
        whole.append((at, kind))
    at, kind = (np.concatenate([generation[n] for generation in whole]) for n in (0, 1))
    kept = at >= 0
    order = np.argsort(at[kept])
    return at[kept][order], kind[kept][order].astype(np.int64)


# Talion --------------------------------------------------------------------------------------------------------------


def talions(times: Any, kinds: Any, day: Any, days: int, random: np.random.Generator) -> list[tuple[str, Row]]:
    rows: list[tuple[str, Row]] = []
    for name, at in (("exact times, which nobody has", times), ("talion, days as times, ties apart", day)):
        started = time.process_time()
        events = continuous.event_times(("0", "1"), at, kinds, windows=[[0.0, days + 1e-3]])
        problem = continuous.problem_of_times(events, starts=2)
        test, peak = compare(problem, climb(problem), [3], n=events.n)
        taken = time.process_time() - started
        rows.append((name, (peak.theta[2:6], math.exp(peak.theta[6]), test.p_value < 0.05, taken)))
    counts = np.zeros((days, 2), dtype=np.int64)
    np.add.at(counts, (np.minimum(day.astype(np.int64), days - 1), kinds), 1)
    data = daily.daily_counts(("0", "1"), counts)
    for name, same_day in (("talion, daily counts, later days only", False), ("**talion, daily engine**", True)):
        started = time.process_time()
        fit = daily.fit_days(data, refuse=False, before="mean", same_day=same_day)
        test, _ = compare(fit.problem, fit.peak, [fit.place_of(0, 1)], n=days)
        decay = fit.kernel_of(0, 0).decay
        # Without the same day, an answer counts in so far as it comes on a later one.
        seen = 1.0 if same_day else -math.expm1(-decay) / decay
        found = fit.answers.ravel() * seen
        rows.append((name, (found, decay, test.p_value < 0.05, time.process_time() - started)))
    begin = (fit.mu[0], np.minimum(fit.answers, 0.5), min(fit.kernel_of(0, 0).decay, 3.0))
    acts, series, windows = latent.acts_of(data)
    started = time.process_time()
    hours = latent.fit_hours(("0", "1"), acts, series, windows=windows, random=random, start=begin)
    taken = time.process_time() - started
    absent = bool(hours.theta[3] > 1.6449 * hours.standard_errors[3])
    rows.append(("**talion, hours drawn**", (hours.answers.ravel(), hours.kernel.decay, absent, taken)))
    return rows


# The libraries -------------------------------------------------------------------------------------------------------


def present(names: Sequence[str]) -> dict[str, Any]:
    # A file of this folder has a library's name; the folder must not be searched.
    folder = str(Path(__file__).parent)
    sys.path[:] = [place for place in sys.path if place not in ("", folder)]
    found = {}
    for name in names:
        try:
            found[name] = importlib.import_module(LIBRARIES[name])
        except Exception as error:  # noqa: BLE001 - a library that cannot be loaded, for whatever reason, is left out
            print(f"{name}: not here ({type(error).__name__}: {str(error)[:60]}), left out")
    return found


def by_library(likelihood: Callable[..., Likelihood], library: Any, at: Any, kinds: Any, days: int) -> Row | None:
    """The top of a library's own log-likelihood, with and without the absent answer."""
    started = time.process_time()
    value = likelihood(library, at, kinds, days + 1e-3)

    def loss(theta: Any) -> float:
        try:
            found = -float(value(np.exp(theta[:2]), theta[2:6].reshape(2, 2), float(np.exp(theta[6]))))
        except (ValueError, ArithmeticError, RuntimeError):
            return 1e10
        return found if math.isfinite(found) else 1e10

    bounds = [(-8.0, 3.0)] * 2 + [(0.0, 5.0)] * 4 + [(math.log(SLOWEST), math.log(QUICKEST))]
    rates = np.log(np.bincount(kinds, minlength=2) / days / 2)

    def top(start: Any, absent: bool) -> Any:
        limits = [*bounds[:3], (0.0, 0.0) if absent else bounds[3], *bounds[4:]]
        begin = np.clip(start, *np.array(limits).T)
        return minimize(loss, begin, method="L-BFGS-B", jac="3-point", bounds=limits, options={"ftol": 1e-12})

    starts = [np.concatenate([rates, [0.2, 0.0, 0.2, 0.2, math.log(begin)]]) for begin in (0.5, 3.0)]
    small = min((top(start, True) for start in starts), key=lambda end: float(end.fun))
    starts = [np.where(np.arange(7) == 3, 0.1, small.x), np.where(np.arange(7) == 3, 0.2, starts[0])]
    large = min((top(start, False) for start in starts), key=lambda end: float(end.fun))
    if not max(large.fun, small.fun) < 1e9:
        return None
    ratio = 2 * (float(small.fun) - float(large.fun))
    return large.x[2:6], math.exp(large.x[6]), ratio > FOUND, time.process_time() - started


def _lists(at: Any, kinds: Any) -> list[Any]:
    return [np.ascontiguousarray(at[kinds == side]) for side in (0, 1)]


def _tick(library: Any, at: Any, kinds: Any, end: float) -> Likelihood:
    lists = _lists(at, kinds)

    @lru_cache(maxsize=8)
    def made(decay: float) -> Any:
        return library.ModelHawkesExpKernLogLik(decay).fit([lists], np.array([end]))

    # Its loss is a mean over acts, less the likelihood of acts once a day and side.
    return lambda mu, answers, decay: (
        -made(decay).loss(np.concatenate([mu, answers.ravel()])) * len(at) - len(lists) * end
    )


def _intensify(library: Any, at: Any, kinds: Any, end: float) -> Likelihood:
    rust, lists = importlib.import_module(f"{library.__name__}._rust")._ext.likelihood, _lists(at, kinds)

    @lru_cache(maxsize=8)
    def made(decay: float) -> Any:
        return rust.MvExpRecursiveLogLik(lists, end, decay)

    return lambda mu, answers, decay: -made(decay).loss(np.concatenate([mu, answers.ravel()]))


def _hawkes_rs(library: Any, at: Any, kinds: Any, end: float) -> Likelihood:
    lists = _lists(at, kinds)
    return lambda mu, answers, decay: (
        -library.negative_log_likelihood(library.Parameters(mu, np.ascontiguousarray(answers), decay), lists, end)
    )


def _hawkes_engine(library: Any, at: Any, kinds: Any, end: float) -> Likelihood:
    # Its excitation is the height of the intensity, not the number of answers.
    return lambda mu, answers, decay: library.loglik(
        at, kinds, mu, answers * decay, np.full(2, decay), end, grad=False, shared_decay=True
    )["value"]


def _hawkeslib(library: Any, at: Any, kinds: Any, end: float) -> Likelihood:
    model = library.MultivariateExpHawkesProcess
    return lambda mu, answers, decay: model.log_likelihood_with_params(
        at, kinds, mu, np.ascontiguousarray(answers.T), decay, end
    )


def _sparklen(library: Any, at: Any, kinds: Any, end: float) -> Likelihood:
    model, lists = (
        importlib.import_module(f"{library.__name__}.hawkes.model").ModelHawkesExpLogLikelihood,
        _lists(at, kinds),
    )

    @lru_cache(maxsize=8)
    def made(decay: float) -> Any:
        found = model(decay)
        found.set_data([lists], end)
        return found

    return lambda mu, answers, decay: -made(decay).loss(np.column_stack([mu, answers]))


def _mpoints(library: Any, at: Any, kinds: Any, end: float) -> Likelihood:
    made = importlib.import_module(f"{library.__name__}.hybrid_hawkes_exp").HybridHawkesExp
    model, states = made(2, 1, ["0", "1"], ["0"]), np.zeros(len(at), dtype=np.int64)

    def value(mu: Any, answers: Any, decay: float) -> float:
        impact = np.ascontiguousarray((answers * decay).T[:, None, :])
        setting = made.parameters_to_array(mu, impact, np.full(impact.shape, decay))
        return float(model.log_likelihood_of_events(setting, at, kinds, states, 0.0, end))

    return value


LIKELIHOODS: dict[str, Callable[..., Likelihood]] = {
    "tick": _tick,
    "intensify": _intensify,
    "hawkes-rs": _hawkes_rs,
    "hawkes-engine": _hawkes_engine,
    "hawkeslib": _hawkeslib,
    "sparklen": _sparklen,
    "mpoints": _mpoints,
}

if __name__ == "__main__":
    raise SystemExit(main())
