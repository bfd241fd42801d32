"""Days out of words: every expression of a day, week, month or year, resolved against the day of publication.

What is ambiguous says so. The choices, each kept in `because`:

- A weekday without more is the last one before publication where the sentence is in the past (news default), the next
  one where it is in the future. The weekday of publication itself, in the past, is that day: wires write
  "on Monday" on Monday and say "a week ago" or give the date for the Monday before. In the future it stays open.
  (The tune half of the ISAF releases has two such weekdays, and both are that day: thin evidence.)
- A day and month without a year is the last such day before publication, or the next one in a plan; without a tense, a
  day long past or soon to come ("March 30" in a report of March 24) stays open.
- "Last Tuesday" and "next Tuesday" are the nearest ones; speakers differ, and `because` says so.
- "Three weeks ago" is the week (Monday to Sunday) that holds the day so far back; months and years likewise.
- What is past cannot lie after publication, so "this year" ends with the day of publication.
- Seasons are those of the north. The lunar Hijri calendar is recognised and not converted.
"""

from collections.abc import Callable
from datetime import date

from talion.coding.days import counted, written
from talion.coding.days.grammar import GRAMMARS
from talion.coding.days.reading import Reading
from talion.coding.days.said import DaySaid, Tense
from talion.coding.days.words import cut
from talion.records import DateSpan

# What each rule of the grammars is read by; what follows two underscores names a variant of it.
_READ: dict[str, Callable[[Reading], DaySaid | None]] = {
    "iso": written.read_iso,
    "slashed": written.read_slashed,
    "day": written.read_day,
    "feast": written.read_feast,
    "range": written.read_range,
    "month": written.read_month,
    "months": written.read_months,
    "years": written.read_years,
    "season": written.read_season,
    "decade": written.read_decade,
    "year": written.read_year,
    "weekday": counted.read_weekday,
    "weekdays": counted.read_weekdays,
    "overnight_into": counted.read_overnight_into,
    "overnight": counted.read_overnight,
    "anaphoric_weekday": counted.read_anaphoric_weekday,
    "habit": counted.read_habit,
    "beside": counted.read_beside,
    "near": counted.read_near,
    "last_night": counted.read_last_night,
    "recent": counted.read_recent,
    "window": counted.read_window,
    "ago": counted.read_ago,
    "counted_from": counted.read_counted_from,
    "anaphoric": counted.read_anaphoric,
    "unit": counted.read_unit,
    "duration": counted.read_duration,
}


def find_days(
    text: str,
    *,
    published: date | None,
    language: str = "en",
    tense_at: Tense | None = None,
    story_day: DateSpan | None = None,
) -> list[DaySaid]:
    """Every expression of time in the text, in its order, resolved to days where that can be done without a guess.

    `tense_at` gives the tense ("past", "future", "present") of the verb that governs the words at two offsets;
    without it
    a word such as "will" shortly before decides, and else the past. `story_day` is what "the following day" hangs on.
    """
    words = cut(text, language)
    grammar = GRAMMARS.get(language, GRAMMARS["en"])
    said: list[DaySaid] = []
    for found in grammar.find(words):
        reading = Reading(text, words, found, published, tense_at, story_day)
        try:
            one = _READ[found.rule.partition("__")[0]](reading)
        except (ValueError, OverflowError):  # no such day: 31 April, or before the year 1
            one = None
        if one is not None:
            said.append(one)
    return said
