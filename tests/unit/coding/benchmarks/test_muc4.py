"""What MUC-4 asks of a text, in texts of invented groups: days, victims, sides and kinds of incidents, and capitals."""

from datetime import date

import pytest

from talion.codebook.gazetteer import gazetteer
from talion.codebook.registry import registry
from talion.coding.benchmarks.muc4 import templates
from talion.coding.benchmarks.muc4_scoring import Days, Fill, points, wanted
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
    assert fills(one, "victim number") == [("DEATH", 1)]
    [many] = told("THE NURSES WERE MURDERED BY GUNMEN IN KISUMU YESTERDAY.")
    assert fills(many, "victim number") == [("DEATH", "PLURAL")]


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


def test_the_only_armed_group_of_a_report_is_taken_for_the_one_that_did_it():
    [template] = told("A BOMB EXPLODED IN A BANK IN KISUMU TODAY.\n\n   AL SHABAAB WANTS NEW ELECTIONS.")
    assert "al shabaab" in fills(template, "perpetrator organisation")
    assert fills(template, "confidence") == ["REPORTED AS FACT"]


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


def test_victims_who_are_called_alike_are_told_apart_by_their_order():
    numbers = wanted(KEY).fills["victim number"]
    assert [fill.answers for fill in numbers] == [(("DEATH", 4),), (("INJURY", 30),)]


def test_one_number_for_two_fates_is_asked_once_and_none_where_the_key_has_none():
    [lumped] = wanted(KEY | {21: ['34-: "PEOPLE"']}).fills["victim number"]
    assert lumped.answers == (("DEATH", 34), ("INJURY", 34))
    assert wanted(KEY | {21: ["-"]}).fills["victim number"] == []
