"""How deadly answers are, apart from how many there are."""

import math

import numpy as np
import pytest

from talion.errors import MeasureError
from talion.measures.hawkes.branching import Posterior
from talion.measures.hawkes.sizes import estimates_of_sizes, fit_sizes


def paired(n=900, *, slope=0.6, elasticity=0.5, seed=1):
    """Attacks 0, 1, ... and for each one act of the other side that answers it with a known probability."""
    random = np.random.default_rng(seed)
    attacked = random.choice([0.0, 1.0, 3.0, 15.0], n)
    sure = random.choice([0.1, 0.95], n)
    replied = np.zeros(n)
    for k in range(n):
        answers = random.random() < sure[k]
        felt = math.log1p(attacked[k])
        odds, mean = (-0.5 + slope * felt, math.exp(0.3 + elasticity * felt)) if answers else (0.0, 2.0)
        if random.random() < 1 / (1 + math.exp(-odds)):
            while replied[k] == 0:
                replied[k] = random.poisson(mean * random.gamma(2.0, 0.5))
    posterior = Posterior(
        np.arange(n, 2 * n), np.arange(n), sure, np.concatenate([np.full(n, 0.9), 1 - sure]),
        np.repeat([0, 1], n),
    )  # fmt: skip
    # A few acts of side 0 answer side 1, so that there is something to fit.
    back = Posterior(
        np.concatenate([posterior.response, np.arange(n)]), np.concatenate([posterior.trigger, np.arange(n, 2 * n)]),
        np.concatenate([posterior.probability, np.full(n, 0.1)]), posterior.nobody, posterior.kinds,
    )  # fmt: skip
    return back, np.concatenate([attacked, replied])


def test_proportion_is_found_though_it_is_not_known_which_acts_answer():
    posterior, dead = paired()
    fit = fit_sizes(posterior, dead, ("Ashmar", "Belvar"))[1]
    truth = np.array([0.0, -0.5, 0.6, math.log(2), 0.3, 0.5, math.log(0.5)])
    assert np.all(np.abs(fit.peak.theta - truth) < 3 * fit.standard_errors)
    assert fit.elasticity > 3 * fit.standard_errors[5]
    odds, deaths = estimates_of_sizes(fit)
    assert odds.value == pytest.approx(2**fit.odds_slope)
    assert odds.low < odds.value < odds.high
    assert deaths.unit == "times the deaths"
    assert deaths.chance == 1


def test_answers_of_one_size_show_no_proportion():
    posterior, dead = paired(slope=0.0, elasticity=0.0, seed=2)
    fit = fit_sizes(posterior, dead, ("Ashmar", "Belvar"))[1]
    assert abs(fit.elasticity) < 3 * fit.standard_errors[5]
    assert abs(fit.odds_slope) < 3 * fit.standard_errors[2]


def test_slopes_are_what_small_steps_show():
    posterior, dead = paired(n=100)
    problem = fit_sizes(posterior, dead, ("Ashmar", "Belvar"))[1].problem
    theta = np.array([0.1, -0.3, 0.5, 0.6, 0.2, 0.4, -0.5])
    steps = np.eye(7) * 1e-6
    by_steps = [(problem.scored(theta + s)[0] - problem.scored(theta - s)[0]) / 2e-6 for s in steps]
    assert problem.scored(theta)[1] == pytest.approx(by_steps, rel=1e-5, abs=1e-5)


def test_too_few_known_deaths_are_named():
    posterior, dead = paired(n=300)
    dead[300:580] = np.nan
    with pytest.raises(MeasureError, match="Belvar has 20 acts with known deaths"):
        fit_sizes(posterior, dead, ("Ashmar", "Belvar"))
