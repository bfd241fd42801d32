"""Answers in few words, ties by the word for a role or parted by other words, and outlooks without a word of speech."""

from datetime import date

import pytest

from talion.codebook.gazetteer import gazetteer
from talion.codebook.registry import registry
from talion.coding.coder import coder
from talion.records import Coded, Report


@pytest.fixture(scope="module")
def reads():
    return coder(registry(), gazetteer())


def code(reads, text: str) -> Coded:
    return reads.code(Report(text, published=date(2031, 3, 9), language="en", outlet="The Post"))


def links(coded: Coded) -> set[tuple[str, str, str]]:
    words = {event.id: {mark.passage.quote for mark in event.marks if mark.what == "act"} for event in coded.events}
    return {(a, b, link.basis) for link in coded.links for a in words[link.response] for b in words[link.trigger]}


@pytest.mark.parametrize(
    ("text", "response", "trigger", "basis"),
    [
        ('Bandits burned a mill at Osk on Monday. On Friday police hanged two bandits "for the mill".',
         "hanged", "burned", "declared"),
        ("Poland closed the crossing at Brest on Monday. On Tuesday Belarus cancelled the landing rights of Polish "
         "airlines, in what its government called a mirror measure.", "cancelled", "closed", "declared"),
        ("Pakistani jets hit two villages in Khost on Monday. Kabul said the killings would not go unanswered.",
         "go", "hit", "declared"),
        ("India suspended the treaty on Monday. On Tuesday Pakistan closed its airspace as a countermeasure.",
         "closed", "suspended", "attributed"),
        ("Greek coastguards fired on a Turkish boat on Friday. On Saturday Turkish cutters seized two Greek boats, tit "
         "for tat.", "seized", "fired", "attributed"),
        ("Chad recalled its envoy from Sudan on Monday. It did this, the foreign minister explained, because Sudanese "
         "soldiers had killed four herdsmen.", "recalled", "killed", "declared"),
        ("Rockets killed two people in Haifa on Monday. Israel answered with air raids and a blockade of the coast.",
         "blockade", "killed", "attributed"),
        ("Sailors burned the customs house on Monday. The governor imposed a curfew in answer to the fire.",
         "imposed", "burned", "attributed"),
        ("Turkish jets bombed camps in Iraq on Tuesday. Ankara said it had struck because the PKK had shot three "
         "policemen on Monday.", "bombed", "shot", "declared"),
    ],
)  # fmt: skip
def test_an_answer_in_few_words(reads, text, response, trigger, basis):
    assert any(response in a and trigger in b and by == basis for a, b, by in links(code(reads, text)))


@pytest.mark.parametrize(
    "text",
    [
        "Some 300 people marched in Lagos for the release of teachers held by the army since May.",
        "Rebels shelled Goma on Monday. The army cleared the road for the convoy on Tuesday.",
    ],
)
def test_an_aim_is_no_answer(reads, text):
    assert not code(reads, text).links


@pytest.mark.parametrize(
    ("text", "tie"),
    [
        ("The Ogaden Front, whose commander Ilir Gashi lives abroad, denied it.",
         ("new-ogaden-front", "led_by", "new-ilir-gashi")),
        ("Hezbollah mourned Ali Karam, one of its commanders.", ("new-ali-karam", "part_of", "hezbollah")),
        ("Manila calls the New People's Army a terrorist organisation.",
         ("new-peoples-army", "designated_by", "philippines")),
        ("The PKK, which Turkey and the European Union hold to be a terrorist organisation, said nothing.",
         ("pkk", "designated_by", "european-union")),
        ("The Red Dor Front blew up a bridge. Its rival, the Dor League, said nothing.",
         ("new-dor-league", "opposed_to", "new-red-dor-front")),
        ("The Ogaden Front gets its explosives from Eritrea.", ("new-ogaden-front", "backed_by", "eritrea")),
        ("The Ogaden Front, whom Eritrea, the prosecution says, has long paid, denied it.",
         ("new-ogaden-front", "backed_by", "eritrea")),
        ("The Ogaden Front takes its orders from the Ogaden Council.",
         ("new-ogaden-front", "part_of", "new-ogaden-council")),
        ("The army called Iran the Ogaden Front's chief sponsor.", ("new-ogaden-front", "backed_by", "iran")),
        ("The Dor Front burned a mill. The Dor League, from which it broke away in 2019, said nothing.",
         ("new-dor-front", "split_from", "new-dor-league")),
        ("Eritrea's ally in the dispute, Egypt, kept silent.", ("egypt", "allied_with", "eritrea")),
    ],
)  # fmt: skip
def test_a_tie_by_a_role_or_with_words_between(reads, text, tie):
    assert tie in {(one.subject, one.kind, one.object) for one in code(reads, text).relations}


@pytest.mark.parametrize(
    "text",
    [
        "Libya, once the Ogaden Front's main paymaster, said nothing.",
        "The Ogaden Front, a former ally of Eritrea, said nothing.",
        "The Ogaden Front does not take its orders from the Ogaden Council.",
        "Critics call the men of the Ogaden Front terrorists.",
    ],
)
def test_what_is_over_or_denied_is_no_tie(reads, text):
    assert not code(reads, text).relations


@pytest.mark.parametrize(
    ("text", "direction", "horizon"),
    [
        ("Few diplomats give the truce more than a week.", "escalate", date(2031, 3, 16)),
        ("Egyptian mediators reckon with a truce by Thursday.", "deter", date(2031, 3, 13)),
        ("Police shot a student on Friday. Reprisals are likely before the end of March.", "escalate",
         date(2031, 3, 31)),
        ("Our two observers are split. One expects a further raid by the end of March.", "escalate",
         date(2031, 3, 31)),
        ("Insurers have doubled the premium. They see a chance of another seizure before the end of the month.",
         "escalate", date(2031, 3, 31)),
        ("A former officer of the coastguard expects a quiet week.", "deter", date(2031, 3, 16)),
        ("An envoy of the African Union thinks that neither capital wants a war this year.", "deter",
         date(2031, 12, 31)),
        ("Few in the port expect the verdict to change its ways.", "hold", None),
        ("More marches are to be expected before the end of March.", "escalate", date(2031, 3, 31)),
    ],
)  # fmt: skip
def test_an_outlook_without_a_word_of_speech(reads, text, direction, horizon):
    assert (direction, horizon) in {(one.direction, one.horizon) for one in code(reads, text).assessments}


@pytest.mark.parametrize(
    "text",
    [
        "Farmers met in Osk on Monday. They say that the rockets came from the north.",
        "The army is likely the owner of the depot.",
        "Few gave the visitors more than a week's rent.",
    ],
)
def test_what_has_been_is_no_outlook(reads, text):
    assert not code(reads, text).assessments
