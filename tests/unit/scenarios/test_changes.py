"""What changes on a day, what is remembered of before the first, and numbers of any table that are not known."""

from dataclasses import replace

import numpy as np
import pytest

from talion.errors import ScenarioError
from talion.scenarios.conflict import Change, Gate, Order, Pair, Party, Scenario, Sight, Unsure
from talion.scenarios.drawn import variants_of
from talion.scenarios.play import compare, play
from talion.scenarios.policies import Rule
from talion.scenarios.scenario_file import scenario_in, write_scenario

BASE = """
name = "base"
[[party]]
name = "Patria"
[[party]]
name = "Brigade"
patron = "Patria"
control = 0.5
[[party]]
name = "Belvar"
[[pair]]
actor = "Brigade"
recipient = "Belvar"
rate = 0.2
rate_between = [0.1, 0.3]
[[pair]]
actor = "Belvar"
recipient = "Brigade"
policy = "threshold"
[[gate]]
patron = "Patria"
"""


def two_sides(**rest):
    pairs = (Pair("Ashmar", "Belvar", rate=0.2), Pair("Belvar", "Ashmar", rule=Rule(below=0.0, above=0.0)))
    return Scenario("two sides", (Party("Ashmar"), Party("Belvar")), pairs, **rest)


def by_day(scenario, days=60, paths=4000, **who):
    return play(scenario, days=days, paths=paths, seed=1).counted("acts", **who).mean(axis=0)


def test_a_pair_changes_on_its_day_and_again_on_a_later_one():
    slower, none = (Change(day, Pair("Ashmar", "Belvar", rate=rate)) for day, rate in ((21, 0.05), (41, 0.0)))
    acts = by_day(two_sides(changes=(none, slower)))
    assert acts[:20].mean() == pytest.approx(0.2, rel=0.05) and acts[20:40].mean() == pytest.approx(0.05, rel=0.1)
    assert acts[40:].sum() == 0


def test_days_before_a_change_are_those_of_the_base():
    changed = two_sides(changes=(Change(21, Pair("Ashmar", "Belvar", rate=0.5)),))
    done = compare(two_sides(), changed, days=40, paths=200, seed=1)
    assert (done.base.block.acts[:, :20] == done.other.block.acts[:, :20]).all()
    assert done.difference().value > 3


def test_a_change_in_a_file_takes_the_pair_and_the_changes_before_it_and_comes_back_from_the_text():
    text = BASE + '[[change]]\nday = 40\nactor = "Brigade"\nrecipient = "Belvar"\nlethal = 0.5\n'
    text += '[[change]]\nday = 20\nactor = "Brigade"\nrecipient = "Belvar"\nrate = 0.4\n'
    made = scenario_in(text)
    assert [(one.day, one.pair.rate, one.pair.lethal) for one in made.changes] == [(20, 0.4, 0.0), (40, 0.4, 0.5)]
    again = scenario_in(write_scenario(made))
    assert again.changes == made.changes


def test_what_a_change_leaves_alone_is_drawn_as_before_it():
    text = BASE + '[[change]]\nday = 20\nactor = "Brigade"\nrecipient = "Belvar"\nlethal = 0.5\n'
    for variant in variants_of(scenario_in(text)):
        [change] = variant.changes
        assert change.pair.rate == variant.pairs[0].rate and change.pair.lethal == 0.5


def test_a_halt_order_on_day_20_stops_what_the_patron_controls():
    text = BASE + '[[order]]\npatron = "Patria"\nday = 20\ngate = "hold"\n[[order]]\npatron = "Patria"\nday = 40\n'
    acts = by_day(scenario_in(text + 'gate = "go"\n'), actor="Brigade")
    assert acts[:19].mean() == pytest.approx(0.2, rel=0.1)
    assert acts[19:39].mean() == pytest.approx(0.1, rel=0.1) and acts[39:].mean() == pytest.approx(0.2, rel=0.1)


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ('day = 0\nactor = "Brigade"\nrecipient = "Belvar"', "line 23: a change needs the day on which it begins"),
        (
            'day = 9\nactor = "Nobody"\nrecipient = "Belvar"',
            "line 24: a change names the actor and recipient of a pair",
        ),
        ('day = 9\nactor = "Brigade"\nrecipient = "Belvar"\nrat = 1', "line 26: .* did you mean 'rate'"),
        ('day = 9\nactor = "Brigade"\nrecipient = "Belvar"\nrate_between = [1, 2]', "line 26: a change sets numbers"),
        ('day = 9\nactor = "Brigade"\nrecipient = "Belvar"\nlethal = 2', "line 26: .*lethal is a share"),
    ],
)
def test_a_change_that_cannot_be_is_refused_at_its_line(lines, message):
    with pytest.raises(ScenarioError, match=message):
        scenario_in(f"{BASE}[[change]]\n{lines}\n")


def test_a_feud_that_a_change_begins_is_refused_with_its_day():
    endless = Change(30, Pair("Ashmar", "Belvar", rate=0.2, rule=Rule()))
    feud = two_sides(changes=(endless,)).changed("Belvar", "Ashmar", rule=Rule())
    with pytest.raises(ScenarioError, match="unstable from day 30 on"):
        play(feud, days=60, paths=1, seed=1)


def test_acts_of_before_the_first_day_are_remembered_and_fade():
    scenario = two_sides().changed("Ashmar", "Belvar", persistence=0.5, persistence_days=5.0, acts_before=10.0)
    first = 0.2 * (1 + 10) ** 0.5
    acts = by_day(scenario, days=3, paths=20_000, actor="Ashmar")
    assert acts[0] == pytest.approx(first, rel=0.04)
    assert by_day(scenario.without("memory"), days=3, paths=20_000)[0] == pytest.approx(0.2, rel=0.06)


@pytest.mark.parametrize(
    ("one", "levels"),
    [
        (Unsure("Brigade", "", "control", 0.2, 0.8, "party"), (0.2, 0.8)),
        (Unsure("Belvar", "", "detection", 0.5, 0.9, "sight"), (0.5, 0.9)),
        (Unsure("Patria", "", "holds", 0.01, 0.1, "gate"), (0.01, 0.1)),
        (Unsure("Brigade", "Belvar", "provoked", -0.2, 0.4), (-0.2, 0.4)),
    ],
)
def test_a_number_of_any_table_is_drawn_over_its_range(one, levels):
    scenario = replace(scenario_in(BASE), sights=(Sight("Belvar", 0.7),), gates=(Gate("Patria", holds=0.03),))
    scenario = replace(scenario, unsure=(one,))
    values = sorted(one.of.value_in(variant) for variant in variants_of(scenario))
    assert np.quantile(values, (0.05, 0.95)) == pytest.approx(levels, rel=0.05)
    assert scenario_in(write_scenario(scenario)).unsure == (one,)


def test_control_that_is_not_known_widens_what_a_halt_does():
    held = replace(scenario_in(BASE), unsure=(), orders=(Order("Patria", 1, "hold"),), gates=(Gate("Patria"),))
    unsure = replace(held, unsure=(Unsure("Brigade", "", "control", 0.1, 0.9, "party"),))
    sure, wide = (play(one, days=100, paths=2000, seed=1).total(actor="Brigade") for one in (held, unsure))
    assert wide.high - wide.low > 1.3 * (sure.high - sure.low)
