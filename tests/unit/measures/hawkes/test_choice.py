"""Which answers a process needs."""

from functools import partial

import numpy as np
import pytest

from talion.errors import MeasureError
from talion.measures.hawkes.choice import choose_answers
from talion.measures.hawkes.daily import daily_counts, fit_days
from talion.measures.hawkes.kernels import Exponential
from talion.measures.hawkes.simulate import simulate_days

TRUE = np.array([[0.3, 0.0], [0.45, 0.2]])


@pytest.fixture(scope="module")
def data():
    own = np.tile([0.4, 0.3], (1000, 1))
    counts = simulate_days(own, TRUE, Exponential(0.5), random=np.random.default_rng(3))
    return daily_counts(("Ashmar", "Belvar"), counts)


def test_the_answers_that_are_there_are_chosen_and_the_absent_one_is_left_out(data):
    chosen = choose_answers(partial(fit_days, data, starts=1), n=data.days)
    assert np.array_equal(chosen[0].allowed, TRUE > 0)
    assert chosen[0].bic_above_best == 0
    assert chosen[0].answers[0, 1] == 0
    assert [one.bic_above_best for one in chosen] == sorted(one.bic_above_best for one in chosen)


def test_a_link_under_which_answers_may_be_below_0_is_refused():
    random = np.random.default_rng(1)
    counts = random.poisson(0.8, (300, 2))
    counts[1:, 1] *= counts[:-1, 0] == 0  # nothing on the day after an act of the other side
    with pytest.raises(MeasureError, match="below 0"):
        choose_answers(partial(fit_days, daily_counts(("a", "b"), counts), link="log"), n=300, penalties=(0.0,))
