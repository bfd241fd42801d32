"""Victims in a list whose members say more of themselves, hours and minutes, gangs of towns, and who claims what."""

from datetime import date

import pytest

from talion.codebook.gazetteer import gazetteer
from talion.codebook.registry import registry
from talion.coding.coder import coder
from talion.coding.days.dates import find_days
from talion.coding.tolls.counts import find_tolls
from talion.records import Coded, Report

DAY = date(2031, 5, 16)


def code(text: str) -> Coded:
    return coder(registry(), gazetteer()).code(Report(text, published=DAY, language="en"))


@pytest.mark.parametrize(
    ("sentence", "counts"),
    [
        ("A nurse from the clinic and a driver were killed.", [("killed", 1), ("killed", 1)]),
        ("Three farmers in the east of the valley and a guard were wounded.", [("injured", 3), ("injured", 1)]),
        ("Five monks and two pilgrims who travelled with them were murdered.", [("killed", 5), ("killed", 2)]),
        ("Four men who were fishing near the dam were murdered.", [("killed", 4)]),
        ("Two women who lived beside the depot died.", [("killed", 2)]),
        ("Her guard and driver were also wounded.", [("injured", 1), ("injured", 1)]),
        ("Her husband and driver was wounded.", []),
        ("A shell hit the hall, killing his mother and daughter.", [("killed", 1), ("killed", 1)]),
        ("The blast resulted in the injury of seven passengers.", [("injured", 7)]),
    ],
)
def test_members_of_a_list_may_say_more_of_themselves(sentence, counts):
    assert [(said.effect, said.count.low) for said in find_tolls(sentence)] == counts


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("Four houses were burned in the last few hours.", DAY),
        ("The shelling began a few minutes ago.", DAY),
        ("Three shells fell in the past 20 minutes.", DAY),
        ("Two men died in the last hours of the siege.", None),
    ],
)
def test_hours_and_minutes_without_a_number_are_of_the_day_of_the_report(sentence, day):
    [said] = find_days(sentence, published=DAY)
    assert (said.span.first if said.span else None) == day


def test_minutes_later_are_no_day():
    assert find_days("Ten minutes later he left.", published=DAY) == []


def test_the_gang_of_a_town_leaves_the_town_its_name():
    coded = code("The Cali cartel killed a judge on Monday. A reporter was murdered in Cali on Tuesday.")
    first, second = coded.events
    assert first.actors and not second.actors and first.actors[0] not in second.recipients
    assert [place.name for place in second.places] == ["Cali"]


def test_a_state_that_claims_that_rebels_did_it_claims_nothing_for_itself():
    [event] = code("The Kenyan Armed Forces have claimed that the mayor was killed by a rebel commando.").events
    assert not [blame for blame in event.attribution.blames if blame.stance == "claims"]
