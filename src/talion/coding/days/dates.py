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

import calendar
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from talion.codebook.quantifiers import recent_days
from talion.coding.days.calendars import solar_hijri, solar_hijri_month_days
from talion.coding.days.words import KINDS, cut
from talion.coding.parsing.shapes import Found, Grammar, Word, words_of
from talion.records import DateSpan

PRECISIONS = ("day", "days", "week", "month", "season", "year", "years", "unresolved")
DAY_KINDS = ("absolute", "weekday", "relative", "duration", "anaphoric", "since", "until")

Tense = Callable[[int, int], str | None]


@dataclass(frozen=True, slots=True)
class DaySaid:
    """One expression of time: `text[start:end] == phrase`, and the days it can mean, or None where that is open.

    `because` says in plain words how the days were found or why they were not. `time_of_day` keeps "late", "at dawn".
    """

    start: int
    end: int
    phrase: str
    span: DateSpan | None
    precision: str
    because: str
    time_of_day: str | None = None
    kind: str = "absolute"


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
    grammar = _GRAMMARS.get(language, _GRAMMARS["en"])
    said: list[DaySaid] = []
    for found in grammar.find(words):
        reading = _Reading(text, words, found, published, tense_at, story_day)
        try:
            one = getattr(reading, "read_" + found.rule.partition("__")[0])()
        except (ValueError, OverflowError):  # no such day: 31 April, or before the year 1
            one = None
        if one is not None:
            said.append(one)
    return said


# ---- grammar -------------------------------------------------------------------------------------------------------

_MACROS = {
    "mon": "MONTH|MAY",
    "daynum": "DAYNUM|ORD",
    "clock": "(AT|AROUND|SHORTLY)*(BEFORE|AFTER|BY)?(TIME AMPM?|NUMWORD AMPM|DAWN)(ZONE|LOCAL)*",
    "hours": "(IN)?THE?(EARLY|LATE|START OF THE?)(HOURS|PART|NIGHT|DAWN)(HOURS)?",
    "part": "(IN)?(THE|THIS)?(EARLY|LATE|MID)?(PART|NIGHT)|OVERNIGHT",
    "pre": (
        "<hours>(OF|ON)?|(EARLY|LATE|EARLIER|LATER)IN?THE?(PART|NIGHT)?(OF|ON)*|<clock>COMMA?(ON|OF)?|(THE|IN "
        "THE)?(PART|NIGHT)OF|OVERNIGHT ON?"
    ),
    "post": "<part>|<hours>|(AT|AROUND|SHORTLY|BEFORE|AFTER)+<clock>|<clock>|OVERNIGHT",
    "number": "NUMWORD|ONE|A|DAYNUM|NUM|VAGUE|A VAGUE(OF)?|THE?LAST NUMWORD",
    "unit": "UNIT|UNITS|DAY|HOURS",
    "mod": "(MORE|LESS)THAN|OVER|AROUND",
    "bit": (
        "EARLY|LATE|MID DASH?|THE?START OF|THE?MIDDLE OF|THE?END OF|THE?HALF OF|THE?ORDWORD HALF "
        "OF|EARLIER|LATER|EARLY IN|LATE IN|EARLIER IN|LATER IN"
    ),
    "range": "DASH|TO|UNTIL|AND",
}  # fmt: skip

_ENGLISH = Grammar(
    KINDS,
    {
        "iso": "(pre=(<pre>))?day=(ISO)",
        "slashed": "day=(SLASHED)",
        # ranges
        "range__md_d": "(BETWEEN|FROM)?am=(<mon>)ad=(<daynum>)(<range>)bd=(<daynum>)(COMMA?by=(YEAR|YY))?",
        "range__d_dm": (
            "(BETWEEN|FROM)?THE?(NIGHT OF "
            "THE?)?ad=(<daynum>)(<range>)THE?bd=(<daynum>)OF?bm=(<mon>)(COMMA?by=(YEAR|YY))?"
        ),
        "range__dm_dm": (
            "(BETWEEN|FROM)?ad=(<daynum>)OF?am=(<mon>)(COMMA?ay=(YEAR"
            "|YY))?(<range>)bd=(<daynum>)OF?bm=(<mon>)(COMMA?by=(YEAR|YY))?"
        ),
        "range__md_md": (
            "(BETWEEN|FROM)?am=(<mon>)ad=(<daynum>)(COMMA?ay=(YEAR"
            "|YY))?(<range>)bm=(<mon>)bd=(<daynum>)(COMMA?by=(YEAR|YY))?"
        ),
        "range__iso": "(BETWEEN|FROM)aiso=(ISO)(<range>)biso=(ISO)",
        "weekdays": (
            "(BETWEEN|FROM|OVERNIGHT "
            "FROM?)(EARLY|LATE)?a=(WEEKDAY)(PART|NIGHT)?(TO|UNTIL|AND|INTO|DASH)(EARLY|LATE)?b=(WEEKDAY)(PART"
            "|NIGHT)?"
        ),
        "weekdays__b": "a=(WEEKDAY)(TO|DASH)b=(WEEKDAY)(PART|NIGHT)?",
        "weekdays__c": "a=(WEEKDAY)night=(PART|NIGHT)?(INTO|AND INTO)(EARLY)?b=(WEEKDAY)(PART|NIGHT)?",
        "overnight_into": "(LATE|OVERNIGHT|EARLY)?OVERNIGHT INTO(EARLY)?b=(WEEKDAY|TODAY)",
        "months": "(BETWEEN|FROM)am=(<mon>)(ay=(YEAR))?(TO|UNTIL|AND|DASH)bm=(<mon>)(COMMA?by=(YEAR))?",
        "months__b": "am=(<mon>)(DASH|TO)bm=(<mon>)by=(YEAR)",
        "years": "(BETWEEN|FROM)ay=(YEAR)(TO|UNTIL|AND|DASH)by=(YEAR|DAYNUM|NUM)",
        "years__b": "(IN|DURING|OF|OVER|FOR)ay=(YEAR)DASH by=(YEAR|DAYNUM|NUM)",
        # one day of a month
        "day": (
            "bound=(SINCE|UNTIL|BY)?(pre=(<pre>))?((WEEKDAY|WDABBR)COMMA?(ON|OPEN|THE)?)?THE?d=(<daynum>"
            "|ORDWORD)OF?m=(<mon>)(COMMA?OF?y=(YEAR|YY|NUM))?(COMMA?post=(<post>))?"
        ),
        "day__md": (
            "bound=(SINCE|UNTIL|BY)?(pre=(<pre>))?((WEEKDAY|WDABBR)COMMA?(ON|OPEN)?)?m=(<mon>)THE?d=(<daynum>"
            "|ORDWORD)(COMMA?y=(YEAR|YY))?(COMMA?post=(<post>))?"
        ),
        "day__the": "wd=(WEEKDAY)COMMA?THE d=(ORD)",
        # weekdays
        "weekday__of_week": "(pre=(<pre>))?w=(WEEKDAY)(post=(<post>))?(OF)?week=((LAST|THIS|NEXT|PREVIOUS)UNIT)",
        "weekday__week_on": "week=((LAST|NEXT|THIS)UNIT)(ON|COMMA)w=(WEEKDAY)(post=(<post>))?",
        "anaphoric_weekday": "THE which=(FOLLOWING|PREVIOUS|NEXT)w=(WEEKDAY)(post=(<post>))?",
        "anaphoric_weekday__b": "THE w=(WEEKDAY)which=(BEFORE|AFTER)",
        "weekday": (
            "bound=(SINCE|UNTIL|BY)?(pre=(<pre>))?which=(LAST|NEXT|THIS|THIS COMING|THIS "
            "LAST|THE?COMING)?w=(WEEKDAY)(post=(<post>))?"
        ),
        "habit": "EVERY(WEEKDAY|DAY|UNIT|NIGHT|PART)",
        "habit__b": "ON?WEEKDAYS",
        # relative to publication
        "beside": "THE DAY side=(BEFORE|AFTER)(YESTERDAY|TOMORROW)",
        "near": "bound=(SINCE|UNTIL|BY)?(pre=(<pre>))?day=(YESTERDAY|TODAY|TOMORROW|TONIGHT)(post=(<post>))?",
        "near__this": "(EARLY|LATE|EARLIER|LATER)?day=(THIS)post=(PART)",
        "last_night": "(pre=(EARLY|LATE))?which=(LAST)night=(NIGHT|PART)",
        "recent": "(IN|OVER|DURING|WITHIN)?THE?(MORE)?RECENT unit=(<unit>)",
        "window": (
            "(IN|OVER|DURING|FOR|WITHIN)((MORE|LESS)THAN|AROUND)?THE?which=(LAST|COMING"
            "|NEXT)(n=(<number>))?unit=(<unit>)"
        ),
        "ago": "mod=((MORE|LESS)THAN|OVER|AROUND)?(n=(<number>))unit=(<unit>)AGO",
        "counted_from": "mod=(<mod>)?(n=(<number>))unit=(<unit>)which=(EARLIER|LATER|BEFORE|AFTER)",
        "counted_from__b": "unit=(UNITS|HOURS)which=(EARLIER|LATER|BEFORE|AFTER)",
        "unit": (
            "bound=(SINCE|UNTIL|BY)?(IN|OVER|DURING|AT)?(bit=(<bit>))?which=(LAST|THIS|NEXT|THIS COMING|THE "
            "COMING)unit=(UNIT|DAY|WEEKEND|SEASON)"
        ),
        "unit__weekend": "(OVER|AT|DURING|ON)THE unit=(WEEKEND)",
        "unit__of": "(IN|AT)?bit=(<bit>)THE unit=(UNIT|WEEKEND)",
        "anaphoric": (
            "(ON|IN|BY|UNTIL)?THE?which=(FOLLOWING|PREVIOUS|SAME|NEXT)unit=(DAY|NIGHT|PART|UNIT"
            "|WEEKEND)(post=(PART|NIGHT))?"
        ),
        "anaphoric__that": "(ON|IN|AT)?which=(THAT|THAT SAME)unit=(DAY|NIGHT|PART|UNIT|WEEKEND)",
        "anaphoric__after": "THE(unit=(DAY|NIGHT|UNIT))which=(BEFORE|AFTER)",
        # months, seasons, years
        "month": (
            "bound=(SINCE|UNTIL|BY)?(IN|DURING|OF|FROM|SINCE)?(bit=(<bit>))?which=(LAST|THIS"
            "|NEXT)?m=(<mon>)COMMA?OF?((y=(YEAR|YY))|yrel=((LAST|THIS|NEXT)UNIT))"
        ),
        "month__which": "bound=(SINCE|UNTIL|BY)?(IN|DURING)?(bit=(<bit>))?which=(LAST|THIS|NEXT)m=(<mon>)",
        "month__bare": "bound=(SINCE|UNTIL|BY)(bit=(<bit>))?m=(<mon>)",
        "month__in": "(IN|DURING|FROM|OF|BEFORE|AFTER)(bit=(<bit>))?m=(<mon>)(?!<daynum>)",
        "month__bit": "bit=(<bit>)m=(<mon>)",
        "season": (
            "bound=(SINCE|UNTIL|BY)?(IN|DURING|OVER)?(bit=(<bit>))?THE?s=(SEASON)COMMA?(OF)?y=(YEAR)(DASH "
            "z=(YEAR|DAYNUM))?"
        ),
        "season__in": "(IN|DURING)THE s=(SEASON)",
        "decade": "bound=(SINCE|UNTIL|BY)?(IN|DURING|OF)?THE?(bit=(<bit>))?d=(DECADE)",
        "year": "bound=(SINCE|UNTIL|BY|BEFORE|AFTER)(THE UNIT)?(bit=(<bit>))?y=(YEAR|YY)",
        "year__in": "(IN|DURING|OF|FROM|THROUGH|THE UNIT)(THE UNIT)?(bit=(<bit>))?y=(YEAR|YY)".replace("THROUGH|", ""),
        "year__bit": "bit=(<bit>)y=(YEAR)",
        # how long, which is no day
        "duration": (
            "(FOR|LASTED|OVER|WITHIN|IN|AFTER|DURING)(MORE THAN|LESS THAN|OVER|AROUND|AT "
            "OTHER)*(n=(<number>))DASH?unit=(UNIT|UNITS|DAY)"
        ),
        "duration__of": "(n=(NUMWORD|ONE|A|DAYNUM|NUM|VAGUE))DASH unit=(UNIT|UNITS|DAY)(DASH LONG)?",
        "duration__some": "(FOR|LASTED|IN|WITHIN)unit=(UNITS)",
        "duration__n": "(n=(NUMWORD|DAYNUM|NUM|VAGUE))unit=(UNITS)(OF)?",
        "overnight": "(EARLY|LATE)?o=(OVERNIGHT)(ON w=(WEEKDAY))?",
    },
    _MACROS,
    never_first=("OTHER", "STOP", "COMMA"),
)  # fmt: skip

_ARABIC = Grammar(
    KINDS,
    {
        "iso": "day=(ISO)",
        "slashed": "day=(SLASHED)",
        "day": (
            "bound=(SINCE|UNTIL)?((DAY|TODAY)?WEEKDAY "
            "COMMA?)?(DAY|TODAY)?d=(DAYNUM)(FROM)?m=(<mon>)(DASH(<mon>))?(COMMA?(YEARWORD)?y=(YEAR))?"
        ),
        "near__yweekday": "(pre=(PART|NIGHT|DAWN))?day=(YESTERDAY|TODAY|TOMORROW)COMMA?WEEKDAY",
        "last_night": "night=(NIGHT)YESTERDAY",
        "near__before": "day=(YESTERDAY)LAST",
        "weekday": "(DAY|TODAY)?(pre=(PART|NIGHT|DAWN))?(DAY|TODAY)?w=(WEEKDAY)(which=(LAST|NEXT))?",
        "near": "(pre=(PART|NIGHT|DAWN))?day=(YESTERDAY|TODAY|TOMORROW)",
        "ago": "(AGO|SINCE)n=(NUMWORD|DAYNUM|NUM)unit=(UNITS|DAY|YEARWORD)",
        "ago__dual": "(AGO|SINCE)dual=(HALF)",
        "ago__one": "(AGO)unit=(DAY|UNITS|YEARWORD)",
        "month": (
            "bound=(SINCE|UNTIL)?(IN)?(UNITS|UNIT)?(bit=(EARLY|LATE"
            "|MID))?m=(<mon>)(DASH(<mon>))?(YEARWORD)?y=(YEAR)"
        ),
        "month__in": "(IN)(UNITS|UNIT)?(bit=(EARLY|LATE|MID))?m=(<mon>)(DASH(<mon>))?",
        "month__which": "(UNITS|UNIT)?m=(<mon>)which=(LAST|NEXT)",
        "year": "bound=(SINCE|UNTIL)(YEARWORD)?y=(YEAR)",
        "year__in": "(IN)?(YEARWORD)y=(YEAR)",
        "unit": "(IN)?unit=(UNIT|YEARWORD)which=(LAST|NEXT|THIS)",
        "unit__this": "which=(THIS)unit=(UNIT|YEARWORD)",
        "anaphoric": "unit=(TODAY|UNIT)which=(FOLLOWING|PREVIOUS)",
    },
    _MACROS,
)  # fmt: skip

_PERSIAN = Grammar(
    KINDS,
    {
        "iso": "day=(ISO)",
        "slashed": "day=(SLASHED)",
        "day": "bound=(SINCE|UNTIL)?(DAY?WEEKDAY COMMA?)?DAY?d=(DAYNUM)m=(<mon>)(UNIT)?(COMMA?(YEARWORD)?y=(YEAR))?",
        "weekday": "(pre=(PART|NIGHT|DAWN))?(DAY)?w=(WEEKDAY)(which=(LAST|NEXT))?",
        "near": "(pre=(PART|NIGHT|DAWN))?day=(YESTERDAY|TODAY|TOMORROW|TONIGHT)(post=(PART|NIGHT))?",
        "last_night": "night=(OVERNIGHT)",
        "ago": "n=(NUMWORD|DAYNUM|NUM)unit=(UNIT|DAY|YEARWORD)AGO",
        "month": "bound=(SINCE|UNTIL)?(IN)?(UNIT)?(bit=(EARLY|LATE|MID))?m=(<mon>)(UNIT)?(YEARWORD)?y=(YEAR)",
        "month__in": "(IN)(UNIT)?(bit=(EARLY|LATE|MID))?m=(<mon>)(UNIT)?",
        "year": "bound=(SINCE|UNTIL)(YEARWORD)y=(YEAR)",
        "year__in": "(IN)?(YEARWORD)y=(YEAR)",
        "unit": "(IN)?unit=(UNIT|YEARWORD|DAY)which=(LAST|NEXT)",
        "unit__this": "(IN)?which=(THIS)unit=(UNIT|YEARWORD)",
        "anaphoric": "unit=(DAY)which=(FOLLOWING)",
    },
    _MACROS,
)  # fmt: skip

_GRAMMARS = {"en": _ENGLISH, "ar": _ARABIC, "fa": _PERSIAN}

# ---- what the rules mean -------------------------------------------------------------------------------------------

# Names that begin with a day or hold one: brigades, papers, feasts.
_NAMED_AFTER = frozenset(
    words_of(
        "brigade brigades battalion battalions movement alliance coalition bloc group martyrs organisation "
        "organization bridge square "
        "street university stadium hospital airport camp forces front party division regiment company "
        "times telegraph mail "
        "mirror herald post express world sun standard observer tribune star"
    )
)
_NAMED_BEFORE = frozenset(words_of("bloody black good ash palm easter holy super"))
_COUNTED = frozenset(
    words_of("people persons men women children civilians troops soldiers fighters militants insurgents rebels "
    "police policemen "
    "officers homes houses villages families cases attacks incidents refugees prisoners detainees km "
    "kilometres kilometers miles "
    "metres meters dollars euros rounds rockets missiles tons tonnes vehicles tanks schools members killed "
    "wounded dead "
    "injured others buildings hectares acres feet pounds kg barrels guns rifles places locations towns "
    "provinces cities")
)  # fmt: skip
_NAMED_YEAR_AFTER = frozenset(words_of("season olympics games championship championships edition model"))
_FUTURE = frozenset(words_of("will shall would 'll ’ll scheduled due slated going plans intends intend"))
_CUT_OFF = frozenset(words_of("which who that when where after before because while but whose since as said says told"))
_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_ABOUT = frozenset(words_of("about around approximately roughly nearly almost some"))


class _Reading:
    """One place where a rule fits, and all that is needed to say which days it means."""

    def __init__(
        self,
        text: str,
        words: list[Word],
        found: Found,
        published: date | None,
        tense_at: Tense | None,
        story_day: DateSpan | None,
    ) -> None:
        self.text, self.words, self.found = text, words, found
        self.published, self.tense_at, self.story_day = published, tense_at, story_day
        first, last = found.first, found.last
        lead = {KINDS[kind] for kind in ("IN", "ON", "OF", "AT", "DURING", "OVER", "COMMA")}
        keep = (
            found.rule.startswith(("recent", "window", "duration", "unit__weekend")) or words[first].kind == KINDS["AT"]
        )
        while not keep and first < last - 1 and words[first].kind in lead:
            first += 1
        trail = {KINDS["COMMA"], KINDS["OPEN"], KINDS["OF"]}
        while last > first + 1 and words[last - 1].kind in trail:
            last -= 1
        self.first, self.last = first, last
        self.start, self.end = words[first].start, words[last - 1].end

    # -- parts ----

    def said(
        self, span: DateSpan | None, precision: str, because: str, kind: str, time_of_day: str | None = None
    ) -> DaySaid:
        """The finished expression; "since" and "until" take over the kind."""
        bound = self.found.value("bound") if self.found.has("bound") else None
        if bound in {"since", "منذ", "از", "after"}:
            kind = "since"
        elif bound is not None:
            kind = "until"
        if span is None:
            precision = "unresolved"
        return DaySaid(
            self.start, self.end, self.text[self.start : self.end], span, precision, because, time_of_day, kind
        )

    def open(self, because: str, kind: str) -> DaySaid:
        """An expression that is recognised and not resolved."""
        return self.said(None, "unresolved", because, kind, self.time_of_day)

    @property
    def time_of_day(self) -> str | None:
        """The words for the time of day, as written, in lower case."""
        for group in ("pre", "post", "night"):
            part = self.found.part(group)
            while part and part[-1].kind in {KINDS["ON"], KINDS["OF"], KINDS["COMMA"], KINDS["THE"]}:
                part.pop()
            while part and part[0].kind in {KINDS["IN"], KINDS["THE"], KINDS["ON"]}:
                part.pop(0)
            if part:
                return " ".join(self.text[part[0].start : part[-1].end].lower().split())
        return None

    def before(self, back: int = 1) -> str:
        """The word that stands so far before the expression, in lower case; empty at the beginning."""
        at = self.found.first - back
        return self.text[self.words[at].start : self.words[at].end].lower() if at >= 0 else ""

    def after(self, forward: int = 0) -> str:
        """The word after the expression as written; empty at the end."""
        at = self.last + forward
        return self.text[self.words[at].start : self.words[at].end] if at < len(self.words) else ""

    @property
    def tense(self) -> str | None:
        """The tense of the governing verb where the caller knows it, else "future" where a cue stands shortly
        before."""
        if self.tense_at is not None:
            return self.tense_at(self.start, self.end)
        for back in range(1, 13):
            word = self.before(back)
            if not word or word in _CUT_OFF or word in '.;:!?,"“”()':
                return None
            if word in _FUTURE:
                return "future"
        return None

    def is_name(self) -> bool:
        """Whether the words are part of a name: the 14 July Bridge, the Sunday Times, Bloody Sunday."""
        after = self.after()
        if after[:1].isupper() and after.lower() in _NAMED_AFTER:
            return True
        if (
            after.isalpha()
            and after[:1].isupper()
            and self.after(1)[:1].isupper()
            and self.after(1).lower() in _NAMED_AFTER
        ):
            return True
        return self.before() in _NAMED_BEFORE

    # -- days ----

    def read_iso(self) -> DaySaid | None:
        day = date.fromisoformat(self.found.value("day"))
        return self.said(DateSpan.on(day), "day", "the date is written out", "absolute", self.time_of_day)

    def read_slashed(self) -> DaySaid | None:
        sign = "/" if "/" in self.found.value("day") else "."
        a, b, year = (int(part) for part in self.found.value("day").split(sign))
        if year < 100:
            year += 2000 if year < 50 else 1900
        if sign == ".":  # 30.12.2019 is day first everywhere that writes it
            pairs = {(a, b)}
        else:
            pairs = {(d, m) for d, m in ((a, b), (b, a)) if m <= 12 and d <= 31}
        if len(pairs) != 1 or not all(m <= 12 for _, m in pairs):
            return self.open("day and month cannot be told apart", "absolute") if sign == "/" and pairs else None
        [(day, month)] = pairs
        return self.said(DateSpan.on(date(year, month, day)), "day", "the date is written out", "absolute")

    def read_day(self) -> DaySaid | None:
        if self.is_name():
            return None
        if not self.found.has("m"):  # "Wednesday the 12th"
            return self._day_of_month()
        calendar_name, month = self.found.value("m")
        day, year = self.found.value("d"), self.found.value("y")
        if self.found.rule == "day" and self.before() in {"$", "€", "£"}:
            return None
        if self.found.rule == "day__md" and not self.found.has("y") and self.before() == "in":
            after = self.after().lower()
            if after in _COUNTED:  # "in May 12 people were killed"
                self._drop_last("d")
                return self.read_month()
        short_year = self.words[self.last - 1]
        if short_year.kind == KINDS["NUM"]:
            if not 32 <= short_year.value <= 99:
                year = None
                self._drop_last("y")
            else:
                year = 1900 + short_year.value
        elif self.found.has("y") and self.found.part("y")[0].kind == KINDS["YY"]:
            year = self._full_year(year)
        if calendar_name == "lunar":
            return self.open("lunar Hijri months begin by sight of the moon; not converted", "absolute")
        if calendar_name == "solar":
            return self._solar(year, month, day)
        if year is not None:
            span = DateSpan.on(date(year, month, day))
            return self.said(span, "day", "day, month and year are written out", "absolute", self.time_of_day)
        return self._no_year(month, day)

    def _drop_last(self, group: str) -> None:
        """Give back a part of the rule that turned out to be no part of the expression."""
        self.last = self.found.match.start(group)
        while self.words[self.last - 1].kind == KINDS["COMMA"]:
            self.last -= 1
        self.end = self.words[self.last - 1].end

    def _full_year(self, two_digits: int) -> int:
        turn = (self.published.year if self.published else 2030) % 100 + 1
        return (2000 if two_digits <= turn else 1900) + two_digits

    def _solar(self, year: int | None, month: int, day: int) -> DaySaid:
        because = "a Solar Hijri date, converted by the calendar's rule"
        if year is not None and year > 1700:  # a Gregorian year beside a Solar Hijri month
            return self.open("a Solar Hijri month with a Gregorian year", "absolute")
        if year is not None:
            found = solar_hijri(year, month, day)
            return self.said(DateSpan.on(found) if found else None, "day", because, "absolute", self.time_of_day)
        if self.published is None:
            return self.open("no year, and the day of publication is not known", "absolute")
        this = self.published.year - 621
        tries = [solar_hijri(y, month, day) for y in (this - 2, this - 1, this, this + 1)]
        return self._nearest([d for d in tries if d], because + "; ")

    def _no_year(self, month: int, day: int) -> DaySaid:
        if self.published is None:
            date(2000, month, day)
            return self.open("no year, and the day of publication is not known", "absolute")
        tries = []
        for year in range(self.published.year - 8, self.published.year + 9):
            if day <= calendar.monthrange(year, month)[1]:
                tries.append(date(year, month, day))
        if not tries:
            raise ValueError("no such day")
        return self._nearest(tries, "")

    def _nearest(self, days: list[date], lead: str) -> DaySaid:
        """The day of its year that a report of that day means, or an open one."""
        assert self.published is not None
        today, tense = self.published, self.tense
        # Papers are dated by where they are printed: tomorrow's date in the past tense is today's.
        past = max((d for d in days if d <= today + timedelta(days=1)), default=None)
        coming = min((d for d in days if d >= today), default=None)
        bound = self.found.value("bound") if self.found.has("bound") else None
        if tense == "future" or bound in {"until", "till", "by", "حتى", "تا"}:
            pick, why = coming, "the next such day after publication, since it is still to come"
        elif tense == "past":
            pick, why = past, "the last such day before publication"
        elif past and coming and (today - past).days > 240 and (coming - today).days < 120 and bound != "since":
            return self.open(f"{lead}no year: long past or soon to come, and no verb says which", "absolute")
        else:
            pick, why = past, "the last such day before publication, the default for news"
        if pick is None:
            return self.open(f"{lead}no such day near publication", "absolute")
        return self.said(DateSpan.on(pick), "day", f"{lead}no year: {why}", "absolute", self.time_of_day)

    def _day_of_month(self) -> DaySaid | None:
        if self.published is None:
            return self.open("no month, and the day of publication is not known", "absolute")
        weekday, day = self.found.value("wd"), self.found.value("d")
        for back in range(62):
            one = self.published - timedelta(days=back)
            if one.day == day and one.weekday() == weekday:
                return self.said(DateSpan.on(one), "day", "the last such weekday and day of the month", "absolute")
        return self.open("no such weekday and day of the month before publication", "absolute")

    def read_range(self) -> DaySaid | None:
        value = self.found.value
        if self.found.has("aiso"):
            a, b = date.fromisoformat(value("aiso")), date.fromisoformat(value("biso"))
            return self.said(DateSpan(a, b), "days", "both ends are written out", "absolute") if a <= b else None
        if self.is_name():
            return None
        groups = self.found.match.groupdict()
        (cal_a, am) = value("am") if groups.get("am") else value("bm")
        (cal_b, bm) = value("bm") if groups.get("bm") else (cal_a, am)
        if cal_a != "gregorian" or cal_b != "gregorian":
            return self.open("a range in another calendar", "absolute")
        ad, bd = value("ad"), value("bd")
        by = self._year_of("by")
        ay = self._year_of("ay") if groups.get("ay") else by
        if by is None and ay is not None:
            by = ay + (1 if (bm, bd) < (am, ad) else 0)
        elif by is not None and not groups.get("ay") and (am, ad) > (bm, bd):
            ay = by - 1
        because = "both ends are written out"
        if by is None:
            if self.published is None:
                return self.open("no year, and the day of publication is not known", "absolute")
            first = self._no_year(am, ad)
            if first.span is None:
                return first
            ay = first.span.first.year
            by = ay + (1 if (bm, bd) < (am, ad) else 0)
            because = first.because
        a, b = date(ay or by, am, ad), date(by, bm, bd)
        return self.said(DateSpan(a, b), "days", because, "absolute") if a <= b else None

    def _year_of(self, group: str) -> int | None:
        if not self.found.has(group):
            return None
        word = self.found.part(group)[0]
        return self._full_year(word.value) if word.kind == KINDS["YY"] else int(word.value)

    def read_weekday(self) -> DaySaid | None:
        if self.is_name():
            return None
        weekday = self.found.value("w")
        if self.published is None:
            return self.open("a weekday, and the day of publication is not known", "weekday")
        if self.found.has("week"):
            weeks = {"last": -1, "previous": -1, "next": 1, "this": 0}.get(self.found.value("week"), 0)
            monday = self.published - timedelta(days=self.published.weekday())
            day = monday + timedelta(days=7 * weeks + weekday)
            return self.said(DateSpan.on(day), "day", "that weekday of that week", "weekday", self.time_of_day)
        which = str(self.found.value("which") or "")
        back = (self.published.weekday() - weekday) % 7
        ahead = (weekday - self.published.weekday()) % 7
        bound = self.found.value("bound") if self.found.has("bound") else None
        if which in _LAST:
            day, why = (
                self.published - timedelta(days=back or 7),
                "the nearest one before publication; some mean a week earlier",
            )
        elif which in _NEXT or (which == "this" and self.found.part("which")[-1].value == "coming"):
            day, why = (
                self.published + timedelta(days=ahead or 7),
                "the nearest one after publication; some mean a week later",
            )
        elif self.tense == "future" or bound in {"until", "till", "by"}:
            if ahead == 0:
                return self.open("the weekday of publication, still to come: today or in a week", "weekday")
            day, why = (
                self.published + timedelta(days=ahead),
                "the next one after publication, since it is still to come",
            )
        elif back == 0:
            day, why = self.published, "the weekday of publication: reports of a day name it so"
        else:
            day, why = self.published - timedelta(days=back), "the last one before publication"
        return self.said(DateSpan.on(day), "day", why, "weekday", self.time_of_day)

    def read_weekdays(self) -> DaySaid | None:
        if self.published is None:
            return self.open("weekdays, and the day of publication is not known", "weekday")
        a, b = self.found.value("a"), self.found.value("b")
        apart = (b - a) % 7
        if self.tense == "future":
            first = self.published + timedelta(days=(a - self.published.weekday()) % 7)
            last, why = first + timedelta(days=apart), "the next ones after publication"
        else:
            last = self.published - timedelta(days=(self.published.weekday() - b) % 7)
            first, why = last - timedelta(days=apart), "the last ones before publication"
        precision = "days" if apart else "day"
        tod = "overnight" if self.found.words[self.found.first].value == "overnight" else self.time_of_day
        return self.said(DateSpan(first, last), precision, why, "weekday", tod)

    def read_overnight_into(self) -> DaySaid | None:
        if self.published is None:
            return self.open("a weekday, and the day of publication is not known", "weekday")
        to = self.found.part("b")[0]
        back = 0 if to.value == "today" else (self.published.weekday() - to.value) % 7
        last = self.published - timedelta(days=back)
        span = DateSpan(last - timedelta(days=1), last)
        return self.said(span, "days", "the night before that day", "weekday", "overnight")

    def read_overnight(self) -> DaySaid | None:
        if self.published is None:
            return self.open("a night, and the day of publication is not known", "relative")
        if self.found.has("w"):
            back = (self.published.weekday() - self.found.value("w")) % 7
            day = self.published - timedelta(days=back)
            return self.said(DateSpan.on(day), "day", "the last one before publication", "weekday", "overnight")
        if self.before(0) == "overnight" and self.after().lower() in {"stay", "trip", "train", "bus", "curfew"}:
            return None
        span = DateSpan(self.published - timedelta(days=1), self.published)
        return self.said(span, "days", "the night before publication", "relative", "overnight")

    def read_anaphoric_weekday(self) -> DaySaid | None:
        if self.story_day is None:
            return self.open("counted from another day of the story", "anaphoric")
        weekday, which = self.found.value("w"), self.found.value("which")
        if which in {"previous", "before", "preceding", "prior"}:
            day = self.story_day.first - timedelta(days=(self.story_day.first.weekday() - weekday) % 7 or 7)
        else:
            day = self.story_day.last + timedelta(days=(weekday - self.story_day.last.weekday()) % 7 or 7)
        return self.said(DateSpan.on(day), "day", "counted from the day of the story", "anaphoric", self.time_of_day)

    def read_habit(self) -> DaySaid | None:
        return self.open("a habit, not one day", "weekday")

    # -- relative ----

    def read_beside(self) -> DaySaid | None:
        if self.published is None:
            return self.open("the day of publication is not known", "relative")
        day = self.published + timedelta(days=-2 if self.found.value("side") == "before" else 2)
        return self.said(DateSpan.on(day), "day", "two days from publication", "relative")

    def read_near(self) -> DaySaid | None:
        if self.published is None:
            return self.open("the day of publication is not known", "relative")
        kind = self.found.part("day")[0].kind
        steps = {KINDS["YESTERDAY"]: -1, KINDS["TOMORROW"]: 1}
        step = -2 if self.found.rule == "near__before" else steps.get(kind, 0)
        why = {
            -2: "two days before publication",
            -1: "the day before publication",
            0: "the day of publication",
            1: "the day after publication",
        }
        tod = "night" if kind == KINDS["TONIGHT"] else self.time_of_day
        return self.said(DateSpan.on(self.published + timedelta(days=step)), "day", why[step], "relative", tod)

    def read_last_night(self) -> DaySaid | None:
        if self.published is None:
            return self.open("the day of publication is not known", "relative")
        if self.found.part("night")[0].kind == KINDS["PART"] and self.found.value("night") not in {"evening"}:
            return None
        day = self.published - timedelta(days=1)
        pre = self.found.part("pre")
        return self.said(
            DateSpan.on(day),
            "day",
            "the night before publication",
            "relative",
            f"{pre[0].value} night" if pre else "night",
        )

    def read_recent(self) -> DaySaid | None:
        unit = self._unit()
        if self.published is None:
            return self.open("the day of publication is not known", "relative")
        reach = recent_days().get(unit)
        if reach is None:
            return self.open("recently: no bounds are said", "relative")
        span = DateSpan(self.published - timedelta(days=reach), self.published)
        return self.said(span, _PLURAL_PRECISION[unit], f"recent {unit}s, read as at most {reach} days", "relative")

    def read_window(self) -> DaySaid | None:
        """In the past three days, over the next two weeks: up to publication, or from it on."""
        unit, n = self._unit(), self._n()
        if self.published is None:
            return self.open("the day of publication is not known", "relative")
        single = self.found.part("unit")[0].kind in {KINDS["UNIT"], KINDS["DAY"]}
        if not self.found.has("n"):
            if not single:
                which_days = recent_days().get(unit)
                if which_days is None:
                    return self.open("no number is said", "relative")
                span = DateSpan(self.published - timedelta(days=which_days), self.published)
                if self.found.value("which") in _LAST:
                    return self.said(
                        span, _PLURAL_PRECISION[unit], f"recent {unit}s, read as at most {which_days} days", "relative"
                    )
                return self.open("no number is said", "relative")
            n = 1
        if n is None:
            return self.open("no number is said", "relative")
        if unit in {"hour", "hours"}:
            n, unit = max(1, -(-n // 24)), "day"
        forward = self.found.value("which") not in _LAST
        other = self._moved(self.published, unit, n if forward else -n)
        span = DateSpan(min(self.published, other), max(self.published, other))
        precision = "days" if unit == "day" else "years" if unit in {"decade"} or (unit == "year" and n > 1) else unit
        return self.said(span, precision if precision in PRECISIONS else "days", "counted from publication", "relative")

    def read_ago(self) -> DaySaid | None:
        unit = str(self.found.value("dual")) if self.found.has("dual") else self._unit()
        n: int | None = 2 if self.found.has("dual") else 1
        if self.found.has("n"):
            n = self._n()
        if self.published is None:
            return self.open("counted from publication, whose day is not known", "relative")
        if n is None:
            return self.open("no number is said", "relative")
        mod = (
            self.text[self.found.part("mod")[0].start : self.found.part("mod")[0].end].lower()
            if self.found.has("mod")
            else ""
        )
        if unit in {"hour", "hours"}:
            span = DateSpan(self.published - timedelta(days=-(-n // 24)), self.published)
            return self.said(span, "days", "hours before publication", "relative")
        if mod in {"more", "over", "less"}:
            return self.open(f"{mod} than that long ago: one end is open", "relative")
        span, precision = self._unit_around(self._moved(self.published, unit, -n), unit)
        if mod in _ABOUT:
            slack = {"day": 1, "week": 7, "month": 31, "year": 366}.get(unit, 366)
            span = DateSpan(span.first - timedelta(days=slack), min(span.last + timedelta(days=slack), self.published))
            precision = {"day": "days", "year": "years"}.get(precision, precision)
        what = "day" if precision in {"day", "days"} else f"calendar {unit}"
        return self.said(span, precision, f"the {what} so far before publication", "relative")

    def read_counted_from(self) -> DaySaid | None:
        if self.found.value("which") in {"after", "before"} and self.after().lower() in {"the", "a", "an"}:
            because = "counted from another event"
        else:
            because = "counted from another day of the story"
        n = self._n() if self.found.has("n") else None
        unit = self._unit()
        vague = self.found.has("n") and self.found.part("n")[-1].kind == KINDS["VAGUE"]
        if self.story_day is None or vague or (n is None and unit not in {"hour", "hours"}) or self.found.has("mod"):
            return self.open(because, "anaphoric")
        forward = self.found.value("which") in {"later", "after"}
        if unit in {"hour", "hours"}:
            n, unit = -(-(n or 1) // 24), "day"
            span = DateSpan(
                self.story_day.first - timedelta(days=0 if forward else n),
                self.story_day.last + timedelta(days=n if forward else 0),
            )
            return self.said(span, "days", "hours from the story's day", "anaphoric")
        sign = 1 if forward else -1
        at = self._moved(self.story_day.last if forward else self.story_day.first, unit, sign * (n or 1))
        span, precision = (DateSpan.on(at), "day") if unit == "day" else self._unit_around(at, unit)
        return self.said(span, precision, "counted from the day of the story", "anaphoric")

    def read_anaphoric(self) -> DaySaid | None:
        which = self.found.value("which")
        unit_word = self.found.part("unit")[0]
        if which == "next" and unit_word.kind == KINDS["UNIT"] and self.found.match.group().find(KINDS["THE"]) < 0:
            return self._calendar_unit("next", str(unit_word.value))
        tod = unit_word.value if unit_word.kind in {KINDS["NIGHT"], KINDS["PART"]} else self.time_of_day
        if self.story_day is None:
            return self.said(None, "unresolved", "counted from another day of the story", "anaphoric", tod)
        step = {"following": 1, "ensuing": 1, "subsequent": 1, "next": 1, "after": 1, "التالي": 1, "بعد": 1}.get(
            which, 0
        )
        if which in {"previous", "preceding", "prior", "before", "السابق"}:
            step = -1
        unit = unit_word.value
        if unit_word.kind not in {KINDS["UNIT"], KINDS["WEEKEND"]}:
            base = self.story_day.last if step > 0 else self.story_day.first
            span = self.story_day if step == 0 else DateSpan.on(base + timedelta(days=step))
            return self.said(
                span, "day" if span.is_one_day else "days", "counted from the day of the story", "anaphoric", tod
            )
        if unit == "weekend":
            return self.said(None, "unresolved", "counted from another day of the story", "anaphoric")
        span, precision = self._unit_around(self._moved(self.story_day.first, unit, step), unit)
        return self.said(span, precision, "counted from the day of the story", "anaphoric")

    # -- calendar units ----

    def read_unit(self) -> DaySaid | None:
        word = self.found.part("unit")[0]
        which = str(self.found.value("which") or "")
        if self.published is None:
            return self.open("the day of publication is not known", "relative")
        if word.kind == KINDS["WEEKEND"]:
            return self._weekend(which)
        if word.kind == KINDS["SEASON"]:
            return self._relative_season(which, word.value)
        unit = str(word.value) if word.kind != KINDS["YEARWORD"] else "year"
        if self.found.rule == "unit__of":  # "at the end of the month"
            return self._calendar_unit("this", unit)
        if unit == "day":
            return None if which != "last" and which not in _LAST else self.open("no day is said", "relative")
        return self._calendar_unit(
            "last" if which in _LAST else "next" if which in _NEXT or len(self.found.part("which")) > 1 else "this",
            unit,
        )

    def _calendar_unit(self, which: str, unit: str) -> DaySaid | None:
        assert self.published is not None or self.story_day is None
        if self.published is None:
            return self.open("the day of publication is not known", "relative")
        step = {"last": -1, "this": 0, "next": 1}[which]
        at = self._moved(self.published, unit, step)
        span, precision = self._unit_around(at, unit)
        bit = self._bit()
        why = f"the calendar {unit} {('before that of', 'of', 'after that of')[step + 1]} publication"
        if step == 0 and bit == "earlier":
            span, why = DateSpan(span.first, self.published), f"the {unit} of publication up to that day"
        elif step == 0 and bit == "later":
            span, why = DateSpan(self.published, span.last), f"the {unit} of publication from that day on"
        else:
            if bit:
                span = _cut_span(span, bit)
            if step == 0 and self.tense != "future" and span.first <= self.published < span.last:
                span, why = DateSpan(span.first, self.published), why + ", up to that day"
        return self.said(span, precision, why, "relative")

    def _weekend(self, which: str) -> DaySaid:
        assert self.published is not None
        saturday = self.published - timedelta(days=(self.published.weekday() - 5) % 7)
        future = self.tense == "future" or which in _NEXT or len(self.found.part("which")) > 1
        in_it = self.published.weekday() >= 5
        if future:
            saturday += timedelta(days=7 if not in_it or which in _NEXT else 0)
            why = "the next weekend after publication"
        elif which == "last" and in_it:
            saturday, why = saturday - timedelta(days=7), "the weekend before that of publication"
        else:
            why = "the last weekend before publication"
        last = saturday + timedelta(days=1)
        if in_it and not future and which != "last":
            last = min(last, self.published)
        return self.said(DateSpan(saturday, last), "days", why, "relative")

    def _relative_season(self, which: str, first_month: int) -> DaySaid:
        assert self.published is not None
        spans = [_season(y, first_month) for y in range(self.published.year - 2, self.published.year + 2)]
        if which in _NEXT or self.tense == "future":
            span = min((s for s in spans if s.last >= self.published), key=lambda s: s.first)
        elif which == "last":
            span = max((s for s in spans if s.last < self.published), key=lambda s: s.first)
        else:
            span = max((s for s in spans if s.first <= self.published), key=lambda s: s.first)
        if which != "next" and self.tense != "future" and span.first <= self.published < span.last:
            span = DateSpan(span.first, self.published)
        return self.said(span, "season", "the season nearest to publication, as in the north", "relative")

    def read_month(self) -> DaySaid | None:
        if self.is_name():
            return None
        calendar_name, month = self.found.value("m")
        if calendar_name == "lunar":
            return self.open("lunar Hijri months begin by sight of the moon; not converted", "absolute")
        rule = self.found.rule
        may = self.found.part("m")[0]
        if (
            may.kind == KINDS["MAY"]
            and rule == "month__in"
            and self.found.words[self.found.first].value in {"after", "before"}
        ):
            return None
        year = self._year_of("y")
        if calendar_name == "solar":
            return self._solar_month(year, month)
        bit = self._bit()
        if self.found.has("yrel"):
            if self.published is None:
                return self.open("the day of publication is not known", "absolute")
            if self.found.part("yrel")[1].value != "year":
                return None
            year = self.published.year + {"last": -1, "past": -1, "this": 0, "next": 1}[self.found.value("yrel")]
        if year is not None:
            if may.kind == KINDS["MAY"] and self.found.part("y") and self.after().lower() in _COUNTED:
                return None
            span = _cut_span(_month(year, month), bit)
            return self.said(span, "month", "month and year are written out", "absolute")
        if self.published is None:
            return self.open("no year, and the day of publication is not known", "absolute")
        which = str(self.found.value("which") or "")
        here = (self.published.year, self.published.month)
        bound = self.found.value("bound") if self.found.has("bound") else None
        if which in _NEXT or (
            which not in _LAST and (self.tense == "future" or bound in {"until", "till", "by", "حتى", "تا"})
        ):
            year, why = (
                (here[0] if month > here[1] or (month == here[1] and which not in _NEXT) else here[0] + 1),
                "the next one after publication",
            )
        elif which in _LAST:
            year, why = (here[0] if month < here[1] else here[0] - 1), "the last one before publication"
        else:
            year, why = (here[0] if month <= here[1] else here[0] - 1), "the last one begun before publication"
        span = _cut_span(_month(year, month), bit)
        if "last" in why and span.first <= self.published < span.last:
            span = DateSpan(span.first, self.published)
        return self.said(span, "month", f"no year: {why}", "absolute")

    def _solar_month(self, year: int | None, month: int) -> DaySaid:
        because = "a Solar Hijri month, converted by the calendar's rule"
        if year is None and self.published is not None:
            years = range(self.published.year - 623, self.published.year - 620)
            begun = [y for y in years if (first := solar_hijri(y, month, 1)) and first <= self.published]
            year, because = (begun[-1] if begun else None), because + "; no year: the last one begun before publication"
        if year is None or year > 1700:
            return self.open("a Solar Hijri month without its year", "absolute")
        first, last = solar_hijri(year, month, 1), solar_hijri(year, month, solar_hijri_month_days(year, month))
        span = _cut_span(DateSpan(first, last), self._bit()) if first and last else None
        return self.said(span, "month", because, "absolute")

    def read_months(self) -> DaySaid | None:
        (cal_a, am), (cal_b, bm) = self.found.value("am"), self.found.value("bm")
        if cal_a != "gregorian" or cal_b != "gregorian":
            return self.open("a range in another calendar", "absolute")
        by, ay = self._year_of("by"), self._year_of("ay") if self.found.has("ay") else None
        because = "both ends are written out"
        if by is None and ay is None:
            if self.published is None:
                return self.open("no year, and the day of publication is not known", "absolute")
            by = (
                self.published.year if bm <= self.published.month or self.tense == "future" else self.published.year - 1
            )
            because = "no year: the last ones before publication"
        if by is None:
            by = (ay or 0) + (1 if bm < am else 0)
        if ay is None:
            ay = by - (1 if am > bm else 0)
        a, b = _month(ay, am), _month(by, bm)
        return self.said(DateSpan(a.first, b.last), "month", because, "absolute") if a.first <= b.last else None

    def read_years(self) -> DaySaid | None:
        a, b = int(self.found.value("ay")), int(self.found.value("by"))
        if b < 100:
            b += a // 100 * 100
        if not (_is_year(a) and a <= b <= 2099) or self.after().lower() in _NAMED_YEAR_AFTER | _COUNTED:
            return None
        return self.said(
            DateSpan(date(a, 1, 1), date(b, 12, 31)),
            "years" if b > a else "year",
            "both years are written out",
            "absolute",
        )

    def read_season(self) -> DaySaid | None:
        first = self.found.value("s")
        if not self.found.has("y"):
            if self.published is None:
                return self.open("no year, and the day of publication is not known", "absolute")
            return replace(self._relative_season("this", first), kind="absolute")
        year = self._year_of("y")
        assert year is not None
        if first == 12 and not self.found.has("z"):
            span = DateSpan(date(year, 1, 1), date(year + 1, 2, 28))
            return self.said(span, "season", "the winter that begins or ends in that year, as in the north", "absolute")
        return self.said(_season(year, first), "season", "the season of that year, as in the north", "absolute")

    def read_decade(self) -> DaySaid | None:
        first = self.found.value("d")
        low, high = {"early": (0, 3), "mid": (4, 6), "late": (7, 9), "end": (8, 9), "start": (0, 2)}.get(
            self._bit() or "", (0, 9)
        )
        return self.said(
            DateSpan(date(first + low, 1, 1), date(first + high, 12, 31)),
            "years",
            "the decade is written out",
            "absolute",
        )

    def read_year(self) -> DaySaid | None:
        part = self.found.part("y")[0]
        year = self._year_of("y") or 0
        after = self.after().lower()
        if (
            part.kind == KINDS["YEAR"]
            and 1250 <= year <= 1500
            and self.words
            and self.found.words is not None
            and "\u0600" < self.text[self.start] < "\u06ff"
        ):
            first, last = solar_hijri(year, 1, 1), solar_hijri(year, 12, solar_hijri_month_days(year, 12))
            if first and last:
                return self.said(
                    DateSpan(first, last), "year", "a Solar Hijri year, converted by the calendar's rule", "absolute"
                )
        named = (
            self.found.match.group().find(KINDS["UNIT"]) >= 0 or self.found.match.group().find(KINDS["YEARWORD"]) >= 0
        )
        if not _is_year(year) and not named:
            return None
        if after in _COUNTED or after in {"-", "–", "/", "%", "percent", "per"} or after in _NAMED_YEAR_AFTER:
            return None
        if after in {"world", "summer", "winter", "asian"} and self.after(1).lower() in {"cup", "olympics", "games"}:
            return None
        if self.found.words[self.found.first].value in {"from", "of", "by", "after", "before"} and (
            after.isalpha() and after not in _AFTER_YEAR
        ):
            return None
        if (
            self.found.has("bound")
            and self.found.value("bound") == "by"
            and self.published
            and year <= self.published.year - 1
            and not named
        ):
            pass
        span = _cut_span(DateSpan(date(year, 1, 1), date(year, 12, 31)), self._bit())
        return self.said(span, "year", "the year is written out", "absolute")

    def read_duration(self) -> DaySaid | None:
        if self.words[self.last - 1].value == "old" or self.after(1).lower() == "old" or self.after().lower() == "old":
            return None  # an age
        return self.open("how long, not when", "duration")

    # -- arithmetic ----

    def _unit(self) -> str:
        word = self.found.part("unit")[0]
        return "year" if word.kind == KINDS["YEARWORD"] else str(word.value)

    def _n(self) -> int | None:
        for word in self.found.part("n"):
            if isinstance(word.value, int):
                return word.value
            if word.kind == KINDS["A"]:
                more = [w for w in self.found.part("n") if w.kind == KINDS["VAGUE"]]
                return 2 if more and more[0].value == "couple" else None if more else 1
        return 2 if any(w.value == "couple" for w in self.found.part("n")) else None

    def _bit(self) -> str | None:
        """Which part of the unit: early, mid, late, start, end, earlier, later, first half, second half."""
        part = self.found.part("bit")
        for word in part:
            if word.kind == KINDS["HALF"]:
                which = next((w.value for w in part if w.kind == KINDS["ORDWORD"]), None)
                halves: dict[object, str] = {1: "first", 2: "second"}
                return halves.get(which) if word.value == "half" else f"quarter {which}"
        for name in ("EARLY", "LATE", "MID", "MIDDLE", "START", "END", "EARLIER", "LATER"):
            if any(word.kind == KINDS[name] for word in part):
                return {"MIDDLE": "mid"}.get(name, name.lower())
        return None

    @staticmethod
    def _moved(day: date, unit: str, n: int) -> date:
        if unit in _DAYS:
            return day + timedelta(days=n * _DAYS[unit])
        months = n * {"month": 1, "year": 12, "decade": 120}.get(unit, 12)
        year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
        return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))

    @staticmethod
    def _unit_around(day: date, unit: str) -> tuple[DateSpan, str]:
        """The calendar unit that holds a day, and how precise that is."""
        if unit == "day":
            return DateSpan.on(day), "day"
        if unit in {"week", "fortnight"}:
            monday = day - timedelta(days=day.weekday())
            return DateSpan(monday, monday + timedelta(days=6)), "week"
        if unit == "month":
            return _month(day.year, day.month), "month"
        if unit == "decade":
            first = day.year // 10 * 10
            return DateSpan(date(first, 1, 1), date(first + 9, 12, 31)), "years"
        return DateSpan(date(day.year, 1, 1), date(day.year, 12, 31)), "year"


_LAST = frozenset(words_of("last past الماضي الماضية الفائت المنصرم الأخير الأخيرة گذشته پیشین"))
_NEXT = frozenset(words_of("next coming المقبل المقبلة القادم القادمة آینده"))
_PLURAL_PRECISION = {"day": "days", "week": "week", "month": "month", "year": "years"}
_AFTER_YEAR = frozenset(
    words_of(
        "and or but when while as by in on at to the a an with that which who after before for of from until "
        "it they he she we "
        "was were is are has have had said killed left under during"
    )
)


def _is_year(n: int) -> bool:
    return 1500 <= n <= 2099


def _month(year: int, month: int) -> DateSpan:
    return DateSpan(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))


def _season(year: int, first_month: int) -> DateSpan:
    if first_month == 12:
        return DateSpan(date(year, 12, 1), _month(year + 1, 2).last)
    return DateSpan(date(year, first_month, 1), _month(year, first_month + 2).last)


def _cut_span(span: DateSpan, bit: str | None) -> DateSpan:
    """The early, middle or late third of a span, its first or second half, or one of its quarters; in whole months
    for years."""
    if bit is None:
        return span
    thirds = {
        "early": (0, 1),
        "earlier": (0, 2),
        "start": (0, 1),
        "mid": (1, 2),
        "late": (2, 3),
        "end": (2, 3),
        "later": (1, 3),
    }
    if span.days > 300:
        if bit.startswith("quarter"):
            n = bit.split()[1]
            first, last = (3 * int(n) - 2, 3 * int(n)) if n.isdigit() and 1 <= int(n) <= 4 else (1, 12)
        elif bit in {"first", "second"}:
            first, last = (1, 6) if bit == "first" else (7, 12)
        else:
            low, high = thirds[bit]
            first, last = low * 4 + 1, high * 4
        year = span.first.year
        return DateSpan(_month(year, first).first, _month(year, last).last)
    if bit in {"first", "second"}:
        half = span.days // 2
        return (
            DateSpan(span.first, span.first + timedelta(days=half - 1))
            if bit == "first"
            else DateSpan(span.first + timedelta(days=half), span.last)
        )
    if bit not in thirds:
        return span
    third = -(-span.days // 3) if span.days < 10 else 10
    low, high = thirds[bit]
    end = span.last if high == 3 else span.first + timedelta(days=third * high - 1)
    return DateSpan(span.first + timedelta(days=third * low), end)
