"""What a data set tells, row by row, in our words: acts with what is said of them, and rows set aside with a reason."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from talion.datasets.names import Parties
from talion.datasets.rows import Head, Line
from talion.datasets.where import Test
from talion.records import Doubt, Event, Speaker, Toll


@dataclass(frozen=True, slots=True)
class Saying:
    """What one source says of a row's act, and the cell it stands in: a Claim once the row has become a passage."""

    cell: str
    stance: str
    about: str
    speaker: Speaker | None = None
    actors: tuple[str, ...] = ()
    toll: Toll | None = None
    words: str | None = None
    hedge: str | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """That the row's act answers others, as a cell says it: the ids of those acts, and how sure the reading is."""

    cell: str
    triggers: tuple[str, ...]
    basis: str
    probability: float = 1.0


@dataclass(frozen=True, slots=True)
class ToldRow:
    """One row as an act. `event` has no reports and passages yet; `cells` are the words it rests on, by column.

    `marks` says which cell holds which fact ("killed": "best").
    """

    line: int
    event: Event
    cells: Mapping[str, str]
    marks: tuple[tuple[str, str], ...] = ()
    sayings: tuple[Saying, ...] = ()
    ties: tuple[Tie, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    url: str | None = None


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row that cannot be read: where it begins, why, and its cells."""

    line: int
    why: str
    cells: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A row that was read and not asked for. Given only now and then: `rows` counts those since the last one."""

    rows: int


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The id of an act that its data set has taken back."""

    line: int
    event: str


Told = ToldRow | SetAside | PassedOver | Withdrawn


@dataclass(frozen=True, slots=True)
class Wish:
    """Which rows are wanted. `is_between` says of actors, recipients and the day whether the act is asked for."""

    where: str | None = None
    since: date | None = None
    until: date | None = None
    is_between: Callable[[Sequence[str], Sequence[str], date | None], bool] | None = None

    def wants(self, event: Event) -> bool:
        """Whether the act is asked for, the question about columns apart."""
        if self.since is not None and (event.when is None or event.when.last < self.since):
            return False
        if self.until is not None and (event.when is None or event.when.first > self.until):
            return False
        if self.is_between is None:
            return True
        return self.is_between(event.actors, event.recipients, event.when.first if event.when else None)


EVERYTHING = Wish()


@dataclass(slots=True)
class Keeping:
    """Whether the words of rows are still kept: a file of many rows gives its acts, and its words stay in the file."""

    words: bool = True


@dataclass(frozen=True, slots=True)
class Source:
    """One file of a data set, ready to be read: its head, whom its names mean, and what is wanted of it.

    `report` is the id of the report that stands for the file where no words of rows are kept. `beside` are other files
    of the same import that this format reads together with this one. `codebook` is the user's own folder of tables,
    whose rows take the place of ours.
    """

    head: Head
    report: str
    keeping: Keeping
    lines: Callable[[], Iterator[Line]]
    parties: Parties
    wish: Wish = EVERYTHING
    test: Test | None = None
    version: str | None = None
    mapping: Path | None = None
    codebook: Path | None = None
    beside: tuple[Head, ...] = ()


@dataclass(frozen=True, slots=True)
class Fit:
    """Whether a file is of a kind: `missing` columns are empty where it is; `share` is how much of the kind it has.

    `version` is the release, where the file says it.
    """

    share: float
    missing: tuple[str, ...] = ()
    version: str | None = None

    @property
    def is_whole(self) -> bool:
        """Whether the file can be read as this kind."""
        return not self.missing and self.share > 0


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of data set: its name in commands, its title and licence, how it is told apart and how it is read.

    `general` are doubts that hold for every row, as slugs and sentences. `may_pass_on` is False where the licence
    forbids giving rows to others. `asks` names the columns that a question may be about, where a file has no header.
    `leads` says of a data set in several files which are read first, the others beside them.
    """

    name: str
    title: str
    licence: str
    cite: str
    fit: Callable[[Head], Fit]
    read: Callable[[Source], Iterator[Told]]
    asks: Callable[[Head], Sequence[str]]
    general: tuple[tuple[str, str], ...] = ()
    may_pass_on: bool = True
    quoted: bool = True
    leads: Callable[[Head], bool] | None = None
    leads_says: str = ""
