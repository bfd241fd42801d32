"""Reading through a translator: the records stand on the words of the original."""

import sys
from datetime import date

import pytest

from talion.coding.plugins.translation import CommandTranslator, TranslatingCoder, translator_named
from talion.errors import ReadError
from talion.records import Claim, Coded, Event, Mark, Part, Report

ORIGINAL = """Titular de prueba

Aviones de Tamur bombardearon Qarn el lunes. Murieron tres personas.

Nadie se atribuyó el ataque."""
REPORT = Report(
    ORIGINAL,
    (Part("headline", 0, 17), Part("body", 19, len(ORIGINAL))),
    published=date(2031, 3, 9),
    language="es",
)
ENGLISH = {
    "Titular de prueba": "A headline",
    "Aviones de Tamur bombardearon Qarn el lunes.": "Jets of Tamur bombed Qarn on Monday.",
    "Murieron tres personas.": "Three people died.",
    "Nadie se atribuyó el ataque.": "Nobody claimed the attack.",
}


class Phrasebook:
    """A translator that knows these sentences."""

    name = "phrasebook"
    languages = frozenset({"es"})

    def translate(self, sentences, language):
        return [ENGLISH[sentence] for sentence in sentences]


class FindsBombs:
    """A coder that finds the word "bombed", and keeps what it was given."""

    version = "bombs"

    def code(self, report: Report) -> Coded:
        self.given = report
        at = report.text.find("bombed")
        if at < 0:
            return Coded(report)
        word = report.passage(at, at + 6)
        died = report.passage(report.text.index("Three"), report.text.index("died") + 4)
        event = Event(
            "event-1",
            "ASSAULT",
            passages=(word, died),
            reports=(report.id,),
            marks=(Mark("act", word), Mark("killed", died)),
        )
        return Coded(report, events=(event,), claims=(Claim("event-1", died, "asserts", "toll"),))


def test_each_passage_is_a_sentence_of_the_original():
    coded = TranslatingCoder(FindsBombs(), Phrasebook()).code(REPORT)
    [event] = coded.events
    assert coded.report == REPORT and event.reports == (REPORT.id,)
    assert [passage.quote for passage in event.passages] == [
        "Aviones de Tamur bombardearon Qarn el lunes.",
        "Murieron tres personas.",
    ]
    for passage in (*event.passages, *(mark.passage for mark in event.marks), coded.claims[0].passage):
        REPORT.check(passage)


def test_the_translation_is_kept_with_its_maker_and_the_parts_of_the_original():
    inner = FindsBombs()
    translation = TranslatingCoder(inner, Phrasebook()).code(REPORT).translation
    assert translation == inner.given
    assert (translation.original, translation.translated_by, translation.language) == (REPORT.id, "phrasebook", "en")
    assert translation.headline == "A headline"
    assert translation.published == REPORT.published


def test_a_reader_is_told_that_it_was_read_through_a_translation():
    [doubt] = TranslatingCoder(FindsBombs(), Phrasebook()).code(REPORT).doubts
    assert doubt.kind == "translated" and "from es by phrasebook" in doubt.says


@pytest.mark.parametrize("language", ["en", None, "ar"])
def test_what_needs_no_translation_or_finds_none_is_read_as_before(language):
    inner = FindsBombs()
    report = Report("They bombed it. Three died.", language=language)
    coded = TranslatingCoder(inner, Phrasebook()).code(report)
    assert inner.given == report and coded.translation is None


def test_a_program_translates_a_line_for_a_line():
    shouting = CommandTranslator(
        f'{sys.executable} -c "import sys; [print(line.upper(), end=str()) for line in sys.stdin]"', "es"
    )
    assert shouting.translate(["dos\nlíneas", "una"], "es") == ["DOS LÍNEAS", "UNA"]


@pytest.mark.parametrize(
    ("program", "says"),
    [
        ("print('one line')", "gave 1 lines for 2 sentences"),
        ("import sys; sys.exit('no dictionary')", "ended with 1: no dictionary"),
    ],
)
def test_a_program_that_fails_is_named_with_what_it_says(program, says):
    with pytest.raises(ReadError, match=says):
        CommandTranslator(f'{sys.executable} -c "{program}"', "es").translate(["a", "b"], "es")


def test_a_translator_that_is_not_there_is_named():
    with pytest.raises(ReadError, match="there is no program 'no-such-translator'"):
        CommandTranslator("no-such-translator -x", "es").translate(["a"], "es")
    with pytest.raises(ReadError, match="no translator is called 'babel'"):
        translator_named("babel")
