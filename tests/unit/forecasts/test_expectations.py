"""What experts expect, put as questions: the reading is stated, and what is no expectation stays unscored."""

from datetime import date

import pytest

from talion.forecasts.expectations import chance_said, questions_from
from talion.records import Assessment, Report, Speaker

ON = date(2031, 3, 10)


def said(words, direction, *, actors=(), horizon=None, condition=None, hedge=None, made_on=ON):
    report = Report(f"An expert spoke. {words}.", published=ON)
    passage = report.passage(17, 17 + len(words))
    return Assessment(Speaker("Idris Kanaan", "expert"), passage, direction, words, actors, condition=condition,
                      hedge=hedge, horizon=horizon, made_on=made_on)  # fmt: skip


def put(*assessments, before=2):
    return questions_from(
        assessments, sides=("Belvar", "Ashmar"), days=30, on=ON,
        side_of=lambda actors, _: "Ashmar" if "ashmar" in actors else None,
        acts_before=lambda by, on, days: before,
    )  # fmt: skip


def test_who_holds_back_is_asked_whether_they_act():
    [asked], unscored = put(said("They will only threaten", "deter"))
    assert not unscored
    assert (asked.question.by, asked.question.on, asked.question.at_least) == ("Belvar", "Ashmar", 1)
    assert asked.expects == {"Idris Kanaan": 0.1}
    assert "that Belvar is meant is our reading" in asked.question.reading
    assert "30 days, which nobody said" in asked.question.reading and asked.question.read_by == "Talion"


def test_an_escalation_is_more_than_before():
    [asked], _ = put(said("It is likely to spread", "escalate"))
    assert (asked.question.by, asked.question.at_least, asked.question.closes) == (None, 3, date(2031, 4, 9))
    assert asked.expects == {"Idris Kanaan": 0.675}
    [asked], _ = put(said("It will spread", "escalate"), before=None)
    assert asked.question.at_least == 1 and "nobody watched" in asked.question.reading


def test_a_day_that_was_said_is_the_horizon():
    [asked], _ = put(said("They will hold back this year", "deter", actors=("ashmar",), horizon=date(2031, 12, 31)))
    assert asked.question.closes == date(2031, 12, 31) and "the day that was said" in asked.question.reading
    assert asked.question.by == "Ashmar" and "our reading" not in asked.question.reading


@pytest.mark.parametrize(
    ("one", "why"),
    [
        (said("Silence tells you nothing", "unclear"), "gives no direction"),
        (said("If it hits again, they will strike", "escalate", condition="If it hits again"), "holds only"),
        (said("Nothing will change", "hold"), "how much would be a change"),
    ],
)
def test_what_is_no_question_stays_unscored_and_says_why(one, why):
    asked, [unscored] = put(one)
    assert not asked and why in unscored.why


def test_what_was_said_later_is_not_asked():
    assert put(said("They will hold back", "deter", made_on=date(2031, 3, 11))) == ([], [])


@pytest.mark.parametrize(
    ("words", "chance"),
    [
        ("an escalation is highly unlikely", 0.875),
        ("an escalation is unlikely", 0.675),
        ("it is very likely", 0.875),
        ("some would see a battlefield", 0.6),
        ("almost certainly they will", 0.97),
        ("they will strike", 0.9),
    ],
)
def test_words_of_likelihood_are_read_as_stated(words, chance):
    read, because = chance_said(said(words, "deter"))
    assert read == pytest.approx(chance) and "read as a chance of" in because
