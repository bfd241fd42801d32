"""Who is struck, who did it and how sure a text is of it, in phrases and texts of invented groups."""

import pytest

from talion.codebook.gazetteer import gazetteer
from talion.codebook.registry import registry
from talion.coding.benchmarks.muc4 import templates
from talion.coding.benchmarks.muc4_confidence import confidence, features_of_sentences, sentences_of
from talion.coding.benchmarks.muc4_people import called, fates, following, heads_of, listed
from talion.coding.benchmarks.muc4_victims import Victim
from talion.coding.coder import coder
from talion.records import Count

HEAD = "NAIROBI, 12 MAY 90 (XYZ) -- [TEXT] "


def told(text):
    return templates(HEAD + text, coder(registry(), gazetteer()))


def fills(template, slot):
    return [answer for fill in template.fills[slot] for answer in fill.answers]


@pytest.mark.parametrize(
    ("phrase", "who"),
    [
        ("the mayor of Kisumu, as well as two guards", [("the mayor of Kisumu", 1), ("two guards", 2)]),
        ("Ana Bel, the mayor of Kisumu, and her driver, Tom Ros", [("Ana Bel, the mayor of Kisumu", 1),
                                                                   ("her driver, Tom Ros", 1)]),
        ("the six nurses, a woman, and her daughter", [("the six nurses", 6), ("a woman", 1), ("her daughter", 1)]),
        ("photographers Ana Bel and Tom Ros", [("photographers Ana Bel", 1), ("Tom Ros", 1)]),
        ("at least 10 union members", [("at least 10 union members", 10)]),
        ("the Ministry of Health", []),
    ],
)  # fmt: skip
def test_a_list_is_read_person_by_person(phrase, who):
    assert [(one.words, one.count.best) for one in listed(phrase, of_people=False)] == who


def test_a_plural_without_a_number_is_open_above():
    [many] = listed("a number of nurses", of_people=False)
    assert many.count == Count(2, None, None)
    assert Victim({"nurses"}, many.count, None).number == "PLURAL"


def test_a_list_goes_on_behind_its_first_phrase_but_not_with_a_speaker():
    assert following(", the bishop of Kisumu, and his driver were taken") == ["his driver"]
    assert following(" and Tom Ros said that he would not") == []


def test_what_somebody_is_and_what_he_is_called():
    assert heads_of("her driver, Tom Ros, a father of two") == {"driver", "father"}
    assert called("former minister Ana Maria Bel") == {("ana", "maria", "bel")}
    assert called("Bel") == {("bel",)}
    assert not called("the nurses")


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        (
            "The raiders killed about 12 miners, including Tom Ros.",
            [("about 12 miners", "killed"), ("Tom Ros", "killed")],
        ),
        ("Ana Bel, 72, who was working at the station, was killed.", [("Ana Bel", "killed")]),
        ("A minor was slightly injured.", [("A minor", "injured")]),
        ("The murder on 22 March of Tom Ros was never solved.", [("Tom Ros", "killed")]),
        ("The building was hit.", []),
    ],
)  # fmt: skip
def test_plain_words_say_what_became_of_whom(sentence, who):
    assert [(one.who.words, one.what) for one in fates(sentence)] == who


def test_one_person_told_of_twice_is_one_victim_and_two_with_names_are_two():
    [shot] = told(
        "GUNMEN KILLED JUDGE AMINA OTIENO AND SENATOR TOM MBOYA IN KISUMU YESTERDAY.\n\n   JUDGE OTIENO WAS MURDERED "
        "IN FRONT OF HER HOME."
    )
    assert fills(shot, "victim number") == [1, 1]


def test_more_than_fifty_are_fifty():
    [blast] = told("A BOMB IN A BANK IN KISUMU INJURED MORE THAN 50 PEOPLE TODAY.")
    assert fills(blast, "victim number") == [50]


def test_the_bombs_of_a_liberation_army_are_bombs():
    [blast] = told("THE LAKE LIBERATION ARMY BOMBED A BANK IN KISUMU TODAY.")
    assert fills(blast, "type") == ["BOMBING"]


@pytest.mark.parametrize(
    ("sentences", "sure"),
    [
        ("The Lake Front killed a judge in Kisumu.", "REPORTED AS FACT"),
        (
            "A judge was killed. The Lake Front claimed responsibility for the murder in a communique.",
            "CLAIMED OR ADMITTED",
        ),
        (
            "A judge was killed. Her party accused the Lake Front, which is believed to hate her.",
            "SUSPECTED OR ACCUSED",
        ),
    ],
)  # fmt: skip
def test_how_sure_a_text_is_is_read_from_the_words_beside_the_organisation(sentences, sure):
    text = sentences_of(sentences)
    assert confidence(features_of_sentences(["lake front"], text, text)) == sure
