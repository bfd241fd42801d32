"""Does one side answer the other? The tests that hold when both only ride the same wave, and the verdict on them.

A slow cause that moves both sides looks the same forward and backward in time; an answer does not. `lag_minus_lead`
rests on that and on little else, and `verdict` prints "answers" only where it survives. The tests that readers know
from published work (`customary`) stand beside it and decide nothing; `specifications` puts the question in every way.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import sqrt
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import NDArray

from talion.errors import MeasureError
from talion.measures.checks import FEWEST_ACTS, Check, acts_in, bins_in, bounded_exp, not_made
from talion.measures.customary import granger_if_possible
from talion.measures.regressions import (
    Numbers,
    long_run_variance,
    poisson,
    smooth_columns,
    sums_before_and_after,
)
from talion.measures.series import Series, series
from talion.records import Dyad, Estimate, Selection, Timeline

# So many separate stretches of fighting, at least, must speak: a single burst has an order too.
FEWEST_STRETCHES = 6
MEMORY_DAYS = 60
FINDINGS = ("answers", "cannot tell", "no sign")
EVERYTHING = Selection()


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
    return lag_minus_lead_test(counts, days, memory_days, level).estimate


@dataclass(frozen=True, slots=True)
class Asymmetry:
    """The order in time of two sides: the estimate, its z, its p, and the p where whole stretches are flipped."""

    estimate: Estimate
    z: float | None
    p: float | None
    p_by_stretches: float | None


def lag_minus_lead_test(counts: Series, days: float, memory_days: float, level: float) -> Asymmetry:
    """`lag_minus_lead` with all that a test asks of it."""
    one, other = counts.dyad
    question = f"How many more acts of {other} on {one} follow an act of {one} within {days:g} days than precede it?"
    width = bins_in(days, counts)
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
        return Asymmetry(estimate(None, None, None), None, None, None)
    stretches = _stretches(values, max(bins_in(memory_days, counts), width))
    there, back = acts_in(counts.there[whole]), acts_in(counts.back[whole])
    if min(there, back) < FEWEST_ACTS or len(stretches) < FEWEST_STRETCHES:
        caveats.insert(
            0,
            f"Cannot tell: acts of {one} on {_count(there, counts.bin)} and of {other} on {_count(back, counts.bin)} "
            f"that have a whole window around them, in {_count(len(stretches), 'stretch', 'stretches')} of fighting; "
            f"it takes {FEWEST_ACTS} of each in {FEWEST_STRETCHES}",
        )
        return Asymmetry(estimate(None, None, None), None, None, None)
    inside = values[whole]
    # Bins left out stay in their places as 0, so that a lag is a lag across a gap too.
    centred = np.where(whole, values - inside.mean(), 0.0)
    variance = long_run_variance(centred, bins_in(memory_days, counts)) * len(values) / n
    if variance <= 0:
        caveats.insert(0, "Cannot tell: the acts of the two sides never come within the window of each other")
        return Asymmetry(estimate(None, None, None), None, None, None)
    error = sqrt(variance / n)
    z = float(inside.mean() / error)
    per_act = n / acts[0]
    reach = NormalDist().inv_cdf((1 + level) / 2) * error
    caveats.append(
        "It supposes that a cause common to both sides reaches both alike; "
        "a side that is slower to move with it looks like one that answers"
    )
    return Asymmetry(
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
    return lag_minus_lead_test(counts, days, memory_days, 0.9).p_by_stretches


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
    width, size = bins_in(days, counts), max(bins_in(block_days, counts), 2)
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
        return not_made("block permutation", question, unit, rough or "no block holds acts of both sides", counts, days)
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
    width = bins_in(days, counts)
    mine, _ = sums_before_and_after(counts.there, width)
    own, _ = sums_before_and_after(counts.back, width)
    kept = _whole_windows(counts, width)
    baseline = smooth_columns(len(mine), max(knots_every_days / counts.days_in_bin, 2.0))
    columns = np.column_stack([np.log2(1 + mine), np.log2(1 + own), baseline])[kept]
    columns = columns[:, columns.any(axis=0)]
    y = counts.back[kept]
    rough = counts.too_rough(days)
    if rough or acts_in(y) < FEWEST_ACTS or not mine[kept].any() or len(y) <= 2 * columns.shape[1]:
        return not_made("smooth baseline", question, unit, rough or "too few acts for a baseline", counts, days)
    fit = poisson(columns, y, memory=max(bins_in(memory_days, counts), width))
    slope, error = float(fit.coefficients[0]), fit.error_of(0)
    if not 0 < error < 50:
        return not_made("smooth baseline", question, unit, "the regression has no finite answer", counts, days)
    reach = NormalDist().inv_cdf((1 + level) / 2) * error
    p = 1 - NormalDist().cdf(slope / error)
    found = Estimate(
        question, bounded_exp(slope), bounded_exp(slope - reach), bounded_exp(slope + reach), unit, len(y),
        "smooth_baseline", level, 1.0,
        days, (f"p = {p:.3f}; waves faster than {knots_every_days:g} days are left in",), counts.selection,
    )  # fmt: skip
    return Check("smooth baseline", found, p, p <= 0.05, f"knots every {knots_every_days:g} days, p = {p:.3f}")


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
    found = lag_minus_lead_test(counts, days, MEMORY_DAYS, 0.9)
    value = found.estimate
    permuted, smooth = block_permutation(counts, days=days), smooth_baseline(counts, days=days)
    shown = granger_if_possible(counts, lags=max(bins_in(days, counts), 1))
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
    backward = lag_minus_lead_test(counts.reversed, days, MEMORY_DAYS, 0.9)
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


def _whole_windows(counts: Series, width: int) -> NDArray[np.bool_]:
    """Which bins were watched, with all of the window before and after them."""
    gaps = np.concatenate([[0.0], np.cumsum(counts.watched <= 0)])
    n = len(counts.watched)
    place = np.arange(n)
    inside = (place >= width) & (place + width < n)
    low, high = np.maximum(place - width, 0), np.minimum(place + width + 1, n)
    whole: NDArray[np.bool_] = inside & (gaps[high] - gaps[low] == 0)
    return whole


def _count(n: int, one: str, many: str | None = None) -> str:
    return f"{n} {one if n == 1 else many or one + 's'}"
