"""Do models foretell better than a side's own memory? Backtests on real records, every forecaster on the same days.

Usage: python benchmarks/forecasts.py [--data ../shared/data] [--pictures FOLDER] [--quick]

1. 65 incidents between the United States and Iran-backed groups, 2017 to 2024: few, and chosen by hindsight.
2. Israel and Palestinian actors in news reports coded by machine (KEDS), 1999 to 2004: dense.

Each from the past alone and leaving out the episode with an embargo; the second also learning from other dyads alone.
"""

import argparse
import csv
import gzip
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from us_iran import GROUPS, OBSERVED, SIDES, US, read_ledger

from talion.forecasts.backtest import Backtest, backtest
from talion.forecasts.baselines import Baseline
from talion.forecasts.past import Past
from talion.forecasts.scores import murphy
from talion.measures.answered import as_sides
from talion.pipeline.forecasting import models_of
from talion.records import DateSpan, Event, Timeline
from talion.views.reliability import pit_picture, reliability_picture

ISRAEL, PALESTINE, LEBANON = "Israel", "Palestinians", "Lebanon"
NAMES = {"ISR": ISRAEL, "PAL": PALESTINE, "LEB": LEBANON}
KEDS_DAYS = DateSpan(date(1996, 1, 1), date(2004, 6, 30))


def main(arguments: Sequence[str] | None = None) -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("--data", type=Path, default=Path("../shared/data"), help="the folder with the data sets")
    options.add_argument("--pictures", type=Path, help="where to draw reliability and PIT")
    options.add_argument("--quick", action="store_true", help="every third day alone")
    given = options.parse_args(arguments)
    ledger = given.data / "ledgers" / "us_iran_backed_militias_2017_2024.csv"
    keds = given.data / "keds" / "keds_levant_1979_2004.csv.gz"
    thrice = 3 if given.quick else 1
    if ledger.exists():
        war = Timeline(as_sides(read_ledger(ledger)[0], SIDES), (OBSERVED,))
        for left_out in ("future", "episode"):
            run(f"US and {GROUPS}", war, (GROUPS, US), date(2021, 1, 1), date(2024, 9, 1), 30, 30 * thrice, left_out,
                given.pictures)  # fmt: skip
    if keds.exists():
        war = Timeline(keds_events(keds), (KEDS_DAYS,))
        for left_out in ("future", "episode", "dyad"):
            run("Israel and Palestinians (KEDS)", war, (PALESTINE, ISRAEL), date(2000, 1, 1), date(2004, 5, 30), 7,
                28 * thrice, left_out, given.pictures)  # fmt: skip
    if not ledger.exists() and not keds.exists():
        print(f"neither {ledger} nor {keds} is there; give their folder with --data")
        return 1
    return 0


def keds_events(path: Path) -> tuple[Event, ...]:
    """Acts of force (WEIS 22) between Israelis, Palestinians and Lebanese, on their day of report."""
    found = []
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for nr, row in enumerate(csv.DictReader(file)):
            one, other, code = row["source"], row["target"], row["weis"]
            if not code.startswith("22") or one[:3] == other[:3] or not {one[:3], other[:3]} <= NAMES.keys():
                continue
            day = date.fromisoformat(row["date"])
            if day in KEDS_DAYS:
                found.append(
                    Event(
                        f"keds-{nr}", "ASSAULT", actors=(NAMES[one[:3]],), recipients=(NAMES[other[:3]],),
                        when=DateSpan.on(day),
                    )
                )  # fmt: skip
    return tuple(found)


def run(
    name: str, war: Timeline, sides: tuple[str, str], first: date, last: date, days: int, step: int, left_out: str,
    pictures: Path | None,
) -> None:  # fmt: skip
    def as_of(day: date) -> Timeline:
        # Known from the day after the act; the data set itself knows more than anybody did then.
        known = tuple(event for event in war.events if event.when and event.when.last < day)
        return Timeline(known, (DateSpan(war.observed[0].first, day),))

    def models_at(on: date, past: Past) -> list[Baseline]:
        lessons = war if past.library is not None else as_of(on)
        return models_of(lessons, past, sides, on=on, days=days, which=("play", "hawkes"), seed=1)

    begun = time.perf_counter()
    done = backtest(as_of, war, sides, first=first, last=last, days=days, step=step, left_out=left_out,
                    models_at=models_at)  # fmt: skip
    took = time.perf_counter() - begun
    asked = {one.forecast.given_on for one in done.scores}
    print(f"\n## {name}: {len(asked)} days, {days} days ahead, left out: {left_out} ({took:.0f} s)\n")
    print(f"rules {done.rules}\n")
    for asks in ("happens", "count", "lag"):
        table(done, asks)
    print(f"\n{len(set(done.episodes.values()))} pieces that stand apart: {done.power}.")
    for who, why, times in done.withheld[:6]:
        print(f"{who}: {why} ({times} times)")
    if pictures is not None:
        pictures.mkdir(parents=True, exist_ok=True)
        slug = f"{name.split(maxsplit=1)[0].lower()}-{left_out}"
        for by in ("own memory", "Hawkes"):
            pairs = [(one.forecast.chances[1], one.outcome == 1) for one in done.of("happens") if one.forecast.by == by]
            if pairs:
                title = f"{by}: is there any act, does any kill, in {days} days"
                drawn = reliability_picture([p for p, _ in pairs], [y for _, y in pairs], title=title)
                (pictures / f"{slug}-{by.replace(' ', '-').lower()}.svg").write_text(drawn, "utf-8")
                drawn = pit_picture(done.pits(by), title=f"{by}: how many acts in {days} days")
                (pictures / f"{slug}-{by.replace(' ', '-').lower()}-pit.svg").write_text(drawn, "utf-8")


def table(done: Backtest, asks: str) -> None:
    ranked = asks in {"count", "lag"}
    print(f"\n| {asks} | n | {'CRPS' if ranked else 'Brier'} | log | skill beside own memory | 90 % | e-value |")
    print("|" + "---|" * 7)
    for row in done.standings(asks):
        value = row.crps if ranked and row.crps is not None else row.brier
        skill = row.skill
        if skill is None or skill.skill is None:
            told = ["", ""]
        else:
            told = [f"{skill.skill:+.2f}", f"{skill.low:+.2f} to {skill.high:+.2f}" if skill.low is not None else "?"]
        bet = done.evidence(asks, row.by)
        print(f"| {row.by} | {row.n} | {value:.3f} | {row.log:.3f} | {' | '.join(told)} | "
              f"{'' if bet is None or skill is None else f'{bet:.2g}'} |")  # fmt: skip
    if asks == "happens":
        for by in ("own memory", "play", "Hawkes"):
            pairs = [(one.forecast.chances[1], one.outcome) for one in done.of(asks) if one.forecast.by == by]
            if pairs:
                parts = murphy([p for p, _ in pairs], [y for _, y in pairs], groups=5)
                print(f"<!-- {by}: reliability {parts.reliability:.3f}, resolution {parts.resolution:.3f}, "
                      f"uncertainty {parts.uncertainty:.3f} -->")  # fmt: skip


if __name__ == "__main__":
    raise SystemExit(main())
