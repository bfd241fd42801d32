"""GDELT's event files, 1.0 and 2.0: tab-separated, without a header, mostly zipped, of more rows than anybody wants.

Codes of countries are CAMEO's for actors and FIPS for places. A mentions file beside the events says which outlets
carried them.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from talion.codebook.crosswalks import cameo, cameo_crossing, fips_countries
from talion.datasets.cells import CellError, day, degrees, place
from talion.datasets.names import Parties
from talion.datasets.rows import Head, Line, raw_lines
from talion.datasets.told import Fit, Format, PassedOver, Saying, SetAside, Source, Told, ToldRow
from talion.errors import RecordError
from talion.records import DateSpan, Event, Place, Speaker, content_id

_ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code",
    "Type2Code", "Type3Code",
)  # fmt: skip
_START = ("GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate")
_MIDDLE = (
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions",
    "NumSources", "NumArticles", "AvgTone",
)  # fmt: skip
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")


def _columns(version: int) -> tuple[str, ...]:
    geo = _GEO if version == 2 else tuple(name for name in _GEO if name != "ADM2Code")
    return (
        *_START,
        *(f"Actor1{name}" for name in _ACTOR),
        *(f"Actor2{name}" for name in _ACTOR),
        *_MIDDLE,
        *(f"{whose}Geo_{name}" for whose in ("Actor1", "Actor2", "Action") for name in geo),
        "DATEADDED",
        "SOURCEURL",
    )


EVENTS_2, EVENTS_1 = _columns(2), _columns(1)
MENTIONS = (
    "GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier",
    "SentenceID", "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence",
    "MentionDocLen", "MentionDocTone", "MentionDocTranslationInfo", "Extras",
)  # fmt: skip
_WORDS = (
    "GLOBALEVENTID", "SQLDATE", "Actor1Code", "Actor1Name", "Actor2Code", "Actor2Name", "EventCode", "GoldsteinScale",
    "NumMentions", "NumSources", "ActionGeo_Type", "ActionGeo_FullName", "SOURCEURL",
)  # fmt: skip
_MARKS = (
    ("actor", "Actor1Name"), ("recipient", "Actor2Name"), ("act", "EventCode"), ("when", "SQLDATE"),
    ("place", "ActionGeo_FullName"),
)  # fmt: skip
# ActionGeo_Type: 1 country, 2 US state, 3 US city, 4 other city, 5 other province. A city stands for its surroundings.
_PRECISIONS = {"1": "country", "2": "province", "3": "town", "4": "town", "5": "province"}
_AS_STATE, _AS_FORCES = frozenset({"", "GOV", "LEG", "JUD", "SPY"}), frozenset({"MIL"})
_MENTIONS_KEPT = 20
_UP_TO_ACTORS = 23  # the cells up to the last that says who takes part
_TELL_EVERY = 50_000


def _layout(head: Head) -> tuple[str, ...] | None:
    """The columns of a file by their number, where its first rows look like GDELT's."""
    rows = [row for row in head.rows[:10] if row]
    if not rows or head.shape.delimiter != "\t":
        return None
    widths = {len(row) for row in rows}
    for columns in (EVENTS_2, EVENTS_1, EVENTS_1[:-1], MENTIONS):
        # a row may lack its last cells where editors have cut trailing tabs
        if max(widths) == len(columns) and all(_begins_as_a_row(row) for row in rows):
            return columns
    return None


def _begins_as_a_row(cells: Sequence[str]) -> bool:
    return len(cells) > 1 and cells[0].isdigit() and cells[1][:8].isdigit()


def _fit(head: Head) -> Fit:
    if _layout(head) is not None:
        return Fit(1.0)
    header = {name.lower() for name in head.header}
    if "globaleventid" in header:
        return Fit(0.7, ("nothing, but there is a header row, which GDELT's own files have not: remove it",))
    return Fit(0.0, EVENTS_2[:3])


def _asks(head: Head) -> Sequence[str]:
    return _layout(head) or EVENTS_2


def _leads(head: Head) -> bool:
    return _layout(head) != MENTIONS


def _read(source: Source) -> Iterator[Told]:
    columns = _layout(source.head) or EVENTS_2
    reading = _Reading(columns, source)
    wish, test = source.wish, source.test
    since = wish.since.strftime("%Y%m%d") if wish.since else ""
    until = wish.until.strftime("%Y%m%d") if wish.until else "99999999"
    filtered = wish.is_between is not None
    passed = 0
    for number, text in raw_lines(source.head.path, source.head.shape.encoding):
        if filtered:
            # Most rows fall away here, so that the rest of the line is cut for few of ten million.
            first = text.split("\t", _UP_TO_ACTORS)
            if len(first) > _UP_TO_ACTORS and not reading.may_be_wanted(first):
                passed += 1
                if passed == _TELL_EVERY:
                    yield PassedOver(passed)
                    passed = 0
                continue
        cells = text.rstrip("\r\n").split("\t")
        if len(cells) == 1 and not cells[0].strip():
            continue
        if len(cells) > 1 and not since <= cells[1] <= until and cells[1].isdigit():
            passed += 1
            continue
        if test is not None and not test(cells):
            passed += 1
            continue
        line = Line(number, cells)
        try:
            told = reading.row(line)
        except (CellError, RecordError) as wrong:
            yield SetAside(number, str(wrong), cells)
            continue
        if wish.wants(told.event):
            yield told
        else:
            passed += 1
    if passed:
        yield PassedOver(passed)


class _Reading:
    def __init__(self, columns: Sequence[str], source: Source) -> None:
        self._columns = columns
        self._at = {name: place for place, name in enumerate(columns)}
        self._parties = source.parties
        self._wish = source.wish
        self._report = (source.report,)
        self._keeping = source.keeping
        kind = "2.0" if len(columns) == len(EVENTS_2) else "1.0"
        self._origin = f"gdelt {source.version or kind}"
        self._table = cameo(source.codebook)
        self._countries = fips_countries(source.codebook)
        self._ids: dict[tuple[str, ...], str | None] = {}
        self._wanted: dict[tuple[str, ...], bool] = {}
        self._mentions = _mentions(source.beside)

    def may_be_wanted(self, cells: Sequence[str]) -> bool:
        """Whether the parties are asked for on any day; what is wrong with the row shows later."""
        key = (cells[5], cells[6], cells[8], cells[12], cells[15], cells[16], cells[18], cells[22])
        wanted = self._wanted.get(key)
        if wanted is None:
            actors, recipients = self._party(cells, 5), self._party(cells, 15)
            asked = self._wish.is_between
            wanted = asked is None or asked(actors, recipients, None)
            self._wanted[key] = wanted
        return wanted

    def row(self, line: Line) -> ToldRow:
        cells = line.cells
        if len(cells) != len(self._columns):
            raise CellError(f"the row has {len(cells)} cells, not {len(self._columns)}")
        number = cells[0]
        if not number.isdigit():
            raise CellError(f"{number[:20]!r} is no GLOBALEVENTID")
        code = cells[self._at["EventCode"]]
        crossing = cameo_crossing(code, self._table)
        if crossing is None:
            raise CellError(f"{code[:20]!r} is no code of CAMEO")
        id = content_id("event", "gdelt", number)
        event = Event(
            id=id,
            action=crossing.action,
            mode=crossing.mode,
            status=crossing.status,
            actors=self._party(cells, 5),
            recipients=self._party(cells, 15),
            when=DateSpan.on(day(cells[1])),
            places=self._places(cells),
            when_because="the day that the machine took the story to speak of",
            reports=self._report,
            members=(id,),
            origin=f"{self._origin} #{number}",
            by_rule=f"cameo {code}",
        )
        if not self._keeping.words:
            return ToldRow(line.number, event, {})
        words = {name: " ".join(cells[self._at[name]].split()) for name in _WORDS if name in self._at}
        words = {name: said for name, said in words.items() if said}
        outlets = self._mentions.get(number, ())
        if outlets:
            words["MentionSourceName"] = "; ".join(outlets)
        said = tuple(Saying("MentionSourceName", "asserts", "act", Speaker(one, "outlet")) for one in outlets)
        return ToldRow(line.number, event, words, _MARKS, said, url=words.get("SOURCEURL"))

    def _party(self, cells: Sequence[str], start: int) -> tuple[str, ...]:
        """Whom the ten cells of an actor mean: code, name, country, known group, ..., first type at the eighth."""
        key = (cells[start], cells[start + 1], cells[start + 2], cells[start + 3], cells[start + 7])
        if key not in self._ids:
            self._ids[key] = _who(*key, self._parties)
        id = self._ids[key]
        return (id,) if id else ()

    def _places(self, cells: Sequence[str]) -> tuple[Place, ...]:
        def cell(name: str) -> str:
            place = self._at.get(f"ActionGeo_{name}")
            return cells[place].strip() if place is not None else ""

        name = cell("FullName")
        if not name:
            return ()
        parts = [part.strip() for part in name.split(",")]
        return (
            place(
                parts[0],
                _PRECISIONS.get(cell("Type"), "unknown"),
                latitude=degrees(cell("Lat"), "ActionGeo_Lat"),
                longitude=degrees(cell("Long"), "ActionGeo_Long"),
                country=self._countries.get(cell("CountryCode")),
                province=parts[1] if len(parts) > 2 else None,
            ),
        )


def _who(code: str, name: str, country: str, group: str, kind: str, parties: Parties) -> str | None:
    if not code and not name:
        return None
    title = " ".join(name.split()).title()
    state = parties.state(country) if country else None
    known = parties.known(title) or parties.known(name)
    # The name may be the state's, a town's or an office's; a group is meant only where it names one.
    if known is not None and known != state and (group or not country or kind in {"REB", "INS", "SEP", "UAF"}):
        return known
    if state is not None and kind in _AS_STATE and not group:
        return state
    if state is not None and kind in _AS_FORCES:
        return parties.forces_of(state)
    if known is not None:
        return known
    said = f"{title or 'GDELT'} ({code})" if code else title
    return parties.new_actor(said, country=country if state else None)


def _mentions(beside: Sequence[Head]) -> Mapping[str, Sequence[str]]:
    """The outlets that carried each event, by its id, the first twenty of each."""
    found: dict[str, list[str]] = defaultdict(list)
    for head in beside:
        for _, text in raw_lines(head.path, head.shape.encoding):
            cells = text.split("\t", 6)
            if len(cells) > 5 and cells[0].isdigit():
                outlets = found[cells[0]]
                if len(outlets) < _MENTIONS_KEPT and cells[4] and cells[4] not in outlets:
                    outlets.append(cells[4])
    return found


GDELT = Format(
    name="gdelt",
    title="GDELT events",
    licence="free for any use with a citation and a link to gdeltproject.org",
    cite="The GDELT Project, https://www.gdeltproject.org",
    fit=_fit,
    read=_read,
    asks=_asks,
    general=(
        (
            "machine-coded",
            "coded by a machine from web news; one act may stand in many rows, and rows may be of no act",
        ),
        (
            "statements-as-consult",
            "PLOVER has no type for a mere statement; CAMEO 01 stands as CONSULT with the mode 'statement'",
        ),
    ),
    quoted=False,
    leads=_leads,
    leads_says="name the events file (.export.CSV) beside the mentions",
)
