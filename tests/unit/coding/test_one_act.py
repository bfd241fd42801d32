"""Mentions that come together, and what is said about an act: denials, condemnations, owning to it by a reason."""

from datetime import date

import pytest

from talion.codebook.gazetteer import gazetteer
from talion.codebook.registry import registry
from talion.coding.coder import Coder
from talion.coding.speech.horizons import horizon_of
from talion.records import Coded, Event, Report

FRONT = "The Kesra Liberation Front"


@pytest.fixture(scope="module")
def reads() -> Coder:
    return Coder(registry(), gazetteer())


def code(reads: Coder, text: str) -> Coded:
    return reads.code(Report(text, published=date(2031, 5, 4), language="en"))


def words(event: Event) -> list[str]:
    return [mark.passage.quote for mark in event.marks if mark.what == "act"]


def test_who_condemns_an_act_makes_a_claim_and_does_nothing(reads):
    coded = code(reads, "Turkey bombed a camp in Syria on Friday, killing four people. Iraq condemned the bombing.")
    claims = [claim for claim in coded.claims if claim.stance == "condemns"]
    assert claims and all("Iraq" in claim.speaker.name for claim in claims if claim.speaker)
    assert not any("iraq" in event.actors for event in coded.events if event.action == "ASSAULT")


def test_a_side_that_calls_its_act_an_answer_declares_it(reads):
    text = (
        "Hezbollah fired rockets at an Israeli base on Sunday. It said the attack was in response to the killing of "
        "two of its fighters in Syria."
    )
    coded = code(reads, text)
    [link] = coded.links
    response = next(event for event in coded.events if event.id == link.response)
    assert link.basis == "declared" and len(words(response)) == 2
    assert response.attribution.says == "claimed"


def test_a_pronoun_that_is_called_self_defence_is_the_act_before(reads):
    told = "Pakistan shot down an Indian jet on Wednesday, a day after India bombed a camp."
    coded = code(reads, f"{told} Islamabad called it self-defence.")
    [link] = coded.links
    response = next(event for event in coded.events if event.id == link.response)
    assert response.actors == ("pakistan",) and link.speaker.name == "Islamabad"


@pytest.mark.parametrize(
    ("text", "tie"),
    [
        (f"{FRONT}, banned in Turkey since 1998, claimed the bombing.", ("designated_by", "turkey")),
        (f"{FRONT} pledged allegiance to the Islamic State group in 2016.", ("allied_with", "islamic-state")),
        (f"{FRONT} broke away from the Islamic State group in 2019.", ("split_from", "islamic-state")),
    ],
)
def test_ties_in_clauses(reads, text, tie):
    relations = {(r.kind, r.object) for r in code(reads, text).relations if r.subject == "new-kesra-liberation-front"}
    assert tie in relations


@pytest.mark.parametrize(
    ("said", "horizon"),
    [
        ("I expect a large attack before the anniversary on 1 July", date(2031, 7, 1)),
        ("anything that flew over the border before the fair in September", date(2031, 9, 1)),
        ("they will hit back within two weeks", date(2031, 5, 18)),
        ("they will hit back", None),
    ],
)
def test_the_horizon_of_an_expectation_lies_ahead(said, horizon):
    assert horizon_of(said, date(2031, 5, 4)) == horizon


def test_an_officer_who_serves_is_no_outsider(reads):
    said = '"The front will strike again," said Colonel Omar Haddad.'
    assert code(reads, said).assessments == ()


def test_an_abduction_and_a_killing_under_one_dateline_are_two_acts(reads):
    text = "TRIPOLI - Gunmen kidnap two aid workers in north\n\nTRIPOLI - Army kills rebel commander in dawn raid"
    of = {word: event.id for event in code(reads, text).events for word in words(event)}
    assert of["kidnap"] != of["raid"]
