"""Which words of a report tell one act and which another, and what of day, place and toll passes between them."""

from datetime import date

import pytest

from talion.codebook.gazetteer import gazetteer
from talion.codebook.registry import registry
from talion.coding.coder import Coder
from talion.coding.tolls.counts import find_tolls
from talion.records import Coded, DateSpan, Event, Report

PUBLISHED = date(2031, 5, 8)  # a Thursday


@pytest.fixture(scope="module")
def reads() -> Coder:
    return Coder(registry(), gazetteer())


def code(reads: Coder, text: str) -> Coded:
    return reads.code(Report(text, published=PUBLISHED, language="en"))


def assaults(reads: Coder, text: str) -> list[Event]:
    return [event for event in code(reads, text).events if event.action == "ASSAULT" and event.status == "done"]


def test_what_the_shells_hit_is_told_of_the_shelling(reads):
    opening = "Armenia fired a dozen shells at two posts in Azerbaijan on Monday."
    text = f"{opening}\n\nThe shells struck a barracks near Tovuz, a mayor said."
    [event] = assaults(reads, text)
    assert event.actors == ("armenia",) and "Tovuz" in {place.name for place in event.places}


def test_the_dead_of_a_crash_did_not_die_in_the_attack_before_it(reads):
    text = (
        "Turkey fired rockets at a base in Syria on Monday. Some hours after the rocket attack, a Greek ferry sank off "
        "Latakia, and all 90 people on board lost their lives."
    )
    events = assaults(reads, text)
    assert any("turkey" in event.actors for event in events)
    assert 90 not in [part.count.best for event in events for part in event.toll.parts]


def test_strikes_on_those_who_deny_an_attack_are_another_act(reads):
    text = (
        "Hezbollah denied that it had fired the rockets that hit the base near Haifa on 6 May. "
        "It called the strikes on its fighters a crime."
    )
    hit = [event for event in assaults(reads, text) if "Haifa" in {place.name for place in event.places}]
    assert hit and all("hezbollah" not in event.recipients for event in hit)


def test_an_act_that_is_answered_takes_no_day_and_no_place_from_the_answer(reads):
    text = (
        "The Houthis fired on the port of Jizan on Monday. They said that the attack was carried out in response to "
        "the killing of a mayor in a Saudi air strike."
    )
    [killed] = [event for event in assaults(reads, text) if "saudi-arabia" in event.actors]
    assert killed.when is None and not killed.places


@pytest.mark.parametrize(
    "text",
    [
        "Syria said 12 soldiers were killed when Israeli jets bombed a depot near Homs on Monday.",
        "Syria said 12 soldiers were being treated after Israel's air strike on a depot near Homs on Monday.",
    ],
)
def test_what_a_speaker_takes_for_known_is_no_blame(reads, text):
    assert any(actor.startswith("israel") for event in assaults(reads, text) for actor in event.actors)


def test_grief_over_a_killing_is_not_of_those_who_killed(reads):
    text = "The minister spoke of the anger of Kenyans at the killing of 14 farmers near Garissa."
    [killing] = assaults(reads, text)
    assert "kenya" not in killing.actors and [part.count.best for part in killing.toll.parts] == [14]


def test_who_is_punished_for_an_attack_was_not_hit_by_it(reads):
    text = "Iran's envoy said three generals were targeted for their part in Tuesday's drone attack."
    [attack] = assaults(reads, text)
    assert attack.recipients == ()


def test_what_is_counted_is_no_attack(reads):
    text = "India and Pakistan do not agree on the number of rockets: 12, says the one, and 30, says the other."
    assert assaults(reads, text) == []


def test_a_headline_s_second_part_does_not_deny_its_first(reads):
    report = "Crowd sets fire to Turkish consulate in Basra; Turkey blames Iran, Tehran rejects it"
    events = [event for event in code(reads, report).events if event.action == "ASSAULT"]
    assert [event.status for event in events] == ["done"]


def test_the_owner_of_an_embassy_is_hit_and_not_the_land_it_stands_in(reads):
    text = "Fighters of Hezbollah broke into the French embassy in Damascus on Monday and burned a hall."
    events = assaults(reads, text)
    assert events and all("syria" not in event.recipients for event in events)
    assert any("france" in event.recipients for event in events)


def test_a_vow_without_a_doer_is_the_speaker_s(reads):
    coded = code(reads, "A spokesman for Hezbollah said that the dead would be avenged.")
    [vow] = [event for event in coded.events if event.action == "THREATEN"]
    assert vow.actors == ("hezbollah",)


def test_news_without_a_day_is_of_the_day_that_the_report_opens_with(reads):
    text = "Turkish jets bombed a camp near Qamishli on Thursday.\n\nIraq summoned the Turkish ambassador."
    [summons] = [event for event in code(reads, text).events if event.action != "ASSAULT"]
    assert summons.when == DateSpan.on(PUBLISHED)


def test_force_without_a_day_is_not_put_on_the_day_before_the_report(reads):
    text = "Turkish jets bombed a camp near Qamishli on Wednesday.\n\nTwo farmers were shot dead in Ankara."
    [shot] = [event for event in assaults(reads, text) if event.toll and event.toll.parts]
    assert shot.when is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The minister said that no Norwegians were hurt.", [("0", "injured")]),
        ("The raid killed 25 of the group's fighters.", [("25", "killed")]),
        ("He spoke of the killing of at least 12 of their own.", [("at least 12", "killed")]),
    ],
)
def test_whom_a_number_counts(text, said):
    assert [(str(toll.count), toll.effect) for toll in find_tolls(text)] == said


def test_hours_after_the_raids_four_shells_are_another_act(reads):
    text = (
        "Turkish jets bombed a base near Dohuk on Monday, killing three fighters.\n\n"
        "Hours after the raids, four rockets exploded near a camp outside Mosul. Nobody was hurt in the attack."
    )
    places = [{place.name for place in event.places} for event in assaults(reads, text)]
    assert not any({"Mosul"} < names and names & {"Dohuk", "Dahuk"} for names in places) and len(places) == 2


def test_a_plane_shot_down_hours_after_a_missile_attack_is_not_that_attack(reads):
    text = (
        "Syria shot down a Turkish plane hours after the missile attack. It was in the air near Latakia on Monday.\n\n"
        "Turkey had fired missiles at two bases in Syria."
    )
    downed, fired = ([event for event in assaults(reads, text) if side in event.actors] for side in ("syria", "turkey"))
    assert downed and fired and not {event.id for event in downed} & {event.id for event in fired}


def test_the_attack_of_which_a_side_accuses_another_is_not_its_own(reads):
    text = (
        "Gunmen of the Badr Organization stormed the Turkish embassy in Baghdad on Monday. Guards answered with "
        "tear gas.\n\nTurkey accused Iran of organising the attack."
    )
    for event in assaults(reads, text):
        assert not ("turkey" in event.actors and any(blame.actor == "iran" for blame in event.attribution.blames))


def test_a_crowd_that_forces_its_way_in_does_what_the_headline_tells(reads):
    text = (
        "Crowd breaks into French embassy in Damascus\n\n"
        "Supporters of Hezbollah forced their way into the French embassy in Damascus on Tuesday and burned a hall."
    )
    [event] = assaults(reads, text)
    assert event.actors == ("hezbollah",) and event.recipients == ("france",)


@pytest.mark.parametrize(
    "text",
    [
        "Pakistan has not confirmed that its jets bombed Khost.",
        "Hezbollah did not say that it had shelled the town of Metula.",
        "The ministry gave no number of people killed or injured at the five sites.",
        "Baghdad called it a breach of its sovereignty.",
    ],
)
def test_what_nobody_says_is_no_deed(reads, text):
    assert assaults(reads, text) == []


def test_what_is_asked_about_an_act_takes_it_for_done(reads):
    assert assaults(reads, "The army of Iraq did not say why it had shelled the town of Amara.")


def test_whom_an_attack_is_blamed_on_was_not_hit_by_it(reads):
    [event] = assaults(reads, "Turkish officials have blamed the rocket attacks near Kilis on groups backed by Iran.")
    assert not event.recipients or all("iran" not in side for side in event.recipients)


@pytest.mark.parametrize(
    "text",
    [
        "Hezbollah said that aircraft attacked its convoy near Homs.",
        "The Popular Mobilisation Forces had said in the night that aircraft attacked one of their depots.",
    ],
)
def test_who_tells_of_an_attack_on_its_own_did_not_do_it(reads, text):
    [event] = assaults(reads, text)
    assert event.actors == () and not event.attribution.blames


def test_soldiers_whom_a_state_will_send_are_its_own(reads):
    text = "Iran warned Turkey on Monday. Iran marched. Ankara said that 2,000 soldiers would be sent to the border."
    [sent] = [event for event in code(reads, text).events if event.action == "MOBILIZE" and event.status == "planned"]
    assert sent.actors == ("turkey",)


def test_who_is_searched_for_is_no_reason(reads):
    assert not code(reads, "Kenyan police searched for the men who had bombed the hotel in Nairobi.").links
    [link] = code(reads, "Kenya expelled two envoys for the bombing of a hotel in Nairobi on Monday.").links
    assert link.basis == "attributed"


def test_who_only_asks_for_calm_is_not_hit(reads):
    text = "Rebels of the Tamil Tigers stormed the airport. Norway asked the Tigers for calm."
    events = assaults(reads, text)
    assert events and all("norway" not in event.recipients for event in events)


def test_the_federal_government_is_of_the_state_that_the_report_is_about(reads):
    text = (
        "Ethiopia sent its army north on Monday, Ethiopia's parliament said. It blamed Eritrea for a raid. "
        "The federal government shelled Mekelle on Tuesday."
    )
    assert any("ethiopia" in event.actors for event in assaults(reads, text))
    assert all("eritrea" not in event.actors for event in assaults(reads, text) if event.mode == "heavy-weapons")


def test_a_warning_against_a_word_is_no_threat(reads):
    events = code(reads, "The minister of Kenya warned against calling the raid retaliation.").events
    assert all(event.action != "THREATEN" for event in events)
    warned = code(reads, "The minister of Kenya warned of harsh retaliation.").events
    assert "THREATEN" in {event.action for event in warned}
