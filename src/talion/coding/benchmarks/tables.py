"""What a benchmark gives, and what all of them share: parts, samples, missing files, macro F1."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from talion.errors import ReadError

# What rules and models may be tuned on, and what is for the numbers only.
PARTS = ("tune", "apart")

Value = float | int | str | None
Progress = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a score table; `is_published` where somebody else published its figures."""

    what: str
    values: tuple[Value, ...]
    is_published: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Scores with the published figures beside them; the first column names the row, the rest are the values'.

    `decimals` is how many are printed: one of per cents, more of shares between 0 and 1.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    decimals: int = 1


def silent() -> None:
    """Tell nobody how far it is."""


def half_of(text: str) -> str:
    """The half of a collection that a text belongs to, by its hash alone: the same on every machine."""
    return PARTS[sha256(text.encode()).digest()[0] % 2]


def some(things: Sequence[str], at_most: int | None) -> list[str]:
    """The first of them in an order that depends on nothing but their words."""
    return sorted(things, key=lambda thing: sha256(thing.encode()).hexdigest())[:at_most]


def needed(is_there: bool, where: Path, what: str) -> None:
    """ReadError that names the file that is expected, unless it is there."""
    if not is_there:
        if not where.exists():
            raise ReadError(f"there is no {where}; give the folder that holds {what}")
        raise ReadError(f"{where} does not hold what this benchmark reads; expected is {what}")


def files_in(folder: Path) -> list[Path]:
    """The files of a folder in the order of their names."""
    needed(folder.is_dir(), folder.parent, f"a folder {folder.name!r}")
    return sorted(file for file in folder.iterdir() if file.is_file())


def macro_f1(pairs: Sequence[tuple[str, str | None]]) -> float:
    """The mean F1 over the labels of the truth, of pairs of the true label and ours."""
    labels = sorted({gold for gold, _ in pairs})
    total = 0.0
    for label in labels:
        right = sum(a == b == label for a, b in pairs)
        said, gold = sum(b == label for _, b in pairs), sum(a == label for a, _ in pairs)
        total += 2 * right / (said + gold)
    return total / max(1, len(labels))
