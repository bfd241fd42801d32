import pytest
from hypothesis import given
from hypothesis import strategies as st

from talion.errors import ScenarioError
from talion.scenarios.games import Game, Noise, Strategy, from_rules, memory_one, reactive


def test_a_strategy_that_looks_at_the_last_turn_gives_its_four_chances():
    assert memory_one("x", 1, 0.25, 0.5, 0).memory_one == (1, 0.25, 0.5, 0)
    assert reactive("x", 0.9, 0.2).memory_one == (0.9, 0.2, 0.9, 0.2)


def test_a_strategy_with_a_longer_memory_has_no_four_chances():
    grim = Strategy("grim", (1.0, 0.0), ((0, 1, 0, 1), (1, 1, 1, 1)))
    assert grim.memory_one is None
    assert grim.plays(["CC", "CD", "CC", "CC"]) == [1, 1, 0, 0, 0]


def test_rules_become_states():
    every_third = from_rules("every third", 0, lambda n: float(n != 2), lambda n, own, other: (n + 1) % 3)
    assert every_third.plays(["CC"] * 5) == [1, 1, 0, 1, 1, 0]


def test_rules_that_remember_everything_are_refused():
    with pytest.raises(ScenarioError, match="10,000"):
        from_rules("counts for ever", 0, lambda n: 1.0, lambda n, own, other: n + 1)


@pytest.mark.parametrize(("payoffs", "dilemma"), [((3, 0, 5, 1), True), ((3, 0, 7, 1), False), ((3, 1, 2, 0), False)])
def test_a_dilemma_is_one_where_taking_turns_pays_less_than_peace(payoffs, dilemma):
    assert Game(payoffs).is_dilemma is dilemma


def test_noise_beyond_one_is_refused_by_name():
    with pytest.raises(ScenarioError, match=r"slip .* not 1\.2"):
        Noise(slip=1.2)


@given(st.lists(st.sampled_from(["CC", "CD", "DC", "DD"]), max_size=12))
def test_the_grudge_never_forgets(acts):
    from talion.scenarios.policies import grudge

    chances = grudge().strategy.plays(acts)
    first = next((k for k, pair in enumerate(acts) if pair[1] == "D"), len(acts))
    assert chances == [1.0] * (first + 1) + [0.0] * (len(acts) - first)
