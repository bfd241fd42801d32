"""Small models that people quote; numbers of the literature, or recomputed by us where the docs say so."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from talion.errors import ScenarioError
from talion.scenarios.arms import RICHARDSON_1909_1913, arms_race_is_stable, mean_rates, richardson_line
from talion.scenarios.attribution import Suspects, belief, deterrence
from talion.scenarios.crisis import (
    attempts_until_likely,
    critical_risk,
    crossed_by_luck,
    dollar_auction_by_induction,
    dollar_auction_opening,
    has_quit_by,
)
from talion.scenarios.equilibrium import find_branches, outbidding, standoff, violence
from talion.scenarios.proxies import control_shown, trust_after_attack
from talion.scenarios.restraint import spiral


def test_a_line_is_crossed_by_luck():
    assert crossed_by_luck(1 / 165, 165) == pytest.approx(0.633, abs=5e-4)
    assert attempts_until_likely(1 / 165) == 114


def test_critical_risk():
    assert critical_risk(win=1, submit=0, disaster=-9) == pytest.approx(0.1)


@pytest.mark.parametrize(("stake", "hand"), [(20, 50), (4, 10), (5, 9), (3, 8), (6, 13)])
def test_the_dollar_auction_formula_equals_backward_induction(stake, hand):
    assert dollar_auction_opening(stake, hand) == dollar_auction_by_induction(stake, hand)


def test_sixty_cents_for_a_dollar():
    assert dollar_auction_opening(20, 50) == 12


def test_the_others_audience_cost_makes_one_quit():
    assert has_quit_by(3, audience_cost_of_other=0.5) == pytest.approx(0.6)
    assert has_quit_by(0, audience_cost_of_other=0.5) == 0


@given(st.floats(0, 100), st.floats(0.01, 5))
def test_in_a_war_of_nerves_waiting_is_worth_its_price(days, cost):
    # Who waits a moment longer wins a stake of 1 with the other's hazard, and adds its own audience cost.
    step = 1e-5
    left, later = (1 - has_quit_by(d, audience_cost_of_other=cost) for d in (days, days + step))
    hazard = (left - later) / step / left
    assert hazard * (1 + cost * days) == pytest.approx(cost, rel=1e-2)


@pytest.mark.parametrize(
    ("seen", "attacks"),
    [
        (Suspects(3, 0.8, 0.7, 0.05), 0.6533),
        (Suspects(3, 0.8, 0.7, 0.02), 0.6280),
        (Suspects(3, 0.9, 0.7, 0.05), 0.6085),
        (Suspects(3, 0.8, 1.0, 0.05), 0.3611),
        (Suspects(3, 0.8, 0.5, 0.05), 0.8200),
    ],
)
def test_imperfect_attribution(seen, attacks):
    assert deterrence(seen).attacks[0] == pytest.approx(attacks, abs=5e-5)


def test_imperfect_attribution_in_full():
    assert deterrence(Suspects(1, 0.7)).cutoffs[0] == pytest.approx(0.7)
    done = deterrence(Suspects(3, 0.8, 0.7, 0.05))
    assert done.cutoffs[0] == pytest.approx(0.3467, abs=5e-5) and done.retaliates[0] == pytest.approx(0.6381, abs=5e-5)


def test_twenty_starts_end_in_one_equilibrium():
    random = np.random.default_rng(1)
    found = {
        tuple(round(x, 8) for x in deterrence(Suspects(3, 0.8, 0.7, 0.05), start=random.random(3)).cutoffs)
        for _ in range(20)
    }
    assert len(found) == 1


def test_a_keener_attacker_makes_the_others_attack_more():
    plain = deterrence(Suspects(3, 0.8, 0.7, 0.05))
    keen = deterrence(Suspects(3, 0.8, 0.7, 0.05), keenness=(0.2, 0, 0))
    assert keen.attacks[1] > plain.attacks[1] and keen.retaliates[1] < plain.retaliates[1]


def test_seeing_more_of_what_points_at_somebody_else_raises_attacks():
    # Of every 100 attacks 56 point at the doer in both; the keener eye adds signs that point at others.
    plain, keener = Suspects(3, 0.8, 0.7, 0.05), Suspects(3, 0.95, 0.56 / 0.95, 0.05)
    assert deterrence(keener).attacks[0] > deterrence(plain).attacks[0]


def test_not_seeing_an_attack_deters_more_than_blaming_another_for_it():
    # Both point at the doer in 56 of 100 attacks; in the first the other 24 are blamed on somebody else.
    misread, unseen = Suspects(3, 0.8, 0.7, 0.05), Suspects(3, 0.56, 1.0, 0.05)
    assert deterrence(unseen).attacks[0] < deterrence(misread).attacks[0]


def test_belief_is_a_share_of_suspicion():
    assert belief([0.2, 0.1], [0.9, 0.1]) == pytest.approx([18 / 19, 1 / 19])
    assert sum(belief([0.2, 0.1], [0.9, 0.1], signal_given_none=0.1)) < 1
    with pytest.raises(ScenarioError, match="nobody can give"):
        belief([0.2], [0.0])


@pytest.mark.parametrize(
    ("prior", "error", "threshold", "periods", "share"),
    [
        (0.05, 0.01, 0.2, 24, 0.1070),
        (0.05, 0.05, 0.2, 5, 0.0951),
        (0.1, 0.05, 0.3, 6, 0.1170),
        (0.02, 0.02, 0.1, 11, 0.0942),
    ],
)
def test_cycles_of_conflict(prior, error, threshold, periods, share):
    done = spiral(prior=prior, error=error, threshold=threshold)
    assert (done.periods, done.conflict_share) == (periods, pytest.approx(share, abs=5e-5))


def test_a_side_that_fears_too_much_at_first_never_tries_peace():
    with pytest.raises(ScenarioError, match="never tries peace"):
        spiral(prior=0.3, error=0.05, threshold=0.2)


def test_richardsons_line():
    line = richardson_line(RICHARDSON_1909_1913)
    assert (line.slope, line.still_at) == (pytest.approx(0.731, abs=5e-4), pytest.approx(194.9, abs=0.05))


def test_an_arms_race_is_stable_where_fatigue_outweighs_fear():
    assert arms_race_is_stable(fear=(0.5, 0.5), fatigue=(0.6, 0.6))
    assert not arms_race_is_stable(fear=(0.9, 0.5), fatigue=(0.6, 0.6))


def test_acts_that_excite_acts():
    assert mean_rates((0.1, 0.05), [[0.3, 0.2], [0.4, 0.1]]) == pytest.approx([0.18182, 0.13636], abs=5e-6)


def test_rates_without_end_are_no_number():
    with pytest.raises(ScenarioError, match=r"unstable: each act calls forth 1\.1 further acts"):
        mean_rates((0.1, 0.05), [[0.0, 1.1], [1.1, 0.0]])


def test_a_spoiler_costs_trust():
    assert trust_after_attack(trust=0.6, slips_if_trustworthy=0.1, slips_if_not=0.3) == pytest.approx(1 / 3)


def test_control_is_what_stops_under_a_hold():
    assert control_shown(rate_before=2.0, rate_under_hold=0.5) == 0.75


def test_a_stag_hunt_has_three_branches_and_the_middle_one_is_not_stable():
    payoffs = np.zeros((2, 1, 2, 2))
    payoffs[:, 0, 0, 0] = 8
    payoffs[0, 0, 1, :] = payoffs[1, 0, :, 1] = 5
    found = find_branches(payoffs, np.ones((1, 2, 2, 1)), patience=0.5, random=np.random.default_rng(1), starts=40)
    assert [branch.stable for branch in found] == [True, False, True]
    assert found[0].name == "branch 1 of 3: peace 0.81" and found[2].peace < 0.001


def test_raising_one_rivals_cost_can_raise_the_others_violence_and_the_total():
    [plain] = outbidding(costs=(1.0, 2.0), random=np.random.default_rng(1), starts=8)
    [dearer] = outbidding(costs=(2.0, 2.0), random=np.random.default_rng(1), starts=8)
    before, after = violence(plain), violence(dearer)
    assert after[0] < before[0] and after[1] > before[1] and sum(after) > sum(before)


def test_a_standoff_of_equals_has_branches_that_mirror_each_other_and_only_a_yielding_side_is_stable():
    found = standoff(audience=(1.0, 1.0), random=np.random.default_rng(1), starts=40)
    pairs = sorted(violence(branch) for branch in found)
    assert len(found) >= 3 and np.allclose(pairs, sorted((b, a) for a, b in pairs), atol=1e-4)
    assert all(abs(a - b) > 0.3 for branch in found if branch.stable for a, b in [violence(branch)])
    assert found[0].name.startswith(f"branch 1 of {len(found)}: peace 0.2")


def test_who_would_lose_more_face_yields_less():
    [one] = standoff(audience=(1.0, 3.0), random=np.random.default_rng(1), starts=30)
    [mirrored] = standoff(audience=(3.0, 1.0), random=np.random.default_rng(1), starts=30)
    assert violence(one)[1] > violence(one)[0] + 0.3 and violence(mirrored) == pytest.approx(violence(one)[::-1])
