"""Draws from the posterior, and the density that they are drawn from."""

import importlib.util

import numpy as np
import pytest

from talion.measures.hawkes.daily import daily_counts, fit_days, problem_of_days
from talion.measures.hawkes.kernels import Exponential
from talion.measures.hawkes.posterior import believed, posterior_of
from talion.measures.hawkes.simulate import simulate_days

SIDES = ("Ashmar", "Belvar")


@pytest.fixture(scope="module")
def data():
    own = np.tile([0.5, 0.4], (250, 1))
    counts = simulate_days(own, [[0.3, 0.1], [0.4, 0.2]], Exponential(0.6), random=np.random.default_rng(2))
    return daily_counts(SIDES, counts)


def test_the_slope_of_the_density_is_what_small_steps_show(data):
    target = posterior_of(problem_of_days(data, starts=1))
    at = target.start + 0.03
    steps = np.eye(len(at)) * 1e-6
    by_steps = [(target.scored(at + s)[0] - target.scored(at - s)[0]) / 2e-6 for s in steps]
    assert target.scored(at)[1] == pytest.approx(by_steps, rel=1e-5, abs=1e-4)


@pytest.mark.skipif(importlib.util.find_spec("nutpie") is None, reason="needs the extra `posterior`")
@pytest.mark.filterwarnings("ignore")
def test_the_mean_of_the_posterior_is_near_the_top_of_the_likelihood(data):
    held = {"kernel": Exponential(0.6), "hold_shape": True}
    fit = fit_days(data, **held)
    found = believed(problem_of_days(data, starts=1, **held), seed=1, draws=150, tune=150, chains=2)
    for place in found.places.tolist():
        mean, low, high = found.interval(place)
        assert low < mean < high
        # A rate of its own has a long tail downward, so that its mean lies below the top.
        assert abs(mean - fit.peak.theta[place]) < 1.5 * fit.standard_errors[place]
    assert found.r_hat.max() < 1.15
