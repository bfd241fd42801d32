"""Small models of a crisis that people quote: what crossing a line by luck, bidding and backing down come to."""

import math
from functools import cache

from talion.errors import ScenarioError


def crossed_by_luck(chance: float, attempts: int) -> float:
    r"""The chance that at least one of so many attempts crosses the line, each with the same small chance.

    .. math:: 1 - (1 - p)^n

    A death in a run of attacks may be luck and no intent: at one in 165, 165 attacks kill with a chance of 0.63.
    """
    _probability("chance", chance)
    return -math.expm1(attempts * math.log1p(-chance)) if chance < 1 else 1.0


def attempts_until_likely(chance: float) -> int:
    """The number of attempts by which the line has been crossed more likely than not; the median of the lottery."""
    _probability("chance", chance)
    if not 0 < chance < 1:
        raise ScenarioError(f"a lottery needs a chance between 0 and 1, both excluded; not {chance}")
    return round(math.log(0.5) / math.log1p(-chance))


def critical_risk(*, win: float, submit: float, disaster: float) -> float:
    r"""The largest risk of disaster at which it still pays to stand firm.

    .. math:: \frac{w - s}{w - d}

    References
    ----------
    ellsberg_1959; snyder_diesing_1977 (the name and the use in crises)
    """
    if not win > submit > disaster:
        raise ScenarioError(f"winning must beat submitting, and submitting disaster; not {win}, {submit}, {disaster}")
    return (win - submit) / (win - disaster)


def dollar_auction_opening(stake: int, bankroll: int) -> int:
    r"""The first bid, in units of the smallest raise, that ends a dollar auction at once; both pay what they bid.

    .. math:: (b - 1) \bmod (s - 1) + 1

    With a stake of 20 units and 50 in hand it is 12: 60 cents for a dollar. `dollar_auction_by_induction` gives the
    same by reasoning backward.

    References
    ----------
    oneill_1986
    """
    _auction(stake, bankroll)
    return (bankroll - 1) % (stake - 1) + 1


def dollar_auction_by_induction(stake: int, bankroll: int) -> int:
    """The first bid of a dollar auction found by reasoning backward over every pair of bids.

    A side whose turn it is passes or raises; one that cannot gain by raising passes, and of equal gains it takes the
    smaller bid.
    """
    _auction(stake, bankroll)

    @cache
    def best(own: int, other: int) -> tuple[int, int]:
        """What the side to move bids (0 is to pass), and what it ends with; it has bid `own`, the other `other`."""
        choice, worth = 0, -own
        for bid in range(other + 1, bankroll + 1):
            # The other passes where raising gains it no more than to pass.
            ends = stake - bid if bid == bankroll or best(other, bid)[0] == 0 else -bid
            if ends > worth:
                choice, worth = bid, ends
        return choice, worth

    for other in range(bankroll, 0, -1):  # fills the memory from the end, so that no call goes deep
        for own in range(other):
            best(own, other)
    return best(0, 0)[0]


def has_quit_by(days: float, *, audience_cost_of_other: float, stake: float = 1.0) -> float:
    r"""The chance that a side has backed down by a day, in a war of nerves with audience costs.

    .. math:: F_i(t) = \frac{a_j t}{v + a_j t}

    Each day of standing firm raises what backing down will cost, at home, by *a* a day; a side backs down just so often
    that the other does not mind waiting. So the *other's* audience cost drives one's own rate.

    References
    ----------
    fearon_1994 (the model; this form is derived by us for a stake *v*)
    """
    if days < 0 or audience_cost_of_other < 0 or stake <= 0:
        raise ScenarioError("days and audience costs cannot be below zero, and the stake must be above it")
    return audience_cost_of_other * days / (stake + audience_cost_of_other * days)


def _probability(name: str, value: float) -> None:
    if not 0 <= value <= 1:
        raise ScenarioError(f"{name} is a probability between 0 and 1; not {value}")


def _auction(stake: int, bankroll: int) -> None:
    if stake < 2 or bankroll < 1:
        raise ScenarioError(
            f"a dollar auction needs a stake of at least 2 units and 1 in hand; not {stake}, {bankroll}"
        )
