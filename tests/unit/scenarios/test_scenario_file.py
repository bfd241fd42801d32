from dataclasses import replace

import pytest

from talion.errors import ScenarioError
from talion.scenarios.conflict import Gate, Host, Instrument, Order, Pair, Party, Scenario, Sight, Unsure
from talion.scenarios.policies import find_policy
from talion.scenarios.scenario_file import read_scenario, scenario_in, write_scenario

FULL = Scenario(
    "full",
    (Party("Ashmar"), Party("Patria"), Party("Delta Brigade", "Patria", 0.6)),
    (
        Pair("Delta Brigade", "Ashmar", rate=0.05, lethal=0.1, persistence=0.2),
        Pair("Ashmar", "Delta Brigade", policy="threshold",
             rule=replace(find_policy("threshold").rule, above=0.8, late_days=4.0, red_line=3)),
        Pair("Ashmar", "Patria", policy="grudge", rule=find_policy("grudge").rule),
    ),
    sights=(Sight("Ashmar", 0.9, 0.8),),
    gates=(Gate("Patria", holds=0.01),),
    hosts=(Host("Hostan", ("Delta Brigade",), control=0.1),),
    instruments=(Instrument("sanctions", "Delta Brigade", 0.8, 10, 40),),
    orders=(Order("Patria", 20, "hold"),),
    painful=4,
    layers=frozenset({"answers", "gate"}),
    fitted_days=300,
    unsure=(
        Unsure("Delta Brigade", "Ashmar", "rate", 0.02, 0.1),
        Unsure("Ashmar", "Delta Brigade", "rule.above", 0.5, 0.9),
    ),
)  # fmt: skip
BASE = write_scenario(FULL, {"Delta Brigade > Ashmar: rate": "15 acts in 300 days"})


def test_what_is_written_is_read_again():
    assert scenario_in(BASE) == FULL


def test_each_number_says_where_it_comes_from():
    assert "rate = 0.05  # 15 acts in 300 days\nrate_between = [0.02, 0.1]" in BASE
    assert "provoked = 0  # a default, not a finding" in BASE


def changed(text):
    return scenario_in(f'base = "base.toml"\n{text}', name="what_if.toml", open_base=lambda name: BASE)


def test_a_what_if_is_a_file_that_changes_a_few_lines():
    found = changed('[[pair]]\nactor = "Delta Brigade"\nrecipient = "Ashmar"\nrate = 0.2')
    assert found.name == "what_if" and found.pairs[0].rate == 0.2 and found.pairs[0].lethal == 0.1
    assert [one.number for one in found.unsure] == ["rule.above"]
    assert found.pairs[1:] == FULL.pairs[1:] and found.fitted_days == 300


def test_another_policy_leaves_nothing_of_the_old_rule():
    found = changed('[[pair]]\nactor = "Ashmar"\nrecipient = "Delta Brigade"\npolicy = "tit for tat"')
    assert found.pairs[1].rule == find_policy("tit for tat").rule


def test_a_what_if_adds_orders_and_ones_own_policies():
    found = changed("""
        [[order]]
        patron = "Patria"
        day = 30
        gate = "go"
        [[policy]]
        name = "ours"
        when = "deaths"
        [[pair]]
        actor = "Ashmar"
        recipient = "Patria"
        policy = "ours"
    """)
    assert found.orders == (*FULL.orders, Order("Patria", 30, "go"))
    assert found.pairs[2].policy == "ours" and found.pairs[2].rule.below == 0


def test_files_find_their_base_beside_them(tmp_path):
    (tmp_path / "base.toml").write_text(BASE, "utf-8")
    (tmp_path / "hard.toml").write_text('base = "base.toml"\npainful = 2\n', "utf-8")
    assert read_scenario(tmp_path / "hard.toml") == replace(FULL, name="hard", painful=2)
    (tmp_path / "loop.toml").write_text('base = "loop.toml"\n', "utf-8")
    with pytest.raises(ScenarioError, match=r"loop.toml line 1: loop.toml rests on itself"):
        read_scenario(tmp_path / "loop.toml")
    (tmp_path / "lost.toml").write_text('base = "none.toml"\n', "utf-8")
    with pytest.raises(ScenarioError, match=r"lost.toml line 1: the base 'none.toml' cannot be read"):
        read_scenario(tmp_path / "lost.toml")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("rate = 0.05", "rate = -1", r"line 27: pair Delta Brigade > Ashmar: rate = -1 lies outside rate_between"),
        ("lethal = 0.1", "letal = 0.1", r"line 29: .* nothing is called 'letal'; did you mean 'lethal'"),
        ("lethal = 0.1", "lethal = 1.1", r"line 29: pair Delta Brigade > Ashmar: lethal is a share between 0 and 1"),
        ("lethal = 0.1", 'lethal = "some"', r"line 29: .* lethal must be a number; not 'some'"),
        ('"threshold"', '"treshold"', r"line 5\d: .* did you mean 'threshold'"),
        ('"grudge"', '"extortion"', r"line \d+: .* is a strategy of the repeated game and has no rule here"),
        (
            "chance_below = 0",
            "chance_below = 2",
            r"line 57: pair Ashmar > Delta Brigade: chance_below is a probability",
        ),
        ("rate_between = [0.02, 0.1]", "rate_between = [0.1, 0.02]", r"line 28: .* rate_between is a range such as"),
        (
            'recipient = "Patria"',
            'recipient = "Patra"',
            r"line \d+: pair Ashmar > Patra names 'Patra', which is no party",
        ),
        ("painful = 4", "painful = 0", r"line 7: painful is the number of a rung"),
        ('layers = ["answers", "gate"]', 'layers = ["luck"]', r"line 8: layers is a list out of memory"),
        ('gate = "hold"', 'gate = "stop"', r"an order says go or hold"),
        ('parties = ["Delta Brigade"]', "parties = 3", r"line \d+: host Hostan: parties is a list of names"),
        ("[[sight]]", "[[site]]", r"line \d+: nothing is called 'site'; did you mean 'sight'"),
        ('patron = "Patria"\ncontrol', 'patron = "Nobody"\ncontrol', r"line \d+: .*'Nobody', which is no party"),
    ],
)
def test_a_broken_file_names_line_and_rule(old, new, message):
    assert old in BASE
    with pytest.raises(ScenarioError, match=message):
        scenario_in(BASE.replace(old, new, 1), name="base.toml")


WHOLE = """name = "base"
[[party]]
name = "Patria"
[[party]]
name = "Brigade"
patron = "Patria"
[[party]]
name = "Belvar"
[[pair]]
actor = "Brigade"
recipient = "Belvar"
rate = 0.2
[[gate]]
patron = "Patria"
"""


@pytest.mark.parametrize(
    ("added", "message"),
    [
        ('[[order]]\npatron = "Belvar"\nday = 3\ngate = "hold"', "line 16: an order of 'Belvar', which has no gate"),
        ('[[order]]\npatron = "Patria"\nday = 3\ngate = "halt"', "line 18: an order says go or hold .* 'halt' on 3"),
        ('[[sight]]\nparty = "Belvar"\ndetection = 1.5', "line 16: sight of Belvar: detection is a share"),
        ('[[gate]]\npatron = "Nobody"', "line 16: a gate names 'Nobody', which is no party; there are Patria"),
        ('[[host]]\nname = "H"\nparties = ["Nobody"]', "line 16: host H names 'Nobody'"),
        ('[[party]]\nname = "Belvar"', "line 16: party 'Belvar' stands there twice"),
        ('[[pair]]\nactor = "Belvar"\nrecipient = "Brigade"\npolicy = "tit for tatt"', "line 18: .* 'tit for tat'"),
        ('[[sight]]\nparty = "Belvar"\naccuracy_between = [0.5, 1.0]', "line 17: .* a share below 1"),
        ("[[party\nname = 1", "not TOML"),
    ],
)
def test_a_mistake_in_any_table_is_named_with_its_line(added, message):
    with pytest.raises(ScenarioError, match=message):
        scenario_in(WHOLE + added + "\n")
