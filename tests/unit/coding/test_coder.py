"""What the coder reads out of sentences, in invented wars. Small enough to be read beside the sentence."""

from datetime import date
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from talion.codebook.gazetteer import gazetteer
from talion.codebook.registry import registry
from talion.coding.coder import Coder
from talion.coding.speech.directions import direction_of
from talion.records import Actor, Coded, Count, DateSpan, Name, Relation, Report

PUBLISHED = date(2031, 3, 12)  # a Wednesday
INVENTED = (
    Actor("ashmar", "Ashmar", "state", (Name("Ashmari", kind="name"),), source="invented"),
    Actor("belvar", "Belvar", "state", (Name("Belvari", kind="name"),), source="invented"),
    Actor("delta-brigade", "Delta Brigade", "armed group", source="invented"),
)
TIES = (Relation("delta-brigade", "backed_by", "belvar", "invented"),)


@cache
def _coder() -> Coder:
    return Coder(registry().with_rows(INVENTED, TIES), gazetteer())


def code(text: str, *, published: date | None = PUBLISHED) -> Coded:
    return _coder().code(Report(text, published=published, language="en"))


def force(coded: Coded):
    return [event for event in coded.events if event.action == "ASSAULT"]


def only(coded: Coded):
    [event] = force(coded)
    return event


# ---- who did what to whom


def test_a_verb_gives_actor_recipient_and_day():
    event = only(code("Ashmar bombed the Delta Brigade on Monday."))
    assert event.dyad == ("ashmar", "delta-brigade")
    assert event.when == DateSpan.on(date(2031, 3, 10))
    assert event.is_deed and event.weapon == "bomb"


def test_a_passive_turns_the_sides_round():
    assert only(code("The Delta Brigade was attacked by Ashmar on Monday.")).dyad == ("ashmar", "delta-brigade")


def test_a_noun_tells_an_act_as_well_as_a_verb():
    event = only(code("An Ashmari air strike on the Delta Brigade caused damage on Tuesday."))
    assert event.dyad == ("ashmar", "delta-brigade") and event.weapon == "air strike"


def test_a_light_verb_leaves_the_act_to_its_object():
    event = only(code("The Delta Brigade carried out a rocket attack on Ashmar on Sunday."))
    assert event.dyad == ("delta-brigade", "ashmar") and event.weapon == "rocket"


def test_rockets_that_are_fired_by_nobody_known_leave_the_perpetrator_unknown():
    event = only(code("Rockets were fired at an Ashmari base on Tuesday."))
    assert event.actors == () and event.recipients == ("ashmar",) and event.thing == "an Ashmari base"


def test_unnamed_gunmen_are_nobody():
    event = only(code("Gunmen attacked an Ashmari army post on Tuesday, killing two soldiers."))
    assert event.actors == () and event.toll.killed == Count.exactly(2)


def test_nationals_of_a_state_do_not_act_for_it():
    event = only(code("Ashmari protesters attacked the Delta Brigade on Tuesday."))
    assert event.actors == () and event.recipients == ("delta-brigade",)


def test_a_militia_of_a_country_is_not_that_state():
    event = only(code("An Ashmari militia attacked the Delta Brigade on Tuesday."))
    assert event.actors == ()


def test_a_thing_hit_keeps_whose_it_is():
    event = only(code("Ashmar struck three bases controlled by the Delta Brigade late on Monday."))
    assert event.thing == "three bases controlled by the Delta Brigade"
    assert event.recipients == ("delta-brigade",) and event.time_of_day == "late"


def test_the_group_is_the_last_group_named():
    coded = code("The Delta Brigade holds the valley.\n\nAshmar bombed the group on Monday.")
    assert only(coded).recipients == ("delta-brigade",)


def test_an_unknown_party_becomes_a_new_actor_and_not_a_known_one():
    coded = code("The Lions of Kesh shelled Ashmar on Monday.")
    event = only(coded)
    assert event.actors == ("new-lions-of-kesh",)
    assert [actor.provisional for actor in coded.actors] == [True]


def test_two_sided_fighting_has_no_direction():
    event = only(code("Ashmar and the Delta Brigade clashed near the border on Monday."))
    assert not event.directed and event.dyad is None
    assert {*event.actors, *event.recipients} == {"ashmar", "delta-brigade"}


# ---- what happened, and what did not


@pytest.mark.parametrize(
    "sentence",
    [
        "Do not kill anyone and there is no problem.",
        "The law threatened stability in the valley.",
        "The state-sanctioned militia stayed in the valley.",
        "They will only threaten via rhetoric, an analyst said.",
        "Ashmar did not attack the Delta Brigade.",
        "If the Delta Brigade attacks Ashmar, prices will rise.",
        "The Delta Brigade could attack Ashmar, an analyst said.",
        "The shares hit a record low on Monday.",
    ],
)
def test_nothing_happened(sentence):
    assert [event for event in code(sentence).events if event.is_deed or event.is_word] == []


def test_a_strike_of_workers_is_a_protest_and_no_attack():
    [event] = code("Workers went on strike in Ashmar on Monday.").events
    assert (event.action, event.mode, event.status) == ("PROTEST", "strike", "done")


def test_a_threat_is_words():
    [event] = code("The Delta Brigade vowed to strike Ashmar.").events
    assert (event.action, event.status, event.actors) == ("THREATEN", "threatened", ("delta-brigade",))


def test_a_threat_keeps_what_was_threatened():
    [event] = code("The Delta Brigade has warned of a strong response against Ashmar.").events
    assert event.thing == "a strong response" and event.recipients == ("ashmar",)


def test_naming_what_awaits_somebody_is_a_threat():
    [event] = code("Severe revenge awaits Belvar, Ashmar said on Monday.").events
    assert (event.action, event.actors, event.recipients) == ("THREATEN", ("ashmar",), ("belvar",))


def test_calls_for_revenge_are_words_and_no_deed():
    coded = code("Belvar's calls for retaliation worried its neighbours.")
    assert force(coded) == []
    assert [(event.action, event.thing) for event in coded.events] == [("THREATEN", "retaliation")]


def test_a_foiled_attack_is_foiled():
    event = only(code("Ashmar foiled a bomb attack by the Delta Brigade on Monday."))
    assert event.status == "foiled" and event.is_deed


def test_what_a_side_denies_is_denied():
    event = only(code("The Delta Brigade denied attacking Ashmar on Monday."))
    assert event.status == "denied" and not event.is_deed


def test_long_attacked_is_a_habit():
    assert only(code("The Delta Brigade has long attacked Ashmari forces.")).status == "habitual"


def test_an_act_of_years_ago_is_background():
    assert only(code("Ashmar bombed the Delta Brigade in 2019.")).status == "historical"


def test_sanctions_stand_in_the_same_ledger():
    [event] = code("Ashmar imposed economic sanctions on Belvar on Monday.").events
    assert (event.action, event.dyad, event.thing) == ("SANCTION", ("ashmar", "belvar"), "economic sanctions")


# ---- one act, several mentions


def test_what_killed_and_what_hit_is_one_act():
    event = only(code("Two people were killed when rockets struck an Ashmari base on Monday."))
    assert event.toll.killed == Count.exactly(2) and event.weapon == "rocket"


def test_the_attack_is_the_act_told_before():
    coded = code(
        "Rockets hit an Ashmari base near Deshmir on Monday.\n\nNo group claimed responsibility for the attack."
    )
    event = only(coded)
    assert event.attribution.unclaimed and len(event.passages) == 2


def test_a_run_of_attacks_is_not_the_attack_of_friday():
    coded = code(
        "A rocket attack killed an Ashmari soldier on Friday.\n\nAttacks on Ashmari bases have increased recently."
    )
    single, run = sorted(force(coded), key=lambda event: event.when is None)
    assert single.acts == Count.exactly(1) and run.acts == Count(2) and run.when is None


def test_two_acts_on_two_days_stay_two():
    coded = code("Ashmar bombed the Delta Brigade on Monday.\n\nAshmar bombed the Delta Brigade on Tuesday.")
    assert len(force(coded)) == 2


# ---- days, places, tolls


def test_a_day_that_dates_the_saying_does_not_date_the_act():
    event = only(code("Ashmar said on Tuesday that the Delta Brigade had shelled a village."))
    assert event.when == DateSpan(date(2031, 3, 10), date(2031, 3, 11))
    assert "reported" in event.when_because


def test_without_a_day_of_publication_a_weekday_stays_open():
    coded = code("Ashmar bombed the Delta Brigade on Monday.", published=None)
    assert only(coded).when is None
    assert "no-publication-day" in {doubt.kind for doubt in coded.doubts}


def test_the_date_in_a_caption_is_the_photo_s():
    text = "A wall after an air strike on the Delta Brigade in Baghdad, March 11, 2031."
    report = Report(text, published=PUBLISHED, language="en", parts=(_part("caption", text),))
    [event] = _coder().code(report).events
    assert event.when is None and [place.name for place in event.places] == ["Baghdad"]


def test_a_village_that_no_gazetteer_lists_is_kept_as_said():
    event = only(code("The Delta Brigade shelled an Ashmari base in Deshmir on Monday."))
    assert [(place.said, place.precision) for place in event.places] == [("Deshmir", "unknown")]


def test_a_capital_that_speaks_is_no_place():
    event = only(code("Tehran said the Delta Brigade attacked Ashmar on Monday."))
    assert event.places == ()


def test_at_least_stays_open_above():
    event = only(code("At least 25 people were killed and more than 50 injured in Ashmari strikes on Monday."))
    assert event.toll.killed == Count(25) and event.toll.injured == Count(51)


# ---- who says so


def test_a_claim_of_responsibility_names_the_actor():
    event = only(
        code("Rockets hit an Ashmari base on Monday. The Delta Brigade claimed responsibility for the attack.")
    )
    assert event.attribution.says == "claimed" and event.actors == ("delta-brigade",)


def test_blame_is_no_fact():
    event = only(code("Rockets hit an Ashmari base on Monday. Ashmar blamed the Delta Brigade for the attack."))
    assert event.actors == ()
    [blame] = event.attribution.blames
    assert (blame.stance, blame.actor, blame.by_actor) == ("blames", "delta-brigade", "ashmar")


def test_a_toll_that_a_speaker_gives_is_the_speaker_s():
    coded = code("Rockets hit an Ashmari base on Monday. Belvar said nine soldiers were killed.")
    tolls = [claim for claim in coded.claims if claim.about == "toll"]
    assert [(claim.speaker.name, claim.toll.killed) for claim in tolls] == [("Belvar", Count.exactly(9))]


# ---- answers


def test_a_side_s_own_word_declares_an_answer():
    coded = code(
        "Ashmar said its strikes on the Delta Brigade were in response to a rocket attack that killed a soldier."
    )
    [link] = coded.links
    assert link.basis == "declared" and link.marks[0].passage.quote == "in response to"


def test_anybody_else_s_word_attributes_it():
    coded = code(
        "Ashmari strikes on the Delta Brigade were in retaliation for a rocket attack on a base, analysts said."
    )
    assert [link.basis for link in coded.links] == ["attributed"]


def test_after_alone_is_order_and_no_answer():
    assert code("Ashmar bombed the Delta Brigade after a rocket attack on a base on Monday.").links == ()


# ---- facts and expectations


def test_a_fact_about_an_actor_keeps_its_words():
    coded = code("The Delta Brigade, backed by Belvar, holds the valley.")
    [relation] = coded.relations
    assert (relation.subject, relation.kind, relation.object) == ("delta-brigade", "backed_by", "belvar")
    assert relation.passage.quote.startswith("The Delta Brigade")


def test_an_expert_is_listed_with_affiliation_and_direction():
    coded = code('"An escalation is highly unlikely," said Jane Doe, a researcher at the Strait Institute.')
    [view] = coded.assessments
    assert (view.speaker.name, view.speaker.kind, view.speaker.affiliation) == (
        "Jane Doe",
        "expert",
        "the Strait Institute",
    )
    assert view.direction == "deter" and view.hedge == "unlikely"


@pytest.mark.parametrize(
    ("words", "direction"),
    [
        ("the conflict will escalate", "escalate"),
        ("an escalation is highly unlikely", "deter"),
        ("they will only threaten via rhetoric", "deter"),
        ("expect rockets again before the summer", "escalate"),
        ("nothing will change and they will go on as before", "hold"),
        ("the valley is quiet", "unclear"),
        ("the army attacked twice last year", "unclear"),
    ],
)
def test_the_direction_of_an_expectation(words, direction):
    assert direction_of(words) == direction


# ---- always


def test_the_same_report_gives_the_same_records():
    text = "Ashmar bombed the Delta Brigade on Monday. The Delta Brigade vowed revenge."
    assert code(text) == code(text)


def test_a_language_that_is_not_read_is_said():
    coded = _coder().code(Report("قصفت القوات الموقع.", language="ar"))
    assert coded.events == () and [doubt.kind for doubt in coded.doubts] == ["not-read"]


_SPOKEN = """
Ashmar Belvar the Delta Brigade attacked bombed struck killed two soldiers on Monday in Deshmir said that “ ” , .
rockets was by would not if after responsibility claimed blamed denied response to were injured at least 25
"""
_WORDS = st.sampled_from([*_SPOKEN.split(), "\n\n"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_WORDS, min_size=1, max_size=40))
def test_no_words_make_it_fail_and_every_passage_is_the_report_s_own(words):
    text = " ".join(words)
    if not text.strip():
        return
    coded = code(text)
    for passage in _passages(coded):
        coded.report.check(passage)


def _passages(coded: Coded):
    for event in coded.events:
        yield from event.passages
        yield from (mark.passage for mark in event.marks)
    for claim in coded.claims:
        yield claim.passage
    for link in coded.links:
        yield from link.evidence
    for view in coded.assessments:
        yield view.passage


def _part(kind, text):
    from talion.records import Part

    return Part(kind, 0, len(text))
