"""What reports on wars that nobody tuned on showed: one act told once, on its day, by and to the right sides."""

from datetime import date

import pytest

from talion.codebook.gazetteer import gazetteer
from talion.codebook.registry import registry
from talion.coding.coder import coder
from talion.records import Coded, Report


def code(text: str) -> Coded:
    return coder(registry(), gazetteer()).code(Report(text, published=date(2031, 5, 16), language="en"))


def force(coded: Coded):
    return [event for event in coded.events if event.action == "ASSAULT"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Kenya and Ethiopia exchanged mortar fire on Sunday near Moyale.",
        "Peruvian and Chilean soldiers traded artillery fire on Monday.",
    ],
)
def test_an_exchange_of_fire_is_one_act(sentence):
    [event] = force(code(sentence))
    assert event.actors
    assert event.recipients


def test_a_day_of_what_an_act_followed_from():
    coded = code("The ministry said on Thursday that Kenyan soldiers had captured Moyale on Tuesday after bombing it.")
    assert {event.when.first for event in coded.events if event.when} == {date(2031, 5, 13)}


def test_whoever_takes_part_is_not_taken_in():
    coded = code("Kenya armed the rebels and let them take part in the assault on Moyale.")
    assert not [event for event in coded.events if event.mode == "arrest"]


def test_a_reply_of_others_is_not_the_act_before_it():
    coded = code(
        "On Sunday aircraft bombed Moyale. The Kenyan army said that Ethiopian troops opened fire on Monday and that "
        "Kenyan guns replied."
    )
    assert not coded.links


def test_what_is_denied_was_said_in_the_same_sentence():
    text = "On Monday Kenya shelled Moyale. Protesters burned a shop in Nairobi. {} Kampala denies it."
    leads = code(text.format("Experts say that Uganda leads the Delta Front;"))
    assert not [claim for claim in leads.claims if claim.stance == "denies"]
    blamed = code(text.format("Kenya blames Uganda for the fire;"))
    assert [claim for claim in blamed.claims if claim.stance == "denies"]


def test_an_office_goes_by_its_full_name():
    coded = code(
        "The Ministry of Defence in Lima said on Monday that Chilean soldiers had opened fire. It expelled two Chilean "
        "diplomats.\n\nThe Chilean president was silent. The ministry called on the African Union to send observers."
    )
    told = {event.action: event.actors for event in coded.events}
    assert told["COERCE"] == ("peru",)
    assert told["REQUEST"] == ("peru",)


def test_who_is_called_upon_to_help_was_not_struck():
    coded = code(
        "The Ministry of Defence in Nairobi said on Monday that Ethiopia had shelled a garrison. The ministry called "
        "on the African Union to make Ethiopia withdraw."
    )
    assert all("african-union" not in event.recipients for event in force(coded))


def test_whose_jets_with_a_name_behind_the_noun():
    [event] = force(code("Warplanes of the African mission AMISOM bombed a camp of al-Shabaab on Monday."))
    assert event.actors == ("amisom",)
    assert event.recipients == ("al-shabaab",)


def test_a_headline_of_who_was_hit_and_by_whom():
    [event] = force(code("Kenyan base hit by Ethiopian rockets, five dead\n\nNairobi is silent."))
    assert event.recipients == ("kenya",)


def test_the_means_of_an_act_are_no_second_act():
    [event] = force(code("The Kenyan boat Umoja was hit by a missile fired from an Ethiopian aircraft on Tuesday."))
    assert event.actors == ("ethiopia",)
    assert event.recipients == ("kenya",)


def test_what_lies_in_the_capital_of_others_is_theirs():
    [event] = force(code("On Friday Chilean jets bombed a bridge in the Peruvian capital."))
    assert event.recipients == ("peru",)
