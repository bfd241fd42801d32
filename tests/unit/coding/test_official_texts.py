"""Who acts and to whom in the prose of ministries: spokesmen, joined states, visits, gifts, thanks, condemnations."""

from datetime import date

import pytest

from talion.codebook.gazetteer import gazetteer
from talion.codebook.registry import registry
from talion.coding.coder import Coder
from talion.records import Event, Report


@pytest.fixture(scope="module")
def reads() -> Coder:
    return Coder(registry(), gazetteer())


def code(reads: Coder, text: str) -> list[Event]:
    return list(reads.code(Report(text, published=date(2031, 5, 8), language="en")).events)


def only(reads: Coder, text: str, action: str) -> Event:
    return next(event for event in code(reads, text) if event.action == action)


@pytest.mark.parametrize(
    ("text", "action", "actors", "recipients"),
    [
        ("The spokeswoman for the Ghanaian Foreign Ministry accused Togo of jamming its radars.", "ACCUSE",
         ("ghana",), ("togo",)),
        ("The Ministry of Foreign Affairs of Uganda condemned the raid on its embassy.", "ACCUSE", ("uganda",), ()),
        ("Lawmakers in Norway and Finland praised Latvia.", "SUPPORT", ("norway", "finland"), ("latvia",)),
        ("Portugal, together with Spain, has provided Angola with tents.", "AID", ("portugal", "spain"), ("angola",)),
        ("Benin, the neighbouring Togo, and Ghana condemned Mali.", "ACCUSE", ("benin", "togo", "ghana"), ("mali",)),
        ("Peru signed an accord to supply Bolivia with 20,000 tonnes of rice.", "AGREE", ("peru",), ("bolivia",)),
        ("Nepal condemned the attack on the port by Bhutan.", "ACCUSE", ("nepal",), ("bhutan",)),
        ("The visit by the Polish foreign minister to Chisinau lasted two days.", "CONSULT", ("poland",), ("moldova",)),
        ("Soldiers from Uganda have cordoned off the roads leading into Rwanda.", "COERCE", ("uganda",), ("rwanda",)),
    ],
)  # fmt: skip
def test_sides(reads, text, action, actors, recipients):
    event = only(reads, text, action)
    assert event.actors == actors
    assert not recipients or event.recipients == recipients


def test_troops_of_two_states_act_for_both(reads):
    event = only(reads, "Peruvian and Brazilian soldiers attacked the rebels near Iquitos.", "ASSAULT")
    assert len(event.actors) == 2 and any("brazil" in actor for actor in event.actors)


def test_who_goes_is_not_whom_it_is_done_to(reads):
    event = only(reads, "The withdrawal of Kenyan troops from Somalia has been completed.", "RETREAT")
    assert event.status == "done" and event.actors and "kenya" in event.actors[0]


@pytest.mark.parametrize(
    "text",
    [
        "We would like to thank the Danish government for its offer.",
        "I want to congratulate Estonia on the vote.",
    ],
)
def test_what_is_said_in_the_first_person_is_done_by_saying_it(reads, text):
    assert only(reads, text, "SUPPORT").status == "done"


def test_what_somebody_is_helped_to_do_has_not_been_done(reads):
    events = code(reads, "Our forces are helping Nigeria to defeat Boko Haram.")
    assert not any(event.action == "ASSAULT" and event.status == "done" for event in events)


def test_the_guest_is_not_the_state_of_the_story(reads):
    event = only(reads, "The Foreign Office summoned the Malian ambassador.", "ACCUSE")
    assert event.actors == () and event.recipients == ("mali",)


def test_whose_things_were_hit_is_marked_by_their_name(reads):
    event = only(reads, "Jets of the coalition struck two Houthi depots near Hodeidah.", "ASSAULT")
    assert ("recipient", "Houthi") in {(mark.what, mark.passage.quote) for mark in event.marks}


def test_a_quarrel_of_ministers_is_no_attack(reads):
    events = code(reads, "The ministers of Austria and Hungary clashed over the quotas.")
    assert [event.action for event in events] == ["ACCUSE"]


def test_a_courtesy_title_is_nobody(reads):
    event = only(reads, "His Excellency the President received the ambassador of Laos.", "CONSULT")
    assert event.actors == ()
