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
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from talion.codebook.crosswalks import cameo_crossing
from talion.codebook.gazetteer import gazetteer
from talion.codebook.registry import Registry, registry
from talion.coding.coder import coder
from talion.records import Actor, Event, Name, Report

HERE = Path(__file__).resolve().parents[1]
RECORDS = HERE / "../shared/data/coding/petrarch_PETR.UnitTest.records.xml"

# What PETRARCH's test dictionary knows: code, name, adjective and people. Read off the sentences and their codes.
COUNTRIES = {
    "ARN": ("Arnor", "Arnorian", "Arnorians"), "GON": ("Gondor", "Gondorian", "Gondorians", "Minas Tirith"),
    "OSG": ("Osgiliath",), "ERI": ("Eriador", "Eriadorian", "Eriadori"), "MOR": ("Mordor",), "BRE": ("Bree",),
    "CAL": ("Calenardhon",), "FOR": ("Fornost",), "ITH": ("Ithilen",), "DAG": ("Dagolath", "Dagolathi"),
    "DOL": ("Dol Amroth",), "ROH": ("Rohan", "Rohans"), "SHR": ("the Shire", "Shire", "Michel Delving"),
    "GAL": ("Galadriel",), "ELR": ("Elrond",), "HOB": ("Gollum", "Hamfast Gamgee", "Sam Gamgee", "Slinker"),
}  # fmt: skip
_OURS = {
    "LBY": "libya", "ETH": "ethiopia", "PHL": "philippines", "FRA": "france", "PRK": "north-korea",
    "KOR": "south-korea",
    "PAK": "pakistan", "USA": "united-states", "CAF": "central-african-republic", "DNK": "denmark", "RUS": "russia",
    "AFG": "afghanistan", "KUW": "kuwait", "AUS": "australia", "NZE": "new-zealand", "ZBW": "zimbabwe",
}  # fmt: skip
_STATEMENTS = {"01", "02", "04", "09"}


@dataclass(frozen=True, slots=True)
class Trap:
    """One sentence with the dyads that PETRARCH codes."""

    id: str
    day: str
    text: str
    expected: tuple[tuple[str, str, str], ...]

    @property
    def kind(self) -> str:
        """What the sentence tests: dictionary, statement or act."""
        codes = [code for _, _, code in self.expected]
        if any(not code.isdigit() or code[:2] not in _CAMEO or cameo_crossing(code) is None for code in codes):
            return "dictionary"
        if any("###" in side or side.startswith("---") for one in self.expected for side in one[:2]):
            return "dictionary"
        return "statement" if codes and all(code[:2] in _STATEMENTS for code in codes) else "act"


_CAMEO = {f"{n:02d}" for n in range(1, 21)}


def traps(path: Path) -> list[Trap]:
    found = []
    whole = re.sub(r"<!--.*?-->", "", path.read_text(encoding="utf-8", errors="replace"), flags=re.DOTALL)
    for head, body in re.findall(r"<Sentence (.*?)>(.*?)</Sentence>", whole, re.DOTALL):
        text = re.search(r"<Text>(.*?)</Text>", body, re.DOTALL)
        if text is None:
            continue
        expected = []
        for attributes in re.findall(r"<EventCoding\s+([^>]*?)/?>", body):
            facts = dict(re.findall(r'(\w+)\s*=\s*"([^"]*)"', attributes))
            if facts.get("eventcode"):
                expected.append((facts.get("sourcecode", "---"), facts.get("targetcode", "---"), facts["eventcode"]))
        id, day = (re.search(rf'{name}\s*=\s*"([^"]*)"', head)[1] for name in ("id", "date"))
        found.append(Trap(id, day, " ".join(text[1].split()), tuple(expected)))
    return found


def with_middle_earth() -> Registry:
    actors = [
        Actor(f"petr-{code.lower()}", names[0], "state", tuple(Name(name) for name in names))
        for code, names in COUNTRIES.items()
    ]
    return registry().with_rows(actors, [])


def country(code: str) -> str:
    return f"petr-{code[:3].lower()}" if code[:3] in COUNTRIES else _OURS.get(code[:3], code)


def verdict(trap: Trap, events: tuple[Event, ...], known: Registry) -> str:
    """In a word, what became of a sentence."""

    def is_side(ids: tuple[str, ...], code: str) -> bool:
        members = known.members(country(code))
        return any(id in members or country(code) in known.members(id) for id in ids)

    dyads = [event for event in events if event.actors and event.recipients]
    if not trap.expected:
        return "passes" if not any(event.is_deed for event in dyads) else "tells an act where there is none"
    worst = "passes"
    for source, target, code in trap.expected:
        crossing = cameo_crossing(code)
        right = [event for event in dyads if is_side(event.actors, source) and is_side(event.recipients, target)]
        if crossing is not None and any(event.action == crossing.action for event in right):
            continue
        if right:
            found = "another type"
        elif any(is_side(event.actors, target) and is_side(event.recipients, source) for event in dyads):
            found = "sides the wrong way round"
        elif any(crossing is not None and event.action == crossing.action for event in events):
            found = "a side is missing or another"
        else:
            found = "act not found"
        worst = max(worst, found, key=ORDER.index)
    return worst


def in_a_line(event: Event) -> str:
    return f"{'+'.join(event.actors) or '?'} > {'+'.join(event.recipients) or '?'} {event.action} {event.status}"


ORDER = (
    "passes", "another type", "a side is missing or another", "sides the wrong way round", "act not found",
    "tells an act where there is none",
)  # fmt: skip


def main() -> None:
    asks = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asks.add_argument("--records", type=Path, default=RECORDS)
    asks.add_argument("--list", action="store_true", help="print every sentence that does not pass")
    options = asks.parse_args()
    if not options.records.exists():
        raise SystemExit(f"{options.records} is not there; give PETR.UnitTest.records.xml with --records")
    known = with_middle_earth()
    reads = coder(known, gazetteer())
    table: dict[str, Counter[str]] = defaultdict(Counter)
    listed = []
    for trap in traps(options.records):
        published = datetime.strptime(trap.day, "%Y%m%d").date()
        coded = reads.code(Report(trap.text, published=published, language="en"))
        said = verdict(trap, coded.events, known)
        table[trap.kind if trap.expected else "no event"][said] += 1
        if said != "passes":
            ours = "; ".join(map(in_a_line, coded.events))
            listed.append((trap, said, ours))
    print(f"{reads.version}: {sum(sum(row.values()) for row in table.values())} sentences\n")
    print(f"| {'what became of it':34} | " + " | ".join(f"{kind:>10}" for kind in table) + " |")
    print(f"|{'-' * 36}|" + "|".join("-" * 11 + ":" for _ in table) + "|")
    for said in ORDER:
        print(f"| {said:34} | " + " | ".join(f"{table[kind][said]:10d}" for kind in table) + " |")
    if options.list:
        for trap, said, ours in listed:
            wanted = "; ".join(f"{a} > {b} {code}" for a, b, code in trap.expected) or "no event"
            print(
                f"\n{trap.id} ({trap.kind}, {said})\n  {trap.text}"
                f"\n  PETRARCH: {wanted}\n  Talion:   {ours or 'nothing'}"
            )


if __name__ == "__main__":
    main()
