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
from talion.coding.sides.described import RANKS, by_his_rank
from talion.coding.sides.in_short import find_by_initials, find_by_point, find_peoples_in_short, find_shortened
from talion.coding.sides.names import mark_names
from talion.coding.sides.newcomers import (
    BARE_ORGAN,
    GROUP_NAME,
    Mention,
    enemy_of,
    find_abbreviated,
    find_new_groups,
    find_new_states,
    own_side,
)
from talion.coding.sides.offices import find_offices
from talion.coding.sides.opposite import opposed_to
from talion.coding.sides.phrases import (
    GROUP_NOUNS,
    ON_TERRITORY,
    PEOPLE_NOUNS,
    THING_NOUNS,
    UNNAMED,
    WEAPON_NOUNS,
    Party,
    behind_times,
    beside_in_headline,
    is_place_of_conjunct,
    phrase_of,
    says_civilian,
)
from talion.coding.sides.pointing import THEY, antecedent, clause_above, relates_to
from talion.coding.sides.story import land_of, sections, sent_from, state_named_most, state_of
from talion.coding.sides.surnames import find_by_surname
from talion.coding.sides.whose import (
    named_beside,
    named_together,
    party_of_group,
    party_of_people,
    party_of_thing,
)
from talion.records import Actor, Name

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc, Span, Token


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
_HYPHENS = frozenset({"-", "\u2010", "\u2011"})
_BACKED = frozenset({
    "backed", "allied", "aligned", "sponsored", "recognised", "recognized", "trained", "funded", "supported", "armed",
    "financed",
})  # fmt: skip
_MADE = frozenset({"made", "built", "supplied", "manufactured", "designed", "produced", "provided", "donated"})
_SINGULAR = {"bases": "base", "axes": "axe", "troops": "troop"}
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
    "whom",
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
# Of whose leader a state's name only says where he is from: "Haitian gang leader Adar Poe".
_AGAINST_THE_STATE = word_class("not_of_state") | {
    "crime", "dissident", "drug", "drugs", "exile", "exiled", "gangster", "jihadi", "mafia", "mob", "outlaw",
}  # fmt: skip
_LEFT_IT = frozenset({"exiled", "dissident", "renegade", "mutinous", "émigré", "emigre", "fugitive", "breakaway"})
_COMMON = PEOPLE_NOUNS | GROUP_NOUNS | UNNAMED | word_class("roles")
_BEFORE_NAME = frozenset({"DET", "PUNCT", "ADJ", "NUM", "PRON"})
_WHERE = frozenset({"in", "at", "near", "from", "into", "through", "off", "outside", "around", "across", "within"})
_TITLES = re.compile(
    r"^(?:(?:(?:His|Her|Their) (?:Excellency|Majesty|(?:Royal )?Highness|Holiness)|"
    r"the|former|then|acting|deputy|Mr|Mrs|Ms|Dr|Sir|President|Prime Minister|Minister|General|Gen\.?|"
    r"Gen|Colonel|"
    r"Col\.?|Major|Maj\.?|Captain|Capt\.?|Lieutenant|Lt\.?|Brigadier|Brig\.?|Sheikh|Ayatollah|Imam|Senator|Sen\.?|"
    r"Foreign|Defen[cs]e|Interior|Home|Special|Advisor|Adviser|Envoy|Ambassador|Governor|Judge|Justice|"
    r"Professor|Prof\.?|Secretary|King|Prince|Chancellor|Premier|Commander|Admiral|Adm\.?|Sgt\.?|Sergeant|Rep\.?)\s+)+",
    re.IGNORECASE,
)
# "X. He": the end of one sentence and the head of the next.
_TWO_SENTENCES = re.compile(r"^\w\.? (?:He|She|It|They|We|His|Her|Its|Their|The|A|In|On|But|And)\b|[a-z]\. [A-Z]")


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
    abroad: set[str] = field(default_factory=set)  # against whom an office-holder of no known state speaks
    readings: Readings = field(init=False)
    _story: tuple[int, str | None] | None = None  # whose story it is, with this many parties named

    def __post_init__(self) -> None:
        self.readings = Readings(self.paragraphs)
        self.mentions = [self._find(number, paragraph) for number, paragraph in enumerate(self.paragraphs)]
        mark_names([paragraph.doc for paragraph in self.paragraphs], self.mentions, self.kind, self.is_place)
        find_by_surname(self)
        find_abbreviated(self)
        find_new_groups(self)
        find_shortened(self)
        find_by_point(self)
        find_peoples_in_short(self)
        find_by_initials(self)
        find_new_states(self)
        self.own = own_side(self)
        self.items = sections(self)
        self.home = sent_from(self)
        self._story = None
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
        for other in (*self._listed(number, token), *token.conjuncts, *beside_in_headline(token)):
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
            next((party.named for party in together if party.thing and party.named is not None), None),
        )

    def _listed(self, number: int, token: "Token") -> "list[Token]":
        """Those of "Kesmara, the neighbouring Doruvia, and Tamur" whom the parser does not join to the first."""
        cc = next((c for c in token.rights if c.dep_ == "cc"), None)
        one = self.at(number, token.i) if cc is not None else None
        if cc is None or one is None or one.how != "name":
            return []
        found = [c for c in token.rights if c.dep_ == "appos" and c.i < cc.i and cc.nbor(-1).text == ","]
        if not any(c.dep_ == "conj" for c in token.rights):
            found += [c for c in token.head.children if c.dep_ == token.dep_ and c.left_edge.i == cc.i + 1]
        kind = self.kind(one.actor)
        others = [(c, self.at(number, c.i)) for c in found]
        return [
            c
            for c, other in others
            if other is not None and other.how == "name" and other.actor != one.actor and self.kind(other.actor) == kind
        ]

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
                    words = (several.first, several.last)
                    return Party(several.actors, first, last, why="the subject of the clause above", named=words)
                if lemma == "they" and above.tag_ == "NNS" and not several.actors:
                    return Party((), first, last, why="the subject of the clause above, which stays open")
            related = relates_to(token) if token.dep_ != "poss" else None
            if related is not None:
                meant = self.single(number, related, depth + 1)
                if meant.first >= 0 and not meant.thing:
                    return replace(meant, why=f"the noun it relates to; {meant.why}")
            actor, why, at = antecedent(self, number, token, depth)
            return Party((actor,) if actor else (), first, last, why=why, named=at)
        held = self.offices.get((number, token.i))
        if held is not None:
            return Party((held,), first, last, why="by the office of the one named")
        of_whom = [m for c in token.lefts if (m := self.at(number, c.i)) is not None] if lemma == "capital" else []
        if of_whom:  # "the Kesmaran capital"
            return Party((of_whom[-1].actor,), first, last, thing=True, why=ON_TERRITORY)
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
        named = [m for m in named if m.last >= token.i or not self._only_backs(number, m)]
        if any(c.lower_ in _LEFT_IT for c in token.lefts):  # "an exiled Doruvian editor": no more of his state
            named = [m for m in named if self.kind(m.actor) != "state"]
        against = opposed_to(self, number, token, named, depth)
        if against is not None:
            return against
        last = max([last, *(m.last for m in named if m.first <= token.i <= m.last)])
        at_head = [m for m in named if m.last == last or m.first <= token.i <= m.last]
        if lemma == "office" and BARE_ORGAN.search(self.paragraphs[number].doc[first : last + 1].text):
            return party_of_group(self, number, token, first, last, named, depth)  # "the Foreign Office"
        is_body = any(m.how in {"name", "metonym"} and m.first <= token.i <= m.last for m in named)
        sent = lemma == "mission" and token.dep_ == "nsubj"  # "the mission suspended its work": people, and no house
        if lemma in THING_NOUNS and not is_body and not sent:
            return party_of_thing(self, number, token, first, last, named, depth)
        proper = [m for m in named if m.how == "name" and self.kind(m.actor) not in {"state", "people", "set"}]
        if proper:
            return Party((proper[-1].actor,), first, last, civilian=says_civilian(token), why="named")
        if lemma in GROUP_NOUNS and lemma not in PEOPLE_NOUNS:
            return party_of_group(self, number, token, first, last, named, depth)
        if lemma in PEOPLE_NOUNS or token.tag_ == "NNS":
            people = party_of_people(self, number, token, first, last, named, depth)
            if not people.actors and lemma in RANKS and [c.lower_ for c in token.lefts] == ["the"]:
                return by_his_rank(self, number, token)  # "the colonel"
            return people
        if at_head:
            actors = named_together(self, number, at_head, named)
            one = (
                at_head[-1].how == "demonym" and token.tag_ in {"NN", "NNP", "JJ"} and self.kind(actors[-1]) == "state"
            )
            one = one and any(c.lower_ in {"a", "an", "one", "another"} for c in token.lefts)  # "a Palestinian"
            return Party(actors, first, last, nationals=one, why=f"named ({at_head[-1].how})")
        beside = named_beside(self, number, token, depth)
        if beside is not None:
            return beside
        behind = [i for c in token.rights if c.lower_ == "of" and c.i == token.i + 1 for i in c.children]
        if token.ent_type_ == "PERSON" and behind and self.at(number, behind[0].i) is not None:
            led = self.party(number, behind[0], depth=depth + 1)  # "Adar of Kesmara"
            if led.actors and self.kind(led.actors[0]) == "state":
                return Party(led.actors, first, led.last, why="by the state behind the name")
        if token.pos_ == "PROPN":  # "in Brussels Ada Poe warned"
            doc = token.doc
            named = [m for m in named if m.how != "metonym" or not m.first or doc[m.first - 1].lower_ not in _WHERE]
            if any(c.lemma_.lower() in _AGAINST_THE_STATE for c in token.doc[first : token.i]):
                named = [m for m in named if self.kind(m.actor) != "state"]  # "Colombian drug lord Adar Poe"
        if named and token.pos_ in {"NOUN", "PROPN", "ADJ"}:
            return Party(
                (named[-1].actor,),
                first,
                last,
                civilian=says_civilian(token),
                why=f"by the word before ({named[-1].how})",
            )
        unnamed = lemma in UNNAMED
        return Party((), first, last, unnamed=unnamed, why="unnamed" if unnamed else "no party known by these words")

    def _only_backs(self, number: int, mention: Mention) -> bool:
        """Whether a party is named as the backer or the maker of what follows: "the UN-backed government"."""
        behind = self.paragraphs[number].doc[mention.last + 1 : mention.last + 3]
        if mention.how == "set" or len(behind) < 2 or behind[0].text not in _HYPHENS:
            return False
        return behind[1].lower_ in _BACKED or behind[1].lower_ in _MADE  # "a US-made jet bombed the port"

    def state_of_the_story(self, number: int) -> str | None:
        """Whose "the government" and "the army" a paragraph means: the state of its item, or that of the report."""
        if self.items and self.items[number] is not None:
            return self.items[number]
        named = sum(map(len, self.mentions))
        if self._story is None or self._story[0] != named:
            self._story = named, state_named_most(self, len(self.paragraphs) - 1, self.home)
        return self._story[1] if self._story[1] not in self.abroad else None

    def land(self) -> str | None:
        """The state in which most towns and bands named in the report are."""
        return land_of(self)

    def state_of_town(self, town: str) -> str | None:
        """The state in which a town lies, where one is known."""
        country = self.country_of(town)
        return state_of(country, self.registry) if country is not None else None

    def _find(self, number: int, paragraph: Paragraph) -> list[Mention]:
        found = []
        for name in self.registry.find(paragraph.text):
            span = paragraph.doc.char_span(name.start, name.end, alignment_mode="expand")
            if span is not None and len(span) and not self._is_elsewhere(span, name.actor):
                found.append(Mention(number, span.start, span.end - 1, name.actor, name.how))
        return found

    def _is_elsewhere(self, span: "Span", actor: str) -> bool:
        """Whether a state's name is but the end of the name of a land elsewhere: "South Georgia", "New Mexico"."""
        before = span[0].nbor(-1).text if span.start else ""
        if before in {"Central", "Latin"} and span.text.startswith("American"):
            return True
        if before not in {"New", "South", "North", "East", "West", "Little"}:
            return False
        if before in {"South", "North"} and span.text.startswith("American"):
            return True
        known = self.registry.actors.get(actor)
        if known is None or known.kind != "state" or len(span) > 1:
            return False
        country = self.country_of(f"{before} {span.text}")
        return country is not None and country != known.country

    def introduce(self, number: int, first: int, last: int) -> str | None:
        """The id of a new actor named by these tokens; None where the words are no name."""
        doc = self.paragraphs[number].doc
        while first < last and (doc[first].pos_ in _BEFORE_NAME or not doc[first].text[0].isupper()):
            first += 1
        tail = _OF_NAME.match(doc[last + 1 : last + 6].text) if last + 1 < len(doc) else None
        first = behind_times(doc, first, last)
        name = _TITLES.sub("", doc[first : last + 1].text).strip(" \"'.,-")
        if doc[first].pos_ == "ADP" or _TWO_SENTENCES.search(name) or self._is_where_only(number, first, last):
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
        longer = [a.id for a in self.new.values() if a.kind not in {"state", "person"} and a.name.endswith(f" {name}")]
        if len(longer) == 1:
            return longer[0]  # "the Banner" after "the Ashen Banner"
        plain = re.sub("men$", "man", name.lower())
        if plain in _COMMON or plain.removesuffix("s") in _COMMON | WEAPON_NOUNS:
            return None  # "Gunmen kidnap two": a word in capitals at the head of a line
        if self._is_of_a_weapon_only(doc, last):
            return None  # "Limpet mines damaged two tugs"
        if self._is_cut(doc, last):
            return None
        if BARE_ORGAN.fullmatch(name):
            return self.own or self.state_of_the_story(number)
        person = bool(_TITLES.match(doc[first : last + 1].text)) or (
            doc[last].ent_type_ == "PERSON" and doc[first - 1].pos_ != "DET"
        )
        if person and " " not in name:
            name = self.in_full(number, name) or name
        actor = self.add(name, "person" if person and not GROUP_NAME.search(name) else "unknown")
        self._name_again(name, actor)
        return actor

    def _is_of_a_weapon_only(self, doc: "Doc", last: int) -> bool:
        """Whether a name stands before a weapon, and nowhere else in the report: "Limpet mines", "Grad rockets"."""
        word = doc[last]

        def before_a_weapon(token: "Token") -> bool:
            return token.dep_ == "compound" and token.head.lemma_.lower() in WEAPON_NOUNS

        if not before_a_weapon(word) or word.ent_type_ in {"GPE", "NORP"}:
            return False
        text = word.text
        return all(before_a_weapon(t) for p in self.paragraphs if text in p.text for t in p.doc if t.text == text)

    def in_full(self, number: int, surname: str) -> str | None:
        """The whole name of somebody named in full before: "Mohamed Farah Aideed", of whom "General Aideed" is."""
        names = {
            name
            for paragraph in self.paragraphs[: number + 1]
            for entity in paragraph.doc.ents
            if entity.label_ == "PERSON"
            and (name := without_titles(entity.text)).split()[-1:] == [surname]
            and " " in name
        }
        return names.pop() if len(names) == 1 else None

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


def slug(name: str) -> str:
    """A name as an id: lower case Latin letters, digits and hyphens, or its letters as they are in another script."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode() or name
    return re.sub(r"[^\w]+", "-", plain.lower()).strip("-_") or "unnamed"


def without_titles(name: str) -> str:
    """A person's name without "Mr", "President", "Brig. Gen."."""
    return _TITLES.sub("", name).strip()
