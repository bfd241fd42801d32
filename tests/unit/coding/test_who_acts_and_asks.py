"""Whose office, ship and "both sides" it is, whom pronouns leave out, and demands and threats without their verbs."""

from datetime import date

import pytest

from talion.codebook.gazetteer import gazetteer
from talion.codebook.registry import registry
from talion.coding.coder import Coder
from talion.records import Coded, Event, Report

PUBLISHED = date(2031, 3, 9)


@pytest.fixture(scope="module")
def reads() -> Coder:
    return Coder(registry(), gazetteer())


def code(reads: Coder, text: str) -> Coded:
    return reads.code(Report(text, published=PUBLISHED, language="en"))


def acts(reads: Coder, text: str, action: str) -> list[Event]:
    return [event for event in code(reads, text).events if event.action == action]


def test_a_bare_president_is_not_of_the_state_that_he_speaks_against(reads):
    text = (
        "France and Germany named Russia in their notes. France said Russia had sent ships. "
        "President Armand Delvaux accused Russia of sabotage."
    )
    [accusation] = acts(reads, text, "ACCUSE")
    assert accusation.actors == ("france",) and accusation.recipients == ("russia",)


def test_a_president_who_asks_a_state_is_of_the_other(reads):
    text = (
        "Peru and Chile quarrel over a reef. Peru said Chile had fished there. "
        "President Gabriel Boric recalled the ambassador and asked Peru to withdraw its boats."
    )
    [request] = acts(reads, text, "REQUEST")
    assert request.actors == ("chile",) and request.recipients == ("peru",)


def test_a_secretary_of_state_is_of_the_one_land_that_has_one(reads):
    text = "Iran and Iraq met. Iran said Iran was glad. Secretary of State Jane Poe condemned Iran on Monday."
    [accusation] = acts(reads, text, "ACCUSE")
    assert accusation.actors == ("united-states",)


def test_an_item_is_about_the_state_of_its_dateline(reads):
    text = (
        "BAMAKO - Talks end. President Ada Poe rejected the plan.\n\nLIMA - Peru shut its border on Monday.\n\n"
        "QUITO - Ecuador banned a march."
    )
    [rejection] = acts(reads, text, "REJECT")
    assert rejection.actors == ("mali",)


def test_the_heading_of_a_statement_says_whose_voice_it_is(reads):
    text = (
        "Statement by the Ministry of Foreign Affairs of Oman on the tanker\n\nThe Ministry condemns the seizure of "
        "the tanker Rose by the Yemeni coast guard. The Government has today expelled the Yemeni envoy."
    )
    [seizure] = [e for e in acts(reads, text, "COERCE") if e.actors == ("yemen",)]
    assert seizure.recipients == ("oman",)
    assert any(e.actors == ("oman",) and e.recipients == ("yemen",) for e in code(reads, text).events)


def test_a_band_goes_by_the_last_word_of_its_name(reads):
    text = "Kenya bombed depots of the Ruby Banner on Monday. The Banner fired on a Kenyan convoy on Tuesday."
    [first, second] = acts(reads, text, "ASSAULT")
    assert first.recipients == ("new-ruby-banner",) and second.actors == ("new-ruby-banner",)


def test_two_that_are_joined_before_a_noun_act_together(reads):
    [event] = acts(reads, "US and British warships sank three boats of the Houthis on Monday.", "ASSAULT")
    assert set(event.actors) == {"united-states", "united-kingdom"} and event.recipients == ("houthis",)


def test_both_leaders_are_of_the_two_told_before(reads):
    text = (
        "Ethiopia and Eritrea agreed on Monday to a truce, the White House said after it had telephoned both leaders."
    )
    [call] = acts(reads, text, "CONSULT")
    assert set(call.recipients) == {"ethiopia", "eritrea"}


def test_who_agree_are_on_either_side(reads):
    [event] = acts(reads, "Serbia and Kosovo agreed on Monday to reopen talks.", "AGREE")
    assert {*event.actors, *event.recipients} == {"serbia", "kosovo"} and event.recipients


def test_nobody_strikes_what_is_their_own(reads):
    text = "The Houthis fired at ships on Monday. US and British warships shot down 21 of their drones on Tuesday."
    last = acts(reads, text, "ASSAULT")[-1]
    assert last.recipients == ("houthis",)


def test_a_clause_before_its_main_clause_is_about_the_same(reads):
    text = "Since they seized the tanker Orion, the Houthis have fired at merchant vessels."
    [event] = acts(reads, text, "COERCE")
    assert event.actors == ("houthis",)


def test_what_is_vowed_is_vowed_against_who_struck(reads):
    text = "Israel bombed Sanaa on Monday. The Houthis vowed that the raids would not go unpunished."
    [vow] = acts(reads, text, "THREATEN")
    assert vow.actors == ("houthis",) and vow.recipients == ("israel",)


@pytest.mark.parametrize(
    ("text", "actor", "recipient"),
    [
        ("Turkey said on Monday that Greece should stop its provocations in the Aegean.", "turkey", "greece"),
        ('"Israel must end the siege," Hamas said.', "hamas", "israel"),
        ("Chad wants Sudan to withdraw its troops.", "chad", "sudan"),
    ],
)
def test_what_another_should_do_is_demanded(reads, text, actor, recipient):
    [event] = acts(reads, text, "REQUEST")
    assert event.actors == (actor,) and event.recipients == (recipient,)


@pytest.mark.parametrize(
    "text", ["Kenya said Somalia must have fired the rockets.", "Mali wants to withdraw from the pact."]
)
def test_a_guess_and_a_wish_of_ones_own_demand_nothing(reads, text):
    assert not acts(reads, text, "REQUEST")


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("If the sailors are not free by Friday, harsher steps will follow, Iran said.", "iran"),
        ('"Whoever strikes our cities will not rest," the army of Chad said on Sunday.', "chad"),
        ("The Houthis said that they would go on until Israel left Gaza.", "houthis"),
        ("Peru had sworn that the raid would not go unpunished.", "peru"),
    ],
)
def test_threats_without_a_verb_of_threatening(reads, text, actor):
    [event] = acts(reads, text, "THREATEN")
    assert event.actors == (actor,)


def test_talks_that_go_on_are_no_threat(reads):
    assert not acts(reads, "Qatar said the talks would go on until Friday.", "THREATEN")


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("The United Nations Security Council voiced shock at the attack on the hospital.", "ACCUSE"),
        ("Qatar sided with Turkey in the quarrel.", "SUPPORT"),
        ("France came down on Niger's side in May.", "SUPPORT"),
        ("The Taliban called off the truce in November.", "REJECT"),
    ],
)
def test_words_that_tell_where_a_party_stands(reads, text, action):
    assert len(acts(reads, text, action)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Farmers in Kenya are battling a plague of locusts.",
        "Dockers in Djibouti are battling a mountain of cargo since Ethiopia closed the port.",
        "American soldiers took shelter at the base.",
    ],
)
def test_a_figure_of_speech_is_no_act(reads, text):
    assert not [e for e in code(reads, text).events if e.action in {"ASSAULT", "AID"}]
