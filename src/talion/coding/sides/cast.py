"""Who stands behind the noun phrases of one report: known actors, new ones, the unnamed, "the group", "they"."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from talion.codebook.acts import act_words
from talion.codebook.registry import Registry
from talion.codebook.word_classes import word_class
from talion.coding.models.readings import Readings
from talion.coding.parsing.language import Paragraph
from talion.coding.sides.names import mark_names
from talion.coding.sides.newcomers import (
    BARE_ORGAN,
    GROUP_NAME,
    Mention,
    enemy_of,
    find_abbreviated,
    find_new_groups,
    find_new_states,
    find_offices,
    own_side,
)
from talion.records import Actor, Name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spacy.tokens import Doc, Span, Token

# Nouns that stand for a party already named.
GROUP_NOUNS = word_class("groups")
# Nouns for people; whose they are stands beside them ("US troops", "fighters of the group").
PEOPLE_NOUNS = word_class("people")
# Perpetrators who are people and nothing more: the event keeps its perpetrator unknown.
_UNNAMED = word_class("unnamed")
THING_NOUNS = word_class("things")
# "Iraqi militia", "Palestinian gunmen": the country beside them does not make them the state's.
_NOT_OF_STATE = word_class("not_of_state")
# Nationals who do not act for their state: kept as recipients, never as actors.
_CIVIL = word_class("nationals")
_SHARES = frozenset(
    [
        "string",
        "series",
        "pair",
        "trio",
        "part",
        "number",
        "hundred",
        "dozen",
        "score",
        "scores",
        "majority",
        "couple",
        "lot",
        "handful",
        "most",
        "some",
        "rest",
        "half",
        "one",
        "many",
        "several",
        "thousand",
    ]
)
# Nouns that shoot: "rockets hit the base" tells an attack by nobody known.
WEAPON_NOUNS = word_class("weapons")
_ARMED = frozenset({
    "rebel", "guerrilla", "insurgent", "militant", "fighter", "separatist", "jihadist", "militiaman", "terrorist",
    "extremist", "paramilitary",
})  # fmt: skip
# Whose they are goes without saying where a report is about one state.
_OF_THE_STATE = frozenset({
    "police", "policeman", "troop", "troops", "soldier", "prosecutor", "authorities", "authority", "gendarme",
    "officer", "marine", "commando", "official", "judge", "minister", "paratrooper", "serviceman", "guard", "conscript",
    "reservist",
})  # fmt: skip
# In the plural, those of the two sides of a quarrel: "the presidents spoke".
_FORCES_OF_STATES = frozenset({"army", "military", "navy", "police", "coastguard"})
_OFFICES = frozenset({"president", "minister", "leader", "premier", "chancellor", "king", "neighbour", "neighbor"})
_ORGANS = frozenset({
    "police", "army", "military", "navy", "authorities", "authority", "government", "parliament", "coastguard",
    "customs", "court", "judiciary", "presidency", "cabinet",
})  # fmt: skip
_OWN_ORGANS = frozenset({
    "ministry", "republic", "command", "force", "forces", "defence", "defense", "army", "navy", "staff", "unit",
    "movement", "leadership", "organisation", "organization", "front",
})  # fmt: skip
_SINGULAR = {"bases": "base", "axes": "axe", "troops": "troop"}
_HOUSING = {"house", "host", "hold", "contain", "accommodate", "shelter", "station", "use", "man", "guard", "serve"}
_OWNING = {"control", "use", "belong", "run", "own", "operate", "hold", "occupy", "man", "link", "affiliate"}
_ITEM = re.compile(r"[A-Z][\w .,'’-]{1,40} [-–—] ")
ON_TERRITORY = "on whose territory it is"
ASKED = "who did it is asked, and not said"
_PRONOUNS = {
    "it",
    "they",
    "he",
    "she",
    "them",
    "him",
    "her",
    "its",
    "their",
    "his",
    "whose",
    "who",
    "which",
    "that",
    "we",
    "i",
    "our",
    "us",
    "my",
}
_GROUP_KINDS = {"armed group", "umbrella", "force", "party", "organisation", "intergovernmental", "unknown", "set"}
_OF_HEADS = frozenset(
    {
        "Army",
        "Brigade",
        "Brigades",
        "Council",
        "Front",
        "Guardians",
        "Hand",
        "League",
        "Lions",
        "Martyrs",
        "Movement",
        "Order",
        "Partisans",
        "Party",
        "Soldiers",
        "Sons",
        "Union",
    }
)
_OF_NAME = re.compile(r"of (?:the )?[A-Z][\w'-]+(?: [A-Z][\w'-]+)*")
# Words that stand in capitals at the head of a line, and are nobody's name.
_COMMON = PEOPLE_NOUNS | GROUP_NOUNS | _UNNAMED | word_class("roles")
_WHERE = frozenset({"in", "at", "near", "from", "into", "through", "off", "outside", "around", "across", "within"})
_TITLES = re.compile(
    r"^(?:(?:the|former|then|acting|deputy|Mr|Mrs|Ms|Dr|Sir|President|Prime Minister|Minister|General|Gen\.?|"
    r"Gen|Colonel|"
    r"Col\.?|Major|Maj\.?|Captain|Capt\.?|Lieutenant|Lt\.?|Brigadier|Brig\.?|Sheikh|Ayatollah|Imam|Senator|Sen\.?|"
    r"Foreign|Defen[cs]e|Interior|Home|Special|Advisor|Adviser|Envoy|Ambassador|Governor|Judge|Justice|"
    r"Professor|Prof\.?|Secretary|King|Prince|Chancellor|Premier|Commander|Admiral|Adm\.?|Sgt\.?|Sergeant|Rep\.?)\s+)+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Party:
    """Who a noun phrase stands for: `actors` () when nobody that has a name; `why` says by which rule.

    `thing` means that the phrase is a thing and `actors` whose it is. `civilian` is None where the words do not say.
    `nationals` means private people of a state, as in "a US contractor".
    """

    actors: tuple[str, ...] = ()
    first: int = -1
    last: int = -1
    thing: bool = False
    unnamed: bool = False
    civilian: bool | None = None
    nationals: bool = False
    why: str = ""

    @property
    def acting(self) -> "Party":
        """The same words as the one who acts: nationals of a state do not act for it."""
        return replace(self, actors=(), unnamed=True) if self.nationals else self


@dataclass(slots=True)
class Cast:
    """The actors of one report, and the rules that find them behind its words."""

    registry: Registry
    paragraphs: list[Paragraph]
    is_place: "Callable[[str], bool]" = lambda _: False
    mentions: list[list[Mention]] = field(default_factory=list)
    new: dict[str, Actor] = field(default_factory=dict)
    own: str | None = None
    offices: dict[tuple[int, int], str] = field(default_factory=dict)
    speaker_at: "Callable[[int, int], str | None]" = lambda _, __: None
    readings: Readings = field(init=False)

    def __post_init__(self) -> None:
        self.readings = Readings(self.paragraphs)
        self.mentions = [self._find(number, paragraph) for number, paragraph in enumerate(self.paragraphs)]
        mark_names([paragraph.doc for paragraph in self.paragraphs], self.mentions, self.kind, self.is_place)
        find_abbreviated(self)
        find_new_groups(self)
        find_new_states(self)
        self.own = own_side(self)
        self.offices = find_offices(self)

    def kind(self, actor: str) -> str:
        """What kind of thing an actor of this report is."""
        known = self.registry.actors.get(actor) or self.new.get(actor)
        return known.kind if known else "set" if self.registry.is_group(actor) else "unknown"

    def at(self, number: int, token: int) -> Mention | None:
        """The mention that holds this token."""
        return next((m for m in self.mentions[number] if m.first <= token <= m.last), None)

    def party(self, number: int, token: "Token", *, depth: int = 0) -> Party:
        """Who the noun phrase with this head stands for."""
        if depth > 4:
            return Party(first=token.i, last=token.i)
        together = [self._exactly(number, self._single(number, token, depth))]
        for other in (*token.conjuncts, *_beside_in_headline(token)):
            if other.i > token.i and other.pos_ in {"NOUN", "PROPN", "PRON", "NUM", "ADJ"} and other.head.i >= token.i:
                if other.lemma_.lower() in act_words().nouns or is_place_of_conjunct(other):
                    continue  # "the militia and Iran's calls"; "in Iraq and Syria" read as "the group and Syria"
                together.append(self._single(number, other, depth + 1))
        if len(together) == 1:
            return together[0]
        actors = tuple(dict.fromkeys(actor for party in together for actor in party.actors))
        return Party(
            actors,
            together[0].first,
            max(party.last for party in together),
            any(party.thing for party in together),
            not actors and any(party.unnamed for party in together),
            together[0].civilian,
            all(party.nationals for party in together),
            together[0].why,
        )

    def _exactly(self, number: int, party: Party) -> Party:
        """ "Iran-backed militia Kataib Hezbollah": the name that follows a description, instead of the description."""
        if len(party.actors) != 1 or self.kind(party.actors[0]) != "set":
            return party
        for mention in self.mentions[number]:
            gap = mention.first - party.last
            is_member = mention.actor in self.registry.members(party.actors[0])
            if 1 <= gap <= 2 and mention.how == "name" and (is_member or mention.actor in self.new):
                return replace(party, actors=(mention.actor,), last=mention.last, why="the name behind the description")
        return party

    def _single(self, number: int, token: "Token", depth: int) -> Party:
        lemma = _SINGULAR.get(token.lower_, token.lemma_.lower())
        first, last = phrase_of(token)
        if lemma in _PRONOUNS and token.pos_ in {"PRON", "DET", "SCONJ"}:
            above = _clause_above(token) if lemma in {"they", "he", "she"} else None
            if above is not None:
                several = self.party(number, above, depth=depth + 1)
                if several.actors:
                    return Party(several.actors, first, last, why="the subject of the clause above")
            actor, why = self._antecedent(number, token)
            return Party((actor,) if actor else (), first, last, why=why)
        held = self.offices.get((number, token.i))
        if held is not None:
            return Party((held,), first, last, why="by the office of the one named")
        if lemma == "capital" and any(c.lower_ == "the" for c in token.lefts):
            state = self.state_of_the_story(len(self.paragraphs) - 1)
            return Party((state,) if state else (), first, last, thing=True, why=ON_TERRITORY)
        if lemma == "enemy" and self.own is not None:
            other = enemy_of(self.own, self)
            return Party((other,) if other else (), first, last, why="whom the side whose voice this is fights")
        if (lemma in _SHARES or token.pos_ == "NUM") and not any(
            m.first <= token.i <= m.last for m in self.mentions[number]
        ):
            inner = next((i for c in token.rights if c.lower_ == "of" for i in c.children if i.dep_ == "pobj"), None)
            if inner is not None:  # "part of the building", "25 of the group's fighters"
                return replace(self.party(number, inner, depth=depth + 1), first=first)
        named = [
            m for m in self.mentions[number] if (first <= m.first and m.last <= last) or m.first <= token.i <= m.last
        ]
        last = max([last, *(m.last for m in named if m.first <= token.i <= m.last)])
        at_head = [m for m in named if m.last == last or m.first <= token.i <= m.last]
        if lemma in THING_NOUNS and not any(m.how == "name" and m.first <= token.i <= m.last for m in named):
            return self._thing(number, token, first, last, named, depth)
        proper = [m for m in named if m.how == "name" and self.kind(m.actor) not in {"state", "people", "set"}]
        if proper:
            return Party((proper[-1].actor,), first, last, civilian=_civilian(token), why="named")
        if lemma in GROUP_NOUNS and lemma not in PEOPLE_NOUNS:
            return self._group(number, token, first, last, named, depth)
        if lemma in PEOPLE_NOUNS or token.tag_ == "NNS":
            return self._people(number, token, first, last, named, depth)
        if at_head:
            return Party((at_head[-1].actor,), first, last, why=f"named ({at_head[-1].how})")
        beside = self._beside(number, token, depth)
        if beside is not None:
            return beside
        if named and token.pos_ in {"NOUN", "PROPN", "ADJ"}:
            return Party(
                (named[-1].actor,), first, last, civilian=_civilian(token), why=f"by the word before ({named[-1].how})"
            )
        unnamed = lemma in _UNNAMED
        return Party((), first, last, unnamed=unnamed, why="unnamed" if unnamed else "no party known by these words")

    def _thing(self, number: int, token: "Token", first: int, last: int, named: list[Mention], depth: int) -> Party:
        for child in token.rights:
            if child.dep_ in {"acl", "relcl"}:
                owner = self._owner(number, child, depth)
                if owner.actors:
                    return Party(owner.actors, first, max(last, owner.last), thing=True, why="whose it is")
            if child.dep_ == "prep" and child.lower_ in {"of", "for"}:
                for inner in child.children:
                    if inner.dep_ == "pobj":
                        party = self.party(number, inner, depth=depth + 1)
                        if party.actors and party.why == ON_TERRITORY:  # "the airport of the capital"
                            return replace(party, first=first, thing=True)
                        if party.actors and not party.thing:
                            return Party(party.actors, first, party.last, thing=True, why="whose it is ('of')")
        if named:
            return Party((named[-1].actor,), first, last, thing=True, why="whose it is, by the word before")
        owner_token = next((c for c in token.lefts if c.dep_ == "poss"), None)
        if owner_token is not None:
            party = self._single(number, owner_token, depth + 1)
            return Party(party.actors, first, last, thing=True, why="whose it is, by possessive")
        for child in token.rights:
            if child.dep_ == "prep" and child.lower_ in {"in", "inside"}:
                for inner in child.children:
                    mention = self.at(number, inner.i) if inner.dep_ == "pobj" else None
                    if mention is not None and mention.how == "name" and self.kind(mention.actor) == "state":
                        return Party((mention.actor,), first, last, thing=True, why=ON_TERRITORY)
        return Party((), first, last, thing=True, why="a thing whose owner the words do not give")

    def _owner(self, number: int, verb: "Token", depth: int) -> Party:
        lemma = verb.lemma_.lower()
        for child in verb.children:
            if child.dep_ == "agent" or (
                child.dep_ == "prep" and child.lower_ in {"by", "to", "with"} and lemma in _OWNING
            ):
                for inner in child.children:
                    if inner.dep_ == "pobj":
                        return self.party(number, inner, depth=depth + 1)
            if lemma in _HOUSING and child.dep_ in {"dobj", "obj"}:
                return self.party(number, child, depth=depth + 1)
            # "bases that house US troops": the small parser reads "house" as a noun beside the troops
            if child.dep_ in {"nsubj", "attr"} and lemma not in _OWNING and child.lemma_.lower() in PEOPLE_NOUNS:
                return self.party(number, child, depth=depth + 1)
        return Party()

    def _people(self, number: int, token: "Token", first: int, last: int, named: list[Mention], depth: int) -> Party:
        lemma = token.lemma_.lower()
        civilian = _civilian(token)
        groups = [m for m in named if m.how in {"set", "name"}]
        chosen = groups or named
        if lemma in _NOT_OF_STATE:
            chosen = [m for m in chosen if self.kind(m.actor) not in {"state", "people"}]
        if chosen:
            # "Iran-backed militia Kataib Hezbollah": the name, not the description
            of_state = self.kind(chosen[-1].actor) == "state" and (lemma in _CIVIL or civilian is True)
            return Party(
                (chosen[-1].actor,),
                first,
                last,
                civilian=civilian,
                nationals=of_state,
                why=f"whose they are ({chosen[-1].how})",
            )
        beside = self._beside(number, token, depth)
        if beside is not None and beside.actors:
            return Party(beside.actors, first, last, civilian=civilian, why=beside.why)
        for child in token.rights:
            if child.dep_ == "prep" and child.lower_ in {"of", "from", "with", "for", "loyal", "to"}:
                for inner in child.children:
                    if inner.dep_ == "pobj" and inner.pos_ in {"PROPN", "NOUN"}:
                        party = self.party(number, inner, depth=depth + 1)
                        if party.actors and not party.thing:
                            return Party(
                                party.actors, first, party.last, civilian=civilian, why=f"'{child.lower_}' their group"
                            )
        poss = next((c for c in token.lefts if c.dep_ == "poss"), None)
        if poss is not None:
            party = self._single(number, poss, depth + 1)
            if party.actors:
                return Party(party.actors, first, last, civilian=civilian, why="by possessive")
        if lemma in _OFFICES and token.tag_ == "NNS" and any(c.lower_ in {"the", "both", "two"} for c in token.lefts):
            both = self._both()
            if both:
                return Party(both, first, last, civilian=False, why="the two sides that the report names")
        if lemma in _ARMED and token.tag_ == "NNS" and any(c.lower_ == "the" for c in token.lefts):
            actor = self._last_group(number, token, lemma="group", armed=True)
            if actor:
                return Party((actor,), first, last, why=f"'the {token.lower_}' is the last armed group named")
        if lemma in _OF_THE_STATE and not any(c.dep_ in {"amod", "compound", "nmod", "relcl"} for c in token.lefts):
            actor = self.own or self.state_of_the_story(len(self.paragraphs) - 1)
            if actor:
                return Party((actor,), first, last, civilian=False, why="of the one state that the report is about")
        return Party(
            (),
            first,
            last,
            unnamed=lemma in _UNNAMED or civilian is True,
            civilian=civilian,
            why="people without a party",
        )

    def _group(self, number: int, token: "Token", first: int, last: int, named: list[Mention], depth: int) -> Party:
        beside = self._beside(number, token, depth)
        if beside is not None and beside.actors:
            return beside
        backer = self._backer(number, token, depth)
        if backer is not None:
            return Party((backer,), first, last, why="by who backs them")
        if token.lemma_.lower() in _NOT_OF_STATE:
            named = [m for m in named if self.kind(m.actor) not in {"state", "people"}]
        if named:
            words = self.paragraphs[number].doc[named[0].first : last + 1].text
            whole = self.registry.resolve(words)
            if whole is not None and whole.how in {"exact", "normalised", "set"}:
                return Party((whole.actor.id,), first, last, why=f"named as {words}")
            return Party((named[-1].actor,), first, last, why=f"by the word before ({named[-1].how})")
        owner = next((c for c in token.lefts if c.dep_ == "poss" and c.pos_ == "PRON"), None)
        if owner is not None:
            party = self._single(number, owner, depth + 1)
            if party.actors:
                return Party(party.actors, first, last, why=f"'{owner.lower_}': {party.why}")
        owned_by = next((c for c in token.lefts if c.dep_ == "poss"), None)
        if owned_by is not None and owned_by.pos_ != "PRON":
            party = self._single(number, owned_by, depth + 1)
            if party.actors:
                return Party(party.actors, first, last, why="by possessive")
        if BARE_ORGAN.fullmatch(self.paragraphs[number].doc[first : last + 1].text):
            actor = self.own or self.state_of_the_story(len(self.paragraphs) - 1)
            if actor:
                return Party((actor,), first, last, why="an organ of the one state that the report is about")
        if any(c.lower_ in {"both", "two"} for c in token.lefts):
            both = self._both()
            if both:
                return Party(both, first, last, why="the two sides that the report names")
        if self.own is not None and token.lemma_.lower() in _OWN_ORGANS and not named:
            return Party((self.own,), first, last, why="an organ of the side whose voice this is")
        if token.lemma_.lower() in _ORGANS and not any(c.dep_ in {"amod", "compound", "nmod"} for c in token.lefts):
            actor = self.own or self.state_of_the_story(len(self.paragraphs) - 1)
            if actor:
                return Party((actor,), first, last, why="of the one state that the report is about")
        determiner = next((c.lower_ for c in token.lefts if c.dep_ in {"det", "poss"}), "")
        kind_said = any(c.dep_ in {"compound", "nmod"} for c in token.lefts)  # "the trade unions" are no group named
        if determiner in {"the", "this", "that", "its", "their", "these", "those"} and not kind_said:
            actor = self._last_group(number, token, lemma=token.lemma_.lower())
            if actor:
                return Party((actor,), first, last, why=f"'{determiner} {token.lower_}' is the last such party named")
        at = token
        if at.dep_ == "pobj" and at.head.lower_ == "of" and at.head.head.dep_ == "attr":
            at = at.head.head  # "X was one of the groups that …"
        if at.dep_ == "attr":
            subject = next((c for c in at.head.children if c.dep_ == "nsubj"), None)
            if subject is None and at.head.dep_ == "conj":
                subject = next((c for c in at.head.head.children if c.dep_ == "nsubj"), None)
            if subject is not None and subject.i < token.i:
                party = self._single(number, subject, depth + 1)
                return replace(party, why="what it is said to be")
        return Party((), first, last, unnamed=True, why="a group without a name")

    def _both(self) -> tuple[str, ...]:
        """The two states that a report names most, or its two parties: "both sides"; () where a third is near."""
        if sum(bool(_ITEM.match(p.text)) for p in self.paragraphs) > 2:
            return ()  # a list of headlines is about many quarrels
        for kinds in ({"state"}, _GROUP_KINDS | {"state"}):
            counted = Counter(
                m.actor
                for mentions in self.mentions
                for m in mentions
                if self.kind(m.actor) in kinds and m.how != "set"
            )
            ranked = counted.most_common(3)
            if len(ranked) == 2 or (len(ranked) == 3 and ranked[1][1] >= 2 * ranked[2][1]):
                return tuple(sorted(actor for actor, _ in ranked[:2]))
        return ()

    def _backer(self, number: int, token: "Token", depth: int) -> str | None:
        """ "Groups backed by Iran", "groups that Iran backs": the computed set, where the backer is known."""
        for child in token.rights:
            if child.dep_ in {"acl", "relcl"} and child.lemma_.lower() in {"back", "support", "fund", "sponsor", "arm"}:
                agents = [i for c in child.children if c.dep_ == "agent" for i in c.children if i.dep_ == "pobj"]
                agents += [c for c in child.children if c.dep_ == "nsubj" and c.pos_ == "PROPN"]
                for agent in agents:
                    party = self.party(number, agent, depth=depth + 1)
                    known = self.registry.actors.get(party.actors[0]) if party.actors else None
                    whole = self.registry.resolve(f"{known.name}-backed groups") if known is not None else None
                    if whole is not None and whole.actor.kind == "set":
                        return whole.actor.id
        return None

    def _beside(self, number: int, token: "Token", depth: int) -> Party | None:
        """An apposition that names the party: "the militia, Kataib Hezbollah"."""
        for child in token.rights:
            if child.dep_ == "appos" and child.pos_ in {"PROPN", "NOUN"}:
                mention = self.at(number, child.i)
                if mention is not None:
                    return Party((mention.actor,), phrase_of(token)[0], mention.last, why="named beside it")
                if child.pos_ == "NOUN" and token.pos_ == "PROPN":
                    party = self._single(number, child, depth + 1)
                    if party.actors:
                        return Party(
                            party.actors, phrase_of(token)[0], party.last, why="by what is said beside the name"
                        )
        return None

    def _antecedent(self, number: int, token: "Token") -> tuple[str | None, str]:
        lemma = token.lemma_.lower()
        if lemma in {"who", "which", "that", "whose"}:
            verb = token.head
            while verb.dep_ not in {"relcl", "ROOT"} and verb.head.i != verb.i:
                verb = verb.head
            if verb.dep_ == "relcl":
                party = self._single(number, meant_by_clause(verb), 1)
                return (party.actors[0] if party.actors else None), "the noun it relates to"
            return None, ASKED if token.tag_ in {"WP", "WDT"} else "no antecedent"
        if lemma in {"we", "i", "our", "us", "my"}:
            return self.speaker_at(number, token.i) or self.own, "who speaks"
        person = lemma in {"he", "she", "him", "her", "his"}
        if not person:
            here = [
                t for t in token.sent if t.i < token.i and t.dep_ in {"nsubj", "nsubjpass"} and t.head.i != token.head.i
            ]
            if here and here[0].lemma_.lower() in WEAPON_NOUNS:
                return None, "the weapons named before"
        own = (
            {t.i for c in token.head.children if c.dep_ == "nsubj" for t in c.subtree}
            if token.dep_ == "dobj"
            else set()
        )
        for sentence_number, sentence in self._back(number, token):
            ranked = sorted(
                (
                    m
                    for m in self.mentions[sentence_number]
                    if sentence.start <= m.first < sentence.end and not (sentence_number == number and m.last in own)
                ),
                key=lambda m: (not _is_subject(sentence.doc[m.last]), m.first),
            )
            if lemma in {"it", "its"}:  # one of two that are named together is not "it"
                ranked = [m for m in ranked if not _in_a_row(sentence.doc[m.last])]
            if person:
                held = [
                    (not _is_subject(sentence.doc[i]), i, actor)
                    for (n, i), actor in self.offices.items()
                    if n == sentence_number and sentence.start <= i < sentence.end and (n < number or i < token.i)
                ]
                if held and not any(self.kind(m.actor) == "person" for m in ranked):
                    return min(held)[2], f"'{token.lower_}' is the last office-holder named"
            until = token if sentence_number == number else None
            if person and self._stranger(sentence_number, sentence, before=until):
                return None, "a person whom no list knows"
            for mention in ranked:
                if sentence_number == number and mention.last >= token.i:
                    continue
                adjective = mention.how == "demonym" and sentence.doc[mention.last].dep_ in {"amod", "compound", "nmod"}
                if (self.kind(mention.actor) == "person") == person and not adjective:
                    return mention.actor, f"'{token.lower_}' is the last compatible party named"
        return None, "left open"

    def _stranger(self, number: int, sentence: "Span", *, before: "Token | None") -> bool:
        """Whether the subject of a sentence is a person of a name that nobody is known by: whom "he" means next."""
        subjects = [
            t for t in sentence if t.dep_ == "nsubj" and t.head.dep_ == "ROOT" and (before is None or t.i < before.i)
        ]
        return any(
            t.ent_type_ == "PERSON" and self.at(number, t.i) is None and (number, t.i) not in self.offices
            for t in subjects
        )

    def state_of_the_story(self, number: int) -> str | None:
        """The state named most often up to here: whose "the government" and "the army" a report means."""
        counted = Counter(
            m.actor
            for mentions in self.mentions[: number + 1]
            for m in mentions
            if self.kind(m.actor) == "state" and m.how != "metonym"
        )
        [*ranked] = counted.most_common(2)
        if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
            return None
        return ranked[0][0]

    def _last_group(self, number: int, token: "Token", *, lemma: str, armed: bool = False) -> str | None:
        states = lemma in {
            "department",
            "ministry",
            "country",
            "nation",
            "government",
            "state",
            "regime",
            "authority",
            "authorities",
            "administration",
        }
        if lemma in {"government", "army", "military", "authorities", "authority", "regime", "junta"}:
            named = self.state_of_the_story(number)
            if named is not None:
                return named
        if lemma in GROUP_NOUNS and not armed:
            bearer = self._bearer(number, token, lemma)
            if bearer is not None:
                return bearer
        for sentence_number, sentence in self._back(number, token):
            ranked = sorted(
                (m for m in self.mentions[sentence_number] if sentence.start <= m.first < sentence.end),
                key=lambda m: (not _is_subject(sentence.doc[m.last]), m.first),
            )
            for mention in ranked:
                if sentence_number == number and mention.last >= token.i:
                    continue
                if lemma in _FORCES_OF_STATES and self.kind(mention.actor) not in {"state", "government", "force"}:
                    continue
                is_group = self.kind(mention.actor) in _GROUP_KINDS
                if armed and self.kind(mention.actor) not in {"armed group", "umbrella"}:
                    continue
                if is_group != states and mention.how != "demonym" and self.kind(mention.actor) != "person":
                    return mention.actor
        return None

    def _bearer(self, number: int, token: "Token", lemma: str) -> str | None:
        """The party whose name holds the word: "the council" after "the Council of Salvation"; the last one told."""
        word = lemma.capitalize()
        for n in range(number, -1, -1):
            for t in reversed(self.paragraphs[n].doc):  # "the army" after "Sudan's army"
                if t.lower_ != token.lower_ or (n == number and t.i >= token.i):
                    continue
                if any(self.at(n, c.i) is not None for c in t.lefts if c.dep_ in {"poss", "amod", "compound", "nmod"}):
                    party = self._single(n, t, 2)
                    if party.actors:
                        return party.actors[0]
            for m in reversed(self.mentions[n]):
                if m.how != "name" or (n == number and m.last >= token.i):
                    continue
                if any(t.text in {word, f"{word}s"} for t in self.paragraphs[n].doc[m.first : m.last + 1]):
                    return m.actor
        return None

    def _back(self, number: int, token: "Token", *, paragraphs: int = 4) -> "Iterator[tuple[int, Span]]":
        here = [s for s in self.paragraphs[number].doc.sents if s.start <= token.i]
        for sentence in reversed(here):
            yield number, sentence
        for earlier in range(number - 1, max(-1, number - 1 - paragraphs), -1):
            if self.paragraphs[earlier].kind != "caption":
                for sentence in reversed(list(self.paragraphs[earlier].doc.sents)):
                    yield earlier, sentence

    def _find(self, number: int, paragraph: Paragraph) -> list[Mention]:
        found = []
        for name in self.registry.find(paragraph.text):
            span = paragraph.doc.char_span(name.start, name.end, alignment_mode="expand")
            if span is not None and len(span):
                found.append(Mention(number, span.start, span.end - 1, name.actor, name.how))
        return found

    def introduce(self, number: int, first: int, last: int) -> str | None:
        """The id of a new actor named by these tokens; None where the words are no name."""
        doc = self.paragraphs[number].doc
        while first < last and (doc[first].pos_ in {"DET", "PUNCT", "ADJ", "NUM"} or not doc[first].text[0].isupper()):
            first += 1
        tail = _OF_NAME.match(doc[last + 1 : last + 6].text) if last + 1 < len(doc) else None
        name = _TITLES.sub("", doc[first : last + 1].text).strip(" \"'.,-")
        if tail is not None and name.split()[-1] in _OF_HEADS:
            name = f"{name} {tail[0]}"  # "Sons of the Delta"
        if (
            not name
            or not name[0].isupper()
            or len(name) < 3
            or not any(t.pos_ == "PROPN" for t in doc[first : last + 1])
        ):
            return None
        known = self.registry.resolve(name)
        if known is not None:
            return known.actor.id
        plain = re.sub("men$", "man", name.lower())
        if plain in _COMMON or plain.removesuffix("s") in _COMMON:
            return None  # "Gunmen kidnap two": a word in capitals at the head of a line
        if self._is_cut(doc, last):
            return None
        person = bool(_TITLES.match(doc[first : last + 1].text)) or (
            doc[last].ent_type_ == "PERSON" and doc[first - 1].pos_ != "DET"
        )
        actor = self.add(name, "person" if person and not GROUP_NAME.search(name) else "unknown")
        self._name_again(name, actor)
        return actor

    def _is_cut(self, doc: "Doc", last: int) -> bool:
        """Whether words are part of a longer name, as "Ain al" is of "Ain al-Asad"."""
        after = doc[last + 1] if last + 1 < len(doc) else None
        if after is None or doc[last].whitespace_ or after.text not in {"-", "–"} or last + 2 >= len(doc):
            return False
        return doc[last + 2].text[:1].isupper() or doc[last].lower_ in {"al", "el", "abu", "bin"}

    def _name_again(self, name: str, actor: str) -> None:
        """Let a name that an act has brought in be known wherever the report says it, save as a place."""
        if self.is_place(name):
            return
        for number, paragraph in enumerate(self.paragraphs):
            for found in re.finditer(rf"\b{re.escape(name)}\b", paragraph.text):
                span = paragraph.doc.char_span(found.start(), found.end(), alignment_mode="expand")
                if span is None or any(m.first < span.end and span.start <= m.last for m in self.mentions[number]):
                    continue
                if span.start and paragraph.doc[span.start - 1].lower_ in _WHERE:
                    continue
                if span.root.dep_ in {"compound", "nmod"} and span.root.head.pos_ == "PROPN":
                    continue  # "the Perrin Lawyers' League"
                self.mentions[number].append(Mention(number, span.start, span.end - 1, actor, "name"))
            self.mentions[number].sort(key=lambda m: m.first)

    def add(self, name: str, kind: str, *, also: str | None = None) -> str:
        """The id of a provisional actor with this name."""
        actor = f"new-{slug(name)}"
        if actor not in self.new:
            names = (Name(name), Name(also)) if also else (Name(name),)
            self.new[actor] = Actor(actor, name, kind, names, provisional=True)
        return actor


def is_place_of_conjunct(token: "Token") -> bool:
    """Whether "and Syria" goes with the "in Iraq" just before it rather than with the head the parser gave it."""
    if token.dep_ != "conj" or token.pos_ != "PROPN":
        return False
    between = [
        c
        for c in token.head.rights
        if c.dep_ == "prep" and c.lower_ in {"in", "at", "near", "across"} and c.i < token.i
    ]
    return bool(between) and any(inner.pos_ == "PROPN" for inner in between[-1].children)


def slug(name: str) -> str:
    """A name as an id: lower case Latin letters, digits and hyphens, or its letters as they are in another script."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode() or name
    return re.sub(r"[^\w]+", "-", plain.lower()).strip("-_") or "unnamed"


def without_titles(name: str) -> str:
    """A person's name without "Mr", "President", "Brig. Gen."."""
    return _TITLES.sub("", name).strip()


def phrase_of(token: "Token") -> tuple[int, int]:
    """First and last token of the noun phrase before and at its head, without what follows."""
    first = token.i
    for child in token.lefts:
        if child.dep_ in {
            "det",
            "amod",
            "compound",
            "nmod",
            "poss",
            "nummod",
            "npadvmod",
            "quantmod",
            "neg",
            "punct",
            "case",
            "advmod",
        }:
            first = min(first, child.left_edge.i)
    last = token.i
    for child in token.rights:
        if child.dep_ in {"compound", "flat"} or (
            child.dep_ in {"nmod", "appos"} and child.i == token.i + 1 and child.pos_ == "PROPN"
        ):
            last = max(last, child.right_edge.i)
    doc = token.doc
    for at in range(token.i - 1, first - 1, -1):
        if doc[at].text in {"-", "--", "–", "—"} and doc[at - 1].whitespace_:
            first = at + 1  # "PORT PERRIN - Gunmen": the dateline is no part of the name
            break
    while first < token.i and (doc[first].is_punct or doc[first].is_space):
        first += 1
    return first, last


def _civilian(token: "Token") -> bool | None:
    words = {t.lower_ for t in token.subtree if abs(t.i - token.i) <= 4} | {token.lemma_.lower()}
    if words & {
        "civilian",
        "civilians",
        "villager",
        "villagers",
        "resident",
        "journalist",
        "worshippers",
        "child",
        "children",
    }:
        return True
    if words & {
        "soldier",
        "troop",
        "troops",
        "fighter",
        "militant",
        "gunman",
        "insurgent",
        "militiaman",
        "marine",
        "combatant",
    }:
        return False
    return None


def _in_a_row(token: "Token") -> bool:
    return (token.dep_ == "conj" or bool(token.conjuncts)) and (_is_subject(token) or _is_subject(token.head))


def _beside_in_headline(token: "Token") -> "list[Token]":
    """ "Kesmara, Doruvia trade fire": in headlines a comma stands for "and" before a verb in the plural."""
    if token.dep_ != "nsubj" or token.pos_ != "PROPN" or token.head.tag_ not in {"VBP", "VB"}:
        return []
    return [
        c for c in token.rights if c.dep_ in {"appos", "conj"} and c.pos_ == "PROPN" and c.i == token.i + 2
        and token.doc[token.i + 1].text == "," and c.nbor(1).i == token.head.i
    ]  # fmt: skip


def meant_by_clause(verb: "Token") -> "Token":
    """The noun that a clause is about: of "the brothers of the Front, our allies, who fired", the brothers."""
    noun = verb.head
    if noun.dep_ not in {"appos", "conj"} or noun.head.pos_ not in {"NOUN", "PROPN"}:
        return noun
    listed = any(c.dep_ == "cc" for c in noun.head.children)
    comma = noun.left_edge.i > 0 and noun.left_edge.nbor(-1).text == ","
    return noun.head if noun.dep_ == "appos" or (comma and not listed) else noun


def _clause_above(token: "Token") -> "Token | None":
    """The subject of the clause that tells what "they" or "he" do: "both governments said that they would"."""
    verb = token.head
    if token.dep_ not in {"nsubj", "nsubjpass"} or verb.dep_ != "ccomp":
        return None
    subject = next((c for c in verb.head.children if c.dep_ == "nsubj" and c.i < token.i), None)
    if subject is None or subject.pos_ not in {"NOUN", "PROPN"}:
        return None
    several = subject.tag_ == "NNS" or bool(subject.conjuncts)
    if token.lower_ == "they":
        return subject if several else None
    return subject if not several and subject.pos_ == "NOUN" and subject.lemma_.lower() in PEOPLE_NOUNS else None


def _is_subject(token: "Token") -> bool:
    while token.dep_ in {"compound", "nmod", "amod"} and token.head.i != token.i:
        token = token.head
    return token.dep_ in {"nsubj", "nsubjpass"}
