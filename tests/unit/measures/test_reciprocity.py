"""Who answers whom: the test that a shared wave does not fool, and the verdict that rests on it."""

import math

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talion.datasets.chronicle import read_chronicle
from talion.errors import MeasureError
from talion.measures.customary import (
    GRANGER_WARNING,
    count_regression,
    granger,
    impulse_responses,
    lag_orders,
    local_projections,
)
from talion.measures.reciprocity import block_permutation, flipped_stretches, lag_minus_lead, verdict, verdict_on
from talion.measures.series import Series, series
from talion.measures.specifications import specification_curve
from talion.records import Dyad
from talion.synthetic.wars import ASHMAR, BELVAR, Answers, invent_war

DYAD = Dyad(ASHMAR, BELVAR)


def answering(seed=1, days=1200, wave=0.0, unclaimed=0.0):
    war = invent_war(
        random=np.random.default_rng(seed),
        days=days,
        attacks_per_day=(0.15, 0.05),
        answers=(Answers(0.0), Answers(0.7)),
        answers_are_answered=False,
        unclaimed_share=unclaimed,
        wave_sd=wave,
    )
    return war.by_sides(as_known=unclaimed > 0)


def far_apart(lag):
    """Twenty attacks, 30 days apart, each with an act of the other side `lag` days on."""
    there, back = np.zeros(660), np.zeros(660)
    for n in range(20):
        there[30 + 30 * n] = 1
        back[30 + 30 * n + lag] = 1
    return Series.of(there, back)


def test_an_answer_two_days_after_every_attack_is_one_act_more_after_than_before():
    found = lag_minus_lead(far_apart(2), days=7)
    assert found.value == pytest.approx(1.0, abs=0.01) and found.low > 0.5


def test_an_act_before_every_attack_is_the_opposite_of_an_answer():
    assert lag_minus_lead(far_apart(-2), days=7).value == pytest.approx(-1.0, abs=0.01)


def test_acts_of_the_same_day_have_no_order():
    found = lag_minus_lead(far_apart(0), days=7)
    assert found.value is None or found.value == pytest.approx(0.0, abs=0.01)


def test_three_attacks_are_too_few():
    there, back = np.zeros(100), np.zeros(100)
    there[[20, 40, 60]] = back[[21, 41, 61]] = 1
    found = lag_minus_lead(Series.of(there, back))
    assert found.value is None and found.caveats[0].startswith("Cannot tell: acts of A on 3 days")


def test_turning_stretches_around_counts_all_ways():
    """Ten stretches that all point one way: one of 1,024 ways does as much."""
    there, back = np.zeros(600), np.zeros(600)
    for n in range(10):
        there[60 * n + 20] = back[60 * n + 22] = 1
    assert flipped_stretches(Series.of(there, back)) == pytest.approx(1 / 1024, rel=0.5)


small = st.lists(st.integers(0, 3), min_size=80, max_size=120)


@settings(max_examples=40)
@given(small, st.integers(0, 1000))
def test_exchanging_the_sides_turns_the_sign(there, seed):
    """After minus before of one side around the other is before minus after of the other around the one."""
    back = np.random.default_rng(seed).permutation(there)
    counts = Series.of(there, back)
    one, other = lag_minus_lead(counts, days=3), lag_minus_lead(counts.reversed, days=3)
    if one.value is not None and other.value is not None:
        inside = slice(3, -3)
        scaled = one.value * np.array(there)[inside].sum(), other.value * back[inside].sum()
        # Equal but for the ends of the record and the means that are taken off.
        assert scaled[0] + scaled[1] == pytest.approx(0, abs=0.15 * max(np.sum(there), 1) + 8)


@settings(max_examples=25)
@given(small, st.integers(0, 1000))
def test_running_the_record_backward_turns_the_sign(there, seed):
    back = np.random.default_rng(seed).permutation(there)
    forward = lag_minus_lead(Series.of(there, back), days=3)
    backward = lag_minus_lead(Series.of(there[::-1], back[::-1]), days=3)
    if forward.value is not None:
        assert backward.value == pytest.approx(-forward.value, abs=1e-9)


def test_moving_the_calendar_changes_nothing():
    war = answering()
    later = far_apart(2)
    assert lag_minus_lead(later).value == lag_minus_lead(Series.of(later.there, later.back)).value
    assert verdict(war, DYAD).finding == verdict_on(series(war, DYAD)).finding


def test_a_side_that_answers_is_said_to_answer_and_the_other_not():
    war = answering()
    found = verdict(war, DYAD)
    assert found.finding == "answers"
    assert found.sentence.startswith("Acts of Ashmar are answered by Belvar: +")
    assert {check.name for check in found.survived} >= {"lag minus lead", "stretches turned around"}
    assert verdict(war, DYAD.reversed).finding != "answers"


def test_two_sides_on_one_wave_are_not_said_to_answer_though_granger_says_so():
    war = invent_war(
        random=np.random.default_rng(5),
        days=1500,
        attacks_per_day=(0.3, 0.3),
        answers=(Answers(0.0), Answers(0.0)),
        wave_sd=0.9,
        unclaimed_share=0.0,
    ).by_sides()
    found = verdict(war, DYAD)
    [shown] = found.shown
    assert shown.name == "Granger" and shown.survives
    assert found.finding == "cannot tell" and "shared cause" in found.because
    assert GRANGER_WARNING in shown.estimate.caveats


def test_a_verdict_that_hangs_on_unclaimed_acts_cannot_be_told():
    """Half the answers unclaimed, and as many unclaimed acts that point the other way."""
    lines = ["observed 2031-01-01 to 2034-12-31"]
    start = np.datetime64("2031-02-01")
    for n in range(40):
        day = start + 30 * n
        lines.append(f"a{n} {day} Ashmar > Belvar ASSAULT")
        lines.append(f"b{n} {day + 2} {'Belvar' if n % 2 else '?'} > Ashmar ASSAULT")
        lines.append(f"c{n} {day - 2} ? > Ashmar ASSAULT")
    war = read_chronicle("\n".join(lines))
    found = verdict(war, DYAD)
    assert found.finding == "cannot tell" and "who did the unclaimed acts" in found.because


def test_too_little_is_said_to_be_too_little():
    war = read_chronicle("""
        observed 2031-03-01 to 2031-05-30
        a  2031-03-04  Ashmar > Belvar  ASSAULT
        b  2031-03-06  Belvar > Ashmar  ASSAULT
    """)
    found = verdict(war, DYAD)
    assert found.finding == "cannot tell" and found.checks[0].survives is None
    assert "it takes 10 of each in 6" in found.because


def test_shuffling_within_blocks_has_the_exact_mean():
    """Twenty blocks of four days: an attack on the first, an act of the other on the second."""
    check = block_permutation(Series.of([1, 0, 0, 0] * 20, [0, 1, 0, 0] * 20), days=1, block_days=4)
    # In a block of four days the act falls behind the attack in one order of four; the first and the last block have
    # lost a day, whose window is not whole, and with it the first attack.
    assert check.estimate.value == pytest.approx((20 - 18 / 4 - 2 / 3) / 19)


def test_granger_and_its_regression_agree_with_statsmodels():
    api = pytest.importorskip("statsmodels.tsa.api")
    counts = series(answering(), DYAD)
    fit = api.VAR(np.column_stack([counts.there, counts.back])).fit(5)
    theirs = fit.test_causality(1, 0, kind="f")
    ours = granger(counts, lags=5)
    assert ours.estimate.value == pytest.approx(float(theirs.test_statistic), rel=1e-9)
    order = lag_orders(counts, up_to=6).filter(pl.col("lags") == 5).row(0, named=True)
    same_rows = api.VAR(np.column_stack([counts.there, counts.back])[1:]).fit(5)
    assert order["aic"] == pytest.approx(same_rows.aic, rel=1e-6)


def test_impulse_responses_agree_with_statsmodels_and_stand_in_their_bands():
    api = pytest.importorskip("statsmodels.tsa.api")
    counts = series(answering(), DYAD)
    frame = impulse_responses(counts, lags=3, ahead=4, draws=30, random=np.random.default_rng(1))
    theirs = api.VAR(np.column_stack([counts.there, counts.back])).fit(3).irf(4)
    scale = theirs.orth_irfs[0, 0, 0]
    ours = frame.filter((pl.col("of") == ASHMAR) & (pl.col("on") == BELVAR))["value"].to_list()
    assert ours == pytest.approx((theirs.orth_irfs[:, 1, 0] / scale).tolist(), rel=1e-6)
    other = impulse_responses(counts, lags=3, ahead=4, draws=5, random=np.random.default_rng(1), first_to_move=BELVAR)
    assert set(other["order"]) == {"Belvar first"}


def test_local_projections_see_the_answer_on_its_day():
    frame = local_projections(far_apart(2), lags=3, ahead=4)
    assert frame["value"].to_list() == pytest.approx([0, 1, 0, 0], abs=0.1)


@pytest.mark.parametrize("family", ["poisson", "negative binomial"])
def test_a_regression_on_lags_sees_the_answer(family):
    pytest.importorskip("statsmodels")
    check = count_regression(series(answering(), DYAD), lags=3, family=family)
    assert check.survives and check.estimate.low > 1


def test_what_cannot_have_gaps_says_so():
    counts = Series.of(np.ones(50), np.ones(50), watched=[1] * 20 + [0] * 10 + [1] * 20)
    with pytest.raises(MeasureError, match="without gaps"):
        granger(counts, lags=2)
    with pytest.raises(MeasureError, match="no family"):
        count_regression(counts, lags=2, family="gaussian")


def test_the_specification_curve_has_a_row_for_every_way_to_ask():
    frame = specification_curve(answering(days=700), DYAD, days=(7, 14), bins=("day", "week"), severities=("acts",))
    assert frame.filter(pl.col("test") == "lag minus lead").height == 4
    assert frame.filter(pl.col("holds"))["test"].unique().to_list() == ["lag minus lead"]
    assert all(value is None or math.isfinite(value) for value in frame["value"])
