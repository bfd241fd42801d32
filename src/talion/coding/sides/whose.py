"""Whose things, people and groups are: of the name beside them, of an owner, of the state the story is about."""

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from talion.codebook.word_classes import word_class
from talion.coding.sides import pointing
from talion.coding.sides.described import SPEAK_FOR
from talion.coding.sides.newcomers import BARE_ORGAN, Mention
from talion.coding.sides.phrases import (
    GROUP_NOUNS,
    OF_THE_STORY,
    ON_TERRITORY,
    PEOPLE_NOUNS,
    UNNAMED,
    Party,
    phrase_of,
    says_civilian,
)
from talion.coding.sides.pointing import bearer_of, both_sides, last_group, state_in_front

if TYPE_CHECKING:
    from spacy.tokens import Token


# "Iraqi militia", "Palestinian gunmen": the country beside them does not make them the state's.
_NOT_OF_STATE = word_class("not_of_state")
# Nationals who do not act for their state: kept as recipients, never as actors.
_CIVIL = word_class("nationals")
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
_OFFICES = frozenset({
    "president", "minister", "leader", "premier", "chancellor", "king", "neighbour", "neighbor", "ambassador", "envoy",
    "general", "commander", "negotiator", "delegation", "capital",
})  # fmt: skip
_ORGANS = frozenset({
    "police", "army", "military", "navy", "authorities", "authority", "government", "parliament", "coastguard",
    "customs", "court", "judiciary", "presidency", "cabinet",
})  # fmt: skip
# "The federal government": words before an organ that say of no other state whose it is.
_OF_THE_WHOLE = frozenset({"federal", "central", "national", "interim", "transitional", "caretaker"})
_OWN_ORGANS = frozenset({
    "ministry", "republic", "command", "force", "forces", "defence", "defense", "army", "navy", "staff", "unit",
    "movement", "leadership", "organisation", "organization", "front",
})  # fmt: skip
_BODIES = frozenset({"ministry", "department", "office", "directorate", "secretariat", "bureau"})
_SEATED = frozenset({
    "official", "lawmaker", "legislator", "authorities", "authority", "minister", "deputy", "senator", "leader",
    "diplomat", "negotiator",
})  # fmt: skip
# How those are named who stand joined before a head, and what joins them: "US and British jets", "US-British".
_SHORT = frozenset({"name", "demonym", "metonym"})
_JOINS = frozenset({"and", "or", ",", "-", "–", "&"})
_HOUSING = {"house", "host", "hold", "contain", "accommodate", "shelter", "station", "use", "man", "guard", "serve"}
_OWNING = {"control", "use", "belong", "run", "own", "operate", "hold", "occupy", "man", "link", "affiliate"}


class Cast(pointing.Cast, Protocol):
    """What these rules need of the cast of a report."""

    def party(self, number: int, token: "Token", *, depth: int = 0) -> Party:
        """Who the noun phrase with this head stands for."""

    def single(self, number: int, token: "Token", depth: int) -> Party:
        """Who a head stands for without those that are named together with it."""

    def state_of_the_story(self, number: int) -> str | None:
        """Whose "the government" is in a paragraph."""

    def state_of_town(self, town: str) -> str | None:
        """The state in which a town lies, where one is known."""


def party_of_thing(
    cast: Cast, number: int, token: "Token", first: int, last: int, named: list[Mention], depth: int
) -> Party:
    """Whose a thing is: of its owner, of the word before, or of the state on whose land it stands."""
    for child in token.rights:
        if child.dep_ in {"acl", "relcl"}:
            owner = _owner(cast, number, child, depth)
            if owner.actors:
                at = owner.named or (owner.first, owner.last)
                return Party(owner.actors, first, max(last, owner.last), thing=True, named=at, why="whose it is")
        if child.dep_ == "prep" and child.lower_ in {"of", "for"}:
            for inner in child.children:
                if inner.dep_ == "pobj":
                    party = cast.party(number, inner, depth=depth + 1)
                    if party.actors and party.why == ON_TERRITORY:  # "the airport of the capital"
                        return replace(party, first=first, thing=True)
                    if party.actors and not party.thing:
                        at = party.named or (party.first, party.last)
                        return Party(party.actors, first, party.last, thing=True, named=at, why="whose it is ('of')")
    if named:
        whose = named_together(cast, number, named)
        words = (named[-1].first, named[-1].last) if named[-1].how != "metonym" else None
        return Party(whose, first, last, thing=True, named=words, why="whose it is, by the word before")
    owner_token = next((c for c in token.lefts if c.dep_ == "poss"), None)
    if owner_token is not None:
        party = cast.single(number, owner_token, depth + 1)
        at = party.named or (party.first, party.last)
        return Party(party.actors, first, last, thing=True, named=at, why="whose it is, by possessive")
    for child in token.rights:
        if child.dep_ == "prep" and child.lower_ in {"in", "inside"}:
            for inner in child.children:
                mention = cast.at(number, inner.i) if inner.dep_ == "pobj" else None
                if mention is not None and mention.how == "name" and cast.kind(mention.actor) == "state":
                    return Party((mention.actor,), first, last, thing=True, why=ON_TERRITORY)
    return Party((), first, last, thing=True, why="a thing whose owner the words do not give")


def _owner(cast: Cast, number: int, verb: "Token", depth: int) -> Party:
    lemma = verb.lemma_.lower()
    for child in verb.children:
        if child.dep_ == "agent" or (
            child.dep_ == "prep" and child.lower_ in {"by", "to", "with"} and lemma in _OWNING
        ):
            for inner in child.children:
                if inner.dep_ == "pobj":
                    return cast.party(number, inner, depth=depth + 1)
        if lemma == "lead" and child.dep_ == "prep" and child.lower_ in {"to", "into"}:
            for inner in child.children:
                mention = cast.at(number, inner.i) if inner.dep_ == "pobj" else None
                if mention is not None and cast.kind(mention.actor) == "state":  # "the roads leading into Kesmara"
                    return Party((mention.actor,), mention.first, mention.last)
        if lemma in _HOUSING and child.dep_ in {"dobj", "obj"}:
            return cast.party(number, child, depth=depth + 1)
        # "bases that house US troops": the small parser reads "house" as a noun beside the troops
        if child.dep_ in {"nsubj", "attr"} and lemma not in _OWNING and child.lemma_.lower() in PEOPLE_NOUNS:
            return cast.party(number, child, depth=depth + 1)
    return Party()


_PARTNERS = {"partner", "ally", "friend", "colleague", "comrade", "brother"}


def party_of_people(
    cast: Cast, number: int, token: "Token", first: int, last: int, named: list[Mention], depth: int
) -> Party:
    """Whose people are: of the word before, of the group behind, of those who move them, of the story's state."""
    lemma = token.lemma_.lower()
    civilian = says_civilian(token)
    groups = [m for m in named if m.how in {"set", "name"}]
    chosen = groups or named
    kinds = {c.lemma_.lower() for c in token.lefts if c.dep_ in {"compound", "nmod"}}
    if lemma in _NOT_OF_STATE or kinds & _NOT_OF_STATE:  # "rebels", "a Haitian gang leader"
        chosen = [m for m in chosen if cast.kind(m.actor) not in {"state", "people"}]
    if chosen:
        # "Iran-backed militia Kataib Hezbollah": the name, not the description
        of_state = cast.kind(chosen[-1].actor) == "state" and (lemma in _CIVIL or civilian is True)
        return Party(
            named_together(cast, number, chosen, named),
            first,
            last,
            civilian=civilian,
            nationals=of_state,
            why=f"whose they are ({chosen[-1].how})",
        )
    beside = named_beside(cast, number, token, depth)
    if beside is not None and beside.actors:
        return Party(beside.actors, first, last, civilian=civilian, why=beside.why)
    told_apart = False  # "loyal to the general": theirs, whoever that is
    for child in token.rights:
        bound = child.lower_ in BOUND
        prepositions = [c for c in child.children if c.dep_ == "prep"] if bound else [child]
        for preposition in prepositions:
            partners = lemma in _PARTNERS and preposition.lower_ == "in"  # "our partners in the Front"
            if not bound and (preposition.dep_ != "prep" or preposition.lower_ not in _OF_WHOM) and not partners:
                continue
            for inner in preposition.children:
                at = cast.at(number, inner.i) if partners else None
                if partners and (
                    at is None or cast.kind(at.actor) not in {"armed group", "umbrella", "force", "party"}
                ):
                    continue
                told_apart = told_apart or bound
                if inner.dep_ == "pobj" and inner.pos_ in {"PROPN", "NOUN"}:
                    party = cast.party(number, inner, depth=depth + 1)
                    if party.actors and not party.thing:
                        why = f"'{child.lower_}' their group"
                        return Party(party.actors, first, party.last, civilian=civilian, why=why)
                    if bound and inner.ent_type_ == "PERSON":
                        person = cast.introduce(number, phrase_of(inner)[0], inner.i)
                        if person is not None:  # "soldiers loyal to General Adar Poe"
                            return Party((person,), first, inner.i, civilian=civilian, why="whom they obey")
                    # "troops from Orlan": of another land, whoever that is
                    told_apart = told_apart or (child.lower_ == "from" and inner.pos_ == "PROPN" and not party.thing)
    seated = _seated(cast, number, token) if lemma in _SEATED else ()
    if seated:
        return Party(seated, first, last, civilian=civilian, why="of the state in which they sit")
    mover = _mover(cast, number, token, depth)
    if mover:
        return Party(mover, first, last, civilian=False, why="of the one who moves them")
    poss = next((c for c in token.lefts if c.dep_ == "poss"), None)
    if poss is not None:
        party = cast.single(number, poss, depth + 1)
        if party.actors:
            return Party(party.actors, first, last, civilian=civilian, why="by possessive")
    if lemma in _OFFICES and token.tag_ == "NNS" and any(c.lower_ in {"the", "both", "two"} for c in token.lefts):
        both = both_sides(cast, number, token if any(c.lower_ in {"both", "two"} for c in token.lefts) else None)
        if both:
            return Party(both, first, last, civilian=False, why="the two sides that the report names")
    if lemma in SPEAK_FOR and any(c.lemma_.lower() in _ARMED for c in token.lefts):
        actor = last_group(cast, number, token, lemma="group", armed=True)
        if actor:
            return Party((actor,), first, last, why="of the last armed group named")
    if lemma in _ARMED and token.tag_ == "NNS" and any(c.lower_ == "the" for c in token.lefts):
        actor = last_group(cast, number, token, lemma="group", armed=True)
        if actor:
            return Party((actor,), first, last, why=f"'the {token.lower_}' is the last armed group named")
    if (
        lemma in _OF_THE_STATE
        and not (lemma == "guard" and any(c.lower_ == "the" for c in token.lefts))  # of what they guard
        and not told_apart
        and not any(c.dep_ in {"amod", "compound", "nmod", "relcl"} for c in token.lefts)
    ):
        actor = _state_here(cast, number, token)
        if actor:
            return Party((actor,), first, last, civilian=False, why=OF_THE_STORY)
    return Party(
        (),
        first,
        last,
        unnamed=lemma in UNNAMED or civilian is True,
        civilian=civilian,
        why="people without a party",
    )


def _seated(cast: Cast, number: int, token: "Token") -> tuple[str, ...]:
    """Whose officials and lawmakers are that sit "in Lima and Santiago": those of the states there."""
    for child in token.rights:
        near = child.i == token.i + 1 or child.i - 1 in {c.i for c in token.conjuncts}  # "lawmakers and officials in"
        if child.dep_ == "prep" and child.lower_ == "in" and near:
            inner = next((c for c in child.children if c.dep_ == "pobj"), None)
            # "in Kesmara and Doruvia welcomed": the parser may join the second to the officials themselves
            joined = [c for c in token.conjuncts if c.pos_ == "PROPN" and inner is not None and c.i == inner.i + 2]
            heads = [inner, *inner.conjuncts, *joined] if inner is not None else []
            where = [m for t in heads if (m := cast.at(number, t.i))]
            return tuple(dict.fromkeys(m.actor for m in where if cast.kind(m.actor) == "state"))
    return ()


def _state_here(cast: Cast, number: int, token: "Token") -> str | None:
    """Whose the army or a court is: of "In India, a court", else of the side whose voice this is, or of the story."""
    there = state_in_front(cast, number, token)
    if there is not None:
        return there
    for child in token.rights:  # "police in Arequipa"
        town = next((c for c in child.children if c.dep_ == "pobj" and c.pos_ == "PROPN"), None)
        if child.dep_ == "prep" and child.lower_ == "in" and child.i == token.i + 1 and town is not None:
            first, last = phrase_of(town)
            state = cast.state_of_town(token.doc[first : last + 1].text)
            if state is not None and cast.own is None:
                return state
    state = cast.own or _sayer(cast, number, token) or cast.state_of_the_story(number)
    if state is not None and token.lemma_.lower() in {"army", "military", "navy"}:
        force = bearer_of(cast, number, token, token.lemma_.lower())  # "the army" after "Sudan's army"
        if force is not None and force in cast.registry.members(state):
            return force
    return state


def _sayer(cast: Cast, number: int, token: "Token") -> str | None:
    """The state that announces what its own will do: "the Pentagon said that 750 soldiers would leave"."""
    clause = next((at for at in token.ancestors if at.dep_ == "ccomp"), None)
    if clause is None or clause.head.lemma_.lower() not in _ANNOUNCES:
        return None
    ahead = any(c.dep_ == "aux" and c.lower_ in {"will", "would", "shall", "'ll"} for c in clause.children)
    who = next((c for c in clause.head.children if c.dep_ == "nsubj"), None)
    if not ahead or who is None or who.i > token.i:
        return None
    said_by = cast.party(number, who, depth=1).actors
    return said_by[0] if len(said_by) == 1 and cast.kind(said_by[0]) == "state" else None


_ANNOUNCES = {"say", "announce", "declare", "confirm", "add", "promise", "decide"}


def _mover(cast: Cast, number: int, token: "Token", depth: int) -> tuple[str, ...]:
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
    return cast.party(number, who, depth=depth + 1).actors


def party_of_group(
    cast: Cast, number: int, token: "Token", first: int, last: int, named: list[Mention], depth: int
) -> Party:
    """Which party a noun for a group means: one beside it, its backers' set, its owner, or the last one named."""
    beside = named_beside(cast, number, token, depth)
    if beside is not None and beside.actors:
        return beside
    backer = _backer(cast, number, token, depth)
    if backer is not None:
        return Party((backer,), first, last, why="by who backs them")
    for behind in (i for c in token.rights if c.lower_ == "of" and not named for i in c.children):
        # "the military leadership of Kesmara", "units of the armed forces of Kesmara"
        is_body = token.lemma_.lower() in _BODIES and cast.at(number, behind.i) is None
        inner = _last_of(behind) if is_body else behind  # "the Ministry of Foreign Affairs of Kesmara"
        if inner.dep_ == "pobj" and (cast.at(number, inner.i) is not None or inner.lemma_.lower() in GROUP_NOUNS):
            whose = cast.party(number, inner, depth=depth + 1)
            if whose.actors and not whose.thing:
                return Party(whose.actors, first, whose.last, why="whose it is ('of')")
    obeyed = _whom_they_obey(cast, number, token, first, depth)
    if obeyed is not None:
        return obeyed
    if token.lemma_.lower() in _NOT_OF_STATE:
        named = [m for m in named if cast.kind(m.actor) not in {"state", "people"}]
    if named:
        words = cast.paragraphs[number].doc[named[0].first : last + 1].text
        whole = cast.registry.resolve(words, spelled_so=True)
        if whole is not None and whole.how in {"exact", "normalised", "set"}:
            return Party((whole.actor.id,), first, last, why=f"named as {words}")
        actors = named_together(cast, number, named)
        return Party(actors, first, last, why=f"by the word before ({named[-1].how})")
    owner = next((c for c in token.lefts if c.dep_ == "poss" and c.pos_ == "PRON"), None)
    if owner is not None:
        party = cast.single(number, owner, depth + 1)
        if party.actors:
            return Party(party.actors, first, last, why=f"'{owner.lower_}': {party.why}")
    owned_by = next((c for c in token.lefts if c.dep_ == "poss"), None)
    if owned_by is not None and owned_by.pos_ != "PRON":
        party = cast.single(number, owned_by, depth + 1)
        if party.actors:
            return Party(party.actors, first, last, why="by possessive")
    if BARE_ORGAN.fullmatch(cast.paragraphs[number].doc[first : last + 1].text):
        actor = _state_here(cast, number, token)
        if actor:
            return Party((actor,), first, last, why=f"an organ {OF_THE_STORY}")
    both_of_them = any(c.lower_ == "both" for c in token.lefts) and any(c.dep_ == "cc" for c in token.rights)
    if any(c.lower_ in {"both", "two"} for c in token.lefts) and not both_of_them:  # "both the patrol and the convoy"
        both = both_sides(cast, number, token)
        why = "the two sides that the report names" if both else "two that stay open"
        return Party(both, first, last, unnamed=not both, why=why)
    if cast.own is not None and token.lemma_.lower() in _OWN_ORGANS and not named:
        return Party((cast.own,), first, last, why="an organ of the side whose voice this is")
    described = [c for c in token.lefts if c.dep_ in {"amod", "compound", "nmod"} and c.lower_ not in _OF_THE_WHOLE]
    if token.lemma_.lower() in _ORGANS and not described:
        actor = _state_here(cast, number, token)
        if actor:
            return Party((actor,), first, last, why=OF_THE_STORY)
    determiner = next((c.lower_ for c in token.lefts if c.dep_ in {"det", "poss"}), "")
    kind_said = any(c.dep_ in {"compound", "nmod"} for c in token.lefts)  # "the trade unions" are no group named
    if determiner in {"the", "this", "that", "its", "their", "these", "those"} and not kind_said:
        actor = last_group(cast, number, token, lemma=token.lemma_.lower())
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
            party = cast.single(number, subject, depth + 1)
            return replace(party, why="what it is said to be")
    return Party((), first, last, unnamed=True, why="a group without a name")


def _whom_they_obey(cast: Cast, number: int, token: "Token", first: int, depth: int) -> Party | None:
    """Whose "forces loyal to General Adar Poe" are: his, and not the state's; None where no such word stands there."""
    behind = [i for c in token.rights if c.lower_ in BOUND for p in c.children if p.dep_ == "prep" for i in p.children]
    leader = next((i for i in behind if i.dep_ == "pobj"), None)
    if leader is None:
        return None
    party = cast.party(number, leader, depth=depth + 1)
    if party.actors and not party.thing:
        return Party(party.actors, first, party.last, why="whom they obey")
    person = cast.introduce(number, phrase_of(leader)[0], leader.i) if leader.ent_type_ == "PERSON" else None
    return Party((person,) if person else (), first, leader.i, unnamed=person is None, why="whom they obey")


def _backer(cast: Cast, number: int, token: "Token", depth: int) -> str | None:
    """ "Groups backed by Iran", "groups that Iran backs": the computed set, where the backer is known."""
    for child in token.rights:
        if child.dep_ in {"acl", "relcl"} and child.lemma_.lower() in {"back", "support", "fund", "sponsor", "arm"}:
            agents = [i for c in child.children if c.dep_ == "agent" for i in c.children if i.dep_ == "pobj"]
            agents += [c for c in child.children if c.dep_ == "nsubj" and c.pos_ == "PROPN"]
            for agent in agents:
                party = cast.party(number, agent, depth=depth + 1)
                known = cast.registry.actors.get(party.actors[0]) if party.actors else None
                whole = (
                    cast.registry.resolve(f"{known.name}-backed groups", spelled_so=True) if known is not None else None
                )
                if whole is not None and whole.actor.kind == "set":
                    return whole.actor.id
    return None


def named_beside(cast: Cast, number: int, token: "Token", depth: int) -> Party | None:
    """An apposition that names the party: "the militia, Kataib Hezbollah"."""
    for child in token.rights:
        if child.dep_ == "appos" and child.pos_ in {"PROPN", "NOUN"}:
            mention = cast.at(number, child.i)
            if mention is not None:
                return Party((mention.actor,), phrase_of(token)[0], mention.last, why="named beside it")
            if child.pos_ == "NOUN" and token.pos_ == "PROPN":
                party = cast.single(number, child, depth + 1)
                if party.actors:
                    return Party(party.actors, phrase_of(token)[0], party.last, why="by what is said beside the name")
    return None


def named_together(
    cast: Cast, number: int, named: list[Mention], others: list[Mention] | None = None
) -> tuple[str, ...]:
    """Whose "Colombian and Ecuadorian troops" are: the last name before a head, and those joined with it.

    `others` are further names of the phrase, which may be among those joined.
    """
    doc = cast.paragraphs[number].doc
    together = [named[-1]]
    for before in reversed([m for m in others or named if m.last < named[-1].first and m.how in _SHORT]):
        between = doc[before.last + 1 : together[0].first]
        if not 1 <= len(between) <= 2 or any(t.lower_ not in _JOINS for t in between):
            break
        together.insert(0, before)
    if len(together) > 1 and together[0].how == "demonym":  # "the Armenian, Georgian and Turkish ministers"
        start = together[0].first
        listed = [m for m in cast.mentions[number] if m.last == start - 2 and m.how == "demonym"]
        together = [*(listed if start > 1 and doc[start - 1].text == "," else []), *together]
    return tuple(dict.fromkeys(m.actor for m in together))


def _last_of(token: "Token") -> "Token":
    """The last of "of Foreign Affairs of Kesmara": behind each "of" the next."""
    for _ in range(3):
        behind = [i for c in token.rights if c.lower_ == "of" for i in c.children if i.dep_ == "pobj"]
        if not behind:
            break
        token = behind[0]
    return token
