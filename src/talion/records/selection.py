"""Which events a list or a number is about."""

from dataclasses import dataclass
from datetime import date

from talion.errors import SelectionError


@dataclass(frozen=True, slots=True)
class Selection:
    """A question about the ledger; a field that is empty or None does not narrow it.

    Names of actors are as the user wrote them and may be groups of actors ("Iran-backed groups"). `between` asks for
    acts of either on the other. `as_of` asks for what the case held at the end of that day.
    """

    actor: str | None = None
    recipient: str | None = None
    between: tuple[str, str] | None = None
    since: date | None = None
    until: date | None = None
    kinds: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    place: str | None = None
    report: str | None = None
    search: str | None = None
    as_of: date | None = None

    def __post_init__(self) -> None:
        if self.since and self.until and self.until < self.since:
            raise SelectionError(f"the days end before they begin: since {self.since}, until {self.until}")

    @property
    def says(self) -> str:
        """The question in words, as a caption beside a number."""
        parts = []
        if self.between:
            parts.append(f"between {self.between[0]} and {self.between[1]}")
        if self.actor:
            parts.append(f"by {self.actor}")
        if self.recipient:
            parts.append(f"against {self.recipient}")
        if self.kinds:
            parts.append("of kind " + " or ".join(self.kinds))
        if self.statuses:
            parts.append("that are " + " or ".join(self.statuses))
        if self.place:
            parts.append(f"in {self.place}")
        if self.since:
            parts.append(f"since {self.since}")
        if self.until:
            parts.append(f"until {self.until}")
        if self.report:
            parts.append(f"from report {self.report}")
        if self.search:
            parts.append(f"with the words {self.search!r}")
        if self.as_of:
            parts.append(f"as the case stood on {self.as_of}")
        return "events " + ", ".join(parts) if parts else "all events"
