"""MUC-4: news reports of 1989 to 1991 with incident templates, which the user has on disk; scores slot by slot.

`folder` is the one that holds `dev`, `tst1` and `tst2`, each with its texts and its key. Here our records are made into
templates; how they are counted says `muc4_scoring`.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from talion.coding.benchmarks.muc4_incidents import ARMY, STAGES, incidents, type_of, words_of
from talion.coding.benchmarks.muc4_scoring import (
    SLOTS,
    Days,
    Fill,
    Template,
    Where,
    bare,
    recall_precision_f,
    score,
    wanted,
)
from talion.coding.benchmarks.muc4_texts import in_ordinary_case, published_of, read_muc4
from talion.coding.benchmarks.tables import Progress, Row, Table, silent, some
from talion.coding.coder import Coder
from talion.coding.events.act_days import DAY_OF_SAYING
from talion.coding.places import find_places
from talion.records import Claim, Coded, Count, Event, Place, Report

_BEST = {  # the best system of 1992 by slot, F on TST3 / TST4
    "date": "58.9 / 59.4", "stage": "76.7 / 72.5", "type": "75.7 / 75.4", "victim number": "60.6 / 52.7",
    "victim effect": "56.6 / 50.9", "perpetrator organisation": "48.1 / 62.4", "location": "60.9 / 59.0",
    "confidence": "33.6 / 48.0",
}  # fmt: skip


def score_muc4(
    folder: Path, coder: Coder, parts: Sequence[str], *, at_most: int | None, progress: Progress = silent
) -> Table:
    """Recall, precision and F of each slot over all templates; `tune` is dev, `apart` is tst1 and tst2."""
    counts = {}
    for part in parts:
        places = {"tune": ["dev"], "apart": ["tst1", "tst2"]}[part]
        texts, keys = read_muc4(folder, places)
        counts[part] = defaultdict[str, float](float)
        for message in some(list(texts), at_most):
            ours = templates(texts[message], coder)
            score([wanted(slots) for slots in keys.get(message, [])], ours, counts[part])
            counts[part]["texts"] += 1
            progress()
    texts_of = ", ".join(f"{part} {counts[part]['texts']:.0f} texts" for part in parts)
    return Table(
        f"MUC-4 ({texts_of}; tune is dev, apart is tst1 and tst2)",
        ("slot", *(f"{part} {what}" for part in parts for what in "RPF"), "best of 1992, F"),
        tuple(
            Row(slot, (*(value for part in parts for value in recall_precision_f(counts[part], slot)), _BEST[slot]))
            for slot in SLOTS
        ),
        (
            "All templates, with half points and optional fills as in 1992. Coarser than the official scorer: victims "
            "with one fate are one fill; templates are paired by the words of their sentences.",
            "Published: the best of 17 systems by slot, on TST3 / TST4 (NIST 1992), all templates.",
        ),
    )


def templates(text: str, coder: Coder) -> list[Template]:
    """The incidents that we read in a text of MUC-4, as templates."""
    return [_fill(events, coded, coder) for coded in [read(text, coder)] for events in incidents(coded)]


def read(text: str, coder: Coder) -> Coded:
    """The records of a text in capitals; its dateline stands in a paragraph of its own."""
    cased = in_ordinary_case(text, coder)
    cased = re.sub(r"^\s*\([^)\n]*\)\s*", "", cased)
    cased = re.sub(r"--\s*(?:\[\w[^\]\n]{0,40}\]\s*)+", "--\n\n   ", cased, count=1)
    return coder.code(Report(cased, published=published_of(text), language="en"))


# ---- what each slot is filled with ----------------------------------------------------------------------------------

_EFFECTS = {"killed": "DEATH", "injured": "INJURY"}


def _fill(events: list[Event], coded: Coded, coder: Coder) -> Template:
    harmed = {effect: count for effect in _EFFECTS if (count := _toll_of(events, effect)) is not None}
    organisations = _organisations(events, coded, coder)
    where = _where(events, coded, coder)
    return Template(
        (*(bare(p.quote) for e in events for p in e.passages), *(name for names in organisations for name in names)),
        {
            "type": [Fill((type_of(events),))],
            "stage": [Fill((STAGES.get(events[0].status, "ACCOMPLISHED"),))],
            "date": [Fill((day,)) for day in _days(events, coded.report.published)],
            "location": [Fill((where,))] if where is not None else [],
            "victim number": [Fill(((_EFFECTS[e], _number(count)),)) for e, count in harmed.items()],
            "victim effect": [Fill((_EFFECTS[e],)) for e in harmed],
            "perpetrator organisation": [Fill(names) for names in organisations],
            "confidence": [Fill((sure,)) for sure in organisations.values()],
        },
    )


def _toll_of(events: Sequence[Event], effect: str) -> Count | None:
    """The largest count that is told of an incident, an exact one before one with an open end; hundreds are a war's."""
    told = [count for e in events for count in [e.toll.of(effect)] if count.high != 0 and 0 < _least(count) <= _A_WAR]
    exact = [count for count in told if count.high is not None]
    return max(exact or told, key=_least, default=None)


_A_WAR = 200


def _days(events: list[Event], published: date | None) -> list[Days]:
    """The shortest span that is told where that is no more than a few days, else on or before the day of the report."""
    told = [e for e in events if e.when is not None and not (e.when_because or "").startswith(DAY_OF_SAYING)]
    span = min((e.when for e in told if e.when), key=lambda when: when.days, default=None)
    if span is not None and span.days <= _FEW_DAYS:
        return [Days(span.first, span.last)]
    return [Days(None, published)] if published is not None else []


_FEW_DAYS = 3


def _number(count: Count) -> int | str:
    """The number of a fill; a plural that is not counted is "PLURAL"."""
    if count.low is not None and (count.high is not None or count.low > 3):
        return count.best if count.best is not None else count.low
    return "PLURAL" if count.low is not None else (count.high or "PLURAL")


def _organisations(events: list[Event], coded: Coded, coder: Coder) -> dict[tuple[str, ...], str]:
    """The organisations that are said to have done it, each by its names, and how sure the text is of each."""
    blamed = {b.actor: b for e in events for b in e.attribution.blames if b.actor and b.stance != "denies"}
    groups = [a for e in events for a in e.actors] + list(blamed)
    found = [a for a in dict.fromkeys(groups) if _is_organisation(a, coded, coder)]
    by = " ".join(words_of(e, "actor") for e in events)
    if not found and not groups:
        found = _group_said(events, coded, coder)
    sure = _how_sure(events, coded)
    short = [
        m[0]
        for e in events
        for mark in e.marks
        if mark.what == "actor"
        for m in [_SHORT.search(mark.passage.quote)]
        if m
    ]
    if not found and short:
        return {(bare(short[0]),): sure}
    if not found and _IRREGULARS.search(by):
        found = _groups_of(coded, coder)[:1]
    if not found:
        forces = _FORCES.search(by) or _LAID_TO.search(" ".join(p.quote for e in events for p in e.passages))
        words = forces[forces.lastindex or 0] if forces else ""
        return {(bare(words), bare(by)): sure} if words else {}
    return {tuple(_names_of(a, coded, coder)): sure for a in found}


_IRREGULARS = re.compile(
    r"\b(?:guerrill|rebel|insurgent|terrorist|extremist|subversive|urban commando|militant|they\b|the group\b)"
)
_SHORT = re.compile(r"\b(?!U\.?S\b)[A-Z][A-Z-]{2,}\b")  # "members of the XLF"
_BANDS = (
    r"death squads?|drug (?:cartels?|mafias?|traffick\w+)|mafias?|cartels?|paramilitary groups?|"
    r"right-?wing \w* ?groups?"
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
    r"attribut\w+|charged)\b",
    re.IGNORECASE,
)
_MAYBE = re.compile(r"\b(?:could be|might|may have|possibl[ey]|probabl[ey])\b", re.IGNORECASE)


def _how_sure(events: list[Event], coded: Coded) -> str:
    """What the text lets one say of who did it, in the words of the task."""
    blames = [b for e in events for b in e.attribution.blames]
    sentences = " ".join(p.quote for e in events for p in e.passages)
    if any(b.stance == "claims" for b in blames):
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
    words = claim.speaker.name if claim.speaker else ""
    return bool(re.search(r"\b(?:authorit|police|official|army|armed forces|government|minist|military)", words, re.I))


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
        if times and not any(_PEACEFUL.search(name) for name in _names_of(actor, coded, coder))
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
                if _is_organisation(a, coded, coder)
                and a not in event.recipients
                and not any(_PEACEFUL.search(name) for name in _names_of(a, coded, coder))
            ]
            if armed:
                return armed[:1]
    return []


# What a name says of a body that is likelier hit than hitting.
_PEACEFUL = re.compile(
    r"\b(?:party|union|federation|association|institute|commission|committee|confederation|ministry|department|"
    r"alliance|university|congress|church|council|company|bank|agency|assembly)\b"
)


def _least(count: Count) -> int:
    return count.low or 0


def _is_organisation(actor: str, coded: Coded, coder: Coder) -> bool:
    known = coder.registry.actors.get(actor) or next((a for a in coded.actors if a.id == actor), None)
    return known is not None and known.kind not in {"person", "state", "people", "set"}


def _names_of(actor: str, coded: Coded, coder: Coder) -> list[str]:
    known = coder.registry.actors.get(actor) or next((a for a in coded.actors if a.id == actor), None)
    return (
        sorted({bare(n) for n in (known.name, *(n.text for n in known.names))}) if known is not None else [bare(actor)]
    )


_FINE = ("site", "town", "unknown", "district", "province", "region", "country")
# The countries that the task of 1992 was about; an incident of which nothing lies in one of them is not asked for.
_ASKED_FOR = frozenset({"SLV", "GTM", "HND", "ARG", "BOL", "CHL", "COL", "ECU", "PER"})
_KIND_OF_PLACE = re.compile(
    r"\s(?:neighbou?rhood|department|area|zone|sector|jurisdiction|municipality|district|town|city|village|province|"
    r"region|residential)s?$",
    re.IGNORECASE,
)
_NO_LOCATION = re.compile(
    r"\b(?:building|church|hotel|campus|embassy|offices?|headquarters|university|street|avenue|highway|positions|house|"
    r"school|bank|park|road|bridge|station|garrison|base|battalion|brigade|hospital|club|center|residence)s?$",
    re.IGNORECASE,
)


def _where(events: list[Event], coded: Coded, coder: Coder) -> Where | None:
    """The finest place that is told of an incident with its country; else the country that it is about."""
    said = _places_said(events, coder)
    told = [p for e in events for p in e.places if p.role == "act"]
    country = _country([*told, *said], events, coded, coder)
    near = [p for p in told if p.country in {country, None}] or [p for p in said if p.country == country]
    named = [(p, _KIND_OF_PLACE.sub("", p.name)) for p in near]
    named = [(p, name) for p, name in named if not (p.precision in {"site", "unknown"} and _NO_LOCATION.search(name))]
    above = [frozenset({bare(coder.gazetteer.country_name(country))})] if country else []
    finest, name = min(named, key=lambda pair: _FINE.index(pair[0].precision), default=(None, ""))
    if finest is None or finest.precision == "country":
        return Where(tuple(above)) if above else None
    if finest.province and finest.precision != "province":
        above.append(frozenset({bare(finest.province)}))
    return Where((*above, frozenset({bare(name), bare(_KIND_OF_PLACE.sub("", finest.said or name))})))


def _places_said(events: list[Event], coder: Coder) -> list[Place]:
    """The places that the sentences of an incident name."""
    sentences = "\n\n".join(p.quote for e in events for p in e.passages)
    named = (coder.registry.actors.get(n.actor) for n in coder.registry.find(sentences))
    countries = [actor.country for actor in named if actor is not None and actor.country]
    return [f.place for f in find_places(sentences, gazetteer=coder.gazetteer, countries=countries)]


def _country(places: Sequence[Place], events: Sequence[Event], coded: Coded, coder: Coder) -> str | None:
    """The country that the places and peoples of an incident point at, with the report's when they leave it open."""
    votes = Counter[str]()
    for place in places:
        votes[place.country or ""] += 2.0 if place.precision != "country" else 3.0  # type: ignore[assignment]
    of_report = Counter[str]()
    for weights, text in (
        *((votes, p.quote) for e in events for p in e.passages),
        (of_report, coded.report.text),
    ):
        for name in coder.registry.find(text):
            actor = coder.registry.actors.get(name.actor)
            if actor is not None and actor.country:
                weights[actor.country] += 1
    named = find_places(coded.report.text, gazetteer=coder.gazetteer)
    of_report.update(found.place.country for found in named if found.place.country)
    for country, times in of_report.items():
        votes[country] += 2.0 * times / of_report.total()  # type: ignore[assignment]
    del votes[""]
    likeliest = [country for country, _ in votes.most_common()]
    return next((c for c in likeliest if c in _ASKED_FOR), next(iter(likeliest), None))
