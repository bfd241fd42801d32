"""`talion export`: the ledger in the formats of other tools."""

from pathlib import Path
from typing import Annotated

import typer

from talion.views.commands.asking import Asked, asks, open_case, tell


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(export)


@asks
def export(
    asked: Asked,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where the files go.")],
    format: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="csv, xlsx, parquet, geojson, datapackage, webannotation, prov, ftm, gexf, timelinejs or chronicle; "
            "may be repeated. Without it, datapackage.",
        ),
    ] = None,
    redistributable: Annotated[
        bool, typer.Option("--redistributable", help="Leave out what a licence forbids to pass on, and say so.")
    ] = False,
) -> None:
    """Write a selection of the case in the formats of other tools: tables, maps, networks, annotations."""
    with open_case(asked.case) as case:
        paths = case.export(format or ["datapackage"], folder, asked.selection, redistributable=redistributable)
    about, *written = paths
    for into in dict.fromkeys(path.parent for path in written):
        tell(f"{into}: {', '.join(path.name for path in written if path.parent == into)}")
    tell(*about.read_text(encoding="utf-8").splitlines()[3:])
