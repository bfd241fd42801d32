import pytest

from talion.errors import LedgerError
from talion.ledger.words import folded, search_expression
from talion.records import Coded, Report

from .invented import MONDAY, TUESDAY, coded


@pytest.fixture
def find(ledger):
    """Adds one report of these paragraphs and gives the paragraphs that hold the words."""

    def paragraphs(text: str, words: str) -> list[str]:
        ledger.add(Coded(Report(text)), now=MONDAY)
        return [passage.quote for passage in ledger.search(words)]

    return paragraphs


def test_search_gives_the_paragraph_as_a_passage_of_its_report(ledger):
    one = coded()
    ledger.add(one, now=MONDAY)
    [passage] = ledger.search("fired saturday")
    one.report.check(passage)
    assert passage.quote.startswith("Belvar fired back")


def test_all_words_must_occur_in_one_paragraph(find):
    assert find("Ashmar fired.\nBelvar waited.", "Ashmar waited") == []


def test_quoted_words_must_stand_side_by_side(find):
    text = "The hill front fired.\nThe front on the hill fired."
    assert find(text, '"hill front"') == ["The hill front fired."]
    assert len(find(text, "hill front")) == 2


def test_a_star_stands_for_any_ending(find):
    assert find("They retaliated.\nThey waited.", "retal*") == ["They retaliated."]


@pytest.mark.parametrize("words", ["Médecins", "MEDECINS", "médecins"])
def test_accents_and_case_do_not_matter(find, words):
    assert find("Médecins sans frontières said so.", words)


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("قصفت القوات المدينة", "المدينه"),  # teh marbuta and heh
        ("أعلنت الحكومة", "اعلنت"),  # alef with hamza
        ("إطلاق النار", "اطلاق"),
        ("آخر الأخبار", "اخر"),
        ("قَصَفَتِ القُوّاتُ", "قصفت القوات"),  # vowel signs and shadda
        ("مستشفى البلدة", "مستشفي"),  # alef maksura and yeh
        ("الصـــواريخ", "الصواريخ"),  # tatweel
        ("حمله موشکی", "حملة موشكي"),  # Persian kaf and yeh, asked with Arabic letters
        ("حملة موشكي", "حمله موشکی"),
        ("موشک‌ها شلیک شد", "موشک"),  # a plural after a zero-width non-joiner
        ("سقط بالصواريخ", "الصواريخ"),  # the article after a preposition
        ("سقطت الصواريخ", "صواريخ"),
        ("سقط ٢٥ صاروخا", "25"),
        ("۲۵ نفر کشته شدند", "25"),
    ],
)
def test_arabic_and_persian_words_are_found_however_they_are_typed(find, written, asked):
    assert find(f"{written}\nسطر بعيد", asked) == [written]


def test_an_arabic_word_does_not_find_another(find):
    assert find("أعلنت الحكومة", "هجوم") == []


@pytest.mark.parametrize("words", ["tit-for-tat", "NOT", "a AND b", "NEAR(", '"', "what?", "c'est", "col:umn", "^x"])
def test_signs_that_a_database_gives_a_meaning_have_none_here(find, words):
    text = f"Before {words} after."
    if folded(words).strip('"'):
        assert find(text, words) == [text]


@pytest.mark.parametrize("words", ["", "  ", '""', "…", "*"])
def test_a_search_for_nothing_is_refused(words):
    with pytest.raises(LedgerError, match="no word to look for"):
        search_expression(words)


def test_search_as_of_a_day_leaves_out_reports_read_later(ledger):
    ledger.add(coded(), now=TUESDAY)
    assert ledger.search("Ashmar", as_of=MONDAY.date()) == []
    assert ledger.search("Ashmar", as_of=TUESDAY.date())


def test_the_limit_is_kept(ledger):
    ledger.add(Coded(Report("\n".join(f"Shell {n} fell." for n in range(9)))), now=MONDAY)
    assert len(ledger.search("fell", limit=4)) == 4
