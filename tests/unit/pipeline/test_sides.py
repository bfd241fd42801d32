from dataclasses import replace
from datetime import date

from talion.codebook.registry import Registry
from talion.codebook.rows import Rows
from talion.pipeline.sides import Sides
from talion.records import Actor, DateSpan, Event, Passage, Relation

ACT = Event(
    id="event-0000000000000001",
    action="ASSAULT",
    passages=(Passage("report-0000000000000001", 0, 3, "hit"),),
    when=DateSpan.on(date(2031, 3, 9)),
)


def test_a_state_that_nobody_named_does_not_stand_for_an_armed_group_that_a_law_counts_among_its_forces():
    actors = (
        Actor("ashmar", "Ashmar", "state"),
        Actor("belvar", "Belvar", "state"),
        Actor("belvar-army", "Army of Belvar", "force"),
        Actor("hill-front", "Hill Front", "armed group"),
    )
    ties = (
        Relation("belvar-army", "part_of", "belvar", "an almanac"),
        Relation("hill-front", "part_of", "belvar-army", "a law"),
    )
    sides = Sides(Registry(Rows({actor.id: actor for actor in actors}, ties, (), {}, (), {})))
    acts = [
        replace(ACT, actors=("hill-front",), recipients=("ashmar",)),
        replace(ACT, actors=("ashmar",), recipients=("hill-front",)),
        replace(ACT, actors=("ashmar",), recipients=("belvar",)),
    ]
    assert set(sides.fiercest_pair(acts)) == {"ashmar", "hill-front"}
    of_the_army = [*acts, *(replace(ACT, actors=("belvar-army",), recipients=("ashmar",)) for _ in range(3))]
    assert set(sides.fiercest_pair(of_the_army)) == {"ashmar", "belvar"}
