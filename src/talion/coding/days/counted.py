"""Days counted from the day of publication or from the day of the story: weekdays, yesterday, weeks ago, last month."""

from datetime import timedelta

from talion.codebook.quantifiers import recent_days
from talion.coding.days.calendars import cut_span, moved, season_span, unit_around
from talion.coding.days.reading import LAST, NEXT, Reading
from talion.coding.days.said import PRECISIONS, DaySaid
from talion.coding.days.words import KINDS
from talion.coding.parsing.shapes import words_of
from talion.records import DateSpan

_ABOUT = frozenset(words_of("about around approximately roughly nearly almost some"))
_HOURS, _MINUTES = frozenset({"hour", "hours"}), frozenset({"minute", "minutes"})
_PLURAL_PRECISION = {"day": "days", "week": "week", "month": "month", "year": "years"}


def read_weekday(reading: Reading) -> DaySaid | None:
    """ "On Monday", "last Tuesday", "Monday next week"."""
    if reading.is_name():
        return None
    weekday = reading.found.value("w")
    if reading.published is None:
        return reading.open("a weekday, and the day of publication is not known", "weekday")
    if reading.found.has("week"):
        weeks = {"last": -1, "previous": -1, "next": 1, "this": 0}.get(reading.found.value("week"), 0)
        monday = reading.published - timedelta(days=reading.published.weekday())
        day = monday + timedelta(days=7 * weeks + weekday)
        return reading.said(DateSpan.on(day), "day", "that weekday of that week", "weekday", reading.time_of_day)
    which = str(reading.found.value("which") or "")
    back = (reading.published.weekday() - weekday) % 7
    ahead = (weekday - reading.published.weekday()) % 7
    bound = reading.found.value("bound") if reading.found.has("bound") else None
    if which in LAST:
        day, why = (
            reading.published - timedelta(days=back or 7),
            "the nearest one before publication; some mean a week earlier",
        )
    elif which in NEXT or (which == "this" and reading.found.part("which")[-1].value == "coming"):
        day, why = (
            reading.published + timedelta(days=ahead or 7),
            "the nearest one after publication; some mean a week later",
        )
    elif reading.tense == "future" or bound in {"until", "till", "by"}:
        if ahead == 0:
            return reading.open("the weekday of publication, still to come: today or in a week", "weekday")
        day, why = (
            reading.published + timedelta(days=ahead),
            "the next one after publication, since it is still to come",
        )
    elif back == 0:
        day, why = reading.published, "the weekday of publication: reports of a day name it so"
    else:
        day, why = reading.published - timedelta(days=back), "the last one before publication"
    return reading.said(DateSpan.on(day), "day", why, "weekday", reading.time_of_day)


def read_weekdays(reading: Reading) -> DaySaid | None:
    """ "On Monday and Tuesday", "from Friday to Sunday"."""
    if reading.published is None:
        return reading.open("weekdays, and the day of publication is not known", "weekday")
    a, b = reading.found.value("a"), reading.found.value("b")
    apart = (b - a) % 7
    if reading.tense == "future":
        first = reading.published + timedelta(days=(a - reading.published.weekday()) % 7)
        last, why = first + timedelta(days=apart), "the next ones after publication"
    else:
        last = reading.published - timedelta(days=(reading.published.weekday() - b) % 7)
        first, why = last - timedelta(days=apart), "the last ones before publication"
    precision = "days" if apart else "day"
    tod = "overnight" if reading.found.words[reading.found.first].value == "overnight" else reading.time_of_day
    return reading.said(DateSpan(first, last), precision, why, "weekday", tod)


def read_overnight_into(reading: Reading) -> DaySaid | None:
    """ "Overnight into Monday"."""
    if reading.published is None:
        return reading.open("a weekday, and the day of publication is not known", "weekday")
    to = reading.found.part("b")[0]
    back = 0 if to.value == "today" else (reading.published.weekday() - to.value) % 7
    last = reading.published - timedelta(days=back)
    span = DateSpan(last - timedelta(days=1), last)
    return reading.said(span, "days", "the night before that day", "weekday", "overnight")


def read_overnight(reading: Reading) -> DaySaid | None:
    """ "Overnight", "overnight on Monday"."""
    if reading.published is None:
        return reading.open("a night, and the day of publication is not known", "relative")
    if reading.found.has("w"):
        back = (reading.published.weekday() - reading.found.value("w")) % 7
        day = reading.published - timedelta(days=back)
        return reading.said(DateSpan.on(day), "day", "the last one before publication", "weekday", "overnight")
    if reading.before(0) == "overnight" and reading.after().lower() in {"stay", "trip", "train", "bus", "curfew"}:
        return None
    span = DateSpan(reading.published - timedelta(days=1), reading.published)
    return reading.said(span, "days", "the night before publication", "relative", "overnight")


def read_anaphoric_weekday(reading: Reading) -> DaySaid | None:
    """ "The following Friday", from the day of the story."""
    if reading.story_day is None:
        return reading.open("counted from another day of the story", "anaphoric")
    weekday, which = reading.found.value("w"), reading.found.value("which")
    if which in {"previous", "before", "preceding", "prior"}:
        day = reading.story_day.first - timedelta(days=(reading.story_day.first.weekday() - weekday) % 7 or 7)
    else:
        day = reading.story_day.last + timedelta(days=(weekday - reading.story_day.last.weekday()) % 7 or 7)
    return reading.said(DateSpan.on(day), "day", "counted from the day of the story", "anaphoric", reading.time_of_day)


def read_habit(reading: Reading) -> DaySaid | None:
    """ "On Fridays", "every Monday"."""
    return reading.open("a habit, not one day", "weekday")


def read_beside(reading: Reading) -> DaySaid | None:
    """ "The day before yesterday", "the day after tomorrow"."""
    if reading.published is None:
        return reading.open("the day of publication is not known", "relative")
    day = reading.published + timedelta(days=-2 if reading.found.value("side") == "before" else 2)
    return reading.said(DateSpan.on(day), "day", "two days from publication", "relative")


def read_near(reading: Reading) -> DaySaid | None:
    """ "Yesterday", "today", "tomorrow", "tonight"."""
    if reading.published is None:
        return reading.open("the day of publication is not known", "relative")
    kind = reading.found.part("day")[0].kind
    steps = {KINDS["YESTERDAY"]: -1, KINDS["TOMORROW"]: 1}
    step = -2 if reading.found.rule == "near__before" else steps.get(kind, 0)
    why = {
        -2: "two days before publication",
        -1: "the day before publication",
        0: "the day of publication",
        1: "the day after publication",
    }
    tod = "night" if kind == KINDS["TONIGHT"] else reading.time_of_day
    return reading.said(DateSpan.on(reading.published + timedelta(days=step)), "day", why[step], "relative", tod)


def read_last_night(reading: Reading) -> DaySaid | None:
    """ "Last night", "late last night"."""
    if reading.published is None:
        return reading.open("the day of publication is not known", "relative")
    if reading.found.part("night")[0].kind == KINDS["PART"] and reading.found.value("night") not in {"evening"}:
        return None
    day = reading.published - timedelta(days=1)
    pre = reading.found.part("pre")
    return reading.said(
        DateSpan.on(day),
        "day",
        "the night before publication",
        "relative",
        f"{pre[0].value} night" if pre else "night",
    )


def read_recent(reading: Reading) -> DaySaid | None:
    """ "In recent days", "recent weeks"."""
    unit = reading.unit()
    if reading.published is None:
        return reading.open("the day of publication is not known", "relative")
    reach = recent_days().get(unit)
    if reach is None:
        return reading.open("recently: no bounds are said", "relative")
    span = DateSpan(reading.published - timedelta(days=reach), reading.published)
    return reading.said(span, _PLURAL_PRECISION[unit], f"recent {unit}s, read as at most {reach} days", "relative")


def read_window(reading: Reading) -> DaySaid | None:
    """In the past three days, over the next two weeks: up to publication, or from it on."""
    unit, n = reading.unit(), reading.how_many()
    if reading.published is None:
        return reading.open("the day of publication is not known", "relative")
    if unit in _MINUTES or (unit in _HOURS and n is None):
        if reading.found.value("which") not in LAST or reading.after().lower() == "of":  # "the last hours of the siege"
            return reading.open("no number is said", "relative")
        return reading.said(DateSpan.on(reading.published), "day", "hours before publication: that day", "relative")
    single = reading.found.part("unit")[0].kind in {KINDS["UNIT"], KINDS["DAY"]}
    if not reading.found.has("n"):
        if not single:
            which_days = recent_days().get(unit)
            if which_days is None:
                return reading.open("no number is said", "relative")
            span = DateSpan(reading.published - timedelta(days=which_days), reading.published)
            if reading.found.value("which") in LAST:
                return reading.said(
                    span, _PLURAL_PRECISION[unit], f"recent {unit}s, read as at most {which_days} days", "relative"
                )
            return reading.open("no number is said", "relative")
        n = 1
    if n is None:
        return reading.open("no number is said", "relative")
    if unit in _HOURS:
        n, unit = max(1, -(-n // 24)), "day"
    forward = reading.found.value("which") not in LAST
    other = moved(reading.published, unit, n if forward else -n)
    span = DateSpan(min(reading.published, other), max(reading.published, other))
    precision = "days" if unit == "day" else "years" if unit in {"decade"} or (unit == "year" and n > 1) else unit
    return reading.said(span, precision if precision in PRECISIONS else "days", "counted from publication", "relative")


def read_ago(reading: Reading) -> DaySaid | None:
    """ "Three weeks ago", "about two months ago"."""
    unit = str(reading.found.value("dual")) if reading.found.has("dual") else reading.unit()
    n: int | None = 2 if reading.found.has("dual") else 1
    if reading.found.has("n"):
        n = reading.how_many()
    if reading.published is None:
        return reading.open("counted from publication, whose day is not known", "relative")
    if unit in _MINUTES or (unit in _HOURS and n is None):
        return reading.said(DateSpan.on(reading.published), "day", "hours before publication: that day", "relative")
    if n is None:
        return reading.open("no number is said", "relative")
    mod = (
        reading.text[reading.found.part("mod")[0].start : reading.found.part("mod")[0].end].lower()
        if reading.found.has("mod")
        else ""
    )
    if unit in _HOURS:
        span = DateSpan(reading.published - timedelta(days=-(-n // 24)), reading.published)
        return reading.said(span, "days", "hours before publication", "relative")
    if mod in {"more", "over", "less"}:
        return reading.open(f"{mod} than that long ago: one end is open", "relative")
    span, precision = unit_around(moved(reading.published, unit, -n), unit)
    if mod in _ABOUT:
        slack = {"day": 1, "week": 7, "month": 31, "year": 366}.get(unit, 366)
        span = DateSpan(span.first - timedelta(days=slack), min(span.last + timedelta(days=slack), reading.published))
        precision = {"day": "days", "year": "years"}.get(precision, precision)
    what = "day" if precision in {"day", "days"} else f"calendar {unit}"
    return reading.said(span, precision, f"the {what} so far before publication", "relative")


def read_counted_from(reading: Reading) -> DaySaid | None:
    """ "Two days later", "three weeks after"."""
    because = "counted from another day of the story"
    if reading.found.value("which") in {"after", "before"} and reading.after().lower() in {"the", "a", "an"}:
        return reading.open("counted from another event", "anaphoric")
    n = reading.how_many() if reading.found.has("n") else None
    unit = reading.unit()
    if unit in _MINUTES:
        return None
    vague = reading.found.has("n") and reading.found.part("n")[-1].kind == KINDS["VAGUE"]
    if reading.story_day is None or vague or (n is None and unit not in _HOURS) or reading.found.has("mod"):
        return reading.open(because, "anaphoric")
    forward = reading.found.value("which") in {"later", "after"}
    if unit in _HOURS:
        n, unit = -(-(n or 1) // 24), "day"
        span = DateSpan(
            reading.story_day.first - timedelta(days=0 if forward else n),
            reading.story_day.last + timedelta(days=n if forward else 0),
        )
        return reading.said(span, "days", "hours from the story's day", "anaphoric")
    sign = 1 if forward else -1
    at = moved(reading.story_day.last if forward else reading.story_day.first, unit, sign * (n or 1))
    span, precision = (DateSpan.on(at), "day") if unit == "day" else unit_around(at, unit)
    return reading.said(span, precision, "counted from the day of the story", "anaphoric")


def read_anaphoric(reading: Reading) -> DaySaid | None:
    """ "The following day", "the previous week", "that night"."""
    which = reading.found.value("which")
    unit_word = reading.found.part("unit")[0]
    if which == "next" and unit_word.kind == KINDS["UNIT"] and reading.found.match.group().find(KINDS["THE"]) < 0:
        return _calendar_unit(reading, "next", str(unit_word.value))
    tod = unit_word.value if unit_word.kind in {KINDS["NIGHT"], KINDS["PART"]} else reading.time_of_day
    if reading.story_day is None:
        return reading.said(None, "unresolved", "counted from another day of the story", "anaphoric", tod)
    step = {"following": 1, "ensuing": 1, "subsequent": 1, "next": 1, "after": 1, "التالي": 1, "بعد": 1}.get(which, 0)
    if which in {"previous", "preceding", "prior", "before", "السابق"}:
        step = -1
    unit = unit_word.value
    if unit_word.kind not in {KINDS["UNIT"], KINDS["WEEKEND"]}:
        base = reading.story_day.last if step > 0 else reading.story_day.first
        span = reading.story_day if step == 0 else DateSpan.on(base + timedelta(days=step))
        return reading.said(
            span, "day" if span.is_one_day else "days", "counted from the day of the story", "anaphoric", tod
        )
    if unit == "weekend":
        return reading.said(None, "unresolved", "counted from another day of the story", "anaphoric")
    span, precision = unit_around(moved(reading.story_day.first, unit, step), unit)
    return reading.said(span, precision, "counted from the day of the story", "anaphoric")


def read_unit(reading: Reading) -> DaySaid | None:
    """ "This week", "last month", "earlier this year", "next weekend"."""
    word = reading.found.part("unit")[0]
    which = str(reading.found.value("which") or "")
    if reading.published is None:
        return reading.open("the day of publication is not known", "relative")
    if word.kind == KINDS["WEEKEND"]:
        return _weekend(reading, which)
    if word.kind == KINDS["SEASON"]:
        return relative_season(reading, which, word.value)
    unit = str(word.value) if word.kind != KINDS["YEARWORD"] else "year"
    if reading.found.rule == "unit__of":  # "at the end of the month"
        return _calendar_unit(reading, "this", unit)
    if unit == "day":
        if which == "next":  # "Next day the council met"
            return read_anaphoric(reading)
        return None if which != "last" and which not in LAST else reading.open("no day is said", "relative")
    return _calendar_unit(
        reading,
        "last" if which in LAST else "next" if which in NEXT or len(reading.found.part("which")) > 1 else "this",
        unit,
    )


def _calendar_unit(reading: Reading, which: str, unit: str) -> DaySaid | None:
    assert reading.published is not None or reading.story_day is None
    if reading.published is None:
        return reading.open("the day of publication is not known", "relative")
    step = {"last": -1, "this": 0, "next": 1}[which]
    at = moved(reading.published, unit, step)
    span, precision = unit_around(at, unit)
    bit = reading.bit()
    why = f"the calendar {unit} {('before that of', 'of', 'after that of')[step + 1]} publication"
    if step == 0 and bit == "earlier":
        span, why = DateSpan(span.first, reading.published), f"the {unit} of publication up to that day"
    elif step == 0 and bit == "later":
        span, why = DateSpan(reading.published, span.last), f"the {unit} of publication from that day on"
    else:
        if bit:
            span = cut_span(span, bit)
        if step == 0 and reading.tense != "future" and span.first <= reading.published < span.last:
            span, why = DateSpan(span.first, reading.published), why + ", up to that day"
    return reading.said(span, precision, why, "relative")


def _weekend(reading: Reading, which: str) -> DaySaid:
    assert reading.published is not None
    saturday = reading.published - timedelta(days=(reading.published.weekday() - 5) % 7)
    future = reading.tense == "future" or which in NEXT or len(reading.found.part("which")) > 1
    in_it = reading.published.weekday() >= 5
    if future:
        saturday += timedelta(days=7 if not in_it or which in NEXT else 0)
        why = "the next weekend after publication"
    elif which == "last" and in_it:
        saturday, why = saturday - timedelta(days=7), "the weekend before that of publication"
    else:
        why = "the last weekend before publication"
    last = saturday + timedelta(days=1)
    if in_it and not future and which != "last":
        last = min(last, reading.published)
    return reading.said(DateSpan(saturday, last), "days", why, "relative")


def relative_season(reading: Reading, which: str, first_month: int) -> DaySaid:
    """This, the last or the next season by its first month, seen from the day of publication."""
    assert reading.published is not None
    spans = [season_span(y, first_month) for y in range(reading.published.year - 2, reading.published.year + 2)]
    if which in NEXT or reading.tense == "future":
        span = min((s for s in spans if s.last >= reading.published), key=lambda s: s.first)
    elif which == "last":
        span = max((s for s in spans if s.last < reading.published), key=lambda s: s.first)
    else:
        span = max((s for s in spans if s.first <= reading.published), key=lambda s: s.first)
    if which != "next" and reading.tense != "future" and span.first <= reading.published < span.last:
        span = DateSpan(span.first, reading.published)
    return reading.said(span, "season", "the season nearest to publication, as in the north", "relative")


def read_duration(reading: Reading) -> DaySaid | None:
    """ "For three days": how long, and not when."""
    if (
        reading.words[reading.last - 1].value == "old"
        or reading.after(1).lower() == "old"
        or reading.after().lower() == "old"
    ):
        return None  # an age
    return reading.open("how long, not when", "duration")
