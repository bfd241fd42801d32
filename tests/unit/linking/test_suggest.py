"""Suggested triggers, with nobody among the candidates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talion.datasets.chronicle import read_chronicle, read_links
from talion.linking.suggest import suggest_links, threat_candidates, trigger_candidates


def suggested(text, **options):
    return suggest_links(read_chronicle(text).events, declared=read_links(text), **options)


def pairs(links):
    return [(link.trigger, link.response) for link in links]


def test_an_act_with_swapped_sides_two_days_later_is_suggested_as_inferred():
    [link] = suggested("""
        observed 2031-03-01 to 2031-03-31
        a  2031-03-02  Ashmar > Belvar  ASSAULT  killed 2
        b  2031-03-04  Belvar > Ashmar  ASSAULT
    """)
    assert (link.trigger, link.response, link.basis, link.lag_days, link.evidence) == ("a", "b", "inferred", 2, ())
    assert 0.5 < link.probability < 0.8
    assert link.reasons == (
        "The sides are swapped: Ashmar acted on Belvar, then Belvar on Ashmar.",
        "2 days later; that an answer counts half as likely after 5 days is assumed.",
        "The earlier act killed people (2).",
        f"That it answers nothing in this record: {1 - link.probability:.0%}.",
    )


def test_a_second_attack_by_the_same_side_answers_nothing():
    assert not suggested("""
        observed 2031-03-01 to 2031-03-31
        a  2031-03-02  Ashmar > Belvar  ASSAULT
        b  2031-03-04  Ashmar > Belvar  ASSAULT
        c  2031-03-05  Cadmar > Ashmar  ASSAULT
    """)


def test_an_act_on_nobody_known_is_answered_by_nobody_unknown():
    assert not suggested("""
        observed 2031-03-01 to 2031-03-31
        a  2031-03-02  Ashmar > ?  ASSAULT
        b  2031-03-04  ? > Ashmar  ASSAULT
    """)


def test_what_has_a_declared_trigger_gets_no_suggestion():
    assert not suggested("""
        observed 2031-03-01 to 2031-03-31
        a  2031-03-02  Ashmar > Belvar  ASSAULT
        b  2031-03-03  Ashmar > Belvar  ASSAULT
        c  2031-03-04  Belvar > Ashmar  ASSAULT  answers a declared
    """)


def test_what_is_said_to_be_the_answer_is_not_answered_by_its_trigger():
    assert not suggested("""
        observed 2031-03-01 to 2031-03-31
        a  2031-03-04  Ashmar > Belvar  ASSAULT
        b  2031-03-04  Belvar > Ashmar  ASSAULT  answers a declared
    """)


def test_words_undirected_and_undated_acts_take_no_part():
    assert not suggested("""
        observed 2031-03-01 to 2031-03-31
        a  2031-03-02  Ashmar > Belvar  THREATEN  threatened
        b  2031-03-02  Ashmar, Belvar   ASSAULT
        c  ?           Ashmar > Belvar  ASSAULT
        d  2031-03-04  Belvar > Ashmar  ASSAULT
    """)


def test_an_act_past_the_window_is_no_candidate():
    text = """
        observed 2031-03-01 to 2031-04-30
        a  2031-03-02  Ashmar > Belvar  ASSAULT
        b  2031-03-22  Belvar > Ashmar  ASSAULT
    """
    events = read_chronicle(text).events
    [_, late] = trigger_candidates(events, within_days=19)
    [_, near] = trigger_candidates(events, within_days=20)
    assert (late.links, late.nobody) == ((), 1.0) and near.nobody < 1


def test_of_two_candidates_the_later_is_likelier():
    links = suggested("""
        observed 2031-03-01 to 2031-03-31
        a  2031-03-02  Ashmar > Belvar  ASSAULT
        b  2031-03-06  Ashmar > Belvar  ASSAULT
        c  2031-03-07  Belvar > Ashmar  ASSAULT
    """)
    assert pairs(links) == [("b", "c"), ("a", "c")]
    assert "It is the latest of 2 acts that could be meant." in links[0].reasons


def test_an_unknown_perpetrator_lowers_the_probability_and_is_said():
    known, unknown = (
        suggested(f"""
            observed 2031-03-01 to 2031-03-31
            a  2031-03-02  Ashmar > Belvar  ASSAULT
            b  2031-03-03  {who} > Ashmar  ASSAULT
        """)[0]
        for who in ("Belvar", "?")
    )
    assert unknown.probability < known.probability
    assert "it is a guess that Belvar did it" in unknown.reasons[0]


def test_hitting_back_for_an_unclaimed_attack_is_suggested_with_a_warning():
    [link] = suggested("""
        observed 2031-03-01 to 2031-03-31
        a  2031-03-02  ? > Belvar  ASSAULT  killed 1
        b  2031-03-03  Belvar > Ashmar  ASSAULT
    """)
    assert "whether they had done it is not known" in link.reasons[0]


def test_an_order_within_the_day_that_is_not_known_is_said():
    links = suggested("""
        observed 2031-03-01 to 2031-03-31
        a  2031-03-02  Ashmar > Belvar  ASSAULT
        b  2031-03-02  Belvar > Ashmar  ASSAULT
    """)
    assert pairs(links) == [("b", "a"), ("a", "b")]
    assert all("On the same day, and which came first is not known." in link.reasons for link in links)


def test_groups_swap_sides_where_the_caller_says_who_is_one_side():
    text = """
        observed 2031-03-01 to 2031-03-31
        a  2031-03-02  Ashmar > Tel League  ASSAULT
        b  2031-03-03  Belvar > Ashmar  ASSAULT
    """
    assert not suggested(text)
    [link] = suggested(text, same_side=lambda one, other: {one, other} == {"Tel League", "Belvar"})
    assert link.reasons[0] == ("The sides are swapped, as groups: Ashmar acted on Tel League, then Belvar on Ashmar.")


def test_five_stated_answers_say_how_fast_answers_come():
    stated = "\n".join(
        f"a{n}  2031-03-{2 * n + 1:02}  Ashmar > Belvar  ASSAULT\n"
        f"b{n}  2031-03-{2 * n + 2:02}  Belvar > Ashmar  ASSAULT  answers a{n} attributed"
        for n in range(5)
    )
    [link, *_] = suggested(f"""observed 2031-03-01 to 2031-04-30
        {stated}
        c  2031-04-20  Ashmar > Belvar  ASSAULT
        d  2031-04-21  Belvar > Ashmar  ASSAULT
    """)[-1:]
    assert "1 day later; half of the 5 answers that a source states came within 1 day." in link.reasons


def test_a_deed_after_a_threat_carries_it_out():
    [link] = suggested("""
        observed 2031-03-01 to 2031-03-31
        t  2031-03-02  Ashmar > Belvar  THREATEN  threatened
        a  2031-03-04  Ashmar > Belvar  ASSAULT
    """)
    assert (link.kind, link.trigger, link.response) == ("carries_out", "t", "a")
    assert link.reasons[0] == "The side that threatened did it, to the side it had threatened."


sides = st.sampled_from(["Ashmar > Belvar", "Belvar > Ashmar", "? > Ashmar", "? > Belvar", "Ashmar, Belvar"])
lines = st.lists(st.tuples(st.integers(1, 31), sides, st.integers(0, 3)), min_size=1, max_size=12)


@given(lines)
def test_candidates_and_nobody_sum_to_one(told):
    text = "observed 2031-03-01 to 2031-03-31\n" + "\n".join(
        f"e{n}  2031-03-{day:02}  {who}  ASSAULT killed {dead}" for n, (day, who, dead) in enumerate(told)
    )
    events = read_chronicle(text).events
    days = {event.id: event.when for event in events}
    for candidates in [*trigger_candidates(events), *threat_candidates(events)]:
        assert sum(link.probability for link in candidates.links) + candidates.nobody == pytest.approx(1)
        assert all(days[link.trigger] <= days[link.response] for link in candidates.links)
