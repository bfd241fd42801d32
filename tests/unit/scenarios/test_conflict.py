"""Each layer of the conflict game, switched on and off, against numbers that can be worked out by hand."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from talion.errors import ScenarioError
from talion.scenarios.conflict import Gate, Host, Instrument, Order, Pair, Party, Scenario, Sight, Unsure
from talion.scenarios.play import compare, play
from talion.scenarios.policies import Rule, find_policy

SILENT = Rule(below=0.0, above=0.0)


def two_sides(rate=0.1, rule=SILENT, lethal=0.0, **rest):
    return Scenario(
        "two sides",
        (Party("Ashmar"), Party("Belvar")),
        (Pair("Ashmar", "Belvar", rate=rate, lethal=lethal), Pair("Belvar", "Ashmar", rule=rule)),
        **rest,
    )


def agents(n=2, *, rate=0.1, rule=None, sight=None, control=0.0, **rest):
    names = [f"Brigade {k + 1}" for k in range(n)]
    return Scenario(
        "agents",
        (Party("Ashmar"), Party("Patria"), *(Party(name, "Patria", control) for name in names)),
        (
            *(Pair(name, "Ashmar", rate=rate) for name in names),
            *(Pair("Ashmar", name, rule=rule or SILENT) for name in names),
            Pair("Ashmar", "Patria", rule=rule or SILENT),
        ),
        sights=(sight,) if sight else (),
        **rest,
    )


def mean(runs, **who):
    return float(runs.counted("acts", **who).sum(axis=1).mean())


# L0: rates and memory -------------------------------------------------------------------------------------------------


def test_acts_of_ones_own_accord_come_at_their_rate():
    totals = play(two_sides(rate=0.1), days=100, paths=4000, seed=1).counted("acts").sum(axis=1)
    assert totals.mean() == pytest.approx(10, abs=0.2) and totals.var() == pytest.approx(10, abs=0.8)


def test_memory_of_own_acts_is_found_again_by_an_independent_walk():
    scenario = two_sides(rate=0.2)
    scenario = scenario.changed("Ashmar", "Belvar", persistence=0.4, persistence_days=10.0)
    played = mean(play(scenario, days=60, paths=4000, seed=2))
    random = np.random.default_rng(5)
    memory, acts = np.zeros(20_000), np.zeros(20_000)
    for _ in range(60):
        count = random.poisson(np.exp(np.log(0.2) + 0.4 * np.log1p(memory)))
        acts += count
        memory = memory * np.exp(-1 / 10) + count
    assert played == pytest.approx(acts.mean(), rel=0.03)
    assert mean(play(scenario.without("memory"), days=60, paths=4000, seed=2)) == pytest.approx(12, rel=0.03)


@pytest.mark.parametrize(("number", "more"), [("provoked", True), ("deterred", False)])
def test_a_hit_provokes_or_deters_as_it_is_told_to(number, more):
    scenario = two_sides(rate=0.1, painful=1).changed("Belvar", "Ashmar", rate=0.1)
    told = scenario.changed("Ashmar", "Belvar", **{number: 0.3})
    plain, moved = (mean(play(s, days=100, paths=1500, seed=3), actor="Ashmar") for s in (scenario, told))
    assert (moved > plain * 1.1) if more else (moved < plain * 0.9)
    assert mean(play(told.without("memory"), days=100, paths=1500, seed=3), actor="Ashmar") == plain


def test_an_instrument_changes_the_pace_from_its_day_on():
    scenario = two_sides(rate=0.2, instruments=(Instrument("sanctions", "Ashmar", 0.5, day=51),))
    by_day = play(scenario, days=100, paths=4000, seed=1).counted("acts").mean(axis=0)
    assert by_day[:50].mean() == pytest.approx(0.2, rel=0.05) and by_day[50:].mean() == pytest.approx(0.1, rel=0.05)


def test_a_host_keeps_back_its_share_and_pays_for_the_rest():
    scenario = two_sides(rate=0.2, hosts=(Host("Hostan", ("Ashmar",), control=0.25, share=0.5),))
    runs = play(scenario.changed("Ashmar", "Belvar", size=4.0, size_spread=0.0), days=100, paths=2000, seed=1)
    assert mean(runs) == pytest.approx(15, rel=0.03)
    assert runs.block.costs[:, 0] == pytest.approx(2.0 * runs.counted("acts").sum(axis=1))


# L1: lottery, answers, lags -------------------------------------------------------------------------------------------


def test_the_red_line_is_a_lottery():
    runs = play(two_sides(rate=0.5, lethal=1 / 165), days=330, paths=4000, seed=4)
    assert runs.crossed().value == pytest.approx(1 - np.exp(-1), abs=0.025)  # 165 attacks on average
    assert play(two_sides(rate=0.5), days=330, paths=50, seed=4).crossed().value == 0


def test_answers_come_as_often_and_as_late_as_the_rule_says():
    rule = Rule(below=0.3, above=0.3, late_days=5.0, late_shape=3.0)
    runs = play(two_sides(rate=0.1, rule=rule), days=300, paths=1500, seed=5)
    assert mean(runs, actor="Belvar") / mean(runs, actor="Ashmar") == pytest.approx(0.3, rel=0.05)
    lags = [link.lag_days for path in range(60) for link in runs.tell(path, start=date(2031, 1, 1)).links]
    assert np.mean(lags) == pytest.approx(5.5, abs=0.3)  # whole days: half a day more than the Gamma's mean
    assert min(lags) >= 1
    assert (
        mean(play(two_sides(rate=0.1, rule=rule).without("answers"), days=300, paths=50, seed=5), actor="Belvar") == 0
    )


def test_only_what_kills_is_answered_under_the_threshold():
    rule = find_policy("threshold").rule
    runs = play(two_sides(rate=0.2, rule=rule, lethal=0.25), days=200, paths=1500, seed=6)
    assert mean(runs, actor="Belvar") == pytest.approx(0.2 * 200 * 0.25 * 0.9, rel=0.05)
    assert mean(play(two_sides(rate=0.2, rule=rule), days=200, paths=50, seed=6), actor="Belvar") == 0


def test_a_red_line_may_be_a_rung():
    rule = Rule(below=0.0, above=1.0, red_line=3)  # from S = 5 on
    base = two_sides(rate=0.1, rule=rule).changed("Ashmar", "Belvar", size=5.0, size_spread=1.0)
    runs = play(base, days=200, paths=1500, seed=6)
    assert mean(runs, actor="Belvar") / mean(runs, actor="Ashmar") == pytest.approx(0.5, rel=0.06)
    assert runs.crossed(3).value > 0.99


@pytest.mark.parametrize(
    ("change", "share"),
    [({}, 1.0), ({"times": 2}, 2.0), ({"below": 0.0}, 0.0), ({"after": 2}, 0.5)],
)
def test_how_many_answers_an_act_calls_forth(change, share):
    rule = replace(Rule(late_days=1.0, calm_days=1e6), **change)
    runs = play(two_sides(rate=0.05, rule=rule, endless=True), days=1000, paths=150, seed=7)
    assert mean(runs, actor="Belvar") / mean(runs, actor="Ashmar") == pytest.approx(share, abs=0.06)


def sizes_of_answers(rule, paths=40):
    base = two_sides(rate=0.05, rule=rule).changed("Ashmar", "Belvar", size=100.0, size_spread=0.0)
    runs = play(base, days=300, paths=paths, seed=8)
    told = [runs.tell(path, start=date(2031, 1, 1)) for path in range(paths)]
    return [
        [e.toll.injured.point + e.toll.killed.point + 1 for e in one.war.events if e.actors == ("Belvar",)]
        for one in told
    ]


def test_an_answer_is_as_hard_as_the_rule_says():
    answers = [size for path in sizes_of_answers(Rule(hard=10.0, spread=0.0)) for size in path]
    assert set(answers) == {1000}


def test_graduated_answers_climb_a_step_each_time():
    first, second, third = sizes_of_answers(Rule(step=1.5, spread=0.0, calm_days=1e6), paths=1)[0][:3]
    assert (second / first, third / second) == (pytest.approx(1.5, rel=0.02), pytest.approx(1.5, rel=0.02))


@pytest.mark.parametrize(("excuses", "goes_on"), [(True, False), (False, True)])
def test_contrition_ends_an_exchange_after_one_answer(excuses, goes_on):
    scenario = two_sides(rate=0.02, rule=Rule(), endless=True)
    scenario = scenario.changed("Ashmar", "Belvar", rule=Rule(excuses=excuses))
    runs = play(scenario, days=200, paths=20, seed=9)
    links = [link for path in range(20) for link in runs.tell(path, start=date(2031, 1, 1)).links]
    answers_that_are_answered = {link.response for link in links} & {link.trigger for link in links}
    assert links and bool(answers_that_are_answered) is goes_on


def test_a_grudge_goes_on_for_ever():
    rule = find_policy("grudge").rule
    runs = play(two_sides(rate=0.01, rule=rule, lethal=1.0), days=400, paths=300, seed=10)
    late = runs.counted("acts", actor="Belvar")[:, 300:].sum(axis=1)
    provoked = runs.first_days("death", actor="Ashmar")
    assert late[(provoked > 0) & (provoked < 250)].mean() == pytest.approx(20, rel=0.15)


def test_win_stay_lose_shift_stops_at_a_painful_hit():
    shift = find_policy("win-stay lose-shift").rule
    scenario = two_sides(rate=0.2, painful=1).changed("Ashmar", "Belvar", rule=shift)
    scenario = scenario.changed("Belvar", "Ashmar", rate=0.02, lethal=1.0)
    # Hits turn it off and on again: it is on for (1 + exp(-0.04 t)) / 2 of the time up to day t.
    on = np.mean((1 + np.exp(-0.04 * np.arange(400))) / 2)
    assert mean(play(scenario, days=400, paths=600, seed=11), actor="Ashmar") == pytest.approx(80 * on, rel=0.05)


# L2: attribution ------------------------------------------------------------------------------------------------------


def test_with_a_low_bar_wrong_answers_are_as_common_as_wrong_signs():
    scenario = agents(rule=Rule(sure=0.0), sight=Sight("Ashmar", 1.0, 0.8))
    assert play(scenario, days=200, paths=400, seed=12).wrong_answers().value == pytest.approx(0.2, abs=0.01)
    assert play(scenario.without("attribution"), days=200, paths=100, seed=12).wrong_answers().value == 0


def test_belief_follows_from_rates_and_signs():
    # Equal rates and no memory worth speaking of: a sign that is right eight times in ten gives a belief near 0.8.
    scenario = agents(rule=Rule(sure=0.0), sight=Sight("Ashmar", 1.0, 0.8))
    scenario = replace(
        scenario,
        pairs=tuple(replace(pair, persistence_days=1e6) for pair in scenario.pairs),
    )
    told = play(scenario, days=200, paths=3, seed=13).tell(0, start=date(2031, 1, 1))
    said = {text for event, text in zip(told.war.events, told.believed, strict=True) if event.recipients == ("Ashmar",)}
    assert said == {"Brigade 1 was blamed with 80% confidence", "Brigade 2 was blamed with 80% confidence"}


def test_a_high_bar_holds_back_every_answer_or_hits_the_patron():
    held = agents(rule=Rule(sure=0.999), sight=Sight("Ashmar", 0.9, 0.6))
    runs = play(held, days=200, paths=200, seed=14)
    assert mean(runs, actor="Ashmar") == 0 and runs.block.counts[:, 2].mean() == pytest.approx(40, rel=0.1)
    hits = agents(rule=Rule(sure=0.999, when_unsure="patron", late_days=1.0), sight=Sight("Ashmar", 0.9, 0.6))
    runs = play(hits, days=200, paths=200, seed=14)
    assert mean(runs, actor="Ashmar", recipient="Patria") == pytest.approx(40, rel=0.1)
    assert mean(runs, actor="Ashmar", recipient="Brigade 1") == 0


@pytest.mark.parametrize(("name", "patron_is_hit"), [("decoupled", False), ("patron pays", True)])
def test_the_decoupled_spare_the_patron_and_the_patron_pays_otherwise(name, patron_is_hit):
    rule = replace(find_policy(name).rule, below=1.0, above=1.0)
    runs = play(agents(rule=rule), days=100, paths=100, seed=15)
    assert mean(runs, actor="Ashmar") > 10
    assert mean(runs, actor="Ashmar", recipient="Patria") == (mean(runs, actor="Ashmar") if patron_is_hit else 0)


# L3: the gate ---------------------------------------------------------------------------------------------------------


def test_under_hold_an_agent_does_what_its_patron_cannot_stop():
    scenario = agents(control=0.7, gates=(Gate("Patria"),), orders=(Order("Patria", 51, "hold"),))
    by_day = play(scenario, days=100, paths=3000, seed=16).counted("acts").mean(axis=0)
    assert by_day[:50].mean() == pytest.approx(0.2, rel=0.05) and by_day[50:].mean() == pytest.approx(0.06, rel=0.08)
    off = play(scenario.without("gate"), days=100, paths=3000, seed=16).counted("acts").mean(axis=0)
    assert off[50:].mean() == pytest.approx(0.2, rel=0.05)


def test_a_gate_settles_where_its_hazards_balance():
    scenario = agents(control=1.0, gates=(Gate("Patria", holds=0.1, lifts=0.3),))
    by_day = play(scenario, days=200, paths=2000, seed=17).counted("acts").mean(axis=0)
    down, up = 1 - np.exp(-0.1), 1 - np.exp(-0.3)
    assert by_day[50:].mean() == pytest.approx(0.2 * up / (up + down), rel=0.04)


def test_fear_of_painful_hits_makes_a_patron_say_hold():
    scenario = agents(control=1.0, rule=Rule(), gates=(Gate("Patria", fear=0.2, lifts=0.05),), painful=1)
    without = replace(scenario, gates=(Gate("Patria", lifts=0.05),))
    afraid, bold = (mean(play(s, days=200, paths=300, seed=18), recipient="Ashmar") for s in (scenario, without))
    assert afraid < 0.6 * bold


# Playing --------------------------------------------------------------------------------------------------------------

FULL = agents(
    3, rate=0.1, rule=Rule(below=0.2, above=0.9, sure=0.6, when_unsure="patron"), sight=Sight("Ashmar", 0.9, 0.8),
    control=0.5, gates=(Gate("Patria", holds=0.01, lifts=0.05, fear=0.1),), painful=3,
)  # fmt: skip


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others():
    one, again, other = (play(FULL, days=60, paths=1200, seed=seed).digest for seed in (1, 1, 2))
    assert one == again != other


def test_paths_do_not_depend_on_how_many_there_are_or_who_plays_them():
    from concurrent.futures import ThreadPoolExecutor

    alone = play(FULL, days=60, paths=1200, seed=1)
    with ThreadPoolExecutor(2) as pool:
        assert play(FULL, days=60, paths=1200, seed=1, over=pool.map).digest == alone.digest
    few = play(FULL, days=60, paths=7, seed=1)
    assert (few.block.acts == alone.block.acts[:7]).all()


def test_the_first_days_do_not_depend_on_the_horizon():
    short, long = (play(FULL, days=days, paths=100, seed=1) for days in (30, 60))
    assert (short.block.acts == long.block.acts[:, :30]).all()


def test_a_told_path_is_the_path_that_was_counted():
    runs = play(FULL, days=60, paths=30, seed=1)
    for path in runs.typical():
        told = runs.tell(path, start=date(2031, 1, 1))
        assert len(told.war.events) == runs.block.acts[path].sum()
        assert sum(bool(e.toll.killed.point) for e in told.war.events) == runs.block.deaths[path].sum()
        order = [event.when.first for event in told.war.events]
        assert order == sorted(order)


def test_a_scenario_compared_with_itself_differs_by_nothing():
    done = compare(FULL, replace(FULL, name="again"), days=60, paths=300, seed=1)
    assert [one.value for one in done.summary()] == [0.0] * len(done.summary())


def test_common_random_numbers_leave_alone_what_a_change_does_not_touch():
    base = two_sides(rate=0.1).changed("Belvar", "Ashmar", rate=0.1)
    done = compare(base, base.changed("Ashmar", "Belvar", rate=0.2), days=100, paths=500, seed=1)
    assert done.difference(actor="Belvar").value == 0
    assert done.difference(actor="Ashmar").value == pytest.approx(10, rel=0.05)


def test_a_band_rises_and_holds_its_middle():
    band = play(two_sides(rate=0.1), days=50, paths=2000, seed=1).band()
    low, middle, high = np.array(band.values)
    assert (np.diff(low) >= 0).all() and (low <= middle).all() and (middle <= high).all()
    assert middle[-1] == 5


def test_unsure_numbers_widen_the_band():
    sure = two_sides(rate=0.1)
    unsure = replace(sure, unsure=(Unsure("Ashmar", "Belvar", "rate", 0.03, 0.33),))
    one, other = (play(s, days=100, paths=2000, seed=1).total() for s in (sure, unsure))
    assert other.high - other.low > 1.5 * (one.high - one.low)
    assert not any("taken as known" in caveat for caveat in other.caveats)


def test_a_number_that_is_set_is_no_longer_unsure():
    unsure = two_sides(unsure=(Unsure("Ashmar", "Belvar", "rate", 0.03, 0.33),))
    assert unsure.changed("Ashmar", "Belvar", rate=0.2).unsure == ()
    assert unsure.changed("Ashmar", "Belvar", lethal=0.2).unsure == unsure.unsure


# What cannot be played ------------------------------------------------------------------------------------------------


def test_a_feud_without_end_is_refused_and_says_the_way_out():
    feud = two_sides(rule=Rule()).changed("Ashmar", "Belvar", rule=Rule())
    with pytest.raises(ScenarioError, match=r"unstable: one answer calls forth 1\.00 .*Belvar.*endless = true"):
        play(feud, days=10, paths=1, seed=1)
    assert play(replace(feud, endless=True), days=10, paths=1, seed=1).paths == 1


def test_a_memory_that_runs_away_is_refused():
    wild = two_sides(rate=0.5).changed("Ashmar", "Belvar", persistence=3.0, persistence_days=100.0)
    with pytest.raises(ScenarioError, match="more often in a day than can be counted"):
        play(wild, days=200, paths=20, seed=1)


def test_a_horizon_beyond_the_data_is_refused():
    fitted = two_sides(fitted_days=90)
    with pytest.raises(ScenarioError, match="91 days lie beyond the 90 days"):
        play(fitted, days=91, paths=1, seed=1)
    assert play(replace(fitted, beyond_data=True), days=91, paths=1, seed=1).days == 91


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"parties": (Party("Ashmar"),)}, "'Belvar', which is no party"),
        ({"gates": (Gate("Nobody"),)}, "'Nobody', which is no party"),
        ({"orders": (Order("Ashmar", 3, "hold"),)}, "has no gate"),
        ({"rungs": (3.0, 2.0)}, "must rise"),
        ({"unsure": (Unsure("Ashmar", "Belvar", "lethal", 0.2, 1.0),)}, "a share below 1"),
        ({"layers": frozenset({"luck"})}, "not luck"),
    ],
)
def test_a_scenario_that_cannot_be_is_refused_by_name(change, message):
    with pytest.raises(ScenarioError, match=message):
        replace(two_sides(), **change)


def test_a_question_about_nobody_names_who_there_is():
    runs = play(two_sides(), days=5, paths=2, seed=1)
    with pytest.raises(ScenarioError, match="nobody acts by Nobody; there are Ashmar > Belvar"):
        runs.total(actor="Nobody")
    with pytest.raises(ScenarioError, match="day 9 lies outside the 5 days"):
        runs.crossed(by=9)


# Random numbers -------------------------------------------------------------------------------------------------------


def test_the_streams_are_uniform_and_neighbours_have_nothing_in_common():
    from talion.scenarios.compiled import draw, stream

    keys = [np.uint64(stream(np.uint64(1), k)) for k in range(400)]
    table = np.array([[draw(key, place) for place in range(50)] for key in keys])
    counts = np.histogram(table, bins=20, range=(0, 1))[0]
    assert ((counts - 1000) ** 2 / 1000).sum() < 45  # chi-square with 19 degrees of freedom, one in a thousand
    for a, b in ((table[:, :-1], table[:, 1:]), (table[:-1], table[1:])):
        assert abs(np.corrcoef(a.ravel(), b.ravel())[0, 1]) < 0.03
