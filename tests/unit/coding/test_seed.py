"""The report of 30 December 2019 that Talion began with, coded as a careful analyst would. Skipped where absent."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from talion.codebook.gazetteer import gazetteer
from talion.codebook.registry import registry
from talion.coding.coder import coder
from talion.records import Coded, Count, DateSpan, Event
from talion.reports.read import read_reports

SEED = Path(__file__).parents[4] / "shared" / "seed" / "report.txt"
pytestmark = pytest.mark.skipif(not SEED.exists(), reason="the seed report is not beside this checkout")


@cache
def coded() -> Coded:
    [report] = read_reports([SEED])
    return coder(registry(), gazetteer()).code(report)


def one(**wanted) -> Event:
    found = [e for e in coded().events if all(getattr(e, name) == value for name, value in wanted.items())]
    assert len(found) == 1, [(e.action, e.status, e.actors, e.recipients) for e in coded().events]
    return found[0]


def words(event: Event, what: str) -> set[str]:
    return {mark.passage.quote.replace("\u00a0", " ") for mark in event.marks if mark.what == what}


def test_its_day_stands_only_in_a_caption_and_its_boilerplate_is_no_report():
    report = coded().report
    assert (report.published, report.published_because) == (date(2019, 12, 30), "caption")
    unread = " ".join(report.text[part.start : part.end] for part in report.parts if part.kind == "boilerplate")
    assert "NO RESALES. NO ARCHIVES." in unread and "Powered by automated translation" in unread


def test_the_air_strikes():
    strikes = one(action="ASSAULT", status="done", actors=("united-states",))
    assert strikes.recipients == ("kataib-hezbollah",) and strikes.weapon == "air strike"
    assert strikes.when == DateSpan.on(date(2019, 12, 29)) and strikes.time_of_day == "late"
    assert {place.name for place in strikes.places} == {"Iraq", "Syria", "Qaim"}
    assert strikes.thing == "five bases controlled by Kataib Hezbollah" and strikes.acts == Count(2)
    assert strikes.toll.killed == Count(25) and strikes.toll.injured == Count(51)
    assert words(strikes, "killed") == {"At least 25 people were killed"}


def test_the_rocket_attack_by_nobody_known():
    rocket = one(action="ASSAULT", status="done", weapon="rocket")
    assert rocket.actors == () and rocket.recipients == ("united-states",)
    assert rocket.when == DateSpan.on(date(2019, 12, 27)) and words(rocket, "when") == {"Friday"}
    assert {place.name for place in rocket.places} == {"Kirkuk", "northern Iraq"}
    assert rocket.thing == "a military compound"
    [dead] = rocket.toll.parts
    assert (dead.effect, dead.count, dead.civilian, dead.whose) == ("killed", Count.exactly(1), True, "united-states")


def test_washington_declares_what_the_strikes_answer():
    strikes = one(action="ASSAULT", status="done", actors=("united-states",))
    rocket = one(action="ASSAULT", status="done", weapon="rocket")
    [link] = [link for link in coded().links if link.response == strikes.id]
    assert (link.trigger, link.basis, link.lag_days) == (rocket.id, "declared", 2)
    assert link.speaker.name == "Washington" and link.marks[0].passage.quote == "in response to"


def test_the_unclaimed_run_of_attacks():
    [run] = [event for event in coded().events if event.attribution.unclaimed]
    assert run.actors == () and run.recipients == ("us-armed-forces",) and run.acts == Count(2) and run.when is None


def test_sanctions_and_what_iran_answered():
    sanctions = one(action="SANCTION", mode=None)
    assert sanctions.dyad == ("united-states", "iran")
    assert sanctions.when == DateSpan(date(2019, 1, 1), date(2019, 12, 30))
    [link] = [link for link in coded().links if link.trigger == sanctions.id]
    answer = next(event for event in coded().events if event.id == link.response)
    assert (answer.action, answer.actors, answer.thing) == ("THREATEN", ("iran",), "maximum resistance")
    assert link.basis == "attributed"


def test_the_designation_and_its_year():
    designation = one(action="SANCTION", mode="designate")
    assert designation.dyad == ("united-states", "kataib-hezbollah")
    assert designation.status == "historical" and designation.when.first.year == designation.when.last.year == 2009


def test_threats_and_calls_are_words_and_no_deeds():
    threats = {(event.actors, event.thing) for event in coded().events if event.action == "THREATEN"}
    assert threats == {
        (("iran",), "retaliation"),
        (("iran",), "maximum resistance"),
        (("abu-mahdi-al-muhandis",), "a strong response"),
    }
    assert not any(event.is_deed for event in coded().events if event.action == "THREATEN")


def test_the_habit_of_years_is_no_event_of_this_week():
    assert one(status="habitual").dyad == ("kataib-hezbollah", "us-armed-forces")


def test_every_fact_about_an_actor():
    facts = {(r.subject, r.kind, r.object) for r in coded().relations}
    assert facts == {
        ("kataib-hezbollah", "part_of", "popular-mobilization-forces"),
        ("popular-mobilization-forces", "integrated_into", "iraq-armed-forces"),
        ("popular-mobilization-forces", "backed_by", "iran"),
        ("kataib-hezbollah", "backed_by", "iran"),
        ("kataib-hezbollah", "founded_by", "abu-mahdi-al-muhandis"),
        ("abu-mahdi-al-muhandis", "alias_of", "abu-mahdi-al-muhandis"),
        ("kataib-hezbollah", "designated_by", "united-states"),
        ("iraq", "allied_with", "united-states"),
    }
    [backing] = [r for r in coded().relations if r.subject == "popular-mobilization-forces" and r.kind == "backed_by"]
    assert backing.quantifier.lower() == "most of"
    [designated] = [r for r in coded().relations if r.kind == "designated_by"]
    assert designated.since.first.year == 2009


def test_every_quoted_expert_with_affiliation_and_direction():
    views = {v.speaker.name: (v.speaker.affiliation, v.direction) for v in coded().assessments}
    assert views == {
        "Renad Mansour": ("London's Chatham House", "escalate"),
        "Jaber Al Jaberi": (None, "unclear"),
        "Michael Stephens": ("the Royal United Services Institute", "deter"),
        "Hisham Al Hashimi": (None, "deter"),
    }
    [hashimi] = [v for v in coded().assessments if v.speaker.name == "Hisham Al Hashimi"]
    assert hashimi.actors == ("kataib-hezbollah",) and hashimi.condition.startswith("if they are to carry out")


def test_nothing_that_the_text_does_not_say():
    told = sorted((event.action, event.status) for event in coded().events)
    assert told == [
        ("AID", "done"),
        ("ASSAULT", "done"),
        ("ASSAULT", "done"),
        ("ASSAULT", "done"),
        ("ASSAULT", "habitual"),
        ("SANCTION", "done"),
        ("SANCTION", "historical"),
        ("THREATEN", "threatened"),
        ("THREATEN", "threatened"),
        ("THREATEN", "threatened"),
    ]


def test_every_passage_is_byte_exact():
    report = coded().report
    for event in coded().events:
        for passage in (*event.passages, *(mark.passage for mark in event.marks)):
            report.check(passage)


def test_what_speakers_say_the_strikes_were_for_is_theirs():
    strikes = one(action="ASSAULT", status="done", actors=("united-states",))
    said = {(c.speaker.name, c.about) for c in coded().claims if c.event == strikes.id and c.speaker and c.words}
    assert {("Washington", "reason"), ("experts", "reason"), ("Michael Stephens", "intent")} <= said
