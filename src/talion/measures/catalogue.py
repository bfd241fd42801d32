"""What can be measured, a card each: the question, the formula, how it misleads, where it comes from."""

from collections.abc import Callable
from dataclasses import dataclass

from talion.measures.answered import answered_share, lag_summary
from talion.records import Estimate


@dataclass(frozen=True, slots=True)
class Card:
    """One measure as a page and a brief show it: `misleads` are the ways in which it is misread, one sentence each."""

    name: str
    question: str
    formula: str
    misleads: tuple[str, ...]
    reference: str
    measure: Callable[..., Estimate]


MEASURES = (
    Card(
        name="answered_share",
        question="How often does the other side act within so many days of an attack?",
        formula="share of attacks i with an act j of the other side at 0 < s_j - t_i <= w days",
        misleads=(
            "It shows order and not motive: an act that would have come anyway counts as an answer.",
            "Where both sides ride one wave of fighting it is high without any answer; look at the days before.",
            "It depends on the window: read it together with the days, and with what chance gives.",
            "Where the other side acts daily, every attack is answered within a week.",
        ),
        reference="goldstein_freeman_1990 (the question; the formula is ours)",
        measure=answered_share,
    ),
    Card(
        name="lag_summary",
        question="How many days pass until the other side acts?",
        formula="median over answered attacks of the smallest s_j - t_i with 0 < s_j - t_i <= w",
        misleads=(
            "Attacks without an answer in time are not in it: fast answers may be rare answers.",
            "It cannot be longer than the window, and grows with it.",
            "Acts of the same day have no lag here, since their order is not known.",
        ),
        reference="goldstein_freeman_1990 (the question; the formula is ours)",
        measure=lag_summary,
    ),
)
