"""The numbers of a fitted process as estimates and as plain English, each with its interval."""

import math
from collections.abc import Sequence
from statistics import NormalDist

import numpy as np

from talion.measures.hawkes.branching import who_was_answered
from talion.measures.hawkes.continuous import TimesFit
from talion.measures.hawkes.daily import DailyFit
from talion.measures.hawkes.fit import radius
from talion.measures.hawkes.kernels import Exponential, Kernel, day_weights, days_until
from talion.measures.hawkes.latent import LatentFit
from talion.measures.hawkes.linked import LinkedFit
from talion.records import Estimate, Selection

AnyFit = DailyFit | TimesFit | LatentFit | LinkedFit
_ALL = Selection()
_EXPONENT = "exponent of severity"
# An answer's pull is called over when so much of it is spent.
_SPENT = 0.9
_WAVE = "A wave of fighting that both sides ride looks like answers; set it beside lag minus lead and a smooth baseline"


def estimates_of(fit: AnyFit, *, selection: Selection = _ALL, level: float = 0.9) -> tuple[Estimate, ...]:
    """Every number of a fit that a reader asks for: answers an act, how long they take, what nothing explains.

    For each pair of series: answers to one act (chance gives 0), the days in which half of them come, and their share
    on the very same day. For each series: the share of its acts that answers no act in the record. For all: how many
    acts one act brings next in the long run. Intervals are Wald's, cut at what is possible.
    """
    names, n = _names(fit), _n(fit)
    how = {
        DailyFit: "hawkes daily", TimesFit: "hawkes exact times", LatentFit: "hawkes latent hours",
        LinkedFit: "hawkes exact times, either sign",
    }[type(fit)]  # fmt: skip
    deters = _may_deter(fit)
    caveats = (*(fit.caveats if isinstance(fit, DailyFit | LatentFit) else ()), _WAVE)
    found = []
    for i, name in enumerate(names):
        for j, other in enumerate(names):
            value = float(fit.answers[i, j])
            low, high = _interval(fit, _answer_place(fit, i, j), level)
            if isinstance(fit, DailyFit) and fit.link == "log":
                pull = _next_day(fit, i, j)
                found.append(
                    Estimate(
                        f"By how much is {_of(name)} rate multiplied on the day after an act by {other}?",
                        math.exp(value * pull), math.exp(low * pull), math.exp(high * pull), "times", n, how, level,
                        1.0, None, caveats, selection,
                    )
                )  # fmt: skip
                continue
            found.append(
                Estimate(
                    f"How many acts by {name} does one act by {other} bring directly?",
                    value, *((low, high) if deters else (max(low, 0.0), max(high, 0.0))), "acts", n, how, level, 0.0,
                    None, caveats, selection,
                )
            )  # fmt: skip
            if abs(value) < 1e-6 or _is_of_both_signs(fit, i, j):
                continue
            kernel = _kernel(fit, i, j)
            slow, quick = _kernel_ends(fit, i, j, level)
            half = days_until(kernel, 0.5)
            found.append(
                Estimate(
                    f"In how many days does half of what {other} brings from {name} come?",
                    half, min(half, days_until(quick, 0.5)), max(half, days_until(slow, 0.5)), "days", n, how, level,
                    None, None, caveats, selection,
                )
            )  # fmt: skip
            same = [float(day_weights(one, 1)[0]) for one in (slow, kernel, quick)]
            found.append(
                Estimate(
                    f"What share of what {other} brings from {name} comes on the very same day?",
                    same[1], min(same), max(same), "share", n, how, level, None, None,
                    (*caveats, "It follows from the shape of the lags and not from any hour in the record"), selection,
                )
            )  # fmt: skip
    if not deters:
        found += [_unanswering(fit, i, n, how, level, caveats, selection) for i in range(len(names))]
        size = radius(np.asarray(fit.answers))
        found.append(
            Estimate(
                "How many acts does one act bring next, in the long run?",
                size, None, None, "acts", n, how, level, 0.0, None,
                (*caveats, "No interval is given; look at those of the pairs"), selection,
            )
        )  # fmt: skip
    return tuple(found)


def sentences_of(fit: AnyFit, *, level: float = 0.9, stands: bool = False) -> tuple[str, ...]:
    """What a fit says, a sentence a pair of different series, then one a series on itself, each with its interval.

    Only a finding that `stands` (the tests that try to break it have been passed) may speak of answers; else the
    sentences say what follows what.
    """
    names = _names(fit)
    pairs = [(i, j) for i in range(len(names)) for j in range(len(names))]
    return (
        *(_says(fit, i, j, level, stands) for i, j in sorted(pairs, key=lambda pair: pair[0] == pair[1])),
        *_by_severity(fit, level, stands),
        *(_own(fit, i) for i in range(len(names)) if not _may_deter(fit)),
    )


def _says(fit: AnyFit, i: int, j: int, level: float, stands: bool) -> str:
    name, other = _names(fit)[i], _names(fit)[j]
    value = float(fit.answers[i, j])
    low, high = _interval(fit, _answer_place(fit, i, j), level)
    sure = f"{100 * level:.0f} % interval"
    if _is_of_both_signs(fit, i, j):
        return (
            f"An act by {other} first moves {_of(name)} rate one way and then the other; in all 10 acts bring about "
            f"{10 * value:.1f} ({sure} {10 * low:.1f} to {10 * high:.1f})."
        )
    kernel = _kernel(fit, i, j)
    if isinstance(fit, DailyFit) and fit.link == "log":
        pull = _next_day(fit, i, j)
        change, ends = math.exp(value * pull) - 1, [math.exp(end * pull) - 1 for end in (low, high)]
        word = "raises" if change >= 0 else "lowers"
        if not stands:
            word = "is followed by a rise of" if change >= 0 else "is followed by a fall of"
        middle = f"{_of(name)} rate on the next day by" if stands else f"{_of(name)} rate on the next day,"
        sure += f" {_percent(ends[0])} to {_percent(ends[1])}"
        return (
            f"An act by {other} on an otherwise quiet day {word} {middle} {100 * abs(change):.0f} % ({sure}), "
            f"half of which is gone {_days(days_until(kernel, 0.5))} later."
        )
    if value < -1e-6:
        lasting = _days(days_until(kernel, _SPENT))
        none = ", which does not exclude none)" if high >= 0 else ")"
        about = f"({sure} {-10 * high:.1f} to {-10 * low:.1f}{none}"
        if i == j:
            return f"An act by {name} is followed by a lull of its own side for about {lasting} {about}."
        if stands:
            return (
                f"An act by {other} lowers {_of(name)} rate for about {lasting}; 10 acts hold back up to about "
                f"{-10 * value:.1f} {about}."
            )
        return (
            f"After an act by {other}, {_of(name)} rate is lower for about {lasting}; 10 acts are followed by up to "
            f"about {-10 * value:.1f} fewer {about}."
        )
    if not _may_deter(fit):
        low, high = max(low, 0.0), max(high, 0.0)
    if value < 1e-6:
        return (
            f"After an act by {other} there are no more acts by {name} than without it "
            f"({sure} 0 to {10 * high:.1f} for 10 acts)."
        )
    lasting = _days(days_until(kernel, _SPENT))
    ten = f"{10 * value:.1f}"
    if i == j:
        text = f"Of 10 acts by {name} about {ten} more follow from its own side within about {lasting}"
    elif stands:
        text = f"An act by {other} raises {_of(name)} daily rate for about {lasting}; 10 acts draw about {ten} answers"
    else:
        text = f"After an act by {other}, {_of(name)} daily rate is higher for about {lasting}; "
        text += f"10 acts are followed by about {ten} more"
    text += f" ({sure} {10 * low:.1f} to {10 * high:.1f}" + (", which does not exclude none)" if low <= 0 else ")")
    if stands and i != j:
        # Of Poisson numbers of answers with that mean, so many are not 0.
        text += f", so that about {-10 * math.expm1(-value):.1f} of 10 are answered"
    return text + "."


def _by_severity(fit: AnyFit, level: float, stands: bool) -> tuple[str, ...]:
    if isinstance(fit, LatentFit) or _EXPONENT not in fit.problem.labels:
        return ()
    place = fit.problem.labels.index(_EXPONENT)
    if fit.problem.fixed[place]:
        return ()
    low, high = _interval(fit, place, level)
    one, few = 2**fit.exponent, 11**fit.exponent
    what = "draws" if stands else "is followed by"
    if _may_deter(fit):
        what = "weighs"
    return (
        f"An act that kills one {what} {one:.1f} times as much as an act that kills nobody "
        f"({100 * level:.0f} % interval {2**low:.1f} to {2**high:.1f}), and one that kills ten {few:.1f} times.",
    )


def _own(fit: AnyFit, i: int) -> str:
    share = 100 * _share_of_nobody(fit, i)
    return f"About {share:.0f} % of the acts by {_names(fit)[i]} follow from no act in the record."


def _unanswering(
    fit: AnyFit, i: int, n: int, how: str, level: float, caveats: Sequence[str], selection: Selection
) -> Estimate:
    return Estimate(
        f"What share of the acts by {_names(fit)[i]} answers no act in the record?",
        _share_of_nobody(fit, i), None, None, "share", n, how, level, 1.0, None,
        (*caveats, "No interval is given; what a patron or a third side sets off counts as answering nobody"),
        selection,
    )  # fmt: skip


def _share_of_nobody(fit: AnyFit, i: int) -> float:
    if isinstance(fit, DailyFit):
        seen = fit.data.watched
        return float(min(1.0, fit.mu[seen, i].sum() / fit.means[seen, i].sum()))
    if isinstance(fit, LinkedFit):
        mine = fit.events.kinds == i
        rates = who_was_answered(fit).nobody[mine]
        return float(rates.mean()) if mine.any() else 1.0
    events = fit.events if isinstance(fit, TimesFit) else fit.draws[0]
    acts = int((events.kinds == i).sum())
    return float(min(1.0, fit.mu[i] * events.watched_days / acts)) if acts else 1.0


def _may_deter(fit: AnyFit) -> bool:
    # Where a rate may be held down, acts have no shares in it that sum to 1.
    if isinstance(fit, DailyFit):
        return fit.link == "log"
    return isinstance(fit, LinkedFit) and fit.link != "identity"


def _is_of_both_signs(fit: AnyFit, i: int, j: int) -> bool:
    if not isinstance(fit, LinkedFit):
        return False
    parts = fit.heights[i, j :: len(_names(fit))]
    return len(parts) > 1 and bool(parts.min() < 0)


def _names(fit: AnyFit) -> tuple[str, ...]:
    if isinstance(fit, DailyFit):
        return fit.data.names
    return fit.names if isinstance(fit, LatentFit) else fit.events.names


def _n(fit: AnyFit) -> int:
    if isinstance(fit, DailyFit):
        return fit.data.n
    return fit.draws[0].n if isinstance(fit, LatentFit) else fit.events.n


def _answer_place(fit: AnyFit, i: int, j: int) -> int:
    sides = len(_names(fit))
    return fit.place_of(i, j) if isinstance(fit, DailyFit | LinkedFit) else sides + i * sides + j


def _interval(fit: AnyFit, place: int, level: float) -> tuple[float, float]:
    z = NormalDist().inv_cdf((1 + level) / 2)
    theta = fit.theta if isinstance(fit, LatentFit) else fit.peak.theta
    error = float(fit.standard_errors[place])
    if isinstance(fit, TimesFit) and fit.decays.ndim == 1 and len(fit.decays) > 1:
        # Answers are sums over decays.
        sides, many = len(fit.mu), len(fit.decays)
        i, j = divmod(place - sides, sides)
        places = [sides + i * sides * many + m * sides + j for m in range(many)]
        total = float(fit.peak.theta[places].sum())
        error = math.sqrt(max(float(fit.covariance[np.ix_(places, places)].sum()), 0.0))
        return total - z * error, total + z * error
    if isinstance(fit, LinkedFit) and fit.answers_at <= place < fit.answers_at + fit.heights.size:
        places = list(range(place, fit.answers_at + (1 + (place - fit.answers_at) // fit.heights.shape[1])
                      * fit.heights.shape[1], len(fit.events.names)))  # fmt: skip
        total = float(theta[places].sum())
        error = math.sqrt(max(float(np.nan_to_num(fit.covariance[np.ix_(places, places)]).sum()), 0.0))
        return total - z * error, total + z * error
    value = float(theta[place])
    # What was held has no spread.
    return (value, value) if math.isnan(error) else (value - z * error, value + z * error)


def _kernel(fit: AnyFit, i: int, j: int) -> Kernel:
    return fit.kernel if isinstance(fit, LatentFit) else fit.kernel_of(i, j)


def _kernel_ends(fit: AnyFit, i: int, j: int, level: float) -> tuple[Kernel, Kernel]:
    # The slowest and the quickest kernel in the interval; for other shapes than one exponential only the best is known.
    kernel = _kernel(fit, i, j)
    labels = ("",) * (len(fit.theta) - 1) + ("log decay",) if isinstance(fit, LatentFit) else fit.problem.labels
    wanted = {"log decay", "log decay 1", f"log decay of {_names(fit)[i]} to {_names(fit)[j]}"}
    places = [place for place, label in enumerate(labels) if label in wanted]
    if not isinstance(kernel, Exponential) or len(places) != 1:
        return kernel, kernel
    low, high = _interval(fit, places[0], level)
    return Exponential(math.exp(max(low, -12))), Exponential(math.exp(min(high, 12)))


def _next_day(fit: DailyFit, i: int, j: int) -> float:
    # What one act on an otherwise quiet day adds to the other side's log rate on the next day, a unit of answer.
    return float(day_weights(fit.kernel_of(i, j), 1)[1]) * math.log(2)


def _of(name: str) -> str:
    return name + ("'" if name.endswith("s") else "'s")


def _days(days: float) -> str:
    if days < 1.5:
        hours = 24 * days
        return "an hour" if hours < 1.5 else f"{hours:.0f} hours" if hours < 36 else "a day"
    return f"{days:.1f} days" if days < 3 else f"{days:.0f} days"


def _percent(change: float) -> str:
    return f"{round(100 * change) + 0:+d} %" if abs(change) >= 0.005 else "0 %"
