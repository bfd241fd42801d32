"""Acts that verbs tell: a verb in one sense, with its sides, its status and what it is about."""

from dataclasses import replace
from typing import TYPE_CHECKING

from talion.codebook.acts import Sense
from talion.coding.acts.folding import fold_foiled, fold_into_noun
from talion.coding.acts.passed_over import pass_over
from talion.coding.acts.status import Standing, standing_of
from talion.coding.acts.threatened import threatened
from talion.coding.acts.told import ASSAULT, EFFECTS, Told, is_imperative, is_passive, lemma_of, subject_of
from talion.coding.acts.verb_refused import why_not_told
from talion.coding.acts.verb_senses import GIVES
from talion.coding.acts.verb_sides import (
    aimed_at,
    asked_of,
    give_actor_a_name,
    given_to,
    is_given,
    is_own_force,
    owner_of,
    promised,
    supported,
    who_acts,
    whose_weapon,
    with_those_beside,
    without_agent,
)
from talion.coding.sides.cast import Cast
from talion.coding.sides.phrases import WEAPON_NOUNS, Party, phrase_of
from talion.records import Count

if TYPE_CHECKING:
    from spacy.tokens import Token


def tell_verb(
    number: int, token: "Token", word: str, sense: Sense, last: int, cast: Cast, nouns: dict[int, Told]
) -> "Told | bool | None":
    """A Told; True where the verb is folded into an act told by a noun; None where this sense does not hold."""
    standing = standing_of(token, token)
    passive = is_passive(token) or sense.suffered  # "stood trial"
    subject = subject_of(token)
    if (
        subject is not None
        and subject.lower_ in {"that", "which"}
        and token.dep_ == "relcl"
        and lemma_of(token.head) in WEAPON_NOUNS
    ):
        subject = token.head  # "the rockets that struck the base"
    objects = [c for c in token.children if c.dep_ in {"dobj", "obj"}]
    if not objects and last != token.i and token.doc[last].dep_ == "prep":  # "cordoned off the roads"
        objects = [c for c in token.doc[last].children if c.dep_ == "pobj"]
    if sense.foils:
        folded = fold_foiled(number, token, objects, subject, nouns, cast, passive=passive)
        if folded is None:
            pass_over(token, "no act is told that it would have stopped")
        return folded
    if is_imperative(token, subject):
        pass_over(token, "an order, which tells of no act")
        return None
    told_by_object = next(
        (nouns[o.i] for o in (*objects, *([subject] if passive and subject is not None else [])) if o.i in nouns), None
    )
    if sense.object and told_by_object is not None and told_by_object.sense.action == sense.action:
        if token not in told_by_object.folded:
            told_by_object.folded.append(token)
        _carry_over(number, told_by_object, token, subject, passive=passive, cast=cast)
        aimed = aimed_at(number, token, sense, cast)
        if aimed.actors and (
            not told_by_object.recipient.actors
            or set(told_by_object.recipient.actors) <= set(told_by_object.actor.actors)
        ):
            told_by_object.recipient = aimed
        return True  # "launched a rocket attack", "fired missiles at X, its first attack on it": the noun tells it
    if (
        sense.action == ASSAULT
        and not sense.answer
        and fold_into_noun(number, token, subject, objects, passive, cast, nouns)
    ):
        return True
    if standing.because == "a purpose" and sense.action != ASSAULT:
        pass_over(token, "a purpose: what something else was done for")
        return None  # "sent fighters to support the president": what for, and no act by itself
    told = Told(number, token, token.i, last, sense, word, False, standing)
    if sense.status and standing.status == "done":
        told.standing = Standing(sense.status, standing.hedge, standing.because, standing.tense)
    agent = next((i for c in token.children if c.dep_ == "agent" for i in c.children if i.dep_ == "pobj"), None)
    if passive:
        if agent is not None:
            told.actor = cast.party(number, agent).acting
            if not told.actor.actors and lemma_of(agent) in WEAPON_NOUNS:
                told.actor = whose_weapon(number, agent, cast)
        if subject is not None:
            told.recipient = without_agent(number, token, subject, cast.party(number, subject), cast)
            if sense.action == "MOBILIZE":  # "5,000 American soldiers are deployed": who is sent is the side that acts
                sent, told.recipient = told.recipient, Party()
                speaker = cast.speaker_at(number, token.i)
                if speaker is not None and not any(c.dep_ in {"amod", "compound"} for c in subject.lefts):
                    sent = replace(sent, actors=(speaker,), why="forces of the side that speaks")
                told.actor = told.actor if told.actor.actors or agent is not None else replace(sent.acting, thing=False)
    else:
        if subject is not None:
            told.actor = with_those_beside(number, token, who_acts(number, subject, cast), cast)
        judges = sense.mode == "disapprove" or sense.action == "REJECT"
        about_an_act = judges and objects and objects[0].lower_ in {"it", "this", "that", "them"}
        if objects and not about_an_act and objects[0].i != last and not is_own_force(told, objects[0]):
            told.recipient = cast.party(number, objects[0])
    if sense.action in GIVES and sense.object and objects and is_given(objects[0], sense) and not passive:
        told.recipient = given_to(number, token, objects[0], told.recipient, cast)
    hit_thing = bool(sense.object)
    fired = [o for first in objects for o in (first, *first.conjuncts)]
    behind = [*token.children, *(c for o in fired for c in o.children if sense.object)]
    for child in behind:
        if child.dep_ in {"prep", "dative"} and child.lower_ in (sense.on or {"on", "against", "at"}):
            for inner in child.children:
                if inner.dep_ == "pobj" and not (sense.action in GIVES and is_given(inner, sense)):
                    party = cast.party(number, inner)
                    if hit_thing or sense.undirected or not told.recipient.actors:
                        if party.actors or party.thing or party.unnamed:
                            told.recipient = party
                        hit_thing = False
    if (
        sense.undirected
        and not passive
        and subject is not None
        and len(told.actor.actors) > 1
        and not told.recipient.actors
        and not objects  # "their forces fought the attackers": both on one side
    ):
        both = told.actor
        told.actor = Party(both.actors[:1], both.first, both.last, why="one of two sides")
        told.recipient = Party(both.actors[1:], both.first, both.last, why="one of two sides")
    if sense.object and sense.action != ASSAULT and not told.recipient.actors:
        whose = owner_of(number, objects or ([subject] if passive and subject is not None else []), cast)
        if whose.actors and whose.actors != told.actor.actors:
            told.recipient = whose
    # "Dutch and Chadian troops fought the Sons of the Delta": a third, whom no list knows, and not each other
    fought = next(filter(_is_a_side, objects), None) if told.word in {"fight", "battle"} else None
    if fought is not None and not told.recipient.actors:
        told.recipient = give_actor_a_name(number, cast.party(number, fought), cast)
    if sense.undirected and not passive and not told.recipient.actors and subject is not None:
        # of what somebody says, those in his words alone: "a report found that troops were fighting"
        inside = token.left_edge.i if token.dep_ in {"ccomp", "xcomp", "advcl"} else token.sent.start
        before = [m.actor for m in cast.mentions[number] if inside <= m.first and m.last < token.i]
        pair = [] if fought is not None else list(dict.fromkeys(before))
        if len(pair) == 2 and (told.actor.actors == () or told.actor.actors[0] in pair):
            told.actor = Party((pair[0],), subject.i, subject.i, why="one of two sides")
            told.recipient = Party((pair[1],), subject.i, subject.i, why="one of two sides")
    told.matter = _matter(token, sense, told.recipient)
    if sense.action == "AGREE" and objects and not told.recipient.actors:
        told.recipient = promised(number, token, objects[0], told.actor, cast) or told.recipient
    if sense.action == "AID" and sense.object and objects:
        given = [i for c in token.children if c.dep_ == "prep" and c.lower_ == "with" for i in c.children]
        told.matter = phrase_of(next((i for i in given if is_given(i, sense)), objects[0]))
        told.recipient = supported(number, token, cast) or told.recipient
    if sense.action == "REQUEST" and not told.recipient.actors:
        asked = asked_of(number, token, cast)
        told.recipient = asked if asked.first >= 0 else told.recipient
    if sense.action == "THREATEN" and not told.recipient.actors:
        told.recipient = threatened(number, token, cast)
    if _counts_so_far(token) if told.word in EFFECTS else _goes_on(token):
        told.so_far, told.acts = True, Count(2)
    if subject is not None and lemma_of(subject) in WEAPON_NOUNS and not passive:
        told.actor = whose_weapon(number, subject, cast)
        told.why.append(f"'{subject.text}' is what struck, not who")
    why_not = why_not_told(told, token, objects, subject, passive=passive)
    if why_not is not None:
        pass_over(token, why_not)
        return None
    return told


def _is_a_side(token: "Token") -> bool:
    """Whether a name may be that of a band, and not of a storm or a plague."""
    named = token.pos_ == "PROPN" and token.ent_type_ in {"", "ORG", "NORP", "GPE"}
    return named and not any(t.lower_ in _NO_SIDE for t in (token, *token.lefts))


_NO_SIDE = {"hurricane", "cyclone", "typhoon", "storm", "covid", "covid-19", "ebola", "cholera", "wildfire", "aids"}


def _carry_over(number: int, told: Told, verb: "Token", subject: "Token | None", *, passive: bool, cast: Cast) -> None:
    """Give an act told by a noun the one who does its verb: "the curfew imposed by the officers"."""
    agent = next((i for c in verb.children if c.dep_ == "agent" for i in c.children if i.dep_ == "pobj"), None)
    who = agent if passive else subject
    if who is None or told.actor.actors or who.i == told.token.i:
        return
    told.actor = who_acts(number, who, cast)
    told.why.append(f"actor by '{verb.text}'")
    if told.standing.status != "done":
        return
    told.standing = standing_of(told.token, verb)


def _counts_so_far(token: "Token") -> bool:
    """ "Have been killed since Monday", "so far": a sum over many acts, and no act."""
    words = {t.lower_ for t in token.subtree}
    if "since" in words and any(c.lower_ in {"have", "has", "had"} for c in token.children):
        return True
    near = token.sent.text.lower()
    return any(
        phrase in near
        for phrase in (" so far", " to date", " in total", " over the past ", " in the past ", " overall")
    )


def _goes_on(token: "Token") -> bool:
    """ "Has attacked soft targets since it lost the towns", "fired again and again": deeds over some time."""
    have = any(c.dep_ == "aux" and c.lower_ in {"has", "have", "'ve"} for c in token.children)
    if (have or token.tag_ == "VBD") and any(
        c.lower_ == "repeatedly"
        or (c.lower_ in {"again", "over"} and c.i + 2 < len(c.doc) and c.nbor(1).lower_ == "and")
        for c in token.children
    ):
        return True
    return have and any(
        c.lower_ == "since" or any(m.dep_ == "mark" and m.lower_ == "since" for m in c.children)
        for c in token.children
        if c.i > token.i
    )


def _matter(token: "Token", sense: Sense, recipient: Party) -> tuple[int, int] | None:
    """What is imposed, threatened or called for, as first and last token."""
    if sense.action == "THREATEN":
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ in {"of", "for", "with"}:
                inner = next((c for c in child.children if c.dep_ == "pobj"), None)
                if inner is not None:
                    return phrase_of(inner)
    if sense.action == "SANCTION":
        behind = [
            c
            for c in token.children
            if c.dep_ in {"dobj", "oprd", "attr", "nsubjpass"} and not recipient.first <= c.i <= recipient.last
        ]
        behind += [
            i for c in token.children if c.dep_ == "prep" and c.lower_ == "as" for i in c.children if i.dep_ == "pobj"
        ]
        if behind and (sense.complement or sense.object):
            return phrase_of(behind[-1])
    return None
