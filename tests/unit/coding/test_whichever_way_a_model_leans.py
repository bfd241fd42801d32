"""Who is said to have done what, read by rules that hold whether a model hears one act more or fewer."""

from datetime import date

import pytest

from talion.codebook.gazetteer import gazetteer
from talion.codebook.registry import registry
from talion.coding.coder import coder
from talion.records import Coded, Event, Report


def code(text: str) -> Coded:
    return coder(registry(), gazetteer()).code(Report(text, published=date(2031, 3, 9), language="en"))


def stances(event: Event) -> set[tuple[str, str | None]]:
    return {(blame.stance, blame.actor) for blame in event.attribution.blames}


@pytest.mark.parametrize(
    ("action", "said", "text"),
    [
        (
            "ASSAULT",
            {("blames", "new-red-sash"), ("denies", "new-red-sash")},
            "Gunmen ambushed a convoy near Rask on Monday, and on Tuesday the army shelled two villages. No group has "
            "claimed the Rask ambush. Officials said it was carried out by the Red Sash. The Red Sash denied it.",
        ),
        (
            "ASSAULT",
            {("blames", "chad"), ("denies", "chad")},
            "Kenya accused Chad of abducting three officers on Friday. Chad dismissed the accusation as a fairy tale.",
        ),
        (
            "AID",
            {("denies", "eritrea")},
            "Kenya says that Eritrea helped the militia to hit one of its patrol boats on May 3; Eritrea denies this.",
        ),
        (
            "RETREAT",
            {("denies", "new-valley-front")},
            "On Sunday Serbia announced a ceasefire with three groups in the valley. The Valley Front denied having "
            "signed one.",
        ),
        (
            "ASSAULT",
            {("blames", None)},
            "Rebels shelled a market in Lagos on Friday. Sudan accused its neighbour of occupying the town last month.",
        ),
    ],
)
def test_what_is_said_of_an_act_is_kept_at_that_act(action: str, said: set[tuple[str, str | None]], text: str) -> None:
    coded = code(text)
    spoken_of = [event for event in coded.events if stances(event)]

    assert any(event.action == action and said <= stances(event) for event in spoken_of)
    assert not any(stances(event) & said for event in spoken_of if event.action != action and event.status != "denied")


def test_a_word_before_a_weapon_is_no_party() -> None:
    [event] = code("Grad rockets hit a school in Donetsk on Monday.").events

    assert event.actors == ()


def test_a_party_named_elsewhere_keeps_its_weapons() -> None:
    [event] = code("Orlan drones hit a depot in Varna on Monday. The Orlan government said it was revenge.").events

    assert event.actors == ("new-orlan",)


@pytest.mark.parametrize(
    ("text", "recipient"),
    [
        ("Russian forces captured 30 square kilometres of Ukrainian territory in May.", "ukraine"),
        ("Chadian soldiers seized three villages in Darfur on Sunday.", "sudan"),
    ],
)
def test_ground_is_taken_by_force_and_from_whose_it_was(text: str, recipient: str) -> None:
    [event] = code(text).events

    assert event.recipients == (recipient,)


def test_a_building_is_no_ground() -> None:
    actions = {event.action for event in code("Police seized the town hall and took two men to the station.").events}

    assert actions == {"COERCE"}


def test_who_is_warned_is_not_who_will_do_it() -> None:
    coded = code("Narendra Modi warned on Monday that India would give a fitting reply if provoked.")

    assert all("india" not in event.recipients for event in coded.events)


def test_nobody_helps_himself_as_the_group() -> None:
    text = "Hezbollah fired on a ship on Monday. Israel says Iran's Revolutionary Guards helped the group to do it."
    helped = [event for event in code(text).events if event.action == "AID"]

    assert all("irgc" not in event.recipients for event in helped)


def test_who_is_threatened_besides_did_nothing_and_who_is_joined_for_talks_did() -> None:
    raid = code("Al-Shabaab claimed the raid on Mandera of 3 January and threatened Somalia, Uganda and Burundi.")
    talks = code(
        "Foreign Minister Sergei Lavrov joined US Secretary of State Antony Blinken and other partners in Geneva on "
        "10 December for talks on Libya."
    )

    assert all(event.actors == ("al-shabaab",) for event in raid.events if event.action == "ASSAULT")
    assert any({"sergei-lavrov", "antony-blinken"} <= {*event.actors, *event.recipients} for event in talks.events)
