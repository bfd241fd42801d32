"""Who stands behind the noun phrases of one report: known actors, new ones, the unnamed, "the group", "they"."""

import re
import unicodedata
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
from talion.coding.sides.pointing import SPEAK_FOR, THEY, antecedent, both_sides, clause_above, last_group
from talion.coding.sides.story import sections, sent_from, state_named_most
from talion.records import Actor, Name

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc, Token

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
_OF_WHOM = frozenset({"of", "from", "with", "for", "to"})
# "Soldiers loyal to the general", "militias allied with him".
BOUND = frozenset({"loyal", "allied", "faithful", "aligned", "answerable"})
_MOVES = frozenset({"withdraw", "send", "deploy", "pull", "move", "mass", "dispatch", "recall", "station", "keep"})
# In the plural, those of the two sides of a quarrel: "the presidents spoke".
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
ON_TERRITORY = "on whose territory it is"
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


_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
# A day or an hour that stands before the one who acts: of "Last week gunmen", "6 May gunmen", "A day earlier ships".
_TIMES_BEFORE = re.compile(
    rf"(?:(?:(?:Early|Late|Last|Next|That) )*(?:{_WEEKDAY}|Yesterday|Today|Tonight)"
    r"(?: (?:morning|evening|night|afternoon))?"
    rf"|(?:Last|This|That|Next|Earlier this|Late last) (?:week|month|year|night|weekend|spring|summer|autumn|winter)"
    rf"|\d{{1,2}} {_MONTH}(?: \d{{4}})?|{_MONTH} \d{{1,2}}"
    r"|(?:A|An|One|Two|Three|Four|Five|Six|Several|\d+) (?:hour|day|week|month|year)s? "
    r"(?:earlier|later|before|ago|after)"
    r"|Hours|Days|Weeks|Earlier|Later|Meanwhile),? (?=\w)"
)
# "X. He": the end of one sentence and the head of the next.
_TWO_SENTENCES = re.compile(r"^\w\.? (?:He|She|It|They|We|His|Her|Its|Their|The|A|In|On|But|And)\b|[a-z]\. [A-Z]")


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
    country_of: "Callable[[str], str | None]" = lambda _: None
    home: str | None = None
    items: list[str | None] = field(default_factory=list)
    readings: Readings = field(init=False)

    def __post_init__(self) -> None:
        self.readings = Readings(self.paragraphs)
        self.mentions = [self._find(number, paragraph) for number, paragraph in enumerate(self.paragraphs)]
        mark_names([paragraph.doc for paragraph in self.paragraphs], self.mentions, self.kind, self.is_place)
        find_abbreviated(self)
        find_new_groups(self)
        find_new_states(self)
        self.own = own_side(self)
        self.home = sent_from(self)
        self.items = sections(self)
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
        together = [self._exactly(number, self.single(number, token, depth))]
        for other in (*token.conjuncts, *_beside_in_headline(token)):
            if other.i > token.i and other.pos_ in {"NOUN", "PROPN", "PRON", "NUM", "ADJ"} and other.head.i >= token.i:
                if other.lemma_.lower() in act_words().nouns or is_place_of_conjunct(other):
                    continue  # "the militia and Iran's calls"; "in Iraq and Syria" read as "the group and Syria"
                together.append(self.single(number, other, depth + 1))
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

    def single(self, number: int, token: "Token", depth: int) -> Party:
        """Who a head stands for without those that are named together with it."""
        lemma = _SINGULAR.get(token.lower_, token.lemma_.lower())
        first, last = phrase_of(token)
        if lemma in _PRONOUNS and token.pos_ in {"PRON", "DET", "SCONJ"}:
            if token.head.dep_ == "ccomp" and any(
                c.dep_ == "nsubj" and c.lower_ in {"nobody", "none", "one"} and c.i < token.i
                for c in token.head.head.children
            ):
                return Party((), first, last, why="nobody says it of himself")
            above = clause_above(token) if lemma in {"it", "they", "he", "she"} else None
            if above is not None:
                several = self.party(number, above, depth=depth + 1)
                one_name = above.pos_ == "PROPN" and above.tag_ != "NNPS" and not above.conjuncts
                if several.actors and (not one_name or self.kind(several.actors[0]) in THEY):
                    return Party(several.actors, first, last, why="the subject of the clause above")
            actor, why = antecedent(self, number, token)
            return Party((actor,) if actor else (), first, last, why=why)
        held = self.offices.get((number, token.i))
        if held is not None:
            return Party((held,), first, last, why="by the office of the one named")
        if lemma == "capital" and any(c.lower_ == "the" for c in token.lefts):
            state = self.state_of_the_story(number)
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
        behind = [i for c in token.rights if c.lower_ == "of" and c.i == token.i + 1 for i in c.children]
        if token.ent_type_ == "PERSON" and behind and self.at(number, behind[0].i) is not None:
            led = self.party(number, behind[0], depth=depth + 1)  # "Adar of Kesmara"
            if led.actors and self.kind(led.actors[0]) == "state":
                return Party(led.actors, first, led.last, why="by the state behind the name")
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
            party = self.single(number, owner_token, depth + 1)
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
        told_apart = False  # "loyal to the general": theirs, whoever that is
        for child in token.rights:
            bound = child.lower_ in BOUND
            prepositions = [c for c in child.children if c.dep_ == "prep"] if bound else [child]
            for preposition in prepositions:
                if not bound and (preposition.dep_ != "prep" or preposition.lower_ not in _OF_WHOM):
                    continue
                for inner in preposition.children:
                    told_apart = told_apart or bound
                    if inner.dep_ == "pobj" and inner.pos_ in {"PROPN", "NOUN"}:
                        party = self.party(number, inner, depth=depth + 1)
                        if party.actors and not party.thing:
                            why = f"'{child.lower_}' their group"
                            return Party(party.actors, first, party.last, civilian=civilian, why=why)
        mover = self._mover(number, token, depth)
        if mover:
            return Party(mover, first, last, civilian=False, why="of the one who moves them")
        poss = next((c for c in token.lefts if c.dep_ == "poss"), None)
        if poss is not None:
            party = self.single(number, poss, depth + 1)
            if party.actors:
                return Party(party.actors, first, last, civilian=civilian, why="by possessive")
        if lemma in _OFFICES and token.tag_ == "NNS" and any(c.lower_ in {"the", "both", "two"} for c in token.lefts):
            both = both_sides(self)
            if both:
                return Party(both, first, last, civilian=False, why="the two sides that the report names")
        if lemma in SPEAK_FOR and any(c.lemma_.lower() in _ARMED for c in token.lefts):
            actor = last_group(self, number, token, lemma="group", armed=True)
            if actor:
                return Party((actor,), first, last, why="of the last armed group named")
        if lemma in _ARMED and token.tag_ == "NNS" and any(c.lower_ == "the" for c in token.lefts):
            actor = last_group(self, number, token, lemma="group", armed=True)
            if actor:
                return Party((actor,), first, last, why=f"'the {token.lower_}' is the last armed group named")
        if (
            lemma in _OF_THE_STATE
            and not told_apart
            and not any(c.dep_ in {"amod", "compound", "nmod", "relcl"} for c in token.lefts)
        ):
            actor = self.own or self.state_of_the_story(number)
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

    def _mover(self, number: int, token: "Token", depth: int) -> tuple[str, ...]:
        """Whose bare "troops" are that somebody sends or withdraws: "urged Kesmara to pull out troops"."""
        verb = token.head
        if token.dep_ != "dobj" or token.lemma_.lower() not in _OF_THE_STATE or verb.lemma_.lower() not in _MOVES:
            return ()
        if any(c.dep_ in {"amod", "compound", "nmod", "poss", "det"} for c in token.lefts):
            return ()
        who = next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
        if who is None and verb.dep_ in {"xcomp", "ccomp", "advcl"}:
            asked = [c for c in verb.head.children if c.dep_ == "dobj" and c.i < verb.i]
            who = next((c for c in (*asked, *verb.head.children) if c.dep_ in {"dobj", "nsubj"}), None)
        if who is None or who.i == token.i:
            return ()
        return self.party(number, who, depth=depth + 1).actors

    def _group(self, number: int, token: "Token", first: int, last: int, named: list[Mention], depth: int) -> Party:
        beside = self._beside(number, token, depth)
        if beside is not None and beside.actors:
            return beside
        backer = self._backer(number, token, depth)
        if backer is not None:
            return Party((backer,), first, last, why="by who backs them")
        for inner in (i for c in token.rights if c.lower_ == "of" and not named for i in c.children):
            # "the military leadership of Kesmara", "units of the armed forces of Kesmara"
            if inner.dep_ == "pobj" and (self.at(number, inner.i) is not None or inner.lemma_.lower() in GROUP_NOUNS):
                whose = self.party(number, inner, depth=depth + 1)
                if whose.actors and not whose.thing:
                    return Party(whose.actors, first, whose.last, why="whose it is ('of')")
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
            party = self.single(number, owner, depth + 1)
            if party.actors:
                return Party(party.actors, first, last, why=f"'{owner.lower_}': {party.why}")
        owned_by = next((c for c in token.lefts if c.dep_ == "poss"), None)
        if owned_by is not None and owned_by.pos_ != "PRON":
            party = self.single(number, owned_by, depth + 1)
            if party.actors:
                return Party(party.actors, first, last, why="by possessive")
        if BARE_ORGAN.fullmatch(self.paragraphs[number].doc[first : last + 1].text):
            actor = self.own or self.state_of_the_story(number)
            if actor:
                return Party((actor,), first, last, why="an organ of the one state that the report is about")
        if any(c.lower_ in {"both", "two"} for c in token.lefts):
            both = both_sides(self)
            if both:
                return Party(both, first, last, why="the two sides that the report names")
        if self.own is not None and token.lemma_.lower() in _OWN_ORGANS and not named:
            return Party((self.own,), first, last, why="an organ of the side whose voice this is")
        if token.lemma_.lower() in _ORGANS and not any(c.dep_ in {"amod", "compound", "nmod"} for c in token.lefts):
            actor = self.own or self.state_of_the_story(number)
            if actor:
                return Party((actor,), first, last, why="of the one state that the report is about")
        determiner = next((c.lower_ for c in token.lefts if c.dep_ in {"det", "poss"}), "")
        kind_said = any(c.dep_ in {"compound", "nmod"} for c in token.lefts)  # "the trade unions" are no group named
        if determiner in {"the", "this", "that", "its", "their", "these", "those"} and not kind_said:
            actor = last_group(self, number, token, lemma=token.lemma_.lower())
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
                party = self.single(number, subject, depth + 1)
                return replace(party, why="what it is said to be")
        return Party((), first, last, unnamed=True, why="a group without a name")

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
                    party = self.single(number, child, depth + 1)
                    if party.actors:
                        return Party(
                            party.actors, phrase_of(token)[0], party.last, why="by what is said beside the name"
                        )
        return None

    def state_of_the_story(self, number: int) -> str | None:
        """Whose "the government" and "the army" a paragraph means: the state of its item, or that of the report."""
        if self.items and self.items[number] is not None:
            return self.items[number]
        return state_named_most(self, len(self.paragraphs) - 1, self.home)

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
        first = _behind_times(doc, first, last)
        name = _TITLES.sub("", doc[first : last + 1].text).strip(" \"'.,-")
        if _TWO_SENTENCES.search(name) or self._is_where_only(number, first, last):
            return None
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

    def is_only_where(self, number: int, party: Party) -> bool:
        """Whether the words for a party that nobody is known by are the name of a town, as in a dateline."""
        if party.first < 0 or party.actors:
            return False
        return self._is_where_only(number, party.first, party.last)

    def _is_where_only(self, number: int, first: int, last: int) -> bool:
        """Whether a name is a place's that opens a dateline, or that the report tells of as a place elsewhere."""
        doc = self.paragraphs[number].doc
        name = doc[first : last + 1].text
        if doc[last].ent_type_ == "PERSON" or not self.is_place(name):
            return False
        if first == 0 and last + 1 < len(doc) and doc[last + 1].text in {"-", "--", "–", "—"}:
            return True
        said = re.compile(rf"\b(?:[Ii]n|[Aa]t|[Nn]ear|from|into|outside|around|to) {re.escape(name)}\b")
        return any(said.search(paragraph.text) for paragraph in self.paragraphs)

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
    first = _behind_times(doc, first, token.i)
    while first < token.i and (doc[first].is_punct or doc[first].is_space):
        first += 1
    return first, last


def _behind_times(doc: "Doc", first: int, last: int) -> int:
    """Where a name begins behind the day that the parser hung on it: "Wednesday soldiers", "Last week gunmen"."""
    if first >= last or not (doc[first].text[:1].isupper() or doc[first].text[:1].isdigit()):
        return first
    found = _TIMES_BEFORE.match(doc[first : last + 1].text)
    if found is None:
        return first
    at = doc[first].idx + found.end()
    return next((i for i in range(first, last + 1) if doc[i].idx >= at), first)


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


def _beside_in_headline(token: "Token") -> "list[Token]":
    """ "Kesmara, Doruvia trade fire": in headlines a comma stands for "and" before a verb in the plural."""
    if token.dep_ != "nsubj" or token.pos_ != "PROPN" or token.head.tag_ not in {"VBP", "VB"}:
        return []
    return [
        c for c in token.rights if c.dep_ in {"appos", "conj"} and c.pos_ == "PROPN" and c.i == token.i + 2
        and token.doc[token.i + 1].text == "," and c.nbor(1).i == token.head.i
    ]  # fmt: skip
