"""The shipped questions on what came after: each with a rule, an outcome and a source, and told on its page."""

from pathlib import Path

import pytest

from talion.examples import sequence
from talion.forecasts.making import rules_hash
from talion.forecasts.question_file import questions_in

PAGE = Path(__file__).parents[3] / "docs" / "discussion" / "seed-played-forward.md"
ASKED = questions_in(sequence().read_text("utf-8"), name="sequence.toml")


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: f"{asked.question.opens}-{asked.question.says[:40]}")
def test_each_question_has_a_source_and_stands_on_the_page_with_what_came(asked):
    came = "cannot tell" if asked.outcome is None else asked.question.outcomes[asked.outcome]
    assert asked.evidence and all(address.startswith("http") for address in asked.evidence)
    [line] = [line for line in PAGE.read_text("utf-8").splitlines() if f"| {asked.question.says} |" in line]
    assert f"| {came} |" in line and all(address in line for address in asked.evidence)


def test_the_three_times_are_all_there_and_no_question_stands_twice():
    assert {asked.question.opens.year for asked in ASKED} == {2019, 2020, 2021, 2023, 2024}
    assert len({asked.question.id for asked in ASKED}) == len(ASKED)


def test_an_experts_chance_says_how_it_was_read():
    read = [asked for asked in ASKED if asked.expects]
    assert {who for asked in read for who in asked.expects} == {
        "Renad Mansour", "Michael Stephens", "Hisham Al Hashimi",
    }  # fmt: skip
    assert all(asked.because and asked.question.reading and asked.question.read_by for asked in read)


def test_a_changed_rule_changes_the_hash():
    questions = [asked.question for asked in ASKED]
    assert rules_hash(questions, {}) != rules_hash(questions[1:], {})
