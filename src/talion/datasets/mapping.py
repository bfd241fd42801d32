"""Which column of anybody's table holds what: suggested by its header, or said in a file.

A person can edit the file::

    name = "border-incidents"

    [columns]                 # what it holds = "the column's name"
    id = "No."
    date = "Date"
    actor = "Initiator"
    recipient = "Target"
    action = "What happened"
    killed = "Dead"
    note = "Remarks"

    [constants]               # what holds for every row and has no column
    recipient = "Belvar"

    [dates]
    order = "dmy"             # 05/06/2031 is the fifth of June

    [actions]                 # the table's own words, where they are no words that reports use
    "Type 3" = "ASSAULT"
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from talion.datasets.cells import CellError, day, order_of_days
from talion.datasets.columns import Columns, bare
from talion.datasets.names import slug
from talion.datasets.rows import Head
from talion.errors import ImportingError
from talion.records import ACTIONS

# What a column can hold, and the headings by which it is known; of several, the first that a header has.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "eventid", "incidentid", "strikeid", "recordid", "no", "nr", "ref", "reference", "index", "key"),
    "date": ("date", "eventdate", "incidentdate", "dateofincident", "dateofevent", "day", "when", "datetime", "time"),
    "first_day": ("datestart", "startdate", "firstday", "from", "begin", "begindate", "dateofstart", "start"),
    "last_day": ("dateend", "enddate", "lastday", "until", "asof", "end", "dateofend"),
    "date_precision": ("dateprecision", "timeprecision", "precision", "dateprec"),
    "actor": (
        "initiator", "actor", "actor1", "attacker", "perpetrator", "perpetrators", "aggressor", "sourceactor", "doer",
        "attackedby", "by", "responsible", "sidea", "from", "sender", "sourcename",
    ),
    "recipient": (
        "target", "recipient", "actor2", "victim", "victims", "against", "targetactor", "hit", "sideb", "receiver",
        "targetname", "attacked", "reportedtargetgroup",
    ),
    "sides": ("sides", "parties", "belligerents", "dyad", "dyadname", "actors"),
    "action": (
        "action", "eventtype", "typeofattack", "attacktype", "type", "event", "incidenttype", "kind", "whathappened",
        "category", "striketype", "act", "weisevent", "subeventtype",
    ),
    "mode": ("mode", "subtype"),
    "weapon": ("weapon", "weapons", "weapontype", "munition", "means"),
    "status": ("status",),
    "place": (
        "place", "location", "where", "site", "town", "city", "village", "locality", "mostspecificlocation",
        "locationname",
        "placename",
    ),
    "province": ("province", "governorate", "adm1", "admin1", "state", "region", "adm1name", "oblast"),
    "country": ("country", "countryname", "nation"),
    "latitude": ("latitude", "lat", "y", "decimallatitude"),
    "longitude": ("longitude", "lon", "lng", "long", "x", "decimallongitude"),
    "killed": (
        "killed", "dead", "deaths", "fatalities", "killedontargetside", "totalkilled", "numberkilled", "nkill", "kia",
        "best", "killedtotal", "deathtoll",
    ),
    "killed_low": (
        "killedlow", "killedmin", "minkilled", "low", "deathslow", "minimumtotalpeoplekilled", "minimumpeoplekilled",
        "minimumkilled", "killedminimum",
    ),
    "killed_high": (
        "killedhigh", "killedmax", "maxkilled", "high", "deathshigh", "maximumtotalpeoplekilled",
        "maximumpeoplekilled",
        "maximumkilled", "killedmaximum",
    ),
    "civilians_killed": ("civilianskilled", "civiliandeaths", "deathscivilians", "civiliansdead"),
    "civilians_killed_low": ("minimumciviliansreportedkilled", "minimumcivilianskilled", "civilianskilledmin"),
    "civilians_killed_high": ("maximumciviliansreportedkilled", "maximumcivilianskilled", "civilianskilledmax"),
    "injured": (
        "injured", "wounded", "woundedontargetside", "injuries", "numberinjured", "nwound", "wia", "casualtiesinjured",
    ),
    "injured_low": ("minimumreportedinjured", "minimumpeopleinjured", "injuredmin", "injuredlow"),
    "injured_high": ("maximumreportedinjured", "maximumpeopleinjured", "injuredmax", "injuredhigh"),
    "acts": (
        "acts", "attacks", "numberofattacks", "total", "incidents", "minimumstrikes", "minimumnumberofstrikes", "count",
    ),
    "scope": ("scope", "period", "covers", "since"),
    "attributed_to": (
        "claimedorattributedto", "attributedto", "claimedby", "attribution", "blamed", "claim", "claimed",
    ),
    "answers": (
        "statedresponseto", "responseto", "respondsto", "answers", "inresponseto", "retaliationfor", "trigger",
    ),
    "note": ("note", "notes", "remarks", "remark", "comment", "comments", "description", "details", "summary"),
    "source": ("source", "who", "sourcename", "outlet", "reportedby", "publisher", "sources", "reportsource"),
    "url": ("url", "sourceurl", "link", "sourcelink", "strikelink", "href", "weblink"),
}  # fmt: skip
# Hashtags of the Humanitarian Exchange Language, https://hxlstandard.org, that say the same.
_HASHTAGS = {
    "date": "#date", "actor": "#group", "place": "#loc", "province": "#adm1", "country": "#country",
    "latitude": "#geo+lat", "longitude": "#geo+lon", "killed": "#affected+killed", "injured": "#affected+injured",
    "url": "#meta+url", "source": "#meta+source", "action": "#event", "id": "#event+id",
}  # fmt: skip
_CONSTANTS = ("actor", "recipient", "sides", "action", "status", "country", "first_day", "weapon", "source", "place")
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)")
_SHARE_OF_DAYS = 0.5


@dataclass(frozen=True, slots=True)
class Mapped:
    """How a table's columns are read: what each field's column is, what holds for all rows, and the table's words."""

    name: str
    columns: Mapping[str, str]
    constants: Mapping[str, str] = field(default_factory=dict)
    actions: Mapping[str, str] = field(default_factory=dict)
    order: str | None = None

    @property
    def lacks(self) -> tuple[str, ...]:
        """Which fields a table cannot be read without, and this mapping does not give."""
        has = {*self.columns, *self.constants}
        missing = []
        if not has & {"date", "first_day", "last_day"}:
            missing.append("date")
        if not has & {"actor", "recipient", "sides"}:
            missing.append("actor or recipient")
        if not has & {"action", "weapon"}:
            missing.append("action")
        return tuple(missing)

    def as_toml(self) -> str:
        """The mapping as a file for a person to edit."""
        lines = [f"# How this table is read. Left: what a column holds, one of {', '.join(FIELDS)}.", ""]
        lines += [f"name = {_quoted(self.name)}", "", "[columns]"]
        lines += [f"{key} = {_quoted(column)}" for key, column in self.columns.items()]
        lines += ["", "[constants]  # what holds for every row and has no column"]
        lines += [f"{key} = {_quoted(said)}" for key, said in self.constants.items()]
        lines += [f'# {key} = "..."' for key in " or ".join(self.lacks).split(" or ") if key]
        lines += ["", "[dates]", f"order = {_quoted(self.order)}" if self.order else '# order = "dmy"', ""]
        lines += ["[actions]  # the table's own words for acts and the PLOVER type that each is"]
        lines += [f"{_quoted(said)} = {_quoted(action)}" for said, action in self.actions.items()]
        return "\n".join(lines) + "\n"


def _quoted(said: str) -> str:
    escaped = said.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(sign if sign >= " " else f"\\u{ord(sign):04x}" for sign in escaped) + '"'


def suggested(head: Head) -> Mapped:
    """The mapping that a table's header suggests."""
    at, tags = header_at(head)
    header = head.rows[at]
    columns = Columns([_IN_BRACKETS.sub("", name) for name in header])  # "Date (MM-DD-YYYY)" is a date
    taken: dict[str, str] = {}
    for name, known in FIELDS.items():
        for heading in known:
            spot = columns.place(heading)
            if spot is not None and header[spot].strip() and header[spot].strip() not in taken.values():
                taken[name] = header[spot].strip()
                break
    for name, tag in _HASHTAGS.items():
        if name not in taken and tags:
            found = [
                header[place].strip() for place, one in enumerate(tags) if _is_tag(one, tag) and place < len(header)
            ]
            taken |= {name: found[0]} if found and found[0] else {}
    columns = Columns(header)
    for name in ("date", "first_day", "last_day"):
        if name in taken and not _holds_days(head, at, columns, taken[name]):
            del taken[name]
    sample = [columns.cell(row, taken["date"]) for row in head.rows[at + 1 :]] if "date" in taken else []
    order = order_of_days(sample) or _order_said(taken.get("date", ""))
    return Mapped(slug(head.path.name.split(".")[0]), taken, order=order)


def _order_said(heading: str) -> str | None:
    """The order of day and month where the heading says it: "Date (MM-DD-YYYY)"."""
    said = re.sub(r"[^dmy]", "", heading.lower().rpartition("(")[2])
    return "mdy" if said.startswith("mmdd") else "dmy" if said.startswith("ddmm") else None


def _holds_days(head: Head, at: int, columns: Columns, column: str) -> bool:
    said = [one for row in head.rows[at + 1 :] if (one := columns.cell(row, column)) and not one.startswith("#")]
    days = sum(_is_day(one) for one in said)
    return not said or days >= len(said) * _SHARE_OF_DAYS


def _is_day(said: str) -> bool:
    try:
        day(said, order="dmy")
    except CellError:
        try:
            day(said, order="mdy")
        except CellError:
            return False
    return True


def _is_tag(said: str, tag: str) -> bool:
    return bare(said).startswith(bare(tag))


def header_at(head: Head) -> tuple[int, tuple[str, ...]]:
    """Which of the first rows is the header, and the row of hashtags under it where there is one."""
    widths = [sum(bool(cell.strip()) for cell in row) for row in head.rows[:10]]
    if not widths:
        raise ImportingError(f"{head.path} holds no rows")
    at = next(place for place, width in enumerate(widths) if width >= max(widths) * 0.6)
    tags = head.rows[at + 1] if at + 1 < len(head.rows) and is_hashtags(head.rows[at + 1]) else ()
    return at, tags


def is_hashtags(row: Sequence[str]) -> bool:
    """Whether a row holds HXL hashtags and no data."""
    said = [cell.strip() for cell in row if cell.strip()]
    return bool(said) and sum(cell.startswith("#") for cell in said) >= max(1, len(said) * 0.6)


def read_mapping(path: Path, head: Head) -> Mapped:
    """The mapping in a file. Raises ImportingError, naming line or column, where it does not fit the table.

    Where there is no such file yet, the suggested mapping is written to it, for a person to look over.
    """
    if not path.exists():
        guess = suggested(head)
        path.write_text(guess.as_toml(), "utf-8")
        raise ImportingError(f"there was no mapping at {path}; a suggestion stands there now: look it over, run again")
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise ImportingError(f"{path} is no mapping: {wrong}") from wrong
    at, _ = header_at(head)
    columns = Columns(head.rows[at])
    guess = suggested(head)
    parts = {name: _texts(path, data, name) for name in ("columns", "constants", "actions", "dates")}
    for key, column in parts["columns"].items():
        if key not in FIELDS:
            raise ImportingError(f"{path}: {key!r} is nothing that a column can hold; there are: {', '.join(FIELDS)}")
        if column not in columns:
            raise ImportingError(f"{path}: the table has no column {column!r}; it has: {', '.join(columns.header)}")
    for key in parts["constants"]:
        if key not in _CONSTANTS:
            raise ImportingError(f"{path}: {key!r} can be no constant; there are: {', '.join(_CONSTANTS)}")
    for said, action in parts["actions"].items():
        if action not in ACTIONS:
            raise ImportingError(f"{path}: {said!r} must be one of {', '.join(ACTIONS)}; not {action!r}")
    order = parts["dates"].get("order", guess.order)
    if order not in {None, "dmy", "mdy"}:
        raise ImportingError(f"{path}: the order of days is dmy or mdy; not {order!r}")
    name = data.get("name", guess.name)
    if not isinstance(name, str) or not name.strip():
        raise ImportingError(f"{path}: the name is a text")
    return Mapped(slug(name), parts["columns"], parts["constants"], parts["actions"], order)


def _texts(path: Path, data: Mapping[str, object], name: str) -> dict[str, str]:
    found = data.get(name, {})
    if not isinstance(found, dict) or not all(isinstance(one, str) for one in found.values()):
        raise ImportingError(f'{path}: [{name}] holds lines such as key = "text"')
    return dict(found)
