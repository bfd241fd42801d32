"""Tolls go to the act whose they are, losses of two sides stay apart, and a headline's act is the one told below it."""

from datetime import date

import pytest

from talion.codebook.gazetteer import gazetteer
from talion.codebook.registry import registry
from talion.coding.coder import coder
from talion.coding.tolls.counts import find_tolls
from talion.records import Count, Part, Report


@pytest.fixture(scope="module")
def reads():
    return coder(registry(), gazetteer())


def deeds(reads, body, headline=None):
    text = f"{headline}\n\n{body}" if headline else body
    begin = len(text) - len(body)
    parts = (Part("headline", 0, begin - 2), Part("body", begin, len(text))) if headline else ()
    report = Report(text, published=date(2031, 3, 9), language="en", parts=parts)
    return [e for e in reads.code(report).events if e.action == "ASSAULT" and e.status == "done"]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Seven of a crew of 25 died when the tug was hit.", [("killed", 7)]),
        ("Twelve of the 31 aboard the ferry were killed.", [("killed", 12)]),
        ("The ministry put the dead at 40 and the wounded at 210.", [("killed", 40), ("injured", 210)]),
        ("Officials put the dead at 12 at first and at 20 later.", [("killed", 12), ("killed", 20)]),
        ("Five boys playing football in the square had been killed.", [("killed", 5)]),
        ("A guard manning the gate died in the raid.", [("killed", 1)]),
        ("Eleven people were listed as missing.", [("missing", 11)]),
        ("They slit the throats of 14 passengers.", [("killed", 14)]),
    ],
)
def test_how_many_of_whom(text, counts):
    assert [(said.effect, said.count.best) for said in find_tolls(text)] == counts


def test_a_toll_that_has_passed_a_number_is_above_it():
    [said] = find_tolls("The death toll from the shelling has passed 80.")
    assert said.count == Count(81) and said.kind == "update"


@pytest.mark.parametrize(
    "whole",
    [
        "More than 9,000 people have died since the war began.",
        "The conflict has cost 8,000 lives.",
        "In the insurgency 9,000 people lost their lives.",
    ],
)
def test_the_dead_of_a_war_are_no_act_s(reads, whole):
    [act] = deeds(reads, f"Gunmen attacked a bus near Gao on Monday, killing eleven people. {whole}")
    assert act.toll.killed == Count.exactly(11)


def test_those_who_died_since_the_attack_are_its_dead(reads):
    [act] = deeds(reads, "Gunmen attacked a bus near Gao on Monday. Eleven people have died since the attack.")
    assert act.toll.killed == Count.exactly(11)


def test_the_dead_of_another_year_are_another_act_s(reads):
    body = "A car bomb killed 15 people in Basra on Friday. In 2029 twelve policemen lost their lives in a similar way."
    [act] = deeds(reads, body)
    assert act.toll.killed == Count.exactly(15)


def test_two_speakers_are_set_against_each_other_side_by_side(reads):
    body = (
        "Syrian aircraft bombed an Islamic State camp near Palmyra on Friday. The army said that 60 fighters were "
        "killed. Islamic State said that it lost two."
    )
    [act] = deeds(reads, body)
    assert act.toll.killed == Count(2, None, 60)


def test_a_headline_tells_the_act_of_the_first_paragraph(reads):
    body = "Gunmen on motorcycles overran a barracks at Gao on Friday, army officers said. Eleven troops died."
    [act] = deeds(reads, body, "Bloody massacre in Mali")
    assert act.toll.killed == Count.exactly(11) and act.when is not None


def test_a_headline_of_another_place_tells_another_act(reads):
    body = "Gunmen overran a barracks at Gao on Friday, army officers said. Eleven troops died."
    assert len(deeds(reads, body, "Car bomb kills nine in Basra")) == 2


def test_what_happened_in_one_go_is_one_act(reads):
    body = "Raiders stormed a clinic in Mopti on Friday and sprayed it with bullets, wounding 16 people."
    assert len(deeds(reads, body)) == 1


def test_it_was_the_third_attack_tells_no_other(reads):
    body = "Gunmen attacked a bus near Gao on Monday. It was the third attack in the region this year."
    [act] = deeds(reads, body)
    assert act.when is not None and act.when.days == 1


def test_a_figure_is_no_person_killed():
    said = find_tolls("The army said it had killed 90 fighters, a figure that nobody could verify.")
    assert [str(one.count) for one in said] == ["90"]
    assert [str(one.count) for one in find_tolls("Gunmen killed an opposition figure in Bor.")] == ["1"]
