"""The coder on collections that others annotated and that the user has on disk, with published figures beside.

Called by coding.py: `python benchmarks/coding.py --data FOLDER --outside muc4 isaf plv`. The mappings are simple and
the counting is coarser than the official scorers': it serves to see progress. What differs is said under each table.
"""

import csv
import re
from calendar import day_name, month_name
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path

from days_and_tolls import isaf, isaf_published, muc_key_date, muc_published
from scipy.optimize import linear_sum_assignment

from talion.coding.coder import Coder
from talion.records import Coded, Count, Event, Report

_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')


def score_outside(names: Sequence[str], folder: Path, coder: Coder, *, at_most: int) -> int:
    """Prints a table for each collection; 1 if one of them is absent."""
    absent = 0
    for name, score in (("muc4", score_muc), ("isaf", score_isaf), ("plv", score_plv)):
        if name in names:
            if (folder / name).exists():
                score(folder / name, coder, at_most)
            else:
                print(f"{name}: there is no folder {folder / name}; give the one that holds it by --data")
                absent = 1
    return absent


def _some(things: Sequence[str], at_most: int) -> list[str]:
    """The first of them in an order that depends on nothing but their words."""
    return sorted(things, key=lambda thing: sha256(thing.encode()).hexdigest())[:at_most]


def _tuned(thing: str) -> str:
    return "tune" if sha256(thing.encode()).digest()[0] % 2 == 0 else "apart"


# ---- MUC-4 ---------------------------------------------------------------------------------------------------------

_MESSAGE = re.compile(r"^(DEV-MUC3-\d{4}|TST\d-MUC\d-\d{4})", re.MULTILINE)
_MUC_SLOTS = ("date", "stage", "type", "victim number", "victim effect", "perpetrator organisation")
_MUC_BEST = {  # the best system of 1992 by slot, F on TST3 / TST4
    "date": "58.9 / 59.4", "stage": "76.7 / 72.5", "type": "75.7 / 75.4", "victim number": "60.6 / 52.7",
    "victim effect": "56.6 / 50.9", "perpetrator organisation": "48.1 / 62.4",
}  # fmt: skip
_MUC_TYPES = (
    ("KIDNAPPING", r"kidnap|abduct|hostage|seiz"),
    ("BOMBING", r"bomb|explo|dynamit|blow|blew|grenade|detonat|mortar|rocket"),
    ("ARSON", r"burn|fire to|arson|torch"),
    ("ROBBERY", r"rob|stole|loot"),
)


def score_muc(folder: Path, coder: Coder, at_most: int) -> None:
    counts = {}
    for part, places in (("tune", ["dev"]), ("apart", ["tst1", "tst2"])):
        texts, keys = _muc(folder, places)
        counts[part] = Counter[str]()
        for message in _some(list(texts), at_most):
            text = _cased(texts[message], coder)
            report = Report(text, published=muc_published(texts[message]), language="en")
            _score_message(coder.code(report), keys.get(message, []), counts[part])
    print(f"\nMUC-4, at most {at_most} texts a part (tune: dev; apart: tst1 and tst2)")
    print(f"  {'':28}{'tune R':>8}{'P':>7}{'F':>7}{'apart R':>10}{'P':>7}{'F':>7}   best of 1992, F")
    for slot in _MUC_SLOTS:
        cells = "".join(
            "".join(f"{x:>{w}.1f}" for x, w in zip(_rpf(c, slot), (8 if part == "tune" else 10, 7, 7), strict=True))
            for part, c in counts.items()
        )
        print(f"  {slot:28}{cells}   {_MUC_BEST[slot]}")
    print("  Coarser than the official scorer: no partial credit, one fill a slot and victim's fate, all templates.")


def _muc(folder: Path, places: Sequence[str]) -> tuple[dict[str, str], dict[str, list[dict[int, list[str]]]]]:
    texts: dict[str, str] = {}
    keys: dict[str, list[dict[int, list[str]]]] = {}
    for place in places:
        for file in sorted((folder / place).iterdir()):
            content = file.read_text(encoding="latin-1")
            if file.name.startswith("key"):
                for message, slots in _templates(content):
                    keys.setdefault(message, []).append(slots)
            elif "muc" in file.name:
                heads = list(_MESSAGE.finditer(content))
                for head, after in zip(heads, [*heads[1:], None], strict=True):
                    texts[head[1]] = content[head.end() : after.start() if after else len(content)]
    return texts, keys


def _templates(content: str) -> Iterator[tuple[str, dict[int, list[str]]]]:
    slots: dict[int, list[str]] = {}
    slot = -1
    for line in [*content.splitlines(), "0.  end"]:
        head = re.match(r"(\d+)\.\s", line)
        if line.startswith(";"):
            continue
        if head and int(head[1]) == 0:
            if slots and slots.get(4, ["*"])[0] != "*" and "?" not in slots.get(1, [""])[0]:
                yield slots[0][0].split()[0], slots
            slots = {}
        if head:
            slot = int(head[1])
            slots[slot] = [line[36:].strip()]
        elif line.strip() and slot >= 0:
            slots[slot].append(line.strip())


def _cased(text: str, coder: Coder) -> str:
    """The text, which is in capitals, as a newspaper would print it: names that we know and sentences capitalised."""
    known = _capitals(coder)
    text = re.sub(r"\n(?=\S)", " ", text)
    text = re.sub(r"\w+", lambda m: known.get(m[0].lower(), m[0].lower()), text)
    return re.sub(r"(^|[.!?\]]\s+|\n\s+)([a-z])", lambda m: m[1] + m[2].upper(), text)


@cache
def _capitals(coder: Coder) -> dict[str, str]:
    words = {w for actor in coder.registry.actors.values() for n in actor.names for w in re.findall(r"\w+", n.text)}
    words |= {*month_name, *day_name}
    return {w.lower(): w for w in sorted(words) if w[:1].isupper() and len(w) > 3}


def _score_message(coded: Coded, keys: list[dict[int, list[str]]], counts: Counter[str]) -> None:
    ours = [e for e in coded.events if e.action in {"ASSAULT", "COERCE"} or e.status == "threatened"]
    fills = [_fills(event, coded) for event in ours]
    wanted = [_wanted(slots) for slots in keys]
    values = [
        [_likeness(event, fill, key, slots) for event, fill in zip(ours, fills, strict=True)]
        for key, slots in zip(wanted, keys, strict=True)
    ]
    pairs = {}
    if values and values[0]:
        rows, columns = linear_sum_assignment(values, maximize=True)
        pairs = {int(r): int(c) for r, c in zip(rows, columns, strict=True) if values[r][c] > 0}
    for number, key in enumerate(wanted):
        for slot in _MUC_SLOTS:
            counts[f"{slot} possible"] += bool(key[slot])
            if number in pairs:
                counts[f"{slot} right"] += bool(key[slot] & fills[pairs[number]][slot])
    for fill in fills:
        for slot in _MUC_SLOTS:
            counts[f"{slot} actual"] += bool(fill[slot])


def _fills(event: Event, coded: Coded) -> dict[str, set[str]]:
    act = " ".join(m.passage.quote.lower() for m in event.marks if m.what in {"act", "weapon", "thing"})
    stage = {"done": "ACCOMPLISHED", "attempted": "ATTEMPTED", "foiled": "ATTEMPTED", "threatened": "THREATENED"}
    published = coded.report.published
    day = f"..{published}" if event.when is None else str(event.when.first)
    names = {a.id: [a.name, *(n.text for n in a.names)] for a in coded.actors}
    tolls = [(effect, event.toll.of(effect)) for effect in ("killed", "injured")]
    return {
        "date": {day} | ({f"{event.when.first}..{event.when.last}"} if event.when else set()),
        "stage": {stage.get(event.status, "ACCOMPLISHED")},
        "type": {next((kind for kind, words in _MUC_TYPES if re.search(words, act)), "ATTACK")},
        "victim number": {str(n) for _, count in tolls for n in _numbers(count)},
        "victim effect": {
            {"killed": "DEATH", "injured": "INJURY"}[e] for e, count in tolls if count.is_known and count.point != 0
        },
        "perpetrator organisation": {
            _bare(n) for a in event.actors for n in names.get(a, [a.removeprefix("new-").replace("-", " ")])
        },
    }


def _numbers(count: Count) -> list[int | str]:
    known: list[int | str] = [n for n in (count.low, count.best, count.high) if n is not None]
    return [*known, "PLURAL"] if known and count.low != count.high else known


def _wanted(slots: dict[int, list[str]]) -> dict[str, set[str]]:
    def strings(number: int) -> set[str]:
        return {_bare(s) for line in slots.get(number, []) for s in _STRING.findall(line)}

    def heads(number: int) -> set[str]:
        lines = (line.split(":")[0].strip(" ?") for line in slots.get(number, []))
        return {one.strip() for line in lines for one in line.split(" / ")}

    return {
        "date": muc_key_date(slots[2][0]),
        "stage": heads(5) - {"-", "*", ""},
        "type": heads(4) - {"-", "*", ""},
        "victim number": {n for n in heads(21) if n.isdigit() or n == "PLURAL"} if heads(23) & _HARM else set(),
        "victim effect": heads(23) & _HARM,
        "perpetrator organisation": strings(10),
    }


_HARM = {"DEATH", "INJURY"}


def _likeness(event: Event, fill: dict[str, set[str]], key: dict[str, set[str]], slots: dict[int, list[str]]) -> float:
    """How well an event fits a template: none unless its passages name one of the template's people, things, sides."""
    words = _bare(" ".join(p.quote for p in event.passages))
    strings = {_bare(s) for n in (9, 10, 12, 18, 19) for line in slots.get(n, []) for s in _STRING.findall(line)}
    named = sum(bool(s) and s in words for s in strings)
    return named + sum(bool(fill[slot] & key[slot]) for slot in _MUC_SLOTS) if named else 0


def _bare(words: str) -> str:
    return re.sub(r"\W+", " ", words).strip().lower()


def _rpf(counts: Counter[str], slot: str) -> tuple[float, float, float]:
    right, possible, actual = (counts[f"{slot} {what}"] for what in ("right", "possible", "actual"))
    recall, precision = 100 * right / max(1, possible), 100 * right / max(1, actual)
    return recall, precision, 2 * recall * precision / max(1e-9, recall + precision)


# ---- ISAF ----------------------------------------------------------------------------------------------------------


def score_isaf(folder: Path, coder: Coder, at_most: int) -> None:
    gold = dict(isaf(folder.parent))
    counts = {part: Counter[str]() for part in ("tune", "apart")}
    for part, tally in counts.items():
        for text in _some([t for t in gold if _tuned(t) == part], at_most):
            published, _ = isaf_published(text)
            told = coder.code(Report(text, published=published, language="en")).events
            deeds = [e for e in told if e.is_deed and e.action in {"ASSAULT", "COERCE"}]
            day: date | None = next((e.when.first for e in deeds if e.when), published)
            tally["n"] += 1
            tally["day"] += day == date.fromisoformat(gold[text]["start_date"])
            for effect, key in (("killed", "min_killed"), ("captured", "min_captured")):
                tally[effect] += max((e.toll.of(effect).low or 0 for e in deeds), default=0) == gold[text][key]
    print(f"\nISAF releases, at most {at_most} a part: share of exact answers, in per cent")
    print(f"  {'':12}{'n':>5}{'day':>8}{'least killed':>14}{'least captured':>16}")
    for part, c in counts.items():
        on_day, killed, captured = (100 * c[w] / max(1, c["n"]) for w in ("day", "killed", "captured"))
        print(f"  {part:12}{c['n']:>5}{on_day:>8.1f}{killed:>14.1f}{captured:>16.1f}")
    print(f"  {'40 regexes':12}{362:>5}{68:>8}{87:>14}{59:>16}   (published)")
    print(f"  {'large model':12}{100:>5}{53:>8}{90:>14}{71:>16}   (published, 2024)")
    print("  The day is that of the first dated deed, a number the largest of any one event: no story is put together.")


# ---- PLV -----------------------------------------------------------------------------------------------------------


def score_plv(folder: Path, coder: Coder, at_most: int) -> None:
    with next(folder.glob("*.tsv")).open(encoding="utf-8", newline="") as file:
        rows = {row["sentence"]: row for row in csv.DictReader(file, delimiter="\t") if row["sentence"].strip()}
    print(f"\nPLV sentences, at most {3 * at_most} a part: PLOVER's root of the act between the marked sides")
    for part in ("tune", "apart"):
        pairs = []
        for sentence in _some([s for s in rows if _tuned(s) == part], 3 * at_most):
            row = rows[sentence]
            events = coder.code(Report(sentence, language="en")).events
            pairs.append((row["gold_root"], _between(events, row["source"], row["target"])))
        labels = sorted({gold for gold, _ in pairs})
        coded = sum(ours is not None for _, ours in pairs)
        print(
            f"  {part:8}{len(pairs):>5} sentences, {coded} with an act; macro F1 {_macro(pairs, labels):.3f}, "
            f"right {100 * sum(a == b for a, b in pairs) / max(1, len(pairs)):.1f} %"
        )
    print("  published: macro F1 0.821 (a large model without training). PLV has sanctions under COERCE; we do not")


def _between(events: Sequence[Event], source: str, target: str) -> str | None:
    def value(event: Event) -> int:
        said = [(m.what, m.passage.quote) for m in event.marks]
        return sum(
            2 * (what == side and (quote in words or words in quote))
            for what, quote in said
            for side, words in (("actor", source), ("recipient", target))
        )

    return max(events, key=value).action if events else None


def _macro(pairs: Sequence[tuple[str, str | None]], labels: Sequence[str]) -> float:
    total = 0.0
    for label in labels:
        right = sum(a == b == label for a, b in pairs)
        said, gold = sum(b == label for _, b in pairs), sum(a == label for a, _ in pairs)
        total += 2 * right / (said + gold) if said + gold else 0
    return total / max(1, len(labels))
