"""Which of our records are incidents as MUC-4 asks for them, and which of them tell one incident."""

import re
from collections.abc import Sequence
from datetime import date

from talion.coding.events.act_days import DAY_OF_SAYING
from talion.records import Coded, Event

STAGES = {"done": "ACCOMPLISHED", "attempted": "ATTEMPTED", "foiled": "ATTEMPTED", "threatened": "THREATENED"}
_OF_TROOPS = re.compile(
    r"\b(?:air ?force|air ?craft|planes?|helicopters?|gunships?|air (?:raids?|strikes?|attacks?)|strafed?|troops|army|"
    r"government|soldiers|bombard\w*)\b"
)
_TYPES = (
    ("KIDNAPPING", r"kidnap|abduct|hostage"),
    ("HIJACKING", r"hijack"),
    ("BOMBING", r"bomb|explo|dynamit|blow|blew|blown|grenade|detonat|went off"),
    ("ARSON", r"burn|fire to|on fire|arson|torch"),
    ("ROBBERY", r"\brob|stole|loot"),
)


def incidents(coded: Coded) -> list[list[Event]]:
    """The incidents that MUC-4 wants: acts of terror that have a target or an outcome, one act told twice as one.

    By the guidelines: no battles and no acts of an army on armed men, no acts told in sum ("repeated attacks"), none
    more than two months older than the report.
    """
    published = coded.report.published
    kept: list[list[Event]] = []
    for event in sorted(coded.events, key=lambda e: e.passages[0].start if e.passages else 0):
        if not _is_incident(event, published):
            continue
        twin = next((group for group in kept[::-1] if _tells_of(event, group)), None)
        if twin is None:
            kept.append([event])
        else:
            twin.append(event)
    return [group for group in kept if _is_told_for_itself(group)]


def _is_told_for_itself(group: Sequence[Event]) -> bool:
    """Whether an incident hit a thing, or has a day, a count of people, or a town and somebody with a name.

    "They must stop the murders and bombings" speaks of no incident, nor does a crash, a war or an invasion.
    """
    acts = words_of(group[0], "act").split() if len(group) == 1 else []
    if any(_NO_TERROR.search(words_of(e, "act")) for e in group):
        return False
    if len(group) == 1 and (_is_bare(group[0]) or any(_IN_SUM.search(p.quote) for p in group[0].passages[:1])):
        return False
    if any(m.what == "thing" for e in group for m in e.marks):
        return True
    dated = any(e.when and e.when.days <= _A_DAY_OR_SO and not _is_only_near(e) for e in group)
    if acts and _RUN.search(acts[0]) and not dated:
        return False
    placed = any(p.precision in {"town", "site", "unknown", "district"} for e in group for p in e.places)
    counted = any(part.count.high for e in group for part in e.toll.parts)
    named = any(re.search(r"(?!^)\b[A-Z]", m.passage.quote) for e in group for m in e.marks if m.what in SUFFERED)
    plain = any(e.mode in {"explosives", "assassinate", "abduct", "massacre", "suicide-attack"} for e in group)
    return dated or counted or (placed and (named or plain)) or (named and plain)


def _is_bare(event: Event) -> bool:
    return not (event.when or event.places or event.toll.parts or event.recipients)


_A_DAY_OR_SO = 20
# What is told in sum, or of years ago, is no incident of the report.
_IN_SUM = re.compile(
    r"\b(?:wave of|series of|thousands of|continu\w+|violations|human rights|years? ago|months ago|last year|decade|"
    r"in the (?:past|last) (?:few )?years?|since 19\d\d|in 19[0-8]\d)\b"
)
_NO_TERROR = re.compile(
    r"\b(?:crash\w*|invasion|invaded?|fell|tear|violence|repression|war|incursions?|offensive|accident)\b"
)
_RUN = re.compile(r"(?:ings|acks|ders|sions|ations|ulti|es|ushes|ions|bs)$")


def _is_only_near(event: Event) -> bool:
    """Whether its day is that of its being said or of something told beside it."""
    return (event.when_because or "").startswith((DAY_OF_SAYING, "told in one breath", "news of the story"))


def _is_incident(event: Event, published: date | None) -> bool:
    is_act = event.action == "ASSAULT" and event.directed
    if not (is_act or _is_deadly_threat(event)) or event.status not in STAGES:
        return False
    if event.when is not None and published is not None and (published - event.when.last).days > 60:
        return False
    by, on = words_of(event, "actor"), words_of(event, *SUFFERED)
    acts = words_of(event, "act")
    civilian = any(part.civilian for part in event.toll.parts) or bool(_CIVILIAN.search(on))
    if (
        _ARMED.search(on) or _BATTLE.search(acts) or ARMY.search(by) or event.weapon in {"air strike", "artillery"}
    ) and not civilian:
        return False
    return event.mode not in {"torture", "beat"}


def _is_deadly_threat(event: Event) -> bool:
    """Whether somebody threatens to kill, to bomb or to kidnap; "warned that talks may fail" is none."""
    return event.action == "THREATEN" and any(_DEADLY.search(p.quote) for p in event.passages[:1])


_DEADLY = re.compile(
    r"\bdeath threats?\b|\bthreat\w* (?:to |that \w+ would |of |a |with )(?:\w+ ){0,3}?"
    r"(?:kill|murder|assassinat|execut|death|blow|bomb|dynamit|kidnap|attack)",
    re.I,
)
SUFFERED = ("recipient", "thing", "killed", "injured", "captured")


def words_of(event: Event, *whats: str) -> str:
    """The words that an event names its sides, its act or its toll by, in lower case."""
    return " ".join(m.passage.quote for m in event.marks if m.what in whats).lower()


ARMY = re.compile(
    r"\b(?:army(?! of)|armed forces|troops|soldiers|air force|military|police(?:men)?|security forces|patrol)\b"
)
_ARMED = re.compile(
    r"\b(?:army(?! of)|armed forces|troops?|soldiers?|air force|military|battalions?|brigades?|regiments?|garrison|"
    r"barracks|positions?|helicopters?|patrols?|paratroop\w*|convoy|platoons?|guerrill\w*|rebels?|insurgents?|combatants?|enemy|"
    r"fighters?|national guard\w*|police(?:m[ae]n)?|cops?)\b"
)
_BATTLE = re.compile(r"\b(?:clash\w*|fighting|fought|offensives?|combats?|battles?|counterattack\w*)\b")
_CIVILIAN = re.compile(
    r"\b(?:civilians?|peasants?|farmers?|priests?|nuns?|journalists?|reporters?|students?|workers?|teachers?|children|"
    r"child|wom[ae]n|leaders?|judges?|mayors?|ministers?|ambassadors?|citizens?|residents?|passers-?by|bystanders?|"
    r"relatives|families|family|population|refugees?|settlements?|members?|bus(?:es)?|cars?|houses?|homes?|residences?|"
    r"churches|church|schools?|universit\w+|hospitals?|hotels?|banks?|former|retired|politicians?|candidates?)\b"
)


def _tells_of(event: Event, group: Sequence[Event]) -> bool:
    """Whether an event is told of the same incident: nothing speaks against it, and something for it."""
    if (event.status == "threatened") != (group[0].status == "threatened"):
        return False
    if not all(_same_type(event, other) for other in group):
        return False
    if _proper(event) & {name for other in group for name in _proper(other)}:
        return True  # one person is killed once, whoever is said to have done it
    pointed = _points_back(event)
    if not all(_may_be_one(event, other, pointed=pointed) for other in group):
        return False
    harmed, theirs = _named(event), {word for other in group for word in _named(other)}
    if harmed & theirs or pointed:
        return True
    return not (harmed and theirs) or any(_sentence(event) == _sentence(other) for other in group)


def _sentence(event: Event) -> int:
    """Where the sentence that tells an event begins."""
    return event.passages[0].start if event.passages else -1


def _proper(event: Event) -> set[str]:
    """The last names of the people whom it hit."""
    quotes = [m.passage.quote for m in event.marks if m.what in {"recipient", "killed", "injured", "captured"}]
    return {name for quote in quotes for name in _FULL_NAME.findall(quote) if not _ARMED.search(name.lower())}


_FULL_NAME = re.compile(r"\b[A-Z]\w+ (?:[A-Z]\w+ )*([A-Z]\w{3,})\b")


def _points_back(event: Event) -> bool:
    """Whether its words point at an incident told before: "the attack", "this new explosion"."""
    said = event.passages[0].quote if event.passages else ""
    acts = [m.passage.quote for m in event.marks if m.what == "act"]
    return any(
        re.search(rf"\b(?:the|this|that)(?: \w+)? {re.escape(act)}\b(?! (?:of|on|against)\b)", said, re.I)
        for act in acts
    )


_NO_NAME = frozenset({
    "the", "a", "an", "of", "and", "in", "on", "at", "by", "his", "her", "their", "its", "who", "which", "that", "was",
    "were", "de", "la", "el", "two", "three", "four", "five", "one", "several", "other", "others", "some", "many",
    "killed", "wounded", "injured", "been", "have", "has", "to", "for", "from", "with", "people", "persons", "person",
    "dead", "death", "deaths", "murdered", "kidnapped", "murder", "died", "former",
})  # fmt: skip


def _named(event: Event) -> set[str]:
    """The words that name who or what was hit."""
    said = words_of(event, *SUFFERED)
    return set(re.findall(r"[^\W\d_]{2,}", said)) - _NO_NAME


def _same_type(one: Event, other: Event) -> bool:
    return type_of([one]) == type_of([other]) or "ATTACK" in {type_of([one]), type_of([other])}


def _may_be_one(one: Event, other: Event, *, pointed: bool) -> bool:
    surely = one.when and other.when and not (pointed or _is_only_near(one) or _is_only_near(other))
    if surely and one.when and other.when and not one.when.touches(other.when):
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


def type_of(events: Sequence[Event]) -> str:
    """The type of an incident: by its words, else an attack; what troops or planes bomb was attacked."""
    modes = {e.mode for e in events}
    act = " ".join(words_of(e, "act", "weapon") for e in events)
    act += " ".join(p.quote.lower() for e in events if e.action == "THREATEN" for p in e.passages[:1])
    if "abduct" in modes:
        return "KIDNAPPING"
    kind = next((kind for kind, words in _TYPES if re.search(words, act)), "ATTACK")
    by = " ".join(words_of(e, "actor", "act", "weapon") for e in events)
    return "ATTACK" if kind == "BOMBING" and _OF_TROOPS.search(by) else kind
