"""Expectations of people without a name, until when, and ties in the words of lists, unions and founders."""

from datetime import date

import pytest

from talion.codebook.gazetteer import gazetteer
from talion.codebook.registry import registry
from talion.coding.coder import coder
from talion.coding.speech.directions import direction_of
from talion.coding.speech.horizons import horizon_of
from talion.records import Coded, Report


def code(text: str, outlet: str | None = None) -> Coded:
    return coder(registry(), gazetteer()).code(Report(text, published=date(2031, 3, 9), language="en", outlet=outlet))


def outlooks(text: str) -> list[tuple[str, str]]:
    return [(one.speaker.name, one.direction) for one in code(text).assessments]


@pytest.mark.parametrize(
    ("found", "text"),
    [
        (
            [("Syria scholar", "escalate")],
            "A Syria scholar at Leeds goes further: Turkish bases in Idlib could be next, she warns.",
        ),
        (
            [("researcher", "deter")],
            "A researcher in Khartoum disagrees: fear of losing the gold trade, she thinks, will keep the army from "
            "attacking El Fasher.",
        ),
        (
            [("Western officer", "hold")],
            "A Western officer in Juba told us he doubts that the rebels can take Malakal. He expects them to keep "
            "shelling its suburbs through April.",
        ),
        ([("teacher", "hold")], 'A teacher in Donetsk sees no change. "They will stay where they are," she told us.'),
        (
            [("historian", "deter"), ("aid worker", "escalate")],
            '"There will be no war this year," said a historian in Vienna. An aid worker in Goma was less sure: '
            '"Before Christmas the rebels will attack the city again."',
        ),
        (
            [("retired admiral", "escalate")],
            "A retired admiral at Toulon looks for a landing in Libya before the month is out.",
        ),
        ([("driver", "escalate")], "Should another bus burn, says a driver in Lahore, anything may happen."),
        ([("analyst", "escalate")], "The truce, an analyst said, will not hold if the army attacks."),
        (
            [("Omar Sharif", "escalate"), ("Lina Haddad", "hold")],
            "Omar Sharif of Cairo University expects a new war before the rains. Lina Haddad, a retired diplomat, "
            "thinks that nothing will change.",
        ),
    ],
)
def test_whose_expectation_it_is(found, text):
    assert outlooks(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "A rebel said that they would attack the town again before the spring.",
        'A gunman was defiant: "We will kill more of them," he said.',
        '"Whoever bombs us will not sleep," said Admiral Ivan Petrov, who commands the Black Sea Fleet.',
        "A woman looks for her sons, who were killed in the attack on Goma.",
    ],
)
def test_who_fights_or_mourns_foretells_nothing(text):
    assert not code(text).assessments


def test_what_a_bulletin_expects_is_its_own_word():
    [one] = code("Before 14 June we expect at least one attempt to storm Bamako.", outlet="Sahel Notes").assessments
    assert (one.speaker.name, one.speaker.kind, one.horizon) == ("Sahel Notes", "outlet", date(2031, 6, 14))


@pytest.mark.parametrize(
    ("direction", "words"),
    [
        ("deter", "there will be no new war"),
        ("escalate", "no doubt the war will spread"),
        ("deter", "I expect no strikes this month"),
        ("escalate", "nothing will stop them from attacking us"),
        ("unclear", "the talks would resume on Monday"),
        ("unclear", "expect another exchange of prisoners before the vote"),
        ("unclear", "they will tell the minister that the bombers can still come"),
        ("unclear", "everything hangs on a ceasefire in Darfur"),
        ("hold", "they will go on killing whatever is signed in Geneva"),
        ("hold", "they will keep firing rockets, because nobody wants another war"),
        ("deter", "the army's threats will keep Sudan's militias from marching on the capital"),
    ],
)
def test_the_direction_of_plain_words(direction, words):
    assert direction_of(words) == direction


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2031, 3, 31), "before the month is out"),
        (date(2031, 12, 31), "before the year is over"),
        (date(2031, 12, 25), "another raid before Christmas"),
        (date(2031, 3, 14), "by the 14th"),
        (date(2031, 4, 4), "before the fourth"),
        (date(2031, 4, 30), "they will keep shelling it through April"),
        (None, "before the fourth round of talks"),
        (None, "before the snow comes"),
        (None, "within weeks"),
    ],
)
def test_until_when(day, words):
    assert horizon_of(words, date(2031, 3, 9)) == day


def test_the_day_of_a_vote_that_another_paragraph_names():
    text = "A retired colonel predicts another strike on Port Sudan before the vote.\n\nParliament votes on 4 April."
    assert [one.horizon for one in code(text).assessments] == [date(2031, 4, 4)]


def ties(text: str) -> set[tuple[str, str, str, int | None]]:
    return {(r.subject, r.kind, r.object, r.since.first.year if r.since else None) for r in code(text).relations}


@pytest.mark.parametrize(
    ("tie", "text"),
    [
        (("niger", "member_of", "african-union", None), "Niger, a member of the African Union, closed the border."),
        (
            ("armenia", "member_of", "csto", None),
            "Armenia turned to the Collective Security Treaty Organization, of which it is a member.",
        ),
        (("mali", "member_of", "african-union", None), "Mali quarrels with the African Union, to which Mali belongs."),
        (
            ("csto", "led_by", "russia", None),
            "The Russian-led Collective Security Treaty Organization sent no soldiers.",
        ),
        (
            ("hezbollah", "designated_by", "germany", 2020),
            "Hezbollah is strong in Lebanon. In Germany, which banned the movement in 2020, it has few followers.",
        ),
        (
            ("pkk", "designated_by", "canada", 2002),
            "Canada has had the PKK on its list of terrorist groups since 2002.",
        ),
        (
            ("pkk", "designated_by", "turkey", None),
            "The PKK attacked a post. The rebels, whom Turkey and the United States list as terrorists, fled.",
        ),
        (("polisario", "founded_by", "libya", 1973), "Libya helped to found the Polisario Front in 1973."),
        (("taliban", "controls", "afghanistan", None), "The Taliban, who rule in Kabul, denied it."),
        (
            ("quds-force", "part_of", "irgc", None),
            "The Quds Force, a unit of the Revolutionary Guards, trained the militia.",
        ),
        (
            ("new-rojan-front", "backed_by", "iran", None),
            "Rojan Front grew out of a student league in 2014. Turkey and the European Union have listed it as a "
            "terrorist organisation since 2018. It is backed by Iran.",
        ),
    ],
)
def test_a_tie_in_the_words_of_lists_unions_and_founders(tie, text):
    assert tie in ties(text)


@pytest.mark.parametrize(
    "text",
    [
        "Iran did not help to found Hamas.",
        "Syria may have helped to found Hezbollah.",
        "Burkina Faso has left ECOWAS, of which it was a member.",
        "The Taliban ruled in Kabul in 1998.",
        "The French-led Operation Barkhane ended.",
    ],
)
def test_what_is_denied_over_or_nobody_s_is_no_tie(text):
    assert not ties(text)


def test_an_offshoot_is_the_one_that_is_described_and_not_its_ally():
    text = "Ansar Dine, an offshoot of AQIM, and its ally Boko Haram took Kidal."
    assert ties(text) == {
        ("ansar-dine", "split_from", "aqim", None),
        ("boko-haram", "allied_with", "ansar-dine", None),
    }
