"""Beside what a report tells, what the coder looked at and passed over, in plain words."""

from datetime import date

import pytest

from talion.codebook.gazetteer import gazetteer
from talion.codebook.registry import registry
from talion.coding.acts.passed_over import is_heard, listening
from talion.coding.coder import Coder, coder
from talion.coding.plugins.language_model import ModelAddress, ModelCoder
from talion.coding.plugins.translation import TranslatingCoder
from talion.records import Coded, Considered, Event, Mark, Report


@pytest.fixture(scope="module")
def reads() -> Coder:
    return coder(registry(), gazetteer())


def considered(reads: Coder, text: str) -> list[Considered]:
    return list(reads.explain(Report(text, published=date(2031, 3, 9), language="en"))[1])


def why(reads: Coder, text: str, word: str, what: str = "act") -> str:
    return next((one.why for one in considered(reads, text) if one.passage.quote == word and one.what == what), "")


@pytest.mark.parametrize(
    ("text", "word", "says"),
    [
        ("Iraq bought twenty attack helicopters.", "attack", "what kind of “helicopters”"),
        ("Iraq could attack Syria.", "attack", "told as hypothetical"),
        ("The army did not attack Syria.", "attack", "told as negated"),
        ("The market was hit by rising prices.", "hit", "figure of speech"),
        ("Floods killed four people in Basra.", "killed", "accident or an act of nature"),
        ("He met the abandoned troops.", "abandoned", "describes “troops”"),
        ("It retaliated, and the retaliation came soon.", "retaliation", "names a motive"),
    ],
)
def test_a_word_that_tells_no_act_is_listed_with_the_reason(reads, text, word, says):
    assert says in why(reads, text, word)


def test_after_alone_is_order_and_no_answer(reads):
    text = "Iraq shelled two Syrian posts in Basra after Syrian troops shot down an Iraqi helicopter and killed four."
    assert "alone is order" in why(reads, text, "after", "answer")


def test_an_answer_whose_other_act_is_not_told_is_listed(reads):
    assert "not both told" in why(reads, "The letter was in response to a question.", "response", "answer")


def test_what_a_record_tells_is_not_listed(reads):
    text = "Rockets hit a base in Kirkuk on Friday, killing four soldiers."
    coded, passed_over = reads.explain(Report(text, published=date(2031, 3, 9), language="en"))
    assert [event.action for event in coded.events] == ["ASSAULT"]
    assert not {"hit", "killing"} & {one.passage.quote for one in passed_over}


def test_explaining_changes_no_record_and_words_stand_in_the_report(reads):
    text = (
        "On Friday Iraqi troops shelled two Syrian posts.\n\nNobody attacked the town, which attack helicopters guard."
    )
    report = Report(text, published=date(2031, 3, 9), language="en")
    coded, passed_over = reads.explain(report)
    assert coded == reads.code(report)
    assert passed_over and all(text[p.start : p.end] == p.quote for p in (one.passage for one in passed_over))
    assert list(passed_over) == sorted(passed_over, key=lambda one: (one.passage.start, one.passage.end))


def test_nobody_listens_outside_of_it(reads):
    assert not is_heard()
    with listening() as listened:
        assert is_heard()
    assert not is_heard() and listened.heard == []


def test_a_report_in_another_language_has_nothing_considered(reads):
    report = Report("Las tropas atacaron la ciudad.", published=date(2031, 3, 9), language="es")
    coded, passed_over = reads.explain(report)
    assert passed_over == () and [doubt.kind for doubt in coded.doubts] == ["not-read"]


class Phrasebook:
    name = "phrasebook"
    languages = frozenset({"es"})

    def translate(self, sentences, language):
        return ["Iraq bought twenty attack helicopters." for _ in sentences]


def test_through_a_translation_the_words_are_the_originals(reads):
    text = "Irak compró veinte helicópteros de ataque."
    report = Report(text, published=date(2031, 3, 9), language="es")
    _, passed_over = TranslatingCoder(reads, Phrasebook()).explain(report)
    assert all(one.passage.quote == text and one.passage.report == report.id for one in passed_over)
    assert any(one.why.startswith("“attack” in the translation: ") for one in passed_over)


class WithTwoHangars(ModelCoder):
    """A model that takes "attack" for an act, without a server to ask."""

    def code(self, report):
        at = report.text.index("attack")
        act = report.passage(at, at + len("attack"))
        return Coded(report, events=(Event("event-1", "ASSAULT", passages=(act,), marks=(Mark("act", act),)),))


def test_what_a_language_model_tells_is_not_listed_as_passed_over(reads):
    text = "The squadron keeps two attack helicopters in a hangar. They could attack Syria."
    report = Report(text, published=date(2031, 3, 9), language="en")
    both = [one.passage.start for one in reads.explain(report)[1] if one.passage.quote == "attack"]
    model = WithTwoHangars(reads, reads.registry, reads.gazetteer, ModelAddress("http://localhost:1/v1", "none"))
    coded, passed_over = model.explain(report)
    assert [one.passage.start for one in passed_over if one.passage.quote == "attack"] == both[1:]
    assert len(both) == 2 and coded.events[0].id == "event-1"
