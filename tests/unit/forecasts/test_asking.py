"""Questions: what they ask, how they are written down, and how they come out."""

from dataclasses import replace

import pytest

from talion.errors import ForecastError, RecordError
from talion.forecasts.making import rules_hash, standard_questions, unanswered
from talion.forecasts.question_file import Asked, questions_in, written_questions
from talion.forecasts.resolve import expect_due, is_due, outcome_of
from talion.records import DateSpan, Question, Timeline

from .wars import SIDES, act, day, war


def asked(asks="happens", first=10, last=19, **more):
    return Question(asks, "?", day(first), day(last), **{"by": "Ashmar", "on": "Belvar", **more})


def test_the_standard_questions_ask_five_things_in_each_direction():
    made = standard_questions(SIDES, on=day(9), days=10)
    assert [question.asks for question in made] == ["happens", "happens", "count", "lag", "rung"] * 2
    assert {question.opens for question in made} == {day(10)} and {question.closes for question in made} == {day(19)}
    assert made[0].says == "Are there any acts of force by Ashmar on Belvar from 2031-01-11 to 2031-01-20?"


def test_an_act_of_the_last_days_asks_for_its_answer_until_it_has_come():
    trigger = act(8)
    alone = war(trigger)
    assert unanswered(alone, SIDES, on=day(9)) == (trigger,)
    assert trigger not in unanswered(war(trigger, act(9, "Belvar", "Ashmar")), SIDES, on=day(9))
    assert unanswered(alone, SIDES, on=day(20)) == ()
    [*_, question] = standard_questions(SIDES, on=day(9), days=10, triggers=(trigger,))
    assert (question.asks, question.by, question.closes) == ("answer", "Belvar", day(15))


@pytest.mark.parametrize(
    ("question", "acts", "outcome"),
    [
        (asked(), [act(12)], "yes"),
        (asked(), [act(9), act(20)], "no"),
        (asked(), [act(12, "Belvar", "Ashmar")], "no"),
        (asked(at_least=2), [act(12)], "no"),
        (asked(deadly=True), [act(12)], "no"),
        (asked(deadly=True), [act(12, killed=2)], "yes"),
        (asked("count"), [act(10), act(19), act(25)], "2"),
        (asked("count", most=1), [act(10), act(19)], "1 or more"),
        (asked("lag"), [act(14), act(12)], "day 3"),
        (asked("lag"), [], "not by then"),
        (asked("rung"), [act(12), act(13, killed=7)], "rung 3"),
        (asked("rung"), [], "no act"),
        (asked(), [act(12, action="THREATEN", status="threatened")], "no"),
        (asked(kinds=("THREATEN",)), [act(12, action="THREATEN", status="threatened")], "yes"),
        (asked(by=None), [act(12, None)], "yes"),
        (asked("answer", event="event-x"), [act(12)], "yes"),
    ],
)
def test_a_question_comes_out_by_its_rule(question, acts, outcome):
    found = outcome_of(question, war(*acts))
    assert found.place is not None and question.outcomes[found.place] == outcome


@pytest.mark.parametrize(
    ("question", "acts", "says"),
    [
        (asked(), [act(8, until=11)], "1 act may lie outside the days"),
        (asked(deadly=True), [act(12, killed=None)], "toll that is not known"),
        (asked("rung"), [act(12, killed=None)], "the toll of 1 of 1 act is not known"),
        (asked(first=95, last=104), [], "5 of its 10 days were not watched"),
        (asked("outside"), [act(12)], "answered by a person"),
        (asked("attributed", event="event-gone"), [], "holds no act event-gone"),
    ],
)
def test_what_the_ledger_cannot_tell_has_no_outcome(question, acts, says):
    found = outcome_of(question, war(*acts))
    assert found.place is None and says in found.says


def test_a_sure_act_settles_it_whatever_else_may_have_been():
    assert outcome_of(asked(), war(act(12), act(8, until=11))).place == 1
    assert outcome_of(asked(first=95, last=104), war(act(96))).place == 1


def test_an_act_by_nobody_known_is_told_and_not_counted():
    found = outcome_of(asked(), war(act(12, None)))
    assert found.place == 0 and found.unknown == 1 and "nobody known" in found.says


def test_who_is_said_to_have_done_it():
    trigger = act(12)
    question = asked("attributed", event=trigger.id)
    assert outcome_of(question, war(trigger)).place == 1
    assert outcome_of(replace(question, by="Belvar"), war(trigger)).place == 0


def test_a_horizon_beyond_the_data_is_said():
    assert is_due(asked(), day(19)) and not is_due(asked(), day(18))
    with pytest.raises(ForecastError, match="beyond what the case holds"):
        expect_due(asked(), day(18))


def test_gaps_are_not_quiet_days():
    gap = Timeline((), (DateSpan(day(0), day(11)), DateSpan(day(15), day(30))))
    assert outcome_of(asked(), gap).place is None


# The file -------------------------------------------------------------------------------------------------------------

FILE = """
[[question]]
asks = "happens"
says = "Is there an act of force by Ashmar on Belvar in January?"
from = 2031-01-11
until = 2031-01-20
by = "Ashmar"
on = "Belvar"
reading = "held back read as no act"
because = "said without a word of likelihood"
[question.expect]
"Idris Kanaan" = 0.1
"""


def test_a_file_of_questions_is_read_and_written_back():
    [one] = questions_in(FILE)
    assert one.question.by == "Ashmar" and one.expects == {"Idris Kanaan": 0.1}
    made = [Asked(question, {}) for question in standard_questions(SIDES, on=day(9), days=10)]
    assert questions_in(written_questions([one, *made])) == (one, *made)


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ('asks = "happens"', 'asks = "hapens"', "line 2.*asks one of"),
        ("until = 2031-01-20", "until = 2030-01-20", "before it opens"),
        ("until = 2031-01-20", 'until = "2031-01-20"', "without quotes"),
        ("until = 2031-01-20", "", "until must be given"),
        ('by = "Ashmar"', 'bye = "Ashmar"', "did you mean 'by'"),
        ('by = "Ashmar"', 'kinds = ["ASSALT"]', "no kind of act"),
        ("= 0.1", "= 1.1", "between 0 and 1"),
        ('asks = "happens"', 'asks = "count"', "has other answers"),
        ('asks = "happens"', 'asks = "answer"', "names no event"),
        ("[[question]]", "[[questoin]]", "nothing is called 'questoin'"),
        ('because = "', 'outcome = "maybe"\nbecause = "', "the outcome is one of"),
        ('asks = "happens"', "asks = happens", "line 3"),
    ],
)
def test_a_mistake_in_the_file_is_named_with_its_line(before, after, says):
    assert before in FILE
    with pytest.raises(ForecastError, match=says):
        questions_in(FILE.replace(before, after))


def test_another_rule_is_another_question_and_another_hash():
    question = asked()
    other = asked(at_least=2)
    assert question.id != other.id
    assert rules_hash([question, other], {"seed": 1}) == rules_hash([other, question], {"seed": 1})
    assert rules_hash([question], {"seed": 1}) != rules_hash([other], {"seed": 1})
    assert rules_hash([question], {"seed": 1}) != rules_hash([question], {"seed": 2})


def test_a_question_that_cannot_be_is_no_record():
    with pytest.raises(RecordError, match="asks one of"):
        asked("maybe")
    with pytest.raises(RecordError, match="rungs must rise"):
        asked("rung", rungs=(2.0, 1.0))
