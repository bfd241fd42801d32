"""One mention of an act with what its sentence says of day, place and toll, and who says it."""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from talion.coding.acts.told import Told
from talion.coding.days.said import DaySaid
from talion.coding.sides.cast import Cast
from talion.coding.speech.voices import Speech
from talion.coding.tolls.said import CountSaid
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


# "3. 12 January, Kolofata.", "MEKELE - More than 40 people", "ARAUCA - A year of war"
_ITEM = re.compile(r"\s*(?:\d{1,2}[.)] |[A-ZÀ-Þ][A-ZÀ-Þ .,'’/]{3,40}(?:, [A-Z][\w ]{2,20})? (?:-|–|—) )")


def is_only_a_loss(told: Told) -> bool:
    """Whether the word tells what an act cost and no act: "Armenia had lost 105"."""
    if told.sense.action != "ASSAULT" or told.token.lemma_.lower() not in {"lose", "loss"}:
        return False
    of = next((c for c in told.token.children if c.dep_ == "prep" and c.lower_ == "of"), None)
    what = next((c for c in of.children if c.dep_ == "pobj"), None) if of is not None else None
    if told.token.lemma_.lower() == "loss" and what is not None:  # "the loss of Dessie", "of a garrison"
        held = what.lemma_.lower() in {
            "town",
            "city",
            "hill",
            "base",
            "garrison",
            "camp",
            "village",
            "post",
            "province",
        }
        return not (what.ent_type_ in {"GPE", "LOC", "FAC"} or (held and not any(c.like_num for c in what.lefts)))
    return True


def opens_an_item(text: str) -> bool:
    """Whether a paragraph is an item of a list, numbered or with a dateline, which tells its own act."""
    return bool(_ITEM.match(text))


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


def is_days_later(told: Told) -> bool:
    """Whether its sentence moves the story on by days: "two days later", "a week after the raid"."""
    return any(t.lower_ in {"later", "after"} and t.i > 0 and t.nbor(-1).lower_ in _DAYS for t in told.sentence)


_DAYS = {"day", "days", "week", "weeks", "month", "months", "year", "years"}


def is_of_another_time(token: "Token") -> bool:
    """Whether a clause or phrase puts it before or after what the sentence tells, or has it answered there.

    "Two days after aircraft killed …", "fired on the base in response to the killing of the general".
    """
    at = token
    for _ in range(8):
        if any(c.dep_ == "mark" and c.lower_ in _OTHER_TIMES for c in at.children):
            return True
        if at.dep_ in {"pobj", "pcomp"} and (at.head.lower_ in _OTHER_TIMES or _answers(at.head)):
            return True
        if at.dep_ == "dobj" and at.head.lemma_.lower() == "avenge":
            return True
        if at.head.i == at.i:
            return False
        at = at.head
    return False


_OTHER_TIMES = {"after", "before", "since"}
_ANSWERS = {
    "response",
    "retaliation",
    "reprisal",
    "revenge",
    "retribution",
    "vengeance",
    "answer",
    "retaliate",
    "respond",
}


def _answers(preposition: "Token") -> bool:
    """Whether this preposition gives what is answered: the "to" of "in response to", the "for" of "in revenge for"."""
    head = preposition.head
    named = head.lemma_.lower() in _ANSWERS or any(  # "took revenge for fighting"
        c.dep_ == "dobj" and c.lemma_.lower() in _ANSWERS for c in head.children
    )
    return preposition.lower_ in {"to", "for"} and named


def is_run(told: Told) -> bool:
    """Whether the words tell a run of acts over some time and no single one."""
    return told.so_far or (told.is_noun and told.plural and not told.definite and told.acts.high is None)


def name_of(actor: str, cast: Cast) -> str:
    """The name of an actor, known or newly introduced."""
    known = cast.registry.actors.get(actor) or cast.new.get(actor)
    return known.name if known else actor
