"""Sweeps, Sobol's indices against a case worked out by hand, and what a play-out hangs on."""

from dataclasses import replace

import pytest

from talion.errors import ScenarioError
from talion.scenarios.conflict import Host, Number, Pair, Party, Scenario, Unsure
from talion.scenarios.play import compare, play
from talion.scenarios.policies import Rule
from talion.scenarios.reading import what_it_hangs_on
from talion.scenarios.sensitivity import find_number, read_range, stated_ranges, sweep, what_drives

SILENT = Rule(below=0.0, above=0.0)
BASE = Scenario(
    "base", (Party("Ashmar"), Party("Belvar", control=0.3)),
    (Pair("Ashmar", "Belvar", rate=0.2, lethal=0.3), Pair("Belvar", "Ashmar", rate=0.1, lethal=0.3, rule=SILENT)),
    hosts=(Host("Hostan", ("Ashmar",), share=0.5),),
)  # fmt: skip
RATES = [(find_number(BASE, "Ashmar > Belvar: rate"), 0.1, 0.5), (find_number(BASE, "Belvar > Ashmar: rate"), 0.1, 0.3)]


def test_numbers_are_found_by_the_name_that_a_file_gives_them():
    assert find_number(BASE, "ashmar > belvar: chance") == Number("pair", ("Ashmar", "Belvar"), "rule.above")
    assert find_number(BASE, "party Belvar: control").says == "party Belvar: control"
    assert read_range(BASE, "host Hostan: share = 0.1 .. 0.4") == (Number("host", ("Hostan",), "share"), 0.1, 0.4)


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("Ashmar > Nobody: rate=1..2", "no pair is called 'ashmar > nobody'; there are Ashmar > Belvar"),
        ("Ashmar > Belvar: rat=1..2", "a pair has no number 'rat'; did you mean 'rate'"),
        ("rate=1..2", "rate is not clear; say which: Ashmar > Belvar: rate, Belvar > Ashmar: rate"),
        ("war Ashmar: rate=1..2", "names no number"),
        ("Ashmar > Belvar: rate=2..1", "the lower number first"),
        ("Ashmar > Belvar: rate", "is no range"),
    ],
)
def test_a_range_that_cannot_be_says_why(said, message):
    with pytest.raises(ScenarioError, match=message):
        read_range(BASE, said)


def test_a_sweep_goes_up_with_the_number_and_leaves_the_rest_alone():
    number, _, _ = RATES[0]
    swept = sweep(BASE, number, 0.0, 0.4, days=50, paths=500, seed=1, steps=3)
    assert [step.value for step in swept.steps] == [0.0, 0.2, 0.4] and swept.was == 0.2
    assert [round(step.acts.value) for step in swept.steps] == pytest.approx([5, 15, 25], abs=1)
    assert swept.steps[0].crossed.value < swept.steps[2].crossed.value
    assert play(BASE, days=50, paths=500, seed=1).total() == replace(swept.steps[1].acts)


def test_a_value_that_cannot_be_played_is_named():
    with pytest.raises(ScenarioError, match=r"at Ashmar > Belvar: lethal = 1\.2: .*lethal is a share"):
        sweep(BASE, find_number(BASE, "Ashmar > Belvar: lethal"), 0.8, 1.2, days=5, paths=5, seed=1, steps=2)


def test_sobols_indices_of_a_sum_are_its_variances():
    # Acts are the sum of two rates times days, so that each drives the square of its range: 0.16 and 0.04.
    found = what_drives(BASE, RATES, days=100, paths=200, seed=1, points=64, what="acts")
    assert [one.number for one in found] == ["Ashmar > Belvar: rate", "Belvar > Ashmar: rate"]
    for one, share in zip(found, (0.8, 0.2), strict=True):
        assert one.total == pytest.approx(share, abs=0.08) and one.first == pytest.approx(share, abs=0.12)
        assert one.shows and one.total_interval[0] < one.total < one.total_interval[1]


def test_what_has_no_part_in_the_result_drives_nothing():
    ranges = [RATES[0], (find_number(BASE, "Belvar > Ashmar: size"), 1.0, 5.0)]
    first, second = what_drives(BASE, ranges, days=60, paths=100, seed=1, points=16, what="acts")
    assert first.total > 0.9 and second.total == 0 and not second.shows


def test_a_question_without_ranges_says_where_to_give_them():
    with pytest.raises(ScenarioError, match="no number has a range; give one behind its name"):
        what_drives(BASE, [], days=5, paths=5, seed=1)
    with pytest.raises(ScenarioError, match="a power of 2 from 8"):
        what_drives(BASE, RATES, days=5, paths=5, seed=1, points=20)


UNSURE = replace(
    BASE,
    unsure=(
        Unsure("Ashmar", "Belvar", "rate", 0.05, 0.6),
        Unsure("Belvar", "Ashmar", "rate", 0.09, 0.11),
        Unsure("Belvar", "Ashmar", "size", 1.0, 9.0),
    ),
)


def test_a_play_out_tells_what_it_hangs_on_and_what_not():
    assert stated_ranges(UNSURE)[0][0].says == "Ashmar > Belvar: rate"
    found = what_it_hangs_on(play(UNSURE, days=100, paths=4000, seed=1))
    assert found.goes_with[0].number == "Ashmar > Belvar: rate" and found.goes_with[0].gives_more
    assert found.goes_with[0].share > 0.8 and "Belvar > Ashmar: size" in found.leaves_alone
    # Poisson luck has the mean's variance, the draws that of the rate: about 30 against 100 squared times 0.17 squared.
    assert 0.05 < found.luck < 0.3


def test_what_is_known_leaves_only_luck():
    found = what_it_hangs_on(play(BASE, days=50, paths=500, seed=1))
    assert found.luck is None and not found.goes_with


def test_a_difference_says_in_how_many_draws_its_direction_holds():
    done = compare(UNSURE, UNSURE.changed("Belvar", "Ashmar", rate=0.3), days=50, paths=2000, seed=1)
    found = what_it_hangs_on(done)
    assert found.same_sign == 1.0 and "Ashmar > Belvar: rate" in found.leaves_alone
