"""Whether an act is by other hands than those told before: rebels and gunmen are no state's, named or not."""

from talion.codebook.word_classes import word_class
from talion.coding.acts.told import Told, lemma_of
from talion.coding.events.groups import Group
from talion.coding.sides.cast import Cast

_NOT_OF_STATE = word_class("not_of_state")
_STATES = {"state", "government", "force"}
_BANDS = {"armed group", "umbrella"}


def is_by_other_hands(told: Told, group: Group, cast: Cast) -> bool:
    """Whether the one is told of a band and the other of a state's forces: "insurgents burned", "its gunships sank"."""
    mine = _hands(told, cast)
    theirs = {hands for m in group.mentions if (hands := _hands(m.told, cast)) is not None}
    return mine is not None and bool(theirs) and mine not in theirs


def _hands(told: Told, cast: Cast) -> str | None:
    """ "band" or "state", by the names or by the words of the one who acts; None where neither says."""
    if told.alleged is not None or told.sense.undirected:
        return None
    kinds = {cast.kind(actor) for actor in told.actor.actors}
    if kinds:
        return "state" if kinds <= _STATES else "band" if kinds <= _BANDS else None
    if told.actor.first < 0:
        return None
    head = told.token.doc[told.actor.first : told.actor.last + 1].root
    return "band" if lemma_of(head) in _NOT_OF_STATE else None
