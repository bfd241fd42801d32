"""Small trained models beside the rules: what one sentence tells, each finding with its span and its score.

The networks are run one sentence at a time, on one thread, so that what is found in a sentence depends on nothing
but the sentence. Scores have two decimals; processors may differ in digits behind these.
"""

from collections.abc import Callable, Sequence

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
    "read_acts",
    "read_sentence",
]


def read_sentence(text: str, acts: Sequence[tuple[int, int]] = (), *, gate: bool = True) -> Reading:
    """What the models find in a sentence: acts, roles, answers, speech, expectations, ties, causes.

    `acts` are the offsets of act words that somebody else found: they are read as acts whatever the models think of
    them (`given`, with the models' own score), beside those that the models find. With `gate`, a sentence without a
    word of conflict, and without given acts, is not read at all and comes back empty and `gated`.
    """
    if gate and not acts and not may_tell_conflict(text):
        return Reading(text, gated=True)
    from talion.coding.models.decode import read  # numbers and networks are loaded when first needed
    from talion.coding.models.runtime import cutter, networks

    return read(text, cutter(), networks(), acts)


def read_acts(text: str, wanted: Callable[[int, int, float], bool]) -> Reading:
    """The acts that the models find in a sentence, with their roles, of those that are wanted.

    `wanted` is asked with the offsets and the score of each; a sentence without a word of conflict comes back `gated`.
    """
    if not may_tell_conflict(text):
        return Reading(text, gated=True)
    from talion.coding.models.decode import read_acts as read
    from talion.coding.models.runtime import cutter, networks

    return read(text, cutter(), networks(), wanted=wanted)
