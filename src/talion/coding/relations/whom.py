"""Which parties the words of a tie name: by a name, a description beside it, "it", "the group", or a surname alone."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from talion.coding.sides.cast import Cast, without_titles
from talion.coding.sides.phrases import Party, phrase_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_ARMS_OF = {"army", "government", "state", "military", "regime", "authority", "republic", "force", "kingdom"}
KIN = {
    "offshoot": "split_from", "breakaway": "split_from", "splinter": "split_from", "wing": "part_of", "arm": "part_of",
    "branch": "part_of", "affiliate": "part_of", "part": "part_of", "subsidiary": "part_of", "proxy": "backed_by",
    "ally": "allied_with", "partner": "allied_with", "unit": "part_of", "squad": "part_of", "brigade": "part_of",
    "battalion": "part_of", "chapter": "part_of", "section": "part_of",
}  # fmt: skip
# Nouns by which a group is described beside its name, and what makes "a … group of X" one that left X.
GROUPS = {
    "group", "faction", "militia", "movement", "party", "organisation", "organization", "outfit", "army", "band",
    "alliance", "network", "wing", "unit", "battalion", "brigade", "coalition", "gang",
}  # fmt: skip
# Nouns at the end of a name that make it a body's, whatever nation stands before it.
_BODY_NAME = re.compile(
    r"Alliance|Front|Movement|Party|Congress|Brigades?|League|Council|Union|Coalition|Liberation|Resistance|Militia|"
    r"Legion|List|Bloc|Society|Brotherhood|Committee|Federation|Volunteers|Network|Association"
)
# What stands before "the group" and says nothing of which is meant.
_SORTS = {"rebel", "militant", "armed", "islamist", "jihadist", "guerrilla", "terrorist", "separatist", "insurgent",
          "extremist", "paramilitary", "political", "same"}  # fmt: skip
# The last word of a body's name before "of": "the People's Front of Tarsk".
BODY = re.compile(r"Front|Army|Party|Movement|Council|League|Union|Brigades?|Alliance|Congress|Committee|Guards?")
_NAMED_GROUPS = {"armed group", "umbrella", "party", "organisation", "unknown"}


def is_described(number: int, token: "Token", cast: Cast) -> bool:
    """Whether a name that nobody knows stands before words for a group: "Sinn Fein, the IRA's political wing"."""
    if token.pos_ != "PROPN" or cast.at(number, token.i) is not None:
        return False
    return any(c.dep_ == "appos" and c.lemma_.lower() in {*GROUPS, *KIN, "rebel"} for c in token.rights)


def introduced_group(number: int, first: int, last: int, cast: Cast) -> str | None:
    """The id of a new group of this name, which may sound like a person's."""
    actor = cast.introduce(number, first, last)
    if actor in cast.new and cast.new[actor].kind == "person":
        cast.new[actor] = replace(cast.new[actor], kind="unknown")
    return actor


def has_no(token: "Token") -> bool:
    """ "Lists no part of the movement": nobody is meant."""
    return any(c.lower_ in {"no", "neither"} for c in token.lefts)


def is_a_faction(token: "Token") -> bool:
    """ "The SPLA-Nasir faction", "the SLA faction of Minni Minnawi": a part that has left, and not the whole."""
    if token.lemma_.lower() not in {"faction", "splinter", "remnant"}:
        return False
    return any(c.dep_ in {"compound", "nmod", "poss", "amod"} and c.pos_ == "PROPN" for c in token.lefts)


def object_behind(token: "Token", preposition: str) -> "Token | None":
    """The noun behind a preposition that hangs on a word: the "Front" of "split away from the Front"."""
    for child in token.children:
        if child.dep_ in {"prep", "agent"} and child.lower_ == preposition:
            return next((i for i in child.children if i.dep_ == "pobj"), None)
        if child.dep_ in {"advmod", "prt", "prep"} and child.lower_ in {"away", "off", "out", "apart"}:
            inner = object_behind(child, preposition)
            if inner is not None:
                return inner
    return None


def named(number: int, token: "Token", cast: Cast, *, only_named: bool = False) -> tuple[str, ...]:
    """The parties that these words name: by the cast, by what stands beside them, or new by their name.

    With `only_named`, a noun without a name ("the union") stands for nobody but a group whose name ends so.
    """
    if token.lower_ in {"he", "she", "i"}:
        return ()
    if token.lower_ in {"it", "its", "they", "their", "them"}:
        topic = _topic(number, token, cast)
        if topic is not None:
            return (topic,)
        if token.lower_ in {"it", "its"} and is_one_of_two(number, token, cast):
            return ()
        who = cast.party(number, token).actors
        if token.lower_ in {"it", "its"} and len(who) == 1 and cast.kind(who[0]) == "person":
            before = [m for m in cast.mentions[number] if token.sent.start <= m.first < token.i and m.how == "name"]
            groups = [m.actor for m in before if cast.kind(m.actor) in _NAMED_GROUPS]
            return (groups[-1],) if groups else ()
    if token.lemma_.lower() in _ARMS_OF:  # "the army of Dravia", whichever army was named before
        whose = object_behind(token, "of")
        if whose is not None and whose.pos_ == "PROPN":
            return named(number, whose, cast)
    by_name = described(number, token, cast)
    if by_name is not None:
        return (by_name,)
    inside = cast.at(number, token.i)
    if inside is not None and inside.how == "name" and token.i < inside.last and token.pos_ == "PROPN":
        return (inside.actor,)  # a word of "Lashkar-e-Taiba"
    first, last = phrase_of(token)
    held = any(first <= mention.first and mention.last <= last for mention in cast.mentions[number])
    party = cast.party(number, token) if held or not only_named or token.pos_ == "PRON" else Party()
    if (
        token.pos_ == "PROPN"
        and (_BODY_NAME.fullmatch(token.text) or _is_army_of_its_own(token))
        and first < token.i
        and not any(m.how == "name" and m.last == token.i for m in cast.mentions[number])
        and all(cast.kind(a) == "state" for a in party.actors)
    ):
        new = cast.introduce(number, first, token.i)  # "the Somali National Alliance", and not Somalia
        return (new,) if new else ()
    if party.actors and is_described(number, token, cast):
        new = introduced_group(number, first, token.i, cast)  # "Sinn Fein, the IRA's political wing": the name
        return (new,) if new else ()
    if party.actors and not party.thing:
        if token.pos_ == "PROPN" and any(c.dep_ == "conj" for c in token.rights) and cast.at(number, token.i) is None:
            new = cast.introduce(number, phrase_of(token)[0], token.i)  # "Halvik and the Union of Island States"
            return (new, *party.actors) if new else party.actors
        return party.actors
    short = _short_for(number, token, cast) or the_group(number, token, cast)
    if short is not None:
        return (short,)
    if token.pos_ == "NOUN":
        for child in token.children:  # "the neighbouring state of Orsk", "the brothers of the Front"
            if child.dep_ == "prep" and child.lower_ == "of":
                inner = next((i for i in child.children if i.dep_ == "pobj"), None)
                if inner is not None and inner.pos_ == "PROPN":
                    return named(number, inner, cast)
        if token.dep_ in {"appos", "attr"} and token.head.pos_ in {"PROPN", "NOUN"}:
            return named(number, token.head, cast)
        beside = next((c for c in token.rights if c.dep_ == "appos" and c.pos_ == "PROPN"), None)
        known = next((c for c in token.rights if c.dep_ == "acl" and c.lower_ in {"known", "called", "named"}), None)
        if beside is None and known is not None:  # "a militia known as the Night Wolves"
            beside = object_behind(known, "as") or next((c for c in known.rights if c.dep_ == "oprd"), None)
        if beside is not None and beside.text[0].isupper():
            return named(number, beside, cast)
    if token.ent_type_ == "PERSON" and (name := cast.in_full(number, without_titles(token.text))) is not None:
        return (cast.add(name, "person"),)
    if token.pos_ == "PROPN" or (token.text[0].isupper() and token.i > token.sent.start):
        new = cast.introduce(number, phrase_of(token)[0], token.i)
        return (new,) if new else ()
    return ()


def _is_army_of_its_own(token: "Token") -> bool:
    """ "The Zimbabwe People's Revolutionary Army": no state's army, by the words before it."""
    words = token.doc[token.left_edge.i : token.i].text
    return token.text in {"Army", "Forces"} and bool(re.search(r"People|Revolution|Liberation|Popular|Patriot", words))


def name_before(pronoun: "Token") -> "Token | None":
    """The word that "whose", "which" or "whom" stands for: the name before the comma, wherever the parser hangs it."""
    doc, at = pronoun.doc, pronoun.i - 1
    while at > pronoun.sent.start and (doc[at].is_punct or doc[at].pos_ == "ADP"):
        at -= 1
    if at < pronoun.sent.start or pronoun.i - at > 3:
        return None
    if doc[at].pos_ == "PROPN":
        over = doc[at].head.head if doc[at].dep_ == "pobj" and doc[at].head.lower_ == "of" else doc[at]
        return over if over.i < at and BODY.fullmatch(over.text) else doc[at]  # "the People's Front of Tarsk, whose"
    verb = pronoun
    for _ in range(5):
        if verb.dep_ == "relcl":
            return verb.head
        verb = verb.head
    return doc[at] if doc[at].pos_ == "NOUN" else None


def described(number: int, token: "Token", cast: Cast) -> str | None:
    """The group that a noun without a name describes, right behind its name: "X, a faction that …, and part of Y"."""
    if token.dep_ == "conj" and token.head.pos_ == "NOUN":
        token = token.head
    edge = min(token.i, *(c.i for c in token.lefts)) if token.n_lefts else token.i
    if token.pos_ != "NOUN" or token.lemma_.lower() not in GROUPS or edge < 2 or token.doc[edge - 1].text != ",":
        return None
    mention = cast.at(number, edge - 2)
    if mention is None or mention.how != "name" or cast.kind(mention.actor) in {"state", "person", "intergovernmental"}:
        return None
    return mention.actor


def is_one_of_two(number: int, token: "Token", cast: Cast) -> bool:
    """Whether "it" would be one of two that a sentence names side by side: "Dravia and Orsk list the gang. It …"."""
    who = cast.party(number, token).actors
    last = next((m for m in reversed(cast.mentions[number]) if m.last < token.i), None)
    last = last if last is not None and last.actor in who else None
    if last is None or token.doc[last.last].sent.end > token.sent.start:
        return False
    inside = token.doc[last.first : last.last + 1]
    return any(t.dep_ == "conj" or any(c.dep_ == "conj" for c in t.rights) for t in inside)


def _topic(number: int, token: "Token", cast: Cast) -> str | None:
    """Whom a paragraph is about, for "it" and "they" in a later sentence: the group that its first sentence is of."""
    first = next(token.doc.sents)
    if token.i < first.end:
        return None
    if token.dep_ == "poss" and any(token.sent.start <= m.first < token.i for m in cast.mentions[number]):
        return None  # whose it is, is named in the sentence itself: "Ansar Dine and its ally Boko Haram"
    subject = next((c for c in first.root.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    mention = cast.at(number, subject.i) if subject is not None else None
    is_group = subject is not None and (subject.ent_type_ in {"", "ORG"} or is_described(number, subject, cast))
    if mention is None and subject is not None and subject.pos_ == "PROPN" and is_group:
        return introduced_group(
            number, phrase_of(subject)[0], subject.i, cast
        )  # "Black Anchor grew out of … . It is listed"
    if mention is None or cast.kind(mention.actor) in {"state", "person", "intergovernmental"}:
        return None
    return mention.actor


def the_group(number: int, token: "Token", cast: Cast) -> str | None:
    """Whom "the group" means: the one that this sentence and the two before it name, if they name one only."""
    if token.pos_ != "NOUN" or token.tag_ != "NN" or token.lemma_.lower() not in GROUPS - {"alliance", "army", "unit"}:
        return None
    if not any(c.lower_ in {"the", "this"} for c in token.lefts):
        return None
    said = [c for c in token.lefts if c.dep_ in {"amod", "compound", "nmod", "poss"} and c.lower_ not in _SORTS]
    if any(c.dep_ in {"appos", "relcl", "acl"} or c.lower_ == "of" for c in token.rights if c.i == token.i + 1):
        return None
    sentences = [s for s in cast.paragraphs[number].sentences if s.start <= token.i][-3:]
    first = sentences[0].start if sentences else 0
    near = [m for m in cast.mentions[number] if first <= m.first < token.i]
    if len(sentences) < 3 and number > 0:
        near += cast.mentions[number - 1]
    named_here = [m for m in near if m.how == "name" and cast.kind(m.actor) in _NAMED_GROUPS]
    if said:  # "the Oromo group", of the Oromo Liberation Army
        doc = cast.paragraphs[number].doc
        named_here = [
            m for m in named_here if m in cast.mentions[number] and _says(doc[m.first : m.last + 1].text, said)
        ]
    groups = {m.actor for m in named_here}
    return groups.pop() if len(groups) == 1 else None


def _says(name: str, words: "list[Token]") -> bool:
    return all(re.search(rf"\b{re.escape(word.text)}\b", name) for word in words)


def _short_for(number: int, token: "Token", cast: Cast) -> str | None:
    """ "The front" for the Salt River Front: the last group named before whose name ends so."""
    if token.pos_ != "NOUN" or not any(c.lower_ == "the" for c in token.lefts):
        return None
    for paragraph in range(number, -1, -1):
        doc = cast.paragraphs[paragraph].doc
        for mention in reversed(cast.mentions[paragraph]):
            before = paragraph < number or mention.last < token.i
            if before and mention.how == "name" and doc[mention.last].lower_ == token.lower_:
                return mention.actor if cast.kind(mention.actor) not in {"state", "person"} else None
    return None
