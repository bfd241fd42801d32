"""Which answers a process needs: a path of penalties proposes sets of them, and the Bayesian criterion chooses."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from talion.errors import MeasureError
from talion.measures.hawkes.fit import Floats

_PENALTIES = (300.0, 100.0, 50.0, 25.0, 12.0, 6.0, 3.0, 1.0, 0.0)


@dataclass(frozen=True, slots=True)
class Choice:
    """One set of answers: which may be there (K, K), its log-likelihood without penalty, and BIC against the best."""

    allowed: NDArray[np.bool_]
    log_likelihood: float
    bic_above_best: float
    answers: Floats


def choose_answers(
    fit_with: Callable[..., Any], *, n: int, penalties: Sequence[float] = _PENALTIES
) -> tuple[Choice, ...]:
    r"""The sets of answers that penalties leave over, the best by BIC first, each fitted again without a penalty.

    `fit_with` is a fit that takes `penalty`, `allowed` and `refuse` and whose answers cannot fall below 0, such as
    `functools.partial(fit_days, data)`; a penalty of p nats a unit of answer then sets the weak ones to 0 exactly. `n`
    is how many observations BIC counts (days, or acts). The criterion takes each number for free of the edge, which
    makes it a little strict. An interval after such a choice is too narrow: give the whole model's.

    References
    ----------
    schwarz_1978
    """
    if n < 2 or not len(penalties):
        raise MeasureError(f"a choice needs observations and penalties; got {n} and {len(penalties)}")
    found: dict[bytes, tuple[NDArray[np.bool_], float, float, Floats]] = {}
    for penalty in sorted(penalties, reverse=True):
        answers = np.asarray(fit_with(penalty=penalty, refuse=False).answers)
        if answers.min() < 0:
            raise MeasureError("a penalty leaves no answer out where answers may be below 0; compare models by ratio")
        allowed = answers > 1e-6
        if allowed.tobytes() in found:
            continue
        again = fit_with(allowed=allowed, refuse=False)
        bic = math.log(n) * int(allowed.sum()) - 2 * again.log_likelihood
        found[allowed.tobytes()] = (allowed, float(again.log_likelihood), bic, np.asarray(again.answers))
    best = min(bic for _, _, bic, _ in found.values())
    return tuple(
        Choice(allowed, value, bic - best, answers)
        for allowed, value, bic, answers in sorted(found.values(), key=lambda one: one[2])
    )
