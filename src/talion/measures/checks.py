"""One test of a finding, and what all tests ask of a series."""

from dataclasses import dataclass

import numpy as np

from talion.errors import MeasureError
from talion.measures.regressions import Numbers
from talion.measures.series import Series
from talion.records import Estimate

# With fewer acts than this on one side no order in time can be told from luck.
FEWEST_ACTS = 10


@dataclass(frozen=True, slots=True)
class Check:
    """One test of a finding: its number, how often chance does as much (`p`), and whether the finding survives it.

    `survives` None means that the test could not be made.
    """

    name: str
    estimate: Estimate
    p: float | None
    survives: bool | None
    says: str


def bins_in(days: float, counts: Series) -> int:
    """How many bins of a series a window is, one at least. Raises MeasureError for a window of no days."""
    if not days > 0:
        raise MeasureError(f"a window of {days} days holds nothing; give 1 or more")
    return max(round(days / counts.days_in_bin), 1)


def acts_in(row: Numbers) -> int:
    """In how many bins anything happened."""
    return int((row > 0).sum())


def needs_whole(counts: Series, what: str) -> None:
    """Raise MeasureError where a test asks for a record without gaps and there are some."""
    if (counts.watched <= 0).any():
        raise MeasureError(f"{what} needs a record without gaps; take one of the spans that were watched through")


def bounded_exp(x: float) -> float:
    """The exponential, kept from running over."""
    return float(np.exp(min(x, 50.0)))


def not_made(name: str, question: str, unit: str, why: str, counts: Series, days: float | None) -> Check:
    """A test that could not be made, and why."""
    found = Estimate(
        question, None, None, None, unit, 0, name.replace(" ", "_"), 0.9, None, days, (f"Cannot tell: {why}",),
        counts.selection,
    )  # fmt: skip
    return Check(name, found, None, None, why)
