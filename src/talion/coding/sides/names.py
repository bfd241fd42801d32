"""Names in parsed text by rules: which capitalised words are one name, and whether of a person, a group or a place.

They stand where the parser's own entities would (`doc.ents`), which cost half its time and are poor on reports of
conflict: an armed group is a person to them, and an agency's credit too.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from talion.codebook.word_classes import word_class
from talion.coding.sides.newcomers import GROUP_NAME, Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_TITLES = frozenset({
    "mr", "mrs", "ms", "dr", "sir", "president", "minister", "premier", "general", "gen", "gen.", "colonel", "col",
    "col.", "major", "maj", "maj.", "captain", "capt", "capt.", "lieutenant", "lt", "lt.", "brigadier", "brig",
    "brig.", "sheikh", "ayatollah", "imam", "senator", "sen", "sen.", "professor", "prof", "prof.", "secretary",
    "king", "prince", "princess", "queen", "chancellor", "commander", "admiral", "adm", "adm.", "sgt", "sgt.",
    "sergeant", "rep", "rep.", "governor", "mayor", "ambassador", "judge", "bishop", "archbishop", "pope", "emir",
    "congressman", "congresswoman", "marshal", "corporal", "cpl", "private", "inspector", "chief", "spokesman",
    "spokeswoman", "spokesperson", "envoy", "prime", "vice", "deputy", "foreign", "defence", "defense", "interior",
})  # fmt: skip
_ORGANISATIONS = re.compile(
    r"\b(University|College|Institute|Ministry|Department|Court|Bank|Agency|Observatory|Office|Committee|Commission|"
    r"Company|Corporation|Times|News|Post|United|Club|Radio|TV|Television|Press|Association|Society|Federation|"
    r"Congress|Senate|Parliament|Assembly|Government|House|Centre|Center|Foundation|Group|Service|Bureau|Crescent|"
    r"Cross|Watch|International|Nations|Service|Staff|Navy|Cartel|Team|Fund|Programme|Program|Office|Unions?|Church)\b"
)
_PLACES = re.compile(
    r"\b(Street|Square|Road|Avenue|Highway|River|Mountains?|Valley|Sea|Gulf|Bay|Islands?|Cape|Mount|Lake|Straits?|"
    r"Airport|Airfield|Port|Harbour|Harbor|Bridge|Base|Camp|Hospital|Hotel|Mosque|School|Province|District|Region|"
    r"County|Governorate|City|Village|Hills?|Heights|Desert|Pass|Peninsula|Coast|Forest|Delta|Plateau|Basin|Canal|"
    r"Crossing|Tower|Prison|Market|Station|Palace|Stadium|Refinery|Dam|Plant|Zone|Strip|Bank|Line|North|South|East|"
    r"West)\b"
)
_CALENDAR = word_class("calendar")
_DAYS = frozenset({"today", "yesterday", "tomorrow", "tonight"})
_YEAR = re.compile(r"(?:19|20)\d\d$")
_PARTICLES = frozenset({"al", "bin", "ibn", "abu", "el", "de", "da", "del", "van", "von", "der", "ben", "ould", "la"})
# Whose parties and armies are: no name of its own stands before their "'s".
_OWNERS = frozenset({
    "People", "Peoples", "Workers", "Lord", "Women", "Farmers", "Peasants", "Citizens", "Students", "Teachers",
    "Soldiers", "Nation", "Officers", "Patriots", "Miners", "Lawyers", "Youth",
})  # fmt: skip
_LINKS = frozenset({"of", "for", "the"})
_PEOPLES = re.compile(r"(?:[a-z]ian|[a-z]ish|[a-z]ese|[a-z]an|[a-z]ite|[a-z]i)s?$")


def mark_names(docs: "Sequence[Doc]", mentions: Sequence[Sequence[Mention]], kind: Callable[[str], str],
               is_place: Callable[[str], bool]) -> None:  # fmt: skip
    """Put the names of a report into `ents`; `mentions` are those that the registry knows, by the number of the doc.

    A family name alone is a person's where the report has named that person in full.
    """
    found = [
        [(run, _label(run, here, kind, is_place)) for run in _runs(doc)]
        for doc, here in zip(docs, mentions, strict=True)
    ]
    families = {run[-1].text for runs in found for run, label in runs if label == "PERSON" and len(run) > 1}
    for doc, runs in zip(docs, found, strict=True):
        spans = []
        for run, label in runs:
            given = "PERSON" if len(run) == 1 and run[0].text in families and label in {"", "PERSON"} else label
            if given:
                run.label_ = given
                spans.append(run)
        taken = {i for run in spans for i in range(run.start, run.end)}
        spans += [day for day in _days(doc) if not any(i in taken for i in range(day.start, day.end))]
        doc.set_ents(spans)


def _is_named(token: "Token") -> bool:
    return token.pos_ == "PROPN" and token.text[:1].isupper() and token.lower_ not in _CALENDAR


def _runs(doc: "Doc") -> "Iterator[Span]":
    """Stretches of words that are one name each, without the titles before them."""
    tokens = list(doc)
    at = 0
    while at < len(tokens):
        if not _is_named(tokens[at]):
            at += 1
            continue
        first = at
        last = at
        at += 1
        while at < len(tokens):
            if _is_named(tokens[at]):
                last = at
                at += 1
                continue
            if tokens[at].tag_ == "POS" and tokens[last].text in _OWNERS and at + 1 < len(tokens):
                if not _is_named(tokens[at + 1]):
                    break
                at += 1
                continue  # "People's Democratic Party"
            ahead = at
            while ahead < len(tokens) and ahead - at < 2 and _joins(tokens[ahead], doc[first : last + 1].text):
                ahead += 1
            if ahead == at or ahead >= len(tokens) or not _is_named(tokens[ahead]):
                break
            at = ahead
        yield doc[first : last + 1]


def _joins(token: "Token", before: str) -> bool:
    """Whether a small word goes on with a name: "bin" and a hyphen in a person's, "of the" in a group's."""
    if token.lower_ in _PARTICLES or token.text in {"-", "'"}:
        return True
    return token.lower_ in _LINKS and bool(GROUP_NAME.search(before) or _ORGANISATIONS.search(before))


def _label(
    run: "Span", mentions: Sequence[Mention], kind: Callable[[str], str], is_place: Callable[[str], bool]
) -> str:
    known = next((m for m in mentions if m.first <= run.end - 1 and run.start <= m.last), None)
    if known is not None:
        if known.how == "demonym":
            return "NORP"
        return {"person": "PERSON", "state": "GPE"}.get(kind(known.actor), "ORG")
    text = run.text
    if GROUP_NAME.search(text) or _ORGANISATIONS.search(text):
        return "ORG"
    if _PLACES.search(text):
        return "FAC"
    words = [token for token in run if token.lower_ not in _TITLES]
    before = run[0].nbor(-1).lower_ if run.start else ""
    if not words:
        return ""
    if len(words) < len(run) or before in _TITLES:
        return "PERSON"
    if is_place(text):
        return "GPE"
    if all(token.text.isupper() and len(token) > 1 for token in words):
        return "ORG"
    if len(words) == 1:
        return "NORP" if _PEOPLES.search(text) and run[0].dep_ in {"amod", "compound"} else ""
    # two to four capitalised words that are nothing else are a person's name, unless an article stands before them
    person = len(words) <= 5 and before not in {"the", "a", "an"} and all(token.text[0].isalpha() for token in words)
    return "PERSON" if person else "ORG"


def _days(doc: "Doc") -> "Iterator[Span]":
    from spacy.tokens import Span

    for token in doc:
        named = token.lower_ in _CALENDAR and token.text[:1].isupper() and _is_a_day(token)
        if named or token.lower_ in _DAYS or _YEAR.match(token.text):
            yield Span(doc, token.i, token.i + 1, label="DATE")


def _is_a_day(token: "Token") -> bool:
    """ "May" and "March" are months where they are names."""
    return token.lower_ not in {"may", "march", "sun", "mar"} or token.pos_ == "PROPN"
