"""Axelrod-Python plays the same strategies; these tests are skipped where it is not installed."""

import warnings

import pytest

from talion.scenarios.exact import over_turns
from talion.scenarios.games import Noise
from talion.scenarios.matches import play_matches
from talion.scenarios.policies import policies

axl = pytest.importorskip("axelrod")

THEIRS = {
    "always hold back": axl.Cooperator,
    "always strike": axl.Defector,
    "tit for tat": axl.TitForTat,
    "suspicious tit for tat": axl.SuspiciousTitForTat,
    "generous tit for tat": axl.GTFT,
    "two for one": axl.TwoTitsForTat,
    "tit for two tats": axl.TitFor2Tats,
    "grudge": axl.Grudger,
    "win-stay lose-shift": axl.WinStayLoseShift,
    "firm but fair": axl.FirmButFair,
}
# Theirs knows when its own act slipped; ours, after Boyd, keeps account of standing: the same without slips only.
ONLY_WITHOUT_NOISE = {"contrite tit for tat": axl.ContriteTitForTat}


def turns_of(player, opponent, *, turns, noise=0.0, seed=0):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        match = axl.Match((player(), opponent()), turns=turns, noise=noise, seed=seed)
        return match, match.play()


@pytest.mark.parametrize("name", [*THEIRS, *ONLY_WITHOUT_NOISE])
@pytest.mark.parametrize("against", ["always strike", "tit for tat", "suspicious tit for tat", "grudge"])
def test_without_noise_every_match_is_the_same(name, against):
    if name in ("generous tit for tat", "firm but fair"):
        pytest.skip("draws at random")
    match, _ = turns_of({**THEIRS, **ONLY_WITHOUT_NOISE}[name], THEIRS[against], turns=30)
    ours = over_turns(policies()[name].strategy, policies()[against].strategy, turns=30)
    assert match.final_score_per_turn() == pytest.approx((ours.first, ours.second))


@pytest.mark.parametrize("name", THEIRS)
def test_with_noise_their_mean_is_our_expectation(name):
    scores = [
        turns_of(THEIRS[name], axl.GTFT, turns=40, noise=0.05, seed=seed)[0].final_score_per_turn()
        for seed in range(60)
    ]
    ours = over_turns(
        policies()[name].strategy, policies()["generous tit for tat"].strategy, turns=40, noise=Noise(slip=0.05)
    )
    played = play_matches(
        policies()[name].strategy, policies()["generous tit for tat"].strategy,
        turns=40, matches=2000, seed=1, noise=Noise(slip=0.05),
    )  # fmt: skip
    for side, expected in ((0, ours.first), (1, ours.second)):
        theirs = [score[side] for score in scores]
        mean = sum(theirs) / len(theirs)
        spread = (sum((x - mean) ** 2 for x in theirs) / len(theirs)) ** 0.5
        assert mean == pytest.approx(expected, abs=4 * spread / len(theirs) ** 0.5 + 1e-9)
        assert float(played[side].mean()) == pytest.approx(expected, abs=4 * spread / 2000**0.5 + 1e-9)
