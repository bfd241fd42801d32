"""Answers stated as a reason for an act: "sanctioned for", "expelled over", "citing", "called it illegal and left"."""

from typing import TYPE_CHECKING

from talion.coding.acts.told import Told
from talion.coding.answers.pointing import (
    HOSTILE,
    SUMMARIES,
    Stated,
    act_at,
    act_in,
    governing,
    latest_before,
    trigger_before,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

# The words at which a reason is looked for.
REASON_WORDS = frozenset(
    {
        "over", "against", "whereupon", "thereupon", "for", "cite", "call", "brand", "term", "label", "denounce",
        "condemn", "reject", "dismiss", "deplore", "protest",
    }
)  # fmt: skip


def by_reason(number: int, token: "Token", acts: list[Told]) -> Stated | None:
    """The answer that is stated as a reason at this word."""
    return (
        _punished(number, token, acts)
        or _cited(number, token, acts)
        or _for_that(number, token, acts)
        or _was_for(number, token, acts)
        or _judged(number, token, acts)
        or _over(number, token, acts)
        or _whereupon(number, token, acts)
    )


# What a side does "over" something: of other acts, the word says what they are about.
_OVER = {"PROTEST", "SANCTION", "COERCE"}
_OVER_WORDS = {"protest", "summon", "complain"}


def _over(number: int, token: "Token", acts: list[Told]) -> Stated | None:
    """ "Expelled four diplomats over the poisoning", "broke off over its treaty", "a sit-in against the arrest"."""
    if token.lower_ not in {"over", "against"} or token.dep_ != "prep":
        return None
    if token.head.lemma_.lower() == "protest" and token.head.dep_ == "pobj":
        return None  # "in protest against": the noun says why another act was done
    inner = next((c for c in token.children if c.dep_ in {"pobj", "pcomp"}), None)
    trigger = act_in(number, inner, acts) if inner is not None else None
    if trigger is None or acts[trigger].standing.status != "done":
        return None
    heads = (token.head, token.head.head) if token.head.dep_ in {"dobj", "pobj"} else (token.head,)
    if token.lower_ == "against":  # "staged a sit-in in the square against the closure"
        heads = (*heads, *(c for c in token.head.children if c.dep_ == "dobj"))
    response = next((n for head in heads if (n := act_at(number, head, acts)) is not None), None)
    if response is None or acts[response].standing.status != "done":
        return None
    what, for_what = acts[response].sense.action, acts[trigger].sense.action
    if token.lower_ == "against":
        does = what == "PROTEST" and for_what in HOSTILE
    elif for_what in HOSTILE:
        does = what in _OVER | {"ACCUSE"} or acts[response].token.lemma_.lower() in _OVER_WORDS
    else:
        at_head = inner is not None and act_at(number, inner, acts) == trigger
        does = what == "SANCTION" and for_what in {"AGREE", "SUPPORT", "AID"}
        does = does or (at_head and what in {"SANCTION", "COERCE"} and for_what in {"CONSULT", "REJECT", "COOPERATE"})
    return (response, trigger, token.i, token.i) if does else None


_WHEREUPON = {"whereupon", "thereupon"}


def _whereupon(number: int, token: "Token", acts: list[Told]) -> Stated | None:
    """ "Confiscated the herd, whereupon the herdsmen cut the wire": what the clause before led to."""
    if token.lower_ not in _WHEREUPON:
        return None
    verb = token.head
    while verb.pos_ not in {"VERB", "AUX"} and verb.head.i != verb.i:
        verb = verb.head
    response = act_at(number, verb, acts)
    if response is None or acts[response].standing.status not in {"done", "historical"} or verb.i < token.i - 12:
        return None
    if acts[response].sense.action not in HOSTILE:
        return None  # "ratified the accord, whereupon the first ships sailed"
    before = [
        n
        for n, one in enumerate(acts)
        if one.paragraph == number
        and one.token.sent.start == token.sent.start
        and one.token.i < token.i
        and n != response
        and one.standing.status in {"done", "historical"}
        and not set(one.actor.actors) & set(acts[response].actor.actors)
    ]
    return (response, before[-1], token.i, token.i) if before else None


def _for_that(number: int, token: "Token", acts: list[Told]) -> Stated | None:
    """ "You flogged our cook; for that your barge will burn": an act of force, and what was done before it."""
    if token.lower_ != "for" or token.dep_ != "prep":
        return None
    that = next((c for c in token.children if c.dep_ == "pobj" and c.lower_ in {"that", "this", "it"}), None)
    if that is None or that.i != token.i + 1:
        return None
    response = next((n for n, one in enumerate(acts) if one.paragraph == number and token.head in one.tokens), None)
    if response is None or acts[response].sense.action not in {"ASSAULT", "COERCE", "SANCTION"}:
        return None
    trigger = trigger_before(number, token, acts, response)
    return (response, trigger, token.i, that.i) if trigger is not None else None


def _was_for(number: int, token: "Token", acts: list[Told]) -> Stated | None:
    """ "Marines burned a hut. This was for the boy that the guards had shot": a deed told before, and its reason."""
    if token.lower_ != "for" or token.dep_ not in {"prep", "attr"} or token.head.lemma_.lower() != "be":
        return None
    subject = next((c for c in token.head.children if c.dep_ == "nsubj"), None)
    what = next((c for c in token.children if c.dep_ in {"pobj", "pcomp"}), None)
    if subject is None or subject.lower_ not in {"this", "that", "it"} or what is None:
        return None
    trigger = act_in(number, what, acts)
    if trigger is None:  # with the clause that tells it hung on the verb
        behind = [n for n, one in enumerate(acts) if one.paragraph == number and what.i < one.token.i < token.sent.end]
        trigger = behind[0] if len(behind) == 1 else None
    response = latest_before(number, subject, acts, trigger)
    if trigger is None or response is None or acts[trigger].sense.action not in HOSTILE:
        return None
    return response, trigger, subject.i, token.i


_TARGETS = {"target", "punish", "penalise", "penalize", "single", "list", "blacklist", "designate"}


_SEEKS = {"look", "search", "hunt", "wait", "comb", "scour"}  # "are looking for those who fired the rockets"


def _punished(number: int, token: "Token", acts: list[Told]) -> Stated | None:
    """ "Sanctioned for its part in the attack": a measure other than force, and the act it is said to be for."""
    if token.dep_ != "prep" or token.lower_ != "for" or token.head.lemma_.lower() in _SEEKS:
        return None
    response = next(
        (
            n
            for n, one in enumerate(acts)
            if one.paragraph == number and token.head in one.tokens and one.sense.action in {"SANCTION", "COERCE"}
        ),
        None,
    )
    inner = next((c for c in token.children if c.dep_ in {"pobj", "pcomp"}), None)
    if response is None and token.head.lemma_.lower() in _TARGETS:  # "the officials were targeted for their part in …"
        response = next(
            (
                n
                for n in range(len(acts) - 1, -1, -1)
                if (acts[n].paragraph, acts[n].token.i) < (number, token.i)
                and acts[n].paragraph >= number - 1
                and acts[n].sense.action == "SANCTION"
                and acts[n].standing.status == "done"
            ),
            None,
        )
    if response is None or inner is None:
        return None
    trigger = act_in(number, inner, acts)
    if trigger is None and inner.lemma_.lower() in {"part", "role", "involvement"}:
        beside = (c for p in token.head.children if p.dep_ == "prep" and p.lower_ == "in" for c in p.children)
        trigger = next((n for c in beside if c.i > inner.i and (n := act_in(number, c, acts)) is not None), None)
    if trigger is None or acts[trigger].sense.action != "ASSAULT":
        return None
    return response, trigger, token.i, token.i


def _cited(number: int, token: "Token", acts: list[Told]) -> Stated | None:
    """ "Closed its border, citing an attack on a bus": the reason that a side gives for a measure of its own."""
    if token.lemma_.lower() != "cite" or token.dep_ != "advcl" or token.tag_ != "VBG":
        return None
    what = next((c for c in token.children if c.dep_ == "dobj"), None)
    trigger = act_in(number, what, acts) if what is not None else None
    response = governing(number, token, acts, but=trigger)
    if trigger is None or response is None or acts[trigger].sense.action not in HOSTILE:
        return None
    return response, trigger, token.i, token.i


# What a side says of an act before it does something about it, and the words that stand for the act.
_JUDGES = {"call", "brand", "term", "label", "denounce", "condemn", "reject", "dismiss", "deplore", "protest"}


def _judged(number: int, token: "Token", acts: list[Told]) -> Stated | None:
    """ "Called the measure illegal and recalled its envoy": what is done about the act that is judged."""
    if token.lemma_.lower() not in _JUDGES or token.pos_ != "VERB":
        return None
    heads = {token.i, *(c.i for c in token.children)}  # "called it illegal and left", with "left" hung on "illegal"
    verb = next((t for t in token.subtree if t.dep_ == "conj" and t.pos_ == "VERB" and t.head.i in heads), None)
    what = next(
        (
            t
            for t in token.subtree
            if verb is not None
            and token.i < t.i < verb.i
            and (t.lemma_.lower() in SUMMARIES or (t.dep_ == "dobj" and act_at(number, t, acts) is not None))
            and any(c.lower_ in {"the", "this", "that", "these", "those"} for c in t.lefts)
        ),
        None,
    )
    if verb is None or what is None or any(c.dep_ == "nsubj" for c in verb.children):
        return None
    response = next(
        (
            n
            for n, one in enumerate(acts)
            if one.paragraph == number and verb in one.tokens and one.standing.status == "done"
        ),
        None,
    )
    summons = response is not None and acts[response].token.lemma_.lower() in _OVER_WORDS
    hard = {"SANCTION", "COERCE", "MOBILIZE", "ASSAULT"}
    if response is None or not (summons or acts[response].sense.action in hard):
        return None
    judged = act_at(number, what, acts)
    if judged is not None and what.lemma_.lower() not in SUMMARIES:
        is_hostile = acts[judged].sense.action in HOSTILE and judged != response
        return (response, judged, token.i, what.i) if is_hostile else None
    before = [
        n
        for n, one in enumerate(acts)
        if one.paragraph == number
        and one.token.i < token.i
        and one.sense.action in HOSTILE
        and one.standing.status == "done"
    ]
    if not before or (before[-1] != before[0] and acts[before[-1]].sentence.start != token.sent.start):
        return None  # of several told in other sentences, nobody says which
    return response, before[-1], token.i, what.i
