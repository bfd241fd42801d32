"""Which act has which day and place where its own clause names none."""

from datetime import date

import pytest

from talion.codebook.gazetteer import gazetteer
from talion.codebook.registry import registry
from talion.coding.coder import coder
from talion.coding.tolls.counts import find_tolls
from talion.records import Report


@pytest.fixture(scope="module")
def reader():
    return coder(registry(), gazetteer())


def deeds(reader, text):
    coded = reader.code(Report(text, published=date(2031, 5, 14), language="en"))
    return [e for e in coded.events if e.is_deed]


def test_the_day_of_a_dateline_dates_no_act(reader):
    [event] = deeds(reader, "BEIRUT, Lebanon (May 14) - Rebels killed two soldiers near Tripoli yesterday.")
    assert event.when is not None and event.when.first == date(2031, 5, 13)


def test_what_is_told_behind_a_dated_sentence_without_an_act_has_its_day(reader):
    text = "Troops conducted an operation near Tripoli on Monday. Three rebels were killed."
    event = next(e for e in deeds(reader, text) if e.action == "ASSAULT")
    assert event.when is not None and event.when.first == date(2031, 5, 12)


def test_an_hour_alone_is_an_hour_of_the_day_of_the_report(reader):
    event = next(e for e in deeds(reader, "The air force struck two launching sites near Tripoli at 05:00."))
    assert event.when is not None and event.when.first == date(2031, 5, 14)
    assert "hour" in (event.when_because or "")


def test_the_next_sentences_are_in_the_same_town(reader):
    text = "Thousands of people marched through Tripoli on Tuesday. Police fired tear gas. Forty people were arrested."
    placed = {e.action: [p.name for p in e.places] for e in deeds(reader, text)}
    assert placed["COERCE"] == placed["PROTEST"] == ["Tripoli"]


def test_an_item_of_a_list_is_where_its_dateline_says(reader):
    [event] = deeds(reader, "Briefs\n\nPORT BREE - Gunmen kidnap two aid workers\n\nDALE - Talks are possible")
    assert [p.name for p in event.places] == ["Port Bree"]


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("He followed Ana Bel, who was killed on Friday.", [1]),
        ("Men gunned down judge Ana Bel in the street.", [1]),
        ("He spoke for the aide, who was not killed.", []),
    ],
)
def test_who_was_killed_and_who_was_gunned_down_is_dead(text, killed):
    assert [c.count.low for c in find_tolls(text) if c.effect == "killed"] == killed


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("A bomber drove his car into trucks full of soldiers near Kelmat on Sunday.", "Kelmat"),
        ("Militants ambushed a convoy between Tsabel and Kolwe on Tuesday.", "Kolwe"),
        ("About 400 people marched through Upper Kolwe to demand his release.", "Upper Kolwe"),
        ("Talks in Muscat on a truce ended without a deal.", "Muscat"),
    ],
)
def test_a_name_that_no_list_holds_is_a_place_behind_near_and_between(reader, text, place):
    coded = reader.code(Report(text, published=date(2031, 5, 14), language="en"))
    assert any(place in [p.name for p in event.places] for event in coded.events)
