"""Sides behind words on means and help: whom raids "using gunboats" hit, whose fight it is, who only comments."""

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
        ("The Kenyan air force carried out 12 raids using helicopters and gunboats against al-Shabab bases.", "ASSAULT",
         ("kenya",), ("al-shabaab",)),
        ("Ukraine conducted 40 drone strikes in support of Moldovan forces against Russian depots.", "ASSAULT",
         ("ukraine",), ("russia",)),
        ("The African Union mission conducted 11 strikes coordinated with and in support of the government of Somalia "
         "using jets and rocket artillery against al-Shabab camps.", "ASSAULT", ("african-union",), ("al-shabaab",)),
        ("Turkey supports Azerbaijan with drones and training.", "AID", ("turkey",), ("azerbaijan",)),
        ("The Greek navy will join Cyprus in Exercise Nemesis in October.", "COOPERATE", ("greece",), ("cyprus",)),
        ("Japan stands shoulder to shoulder with Latvia.", "SUPPORT", ("japan",), ("latvia",)),
        ("Armed groups that have attacked the airport include JNIM and Ansaroul Islam.", "ASSAULT",
         ("jnim", "ansaroul-islam"), ()),
        ("Chile strongly condemns the horrific attacks today in the towns of Cali in the southwest, and the port city "
         "of Tumaco, for which the ELN has claimed responsibility and where nine people died.", "ACCUSE", ("chile",),
         ("eln-colombia",)),
        ("Norway remains committed to supporting the Colombian government in its talks with the ELN.", "CONSULT",
         ("colombia",), ("eln-colombia",)),
        ("Our partners in the Syrian Democratic Forces detained a smuggler near Hasakah.", "COERCE",
         ("syrian-democratic-forces",), ()),
        ("Dutch and Chadian soldiers fought the Sons of Sahel near Gao.", "ASSAULT", ("netherlands", "chad"),
         ("new-sons-of-sahel",)),
    ],
)  # fmt: skip
def test_sides(reads, text, action, actors, recipients):
    event = only(reads, text, action)
    assert event.actors == actors
    assert not recipients or event.recipients == recipients


def test_who_comments_on_an_act_did_not_do_it(reads):
    text = "Ghana's minister for refugees Ama Boateng has commented on the delivery of tents to families in Lomé."
    assert only(reads, text, "AID").actors == ()


def test_who_thanks_and_urges_is_the_one_that_speaks(reads):
    text = "We thank Kenya for hosting the talks and urge both delegations to return to the table."
    assert not any(event.action == "REQUEST" and event.actors == ("kenya",) for event in code(reads, text))


def test_strikes_told_once_more_are_no_further_act(reads):
    text = (
        "In 24 hours the Saudi-led coalition conducted 10 airstrikes, including strikes against both fighting units "
        "and the port that pays for the Houthi arsenal."
    )
    assert [event.action for event in code(reads, text)].count("ASSAULT") == 1
    assert "saudi-led-coalition" not in only(reads, text, "ASSAULT").recipients


def test_thanks_are_for_what_those_who_are_thanked_did(reads):
    events = code(reads, "Norway thanked the Afghan interpreters for their support.")
    assert not any(event.actors == ("norway",) and event.recipients == () for event in events)


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("The European Union stands with Moldova as it resists Russian pressure.", "moldova"),
        ("Poland praised Ukraine for its attack on the bridge.", "ukraine"),
    ],
)
def test_whose_it_is_in_which_somebody_is_backed(reads, text, actor):
    assert any(event.actors == (actor,) for event in code(reads, text))


@pytest.mark.parametrize(
    "text", ["Rwanda denied any part in previous attacks on Goma.", "Last year's attacks on Goma killed 12 people."]
)
def test_acts_of_long_ago(reads, text):
    assert only(reads, text, "ASSAULT").status == "historical"
