"""Threats and what becomes of them; the same question at the level of the group and of its patron."""

import pytest

from talion.datasets.chronicle import read_chronicle, read_links
from talion.errors import MeasureError
from talion.measures.answered import answered_share
from talion.measures.levels import Level, at_levels, levels_frame
from talion.measures.words import threats_come_true, words_and_force
from talion.records import Dyad, Timeline

DYAD = Dyad("Ashmar", "Belvar")
TEXT = """
    observed 2031-01-01 to 2031-06-30
    a  2031-02-01  Ashmar > Belvar  THREATEN  threatened
    b  2031-02-04  Ashmar > Belvar  ASSAULT  carries out a declared
    c  2031-03-01  Ashmar > Belvar  THREATEN  threatened
    d  2031-04-01  Ashmar > ?       THREATEN  threatened
    e  2031-06-28  Ashmar > Belvar  THREATEN  threatened
    f  2031-05-01  Belvar > Ashmar  THREATEN  threatened
"""


def test_one_of_three_threats_comes_true_and_a_late_one_is_not_counted():
    found = threats_come_true(read_chronicle(TEXT), DYAD, within_days=7, links=read_links(TEXT))
    assert found.n == 3 and found.value == pytest.approx(1 / 3)
    # The act of 4 February follows 7 of the 174 days that have a whole week after them.
    assert found.chance == pytest.approx(7 / 174)
    assert "1 of 4 threats left out: their window was not watched to its end" in found.caveats
    assert "1 of 3 threats name nobody and are taken to be at Belvar" in found.caveats
    assert "Of 1 somebody says that an act carried them out" in found.caveats


def test_two_threats_cannot_tell():
    found = threats_come_true(read_chronicle(TEXT), DYAD.reversed, within_days=7)
    assert found.value is None and "it takes 3" in found.caveats[0]


def test_threats_need_a_watch_and_a_window():
    with pytest.raises(MeasureError, match="which days were watched"):
        threats_come_true(Timeline((), ()), DYAD, within_days=7)
    with pytest.raises(MeasureError, match="1 or more"):
        threats_come_true(read_chronicle(TEXT), DYAD, within_days=0.5)


def test_sanctions_that_come_before_force_are_told_so():
    lines = ["observed 2031-01-01 to 2033-12-31"]
    for n in range(15):
        year, month = 2031 + n // 6, 1 + 2 * (n % 6)
        lines += [f"s{n} {year}-{month:02}-05 Ashmar > Belvar SANCTION"]
        lines += [f"a{n} {year}-{month:02}-15 Ashmar > Belvar ASSAULT"]
    before, after, order = words_and_force(read_chronicle("\n".join(lines)), DYAD, days=14)
    assert (before.value, after.value) == (0.0, 1.0) and order.low > 0


LEVELS = read_chronicle("""
    observed 2031-01-01 to 2031-06-30
    a  2031-01-10  Ashmar > Sons        ASSAULT
    b  2031-01-12  Delta Guard > Ashmar ASSAULT
    c  2031-02-10  Ashmar > Sons        ASSAULT
    d  2031-02-12  Sons > Ashmar        ASSAULT
    e  2031-03-10  Ashmar > Sons        ASSAULT
    f  2031-03-12  Delta Guard > Ashmar ASSAULT
""")


def test_the_umbrella_answers_where_the_group_alone_does_not():
    found = at_levels(
        LEVELS,
        lambda war, dyad: answered_share(war, dyad, within_days=7),
        attackers=[Level("Ashmar")],
        others=[Level("Sons"), Level("Delta League", frozenset({"Sons", "Delta Guard"}))],
    )
    assert [one.value for _, one in found] == [pytest.approx(1 / 3), 1.0]
    frame = levels_frame(found)
    assert frame["recipient"].to_list() == ["Sons", "Delta League"] and frame["n"].to_list() == [3, 3]
