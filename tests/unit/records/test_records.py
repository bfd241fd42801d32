from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talion.errors import EvidenceError, RecordError
from talion.records import (
    Attribution,
    Blame,
    Claim,
    Coded,
    Count,
    DateSpan,
    Dyad,
    Estimate,
    Event,
    Judgement,
    Link,
    Match,
    Part,
    Passage,
    Place,
    Relation,
    Report,
    Selection,
    Timeline,
    Toll,
    TollPart,
    content_id,
    from_json,
    to_json,
)

days = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1))
spans = st.tuples(days, days).map(lambda pair: DateSpan(min(pair), max(pair)))
counts = st.lists(st.integers(0, 500), min_size=3, max_size=3).map(sorted).flatmap(
    lambda three: st.tuples(*(st.one_of(st.none(), st.just(n)) for n in three))
).map(lambda three: Count(*three))  # fmt: skip
tolls = st.lists(
    st.builds(
        TollPart, st.sampled_from(["killed", "injured"]), counts, st.one_of(st.none(), st.text(min_size=1, max_size=9))
    ),
    max_size=3,
).map(lambda parts: Toll(tuple(parts)))
events = st.builds(
    Event,
    id=st.text(min_size=1, max_size=12),
    action=st.sampled_from(["ASSAULT", "THREATEN", "SANCTION"]),
    status=st.sampled_from(["done", "attempted", "threatened"]),
    actors=st.sets(st.text(min_size=1, max_size=8), max_size=2).map(tuple),
    recipients=st.sets(st.text(min_size=1, max_size=8), max_size=2).map(tuple),
    when=st.one_of(st.none(), spans),
    toll=tolls,
    acts=counts,
    score=st.one_of(st.none(), st.floats(0, 1)),
)


@given(events)
def test_an_event_survives_the_way_to_json_and_back(event):
    assert from_json(Event, to_json(event)) == event


@given(spans, spans)
def test_two_spans_touch_where_they_share_a_day(one, other):
    assert one.touches(other) == (one.meet(other) is not None) == other.touches(one)


@given(counts, counts)
def test_the_widest_count_of_two_holds_both(one, other):
    both = one.together(other)
    for count in (one, other):
        if count.low is not None:
            assert both.low is not None and both.low <= count.low
        if both.high is not None and count.high is not None:
            assert both.high >= count.high


@given(st.text(min_size=1).filter(str.strip), st.data())
def test_a_passage_is_the_words_at_its_place(text, data):
    report = Report(text)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    passage = report.passage(start, end)
    assert report.text[passage.start : passage.end] == passage.quote
    report.check(passage)


def test_a_passage_with_other_words_than_its_report_is_refused():
    report = Report("Belvar struck Ashmar.")
    with pytest.raises(EvidenceError, match=r"reads 'Belvar', not 'Ashmar'"):
        report.check(Passage(report.id, 0, 6, "Ashmar"))


def test_the_same_text_is_the_same_report_wherever_it_was_found():
    assert Report("Belvar struck.", path="a.txt").id == Report("Belvar struck.", path="b.txt").id


def test_ids_tell_their_parts_apart():
    assert content_id("link", "ab", "c") != content_id("link", "a", "bc")


def test_a_span_that_ends_before_it_begins_is_refused():
    with pytest.raises(RecordError, match="ends before it begins"):
        DateSpan(date(2031, 3, 2), date(2031, 3, 1))


def test_a_count_must_rise_from_low_to_high():
    with pytest.raises(RecordError, match="rise"):
        Count(5, 4, 9)


def test_at_least_25_has_no_upper_end_and_reads_so():
    count = Count(low=25)
    assert (count.high, count.best, count.point, str(count)) == (None, None, 25, "at least 25")


def test_not_known_is_not_zero():
    assert not Toll().killed.is_known
    assert Toll((TollPart("killed", Count.exactly(0)),)).killed == Count(0, 0, 0)


def test_parts_of_a_total_are_not_added_to_it():
    toll = Toll((TollPart("killed", Count.exactly(9)), TollPart("killed", Count.exactly(3), party="children")))
    assert toll.killed == Count.exactly(9)


def test_parts_without_a_total_are_added():
    toll = Toll((TollPart("killed", Count.exactly(2), "soldiers"), TollPart("killed", Count(1), "a policeman")))
    assert toll.killed == Count(3, None, None)


def test_an_unknown_perpetrator_is_no_dyad():
    event = Event("event-1", "ASSAULT", recipients=("ashmar",))
    assert event.dyad is None and not event.perpetrator_is_known


def test_two_sided_fighting_has_no_dyad():
    assert Event("event-1", "ASSAULT", actors=("ashmar",), recipients=("belvar",), directed=False).dyad is None


def test_a_threat_is_a_word_and_no_deed():
    threat = Event("event-1", "THREATEN", status="threatened", actors=("ashmar",))
    assert threat.is_word and not threat.is_deed


def test_a_planned_attack_is_no_deed():
    assert not Event("event-1", "ASSAULT", status="planned").is_deed


def test_an_inferred_link_needs_no_words_and_a_declared_one_does():
    Link("event-1", "event-2", "inferred", 0.4)
    with pytest.raises(RecordError, match="needs the words"):
        Link("event-1", "event-2", "declared", 0.9)


def test_no_act_answers_itself():
    with pytest.raises(RecordError, match="cannot answer itself"):
        Link("event-1", "event-1", "inferred", 0.4)


def test_the_two_records_of_a_match_stand_in_order():
    with pytest.raises(RecordError, match="order"):
        Match("event-2", "event-1", 0.7)


def test_a_judgement_needs_a_name():
    with pytest.raises(RecordError, match="name of the person"):
        Judgement("link-1", "accept", " ", datetime(2031, 3, 1, tzinfo=UTC))


def test_a_fact_about_an_actor_needs_its_source():
    with pytest.raises(RecordError, match="source"):
        Relation("ashmar", "backed_by", "belvar", source="")


def test_coordinates_finer_than_a_town_are_refused():
    with pytest.raises(RecordError, match="two decimals"):
        Place("Ashmar", "town", latitude=34.123456, longitude=41.0)


def test_a_report_without_words_is_none():
    with pytest.raises(RecordError, match="without text"):
        Report(" \n ")


def test_a_part_past_the_end_of_its_text_is_refused():
    with pytest.raises(RecordError, match="after the end"):
        Report("Belvar.", parts=(Part("body", 0, 9),))


def test_claims_and_links_speak_of_the_events_of_their_report():
    report = Report("Belvar struck Ashmar.")
    claim = Claim("event-9", report.passage(0, 6), "asserts")
    with pytest.raises(RecordError, match="does not hold"):
        Coded(report, claims=(claim,))


def test_an_estimate_that_cannot_tell_says_why():
    with pytest.raises(RecordError, match="must say why"):
        Estimate("answered share", None, None, None, "share", 0, "answered_share")


@pytest.mark.parametrize(
    ("blames", "unclaimed", "word"),
    [
        ((), False, "stated"),
        ((), True, "unclaimed"),
        ((Blame("blames", "ashmar", "Belvar"),), False, "blamed"),
        ((Blame("blames", "ashmar", "Belvar"), Blame("claims", "ashmar", "Ashmar")), False, "claimed"),
    ],
)
def test_attribution_in_one_word(blames, unclaimed, word):
    assert Attribution(blames, unclaimed).says == word


def test_an_unknown_action_names_the_ones_there_are():
    with pytest.raises(RecordError, match="one of PLOVER's AGREE"):
        Event("event-1", "REPRISAL")


def test_a_selection_says_what_it_asks():
    asked = Selection(between=("Ashmar", "Belvar"), since=date(2031, 3, 1), kinds=("assault",))
    assert asked.says == "events between Ashmar and Belvar, of kind assault, since 2031-03-01"


def test_a_timeline_gives_the_days_of_one_direction_and_keeps_ties():
    def attack(name, actor, recipient, day):
        return Event(name, "ASSAULT", actors=(actor,), recipients=(recipient,), when=DateSpan.on(date(2031, 3, day)))

    war = Timeline(
        (attack("a", "ashmar", "belvar", 5), attack("b", "belvar", "ashmar", 6), attack("c", "ashmar", "belvar", 5)),
        (DateSpan(date(2031, 3, 1), date(2031, 3, 31)),),
    )
    assert war.days_of(Dyad("ashmar", "belvar")) == (date(2031, 3, 5), date(2031, 3, 5))
    assert war.days_of(Dyad("ashmar", "belvar").reversed) == (date(2031, 3, 6),)


def test_observed_spans_may_not_overlap():
    span = DateSpan(date(2031, 3, 1), date(2031, 3, 31))
    with pytest.raises(RecordError, match="apart"):
        Timeline((), (span, span))
