"""Invented wars whose answers we chose, so that whoever estimates them can be checked.

Nothing here knows how anything is estimated, and nothing that estimates may import this.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from talion.errors import MeasureError
from talion.records import Attribution, Count, DateSpan, Event, Link, Place, Timeline, Toll, TollPart

ASHMAR, BELVAR = "Ashmar", "Belvar"
# Members first named are the state's; the rest stand behind it.
SIDES: Mapping[str, tuple[str, ...]] = {
    ASHMAR: ("Ashmar", "Ashmari Border Guard", "Northern Shield Brigade"),
    BELVAR: ("Belvar", "Belvari Coastal Command", "Sons of the Delta"),
}
# Of each side, where the other can hit it.
TOWNS: Mapping[str, tuple[str, ...]] = {
    ASHMAR: ("Qarneth", "Tel Oruk", "Deshmir", "Haldan Bridge"),
    BELVAR: ("Port Sarvel", "Imbrek", "Nasuva", "Kolvar"),
}
# What an act of force is done with and how often; PLOVER's mode for all of it is heavy weapons.
MEANS = (("rocket", 0.3), ("artillery", 0.25), ("air strike", 0.25), ("drone", 0.2))
MODE = "heavy-weapons"


@dataclass(frozen=True, slots=True)
class Answers:
    """How one side answers: an attack with `probability`, after a lag of 1 + a geometric wait of `mean_wait_days`.

    `longest_days` cuts the lag: a longer one is drawn anew. The answer's own deaths do not depend on the attack's.
    """

    probability: float
    mean_wait_days: float = 1.0
    longest_days: int = 10

    def __post_init__(self) -> None:
        if not 0 <= self.probability <= 1 or self.mean_wait_days < 0 or self.longest_days < 1:
            raise MeasureError(f"no such answers: {self}")


@dataclass(frozen=True, slots=True)
class InventedWar:
    """A war with its truth: who did each act, also the unclaimed ones, and which act answers which.

    `events` name the member that acted, `sides` says of which side it is. `links` are all true answers, with
    probability 1; their basis is "inferred" since no text stands behind them. `unclaimed` are the ids of acts whose
    perpetrator nobody in this world tells.
    """

    events: tuple[Event, ...]
    links: tuple[Link, ...]
    sides: Mapping[str, tuple[str, ...]]
    observed: tuple[DateSpan, ...]
    unclaimed: frozenset[str]

    @property
    def true_pairs(self) -> frozenset[tuple[str, str]]:
        """Trigger and response of each true answer."""
        return frozenset((link.trigger, link.response) for link in self.links)

    def side_of(self, member: str) -> str:
        """The side that a member belongs to."""
        return next(side for side, members in self.sides.items() if member in members)

    def by_sides(self, *, as_known: bool = False) -> Timeline:
        """The war between two sides; `as_known` without the perpetrators that nobody tells."""
        events = (
            replace(
                event,
                actors=() if as_known and event.id in self.unclaimed else (self.side_of(event.actors[0]),),
                recipients=(self.side_of(event.recipients[0]),),
            )
            for event in self.events
        )
        return Timeline(tuple(events), self.observed)

    def by_members(self, *, as_known: bool = False) -> Timeline:
        """The war between members, as a reporter would name them; `as_known` as above."""
        events = (
            replace(event, actors=(), attribution=Attribution(unclaimed=True))
            if as_known and event.id in self.unclaimed
            else event
            for event in self.events
        )
        return Timeline(tuple(events), self.observed)


def invent_war(
    *,
    random: np.random.Generator,
    days: int = 365,
    attacks_per_day: Sequence[float] = (0.04, 0.03),
    answers: Sequence[Answers] = (Answers(0.3), Answers(0.6)),
    answers_are_answered: bool = True,
    dead_mean: float = 1.5,
    no_dead_share: float = 0.5,
    unclaimed_share: float = 0.15,
    wave_sd: float = 0.0,
    wave_persistence: float = 0.98,
    start: date = date(2031, 1, 1),
    sides: Mapping[str, tuple[str, ...]] = SIDES,
    towns: Mapping[str, tuple[str, ...]] = TOWNS,
) -> InventedWar:
    """A war between two sides in which each attacks of its own accord and answers as told.

    For each side in the order of `sides`: `attacks_per_day` is the Poisson rate of attacks that answer nothing, and
    `answers` how it answers attacks on it. With `answers_are_answered` an answer is an attack like any other. An act
    kills nobody with `no_dead_share`, else 1 + a negative-binomial number (two failures) with `dead_mean`; the wounded
    are about twice as many. `wave_sd` above 0 lets both sides' rates ride one slow latent tension (AR(1), daily), which
    is no answer and looks like one. Answers that would fall after the last day are not in the war.
    """
    if len(sides) != 2 or len(attacks_per_day) != 2 or len(answers) != 2:
        raise MeasureError("an invented war has two sides, and a rate and a way to answer for each")
    if attacks_per_day[0] < 0 or attacks_per_day[1] < 0 or days < 1:
        raise MeasureError(f"rates of {tuple(attacks_per_day)} a day over {days} days make no war")
    lift = np.exp(_wave(random, days, wave_sd, wave_persistence))
    unprovoked = random.poisson(np.outer(lift, attacks_per_day))
    queue = [(day, side, -1) for day in range(days) for side in (0, 1) for _ in range(unprovoked[day, side])]
    acts: list[tuple[int, int, int]] = []  # day, side, place in `acts` of what it answers or -1
    while queue:
        day, side, trigger = queue.pop()
        acts.append((day, side, trigger))
        other = answers[1 - side]
        if (trigger == -1 or answers_are_answered) and random.random() < other.probability:
            answered_on = day + _lag(random, other)
            if answered_on < days:
                queue.append((answered_on, 1 - side, len(acts) - 1))
    order = sorted(range(len(acts)), key=lambda n: (acts[n][0], n))
    ids = {n: f"act-{place + 1:04}" for place, n in enumerate(order)}
    names = tuple(sides)
    events = []
    unclaimed = set()
    for n in order:
        day, side, _ = acts[n]
        name = ids[n]
        events.append(_act(random, name, start + timedelta(days=day), names[side], names[1 - side], sides, towns,
                           dead_mean, no_dead_share))  # fmt: skip
        if random.random() < unclaimed_share:
            unclaimed.add(name)
    links = tuple(
        Link(ids[acts[n][2]], ids[n], "inferred", 1.0, lag_days=acts[n][0] - acts[acts[n][2]][0],
             reasons=("It was invented as an answer.",))
        for n in order
        if acts[n][2] >= 0
    )  # fmt: skip
    watched = (DateSpan(start, start + timedelta(days=days - 1)),)
    return InventedWar(tuple(events), links, sides, watched, frozenset(unclaimed))


def _wave(random: np.random.Generator, days: int, sd: float, persistence: float) -> list[float]:
    if sd == 0:
        return [0.0] * days
    level, levels = random.normal(0.0, sd), []
    for _ in range(days):
        levels.append(level)
        level = persistence * level + random.normal(0.0, sd * math.sqrt(1 - persistence**2))
    return levels


def _lag(random: np.random.Generator, answers: Answers) -> int:
    while True:
        lag = int(random.geometric(1 / (1 + answers.mean_wait_days)))
        if lag <= answers.longest_days:
            return lag


def _act(
    random: np.random.Generator,
    name: str,
    day: date,
    side: str,
    other: str,
    sides: Mapping[str, tuple[str, ...]],
    towns: Mapping[str, tuple[str, ...]],
    dead_mean: float,
    no_dead_share: float,
) -> Event:
    weapon = str(random.choice([name for name, _ in MEANS], p=[share for _, share in MEANS]))
    dead = 0
    if random.random() >= no_dead_share:
        dead = 1 + int(random.negative_binomial(2, 2 / (2 + dead_mean)))
    hurt = int(random.poisson(2 * dead + 0.7))
    return Event(
        id=name,
        action="ASSAULT",
        mode=MODE,
        weapon=weapon,
        actors=(str(random.choice(sides[side])),),
        recipients=(str(random.choice(sides[other])),),
        when=DateSpan.on(day),
        places=(Place(str(random.choice(towns[other])), "town"),),
        toll=Toll((TollPart("killed", Count.exactly(dead)), TollPart("injured", Count.exactly(hurt)))),
    )
