"""What is not known of an act, drawn again and again: who did it, and on which of several days."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from math import exp, log, sqrt
from statistics import NormalDist

import numpy as np

from talion.errors import MeasureError
from talion.measures.series import EVERYTHING, deeds_of, placements
from talion.records import Dyad, Estimate, Event, Selection, Timeline


def attributions(
    war: Timeline,
    dyad: Dyad,
    *,
    random: np.random.Generator,
    draws: int = 20,
    chance: Callable[[Event], float] | None = None,
    selection: Selection = EVERYTHING,
) -> Iterable[Timeline]:
    """The same war again and again, each time with every act of unknown author given to the other side or to nobody.

    `chance` says how likely it is that the other side did an act. Without it the acts whose author is known decide: of
    those on the same side, as many shares as the other side did, the share drawn anew each time from what so few acts
    can tell (Jeffreys' Beta). That takes acts without an author for acts like the others, which they are not where
    one side hides its hand more than others do. Acts of several possible days are put on one of them by lot as well.
    """
    one, other = dyad
    shares = {side: _by_the_other(war, side, attacker, selection) for side, attacker in ((other, one), (one, other))}
    for placed in placements(war, random=random, draws=draws):
        drawn = {side: float(random.beta(ours + 0.5, theirs + 0.5)) for side, (ours, theirs) in shares.items()}
        events = []
        for event in placed.events:
            hit = [side for side in (one, other) if side in event.recipients]
            if event.actors or not event.directed or len(hit) != 1:
                events.append(event)
                continue
            [side] = hit
            likely = drawn[side] if chance is None else chance(event)
            attacker = other if side == one else one
            events.append(replace(event, actors=(attacker,)) if random.random() < likely else event)
        # An act that nobody of the two is given to is somebody else's, and no longer unknown.
        kept = tuple(
            replace(event, actors=("somebody else",))
            if not event.actors and event.directed and len({one, other} & set(event.recipients)) == 1
            else event
            for event in events
        )
        yield Timeline(kept, placed.observed)


def _by_the_other(war: Timeline, side: str, attacker: str, selection: Selection) -> tuple[int, int]:
    """How many acts on a side its opponent is known to have done, and how many others are."""
    ours = len(deeds_of(war, Dyad(attacker, side), selection=selection))
    kinds = {kind.upper() for kind in selection.kinds} or {"ASSAULT"}
    theirs = sum(
        event.directed
        and bool(event.actors)
        and side in event.recipients
        and attacker not in event.actors
        and side not in event.actors
        and event.action in kinds
        and event.is_deed
        for event in war.events
    )
    return ours, theirs


def integrated(
    war: Timeline,
    dyad: Dyad,
    measure: Callable[[Timeline, Dyad], Estimate],
    *,
    random: np.random.Generator,
    draws: int = 20,
    chance: Callable[[Event], float] | None = None,
) -> Estimate:
    r"""A measure averaged over who may have done the unclaimed acts and on which of their possible days they fell.

    .. math:: \bar\theta = \tfrac{1}{m} \sum_k \theta_k, \qquad
        V = \tfrac{1}{m} \sum_k V_k + (1 + \tfrac{1}{m}) \tfrac{1}{m - 1} \sum_k (\theta_k - \bar\theta)^2

    over *m* `draws` of `attributions`; shares on the logit scale, ratios on the log scale. `measure` takes a timeline
    and a dyad, as `lambda war, dyad: answered_share(war, dyad, within_days=7)`.

    References
    ----------
    rubin_1987 (the combination)
    """
    if draws < 2:
        raise MeasureError(f"{draws} draws have no spread; give 2 or more")
    # A measure that asks for what cannot be told of one draw may tell of another.
    found = [measure(drawn, dyad) for drawn in attributions(war, dyad, random=random, draws=draws, chance=chance)]
    told = [one for one in found if one.value is not None and one.low is not None and one.high is not None]
    first = found[0]
    how = f"{first.how}, integrated over authors and days"
    if len(told) < max(2, len(found) // 2):
        said = f"Cannot tell: in {len(found) - len(told)} of {len(found)} draws of authors and days it cannot be told"
        return replace(first, value=None, low=None, high=None, how=how, caveats=(said, *first.caveats))
    scale, back = _scale(told[0], min(one.n for one in told))
    z = NormalDist().inv_cdf((1 + first.level) / 2)
    values = np.array([scale(one.value or 0.0) for one in told])
    errors = np.array([(scale(one.high or 0.0) - scale(one.low or 0.0)) / (2 * z) for one in told])
    between = float(values.var(ddof=1))
    spread = sqrt(float((errors**2).mean()) + (1 + 1 / len(told)) * between)
    middle = float(values.mean())
    part = between * (1 + 1 / len(told)) / spread**2 if spread > 0 else 0.0
    says = (
        f"Averaged over {len(told)} draws of who did the unclaimed acts and on which day the uncertain ones fell; "
        f"{part:.0%} of the doubt comes from that"
    )
    chances = [one.chance for one in told if one.chance is not None]
    return replace(
        told[0],
        value=back(middle),
        low=back(middle - z * spread),
        high=back(middle + z * spread),
        n=round(float(np.mean([one.n for one in told]))),
        how=how,
        chance=float(np.mean(chances)) if chances else None,
        caveats=(says, "Acts without an author are taken to be like those with one", *told[0].caveats),
    )


def _scale(one: Estimate, n: int) -> tuple[Callable[[float], float], Callable[[float], float]]:
    if one.unit.startswith(("share", "probability", "chance")):
        edge = 0.5 / max(n, 1)

        def logit(share: float) -> float:
            inside = min(max(share, edge), 1 - edge)
            return log(inside / (1 - inside))

        return logit, lambda x: 1 / (1 + exp(-x))
    if one.unit.startswith("times"):
        return lambda ratio: log(max(ratio, 1e-9)), exp
    return float, float
