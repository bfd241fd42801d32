"""The charge that a denial answers: what somebody else has said right before of who did an act."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from talion.coding.acts.told import Told
from talion.coding.events.mentioned import name_of
from talion.coding.events.which_act import CLAIMABLE, Attributed
from talion.coding.sides.cast import Cast
from talion.records import Blame

if TYPE_CHECKING:
    from spacy.tokens import Token

_NEAR = 3  # sentences
_NO_NAME = {"the", "a", "an", "of", "and", "for", "its", "their", "his", "her"}


def charge_before(
    number: int,
    token: "Token",
    cast: Cast,
    known: Sequence[Attributed],
    *,
    of: str | None,
    by: str,
    anybody: bool = False,
) -> int | None:
    """The act of the last charge made before this word by another against who speaks now.

    `of` is the party that speaks and `by` its words. With `anybody` a charge will do that names others or nobody, and a
    claim: who "calls that a lie" or "rejects this version" need not be the accused.
    """
    here = cast.paragraphs[number].passage(token.i, token.i).start
    since = _since(number, token, cast)
    before = [
        one
        for one in known
        if one.blame is not None
        and one.blame.passage is not None
        and one.blame.stance in {"blames", "claims"}
        and since <= one.blame.passage.start <= here
        and not (of is not None and one.blame.by_actor == of)
        and one.blame.by != by
    ]
    before.sort(key=lambda one: one.blame.passage.start if one.blame is not None and one.blame.passage else 0)
    against = [one for one in before if one.blame is not None and _is_against(one.blame, of, by, cast)]
    chosen = against or (before if anybody else [])
    return chosen[-1].act if chosen else None


def _is_against(blame: Blame, of: str | None, by: str, cast: Cast) -> bool:
    """Whether a charge is against who speaks: by name, or, of somebody without one, by the same noun."""
    if blame.stance != "blames":
        return False
    if blame.actor is None and blame.passage is not None:
        noun = by.rsplit(maxsplit=1)[-1].lower() if by else ""
        return len(noun) > 3 and noun in blame.passage.quote.lower().split()
    return is_named_by(blame.actor, of, by, cast)


def is_named_by(accused: str | None, of: str | None, by: str, cast: Cast) -> bool:
    """Whether somebody accused is who speaks: the same party, a part of it, or one of the name that the words have."""
    if accused is None:
        return False
    if of is not None:
        return accused == of or accused in cast.registry.members(of) or of in cast.registry.members(accused)
    said = {w.removesuffix("'s").removesuffix("’s").lower() for w in by.split() if w[:1].isupper()} - _NO_NAME
    return bool(said & {w.lower() for w in name_of(accused, cast).split()})


def deed_of_theirs(number: int, token: "Token", cast: Cast, acts: Sequence[Told], of: str | None) -> int | None:
    """The last deed of force told in this sentence or the one before as done by who speaks now."""
    if of is None:
        return None
    start = token.doc[token.sent.start - 1].sent.start if token.sent.start else 0
    found = [
        n
        for n, one in enumerate(acts)
        if one.paragraph == number
        and start <= one.token.i < token.i
        and one.sense.action in CLAIMABLE
        and one.standing.status in {"done", "attempted", "foiled"}
        and any(is_named_by(actor, of, "", cast) for actor in one.actor.actors)
    ]
    return found[-1] if found else None


def _since(number: int, token: "Token", cast: Cast) -> int:
    """Where in the report the words begin of which a denial may speak: three sentences back, or a paragraph."""
    start = token.sent.start
    for back in range(_NEAR):
        if start == 0:
            if number and back < _NEAR - 1:
                return cast.paragraphs[number - 1].passage(0, 0).start
            break
        start = token.doc[start - 1].sent.start
    return cast.paragraphs[number].passage(start, start).start
