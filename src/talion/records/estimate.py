"""A number that knows what it is about and how sure it is."""

from dataclasses import dataclass, field

from talion.errors import RecordError
from talion.records.selection import Selection


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with its interval, unit, number of cases, caveats and the selection it was computed from.

    `value` None means *cannot tell*; the caveats say why. `level` is the coverage of the interval. `chance` is the
    value that chance alone would give, where it is known. `how` names the function that computed it.
    """

    question: str
    value: float | None
    low: float | None
    high: float | None
    unit: str
    n: int
    how: str
    level: float = 0.9
    chance: float | None = None
    within_days: float | None = None
    caveats: tuple[str, ...] = ()
    selection: Selection = field(default_factory=Selection)

    def __post_init__(self) -> None:
        if self.value is None and not self.caveats:
            raise RecordError(f"{self.question}: an estimate that cannot tell must say why")
        if self.low is not None and self.high is not None and self.high < self.low:
            raise RecordError(f"{self.question}: the interval ends before it begins: {self.low} to {self.high}")
