"""Counts as reports give them: "at least 25", "between 20 and 30", "none"."""

from dataclasses import dataclass

from talion.errors import RecordError


@dataclass(frozen=True, slots=True)
class Count:
    """A count that is known from below, from above, or both; None is an open end, never zero.

    "At least 25" is low 25 with high open; "up to 80" is high 80 with low open; "25" is 25, 25, 25.
    `best` stands only where a source gives one number (UCDP's low/best/high).
    """

    low: int | None = None
    best: int | None = None
    high: int | None = None

    def __post_init__(self) -> None:
        least = 0
        for n in (self.low, self.best, self.high):
            if n is not None:
                if n < 0:
                    raise RecordError(f"a count below zero: {self.low}, {self.best}, {self.high}")
                if n < least:
                    raise RecordError(
                        f"a count must rise from low to best to high: {self.low}, {self.best}, {self.high}"
                    )
                least = n

    @classmethod
    def exactly(cls, n: int) -> "Count":
        """A count given as one number."""
        return cls(n, n, n)

    @property
    def is_known(self) -> bool:
        """Whether anything at all is known of it."""
        return not (self.low is None and self.best is None and self.high is None)

    @property
    def point(self) -> int | None:
        """One number where one must be had, as for the size of a dot: best, else low, else high."""
        return next((n for n in (self.best, self.low, self.high) if n is not None), None)

    def together(self, other: "Count") -> "Count":
        """The widest count that holds both, for two sources that differ; best only where they agree."""
        if not self.is_known or not other.is_known:
            return self if self.is_known else other
        lows = [n for n in (self.low, other.low) if n is not None]
        highs = None if self.high is None or other.high is None else max(self.high, other.high)
        best = self.best if self.best == other.best else None
        return Count(min(lows) if lows else None, best, highs)

    def __str__(self) -> str:
        if not self.is_known:
            return "unknown"
        if self.low is not None and self.low == self.high:
            return str(self.low)
        if self.high is None:
            return f"at least {self.low}" if self.low is not None else f"about {self.best}"
        return f"up to {self.high}" if self.low is None else f"{self.low} to {self.high}"
