from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talion.codebook.gazetteer import gazetteer
from talion.coding.places import PlaceMention, find_places

SHARED = Path(__file__).parents[3] / "../shared"


def places_in(text: str, *countries: str) -> list[PlaceMention]:
    return find_places(text, gazetteer=gazetteer(), countries=countries)


def named(text: str, *countries: str) -> dict[str, PlaceMention]:
    return {mention.place.said: mention for mention in places_in(text, *countries)}


def test_offsets_are_those_of_the_words():
    text = "Rockets hit Kirkuk on Friday."
    [mention] = places_in(text)
    assert text[mention.start : mention.end] == mention.place.said == "Kirkuk"
    assert mention.place.role == "mentioned"


def test_what_follows_a_comma_decides():
    text = "Fighting in Tripoli, Lebanon. Fighting in Tripoli, Libya."
    assert [m.place.country for m in places_in(text) if m.place.said == "Tripoli"] == ["LBN", "LBY"]


def test_the_countries_of_the_text_decide():
    assert named("Gunmen in Tripoli fired on a patrol.", "LBN")["Tripoli"].place.country == "LBN"


def test_precision_is_that_of_the_name():
    text = "A base in northern Iraq, a camp in Anbar, a strike on Mosul, rockets on Ain al-Asad, and the Gaza Strip."
    found = named(text)
    assert {said: mention.place.precision for said, mention in found.items()} == {
        "northern Iraq": "region",
        "Anbar": "province",
        "Mosul": "town",
        "Ain al-Asad": "site",
        "Gaza Strip": "region",
    }
    assert found["northern Iraq"].place.country == "IRQ"


def test_a_word_for_its_kind_decides_between_town_and_province():
    assert named("in Ghazni province")["Ghazni"].place.precision == "province"
    assert named("in the city of Ghazni")["Ghazni"].place.precision == "town"
    assert named("in Andar district, Ghazni province")["Andar"].place.precision == "district"


def test_nearness_distance_and_direction_are_kept():
    text = "A convoy 30 km south of Mosul, a post near Qaim, and a farm just east of Baiji were hit."
    found = named(text)
    assert {said: (mention.how, mention.note) for said, mention in found.items()} == {
        "Mosul": ("near", "30 km south of"),
        "Qaim": ("near", "near"),
        "Baiji": ("near", "just east of"),
    }
    assert found["Mosul"].place.precision == "town"


def test_both_sides_of_a_border_are_marked():
    assert [m.how for m in places_in("on the border between Iraq and Syria")] == ["border", "border"]


def test_a_capital_may_be_a_government_and_says_so():
    found = places_in("Washington blamed Tehran for the attack in Baghdad.")
    assert [(m.place.said, m.how) for m in found] == [
        ("Washington", "capital"),
        ("Tehran", "capital"),
        ("Baghdad", "name"),
    ]


def test_where_a_report_was_filed_is_not_where_it_happened():
    found = places_in("KABUL, Afghanistan (Jan. 25, 2013) - A patrol in Ghazni province was attacked.")
    assert [(m.place.said, m.how) for m in found] == [
        ("KABUL", "dateline"),
        ("Afghanistan", "dateline"),
        ("Ghazni", "name"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Mr Jordan said so.",
        "Gen. Paris left.",
        "Michael Jordan met Jaber Al Jaberi and Hisham Al Hashimi.",
        "The Bank of England and Chatham House signed the Camp David Accords.",
        "The Islamic State of Iraq and Syria claimed it.",
        "Police said on Sunday that Most Young people Reading in March are Nice and Mobile.",
        "The US strikes and the UK statement.",
        "he told us about it and to march",
    ],
)
def test_people_bodies_and_words_are_no_places(text):
    assert places_in(text) == []


def test_a_common_word_is_a_place_where_its_country_follows():
    assert named("an attack in Nice, France")["Nice"].place.country == "FRA"
    assert named("drought in Bay region of Somalia")["Bay"].place.country == "SOM"


def test_a_short_form_is_a_place_only_where_something_is_in_it():
    assert [m.place.country for m in places_in("He flew to the US. US jets struck.")] == ["USA"]


def test_a_village_that_no_list_holds_is_kept_without_coordinates():
    mention = named("They bombed Ashmarra village in Sagaing Region, Myanmar.")["Ashmarra"]
    assert (mention.how, mention.place.latitude, mention.place.province) == ("unlisted", None, "Sagaing")


def test_upper_case_texts_are_read_more_warily():
    text = "SAN SALVADOR, 3 JAN 90 -- THE MAJOR SAID THE POLICE WILL MARCH OF COURSE. CLASHES TOOK PLACE IN USULUTAN."
    assert [(m.place.said, m.how, m.place.country) for m in places_in(text)] == [
        ("SAN SALVADOR", "dateline", "SLV"),
        ("USULUTAN", "name", "SLV"),
    ]


def test_arabic_russian_and_hebrew_are_read():
    assert [m.place.name for m in places_in("قصفت الطائرات مدينة الموصل في العراق")] == ["Mosul", "Iraq"]
    assert [m.place.name for m in places_in("Обстреляны Харьков и окраины Донецка")] == ["Kharkiv", "Donetsk"]
    assert [m.place.name for m in places_in("רקטות נורו לעבר אשקלון ותל אביב")] == ["Ashkelon", "Tel Aviv"]


@settings(deadline=None, max_examples=100)  # the first example reads the data
@given(st.text(max_size=120), st.sampled_from(["Kirkuk, Iraq", "near Mosul", "KABUL (Jan. 1) -", "Анбар", "بغداد"]))
def test_whatever_stands_around_mentions_are_inside_the_text_in_order_and_apart(noise, name):
    text = f"{noise} {name} {noise}"
    end = 0
    for mention in places_in(text):
        assert end <= mention.start < mention.end <= len(text)
        assert mention.place.said
        end = mention.end


@pytest.mark.skipif(not (SHARED / "seed/report.txt").exists(), reason="the report is not part of the project")
def test_the_places_of_a_news_report():
    text = (SHARED / "seed/report.txt").read_text("utf-8")
    found = {(m.place.said, m.place.precision, m.place.country) for m in places_in(text)}
    assert {
        ("Qaim", "town", "IRQ"),
        ("northern Iraq", "region", "IRQ"),
        ("Kirkuk", "town", "IRQ"),
        ("Anbar", "province", "IRQ"),
        ("Syria", "country", "SYR"),
    } <= found
    assert not {said for said, _, _ in found} & {"Powered", "Most", "Al Jaberi", "Al Hashimi", "Chatham", "Arab", "US"}
