"""A known person by the surname alone, where the report names him or her in full."""

import pytest

from talion.codebook.gazetteer import gazetteer
from talion.codebook.registry import registry
from talion.coding.coder import Coder
from talion.records import Event, Report


@pytest.fixture(scope="module")
def reads() -> Coder:
    return Coder(registry(), gazetteer())


def events(reads: Coder, text: str) -> "list[Event]":
    return list(reads.code(Report(text, language="en")).events)


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Mahmoud Abbas condemned the raid. On Tuesday Abbas warned Israel.", "mahmoud-abbas"),
        ("President Park Geun-hye condemned the test. Park warned North Korea.", "park-geun-hye"),
    ],
)
def test_a_surname_is_the_one_named_in_full(reads, text, person):
    assert [e.actors for e in events(reads, text) if e.recipients and e.actors][-1] == (person,)


def test_a_surname_that_another_bears_too_is_left_open(reads):
    text = "Ivan Duque threatened the rebels. Mario Duque, a mayor, fled. Duque warned Peru."
    found = [e for e in events(reads, text) if e.recipients == ("peru",)]
    assert all("ivan-duque" not in e.actors for e in found)
