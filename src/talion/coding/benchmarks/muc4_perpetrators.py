"""Which organisations did it, by what a text of MUC-4 says, and how sure it is of that."""

import re
from collections import Counter

from talion.coding.benchmarks.muc4_incidents import ARMY
from talion.coding.benchmarks.muc4_scoring import bare
from talion.coding.coder import Coder
from talion.records import Claim, Coded, Event


def organisations(events: list[Event], coded: Coded, coder: Coder) -> dict[tuple[str, ...], str]:
    """The organisations that are said to have done it, each by its names, and how sure the text is of each."""
    blamed = {b.actor: b for e in events for b in e.attribution.blames if b.actor and b.stance != "denies"}
    groups = [a for e in events for a in e.actors] + list(blamed)
    found = [a for a in dict.fromkeys(groups) if _is_organisation(a, coded, coder)]
    found = [a for a in found if a in blamed or not _is_peaceful(a, coded, coder)]
    said_by = [m.passage.quote for e in events for m in e.marks if m.what == "actor"]
    by = " ".join(said_by).lower()
    if not found and not groups:
        found = _group_said(events, coded, coder)
    short = [m[0] for said in said_by for m in [_SHORT.search(said)] if m]
    if not found and short:
        return {(bare(short[0]),): _how_sure(events, coded)}
    if not found and _IRREGULARS.search(by):
        found = _groups_of(coded, coder)[:1]
    if not found:
        for said in said_by:
            if forces := _FORCES.search(said.lower()):
                force = re.sub(r"^(?:troops|soldiers|patrol)$", "army", forces[0])
                return {(bare(force), bare(said)): _how_sure(events, coded)}
        if laid := _LAID_TO.search(" ".join(p.quote for e in events for p in e.passages)):
            return {(bare(laid[1]),): _how_sure(events, coded)}
        only = [] if by else _groups_of(coded, coder)
        found = only if len(only) == 1 else []  # nobody else is there to have done it
    out = {}
    for actor in found:
        names = _names_of(actor, coded, coder)
        out[tuple(sorted({bare(name) for name in names}))] = _how_sure(events, coded, actor)
    return out


_IRREGULARS = re.compile(
    r"\b(?:guerrill|rebel|insurgent|terrorist|extremist|subversive|urban commando|militant|they\b|the group\b)"
)
_SHORT = re.compile(r"\b(?!U\.?S\b)[A-Z][A-Z-]{2,}\b")  # "members of the XLF"
_BANDS = (
    r"death squads?|drug (?:cartels?|mafias?|traffick\w+)|mafias?|cartels?|paramilitary groups?|"
    r"(?:extreme |ultra)?-?(?:right|left)(?:-?wing|ist) (?:\w+ )?groups?"
)
_FORCES = re.compile(rf"{ARMY.pattern}|\b(?:{_BANDS})\b")
# "blamed the army for the murder", "hold the Bel Movement responsible", "planted by members of the Bel Party"
_LAID_TO = re.compile(
    r"\b(?:[Bb]lam\w+|[Aa]ccus\w+|holds?|held|attributed \w*\s?\w*\s?to|(?:by|of) members of|claimed by) "
    r"(?:the |a |an )?((?:[A-Z][\w-]+ )*(?:[Aa]rmy|[Aa]rmed [Ff]orces|[Mm]ilitary|[Gg]overnment|[Mm]ovement|[Ff]ront|"
    rf"[Pp]arty of \w+|{_BANDS}))\b"
)
_HEDGES = re.compile(
    r"\b(?:alleged(?:ly)?|suspect\w*|presum\w+|apparent(?:ly)?|believed|thought|supposed(?:ly)?|accus\w+|blam\w+|"
    r"attribut\w+)\b",
    re.IGNORECASE,
)
_MAYBE = re.compile(r"\b(?:could be|might|may have|possibl[ey]|probabl[ey])\b", re.IGNORECASE)


def _how_sure(events: list[Event], coded: Coded, actor: str | None = None) -> str:
    """What the text lets one say of an actor's having done it, in the words of the task."""
    blames = [b for e in events for b in e.attribution.blames]
    sentences = " ".join(p.quote for e in events for p in e.passages)
    if any(b.stance == "claims" and b.actor in {actor, None} for b in blames):
        return "CLAIMED OR ADMITTED"
    ids = {e.id for e in events}
    accused = [c for c in coded.claims if c.about == "actor" and c.stance == "blames" and c.event in ids]
    officials = any(_is_official(claim) for claim in accused)
    if officials:
        return "SUSPECTED OR ACCUSED BY AUTHORITIES"
    if any(b.stance == "blames" for b in blames) or _HEDGES.search(sentences):
        return "SUSPECTED OR ACCUSED"
    return "POSSIBLE" if _MAYBE.search(sentences) else "REPORTED AS FACT"


def _is_official(claim: Claim) -> bool:
    return bool(_OFFICIALS.search(claim.speaker.name if claim.speaker else ""))


_OFFICIALS = re.compile(
    r"\b(?:authorit|police|official|army|armed forces|government|minist|military|president\b|general\b|colonel)", re.I
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


def _group_said(events: list[Event], coded: Coded, coder: Coder) -> list[str]:
    """An armed group that the sentences of an incident name, where nobody else is said to have done it."""
    new = {n.text: a.id for a in coded.actors for n in a.names if a.kind == "armed group"}
    for event in events:
        for passage in event.passages:
            named = [n.actor for n in coder.registry.find(passage.quote)]
            named += [actor for name, actor in new.items() if name in passage.quote]
            armed = [
                a
                for a in named
                if _is_organisation(a, coded, coder) and a not in event.recipients and not _is_peaceful(a, coded, coder)
            ]
            if armed:
                return armed[:1]
    return []


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
