"""Several words for one act folded into one mention: "the attack killed", "killing two", "foiled an attack"."""

from calendar import day_name, month_name
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from talion.codebook.word_classes import word_class
from talion.coding.acts.status import Standing
from talion.coding.acts.told import ASSAULT, DEATHS, EFFECTS, OTHER_TIMES, Told, is_passive, lemma_of
from talion.coding.sides.cast import Cast
from talion.coding.sides.phrases import WEAPON_NOUNS

if TYPE_CHECKING:
    from spacy.tokens import Token


_PEOPLE = word_class("people")
_VIOLENT_EFFECT = {
    "kill",
    "wound",
    "injure",
    "hit",
    "strike",
    "destroy",
    "damage",
    "target",
    "slay",
    "maim",
    "burn",
    "leave",
    "demolish",
}


def fold_effects(told: list[Told]) -> list[Told]:
    """Fold "killing two" into "rockets hit the base": one act, told by its means and by what it did."""
    kept = list(told)
    for effect in told:
        if effect.is_noun or (effect.word not in EFFECTS and not _takes_people(effect.token)):
            continue
        others = [
            o
            for o in kept
            if o is not effect and o.sense.action == ASSAULT and o.sentence.start == effect.sentence.start
        ]
        # "a judge was shot on 28 July; a mayor was killed on 1 May" tells two acts
        others = [o for o in others if not _each_on_its_day(o.token, effect.token)]
        if effect.word not in EFFECTS:
            cause = _joined_effect(effect, others, others)
        else:
            cause = _cause_of(effect, [o for o in others if o.word not in EFFECTS]) or _joined_effect(effect, others)
        if cause is None or (effect.standing.status in {"done", "attempted"}) != (
            cause.standing.status in {"done", "attempted", "foiled"}
        ):
            continue
        cause.folded += effect.tokens
        if not cause.actor.actors and not cause.actor.unnamed:
            cause.actor = effect.actor
        harmed, hit = effect.recipient, cause.recipient
        if harmed.actors and hit.actors and not set(harmed.actors) & set(hit.actors):
            cause.recipient = replace(
                hit, actors=(*harmed.actors, *hit.actors), why="whom it killed or hurt, and whose it was"
            )
        elif harmed.actors and not hit.actors:
            cause.recipient = replace(harmed, first=hit.first, last=hit.last, thing=True) if hit.thing else harmed
        elif hit.first < 0:
            cause.recipient = harmed
        kept.remove(effect)
    return kept


def fold_included(told: list[Told]) -> list[Told]:
    """Fold "including strikes on the port" into "conducted ten strikes": the same acts told once more."""
    kept = list(told)
    for part in told:
        token = part.token
        bare = part.is_noun and part.plural and not any(c.dep_ in {"det", "nummod", "poss"} for c in token.lefts)
        if not bare or token.dep_ != "pobj" or token.head.lower_ != "including":
            continue
        whole = next((o for o in kept if o is not part and o.token.i == token.head.head.i), None)
        if whole is None or whole.sense.action != part.sense.action or whole.sense.action != ASSAULT:
            continue
        whole.folded += part.tokens
        if whole.recipient.first < 0 and not whole.recipient.actors:
            whole.recipient = part.recipient
        if not whole.actor.actors:
            whole.actor = part.actor if part.actor.actors else whole.actor
        kept.remove(part)
    return kept


def _cause_of(effect: Told, acts: list[Told]) -> Told | None:
    token = effect.token
    below = {c.i for c in token.children if c.dep_ in {"advcl", "prep", "agent"}}
    for act in acts:
        at = act.token
        if effect.actor.actors and at.head.i == token.i and at.dep_ == "advcl":
            continue  # "Israel killed commanders as rockets rained": two acts of two sides
        if (at.i in below and not any(c.dep_ == "mark" and c.lower_ in OTHER_TIMES for c in at.children)) or (
            at.head.i in below and at.dep_ in {"pobj", "pcomp"}
        ):
            return act  # "killed when rockets struck"
        if (
            token.dep_ == "relcl"
            and lemma_of(token.head) in WEAPON_NOUNS
            and token.head.head.i in {t.i for t in act.tokens}
        ):
            return act  # "fired the rockets that killed an American"
        earlier = any(
            (c.dep_ == "mark" and c.lower_ in OTHER_TIMES)
            or (c.dep_ == "prep" and c.lower_ in OTHER_TIMES and c.i < token.i)
            for c in token.children
        )
        if (
            token.dep_ in {"advcl", "conj", "xcomp", "relcl"}
            and not earlier
            and token.head.i in {t.i for t in act.tokens}
        ):
            same = not any(c.dep_ in {"nsubj", "nsubjpass"} for c in token.children)
            subject = next((c for c in token.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
            if (
                same
                or effect.actor.unnamed
                or not effect.actor.actors
                or (subject is not None and lemma_of(subject) in WEAPON_NOUNS)
            ):
                return act
    somebody = (
        effect.actor.first >= 0 and not effect.actor.thing and not is_passive(token)
    )  # "herders killed three men"
    agentless = not effect.actor.actors and not effect.actor.unnamed and not somebody
    if not agentless or len(acts) != 1:
        return None
    # "bombs went off at police stations; seven officers were killed"
    return acts[0] if _same_clause(token, acts[0].token) or (is_passive(token) and acts[0].token.i < token.i) else None


def _joined_effect(effect: Told, others: list[Told], causes: Sequence[Told] = ()) -> Told | None:
    """ "Killed two and wounded five": the second verb tells the same act as the first.

    Beside `causes` too, where people were taken as well: "attacked a convoy, killed four guards and seized two".
    """
    for other in others:
        if other.is_noun or other.token.i >= effect.token.i or (other.word not in EFFECTS and other not in causes):
            continue
        joined = any(effect.token in list(token.conjuncts) for token in other.tokens)
        if joined and effect.actor.actors in ((), other.actor.actors):
            return other
    return None


_TAKING = {"seize", "capture", "kidnap", "abduct", "snatch"}


def _takes_people(verb: "Token") -> bool:
    """Whether it tells that people were taken in what a verb before it tells: "… and seized two"."""
    if verb.dep_ != "conj":
        return False
    subject = next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    taken = next((c for c in verb.children if c.dep_ == "dobj"), None)
    if subject is not None:
        prisoner = any(c.lower_ in {"prisoner", "captive"} for c in verb.children)
        its = any(c.dep_ == "poss" and c.lower_ in {"its", "their", "his"} for c in subject.children)
        takes = verb.lemma_.lower() == "capture" or (verb.lemma_.lower() == "take" and prisoner)
        return is_passive(verb) and takes and its  # "was shot down and its pilot was taken prisoner"
    if taken is None or is_passive(verb) or verb.lemma_.lower() not in _TAKING:
        return False
    return taken.like_num or (taken.lemma_.lower() in _PEOPLE and any(c.dep_ == "nummod" for c in taken.children))


def _each_on_its_day(one: "Token", other: "Token") -> bool:
    """Whether two verbs tell each of somebody of its own on a day of its own."""
    return all(
        is_passive(verb)
        and any(c.dep_ == "nsubjpass" for c in verb.children)
        and any(c.dep_ in {"prep", "npadvmod"} and any(t.lower_ in _DAYS for t in c.subtree) for c in verb.rights)
        for verb in (one, other)
    )


_DAYS = {name.lower() for name in (*month_name[1:], *day_name)}


def _same_clause(one: "Token", other: "Token") -> bool:
    return not any(t.text in {";", ":"} for t in one.doc[min(one.i, other.i) : max(one.i, other.i)])


def fold_foiled(
    number: int,
    token: "Token",
    objects: list["Token"],
    subject: "Token | None",
    nouns: dict[int, Told],
    cast: Cast,
    *,
    passive: bool,
) -> bool | None:
    """Fold "foiled", "repelled" into the attack that it stopped; None where no act is told as its object."""
    for target in [*objects, *([subject] if passive and subject is not None else [])]:
        told = nouns.get(target.i)
        if told is not None:
            told.standing = Standing("foiled", told.standing.hedge, f"'{token.text}'", told.standing.tense)
            if token not in told.folded:
                told.folded.append(token)
            if token.lemma_.lower() in _HOLDING and subject is not None and not passive and told.recipient.first < 0:
                attacked = cast.party(number, subject)  # "the garrison repelled an attack": which was on it
                told.recipient = attacked if told.actor.actors != attacked.actors else told.recipient
            return True
    return None


# How those under attack themselves stop it.
_HOLDING = {"repel", "repulse", "beat", "fend", "hold", "withstand"}


def fold_into_noun(
    number: int,
    token: "Token",
    subject: "Token | None",
    objects: list["Token"],
    passive: bool,
    cast: Cast,
    nouns: dict[int, Told],
) -> bool:
    """Fold a verb of effect into the act a noun tells: "the attack killed …", "killed in the strikes"."""
    lemma = token.lemma_.lower()
    if lemma not in _VIOLENT_EFFECT:
        return False
    cause = subject
    if cause is not None and cause.lower_ in {"that", "which"} and token.dep_ == "relcl":
        cause = token.head
    act = nouns.get(cause.i) if cause is not None and not passive else None
    if (
        act is None
        and token.dep_ == "relcl"
        and any(inner.lower_ == "which" for c in token.children if c.dep_ == "prep" for inner in c.children)
    ):
        # "air strikes on five sites of the group, in which 25 people were killed"
        before = [n for n in nouns.values() if token.sent.start <= n.token.i < token.i and n.sense.action == ASSAULT]
        act = nouns.get(token.head.i) or (before[-1] if before else None)
    if act is None:
        act = _act_behind(token, nouns)
    if act is None and subject is not None and subject.lower_ in {"that", "which"} and token.dep_ == "relcl":
        # the parser hangs "that killed seven" on the last noun before it
        earlier = [n for n in nouns.values() if token.sent.start <= n.token.i < token.i and n.sense.action == ASSAULT]
        act = earlier[-1] if earlier else None
    if act is None:
        return False
    victim = objects[0] if objects and not passive else subject if passive else None
    if victim is not None and not act.recipient.actors:
        party = cast.party(number, victim)
        somebody = party.thing or party.unnamed or victim.pos_ == "PROPN"
        if party.actors or (act.recipient.first < 0 and somebody):
            act.recipient = party
            act.why.append(f"recipient is whom it {token.text}")
    if cause is not None and objects and not passive and not act.actor.actors and nouns.get(cause.i) is not act:
        doer = cast.party(number, cause).acting
        if (doer.actors or doer.unnamed) and not doer.thing and doer.first != act.recipient.first:
            act.actor = doer
            act.why.append(f"actor is the subject of '{token.text}'")  # "killed nine in an air raid"
    act.folded.append(token)
    return True


def _act_behind(token: "Token", nouns: dict[int, Told]) -> "Told | None":
    # the parser often hangs "killed nine men in a strike" on the men
    beside = [c for whom in token.children if whom.dep_ == "dobj" for c in whom.rights if c.lower_ in {"in", "during"}]
    for child in (*token.children, *beside):
        if child.dep_ in {"prep", "agent"} and child.lower_ in {"in", "by", "during", "from"}:
            if child.i and child.nbor(-1).lower_ in _SHARES:
                continue  # "were targeted for their part in the attack"
            for inner in child.subtree:
                told = nouns.get(inner.i)
                if told is None or told.sense.action != ASSAULT or inner.dep_ not in {"pobj", "conj"}:
                    continue
                if not _is_why(inner, child):
                    return told
    if token.dep_ == "conj" and token.head.pos_ == "VERB":
        return next((told for told in nouns.values() if token.head in told.folded), None)
    return next(
        (told for c in token.conjuncts for child in [c] if (told := _direct_act(child, nouns)) is not None), None
    )


_SHARES = {"part", "role", "involvement", "complicity", "share", "hand", "roles"}
# Words between a noun and what it is for: "hit three camps in answer to the massacre" tells two acts.
_WHY = {"for", "to", "over", "at", "after", "following", "against", "before"}


def _is_why(noun: "Token", top: "Token") -> bool:
    """Whether a noun says why or when something was done, and not in what: "in a wave of anger over the ambush"."""
    at = noun
    while at.i not in {top.i, at.head.i}:
        at = at.head
        if at.i != top.i and at.lower_ in _WHY:
            return True
    return False


def _direct_act(verb: "Token", nouns: dict[int, Told]) -> "Told | None":
    for child in verb.children:
        if child.dep_ in {"prep", "agent"} and child.lower_ in {"in", "by", "during"}:
            for inner in child.children:
                if inner.dep_ == "pobj" and inner.i in nouns and nouns[inner.i].sense.action == ASSAULT:
                    return nouns[inner.i]
    return None


_DID = EFFECTS | {
    "murder",
    "slaughter",
    "massacre",
    "behead",
    "shoot",
    "stab",
    "rape",
    "burn",
    "torch",
    "hack",
    "loot",
    "blow",
}


def _is_when_it_was(verb: "Token", noun: "Token") -> bool:
    """Whether a clause tells what a noun names, by its day: "the killing of ten on 3 May, when ships sank a boat"."""
    day = verb.head
    if verb.dep_ != "relcl" or day.pos_ not in {"PROPN", "NUM"} or day.i < noun.i:
        return False
    when = any(c.lower_ == "when" for c in verb.children)
    return when and not any(t.pos_ in {"VERB", "AUX"} or t.text == ";" for t in noun.doc[noun.i + 1 : day.i])


def _is_called(noun: "Token") -> bool:
    """Whether somebody calls so what was told beside it: "the ministry spoke of an operation"."""
    return noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_.lower() in {"speak", "talk"}


def _is_subject_of(noun: "Token", verb: "Token") -> bool:
    """Whether a noun is a verb's subject, or that of a participle on which the verb hangs: "bombs packed with …"."""
    return noun.head.i == verb.i or (noun.head.tag_ == "VBN" and verb.head.i == noun.head.i and verb.i > noun.head.i)


def is_superlative(noun: "Token") -> bool:
    """Whether a noun sums up what was told beside it: "the worst attack of the war", "one of the bloodiest raids"."""
    return any(c.tag_ == "JJS" or c.lower_ in {"worst", "biggest"} for c in noun.lefts if c.dep_ == "amod")


def is_one_act(one: Told, other: Told) -> bool:
    """Whether two words of one sentence tell one act: by a noun and its clause, by means and effect, by a verb joined.

    "An ambush in which six were shot", "boarded the tanker and took it to port", "bombarded the hospital and murdered
    women", "the drones that the enemy launched were intercepted".
    """
    first, second = sorted((one, other), key=lambda told: told.token.i)
    if first.sense.undirected != second.sense.undirected and not _in_a_clash(first, second):
        return False
    both_real = {first.standing.status, second.standing.status} <= _REAL
    if not both_real and first.standing.status != second.standing.status:
        return False
    same = first.sense.action == second.sense.action
    tokens = {t.i for t in first.tokens}
    verb = second.token
    if same and second.is_noun and not second.definite and _is_called(second.token):
        return first.sense.action == ASSAULT  # "bombs fell on two villages; the ministry spoke of an operation"
    if first.is_noun and not second.is_noun and not (first.folded and verb.dep_ == "conj" and verb.head.i in tokens):
        if _opens_a_clause(verb, tokens) and first.word in _SUMS_UP and second.sense.action == ASSAULT:
            return True  # "the crime of 12 March, when the enemy bombarded the hospital and murdered women"
        if first.word in _SUMS_UP and second.sense.action == ASSAULT and _is_when_it_was(verb, first.token):
            return True
        if same and verb.dep_ == "acl" and verb.tag_ == "VBN" and verb.head.i in tokens:
            return True  # "a curfew imposed by the officers"
        victim = verb.head if verb.dep_ == "acl" and verb.tag_ == "VBN" else None
        if same and victim is not None and victim.dep_ == "pobj" and victim.head.head.i in tokens:
            return first.word in DEATHS  # "the murder of the governor, blown up near the port"
        peace = {first.sense.action, second.sense.action} <= {"AGREE", "RETREAT"}
        if (same or peace) and _is_carried_out(first.token, verb):
            return True  # "a ceasefire that they had declared", "the ban on goods that it imposed"
        if same and verb.dep_ != "relcl" and first.token.dep_ == "nsubj" and _is_subject_of(first.token, verb):
            return first.sense.action == ASSAULT and not is_passive(verb)  # "the operation targeted two camps"
        if same and verb.dep_ == "relcl" and verb.head.i in tokens:
            inside = any(i.lower_ == "which" for c in verb.children if c.dep_ == "prep" for i in c.children)
            return inside or any(c.lower_ in {"that", "which"} and c.dep_ == "nsubj" for c in verb.children)
        return False
    if not same:
        return False
    if second.is_noun and is_superlative(second.token):
        return first.sense.action == ASSAULT  # "were killed on Monday, in one of the deadliest attacks since 2002"
    if first.is_noun and second.is_noun:
        # "the killing of the general, the commander of the guards, in an American drone strike"
        means = verb.dep_ == "pobj" and verb.head.lower_ in {"in", "by", "during", "with"}
        return means and first.word in DEATHS and any(t.i in tokens for t in verb.ancestors)
    if second.is_noun:  # "called a general strike", "kills commander in dawn raid"
        within = verb.dep_ == "pobj" and verb.head.lower_ in {"in", "during"} and verb.head.head.i in tokens
        answered = verb.dep_ == "pobj" and verb.head.lower_ == "with" and verb.head.head.i in tokens
        if answered and first.sense.answer and not second.definite:
            return True  # "answered with drone strikes"
        if within and not first.is_noun and first.word in EFFECTS and not second.recipient.actors:
            return True
        if _in_a_clash(first, second):
            return True
        if verb.dep_ == "pobj" and verb.head.lower_ == "into" and verb.head.head.i in tokens and not first.is_noun:
            return True  # "was taken into custody"
        if verb.dep_ == "pobj" and verb.head.lower_ == "with" and verb.head.head.i in tokens and not second.definite:
            return not first.is_noun and first.sense.action == ASSAULT  # "raked the wagons with gunfire"
        by = verb.dep_ == "pobj" and verb.head.lower_ in {"by", "with"} and verb.head.head.i in tokens
        if by and lemma_of(verb) in WEAPON_NOUNS and is_passive(first.token):
            return True  # "were hit by stray bullets"
        return not first.is_noun and verb.dep_ == "dobj" and verb.head.i in tokens and not second.definite
    if verb.dep_ == "conj" and verb.head.i in tokens:
        if any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children):
            return False
        if is_passive(verb) and _REPELLED & {verb.lemma_.lower(), second.word}:
            return any(c.lower_ in {"off", "back"} for c in verb.children)  # "assaulted the town and were beaten off"
        if is_passive(verb) != is_passive(first.token):
            return False
        points = any(c.dep_ == "dobj" and c.lower_ in {"it", "them", "him", "her"} for c in verb.children)
        if second.word == "open fire" or first.word == "open fire":
            return True  # "hurled grenades and opened fire"
        shares = not any(c.dep_ in {"dobj", "nsubjpass", "prep"} for c in first.token.children if c.i > first.token.i)
        return points or shares or verb.lemma_.lower() in _DID or _in_one_go(first, second)
    if _runs_on(verb, tokens):
        return first.sense.action == ASSAULT  # "burst into the camp, hacking, shooting and wounding"
    if _did_so_too(first.token, {t.i for t in second.tokens}) and not is_passive(verb):
        return first.sense.action == ASSAULT  # "shells fired from the hill fell on a market"
    if verb.dep_ == "advcl" and verb.tag_ == "VBG" and verb.head.i in tokens:
        marked = any(c.dep_ in {"mark", "nsubj"} or c.lower_ in OTHER_TIMES for c in verb.children if c.i < verb.i)
        return first.sense.action == ASSAULT and not marked  # "attacked the airport, firing at planes"
    weapon = verb.head
    if verb.dep_ == "relcl" and lemma_of(weapon) in WEAPON_NOUNS:
        return weapon.head.i in tokens  # "intercepted all nine drones that the enemy launched"
    return False


_CARRIES_OUT = {
    "impose", "declare", "decree", "announce", "launch", "mount", "wage", "stage", "order", "call", "sign", "conclude",
    "agree", "broker", "introduce", "slap", "issue", "make", "carry",
}  # fmt: skip


def _is_carried_out(noun: "Token", verb: "Token") -> bool:
    """Whether a clause says who made what a noun names: "a ceasefire that they had declared"."""
    if verb.dep_ != "relcl" or verb.lemma_.lower() not in _CARRIES_OUT:
        return False
    of_noun = verb.head.i == noun.i or (verb.head.dep_ == "pobj" and verb.head.head.head.i == noun.i)
    by = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    own = by is not None and by.lower_ not in {"that", "which", "who"}
    return of_noun and own and not any(c.dep_ == "dobj" and c.i > verb.i for c in verb.children)


def _runs_on(verb: "Token", tokens: set[int]) -> bool:
    """Whether a participle in a row of them hangs on one of these verbs, with no subject of its own."""
    at = verb
    while at.dep_ == "conj" and at.tag_ == "VBG":
        if any(c.dep_ in {"nsubj", "nsubjpass"} for c in at.children):
            return False
        at = at.head
        if at.i in tokens:
            return True
    marked = any(c.dep_ in {"mark", "nsubj"} or c.lower_ in OTHER_TIMES for c in at.children if c.i < at.i)
    return at.i != verb.i and at.dep_ == "advcl" and at.head.i in tokens and not marked


_REPELLED = {"beat", "drive", "throw", "push", "fight", "force"}
_ELSEWHEN = {"later", "also", "elsewhere", "separately", "today", "yesterday", "again"}


def _in_one_go(first: "Told", second: "Told") -> bool:
    """Whether two verbs of force that "and" joins tell one raid: "burst into a mosque and sprayed it with bullets".

    Not where the second says when or where it was, as "shelled Darna and on Monday bombed Tobruk" does.
    """
    if first.sense.action != ASSAULT or {first.standing.status, second.standing.status} != {"done"}:
        return False
    for child in second.token.children:
        if child.dep_ in {"npadvmod", "advmod"} and child.lower_ in _ELSEWHEN:
            return False
        if child.dep_ == "npadvmod" or (child.dep_ == "dobj" and child.pos_ == "PROPN"):
            return False
        if child.dep_ == "prep" and any(c.pos_ == "PROPN" for c in child.children):
            return False
    return True


def _in_a_clash(first: Told, second: Told) -> bool:
    """Whether a noun says in what fighting a verb's deed was done: "shot dead 16 rebels in three clashes"."""
    noun = second.token
    inside = second.is_noun and noun.dep_ == "pobj" and noun.head.lower_ in {"in", "during"}
    return inside and second.sense.undirected and noun.head.head.i in {t.i for t in first.tokens}


def _did_so_too(participle: "Token", verbs: set[int]) -> bool:
    """Whether a clause says of a verb's subject what it did in the same act: "rebels crossing the river killed ten"."""
    subject = participle.head
    weapon = lemma_of(subject) in WEAPON_NOUNS
    fits = participle.dep_ == "acl" and (participle.tag_ == "VBG" or weapon)
    fits = fits or (weapon and participle.dep_ == "relcl")  # "a missile that came down on a station killed 52"
    return fits and subject.dep_ == "nsubj" and subject.head.i in verbs


_REAL = {"done", "attempted", "foiled", "historical", "habitual"}
# Nouns that sum up what a clause behind them tells.
_SUMS_UP = {
    "crime", "massacre", "atrocity", "attack", "incident", "outrage", "operation", "raid", "aggression", "act",
    "assault", "violence", "killing", "event", "treachery",
}  # fmt: skip


def _opens_a_clause(verb: "Token", tokens: set[int]) -> bool:
    """Whether a verb stands in a clause that hangs on one of these words, or on a word of their phrase."""
    at = verb
    for _ in range(6):
        if any(c.dep_ == "mark" and c.lower_ in OTHER_TIMES for c in at.children):
            return False  # "the first attack that hurt anybody since they fired on the base"
        if at.dep_ in {"conj", "relcl", "advcl", "acl", "pobj", "npadvmod"} or at.pos_ in {"ADP", "PROPN", "NUM"}:
            at = at.head
            if at.i in tokens:
                return True
            continue
        return False
    return False
