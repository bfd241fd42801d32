"""Days that the story gives where a sentence has none, each with its reason; and days that it must not give."""

from datetime import date

import pytest

from talion.codebook.gazetteer import gazetteer
from talion.codebook.registry import registry
from talion.coding.coder import coder
from talion.records import Report


@pytest.fixture(scope="module")
def reader():
    return coder(registry(), gazetteer())


def told(reader, text, word):
    """The event told by this word, in a report of Tuesday, 14 May 2030."""
    coded = reader.code(Report(text, published=date(2030, 5, 14), language="en"))
    return next(e for e in coded.events if any(word in m.passage.quote for m in e.marks if m.what == "act"))


def test_it_happened_on_dates_what_was_told_last(reader):
    text = (
        'An explosion in the port of Tripoli injured 13 sailors.\n\n"It happened on 5 May at 1010 hours," a mayor said.'
    )
    event = told(reader, text, "explosion")
    assert event.when is not None and event.when.first == date(2030, 5, 5)


@pytest.mark.parametrize(
    ("lag", "last"), [("Less than an hour later", date(2030, 5, 12)), ("Hours after the shelling", date(2030, 5, 13))]
)
def test_a_lag_is_counted_from_what_was_told_before(reader, lag, last):
    text = f"Rebels shelled an army camp near Tripoli on Sunday.\n\n{lag}, gunmen attacked a police post in Benghazi."
    event = told(reader, text, "attacked")
    assert event.when is not None and (event.when.first, event.when.last) == (date(2030, 5, 12), last)
    assert lag in (event.when_because or "")


def test_a_reaction_lies_between_the_act_and_the_report(reader):
    text = "American aircraft bombed a camp in Iraq on Sunday.\n\nRussia condemned the bombing."
    event = told(reader, text, "condemned")
    assert event.when is not None and (event.when.first, event.when.last) == (date(2030, 5, 12), date(2030, 5, 14))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The opposition in Libya today accused the army of killing a mayor.", "killing"),
        ("Police in Tripoli today arrested ten people suspected of having detonated a car bomb.", "car bomb"),
        ("A bomb exploded at an institute at 1467 Moneda street in Tripoli.", "exploded"),
    ],
)
def test_no_day_is_taken_from_an_accusation_an_arrest_or_a_house_number(reader, text, word):
    assert told(reader, text, word).when is None


SQUARE = "Marchers left the square in Tripoli on Monday, where soldiers had shot at them.\n\n"


@pytest.mark.parametrize(
    ("text", "word", "first", "last"),
    [
        (SQUARE + "By evening gunmen had attacked a police post.", "attacked", 13, 13),
        (SQUARE + "Earlier in the day militiamen shelled the port.", "shelled", 13, 13),
        ("Shortly before midnight militiamen shelled the port of Tripoli.", "shelled", 13, 14),
    ],
)
def test_an_hour_in_words_is_of_the_day_of_the_story(reader, text, word, first, last):
    event = told(reader, text, word)
    assert event.when is not None
    assert (event.when.first, event.when.last) == (date(2030, 5, first), date(2030, 5, last))


def test_an_hour_of_long_ago_is_not_of_the_story(reader):
    event = told(reader, SQUARE + "Years ago militiamen had shelled the port at dawn.", "shelled")
    assert event.when is None or event.when.last.year < 2030


@pytest.mark.parametrize(
    "text",
    [
        "Three gunmen are in custody over the murder of four nurses near Benghazi on 20 April.",
        "The court in Tripoli convicted two men on Monday of the murder of four nurses near Benghazi on 20 April.",
    ],
)
def test_a_day_behind_a_murder_is_not_that_of_the_arrest(reader, text):
    event = told(reader, text, "murder")
    assert event.when is not None and event.when.first == event.when.last == date(2030, 4, 20)
