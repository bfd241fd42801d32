"""`talion actors` and `talion actors show`: the list of a case, and one actor on a day."""

import inspect
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from talion.views.commands.asking import AsJson, Asked, AsOf, asks, open_case, print_list, since_day, tell

if TYPE_CHECKING:
    from talion.pipeline.knowing import Known
    from talion.records import Relation

_group = typer.Typer(invoke_without_command=True, rich_markup_mode=None)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(_group, name="actors")


@asks
def _listed(asked: Asked) -> None:
    from talion.views.listings import ACTORS

    with open_case(asked.case) as case:
        print_list(asked, case, ACTORS, case.actors(asked.selection))


def _list_or_show(**values: Any) -> None:
    """List the actors that occur in the acts, relations and expectations of the case.

    `talion actors show NAME` tells of one.
    """
    if values["context"].invoked_subcommand is None:
        _listed(**values)


# Typer reads the options of a command from its signature; these are those of every list.
_list_or_show.__signature__ = inspect.signature(_listed)  # type: ignore[attr-defined]
_list_or_show.__annotations__ = dict(_listed.__annotations__)
_group.callback()(_list_or_show)


@_group.command()
def show(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name in any script, or an id.")],
    on: Annotated[
        date | None, typer.Option(metavar="DAY", parser=since_day, help="As things stood on that day.")
    ] = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
    case_path: Annotated[Path | None, typer.Option("--case", metavar="PATH", help="The case file.")] = None,
) -> None:
    """Say who one actor is on a day: its names, what it is part of, who backs it, since when, on whose word."""
    from talion.pipeline.case import Case

    path = case_path or context.obj
    # Who is who can be asked before anything is read.
    with open_case(path) if Path(path).exists() or "://" in str(path) else Case.open(":memory:") as case:
        known = case.actor(name, on=on, as_of=as_of)
        if as_json:
            from talion.views.tables import as_json as json_of

            print(json_of([known]))
            return
        tell(*_lines(known))


def _lines(known: "Known") -> Iterator[str]:
    actor = known.actor
    ids = {"UCDP": actor.ucdp, "Gleditsch-Ward": actor.gw, "COW": actor.cow}
    numbers = ", ".join(f"{name} {number}" for name, number in ids.items() if number is not None)
    yield f"{actor.name}: {actor.kind}{f', {actor.country}' if actor.country else ''} ({actor.id})"
    yield f"  found because {known.resolution.why[0].lower()}{known.resolution.why[1:]}"
    if actor.provisional:
        yield "  provisional: a report names it and no registry does"
    if numbers:
        yield f"  numbers: {numbers}"
    if actor.names:
        yield f"  names: {'; '.join(dict.fromkeys(name.text for name in actor.names))}"
    if actor.source:
        yield f"  source: {actor.source}"
    day = f"on {known.on}" if known.on else "at any time"
    yield from _ties(f"Ties {day}:", known.ties, known, empty=f"No tie {day} is known.")
    yield from _ties("Ties of other days:", known.other_days, known)
    if known.counts_as:
        yield f"Counts {day} as: {', '.join(one.name for one in known.counts_as)}"
    if known.members:
        yield f"Count {day} as {known.actor.name}: {', '.join(one.name for one in known.members)}"


def _ties(heading: str, ties: "tuple[Relation, ...]", known: "Known", *, empty: str = "") -> Iterator[str]:
    from talion.views.sentences import Cast
    from talion.views.telling import tell_relation

    if not ties:
        yield from [empty] if empty else []
        return
    cast = Cast((known.actor, *known.others), ())
    yield heading
    for tie in ties:
        yield f"  {tell_relation(tie, cast).text} [{tie.source}]"
