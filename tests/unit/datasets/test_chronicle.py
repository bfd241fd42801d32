"""The notation in which the other tests are written."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talion.datasets.chronicle import chronicle_report, read_chronicle, read_links, write_chronicle
from talion.errors import ChronicleError
from talion.records import (
    ACTIONS,
    STATUSES,
    Attribution,
    Count,
    DateSpan,
    Event,
    Link,
    Place,
    Timeline,
    Toll,
    TollPart,
)

WAR = """
    observed 2031-03-01 to 2031-04-01   # a month
    b  2031-03-06  Belvar > Ashmar  ASSAULT  bombing  attempted  killed 3..5  at Qarn  answers a declared
    a  2031-03-04              Ashmar > Belvar          ASSAULT  killed 2  killed 1 of Tel League  injured 4..
    c  2031-03-07..2031-03-09  Ashmar, Belvar           ASSAULT

    d  ?                       ? > Ashmar + Tel League  ASSAULT  unclaimed  carries out a inferred .7
"""


def test_two_sided_fighting_has_no_direction():
    war = read_chronicle("""
        observed 2031-03-01 to 2031-04-01
        a  2031-03-07..2031-03-09  Ashmar, Belvar  ASSAULT
    """)
    [event] = war.events
    assert event.dyad is None and event.when is not None and event.when.days == 3


def test_events_come_by_day_and_undated_ones_last():
    assert [event.id for event in read_chronicle(WAR).events] == ["a", "b", "c", "d"]


def test_every_word_of_a_line_is_read():
    a, b, _, d = read_chronicle(WAR).events
    assert b.dyad == ("Belvar", "Ashmar")
    assert (b.mode, b.status, b.toll.killed, b.places) == ("bombing", "attempted", Count(3, None, 5), (Place("Qarn"),))
    assert a.toll.killed == Count.exactly(2) and a.toll.injured == Count(4)
    assert a.toll.parts[1].party == "Tel League"
    assert d.when is None and d.actors == () and d.recipients == ("Ashmar", "Tel League") and d.attribution.unclaimed


def test_a_declared_link_rests_on_the_words_of_the_chronicle():
    declared, inferred = read_links(WAR)
    assert (declared.trigger, declared.response, declared.basis, declared.lag_days) == ("a", "b", "declared", 2)
    [passage] = declared.evidence
    assert passage.quote == "answers a declared" and passage.report.startswith("report-")
    chronicle_report(WAR).check(passage)
    assert (inferred.kind, inferred.probability, inferred.evidence) == ("carries_out", 0.7, ())


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("\n yesterday", "line 2: expected 'observed DAY to DAY', got 'yesterday'"),
        ("", "line 1: expected 'observed DAY to DAY', got nothing"),
        ("observed never\na 2031-02-30 Ashmar > Belvar ASSAULT", "line 2: '2031-02-30' is no day"),
        ("observed never\na 7 March Ashmar > Belvar ASSAULT", "line 2: '7' is no day"),
        ("observed never\na ? Ashmar > Belvar RAID", "line 2: expected an action"),
        ("observed never\na ? Ashmar Belvar ASSAULT", "line 2: expected 'Actor > Recipient'"),
        ("observed never\na ? Ashmar > Belvar ASSAULT killed many", "line 2: expected a count after 'killed'"),
        ("observed never\na ? Ashmar > Belvar ASSAULT killed 5..3", "line 2: a count must rise"),
        ("observed never\na ? Ashmar > Belvar ASSAULT done Twice", "line 2: 'Twice' says nothing here"),
        (
            "observed never\na ? Ashmar > ? ASSAULT\na ? Ashmar > ? ASSAULT",
            "line 3: the id 'a' stands already on line 2",
        ),
        ("observed 2031-03-02 to 2031-03-01", "line 1: span ends before it begins"),
    ],
)
def test_a_line_that_does_not_follow_the_notation_is_named(text, says):
    with pytest.raises(ChronicleError) as wrong:
        read_chronicle(text)
    assert str(wrong.value).startswith(says)


def test_a_link_to_no_line_is_an_error():
    with pytest.raises(ChronicleError, match="line 2: 'z' is the id of no line"):
        read_links("observed never\na ? Ashmar > Belvar ASSAULT answers z inferred")


def test_a_name_that_holds_a_sign_cannot_be_written():
    war = Timeline((Event("a", "ASSAULT", actors=("Ashmar > Belvar",)),), ())
    with pytest.raises(ChronicleError, match="holds a sign or a word of the notation"):
        write_chronicle(war)


names = st.sampled_from(["Ashmar", "Belvar", "Tel League", "the Third Corps", "Çelik-2", "عشمر"])
days = st.dates(date(2031, 1, 1), date(2032, 12, 31))
spans = st.tuples(days, days).map(lambda pair: DateSpan(min(pair), max(pair)))
counts = st.lists(st.integers(0, 999), min_size=3, max_size=3).flatmap(
    lambda three: st.tuples(*(st.sampled_from([None, n]) for n in sorted(three))).map(lambda parts: Count(*parts))
)
tolls = st.lists(
    st.builds(
        TollPart,
        st.sampled_from(["killed", "injured", "captured", "missing", "displaced"]),
        counts.filter(lambda count: count.is_known),
        st.none() | names,
    ),
    max_size=3,
).map(lambda parts: Toll(tuple(parts)))
sides = st.lists(names, max_size=3, unique=True).map(tuple)
bare_events = st.builds(
    Event,
    id=st.just("x"),
    action=st.sampled_from(ACTIONS),
    mode=st.none() | st.sampled_from(["bombing", "air-strike", "other"]),
    status=st.sampled_from(STATUSES),
    actors=sides,
    recipients=sides,
    when=st.none() | spans,
    places=st.lists(names.map(Place), max_size=2).map(tuple),
    toll=tolls,
    attribution=st.booleans().map(lambda yes: Attribution(unclaimed=yes)),
    directed=st.booleans(),
)


@st.composite
def wars(draw):
    told = draw(st.lists(bare_events, max_size=5))
    told.sort(key=lambda event: (event.when is None, event.when or DateSpan(date.max, date.max)))
    events = tuple(
        Event(**{name: getattr(event, name) for name in Event.__slots__} | {"id": f"e{n}"})
        for n, event in enumerate(told)
    )
    first, last = sorted((draw(days), draw(days)))
    return Timeline(events, draw(st.sampled_from([(), (DateSpan(first, last),)])))


@given(wars())
def test_a_war_written_and_read_is_the_same_war(war):
    assert read_chronicle(write_chronicle(war)) == war


@given(wars(), st.data())
def test_links_written_and_read_tie_the_same_events(war, data):
    ids = [event.id for event in war.events]
    pairs = [(one, other) for one in ids for other in ids if one != other]
    chosen = data.draw(st.lists(st.sampled_from(pairs), unique=True, max_size=3)) if pairs else []
    links = [Link(one, other, "inferred", data.draw(st.sampled_from([1.0, 0.25, 0.0]))) for one, other in chosen]
    found = read_links(write_chronicle(war, links))
    assert {(link.id, link.probability) for link in found} == {(link.id, link.probability) for link in links}
