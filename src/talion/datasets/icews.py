"""ICEWS: machine-coded events in CAMEO, tab-separated without quotation, or saved as CSV. It ended on 11 April 2023."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from talion.codebook.crosswalks import cameo, cameo_crossing, cameo_names
from talion.datasets.cells import CellError, day, degrees, order_of_days, place
from talion.datasets.coded import CodedParties, none_as_empty, only
from talion.datasets.columns import Columns, fit_of
from talion.datasets.reading import told_rows
from talion.datasets.rows import Head
from talion.datasets.told import Fit, Format, Saying, Source, Told, ToldRow
from talion.records import DateSpan, Doubt, Event, Place, Severity, Speaker, content_id

_NEEDED = ("Event ID", "Event Date", "Source Name", "Target Name", "CAMEO Code")
_TYPICAL = ("Source Sectors", "Source Country", "Event Text", "Intensity", "Target Country", "Story ID", "Publisher")
_WORDS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code",
    "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher", "City",
    "District", "Province", "Country",
)  # fmt: skip
_MARKS = (
    ("actor", "Source Name"), ("recipient", "Target Name"), ("act", "Event Text"), ("when", "Event Date"),
    ("place", "City"),
)  # fmt: skip


# The benchmark sets of link prediction keep four columns of ICEWS and the names of events in place of their codes.
_SHORT = ("date", "source", "event", "target")


def _fit(head: Head) -> Fit:
    if tuple(name.lower() for name in head.header) == _SHORT:
        return Fit(0.8)
    return fit_of(head.header, _NEEDED, typical=_TYPICAL)


def _asks(head: Head) -> Sequence[str]:
    return head.header


def _read(source: Source) -> Iterator[Told]:
    columns = Columns(source.head.header)
    lines = source.lines()
    next(lines, None)
    reading = _Reading(columns, source)
    short = "CAMEO Code" not in columns
    yield from told_rows(source, lines, reading.short_row if short else reading.row)


class _Reading:
    def __init__(self, columns: Columns, source: Source) -> None:
        self._columns = columns
        self._parties = source.parties
        self._who = CodedParties(source.parties)
        self._report = (source.report,)
        self._keeping = source.keeping
        self._origin = f"icews {source.version}" if source.version else "icews"
        self._table = cameo(source.codebook)
        # A root's name ("DEMAND") is also that of its first code; the code is meant.
        self._by_label = {
            _label(name): code for code, name in sorted(cameo_names(source.codebook).items(), reverse=True)
        }
        self._by_label |= {_label(name): code for code, name in cameo_names(source.codebook).items() if len(code) > 2}
        self._occurred: Counter[int] = Counter()
        self._order = order_of_days([columns.cell(row, "Event Date") for row in source.head.rows[1:]]) or "mdy"
        # A table that was read as numbers on its way lost the zeros that CAMEO codes begin with.
        codes = [columns.cell(row, "CAMEO Code") for row in source.head.rows[1:]]
        self._lost_zeros = bool(codes) and not any(code.startswith("0") for code in codes)

    def row(self, line: int, cells: Sequence[str]) -> ToldRow:
        cell = self._columns.cell
        number, said_day = cell(cells, "Event ID"), cell(cells, "Event Date")
        if not number:
            raise CellError("the row has no Event ID")
        when = DateSpan.on(day(said_day, order=self._order))
        code = self._code(cell(cells, "CAMEO Code"))
        crossing = cameo_crossing(code, self._table)
        if crossing is None:
            raise CellError(f"{code[:20]!r} is no code of CAMEO")
        # The Event ID is one of its kind only together with its day.
        id = content_id("event", "icews", number, when.first)
        actor, recipient = (
            self._who.id(cell(cells, f"{side} Name"), cell(cells, f"{side} Sectors"), cell(cells, f"{side} Country"))
            for side in ("Source", "Target")
        )
        event = Event(
            id=id,
            action=crossing.action,
            mode=crossing.mode,
            status=crossing.status,
            actors=only(actor),
            recipients=only(recipient),
            when=when,
            places=self._places(cells),
            when_because="the day of the story, as given by the data set",
            reports=self._report,
            members=(id,),
            origin=f"{self._origin} #{number}-{when.first}",
            by_rule=f"cameo {code}",
        )
        doubts: tuple[Doubt, ...] = ()
        if crossing.is_rough:
            says = f"PLOVER has no type for CAMEO {code}; kept as {crossing.action} with the mode {crossing.mode!r}"
            doubts = (Doubt(id, "rough-crosswalk", says, Severity.NOTE),) if self._keeping.words else ()
        if not self._keeping.words:
            return ToldRow(line, event, {}, doubts=doubts)
        publisher = none_as_empty(cell(cells, "Publisher"))
        said = (Saying("Publisher", "asserts", "act", Speaker(publisher, "outlet")),) if publisher else ()
        return ToldRow(line, event, self._columns.words(cells, _WORDS), _MARKS, said, doubts=doubts)

    def short_row(self, line: int, cells: Sequence[str]) -> ToldRow:
        """A row of day, source, event and target alone: its code is that of the event's name, its id its content."""
        said_day, source, said, target = (self._columns.cell(cells, name) for name in _SHORT)
        code = self._by_label.get(_label(said))
        if code is None:
            raise CellError(f"{said[:60]!r} is no event of CAMEO")
        crossing = cameo_crossing(code, self._table)
        if crossing is None:
            raise CellError(f"{said[:60]!r} is no event of CAMEO")
        when = DateSpan.on(day(said_day, order="mdy"))
        content = (str(when.first), source, said, target)
        self._occurred[hash(content)] += 1
        id = content_id("event", "icews", *content, self._occurred[hash(content)])
        event = Event(
            id=id,
            action=crossing.action,
            mode=crossing.mode,
            status=crossing.status,
            actors=only(self._who.id(source, "", "")),
            recipients=only(self._who.id(target, "", "")),
            when=when,
            when_because="the day of the story, as given by the data set",
            reports=self._report,
            members=(id,),
            origin=f"{self._origin} #{id[6:]}",
            by_rule=f"cameo {code}",
        )
        return ToldRow(line, event, self._columns.words(cells, _SHORT) if self._keeping.words else {})

    def _code(self, said: str) -> str:
        code = said.removesuffix(".0")
        # Codes of two digits are roots, which ICEWS does not use: it is one of three that lost its zero. Of three
        # digits, 211 stands for 0211 where CAMEO has no 211.
        if self._lost_zeros and code.isdigit() and (len(code) == 2 or (len(code) == 3 and code not in self._table)):
            return f"0{code}"
        return code

    def _places(self, cells: Sequence[str]) -> tuple[Place, ...]:
        cell = self._columns.cell
        named = [
            (none_as_empty(cell(cells, name)), precision)
            for name, precision in (
                ("City", "town"),
                ("District", "district"),
                ("Province", "province"),
                ("Country", "country"),
            )
        ]
        found = next(((name, precision) for name, precision in named if name), None)
        if found is None:
            return ()
        state = self._parties.known(none_as_empty(cell(cells, "Country")))
        return (
            place(
                *found,
                latitude=degrees(cell(cells, "Latitude"), "latitude"),
                longitude=degrees(cell(cells, "Longitude"), "longitude"),
                country=self._parties.country_of(state) if state else None,
                province=none_as_empty(cell(cells, "Province")) or None,
            ),
        )


def _label(said: str) -> str:
    return re.sub(r"[^a-z]", "", said.lower())


ICEWS = Format(
    name="icews",
    title="ICEWS coded event data",
    licence="ICEWS Dataverse terms",
    cite="Integrated Crisis Early Warning System, https://dataverse.harvard.edu/dataverse/icews",
    fit=_fit,
    read=_read,
    asks=_asks,
    general=(
        ("machine-coded", "coded by a machine from single sentences; one act may stand in many rows"),
        (
            "statements-as-consult",
            "PLOVER has no type for a mere statement; CAMEO 01 stands as CONSULT with the mode 'statement'",
        ),
    ),
    may_pass_on=False,
    quoted=False,
)
