"""Small regressions that the measures share: least squares, Poisson, smooth baselines, long-run standard errors."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import interpolate, sparse

from talion.errors import MeasureError

Numbers = NDArray[Any]
_MANY = 40


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """Coefficients in the order of the columns, their covariance, what is left over, and the log-likelihood."""

    coefficients: Numbers
    covariance: Numbers
    residuals: Numbers
    log_likelihood: float

    def error_of(self, column: int) -> float:
        """The standard error of one coefficient."""
        return float(np.sqrt(max(self.covariance[column, column], 0.0)))


def least_squares(columns: Numbers, y: Numbers, *, memory: int | None = None) -> Fit:
    """Ordinary least squares; with `memory` the covariance is Newey and West's over so many lags."""
    n, k = columns.shape
    if n <= k:
        raise MeasureError(f"{n} rows cannot bear {k} coefficients; take fewer lags or a longer time")
    inverse = np.linalg.pinv(columns.T @ columns)
    coefficients = inverse @ (columns.T @ y)
    residuals = y - columns @ coefficients
    squares = float(residuals @ residuals)
    if memory is None:
        covariance = inverse * squares / (n - k)
    else:
        covariance = inverse @ long_run_covariance(columns * residuals[:, None], memory) @ inverse
    log_likelihood = -n / 2 * (np.log(2 * np.pi * max(squares, 1e-300) / n) + 1)
    return Fit(coefficients, covariance, residuals, float(log_likelihood))


def poisson(columns: Numbers, y: Numbers, *, memory: int | None = None) -> Fit:
    """Poisson regression with a log link by iterated least squares; `memory` as in `least_squares`.

    `y` may be fractions, as spread acts are: then the estimate is a quasi-likelihood's.
    """
    n, k = columns.shape
    if n <= k:
        raise MeasureError(f"{n} rows cannot bear {k} coefficients; take fewer lags or a longer time")
    ridge = 1e-6 * np.eye(k)
    # A spline over years is nearly all zeros, and its products are quick as such.
    design: Any = sparse.csr_array(columns) if k > _MANY else columns

    def products(weight: Numbers) -> Numbers:
        if k > _MANY:
            found: Numbers = (design.T @ sparse.diags_array(weight) @ design).toarray()
            return found
        return np.asarray((columns.T * weight) @ columns)

    mean = y + 0.5 * max(float(y.mean()), 1e-3)
    eta = np.log(np.maximum(mean, 1e-8))
    coefficients = np.zeros(k)
    before = -np.inf
    for _ in range(60):
        mean = np.exp(np.clip(eta, -30, 30))
        target = eta + (y - mean) / mean
        coefficients = np.linalg.solve(products(mean) + ridge, design.T @ (mean * target))
        eta = np.clip(design @ coefficients, -30, 30)
        now = float(y @ eta - np.exp(eta).sum())
        if abs(now - before) < 1e-9 * (abs(now) + 1):
            break
        before = now
    mean = np.exp(eta)
    bread = np.linalg.inv(products(mean) + ridge)
    residuals = y - mean
    covariance: Numbers = bread
    if memory is not None:
        scores = sparse.diags_array(residuals) @ design if k > _MANY else columns * residuals[:, None]
        covariance = bread @ long_run_covariance(scores, memory) @ bread
    return Fit(coefficients, covariance, residuals, float(y @ eta - mean.sum()))


def long_run_covariance(scores: Any, memory: int) -> Numbers:
    """Bartlett's estimate of the covariance of a sum of dependent rows."""
    is_sparse = bool(sparse.issparse(scores))
    rows: Any = scores.tocsr() if is_sparse else scores
    total: Any = rows.T @ rows
    for lag in range(1, min(memory, rows.shape[0] - 1) + 1):
        product = rows[lag:].T @ rows[:-lag]
        total = total + (1 - lag / (memory + 1)) * (product + product.T)
    found: Numbers = total.toarray() if is_sparse else total
    return found


def long_run_variance(values: Numbers, memory: int) -> float:
    """Bartlett's estimate of n times the variance of a mean of dependent values; they are centred here."""
    centred = values - values.mean()
    n = len(centred)
    total = float(centred @ centred)
    for lag in range(1, min(memory, n - 1) + 1):
        total += 2 * (1 - lag / (memory + 1)) * float(centred[lag:] @ centred[:-lag])
    return max(total / n, 0.0)


def smooth_columns(n: int, knots_every: float) -> Numbers:
    """Cubic B-splines over n bins with a knot about every so many: a baseline that moves slowly. Their sum is one."""
    pieces = max(round(n / knots_every), 1)
    inner = np.linspace(0, n - 1, pieces + 1)
    knots = np.concatenate([[inner[0]] * 3, inner, [inner[-1]] * 3])
    columns: Numbers = interpolate.BSpline.design_matrix(np.arange(n, dtype=float), knots, 3).toarray()
    return columns


def lagged(values: Numbers, lags: int) -> Numbers:
    """Columns of the values 1, 2, … `lags` bins before, from the first row that has all of them."""
    n = len(values)
    return np.column_stack([values[lags - lag : n - lag] for lag in range(1, lags + 1)])


def sums_before_and_after(values: Numbers, bins: int) -> tuple[Numbers, Numbers]:
    """For each bin, the sum over so many bins before it and over so many after it, the bin itself in neither."""
    n = len(values)
    total = np.concatenate([[0.0], np.cumsum(values)])
    place = np.arange(n)
    before = total[place] - total[np.maximum(place - bins, 0)]
    after = total[np.minimum(place + 1 + bins, n)] - total[np.minimum(place + 1, n)]
    return before, after
