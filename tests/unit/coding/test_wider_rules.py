"""Acts of every type, threats by image, answers, ties and expectations, in sentences of invented countries."""

from datetime import date

import pytest

from talion.codebook.gazetteer import gazetteer
from talion.codebook.registry import registry
from talion.coding.coder import coder
from talion.records import Coded, Report


def code(text: str) -> Coded:
    return coder(registry(), gazetteer()).code(Report(text, published=date(2031, 5, 16), language="en"))


@pytest.mark.parametrize(
    ("action", "sentence"),
    [
        ("ASSAULT", "Militants opened fire on a bus carrying teachers."),
        ("COERCE", "The authorities imposed a night-time curfew in the northern province."),
        ("COERCE", "The opposition leader was placed under house arrest."),
        ("MOBILIZE", "The army was placed on high alert."),
        ("MOBILIZE", "The ministry called up 20,000 reservists."),
        ("SANCTION", "Algeria recalled its ambassador from Paris."),
        ("SANCTION", "Washington froze the assets of the central bank."),
        ("AID", "The Red Cross distributed food to 4,000 families."),
        ("RETREAT", "Some 200 militiamen laid down their arms."),
        ("RETREAT", "The group released 12 hostages."),
        ("PROTEST", "Demonstrators blocked the main road to the capital."),
        ("REQUEST", "The kidnappers demanded a ransom of two million dollars."),
        ("REJECT", "The government turned down an offer of mediation."),
        ("CONSULT", "Envoys held talks with the rebel leader."),
        ("CONCEDE", "The king pardoned 300 prisoners."),
    ],
)
def test_an_act_of_each_type(action, sentence):
    assert action in {event.action for event in code(sentence).events}


@pytest.mark.parametrize(
    "sentence",
    [
        "Nobody among the soldiers was killed or injured.",
        "The general demanded that the troops be withdrawn.",
        "The government supports small farmers.",
        "The resolution sets no date for a withdrawal.",
    ],
)
def test_what_is_no_deed(sentence):
    assert not [event for event in code(sentence).events if event.is_deed]


def test_a_threat_without_a_verb_of_threatening():
    coded = code('"Those who advance will find their graves here," the Delta Army said. The Delta Army fights on.')
    assert [(e.action, e.status) for e in coded.events if e.is_word] == [("THREATEN", "threatened")]


@pytest.mark.parametrize(
    ("trigger", "response", "text"),
    [
        ("ambush", "stormed", "The army stormed the camp as punishment for the ambush of a patrol on Tuesday."),
        ("shelled", "bombing", "The rebels shelled the town on Friday. The army hit back, bombing three villages."),
        ("killed", "bombing", "The bombing came a day after gunmen killed six men, in what a group called revenge."),
    ],
)
def test_an_answer_in_other_words(trigger, response, text):
    coded = code(text)
    acts = {e.id: {m.passage.quote for m in e.marks if m.what == "act"} for e in coded.events}
    assert any(trigger in acts[link.trigger] and response in acts[link.response] for link in coded.links)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("split_from", "The Delta Brigade, a breakaway faction of the Free Army, took the town."),
        ("led_by", "The Delta Brigade, which is led by the Council of Elders, took the town."),
        ("backed_by", "Qatar has funded the Northern Front for years."),
        ("renamed", "The Northern Front, formerly known as the Delta Brigade, took the town."),
    ],
)
def test_a_tie_that_a_clause_states(kind, text):
    assert kind in {relation.kind for relation in code(text).relations}


@pytest.mark.parametrize(
    ("direction", "text"),
    [
        ("deter", '"The rebels are unlikely to strike again," said Mira Holt, an analyst at the Delta Institute.'),
        ("escalate", "Pavel Orlo of the Institute for Peace Studies said the truce would not hold."),
        ("escalate", "Analysts expect the rebels to retaliate against the port."),
    ],
)
def test_what_an_outsider_expects(direction, text):
    assert [made.direction for made in code(text).assessments] == [direction]


def test_the_organ_of_a_side_speaks_for_it():
    text = "Our fighters shelled the barracks of the enemy at dawn on Monday. The Ruling Council of Zerrin will pay."
    report = Report(text, outlet="Media office of the Free Zerrin Army", published=date(2031, 5, 16), language="en")
    coded = coder(registry(), gazetteer()).code(report)
    assert [event.action for event in coded.events][:1] == ["ASSAULT"]
