"""VIINA 2, reports of the war in Ukraine: each with its text's place, machine labels of what it tells and who began.

`event_info` leads, `event_labels` of the same days must stand beside it; `event_1pd` is not needed. Labels say who
began (a_rus, a_ukr), and not whom it hit: the recipient stays unknown.
"""

from collections.abc import Iterator, Mapping, Sequence

from talion.datasets.cells import CellError, day, degrees, place
from talion.datasets.columns import Columns, fit_of
from talion.datasets.reading import told_rows
from talion.datasets.rows import Head, lines_of
from talion.datasets.told import Fit, Format, Saying, Source, Told, ToldRow
from talion.errors import ImportingError
from talion.records import DateSpan, Doubt, Event, Speaker, content_id

_INFO = ("event_id", "date", "asciiname", "latitude", "longitude", "source", "text")
_WORDS = (
    "event_id", "date", "time", "asciiname", "ADM2_NAME", "ADM1_NAME", "GEO_PRECISION", "source", "url", "text", "lang",
)  # fmt: skip
_MARKS = (("when", "date"), ("place", "asciiname"), ("act", "text"))
# What the labels say, the weightier before the lighter: label, type, mode, weapon.
ACTS = (
    ("t_airstrike", "ASSAULT", "heavy-weapons", "air strike"), ("t_uav", "ASSAULT", "heavy-weapons", "drone"),
    ("t_artillery", "ASSAULT", "heavy-weapons", "artillery"), ("t_armor", "ASSAULT", "heavy-weapons", "tank"),
    ("t_ied", "ASSAULT", "explosives", "bomb"), ("t_firefight", "ASSAULT", "firearms", "firearms"),
    ("t_raid", "ASSAULT", None, None), ("t_killing", "ASSAULT", "targeted", None),
    ("t_hospital", "ASSAULT", None, None), ("t_property", "ASSAULT", "seize", None),
    ("t_occupy", "COERCE", "seize", None), ("t_control", "COERCE", "seize", None),
    ("t_arrest", "COERCE", "arrest", None), ("t_retreat", "RETREAT", "withdraw", None),
    ("t_cyber", "COERCE", "cyber", "cyber"), ("t_aad", "MOBILIZE", "troops", None), ("t_san", "SANCTION", None, None),
    ("t_milcas", "ASSAULT", None, None), ("t_civcas", "ASSAULT", None, None), ("t_mil", "ASSAULT", None, None),
)  # fmt: skip
_SIDES = (("a_rus", "russia"), ("a_ukr", "ukraine"))
_PRECISIONS = {
    "STREET": "town",
    "PPL": "town",
    "ADM3": "district",
    "ADM2": "district",
    "ADM1": "province",
    "ADM0": "country",
}


def _fit(head: Head) -> Fit:
    if _is_labels(head) or _is_1pd(head):
        return Fit(0.9)
    return fit_of(head.header, _INFO, typical=("event_id_1pd", "GEO_PRECISION", "ADM1_NAME"))


def _is_labels(head: Head) -> bool:
    columns = Columns(head.header)
    return "event_id" in columns and any(
        name.startswith("t_") and name.endswith(("_b", "_pred")) for name in head.header
    )


def _is_1pd(head: Head) -> bool:
    columns = Columns(head.header)
    return "n_reports" in columns and "event_ids" in columns


def _leads(head: Head) -> bool:
    return not _is_labels(head) and not _is_1pd(head)


def _asks(head: Head) -> Sequence[str]:
    return head.header


def _read(source: Source) -> Iterator[Told]:
    labels = [head for head in source.beside if _is_labels(head)]
    own = _is_labels_too(source.head)
    if not labels and not own:
        raise ImportingError(
            f"{source.head.path} says where and when, and not what happened; name its event_labels file beside it"
        )
    lines = source.lines()
    next(lines, None)
    yield from told_rows(source, lines, _Reading(source, _labels(labels)).row)


def _is_labels_too(head: Head) -> bool:
    return any(name.startswith("t_") for name in head.header)


def _labels(heads: Sequence[Head]) -> Mapping[str, frozenset[str]]:
    """Which labels hold of each event, by its id; a label holds where its _b says 1."""
    found: dict[str, frozenset[str]] = {}
    shared: dict[frozenset[str], frozenset[str]] = {}
    for head in heads:
        columns = Columns(head.header)
        names = [(place, name[:-2]) for place, name in enumerate(columns.header) if name.endswith("_b")]
        lines = lines_of(head.path, head.shape)
        next(lines, None)
        for line in lines:
            held = frozenset(name for place, name in names if place < len(line.cells) and _holds(line.cells[place]))
            found[columns.cell(line.cells, "event_id")] = shared.setdefault(held, held)
    return found


def _holds(said: str) -> bool:
    return said.strip() in {"1", "1.0", "TRUE", "True"}


class _Reading:
    def __init__(self, source: Source, labels: Mapping[str, frozenset[str]]) -> None:
        self._columns = Columns(source.head.header)
        self._parties = source.parties
        self._labels = labels
        self._report = (source.report,)
        self._keeping = source.keeping
        self._origin = f"viina {source.version}" if source.version else "viina"

    def row(self, line: int, cells: Sequence[str]) -> ToldRow | None:
        cell = self._columns.cell
        number = cell(cells, "event_id")
        if not number:
            raise CellError("the row has no event_id")
        labels = self._labels.get(number)
        if labels is None:
            names = self._columns.header
            labels = frozenset(n[:-2] for n in names if n.endswith("_b") and _holds(cell(cells, n)))
        act = next((one for one in ACTS if one[0] in labels), None)
        if act is None:
            return None  # a report that no label calls an act
        label, action, mode, weapon = act
        id = content_id("event", "viina", number)
        began = tuple(side for name, side in _SIDES if name in labels)
        doubts: list[Doubt] = []
        if len(began) > 1:
            doubts.append(
                Doubt(id, "undirected-source", "its labels say that both sides began; kept without direction")
            )
        event = Event(
            id=id,
            action=action,
            mode=mode,
            actors=began[:1],
            recipients=began[1:],
            directed=len(began) < 2,
            when=DateSpan.on(day(cell(cells, "date"))),
            places=(
                place(
                    cell(cells, "asciiname") or cell(cells, "location") or "Ukraine",
                    _PRECISIONS.get(cell(cells, "GEO_PRECISION").upper(), "unknown"),
                    latitude=degrees(cell(cells, "latitude"), "latitude"),
                    longitude=degrees(cell(cells, "longitude"), "longitude"),
                    country="UKR",
                    province=cell(cells, "ADM1_NAME") or None,
                ),
            ),
            weapon=weapon,
            when_because="the day of the report, as given by the data set",
            time_of_day=cell(cells, "time") or None,
            reports=self._report,
            members=(id,),
            origin=f"{self._origin} #{number}",
            by_rule=f"viina {label}",
        )
        if not self._keeping.words:
            return ToldRow(line, event, {}, doubts=tuple(doubts))
        outlet = cell(cells, "source")
        said = (Saying("source", "asserts", "act", Speaker(outlet, "outlet")),) if outlet else ()
        words = self._columns.words(cells, _WORDS)
        return ToldRow(line, event, words, _MARKS, said, doubts=tuple(doubts), url=cell(cells, "url") or None)


VIINA = Format(
    name="viina",
    title="VIINA",
    licence="ODbL 1.0",
    cite="Violent Incident Information from News Articles, https://github.com/zhukovyuri/VIINA",
    fit=_fit,
    read=_read,
    asks=_asks,
    general=(
        ("machine-coded", "labelled by a machine from single reports; one act may stand in many rows"),
        ("no-recipient", "VIINA says who began and not whom it hit; the recipient is not known"),
    ),
    leads=_leads,
    leads_says="name the event_info file beside it",
)
