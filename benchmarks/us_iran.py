"""What can be said of the United States and Iran-backed groups from 65 incidents, 2017 to 2024, and what cannot.

Usage: python benchmarks/us_iran.py [--data ../shared/data]

Prints every number of the page docs/discussion/us-and-iran-backed-groups.md.
"""

import argparse
import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl

from talion.measures.answered import answered_share, as_sides
from talion.measures.backlash import inhibition, own_memory, sign
from talion.measures.deterrence import deterrence
from talion.measures.hurdle import hurdle
from talion.measures.lags import outcome_shares, share_answered_by
from talion.measures.levels import Level, at_levels
from talion.measures.progress import progress_curve
from talion.measures.proportion import proportion
from talion.measures.reciprocity import verdict
from talion.measures.redline import moving_line
from talion.measures.rule import attacks_seen, rule
from talion.measures.series import placements, series
from talion.measures.specifications import specification_curve
from talion.measures.unknowns import integrated
from talion.pipeline.asking import Asking
from talion.pipeline.measuring import measured_by
from talion.records import Count, DateSpan, Dyad, Estimate, Event, Timeline, Toll, TollPart

US, GROUPS = "United States", "Iran-backed groups"
THEIRS, OURS = Dyad(GROUPS, US), Dyad(US, GROUPS)
SIDES = {US: ("USA",), GROUPS: ("Iran-backed militias", "Kataib Hezbollah", "Iran", "IRGC")}
OBSERVED = DateSpan(date(2017, 5, 1), date(2024, 10, 31))
DENSE = DateSpan(date(2023, 10, 17), date(2024, 2, 7))


def main(arguments: Sequence[str] | None = None) -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("--data", type=Path, default=Path("../shared/data"), help="the folder with the data sets")
    given = options.parse_args(arguments)
    path = given.data / "ledgers" / "us_iran_backed_militias_2017_2024.csv"
    if not path.exists():
        print(f"{path} is absent; give its folder with --data")
        return 1
    events, responding = read_ledger(path)
    raw = Timeline(events, (OBSERVED,))
    war = Timeline(as_sides(events, SIDES), (OBSERVED,))
    acts = {dyad: [event for event in war.events if event.dyad == tuple(dyad)] for dyad in (THEIRS, OURS)}
    print(f"{len(events)} incidents: {len(acts[OURS])} by the {US}, {len(acts[THEIRS])} by {GROUPS}")
    print(f"{sum(not event.when.is_one_day for event in events if event.when)} known to within several days")
    for dyad in (OURS, THEIRS):
        named = sum(event.id in responding for event in acts[dyad])
        print(f"{named} of the {len(acts[dyad])} acts by {dyad.actor} name in the ledger what they respond to")
    days = {dyad: {event.when.first for event in acts[dyad] if event.when} for dyad in (THEIRS, OURS)}
    print(f"{len(days[THEIRS] & days[OURS])} days have acts of both sides, {len(days[THEIRS] | days[OURS])} of either")
    describe(war)
    judge(war)
    again(war)
    at_each_level(raw)
    return 0


def read_ledger(path: Path) -> tuple[tuple[Event, ...], set[str]]:
    """The incidents as events under the ledger's own names of sides, and which of them name what they respond to."""
    events, responding = [], set()
    with path.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            if line["stated_response_to"].strip():
                responding.add(line["event_id"])
            killed = line["killed_on_target_side"].strip()
            parts = (TollPart("killed", Count.exactly(int(killed))),) if killed.isdigit() else ()
            events.append(
                Event(
                    line["event_id"],
                    "ASSAULT",
                    actors=_names(line["initiator"]),
                    recipients=_names(line["target"]),
                    when=_when(date.fromisoformat(line["date"]), line["date_precision"]),
                    toll=Toll(parts),
                )
            )
    return tuple(events), responding


def _names(said: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in said.split(";"))


def _when(day: date, precision: str) -> DateSpan:
    """`about` is three days either way; a night, or a day in Washington's time, may be the next one at the place."""
    if precision == "about":
        return DateSpan(day - timedelta(3), day + timedelta(3))
    if re.match(r"night|day ET", precision):
        return DateSpan(day, day + timedelta(1))
    return DateSpan.on(day)


def head(title: str, *columns: str) -> None:
    print(f"\n{title}\n\n| {' | '.join(columns)} |\n|{'---|' * len(columns)}")


def told(one: Estimate, form: str = "{:.2f}") -> str:
    if one.value is None:
        return f"cannot tell ({one.caveats[0].removeprefix('Cannot tell: ')})"
    if one.low is None or one.high is None:
        return form.format(one.value)
    return f"{form.format(one.value)} ({form.format(one.low)} to {form.format(one.high)})"


def describe(war: Timeline) -> None:
    head("Described", "measure", f"{US} acts after {GROUPS}", f"{GROUPS} act after {US}")
    for days in (7, 30):
        both = [answered_share(war, dyad, within_days=days) for dyad in (THEIRS, OURS)]
        chance = ", ".join(f"{one.chance:.2f}" for one in both if one.chance is not None)
        print(f"| answered within {days} days | {told(both[0])} | {told(both[1])} |")
        print(f"| by chance | {' | '.join(chance.split(', '))} |")
    both = [share_answered_by(war, dyad, within_days=30) for dyad in (THEIRS, OURS)]
    print(f"| answered within 30 days, cut windows kept | {told(both[0])} | {told(both[1])} |")
    for n, what in enumerate(("first answered", "first followed by another attack", "neither")):
        both = [outcome_shares(war, dyad, within_days=14)[n] for dyad in (THEIRS, OURS)]
        print(f"| {what}, 14 days | {told(both[0])} | {told(both[1])} |")
    for n, what in enumerate(("elasticity of the toll", "level of the toll", "kills after deaths", "kills after none")):
        both = [proportion(war, dyad, within_days=14)[n] for dyad in (THEIRS, OURS)]
        print(f"| {what}, 14 days | {told(both[0])} | {told(both[1])} |")
    found = rule(war, THEIRS, within_days=7)
    head(f"The rule: does the {US} act within 7 days", "asked", "answer", "n")
    for one in (*found.by_deaths, found.slope, found.red_line, found.line_or_none, found.change):
        print(f"| {one.question} | {told(one)} | {one.n} |")
    placed = [rule(war_of, THEIRS, within_days=7).slope.value for war_of in _placed(war)]
    known = [value for value in placed if value is not None]
    if known:
        ends = f"{min(known):.2f} to {max(known):.2f}"
        print(f"\nOver {len(known)} placements of the uncertain days the slope lies from {ends}")


def _placed(war: Timeline) -> Iterable[Timeline]:
    return placements(war, random=np.random.default_rng(1), draws=20)


def judge(war: Timeline) -> None:
    within = Timeline(
        tuple(event for event in war.events if event.when and event.when.meet(DENSE)), (DENSE,)
    )  # fmt: skip
    for name, part in (("2017 to 2024", war), ("17 October 2023 to 7 February 2024", within)):
        for dyad in (THEIRS, OURS):
            found = verdict(part, dyad)
            print(f"\n{name}. {found.sentence}")
            for check in (*found.checks, *found.shown):
                print(f"- {check.name}: {check.says}")
    for dyad in (THEIRS, OURS):
        curve = specification_curve(war, dyad, severities=("acts", "incidence"))
        held = curve.filter(pl.col("holds") & pl.col("p").is_not_null())
        shown = curve.filter((pl.col("test") == "Granger") & pl.col("p").is_not_null())
        print(
            f"\n{dyad.recipient} answering {dyad.actor}: lag minus lead survives in {held['survives'].sum()} of "
            f"{held.height} specifications, Granger in {shown['survives'].sum()} of {shown.height}"
        )
    head("What follows an act of the other side, within 14 days", "question", "ratio", "backward", "finding")
    for dyad in (THEIRS, OURS):
        effect = deterrence(war, dyad, random=np.random.default_rng(1), within_days=14)
        print(f"| {effect.after.question} | {told(effect.after)} | {told(effect.backward)} | {effect.finding} |")


def again(war: Timeline) -> None:
    """Further looks, each with what it refuses."""
    head("Further looks", "asked", "answer", "chance", "n")
    for dyad in (THEIRS, OURS):
        counts = series(war, dyad)
        numbers: list[Estimate] = [
            *own_memory(counts, days=14),
            sign(deterrence(war, dyad, random=np.random.default_rng(1), within_days=14)),
            inhibition(war, dyad),
            integrated(
                war, dyad, lambda war, dyad: answered_share(war, dyad, within_days=7), random=np.random.default_rng(1)
            ),
            *hurdle(counts, days=14),
            *progress_curve(war.days_of(dyad), who=f"acts by {dyad.actor}"),
        ]
        for one in numbers:
            chance = "-" if one.chance is None else f"{one.chance:g}"
            print(f"| {one.question} | {told(one)} | {chance} | {one.n} |")
    for days in (7, 30):
        seen = attacks_seen(war, THEIRS, within_days=days)
        for one in moving_line(seen, THEIRS, within_days=days)[:2]:
            print(f"| {one.question} ({days} days) | {told(one)} | - | {one.n} |")
    for dyad in (THEIRS, OURS):
        part = measured_by("hawkes", Asking(war, dyad))
        print(f"\nAs a process of answers, {dyad.recipient} to {dyad.actor}: {' '.join((*part.says, *part.refused))}")
    effect = deterrence(war, THEIRS, random=np.random.default_rng(1), within_days=14)
    print(f"{len(effect.rivals)} other things in the ledger stand within 14 days of a US act; it holds force alone")


def at_each_level(raw: Timeline) -> None:
    levels = [
        Level("Kataib Hezbollah"),
        Level("groups named or not", frozenset({"Kataib Hezbollah", "Iran-backed militias"})),
        Level("groups and Iran", frozenset({"Kataib Hezbollah", "Iran-backed militias", "Iran", "IRGC"})),
    ]
    head(
        "Who is they? Share of their attacks after which the USA acts on them within 7 days",
        "they",
        "share",
        "n",
        "chance",
    )
    for dyad, one in at_levels(
        raw, lambda war, dyad: answered_share(war, dyad, within_days=7), attackers=levels, others=[Level("USA")]
    ):
        print(f"| {dyad.actor} | {told(one)} | {one.n} | {'-' if one.chance is None else f'{one.chance:.2f}'} |")


if __name__ == "__main__":
    raise SystemExit(main())
