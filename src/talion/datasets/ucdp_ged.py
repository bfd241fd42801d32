"""UCDP's Georeferenced Event Dataset and its monthly Candidate releases, which may come without a header row.

Side A and side B are who fought, not who began: state-based and non-state rows stay undirected. One-sided violence is
by its definition side A's, on civilians. Deaths are low, best and high for the event, and counts a side beside them.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from talion.codebook.crosswalks import ucdp
from talion.datasets.cells import CellError, day, degrees, place, whole
from talion.datasets.columns import Columns, fit_of
from talion.datasets.reading import RowReading, read_table
from talion.datasets.rows import Head
from talion.datasets.told import Fit, Format, Saying, Source, Told, ToldRow
from talion.records import Count, DateSpan, Doubt, Event, Place, Severity, Speaker, Toll, TollPart, content_id

COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office", "source_date",
    "source_headline", "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity",
    "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high",
    "low", "gwnoa", "gwnob",
)  # fmt: skip
_NEEDED = ("id", "type_of_violence", "side_a", "side_b", "date_start", "date_end", "best", "high", "low")
_WORDS = (
    "id", "type_of_violence", "dyad_name", "side_a", "side_b", "date_start", "date_end", "date_prec",
    "where_coordinates", "where_prec", "adm_2", "adm_1", "country", "low", "best", "high", "deaths_a", "deaths_b",
    "deaths_civilians", "deaths_unknown", "event_clarity", "code_status", "number_of_sources", "source_original",
    "source_office", "source_date", "source_headline",
)  # fmt: skip
# where_prec: 1 the place itself, 2 within 25 km of it, 3 the district, 4 the province, 5 a line or a region, 6 the
# country, 7 water or air between countries. A place never becomes finer than this.
_PRECISIONS = {1: "town", 2: "district", 3: "district", 4: "province", 5: "region", 6: "country", 7: "region"}
_RELEASE = re.compile(r"ged\D{0,8}?v?(\d{2})[._-](\d{1,2})(?:[._-](\d{1,2}))?(?:[._-](\d{1,2}))?(?!\d)", re.IGNORECASE)
_CIVILIANS = "Civilians"
_WORDS_AT_MOST = 300


def _fit(head: Head) -> Fit:
    version = release_of(head.path.name)
    if _has_no_header(head):
        return Fit(1.0, (), version)
    return fit_of(
        head.header, _NEEDED, typical=("dyad_name", "where_prec", "event_clarity", "date_prec"), version=version
    )


def release_of(name: str) -> str | None:
    """The release that a file's name gives: 25.1 for GEDEvent_v25_1.csv, 26.01.26.06 for a Candidate release."""
    found = _RELEASE.search(name)
    return ".".join(part for part in found.groups() if part) if found else None


def _has_no_header(head: Head) -> bool:
    first = head.rows[0] if head.rows else ()
    return (
        len(first) == len(COLUMNS)
        and first[0].strip().removesuffix(".0").isdigit()
        and first[COLUMNS.index("type_of_violence")].strip().removesuffix(".0") in {"1", "2", "3"}
        and first[COLUMNS.index("date_start")].strip()[:4].isdigit()
    )


def _asks(head: Head) -> Sequence[str]:
    return COLUMNS if _has_no_header(head) else head.header


def _read(source: Source) -> Iterator[Told]:
    return read_table(source, _asks(source.head), _Reading, has_header=not _has_no_header(source.head))


class _Row(NamedTuple):
    """The cells that every row is read from; those of its place come last."""

    id: str
    type_of_violence: str
    side_a: str
    side_b: str
    side_a_new_id: str
    side_b_new_id: str
    date_start: str
    date_end: str
    date_prec: str
    low: str
    best: str
    high: str
    deaths_a: str
    deaths_b: str
    deaths_civilians: str
    event_clarity: str
    code_status: str
    where_prec: str
    where_coordinates: str
    adm_1: str
    adm_2: str
    latitude: str
    longitude: str
    country: str
    country_id: str


_PLACES_KEPT = 100_000
_WHERE = _Row._fields.index("where_prec")
_COUNTS = slice(_Row._fields.index("low"), _Row._fields.index("deaths_civilians") + 1)


class _Reading(RowReading):
    def __init__(self, columns: Columns, source: Source) -> None:
        super().__init__(columns, source, "ucdp-ged")
        self._cut = columns.cut(_Row._fields)
        self._types = ucdp(source.codebook)
        self._countries: dict[str, str | None] = {}
        self._sides: dict[tuple[str, str, bool], str] = {}
        self._places: dict[tuple[str, ...], tuple[Place, ...]] = {}

    def row(self, line: int, cells: Sequence[str]) -> ToldRow:
        row = _Row._make(self._cut(cells))
        number = whole(row.id, "the id")
        if number is None:
            raise CellError("the row has no id")
        kind = whole(row.type_of_violence, "the type of violence")
        crossing = self._types.get(kind or 0)
        if crossing is None:
            raise CellError(f"the type of violence is {row.type_of_violence!r}, not 1, 2 or 3")
        id = content_id("event", "ucdp-ged", number)
        doubts: list[Doubt] = []
        when = _span(row.date_start, row.date_end)
        side_a = self._side("side_a", row.side_a, row.side_a_new_id)
        side_b = self._side("side_b", row.side_b, row.side_b_new_id, is_civilians=kind == 3)
        if side_b == side_a:
            doubts.append(Doubt(id, "one-side-twice", "both sides have one name in the data; kept as one"))
        toll, odd = _toll(row[_COUNTS], (row.side_a, row.side_b), side_a, side_b)
        if odd:
            doubts.append(Doubt(id, "counts-out-of-order", odd))
        _say_what_is_rough(id, row, when, doubts)
        event = Event(
            id=id,
            action=crossing.action,
            mode=crossing.mode,
            actors=(side_a,),
            recipients=(side_b,) if side_b != side_a else (),
            when=when,
            places=self._place(row),
            toll=toll,
            directed=crossing.is_directed,
            when_because="given by the data set",
            reports=self._report,
            members=(id,),
            origin=f"{self._origin} #{number}",
            by_rule=f"ucdp {crossing.code}",
        )
        if not self._keeping.words:
            return ToldRow(line, event, {}, doubts=tuple(doubts))
        words = self._columns.words(cells, _WORDS)
        return ToldRow(line, event, words, _MARKS, self._sayings(cells), (), tuple(doubts))

    def _side(self, side: str, name: str, ucdp_id: str, *, is_civilians: bool = False) -> str:
        key = (name, ucdp_id, is_civilians)
        found = self._sides.get(key)
        if found is None:
            if is_civilians or name == _CIVILIANS:
                found = self._parties.new_actor(_CIVILIANS, kind="people")
            elif not name:
                raise CellError(f"{side} is empty")
            else:
                found = self._parties.id(name, ucdp=whole(ucdp_id, f"{side}_new_id"), kind="armed group")
            self._sides[key] = found
        return found

    def _place(self, row: _Row) -> tuple[Place, ...]:
        key = row[_WHERE:]  # many acts happen where others did
        found = self._places.get(key)
        if found is None:
            if len(self._places) >= _PLACES_KEPT:
                self._places.clear()
            found = self._places[key] = self._new_place(row)
        return found

    def _new_place(self, row: _Row) -> tuple[Place, ...]:
        prec = whole(row.where_prec, "where_prec")
        precision = _PRECISIONS.get(prec or 0, "unknown")
        by_precision = {
            "town": (row.where_coordinates,),
            "district": (row.where_coordinates, row.adm_2) if prec == 2 else (row.adm_2, row.where_coordinates),
            "province": (row.adm_1,),
            "region": (row.where_coordinates,),
            "country": (row.country,),
        }
        names = (*by_precision.get(precision, ()), row.where_coordinates, row.country)
        name = next((name for name in names if name), None)
        if name is None:
            return ()
        return (
            place(
                name,
                precision,
                latitude=degrees(row.latitude, "latitude"),
                longitude=degrees(row.longitude, "longitude"),
                country=self._country(row),
                province=row.adm_1 or None,
            ),
        )

    def _country(self, row: _Row) -> str | None:
        key = row.country_id or row.country
        if key not in self._countries:
            number = key.removesuffix(".0")
            state = self._parties.state_numbered(int(number)) if number.isdecimal() and len(number) < 9 else None
            state = state or self._parties.known(row.country)
            self._countries[key] = self._parties.country_of(state) if state else None
        return self._countries[key]

    def _sayings(self, cells: Sequence[str]) -> tuple[Saying, ...]:
        said = [
            name.strip()
            for name in re.split(r"[;,]\s*", self._columns.cell(cells, "source_original")[:_WORDS_AT_MOST])
            if name.strip()
        ]
        return tuple(
            Saying("source_original", "asserts", "act", Speaker(name, "organisation", self._parties.known(name)))
            for name in dict.fromkeys(said)
        )


@lru_cache(maxsize=100_000)
def _toll(counts: tuple[str, ...], names: tuple[str, str], side_a: str, side_b: str) -> tuple[Toll, str]:
    """The toll of six cells, and what is odd about it; "" where nothing is. Most rows have the toll of another one."""
    low, best, high = (whole(said, name) for name, said in zip(("low", "best", "high"), counts, strict=False))
    odd = ""
    known = [n for n in (low, best, high) if n is not None]
    if any(n < 0 for n in known):
        raise CellError(f"a count of dead is below zero: {low}, {best}, {high}")
    if known != sorted(known):
        odd = f"low {low}, best {best}, high {high} do not rise; kept as a range"
        low, best, high = min(known), None, max(known)
    parts = [TollPart("killed", Count(low, best, high))] if known else []
    for name, said, party, whose, civilian in (
        ("deaths_a", counts[3], names[0] or "side", side_a, None),
        ("deaths_b", counts[4], names[1] or "side", side_b, None),
        ("deaths_civilians", counts[5], "civilians", None, True),
    ):
        dead = whole(said, name)
        if dead:
            if dead < 0:
                raise CellError(f"{name} is below zero: {dead}")
            parts.append(TollPart("killed", Count.exactly(dead), party, whose, civilian))
    return Toll(tuple(parts)), odd


def _say_what_is_rough(id: str, row: _Row, when: DateSpan, doubts: list[Doubt]) -> None:
    if row.event_clarity in {"2", "2.0"}:
        said = "UCDP marks it as less clear: the reports did not let its coders tell single events apart"
        doubts.append(Doubt(id, "unclear-event", said))
    if row.code_status and row.code_status.lower() not in {"clear", "0"}:
        said = f"UCDP's status of this row is {row.code_status!r}: not checked to its end"
        doubts.append(Doubt(id, "not-checked", said))
    if row.date_prec in {"4", "5", "4.0", "5.0"} and not when.is_one_day:
        doubts.append(Doubt(id, "rough-days", f"the days are known to a month or worse: {when}", Severity.NOTE))


@lru_cache(maxsize=50_000)
def _span(start: str, end: str) -> DateSpan:
    first: date = day(start)
    last = day(end) if end else first
    if last < first:
        raise CellError(f"the event ends before it begins: {start} to {end}")
    return DateSpan(first, last)


_MARKS = (
    ("actor", "side_a"), ("recipient", "side_b"), ("when", "date_start"), ("place", "where_coordinates"),
    ("killed", "best"),
)  # fmt: skip

UCDP_GED = Format(
    name="ucdp-ged",
    title="UCDP Georeferenced Event Dataset",
    licence="CC BY 4.0",
    cite="Uppsala Conflict Data Program, UCDP Georeferenced Event Dataset, https://ucdp.uu.se/downloads/",
    fit=_fit,
    read=_read,
    asks=_asks,
    general=(
        (
            "undirected-source",
            "UCDP says who fought and not who began; state-based and non-state events have two sides and no direction, "
            "and no measure of answers counts them",
        ),
        ("selected-source", "UCDP counts organised violence with at least one death; acts without dead are not in it"),
    ),
)
