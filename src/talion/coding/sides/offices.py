"""Whom office-holders act for: the state beside the office, or the one whose deeds they announce; never the other."""

import re
from collections import Counter
from typing import TYPE_CHECKING

from talion.codebook.word_classes import word_class
from talion.coding.sides.newcomers import NO_GROUP, Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from talion.coding.sides.newcomers import Company

_PARTICLES = "al|el|bin|ibn|ould|abu|de|da|do|del|di|dos|la|le|van|von|der|ter|ben"
_OFFICE = re.compile(
    r"\b(?:(?P<not>[Ff]ormer|[Ee]x-?|[Ll]ate|[Oo]pposition|[Oo]usted|[Rr]ebel|[Rr]etired|[Dd]eposed) )?"
    r"(?:(?:[Vv]ice|[Dd]eputy|[Aa]cting|[Ii]nterim) )?"
    r"(?P<title>[Pp]resident|[Pp]rime [Mm]inister|[Pp]remier|[Cc]hancellor|King|Queen|Emir|Crown Prince|"
    r"[Ss]upreme [Ll]eader|(?:[Ff]oreign|[Dd]efen[cs]e|[Ii]nterior|[Jj]ustice|[Ff]inance|[Ii]nformation|[Ss]ecurity|"
    r"[Hh]ome|[Ee]nergy|[Oo]il) (?:[Mm]inister|[Ss]ecretary)|[Ss]ecretary of [Ss]tate|[Mm]inister of [A-Z]?\w+)"
    r"(?: of (?:the )?(?P<of>[A-Z][\w-]+))?,? "
    rf"(?P<name>[A-Z][\w'’-]+(?: (?:(?:{_PARTICLES}) )*[A-Z][\w'’-]+){{0,3}})"
)
_IN_OFFICE = re.compile(
    r"[Pp]resident|[Mm]inister|[Pp]remier|[Cc]hancellor|King|Queen|Emir|Prince|[Ll]eader|[Ss]ecretary"
)


def find_offices(cast: "Company") -> dict[tuple[int, int], str]:
    """Whom presidents and ministers act for, by the tokens that name them: the state beside the office.

    "Turkish President X", "Kesmara's defence minister, Y", "Z, president of ..."; where no state stands beside it, the
    one that is the subject before, the one of which he says what it will do, or the one that the report is about:
    surely so for "the prime minister, Y", and for a bare "President Z" only where the report speaks for that state, was
    sent from it, or hardly names another. A state that he threatens, accuses or speaks against is never his.
    """
    by_name: dict[str, str] = {}
    held: dict[tuple[int, int], str] = {}
    for number, paragraph in enumerate(cast.paragraphs):
        for found in _OFFICE.finditer(paragraph.text) if _IN_OFFICE.search(paragraph.text) else ():
            token = paragraph.token_at(found.start("title"))
            name = found["name"].removesuffix("'s")
            if token is None or found["not"] or name.split()[0] in NO_GROUP:
                continue
            if found["title"].lower() == "secretary of state" and "united-states" in cast.registry.actors:
                state: str | None = "united-states"  # only one land gives that office this name
            else:
                state = _state_beside(number, token, found["of"], cast)
            if state is not None:
                by_name.setdefault(name.split()[-1], state)
                if token.dep_ not in {"compound", "nmod"}:  # "Secretary of State X", read as the head of it all
                    held[number, token.i] = state
    if by_name:
        for number, paragraph in enumerate(cast.paragraphs):
            for token in paragraph.doc:
                state = by_name.get(token.text)
                if state is not None and token.pos_ == "PROPN" and cast.at(number, token.i) is None:
                    held[number, token.i] = state
    return held


def _state_beside(number: int, token: "Token", of: str | None, cast: "Company") -> str | None:
    if of is not None:
        known = next((m.actor for m in cast.mentions[number] if token.doc[m.first].text == of), None)
        if known is not None:
            return known
    states = [m for m in cast.mentions[number] if m.first < token.i and cast.kind(m.actor) == "state"]
    near = bool(states) and token.i - states[-1].last <= 4 and token.sent.start <= states[-1].first
    if near and states[-1].how != "metonym":
        return states[-1].actor
    here = [m for m in states if token.doc[m.last].dep_ == "nsubj" and _says(token.doc[m.last], token)]
    here = here or [m for m in states if m.how == "metonym" and _sits_in(token.doc[m.last], token)]
    own, others = _own_and_others(number, token, cast)
    if own is not None:
        return own
    here = here or [m for m in states if m.how == "name" and m.actor not in others and _leads(token.doc[m.last])]
    if here:
        return here[-1].actor
    whole = cast.state_of_the_story(number)
    bare = not any(child.dep_ in {"det", "poss"} for child in (*token.lefts, *token.head.lefts))
    if whole is not None and (not bare or _is_its_own(whole, number, cast)) and whole not in others:
        return whole
    rest = [state for state in _named_most(cast) if state not in others]
    if others and len(rest) == 1 and sum(m.actor == rest[0] for here in cast.mentions for m in here) > 1:
        return rest[0]
    cast.abroad |= others  # whose land it is, no word says; not theirs whom he speaks against
    return None


def _sits_in(capital: "Token", token: "Token") -> bool:
    """ "In Colombo, President Adar Poe vowed": in his own capital, where he meets nobody."""
    if capital.dep_ != "pobj" or capital.head.i != token.sent.start or capital.head.lower_ != "in":
        return False
    return not any(t.lemma_.lower() in _ON_A_VISIT for t in token.sent)


_ON_A_VISIT = {
    "meet",
    "visit",
    "talk",
    "talks",
    "summit",
    "arrive",
    "sign",
    "host",
    "receive",
    "address",
    "join",
    "tell",
}


def _leads(token: "Token") -> bool:
    """Whether a name is alone the subject of its sentence, or what says it all."""
    main = token.head.dep_ in {"ROOT", "conj"} or token.head.head.lemma_.lower() != "say"
    return token.dep_ == "nsubj" and main and not (bool(token.conjuncts) or _is_supposed(token))


def _is_supposed(token: "Token") -> bool:
    """Whether a clause only supposes what it tells: "if Doruvia attacked its ships"."""
    return any(c.lower_ in {"if", "unless", "should"} for c in token.head.lefts)


def _says(subject: "Token", token: "Token") -> bool:
    """ "Both agreed, the White House said after President X had called": whose office it is that says so."""
    return subject.head.lemma_.lower() in {"say", "announce", "add", "declare"} and token in subject.head.subtree


def _joined(verb: "Token") -> "list[Token]":
    """What else the subject of a verb does, as far as the sentence gives it no other."""
    return [
        t
        for t in verb.subtree
        if t.dep_ == "conj" and t.pos_ == "VERB" and not any(c.dep_ == "nsubj" for c in t.children)
    ]


_SETS_APART = {
    "accuse", "blame", "condemn", "denounce", "threaten", "warn", "urge", "sue", "sanction", "criticise", "ask", "beg",
    "expel", "summon", "thank", "invite", "attack", "bomb", "invade", "demand", "telephone", "visit",
}  # fmt: skip
_THREATENS = {"threaten", "vow", "warn", "promise", "pledge", "swear", "say", "announce", "declare", "add"}
# Who promises what a party will do speaks for that party; who warns of it or fears it may speak of the other.
_VOWS = {"threaten", "vow", "promise", "pledge", "swear"}
_FORESEES = {"warn", "fear", "expect", "predict", "believe", "claim", "allege", "think", "suspect"}
_STRIKES = {"attack", "strike", "bomb", "invade", "shell", "raid", "fire", "hit", "seize", "annex", "occupy"}
_HARMS = word_class("force") | _STRIKES | {"sink", "besiege", "blockade", "cut", "shut", "bar", "ban", "answer"}
_WILL = {"will", "would", "shall"}


def _own_and_others(number: int, token: "Token", cast: "Company") -> tuple[str | None, set[str]]:
    """The state that an office-holder says will act, which is his own, and those that he speaks against."""
    name = token
    while name.dep_ in {"compound", "nmod"} and name.head.i != name.i:
        name = name.head
    if name.dep_ != "nsubj":
        return None, set()
    own: str | None = None
    others: set[str] = set()
    after = token.sent.end
    next_one = token.doc[after].sent.root if after < len(token.doc) else None  # "He asked Cuba …"
    if next_one is None or not any(c.dep_ == "nsubj" and c.lower_ in {"he", "she"} for c in next_one.children):
        next_one = name.head
    for verb in dict.fromkeys((name.head, next_one, *_joined(name.head), *_joined(next_one))):
        for child in verb.children:
            if verb.lemma_.lower() in _SETS_APART and child.i > verb.i and child.dep_ in {"dobj", "ccomp"}:
                inner = next((c for c in child.children if c.dep_ == "nsubj"), None)
                against = child if child.dep_ == "dobj" else inner
                for at in (against, *against.lefts) if against is not None else ():
                    apart = _state_at(number, at, cast)
                    if apart is not None:
                        others.add(apart)
                        break
            if child.dep_ == "ccomp":
                own = own or _promised_for(number, verb, child, cast)
            if child.dep_ in {"ccomp", "xcomp"} and child.i > verb.i and verb.lemma_.lower() in _THREATENS:
                others |= _threatened(number, child, cast)
    return own, others - {own}


def _promised_for(number: int, verb: "Token", clause: "Token", cast: "Company") -> str | None:
    """The state of which somebody says what it will do, as one of its own says it."""
    subject = next((c for c in clause.children if c.dep_ == "nsubj"), None)
    if subject is None or not any(c.dep_ == "aux" and c.lower_ in _WILL for c in clause.children):
        return None
    says = verb.lemma_.lower()
    answers_if = any(_supposes(c) for c in clause.children)
    if says in _FORESEES and clause.lemma_.lower() in _STRIKES and not answers_if:
        return None  # "warned that Doruvia would invade"
    if says == "say" and clause.lemma_.lower() in {"attack", "invade", "annex", "occupy"} and not answers_if:
        return None
    known = _state_at(number, subject, cast)
    if known is not None or says not in _VOWS or clause.lemma_.lower() not in _HARMS:
        return known
    return _name_state(subject, cast) if cast.at(number, subject.i) is None else None


def _supposes(token: "Token") -> bool:
    return token.dep_ == "advcl" and any(c.lower_ in {"if", "unless"} for c in token.children)


def _name_state(subject: "Token", cast: "Company") -> str | None:
    """A land that no list knows and that is said to strike: "threatened that Ashmar would bomb"."""
    alone = not any(c.dep_ in {"det", "compound", "amod", "poss"} for c in subject.lefts)
    name = subject.text
    if subject.pos_ != "PROPN" or subject.ent_type_ == "PERSON" or not alone or len(name) < 4 or name.isupper():
        return None
    actor = cast.add(name, "state")
    for number, paragraph in enumerate(cast.paragraphs):
        for token in paragraph.doc if name in paragraph.text else ():
            if token.text == name and token.pos_ == "PROPN" and cast.at(number, token.i) is None:
                cast.mentions[number].append(Mention(number, token.i, token.i, actor, "name"))
        cast.mentions[number].sort(key=lambda m: m.first)
    return actor


def _threatened(number: int, clause: "Token", cast: "Company") -> set[str]:
    """The states that a clause says will be harmed, or that it names with its "if"."""
    found: list[str | None] = []
    harms = clause.lemma_.lower() in _HARMS
    for child in clause.children:
        if child.dep_ in {"dobj", "nsubjpass"} and harms:
            found += [_state_at(number, t, cast) for t in (child, *child.lefts)]
        if child.dep_ == "prep" and child.lower_ in {"against", "on", "upon", "at"}:
            found += [_state_at(number, t, cast) for i in child.children for t in (i, *i.lefts)]
        if child.dep_ == "dobj":
            found += [_state_at(number, i, cast) for i in _behind(child)]
        if _supposes(child):
            found += [_state_at(number, t, cast) for c in child.children if c.dep_ == "nsubj" for t in (c, *c.lefts)]
    return {state for state in found if state is not None}


def _behind(noun: "Token") -> "Iterator[Token]":
    return (i for c in noun.rights if c.dep_ == "prep" and c.lower_ in {"against", "on", "upon"} for i in c.children)


def _state_at(number: int, token: "Token", cast: "Company") -> str | None:
    mention = cast.at(number, token.i)
    return mention.actor if mention is not None and cast.kind(mention.actor) == "state" else None


def _named_most(cast: "Company") -> list[str]:
    told = Counter(m.actor for mentions in cast.mentions for m in mentions if cast.kind(m.actor) == "state")
    ranked = told.most_common(3)
    return [actor for actor, _ in ranked[:2]] if len(ranked) < 3 or ranked[1][1] > ranked[2][1] else []


def _is_its_own(state: str, number: int, cast: "Company") -> bool:
    """Whether a report is so much about one state that its president needs no other word."""
    if state in {cast.own, cast.items[number] if cast.items else None}:
        return True
    told = Counter(
        m.actor
        for mentions in cast.mentions
        for m in mentions
        if m.how != "metonym" and m.actor != state and cast.kind(m.actor) == "state"
    )
    if cast.land() not in {None, state}:
        return False  # its forces and its words are told of, and the towns are another's
    times = sum(m.actor == state and m.how != "metonym" for mentions in cast.mentions for m in mentions)
    return times >= _MOSTLY * max(told.values(), default=0)


_MOSTLY = 2
