"""Patrons, agents and spoilers: what an attack by somebody's militia says about that somebody."""

from talion.errors import ScenarioError


def trust_after_attack(*, trust: float, slips_if_trustworthy: float, slips_if_not: float) -> float:
    r"""How likely a side is trustworthy after its extremists attacked.

    .. math:: \frac{t q_T}{t q_T + (1 - t) q_U}

    `trust` is how likely it was before; the other two are how likely an attack gets through where the side means to
    prevent it, and where it does not. Spoilers succeed by what an attack says, not by what it destroys: it says most
    where a trustworthy side was thought able to prevent it.

    References
    ----------
    kydd_walter_2002
    """
    for name, value in (
        ("trust", trust), ("slips_if_trustworthy", slips_if_trustworthy), ("slips_if_not", slips_if_not)
    ):  # fmt: skip
        if not 0 <= value <= 1:
            raise ScenarioError(f"{name} is a probability between 0 and 1; not {value}")
    through = trust * slips_if_trustworthy + (1 - trust) * slips_if_not
    if through == 0:
        raise ScenarioError("an attack that cannot happen says nothing: give it a chance under one of the two")
    return trust * slips_if_trustworthy / through


def control_shown(*, rate_before: float, rate_under_hold: float) -> float:
    r"""The share of an agent's acts that its patron stops: :math:`1 - \lambda_{hold} / \lambda_{before}`."""
    if rate_before <= 0 or rate_under_hold < 0:
        raise ScenarioError("control can be seen only where the agent acted before the order to hold")
    return max(0.0, 1 - rate_under_hold / rate_before)
