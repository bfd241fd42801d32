"""Does one side answer the other? The tests that hold when both only ride the same wave, and those that readers know.

A slow cause that moves both sides looks the same forward and backward in time; an answer does not. `lag_minus_lead`
rests on that and on little else, and `verdict` prints "answers" only where it survives. Granger's test finds an answer
in every pair of series that share a wave: it stands here since published work uses it, with that warning beside it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import sqrt
from statistics import NormalDist
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy import stats

from talion.errors import MeasureError
from talion.measures.regressions import (
    Numbers,
    lagged,
    least_squares,
    long_run_variance,
    poisson,
    smooth_columns,
    sums_before_and_after,
)
from talion.measures.series import Series, rebinned, series
from talion.records import Dyad, Estimate, Selection, Timeline

# With fewer acts than this on one side no order in time can be told from luck.
FEWEST_ACTS = 10
# So many separate stretches of fighting, at least, must speak: a single burst has an order too.
FEWEST_STRETCHES = 6
MEMORY_DAYS = 60
FINDINGS = ("answers", "cannot tell", "no sign")
EVERYTHING = Selection()
GRANGER_WARNING = (
    "Granger's test finds an answer in nearly every pair of series that ride one wave, "
    "answer or not; it is printed because published work uses it, and decides nothing here"
)


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


@dataclass(frozen=True, slots=True)
class Verdict:
    """What can be said of whether the recipient of a dyad answers its actor: one of FINDINGS, and what it rests on.

    `checks` are the tests that the finding had to survive, the deciding one first; `shown` are those printed for the
    reader alone. `overturn` are the things that would change it, one sentence each.
    """

    dyad: Dyad
    finding: str
    because: str
    checks: tuple[Check, ...]
    shown: tuple[Check, ...] = ()
    overturn: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()
    selection: Selection = EVERYTHING

    def __post_init__(self) -> None:
        if self.finding not in FINDINGS:
            raise MeasureError(f"a finding is one of {', '.join(FINDINGS)}; not {self.finding!r}")

    @property
    def sentence(self) -> str:
        """The finding in words, and nothing that did not survive."""
        one, other = self.dyad
        said = {
            "answers": f"Acts of {one} are answered by {other}",
            "cannot tell": f"Whether acts of {one} are answered by {other} cannot be told from this record",
            "no sign": f"There is no sign that acts of {one} are answered by {other}",
        }
        return f"{said[self.finding]}: {self.because}."

    @property
    def survived(self) -> tuple[Check, ...]:
        """The tests that the finding "answers" passed."""
        return tuple(check for check in self.checks if check.survives)


# Tests that hold, and tests that help --------------------------------------------------------------------------------


def lag_minus_lead(
    counts: Series, *, days: float = 7, memory_days: float = MEMORY_DAYS, level: float = 0.9
) -> Estimate:
    r"""How many more acts of the recipient follow an act of the actor than precede it, per act, in so many days.

    .. math::

        L = \frac{1}{\sum_d y_i(d)} \sum_d (y_j(d) - \bar y_j)
            \left[ \sum_{k=1}^{p} y_i(d-k) - \sum_{k=1}^{p} y_i(d+k) \right]

    with :math:`y_i` the acts of the actor, :math:`y_j` those of the recipient and *p* `days`. Left out are bins of
    which the *p* days before and after are not all watched. Taking off the mean changes the sum at its ends alone and
    makes the product quieter. The interval rests on the product's long-run variance, Bartlett's over `memory_days`.

    A cause that moves both sides is expected to give 0, however slow, where it reaches both alike; so do answers that
    the two sides give each other equally often and fast. An act of the same bin has no order and counts nowhere.

    References
    ----------
    cordi_challet_muni_toke_2017 (the question; the formula is ours); newey_west_1987 (the variance)
    """
    return _lag_minus_lead(counts, days, memory_days, level).estimate


@dataclass(frozen=True, slots=True)
class _Asymmetry:
    estimate: Estimate
    z: float | None
    p: float | None
    p_by_stretches: float | None


def _lag_minus_lead(counts: Series, days: float, memory_days: float, level: float) -> _Asymmetry:
    one, other = counts.dyad
    question = f"How many more acts of {other} on {one} follow an act of {one} within {days:g} days than precede it?"
    width = _bins(days, counts)
    before, after = sums_before_and_after(counts.there, width)
    whole = _whole_windows(counts, width)
    n = int(whole.sum())
    mean = float(counts.back[whole].mean()) if n else 0.0
    values = np.where(whole, (counts.back - mean) * (before - after), 0.0)
    acts = float(counts.there[whole].sum()), float(counts.back[whole].sum())
    unit = f"{'bins' if counts.severity == 'incidence' else counts.severity} more after than before, per act"
    caveats = list(counts.caveats)

    def estimate(value: float | None, low: float | None, high: float | None) -> Estimate:
        return Estimate(
            question, value, low, high, unit, n, "lag_minus_lead", level, 0.0, days, tuple(caveats), counts.selection
        )

    rough = counts.too_rough(days)
    if rough:
        caveats.insert(0, f"Cannot tell: {rough}")
        return _Asymmetry(estimate(None, None, None), None, None, None)
    stretches = _stretches(values, max(_bins(memory_days, counts), width))
    there, back = _events_in(counts.there[whole]), _events_in(counts.back[whole])
    if min(there, back) < FEWEST_ACTS or len(stretches) < FEWEST_STRETCHES:
        caveats.insert(
            0,
            f"Cannot tell: acts of {one} on {_count(there, counts.bin)} and of {other} on {_count(back, counts.bin)} "
            f"that have a whole window around them, in {_count(len(stretches), 'stretch', 'stretches')} of fighting; "
            f"it takes {FEWEST_ACTS} of each in {FEWEST_STRETCHES}",
        )
        return _Asymmetry(estimate(None, None, None), None, None, None)
    inside = values[whole]
    # Bins left out stay in their places as 0, so that a lag is a lag across a gap too.
    centred = np.where(whole, values - inside.mean(), 0.0)
    variance = long_run_variance(centred, _bins(memory_days, counts)) * len(values) / n
    if variance <= 0:
        caveats.insert(0, "Cannot tell: the acts of the two sides never come within the window of each other")
        return _Asymmetry(estimate(None, None, None), None, None, None)
    error = sqrt(variance / n)
    z = float(inside.mean() / error)
    per_act = n / acts[0]
    reach = NormalDist().inv_cdf((1 + level) / 2) * error
    caveats.append(
        "It supposes that a cause common to both sides reaches both alike; "
        "a side that is slower to move with it looks like one that answers"
    )
    return _Asymmetry(
        estimate(
            float(inside.mean() * per_act),
            float((inside.mean() - reach) * per_act),
            float((inside.mean() + reach) * per_act),
        ),
        z,
        1 - NormalDist().cdf(z),
        _flipped(stretches),
    )


def flipped_stretches(counts: Series, *, days: float = 7, memory_days: float = MEMORY_DAYS) -> float | None:
    r"""How often lag minus lead comes out as high when each stretch of time is run forward or backward by lot.

    The products of `lag_minus_lead` are summed over stretches of `memory_days` and each sum keeps or changes its sign.
    All :math:`2^m` ways are counted for up to 14 stretches; for more, the normal distribution with their variance. It
    needs no large numbers and is the better judge of a short record. None where there is too little to turn around.
    """
    return _lag_minus_lead(counts, days, memory_days, 0.9).p_by_stretches


def _stretches(values: Numbers, size: int) -> Numbers:
    sums: Numbers = np.add.reduceat(values, np.arange(0, len(values), size)) if len(values) else np.zeros(0)
    return np.asarray(sums[sums != 0])


def _flipped(stretches: Numbers) -> float:
    total, m = float(stretches.sum()), len(stretches)
    if m <= 14:
        signs = np.array(list(product((-1.0, 1.0), repeat=m)))
        return float(np.mean(signs @ stretches >= total - 1e-9))
    return 1 - NormalDist().cdf(total / sqrt(float(stretches @ stretches)))


def block_permutation(counts: Series, *, days: float = 7, block_days: float = 14) -> Check:
    r"""Whether the recipient's acts stand nearer behind the actor's than if its days were shuffled within blocks.

    The sum of :math:`y_j(d) \sum_{k \le p} y_i(d-k)`, against its exact mean and variance over all orders of the
    recipient's days within each block (a normal distribution with them gives *p*). A shared wave that moves within a
    block fools it, and so does the recipient's own memory: with blocks of 28 days it finds an answer in two of three
    pairs that only share a wave, with 14 in about one of six. It supports a finding and makes none.
    """
    one, other = counts.dyad
    width, size = _bins(days, counts), max(_bins(block_days, counts), 2)
    before, _ = sums_before_and_after(counts.there, width)
    whole = _whole_windows(counts, width)
    seen = total = mean = variance = 0.0
    for start in range(0, len(before), size):
        inside = whole[start : start + size]
        y, x = counts.back[start : start + size][inside], before[start : start + size][inside]
        if len(y) < 2:
            continue
        total += float(y @ x)
        mean += float(y.sum() * x.mean())
        variance += float(((y - y.mean()) ** 2).sum() * ((x - x.mean()) ** 2).sum()) / (len(y) - 1)
        seen += len(y)
    question = f"Do acts of {other} stand nearer behind those of {one} than shuffling within {block_days:g} days gives?"
    acts = float(counts.there[whole].sum())
    unit = f"{counts.severity} more than shuffled, per act"
    rough = counts.too_rough(days)
    if rough or variance <= 0 or acts == 0:
        return _not_made(
            "block permutation", question, unit, rough or "no block holds acts of both sides", counts, days
        )
    error = sqrt(variance)
    reach = NormalDist().inv_cdf(0.95) * error
    p = 1 - NormalDist().cdf((total - mean) / error)
    found = Estimate(
        question, (total - mean) / acts, (total - mean - reach) / acts, (total - mean + reach) / acts, unit, int(seen),
        "block_permutation", 0.9, 0.0, days,
        (f"p = {p:.3f}; a wave that both sides ride within the blocks gives small p too",), counts.selection,
    )  # fmt: skip
    return Check("block permutation", found, p, p <= 0.05, f"{block_days:g}-day blocks, p = {p:.3f}")


def smooth_baseline(
    counts: Series, *, days: float = 7, knots_every_days: float = 30, memory_days: float = 14, level: float = 0.9
) -> Check:
    r"""By what factor the recipient's rate is raised where 1 + the actor's acts of the last days have doubled.

    Poisson regression of :math:`y_j(d)` on :math:`\log_2(1 + \sum_{k \le p} y_i(d-k))`, the same of the recipient's own
    acts, and a cubic spline with a knot every `knots_every_days`, which takes up what moves more slowly; the interval
    is Newey and West's. Faster waves are left in: in wars without any answer it still found one in a third. It supports
    a finding and makes none.

    References
    ----------
    newey_west_1987 (the interval)
    """
    one, other = counts.dyad
    question = f"By what factor is the rate of acts of {other} raised after acts of {one}, beside a smooth baseline?"
    unit = "times, where 1 + the acts of the last days double"
    width = _bins(days, counts)
    mine, _ = sums_before_and_after(counts.there, width)
    own, _ = sums_before_and_after(counts.back, width)
    kept = _whole_windows(counts, width)
    baseline = smooth_columns(len(mine), max(knots_every_days / counts.days_in_bin, 2.0))
    columns = np.column_stack([np.log2(1 + mine), np.log2(1 + own), baseline])[kept]
    columns = columns[:, columns.any(axis=0)]
    y = counts.back[kept]
    rough = counts.too_rough(days)
    if rough or _events_in(y) < FEWEST_ACTS or not mine[kept].any() or len(y) <= 2 * columns.shape[1]:
        return _not_made("smooth baseline", question, unit, rough or "too few acts for a baseline", counts, days)
    fit = poisson(columns, y, memory=max(_bins(memory_days, counts), width))
    slope, error = float(fit.coefficients[0]), fit.error_of(0)
    if not 0 < error < 50:
        return _not_made("smooth baseline", question, unit, "the regression has no finite answer", counts, days)
    reach = NormalDist().inv_cdf((1 + level) / 2) * error
    p = 1 - NormalDist().cdf(slope / error)
    found = Estimate(
        question, _exp(slope), _exp(slope - reach), _exp(slope + reach), unit, len(y), "smooth_baseline", level, 1.0,
        days, (f"p = {p:.3f}; waves faster than {knots_every_days:g} days are left in",), counts.selection,
    )  # fmt: skip
    return Check("smooth baseline", found, p, p <= 0.05, f"knots every {knots_every_days:g} days, p = {p:.3f}")


# What readers know ---------------------------------------------------------------------------------------------------


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
    _needs_whole(counts, "Granger's test")
    y = counts.back[lags:]
    own, others = lagged(counts.back, lags), lagged(counts.there, lags)
    constant = np.ones((len(y), 1))
    wide = least_squares(np.hstack([constant, own, others]), y)
    narrow = least_squares(np.hstack([constant, own]), y)
    free = len(y) - 2 * lags - 1
    rest = float(wide.residuals @ wide.residuals)
    if rest <= 1e-9 * float(((y - y.mean()) ** 2).sum()) or free <= 0:
        return _not_made("Granger", question, "F", "nothing is left to explain", counts, None)
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
    _needs_whole(counts, "a VAR")
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
    _needs_whole(counts, "a VAR")
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
    _needs_whole(counts, "a local projection")
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
    _needs_whole(counts, "a regression on lags")
    one, other = counts.dyad
    y = counts.back[lags:]
    columns = np.hstack([lagged(counts.there, lags), np.ones((len(y), 1)), lagged(counts.back, lags)])
    memory = {"maxlags": max(_bins(memory_days, counts), 1)}
    question = f"By what factor does one act more of {one} on each of {lags} {counts.bin}s raise the rate of {other}?"
    if min(_events_in(y), _events_in(counts.there)) < FEWEST_ACTS:
        return _not_made(f"{family} regression", question, "times", "too few acts for so many lags", counts, None)
    try:
        if family == "poisson":
            fit = sm.GLM(y, columns, family=sm.families.Poisson()).fit(cov_type="HAC", cov_kwds=memory)
        else:
            fit = sm.NegativeBinomial(y, columns).fit(disp=0, maxiter=200, cov_type="HAC", cov_kwds=memory)
    except (ValueError, np.linalg.LinAlgError):
        # A boundary or a column of zeros: statsmodels has no finite answer, and says so in its own words.
        why = "the regression has no finite answer"
        return _not_made(f"{family} regression", question, "times", why, counts, None)
    pick = np.zeros(len(fit.params))
    pick[:lags] = 1
    slope = float(pick @ fit.params)
    error = sqrt(float(pick @ np.asarray(fit.cov_params()) @ pick))
    reach = NormalDist().inv_cdf((1 + level) / 2) * error
    p = 1 - NormalDist().cdf(slope / error)
    found = Estimate(
        question, _exp(slope), _exp(slope - reach), _exp(slope + reach), "times", len(y), "count_regression", level,
        1.0, lags * counts.days_in_bin,
        ("The baseline is constant: a wave that both sides ride looks like an answer", *counts.caveats),
        counts.selection,
    )  # fmt: skip
    return Check(f"{family} regression", found, p, p <= 0.05, f"{lags} {counts.bin}s, p = {p:.4f}")


# The verdict ---------------------------------------------------------------------------------------------------------


def verdict(
    war: Timeline,
    dyad: Dyad,
    *,
    days: float = 7,
    severity: str = "acts",
    undirected: str = "refuse",
    worth_telling: float = 0.2,
    selection: Selection = EVERYTHING,
) -> Verdict:
    """Whether the recipient answers the actor, said only as far as it survives: see `verdict_on` for the rule.

    Acts by somebody unknown are left out and then all put to the other side's account; where the two disagree the
    finding is "cannot tell".
    """

    def counted(unknown: float) -> Series:
        return series(
            war, dyad, severity=severity, undirected=undirected, attribute_unknown=unknown, selection=selection
        )

    known = counted(0.0)
    found = verdict_on(known, days=days, worth_telling=worth_telling)
    if not (known.unknown_there.any() or known.unknown_back.any()):
        return found
    other = verdict_on(counted(1.0), days=days, worth_telling=worth_telling)
    if other.finding == found.finding:
        caveat = f"were all acts by somebody unknown the other side's, the finding would be the same: {other.finding}"
        return _with(found, caveats=(*found.caveats, caveat))
    says = f"it depends on who did the unclaimed acts: without them {found.finding}, with all of them {other.finding}"
    return _with(found, finding="cannot tell", because=says)


def verdict_on(counts: Series, *, days: float = 7, worth_telling: float = 0.2) -> Verdict:
    """The verdict on series that stand already. The rule:

    *answers* where lag minus lead is above 0, one-sided at 5 %, by its long-run variance and by turning stretches
    around; *cannot tell* where there are too few acts, where both sides move together and nothing shows who follows,
    or where the interval holds both nothing and `worth_telling` acts more per act (or what half of all the recipient's
    acts would come to, where that is less: who acts seldom cannot answer often); else *no sign*. Block permutation
    and smooth baselines support a finding and cannot make one, since a shared wave fools them; Granger's test is shown.
    """
    one, other = counts.dyad
    found = _lag_minus_lead(counts, days, MEMORY_DAYS, 0.9)
    value = found.estimate
    permuted, smooth = block_permutation(counts, days=days), smooth_baseline(counts, days=days)
    shown = _granger_if_possible(counts, lags=max(_bins(days, counts), 1))
    if value.value is None or found.p is None or found.p_by_stretches is None:
        check = Check("lag minus lead", value, None, None, value.caveats[0])
        because = value.caveats[0].removeprefix("Cannot tell: ")
        return _verdict(counts, "cannot tell", because, (check, permuted, smooth), shown, days)
    decides = Check(
        "lag minus lead", value, found.p, found.p <= 0.05, f"{days:g} days before and after, p = {found.p:.3f}"
    )
    p_stretches = found.p_by_stretches
    turned = Check(
        "stretches turned around", value, p_stretches, p_stretches <= 0.05,
        f"of all ways to turn stretches of {MEMORY_DAYS} days around, {p_stretches:.1%} give as much",
    )  # fmt: skip
    backward = _lag_minus_lead(counts.reversed, days, MEMORY_DAYS, 0.9)
    checks = (decides, turned, permuted, smooth)
    assert value.low is not None and value.high is not None
    amount = (
        f"{value.value:+.2f} {value.unit} within {days:g} days (90 % interval {value.low:+.2f} to {value.high:+.2f})"
    )
    if decides.survives and turned.survives:
        return _verdict(counts, "answers", f"{amount}; a shared wave would give 0", checks, shown, days)
    if backward.p is not None and backward.p <= 0.05:
        because = f"the order runs the other way, {amount}: acts of {other} come before those of {one} more than after"
        return _verdict(counts, "no sign", because, checks, shown, days)
    if permuted.survives or smooth.survives:
        because = (
            f"both sides move together, but acts of {other} come after those of {one} no more than before ({amount}): "
            "a shared cause, or answers both ways that are equally fast, would look like this"
        )
        return _verdict(counts, "cannot tell", because, checks, shown, days)
    most = float(counts.back.sum() / max(float(counts.there.sum()), 1e-9))
    if value.high > min(worth_telling, most / 2):
        because = f"too little is known: {amount}, which holds both nothing and an answer worth telling"
        return _verdict(counts, "cannot tell", because, checks, shown, days)
    return _verdict(counts, "no sign", amount, checks, shown, days)


def _verdict(
    counts: Series, finding: str, because: str, checks: Sequence[Check], shown: Sequence[Check], days: float
) -> Verdict:
    one, other = counts.dyad
    overturn = {
        "answers": (
            f"a cause that moves {one} first and {other} some days later, whatever {one} does",
            f"acts of {one} that come to notice only when {other} has acted",
            f"another window than {days:g} days, another period or another measure: see the specification curve",
        ),
        "cannot tell": (
            "a longer record, or one with days and authors for more of its acts",
            "hours instead of days, where both sides act on the same days",
        ),
        "no sign": (
            f"answers that take longer than {days:g} days, or come within the same day",
            "answers by other means than were counted here",
        ),
    }
    return Verdict(
        counts.dyad, finding, because, tuple(checks), tuple(shown), overturn[finding], counts.caveats, counts.selection
    )


def _with(found: Verdict, **changed: Any) -> Verdict:
    return replace(found, **changed)


def _granger_if_possible(counts: Series, *, lags: int) -> tuple[Check, ...]:
    try:
        return (granger(counts, lags=lags),)
    except MeasureError:
        return ()


def specification_curve(
    war: Timeline,
    dyad: Dyad,
    *,
    days: Iterable[float] = (3, 7, 14, 30),
    bins: Iterable[str] = ("day", "week"),
    severities: Iterable[str] = ("acts", "incidence", "deaths"),
    undirected: str = "refuse",
    selection: Selection = EVERYTHING,
) -> pl.DataFrame:
    """The same question put in every way: one row for each test, window, bin and severity.

    The columns are `test`, `bin`, `severity`, `days`, `lags`, `value`, `low`, `high`, `p`, `survives`, `n`, and
    `holds`: whether the test keeps its promise under a shared wave. What could not be made has no value.
    """
    return _curve(
        lambda bin, severity: series(
            war, dyad, bin=bin, severity=severity, undirected=undirected, selection=selection
        ),
        days, bins, severities,
    )  # fmt: skip


def specification_curve_on(
    daily: Series, *, days: Iterable[float] = (3, 7, 14, 30), bins: Iterable[str] = ("day", "week")
) -> pl.DataFrame:
    """The same on daily numbers that stand already: as they are, and as days or bins with any act."""

    def counted(bin: str, severity: str) -> Series:
        found = rebinned(daily, bin)
        return found.incidence if severity == "incidence" else found

    return _curve(counted, days, bins, (daily.severity, "incidence"))


def _curve(
    counted: Callable[[str, str], Series], days: Iterable[float], bins: Iterable[str], severities: Iterable[str]
) -> pl.DataFrame:
    rows = []
    windows = tuple(days)
    for bin, severity in product(bins, severities):
        counts = counted(bin, severity)
        for window in windows:
            if window < counts.days_in_bin:
                continue
            asked = _lag_minus_lead(counts, window, MEMORY_DAYS, 0.9)
            made = [
                Check("lag minus lead", asked.estimate, asked.p, None if asked.p is None else asked.p <= 0.05, ""),
                block_permutation(counts, days=window, block_days=max(14, 2 * counts.days_in_bin)),
                smooth_baseline(counts, days=window, knots_every_days=max(30, 4 * counts.days_in_bin)),
                *_granger_if_possible(counts, lags=_bins(window, counts)),
            ]
            rows += [
                {
                    "test": check.name,
                    "bin": bin,
                    "severity": severity,
                    "days": float(window),
                    "lags": _bins(window, counts),
                    "value": check.estimate.value,
                    "low": check.estimate.low,
                    "high": check.estimate.high,
                    "p": check.p,
                    "survives": check.survives,
                    "n": check.estimate.n,
                    "holds": check.name == "lag minus lead",
                }
                for check in made
            ]
    floats = dict.fromkeys(("days", "value", "low", "high", "p"), pl.Float64)
    return pl.DataFrame(rows, schema_overrides={**floats, "survives": pl.Boolean}, infer_schema_length=None)


# Shared --------------------------------------------------------------------------------------------------------------


def _bins(days: float, counts: Series) -> int:
    if not days > 0:
        raise MeasureError(f"a window of {days} days holds nothing; give 1 or more")
    return max(round(days / counts.days_in_bin), 1)


def _whole_windows(counts: Series, width: int) -> NDArray[np.bool_]:
    """Which bins were watched, with all of the window before and after them."""
    gaps = np.concatenate([[0.0], np.cumsum(counts.watched <= 0)])
    n = len(counts.watched)
    place = np.arange(n)
    inside = (place >= width) & (place + width < n)
    low, high = np.maximum(place - width, 0), np.minimum(place + width + 1, n)
    whole: NDArray[np.bool_] = inside & (gaps[high] - gaps[low] == 0)
    return whole


def _events_in(row: Numbers) -> int:
    return int((row > 0).sum())


def _count(n: int, one: str, many: str | None = None) -> str:
    return f"{n} {one if n == 1 else many or one + 's'}"


def _needs_whole(counts: Series, what: str) -> None:
    if (counts.watched <= 0).any():
        raise MeasureError(f"{what} needs a record without gaps; take one of the spans that were watched through")


def _exp(x: float) -> float:
    return float(np.exp(min(x, 50.0)))


def _not_made(name: str, question: str, unit: str, why: str, counts: Series, days: float | None) -> Check:
    found = Estimate(
        question, None, None, None, unit, 0, name.replace(" ", "_"), 0.9, None, days, (f"Cannot tell: {why}",),
        counts.selection,
    )  # fmt: skip
    return Check(name, found, None, None, why)
