"""Who did it and to whom, where a report leaves it to its reader: the other of two, whose army, whose word."""

from datetime import date

import pytest

from talion.codebook.gazetteer import gazetteer
from talion.codebook.registry import registry
from talion.coding.coder import coder
from talion.records import Coded, Event, Report


def code(text: str) -> Coded:
    return coder(registry(), gazetteer()).code(Report(text, published=date(2016, 6, 22), language="en"))


def told(text: str, word: str) -> Event:
    return next(e for e in code(text).events if any(m.what == "act" and word in m.passage.quote for m in e.marks))


def stances(event: Event) -> set[tuple[str, str | None]]:
    return {(blame.stance, blame.actor) for blame in event.attribution.blames}


@pytest.mark.parametrize(
    ("text", "word", "actor"),
    [
        ("North Korea shelled an island. The South answered with fire.", "fire", "south-korea"),
        ("North Korea shelled an island. Later the North's army warned Seoul of a war.", "warned", "north-korea"),
        ("The Bosnian Serbs took guns at Pale. The Serbs shelled Tuzla.", "shelled", "republika-srpska"),
        ("The Somali National Movement shelled Hargeisa.", "shelled", "new-somali-national-movement"),
        (
            "New Delhi banned the United Liberation Front of Asom. ULFA abducted a tea planter.",
            "abducted",
            "new-united-liberation-front-of-asom",
        ),
        ("Turkish troops landed near Kyrenia. In Athens the junta warned Turkey of war.", "warned", "greece"),
        (
            "The Arakan Army took a post near Maungdaw on the border with Bangladesh. The junta bombed it.",
            "bombed",
            "myanmar",
        ),
        ("Police in Arequipa shot three men. Bolivia condemned it.", "shot", "peru"),
        ("Gunmen of Boko Haram stormed a school, let Muslims go and shot three Christians.", "shot", "boko-haram"),
    ],
)
def test_who_did_it_goes_by_what_the_report_tells_of(text, word, actor):
    assert told(text, word).actors == (actor,)


@pytest.mark.parametrize(
    ("text", "word", "actor"),
    [
        ("The government's opponents shot two men in Lusaka. Zambia buried them.", "shot", "zambia"),
        ("Iran's allies fired rockets at Haifa.", "fired", "iran"),
        ("Zambia said troops from Orlan had shelled a village.", "shelled", "zambia"),
        ("Two British corporals were dragged from their car, beaten and shot.", "beaten", "united-kingdom"),
        ("A depot burned down near Voi; Kenya denied having set it alight.", "burned", "kenya"),
        ("Both movements deny it. Gunmen overran the African Union's base in Darfur.", "overran", "african-union"),
        ("A Palestinian shot two brothers near Nablus.", "shot", "palestine"),
    ],
)
def test_who_stands_beside_it_did_not_do_it(text, word, actor):
    event = told(text, word)
    assert actor not in event.actors and ("claims", actor) not in stances(event)


def test_the_other_side_is_the_other_of_two():
    event = told("Mali closed its border with Niger. Niger said the other side had fired at its guards.", "fired")
    assert event.recipients == ("niger",) and stances(event) == {("blames", "mali")}


def test_they_who_are_harmed_are_the_people_named_before():
    event = told("Rwandan soldiers separated the men from the women and shot them.", "shot")
    assert event.actors == ("rwanda-armed-forces",) and event.recipients == ()


@pytest.mark.parametrize(
    ("stance", "text"),
    [
        (("blames", "eta"), "A judge was shot dead in Vitoria. The minister had no doubt that it was the work of ETA."),
        (("blames", "al-shabaab"), "A bomb killed ten in Mogadishu. The president named al-Shabaab."),
        (("blames", "eln-colombia"), "Bombs went off in Arauca. The ministry put them down to the ELN."),
        (("blames", "pkk"), "Two men stormed a factory near Ankara. Turkey said that they were from the PKK."),
        (("blames", "pakistan"), "A bomb killed two in Jammu. Indian officials saw the hand of Pakistan in it."),
        (("claims", "houthis"), "Drones hit a refinery in Saudi Arabia. The Houthis said that they had sent them."),
        (
            ("denies", "peru"),
            "Men abducted nine students in Lima. The army of Peru says it knows nothing.",
        ),
        (("blames", None), "Rockets killed 30 in Mariupol. Ukraine says the separatists fired them."),
        (("claims", "argentina"), "Argentina claimed that five British aircraft had been destroyed near Goose Green."),
    ],
)
def test_to_whom_an_act_is_laid(stance, text):
    assert any(stance in stances(event) for event in code(text).events)


def test_each_who_condemns_is_heard():
    coded = code("A bomb killed ten in Mogadishu. Kenya and the African Union condemned the bombing.")
    assert {c.speaker.name for c in coded.claims if c.stance == "condemns" and c.speaker} >= {
        "Kenya",
        "the African Union",
    }


def test_who_denies_an_act_is_named_with_it():
    event = told("Uganda denied that its soldiers had shelled a village in South Sudan.", "shelled")
    assert event.status == "denied" and event.actors == ("uganda",) and stances(event) == {("denies", "uganda")}
    assert not event.is_deed


def test_what_was_done_to_nobody_was_not_done():
    assert not [e for e in code("The ELN kidnapped no one, Colombia's army said.").events if e.is_deed]
