"""Forecasts of a case: nothing reported later leaks in, and what is decided is a row with a name and a time."""

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from talion.codebook.registry import Registry
from talion.codebook.rows import Rows
from talion.errors import ForecastError, LedgerError
from talion.forecasts.ahead import Withheld
from talion.forecasts.past import Direction, past_of
from talion.ledger.ledger import Ledger
from talion.pipeline.case import Case
from talion.pipeline.forecasting import models_of
from talion.pipeline.frozen import Frozen
from talion.records import (
    Actor,
    Assessment,
    Coded,
    Count,
    DateSpan,
    Event,
    Judgement,
    Match,
    Report,
    Selection,
    Speaker,
    Timeline,
    Toll,
    TollPart,
    content_id,
)

NOW = datetime(2031, 9, 1, tzinfo=UTC)
FIRST = date(2031, 1, 1)
BETWEEN = Selection(between=("Ashmar", "Belvar"))


def day(n):
    return FIRST + timedelta(days=n)


def told(text, published, *acts, expects=None):
    """A report of acts (day, by, on, killed), and what somebody expects in it."""
    report = Report(text, outlet="The Courier", published=published, language="en")
    events = tuple(
        Event(
            content_id("event", text, n, by, on),
            "ASSAULT",
            actors=(by,),
            recipients=(on,),
            when=DateSpan.on(day(n)),
            toll=Toll((TollPart("killed", Count.exactly(killed)),)),
            reports=(report.id,),
        )
        for n, by, on, killed in acts
    )
    said = ()
    if expects:
        direction, words = expects
        passage = report.passage(text.index(words), text.index(words) + len(words))
        speaker = Speaker("Idris Kanaan", "expert")
        said = (Assessment(speaker, passage, direction, words, ("belvar",), made_on=published),)
    return Coded(report, events, assessments=said)


@pytest.fixture
def case(tmp_path):
    actors = {id: Actor(id, id.capitalize(), "state") for id in ("ashmar", "belvar")}
    registry = Registry(Rows(actors, (), (), {}, (), {}))
    ledger = Ledger.open(tmp_path / "war.talion")
    with Case(ledger, registry=registry) as opened:
        for n in range(0, 60, 6):
            ledger.add(
                told(f"Report of day {n}.", day(n + 1), (n, "ashmar", "belvar", n % 4), (n, "belvar", "ashmar", 0)),
                now=NOW,
            )
        words = "It will not hit back"
        ledger.add(told(f"An expert spoke. {words}, he said.", day(58), expects=("deter", words)), now=NOW)
        yield opened


def later(case, published=None):
    """A report, published later, of an act that lies before the forecast, and of one that follows it."""
    more = told(
        "Report of day 70.", published or day(70), (55, "belvar", "ashmar", 40), (63, "belvar", "ashmar", 3)
    )  # fmt: skip
    case.ledger.add(more, now=NOW)
    return more


def test_what_was_reported_later_does_not_leak_in(case):
    before = case.forecast(day(59), days=10, selection=BETWEEN, hold=False)
    later(case)
    after = case.forecast(day(59), days=10, selection=BETWEEN, hold=False)
    assert before.rules == after.rules and before.forecasts == after.forecasts
    assert case.forecast(day(70), days=10, selection=BETWEEN, hold=False).rules != before.rules


def test_a_later_telling_of_an_earlier_act_does_not_change_it(case):
    early = next(one for one in case.ledger.events() if one.when.first == day(48) and one.actors == ("ashmar",))
    again = told("The toll rose, it is said.", day(75), (48, "ashmar", "belvar", 90))
    case.ledger.add(again, now=NOW)
    first, second = sorted((early.id, again.events[0].id))
    case.ledger.add_matches([Match(first, second, 1.0)], now=NOW)
    deaths = {
        event.toll.killed.point
        for event in Frozen(case, day(59)).events.values()
        if event.when.first == day(48) and event.actors == ("ashmar",)
    }
    assert deaths == {0}


def test_a_report_without_a_day_and_a_later_judgement_are_left_out(case):
    case.ledger.add(told("Nobody knows when this was written.", None, (50, "belvar", "ashmar", 9)), now=NOW)
    act = case.ledger.events()[0]
    case.ledger.judge(Judgement(act.id, "reject", "Ada", NOW))
    frozen = Frozen(case, day(59))
    assert act.id in frozen.events
    assert any("without a day" in line for line in frozen.left_out)
    assert any("judgements made later" in line for line in frozen.left_out)


def test_rows_of_data_sets_count_from_the_day_after_the_act(case):
    report = Report("A data set.", outlet="A data set", published=None)
    row = Event(
        "event-row", "ASSAULT", actors=("ashmar",), recipients=("belvar",), when=DateSpan.on(day(30)),
        reports=(report.id,), origin="ucdp-ged 25.1",
    )  # fmt: skip
    case.ledger.add(Coded(report, (row,)), now=NOW)
    assert "event-row" not in Frozen(case, day(30)).events
    frozen = Frozen(case, day(31))
    assert "event-row" in frozen.events and "turned out to matter" in frozen.left_out[-1]


def test_forecasts_are_held_and_scored_when_their_days_are_over(case):
    done = case.forecast(day(59), days=10, selection=BETWEEN)
    held = case.ledger.expected
    assert {one.id for one in done.forecasts} == {one.id for one in held.forecasts()}
    case.forecast(day(59), days=10, selection=BETWEEN)
    assert len(held.forecasts()) == len(done.forecasts)
    assert all(one.place is None and "closes on" in one.says for one in case.score().scored)
    later(case)
    scoring = case.score()
    names = {row.by for row in scoring.standings["yes or no"]}
    assert {"own memory", "play", "Idris Kanaan"} <= names
    [expert] = [one for one in scoring.scored if one.question.about]
    assert expert.place == 1 and expert.decided_by is None
    [row] = [row for row in scoring.standings["yes or no"] if row.by == "Idris Kanaan"]
    assert row.brier == pytest.approx(0.81) and row.caveats == ("1 scored question: a small number",)
    assert "can tell no chance" in scoring.power


def test_a_person_decides_beside_what_the_ledger_suggests(case):
    case.forecast(day(59), days=10, selection=BETWEEN)
    later(case)
    [assessment] = case.assessments()
    made = case.resolve(assessment.id, "no", by="Ada", why="the act was by bandits", evidence=["https://a.example/1"])
    assert (made.outcome, made.suggested, made.about) == (0, 1, assessment.id)
    [expert] = [one for one in case.score().scored if one.question.about]
    assert (expert.place, expert.decided_by, expert.says) == (0, "Ada", "the act was by bandits")
    assert case.resolve(assessment.id, None, by="Ada") == made
    [expert] = [one for one in case.score().scored if one.question.about]
    assert expert.decided_by is None
    with pytest.raises(LedgerError, match="nothing to take back"):
        case.resolve(assessment.id, None, by="Ada")


def test_what_is_decided_is_held_from_when_to_when(case):
    [assessment] = case.assessments()
    monday, tuesday = datetime(2031, 9, 1, tzinfo=UTC), datetime(2031, 9, 2, tzinfo=UTC)
    made = case.resolve(assessment.id, "cannot tell", by="Ada", now=monday)
    case.resolve(assessment.id, None, by="Ada", now=tuesday)
    assert case.ledger.expected.resolutions() == []
    assert case.ledger.expected.resolutions(monday.date()) == [made]
    assert case.ledger.check() == []


@pytest.mark.parametrize(
    ("outcome", "says"), [("maybe", "comes out as one of no, yes"), ("yes!", "comes out as one of")]
)
def test_an_outcome_that_is_none_is_refused(case, outcome, says):
    [assessment] = case.assessments()
    with pytest.raises(ForecastError, match=says):
        case.resolve(assessment.id, outcome, by="Ada")


def test_an_act_is_no_expectation(case):
    with pytest.raises(LedgerError, match="no question and no assessment"):
        case.resolve(case.ledger.events()[0].id, "yes", by="Ada")


def test_a_day_before_all_reports_gives_no_forecast(case):
    with pytest.raises(ForecastError, match="no report dated"):
        case.forecast(date(2030, 1, 1), selection=BETWEEN)


def test_a_scenario_beyond_its_record_gives_no_number_and_says_so(case):
    done = case.forecast(day(59), days=200, selection=BETWEEN, hold=False)
    assert "play" not in {one.by for one in done.forecasts}
    assert any(who == "play" and "beyond the" in why for who, _, why in done.withheld)


def test_a_backtest_of_a_case_knows_only_reports_of_the_day(case):
    later(case)
    done = case.backtest(day(30), day(50), days=7, selection=BETWEEN, models=())
    assert {one.forecast.given_on for one in done.scores} == {day(30), day(37), day(44)}
    assert done.standings("happens")
    with pytest.raises(ForecastError, match="beyond the data"):
        case.backtest(day(68), day(80), days=7, selection=BETWEEN, models=())


def test_a_process_that_runs_away_gives_no_number_and_says_so():
    # Each day each side acts a tenth more often than the other did the day before.
    acts = [
        Event(f"event-{by}-{n}-{k}", "ASSAULT", actors=(by,), recipients=(on,), when=DateSpan.on(day(n)))
        for n in range(50)
        for by, on in (("Ashmar", "Belvar"), ("Belvar", "Ashmar"))
        for k in range(round(1.1**n))
    ]
    war = Timeline(tuple(acts), (DateSpan(day(0), day(49)),))
    there = Direction("Ashmar", "Belvar")
    past = past_of(war, (there, there.reversed), on=day(49))
    models = models_of(war, past, tuple(there), on=day(49), days=30, which=("play", "hawkes"), seed=1)
    looked = {one.name: one.look(past, there, 30, np.random.default_rng(1)) for one in models}
    assert all(isinstance(one, Withheld) for one in looked.values())
    assert "unstable" in looked["play"].why and "no long run" in looked["Hawkes"].why


def test_a_day_long_after_all_that_is_known_gives_no_forecast(case):
    last = day(58)  # the last report
    case.forecast(last + timedelta(days=10), days=10, selection=BETWEEN, models=(), hold=False)
    with pytest.raises(
        ForecastError, match=rf"ends on {last}, 11 days before .* a day up to {last + timedelta(days=10)}"
    ):
        case.forecast(last + timedelta(days=11), days=10, selection=BETWEEN, models=(), hold=False)
    assert not case.ledger.expected.forecasts()
