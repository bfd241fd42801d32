"""POLECAT: machine-coded events in PLOVER's own types and modes, in tab-separated weekly files."""

from collections.abc import Iterator, Sequence

from talion.codebook.crosswalks import plover_types
from talion.datasets.cells import CellError, day, degrees, place
from talion.datasets.coded import CodedParties, none_as_empty, only
from talion.datasets.columns import Columns, fit_of
from talion.datasets.reading import told_rows
from talion.datasets.rows import Head
from talion.datasets.told import Fit, Format, Saying, Source, Told, ToldRow
from talion.records import DateSpan, Event, Place, Speaker, content_id

_NEEDED = ("Event ID", "Event Date", "Event Type", "Actor Name", "Recipient Name")
_TYPICAL = (
    "Event Mode",
    "Contexts",
    "Actor Country",
    "Primary Actor Sector",
    "Recipient Country",
    "Wikipedia Actor ID",
)
_WORDS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Contexts", "Actor Name", "Actor Country",
    "Primary Actor Sector", "Actor Name Raw", "Recipient Name", "Recipient Country", "Primary Recipient Sector",
    "Recipient Name Raw", "Placename", "City", "Province", "Country", "Source", "Publication Date", "Headline",
)  # fmt: skip
_MARKS = (
    ("actor", "Actor Name"), ("recipient", "Recipient Name"), ("act", "Event Type"), ("when", "Event Date"),
    ("place", "Placename"),
)  # fmt: skip
_STATUSES = {"future": "planned", "hypothetical": "hypothetical", "historical": "historical", "negation": "denied"}


def _fit(head: Head) -> Fit:
    return fit_of(head.header, _NEEDED, typical=_TYPICAL)


def _asks(head: Head) -> Sequence[str]:
    return head.header


def _read(source: Source) -> Iterator[Told]:
    lines = source.lines()
    next(lines, None)
    yield from told_rows(source, lines, _Reading(source).row)


class _Reading:
    def __init__(self, source: Source) -> None:
        header = list(source.head.header)
        # Some files name a Headline that no row holds: then every row is one cell shorter than the header, and what
        # stands behind the name would slip by one.
        widths = {len(row) for row in source.head.rows[1:] if row}
        if "Headline" in header and widths and max(widths) == len(header) - 1:
            header.remove("Headline")
        self._columns = Columns(header)
        self._parties = source.parties
        self._who = CodedParties(source.parties)
        self._report = (source.report,)
        self._keeping = source.keeping
        self._origin = f"polecat {source.version}" if source.version else "polecat"
        self._types = plover_types(source.codebook)

    def row(self, line: int, cells: Sequence[str]) -> ToldRow:
        def cell(cells: Sequence[str], name: str) -> str:
            return none_as_empty(self._columns.cell(cells, name))

        number = cell(cells, "Event ID")
        if not number:
            raise CellError("the row has no Event ID")
        action = cell(cells, "Event Type").upper()
        if action not in self._types:
            raise CellError(f"{action[:30]!r} is no type of PLOVER")
        mode = cell(cells, "Event Mode").lower() or None
        id = content_id("event", "polecat", number)
        sides = [
            only(
                *(
                    self._who.id(name.strip(), cell(cells, f"Primary {side} Sector"), country.strip())
                    for name, country in _paired(cell(cells, f"{side} Name"), cell(cells, f"{side} Country"))
                )
            )
            for side in ("Actor", "Recipient")
        ]
        event = Event(
            id=id,
            action=action,
            mode=None if mode in _STATUSES else mode,
            status=_STATUSES.get(mode or "", "done"),
            actors=sides[0],
            recipients=sides[1],
            when=DateSpan.on(day(cell(cells, "Event Date"))),
            places=self._places(cells),
            when_because="given by the data set",
            issue=cell(cells, "Contexts") or None,
            reports=self._report,
            members=(id,),
            origin=f"{self._origin} #{number}",
            by_rule=f"plover {action}",
        )
        if not self._keeping.words:
            return ToldRow(line, event, {})
        outlet = cell(cells, "Source")
        said = (Saying("Source", "asserts", "act", Speaker(outlet, "outlet")),) if outlet else ()
        return ToldRow(line, event, self._columns.words(cells, _WORDS), _MARKS, said)

    def _places(self, cells: Sequence[str]) -> tuple[Place, ...]:
        named = [
            (none_as_empty(self._columns.cell(cells, name)), precision)
            for name, precision in (
                ("City", "town"), ("District", "district"), ("Province", "province"), ("Country", "country"),
            )
        ]  # fmt: skip
        found = next(((name, precision) for name, precision in named if name), None)
        if found is None:
            return ()
        country = none_as_empty(self._columns.cell(cells, "Country"))
        state = self._parties.state(country) or self._parties.known(country)
        return (
            place(
                *found,
                latitude=degrees(none_as_empty(self._columns.cell(cells, "Latitude")), "latitude"),
                longitude=degrees(none_as_empty(self._columns.cell(cells, "Longitude")), "longitude"),
                country=self._parties.country_of(state) if state else None,
                province=none_as_empty(self._columns.cell(cells, "Province")) or None,
            ),
        )


def _paired(names: str, countries: str) -> list[tuple[str, str]]:
    """Cells with several values, "; " between them; one country may stand for all names."""
    several = [name for name in names.split(";") if name.strip()]
    where = countries.split(";")
    if len(where) != len(several):
        where = [where[0]] * len(several)
    return list(zip(several, where, strict=True))


POLECAT = Format(
    name="polecat",
    title="POLECAT",
    licence="as stated with the data on Harvard Dataverse",
    cite="POLitical Event Classification, Attributes, and Types, https://doi.org/10.7910/DVN/AJGVIT",
    fit=_fit,
    read=_read,
    asks=_asks,
    general=(("machine-coded", "coded by a machine from single sentences; one act may stand in many rows"),),
    quoted=False,
)
