"""Parties that no list knows: new groups, new states, and the side whose voice a report is."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from talion.codebook.word_classes import word_class

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Token

    from talion.codebook.registry import Registry
    from talion.coding.parsing.language import Paragraph
    from talion.records import Actor


class Company(Protocol):
    """What these rules need of the cast of a report: its paragraphs, the mentions so far, and a way to add a party."""

    registry: "Registry"
    paragraphs: "list[Paragraph]"
    mentions: "list[list[Mention]]"
    new: "dict[str, Actor]"
    own: str | None
    home: str | None
    items: "list[str | None]"
    abroad: set[str]

    @property
    def is_place(self) -> "Callable[[str], bool]":
        """Whether a list of places knows a name."""

    def kind(self, actor: str) -> str:
        """What kind of thing an actor is."""

    def at(self, number: int, token: int) -> "Mention | None":
        """The mention that holds a token."""

    def add(self, name: str, kind: str, *, also: str | None = None) -> str:
        """The id of a provisional actor."""

    def state_of_the_story(self, number: int) -> str | None:
        """The state that the report is about."""

    def land(self) -> str | None:
        """The state in which most towns and bands named in the report are."""


_ADJECTIVAL = ("an", "ian", "ish", "ese", "ic", "i")
_OF_STATES = frozenset(
    {
        "army", "artillery", "troop", "force", "jet", "warplane", "soldier", "border", "post", "government", "minister",
        "president", "police", "navy", "guard", "ministry", "military", "drone", "missile", "helicopter", "territory",
        "official", "spokesman", "village", "town", "parliament", "ambassador", "side", "patrol", "warship", "general",
        "intelligence", "television", "media", "embassy", "consulate", "diplomat", "airspace", "citizen", "soil",
    }
)  # fmt: skip
_DASHES = {"-", "--", "–", "—"}
_NAMED = {"ORG", "NORP", "FAC", "PERSON", "GPE", "PRODUCT", "WORK_OF_ART"}
GROUP_NAME = re.compile(
    r"\b(Army|Front|Brigades?|Forces?|Movement|Guards?|Order|Legion|Militia|Command|League|Battalions?|"
    r"Council|Resistance|"
    r"Party|Police|Ministry|Union|Alliance|Corps|Regiment|Fighters|Rebels|Liberation|Defen[cs]e|State|Group|"
    r"Organi[sz]ation|"
    r"Companies|Column|Division|Wing|Network|Coalition|Cartel|Hezbollah|Ansar|Jaish|Harakat|Kataib|Saraya|"
    r"Commandos?|Volunteers|Partisans|Vanguard|Phalanx|Mujahideen|Liwa|Lashkar|Authority|Salvation|Junta|Tigers|Gang|Insurgency|Insurgents|Republic|Committee|Emirate|Separatists)\b"
)
# Organs that every state has: whose they are stands beside them, or goes without saying.
BARE_ORGAN = re.compile(
    r"(?:(?:The|the) )?(?:(?:Air|Armed|Ground|Land|Naval|Special|Security|Defen[cs]e|Border|Police) Forces?|"
    r"(?:National|Border|Coast|Presidential|Republican|Royal|Home) Guards?|Air Defen[cs]e|General Staff|High Command|"
    r"(?:Defen[cs]e|Foreign|Interior|Justice|Information|Health) Ministry|Military Police|Border Police|"
    r"Ministry of (?:Defen[cs]e|Foreign Affairs|the Interior|Interior|Justice|Information|Health)|"
    r"(?:Supreme|High|Constitutional) Court|Armed Services|State Security|(?:Foreign|Home|Cabinet) Office)"
)
_BEFORE_GROUP = re.compile(
    r"\b[Tt]he ((?:[A-Z][\w'-]+ ){1,4})(?:gang|militia|cartel|rebels|guerrillas|insurgents|rebel group|armed group|"
    r"militant group|separatists|faction|insurgency|terror group|militants|fighters|mercenaries)\b"
)
_IS_GROUP = re.compile(
    r"\b((?:[A-Z][\w'-]+ )*[A-Z][\w'-]+), (?:a|an|the) (?:[\w-]+ ){0,4}?(?:militia|gang|cartel|rebel group|armed group|"
    r"militant group|guerrilla group|insurgent group|separatist group|rebel movement|guerrilla movement|"
    r"separatist movement|armed wing|terrorist group)\b"
)
# "Depots of the Ashen Banner": what only a band has.
_OF_GROUP = re.compile(
    r"\b(?:fighters|gunmen|militants|rebels|guerrillas|insurgents|camps?|depots?|strongholds?|hideouts?|arsenals?) "
    r"of the ((?:[A-Z][\w'-]+ ){1,3}[A-Z][\w'-]+)\b"
)
# "Defence Minister Adar Poe": a person.
_OFFICE_HELD = re.compile(r"\b(?:Minister|Secretary|President|Premier|Chief|Commander|Spokes\w+) [A-Z]")
NO_GROUP = frozenset({
    "North", "South", "East", "West", "Islamist", "Sunni", "Shia", "Shiite", "Muslim", "Christian", "Maoist", "Marxist",
    "Communist", "Islamic", *map(str.title, word_class("calendar")),
})  # fmt: skip
# What stands behind the adjective of a state: its forces, its things, its people.
_BELONGS = _OF_STATES | word_class("things") | word_class("people") | word_class("weapons") | word_class("groups")


def _is_of_a_state(token: "Token") -> bool:
    head = token.head.lemma_.lower()
    adjectival = token.text.endswith(_ADJECTIVAL)
    return head in _OF_STATES or (adjectival and (head in _BELONGS or token.ent_type_ == "NORP"))


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where an actor is named: tokens `first` to `last`, both included, of one paragraph."""

    paragraph: int
    first: int
    last: int
    actor: str
    how: str


def find_new_groups(cast: "Company") -> None:
    """Parties that the registry does not know and whose names end or begin like a group's."""
    spans: dict[str, list[tuple[int, int, int]]] = {}
    lands: dict[str, str | None] = {}
    for number, paragraph in enumerate(cast.paragraphs):
        for entity in paragraph.doc.ents:
            first, last = entity.start, entity.end - 1
            while first <= last and (paragraph.doc[first].is_punct or paragraph.doc[first].pos_ == "DET"):
                first += 1
            for at in range(first, last):
                if paragraph.doc[at].text in _DASHES and at and paragraph.doc[at - 1].whitespace_:
                    first = at + 1  # "PORT PERRIN - Police": the dateline is no part of the name
            while last >= first and (paragraph.doc[last].is_punct or paragraph.doc[last].tag_ == "POS"):
                last -= 1
            if first > last:
                continue
            name = paragraph.doc[first : last + 1].text
            over = [m for m in cast.mentions[number] if m.first <= last and first <= m.last]
            if over and not _is_a_movement(name, over, first, last):
                continue
            if name.startswith("State ") and paragraph.doc[max(first - 2, 0) : first].text == "Secretary of":
                continue
            if (
                entity.label_ in _NAMED
                and (over or GROUP_NAME.search(name))
                and " " in name
                and name[0].isupper()
                and not BARE_ORGAN.fullmatch(name)
                and not _OFFICE_HELD.search(name)
            ):
                spans.setdefault(name, []).append((number, first, last))
                cast.mentions[number] = [m for m in cast.mentions[number] if m not in over]
                if over and over[0].actor in cast.registry.actors:
                    lands[name] = cast.registry.actors[over[0].actor].country
    for paragraph in cast.paragraphs:
        for pattern in (_BEFORE_GROUP, _IS_GROUP, _OF_GROUP):
            for found in pattern.finditer(paragraph.text):
                name = found[1].strip(" ,")
                if found[0].endswith(("gang", "cartel")) and cast.is_place(name):
                    name = paragraph.text[found.start(1) : found.end()]  # "the Cali cartel": Cali is still a town
                _name_all(name, spans, cast)
    for name, places in spans.items():
        actor = _named_here(name, cast) or cast.add(name, "armed group")
        if actor in cast.new and lands.get(name) is not None:
            cast.new[actor] = replace(cast.new[actor], country=lands[name])
        for number, first, last in places:
            cast.mentions[number].append(Mention(number, first, last, actor, "name"))
            cast.mentions[number].sort(key=lambda m: m.first)


_OF_NO_STATE = re.compile(
    r"\b(Front|Movement|Resistance|Liberation|League|Brigades?|Tigers|Salvation|Insurgents|Separatists|Congress|"
    r"Opposition|Revolutionary|Uprising|Jihad)\b"
)


def _is_a_movement(name: str, over: "list[Mention]", first: int, last: int) -> bool:
    """Whether a name is a movement's that holds its people's: "the Rwandan Patriotic Front" is not Rwanda."""
    people = len(over) == 1 and over[0].how == "demonym" and first <= over[0].first == over[0].last < last
    return people and last - first >= 2 and _OF_NO_STATE.search(name) is not None


_ABBREVIATED = re.compile(
    r"\b((?:[A-Z][\w'-]+ (?:(?:of|for|the|and|de|la|del) )*){1,7}[A-Z][\w'-]+)"
    r"(?: [\[(]|,? (?:or |known as |called )(?:the )?|, the )([A-Z][A-Za-z]{1,8}\b)"
)


def find_abbreviated(cast: "Company") -> None:
    """ "The Farabundo Marti National Liberation Front (FMLN)": one party under both names, all through the report."""
    for paragraph in cast.paragraphs:
        for found in _ABBREVIATED.finditer(paragraph.text):
            full, short = re.sub(r"^The ", "", found[1]), found[2]
            initials = {word[0] for word in full.split() if word[0].isupper()}
            if found[0][-len(short) - 1] not in "([" and not (short.isupper() and set(short) <= initials):
                continue  # "the Antiterrorist Liberation Groups, the GAL"
            if sum(letter in initials for letter in short.upper()) < 0.6 * len(short) or short[1:].islower():
                continue
            known = [cast.registry.find(name) for name in (short, full)]
            ids = [names[0].actor for names in known if len(names) == 1]
            if not ids and not GROUP_NAME.search(full):
                continue
            actor = ids[0] if ids else cast.add(full, "armed group", also=short)
            for name in (full, short):
                spans: dict[str, list[tuple[int, int, int]]] = {}
                _name_all(name, spans, cast)
                for number, first, last in spans.get(name, ()):
                    cast.mentions[number].append(Mention(number, first, last, actor, "name"))
                    cast.mentions[number].sort(key=lambda m: m.first)


def _named_here(name: str, cast: "Company") -> str | None:
    """The known actor that bears this name too and that the report names otherwise: "ELN", then "the National …"."""
    plain = name.lower().removeprefix("the ")
    here = {m.actor for mentions in cast.mentions for m in mentions}
    bearers = [
        a
        for a in sorted(here)
        if (known := cast.registry.actors.get(a)) is not None
        and any(_unqualified(n.text.lower()) == plain for n in known.names)
    ]
    return bearers[0] if len(bearers) == 1 else None


def _unqualified(name: str) -> str:
    """A name without what a list adds to tell it from others: "National Liberation Army (Colombia)"."""
    return re.sub(r" \([^)]*\)$", "", name).removeprefix("the ")


def _name_all(name: str, spans: dict[str, list[tuple[int, int, int]]], cast: "Company") -> None:
    """Every place where a name stands that the report calls a gang, a militia or a band of rebels."""
    name = re.sub(r"^(?:The|A|An|In|On|But|And|Of|For|While|When|As|After) ", "", name)
    words = name.split()
    if not words or name in spans or len(name) < 3 or words[-1] in NO_GROUP or words[0] in NO_GROUP:
        return
    places = []
    for number, paragraph in enumerate(cast.paragraphs):
        for found in re.finditer(rf"\b{re.escape(name)}\b", paragraph.text):
            span = paragraph.doc.char_span(found.start(), found.end(), alignment_mode="expand")
            if span is None or any(m.first < span.end and span.start <= m.last for m in cast.mentions[number]):
                continue
            places.append((number, span.start, span.end - 1))
    spans[name] = places


def find_new_states(cast: "Company") -> None:
    """Countries and peoples that nobody lists: "Doruvian troops" and "Doruvia said" are one new party.

    A capitalised word counts where it stands before what belongs to a state ("artillery", "border post") or says
    and does something, no list knows it as a place, and its stem is told at least twice in the report.
    """
    found: dict[str, list[tuple[int, Token, bool]]] = {}
    capitals = [(n, t) for n, p in enumerate(cast.paragraphs) for t in p.doc if t.shape_[:1] == "X"]
    for number, token in capitals:
        if len(token) < 5 or token.pos_ not in {"PROPN", "ADJ"} or token.ent_type_ in {"DATE", "PERSON", "TIME"}:
            continue
        before = token.dep_ in {"amod", "compound", "nmod"} and _is_of_a_state(token)
        acts = token.dep_ in {"nsubj", "poss"} and token.ent_type_ in {"", "GPE", "NORP", "ORG", "LOC"}
        if not before and not acts:
            continue
        if cast.at(number, token.i) is not None or (
            cast.is_place(token.text)
            and not token.text.endswith(_ADJECTIVAL[:4])
            and not _has_a_foreign_ministry(token)
        ):
            continue
        found.setdefault(token.text.lower()[: max(4, len(token) - 3)], []).append((number, token, acts))
    for stem, places in found.items():
        told = [t for _, t in capitals if t.lower_.startswith(stem)]
        organ = any(token.dep_ == "poss" and token.head.lemma_.lower() in _ONLY_OF_STATES for _, token, _ in places)
        adjective = any(token.pos_ == "ADJ" or token.text.endswith(_ADJECTIVAL) for _, token, _ in places)
        if len(told) < 2 or not (adjective or organ):
            continue
        written = [t.text for t in told if not t.is_upper] or [t.text.title() for t in told]
        nouns = [text for text in written if not text.endswith(_ADJECTIVAL)]
        actor = cast.add(nouns[0] if nouns else written[0], "state")
        for number, paragraph in enumerate(cast.paragraphs):
            for token in paragraph.doc:
                if token in told and cast.at(number, token.i) is None:
                    how = "demonym" if token.lower_.endswith(_ADJECTIVAL) else "name"
                    cast.mentions[number].append(Mention(number, token.i, token.i, actor, how))
            cast.mentions[number].sort(key=lambda m: m.first)


def _has_a_foreign_ministry(token: "Token") -> bool:
    """ "Karsun's foreign ministry": what no town has, though one of that name may lie somewhere."""
    head = token.head
    kinds = {c.lower_ for c in head.lefts}
    return token.dep_ == "poss" and (
        head.lemma_.lower() == "ambassador"
        or (head.lemma_.lower() in {"ministry", "minister"} and bool(kinds & {"foreign", "defence", "defense"}))
    )


_ONLY_OF_STATES = {
    "government", "ministry", "army", "navy", "ambassador", "embassy", "warship", "airspace", "frontier", "parliament",
    "senate", "coastguard", "chamber",
}  # fmt: skip


_VOICE = re.compile(
    r"\b(ministry|press service|organ of|media office|army|forces|military|government|command|brigades?|front|"
    r"directorate|presidency|general staff|spokes\w+ of|information office)\b",
    re.IGNORECASE,
)


# "Ministry of Defence of X", "Armed Forces of the Republic of X": whose organ speaks where no list knows the state.
_STATE_ORGAN = re.compile(
    r"\b(?:Ministry|Government|Presidency|Army|Navy|Air Force|Armed Forces|Forces|General Staff)\b[^,;(]*"
    r"\bof (?:the )?(?:Republic of |Kingdom of |State of )?"
    r"(?!Defen[cs]e\b|Interior\b|Foreign\b|Information\b|Justice\b|State\b|Security\b|Staff\b|War\b)"
    r"([A-Z][\w'’-]+)(?=\s*(?:[,;(]|$))"
)


# "Statement by the Ministry of Foreign Affairs of X on the blockade": the heading says whose voice it is.
_STATEMENT = re.compile(
    r"(?:Joint |Official |Press )?(?:[Ss]tatement|[Cc]ommuniqu[ée]|[Dd]eclaration|[Rr]elease|[Aa]nnouncement)"
    r"(?: (?:No\.? ?)?\d+)? (?:by|of|from|issued by) (?P<by>(?:the )?[A-Z].*?)"
    r"(?= (?:on|about|regarding|concerning|over|following|after|to)\b|[,;:(]|$)"
)


def own_side(cast: "Company") -> str | None:
    """The party whose own voice the report is: a ministry's press service, an armed group's organ; None for a paper."""
    outlet = cast.paragraphs[0].report.outlet if cast.paragraphs else None
    heading = _STATEMENT.match(cast.paragraphs[0].text) if cast.paragraphs else None
    if heading is not None and not (outlet and _VOICE.search(outlet)):
        outlet = heading["by"]
    if not outlet or not _VOICE.search(outlet):
        return None
    known = [name.actor for name in cast.registry.find(outlet)]
    new = [a.id for a in cast.new.values() if re.search(rf"\b{re.escape(a.name)}\b", outlet)]
    named = [*new, *known]
    states = [a for a in named if cast.kind(a) == "state"]
    if heading is not None and states and re.search(r"\b(?:Ministry|Government|Presidency|Office)\b", outlet):
        return states[0]
    if named:
        return named[0]
    organ = _STATE_ORGAN.search(outlet)
    return cast.add(organ[1], "state") if organ is not None else None


# How a side in its own words speaks of its enemy, and of its own.
_HATED = {"so", "so-called", "called", "terrorist", "mercenaries", "mercenary", "enemy", "regime", "gangs"}
_LOVED = {"heroes", "heroic", "brothers", "comrades", "our", "allies", "martyrs", "lions"}


def enemy_of(own: str, cast: "Company") -> str | None:
    """Whom "the enemy" means in a side's own words: the party that it names most, beside itself and who is with it."""
    counted: Counter[str] = Counter()
    friends: set[str] = set()
    for paragraph, mentions in zip(cast.paragraphs, cast.mentions, strict=True):
        for m in mentions:
            if (
                m.actor == own
                or cast.kind(m.actor) not in {"state", "armed group", "government", "unknown", "force"}
                or m.actor in cast.registry.members(own)
            ):
                continue
            before = {t.lower_ for t in paragraph.doc[max(m.first - 5, 0) : m.first + 1]}
            counted[m.actor] += 3 if before & _HATED else 1
            if before & _LOVED:
                friends.add(m.actor)
    for friend in friends:
        del counted[friend]
    ranked = counted.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]
