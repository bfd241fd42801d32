"""What sentences say, in a table: a record on the left, its words on the right."""
# ruff: noqa: E501 – a row of a table is read as a row

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talion.records import (
    ACTIONS,
    STATUSES,
    Actor,
    Assessment,
    Attribution,
    Blame,
    Claim,
    Count,
    DateSpan,
    Estimate,
    Event,
    Link,
    Mark,
    Place,
    Relation,
    Report,
    Speaker,
    Toll,
    TollPart,
)
from talion.views.day_words import said_span, said_when
from talion.views.sentences import Cast, category_of, counted
from talion.views.telling import (
    name_event,
    said_by,
    tell_assessment,
    tell_attribution,
    tell_claim,
    tell_estimate,
    tell_event,
    tell_interval,
    tell_link,
    tell_relation,
)
from talion.views.toll_words import said_count

CAST = Cast(
    [
        Actor("us", "United Shires", "state", country="XUS"),
        Actor("belvar", "Belvar", "state", country="XBE"),
        Actor("kh", "Kettle Host", "armed group"),
        Actor("brigades", "Dune Brigades", "armed group"),
        Actor("forces", "Popular Forces", "umbrella"),
        Actor("ines-vo", "Ines Vo", "person"),
        Actor("set", "Belvar-backed groups", "set"),
    ],
    [Report("The army hit back.\n\nIt was a reply.", outlet="Gazette", published=date(2031, 3, 9))],
)
[REPORT] = CAST.reports.values()
SUNDAY = DateSpan.on(date(2019, 12, 29))


def act(**told: object) -> Event:
    return Event(**{"id": "event-1", "action": "ASSAULT", "when": SUNDAY, **told})  # type: ignore[arg-type]


STRIKE = act(actors=("us",), recipients=("kh",), weapon="air strike")

EVENTS = [
    (
        replace(
            STRIKE, weapon=None, mode="air", thing="five bases controlled by the Kettle Host", time_of_day="late",
            places=(Place("Ostrand", "country", "XOS"), Place("Sellmark", "country", "XSE")), reports=("r1",),
            toll=Toll((TollPart("killed", Count(25)), TollPart("injured", Count(51), said="more than 50"))),
        ),
        "Late on Sunday 29 December 2019, United Shires struck five bases controlled by the Kettle Host from the air in "
        "Ostrand and Sellmark; at least 25 people were killed and more than 50 injured, one report says.",
    ),
    (STRIKE, "On Sunday 29 December 2019, United Shires struck Kettle Host from the air."),
    (replace(STRIKE, weapon="rocket"), "On Sunday 29 December 2019, United Shires fired rockets at Kettle Host."),
    (replace(STRIKE, weapon="drone", when=None),
     "On a day the reports do not give, United Shires struck Kettle Host by drone."),
    (replace(STRIKE, weapon="rocket", thing="a depot"),
     "On Sunday 29 December 2019, United Shires fired rockets at a depot (against Kettle Host)."),
    (replace(STRIKE, status="threatened"), "On Sunday 29 December 2019, United Shires threatened to strike Kettle Host "
                                           "from the air."),
    (replace(STRIKE, status="planned"), "On Sunday 29 December 2019, United Shires planned to strike Kettle Host from "
                                        "the air."),
    (replace(STRIKE, status="attempted"), "On Sunday 29 December 2019, United Shires tried to strike Kettle Host from "
                                          "the air."),
    (replace(STRIKE, status="foiled"), "On Sunday 29 December 2019, United Shires tried to strike Kettle Host from the "
                                       "air; the attempt was foiled."),
    (replace(STRIKE, status="denied", when=None), "On a day the reports do not give, it is denied that United Shires "
                                                  "struck Kettle Host from the air."),
    (replace(STRIKE, status="hypothetical"), "On Sunday 29 December 2019, United Shires is spoken of as able or likely "
                                             "to strike Kettle Host from the air."),
    (act(actors=("brigades",), recipients=("us",), status="habitual", when=DateSpan(date(2003, 1, 1), date(2011, 12, 31))),
     "Between 2003 and 2011, the Dune Brigades have attacked United Shires, again and again."),
    (act(action="SANCTION", mode="designate", actors=("us",), recipients=("kh",), status="historical",
         thing="a foreign terrorist organisation", when=DateSpan(date(2009, 1, 1), date(2009, 12, 31))),
     "In 2009, United Shires designated Kettle Host “a foreign terrorist organisation”."),
    (act(action="SANCTION", actors=("us",), recipients=("belvar",), when=DateSpan(date(2019, 5, 1), date(2019, 5, 31))),
     "In May 2019, United Shires imposed sanctions on Belvar."),
    (act(action="SANCTION", actors=("us",), recipients=("belvar",), thing="Sanctions"),
     "On Sunday 29 December 2019, United Shires imposed sanctions on Belvar."),
    (act(action="THREATEN", actors=("ines-vo",), recipients=("us",), thing="a strong response"),
     "On Sunday 29 December 2019, Ines Vo threatened United Shires: “a strong response”."),
    (act(action="THREATEN", actors=("ines-vo",)), "On Sunday 29 December 2019, Ines Vo made a threat."),
    (act(action="REQUEST", actors=("belvar",), issue="retaliation"),
     "On Sunday 29 December 2019, Belvar called for “retaliation”."),
    (act(action="REQUEST", actors=("belvar",), recipients=("us",), thing="a halt"),
     "On Sunday 29 December 2019, Belvar called on United Shires for “a halt”."),
    (act(recipients=("us",), weapon="rocket", attribution=Attribution(unclaimed=True), reports=("r1", "r2")),
     "On Sunday 29 December 2019, an unclaimed rocket attack on United Shires took place, two reports say."),
    (act(recipients=("us",), weapon="mortar", reports=("r1",)),
     "On Sunday 29 December 2019, a mortar attack on United Shires took place, one report says; who did it is not said."),
    (act(actors=("kh",), recipients=("us",), weapon="rocket",
         attribution=Attribution((Blame("blames", "kh", "The ministry"),))),
     "On Sunday 29 December 2019, a rocket attack on United Shires, blamed on Kettle Host by the ministry, took place."),
    (act(actors=("kh",), recipients=("us",), weapon="rocket", attribution=Attribution((Blame("claims", "kh", "It", "kh"),))),
     "On Sunday 29 December 2019, Kettle Host fired rockets at United Shires; it claimed it."),
    (act(recipients=("us",), weapon="rocket", acts=Count(2), when=DateSpan(date(2019, 12, 1), date(2019, 12, 20)),
         attribution=Attribution(unclaimed=True)),
     "Between 1 and 20 December 2019, a run of unclaimed rocket attacks, number not given, on United Shires took place."),
    (replace(STRIKE, acts=Count.exactly(5)),
     "On Sunday 29 December 2019, United Shires carried out five air strikes on Kettle Host."),
    (act(actors=("us",), recipients=("kh",), directed=False),
     "On Sunday 29 December 2019, United Shires and Kettle Host fought each other; who acted is not recorded."),
    (replace(STRIKE, origin="the data set X"),
     "On Sunday 29 December 2019, United Shires struck Kettle Host from the air, as the data set X records it."),
]  # fmt: skip


@pytest.mark.parametrize(("event", "words"), EVENTS, ids=[words[:60] for _, words in EVENTS])
def test_an_event_is_told_so(event: Event, words: str):
    assert tell_event(event, CAST).text == words


TOLLS = [
    ([TollPart("killed", Count.exactly(1))], "one person was killed"),
    ([TollPart("killed", Count.exactly(0))], "nobody was killed"),
    ([TollPart("killed", Count(4, None, 11))], "between 4 and 11 people were killed"),
    ([TollPart("killed", Count(3, 5, 9))], "between three and nine (best guess five) people were killed"),
    ([TollPart("killed", Count(high=80))], "up to 80 people were killed"),
    ([TollPart("killed", Count.exactly(1), "US civilian contractor", civilian=True)],
     "one US civilian contractor was killed"),
    ([TollPart("killed", Count.exactly(3), "kh")], "three of Kettle Host were killed"),
    ([TollPart("killed", Count.exactly(11)), TollPart("killed", Count.exactly(3), "civilians")],
     "11 people were killed (among them three civilians)"),
    ([TollPart("killed", Count.exactly(1), "civilians")], "one civilian was killed"),
    ([TollPart("killed", Count.exactly(1), "General Ines Vo", "ines-vo")], "General Ines Vo was killed"),
    ([TollPart("killed", Count.exactly(1), "commander", "brigades")], "one commander of the Dune Brigades was killed"),
    ([TollPart("killed", Count.exactly(3), "Shire soldiers", "us")], "three Shire soldiers were killed"),
    ([TollPart("killed", Count.exactly(8)), TollPart("killed", Count.exactly(2), "guests"),
      TollPart("killed", Count.exactly(10), "drivers")],
     "eight people were killed (among them two guests; by another count ten drivers)"),
    ([TollPart("killed", Count(0)), TollPart("killed", Count.exactly(0), "sailors"),
      TollPart("killed", Count(80), "troops")],
     "nobody was killed (by another count at least 80 troops)"),
    ([TollPart("killed", Count.exactly(8)), TollPart("killed", Count.exactly(8), "drivers")],
     "eight people were killed (eight drivers)"),
    ([TollPart("injured", Count(0, None, 6))], "between zero and six people were injured"),
    ([TollPart("killed", Count(0, None, 176))], "between zero and 176 people were killed"),
    ([TollPart("injured", Count(20))], "at least 20 people were injured"),
]  # fmt: skip


@pytest.mark.parametrize(("parts", "words"), TOLLS)
def test_a_toll_is_told_so(parts: list[TollPart], words: str):
    told = tell_event(replace(STRIKE, toll=Toll(tuple(parts))), CAST).text
    assert told == f"On Sunday 29 December 2019, United Shires struck Kettle Host from the air; {words}."


SPANS = [
    (DateSpan(date(2019, 12, 28), date(2019, 12, 29)), "On 28 or 29 December 2019", "28 to 29 December 2019"),
    (DateSpan(date(2019, 12, 31), date(2020, 1, 1)), "On 31 December 2019 or 1 January 2020",
     "31 December 2019 to 1 January 2020"),
    (DateSpan(date(2019, 12, 1), date(2019, 12, 31)), "In December 2019", "December 2019"),
    (DateSpan(date(2019, 1, 1), date(2019, 12, 31)), "In 2019", "2019"),
    (DateSpan(date(2019, 12, 3), date(2019, 12, 9)), "On a day between 3 and 9 December 2019", "3 to 9 December 2019"),
]  # fmt: skip


@pytest.mark.parametrize(("span", "begins", "words"), SPANS)
def test_a_span_is_told_so(span: DateSpan, begins: str, words: str):
    assert said_when(replace(STRIKE, when=span)) == begins
    assert said_span(span) == words


def test_who_is_said_to_have_done_it_is_told_one_voice_a_sentence():
    blames = (
        Blame("blames", "kh", "The ministry", "us"),
        Blame("denies", "kh", "Kettle Host", "kh"),
        Blame("claims", "brigades", "The Dune Brigades", "brigades"),
    )
    told = tell_attribution(act(attribution=Attribution(blames, unclaimed=True)), CAST)
    assert [sentence.text for sentence in told] == [
        "The ministry blamed Kettle Host for it.",
        "Kettle Host denied having done it.",
        "The Dune Brigades claimed it.",
        "Nobody is said to have claimed it.",
    ]


def link(basis: str, **told: object) -> Link:
    words = REPORT.passage(0, 18)
    evidence = {} if basis == "inferred" else {"evidence": (words,), "marks": (Mark("phrase", REPORT.passage(13, 17)),)}
    return Link("event-1", "event-2", basis, 0.62, **{**evidence, **told})  # type: ignore[arg-type]


def test_a_link_is_told_on_whose_word_it_rests():
    events = {
        "event-1": act(recipients=("us",), weapon="rocket"),
        "event-2": replace(STRIKE, id="event-2", when=DateSpan.on(date(2019, 12, 31))),
    }
    one = "United Shires’ air strike on Kettle Host (31 December 2019)"
    other = "the rocket attack on United Shires (29 December 2019)"
    speaker = Speaker("The ministry", "official")
    assert tell_link(link("declared", speaker=speaker), events, CAST).text == (
        f"{one} – declared by the ministry to be a response to {other}, in the words “back”."
    )
    assert tell_link(link("attributed"), events, CAST).text == (
        f"{one} – reported by Gazette as a response to {other}, in the words “back”."
    )
    assert tell_link(link("inferred", reasons=("the sides are swapped",)), events, CAST).text == (
        f"{one} – inferred, with a probability of 0.62, as a response to {other}; nobody says so: the sides are swapped."
    )


RELATIONS = [
    (Relation("brigades", "backed_by", "belvar", "s", since=DateSpan(date(2027, 1, 1), date(2027, 12, 31))),
     "The Dune Brigades have been backed by Belvar since 2027."),
    (Relation("kh", "opposed_to", "us", "s", since=DateSpan(date(2003, 1, 1), date(2007, 12, 31))),
     "Kettle Host has been opposed to United Shires since some day between 2003 and 2007."),
    (Relation("kh", "controls", "belvar", "s", since=DateSpan.on(date(2027, 1, 1)), until=DateSpan.on(date(2028, 1, 1))),
     "Kettle Host controlled Belvar from 1 January 2027 until 1 January 2028."),
    (Relation("ines-vo", "part_of", "belvar", "s", since=DateSpan.on(date(2027, 1, 1))),
     "Ines Vo has held public office in Belvar since 1 January 2027."),
    (Relation("kh", "part_of", "forces", "s"), "Kettle Host is part of the Popular Forces."),
    (Relation("forces", "backed_by", "belvar", "s", quantifier="most of"),
     "Most of the Popular Forces are backed by Belvar."),
    (Relation("kh", "designated_by", "us", "s", since=DateSpan(date(2009, 1, 1), date(2009, 12, 31))),
     "Kettle Host was designated by United Shires in 2009."),
    (Relation("kh", "founded_by", "ines-vo", "s", confidence="disputed", said_by="us"),
     "Kettle Host was founded by Ines Vo, as United Shires says; this is disputed."),
    (Relation("ines-vo", "alias_of", "ines-vo", "s", note="Ines Vo, also known as Mother Kestrel"),
     "Ines Vo, also known as Mother Kestrel."),
]  # fmt: skip


@pytest.mark.parametrize(("relation", "words"), RELATIONS)
def test_a_tie_is_told_so(relation: Relation, words: str):
    assert tell_relation(relation, CAST).text == words


def test_claims_are_told_with_their_speaker():
    passage = REPORT.passage(0, 18)
    staff = Speaker("Hospital staff", "witness")
    toll = Claim("event-1", passage, "asserts", "toll", staff, toll=Toll((TollPart("killed", Count(12)),)))
    blame = Claim("event-1", passage, "blames", "actor", Speaker("Ines Vo", "official", role="minister"), ("kh",))
    own = Claim("event-1", passage, "denies", "actor", Speaker("Kettle Host", "party", "kh"), ("kh",))
    why = Claim("event-1", passage, "asserts", "reason", words="It was a reply")
    assert [tell_claim(claim, CAST).text for claim in (toll, blame, own, why)] == [
        "Hospital staff says that at least 12 people were killed.",
        "Ines Vo (minister) blames Kettle Host for it.",
        "Kettle Host denies having done it.",
        "Gazette (the reporter) gives as the reason: “It was a reply”.",
    ]


SPEAKERS = [
    (Speaker("US officials", "official"), "US officials deny that Belvar did it."),
    (Speaker("officials of the port", "official"), "Officials of the port deny that Belvar did it."),
    (Speaker("The Dune Brigades", "party"), "The Dune Brigades deny that Belvar did it."),
    (Speaker("A minister of the forces", "official"), "A minister of the forces denies that Belvar did it."),
    (Speaker("Iraqi security official", "official", role="Iraqi security official"),
     "Iraqi security official denies that Belvar did it."),
    (Speaker("Ines Vo", "official", role="minister", affiliation="the Minister of War"),
     "Ines Vo (minister, the Minister of War) denies that Belvar did it."),
    (Speaker("It", "party", "forces"), "The Popular Forces deny that Belvar did it."),
    (Speaker("the group", "party", "kh"), "Kettle Host denies that Belvar did it."),
    (Speaker("It", "party"), "Somebody called “it” denies that Belvar did it."),
]  # fmt: skip


@pytest.mark.parametrize(("speaker", "words"), SPEAKERS, ids=[speaker.name for speaker, _ in SPEAKERS])
def test_a_speaker_is_named_for_a_reader_of_this_sentence_alone(speaker: Speaker, words: str):
    claim = Claim("event-1", REPORT.passage(0, 18), "denies", "actor", speaker, ("belvar",))
    assert tell_claim(claim, CAST).text == words


def test_one_voice_under_two_names_is_told_once():
    blames = (Blame("blames", "kh", "President Ines Vo", "ines-vo"), Blame("blames", "kh", "Ines Vo", "ines-vo"))
    told = tell_attribution(act(attribution=Attribution(blames)), CAST)
    assert [sentence.text for sentence in told] == ["President Ines Vo blamed Kettle Host for it."]


def test_speakers_in_a_list_stand_once_each():
    speakers = [
        Speaker(name, "official") for name in ("Police sources", "police sources", "The ministry", "The Guards")
    ]
    assert said_by(speakers, CAST) == "Police sources, the ministry and the Guards"


def test_words_of_the_floors_below_get_names_and_articles():
    assert CAST.with_articles("acts on Popular Forces, the Dune Brigades and Kettle Host") == (
        "acts on the Popular Forces, the Dune Brigades and Kettle Host"
    )
    assert CAST.with_names("forces acted on ines-vo, then kh-2 on belvar") == (
        "the Popular Forces acted on Ines Vo, then kh-2 on Belvar"
    )


def test_expectations_keep_the_speakers_words_and_say_the_direction():
    speaker = Speaker("Lena Marsh", "expert", affiliation="Imre Institute")
    told = [
        Assessment(speaker, REPORT.passage(0, 18), direction, "it will be larger", ("kh",), ("us",))
        for direction in ("escalate", "hold", "deter", "unclear")
    ]
    assert [tell_assessment(assessment, CAST).text for assessment in told] == [
        "Lena Marsh (Imre Institute) expects more force from Kettle Host toward United Shires: “it will be larger”.",
        "Lena Marsh (Imre Institute) expects no change from Kettle Host toward United Shires: “it will be larger”.",
        "Lena Marsh (Imre Institute) expects Kettle Host to be held off by fear of United Shires: “it will be larger”.",
        "Lena Marsh (Imre Institute) speaks of what is to come from Kettle Host toward United Shires: "
        "“it will be larger”.",
    ]


def test_an_estimate_without_a_value_cannot_tell():
    unknown = Estimate("q", None, None, None, "share", 1, "f", caveats=("too few",))
    share = Estimate("q", 0.5, 0.12, 0.88, "share", 4, "f")
    assert (tell_estimate(unknown), tell_interval(unknown)) == ("cannot tell", "–")
    assert (tell_estimate(share), tell_interval(share)) == ("50%", "12% to 88% (90% interval)")
    attacks = Estimate("q", 0.0, 0.0, 0.4, "share of attacks", 4, "f")
    assert (tell_estimate(attacks), tell_interval(attacks)) == ("0% of attacks", "0% to 40% (90% interval)")
    assert tell_estimate(Estimate("q", 2.5, 1.0, 3.0, "days", 4, "f")) == "2.5 days"


def test_the_words_of_a_fact_lead_to_the_passage_it_was_taken_from():
    event = replace(STRIKE, marks=(Mark("act", REPORT.passage(9, 12)), Mark("actor", REPORT.passage(0, 8))))
    behind = {run.text: [p.quote for p in run.passages] for run in tell_event(event, CAST).runs if run.passages}
    assert behind == {"United Shires": ["The army"], "struck": ["hit"]}


def test_numbers_up_to_ten_are_written_out():
    assert [counted(n, "report") for n in (0, 1, 2, 10, 11, 1200)] == [
        "no reports", "one report", "two reports", "ten reports", "11 reports", "1,200 reports",
    ]  # fmt: skip
    assert said_count(Count(51), "more than 50") == "more than 50"
    assert said_count(Count(51), "more than 5 of 51") == "at least 51"


def test_marks_of_any_name_have_a_category():
    assert [category_of(what) for what in ("killed", "recipient", "phrase", "killed:2", "novel")] == [
        "toll", "who", "link", "toll", "other",
    ]  # fmt: skip


def test_names_take_their_article_from_what_they_are():
    names = [
        "United Shires",
        "Kettle Host",
        "the Dune Brigades",
        "the Popular Forces",
        "Ines Vo",
        "Belvar-backed groups",
    ]
    assert [CAST.name(actor) for actor in ("us", "kh", "brigades", "forces", "ines-vo", "set")] == names


@given(
    action=st.sampled_from(ACTIONS),
    status=st.sampled_from(STATUSES),
    weapon=st.sampled_from([None, "rocket", "air strike", "knife", "something odd"]),
    actors=st.sampled_from([(), ("us",), ("us", "brigades")]),
    recipients=st.sampled_from([(), ("kh",)]),
    thing=st.sampled_from([None, "a depot", "an act of retaliation", "calls for revenge"]),
    days=st.integers(0, 900),
    acts=st.sampled_from([Count(1, 1, 1), Count(2), Count.exactly(7), Count()]),
)
def test_whatever_the_record_our_own_words_name_no_motive(
    action, status, weapon, actors, recipients, thing, days, acts
):
    when = DateSpan(SUNDAY.first, SUNDAY.first + timedelta(days=days))
    event = Event("event-1", action, None, status, actors, recipients, when, weapon=weapon, thing=thing, acts=acts)
    told = tell_event(event, CAST)
    for words in (told.own_words, name_event(event, CAST)):
        assert not re.search(r"retaliat|reprisal|reveng|tit.for.tat", words, re.IGNORECASE)
    assert told.text.endswith(".") and told.text[0].isupper()
    assert "  " not in told.text and " ," not in told.text
