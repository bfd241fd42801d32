"""The rows of a file of any of the field's kinds, one at a time, each with the number of the line it began on."""

import csv
import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from talion.errors import ImportingError

_HEAD_BYTES = 256 * 1024
_CELL_AT_MOST = 16 * 1024 * 1024
_LETTERS_IN_A_WORD = 2.5  # accented Latin letters stand alone, those of other scripts side by side
_DELIMITERS = (",", "\t", ";", "|")
_DATA_ENDINGS = (".csv", ".tsv", ".txt", ".dat", ".tab", ".json", "")
SHEETS = (".xlsx", ".xlsm")
PARQUET = (".parquet", ".pq")
csv.field_size_limit(_CELL_AT_MOST)
# What a damaged file raises on the way through its packing and its cells.
_DAMAGED = (
    OSError, EOFError, zipfile.BadZipFile, zlib.error, csv.Error, UnicodeError, RuntimeError, NotImplementedError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One row as it stands in the file: the line it begins on, counted from 1, and its cells."""

    number: int
    cells: Sequence[str]


@dataclass(frozen=True, slots=True)
class Shape:
    """How a text file is cut: what parts its cells, whether quotation marks wrap them, and how its bytes are read."""

    delimiter: str = ","
    quoted: bool = True
    encoding: str = "utf-8-sig"


@dataclass(frozen=True, slots=True)
class Head:
    """The beginning of a file: its first rows, cut as they seem to be meant, and its name."""

    path: Path
    shape: Shape
    rows: tuple[tuple[str, ...], ...]

    @property
    def header(self) -> tuple[str, ...]:
        """The first row, without blanks around its cells."""
        return tuple(cell.strip() for cell in self.rows[0]) if self.rows else ()


def hash_of(path: Path) -> str:
    """64 hexadecimal digits over the bytes of the file as it lies there."""
    digest = sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def head_of(path: Path, *, rows: int = 40) -> Head:
    """The first rows of a file. Raises ImportingError where it is missing, empty, or no table."""
    ending = _ending(path)
    try:
        if ending in SHEETS or ending in PARQUET:
            found = [tuple(line.cells) for line, _ in zip(_sheet_or_parquet(path), range(rows), strict=False)]
            if not found:
                raise ImportingError(f"{path} holds no rows")
            return Head(path, Shape(), tuple(found))
        with _opened(path) as file:
            beginning = _without_half_line(file.read(_HEAD_BYTES))
    except _DAMAGED as wrong:
        raise ImportingError(f"{path} could not be read: {getattr(wrong, 'strerror', None) or wrong}") from wrong
    if not beginning.strip():
        raise ImportingError(f"{path} is empty")
    if b"\0" in beginning[:4096] and not beginning.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ImportingError(f"{path} is no table: it holds bytes that are no text")
    encoding = _encoding(beginning)
    text = beginning.decode(encoding, "replace")
    shape = _shape(text, encoding)
    try:
        cut = [line for line, _ in zip(_cut(io.StringIO(text, newline=""), shape), range(rows), strict=False)]
    except csv.Error as wrong:
        raise ImportingError(f"{path} is no table that we can read: {wrong}") from wrong
    return Head(path, shape, tuple(tuple(line.cells) for line in cut))


def lines_of(path: Path, shape: Shape) -> Iterator[Line]:
    """Every row of a file that is not blank, with its line; .gz and .zip are opened on the way.

    A byte that the encoding cannot read comes as U+FFFD, so that one bad letter costs no row.
    """
    ending = _ending(path)
    try:
        if ending in SHEETS or ending in PARQUET:
            yield from _sheet_or_parquet(path)
            return
        with _opened(path) as file:
            text = io.TextIOWrapper(file, encoding=shape.encoding, errors="replace", newline="")
            yield from _cut(text, shape)
    except _DAMAGED as wrong:
        raise ImportingError(f"{path} could not be read to its end: {wrong}") from wrong


def raw_lines(path: Path, encoding: str) -> Iterator[tuple[int, str]]:
    """Every line of a text file as it stands, for formats whose cells need no cutting before most rows fall away."""
    try:
        with _opened(path) as file:
            text = io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="\n")
            yield from enumerate(text, start=1)
    except _DAMAGED as wrong:
        raise ImportingError(f"{path} could not be read to its end: {wrong}") from wrong


def _ending(path: Path) -> str:
    return path.suffix.lower()


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    """The bytes of a file; of a .zip those of its only data file (the longest, where there are several)."""
    with path.open("rb") as file:
        magic = file.read(4)
    if magic[:2] == b"\x1f\x8b":
        with gzip.open(path, "rb") as unpacked:
            yield unpacked  # type: ignore[misc]
    elif magic == b"PK\x03\x04":
        with zipfile.ZipFile(path) as archive:
            inside = [one for one in archive.infolist() if not one.is_dir() and _is_data(one.filename)]
            if not inside:
                raise ImportingError(f"{path} holds no table; files in it: {', '.join(archive.namelist()[:5])}")
            with archive.open(max(inside, key=lambda one: one.file_size)) as member:
                yield member  # type: ignore[misc]
    else:
        with path.open("rb") as plain:
            yield plain


def _is_data(name: str) -> bool:
    return "__MACOSX" not in name and Path(name).suffix.lower() in _DATA_ENDINGS


def _without_half_line(beginning: bytes) -> bytes:
    if len(beginning) < _HEAD_BYTES:
        return beginning
    end = max(beginning.rfind(b"\n"), beginning.rfind(b"\r"))
    return beginning[: end + 1] if end > 0 else beginning


def _encoding(beginning: bytes) -> str:
    """UTF-16 or UTF-8 where the bytes say so, else the Windows code page of the letters: Latin, Arabic or Cyrillic."""
    if beginning.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        beginning.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        if wrong.start >= len(beginning) - 3 and len(beginning) >= _HEAD_BYTES:
            return "utf-8-sig"  # the last letter of the beginning is cut in two
    else:
        return "utf-8-sig"
    runs = re.findall(rb"[\x80-\xff]+", beginning)
    high = b"".join(runs)
    if len(high) / len(runs) < _LETTERS_IN_A_WORD:
        return "cp1252"
    # The latter half of Cyrillic's small letters lies where Arabic has its vowel signs, which are seldom written.
    late = sum(byte >= 0xF0 for byte in high)
    return "cp1251" if late > len(high) * 0.08 else "cp1256"


def _shape(text: str, encoding: str) -> Shape:
    lines = [line for line in re.split(r"\r\n|\r|\n", text)[:200] if line.strip()][:50]
    first = lines[0] if lines else ""
    counted = {sign: first.count(sign) for sign in _DELIMITERS}
    delimiter = max(_DELIMITERS, key=lambda sign: (counted[sign], -_DELIMITERS.index(sign)))
    if counted["\t"] >= 3:  # commas stand in texts, tabs do not
        delimiter = "\t"
    if not counted[delimiter]:
        delimiter = ","
    return Shape(delimiter, quoted=True, encoding=encoding)


def _cut(text: io.TextIOBase, shape: Shape) -> Iterator[Line]:
    lines = _without_nul(text)
    if shape.quoted:
        reader = csv.reader(lines, delimiter=shape.delimiter)
    else:
        reader = csv.reader(lines, delimiter=shape.delimiter, quoting=csv.QUOTE_NONE)
    before = 0
    for cells in reader:
        if cells and any(cells):
            yield Line(before + 1, cells)
        before = reader.line_num


def _without_nul(text: io.TextIOBase) -> Iterator[str]:
    for line in text:
        yield line.replace("\0", "") if "\0" in line else line


def _sheet_or_parquet(path: Path) -> Iterator[Line]:
    return _sheet(path) if _ending(path) in SHEETS else _parquet(path)


def _sheet(path: Path) -> Iterator[Line]:
    from openpyxl import load_workbook

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except Exception as wrong:  # the reader raises whatever its XML parser does
        raise ImportingError(f"{path} is no workbook that can be read: {wrong}") from wrong
    try:
        sheet = book.worksheets[0]
        for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
            said = [_said(cell) for cell in cells]
            if any(said):
                yield Line(number, said)
    except ImportingError:
        raise
    except Exception as wrong:
        raise ImportingError(f"{path} could not be read to its end: {wrong}") from wrong
    finally:
        book.close()


def _parquet(path: Path) -> Iterator[Line]:
    import polars as pl

    try:
        table = pl.scan_parquet(path)
        names = table.collect_schema().names()
        yield Line(1, names)
        length = table.select(pl.len()).collect().item()
        for start in range(0, length, 50_000):
            for number, cells in enumerate(table.slice(start, 50_000).collect().iter_rows(), start=start + 2):
                yield Line(number, [_said(cell) for cell in cells])
    except pl.exceptions.PolarsError as wrong:
        raise ImportingError(f"{path} is no Parquet file that can be read: {wrong}") from wrong


def _said(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.isoformat(" ") if cell.time() != datetime.min.time() else cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell)
