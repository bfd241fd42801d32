"""Where an incident of MUC-4 was: the finest place that is told of it, under its country."""

import re
from collections import Counter
from collections.abc import Sequence

from talion.coding.benchmarks.muc4_scoring import Where, bare
from talion.coding.coder import Coder
from talion.coding.places import find_places
from talion.records import Coded, Event, Place

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


def place_of(events: list[Event], coded: Coded, coder: Coder) -> Where | None:
    """The finest place that is told of an incident with its country; else the country that it is about."""
    said = _places_said(events, coder)
    told = [p for e in events for p in e.places if p.role == "act"]
    country = _country([*told, *said], events, coded, coder)
    near = [p for p in told if p.country in {country, None}] or [p for p in said if p.country == country]
    named = [(p, _KIND_OF_PLACE.sub("", p.name)) for p in near]
    named = [(p, name) for p, name in named if not (p.precision in {"site", "unknown"} and _NO_LOCATION.search(name))]
    above = [frozenset({bare(coder.gazetteer.country_name(country))})] if country else []
    named = [(p, name) for p, name in named if p.precision != "town" or not _is_of_a_person(p, coded)]
    finest, name = min(named, key=lambda pair: _FINE.index(pair[0].precision), default=(None, ""))
    if finest is None or finest.precision == "country":
        here = _here(events, coded, coder)
        if here is not None and here.country == country:
            finest, name = here, here.name
    if finest is None or finest.precision == "country":
        return Where(tuple(above)) if above else None
    if finest.province and finest.precision != "province":
        above.append(frozenset({bare(finest.province)}))
    as_said = finest.said or name
    return Where((*above, frozenset({bare(name), bare(as_said), bare(_KIND_OF_PLACE.sub("", as_said))})))


def _here(events: list[Event], coded: Coded, coder: Coder) -> Place | None:
    """The town of the dateline, where it is meant: "this capital", "the Bel capital", "this city"."""
    if not any(_CAPITAL.search(p.quote) for e in events for p in e.passages):
        return None
    head = coded.report.text[:120].split("--")[0]
    return next((f.place for f in find_places(head, gazetteer=coder.gazetteer) if f.place.precision == "town"), None)


_CAPITAL = re.compile(r"\b(?:this|the|\w+ian) capital\b(?! of)|\bthis (?:city|town)\b|\bhere\b")


def _is_of_a_person(place: Place, coded: Coded) -> bool:
    """Whether its name follows a person's first name somewhere in the report."""
    said = re.escape(place.said or place.name)
    return bool(re.search(rf"{_FIRST_NAME}{said}\b(?! [Dd]ep| [Pp]rov| [Cc]ity)", coded.report.text))


_FIRST_NAME = r"\b(?!In |At |San |Santa |The |El |La )[A-Z][a-z]+ "


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
