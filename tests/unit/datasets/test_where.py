import pytest
from hypothesis import given
from hypothesis import strategies as st

from talion.datasets.where import test_of as question_of
from talion.errors import SelectionError

COLUMNS = ("country", "best", "Event Date", "notes")
ROW = ("Ashmar", "12", "2031-03-04", "")


@pytest.mark.parametrize(
    ("question", "holds"),
    [
        ("country == 'Ashmar'", True), ("country = 'Belvar'", False), ("country != 'Belvar'", True),
        ("best >= 5", True), ("best > 12", False), ("best < 100", True), ("best in (3, 12)", True),
        ("country not in ('Ashmar', 'Belvar')", False), ("country contains 'ash'", True), ("notes is empty", True),
        ("notes is not empty", False), ('"Event Date" >= \'2031-01-01\'', True), ("`Event Date` < '2031-01-01'", False),
        ("not (country == 'Ashmar' and best > 20)", True), ("best > 20 or country == 'Ashmar'", True),
        ("best > 20 and country == 'Ashmar' or best == 12", True), ("country == 5", False), ("country != 5", True),
    ],
)  # fmt: skip
def test_a_question_holds_or_not(question: str, holds: bool):
    assert question_of(question, COLUMNS)(ROW) is holds


@pytest.mark.parametrize(
    ("question", "why"),
    [
        ("contry == 'Ashmar'", "which is no column; near it: country"), ("country ==", "ends where a value"),
        ("country == Ashmar", "put words in 'quotes'"), ("(best > 3", "lacks '\\)'"), ("best > 3 best", "should end"),
        ("best ; drop table event", "cannot be read from"), ("__import__('os')", "is no column"),
        ("", "ends where a column"),
        ("(" * 100 + "best > 1" + ")" * 100, "too many brackets"), ("not " * 100 + "best > 1", "too many words"),
        ("best > 1 or " * 300 + "best > 1", "too long"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_says_why(question: str, why: str):
    with pytest.raises(SelectionError, match=why):
        question_of(question, COLUMNS)


@given(st.text(max_size=60), st.lists(st.text(max_size=8), max_size=4))
def test_any_text_is_a_question_or_an_error(question: str, row: list[str]):
    try:
        test = question_of(question, COLUMNS)
    except SelectionError:
        return
    assert test(row) in {True, False}


@given(st.integers(-1000, 1000), st.integers(-1000, 1000))
def test_numbers_compare_as_numbers(said: int, asked: int):
    assert question_of(f"best < {asked}", COLUMNS)(("", str(said))) is (said < asked)
