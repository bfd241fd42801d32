"""Answers stated by a link word, expectations by anybody or nobody, and ties of "the group", on own sentences."""

from datetime import date

import pytest

from talion.codebook.gazetteer import gazetteer
from talion.codebook.registry import registry
from talion.coding.coder import coder
from talion.records import Coded, Report


@pytest.fixture(scope="module")
def reads():
    return coder(registry(), gazetteer())


def code(reads, text: str) -> Coded:
    return reads.code(Report(text, published=date(2031, 3, 9), language="en"))


def links(coded: Coded) -> set[tuple[str, str]]:
    words = {event.id: {mark.passage.quote for mark in event.marks if mark.what == "act"} for event in coded.events}
    return {(a, b) for link in coded.links for a in words[link.response] for b in words[link.trigger]}


@pytest.mark.parametrize(
    ("text", "response", "trigger"),
    [
        ("Rebels raided Mopti on Monday. On Friday a revenge attack by the army left 12 dead.", "attack", "raided"),
        ("Gunmen killed nine soldiers in Gao; the army therefore closed the market.", "closed", "killed"),
        ("Chad recalled its envoy to Sudan; Khartoum replied by expelling two diplomats.", "expelling", "recalled"),
        ("Owing to the shelling of Aleppo, Turkey closed the border.", "closed", "shelling"),
        ("Pyongyang said that Seoul had provoked the attack by firing shells into its waters.", "attack", "firing"),
        ("Jordan shelled the camp. Syria said its jets had bombed a base in self-defence.", "bombed", "shelled"),
        ("Israel assassinated a commander in Beirut. Hezbollah said the rockets it fired at Haifa were its answer.",
         "fired", "assassinated"),
    ],
)  # fmt: skip
def test_an_answer_is_stated_by_a_link_word(reads, text, response, trigger):
    assert any(response in a and trigger in b for a, b in links(code(reads, text)))


def test_all_that_one_phrase_speaks_of_answers(reads):
    found = links(
        code(reads, "In response to the shelling of Aleppo, Turkey expelled the envoy and closed the border.")
    )
    assert {a for a, b in found if b == "shelling"} >= {"expelled", "closed"}


@pytest.mark.parametrize(
    "text",
    [
        "Israeli planes bombed a camp in Lebanon. The raids followed the murder of two settlers.",
        "Officials denied that Turkey had closed the border because of the shelling of Aleppo.",
    ],
)
def test_order_and_denial_are_no_answer(reads, text):
    assert not code(reads, text).links


@pytest.mark.parametrize(
    ("text", "who", "direction"),
    [
        ("Rebels shelled Goma. Diplomats in Kigali expect more rockets before the weekend.", "Diplomats", "escalate"),
        ("It is feared that Rwanda will join the rebels.", "It is feared", "escalate"),
        ("Rebels shelled Goma. Traders along the lake expect looting tonight.", "Traders", "escalate"),
        ("It would be surprising if Kigali struck Goma this year, said a former officer, Jan Vos.", "former officer",
         "deter"),
        ("The army's commander for the city expects the rebels to hit back at the weekend.", "commander", "escalate"),
        ("Kenyan officials expected the siege to end during the night.", "Kenyan officials", "deter"),
    ],
)  # fmt: skip
def test_anybody_and_nobody_may_foretell(reads, text, who, direction):
    found = code(reads, text).assessments
    assert [(who in one.speaker.name, one.direction) for one in found] == [(True, direction)]


@pytest.mark.parametrize(
    "text",
    [
        "The army said it would strike again.",
        "The ministry expects the parties to respect the ceasefire.",
        "Economists expect oil prices to rise next month.",
        "The colonel said that demonstrators who attack soldiers would be shot.",
    ],
)
def test_plans_threats_demands_and_prices_are_no_expectation(reads, text):
    assert not code(reads, text).assessments


def test_when_the_weekend_and_the_night_end(reads):
    (one,) = code(reads, "Rebels shelled Goma. Diplomats in Kigali expect more rockets before the weekend.").assessments
    assert one.horizon == date(2031, 3, 15)


@pytest.mark.parametrize(
    ("text", "tie"),
    [
        ("A bomb was claimed by Jaish-e-Mohammed. The United Nations listed the group as terrorists in 2001.",
         ("jaish-e-mohammed", "designated_by", "united-nations")),
        ("The PKK is on the terrorism lists of Turkey and the United States.",
         ("pkk", "designated_by", "united-states")),
        ("Sinn Fein, the political wing of the IRA, spoke. Its leader, Gerry Adams, called for talks.",
         ("new-sinn-fein", "led_by", "new-gerry-adams")),
        ("Abdul Aziz leads its armed wing, the Badr Brigade.", ("badr-organization", "led_by", "new-abdul-aziz")),
        ("General Oren Tavish spoke. General Tavish heads the Somali National Congress.",
         ("new-somali-national-congress", "led_by", "new-oren-tavish")),
        ("They hold the Donetsk People's Republic, whose prime minister is Alexander Borodai.",
         ("donetsk-peoples-republic", "led_by", "new-alexander-borodai")),
    ],
)  # fmt: skip
def test_whom_a_tie_is_of(reads, text, tie):
    assert tie in {(one.subject, one.kind, one.object) for one in code(reads, text).relations}


def test_who_heads_an_office_does_not_lead_the_army(reads):
    assert not code(reads, "Kyrylo Budanov, head of Ukraine's military intelligence, spoke.").relations
