"""The way through a file that all formats share: asked for or not, read or set aside."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from talion.datasets.cells import CellError
from talion.datasets.rows import Line
from talion.datasets.told import PassedOver, SetAside, Source, Told, ToldRow
from talion.errors import RecordError

_TELL_EVERY = 10_000


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
