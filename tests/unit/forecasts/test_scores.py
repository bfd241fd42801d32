"""Scoring rules: published examples, a library, and the truths that hold for all inputs."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from talion.errors import ForecastError
from talion.forecasts.scores import brier, crps, log_score, murphy, pit, rps

CHANCES = st.floats(0.01, 0.99)


def pmfs(outcomes=5):
    return st.lists(st.floats(0.01, 1), min_size=outcomes, max_size=outcomes).map(
        lambda weights: tuple(weight / sum(weights) for weight in weights)
    )


def mean(rule, said, truth):
    return sum(chance * rule(said, outcome) for outcome, chance in enumerate(truth))


@pytest.mark.parametrize("rule", [log_score, crps, rps], ids=lambda rule: rule.__name__)
@given(said=pmfs(), truth=pmfs())
def test_nobody_earns_more_by_saying_what_they_do_not_believe(rule, said, truth):
    assert mean(rule, truth, truth) <= mean(rule, said, truth) + 1e-9


@given(said=CHANCES, truth=CHANCES)
def test_an_honest_chance_is_the_best_under_brier(said, truth):
    def expected(chance):
        return truth * brier(chance, True) + (1 - truth) * brier(chance, False)

    assert expected(truth) <= expected(said) + 1e-12


@given(chance=CHANCES)
def test_the_ranked_score_of_yes_or_no_is_briers(chance):
    for outcome in (0, 1):
        assert math.isclose(rps((1 - chance, chance), outcome), brier(chance, outcome == 1), abs_tol=1e-12)


def test_crps_agrees_with_a_library_on_samples_of_counts():
    properscoring = pytest.importorskip("properscoring")
    random = np.random.default_rng(7)
    for rate, outcome in ((0.4, 0), (3.0, 7), (12.0, 2)):
        drawn = random.poisson(rate, 400)
        shares = np.bincount(drawn, minlength=60) / len(drawn)
        assert math.isclose(crps(tuple(shares), outcome), properscoring.crps_ensemble(outcome, drawn), rel_tol=1e-9)


def test_the_ranked_and_brier_scores_agree_with_a_second_library():
    scoringrules = pytest.importorskip("scoringrules")
    said = (0.1, 0.2, 0.4, 0.3)
    for outcome in range(4):
        theirs = float(scoringrules.rps_score(outcome + 1, np.array(said), k_axis=-1))
        assert math.isclose(crps(said, outcome), theirs, rel_tol=1e-9)
    assert math.isclose(brier(0.7, True), float(scoringrules.brier_score(1, 0.7)), rel_tol=1e-12)


def test_epsteins_point_that_near_misses_cost_less():
    # All on the middle of five: one off costs a fourth, two off two fourths.
    said = (0.0, 0.0, 1.0, 0.0, 0.0)
    assert [rps(said, outcome) for outcome in range(5)] == [0.5, 0.25, 0.0, 0.25, 0.5]


def test_a_coin_earns_a_quarter_and_the_logarithm_of_two():
    assert brier(0.5, True) == brier(0.5, False) == 0.25
    assert math.isclose(log_score((0.5, 0.5), 1), math.log(2))
    assert log_score((1.0, 0.0), 1) == math.inf


@given(st.lists(st.tuples(st.sampled_from([0.1, 0.3, 0.5, 0.8]), st.booleans()), min_size=1, max_size=40))
def test_murphys_parts_sum_to_the_score_where_each_chance_is_a_group(rows):
    parts = murphy([p for p, _ in rows], [y for _, y in rows])
    assert math.isclose(parts.within, 0, abs_tol=1e-12)
    assert math.isclose(parts.score, parts.reliability - parts.resolution + parts.uncertainty, abs_tol=1e-12)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=40))
def test_murphys_parts_sum_to_the_score_with_what_grouping_adds(rows):
    parts = murphy([p for p, _ in rows], [y for _, y in rows], groups=5)
    whole = parts.reliability - parts.resolution + parts.uncertainty + parts.within
    assert math.isclose(parts.score, whole, abs_tol=1e-9)


def test_murphys_parts_by_hand():
    # Said .2 five times, came once; said .8 five times, came four times: reliable, and .09 of resolution.
    parts = murphy([0.2] * 5 + [0.8] * 5, [1, 0, 0, 0, 0, 1, 1, 1, 1, 0])
    assert parts.reliability == pytest.approx(0, abs=1e-12)
    assert parts.resolution == pytest.approx(0.09)
    assert parts.uncertainty == pytest.approx(0.25)
    assert parts.score == pytest.approx(0.16)
    assert parts.groups == (pytest.approx((0.2, 0.2, 5)), pytest.approx((0.8, 0.8, 5)))


def test_no_chances_have_no_parts():
    with pytest.raises(ForecastError, match="at least one"):
        murphy([], [])


def test_the_pit_of_a_right_forecast_is_level_and_of_a_sure_one_a_u():
    random = np.random.default_rng(3)
    chances = tuple(float(p) for p in np.exp(-2) * 2.0 ** np.arange(12) / [math.factorial(k) for k in range(12)])
    chances = tuple(p / sum(chances) for p in chances)
    drawn = random.choice(12, size=4000, p=chances)
    level = [pit(chances, int(y), random=random) for y in drawn]
    counts, _ = np.histogram(level, 10, (0, 1))
    assert ((counts - 400) ** 2 / 400).sum() < 27.9  # chi-squared with 9 degrees, once in a thousand
    sure = tuple(0.98 if k == 2 else 0.02 / 11 for k in range(12))
    counts, _ = np.histogram([pit(sure, int(y), random=random) for y in drawn], 10, (0, 1))
    assert counts[0] + counts[-1] > 2000
