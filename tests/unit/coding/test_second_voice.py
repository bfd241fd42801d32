"""What the trained models add to the rules, and that they overrule none of them."""

from datetime import date

import pytest

from talion.codebook.gazetteer import gazetteer
from talion.codebook.registry import registry
from talion.coding.coder import Coder, coder
from talion.coding.second_voice import SURE_OF_ACT
from talion.records import Coded, Report


@pytest.fixture(scope="module")
def reads() -> Coder:
    return coder(registry(), gazetteer())


def read(reads: Coder, text: str) -> Coded:
    return reads.code(Report(text, published=date(2031, 3, 9), language="en"))


def is_a_models(event) -> bool:
    return "a model hears" in event.by_rule


def test_an_act_told_by_words_that_no_list_has_is_heard_with_its_sides_and_its_score(reads):
    [event] = read(reads, "Iranian gunners emptied two magazines into a Turkish patrol car near Van.").events
    assert (event.action, event.actors, event.recipients) == ("ASSAULT", ("iran",), ("turkey",))
    assert is_a_models(event) and SURE_OF_ACT <= event.score <= 1


def test_an_act_that_a_rule_tells_is_the_rules(reads):
    text = "Israeli jets bombed a bridge near Tyre on Monday."
    assert not any(is_a_models(event) for event in read(reads, text).events)


def test_the_act_that_is_answered_is_heard_too_and_tied_to_the_answer(reads):
    text = "India scrapped the air accord with Pakistan in answer to the storming of its consulate."
    coded = read(reads, text)
    [link] = coded.links
    of = {event.id: event for event in coded.events}
    assert (of[link.response].action, of[link.trigger].action) == ("SANCTION", "ASSAULT")
    assert link.basis == "attributed" and "in answer to" in link.reasons[0]
    assert is_a_models(of[link.trigger]) and not is_a_models(of[link.response])


@pytest.mark.parametrize(
    "text",
    ["Rain fell on the stadium all night.", "The bakery sells bread and cakes.", "Prices rose by three per cent."],
)
def test_what_tells_no_act_stays_without_one(reads, text):
    assert read(reads, text).events == ()


def test_every_mark_of_a_models_act_is_the_reports_own_words(reads):
    report = Report("France pulled the plug on its training mission in Niger in reply to the jailing of its envoy.")
    coded = reads.code(report)
    assert any(is_a_models(event) for event in coded.events)
    for event in coded.events:
        for mark in event.marks:
            report.check(mark.passage)


def test_the_same_report_gives_the_same_records_whatever_was_read_before(reads):
    text = "Iranian gunners emptied two magazines into a Turkish patrol car near Van."
    alone = read(coder(registry(), gazetteer()), text)
    read(reads, "Colombia slapped duties on Ecuadorian rice. " * 3)
    assert read(reads, text) == alone
