"""Cells read as what they mean: days, counts, places. Each raises CellError, in words, where a cell means nothing."""

import math
import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

from talion.records import Count, Place

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SHORT = re.compile(r"(\d{2})(\d{2})(\d{2})")
_WORDS = re.compile(r"(\d{1,2})[ \-/.]+([A-Za-z]{3,9})\.?[ \-/.,]+(\d{4})(?: .*)?")
_WORDS_US = re.compile(r"([A-Za-z]{3,9})\.? +(\d{1,2}),? +(\d{4})")
_SLASHES = re.compile(r"(\d{1,2})[/\-.](\d{1,2})[/\-.](\d{4})(?:[T ].*)?")
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "january"), ("feb", "february"), ("mar", "march"), ("apr", "april"), ("may",), ("jun", "june"),
            ("jul", "july"), ("aug", "august"), ("sep", "sept", "september"), ("oct", "october"),
            ("nov", "november"), ("dec", "december"),
        ),
        start=1,
    )
    for name in names
}  # fmt: skip


class CellError(ValueError):
    """A cell that cannot be read as what its column is said to hold."""


@lru_cache(maxsize=100_000)
def day(said: str, *, order: str | None = None) -> date:
    """The day that a cell gives: 2025-05-16, 20250516, 16 May 2025, May 16, 2025, 16/05/2025.

    `order` is "dmy" or "mdy" for days with slashes; without it one is read only where it has a single meaning.
    Two digits of a year (790415) are read as KEDS writes them only with `order` "yymmdd".
    """
    said = said.strip()
    try:
        if found := _ISO.fullmatch(said):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if order == "yymmdd" and (found := _SHORT.fullmatch(said)):
            year = int(found[1])
            return date(year + (1900 if year >= 40 else 2000), int(found[2]), int(found[3]))
        if found := _COMPACT.fullmatch(said):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if (found := _WORDS.fullmatch(said)) and found[2].lower() in _MONTHS:
            return date(int(found[3]), _MONTHS[found[2].lower()], int(found[1]))
        if (found := _WORDS_US.fullmatch(said)) and found[1].lower() in _MONTHS:
            return date(int(found[3]), _MONTHS[found[1].lower()], int(found[2]))
        if found := _SLASHES.fullmatch(said):
            return _slashes(said, int(found[1]), int(found[2]), int(found[3]), order)
    except ValueError as wrong:
        if isinstance(wrong, CellError):
            raise
        raise CellError(f"{said!r} is no day of the calendar") from wrong
    raise CellError(f"{said!r} is no day that we can read" if said else "there is no day")


def _slashes(said: str, first: int, second: int, year: int, order: str | None) -> date:
    if order == "mdy" or (order is None and second > 12):
        return date(year, first, second)
    if order == "dmy" or (order is None and first > 12) or first == second:
        return date(year, second, first)
    raise CellError(f"{said!r} can be two days; say which comes first, the day or the month")


def order_of_days(said: Sequence[str]) -> str | None:
    """Whether days with slashes begin with the day ("dmy") or the month ("mdy"); None where the sample cannot tell."""
    found = [match for one in said if (match := _SLASHES.fullmatch(one.strip()))]
    if any(int(match[1]) > 12 for match in found):
        return "dmy"
    if any(int(match[2]) > 12 for match in found):
        return "mdy"
    return None


def whole(said: str, what: str) -> int | None:
    """A whole number, also where a spreadsheet wrote 4.0 or 1,835; None for an empty cell."""
    if said.isdecimal() and len(said) < 16:
        return int(said)
    said = said.strip()
    if not said or said.lower() in {"na", "nan", "null", "none", "n/a", "-", "unknown", "."}:
        return None
    try:
        number = float(said.replace(",", "")) if not said.isdigit() else int(said)
        if not math.isfinite(number) or number != int(number):
            raise ValueError
    except ValueError as wrong:
        raise CellError(f"{what} is {said[:40]!r}, which is no whole number") from wrong
    return int(number)


def degrees(said: str, what: str) -> float | None:
    """A coordinate in two decimals, about a kilometre: finer is not kept."""
    try:
        return _degrees(said)
    except ValueError as wrong:
        raise CellError(f"{what} is {said.strip(' ,;')[:40]!r}, which is {wrong}") from wrong


@lru_cache(maxsize=100_000)
def _degrees(said: str) -> float | None:
    said = said.strip(" ,;")
    if not said or said.lower() in {"na", "nan", "null", "none", "unknown", "n/a", "-", "?"}:
        return None
    try:
        number = float(said.replace(",", ".") if said.count(",") == 1 and "." not in said else said)
    except ValueError as wrong:
        raise ValueError("no coordinate") from wrong
    if math.isnan(number) or abs(number) > 180:
        raise ValueError("not on Earth")
    return round(number, 2)


def counted(low: int | None, best: int | None, high: int | None) -> Count:
    """A count out of three cells. Raises CellError where they do not rise."""
    known = [n for n in (low, best, high) if n is not None]
    if known != sorted(known) or any(n < 0 for n in known):
        raise CellError(f"the counts do not rise from low to best to high: {low}, {best}, {high}")
    return Count(low, best, high)


def place(
    name: str,
    precision: str,
    *,
    latitude: float | None = None,
    longitude: float | None = None,
    country: str | None = None,
    province: str | None = None,
    geonames: int | None = None,
) -> Place:
    """A place; coordinates that miss their half, or lie at 0, 0 in the sea, are left out."""
    if latitude is None or longitude is None or (latitude == 0 and longitude == 0) or abs(latitude) > 90:
        latitude = longitude = None
    return Place(name, precision, country, province, latitude, longitude, geonames)


def later(first: date, days: int) -> date:
    """So many days after."""
    return first + timedelta(days=days)
