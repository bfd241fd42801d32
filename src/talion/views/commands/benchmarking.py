"""`talion benchmark`: the scores on a benchmark that the user has on disk."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from talion.views.commands.asking import tell, terminal

if TYPE_CHECKING:
    from talion.coding.benchmarks.tables import Row, Table, Value


class Part(StrEnum):
    """Which texts of a benchmark are read."""

    TUNE = "tune"
    APART = "apart"
    ALL = "all"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(benchmark)


def benchmark(
    name: Annotated[
        str,
        typer.Argument(metavar="NAME", help="muc4, isaf, plv, petrarch, cnc, official, or own for a folder of yours."),
    ],
    path: Annotated[Path, typer.Argument(metavar="PATH", help="The folder or file that holds it.")],
    part: Annotated[
        Part, typer.Option("--part", help="What rules were tuned on, what was kept apart, or both.")
    ] = Part.ALL,
    at_most: Annotated[int | None, typer.Option(min=1, metavar="N", help="At most so many texts of a part.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the scores as JSON.")] = False,
) -> None:
    """Score the coder on a benchmark that you have on disk, with published systems beside it.

    Nothing is downloaded, and no case is read or written.
    """
    from talion.pipeline.steps import benchmark as score
    from talion.views.progress import Bar

    with Bar("Reading", terminal(errors=True)) as bar:
        done = score(name, path, part=part.value, at_most=at_most, progress=bar.step)
    if as_json:
        from talion.views.tables import as_json_object

        print(as_json_object(done))
        return
    tell(f"Coder {done.coder}", "")
    console = terminal()
    for line in table_lines(done.table):
        console.print(line, soft_wrap=True, markup=False)
    tell(*(["", *done.table.notes] if done.table.notes else []))


def table_lines(table: "Table") -> list[str]:
    """The table as lines of text, one row each: names on the left, numbers on the right."""
    rows = [[_name(row), *(_said(value, table.decimals) for value in row.values)] for row in table.rows]
    widths = [max(len(cell) for cell in column) for column in zip(table.columns, *rows, strict=True)]
    lines = [
        "  ".join([cells[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(cells[1:], widths[1:], strict=True))])
        for cells in ([*table.columns], *rows)
    ]
    return [table.title, *(line.rstrip() for line in lines)]


def _name(row: "Row") -> str:
    return f"{row.what} (published)" if row.is_published else row.what


def _said(value: "Value", decimals: int) -> str:
    if value is None:
        return "-"
    return f"{value:.{decimals}f}" if isinstance(value, float) else str(value)
