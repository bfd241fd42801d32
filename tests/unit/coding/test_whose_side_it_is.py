"""Whose side it is: office-holders, ships under a flag, "whom", "his", a bulletin's items; open rather than wrong."""

from datetime import date

import pytest

from talion.codebook.gazetteer import gazetteer
from talion.codebook.registry import registry
from talion.coding.coder import coder
from talion.records import Coded, Event, Report


def code(text: str, outlet: str | None = None) -> Coded:
    report = Report(text, published=date(2031, 3, 9), language="en", outlet=outlet)
    return coder(registry(), gazetteer()).code(report)


def told(text: str, word: str) -> Event:
    return next(e for e in code(text).events if any(m.what == "act" and word in m.passage.quote for m in e.marks))


@pytest.mark.parametrize(
    ("text", "word", "actor"),
    [
        ("President Ivo Hask threatened that Velmark would seize ten Ostran trawlers if Ostra shelled its port.",
         "threatened", "new-velmark"),
        ("Foreign Minister Lena Orr accused Ethiopia of shelling Badme. Eritrea massed tanks. Eritrea shut the road.",
         "accused", "eritrea"),
        ("In Colombo, President Mahesh Perera vowed to bomb the camps of the Tamil Tigers.", "vowed", "sri-lanka"),
    ],
)  # fmt: skip
def test_an_office_belongs_to_those_of_whom_its_holder_speaks(text: str, word: str, actor: str):
    assert told(text, word).actors == (actor,)


def test_an_office_of_a_land_not_named_is_not_the_side_spoken_against():
    text = "Prime Minister Bekele Tadesse accused Egypt of paying the rebels. Egypt denied it."
    assert "egypt" not in told(text, "accused").actors
    text = "Defence Minister Ilan Koro warned Friday that Sudan would be hit if Sudan shelled the frontier again."
    assert told(text, "warned").actors == ("new-ilan-koro",)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Houthi forces struck a Greek-owned tanker in the Red Sea with two drones.", "struck"),
        ("Separatists shot down a Malaysian airliner over the steppe, killing all on board.", "shot"),
        ("Pirates seized a Danish freighter with 14 crew on Monday.", "seized"),
        ("A missile hit a Liberian-flagged bulk carrier on Sunday.", "hit"),
    ],
)
def test_whose_flag_a_ship_or_plane_bears_is_not_to_whom_it_was_done(text: str, word: str):
    assert told(text, word).recipients == ()


@pytest.mark.parametrize(
    ("text", "word", "recipient"),
    [
        ("The Luvenian navy seized a Danish trawler on Monday. Luvenia is at peace.", "seized", "denmark"),
        ("Iranian boats struck an Israeli tanker. Israeli jets had bombed an Iranian port.", "struck", "israel"),
        ("The Tamil Tigers sank a Sri Lankan ferry.", "sank", "sri-lanka"),
    ],
)
def test_it_is_where_a_state_takes_it_or_the_two_are_at_odds(text: str, word: str, recipient: str):
    assert told(text, word).recipients == (recipient,)


@pytest.mark.parametrize(
    "text", ["US-made jets bombed Sanaa on Friday.", "Turkish-built drones bombed a camp near Gao on Monday."]
)
def test_who_made_a_weapon_has_not_used_it(text: str):
    assert told(text, "bombed").actors == ()


@pytest.mark.parametrize(
    ("text", "word", "actor", "recipient"),
    [
        ("Colonel Idris Harun, whom Malian troops arrested last week, was moved on Friday.", "arrested", "mali",
         "new-idris-harun"),
        ("The cleric, whom the Chadian army shot on Monday, was unarmed.", "shot", "chad", None),
    ],
)  # fmt: skip
def test_whom_is_the_noun_that_it_relates_to(text: str, word: str, actor: str, recipient: str | None):
    event = told(text, word)
    assert [a.split("-")[0] for a in event.actors] == [actor]
    assert event.recipients == ((recipient,) if recipient else ())


@pytest.mark.parametrize(
    ("text", "word", "actors"),
    [
        ("Hamas said on Monday that the truce was over. At Jenin their gunmen killed two officials of Fatah.", "killed",
         ("hamas",)),
        ("The army accused the Shining Path. In Ayacucho its soldiers shot dead four Shining Path rebels.", "shot",
         ("peru",)),
        ("Serbia's president, Milan Vuk, called for calm. The warlord fled; his gunmen fired on a bus on Friday.",
         "fired", ()),
        ("Soldiers loyal to General Mamadou Kasse attacked the barracks at Kati. They burned the armoury.",
         "burned", ("new-mamadou-kasse",)),
        ("Forces loyal to General Khalil Osman shelled the airport at Mitiga.", "shelled", ("new-khalil-osman",)),
        ("Washington condemned the shooting and Japan sent two ships to the strait.", "sent", ("japan",)),
    ],
)  # fmt: skip
def test_a_pronoun_is_nobody_whom_its_own_words_rule_out(text: str, word: str, actors: tuple[str, ...]):
    assert told(text, word).actors == actors


def test_an_item_of_a_bulletin_is_about_the_land_at_its_head():
    text = (
        "TBILISI. Some 20,000 people marched on Friday. Police fired water cannon at them.\n\n"
        "NAIROBI. Police shot dead two men at a market on Saturday."
    )
    assert told(text, "fired").actors == ("georgia",)
    assert told(text, "fired").recipients == ()
    assert told(text, "shot").actors == ("kenya",)


def test_sanctions_on_persons_name_each_of_them():
    event = told("The United States froze the assets of Yusuf Darrah and Hadi Malik on Friday.", "froze")
    assert set(event.recipients) == {"new-yusuf-darrah", "new-hadi-malik"}


def test_what_two_exchange_has_one_on_either_side():
    event = told("Kenya and Somalia recalled their envoys. The two countries exchanged prisoners again.", "exchanged")
    assert {*event.actors, *event.recipients} == {"kenya", "somalia"}
    assert len(event.actors) == len(event.recipients) == 1


def test_who_is_accused_of_having_armed_somebody_is_the_one_that_armed_them():
    event = told("President Ana Belo accused Uganda of having trained and armed the mutineers.", "trained")
    assert event.actors == ("uganda",)


def test_insurgents_and_the_forces_of_a_state_do_not_do_the_same_act():
    text = (
        "Insurgents overran the port of Mocimboa on Wednesday, beheading eleven villagers. They burned the clinic. "
        "Rwanda sent helicopters at noon. Its gunships sank four boats."
    )
    assert "rwanda" not in told(text, "beheading").actors


def test_the_name_of_a_movement_holds_that_of_its_people_anywhere():
    event = told("Fighters of the United Tajik Opposition shelled a post near Garm on Monday.", "shelled")
    assert event.actors == ("new-united-tajik-opposition",)


def test_initials_beside_a_name_are_the_same_party():
    text = "The Antiterrorist Liberation Groups, the GAL, left a note. The GAL killed two refugees in Bayonne."
    assert told(text, "killed").actors == ("new-antiterrorist-liberation-groups",)
