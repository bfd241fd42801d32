"""Rules and trained models reading together: what each adds, what is refused, and what is only considered."""

from datetime import date

import pytest

from talion.codebook.gazetteer import gazetteer
from talion.codebook.registry import registry
from talion.coding.coder import Coder, coder
from talion.coding.models import sure
from talion.records import Coded, Report


@pytest.fixture(scope="module")
def reads() -> Coder:
    return coder(registry(), gazetteer())


def read(reads: Coder, text: str) -> Coded:
    return reads.code(Report(text, published=date(2031, 3, 9), language="en"))


def is_a_models(event) -> bool:
    return "a model hears" in event.by_rule


def test_an_act_told_by_words_that_no_list_has_is_heard_with_its_sides_and_its_score(reads):
    [event] = read(reads, "Iranian gunners sprang on a Turkish patrol near Van.").events
    assert (event.action, event.actors, event.recipients) == ("ASSAULT", ("iran",), ("turkey",))
    assert is_a_models(event) and 0 < event.score <= 1


def considered(reads: Coder, text: str, word: str):
    _, passed_over = reads.explain(Report(text, published=date(2031, 3, 9), language="en"))
    return next(one for one in passed_over if one.passage.quote == word)


def test_an_act_that_is_only_imagined_is_read_and_makes_no_record(reads):
    text = "Iraq would bomb the port of Basra if Syria closed the border."
    one = considered(reads, text, "bomb")
    assert (one.action, one.status) == ("ASSAULT", "hypothetical")
    assert [mark.passage.quote for mark in one.marks if mark.what == "actor"] == ["Iraq"]
    assert not any(event.is_deed for event in read(reads, text).events)


def test_a_verb_that_only_looks_like_an_act_is_refused_with_the_models_score(reads):
    text = "The show killed the audience in Basra on Sunday."
    assert not any(event.is_deed for event in read(reads, text).events)


def test_what_the_models_are_less_sure_of_than_the_measure_is_no_record(reads, monkeypatch):
    text = "Iranian gunners sprang on a Turkish patrol near Van."
    for measure in ("RECORD", "RECORD_PLAIN"):
        monkeypatch.setattr(sure, measure, 1.01)
    assert read(reads, text).events == ()
    assert "not sure enough of it for a record" in considered(reads, text, "sprang").why


def test_the_speaker_that_the_models_hear_is_the_claims(reads):
    coded = read(reads, "Israeli jets bombed a bridge near Tyre on Monday, the mayor fumed.")  # no rule knows the cue
    assert "the mayor" in {claim.speaker.name for claim in coded.claims if claim.speaker is not None}


def test_a_determiner_that_the_models_hear_is_not_the_speaker(reads):
    coded = read(reads, "Iraqi police raided a mosque in Basra, its imam swears.")
    names = {claim.speaker.name for claim in coded.claims if claim.speaker is not None}
    assert names and all("imam" in name for name in names)


def test_a_dated_act_of_the_last_days_is_no_history(reads):
    told = "A bomb exploded at a bank in Basra on 7 March 2031, killing two guards."
    assert [event.status for event in read(reads, told).events] == ["done"]
    long_ago = "A bomb exploded at a bank in Basra on 7 March 1991, killing two guards."
    assert [event.status for event in read(reads, long_ago).events] == ["historical"]


def test_an_act_that_a_rule_tells_is_the_rules(reads):
    text = "Israeli jets bombed a bridge near Tyre on Monday."
    assert not any(is_a_models(event) for event in read(reads, text).events)


def test_the_act_that_is_answered_is_heard_too_and_tied_to_the_answer(reads):
    text = "India scrapped the air accord with Pakistan in answer to the storming of its consulate."
    coded = read(reads, text)
    [link] = coded.links
    of = {event.id: event for event in coded.events}
    assert of[link.response].action == "SANCTION" and of[link.trigger].action in {"ASSAULT", "COERCE"}
    assert link.basis == "attributed" and "in answer to" in link.reasons[0]
    assert is_a_models(of[link.trigger]) and not is_a_models(of[link.response])


@pytest.mark.parametrize(
    "text",
    ["Rain fell on the stadium all night.", "The bakery sells bread and cakes.", "Prices rose by three per cent."],
)
def test_what_tells_no_act_stays_without_one(reads, text):
    assert read(reads, text).events == ()


def test_every_mark_of_a_models_act_is_the_reports_own_words(reads):
    report = Report("France pulled the plug on its training mission in Niger in reply to the jailing of its envoy.")
    coded = reads.code(report)
    assert any(is_a_models(event) for event in coded.events)
    for event in coded.events:
        for mark in event.marks:
            report.check(mark.passage)


def test_the_same_report_gives_the_same_records_whatever_was_read_before(reads):
    text = "Iranian gunners sprang on a Turkish patrol near Van."
    alone = read(coder(registry(), gazetteer()), text)
    read(reads, "Colombia slapped duties on Ecuadorian rice. " * 3)
    assert read(reads, text) == alone


def test_who_is_blamed_in_a_headline_is_not_put_down_as_who_did_it(reads):
    text = "Mourners for fighters killed in the air strikes set fire to a room; Trump blames Iran, Tehran rejects it"
    assert not any("iran" in event.actors for event in read(reads, text).events if event.action == "ASSAULT")


def test_a_weapon_that_goes_off_is_an_act_whatever_the_models_hear(reads):
    text = "Hours after the strikes, four rockets exploded near the Taji base, north of Baghdad, an official said."
    [attack] = [event for event in read(reads, text).events if event.is_deed]
    assert [mark.passage.quote for mark in attack.marks if mark.what == "act"] == ["exploded"]


def test_a_result_of_a_match_is_no_fight(reads):
    text = "Iraq beat Syria 2-1 in Basra. Iranian gunners shelled a Turkish post near Van on Friday."
    [event] = read(reads, text).events
    assert (event.actors, event.recipients) == (("iran",), ("turkey",))


def test_an_attack_is_foiled_only_where_somebody_stops_it(reads):
    for text in ("Militants staged an attack on a convoy near Gao.", "Rebels carried out an attack on Gao on Monday."):
        assert [event.status for event in read(reads, text).events] == ["done"]
    assert [event.status for event in read(reads, "Police in Gao foiled an attack on the station.").events] == [
        "foiled"
    ]
