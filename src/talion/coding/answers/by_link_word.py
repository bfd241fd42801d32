"""Answers stated by the name of an act or by a word between two: "a revenge attack", "therefore", "because of it"."""

from typing import TYPE_CHECKING

from talion.coding.acts.told import Told
from talion.coding.answers.pointing import (
    HOSTILE,
    PRESENTS,
    Stated,
    act_at,
    act_in,
    governing,
    thing_told_before,
    told_after,
    trigger_before,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

# What makes an act an answer by its name: "a retaliatory raid", "a revenge killing", "the counter-offensive".
_KINDS = {"retaliatory", "revenge", "reprisal", "retaliation", "punitive", "counter", "tit"}
_WHOLE = {
    "counterattack", "counteroffensive", "counterstrike", "counterblow", "counterraid", "counter-attack",
    "counter-offensive", "counter-strike", "counterfire", "counterassault",
}  # fmt: skip
# What says that the clause before was the reason, by itself or with "it", "this" or "that" behind.
_THUS = {"therefore", "hence", "accordingly", "consequently"}
_BECAUSE = {"because", "account", "strength", "result", "consequence"}
_THAT = {"it", "this", "that", "these", "those", "them"}
# The words at which such an answer is looked for.
LINK_WORDS = frozenset(
    {*_KINDS, *_WHOLE, *_THUS, *_BECAUSE, "owing", "due", "owe", "request", "invitation", "behest", "urging"}
)


def by_link_word(number: int, token: "Token", acts: list[Told]) -> Stated | None:
    """The answer that this word states."""
    return (
        _by_name(number, token, acts)
        or _thus(number, token, acts)
        or _owing_to(number, token, acts)
        or _at_request(number, token, acts)
    )


def _by_name(number: int, token: "Token", acts: list[Told]) -> Stated | None:
    """ "On 6 March a revenge attack left twelve dead", "the army's counter-offensive began": what was done before."""
    lemma = token.lemma_.lower()
    if lemma in _WHOLE:
        act = token
    elif lemma in _KINDS and token.dep_ in {"amod", "compound", "nmod", "intj", "dep"} and token.head.i > token.i:
        act = token.head
    else:
        return None
    response = act_at(number, act, acts)
    if response is None or acts[response].sense.action not in HOSTILE:
        return None
    if acts[response].standing.status not in {"done", "attempted", "historical"} or (
        acts[response].plural and lemma == "tit"
    ):
        return None
    verb = act
    while verb.pos_ not in {"VERB", "AUX"} and verb.head.i != verb.i:
        verb = verb.head
    if verb.lemma_.lower() in PRESENTS | {"be", "term"}:
        return None  # "in what it termed retaliatory operations"
    trigger = told_after(number, act, acts)
    trigger = trigger if trigger is not None else told_after(number, verb, acts)
    if trigger is None or trigger == response:
        trigger = trigger_before(number, act, acts, response)
    return (response, trigger, token.i, act.i) if trigger is not None else None


def _owing_to(number: int, token: "Token", acts: list[Told]) -> Stated | None:
    """ "Owing to the incursion, it has closed the strait": two hard acts, and the one as the other's reason."""
    if token.lower_ not in {"owing", "due"}:
        return None
    to = token.doc[token.i + 1 : token.i + 2]
    what = next((c for c in to[0].children if c.dep_ == "pobj"), None) if len(to) and to[0].lower_ == "to" else None
    trigger = act_in(number, what, acts) if what is not None else None
    if trigger is None or acts[trigger].sense.action not in HOSTILE:
        return None
    response = governing(number, token, acts, but=trigger)
    if response is None or acts[response].sense.action not in HOSTILE or acts[response].is_noun:
        return None
    return response, trigger, token.i, token.i + 1


def _at_request(number: int, token: "Token", acts: list[Told]) -> Stated | None:
    """ "Troops landed at the request of five states": what is done, and the request that is told by the noun."""
    if token.lower_ not in {"request", "invitation", "behest", "urging"} or token.dep_ != "pobj":
        return None
    trigger = act_at(number, token, acts)
    if token.head.lower_ != "at" or trigger is None or acts[trigger].sense.action != "REQUEST":
        return None
    response = governing(number, token, acts, but=trigger)
    if response is None or acts[response].standing.status not in {"done", "historical", "attempted"}:
        return None
    return response, trigger, token.head.i, token.i


def _thus(number: int, token: "Token", acts: list[Told]) -> Stated | None:
    """ "Gunmen killed nine; the junta therefore closed the market", "Russia mobilised because of it"."""
    lemma, doc = token.lower_, token.doc
    last = token.i
    if lemma in _BECAUSE:
        behind = doc[token.i + 1 : token.i + 3]
        bare = lemma in {"result", "consequence"} and doc[token.i - 1].lower_ in {"a", "in"} and token.i > 0
        pointed = len(behind) == 2 and behind[0].lower_ == "of" and behind[1].lower_ in _THAT
        pointed = pointed and doc[token.i + 3 : token.i + 4].text in {"", ".", ",", ";", "and"}
        if lemma == "because" and not pointed:
            return _because_of(number, token, acts)
        if not pointed and not (bare and behind and behind[0].lower_ != "of"):
            return None
        last = token.i + 2 if pointed else token.i
    elif lemma not in _THUS:
        return None
    response = governing(number, token, acts, but=None)
    if response is None or acts[response].sense.action not in HOSTILE or acts[response].is_noun:
        return None
    if acts[response].standing.status not in {"done", "attempted", "historical"}:
        return None
    trigger = trigger_before(number, token, acts, response)
    near = trigger is not None and acts[trigger].paragraph == number
    return (response, trigger, token.i, last) if near and trigger is not None else None


def _because_of(number: int, token: "Token", acts: list[Told]) -> Stated | None:
    """ "Closed the crossing because of the overflights": of what a verb told before, named again by its noun."""
    doc = token.doc
    if doc[token.i + 1 : token.i + 2].text.lower() != "of":
        return None
    what = next((c for c in doc[token.i + 1].children if c.dep_ == "pobj" and c.pos_ == "NOUN"), None)
    what = what or next((c for c in token.children if c.dep_ == "pobj" and c.pos_ == "NOUN"), None)
    if what is None or act_in(number, what, acts) is not None:
        return None
    if not any(c.lower_ in {"the", "this", "these", "that", "those"} for c in what.lefts):
        return None
    response = governing(number, token, acts, but=None)
    if response is None or acts[response].sense.action not in HOSTILE:
        return None
    trigger = thing_told_before(number, what, acts, response)
    return (response, trigger, token.i, what.i) if trigger is not None else None


def is_its_answer(number: int, token: "Token", acts: list[Told]) -> Stated | None:
    """ "The rockets that it fired next morning were its answer": of an act told by the subject."""
    if token.dep_ != "attr" or not any(c.dep_ == "poss" for c in token.lefts):
        return None
    if any(c.dep_ == "prep" and c.lower_ in {"to", "for"} for c in token.children) or token.head.lemma_ != "be":
        return None
    subject = next((c for c in token.head.children if c.dep_ == "nsubj" and c.pos_ == "NOUN"), None)
    response = act_in(number, subject, acts) if subject is not None else None
    if response is None or acts[response].standing.status != "done":
        return None
    trigger = trigger_before(number, subject, acts, response) if subject is not None else None
    return (response, trigger, token.left_edge.i, token.i) if trigger is not None else None
