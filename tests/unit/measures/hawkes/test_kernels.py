"""Kernels: densities of lags, and what day-dated data see of them."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from talion.errors import MeasureError
from talion.measures.hawkes.kernels import Delayed, Exponential, Exponentials, PowerLaw, day_weights, days_until

KERNELS = [
    Exponential(0.7),
    Exponentials((3.0, 0.2), (0.6, 0.4)),
    Delayed(2.5, 0.8),
    PowerLaw(1.0, 2.0),
    PowerLaw(2.5, 3.0),
]


@pytest.mark.parametrize("kernel", KERNELS, ids=str)
def test_density_reached_and_summed_are_one_another_s_integrals(kernel):
    lags = np.linspace(0.05, 20, 40_001)
    step = lags[1] - lags[0]
    middle = (lags[1:] + lags[:-1]) / 2
    assert np.diff(kernel.reached(lags)) == pytest.approx(kernel.density(middle) * step, rel=1e-4, abs=1e-12)
    assert np.diff(kernel.summed(lags)) == pytest.approx(kernel.reached(middle) * step, rel=1e-4, abs=1e-9)


@pytest.mark.parametrize("kernel", KERNELS, ids=str)
def test_drawn_lags_are_as_long_as_the_kernel_says(kernel):
    drawn = kernel.draw(np.random.default_rng(1), 20_000)
    for share in (0.25, 0.5, 0.75):
        assert np.mean(drawn <= days_until(kernel, share)) == pytest.approx(share, abs=0.02)


@pytest.mark.parametrize("kernel", KERNELS, ids=str)
def test_a_kernel_comes_back_from_its_shape(kernel):
    again = kernel.reshaped(kernel.shape)
    assert again.density(np.array([0.3, 4.0])) == pytest.approx(kernel.density(np.array([0.3, 4.0])))


@given(st.floats(0.01, 15))
def test_the_same_day_share_of_an_exponential_is_the_formula_of_the_docs(decay):
    weights = day_weights(Exponential(decay), 50)
    assert weights[0] == pytest.approx(1 - (1 - math.exp(-decay)) / decay, rel=1e-6)
    assert weights[1] == pytest.approx((1 - math.exp(-decay)) ** 2 / decay, rel=1e-6)
    assert weights.sum() <= 1 + 1e-9


def test_an_act_at_an_unknown_hour_spreads_its_answers_over_the_days_as_draws_do():
    random, kernel = np.random.default_rng(2), Exponential(1.0)
    days = np.floor(random.random(200_000) + kernel.draw(random, 200_000))
    for day, weight in enumerate(day_weights(kernel, 4)):
        assert np.mean(days == day) == pytest.approx(weight, abs=0.004)


@pytest.mark.parametrize(
    "wrong", [lambda: Exponential(0.0), lambda: Delayed(1.0, math.nan), lambda: Exponentials((1.0,), (0.5,))]
)
def test_a_kernel_that_cannot_be_is_refused(wrong):
    with pytest.raises(MeasureError):
        wrong()
