"""Who did it: belief after a signal, and what imperfect attribution does to deterrence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from talion.errors import ScenarioError


def belief(rates: Sequence[float], signal_given: Sequence[float], *, signal_given_none: float = 0.0) -> list[float]:
    r"""How likely each suspect did it, after a signal: its rate times how often its acts give such a signal.

    .. math:: \beta_j = \frac{\lambda_j \pi(s | j)}{\sum_k \lambda_k \pi(s | k)}

    `signal_given_none` is the rate at which the signal comes though nobody did anything; then the beliefs sum to less
    than 1.
    """
    if len(rates) != len(signal_given) or not rates or min(rates) < 0 or min(signal_given) < 0:
        raise ScenarioError("belief needs a rate and a chance of the signal for each suspect, none below zero")
    weights = [rate * chance for rate, chance in zip(rates, signal_given, strict=True)]
    total = sum(weights) + signal_given_none
    if total == 0:
        raise ScenarioError("a signal that nobody can give says nothing: give at least one suspect a chance of it")
    return [weight / total for weight in weights]


@dataclass(frozen=True, slots=True)
class Suspects:
    """How well a defender sees: chances that an attack is detected, that a detected one points at its doer, and that a
    signal comes though nobody attacked.

    A detected attack that does not point at its doer points at one of the others, each as likely; so does a false alarm
    at all.
    """

    attackers: int
    detection: float
    accuracy: float = 1.0
    false_alarm: float = 0.0
    opportunity: float = 0.6

    def __post_init__(self) -> None:
        if self.attackers < 1:
            raise ScenarioError("it takes at least one possible attacker")
        for name in ("detection", "accuracy", "false_alarm", "opportunity"):
            if not 0 <= getattr(self, name) <= 1:
                raise ScenarioError(f"{name} is a probability between 0 and 1; not {getattr(self, name)}")
        if self.attackers == 1 and self.accuracy < 1:
            raise ScenarioError("with one possible attacker every detected attack points at it: accuracy must be 1")


@dataclass(frozen=True, slots=True)
class Deterred:
    """An equilibrium: each attacker attacks when its gain is at least its `cutoffs`.

    `attacks` is how likely each uses an opportunity, `retaliates` how likely a signal that points at each is answered.
    """

    cutoffs: tuple[float, ...]
    attacks: tuple[float, ...]
    retaliates: tuple[float, ...]


def deterrence(
    seen: Suspects, *, keenness: Sequence[float] | None = None, start: Sequence[float] | None = None
) -> Deterred:
    r"""What attackers and defender do, where attacks cannot be attributed with certainty.

    Each of *n* attackers has the opportunity with chance :math:`\gamma / n`, gains *x*, uniform on 0 to 1, and pays 1
    if answered; `keenness` adds to its gain. The defender answers the one whom the signal points at with the chance
    that its belief allows, its own type being uniform: :math:`\beta`. The cutoffs solve

    .. math:: x_i^* = (\pi_i(i) - \pi_0(i)) \, \beta_i(x^*)

    An attacker that grows keener becomes more suspect, which makes the others less so: they attack more, too. Where a
    signal points at somebody else, an attacker pays nothing here, which simplifies the paper's model.

    References
    ----------
    baliga_etal_2020 (the model and its results in words; numbers not checked against the paper)
    """
    n = seen.attackers
    keen = np.zeros(n) if keenness is None else np.array(keenness, dtype=float)
    cutoffs = np.full(n, 0.5) if start is None else np.array(start, dtype=float)
    if keen.shape != (n,) or cutoffs.shape != (n,):
        raise ScenarioError(f"keenness and start need one number for each of the {n} attackers")
    right = seen.detection * seen.accuracy
    wrong = seen.detection * (1 - seen.accuracy) / (n - 1) if n > 1 else 0.0
    alarm = seen.false_alarm / n
    for _ in range(10_000):
        attacks = np.clip(1 - cutoffs + keen, 0, 1)
        chance = seen.opportunity / n * attacks
        signal = chance * right + (chance.sum() - chance) * wrong + (1 - chance.sum()) * alarm
        suspicion = np.divide(chance * right, signal, out=np.zeros(n), where=signal > 0)
        target = np.clip((right - alarm) * suspicion, 0, 1 + keen)
        if np.abs(target - cutoffs).max() < 1e-13:
            return Deterred(_floats(cutoffs), _floats(attacks), _floats(suspicion))
        cutoffs = 0.5 * cutoffs + 0.5 * target
    raise ScenarioError("the cutoffs do not settle: no equilibrium was found from this start; try another")


def _floats(values: Iterable[float]) -> tuple[float, ...]:
    return tuple(float(value) for value in values)
