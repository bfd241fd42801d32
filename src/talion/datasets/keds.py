"""KEDS and other WEIS-coded series: tab-separated files without a header, as TABARI wrote them, or tables with one.

The files are old and have seen many machines: line ends of three kinds in one file, O for 0 and a stray bracket in the
codes, days that no calendar has. What can be mended is mended, and says so; the rest is set aside.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from talion.codebook.crosswalks import keds_actors, weis
from talion.datasets.cells import CellError, day
from talion.datasets.columns import Columns, fit_of
from talion.datasets.reading import RowReading, read_table
from talion.datasets.rows import Head
from talion.datasets.told import Fit, Format, Source, Told, ToldRow
from talion.records import DateSpan, Doubt, Event, Severity, content_id

COLUMNS = ("date", "source", "target", "weis", "label", "text")
_DATE = re.compile(r"\d{6}|\d{8}|\d{4}-\d{2}-\d{2}")
_ACTOR = re.compile(r"[A-Za-z][A-Za-z0-9<>_-]{1,20}")
_CODE = re.compile(r"\d{3}")
_MENDED_CODE = str.maketrans({"O": "0", "o": "0", "l": "1", "]": None, "[": None, " ": None})
_UNCODED = "---"
# Suffixes of a state's own people; behind any other suffix stands somebody else inside the state.
_GOVERNMENT, _FORCES = frozenset({"GOV", "EXE", "LEG", "JUD"}), frozenset({"MIL", "ARM", "NAV", "AIR"})
_MARKS = (("act", "weis"), ("actor", "source"), ("recipient", "target"), ("when", "date"))


def _fit(head: Head) -> Fit:
    if _has_no_header(head):
        return Fit(0.9)
    fit = fit_of(head.header, ("date", "source", "target", "weis"))
    # Day, source and target are the headings of half the tables there are; without its codes nothing looks like KEDS.
    return Fit(0.3, fit.missing) if "weis" in fit.missing else fit


def _has_no_header(head: Head) -> bool:
    good = [_looks_coded([cell.strip() for cell in row]) for row in head.rows[:20]]
    return bool(good) and good[0] and sum(good) >= len(good) * 0.8


def _looks_coded(row: Sequence[str]) -> bool:
    return len(row) >= 4 and bool(_DATE.fullmatch(row[0]) and _ACTOR.fullmatch(row[1])) and _is_code(row[3])


def _is_code(said: str) -> bool:
    mended = said.translate(_MENDED_CODE)
    return mended == _UNCODED or bool(_CODE.fullmatch(mended))


def _asks(head: Head) -> Sequence[str]:
    return COLUMNS if _has_no_header(head) else head.header


def _read(source: Source) -> Iterator[Told]:
    return read_table(source, _asks(source.head), _Reading, has_header=not _has_no_header(source.head))


class _Reading(RowReading):
    def __init__(self, columns: Columns, source: Source) -> None:
        super().__init__(columns, source, "keds")
        self._codes = weis(source.codebook)
        self._known = keds_actors(source.codebook)
        self._ids: dict[str, str | None] = {}
        # Rows have no ids. The same act can be coded twice on one day; the second time it is another row. Kept as
        # hashes, so that a long file costs little.
        self._occurred: Counter[int] = Counter()

    def row(self, line: int, cells: Sequence[str]) -> ToldRow:
        cell = self._columns.cell
        said_day, one, other, said_code = (cell(cells, name) for name in COLUMNS[:4])
        if not said_day and not one:
            raise CellError("the row is empty")
        when = DateSpan.on(day(said_day, order="yymmdd"))
        if not one or not other:
            raise CellError("an actor is missing")
        code = said_code.translate(_MENDED_CODE)
        if code == _UNCODED:
            code = "000"
        crossing = self._codes.get(code)
        if crossing is None:
            raise CellError(f"{said_code[:20]!r} is no code of WEIS")
        content = (str(when.first), one, other, code, cell(cells, "label"), cell(cells, "text"))
        key = hash(content)
        self._occurred[key] += 1
        times = self._occurred[key]
        id = content_id("event", "keds", *content, times)
        actor, recipient = self._id(one), self._id(other)
        event = Event(
            id=id,
            action=crossing.action,
            mode=crossing.mode,
            actors=(actor,) if actor else (),
            recipients=(recipient,) if recipient else (),
            when=when,
            when_because="the day of the report, as given by the data set",
            reports=self._report,
            members=(id,),
            origin=f"{self._origin} #{said_day}-{one}-{other}-{code}-{times}",
            by_rule=f"weis {code}",
        )
        doubts: tuple[Doubt, ...] = ()
        if code != said_code:
            doubts = (Doubt(id, "code-mended", f"the code reads {said_code!r}; taken for {code}", Severity.NOTE),)
        if not self._keeping.words:
            return ToldRow(line, event, {}, doubts=doubts)
        return ToldRow(line, event, self._columns.words(cells, COLUMNS), _MARKS, doubts=doubts)

    def _id(self, code: str) -> str | None:
        if code not in self._ids:
            self._ids[code] = self._find(code.upper())
        return self._ids[code]

    def _find(self, code: str) -> str | None:
        """Whom a code means: its own row, else its country's government or forces, else somebody inside it."""
        if code[:3] == "UNK":
            return None
        if code in self._known and len(code) != 3:
            id, name = self._known[code]
            found = id or self._parties.new_actor(name)
            self._parties.part_of(found, self._all_of(code[:3]), note="by KEDS's own code")
            return found
        prefix, suffix = code[:3], code[3:]
        whole = self._country(prefix)
        if not suffix or suffix in _GOVERNMENT:
            if suffix or whole is not None:
                return whole
            return self._parties.new_actor(f"KEDS {code}")
        if suffix in _FORCES:
            return self._parties.forces_of(whole) if whole else self._parties.new_actor(f"KEDS {code}")
        found = self._parties.new_actor(f"KEDS {code}")
        self._parties.part_of(found, self._all_of(prefix), note="by KEDS's own code")
        return found

    def _country(self, prefix: str) -> str | None:
        id, name = self._known.get(prefix, (None, ""))
        return id or (self._parties.new_actor(name) if name else self._parties.new_actor(f"KEDS {prefix}"))

    def _all_of(self, prefix: str) -> str:
        """All that KEDS codes under one country, which is more than its state: "KEDS PAL" holds Hamas and the PLO."""
        everybody = self._parties.new_actor(
            f"KEDS {prefix} and all under it", kind="umbrella", key=f"keds-all-{prefix}"
        )
        whole = self._country(prefix)
        if whole:
            self._parties.part_of(whole, everybody, note="by KEDS's own code")
        return everybody


KEDS = Format(
    name="keds",
    title="KEDS, WEIS-coded events",
    licence="none stated (academic public release)",
    cite="Kansas Event Data System, http://eventdata.parusanalytics.com/data.html",
    fit=_fit,
    read=_read,
    asks=_asks,
    general=(
        (
            "statements-as-consult",
            "PLOVER has no type for a mere statement; WEIS comments (02) stand as CONSULT with the mode 'statement'",
        ),
        ("days-of-reports", "machine-coded from the lead sentences of wire reports: the day is the report's"),
    ),
    may_pass_on=False,
    quoted=False,
)
