"""The tables as CSV, as one workbook, as Parquet, and as a Frictionless data package."""

import csv
import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

from talion.datasets.exports.content import Content, licence_of
from talion.datasets.exports.tables import Cell, Column, Table, tables_of

# A spreadsheet runs a cell that begins with one of these as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WIDEST_CELL = 32_767  # characters that a cell of a workbook can hold


def write_csv(content: Content, folder: Path) -> list[Path]:
    """One comma-separated file a table, UTF-8; a cell that a spreadsheet would run begins with an apostrophe."""
    return [_write_csv(table, folder / f"{table.name}.csv", harmless=True) for table in tables_of(content)]


def _write_csv(table: Table, path: Path, *, harmless: bool) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([column.name for column in table.columns])
        for row in table.rows:
            cells = [_plain(cell) for cell in row]
            writer.writerow(
                [
                    f"'{cell}" if harmless and cell.startswith(_FORMULA) and not _is_number(cell) else cell
                    for cell in cells
                ]
            )
    return path


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, tuple):
        return "; ".join(cell)
    return cell.isoformat() if isinstance(cell, date | datetime) else str(cell)


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def write_workbook(content: Content, folder: Path) -> list[Path]:
    """One workbook with a sheet a table and a first sheet that says what it is."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    about = book.create_sheet("about")
    for line in about_lines(content):
        about.append([line])
    for table in tables_of(content):
        sheet = book.create_sheet(table.name)
        sheet.freeze_panes = "B2"
        heads = []
        for column in table.columns:
            head = WriteOnlyCell(sheet, value=column.name)
            head.font = Font(bold=True)
            heads.append(head)
        sheet.append(heads)
        for row in table.rows:
            sheet.append([_in_sheet(sheet, cell) for cell in row])
    path = folder / "talion.xlsx"
    book.save(path)
    return [path]


def _in_sheet(sheet: Any, cell: Cell) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if isinstance(cell, datetime):
        return cell.isoformat()  # a workbook has no time zones
    if not isinstance(cell, str | tuple):
        return cell
    words = ILLEGAL_CHARACTERS_RE.sub(" ", _plain(cell))[:_WIDEST_CELL]
    kept = WriteOnlyCell(sheet, value=words)
    kept.data_type = "s"  # words stay words, whatever they begin with
    return kept


def write_parquet(content: Content, folder: Path) -> list[Path]:
    """One Parquet file a table; lists are lists, days are days."""
    import polars as pl

    types = {
        "string": pl.String, "integer": pl.Int64, "number": pl.Float64, "boolean": pl.Boolean, "date": pl.Date,
        "datetime": pl.Datetime("us", "UTC"), "list": pl.List(pl.String),
    }  # fmt: skip
    paths = []
    for table in tables_of(content):
        columns = list(zip(*table.rows, strict=True)) if table.rows else [()] * len(table.columns)
        frame = pl.DataFrame(
            {
                column.name: pl.Series(
                    column.name,
                    [list(cell) if isinstance(cell, tuple) else cell for cell in cells],
                    dtype=types[column.type],  # type: ignore[arg-type]
                )
                for column, cells in zip(table.columns, columns, strict=True)
            }
        )
        path = folder / f"{table.name}.parquet"
        frame.write_parquet(path)
        paths.append(path)
    return paths


def write_datapackage(content: Content, folder: Path) -> list[Path]:
    """The tables as CSV with a datapackage.json: types, keys, licences and sources (Frictionless, version 1)."""
    tables = tables_of(content)
    paths = [_write_csv(table, folder / f"{table.name}.csv", harmless=False) for table in tables]
    licences = sorted({licence for report in content.reports if (licence := licence_of(report))})
    package = {
        "profile": "tabular-data-package",
        "name": "talion-ledger",
        "title": content.title,
        "description": "\n".join(about_lines(content)),
        "created": f"{content.printed_on}T00:00:00Z",
        "sources": [
            {"title": report.outlet or report.id, **({"path": report.url} if report.url else {})}
            for report in content.reports
        ],
        "licenses": [{"name": "other", "title": licence} for licence in licences]
        or [{"name": "other", "title": "no source states a licence"}],
        "resources": [_resource(table, path) for table, path in zip(tables, paths, strict=True)],
    }
    described = folder / "datapackage.json"
    described.write_text(json.dumps(package, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return [described, *paths]


def _resource(table: Table, path: Path) -> dict[str, Any]:
    keys = [
        {"fields": column.name, "reference": {"resource": column.points_to[0], "fields": column.points_to[1]}}
        for column in table.columns
        if column.points_to
    ]
    return {
        "name": table.name,
        "path": path.name,
        "profile": "tabular-data-resource",
        "description": table.says,
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(column) for column in table.columns],
            "primaryKey": table.columns[0].name,
            "missingValues": [""],
            **({"foreignKeys": keys} if keys else {}),
        },
    }


def _field(column: Column) -> dict[str, str]:
    if column.type == "list":
        return {"name": column.name, "type": "string", "description": f"{column.says}; several are parted by '; '"}
    kept = {"name": column.name, "type": column.type, "description": column.says}
    return {**kept, "format": "any"} if column.type == "datetime" else kept


def about_lines(content: Content) -> list[str]:
    """What the files are, from what, and what was left out: lines for a reader."""
    lines = [
        content.title,
        f"Written by Talion {content.version} on {content.printed_on}; coder: {content.coder}.",
        f"Selection: {content.asked}.",
        f"{len(content.events)} acts, {len(content.links)} links and {len(content.claims)} claims"
        f" from {len(content.reports)} reports.",
        "An empty cell is not known, which is not zero and not no. Inferred links are suggestions and no motive.",
    ]
    return [*lines, *(f"Left out: {one}" for one in content.held_back)]
