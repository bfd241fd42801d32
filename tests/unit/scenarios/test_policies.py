from pathlib import Path

import pytest

from talion.errors import ScenarioError
from talion.scenarios.policies import POLICIES, RULE_KEYS, find_policy, policies, read_policies

# What the other did, turn by turn, and what the policy means to do on each turn and the next (C or D, or a chance).
TABLE = {
    "always hold back": ("CDDC", "CCCCC"),
    "always strike": ("CDDC", "DDDDD"),
    "tit for tat": ("CDDC", "CCDDC"),
    "suspicious tit for tat": ("CDDC", "DCDDC"),
    "generous tit for tat": ("CDDC", ["C", "C", 1 / 3, 1 / 3, "C"]),
    "contrite tit for tat": ("CDDC", "CCDDC"),
    "two for one": ("CDCCC", "CCDDCC"),
    "tit for two tats": ("DCDDC", "CCCCDC"),
    "grudge": ("CDCC", "CCDDD"),
    "win-stay lose-shift": ("CDDC", "CCDCC"),
    "firm but fair": ("CDDC", ["C", "C", "D", 2 / 3, "C"]),
    "extortion": ("CDDC", None),
    "equalizer": ("CDDC", None),
}
# Chance to answer what does not kill and what kills, acts in an answer, hardness, and at whom where all is sure.
RULES = {
    "always hold back": (0, 0, 1, 1, "doer"),
    "always strike": (1, 1, 1, 1, "doer"),
    "tit for tat": (1, 1, 1, 1, "doer"),
    "generous tit for tat": (2 / 3, 2 / 3, 1, 1, "doer"),
    "contrite tit for tat": (1, 1, 1, 1, "doer"),
    "two for one": (1, 1, 2, 1, "doer"),
    "tit for two tats": (1, 1, 1, 1, "doer"),
    "grudge": (1, 1, 1, 1, "doer"),
    "win-stay lose-shift": (0, 0, 1, 1, "doer"),
    "graduated": (1, 1, 1, 1, "doer"),
    "threshold": (0, 0.9, 1, 1, "doer"),
    "disproportionate": (0.2, 0.9, 1, 10, "doer"),
    "strategic patience": (0.1, 0.5, 1, 1, "doer"),
    "decoupled": (1, 1, 1, 1, "doer"),
    "patron pays": (0, 0.9, 1, 1, "patron"),
}


def acts_of(strategy, theirs):
    """What it means to do, with its own acts as it meant them; a chance between 0 and 1 is taken as holding back."""
    acts, meant = [], []
    for other in [*theirs, None]:
        chance = strategy.plays(acts)[-1]
        meant.append({1.0: "C", 0.0: "D"}.get(chance, pytest.approx(chance)))
        if other is not None:
            acts.append(("D" if chance == 0 else "C") + other)
    return meant


@pytest.mark.parametrize("name", [name for name, (_, expected) in TABLE.items() if expected])
def test_what_each_policy_does_turn_by_turn(name):
    theirs, expected = TABLE[name]
    assert acts_of(policies()[name].strategy, theirs) == list(expected)


@pytest.mark.parametrize("name", RULES)
def test_how_each_policy_answers(name):
    rule = policies()[name].rule
    assert (rule.below, rule.above, rule.times, rule.hard, rule.whom) == RULES[name]


def test_every_policy_stands_in_a_table_and_tells_of_itself():
    assert len(POLICIES) >= 15
    for name, policy in policies().items():
        assert (policy.strategy is None) == (name not in TABLE)
        assert (policy.rule is None) == (name not in RULES)
        assert policy.properties and policy.source and len(policy.says) > 30


def test_properties_that_can_be_checked_hold():
    for policy in policies().values():
        if policy.strategy is None:
            continue
        if "nice" in policy.properties:
            assert set(policy.strategy.plays(["CC"] * 20)) == {1.0}, f"{policy.name} is not nice"
        if "not nice" in policy.properties:
            assert policy.strategy.cooperates[0] < 1
        if "unforgiving" in policy.properties:
            assert policy.strategy.plays(["CD", *["DC"] * 20])[-1] == 0, f"{policy.name} forgives"


def test_a_contrite_side_takes_the_answer_to_its_own_slip():
    contrite = policies()["contrite tit for tat"].strategy
    # It slipped, the other answers, and it holds back all the same; then there is peace again.
    assert contrite.plays(["DC", "CD", "CC"]) == [1, 1, 1, 1]
    # Tit for tat would have struck back.
    assert policies()["tit for tat"].strategy.plays(["DC", "CD", "CC"]) == [1, 1, 0, 1]


def test_a_policy_is_found_in_any_case_and_the_nearest_is_named():
    assert find_policy("Tit For Tat").name == "tit for tat"
    with pytest.raises(ScenarioError, match="did you mean 'threshold'"):
        find_policy("treshold")


def test_a_users_own_policy():
    [policy] = read_policies("""
        [[policy]]
        name = "answer the dead"
        when = "deaths"
        chance = 0.8
        whom = "patron"
        how_hard = 2
        how_late_days = 4
        how_sure = 0.7
        turns = { CC = 1, CD = 0.5, DC = 1, DD = 0 }
    """).values()
    rule = policy.rule
    assert (rule.below, rule.above, rule.whom, rule.hard, rule.late_days, rule.sure) == (0, 0.8, "patron", 2, 4, 0.7)
    assert policy.strategy.memory_one == (1, 0.5, 1, 0)


def test_a_users_policy_may_begin_from_one_of_ours():
    rule = read_policies('[[policy]]\nname = "x"\nlike = "graduated"\nchance = 0.5')["x"].rule
    assert (rule.step, rule.above) == (1.5, 0.5)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            '[[policy]]\nname = "x"\n\nchance = 1.5',
            r"line 4: policy 'x': chance is a probability between 0 and 1; not 1.5",
        ),
        (
            '[[policy]]\nname = "x"\nchanse = 1',
            r"line 3: policy 'x': no rule is called 'chanse'; did you mean 'chance'",
        ),
        (
            '[[policy]]\nname = "x"\nwhen = "dead"',
            r"line 3: policy 'x': when is one of every attack, deaths, rung N, never",
        ),
        ('[[policy]]\nname = "x"\nafter = 1.5', r"line 3: policy 'x': after must be a whole number; not 1.5"),
        ('[[policy]]\nname = "x"\nhow_late_days = 0', r"line 3: policy 'x': how_late_days must be above zero"),
        ('[[policy]]\nname = "x"\nwhom = "all"', r"line 3: policy 'x': whom is one of doer, patron"),
        ('[[policy]]\nname = "x"\nturns = { CC = 1 }', r"line 3: policy 'x': turns gives the chance"),
        ('[[policy]]\nname = "x"\n[[policy]]\nname = "x"', r"line 4: policy 'x' stands there twice"),
        ("[[policy]]\nchance = 1", r"line 1: a policy needs a name"),
        ('[policy]\nname = "x"', r"line 1: write \[\[policy\]\]"),
        ("[[policy]\n", r"not TOML"),
    ],
)
def test_a_broken_policy_file_names_line_and_rule(text, message):
    with pytest.raises(ScenarioError, match=message):
        read_policies(text)


def test_the_page_of_policies_tells_what_the_code_tells():
    page = " ".join((Path(__file__).parents[3] / "docs" / "reference" / "policies.md").read_text("utf-8").split())
    for name, policy in policies().items():
        assert f"## {name}" in page and " ".join(policy.says.split()) in page, f"the page tells another {name}"
    for key in RULE_KEYS:
        assert f"`{key}`" in page, f"the page lacks the key {key}"
