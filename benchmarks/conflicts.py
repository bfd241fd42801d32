"""What can be said of who answers whom in three wars, and what cannot: the tables of three pages of the documentation.

Usage: python benchmarks/conflicts.py [--data ../shared/data] [--only israel_hezbollah,iraq,levant] [--write FOLDER]

Israel and Hezbollah 2023 to 2024 from alerts and reported casualties, Iraq 2006 to 2008 from air actions and attacks
with places, the Levant 1979 to 2004 from newswire events. With --write each goes to FOLDER/NAME.md, from which the
pages take them. What is absent is said and left out.
"""

import argparse
import csv
import gzip
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl
from papers import hostile_days, keds, weights_of

from talion.errors import MeasureError
from talion.measures.backlash import interrupted, own_memory, sign
from talion.measures.customary import granger
from talion.measures.deterrence import deterrence_on
from talion.measures.progress import against_first_wait, progress_by
from talion.measures.reciprocity import verdict_on
from talion.measures.series import Series, rebinned
from talion.measures.spacetime import Points, intervention, nearby_asymmetry, on_plane
from talion.measures.specifications import specification_curve_on
from talion.records import Dyad, Estimate


def main(arguments: Sequence[str] | None = None) -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("--data", type=Path, default=Path("../shared/data"), help="the folder with the data sets")
    options.add_argument("--only", default="", help=f"comma-separated, of: {', '.join(CONFLICTS)}")
    options.add_argument("--write", type=Path, help="a folder for one file of tables a conflict")
    given = options.parse_args(arguments)
    for name in given.only.split(",") if given.only else CONFLICTS:
        try:
            lines = list(CONFLICTS[name](given.data))
        except FileNotFoundError as absent:
            print(f"{name}: left out, {absent.filename} is absent; give its folder with --data", file=sys.stderr)
            continue
        if given.write:
            given.write.mkdir(parents=True, exist_ok=True)
            (given.write / f"{name}.md").write_text("\n".join(lines) + "\n", "utf-8")
            print(given.write / f"{name}.md", "is written")
        else:
            print("\n".join(lines), flush=True)
    return 0


# Tables --------------------------------------------------------------------------------------------------------------


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    yield f"\n**{title}**\n"
    yield f"| {' | '.join(columns)} |"
    yield f"|{'---|' * len(columns)}"
    for row in rows:
        yield "| " + " | ".join(str(cell) for cell in row) + " |"


def told(one: Estimate, form: str = "{:.2f}") -> str:
    if one.value is None:
        return f"cannot tell: {one.caveats[0].removeprefix('Cannot tell: ')}"
    if one.low is None or one.high is None:
        return form.format(one.value)
    return f"{form.format(one.value)} ({form.format(one.low)} to {form.format(one.high)})"


VERDICTS = ("when", "what is asked", "window", "more after than before, per act (chance: 0)", "verdict",
            "Granger's F, shown and not counted")  # fmt: skip


def verdicts(name: str, counts: Series, days: Sequence[float] = (7,)) -> Iterator[tuple[str, ...]]:
    """A row for each direction and window."""
    for window in days:
        for one in (counts, counts.reversed):
            found = verdict_on(one, days=window)
            value = found.checks[0].estimate
            amount = told(value, "{:+.2f}") if value.value is not None else "too few acts"
            lags = max(round(window / one.days_in_bin), 1)
            try:
                test = granger(one, lags=lags)
                said = f"{test.estimate.value:.1f} (p {_p(test.p)})"
            except MeasureError:
                said = "-"
            asked = f"{one.dyad.recipient} after {one.dyad.actor}"
            yield name, asked, f"{window:g} days", amount, f"**{found.finding}**", said


def _p(p: float | None) -> str:
    return "-" if p is None else "< .001" if p < 0.001 else f"{p:.3f}".removeprefix("0")


EFFECTS = ("when", "what is asked", "ratio a week after (chance: 1)", "the same backward in time", "finding",
           "beside own memory (chance: 1)", "probability that it lowers (chance: .5)")  # fmt: skip


def effects(name: str, counts: Series) -> Iterator[tuple[str, ...]]:
    for one in (counts, counts.reversed):
        found = deterrence_on(one, random=np.random.default_rng(1))
        factor, lowered = own_memory(one)
        lower = sign(found)
        asked = f"{one.dyad.actor} after {one.dyad.recipient}"
        chances = f"{told(lower)} matched, {told(lowered)} by memory" if lower.value is not None else told(lowered)
        yield name, asked, told(found.after), told(found.backward), f"**{found.finding}**", told(factor), chances


def curves(name: str, counts: Series) -> Iterator[tuple[str, ...]]:
    for one in (counts, counts.reversed):
        curve = specification_curve_on(one)
        held = curve.filter(pl.col("holds") & pl.col("p").is_not_null())
        shown = curve.filter((pl.col("test") == "Granger") & pl.col("p").is_not_null())
        yield (
            name, f"{one.dyad.recipient} answers {one.dyad.actor}", f"{held['survives'].sum()} of {held.height}",
            f"{shown['survives'].sum()} of {shown.height}",
        )  # fmt: skip


CURVES = ("when", "says that", "lag minus lead survives in", "Granger in")


# Israel and Hezbollah ------------------------------------------------------------------------------------------------

BEGIN, END = date(2023, 10, 8), date(2024, 10, 11)
NORTH, SOUTH, DEATHS = "alerts in the north", "alerts in the south", "deaths in Lebanon"
# Days that a reader asks about; what happened on them stands on the page with a source.
TURNS = (date(2023, 11, 24), date(2024, 1, 2), date(2024, 7, 30), date(2024, 9, 17))


def alerts_by_front(data: Path) -> dict[str, dict[date, int]]:
    found: dict[str, dict[date, int]] = {}
    with (data / "alerts" / "alerts_by_day_front.csv").open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            day, front = date.fromisoformat(line["date"]), line["front"]
            held = found.setdefault(front, {})
            held[day] = held.get(day, 0) + int(line["alerts"])
    return found


def deaths_in_lebanon(data: Path) -> list[tuple[date, date, int]]:
    """First and last day of each period between two reports, and the deaths reported for it."""
    with (data / "israel_palestine" / "t4p_lebanon_casualties_daily.csv").open(encoding="utf-8", newline="") as file:
        rows = [(date.fromisoformat(line["report_date"]), int(line["killed_cum"])) for line in csv.DictReader(file)]
    found, before, total = [], BEGIN - timedelta(1), 0
    for day, killed in rows:
        if day > END + timedelta(7):
            break
        found.append((before + timedelta(1), day, max(killed - total, 0)))
        before, total = day, killed
    return found


def israel_hezbollah(data: Path) -> Iterator[str]:
    fronts = alerts_by_front(data)
    span = [BEGIN + timedelta(n) for n in range((END - BEGIN).days + 1)]
    north, south = ([fronts[front].get(day, 0) for day in span] for front in ("north", "south"))
    yield (
        f"{sum(north):,} alerts in the north on {sum(map(bool, north))} of {len(span)} days, {sum(south):,} in the "
        f"south on {sum(map(bool, south))}, from {BEGIN} to {END}."
    )
    fire = Series.of(south, north, first_day=BEGIN, dyad=Dyad(SOUTH, NORTH), severity="alerts")
    days = fire.incidence
    yield from table(
        "Fire from the north and from Gaza: does one follow the other?", VERDICTS,
        [*verdicts("alerts", fire, (1, 3, 7, 14)), *verdicts("days with any", days, (3, 7))],
    )  # fmt: skip
    yield from table("In how many ways of asking", CURVES, curves("the whole time", fire))
    periods = deaths_in_lebanon(data)
    mean = float(np.mean([(last - first).days + 1 for first, last, _ in periods]))
    yield (
        f"\nDeaths in Lebanon are reported for {len(periods)} periods of {mean:.0f} days on average, "
        f"{sum(n for *_, n in periods):,} in all; each period's are spread over its days in equal parts."
    )
    spread = np.zeros(len(span))
    for first, last, killed in periods:
        for day in range((first - BEGIN).days, (last - BEGIN).days + 1):
            if 0 <= day < len(span):
                spread[day] += killed / ((last - first).days + 1)
    toll = Series.of(
        spread, north, first_day=BEGIN, dyad=Dyad(DEATHS, NORTH), severity="deaths and alerts"
    )  # fmt: skip
    lengths = [(last - first).days + 1 for first, last, _ in periods]
    toll = replace(toll, known_within_days=(float(np.median(lengths)), 1.0))
    weeks = rebinned(toll, "week")
    yield from table(
        "Deaths in Lebanon and alerts in the north", VERDICTS,
        [
            *verdicts("by week", weeks, (14, 28)),
            *verdicts("to 16 September 2024, by week", _until(weeks, date(2024, 9, 16)), (14,)),
        ],
    )  # fmt: skip
    rows = []
    for turn in TURNS:
        jump, trend = interrupted(replace(fire.reversed), on=turn, days=14)
        rows.append((turn, told(jump), told(trend), jump.n))
    yield from table(
        "Alerts in the north around four days: a break of level and of trend, 14 days either side",
        ("day", "level after, times before (chance: 1)", "trend, times in 30 days", "alerts"), rows,
    )  # fmt: skip
    yield from table(
        "What follows a day with fire from the other front", EFFECTS, effects("days with any", days)
    )  # fmt: skip


def _until(counts: Series, last: date) -> Series:
    keep = sum(day <= last for day in counts.days)
    return replace(
        counts, days=counts.days[:keep], there=counts.there[:keep], back=counts.back[:keep],
        watched=counts.watched[:keep], unknown_there=counts.unknown_there[:keep],
        unknown_back=counts.unknown_back[:keep],
    )  # fmt: skip


# Iraq ----------------------------------------------------------------------------------------------------------------

AIR, ATTACKS = "air actions", "attacks"


def points(data: Path, name: str) -> tuple[Points, list[str]]:
    days, longitude, latitude, kinds = [], [], [], []
    with gzip.open(data / "iraq" / name, "rt", encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            days.append(float(date.fromisoformat(line["date"][:10]).toordinal()))
            longitude.append(float(line["longitude"]))
            latitude.append(float(line["latitude"]))
            kinds.append(line["type"])
    order = np.argsort(days, kind="stable")
    return on_plane(days, longitude, latitude, middle=33.3), [kinds[n] for n in order]


def _strikes(data: Path, name: str) -> Points:
    """Strikes alone: a show of force drops nothing."""
    held, kinds = points(data, name)
    kept = np.array([kind == "Airstrike" for kind in kinds])
    return Points(held.day[kept], held.x[kept], held.y[kept])


def daily(one: Points, other: Points, names: Dyad) -> Series:
    first, last = int(max(one.day[0], other.day[0])), int(min(one.day[-1], other.day[-1]))
    rows = [np.bincount((it.day[(it.day >= first) & (it.day <= last)] - first).astype(int), minlength=last - first + 1)
            for it in (one, other)]  # fmt: skip
    return Series.of(rows[0], rows[1], first_day=date.fromordinal(first), dyad=names)


def iraq(data: Path) -> Iterator[str]:
    sets = {}
    for name, ending in (("2006", "_2006"), ("2007 to 2008", "")):
        air, kinds = points(data, f"geocausal_airstrikes{ending}.csv.gz")
        attacks, _ = points(data, f"geocausal_insurgencies{ending}.csv.gz")
        sets[name] = air, attacks
        first, last = date.fromordinal(int(air.day[0])), date.fromordinal(int(air.day[-1]))
        strikes = sum(kind == "Airstrike" for kind in kinds)
        yield (
            f"- {name}: {air.n:,} air actions ({strikes:,} strikes, the rest shows of force) and {attacks.n:,} "
            f"attacks, {first} to {last}."
        )
    counted = {name: daily(air, attacks, Dyad(AIR, ATTACKS)) for name, (air, attacks) in sets.items()}
    rows = [row for name, counts in counted.items() for row in verdicts(name, counts, (3, 7))]
    yield from table("The whole country by day", VERDICTS, rows)
    yield from table(
        "In how many ways of asking", CURVES, [it for name, one in counted.items() for it in curves(name, one)]
    )
    rows = []
    for name, (air, attacks) in sets.items():
        for days in (3, 7, 14):
            near = nearby_asymmetry(air, attacks, days=days, who=(AIR, ATTACKS))
            rows.append((name, f"{days} days", *(told(one, "{:+.2f}") for one in near)))
    rings = ("0 to 5 km", "5 to 10 km", "10 to 25 km", "25 to 50 km")
    yield from table(
        "Attacks near an air action: more after it than before it, an air action (chance: 0)",
        ("when", "window", *rings), rows,
    )  # fmt: skip
    rows = []
    for name, (air, attacks) in sets.items():
        for days in (3, 7):
            near = nearby_asymmetry(attacks, air, days=days, who=(ATTACKS, AIR))
            rows.append((name, f"{days} days", *(told(one, "{:+.3f}") for one in near)))
    yield from table(
        "Air actions near an attack: more after it than before it, an attack (chance: 0)",
        ("when", "window", *rings), rows,
    )  # fmt: skip
    rows = []
    attacks = sets["2007 to 2008"][1]
    air, before = (_strikes(data, f"geocausal_airstrikes{ending}.csv.gz") for ending in ("", "_2006"))
    for cut in (0.95, 0.99):
        for days in (1, 3, 7, 14):
            found = intervention(
                air, attacks, before, rates=(2, 4, 6), days=days, truncate_at=cut, who=("strikes", ATTACKS)
            )
            means = ", ".join(f"{row['outcome']:.0f} at {row['rate']:g}" for row in found.means.iter_rows(named=True))
            least = min(found.means["days_worth"].to_list())
            rows.append((cut, f"{days} days", means, told(found.effect, "{:+.0f}"), f"{least:.0f} of {found.effect.n}"))
    yield from table(
        "Attacks a day that would follow were air strikes drawn at 2, 4 or 6 a day, 2007 to 2008",
        ("weights cut at", "kept up for", "attacks a day", "at 6 rather than at 2 (chance: 0)", "days that carry it"),
        rows,
    )
    rows = [row for name, counts in counted.items() for row in effects(name, counts)]
    yield from table("What follows a day with acts of the other side", EFFECTS, rows)
    yield from progress(data)


def progress(data: Path) -> Iterator[str]:
    """Johnson and others' curve, city by city, on days with an attack on coalition forces."""
    held: dict[str, set[date]] = {}
    with gzip.open(data / "iraq" / "sigacts_iraq_2004_2007.csv.gz", "rt", encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            if line["city"] and line["target"] == "Coalition Forces":
                try:
                    day = date.fromisoformat(line["time"][:10])
                except ValueError:
                    continue  # a header repeated as a row
                held.setdefault(line["city"], set()).add(day)
    # A city where there is an attack every day from the start has waits of one day and no curve.
    kept = {city: days for city, days in held.items() if len(days) >= 100}
    found = progress_by((city, sorted(days)[:100]) for city, days in sorted(kept.items()))
    rows = [
        (
            row["name"], row["waits"], f"{row['first']:.1f}",
            f"{row['exponent']:.2f} ({row['low']:.2f} to {row['high']:.2f})",
        )
        for row in found.sort("exponent", descending=True).head(12).iter_rows(named=True)
    ]  # fmt: skip
    yield from table(
        "Progress curves of attacks on coalition forces by city: the first 100 days with any, 2004 on (steepest 12)",
        ("city", "waits", "first wait, days", "exponent (chance: 0)"), rows,
    )  # fmt: skip
    faster = int((found["low"] > 0).sum())
    slower = int((found["high"] < 0).sum())
    slope = against_first_wait(found)
    yield (
        f"\nOf {found.height} cities attacks came ever faster in {faster}, ever slower in {slower}, and neither can be "
        f"told in {found.height - faster - slower}. The exponent rises with the logarithm of the first wait by "
        f"{told(slope)}, part of which the fit makes by itself."
    )


# The Levant ----------------------------------------------------------------------------------------------------------

LEVANT = (
    ("ISR", "PAL", "Israel", "Palestinians", 1979, 2004),
    ("ISR", "PAL", "Israel", "Palestinians", 1988, 1993),
    ("ISR", "PAL", "Israel", "Palestinians", 1994, 2000),
    ("ISR", "PAL", "Israel", "Palestinians", 2001, 2004),
    ("ISR", "LEB", "Israel", "Lebanon and Hezbollah", 1979, 2004),
    ("ISR", "LEB", "Israel", "Lebanon and Hezbollah", 1985, 2000),
    ("ISR", "SYR", "Israel", "Syria", 1979, 2004),
)


def levant(data: Path) -> Iterator[str]:
    events = keds(data / "keds" / "keds_levant_1979_2004.csv.gz")
    weights = weights_of(data)
    held = []
    for one, other, name, other_name, first, last in LEVANT:
        rows = [line for line in events if first <= line[0].year <= last]
        counts = replace(hostile_days(rows, one, other, weights), dyad=Dyad(name, other_name))
        held.append((f"{first} to {last}", counts))
    yield from table(
        "Hostile acts told", ("when", "dyad", "acts of the first", "acts of the second"),
        [
            (when, f"{it.dyad.actor} and {it.dyad.recipient}", f"{it.there.sum():,.0f}", f"{it.back.sum():,.0f}")
            for when, it in held
        ],
    )  # fmt: skip
    yield from table("Who answers whom", VERDICTS, [row for when, it in held for row in verdicts(when, it, (7, 14))])
    yield from table("In how many ways of asking", CURVES, [row for when, it in held for row in curves(when, it)])
    yield from table(
        "What follows an act of the other side", EFFECTS, [row for when, it in held for row in effects(when, it)]
    )
    yield from placebos(data, held[0][1], weights)


def placebos(data: Path, counts: Series, weights: dict[str, float]) -> Iterator[str]:
    """The same questions about sides that have nothing to do with each other, while another war ran elsewhere."""
    rows = [line for line in keds(data / "keds" / "keds_gulf_full_1979_1999.csv.gz") if 1980 <= line[0].year <= 1988]
    far = hostile_days(rows, "IRN", "IRQ", weights)
    first, last = max(far.days[0], counts.days[0]), min(far.days[-1], counts.days[-1])
    cut = [slice((first - it.days[0]).days, (last - it.days[0]).days + 1) for it in (counts, far)]
    pairs = [
        ("Israel", "Iran", counts.there[cut[0]], far.there[cut[1]]),
        ("Israel", "Iraq", counts.there[cut[0]], far.back[cut[1]]),
        ("the Palestinians", "Iran", counts.back[cut[0]], far.there[cut[1]]),
        ("the Palestinians", "Iraq", counts.back[cut[0]], far.back[cut[1]]),
    ]
    found = [
        Series.of(one, other, first_day=first, dyad=Dyad(f"{name} in the Levant", f"{elsewhere} in the Gulf"))
        for name, elsewhere, one, other in pairs
    ]
    yield from table(
        "Placebo dyads: acts in the Levant beside acts in the war of Iran and Iraq, where there is nothing to find",
        VERDICTS, [row for it in found for row in verdicts("1980 to 1988", it)],
    )  # fmt: skip
    yield from table(
        "The same for what follows", EFFECTS, [row for it in found for row in effects("1980 to 1988", it)]
    )  # fmt: skip


CONFLICTS: dict[str, Callable[[Path], Iterator[str]]] = {
    "israel_hezbollah": israel_hezbollah,
    "iraq": iraq,
    "levant": levant,
}

if __name__ == "__main__":
    raise SystemExit(main())
