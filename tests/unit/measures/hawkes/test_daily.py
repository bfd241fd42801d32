"""The day-dated engine, in numbers that can be counted by hand and in wars that we chose."""

import math

import numpy as np
import pytest

from talion.datasets.chronicle import read_chronicle
from talion.errors import MeasureError
from talion.measures.hawkes.daily import (
    constant_baseline,
    counts_of,
    daily_counts,
    fit_days,
    periods_baseline,
    problem_of_days,
    spline_baseline,
)
from talion.measures.hawkes.fit import climb, compare
from talion.measures.hawkes.kernels import Delayed, Exponential, PowerLaw, day_weights
from talion.measures.hawkes.simulate import simulate_days
from talion.records import Dyad

SIDES = ("Ashmar", "Belvar")
TRUE = np.array([[0.3, 0.0], [0.45, 0.2]])


def war(*, days=1200, answers=TRUE, decay=0.5, dispersion=0.0, seed=4):
    own = np.tile([0.3, 0.2], (days, 1))
    random = np.random.default_rng(seed)
    counts = simulate_days(own, answers, Exponential(decay), random=random, dispersion=dispersion)
    rows = [(day, side, random.poisson(2)) for day, side in zip(*np.nonzero(counts), strict=True)]
    watched = np.ones(days, dtype=bool)
    watched[300:330] = False
    return daily_counts(SIDES, counts, watched=watched, severities=rows)


def test_the_mean_of_a_day_is_the_formula_of_the_docs():
    data = daily_counts(SIDES, [[1, 0], [0, 0]])
    problem = problem_of_days(data, hold_shape=True, kernel=Exponential(1.0))
    theta = np.concatenate([np.log([0.5, 0.25]), [0.3, 0.1, 0.4, 0.2], [0.0], [0.0, 0.0]])
    answers = np.array([[0.3, 0.1], [0.4, 0.2]])
    same, later = day_weights(Exponential(1.0), 1)
    at_once = np.linalg.inv(np.eye(2) - same * answers)
    first, second = at_once @ [0.5, 0.25], at_once @ ([0.5, 0.25] + later * answers @ [1, 0])
    expected = math.log(first[0]) - first.sum() - second.sum()
    assert problem.scored(theta)[0] == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("sides", [1, 2, 3])
@pytest.mark.parametrize("link", ["identity", "log"])
@pytest.mark.parametrize("same_day", [True, False])
def test_the_loop_over_days_with_acts_gives_what_the_loop_over_all_days_gives(sides, link, same_day):
    random = np.random.default_rng(sides)
    counts = random.poisson(0.4, (200, sides))
    counts[7, 0] = 6
    names = [f"side {k}" for k in range(sides)]
    data = daily_counts(names, counts, watched=random.random(200) > 0.1)
    problem = problem_of_days(data, link=link, same_day=same_day, before="mean")
    # With a second column that is nothing but zeros the general loop runs.
    wide = np.column_stack([np.ones(200), np.zeros(200)])
    general = problem_of_days(data, link=link, same_day=same_day, before="mean", baseline=wide)
    theta = problem.starts[0].copy()
    theta[sides : sides + sides**2] = random.uniform(0.0, 0.4, sides**2)
    both = np.concatenate([np.column_stack([theta[:sides], np.zeros(sides)]).ravel(), theta[sides:]])
    value, slope, _ = problem.scored(theta)
    same, steps, _ = general.scored(both)
    # The general one holds its own rates near the flat one, which is taken off here.
    off = both[: 2 * sides] - general.starts[0][: 2 * sides]
    assert value == pytest.approx(same + float(off @ off) / 18, rel=1e-12)
    assert slope[sides:] == pytest.approx(steps[2 * sides :], rel=1e-9, abs=1e-9)


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"link": "log"},
        {"family": "negative binomial", "severity": True},
        {"pairs": True},
        {"link": "log", "family": "negative binomial"},
        {"kernel": Delayed(1.5, 1.0)},
        {"kernel": PowerLaw(2.0, 2.0), "severity": True, "before": "mean"},
        {"baseline": spline_baseline(400, knot_days=150)},
        {"same_day": False},
    ],
    ids=lambda options: ", ".join(options) or "default",
)
def test_slopes_are_what_small_steps_show(options):
    data = war(days=400)
    problem = problem_of_days(data, **options)
    theta = problem.starts[0] + np.random.default_rng(1).normal(0, 0.03, len(problem.lower))
    theta = np.clip(theta, problem.lower + 0.001, problem.upper - 0.001)
    slope = problem.scored(theta)[1]
    steps = np.eye(len(theta)) * 1e-5
    by_steps = np.array([(problem.scored(theta + s)[0] - problem.scored(theta - s)[0]) / 2e-5 for s in steps])
    free = ~problem.fixed
    assert slope[free] == pytest.approx(by_steps[free], rel=2e-5, abs=2e-5)


def test_known_answers_are_found_and_an_absent_one_is_not():
    data = war()
    fit = fit_days(data)
    errors = fit.standard_errors[fit.answers_at : fit.answers_at + 4].reshape(2, 2)
    assert np.all(np.abs(fit.answers - TRUE) < 3 * errors)
    assert fit.answers[1, 0] > 3 * errors[1, 0]
    assert fit.answers[0, 1] < 1.645 * errors[0, 1]
    test, _ = compare(fit.problem, fit.peak, [fit.place_of(1, 0)], n=data.days)
    assert test.p_value < 1e-6


def test_renaming_the_sides_renames_the_answers():
    data = war(days=600)
    swapped = daily_counts(SIDES[::-1], data.counts[:, ::-1], watched=data.watched)
    assert fit_days(swapped).answers == pytest.approx(fit_days(data).answers[::-1, ::-1], abs=1e-4)


def test_days_that_nobody_watched_count_nothing():
    data = war(days=600)
    counts = data.counts.copy()
    counts[300:330] = 50
    again = daily_counts(SIDES, counts, watched=data.watched)
    fit = fit_days(data)
    assert fit_days(again).log_likelihood == pytest.approx(fit.log_likelihood, rel=1e-12)
    assert any("30 days that nobody watched" in caveat for caveat in fit.caveats)


def test_the_negative_binomial_finds_the_spread_and_is_not_needed_without_one():
    wide = fit_days(war(dispersion=0.8), family="negative binomial")
    assert wide.dispersion == pytest.approx([0.8, 0.8], abs=0.35)
    narrow = fit_days(war(), family="negative binomial")
    assert narrow.log_likelihood >= fit_days(war()).log_likelihood - 0.01
    assert narrow.dispersion.max() < 0.15


def test_deterrence_has_the_sign_of_deterrence():
    random = np.random.default_rng(6)
    counts = np.zeros((1500, 2), dtype=int)
    for day in range(1500):
        counts[day, 0] = random.poisson(0.7)
        held_back = counts[day - 1, 0] if day else 0
        counts[day, 1] = random.poisson(0.8 * math.exp(-0.6 * min(held_back, 1)))
    fit = fit_days(daily_counts(SIDES, counts), link="log")
    error = fit.standard_errors[fit.place_of(1, 0)]
    assert fit.answers[1, 0] < -3 * error
    assert abs(fit.answers[0, 1]) < 3 * fit.standard_errors[fit.place_of(0, 1)]
    assert fit.means.min() > 0


def test_quick_answers_are_warned_of():
    counts = simulate_days(np.tile([0.4, 0.3], (800, 1)), TRUE, Exponential(4.0), random=np.random.default_rng(2))
    fit = fit_days(daily_counts(SIDES, counts), kernel=Exponential(4.0), hold_shape=True)
    assert any("Half of the answers come within 4 hours" in caveat for caveat in fit.caveats)


def test_baselines_are_what_they_say():
    assert constant_baseline(3).tolist() == [[1], [1], [1]]
    assert periods_baseline(4, [1]).tolist() == [[1, 0], [0, 1], [0, 1], [0, 1]]
    assert spline_baseline(200, knot_days=30).sum(axis=1) == pytest.approx(np.ones(200))
    with pytest.raises(MeasureError, match="breaks"):
        periods_baseline(4, [4])


def test_a_rate_that_moves_is_hardly_taken_for_answers_once_the_baseline_may_move():
    days = np.arange(1500)
    own = np.outer(np.exp(np.sin(days / 120)), [0.5, 0.5])
    stiff, smooth = [], []
    for seed in range(3, 8):
        data = daily_counts(SIDES, np.random.default_rng(seed).poisson(own))
        stiff.append(fit_days(data, refuse=False).answers[[0, 1], [1, 0]].mean())
        smooth.append(fit_days(data, baseline=spline_baseline(1500, knot_days=100)).answers[[0, 1], [1, 0]].mean())
    assert min(stiff) > 0.3
    assert np.mean(smooth) < 0.15


def test_nested_models_never_win():
    data = war(days=500)
    problem = problem_of_days(data, pairs=True)
    peak = climb(problem)
    for place in range(2, 6):
        assert compare(problem, peak, [place], n=data.days)[0].ratio >= 0


def test_a_chronicle_becomes_counts_with_its_gap():
    war = read_chronicle("""
        observed 2031-03-01 to 2031-03-03
        observed 2031-03-06 to 2031-03-07
        a  2031-03-01  Ashmar > Belvar  ASSAULT  killed 2
        b  2031-03-01  Ashmar > Belvar  ASSAULT
        c  2031-03-07  Belvar > Ashmar  ASSAULT
    """)
    data = counts_of(war, [Dyad("Ashmar", "Belvar"), Dyad("Belvar", "Ashmar")])
    assert data.names == ("Ashmar", "Belvar")
    assert data.counts.tolist() == [[2, 0], [0, 0], [0, 0], [0, 0], [0, 0], [0, 0], [0, 1]]
    assert data.severities.tolist() == [[0, 0, 2]]
    assert data.watched.tolist() == [True, True, True, False, False, True, True]


@pytest.mark.parametrize(
    ("counts", "says"),
    [
        ([[0.5, 1]], "whole numbers"),
        ([[-1, 1]], "whole numbers"),
        ([1, 2], "a row a day"),
        (np.zeros((0, 2)), "a row a day"),
    ],
)
def test_counts_that_cannot_be_are_refused(counts, says):
    with pytest.raises(MeasureError, match=says):
        daily_counts(SIDES, counts)


@pytest.mark.parametrize(
    ("options", "says"), [({"link": "softplus"}, "identity, log"), ({"severity": True}, "no severities")]
)
def test_an_option_that_is_not_there_is_named(options, says):
    with pytest.raises(MeasureError, match=says):
        fit_days(daily_counts(SIDES, [[1, 0], [0, 1], [1, 1]]), **options)
