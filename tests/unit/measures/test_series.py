"""A war as numbers a day, with what is not known left unknown."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from talion.datasets.chronicle import read_chronicle
from talion.errors import MeasureError
from talion.measures.series import SEVERITIES, Series, placements, rebinned, series
from talion.records import DateSpan, Dyad, Event, Timeline

DYAD = Dyad("Ashmar", "Belvar")
WAR = """
    observed 2031-03-01 to 2031-03-10
    a  2031-03-02              Ashmar > Belvar         ASSAULT  killed 3
    b  2031-03-02              Ashmar > Belvar + Tavi  ASSAULT
    c  2031-03-04              Belvar > Ashmar         ASSAULT  killed 0
    d  2031-03-05..2031-03-06  Ashmar > Belvar         ASSAULT  killed 2..4
    e  2031-03-07              ? > Ashmar              ASSAULT  unclaimed
    f  2031-03-08              Ashmar > Belvar         THREATEN  threatened
    g  2031-03-09              Ashmar + Belvar > Tavi  ASSAULT
"""


def test_acts_are_counted_a_day_and_uncertain_days_share_them():
    counts = series(read_chronicle(WAR), DYAD)
    assert counts.there.tolist() == [0, 2, 0, 0, 0.5, 0.5, 0, 0, 0, 0]
    assert counts.back.tolist() == [0, 0, 0, 1, 0, 0, 0, 0, 0, 0]
    assert any("spread" in caveat for caveat in counts.caveats)


def test_unknown_perpetrators_are_counted_apart_until_a_share_is_attributed():
    counts = series(read_chronicle(WAR), DYAD)
    assert counts.unknown_back[6] == 1 and counts.back[6] == 0
    assert series(read_chronicle(WAR), DYAD, attribute_unknown=0.25).back[6] == 0.25


def test_a_toll_that_is_not_known_is_not_zero_deaths_but_no_number():
    counts = series(read_chronicle(WAR), DYAD, severity="deaths")
    assert counts.there[1] == 3
    assert "2 acts whose size (deaths) is not known, not counted: not known is not zero" in counts.caveats


def test_a_range_of_deaths_is_counted_at_either_end():
    ends = [series(read_chronicle(WAR), DYAD, severity=f"deaths at {end}").there.sum() for end in ("least", "most")]
    assert ends == [3 + 2, 3 + 4]


def test_undirected_acts_are_refused_with_the_way_out():
    war = read_chronicle("""
        observed 2031-03-01 to 2031-03-10
        a  2031-03-02  Ashmar, Belvar  ASSAULT
        b  2031-03-03  Ashmar > Belvar  ASSAULT
    """)
    with pytest.raises(MeasureError, match=r"do not say who acted.*undirected='leave out'"):
        series(war, DYAD)
    assert series(war, DYAD, undirected="leave out").there.sum() == 1
    split = series(war, DYAD, undirected="split")
    assert (split.there.sum(), split.back.sum()) == (1.5, 0.5)


def test_a_gap_is_no_quiet_day():
    war = read_chronicle("""
        observed 2031-03-01 to 2031-03-02
        observed 2031-03-05 to 2031-03-06
        a  2031-03-05  Ashmar > Belvar  ASSAULT
        b  2031-03-03  Ashmar > Belvar  ASSAULT
    """)
    counts = series(war, DYAD)
    assert counts.watched.tolist() == [1, 1, 0, 0, 1, 1]
    assert counts.there.sum() == 1 and "1 act outside the observed days, not counted" in counts.caveats


def test_a_year_has_52_weeks_and_the_last_one_the_days_left_over():
    daily = Series.of(np.ones(365), np.zeros(365), first_day=date(2031, 1, 1))
    weeks = rebinned(daily, "week")
    assert len(weeks.days) == 52 and weeks.there[0] == 7 and weeks.there[-1] == 8
    months = rebinned(daily, "month")
    assert months.there[:2].tolist() == [31, 28]


def test_incidence_is_one_however_many_acts():
    counts = series(read_chronicle(WAR), DYAD, severity="incidence")
    assert set(counts.there.tolist()) == {0.0, 1.0}


def test_the_table_names_both_directions():
    frame = series(read_chronicle(WAR), DYAD).frame
    assert frame.columns[:3] == ["day", "Ashmar on Belvar", "Belvar on Ashmar"] and frame.height == 10


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"bin": "fortnight"}, "no bin 'fortnight'"),
        ({"severity": "fear"}, "no severity 'fear'; there are " + ", ".join(SEVERITIES)),
        ({"undirected": "guess"}, "no way to treat undirected acts"),
        ({"attribute_unknown": 2.0}, "from 0 to 1"),
    ],
)
def test_a_word_that_we_do_not_know_is_answered_with_those_we_do(wrong, says):
    with pytest.raises(MeasureError, match=says):
        series(read_chronicle(WAR), DYAD, **wrong)


def test_nothing_is_counted_without_a_watch():
    with pytest.raises(MeasureError, match="which days were watched"):
        series(Timeline((), ()), DYAD)


acts = st.lists(st.tuples(st.integers(0, 39), st.integers(0, 5), st.booleans()), max_size=25)


def war_of(acts):
    start = date(2031, 1, 1).toordinal()
    events = tuple(
        Event(
            f"e{n}",
            "ASSAULT",
            actors=(DYAD[flip],),
            recipients=(DYAD[1 - flip],),
            when=DateSpan(date.fromordinal(start + first), date.fromordinal(start + first + long)),
        )
        for n, (first, long, flip) in enumerate(acts)
    )
    return Timeline(events, (DateSpan(date.fromordinal(start), date.fromordinal(start + 49)),))


@given(acts)
def test_every_act_inside_the_watch_is_counted_once_in_days_weeks_and_months(acts):
    for bin in ("day", "week", "month"):
        counts = series(war_of(acts), DYAD, bin=bin)
        assert counts.there.sum() + counts.back.sum() == pytest.approx(len(acts))


@given(acts)
def test_exchanging_the_sides_exchanges_the_rows(acts):
    war = war_of(acts)
    assert np.array_equal(series(war, DYAD).reversed.there, series(war, DYAD.reversed).there)


@given(acts, st.integers(0, 2**32 - 1))
def test_a_placement_puts_every_act_on_one_of_its_days(acts, seed):
    war = war_of(acts)
    [placed] = placements(war, random=np.random.default_rng(seed), draws=1)
    for before, after in zip(war.events, placed.events, strict=True):
        assert after.when.is_one_day and after.when.first in before.when
