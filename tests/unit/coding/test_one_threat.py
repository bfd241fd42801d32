"""One threat in two clauses is one act; whose "its own forces" and "the group" are; which raid is meant."""

from datetime import date

import pytest

from talion.codebook.gazetteer import gazetteer
from talion.codebook.registry import registry
from talion.coding.coder import coder
from talion.records import Report


@pytest.fixture(scope="module")
def reader():
    return coder(registry(), gazetteer())


def events(reader, text):
    return reader.code(Report(text, published=date(2031, 5, 14), language="en")).events


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Vladimir Putin warned that Russia would hit arms convoys if they crossed into Ukraine.", {"vladimir-putin"}),
        ("The defence minister vowed that Israel would destroy the launchers.", {"israel"}),
    ],
)
def test_who_threatens_what_his_state_would_do_threatens_once(reader, text, actors):
    [threat] = [e for e in events(reader, text) if e.status == "threatened"]
    assert threat.action == "THREATEN" and set(threat.actors) == actors and not actors & set(threat.recipients)


def test_two_sides_that_threaten_each_other_are_two_threats(reader):
    text = "Pakistan threatened on Monday that it would close the border, and India vowed that it would bomb the camps."
    assert {e.actors for e in events(reader, text) if e.status == "threatened"} == {("pakistan",), ("india",)}


def test_its_own_forces_are_of_the_state_that_says_so(reader):
    text = (
        "The United States imposed sanctions on Iran on Friday. Iran said on Saturday that its own forces had shot "
        "down the Ukrainian airliner that crashed near Tehran on Wednesday, killing 176 people."
    )
    event = next(e for e in events(reader, text) if e.action == "ASSAULT")
    assert event.actors == ("iran",)


def test_who_is_named_behind_his_office_is_the_one_killed(reader):
    text = "The commander of the Quds Force, Esmail Qaani, was killed in an Israeli air strike on Damascus on Monday."
    event = next(e for e in events(reader, text) if e.action == "ASSAULT")
    assert [part.whose for part in event.toll.parts] == ["esmail-qaani"]


def test_who_is_targeted_for_his_part_is_not_attacked(reader):
    text = "Washington said on Monday that five officers of Iran were targeted for their part in the missile attack."
    assert not any("targeted" in m.passage.quote for e in events(reader, text) for m in e.marks if m.what == "act")


def test_the_group_is_the_one_named_last_and_not_the_one_called_a_group(reader):
    text = (
        "Officers suspect the Islamic State group of the rocket attack on the base in Kirkuk. Washington blames Kataib "
        "Hezbollah. The group has always denied the attack."
    )
    denied = {b.actor for e in events(reader, text) for b in e.attribution.blames if b.stance == "denies"}
    assert denied == {"kataib-hezbollah"}


def test_the_raid_is_the_one_told_beside_it_whoever_speaks_of_it(reader):
    text = (
        "Police in Goma fired at demonstrators on Monday.\n\nCODECO fighters killed 12 villagers in Ituri on Wednesday."
        " The army said the raid was in revenge for the arrest of one of the group's leaders."
    )
    coded = reader.code(Report(text, published=date(2031, 5, 16), language="en"))
    [killing] = [e for e in coded.events if e.toll.killed.best == 12]
    [arrest] = [e for e in coded.events if e.mode == "arrest"]
    assert [link.response for link in coded.links if link.trigger == arrest.id] == [killing.id]
