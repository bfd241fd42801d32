"""Which state a report is about: how often it names one, where it was sent from, and the headings of its items."""

import re
from collections import Counter
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from talion.codebook.registry import Registry
    from talion.coding.parsing.language import Paragraph
    from talion.coding.sides.newcomers import Mention


class Company(Protocol):
    """What these rules need of the cast of a report."""

    registry: "Registry"
    paragraphs: "list[Paragraph]"
    mentions: "list[list[Mention]]"

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


# "From our Correspondent in Colombo".
_BYLINE = re.compile(
    r"^(?:From|By) (?:[Oo]ur|[Aa]|[Tt]he) (?:[Oo]wn |[Ss]pecial |[Ss]taff )*[Cc]orrespondents?,? (?:in |at )?"
    r"(?P<town>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*)\.?$",
    re.MULTILINE,
)
# "CARACAS -", "SUÁREZ, Cauca -": an item's own dateline, with the region where one stands.
_OF_ITEM = re.compile(r"(?P<town>[A-ZÀ-Þ][A-ZÀ-Þ'’. -]{2,25})(?:, (?P<region>[A-Z][\w. ]{2,20}?))? (?:—|–|--?) ")
_ITEMS = 3


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
    bodies = [p for p in cast.paragraphs if p.kind not in {"headline", "standfirst", "caption"}]
    for paragraph in bodies[:_READ]:
        whole = paragraph.report.text
        # the reader may have told the dateline apart from the paragraph
        found = _DATELINE.match(whole, whole.rfind("\n", 0, paragraph.start) + 1)
        if found is None or len(found["town"].split()) > 3 or (found[0].rstrip()[-1] == "." and "," in found[0]):
            continue
        country = cast.country_of(found["region"] or "") or cast.country_of(found["town"])
        if country is not None:
            return state_of(country, cast.registry)
    return None


def state_of(country: str, registry: "Registry") -> str | None:
    """The state that a country's code stands for, where one is known."""
    states = [a for a, known in registry.actors.items() if known.kind == "state" and known.country == country]
    return states[0] if len(states) == 1 else None


def sections(cast: Company) -> list[str | None]:
    """Whose item each paragraph is part of, in a bulletin that goes from state to state: "Niger. American troops …".

    A report has items where at least two states stand as headings; before the first, and elsewhere, None. Items may
    stand under the towns that they were sent from instead: "BOGOTÁ - The truce that never was".
    """
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
    found: list[str | None] = []
    for head in heads:
        current = head or current
        found.append(current)
    return found


_ENVOYS = {
    "ambassador", "envoy", "chargé", "charge", "attaché", "attache", "consul", "nuncio", "counterpart", "embassy",
}  # fmt: skip


def _is_of_an_envoy(cast: Company, mention: "Mention") -> bool:
    """Whether a state is named for its envoy alone, a guest in the state of the story: "the Malian ambassador"."""
    doc = cast.paragraphs[mention.paragraph].doc
    if any(t.lower_ in _ENVOYS for t in doc[mention.first : mention.last + 2]):
        return True
    before = doc[max(mention.first - 3, 0) : mention.first]
    return len(before) > 1 and before[-1].lower_ in {"of", "to", "the"} and any(t.lower_ in _ENVOYS for t in before)


def state_named_most(cast: Company, number: int, home: str | None) -> str | None:
    """The state named most often up to here, whose "the government" and "the army" a report means.

    `home` is the state it was sent from: that one, where the headline names it or the rest a third as often as any
    other, since a paper names its own land less than the lands it tells of; and where no other is named.
    """
    told = [
        m
        for mentions in cast.mentions[: number + 1]
        for m in mentions
        if cast.kind(m.actor) == "state" and not _is_of_an_envoy(cast, m)
    ]
    counted = Counter(m.actor for m in told if m.how != "metonym")
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
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]
