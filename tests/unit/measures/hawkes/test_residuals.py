"""Residuals that are uniform where the fit is right, and not where it is wrong."""

import numpy as np
import pytest
from scipy import stats

from talion.measures.hawkes.continuous import event_times, fit_times
from talion.measures.hawkes.daily import daily_counts, fit_days
from talion.measures.hawkes.kernels import Exponential
from talion.measures.hawkes.residuals import (
    check_counts,
    check_times,
    count_residuals,
    rescaled_count_gaps,
    rescaled_gaps,
)
from talion.measures.hawkes.simulate import simulate_days, simulate_times

SIDES = ("Ashmar", "Belvar")
ANSWERS = [[0.3, 0.0], [0.45, 0.2]]


@pytest.fixture(scope="module")
def counts():
    return simulate_days(np.tile([0.6, 0.4], (900, 1)), ANSWERS, Exponential(0.6), random=np.random.default_rng(5))


def test_a_right_fit_of_counts_leaves_uniform_residuals_and_exponential_gaps(counts):
    fit = fit_days(daily_counts(SIDES, counts))
    residuals = count_residuals(fit, random=np.random.default_rng(1))
    assert residuals.min() >= 0
    assert residuals.max() <= 1
    for check in check_counts(fit, random=np.random.default_rng(1)):
        assert check.uniform_p > 0.01
        assert check.serial_p > 0.01
        assert check.spread == pytest.approx(1, abs=0.2)
    for gaps in rescaled_count_gaps(fit, random=np.random.default_rng(1)):
        assert stats.kstest(gaps, "expon").pvalue > 0.01


def test_a_fit_without_answers_is_found_out_from_day_to_day():
    busy = simulate_days(np.tile([1.5, 1.0], (900, 1)), ANSWERS, Exponential(0.6), random=np.random.default_rng(5))
    fit = fit_days(daily_counts(SIDES, busy), allowed=np.zeros((2, 2)))
    checks = check_counts(fit, random=np.random.default_rng(1))
    assert min(check.serial_p for check in checks) < 1e-3
    assert "does not explain" in checks[1].says


def test_counts_that_spread_wider_than_poisson_are_found_out_and_mended():
    random = np.random.default_rng(7)
    wide = simulate_days(
        np.tile([0.8, 0.8], (900, 1)), np.zeros((2, 2)), Exponential(1.0), random=random, dispersion=1.5
    )
    data = daily_counts(SIDES, wide)
    assert max(check.uniform_p for check in check_counts(fit_days(data), random=random)) < 0.01
    mended = check_counts(fit_days(data, family="negative binomial"), random=random)
    assert min(check.uniform_p for check in mended) > 0.01


def test_acts_in_exact_time_become_a_clock_that_ticks_evenly():
    drawn = simulate_times([0.2, 0.1], ANSWERS, Exponential(0.6), days=1500, random=np.random.default_rng(2))
    fit = fit_times(event_times(SIDES, drawn.times, drawn.kinds, windows=[[0.0, 1500.0]]))
    for gaps in rescaled_gaps(fit):
        assert gaps.mean() == pytest.approx(1, abs=0.02)
    assert all(check.uniform_p > 0.01 and check.serial_p > 0.01 for check in check_times(fit))
