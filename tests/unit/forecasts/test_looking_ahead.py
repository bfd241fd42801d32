"""Pasts, baselines and the chances they give."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talion.errors import ForecastError
from talion.forecasts.ahead import Ahead, Withheld, chances_of
from talion.forecasts.backtest import backtest, episodes_of
from talion.forecasts.baselines import BASELINES, excited, own_memory, own_rate, steady
from talion.forecasts.giving import directions_of, give, of_people
from talion.forecasts.making import standard_questions
from talion.forecasts.past import Direction, digest_of, past_of
from talion.forecasts.question_file import Asked
from talion.records import DateSpan, Question, Timeline

from .wars import FIRST, SIDES, act, day, war

THERE = Direction(*SIDES)


def past(*acts, on=59, directions=(THERE, THERE.reversed)):
    return past_of(war(*acts), directions, on=day(on))


def random():
    return np.random.default_rng(1)


def test_the_past_counts_acts_a_day_and_ends_on_the_day():
    seen = past(act(3, killed=2), act(3), act(5, "Belvar", "Ashmar"), act(60), on=59)
    assert seen.days == 60 and seen.last_day == day(59)
    assert seen.acts.sum(axis=0).tolist() == [2, 1] and seen.deadly[3, 0] == 1
    assert seen.lethal[0] == (1, 2)


def test_several_acts_over_a_stretch_are_spread_over_it():
    seen = past(act(0, until=29, acts=10))
    assert seen.acts[:, 0].sum() == 10 and seen.acts[:30, 0].max() == 1 and seen.acts[30:].sum() == 0


def test_an_act_without_a_usable_day_is_set_aside():
    seen = past_of(war(act(0, until=200, acts=5), days=300), (THERE,), on=day(250))
    assert seen.acts.sum() == 0 and seen.aside == 1


def test_a_past_that_nobody_watched_is_refused():
    with pytest.raises(ForecastError, match="no day up to"):
        past_of(war(), (THERE,), on=FIRST.replace(year=2030))


@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.integers(0, 59), max_size=12),
    st.lists(st.tuples(st.integers(60, 99), st.integers(0, 9)), max_size=8),
)
def test_what_comes_later_changes_no_forecast(days, later):
    known = [act(n) for n in days]
    told = [act(n, killed=k) for n, k in later]
    questions = standard_questions(SIDES, on=day(59), days=10)
    before, after = past(*known), past(*known, *told)
    assert digest_of(before) == digest_of(after)
    quick = BASELINES[2:4]
    one, other = (give(questions, seen, on=day(59), baselines=quick) for seen in (before, after))
    assert one.forecasts == other.forecasts


def test_a_question_about_days_that_are_known_is_refused_as_a_leak():
    question = Question("happens", "Any act?", day(59), day(70), *SIDES)
    with pytest.raises(ForecastError, match="what happened by then is known"):
        give([question], past(act(3)), on=day(59))


def test_a_past_that_ends_on_another_day_is_refused():
    questions = standard_questions(SIDES, on=day(50), days=10)
    with pytest.raises(ForecastError, match="a past that ends on"):
        give(questions, past(act(3), on=59), on=day(50))


def test_every_forecast_sums_to_one_and_excludes_nothing():
    acts = [act(n, killed=n % 3) for n in range(0, 60, 4)] + [act(n, "Belvar", "Ashmar") for n in range(2, 60, 7)]
    given_ = give(standard_questions(SIDES, on=day(59), days=7), past(*acts), on=day(59))
    assert {one.by for one in given_.forecasts} == {baseline.name for baseline in BASELINES}
    for one in given_.forecasts:
        assert min(one.chances) > 0 and sum(one.chances) == pytest.approx(1)


def test_renaming_the_sides_renames_the_forecast():
    acts = [act(n) for n in range(0, 60, 5)]
    swapped = [act(n, "Belvar", "Ashmar") for n in range(0, 60, 5)]
    one = own_memory(past(*acts), THERE, 7, random())
    other = own_memory(past(*swapped), THERE.reversed, 7, random())
    assert isinstance(one, Ahead) and isinstance(other, Ahead)
    assert (one.acts == other.acts).all()


def test_a_steady_rate_of_what_never_happened_keeps_a_small_chance():
    # Jeffreys: the chance of nothing in 10 days after 90 without is (90 / 100) to the half.
    seen = past_of(war(days=90), (THERE,), on=day(89))
    looked = steady(seen, THERE, 10, random())
    assert isinstance(looked, Ahead)
    assert (looked.acts.sum(axis=1) == 0).mean() == pytest.approx(0.9**0.5, abs=0.02)


def test_own_memory_follows_a_change_and_the_own_rate_does_not():
    seen = past_of(war(*(act(n) for n in range(170, 200)), days=200), (THERE,), on=day(199))
    fresh, usual = (look(seen, THERE, 7, random()) for look in (own_memory, own_rate))
    assert isinstance(fresh, Ahead) and isinstance(usual, Ahead)
    assert fresh.acts.sum(axis=1).mean() > 3
    assert usual.acts.sum(axis=1).mean() < 2


def test_the_own_rate_gives_each_day_of_the_record_the_same_weight():
    # One act on the last day: it lies in as many stretches as any other, so a week holds 7/70 acts on average.
    seen = past_of(war(act(69), days=70), (THERE,), on=day(69))
    looked = own_rate(seen, THERE, 7, random())
    assert isinstance(looked, Ahead)
    assert looked.acts.sum(axis=1).mean() == pytest.approx(0.1, abs=0.03)


def test_memory_one_asks_what_came_after_a_stretch_like_the_last():
    # A week with acts is always followed by a quiet one, and a quiet one by acts.
    acts = [act(start + k) for start in range(0, 140, 14) for k in range(7)]
    memory = BASELINES[4]
    totals = {}
    for on in (139, 146):
        seen = past_of(war(*acts, *(act(140 + k) for k in range(7)), days=200), (THERE, THERE.reversed), on=day(on))
        looked = memory.look(seen, THERE, 7, random())
        assert isinstance(looked, Ahead)
        totals[on] = looked.acts.sum(axis=1).mean()
    assert totals[139] > 6
    assert totals[146] < 4
    assert looked.because[0] == "Stretches that followed 7 days in which Ashmar acted and Belvar did not act"
    assert isinstance(memory.look(past_of(war(days=10), (THERE,), on=day(9)), THERE, 7, random()), Withheld)


def test_too_few_days_give_no_number():
    seen = past_of(war(act(1), days=4), (THERE,), on=day(3))
    looked = own_memory(seen, THERE, 7, random())
    assert isinstance(looked, Withheld) and looked.why.startswith("the record holds 4 watched days")


def test_too_few_sizes_give_no_rung():
    question = Question("rung", "How large?", day(60), day(66), *SIDES)
    given_ = give([question], past(act(3, killed=1)), on=day(59))
    assert not given_.forecasts
    assert any("too few to tell a size" in why for _, _, why in given_.withheld)


def test_a_question_beyond_the_paths_is_refused():
    seen = past(act(3))
    looked = steady(seen, THERE, 7, random())
    question = Question("happens", "Any act?", day(60), day(80), *SIDES)
    with pytest.raises(ForecastError, match="beyond the 7 days"):
        chances_of(question, looked, seen)


def test_another_question_changes_nobodys_numbers():
    questions = standard_questions(SIDES, on=day(59), days=7)
    seen = past(act(3), act(30))
    alone = give(questions[:1], seen, on=day(59)).forecasts
    together = [one for one in give(questions, seen, on=day(59)).forecasts if one.question == questions[0].id]
    assert list(alone) == together


def test_an_excited_process_expects_more_after_an_act_than_after_quiet():
    answers = np.array([[0.3, 0.2], [0.4, 0.1]])
    weights = np.array([0.0, 0.5, 0.3, 0.2])
    quiet, after = (
        excited(seen, THERE, 5, random(), own=(0.1, 0.05), answers=answers, weights=weights)
        for seen in (past(), past(act(59), act(58)))
    )
    assert after.acts.mean() > quiet.acts.mean()
    # In the long run (I - A)^-1 mu = .18182 a day.
    long = excited(past(), THERE, 400, random(), own=(0.1, 0.05), answers=answers, weights=weights)
    assert long.acts[:, 100:].mean() == pytest.approx(0.18182, abs=0.005)


def test_people_stand_beside_models():
    question = Question("happens", "Any act?", day(60), day(66), *SIDES, reading="ours")
    [one] = of_people([Asked(question, {"Idris Kanaan": 0.1}, "a word")], on=day(59))
    assert (one.by, one.probability, one.because) == ("Idris Kanaan", 0.1, ("a word", "ours"))


# Backtests ------------------------------------------------------------------------------------------------------------


def long_war():
    acts = [act(n) for start in (20, 150, 280) for n in range(start, start + 20, 3)]
    acts += [act(n, "Belvar", "Ashmar") for start in (22, 152, 282) for n in range(start, start + 20, 4)]
    return war(*acts, days=365)


def known_by(whole):
    return lambda on: Timeline(
        tuple(one for one in whole.events if one.when.last <= on), (DateSpan(whole.observed[0].first, on),)
    )


def test_a_backtest_scores_everybody_on_the_same_days():
    whole = long_war()
    done = backtest(known_by(whole), whole, SIDES, first=day(100), last=day(350), days=14)
    assert {one.forecast.given_on for one in done.scores} == {day(100 + 14 * k) for k in range(18)}
    [own] = [row for row in done.standings("happens") if row.by == "own memory"]
    assert own.skill is None and own.n == 72
    assert done.evidence("happens", "steady rate") is not None
    assert len(set(done.episodes.values())) == 5 and done.power.startswith("5 cases")


def test_a_backtest_knows_nothing_of_what_comes():
    whole = long_war()
    cut = Timeline(tuple(one for one in whole.events if one.when.last <= day(200)), whole.observed)

    def chances(truth):
        done = backtest(known_by(truth), truth, SIDES, first=day(150), last=day(200), days=14)
        return {(one.forecast.by, one.forecast.given_on, one.forecast.question): one.forecast.chances
                for one in done.scores}  # fmt: skip

    assert chances(whole) == chances(cut)


def test_leaving_out_an_episode_learns_from_the_others():
    whole = long_war()
    episodes = episodes_of(whole, SIDES, ("ASSAULT",))
    assert [span.first for span in episodes] == [day(20), day(150), day(280)]
    early = {"first": day(25), "last": day(25), "days": 14}
    alone = backtest(known_by(whole), whole, SIDES, **early)
    others = backtest(known_by(whole), whole, SIDES, left_out="episode", **early)
    by = {row.by for row in others.standings("happens")}
    assert "own rate" in by and "own rate" not in {row.by for row in alone.standings("happens")}


def test_an_embargo_hides_the_days_around():
    seen = past_of(long_war(), (THERE,), on=day(364)).without([DateSpan(day(150), day(170))], embargo_days=10)
    assert not seen.learned[140:181].any() and seen.learned[139] and seen.learned[181]
    assert seen.acts.sum() == past_of(long_war(), (THERE,), on=day(364)).acts.sum()


def test_leaving_out_a_dyad_learns_from_other_pairs_alone():
    other = [act(n, "Corran", "Delmar") for n in range(0, 365, 2)]
    whole = Timeline((*long_war().events, *other), long_war().observed)
    done = backtest(known_by(whole), whole, SIDES, first=day(100), last=day(140), days=14, left_out="dyad")
    rates = [one.forecast.probability for one in done.of("happens", deadly=False) if one.forecast.by == "own rate"]
    assert min(rates) > 0.9  # the other pair acts every other day
    with pytest.raises(ForecastError, match=r"no question.*no dyad beside"):
        backtest(known_by(long_war()), long_war(), SIDES, first=day(100), last=day(140), days=14, left_out="dyad")


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"first": day(360), "last": day(364), "days": 14}, "beyond the data"),
        ({"first": day(100), "last": day(90), "days": 14}, "before it begins"),
        ({"first": day(100), "last": day(110), "days": 14, "left_out": "luck"}, "one of future, dyad, episode"),
    ],
)
def test_a_backtest_that_cannot_be_is_refused(asked, says):
    with pytest.raises(ForecastError, match=says):
        backtest(known_by(long_war()), long_war(), SIDES, **asked)


def test_directions_are_counted_once():
    questions = standard_questions(SIDES, on=day(9), days=3, anybody_on=("Belvar",))
    assert directions_of(questions, SIDES) == (THERE, THERE.reversed, Direction(None, "Belvar"))
    assert replace(questions[0], by=None).outcomes == ("no", "yes")
