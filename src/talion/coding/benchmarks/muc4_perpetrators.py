"""Which organisations did it, by what a text of MUC-4 says, and how sure it is of that.

Whoever our records or the sentences of an incident put near it may have done it; how much each plain feature says for
that stands in `WEIGHTS`, which `benchmarks/muc4_weights.py` fits on `dev`. No feature is a name or a country.
"""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from talion.coding.benchmarks.muc4_confidence import (
    ACCUSED,
    ACCUSES,
    BY_AUTHORITIES,
    CLAIMED,
    CLAIMS,
    DID,
    FACT,
    HEDGES,
    confidence,
    features_of_sentences,
    named_in,
    sentences_of,
)
from talion.coding.benchmarks.muc4_incidents import ARMY, SUFFERED, words_of
from talion.coding.benchmarks.muc4_scoring import bare
from talion.coding.coder import Coder
from talion.records import Claim, Coded, Event

BIAS = -1.39
WEIGHTS: dict[str, float] = {
    "the actor": 0.3,
    "the actor of all": 0.04,
    "named as the actor": 0.25,
    "claims it": -0.03,
    "blamed": 0.41,
    "denies it": -0.33,
    "laid to it": 0.6,
    "only a band beside it": -0.44,
    "the only group": 0.48,
    "the most named of several": 0.65,
    "the only group, nobody else is said": -0.04,
    "the only group, of rebels": 0.72,
    "a group of several, of rebels": 0.65,
    "somebody else is the actor": 0.31,
    "somebody unknown did it": 0.06,
    "named where it is told": 0.27,
    "named in its first sentence": 0.33,
    "accused where it is told": 0.42,
    "accused in the text": -0.03,
    "claims in the text": 0.23,
    "suspected where it is told": -0.04,
    "did something in the text": 0.22,
    "is struck": -1.89,
    "of the army or police": 0.36,
    "without a name of its own": -0.11,
    "peaceful by its name": -1.3,
    "times named, log": 0.36,
    "sentences, log": 0.21,
    "other bodies, log": -0.42,
}
_AT_MOST = 2


@dataclass(slots=True)
class Body:
    """An organisation that may have done it: what it is called, and who it is in our records."""

    names: set[str]
    actor: str | None = None
    how: set[str] = field(default_factory=set)


def organisations(events: Sequence[Event], coded: Coded, coder: Coder) -> dict[tuple[str, ...], str]:
    """The organisations that are said to have done it, each by its names, and how sure the text is of each."""
    bodies = candidates(events, coded, coder)
    if not bodies:
        return {}
    text = sentences_of(coded.report.text)
    told = told_in(events)
    fits = [fit(one) for one in features_of_bodies(bodies, events, told, text)]
    best = sorted((n for n in range(len(bodies)) if fits[n] > 0), key=lambda n: -fits[n])[:_AT_MOST]
    out = {}
    for names, actor in ((tuple(sorted(bodies[n].names)), bodies[n].actor) for n in best):
        out[names] = confidence(features_of_sentences(names, told, text), _recorded(events, coded, actor))
    return out


def fit(features: Mapping[str, float]) -> float:
    """More than nothing where a body is likelier than not in the key."""
    return BIAS + sum(weight * features[name] for name, weight in WEIGHTS.items())


def told_in(events: Sequence[Event]) -> list[str]:
    """The sentences that tell an incident."""
    return list(dict.fromkeys(s for e in events for p in e.passages for s in sentences_of(p.quote)))


# ---- who may have done it -------------------------------------------------------------------------------------------


def candidates(events: Sequence[Event], coded: Coded, coder: Coder) -> list[Body]:
    """Every body that the records or the words of an incident name, and the armed groups of the report."""
    found: list[Body] = []

    def add(names: Sequence[str], how: str, actor: str | None = None) -> None:
        plain = {name for name in map(bare, names) if name}
        same = next((b for b in found if (actor and b.actor == actor) or b.names & plain), None)
        if same is None:
            found.append(Body(plain, actor, {how}))
        else:
            same.names |= plain if actor is None or same.actor in {None, actor} else set()
            same.actor = same.actor or actor
            same.how.add(how)

    for event in events:
        for actor in event.actors:
            if _is_organisation(actor, coded, coder):
                add(_names_of(actor, coded, coder), "actor", actor)
        for blame in event.attribution.blames:
            if blame.actor and _is_organisation(blame.actor, coded, coder):
                add(_names_of(blame.actor, coded, coder), blame.stance, blame.actor)
        for quote in (m.passage.quote for m in event.marks if m.what == "actor"):
            if short := _SHORT.search(quote):
                add([short[0]], "actor's words")
            if forces := FORCES.search(quote.lower()):
                add([_force(forces[0]), quote], "actor's words")
    for number, actor in enumerate(_groups_of(coded, coder)[:3]):
        add(_names_of(actor, coded, coder), "only group" if number == 0 else "other group", actor)
    for sentence in told_in(events):
        if laid := _LAID_TO.search(sentence):
            add([laid[1]], "laid to")
        for band in _BAND.finditer(sentence.lower()):
            add([band[0]], "band")
    groups = [b for b in found if "only group" in b.how or "other group" in b.how]
    if len(groups) > 1:
        for body in groups:
            body.how = {"other group" if how == "only group" else how for how in body.how} | {"one of several"}
    return found


def _force(words: str) -> str:
    return re.sub(r"^(?:troops|soldiers|patrol)$", "army", words)


def features_of_bodies(
    bodies: Sequence[Body], events: Sequence[Event], told: Sequence[str], text: Sequence[str]
) -> list[dict[str, float]]:
    """What is known of each body that may have done it."""
    said_by = [m.passage.quote for e in events for m in e.marks if m.what == "actor"]
    by = " ".join(said_by)
    struck = f" {bare(' '.join(words_of(e, *SUFFERED) for e in events))} "
    out = []
    for body in bodies:
        here, anywhere = named_in(body.names, told), named_in(body.names, text)
        longest = max(body.names, key=len)
        is_force = bool(ARMY.search(longest))
        features = {
            "the actor": "actor" in body.how,
            "the actor of all": "actor" in body.how and all(body.actor in e.actors for e in events if e.actors),
            "named as the actor": "actor's words" in body.how or bool(named_in(body.names, said_by)),
            "claims it": "claims" in body.how,
            "blamed": "blames" in body.how,
            "denies it": "denies" in body.how,
            "laid to it": "laid to" in body.how,
            "only a band beside it": body.how == {"band"},
            "the only group": "only group" in body.how,
            "the most named of several": "one of several" in body.how and body is _most_named(bodies, text),
            "the only group, nobody else is said": "only group" in body.how and not by,
            "the only group, of rebels": "only group" in body.how and bool(_IRREGULARS.search(by.lower())),
            "a group of several, of rebels": "one of several" in body.how and bool(_IRREGULARS.search(by.lower())),
            "somebody else is the actor": "actor" not in body.how and any("actor" in b.how for b in bodies),
            "somebody unknown did it": bool(_UNKNOWN.search(by)),
            "named where it is told": bool(here),
            "named in its first sentence": bool(told and named_in(body.names, told[:1])),
            "accused where it is told": any(map(ACCUSES.search, here)),
            "accused in the text": any(map(ACCUSES.search, anywhere)),
            "claims in the text": any(map(CLAIMS.search, anywhere)),
            "suspected where it is told": any(map(HEDGES.search, here)),
            "did something in the text": any(map(DID.search, anywhere)),
            "is struck": any(f" {name} " in struck for name in body.names),
            "of the army or police": is_force,
            "without a name of its own": not is_force and bool(_GENERIC.search(longest)) and not body.actor,
            "peaceful by its name": bool(_PEACEFUL.search(longest)),
            "times named, log": math.log1p(len(anywhere)),
            "sentences, log": math.log(max(1, len(told))),
            "other bodies, log": math.log(len(bodies)),
        }
        out.append({name: float(value) for name, value in features.items()})
    return out


def _most_named(bodies: Sequence[Body], text: Sequence[str]) -> Body:
    groups = [b for b in bodies if "one of several" in b.how]
    return max(groups, key=lambda b: len(named_in(b.names, text)))


_UNKNOWN = re.compile(r"\b(?:unidentified|unknown|gunm[ae]n|individuals?|m[ae]n|persons?|assailants?)\b", re.IGNORECASE)
_GENERIC = re.compile(
    r"\b(?:traffickers|mafias?|squads?|groups?|cartels?|commandos?|guerrillas?|rebels?|traffickers?)$"
)
_IRREGULARS = re.compile(
    r"\b(?:guerrill|rebel|insurgent|terrorist|extremist|subversive|urban commando|militant|they\b|the group\b)"
)
_SHORT = re.compile(r"\b(?!U\.?S\b)[A-Z][A-Z-]{2,}\b")  # "members of the XLF"
_BANDS = (
    r"death squads?|drug (?:cartels?|mafias?|traffick\w+)|mafias?|cartels?|paramilitary groups?|"
    r"(?:extreme |ultra)?-?(?:right|left)(?:-?wing|ist) (?:\w+ )?groups?"
)
_BAND = re.compile(rf"\b(?:{_BANDS}|army|armed forces|military(?= (?:men|personnel|uniform\w*))|regime)\b")
FORCES = re.compile(rf"{ARMY.pattern}|\b(?:{_BANDS})\b")
# "blamed the army for the murder", "hold the Bel Movement responsible", "planted by members of the Bel Party"
_LAID_TO = re.compile(
    r"\b(?:[Bb]lam\w+|[Aa]ccus\w+|holds?|held|attributed \w*\s?\w*\s?to|(?:by|of) members of|claimed by) "
    r"(?:the |a |an )?((?:[A-Z][\w-]+ )*(?:[Aa]rmy|[Aa]rmed [Ff]orces|[Mm]ilitary|[Gg]overnment|[Mm]ovement|[Ff]ront|"
    rf"[Pp]arty of \w+|{_BANDS}))\b"
)


def _groups_of(coded: Coded, coder: Coder) -> list[str]:
    """The armed groups that a report names, the one named most first."""
    new = {n.text: a.id for a in coded.actors for n in a.names if a.kind == "armed group"}
    text = coded.report.text
    counts = Counter(n.actor for n in coder.registry.find(text))
    armed = Counter({a: n for a, n in counts.items() if coder.registry.actors[a].kind == "armed group"})
    for name, actor in new.items():
        armed[actor] += text.count(name)
    return [
        actor
        for actor, times in armed.most_common()
        if times and _is_organisation(actor, coded, coder) and not _is_peaceful(actor, coded, coder)
    ]


def _is_peaceful(actor: str, coded: Coded, coder: Coder) -> bool:
    """Whether its name is that of a body that is likelier hit than hitting."""
    return any(_PEACEFUL.search(name.lower()) for name in _names_of(actor, coded, coder))


# What a name says of a body that is likelier hit than hitting.
_PEACEFUL = re.compile(
    r"\b(?:party|union|federation|association|institute|commission|committee|confederation|ministry|department|"
    r"alliance|university|congress|church|council|company|bank|agency|assembly)\b"
)


def _is_organisation(actor: str, coded: Coded, coder: Coder) -> bool:
    """Whether it is a body by its kind or, where that is not known, by its name; no man with his office."""
    known = coder.registry.actors.get(actor) or next((a for a in coded.actors if a.id == actor), None)
    if known is None or known.kind in {"person", "state", "people", "set"} or _OFFICE.search(known.name):
        return False
    return known.kind != "unknown" or bool(_BODY.search(known.name) and re.search(r"[A-Z]", known.name))


_OFFICE = re.compile(
    r"\b(?:directors?|co(?:ro)?lonel|commander|captain|major|lieutenant|minister|president|secretary|spokesm[ae]n)\b",
    re.I,
)
# "XLF", "Bel Group", "Liberators"
_BODY = re.compile(
    r"\b(?:[A-Z]{2,}|(?i:groups?|fronts?|forces|movement|party|commandos?|squads?|cartel|brigades?|battalions?|"
    r"organi[sz]ations?|army|administration|government|mafia|command|units?|columns?))\b|^(?:The )?[A-Z]\w{3,}s$"
)


def _names_of(actor: str, coded: Coded, coder: Coder) -> list[str]:
    known = coder.registry.actors.get(actor) or next((a for a in coded.actors if a.id == actor), None)
    return sorted({known.name, *(n.text for n in known.names)}) if known is not None else [actor]


# ---- how sure our records are ---------------------------------------------------------------------------------------


def _recorded(events: Sequence[Event], coded: Coded, actor: str | None) -> str:
    """What our records let one say of an actor's having done it, in the words of the task."""
    blames = [b for e in events for b in e.attribution.blames]
    if any(b.stance == "claims" and b.actor in {actor, None} for b in blames):
        return CLAIMED
    ids = {e.id for e in events}
    accused = [c for c in coded.claims if c.about == "actor" and c.stance == "blames" and c.event in ids]
    if any(_is_official(claim) for claim in accused):
        return BY_AUTHORITIES
    sentences = " ".join(p.quote for e in events for p in e.passages)
    return ACCUSED if any(b.stance == "blames" for b in blames) or HEDGES.search(sentences) else FACT


def _is_official(claim: Claim) -> bool:
    return bool(_OFFICIALS.search(claim.speaker.name if claim.speaker else ""))


_OFFICIALS = re.compile(
    r"\b(?:authorit|police|official|army|armed forces|government|minist|military|president\b|general\b|colonel)", re.I
)
