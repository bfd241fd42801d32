"""ACLED from the user's own file: the API's and the export's layout, the one before 2023, and the list of deletions.

Actor 1 and actor 2 are who took part, not who began, so that no row has a direction. The licence forbids passing rows
on: they are read where they lie, kept in the user's own case, and left out of everything that may be given away.
"""

import calendar
import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import islice

from talion.codebook.crosswalks import Crossing, acled, acled_kinds
from talion.datasets.cells import CellError, day, degrees, place, whole
from talion.datasets.columns import Columns, fit_of
from talion.datasets.reading import RowReading, read_table
from talion.datasets.rows import Head
from talion.datasets.told import Fit, Format, Saying, SetAside, Source, Told, ToldRow, Withdrawn
from talion.records import Count, DateSpan, Doubt, Event, Place, Speaker, Toll, TollPart, content_id

_NEEDED = ("event_id_cnty", "event_date", "event_type", "actor1", "country")
_TYPICAL = ("sub_event_type", "inter1", "actor2", "fatalities", "geo_precision", "time_precision", "notes")
_DELETIONS = ("event_id_cnty", "deleted_timestamp")
_WORDS = (
    "event_id_cnty", "event_date", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "civilian_targeting", "location", "admin2",
    "admin1", "country", "geo_precision", "fatalities", "source", "source_scale", "notes", "tags", "timestamp",
)  # fmt: skip
_MARKS = (
    ("actor", "actor1"), ("recipient", "actor2"), ("when", "event_date"), ("place", "location"),
    ("killed", "fatalities"), ("act", "sub_event_type"),
)  # fmt: skip
# geo_precision: 1 the town, 2 a part of the district around it, 3 the province or a wider region
_PRECISIONS = {1: "town", 2: "district", 3: "province"}
_FORCES = re.compile(r"(?P<what>Military|Police|Air|Naval) Forces of (?:the )?(?P<state>.+)")
_GOVERNMENT = re.compile(r"Government of (?:the )?(?P<state>.+)")
_TAIL = re.compile(r"\s*\((?:[12]\d{3}\s*-\s*(?:[12]\d{3})?|[^()]*)\)\s*$")
_PEOPLE = ("Civilians", "Protesters", "Rioters", "Unidentified")


def _fit(head: Head) -> Fit:
    columns = Columns(head.header)
    if all(name in columns for name in _DELETIONS) and "event_type" not in columns:
        return Fit(1.0)
    return fit_of(head.header, _NEEDED, typical=_TYPICAL)


def _asks(head: Head) -> Sequence[str]:
    return head.header


def _read(source: Source) -> Iterator[Told]:
    columns = Columns(source.head.header)
    if "event_type" not in columns:
        for line in islice(source.lines(), 1, None):
            id = columns.cell(line.cells, "event_id_cnty")
            if id:
                yield Withdrawn(line.number, content_id("event", "acled", id))
            else:
                yield SetAside(line.number, "there is no event_id_cnty", line.cells)
        return
    yield from read_table(source, source.head.header, _Reading, has_header=True)


class _Reading(RowReading):
    def __init__(self, columns: Columns, source: Source) -> None:
        super().__init__(columns, source, "acled")
        self._types = acled(source.codebook)
        self._kinds = acled_kinds(source.codebook)
        self._ids: dict[tuple[str, str], str] = {}

    def row(self, line: int, cells: Sequence[str]) -> ToldRow:
        cell = self._columns.cell
        number = cell(cells, "event_id_cnty")
        if not number or len(number) > 60:
            raise CellError("the row has no event_id_cnty")
        id = content_id("event", "acled", number)
        crossing = self._crossing(cells)
        doubts: list[Doubt] = []
        if crossing.is_rough:
            doubts.append(
                Doubt(
                    id,
                    "rough-crosswalk",
                    f"PLOVER has no type for ACLED's {crossing.code!r}; kept as {crossing.action}",
                )
            )
        sides = [self._side(cells, number) for number in ("1", "2")]
        if not any(sides):
            raise CellError("neither actor1 nor actor2 has a name")
        recipients = tuple(one for one in sides[1] if one not in sides[0])
        when, because = self._when(cells)
        event = Event(
            id=id,
            action=crossing.action,
            mode=crossing.mode,
            status=crossing.status,
            actors=sides[0],
            recipients=recipients,
            when=when,
            places=self._places(cells),
            toll=self._toll(cells),
            directed=False,
            weapon=crossing.weapon,
            when_because=because,
            reports=self._report,
            members=(id,),
            origin=f"{self._origin} #{number}",
            by_rule=f"acled {crossing.code}",
        )
        if not self._keeping.words:
            return ToldRow(line, event, {}, doubts=tuple(doubts))
        words = self._columns.words(cells, _WORDS)
        return ToldRow(line, event, words, _MARKS, self._sayings(cells), (), tuple(doubts))

    def _crossing(self, cells: Sequence[str]) -> Crossing:
        kind = self._columns.cell(cells, "event_type").casefold()
        sub = self._columns.cell(cells, "sub_event_type").casefold()
        found = self._types.get((kind, sub)) or self._types.get((kind, ""))
        if found is None:
            raise CellError(f"{self._columns.cell(cells, 'event_type')!r} is no event type of ACLED")
        return found

    def _side(self, cells: Sequence[str], number: str) -> tuple[str, ...]:
        cell = self._columns.cell
        name = cell(cells, f"actor{number}")
        if not name:
            return ()
        kind = self._kinds.get(cell(cells, f"inter{number}").casefold(), "unknown")
        found = [self._id(name, kind)]
        # Those associated are mostly a village's or a party's name; only whom the registry knows fought beside.
        for also in cell(cells, f"assoc_actor_{number}").split(";"):
            known = self._known(also.strip()) if also.strip() else None
            if known is not None:
                found.append(known)
        return tuple(dict.fromkeys(found))

    def _id(self, name: str, kind: str) -> str:
        key = (name, kind)
        if key not in self._ids:
            known = self._known(name)
            self._ids[key] = known or self._new(name, kind)
        return self._ids[key]

    def _known(self, name: str) -> str | None:
        """Whom ACLED's name means: the name as it is, without its years or country, or behind its short form."""
        if name.startswith(_PEOPLE):
            return None
        bare = name
        while _TAIL.search(bare):
            bare = _TAIL.sub("", bare)
        if forces := _FORCES.fullmatch(bare):
            state = self._parties.known(forces["state"])
            return self._parties.forces_of(state) if state and forces["what"] == "Military" else None
        if government := _GOVERNMENT.fullmatch(bare):
            return self._parties.known(government["state"])
        return (
            self._parties.known(name)
            or self._parties.known(bare)
            or (self._parties.known(bare.partition(": ")[2]) if ": " in bare else None)
        )

    def _new(self, name: str, kind: str) -> str:
        id = self._parties.new_actor(name, kind="people" if name.startswith(_PEOPLE[:3]) else kind)
        forces = _FORCES.fullmatch(_TAIL.sub("", name))
        state = self._parties.known(forces["state"]) if forces else None
        if state:
            self._parties.part_of(id, state, note="its name says whose forces they are")
        return id

    def _when(self, cells: Sequence[str]) -> tuple[DateSpan, str]:
        first = day(self._columns.cell(cells, "event_date"))
        precision = self._columns.cell(cells, "time_precision").removesuffix(".0")
        if precision == "2":
            week = timedelta(days=3)
            return DateSpan(_shifted(first, -week), _shifted(first, week)), "ACLED knows it to about a week"
        if precision == "3":
            last = calendar.monthrange(first.year, first.month)[1]
            return DateSpan(first.replace(day=1), first.replace(day=last)), "ACLED knows it to the month"
        return DateSpan.on(first), "given by the data set"

    def _places(self, cells: Sequence[str]) -> tuple[Place, ...]:
        cell = self._columns.cell
        precision = _PRECISIONS.get(whole(cell(cells, "geo_precision"), "geo_precision") or 0, "unknown")
        names = ("admin1", "location") if precision == "province" else ("location", "admin2", "admin1", "country")
        name = next((cell(cells, one) for one in names if cell(cells, one)), None)
        if name is None:
            return ()
        country = self._parties.known(cell(cells, "country"))
        return (
            place(
                name,
                precision,
                latitude=degrees(cell(cells, "latitude"), "latitude"),
                longitude=degrees(cell(cells, "longitude"), "longitude"),
                country=self._parties.country_of(country) if country else None,
                province=cell(cells, "admin1") or None,
            ),
        )

    def _toll(self, cells: Sequence[str]) -> Toll:
        dead = whole(self._columns.cell(cells, "fatalities"), "fatalities")
        if dead is not None and dead < 0:
            raise CellError(f"fatalities are below zero: {dead}")
        # ACLED writes 0 where none died and where nobody said whether anybody did.
        return Toll((TollPart("killed", Count(best=dead)),)) if dead else Toll()

    def _sayings(self, cells: Sequence[str]) -> tuple[Saying, ...]:
        names = [name.strip() for name in self._columns.cell(cells, "source").split(";")]
        return tuple(
            Saying("source", "asserts", "act", Speaker(name, "outlet", self._parties.known(name)))
            for name in dict.fromkeys(names)
            if name
        )


def _shifted(first: date, by: timedelta) -> date:
    try:
        return first + by
    except OverflowError as wrong:
        raise CellError(f"{first} lies outside the calendar") from wrong


ACLED = Format(
    name="acled",
    title="ACLED",
    licence="ACLED terms of use: not to be passed on",
    cite="Armed Conflict Location & Event Data (ACLED), https://acleddata.com",
    fit=_fit,
    read=_read,
    asks=_asks,
    general=(
        (
            "undirected-source",
            "ACLED says who took part and not who began; its events have sides and no direction, and no measure of "
            "answers counts them",
        ),
        (
            "zero-or-unknown",
            "ACLED writes 0 fatalities where nobody died and where no source said; 0 is kept as unknown",
        ),
    ),
    may_pass_on=False,
)
