"""Tests that readers know from published work: Granger's, a VAR's responses, local projections, regressions on lags.

A wave that both sides ride fools each of them. They stand beside the verdict of `reciprocity`, with that warning, and
decide nothing.
"""

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

import numpy as np
import polars as pl
from scipy import stats

from talion.errors import MeasureError
from talion.measures.checks import FEWEST_ACTS, Check, acts_in, bins_in, bounded_exp, needs_whole, not_made
from talion.measures.regressions import Numbers, lagged, least_squares
from talion.measures.series import Series
from talion.records import Estimate

GRANGER_WARNING = (
    "Granger's test finds an answer in nearly every pair of series that ride one wave, "
    "answer or not; it is printed because published work uses it, and decides nothing here"
)


def granger(counts: Series, *, lags: int, level: float = 0.9) -> Check:
    r"""Granger's F: whether the actor's past helps to foretell the recipient's acts beside their own past.

    Least squares of :math:`y_j(t)` on *p* lags of both with a constant, against the same without :math:`y_i`. Shown
    with a warning and never decisive: see the module.

    References
    ----------
    granger_1969; brandt_freeman_2006 (weekly series)
    """
    one, other = counts.dyad
    question = f"Do the acts of {one} on the last {lags} {counts.bin}s help to foretell those of {other} (Granger's F)?"
    needs_whole(counts, "Granger's test")
    y = counts.back[lags:]
    own, others = lagged(counts.back, lags), lagged(counts.there, lags)
    constant = np.ones((len(y), 1))
    wide = least_squares(np.hstack([constant, own, others]), y)
    narrow = least_squares(np.hstack([constant, own]), y)
    free = len(y) - 2 * lags - 1
    rest = float(wide.residuals @ wide.residuals)
    if rest <= 1e-9 * float(((y - y.mean()) ** 2).sum()) or free <= 0:
        return not_made("Granger", question, "F", "nothing is left to explain", counts, None)
    value = (float(narrow.residuals @ narrow.residuals) - rest) / lags / (rest / free)
    p = float(stats.f.sf(value, lags, free))
    caveats = (GRANGER_WARNING, f"p = {p:.4f} on {lags} and {free} degrees of freedom", *counts.caveats)
    found = Estimate(
        question, value, None, None, "F", len(y), "granger", level, 1.0, lags * counts.days_in_bin, caveats,
        counts.selection,
    )  # fmt: skip
    return Check("Granger", found, p, p <= 0.05, f"{lags} {counts.bin}s, F = {value:.3f}, p = {p:.4f}")


def lag_orders(counts: Series, *, up_to: int = 14) -> pl.DataFrame:
    """Akaike's, Bayes' and Hannan and Quinn's criteria of a VAR for each number of lags, all on the same rows."""
    needs_whole(counts, "a VAR")
    rows = []
    for lags in range(1, up_to + 1):
        fit = _var(counts.there[up_to - lags :], counts.back[up_to - lags :], lags)
        n = fit.rows
        log_det = float(np.linalg.slogdet(fit.errors.T @ fit.errors / n)[1])
        size = 2 * (2 * lags + 1)
        rows.append(
            {
                "lags": lags,
                "aic": log_det + 2 * size / n,
                "bic": log_det + np.log(n) * size / n,
                "hqic": log_det + 2 * np.log(np.log(n)) * size / n,
                "n": n,
            }
        )
    return pl.DataFrame(rows)


@dataclass(frozen=True, slots=True, eq=False)
class _Var:
    constant: Numbers  # of there, back
    lags: Numbers  # lag, equation, variable
    errors: Numbers

    @property
    def rows(self) -> int:
        return len(self.errors)


def _var(there: Numbers, back: Numbers, lags: int) -> _Var:
    both = np.column_stack([there, back])
    columns = np.hstack([np.ones((len(there) - lags, 1)), lagged(there, lags), lagged(back, lags)])
    fits = [least_squares(columns, both[lags:, n]) for n in (0, 1)]
    matrices = np.empty((lags, 2, 2))
    for equation, fit in enumerate(fits):
        matrices[:, equation, 0] = fit.coefficients[1 : 1 + lags]
        matrices[:, equation, 1] = fit.coefficients[1 + lags :]
    constant = np.array([fit.coefficients[0] for fit in fits])
    return _Var(constant, matrices, np.column_stack([fit.residuals for fit in fits]))


def impulse_responses(
    counts: Series,
    *,
    lags: int,
    ahead: int = 14,
    first_to_move: str | None = None,
    draws: int = 200,
    random: np.random.Generator,
    level: float = 0.9,
) -> pl.DataFrame:
    """What one act more of each side is followed by, bin for bin, in a VAR, with bands by bootstrapped residuals.

    Which side is taken to move first within a bin is a choice and not a finding: by default the actor; look at both.
    The columns are `ahead`, `of` (who moves), `on` (who follows), `order`, `value`, `low`, `high`.

    References
    ----------
    brandt_freeman_2006; goldstein_freeman_1990 (the use); the bootstrap is of residuals
    """
    needs_whole(counts, "a VAR")
    one, other = counts.dyad
    first = first_to_move or one
    if first not in counts.dyad:
        raise MeasureError(f"{first} is no side of this dyad; first_to_move is {one} or {other}")
    flip = first == other
    there, back = (counts.back, counts.there) if flip else (counts.there, counts.back)
    names = (other, one) if flip else (one, other)
    fit = _var(there, back, lags)
    found = _responses(fit, ahead)
    # All draws walk through time together.
    errors = fit.errors[random.integers(fit.rows, size=(draws, fit.rows))]
    past = np.vstack([fit.lags[k].T for k in range(lags)])
    path = np.repeat(np.column_stack([there, back])[None, :, :], draws, axis=0)
    for t in range(lags, path.shape[1]):
        path[:, t] = fit.constant + path[:, t - lags : t][:, ::-1].reshape(draws, -1) @ past + errors[:, t - lags]
    drawn = [_responses(_var(one[:, 0], one[:, 1], lags), ahead) for one in path]
    tail = (1 - level) / 2
    low, high = np.quantile(np.array(drawn), (tail, 1 - tail), axis=0)
    rows = [
        {
            "ahead": h,
            "of": names[of],
            "on": names[on],
            "order": f"{names[0]} first",
            "value": float(found[h, on, of]),
            "low": float(low[h, on, of]),
            "high": float(high[h, on, of]),
        }
        for of in (0, 1)
        for on in (0, 1)
        for h in range(ahead + 1)
    ]
    return pl.DataFrame(rows)


def _responses(fit: _Var, ahead: int) -> Numbers:
    """Responses to a shock of one unit in each variable, those of the same bin by Cholesky's order."""
    spread = np.linalg.cholesky(np.cov(fit.errors.T) + 1e-12 * np.eye(2))
    shocks = spread / np.diag(spread)
    moves = [np.eye(2)]
    for h in range(1, ahead + 1):
        moves.append(np.asarray(sum(fit.lags[k] @ moves[h - 1 - k] for k in range(min(h, len(fit.lags))))))
    return np.array([move @ shocks for move in moves])


def local_projections(counts: Series, *, lags: int, ahead: int = 14, level: float = 0.9) -> pl.DataFrame:
    """What an act of the actor is followed by at each horizon, by one regression a horizon (Newey and West's errors).

    The columns are `ahead`, `value`, `low`, `high`, `n`. `jorda_2005`.
    """
    needs_whole(counts, "a local projection")
    z = NormalDist().inv_cdf((1 + level) / 2)
    rows = []
    for h in range(1, ahead + 1):
        y = counts.back[lags + h :]
        n = len(y)
        now = counts.there[lags : lags + n]
        past = np.hstack([lagged(counts.there, lags), lagged(counts.back, lags)])[:n]
        same_bin = counts.back[lags : lags + n]
        fit = least_squares(np.column_stack([now, np.ones(n), same_bin, past]), y, memory=h)
        value, error = float(fit.coefficients[0]), fit.error_of(0)
        rows.append({"ahead": h, "value": value, "low": value - z * error, "high": value + z * error, "n": n})
    return pl.DataFrame(rows)


FAMILIES = ("poisson", "negative binomial")


def count_regression(
    counts: Series, *, lags: int, family: str = "poisson", memory_days: float = 14, level: float = 0.9
) -> Check:
    """By what factor the recipient's rate is raised by one act more on each of the last bins: a regression on lags.

    Poisson or negative binomial with a log link and a constant baseline, as the literature fits it; it needs
    statsmodels. A shared wave fools it as it fools Granger's test.
    """
    if family not in FAMILIES:
        raise MeasureError(f"there is no family {family!r}; there are {', '.join(FAMILIES)}")
    try:
        # Slow to load, and no other measure needs it.
        import statsmodels.api as sm
    except ImportError as missing:
        raise MeasureError("count_regression needs statsmodels; pip install statsmodels") from missing
    needs_whole(counts, "a regression on lags")
    one, other = counts.dyad
    y = counts.back[lags:]
    columns = np.hstack([lagged(counts.there, lags), np.ones((len(y), 1)), lagged(counts.back, lags)])
    memory = {"maxlags": max(bins_in(memory_days, counts), 1)}
    question = f"By what factor does one act more of {one} on each of {lags} {counts.bin}s raise the rate of {other}?"
    if min(acts_in(y), acts_in(counts.there)) < FEWEST_ACTS:
        return not_made(f"{family} regression", question, "times", "too few acts for so many lags", counts, None)
    try:
        if family == "poisson":
            fit = sm.GLM(y, columns, family=sm.families.Poisson()).fit(cov_type="HAC", cov_kwds=memory)
        else:
            fit = sm.NegativeBinomial(y, columns).fit(disp=0, maxiter=200, cov_type="HAC", cov_kwds=memory)
    except (ValueError, np.linalg.LinAlgError):
        # A boundary or a column of zeros: statsmodels has no finite answer, and says so in its own words.
        why = "the regression has no finite answer"
        return not_made(f"{family} regression", question, "times", why, counts, None)
    pick = np.zeros(len(fit.params))
    pick[:lags] = 1
    slope = float(pick @ fit.params)
    error = sqrt(float(pick @ np.asarray(fit.cov_params()) @ pick))
    reach = NormalDist().inv_cdf((1 + level) / 2) * error
    p = 1 - NormalDist().cdf(slope / error)
    found = Estimate(
        question, bounded_exp(slope), bounded_exp(slope - reach), bounded_exp(slope + reach), "times", len(y),
        "count_regression", level,
        1.0, lags * counts.days_in_bin,
        ("The baseline is constant: a wave that both sides ride looks like an answer", *counts.caveats),
        counts.selection,
    )  # fmt: skip
    return Check(f"{family} regression", found, p, p <= 0.05, f"{lags} {counts.bin}s, p = {p:.4f}")


def granger_if_possible(counts: Series, *, lags: int) -> tuple[Check, ...]:
    """Granger's test, or nothing where the record has gaps."""
    try:
        return (granger(counts, lags=lags),)
    except MeasureError:
        return ()
