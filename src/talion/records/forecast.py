"""What was expected on a day, and what that earned when the day came."""

import math
from dataclasses import dataclass
from datetime import date

from talion.errors import RecordError
from talion.records.identity import content_id


@dataclass(frozen=True, slots=True)
class Forecast:
    """The chances that somebody gave on a day to each outcome of a question, in the order of its `outcomes`.

    `by` names the forecaster: a model, a baseline, or a person. `rules` is the hash of all questions and settings of
    the run, taken before it, and `seen` that of the acts it was made from. `because` says where the chances come from.
    """

    question: str
    given_on: date
    horizon: date
    by: str
    chances: tuple[float, ...]
    rules: str = ""
    seen: str = ""
    because: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if len(self.chances) < 2:
            raise RecordError(f"a forecast gives a chance to each of two outcomes or more; not {self.chances}")
        for chance in self.chances:
            if not 0 <= chance <= 1:
                raise RecordError(f"a probability lies between 0 and 1; not {chance}")
        if not math.isclose(math.fsum(self.chances), 1.0, abs_tol=1e-6):
            raise RecordError(f"the chances of a forecast sum to 1; not {math.fsum(self.chances)}")
        if self.horizon < self.given_on:
            raise RecordError(f"the horizon {self.horizon} lies before the day of the forecast {self.given_on}")

    @property
    def id(self) -> str:
        """Known by the question, the day, the forecaster, the rules and what was seen."""
        return content_id("forecast", self.question, self.given_on, self.by, self.rules, self.seen)

    @property
    def probability(self) -> float:
        """Of a yes-or-no question the chance of yes; of others the chance of anything but the first outcome."""
        return 1.0 - self.chances[0] if len(self.chances) > 2 else self.chances[1]


@dataclass(frozen=True, slots=True)
class Score:
    """What a forecast earned, 0 being perfect: Brier (or ranked) score, log score in nats, and CRPS in units counted.

    `outcome` is the place of what came among the outcomes. `brier` of more than two outcomes is the ranked probability
    score over the steps between them; `crps` is the same sum undivided, in acts or days, and None for yes or no.
    """

    forecast: Forecast
    outcome: int
    brier: float
    log: float
    crps: float | None = None
