"""Exchanges, links of many reports united, and how good links are."""

import pytest

from talion.datasets.chronicle import read_chronicle, read_links
from talion.linking.chains import exchanges
from talion.linking.evaluate import evaluate_links
from talion.linking.unite import unite_links
from talion.records import Link

WAR = """
    observed 2031-03-01 to 2031-04-01
    c  2031-03-06  Belvar > Ashmar  ASSAULT  answers b inferred .6
    b  2031-03-04  Ashmar > Belvar  ASSAULT  answers a declared
    a  2031-03-02  Belvar > Ashmar  ASSAULT
    d  2031-03-10  Ashmar > Belvar  ASSAULT  answers c inferred .4
    x  2031-03-01  Cadmar > Deven   ASSAULT
    y  2031-03-03  Deven > Cadmar   ASSAULT  answers x attributed
"""


def test_an_exchange_runs_through_likely_links_in_the_order_of_days():
    found = exchanges(read_chronicle(WAR).events, read_links(WAR))
    assert [exchange.events for exchange in found] == [("x", "y"), ("a", "b", "c")]
    assert [len(exchange.links) for exchange in found] == [1, 2]


def test_a_lower_bar_joins_more():
    found = exchanges(read_chronicle(WAR).events, read_links(WAR), at_least=0.4)
    assert [exchange.events for exchange in found] == [("x", "y"), ("a", "b", "c", "d")]


def test_a_link_to_an_event_that_is_not_listed_makes_no_exchange():
    assert exchanges(read_chronicle(WAR).events[:2], read_links(WAR)[:1]) == []


def test_links_of_two_reports_about_the_same_acts_become_one_with_both_evidences():
    [link, *_] = [link for link in read_links(WAR) if link.basis == "declared"]
    [other, *_] = [link for link in read_links("# again\n" + WAR) if link.basis == "declared"]
    moved = Link("a2", "b2", "declared", 0.5, evidence=other.evidence)
    united = unite_links([link, moved], {"a2": "a", "b2": "b"})
    [one] = united
    assert (one.trigger, one.response, one.probability) == ("a", "b", 1.0)
    assert one.evidence == (*link.evidence, *other.evidence) and one.members == tuple(sorted([link.id, moved.id]))


def test_a_link_between_two_records_of_one_act_falls_away():
    assert unite_links([Link("a", "a2", "inferred", 0.5)], {"a2": "a"}) == []


def test_the_lag_is_counted_from_the_weighed_days():
    events = {event.id: event for event in read_chronicle(WAR).events}
    [link] = unite_links([Link("a", "b", "inferred", 0.5)], {}, events)
    assert link.lag_days == 2


def test_precision_and_recall_are_counted_from_the_probability_on():
    links = [Link("a", "b", "inferred", 0.9), Link("b", "c", "inferred", 0.6), Link("c", "d", "inferred", 0.4)]
    found = evaluate_links(links, {("a", "b"), ("c", "d"), ("x", "y")})
    assert (found.precision.value, found.precision.n) == (0.5, 2)
    assert (found.recall.value, found.recall.n) == (pytest.approx(1 / 3), 3)
    assert found.calibration[-1] == (0.9, 1.0, 1)


def test_without_links_nothing_is_told():
    assert evaluate_links([], set()).precision.value is None
