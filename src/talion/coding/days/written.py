"""Days, months, seasons and years that a text names by the calendar."""

import calendar
from dataclasses import replace
from datetime import date, timedelta

from talion.coding.days.calendars import cut_span, is_year, month_span, season_span, solar_hijri, solar_hijri_month_days
from talion.coding.days.counted import relative_season
from talion.coding.days.reading import COUNTED, LAST, NAMED_YEAR_AFTER, NEXT, Reading
from talion.coding.days.said import DaySaid
from talion.coding.days.words import KINDS
from talion.coding.parsing.shapes import words_of
from talion.records import DateSpan

_AFTER_YEAR = frozenset(
    words_of(
        "and or but when while as by in on at to the a an with that which who after before for of from until "
        "it they he she we "
        "was were is are has have had said killed left under during"
    )
)


def read_iso(reading: Reading) -> DaySaid | None:
    """ "2031-03-07"."""
    day = date.fromisoformat(reading.found.value("day"))
    return reading.said(DateSpan.on(day), "day", "the date is written out", "absolute", reading.time_of_day)


def read_slashed(reading: Reading) -> DaySaid | None:
    """ "30.12.2019", "7/3/2031": open where day and month cannot be told apart."""
    sign = "/" if "/" in reading.found.value("day") else "."
    a, b, year = (int(part) for part in reading.found.value("day").split(sign))
    if year < 100:
        year += 2000 if year < 50 else 1900
    if sign == ".":  # 30.12.2019 is day first everywhere that writes it
        pairs = {(a, b)}
    else:
        pairs = {(d, m) for d, m in ((a, b), (b, a)) if m <= 12 and d <= 31}
    if len(pairs) != 1 or not all(m <= 12 for _, m in pairs):
        return reading.open("day and month cannot be told apart", "absolute") if sign == "/" and pairs else None
    [(day, month)] = pairs
    return reading.said(DateSpan.on(date(year, month, day)), "day", "the date is written out", "absolute")


def read_day(reading: Reading) -> DaySaid | None:
    """ "7 March 2031", "March 7", "Wednesday the 12th", in any of the calendars."""
    if reading.is_name():
        return None
    if not reading.found.has("m"):  # "Wednesday the 12th"
        return _day_of_month(reading)
    calendar_name, month = reading.found.value("m")
    day, year = reading.found.value("d"), reading.found.value("y")
    if reading.found.rule == "day" and reading.before() in {"$", "€", "£"}:
        return None
    if reading.found.rule == "day__md" and not reading.found.has("y") and reading.before() == "in":
        after = reading.after().lower()
        if after in COUNTED:  # "in May 12 people were killed"
            reading.drop_last("d")
            return read_month(reading)
    short_year = reading.words[reading.last - 1]
    if short_year.kind == KINDS["NUM"]:
        if not 32 <= short_year.value <= 99:
            year = None
            reading.drop_last("y")
        else:
            year = 1900 + short_year.value
    elif reading.found.has("y") and reading.found.part("y")[0].kind == KINDS["YY"]:
        year = reading.full_year(year)
    if calendar_name == "lunar":
        return reading.open("lunar Hijri months begin by sight of the moon; not converted", "absolute")
    if calendar_name == "solar":
        return _solar(reading, year, month, day)
    if year is not None:
        span = DateSpan.on(date(year, month, day))
        return reading.said(span, "day", "day, month and year are written out", "absolute", reading.time_of_day)
    return _no_year(reading, month, day)


def read_feast(reading: Reading) -> DaySaid | None:
    """ "On New Year's Eve", "Christmas Day 2019": days of the civil year."""
    if reading.before() in {"orthodox", "coptic", "ethiopian", "lunar", "chinese", "persian"}:
        return reading.open("a feast by another calendar", "absolute")
    month, day = reading.found.value("f")
    year = reading.year_of("y")
    if year is not None:
        return reading.said(DateSpan.on(date(year, month, day)), "day", "feast and year are written out", "absolute")
    return _no_year(reading, month, day)


def _solar(reading: Reading, year: int | None, month: int, day: int) -> DaySaid:
    because = "a Solar Hijri date, converted by the calendar's rule"
    if year is not None and year > 1700:  # a Gregorian year beside a Solar Hijri month
        return reading.open("a Solar Hijri month with a Gregorian year", "absolute")
    if year is not None:
        found = solar_hijri(year, month, day)
        return reading.said(DateSpan.on(found) if found else None, "day", because, "absolute", reading.time_of_day)
    if reading.published is None:
        return reading.open("no year, and the day of publication is not known", "absolute")
    this = reading.published.year - 621
    tries = [solar_hijri(y, month, day) for y in (this - 2, this - 1, this, this + 1)]
    return _nearest(reading, [d for d in tries if d], because + "; ")


def _no_year(reading: Reading, month: int, day: int) -> DaySaid:
    if reading.published is None:
        date(2000, month, day)
        return reading.open("no year, and the day of publication is not known", "absolute")
    tries = []
    for year in range(reading.published.year - 8, reading.published.year + 9):
        if day <= calendar.monthrange(year, month)[1]:
            tries.append(date(year, month, day))
    if not tries:
        raise ValueError("no such day")
    return _nearest(reading, tries, "")


def _nearest(reading: Reading, days: list[date], lead: str) -> DaySaid:
    """The day of its year that a report of that day means, or an open one."""
    assert reading.published is not None
    today, tense = reading.published, reading.tense
    # Papers are dated by where they are printed: tomorrow's date in the past tense is today's.
    past = max((d for d in days if d <= today + timedelta(days=1)), default=None)
    coming = min((d for d in days if d >= today), default=None)
    bound = reading.found.value("bound") if reading.found.has("bound") else None
    if tense == "future" or bound in {"until", "till", "by", "حتى", "تا"}:
        pick, why = coming, "the next such day after publication, since it is still to come"
    elif tense == "past":
        pick, why = past, "the last such day before publication"
    elif past and coming and (today - past).days > 240 and (coming - today).days < 120 and bound != "since":
        return reading.open(f"{lead}no year: long past or soon to come, and no verb says which", "absolute")
    else:
        pick, why = past, "the last such day before publication, the default for news"
    if pick is None:
        return reading.open(f"{lead}no such day near publication", "absolute")
    return reading.said(DateSpan.on(pick), "day", f"{lead}no year: {why}", "absolute", reading.time_of_day)


def _day_of_month(reading: Reading) -> DaySaid | None:
    if reading.published is None:
        return reading.open("no month, and the day of publication is not known", "absolute")
    weekday, day = reading.found.value("wd"), reading.found.value("d")
    for back in range(62):
        one = reading.published - timedelta(days=back)
        if one.day == day and one.weekday() == weekday:
            return reading.said(DateSpan.on(one), "day", "the last such weekday and day of the month", "absolute")
    return reading.open("no such weekday and day of the month before publication", "absolute")


def read_range(reading: Reading) -> DaySaid | None:
    """ "March 7 to 9", "from 30 December 2030 to 2 January"."""
    value = reading.found.value
    if reading.found.has("aiso"):
        a, b = date.fromisoformat(value("aiso")), date.fromisoformat(value("biso"))
        return reading.said(DateSpan(a, b), "days", "both ends are written out", "absolute") if a <= b else None
    if reading.is_name():
        return None
    groups = reading.found.match.groupdict()
    (cal_a, am) = value("am") if groups.get("am") else value("bm")
    (cal_b, bm) = value("bm") if groups.get("bm") else (cal_a, am)
    if cal_a != "gregorian" or cal_b != "gregorian":
        return reading.open("a range in another calendar", "absolute")
    ad, bd = value("ad"), value("bd")
    by = reading.year_of("by")
    ay = reading.year_of("ay") if groups.get("ay") else by
    if by is None and ay is not None:
        by = ay + (1 if (bm, bd) < (am, ad) else 0)
    elif by is not None and not groups.get("ay") and (am, ad) > (bm, bd):
        ay = by - 1
    because = "both ends are written out"
    if by is None:
        if reading.published is None:
            return reading.open("no year, and the day of publication is not known", "absolute")
        first = _no_year(reading, am, ad)
        if first.span is None:
            return first
        ay = first.span.first.year
        by = ay + (1 if (bm, bd) < (am, ad) else 0)
        because = first.because
    a, b = date(ay or by, am, ad), date(by, bm, bd)
    return reading.said(DateSpan(a, b), "days", because, "absolute") if a <= b else None


def read_month(reading: Reading) -> DaySaid | None:
    """ "In March", "last May", "early June 2031"."""
    if reading.is_name():
        return None
    calendar_name, month = reading.found.value("m")
    if calendar_name == "lunar":
        return reading.open("lunar Hijri months begin by sight of the moon; not converted", "absolute")
    rule = reading.found.rule
    may = reading.found.part("m")[0]
    if (
        may.kind == KINDS["MAY"]
        and rule == "month__in"
        and reading.found.words[reading.found.first].value in {"after", "before"}
    ):
        return None
    year = reading.year_of("y")
    if calendar_name == "solar":
        return _solar_month(reading, year, month)
    bit = reading.bit()
    if reading.found.has("yrel"):
        if reading.published is None:
            return reading.open("the day of publication is not known", "absolute")
        if reading.found.part("yrel")[-1].value != "year":
            return None
        if reading.found.value("yrel") in {"that", "the"}:
            return _month_of_the_story(reading, month)
        year = reading.published.year + {"last": -1, "past": -1, "this": 0, "next": 1}[reading.found.value("yrel")]
    if year is not None:
        counts = reading.published is None or not 1950 <= year <= reading.published.year  # "in May 2019 men with guns"
        if may.kind == KINDS["MAY"] and reading.found.part("y") and reading.after().lower() in COUNTED and counts:
            return None
        span = cut_span(month_span(year, month), bit)
        return reading.said(span, "month", "month and year are written out", "absolute")
    if reading.published is None:
        return reading.open("no year, and the day of publication is not known", "absolute")
    which = str(reading.found.value("which") or "")
    if which == "that":
        return _month_of_the_story(reading, month)
    here = (reading.published.year, reading.published.month)
    bound = reading.found.value("bound") if reading.found.has("bound") else None
    if which in NEXT or (
        which not in LAST and (reading.tense == "future" or bound in {"until", "till", "by", "حتى", "تا"})
    ):
        year, why = (
            (here[0] if month > here[1] or (month == here[1] and which not in NEXT) else here[0] + 1),
            "the next one after publication",
        )
    elif which in LAST:
        year, why = (here[0] if month < here[1] else here[0] - 1), "the last one before publication"
    else:
        year, why = (here[0] if month <= here[1] else here[0] - 1), "the last one begun before publication"
    span = cut_span(month_span(year, month), bit)
    if "last" in why and span.first <= reading.published < span.last:
        span = DateSpan(span.first, reading.published)
    return reading.said(span, "month", f"no year: {why}", "absolute")


def _month_of_the_story(reading: Reading, month: int) -> DaySaid:
    """ "That October", "in April of that year": in the year told of, and not before what was told."""
    told = reading.story_day
    of_year = reading.found.has("yrel")
    if told is None or told.first.year != told.last.year:
        return reading.open("counted from another day of the story", "anaphoric")
    if not of_year and month < told.first.month:
        return reading.open("a month before that of the story: of its year or of the next", "anaphoric")
    span = cut_span(month_span(told.first.year, month), reading.bit())
    return reading.said(span, "month", "in the year of the story", "anaphoric")


def _solar_month(reading: Reading, year: int | None, month: int) -> DaySaid:
    because = "a Solar Hijri month, converted by the calendar's rule"
    if year is None and reading.published is not None:
        years = range(reading.published.year - 623, reading.published.year - 620)
        begun = [y for y in years if (first := solar_hijri(y, month, 1)) and first <= reading.published]
        year, because = (begun[-1] if begun else None), because + "; no year: the last one begun before publication"
    if year is None or year > 1700:
        return reading.open("a Solar Hijri month without its year", "absolute")
    first, last = solar_hijri(year, month, 1), solar_hijri(year, month, solar_hijri_month_days(year, month))
    span = cut_span(DateSpan(first, last), reading.bit()) if first and last else None
    return reading.said(span, "month", because, "absolute")


def read_months(reading: Reading) -> DaySaid | None:
    """ "From March to June", "between May and July 2031"."""
    (cal_a, am), (cal_b, bm) = reading.found.value("am"), reading.found.value("bm")
    if cal_a != "gregorian" or cal_b != "gregorian":
        return reading.open("a range in another calendar", "absolute")
    by, ay = reading.year_of("by"), reading.year_of("ay") if reading.found.has("ay") else None
    because = "both ends are written out"
    if by is None and ay is None:
        if reading.published is None:
            return reading.open("no year, and the day of publication is not known", "absolute")
        by = (
            reading.published.year
            if bm <= reading.published.month or reading.tense == "future"
            else reading.published.year - 1
        )
        because = "no year: the last ones before publication"
    if by is None:
        by = (ay or 0) + (1 if bm < am else 0)
    if ay is None:
        ay = by - (1 if am > bm else 0)
    a, b = month_span(ay, am), month_span(by, bm)
    return reading.said(DateSpan(a.first, b.last), "month", because, "absolute") if a.first <= b.last else None


def read_years(reading: Reading) -> DaySaid | None:
    """ "From 2003 to 2011", "2003-07"."""
    a, b = int(reading.found.value("ay")), int(reading.found.value("by"))
    if b < 100:
        b += a // 100 * 100
    if not (is_year(a) and a <= b <= 2099) or reading.after().lower() in NAMED_YEAR_AFTER | COUNTED:
        return None
    return reading.said(
        DateSpan(date(a, 1, 1), date(b, 12, 31)),
        "years" if b > a else "year",
        "both years are written out",
        "absolute",
    )


def read_season(reading: Reading) -> DaySaid | None:
    """ "In the summer of 2031", "the winter"."""
    first = reading.found.value("s")
    if not reading.found.has("y"):
        if reading.published is None:
            return reading.open("no year, and the day of publication is not known", "absolute")
        return replace(relative_season(reading, "this", first), kind="absolute")
    year = reading.year_of("y")
    assert year is not None
    if first == 12 and not reading.found.has("z"):
        span = DateSpan(date(year, 1, 1), date(year + 1, 2, 28))
        return reading.said(span, "season", "the winter that begins or ends in that year, as in the north", "absolute")
    return reading.said(season_span(year, first), "season", "the season of that year, as in the north", "absolute")


def read_decade(reading: Reading) -> DaySaid | None:
    """ "The late 1990s"."""
    first = reading.found.value("d")
    low, high = {"early": (0, 3), "mid": (4, 6), "late": (7, 9), "end": (8, 9), "start": (0, 2)}.get(
        reading.bit() or "", (0, 9)
    )
    return reading.said(
        DateSpan(date(first + low, 1, 1), date(first + high, 12, 31)),
        "years",
        "the decade is written out",
        "absolute",
    )


def read_year(reading: Reading) -> DaySaid | None:
    """ "In 2031", "early 2031"; not a number that counts something."""
    part = reading.found.part("y")[0]
    year = reading.year_of("y") or 0
    after = reading.after().lower()
    if (
        part.kind == KINDS["YEAR"]
        and 1250 <= year <= 1500
        and reading.words
        and reading.found.words is not None
        and "\u0600" < reading.text[reading.start] < "\u06ff"
    ):
        first, last = solar_hijri(year, 1, 1), solar_hijri(year, 12, solar_hijri_month_days(year, 12))
        if first and last:
            return reading.said(
                DateSpan(first, last), "year", "a Solar Hijri year, converted by the calendar's rule", "absolute"
            )
    named = (
        reading.found.match.group().find(KINDS["UNIT"]) >= 0 or reading.found.match.group().find(KINDS["YEARWORD"]) >= 0
    )
    if not is_year(year) and not named:
        return None
    if after in COUNTED or after in {"-", "–", "/", "%", "percent", "per"} or after in NAMED_YEAR_AFTER:
        return None
    if after in {"world", "summer", "winter", "asian"} and reading.after(1).lower() in {"cup", "olympics", "games"}:
        return None
    if reading.found.words[reading.found.first].value in {"from", "of", "by", "after", "before"} and (
        after.isalpha() and after not in _AFTER_YEAR
    ):
        return None
    if (
        reading.found.has("bound")
        and reading.found.value("bound") == "by"
        and reading.published
        and year <= reading.published.year - 1
        and not named
    ):
        pass
    span = cut_span(DateSpan(date(year, 1, 1), date(year, 12, 31)), reading.bit())
    return reading.said(span, "year", "the year is written out", "absolute")
