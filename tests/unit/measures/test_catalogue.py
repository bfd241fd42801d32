"""Every measure has its card, and the example on the card runs."""

import inspect
import re
from pathlib import Path

import pytest

from talion.measures.catalogue import MEASURES, PREAMBLE
from talion.records import Estimate

REFERENCES = Path(__file__).parents[3] / "docs" / "references.bib"
# What an example needs besides the measure itself.
BESIDE = """
from talion.measures.answered import answered_share
from talion.measures.backlash import other_dyads
from talion.measures.hawkes.daily import counts_of, fit_days
from talion.measures.hawkes.sentences import sentences_of
from talion.measures.levels import Level
from talion.measures.rule import attacks_seen
from talion.records import Exchange
"""


@pytest.fixture(scope="module")
def held():
    names = {}
    exec(PREAMBLE + BESIDE, names)
    return names


@pytest.mark.parametrize("card", MEASURES, ids=lambda card: card.name)
def test_the_example_of_a_card_runs(card, held):
    names = {**held, card.name: card.measure}
    found = eval(card.example, names)
    numbers = [one for one in (found if isinstance(found, tuple) else (found,)) if isinstance(one, Estimate)]
    assert found is not None
    # A number stands with its interval or says why it cannot, with n, unit and how.
    assert all((one.value is not None or one.caveats) and one.unit and one.how for one in numbers)


@pytest.mark.parametrize("card", MEASURES, ids=lambda card: card.name)
def test_a_card_is_named_as_its_function_and_says_how_it_misleads(card):
    assert card.measure.__name__ == card.name
    assert card.question.endswith(("?", ".")) and card.misleads and card.formula
    assert inspect.getdoc(card.measure)


def test_no_two_cards_have_one_name():
    names = [card.name for card in MEASURES]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("card", MEASURES, ids=lambda card: card.name)
def test_the_papers_on_a_card_stand_in_the_references(card):
    known = set(re.findall(r"@\w+\{(\w+),", REFERENCES.read_text("utf-8")))
    assert set(re.findall(r"\b[a-z]\w*_\d{4}\b", card.reference)) <= known
