"""Answers stated by a noun: "in response to", "in revenge", "what the army called a reprisal", "its reply came"."""

from typing import TYPE_CHECKING

from talion.coding.acts.told import Told
from talion.coding.answers.by_link_word import is_its_answer
from talion.coding.answers.pointing import (
    HOSTILE,
    POINTS_BACK,
    PRESENTS,
    SUMMARIES,
    Stated,
    act_at,
    act_in,
    by_weapon,
    done_to,
    governing,
    is_after_clause,
    judged_before,
    thing_told_before,
    trigger_before,
)
from talion.coding.sides.cast import Cast

if TYPE_CHECKING:
    from spacy.tokens import Token

_FELT = {"at", "over", "about"}
# "in response to", "in retaliation for", "as revenge for": the noun, and what may stand behind it
ANSWER_NOUNS = {
    "response": {"to"}, "retaliation": {"for", "to", "against", "after", "over"}, "reprisal": {"for", "to",
    "against", "after"},
    "revenge": {"for"}, "vengeance": {"for"}, "answer": {"to"}, "retribution": {"for"}, "payback": {"for"},
    "reply": {"to"}, "riposte": {"to"}, "requital": {"for", "of"},
    "punishment": {"for"}, "reaction": {"to"}, "self-defence": {"after", "against", "following"},
    "self-defense": {"after", "against", "following"}, "defence": {"after"}, "defiance": {"of"},
    "protest": {"at", "over", "against"}, "tit-for-tat": {"for"}, "countermeasure": {"to"},
    "return": {"for"}, "exchange": {"for"}, "payment": {"for"}, "repayment": {"for", "of"}, "penalty": {"for"},
    "price": {"of", "for"}, "retort": {"to"},
    "anger": _FELT, "fury": _FELT, "rage": _FELT, "outrage": _FELT, "indignation": _FELT, "displeasure": _FELT,
    "pique": _FELT, "disgust": _FELT,
}  # fmt: skip
# Of these, only "in protest at", "out of fury over", "in return for" say why something is done.
_ONLY_IN = {"protest", "return", "exchange", "payment", "repayment", "anger", "fury", "rage", "outrage", "indignation",
    "displeasure", "pique", "disgust"}  # fmt: skip
BARE = {
    "revenge", "response", "retaliation", "reprisal", "reply", "return", "answer", "vengeance", "retribution", "turn",
    "riposte", "payback", "reciprocity",
}  # fmt: skip
_VOWED = {"retaliation", "response", "reprisal", "revenge", "vengeance", "countermeasure", "consequence", "retribution"}
_FELT_BARE = {"protest", "anger", "fury", "outrage"}  # "thousands marched in protest"
_CALLED = (BARE - {"turn"}) | {"self-defence", "self-defense", "punishment", "payback", "tit"}
# The words at which an answer by a noun is looked for.
NOUN_WORDS = frozenset({*ANSWER_NOUNS, *_CALLED, *_VOWED, *_FELT_BARE, "turn", "riposte", "defence", "defense"})


def by_noun(number: int, token: "Token", acts: list[Told], cast: Cast) -> Stated | None:
    """The answer that this noun states."""
    return (
        _noun_answer(number, token, acts, cast)
        or _came(number, token, acts, cast)
        or (is_its_answer(number, token, acts) if token.lemma_.lower() in BARE else None)
        or _bare(number, token, acts)
        or _took(number, token, acts)
        or _called(number, token, acts)
        or _called_it(number, token, acts)
        or _vowed(number, token, acts)
    )


def _noun_answer(number: int, token: "Token", acts: list[Told], cast: Cast) -> Stated | None:
    allowed = ANSWER_NOUNS.get(token.lemma_.lower())
    if allowed is None or token.pos_ not in {"NOUN", "PROPN"}:
        return None
    behind = next((c for c in token.children if c.dep_ == "prep" and c.lower_ in allowed), None)
    if behind is None and token.i + 1 < len(token.doc) and token.doc[token.i + 1].lower_ in allowed:
        behind = token.doc[token.i + 1]
    if behind is None:
        return None
    inner = next((c for c in behind.children if c.dep_ in {"pobj", "pcomp"}), None)
    if inner is None:
        return None
    if not (token.dep_ == "pobj" and token.head.lower_ in {"in", "as"}) and token.dep_ not in {
        "attr",
        "oprd",
        "dobj",
        "pobj",
        "appos",
    }:
        return None
    is_paid = token.lemma_.lower() in {"payment", "repayment"} and token.dep_ in {"attr", "oprd"}  # "was payment for"
    if token.lemma_.lower() in _ONLY_IN and not is_paid and not (token.dep_ == "pobj" and _says_why(token.head)):
        return None
    if token.lemma_.lower() == "price" and token.dep_ not in {"attr", "oprd", "appos"}:
        return None
    first = token.head.i if token.dep_ == "pobj" else token.i
    trigger = act_in(number, inner, acts)
    response = governing(number, token, acts, but=trigger)
    if response is None:
        response = by_weapon(number, token, acts, trigger)
    if response is None and token.dep_ == "attr":  # "This is our answer to the bombing, they said after shelling …"
        response = next(
            (
                n
                for n, one in enumerate(acts)
                if one.paragraph == number
                and one.sentence.start == token.sent.start
                and n != trigger
                and one.standing.status == "done"
                and one.token.i > inner.i
            ),
            None,
        )
    if trigger is None and response is not None:
        trigger = done_to(number, inner, acts, response, cast)
    if trigger is None and response is not None and inner.lemma_.lower() in POINTS_BACK:
        # "the crime of 12 March, when the enemy bombarded the hospital", "a provocation: gunners had shelled the post"
        trigger = next(
            (
                n
                for n, one in enumerate(acts)
                if one.paragraph == number
                and inner.i < one.token.i < token.sent.end
                and n != response
                and one.standing.status == "done"
                and any(t.lower_ == "when" or t.text == ":" for t in token.doc[inner.i : one.token.i])
            ),
            None,
        )
    points = inner.lemma_.lower() in POINTS_BACK or inner.lower_ in POINTS_BACK
    if trigger is None and response is not None and points:
        trigger = trigger_before(number, token, acts, response)
    if trigger is None and response is not None and inner.pos_ in {"NOUN", "PROPN"}:
        trigger = thing_told_before(number, inner, acts, response)  # "payment for the cruiser", told before
    if response is None or trigger is None:
        return None
    return response, trigger, first, behind.i


def _says_why(prep: "Token") -> bool:
    """ "In protest", "as payment", "in a wave of anger", "out of fury"."""
    if prep.lower_ != "of":
        return prep.lower_ in {"in", "as", "from"}
    above = prep.head
    return above.lower_ == "out" or (above.dep_ == "pobj" and above.head.lower_ == "in")


def _bare(number: int, token: "Token", acts: list[Told]) -> Stated | None:
    """ "In revenge, X bombed the academy": an answer whose trigger was told before."""
    own_defence = token.lemma_.lower() in {"defence", "defense"} and any(c.lower_ == "self" for c in token.lefts)
    if not own_defence and token.lemma_.lower() not in BARE | _FELT_BARE:
        return None
    if token.pos_ not in {"NOUN", "PROPN"} or token.i == token.sent.start:
        return None
    opens = token.i - 1 == token.sent.start and token.doc[token.i - 1].lower_ == "in"
    way = token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.lower_ == "way"  # "by way of reply"
    if not opens and not way and (token.dep_ != "pobj" or token.head.lower_ != "in"):
        return None
    if any(c.dep_ == "prep" for c in token.children):
        return None
    after = token.doc[token.i + 1].lower_ if token.i + 1 < len(token.doc) else ""
    if after in {"to", "for", "against", "after"}:
        return None
    response = governing(number, token, acts, but=None)
    if token.lemma_.lower() in _FELT_BARE and (
        response is None or acts[response].sense.action not in {"PROTEST", "SANCTION", "COERCE", "ASSAULT"}
    ):
        return None
    if response is None and opens:  # "In revenge Black Anchor bombed the academy", read as one long name
        behind = [n for n, a in enumerate(acts) if a.paragraph == number and token.i < a.token.i < token.sent.end]
        response = min(behind, key=lambda n: acts[n].token.i, default=None)
    if response is None:
        return None
    # "in response, it said, to the threat"
    trigger = trigger_before(number, token, acts, response)
    return (response, trigger, token.i - 1 if opens else token.head.i, token.i) if trigger is not None else None


def _took(number: int, token: "Token", acts: list[Told]) -> Stated | None:
    """ "Israel took its revenge the same afternoon, sending gunships against the town": what it did, and for what."""
    verb = token.head
    if token.lemma_.lower() not in {"revenge", "vengeance", "retribution"} or token.dep_ != "dobj":
        return None
    if verb.lemma_.lower() not in {"take", "exact", "have", "wreak"} or any(c.dep_ == "prep" for c in token.children):
        return None
    ways = [c for c in verb.children if c.dep_ == "advcl" and c.tag_ == "VBG"]
    ways += [i for c in verb.children if c.dep_ == "prep" and c.lower_ in {"by", "with"} for i in c.children]
    response = next((n for c in ways if (n := act_in(number, c, acts)) is not None), None)
    if response is None or acts[response].standing.status not in {"done", "attempted", "historical"}:
        return None
    trigger = trigger_before(number, token, acts, response)
    return (response, trigger, verb.i, token.i) if trigger is not None else None


def _called(number: int, token: "Token", acts: list[Told]) -> Stated | None:
    """ "A day after gunmen killed six, in what the group called revenge", "in a tit-for-tat move"."""
    lemma = token.lemma_.lower()
    if lemma not in _CALLED:
        return None
    doc = token.doc
    start = max(token.i - 8, token.sent.start)
    what = token.dep_ in {"oprd", "dobj", "attr", "pobj", "ccomp", "acomp"} and any(
        doc[i].lower_ == "what" for i in range(start, token.i - 1)
    )
    tit = lemma == "tit" and doc[token.i : token.i + 5].text.lower().startswith("tit-for-tat")
    if not (what or tit) or any(c.dep_ == "prep" and c.lower_ in {"to", "for"} for c in token.children):
        return None
    here = [
        n
        for n, one in enumerate(acts)
        if one.paragraph == number and one.sentence.start == token.sent.start and one.standing.status == "done"
    ]
    later = [n for n in here if is_after_clause(acts[n].token)]
    told = [n for n in here if n not in later]
    told = [n for n in told if not acts[n].is_noun] or [n for n in told if not acts[n].definite] or told
    response = next(iter([n for n in told if acts[n].token.i < token.i][-1:] or told), None)
    if response is None:
        return None
    trigger = later[0] if later else trigger_before(number, token, acts, response)
    return (response, trigger, token.i, token.i) if trigger is not None else None


SAID_TO_BE = frozenset({"oprd", "pobj", "attr", "dobj", "ccomp"})


def _called_it(number: int, token: "Token", acts: list[Told]) -> Stated | None:
    """ "Islamabad called it self-defence", "described the strike as revenge": of a deed told before."""
    own_defence = token.lemma_.lower() in {"defence", "defense"} and any(c.lower_ == "self" for c in token.lefts)
    if not (own_defence or token.lemma_.lower() in _CALLED) or token.dep_ not in SAID_TO_BE:
        return None
    verb = token.head.head if token.dep_ == "pobj" and token.head.lower_ == "as" else token.head
    if verb.dep_ == "relcl" and verb.lemma_.lower() in PRESENTS and verb.head.lemma_.lower() in SUMMARIES:
        # "froze the assets of the firms, a step the radio described as reprisal"
        response = governing(number, verb.head, acts, but=None)
        trigger = trigger_before(number, verb.head, acts, response) if response is not None else None
        return (response, trigger, verb.i, token.i) if response is not None and trigger is not None else None
    if verb.dep_ == "dobj":  # "described the raid as revenge", with "as" hung on the raid
        verb = verb.head
    if verb.lemma_.lower() not in PRESENTS:
        return None
    whose = [c for c in verb.children if c.dep_ in {"dobj", "nsubj", "nsubjpass"} and c.i != token.i]
    whose += [c for c in token.children if c.dep_ == "nsubj"]  # "called it self-defence", as a small clause
    points = next((c for c in whose if c.lower_ in {"it", "this", "that", "them", "these", "those"}), None)
    points = points or next((c for c in whose if c.dep_ != "nsubj" and c.lemma_.lower() in POINTS_BACK), None)
    if points is None or any(c.dep_ == "prep" and c.lower_ in {"to", "for"} for c in token.children):
        return None
    start = token.sent.start
    if points.dep_ != "nsubj" and any(t.text == ";" or t.dep_ == "cc" for t in token.doc[start : verb.i]):
        start = min(t.i for t in verb.subtree if t.i >= start and _is_of_clause(t, verb))  # "…; families call it …"
    before = [
        n
        for n, one in enumerate(acts)
        if one.standing.status == "done"
        and one.sense.action in HOSTILE
        and (one.paragraph, one.token.i) < (number, start)
        and one.paragraph >= number - 1
    ]
    told = [n for n in before if not is_after_clause(acts[n].token)]
    response = max(told, key=lambda n: (acts[n].paragraph, acts[n].token.i), default=None)
    if response is None:
        return None
    beside = [
        n for n in before if is_after_clause(acts[n].token) and acts[n].sentence.start == acts[response].sentence.start
    ]
    trigger = beside[0] if beside else trigger_before(number, token, acts, response)
    return (response, trigger, verb.i, token.i) if trigger is not None and token.i - verb.i <= 6 else None


def _is_of_clause(token: "Token", verb: "Token") -> bool:
    """Whether a word is a verb or one of its subject's words."""
    at = token
    while at.i not in {verb.i, at.head.i}:
        if at.head.i == verb.i:
            return at.dep_ in {"nsubj", "nsubjpass", "aux", "advmod"} and at.i < verb.i
        at = at.head
    return at.i == verb.i


def _vowed(number: int, token: "Token", acts: list[Told]) -> Stated | None:
    """ "Condemned the strikes and threatened retaliation": a threat, and the act that is condemned beside it."""
    if token.lemma_.lower() not in _VOWED or token.dep_ not in {"dobj", "pobj"}:
        return None
    verb = token.head if token.dep_ == "dobj" else token.head.head
    vow = act_at(number, verb, acts)
    trigger = judged_before(number, verb, acts)
    if vow is None or trigger is None or acts[vow].sense.action != "THREATEN":
        return None
    return vow, trigger, verb.i, token.i


_COMES = {"reply", "response", "answer", "retaliation", "reprisal", "revenge", "riposte", "reaction", "retort"}


def _came(number: int, token: "Token", acts: list[Told], cast: Cast) -> Stated | None:
    """ "Luvenia's reply came on Wednesday: tariffs, a ban on flights": the act behind it answers the one before."""
    if token.lemma_.lower() not in _COMES:
        return None
    if token.dep_ not in {"nsubj", "nsubjpass"} or token.head.lemma_.lower() not in {"come", "follow", "be", "take"}:
        return None
    if any(c.dep_ in {"aux"} and c.lower_ in {"will", "would", "may", "might"} for c in token.head.children):
        return None
    later = [
        n
        for n, one in enumerate(acts)
        if one.paragraph == number
        and token.i < one.token.i < token.sent.end + 30
        and one.standing.status == "done"
        and one.sense.action in HOSTILE | {"RETREAT"}
    ]
    if not later:
        return None
    response = min(later, key=lambda n: acts[n].token.i)
    whose = next((c for c in token.children if c.dep_ == "poss"), None)
    party = cast.party(number, whose) if whose is not None else None
    for n in later:
        if (
            party is not None
            and party.actors
            and not acts[n].actor.actors
            and acts[n].sentence.start == token.sent.start
        ):
            acts[n].actor = party
            acts[n].why.append(f"whose {token.lower_} it is")
    trigger = trigger_before(number, token, acts, response)
    return (response, trigger, token.i, token.head.i) if trigger is not None else None
