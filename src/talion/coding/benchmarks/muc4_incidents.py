"""Of what type an incident of MUC-4 is, and which of our records tell one incident."""

import re
from collections.abc import Sequence

from talion.coding.events.act_days import DAY_OF_SAYING
from talion.records import Event

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


def is_deadly_threat(event: Event) -> bool:
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
    r"barracks|positions?|helicopters?|patrols?|paratroop\w*|convoy|platoons?|guerrill\w*|rebels?|insurgents?|"
    r"combatants?|enemy|"
    r"fighters?|national guard\w*|police(?:m[ae]n)?|cops?)\b"
)


def is_only_near(event: Event) -> bool:
    """Whether its day is that of its being said or of something told beside it."""
    return (event.when_because or "").startswith((DAY_OF_SAYING, "told in one breath", "news of the story"))


def tells_of(event: Event, group: Sequence[Event]) -> bool:
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
    surely = one.when and other.when and not (pointed or is_only_near(one) or is_only_near(other))
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
    said = act + " ".join(p.quote.lower() for e in events if e.action == "THREATEN" for p in e.passages[:1])
    if "abduct" in modes:
        return "KIDNAPPING"
    actors = [m.passage.quote.lower() for e in events for m in e.marks if m.what == "actor"]
    by = " ".join([act, *(one for one in actors if not _NO_TROOPS.search(one))])
    kind = next((kind for kind, words in _TYPES if re.search(words, said)), "ATTACK")
    return "ATTACK" if kind == "BOMBING" and _OF_TROOPS.search(by) else kind


_NO_TROOPS = re.compile(r"liberation|guerrill|rebel|terroris|urban|commando|insurg")  # "the Lake Liberation Army"
