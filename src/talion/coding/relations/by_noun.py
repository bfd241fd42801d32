"""Ties that nouns and compounds state: a part, an ally, a list, an "Iran-backed" group."""

import re
from typing import TYPE_CHECKING

from talion.coding.relations.one_tie import can_be_tied, is_unreal, tie, tie_between, who_is
from talion.coding.relations.ties import before_which
from talion.coding.relations.whom import named
from talion.coding.sides.cast import Cast
from talion.coding.speech.voices import Voices
from talion.records import Relation

if TYPE_CHECKING:
    from spacy.tokens import Token


def backed_by_compound(number: int, token: "Token", cast: Cast, voices: Voices) -> Relation | None:
    """ "Iran-backed militia Kataib Hezbollah": the backer before the hyphen, the backed behind the noun."""
    backer = next((c for c in token.lefts if c.dep_ in {"npadvmod", "amod", "compound", "nmod", "nsubj"}), None)
    if backer is None and token.i >= 2:
        backer = token.doc[token.i - 2]
    mention = next((m for m in cast.mentions[number] if backer is not None and m.first <= backer.i <= m.last), None)
    actor = mention.actor if mention else None
    if mention is not None and mention.how == "set" and backer is not None:
        said = token.doc[mention.first : max(token.i - 1, mention.first + 1)].text  # "South African" before "-backed"
        whole = cast.registry.resolve(said) or cast.registry.resolve(backer.text)
        actor = whole.actor.id if whole else None
    if actor is None or cast.kind(actor) not in {"state", "government"}:
        return None
    kind = "designated_by" if token.lower_ in {"designated", "proscribed", "listed"} else "backed_by"
    kind = "led_by" if token.lower_ == "led" else kind
    own = {"force", "government"} if kind == "led_by" else set()  # a state's army is its own
    behind = [
        m
        for m in cast.mentions[number]
        if token.i < m.first <= token.i + 6 and m.how == "name" and cast.kind(m.actor) not in {"state", "person", *own}
    ]
    for name in behind:
        between = token.doc[token.i + 1 : name.first]
        if (
            all(t.pos_ in {"NOUN", "PROPN", "ADJ", "DET", "PUNCT"} and t.text not in {".", ";", '"'} for t in between)
            and len(between) <= 4
        ):
            return tie(cast.paragraphs[number], name.actor, kind, actor, token, cast, voices)
    # "Kataib Hezbollah, an Iran-backed militia": the name that the description stands beside
    head = token.head
    if head.dep_ == "appos":
        who = who_is(number, head.head, cast)
        if who is not None and cast.kind(who) not in {"state", "set", "person"}:
            return tie(cast.paragraphs[number], who, kind, actor, token, cast, voices)
    return None


_TERROR = re.compile(r"\b(?:terror\w*|sanction\w*|blacklist|proscribed|banned|extremist)\b", re.IGNORECASE)


def on_a_list(number: int, token: "Token", cast: Cast, voices: Voices) -> list[Relation]:
    """ "The group is on the European Union's list of terrorist organisations"."""
    words = token.doc[token.left_edge.i : token.right_edge.i + 1]
    verb = token.head.head if token.head.head.pos_ in {"VERB", "AUX"} else token.head.head.head
    if not _TERROR.search(words.text) or verb.pos_ not in {"VERB", "AUX"} or is_unreal(verb):
        return []
    group = next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if group is None and verb.dep_ == "conj":  # "was founded in 2000 and is on the list"
        group = next((c for c in verb.head.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    lists = group if verb.lemma_ in {"have", "keep", "put", "place", "include", "retain", "leave", "add"} else None
    if verb.lemma_ in {"have", "keep", "put", "place", "include", "retain", "leave", "add"} and not any(
        c.dep_ == "auxpass" for c in verb.children
    ):
        group = next((c for c in verb.children if c.dep_ == "dobj"), None)
    if group is not None and group.lower_ in {"which", "that", "who"} and verb.dep_ == "relcl":
        group = verb.head
    by = [m for m in cast.mentions[number] if words.start <= m.first < words.end]
    if not by and lists is not None and any(t.dep_ == "poss" and t.pos_ == "PRON" for t in words):
        by = [m for m in (cast.at(number, lists.i),) if m is not None]  # "Dravia keeps the Front on its list"
    who = who_is(number, group, cast) if group is not None else None
    if (
        who is None and group is not None and group.pos_ == "NOUN"
    ):  # "the gang that did it, Tren de Aragua, has been on"
        beside = next((c for c in group.rights if c.dep_ == "appos" and c.pos_ == "PROPN"), None)
        meant = named(number, beside, cast) if beside is not None else ()
        who = meant[0] if len(meant) == 1 else None
    if who is None:
        return []
    return [
        tie(cast.paragraphs[number], who, "designated_by", one.actor, token, cast, voices)
        for one in by
        if who != one.actor and can_be_tied("designated_by", who, one.actor, cast)
    ]


def part_of(number: int, token: "Token", lemma: str, cast: Cast, voices: Voices) -> Relation | None:
    """What a party is part of, a member of or an offshoot of: "the brigade, a wing of the Front"."""
    over = (c for holder in (token, token.head) for c in holder.children if c.lower_ == "of")
    inner = next((i for c in over for i in c.children if i.dep_ == "pobj"), None)
    inner = before_which(inner) if inner is not None else None  # "the Pact, of which it is a member"
    if inner is None or (lemma == "member" and token.dep_ == "attr" and token.head.tag_ == "VBD"):
        return None  # "of which it was a member"
    left: Token | None = (
        token.head
        if token.dep_ in {"appos", "conj"}
        else next((c for c in token.head.children if c.dep_ == "nsubj"), None)
    )
    if left is None or cast.at(number, inner.i) is None:
        return None
    left_it = {c.lower_ for c in token.lefts} & {"breakaway", "splinter", "dissident", "renegade", "rival"}
    kind = "split_from" if lemma == "offshoot" or left_it else "part_of"
    subject = who_is(number, left, cast)
    if subject is not None and cast.kind(subject) == "person":
        kind = "member_of"
    return tie_between(number, left, kind, inner, token, cast, voices)


_NO_LONGER = {"former", "erstwhile", "onetime", "ex", "then"}


def ally_of(number: int, token: "Token", cast: Cast, voices: Voices) -> Relation | None:
    """Whose ally a party is: "Kesmara, a Doruvian ally", "Kesmara and its ally Doruvia"."""
    beside = _its_ally(number, token, cast)
    if beside is not None:
        return tie(cast.paragraphs[number], beside[0], "allied_with", beside[1], token, cast, voices)
    whose = next(
        (c for c in token.lefts if c.dep_ in {"poss", "compound", "amod", "nmod"} and cast.at(number, c.i) is not None),
        None,
    )
    if whose is None or any(c.lower_ in _NO_LONGER for c in token.lefts):
        return None
    left: Token | None = None
    at = token
    for _ in range(3):  # "Iraq, one of the most important US allies"
        if at.dep_ == "appos":
            left = at.head
            break
        if at.dep_ == "attr":
            left = next((c for c in at.head.children if c.dep_ == "nsubj"), None)
            break
        if at.dep_ == "pobj" and at.head.lower_ == "of":
            at = at.head.head
            continue
        return None
    if left is None:
        return None
    before = next(
        (
            m
            for m in reversed(cast.mentions[number])
            if m.last < token.i and token.doc[m.last + 1].text == "," and m.last >= token.i - 10
        ),
        None,
    )
    if whose.lower_ == "their" and left.dep_ == "conj":
        return None  # "the fighters and the front, their ally": whose is no name
    owner = cast.at(number, whose.i)
    subject = before.actor if before is not None else who_is(number, left, cast)
    if owner is None or subject is None or subject == owner.actor:
        return None
    return tie(cast.paragraphs[number], subject, "allied_with", owner.actor, token, cast, voices)


def _its_ally(number: int, token: "Token", cast: Cast) -> tuple[str, str] | None:
    """ "Ethiopia and its ally Eritrea", "Ethiopia's ally Eritrea": the ally named behind the word, and whose."""
    name = next((c for c in token.rights if c.dep_ == "appos" and c.i <= token.i + 3 and c.pos_ == "PROPN"), None)
    if name is None and token.dep_ in {"compound", "nmod"} and token.head.pos_ == "PROPN":
        name = token.head
    holder = next((c for noun in (token, name) if noun is not None for c in noun.lefts if c.dep_ == "poss"), None)
    mention = cast.at(number, name.i) if name is not None else None
    if holder is None or mention is None or token.doc[mention.first - 1].text in {",", "("}:
        return None
    if any(c.lower_ in _NO_LONGER for c in token.lefts):
        return None
    whose = cast.party(number, holder).actors
    if len(whose) != 1 and holder.pos_ == "PRON" and token.dep_ == "conj":
        first = cast.at(number, token.head.i)  # "Ethiopia and its ally Eritrea"
        whose = (first.actor,) if first is not None else ()
    if len(whose) != 1 or mention.actor == whose[0] or cast.kind(mention.actor) == "person":
        return None
    return (mention.actor, whose[0]) if cast.kind(whose[0]) not in {"person", "set"} else None
