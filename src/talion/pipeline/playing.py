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
    from talion.scenarios.play import Block, Compared, Runs
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
) -> "Calibrated":
    """The scenario that a record of two sides or more gives."""
    from talion.scenarios.calibrate import calibrate

    return calibrate(war, parties, name=name, patrons=patrons, halts=halts, selection=selection, seed=seed)


def play_file(
    scenario: Path,
    what_if: Path | None,
    *,
    days: int,
    paths: int,
    seed: int,
    workers: int = 1,
    progress: Callable[[int], None] | None = None,
) -> "Runs | Compared":
    """A scenario file played; beside a second, both on common random numbers."""
    from talion.scenarios.play import compare, play
    from talion.scenarios.scenario_file import read_scenario

    over = partial(_over, workers)
    base = read_scenario(scenario)
    if what_if is None:
        return play(base, days=days, paths=paths, seed=seed, over=over, progress=progress)
    return compare(base, read_scenario(what_if), days=days, paths=paths, seed=seed, over=over, progress=progress)


def _over(workers: int, work: Callable[[Any], "Block"], items: Iterable[Any]) -> Iterator["Block"]:
    for _, result in mapped(_done, items, make=partial(_itself, work), workers=workers):
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
    for name, path in zip(("few", "middle", "many"), runs.typical(), strict=True):
        told = folder / f"path-{name}-{path}.txt"
        told.write_text(write_chronicle(runs.tell(path, start=start).war), "utf-8")
        written.append(told)
    return written


def written_scenario(fitted: "Calibrated") -> str:
    """A fitted scenario as a text in which each number says where it comes from."""
    from talion.scenarios.scenario_file import write_scenario

    return write_scenario(fitted.scenario, fitted.origins)
