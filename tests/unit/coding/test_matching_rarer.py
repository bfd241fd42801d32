"""What ties two records beyond day, kind and sides: who was killed, a rare thing hit, many dead, strikes of a day."""

from datetime import date, timedelta

from talion.coding.events.matching import match_events
from talion.coding.events.weigh import weigh
from talion.records import Count, DateSpan, Event, Report, Toll, TollPart

MONDAY = date(2031, 3, 3)
WIRE = Report("The wire's words.", outlet="Wire", published=MONDAY + timedelta(days=1))
WEEKLY = Report("The weekly's words.", outlet="Weekly", published=MONDAY + timedelta(days=6))
YEARBOOK = Report("The yearbook's words.", outlet="Yearbook", published=MONDAY + timedelta(days=200))
REPORTS = {report.id: report for report in (WIRE, WEEKLY, YEARBOOK)}


def act(name, report, **known):
    fields = {"actors": ("ashmar",), "recipients": ("belvar",), "when": DateSpan.on(MONDAY)}
    return Event(name, "ASSAULT", reports=(report.id,), **{**fields, **known})


def killed(number, whose=None):
    return Toll((TollPart("killed", Count.exactly(number), party=whose, whose=whose),))


def chance(one, other, *beside):
    found = match_events([one, other, *beside], reports=REPORTS, is_person=lambda name: name.startswith("colonel"))
    pair = {one.id, other.id}
    return next((match.probability for match in found if {match.first, match.second} == pair), 0.0)


def test_nobody_is_killed_twice():
    strike = act("a", WIRE, recipients=("colonel-dara", "belvar-guard"), toll=killed(8))
    named = act("b", YEARBOOK, actors=(), recipients=("colonel-dara",), toll=killed(1, "colonel-dara"), when=None)
    assert chance(strike, named) > 0.9
    another = act("b", YEARBOOK, actors=(), recipients=("colonel-ruk",), toll=killed(1, "colonel-ruk"), when=None)
    assert chance(strike, another) == 0.0


def test_who_was_only_aimed_at_may_be_aimed_at_again():
    missed = act("a", WIRE, recipients=("colonel-dara",))
    again = act("b", WEEKLY, actors=(), recipients=("colonel-dara",), when=None)
    assert chance(missed, again) < 0.6


def test_strikes_of_one_day_and_a_bombing_of_that_day_may_be_one():
    strikes = act("a", WIRE, acts=Count(2), weapon="air strike", mode="heavy-weapons")
    bombed = act("b", WEEKLY, weapon="air strike", mode="heavy-weapons")
    assert chance(strikes, bombed) > 0.8
    [event] = weigh((strikes, bombed), match_events((strikes, bombed), reports=REPORTS), reports=REPORTS)
    assert event.acts == Count(2)
    months = act("a", WIRE, acts=Count(2), weapon="air strike", when=DateSpan(MONDAY - timedelta(days=5), MONDAY))
    assert chance(months, bombed) < 0.6


def test_a_toll_of_many_is_known_again_within_the_year():
    first = act("a", WIRE, toll=killed(25), weapon="air strike")
    later = act("b", YEARBOOK, toll=killed(25), weapon="air strike", when=None)
    assert chance(first, later) > 0.6
    few = act("a", WIRE, toll=killed(2), weapon="air strike")
    assert chance(few, act("b", YEARBOOK, toll=killed(2), weapon="air strike", when=None)) == 0.0


def test_an_embassy_says_more_than_a_base_that_is_hit_every_week():
    spans = DateSpan(MONDAY - timedelta(days=2), MONDAY + timedelta(days=1))
    one = act("a", WIRE, thing="the embassy", actors=(), recipients=("belvar",), when=spans)
    other = act("b", WEEKLY, thing="the Belvarian embassy", actors=(), recipients=())
    alone = chance(one, other)
    embassies = (act(f"c{n}", WIRE, thing="an embassy", recipients=("cadmar",), when=None) for n in range(20))
    assert alone > chance(one, other, *embassies) + 0.1


def test_two_who_died_in_one_strike_are_one_event_where_a_report_names_both():
    def is_person(name):
        return name.startswith("colonel")

    one = act("a", WIRE, recipients=("colonel-dara",), toll=killed(1, "colonel-dara"))
    both = act("b", WEEKLY, recipients=("colonel-dara", "colonel-ruk"), toll=killed(2))
    other = act("c", YEARBOOK, recipients=("colonel-ruk",), toll=killed(1, "colonel-ruk"), when=None)
    for told, events in (((one, both, other), 1), ((one, other), 2)):
        matches = match_events(told, reports=REPORTS, is_person=is_person)
        assert len(weigh(told, matches, reports=REPORTS, is_person=is_person).events) == events
