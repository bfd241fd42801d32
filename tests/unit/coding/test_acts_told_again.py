"""One act told in several ways of speaking is one record, with its own day, place and toll; two acts stay two."""

from datetime import date

import pytest

from talion.codebook.gazetteer import gazetteer
from talion.codebook.registry import registry
from talion.coding import coder as reading
from talion.coding.coder import Coder
from talion.coding.tolls.counts import find_tolls
from talion.records import Coded, Event, Report


@pytest.fixture(scope="module")
def reads() -> Coder:
    return Coder(registry(), gazetteer())


def code(reads: Coder, text: str) -> Coded:
    return reads.code(Report(text, published=date(2031, 5, 9), language="en"))  # a Friday


def force(reads: Coder, text: str) -> list[Event]:
    return [event for event in code(reads, text).events if event.action == "ASSAULT"]


def told_by(events: list[Event], word: str) -> Event:
    return next(e for e in events if any(m.what == "act" and m.passage.quote == word for m in e.marks))


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("Shells killed six farmers, a district doctor, Yusuf Karim, said.", 6),
        ("Gunmen killed two guards, a hospital official in the town said.", 2),
        ("The bomb killed a nun and a schoolboy.", 2),
        ("Nine policemen, among them a colonel, and three villagers were killed.", 12),
        ("Four miners, two of them brothers, and a driver died.", 5),
        ("Two brothers aged 19 and 24 were killed.", 2),
    ],
)
def test_who_is_counted_among_the_dead(text, killed):
    assert sum(one.count.low or 0 for one in find_tolls(text) if one.kind == "total") == killed


def test_two_single_people_of_one_list_are_two(reads):
    [event] = force(reads, "Turkey bombed a village in Syria on Monday, killing a teacher and an elderly farmer.")
    assert event.toll.of("killed").low == 2


def test_the_attack_and_what_a_clause_says_it_hit_are_the_act_told_before(reads):
    text = "Turkey bombed the town of Kobani on Monday. Nine people were wounded in the attack, which hit a school."
    [event] = force(reads, text)
    assert event.toll.of("injured").low == 9


def test_the_worst_attack_since_is_the_attack_just_told_without_the_day_of_the_other(reads):
    text = (
        "Turkey bombed a market in Kobani on Monday, killing 12 people. "
        "It was the deadliest attack since March 2030, when 40 people died."
    )
    [event] = force(reads, text)
    assert event.when is not None
    assert event.when.first == date(2031, 5, 5)
    assert event.toll.of("killed").low == 12


def test_hours_later_begins_another_act(reads):
    text = (
        "A truck bomb hit a police station in Mosul on Monday, killing six people. "
        "Hours later, jets bombed rebel positions in Kirkuk."
    )
    assert len(force(reads, text)) == 2


def test_the_killings_are_where_somebody_died(reads):
    text = (
        "Gunmen attacked a bus near Kirkuk on Monday and killed four passengers. A mine damaged a bridge near Mosul on "
        "Tuesday; nobody was hurt.\n\nThe governor condemned the killings."
    )
    events = force(reads, text)
    assert told_by(events, "killings") is told_by(events, "attacked")


def test_verbs_joined_and_participles_tell_one_act(reads):
    text = "Gunmen attacked a base near Mosul on Monday, firing at a fuel depot and burning two lorries."
    assert len(force(reads, text)) == 1


def test_a_day_behind_what_somebody_called_the_targets_is_the_day_of_the_strikes(reads):
    [event] = force(reads, "Turkey carried out air strikes on what it called rebel camps in Syria on Tuesday.")
    assert event.when is not None
    assert event.when.first == date(2031, 5, 6)


def test_a_day_in_a_since_clause_is_not_the_day_of_the_act(reads):
    events = force(reads, "Turkey shelled Kobani. The attack is the heaviest since the sides signed a truce in April.")
    assert all(e.when is None or e.when.first.month != 4 for e in events)


def test_whoever_condemns_an_attack_of_a_day_condemns_on_no_day(reads):
    text = "The mission condemns the attack on a convoy near Mosul on 2 May, in which two drivers were killed."
    [event] = force(reads, text)
    assert event.when is not None
    assert event.when.first == date(2031, 5, 2)


def test_an_hour_belongs_to_the_day_of_the_story(reads):
    text = (
        "Gunmen stormed a village near Mosul on Monday, killing nine people.\n\n"
        "Police arrested two of them at 8:40 p.m. in a nearby wood."
    )
    arrest = next(e for e in code(reads, text).events if e.action == "COERCE")
    assert arrest.when is not None
    assert arrest.when.first == date(2031, 5, 5)


def test_where_a_statement_was_issued_is_not_where_the_bomb_was(reads):
    text = "The IRA admitted the bombing in a statement issued in Dublin."
    assert all("Dublin" not in [p.name for p in e.places] for e in force(reads, text))


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("A bomb exploded in the heart of Baghdad's financial district on Monday, killing two people.", "Baghdad"),
        ("A car bomb exploded outside a Baghdad hotel on Monday, killing five people.", "Baghdad"),
        ("Rockets hit Sderot and Ashkelon on Monday, wounding three people.", "Ashkelon"),
    ],
)
def test_towns_that_own_or_name_what_was_hit(reads, text, town):
    assert any(town in [p.name for p in e.places] for e in force(reads, text))


def test_what_happened_in_the_east_is_not_where_the_act_before_it_was(reads):
    text = "Gunmen attacked a convoy near Kirkuk on Monday, killing ten, and a mine blew up a bus in the south."
    assert [p.name for p in told_by(force(reads, text), "blew up").places] == []


def test_a_fault_in_one_part_leaves_the_acts_and_a_doubt(reads, monkeypatch):
    def fails(*_: object) -> None:
        raise ValueError("no such word")

    monkeypatch.setattr(reading, "find_relations", fails)
    coded = code(reads, "Turkey bombed a camp in Syria on Monday, killing four people.")
    assert len(coded.events) == 1
    assert any(doubt.kind == "part-not-read" and "no such word" in doubt.says for doubt in coded.doubts)
