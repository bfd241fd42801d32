"""Parties named in short: "the Banner", "the North's army", "ULFA", "the Serbs" of those who stood there in full."""

import re
from collections import Counter

from talion.codebook.word_classes import word_class
from talion.coding.sides.newcomers import Company, Mention

_COMMON_GROUPS = word_class("groups")  # "the Front", "the Council": other rules know whose
# Such a word in capitals is a band's name; those of every state ("the Army", "the Council") are not.
_OF_BANDS = {"guard", "guards", "front", "movement", "brigade", "brigades", "union", "faction", "network", "groups"}
_NOT_SHORTENED = {"state", "person", "people", "set", "intergovernmental", "government"}
_POINTS = {"North", "South", "East", "West"}
_SHORT = re.compile(r"\b[Tt]he ([A-Z][a-z][\w'’-]{2,})\b")


def find_shortened(cast: Company) -> None:
    """ "The Banner" after "the Ashen Banner": a party by the last word of its name, where only one can be meant.

    A party that a list knows by a name with that word goes before one that is only known from this report.
    """
    named: dict[str, Counter[str]] = {}
    for number, mentions in enumerate(cast.mentions):
        for m in mentions:
            if m.how == "name" and m.last > m.first and cast.kind(m.actor) not in _NOT_SHORTENED:
                name = cast.paragraphs[number].doc[m.first : m.last + 1].text
                head = re.split(r" (?:of|for) ", name)[0].split()[-1]
                named.setdefault(head, Counter())[m.actor] += 1
    for number, paragraph in enumerate(cast.paragraphs) if named else ():
        for found in _SHORT.finditer(paragraph.text):
            bearers = named.get(found[1], Counter())
            known = [a for a in bearers if a in cast.registry.actors]
            word = found[1].lower()
            common = word in _COMMON_GROUPS or word.removesuffix("s") in _COMMON_GROUPS
            if (common and word not in _OF_BANDS) or len(known or bearers) != 1 or cast.is_place(found[1]):
                continue
            span = paragraph.doc.char_span(found.start(1), found.end(1))
            if span is None or len(span) != 1 or cast.at(number, span.start) is not None:
                continue
            token = span[0]
            after = token.nbor(1) if token.i + 1 < len(token.doc) else None
            if after is not None and (after.text[:1].isupper() or after.text == "-" or after.lower_ == "of"):
                continue  # part of another name
            [actor] = known or bearers
            cast.mentions[number].append(Mention(number, token.i, token.i, actor, "name"))
        cast.mentions[number].sort(key=lambda m: m.first)


def find_peoples_in_short(cast: Company) -> None:
    """ "The Serbs" after "the Bosnian Serbs": those told of before, and not the state of that name."""
    longer: dict[str, set[str]] = {}
    for number, mentions in enumerate(cast.mentions):
        for m in mentions:
            last = cast.paragraphs[number].doc[m.last]
            if m.how == "name" and m.last > m.first and last.tag_ in {"NNS", "NNPS", "NNP"} and last.text.endswith("s"):
                longer.setdefault(last.text, set()).add(m.actor)
        for i, m in enumerate(mentions):
            word = cast.paragraphs[number].doc[m.last]
            actors = longer.get(word.text, set())
            if m.how == "demonym" and m.first == m.last and len(actors) == 1 and m.actor not in actors:
                mentions[i] = Mention(number, m.first, m.last, next(iter(actors)), "name")


_INITIALS = re.compile(r"\b[A-Z]{3,6}\b")


def find_by_initials(cast: Company) -> None:
    """ "ULFA" after "the United Liberation Front of Asom": a party by the first letters of its name."""
    bearers: dict[str, set[str]] = {}
    for number, mentions in enumerate(cast.mentions):
        for m in mentions:
            if m.how == "name" and m.last - m.first >= 2 and cast.kind(m.actor) not in _NOT_SHORTENED:
                words = cast.paragraphs[number].doc[m.first : m.last + 1]
                letters = [t.text[0] for t in words if t.text[:1].isupper()]
                bearers.setdefault("".join(letters), set()).add(m.actor)
    for number, paragraph in enumerate(cast.paragraphs) if bearers else ():
        for found in _INITIALS.finditer(paragraph.text):
            token = paragraph.token_at(found.start())
            actors = bearers.get(found[0], set())
            if (
                len(actors) == 1
                and token is not None
                and token.text.upper() == found[0]
                and cast.at(number, token.i) is None
            ):
                cast.mentions[number].append(Mention(number, token.i, token.i, next(iter(actors)), "name"))
        cast.mentions[number].sort(key=lambda m: m.first)


_BY_POINT = re.compile(r"\b[Tt]he (North|South|East|West)\b(?!-| of | [A-Z])")


def find_by_point(cast: Company) -> None:
    """ "The North's army" where North Korea or its neighbour is told of: a state by the first word of its name."""
    lands: set[str] = set()
    for mentions in cast.mentions:
        for m in mentions:
            known = cast.registry.actors.get(m.actor)
            if known is not None and known.kind == "state" and known.name.split()[0] in _POINTS:
                lands.add(known.name.split(" ", 1)[-1])
    if len(lands) != 1:
        return
    [land] = lands
    for number, paragraph in enumerate(cast.paragraphs):
        for found in _BY_POINT.finditer(paragraph.text):
            state = cast.registry.resolve(f"{found[1]} {land}", spelled_so=True)
            token = paragraph.token_at(found.start(1))
            if state is not None and state.actor.kind == "state" and token is not None and not cast.at(number, token.i):
                cast.mentions[number].append(Mention(number, token.i, token.i, state.actor.id, "name"))
        cast.mentions[number].sort(key=lambda m: m.first)
