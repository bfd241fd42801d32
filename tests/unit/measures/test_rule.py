"""The rule between two sides: deaths, whose, and from how many on."""

import numpy as np
import pytest

from talion.datasets.chronicle import read_chronicle
from talion.measures.rule import attacks_seen, rule, whose_deaths
from talion.records import Count, Dyad, Event, Toll, TollPart

DYAD = Dyad("Ashmar", "Belvar")


def war_of(attacks):
    """Attacks 20 days apart: how many died, and whether an act follows on the third day."""
    lines = [f"observed 2031-01-01 to {np.datetime64('2031-01-30') + 20 * len(attacks)}"]
    start = np.datetime64("2031-01-05")
    for n, (deaths, answered) in enumerate(attacks):
        toll = "" if deaths is None else f"killed {deaths}"
        lines.append(f"a{n} {start + 20 * n} Ashmar > Belvar ASSAULT {toll}")
        if answered:
            lines.append(f"b{n} {start + 20 * n + 3} Belvar > Ashmar ASSAULT")
    return read_chronicle("\n".join(lines))


def stepped(line, n=60):
    return [(k % 8, k % 8 >= line) for k in range(n)]


def test_a_red_line_at_three_deaths_is_found_with_its_two_chances():
    # One attack in ten goes against the rule, so that a slope, which may be steep, cannot pass for a step.
    found = rule(war_of([(k % 8, (k % 8 >= 3) != (k % 10 == 0)) for k in range(120)]), DYAD)
    assert found.red_line.value == 3 and found.red_line.low == found.red_line.high == 3
    assert found.slope.low > 1 and found.line_or_none.value > 0.99
    none, some = found.by_deaths
    assert none.value < 0.3 < some.value
    assert "Below it 1" in found.red_line.caveats[0] and "from it on 9" in found.red_line.caveats[0]


def test_answers_that_do_not_depend_on_deaths_have_no_line():
    random = np.random.default_rng(2)
    found = rule(war_of([(k % 8, random.random() < 0.5) for k in range(80)]), DYAD)
    assert found.red_line.value is None and "no dependence" in " ".join(found.line_or_none.caveats)
    assert found.line_or_none.value < 0.5
    assert found.slope.low < 1 < found.slope.high


def test_every_deadly_attack_answered_still_has_a_finite_slope():
    found = rule(war_of([(k % 2, k % 2 == 1) for k in range(30)]), DYAD)
    assert np.isfinite(found.slope.value) and found.slope.low > 1


def test_a_rule_that_changes_half_way_is_told():
    early = [(k % 6, k % 6 >= 2) for k in range(40)]
    late = [(k % 6, k % 2 == 0) for k in range(40)]
    found = rule(war_of(early + late), DYAD)
    assert found.change.high < 1


def test_unknown_tolls_are_left_out_and_few_attacks_cannot_tell():
    found = rule(war_of([(None, True)] * 3 + stepped(3, 10)), DYAD)
    assert found.slope.value is None and "it takes 20" in found.slope.caveats[0]
    assert any("3 of 13 attacks have no known number of deaths" in caveat for caveat in found.slope.caveats)


def test_a_record_that_begins_with_a_deadly_attack_is_warned_of():
    found = rule(war_of([(5, True), *stepped(3, 30)]), DYAD)
    assert any("begins with a deadly attack" in caveat for caveat in found.slope.caveats)


def test_an_attack_near_the_end_is_not_counted_as_unanswered():
    war = war_of([(1, False)] * 3)
    assert len(attacks_seen(war, DYAD, within_days=7)) == 3
    assert len(attacks_seen(war, DYAD, within_days=50)) == 2


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ((), "not known"),
        ((TollPart("killed", Count.exactly(0)),), "nobody"),
        ((TollPart("killed", Count.exactly(2)),), "not said"),
        (
            (TollPart("killed", Count.exactly(2)), TollPart("killed", Count.exactly(1), "farmers", civilian=True)),
            "civilians",
        ),
        ((TollPart("killed", Count.exactly(2), "soldiers", civilian=False),), "not civilians"),
    ],
)
def test_whose_deaths_are_read_from_the_toll(parts, says):
    assert whose_deaths(Event("e", "ASSAULT", toll=Toll(parts))) == says
