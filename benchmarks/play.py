"""Turns a second beside Axelrod-Python, exact payoffs, and path-days of the conflict game: all in one run.

    python benchmarks/play.py [--seconds 2]

Axelrod-Python is compared where it is installed (`pip install "axelrod<4.14"`; later versions need PyTorch).
Everything runs on one core, and seconds are of that core. Compilation is not timed.
"""

import argparse
import time
import warnings
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from talion.scenarios.conflict import Gate, Host, Pair, Party, Scenario, Sight
from talion.scenarios.exact import long_run, memory_one_payoffs
from talion.scenarios.games import Noise
from talion.scenarios.matches import play_matches
from talion.scenarios.play import play
from talion.scenarios.policies import Rule, policies

NOISE = 0.05
TURNS = 200


def rate_of(work: Callable[[], float], seconds: float) -> float:
    """Units a second of one core: `work` does some and says how many; the best of the rounds that fit into the time."""
    work()
    best, until = 0.0, time.perf_counter() + seconds
    while time.perf_counter() < until:
        begun = time.process_time()
        done = work()
        best = max(best, done / (time.process_time() - begun))
    return best


def turns_a_second(one: str, other: str, seconds: float) -> float:
    first, second = policies()[one].strategy, policies()[other].strategy
    assert first is not None and second is not None

    def work() -> float:
        play_matches(first, second, turns=TURNS, matches=20_000, seed=1, noise=Noise(slip=NOISE))
        return 20_000 * TURNS

    return rate_of(work, seconds)


def turns_a_second_of_axelrod(one: str, other: str, seconds: float) -> float | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import axelrod
    except ImportError:
        return None

    players = (getattr(axelrod, one)(), getattr(axelrod, other)())
    seeds = iter(range(10**9))

    def work() -> float:
        for _ in range(50):
            axelrod.Match(players, turns=TURNS, noise=NOISE, seed=next(seeds)).play()
        return 50 * TURNS

    return rate_of(work, seconds)


def exact_ns(seconds: float) -> float:
    chances = np.random.default_rng(1).uniform(0.01, 0.99, (1500, 4))

    def work() -> float:
        memory_one_payoffs(chances, (3, 0, 5, 1))
        return len(chances) ** 2

    return 1e9 / rate_of(work, seconds)


def chain_us(seconds: float) -> float:
    one, other = policies()["contrite tit for tat"].strategy, policies()["tit for two tats"].strategy
    assert one is not None and other is not None

    def work() -> float:
        long_run(one, other, noise=Noise(slip=NOISE))
        return 1.0

    return 1e6 / rate_of(work, seconds)


def crisis(agents: int, *, memory: bool = False) -> Scenario:
    """Agents of one patron against a side that sees badly who did it: lottery, lagged answers, gate, host."""
    names = [f"Brigade {k + 1}" for k in range(agents)]
    rule = Rule(below=0.1, above=0.9, sure=0.6, when_unsure="patron")
    pairs = (
        *(Pair(name, "Ashmar", rate=0.05, lethal=0.05, rule=Rule(below=0.2, above=0.2))
          for name in names),
        *(Pair("Ashmar", name, lethal=0.5, rule=rule) for name in names),
        Pair("Ashmar", "Patria", lethal=0.2, rule=rule),
    )  # fmt: skip
    if memory:
        pairs = tuple(replace(pair, persistence=0.3, provoked=0.05, deterred=0.05) for pair in pairs)
    return Scenario(
        "crisis",
        (Party("Ashmar"), Party("Patria"), *(Party(name, "Patria", 0.6) for name in names)),
        pairs,
        sights=(Sight("Ashmar", 0.9, 0.8),),
        gates=(Gate("Patria", holds=0.002, lifts=0.02, fear=0.05),),
        hosts=(Host("Hostan", tuple(names)),),
        painful=4,
    )


def path_days_a_second(scenario: Scenario, days: int, paths: int, seconds: float) -> float:
    def work() -> float:
        play(scenario, days=days, paths=paths, seed=1)
        return days * paths

    return rate_of(work, seconds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=2.0, help="for each number")
    seconds = parser.parse_args().seconds

    print(f"Matches of {TURNS} turns with slips of {NOISE}, turns a second")
    print(f"{'':40}{'here':>14}{'Axelrod-Python':>16}{'ratio':>9}")
    for ours, theirs in (
        (("tit for tat", "generous tit for tat"), ("TitForTat", "GTFT")),
        (("win-stay lose-shift", "firm but fair"), ("WinStayLoseShift", "FirmButFair")),
        (("two for one", "grudge"), ("TwoTitsForTat", "Grudger")),
    ):
        mine, other = turns_a_second(*ours, seconds), turns_a_second_of_axelrod(*theirs, seconds)
        beside = f"{other:16,.0f}{mine / other:9,.0f}" if other else f"{'not installed':>16}"
        print(f"{' v '.join(ours):40}{mine:14,.0f}{beside}")
    print(f"\nExact long-run payoff, memory-one with noise: {exact_ns(seconds):.1f} ns a pair")
    print(f"Exact long-run payoff, longer memories, by the chain: {chain_us(seconds):.0f} microseconds a pair")

    print("\nThe conflict game, million path-days a second on one core")
    print(f"{'agents':>8}{'days':>6}{'paths':>8}{'plain':>10}{'with memory':>13}")
    for agents, days, paths in ((4, 180, 4000), (4, 360, 4000), (4, 180, 8000), (2, 180, 4000), (8, 180, 4000)):
        plain = path_days_a_second(crisis(agents), days, paths, seconds) / 1e6
        memory = path_days_a_second(crisis(agents, memory=True), days, paths, seconds) / 1e6
        print(f"{agents:8}{days:6}{paths:8}{plain:10.2f}{memory:13.2f}")


if __name__ == "__main__":
    main()
