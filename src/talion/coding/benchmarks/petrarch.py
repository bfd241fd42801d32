"""PETRARCH's unit-test sentences, read as Talion's records: which pass, and why the others do not.

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

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from talion.codebook.crosswalks import cameo_crossing
from talion.codebook.registry import Registry
from talion.coding.benchmarks.tables import Progress, Row, Table, half_of, needed, silent, some
from talion.coding.coder import Coder
from talion.records import Actor, Event, Name, Report

_FILE = "PETR.UnitTest.records.xml"

# What PETRARCH's test dictionary knows: code, name, adjective and people. Read off the sentences and their codes.
_COUNTRIES = {
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
    day: date
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
    """The sentences of the file, or of the folder that holds it."""
    file = path / _FILE if path.is_dir() else path
    needed(file.is_file(), path, _FILE)
    found: list[Trap] = []
    whole = re.sub(r"<!--.*?-->", "", file.read_text(encoding="utf-8", errors="replace"), flags=re.DOTALL)
    for head, body in re.findall(r"<Sentence (.*?)>(.*?)</Sentence>", whole, re.DOTALL):
        text = re.search(r"<Text>(.*?)</Text>", body, re.DOTALL)
        if text is None:
            continue
        expected = []
        for attributes in re.findall(r"<EventCoding\s+([^>]*?)/?>", body):
            facts = dict(re.findall(r'(\w+)\s*=\s*"([^"]*)"', attributes))
            if facts.get("eventcode"):
                expected.append((facts.get("sourcecode", "---"), facts.get("targetcode", "---"), facts["eventcode"]))
        facts = dict(re.findall(r'(\w+)\s*=\s*"([^"]*)"', head))
        day = datetime.strptime(facts["date"], "%Y%m%d").date()
        found.append(Trap(facts["id"], day, " ".join(text[1].split()), tuple(expected)))
    needed(bool(found), file, f"{_FILE} with sentences in it")
    return found


def with_middle_earth(known: Registry) -> Registry:
    """The registry with the countries of the test dictionary."""
    actors = [
        Actor(f"petr-{code.lower()}", names[0], "state", tuple(Name(name) for name in names))
        for code, names in _COUNTRIES.items()
    ]
    return known.with_rows(actors, [])


def _country(code: str) -> str:
    return f"petr-{code[:3].lower()}" if code[:3] in _COUNTRIES else _OURS.get(code[:3], code)


def verdict(trap: Trap, events: tuple[Event, ...], known: Registry) -> str:
    """In a word, what became of a sentence."""

    def is_side(ids: tuple[str, ...], code: str) -> bool:
        members = known.members(_country(code))
        return any(id in members or _country(code) in known.members(id) for id in ids)

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
    """An event in a line: who, whom, what, in what status."""
    return f"{'+'.join(event.actors) or '?'} > {'+'.join(event.recipients) or '?'} {event.action} {event.status}"


ORDER = (
    "passes", "another type", "a side is missing or another", "sides the wrong way round", "act not found",
    "tells an act where there is none",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one sentence, and what was coded of it."""

    trap: Trap
    says: str
    events: tuple[Event, ...]


def read_traps(found: Sequence[Trap], coder: Coder, known: Registry, progress: Progress = silent) -> list[Verdict]:
    """Each sentence read and judged; the coder reads with the registry `known`."""
    verdicts = []
    for trap in found:
        events = coder.code(Report(trap.text, published=trap.day, language="en")).events
        verdicts.append(Verdict(trap, verdict(trap, events, known), events))
        progress()
    return verdicts


def table_of(verdicts: Sequence[Verdict]) -> Table:
    """What became of the sentences, by what they test."""
    kinds: dict[str, Counter[str]] = {}
    for one in verdicts:
        kinds.setdefault(one.trap.kind if one.trap.expected else "no event", Counter())[one.says] += 1
    return Table(
        f"PETRARCH's test sentences: {len(verdicts)}",
        ("what became of it", *kinds),
        tuple(Row(says, tuple(kinds[kind][says] for kind in kinds)) for says in ORDER),
        ("PETRARCH codes all 276 of those that it runs, with dictionaries written for them.",),
    )


def score_petrarch(
    path: Path,
    make_coder: Callable[[Registry], Coder],
    registry: Registry,
    parts: Sequence[str],
    *,
    at_most: int | None,
    progress: Progress = silent,
) -> Table:
    """What became of the sentences of some parts: a sentence is in a half by the hash of its words."""
    known = with_middle_earth(registry)
    found = traps(path)
    chosen = [text for part in parts for text in some([t.text for t in found if half_of(t.text) == part], at_most)]
    kept = [trap for trap in found if trap.text in set(chosen)]
    return table_of(read_traps(kept, make_coder(known), known, progress))
