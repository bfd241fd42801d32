"""A clock of restraint: conflict that starts by mistake, and ends when both sides see that it may have."""

import math
from dataclasses import dataclass

from talion.errors import ScenarioError


@dataclass(frozen=True, slots=True)
class Spiral:
    """How long a spiral lasts until one side tries peace again, and the share of time spent in conflict."""

    periods: int
    conflict_share: float


def spiral(*, prior: float, error: float, threshold: float) -> Spiral:
    r"""The length of a conflict that may rest on a misreading, between sides that are in truth peaceful.

    A side fears with `prior` that the other always attacks, reads a peaceful act as an attack with chance `error`, and
    holds back while its fear is at most `threshold`. After *t* periods of a possible spiral, an attack says little:

    .. math:: \mu_t = \frac{\mu_0}{\mu_0 + (1 - \mu_0)(1 - (1 - \pi)^t)}, \quad T = \min\{t : \mu_t \le \mu^*\}

    and the share of conflict is the mean over the cycle of :math:`1 - (1 - \pi)^t`, *t* from 0 to *T* - 1.

    References
    ----------
    acemoglu_wolitzky_2014 (the model; the numbers here are not checked against the paper)
    """
    for name, value in (("prior", prior), ("error", error), ("threshold", threshold)):
        if not 0 < value < 1:
            raise ScenarioError(f"{name} lies between 0 and 1, both excluded; not {value}")
    if threshold <= prior:
        raise ScenarioError(
            f"fear begins at {prior}, above the threshold of {threshold}: such a side never tries peace, no spiral ends"
        )
    needed = prior * (1 - threshold) / (threshold * (1 - prior))
    periods = max(1, math.ceil(math.log1p(-needed) / math.log1p(-error) - 1e-12))
    share = sum(1 - (1 - error) ** t for t in range(periods)) / periods
    return Spiral(periods, share)
