"""Published figures beside ours, from the series at hand; a difference is explained, not hidden.

Usage: python benchmarks/papers.py [--data ../shared/data] [--only weekly,granger,…]

Reads KEDS Levant and Gulf, the weekly Israeli-Palestinian series of Brandt and Freeman (2006), Clauset's severities of
terror attacks, and the Iraq series of air actions and attacks. What is absent is said and left out.
"""

import argparse
import csv
import gzip
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from talion.errors import MeasureError
from talion.measures.customary import granger
from talion.measures.reciprocity import lag_minus_lead, verdict_on
from talion.measures.series import Series, rebinned
from talion.measures.tails import tail
from talion.records import Dyad

Rows = NDArray[np.float64]


def main(arguments: Sequence[str] | None = None) -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("--data", type=Path, default=Path("../shared/data"), help="the folder with the data sets")
    options.add_argument("--only", default="", help=f"comma-separated, of: {', '.join(PARTS)}")
    given = options.parse_args(arguments)
    for name in given.only.split(",") if given.only else PARTS:
        try:
            PARTS[name](given.data)
        except FileNotFoundError as absent:
            print(f"\n{name}: left out, {absent.filename} is absent; give its folder with --data", file=sys.stderr)
    return 0


def head(title: str, *columns: str) -> None:
    print(f"\n{title}\n\n| {' | '.join(columns)} |\n|{'---|' * len(columns)}", flush=True)


def row(*cells: object) -> None:
    print("| " + " | ".join(str(cell) for cell in cells) + " |", flush=True)


# The weekly series ---------------------------------------------------------------------------------------------------


def keds(path: Path) -> list[tuple[date, str, str, str]]:
    """Day, source, target and WEIS code (text: 031 and 31 are two codes) of each row."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return [
            (date.fromisoformat(line["date"]), line["source"], line["target"], line["weis"])
            for line in csv.DictReader(file)
        ]


def weights_of(data: Path) -> dict[str, float]:
    """The weights that the published series was made with: Goldstein's of 1992, and others for codes of KEDS's own."""
    with (data / "keds" / "weis_goldstein_weights.csv").open(encoding="utf-8", newline="") as file:
        said = ((line["weis"], line["recovered"] or line["goldstein1992"]) for line in csv.DictReader(file))
        return {code: float(weight) for code, weight in said if weight}


def scored(rows: Iterable[tuple[date, str, str, str]], one: str, other: str, weights: dict[str, float]) -> Series:
    """The daily sums of weights of what actors with the one prefix did to those with the other, and back."""
    kept = [
        (day, source.startswith(one), weights[code])
        for day, source, target, code in rows
        if code in weights
        and (
            (source.startswith(one) and target.startswith(other))
            or (source.startswith(other) and target.startswith(one))
        )
    ]
    days = [day for day, *_ in rows]
    first, last = min(days), max(days)
    size = (last - first).days + 1
    there, back = np.zeros(size), np.zeros(size)
    for day, is_there, weight in kept:
        (there if is_there else back)[(day - first).days] += weight
    return Series.of(there, back, first_day=first, dyad=Dyad(one, other), severity="Goldstein's weights")


def published(data: Path) -> Series:
    with (data / "keds" / "msbvar_israel_palestine_weekly.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    return Series.of(
        [float(line["i2p"]) for line in lines], [float(line["p2i"]) for line in lines],
        first_day=date(1979, 4, 15), bin="week", dyad=Dyad("Israel", "Palestinians"), severity="Goldstein's weights",
    )  # fmt: skip


def weekly(data: Path) -> None:
    theirs = published(data)
    ours = rebinned(
        scored(keds(data / "keds" / "keds_levant_1979_2004.csv.gz"), "ISR", "PAL", weights_of(data)), "week"
    )
    head(
        "Weekly Israeli-Palestinian series of Brandt and Freeman (2006), rebuilt from KEDS Levant: weeks equal to 0.05",
        "series", "weeks", "target", "ours", "first 1,182: target", "ours", "week where they part",
    )  # fmt: skip
    for name, one, other, targets in (
        ("i2p", theirs.there, ours.there, (1242, 1175)),
        ("p2i", theirs.back, ours.back, (1248, 1179)),
    ):
        n = min(len(one), len(other))
        same = np.abs(one[:n] - other[:n]) <= 0.05 + 1e-9
        wrong = np.flatnonzero(~same) + 1
        block = int(((wrong >= 1182) & (wrong <= 1208)).sum())
        row(
            name, f"{len(one)} and {len(other)}", targets[0], int(same.sum()), targets[1], int(same[:1182].sum()),
            f"{block} of {len(wrong)} in 1182-1208",
        )  # fmt: skip


PRINTED = {1: (72.523, 129.370), 4: (28.643, 13.228), 6: (17.631, 10.912), 8: (14.595, 9.414)}


def granger_table(data: Path) -> None:
    theirs = published(data)
    head(
        "Granger's F on that series (an answer in every row, as in every pair of series that share a wave)",
        "lags", "p2i to i2p: printed", "ours", "i2p to p2i: printed", "ours", "equal to 3 decimals",
    )  # fmt: skip
    for lags, (to_i, to_p) in PRINTED.items():
        ours = [granger(one, lags=lags).estimate.value or 0.0 for one in (theirs.reversed, theirs)]
        same = [f"{value:.3f}" == f"{target:.3f}" for value, target in zip(ours, (to_i, to_p), strict=True)]
        row(lags, f"{to_i:.3f}", f"{ours[0]:.3f}", f"{to_p:.3f}", f"{ours[1]:.3f}", "yes" if all(same) else "no")
    head(
        "The same series in lag minus lead (4 weeks): what is left when a shared wave is allowed for",
        "does", "answer", "value", "90 % interval",
    )  # fmt: skip
    # Weights below zero are conflict: a sum of them is no count, so per "act" means per unit of the scale.
    hostile = Series.of(
        np.maximum(-theirs.there, 0), np.maximum(-theirs.back, 0), first_day=date(1979, 4, 15), bin="week",
        dyad=theirs.dyad, severity="points of conflict",
    )  # fmt: skip
    for one in (hostile, hostile.reversed):
        found = lag_minus_lead(one, days=28)
        row(one.dyad.recipient, one.dyad.actor, *_told(found.value, found.low, found.high))


def _told(value: float | None, low: float | None, high: float | None) -> tuple[str, str]:
    return ("cannot tell", "") if value is None else (f"{value:+.3f}", f"{low:+.3f} to {high:+.3f}")


# Goldstein and others 2001 -------------------------------------------------------------------------------------------

PAIRS = (
    ("gulf", "IRN", "IRQ", "Iran", "Iraq", 1979, 1990, "both ways"),
    ("levant", "ISR", "LEB", "Israel", "Lebanon", 1979, 2004, "both ways"),
    ("gulf", "USA", "IRQ", "USA", "Iraq", 1979, 1999, "both ways"),
    ("gulf", "USA", "IRN", "USA", "Iran", 1979, 1990, "both ways"),
    ("levant", "ISR", "SYR", "Israel", "Syria", 1979, 1997, "not both ways"),
    ("levant", "ISR", "SYR", "Israel", "Syria", 1979, 2004, "not both ways"),
    ("levant", "ISR", "EGY", "Israel", "Egypt", 1979, 1997, "not both ways"),
    ("levant", "ISR", "EGY", "Israel", "Egypt", 1979, 2004, "not both ways"),
)


def pairs(data: Path) -> None:
    head(
        "Pairs of states by week, 4 lags (Goldstein and others 2001 found two-way answers widespread)",
        "pair", "target", "F of the second answering", "F of the first answering", "Granger says", "verdict of Talion",
    )  # fmt: skip
    weights = weights_of(data)
    held: dict[str, list[tuple[date, str, str, str]]] = {}
    for where, one, other, name, other_name, first, last, target in PAIRS:
        if where not in held:
            file = {"levant": "keds_levant_1979_2004.csv.gz", "gulf": "keds_gulf_full_1979_1999.csv.gz"}[where]
            held[where] = keds(data / "keds" / file)
        rows = [line for line in held[where] if first <= line[0].year <= last]
        week = rebinned(scored(rows, one, other, weights), "week")
        both = [granger(it, lags=4) for it in (week, week.reversed)]
        says = {(True, True): "both ways", (True, False): "second answers", (False, True): "first answers"}.get(
            (bool(both[0].survives), bool(both[1].survives)), "neither"
        )
        daily = hostile_days(rows, one, other, weights)
        kept = [
            word
            for it, word in ((daily, f"{other_name} answers"), (daily.reversed, f"{name} answers"))
            if verdict_on(it).finding == "answers"
        ]
        row(
            f"{name}-{other_name} {first}-{last}", target, *(f"{check.estimate.value:.2f}" for check in both), says,
            " and ".join(kept) or "neither can be said",
        )  # fmt: skip


def hostile_days(rows: Sequence[tuple[date, str, str, str]], one: str, other: str, weights: dict[str, float]) -> Series:
    """Counts of hostile acts a day: weights below zero."""
    return scored(rows, one, other, {code: float(weight < 0) for code, weight in weights.items() if weight < 0})


# Tails, means, Iraq --------------------------------------------------------------------------------------------------


def severities(data: Path) -> None:
    text = (data / "theory" / "powerlaw_terrorism.txt").read_text("utf-8")
    sizes = [int(line) for line in text.split()]
    found = tail(sizes)
    head("Terror severities (Clauset, Shalizi and Newman 2009)", "what", "printed", "ours")
    for what, printed, ours in (
        ("n", "9,101", f"{len(sizes):,}"),
        ("mean", "4.35", f"{np.mean(sizes):.2f}"),
        ("sd", "31.58", f"{np.std(sizes, ddof=1):.2f}"),
        ("largest", "2,749", f"{max(sizes):,}"),
        ("the tail begins at", "12", f"{found.begins:g}"),
        ("exponent", "2.37", f"{found.exponent.value:.2f}"),
        ("values in the tail", "547", str(found.n)),
        ("against a lognormal (Vuong)", "neither is better", f"{found.against_lognormal:+.2f}"),
    ):
        row(what, printed, ours)


def means(_data: Path) -> None:
    """The mean of a linear process that answers itself and the other side, by formula and by playing it."""
    mu, a = np.array([0.1, 0.05]), np.array([[0.3, 0.2], [0.4, 0.1]])
    formula = np.linalg.solve(np.eye(2) - a, mu)
    random = np.random.default_rng(1)
    played = np.zeros(2)
    days = 400_000
    for side in (0, 1):
        # Each act of its own accord begets offspring until they die out; order in time does not matter to a mean.
        waiting = np.zeros(2)
        waiting[side] = random.poisson(mu[side] * days)
        while waiting.any():
            played += waiting
            waiting = np.array([random.poisson(a[row] * waiting).sum() for row in (0, 1)], dtype=float)
    head("Mean rates of a linear process, (I - A)^-1 mu", "side", "printed", "by formula", f"played, {days:,} days")
    for side, printed in ((0, ".181818"), (1, ".136364")):
        row(side, printed, f"{formula[side]:.6f}", f"{played[side] / days:.4f}")


def iraq(data: Path) -> None:
    def days_of(name: str) -> dict[date, int]:
        found: dict[date, int] = {}
        with gzip.open(data / "iraq" / name, "rt", encoding="utf-8", newline="") as file:
            for line in csv.DictReader(file):
                day = date.fromisoformat(next(line[key] for key in ("date", "Date") if key in line)[:10])
                found[day] = found.get(day, 0) + 1
        return found

    strikes, attacks = days_of("geocausal_airstrikes.csv.gz"), days_of("geocausal_insurgencies.csv.gz")
    first, last = max(min(strikes), min(attacks)), min(max(strikes), max(attacks))
    span = [first + timedelta(n) for n in range((last - first).days + 1)]
    counts = Series.of(
        [strikes.get(day, 0) for day in span], [attacks.get(day, 0) for day in span], first_day=first,
        dyad=Dyad("air actions", "insurgent attacks"),
    )  # fmt: skip
    head(
        f"Iraq, {first} to {last}: {sum(strikes.values()):,} air actions, {sum(attacks.values()):,} attacks, by day",
        "do", "answer", "verdict", "lag minus lead (7 days)", "90 % interval", "Granger, 7 lags",
    )  # fmt: skip
    for one in (counts, counts.reversed):
        found = verdict_on(one)
        value = found.checks[0].estimate
        shown = found.shown[0].says if found.shown else "-"
        row(one.dyad.recipient, one.dyad.actor, found.finding, *_told(value.value, value.low, value.high), shown)


def iraq_in_space(data: Path) -> None:
    """Air strikes and attacks with their places, and progress curves by city."""
    from conflicts import iraq as tables  # it takes its reading from here

    wanted = False
    for line in tables(data):
        if line.startswith("\n**"):
            wanted = any(it in line for it in ("near an air action", "would follow", "Progress curves"))
        if wanted:
            print(line)
    print("printed by Papadogeorgou and others (2022): more strikes a day for up to a month may bring more attacks")


PARTS: dict[str, Callable[[Path], None]] = {
    "weekly": weekly,
    "granger": granger_table,
    "pairs": pairs,
    "severities": severities,
    "means": means,
    "iraq": iraq,
    "iraq_in_space": iraq_in_space,
}

if __name__ == "__main__":
    try:
        raise SystemExit(main())
    except MeasureError as wrong:
        raise SystemExit(f"papers: {wrong}") from wrong
