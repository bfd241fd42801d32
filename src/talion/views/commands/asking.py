"""What every command takes, and how commands open a case, list and tell.

Commands live in files of this folder by what they are about; `register` adds them to the program.
"""

import inspect
import re
import shlex
import sys
from calendar import monthrange
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from talion.pipeline.case import Case
    from talion.records import Selection
    from talion.views.tables import Listing, Named


def since_day(said: str | date) -> date:
    """The first day of what was typed: a day, a month, a year."""
    return said if isinstance(said, date) else _day(said, last=False)


def until_day(said: str | date) -> date:
    """The last day of what was typed: a day, a month, a year."""
    return said if isinstance(said, date) else _day(said, last=True)


def _day(said: str, *, last: bool) -> date:
    match = re.fullmatch(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?", said.strip())
    if match:
        year = int(match[1])
        month = int(match[2]) if match[2] else 12 if last else 1
        with suppress(ValueError):
            return date(year, month, int(match[3]) if match[3] else monthrange(year, month)[1] if last else 1)
    raise typer.BadParameter(f"{said!r} is no day; write it as 2019-12-30, or a whole month as 2019-12")


DEFAULT_CASE = Path("case.talion")
CasePath = Annotated[
    Path, typer.Option("--case", envvar="TALION_CASE", metavar="PATH", help="The case file.", show_default=True)
]
AsJson = Annotated[bool, typer.Option("--json", help="Print records as JSON, one a line in an array.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="Print comma-separated values.")]
AsOf = Annotated[
    date | None, typer.Option(metavar="DAY", parser=until_day, help="As the case stood at the end of that day.")
]
Limit = Annotated[int | None, typer.Option(min=1, metavar="N", help="At most so many.")]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who decides.")]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the options of a list ask for."""

    case: Path
    selection: "Selection"
    limit: int | None
    as_json: bool
    as_csv: bool


def _asked(
    context: typer.Context,
    actor: Annotated[str | None, typer.Option(metavar="NAME", help="Acts of this actor or group.")] = None,
    recipient: Annotated[str | None, typer.Option(metavar="NAME", help="Acts on this actor or group.")] = None,
    between: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="NAME NAME", help="Acts of either on the other, or on either by nobody known."),
    ] = None,
    since: Annotated[date | None, typer.Option(metavar="DAY", parser=since_day, help="From this day on.")] = None,
    until: Annotated[date | None, typer.Option(metavar="DAY", parser=until_day, help="Up to this day.")] = None,
    kind: Annotated[
        list[str] | None, typer.Option(metavar="KIND", help='Kind of act: "assault", "airstrike"; may be repeated.')
    ] = None,
    status: Annotated[
        list[str] | None, typer.Option(metavar="STATUS", help='"done", "threatened", …; may be repeated.')
    ] = None,
    place: Annotated[str | None, typer.Option(metavar="PLACE", help="Where: a town, province or country.")] = None,
    report: Annotated[str | None, typer.Option(metavar="ID", help="Told by this report.")] = None,
    search: Annotated[str | None, typer.Option(metavar="WORDS", help="Told in a paragraph with these words.")] = None,
    as_of: AsOf = None,
    limit: Limit = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    case: Annotated[Path | None, typer.Option("--case", metavar="PATH", help="The case file.")] = None,
) -> Asked:
    from talion.records import Selection

    if as_json and as_csv:
        raise typer.BadParameter("--json and --csv exclude each other")
    return Asked(
        case or context.obj,
        Selection(
            actor=actor,
            recipient=recipient,
            between=between,
            since=since,
            until=until,
            kinds=tuple(kind or ()),
            statuses=tuple(status or ()),
            place=place,
            report=report,
            search=search,
            as_of=as_of,
        ),
        limit,
        as_json,
        as_csv,
    )


def asks(verb: Callable[..., None]) -> Callable[..., None]:
    """The command with the options of every list in front of its own; the verb gets them as one `Asked`."""
    shared = inspect.signature(_asked)
    own = [one for one in inspect.signature(verb).parameters.values() if one.name != "asked"]

    def command(**values: Any) -> None:
        asked = _asked(**{name: values.pop(name) for name in shared.parameters})
        verb(asked, **values)

    command.__name__ = verb.__name__
    command.__doc__ = verb.__doc__
    every = [one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in (*shared.parameters.values(), *own)]
    command.__signature__ = inspect.Signature(every)  # type: ignore[attr-defined]
    command.__annotations__ = {one.name: one.annotation for one in every}
    return command


def open_case(path: Path, *, create: bool = False) -> "Case":
    """The case in a file."""
    import talion

    return talion.open(path, create=create)


def terminal(*, errors: bool = False) -> "Console":
    """Where lines go: the output, or beside it."""
    from rich.console import Console

    return Console(stderr=errors, highlight=False, soft_wrap=False)


def print_list(
    asked: Asked, case: "Case", listing: "Listing[Any]", records: Sequence[Any], *, says_none: str | None = None
) -> None:
    """A list as a table, as JSON or as CSV, or one line that says that there is nothing."""
    from talion.views import tables

    kept = records[: asked.limit] if asked.limit else records
    if asked.as_json:
        print(tables.as_json(kept))
        return
    named = names_of(case, asked.selection.as_of, events=listing.names_events)
    if asked.as_csv:
        sys.stdout.write(tables.as_csv(listing, kept, named))
        return
    console = terminal()
    if not records:
        nothing = f"no {listing.many}" if asked.selection.says == "all events" else f"no {listing.many} fit"
        terminal(errors=True).print(f"{nothing}: {says_none or asked.selection.says}", soft_wrap=True, markup=False)
        return
    drawn = tables.as_table(listing, kept, named, console, left_out=len(records) - len(kept))
    console.print(drawn, soft_wrap=not console.is_terminal)


def names_of(case: "Case", as_of: date | None, *, events: bool = True) -> "Named":
    """What a list needs to name actors and acts."""
    from talion.records import Selection
    from talion.views.sentences import Cast
    from talion.views.tables import Named

    at_that_time = Selection(as_of=as_of)
    return Named(
        Cast(case.registry.actors.values(), case.reports(at_that_time)),
        # Weighing all acts of a large case takes a while, and a list of reports names none of them.
        {event.id: event for event in case.events(at_that_time, rejected=True)} if events else {},
        case.judgements(at_that_time) if events else (),
    )


def tell(*lines: str) -> None:
    """Plain lines, wrapped where somebody sits before a terminal."""
    console = terminal()
    for line in lines:
        console.print(line, soft_wrap=not console.is_terminal, markup=False)


def shown_case(path: Path) -> str:
    """The case as it may be printed: an address on a server with its slashes and without its password."""
    return re.sub(
        r"^(postgres[\w+]*):/+(?:([^:@/]*)(?::[^@/]*)?@)?",
        lambda found: f"{found[1]}://{found[2] + '@' if found[2] else ''}",
        str(path),
    )


def commands(path: Path, *typed: str) -> list[str]:
    """Commands to type next, each with the case they are about."""
    case = "" if path == DEFAULT_CASE else f" --case {shlex.quote(shown_case(path))}"
    return [f"  talion{case} {command}" for command in typed]
