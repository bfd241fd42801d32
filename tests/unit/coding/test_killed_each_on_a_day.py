"""Whom wounds killed was struck by somebody, and people killed each on a day of their own are as many acts."""

from datetime import date

import pytest

from talion.codebook.gazetteer import gazetteer
from talion.codebook.registry import registry
from talion.coding.coder import Coder
from talion.coding.tolls.counts import find_tolls
from talion.records import Event, Report


@pytest.fixture(scope="module")
def reads() -> Coder:
    return Coder(registry(), gazetteer())


def force(reads: Coder, text: str) -> list[Event]:
    coded = reads.code(Report(text, published=date(2031, 3, 9), language="en"))
    return [event for event in coded.events if event.action == "ASSAULT"]


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("Judge Amina Otieno died of bullet wounds in Kisumu on Tuesday.", "1"),
        ("Two miners died from stab wounds in Johannesburg on Monday.", "2"),
    ],
)
def test_who_died_of_wounds_was_struck(reads: Coder, text: str, killed: str) -> None:
    [struck] = force(reads, text)
    assert [(str(part.count), part.effect) for part in struck.toll.parts] == [(killed, "killed")]
    assert not struck.actors


def test_who_died_of_an_illness_was_not(reads: Coder) -> None:
    assert not force(reads, "The singer died of cancer in Kisumu on Monday.")
    assert not force(reads, "The minister did not die of bullet wounds, his doctor said.")


def test_people_killed_each_on_a_day_of_their_own_are_as_many_acts(reads: Coder) -> None:
    told = force(reads, "Judge Ana Bel was assassinated on 28 July; a magistrate, Tom Ros, was killed on 17 October.")
    assert [(event.when.first.month, event.when.first.day) for event in told if event.when] == [(7, 28), (10, 17)]
    [both] = force(reads, "A convoy was attacked near Gao on 3 May and six Malian soldiers were killed.")
    assert str(both.toll.killed) == "6"


def test_not_one_is_nobody() -> None:
    assert not [said for said in find_tolls("Not one civilian died.") if said.count.high != 0]
