"""What calibration finds in wars whose rules we chose, and whether a what-if foretells the inventor's own change.

    python benchmarks/play_recovery.py [--wars 40] [--only answers,memory,…] [--seed 1]

The inventor below shares no code with the game or the fit: it draws each day with NumPy's generator from the rules as
the documentation states them. For each number: the share of 90 % intervals that hold the truth, the mean of the
middles, and in how many wars the record could tell it at all.
"""

import argparse
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from talion.records import Count, DateSpan, Event, Timeline, Toll, TollPart
from talion.scenarios.calibrate import Calibrated, calibrate
from talion.scenarios.conflict import Scenario
from talion.scenarios.play import play

A, B, PATRON = "Ashmar", "Belvar", "Patria"
START = date(2031, 1, 1)


@dataclass(frozen=True)
class Side:
    """What one side does: acts a day of its own accord, how they grow with memory, and how it answers."""

    rate: float
    lethal: float = 0.3
    below: float = 0.0
    above: float = 0.0
    mean_lag: float = 4.0
    shape: float = 3.0
    persistence: float = 0.0
    provoked: float = 0.0
    deterred: float = 0.0


@dataclass(frozen=True)
class War:
    """Two sides, how many days, and what is seen or forbidden of the first one's acts."""

    first: Side
    second: Side
    days: int = 500
    known: float = 1.0  # the share of the first side's acts whose doer is known
    control: float = 0.0
    holds: float = 0.0
    lifts: float = 0.0


@dataclass(frozen=True)
class Invented:
    """The record, and the days on which the patron said hold and go."""

    war: Timeline
    halts: tuple[date, ...]
    resumes: tuple[date, ...]


def invent(war: War, random: np.random.Generator) -> Invented:
    sides = (war.first, war.second)
    memory, hits, pain = np.zeros(2), np.zeros(2), np.zeros(2)
    due: list[dict[int, int]] = [{}, {}]
    acts: list[Event] = []
    halts, resumes = [], []
    held = False
    for day in range(war.days):
        if not held and random.random() < 1 - math.exp(-war.holds):
            held = True
            halts.append(START + timedelta(days=day))
        elif held and random.random() < 1 - math.exp(-war.lifts):
            held = False
            resumes.append(START + timedelta(days=day))
        today: list[tuple[int, bool]] = []
        for k, side in enumerate(sides):
            grown = side.persistence * math.log1p(memory[k]) + side.provoked * hits[k] - side.deterred * pain[k]
            own = random.poisson(side.rate * math.exp(grown))
            answers = due[k].pop(day, 0)
            if k == 0 and held:
                own, answers = random.binomial(own, 1 - war.control), random.binomial(answers, 1 - war.control)
            today += [(k, bool(random.random() < side.lethal)) for _ in range(own + answers)]
        memory, hits, pain = memory * math.exp(-1 / 14), hits * math.exp(-1 / 14), pain * math.exp(-1 / 30)
        for k, kills in today:
            memory[k] += 1
            hits[1 - k] += 1
            pain[1 - k] += kills
            other = sides[1 - k]
            if random.random() < (other.above if kills else other.below):
                later = day + max(1, math.ceil(random.gamma(other.shape, other.mean_lag / other.shape)))
                due[1 - k][later] = due[1 - k].get(later, 0) + 1
            acts.append(_act(len(acts), day, k, kills, known=k == 1 or random.random() < war.known))
    return Invented(
        Timeline(tuple(acts), (DateSpan(START, START + timedelta(days=war.days - 1)),)), tuple(halts), tuple(resumes)
    )


def _act(number: int, day: int, side: int, kills: bool, *, known: bool) -> Event:
    toll = Toll((TollPart("killed", Count.exactly(int(kills))), TollPart("injured", Count.exactly(1))))
    actor, recipient = (A, B) if side == 0 else (B, A)
    return Event(f"act-{number}", "ASSAULT", actors=(actor,) if known else (), recipients=(recipient,),
                 when=DateSpan.on(START + timedelta(days=day)), toll=toll)  # fmt: skip


def fitted(made: Invented, seed: int, *, patron: bool = False) -> Calibrated:
    return calibrate(
        made.war, [A, B], patrons={A: PATRON} if patron else None, halts=[(PATRON, day) for day in made.halts],
        resumes=[(PATRON, day) for day in made.resumes], seed=seed,
    )  # fmt: skip


# Coverage ------------------------------------------------------------------------------------------------------------


def coverage(title: str, war: War, truths: dict[str, float], wars: int, seed: int, *, patron: bool = False) -> None:
    """One table: each number with its truth, how often its interval held it, and how often it could be told."""
    rows: dict[str, list[tuple[float, bool]]] = {question: [] for question in truths}
    kept = {"persistence": 0, "provoked": 0}
    for k in range(wars):
        done = fitted(invent(war, np.random.default_rng((seed, k))), k, patron=patron)
        for one in done.estimates:
            if one.question in truths and one.value is not None and one.low is not None and one.high is not None:
                truth = truths[one.question]
                rows[one.question].append((one.value, one.low <= truth <= one.high))
        pair = done.scenario.pair(A, B)
        kept["persistence"] += pair.persistence != 0
        kept["provoked"] += pair.provoked != 0 or pair.deterred != 0
    print(f"\n{title}: {wars} wars of {war.days} days")
    print(f"{'':84}{'truth':>8}{'middle':>8}{'held':>6}{'told':>6}")
    for question, found in rows.items():
        middle = np.mean([value for value, _ in found]) if found else math.nan
        held = np.mean([inside for _, inside in found]) if found else math.nan
        print(f"{question:84}{truths[question]:8.3g}{middle:8.3g}{held:6.2f}{len(found) / wars:6.2f}")
    print(f"  Ashmar's own memory entered {kept['persistence']} of {wars} scenarios, memory of hits {kept['provoked']}")


def answers(wars: int, seed: int) -> None:
    war = War(Side(0.08, below=0.3, above=0.3), Side(0.02, lethal=0.5, below=0.2, above=0.8))
    coverage("L1: answers, lags and the lottery", war, {
        f"How many acts a day by {A} on {B} answer nothing?": 0.08,
        f"How many acts a day by {B} on {A} answer nothing?": 0.02,
        f"How often does an act by {A} on {B} kill?": 0.3,
        f"How likely is an act by {A} that kills to be answered by {B}?": 0.8,
        f"How likely is an act by {A} that kills nobody to be answered by {B}?": 0.2,
        f"How many days until an act by {A} is answered by {B}?": 4.0,
    }, wars, seed)  # fmt: skip


def none(wars: int, seed: int) -> None:
    war = War(Side(0.1), Side(0.08, lethal=0.5))
    coverage("L0 and L1: two sides that have nothing to do with each other", war, {
        f"How many acts a day by {A} on {B} answer nothing?": 0.1,
        f"How many acts a day by {B} on {A} answer nothing?": 0.08,
        f"How much does a hit by {B} provoke acts by {A} on {B}?": 0.0,
        f"How much does a painful hit by {B} deter acts by {A} on {B}?": 0.0,
    }, wars, seed)  # fmt: skip


def memory(wars: int, seed: int) -> None:
    war = War(Side(0.06, persistence=0.8), Side(0.05, lethal=0.5), days=800)
    coverage("L0: own acts call forth more of the same", war, {
        f"How much do acts by {A} on {B} call forth more of the same?": 0.8,
    }, wars, seed)  # fmt: skip


def hits(wars: int, seed: int) -> None:
    for title, side in (
        ("L0: hits provoke", Side(0.08, provoked=0.5)),
        ("L0: painful hits deter", Side(0.4, deterred=0.5)),
    ):
        coverage(title, War(side, Side(0.05, lethal=0.6), days=1200), {
            f"How much does a hit by {B} provoke acts by {A} on {B}?": side.provoked,
            f"How much does a painful hit by {B} deter acts by {A} on {B}?": side.deterred,
            f"Does a painful hit by {B} feed (above zero) or deter (below) acts by {A} on {B}?":
                14 * side.provoked - 30 * side.deterred,
        }, wars, seed)  # fmt: skip


def sight(wars: int, seed: int) -> None:
    war = War(Side(0.1), Side(0.02, lethal=0.5, above=0.8), known=0.7)
    coverage("L2: who hit Belvar is known in seven of ten acts", war, {
        f"How often is it known who hit {B}?": 0.7,
    }, wars, seed)  # fmt: skip


def gate(wars: int, seed: int) -> None:
    war = War(Side(0.3), Side(0.05), days=1500, control=0.7, holds=0.01, lifts=0.02)
    coverage("L3: a patron that says hold and go", war, {
        f"What share of acts by {A} can {PATRON} stop?": 0.7,
        f"How often does {PATRON} say hold, while it says go?": 0.01,
        f"How often does {PATRON} say go, while it says hold?": 0.02,
    }, wars, seed, patron=True)  # fmt: skip


# What-ifs ------------------------------------------------------------------------------------------------------------


def what_if(wars: int, seed: int) -> None:
    """Fit one war, change a rule, play; beside it the inventor's own wars under the changed rule."""
    base = War(Side(0.08), Side(0.02, lethal=0.5, below=0.2, above=0.8), days=2000)
    cases: dict[str, tuple[War, Callable[[Scenario], Scenario]]] = {
        "Belvar answers what kills one time in five": (
            replace(base, second=replace(base.second, above=0.2)),
            lambda s: s.changed(B, A, rule=replace(s.pair(B, A).rule, above=0.2)),
        ),
        "Ashmar acts half as often": (
            replace(base, first=replace(base.first, rate=0.04)),
            lambda s: s.changed(A, B, rate=s.pair(A, B).rate / 2),
        ),
        "Ashmar kills twice as often": (
            replace(base, first=replace(base.first, lethal=0.6)),
            lambda s: s.changed(A, B, lethal=0.6),
        ),
    }
    print("\nWhat-ifs: acts by Belvar in 100 days, foretold from one war of 2000 days, and in 400 wars of the inventor")
    print(f"{'':46}{'foretold':>9}{'came':>7}{'in band':>9}")
    for title, (changed, change) in cases.items():
        inside, told_all, came_all = [], [], []
        for k in range(max(1, wars // 6)):
            scenario = fitted(invent(base, np.random.default_rng((seed, 7, k))), k).scenario
            runs = play(change(scenario), days=100, paths=2000, seed=k)
            told = runs.counted("acts", actor=B).sum(axis=1)
            low, high = np.quantile(told, (0.05, 0.95))
            for n in range(400 // max(1, wars // 6)):
                war = invent(replace(changed, days=100), np.random.default_rng((seed, 8, k, n))).war
                came = sum(event.actors == (B,) for event in war.events)
                came_all.append(came)
                inside.append(low <= came <= high)
            told_all.append(told.mean())
        print(f"{title:46}{np.mean(told_all):9.2f}{np.mean(came_all):7.2f}{np.mean(inside):9.2f}")


PARTS: dict[str, Callable[[int, int], None]] = {
    "answers": answers, "none": none, "memory": memory, "hits": hits, "sight": sight, "gate": gate, "what-if": what_if,
}  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--wars", type=int, default=20, help="for each table (default 20; the docs have 40)")
    options.add_argument("--only", default="", help=f"comma-separated, of: {', '.join(PARTS)}")
    options.add_argument("--seed", type=int, default=1, help="which wars to invent")
    given = options.parse_args(arguments)
    for name in given.only.split(",") if given.only else PARTS:
        PARTS[name](given.wars, given.seed)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
