import tomllib
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talion.codebook.gazetteer import (
    Candidate,
    Gazetteer,
    fold_name,
    gazetteer,
    km_between,
    likelihood,
    read_own_places,
    without_articles,
)
from talion.errors import CodebookError
from talion.records import Place

DATA = resources.files("talion.codebook") / "data"


def meant(name: str) -> list[tuple[str, str, str | None]]:
    return [(place.name, place.kind, place.country) for place in gazetteer().candidates(name)]


@pytest.mark.parametrize("name", ["Al Qa'im", "al-Qaim", "Al-Qa’im", "Qaim", "QAIM", "Al Qā’im", "القائم"])
def test_spellings_of_one_town_are_one_town(name):
    place = gazetteer().resolve(name)
    assert place is not None
    assert (place.name, place.country, place.province, place.geonames) == ("Qaim", "IRQ", "Anbar", 92138)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Iraq", "IRQ"),
        ("the United States", "USA"),
        ("U.S.", "USA"),
        ("العراق", "IRQ"),
        ("ایران", "IRN"),
        ("Сирия", "SYR"),
        ("לבנון", "LBN"),
        ("Burma", "MMR"),
        ("Türkiye", "TUR"),
        ("Kirkuk", None),
        ("Nowhere", None),
    ],
)
def test_countries_are_known_by_their_names_in_several_scripts(name, code):
    assert gazetteer().country_of(name) == code


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Anbar", "IRQ"),
        ("Nineveh", "IRQ"),
        ("Deir ez-Zor", "SYR"),
        ("Kunar", "AFG"),
        ("Donetsk Oblast", "UKR"),
        ("Borno", "NGA"),
        ("North Kivu", "COD"),
        ("Erbil", "IRQ"),
        ("محافظة الأنبار", "IRQ"),
    ],
)
def test_first_level_provinces_are_held(name, country):
    assert any(kind == "province" and where == country for _, kind, where in meant(name))


def test_a_name_of_two_towns_is_decided_by_the_countries_expected():
    assert gazetteer().resolve("Tripoli").country == "LBY"
    assert gazetteer().resolve("Tripoli", countries=["LBN"]).country == "LBN"


def test_a_name_of_two_towns_is_decided_by_what_lies_near():
    beirut = gazetteer().resolve("Beirut")
    athens = gazetteer().resolve("Athens", countries=["GRC"])
    assert gazetteer().resolve("Tripoli", near=beirut).country == "LBN"
    assert gazetteer().resolve("Tripoli", near=athens, countries=["GRC"]).country == "GRC"


def test_an_unknown_name_is_nowhere():
    assert gazetteer().resolve("Ashmar-upon-Belvar") is None
    assert gazetteer().candidates("") == ()


def test_no_place_is_finer_than_a_hundredth_of_a_degree():
    for name in ("Mosul", "K1", "Green Zone", "Anbar", "Iraq", "Kashmir", "Tower 22"):
        place = gazetteer().resolve(name)
        assert isinstance(place, Place)  # the record refuses more decimals
        assert place.latitude is not None


def test_the_longest_name_is_found_and_none_inside_it():
    text = "They left Baghdad International Airport for Baghdad."
    assert [text[found.start : found.end] for found in gazetteer().find(text)] == [
        "Baghdad International Airport",
        "Baghdad",
    ]


def test_a_possessive_is_not_part_of_the_name():
    text = "Iraq's army"
    [found] = gazetteer().find(text)
    assert text[found.start : found.end] == "Iraq"


def test_a_full_stop_is_part_of_an_abbreviation():
    text = "in the U.S. on Friday"
    assert [text[f.start : f.end] for f in gazetteer().find(text) if f.candidates[0].kind == "country"] == ["U.S."]


def test_names_do_not_reach_over_commas_or_paragraphs():
    text = "Deir, ez-Zor. New\n\nYork"
    assert not {"Deir, ez-Zor", "New\n\nYork"} & {text[f.start : f.end] for f in gazetteer().find(text)}


def test_a_name_may_be_broken_by_a_line():
    text = "in Deir\nez-Zor"
    assert [text[f.start : f.end] for f in gazetteer().find(text)] == ["Deir\nez-Zor"]


def test_lower_case_words_are_no_places():
    assert gazetteer().find("a nice mobile reading of most police in march") == []


def test_words_that_news_capitalises_for_other_reasons_are_marked_as_common():
    assert all(found.is_common for found in gazetteer().find("Police. March. Mobile. Reading. Nice. Most. Young."))


def test_arabic_finds_a_name_under_what_is_written_onto_it():
    text = "وسقطت صواريخ بكركوك وفي الموصل"
    assert [found.candidates[0].name for found in gazetteer().find(text)] == ["Kirkuk", "Mosul"]


def test_an_arabic_people_is_not_its_country():
    assert all(found.candidates[0].kind != "country" for found in gazetteer().find("الحدود السورية"))


def test_russian_finds_a_name_in_another_case():
    assert [found.candidates[0].name for found in gazetteer().find("В Киеве и около Донецка")][-2:] == [
        "Kyiv",
        "Donetsk",
    ]


def test_hebrew_finds_a_name_after_a_prefix():
    assert [found.candidates[0].name for found in gazetteer().find("בעזה ובלבנון")] == ["Gaza City", "Lebanon"]


def test_north_of_a_country_lies_north_of_its_south():
    north, south = (gazetteer().middle_of("IRQ", way) for way in ("northern", "southern"))
    assert north[0] > south[0]


def test_peoples_point_to_countries():
    assert gazetteer().countries_of_peoples("Iraqi forces fought; the Syrians left; Iraqis won") == {"IRQ": 2, "SYR": 1}


@pytest.mark.parametrize(("file", "kind"), [("sites.toml", "site"), ("regions.toml", "region")])
def test_each_place_of_our_own_lists_resolves_to_itself(file, kind):
    text = (DATA / file).read_text("utf-8")
    for place, names in read_own_places(text, kind=kind, file=file):
        assert place.source
        for name in names:
            assert place.name in {found.name for found in gazetteer().candidates(name)}, name


def test_each_site_lies_in_a_country_and_province_that_exist():
    known = gazetteer()
    for name, row in tomllib.loads((DATA / "sites.toml").read_text("utf-8")).items():
        for code in row["countries"]:
            assert known.country_name(code) != code, (name, code)
        if "province" in row:
            assert any(
                place.kind in {"province", "region"} and row["countries"][0] in place.countries
                for place in known.candidates(row["province"])
            ), (name, row["province"])


def test_a_list_that_does_not_follow_its_schema_says_what_is_missing():
    with pytest.raises(CodebookError, match=r"mine\.toml: \['Ashmar'\] needs countries and source"):
        list(read_own_places("[Ashmar]\nat = [1.0, 2.0]", kind="site", file="mine.toml"))


def test_distances_are_those_of_the_globe():
    assert km_between((0, 0), (0, 1)) == pytest.approx(111.2, abs=0.1)
    assert km_between((10, 20), (10, 20)) == 0


def test_size_decides_between_towns_unless_a_country_is_expected():
    small = Candidate("Ashmar", "town", "AAA", population=1_000, countries=("AAA",))
    large = Candidate("Ashmar", "town", "BBB", population=100_000, countries=("BBB",))
    assert likelihood(large) > likelihood(small)
    assert likelihood(small, countries=["AAA"]) > likelihood(large, countries=["AAA"])


@settings(deadline=None, max_examples=100)  # the first example reads the data
@given(st.text(max_size=200))
def test_whatever_the_text_mentions_are_in_order_inside_it_and_apart(text):
    end = 0
    for found in gazetteer().find(text):
        assert end <= found.start < found.end <= len(text)
        assert found.candidates
        end = found.end


@settings(deadline=None, max_examples=100)  # the first example reads the data
@given(st.text("aāÄbç'’ -אבגבָدِذإأىةйёЇїРр", max_size=40))
def test_folding_twice_changes_nothing(name):
    folded = fold_name(name)
    assert fold_name(folded) == folded
    assert without_articles(without_articles(folded)) == without_articles(folded) or "ال" in folded


def test_it_is_read_once():
    assert gazetteer() is gazetteer()
    assert isinstance(gazetteer(), Gazetteer)


@pytest.mark.parametrize("countries", [(), ("ISR",), ("ISR", "IRN"), ("PSE",)])
def test_gaza_is_never_put_into_israel(countries):
    place = gazetteer().resolve("Gaza", countries=countries)
    assert place is not None and place.country == "PSE"
