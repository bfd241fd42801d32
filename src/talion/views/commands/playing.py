"""`talion tournament`, `talion scenario new` and `talion play`: the classic games, and a conflict played forward."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from talion.errors import TalionError
from talion.views.commands.asking import AsJson, Asked, asks, open_case, since_day, tell, terminal

if TYPE_CHECKING:
    from talion.records import Estimate
    from talion.scenarios.calibrate import Calibrated
    from talion.scenarios.play import Compared, Runs
    from talion.scenarios.reading import Hangs
    from talion.scenarios.sensitivity import Drives, Swept
    from talion.views.runs import RunsPicture

scenarios = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Fit a scenario to the acts between two sides, and say which of its numbers the record cannot tell.",
)


class Counted(StrEnum):
    """What a sensitivity is asked of."""

    ACTS = "acts"
    DEATHS = "deaths"


class Where(StrEnum):
    """Who does the work: this process, several on this machine, a Ray cluster. The results are the same."""

    SERIAL = "serial"
    PROCESSES = "processes"
    RAY = "ray"


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(scenarios, name="scenario")
    app.command()(tournament)
    app.command()(play)


def tournament(
    names: Annotated[list[str] | None, typer.Argument(metavar="[NAME]...", help="Policies; none: all.")] = None,
    strategies: Annotated[str | None, typer.Option(metavar="NAMES", help='The same, as "tit for tat, grudge".')] = None,
    turns: Annotated[int | None, typer.Option(min=1, metavar="N", help="Turns a match; else the long run.")] = None,
    noise: Annotated[float, typer.Option(metavar="SHARE", help="How often an act slips into its opposite.")] = 0.0,
    misreading: Annotated[float, typer.Option(metavar="SHARE", help="How often the other's act is misread.")] = 0.0,
    policies: Annotated[Path | None, typer.Option(metavar="FILE", help="Your own policies, in TOML.")] = None,
    as_json: AsJson = False,
) -> None:
    """Let policies meet each other, each with each, and rank them by what they earn a turn."""
    from talion.pipeline.steps import tournament as hold
    from talion.views.tables import as_json as json_of

    chosen = [*(names or ()), *(name.strip() for name in (strategies or "").split(",") if name.strip())]
    done = hold(chosen, turns=turns, slip=noise, misreading=misreading, own=policies)
    if as_json:
        print(json_of(done.standings))
        return
    for one in done.standings:
        worst, best = f"{one.worst:.3f} v {one.worst_against}", f"{one.best:.3f} v {one.best_against}"
        print(f"{one.place:3}  {one.payoff:.4f}  {one.strategy:24}  worst {worst}, best {best}")
    length = "in the long run" if turns is None else f"over {turns} turns"
    tell(f"Payoff a turn {length} at 3, 0, 5, 1: exact, nothing was drawn at random.")


@scenarios.command(name="new")
@asks
def scenario_new(
    asked: Asked,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="Where to write it.")] = Path(
        "base.toml"
    ),
    halt: Annotated[
        list[str] | None, typer.Option(metavar="PATRON=DAY", help="A public order to stop; may be repeated.")
    ] = None,
    resume: Annotated[
        list[str] | None, typer.Option(metavar="PATRON=DAY", help="A public order to go on; may be repeated.")
    ] = None,
) -> None:
    """Fit a scenario to the acts between two sides, and say which of its numbers the record cannot tell."""
    from talion.pipeline.playing import written_scenario

    halts, resumes = (_orders(given, option) for given, option in ((halt, "--halt"), (resume, "--resume")))
    with open_case(asked.case) as case:
        fitted = case.scenario(asked.selection, name=output.stem, halts=halts, resumes=resumes)
    output.write_text(written_scenario(fitted), "utf-8")
    told = len(fitted.estimates) - len(fitted.not_told)
    tell(f"{output} is written. The record tells {told} numbers and cannot tell {len(fitted.not_told)}.")
    tell(*_not_told(fitted))
    days = min(90, fitted.scenario.fitted_days or 90)
    tell("Each stands in the file with where it comes from; what is not told has a stated range.",
         f"Its numbers rest on {fitted.scenario.fitted_days} days, and no longer horizon is played.",
         "Next:", f"  talion play {output} --days {days} -o runs")  # fmt: skip


def _orders(given: list[str] | None, option: str) -> list[tuple[str, date]]:
    found = []
    for one in given or ():
        patron, _, day = one.rpartition("=")
        if not patron.strip():
            raise typer.BadParameter(f'{one!r} names no patron and day; write it as {option} "Patria=2024-01-30"')
        found.append((patron.strip(), since_day(day)))
    return found


def _not_told(fitted: "Calibrated") -> list[str]:
    """What the record cannot tell, a line for each pair or party."""
    from talion.scenarios.policies import RULE_KEYS

    file_names = {f"rule.{name}": key for key, name in RULE_KEYS.items()}
    by_whom: dict[str, list[str]] = {}
    for place, origin in fitted.origins.items():
        who, _, number = place.rpartition(": ")
        if origin.startswith("NOT IDENTIFIED"):
            by_whom.setdefault(who, []).append(file_names.get(number, number))
    return [f"  {who}: {', '.join(numbers)}" for who, numbers in by_whom.items()]


def play(
    scenario: Annotated[Path, typer.Argument(metavar="FILE", help="A scenario.")],
    what_if: Annotated[Path | None, typer.Argument(metavar="[WHAT_IF]", help="A second, to compare.")] = None,
    days: Annotated[int, typer.Option(min=1, metavar="N", help="How far.")] = 90,
    paths: Annotated[int | None, typer.Option(min=1, metavar="N", help="How often; 10,000 if not said.")] = None,
    seed: Annotated[int, typer.Option(metavar="N", help="Which random numbers; the same give the same.")] = 1,
    sweep: Annotated[
        list[str] | None,
        typer.Option(metavar="NUMBER=A..B", help='Play a number over a range, as "Ashmar > Belvar: chance=0.1..0.9".'),
    ] = None,
    sensitivity: Annotated[
        bool, typer.Option("--sensitivity", help="Which numbers drive the result: by Sobol's indices, over the ranges.")
    ] = False,
    of: Annotated[Counted, typer.Option("--of", help="What a sensitivity is asked of.")] = Counted.DEATHS,
    steps: Annotated[int, typer.Option(min=2, metavar="N", help="Values of a sweep.")] = 9,
    points: Annotated[int, typer.Option(metavar="N", help="Points of a sensitivity: a power of 2.")] = 64,
    workers: Annotated[int, typer.Option(min=1, metavar="N", help="Processes at once.")] = 1,
    executor: Annotated[
        Where, typer.Option("--executor", help="Who does the work; the results are the same.")
    ] = Where.PROCESSES,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FOLDER", help="Where to write summary, bands, paths and pictures."),
    ] = None,
    start: Annotated[
        date | None, typer.Option(metavar="DAY", parser=since_day, help="The first day, for paths told as chronicles.")
    ] = None,
    compare: Annotated[bool, typer.Option("--compare", help="Compare two files; so it is anyway.")] = False,
    as_json: AsJson = False,
) -> None:
    """Play a scenario file forward many times; beside a what-if, both on the same random numbers."""
    from talion.pipeline.playing import drives_of_file, hangs_on, sweep_file
    from talion.pipeline.steps import play as play_forward
    from talion.views.progress import Bar

    if compare and what_if is None:
        raise TalionError("--compare needs two scenario files")
    if what_if is not None and (sweep or sensitivity):
        raise TalionError("--sweep and --sensitivity are asked of one scenario file, not of two")
    if sensitivity:
        with Bar("Playing scenarios", terminal(errors=True)) as bar:
            found = drives_of_file(
                scenario, sweep or (), days=days, paths=paths or 500, seed=seed, points=points, what=of.value,
                workers=workers, executor=executor.value, progress=bar.step,
            )  # fmt: skip
        _tell_drives(found, of.value, output, as_json=as_json)
        return
    if sweep:
        for place, said in enumerate(sweep, start=1):
            with Bar("Playing values", terminal(errors=True), total=steps) as bar:
                swept = sweep_file(
                    scenario, said, days=days, paths=paths or 2000, seed=seed, steps=steps, workers=workers,
                    executor=executor.value, progress=bar.step,
                )  # fmt: skip
            _tell_sweep(swept, output, f"sweep-{place}.svg" if len(sweep) > 1 else "sweep.svg", as_json=as_json)
        return
    with Bar("Playing paths", terminal(errors=True), total=paths or 10_000) as bar:
        done = play_forward(
            scenario, what_if, days=days, paths=paths or 10_000, seed=seed, workers=workers, executor=executor.value,
            progress=bar.step,
        )  # fmt: skip
    _tell_runs(done, hangs_on(done), output, start or date(2031, 1, 1), as_json=as_json)


def _tell_runs(
    done: "Runs | Compared", hangs: Sequence["Hangs"], output: Path | None, start: date, *, as_json: bool
) -> None:
    from talion.pipeline.playing import typical_paths, write_runs
    from talion.scenarios.play import Runs
    from talion.views import tables
    from talion.views.runs import hangs_in_words, page_of_runs, path_picture, pictures_of

    found = done.summary()
    words = [line for one in hangs for line in hangs_in_words(one, difference=not isinstance(done, Runs))]
    if as_json:
        print(tables.as_json(found))
    else:
        _print_estimates(found)
        tell("", *words)
    if output is None:
        return
    written = write_runs(done, output, start=start)
    runs = done if isinstance(done, Runs) else done.other
    pictures = pictures_of(done)
    for name, path, told in typical_paths(done, start=start):
        many = "a middling number of" if name == "middle" else name
        says = f"Path {path} of {runs.scenario.name}, one with {many} acts"
        drawn = path_picture(runs.scenario, told, file=f"path-{name}-{path}.svg", says=says)
        if drawn is not None:
            pictures.append(drawn)
    title = runs.scenario.name
    if not isinstance(done, Runs):
        title += f" beside {done.base.scenario.name}"
    about = f"{title}, {runs.days} days, {runs.paths:,} paths"
    written += _write_pictures(pictures, output)
    page = output / "index.html"
    page.write_text(page_of_runs(about, words, found, pictures), "utf-8")
    if not as_json:
        tell("", *(f"{path} is written" for path in (*written, page)))


def _tell_sweep(swept: "Swept", output: Path | None, file: str, *, as_json: bool) -> None:
    from talion.views import tables
    from talion.views.runs import sweep_picture

    if as_json:
        print(tables.as_json([swept]))
    else:
        print(f"{swept.number}, which stands at {swept.was:g}; all else as it was")
        print(f"{'value':>10}{'acts':>18}{'acts that kill':>20}{'any kills':>12}")
        for one in swept.steps:
            acts, deaths = (f"{e.value:g} ({e.low:g} to {e.high:g})" for e in (one.acts, one.deaths))
            print(f"{one.value:10.4g}{acts:>18}{deaths:>20}{one.crossed.value or 0:12.0%}")
        tell("The middle path, and the middle nine tenths of the paths; common random numbers.")
    if output is not None:
        _say_written(_write_pictures([replace(sweep_picture(swept), file=file)], output), as_json=as_json)


def _tell_drives(rows: Sequence["Drives"], what: str, output: Path | None, *, as_json: bool) -> None:
    from talion.views import tables
    from talion.views.runs import drives_in_words, drives_picture

    words = "acts" if what == "acts" else "acts that kill"
    if as_json:
        print(tables.as_json(rows))
    else:
        width = max(len(one.number) for one in rows)
        print(f"{'':{width}}{'alone':>8}{'with all':>10}  nine chances in ten")
        for one in rows:
            low, high = one.total_interval
            print(f"{one.number:{width}}{one.first:8.0%}{one.total:10.0%}  {low:.0%} to {high:.0%}")
        tell("", *drives_in_words(rows, words))
    if output is not None:
        _say_written(_write_pictures([drives_picture(rows, words)], output), as_json=as_json)


def _write_pictures(pictures: Sequence["RunsPicture"], folder: Path) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    for picture in pictures:
        (folder / picture.file).write_text(picture.svg + "\n", "utf-8")
    return [folder / picture.file for picture in pictures]


def _say_written(written: Sequence[Path], *, as_json: bool) -> None:
    if not as_json:
        tell(*(f"{path} is written" for path in written))


def _print_estimates(found: Sequence["Estimate"]) -> None:
    from talion.views import tables
    from talion.views.listings import ESTIMATES
    from talion.views.sentences import Cast

    console = terminal()
    table = tables.as_table(ESTIMATES, found, tables.Named(Cast((), ()), {}), console)
    console.print(table, soft_wrap=not console.is_terminal)
