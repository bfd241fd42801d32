"""Whether attacks come faster and faster: the progress curve of the days between them."""

from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from math import exp, log, sqrt

import numpy as np
import polars as pl
from scipy import stats

from talion.errors import MeasureError
from talion.records import DateSpan, Estimate, Selection

FEWEST_DAYS = 8
EVERYTHING = Selection()


def progress_curve(
    days: Iterable[date],
    *,
    who: str = "attacks",
    observed: Iterable[DateSpan] = (),
    selection: Selection = EVERYTHING,
    level: float = 0.9,
) -> tuple[Estimate, Estimate]:
    r"""How the wait between days of attacks changes from one to the next: the exponent and the first wait in days.

    .. math:: \tau_n = \tau_1 \, n^{-b}

    by least squares of :math:`\log \tau_n` on :math:`\log n`, with :math:`\tau_n` the days between the n-th day with an
    attack and the next (several attacks of one day count once, so that no wait is 0). *b* above 0 means that attacks
    come ever faster, below 0 ever slower; a steady process gives 0 on average. A wait that runs through days that
    nobody watched (`observed`) is left out and its number kept.

    The curve is laid from the first attack of the record: where the watch began in the middle of a war, *n* is wrong
    and *b* too small. Heteroscedasticity-robust errors; dependence of one wait on the next is not in them.

    References
    ----------
    johnson_etal_2011 (the formula)
    """
    distinct = sorted(set(days))
    spans = tuple(observed)
    waits, places = [], []
    for n, (before, after) in enumerate(pairwise(distinct), start=1):
        if not spans or any(before in span and after in span for span in spans):
            waits.append((after - before).days)
            places.append(n)
    count = len(waits)
    asks = (
        f"How much faster do {who} come from one to the next (exponent of the progress curve)?",
        f"How many days passed between the first two days of {who}, by the curve?",
    )
    caveats = ["It begins with the first attack of the record, which may not be the first of the war"]
    if len(distinct) - 1 > count:
        caveats.append(f"{len(distinct) - 1 - count} waits run through days that nobody watched and are left out")

    def estimate(n: int, value: float | None, low: float | None, high: float | None, *more: str) -> Estimate:
        return Estimate(
            asks[n], value, low, high, ("exponent", "days")[n], count, "progress_curve", level, (0.0, None)[n], None,
            (*more, *caveats), selection,
        )  # fmt: skip

    if count < FEWEST_DAYS:
        why = f"Cannot tell: {count} waits between days of {who}, and it takes {FEWEST_DAYS}"
        return estimate(0, None, None, None, why), estimate(1, None, None, None, why)
    x, y = np.log(np.array(places, dtype=float)), np.log(np.array(waits, dtype=float))
    columns = np.column_stack([np.ones(count), x])
    inverse = np.linalg.inv(columns.T @ columns)
    at = inverse @ (columns.T @ y)
    left = y - columns @ at
    # HC3: each residual as if its own row had not been fitted.
    scores = columns * (left / (1 - np.einsum("ij,jk,ik->i", columns, inverse, columns)))[:, None]
    spread = inverse @ (scores.T @ scores) @ inverse
    reach = float(stats.t.ppf((1 + level) / 2, count - 2))
    b, b_error = -float(at[1]), reach * sqrt(float(spread[1, 1]))
    first, first_error = float(at[0]), reach * sqrt(float(spread[0, 0]))
    steady = _laplace(places, waits)
    caveats.append(f"A steady rate gives a trend as strong in {steady:.0%} of cases (Laplace's test of the same days)")
    return (
        estimate(0, b, b - b_error, b + b_error),
        estimate(1, exp(first), exp(first - first_error), exp(first + first_error)),
    )


def _laplace(places: list[int], waits: list[int]) -> float:
    """How often a steady process has its events as far to one side of the middle of the time."""
    ends = np.cumsum(waits)
    middle = float((ends[:-1] / ends[-1]).mean()) - 0.5
    z = middle * sqrt(12 * (len(places) - 1))
    return float(2 * stats.norm.sf(abs(z)))


def progress_by(groups: Iterable[tuple[str, Iterable[date]]], *, level: float = 0.9) -> pl.DataFrame:
    """The curve of each of several places or actors: `name`, `waits`, `first` (days), `exponent`, `low`, `high`."""
    rows = []
    for name, days in groups:
        exponent, first = progress_curve(days, who=name, level=level)
        if exponent.value is not None:
            rows.append(
                {
                    "name": name,
                    "waits": exponent.n,
                    "first": first.value,
                    "exponent": exponent.value,
                    "low": exponent.low,
                    "high": exponent.high,
                }
            )
    floats = dict.fromkeys(("first", "exponent", "low", "high"), pl.Float64)
    return pl.DataFrame(rows, schema={"name": pl.String, "waits": pl.Int64, **floats})


def against_first_wait(found: pl.DataFrame, *, level: float = 0.9) -> Estimate:
    r"""How the exponent goes with the first wait over several places, as their paper finds it to.

    The slope of *b* on :math:`\log \tau_1`. Part of it is made by the fit itself: a first wait that is put too high
    brings an exponent that is put too high, so that a steady rate everywhere gives a slope above 0, too.

    References
    ----------
    johnson_etal_2011 (the question)
    """
    question = "How does the exponent of the progress curve rise with the logarithm of the first wait?"
    if found.height < FEWEST_DAYS:
        why = f"Cannot tell: {found.height} curves, and it takes {FEWEST_DAYS}"
        return Estimate(question, None, None, None, "per log day", found.height, "against_first_wait", level, None,
                        None, (why,))  # fmt: skip
    if found["first"].min() is None or float(found["first"].min()) <= 0:  # type: ignore[arg-type]
        raise MeasureError("a first wait of no days has no logarithm")
    x = np.array([log(value) for value in found["first"]])
    fit = stats.linregress(x, found["exponent"].to_numpy())
    reach = float(stats.t.ppf((1 + level) / 2, found.height - 2)) * float(fit.stderr)
    return Estimate(
        question, float(fit.slope), float(fit.slope) - reach, float(fit.slope) + reach, "per log day", found.height,
        "against_first_wait", level, None, None,
        ("Both come out of one regression and rise together by its error alone: no level for chance is given",),
    )  # fmt: skip
