"""Parties without a name: police, officers, unions, villagers, each its own where nothing says whose they are.

Such a party is one of its report: whether "police" here are those of another report, the words do not say.
"""

from typing import TYPE_CHECKING

from talion.codebook.word_classes import word_class
from talion.coding.sides.cast import Cast
from talion.coding.sides.whose import BOUND

if TYPE_CHECKING:
    from spacy.tokens import Token

ROLES = word_class("roles")
# Whose they are goes without saying where the report is about one state; unions and villagers are nobody's.
OF_A_STATE = frozenset({
    "army", "authorities", "coastguard", "gendarmes", "government", "guards", "marines", "military", "navy", "officers",
    "parliament", "police", "policemen", "prosecutors", "sailors", "soldiers", "troops",
})  # fmt: skip
# "Rebel soldiers", "ousted government": beside the state, or against it.
_NOT_THE_STATES = frozenset({
    "rebel", "mutinous", "dissident", "former", "ousted", "retired", "exiled", "disgruntled", "opposition", "foreign",
    "private", "prison", "renegade", "indigenous", "tribal", "village", "volunteer", "company", "hired",
})  # fmt: skip
_CALENDAR = word_class("calendar")
_TIMES = frozenset({"day", "night", "week", "month", "year", "morning", "evening", "afternoon", "time"})


def role_of(number: int, token: "Token", cast: Cast) -> str | None:
    """The party that a role is: the state's where the report is about one, else a party by the name of the role."""
    kinds = [c for c in token.lefts if c.dep_ in {"compound", "nmod"} and c.pos_ == "NOUN" and c.lower_ not in _TIMES]
    word = next((c.lower_ for c in kinds if c.lower_ in ROLES), token.lower_)
    if word not in ROLES or cast.at(number, token.i) is not None:
        return None
    told_apart = {c.lower_ for c in token.lefts} & _NOT_THE_STATES or {c.lower_ for c in token.rights} & BOUND
    apart = [
        c for c in token.lefts if c.dep_ in {"amod", "compound", "nmod"} and c.text[:1].isupper() and c.i > c.sent.start
    ]
    if any(cast.at(number, c.i) is None and c.lower_ not in _CALENDAR for c in apart):
        return cast.add(f"{apart[-1].text} {word}", "unknown")  # "Sandinista soldiers"
    of_others = any(i.pos_ == "PROPN" for c in token.rights if c.lower_ == "from" for i in c.children)  # "from Orlan"
    state = cast.own or cast.state_of_the_story(number)
    if word in OF_A_STATE and state is not None and not told_apart and not of_others:
        return state
    if any(c.dep_ == "poss" and c.pos_ == "PRON" for c in token.lefts):
        return None  # "its troops": somebody's, whom the words before tell or leave open
    before = " ".join(c.lower_ for c in kinds) if word == token.lower_ else ""
    return cast.add(f"{before} {word}".strip().capitalize(), "unknown")
