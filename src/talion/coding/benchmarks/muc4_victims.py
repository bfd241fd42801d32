"""Whom an incident of MUC-4 struck, how many of each they were, and what became of them, by our records."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from talion.coding.benchmarks.muc4_incidents import type_of, words_of
from talion.coding.benchmarks.muc4_kinds import is_armed, is_rebel
from talion.coding.benchmarks.muc4_people import (
    PERSON,
    PRONOUN,
    Listed,
    called,
    fates,
    following,
    head_of,
    heads_of,
    listed,
)
from talion.coding.benchmarks.muc4_scoring import bare
from talion.records import Count, Event, Mark

EFFECTS = {"killed": "DEATH", "injured": "INJURY", "captured": None}
UNHARMED = "NO INJURY OR DEATH"
BIAS = 1.19
WEIGHTS: dict[str, float] = {
    "counted": 0.23,
    "struck": 0.27,
    "listed behind": -0.2,
    "only said to have fallen": -2.14,
    "only in plain words": -0.09,
    "killed": 0.02,
    "injured": 0.25,
    "without a fate": -0.52,
    "without a fate, taken": 0.57,
    "without a fate beside others with one": -0.77,
    "one": 0.04,
    "many, uncounted": -1.34,
    "many, log": -0.01,
    "with a name": 0.23,
    "anybody": -0.69,
    "armed": -0.88,
    "armed beside civilians": 0.26,
    "others of its fate": -0.16,
    "others, log": -0.09,
    "times told, log": 0.45,
    "in the first sentence": -0.54,
    "how far, log": -0.2,
    "of an attempt": -0.43,
    "a bombing": -0.02,
}
_A_WAR = 200  # what is told of more people is the toll of a war


@dataclass(slots=True)
class Victim:
    """People of one kind and fate: what they are called, how many, what became of them."""

    names: set[str]
    count: Count
    effect: str | None
    is_total: bool = False
    start: int = 0
    how: set[str] = field(default_factory=set)
    times: int = 1
    heads: set[str] = field(default_factory=set)
    called: set[tuple[str, ...]] = field(default_factory=set)

    @property
    def number(self) -> int | str:
        """The number of a fill; a plural that is not counted is "PLURAL"."""
        low, high = self.count.low, self.count.high
        if low is not None and (high is not None or low > _VAGUE):
            return self.count.best if self.count.best is not None else low
        return "PLURAL" if low is not None else (high or "PLURAL")


_VAGUE = 4  # "several" are three at least, "many" four


def victims(events: Sequence[Event], text: str) -> list[Victim]:
    """Everybody who was struck and whom the keys are likelier to give than not."""
    told = told_victims(events, text)
    return [v for v, known in zip(told, features_of_victims(told, events), strict=True) if fit(known) > 0]


def fit(features: Mapping[str, float]) -> float:
    """More than nothing where a victim is likelier in the key than it costs to give it in vain."""
    return BIAS + sum(weight * features[name] for name, weight in WEIGHTS.items())


def told_victims(events: Sequence[Event], text: str) -> list[Victim]:
    """Everybody who was struck; people who are told of twice are one victim, and no sum beside its parts."""
    found: list[Victim] = []
    told = [v for event in events for v in (*_counted(event), *_struck(event, text), *_fallen(event))]
    told += [v for event in events for v in _in_plain_words(event)]
    for victim in told:
        if any(is_rebel(name) for name in victim.names):
            continue
        if victim.number == 1:
            names = {name for said in list(victim.names) for name in _named_in(text, said)}
            victim.names |= names
            victim.called |= {tuple(name.split()) for name in names}
        same = next((other for other in found if _is_one(victim, other)), None)
        if same is None:
            found.append(victim)
        else:
            same.names |= victim.names
            same.effect = "DEATH" if "DEATH" in {same.effect, victim.effect} else same.effect or victim.effect
            same.is_total = same.is_total and victim.is_total
            same.how |= victim.how
            same.heads |= victim.heads
            same.called |= victim.called
            same.times += 1
            if _weight(victim.count) > _weight(same.count):
                same.count = victim.count
    return [v for v in found if not (v.is_total and _is_summed_up(v, found))]


def features_of_victims(found: Sequence[Victim], events: Sequence[Event]) -> list[dict[str, float]]:
    """What is known of each of those who were struck."""
    kinds = [any(map(is_armed, victim.names)) for victim in found]
    first = min((p.start for e in events for p in e.passages), default=0)
    kind = type_of(events)
    out = []
    for victim, armed in zip(found, kinds, strict=True):
        others = [v for v in found if v is not victim]
        features = {
            "counted": "toll" in victim.how,
            "struck": "struck" in victim.how,
            "listed behind": victim.how - {"named"} == {"behind"},
            "only said to have fallen": victim.how - {"named"} == {"fell"},
            "only in plain words": victim.how - {"named"} == {"words"},
            "killed": victim.effect == "DEATH",
            "injured": victim.effect == "INJURY",
            "without a fate": victim.effect is None,
            "without a fate, taken": victim.effect is None and kind == "KIDNAPPING",
            "without a fate beside others with one": victim.effect is None and any(v.effect for v in others),
            "one": victim.number == 1,
            "many, uncounted": victim.number == "PLURAL",
            "many, log": math.log(victim.number) if isinstance(victim.number, int) and victim.number > 0 else 0.0,
            "with a name": any(" " in n for n in victim.names) and "named" in victim.how,
            "anybody": victim.is_total,
            "armed": armed,
            "armed beside civilians": armed and not all(kinds),
            "others of its fate": any(v.effect == victim.effect for v in others),
            "others, log": math.log(len(found)),
            "times told, log": math.log(victim.times),
            "in the first sentence": victim.start <= first,
            "how far, log": math.log1p(max(0, victim.start - first) / 100),
            "of an attempt": any(e.status != "done" for e in events),
            "a bombing": kind == "BOMBING",
        }
        out.append({name: float(value) for name, value in features.items()})
    return out


def is_unharmed(events: Sequence[Event]) -> bool:
    """Whether the text says that nobody came to harm."""
    counted = any(part.count.high == 0 for e in events for part in e.toll.parts if part.effect in EFFECTS)
    return counted or any(_NO_HARM.search(p.quote) for e in events for p in e.passages)


_NO_HARM = re.compile(
    r"\b(?:no|without (?:\w+ )?(?:any )?) ?"
    r"(?:victims?|casualt\w+|injur\w+|deaths?|wounded|personal (?:injur|loss)\w+)\b|"
    r"\b(?:unharmed|unhurt|uninjured)\b|\bnot (?:\w+ )?(?:injured|hurt|wounded|harmed)\b|"
    r"\bescaped (?:injury|death)\b|\b(?:no one|nobody) (?:was|were|has been|is) (?:\w+ )?(?:hurt|injured|killed|"
    r"wounded|harmed)\b",
    re.IGNORECASE,
)


def _counted(event: Event) -> Iterator[Victim]:
    """The parts of a toll."""
    struck = [one.words for one, _, how in _persons(event, "") if how == "struck"]
    for part in event.toll.parts:
        if part.effect not in EFFECTS or part.count.high == 0 or not 0 < (part.count.low or 0) <= _A_WAR:
            continue
        said = part.party or part.said or ""
        if PRONOUN.fullmatch(said.strip().lower()):
            said = " ".join(struck)
        count = part.count
        if count.low and count.high is None and _ABOVE.search(part.said or ""):
            count = Count(count.low - 1, count.low - 1, None)  # the keys write "more than 50" as 50
        victim = _called(said, count, EFFECTS[part.effect], _where(event, part.effect, part.said), "toll")
        if part.party is None:
            victim.is_total = True
            victim.names.add("people")
        yield victim


def _called(words: str, count: Count, effect: str | None, start: int, how: str) -> Victim:
    """The victim that these words speak of, and how they were found."""
    found = {how, "named"} if _NAME.search(words) else {how}
    return Victim({bare(words)}, count, effect, start=start, how=found, heads=heads_of(words), called=called(words))


_ABOVE = re.compile(r"\b(?:more than|over)\b", re.IGNORECASE)


def _where(event: Event, what: str, said: str | None) -> int:
    """Where the words of a toll begin."""
    starts = [m.passage.start for m in event.marks if m.what == what and " ".join(m.passage.quote.split()) == said]
    return starts[0] if starts else event.passages[0].start if event.passages else 0


def _struck(event: Event, text: str) -> Iterator[Victim]:
    """Those whom an act was done to, and whom nobody counts."""
    if event.status == "threatened" and not event.recipients:
        return
    killing = event.status == "done" and _KILLING.search(words_of(event, "act"))
    for one, start, how in _persons(event, text):
        yield _called(one.words, one.count, "DEATH" if killing else None, start, how)


def _fallen(event: Event) -> Iterator[Victim]:
    """Those of whom a fate is told and who stand in no toll: "Bel died"."""
    counted = " ".join(f"{part.said} {part.party}" for part in event.toll.parts)
    for mark in event.marks:
        if mark.what in EFFECTS and mark.passage.quote not in counted:
            said = _FATE.split(mark.passage.quote)[0]
            if said != mark.passage.quote and re.search(r"\b[A-Z]", said):
                for one in listed(said, of_people=True):
                    yield _called(one.words, one.count, EFFECTS[mark.what], mark.passage.start, "fell")


_FATE = re.compile(r" (?:was|were|died|had|has|have|is|are)\b")


def _in_plain_words(event: Event) -> Iterator[Victim]:
    """Those of whom the sentences say what became of them, and of whom the records may not."""
    if event.status == "threatened":
        return
    for passage in event.passages:
        for fate in fates(" ".join(passage.quote.split())):
            start = passage.start + fate.start
            yield _called(fate.who.words, fate.who.count, EFFECTS[fate.what], start, "words")


def _persons(event: Event, text: str) -> list[tuple[Listed, int, str]]:
    """Those of an act's recipients who are people, where they stand, and whether a list goes on with them."""
    of_people = event.mode == "abduct" or bool(_KILLING.search(words_of(event, "act")))
    found: list[tuple[Listed, int, str]] = []
    for mark in event.marks:
        if mark.what != "recipient":
            continue
        here = listed(mark.passage.quote, of_people=of_people)
        found += [(one, mark.passage.start, "struck") for one in here]
        if here:
            behind = [one for words in following(_after(mark, text)) for one in listed(words, of_people=False)]
            found += [(one, mark.passage.start, "behind") for one in behind]
    return found


def _after(mark: Mark, text: str) -> str:
    """The rest of the sentence behind a mark."""
    rest = text[mark.passage.end : mark.passage.end + 300].split("\n\n", maxsplit=1)[0]
    return " ".join(["", *rest.split()]) if rest[:1].isspace() else " ".join(rest.split())


def _is_one(one: Victim, other: Victim) -> bool:
    """Whether both are the same people: by a name, by what they are, or as nobody else can be meant."""
    named = bool(one.called and other.called)
    if named and any(_same_name(a, b) for a in one.called for b in other.called):
        return True
    if named or (one.effect and other.effect and one.effect != other.effect):
        return False
    if one.is_total and other.is_total:
        return True
    counts = _exact(one), _exact(other)
    if counts[0] and counts[1] and counts[0] != counts[1]:
        return False
    if (one.heads & other.heads) - _ANYBODY:
        return True
    anybody = [not v.called and not v.heads - _ANYBODY for v in (one, other)]
    return any(anybody) and bool(counts[0]) and counts[0] == counts[1]


def _same_name(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names are one person's: all words of the shorter stand in the longer, or the surname alone does."""
    return set(one) <= set(other) or set(other) <= set(one) or (one[-1] == other[-1] and one[0] == other[0])


def _exact(victim: Victim) -> int | None:
    number = victim.number
    return number if isinstance(number, int) else None


def _named_in(text: str, said: str) -> set[str]:
    """What a man or woman who is told of by an office is called: "Senator Ana Bel", "Ana Bel, a senator"."""
    head = head_of(said).split()[-1:]
    if not head or not PERSON.fullmatch(head[0]) or head[0] in _ANYBODY:
        return set()
    title, name = rf"(?i:\b{head[0]})", r"((?:[A-Z][\w'-]+ (?:(?:de|la|del) )*)+[A-Z][\w'-]+)"
    found = [*re.findall(rf"{title},? (?:[a-z]+ )?{name}", text)]
    found += re.findall(rf"{name}, (?:\d+, )?(?:a|an|the) (?:[\w-]+ ){{0,3}}?{title}", text)
    names = {bare(one) for one in found}
    return names if len({one.split()[-1] for one in names}) == 1 else set()


def _is_summed_up(total: Victim, among: Sequence[Victim]) -> bool:
    parts = [v for v in among if v is not total and v.effect == total.effect and not v.is_total]
    return bool(parts) and sum(v.count.low or 0 for v in parts) >= (total.count.low or 0)


def _weight(count: Count) -> tuple[bool, int]:
    return count.high is not None, count.low or 0


_KILLING = re.compile(r"\b(?:murder|assassin|kill|massacre|slain|shot (?:dead|to death)|execut)")
_NAME = re.compile(r"\b[A-Z][\w'-]+ (?:(?:de|la|del|los|von|van|al|y) )*[A-Z][\w'-]+")
_ANYBODY = frozenset(
    {"person", "people", "man", "woman", "member", "leader", "victim", "individual", "general", "wife", "other", "one"}
)
