"""What a case and the scenarios have to do with each other: a record made into a scenario, and runs written down.

The numeric libraries are imported inside: a list of events should not wait for them.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from talion.datasets.chronicle import write_chronicle
from talion.errors import ScenarioError
from talion.pipeline.executor import mapped
from talion.records import Selection, Timeline, to_json

if TYPE_CHECKING:
    from talion.scenarios.calibrate import Calibrated
    from talion.scenarios.play import Compared, Runs
    from talion.scenarios.reading import Hangs
    from talion.scenarios.sensitivity import Drives, Swept
    from talion.scenarios.told import Told
    from talion.scenarios.tournament import Tournament


def hold_tournament(
    names: Sequence[str], *, turns: int | None, slip: float, misreading: float, own: Path | None
) -> "Tournament":
    """A round robin of policies by name, all that have a strategy where none is named; `own` is a user's file."""
    from talion.scenarios.games import Noise
    from talion.scenarios.policies import find_policy, policies, read_policies
    from talion.scenarios.tournament import tournament

    mine = read_policies(own) if own else {}
    chosen = [find_policy(name, mine) for name in names] or [*policies().values(), *mine.values()]
    without = [policy.name for policy in chosen if policy.strategy is None]
    if names and without:
        raise ScenarioError(f"{without[0]} has no form in the repeated game: it is a rule of the conflict game alone")
    noise = Noise(slip, misreading, misreading)
    return tournament([policy.strategy for policy in chosen if policy.strategy], turns=turns, noise=noise)


def fit_scenario(
    war: Timeline,
    parties: Sequence[str],
    *,
    name: str,
    patrons: Mapping[str, str],
    halts: Sequence[tuple[str, date]],
    selection: Selection,
    seed: int,
    resumes: Sequence[tuple[str, date]] = (),
) -> "Calibrated":
    """The scenario that a record of two sides or more gives."""
    from talion.scenarios.calibrate import calibrate

    return calibrate(
        war, parties, name=name, patrons=patrons, halts=halts, resumes=resumes, selection=selection, seed=seed
    )


def play_file(
    scenario: Path,
    what_if: Path | None,
    *,
    days: int,
    paths: int,
    seed: int,
    workers: int = 1,
    executor: str = "processes",
    progress: Callable[[int], None] | None = None,
) -> "Runs | Compared":
    """A scenario file played; beside a second, both on common random numbers."""
    from talion.scenarios.play import compare, play
    from talion.scenarios.scenario_file import read_scenario

    over = partial(_over, workers, executor)
    base = read_scenario(scenario)
    if what_if is None:
        return play(base, days=days, paths=paths, seed=seed, over=over, progress=progress)
    return compare(base, read_scenario(what_if), days=days, paths=paths, seed=seed, over=over, progress=progress)


def sweep_file(
    scenario: Path,
    said: str,
    *,
    days: int,
    paths: int,
    seed: int,
    steps: int = 9,
    workers: int = 1,
    executor: str = "processes",
    progress: Callable[[int], None] | None = None,
) -> "Swept":
    """A scenario file played at several values of one number: "A > B: chance=0.1..0.9"."""
    from talion.scenarios.scenario_file import read_scenario
    from talion.scenarios.sensitivity import read_range, sweep

    base = read_scenario(scenario)
    number, low, high = read_range(base, said)
    over = partial(_over, workers, executor)
    return sweep(
        base, number, low, high, days=days, paths=paths, seed=seed, steps=steps, over=over, progress=progress
    )  # fmt: skip


def drives_of_file(
    scenario: Path,
    said: Sequence[str],
    *,
    days: int,
    paths: int,
    seed: int,
    points: int = 64,
    what: str = "deaths",
    workers: int = 1,
    executor: str = "processes",
    progress: Callable[[int, int], None] | None = None,
) -> tuple["Drives", ...]:
    """What drives the result of a scenario file: by the ranges that are given, else by those that stand in it."""
    from talion.scenarios.scenario_file import read_scenario
    from talion.scenarios.sensitivity import plays_needed, read_range, stated_ranges, what_drives

    base = read_scenario(scenario)
    ranges = [read_range(base, one) for one in said] or stated_ranges(base)
    plays = plays_needed(len(ranges), points)
    return what_drives(
        base, ranges, days=days, paths=paths, seed=seed, points=points, what=what,
        over=partial(_over, workers, executor), progress=(lambda done: progress(done, plays)) if progress else None,
    )  # fmt: skip


def hangs_on(played: "Runs | Compared") -> tuple["Hangs", ...]:
    """What acts and deaths of a play-out, or the differences of two, hang on."""
    from talion.scenarios.reading import what_it_hangs_on

    return what_it_hangs_on(played, "acts"), what_it_hangs_on(played, "deaths")


def _over(workers: int, executor: str, work: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[Any]:
    for _, result in mapped(_done, items, make=partial(_itself, work), workers=workers, executor=executor):
        yield result


def _itself(work: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return work


def _done(work: Callable[[Any], Any], item: Any) -> Any:
    return work(item)


def write_runs(played: "Runs | Compared", folder: Path, *, start: date) -> list[Path]:
    """Runs as files: the summary, bands by day, and three typical paths as chronicles whose first day is `start`.

    Of a comparison: the differences, and the rest for the second scenario.
    """
    from talion.scenarios.play import Runs

    runs = played if isinstance(played, Runs) else played.other
    folder.mkdir(parents=True, exist_ok=True)
    summary = folder / "summary.jsonl"
    summary.write_text("\n".join(to_json(one) for one in played.summary()) + "\n", "utf-8")
    bands = folder / "bands.csv"
    with bands.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["what", "day", "low", "middle", "high"])
        for pair in runs.scenario.pairs:
            for what in ("acts", "deaths"):
                band = runs.band(what, actor=pair.actor, recipient=pair.recipient)
                rows.writerows([band.what, day, *values] for day, *values in zip(band.days, *band.values, strict=True))
    written = [summary, bands]
    for name, path, told in typical_paths(played, start=start):
        chronicle = folder / f"path-{name}-{path}.txt"
        chronicle.write_text(write_chronicle(told.war), "utf-8")
        written.append(chronicle)
    return written


def typical_paths(played: "Runs | Compared", *, start: date) -> list[tuple[str, int, "Told"]]:
    """A path with few acts, the middle one and one with many, each told act by act; of a comparison the second's."""
    from talion.scenarios.play import Runs

    runs = played if isinstance(played, Runs) else played.other
    return [
        (name, path, runs.tell(path, start=start))
        for name, path in zip(("few", "middle", "many"), runs.typical(), strict=True)
    ]


def written_scenario(fitted: "Calibrated") -> str:
    """A fitted scenario as a text in which each number says where it comes from."""
    from talion.scenarios.scenario_file import write_scenario

    return write_scenario(fitted.scenario, fitted.origins)
