"""Pictures and words of play-outs."""

from datetime import date
from xml.etree import ElementTree

import pytest

from talion.scenarios.conflict import Pair, Party, Scenario, Unsure
from talion.scenarios.play import compare, play
from talion.scenarios.policies import Rule
from talion.scenarios.reading import GoesWith, Hangs
from talion.scenarios.sensitivity import Drives, find_number, sweep
from talion.views.runs import (
    drives_in_words,
    drives_picture,
    hangs_in_words,
    page_of_runs,
    path_picture,
    pictures_of,
    sweep_picture,
)

SCENARIO = Scenario(
    "A & B", (Party("Ashmar"), Party("Belvar")),
    (Pair("Ashmar", "Belvar", rate=0.2, lethal=0.3), Pair("Belvar", "Ashmar", rule=Rule(below=0.5, above=0.9))),
    unsure=(Unsure("Ashmar", "Belvar", "rate", 0.1, 0.3),),
)  # fmt: skip
RUNS = play(SCENARIO, days=30, paths=500, seed=1)
BOTH = compare(SCENARIO, SCENARIO.changed("Ashmar", "Belvar", rate=0.05), days=30, paths=500, seed=1)


def words_of(svg):
    return " ".join(ElementTree.fromstring(svg).itertext())


@pytest.mark.parametrize("played", [RUNS, BOTH], ids=["one", "two"])
def test_every_picture_is_xml_with_a_caption_and_the_pairs_in_it(played):
    found = {picture.file: picture for picture in pictures_of(played)}
    assert list(found) == ["bands-acts.svg", "bands-deaths.svg", "first-passage.svg", "severity.svg"]
    for picture in found.values():
        assert picture.caption in words_of(picture.svg)
    assert "Ashmar > Belvar" in words_of(found["bands-acts.svg"].svg)
    assert (words_of(found["severity.svg"].svg).count("rung 1: size 1")) == 2


def test_captions_tell_the_numbers_of_the_runs():
    bands, _, passages, _ = pictures_of(RUNS)
    middle = RUNS.total(actor="Ashmar").value
    assert f"Ashmar > Belvar: {middle:g} (" in bands.caption
    assert f"an act kills: {RUNS.crossed().value:.0%}" in passages.caption


def test_a_path_is_drawn_in_lanes_with_its_answers():
    path = RUNS.typical()[2]
    told = RUNS.tell(path, start=date(2031, 1, 1))
    drawn = path_picture(SCENARIO, told, file="path.svg", says="One path")
    assert drawn is not None and f"{len(told.war.events)} acts, {len(told.links)} of them answers" in drawn.caption
    assert "Ashmar" in words_of(drawn.svg)


def test_a_path_on_which_nothing_happens_has_no_picture():
    quiet = SCENARIO.changed("Ashmar", "Belvar", rate=0.0)
    told = play(quiet, days=5, paths=1, seed=1).tell(0, start=date(2031, 1, 1))
    assert path_picture(quiet, told, file="path.svg", says="One path") is None


def test_a_sweep_and_a_sensitivity_are_drawn():
    swept = sweep(
        SCENARIO, find_number(SCENARIO, "Ashmar > Belvar: rate"), 0.1, 0.3, days=20, paths=50, seed=1, steps=3
    )
    assert "it stands at 0.2" in words_of(sweep_picture(swept).svg)
    drives = [Drives("Ashmar > Belvar: rate", 0.1, 0.3, 0.9, (0.8, 1.0), 0.95, (0.9, 1.0))]
    assert "95%" in words_of(drives_picture(drives, "acts").svg)


def test_words_say_what_drives_a_result_and_what_it_does_not_depend_on():
    found = Hangs("acts", 0.4, (GoesWith("A > B: rate", 0.7, True),), ("A > B: size", "B > A: size"), None)
    said = " ".join(hangs_in_words(found))
    assert "40% is luck" in said and "A > B: rate (more of it gives more, 70%)" in said and "size of 2" in said
    assert "holds in 97% of the draws" in " ".join(hangs_in_words(Hangs("acts", 0.4, (), (), 0.97), difference=True))
    assert "luck alone" in " ".join(hangs_in_words(Hangs("acts", None)))
    rows = [
        Drives("A > B: rate", 0.1, 0.3, 0.9, (0.8, 1.0), 0.95, (0.9, 1.0)),
        Drives("A > B: size", 1, 5, 0.0, (0.0, 0.0), 0.0, (0.0, 0.0)),
    ]
    assert drives_in_words(rows, "acts")[1] == "What it does not visibly depend on within these ranges: A > B: size."


def test_the_page_holds_words_numbers_and_pictures_and_needs_no_network():
    page = page_of_runs("A & B", ["A word."], RUNS.summary(), pictures_of(RUNS))
    assert page.count("<figure>") == 4 and "A &amp; B" in page and "How many acts by Ashmar on Belvar" in page
    assert 'src="http' not in page and "<script" not in page
