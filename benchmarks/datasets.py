"""How long data sets take: a GDELT-shaped file cut to a dyad, GED-shaped rows taken whole, KEDS against its series.

    python benchmarks/datasets.py                                 # small sizes, a minute or two
    python benchmarks/datasets.py --gdelt-rows 10000000 --ged-rows 1000000

Each import is set beside a plain ``polars.scan_csv`` and, where it is installed, ``pandas.read_csv`` of the same file,
and runs in a process of its own, so that its peak memory is its own. Files are made in a temporary folder and removed.
"""

import argparse
import csv
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

DATA = Path(__file__).parents[1] / "../shared/data"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gdelt-rows", type=int, default=200_000)
    parser.add_argument("--ged-rows", type=int, default=20_000)
    parser.add_argument("--release-rows", type=int, default=20_000)
    parser.add_argument("--data", type=Path, default=DATA, help="where the real files lie")
    parser.add_argument("--folder", type=Path, help="where the made files go (default: a temporary folder)")
    parser.add_argument("--only", choices=tuple(BENCHMARKS))
    parser.add_argument("--run", nargs="*", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.run:
        print(json.dumps(RUNS[given.run[0]](*given.run[1:])))
        return
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        wanted = (given.only,) if given.only else tuple(BENCHMARKS)
        for name in wanted:
            BENCHMARKS[name](Path(folder), given)


def gdelt(folder: Path, given: argparse.Namespace) -> None:
    path = folder / "20190104.export.CSV"
    made = make_gdelt(path, given.gdelt_rows)
    say(f"GDELT-shaped, {given.gdelt_rows:,} rows, {path.stat().st_size / 1e6:,.0f} MB, {made:,} of the dyad")
    ours = alone("import", "gdelt", str(path), str(folder / "gdelt.talion"), "United States", "Iran")
    compare(ours, alone("polars", str(path), "\t"), alone("pandas", str(path), "\t"))
    if ours["taken"] != made:
        say(f"  WRONG: {ours['taken']:,} taken")
    path.unlink()


def ged(folder: Path, given: argparse.Namespace) -> None:
    path = folder / "GEDEvent_v25_1.csv"
    make_ged(path, given.ged_rows)
    say(f"GED-shaped, {given.ged_rows:,} rows, {path.stat().st_size / 1e6:,.0f} MB, taken whole")
    case = str(folder / "ged.talion")
    compare(
        alone("import", "ucdp-ged", str(path), case), alone("polars", str(path), ","), alone("pandas", str(path), ",")
    )
    say(f"  case file {Path(case).stat().st_size / 1e6:,.0f} MB")
    line = alone("timeline", case)
    say(
        f"  a dyad's timeline out of it: {line['events']:,} events in {line['seconds']:.2f} s "
        f"(first asked {line['first']:.2f} s), peak {line['mb']:,.0f} MB"
    )
    path.unlink()


def keds(folder: Path, given: argparse.Namespace) -> None:
    path, series = given.data / "keds/LevantR.zip", given.data / "keds/msbvar_israel_palestine_weekly.csv"
    if not (path.exists() and series.exists()):
        say(f"KEDS: {path} is not there")
        return
    say("KEDS Levant, and the weekly series of Brandt and Freeman rebuilt from the case")
    case = str(folder / "keds.talion")
    tell(alone("import", "keds", str(path), case))
    for column, (agree, weeks) in alone("series", case, str(series))["agree"].items():
        say(f"  {column}: {agree:,} of {weeks:,} weeks agree to 0.05")


def files(folder: Path, given: argparse.Namespace) -> None:
    if not given.data.exists():
        say(f"real files: {given.data} is not there")
        return
    say("real files: rows read, taken, set aside and why")
    for place, path in enumerate(sorted(given.data.rglob("*"))):
        if path.is_file() and path.suffix.lower() in {".csv", ".gz", ".zip", ".xlsx", ".tab", ".dat"}:
            found = alone("import", "auto", str(path), str(folder / f"real-{place}.talion"))
            if "wrong" in found:
                say(f"  {path.relative_to(given.data)}: not imported: {found['wrong'][:110]}")
            else:
                why = "; ".join(f"{rows} {reason}" for reason, rows in found["reasons"][:3])
                say(
                    f"  {path.relative_to(given.data)}: {found['format']}, {found['read']:,} read, "
                    f"{found['taken']:,} taken, {found['set_aside']:,} set aside{': ' + why if why else ''}"
                )


def releases(folder: Path, given: argparse.Namespace) -> None:
    rows = given.release_rows
    first, second = folder / "GEDEvent_v25_1.csv", folder / "GEDEvent_v26_1.csv"
    make_ged(first, rows)
    newer_release(first, second)
    say(
        f"two releases of {rows:,} rows; in the second a tenth of the rows are revised, a fiftieth gone, a fiftieth new"
    )
    case = str(folder / "releases.talion")
    tell(alone("import", "ucdp-ged", str(first), case))
    tell(alone("import", "ucdp-ged", str(second), case, "replaces"))
    found = alone("diff", case)
    say(
        f"  talion diff: {found['added']:,} added, {found['changed']:,} changed, {found['withdrawn']:,} withdrawn "
        f"in {found['seconds']:.1f} s, peak {found['mb']:,.0f} MB"
    )


BENCHMARKS = {"gdelt": gdelt, "ged": ged, "releases": releases, "keds": keds, "files": files}


# In a process of its own --------------------------------------------------------------------------------------------


def run_import(format: str, path: str, case_path: str, *more: str) -> dict[str, object]:
    from talion.errors import TalionError
    from talion.pipeline.case import Case

    begun = time.perf_counter()
    with Case.open(case_path) as case:
        try:
            [done] = case.import_data(
                None if format == "auto" else format,
                [Path(path)],
                between=(more[0], more[1]) if len(more) == 2 else None,
                replaces=more == ("replaces",),
                now=datetime(2031, 2 if more == ("replaces",) else 1, 1, tzinfo=UTC),
            ).files
        except TalionError as wrong:
            return {"wrong": str(wrong)}
    return {
        "seconds": time.perf_counter() - begun, "cpu": time.process_time(), "mb": peak(), "read": done.read,
        "taken": done.taken, "set_aside": done.set_aside, "format": done.format, "reasons": done.reasons,
    }  # fmt: skip


def run_diff(case_path: str) -> dict[str, object]:
    from talion.pipeline.case import Case

    with Case.open(case_path, create=False) as case:
        begun = time.perf_counter()
        found = case.diff("25.1", "26.1")
        return {"seconds": time.perf_counter() - begun, "mb": peak(), **found.counts}


def run_polars(path: str, sign: str) -> dict[str, object]:
    import polars as pl

    begun = time.perf_counter()
    quote = None if sign == "\t" else '"'
    table = pl.scan_csv(path, separator=sign, quote_char=quote, has_header=sign == ",", infer_schema=False)
    rows = table.filter(pl.nth(5).is_not_null()).collect(engine="streaming").height
    return {"seconds": time.perf_counter() - begun, "cpu": time.process_time(), "mb": peak(), "rows": rows}


def run_pandas(path: str, sign: str) -> dict[str, object]:
    try:
        import pandas as pd
    except ImportError:
        return {"wrong": "pandas is not installed"}
    begun = time.perf_counter()
    quoting = csv.QUOTE_NONE if sign == "\t" else csv.QUOTE_MINIMAL
    blocks = pd.read_csv(
        path, sep=sign, header=0 if sign == "," else None, quoting=quoting, dtype=str, chunksize=200_000
    )
    rows = sum(len(block) for block in blocks)
    return {"seconds": time.perf_counter() - begun, "cpu": time.process_time(), "mb": peak(), "rows": rows}


def run_timeline(case_path: str) -> dict[str, object]:
    from talion.pipeline.case import Case
    from talion.records import Selection

    asked = Selection(between=("Government of Iraq", "Kataib Hezbollah"))
    with Case.open(case_path, create=False) as case:
        begun = time.perf_counter()
        case.events(asked)
        first = time.perf_counter() - begun
        begun = time.perf_counter()
        events = case.events(asked)
        return {"seconds": time.perf_counter() - begun, "first": first, "events": len(events), "mb": peak()}


def run_series(case_path: str, series: str) -> dict[str, object]:
    from talion.codebook.crosswalks import goldstein_weights
    from talion.pipeline.case import Case
    from talion.records import Selection

    def week(day: date) -> int:
        return (day.year - 1979) * 52 + min((day.timetuple().tm_yday - 1) // 7, 51)

    weights = goldstein_weights()
    with Path(series).open() as opened:
        known = list(csv.DictReader(opened))
    agree = {}
    with Case.open(case_path, create=False) as case:
        for column, one, other in (("i2p", "ISR", "PAL"), ("p2i", "PAL", "ISR")):
            sums = [0.0] * len(known)
            asked = Selection(actor=f"KEDS {one} and all under it", recipient=f"KEDS {other} and all under it")
            for event in case.events(asked):
                at = week(event.when.first) - week(date(1979, 4, 15))
                sums[at] += weights.get(event.by_rule.removeprefix("weis "), 0.0)
            told = [abs(total - float(row[column])) <= 0.0500001 for total, row in zip(sums, known, strict=True)]
            agree[column] = (sum(told), len(told))
    return {"agree": agree}


RUNS = {
    "import": run_import,
    "diff": run_diff,
    "polars": run_polars,
    "pandas": run_pandas,
    "timeline": run_timeline,
    "series": run_series,
}


def alone(*run: str) -> dict[str, object]:
    done = subprocess.run([sys.executable, __file__, "--run", *run], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return json.loads(done.stdout.splitlines()[-1])


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def compare(ours: dict[str, object], polars: dict[str, object], pandas: dict[str, object]) -> None:
    tell(ours)
    for name, other in (("polars.scan_csv", polars), ("pandas.read_csv", pandas)):
        if "wrong" in other:
            say(f"  {name}: {other['wrong']}")
        else:
            ratio = ours["seconds"] / other["seconds"]
            work = ours["cpu"] / other["cpu"]
            say(
                f"  {name}: {other['seconds']:.1f} s ({other['cpu']:.1f} s of processor time), "
                f"peak {other['mb']:,.0f} MB; ours takes {ratio:.1f} times as long and {work:.1f} times the work"
            )


def tell(ours: dict[str, object]) -> None:
    rate = ours["read"] / ours["seconds"]
    say(
        f"  talion: {ours['read']:,} rows read, {ours['taken']:,} taken, {ours['set_aside']:,} set aside in "
        f"{ours['seconds']:.1f} s ({rate:,.0f} a second; {ours['cpu']:.1f} s of processor time), "
        f"peak {ours['mb']:,.0f} MB"
    )


def say(line: str) -> None:
    print(line, flush=True)


# Made files ---------------------------------------------------------------------------------------------------------


def make_gdelt(path: Path, rows: int) -> int:
    """Rows in the shape of GDELT 2.0; how many are between the United States and Iran."""
    draw = random.Random(1)
    states = [("USA", "UNITED STATES"), ("IRN", "IRAN"), ("FRA", "FRANCE"), ("CHN", "CHINA"), ("IND", "INDIA"),
              ("RUS", "RUSSIA"), ("GBR", "UNITED KINGDOM"), ("DEU", "GERMANY"), ("NGA", "NIGERIA"),
              ("BRA", "BRAZIL")]  # fmt: skip
    codes = ["010", "036", "042", "051", "112", "173", "190", "193", "195", "0256"]
    tail = "\t".join(["1", "010", "010", "01", "1", "0", "3", "1", "3", "-2.5"][5:])
    geo = "\t".join(["4", "Baghdad, Baghdad, Iraq", "IZ", "IZ07", "", "33.3386", "44.3939", "-3102533"])
    found = 0
    with path.open("w") as file:
        for number in range(rows):
            one, other = draw.choice(states), draw.choice(states)
            found += {one[0], other[0]} == {"USA", "IRN"}
            day = date(2019, 1, 1) + timedelta(days=number % 365)
            sides = "\t".join("\t".join((side[0], side[1], side[0], *[""] * 7)) for side in (one, other))
            code = draw.choice(codes)
            cells = (
                str(900_000_000 + number),
                f"{day:%Y%m%d}",
                f"{day:%Y%m}",
                f"{day:%Y}",
                "2019.01",
                sides,
                "1",
                code,
            )
            rest = "\t".join((code[:3], code[:2], "4", tail))
            file.write("\t".join((*cells, rest, geo, geo, geo, "20190104000000", "https://herald.example/a")) + "\n")
    return found


def make_ged(path: Path, rows: int) -> None:
    """Rows in the shape of GED 25.1, between forty sides."""
    from talion.datasets.ucdp_ged import COLUMNS

    draw = random.Random(2)
    groups = ["IS", "Kataib Hezbollah", *(f"Front {n} of Belvar" for n in range(38))]
    states = ["Government of Iraq", "Government of Syria", "Government of Nigeria", "Government of India"]
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for number in range(rows):
            low, more, most = draw.randrange(4), draw.randrange(3), draw.randrange(5)
            day = date(1989, 1, 1) + timedelta(days=draw.randrange(13_000))
            cells = dict.fromkeys(COLUMNS, "") | {
                "id": number + 1, "year": day.year, "type_of_violence": 1, "side_a": draw.choice(states),
                "side_b": draw.choice(groups), "date_start": day, "date_end": day, "date_prec": 1, "where_prec": 1,
                "where_coordinates": f"Town {number % 5000}", "adm_1": "North", "country": "Iraq", "country_id": 645,
                "latitude": 33.5, "longitude": 44.25, "low": low, "best": low + more, "high": low + more + most,
                "deaths_a": draw.randrange(3), "deaths_b": draw.randrange(3), "event_clarity": 1,
                "source_article": "Herald, 1999-01-01, an article of some length about what happened in the town " * 3,
                "source_original": "Herald", "code_status": "Clear", "region": "Middle East",
            }  # fmt: skip
            writer.writerow(cells.values())


def newer_release(first: Path, second: Path) -> None:
    """The rows of a release as the next one has them."""
    with first.open(newline="") as old, second.open("w", newline="") as new:
        reader, writer = csv.reader(old), csv.writer(new)
        header = next(reader)
        writer.writerow(header)
        best, high, id = (header.index(name) for name in ("best", "high", "id"))
        for number, row in enumerate(reader):
            if number % 50 == 1:
                row[id] = str(10_000_000 + number)
            elif number % 10 == 0:
                row[best] = row[high] = str(int(row[high]) + 1)
            writer.writerow(row)


if __name__ == "__main__":
    main()
