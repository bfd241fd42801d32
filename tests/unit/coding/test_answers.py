"""Stated answers, ties and expectations in other words, in sentences of invented countries and of real ones."""

from datetime import date

import pytest

from talion.codebook.gazetteer import gazetteer
from talion.codebook.registry import registry
from talion.coding.coder import coder
from talion.coding.speech.directions import direction_of
from talion.records import Coded, Link, Report


def code(text: str) -> Coded:
    return coder(registry(), gazetteer()).code(Report(text, published=date(2031, 5, 16), language="en"))


def answers(coded: Coded) -> list[tuple[set[str], set[str], Link]]:
    """Each link with the words of its response and of its trigger."""
    acts = {e.id: {m.passage.quote for m in e.marks if m.what == "act"} for e in coded.events}
    return [(acts[link.response], acts[link.trigger], link) for link in coded.links]


@pytest.mark.parametrize(
    ("response", "trigger", "text"),
    [
        ("burning", "ambushed", "Rebels ambushed a convoy near Nekemte. Troops answered by burning two villages."),
        ("riots", "shot", "Police shot a student in Dakar. That provoked three days of riots in the city."),
        ("closure", "clashes", "The clashes led to the closure of the border at Torkham by Pakistani troops."),
        ("vowed", "killing", "The Kurdish militia vowed to avenge the killing of its commander."),
        ("put", "incursion", "Athens denounced the incursion and put its navy on alert."),
        ("expelled", "accused", "Ethiopia expelled seven UN officials. "
         "The move was a response to a report that accused its army of war crimes."),
        ("kidnapped", "raid", "Colombia's army bombed an ELN camp on 3 May. "
         "The ELN called the raid a crime and kidnapped four soldiers later, in what it described as payback."),
        ("imposed", "missile attack", "The United States imposed sanctions on eight Iranian officials. "
         "The treasury said that the officials were targeted for their part in Wednesday's missile attack."),
    ],
)  # fmt: skip
def test_an_answer_is_found_in_these_words(response, trigger, text):
    assert any(response in one and trigger in other for one, other, _ in answers(code(text)))


@pytest.mark.parametrize(
    "text",
    [
        "Serbia put its army on alert on Tuesday after Kosovo police took over a town hall in the north.",
        "Shoppers cut spending in reaction to the tax rise, and retailers responded by slashing prices.",
        "The airline cancelled 30 flights because of the storm; passengers hit back on social media.",
        "Iran said that it would respond to any attack.",
    ],
)
def test_order_and_trade_are_no_answer(text):
    assert not code(text).links


def test_a_raid_that_is_answered_is_the_one_on_those_who_answer():
    coded = code(
        "An explosion destroyed a dam near Aleppo on 4 May. "
        "On 6 May Turkish jets bombed the camp of the YPG at Sarrin. "
        "On 8 May rockets were fired at Gaziantep. The YPG claimed them as an answer to the raid."
    )
    [(_, trigger, link)] = answers(coded)
    assert "bombed" in trigger and link.basis == "declared"


def test_two_statements_of_one_answer_are_one_link_and_the_side_s_own_word_goes_first():
    coded = code(
        "Iran fired missiles at two bases in Iraq on Wednesday in retaliation for the US drone strike on its general. "
        "Iran's Revolutionary Guards said that they had carried out the attack in revenge for the drone strike."
    )
    [(_, _, link)] = answers(coded)
    assert link.basis == "declared" and len(link.evidence) == 2


def test_who_calls_an_act_an_answer_does_not_answer_by_that():
    coded = code(
        "US jets hit five sites of Kataib Hezbollah on Sunday. "
        "Washington calls the raids an answer to Friday's rockets; Baghdad calls them a breach."
    )
    assert not any({"calls"} & one for one, _, _ in answers(coded))


@pytest.mark.parametrize(
    ("tie", "text"),
    [
        (("kataib-hezbollah", "backed_by", "iran"),
         "Kataib Hezbollah, a faction backed by Iran and part of the Popular Mobilisation Forces, claimed the attack."),
        (("asaib-ahl-al-haq", "backed_by", "iran"), "Asaib Ahl al-Haq, another group that Iran supports, denied it."),
        (("eln-colombia", "designated_by", "european-union"),
         "The ELN, whom the United States and the European Union list as terrorists, released two hostages."),
        (("new-students-islamic-movement", "designated_by", "india"),
         "India banned the Students Islamic Movement in 2001."),
    ],
)  # fmt: skip
def test_a_tie_is_of_the_group_that_is_described(tie, text):
    assert tie in {(r.subject, r.kind, r.object) for r in code(text).relations}


@pytest.mark.parametrize(
    "text",
    [
        "The Treasury sanctioned the exchange for having financed Hezbollah.",
        "A strike with 30 rockets killed an American and wounded members of the US forces and of the Iraqi forces.",
        "France supports Ukraine, and Germany has backed Lithuania's claim.",
    ],
)
def test_no_tie_is_stated_here(text):
    assert not code(text).relations


@pytest.mark.parametrize(
    ("direction", "words"),
    [
        ("escalate", "the guerrillas would probably not stop their attacks until the talks resume"),
        ("escalate", "the truce was unlikely to hold through the winter"),
        ("deter", "But neither side wants a long war"),
        ("deter", "the tension is likely to ease"),
        ("unclear", "the guerrillas did not stop their attacks"),
    ],
)
def test_whither_words_point(direction, words):
    assert direction_of(words) == direction


@pytest.mark.parametrize(
    ("speaker", "horizon", "text"),
    [
        ("The International Crisis Group", date(2031, 12, 31), "Israeli jets bombed Beirut on Friday. "
         "The International Crisis Group warned that the strikes could drag it into a wider war by the end of 2031."),
        ("The United Nations", None, "M23 rebels took Goma. "
         "The United Nations warned that the conflict risks spreading to Burundi."),
        ("Idris Kanaan", date(2032, 3, 20), "Idris Kanaan of the Upper Tigris Institute counts the days. "
         '"Every gap is shorter," he says. "If that goes on, somebody will be killed before the spring."'),
    ],
)  # fmt: skip
def test_who_expects_it_and_until_when(speaker, horizon, text):
    [made] = [one for one in code(text).assessments if one.direction == "escalate"]
    assert (made.speaker.name, made.horizon) == (speaker, horizon)


def test_what_a_side_demands_or_a_body_deplores_is_no_expectation():
    coded = code("M23 rebels took Goma. The United Nations condemned the attack and said that it must end.")
    assert not coded.assessments
