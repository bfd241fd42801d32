"""Wars in exact time of which only the day is kept: the daily engine finds the answers, days as times invent some."""

import math

import numpy as np
import pytest

from talion.measures.hawkes.continuous import event_times, problem_of_times
from talion.measures.hawkes.daily import daily_counts, fit_days
from talion.measures.hawkes.fit import climb, compare

SIDES, DAYS = ("Ashmar", "Belvar"), 1000
OWN, ANSWERS = np.array([0.2, 0.15]), np.array([[0.30, 0.0], [0.45, 0.20]])


def invented(decay, seed):
    """Times and sides by thinning: code of its own, which knows nothing of how it will be estimated."""
    random = np.random.default_rng(seed)
    pull, now, times, sides = np.zeros(2), 0.0, [], []
    while True:
        wait = random.exponential(1 / (OWN.sum() + pull.sum()))
        now, pull, bound = now + wait, pull * math.exp(-decay * wait), OWN.sum() + pull.sum()
        if now > DAYS:
            return np.array(times), np.array(sides)
        rates = OWN + pull
        drawn = random.random() * bound
        if drawn < rates.sum():
            side = int(drawn > rates[0])
            times.append(now)
            sides.append(side)
            pull = pull + decay * ANSWERS[:, side]


def counted(times, sides):
    counts = np.zeros((DAYS, 2), dtype=int)
    np.add.at(counts, (np.floor(times).astype(int), sides), 1)
    return daily_counts(SIDES, counts)


@pytest.mark.parametrize("decay", [0.2, 1.0])
def test_the_answers_that_we_chose_are_found_from_days_alone(decay):
    fits = [fit_days(counted(*invented(decay, seed)), refuse=False) for seed in range(30)]
    found = np.array([fit.answers for fit in fits])
    # Of 30 means, three standard errors of the mean; a bias of .03 is allowed for the hours that days hide.
    slack = 3 * found.std(axis=0) / math.sqrt(30) + 0.03
    assert np.all(np.abs(found.mean(axis=0) - ANSWERS) < slack)
    absent = [fit.answers[0, 1] > 1.645 * fit.standard_errors[fit.place_of(0, 1)] for fit in fits]
    there = [fit.answers[1, 0] > 1.645 * fit.standard_errors[fit.place_of(1, 0)] for fit in fits]
    # At 5 %, 6 of 30 would be a chance of about 1 in 300.
    assert np.mean(absent) < 0.2
    assert np.mean(there) > 0.9


def test_days_taken_as_times_in_the_order_of_the_file_invent_an_answer():
    found = 0
    for seed in range(4):
        times, sides = invented(1.0, seed)
        filed = np.floor(times) + 1e-9 * np.arange(len(times))
        events = event_times(SIDES, filed, sides, windows=[[0.0, DAYS + 0.001]])
        problem = problem_of_times(events, starts=2)
        test, _ = compare(problem, climb(problem), [3], n=events.n)
        found += test.p_value < 0.05
    assert found >= 3
