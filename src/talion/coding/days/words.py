"""The words of days in English, Arabic and Persian, cut into kinds for the grammar in `dates`.

Values: a month is ("gregorian" | "solar" | "lunar", 1..12), a weekday 0 (Monday) to 6, a unit its English name,
a season its first month in the north.
"""

import re
from functools import cache

from talion.coding.parsing.shapes import Kinds, Word, words_of

# MAY is a month whose name is also a common word; DAYNUM a number from 1 to 31, NUM another number, YY a year of two
# digits.
KINDS = Kinds(
    (
        "MONTH", "MAY", "WEEKDAY", "WDABBR", "WEEKDAYS", "DAYNUM", "ORD", "ORDWORD", "NUM", "YEAR", "YY", "DECADE",
        "NUMWORD", "A", "ONE", "VAGUE", "UNIT", "UNITS", "HOURS", "AGO", "EARLIER", "LATER", "BEFORE", "AFTER", "LAST",
        "NEXT", "THIS", "THAT", "SAME", "PREVIOUS", "FOLLOWING", "RECENT", "COMING", "THE", "ON", "IN", "OF", "AT",
        "AROUND", "BETWEEN", "FROM", "TO", "AND", "SINCE", "UNTIL", "BY", "DURING", "OVER", "FOR", "WITHIN", "LASTED",
        "EARLY", "LATE", "MID", "START", "MIDDLE", "END", "YESTERDAY", "TODAY", "TOMORROW", "TONIGHT", "OVERNIGHT",
        "INTO", "PART", "DAWN", "NIGHT", "WEEKEND", "SEASON", "TIME", "AMPM", "ZONE", "LOCAL", "SHORTLY", "DAY",
        "ISO", "SLASHED",
        "DASH", "COMMA", "OPEN", "CLOSE", "STOP", "HALF", "YEARWORD", "MORE", "LESS", "THAN", "EVERY", "LONG",
        "INTHE", "FEAST", "OTHER",
    )
)  # fmt: skip

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBERS = words_of(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
)
_ORDINALS = words_of(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)


@cache
def english() -> dict[str, tuple[str, object]]:
    """Lower-case word to kind and value."""
    words: dict[str, tuple[str, object]] = {}
    for n, month in enumerate(_MONTHS, 1):
        words[month] = ("MAY" if month in {"may", "march"} else "MONTH", ("gregorian", n))
        if month not in {"may", "march", "june", "july"}:
            words[month[:3]] = ("MONTH", ("gregorian", n))
    words["sept"] = ("MONTH", ("gregorian", 9))
    words["mar"] = ("MAY", ("gregorian", 3))
    for n, day in enumerate(_WEEKDAYS):
        words[day] = ("WEEKDAY", n)
        words[day + "s"] = ("WEEKDAYS", n)
        words[day[:3]] = ("WDABBR", n)
    words |= {"tues": ("WDABBR", 1), "thurs": ("WDABBR", 3), "thur": ("WDABBR", 3)}
    for n, number in enumerate(_NUMBERS, 1):
        words[number] = ("NUMWORD", n)
    words["one"] = ("ONE", 1)
    words |= {"thirty": ("NUMWORD", 30), "forty": ("NUMWORD", 40), "fifty": ("NUMWORD", 50), "sixty": ("NUMWORD", 60)}
    for n, ordinal in enumerate(_ORDINALS, 1):
        words[ordinal] = ("ORDWORD", n)
    for unit in ("day", "week", "month", "year", "decade"):
        words[unit] = ("UNIT", unit)
        words[unit + "s"] = ("UNITS", unit)
    words |= {"fortnight": ("UNIT", "fortnight"), "hour": ("HOURS", "hour"), "hours": ("HOURS", "hours")}
    words |= {"minute": ("HOURS", "minute"), "minutes": ("HOURS", "minutes")}
    words["day"] = ("DAY", "day")
    for season, first in (("spring", 3), ("summer", 6), ("autumn", 9), ("fall", 9), ("winter", 12)):
        words[season] = ("SEASON", first)
    for part in ("morning", "afternoon", "evening", "noon", "midday", "daybreak"):
        words[part] = ("PART", part)
    words |= {
        word: ("DAWN", word)
        for word in ("dawn", "dusk", "sunrise", "sunset", "midnight", "noon", "midday", "daybreak", "nightfall")
    }
    words |= {"night": ("NIGHT", "night"), "nights": ("OTHER", None)}
    for kind, listed in {
        "A": "a an", "VAGUE": "several few couple many some", "AGO": "ago back", "EARLIER": "earlier previously",
        "LATER": "later", "BEFORE": "before", "AFTER": "after", "LAST": "last past", "NEXT": "next", "THIS": "this",
        "THAT": "that", "SAME": "same", "PREVIOUS": "previous preceding prior",
        "FOLLOWING": "following ensuing subsequent",
        "RECENT": "recent", "COMING": "coming", "THE": "the", "ON": "on", "IN": "in", "OF": "of", "AT": "at",
        "AROUND": "around about approximately roughly nearly almost some", "BETWEEN": "between", "FROM": "from",
        "TO": "to through thru", "AND": "and &", "SINCE": "since", "UNTIL": "until till", "BY": "by",
        "DURING": "during throughout",
        "OVER": "over", "FOR": "for", "WITHIN": "within", "LASTED": "lasted lasting", "EARLY": "early", "LATE": "late",
        "MID": "mid", "START": "start beginning", "MIDDLE": "middle", "END": "end close", "YESTERDAY": "yesterday",
        "TODAY": "today", "TOMORROW": "tomorrow", "TONIGHT": "tonight", "OVERNIGHT": "overnight", "INTO": "into",
        "WEEKEND": "weekend", "AMPM": "am pm a.m. p.m. a.m p.m o'clock", "ZONE": "gmt utc est edt cet local hrs",
        "LOCAL": "time", "SHORTLY": "shortly just soon", "HALF": "half quarter", "MORE": "more", "THAN": "than",
        "LESS": "less",
        "EVERY": "every each", "LONG": "long old",
    }.items():  # fmt: skip
        for word in listed.split():
            words[word] = (kind, word)
    return words


@cache
def arabic() -> dict[str, tuple[str, object]]:
    """Folded Arabic word, or two words with one space, to kind and value."""
    words: dict[str, tuple[str, object]] = {}
    levant = (
        "كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "تشرين الأول",
        "تشرين الثاني", "كانون الأول",
    )  # fmt: skip
    egypt = words_of("يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر")
    maghreb = words_of("جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر")
    for names in (maghreb, levant, egypt):
        for n, name in enumerate(names, 1):
            words[fold(name)] = ("MONTH", ("gregorian", n))
    words |= {
        fold(w): ("MONTH", ("gregorian", n))
        for w, n in (("إبريل", 4), ("نيسان", 4), ("يوليوز", 7), ("غشت", 8), ("شتنبر", 9), ("دجنبر", 12))
    }
    for n, name in enumerate(_LUNAR, 1):
        for spelled in name.split("|"):
            words[fold(spelled)] = ("MONTH", ("lunar", n))
    for n, name in enumerate(words_of("الاثنين|الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد")):
        for spelled in name.split("|"):
            words[fold(spelled)] = ("WEEKDAY", n)
    for unit, forms in {
        "day": "يوم أيام",
        "week": "أسبوع أسابيع",
        "month": "شهر أشهر شهور",
        "year": "سنة عام سنوات أعوام سنين",
    }.items():
        for form in forms.split():
            words[fold(form)] = ("UNITS", unit)
            words[fold("ال" + form)] = ("UNIT", unit)
    for unit, form in (("day", "يومين"), ("week", "أسبوعين"), ("month", "شهرين"), ("year", "عامين"), ("year", "سنتين")):
        words[fold(form)] = ("HALF", unit)  # the dual: two of it in one word
    words |= {fold(w): ("YEARWORD", None) for w in ("عام", "سنة", "العام", "السنة")}
    words |= {fold("يوم"): ("DAY", "day"), fold("اليوم"): ("TODAY", "today")}
    for kind, listed in {
        "YESTERDAY": "أمس الأمس البارحة", "TOMORROW": "غدا غداً",
        "LAST": "الماضي الماضية الفائت المنصرم الأخير الأخيرة",
        "NEXT": "المقبل المقبلة القادم القادمة", "AGO": "قبل", "SINCE": "منذ", "THIS": "هذا هذه الجاري الحالي",
        "FOLLOWING": "التالي", "PREVIOUS": "السابق", "UNTIL": "حتى", "IN": "في", "BETWEEN": "بين", "FROM": "من",
        "TO": "إلى",
        "AND": "و", "PART": "صباح مساء ظهر عصر صباحا مساء", "NIGHT": "ليل ليلة ليلا", "DAWN": "فجر الفجر",
        "LATE": "أواخر نهاية", "EARLY": "أوائل مطلع بداية", "MID": "منتصف", "FOR": "لمدة خلال",
    }.items():  # fmt: skip
        for word in listed.split():
            words.setdefault(fold(word), (kind, word))
    for n, number in enumerate(words_of("واحد اثنين ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة"), 1):
        words[fold(number)] = ("NUMWORD", n)
    for n, number in enumerate(words_of("ثلاث أربع خمس ست سبع ثماني تسع عشر"), 3):
        words[fold(number)] = ("NUMWORD", n)
    return words


@cache
def persian() -> dict[str, tuple[str, object]]:
    """Folded Persian word, or two words with one space, to kind and value."""
    words: dict[str, tuple[str, object]] = {}
    for n, name in enumerate(words_of("فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند"), 1):
        words[fold(name)] = ("MAY" if name in {"تیر", "مهر", "دی", "بهمن"} else "MONTH", ("solar", n))
    for n, name in enumerate(words_of("حمل ثور جوزا سرطان اسد سنبله میزان عقرب قوس جدی دلو حوت"), 1):
        words[fold(name)] = ("MAY", ("solar", n))  # the same months in Afghanistan, also words of their own
    for n, name in enumerate(words_of("ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر"), 1):
        words[fold(name)] = ("MAY" if name == "مه" else "MONTH", ("gregorian", n))
    words |= {
        fold(w): ("MONTH", ("gregorian", n))
        for w, n in (
            ("جنوری", 1),
            ("فبروری", 2),
            ("اپریل", 4),
            ("می", 5),
            ("جون", 6),
            ("جولای", 7),
            ("آگوست", 8),
            ("آگست", 8),
            ("سپتمبر", 9),
            ("اکتوبر", 10),
            ("نومبر", 11),
            ("دسمبر", 12),
        )
    }
    words[fold("می")] = ("MAY", ("gregorian", 5))
    for n, name in enumerate(_LUNAR, 1):
        for spelled in name.split("|"):
            words.setdefault(fold(spelled), ("MONTH", ("lunar", n)))
    for n, name in enumerate(
        "دوشنبه سه‌شنبه|سه شنبه چهارشنبه|چهار‌شنبه پنجشنبه|پنج‌شنبه|پنج شنبه جمعه شنبه یکشنبه|یک‌شنبه|یک شنبه".replace(
            "سه شنبه", "سه_شنبه"
        )
        .replace("پنج شنبه", "پنج_شنبه")
        .replace("یک شنبه", "یک_شنبه")
        .split()
    ):
        for spelled in name.split("|"):
            words[fold(spelled.replace("_", " "))] = ("WEEKDAY", n)
    for unit, forms in {"day": "روز روزه", "week": "هفته", "month": "ماه", "year": "سال"}.items():
        for form in forms.split():
            words[fold(form)] = ("UNIT", unit)
    words[fold("روز")] = ("DAY", "day")
    words[fold("سال")] = ("YEARWORD", "year")
    for kind, listed in {
        "YESTERDAY": "دیروز", "TODAY": "امروز", "TOMORROW": "فردا", "TONIGHT": "امشب", "OVERNIGHT": "دیشب",
        "LAST": "گذشته پیشین", "NEXT": "آینده", "AGO": "پیش قبل", "SINCE": "از", "THIS": "این جاری", "IN": "در",
        "FOLLOWING": "بعد", "UNTIL": "تا", "AND": "و", "PART": "صبح عصر ظهر بامداد بعدازظهر", "NIGHT": "شب شامگاه",
        "DAWN": "سحرگاه", "LATE": "اواخر", "EARLY": "اوایل", "MID": "اواسط", "BETWEEN": "بین",
    }.items():  # fmt: skip
        for word in listed.split():
            words.setdefault(fold(word), (kind, word))
    for n, number in enumerate(words_of("یک دو سه چهار پنج شش هفت هشت نه ده"), 1):
        words[fold(number)] = ("NUMWORD", n)
    return words


_LUNAR = (
    "محرم", "صفر", "ربيع الأول", "ربيع الآخر|ربيع الثاني", "جمادى الأولى|جمادى الأول", "جمادى الآخرة|جمادى الثانية",
    "رجب", "شعبان", "رمضان", "شوال", "ذو القعدة|ذي القعدة", "ذو الحجة|ذي الحجة",
)  # fmt: skip

_FOLD = str.maketrans(
    "أإآٱىيكةئؤ",
    "اااايیکهیو".replace("ی", "ي").replace("ک", "ك"),
    "\u200c\u200d\u0640" + "".join(map(chr, range(0x64B, 0x653))),
)
_FOLD |= str.maketrans("یکۀ", "يكه")


def fold(word: str) -> str:
    """An Arabic or Persian word without vowel signs, joiners and the differences between the two keyboards."""
    return word.translate(_FOLD)


_LATIN = re.compile(
    r"""(?P<iso>(?<![\d-])(?:1[5-9]|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?![\d-]))
      | (?P<slashed>(?<![\d/.])\d{1,2}(?P<sep>[/.])\d{1,2}(?P=sep)(?:\d{4}|\d\d)(?![\d/]|\.\d))
      | (?P<time>\d{1,2}:\d\d(?::\d\d)?|\d{1,2}\.\d\d(?=\s?(?:[ap]\.?m\b|GMT|hrs|local))|\d{1,4}(?=\s?(?:[ap]\.?m\b
        |hrs\b|GMT\b|hours\s(?:local|GMT))))
      | (?P<ampm>(?<![^\W\d_])[ap]\.?m\b\.?|o['’]clock)
      | (?P<ord>\d{1,2}(?:st|nd|rd|th)\b)
      | (?P<decade>(?:1[5-9]|20)\d0s\b)
      | (?P<yy>['’‘]\d\d(?![\d\w]))
      | (?P<feast>(?:New\ Year|Christmas)(?:['’]s)?\ (?:Eve|Day)\b)
      | (?P<big>\d{1,3}(?:,\d{3})+(?!\d)|\d+\.\d+|\d+[^\W\d_]\w*)
      | (?P<num>\d+)
      | (?P<word>[^\W\d_][^\W_]*(?:\u200c[^\W_]+)*)
      | (?P<para>\n[^\S\n]*\n\s*)
      | (?P<sign>[^\w\s]|_)""",
    re.VERBOSE | re.IGNORECASE,
)
# Month and day; a church that keeps another calendar says so by its name.
_FEASTS = {
    ("new", "eve"): (12, 31),
    ("new", "day"): (1, 1),
    ("christmas", "eve"): (12, 24),
    ("christmas", "day"): (12, 25),
}
_SIGNS = {
    ",": "COMMA",
    "،": "COMMA",
    "-": "DASH",
    "–": "DASH",
    "—": "DASH",
    "‑": "DASH",
    "/": "DASH",
    "(": "OPEN",
    ")": "CLOSE",
    "&": "AND",
}
_DATED_ABBREVIATION = frozenset(
    words_of("jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun")
)
# Written small, or at the head of no date, these are other words.
_CAPITAL_ONLY = frozenset(words_of("may march mar dec jan sat sun mon wed fri apr aug"))
_DIGITS = {ord(c): str(n % 10) for n, c in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")}
_ARABIC_LETTER = re.compile("[\u0620-\u06ff]")
_CLITICS = ("و", "ب", "ل", "ف", "لل")


def cut(text: str, language: str) -> list[Word]:
    """The words, numbers and signs of a text with their kinds; the words' values are as the module says."""
    letters = KINDS
    if language in {"ar", "fa"}:
        lexicon = arabic() if language == "ar" else persian()
    else:
        lexicon = english()
    foreign = language in {"ar", "fa"}
    words: list[Word] = []
    other, stop = letters["OTHER"], letters["STOP"]
    plain = ("OTHER", None)
    hits = list(_LATIN.finditer(text.translate(_DIGITS) if foreign else text))
    skip = -1
    for n, hit in enumerate(hits):
        start, end = hit.span()
        what = hit.lastgroup
        if start < skip:
            continue
        if what == "word":
            word = hit[0]
            if foreign:
                entry, end = _foreign_word(hits, n, lexicon, language)
                skip = end
            else:
                small = word.lower()
                entry = lexicon.get(small, plain)
                if small in _CAPITAL_ONLY and word[0].islower():
                    entry = plain
                if small in _DATED_ABBREVIATION and text[end : end + 1] == ".":
                    end += 1
                    skip = end
            words.append(Word(start, end, letters[entry[0]], entry[1]))
        elif what == "num":
            words.append(_number(hit[0], start, end))
        elif what == "sign":
            sign = hit[0]
            kind = _SIGNS.get(sign)
            if kind:
                words.append(Word(start, end, letters[kind], sign))
            else:
                words.append(Word(start, end, stop if sign in '.;:!?؟؛\u201c\u201d"' else other, sign))
        elif what == "para":
            words.append(Word(start, end, stop, "\n"))
        elif what == "ord":
            n_day = int(hit[0][:-2])
            words.append(Word(start, end, letters["ORD"] if 1 <= n_day <= 31 else other, n_day))
        elif what == "iso":
            words.append(Word(start, end, letters["ISO"], hit[0]))
        elif what in {"slashed", "sep"}:
            words.append(Word(start, end, letters["SLASHED"], hit[0]))
        elif what == "time":
            words.append(Word(start, end, letters["TIME"], hit[0]))
        elif what == "feast":
            words.append(
                Word(start, end, letters["FEAST"], _FEASTS[hit[0].split()[0].lower(), hit[0].split()[-1].lower()])
            )
        elif what == "ampm":
            words.append(Word(start, end, letters["AMPM"], hit[0]))
        elif what == "yy":
            words.append(Word(start, end, letters["YY"], int(hit[0][1:])))
        elif what == "decade":
            words.append(Word(start, end, letters["DECADE"], int(hit[0][:-1])))
        else:
            words.append(Word(start, end, other))
    return words


def _number(digits: str, start: int, end: int) -> Word:
    n = int(digits) if len(digits) < 9 else 0
    if len(digits) <= 2 and 1 <= n <= 31:
        return Word(start, end, KINDS["DAYNUM"], n)
    if len(digits) == 4 and 1000 <= n <= 2099:
        return Word(start, end, KINDS["YEAR"], n)
    return Word(start, end, KINDS["NUM"], n)


def _foreign_word(
    hits: list[re.Match[str]], n: int, lexicon: dict[str, tuple[str, object]], language: str
) -> tuple[tuple[str, object], int]:
    """The entry for the word at `n`, or for it and the next; Arabic's one-letter words that are written on are cut
    off."""
    hit = hits[n]
    word = fold(hit[0])
    following = hits[n + 1] if n + 1 < len(hits) and hits[n + 1].lastgroup == "word" else None
    spellings = [word]
    if language == "ar":
        spellings += [word[len(c) :] for c in _CLITICS if word.startswith(c) and len(word) > len(c) + 2]
        if word.startswith("لل"):
            spellings.append("ال" + word[2:])
    for spelled in spellings:
        if following is not None and (entry := lexicon.get(f"{spelled} {fold(following[0])}")):
            return entry, following.end()
    for spelled in spellings:
        if entry := lexicon.get(spelled):
            return entry, hit.end()
    return ("OTHER", None), hit.end()
