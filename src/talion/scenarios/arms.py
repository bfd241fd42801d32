"""Two linear models of mutual alarm: Richardson's arms race, and acts that excite acts."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from talion.errors import ScenarioError

# Defence budgets of France and Russia against Germany and Austria-Hungary, in millions of pounds.
RICHARDSON_1909_1913 = (199.2, 204.8, 214.9, 238.7, 289.0)


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line: what grows a year for each unit of the total, and the total at which nothing grows."""

    slope: float
    still_at: float


def richardson_line(totals: Sequence[float]) -> Line:
    """The yearly growth of a total against its mean over the two years, as a least-squares line.

    References
    ----------
    richardson_1960 (the totals are given from memory of the book and not checked against it)
    """
    values = np.array(totals, dtype=float)
    if len(values) < 4:
        raise ScenarioError(
            f"a line through {max(0, len(values) - 1)} yearly changes says nothing; give four totals or more"
        )
    growth, middle = np.diff(values), (values[1:] + values[:-1]) / 2
    slope = float(np.cov(middle, growth, bias=True)[0, 1] / np.var(middle))
    return Line(slope, float(middle.mean() - growth.mean() / slope))


def arms_race_is_stable(*, fear: tuple[float, float], fatigue: tuple[float, float]) -> bool:
    r"""Whether :math:`\dot x = k y - a x + g`, :math:`\dot y = l x - b y + h` comes to rest: where :math:`ab > kl`.

    `fear` is (k, l), `fatigue` (a, b).
    """
    return fatigue[0] * fatigue[1] > fear[0] * fear[1]


def mean_rates(own: ArrayLike, excites: ArrayLike) -> NDArray[np.float64]:
    r"""Mean rates of acts that excite each other: :math:`(I - A)^{-1} \mu`.

    `excites[i][j]` is the number of acts of *i* that one act of *j* calls forth. Raises ScenarioError where the process
    is unstable, that is where the spectral radius of A is 1 or more: its rates grow without end and have no mean.
    """
    table, base = np.array(excites, dtype=float), np.array(own, dtype=float)
    radius = spectral_radius(table)
    if radius >= 1:
        raise ScenarioError(
            f"unstable: each act calls forth {radius:.3g} further acts on average, so that rates grow without end; "
            "the chances to answer must come down until it is below 1"
        )
    solved: NDArray[np.float64] = np.linalg.solve(np.eye(len(table)) - table, base)
    return solved


def spectral_radius(table: ArrayLike) -> float:
    """The largest absolute eigenvalue: below 1, what the table excites dies out."""
    return float(np.abs(np.linalg.eigvals(np.array(table, dtype=float))).max())
