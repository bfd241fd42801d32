"""Answers in time, counted by hand."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talion.datasets.chronicle import read_chronicle
from talion.errors import MeasureError
from talion.measures.answered import answered_by_chance, answered_share, as_sides, lag_summary
from talion.measures.catalogue import MEASURES
from talion.records import DateSpan, Dyad, Event, Selection, Timeline

ATTACK = Dyad("Ashmar", "Belvar")
MARCH = """
    observed 2031-03-01 to 2031-03-31
    a1  2031-03-02  Ashmar > Belvar  ASSAULT
    b1  2031-03-04  Belvar > Ashmar  ASSAULT
    a2  2031-03-10  Ashmar > Belvar  ASSAULT
    a3  2031-03-20  Ashmar > Belvar  ASSAULT
    b3  2031-03-23  Belvar > Ashmar  ASSAULT
    a4  2031-03-26  Ashmar > Belvar  ASSAULT
"""


def share(text, within_days=3, **options):
    return answered_share(read_chronicle(text), ATTACK, within_days=within_days, **options)


def says(estimate, words):
    return any(words in caveat for caveat in estimate.caveats)


def test_two_of_four_attacks_are_answered_within_three_days():
    found = share(MARCH)
    assert (found.value, found.n, found.unit) == (0.5, 4, "share of attacks")
    assert found.low == pytest.approx(0.182, abs=0.001) and found.high == pytest.approx(0.818, abs=0.001)


def test_one_of_four_is_answered_within_two_days():
    assert share(MARCH, within_days=2).value == 0.25


def test_chance_is_the_share_of_days_with_an_answer_ahead():
    # An act on the 4th and the 23rd: three days before each have one ahead within three, 6 of 31.
    found = share(MARCH)
    assert found.chance == pytest.approx(6 / 31)
    assert says(found, "Over all 31 shifts of the days of Belvar")


def test_an_attack_too_near_the_end_of_observation_is_left_out():
    found = share(MARCH + "    a5  2031-03-29  Ashmar > Belvar  ASSAULT\n")
    assert (found.value, found.n) == (0.5, 4)
    assert says(found, "1 attack left out: the 3 days after it are not all observed")


def test_an_attack_whose_window_ends_with_the_observation_is_counted():
    assert share(MARCH + "    a5  2031-03-28  Ashmar > Belvar  ASSAULT\n").n == 5


def test_a_gap_in_observation_is_not_silence():
    gap = MARCH.replace(
        "observed 2031-03-01 to 2031-03-31", "observed 2031-03-01 to 2031-03-11\nobserved 2031-03-14 to 2031-03-31"
    )
    found = share(gap)
    assert (found.value, found.n) == (pytest.approx(2 / 3), 3)


def test_an_act_on_the_same_day_is_no_answer_and_the_share_is_given_both_ways():
    found = share(MARCH + "    b2  2031-03-10  Belvar > Ashmar  ASSAULT\n")
    assert found.value == 0.5
    assert says(found, "with these counted the share is 75% instead of 50%")


def test_two_attacks_are_too_few_to_tell():
    found = share("""
        observed 2031-03-01 to 2031-03-31
        a  2031-03-02  Ashmar > Belvar  ASSAULT
        b  2031-03-09  Ashmar > Belvar  ASSAULT
    """)
    assert (found.value, found.n) == (None, 2)
    assert found.caveats[0] == "Cannot tell: 2 attacks have all of their 3 days observed, and it takes 3"


def test_no_share_is_less_than_nothing():
    # The transform behind the shifts leaves zeros with a minus sign here.
    found = share("""
        observed 2031-03-01 to 2031-03-20
        a1  2031-03-01  Ashmar > Belvar  ASSAULT
        a2  2031-03-04  Ashmar > Belvar  ASSAULT
        a3  2031-03-07  Ashmar > Belvar  ASSAULT
        b   2031-03-11  Belvar > Ashmar  ASSAULT
    """)
    assert says(found, "the share lies between 0% and")


def test_undirected_fighting_cannot_show_who_answers_whom():
    found = share("""
        observed 2031-03-01 to 2031-03-31
        a  2031-03-02  Ashmar, Belvar  ASSAULT
        b  2031-03-03  Ashmar, Belvar  ASSAULT
        c  2031-03-09  Ashmar, Belvar  ASSAULT
    """)
    assert found.value is None
    assert says(found, "3 acts between the two in which who acted is not known")


def test_acts_by_somebody_unknown_are_counted_in_the_caveats_alone():
    found = share(MARCH + "    u  2031-03-12  ? > Ashmar  ASSAULT\n")
    assert found.value == 0.5
    assert says(found, "1 act on Ashmar by somebody unknown: were all of them answers, the share would be 75%")


def test_threats_are_no_attacks_unless_asked_for():
    threat = MARCH + "    t  2031-03-11  Belvar > Ashmar  THREATEN threatened\n"
    assert share(threat).value == 0.5
    asked = Selection(kinds=("assault", "threaten"), statuses=("done", "threatened"))
    assert share(threat, selection=asked).value == 0.75


def test_a_window_below_a_day_is_refused():
    with pytest.raises(MeasureError, match="our days have no hours, so give 1 or more"):
        share(MARCH, within_days=0.5)


def test_a_timeline_that_nobody_watched_is_refused():
    with pytest.raises(MeasureError, match="say which days were watched"):
        share(MARCH.replace("2031-03-01 to 2031-03-31", "never"))


def test_the_days_before_the_attacks_are_set_beside():
    # The attack of the 2nd has no three days before it that were watched; the 26th follows Belvar's act of the 23rd.
    assert says(share(MARCH), "In as many days before, Belvar acted for 33% of 3 attacks")


def test_the_median_lag_is_that_of_the_answered():
    text = MARCH + "    b2  2031-03-11  Belvar > Ashmar  ASSAULT\n"
    found = lag_summary(read_chronicle(text), ATTACK, within_days=5)
    assert (found.value, found.low, found.high, found.n) == (2.0, 1.0, 3.0, 3)
    assert says(found, "3 of 4 attacks answered in time: 1 after 1 day, 1 after 2 days, 1 after 3 days")


def test_an_event_counts_once_however_many_members_take_part():
    war = read_chronicle("""
        observed 2031-03-01 to 2031-03-31
        a  2031-03-02  Army + Guard + Neighbour > Belvar  ASSAULT
        b  2031-03-03  Belvar > Guard  ASSAULT
        c  2031-03-03  Neighbour > Belvar  ASSAULT
    """)
    events = as_sides(war.events, {"Ashmar": {"Army", "Guard"}, "Belvar": set()})
    assert [event.dyad for event in events] == [ATTACK, ATTACK.reversed, ("Neighbour", "Belvar")]


def test_nobody_stands_on_two_sides():
    with pytest.raises(MeasureError, match="Guard stands on two sides"):
        as_sides((), {"Ashmar": {"Guard"}, "Belvar": {"Guard"}})


def test_every_measure_has_a_card_with_how_it_misleads():
    assert all(card.measure.__name__ == card.name and card.misleads for card in MEASURES)


NEW_YEAR = date(2031, 1, 1)
acts = st.lists(st.tuples(st.integers(0, 59), st.sampled_from(["Ashmar", "Belvar"])), min_size=3, max_size=20)


def war_of(told, observed_days=120, start=NEW_YEAR):
    events = tuple(
        Event(
            f"e{n}",
            "ASSAULT",
            actors=(who,),
            recipients=("Belvar" if who == "Ashmar" else "Ashmar",),
            when=DateSpan.on(start + timedelta(days=day)),
        )
        for n, (day, who) in enumerate(told)
    )
    return Timeline(events, (DateSpan(start, start + timedelta(days=observed_days - 1)),))


@given(acts, st.integers(1, 29), st.integers(1, 30))
def test_a_longer_window_never_lowers_the_share_where_all_of_it_is_watched(told, window, longer):
    shares = [answered_share(war_of(told), ATTACK, within_days=w).value for w in (window, window + longer)]
    assert shares[0] is None or shares[0] <= shares[1]


@given(acts, st.integers(1, 30))
def test_renaming_the_sides_renames_the_answer(told, window):
    renamed = {"Ashmar": "Belvar", "Belvar": "Ashmar"}
    turned = war_of([(day, renamed[who]) for day, who in told])
    one = answered_share(war_of(told), ATTACK, within_days=window)
    other = answered_share(turned, ATTACK.reversed, within_days=window)
    assert (one.value, one.low, one.high, one.n, one.chance) == (
        other.value,
        other.low,
        other.high,
        other.n,
        other.chance,
    )


@given(acts, st.integers(1, 30), st.integers(-20_000, 20_000))
def test_moving_the_calendar_changes_nothing(told, window, days):
    moved = war_of(told, start=NEW_YEAR + timedelta(days=days))
    assert answered_share(moved, ATTACK, within_days=window) == answered_share(war_of(told), ATTACK, within_days=window)


@given(acts, st.integers(1, 12))
def test_all_shifts_at_once_are_what_each_shift_gives_alone(told, window):
    war = war_of(told, observed_days=60 + window)
    if not any(who == "Ashmar" for _, who in told):
        return
    watched = war.observed[0].days
    attacks = [day for day, who in told if who == "Ashmar"]
    answers = [day for day, who in told if who == "Belvar"]
    shares = []
    for shift in range(watched):
        turned = {(day - shift) % watched for day in answers}
        hits = sum(any((day + lag) % watched in turned for lag in range(1, window + 1)) for day in attacks)
        shares.append(hits / len(attacks))
    found = answered_by_chance(war, ATTACK, within_days=window)
    assert found.share == pytest.approx(sum(shares) / watched)
    assert found.as_high == pytest.approx(sum(s >= shares[0] - 1e-9 for s in shares) / watched)


def test_the_days_of_an_act_with_rough_days_count_from_the_first():
    rough = read_chronicle(MARCH).events
    war = Timeline(
        tuple(replace(e, when=DateSpan(e.when.first, e.when.first + timedelta(days=1))) for e in rough),
        read_chronicle(MARCH).observed,
    )
    found = answered_share(war, ATTACK, within_days=3)
    assert found.value == 0.5 and says(found, "6 acts known to within several days only, counted on the first of them")
