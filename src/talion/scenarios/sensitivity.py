"""What a result depends on: one number swept over a range, or all unsure ones at once by Sobol's indices."""

import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from difflib import get_close_matches
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from talion.errors import ScenarioError
from talion.records import Estimate
from talion.scenarios.conflict import TABLES, Number, Pair, Scenario, with_numbers
from talion.scenarios.play import play
from talion.scenarios.policies import RULE_KEYS

MOST_POINTS = 4096
Over = Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]]
_RANGE = re.compile(r"^(?P<key>.+?)\s*=\s*(?P<low>-?[\d.]+?)\s*\.\.\s*(?P<high>-?[\d.]+)$")


# Numbers by name ------------------------------------------------------------------------------------------------------


def find_number(scenario: Scenario, key: str) -> Number:
    """The number of a scenario under the name that a file gives it: "A > B: chance", "party B: control".

    "control" alone is enough where only one table has a number of that name. Raises ScenarioError, with what there is,
    where it is none or not clear which.
    """
    who, _, name = (part.strip() for part in key.rpartition(":"))
    if not who:
        return _bare(scenario, name)
    table, _, named = who.partition(" ")
    if ">" in who:
        table, names = "pair", tuple(part.strip().casefold() for part in who.split(">", 1))
    else:
        names = (named.strip().casefold(),)
    if table not in TABLES:
        raise ScenarioError(f'{key!r} names no number; write it as "A > B: chance" or "party B: control"')
    for row in getattr(scenario, TABLES[table][0]):
        found = tuple(str(getattr(row, one)) for one in TABLES[table][1])
        if tuple(one.casefold() for one in found) == names:
            return Number(table, found, _field(scenario, table, row, name))
    rows, (first, *_) = TABLES[table]
    there = ", ".join(row.name if table == "pair" else getattr(row, first) for row in getattr(scenario, rows))
    raise ScenarioError(f"{scenario.name}: no {table} is called {' > '.join(names)!r}; there are {there or 'none'}")


def _bare(scenario: Scenario, name: str) -> Number:
    found = [
        Number(table, tuple(getattr(row, one) for one in keys), _field(scenario, table, row, name))
        for table, (rows, keys) in TABLES.items()
        for row in getattr(scenario, rows)
        if name in _numeric(table, row)
    ]
    if len(found) == 1:
        return found[0]
    if not found:
        raise ScenarioError(f'{scenario.name}: no number is called {name!r}; write it as "A > B: chance"')
    raise ScenarioError(f"{scenario.name}: {name} is not clear; say which: {', '.join(one.says for one in found)}")


RULE_FIELDS = {key: f"rule.{name}" for key, name in RULE_KEYS.items()}


def _numeric(table: str, row: Any) -> list[str]:
    """The numbers of a row, as a file names them."""
    own = [
        field.name for field in fields(row)
        if isinstance(getattr(row, field.name), int | float) and not isinstance(getattr(row, field.name), bool)
    ]  # fmt: skip
    if table != "pair":
        return own
    # A file may hold 1 where a rule holds 1.0; counts such as `after` are no numbers to sweep.
    rule = [key for key, name in RULE_KEYS.items() if type(getattr(row.rule, name)) in (int, float)
            and name not in ("after", "times")]  # fmt: skip
    return [*own, *(["lethal_answers"] if isinstance(row, Pair) and row.lethal_answers is None else []), *rule]


def _field(scenario: Scenario, table: str, row: Any, name: str) -> str:
    known = _numeric(table, row)
    if name not in known:
        near = get_close_matches(name, known, 1)
        hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(known)}"
        raise ScenarioError(f"{scenario.name}: a {table} has no number {name!r}; {hint}")
    return RULE_FIELDS.get(name, name) if table == "pair" else name


def read_range(scenario: Scenario, said: str) -> tuple[Number, float, float]:
    """A number and its range out of "A > B: chance = 0.1..0.9"."""
    found = _RANGE.match(said.strip())
    try:
        low, high = (float(found[side]) for side in ("low", "high")) if found else (0.0, 0.0)
    except ValueError:
        low = high = 0.0
    if not found or not low < high:
        raise ScenarioError(f'{said!r} is no range; write it as "A > B: chance=0.1..0.9", the lower number first')
    return find_number(scenario, found["key"].strip()), low, high


def stated_ranges(scenario: Scenario) -> list[tuple[Number, float, float]]:
    """The ranges that the scenario itself gives for what is not known surely."""
    return [(one.of, one.low, one.high) for one in scenario.unsure]


# One number -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Step:
    """One value of a swept number, and what follows: acts, acts that kill, and the chance that any kills."""

    value: float
    acts: Estimate
    deaths: Estimate
    crossed: Estimate


@dataclass(frozen=True, slots=True)
class Swept:
    """A number set to values from one end of a range to the other, all else left as it was."""

    number: str
    was: float
    steps: tuple[Step, ...]


def sweep(
    scenario: Scenario, number: Number, low: float, high: float, *, days: int, paths: int, seed: int, steps: int = 9,
    over: Over = map, progress: Callable[[int], None] | None = None,
) -> Swept:  # fmt: skip
    """What follows at each of so many values of one number, on common random numbers.

    A value at which the scenario runs away, or which cannot be, raises ScenarioError and says which it was.
    """
    if not 2 <= steps <= 101:
        raise ScenarioError(f"a sweep has 2 to 101 steps; not {steps}")
    values = [round(float(value), 10) for value in np.linspace(low, high, steps)]
    changed = [_set(scenario, {number: value}) for value in values]
    found = []
    for value, (acts, deaths, crossed) in zip(
        values, _told(over, partial(_step, days, paths, seed), changed, progress), strict=True
    ):
        found.append(Step(value, acts, deaths, crossed))
    return Swept(number.says, number.value_in(scenario), tuple(found))


def _step(days: int, paths: int, seed: int, scenario: Scenario) -> tuple[Estimate, Estimate, Estimate]:
    runs = play(scenario, days=days, paths=paths, seed=seed)
    return runs.total("acts"), runs.total("deaths"), runs.crossed()


def _set(scenario: Scenario, values: Mapping[Number, float]) -> Scenario:
    try:
        return with_numbers(scenario, values)
    except ScenarioError as wrong:
        said = ", ".join(f"{number.says} = {value:g}" for number, value in values.items())
        raise ScenarioError(f"at {said}: {wrong}") from wrong


def _told(
    over: Over, work: Callable[[Any], Any], items: Sequence[Any], progress: Callable[[int], None] | None
) -> Iterator[Any]:
    for done, result in enumerate(over(work, items), start=1):
        if progress:
            progress(done)
        yield result


# All at once ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Drives:
    """How much of a result's spread one number drives: alone (`first`), and with all it acts through (`total`).

    The intervals hold with nine chances in ten, over which points were played.
    """

    number: str
    low: float
    high: float
    first: float
    first_interval: tuple[float, float]
    total: float
    total_interval: tuple[float, float]

    @property
    def shows(self) -> bool:
        """Whether the result depends on it as far as these points can tell."""
        return self.total >= 0.02 and self.total_interval[0] > 0


def what_drives(
    scenario: Scenario,
    ranges: Sequence[tuple[Number, float, float]],
    *,
    days: int,
    paths: int,
    seed: int,
    points: int = 64,
    what: str = "deaths",
    over: Over = map,
    progress: Callable[[int], None] | None = None,
) -> tuple[Drives, ...]:
    r"""Which numbers the result depends on, the strongest first: Sobol's indices of the mean count by the end.

    Each number is drawn evenly from its range. `points` (a power of 2) times (numbers + 2) scenarios are played on
    common random numbers, each on `paths` paths. A point that cannot be played because it runs away raises
    ScenarioError.

    .. math:: S_i = \frac{\overline{f_B (f_{A_B^i} - f_A)}}{V}, \quad T_i = \frac{\overline{(f_A - f_{A_B^i})^2}}{2 V}

    References
    ----------
    saltelli_etal_2010 (the estimators, as SciPy computes them; the intervals are its bootstrap)
    """
    # Imported here: it is slow to load, and nothing else needs it.
    from scipy.stats import DegenerateDataWarning, sobol_indices, uniform

    if not ranges:
        raise ScenarioError(
            f"{scenario.name}: no number has a range; give one behind its name, as in rate_between = [0.1, 0.3], or "
            'with the question, as in "A > B: rate=0.1..0.3"'
        )
    if points & (points - 1) or not 8 <= points <= MOST_POINTS:
        raise ScenarioError(f"points must be a power of 2 from 8 to {MOST_POINTS}; not {points}")
    done = 0

    def result(rows: NDArray[Any]) -> NDArray[Any]:
        nonlocal done
        scenarios = [_set(scenario, dict(zip([r[0] for r in ranges], map(float, row), strict=True))) for row in rows.T]
        means = []
        for mean in over(partial(_mean, days, paths, seed, what), scenarios):
            means.append(mean)
            done += 1
            if progress:
                progress(done)
        return np.array([means])

    found: Any = sobol_indices
    drawn = [uniform(loc=low, scale=high - low) for _, low, high in ranges]
    with np.errstate(divide="ignore", invalid="ignore"), warnings.catch_warnings():
        # An index that is the same in every resample has no interval; it is told as 0 below.
        warnings.simplefilter("ignore", DegenerateDataWarning)
        indices = found(func=result, n=points, dists=drawn, rng=np.random.default_rng(seed))
        spread = indices.bootstrap(confidence_level=0.9, n_resamples=400)
    rows = [
        Drives(
            number.says, low, high,
            _told_share(indices.first_order[k]),
            (_told_share(spread.first_order.confidence_interval.low[k]),
             _told_share(spread.first_order.confidence_interval.high[k])),
            _told_share(indices.total_order[k]),
            (_told_share(spread.total_order.confidence_interval.low[k]),
             _told_share(spread.total_order.confidence_interval.high[k])),
        )
        for k, (number, low, high) in enumerate(ranges)
    ]  # fmt: skip
    return tuple(sorted(rows, key=lambda one: -one.total))


def plays_needed(numbers: int, points: int) -> int:
    """How many scenarios `what_drives` plays."""
    return points * (numbers + 2)


def _mean(days: int, paths: int, seed: int, what: str, scenario: Scenario) -> float:
    try:
        return float(play(scenario, days=days, paths=paths, seed=seed).counted(what).sum(axis=1).mean())
    except ScenarioError as wrong:
        at = "It is so at a point within the ranges: narrow them, or ask of fewer days"
        raise ScenarioError(f"{wrong}. {at}") from wrong


def _told_share(value: float) -> float:
    """An index as a number: where nothing varies it is no number, and nothing drives anything."""
    return float(value) if np.isfinite(value) else 0.0
