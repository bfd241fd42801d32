"""How fast and how right the Hawkes engines are, beside the libraries that are installed.

Usage: python benchmarks/hawkes.py speed|fits|linear|daily|coverage|all [--events N] [--sides 2 10] [--runs 10]

speed: nanoseconds an event for one log-likelihood, from arrays (cold), with the sums of a held decay kept where the
library keeps any (warm), the same with the gradient by rates and answers, with the gradient by the decay as well, and
for pair-specific decays. fits: milliseconds to the top, and the top. linear: whether time grows with the number of
events alone. daily: the day-dated fit beside generalised linear models, and a thousand refits. coverage: how often the
daily engine's intervals hold the truth, and how often it finds an answer that is there or not. All on the same data in
the same run, interleaved, by the processor's time and not the clock's, since others may use the machine; a library that
is not installed is named and left out. The inventor of the acts (Ogata's thinning) shares no code with the engines.
What becomes of acts of which only the day is known stands in ties.py.
"""

import argparse
import importlib
import math
import os
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from talion.errors import MeasureError
from talion.measures.hawkes import continuous, daily
from talion.measures.hawkes.fit import climb, compare
from talion.measures.hawkes.kernels import Exponential
from talion.measures.hawkes.simulate import simulate_days

LIBRARIES = {
    "tick": "tick.hawkes",
    "intensify": "intensify",
    "hawkes-rs": "hawkes.multivariate",
    "hawkes-engine": "hawkes_engine",
    "hawkeslib": "hawkeslib",
    "sparklen": "sparklen",
    "mpoints": "mpoints",
}
_FEW_FOR_SPARKLEN = 2000


def main(arguments: Sequence[str] | None = None) -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("what", choices=("speed", "fits", "linear", "daily", "coverage", "all"))
    options.add_argument("--events", type=int, nargs="+", default=[10_000], metavar="N")
    options.add_argument("--sides", type=int, nargs="+", default=[2, 10], metavar="K")
    options.add_argument("--repeat", type=int, default=7, help="how often each is timed; the quickest counts")
    options.add_argument(
        "--runs", type=int, default=10, help="coverage: a twentieth of the invented wars for each decay"
    )
    options.add_argument("--days", type=int, default=2000, help="coverage: twice the days of each invented war")
    options.add_argument("--decays", type=float, nargs="+", default=[1.0, 0.2, 3.0], help="coverage: true decays")
    given = options.parse_args(arguments)
    parts: dict[str, Callable[[argparse.Namespace], None]] = {
        "speed": _speed, "fits": _fits, "linear": _linear, "daily": _daily,
        "coverage": _coverage,
    }  # fmt: skip
    for name in parts if given.what == "all" else (given.what,):
        parts[name](given)
    return 0


def invent(
    mu: Any, answers: Any, decay: float, *, events: int, random: np.random.Generator, days: float = math.inf
) -> Any:
    """Times and sides by thinning, until so many events or days: the truth, with code of its own."""
    mu, answers = np.asarray(mu, dtype=float), np.asarray(answers, dtype=float)
    pull = np.zeros(len(mu))
    now, times, sides = 0.0, [], []
    while len(times) < events:
        bound = mu.sum() + pull.sum()
        wait = random.exponential(1 / bound)
        now += wait
        if now > days:
            break
        pull *= math.exp(-decay * wait)
        rates = mu + pull
        drawn = random.random() * bound
        side = int(np.searchsorted(np.cumsum(rates), drawn, side="right"))
        if side < len(mu):
            times.append(now)
            sides.append(side)
            pull += decay * answers[:, side]
    return np.array(times), np.array(sides, dtype=np.int64)


def _world(sides: int, events: int) -> tuple[Any, Any, Any, Any, float, float]:
    random = np.random.default_rng(20)
    mu = random.uniform(0.1, 0.3, sides)
    answers = random.uniform(0.2, 1.0, (sides, sides))
    answers *= 0.6 / np.abs(np.linalg.eigvals(answers)).max()
    # Thinning is slow in Python: a long record is a short one laid end to end, which times the same.
    times, kinds = invent(mu, answers, 1.3, events=min(events, 20_000), random=random)
    copies = -(-events // len(times))
    length = times[-1] + 1
    times = np.concatenate([times + length * copy for copy in range(copies)])[:events]
    return times, np.tile(kinds, copies)[:events], mu, answers, 1.3, float(times[-1] + 1)


def _present() -> dict[str, Any]:
    # This file's own name is also that of a library; its folder must not be searched.
    folder = str(Path(__file__).parent)
    sys.path[:] = [place for place in sys.path if place not in ("", folder)]
    found = {}
    for name, module in LIBRARIES.items():
        try:
            found[name] = importlib.import_module(module)
        except Exception as error:  # noqa: BLE001 - a library that cannot be loaded, for whatever reason, is left out
            print(f"  {name}: not here ({type(error).__name__}: {str(error)[:60]}), left out")
    return found


def _ways(name: str, library: Any, world: Any) -> dict[str, Callable[[], Any]]:
    """For one library: cold, warm and gradient, each a call that gives the log-likelihood; and with pair decays."""
    times, kinds, mu, answers, decay, end = world
    lists = [np.ascontiguousarray(times[kinds == side]) for side in range(len(mu))]
    packed = np.concatenate([mu, answers.ravel()])
    decays = np.full(answers.shape, decay)
    if name == "tick":

        def fresh() -> Any:
            return library.ModelHawkesExpKernLogLik(decay).fit([lists], np.array([end]))

        kept = fresh()
        kept.loss(packed)
        # Its loss is a mean over acts, less the likelihood of acts once a day and side.
        more = len(mu) * end
        return {
            "cold": lambda: -fresh().loss(packed) * len(times) - more,
            "warm": lambda: -kept.loss(packed) * len(times) - more,
            "warm, gradient": lambda: -kept.loss_and_grad(packed)[0] * len(times) - more,
        }
    if name == "intensify":
        rust = importlib.import_module("intensify._rust")._ext.likelihood
        kept = rust.MvExpRecursiveLogLik(lists, end, decay)
        kept.loss(packed)
        out = np.zeros(len(packed))
        return {
            "cold": lambda: -rust.MvExpRecursiveLogLik(lists, end, decay).loss(packed),
            "warm": lambda: -kept.loss(packed),
            "warm, gradient": lambda: -kept.loss_and_grad(packed, out),
            "pairs": lambda: -rust.mv_exp_dense_neg_ll(times, kinds, end, len(mu), mu, answers.ravel(), decays.ravel()),
        }  # fmt: skip
    if name == "hawkes-rs":
        setting = library.Parameters(mu, answers, decay)
        return {
            "cold": lambda: -library.negative_log_likelihood(setting, lists, end),
            "warm": lambda: -library.negative_log_likelihood(setting, lists, end),
            "gradient": lambda: -library.negative_log_likelihood_and_gradient(setting, lists, end)[0],
        }
    if name == "hawkes-engine":

        def value(beta: Any, shared: bool, grad: bool) -> float:
            # Its excitation is the height of the intensity, not the number of answers.
            found = library.loglik(times, kinds, mu, answers * decay, beta, end, grad=grad, shared_decay=shared)
            return float(found["value"])

        row = np.full(len(mu), decay)
        return {
            "cold": lambda: value(row, True, False),
            "warm": lambda: value(row, True, False),
            "gradient": lambda: value(row, True, True),
            "pairs": lambda: value(decays, False, False),
            "pairs, gradient": lambda: value(decays, False, True),
        }
    if name == "hawkeslib":
        model = library.MultivariateExpHawkesProcess
        turned = np.ascontiguousarray(answers.T)
        return {
            "cold": lambda: model.log_likelihood_with_params(times, kinds, mu, turned, decay, end),
            "warm": lambda: model.log_likelihood_with_params(times, kinds, mu, turned, decay, end),
        }
    if name == "sparklen":
        # Setting up takes time that grows with the square of the number of events.
        if len(times) > 20_000:
            return {}
        made = importlib.import_module("sparklen.hawkes.model").ModelHawkesExpLogLikelihood
        table = np.column_stack([mu, answers])

        def set_up() -> Any:
            model = made(decay)
            model.set_data([lists], end)
            return model

        ready = set_up()
        ready.loss(table)
        ways = {
            "warm": lambda: -ready.loss(table),
            "warm, gradient": lambda: (-ready.loss(table), ready.grad(table))[0],
        }
        return ways if len(times) > _FEW_FOR_SPARKLEN else ways | {"cold": lambda: -set_up().loss(table)}
    if name == "mpoints":
        made = importlib.import_module("mpoints.hybrid_hawkes_exp").HybridHawkesExp
        sides = len(mu)
        model = made(sides, 1, [str(side) for side in range(sides)], ["0"])
        # Its impact is the height of the intensity, from the acting side to the answering one.
        impact = np.ascontiguousarray((answers * decay).T[:, None, :])
        setting = made.parameters_to_array(mu, impact, np.full(impact.shape, decay))
        events, states = kinds.astype(np.int64), np.zeros(len(times), dtype=np.int64)

        def by_mpoints() -> float:
            return float(model.log_likelihood_of_events(setting, times, events, states, 0.0, end))

        def by_mpoints_with_gradient() -> float:
            model.gradient(setting, times, events, states, 0.0, end)
            return by_mpoints()

        return {
            "cold": by_mpoints, "warm": by_mpoints, "pairs": by_mpoints, "pairs, gradient": by_mpoints_with_gradient,
        }  # fmt: skip
    return {}


def _our_ways(world: Any, kept: continuous.EventTimes) -> dict[str, Callable[[], Any]]:
    times, kinds, mu, answers, decay, end = world
    decays = np.full(answers.shape, decay)

    sums = continuous.keep_sums(kept, decay)

    def cold() -> float:
        fresh = continuous.event_times(kept.names, times, kinds, windows=[[0.0, end]])
        return continuous.log_likelihood(fresh, mu, answers, decay)

    return {
        "cold": cold,
        "warm": lambda: sums.log_likelihood(mu, answers),
        "warm, gradient": lambda: sums.slopes(mu, answers)[0],
        "gradient": lambda: continuous.slopes(kept, mu, answers, decay)[0],
        "pairs": lambda: continuous.log_likelihood(kept, mu, answers, decays),
        "pairs, gradient": lambda: continuous.slopes(kept, mu, answers, decays)[0],
    }


def _speed(given: argparse.Namespace) -> None:
    print("\n## Speed: ns an event, one log-likelihood: cold, warm, warm with gradient (decay held), with gradient by")
    print("   the decay too, with a decay for each pair, the same with gradient\n")
    libraries = _present()
    asked = ("cold", "warm", "warm, gradient", "gradient", "pairs", "pairs, gradient")
    for sides in given.sides:
        for events in given.events:
            world = _world(sides, events)
            names = tuple(str(side) for side in range(sides))
            kept = continuous.event_times(names, world[0], world[1], windows=[[0.0, world[5]]])
            ways = {"talion": _our_ways(world, kept)}
            for name, library in libraries.items():
                ways[name] = _ways(name, library, world)
            truth = ways["talion"]["cold"]()
            best: dict[tuple[str, str], float] = {}
            # What differs, and a library that says so, is left in and named.
            for _ in range(given.repeat):
                for name, calls in ways.items():
                    for what in asked:
                        if what in calls:
                            # Short calls several times over, as a climb makes them.
                            loops = max(1, 10_000 // events) if (name, what) != ("sparklen", "cold") else 1
                            started = time.process_time()
                            for _ in range(loops):
                                calls[what]()
                            taken = (time.process_time() - started) / events / loops * 1e9
                            best[name, what] = min(best.get((name, what), math.inf), taken)
            print(f"K = {sides}, N = {events}, log-likelihood {truth:.6f}")
            print(f"  {'':16}" + "".join(f"{what:>16}" for what in asked) + "   value")
            for name, calls in ways.items():
                row = "".join(f"{best[name, what]:16.1f}" if (name, what) in best else f"{'-':>16}" for what in asked)
                said = calls["warm"]() if "warm" in calls else calls["cold"]() if "cold" in calls else math.nan
                print(f"  {name:16}{row}   {'same' if abs(said / truth - 1) < 1e-9 else f'{said:.6f}'}")
            ratios = []
            for what in asked:
                others = [best[name, what] for name in ways if name != "talion" and (name, what) in best]
                ratios.append(f"{best['talion', what] / min(others):16.2f}" if others else f"{'-':>16}")
            print(f"  {'ratio to best':16}" + "".join(ratios))


def _linear(given: argparse.Namespace) -> None:
    print("\n## Linear in the number of events: ns an event with gradient\n")
    for sides in given.sides:
        row = []
        for events in sorted({1_000, 10_000, 100_000, *given.events}):
            times, kinds, mu, answers, decay, end = _world(sides, events)
            kept = continuous.event_times([str(side) for side in range(sides)], times, kinds, windows=[[0.0, end]])
            taken = _quickest(lambda: continuous.slopes(kept, mu, answers, decay), given.repeat)  # noqa: B023
            row.append((events, taken / events * 1e9))
        spread = max(each for _, each in row[1:]) / min(each for _, each in row[1:])
        print(f"K = {sides}: " + ", ".join(f"N = {events}: {each:.1f}" for events, each in row))
        print(f"  largest over smallest from N = {row[1][0]} on: {spread:.2f} (1 is linear)")


def _fits(given: argparse.Namespace) -> None:
    from scipy.optimize import minimize

    print("\n## Fits: ms to the top, and the top\n")
    libraries = _present()
    for events in given.events:
        times, kinds, _, _, decay, end = world = _world(2, events)
        kept = continuous.event_times(("0", "1"), times, kinds, windows=[[0.0, end]])
        lists = [np.ascontiguousarray(times[kinds == side]) for side in range(2)]
        rows: list[tuple[str, str, float, float]] = []

        def ours(
            what: str, asked: str, events_kept: Any = kept, into: Any = rows, repeat: int = given.repeat, **options: Any
        ) -> None:
            def run() -> Any:
                return climb(continuous.problem_of_times(events_kept, **options))

            into.append((what, asked, 1e3 * _quickest(run, repeat), run().value))

        ours("talion", "decay free", starts=1)
        ours("talion, 3 starts", "decay free", starts=3)
        if "hawkes-rs" in libraries:
            fit = libraries["hawkes-rs"].fit
            rows.append(("hawkes-rs", "decay free", 1e3 * _quickest(lambda: fit(lists, end), given.repeat),  # noqa: B023
                         -fit(lists, end).negative_log_likelihood))  # fmt: skip
        if "hawkeslib" in libraries:

            def by_em() -> float:
                model = libraries["hawkeslib"].MultivariateExpHawkesProcess()
                model.fit(times, kinds, end)  # noqa: B023
                return float(model.log_likelihood(times, kinds, end))  # noqa: B023

            rows.append(("hawkeslib", "decay free", 1e3 * _quickest(by_em, min(given.repeat, 3)), by_em()))
        ours("talion", "decay held", decay=decay)
        for name in ("tick", "intensify"):
            if name not in libraries:
                continue
            model = _gradient_of(name, libraries[name], world)

            def run(model: Any = model) -> Any:
                return minimize(
                    model, np.full(6, 0.2), jac=True, method="L-BFGS-B", bounds=[(1e-9, None)] * 6,
                    options={"ftol": 1e-13, "gtol": 1e-9, "maxiter": 500},
                )  # fmt: skip

            # The whole job: sums made from the events, then the climb.
            taken = _quickest(lambda: run(_gradient_of(name, libraries[name], world)), given.repeat)  # noqa: B023
            rows.append(
                (
                    f"{name} (L-BFGS-B)",
                    "decay held",
                    1e3 * taken,
                    -run().fun * events - 2 * end if name == "tick" else -run().fun,
                )
            )
        ours("talion, 3 starts", "pair decays", pairs=True)
        if "hawkes-engine" in libraries and events <= 20_000:
            engine = libraries["hawkes-engine"]

            def joint() -> Any:
                return engine.fit(times, kinds, T=end, M=2, n_starts=3, se_method=None, seed=1)  # noqa: B023

            found = joint()
            rows.append(("hawkes-engine, 3 starts", "pair decays", 1e3 * _quickest(joint, 2), float(found.loglik)))
        print(f"K = 2, N = {events}")
        for what, asked, taken, value in rows:
            print(f"  {asked:12} {what:22} {taken:10.2f} ms   {value:.6f}")


def _gradient_of(name: str, library: Any, world: Any) -> Callable[[Any], tuple[float, Any]]:
    times, kinds, mu, _, decay, end = world
    lists = [np.ascontiguousarray(times[kinds == side]) for side in range(len(mu))]
    if name == "tick":
        model = library.ModelHawkesExpKernLogLik(decay).fit([lists], np.array([end]))

        def by_tick(packed: Any) -> tuple[float, Any]:
            value, slope = model.loss_and_grad(packed)
            return float(value), np.array(slope)

        return by_tick
    kept = importlib.import_module("intensify._rust")._ext.likelihood.MvExpRecursiveLogLik(lists, end, decay)

    def by_intensify(packed: Any) -> tuple[float, Any]:
        out = np.zeros(len(packed))
        value = kept.loss_and_grad(packed, out)
        return float(value), out

    return by_intensify


def _daily(given: argparse.Namespace) -> None:
    print("\n## Daily fits: two sides, ten years\n")
    if os.environ.get("OPENBLAS_NUM_THREADS") != "1" or os.environ.get("OMP_NUM_THREADS") != "1":
        print("  several threads may run, and the time of all is counted: set both OMP_NUM_THREADS and")
        print("  OPENBLAS_NUM_THREADS to 1 for a fair comparison")
    random = np.random.default_rng(8)
    times, kinds = invent([0.3, 0.2], [[0.3, 0.0], [0.45, 0.2]], 0.5, events=10**9, days=3652, random=random)
    counts = _counts(times, kinds, 3652)
    data = daily.daily_counts(("0", "1"), counts)
    decay = 0.5
    fit = daily.fit_days(data)
    held = {"kernel": Exponential(decay), "hold_shape": True, "starts": 1}
    print(f"  {len(times)} acts, found {np.round(fit.answers, 3).tolist()}, decay {fit.kernel_of(0, 0).decay:.3f}")
    whole = _quickest(lambda: daily.fit_days(data), given.repeat)
    print(f"  talion, decay free, 2 starts, long-run errors {1e3 * whole:8.2f} ms")
    top = _quickest(lambda: climb(daily.problem_of_days(data, starts=1), enough=1e-8), given.repeat)
    print(f"  talion, decay free, to the top                {1e3 * top:8.2f} ms")
    from talion.measures.hawkes import daily_pass

    # The peers take the lagged sums as columns made for them; Talion makes them within the time that is printed.
    lagged = daily_pass.fading_days(counts.astype(float), decay, np.zeros(2))[0]
    logged = daily_pass.fading_days(np.log1p(counts), decay, np.zeros(2))[0]
    for link, columns, begin in (("identity", lagged, [0.3, 0.2, 0.2]), ("log", logged, None)):
        ours = _quickest(lambda: climb(daily.problem_of_days(data, link=link, **held), enough=1e-8), given.repeat)  # noqa: B023
        print(f"  {link} link, decay held, both sides\n    {'talion':45}{1e3 * ours:8.2f} ms")
        for name, fit_all in _regressions(counts, columns, link, begin).items():
            theirs = _quickest(fit_all, given.repeat)
            print(f"    {name:45}{1e3 * theirs:8.2f} ms   ratio {ours / theirs:.2f}")
    drawn = [
        daily.with_counts(data, simulate_days(fit.mu, fit.answers, fit.kernel_of(0, 0), random=random))
        for _ in range(50)
    ]
    started = time.process_time()
    for one in drawn:
        climb(replace(daily.problem_of_days(one), starts=(fit.peak.theta,)), enough=1e-6)
    print(f"  1,000 refits, decay free: {20 * (time.process_time() - started):.1f} s (50 timed)")


def _regressions(counts: Any, columns: Any, link: str, begin: Any) -> dict[str, Callable[[], None]]:
    """Generalised linear models of each side's counts, by the libraries that are here; none has a same-day part."""
    found: dict[str, Callable[[], None]] = {}
    try:
        import statsmodels.api as sm

        def by_statsmodels() -> None:
            for side in range(2):
                # It warns that the identity link may leave the range of counts, each time.
                with warnings.catch_warnings(action="ignore"):
                    links = {"identity": sm.families.links.Identity, "log": sm.families.links.Log}
                    model = sm.GLM(counts[:, side], sm.add_constant(columns), family=sm.families.Poisson(links[link]()))
                model.fit(start_params=begin)

        found["statsmodels GLM"] = by_statsmodels
    except ImportError:
        print("  statsmodels: not here, left out")
    try:
        import glum

        def by_glum() -> None:
            for side in range(2):
                glum.GeneralizedLinearRegressor(family="poisson", link=link, alpha=0).fit(columns, counts[:, side])

        found["glum (it stops at a slope of 1e-4)"] = by_glum
    except ImportError:
        print("  glum: not here, left out")
    return found


def _counts(times: Any, kinds: Any, days: int) -> Any:
    counts = np.zeros((days, int(kinds.max()) + 1 if len(kinds) else 2), dtype=np.int64)
    np.add.at(counts, (np.minimum(times.astype(np.int64), days - 1), kinds), 1)
    return counts


def _coverage(given: argparse.Namespace) -> None:
    runs, days = 20 * given.runs, given.days // 2
    print(f"\n## Daily engine, 90 % intervals and one-sided tests at 5 %: {runs} runs of {days} days\n")
    truth = np.array([0.3, 0.0, 0.45, 0.2])
    for decay in given.decays:
        held, errors, spread = np.zeros(4), [], []
        wald, ratio, power, refused = 0, 0, 0, 0
        for run in range(runs):
            random = np.random.default_rng([7, run, round(10 * decay)])
            times, kinds = invent([0.2, 0.15], truth.reshape(2, 2), decay, events=10**9, days=days, random=random)
            data = daily.daily_counts(("0", "1"), _counts(times, kinds, days))
            try:
                fit = daily.fit_days(data)
            except MeasureError:
                refused += 1
                continue
            error = fit.standard_errors[fit.answers_at : fit.answers_at + 4]
            found = fit.answers.ravel()
            held += np.abs(found - truth) <= 1.645 * error
            errors.append(error)
            spread.append(found)
            wald += found[1] > 1.645 * error[1]
            power += found[2] > 1.645 * error[2]
            ratio += compare(fit.problem, fit.peak, [fit.place_of(0, 1)], n=days)[0].p_value < 0.05
        done = runs - refused
        print(
            f"decay {decay:g}: intervals hold (a00, a01, a10, a11) "
            + " ".join(f"{share:.2f}" for share in held / done)
            + "; errors over true spread "
            + " ".join(f"{each:.2f}" for each in np.median(errors, axis=0) / np.std(spread, axis=0))
        )
        print(
            f"  absent answer found {wald / done:.3f} (long-run errors), {ratio / done:.3f} (likelihood ratio); "
            f"real one found {power / done:.3f}; {refused} fits without a long run refused"
        )


def _quickest(call: Callable[[], Any], repeat: int) -> float:
    call()
    best = math.inf
    for _ in range(repeat):
        started = time.process_time()
        call()
        best = min(best, time.process_time() - started)
    return best


if __name__ == "__main__":
    raise SystemExit(main())
