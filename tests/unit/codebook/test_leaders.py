"""Persons who led states and groups: on which days, and where a text does not mean them."""

from datetime import date

import pytest

from talion.codebook.registry import registry

OURS = registry()


@pytest.mark.parametrize(
    ("name", "led", "before", "within", "after"),
    [
        ("Nicolas Maduro", "venezuela", date(2013, 3, 4), date(2019, 1, 1), date(2026, 1, 4)),
        ("Yasser Arafat", "palestinian-authority", date(1990, 1, 1), date(2001, 1, 1), date(2004, 11, 12)),
        ("Radovan Karadžić", "republika-srpska", date(1991, 1, 1), date(1995, 7, 11), date(1996, 7, 20)),
        ("Jonas Savimbi", "unita", date(1960, 1, 1), date(1993, 1, 1), date(2002, 2, 23)),
        ("Prabhakaran", "ltte", date(1970, 1, 1), date(1995, 1, 1), date(2010, 1, 1)),
    ],
)
def test_a_leader_is_a_part_of_what_he_led_while_he_led_it(name, led, before, within, after):
    person = OURS.resolve(name).actor.id
    assert [person in OURS.members(led, on=day) for day in (before, within, after)] == [False, True, False]


@pytest.mark.parametrize(
    "text",
    [
        "Police fired on a crowd near Gaddafi Stadium.",
        "The USS Ronald Reagan left port.",
        "Shells hit Rafic Hariri International Airport.",
        "Mubarak Awad was arrested.",
        "A bomb went off in Sadr City.",
        "Saddam Haftar threatened to march on the town.",
        "They begin to park on the moon.",
    ],
)
def test_what_is_called_after_somebody_and_whoever_shares_a_name_is_not_the_leader(text):
    assert [name for name in OURS.find(text) if OURS.actors[name.actor].kind == "person"] == []


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Putin Warns NATO", "vladimir-putin"),
        ("Mubarak's police fired on the crowd.", "hosni-mubarak"),
        ("On Monday President Xi warned the island.", "xi-jinping"),
        ("Kim Jong-un threatened his neighbour.", "kim-jong-un"),
    ],
)
def test_a_leader_is_found(text, person):
    assert person in {name.actor for name in OURS.find(text)}
