"""The daily model as numbers that can be turned: bounds, places to start from, and the score of a setting.

`daily` says what the model is and gives out its fits; the loops over days stand in `daily_pass`.
"""

import math
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from talion.errors import MeasureError
from talion.measures.hawkes.daily_data import DailyCounts, constant_baseline, filled
from talion.measures.hawkes.fit import Floats, Problem, climb
from talion.measures.hawkes.kernels import Exponential, Kernel, day_weights

LINKS = ("identity", "log")
FAMILIES = ("poisson", "negative binomial")
# Of the logarithm of an own rate: a factor of 20 either way.
_PRIOR_SD = 3.0
# Of the logarithm of a pair's decay about the shared one: a factor of 5 either way.
_DECAYS_SD = 1.0
# Decays a day.
_QUICKEST, _QUICKEST_BESIDE_A_MOVING_RATE = 8.0, 2.0


@dataclass(frozen=True, slots=True)
class Parts:
    """The numbers of a setting turned into what the compiled loop takes."""

    data: DailyCounts
    kernel: Kernel
    pairs: bool
    link: str
    family: str
    design: Floats
    severity: bool
    before: Floats
    same_day: bool
    fill: Floats
    longest: int
    compiled: Any
    # Lagged sums of the last kernel, and what the acting days are, kept from one call to the next.
    kept: dict[str, Any] = field(default_factory=dict)

    @property
    def sides(self) -> int:
        """How many series there are."""
        return len(self.data.names)

    @property
    def knots(self) -> int:
        """How many numbers each own rate has."""
        return int(self.design.shape[1])

    def excited(self, exponent: float) -> tuple[Floats, Floats | None]:
        """What each day excites, and its derivative by the exponent of severity."""
        data = self.data
        base: Floats = data.counts.astype(np.float64)
        turned: Floats | None = None
        if self.severity:
            rows = data.severities
            cells = rows[:, 0].astype(np.int64) * self.sides + rows[:, 1].astype(np.int64)
            logs = np.log1p(rows[:, 2])
            weights = np.exp(exponent * logs)
            weights /= weights.mean()
            turns = weights * (logs - float(weights @ logs) / len(logs))
            base = base + np.bincount(cells, weights - 1, minlength=base.size).reshape(base.shape)
            turned = np.bincount(cells, turns, minlength=base.size).reshape(base.shape).astype(np.float64)
        base = np.where(data.watched[:, None], base, self.fill)
        if self.link == "log":
            if turned is not None:
                turned = turned / (1 + base)
            base = np.log1p(base)
        return base, turned

    def split(self, theta: Floats) -> tuple[Floats, Floats, Floats, float, Floats]:
        """A setting as own rates (K, P), answers (K, K), the kernel's numbers, the exponent and the dispersions."""
        at = self.sides * self.knots
        answers = theta[at : at + self.sides**2].reshape(self.sides, self.sides)
        shapes = self.sides**2 if self.pairs else len(self.kernel.shape)
        shape = theta[at + self.sides**2 : at + self.sides**2 + shapes]
        baseline = theta[:at].reshape(self.sides, self.knots)
        dispersion = np.exp(theta[-self.sides :]) if self.family != "poisson" else np.zeros(self.sides)
        return baseline, answers, shape, float(theta[-self.sides - 1]) if self.severity else 0.0, dispersion

    def lags(self, shape: Floats, exponent: float) -> tuple[Floats, Floats, Floats, Floats]:
        """Lagged sums (D, K, K), their derivatives, w0 (K, K) and its derivatives."""
        lagged, turned, same, same_turned = self._all_lags(shape, exponent)
        return (lagged, turned, same, same_turned) if self.same_day else (lagged, turned, 0 * same, 0 * same_turned)

    def _all_lags(self, shape: Floats, exponent: float) -> tuple[Floats, Floats, Floats, Floats]:
        from talion.measures.hawkes import daily_pass

        sides, days = self.sides, self.data.days
        excited, turned_by_exponent = self.excited(exponent)
        whole = (days, sides, sides)
        if self.pairs:
            lagged, turned = np.zeros(whole), np.zeros((1, *whole))
            same, same_turned = np.zeros((sides, sides)), np.zeros((1, sides, sides))
            for i in range(sides):
                for j in range(sides):
                    column = np.ascontiguousarray(excited[:, j : j + 1])
                    one = daily_pass.fading_days(column, math.exp(shape[i * sides + j]), self.before[j : j + 1])
                    lagged[:, i, j], turned[0, :, i, j] = one[0][:, 0], one[1][:, 0]
                    same[i, j], same_turned[0, i, j] = one[2], one[3]
            return lagged, turned, same, same_turned

        everywhere = np.ones((sides, sides))
        if isinstance(self.kernel, Exponential):
            lagged, turned, same, same_turned = daily_pass.fading_days(excited, math.exp(shape[0]), self.before)
            by_shape, same_by_shape = [turned], [same_turned]
        else:

            def weights_at(at: Floats) -> Floats:
                return day_weights(self.kernel.reshaped(at), self.longest)

            weights = weights_at(shape)
            lagged, same = daily_pass.weighed_days(excited, weights, self.before), weights[0]
            by_shape, same_by_shape = [], []
            for place in range(len(shape)):
                width = np.zeros(len(shape))
                width[place] = 1e-5
                change = (weights_at(shape + width) - weights_at(shape - width)) / 2e-5
                by_shape.append(daily_pass.weighed_days(excited, change, self.before))
                same_by_shape.append(change[0])
        if turned_by_exponent is not None:
            nothing = np.zeros(sides)
            if isinstance(self.kernel, Exponential):
                bent = daily_pass.fading_days(turned_by_exponent, math.exp(shape[0]), nothing)[0]
            else:
                bent = daily_pass.weighed_days(turned_by_exponent, weights, nothing)
            by_shape.append(bent)
            same_by_shape.append(0.0)
        return (
            np.broadcast_to(lagged[:, None, :], whole),
            np.broadcast_to(np.stack(by_shape)[:, :, None, :], (len(by_shape), *whole)),
            same * everywhere,
            np.array(same_by_shape)[:, None, None] * everywhere,
        )

    @property
    def plain(self) -> bool:
        """Whether a quicker loop will do: one own rate a side, one kernel of one number, Poisson counts."""
        return (
            self.family == "poisson" and not self.pairs and not self.severity
            and isinstance(self.kernel, Exponential) and self.knots == 1 and bool(np.all(self.design == 1.0))
        )  # fmt: skip

    def at_once(self, answers: Floats, same: Any) -> Any:
        """What one act brings on its own day, itself and all that follow from it; None where that has no end."""
        try:
            found = np.linalg.inv(np.eye(self.sides) - answers * same)
        except np.linalg.LinAlgError:
            return None
        return found if found.min() >= 0 else None

    def run_plain(self, theta: Floats) -> tuple[float, Floats, Floats]:
        """The log-likelihood of a plain model with its derivatives."""
        from talion.measures.hawkes import daily_pass

        at = self.sides + self.sides**2
        log_decay = theta[at]
        # Threads may share this: what is kept is taken and laid down whole.
        acting = self.kept.get("acting")
        if acting is None:
            days = daily_pass.days_with_acts(self.data.counts, self.data.watched)
            acting = days, self.excited(0.0)[0], float(self.data.watched.sum())
            self.kept["acting"] = acting
        (place, begins, acts, factorials), excited, watched = acting
        lags = self.kept.get("lags")
        if lags is None or lags[0] != log_decay:
            lagged, turned, same, same_turned = daily_pass.fading_days(excited, math.exp(log_decay), self.before)
            if not self.same_day:
                same = same_turned = 0.0
            sums = daily_pass.watched_sums(lagged, turned, self.data.watched)
            lags = log_decay, sums, lagged, turned, same, same_turned
            self.kept["lags"] = lags
        _, sums, lagged, turned, same, same_turned = lags
        answers = theta[self.sides : at].reshape(self.sides, self.sides)
        found: tuple[float, Floats, Floats]
        if self.link == "log":
            found = daily_pass.logarithmic_pass(self.sides)(
                self.data.counts, self.data.watched, factorials, theta[: self.sides], answers, lagged, turned
            )
            return found
        at_once = self.at_once(answers, same)
        if at_once is None:
            return -math.inf, np.zeros(len(theta)), np.eye(len(theta))
        own = np.exp(np.minimum(theta[: self.sides], 50.0))
        found = daily_pass.acting_days_pass(self.sides)(
            place, begins, acts, factorials, watched, sums, own, answers, at_once, lagged, turned, same, same_turned,
        )  # fmt: skip
        return found

    def run(self, theta: Floats, *, scored: bool = False) -> tuple[float, Floats, Floats, Floats]:
        """The log-likelihood with its derivatives, and where wanted the score of each day."""
        baseline, answers, shape, exponent, dispersion = self.split(theta)
        lagged, turned, same, same_turned = self.lags(shape, exponent)
        at_once: Any = np.eye(self.sides)
        if self.link == "identity":
            at_once = self.at_once(answers, same)
            if at_once is None:
                size = len(theta)
                return -math.inf, np.zeros(size), np.eye(size), np.zeros((0, size))
        found: tuple[float, Floats, Floats, Floats] = self.compiled(
            self.data.counts, self.data.watched, self.design, baseline, answers, at_once,
            lagged, turned, same, same_turned, dispersion, scored,
        )  # fmt: skip
        return found


def problem_and_parts(
    data: DailyCounts,
    kernel: Kernel | None,
    hold_shape: bool,
    pairs: bool,
    link: str,
    family: str,
    baseline: Floats | None,
    severity: bool,
    allowed: ArrayLike | None,
    before: str,
    same_day: bool,
    starts: int,
    penalty: float,
) -> tuple[Problem, Parts]:
    """What can be turned, with its bounds and starts, and the parts that score it; options as in `daily.fit_days`."""
    from talion.measures.hawkes import daily_pass  # the compiler takes a second to load

    for what, value, known in (
        ("link", link, LINKS),
        ("family", family, FAMILIES),
        ("before", before, ("quiet", "mean")),
    ):
        if value not in known:
            raise MeasureError(f"the {what} is one of {', '.join(known)}; not {value!r}")
    sides, days = len(data.names), data.days
    if pairs and kernel is not None and not isinstance(kernel, Exponential):
        raise MeasureError("a decay for each pair is for exponential kernels")
    if pairs and severity:
        raise MeasureError("severity is estimated with a shared kernel; leave out pairs")
    if severity and not len(data.severities):
        raise MeasureError("the counts have no severities; give them, or fit without")
    shape_start = kernel or Exponential(1 / 3)
    design = constant_baseline(days) if baseline is None else np.ascontiguousarray(baseline, dtype=float)
    if design.ndim != 2 or len(design) != days:
        raise MeasureError(f"the baseline's design needs a row for each of {days} days; got {design.shape}")
    seen = data.counts if data.watched.all() else data.counts[data.watched]
    rates = np.maximum(seen.mean(axis=0), 0.5 / days)
    log_link = link == "log"
    prior = rates if before == "mean" else np.zeros(sides)
    parts = Parts(
        data, shape_start, pairs, link, family, design, severity,
        np.log1p(prior) if log_link else prior, same_day, filled(data), min(180, days),
        daily_pass.days_pass(sides, log_link, pairs, design.shape[1] == 1 and len(shape_start.shape) + severity == 1),
    )  # fmt: skip
    knots, shapes = design.shape[1], sides * sides if pairs else len(shape_start.shape)
    turned = shapes + severity
    size = sides * knots + sides * sides + turned + sides
    a_at, s_at = sides * knots, sides * knots + sides * sides
    fixed = np.zeros(size, dtype=bool)
    may = np.ones((sides, sides), dtype=bool) if allowed is None else np.asarray(allowed, dtype=bool)
    if may.shape != (sides, sides):
        raise MeasureError(f"allowed is a table of {sides} by {sides}: does the row's side answer the column's?")
    fixed[a_at:s_at] = ~may.ravel()
    fixed[s_at : s_at + shapes] = hold_shape
    fixed[-sides:] = family == "poisson"
    lower, upper = np.full(size, -12.0), np.full(size, 12.0)
    if knots > 1:
        lower[:a_at], upper[:a_at] = -20.0, 20.0
    lower[a_at:s_at], upper[a_at:s_at] = (-20.0, 20.0) if log_link else (0.0, math.inf)
    low, high = shape_start.bounds
    lower[s_at : s_at + shapes] = np.resize(low, shapes)
    upper[s_at : s_at + shapes] = np.resize(high, shapes)
    if not hold_shape and (pairs or isinstance(shape_start, Exponential)):
        # Days hardly show answers within hours, and not at all beside a rate that moves: one side's rate would then be
        # drawn in the shape of the other's. And a pull as slow as the own rate may move cannot be told from it.
        upper[s_at : s_at + shapes] = math.log(_QUICKEST if knots == 1 else _QUICKEST_BESIDE_A_MOVING_RATE)
        if knots > 1:
            lower[s_at : s_at + shapes] = np.minimum(np.maximum(lower[s_at], math.log(3 * knots / days)), -0.5)
    if severity:
        lower[s_at + shapes], upper[s_at + shapes] = -5.0, 5.0
    # The constant that gives half of the mean rate, in whatever columns the design has.
    flat = (
        np.linalg.lstsq(design, np.ones(days), rcond=None)[0]
        if knots > 1
        else np.array([float(design.sum() / np.vdot(design, design))])
    )
    levels = np.log(rates * (1.0 if log_link else 0.5))
    middle, held_near = np.zeros(size), np.zeros(size)
    middle[:a_at] = np.outer(levels, flat).ravel()
    if knots > 1:
        # Where a piece holds no act its number would run away: a normal prior this wide, about the flat rate, stops it.
        held_near[:a_at] = 1 / _PRIOR_SD**2
    if pairs and not hold_shape:
        # Days show little of each pair's decay, and nothing of a pair's without answers: a normal prior about the one
        # decay that would serve all of them keeps it within reason.
        alike, _ = problem_and_parts(
            data, kernel, False, False, link, family, baseline, False, allowed, before, same_day, 1, 0.0
        )
        middle[s_at : s_at + shapes] = climb(alike, enough=1e-6).theta[s_at]
        held_near[s_at : s_at + shapes] = 1 / _DECAYS_SD**2
    weighed = np.zeros(size)
    weighed[a_at:s_at] = penalty

    plain = parts.plain

    def scored(theta: Floats) -> tuple[float, Floats, Floats]:
        value, slope, information = parts.run_plain(theta) if plain else parts.run(theta)[:3]
        if penalty:
            value -= float(weighed @ np.abs(theta))
            # At an edge of 0 the only way is up.
            slope = slope - weighed * np.where((theta == 0) & (lower == 0), 1.0, np.sign(theta))
        if held_near.any():
            value -= float(held_near @ (theta - middle) ** 2) / 2
            slope = slope - held_near * (theta - middle)
            information = information + np.diag(held_near)
        return float(value), slope, information

    begun = []
    for factor in [6 ** (n / max(starts - 1, 1)) for n in range(max(starts, 1))]:
        theta = np.zeros(size)
        theta[:a_at] = middle[:a_at]
        theta[a_at:s_at] = np.where(may, 0.0 if log_link else 0.4 / sides, 0.0).ravel()
        if log_link:
            theta[a_at:s_at] = np.where(may, 0.05, 0.0).ravel()
        shape = np.asarray(shape_start.shape, dtype=float)
        scaled = np.asarray(_slowed(shape_start, 1.0 if hold_shape else 1.6 / factor).shape)
        theta[s_at : s_at + shapes] = np.full(shapes, scaled[0]) if pairs else (shape if hold_shape else scaled)
        theta[-sides:] = math.log(0.3)
        begun.append(theta)
    labels = (
        *(f"own rate of {name}, {knot + 1}" for name in data.names for knot in range(knots)),
        *(f"answers of {name} to {other}" for name in data.names for other in data.names),
        *(
            (f"log decay of {name} to {other}" for name in data.names for other in data.names)
            if pairs
            else (("log decay",) if isinstance(shape_start, Exponential) else (f"shape {k + 1}" for k in range(shapes)))
        ),
        *(("exponent of severity",) if severity else ()),
        *(f"log dispersion of {name}" for name in data.names),
    )
    return Problem(labels, scored, tuple(begun), lower, upper, fixed), parts


def _slowed(kernel: Kernel, factor: float) -> Kernel:
    # Another start: for an exponential a decay so many times as quick; other shapes start as given.
    return Exponential(kernel.decay * factor) if isinstance(kernel, Exponential) else kernel
