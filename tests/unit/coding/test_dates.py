"""Days out of words: what each form means in a report published on Monday, 30 December 2019."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talion.coding.days.dates import find_days
from talion.coding.days.said import DAY_KINDS, PRECISIONS, DaySaid
from talion.records import DateSpan

MONDAY = date(2019, 12, 30)


def days(text: str, published: date | None = MONDAY, **options) -> list[DaySaid]:
    return find_days(text, published=published, **options)


def the_day(text: str, published: date | None = MONDAY, **options) -> DaySaid:
    [said] = days(text, published, **options)
    return said


def span(text: str | None) -> DateSpan | None:
    if text is None:
        return None
    first, _, last = text.partition("..")
    return DateSpan(date.fromisoformat(first), date.fromisoformat(last or first))


PHRASES = [
    # written out
    ("The talks of 30 December 2019 failed.", "30 December 2019", "2019-12-30", "day"),
    ("A convoy was hit on December 28, 2019, near Ashmar.", "December 28, 2019", "2019-12-28", "day"),
    ("ASHMAR, Dec. 28, 2019 - A convoy was hit.", "Dec. 28, 2019", "2019-12-28", "day"),
    ("Shelling resumed on 2019-12-27.", "2019-12-27", "2019-12-27", "day"),
    ("Shelling resumed on 27/12/2019.", "27/12/2019", "2019-12-27", "day"),
    ("Shelling resumed on 12/27/2019.", "12/27/2019", "2019-12-27", "day"),
    ("Shelling resumed on 27.12.2019.", "27.12.2019", "2019-12-27", "day"),
    ("Shelling resumed on 3/4/2019.", "3/4/2019", None, "unresolved"),
    ("The truce of the 12th of June held.", "the 12th of June", "2019-06-12", "day"),
    ("It began on the 3rd of November, 2018.", "the 3rd of November, 2018", "2018-11-03", "day"),
    ("BELVAR, 3 JAN 90 (RADIO) -- GUNMEN ATTACKED.", "3 JAN 90", "1990-01-03", "day"),
    ("The raid of 4 July '98 is remembered.", "4 July '98", "1998-07-04", "day"),
    ("Fighting on the first of May left the town empty.", "the first of May", "2019-05-01", "day"),
    # a day without its year
    ("Troops entered Belvar on Dec. 12.", "Dec. 12", "2019-12-12", "day"),
    ("Troops entered Belvar on 14 August.", "14 August", "2019-08-14", "day"),
    ("The ceasefire will begin on January 6.", "January 6", "2020-01-06", "day"),
    ("Elections are scheduled for March 30.", "March 30", "2020-03-30", "day"),
    ("The plan of March 3 is open.", "March 3", None, "unresolved"),
    ("Sunday, December 29, was quiet.", "Sunday, December 29", "2019-12-29", "day"),
    ("It fell on Thursday (26 December).", "Thursday (26 December", "2019-12-26", "day"),
    ("On Sunday the 29th the camp burned.", "Sunday the 29th", "2019-12-29", "day"),
    # ranges
    ("Clashes between 3 and 5 May 2019 killed many.", "between 3 and 5 May 2019", "2019-05-03..2019-05-05", "days"),
    ("Clashes on May 3-5, 2018 killed many.", "May 3-5, 2018", "2018-05-03..2018-05-05", "days"),
    ("They met from 30 November to 2 December.", "from 30 November to 2 December", "2019-11-30..2019-12-02", "days"),
    ("They met from Dec. 30, 2018 to Jan. 2, 2019.", "from Dec. 30, 2018 to Jan. 2, 2019",
    "2018-12-30..2019-01-02", "days"),
    ("Shells fell 12-14 December.", "12-14 December", "2019-12-12..2019-12-14", "days"),
    ("Shells fell from Thursday to Saturday.", "from Thursday to Saturday", "2019-12-26..2019-12-28", "days"),
    ("Shells fell between Friday and Sunday.", "between Friday and Sunday", "2019-12-27..2019-12-29", "days"),
    ("From March to May 2019 the road was shut.", "From March to May 2019", "2019-03-01..2019-05-31", "month"),
    ("Between 2015 and 2017 the city was held.", "Between 2015 and 2017", "2015-01-01..2017-12-31", "years"),
    # weekdays
    ("The base was hit late on Sunday.", "late on Sunday", "2019-12-29", "day"),
    ("The base was hit on Friday.", "Friday", "2019-12-27", "day"),
    ("The base was hit early Saturday.", "early Saturday", "2019-12-28", "day"),
    ("The base was hit on Monday.", "Monday", "2019-12-30", "day"),
    ("The base was hit last Tuesday.", "last Tuesday", "2019-12-24", "day"),
    ("The base was hit last Monday.", "last Monday", "2019-12-23", "day"),
    ("The council meets next Thursday.", "next Thursday", "2020-01-02", "day"),
    ("The council will meet on Thursday.", "Thursday", "2020-01-02", "day"),
    ("The council will meet on Monday.", "Monday", None, "unresolved"),
    ("Rockets landed on Saturday night.", "Saturday night", "2019-12-28", "day"),
    ("Rockets landed overnight into Monday.", "overnight into Monday", "2019-12-29..2019-12-30", "days"),
    ("Rockets landed overnight.", "overnight", "2019-12-29..2019-12-30", "days"),
    ("Rockets landed Sunday night into Monday.", "Sunday night into Monday", "2019-12-29..2019-12-30", "days"),
    ("Rockets landed at dawn on Friday.", "at dawn on Friday", "2019-12-27", "day"),
    ("Rockets landed at 2 am on Sunday.", "at 2 am on Sunday", "2019-12-29", "day"),
    ("Rockets landed in the early hours of Sunday.", "the early hours of Sunday", "2019-12-29", "day"),
    ("Rockets landed shortly after midnight on Friday.", "shortly after midnight on Friday", "2019-12-27", "day"),
    ("Rockets landed on Tuesday last week.", "Tuesday last week", "2019-12-24", "day"),
    ("The deadline is by Friday.", "by Friday", "2020-01-03", "day"),
    # relative to publication
    ("A guard died yesterday.", "yesterday", "2019-12-29", "day"),
    ("A guard died late yesterday.", "late yesterday", "2019-12-29", "day"),
    ("A guard died yesterday evening.", "yesterday evening", "2019-12-29", "day"),
    ("A guard died today.", "today", "2019-12-30", "day"),
    ("A guard died earlier today.", "earlier today", "2019-12-30", "day"),
    ("A guard died this morning.", "this morning", "2019-12-30", "day"),
    ("A guard died last night.", "last night", "2019-12-29", "day"),
    ("Talks open tomorrow.", "tomorrow", "2019-12-31", "day"),
    ("Talks open the day after tomorrow.", "the day after tomorrow", "2020-01-01", "day"),
    ("He was shot the day before yesterday.", "the day before yesterday", "2019-12-28", "day"),
    ("He was shot two days ago.", "two days ago", "2019-12-28", "day"),
    ("He was shot three weeks ago.", "three weeks ago", "2019-12-09..2019-12-15", "week"),
    ("He was shot two months ago.", "two months ago", "2019-10-01..2019-10-31", "month"),
    ("He was shot ten years ago.", "ten years ago", "2009-01-01..2009-12-31", "year"),
    ("He was shot more than a year ago.", "more than a year ago", None, "unresolved"),
    ("It happened last week.", "last week", "2019-12-23..2019-12-29", "week"),
    ("It happened last month.", "last month", "2019-11-01..2019-11-30", "month"),
    ("It happened last year.", "last year", "2018-01-01..2018-12-31", "year"),
    ("It happened this year.", "this year", "2019-01-01..2019-12-30", "year"),
    ("It happened earlier this month.", "earlier this month", "2019-12-01..2019-12-30", "month"),
    ("It happened late last year.", "late last year", "2018-09-01..2018-12-31", "year"),
    ("It happened over the weekend.", "over the weekend", "2019-12-28..2019-12-29", "days"),
    ("Raids grew in recent weeks.", "in recent weeks", "2019-11-04..2019-12-30", "week"),
    ("Raids grew in the past three days.", "in the past three days", "2019-12-27..2019-12-30", "days"),
    ("Raids grew over the last 24 hours.", "over the last 24 hours", "2019-12-29..2019-12-30", "days"),
    # months, seasons, years
    ("The dam was shelled in October.", "October", "2019-10-01..2019-10-31", "month"),
    ("The dam was shelled in early October.", "early October", "2019-10-01..2019-10-10", "month"),
    ("The dam was shelled in October 2017.", "October 2017", "2017-10-01..2017-10-31", "month"),
    ("The dam was shelled last May.", "last May", "2019-05-01..2019-05-31", "month"),
    ("The dam was shelled in 2009.", "2009", "2009-01-01..2009-12-31", "year"),
    ("The dam was shelled in early 2019.", "early 2019", "2019-01-01..2019-04-30", "year"),
    ("The dam was shelled in mid-2018.", "mid-2018", "2018-05-01..2018-08-31", "year"),
    ("It stood since 2003.", "since 2003", "2003-01-01..2003-12-31", "year"),
    ("It burned in the spring of 2018.", "the spring of 2018", "2018-03-01..2018-05-31", "season"),
    ("It burned last summer.", "last summer", "2019-06-01..2019-08-31", "season"),
    ("It burned in the 1990s.", "the 1990s", "1990-01-01..1999-12-31", "years"),
    ("It burned in the first half of 2019.", "the first half of 2019", "2019-01-01..2019-06-30", "year"),
    ("In May 12 people were killed.", "May", "2019-05-01..2019-05-31", "month"),
    # hung on the story, or how long
    ("Troops left the following day.", "the following day", None, "unresolved"),
    ("Troops left the previous night.", "the previous night", None, "unresolved"),
    ("Troops left a day after the blast.", "a day after", None, "unresolved"),
    ("Troops left two days later.", "two days later", None, "unresolved"),
    ("They fought for three days.", "for three days", None, "unresolved"),
    ("A five-day siege ended.", "five-day", None, "unresolved"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "phrase", "days_meant", "precision"), PHRASES)
def test_a_phrase_means_its_days(text, phrase, days_meant, precision):
    said = the_day(text)
    assert (said.phrase, said.span, said.precision) == (phrase, span(days_meant), precision)


NO_DAYS = [
    "The 2018 World Cup was played.",
    "They watched World Cup 2018.",
    "UN resolution 2231 was broken.",
    "He scored in the 2019-20 season.",
    "A 35-year-old man and two 12-year-old girls fled.",
    "He stayed in Room 2019.",
    "About 2000 people fled; in 2000 villages wells ran dry.",
    "The March 8 Alliance won.",
    "They crossed the 14 July Bridge.",
    "The 17 February Martyrs Brigade denied it.",
    "The Sunday Times reported it.",
    "They may march on the town.",
    "Bloody Sunday was remembered.",
    "The 82nd division used 155 mm guns at 12:30.",
    "The deal cost $2019 and 3.5 million.",
    "Flight 1988 was delayed.",
    "Release 2011-02-S-154 went out.",
]


@pytest.mark.parametrize("text", NO_DAYS)
def test_a_name_an_age_or_a_number_is_no_day(text):
    assert days(text) == []


ARABIC = [
    ("قتل جندي في ٣٠ كانون الأول ٢٠١٩", "2019-12-30"),
    ("قتل جندي في 30 ديسمبر 2019", "2019-12-30"),
    ("قتل جندي في 30 ديسمبر/كانون الأول 2019", "2019-12-30"),
    ("قتل جندي يوم الأحد", "2019-12-29"),
    ("قتل جندي مساء الجمعة", "2019-12-27"),
    ("قتل جندي أمس", "2019-12-29"),
    ("قتل جندي اليوم", "2019-12-30"),
    ("قتل جندي قبل يومين", "2019-12-28"),
    ("قتل جندي قبل 3 أيام", "2019-12-27"),
    ("في الأسبوع الماضي", "2019-12-23..2019-12-29"),
    ("في الشهر الماضي", "2019-11-01..2019-11-30"),
    ("منذ عام 2003", "2003-01-01..2003-12-31"),
    ("في نيسان 2019", "2019-04-01..2019-04-30"),
    ("في 12 رمضان 1441", None),
]
PERSIAN = [
    ("در ۹ دی ۱۳۹۸ کشته شد", "2019-12-30"),
    ("در ۳۰ اسفند ۱۳۹۹ کشته شد", "2021-03-20"),
    ("در ۳۰ دسامبر ۲۰۱۹ کشته شد", "2019-12-30"),
    ("دیروز کشته شد", "2019-12-29"),
    ("امروز کشته شد", "2019-12-30"),
    ("روز یکشنبه کشته شد", "2019-12-29"),
    ("سه‌شنبه کشته شد", "2019-12-24"),
    ("دو روز پیش کشته شد", "2019-12-28"),
    ("هفته گذشته", "2019-12-23..2019-12-29"),
    ("در سال ۲۰۰۹", "2009-01-01..2009-12-31"),
    ("در سال ۱۳۹۷", "2018-03-21..2019-03-20"),
    ("در دسامبر ۲۰۱۸", "2018-12-01..2018-12-31"),
]


@pytest.mark.parametrize(("text", "days_meant"), ARABIC)
def test_arabic_days(text, days_meant):
    assert the_day(text, language="ar").span == span(days_meant)


@pytest.mark.parametrize(("text", "days_meant"), PERSIAN)
def test_persian_days(text, days_meant):
    assert the_day(text, language="fa").span == span(days_meant)


@pytest.mark.parametrize(
    ("text", "time_of_day"),
    [
        ("hit late on Sunday", "late"),
        ("hit on Sunday night", "night"),
        ("hit at dawn on Sunday", "at dawn"),
        ("hit at 2 a.m. on Sunday", "at 2 a.m."),
        ("hit last night", "night"),
        ("hit yesterday evening", "evening"),
        ("hit on Sunday", None),
    ],
)
def test_the_time_of_day_is_kept(text, time_of_day):
    assert the_day(text).time_of_day == time_of_day


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("since 2003", "since"),
        ("until Friday", "until"),
        ("for three days", "duration"),
        ("the following day", "anaphoric"),
        ("on Sunday", "weekday"),
        ("yesterday", "relative"),
        ("on 3 May 2019", "absolute"),
    ],
)
def test_the_kind_says_how_the_day_is_told(text, kind):
    assert the_day(text).kind == kind


def test_the_tense_of_the_verb_decides_the_direction():
    past = the_day("on Friday", tense_at=lambda start, end: "past")
    future = the_day("on Friday", tense_at=lambda start, end: "future")
    assert past.span == span("2019-12-27") and future.span == span("2020-01-03")


def test_a_verb_to_come_beyond_a_clause_decides_nothing():
    assert days("They will answer, he said on Friday.")[0].span == span("2019-12-27")


def test_the_story_day_carries_what_hangs_on_it():
    story = DateSpan.on(date(2019, 12, 20))
    assert the_day("the following day", story_day=story).span == span("2019-12-21")
    assert the_day("the previous day", story_day=story).span == span("2019-12-19")
    assert the_day("two days later", story_day=story).span == span("2019-12-22")
    assert the_day("the same day", story_day=story).span == span("2019-12-20")


def test_without_a_day_of_publication_only_written_dates_are_resolved():
    text = "It happened on Sunday or on 3 May or last week or on 4 June 2018."
    assert [said.span for said in days(text, None)] == [None, None, None, span("2018-06-04")]


def test_months_that_do_not_have_the_day_give_no_day():
    assert days("on 31 April 2019") == []


def test_every_expression_says_why():
    assert all(said.because for text, *_ in PHRASES for said in days(text))


_WORDS = (
    "late early on Sunday Monday last next week month year ago two 3 12 2019 2009 May March Dec. "
    "December in of the to and between from - / , . ( ) yesterday night overnight at am 2 dawn since "
    "until by recent days for half spring 1990s ' following day 31 30/12/2019 2019-02-31 الأحد أمس دی "
    "۱۳۹۸ ٣٠ كانون الأول the end"
)
_PIECES = st.sampled_from(_WORDS.split())
_TEXTS = st.one_of(st.text(max_size=80), st.lists(_PIECES, max_size=14).map(" ".join))


@given(_TEXTS, st.sampled_from(["en", "ar", "fa"]), st.one_of(st.none(), st.dates()))
def test_the_words_are_the_words_at_their_place(text, language, published):
    last = 0
    for said in find_days(text, published=published, language=language):
        assert text[said.start : said.end] == said.phrase and said.phrase
        assert said.start >= last
        assert said.precision in PRECISIONS and said.kind in DAY_KINDS
        assert (said.span is None) == (said.precision == "unresolved")
        last = said.end


@given(
    st.sampled_from(
        ["on Sunday", "late Friday", "last Tuesday", "next Monday", "Wednesday night", "from Monday to Friday"]
    ),
    st.dates(date(1950, 1, 1), date(2090, 1, 1)),
)
def test_a_week_later_every_weekday_is_a_week_later(phrase, published):
    before, after = the_day(phrase, published).span, the_day(phrase, published + timedelta(days=7)).span
    assert before and after
    assert after == DateSpan(before.first + timedelta(days=7), before.last + timedelta(days=7))
