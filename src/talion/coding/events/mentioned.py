"""One mention of an act with what its sentence says of day, place and toll, and who says it."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from talion.coding.acts.told import Told
from talion.coding.days.dates import DaySaid
from talion.coding.sides.cast import Cast
from talion.coding.speech.voices import Speech
from talion.coding.tolls.counts import CountSaid
from talion.records import (
    Passage,
    Place,
    TollPart,
)

if TYPE_CHECKING:
    from spacy.tokens import Token


DEED = {"done", "attempted", "foiled"}


@dataclass(slots=True)
class Mentioned:
    """One mention of an act with what its sentence says of day, place and toll, and who says it."""

    told: Told
    days: DaySaid | None = None
    days_at: Passage | None = None
    places: list[tuple[Place, Passage]] = field(default_factory=list)
    tolls: list[tuple[TollPart, Passage, Speech | None, CountSaid]] = field(default_factory=list)
    speech: Speech | None = None


def in_clause_of(token: "Token", verb: "Token") -> bool:
    """Whether a word hangs on this verb without another clause between."""
    at = token
    for _ in range(10):
        if at.i == verb.i:
            return True
        if at.dep_ in {"ccomp", "advcl", "relcl", "acl", "parataxis", "pcomp"} or at.head.i == at.i:
            return False
        at = at.head
    return False


def counts_only(token: "Token") -> bool:
    """Whether "earlier" or "later" only counts from something told: "two days earlier"."""
    return token.lower_ in {"earlier", "later"} and token.i > 0 and token.nbor(-1).lower_ in _COUNTED


_COUNTED = {"minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "month", "months", "year", "years"}


def is_run(told: Told) -> bool:
    """Whether the words tell a run of acts over some time and no single one."""
    return told.so_far or (told.is_noun and told.plural and not told.definite and told.acts.high is None)


def name_of(actor: str, cast: Cast) -> str:
    """The name of an actor, known or newly introduced."""
    known = cast.registry.actors.get(actor) or cast.new.get(actor)
    return known.name if known else actor
