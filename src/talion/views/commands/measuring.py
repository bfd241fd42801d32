"""Commands that measure: who answers whom, how soon, how hard, and what answers do."""

import re
import shlex
import sys
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from talion.errors import TalionError
from talion.views.commands.asking import Asked, asks, names_of, open_case, print_list, since_day, tell, terminal


class Roles(StrEnum):
    """What becomes of acts of unknown direction."""

    REFUSE = "refuse"
    LEAVE_OUT = "leave-out"
    SPLIT = "split"


class Severity(StrEnum):
    """What an act weighs."""

    ACTS = "acts"
    INCIDENCE = "incidence"
    DEATHS = "deaths"
    CASUALTIES = "casualties"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(measure)


def _days(said: str | float) -> float:
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(d|days?|w|weeks?)?", str(said).strip())
    if not match or not float(match[1]) > 0:
        raise typer.BadParameter(f"{said!r} is no time; write it as 7d or 2w")
    return float(match[1]) * (7 if (match[2] or "d").startswith("w") else 1)


@asks
def measure(
    asked: Asked,
    what: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[NAME]...",
            help="answered, lags, proportion, rates, tails, exchanges, rule, reciprocity, specifications, regressions, "
            "hawkes, nearby, deterrence, words, levels, unknown; page or all; any name of `talion measures`.",
        ),
    ] = None,
    to: Annotated[str | None, typer.Option("--to", metavar="NAME", help="With --actor: whose answers.")] = None,
    within: Annotated[
        list[float] | None,
        typer.Option("--within", "--within-days", metavar="TIME", parser=_days,
                     help="The time an answer may take, as 7d or 2w; may be repeated."),
    ] = None,
    severity: Annotated[Severity, typer.Option(help="What an act weighs; shares are split by it.")] = Severity.ACTS,
    roles: Annotated[
        Roles, typer.Option(help="Acts that do not say who acted: refuse to measure, leave them out, or split them.")
    ] = Roles.LEAVE_OUT,
    on: Annotated[
        date | None, typer.Option(metavar="DAY", parser=since_day, help="For rates: before and after this day.")
    ] = None,
    seed: Annotated[int, typer.Option(metavar="N", help="Which random numbers; the same give the same.")] = 1,
    as_html: Annotated[bool, typer.Option("--html", help="Print a page with pictures, in one file.")] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write the page with pictures there.")
    ] = None,
) -> None:  # fmt: skip
    """Measure who answers whom, how soon, how hard, and what answers do, each beside what chance would give."""
    from dataclasses import replace

    from talion.pipeline.measured import Measured
    from talion.views import tables
    from talion.views.listings import ESTIMATES
    from talion.views.measured import document_of, json_of, page_lines

    selection = asked.selection
    if to is not None:
        if selection.recipient is not None and selection.recipient != to:
            raise typer.BadParameter("--to and --recipient are the same; give one")
        selection = replace(selection, recipient=to)
    two_sides = selection.between is not None or (selection.actor is not None and selection.recipient is not None)
    page = as_html or output is not None
    # Without a name: a page where two sides are named, else the shares alone.
    names = what or (["page"] if two_sides or page else None)
    with open_case(asked.case) as case:
        found: Measured = case.measure(
            selection,
            names,
            within_days=tuple(within or (7.0, 30.0)),
            severity=severity.value,
            roles=roles.value,
            on=on,
            seed=seed,
        )
        cast = names_of(case, selection.as_of, events=False).cast
        if page:
            typed = shlex.join(["talion", *sys.argv[1:]])
            text = document_of(found, named=cast.with_articles, command=typed)
            if output is None:
                print(text, end="")
            else:
                try:
                    output.write_text(text, "utf-8")
                except OSError as wrong:
                    said = f"{output} cannot be written ({wrong.strerror}); name another file with -o"
                    raise TalionError(said) from wrong
                tell(f"{output} is written: {len(found)} numbers; {selection.says}.")
            return
        if asked.as_json:
            print(tables.as_json(found) if names is None else json_of(found))
            return
        kept = replace(asked, selection=selection)
        if names is None or asked.as_csv or not found.parts:
            print_list(kept, case, ESTIMATES, found, says_none="no two sides act on each other in these events")
            return
        if "page" not in names:
            print_list(kept, case, ESTIMATES, found, says_none="the words below say all that is found")
            tell("")
        console = terminal()
        for line in page_lines(found, named=cast.with_articles):
            console.print(line, soft_wrap=not console.is_terminal, markup=False)
