"""What MUC-4 asks of a text, in texts of invented groups: days, victims, sides and kinds of incidents, and capitals."""

from collections import defaultdict
from datetime import date

import pytest

from talion.codebook.gazetteer import gazetteer
from talion.codebook.registry import registry
from talion.coding.benchmarks.muc4 import templates
from talion.coding.benchmarks.muc4_scoring import Days, Fill, points, score, wanted
from talion.coding.benchmarks.muc4_texts import in_ordinary_case
from talion.coding.coder import coder

HEAD = "NAIROBI, 12 MAY 90 (XYZ) -- [TEXT] "


def told(text):
    return templates(HEAD + text, coder(registry(), gazetteer()))


def fills(template, slot):
    return [answer for fill in template.fills[slot] for answer in fill.answers]


def test_a_day_is_taken_from_the_calendar_and_not_from_the_weekday():
    [by_date] = told("GUNMEN KILLED TWO TEACHERS IN KISUMU ON 3 MAY.")
    assert fills(by_date, "date") == [Days(date(1990, 5, 3), date(1990, 5, 3))]
    [by_weekday] = told("GUNMEN KILLED TWO TEACHERS IN KISUMU LAST TUESDAY.")
    assert fills(by_weekday, "date") == [Days(None, date(1990, 5, 12))]


def test_the_dead_are_filled_in_where_nobody_counts_them():
    [one] = told("JUDGE AMINA OTIENO WAS MURDERED IN KISUMU YESTERDAY.")
    assert (fills(one, "victim number"), fills(one, "victim effect")) == ([1], ["DEATH"])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A BOMB EXPLODED IN A BANK IN KISUMU TODAY.", "BOMBING"),
        ("ARMY PLANES BOMBED A VILLAGE NEAR KISUMU TODAY, KILLING SIX CIVILIANS.", "ATTACK"),
    ],
)
def test_what_planes_bomb_was_attacked(text, kind):
    assert [fills(template, "type") for template in told(text)] == [[kind]]


def test_a_threat_to_kill_is_an_incident_that_was_threatened():
    [threat] = told("THE LAKE FRONT THREATENED TO KILL THE MAYOR OF KISUMU TODAY.")
    assert fills(threat, "stage") == ["THREATENED"]
    assert not told("THE LAKE FRONT WARNED TODAY THAT THE TALKS WITH THE MAYOR OF KISUMU MAY FAIL.")


def test_who_is_blamed_is_taken_for_the_one_that_did_it():
    [template] = told(
        "A BOMB EXPLODED IN A BANK IN KISUMU TODAY.\n\n   THE POLICE BLAMED AL SHABAAB FOR THE EXPLOSION."
    )
    assert "al shabaab" in fills(template, "perpetrator organisation")
    assert fills(template, "confidence")[0].startswith("SUSPECTED OR ACCUSED")


@pytest.mark.parametrize(
    ("text", "cased"),
    [
        ("AN LLK [LAKE LIBERATION KOMMANDO] CELL DID IT", "An LLK (Lake Liberation Kommando) cell did it"),
        ('A BAND, THE "LAKE CIVIC FORCE" [LCF], DID IT', 'A band, the "Lake Civic Force" (LCF), did it'),
        ("SINCE 3 MAY THE URF [AS HEARD] HAS BEEN SILENT", "Since 3 May the URF [as heard] has been silent"),
        ("THEY BLEW UP [WORDS INDISTINCT] AND RAN", "They blew up [words indistinct] and ran"),
    ],
)
def test_short_forms_and_months_keep_their_capitals(text, cased):
    assert in_ordinary_case(text, coder(registry(), gazetteer())) == cased


def test_nations_and_articles_before_a_name_are_no_part_of_it():
    key, slot = [Fill(("salvadoran army",))], "perpetrator organisation"
    assert points(key, [Fill(("the army",))], slot) == points(key, [Fill(("army",))], slot) == (1, 0)
    assert points([Fill(("lake front",))], [Fill(("grey lake front",))], slot) == (1, 0)
    assert points([Fill(("grey lake front",))], [Fill(("lake front",))], slot) == (0.5, 0)


KEY = {
    1: ["1"], 2: ["02 JAN 90"], 3: ["KENYA"], 4: ["BOMBING"], 5: ["ACCOMPLISHED"],
    21: ['4: "PEOPLE"', '30: "PEOPLE"'], 23: ['DEATH: "PEOPLE"', 'INJURY: "PEOPLE"'],
}  # fmt: skip


def test_each_victim_of_a_key_has_a_number_and_an_effect_of_its_own():
    key = wanted(KEY)
    assert [(fill.answers, fill.tag) for fill in key.fills["victim number"]] == [
        ((4,), ("people",)),
        ((30,), ("people",)),
    ]
    assert [fill.answers for fill in key.fills["victim effect"]] == [("DEATH",), ("INJURY",)]
    assert wanted(KEY | {21: ["-"]}).fills["victim number"] == []


def test_whom_a_key_names_and_describes_is_meant_by_either():
    described = {19: ['"JUDGE": "AMINA OTIENO"'], 21: ['1: "AMINA OTIENO"'], 23: ['DEATH: "AMINA OTIENO"']}
    [number] = wanted(KEY | described).fills["victim number"]
    assert number.tag == ("amina otieno", "judge")


def test_what_is_right_but_said_of_others_is_half_right():
    key = [Fill(("DEATH",), tag=("amina otieno",))]
    assert points(key, [Fill(("DEATH",), tag=("judge otieno",))], "victim effect") == (1, 0)
    assert points(key, [Fill(("DEATH",), tag=("two nurses",))], "victim effect") == (0.5, 0)
    claimed = [Fill(("CLAIMED OR ADMITTED",), tag=("lake front",))]
    assert points(claimed, [Fill(("CLAIMED OR ADMITTED",), tag=("hill league",))], "confidence") == (0.5, 0)


def test_victims_are_told_apart_and_no_sum_stands_beside_its_parts():
    [blast] = told("A BOMB KILLED TWO NURSES AND A PRIEST AND INJURED FOUR STUDENTS IN A BANK IN KISUMU TODAY.")
    victims = zip(fills(blast, "victim number"), fills(blast, "victim effect"), strict=True)
    assert sorted(victims) == [(1, "DEATH"), (2, "DEATH"), (4, "INJURY")]
    [counted] = told("A BOMB IN A BANK IN KISUMU KILLED THREE PEOPLE TODAY: TWO NURSES AND A PRIEST WERE KILLED.")
    assert sorted(fills(counted, "victim number")) == [1, 2]


def test_that_nobody_came_to_harm_is_an_effect_too():
    [blast] = told("A BOMB EXPLODED IN A BANK IN KISUMU TODAY. NO ONE WAS HURT.")
    assert fills(blast, "victim effect") == ["NO INJURY OR DEATH"]


@pytest.mark.parametrize(
    "text",
    [
        "TWO SOLDIERS AND THREE REBELS DIED IN A CLASH BETWEEN THE ARMY AND THE LAKE FRONT NEAR KISUMU TODAY.",
        "REBELS OF THE LAKE FRONT AMBUSHED AN ARMY PATROL NEAR KISUMU TODAY.",
        "WE ALL REMEMBER THE WAVE OF KILLINGS OF TEN YEARS AGO.",
    ],
)
def test_fights_of_armed_sides_and_what_is_long_past_are_not_asked_for(text):
    assert not told(text)


def test_targets_of_a_kind_let_templates_be_paired():
    key = wanted(KEY | {20: ['LEGAL OR JUDICIAL: "AMINA OTIENO"'], 18: ['"AMINA OTIENO"'], 4: ["ATTACK"]})
    [ours] = told("GUNMEN KILLED A JUDGE IN KISUMU YESTERDAY.")
    assert score([key], [ours], defaultdict(float)) == [(0, 0)]
    [nurse] = told("GUNMEN KILLED A NURSE IN KISUMU YESTERDAY.")
    assert score([key], [nurse], defaultdict(float)) == []
