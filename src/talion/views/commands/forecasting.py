"""`talion forecast`, `talion score`, `talion backtest` and `talion assessments resolve`: expected, and what came."""

import re
import shlex
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from talion.errors import TalionError
from talion.views.commands.asking import (
    Asked,
    asks,
    commands,
    names_of,
    open_case,
    print_list,
    since_day,
    tell,
    terminal,
    until_day,
)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(forecast)
    app.command()(score)
    app.command()(backtest)
    group = typer.Typer(rich_markup_mode=None, invoke_without_command=True)
    group.callback(invoke_without_command=True)(_assessments())
    group.command()(resolve)
    app.add_typer(group, name="assessments", help=_LISTED)


_LISTED = "List what speakers expect of whom, in the order of the reports."


def _span_of_days(said: str | int) -> int:
    match = re.fullmatch(r"(\d+)\s*(d|day|days|w|week|weeks)?", str(said).strip())
    if not match or int(match[1]) < 1:
        raise typer.BadParameter(f"{said!r} is no number of days; write 30d, or 4w")
    return int(match[1]) * (7 if (match[2] or "d").startswith("w") else 1)


Horizon = Annotated[
    int, typer.Option("--horizon", metavar="DAYS", parser=_span_of_days, help="How far ahead: 30d, or 4w.")
]
Between = Annotated[
    tuple[str, str] | None, typer.Option(metavar="A B", help="The two sides; else those with most force between them.")
]
Models = Annotated[
    list[str] | None, typer.Option("--model", metavar="NAME", help='"play", "hawkes" or "none"; both where not said.')
]
WatchedFrom = Annotated[
    date | None,
    typer.Option(
        metavar="DAY", parser=since_day, help="From when on reports would have told, if before the first of them."
    ),
]
CaseFile = Annotated[Path | None, typer.Option("--case", metavar="PATH", help="The case file.")]
Seed = Annotated[int, typer.Option(metavar="N", help="Which random numbers; the same give the same.")]
Picture = Annotated[
    Path | None, typer.Option("--picture", metavar="FILE", help="Draw how well chances and shares agree, as SVG.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print records as JSON.")]


def forecast(
    context: typer.Context,
    on: Annotated[date, typer.Option(metavar="DAY", parser=until_day, help="The last day whose reports count.")],
    horizon: Horizon = 30,
    between: Between = None,
    questions: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Your questions, in TOML; else the standard ones.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write the questions there, to be edited.")
    ] = None,
    model: Models = None,
    watched_from: WatchedFrom = None,
    seed: Seed = 1,
    as_json: AsJson = False,
    case_path: CaseFile = None,
) -> None:
    """Forecast the days after a day from what was reported by then: models, baselines and experts side by side.

    The rules of all questions are hashed, and the hash printed, before the first number is worked out. Questions and
    forecasts are held in the case, to be scored when the days are over.
    """
    from talion.records import Selection

    path = case_path or context.obj

    def told(rules: str) -> None:
        if not as_json:
            tell(f"Rules: {rules} (SHA-256 of every question and setting, before the first number)")

    with open_case(path) as case:
        done = case.forecast(
            on,
            days=horizon,
            selection=Selection(between=between),
            questions=questions,
            models=_models(model),
            watched_from=watched_from,
            seed=seed,
            hashed=told,
        )
        cast = names_of(case, None, events=False).cast
    if output is not None:
        from talion.pipeline.forecasting import written_forecasting

        output.write_text(written_forecasting(done), "utf-8")
    if as_json:
        from talion.views.tables import as_json_object

        print(as_json_object(done))
        return
    from talion.views.expected import lines_of_forecast
    from talion.views.sentences import counted

    tell(*lines_of_forecast(done, cast))
    if output is not None:
        tell(f"The questions stand in {output}; change a line, and give the file with --questions.")
    tell(
        f"{counted(len(done.asked), 'question')} and {counted(len(done.forecasts), 'forecast')} are held in the case.",
        "Next, when the days are over and later reports are read:",
        *commands(path, "score"),
    )


def _models(named: Sequence[str] | None) -> tuple[str, ...]:
    from talion.pipeline.forecasting import MODELS

    chosen = tuple(one.lower() for one in named or MODELS)
    return () if chosen == ("none",) else chosen


def score(
    context: typer.Context,
    since: Annotated[
        date | None, typer.Option(metavar="DAY", parser=since_day, help="Forecasts given on this day or later.")
    ] = None,
    watched_from: WatchedFrom = None,
    picture: Picture = None,
    as_json: AsJson = False,
    case_path: CaseFile = None,
) -> None:
    """Score the forecasts that the case holds by what came: models, baselines and experts in one table.

    A question is answered by its rule from the ledger, unless a person has resolved it; what cannot be told stays open.
    """
    with open_case(case_path or context.obj) as case:
        done = case.score(since=since, watched_from=watched_from)
        cast = names_of(case, None, events=False).cast
    if as_json:
        from talion.views.tables import as_json_object

        print(as_json_object(done))
        return
    from talion.views.expected import lines_of_scores

    tell(*lines_of_scores(done, cast))
    if picture is not None:
        pairs = [(one.forecast.chances[1], one.outcome == 1) for s in done.scored if s.question.is_yes_or_no
                 for one in s.scores]  # fmt: skip
        _draw(picture, pairs, "Everybody's chances of yes")


def backtest(
    context: typer.Context,
    first: Annotated[
        date, typer.Option("--from", metavar="DAY", parser=since_day, help="The first day of a forecast.")
    ],
    last: Annotated[date, typer.Option("--to", metavar="DAY", parser=until_day, help="The last.")],
    horizon: Horizon = 30,
    step: Annotated[
        int | None, typer.Option(metavar="DAYS", parser=_span_of_days, help="From one to the next; else the horizon.")
    ] = None,
    between: Between = None,
    leave_out: Annotated[
        str, typer.Option(metavar="WHAT", help='What is not learned from: "future", "dyad" or "episode".')
    ] = "future",
    embargo: Annotated[
        int | None, typer.Option(metavar="DAYS", parser=_span_of_days, help="Around an episode; else the horizon.")
    ] = None,
    model: Models = None,
    watched_from: WatchedFrom = None,
    seed: Seed = 1,
    picture: Picture = None,
    as_json: AsJson = False,
    case_path: CaseFile = None,
) -> None:
    """Forecast again and again over days that are past, each time from what was reported by then, and score it."""
    from talion.records import Selection
    from talion.views.progress import Bar

    with open_case(case_path or context.obj) as case, Bar("Forecasting days", terminal(errors=True)) as bar:
        done = case.backtest(
            first,
            last,
            days=horizon,
            step=step,
            selection=Selection(between=between),
            left_out=leave_out,
            embargo_days=embargo,
            models=_models(model),
            watched_from=watched_from,
            seed=seed,
            progress=bar.step,
        )
        cast = names_of(case, None, events=False).cast
    if as_json:
        from talion.views.tables import as_json as json_of

        print(json_of(done.scores))
        return
    from talion.views.expected import lines_of_backtest

    tell(*lines_of_backtest(done, cast))
    if picture is not None:
        pairs = [(one.forecast.chances[1], one.outcome == 1) for one in done.of("happens") if one.forecast.by == "play"]
        pairs = pairs or [
            (one.forecast.chances[1], one.outcome == 1) for one in done.of("happens") if one.forecast.by == "own memory"
        ]
        _draw(picture, pairs, "Is there any act, does any kill")


def _draw(path: Path, pairs: "list[tuple[float, bool]]", title: str) -> None:
    from talion.views.reliability import reliability_picture

    if not pairs:
        raise TalionError("there is no scored question that is answered by yes or no; nothing to draw")
    path.write_text(reliability_picture([p for p, _ in pairs], [y for _, y in pairs], title=title), "utf-8")
    tell(f"{path} is drawn.")


# What speakers expect ------------------------------------------------------------------------------------------------


def _assessments() -> Any:
    """The list, as the group itself: it is printed where no command of the group is named."""

    @asks
    def listed(asked: Asked) -> None:
        from talion.views.listings import ASSESSMENTS

        with open_case(asked.case) as case:
            print_list(asked, case, ASSESSMENTS, case.assessments(asked.selection))

    def assessments(**values: Any) -> None:
        if values["context"].invoked_subcommand is None:
            listed(**values)

    assessments.__doc__ = _LISTED
    assessments.__signature__ = listed.__signature__  # type: ignore[attr-defined]
    assessments.__annotations__ = listed.__annotations__
    return assessments


def resolve(
    context: typer.Context,
    id: Annotated[str, typer.Argument(metavar="ID", help="An assessment or a question, or the beginning of its id.")],
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who decides.")] = None,
    outcome: Annotated[
        str | None, typer.Option(metavar="OUTCOME", help='"yes", "no", another outcome, or "cannot tell".')
    ] = None,
    why: Annotated[str, typer.Option(metavar="REASON", help="Why.")] = "",
    evidence: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="An act, or the address of a source; may be repeated.")
    ] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Take your latest decision back.")] = False,
    case_path: CaseFile = None,
) -> None:
    """Say how an assessment or a question came out, with a name, a reason and evidence.

    Without --outcome it prints what the ledger suggests, and decides nothing.
    """
    from talion.pipeline.forecasting import suggested_outcome

    if undo == (outcome is not None) and (undo or by):
        raise TalionError("give an --outcome, or --undo")
    with open_case(case_path or context.obj) as case:
        if outcome is None and not undo:
            about, place, says, acts = suggested_outcome(case, id)
            said = {None: "cannot tell", 0: "no", 1: "yes"}.get(place, str(place))
            tell(f"Of {about} the ledger suggests: {said} ({says}).", *(f"  {act}" for act in acts))
            tell(f"To decide: talion assessments resolve {id} --outcome … --by NAME --evidence ID")
            return
        if by is None:
            raise TalionError("a decision needs a name: --by NAME")
        made = case.resolve(id, outcome, by=by, why=why, evidence=tuple(evidence or ()))
        if undo:
            tell(f"Withdrawn: what {made.by} said of {made.about}.")
            return
        differs = made.suggested is not None and made.suggested != made.outcome
        tell(
            f"{by} decided: {outcome}, on {made.about}{f' ({why})' if why else ''}."
            + (" The ledger suggests otherwise." if differs else ""),
            f"talion assessments resolve {id} --undo --by {shlex.quote(by)} takes it back.",
        )
