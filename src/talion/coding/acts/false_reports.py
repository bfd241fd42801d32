"""Reports that a sentence calls false: what they say happened to people did not."""

from typing import TYPE_CHECKING

from talion.coding.acts.told import Told
from talion.coding.sides.phrases import Party

if TYPE_CHECKING:
    from spacy.tokens import Token

_REPORTS = {"report", "rumour", "rumor", "claim", "allegation", "story", "account", "suggestion", "figure"}
_FALSE = {"false", "untrue", "wrong", "lie", "baseless", "unfounded", "fabrication", "fake", "invention", "groundless"}


def is_called_false(token: "Token") -> bool:
    """Whether the sentence calls a report of it false: "rumours that two students died are untrue"."""
    for noun in (token, *token.ancestors):
        if noun.lemma_.lower() in _REPORTS and noun.dep_ in {"nsubj", "nsubjpass"}:
            return any(t.lemma_.lower() in _FALSE for c in noun.head.children if c.i > noun.i for t in (c, *c.children))
    return False


def clear_false_victims(told: Told) -> None:
    """Takes away whom an act is but falsely said to have hit: "reports that the bombs had killed him proved false"."""
    first = told.recipient.first
    if first < 0 or told.recipient.thing:
        return
    for verb in told.folded:
        below = any(t.i == verb.i for t in told.token.doc[first].ancestors)
        if below and is_called_false(verb):
            told.recipient = Party()
            return
