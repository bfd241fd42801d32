"""Days written out in full, as publishers write the day of publication.

Dates in the running text ("on Friday") are no concern of this file: only a day with its year, or a dateline's day
and month, says when a report came out. Western, Arabic-Indic and Persian digits; Gregorian months in the languages
below (Levantine, Egyptian and Maghrebi names in Arabic) and Solar Hijri months (Iranian and Afghan names).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_GREGORIAN = {
    1: "january jan januar janvier enero ocak января январь січня ינואר يناير جانفي ژانویه",
    2: "february feb februar février fevrier febrero şubat subat февраля февраль лютого פברואר فبراير فيفري فوریه شباط",
    3: "march mar märz maerz mars marzo mart марта март березня מרץ مارس آذار",
    4: "april apr avril abril nisan апреля апрель квітня אפריל أبريل ابريل إبريل أفريل افريل نيسان آوریل",
    5: "may mai mayo mayıs mayis мая май травня מאי مايو ماي أيار ايار مه می",
    6: "june jun juni juin junio haziran июня июнь червня יוני يونيو يونيه جوان حزيران ژوئن",
    7: "july jul juli juillet julio temmuz июля июль липня יולי يوليو يوليه جويلية يوليوز تموز ژوئیه ژوئيه جولای",
    8: "august aug août aout agosto ağustos agustos августа август серпня אוגוסט أغسطس اغسطس أوت غشت آب اوت اگوست",
    9: "september sep sept septembre septiembre eylül eylul сентября сентябрь вересня ספטמבר سبتمبر شتنبر "
    "أيلول ايلول سپتامبر",
    10: "october oct oktober okt octobre octubre ekim октября октябрь жовтня אוקטובר أكتوبر اكتوبر تشرين-الأول "
    "تشرين-الاول اکتبر",
    11: "november nov novembre noviembre kasım kasim ноября ноябрь листопада נובמבר نوفمبر نونبر تشرين-الثاني نوامبر",
    12: "december dec dezember dez décembre decembre diciembre aralık aralik декабря декабрь грудня דצמבר ديسمبر دجنبر "
    "كانون-الأول كانون-الاول دسامبر",
}
_GREGORIAN[1] += " كانون-الثاني"
_SOLAR = {
    1: "فروردین حمل",
    2: "اردیبهشت ثور",
    3: "خرداد جوزا",
    4: "تیر سرطان",
    5: "مرداد امرداد اسد",
    6: "شهریور سنبله",
    7: "مهر میزان",
    8: "آبان عقرب",
    9: "آذر قوس",
    10: "دی جدی",
    11: "بهمن دلو",
    12: "اسفند حوت",
}
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
# One letter for one, so that offsets stay: Persian texts are often typed with Arabic yeh and kaf, and the reverse.
_LETTERS = str.maketrans("يىك‌", "ییک ")


def _months(table: dict[int, str]) -> dict[str, int]:
    return {
        name.replace("-", " ").translate(_LETTERS): number for number, names in table.items() for name in names.split()
    }


_MONTHS = _months(_GREGORIAN)
_SOLAR_MONTHS = _months(_SOLAR)
_ALL = "|".join(
    re.escape(name).replace(r"\ ", r"\s+")
    for name in sorted({*_MONTHS, *_SOLAR_MONTHS}, key=lambda name: (-len(name), name))
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|º)?"
_YEAR = r"(?P<year>\d{4})"
# "كانون الأول/ديسمبر": one month under its two names.
_MONTH = rf"(?P<month>{_ALL})\b\.?(?:\s*[/(]\s*(?:{_ALL})\b\)?)?"
_WRITTEN = (
    re.compile(
        rf"(?<![\d.]){_DAY}\.?[\s-]+(?:of\s+|de\s+|ב)?{_MONTH}(?:\s*,\s*|[\s-]+(?:de\s+|del\s+)?){_YEAR}(?!\d)", re.I
    ),
    re.compile(rf"\b{_MONTH}\s+{_DAY}\s*(?:,\s*|\s){_YEAR}(?!\d)", re.I),
    re.compile(r"(?<!\d)(?P<year>\d{4})-(?P<number>\d{2})-(?P<day>\d{2})(?!\d)"),
    re.compile(r"(?<![\d/])(?P<year>\d{4})[/.](?P<number>\d{1,2})[/.](?P<day>\d{1,2})(?![\d/])"),
    re.compile(r"(?<!\d)(?P<year>\d{4})年(?P<number>\d{1,2})月(?P<day>\d{1,2})日"),
    re.compile(r"(?<![\d.])(?P<day>\d{1,2})\.(?P<number>\d{1,2})\.(?P<year>\d{4})(?!\d)"),
    re.compile(r"(?<![\d/])(?P<first>\d{1,2})[/-](?P<second>\d{1,2})[/-](?P<year>\d{4})(?![\d/])"),
)
_NO_YEAR = (
    re.compile(rf"(?<![\d.]){_DAY}\.?\s+{_MONTH}", re.I),
    re.compile(rf"\b{_MONTH}\s+{_DAY}(?!\d)", re.I),
)
_IN_ADDRESS = re.compile(r"(?<!\d)((?:19|20)\d{2})[/_.-]?(\d{2}|[a-z]{3})[/_.-]?(\d{1,2})(?!\d)", re.I)
FIRST_YEAR, LAST_YEAR = 1900, 2100


@dataclass(frozen=True, slots=True)
class WrittenDay:
    """A day as written at a place of a text, in characters."""

    start: int
    end: int
    day: date


def written_days(text: str, *, language: str | None = None) -> list[WrittenDay]:
    """The days that a text gives with their year, in the order of the text.

    "03/04/2020" is left out where it could be read both ways, unless `language` is known and not English:
    elsewhere the day stands first. A year from 1300 to 1499 is a Solar Hijri year.
    """
    plain = text.translate(_DIGITS).translate(_LETTERS)
    found: list[WrittenDay] = []
    for pattern in _WRITTEN:
        for match in pattern.finditer(plain):
            day = _day_of(match, language)
            if day and not any(one.start < match.end() and match.start() < one.end for one in found):
                found.append(WrittenDay(match.start(), match.end(), day))
    return sorted(found, key=lambda one: one.start)


def _day_of(match: re.Match[str], language: str | None) -> date | None:
    groups = match.groupdict()
    year = int(groups["year"])
    if groups.get("first"):
        first, second = int(groups["first"]), int(groups["second"])
        if first > 12 or first == second:
            return _gregorian(year, second, first)
        if second > 12:
            return _gregorian(year, first, second)
        return None if language in {None, "en"} else _gregorian(year, second, first)
    day = int(groups["day"])
    if groups.get("number"):
        number = int(groups["number"])
        return solar_hijri(year, number, day) if 1300 <= year < 1500 else _gregorian(year, number, day)
    name = re.sub(r"\s+", " ", groups["month"].lower())
    if 1300 <= year < 1500 and name in _SOLAR_MONTHS:
        return solar_hijri(year, _SOLAR_MONTHS[name], day)
    return _gregorian(year, _MONTHS[name], day) if name in _MONTHS else None


def _gregorian(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None


def solar_hijri(year: int, month: int, day: int) -> date | None:
    """The Gregorian day of a Solar Hijri day, from 1178 to 1633; None where there is no such day.

    The months have 31 days six times, then 30; a leap year ends with a thirtieth of Esfand. Leap years follow the
    33-year cycle, which gives the official calendar from 1178 to 1633 (Borkowski 1996: the rule and its range).
    """
    if not (1178 <= year <= 1633 and 1 <= month <= 12):
        return None
    longest = 31 if month <= 6 else 30 if month < 12 or _solar_leap(year) else 29
    if not 1 <= day <= longest:
        return None
    # 1 Farvardin 1399 was 20 March 2020; count whole years from there.
    days = sum(366 if _solar_leap(one) else 365 for one in range(1399, year))
    days -= sum(366 if _solar_leap(one) else 365 for one in range(year, 1399))
    days += 31 * min(month - 1, 6) + 30 * max(month - 7, 0) + day - 1
    return date.fromordinal(date(2020, 3, 20).toordinal() + days)


def _solar_leap(year: int) -> bool:
    return year % 33 in {1, 5, 9, 13, 17, 22, 26, 30}


def days_without_year(text: str) -> Iterator[tuple[int, int]]:
    """Month and day of each date written without a year: "Dec 30" gives (12, 30)."""
    plain = text.translate(_DIGITS).translate(_LETTERS)
    for pattern in _NO_YEAR:
        for match in pattern.finditer(plain):
            month = _MONTHS.get(re.sub(r"\s+", " ", match["month"].lower()))
            if month and _gregorian(2000, month, int(match["day"])):
                yield month, int(match["day"])


def day_in_address(address: str) -> date | None:
    """The day in a URL or the name of a file: "/2019/12/30/", "/2019/dec/30/", "2019-12-30_wire.txt"."""
    for year, month, day in _IN_ADDRESS.findall(address.translate(_DIGITS)):
        number = int(month) if month.isdigit() else _MONTHS.get(month.lower())
        found = _gregorian(int(year), number, int(day)) if number else None
        if found:
            return found
    return None


def nearest_year(month: int, day: int, *, to: date) -> date | None:
    """The day with this month and day that lies nearest to another day."""
    days = [one for year in (to.year - 1, to.year, to.year + 1) if (one := _gregorian(year, month, day))]
    return min(days, key=lambda one: abs((one - to).days), default=None)
