"""A scenario played forward many times: bands, first passages, differences, and single paths told act by act."""

import hashlib
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from statistics import NormalDist
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from talion.errors import ScenarioError
from talion.records import Estimate
from talion.scenarios.conflict import Scenario
from talion.scenarios.game import COUNTS, Arrays, arrays_of, play_paths
from talion.scenarios.stable import check_stable
from talion.scenarios.told import Told, told_path

MOST_DAYS = 3650
_BLOCK = 500  # paths at a time: what one worker gets, and what a progress bar counts by
_LEVELS = (0.05, 0.5, 0.95)


class Block(NamedTuple):
    """What was counted on some paths, in their order."""

    acts: NDArray[np.uint8]  # path x day x pair
    deaths: NDArray[np.uint8]  # the same, acts that killed
    reached: NDArray[np.int16]  # path x pair x rung: first day, from 0; -1 never
    counts: NDArray[np.int32]  # path x COUNTS
    costs: NDArray[np.float64]  # path x host


@dataclass(frozen=True, slots=True)
class Band:
    """A count by day over all paths: its low, middle and high, day by day."""

    what: str
    levels: tuple[float, ...]
    days: tuple[int, ...]
    values: tuple[tuple[float, ...], ...]


@dataclass(frozen=True)
class Runs:
    """What became of a scenario on each of its paths.

    The same scenario, days, paths and seed give the same bytes wherever they are played; path *k* is the same path
    however many there are.
    """

    scenario: Scenario
    days: int
    seed: int
    block: Block

    @property
    def paths(self) -> int:
        """How many times it was played."""
        return len(self.block.acts)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of everything that was counted: two runs are the same if it is."""
        digest = hashlib.sha256()
        for array in self.block:
            digest.update(np.ascontiguousarray(array).tobytes())
        return digest.hexdigest()

    def counted(
        self, what: str = "acts", *, actor: str | None = None, recipient: str | None = None
    ) -> NDArray[np.int64]:
        """Acts, or acts that killed ("deaths"), by path and day; of all pairs, or of those that are named."""
        source = self._source(what)
        chosen = self._pairs(actor, recipient)
        counted: NDArray[np.int64] = source[:, :, chosen].sum(axis=2, dtype=np.int64)
        return counted

    def band(
        self,
        what: str = "acts",
        *,
        actor: str | None = None,
        recipient: str | None = None,
        levels: Sequence[float] = _LEVELS,
    ) -> Band:
        """The running total by day: so many paths stay below each line."""
        totals = self.counted(what, actor=actor, recipient=recipient).cumsum(axis=1)
        values = np.quantile(totals, levels, axis=0)
        return Band(
            _says(what, actor, recipient), tuple(levels), tuple(range(1, self.days + 1)),
            tuple(tuple(float(x) for x in row) for row in values),
        )  # fmt: skip

    def total(self, what: str = "acts", *, actor: str | None = None, recipient: str | None = None) -> Estimate:
        """How many acts there are by the end: the median path, and the middle nine tenths of the paths."""
        totals = self.counted(what, actor=actor, recipient=recipient).sum(axis=1)
        low, middle, high = (float(x) for x in np.quantile(totals, _LEVELS))
        return self._estimate(
            f"How many {_says(what, actor, recipient)} in {self.days} days?", middle, low, high, "acts",
            f"On average {totals.mean():.4g}",
        )  # fmt: skip

    def crossed(
        self,
        line: str | int = "death",
        *,
        by: int | None = None,
        actor: str | None = None,
        recipient: str | None = None,
        level: float = 0.9,
    ) -> Estimate:
        """The share of paths on which a line is crossed by a day: a first act that kills, or a first act of a rung."""
        by = by or self.days
        if not 1 <= by <= self.days:
            raise ScenarioError(f"day {by} lies outside the {self.days} days that were played")
        first = self.first_days(line, actor=actor, recipient=recipient)
        hits = int(((first >= 1) & (first <= by)).sum())
        low, high = _wilson(hits, self.paths, level)
        words = "an act kills" if line == "death" else f"an act reaches rung {line}"
        who = _who(actor, recipient)
        return replace(
            self._estimate(
                f"How likely is it that {words}{who} by day {by}?", hits / self.paths, low, high, "share of paths"
            ),
            level=level, within_days=by, how="Runs.crossed",
        )  # fmt: skip

    def first_days(
        self, line: str | int = "death", *, actor: str | None = None, recipient: str | None = None
    ) -> NDArray[np.int64]:
        """The day, from 1, on which each path first crosses the line; 0 where it never does."""
        chosen = self._pairs(actor, recipient)
        if line == "death":
            any_death: NDArray[np.bool_] = self.counted("deaths", actor=actor, recipient=recipient) > 0
            days: NDArray[np.int64] = np.where(any_death.any(axis=1), any_death.argmax(axis=1) + 1, 0)
            return days
        if not isinstance(line, int) or not 1 <= line <= len(self.scenario.rungs):
            raise ScenarioError(f'a line is "death" or a rung from 1 to {len(self.scenario.rungs)}; not {line!r}')
        reached = self.block.reached[:, chosen, line - 1].astype(np.int64) + 1
        reached[reached == 0] = np.iinfo(np.int64).max
        first: NDArray[np.int64] = reached.min(axis=1)
        first[first == np.iinfo(np.int64).max] = 0
        return first

    def wrong_answers(self) -> Estimate:
        """The share of answers that hit somebody who had not done it."""
        answers, wrong = int(self.block.counts[:, 0].sum()), int(self.block.counts[:, 1].sum())
        question = "How many answers hit somebody who had not done it?"
        if answers == 0:
            return Estimate(question, None, None, None, "share of answers", 0, "Runs.wrong_answers",
                            caveats=("There was no answer on any path", *self._caveats()))  # fmt: skip
        low, high = _wilson(wrong, answers, 0.9)
        return Estimate(question, wrong / answers, low, high, "share of answers", answers, "Runs.wrong_answers",
                        caveats=self._caveats())  # fmt: skip

    def who_pays(self) -> tuple[Estimate, ...]:
        """What each host bears by the end, in units of size, and the share of paths in which it bears anything."""
        found = []
        for place, host in enumerate(self.scenario.hosts):
            costs = self.block.costs[:, place]
            low, middle, high = (float(x) for x in np.quantile(costs, _LEVELS))
            found.append(self._estimate(f"What does {host.name} pay in {self.days} days?", middle, low, high,
                                        "size (1 + people killed or hurt) of acts borne"))  # fmt: skip
        return tuple(found)

    def summary(self) -> tuple[Estimate, ...]:
        """The first things to ask: acts of each pair, the death line, wrong answers, who pays."""
        found = [
            self.total(what, actor=pair.actor, recipient=pair.recipient)
            for pair in self.scenario.pairs
            for what in ("acts", "deaths")
        ]
        marks = sorted({day for day in (7, 30, 90, self.days) if day <= self.days})
        found += [self.crossed(by=day) for day in marks]
        if "attribution" in self.scenario.layers and self.scenario.sights:
            found.append(self.wrong_answers())
        return (*found, *self.who_pays())

    def typical(self) -> tuple[int, ...]:
        """Three paths to look at: one with few acts, the middle one, one with many (at 10, 50 and 90 in a hundred)."""
        totals = self.block.acts.sum(axis=(1, 2), dtype=np.int64)
        order = np.argsort(totals, kind="stable")
        return tuple(int(order[min(self.paths - 1, int(share * self.paths))]) for share in (0.1, 0.5, 0.9))

    def tell(self, path: int, *, start: date) -> Told:
        """One path as acts and links, as if it had been recorded: for a chronicle or the exchange view.

        The first day of the play is `start`. Sizes become numbers of killed and hurt: S is 1 plus both.
        """
        if path < 0:
            raise ScenarioError(f"paths count from 0; there is no path {path}")
        return told_path(self.scenario, days=self.days, seed=self.seed, path=path, start=start)

    def _source(self, what: str) -> NDArray[np.uint8]:
        if what not in ("acts", "deaths"):
            raise ScenarioError(f"what is counted is acts or deaths; not {what!r}")
        return self.block.acts if what == "acts" else self.block.deaths

    def _pairs(self, actor: str | None, recipient: str | None) -> list[int]:
        chosen = [
            k for k, pair in enumerate(self.scenario.pairs)
            if actor in (None, pair.actor) and recipient in (None, pair.recipient)
        ]  # fmt: skip
        if not chosen:
            raise ScenarioError(
                f"{self.scenario.name}: nobody acts{_who(actor, recipient)}; there are "
                + ", ".join(pair.name for pair in self.scenario.pairs)
            )
        return chosen

    def _estimate(self, question: str, value: float, low: float, high: float, unit: str, *more: str) -> Estimate:
        return Estimate(question, value, low, high, unit, self.paths, "Runs", caveats=(*more, *self._caveats()))

    def _caveats(self) -> tuple[str, ...]:
        full = int((self.block.counts[:, 3] > 0).sum())
        said = [f"Holds under the rules of {self.scenario.name}; n counts paths that were played and not events"]
        if not self.scenario.unsure:
            said.append("The numbers of the scenario are taken as known, so that the interval is too narrow")
        if full:
            said.append(
                f"On {full} of {self.paths} paths a day held more acts than are counted: the scenario runs away there"
            )
        return tuple(said)


def play(
    scenario: Scenario,
    *,
    days: int,
    paths: int,
    seed: int,
    over: Callable[[Callable[[Any], Block], Iterable[Any]], Iterable[Block]] = map,
    progress: Callable[[int], None] | None = None,
) -> Runs:
    """The scenario, played forward so many times for so many days.

    `over` maps a function over work, in order: the built-in map, a pool's map, a cluster's; the result is the same to
    the byte. `progress` is told how many paths are done. Raises ScenarioError for a scenario that runs away, and for
    a horizon beyond the days that its numbers were fitted on.
    """
    _check_horizon(scenario, days, paths)
    check_stable(scenario)
    parts: list[Block] = []
    work = [(scenario, days, first, min(_BLOCK, paths - first), seed) for first in range(0, paths, _BLOCK)]
    done = 0
    for part in over(_played, work):
        parts.append(part)
        done += len(part.acts)
        if progress:
            progress(done)
    block = Block(*(np.concatenate(arrays) for arrays in zip(*parts, strict=True)))
    runs = Runs(scenario, days, seed, block)
    full = float((block.counts[:, 3] > 0).mean())
    if full > 0.05 and not scenario.endless:
        raise ScenarioError(
            f"{scenario.name}: unstable: on {full:.0%} of the paths a pair acts more often in a day than can be "
            "counted. Lower a rate, `persistence` or `provoked`; or shorten its days; or write `endless = true`"
        )
    return runs


def _played(work: tuple[Scenario, int, int, int, int]) -> Block:
    scenario, days, first, paths, seed = work
    return play_block(arrays_of(scenario, days), days, first, paths, seed, len(scenario.rungs), len(scenario.hosts))


def play_block(arrays: Arrays, days: int, first: int, paths: int, seed: int, rungs: int, hosts: int) -> Block:
    """Some paths of a scenario that stands in arrays."""
    pairs = len(arrays.actor)
    block = Block(
        np.zeros((paths, days, pairs), np.uint8), np.zeros((paths, days, pairs), np.uint8),
        np.full((paths, pairs, rungs), -1, np.int16), np.zeros((paths, len(COUNTS)), np.int32),
        np.zeros((paths, hosts)),
    )  # fmt: skip
    play_paths(tuple(arrays), days, first, paths, np.uint64(seed), *block, np.zeros((0, 9)))
    return block


def _check_horizon(scenario: Scenario, days: int, paths: int) -> None:
    if not 1 <= days <= MOST_DAYS or paths < 1:
        raise ScenarioError(f"{days} days on {paths} paths: it takes 1 to {MOST_DAYS} days and at least one path")
    if scenario.fitted_days is not None and days > scenario.fitted_days and not scenario.beyond_data:
        raise ScenarioError(
            f"{scenario.name}: {days} days lie beyond the {scenario.fitted_days} days that its numbers were fitted on. "
            f"Play at most {scenario.fitted_days}, or write `beyond_data = true` into the scenario if you accept that"
        )


# What-ifs -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Compared:
    """Two scenarios on the same random numbers, and what the second changes."""

    base: Runs
    other: Runs

    def difference(self, what: str = "acts", *, actor: str | None = None, recipient: str | None = None) -> Estimate:
        """How many acts more (or fewer, below zero) the second scenario has on average, path against path.

        The interval is of the mean difference. The caveats give the middle nine tenths of the differences of single
        paths.
        """
        names = {"actor": actor, "recipient": recipient}
        gaps = self.other.counted(what, **names).sum(axis=1) - self.base.counted(what, **names).sum(axis=1)
        z = NormalDist().inv_cdf(0.95)
        error = z * float(gaps.std(ddof=1)) / math.sqrt(len(gaps)) if len(gaps) > 1 else 0.0
        low, high = (float(x) for x in np.quantile(gaps, (0.05, 0.95)))
        mean = float(gaps.mean())
        return Estimate(
            f"How many more {_says(what, actor, recipient)} in {self.base.days} days under {self.other.scenario.name}?",
            mean, mean - error, mean + error, "acts", len(gaps), "Compared.difference",
            caveats=(
                f"Nine tenths of single paths differ by {low:g} to {high:g}",
                "Common random numbers: each path of one against the same path of the other",
                *self.other._caveats(),
            ),
        )  # fmt: skip

    def crossed(self, line: str | int = "death", *, by: int | None = None) -> Estimate:
        """By how much the second scenario raises the chance that a line is crossed by a day."""
        by = by or self.base.days
        flags = []
        for runs in (self.base, self.other):
            first = runs.first_days(line)
            flags.append(((first >= 1) & (first <= by)).astype(float))
        gaps = flags[1] - flags[0]
        error = NormalDist().inv_cdf(0.95) * float(gaps.std()) / math.sqrt(len(gaps))
        mean = float(gaps.mean())
        words = "an act kills" if line == "death" else f"an act reaches rung {line}"
        return Estimate(
            f"How much more likely is it that {words} by day {by} under {self.other.scenario.name}?",
            mean, mean - error, mean + error, "share of paths", len(gaps), "Compared.crossed", within_days=by,
            caveats=self.other._caveats(),
        )  # fmt: skip

    def summary(self) -> tuple[Estimate, ...]:
        """The differences to ask for first: acts and deaths of each pair that both have, and the death line."""
        pairs = {pair.name for pair in self.other.scenario.pairs}
        both = [pair for pair in self.base.scenario.pairs if pair.name in pairs]
        found = [
            self.difference(what, actor=pair.actor, recipient=pair.recipient)
            for pair in both
            for what in ("acts", "deaths")
        ]  # fmt: skip
        return (*found, self.crossed())


def compare(base: Scenario, other: Scenario, *, days: int, paths: int, seed: int, **options: Any) -> Compared:
    """Two scenarios played on common random numbers, so that what differs is the rules and not the luck."""
    return Compared(
        play(base, days=days, paths=paths, seed=seed, **options),
        play(other, days=days, paths=paths, seed=seed, **options),
    )


def _says(what: str, actor: str | None, recipient: str | None) -> str:
    return ("acts that kill" if what == "deaths" else "acts") + _who(actor, recipient)


def _who(actor: str | None, recipient: str | None) -> str:
    return (f" by {actor}" if actor else "") + (f" on {recipient}" if recipient else "")


def _wilson(hits: int, n: int, level: float) -> tuple[float, float]:
    z = NormalDist().inv_cdf((1 + level) / 2)
    share = hits / n
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return (0.0 if hits == 0 else middle - half), (1.0 if hits == n else middle + half)
