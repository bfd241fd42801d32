"""What follows an answer, beside like days without one."""

from datetime import date

import numpy as np
import pytest

from talion.datasets.chronicle import read_chronicle
from talion.errors import MeasureError
from talion.measures.deterrence import deterrence, deterrence_on, rivals_of
from talion.measures.series import Series
from talion.records import Dyad

DYAD = Dyad("Ashmar", "Belvar")


def after_answers(factor, seed=1, days=1500):
    """Ashmar attacks every third day or so; Belvar acts by lot; for a week after it Ashmar's rate has the factor."""
    random = np.random.default_rng(seed)
    there, back, hushed = np.zeros(days), np.zeros(days), np.ones(days + 8)
    for day in range(days):
        there[day] = random.poisson(0.3 * hushed[day])
        back[day] = random.random() < 0.04
        if back[day]:
            hushed[day + 1 : day + 8] = factor
    return Series.of(there, back, dyad=DYAD)


def test_an_answer_that_hushes_attacks_is_said_to_deter():
    found = deterrence_on(after_answers(0.2), random=np.random.default_rng(1))
    assert found.finding == "deters" and found.after.high < 0.6
    assert found.sentence == (
        "After answers by Belvar there are fewer attacks by Ashmar than after like days without one."
    )


def test_an_answer_that_feeds_attacks_is_said_to_feed():
    found = deterrence_on(after_answers(3.0), random=np.random.default_rng(1))
    assert found.finding == "feeds" and found.after.low > 1.5


def test_an_answer_that_does_nothing_is_not_said_to_do_anything():
    found = deterrence_on(after_answers(1.0), random=np.random.default_rng(1))
    assert found.finding in {"no sign", "cannot tell"}
    assert found.after.low < 1 < found.after.high
    assert found.placebo.low < 1 < found.placebo.high


def test_few_answers_cannot_tell():
    war = read_chronicle("""
        observed 2031-01-01 to 2031-12-31
        a  2031-03-01  Ashmar > Belvar  ASSAULT
        b  2031-03-03  Belvar > Ashmar  ASSAULT
    """)
    found = deterrence(war, DYAD, random=np.random.default_rng(1))
    assert found.finding == "cannot tell" and found.after.value is None
    assert "it takes 15" in found.after.caveats[0]


def test_only_the_chosen_answers_are_looked_at():
    lines = ["observed 2031-01-01 to 2033-12-31"]
    start = np.datetime64("2031-03-01")
    for n in range(40):
        lines += [f"b{n} {start + 25 * n} Belvar > Ashmar ASSAULT killed {n % 2}"]
        lines += [f"a{n}-{k} {start + 25 * n + k} Ashmar > Belvar ASSAULT" for k in (-2, 9, 14)]
    war = read_chronicle("\n".join(lines))
    deadly = deterrence(
        war, DYAD, random=np.random.default_rng(1), which=lambda event: bool(event.toll.killed.low), draws=50
    )
    every = deterrence(war, DYAD, random=np.random.default_rng(1), draws=50)
    assert deadly.after.n <= 20 < every.after.n


def test_a_truce_after_an_answer_is_named_beside_the_result():
    war = read_chronicle("""
        observed 2031-01-01 to 2031-12-31
        a  2031-03-01  Ashmar > Belvar  ASSAULT
        b  2031-03-03  Belvar > Ashmar  ASSAULT
        c  2031-03-05  Tavi > Ashmar    AGREE
        d  2031-06-05  Tavi > Ashmar    AGREE
        e  2031-03-06  Belvar > Tavi    ASSAULT
    """)
    told = [(rival.event, rival.what, rival.days_after) for rival in rivals_of(war, DYAD)]
    assert told == [("c", "an agreement (Tavi)", 2), ("e", "force by or against somebody else (Belvar)", 3)]


def test_weeks_and_half_days_are_refused():
    with pytest.raises(MeasureError, match="daily numbers"):
        deterrence_on(
            Series.of(np.ones(60), np.ones(60), bin="week", first_day=date(2031, 1, 1)),
            random=np.random.default_rng(1),
        )
    with pytest.raises(MeasureError, match="1 or more"):
        deterrence_on(after_answers(1.0, days=100), random=np.random.default_rng(1), within_days=0)
