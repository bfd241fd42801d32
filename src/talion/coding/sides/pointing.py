"""Whom pronouns, "the group" and "both sides" mean: the parties that a report has named before."""

import re
from collections import Counter
from typing import TYPE_CHECKING, Protocol

from talion.codebook.word_classes import word_class
from talion.coding.sides.backed import backed_in_it
from talion.coding.sides.described import armed_people_in, is_after_a_stranger, somebody_described
from talion.coding.sides.newcomers import Company, Mention
from talion.coding.sides.owners import own_of, told_next, told_with_owner
from talion.coding.sides.phrases import Party

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spacy.tokens import Span, Token


_GROUP_NOUNS = word_class("groups")
_PEOPLE_NOUNS = word_class("people")
_UNNAMED = word_class("unnamed")
_WEAPON_NOUNS = word_class("weapons")
_THINGS = word_class("things")
_ITEM = re.compile(r"[A-Z][\w .,'’-]{1,40} [-–—] ")
# What no union of states is called.
_BANDS = frozenset({"movement", "group", "militia", "gang", "faction", "front", "cartel", "band", "insurgency", "cell"})
_BANDSMEN = frozenset({
    "gunman", "gunmen", "guerrilla", "militant", "insurgent", "rebel", "gang", "bomber", "assassin", "henchman",
})  # fmt: skip
_FORCES_OF_STATES = frozenset({"army", "military", "navy", "police", "coastguard"})
# Of whom, by their name alone, "they" is said: "the Front said they had killed".
THEY = {"armed group", "umbrella", "party", "force"}
_GROUP_KINDS = {"armed group", "umbrella", "force", "party", "organisation", "intergovernmental", "unknown", "set"}
PEOPLE_BEFORE = "the people named before"
ASKED = "who did it is asked, and not said"


class Cast(Company, Protocol):
    """What these rules need of the cast of a report."""

    offices: dict[tuple[int, int], str]

    @property
    def speaker_at(self) -> "Callable[[int, int], str | None]":
        """Who speaks at a token."""

    def single(self, number: int, token: "Token", depth: int) -> Party:
        """Who a head stands for."""

    def introduce(self, number: int, first: int, last: int) -> str | None:
        """The id of a new actor named by these tokens."""


def both_sides(cast: Cast, number: int = -1, token: "Token | None" = None) -> tuple[str, ...]:
    """Whom "both sides" means: the two parties told just before, else the two that the report names most.

    Who says it or calls upon them is not one of the two. () where a third is near.
    """
    if token is not None and (two := _two_before(cast, number, token)):
        return two
    if sum(bool(_ITEM.match(p.text)) for p in cast.paragraphs) > 2:
        return ()  # a list of headlines is about many quarrels
    for kinds in ({"state"}, _GROUP_KINDS | {"state"}):
        counted = Counter(
            m.actor for mentions in cast.mentions for m in mentions if cast.kind(m.actor) in kinds and m.how != "set"
        )
        ranked = counted.most_common(3)
        if kinds == {"state"} and len(ranked) > 1 and _is_group_near(cast, ranked[1][1]):
            continue  # one state and a band, and not two states
        if len(ranked) == 2 or (len(ranked) == 3 and ranked[1][1] >= 2 * ranked[2][1]):
            return tuple(sorted(actor for actor, _ in ranked[:2]))
    return ()


def _is_group_near(cast: Cast, times: int) -> bool:
    groups = Counter(
        m.actor
        for mentions in cast.mentions
        for m in mentions
        if cast.kind(m.actor) in {"armed group", "umbrella"} and m.how != "set"
    )
    return max(groups.values(), default=0) > times


def _two_before(cast: Cast, number: int, token: "Token") -> tuple[str, ...]:
    """The two parties named before a word in its sentence, or in that and the one before."""
    aside = {t.i for above in token.ancestors for c in above.children if c.dep_ == "nsubj" for t in c.subtree}
    if token.i in aside:  # "both sides" is itself the subject
        aside = set()
    here: dict[str, None] = {}
    for m in cast.mentions[number]:
        if token.sent.start <= m.first < token.i and m.last not in aside and _is_side(cast, m):
            here.setdefault(m.actor)
    if here and len(here) != 1:
        return tuple(sorted(here)) if len(here) == 2 else ()
    before = [s for s in cast.paragraphs[number].sentences if s.end <= token.sent.start]
    for m in cast.mentions[number] if before else ():
        if before[-1].start <= m.first < before[-1].end and _is_side(cast, m):
            here.setdefault(m.actor)
    if len(here) == 1 and cast.kind(next(iter(here))) in {"armed group", "umbrella"}:
        state = cast.state_of_the_story(number)  # a band, and the state whose story it is
        if state is not None:
            here.setdefault(state)
    return tuple(sorted(here)) if len(here) == 2 else ()


def _is_side(cast: Cast, mention: Mention) -> bool:
    return mention.how != "set" and cast.kind(mention.actor) in _GROUP_KINDS | {"state"} - {"intergovernmental"}


def antecedent(
    cast: Cast, number: int, token: "Token", depth: int = 0
) -> tuple[str | None, str, tuple[int, int] | None]:
    """Whom a pronoun means, by which rule, and the words for them where these stand in its paragraph.

    The first is None where that stays open.
    """
    lemma = token.lemma_.lower()
    if lemma in {"who", "whom", "which", "that", "whose"}:
        related = relates_to(token)
        if related is not None:
            party = cast.single(number, related, depth + 1)
            at = (party.first, party.last) if party.first >= 0 else None
            return (party.actors[0] if party.actors else None), "the noun it relates to", at
        return None, ASKED if token.tag_ in {"WP", "WDT"} else "no antecedent", None
    if lemma in {"we", "i", "our", "us", "my"}:
        return cast.speaker_at(number, token.i) or cast.own, "who speaks", None
    subject = own_of(token)
    if subject is not None:
        party = cast.single(number, subject, depth + 2)
        return (party.actors[0] if party.actors else None), "whose own it is", (party.first, party.last)
    backed = backed_in_it(token)
    if backed is not None:
        party = cast.single(number, backed, depth + 2)
        if party.actors:
            return party.actors[0], "who is backed in it", (party.first, party.last)
    ahead = told_next(token)
    if ahead is not None:
        party = cast.single(number, ahead, 2)
        actor = party.actors[0] if len(party.actors) == 1 else None
        if actor is not None or ahead.ent_type_ == "PERSON":
            return actor, "the subject that the words before it lead to", (party.first, party.last)
    person = lemma in {"he", "she", "him", "her", "his"}
    if not person:
        here = [
            t for t in token.sent if t.i < token.i and t.dep_ in {"nsubj", "nsubjpass"} and t.head.i != token.head.i
        ]
        if here and here[0].lemma_.lower() in _WEAPON_NOUNS:
            return None, "the weapons named before", None
    of = told_with_owner(token)
    if of is not None:
        meant = cast.single(number, of, 2)
        at = (meant.first, meant.last) if meant.first >= 0 else None
        return (meant.actors[0] if meant.actors else None), "whose it is, told together with it", at
    by = _suffered_by(token)
    while by is not None and by.dep_ == "conj" and not any(c.dep_ in {"nsubj", "nsubjpass"} for c in by.children):
        by = by.head if by.head.pos_ == "VERB" else None  # "opened fire and killed three of its drivers"
    subject = next((c for c in by.children if c.dep_ == "nsubj"), None) if by is not None else None
    own = {t.i for t in subject.subtree} if subject is not None else set()
    # nobody acts on themselves: not "them" either whom the subject, itself a pronoun, stands for
    doers = cast.single(number, subject, 3).actors if subject is not None and subject.i != token.i else ()
    doers = (*doers, *_hit_by_theirs(cast, number, token))
    office = _office_that_spoke(cast, number, token)
    if office is not None:
        state = _seat(cast, *office) or next(iter(cast.single(*office, 2).actors), None)
        if state is not None and state not in doers:
            at = (office[1].i, office[1].i) if office[0] == number else None
            return state, "the office that spoke before", at
    for sentence_number, sentence in _back(cast, number, token):
        chained = _same_pronoun(sentence, token, here=sentence_number == number)
        if chained is not None:
            before = cast.single(sentence_number, chained, 2).actors
            if before and not set(before) & set(doers):
                return before[0], f"as '{chained.lower_}' before it", None
        nearer = _people_nearer(cast, number, token) if sentence_number == number else None
        if nearer is not None:
            party = cast.single(number, nearer, depth + 2)
            return (party.actors[0] if party.actors else None), PEOPLE_BEFORE, (party.first, party.last)
        described = somebody_described(cast, sentence_number, sentence, token, here=sentence_number == number)
        if described is not None:
            at = (described.first, described.last) if sentence_number == number else None
            return described.actors[0] if described.actors else None, PEOPLE_BEFORE, at
        ranked = sorted(
            (
                m
                for m in cast.mentions[sentence_number]
                if sentence.start <= m.first < sentence.end
                and not (sentence_number == number and m.last in own)
                and m.actor not in doers
            ),
            key=lambda m: (not _is_subject(sentence.doc[m.last]), m.first),
        )
        if lemma in {"they", "them", "their"} and sentence_number == number and sentence.end <= token.i:
            # of a state and a band that one sentence names, "them" is the band
            ranked.sort(key=lambda m: cast.kind(m.actor) not in {"armed group", "umbrella"})
        if lemma in {"it", "its"}:  # one of two that are named together is not "it"
            ranked = [m for m in ranked if not _in_a_row(sentence.doc[m.last])]
        if person:
            held = [
                (not _is_subject(sentence.doc[i]), i, actor)
                for (n, i), actor in cast.offices.items()
                if n == sentence_number and sentence.start <= i < sentence.end and (n < number or i < token.i)
            ]
            if held and not any(cast.kind(m.actor) == "person" for m in ranked):
                _, i, actor = min(held)
                at = (i, i) if sentence_number == number else None
                return actor, f"'{token.lower_}' is the last office-holder named", at
        until = token if sentence_number == number else None
        if token.dep_ == "poss" and token.head.lemma_.lower() in _BANDSMEN:  # "their gunmen": no state's
            ranked = [m for m in ranked if cast.kind(m.actor) not in {"state", "government", "force"}]
        if person and is_after_a_stranger(cast, sentence_number, sentence, before=until):
            return None, "a person whom no list knows", None
        for mention in ranked:
            if sentence_number == number and mention.last >= token.i:
                continue
            if mention.how == "metonym" and _is_there(sentence.doc[mention.last]):
                continue  # "his ambassador in Washington": a town
            adjective = mention.how == "demonym" and sentence.doc[mention.last].dep_ in {"amod", "compound", "nmod"}
            if (cast.kind(mention.actor) == "person") == person and not adjective:
                at = (mention.first, mention.last) if sentence_number == number else None
                return mention.actor, f"'{token.lower_}' is the last compatible party named", at
        armed = armed_people_in(sentence) if lemma == "they" and sentence_number == number else None
        if armed is not None and armed.sent.end <= token.i:  # "men stormed the fort. They seized its guns"
            party = cast.single(number, armed, depth + 2)
            return (party.actors[0] if party.actors else None), PEOPLE_BEFORE, (party.first, party.last)
    return None, "left open", None


def _is_there(token: "Token") -> bool:
    """Whether a capital is only where something is: "in Belgrade", "BELGRADE. Thousands marched"."""
    if token.dep_ == "ROOT" and len(token.sent) <= _A_HEAD:
        return True
    return token.dep_ == "pobj" and token.head.lower_ in {"in", "at", "near", "outside"}


_A_HEAD = 3


def _office_that_spoke(cast: Cast, number: int, token: "Token") -> "tuple[int, Token] | None":
    """The office whose words the sentence before gives: "The ministry said that rebels had … It rejected"."""
    if token.lower_ != "it" or token.dep_ != "nsubj" or token.head.dep_ != "ROOT" or token.i != token.sent.start:
        return None
    before = [s for s in cast.paragraphs[number].sentences if s.end <= token.sent.start]
    here = bool(before)
    if not here and number:
        before = list(cast.paragraphs[number - 1].sentences)
    for sentence in reversed(before[-2:]):
        subject = next((c for c in sentence.root.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
        if subject is not None and subject.lower_ in _OFFICES_OF_STATE:
            speaks = sentence.root.lemma_.lower() in _SPEECH | {"condemn", "call", "reject", "deny"}
            return (number if here else number - 1, subject) if speaks else None
        if subject is None or subject.tag_ != "NNS":
            return None  # somebody else whom "it" may mean
    return None


def _suffered_by(token: "Token") -> "Token | None":
    """The verb whose object a pronoun is, or holds where the verb does harm: "shot down 21 of their drones"."""
    if token.dep_ == "dobj":
        return token.head
    if token.dep_ == "nsubj" and token.head.dep_ == "ccomp" and token.head.head.lemma_.lower() in _ASKING:
        return token.head.head
    if token.dep_ == "pobj" and token.head.lower_ in _AIMS:  # "shot at them", "fired tear gas at them"
        above = token.head.head
        above = above.head if above.dep_ == "dobj" else above
        return above if above.pos_ == "VERB" else None
    if token.dep_ != "poss":
        return None
    held = token.head
    while held.dep_ == "pobj" and held.head.lower_ == "of" and held.head.head.i < held.i:
        held = held.head.head
    harms = held.dep_ == "dobj" and held.head.lemma_.lower() in _HARMS
    return held.head if harms else None


def _hit_by_theirs(cast: Cast, number: int, token: "Token") -> list[str]:
    """Whom those of a pronoun harm: of "their gunmen shot four members of the Front", the Front is not "they"."""
    held = token.head
    if token.dep_ != "poss" or held.dep_ != "nsubj" or held.head.lemma_.lower() not in _HARMS:
        return []
    hit = {t.i for c in held.head.children if c.dep_ == "dobj" for t in c.subtree if t.i > held.head.i}
    return [m.actor for m in cast.mentions[number] if m.last in hit]


_AIMS = {"at", "on", "upon", "against"}
_HARMS = {
    "attack", "strike", "hit", "bomb", "shell", "shoot", "down", "sink", "kill", "destroy", "seize", "capture", "raid",
    "storm", "ambush", "target", "intercept", "wound", "injure", "arrest", "detain", "shut", "ban", "expel", "torpedo",
    "board", "blockade", "besiege", "impound", "confiscate", "freeze", "overrun", "ram", "burn", "loot", "jail",
}  # fmt: skip


def _same_pronoun(sentence: "Span", token: "Token", *, here: bool) -> "Token | None":
    """The pronoun at the head of a sentence that means whom this one means: "They say … Their drones …"."""
    forms = next((f for f in _FORMS if token.lower_ in f), None)
    first = next((c for c in sentence.root.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if forms is None or first is None or first.lower_ not in forms or first.i >= token.i:
        return None
    if first.lower_ == "it" and sentence.root.lemma_.lower() not in _SPEECH:
        return None  # "it rained"
    return None if here and first.head.i == token.head.i else first


_FORMS = ({"they", "them", "their"}, {"it", "its"})
_SPEECH = word_class("speech")


def _people_nearer(cast: Cast, number: int, token: "Token") -> "Token | None":
    """The people without a name who stand nearer than anybody named: "took the villagers and shot them"."""
    if token.lower_ not in {"them", "their"} or _suffered_by(token) is None:
        return None
    verb = next((t for t in token.ancestors if t.pos_ == "VERB"), None)
    while verb is not None and verb.dep_ == "conj" and not any(c.dep_ == "nsubj" for c in verb.children):
        verb = verb.head
    own = {c.i for c in verb.children if c.dep_ == "nsubj"} if verb is not None else set()
    for i in range(token.i - 1, token.sent.start - 1, -1):
        t = token.doc[i]
        mention = cast.at(number, i)
        if mention is not None and (t.dep_ != "pobj" or t.head.lower_ != "of" or cast.kind(mention.actor) != "state"):
            return None
        known = t.lemma_.lower()
        somebody = known in _PEOPLE_NOUNS or known in _GROUP_NOUNS or known in _UNNAMED
        if t.tag_ == "NNS" and mention is None and i not in own and t.dep_ in _STANDS and somebody:
            return t
    return None


_STANDS = {"dobj", "pobj", "nsubj", "nsubjpass", "conj"}


def last_group(cast: Cast, number: int, token: "Token", *, lemma: str, armed: bool = False) -> str | None:
    """Whom "the group" or "the army" means: the last party named that the word can stand for."""
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
    if lemma in _OFFICES_OF_STATE and (bearer := _full_name(cast, number, token)) is not None:
        return bearer
    if lemma in {"government", "army", "military", "authorities", "authority", "regime", "junta"}:
        named = state_in_front(cast, number, token) or cast.state_of_the_story(number)
        if named is not None:
            return named
    # any band is "the group": the one named last, and not only one that was called so ("the Islamic State group")
    if lemma in _GROUP_NOUNS - {"group"} and not armed:
        bearer = bearer_of(cast, number, token, lemma)
        if bearer is not None:
            return bearer
    acting = _who_acts_on(token)
    other = cast.at(number, acting.i) if acting is not None else None
    for sentence_number, sentence in _back(cast, number, token):
        ranked = sorted(
            (m for m in cast.mentions[sentence_number] if sentence.start <= m.first < sentence.end),
            key=lambda m: (not _is_subject(sentence.doc[m.last]), m.first),
        )
        for mention in ranked:
            if sentence_number == number and mention.last >= token.i:
                continue
            if other is not None and mention.actor == other.actor:
                continue  # "the Guards helped the group": not themselves
            if lemma in _FORCES_OF_STATES and cast.kind(mention.actor) not in {"state", "government", "force"}:
                continue
            if lemma in _BANDS and cast.kind(mention.actor) == "intergovernmental":
                continue
            is_group = cast.kind(mention.actor) in _GROUP_KINDS
            if armed and cast.kind(mention.actor) not in {"armed group", "umbrella"}:
                continue
            if is_group != states and mention.how != "demonym" and cast.kind(mention.actor) != "person":
                return mention.actor
    return None


def _who_acts_on(token: "Token") -> "Token | None":
    """The subject of the verb whose object a word is: "Guards" of "the Guards helped the group to hit a ship"."""
    verb = token.head
    if token.dep_ == "nsubj" and verb.dep_ in {"ccomp", "xcomp"} and any(c.lower_ == "to" for c in verb.lefts):
        verb = verb.head
    elif token.dep_ not in {"dobj", "dative"}:
        return None
    return next((c for c in verb.children if c.dep_ == "nsubj"), None)


def state_in_front(cast: Cast, number: int, token: "Token") -> str | None:
    """The state that a sentence names first as where things happen: "In India, a court", "In Athens the junta"."""
    for m in cast.mentions[number]:
        if token.sent.start < m.first < token.i and m.how in {"name", "metonym"} and cast.kind(m.actor) == "state":
            at = token.doc[m.last]
            if at.dep_ == "pobj" and at.head.text == "In" and at.head.i == token.sent.start:
                return m.actor
    return None


_OFFICES_OF_STATE = {"ministry", "department"}


def _full_name(cast: Cast, number: int, token: "Token") -> str | None:
    """Whose office a word means that stood with its full name before: "the Ministry of Defence in Nairobi said"."""
    for n in range(number, -1, -1):
        for t in reversed(cast.paragraphs[n].doc):
            if t.lower_ != token.lower_ or not t.text[0].isupper() or (n == number and t.i >= token.i):
                continue
            state = _seat(cast, n, t)
            if state is not None:
                return state
    return None


def _seat(cast: Cast, number: int, office: "Token") -> str | None:
    """The state that an office is of, by the words behind it: "of Kesmara", "of Foreign Affairs in Orsk"."""
    behind = [i for c in office.rights if c.dep_ == "prep" for i in c.subtree]
    states = (m.actor for i in behind if (m := cast.at(number, i.i)) is not None and cast.kind(m.actor) == "state")
    return next(states, None)


def bearer_of(cast: Cast, number: int, token: "Token", lemma: str) -> str | None:
    """The party whose name holds the word: "the council" after "the Council of Salvation"; the last one told."""
    word = lemma.capitalize()
    for n in range(number, -1, -1):
        there = token.lower_ in cast.paragraphs[n].text.lower()
        for t in reversed(cast.paragraphs[n].doc) if there else ():  # "the army" after "Sudan's army"
            if t.lower_ != token.lower_ or (n == number and t.i >= token.i):
                continue
            if any(cast.at(n, c.i) is not None for c in t.lefts if c.dep_ in {"poss", "amod", "compound", "nmod"}):
                party = cast.single(n, t, 2)
                if party.actors:
                    return party.actors[0]
            named = _named_behind(cast, n, t) if lemma in _CALLED else None
            if named is not None:
                return named
        for m in reversed(cast.mentions[n]):
            if m.how != "name" or (n == number and m.last >= token.i):
                continue
            if any(t.text in {word, f"{word}s"} for t in cast.paragraphs[n].doc[m.first : m.last + 1]):
                return m.actor
    return None


# What stands before its name: "the aid agency Helping Bridge", and is "the agency" then.
_CALLED = {
    "agency",
    "charity",
    "organisation",
    "organization",
    "company",
    "firm",
    "network",
    "militia",
    "gang",
    "cartel",
}


def _named_behind(cast: Cast, number: int, token: "Token") -> str | None:
    """The party whose name stands right behind a word for it; None where no name does."""
    name = token.nbor(1) if token.i + 1 < len(token.doc) else None
    if name is None or name.pos_ != "PROPN":
        return None
    while name.dep_ in {"compound", "nmod"} and name.head.i > name.i and name.head.pos_ == "PROPN":
        name = name.head
    mention = cast.at(number, name.i)
    if mention is not None:
        return mention.actor
    return cast.introduce(number, token.i + 1, name.i)


def _back(cast: Cast, number: int, token: "Token", *, paragraphs: int = 4) -> "Iterator[tuple[int, Span]]":
    here = [s for s in cast.paragraphs[number].sentences if s.start <= token.i]
    for sentence in reversed(here):
        yield number, sentence
    for earlier in range(number - 1, max(-1, number - 1 - paragraphs), -1):
        if cast.paragraphs[earlier].kind != "caption":
            for sentence in reversed(cast.paragraphs[earlier].sentences):
                yield earlier, sentence


def clause_above(token: "Token") -> "Token | None":
    """The subject of the clause that tells what "they" or "he" do: "both governments said that they would"."""
    verb = token.head
    if token.dep_ in {"nsubj", "nsubjpass"} and verb.dep_ == "advcl" and verb.i < verb.head.i:
        return _subject_below(token)
    if token.dep_ not in {"nsubj", "nsubjpass"} or verb.dep_ != "ccomp" or verb.head.lemma_.lower() in _ASKING:
        return None
    subject = next((c for c in verb.head.children if c.dep_ == "nsubj" and c.i < token.i), None)
    if subject is None or subject.pos_ not in {"NOUN", "PROPN"}:
        return None
    several = subject.tag_ == "NNS" or bool(subject.conjuncts)
    if token.lower_ == "they":
        return subject if several or (subject.pos_ == "PROPN" and subject.ent_type_ != "PERSON") else None
    if token.lower_ == "it":  # "the army said it had shelled a base of the group"
        is_group = subject.lemma_.lower() in _GROUP_NOUNS and subject.lemma_.lower() not in _PEOPLE_NOUNS
        return subject if not several and is_group else None
    return subject if not several and subject.pos_ == "NOUN" and subject.lemma_.lower() in _PEOPLE_NOUNS else None


def _subject_below(token: "Token") -> "Token | None":
    """ "Since they seized the ship, the rebels have fired": whom a clause before its main clause means."""
    main = next((c for c in token.head.head.children if c.dep_ == "nsubj" and c.i > token.i), None)
    if main is None or main.pos_ not in {"NOUN", "PROPN"}:
        return None
    many = main.tag_ in {"NNS", "NNPS"} or bool(main.conjuncts)
    if token.lower_ == "they":
        return main if many or (main.pos_ == "PROPN" and main.ent_type_ != "PERSON") else None
    return main if not many and (token.lower_ == "it") == (main.ent_type_ != "PERSON") else None


# "Demanded that they leave": others than who demands it.
_ASKING = {"demand", "ask", "urge", "insist", "request", "order", "propose", "recommend", "want", "require"}


def relates_to(token: "Token") -> "Token | None":
    """The noun that "who", "which" or "that" relates to; None where it relates to none."""
    if token.lemma_.lower() not in {"who", "whom", "which", "that", "whose"}:
        return None
    verb = token.head
    while verb.dep_ not in {"relcl", "ROOT"} and verb.head.i != verb.i:
        verb = verb.head
    return meant_by_clause(verb) if verb.dep_ == "relcl" else None


def meant_by_clause(verb: "Token") -> "Token":
    """The noun that a clause is about: of "the brothers of the Front, our allies, who fired", the brothers."""
    noun = verb.head
    if noun.dep_ not in {"appos", "conj"} or noun.head.pos_ not in {"NOUN", "PROPN"}:
        return noun
    listed = any(c.dep_ == "cc" for c in noun.head.children)
    comma = noun.left_edge.i > 0 and noun.left_edge.nbor(-1).text == ","
    return noun.head if noun.dep_ == "appos" or (comma and not listed) else noun


def _in_a_row(token: "Token") -> bool:
    return (token.dep_ == "conj" or bool(token.conjuncts)) and (_is_subject(token) or _is_subject(token.head))


def _is_subject(token: "Token") -> bool:
    while token.dep_ in {"compound", "nmod", "amod"} and token.head.i != token.i:
        token = token.head
    return token.dep_ in {"nsubj", "nsubjpass"}
