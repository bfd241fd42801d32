"""What was expected on a day, and what that earned when the day came."""

from dataclasses import dataclass
from datetime import date

from talion.errors import RecordError


@dataclass(frozen=True, slots=True)
class Forecast:
    """A probability given on a day for a question that has an answer by its horizon."""

    question: str
    given_on: date
    horizon: date
    probability: float
    by: str

    def __post_init__(self) -> None:
        if not 0 <= self.probability <= 1:
            raise RecordError(f"a probability lies between 0 and 1; not {self.probability}")
        if self.horizon < self.given_on:
            raise RecordError(f"the horizon {self.horizon} lies before the day of the forecast {self.given_on}")


@dataclass(frozen=True, slots=True)
class Score:
    """What a forecast earned: Brier (0 is perfect, 1 is worst) and log score in nats (0 is perfect)."""

    forecast: Forecast
    happened: bool
    brier: float
    log: float
