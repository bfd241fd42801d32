"""The thing that was hit, and the weapon that hit it, as a mention and an act told before name them."""

from talion.coding.acts.told import Told
from talion.coding.events.groups import Group
from talion.coding.events.mentioned import Mentioned
from talion.coding.sides.phrases import WEAPON_NOUNS


def is_by_its_thing(told: Told, group: Group) -> bool:
    """Whether a noun is told apart by what was hit in the act: "the ferry attack" after "fired at a ferry"."""
    things = {c.lemma_.lower() for c in told.token.lefts if c.dep_ == "compound"} - WEAPON_NOUNS
    return any(t.lemma_.lower() in things for m in group.mentions for t in m.told.sentence)


def names_others(one: Mentioned, group: Group) -> bool:
    """Whether it names both a thing hit and a place, and other ones than all the mentions beside it."""
    mine = {p.name for p, _ in one.places}
    theirs = {p.name for m in group.mentions for p, _ in m.places}
    things = {head for m in group.mentions for head in heads_of(m.told)}
    heads = heads_of(one.told)
    return bool(mine and theirs and heads and things) and not mine & theirs and not heads & things


def is_by_the_same_weapon(one: Told, other: Told) -> bool:
    """Whether the weapon of the one is named by the words of the other: "missile attack", "missiles and drones hit"."""
    return _names(one.weapon, other) or _names(other.weapon, one)


def _names(weapon: str | None, told: Told) -> bool:
    subject = next((c for c in told.token.children if c.dep_ == "nsubj"), None)
    return (
        weapon is not None
        and subject is not None
        and any(t.lemma_.lower() == weapon for t in (*subject.conjuncts, subject))
    )


def is_other_thing(one: Mentioned, group: Group) -> bool:
    """Whether the mention names a thing that was hit which none of the others names."""
    claimed = one.told.token.dep_ == "dobj" and one.told.token.head.lemma_.lower() == "claim"
    if one.told.is_noun and one.told.definite and (claimed or _in_a_clause(one.told)):
        return False  # "the attack, which hit a hospital", after the town that was struck
    mine = heads_of(one.told)
    if one.told.recipient.first >= 0 and _points(one.told):
        return False  # "rockets came down on the base": the one told of before
    theirs = [heads_of(m.told) for m in group.mentions if heads_of(m.told)]
    return bool(mine and theirs) and not any(mine & other for other in theirs) and bool(one.told.is_noun)


def _in_a_clause(told: Told) -> bool:
    """Whether a verb and not the noun itself names the thing hit: "…, which hit a school", "the strikes damaged"."""
    if told.recipient.first < 0:
        return False
    head = told.token.doc[told.recipient.first : told.recipient.last + 1].root
    if head.dep_ == "dobj" and head.head in told.folded:
        return True
    return any(t.dep_ == "relcl" and t.head.i == told.token.i for t in head.ancestors)


def _points(told: Told) -> bool:
    """Whether the thing that was hit is only pointed at: "the base", with nothing that says which."""
    span = told.token.doc[told.recipient.first : told.recipient.last + 1]
    return len(span) == 2 and span[0].lower_ in {"the", "this", "that"} and span[1].pos_ == "NOUN"


def heads_of(told: Told) -> set[str]:
    """The nouns by which the thing that was hit is named."""
    if not told.recipient.thing or told.recipient.first < 0:
        return set()
    span = told.token.doc[told.recipient.first : told.recipient.last + 1]
    if told.is_noun and told.definite and all(t.pos_ == "PROPN" for t in span):
        return set()  # "the raid on Tazerzait" says where, and not what
    return {t.lemma_.lower() for t in span if t.pos_ in {"NOUN", "PROPN"}}
