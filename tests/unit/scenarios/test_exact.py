"""Numbers of the literature and of our own earlier computation, at payoffs 3, 0, 5, 1."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talion.errors import ScenarioError
from talion.scenarios.exact import (
    all_pairs,
    generous_optimum,
    long_run,
    memory_one_payoffs,
    over_turns,
    press_dyson,
    reactive_payoff,
)
from talion.scenarios.games import Game, Noise, memory_one, reactive
from talion.scenarios.matches import play_matches
from talion.scenarios.policies import extortion, policies

TFT = reactive("tft", 1, 0)
GTFT = reactive("gtft", 1, 1 / 3)
WSLS = memory_one("wsls", 1, 0, 0, 1)
GRIM = memory_one("grim", 1, 0, 0, 0)
ALLC = memory_one("allc", 1, 1, 1, 1)
ALLD = memory_one("alld", 0, 0, 0, 0, opening=0)
CHANCE = st.floats(0.01, 0.99)
FOUR = st.tuples(CHANCE, CHANCE, CHANCE, CHANCE)


@pytest.mark.parametrize(
    ("one", "other", "slips_of_1", "slips_of_5"),
    [
        (TFT, TFT, 2.2500, 2.2500),
        (GTFT, GTFT, 2.9703, 2.8594),
        (WSLS, WSLS, 2.9511, 2.7765),
        (GRIM, GRIM, 1.0397, 1.1925),
        (TFT, GTFT, 2.9697, 2.8554),
        (GTFT, ALLD, 0.6934, 0.8010),
        (ALLC, ALLC, 2.9899, 2.9475),
    ],
    ids=lambda value: getattr(value, "name", None),
)
def test_long_run_payoffs_with_slips(one, other, slips_of_1, slips_of_5):
    assert long_run(one, other, noise=Noise(slip=0.01)).first == pytest.approx(slips_of_1, abs=5e-5)
    assert long_run(one, other, noise=Noise(slip=0.05)).first == pytest.approx(slips_of_5, abs=5e-5)


@pytest.mark.parametrize(("one", "of_1", "of_5"), [(GTFT, 2.9804, 2.9097), (WSLS, 2.9511, 2.7765)])
def test_long_run_payoffs_with_misreading_alone(one, of_1, of_5):
    assert long_run(one, one, noise=Noise.misreading(0.01)).first == pytest.approx(of_1, abs=5e-5)
    assert long_run(one, one, noise=Noise.misreading(0.05)).first == pytest.approx(of_5, abs=5e-5)


def test_peace_seen_as_attack_ends_tit_for_tat_in_a_feud_that_never_ends():
    for share in (0.001, 0.05):
        done = long_run(TFT, TFT, noise=Noise(peace_seen_as_attack=share))
        assert done.first == pytest.approx(1.0) and done.first_cooperates == pytest.approx(0.0)


def test_attack_seen_as_peace_lets_tit_for_tat_be():
    assert long_run(TFT, TFT, noise=Noise(attack_seen_as_peace=0.1)).first == 3.0


def test_one_side_that_sees_badly_costs_both():
    done = long_run(TFT, TFT, noise=Noise(peace_seen_as_attack=0.05), noise_of_other=Noise())
    assert done.first == done.second == pytest.approx(1.0)


def test_generous_optimum_is_a_third():
    assert generous_optimum() == pytest.approx(1 / 3)


def test_reactive_formula_equals_the_chain_on_200_pairs():
    random = np.random.default_rng(1992)
    for p1, q1, p2, q2 in random.random((200, 4)):
        chain = long_run(reactive("one", p1, q1), reactive("other", p2, q2))
        assert reactive_payoff((p1, q1), (p2, q2)) == pytest.approx(chain.first, abs=1e-9)


def test_two_perfect_copiers_have_no_reactive_long_run():
    with pytest.raises(ScenarioError, match="first turn"):
        reactive_payoff((1, 0), (1, 0))


@given(FOUR, FOUR)
@settings(max_examples=50, deadline=None)
def test_the_determinant_equals_the_chain(p, q):
    payoffs = (3, 0, 5, 1)
    chain = long_run(memory_one("one", *p), memory_one("other", *q))
    norm = press_dyson(p, q, (1, 1, 1, 1))
    assert press_dyson(p, q, payoffs) / norm == pytest.approx(chain.first, rel=1e-6)
    assert press_dyson(p, q, payoffs, of_other=True) / norm == pytest.approx(chain.second, rel=1e-6)
    assert memory_one_payoffs(np.array([p, q]), payoffs)[0, 1] == pytest.approx(chain.first, rel=1e-6)


def test_extort_3_gets_41_elevenths_of_the_meek():
    extort = memory_one("extort-3", 11 / 13, 1 / 2, 7 / 26, 0, opening=0)
    done = long_run(extort, ALLC)
    assert (done.first, done.second) == (pytest.approx(41 / 11), pytest.approx(21 / 11))
    assert extortion(3.0).strategy.memory_one == pytest.approx(extort.memory_one)


@given(FOUR)
@settings(max_examples=30, deadline=None)
def test_extort_2_takes_twice_the_others_gain_from_anyone(q):
    extort = memory_one("extort-2", 8 / 9, 1 / 2, 1 / 3, 0)
    assert extortion(2.0).strategy.memory_one == pytest.approx(extort.memory_one)
    done = long_run(extort, memory_one("anyone", *q))
    assert done.first - 1 == pytest.approx(2 * (done.second - 1), abs=1e-9)


@given(FOUR)
@settings(max_examples=30, deadline=None)
def test_the_equalizer_fixes_what_anyone_earns(q):
    equalizer = policies()["equalizer"].strategy
    assert long_run(equalizer, memory_one("anyone", *q)).second == pytest.approx(7 / 3, abs=1e-9)


@given(FOUR, FOUR)
@settings(max_examples=30, deadline=None)
def test_swapping_the_sides_swaps_the_payoffs(p, q):
    game = Game((3, 0, 5, 1), (4, -1, 6, 2))
    swapped = Game((4, -1, 6, 2), (3, 0, 5, 1))
    one, other = memory_one("one", *p), memory_one("other", *q)
    here, there = long_run(one, other, game=game), long_run(other, one, game=swapped)
    assert (here.first, here.second) == (pytest.approx(there.second), pytest.approx(there.first))


def test_without_noise_the_first_turn_decides():
    suspicious = policies()["suspicious tit for tat"].strategy
    assert long_run(TFT, TFT).first == 3.0
    assert long_run(TFT, suspicious).first == pytest.approx(2.5)  # they strike in turns: (0 + 5) / 2
    assert long_run(suspicious, suspicious).first == 1.0


def test_a_chain_that_can_end_in_peace_or_war_counts_each_by_its_chance():
    coin = memory_one("coin, then stay", 1, 0, 1, 0, opening=0.5)
    # Both hold back first with 1/4, both strike with 1/4, else they alternate for ever.
    assert long_run(coin, coin).first == pytest.approx(0.25 * 3 + 0.25 * 1 + 0.5 * 2.5)


def test_matches_that_are_played_agree_with_the_expectation():
    noise = Noise(slip=0.05, peace_seen_as_attack=0.03)
    names = ("tit for tat", "contrite tit for tat", "two for one", "tit for two tats", "win-stay lose-shift", "grudge")
    chosen = [policies()[name].strategy for name in names]
    for one, other in zip(chosen, chosen[1:] + chosen[:1], strict=True):
        exact = over_turns(one, other, turns=50, noise=noise)
        played = play_matches(one, other, turns=50, matches=4000, seed=7, noise=noise)
        assert played.first.mean() == pytest.approx(exact.first, abs=5 * played.first.std() / 4000**0.5)
        assert played.second.mean() == pytest.approx(exact.second, abs=5 * played.second.std() / 4000**0.5)


def test_a_match_is_the_same_however_many_are_played():
    few = play_matches(TFT, GTFT, turns=30, matches=3, seed=5, noise=Noise(slip=0.1))
    many = play_matches(TFT, GTFT, turns=30, matches=9, seed=5, noise=Noise(slip=0.1))
    assert (few.first == many.first[:3]).all()


def test_contrition_mends_a_slip_and_misreading_does_not_spare_it():
    contrite = policies()["contrite tit for tat"].strategy
    assert long_run(contrite, contrite, noise=Noise(slip=0.01)).first > 2.9
    assert long_run(contrite, contrite, noise=Noise.misreading(0.01)).first < 2.9


def test_the_closed_form_and_the_chains_fill_one_table():
    some = [TFT, GTFT, policies()["tit for two tats"].strategy]
    noise = Noise(slip=0.02, peace_seen_as_attack=0.01)
    table = all_pairs(some, noise=noise)
    for i, one in enumerate(some):
        for j, other in enumerate(some):
            assert table[i, j] == pytest.approx(long_run(one, other, noise=noise).first, abs=1e-9)


def test_the_closed_form_refuses_certainties():
    with pytest.raises(ScenarioError, match="strictly between"):
        memory_one_payoffs(np.array([[1.0, 0, 1, 0]]), (3, 0, 5, 1))
