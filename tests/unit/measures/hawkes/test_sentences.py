"""What a fit says, word for word, and the estimates behind it."""

from dataclasses import replace

import numpy as np
import pytest

from talion.measures.hawkes.daily import daily_counts, fit_days
from talion.measures.hawkes.kernels import Exponential
from talion.measures.hawkes.sentences import estimates_of, sentences_of
from talion.measures.hawkes.simulate import simulate_days

SIDES = ("Ashmar", "Belvar")


@pytest.fixture(scope="module")
def fit():
    """A fit with numbers set by hand, so that its sentences can be read off."""
    counts = simulate_days(
        np.tile([0.3, 0.2], (400, 1)), [[0.3, 0.0], [0.45, 0.2]], Exponential(0.4), random=np.random.default_rng(1)
    )  # fmt: skip
    found = fit_days(daily_counts(SIDES, counts))
    theta = found.peak.theta.copy()
    theta[2:6] = [0.3, 0.0, 0.45, 0.2]
    theta[6] = np.log(0.4)
    spread = np.diag([0.01, 0.01, 0.01, 0.0025, 0.01, 0.01, 0.04, 0.0, 0.0])
    answers = theta[2:6].reshape(2, 2)
    kernels = ((Exponential(0.4),) * 2,) * 2
    return replace(found, peak=replace(found.peak, theta=theta), answers=answers, covariance=spread, kernels=kernels)


def test_an_answer_that_stands_is_told_with_its_length_number_and_interval(fit):
    sentences = sentences_of(fit, stands=True)
    assert sentences[1] == (
        "An act by Ashmar raises Belvar's daily rate for about 6 days; 10 acts draw about 4.5 answers "
        "(90 % interval 2.9 to 6.1), so that about 3.6 of 10 are answered."
    )


def test_an_absent_answer_is_told_with_how_large_it_could_be(fit):
    assert sentences_of(fit)[0] == (
        "After an act by Belvar there are no more acts by Ashmar than without it (90 % interval 0 to 0.8 for 10 acts)."
    )


def test_words_of_answering_are_withheld_from_a_finding_that_was_not_tested(fit):
    told = " ".join(sentences_of(fit))
    assert "answers" not in told
    assert "raises" not in told
    assert "After an act by Ashmar, Belvar's daily rate is higher for about 6 days" in told


def test_a_logarithmic_fit_speaks_of_rates_and_not_of_numbers():
    counts = np.random.default_rng(1).poisson(0.5, (300, 2))
    fit = fit_days(daily_counts(SIDES, counts), link="log")
    sentence = sentences_of(fit, stands=True)[0]
    assert sentence.startswith("An act by Belvar on an otherwise quiet day ")
    assert "rate on the next day by" in sentence


def test_every_estimate_has_its_interval_its_unit_and_the_warning_of_the_wave(fit):
    found = {estimate.question: estimate for estimate in estimates_of(fit)}
    answers = found["How many acts by Belvar does one act by Ashmar bring directly?"]
    assert answers.value == pytest.approx(0.45)
    assert (answers.low, answers.high) == pytest.approx((0.2855, 0.6145), abs=1e-3)
    assert answers.chance == 0
    half = found["In how many days does half of what Ashmar brings from Belvar come?"]
    assert half.value == pytest.approx(np.log(2) / 0.4)
    assert half.low < half.value < half.high
    assert all(any("wave" in caveat for caveat in estimate.caveats) for estimate in found.values())


def test_severity_is_told_as_what_one_death_and_ten_do():
    random = np.random.default_rng(2)
    counts = random.poisson(0.4, (300, 2))
    rows = [(day, side, random.poisson(1)) for day, side in zip(*np.nonzero(counts), strict=True)]
    found = fit_days(daily_counts(SIDES, counts, severities=rows), severity=True, starts=1)
    fit = replace(found, exponent=1.0)
    [sentence] = [one for one in sentences_of(fit, stands=True) if "kills" in one]
    assert sentence.startswith("An act that kills one draws 2.0 times as much as an act that kills nobody")
    assert sentence.endswith("and one that kills ten 11.0 times.")
