"""Sides that stand away from their act: behind a clause, in an effort, beside another verb, with who condemns it."""

from datetime import date

import pytest
from spacy.tokens import Token

from talion.codebook.gazetteer import gazetteer
from talion.codebook.registry import registry
from talion.coding.acts.told import objects_of, subject_of
from talion.coding.coder import Coder
from talion.coding.parsing.language import parse
from talion.coding.tolls.counts import find_tolls
from talion.records import Event, Report


@pytest.fixture(scope="module")
def reads() -> Coder:
    return Coder(registry(), gazetteer())


def report(text: str) -> Report:
    return Report(text, published=date(2031, 5, 8), language="en")


def only(reads: Coder, text: str, action: str) -> Event:
    [event] = [event for event in reads.code(report(text)).events if event.action == action]
    return event


def words(event: Event, what: str) -> set[str]:
    return {mark.passage.quote for mark in event.marks if mark.what == what}


@pytest.mark.parametrize(
    ("text", "action", "actors", "recipients"),
    [
        ("Chad condemned the ambush perpetrated by Boko Haram against Nigerian soldiers.", "ASSAULT",
         ("boko-haram",), ("nigeria-armed-forces",)),
        ("Peru deplored the incursion of Ecuadorian troops into its territory.", "ACCUSE", ("peru",), ("ecuador",)),
        ("Kenya denounced the raid, which was claimed by al Shabaab.", "ACCUSE", ("kenya",), ("al-shabaab",)),
        ("Sudan's forces opened fire in the direction of Ethiopian troops.", "ASSAULT",
         ("sudan-armed-forces",), ("ethiopia-armed-forces",)),
        ("Colombian soldiers held off an assault by the ELN.", "ASSAULT", ("eln-colombia",), ("colombia",)),
        ("Kenyan troops repelled an assault by al Shabaab.", "ASSAULT", ("al-shabaab",), ("kenya",)),
        ("Kenya thanked the Ugandan army for rescuing the hostages.", "AID", ("uganda",), ()),
        ("Mali expressed its solidarity with Niger.", "SUPPORT", ("mali",), ("niger",)),
    ],
)  # fmt: skip
def test_sides_that_stand_away_from_their_act(reads, text, action, actors, recipients):
    event = only(reads, text, action)
    assert (event.actors, event.recipients) == (actors, recipients)


def test_a_third_state_that_condemns_a_raid_was_not_its_target(reads):
    raids = only(reads, "Bolivia deplored the air raids by Ethiopia on the valley.", "ASSAULT")
    assert raids.actors == ("ethiopia",) and "bolivia" not in raids.recipients


def test_whom_a_relative_clause_is_about_is_named_by_the_noun_before_it(reads):
    shot = only(reads, "Prisoners who were shot by Serbian police lay in a pit.", "ASSAULT")
    assert words(shot, "recipient") == {"Prisoners"}


def test_who_did_it_is_not_said_where_it_is_asked(reads):
    shelling = only(reads, "The inquiry could not say who shelled the market in Goma.", "ASSAULT")
    assert not shelling.actors and not words(shelling, "actor")


def test_a_place_before_the_subject_does_nothing(reads):
    strikes = only(
        reads, "Near Al Nahda, two strikes engaged a unit of the Janjaweed and destroyed a truck.", "ASSAULT"
    )
    assert strikes.recipients == ("janjaweed",) and not words(strikes, "actor")


def verb(text: str, word: str) -> Token:
    [paragraph] = parse(report(text))
    return next(token for token in paragraph.doc if token.text == word)


def test_two_verbs_share_their_object():
    [shared] = objects_of(verb("Niger spoke of its efforts to weaken and defeat Boko Haram.", "weaken"))
    assert shared.text == "Haram"
    assert not objects_of(verb("The rebels slept and the army shelled the port.", "slept"))


@pytest.mark.parametrize(
    ("text", "word", "subject"),
    [
        ("Norway called on the rebels to withdraw.", "withdraw", "rebels"),
        ("Chad punished the officers for shelling a village.", "shelling", "officers"),
        ("Togo supports Benin in defeating the raiders.", "defeating", "Benin"),
        ("Near Al Nahda, two boats hit a mine.", "hit", "boats"),
    ],
)
def test_who_does_what_somebody_else_is_asked_or_judged_for(text, word, subject):
    found = subject_of(verb(text, word))
    assert found is not None and found.text == subject


def test_who_gets_a_protest_does_not_make_it(reads):
    events = reads.code(report("The envoy of Japan was handed a protest over the seizure of a trawler.")).events
    assert events and not any(event.actors for event in events)


def test_somebody_described_at_length_is_counted():
    text = "A commander suspected of supplying arms for the bombing of the port May 3, was killed."
    assert [(one.who, one.count.low) for one in find_tolls(text)] == [("A commander", 1)]


@pytest.mark.parametrize(
    "text",
    [
        "The soldiers returned to the village where their captain was killed.",
        "Villagers opposed to the new mine said the mayor was killed.",
    ],
)
def test_who_stands_in_another_clause_is_not_counted(text):
    [one] = find_tolls(text)
    assert "captain" in one.said or "mayor" in one.said
    assert one.who in {"their captain", "the mayor"}
