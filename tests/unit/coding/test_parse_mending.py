"""The parser's mistakes with shortened relative clauses are set right before anything is read from the tree."""

from datetime import date

import pytest

from talion.codebook.gazetteer import gazetteer
from talion.codebook.registry import registry
from talion.coding.coder import Coder
from talion.coding.parsing.language import parse
from talion.records import Report


@pytest.fixture(scope="module")
def reads() -> Coder:
    return Coder(registry(), gazetteer())


def _tree(text: str) -> dict[str, tuple[str, str]]:
    [paragraph] = parse(Report(text, language="en"))
    return {token.text: (token.dep_, token.head.text) for token in paragraph.doc}


def test_a_weapon_sent_from_somewhere_is_the_subject_of_what_it_does():
    tree = _tree("The army said on Monday that drones launched from the sea had hit a depot in Odesa.")
    assert tree["drones"] == ("nsubj", "hit") and tree["launched"] == ("acl", "drones")
    assert tree["hit"] == ("ccomp", "said") and tree["that"] == ("mark", "hit")


def test_the_verb_of_the_whole_sentence_may_be_the_one_further_on():
    tree = _tree("Shells fired from the Ostermark bank killed a shepherd near Tor.")
    assert tree["killed"] == ("ROOT", "killed") and tree["Shells"] == ("nsubj", "killed")


def test_a_verb_with_a_subject_of_its_own_keeps_it():
    tree = _tree("Troops advanced from the coast while gunmen held the bridge.")
    assert tree["Troops"] == ("nsubj", "advanced") and tree["gunmen"] == ("nsubj", "held")


def test_no_day_does_anything():
    tree = _tree("Protesters who had besieged the parliament in Tarsa since Monday withdrew on Wednesday.")
    assert tree["Protesters"] == ("nsubj", "withdrew") and tree["withdrew"] == ("ROOT", "withdrew")
    assert tree["since"] == ("prep", "besieged") and tree["Monday"] == ("pobj", "since")


def test_who_vows_to_answer_a_killing_is_not_the_killer(reads):
    text = "Netanyahu vowed to respond after rockets fired from Lebanon killed two people in Metula on Sunday."
    events = reads.code(Report(text, published=date(2031, 3, 9), language="en")).events
    vow = next(e for e in events if e.action == "THREATEN")
    [killing] = [e for e in events if e.action == "ASSAULT"]
    assert vow.actors == ("benjamin-netanyahu",) and killing.actors == ()
    assert killing.status == "done" and killing.toll is not None
    assert [str(part.count) for part in killing.toll.parts] == ["2"]


def test_what_was_done_before_a_vow_is_done_and_not_vowed(reads):
    text = "The rebels vowed to avenge their leader when Malian troops killed him in Kidal on Monday."
    events = reads.code(Report(text, published=date(2031, 3, 9), language="en")).events
    assert {(e.action, e.status) for e in events} == {("THREATEN", "threatened"), ("ASSAULT", "done")}


def test_what_lies_north_of_a_town_is_what_was_struck():
    tree = _tree("Eight rockets struck Balad air base north of Baghdad on Sunday and injured four members of a unit.")
    assert tree["base"] == ("dobj", "struck") and tree["north"] == ("advmod", "base")


def test_who_is_designated_is_the_object_and_not_as_what():
    tree = _tree("Ethiopia's parliament designated the TPLF a terrorist organisation.")
    assert tree["Tplf"] == ("dobj", "designated") and tree["organisation"] == ("oprd", "designated")
