"""Answers told by feelings, prices, pronouns, purposes and threats, and what looks like one and is none."""

from datetime import date

import pytest

from talion.codebook.gazetteer import gazetteer
from talion.codebook.registry import registry
from talion.coding.coder import Coder, coder
from talion.records import Report


@pytest.fixture(scope="module")
def reads() -> Coder:
    return coder(registry(), gazetteer())


def links(reads: Coder, text: str) -> list[tuple[str, str]]:
    """Each link as the words of its response and those of its trigger."""
    coded = reads.code(Report(text, published=date(2031, 5, 16), language="en"))
    acts = {e.id: "/".join(m.passage.quote for m in e.marks if m.what == "act") for e in coded.events}
    return [(acts[link.response], acts[link.trigger]) for link in coded.links if link.kind == "answers"]


@pytest.mark.parametrize(
    ("response", "trigger", "text"),
    [
        # a motive between two acts makes them no one act
        ("torched", "massacre", "Youths torched a mosque in Jos in a fit of rage over the massacre of villagers."),
        ("hit", "shelling", "Israel hit two launchers in Tyre in a measured reply to the shelling of Metula."),
        ("ambushed", "killed", "Fulani herders killed four farmers at Barkin Ladi on 3 May, "
         "and in revenge for them masked youths ambushed a cattle market."),
        ("bombed", "attack", "Turkish jets bombed Sinjar in response to an attack that Ankara blamed on the PKK."),
        # what moved somebody
        ("stormed", "arrest", "Incensed by the arrest of a bishop, parishioners stormed the prefecture in Matadi."),
        ("expelled", "seizure", "Senegal expelled two Gambian envoys in anger at the seizure of a ferry."),
        ("closed", "killing", "The governor closed the bazaar to punish the traders for the killing of a tax man."),
        ("freed", "release", "The militia freed two pilots in exchange for the release of its spokesman by the state."),
        ("recalled", "support", "Niger recalled its ambassador over Benin's support for the mutineers."),
        ("sit-in", "closure", "Students staged a sit-in in Blantyre against the closure of their college."),
        ("banned", "embargo", "Peru banned Chilean wine on Monday, a measure that mirrors Chile's embargo on fish."),
        ("cut", "seized", "The sheriff seized sixty goats, whereupon the shepherds cut the fence of his estate."),
        ("strikes", "ambushed", "Gunmen ambushed a convoy near Gao, drawing air strikes by the Malian army."),
        # what a pronoun stands for
        ("raids", "shelled", "Rebels shelled a dam near Goma, and this drew raids on four camps by the army."),
        ("burned", "shot", "Pirates burned a trawler at Eyl. This was for the cook that the marines had shot."),
        ("locking", "walked out", "Miners walked out over the sacking of a foreman, "
         "and the company responded by locking the gates."),
        ("fired back", "attacked", "Kenyan troops fired back when gunmen attacked their camp at Garissa."),
        ("raided", "ambush", "Troops raided nine homes in Aceh the day after two guards died in an ambush; "
         "villagers call it revenge."),
        ("freed", "released", "The junta released ninety monks; the rebels freed five soldiers in return."),
        # a threat, and the act that is condemned beside it
        ("vowed", "strikes", "Iran condemned the strikes on Basra and vowed a painful response."),
    ],
)  # fmt: skip
def test_an_answer_is_found_in_these_words(reads, response, trigger, text):
    assert any(response in one and trigger in other for one, other in links(reads, text))


@pytest.mark.parametrize(
    "text",
    [
        "Police met the protesters in Lagos and arrested two of them after the march.",
        "Moved by the flood, the minister sent soldiers to Beira.",
        "In anger the crowd burned a bus in Dhaka on Friday.",
        "Thousands marched in Tunis with flags against the rain.",
        "The troops left Goma on Monday, matching the plan that had been agreed.",
        "The price of the attack on the refinery was high: forty workers were killed.",
    ],
)
def test_no_answer_is_made_of_these(reads, text):
    assert not links(reads, text)


def test_a_noun_and_the_clause_that_tells_whose_it_is_do_not_wait_for_each_other(reads):
    text = "The governor assured the mission, whose driver had counted nine holes, that nobody fired at the tank."
    reads.code(Report(text, published=date(2031, 5, 16), language="en"))
    text = "Jets disabled a ferry which the group had been using to move reinforcements across the Kagera."
    assert reads.code(Report(text, published=date(2031, 5, 16), language="en")).events


def test_an_answer_to_what_has_not_happened_is_said_to_be_understood(reads):
    text = "Any further seizure of boats will be answered by the bombing of the port of Tuzla, Turkey warned."
    coded, considered = reads.explain(Report(text, published=date(2031, 5, 16), language="en"))
    said = [one for one in considered if one.what == "answer" and "no record" in one.why]
    assert not coded.links
    assert [{mark.what: mark.passage.quote for mark in one.marks} for one in said] == [
        {"response": "bombing", "trigger": "seizure"}
    ]
