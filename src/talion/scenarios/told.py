"""One path of a play-out told act by act, as if it had been recorded."""

import math
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from talion.errors import ScenarioError
from talion.records import Count, DateSpan, Event, Link, Timeline, Toll, TollPart
from talion.scenarios.conflict import Scenario
from talion.scenarios.game import COUNTS, arrays_of, play_paths


@dataclass(frozen=True, slots=True)
class Told:
    """One path as a timeline, the true answers as links, and for each act what the party that was hit believed."""

    war: Timeline
    links: tuple[Link, ...]
    believed: tuple[str, ...]


def told_path(scenario: Scenario, *, days: int, seed: int, path: int, start: date) -> Told:
    """One path of a scenario, played again and told act by act; its first day is `start`."""
    arrays = arrays_of(scenario, days)
    log = np.zeros((200_000, 9))
    pairs = len(arrays.actor)
    block = (
        np.zeros((1, days, pairs), np.uint8), np.zeros((1, days, pairs), np.uint8),
        np.full((1, pairs, len(scenario.rungs)), -1, np.int16), np.zeros((1, len(COUNTS)), np.int32),
        np.zeros((1, len(scenario.hosts))),
    )  # fmt: skip
    rows = play_paths(tuple(arrays), days, path, 1, np.uint64(seed), *block, log)
    if rows > len(log):
        raise ScenarioError(f"path {path} has {rows} acts, too many to tell; play fewer days")
    events, links, believed = [], [], []
    for row in range(rows):
        day, k, size, lethal, depth, trigger, blamed, sure, _ = log[row]
        pair = scenario.pairs[int(k)]
        people = max(int(lethal), round(math.exp(size) - 1))
        killed = max(1, people // 3) if lethal else 0
        toll = Toll((TollPart("killed", Count.exactly(killed)), TollPart("injured", Count.exactly(people - killed))))
        when = start + timedelta(days=int(day))
        events.append(
            Event(
                f"path-{path}-act-{row + 1}",
                "ASSAULT",
                actors=(pair.actor,),
                recipients=(pair.recipient,),
                when=DateSpan.on(when),
                toll=toll,
                origin=f"invented: {scenario.name}, seed {seed}, path {path}",
            )
        )
        if depth > 0:
            lag = int(day - log[int(trigger)][0])
            links.append(
                Link(
                    f"path-{path}-act-{int(trigger) + 1}",
                    f"path-{path}-act-{row + 1}",
                    "inferred",
                    1.0,
                    lag_days=lag,
                    reasons=("It was played as an answer.",),
                )
            )
        believed.append(
            "nobody could be blamed" if blamed < 0
            else f"{scenario.pairs[int(blamed)].actor} was blamed with {sure:.0%} confidence"
        )  # fmt: skip
    window = (DateSpan(start, start + timedelta(days=days - 1)),)
    return Told(Timeline(tuple(events), window), tuple(links), tuple(believed))
