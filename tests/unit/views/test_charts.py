"""The exchange view: who stands in which lane, on which day, and which arrows are drawn."""
# ruff: noqa: E501 – a row of a table is read as a row

import importlib.util
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talion.pipeline.dossier import Dossier, Lane, Made
from talion.records import (
    Actor,
    Attribution,
    Blame,
    Count,
    DateSpan,
    Event,
    Judgement,
    Link,
    Report,
    Selection,
    Toll,
    TollPart,
)
from talion.views.charts import exchange_view, ticks
from talion.views.lags_and_tolls import lag_histogram, toll_strip
from talion.views.lanes import drawable, lanes_of

FIRST = date(2031, 3, 1)
[REPORT] = [Report("They said it was a reply.")]
WORDS = (REPORT.passage(0, 24),)
NS = {"s": "http://www.w3.org/2000/svg"}


def dossiers() -> ModuleType:
    spec = importlib.util.spec_from_file_location("talion_tests_dossiers", Path(__file__).parent / "dossiers.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def act(name: str, day: int | None, *, by: str | None = "ash", dead: int = 0, until: int | None = None, **told: object):
    when = None
    if day is not None:
        when = DateSpan(FIRST + timedelta(days=day), FIRST + timedelta(days=day if until is None else until))
    toll = Toll((TollPart("killed", Count.exactly(dead)),)) if dead else Toll()
    actors = (by,) if by else ()
    fields = {"action": "ASSAULT", "actors": actors, "when": when, "toll": toll, "reports": ("r1", "r2"), **told}
    return Event(f"event-{name}", **fields)  # type: ignore[arg-type]


def war(*events: Event, links: tuple[Link, ...] = (), judgements: tuple[Judgement, ...] = (), sides: str = "ash bel"):
    lanes = tuple(Lane(side.title(), frozenset({side})) for side in sides.split())
    actors = tuple(Actor(side, side.title(), "armed group") for side in sides.split())
    return Dossier("t", Selection(), lanes, (), events, (), links, (), actors, (), (), (), judgements, (),
                   Made("0", "c", "x", "2031-04-01", "r"))  # fmt: skip


def drawn(dossier: Dossier, **told: bool) -> ET.Element:
    picture = exchange_view(dossier, **told)  # type: ignore[arg-type]
    assert picture
    return ET.fromstring(picture.svg)


def dots(svg: ET.Element) -> dict[str, tuple[float, float, float]]:
    """Where each circle stands: x, y, radius by event."""
    out = {}
    for link in svg.iterfind(".//s:a", NS):
        circle = link.findall("s:circle", NS)[-1]
        out[link.attrib["href"].removeprefix("#event-")] = tuple(float(circle.attrib[k]) for k in ("cx", "cy", "r"))
    return out


def test_nothing_with_a_day_gives_no_picture():
    assert exchange_view(war()) is None
    assert exchange_view(war(act("1", None))) is None


def test_each_side_has_a_lane_and_time_runs_to_the_right():
    at = dots(drawn(war(act("1", 0), act("2", 4, by="bel"), act("3", 9))))
    assert at["1"][0] < at["2"][0] < at["3"][0]
    assert at["1"][1] == at["3"][1] < at["2"][1]


def test_on_a_narrow_page_time_runs_downwards():
    at = dots(drawn(war(act("1", 0), act("2", 4, by="bel")), upright=True))
    assert at["1"][1] < at["2"][1] and at["1"][0] < at["2"][0]


def test_an_act_of_nobody_known_or_only_blamed_stands_in_a_lane_of_its_own():
    blamed = act("2", 1, by="bel", attribution=Attribution((Blame("blames", "bel", "Ash"),)))
    names, lane_of = lanes_of(war(act("1", 0)), [act("1", 0), blamed, act("3", 2, by=None)])
    assert names == ("Ash", "Perpetrator unknown")
    assert lane_of == {"event-1": 0, "event-2": 1, "event-3": 1}


def test_the_area_of_a_dot_grows_with_deaths():
    at = dots(drawn(war(act("1", 0), act("2", 3, dead=10), act("3", 6, dead=20))))
    none, ten, twenty = (at[name][2] ** 2 for name in "123")
    assert twenty - none == pytest.approx(2 * (ten - none), rel=0.02)


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 30)), min_size=1, max_size=25))
def test_crowded_dots_keep_their_day_and_do_not_cover_each_other(told: list[tuple[int, int]]):
    events = [act(str(n), day, dead=dead) for n, (day, dead) in enumerate(told)]
    at = dots(drawn(war(*events)))
    by_day: dict[int, set[float]] = {}
    for n, (day, _) in enumerate(told):
        by_day.setdefault(day, set()).add(at[str(n)][0])
    assert all(len(places) == 1 for places in by_day.values())
    spots = list(at.values())
    for n, (x, y, r) in enumerate(spots):
        for other_x, other_y, other_r in spots[n + 1 :]:
            assert (x - other_x) ** 2 + (y - other_y) ** 2 >= (r + other_r - 0.3) ** 2


def test_hollow_means_one_report():
    svg = drawn(war(act("1", 0), act("2", 1, reports=("r1",))))
    hollow = {a.attrib["href"] for a in svg.iterfind(".//s:a", NS) if "hollow" in a.attrib["class"].split()}
    assert hollow == {"#event-2"}


def test_words_are_diamonds_and_other_deeds_are_squares():
    svg = drawn(war(act("1", 0), act("2", 1, action="THREATEN"), act("3", 2, action="SANCTION"),
                    act("4", 3, status="threatened")))  # fmt: skip
    shapes = {a.attrib["href"][-1]: a.attrib["class"].split()[1] for a in svg.iterfind(".//s:a", NS)}
    assert shapes == {"1": "circle", "2": "diamond", "3": "square", "4": "diamond"}


def arrows(svg: ET.Element) -> list[tuple[str, float]]:
    found = svg.iterfind(".//s:g[@opacity]", NS)
    return [(group.attrib["class"].split()[1], float(group.attrib["opacity"])) for group in found]


def test_arrows_are_solid_where_stated_dashed_where_inferred_and_darker_where_likelier():
    links = (
        Link("event-1", "event-2", "declared", 1.0, evidence=WORDS),
        Link("event-2", "event-3", "inferred", 0.5),
        Link("event-1", "event-3", "inferred", 0.3),
    )
    svg = drawn(war(act("1", 0), act("2", 1, by="bel"), act("3", 2), links=links))
    assert arrows(svg) == [("inferred", 0.47), ("inferred", 0.62), ("stated", 1.0)]


def test_a_rejected_link_is_not_drawn_and_a_later_judgement_counts():
    link = Link("event-1", "event-2", "inferred", 0.5)
    events = act("1", 0), act("2", 1, by="bel")
    no = Judgement(link.id, "reject", "R.", datetime(2031, 4, 1, tzinfo=UTC))
    yes = Judgement(link.id, "accept", "R.", datetime(2031, 4, 2, tzinfo=UTC))
    assert arrows(drawn(war(*events, links=(link,), judgements=(no,)))) == []
    assert arrows(drawn(war(*events, links=(link,), judgements=(yes, no)))) == [("inferred", 1.0)]


def test_what_has_no_day_of_its_own_is_listed_and_not_drawn():
    vague = act("4", 0, until=200)
    kept, left = drawable([act("1", 0), act("2", 9), act("3", None), vague, act("5", 5, status="habitual")])
    assert [event.id for event in kept] == ["event-1", "event-2"]
    assert {event.id[-1]: why for event, why in left} == {
        "3": "no day given", "4": "the reports give only a wide span of days", "5": "told as habit",
    }  # fmt: skip


def test_an_act_years_before_the_rest_does_not_press_the_rest_together():
    kept, left = drawable([act("1", -3000), act("2", 0), act("3", 9), act("4", 10)])
    assert [event.id for event, _ in left] == ["event-1"] and len(kept) == 3


def test_a_span_of_days_is_a_bar_from_its_first_day_to_its_last():
    svg = drawn(war(act("1", 0), act("2", 10), act("3", 2, until=5)))
    [bar] = svg.findall(".//s:line[@class='span']", NS)
    at = dots(svg)
    a_day = (at["2"][0] - at["1"][0]) / 10
    assert float(bar.attrib["x2"]) - float(bar.attrib["x1"]) == pytest.approx(4 * a_day, abs=0.3)
    assert (float(bar.attrib["x1"]) + float(bar.attrib["x2"])) / 2 == pytest.approx(at["3"][0], abs=0.2)


TICKS = [
    (date(2031, 4, 6), date(2031, 4, 8), ["6 Apr 2031", "7 Apr", "8 Apr"]),
    (date(2030, 12, 30), date(2031, 1, 1), ["30 Dec 2030", "31 Dec", "1 Jan 2031"]),
    (date(2031, 1, 10), date(2031, 3, 20), ["13 Jan 2031", "20 Jan", "27 Jan", "3 Feb", "10 Feb", "17 Feb", "24 Feb", "3 Mar", "10 Mar", "17 Mar"]),
    (date(2031, 1, 1), date(2031, 10, 5), ["Jan 2031", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct"]),
    (date(2021, 5, 1), date(2031, 4, 8), [str(year) for year in range(2022, 2032)]),
    (date(2031, 4, 6), date(2031, 4, 6), ["6 Apr 2031"]),
]  # fmt: skip


@pytest.mark.parametrize(("first", "last", "labels"), TICKS)
def test_ticks_stand_on_round_days(first: date, last: date, labels: list[str]):
    assert [label for _, label in ticks(first, last, most=10)] == labels


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 40000), st.integers(2, 14))
def test_ticks_are_few_in_order_and_inside(first: date, days: int, most: int):
    last = min(first + timedelta(days=days), date(2150, 1, 1))
    told = [day for day, _ in ticks(first, last, most=most)]
    assert 1 <= len(told) <= most
    assert told == sorted(set(told)) and first <= told[0] and told[-1] <= last


def test_every_dot_is_a_link_with_a_name_and_the_picture_has_title_and_description():
    svg = drawn(dossiers().full())
    links = svg.findall(".//s:a", NS)
    assert links and all(a.attrib["aria-label"] and a.find("s:title", NS) is not None for a in links)
    for name in svg.attrib["aria-labelledby"].split():
        assert any(element.attrib.get("id") == name and element.text for element in svg.iter())


def test_names_cannot_break_out_of_the_picture():
    bad = replace(war(act("1", 0)), lanes=(Lane('<script>"', frozenset({"ash"})),))
    bad = replace(bad, actors=(Actor("ash", "</svg><script>alert(1)</script>", "armed group"),))
    picture = exchange_view(bad)
    assert picture and "<script" not in picture.svg
    ET.fromstring(picture.svg)


def test_the_same_war_gives_the_same_bytes():
    one, other = exchange_view(dossiers().full()), exchange_view(dossiers().full())
    assert one == other


def test_a_picture_for_itself_needs_no_style_sheet():
    picture = exchange_view(war(act("1", 0)), standalone=True)
    assert picture and "var(" not in picture.svg and "href" not in picture.svg and "<style>" in picture.svg


def test_lags_are_a_picture_from_five_links_on():
    events = [act(str(n), n, by="ash" if n % 2 else "bel") for n in range(7)]
    links = tuple(Link(f"event-{n}", f"event-{n + 1}", "inferred", 0.6, lag_days=1 + n % 2) for n in range(6))
    assert lag_histogram(war(*events, links=links[:4])) is None
    svg = lag_histogram(war(*events, links=links))
    assert svg
    [desc] = ET.fromstring(svg).findall("s:desc", NS)
    assert desc.text == "after one day: Ash 3; after two days: Bel 3"


def test_tolls_are_a_picture_where_speakers_differ():
    assert toll_strip([("the army", Count.exactly(4)), ("the staff", Count.exactly(4))], key="t") is None
    svg = toll_strip([("the army", Count.exactly(15)), ("the staff", Count(12))], key="t")
    assert svg and len(re.findall("<circle", svg)) == 2
    ET.fromstring(svg)


def test_a_side_whose_acts_have_no_day_keeps_an_empty_lane():
    svg = drawn(war(act("1", 0), act("2", None, by="bel"), act("3", None, by=None)))
    assert [text.text for text in svg.findall(".//s:g[@class='labels']/s:text", NS)] == ["Ash", "Bel"]
