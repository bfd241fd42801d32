"""Answers told in few words: "for the Whimbrel", "a mirror measure", "vowed revenge", "would not go unanswered"."""

from typing import TYPE_CHECKING

from talion.coding.acts.told import Told
from talion.coding.answers.pointing import (
    HOSTILE,
    POINTS_BACK,
    PRESENTS,
    SUMMARIES,
    Stated,
    act_at,
    act_in,
    governing,
    latest_before,
    thing_told_before,
    trigger_before,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

# What a measure is called that is like the one before it.
_ALIKE = {"mirror", "reciprocal", "symmetrical", "symmetric", "matching", "retaliatory", "equivalent"}
_BACK = {"revenge", "retaliation", "vengeance", "retribution", "reprisal", "reprisals"}
# "Closed its airspace as a countermeasure", of what was told before.
AS_ANSWER = {"countermeasure", "counter-measure", "punishment", "payback", "response", "answer", "reply", "riposte"}
UNANSWERED = {"unanswered", "unpunished", "unavenged"}
_GROUNDS = {"ground", "grounds"}
# The words at which such an answer is looked for.
FEW_WORDS = frozenset(
    {*_ALIKE, *_BACK, *UNANSWERED, *_GROUNDS, "for", "avenge", "over", "because", "tit", "even", *AS_ANSWER}
)


def in_few_words(number: int, token: "Token", acts: list[Told]) -> Stated | None:
    """The answer that this word states."""
    word = token.lower_
    if word in _ALIKE:
        return _alike(number, token, acts)
    if word in _BACK:
        return _vowed(number, token, acts) or _as_answer(number, token, acts)
    if word in AS_ANSWER or word == "tit":
        return _as_answer(number, token, acts)
    if word in UNANSWERED:
        return _not_unanswered(number, token, acts)
    if word in _GROUNDS or word == "because":
        return _on_the_ground(number, token, acts)
    if word == "even":
        return _got_even(number, token, acts)
    if word == "for":
        return _for_a_thing(number, token, acts)
    if word == "over":
        return _over_it(number, token, acts)
    return _was_avenged(number, token, acts) if token.lemma_.lower() == "avenge" else None


def _alike(number: int, token: "Token", acts: list[Told]) -> Stated | None:
    """ "In what its government called a mirror measure", "a step that the ministry termed symmetrical"."""
    of_a_step = token.dep_ in {"amod", "compound", "nmod"} and token.head.lemma_.lower() in SUMMARIES
    called = token.head if of_a_step else token
    verb = called.head
    if called.dep_ not in {"oprd", "dobj", "attr", "acomp", "ccomp", "pobj"}:
        return None
    verb = verb.head if called.dep_ == "pobj" and verb.lower_ == "as" else verb
    at: Token | None = None
    if verb.lemma_.lower() in PRESENTS | {"term", "label", "style"}:
        if verb.dep_ == "pcomp" or (verb.dep_ == "relcl" and verb.head.lemma_.lower() in SUMMARIES):
            at = verb.head  # "in what it called", "a step that it called"
    elif called.dep_ == "pobj" and called.head.lower_ in {"in", "as"}:  # "in a reciprocal step"
        at = called.head
    response = _up(number, at, acts) if at is not None else None
    if response is None or acts[response].sense.action not in HOSTILE | {"RETREAT"}:
        return None
    own = set(acts[response].actor.actors)
    measures = [  # a measure is like a measure, told before it
        n
        for n, one in enumerate(acts)
        if one.paragraph == number
        and n != response
        and one.token.i < acts[response].token.i
        and one.sense.action in {"SANCTION", "COERCE", "MOBILIZE"}
        and one.standing.status == "done"
        and not own & set(one.actor.actors)
    ]
    trigger = measures[-1] if measures else trigger_before(number, token, acts, response)
    return (response, trigger, token.i, called.i) if trigger is not None else None


def _up(number: int, token: "Token", acts: list[Told]) -> int | None:
    """The act told by the verb over a word."""
    at = token
    for _ in range(4):
        found = next((n for n, one in enumerate(acts) if one.paragraph == number and at in one.tokens), None)
        if found is not None:
            return found
        if at.head.i == at.i:
            return None
        at = at.head
    return None


def _vowed(number: int, token: "Token", acts: list[Told]) -> Stated | None:
    """ "An explosion killed the minister; the Front has vowed revenge": the threat, and what was done last before."""
    if token.dep_ not in {"dobj", "pobj"} or any(c.dep_ == "prep" for c in token.children):
        return None
    verb = token.head if token.dep_ == "dobj" else token.head.head
    if verb.dep_ == "xcomp" and act_at(number, verb, acts) is None:  # "vowed to take revenge"
        verb = verb.head
    vow = act_at(number, verb, acts)
    if vow is None or acts[vow].sense.action != "THREATEN" or any(c.dep_ == "mark" for c in verb.children):
        return None
    own = set(acts[vow].actor.actors)
    before = [
        n
        for n, one in enumerate(acts)
        if n != vow
        and one.sense.action in {"ASSAULT", "COERCE"}
        and one.standing.status == "done"
        and number - 1 <= one.paragraph
        and (one.paragraph, one.token.i) < (number, token.i)
        and not (own and own & set(one.actor.actors))
    ]
    here = [n for n in before if acts[n].paragraph == number and acts[n].sentence.end >= token.sent.start - 1]
    trigger = (here or before)[-1] if before else None
    return (vow, trigger, verb.i, token.i) if trigger is not None else None


def _not_unanswered(number: int, token: "Token", acts: list[Told]) -> Stated | None:
    """ "The massacre would not go unanswered", "such raids will not go unpunished": of what was done."""
    verb = token.head
    if verb.lemma_.lower() not in {"go", "be", "remain", "stay"} or not any(c.dep_ == "neg" for c in verb.children):
        return None
    vow = next(
        (
            n
            for n, one in enumerate(acts)
            if one.paragraph == number and one.sense.action == "THREATEN" and one.sentence.start == token.sent.start
        ),
        None,
    )
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if vow is None or subject is None or subject.lower_ in {"nothing", "anything"}:
        return None
    if any(c.lower_ in {"any", "no", "such", "another"} for c in subject.lefts):
        return None
    trigger = act_in(number, subject, acts)
    points = subject.lower_ in {"it", "this", "that"} or subject.lemma_.lower() in POINTS_BACK
    again = trigger is not None and acts[trigger].is_noun and not acts[trigger].recipient.actors
    if (trigger is None or again or trigger == vow) and points:
        told = [
            n
            for n, one in enumerate(acts)
            if number - 1 <= one.paragraph
            and (one.paragraph, one.token.i) < (number, token.sent.start)
            and one.sense.action in HOSTILE - {"THREATEN", "ACCUSE", "PROTEST"}
            and one.standing.status in {"done", "historical"}
            and not set(one.actor.actors) & set(acts[vow].actor.actors)
        ]
        trigger = told[-1] if told else trigger
    done = trigger is not None and acts[trigger].standing.status in {"done", "attempted", "historical"}
    return (vow, trigger, verb.i, token.i) if trigger is not None and trigger != vow and done else None


_FORCE = {"ASSAULT", "COERCE"}
_WRONGS = HOSTILE - {"MOBILIZE", "THREATEN", "PROTEST"}


def _on_the_ground(number: int, token: "Token", acts: list[Told]) -> Stated | None:
    """ "Froze the accounts on the ground that Velmar had jailed them", "struck because they had shot three"."""
    doc = token.doc
    if token.lower_ == "because":
        clause = token.head if token.dep_ == "mark" else None
    else:
        clause = next((t for t in doc[token.i : token.i + 3] if t.dep_ == "mark" and t.lower_ == "that"), None)
        clause = clause.head if clause is not None and doc[token.i - 1].lower_ in {"the", "on"} else None
    if clause is None or clause.i < token.i:
        return None
    inside = {t.i for t in clause.subtree}
    wrongs = [
        n
        for n, one in enumerate(acts)
        if one.paragraph == number
        and one.token.i in inside
        and one.token.i > token.i
        and one.sense.action in _WRONGS
        and one.standing.status in {"done", "historical", "attempted"}
    ]
    trigger = min(wrongs, key=lambda n: (acts[n].token.i != clause.i, acts[n].token.i), default=None)
    top = clause.head
    if top.dep_ == "ROOT" and not any(top in one.tokens for one in acts if one.paragraph == number):
        # "it did this, he explained, because", with the reason hung on who explains
        top = next((c for c in top.children if c.dep_ == "ccomp" and c.i < token.i), top)
    response = next(
        (n for n, one in enumerate(acts) if one.paragraph == number and top in one.tokens and n not in wrongs), None
    )
    if token.lower_ == "because" and top.lemma_ != "do":
        return None  # two acts of one sentence: the models hear that better than this rule
    if response is None and trigger is not None and top.lemma_ == "do":  # "it did this, he said, because they had …"
        response = latest_before(number, top, acts, trigger)
    if response is None and trigger is not None and token.lower_ != "because":  # with the clause hung on the object
        before = [n for n, a in enumerate(acts) if a.paragraph == number and token.sent.start <= a.token.i < token.i]
        response = before[-1] if before else None
    if trigger is None or response is None or acts[response].sense.action not in HOSTILE - {"ACCUSE", "THREATEN"}:
        return None
    if acts[response].standing.status not in {"done", "historical"} or acts[response].token.i > token.i:
        return None
    if set(acts[response].actor.actors) & set(acts[trigger].actor.actors):
        return None
    return response, trigger, token.i, token.i


def _for_a_thing(number: int, token: "Token", acts: list[Told]) -> Stated | None:
    """ "Hanged two men, 'for the caravan'": what was done for what befell it; in quotes, or as "this was for"."""
    doc = token.doc
    what = next((c for c in token.children if c.dep_ == "pobj"), None)
    if what is None or what.pos_ not in {"NOUN", "PROPN", "NUM"} or act_in(number, what, acts) is not None:
        return None
    if not any(c.lower_ in {"the", "our", "my", "your", "his", "her", "their", "its"} for c in what.lefts):
        return None
    subject = next((c for c in token.head.children if c.dep_ == "nsubj"), None) if token.head.lemma_ == "be" else None
    if subject is not None and subject.pos_ == "NOUN" and any(c.lower_ in {"the", "this"} for c in subject.lefts):
        # "The bridge was for the school": what was done to the one, for what befell the other
        done = thing_told_before(number, subject, acts, -1)
        befell = thing_told_before(number, what, acts, done) if done is not None else None
        if done is not None and befell is not None and {acts[done].sense.action, acts[befell].sense.action} <= _FORCE:
            return done, befell, token.i, what.i
        return None
    in_quotes = token.i > 0 and doc[token.i - 1].text in {'"', "“", "'", "‘"}
    said = token.head.lemma_ == "be" and any(
        c.dep_ == "nsubj" and c.lower_ in {"this", "that", "it"} for c in token.head.children
    )
    if not in_quotes and not said:
        return None
    response = _up(number, token.head, acts) if not said else latest_before(number, token.head, acts, None)
    if (
        response is None or acts[response].sense.action == "AID"
    ):  # "they had sent them \"for the Whimbrel\"": what was told last before
        response = _last_deed(number, token.head, acts)
    if response is None or acts[response].sense.action not in {"ASSAULT", "COERCE", "SANCTION"}:
        return None
    trigger = thing_told_before(number, what, acts, response)
    return (response, trigger, token.i, what.i) if trigger is not None else None


def _last_deed(number: int, token: "Token", acts: list[Told]) -> int | None:
    """The last deed told before a word, in its sentence or before: "burned the village; it was \"for the road\""."""
    here = [
        n
        for n, one in enumerate(acts)
        if one.paragraph == number
        and one.token.i < token.i
        and one.sense.action in {"ASSAULT", "COERCE", "SANCTION"}
        and one.standing.status in {"done", "attempted", "historical"}
    ]
    return here[-1] if here else latest_before(number, token, acts, None)


def _over_it(number: int, token: "Token", acts: list[Told]) -> Stated | None:
    """ "Broke off relations with the emirate over them": a measure, and what was told last before it."""
    what = next((c for c in token.children if c.dep_ == "pobj"), None)
    if what is None or token.dep_ != "prep":
        return None
    sums_up = what.lemma_.lower() in SUMMARIES and any(c.lower_ in {"the", "this", "that", "these"} for c in what.lefts)
    if what.lower_ not in {"it", "them", "this", "that"} and not sums_up:
        return None
    response = governing(number, token, acts, but=None)
    if response is None or acts[response].sense.action not in {"SANCTION", "PROTEST"} or acts[response].is_noun:
        return None
    if acts[response].standing.status != "done":
        return None
    trigger = trigger_before(number, token, acts, response)
    return (response, trigger, token.i, what.i) if trigger is not None else None


def _as_answer(number: int, token: "Token", acts: list[Told]) -> Stated | None:
    """ "Closed its airspace as a countermeasure", "held two boats, tit for tat": of what was told before."""
    doc = token.doc
    if token.lower_ == "tit":
        last = token.i + 2
        if doc[token.i : last + 1].text.lower() != "tit for tat" or doc[token.i - 1].text not in {",", "-", "–", "—"}:
            return None
    else:
        last = token.i
        if token.dep_ != "pobj" or token.head.lower_ != "as" or any(c.dep_ == "prep" for c in token.children):
            return None
        if doc[last + 1 : last + 2].text.lower() in {"to", "for", "against"}:
            return None
    top = _up(number, token.head, acts)
    if top is None and token.lower_ == "tit":  # hung on nothing that tells an act
        here = [n for n, a in enumerate(acts) if a.paragraph == number and token.sent.start <= a.token.i < token.i]
        top = here[-1] if here else None
    if top is None or acts[top].sense.action not in {"ASSAULT", "COERCE", "SANCTION", "MOBILIZE"}:
        return None
    if acts[top].standing.status not in {"done", "historical", "attempted"} or acts[top].token.i > token.i:
        return None
    trigger = trigger_before(number, token, acts, top)
    return (top, trigger, token.i, last) if trigger is not None else None


def _got_even(number: int, token: "Token", acts: list[Told]) -> Stated | None:
    """ "Set two cars alight to get even": of what was told before."""
    verb = token.head
    if verb.lemma_ != "get" or verb.dep_ not in {"advcl", "xcomp"} or not any(c.lower_ == "to" for c in verb.lefts):
        return None
    response = _up(number, verb.head, acts)
    if response is None or acts[response].standing.status not in {"done", "historical"}:
        return None
    trigger = trigger_before(number, token, acts, response)
    return (response, trigger, verb.i, token.i) if trigger is not None else None


def _was_avenged(number: int, token: "Token", acts: list[Told]) -> Stated | None:
    """ "Said that the hanged men had been avenged": the last deed told before, and what it was done for."""
    subject = next((c for c in token.children if c.dep_ == "nsubjpass"), None)
    if subject is None or any(c.dep_ == "agent" for c in token.children):
        return None
    if any(c.dep_ == "aux" and c.lower_ in {"will", "would", "must", "shall", "to"} for c in token.children):
        return None
    trigger = act_in(number, subject, acts)
    response = latest_before(number, subject, acts, trigger)
    done_to = next((c for c in subject.lefts if c.dep_ == "amod" and c.tag_ == "VBN"), None)
    if done_to is not None and response is not None:  # "the hanged men": whom a verb told as hanged
        before = [
            n
            for n, one in enumerate(acts)
            if one.token.lemma_ == done_to.lemma_
            and one.token.i != done_to.i
            and (one.paragraph, one.token.i) < (acts[response].paragraph, acts[response].token.i)
        ]
        trigger = before[-1] if before else trigger
    if trigger is None and response is not None:
        trigger = thing_told_before(number, subject, acts, response)
    if response is None or trigger is None or response == trigger:
        return None
    return response, trigger, token.i, token.i
