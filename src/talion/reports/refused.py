"""What could not be read, kept beside what could."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refused:
    """One source that gave no report: its name as the user knows it, and why, with the way out."""

    source: str
    why: str
