"""Who beats whom, and whether so few cases could tell."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from talion.errors import ForecastError
from talion.forecasts.judged import cases_needed, e_process, power, power_says, skill


def test_how_many_cases_it_takes():
    assert cases_needed(0.6, 0.3) == 16
    assert cases_needed(0.4, 0.3) == 133


def test_twelve_episodes_can_tell_much_from_little_and_not_near_from_near():
    said = power_says(12)
    assert said == "12 cases can tell .7 from .3, not .6 from .3; .4 from .3 takes 133"
    assert cases_needed(0.9, 0.3) <= 12 < cases_needed(0.4, 0.3)
    assert power_says(1) == "1 case can tell no chance up to .9 from .3"


def test_the_power_of_a_binomial_test_by_hand():
    # Of 5 cases only 5 of 5 is rarer than 1 in 20 under one half: power .9 ** 5.
    assert power(5, 0.9, 0.5) == pytest.approx(0.9**5)
    assert power(5, 0.1, 0.5) == pytest.approx(0.9**5)
    assert power(12, 0.9, 0.3) > 0.95
    assert power(12, 0.4, 0.3) < 0.3


def test_a_chance_is_not_told_from_itself_nor_from_what_is_sure():
    with pytest.raises(ForecastError, match="from itself"):
        cases_needed(0.3, 0.3)
    with pytest.raises(ForecastError, match="between 0 and 1"):
        cases_needed(1.0, 0.3)


def test_skill_by_hand():
    found = skill([0.1, 0.1, 0.3, 0.3], [0.2, 0.2, 0.4, 0.4], by="model", beside="own memory")
    assert found.gain == pytest.approx(0.1)
    assert found.skill == pytest.approx(1 - 0.2 / 0.3)
    assert found.error == pytest.approx(0, abs=1e-12)


def test_questions_of_one_episode_count_as_one_piece():
    mine, others = [0.1] * 30 + [0.3] * 30, [0.2] * 60
    alone = skill(mine, others, by="model", beside="own memory")
    tied = skill(mine, others, by="model", beside="own memory", clusters=["a"] * 30 + ["b"] * 30)
    assert alone.error < tied.error and (alone.clusters, tied.clusters) == (60, 2)
    one = skill(mine, others, by="model", beside="own memory", clusters=["a"] * 60)
    assert one.error is None and "cannot tell" in one.says


def test_neighbours_that_hang_together_widen_the_error():
    random = np.random.default_rng(1)
    wave = np.repeat(random.normal(0, 0.1, 60), 10)
    plain = skill(0.3 + wave, [0.3] * 600, by="a", beside="b")
    long = skill(0.3 + wave, [0.3] * 600, by="a", beside="b", lags=10)
    assert long.error > 2 * plain.error


def test_the_error_without_lags_is_that_of_a_mean():
    gaps = [0.1, 0.3, 0.2, 0.4]
    found = skill([0.5 - gap for gap in gaps], [0.5] * 4, by="a", beside="b")
    assert found.error == pytest.approx(np.std(gaps, ddof=1) / 2)


def test_a_worse_forecaster_is_said_to_be_worse():
    mine = [0.4 + 0.01 * (k % 3) for k in range(40)]
    assert skill(mine, [0.2] * 40, by="play", beside="own memory").says == "play is worse than own memory"
    assert "does not beat" in skill([0.2, 0.3], [0.2, 0.29], by="play", beside="own memory").says


def test_the_e_process_seldom_reaches_twenty_where_nobody_is_better():
    random = np.random.default_rng(5)
    reached = 0
    for _ in range(400):
        happened = random.random(80) < 0.5
        reached += e_process((0.4 - happened) ** 2, (0.6 - happened) ** 2).max() >= 20
    assert reached <= 400 / 20 + 3 * math.sqrt(400 / 20)


def test_the_e_process_grows_where_somebody_is_better():
    random = np.random.default_rng(5)
    happened = random.random(200) < 0.8
    assert e_process((0.8 - happened) ** 2, (0.3 - happened) ** 2)[-1] > 20


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=30))
def test_the_e_process_never_loses_more_than_all(rows):
    assert (e_process([a for a, _ in rows], [b for _, b in rows]) > 0).all()


def test_scores_beyond_what_was_promised_are_refused():
    with pytest.raises(ForecastError, match="more than the 1"):
        e_process([0.0], [3.0])
