"""Who says that it was whom, in few words and a sentence later: wordings of several wars."""

from datetime import date

import pytest

from talion.codebook.gazetteer import gazetteer
from talion.codebook.registry import registry
from talion.coding.coder import coder
from talion.records import Claim, Coded, Event, Report


def code(text: str) -> Coded:
    return coder(registry(), gazetteer()).code(Report(text, published=date(2016, 6, 22), language="en"))


def first(text: str) -> Event:
    return min(code(text).events, key=lambda event: min(passage.start for passage in event.passages))


def stances(event: Event) -> set[tuple[str, str | None]]:
    return {(blame.stance, blame.actor) for blame in event.attribution.blames}


@pytest.mark.parametrize(
    ("stance", "text"),
    [
        (("claims", "al-shabaab"), "Gunmen stormed a hotel in Kismayo. Al-Shabaab said that its fighters had done it."),
        (("claims", "new-ansar-al-sharq"), "A bomb killed two in Basra. An unknown group, Ansar al-Sharq, claimed it."),
        (("claims", "ethiopia-armed-forces"), "A drone hit a school in Mekelle. The Ethiopian army admitted an error."),
        (("blames", "taliban"), "A bomb killed six people in Kabul. Officials pointed the finger at the Taliban."),
        (("blames", "boko-haram"), "A bomb killed six people in Diffa. Niger laid it at the door of Boko Haram."),
        (("blames", "rwanda"), "Shells killed nine people in Goma. Congo called Rwanda responsible for the attack."),
        (("blames", "hezbollah"), "A rocket hit a field near Metula. Israel's army said it was fired by Hezbollah."),
        (
            ("blames", "new-section-five"),
            "A judge was shot in Bari. Italy said that Section Five had ordered the killing.",
        ),
        (("denies", "m23"), "Gunmen killed 40 villagers at Rutshuru. The M23 calls the charge a lie."),
        (
            ("denies", "sudan"),
            "A plane bombed a market at Nuba. Chad accused Sudan of the raid. Sudan said it did not do it.",
        ),
    ],
)
def test_few_words_that_point_back(stance, text):
    assert stance in stances(first(text))


def test_each_accuses_the_other():
    event = first("Shells killed nine people in Stepanakert on Friday. Armenia and Azerbaijan each accuse the other.")
    assert {("blames", "armenia"), ("blames", "azerbaijan")} <= stances(event)


def test_a_question_tells_no_second_act():
    (event,) = code("Shells killed six people at a market in Taiz. Who fired on the market?").events
    assert event.action == "ASSAULT"


@pytest.mark.parametrize(
    "text",
    [
        "A bomb killed two people in Kandahar on Monday. Iran denies that it shelters the gunmen.",
        "Rebels attacked a convoy near Juba on Friday. On Sunday Uganda denied having signed a pact.",
        "A bomb killed two people in Herat on Monday. The Taliban would neither confirm nor deny the attack.",
        "A bomb went off in Jos. Reports that the blast had killed one of Boko Haram's commanders proved false.",
        "Gunmen stormed a bank in Cali. Mexico accused Cuba of helping to plan attacks; Cuba denies it.",
    ],
)
def test_what_denies_no_attack(text):
    assert not any(stance == "denies" for stance, _ in stances(first(text)))


def test_who_denies_does_not_own_to_it():
    text = "Russia denied that it had seized Georgian troops in last week's clash in Gori."
    assert not any(blame.stance == "claims" for event in code(text).events for blame in event.attribution.blames)


def test_to_insist_is_not_to_deny():
    claims = code("Israel bombed Tyre on Monday; Egypt insists that the Israelis struck first.").claims
    assert "denies" not in {claim.stance for claim in claims}


def test_a_claim_is_not_of_the_deed_of_the_other_side():
    text = (
        "A suicide bomber killed seven soldiers in Quetta. Pakistan's army said that it had shot dead six gunmen. "
        "The Baloch Liberation Army took responsibility."
    )
    killed = next(e for e in code(text).events if any("bomber" in p.quote for p in e.passages))
    assert ("claims", "baloch-liberation-army") in stances(killed)


@pytest.mark.parametrize(
    ("accused", "text"),
    [
        ("houthis", "Yemen's government said that the Houthis had mined the roads to Marib."),
        ("sudan-armed-forces", "South Sudan said that Sudanese jets had bombed Bentiu."),
        ("pkk", "The PKK killed two Turkish soldiers in Hakkari. Turkey said that the PKK had also shelled a mosque."),
    ],
)
def test_what_a_side_tells_of_its_enemy_is_blame(accused, text):
    assert ("blames", accused) in {s for event in code(text).events for s in stances(event)}


def test_what_a_third_party_tells_is_no_blame():
    assert not {s for event in code("Norway said that Sudanese jets had bombed Bentiu.").events for s in stances(event)}


def test_an_accused_helper_and_his_denial():
    text = "Ethiopia accused Egypt on Friday of training the rebels who attacked Gambela. Egypt denied any involvement."
    helped = next(event for event in code(text).events if event.action == "AID")
    assert {("blames", "egypt"), ("denies", "egypt")} <= stances(helped)


def test_who_accuses_a_neighbour_does_not_accuse_itself():
    text = "Sudan has accused its neighbour of bombing the town of Abyei on Monday."
    assert ("blames", "sudan") not in {s for event in code(text).events for s in stances(event)}


def test_what_was_said_of_one_a_sentence_before():
    text = "The UN says that Rwandan troops are fighting in Goma. Kigali denies that it has any soldiers there."
    assert ("denies", "rwanda") in stances(first(text))


def speakers(text: str, stance: str) -> set[str]:
    claims: tuple[Claim, ...] = code(text).claims
    return {claim.speaker.name for claim in claims if claim.stance == stance and claim.speaker is not None}


@pytest.mark.parametrize(
    ("name", "stance", "text"),
    [
        ("the PKK", "denies", "A bomb killed two people in Van. Turkey blames the PKK, which denies it."),
        ("Turkey", "denies", "A bomb killed two people in Dohuk, Iraq says; Turkey denies it."),
        ("the Sons of the Delta", "asserts", "A body unknown to us, the Sons of the Delta, says it bombed a pipeline."),
        (
            "The ministry",
            "hedges",
            "A bomb hit a tug off Jaffa. The Sons of Nuh claim it; the ministry cannot confirm this.",
        ),
    ],
)
def test_who_speaks_is_named_as_written(name, stance, text):
    assert name.lower() in {speaker.lower() for speaker in speakers(text, stance)}


def test_nobody_says_nothing():
    assert "No one" not in speakers("No one has admitted killing six shepherds in Garissa on Monday.", "confirms")


def test_of_two_sentences_in_one_the_other_is_not_what_is_said():
    text = "An explosion tore a hole in the dam at Mosul. Iraq blamed Iran; Iran said the Iraqi army had mined the dam."
    assert {("blames", "iran"), ("blames", "iraq-armed-forces")} <= stances(first(text))
