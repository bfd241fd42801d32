import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talion.errors import ScenarioError
from talion.scenarios.evolution import fixation, moran, replicator
from talion.scenarios.games import Noise, memory_one
from talion.scenarios.many import Follower, PublicPeace, conditional, long_run_of_many, play_many
from talion.scenarios.matches import play_round_robin
from talion.scenarios.policies import policies
from talion.scenarios.tournament import tournament

CHOSEN = [policies()[name].strategy for name in ("tit for tat", "always strike", "always hold back")]


def test_a_round_robin_by_hand():
    # tit for tat meets 3, about 1 and 3; always strike about 1, 1 and 5; always hold back 3, 0 and 3.
    done = tournament(CHOSEN)
    assert [(one.place, one.strategy, round(one.payoff, 6)) for one in done.standings] == [
        (1, "tit for tat", round(7 / 3, 6)),
        (2, "always strike", round(7 / 3, 6)),
        (3, "always hold back", 2.0),
    ]
    assert done.standings[2].worst_against == "always strike" and done.standings[2].worst == 0


def test_so_many_turns_count_the_first_one():
    done = tournament(CHOSEN, turns=10)
    assert done.payoffs[0][1] == pytest.approx(9 / 10) and done.payoffs[1][0] == pytest.approx((5 + 9) / 10)


def test_played_and_computed_round_robins_agree():
    noise = Noise(slip=0.05)
    exact = np.array(tournament(CHOSEN, turns=100, noise=noise).payoffs)
    played = play_round_robin(CHOSEN, turns=100, repetitions=400, seed=1, noise=noise)
    assert np.abs(exact - played).max() < 0.05


def test_a_name_can_enter_once():
    with pytest.raises(ScenarioError, match="tit for tat enters twice"):
        tournament([CHOSEN[0], CHOSEN[0]])


def test_replicators_leave_the_strikers_to_die_where_tit_for_tat_is_common():
    payoffs = [[3.0, 0.99], [1.04, 1.0]]
    assert replicator(payoffs, [0.2, 0.8], rounds=300)[-1][0] > 0.99
    assert replicator(payoffs, [0.001, 0.999], rounds=300)[-1][0] < 0.001


@given(st.integers(2, 30))
def test_a_neutral_mutant_takes_over_as_often_as_any_other_one(population):
    assert fixation([[2, 2], [2, 2]], population=population) == pytest.approx(1 / population)


def test_fixation_by_hand_in_a_population_of_two():
    # The mutant meets the resident and the other way round: fitness e^0 against e^1.
    assert fixation([[9, 0], [1, 9]], population=2) == pytest.approx(1 / (1 + np.e))


def test_the_played_process_finds_the_exact_chance_again():
    payoffs = [[3, 0], [5, 1]]
    won = sum(moran(payoffs, [1, 5], steps=5000, seed=k, intensity=0.2).last_counts[0] == 6 for k in range(3000))
    exact = fixation(payoffs, population=6, intensity=0.2)
    assert won / 3000 == pytest.approx(exact, abs=4 * (exact / 3000) ** 0.5)


def test_with_mutation_nobody_wins_for_ever():
    done = moran([[1, 1], [1, 1]], [5, 5], steps=20_000, seed=1, mutation=0.1)
    assert done.steps == 20_000 and done.mean_shares[0] == pytest.approx(0.5, abs=0.1)


def test_among_many_the_one_who_strikes_lives_off_the_others():
    game = PublicPeace(4, 2.0)
    strikes = Follower("strikes", (0.0,) * 4, (0.0,) * 4, opening=0.0)
    meek = Follower("meek", (1.0,) * 4, (1.0,) * 4)
    earned = long_run_of_many(game, [meek, meek, meek, strikes], slip=1e-9)
    assert earned == pytest.approx((0.5, 0.5, 0.5, 1.5), abs=1e-6)


def test_many_played_agree_with_many_computed():
    game = PublicPeace(3, 1.8)
    players = [conditional("two", 3, 2), conditional("one", 3, 1), Follower("coin", (0.5,) * 3, (0.5,) * 3)]
    exact = long_run_of_many(game, players, slip=0.1)
    assert play_many(game, players, rounds=200_000, seed=3, slip=0.1) == pytest.approx(exact, abs=0.01)


@given(st.tuples(*[st.floats(0.05, 0.95)] * 4), st.tuples(*[st.floats(0.05, 0.95)] * 4))
@settings(max_examples=20, deadline=None)
def test_two_of_many_are_the_repeated_game(p, q):
    # A peace for two with good 1.5 pays 0.5, -0.25, 0.75, 0 for CC, CD, DC, DD.
    from talion.scenarios.exact import long_run
    from talion.scenarios.games import Game

    game = PublicPeace(2, 1.5)
    players = [Follower("one", (p[1], p[0]), (p[3], p[2])), Follower("other", (q[1], q[0]), (q[3], q[2]))]
    chain = long_run(
        memory_one("one", *p), memory_one("other", *q), game=Game((0.5, -0.25, 0.75, 0)), noise=Noise(slip=0.01)
    )
    assert long_run_of_many(game, players, slip=0.01) == pytest.approx((chain.first, chain.second), abs=1e-9)
