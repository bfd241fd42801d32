"""Sentences that any newsroom writes: who did it, to whom, with what toll, and no sentence without its act."""

from datetime import date

import pytest

from talion.codebook.gazetteer import gazetteer
from talion.codebook.registry import registry
from talion.coding.coder import Coder
from talion.records import Event, Report


@pytest.fixture(scope="module")
def reads() -> Coder:
    return Coder(registry(), gazetteer())


def _one(reads: Coder, text: str) -> Event:
    [event] = reads.code(Report(text, published=date(2031, 3, 9), language="en")).events
    return event


@pytest.mark.parametrize(
    ("text", "actors", "recipients", "killed"),
    [
        ("Morocco killed seven fighters in an air raid on Tifariti.", ("morocco",), None, "7"),
        (
            "The army of Chad said it had killed seven rebels in air strikes near Bardai.",
            ("chad-armed-forces",),
            None,
            "7",
        ),
        ("An air raid that Morocco carried out killed seven people.", ("morocco",), None, "7"),
        ("Mortars were fired at a Turkish base in Syria; no one claimed it.", (), ("turkey",), None),
        ("Polisario came under attack from Moroccan aircraft near Tifariti.", ("morocco",), ("polisario",), None),
        ("Bukavu fell to M23 rebels on Friday.", ("m23",), ("dr-congo",), None),
    ],
)
def test_who_did_what_to_whom(reads, text, actors, recipients, killed):
    event = _one(reads, text)
    assert event.action == "ASSAULT" and {a.removesuffix("-armed-forces") for a in event.actors} == {
        a.removesuffix("-armed-forces") for a in actors
    }
    if recipients is not None:
        assert event.recipients == recipients
    if killed is not None:
        assert event.toll is not None
        assert [str(part.count) for part in event.toll.parts if part.effect == "killed"] == [killed]


def test_a_crowd_that_protests_is_no_accuser(reads):
    event = _one(reads, "Hundreds protested in Niamey against President Kell.")
    assert (event.action, event.recipients) == ("PROTEST", ("niger",))


def test_a_gang_leader_speaks_for_no_state_and_peacekeepers_belong_to_none(reads):
    threat = _one(reads, "Salvadoran gang leader Adar Poe threatened reprisals against the police of San Salvador.")
    assert "el-salvador" not in threat.actors
    attack = _one(reads, "Congolese militiamen attacked peacekeepers near Bunia.")
    assert (attack.actors, attack.recipients) == ((), ())


def test_who_avenges_a_killing_did_not_do_it(reads):
    text = "Polisario said it had fired rockets to avenge the killing of a commander in an air strike on Friday."
    events = reads.code(Report(text, published=date(2031, 3, 9), language="en")).events
    fired, strike = sorted(events, key=lambda event: event.toll is not None)
    assert fired.actors == ("polisario",) and strike.actors == ()


def test_the_strike_of_the_next_clause_is_the_bombing_just_told(reads):
    text = (
        "On 25 February a drone hit a depot in Tindouf and hurt nobody. Two days later Moroccan jets bombed a camp "
        "near Tifariti; Algeria said the strike killed a herder."
    )
    events = reads.code(Report(text, published=date(2031, 3, 9), language="en")).events
    bombing = next(event for event in events if any(a.startswith("morocco") for a in event.actors))
    assert bombing.toll is not None and bombing.when is not None and bombing.when.first == date(2031, 2, 27)


def test_who_speaks_of_a_raid_is_not_the_raider(reads):
    text = (
        "CODECO militiamen killed 12 civilians in Ituri on Monday. The army said the raid was revenge for the arrest "
        "of one of the group's leaders."
    )
    raid, arrest = reads.code(Report(text, published=date(2031, 3, 9), language="en")).events
    assert raid.actors == ("codeco",) and raid.attribution is not None and arrest.action == "COERCE"
    assert not [blame for blame in raid.attribution.blames if blame.stance == "claims"]


def test_a_drone_is_no_party_and_an_older_attack_with_other_dead_is_another(reads):
    assert _one(reads, "Drone kills three at Port Omar fuel depot").actors == ()
    text = (
        "Militants ambushed a convoy in Quetta on Thursday, killing two soldiers.\n\n"
        "Pakistan carried out air strikes in March after an attack on a military post killed seven soldiers."
    )
    events = reads.code(Report(text, published=date(2031, 5, 9), language="en")).events
    killed = sorted(str(p.count) for e in events if e.toll for p in e.toll.parts if p.effect == "killed")
    assert killed == ["2", "7"]


def test_troops_of_somebody_unnamed_are_no_party_of_their_own(reads):
    event = _one(reads, "The government said its troops had retreated from Bambari to regroup.")
    assert not any(actor.startswith("new-") for actor in event.actors)
