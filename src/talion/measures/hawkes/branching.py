"""For each act, what it probably answers: an earlier act, one of the same day, or nobody.

The probabilities come out of the fitted process alone, from order, sides and lags. They are suggestions: a link made of
them is inferred and never turns into a declared one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from talion.errors import MeasureError
from talion.measures.hawkes.continuous import KernelFit, TimesFit, earlier_acts
from talion.measures.hawkes.daily import DailyFit
from talion.measures.hawkes.fit import Floats
from talion.measures.hawkes.kernels import day_weights, days_until
from talion.measures.hawkes.latent import LatentFit
from talion.measures.hawkes.linked import LinkedFit
from talion.records import Event, Link

# Shares of a pull below this are left out of the candidates.
_FAINT = 1e-4


@dataclass(frozen=True, slots=True)
class Posterior:
    """Candidates pair by pair: `response` and `trigger` are places of acts, `probability` that the one answers the
    other.

    `nobody` is for each act the probability that it answers no act in the record; with its candidates it sums to 1.
    """

    response: NDArray[np.int64]
    trigger: NDArray[np.int64]
    probability: Floats
    nobody: Floats
    kinds: NDArray[np.int64]

    def of(self, act: int) -> list[tuple[int, float]]:
        """The candidates of one act, the likeliest first."""
        places = np.flatnonzero(self.response == act)
        ranked = places[np.argsort(-self.probability[places], kind="stable")]
        return [(int(self.trigger[place]), float(self.probability[place])) for place in ranked]


def who_was_answered(fit: TimesFit | KernelFit | LinkedFit) -> Posterior:
    r"""What each act of a fit in exact time answers.

    .. math:: P(k \to n) = A_{c_n c_k} g_k \varphi(t_n - t_k) / \lambda_{c_n}(t_n), \quad P(nobody) = \mu_{c_n} /
    \lambda

    A fit in which an act may hold down another side's rate has no causes to share out and is refused.

    References
    ----------
    zhuang_ogata_vere_jones_2002
    """
    if isinstance(fit, LinkedFit) and fit.link != "identity":
        raise MeasureError(f"with the {fit.link} link no act has a share in another; fit with the identity link")
    events = fit.events
    kinds = events.kinds.astype(np.int64)
    sides = len(events.names)
    own = fit.own_at_acts if isinstance(fit, LinkedFit) else np.asarray(fit.mu)[kinds]
    kernel_of = (lambda _i, _j: fit.kernel) if isinstance(fit, KernelFit) else fit.kernel_of
    reach = max(days_until(kernel_of(i, j), 1 - _FAINT) for i in range(sides) for j in range(sides))
    later, earlier = earlier_acts(events, reach_days=reach)
    lags = events.times[later] - events.times[earlier]
    weights = np.ones(events.n)
    if not isinstance(fit, KernelFit) and fit.exponent:
        weights = (1 + events.severities) ** fit.exponent
        weights /= weights.mean()
    pull = np.zeros(len(lags))
    for i in range(sides):
        for j in range(sides):
            chosen = (kinds[later] == i) & (kinds[earlier] == j)
            pull[chosen] = fit.answers[i, j] * weights[earlier[chosen]] * kernel_of(i, j).density(lags[chosen])
    return _normalised(later, earlier, pull, own, kinds)


def who_was_answered_by_day(
    fit: DailyFit, days: ArrayLike, kinds: ArrayLike, *, severities: ArrayLike | None = None
) -> Posterior:
    r"""What each of these acts answers, only their days being known (places of days in the fit's data, and series).

    An act of day d draws its cause from the day's own rate, from earlier acts with :math:`A w_l g`, and from the other
    acts of its day with :math:`A w_0 g`, since their order is not known: two acts of one day may each be a candidate
    for the other. A fit with the logarithmic link has no causes to share out and is refused.
    """
    if fit.link != "identity":
        raise MeasureError("with the logarithmic link no act has a share in another; fit with the identity link")
    day, kind = np.asarray(days, dtype=np.int64), np.asarray(kinds, dtype=np.int64)
    sides = len(fit.data.names)
    if day.shape != kind.shape or (day.size and (day.min() < 0 or day.max() >= fit.data.days)):
        raise MeasureError(f"each act needs a series and a day from 0 to {fit.data.days - 1}")
    weights = np.ones(len(day))
    if severities is not None and fit.exponent:
        rows = (1 + fit.data.severities[:, 2]) ** fit.exponent
        weights = (1 + np.asarray(severities, dtype=float)) ** fit.exponent / rows.mean()
    longest = max(
        int(min(days_until(fit.kernel_of(i, j), 1 - _FAINT), 365)) + 1 for i in range(sides) for j in range(sides)
    )
    spread = np.array(
        [[day_weights(fit.kernel_of(i, j), longest) for j in range(sides)] for i in range(sides)]
    ) * fit.answers[:, :, None]  # fmt: skip
    order = np.argsort(day, kind="stable")
    sorted_days = day[order]
    since = np.searchsorted(sorted_days, sorted_days - longest, side="left")
    until = np.searchsorted(sorted_days, sorted_days, side="right")
    counts = until - since
    later = np.repeat(np.arange(len(day)), counts)
    earlier = np.arange(len(later)) - np.repeat(np.cumsum(counts) - counts, counts) + np.repeat(since, counts)
    later, earlier = order[later], order[earlier]
    apart = later != earlier
    later, earlier = later[apart], earlier[apart]
    pull = spread[kind[later], kind[earlier], day[later] - day[earlier]] * weights[earlier]
    return _normalised(later, earlier, pull, fit.mu[day, kind], kind)


def who_was_answered_by_hour(fit: LatentFit) -> Posterior:
    """What each act answers, averaged over the hours that a latent fit drew; places are those the fit was given."""
    n = fit.draws[0].n
    kinds = np.zeros(n, dtype=np.int64)
    cells: dict[int, Any] = {}
    nobody = np.zeros(n)
    for events, order in zip(fit.draws, fit.orders, strict=True):
        one = who_was_answered(KernelFit(events, fit.mu, fit.answers, fit.kernel, None, None, None))  # type: ignore[arg-type]
        nobody[order] += one.nobody
        kinds[order] = one.kinds
        keys = order[one.response] * n + order[one.trigger]
        for key, probability in zip(keys.tolist(), one.probability.tolist(), strict=True):
            cells[key] = cells.get(key, 0.0) + probability
    keys = np.array(sorted(cells), dtype=np.int64)
    probability = np.array([cells[key] for key in keys.tolist()]) / len(fit.draws)
    return Posterior(keys // n, keys % n, probability, nobody / len(fit.draws), kinds)


def _normalised(
    later: NDArray[np.int64], earlier: NDArray[np.int64], pull: Floats, own: Floats, kinds: NDArray[np.int64]
) -> Posterior:
    whole = own + np.bincount(later, weights=pull, minlength=len(own))
    probability = pull / whole[later]
    kept = probability > 0
    place = np.lexsort((earlier[kept], later[kept]))
    return Posterior(later[kept][place], earlier[kept][place], probability[kept][place], own / whole, kinds)


def as_links(
    events: Sequence[Event], posterior: Posterior, *, at_least: float = 0.1, own_side: bool = False
) -> list[Link]:
    """Inferred links between the events (in the places that the posterior speaks of), the likeliest first.

    Links between acts of one series, which go on rather than answer, are left out unless `own_side` asks for them.
    """
    if len(events) != len(posterior.nobody):
        raise MeasureError(f"the posterior speaks of {len(posterior.nobody)} acts, and {len(events)} events are given")
    links = []
    for response, trigger, probability in zip(
        posterior.response.tolist(), posterior.trigger.tolist(), posterior.probability.tolist(), strict=True
    ):
        if probability < at_least or (not own_side and posterior.kinds[response] == posterior.kinds[trigger]):
            continue
        answer, attack = events[response], events[trigger]
        lag = (answer.when.first - attack.when.first).days if answer.when and attack.when else None
        reasons = [
            f"By sides and lags alone it answers this act with probability {probability:.2f}, "
            f"and no act in the record with {posterior.nobody[response]:.2f}."
        ]
        if lag == 0:
            reasons.append("Both are of the same day, and which came first is not known.")
        links.append(
            Link(attack.id, answer.id, "inferred", min(probability, 1.0), reasons=tuple(reasons), lag_days=lag)
        )
    return sorted(links, key=lambda link: (-link.probability, link.response, link.trigger))
