"""Small trained models beside the rules: what one sentence tells, each finding with its span and its score.

The networks are run one sentence at a time, on one thread, so that what is found in a sentence depends on nothing
but the sentence. Scores have two decimals; processors may differ in digits behind these.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from talion.coding.models.gate import may_tell_conflict
from talion.coding.models.reading import (
    Causal,
    CauseFound,
    ExpectationFound,
    PairFound,
    Reading,
    RoleFound,
    SpeechFound,
    TieFound,
    TriggerFound,
)
from talion.coding.models.runtime import ModelError

if TYPE_CHECKING:
    from talion.coding.models.decode import OpenSentence

__all__ = [
    "Causal",
    "CauseFound",
    "ExpectationFound",
    "ModelError",
    "PairFound",
    "Reading",
    "RoleFound",
    "SpeechFound",
    "TieFound",
    "TriggerFound",
    "may_tell_conflict",
    "open_sentence",
    "read_sentence",
]


def read_sentence(
    text: str, acts: Sequence[tuple[int, int]] = (), *, gate: bool = True, causes: bool = True
) -> Reading:
    """What the models find in a sentence: acts, roles, answers, speech, expectations, ties, causes.

    `acts` are the offsets of act words that somebody else found: they are read as acts whatever the models think of
    them (`given`, with the models' own score), beside those that the models find. With `gate`, a sentence without a
    word of conflict, and without given acts, is not read at all and comes back empty and `gated`. Without `causes`,
    whether a sentence tells a cause is said, and not which: that takes longest.
    """
    if gate and not acts and not may_tell_conflict(text):
        return Reading(text, gated=True)
    from talion.coding.models.decode import read  # numbers and networks are loaded when first needed
    from talion.coding.models.runtime import cutter, networks

    return read(text, cutter(), networks(), acts, causes=causes)


def open_sentence(text: str, *, gate: bool = True) -> "OpenSentence | None":
    """A sentence that can be asked part by part; None where it has no word of conflict, or no word at all."""
    if gate and not may_tell_conflict(text):
        return None
    from talion.coding.models.decode import opened_sentence
    from talion.coding.models.runtime import cutter, networks

    return opened_sentence(text, cutter(), networks())
