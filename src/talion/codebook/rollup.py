"""Who counts as whom on a day: a militia, an umbrella, the groups that a state backs, the state."""

from collections.abc import Iterable, Mapping
from datetime import date

from talion.records import Actor, Relation

# The subject of these is a part of the object. `integrated_into` is left out on purpose: a militia that a law made a
# part of a state's forces may fight for another state, and its acts are not simply the first state's.
_PART_KINDS = frozenset({"part_of", "member_of"})
# Two names of one party over time: what the old one did and what the new one does count as one, whatever the day.
# A successor that sources dispute is another actor.
_SAME_KINDS = frozenset({"renamed", "alias_of"})

CONFIDENCES = ("doubtful", "disputed", "sure")


def holds_on(relation: Relation, day: date | None) -> bool:
    """Whether a relation holds on a day; without a day, whether it ever held.

    A relation that began or ended on an unknown day within a span holds through that span. Where the beginning
    is not known it holds until the end, and the other way round.
    """
    if day is None:
        return True
    if relation.since is not None and day < relation.since.first:
        return False
    return relation.until is None or day <= relation.until.last


def members_of(
    actor: str,
    *,
    actors: Mapping[str, Actor],
    ties: Mapping[str, Iterable[Relation]],
    on: date | None,
    at_least: str,
    backed: bool = False,
) -> frozenset[str]:
    """The actor and all that are a part of it on a day, through any number of steps.

    `ties` maps an actor to the relations that it stands in, on either side; `at_least` is the least confidence that
    counts. A leader counts as a part of what he or she leads while leading it. Members of an intergovernmental body
    and allies do not count as it. With `backed`, the groups that the actor or a part of it backs count too, with
    their own parts.
    """
    parts = _parts({actor}, actors=actors, ties=ties, on=on, at_least=at_least)
    return parts | backed_by(parts, actors=actors, ties=ties, on=on, at_least=at_least) if backed else parts


def backed_by(
    backers: Iterable[str],
    *,
    actors: Mapping[str, Actor],
    ties: Mapping[str, Iterable[Relation]],
    on: date | None,
    at_least: str,
) -> frozenset[str]:
    """The groups that any of the backers backs on a day, and their parts. Whom those groups back is left out."""
    backed = {
        relation.subject
        for backer in backers
        for relation in ties.get(backer, ())
        if relation.kind == "backed_by" and relation.object == backer
        if holds_on(relation, on) and _is_sure_enough(relation, at_least)
    }
    return _parts(backed, actors=actors, ties=ties, on=on, at_least=at_least)


def _parts(
    roots: set[str],
    *,
    actors: Mapping[str, Actor],
    ties: Mapping[str, Iterable[Relation]],
    on: date | None,
    at_least: str,
) -> frozenset[str]:
    found, open_ends = set(roots), list(roots)
    while open_ends:
        whole = open_ends.pop()
        for relation in ties.get(whole, ()):
            part = _part(relation, whole, actors, on, at_least)
            if part is not None and part not in found:
                found.add(part)
                open_ends.append(part)
    return frozenset(found)


def _part(relation: Relation, whole: str, actors: Mapping[str, Actor], on: date | None, at_least: str) -> str | None:
    if relation.kind in _SAME_KINDS:
        if relation.confidence != "sure":
            return None
        return relation.object if relation.subject == whole else relation.subject
    if not holds_on(relation, on) or not _is_sure_enough(relation, at_least):
        return None
    if relation.kind == "led_by" and relation.subject == whole:
        leader = actors.get(relation.object)
        # a coalition led by a state is not that state
        return relation.object if leader is not None and leader.kind == "person" else None
    if relation.kind in _PART_KINDS and relation.object == whole:
        body = actors.get(whole)
        if relation.kind == "member_of" and body is not None and body.kind == "intergovernmental":
            return None
        return relation.subject
    return None


def _is_sure_enough(relation: Relation, at_least: str) -> bool:
    return CONFIDENCES.index(relation.confidence) >= CONFIDENCES.index(at_least)
