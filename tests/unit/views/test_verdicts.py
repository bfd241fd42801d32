"""A verdict as a page: what is found, how sure, what would overturn it."""

import numpy as np

from talion.measures.catalogue import MEASURES as CARDS
from talion.measures.reciprocity import verdict_on
from talion.measures.series import Series
from talion.records import Dyad
from talion.views.sentences import Cast
from talion.views.tables import Named
from talion.views.verdicts import MEASURES, VERDICTS, page_of

NAMED = Named(Cast((), ()), {})


def told(lag):
    there, back = np.zeros(900), np.zeros(900)
    there[30:830:30] = 1
    back[30 + lag : 830 + lag : 30] = 1
    back[15] = 1  # an act that nothing foretells: without one, no test of foretelling can be made
    return verdict_on(Series.of(there, back, dyad=Dyad("Ashmar", "Belvar")))


def test_the_page_says_what_is_found_how_sure_and_what_would_overturn_it():
    page = list(page_of(told(2), NAMED))
    assert page[0].startswith("Acts of Ashmar are answered by Belvar: +1.0")
    assert "  How sure:" in page and "  What would overturn it:" in page
    assert any(line.startswith("  - lag minus lead: survives") for line in page)
    assert any("Granger, shown and not counted" in line and "decides nothing here" in line for line in page)


def test_a_finding_that_did_not_survive_is_not_said():
    page = list(page_of(told(-2), NAMED))
    assert page[0].startswith("There is no sign") and "the order runs the other way" in page[0]
    assert any(line.startswith("  - lag minus lead: does not survive") for line in page)


def test_the_lists_hold_one_row_a_record():
    row = VERDICTS.fields(told(2), NAMED)
    assert (row["actor"], row["recipient"], row["finding"]) == ("Ashmar", "Belvar", "answers")
    cards = [MEASURES.fields(card, NAMED) for card in CARDS]
    assert len({card["name"] for card in cards}) == len(CARDS) and all(card["misleads"] for card in cards)
