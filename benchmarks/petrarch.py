"""PETRARCH's unit-test sentences, read as Talion's records: which pass, and why the others do not.

    python benchmarks/petrarch.py [--records FILE] [--list]

    python benchmarks/petrarch.py --page > docs/reference/petrarch.md

The file is `PETR.UnitTest.records.xml` of PETRARCH (MIT licence, https://github.com/openeventdata/petrarch); it is not
shipped. How it is judged stands in `talion.coding.benchmarks.petrarch`.
"""

import argparse
from pathlib import Path

from talion.codebook.gazetteer import gazetteer
from talion.codebook.registry import registry
from talion.coding.benchmarks.petrarch import Verdict, in_a_line, read_traps, table_of, traps, why, with_middle_earth
from talion.coding.coder import coder

HERE = Path(__file__).resolve().parents[1]
RECORDS = HERE / "../shared/data/coding/petrarch_PETR.UnitTest.records.xml"


def main() -> None:
    asks = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asks.add_argument("--records", type=Path, default=RECORDS)
    asks.add_argument("--list", action="store_true", help="print every sentence that does not pass, and why")
    asks.add_argument(
        "--page", action="store_true", help="print the page of the documentation: a row for each sentence"
    )
    options = asks.parse_args()
    if not options.records.exists():
        raise SystemExit(f"{options.records} is not there; give PETR.UnitTest.records.xml with --records")
    known = with_middle_earth(registry())
    reads = coder(known, gazetteer())
    verdicts = read_traps(traps(options.records), reads, known)
    if options.page:
        print(PAGE.format(version=reads.version, summary=_summary(verdicts), rows="\n".join(map(_row, verdicts))))
        return
    print(f"{reads.version}: {len(verdicts)} sentences\n\n{_summary(verdicts)}")
    if options.list:
        for one in (one for one in verdicts if one.says != "passes"):
            print(
                f"\n{one.trap.id} ({one.trap.kind}, {one.says}): {why(one)}\n  {one.trap.text}"
                f"\n  PETRARCH: {_wanted(one)}\n  Talion:   {_read(one)}"
            )


PAGE = """# PETRARCH's test sentences, one by one

What became of the 284 sentences with which PETRARCH tests itself, and why those that do not pass do not. The sentences
are in PETRARCH's own file; here they go by their names there. Printed by `python benchmarks/petrarch.py --page`, with
{version}.

Its three-digit codes are WEIS's and its four-digit codes CAMEO's. Talion gets PETRARCH's countries and nothing else of
its dictionaries; PETRARCH codes the 276 that it runs, with dictionaries written for them. *Not asked* are comments,
which Talion keeps as speech, and codes and sides that only PETRARCH's test dictionary knows. Reasons other than these
are ours, and may be argued with; *misread* is our fault.

{summary}

| sentence | PETRARCH codes | Talion reads | what became of it | why |
|---|---|---|---|---|
{rows}
"""


def _summary(verdicts: list[Verdict]) -> str:
    table = table_of(verdicts)
    lines = [
        f"| {table.columns[0]:34} | " + " | ".join(f"{kind:>10}" for kind in table.columns[1:]) + " |",
        f"|{'-' * 36}|" + "|".join("-" * 11 + ":" for _ in table.columns[1:]) + "|",
    ]
    lines += [f"| {row.what:34} | " + " | ".join(f"{number:10d}" for number in row.values) + " |" for row in table.rows]
    return "\n".join(lines)


def _row(one: Verdict) -> str:
    return f"| {one.trap.id} | {_wanted(one)} | {_read(one)} | {one.says} | {why(one)} |"


def _wanted(one: Verdict) -> str:
    return "; ".join(f"{a} > {b} {code}" for a, b, code in one.trap.expected) or "no event"


def _read(one: Verdict) -> str:
    return "; ".join(map(in_a_line, one.events)).replace("petr-", "") or "nothing"


if __name__ == "__main__":
    main()
