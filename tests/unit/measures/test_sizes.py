"""How hard, how often before and after, and how heavy the tail."""

from datetime import date
from math import log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talion.datasets.chronicle import read_chronicle, read_links
from talion.errors import MeasureError
from talion.measures.proportion import answered_pairs, proportion, wilson
from talion.measures.rates import rate_after_attacks, rate_ratio
from talion.measures.tails import tail
from talion.records import Dyad

DYAD = Dyad("Ashmar", "Belvar")


def pairs_war(tolls, lag=2):
    lines = ["observed 2031-01-01 to 2035-12-31"]
    start = np.datetime64("2031-01-05")
    for n, (x, y) in enumerate(tolls):
        lines.append(f"a{n} {start + 20 * n} Ashmar > Belvar ASSAULT killed {x}")
        lines.append(f"b{n} {start + 20 * n + lag} Belvar > Ashmar ASSAULT killed {y}")
    return read_chronicle("\n".join(lines))


def test_twice_the_dead_for_twice_the_dead_is_an_elasticity_of_one():
    war = pairs_war([(n, 2 * n) for n in (1, 2, 3, 4, 5, 6, 8, 10, 16, 20)])
    eta, rho, *_ = proportion(war, DYAD, within_days=7)
    assert eta.value == pytest.approx(1, abs=1e-9) and rho.value == pytest.approx(2)


def test_zeros_are_kept_apart_from_the_elasticity():
    war = pairs_war([(0, 1), (0, 0), (0, 0), (0, 0)] + [(n, 5) for n in (1, 2, 3, 4, 5, 6, 8, 10)])
    eta, _, after_dead, after_none = proportion(war, DYAD, within_days=7)
    assert eta.n == 8 and eta.value == pytest.approx(0, abs=1e-9)
    assert (after_dead.value, after_none.value) == (1.0, 0.25)


def test_a_toll_that_is_not_known_is_left_out_and_said():
    war = read_chronicle("""
        observed 2031-01-01 to 2031-12-31
        a  2031-02-01  Ashmar > Belvar  ASSAULT  killed 2
        b  2031-02-03  Belvar > Ashmar  ASSAULT
    """)
    eta, *_ = proportion(war, DYAD, within_days=7)
    assert eta.value is None and "1 of 1 pairs have a toll that is not known" in eta.caveats


def test_links_say_what_answers_what_and_order_does_not():
    text = """
        observed 2031-01-01 to 2031-12-31
        a  2031-02-01  Ashmar > Belvar  ASSAULT
        b  2031-02-03  Ashmar > Belvar  ASSAULT
        c  2031-02-05  Belvar > Ashmar  ASSAULT  answers a declared
    """
    war = read_chronicle(text)
    by_order = answered_pairs(war, DYAD, within_days=7)
    by_word = answered_pairs(war, DYAD, within_days=7, links=read_links(text))
    assert [(one.id, other.id) for one, other in by_order] == [("b", "c")]
    assert [(one.id, other.id) for one, other in by_word] == [("a", "c")]


def test_half_the_rate_after_a_day():
    lines = ["observed 2031-01-01 to 2031-12-31"]
    lines += [f"a{n} {np.datetime64('2031-06-01') - 2 - 4 * n} Ashmar > Belvar ASSAULT" for n in range(20)]
    lines += [f"b{n} {np.datetime64('2031-06-01') + 2 + 8 * n} Ashmar > Belvar ASSAULT" for n in range(10)]
    found = rate_ratio(read_chronicle("\n".join(lines)), DYAD, on=date(2031, 6, 1), within_days=80, steady=True)
    assert found.value == pytest.approx(0.5) and found.low < 0.5 < found.high < 1


def test_a_ratio_to_nothing_has_no_size():
    lines = ["observed 2031-01-01 to 2031-12-31"]
    lines += [f"b{n} {np.datetime64('2031-06-03') + 4 * n} Ashmar > Belvar ASSAULT" for n in range(10)]
    found = rate_ratio(read_chronicle("\n".join(lines)), DYAD, on=date(2031, 6, 1))
    assert found.value is None and "a ratio to nothing has no size" in found.caveats[0]


def test_bursts_widen_the_interval():
    def ratio(burst):
        lines = ["observed 2031-01-01 to 2031-12-31"]
        for n in range(10):
            for k in range(burst):
                apart = 8 * burst * (n // burst) if burst > 1 else 8 * n
                lines.append(f"a{n}-{k} {np.datetime64('2031-06-30') - 3 - apart} Ashmar > Belvar ASSAULT")
                lines.append(f"b{n}-{k} {np.datetime64('2031-06-30') + 3 + apart} Ashmar > Belvar ASSAULT")
        return rate_ratio(read_chronicle("\n".join(lines)), DYAD, on=date(2031, 6, 30), steady=True)

    even, burst = ratio(1), ratio(5)
    assert burst.n > even.n
    assert any("scatter" in caveat for caveat in burst.caveats)
    # Five times the acts in bursts tell hardly more than the bursts do.
    assert log(burst.high / burst.low) > log(even.high / even.low) / 5**0.5


def test_twice_as_often_after_attacks_as_before_them():
    lines = ["observed 2031-01-01 to 2033-12-31"]
    start = np.datetime64("2031-01-20")
    for n in range(25):
        day = start + 40 * n
        lines += [f"a{n} {day} Ashmar > Belvar ASSAULT", f"b{n} {day + 2} Belvar > Ashmar ASSAULT"]
        lines += [f"c{n} {day + 3} Belvar > Ashmar ASSAULT", f"d{n} {day - 3} Belvar > Ashmar ASSAULT"]
    found = rate_after_attacks(read_chronicle("\n".join(lines)), DYAD)
    assert found.value == pytest.approx(2) and found.low <= 2 <= found.high


def test_the_exponent_that_was_drawn_is_found_again():
    random = np.random.default_rng(2)
    drawn = np.floor((10 - 0.5) * (1 - random.random(3000)) ** (-1 / (2.5 - 1)) + 0.5)
    found = tail(drawn, begins=10)
    assert found.exponent.low < 2.5 < found.exponent.high


def test_the_tail_agrees_with_the_powerlaw_library():
    powerlaw = pytest.importorskip("powerlaw")
    random = np.random.default_rng(5)
    drawn = (1 - random.random(400)) ** (-1 / 1.5)
    theirs = powerlaw.Fit(drawn, xmin=1.0, discrete=False)
    assert tail(drawn, discrete=False, begins=1.0).exponent.value == pytest.approx(theirs.power_law.alpha, abs=1e-3)


@settings(max_examples=20)
@given(st.floats(0.5, 20.0))
def test_another_unit_leaves_a_continuous_exponent_as_it_is(unit):
    drawn = (1 - np.random.default_rng(7).random(200)) ** (-1 / 1.5)
    one, other = tail(drawn, discrete=False, begins=1.0), tail(drawn * unit, discrete=False, begins=unit)
    assert other.exponent.value == pytest.approx(one.exponent.value, rel=1e-6)


def test_few_sizes_and_broken_ones_are_refused():
    assert tail([1, 2, 3]).exponent.value is None
    with pytest.raises(MeasureError, match="discrete=False"):
        tail([1.5] * 60)


def test_wilson_holds_its_ends():
    assert wilson(0, 10, 0.9)[0] == 0 and wilson(10, 10, 0.9)[1] == 1
    assert wilson(5, 10, 0.9)[0] == pytest.approx(1 - wilson(5, 10, 0.9)[1])


def test_a_record_too_short_to_know_how_its_level_wanders_gives_no_ratio():
    lines = ["observed 2031-01-01 to 2031-12-31"]
    lines += [f"a{n} {np.datetime64('2031-01-05') + 7 * n} Ashmar > Belvar ASSAULT" for n in range(50)]
    found = rate_ratio(read_chronicle("\n".join(lines)), DYAD, on=date(2031, 6, 30))
    assert found.value is None and "steady=True" in found.caveats[0]


def test_a_ratio_is_judged_by_the_ratios_around_other_days():
    lines = ["observed 2031-01-01 to 2034-12-31"]
    lines += [f"a{n} {np.datetime64('2031-01-05') + 4 * n} Ashmar > Belvar ASSAULT" for n in range(360)]
    found = rate_ratio(read_chronicle("\n".join(lines)), DYAD, on=date(2033, 6, 30), within_days=60)
    assert found.low < found.value < found.high and found.value == pytest.approx(1, abs=0.1)
    assert any("around" in caveat and "other days of the record" in caveat for caveat in found.caveats)
