"""Who expects what, who says that it was whom, and who stands with whom: wordings of several wars."""

from datetime import date

import pytest

from talion.codebook.gazetteer import gazetteer
from talion.codebook.registry import registry
from talion.coding.coder import coder
from talion.coding.speech.directions import direction_of
from talion.records import Coded, Report


def code(text: str) -> Coded:
    return coder(registry(), gazetteer()).code(Report(text, published=date(2016, 6, 22), language="en"))


@pytest.mark.parametrize(
    ("direction", "sentence"),
    [
        ("escalate", "Observers are pessimistic that the truce between Chad and Libya will hold."),
        ("escalate", "There are fears among aid workers that the war could spill over into Uganda."),
        ("deter", "In the view of two analysts, Hezbollah has no appetite for another war."),
        ("deter", "A new offensive is unlikely, the Crisis Group said in a report on Monday."),
        ("escalate", "The raid is likely to provoke reprisals, according to Rosa Quispe, a sociologist from Ayacucho."),
        ("escalate", "Turkish intelligence assesses that the PKK will step up attacks this autumn."),
        ("escalate", "Experts do not rule out fresh clashes in Abkhazia."),
        ("hold", "Analyst Ivan Petrov sees no sign that the rebels will lay down their arms."),
        ("escalate", 'Jane Abel, professor of law at Oxford University: "Expect more bombs in Mosul."'),
    ],
)
def test_an_expectation_in_other_words_than_said(direction, sentence):
    assert [one.direction for one in code(sentence).assessments] == [direction]


@pytest.mark.parametrize(
    "sentence",
    [
        "President Museveni said Uganda would retaliate.",
        "The State Department said it expects the parties to respect the ceasefire.",
    ],
)
def test_what_a_side_announces_is_no_expectation(sentence):
    assert not code(sentence).assessments


@pytest.mark.parametrize(
    ("direction", "words"),
    [
        ("escalate", "I would be surprised if Syria did not retaliate"),
        ("escalate", "nobody rules out a return to war"),
        ("escalate", "the attack could derail the peace talks"),
        ("deter", "attacks are likely to decline"),
        ("hold", "the raids are unlikely to weaken the guerrillas"),
    ],
)
def test_two_negations_and_quieter_words_have_their_direction(direction, words):
    assert direction_of(words) == direction


def ties(sentence: str) -> set[tuple[str, str, str]]:
    return {(r.subject, r.kind, r.object) for r in code(sentence).relations}


@pytest.mark.parametrize(
    ("tie", "sentence"),
    [
        (("hezbollah", "backed_by", "iran"), "Israel has long accused Iran of arming Hezbollah."),
        (("splm-a", "led_by", "john-garang"), "John Garang's SPLA shelled Juba."),
        (("new-jaish-al-sharq", "backed_by", "turkey"), "Jaish al-Sharq, a Turkish-backed faction, shelled the town."),
        (("eritrea", "allied_with", "ethiopia"), "Ethiopia and its ally Eritrea shelled the town."),
    ],
)
def test_a_tie_told_in_passing(tie, sentence):
    assert tie in ties(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Uganda has denied arming the M23.",
        "The United States lists no part of Hamas as terrorist.",
        "Hezbollah was founded by officers who had left the army of Lebanon.",
        "The SPLA-United faction, led by Lam Akol, shelled Juba.",
    ],
)
def test_no_tie_where_it_is_denied_or_nobody_is_named(sentence):
    assert not ties(sentence)


def test_who_says_that_another_backs_a_group():
    (tie,) = code("Israel has long accused Iran of arming Hezbollah.").relations
    assert tie.said_by == "Israel"


def stances(text: str) -> set[tuple[str, str | None]]:
    return {(b.stance, b.actor) for event in code(text).events for b in event.attribution.blames}


@pytest.mark.parametrize(
    ("stance", "text"),
    [
        (
            ("denies", "milf"),
            "A bomb hit a bus in Davao. A spokesman for the MILF, Eid Kabalu, denied it was involved.",
        ),
        (("blames", "boko-haram"), "A bomb killed 40 people in Jos. Suspicion fell on Boko Haram."),
        (("claims", "pkk"), "A car bomb killed 14 soldiers in Batman on Monday. The PKK said it was responsible."),
    ],
)
def test_claims_and_denials_a_sentence_later(stance, text):
    assert stance in stances(text)


def test_there_was_no_claim():
    (event,) = code("Two rockets struck the base at Taji. There was no immediate claim of responsibility.").events
    assert event.attribution.unclaimed


def test_to_be_accused_of_arming_somebody_is_no_blame_for_an_attack():
    text = "Gunmen shot dead 27 pilgrims in Kashmir. India has long accused Pakistan of arming the militants."
    assert ("blames", "pakistan") not in stances(text)


def test_a_camp_denied_is_no_attack_denied():
    text = "Gunmen attacked a post in Nampala. Ansar Dine denied that it had a camp there."
    assert ("denies", "ansar-dine") not in stances(text)
