"""Words that point at an act told before: "the attack", "three were killed", with no side, day or place beside."""

from collections.abc import Callable, Collection

from talion.coding.gathering import Group
from talion.coding.mentioned import Mentioned
from talion.coding.told import ASSAULT, EFFECTS

_HURT = EFFECTS | {"hurt", "harm"}
_NEAR = 1  # paragraphs: who "was killed" without more was killed in what was told last


def fold_pointers(groups: list[Group], same_side: Callable[[str, str], bool], apart: Collection[int]) -> list[Group]:
    """The groups, with what only points at an act joined to the act of force told last before it.

    Its tolls and claims go along, so that rival tolls stand at one act. What an answer ties (`apart`, ids of mentions)
    stays by itself. Where nothing told before fits, the group stays.
    """
    order = sorted(groups, key=lambda group: _place(group.mentions[0]))
    kept: list[Group] = []
    for group in order:
        target = None
        if _only_points(group) and not any(id(one.told) in apart for one in group.mentions):
            target = next((one for one in reversed(kept) if _fits(group, one, same_side)), None)
        if target is None:
            kept.append(group)
        else:
            target.mentions.extend(group.mentions)
            target.attributed.extend(group.attributed)
    left = {id(group) for group in kept}
    return [group for group in groups if id(group) in left]


def _only_points(group: Group) -> bool:
    return all(
        one.told.sense.action == ASSAULT
        and one.told.standing.status == "done"
        and not one.told.actor.actors
        and not (one.days and one.days.span)
        and not one.places
        and not one.told.so_far
        and (one.told.word in _HURT or (one.told.is_noun and one.told.definite and not one.tolls))
        for one in group.mentions
    )


def _fits(pointer: Group, act: Group, same_side: Callable[[str, str], bool]) -> bool:
    lead = act.lead.told
    if lead.sense.action != ASSAULT or lead.standing.status != "done" or _only_points(act):
        return False
    by_noun = all(one.told.is_noun for one in pointer.mentions)
    if not by_noun and pointer.mentions[0].told.paragraph - max(m.told.paragraph for m in act.mentions) > _NEAR:
        return False
    hurt = {a for one in pointer.mentions for a in one.told.recipient.actors}
    own = {a for one in act.mentions for a in one.told.actor.actors}
    if any(same_side(a, b) or same_side(b, a) for a in hurt for b in own):
        return False  # nobody is taken to have struck their own side
    hit = {a for one in act.mentions for a in one.told.recipient.actors}
    if not hurt or not hit:
        return by_noun or pointer.mentions[0].told.paragraph == lead.paragraph
    return any(same_side(a, b) or same_side(b, a) for a in hurt for b in hit)


def _place(one: Mentioned) -> tuple[int, int]:
    return one.told.paragraph, one.told.token.i
