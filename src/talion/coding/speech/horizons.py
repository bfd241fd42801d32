"""Until when words expect something: the last day of a time to come."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from talion.coding.days.dates import find_days


def horizon_of(
    words: str, made_on: date | None, day_of: Callable[[str], date | None] = lambda _noun: None
) -> date | None:
    """The last day of a time to come that the words name; None where they name none.

    What is expected lies ahead, whatever the tense of the verb beside the day: "if anything flew over the border before
    September". Of what is to come before a time, the horizon is the first day of that time. `day_of` gives the day of
    what else a report names, such as the vote of "before the vote".
    """
    if made_on is None or not _TIME_AHEAD.search(words):
        return None
    words = _BEFORE_THE_END.sub("by the end of", _THROUGH.sub("until ", words))
    ends: list[date | None] = []
    for said in find_days(words, published=made_on, tense_at=lambda _start, _end: "future", story_day=None):
        if said.span is not None and said.span.last > made_on:
            clause = re.split(r"[,;:.]", words[: said.start])[-1]
            phrase = words[said.start : said.end]
            before = re.search(r"\bbefore\b", clause + phrase, re.IGNORECASE) and said.span.first > made_on
            before = before and not re.search(r"\bend of\b", clause + phrase, re.IGNORECASE)
            if before and re.search(r"\b(?:middle of|mid)\b", clause + phrase, re.IGNORECASE):
                ends.append(said.span.first + (said.span.last - said.span.first) / 2)
            else:
                ends.append(said.span.first if before else said.span.last)
    for within in _WITHIN.finditer(words):
        number = _NUMBERS.get(within[1].lower()) or int(within[1] if within[1].isdigit() else 0)
        if 0 < number <= 100:
            ends.append(made_on + timedelta(days=round(number * _DAYS_IN[within[2].lower()])))
    for long in _A_WEEK.finditer(words):
        ends.append(made_on + timedelta(days=round(_DAYS_IN[long[1].lower()])))
    for season in _SEASON.finditer(words):
        ends.append(_next(made_on, *_BEGINS[season[1].lower()]))
    if _TONIGHT.search(words):
        ends.append(made_on)
    if (weekend := _WEEKEND.search(words)) is not None:
        saturday = made_on + timedelta(days=(5 - made_on.weekday()) % 7)
        ends.append(
            saturday if weekend[1].lower() in {"before", "by", "until", "till"} else saturday + timedelta(days=1)
        )
    for feast in _FEAST.finditer(words):
        month, day = _FEASTS[feast[1].lower().split()[0]]
        ends.append(_next(made_on, month, day))
    for end in _ENDS.finditer(words):
        ends.append(_end_of(made_on, (end[1] or end[2]).lower()))
    for due_day in _DAY_OF_MONTH.finditer(words):
        number = _ORDINALS.get(due_day[1].lower()) or int(due_day[1][:-2])
        ends.append(_next_day(made_on, number))
    known = [end for end in ends if end is not None]
    known = known or [due for found in _BEFORE.finditer(words) if (due := day_of(found[1].lower())) is not None]
    return max(known, default=None)


def _next(made_on: date, month: int, day: int) -> date:
    first = date(made_on.year, month, day)
    return first if first > made_on else date(made_on.year + 1, month, day)


def _end_of(made_on: date, unit: str) -> date:
    if unit == "week":
        return made_on + timedelta(days=6 - made_on.weekday())
    if unit == "year":
        return date(made_on.year, 12, 31)
    return date(made_on.year + made_on.month // 12, made_on.month % 12 + 1, 1) - timedelta(days=1)


def _next_day(made_on: date, number: int) -> date | None:
    """The next day of this number, in this month or the next that has it."""
    for months in range(3):
        year, month = divmod(made_on.year * 12 + made_on.month - 1 + months, 12)
        if 1 <= number <= monthrange(year, month + 1)[1] and date(year, month + 1, number) > made_on:
            return date(year, month + 1, number)
    return None


_TONIGHT = re.compile(r"\b(?:tonight|(?:during|in|before the end of) the (?:night|day)|today)\b", re.IGNORECASE)
_WEEKEND = re.compile(r"\b(before|by|until|till|at|over|during|this) (?:the )?(?:coming )?weekend\b", re.IGNORECASE)
_BEFORE_THE_END = re.compile(r"\bbefore the end of\b", re.IGNORECASE)
_THROUGH = re.compile(
    r"\bthrough(?:out)? (?=(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)"
)
# Feasts on a fixed day, by the first word of their names.
_FEASTS = {"christmas": (12, 25), "new": (1, 1)}
_FEAST = re.compile(
    r"\b(?:by|before|until|till|this side of) (?:the )?(Christmas|New Year)(?!['’]s (?:Day|Eve)| (?:Day|Eve))",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"\b(?:before|by the time|until) (?:the|this) (week|month|year) (?:is (?:out|over|up)|ends|has (?:ended|passed))|"
    r"\bby (?:the )?(?:end of )?(?:the )?(week|month|year)(?:['’]s end|-end)\b",
    re.IGNORECASE,
)
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20,
}  # fmt: skip
_DAY_OF_MONTH = re.compile(
    rf"\b(?:before|by|until|till) the ({'|'.join(_ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))\b(?! (?!and|or|but|because)\w)",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"\b(?:before|until|till|by) the (?:\w+ ){0,2}?(\w+)\b(?= *(?:$|[.,;:\"]|and\b|but\b|because\b))", re.IGNORECASE
)


# Seasons as in the north, where most of what is read is written; by their first day.
_BEGINS = {"spring": (3, 20), "summer": (6, 21), "autumn": (9, 22), "fall": (9, 22), "winter": (12, 21)}
_SEASON = re.compile(
    r"\b(?:by|before|until|till) (?:the )?(?:next )?(spring|summer|autumn|fall|winter)\b", re.IGNORECASE
)


_TIME_AHEAD = re.compile(
    r"\d|\b(?:a (?:\w+ )?(?:day|week|month|year)|next|coming|this|end|before|until|till|by|within|tomorrow|tonight|"
    r"today|weekend|night|(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"january|february|march|april|may|june|july|august|september|october|november|december|"
    r"spring|summer|autumn|fall|winter)\b",
    re.IGNORECASE,
)
_WITHIN = re.compile(r"\b(?:within|inside|in (?:the next|less than)) (\w+) (day|week|month|year)s?\b", re.IGNORECASE)
# "A quiet week", "more than a month" of a truce that will not last.
_A_WEEK = re.compile(
    r"\b(?:(?:a|another) (?:quiet|calm|tense|bloody|hard|difficult)|(?:more|longer|less) than a) "
    r"(day|week|month|year)\b",
    re.IGNORECASE,
)
_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "twelve": 12,
}  # fmt: skip
_DAYS_IN = {"day": 1.0, "week": 7.0, "month": 30.44, "year": 365.25}
