"""The likelihood in exact time, against a double loop that anybody can read."""

import math

import numpy as np
import pytest

from talion.errors import MeasureError
from talion.measures.hawkes.continuous import (
    event_times,
    fit_kernel,
    fit_times,
    keep_sums,
    log_likelihood,
    problem_of_times,
    slopes,
)
from talion.measures.hawkes.fit import compare, profile_interval
from talion.measures.hawkes.kernels import Exponential
from talion.measures.hawkes.pairs_pass import pairs_pass
from talion.measures.hawkes.passes import sum_of_logs
from talion.measures.hawkes.shared_pass import shared_pass
from talion.measures.hawkes.simulate import simulate_times

SIDES = ("Ashmar", "Belvar")
WINDOWS = np.array([[0.0, 40.0], [55.0, 90.0]])
MU = np.array([0.3, 0.5])
ANSWERS = np.array([[0.2, 0.1], [0.4, 0.05]])


def acts(*, tied=False, severities=True, sides=2, n=80, seed=1):
    random = np.random.default_rng(seed)
    times = np.concatenate([random.uniform(0, 40, n // 2), random.uniform(55, 90, n // 2)])
    times = np.sort(np.round(times) if tied else times)
    names = tuple(str(side) for side in range(sides)) if sides != 2 else SIDES
    sizes = random.poisson(2, n).astype(float) if severities else None
    return event_times(names, times, random.integers(0, sides, n), windows=WINDOWS, severities=sizes)


def by_double_loop(events, mu, parts, weights):
    """The log-likelihood as its formula says it; `parts` are pairs of answers and decays, both (K, K)."""
    kinds = events.kinds.astype(int)
    total = -mu.sum() * events.watched_days
    for n in range(events.n):
        intensity = mu[kinds[n]]
        for k in range(n):
            lag = events.times[n] - events.times[k]
            if lag > 0:
                for answers, decays in parts:
                    decay = decays[kinds[n], kinds[k]]
                    intensity += answers[kinds[n], kinds[k]] * weights[k] * decay * math.exp(-decay * lag)
        total += math.log(intensity)
        for i in range(len(mu)):
            for answers, decays in parts:
                decay = decays[i, kinds[n]]
                for begin, end in events.windows:
                    if end > events.times[n]:
                        since = max(begin - events.times[n], 0.0)
                        fallen = math.exp(-decay * since) - math.exp(-decay * (end - events.times[n]))
                        total -= answers[i, kinds[n]] * weights[n] * fallen
    return total


@pytest.mark.parametrize("tied", [False, True])
@pytest.mark.parametrize("exponent", [0.0, 0.4])
def test_one_pass_gives_what_the_double_loop_gives(tied, exponent):
    events = acts(tied=tied)
    weights = (1 + events.severities) ** exponent
    weights = weights / weights.mean()
    slow = by_double_loop(events, MU, [(ANSWERS, np.full((2, 2), 0.7))], weights)
    assert log_likelihood(events, MU, ANSWERS, 0.7, exponent=exponent) == pytest.approx(slow, rel=1e-12)
    pairs = np.array([[0.7, 2.0], [0.3, 1.1]])
    slow = by_double_loop(events, MU, [(ANSWERS, pairs)], weights)
    assert slopes(events, MU, ANSWERS, pairs, exponent=exponent)[0] == pytest.approx(slow, rel=1e-12)


def test_two_decays_side_by_side_give_what_the_double_loop_gives():
    events = acts(severities=False)
    quick, slow = ANSWERS / 2, ANSWERS[::-1] / 3
    parts = [(quick, np.full((2, 2), 3.0)), (slow, np.full((2, 2), 0.2))]
    expected = by_double_loop(events, MU, parts, np.ones(events.n))
    assert log_likelihood(events, MU, np.hstack([quick, slow]), [3.0, 0.2]) == pytest.approx(expected, rel=1e-12)


def test_many_sides_with_a_decay_for_each_pair_give_what_the_double_loop_gives():
    events = acts(sides=4, tied=True, severities=False)
    random = np.random.default_rng(2)
    mu, answers, decays = random.uniform(0.2, 0.5, 4), random.uniform(0, 0.2, (4, 4)), random.uniform(0.2, 3, (4, 4))
    expected = by_double_loop(events, mu, [(answers, decays)], np.ones(events.n))
    assert slopes(events, mu, answers, decays)[0] == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(("tied", "exponent"), [(False, 0.0), (True, 0.4)])
@pytest.mark.parametrize("decay", [[0.7], [3.0, 0.2], [[0.7, 2.0], [0.3, 1.1]]])
def test_kept_sums_give_what_the_double_loop_and_the_pass_give(decay, exponent, tied):
    events, decay = acts(tied=tied), np.array(decay)
    weights = (1 + events.severities) ** exponent
    weights = weights / weights.mean()
    answers = ANSWERS if decay.shape != (2,) else np.hstack([ANSWERS / 2, ANSWERS[::-1] / 3])
    whole = [np.broadcast_to(each, (2, 2)) for each in (decay if decay.shape == (2,) else [decay])]
    slow = by_double_loop(events, MU, list(zip(np.hsplit(answers, len(whole)), whole, strict=True)), weights)
    sums = keep_sums(events, decay, exponent=exponent)
    assert sums.log_likelihood(MU, answers) == pytest.approx(slow, rel=1e-12)
    value, by_mu, by_answers, _ = sums.information(MU, answers)
    assert value == pytest.approx(slow, rel=1e-12)
    expected = slopes(events, MU, answers, decay, exponent=exponent)
    for found in ((by_mu, by_answers), sums.slopes(MU, answers)[1:]):
        assert found[0] == pytest.approx(expected[1], rel=1e-10)
        assert found[1] == pytest.approx(expected[2], rel=1e-10)


@pytest.mark.parametrize("options", [{}, {"pairs": True}, {"several": 2}, {"severity": True}, {"decay": 0.7}])
def test_information_by_rates_and_answers_is_how_the_slopes_fall(options):
    problem = problem_of_times(acts(tied=True, n=300), starts=1, **options)
    setting = problem.starts[0]
    places = np.arange(2 + 4 * options.get("several", 1))
    information = problem.scored(setting)[2]
    for place in places:
        step = np.eye(len(setting))[place] * 1e-6
        falls = (problem.scored(setting - step)[1] - problem.scored(setting + step)[1]) / 2e-6
        assert information[place, places] == pytest.approx(falls[places], rel=1e-5, abs=1e-5)


def test_a_long_instant_and_a_long_silence_give_what_the_double_loop_gives():
    random = np.random.default_rng(4)
    times = np.sort(np.concatenate([np.full(300, 5.0), random.uniform(0, 10, 30), random.uniform(29990, 30000, 30)]))
    events = event_times(SIDES, times, random.integers(0, 2, 360), windows=[[0.0, 30000.0]])
    decays = np.array([[0.7, 200.0], [0.003, 1.1]])
    slow = by_double_loop(events, MU, [(ANSWERS, decays)], np.ones(360))
    assert log_likelihood(events, MU, ANSWERS, decays) == pytest.approx(slow, rel=1e-12)
    assert keep_sums(events, decays).log_likelihood(MU, ANSWERS) == pytest.approx(slow, rel=1e-12)
    slow = by_double_loop(events, MU, [(ANSWERS, np.full((2, 2), 50.0))], np.ones(360))
    assert log_likelihood(events, MU, ANSWERS, 50.0) == pytest.approx(slow, rel=1e-12)


@pytest.mark.parametrize("numbers", [[1e-300, 1e-300, 1e-310, 1e300], [0.5] * 5000, [3.0], np.geomspace(1e-9, 1e9, 77)])
def test_a_logarithm_of_many_at_once_is_the_sum_of_theirs(numbers):
    assert sum_of_logs(np.array(numbers), len(numbers)) == pytest.approx(np.log(numbers).sum(), rel=1e-14, abs=1e-12)


@pytest.mark.parametrize("wrong", [0.0, -1.0, math.nan, math.inf])
def test_a_logarithm_of_what_is_not_above_nothing_is_refused(wrong):
    assert sum_of_logs(np.array([2.0] * 9 + [wrong] + [2.0] * 9), 19) == -math.inf
    events = acts(severities=False)
    if wrong <= 0:
        assert log_likelihood(events, MU * wrong, 0 * ANSWERS, 0.7) == -math.inf
        assert log_likelihood(events, MU * wrong, 0 * ANSWERS, np.full((2, 2), 0.7)) == -math.inf
        assert keep_sums(events, 0.7).log_likelihood(MU * wrong, 0 * ANSWERS) == -math.inf


def test_each_setting_of_a_loop_has_a_name_of_its_own():
    names = {shared_pass(sides, 1, False, False, want).py_func.__qualname__ for sides in (2, 3) for want in (0, 1, 2)}
    names |= {pairs_pass(sides, False, False, 0).py_func.__qualname__ for sides in (2, 3)}
    assert len(names) == 8


@pytest.mark.parametrize("decay", [0.7, [[0.7, 2.0], [0.3, 1.1]]])
def test_slopes_are_what_small_steps_show(decay):
    events, decay, exponent = acts(tied=True), np.array(decay), 0.3
    found = slopes(events, MU, ANSWERS, decay, exponent=exponent)
    slope = np.concatenate([found[1], found[2].ravel(), found[3].ravel(), [found[4]]])
    setting = np.concatenate([MU, ANSWERS.ravel(), decay.ravel(), [exponent]])

    def value(at):
        return slopes(events, at[:2], at[2:6].reshape(2, 2), at[6:-1].reshape(decay.shape), exponent=at[-1])[0]

    steps = np.eye(len(setting)) * 1e-6
    by_steps = [(value(setting + step) - value(setting - step)) / 2e-6 for step in steps]
    assert slope == pytest.approx(by_steps, rel=1e-6, abs=1e-6)


def test_two_acts_at_one_instant_do_not_excite_each_other():
    together = event_times(SIDES, [5.0, 5.0], [0, 1], windows=[[0.0, 10.0]])
    fallen = -math.expm1(-2.0 * 5)
    expected = np.log(MU).sum() - 10 * MU.sum() - fallen * ANSWERS.sum()
    assert log_likelihood(together, MU, ANSWERS, 2.0) == pytest.approx(expected, rel=1e-12)


def test_moving_the_calendar_and_renaming_the_sides_change_nothing():
    events = acts(severities=False)
    moved = event_times(SIDES, events.times + 1000, events.kinds, windows=WINDOWS + 1000)
    swapped = event_times(SIDES[::-1], events.times, 1 - events.kinds.astype(int), windows=WINDOWS)
    value = log_likelihood(events, MU, ANSWERS, 0.7)
    assert log_likelihood(moved, MU, ANSWERS, 0.7) == pytest.approx(value, rel=1e-10)
    assert log_likelihood(swapped, MU[::-1], ANSWERS[::-1, ::-1], 0.7) == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize(
    ("times", "kinds", "says"),
    [
        ([2.0, 1.0], [0, 1], "act 1 comes before"),
        ([1.0, math.nan], [0, 1], "act 1 comes before the act ahead of it, or its time is no number"),
        ([1.0, 2.0], [0, 2], "act 1 has side 2, and there are 2 names"),
        ([1.0, 2.0], [0, -1], "sides count from 0"),
        ([1.0, 45.0], [0, 1], "act 1 at 45 lies outside the observed windows"),
    ],
)
def test_acts_that_cannot_be_are_named(times, kinds, says):
    with pytest.raises(MeasureError, match=says):
        event_times(SIDES, times, kinds, windows=WINDOWS)


@pytest.mark.parametrize("windows", [[[0, 5], [4, 9]], [[5, 1]], [[0, 5], [7, math.inf]], [[math.nan, 9]]])
def test_windows_that_cannot_be_are_named(windows):
    with pytest.raises(MeasureError, match=rf"window {len(windows)} .*must come in order"):
        event_times(SIDES, [4.5], [0], windows=windows)


@pytest.fixture(scope="module")
def war():
    drawn = simulate_times(
        [0.3, 0.2], [[0.3, 0.0], [0.45, 0.2]], Exponential(1.0), days=1500, random=np.random.default_rng(3)
    )
    return event_times(SIDES, drawn.times, drawn.kinds, windows=[[0.0, 1500.0]])


@pytest.fixture(scope="module")
def fit(war):
    return fit_times(war)


def test_the_top_is_a_top(fit):
    steps = np.eye(len(fit.peak.theta))[:7] * 1e-3
    around = [fit.problem.scored(np.maximum(fit.peak.theta + step, fit.problem.lower))[0] for step in (*steps, *-steps)]
    assert max(around) <= fit.log_likelihood
    assert fit.peak.gain_left < 1e-9


def test_known_answers_lie_within_three_standard_errors(fit):
    truth = np.array([0.3, 0.2, 0.3, 0.0, 0.45, 0.2, 0.0])
    assert np.all(np.abs(fit.peak.theta[:7] - truth) < 3 * fit.standard_errors[:7])


def test_a_smaller_model_never_wins(war, fit):
    for places in ([2], [3], [4], [3, 4]):
        test, _ = compare(fit.problem, fit.peak, places, n=war.n)
        assert test.ratio >= 0
    real, _ = compare(fit.problem, fit.peak, [4], n=war.n)
    absent, _ = compare(fit.problem, fit.peak, [3], n=war.n)
    assert real.p_value < 1e-6
    assert absent.p_value > 0.05
    assert real.aic < 0


def test_more_freedom_never_lowers_the_top(war, fit):
    assert fit_times(war, pairs=True).log_likelihood >= fit.log_likelihood - 1e-9
    assert fit_times(war, several=2).log_likelihood >= fit.log_likelihood - 1e-9


def test_a_profile_interval_holds_the_estimate_and_falls_by_as_much_as_it_says(fit):
    low, high = profile_interval(fit.problem, fit.peak, 4, level=0.9)
    assert low < fit.answers[1, 0] < high
    assert high - fit.answers[1, 0] == pytest.approx(1.645 * fit.standard_errors[4], rel=0.3)
    absent = profile_interval(fit.problem, fit.peak, 3, level=0.9)
    assert absent[0] == 0


def test_a_kernel_of_any_shape_agrees_with_the_quick_loop(war, fit):
    slow = fit_kernel(war, Exponential(2.0))
    assert slow.log_likelihood == pytest.approx(fit.log_likelihood, abs=1e-6)
    assert slow.kernel.decay == pytest.approx(fit.decays[0], rel=1e-3)


def test_a_penalty_draws_answers_to_nothing(war, fit):
    assert fit_times(war, penalty=20.0).answers.sum() < fit.answers.sum()


def test_what_has_no_long_run_is_refused_with_its_radius():
    times = np.sort(100 * (1 - np.random.default_rng(1).random(300) ** 4))  # faster and faster
    events = event_times(SIDES, times, np.arange(300) % 2, windows=[[0.0, 100.0]])
    with pytest.raises(MeasureError, match=r"no long run: each act brings 1\.\d+ more \(spectral radius"):
        fit_times(events)
