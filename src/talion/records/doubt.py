"""What makes a reader wonder, kept beside the record and not in place of it."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a doubt should weigh with a reader."""

    NOTE = "note"
    DOUBT = "doubt"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A reason to wonder about one record: `about` is its id, `kind` a short slug, `says` one plain sentence."""

    about: str
    kind: str
    says: str
    severity: Severity = Severity.DOUBT
