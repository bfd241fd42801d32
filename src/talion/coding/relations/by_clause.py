"""Ties that a clause states in more words: "whom Corva, they say, has paid", "under the command of", "in X's pay"."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from talion.coding.relations.by_role import parties_at
from talion.coding.relations.ties import OVER, Tie
from talion.coding.relations.whom import name_before
from talion.coding.sides.cast import Cast

if TYPE_CHECKING:
    from spacy.tokens import Token

_RELATES = {"which", "whom", "who"}
_COMMAND = {"command", "leadership", "orders"}
_PAY = {"pay", "payroll"}
_ANSWERS = {"answer", "report"}
# The words at which such a tie is looked for.
CLAUSE_WORDS = frozenset({*_RELATES, *_COMMAND, *_PAY, *_ANSWERS, "order"})
_GROUP = {"armed group", "party", "umbrella", "unknown", "organisation", "force"}
_BETWEEN = {"has", "had", "have", "is", "was", "long", "also", "once", "since", "now", "openly", "secretly", "still"}


def parted_ties(number: int, token: "Token", cast: Cast) -> Iterator[Tie]:
    """Every tie that these words state, as subject, kind and object."""
    word = token.lower_
    if word in _RELATES and token.dep_ == "pobj" and token.head.lower_ == "from":
        yield from _left(number, token, cast)
    elif word in _RELATES:
        yield from _with_words_between(number, token, cast)
    elif token.lemma_.lower() in {*_COMMAND, "order"} and token.dep_ == "pobj" and token.head.lower_ == "under":
        yield from _under(number, token, cast)
    elif token.lemma_.lower() == "order" and token.dep_ == "dobj" and token.head.lemma_.lower() == "take":
        yield from _takes_orders(number, token, cast)
    elif word in _PAY and token.dep_ == "pobj" and token.head.lower_ in {"in", "on"}:
        yield from _paid(number, token, cast)
    elif token.lemma_.lower() in _ANSWERS and token.pos_ == "VERB" and token.tag_ in {"VBZ", "VBP", "VBG"}:
        yield from _answers_to(number, token, cast)


def _with_words_between(number: int, token: "Token", cast: Cast) -> Iterator[Tie]:
    """ "Whom Corva, the prosecution says, has long paid", "whom a lawmaker, Victor Brand, had supplied with guns".

    And "which, it says, supplies the drones", by the order of the words alone: the parser seldom reads such a clause.
    """
    doc = token.doc
    others = name_before(token)
    if others is None:
        return
    at, end = token.i + 1, token.sent.end
    doer: Token | None = None
    while at < min(end, token.i + 6) and doc[at].text != ",":
        doer = doc[at]
        at += 1
    if at >= end or doc[at].text != ",":
        return
    shut = next((i for i in range(at + 1, min(end, at + 8)) if doc[i].text == ","), None)
    if shut is None:
        return
    inside = doc[at + 1 : shut]
    beside = next((t for t in reversed(inside) if t.pos_ == "PROPN"), None)
    says = any(t.lemma_.lower() in {"say", "believe", "claim", "allege", "hold", "charge", "insist"} for t in inside)
    if not says and not (beside is not None and doer is not None and doer.pos_ == "NOUN"):
        return
    verb = shut + 1
    while verb < end and (doc[verb].lower_ in _BETWEEN or doc[verb].pos_ == "ADV"):
        verb += 1
    kind = OVER.get(doc[verb].lemma_.lower()) if verb < end and doc[verb].pos_ == "VERB" else None
    if kind is None:
        return
    if doer is None and token.lower_ != "whom":  # "which, it says, supplies the gang"
        done_to = next((c for c in doc[verb].children if c.dep_ == "dobj"), None)
        if done_to is not None and done_to.pos_ == "PROPN":
            yield from _tied(number, done_to, kind, others, cast)
    elif doer is not None:
        whose = beside if not says and doer.pos_ == "NOUN" and beside is not None else doer
        yield from _tied(number, others, kind, whose, cast)


_LEAVES = {"break", "split", "splinter", "secede", "separate"}


def _left(number: int, token: "Token", cast: Cast) -> Iterator[Tie]:
    """ "The Free Army, from which it broke away": the group named last before, where it is told by "it" or "they"."""
    verb, whole = token.head.head, name_before(token)
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if verb.lemma_.lower() not in _LEAVES or whole is None or subject is None or _is_denied(verb):
        return
    for other in parties_at(number, whole, cast)[:1]:
        ones = parties_at(number, subject, cast) if subject.pos_ != "PRON" else ()
        if subject.lower_ in {"it", "they"}:
            before = [m for n in range(number + 1) for m in cast.mentions[n] if n < number or m.last < whole.i]
            groups = [m.actor for m in before if m.how == "name" and m.actor != other and cast.kind(m.actor) in _GROUP]
            ones = tuple(groups[-1:])
        for one in ones[:1]:
            if one != other and cast.kind(one) in _GROUP and cast.kind(other) in _GROUP:
                yield one, "split_from", other


def _tied(number: int, left: "Token", kind: str, right: "Token", cast: Cast) -> Iterator[Tie]:
    for one in parties_at(number, left, cast)[:1]:
        for other in parties_at(number, right, cast)[:3]:
            if one != other and cast.kind(one) in _GROUP:
                yield one, kind, other


def _led(number: int, left: "Token | None", over: "Token | None", cast: Cast) -> Iterator[Tie]:
    """Who is under somebody: led by a person or a state, part of a group."""
    if left is None or over is None:
        return
    for one in parties_at(number, left, cast)[:2]:
        for other in parties_at(number, over, cast)[:1]:
            if one != other and cast.kind(one) in _GROUP:
                yield one, "part_of" if cast.kind(other) in _GROUP else "led_by", other


def _under(number: int, token: "Token", cast: Cast) -> Iterator[Tie]:
    """ "Who are under the command of Mohamed Dagalo", "fight under Asra Nomad's orders"."""
    over = next((c for c in token.lefts if c.dep_ == "poss"), None)
    over = over or next((i for c in token.children if c.lower_ == "of" for i in c.children if i.dep_ == "pobj"), None)
    yield from _led(number, _subject(token.head.head), over, cast)


def _takes_orders(number: int, token: "Token", cast: Cast) -> Iterator[Tie]:
    """ "The League takes its orders from the council"."""
    ways = [c for holder in (token.head, token) for c in holder.children if c.dep_ == "prep" and c.lower_ == "from"]
    over = next((i for c in ways for i in c.children if i.dep_ == "pobj"), None)
    if not _is_denied(token.head):
        yield from _led(number, _subject(token.head), over, cast)


def _answers_to(number: int, token: "Token", cast: Cast) -> Iterator[Tie]:
    """ "The brigade answers to the Front": two groups by their names, or a group and a person."""
    ways = [c for c in token.children if c.dep_ == "prep" and c.lower_ == "to" and c.i == token.i + 1]
    over = next((i for c in ways for i in c.children if i.dep_ == "pobj" and i.pos_ == "PROPN"), None)
    if over is not None and cast.at(number, over.i) is not None and not _is_denied(token):
        yield from _led(number, _subject(token), over, cast)


def _paid(number: int, token: "Token", cast: Cast) -> Iterator[Tie]:
    """ "Is in Velmar's pay", "on the payroll of Velmar"."""
    over = next((c for c in token.lefts if c.dep_ == "poss"), None)
    over = over or next((i for c in token.children if c.lower_ == "of" for i in c.children if i.dep_ == "pobj"), None)
    left = _subject(token.head.head)
    if left is not None and over is not None:
        yield from _tied(number, left, "backed_by", over, cast)


def _subject(verb: "Token") -> "Token | None":
    """Whose deed a verb tells; of "who", the name before it."""
    if verb.pos_ not in {"VERB", "AUX"}:
        return verb if verb.pos_ in {"NOUN", "PROPN"} else None
    if _is_denied(verb):
        return None
    subject = next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is None and verb.dep_ in {"acl", "relcl"}:
        return verb.head
    if subject is None and verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"}:
        return _subject(verb.head)
    if subject is not None and subject.lower_ in {"who", "which", "that"}:
        return name_before(subject) or verb.head
    return subject


def _is_denied(verb: "Token") -> bool:
    return any(
        c.dep_ == "neg" or (c.dep_ == "aux" and c.lower_ in {"would", "could", "may", "might", "will", "to"})
        for c in verb.children
    )
