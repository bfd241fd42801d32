"""One act told in several reports, and acts that only look like one."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from talion.coding.events.matching import match_events
from talion.coding.events.weigh import weigh
from talion.records import Attribution, Blame, Count, DateSpan, Event, Place, Report, Toll, TollPart

MONDAY = date(2031, 3, 3)
WIRE = Report("The wire's words.", outlet="Wire", published=MONDAY + timedelta(days=1))
DAILY = Report("The daily's words.", outlet="Daily", published=MONDAY + timedelta(days=2))
WEEKLY = Report("The weekly's words.", outlet="Weekly", published=MONDAY + timedelta(days=6))
REPORTS = {report.id: report for report in (WIRE, DAILY, WEEKLY)}
QARN = Place("Qarn", "town", "QQA")
DEVEN = Place("Deven", "town", "QQA")


def act(name, report=WIRE, day=0, killed=None, **known):
    fields = {"actors": ("ashmar",), "recipients": ("belvar",), "when": DateSpan.on(MONDAY + timedelta(days=day))}
    if killed is not None:
        count = killed if isinstance(killed, Count) else Count.exactly(killed)
        fields["toll"] = Toll((TollPart("killed", count),))
    return Event(name, known.pop("action", "ASSAULT"), reports=(report.id,), **{**fields, **known})


def together(*events, **options):
    matches = match_events(events, reports=REPORTS, **options)
    return weigh(events, matches, reports=REPORTS, **options)


def test_one_act_in_two_reports_is_one_event_with_the_id_of_the_earlier():
    [event] = together(act("z", WIRE, places=(QARN,)), act("a", DAILY, places=(QARN,)))
    assert event.id == "z" and event.members == ("a", "z") and event.reports == (WIRE.id, DAILY.id)


def test_an_event_that_stands_alone_is_its_own_member():
    [event] = together(act("a"))
    assert event == replace(act("a"), members=("a",))


def test_acts_a_day_apart_at_one_place_against_others_stay_apart():
    assert len(together(act("a", places=(QARN,)), act("b", DAILY, 1, places=(QARN,), recipients=("cadmar",)))) == 2


def test_shelling_again_the_next_day_is_another_act():
    assert len(together(act("a", places=(QARN,)), act("b", DAILY, 1, places=(QARN,)))) == 2


def test_one_toll_ties_an_act_told_for_the_day_after():
    weighed = together(act("a", places=(QARN,), killed=4), act("b", DAILY, 1, places=(QARN,), killed=4))
    [event] = weighed
    assert event.when == DateSpan(MONDAY, MONDAY + timedelta(days=1))
    assert [doubt.kind for doubt in weighed.doubts] == ["two-days"]


def test_nearness_alone_never_merges():
    one = act("a", actors=(), recipients=(), places=(QARN,), weapon="mortar", mode="shelling")
    other = act("b", DAILY, actors=(), recipients=(), places=(QARN,), weapon="mortar", mode="shelling")
    [match] = match_events([one, other], reports=REPORTS)
    assert match.probability == 0.5
    assert match.reasons[-1] == "Only day, kind and place agree, and that is not enough."
    assert len(together(one, other)) == 2


def test_a_threat_and_the_deed_are_two():
    assert len(together(act("a", status="threatened"), act("b", DAILY))) == 2


def test_another_actor_is_another_act_unless_the_sides_are_one():
    one, other = act("a", places=(QARN,)), act("b", DAILY, actors=("ashmar-guard",), places=(QARN,))
    assert len(together(one, other)) == 2
    assert len(together(one, other, same_side=lambda x, y: x.startswith(y))) == 1


def test_whose_bases_were_hit_and_in_whose_land_they_lie_is_told_of_one_act():
    fired = {"places": (QARN,), "weapon": "missile"}
    one, other = act("a", recipients=("cadmar",), **fired), act("b", DAILY, **fired)
    assert len(together(one, other)) == 2
    assert len(together(one, other, land_of={"belvar": "QQA"}.get)) == 1
    assert len(together(one, other, land_of={"belvar": "QQB"}.get)) == 2
    assert len(together(one, replace(other, places=()), land_of={"belvar": "QQA"}.get)) == 1  # the one place there is


def test_rival_accounts_that_differ_in_both_numbers_are_still_of_one_act():
    def counted(killed, injured):
        return Toll((TollPart("killed", Count.exactly(killed)), TollPart("injured", Count.exactly(injured))))

    fired = {"places": (QARN,), "weapon": "missile", "mode": "heavy-weapons"}
    one, other = act("a", toll=counted(0, 0), **fired), act("b", DAILY, toll=counted(80, 200), **fired)
    [event] = together(one, other)
    assert [part.count for part in event.toll.parts] == [Count(0, None, 80), Count(0, None, 200)]


def test_an_unclaimed_attack_and_the_one_blamed_on_somebody_are_one():
    toll = {"places": (QARN,), "killed": 1}
    one = act("a", actors=(), attribution=Attribution(unclaimed=True), **toll)
    blame = Blame("blames", "ashmar", "the ministry")
    weighed = together(one, act("b", DAILY, attribution=Attribution((blame,)), **toll))
    [event] = weighed
    assert event.actors == ("ashmar",) and event.attribution == Attribution((blame,), unclaimed=True)
    assert [doubt.says for doubt in weighed.doubts] == ["Wire names nobody; Daily names ashmar; kept as ashmar"]


def test_tolls_that_differ_are_kept_as_the_range_that_holds_both():
    weighed = together(act("a", places=(QARN,), killed=4), act("b", DAILY, places=(QARN,), killed=11))
    [event] = weighed
    assert event.toll.killed == Count(4, None, 11)
    [doubt] = weighed.doubts
    assert (doubt.kind, doubt.about) == ("two-tolls", "a")
    assert doubt.says == "Wire says 4 killed; Daily says 11 killed; kept as 4 to 11"


def test_tolls_of_parties_are_kept_beside_the_total():
    part = TollPart("killed", Count.exactly(1), "a contractor")
    one = act("a", killed=4)
    other = act("b", DAILY, toll=Toll((part, TollPart("killed", Count.exactly(4)))))
    [event] = together(one, other)
    assert event.toll == Toll((TollPart("killed", Count.exactly(4)), part))


def test_two_strikes_of_one_report_stay_two():
    weighed = together(act("a", places=(QARN,)), act("b", places=(DEVEN,)), act("c", DAILY, places=(DEVEN,)))
    assert weighed.of == {"a": "a", "b": "b", "c": "b"}


def test_where_two_acts_fit_equally_well_neither_is_taken():
    one, two, told = act("a", thing="a bridge"), act("b", thing="a depot"), act("c", DAILY, actors=())
    weighed = together(one, two, told)
    assert len(weighed) == 3


def test_a_rejected_match_stands_apart_and_no_third_report_joins_it():
    events = [
        act(name, report, places=(QARN,), killed=4) for name, report in (("a", WIRE), ("b", DAILY), ("c", WEEKLY))
    ]
    matches = match_events(events, reports=REPORTS)
    wrong = next(match.id for match in matches if {match.first, match.second} == {"a", "b"})
    weighed = weigh(events, matches, [wrong], reports=REPORTS)
    assert weighed.of["a"] != weighed.of["b"] and len(weighed) == 2


def test_an_act_without_an_actor_does_not_join_two_sides():
    common = {"recipients": (), "places": (QARN,), "killed": 4}
    third = act("c", WEEKLY, actors=("cadmar",), **common)
    weighed = together(act("a", WIRE, **common), act("b", DAILY, actors=(), **common), third)
    assert weighed.of["a"] != weighed.of["c"]


def test_an_act_without_a_day_is_found_by_place_and_toll():
    [event] = together(act("a", places=(QARN,), killed=4), act("b", DAILY, when=None, places=(QARN,), killed=4))
    assert event.when == DateSpan.on(MONDAY)


@given(st.permutations(range(4)), st.data())
def test_the_order_in_which_records_come_changes_nothing(order, data):
    days, tolls = st.integers(0, 2), st.none() | st.integers(0, 5)
    records = [
        act(f"e{n}", data.draw(st.sampled_from([WIRE, DAILY, WEEKLY])), data.draw(days), data.draw(tolls))
        for n in range(4)
    ]
    straight = together(*records)
    assert together(*(records[n] for n in order)).of == straight.of


def test_the_weighed_event_is_the_same_whichever_record_comes_first():
    records = [
        act(name, report, killed=n) for n, (name, report) in enumerate((("a", WIRE), ("b", DAILY), ("c", WEEKLY)))
    ]
    assert len({together(*order).events for order in permutations(records)}) == 1
