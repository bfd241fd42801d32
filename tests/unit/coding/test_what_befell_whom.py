"""What befell people goes to the act that did it, and what makes safe, honours or undoes nothing is no act."""

from datetime import date

import pytest

from talion.codebook.gazetteer import gazetteer
from talion.codebook.registry import registry
from talion.coding.coder import Coder
from talion.coding.tolls.counts import find_tolls
from talion.records import Event, Report


@pytest.fixture(scope="module")
def reads() -> Coder:
    return Coder(registry(), gazetteer())


def force(reads: Coder, text: str) -> list[Event]:
    coded = reads.code(Report(text, published=date(2031, 3, 9), language="en"))
    return [event for event in coded.events if event.action == "ASSAULT"]


def toll(event: Event) -> list[tuple[str, str]]:
    return [(str(part.count), part.effect) for part in event.toll.parts]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        (
            "In 1998 bombs went off at two embassies; 224 people were killed. On Monday a court sentenced two men.",
            [("224", "killed")],
        ),
        (
            "In 2011 gunmen attacked a camp on an island. Sixty-nine people were killed. The trial ended on Friday.",
            [("69", "killed")],
        ),
        (
            "The rebels took up arms in 1996. More than 13,000 people have died since.",
            [("at least 13001", "killed")],
        ),
        (
            "A bomb went off outside a mosque in Zaria. The mayor spoke of twelve dead and of thirty wounded.",
            [("12", "killed"), ("30", "injured")],
        ),
        (
            "Shells hit a market in Homs on Monday. The hospital counted five dead and eleven wounded.",
            [("5", "killed"), ("11", "injured")],
        ),
    ],
)
def test_tolls_go_to_the_act_whether_it_is_news_or_history(
    reads: Coder, text: str, counts: list[tuple[str, str]]
) -> None:
    events = force(reads, text)
    assert [toll(event) for event in events if event.toll.parts] == [counts]


def test_police_who_count_the_wounded_have_wounded_nobody(reads: Coder) -> None:
    text = "Gunmen attacked a convoy near Timbuktu. Police reported a toll of nine and more than forty injured."
    assert all("new-police" not in event.actors for event in force(reads, text))


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Three marines fell in an ambush near Jolo.", [("3", "killed")]),
        ("The group says eight of its fighters fell near by.", [("8", "killed")]),
        ("Two soldiers fell ill, and four soldiers fell back to the river.", []),
        ("Nineteen soldiers fell into the river.", []),
        ("The fighting brought the toll to 31 injured and nine dead.", [("31", "injured"), ("9", "killed")]),
    ],
)
def test_who_fell(text: str, counts: list[tuple[str, str]]) -> None:
    assert [(str(one.count), one.effect) for one in find_tolls(text)] == counts


@pytest.mark.parametrize(
    "text",
    [
        "Sappers found a mine under a bridge near Kherson on Monday. Specialists blew it up.",
        "Bomb disposal experts destroyed two shells in Idlib on Friday.",
        "Two parcels were found near the embassy in Quito on 5 March. They were blown up by the bomb squad.",
    ],
)
def test_to_blow_up_what_was_found_is_no_attack(reads: Coder, text: str) -> None:
    assert not [event for event in force(reads, text) if event.status == "done"]


def test_to_blow_up_a_bridge_is_one(reads: Coder) -> None:
    assert force(reads, "Rebels reached the bridge at Bunia on Sunday and blew it up.")


def test_a_bomb_that_is_found_has_not_gone_off(reads: Coder) -> None:
    text = "A car bomb was discovered in Beirut's southern suburbs on 5 March and defused."
    assert [event.status for event in force(reads, text)] == ["foiled"]


def test_flowers_are_no_protest(reads: Coder) -> None:
    text = "The president laid flowers on Sunday where shells had killed eight people."
    coded = reads.code(Report(text, published=date(2031, 3, 9), language="en"))
    assert [event.action for event in coded.events] == ["ASSAULT"]


def test_whom_a_false_report_kills_was_not_hit(reads: Coder) -> None:
    text = "Rumours that Sunday's drone strike had killed a Hezbollah commander were untrue."
    assert all("hezbollah" not in event.recipients for event in force(reads, text))


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("Norway said that the embargo on Kesmara that it imposed in May would stay.", "SANCTION"),
        ("The army defended the curfew that it imposed on Sunday.", "COERCE"),
        ("The truce which Ethiopia and the TPLF signed in November has held.", "AGREE"),
    ],
)
def test_a_noun_and_the_clause_that_says_who_made_it_are_one_act(reads: Coder, text: str, action: str) -> None:
    coded = reads.code(Report(text, published=date(2031, 3, 9), language="en"))
    assert len([event for event in coded.events if event.action == action]) == 1


def test_what_was_done_again_and_again_is_not_the_strike_of_one_day(reads: Coder) -> None:
    text = (
        "Since March the army has shelled Taiz again and again. On Friday a shell hit a clinic there, killing two. "
        "The army said that nobody was aimed at in the strike."
    )
    runs = [event for event in force(reads, text) if not event.toll.parts]
    assert [toll(event) for event in force(reads, text) if event.toll.parts] == [[("2", "killed")]]
    assert len(runs) == 1
