"""Rates that move and rates that are held down, against an integral that anybody can read."""

import itertools
import math

import numpy as np
import pytest

from talion.errors import MeasureError
from talion.measures.hawkes.branching import who_was_answered
from talion.measures.hawkes.continuous import event_times, fit_times, marks_of
from talion.measures.hawkes.daily import spline_baseline
from talion.measures.hawkes.linked import fit_linked, problem_of_linked
from talion.measures.hawkes.residuals import check_times
from talion.measures.hawkes.sentences import estimates_of, sentences_of
from talion.measures.hawkes.simulate import simulate_linked

SIDES = ("Ashmar", "Belvar")
HELD = [[0.2, 0.0], [-0.6, 0.1]]


def acts(n=40):
    random = np.random.default_rng(1)
    # The second half by tenths of a day, some at one instant and some where the baseline steps.
    times = np.concatenate([random.uniform(0, 20, n // 2), np.round(random.uniform(30, 45, n // 2), 1), [32.0, 32.0]])
    times = np.sort(times)
    return event_times(
        SIDES, times, random.integers(0, 2, n + 2), windows=[[0.0, 20.0], [30.0, 45.0]],
        severities=random.poisson(2, n + 2),
    )  # fmt: skip


def by_sums(events, own, heights, decays, weights, psi):
    """The log-likelihood as its formula says it: own (D, K) by days, heights and decays (K, Q)."""
    kinds = events.kinds.astype(int)

    def before_link(side, at):
        x = own[np.minimum(at.astype(int), len(own) - 1), side].copy()
        for q in range(heights.shape[1]):
            for k in np.flatnonzero(kinds == q % 2):
                later = at > events.times[k]
                faded = np.exp(-decays[side, q] * (at[later] - events.times[k]))
                x[later] += heights[side, q] * decays[side, q] * weights[k] * faded
        return x

    nodes, shares = np.polynomial.legendre.leggauss(24)
    cuts = np.unique(np.concatenate([events.times, np.arange(46.0)]))
    total = 0.0
    for side in (0, 1):
        total += np.log(psi(side, before_link(side, events.times[kinds == side]))).sum()
        for low, high in itertools.pairwise(cuts):
            if not 20 <= low < 30:
                # Halves, since the floor has a corner somewhere.
                edges = np.linspace(low, high, 9)
                for a, b in itertools.pairwise(edges):
                    total -= (b - a) / 2 * shares @ psi(side, before_link(side, (a + b) / 2 + (b - a) / 2 * nodes))
    return total


OPTIONS = [
    {"link": "identity", "pairs": True, "severity": True},
    {"link": "floor", "severity": True},
    {"link": "floor", "baseline": spline_baseline(45, knot_days=20)},
    {"link": "softplus", "several": 2},
    {"link": "softplus", "pairs": True, "severity": True, "baseline": spline_baseline(45, knot_days=20)},
    {"link": "softplus", "softness": 0.03},
]


@pytest.mark.parametrize("options", OPTIONS, ids=lambda options: ", ".join(map(str, options)) + options["link"])
def test_value_and_slopes_are_those_of_the_formula(options):
    events = acts()
    problem = problem_of_linked(events, starts=1, **options)
    places = [n for n, label in enumerate(problem.labels) if label.startswith("answers of")]
    theta = problem.starts[0].copy()
    theta[places] = np.resize(
        [0.2, 0.1, -0.15, 0.05] if options["link"] != "identity" else [0.2, 0.1, 0.3, 0.1], len(places)
    )
    theta[: places[0]] += np.random.default_rng(2).normal(0, 0.1, places[0])
    theta[~problem.fixed & (np.arange(len(theta)) > places[-1])] += 0.02
    value, slope, _ = problem.scored(theta)
    steps = np.eye(len(theta)) * 1e-6
    by_steps = np.array([(problem.scored(theta + s)[0] - problem.scored(theta - s)[0]) / 2e-6 for s in steps])
    assert slope[~problem.fixed] == pytest.approx(by_steps[~problem.fixed], rel=1e-5, abs=1e-5)

    knots, columns = places[0] // 2, len(places) // 2
    design = options.get("baseline", np.ones((45, 1)))
    own = np.exp(design @ theta[: places[0]].reshape(2, knots).T)
    logs = theta[places[-1] + 1 : -1]
    decays = np.exp(logs.reshape(2, 2) if options.get("pairs") else np.tile(np.repeat(logs, 2), (2, 1)))
    weights = marks_of(events, theta[-1])[0] if options.get("severity") else np.ones(events.n)
    soft = options.get("softness", 0.2) * events.numbers / events.watched_days
    psi = {
        "identity": lambda _side, x: x,
        "floor": lambda _side, x: np.maximum(x, 0),
        "softplus": lambda side, x: soft[side] * np.logaddexp(0, x / soft[side]),
    }[options["link"]]
    # A baseline of several numbers has a prior.
    prior = 0.0
    if knots > 1:
        rates = events.numbers / events.watched_days
        middle = np.outer(np.log(0.7 * rates), np.linalg.lstsq(design, np.ones(45), rcond=None)[0]).ravel()
        prior = float(((theta[: places[0]] - middle) ** 2).sum()) / 18
    slow = by_sums(events, own, theta[places].reshape(2, columns), decays, weights, psi)
    assert value + prior == pytest.approx(slow, abs=1e-3 if options["link"] == "floor" else 1e-8)


@pytest.fixture(scope="module")
def deterred():
    times, kinds = simulate_linked(
        np.tile([0.4, 0.6], (1000, 1)), HELD, 0.5, link="softplus", softness=0.1, random=np.random.default_rng(1)
    )
    return event_times(SIDES, times, kinds, windows=[[0.0, 1000.0]])


@pytest.mark.parametrize("link", ["floor", "softplus"])
def test_deterrence_is_found_with_its_sign_and_leaves_nothing_unexplained(deterred, link):
    fit = fit_linked(deterred, link=link)
    off = np.abs(fit.answers - HELD) / fit.standard_errors[2:6].reshape(2, 2)
    assert off.max() < (3 if link == "softplus" else 5)  # the floor is not what the acts were made with
    assert fit.answers[1, 0] < -5 * fit.standard_errors[fit.place_of(1, 0)]
    assert all(check.uniform_p > 0.01 and check.serial_p > 0.01 for check in check_times(fit))


def test_deterrence_is_told_in_words_and_claims_nothing_untested(deterred):
    fit = fit_linked(deterred)
    strong, weak = (" ".join(sentences_of(fit, stands=stands)) for stands in (True, False))
    assert "An act by Ashmar lowers Belvar's rate for about" in strong
    assert "hold back up to about" in strong
    assert "lowers" not in weak
    assert "fewer (90 % interval" in weak
    found = {one.question: one for one in estimates_of(fit)}
    held = found["How many acts by Belvar does one act by Ashmar bring directly?"]
    assert held.low < held.value < held.high < 0


def test_answers_alone_are_those_of_the_quick_engine(deterred):
    events = deterred
    quick, slow = fit_times(events), fit_linked(events, link="identity")
    assert slow.log_likelihood == pytest.approx(quick.log_likelihood, abs=1e-6)
    assert slow.answers == pytest.approx(quick.answers, abs=1e-3)
    posterior = who_was_answered(slow)
    assert posterior.nobody == pytest.approx(who_was_answered(quick).nobody, abs=1e-3)
    assert fit_linked(events, link="floor").log_likelihood > slow.log_likelihood + 20


def test_a_wave_in_exact_time_is_no_answer_once_the_own_rate_may_move():
    own = np.exp(np.sin(np.arange(1200) / 90))[:, None] * [0.5, 0.5]
    times, kinds = simulate_linked(own, np.zeros((2, 2)), 1.0, link="identity", random=np.random.default_rng(4))
    events = event_times(SIDES, times, kinds, windows=[[0.0, 1200.0]])
    stiff = fit_times(events, refuse=False).answers[[0, 1], [1, 0]].mean()
    smooth = fit_linked(events, link="identity", baseline=spline_baseline(1200, knot_days=100), starts=1)
    assert stiff > 0.3
    assert smooth.answers[[0, 1], [1, 0]].mean() < 0.15


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"link": "log"}, "identity, floor, softplus"),
        ({"link": "floor", "pairs": True}, "use softplus for other decays"),
        ({"baseline": np.ones((10, 1))}, "a row for each step"),
        ({"softness": 0}, "softness"),
        ({"pairs": True, "several": 2}, "not both"),
    ],
)
def test_what_is_not_there_is_refused_by_name(options, says):
    with pytest.raises(MeasureError, match=says):
        fit_linked(acts(), **options)


def test_with_deterrence_no_act_has_a_share_in_another(deterred):
    with pytest.raises(MeasureError, match="no act has a share"):
        who_was_answered(fit_linked(deterred))


def test_a_process_without_a_long_run_is_not_invented():
    with pytest.raises(MeasureError, match="spectral radius"):
        simulate_linked(np.ones((10, 1)), [[1.2]], 1.0, link="floor", random=np.random.default_rng(1))
    with pytest.raises(MeasureError, match="answers from 0 up"):
        simulate_linked(np.ones((10, 1)), [[-0.2]], 1.0, link="identity", random=np.random.default_rng(1))
    assert math.isfinite(
        simulate_linked(np.ones((10, 1)), [[-5.0]], 1.0, link="floor", random=np.random.default_rng(1))[0].sum()
    )
