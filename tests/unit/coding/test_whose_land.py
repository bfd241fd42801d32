"""Whose "the army" is in a report, whom "they" and "he" mean, and words of acts that tell none of their own."""

from datetime import date

import pytest

from talion.codebook.gazetteer import gazetteer
from talion.codebook.registry import registry
from talion.coding.coder import Coder
from talion.records import Event, Report


@pytest.fixture(scope="module")
def reads() -> Coder:
    return Coder(registry(), gazetteer())


def events(reads: Coder, text: str) -> tuple[Event, ...]:
    return reads.code(Report(text, published=date(2031, 5, 4), language="en")).events


def by_word(found: tuple[Event, ...], word: str) -> list[Event]:
    return [e for e in found if any(m.what == "act" and word in m.passage.quote for m in e.marks)]


def test_the_army_is_that_of_the_land_a_report_was_sent_from(reads):
    text = (
        "LIMA, May 3 (Staff) - Ecuador said on Friday that Ecuadorean planes had bombed two Peruvian posts. Ecuador's "
        "president thanked Ecuadorean pilots. The army shelled a camp near the Cenepa river on Saturday, killing three."
    )
    [shelled] = by_word(events(reads, text), "shelled")
    assert shelled.actors == ("peru",)


def test_the_army_is_that_of_the_item_it_stands_in(reads):
    text = (
        "Chad. Gunmen killed two farmers near Bol on Monday.\n\n"
        "Sudan. The army bombed a market in Nyala on Tuesday, killing nine civilians.\n\n"
        "Ethiopia. Police arrested 12 journalists in Addis Ababa on Friday."
    )
    found = events(reads, text)
    assert [e.actors for e in by_word(found, "bombed")] == [("sudan",)]
    assert [e.actors for e in by_word(found, "arrested")] == [("ethiopia",)]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The Turkish foreign ministry declined to comment.", "declined"),
        ("The Syrian army refused to say how many men it had lost.", "refused"),
        ("The Serbian president told a rally in Belgrade that the talks were over.", "rally"),
        ("Nobody said they had bombed the Turkish consulate in Basra.", "bombed"),
        ("Iran will retaliate for attacks on its ships, its foreign minister warned.", "attacks"),
    ],
)
def test_words_that_tell_no_act_of_their_own(reads, text, word):
    assert not by_word(events(reads, text), word)


def test_in_protest_says_why_another_act_was_done(reads):
    found = events(reads, "Egypt recalled its ambassador from Ankara on Sunday in protest at the raid.")
    assert by_word(found, "recalled") and not by_word(found, "protest")


def test_an_envoy_who_is_told_to_leave_is_expelled(reads):
    text = "Sudan's government on Monday ordered the French ambassador to leave the country within two days."
    [told] = events(reads, text)
    assert (told.action, told.actors, told.recipients) == ("COERCE", ("sudan",), ("france",))


def test_soldiers_loyal_to_somebody_are_theirs(reads):
    text = (
        "Friday soldiers loyal to Tripoli shelled a camp near Sirte, killing three fighters. Egypt and Egyptians fled."
    )
    assert [e.actors for e in by_word(events(reads, text), "shelled")] == [("libya",)]


def test_they_are_the_people_named_before(reads):
    text = (
        "The Colombian army bombed a camp of the FARC on Monday. The rebels fled into the hills. On Tuesday they "
        "attacked a police post in Cauca, killing two officers."
    )
    assert [e.actors for e in by_word(events(reads, text), "attacked")] == [("farc",)]


def test_the_head_of_a_sentence_is_no_part_of_the_name_before_it(reads):
    text = "The Turkish president said so on X. He threatened to bomb the Syrian army."
    assert not any("new-x" in actor for e in events(reads, text) for actor in e.actors)


def test_a_town_that_a_report_is_sent_from_does_nothing(reads):
    text = "Kisumu — Gunmen seized a bridge on Monday, cutting the road to Kisumu, the governor said."
    assert not any("kisumu" in actor for e in events(reads, text) for actor in e.actors)


def test_leaders_of_a_land_act_for_it(reads):
    text = "The OSCE sent observers on Monday. The military leadership of Armenia warned that it would bomb Azerbaijan."
    assert [e.actors for e in events(reads, text) if e.action == "THREATEN"] == [("armenia",)]
