"""Two sides that meet again and again: what each turn pays, how acts slip and are misread, and what a strategy is.

Each turn both sides either cooperate (hold back) or defect (strike). A pair of last acts is written from one's own
point of view, mine first, and in this order: CC, CD, DC, DD.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from talion.errors import ScenarioError

PAIRS = ("CC", "CD", "DC", "DD")
ACTS = "CD"


@dataclass(frozen=True, slots=True)
class Game:
    """What a turn pays, from each side's own point of view, for CC, CD, DC, DD: reward, sucker, temptation, punishment.

    `second` None is the same for both sides.
    """

    first: tuple[float, float, float, float] = (3.0, 0.0, 5.0, 1.0)
    second: tuple[float, float, float, float] | None = None

    @property
    def payoffs(self) -> tuple[tuple[float, float, float, float], tuple[float, float, float, float]]:
        """Both sides' payoffs, each from its own point of view."""
        return self.first, self.second or self.first

    @property
    def is_dilemma(self) -> bool:
        """Whether for both sides striking pays more whatever the other does, and holding back pays more for both."""
        return all(t > r > p > s and 2 * r > t + s for r, s, t, p in self.payoffs)


PRISONERS_DILEMMA = Game()


@dataclass(frozen=True, slots=True)
class Noise:
    """How one side errs: `slip` is the chance that it does the opposite of what it meant, and knows what it did.

    The other two are the chances that it reads the other's act wrongly: a peaceful act as hostile, a hostile one as
    peaceful. The other side does not know what was read.
    """

    slip: float = 0.0
    peace_seen_as_attack: float = 0.0
    attack_seen_as_peace: float = 0.0

    def __post_init__(self) -> None:
        for name, value in (
            ("slip", self.slip),
            ("peace_seen_as_attack", self.peace_seen_as_attack),
            ("attack_seen_as_peace", self.attack_seen_as_peace),
        ):
            if not 0 <= value <= 1:
                raise ScenarioError(f"noise: {name} is a probability between 0 and 1; not {value}")

    @classmethod
    def misreading(cls, share: float) -> "Noise":
        """Errors of perception alone, as likely in both directions."""
        return cls(0.0, share, share)

    @property
    def is_silent(self) -> bool:
        """Whether nothing ever goes wrong."""
        return self.slip == self.peace_seen_as_attack == self.attack_seen_as_peace == 0


NO_NOISE = Noise()


@dataclass(frozen=True, slots=True)
class Strategy:
    """A way to play: states, in each the chance to cooperate, and where each pair of acts leads next.

    It begins in state 0. `goes[state]` are the next states after CC, CD, DC, DD: what one did oneself, slips included,
    and what one saw the other do. Chance stands only in `cooperates`, so that the same acts lead to the same state.
    """

    name: str
    cooperates: tuple[float, ...]
    goes: tuple[tuple[int, int, int, int], ...]

    def __post_init__(self) -> None:
        if not self.cooperates or len(self.cooperates) != len(self.goes):
            raise ScenarioError(
                f"{self.name}: a strategy needs for each state a chance to cooperate and four next states"
            )
        for chance in self.cooperates:
            if not 0 <= chance <= 1:
                raise ScenarioError(f"{self.name}: a chance to cooperate lies between 0 and 1; not {chance}")
        for state, nexts in enumerate(self.goes):
            if len(nexts) != 4 or not all(0 <= to < len(self.goes) for to in nexts):
                raise ScenarioError(
                    f"{self.name}: state {state} leads to {nexts}, which are not four of its own states"
                )

    @property
    def memory_one(self) -> tuple[float, float, float, float] | None:
        """The chances to cooperate after CC, CD, DC, DD, where nothing but the last turn counts; else None."""
        leads = set(self.goes)
        if len(leads) == 1:
            [(cc, cd, dc, dd)] = leads
            return self.cooperates[cc], self.cooperates[cd], self.cooperates[dc], self.cooperates[dd]
        return None

    def plays(self, acts: Sequence[str]) -> list[float]:
        """The chance to cooperate at each turn, given the pairs of acts so far ("CD": I cooperated, they did not)."""
        state = 0
        chances = [self.cooperates[state]]
        for pair in acts:
            state = self.goes[state][PAIRS.index(pair)]
            chances.append(self.cooperates[state])
        return chances


def memory_one(
    name: str, after_cc: float, after_cd: float, after_dc: float, after_dd: float, *, opening: float = 1.0
) -> Strategy:
    """A strategy that looks at the last turn alone: chances to cooperate after CC, CD, DC and DD, and on the first."""
    return Strategy(name, (opening, after_cc, after_cd, after_dc, after_dd), ((1, 2, 3, 4),) * 5)


def reactive(name: str, after_peace: float, after_attack: float, *, opening: float = 1.0) -> Strategy:
    """A strategy that looks at the other's last act alone."""
    return memory_one(name, after_peace, after_attack, after_peace, after_attack, opening=opening)


def from_rules(
    name: str,
    start: Any,
    cooperates: Callable[[Any], float],
    then: Callable[[Any, str, str], Any],
) -> Strategy:
    """A strategy told by rules: what is remembered at first, what one does on it, and what is remembered after a turn.

    `then` takes what is remembered, one's own act and the other's as seen, each "C" or "D". What can be remembered must
    be finite: the states are all that the rules can reach.
    """
    states = [start]
    goes: list[tuple[int, int, int, int]] = []
    for state in states:  # grows while it is gone through
        nexts = [then(state, pair[0], pair[1]) for pair in PAIRS]
        for found in nexts:
            if found not in states:
                states.append(found)
        if len(states) > 10_000:
            raise ScenarioError(f"{name}: remembers more than 10,000 different things; give its memory an end")
        goes.append((states.index(nexts[0]), states.index(nexts[1]), states.index(nexts[2]), states.index(nexts[3])))
    return Strategy(name, tuple(cooperates(state) for state in states), tuple(goes))
