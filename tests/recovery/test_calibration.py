"""Wars whose answers we chose, and what calibration makes of them."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from talion.errors import ScenarioError
from talion.records import Count, DateSpan, Event, Timeline, Toll, TollPart
from talion.scenarios.calibrate import calibrate
from talion.scenarios.play import compare, play
from talion.scenarios.scenario_file import scenario_in, write_scenario

A, B = "Ashmar", "Belvar"
START = date(2031, 1, 1)


def act(number, day, actor, recipient, killed=0, hurt=1):
    toll = Toll((TollPart("killed", Count.exactly(killed)), TollPart("injured", Count.exactly(hurt))))
    return Event(
        f"act-{number}", "ASSAULT", actors=(actor,) if actor else (), recipients=(recipient,),
        when=DateSpan.on(START + timedelta(days=int(day))), toll=toll,
    )  # fmt: skip


def invented(
    random, *, days=500, rate=(0.08, 0.02), lethal=0.3, below=0.2, above=0.8, back=0.3, mean_lag=4.0, shape=3.0
):
    """Both attack of their own accord; Belvar answers what kills with `above` and the rest with `below`, Ashmar one act
    in `back`; an answer is answered like any other act."""
    events = []
    queue = [(day, k) for k in (0, 1) for day in range(days) for _ in range(random.poisson(rate[k]))]
    while queue:
        day, k = queue.pop()
        dead = int(random.random() < (lethal if k == 0 else 0.5))
        events.append((day, *((A, B) if k == 0 else (B, A)), dead))
        if random.random() < ((above if dead else below) if k == 0 else back):
            later = day + max(1, int(np.ceil(random.gamma(shape, mean_lag / shape))))
            if later < days:
                queue.append((later, 1 - k))
    events.sort(key=lambda one: one[0])
    acts = tuple(act(n, day, actor, recipient, killed) for n, (day, actor, recipient, killed) in enumerate(events))
    return Timeline(acts, (DateSpan(START, START + timedelta(days=days - 1)),))


TRUTH = {
    "How many acts a day by Ashmar on Belvar answer nothing?": 0.08,
    "How many acts a day by Belvar on Ashmar answer nothing?": 0.02,
    "How often does an act by Ashmar on Belvar kill?": 0.3,
    "How likely is an act by Ashmar that kills to be answered by Belvar?": 0.8,
    "How likely is an act by Ashmar that kills nobody to be answered by Belvar?": 0.2,
    "How many days until an act by Ashmar is answered by Belvar?": 4.0,
}


def test_the_numbers_of_invented_wars_lie_in_their_intervals_as_often_as_stated():
    inside = dict.fromkeys(TRUTH, 0)
    wars = 16
    for k in range(wars):
        found = {one.question: one for one in calibrate(invented(np.random.default_rng(k)), [A, B], seed=k).estimates}
        for question, truth in TRUTH.items():
            one = found[question]
            inside[question] += one.value is not None and one.low <= truth <= one.high
    # Of 16 intervals that hold with nine chances in ten, fewer than 11 hold less than once in a hundred.
    assert min(inside.values()) >= 11, inside
    assert sum(inside.values()) / (wars * len(TRUTH)) > 0.85, inside


def test_a_what_if_on_an_invented_war_foretells_what_the_inventor_then_sees():
    fitted = calibrate(invented(np.random.default_rng(1), days=2000), [A, B])
    calmer = fitted.scenario.changed(
        B, A, rule=replace(fitted.scenario.pair(B, A).rule, above=0.2, below=0.05)
    )  # fmt: skip
    runs = play(calmer, days=100, paths=4000, seed=1)
    seen = []
    for k in range(400):
        war = invented(np.random.default_rng(1000 + k), days=150, above=0.2, below=0.05)
        late = [event for event in war.events if (event.when.first - START).days >= 50]
        seen.append(sum(event.actors == (B,) for event in late))
    told = runs.counted("acts", actor=B).sum(axis=1)
    # The play begins without a past, the inventor's hundred days do not: late answers to it are the small difference.
    assert told.mean() == pytest.approx(np.mean(seen), rel=0.25)
    low, high = np.quantile(told, (0.05, 0.95))
    assert np.mean([low <= n <= high for n in seen]) > 0.85


def test_answers_that_are_there_foretell_better_than_own_memory_and_others_do_not():
    question = "How much better do answers foretell acts by Belvar on Ashmar than own memory does?"
    gains = {"there": [], "none": []}
    for k in range(5):
        for name, chance in (("there", 1.0), ("none", 0.0)):
            war = invented(
                np.random.default_rng(50 + k), days=600, below=chance, above=chance, back=0.0, rate=(0.08, 0.05)
            )
            found = {one.question: one for one in calibrate(war, [A, B]).estimates}
            gains[name].append(found[question].value)
    assert np.mean(gains["there"]) > 3 > np.mean(gains["none"])


def test_what_if_differences_have_the_right_sign():
    fitted = calibrate(invented(np.random.default_rng(2)), [A, B]).scenario
    softer = fitted.changed(B, A, rule=replace(fitted.pair(B, A).rule, above=0.1))
    assert compare(fitted, softer, days=100, paths=500, seed=1).difference(actor=B).high < 0


def test_what_a_record_cannot_tell_is_said_and_ranged():
    quiet = [act(n, 10 * n, A, B) for n in range(8)]
    war = Timeline(tuple(quiet), (DateSpan(START, START + timedelta(days=99)),))
    done = calibrate(war, [A, B], patrons={A: "Patria"})
    said = {one.question: one for one in done.not_told}
    one = said["How likely is an act by Ashmar that kills to be answered by Belvar?"]
    assert one.caveats[0].startswith("Cannot tell: 0") and (one.low, one.high) == (0.05, 0.95)
    assert "What share of acts by Ashmar can Patria stop?" in said
    text = write_scenario(done.scenario, done.origins)
    assert "chance = 0.5  # NOT IDENTIFIED (0 such acts, and it takes 5); a stated range, not a finding" in text
    assert scenario_in(text).unsure


def test_control_is_read_from_what_stops_after_an_order():
    halt = START + timedelta(days=60)
    acts = [act(n, day, "Brigade", B) for n, day in enumerate([*range(30, 60, 3), 63, 70])]
    war = Timeline(tuple(acts), (DateSpan(START, START + timedelta(days=120)),))
    done = calibrate(war, ["Brigade", B], patrons={"Brigade": "Patria"}, halts=[("Patria", halt)])
    assert done.scenario.parties[0].control == pytest.approx(0.8)  # ten acts in thirty days before, two after
    [range_of_control] = [one for one in done.scenario.unsure if one.number == "control"]
    assert range_of_control.low < 0.8 < range_of_control.high
    [holds] = [one for one in done.estimates if one.question == "How often does Patria say hold, while it says go?"]
    assert holds.n == 1 and holds.low < 1 / 60 < holds.high and done.scenario.gates[0].starts == "hold"


def test_without_orders_the_gate_is_not_identified_and_never_holds_by_itself():
    acts = [act(n, day, "Brigade", B) for n, day in enumerate(range(30, 60, 3))]
    war = Timeline(tuple(acts), (DateSpan(START, START + timedelta(days=120)),))
    done = calibrate(war, ["Brigade", B], patrons={"Brigade": "Patria"})
    assert done.scenario.gates[0].holds == 0 and done.scenario.parties[0].control == 0.5
    assert done.origins["gate Patria: holds"].startswith("NOT IDENTIFIED (no public order")
    assert any(one.number == "control" and (one.low, one.high) == (0.1, 0.9) for one in done.scenario.unsure)


def remembering(random, *, days=900, rate=0.06, persistence=0.8, days_of_memory=14.0):
    """Ashmar's acts call forth more of the same, as the conflict game has it; Belvar acts now and then, unconcerned."""
    memory, acts = 0.0, []
    for day in range(days):
        count = random.poisson(rate * (1 + memory) ** persistence)
        memory = memory * np.exp(-1 / days_of_memory) + count
        acts += [(day, A, B)] * count + [(day, B, A)] * random.poisson(0.03)
    found = tuple(act(n, *one) for n, one in enumerate(acts))
    return Timeline(found, (DateSpan(START, START + timedelta(days=days - 1)),))


def test_memory_of_own_acts_is_found_where_it_is_and_left_out_where_it_is_not():
    question = "How much do acts by Ashmar on Belvar call forth more of the same?"
    held, kept, kept_without = 0, 0, 0
    for k in range(5):
        done = calibrate(remembering(np.random.default_rng(k)), [A, B], seed=k)
        one = {one.question: one for one in done.estimates}[question]
        held += one.low <= 0.8 <= one.high
        kept += done.scenario.pair(A, B).persistence > 0
        plain = calibrate(remembering(np.random.default_rng(k), persistence=0.0, rate=0.15), [A, B], seed=k)
        kept_without += plain.scenario.pair(A, B).persistence > 0
    assert held >= 3 and kept >= 1 and kept_without <= 1, (held, kept, kept_without)


def test_what_does_not_foretell_better_is_left_out_with_its_gain_as_the_reason():
    done = calibrate(invented(np.random.default_rng(5), days=600), [A, B])
    origin = done.origins["Ashmar > Belvar: provoked"]
    assert done.scenario.pair(A, B).provoked == 0 and "does not foretell the last third better" in origin
    question = "Does a painful hit by Belvar feed (above zero) or deter (below) acts by Ashmar on Belvar?"
    one = {one.question: one for one in done.estimates}[question]
    assert one.low < one.value < one.high and "which: the interval holds zero" in one.caveats[0]


def test_acts_by_nobody_known_lower_the_sight_and_raise_the_rate():
    days = sorted(np.random.default_rng(1).choice(251, 60, replace=False))
    acts = [act(n, day, A if n % 4 else None, B) for n, day in enumerate(days)]
    war = Timeline(tuple(acts), (DateSpan(START, START + timedelta(days=250)),))
    done = calibrate(war, [A, B])
    assert done.scenario.sights[0].detection == pytest.approx(0.75)
    assert done.scenario.pair(A, B).rate == pytest.approx(60 / 251, rel=0.1)


def test_a_record_that_ends_with_a_death_says_so():
    acts = [act(n, 10 * n, A, B, killed=int(n == 9)) for n in range(10)]
    war = Timeline(tuple(acts), (DateSpan(START, START + timedelta(days=120)),))
    [one] = [
        e for e in calibrate(war, [A, B]).estimates if e.question == "How often does an act by Ashmar on Belvar kill?"
    ]
    assert any("a count that stops at a death" in caveat for caveat in one.caveats)


def test_a_fitted_scenario_is_not_played_beyond_its_record():
    fitted = calibrate(invented(np.random.default_rng(3), days=90), [A, B]).scenario
    with pytest.raises(ScenarioError, match="beyond the 90 days"):
        play(fitted, days=91, paths=1, seed=1)


def test_too_short_or_empty_a_record_is_refused():
    short = Timeline((act(1, 3, A, B),), (DateSpan(START, START + timedelta(days=20)),))
    with pytest.raises(ScenarioError, match="21 observed days are too few"):
        calibrate(short, [A, B])
    empty = Timeline((act(1, 3, A, "Nobody"),), (DateSpan(START, START + timedelta(days=90)),))
    with pytest.raises(ScenarioError, match="no act between Ashmar and Belvar"):
        calibrate(empty, [A, B])


def test_the_same_record_and_seed_give_the_same_scenario():
    war = invented(np.random.default_rng(4), days=200)
    assert calibrate(war, [A, B], seed=5).scenario == calibrate(war, [A, B], seed=5).scenario
