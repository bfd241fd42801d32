from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from talion.errors import EvidenceError, LedgerError
from talion.ledger.ledger import Ledger
from talion.records import Coded, Judgement, Link, Mark, Match, Passage

from .invented import ANSWER, MONDAY, SHELLING, TUESDAY, WEDNESDAY, a_report, coded, quoted, with_event

MON, TUE, WED = (moment.date() for moment in (MONDAY, TUESDAY, WEDNESDAY))


def test_what_goes_in_comes_out(ledger):
    one = coded()
    ledger.add(one, now=MONDAY)
    assert ledger.reports() == [one.report]
    assert ledger.events() == list(one.events)
    assert sorted(ledger.claims(), key=repr) == sorted(one.claims, key=repr)
    assert ledger.links() == list(one.links)
    assert ledger.relations() == list(one.relations)
    assert ledger.assessments() == list(one.assessments)
    assert ledger.actors() == list(one.actors)
    assert ledger.doubts() == list(one.doubts)


def test_a_report_read_twice_adds_nothing(ledger):
    first = ledger.add(coded(), now=MONDAY)
    again = ledger.add(coded(), now=TUESDAY)
    assert (first.new, first.unchanged, first.closed) == (11, 0, 0)  # the report and its ten records
    assert (again.new, again.unchanged, again.closed) == (0, 11, 0)


def test_a_copy_in_another_folder_adds_nothing(ledger):
    one = coded()
    ledger.add(one, now=MONDAY)
    moved = replace(one, report=replace(one.report, path="/elsewhere/copy.txt"))
    assert ledger.add(moved, now=TUESDAY).new == 0


def test_a_record_that_changed_closes_its_old_row_and_opens_a_new_one(ledger):
    ledger.add(coded(killed=25), now=MONDAY)
    added = ledger.add(with_event(coded(killed=25), status="denied"), now=WEDNESDAY)
    assert (added.new, added.closed) == (1, 1)
    assert [event.status for event in ledger.events()] == ["denied", "done"]
    assert [event.status for event in ledger.events(as_of=TUE)] == ["done", "done"]


def test_what_a_report_no_longer_yields_is_closed_and_still_held_as_of_then(ledger):
    one = coded()
    ledger.add(one, now=MONDAY)
    ledger.add(Coded(one.report, events=one.events[:1]), now=WEDNESDAY)
    assert ledger.events() == [one.events[0]]
    assert ledger.links() == ledger.relations() == ledger.assessments() == ledger.actors() == ledger.doubts() == []
    assert ledger.events(as_of=TUE) == list(one.events)
    assert ledger.links(as_of=TUE) == list(one.links)


def test_a_record_that_comes_back_is_held_again(ledger):
    one = coded()
    ledger.add(one, now=MONDAY)
    ledger.add(Coded(one.report), now=TUESDAY)
    ledger.add(one, now=WEDNESDAY)
    assert [len(ledger.events(as_of=day)) for day in (MON, TUE, WED)] == [2, 0, 2]


def test_the_end_of_the_day_decides_what_was_held_on_it(ledger):
    ledger.add(coded(), now=datetime(2031, 3, 4, 23, 59, 59, 999_999, tzinfo=UTC))
    assert len(ledger.events(as_of=date(2031, 3, 4))) == 2
    assert ledger.events(as_of=date(2031, 3, 3)) == ledger.reports(as_of=date(2031, 3, 3)) == []


def test_midnight_belongs_to_the_day_that_begins(ledger):
    ledger.add(coded(), now=datetime(2031, 3, 4, tzinfo=UTC))
    assert ledger.events(as_of=date(2031, 3, 3)) == []


def test_times_are_compared_in_utc_wherever_they_were_taken(ledger):
    from datetime import timezone

    east = timezone(timedelta(hours=3))
    ledger.add(coded(), now=datetime(2031, 3, 4, 1, tzinfo=east))  # still 3 March in UTC
    assert len(ledger.events(as_of=date(2031, 3, 3))) == 2


def test_a_time_without_a_zone_is_refused(ledger):
    with pytest.raises(LedgerError, match="no time zone"):
        ledger.add(coded(), now=datetime(2031, 3, 3))
    assert ledger.reports() == []


def test_a_clock_that_was_set_back_ends_no_row_before_it_began(ledger):
    ledger.add(coded(), now=WEDNESDAY)
    ledger.add(Coded(a_report()), now=MONDAY)
    assert ledger.events() == ledger.events(as_of=TUE) == []
    assert ledger.check() == []


def test_a_day_of_publication_given_later_corrects_the_report(ledger):
    one = coded()
    ledger.add(replace(one, report=replace(one.report, published=None)), now=MONDAY)
    ledger.add(one, now=WEDNESDAY)
    assert [report.published for report in ledger.reports()] == [date(2031, 3, 2)]
    assert [report.published for report in ledger.reports(as_of=TUE)] == [None]


@pytest.mark.parametrize("where", ["passages", "marks"])
def test_words_that_do_not_stand_in_the_text_keep_the_whole_report_out(ledger, where):
    one = coded()
    wrong = Passage(one.report.id, 0, 7, "Belvar!")
    bad = with_event(one, **{where: (wrong,) if where == "passages" else (Mark("act", wrong),)})
    with pytest.raises(EvidenceError, match=f"{one.events[0].id} does not rest on the text"):
        ledger.add(bad, now=MONDAY)
    assert ledger.reports() == [] and ledger.events() == [] and ledger.search("Ashmar") == []


def test_words_of_another_report_are_no_evidence(ledger):
    other = a_report("The Belvar Times")
    with pytest.raises(EvidenceError):
        ledger.add(with_event(coded(), passages=(quoted(other, SHELLING),)), now=MONDAY)


def test_two_different_events_of_one_id_are_refused(ledger):
    one = coded()
    twin = replace(one.events[0], status="denied")
    with pytest.raises(LedgerError, match="two different events of one id"):
        ledger.add(replace(one, events=(*one.events, twin)), now=MONDAY)
    assert ledger.reports() == []


def test_two_claims_that_share_an_id_are_both_held(ledger):
    one = coded()
    softer = replace(one.claims[0], hedge="reportedly")
    assert softer.id == one.claims[0].id
    ledger.add(replace(one, claims=(*one.claims, softer)), now=MONDAY)
    assert {claim.hedge for claim in ledger.claims(events=[one.events[0].id])} == {None, "reportedly"}


def test_events_come_in_the_order_of_their_days_and_undated_ones_last(ledger):
    one = with_event(coded(), when=None)
    ledger.add(one, now=MONDAY)
    assert ledger.events() == [one.events[1], one.events[0]]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ({}, [0, 1]),
        ({"since": date(2031, 3, 1)}, [1]),
        ({"until": date(2031, 2, 28)}, [0]),
        ({"since": date(2031, 3, 2)}, []),
        ({"actors": {"belvar"}}, [1]),
        ({"actors": {"belvar", "ashmar"}}, [0, 1]),
        ({"recipients": {"belvar"}}, [0]),
        ({"kinds": {"ASSAULT"}}, [0, 1]),
        ({"kinds": {"SANCTION"}}, []),
        ({"statuses": {"denied"}}, []),
        ({"report": a_report().id}, [0, 1]),
        ({"report": "report-0"}, []),
    ],
)
def test_events_are_filtered(ledger, question, expected):
    one = coded()
    ledger.add(one, now=MONDAY)
    assert ledger.events(**question) == [one.events[n] for n in expected]


def test_an_event_without_a_day_is_left_out_as_soon_as_a_day_is_asked_for(ledger):
    ledger.add(with_event(coded(), when=None), now=MONDAY)
    assert len(ledger.events(until=date(2099, 1, 1))) == 1


def test_inferred_links_are_replaced_as_a_set(ledger):
    one = coded()
    ledger.add(one, now=MONDAY)
    a, b = (event.id for event in one.events)
    there, back = Link(a, b, "inferred", 0.4), Link(b, a, "inferred", 0.1)
    ledger.add_links([there, back], now=MONDAY)
    added = ledger.add_links([there], now=WEDNESDAY)
    assert (added.new, added.unchanged, added.closed) == (0, 1, 1)
    assert ledger.links() == [*one.links, there]
    assert set(ledger.links(as_of=TUE)) == {*one.links, there, back}


def test_a_link_that_a_text_states_does_not_come_without_its_report(ledger):
    one = coded()
    ledger.add(one, now=MONDAY)
    with pytest.raises(LedgerError, match="comes with its report"):
        ledger.add_links(one.links, now=MONDAY)


def test_a_link_to_an_event_that_is_not_there_is_refused(ledger):
    one = coded()
    ledger.add(one, now=MONDAY)
    with pytest.raises(LedgerError, match="holds no event-nowhere"):
        ledger.add_links([Link(one.events[0].id, "event-nowhere", "inferred", 0.4)], now=MONDAY)


def test_matches_are_replaced_as_a_set(ledger):
    first, second = coded(), coded("The Belvar Times")
    for one in (first, second):
        ledger.add(one, now=MONDAY)
    match = Match(*sorted((first.events[0].id, second.events[0].id)), 0.8)
    ledger.add_matches([match], now=MONDAY)
    ledger.add_matches([], now=WEDNESDAY)
    assert ledger.matches() == [] and ledger.matches(as_of=TUE) == [match]


def test_a_judgement_stands_beside_the_link_and_leaves_it_as_it_is(ledger):
    one = coded()
    ledger.add(one, now=MONDAY)
    judgement = Judgement(one.links[0].id, "reject", "Ines", TUESDAY, "another shelling is meant")
    ledger.judge(judgement)
    ledger.judge(judgement)
    assert ledger.judgements() == [judgement] and ledger.judgements(as_of=MON) == []
    assert ledger.links() == list(one.links)


def test_undoing_brings_back_the_judgement_before_and_forgets_nothing(ledger):
    one = coded()
    ledger.add(one, now=MONDAY)
    about = one.links[0].id
    accept, reject = Judgement(about, "accept", "Ines", MONDAY), Judgement(about, "reject", "Ines", TUESDAY)
    ledger.judge(accept)
    ledger.judge(reject)
    assert ledger.undo(about, by="Ines", now=WEDNESDAY) == reject
    assert ledger.judgements() == [accept]
    assert ledger.judgements(as_of=TUE) == [accept, reject]


def test_nobody_undoes_what_another_person_decided(ledger):
    one = coded()
    ledger.add(one, now=MONDAY)
    ledger.judge(Judgement(one.events[0].id, "unsure", "Ines", MONDAY))
    with pytest.raises(LedgerError, match="Omar has made no judgement"):
        ledger.undo(one.events[0].id, by="Omar", now=TUESDAY)


def test_a_judgement_on_nothing_is_refused(ledger):
    with pytest.raises(LedgerError, match="holds no link-0"):
        ledger.judge(Judgement("link-0", "accept", "Ines", MONDAY))


def test_an_actor_that_two_reports_name_is_one_actor_with_both_names(ledger):
    for outlet in ("The Ashmar Courier", "The Belvar Times"):
        ledger.add(coded(outlet), now=MONDAY)
    [actor] = ledger.actors()
    assert {name.text for name in actor.names} == {"The Ashmar Courier", "The Belvar Times"}


def test_any_record_is_found_by_the_beginning_of_its_id(ledger):
    one = coded()
    ledger.add(one, now=MONDAY)
    for record in (one.report, *one.events, *one.links, *one.relations, *one.assessments, *one.actors):
        kind, _, digits = record.id.partition("-")
        assert ledger.find(record.id) == record
        assert ledger.find(f"{kind}-{digits[:7]}…") == record
        assert ledger.find(digits[:8]) == record


def test_a_beginning_that_several_ids_share_names_them(ledger):
    one = coded()
    ledger.add(one, now=MONDAY)
    with pytest.raises(LedgerError, match="begins more than one id") as raised:
        ledger.find("event-")
    assert all(event.id in str(raised.value) for event in one.events)


def test_a_mistyped_id_is_answered_with_those_near_it(ledger):
    one = coded()
    ledger.add(one, now=MONDAY)
    right = one.events[0].id
    with pytest.raises(LedgerError, match=right):
        ledger.find(right[:-1] + "x")


def test_an_empty_id_finds_nothing_rather_than_everything(ledger):
    ledger.add(coded(), now=MONDAY)
    with pytest.raises(LedgerError, match="holds nothing with the id"):
        ledger.find("…")


def test_a_closed_record_is_still_found_as_it_was_last(ledger):
    one = coded()
    ledger.add(one, now=MONDAY)
    ledger.add(Coded(one.report), now=TUESDAY)
    assert ledger.find(one.events[0].id) == one.events[0]


def test_a_report_is_asked_for_by_report_ids_alone(ledger):
    one = coded()
    ledger.add(one, now=MONDAY)
    assert ledger.report(one.report.id[:12]) == one.report
    with pytest.raises(LedgerError, match="is no report"):
        ledger.report(one.events[0].id)


def test_the_case_knows_which_coder_read_a_report(ledger):
    one = coded()
    assert ledger.coded_by(one.report.id) is None and not ledger.has_report(one.report.id)
    ledger.add(one, now=MONDAY, coder="coder 1")
    assert ledger.coded_by(one.report.id) == "coder 1" and ledger.has_report(one.report.id)
    assert ledger.add(one, now=TUESDAY, coder="coder 2").new == 1
    assert ledger.coders() == {"coder 2": 1} and ledger.coders(as_of=MON) == {"coder 1": 1}


def test_settings_are_revised_as_everything_else(ledger):
    ledger.set("name", "The river war", now=MONDAY)
    ledger.set("name", "The hill war", now=WEDNESDAY)
    assert ledger.settings() == {"name": "The hill war"}
    assert ledger.settings(as_of=TUE) == {"name": "The river war"}
    assert ledger.facts().name == "The hill war"


def test_a_moment_may_stand_in_a_days_place(ledger):
    ledger.add(coded(), now=MONDAY)
    ledger.add(with_event(coded(), status="denied"), now=MONDAY + timedelta(hours=1))
    assert [event.status for event in ledger.events(as_of=MONDAY)] == ["done", "done"]
    assert ledger.events(as_of=MONDAY - timedelta(seconds=1)) == []


def test_the_facts_of_a_case_say_when_it_began_and_what_it_holds(ledger):
    assert (ledger.facts().name, ledger.facts().created) == (ledger.beside.stem, None)
    ledger.add(coded(), now=MONDAY)
    facts = ledger.facts()
    assert facts.created == MONDAY
    assert facts.held["event"] == 2 and facts.held["claim"] == 3 and facts.held["judgement"] == 0


def test_the_check_finds_a_text_that_was_changed_behind_our_back(ledger):
    one = coded()
    ledger.add(one, now=MONDAY)
    assert ledger.check() == []
    of_server = " ON report" if ledger.path is None else ""
    with ledger._writing() as connection:
        connection.exec_driver_sql(f"DROP TRIGGER report_is_not_overwritten{of_server}")
        connection.exec_driver_sql("UPDATE report SET text = replace(text, '25 people', '52 people')")
    complaints = ledger.check()
    assert any("is not the text that was read" in line for line in complaints)
    assert any(one.events[0].id in line for line in complaints)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM event",
        "UPDATE event SET payload = '{}'",
        "UPDATE event SET held_until = NULL",
        "DELETE FROM judgement",
        "UPDATE report SET text = 'else'",
        "DELETE FROM event_actor",
    ],
)
def test_the_file_itself_refuses_to_lose_a_row(ledger, statement):
    one = coded()
    ledger.add(one, now=MONDAY)
    ledger.judge(Judgement(one.events[0].id, "unsure", "Ines", MONDAY))
    ledger.add(Coded(one.report), now=TUESDAY)
    with pytest.raises(LedgerError, match=r"does not take these rows: .*(stay|not)"), ledger._writing() as connection:
        connection.exec_driver_sql(statement)


def test_a_case_can_be_kept_in_memory():
    with Ledger.open(":memory:") as ledger:
        ledger.add(coded(), now=MONDAY)
        assert len(ledger.events()) == 2 and ledger.search(ANSWER.split()[0])
