"""Invented acts, and the long run that they should have."""

import numpy as np
import pytest

from talion.errors import MeasureError
from talion.measures.hawkes.kernels import Exponential
from talion.measures.hawkes.simulate import long_run_rates, simulate_days, simulate_times

MU, ANSWERS = [0.1, 0.05], [[0.3, 0.2], [0.4, 0.1]]


def test_the_long_run_is_the_matrix_formula():
    assert long_run_rates(MU, ANSWERS) == pytest.approx([0.181818, 0.136364], abs=5e-7)


def test_drawn_acts_come_as_often_as_the_long_run_says():
    random = np.random.default_rng(1)
    drawn = simulate_times(MU, ANSWERS, Exponential(1.0), days=60_000, random=random)
    assert np.bincount(drawn.kinds) / 60_000 == pytest.approx([0.1818, 0.1364], rel=0.06)
    counts = simulate_days(np.tile(MU, (8_000, 1)), ANSWERS, Exponential(1.0), random=random)
    assert counts.mean(axis=0) == pytest.approx([0.1818, 0.1364], rel=0.15)


def test_each_act_comes_after_what_it_answers():
    drawn = simulate_times(MU, ANSWERS, Exponential(0.5), days=2_000, random=np.random.default_rng(2))
    answers = drawn.parents >= 0
    assert 0.3 < answers.mean() < 0.7
    assert np.all(drawn.times[answers] > drawn.times[drawn.parents[answers]])
    assert np.all(np.diff(drawn.times) >= 0)


def test_deadlier_acts_bring_more_answers_where_the_exponent_says_so():
    drawn = simulate_times(
        [0.3, 0.0],
        [[0.0, 0.0], [0.3, 0.0]],
        Exponential(1.0),
        days=4_000,
        random=np.random.default_rng(3),
        severity=lambda random, n: random.choice([0.0, 3.0], n),
        exponent=1.0,
        severity_mean_weight=2.5,
    )
    triggers = drawn.severities[drawn.parents[drawn.parents >= 0]]
    assert np.mean(triggers == 3.0) == pytest.approx(0.8, abs=0.05)  # 4 to 1


def test_what_never_ends_is_refused_with_its_radius():
    with pytest.raises(MeasureError, match=r"each act brings 1\.200 more \(spectral radius"):
        simulate_times([0.1], [[1.2]], Exponential(1.0), days=100, random=np.random.default_rng(1))
    with pytest.raises(MeasureError, match="spectral radius"):
        long_run_rates([0.1, 0.1], [[0.0, 2.0], [0.6, 0.0]])
