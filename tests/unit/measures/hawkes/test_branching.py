"""Who was answered: probabilities that sum to 1, are right as often as they say, and become inferred links."""

from datetime import date, timedelta

import numpy as np
import pytest

from talion.errors import MeasureError
from talion.measures.hawkes.branching import as_links, who_was_answered, who_was_answered_by_day
from talion.measures.hawkes.continuous import event_times, fit_times
from talion.measures.hawkes.daily import daily_counts, fit_days
from talion.measures.hawkes.kernels import Exponential
from talion.measures.hawkes.simulate import simulate_times
from talion.records import DateSpan, Event

SIDES = ("Ashmar", "Belvar")


@pytest.fixture(scope="module")
def drawn():
    return simulate_times(
        [0.1, 0.08], [[0.3, 0.0], [0.45, 0.2]], Exponential(0.5), days=8000, random=np.random.default_rng(4)
    )


@pytest.fixture(scope="module")
def exact(drawn):
    return who_was_answered(fit_times(event_times(SIDES, drawn.times, drawn.kinds, windows=[[0.0, 8000.0]])))


@pytest.fixture(scope="module")
def daily(drawn):
    days = np.floor(drawn.times).astype(int)
    counts = np.zeros((8000, 2), dtype=int)
    np.add.at(counts, (days, drawn.kinds), 1)
    return who_was_answered_by_day(fit_days(daily_counts(SIDES, counts)), days, drawn.kinds)


@pytest.mark.parametrize("known", ["exact", "daily"])
def test_an_act_answers_somebody_or_nobody(known, request):
    posterior = request.getfixturevalue(known)
    whole = posterior.nobody + np.bincount(posterior.response, posterior.probability, minlength=len(posterior.nobody))
    assert whole == pytest.approx(np.ones(len(whole)))


@pytest.mark.parametrize("known", ["exact", "daily"])
def test_probabilities_are_right_as_often_as_they_say(known, request, drawn):
    posterior = request.getfixturevalue(known)
    right = drawn.parents[posterior.response] == posterior.trigger
    for low, high in ((0.1, 0.3), (0.3, 0.5)):
        chosen = (posterior.probability >= low) & (posterior.probability < high)
        assert right[chosen].mean() == pytest.approx(posterior.probability[chosen].mean(), abs=0.06)
    assert posterior.nobody.mean() == pytest.approx((drawn.parents < 0).mean(), abs=0.06)


def test_the_likeliest_candidate_comes_first(exact):
    ranked = [probability for _, probability in exact.of(50)]
    assert ranked == sorted(ranked, reverse=True)


def test_acts_of_one_day_may_answer_each_other_since_their_order_is_not_known():
    random = np.random.default_rng(1)
    counts = random.poisson(0.3, (400, 2))
    counts[1:, 1] += counts[:-1, 0]
    fit = fit_days(daily_counts(SIDES, counts))
    posterior = who_was_answered_by_day(fit, [10, 10, 11], [0, 1, 1])
    assert 0 in [trigger for trigger, _ in posterior.of(1)]
    assert 0 in [trigger for trigger, _ in posterior.of(2)]
    assert 2 not in [trigger for trigger, _ in posterior.of(1)]


def test_links_are_inferred_between_sides_and_say_why():
    random = np.random.default_rng(1)
    counts = random.poisson(0.1, (600, 2))
    counts[1:, 1] += counts[:-1, 0]
    fit = fit_days(daily_counts(SIDES, counts))
    events = [
        Event(
            id=name,
            action="ASSAULT",
            when=DateSpan(date(2031, 3, 1) + timedelta(days=day), date(2031, 3, 1) + timedelta(days=day)),
        )
        for name, day in (("a", 100), ("b", 101), ("c", 101))
    ]
    posterior = who_was_answered_by_day(fit, [100, 101, 101], [0, 1, 0])
    [link] = [link for link in as_links(events, posterior, at_least=0.3) if link.lag_days == 1]
    assert (link.trigger, link.response, link.basis) == ("a", "b", "inferred")
    assert "By sides and lags alone" in link.reasons[0]
    with pytest.raises(MeasureError, match="speaks of 3 acts, and 1 events"):
        as_links(events[:1], posterior)


def test_a_logarithmic_fit_has_no_causes_to_share_out():
    counts = np.random.default_rng(1).poisson(0.5, (200, 2))
    with pytest.raises(MeasureError, match="identity link"):
        who_was_answered_by_day(fit_days(daily_counts(SIDES, counts), link="log"), [3], [0])
