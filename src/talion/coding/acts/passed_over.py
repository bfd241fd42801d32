"""A list, kept only while somebody asks for it, of what the rules looked at and passed over."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from typing import TYPE_CHECKING

from talion.coding.parsing.language import Paragraph
from talion.coding.sides.pointing import ASKED
from talion.records import Considered, Mark

if TYPE_CHECKING:
    from spacy.tokens import Token

    from talion.coding.acts.told import Told
    from talion.coding.sides.phrases import Party

_Said = tuple["Token", str, str, float | None, "tuple[Told, Told] | None"]
_heard: ContextVar["list[_Said] | None"] = ContextVar("passed_over", default=None)


def pass_over(
    token: "Token",
    why: str,
    *,
    what: str = "act",
    score: float | None = None,
    pair: "tuple[Told, Told] | None" = None,
) -> None:
    """Say that this word was looked at and passed over, and why. Costs nothing unless somebody listens.

    `pair` are the act that answers and the one that it answers, where an answer was understood and is no link.
    """
    heard = _heard.get()
    if heard is not None:
        heard.append((token, what, why, score, pair))


def is_heard() -> bool:
    """Whether anybody listens: for what takes some looking to say."""
    return _heard.get() is not None


class Listened:
    """What was passed over while it was listened to."""

    def __init__(self) -> None:
        self.heard: list[_Said] = []

    def considered(
        self,
        paragraphs: Sequence[Paragraph],
        told: Sequence["Token"],
        acts: Sequence["Told"] = (),
        unrecorded: Sequence[tuple["Told", str]] = (),
    ) -> tuple[Considered, ...]:
        """Each word once for each thing that it could have told, with the first reason that was given.

        Words that some record is told by are not among the acts. `acts` are those that were understood, records or not;
        `unrecorded` what the words only speak of, each with why it is no record.
        """
        of = {id(paragraph.doc): paragraph for paragraph in paragraphs}
        kept = {(id(token.doc), token.i) for token in told}
        understood = {(id(one.token.doc), one.token.i): one for one in acts}
        found: dict[tuple[int, int, str], Considered] = {}
        pairs: list[Considered] = []
        for token, what, why, score, pair in self.heard:
            key = (id(token.doc), token.i)
            paragraph = of.get(key[0])
            if paragraph is not None and pair is not None:
                marks = tuple(
                    Mark(role, paragraphs[one.paragraph].passage(one.first, one.last))
                    for role, one in zip(("response", "trigger"), pair, strict=True)
                )
                pairs.append(Considered(paragraph.passage(token.i, token.i), what, why, score, marks=marks))
            elif paragraph is not None and (what != "act" or key not in kept):
                one = Considered(paragraph.passage(token.i, token.i), what, why, score)
                act = understood.get(key) if what == "act" else None
                found.setdefault((*key, what), _understood(one, act, paragraph) if act is not None else one)
        for act, why in unrecorded:
            key = (id(act.token.doc), act.token.i)
            paragraph = of.get(key[0])
            before = found.get((*key, "act"))
            if paragraph is not None and key not in kept and (before is None or before.action is None):
                words = paragraph.passage(act.token.i, act.token.i)
                found[(*key, "act")] = _understood(Considered(words, "act", why), act, paragraph)
        return tuple(sorted((*found.values(), *pairs), key=lambda one: (one.passage.start, one.passage.end)))


def _understood(one: Considered, act: "Told", paragraph: Paragraph) -> Considered:
    sides = (("thing" if act.recipient.thing else "recipient", act.recipient), ("actor", act.actor))
    marks = [Mark(what, paragraph.passage(side.first, side.last)) for what, side in sides if _is_said(side)]
    named = ((what, act.words_for(what)) for what in ("recipient", "actor"))
    marks += [Mark(what, paragraph.passage(*words)) for what, words in named if words is not None]
    return replace(one, score=act.score, action=act.sense.action, status=act.standing.status, marks=tuple(marks))


def _is_said(side: "Party") -> bool:
    return side.first >= 0 and ASKED not in side.why  # "could not say who laid them": nobody is said


@contextmanager
def listening() -> Iterator[Listened]:
    """Within it, what is passed over is kept."""
    listened = Listened()
    before = _heard.set(listened.heard)
    try:
        yield listened
    finally:
        _heard.reset(before)
