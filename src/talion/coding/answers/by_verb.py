"""Answers stated by a verb: "retaliated for", "responded with", "was answered by", "prompted", "drew"."""

from typing import TYPE_CHECKING

from talion.coding.acts.told import Told
from talion.coding.answers.pointing import (
    HOSTILE,
    ORDERED,
    POINTS_BACK,
    SUMMARIES,
    THAT,
    Stated,
    act_at,
    act_in,
    clause_before,
    clause_just_before,
    done_before_to,
    governing,
    judged_before,
    latest_before,
    next_after,
    thing_told_before,
    told_after,
    trigger_before,
)
from talion.coding.sides.cast import Cast

if TYPE_CHECKING:
    from spacy.tokens import Token

# "retaliated for", "responded to": the verb, and what stands before the trigger
ANSWER_VERBS = {
    "retaliate": {"for", "after", "over", "to", "against"}, "respond": {"to"}, "reply": {"to"},
    "answer": set(), "avenge": set(),
    "hit": set(), "strike": set(), "fire": set(), "shoot": set(), "fight": set(), "shell": set(), "return": set(),
    "react": {"to"}, "reciprocate": set(), "repay": set(), "meet": set(), "greet": set(), "retort": {"to"},
    "pay": set(), "counter": set(), "parry": set(), "requite": set(), "punish": set(), "riposte": {"to"},
}  # fmt: skip
_NEED_BACK = {"pay", "hit", "strike", "fire", "shoot", "fight", "shell"}


# Verbs by which whoever answers need not say what.
_ANSWERS = {*_NEED_BACK, "retaliate", "respond", "reply", "answer", "return", "react", "reciprocate",
    "retort", "riposte", "counter"}  # fmt: skip
# Verbs whose object is the act that is answered.
_OF_AN_ACT = {"avenge", "answer", "repay", "meet", "greet", "counter", "parry", "requite", "punish", "pay"}
_PROMPT = {
    "prompt",
    "trigger",
    "provoke",
    "spark",
    "draw",
    "prompting",
    "set off",
    "bring",
    "lead",
    "ignite",
    "unleash",
    "touch off",
    "bring on",
    "set in motion",
    "beget",
    "earn",
}
# "Angered by the arrest, they burned the hut": what is said of whoever acts.
_MOVED = {
    "prompt", "provoke", "trigger", "spark", "anger", "enrage", "infuriate", "incense", "outrage", "sting", "alarm",
    "spur", "goad", "madden", "move",
}  # fmt: skip
_MATCHES = {"match", "mirror", "correspond", "reciprocate"}
# The words at which an answer by a verb is looked for.
VERB_WORDS = frozenset(
    {*ANSWER_VERBS, *_PROMPT, *_MOVED, *_MATCHES, "set", "touch", "greet", "punish", "penalise", "penalize"}
)


def by_verb(number: int, token: "Token", acts: list[Told], cast: Cast) -> Stated | None:
    """The answer that this verb states."""
    if token.pos_ != "VERB":
        return None
    return (
        _verb_answer(number, token, acts, cast)
        or _moved(number, token, acts)
        or _prompted(number, token, acts)
        or _to_punish(number, token, acts)
        or _matched(number, token, acts)
    )


def _verb_answer(number: int, token: "Token", acts: list[Told], cast: Cast) -> Stated | None:
    lemma = token.lemma_.lower()
    if (
        token.pos_ != "VERB"
        or lemma not in ANSWER_VERBS
        or (lemma in _NEED_BACK and not _has_back(token))
        or (lemma == "return" and not any(c.dep_ == "dobj" and c.lower_ == "fire" for c in token.children))
    ):
        return None
    helpers = {c.lower_ for c in token.children if c.dep_ == "aux"}
    purpose = lemma == "avenge" and token.dep_ == "advcl" and helpers == {"to"}  # "attacked the post to avenge …"
    is_ahead = bool(helpers & {"will", "would", "could", "may", "might", "should", "to"}) and not purpose
    subject = next((c for c in token.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    passive = subject is not None and subject.dep_ == "nsubjpass"
    if passive and lemma == "avenge" and not any(c.dep_ == "agent" for c in token.children):
        return None  # "the dead had been avenged": by what was told before
    trigger: int | None = None
    response: int | None = None
    last = token.i
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in ANSWER_VERBS[lemma]:
            for inner in child.children:
                if inner.dep_ in {"pobj", "pcomp"}:
                    trigger = act_in(number, inner, acts)
                    last = child.i
        if child.dep_ in {"prep", "agent"} and child.lower_ in {"with", "by", "through"}:
            for inner in child.children:
                if inner.dep_ in {"pobj", "pcomp"}:
                    response = act_in(number, inner, acts)
                    last = max(last, child.i)
                    if response is not None and subject is not None and not passive:
                        _give_actor(number, subject, acts[response], cast)
        if child.dep_ == "dobj" and lemma in _OF_AN_ACT:
            trigger = act_in(number, child, acts)
            last = child.i
    if lemma == "counter" and response is None:
        return None  # "countered the claim"
    if lemma in {"meet", "greet", "punish"} and (response is None or (trigger is None and not passive)):
        return None  # "met the protesters", "punished the villagers by burning a barn"
    if is_ahead and response is None:  # "vowed to avenge it" is told, and by "would respond to any attack" nothing is
        vow = act_at(number, token.head, acts)
        trigger = trigger if trigger is not None else judged_before(number, token.head, acts)
        whom = next((c for c in token.children if c.dep_ == "dobj"), None) if lemma == "avenge" else None
        if trigger is None and whom is not None:  # "swore to avenge the three", who were told as shot before
            trigger = thing_told_before(number, whom, acts, -1)
        if (
            vow is None
            or trigger is None
            or acts[vow].sense.action != "THREATEN"
            or acts[trigger].standing.status != "done"
        ):
            return None
        return vow, trigger, token.i, last if last - token.i <= 6 else token.i
    if passive and subject is not None and response is not None:  # "the call was answered with stones"
        trigger = act_in(number, subject, acts)
        if trigger is None and (subject.lower_ in THAT or subject.lemma_.lower() in POINTS_BACK):
            trigger = latest_before(number, subject, acts, response)
        return (response, trigger, token.i, token.i) if trigger is not None else None
    if lemma in {"meet", "greet"}:  # "police met the march with tear gas"
        return (response, trigger, token.i, token.i) if response is not None and trigger is not None else None
    points = subject is not None and subject.lower_ in {"it", "this", "that", "these", "those"}
    if response is None and subject is not None and (points or subject.lemma_.lower() in POINTS_BACK):
        response = next((n for n, one in enumerate(acts) if one.paragraph == number and one.token.i == subject.i), None)
        response = response if response is not None else latest_before(number, subject, acts, trigger)
    if response is None and lemma in _NEED_BACK | {"return", "retaliate", "respond"}:
        means = (c for c in token.children if c.dep_ == "advcl" and c.i > token.i and c.tag_ == "VBG")
        response = next((n for c in means if (n := act_in(number, c, acts)) is not None), None)
    if response is None:
        response = act_at(number, token, acts)
    if response is None:
        response = governing(number, token, acts, but=trigger)
        if response is not None and subject is not None and _is_of_others(acts[response].token, token):
            return None  # "they opened fire and our guns replied": how these replied is not told
    if trigger is None and response is not None and lemma in _ANSWERS:
        trigger = told_after(number, token, acts)
        trigger = None if trigger == response else trigger
        trigger = trigger if trigger is not None else clause_just_before(number, token, acts, response)
        trigger = trigger if trigger is not None else done_before_to(number, token, acts, response)
        trigger = trigger if trigger is not None else trigger_before(number, token, acts, response)
    if trigger is None and response is not None and lemma == "avenge":
        trigger = trigger_before(number, token, acts, response)  # "to avenge the dead"
    if response is None and trigger is not None and lemma == "avenge" and subject is not None and not is_ahead:
        response = _done_by_those(number, subject, acts, trigger)
    if response is None or trigger is None:
        return None
    particle = next((c.i for c in token.children if c.lower_ in {"back", "fire"} and c.i == token.i + 1), token.i)
    return response, trigger, token.i, max(particle, last if last - token.i <= 6 else token.i)


def _done_by_those(number: int, subject: "Token", acts: list[Told], trigger: int) -> int | None:
    """ "When settlers torched cars they said they were avenging two brothers": the last deed told before "they"."""
    if subject.lower_ not in {"they", "it", "he", "she"}:
        return None
    before = [
        n
        for n, one in enumerate(acts)
        if one.paragraph == number
        and one.token.i < subject.i
        and n != trigger
        and one.sense.action in {"ASSAULT", "COERCE"}
        and one.standing.status in {"done", "historical"}
    ]
    return before[-1] if before else None


def _has_back(verb: "Token") -> bool:
    """ "Hit back", "hit back hard", with "back" hung on "hard"."""
    return any(c.lower_ == "back" for c in verb.children) or verb.doc[verb.i + 1 : verb.i + 2].text.lower() == "back"


def _give_actor(number: int, subject: "Token", response: Told, cast: Cast) -> None:
    """Who "replied by" an act did it: of several heard to have done it, the one who is the subject of the reply."""
    who = cast.party(number, subject)
    if who.actors and set(who.actors) != set(response.actor.actors) and not who.thing:
        response.actor = who
        response.why.append("whose reply it is")


def _is_of_others(verb: "Token", reply: "Token") -> bool:
    """Whether "and" joins a reply, which has a subject of its own, to what others did before it."""
    theirs = any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children)
    return theirs and reply.dep_ == "conj" and reply.head.i == verb.i and verb.i < reply.i


def _moved(number: int, token: "Token", acts: list[Told]) -> Stated | None:
    """ "Angered by the arrest of a priest, villagers burned the post": what moved somebody to what he did."""
    if token.lemma_.lower() not in _MOVED or token.tag_ not in {"VBN", "VBD"}:
        return None
    if token.dep_ not in {"advcl", "acl", "amod", "ROOT", "csubj"} or any(c.dep_ == "nsubj" for c in token.children):
        return None
    by = next((c for c in token.children if c.dep_ in {"agent", "prep"} and c.lower_ == "by"), None)
    what = next((c for c in by.children if c.dep_ in {"pobj", "pcomp"}), None) if by is not None else None
    trigger = act_in(number, what, acts) if what is not None else None
    if by is None or trigger is None:
        return None
    if token.dep_ == "acl" and act_in(number, token.head, acts) not in {None, trigger}:
        return None  # "a march prompted by the arrest" is told by the noun
    at = token.head if token.dep_ != "acl" else token.head.head
    for _ in range(4):
        response = act_at(number, at, acts)
        if response is not None and response != trigger:
            return response, trigger, token.i, by.i
        if at.head.i == at.i:
            return None
        at = at.head
    return None


def _matched(number: int, token: "Token", acts: list[Told]) -> Stated | None:
    """ "Taxed the wine, a measure that mirrors the duty on salt": a measure that is said to be like another."""
    lemma = token.lemma_.lower()
    if lemma not in _MATCHES or token.dep_ not in {"advcl", "acl", "relcl", "xcomp"}:
        return None
    ways = [c for c in token.children if c.dep_ == "dobj" or (c.dep_ == "prep" and c.lower_ == "to")]
    trigger = next((n for c in ways if (n := act_in(number, c, acts)) is not None), None)
    if trigger is None or acts[trigger].sense.action not in HOSTILE or acts[trigger].token.i < token.i:
        return None
    sums_up = token.dep_ == "relcl" and token.head.lemma_.lower() in SUMMARIES
    if token.dep_ == "relcl" and not sums_up and act_at(number, token.head, acts) is None:
        return None
    at = token.head
    while sums_up and at.pos_ not in {"VERB", "AUX"} and at.head.i != at.i:
        at = at.head
    response = act_at(number, at, acts)
    if response is None or acts[response].sense.action not in HOSTILE or response == trigger:
        return None
    return response, trigger, token.i, token.i


def _to_punish(number: int, token: "Token", acts: list[Told]) -> Stated | None:
    """ "Closed the port to punish the islanders for the theft of a boat": what is done, and what it is done for."""
    if token.lemma_.lower() not in {"punish", "penalise", "penalize"} or token.dep_ not in {"advcl", "xcomp", "acl"}:
        return None
    ways = [c for c in token.children if c.dep_ == "prep" and c.lower_ == "for"]
    whom = next((c for c in token.children if c.dep_ == "dobj"), None)
    ways += [c for c in whom.children if c.dep_ == "prep" and c.lower_ == "for"] if whom is not None else []
    for_what = [i for c in ways for i in c.children if i.dep_ in {"pobj", "pcomp"}]
    for_what += [c for c in whom.children if c.dep_ == "relcl"] if whom is not None else []  # "those who killed him"
    trigger = next((n for what in for_what if (n := act_in(number, what, acts)) is not None), None)
    response = governing(number, token, acts, but=trigger) if trigger is not None else None
    if trigger is None or response is None or acts[trigger].token.i < token.i:
        return None
    return response, trigger, token.i, ways[0].i if ways and ways[0].i - token.i <= 6 else token.i


def _prompted(number: int, token: "Token", acts: list[Told]) -> Stated | None:
    lemma = token.lemma_.lower()
    particle = next((c.lower_ for c in token.children if c.dep_ == "prt"), "")
    ways = (c for c in token.children if c.dep_ == "prep" and c.lower_ == "in")
    if lemma == "set" and any(inner.lower_ == "motion" for c in ways for inner in c.children):
        particle = "in motion"
    if (lemma not in _PROMPT and f"{lemma} {particle}" not in _PROMPT) or token.pos_ != "VERB":
        return None
    subject = next((c for c in token.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    agent = next((i for c in token.children if c.dep_ == "agent" for i in c.children if i.dep_ == "pobj"), None)
    target = next((c for c in token.children if c.dep_ == "dobj"), None)
    if target is None and lemma == "lead":
        ways = (c for c in token.children if c.dep_ == "prep" and c.lower_ == "to")
        target = next((i for c in ways for i in c.children if i.dep_ in {"pobj", "pcomp"}), None)
    if agent is not None:
        holder = subject if subject is not None else token.head if token.dep_ == "acl" else None
        if holder is None:
            return None
        response, trigger = act_in(number, holder, acts), act_in(number, agent, acts)
        if response is None and holder.lemma_.lower() in POINTS_BACK | ORDERED:  # "the move was prompted by"
            response = latest_before(number, holder, acts, trigger)
    elif subject is not None and target is not None and (by := _by_doing(number, token, acts)) is not None:
        response, trigger = act_in(number, target, acts), by  # "had provoked the attack by firing shells"
        if response is None and target.lemma_.lower() in POINTS_BACK:
            response = latest_before(number, target, acts, trigger)
    elif subject is not None and target is not None:
        response, trigger = act_in(number, target, acts), act_in(number, subject, acts)
        if response is None or response == trigger:
            aims = [c for c in token.children if c.dep_ in {"xcomp", "ccomp", "advcl"} and c.i > token.i]
            response = next((n for c in aims if (n := act_in(number, c, acts)) is not None), None)
        if response is None and target.lemma_.lower() in _CAMPAIGN:
            response = next_after(number, token, acts)
        if trigger is None and subject.lower_ in {"which", "that"} and token.dep_ == "relcl":
            trigger = governing(number, token, acts, but=response)  # "were beaten, which set off a march"
        elif trigger is None and subject.lower_ in THAT:
            trigger = clause_before(number, subject, acts) if token.dep_ in {"conj", "parataxis", "ROOT"} else None
            if trigger is None or trigger == response:
                trigger = latest_before(number, subject, acts, response)
    elif (
        token.tag_ == "VBG" and token.dep_ == "advcl" and target is not None and lemma not in {"bring", "earn", "lead"}
    ):
        # "ambushed a convoy, drawing air strikes", "prompting Mogadishu to expel the consul"
        aims = [c for c in token.children if c.dep_ in {"xcomp", "ccomp"} and c.i > token.i]
        response = next((n for c in aims if (n := act_in(number, c, acts)) is not None), None)
        if response is None and (target.lemma_.lower() in _CAMPAIGN or act_at(number, target, acts) is not None):
            response = act_in(number, target, acts)
        trigger = act_at(number, token.head, acts) if token.head.i < token.i else None
    else:
        return None
    if response is None or trigger is None or acts[response].token.i == acts[trigger].token.i:
        return None
    return response, trigger, token.i, token.i


def _by_doing(number: int, token: "Token", acts: list[Told]) -> int | None:
    """The act in "by shelling the town" below a verb."""
    ways = (c for c in token.children if c.dep_ in {"prep", "agent"} and c.lower_ in {"by", "with"})
    return next(
        (n for c in ways for i in c.children if i.dep_ == "pcomp" and (n := act_in(number, i, acts)) is not None), None
    )


_CAMPAIGN = {
    "campaign",
    "crackdown",
    "response",
    "wave",
    "war",
    "offensive",
    "manhunt",
    "reaction",
    "operation",
    "series",
    "volley",
    "barrage",
    "storm",
}
