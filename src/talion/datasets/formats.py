"""The kinds of data set that Talion reads, and which of them a file is."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from talion.datasets.acled import ACLED
from talion.datasets.chronicle_import import CHRONICLE
from talion.datasets.gdelt import GDELT
from talion.datasets.icews import ICEWS
from talion.datasets.keds import KEDS
from talion.datasets.polecat import POLECAT
from talion.datasets.rows import Head, Line, Shape, head_of, lines_of
from talion.datasets.table import TABLE
from talion.datasets.told import Fit, Format
from talion.datasets.ucdp_ged import UCDP_GED
from talion.datasets.viina import VIINA
from talion.errors import ImportingError

FORMATS: tuple[Format, ...] = (
    UCDP_GED,
    ACLED,
    GDELT,
    ICEWS,
    POLECAT,
    VIINA,
    KEDS,
    CHRONICLE,
    TABLE,
)
_NEAR = 0.7


def format_named(name: str) -> Format:
    """The format of that name. Raises ImportingError, naming them all, where there is none."""
    wanted = name.lower().replace("_", "-")
    for one in FORMATS:
        if one.name == wanted:
            return one
    raise ImportingError(f"there is no format {name!r}; there are: {', '.join(one.name for one in FORMATS)}")


def recognise(path: Path) -> tuple[Format, Fit]:
    """Which format a file has. Raises ImportingError where it has none; a near miss says which column is missing."""
    head = head_of(path)
    fits = [(one, one.fit(cut_for(one, head))) for one in FORMATS]
    whole = [(one, fit) for one, fit in fits if fit.is_whole]
    best = max(whole, key=lambda pair: pair[1].share) if whole else None
    if best is not None and best[0] is not TABLE:
        return best
    # Better to stop than to read a data set that lacks a column as if it were anybody's table.
    near = max((pair for pair in fits if pair[0] is not TABLE), key=lambda pair: pair[1].share)
    if near[1].share >= _NEAR:
        raise ImportingError(f"{path} {_misses(*near)}; `talion import table` reads it as a table of your own")
    if best is not None:
        return best
    raise ImportingError(
        f"{path} is of no format that we know ({', '.join(one.name for one in FORMATS)}); "
        "any table can be imported with `talion import table`"
    )


def expect(one: Format, head: Head) -> Fit:
    """How the file fits the format that it was said to have. Raises ImportingError, naming columns, if it does not."""
    fit = one.fit(cut_for(one, head))
    if one is TABLE and head.rows:
        return fit  # what its header lacks, its mapping may give
    if not fit.is_whole:
        raise ImportingError(f"{head.path} {_misses(one, fit)}")
    return fit


def _misses(one: Format, fit: Fit) -> str:
    columns = "columns are" if len(fit.missing) > 1 else "column is"
    return f"looks like {one.name} ({one.title}), but the {columns} missing: {', '.join(fit.missing) or 'all'}"


def cut_for(one: Format, head: Head) -> Head:
    """The head as this format cuts it: between tabs some write quotation marks that wrap nothing."""
    quoted = one.quoted or head.shape.delimiter != "\t"
    if quoted == head.shape.quoted:
        return head
    shape = Shape(head.shape.delimiter, quoted, head.shape.encoding)
    rows: Iterable[Line] = (line for line, _ in zip(lines_of(head.path, shape), head.rows, strict=False))
    return Head(head.path, shape, tuple(tuple(line.cells) for line in rows))


def lines_for(head: Head) -> Iterator[Line]:
    """Every row of the file, cut as its head was."""
    return lines_of(head.path, head.shape)
