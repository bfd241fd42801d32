"""Hours drawn within their days."""

import numpy as np
import pytest

from talion.errors import MeasureError
from talion.measures.hawkes.branching import who_was_answered_by_hour
from talion.measures.hawkes.daily import daily_counts
from talion.measures.hawkes.kernels import Exponential
from talion.measures.hawkes.latent import acts_of, fit_hours
from talion.measures.hawkes.simulate import simulate_times

SIDES = ("Ashmar", "Belvar")


def test_acts_and_windows_come_back_out_of_counts():
    data = daily_counts(SIDES, [[2, 0], [0, 1], [5, 5], [0, 1]], watched=[True, True, False, True])
    days, series, windows = acts_of(data)
    assert days.tolist() == [0, 0, 1, 3]
    assert series.tolist() == [0, 0, 1, 1]
    assert windows.tolist() == [[0, 2], [3, 4]]


def test_answers_within_hours_are_found_though_only_days_are_known():
    drawn = simulate_times(
        [0.3, 0.2], [[0.3, 0.0], [0.45, 0.2]], Exponential(3.0), days=900, random=np.random.default_rng(1)
    )
    days = np.floor(drawn.times)
    fit = fit_hours(SIDES, days, drawn.kinds, windows=[[0, 900]], random=np.random.default_rng(2), rounds=24, draws=4)
    truth = np.array([0.3, 0.2, 0.3, 0.0, 0.45, 0.2])
    assert np.all(np.abs(fit.theta[:6] - truth) < 3.5 * fit.standard_errors[:6])
    for one in fit.draws:
        assert np.array_equal(np.sort(np.floor(one.times)), np.sort(days))
    posterior = who_was_answered_by_hour(fit)
    whole = posterior.nobody + np.bincount(posterior.response, posterior.probability, minlength=len(days))
    assert whole == pytest.approx(np.ones(len(days)))
    assert np.array_equal(posterior.kinds, drawn.kinds)


def test_a_day_with_a_fraction_is_no_day():
    with pytest.raises(MeasureError, match="whole numbers"):
        fit_hours(SIDES, [1.5, 2.0], [0, 1], windows=[[0, 5]], random=np.random.default_rng(1))
