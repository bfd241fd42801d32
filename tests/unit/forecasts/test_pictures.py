"""Pictures of how well chances and shares agree."""

import xml.etree.ElementTree as ET

from talion.views.reliability import pit_picture, reliability_picture

SVG = "{http://www.w3.org/2000/svg}"


def test_a_dot_stands_at_the_chance_given_and_the_share_that_came():
    drawn = ET.fromstring(reliability_picture([0.1] * 8 + [0.9] * 4, [False] * 8 + [True] * 3 + [False], title="Who"))
    dots = drawn.findall(f"{SVG}circle")
    assert [dot.find(f"{SVG}title").text for dot in dots] == [
        "chance 0.10, came 0.00 of the time, 8 forecasts",
        "chance 0.90, came 0.75 of the time, 4 forecasts",
    ]
    left, right = (float(dot.get("cx")) for dot in dots)
    low, high = (float(dot.get("cy")) for dot in dots)
    assert left < right and high < low  # up is less in SVG
    assert float(dots[0].get("r")) > float(dots[1].get("r"))


def test_the_bars_of_a_pit_picture_count_its_values():
    drawn = ET.fromstring(pit_picture([0.05, 0.07, 0.95, 1.0], title="Who"))
    told = [bar.find(f"{SVG}title") for bar in drawn.findall(f"{SVG}rect")]
    assert [one.text for one in told if one is not None and not one.text.endswith(": 0")] == [
        "0.0 to 0.1: 2",
        "0.9 to 1.0: 2",
    ]


def test_a_title_cannot_break_out_of_its_picture():
    assert "<b>" not in reliability_picture([0.5], [True], title="<b>Who</b>")
