"""The top of a log-likelihood, how sure it is, and what it is worth against a smaller model.

The engines hand over a `Problem`: what can be turned, and a function that scores a setting with exact derivatives. What
is done with it here is the same for all of them.
"""

import math
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import NDArray

from talion.errors import MeasureError

Floats = NDArray[np.float64]
# A gain smaller than this, in nats, is no gain.
_ENOUGH = 1e-10
_LONGEST_STEP = 2.0
# After so many steps a climb is slow, and each of the next is worth more work.
_PATIENCE = 30


@dataclass(frozen=True, slots=True)
class Problem:
    """A log-likelihood to climb: `scored` gives value, gradient and information at a setting.

    `lower` and `upper` bound the setting; what is `fixed` stays; `starts` are where to climb from.
    """

    labels: tuple[str, ...]
    scored: Callable[[Floats], tuple[float, Floats, Floats]]
    starts: tuple[Floats, ...]
    lower: Floats
    upper: Floats
    fixed: NDArray[np.bool_]

    def holding(self, places: Collection[int], values: Sequence[float]) -> "Problem":
        """The same with some of it held at given values."""
        fixed, starts = self.fixed.copy(), []
        fixed[list(places)] = True
        for start in self.starts:
            held = start.copy()
            held[list(places)] = values
            starts.append(held)
        return replace(self, fixed=fixed, starts=tuple(starts))


@dataclass(frozen=True, slots=True)
class Peak:
    """Where a climb ended: `gain_left` is what a further step promised, in nats; `others` are the other climbs'
    tops.
    """

    theta: Floats
    value: float
    slope: Floats
    information: Floats
    steps: int
    gain_left: float
    free: int
    others: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """A smaller model against the larger one that holds it: twice the difference in nats, and how often chance does
    that.

    Where the smaller one lies on the edge (an answer that cannot be below 0), chance gives 0 half of the time, and
    `p_value` says so.
    """

    ratio: float
    degrees: int
    p_value: float
    aic: float
    bic: float


def climb(problem: Problem, *, longest: int = 300, enough: float = _ENOUGH) -> Peak:
    """The best of the tops reached from every start; raises MeasureError where none is reached."""
    peaks = []
    for start in problem.starts:
        try:
            peaks.append(_climb_from(problem, start, longest, enough))
        except MeasureError as error:
            failed = error
    if not peaks:
        raise failed
    best = max(peaks, key=lambda peak: peak.value)
    return replace(best, others=tuple(sorted((peak.value for peak in peaks), reverse=True)[1:]))


def _climb_from(problem: Problem, start: Floats, longest: int, enough: float) -> Peak:
    # Newton's steps with the information in the Hessian's place, projected on the bounds, halved until they rise.
    lower, upper = problem.lower, problem.upper
    theta = np.clip(start, lower, upper)
    value, slope, information = problem.scored(theta)
    if not math.isfinite(value):
        raise MeasureError("the model gives the data no chance at the start; start it with a higher rate of its own")
    ridge, promised = 1e-10, math.inf
    for step in range(1, longest + 1):
        held = problem.fixed | ((theta <= lower) & (slope < 0)) | ((theta >= upper) & (slope > 0))
        free = np.flatnonzero(~held)
        if not free.size:
            return Peak(theta, value, slope, information, step, 0.0, 0)
        if step > _PATIENCE:
            # Where the information is a poor stand-in for the Hessian, the Hessian itself.
            information = _differenced(problem, theta, free, information)
        towards, promised = _step(slope, information, free, ridge)
        if promised < enough:
            return Peak(theta, value, slope, information, step, promised, len(free))
        scale = min(1.0, _LONGEST_STEP / max(float(np.abs(towards).max()), 1e-300))
        rising = False
        # Near the top a step is worth less than the rounding of the value, and is right all the same.
        rounding = 1e-14 * abs(value) if promised < 1e-6 else 0.0
        for _ in range(40 if promised > 1e-6 else 8):
            tried = theta.copy()
            tried[free] = np.clip(theta[free] + scale * towards, lower[free], upper[free])
            new, new_slope, new_information = problem.scored(tried)
            if math.isfinite(new) and new >= value + 1e-4 * float(slope @ (tried - theta)) - rounding:
                rising = True
                break
            scale /= 3
        if not rising:
            # Rounding, where next to nothing was to be gained; else too rough a step, and a ridge turns it uphill.
            if promised < 1e-6 or ridge > 1e6:
                return Peak(theta, value, slope, information, step, promised, len(free))
            ridge = max(1e-4, ridge * 100)
            continue
        ridge = 1e-10 if scale > 0.1 else min(max(ridge, 1e-6) * 10, 1.0)
        theta, value, slope, information = tried, new, new_slope, new_information
    if promised < 1e-6:
        return Peak(theta, value, slope, information, longest, promised, len(free))
    raise MeasureError(
        f"no top reached in {longest} steps ({promised:.2g} nats were still to gain); "
        "hold the decay, or take fewer sides or knots"
    )


def _differenced(problem: Problem, theta: Floats, free: Any, information: Floats) -> Floats:
    hessian = _hessian(problem, theta, free)
    inner = hessian[np.ix_(free, free)]
    return hessian if np.all(np.linalg.eigvalsh(inner) > 0) else information


def _step(slope: Floats, information: Floats, free: Any, ridge: float) -> tuple[Floats, float]:
    inner = information[np.ix_(free, free)]
    spread = np.sqrt(np.maximum(np.diag(inner), 1e-12))
    scaled = inner / np.outer(spread, spread)
    scaled.flat[:: len(free) + 1] += ridge
    wanted = slope[free] / spread
    try:
        towards = np.linalg.solve(scaled, wanted)
    except np.linalg.LinAlgError:
        towards = np.linalg.lstsq(scaled, wanted, rcond=1e-10)[0]
    promised = float(wanted @ towards) / 2
    if not promised > 0:
        towards, promised = wanted, float(wanted @ wanted) / 2
    return towards / spread, promised


def curvature(problem: Problem, peak: Peak) -> Floats:
    """The negative Hessian at the top, by central differences of the exact gradient; held rows are zero."""
    return _hessian(problem, peak.theta, _movable(problem, peak))


def _hessian(problem: Problem, theta: Floats, free: Any) -> Floats:
    size = len(theta)
    hessian = np.zeros((size, size))
    for place in free:
        width = 1e-5 * max(1.0, abs(theta[place]))
        # On the edge of what is allowed, only the inner side can be seen.
        below = theta[place] - width < problem.lower[place]
        up, down = theta.copy(), theta.copy()
        up[place] += width
        down[place] -= 0.0 if below else width
        difference = problem.scored(up)[1] - problem.scored(down)[1]
        hessian[:, place] = -difference / (up[place] - down[place])
    keep = np.zeros((size, size))
    inner = np.ix_(free, free)
    keep[inner] = (hessian[inner] + hessian[inner].T) / 2
    return keep


def covariance(problem: Problem, peak: Peak, *, scores: Floats | None = None, long_run: int = 0) -> Floats:
    r"""The covariance of the estimates: the inverse Hessian, or the long-run sandwich where `scores` by day are given.

    .. math:: H^{-1} S H^{-1}, \quad S = \Gamma_0 + \sum_{l=1}^{L} (1 - l / (L + 1)) (\Gamma_l + \Gamma_l^T)

    with the scores' autocovariances and Bartlett's weights over L = `long_run` days, which stays right where days
    depend on each other in ways that the model does not say. Rows of what is held are NaN. What lies on the edge of
    what is allowed counts as free, which is how far it can lie from the edge by chance.

    References
    ----------
    newey_west_1987
    """
    free = _movable(problem, peak)
    size = len(peak.theta)
    inner = np.ix_(free, free)
    hessian = curvature(problem, peak)[inner]
    if not np.all(np.linalg.eigvalsh(hessian) > 0):
        # A flat or saddled direction: the information is never negative.
        hessian = peak.information[inner]
    inverse = np.linalg.pinv(hessian, rcond=1e-12, hermitian=True)
    whole = np.full((size, size), np.nan)
    if scores is not None:
        inside = scores[:, free]
        # A side at the edge has a score that does not sum to 0: its mean is no news about the spread.
        inside = inside - inside.mean(axis=0)
        middle = inside.T @ inside
        for lag in range(1, min(long_run, len(inside) - 1) + 1):
            crossed = inside[lag:].T @ inside[:-lag]
            middle += (1 - lag / (long_run + 1)) * (crossed + crossed.T)
        inverse = inverse @ middle @ inverse
    whole[inner] = inverse
    return whole


def _movable(problem: Problem, peak: Peak) -> Any:
    # A decay at the end of its range has no spread to speak of; an answer at 0 has.
    at_upper = peak.theta >= problem.upper
    far_below = (peak.theta <= problem.lower) & (problem.lower != 0)
    return np.flatnonzero(~(problem.fixed | at_upper | far_below))


def profile_interval(problem: Problem, peak: Peak, place: int, *, level: float = 0.9) -> tuple[float, float]:
    r"""The settings of one number that the data do not rule out, the rest being set as well as they can be.

    .. math:: \{ x : 2 (\ell(\hat\theta) - \max_{\theta_p = x} \ell(\theta)) \le \chi^2_{1, level} \}

    An end that the data do not rule out anywhere is the bound of what is allowed.
    """
    allowed = NormalDist().inv_cdf((1 + level) / 2) ** 2 / 2
    scale = 1 / math.sqrt(max(float(peak.information[place, place]), 1e-8))
    ends = []
    for sign, bound in ((-1.0, problem.lower[place]), (1.0, problem.upper[place])):
        near, theta = float(peak.theta[place]), peak.theta

        def lost(at: float, begin: Floats) -> tuple[float, Floats]:
            start = begin.copy()
            start[place] = at
            fixed = problem.fixed.copy()
            fixed[place] = True
            top = climb(replace(problem, starts=(start,), fixed=fixed), enough=1e-7)
            return peak.value - top.value - allowed, top.theta

        width, far, outside = scale, near, False
        before = -allowed
        for _ in range(40):
            far = near + sign * width
            if sign * (far - bound) >= 0:
                far = float(bound)
            short, theta_far = lost(far, theta)
            if short > 0:
                outside = True
                break
            near, theta, before = far, theta_far, short
            if far == bound:
                break
            width *= 1.6
        if outside:
            for _ in range(60):
                # Halving, or the straight line between the two where that is nearer.
                middle = near + (far - near) * min(max(-before / (short - before), 0.1), 0.9)
                if abs(far - near) < 1e-5 * max(1.0, abs(near)):
                    break
                now, theta_now = lost(middle, theta)
                if now > 0:
                    far, short = middle, now
                else:
                    near, theta, before = middle, theta_now, now
        ends.append(near)
    return min(ends), max(ends)


def compare(problem: Problem, peak: Peak, places: Sequence[int], *, n: int, at: float = 0.0) -> tuple[Comparison, Peak]:
    """The likelihood ratio of the model in which `places` are held, and the larger model's top, which may rise by it.

    The larger model is climbed once more from the smaller one's top, so that it can never end below it; where it does
    all the same, the search has failed and MeasureError says so. AIC and BIC are those of the larger model less those
    of the smaller: below 0 they speak for the larger one.
    """
    values = [at] * len(places)
    held = replace(problem, starts=(peak.theta, *problem.starts)).holding(places, values)
    small = climb(held)
    again = climb(replace(problem, starts=(small.theta,)))
    if again.value > peak.value:
        peak = replace(again, others=(peak.value, *peak.others))
    if small.value > peak.value + 1e-6:
        raise MeasureError(
            f"a model with {len(places)} numbers held fits better ({small.value:.6f}) than the one that is free to set "
            f"them ({peak.value:.6f}): the search stopped short; give it more starts"
        )
    ratio = max(0.0, 2 * (peak.value - small.value))
    degrees = len(places)
    on_edge = all(problem.lower[place] == at for place in places)
    return (
        Comparison(
            ratio,
            degrees,
            _tail(ratio, degrees, on_edge),
            2 * degrees - ratio,
            degrees * math.log(max(n, 1)) - ratio,
        ),
        peak,
    )


def _tail(ratio: float, degrees: int, on_edge: bool) -> float:
    from scipy.stats import chi2  # takes a while to load

    if not on_edge:
        return float(chi2.sf(ratio, degrees))
    # Each of the numbers is on the edge or off it with even chance: a mixture over how many are off.
    if ratio <= 0:
        return 1.0
    shares = [math.comb(degrees, k) / 2**degrees for k in range(degrees + 1)]
    return float(sum(share * chi2.sf(ratio, k) for k, share in enumerate(shares) if k))


def radius(answers: Floats) -> float:
    """The largest size of an eigenvalue: how many acts one act brings next, in the long run; below 1 it dies out."""
    return float(np.abs(np.linalg.eigvals(answers)).max())


def assert_stable(answers: Floats, what: str = "this process") -> None:
    """Raises MeasureError, with the radius, where each act brings one act or more and there is no long run."""
    found = radius(answers)
    if not found < 1:
        raise MeasureError(
            f"{what} has no long run: each act brings {found:.3f} more (spectral radius of the answers, must be "
            "below 1); shorten the period, or let the sides' own rates move (a spline baseline)"
        )
