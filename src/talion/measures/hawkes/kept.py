"""Acts in exact time with decays that are held: what each act felt is summed once, and each setting is then quick.

With the decays and the exponent of severity given, every intensity is linear in rates and answers; only those sums over
the past matter, one an act and answer, and they do not change.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from talion.errors import MeasureError
from talion.measures.hawkes.fit import Floats


@dataclass(frozen=True, slots=True)
class KeptSums:
    """For each side, one after the other, what a unit of each answer adds to its intensity at each of its acts.

    `costs` (K, answers of a side) is the integral of that over what was watched, `numbers` the acts of each side.
    """

    felt: Floats
    numbers: Floats
    costs: Floats
    watched_days: float

    def log_likelihood(self, mu: ArrayLike, answers: ArrayLike) -> float:
        """The log-likelihood of rates `mu` (K) and `answers`, of the shape that `continuous.log_likelihood` takes."""
        return float(self._run(mu, answers, 0)[0])

    def slopes(self, mu: ArrayLike, answers: ArrayLike) -> tuple[float, Floats, Floats]:
        """The log-likelihood and its exact derivatives by mu and answers."""
        value, by_mu, by_answers, _ = self._run(mu, answers, 1)
        return float(value), by_mu, by_answers

    def information(self, mu: ArrayLike, answers: ArrayLike) -> tuple[float, Floats, Floats, Floats]:
        """The same, and for each side the negative Hessian by its rate and answers, in this order."""
        value, by_mu, by_answers, information = self._run(mu, answers, 2)
        return float(value), by_mu, by_answers, information

    def _run(self, mu: Any, answers: Any, want: int) -> Any:
        from talion.measures.hawkes.kept_pass import kept_pass  # the compiler takes a second to load

        mu = np.ascontiguousarray(mu, dtype=np.float64)
        answers = np.ascontiguousarray(answers, dtype=np.float64)
        if mu.shape != self.numbers.shape or answers.shape != self.costs.shape:
            raise MeasureError(
                f"the sums are kept for rates {self.numbers.shape} and answers {self.costs.shape}; got {mu.shape} and "
                f"{answers.shape}"
            )
        found = kept_pass(answers.shape[1], want)(self.felt, self.numbers, self.costs, self.watched_days, mu, answers)
        return found
