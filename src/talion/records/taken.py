"""What was taken in from a data set, file by file."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Taken:
    """One file of a data set that was imported: which one, what was asked of it, and what became of its rows.

    `name` is the data set with its release ("UCDP Georeferenced Event Dataset 25.1"), `format` how it was read.
    `new` and `closed` count rows of the case: those opened, and those closed since the file says otherwise.
    """

    name: str
    format: str
    file: str
    sha256: str
    release: str | None = None
    asked: str = ""
    read: int = 0
    taken: int = 0
    set_aside: int = 0
    withdrawn: int = 0
    new: int = 0
    closed: int = 0
