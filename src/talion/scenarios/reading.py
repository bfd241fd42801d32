"""What a play-out hangs on, read out of itself: its paths play with different draws of what is not known surely."""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from talion.scenarios.conflict import Number, Scenario
from talion.scenarios.drawn import DRAWS, variants_of
from talion.scenarios.play import Compared, Runs

FEWEST_PATHS = 2 * DRAWS


@dataclass(frozen=True, slots=True)
class GoesWith:
    """A number that the result goes with: its share of the spread between draws, and whether more of it gives more."""

    number: str
    share: float
    gives_more: bool


@dataclass(frozen=True, slots=True)
class Hangs:
    """What a count hangs on: how much of its spread over paths is luck, and which numbers the rest goes with.

    `leaves_alone` are numbers with which it does not visibly go. `luck` None: too few paths, or nothing is unsure.
    `same_sign` is, of a comparison, the share of draws in which the difference has the sign of its mean.
    """

    what: str
    luck: float | None
    goes_with: tuple[GoesWith, ...] = ()
    leaves_alone: tuple[str, ...] = ()
    same_sign: float | None = None


def what_it_hangs_on(played: Runs | Compared, what: str = "acts") -> Hangs:
    r"""Which of the unsure numbers a count goes with over the draws, and how much of its spread is luck.

    The mean count of each draw is set against the numbers of that draw, both as ranks; the share of a number is the
    square of its regression coefficient, less what chance alone would give. A number counts as left alone where its
    coefficient could come by chance once in a hundred times or more. Ranks see what rises or falls throughout; a number
    that first raises and then lowers a count can stay hidden.

    .. math:: L = \frac{\overline{\mathrm{Var}(n | draw)}}{\mathrm{Var}(n)}
    """
    base = played if isinstance(played, Runs) else played.base
    counted = base.counted(what).sum(axis=1).astype(np.float64)
    scenarios = [base.scenario]
    if isinstance(played, Compared):
        counted = played.other.counted(what).sum(axis=1) - counted
        scenarios.append(played.other.scenario)
    numbers = {one.of: scenario for scenario in reversed(scenarios) for one in scenario.unsure}
    if not numbers or len(counted) < FEWEST_PATHS:
        return Hangs(what, None, leaves_alone=tuple(number.says for number in numbers))
    drawn = np.arange(len(counted)) % DRAWS
    paths = np.bincount(drawn, minlength=DRAWS)
    means = np.bincount(drawn, counted, minlength=DRAWS) / paths
    squares = np.bincount(drawn, counted**2, minlength=DRAWS) / paths
    whole = float(counted.var())
    within = float(((squares - means**2) * paths / np.maximum(paths - 1, 1)).mean())
    luck = min(1.0, within / whole) if whole > 0 else None
    same = None
    if isinstance(played, Compared):
        same = float((np.sign(means) == np.sign(counted.mean())).mean()) if counted.mean() else None
    if whole == 0:
        return Hangs(what, None, leaves_alone=tuple(number.says for number in numbers), same_sign=same)
    columns = np.array([_ranks(_values(number, scenario)) for number, scenario in numbers.items()]).T
    target = _ranks(means)
    slopes, *_ = np.linalg.lstsq(columns, target, rcond=None)
    left = target - columns @ slopes
    free = max(1, DRAWS - len(numbers) - 1)
    error = np.sqrt(float(left @ left) / free * np.diag(np.linalg.pinv(columns.T @ columns)))
    bar = NormalDist().inv_cdf(1 - 0.005)
    goes, alone = [], []
    for number, slope, sd in zip(numbers, slopes, error, strict=True):
        if abs(slope) > bar * sd:
            goes.append(GoesWith(number.says, max(0.0, float(slope**2 - sd**2)), bool(slope > 0)))
        else:
            alone.append(number.says)
    goes.sort(key=lambda one: -one.share)
    return Hangs(what, luck, tuple(goes), tuple(alone), same)


def _values(number: Number, scenario: Scenario) -> NDArray[np.float64]:
    return np.array([number.value_in(variant) for variant in variants_of(scenario)])


def _ranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Ranks of mean 0 and spread 1; equal values share theirs."""
    _, places, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    ranks = (ends - (counts - 1) / 2)[places]
    centred: NDArray[np.float64] = ranks - ranks.mean()
    spread = centred.std()
    return centred / spread if spread > 0 else centred
