"""Whom an incident of MUC-4 struck, how many of each they were, and what became of them, by our records."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from talion.coding.benchmarks.muc4_incidents import words_of
from talion.coding.benchmarks.muc4_scoring import bare, words_of_people
from talion.coding.tolls.numbers import TENS, UNITS
from talion.records import Count, Event

EFFECTS = {"killed": "DEATH", "injured": "INJURY", "captured": None}
UNHARMED = "NO INJURY OR DEATH"
_A_WAR = 200  # what is told of more people is the toll of a war


@dataclass(slots=True)
class Victim:
    """People of one kind and fate: what they are called, how many, what became of them."""

    names: set[str]
    count: Count
    effect: str | None
    is_total: bool = False

    @property
    def number(self) -> int | str:
        """The number of a fill; a plural that is not counted is "PLURAL"."""
        low, high = self.count.low, self.count.high
        if low is not None and (high is not None or low > 3):
            return self.count.best if self.count.best is not None else low
        return "PLURAL" if low is not None else (high or "PLURAL")


def victims(events: Sequence[Event], text: str) -> list[Victim]:
    """Everybody who was struck; people who are told of twice are one victim, and no sum beside its parts."""
    found: list[Victim] = []
    for victim in (v for event in events for v in (*_counted(event), *_struck(event))):
        if victim.number == 1:
            victim.names |= {name for said in list(victim.names) for name in _named_in(text, said)}
        same = next((other for other in found if _is_one(victim, other)), None)
        if same is None:
            found.append(victim)
        else:
            same.names |= victim.names
            same.effect = same.effect or victim.effect
            same.is_total = same.is_total and victim.is_total
            if _weight(victim.count) > _weight(same.count):
                same.count = victim.count
    return [v for v in found if not (v.is_total and _is_summed_up(v, found))]


def is_unharmed(events: Sequence[Event]) -> bool:
    """Whether the text says that nobody came to harm."""
    return any(part.count.high == 0 for e in events for part in e.toll.parts if part.effect in EFFECTS)


def _counted(event: Event) -> Iterator[Victim]:
    """The parts of a toll."""
    struck = _persons(event)
    for part in event.toll.parts:
        if part.effect not in EFFECTS or part.count.high == 0 or not 0 < (part.count.low or 0) <= _A_WAR:
            continue
        said = part.party or part.said or ""
        if _PRONOUN.fullmatch(said.strip().lower()):
            said = " ".join(struck)
        total = part.party is None
        yield Victim({bare(said), *({"people"} if total else ())}, part.count, EFFECTS[part.effect], is_total=total)


def _struck(event: Event) -> Iterator[Victim]:
    """Those whom an act was done to, and whom nobody counts."""
    if event.status == "threatened" and not event.recipients:
        return
    killing = event.status == "done" and _KILLING.search(words_of(event, "act"))
    for quote in _persons(event):
        for name in re.split(r", (?=[A-Z])|,? and (?=[A-Z])", quote) if _NAME.search(quote) else [quote]:
            yield Victim({bare(name)}, _count_of(name), "DEATH" if killing else None)


def _persons(event: Event) -> list[str]:
    """Those of an act's recipients who are people, by the act, their head noun or a name."""
    quotes = [m.passage.quote for m in event.marks if m.what == "recipient"]
    of_people = event.mode == "abduct" or bool(_KILLING.search(words_of(event, "act")))
    return [quote for quote in quotes if _is_person(quote, of_people=of_people)]


def _is_person(quote: str, *, of_people: bool) -> bool:
    head = _head(quote)
    last = head.lower().split()[-1:] or [""]
    if _PRONOUN.fullmatch(quote.lower()) or _PEOPLES.search(quote.lower()) or _NO_PERSON.fullmatch(last[0]):
        return False
    if of_people and not _NO_PERSON.search(head.lower()):
        return True
    return bool(_PERSON.fullmatch(last[0]) or (_NAME.search(head) and not _NO_PERSON.search(head.lower())))


def _head(quote: str) -> str:
    """A noun phrase up to its head noun or the end of its name."""
    return re.split(r"\b(?:of|who|whom|in|from|at|on|near|with)\b|[,(\[]", quote)[0].strip(" \"'")


def _count_of(name: str) -> Count:
    """How many a noun phrase speaks of: "two judges", "Ana Bel", "the priests"."""
    head = _head(name)
    first = head.lower().split(" ")[0] if head else ""
    number = int(first) if first.isdigit() else UNITS.get(first, TENS.get(first))
    if number:
        return Count(number, number, number)
    one = re.search(r"\b[A-Z]\w+s$", head) or not re.search(r"(?:s|people|men|women|children)$|\band\b", head)
    return Count(1, 1, 1) if one else Count(2, None, None)


def _is_one(one: Victim, other: Victim) -> bool:
    """Whether both are the same people: nothing speaks against it and a word is shared."""
    if one.effect and other.effect and one.effect != other.effect:
        return False
    if one.is_total and other.is_total:
        return True
    return bool(_words(one) & _words(other))


def _words(victim: Victim) -> set[str]:
    return {word for name in victim.names for word in words_of_people(name)} - {"people"}


def _named_in(text: str, said: str) -> set[str]:
    """What a man or woman who is told of by an office is called: "Senator Ana Bel", "Ana Bel, a senator"."""
    head = said.split()[-1:]
    if not head or not _PERSON.fullmatch(head[0]) or head[0] in _ANYBODY:
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


_PEOPLES = re.compile(
    r"^(?:the |our |its )?(?:[a-z]+n |own )?(?:people|population|nation)$|^(?:some|their|our) people$"
)
_PRONOUN = re.compile(r"(?:he|she|him|her|they|them|who|whom|it|his|their|these|those|of (?:them|these|those|whom))")
_KILLING = re.compile(r"\b(?:murder|assassin|kill|massacre|slain|shot (?:dead|to death)|execut)")
_NAME = re.compile(r"\b[A-Z][\w'-]+ (?:(?:de|la|del|los|von|van|al|y) )*[A-Z][\w'-]+")
_PERSON = re.compile(
    r"\b(?:people|persons?|civilians?|peasants?|farmers?|priests?|nuns?|journalists?|reporters?|newsmen|newsman|"
    r"students?|workers?|teachers?|child(?:ren)?|girls?|boys?|m[ae]n|wom[ae]n|leaders?|judges?|magistrates?|mayors?|"
    r"ministers?|ambassadors?|citizens?|residents?|passers-?by|bystanders?|relatives|refugees?|members?|politicians?|"
    r"candidates?|police(?:m[ae]n)?|officers?|soldiers?|guards?|bodyguards?|drivers?|deput(?:y|ies)|senators?|"
    r"presidents?|generals?|colonels?|lieutenants?|captains?|majors?|councilm[ae]n|governors?|lawyers?|attorneys?|"
    r"prosecutors?|doctors?|engineers?|businessm[ae]n|industrialists?|employees?|officials?|diplomats?|consuls?|"
    r"tourists?|foreigners?|missionar(?:y|ies)|bishops?|unionists?|sons?|daughters?|wi(?:fe|ves)|husbands?|brothers?|"
    r"sisters?|victims?|hostages?|guests?|passengers?|inhabitants|professors?|rectors?|directors?|secretar(?:y|ies)|"
    r"nationals?|americans?|fishermen|miners?|merchants?|ranchers?|landowners?|cook|companions?)\b"
)
_NO_PERSON = re.compile(
    r"\b(?:party|movement|front|army|forces|government|department|ministry|embassy|company|university|federation|union|"
    r"city|town|village|neighbou?rhood|building|headquarters|house|homes?|residences?|offices?|school|church|hospital|"
    r"bank|hotel|bus|cars?|vehicles?|station|base|barracks|garrison|battalion|brigade|regiment|bridge|road|highway|"
    r"airport|pipeline|pylons?|towers?|farm|committee|commission|district|province|region|country|states?)\b"
)
_ANYBODY = frozenset(
    {"person", "people", "man", "woman", "member", "leader", "victim", "individual", "general", "wife"}
)
