"""The way through a file that all formats share: its columns, asked for or not, read or set aside."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from talion.datasets.cells import CellError
from talion.datasets.columns import Columns
from talion.datasets.rows import Line
from talion.datasets.told import PassedOver, SetAside, Source, Told, ToldRow
from talion.errors import RecordError

_TELL_EVERY = 10_000


class RowReading:
    """What the reader of a table's rows begins with: where columns stand, who is who, what names the rows' acts.

    A subclass gives `row`, which makes an act of a row's cells or raises CellError in words.
    """

    def __init__(self, columns: Columns, source: Source, name: str) -> None:
        self._columns = columns
        self._parties = source.parties
        self._report = (source.report,)
        self._keeping = source.keeping
        self._origin = f"{name} {source.version}" if source.version else name

    def row(self, line: int, cells: Sequence[str]) -> ToldRow | None:
        """The act of a row."""
        raise NotImplementedError


def read_table(
    source: Source, columns: Sequence[str], reading: Callable[[Columns, Source], RowReading], *, has_header: bool
) -> Iterator[Told]:
    """Every row of a file whose columns have these names, read by what `reading` makes."""
    lines = source.lines()
    if has_header:
        next(lines, None)
    yield from told_rows(source, lines, reading(Columns(columns), source).row)


def told_rows(
    source: Source, lines: Iterable[Line], row: Callable[[int, Sequence[str]], ToldRow | None]
) -> Iterator[Told]:
    """Each row as an act where it was asked for; set aside where `row` finds that it cannot be read.

    Where `row` gives None the row was seen not to be asked for before it was read whole.
    """
    passed = 0
    for line in lines:
        if source.test is not None and not source.test(line.cells):
            told = None
        else:
            try:
                told = row(line.number, line.cells)
            except (CellError, RecordError) as wrong:
                yield SetAside(line.number, str(wrong), line.cells)
                continue
        if told is not None and source.wish.wants(told.event):
            yield told
            continue
        passed += 1
        if passed == _TELL_EVERY:
            yield PassedOver(passed)
            passed = 0
    if passed:
        yield PassedOver(passed)
