"""PETRARCH's unit-test sentences, read as Talion's records: which pass, and why the others do not.

The file is `PETR.UnitTest.records.xml` of PETRARCH (MIT licence, https://github.com/openeventdata/petrarch); it is not
shipped. Its sentences are stylised and their countries mostly invented (from Tolkien), so the registry gets the
countries as the user of PETRARCH gives a dictionary; persons and agents are not. A sentence passes where every
dyad that it codes is found with the right direction and the PLOVER type to which its code crosses, and where a
sentence without events yields no deed between two sides. PETRARCH itself codes all 276 that it runs, with dictionaries
written for them.

The codes of the sentences are WEIS codes where they have three digits (041 praise, 064 recognition, 122 denounce, 191
call off a meeting) and CAMEO codes where they have four; the two schemes give the same numbers to different acts, so a
three-digit code is looked up in WEIS. Not asked for are comments (WEIS 02: an official said so), which Talion keeps
as speech and not as an act, and dyads with a side that is nobody ("---", "###"). Sentences are sorted by what is left:
- `act`: something is;
- `dictionary`: nothing is, since only PETRARCH's test dictionary has the code or the side;
- `comment`: nothing is, since all is comment;
- `no event`: PETRARCH codes nothing.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from talion.codebook.crosswalks import Crossing, cameo, weis
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
_COMMENT = "02"
# Sentences whose codes say something else than their words: by what begins the sentence's name, and the code.
_ARGUED = {
    ("ACTOR", "194"): "shells fired are ASSAULT; WEIS 194 is talks broken off",
    ("DEMO", "223"): "a toll that has risen is no act, and nobody is said to have killed",
    ("DEMO", "224"): "nobody is said to have killed; PETRARCH takes the foe of an apposition for it",
    ("DEMO-25", "191"): "PETRARCH takes the pass on which a hafling was seen for the recipient",
    ("DEMO-27", "191"): "a meeting that is played down is not called off",
    ("DEMO-31", "081"): "what will not be done is set aside; PETRARCH takes it for an agreement",
    ("DEMO-32", "071"): "roads closed for building are no aid",
    ("VERB", "100"): "to act strangely, or on a resolution, is no act of PLOVER's",
    ("VERB", "1010"): "to act strangely, or on a resolution, is no act of PLOVER's",
    ("VERB", "1011"): "to act strangely, or on a resolution, is no act of PLOVER's",
    ("VERB", "102"): "to act strangely, or on a resolution, is no act of PLOVER's",
    ("VERB", "103"): "to act strangely, or on a resolution, is no act of PLOVER's",
    ("VERB", "161"): "no English sentence: “broken down a treaty with Libya's”",
    ("VERB-22", "122"): "no English sentence: “deplored from Libya”",
    ("VERB", "032"): "a state that departs from another has no reading in news",
    ("PATTERN", "080"): "what a place is like is no act",
    ("PATTERN", "042"): "a feast kept with others, under a code of the test's own",
    ("PATTERN", "043"): "a feast kept with others, under a code of the test's own",
    ("PATTERN", "121"): "nobody is said to have criticised; PETRARCH takes the one criticised for the critic",
    ("PATTERN", "122"): "nobody is said to have criticised; PETRARCH takes the one criticised for the critic",
    ("PATTERN", "123"): "nobody is said to have criticised; PETRARCH takes the one criticised for the critic",
    ("PATTERN-08", "066"): "PETRARCH takes the place of captivity for the captor",
    ("DATE", "082"): "a private person's errand, named a state by the test's dictionary",
    ("DATE", "121"): "a private person's errand, named a state by the test's dictionary",
    ("DATE", "031"): "a private person's errand, named a state by the test's dictionary",
    ("DATE", "181"): "a private person's errand, named a state by the test's dictionary",
    ("DATE", "192"): "a private person's errand, named a state by the test's dictionary",
    ("DATE", "042"): "a private person's errand, named a state by the test's dictionary",
    ("DATE", "064"): "a person whom only PETRARCH's dictionary puts in a state's place, on some days",
    ("COMMA-05", "064"): "the partner's name is misspelt; PETRARCH takes whose crowds they were for the partner",
    ("COMPOUND-21", "162"): "a warning to one's own people about somebody is no threat to him",
    ("COMPOUND-22", "162"): "a warning to one's own people about somebody is no threat to him",
    ("COMPOUND-32", "081"): "what may come of restored ties has not happened",
    ("COMPOUND-42", "031"): "who agree with each other are not said to meet, which WEIS 031 is",
    ("SYNSET-21a", "102"): "no English sentence: “adopt a resolution with Gondor”",
    ("SYNSET-21b", "081"): "no English sentence: “adopt a set of resolutions with Gondor”",
    ("SYNSET-24b", "083"): "an accord that is near has not been made",
}

# Agents whose acts Talion takes for acts of their state.
_OF_THE_STATE = ("GOV", "MIL", "COP", "LEG")
_NOBODY = {"---", "###"}
_MUTUAL = {"AGREE", "CONSULT", "COOPERATE", "SANCTION", "SUPPORT"}
# A code of three digits that WEIS does not have: in CAMEO it is an agreement to do something together.
_OF_CAMEO = {"030"}
# WEIS has one code for privileges granted and for ties recognised or restored; all sentences with it restore ties.
_RESTORED_TIES = Crossing("064", "SUPPORT")


@dataclass(frozen=True, slots=True)
class Trap:
    """One sentence with the dyads that PETRARCH codes."""

    id: str
    day: date
    text: str
    expected: tuple[tuple[str, str, str], ...]

    @property
    def asked(self) -> tuple[tuple[str, str, Crossing], ...]:
        """The dyads asked of a reader without PETRARCH's dictionary: source, target, what the code means."""
        return tuple(
            (source, target, crossing)
            for source, target, code in self.expected
            if not code.startswith(_COMMENT)
            and (crossing := crossing_of(code)) is not None
            and not {source[:3], target[:3]} & _NOBODY
        )

    @property
    def kind(self) -> str:
        """What the sentence tests: act, dictionary, comment or no event."""
        if not self.expected:
            return "no event"
        if self.asked:
            return "act"
        return "comment" if all(code.startswith(_COMMENT) for _, _, code in self.expected) else "dictionary"


def crossing_of(code: str) -> Crossing | None:
    """What a code of the sentences becomes: WEIS with three digits, CAMEO with four; None for a code of neither."""
    if code == _RESTORED_TIES.code:
        return _RESTORED_TIES
    if code in _OF_CAMEO:
        return cameo().get(code)
    return weis().get(code) if len(code) == len(_RESTORED_TIES.code) else cameo().get(code)


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

    both_ways = {(source, target) for source, target, _ in trap.asked} & {(t, s) for s, t, _ in trap.asked}

    def is_dyad(event: Event, source: str, target: str) -> bool:
        if is_side(event.actors, source) and is_side(event.recipients or event.actors, target):
            return True
        # what two do together, and PETRARCH codes both ways, stands once in a ledger
        mutual = (source, target) in both_ways and event.action in _MUTUAL
        return mutual and is_side(event.actors, target) and is_side(event.recipients, source)

    dyads = [event for event in events if event.actors and (event.recipients or _is_mutual(event))]
    if not trap.expected:
        return "passes" if not any(event.is_deed for event in dyads) else "tells an act where there is none"
    if not trap.asked:
        return "not asked"
    worst = "passes"
    for source, target, crossing in trap.asked:
        right = [e for e in dyads if is_dyad(e, source, target)]
        if any(event.action == crossing.action for event in right):
            continue
        if right:
            found = "another type"
        elif any(is_side(event.actors, target) and is_side(event.recipients, source) for event in dyads):
            found = "sides the wrong way round"
        elif any(event.action == crossing.action for event in events):
            found = "a side is missing or another"
        else:
            found = "act not found"
        worst = max(worst, found, key=ORDER.index)
    return worst


def why(one: "Verdict") -> str:
    """Why a sentence does not pass, as far as its codes tell; what is left is misread."""
    if one.says in {"passes", "tells an act where there is none"}:
        return ""
    codes = [code for _, _, code in one.trap.expected]
    if one.trap.kind == "comment":
        return "a comment, which Talion keeps as speech and not as an act"
    if one.trap.kind == "dictionary":
        nobody = all({a[:3], b[:3]} & _NOBODY for a, b, code in one.trap.expected if crossing_of(code) is not None)
        strange = [code for code in codes if crossing_of(code) is None]
        if strange:
            return f"code {strange[0]} is in neither scheme: the sentence tests PETRARCH's own dictionary"
        return "a side is nobody in PETRARCH too" if nobody else "the sentence tests PETRARCH's own dictionary"
    sides = [side for source, target, _ in one.trap.asked for side in (source, target)]
    unknown = [side for side in sides if side[:3] not in _COUNTRIES and side[:3] not in _OURS]
    if unknown:
        return f"{unknown[0]}: a person or a body that only PETRARCH's dictionary knows"
    private = [side for side in sides if side[3:] and not side[3:].startswith(_OF_THE_STATE)]
    if private:
        return f"{private[0]}: clerics, papers, parties and crowds do not act for their state in Talion"
    for name, reason in _ARGUED.items():
        if name[1] in codes and f"{one.trap.id}-".startswith(f"{name[0]}-"):
            return reason
    return "misread"


def _is_mutual(event: Event) -> bool:
    """Whether two did it together, which PETRARCH codes as done by each to the other."""
    return len(event.actors) > 1 and event.action in _MUTUAL


def in_a_line(event: Event) -> str:
    """An event in a line: who, whom, what, in what status."""
    return f"{'+'.join(event.actors) or '?'} > {'+'.join(event.recipients) or '?'} {event.action} {event.status}"


ORDER = (
    "passes", "not asked", "another type", "a side is missing or another", "sides the wrong way round", "act not found",
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
        kinds.setdefault(one.trap.kind, Counter())[one.says] += 1
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
