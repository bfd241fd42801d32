"""Acts without arms: sentences and trials, votes, places won, refusals, acts of people whom nobody names."""

from datetime import date

import pytest

from talion.codebook.gazetteer import gazetteer
from talion.codebook.registry import registry
from talion.coding.coder import Coder, coder
from talion.records import Event, Report


@pytest.fixture(scope="module")
def reads() -> Coder:
    return coder(registry(), gazetteer())


def events(reads: Coder, text: str) -> tuple[Event, ...]:
    return reads.code(Report(text, published=date(2033, 3, 9), language="en")).events


def kinds(reads: Coder, text: str) -> set[tuple[str, str]]:
    return {(event.action, event.status) for event in events(reads, text)}


@pytest.mark.parametrize(
    "text",
    [
        "A court in Varna sent the former customs chief to prison for six years.",
        "The court sent the minister, who ran the port from 2019 to 2024, and his aide Ilir Doko to prison.",
        "The general was given twelve years for his part in the mutiny.",
        "Three editors stood trial in Minsk.",
        "The warlord appeared in court in The Hague on Tuesday.",
        "A military tribunal condemned nine cadets to death.",
        "Prosecutors in Lima brought charges against four colonels.",
    ],
)
def test_what_a_court_does_to_somebody(reads, text):
    assert "COERCE" in {event.action for event in events(reads, text)}


def test_a_trial_that_is_fixed_for_a_day_is_still_to_come(reads):
    assert kinds(reads, "Three men go on trial on May 10.") == {("COERCE", "planned")}


@pytest.mark.parametrize(
    "text",
    [
        "The company was given twelve months to repay the loan.",
        "The singer appeared in a new film on Friday.",
        "The minister sent his brother to school in Geneva.",
        "He was given nine stitches after the match.",
        "The film took Paris by storm.",
        "Newcastle gunned down Everton at home, 2-1.",
        "She left the hall before the concert ended.",
    ],
)
def test_words_that_courts_and_fighters_use_and_that_tell_none_here(reads, text):
    assert not events(reads, text)


def test_who_stands_trial_is_the_one_to_whom_it_is_done(reads):
    [event] = events(reads, "Russia stood trial in The Hague in June.")
    assert (event.actors, event.recipients) == ((), ("russia",))


def test_what_a_parliament_votes_to_do_is_done(reads):
    assert ("SANCTION", "done") in kinds(reads, "Lithuania's parliament voted to close the Belarusian consulate.")


@pytest.mark.parametrize(
    ("text", "action", "actor"),
    [
        ('"We will never sign this treaty," the Serbian president said.', "REJECT", "serbia"),
        ("Khartoum is not willing to talk to the rebels.", "REJECT", "sudan"),
        ("Baku refused to discuss the corridor.", "REJECT", "azerbaijan"),
        ("Ottawa will no longer sell armoured cars to Riyadh.", "SANCTION", "canada"),
    ],
)
def test_what_somebody_will_not_do_is_refused(reads, text, action, actor):
    assert (action, (actor,)) in {(event.action, event.actors) for event in events(reads, text)}


@pytest.mark.parametrize(
    "text",
    ["Ankara did not sign the treaty.", "The spokesman refused to discuss the case.", "Kenya would not comment."],
)
def test_what_was_not_done_and_what_was_not_said_refuse_nothing(reads, text):
    assert not events(reads, text)


def test_who_will_pay_for_schools_threatens_nobody(reads):
    assert not any(
        event.action == "THREATEN" for event in events(reads, "China said that it would pay for new schools.")
    )
    [threat] = events(reads, '"They will pay for this crime," the Eritrean president said.')
    assert (threat.action, threat.actors) == ("THREATEN", ("eritrea",))


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("Mediators shuttled between the two delegations until midnight.", "CONSULT"),
        ("The rebels let eleven sailors go.", "RETREAT"),
        ("Vietnam's coastguard tailed a Chinese survey ship for two days.", "MOBILIZE"),
        ("The last rebels left Khujand for the hills.", "RETREAT"),
        ("Imrane is to hand over 14 fishermen next Friday.", "RETREAT"),
        ("Her bloc left the chamber before the vote.", "PROTEST"),
        ("The Dutch parliament granted 40 million crowns for refugees in Chad.", "AID"),
        ("The Ukrainian army took the village of Robotyne.", "COERCE"),
        ("Chile sent the Bolivian consul home.", "SANCTION"),
        ("Malian soldiers freed the hostages in Gao.", "AID"),
        ("Britain and Italy flew out hundreds of foreigners the same day.", "AID"),
        ("Ottawa struck the group off its list of terrorists in 2021.", "CONCEDE"),
    ],
)
def test_acts_without_arms_in_everyday_words(reads, text, action):
    assert action in {event.action for event in events(reads, text)}


def test_an_alert_is_raised_once(reads):
    assert kinds(reads, "Athens put its fleet on alert on Monday.") == {("MOBILIZE", "done")}


def test_what_both_sides_can_say_is_told_of_neither(reads):
    text = "A former officer expects a quiet week, since both sides can say that they have struck."
    assert not any(event.is_deed for event in events(reads, text))
