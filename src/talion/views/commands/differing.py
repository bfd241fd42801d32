"""`talion diff`: what a newer release, or a month of reading, added, changed and withdrew."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from talion.views.commands.asking import AsCsv, AsJson, Limit, names_of, open_case, tell, terminal, until_day

if TYPE_CHECKING:
    from talion.pipeline.differing import Difference, Differences
    from talion.views.tables import Listing

_SHOWN = 200


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(diff)


def _time(said: str | date) -> date | str:
    """A day or month, a moment, or, as it stands, the name of an import."""
    if not isinstance(said, str):
        return said
    if re.fullmatch(r"\d{4}(-\d{1,2}){0,2}", said.strip()):
        return until_day(said)
    if re.fullmatch(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*", said.strip()):
        moment = datetime.fromisoformat(said.strip())
        return moment if moment.tzinfo else moment.astimezone()
    return said


def diff(
    context: typer.Context,
    earlier: Annotated[
        str | None,
        typer.Option("--from", metavar="DAY", help='The end of a day, or an import by name ("ucdp-ged 25.1").'),
    ] = None,
    later: Annotated[
        str | None, typer.Option("--to", metavar="DAY", help="The end of a later day, or a later import; else now.")
    ] = None,
    data_set: Annotated[
        str | None, typer.Option("--data-set", metavar="NAME", help='Acts of this data set alone: "ucdp-ged".')
    ] = None,
    only: Annotated[
        list[str] | None, typer.Option(metavar="WHAT", help="added, changed or withdrawn; may be repeated.")
    ] = None,
    limit: Limit = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    case_path: Annotated[Path | None, typer.Option("--case", metavar="PATH", help="The case file.")] = None,
) -> None:
    """Say what the case holds otherwise at one time than at another: added, changed field by field, withdrawn.

    Without --from, what the last import changed.
    """
    from talion.pipeline.differing import WHAT
    from talion.views import tables

    if wrong := [one for one in only or () if one not in WHAT]:
        raise typer.BadParameter(f"{wrong[0]!r} is none of {', '.join(WHAT)}", param_hint="--only")
    with open_case(case_path or context.obj) as case:
        found = case.diff(
            None if earlier is None else _time(earlier), None if later is None else _time(later), data_set=data_set
        )
        chosen = [one for one in found.events if not only or one.what in only]
        if as_json:
            print(tables.as_json(chosen[:limit]))
            return
        named = names_of(case, None, events=False)
        if as_csv:
            print(tables.as_csv(_listing(), chosen[:limit], named), end="")
            return
        _tell_whole(found)
        if chosen:
            console = terminal()
            kept = chosen[: limit or _SHOWN]
            left_out = len(chosen) - len(kept)
            drawn = tables.as_table(_listing(), kept, named, console, left_out=left_out)
            console.print(drawn, soft_wrap=not console.is_terminal)
            if left_out and not console.is_terminal:
                tell(f"{left_out:,} more; --limit shows more of them, --json all.")


def _tell_whole(found: "Differences") -> None:
    tell(f"From {found.earlier} to {found.later}:")
    for at, one in found.imports:
        tell(
            f"  {at:%Y-%m-%d %H:%M} UTC  imported {one.name} ({one.file}): {one.read:,} rows read, {one.taken:,} taken"
        )
    tell("  acts: " + ", ".join(f"{n:,} {what}" for what, n in found.counts.items()))
    if found.others:
        said = (f"{kind} +{added:,} ~{changed:,} -{gone:,}" for kind, added, changed, gone in found.others)
        tell("  beside them, added (+), changed (~), withdrawn (-): " + "; ".join(said))


def _listing() -> "Listing[Difference]":
    from talion.views.listings import EVENTS
    from talion.views.tables import Column, Listing

    acts: Sequence[Any] = [column for column in EVENTS.columns if not column.is_id]
    return Listing(
        "act",
        "acts",
        (
            Column("id", lambda one, _: one.id, 16, is_id=True),
            Column("change", lambda one, _: one.what, 9),
            *(
                Column(
                    column.title,
                    lambda one, named, column=column: column.cell(one.event, named),  # type: ignore[misc]
                    column.least,
                    column.most,
                    column.flow,
                    column.right,
                )
                for column in acts
            ),
            Column("what changed", _changes, 24, flow="{}"),
        ),
        lambda one, named: {
            "id": one.id,
            "change": one.what,
            **{key: cell for key, cell in EVENTS.fields(one.event, named).items() if key != "id"},
            "what_changed": _changes(one, named),
        },
        "talion show ID --as-of DAY tells how it stood",
    )


def _changes(one: "Difference", _: object) -> str:
    return "; ".join(
        f"{field.field}: {field.before or 'not known'} -> {field.after or 'not known'}" for field in one.fields
    )
