"""Who did it and to whom: roles without a name, the two sides of a quarrel, what a communiqué leaves unsaid."""

from datetime import date

import pytest

from talion.codebook.gazetteer import gazetteer
from talion.codebook.registry import registry
from talion.coding.coder import coder
from talion.coding.events.matching import Sides
from talion.records import Coded, Event, Report


def code(text: str, outlet: str | None = None) -> Coded:
    report = Report(text, published=date(2031, 5, 16), language="en", outlet=outlet)
    return coder(registry(), gazetteer()).code(report)


def told(coded: Coded, word: str) -> Event:
    """The one event that this word tells."""
    [event] = [e for e in coded.events if any(m.what == "act" and m.passage.quote == word for m in e.marks)]
    return event


def sides(text: str, word: str, outlet: str | None = None) -> tuple[set[str], set[str]]:
    event = told(code(text, outlet), word)
    return set(event.actors), set(event.recipients)


@pytest.mark.parametrize(
    ("sentence", "word", "actor"),
    [
        ("The officers imposed a curfew in the capital.", "imposed", "new-officers"),
        ("The trade unions called a general strike for Monday.", "called", "new-trade-unions"),
        ("Two villages fell silent after police shot a shepherd.", "shot", "new-police"),
    ],
)
def test_a_role_without_a_name_is_its_own_party(sentence, word, actor):
    assert told(code(sentence), word).actors == (actor,)


def test_the_police_are_the_state_s_where_the_report_is_about_one():
    text = "Police in Nairobi fired on marchers on Monday. Kenya has banned all marches."
    assert told(code(text), "fired").actors == ("kenya",)


def test_gunmen_are_nobody_in_particular():
    assert told(code("Gunmen kidnapped two aid workers on Monday."), "kidnapped").actors == ()


def test_the_army_is_the_one_told_of_before_and_never_its_enemy():
    text = (
        "Sudan's army said the Rapid Support Forces had shelled a market in Omdurman. "
        "The army bombed the group's positions in reply."
    )
    assert sides(text, "bombed") == ({"sudan-armed-forces"}, {"rapid-support-forces"})
    assert sides(text, "shelled")[1] == {"sudan-armed-forces"}


def test_the_presidents_are_those_of_the_two_states_that_are_named():
    text = "Ethiopia and Eritrea traded artillery fire along the border. The presidents spoke by telephone on Friday."
    actors, recipients = sides(text, "spoke")
    assert actors | recipients == {"ethiopia", "eritrea"}


def test_who_is_condemned_is_who_did_it():
    text = "Iran bombed a base in Erbil on Monday. France condemned the bombing."
    assert sides(text, "condemned") == ({"france"}, {"iran"})


def test_who_is_sent_is_the_side_that_acts():
    assert sides("About 5,000 American soldiers were deployed in Iraq on Monday.", "deployed")[0] == {"us-armed-forces"}


def test_who_receives_is_given_to():
    assert sides("Kataib Hezbollah has received weapons and money from Iran.", "received") == (
        {"iran"},
        {"kataib-hezbollah"},
    )


def test_in_a_side_s_own_words_what_others_did_was_done_to_it():
    text = (
        "The enemy shelled the town of Porsk at noon. Our gunners shelled two launching sites of Doruvian troops in "
        "reply. Doruvia has no right to Porsk."
    )
    outlet = "Ministry of Defence of Kesmara, press service"
    [first] = [e for e in code(text, outlet).events if "Porsk" in e.passages[0].quote and e.action == "ASSAULT"][:1]
    assert first.recipients == ("new-kesmara",)


def test_part_of_a_name_is_nobody():
    coded = code("A day after the missiles struck Ain al-Asad, two accounts of Ain al-Asad were told.")
    assert not any("ain" in actor for event in coded.events for actor in event.actors)


def test_who_fired_is_asked_and_not_said():
    coded = code("Iraqi officers doubt who fired at the base.")
    assert all("iraq" not in event.actors for event in coded.events)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Rockets injure four airmen at Balad base", {"injure"}),
        ("Opposition calls off Friday's march", set()),
    ],
)
def test_one_act_is_told_once(text, words):
    deeds = [e for e in code(text).events if e.action in {"ASSAULT", "PROTEST", "RETREAT"}]
    assert {m.passage.quote for e in deeds for m in e.marks if m.what == "act"} == words
    assert len(deeds) == len(words)


def test_a_way_that_is_forced_is_no_act_beside_the_forcing():
    text = (
        "Supporters and members of Kataib Hezbollah forced their way into the compound of the United States embassy in "
        "Baghdad and burned a hall."
    )
    coded = coder(registry(), gazetteer()).code(Report(text, published=date(2031, 5, 16), language="en"))
    assert "way" not in {m.passage.quote for e in coded.events for m in e.marks if m.what == "act"}


def test_a_killing_in_a_strike_is_one_act():
    text = "The attack answered the killing of Qassem Soleimani, a commander, in an American drone strike."
    event = told(code(text), "killing")
    assert event.actors == ("united-states",) and event.recipients == ("qassem-soleimani",)


@pytest.mark.parametrize(
    ("text", "word", "place"),
    [
        ("Marines occupied the port of San Ivo on Monday.", "occupied", "San Ivo"),
        ("Two shells struck the airport of the capital, Mira, and missed the tower.", "struck", "Mira"),
        ("Troops repelled an attempt by a gang to cross the border in the Vell gorge.", "attempt", "Vell gorge"),
    ],
)
def test_the_place_stands_behind_what_can_only_be_at_one(text, word, place):
    assert place in {p.name.removeprefix("the ") for p in told(code(text), word).places}


def test_a_role_in_one_report_may_be_the_state_s_in_another():
    known = Sides(None)
    assert known.compare(("new-police",), ("kenya",)) == "unknown"
    assert known.compare(("new-police",), ("new-villagers",)) == "other"
    assert known.compare(("kenya",), ("somalia",)) == "other"


def test_one_of_the_first_groups_to_do_it_is_the_group_spoken_of():
    text = "The Amal Movement was one of the first groups to attack the convoy of Israel near Tyre."
    assert told(code(text), "attack").actors == ("amal-movement",)


def test_a_demonym_before_a_militia_is_not_the_state():
    event = told(code("Jets bombed an Iraqi militia near Mosul on Monday, and Iran called for calm."), "bombed")
    assert "iraq" not in event.recipients


def test_a_party_of_a_clause_that_says_where_did_nothing():
    text = "The rockets that hit the base in Kirkuk came from an area where Kataib Hezbollah has no presence, he said."
    assert told(code(text), "hit").actors == ()


def test_who_the_victim_was_is_not_who_did_it():
    text = (
        "The Guards said that the attack was a response to the killing of Qassem Soleimani, the commander of the Quds "
        "Force, in an American drone strike."
    )
    assert "quds-force" not in told(code(text), "killing").actors
