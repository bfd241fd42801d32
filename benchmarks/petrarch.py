"""PETRARCH's unit-test sentences, read as Talion's records: which pass, and why the others do not.

    python benchmarks/petrarch.py [--records FILE] [--list]

The file is `PETR.UnitTest.records.xml` of PETRARCH (MIT licence, https://github.com/openeventdata/petrarch); it is not
shipped. Its sentences are stylised and their countries mostly invented (from Tolkien), so the registry gets the
countries as the user of PETRARCH gives a dictionary; persons and agents are not. A sentence passes where every
dyad that it codes is found with the right direction and the PLOVER type to which its CAMEO code crosses, and where a
sentence without events yields no deed between two sides. PETRARCH itself codes all 276 that it runs, with dictionaries
written for them.

Sentences are sorted by what they test:
- `dictionary`: their code is one that only PETRARCH's test dictionary has (80, 90, 91, 34, 22x, letters), or their side
  is nobody ("---");
- `statement`: CAMEO 01, 02, 04 and 09: words and visits, where somebody said something to somebody;
- `act`: the rest.
"""

import argparse
from pathlib import Path

from talion.codebook.gazetteer import gazetteer
from talion.codebook.registry import registry
from talion.coding.benchmarks.petrarch import in_a_line, read_traps, table_of, traps, with_middle_earth
from talion.coding.coder import coder

HERE = Path(__file__).resolve().parents[1]
RECORDS = HERE / "../shared/data/coding/petrarch_PETR.UnitTest.records.xml"


def main() -> None:
    asks = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asks.add_argument("--records", type=Path, default=RECORDS)
    asks.add_argument("--list", action="store_true", help="print every sentence that does not pass")
    options = asks.parse_args()
    if not options.records.exists():
        raise SystemExit(f"{options.records} is not there; give PETR.UnitTest.records.xml with --records")
    known = with_middle_earth(registry())
    reads = coder(known, gazetteer())
    verdicts = read_traps(traps(options.records), reads, known)
    table = table_of(verdicts)
    print(f"{reads.version}: {len(verdicts)} sentences\n")
    print(f"| {table.columns[0]:34} | " + " | ".join(f"{kind:>10}" for kind in table.columns[1:]) + " |")
    print(f"|{'-' * 36}|" + "|".join("-" * 11 + ":" for _ in table.columns[1:]) + "|")
    for row in table.rows:
        print(f"| {row.what:34} | " + " | ".join(f"{number:10d}" for number in row.values) + " |")
    if options.list:
        for one in (one for one in verdicts if one.says != "passes"):
            wanted = "; ".join(f"{a} > {b} {code}" for a, b, code in one.trap.expected) or "no event"
            print(
                f"\n{one.trap.id} ({one.trap.kind}, {one.says})\n  {one.trap.text}"
                f"\n  PETRARCH: {wanted}\n  Talion:   {'; '.join(map(in_a_line, one.events)) or 'nothing'}"
            )


if __name__ == "__main__":
    main()
