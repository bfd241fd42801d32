"""Which state a report is about: how often it names one, where it was sent from, and the headings of its items."""

import re
from collections import Counter
from typing import TYPE_CHECKING, Protocol

from talion.codebook.word_classes import word_class

if TYPE_CHECKING:
    from collections.abc import Callable

    from talion.codebook.registry import Registry
    from talion.coding.parsing.language import Paragraph
    from talion.coding.sides.newcomers import Mention
    from talion.records import Actor


class Company(Protocol):
    """What these rules need of the cast of a report."""

    registry: "Registry"
    paragraphs: "list[Paragraph]"
    mentions: "list[list[Mention]]"
    items: "list[str | None]"
    new: "dict[str, Actor]"

    @property
    def country_of(self) -> "Callable[[str], str | None]":
        """The country of a town, by its code."""

    def kind(self, actor: str) -> str:
        """What kind of thing an actor is."""

    def at(self, number: int, token: int) -> "Mention | None":
        """The mention that holds a token."""


# "LA PAZ (wire) -", "Goma —", "COLOMBO, Aug 14 -", "Tbilisi. The": whence a report was sent.
_DATELINE = re.compile(
    r"(?P<town>[A-Z][\w'’-]*(?: [A-Z][\w'’-]*| (?:de|of|al|el|la))*)"
    r"(?:, (?P<region>[A-Z][\w ]+?))?(?:, (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})(?:, \d{4})?)?"
    r"(?: ?\([^()]{2,40}\))?"
    r"(?: ?[—–]| --? ?|\.(?= [A-Z\"]))\s*"
)
_READ = 3
_CALENDAR = word_class("calendar")


# "From our Correspondent in Colombo".
_BYLINE = re.compile(
    r"^(?:From|By) (?:[Oo]ur|[Aa]|[Tt]he) (?:[Oo]wn |[Ss]pecial |[Ss]taff )*[Cc]orrespondents?,? (?:in |at )?"
    r"(?P<town>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*)\.?$",
    re.MULTILINE,
)
# "CARACAS -", "SUÁREZ, Cauca -": an item's own dateline, with the region where one stands.
_OF_ITEM = re.compile(r"(?P<town>[A-ZÀ-Þ][A-ZÀ-Þ'’. -]{2,25})(?:, (?P<region>[A-Z][\w. ]{2,20}?))? (?:—|–|--?) ")
_ITEMS = 3
# "HAITI: THE KILLINGS", "BELGRADE. Thousands marched", "AND FINALLY.": what a line in capitals is about.
_KICKER = re.compile(r"(?P<head>[A-ZÀ-Þ][A-ZÀ-Þ'’-]+(?: [A-ZÀ-Þ'’-]+){0,3})(?P<mark>[.:]| [–—-]{1,2})(?= |$)")


def _line_of(paragraph: "Paragraph") -> tuple[str, int]:
    """The text of the report and where the line of a paragraph begins: the reader may have told its head apart."""
    whole = paragraph.report.text
    return whole, whole.rfind("\n", 0, paragraph.start) + 1


def _land_of_kicker(cast: Company, paragraph: "Paragraph") -> tuple[bool, str | None]:
    """Whether a line opens with words in capitals, and the state that they name or whose town they are."""
    found = _KICKER.match(*_line_of(paragraph))
    if found is None:
        return False, None
    said = found["head"].title()
    known = cast.registry.resolve(said, spelled_so=True)
    if known is not None and known.actor.kind == "state":
        return True, known.actor.id
    country = cast.country_of(said) if said.lower() not in _CALENDAR else None
    return True, state_of(country, cast.registry) if country is not None else None


def _sent_from_town(cast: Company, paragraph: "Paragraph") -> str | None:
    """The state whose town stands at the head of an item, in capitals."""
    found = _OF_ITEM.match(paragraph.text)
    if found is None:
        return None
    country = cast.country_of(found["region"] or found["town"].title())
    return state_of(country, cast.registry) if country is not None else None


def sent_from(cast: Company) -> str | None:
    """The state in whose land a report was written, by its dateline; None where it has none."""
    byline = _BYLINE.search(cast.paragraphs[0].report.text) if cast.paragraphs else None
    country = cast.country_of(byline["town"]) if byline is not None else None
    if country is not None:
        return state_of(country, cast.registry)
    if len(set(cast.items) - {None}) > 1:
        return None  # what stands at the head of an item is that item's alone
    for paragraph in cast.paragraphs[:1]:
        whole, start = _line_of(paragraph)
        kicker = _KICKER.match(whole, start)
        is_named = kicker is not None and kicker["mark"] == ":"
        state = cast.registry.resolve(kicker["head"].title(), spelled_so=True) if kicker and is_named else None
        if state is not None and state.actor.kind == "state":
            return state.actor.id
    bodies = [p for p in cast.paragraphs if p.kind not in {"headline", "standfirst", "caption"}]
    for paragraph in bodies[:_READ]:
        found = _DATELINE.match(*_line_of(paragraph))
        if (
            found is None
            or found["town"].lower() in _CALENDAR
            or len(found["town"].split()) > 3
            or (found[0].rstrip()[-1] == "." and "," in found[0])
        ):
            continue
        country = cast.country_of(found["region"] or "") or cast.country_of(found["town"])
        if country is not None:
            return state_of(country, cast.registry)
    return _of_its_paper(cast)


def _of_its_paper(cast: Company) -> str | None:
    """The state whose name the paper bears: "Sudan Tribune", "The Kesmara Times"."""
    outlet = cast.paragraphs[0].report.outlet if cast.paragraphs else None
    found = set()
    for word in re.findall(r"[A-Z][\w’'-]+", (outlet or "").partition("(")[0]):
        known = cast.registry.resolve(word, spelled_so=True)
        if known is not None and known.actor.kind == "state" and known.how in {"exact", "normalised"}:
            found.add(known.actor.id)
        found |= {a.id for a in cast.new.values() if a.kind == "state" and a.name == word}
    return found.pop() if len(found) == 1 else None


def state_of(country: str, registry: "Registry") -> str | None:
    """The state that a country's code stands for, where one is known."""
    states = [a for a, known in registry.actors.items() if known.kind == "state" and known.country == country]
    return states[0] if len(states) == 1 else None


def sections(cast: Company) -> list[str | None]:
    """Whose item each paragraph is part of, in a bulletin that goes from state to state: "Niger. American troops …".

    A report has items where at least two states stand as headings; before the first, and elsewhere, None. Items may
    stand under the towns that they were sent from instead: "BOGOTÁ - The truce that never was", "BELGRADE. Thousands".
    """
    found: list[str | None]
    kickers = [_land_of_kicker(cast, paragraph) for paragraph in cast.paragraphs]
    lands = [state for _, state in kickers if state is not None]
    if len(set(lands)) > 1 and 2 * len(lands) >= sum(is_kicker for is_kicker, _ in kickers):
        under: str | None = None
        found = []
        for is_kicker, state in kickers:
            under = state if is_kicker else under
            found.append(under)
        return found
    heads: list[str | None] = []
    for number, paragraph in enumerate(cast.paragraphs):
        first = cast.at(number, 0)
        doc = paragraph.doc
        after = doc[first.last + 1] if first is not None and first.last + 1 < len(doc) else None
        alone = first is not None and first.last == len(doc) - 1 and paragraph.kind == "body"
        is_head = first is not None and first.how == "name" and cast.kind(first.actor) == "state"
        marked = after is not None and after.text in {".", ":", "-", "–", "—"}
        heads.append(first.actor if first is not None and is_head and (alone or marked) else None)
    if len(set(heads) - {None}) < 2:
        sent = [_sent_from_town(cast, paragraph) for paragraph in cast.paragraphs]
        return sent if sum(one is not None for one in sent) >= _ITEMS else [None] * len(heads)
    current: str | None = None
    found = []
    for head in heads:
        current = head or current
        found.append(current)
    return found


_ENVOYS = {
    "ambassador", "envoy", "chargé", "charge", "attaché", "attache", "consul", "nuncio", "counterpart", "embassy",
}  # fmt: skip


def _is_in_passing(cast: Company, mention: "Mention") -> bool:
    """Whether a state is named for its envoy, a guest in the state of the story, or as a neighbour or bystander."""
    doc = cast.paragraphs[mention.paragraph].doc
    if any(t.lower_ in _ENVOYS for t in doc[mention.first : mention.last + 2]):
        return True
    before = doc[max(mention.first - 3, 0) : mention.first]
    if len(before) and before[-1].lower_ in {"neighbouring", "neighboring", "nearby"}:
        return True
    if len(before) > 1 and before[-1].lower_ == "with" and before[-2].lower_ in {"border", "frontier", "borders"}:
        return True
    if len(before) > 1 and before[-1].lower_ in {"of", "to", "the", "in"} and any(t.lower_ in _ENVOYS for t in before):
        return True
    at = doc[mention.last]
    while at.dep_ in {"poss", "amod", "compound", "nmod"}:
        at = at.head
    return at.dep_ == "nsubj" and at.head.lemma_.lower() in _STANDS_BY


# What third parties do about the quarrels of others.
_STANDS_BY = {"condemn", "urge", "offer", "mediate", "deplore", "appeal", "express", "voice", "host", "congratulate"}


def state_named_most(cast: Company, number: int, home: str | None) -> str | None:
    """The state named most often up to here, whose "the government" and "the army" a report means.

    `home` is the state it was sent from: that one, where the headline names it or the rest a third as often as any
    other, since a paper names its own land less than the lands it tells of; and where no other is named.
    """
    told = [
        m
        for mentions in cast.mentions[: number + 1]
        for m in mentions
        if cast.kind(m.actor) == "state" and not _is_in_passing(cast, m)
    ]
    counted = Counter(m.actor for m in told if m.how != "metonym")
    for mentions in cast.mentions[: number + 1]:  # "the United Tajik Opposition": whose land that is
        bands = (cast.new[m.actor].country for m in mentions if m.actor in cast.new)
        counted.update(state for land in bands if land is not None and (state := state_of(land, cast.registry)))
    ranked = counted.most_common(2)
    if home is not None:
        own = sum(m.actor == home for m in told)
        above = any(
            m.actor == home
            for paragraph, mentions in zip(cast.paragraphs, cast.mentions, strict=True)
            for m in mentions
            if paragraph.kind == "headline"
        )
        if not ranked or above or (own and 3 * own >= ranked[0][1]):
            return home
    if ranked and ranked[0][1] > 1 and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]):
        return ranked[0][0]
    # named once each, or as often as another: whose towns, bands and forces the report tells of
    top = ranked[0][1] if ranked else 0
    votes = _of_the_land(cast)
    forces = {m.actor for mentions in cast.mentions for m in mentions if cast.kind(m.actor) in {"force", "government"}}
    votes.update(2 * [state for force in forces if (state := _land_of_party(cast, force)) is not None])
    for state, times in counted.items():
        only_one = times == 1 and any(m.actor == state and _is_one_of_them(cast, m) for m in told)
        votes[state] += 2 * (times == top and not only_one)
    if top > 1:
        votes = Counter({state: n for state, n in votes.items() if counted[state] == top})
    return _first_of(votes)


def _is_one_of_them(cast: Company, mention: "Mention") -> bool:
    """Whether a state is named for one of its people or things: "a Soviet engineer"."""
    doc = cast.paragraphs[mention.paragraph].doc
    return mention.how == "demonym" and mention.first > 0 and doc[mention.first - 1].lower_ in {"a", "an"}


def land_of(cast: Company) -> str | None:
    """The state in which most towns and bands named in a report are."""
    return _first_of(_of_the_land(cast))


def _first_of(votes: Counter[str]) -> str | None:
    ranked = votes.most_common(2)
    enough = ranked and ranked[0][1] > 1  # one village alone may be that of another land
    return ranked[0][0] if enough and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]) else None


def _land_of_party(cast: Company, actor: str) -> str | None:
    known = cast.registry.actors.get(actor)
    return state_of(known.country, cast.registry) if known is not None and known.country is not None else None


def _of_the_land(cast: Company) -> Counter[str]:
    """How many towns and bands a report names of each state, each once; a capital for two."""
    towns: dict[tuple[str, str], int] = {}
    acting: set[str] = set()
    for paragraph, mentions in zip(cast.paragraphs, cast.mentions, strict=True):
        doc = paragraph.doc
        for m in mentions:
            kind, at = cast.kind(m.actor), doc[m.last]
            there = at.dep_ == "nsubj" or (at.dep_ == "pobj" and at.head.lower_ in _AT)
            state = _land_of_party(cast, m.actor) if kind in {"armed group", "party"} else None
            if m.how == "metonym" and kind == "state" and there and not _is_in_passing(cast, m):
                towns[doc[m.first : m.last + 1].text, m.actor] = 2
            elif state is not None:
                towns[m.actor, state] = 1
        taken = {i for m in mentions for i in range(m.first, m.last + 1)}
        for entity in doc.ents:
            if entity.label_ != "GPE" or entity.start in taken:
                continue
            surname = entity.start > 0 and doc[entity.start - 1].pos_ == "PROPN"
            letters = entity.text.isupper() and len(entity.text) < _A_WORD  # "JEM", which is also a village
            if entity.root.dep_ in {"nsubj", "poss"}:
                acting.add(entity.text)  # "Brunn lodged a protest": a land that no list knows
            country = cast.country_of(entity.text) if not surname and not letters else None
            state = state_of(country, cast.registry) if country is not None else None
            if state is not None:
                towns[entity.text, state] = 1
    votes: Counter[str] = Counter()
    for (name, state), worth in towns.items():
        votes[state] += worth * (name not in acting)
    return +votes


_A_WORD = 6
_AT = {"in", "of", "at", "near", "outside", "around", "into", "from"}
