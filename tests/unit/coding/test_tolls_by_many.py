"""Tolls told in sentences of their own, by several speakers, earlier and later, and to which act they belong."""

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
    return [event for event in coded.events if event.action in {"ASSAULT", "COERCE"}]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Rescuers put the dead at 14.", [("killed", "14", "total")]),
        ("Tarn put its losses at 12 soldiers.", [("killed", "12", "total")]),
        ("Dead: at least five, besides the bombers.", [("killed", "at least 5", "total")]),
        ("The dead were two men and a girl of 9.", [("killed", "2", "makeup"), ("killed", "1", "makeup")]),
        ("Villagers count 31 dead, a boy of 12 among them.", [("killed", "31", "total")]),
        ("Police at first counted six dead.", [("killed", "6", "earlier")]),
        (
            "The clinic spoke of nine dead, the mayor of four.",
            [("killed", "9", "total"), ("killed", "4", "rival")],
        ),
        (
            "The mayor put the number of dead at nine, a police officer at seven.",
            [("killed", "9", "total"), ("killed", "7", "rival")],
        ),
        ("Ten were killed. The governor spoke of 13.", [("killed", "10", "total"), ("killed", "13", "total")]),
        ("The brigade lost nine soldiers.", [("killed", "9", "total")]),
        ("One was shot in the thigh.", [("injured", "1", "total")]),
        ("No one was hit.", [("injured", "0", "total")]),
        ("How many died is unknown.", []),
        ("The league lost 12 players and the party two seats.", []),
        ("They carried 20 bodies to the mosque.", []),
        ("The minister spoke of 40 schools.", []),
        (
            "Shells killed two soldiers and wounded 14, officials in both towns said.",
            [("killed", "2", "total"), ("injured", "14", "total")],
        ),
    ],
)
def test_a_toll_in_words_of_its_own(text, counts):
    assert [(one.effect, str(one.count), one.kind) for one in find_tolls(text)] == counts


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        # two speakers: from low to high
        ("Gunmen attacked a bus near Lofa on Monday. Witnesses spoke of 12 dead, the governor of three.", "3 to 12"),
        (
            "Jets struck a camp near Harun on Friday. The ministry put the group's dead at 60. The group said that "
            "nine of its men had been killed.",
            "9 to 60",
        ),
        # the later count, and the exact one
        (
            "A bomb went off in a market in Harun on Friday. Police at first counted four dead; on Saturday the "
            "hospital spoke of nine dead.",
            "9",
        ),
        (
            "Shells hit a school in Sela on Monday. Dozens were killed. At least 31 people died, the mayor said.",
            "at least 31",
        ),
        # of whom a toll consists is no second toll
        ("Gunmen killed nine villagers near Dori on Monday. Three women were among the dead.", "9"),
        # those of each side make up the whole
        (
            "Fighting killed more than 90 soldiers in the Halm valley last week. Armenia put its dead at 31. "
            "Azerbaijan had lost 60, its minister said.",
            "at least 91",
        ),
        ("A rocket landed in a field near Ashdar on Friday. No one was hit.", "0"),
        ("Ten people are dead in Port Imre. They died when a shell fell on a school on Tuesday.", "10"),
    ],
)
def test_counts_of_one_act_make_one_toll(reads, text, killed):
    [event] = force(reads, text)
    assert str(event.toll.killed) == killed


def test_a_count_before_a_semicolon_is_of_the_act_told_before(reads):
    told = force(
        reads,
        "On Friday rebels drove a truck full of explosives into a barracks at Adun. Nine soldiers died; the army said "
        "that it had killed three rebels in a raid on Saturday.",
    )
    assert sorted(str(event.toll.killed) for event in told) == ["3", "9"]


@pytest.mark.parametrize(
    "text",
    [
        "Police shot at a crowd in Sela on Monday. Rumours that six students had died are untrue, the hospital said.",
        "Militants attacked a village near Dori on Thursday. Reports that 30 people were killed proved false.",
    ],
)
def test_what_is_called_false_is_no_toll(reads, text):
    assert not any(event.toll.parts for event in force(reads, text))


def test_who_was_taken_in_an_attack_is_part_of_its_toll(reads):
    [event] = force(
        reads, "Gunmen attacked a convoy near Lofa on Monday, killed four guards and kidnapped two engineers."
    )
    assert str(event.toll.killed) == "4"
    assert str(event.toll.of("captured")) == "2"


def test_arrests_beside_the_dead_stay_an_act(reads):
    told = force(reads, "Soldiers raided a village near Karo on Monday, killed two men and arrested twelve.")
    assert [event.action for event in told].count("COERCE") <= 1
    assert any(str(event.toll.killed) == "2" for event in told)


def test_items_of_a_list_tell_acts_of_their_own(reads):
    told = force(
        reads,
        "Bulletin of the week\n\n1. 3 March, Karo, Kenya. A bomb exploded at a market. At least six people were killed."
        "\n\n2. 5 March, Lofa, Liberia. Two men blew themselves up in a church. Dead: at least three.",
    )
    assert sorted(str(event.toll.killed) for event in told) == ["at least 3", "at least 6"]


def test_a_named_victim_is_not_one_of_the_bombing_before(reads):
    told = force(
        reads,
        "In October a bomb killed fifteen people in Colombo. A court will judge those accused of the murder of Karim "
        "Sabo.",
    )
    assert "15" in {str(event.toll.killed) for event in told}


def test_killed_in_the_fight_tells_the_fight(reads):
    told = force(
        reads,
        "Two patrols met in a fight near Harun on Monday. Twenty soldiers were killed in the fight, the army said.",
    )
    assert len(told) == 1
    assert str(told[0].toll.killed) == "20"


@pytest.mark.parametrize(
    ("text", "acts", "effect", "count"),
    [
        ("A jet was shot down near Sela on Friday and its pilot was taken prisoner.", 1, "captured", "1"),
        (
            "The drill came after the killing of ten soldiers on 3 March, when rebels shelled a barracks near Karo.",
            1,
            "killed",
            "10",
        ),
        (
            "Shells fell on two villages on Friday; the ministry spoke of an operation against smugglers.",
            1,
            "killed",
            "",
        ),
        ("Rockets hit a depot near Sela on Friday. The ministry says that the rebels fired them.", 1, "killed", ""),
        (
            "Rebels have shelled Karo at least 12 times since January. On Friday a shell killed two people in Karo.",
            2,
            "killed",
            "2",
        ),
        (
            "Jets bombed a camp near Sela on Friday, hours after a drone attack on a base at Karo killed four "
            "soldiers. The strikes lasted an hour.",
            2,
            "killed",
            "4",
        ),
    ],
)
def test_words_of_one_act_make_one_record(reads, text, acts, effect, count):
    told = force(reads, text)
    assert len(told) == acts
    assert "".join(str(event.toll.of(effect)) for event in told if event.toll.of(effect).is_known) == count


def test_a_count_behind_what_somebody_says_of_an_act_is_of_that_act(reads):
    told = force(
        reads,
        "Rockets fell on a market in Sela on Friday. Tarn says that the rebels fired them. At noon a hospital had ten "
        "dead.",
    )
    assert {str(event.toll.killed) for event in told if event.toll.parts} == {"10"}
