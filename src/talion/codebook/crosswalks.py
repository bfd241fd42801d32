"""Other people's codes in PLOVER's words: CAMEO, WEIS, ACLED and UCDP, each a plain table in data/.

A user's own folder may hold a table of the same name; its rows take the place of ours.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from talion.errors import CodebookError
from talion.records import ACTIONS, ACTOR_KINDS, STATUSES

_DATA = Path(__file__).parent / "data"
QUADRANTS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")


@dataclass(frozen=True, slots=True)
class Crossing:
    """What a foreign code becomes. `is_rough` where PLOVER has no type that says the same."""

    code: str
    action: str
    mode: str | None = None
    weapon: str | None = None
    status: str = "done"
    label: str = ""
    is_rough: bool = False
    is_directed: bool = True


@dataclass(frozen=True, slots=True)
class PloverType:
    """One of PLOVER's sixteen: its quadrant, and its score from conflict to cooperation where the manual gives one."""

    action: str
    quadrant: str
    score: float | None


@cache
def plover_types(folder: Path | None = None) -> Mapping[str, PloverType]:
    """PLOVER's types by name."""
    types = {}
    for where, row in rows_of("plover-types", folder, ("action", "quadrant", "score")):
        if row["quadrant"] not in QUADRANTS:
            raise CodebookError(f"{where}: the quadrant is one of {', '.join(QUADRANTS)}; not {row['quadrant']!r}")
        types[_action(where, row)] = PloverType(row["action"], row["quadrant"], weight_of(where, row, "score"))
    return types


@cache
def cameo(folder: Path | None = None) -> Mapping[str, Crossing]:
    """What CAMEO codes become, by code with its leading zeros."""
    crossings = {}
    # Both tables of ours, then both of the user's: a row of theirs goes before any of ours.
    for place, ours in ((None, True), *(((folder, False),) if folder is not None else ())):
        for name in ("cameo-plover-own", "cameo-plover"):
            for where, row in rows_of(name, place, ("cameo", "action", "mode", "label"), ours=ours):
                crossings[row["cameo"]] = _crossing(where, row, row["cameo"])
    return crossings


@cache
def cameo_names(folder: Path | None = None) -> Mapping[str, str]:
    """The names of CAMEO's events, as ICEWS writes them, by code."""
    return {row["cameo"]: row["name"] for _, row in rows_of("cameo-names", folder, ("cameo", "name"))}


@cache
def fips_countries(folder: Path | None = None) -> Mapping[str, str]:
    """ISO 3166-1 alpha-3 codes by FIPS 10-4 codes of countries."""
    return {row["fips"]: row["iso3"] for _, row in rows_of("fips-countries", folder, ("fips", "iso3"))}


@cache
def iso2_countries(folder: Path | None = None) -> Mapping[str, str]:
    """ISO 3166-1 alpha-2 code of each country, by its alpha-3 code."""
    return {row["iso3"]: row["iso2"] for _, row in rows_of("iso-countries", folder, ("iso3", "iso2"))}


def cameo_crossing(code: str, table: Mapping[str, Crossing] | None = None) -> Crossing | None:
    """What a CAMEO code becomes: its own row, else that of the code it is a part of; None where it is no CAMEO code."""
    known = cameo() if table is None else table
    while len(code) >= 2:
        if code in known:
            return known[code]
        code = code[:-1]
    return None


@cache
def weis(folder: Path | None = None) -> Mapping[str, Crossing]:
    """What WEIS codes become, by code with its leading zeros ("031" is a meeting, "31" is none)."""
    rows = rows_of("weis-plover", folder, ("weis", "action", "mode", "label", "rough"))
    return {row["weis"]: _crossing(where, row, row["weis"]) for where, row in rows}


@cache
def goldstein_weights(folder: Path | None = None) -> Mapping[str, float]:
    """Goldstein's weight of each WEIS code, those that KEDS added recovered; what has none is left out."""
    weights = {}
    for where, row in rows_of("weis-goldstein", folder, ("weis", "weight", "how")):
        weight = weight_of(where, row, "weight")
        if weight is not None:
            weights[row["weis"]] = weight
    return weights


@cache
def keds_actors(folder: Path | None = None) -> Mapping[str, tuple[str | None, str]]:
    """Whom KEDS's actor codes mean: an id of the registry where we know one, else a name ("?" is nobody)."""
    rows = rows_of("keds-actors", folder, ("keds", "actor", "name"))
    return {row["keds"]: (row["actor"] or None, row["name"]) for _, row in rows}


@cache
def acled(folder: Path | None = None) -> Mapping[tuple[str, str], Crossing]:
    """What ACLED's event and sub-event types become; a sub-event type of "" stands for all that have no row."""
    rows = rows_of(
        "acled-types", folder, ("event_type", "sub_event_type", "action", "mode", "weapon", "status", "rough")
    )
    return {
        (row["event_type"].casefold(), row["sub_event_type"].casefold()): _crossing(
            where, row, "/".join(filter(None, (row["event_type"], row["sub_event_type"]))), directed=False
        )
        for where, row in rows
    }


@cache
def acled_kinds(folder: Path | None = None) -> Mapping[str, str]:
    """The kind of actor behind ACLED's inter codes, by number and by text in small letters."""
    kinds = {}
    for where, row in rows_of("acled-inter", folder, ("inter", "texts", "actor_kind")):
        if row["actor_kind"] not in ACTOR_KINDS:
            raise CodebookError(f"{where}: the kind of an actor is one of {', '.join(ACTOR_KINDS)}")
        for said in (row["inter"], *row["texts"].split(";")):
            kinds[said.strip().casefold()] = row["actor_kind"]
    return kinds


@cache
def ucdp(folder: Path | None = None) -> Mapping[int, Crossing]:
    """What UCDP's three types of organised violence become; one-sided violence alone says who acted."""
    rows = rows_of("ucdp-types", folder, ("type_of_violence", "label", "action", "mode", "directed"))
    return {
        int(row["type_of_violence"]): _crossing(
            where, row, row["label"], directed=row["directed"] == "1"
        )
        for where, row in rows
    }  # fmt: skip


def _crossing(where: str, row: Mapping[str, str], code: str, *, directed: bool = True) -> Crossing:
    status = row.get("status") or "done"
    if status not in STATUSES:
        raise CodebookError(f"{where}: a status is one of {', '.join(STATUSES)}; not {status!r}")
    return Crossing(
        code=code,
        action=_action(where, row),
        mode=row["mode"] or None,
        weapon=row.get("weapon") or None,
        status=status,
        label=row.get("label") or "",
        is_rough=row.get("rough") == "1",
        is_directed=directed,
    )


def _action(where: str, row: Mapping[str, str]) -> str:
    if row["action"] not in ACTIONS:
        raise CodebookError(f"{where}: action must be one of {', '.join(ACTIONS)}; not {row['action']!r}")
    return row["action"]


def weight_of(where: str, row: Mapping[str, str], column: str) -> float | None:
    """The number in a cell, None for an empty one; `where` stands in the error."""
    try:
        return float(row[column]) if row[column] else None
    except ValueError as wrong:
        raise CodebookError(f"{where}: {column} is {row[column]!r}, which is no number") from wrong


def rows_of(
    name: str, folder: Path | None, columns: tuple[str, ...], *, ours: bool = True
) -> Iterator[tuple[str, dict[str, str]]]:
    """Every row of our table, then of the user's, with where it stands; lines that begin with # are notes."""
    for place in (*((_DATA,) if ours else ()), *((folder,) if folder is not None else ())):
        path = place / f"{name}.csv"
        if not path.exists():
            continue
        with path.open(encoding="utf-8-sig", newline="") as file:
            numbered = [(number, line) for number, line in enumerate(file, start=1) if not line.startswith("#")]
        reader = csv.DictReader(line for _, line in numbered)
        missing = [column for column in columns if column not in (reader.fieldnames or ())]
        if missing:
            raise CodebookError(f"{path.name}: the column {', '.join(missing)} is missing")
        for (number, _), row in zip(numbered[1:], reader, strict=False):
            where = f"{path.name}, line {number}"
            if None in row or None in row.values():
                raise CodebookError(f"{where}: there are more or fewer cells than columns")
            yield where, {column: cell.strip() for column, cell in row.items()}
