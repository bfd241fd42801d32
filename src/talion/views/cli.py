"""The command line: one command for each verb of `pipeline.steps`, which it calls and lays out.

Libraries of the stages are imported inside the commands that use them: `talion --help` and a mistyped option should not
wait for the database, the tables or the language model.
"""

import io
import shlex
import sys
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from talion.errors import TalionError
from talion.views.commands import benchmarking, differing, exporting, forecasting, judging, knowing, measuring, playing
from talion.views.commands.asking import (
    DEFAULT_CASE,
    AsCsv,
    AsJson,
    Asked,
    AsOf,
    CasePath,
    asks,
    commands,
    names_of,
    open_case,
    print_list,
    shown_case,
    since_day,
    tell,
    terminal,
    until_day,
)

if TYPE_CHECKING:
    from talion.measures.reciprocity import Verdict as Judged
    from talion.pipeline.case import Case
    from talion.pipeline.reading import Reading
    from talion.records import Event

app = typer.Typer(
    name="talion",
    help="Conflict reports into a sourced ledger: each act, the act it answers, and how we know.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,  # help and errors without boxes: fit to be piped and read aloud, and twice as soon there
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line: 0 is fine, 1 something to mend (one line says what), 2 a command not understood."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show an Arabic name shows a question mark; it does not stop the list.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        app(arguments, prog_name="talion")
    except TalionError as wrong:
        print(f"talion: {wrong}", file=sys.stderr)
        sys.exit(1)


# What every command takes --------------------------------------------------------------------------------------------


class Format(StrEnum):
    """In what form a brief is written."""

    HTML = "html"
    MD = "md"
    JSON = "json"
    PDF = "pdf"


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"talion {version('talion')}")
        raise typer.Exit


@app.callback()
def _talion(
    context: typer.Context,
    case: CasePath = DEFAULT_CASE,
    version: Annotated[  # noqa: ARG001 - its callback prints and ends
        bool, typer.Option("--version", is_eager=True, callback=_show_version, help="Print the version.")
    ] = False,
) -> None:
    context.obj = case


# Reading -------------------------------------------------------------------------------------------------------------


@app.command()
def demo(
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FOLDER", help="Where the case and its brief go.")
    ] = Path("talion-demo"),
) -> None:
    """Read the shipped example reports into a new case and write its brief.

    Twenty reports by invented outlets on a real, public sequence: Iraq, December 2019 to February 2020.
    """
    from talion.examples import reports
    from talion.views.brief import write_brief

    output.mkdir(parents=True, exist_ok=True)
    path, brief_path = output / DEFAULT_CASE, output / "brief.html"
    with open_case(path, create=True) as case:
        reading = _read(case, [reports()])
        dossier = case.dossier(command="talion demo")
        brief_path.write_text(str(write_brief(dossier, format="html")), encoding="utf-8")
        _tell_reading(reading, case, path)
        # An act that answers another has the most to show.
        answer = next((link.response for link in dossier.links if link.basis != "inferred"), None)
        tell(
            "",
            f"The brief is {brief_path}: open it in a browser. Every sentence in it opens the words it was taken from.",
            "Look further:",
            *commands(path, "events --kind assault", "links", f"show {answer[:14]}" if answer else "exchanges"),
        )


@app.command()
def read(
    context: typer.Context,
    sources: Annotated[
        list[str], typer.Argument(metavar="SOURCE...", help='Files, folders, or "-" for standard input.')
    ],
    published: Annotated[
        date | None,
        typer.Option(metavar="DAY", parser=since_day, help="The day they were published, where they do not say."),
    ] = None,
    outlet: Annotated[str | None, typer.Option(metavar="NAME", help="Who published them.")] = None,
    language: Annotated[str | None, typer.Option(metavar="CODE", help='Their language, as "en" or "ar".')] = None,
    workers: Annotated[int, typer.Option(min=1, metavar="N", help="Processes at once; the same results.")] = 1,
    executor: Annotated[
        playing.Where, typer.Option("--executor", help="Who does the work; the same results.")
    ] = playing.Where.PROCESSES,
    translate: Annotated[
        str | None,
        typer.Option(metavar="COMMAND", help='With --language: a translator of yours, as "apertium -u spa-eng".'),
    ] = None,
    model_address: Annotated[
        str | None,
        typer.Option(metavar="URL", help="A language model of yours that reads beside the rules; it gets the texts."),
    ] = None,
    model_name: Annotated[str, typer.Option("--model", metavar="NAME", help="Its name at that address.")] = "default",
    model_key: Annotated[
        str | None, typer.Option(metavar="VARIABLE", help="The environment variable that holds its key.")
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say what made each record, and what was considered and refused.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print what became of each source as JSON.")] = False,
    case_path: Annotated[Path | None, typer.Option("--case", metavar="PATH", help="The case file.")] = None,
) -> None:
    """Read reports into the case: files, folders, feeds, web pages or standard input.

    What is read already is not read again, and what cannot be read is named and keeps nothing else out.
    --published, --outlet and --language go before what the reports say themselves.
    """
    path = case_path or context.obj
    with open_case(path, create=True) as case:
        readers = _readers(path, translate, language, model_address, model_name, model_key)
        reading = _read(
            case, sources, published=published, outlet=outlet, language=language, workers=workers,
            executor=executor.value, **readers,
        )  # fmt: skip
        if explain:
            from talion.views.commands.explaining import print_explained

            print_explained(case, reading, as_json=as_json)
        elif as_json:
            from talion.views.tables import as_json as json_of

            print(json_of(reading.outcomes))
        if not as_json:
            _tell_reading(reading, case, path)
            if reading.count("refused") < len(reading.outcomes):
                tell("Next:", *commands(path, "events", "links", "brief -o brief.html"))
    if reading.outcomes and reading.count("refused") == len(reading.outcomes):
        raise typer.Exit(1)


def _readers(
    path: Path, translate: str | None, language: str | None, address: str | None, name: str, key: str | None
) -> dict[str, Any]:
    readers: dict[str, Any] = {}
    if translate is not None:
        from talion.coding.plugins.translation import CommandTranslator, translator_named

        if " " not in translate and language is None:
            readers["translator"] = translator_named(translate)
        elif language is None:
            raise TalionError("--translate needs --language, the language that the command translates from")
        else:
            readers["translator"] = CommandTranslator(translate, language)
    if address is not None:
        from talion.coding.plugins.language_model import ModelAddress

        cache = path.with_suffix(".answers") if "://" not in str(path) else None
        readers["model"] = ModelAddress(address, name, key, cache)
    return readers


def _read(case: "Case", sources: Sequence[str | Path], **given: Any) -> "Reading":
    from talion.reports.read import count_files
    from talion.views.progress import Bar

    files = count_files(sources)
    with Bar("Reading", terminal(errors=True), total=files) as bar:
        return case.read(sources, progress=lambda outcome: bar.step(), **given)  # noqa: ARG005


def _tell_reading(reading: "Reading", case: "Case", path: Path) -> None:
    from talion.views.sentences import counted

    for outcome in reading.refused:
        terminal(errors=True).print(f"refused {outcome.source}: {outcome.why}", soft_wrap=True, markup=False)
    for outcome in reading.outcomes:
        for warning in outcome.warnings:
            terminal(errors=True).print(f"warning {outcome.source}: {warning}", soft_wrap=True, markup=False)
    reports = len(reading.outcomes) - len(reading.refused)
    states = [
        f"{reading.count(state)} {word}"
        for state, word in (
            ("new", "new"),
            ("revised", "read anew"),
            ("known", "known already"),
            ("refused", "refused"),
        )
        if reading.count(state)
    ]
    events, links = case.events(), case.links()
    stated = sum(link.basis != "inferred" for link in links)
    tied = f" ({stated} stated in a text, {len(links) - stated} inferred)" if links else ""
    tell(
        f"Read {counted(reports, 'report')} into {shown_case(path)}: {', '.join(states) or 'nothing'}.",
        f"The case holds {counted(len(case.reports()), 'report')}, {counted(len(events), 'event')}{_kinds_of(events)}, "
        f"{counted(len(links), 'link')} between acts{tied} and {counted(len(case.exchanges()), 'exchange')}.",
    )


def _kinds_of(events: "Sequence[Event]") -> str:
    force = sum(event.is_force and event.is_deed for event in events)
    return f" ({force} of them acts of force)" if force else ""


# Lists ---------------------------------------------------------------------------------------------------------------

Rejected = Annotated[bool, typer.Option("--rejected", help="List what people rejected too.")]
AtLeast = Annotated[float, typer.Option(min=0, max=1, metavar="P", help="Links from this probability on.")]


@app.command()
@asks
def events(asked: Asked, rejected: Rejected = False) -> None:
    """List the acts: who did what to whom, when, where, at what cost."""
    from talion.views.listings import EVENTS

    with open_case(asked.case) as case:
        print_list(asked, case, EVENTS, case.events(asked.selection, rejected=rejected))


@app.command()
@asks
def links(asked: Asked, at_least: AtLeast = 0.0, rejected: Rejected = False) -> None:
    """List which act answers which, on what basis, and how likely."""
    from talion.views.listings import LINKS

    with open_case(asked.case) as case:
        print_list(asked, case, LINKS, case.links(asked.selection, at_least=at_least, rejected=rejected))


@app.command()
@asks
def exchanges(asked: Asked, at_least: AtLeast = 0.5) -> None:
    """List the exchanges: acts tied by links, in order."""
    from talion.views.listings import EXCHANGES

    with open_case(asked.case) as case:
        print_list(asked, case, EXCHANGES, case.exchanges(asked.selection, at_least=at_least))


knowing.register(app)


@app.command()
@asks
def relations(asked: Asked) -> None:
    """List who stands behind whom, with dates and source: what the reports say, then what the registry knows."""
    from talion.views.listings import RELATIONS

    with open_case(asked.case) as case:
        print_list(asked, case, RELATIONS, case.relations(asked.selection))


@app.command()
@asks
def claims(asked: Asked) -> None:
    """List who says what about the acts, side by side where they disagree."""
    from talion.views.listings import CLAIMS

    with open_case(asked.case) as case:
        print_list(asked, case, CLAIMS, case.claims(asked.selection))


@app.command()
@asks
def reports(asked: Asked) -> None:
    """List the reports that were read, in the order of their days."""
    from talion.views.listings import REPORTS

    with open_case(asked.case) as case:
        print_list(asked, case, REPORTS, case.reports(asked.selection))


@app.command()
@asks
def doubts(asked: Asked) -> None:
    """List what should make a reader wonder."""
    from talion.views.listings import DOUBTS

    with open_case(asked.case) as case:
        print_list(asked, case, DOUBTS, case.doubts(asked.selection))


@app.command()
@asks
def judgements(asked: Asked) -> None:
    """List what people decided and have not withdrawn, the oldest first."""
    from talion.views.listings import JUDGEMENTS

    with open_case(asked.case) as case:
        print_list(asked, case, JUDGEMENTS, case.judgements(asked.selection))


measuring.register(app)


@app.command()
@asks
def verdicts(
    asked: Asked,
    days: Annotated[float, typer.Option(metavar="DAYS", help="How long an answer may take.")] = 7.0,
) -> None:
    """Judge of each two sides whether one answers the other, as far as it survives a wave that both ride."""
    from talion.views.verdicts import VERDICTS

    with open_case(asked.case) as case:
        found = case.verdicts(asked.selection, days=days)
        if asked.as_json or asked.as_csv or not found:
            print_list(asked, case, VERDICTS, found, says_none="no two sides act on each other in these events")
        else:
            _print_verdicts(case, asked, found)


def _print_verdicts(case: "Case", asked: Asked, found: "Sequence[Judged]") -> None:
    from talion.views.verdicts import page_of

    named = names_of(case, asked.selection.as_of, events=False)
    console = terminal()
    for one in found:
        console.print()
        for line in page_of(one, named):
            console.print(line, soft_wrap=not console.is_terminal, markup=False)


@app.command()
def measures(
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """List what can be measured: the question, the formula, what it takes for granted and how it misleads."""
    from talion.pipeline.steps import measures as catalogue
    from talion.views import tables
    from talion.views.sentences import Cast
    from talion.views.verdicts import MEASURES

    named = tables.Named(Cast((), ()), {})
    cards = catalogue()
    if as_json:
        print(tables.as_json([MEASURES.fields(card, named) for card in cards]))
    elif as_csv:
        sys.stdout.write(tables.as_csv(MEASURES, cards, named))
    else:
        console = terminal()
        console.print(tables.as_table(MEASURES, cards, named, console), soft_wrap=not console.is_terminal)


@app.command()
def search(
    context: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="WORDS...", help="Words that a paragraph must all hold.")],
    as_of: AsOf = None,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="At most so many.")] = 50,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    case_path: Annotated[Path | None, typer.Option("--case", metavar="PATH", help="The case file.")] = None,
) -> None:
    """Search the texts: paragraphs that hold all the words, the best match first."""
    from talion.records import Selection
    from talion.views.listings import PASSAGES

    asked = Asked(case_path or context.obj, Selection(as_of=as_of), None, as_json, as_csv)
    with open_case(asked.case) as case:
        found = case.search(" ".join(words), as_of=as_of, limit=limit)
        print_list(asked, case, PASSAGES, found, says_none=f"no paragraph holds all of {' '.join(words)!r}")


# One thing -----------------------------------------------------------------------------------------------------------

judging.register(app)


# The brief -----------------------------------------------------------------------------------------------------------


@app.command()
@asks
def brief(
    asked: Asked,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help='Where it goes; "-" for standard output.')
    ] = Path("brief.html"),
    format: Annotated[Format | None, typer.Option(help="By default what the name of the file says.")] = None,
    side: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="A lane of the picture; two or three, in their order.")
    ] = None,
    at_least: AtLeast = 0.5,
    within_days: Annotated[
        list[float] | None, typer.Option(metavar="DAYS", help="The time an answer may take; may be repeated.")
    ] = None,
) -> None:
    """Gather all that a brief holds about a selection of the case.

    Written as one self-contained page, or as Markdown, JSON or PDF. Without --between or --side, the sides are the two
    with most force between them.
    """
    from talion.views.brief import write_brief

    ending = output.suffix.lower().lstrip(".")
    known = {"htm": "html", "markdown": "md"} | {one.value: one.value for one in Format}
    chosen = format.value if format else known.get(ending)
    if chosen is None and str(output) != "-":
        raise typer.BadParameter(
            f"{output} does not say which format; name it .html, .md, .json or .pdf, or give --format"
        )
    with open_case(asked.case) as case:
        dossier = case.dossier(
            asked.selection,
            lanes=side,
            at_least=at_least,
            within_days=tuple(within_days or (7.0, 30.0)),
            command=shlex.join(["talion", *sys.argv[1:]]),
        )
    written = write_brief(dossier, format=chosen or "html")
    data = written if isinstance(written, bytes) else written.encode()
    if str(output) == "-":
        sys.stdout.buffer.write(data)
        return
    try:
        output.write_bytes(data)
    except OSError as wrong:
        raise TalionError(f"{output} cannot be written ({wrong.strerror}); name another file with -o") from wrong
    from talion.views.sentences import counted

    held = ((len(dossier.events), "event"), (len(dossier.links), "link"), (len(dossier.reports), "report"))
    tell(f"{output} is written: {', '.join(counted(n, kind) for n, kind in held)}; {asked.selection.says}.")


@app.command()
def doctor(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was found as JSON.")] = False,
    case_path: Annotated[Path | None, typer.Option("--case", metavar="PATH", help="The case file.")] = None,
) -> None:
    """Say what is installed, which models, which case, what is missing and how to get it."""
    from talion.pipeline.steps import doctor as look
    from talion.views import tables

    found = look(case_path or context.obj)
    if as_json:
        print(tables.as_json(found))
    else:
        console = terminal()
        for one in found:
            sign = {"ok": "ok     ", "missing": "missing", "wrong": "WRONG  "}[one.state]
            way_out = f" - {one.way_out}" if one.way_out else ""
            console.print(f"{sign}  {one.what}: {one.says}{way_out}", soft_wrap=True, markup=False)
    if any(one.state == "wrong" for one in found):
        raise typer.Exit(1)


@app.command(name="import")
def import_data(
    context: typer.Context,
    format: Annotated[
        str,
        typer.Argument(
            metavar="FORMAT",
            help="ucdp-ged, acled, gdelt, icews, polecat, viina, keds or table; auto recognises it from the file.",
        ),
    ],
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Files, also as .gz or .zip.")],
    where: Annotated[
        str | None, typer.Option(metavar="QUESTION", help="Rows alone for which it holds: \"country == 'Syria'\".")
    ] = None,
    between: Annotated[
        tuple[str, str] | None, typer.Option(metavar="A B", help="Acts of either on the other alone, groups rolled up.")
    ] = None,
    since: Annotated[
        date | None, typer.Option(metavar="DAY", parser=since_day, help="No acts before this day.")
    ] = None,
    until: Annotated[date | None, typer.Option(metavar="DAY", parser=until_day, help="No acts after this day.")] = None,
    mapping: Annotated[
        Path | None,
        typer.Option(
            "--map", metavar="FILE", help="How a table's columns are read; a suggestion is written if missing."
        ),
    ] = None,
    version: Annotated[
        str | None, typer.Option(metavar="NAME", help="The release, where the file's name does not say.")
    ] = None,
    replaces: Annotated[
        bool, typer.Option("--replaces", help="The files are the whole of a newer release: close what they lack.")
    ] = False,
    rejects_at_most: Annotated[
        float, typer.Option(metavar="SHARE", help="Stop, and hold nothing, where more of the rows cannot be read.")
    ] = 0.05,
    as_json: Annotated[bool, typer.Option("--json", help="Print what became of each file as JSON.")] = False,
    case_path: Annotated[Path | None, typer.Option("--case", metavar="PATH", help="The case file.")] = None,
) -> None:
    """Import other people's data into the case: UCDP, ACLED, GDELT, ICEWS, POLECAT, VIINA, KEDS, any table.

    Each file is taken whole or not at all. Rows that cannot be read stand, with the reason, in a file beside the case.
    """
    from talion.views.progress import Bar

    path = case_path or context.obj
    with open_case(path, create=True) as case, Bar("Importing rows", terminal(errors=True)) as bar:
        done = case.import_data(
            None if format == "auto" else format,
            files,
            where=where,
            between=between,
            since=since,
            until=until,
            mapping=mapping,
            version=version,
            replaces=replaces,
            rejects_at_most=rejects_at_most,
            progress=bar.step,
        )
    if as_json:
        from talion.views.tables import as_json as json_of

        print(json_of(done.files))
        return
    for one in done.files:
        name = " ".join(filter(None, (one.title, one.version)))
        tell(f"{one.path}: {name}, {one.read:,} rows read, {one.taken:,} taken")
        if one.first_day:
            tell(f"  acts from {one.first_day} to {one.last_day}")
        if one.passed_over:
            tell(f"  {one.passed_over:,} rows not asked for")
        if one.withdrawn:
            tell(f"  {one.withdrawn:,} acts withdrawn by the data set, closed in the case")
        if one.set_aside:
            beside = f" in {one.rejects}" if one.rejects else ""
            tell(f"  {one.set_aside:,} rows set aside{beside}:")
            for why, rows in one.reasons[:5]:
                tell(f"    {rows:,}  {why}")
        added = one.added
        tell(f"  in the case: {added.new:,} records new, {added.unchanged:,} held already, {added.closed:,} closed")
    tell("Next:", *commands(path, "events", "doubts", "brief -o brief.html"))


# Commands that have a file of their own ------------------------------------------------------------------------------

exporting.register(app)
differing.register(app)
benchmarking.register(app)
playing.register(app)
forecasting.register(app)


if __name__ == "__main__":
    main()
