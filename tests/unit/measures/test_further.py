"""Own memory, breaks, placebo dyads, event studies, hurdles, curves, moved lines, unknown authors, places."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest

from talion.errors import MeasureError
from talion.measures.answered import answered_share
from talion.measures.backlash import (
    around_answers,
    inhibition,
    interrupted,
    other_dyads,
    own_memory,
    placebo_dyads,
    sign,
)
from talion.measures.chains import exchange_lengths, first_and_last
from talion.measures.deterrence import deterrence_on, matched_days
from talion.measures.hurdle import hurdle
from talion.measures.progress import against_first_wait, progress_by, progress_curve
from talion.measures.redline import moving_line
from talion.measures.rule import Attack
from talion.measures.series import Series
from talion.measures.spacetime import Points, intervention, nearby_asymmetry, on_plane
from talion.measures.unknowns import attributions, integrated
from talion.records import DateSpan, Dyad, Event, Exchange, Timeline

A_ON_B = Dyad("Ashmar", "Belvar")
FIRST = date(2031, 1, 1)


@pytest.fixture
def random():
    return np.random.default_rng(1)


def act(name, day, actor, recipient):
    actors = (actor,) if actor else ()
    return Event(name, "ASSAULT", actors=actors, recipients=(recipient,), when=DateSpan.on(FIRST + timedelta(day)))


def hushed(random, *, hush, days=900):
    """Ashmar attacks every third day or so; after an act of Belvar its rate is `hush` times as high for a week."""
    answers = (random.random(days) < 0.05).astype(float)
    quiet = np.array([answers[max(day - 7, 0) : day].any() for day in range(days)])
    return Series.of(random.poisson(np.where(quiet, 0.4 * hush, 0.4)), answers, dyad=A_ON_B, first_day=FIRST)


def test_answers_that_hush_lower_the_rate_beside_its_own_memory(random):
    factor, lowered = own_memory(hushed(random, hush=0.2))
    assert factor.high < 1 and lowered.value > 0.95 and lowered.chance == 0.5
    factor, _ = own_memory(hushed(random, hush=1.0))
    assert factor.low < 1 < factor.high


def test_the_event_study_shows_the_hush_after_the_answer_and_nothing_before(random):
    frame = around_answers(hushed(random, hush=0.2), random=random)
    after = frame.filter((pl.col("day") > 0) & (pl.col("day") <= 7))
    assert frame["day"].to_list() == list(range(-14, 15))
    assert after["difference"].mean() < -0.1 and (frame["low"] <= frame["high"]).all()


def test_matched_days_are_days_without_an_answer(random):
    counts = hushed(random, hush=1.0)
    matched = matched_days(counts)
    assert matched.near.shape == (len(matched.places), 5) and not counts.back[matched.near].any()


def test_the_sign_is_the_share_of_draws_below_one(random):
    effect = deterrence_on(hushed(random, hush=0.2), random=random)
    assert sign(effect).value == effect.lowers and sign(effect).unit == "probability"


def test_a_break_is_judged_by_the_breaks_of_other_days(random):
    row = random.poisson(0.8, 1200).astype(float)
    row[600:660] = random.poisson(0.1, 60)
    jump, trend = interrupted(Series.of(row, row, first_day=FIRST, dyad=A_ON_B), on=FIRST + timedelta(599), days=60)
    assert jump.high < 1 and trend.value is not None
    short, _ = interrupted(Series.of(row[:200], row[:200], first_day=FIRST), on=FIRST + timedelta(100), days=60)
    assert short.value is None and "takes 4" in short.caveats[0]


def test_a_placebo_dyad_shares_no_side(random):
    days = np.flatnonzero(random.random(600) < 0.2)
    events = [act(f"a{n}", int(day), "Ashmar", "Belvar") for n, day in enumerate(days)]
    events += [act(f"b{n}", int(day) + 1, "Belvar", "Ashmar") for n, day in enumerate(days) if day < 599]
    events += [act(f"c{n}", int(day), "Cordun", "Delm") for n, day in enumerate(days)]
    war = Timeline(tuple(events), (DateSpan(FIRST, FIRST + timedelta(599)),))
    assert other_dyads(war, A_ON_B) == (Dyad("Cordun", "Delm"),)
    [sham] = placebo_dyads(war, A_ON_B, other_dyads(war, A_ON_B), random=random)
    assert sham.effect.finding in {"cannot tell", "no sign", "feeds"}
    with pytest.raises(MeasureError, match="share a side"):
        placebo_dyads(war, A_ON_B, [Dyad("Ashmar", "Delm")], random=random)
    assert inhibition(war, A_ON_B).how == "inhibition"


def test_a_hurdle_parts_whether_from_how_many(random):
    there = random.poisson(0.4, 1000).astype(float)
    before = np.array([there[max(day - 7, 0) : day].sum() for day in range(1000)])
    some = random.random(1000) < 1 / (1 + np.exp(2.5 - np.log2(1 + before)))
    odds, size = hurdle(Series.of(there, some * (1 + random.poisson(1.0, 1000)), dyad=A_ON_B))
    assert odds.low > 1 and size.low < 1 < size.high
    none, also = hurdle(Series.of(there, np.zeros(1000), dyad=A_ON_B))
    assert none.value is None and also.value is None


def test_waits_that_halve_give_an_exponent_above_nothing():
    # 64, 32, 21, 16, …: one over n.
    waits = [max(round(64 / n), 1) for n in range(1, 13)]
    days = [FIRST + timedelta(sum(waits[:n])) for n in range(13)]
    exponent, first = progress_curve(days)
    assert exponent.value == pytest.approx(1.0, abs=0.05) and first.value == pytest.approx(64, rel=0.1)
    steady, _ = progress_curve([FIRST + timedelta(10 * n) for n in range(13)])
    assert steady.value == pytest.approx(0, abs=1e-9)
    few, _ = progress_curve(days[:4])
    assert few.value is None
    table = progress_by([("one", days), ("two", days[:4])])
    assert table["name"].to_list() == ["one"] and against_first_wait(table).value is None


def test_a_wait_across_a_gap_is_left_out():
    spans = (DateSpan(FIRST, FIRST + timedelta(50)), DateSpan(FIRST + timedelta(100), FIRST + timedelta(200)))
    days = [FIRST + timedelta(day) for day in (0, 10, 20, 30, 40, 110, 120, 130, 140, 150)]
    exponent, _ = progress_curve(days, observed=spans)
    assert exponent.n == 8 and "nobody watched" in "; ".join(exponent.caveats)


def line_at(places, random, n=160):
    deaths = random.geometric(0.35, n) - 1.0
    chance = np.where(deaths >= places, 0.9, 0.1)
    answered = random.random(n) < chance
    return [
        Attack(f"a{k}", FIRST + timedelta(10 * k), float(deaths[k]), "not said", bool(answered[k])) for k in range(n)
    ]


def test_a_line_that_moves_is_found_with_its_day(random):
    places = np.where(np.arange(160) < 80, 1, 4)
    moved, day, table = moving_line(line_at(places, random), A_ON_B, within_days=7)
    assert moved.value > 0.9 and day.low <= 800 <= day.high
    assert table.height == 4 and table["line"][0] < table["line"][3]


def test_a_line_that_stays_has_not_moved(random):
    moved, day, _ = moving_line(line_at(np.full(160, 2), random), A_ON_B, within_days=7)
    assert moved.value < 0.3 and day.value is None
    few, _, _ = moving_line(line_at(np.full(160, 2), random)[:20], A_ON_B, within_days=7)
    assert few.value is None


def unclaimed_war():
    events = [act(f"a{n}", 20 * n, "Ashmar", "Belvar") for n in range(40)]
    events += [act(f"b{n}", 20 * n + 2, "Belvar" if n % 2 else None, "Ashmar") for n in range(40)]
    return Timeline(tuple(events), (DateSpan(FIRST, FIRST + timedelta(820)),))


def test_unclaimed_acts_go_to_the_other_side_as_often_as_claimed_ones(random):
    # All claimed acts on Ashmar are Belvar's, so nearly all of the others are taken to be.
    for war in attributions(unclaimed_war(), A_ON_B, random=random, draws=5):
        given = sum(event.actors == ("Belvar",) for event in war.events)
        assert 30 < given <= 40 and all(event.actors for event in war.events)
    [sure] = attributions(unclaimed_war(), A_ON_B, random=random, draws=1, chance=lambda event: 0.0)
    assert sum(event.actors == ("Belvar",) for event in sure.events) == 20


def test_the_share_integrated_over_authors_is_wider_and_between_its_ends(random):
    def share(war, dyad):
        return answered_share(war, dyad, within_days=7)

    half = integrated(unclaimed_war(), A_ON_B, share, random=random, chance=lambda event: 0.5)
    assert 0.6 < half.value < 0.9 and half.low < half.value < half.high
    assert half.high - half.low > 0.1 and "Averaged over 20 draws" in half.caveats[0]
    with pytest.raises(MeasureError, match="2 or more"):
        integrated(unclaimed_war(), A_ON_B, share, random=random, draws=1)


def test_who_stands_first_in_an_exchange_is_counted_with_the_warning():
    events = {}
    exchanges = []
    for n in range(6):
        one, other = act(f"a{n}", 10 * n, "Ashmar", "Belvar"), act(f"b{n}", 10 * n + 1, "Belvar", "Ashmar")
        events |= {one.id: one, other.id: other}
        exchanges.append(Exchange((one.id, other.id), ("x",)))
    tie = act("c", 0, "Belvar", "Ashmar")
    exchanges.append(Exchange(("a0", "c"), ("x",)))
    share, table = exchange_lengths(exchanges)
    assert share.value == 0 and table.row(0) == (2, 7, 1.0)
    first, last, *_ = first_and_last(exchanges, events | {"c": tie}, {"Ashmar": (), "Belvar": ()})
    assert first.value == 1.0 and first.n == 6 and "not who started it" in first.caveats[0]
    assert last.value == 0.0


def grid(days, x):
    return Points(np.asarray(days, float), np.asarray(x, float), np.zeros(len(days)))


def test_answers_near_and_after_are_found_near_and_not_far():
    days = np.arange(10, 390, 4)
    near, far = nearby_asymmetry(grid(days, 100.0 * (days % 3)), grid(days + 2, 100.0 * (days % 3)), days=3,
                                 rings_km=(0, 10, 50))  # fmt: skip
    assert near.low > 0 and far.value == 0


def test_a_war_that_ends_is_no_answer():
    # Belvar's acts thin out everywhere, whatever Ashmar does.
    days = np.sort(np.concatenate([np.arange(0, 400), np.arange(0, 200), np.arange(0, 100)]))
    [ring] = nearby_asymmetry(grid(np.arange(400), np.zeros(400)), grid(days, np.zeros(len(days))), rings_km=(0, 10))
    assert abs(ring.value) < 0.05


def test_a_plane_needs_places():
    with pytest.raises(MeasureError, match="longitude and a latitude"):
        on_plane([1.0], [float("nan")], [33.0], middle=33.0)


def test_acts_drawn_at_another_rate_bring_what_they_bring(random):
    rate = 2.0 * np.exp(0.4 * np.sin(np.arange(300) / 9))
    acts = random.poisson(rate)
    later = random.poisson(1.0 + np.concatenate([[0], acts[:-1]]))
    done, seen = (grid(np.repeat(np.arange(300), row), np.zeros(row.sum())) for row in (acts, later))
    found = intervention(done, seen, grid([0.0, 1.0], [0.0, 0.0]), rates=(1, 3))
    assert found.effect.low < 2 < found.effect.high + 0.5 and found.means["days_worth"].min() > 15
    thin = intervention(done, seen, grid([0.0], [0.0]), rates=(1, 40), days=7)
    assert thin.effect.value is None and "too few days like that" in thin.effect.caveats[0]


def test_a_measure_that_cannot_tell_of_any_draw_says_so(random):
    empty = replace(unclaimed_war(), events=unclaimed_war().events[:1])
    found = integrated(empty, A_ON_B, lambda war, dyad: answered_share(war, dyad, within_days=7), random=random)
    assert found.value is None and "20 of 20 draws" in found.caveats[0]
