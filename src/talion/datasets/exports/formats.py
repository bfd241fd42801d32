"""The formats in which a ledger goes out, by the names of the command line."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from talion.datasets.exports.chronicles import write_chronicle_file
from talion.datasets.exports.content import Content
from talion.datasets.exports.ftm import write_ftm
from talion.datasets.exports.geojson import write_geojson
from talion.datasets.exports.gexf import write_gexf
from talion.datasets.exports.prov import write_prov
from talion.datasets.exports.spreadsheets import (
    about_lines,
    write_csv,
    write_datapackage,
    write_parquet,
    write_workbook,
)
from talion.datasets.exports.timelinejs import write_timelinejs
from talion.datasets.exports.webannotation import write_webannotation
from talion.errors import ExportError


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """One way out: its name, what it is for, and what writes it into a folder."""

    name: str
    says: str
    write: Callable[[Content, Path], list[Path]]


EXPORTS = (
    ExportFormat("csv", "one comma-separated file a table, for spreadsheets", write_csv),
    ExportFormat("xlsx", "one workbook, a sheet a table", write_workbook),
    ExportFormat("parquet", "one typed file a table, for Polars, pandas, R and DuckDB", write_parquet),
    ExportFormat("geojson", "acts as points with the precision of their places", write_geojson),
    ExportFormat("datapackage", "CSV with types, keys, licences and sources (Frictionless)", write_datapackage),
    ExportFormat("webannotation", "every fact on its words (W3C Web Annotation)", write_webannotation),
    ExportFormat("prov", "where every record comes from and who decided (W3C PROV-JSON)", write_prov),
    ExportFormat("ftm", "entities for Aleph and other FollowTheMoney tools", write_ftm),
    ExportFormat("gexf", "networks of actors and of answers, for Gephi and networkx", write_gexf),
    ExportFormat("timelinejs", "a TimelineJS story", write_timelinejs),
    ExportFormat("chronicle", "Talion's own plain-text notation, read back by `talion import`", write_chronicle_file),
)


def export_named(name: str) -> ExportFormat:
    """The format of this name; ExportError names those there are."""
    for one in EXPORTS:
        if one.name == name:
            return one
    raise ExportError(f"{name!r} is no export format; choose one of {', '.join(one.name for one in EXPORTS)}")


def write_all(content: Content, formats: Iterable[str], folder: Path) -> list[Path]:
    """The files of all these formats, and ABOUT.txt, which says what they are and what was left out.

    With several formats each has its own folder. Raises ExportError where the folder cannot be written to.
    """
    chosen = [export_named(name) for name in dict.fromkeys(formats)]
    if not chosen:
        raise ExportError(f"no format was named; choose one of {', '.join(one.name for one in EXPORTS)}")
    paths = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for one in chosen:
            into = folder / one.name if len(chosen) > 1 else folder
            into.mkdir(exist_ok=True)
            paths += one.write(content, into)
        about = folder / "ABOUT.txt"
        about.write_text("\n".join(about_lines(content)) + "\n", encoding="utf-8")
    except OSError as wrong:
        raise ExportError(f"{folder} cannot be written to: {wrong.strerror or wrong}; name another folder") from wrong
    return [about, *paths]
