"""Those who stand against somebody: "its opponents", "its neighbour", "the other side"; never that somebody."""

from typing import TYPE_CHECKING, Protocol

from talion.coding.sides import pointing
from talion.coding.sides.newcomers import Mention
from talion.coding.sides.phrases import Party, phrase_of
from talion.coding.sides.pointing import both_sides

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

NOT_THEMSELVES = "not those whose they are"
# Whose they are is not who they are: "the government's critics", "Tripoli's allies", "his captors".
_NOT_THEMSELVES = frozenset({
    "opponent", "enemy", "critic", "rival", "foe", "adversary", "neighbour", "neighbor", "predecessor", "victim",
    "captor", "besieger", "attacker", "persecutor", "detractor", "counterpart", "hostage", "ally", "accuser",
    "assailant", "successor", "creditor",
})  # fmt: skip
# Of those, the ones that are the other of two where a report tells of two.
_OTHER_OF_TWO = frozenset({"enemy", "rival", "foe", "adversary", "neighbour", "neighbor"})
_SIDES = frozenset({
    "side", "army", "government", "camp", "party", "country", "state", "force", "military", "capital", "navy",
})  # fmt: skip


class Cast(pointing.Cast, Protocol):
    """What these rules need of the cast of a report."""

    def party(self, number: int, token: "Token", *, depth: int = 0) -> Party:
        """Who the noun phrase with this head stands for."""


def opposed_to(cast: Cast, number: int, token: "Token", named: list[Mention], depth: int) -> Party | None:
    """Who is meant by a word for those who stand against, or beside, somebody named; None where this is no such word.

    They are the other of two parties where the report tells of two, and else nobody that is known.
    """
    lemma = token.lemma_.lower()
    first, last = phrase_of(token)
    if lemma in _SIDES or token.lower_ == "other":
        return _other(cast, number, token, depth) if _says_other(token) else None
    if lemma not in _NOT_THEMSELVES:
        return None
    owner = next((c for c in token.lefts if c.dep_ == "poss"), None)
    of = next((i for c in token.rights if c.lower_ == "of" and c.i == token.i + 1 for i in c.children), None)
    whose = owner or of
    if whose is None:
        return None
    inside = {t.i for t in whose.subtree}
    if any(m.last not in inside or m.how == "set" for m in named):
        return None  # "its Kesmaran counterpart", "its neighbour Doruvia"
    if any(c.dep_ == "appos" for c in token.rights):
        return None
    own = cast.party(number, whose, depth=depth + 1).actors
    found: tuple[str, ...] = ()
    if lemma in _OTHER_OF_TWO and own and token.tag_ == "NN":
        found = _rest(cast, both_sides(cast, number), own)
    return Party(found, first, last, unnamed=not found, why="the other of two" if found else NOT_THEMSELVES)


def _says_other(token: "Token") -> bool:
    """Whether these are "the other side", "the other": and not "other sides", "each other"."""
    if token.lower_ == "other":
        return token.head.i != token.i + 1 and token.i > 0 and token.nbor(-1).lower_ == "the" and not _each(token)
    words = {c.lower_ for c in token.lefts}
    return token.tag_ == "NN" and {"the", "other"} <= words


def _each(token: "Token") -> bool:
    """ "Each accuses the other": both of them."""
    return any(t.lower_ in {"each", "neither", "both"} for t in token.sent if t.i < token.i)


def _other(cast: Cast, number: int, token: "Token", depth: int) -> Party:
    """The one of two sides whom the clause or the sentence before does not speak of."""
    first, last = phrase_of(token)
    two = both_sides(cast, number)
    if len(two) == 2 and depth < 3:
        for mention in reversed(cast.mentions[number]):  # the last named of the two in its own sentence
            if token.sent.start <= mention.first and mention.last < token.i:
                rest = _rest(cast, two, (mention.actor,))
                if rest:
                    return Party(rest, first, last, why="the other of two")
        for subject in _subjects_before(token):
            one = cast.party(number, subject, depth=depth + 2).actors
            rest = _rest(cast, two, one)
            if one and rest:
                return Party(rest, first, last, why="the other of two")
    return Party((), first, last, unnamed=True, why="another side, which stays open")


def _subjects_before(token: "Token") -> "Iterator[Token]":
    """The subjects before a word, the nearest first, in its sentence and in the one before."""
    start = token.sent.start
    before = token.doc[start - 1].sent.start if start else start
    for i in range(token.i - 1, before - 1, -1):
        if token.doc[i].dep_ in {"nsubj", "nsubjpass"} and token.doc[i].pos_ in {"NOUN", "PROPN", "PRON"}:
            yield token.doc[i]


def _rest(cast: Cast, two: tuple[str, ...], one: tuple[str, ...]) -> tuple[str, ...]:
    """The one of two parties that is not this one, nor its whole or part; () where that does not leave one."""
    rest = tuple(
        side
        for side in two
        if not any(a == side or a in cast.registry.members(side) or side in cast.registry.members(a) for a in one)
    )
    return rest if len(two) == 2 and len(rest) == 1 else ()
