import re
import xml.etree.ElementTree as ET
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talion.pipeline.dossier import Dossier, Lane, Made
from talion.records import Actor, DateSpan, Event, Place, Selection
from talion.views.map import CREDIT, map_svg

NS = {"s": "http://www.w3.org/2000/svg"}
TAMRA = Place("Tamra", "town", "XHV", province="Upper Sel", latitude=33.1, longitude=44.2)
SEL = Place("Sel", "town", "XHV", latitude=33.9, longitude=43.1)
UPPER_SEL = Place("Upper Sel", "province", "XHV", province="Upper Sel", latitude=33.4, longitude=44.6)
HALVARD = Place("Halvard", "country", "XHV", latitude=33.0, longitude=44.0)
DUNES = Place("the Dunes", "region", latitude=31.0, longitude=41.0)


def act(name: str, by: str | None, *places: Place) -> Event:
    actors = (by,) if by else ()
    return Event(f"event-{name}", "ASSAULT", actors=actors, when=DateSpan.on(date(2031, 3, 1)), places=places)


def war(*events: Event) -> Dossier:
    lanes = tuple(Lane(side.title(), frozenset({side})) for side in ("ash", "bel"))
    actors = tuple(Actor(side, side.title(), "armed group") for side in ("ash", "bel"))
    made = Made("0", "c", "x", "2031-04-01", "r")
    return Dossier("t", Selection(), lanes, (), events, (), (), (), actors, (), (), (), (), (), made)


def drawn(*events: Event, standalone: bool = False) -> ET.Element:
    svg = map_svg(war(*events), standalone=standalone)
    assert svg
    return ET.fromstring(svg)


def marks(svg: ET.Element) -> list[ET.Element]:
    [group] = svg.findall("s:g[@class='spots']", NS)
    return list(group)


def said(mark: ET.Element) -> str:
    return mark.findtext("s:title", "", NS)


def test_acts_without_a_known_place_make_no_map():
    assert map_svg(war(act("a", "ash"), act("b", "bel", Place("Nowhere", "unknown")))) is None


def test_a_town_is_a_dot_and_a_province_a_ring():
    svg = drawn(act("a", "ash", TAMRA), act("b", "bel", UPPER_SEL))
    styles = {said(mark).split(":")[0]: mark.find("s:circle", NS).get("class") for mark in marks(svg)}  # type: ignore[union-attr]
    assert styles == {"Tamra": "dot s0", "Upper Sel (somewhere in it)": "ring s1"}


def test_an_act_in_a_town_and_its_country_stands_at_the_town():
    assert [said(mark).split(":")[0] for mark in marks(drawn(act("a", "ash", TAMRA, UPPER_SEL, HALVARD)))] == ["Tamra"]


def test_a_place_that_is_merely_named_is_not_drawn():
    named = Place("Sel", "town", "XHV", latitude=33.9, longitude=43.1, role="mentioned")
    assert len(marks(drawn(act("a", "ash", TAMRA, named)))) == 1


def test_acts_at_one_place_share_one_mark_cut_by_side():
    [mark] = marks(drawn(act("a", "ash", TAMRA), act("b", "bel", TAMRA), act("c", "bel", TAMRA)))
    assert [path.get("class") for path in mark.findall("s:path", NS)] == ["dot s0", "dot s1"]
    assert "; " in said(mark)


def test_a_dot_stands_where_its_place_is_and_nowhere_else():
    alone = marks(drawn(act("a", "ash", TAMRA), act("b", "ash", SEL)))
    crowded = marks(drawn(act("a", "ash", TAMRA), act("b", "ash", SEL), act("c", "bel", SEL), act("d", "bel", TAMRA)))

    def where(found: list[ET.Element]) -> set[tuple[str, str]]:
        told = set()
        for mark in found:
            circle, path = mark.find("s:circle", NS), mark.find("s:path", NS)
            if circle is not None:
                told.add((circle.attrib["cx"], circle.attrib["cy"]))
            elif path is not None:
                x, y = re.match(r"M(\S+) (\S+?)L", path.attrib["d"]).groups()  # type: ignore[union-attr]
                told.add((x, y))
        return told

    assert where(alone) == where(crowded)
    assert len(where(alone)) == 2


def test_a_mark_of_one_act_opens_its_evidence():
    [mark] = marks(drawn(act("a", "ash", TAMRA)))
    assert mark.get("href") == "#event-a"
    assert mark.get("aria-label") == said(mark)


def test_a_file_of_its_own_has_no_links_and_says_its_size():
    svg = drawn(act("a", "ash", TAMRA), standalone=True)
    assert svg.get("role") == "img"
    assert svg.get("width")
    assert not svg.findall(".//s:a", NS)


def test_the_picture_is_told_in_words():
    svg = drawn(act("a", "ash", TAMRA), act("b", None), act("c", "bel", DUNES))
    title, desc = svg.get("aria-labelledby", "").split()
    assert svg.findtext(f"s:title[@id='{title}']", None, NS) == "Where it happened"
    words = svg.findtext(f"s:desc[@id='{desc}']", "", NS)
    assert "Tamra: one act (Ash 1)" in words
    assert "the Dunes (somewhere in it): one act (Bel 1)" in words
    assert "One act without a place on this map." in words


def test_the_outlines_are_credited_and_nothing_is_fetched():
    text = map_svg(war(act("a", "ash", TAMRA)))
    assert text and CREDIT in text
    assert not re.search(r"(?:href|src)=\"(?!#)|url\(|@import|https?://(?!www\.w3\.org/2000/svg)", text)


def test_names_of_places_cannot_break_the_picture():
    nasty = Place('<script>"&', "town", "XHV", latitude=33.1, longitude=44.2)
    [mark] = marks(drawn(act("a", "ash", nasty)))
    assert said(mark).startswith('<script>"&')


@pytest.mark.parametrize("standalone", [True, False])
def test_the_same_dossier_gives_the_same_bytes(standalone):
    events = (act("a", "ash", TAMRA), act("b", "bel", UPPER_SEL))
    assert map_svg(war(*events), standalone=standalone) == map_svg(war(*events), standalone=standalone)


@settings(deadline=None, max_examples=30)  # the first example reads the data
@given(
    st.lists(
        st.tuples(st.integers(-8500, 8500), st.integers(-17900, 17900), st.sampled_from(["town", "region", "country"])),
        min_size=1,
        max_size=4,
    )
)
def test_wherever_acts_lie_their_marks_are_inside_the_picture(spots):
    events = [
        act(str(n), "ash", Place(f"P{n}", precision, latitude=lat / 100, longitude=lon / 100))
        for n, (lat, lon, precision) in enumerate(spots)
    ]
    svg = drawn(*events)
    _, _, width, height = (float(n) for n in svg.attrib["viewBox"].split())
    for circle in (c for mark in marks(svg) for c in mark.findall("s:circle", NS)):
        assert 0 <= float(circle.attrib["cx"]) <= width
        assert 0 <= float(circle.attrib["cy"]) <= height
