"""How long answers take, with those that never came and those still to come."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from talion.datasets.chronicle import read_chronicle
from talion.errors import MeasureError
from talion.measures.answered import answered_share, lag_summary
from talion.measures.backlash import own_memory
from talion.measures.deterrence import deterrence
from talion.measures.lags import (
    cumulative_incidence,
    kaplan_meier,
    median_wait,
    outcome_shares,
    share_answered_by,
    waits,
)
from talion.measures.reciprocity import verdict
from talion.measures.rule import attacks_seen
from talion.measures.series import rebinned, series
from talion.records import Dyad

DYAD = Dyad("Ashmar", "Belvar")
WAR = read_chronicle("""
    observed 2031-03-01 to 2031-03-31
    a  2031-03-01  Ashmar > Belvar  ASSAULT
    b  2031-03-03  Belvar > Ashmar  ASSAULT
    c  2031-03-10  Ashmar > Belvar  ASSAULT
    d  2031-03-12  Ashmar > Belvar  ASSAULT
    e  2031-03-16  Belvar > Ashmar  ASSAULT
    f  2031-03-28  Ashmar > Belvar  ASSAULT
""")


def test_each_attack_is_answered_superseded_or_still_open():
    told = [(wait.attack, wait.days, wait.outcome, wait.answered_days) for wait in waits(WAR, DYAD)]
    assert told == [
        ("a", 2, "answered", 2),
        ("c", 2, "superseded", 6),
        ("d", 4, "answered", 4),
        ("f", 3, "unanswered", None),
    ]


def test_an_answer_and_a_new_attack_on_one_day_is_an_answer():
    war = read_chronicle("""
        observed 2031-03-01 to 2031-03-31
        a  2031-03-01  Ashmar > Belvar  ASSAULT
        b  2031-03-04  Ashmar > Belvar  ASSAULT
        c  2031-03-04  Belvar > Ashmar  ASSAULT
    """)
    assert [wait.outcome for wait in waits(war, DYAD)] == ["answered", "unanswered"]


def test_kaplan_and_meier_by_hand():
    curve = kaplan_meier([2, 4, 6, 3], [True, True, True, False])
    assert curve["left"].to_list() == pytest.approx([3 / 4, 3 / 8, 0])
    assert curve["at_risk"].to_list() == [4, 2, 1]


def test_aalen_and_johansen_by_hand():
    curve = cumulative_incidence([2, 2, 4, 3], ["answered", "superseded", "answered", "unanswered"])
    assert curve.row(-1, named=True) == pytest.approx(
        {"days": 4, "at_risk": 1, "answered": 0.75, "superseded": 0.25, "open": 0.0}
    )


def test_survival_agrees_with_lifelines():
    lifelines = pytest.importorskip("lifelines")
    random = np.random.default_rng(3)
    days, seen = random.integers(1, 30, 80), random.random(80) < 0.7
    theirs = lifelines.KaplanMeierFitter(alpha=0.1).fit(days, seen)
    ours = kaplan_meier(days.tolist(), seen.tolist())
    for row in ours.iter_rows(named=True):
        assert row["left"] == pytest.approx(float(theirs.predict(row["days"])), abs=1e-9)
        if 0 < row["left"] < 1:
            low, high = theirs.confidence_interval_.loc[row["days"]]
            assert (row["low"], row["high"]) == pytest.approx((low, high), abs=1e-6)


@given(st.lists(st.tuples(st.integers(1, 20), st.sampled_from(["answered", "superseded", "unanswered"])), min_size=1))
def test_the_shares_of_all_outcomes_make_one_on_every_day(told):
    curve = cumulative_incidence([days for days, _ in told], [what for _, what in told])
    for row in curve.iter_rows(named=True):
        assert row["answered"] + row["superseded"] + row["open"] == pytest.approx(1)


@given(st.lists(st.tuples(st.integers(1, 20), st.booleans()), min_size=1))
def test_waiting_never_makes_more_wait(told):
    left = kaplan_meier([days for days, _ in told], [seen for _, seen in told])["left"]
    assert (left.diff().drop_nulls() <= 1e-12).all()


def test_an_attack_near_the_end_counts_for_the_days_it_was_watched():
    lines = ["observed 2031-01-01 to 2031-12-31"]
    for month in range(1, 12):
        lines += [f"a{month} 2031-{month:02}-05 Ashmar > Belvar ASSAULT"]
        if month <= 6:
            lines += [f"b{month} 2031-{month:02}-08 Belvar > Ashmar ASSAULT"]
    lines += ["z 2031-12-30 Ashmar > Belvar ASSAULT"]
    found = share_answered_by(read_chronicle("\n".join(lines)), DYAD, within_days=7)
    assert found.n == 12 and found.value == pytest.approx(6 / 11)
    assert found.low < 6 / 11 < found.high
    assert any("not watched to the end" in caveat for caveat in found.caveats)


def test_half_that_was_never_answered_has_no_median():
    found = median_wait(WAR, DYAD)
    assert found.value is None and "it takes 5" in found.caveats[0]


def test_the_three_shares_are_one_together():
    lines = ["observed 2031-01-01 to 2031-12-31"]
    for month in range(1, 13):
        lines += [f"a{month} 2031-{month:02}-05 Ashmar > Belvar ASSAULT"]
        if month % 2:
            lines += [f"b{month} 2031-{month:02}-08 Belvar > Ashmar ASSAULT"]
        else:
            lines += [f"c{month} 2031-{month:02}-07 Ashmar > Belvar ASSAULT"]
    shares = outcome_shares(read_chronicle("\n".join(lines)), DYAD, within_days=7)
    assert sum(one.value for one in shares) == pytest.approx(1)
    assert all(one.low <= one.value <= one.high for one in shares)
    half = median_wait(read_chronicle("\n".join(lines)), DYAD)
    assert half.value is not None and half.n == 18


def test_a_wait_without_its_ending_is_refused():
    with pytest.raises(MeasureError, match="each wait needs its own"):
        kaplan_meier([1, 2], [True])
    with pytest.raises(MeasureError, match="not lost"):
        cumulative_incidence([1], ["lost"])
    assert kaplan_meier([], []).height == 0 and isinstance(kaplan_meier([1], [False]), pl.DataFrame)


def test_a_share_is_known_beyond_the_last_answer_where_nobody_is_left_waiting():
    pairs = (
        f"a{n}  2031-03-{n:02}  Ashmar > Belvar  ASSAULT\nb{n}  2031-03-{n + 1:02}  Belvar > Ashmar  ASSAULT"
        for n in (1, 6, 11, 16, 21)
    )
    war = read_chronicle("observed 2031-03-01 to 2031-03-31\n" + "\n".join(pairs))
    assert share_answered_by(war, DYAD, within_days=7).value == 1


def test_acts_known_to_within_a_fortnight_have_no_order_within_a_week():
    acts = "\n".join(f"b{n}  2031-{n:02}-01..2031-{n:02}-14  Belvar > Ashmar  ASSAULT" for n in range(1, 10))
    more = "\n".join(f"a{n}{d}  2031-{n:02}-{d}  Ashmar > Belvar  ASSAULT" for n in range(1, 10) for d in (20, 25, 28))
    war = read_chronicle(f"observed 2031-01-01 to 2031-12-31\n{acts}\n{more}")
    counts = series(war, DYAD)
    assert counts.known_within_days == (1, 14)
    assert counts.reversed.known_within_days == (14, 1)
    assert rebinned(counts, "week").too_rough(7) and not counts.too_rough(14)
    found = verdict(war, DYAD)
    assert found.finding == "cannot tell"
    assert "half of the acts of Belvar are known to within 14 days" in found.because
    assert not any(check.survives for check in found.checks)
    effect = deterrence(war, DYAD, random=np.random.default_rng(1))
    assert effect.finding == "cannot tell" and effect.after.value is None
    factor, lowers = own_memory(counts)
    assert factor.value is None and lowers.value is None
    for one in (
        answered_share(war, DYAD, within_days=7),
        lag_summary(war, DYAD, within_days=7),
        median_wait(war, DYAD),
    ):
        assert one.value is None and "known to within 14 days" in one.caveats[0]
    assert all(one.value is None for one in outcome_shares(war, DYAD, within_days=7))
    assert attacks_seen(war, DYAD, within_days=7) == ()
    assert attacks_seen(war, DYAD, within_days=14)
