"""Tolls in Arabic and Persian: the news formulas of both, over a text whose digits are made western, letter for
letter."""

import re
from collections.abc import Iterator

from talion.codebook.quantifiers import vague_counts
from talion.coding.parsing.shapes import words_of
from talion.coding.tolls.said import CountSaid
from talion.records import Count

_DIGITS = {ord(c): str(n % 10) for n, c in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")}
# The two keyboards write the same letters with different signs; joiners and vowel signs are no letters.
_SAME = str.maketrans("يىكأإآٱة", "ییکااااه")


def find_arabic_script_tolls(text: str, language: str) -> list[CountSaid]:
    """Every count in a text in Arabic ("ar") or Persian ("fa")."""
    plain = text.translate(_DIGITS).translate(_SAME).replace("\u200c", " ").replace("\u200f", " ")
    said = sorted(
        _arabic(text, plain) if language == "ar" else _persian(text, plain), key=lambda one: (one.start, one.end)
    )
    kept: list[CountSaid] = []
    for one in said:
        if not any(
            other.effect == one.effect and one.start < other.end and other.start < one.end and one.count == other.count
            for other in kept
        ):
            kept.append(one)
    return kept


# ---- Arabic --------------------------------------------------------------------------------------------------------

_AR_WORDS = {
    word.translate(_SAME): n
    for n, words in {
        1: "واحد واحدة", 2: "اثنان اثنين اثنتين", 3: "ثلاثة ثلاث", 4: "أربعة أربع", 5: "خمسة خمس", 6: "ستة ست",
        7: "سبعة سبع", 8: "ثمانية ثماني", 9: "تسعة تسع", 10: "عشرة عشر", 20: "عشرون عشرين", 30: "ثلاثون ثلاثين",
        40: "أربعون أربعين", 50: "خمسون خمسين", 60: "ستون ستين", 70: "سبعون سبعين", 80: "ثمانون ثمانين",
        90: "تسعون تسعين", 100: "مئة مائة",
    }.items()
    for word in words.split()
}  # fmt: skip
_AR_UNIT = "|".join(sorted((w for w, n in _AR_WORDS.items() if n < 11), key=len, reverse=True))
_AR_TENS = "|".join(sorted((w for w, n in _AR_WORDS.items() if 20 <= n < 100), key=len, reverse=True))
_AR_NUMBER = (
    rf"(?:\d[\d,.]*\d|\d|(?:{_AR_UNIT}) و(?:{_AR_TENS})|(?:{_AR_UNIT}) عشره?|{_AR_TENS}|{_AR_UNIT}|مئه|مائه"
    rf"|ال?عشرات|ال?مئات|ال?الاف|عده|بضعه)"
)
_AR_MOD = r"(?:ما لا یقل عن|اکثر من|ما یزید علی|ما یصل الی|نحو|حوالی|قرابه|زهاء|بین)"
_AR_ONE = words_of(
    "شخص شخصا جندی جندیا مدنی مدنیا متعاقد متعاقدا طفل طفلا طفله امراه ضابط ضابطا قائد قیادی شرطی شرطیا صحفی "
    "صحافی رجل شاب مواطن مسلح مسلحا عنصر مسعف طبیب معلم موظف"
)
_AR_TWO = words_of("شخصین شخصان جندیین جندیان طفلین طفلان امراتین امراتان شرطیین ضابطین مسلحین_")
_AR_MANY = words_of(
    "اشخاص جنود مدنیین مدنیون اطفال نساء ضباط مسلحین مسلحون عناصر مقاتل مقاتلا مقاتلین مقاتلون ارهابیین "
    "ارهابیا فلسطینیین فلسطینیا عسکریین عسکریا شرطه مواطنین صحفیین مسعفین لاجئین عمال اخرین اخرون اخر امراه_ "
    "شهیدا شهداء قتیلا قتلی جرحی جریحا مصابا مصابین"
)
_AR_CIVIL = frozenset(
    words_of(
        "مدنی مدنیا مدنیین مدنیون طفل طفلا طفله اطفال امراه نساء صحفی صحافی صحفیین مسعف مسعفین طبیب معلم "
        "لاجئین عمال طفلین امراتین"
    )
)
_AR_ARMED = frozenset(
    words_of(
        "جندی جندیا جنود مسلح مسلحا مسلحین مسلحون مقاتل مقاتلا مقاتلین مقاتلون ارهابیین ارهابیا عسکریین عسکریا "
        "جندیین جندیان ضابط ضباط"
    )
)
_AR_PEOPLE = "|".join(sorted({w for w in (*_AR_MANY, *_AR_ONE) if not w.endswith("_")}, key=len, reverse=True))
_AR_NOUN = (
    rf"(?:من )?(?:ال)?(?:{_AR_PEOPLE})(?!\w)(?: (?:مدنیا?|امیرکیا?|امریکیا?|عراقیا?|سوریا?|فلسطینیا?|اسرائیلیا?"
    rf"|مدنیین|اخرین|فی صفوف \w+)(?!\w))*"
)
_AR_EFFECTS = {
    "killed": (
        "مقتل|استشهاد|مصرع|وفاه|قتل|قتلت|قتلوا|استشهد|لقی|توفی|سقوط|سقط|اودی بحیاه|اودت بحیاه|اسفر عن مقتل|راح ضحیته"
    ),
    "injured": "اصابه|اصیب|اصیبوا|جرح|جرحت|اصابت",
    "captured": "اعتقال|اعتقل|اعتقلت|اسر|اسرت|خطف|اختطاف|اختطف|احتجاز|توقیف",
    "missing": "فقدان|فقد",
}
_AR_AFTER = {
    "killed": "قتلی|قتیلا?|شهداء|شهیدا?",
    "injured": "جرحی|جریحا?|مصابا?|مصابین",
    "captured": "اسری|اسیرا?|معتقلا?|معتقلین",
    "missing": "مفقودا?|مفقودین",
}


def _arabic(text: str, plain: str) -> Iterator[CountSaid]:
    quantity = rf"(?P<mod>{_AR_MOD} )?(?P<n>{_AR_NUMBER})(?: و(?P<upper>{_AR_NUMBER}))?(?!\w)"
    for effect, verbs in _AR_EFFECTS.items():
        counted = (
            rf"(?<!\w)[وف]?ب?(?:{verbs})\w{{0,2}} (?:\w+ )?{quantity}(?: (?P<who>{_AR_NOUN}))?(?P<least> علی الاقل)?"
        )
        for hit in re.finditer(counted, plain):
            noun = hit["who"] or ""
            if any(
                re.fullmatch(rf"(?:من )?(?:ال)?(?:{after})", noun.split(" ")[0]) and other != effect
                for other, after in _AR_AFTER.items()
            ):
                continue
            yield _made(text, hit, effect, _ar_count(hit), noun.removeprefix("من "))
        for hit in re.finditer(
            (
                rf"(?<!\w)[وف]?ب?(?:{verbs})\w{{0,2}} (?P<who>(?:{'|'.join(_AR_ONE + _AR_TWO)})(?!\w)(?: "
                rf"(?:\w+ی)(?!\w)){{0,2}})"
            ),
            plain,
        ):
            two = hit["who"].split(" ")[0] in _AR_TWO
            yield _made(text, hit, effect, Count.exactly(2 if two else 1), hit["who"])
    for effect, nouns in _AR_AFTER.items():
        for hit in re.finditer(
            rf"(?<!\w)و?{quantity} (?:ال)?(?:{nouns})(?!\w)(?! والجرح)(?P<who>)(?P<least> علی الاقل)?", plain
        ):
            update = re.search(
                r"(?:ارتفا\w+|ارتفع\w*|حصیله)[^.]{0,60}(?:الی )?$", plain[max(0, hit.start() - 80) : hit.start()]
            )
            yield _made(
                text, hit, effect, _ar_count(hit), "", kind="update" if update and "ارتف" in update[0] else "total"
            )
    for hit in re.finditer(
        (
            rf"(?:حصیله|عدد) (?:ال)?(?P<what>قتلی|ضحایا|شهداء|جرحی"
            rf"|مصابین)[^.]{{0,60}}? الی (?P<mod>{_AR_MOD} "
            rf")?(?P<n>{_AR_NUMBER})(?P<upper>)(?P<who>)(?P<least>)(?!\w)(?! (?:قتی|قتل|شهی|جری|جرح))"
        ),
        plain,
    ):
        yield _made(
            text, hit, "injured" if hit["what"] in {"جرحی", "مصابین"} else "killed", _ar_count(hit), "", kind="update"
        )
    for hit in re.finditer(
        rf"(?:من )?بینهم (?P<n>{_AR_NUMBER})(?P<mod>)(?P<upper>)(?P<least>)? (?P<who>{_AR_NOUN})", plain
    ):
        yield _made(text, hit, "killed", _ar_count(hit), hit["who"], kind="part")
    for hit in re.finditer(
        (
            r"(?:دون|لم تقع|لا توجد|عدم) (?:وقوع |تسجیل |سقوط )?(?:ای )?(?P<what>اصابات|ضحایا|خسائر بشریه|قتلی"
            r"|جرحی)(?P<who>)"
        ),
        plain,
    ):
        for effect in {"اصابات": ("injured", "killed"), "قتلی": ("killed",), "جرحی": ("injured",)}.get(
            hit["what"], ("killed", "injured")
        ):
            yield _made(text, hit, effect, Count.exactly(0), "", negated=True)


def _ar_count(hit: re.Match[str]) -> Count:
    first, upper = _ar_number(hit["n"]), _ar_number(hit["upper"]) if hit["upper"] else None
    mod = (hit["mod"] or "").strip()
    if mod == "بین" and upper and upper.best and first.best and upper.best > first.best:
        return Count(first.best, None, upper.best)
    return _bounded(first, mod, bool(hit["least"]))


def _ar_number(words: str) -> Count:
    if words[0].isdigit():
        return Count.exactly(int(re.sub(r"\D", "", words)))
    bare = words.removeprefix("ال")
    if bare in _AR_WORDS:
        return Count.exactly(_AR_WORDS[bare])
    if bare in {"عشرات", "مئات", "الاف"}:
        return vague_counts()[bare]
    if bare in {"عده", "بضعه"}:
        return vague_counts()["عدة"]
    unit, _, ten = words.partition(" ")
    if unit in _AR_WORDS:
        return Count.exactly(
            _AR_WORDS[unit]
            + (10 if ten.startswith("عشر") and "و" not in ten else _AR_WORDS.get(ten.removeprefix("و"), 0))
        )
    return Count()


# ---- Persian -------------------------------------------------------------------------------------------------------

_FA_WORDS = {
    word: n
    for n, word in enumerate(
        words_of("یک دو سه چهار پنج شش هفت هشت نه ده یازده دوازده سیزده چهارده پانزده شانزده هفده هجده نوزده بیست"), 1
    )
} | {"سی": 30, "چهل": 40, "پنجاه": 50, "شصت": 60, "هفتاد": 70, "هشتاد": 80, "نود": 90, "صد": 100}
_FA_ANY = "|".join(sorted(_FA_WORDS, key=len, reverse=True))
_FA_NUMBER = (
    rf"(?:\d[\d,.]*\d|\d|(?:بیست|سی|چهل|پنجاه|شصت|هفتاد|هشتاد|نود|صد) و (?:{_FA_ANY})|{_FA_ANY}|ده ?ها|صد ?ها"
    rf"|هزاران|چندین|چند|تعدادی|شماری)(?!\w)"
)
_FA_MOD = r"(?:دست ?کم|حداقل|لااقل|بیش از|حدود|نزدیک به|قریب به|حداکثر|کمتر از|تا|بین)"
_FA_ONE = (
    "نفر تن غیرنظامی غیر نظامی سرباز شهروند کودک زن مرد پیمانکار فرمانده پلیس خبرنگار روزنامه نگار افسر "
    "شورشی تروریست عضو نیروی نظامی شبه نظامی زخمی "
    "کارگر دانش اموز مامور امدادگر"
)
_FA_NOUNS = (
    "نفر|تن|غیر ?نظامی(?:ان)?|سرباز(?:ان)?|شهروند(?:ان)?|کودک(?:ان)?|زن(?:ان)?|مرد(?:ان)?|پیمانکار|فرمانده|پلیس"
    "|خبرنگار|روزنامه ?نگار|افسر|شورشی|تروریست|عضو|نظامی|شبه ?نظامی|کارگر|دانش ?اموز|مامور|امدادگر|نیرو"
)
_FA_WHO = (
    rf"(?:(?:{_FA_NOUNS})(?!\w)(?: (?!کشته|زخمی|مجروح|جان|شهید|بازداشت|دستگیر|ربوده|اسیر|مفقود|در|و|به|را|از|بر"
    rf"|که)\w+){{0,3}})"
)
_FA_EFFECTS = {
    "killed": (
        "کشته|جان باخت\\w*|جان خود را از دست داد\\w*|شهید|به شهادت رسید\\w*|به قتل رسید\\w*|جان "
        "سپرد\\w*|هلاک|به هلاکت رسید\\w*"
    ),
    "injured": "زخمی|مجروح|مصدوم",
    "captured": "بازداشت|دستگیر|اسیر|ربوده|به گروگان گرفته",
    "missing": "مفقود|ناپدید",
}
_FA_CIVIL = re.compile(r"غیر ?نظامی|کودک|زن(?:ان)?(?!\w)|خبرنگار|روزنامه|شهروند|کارگر|دانش|امدادگر")
_FA_ARMED = re.compile(r"سرباز|شورشی|تروریست|(?<!غیر )(?<!غیر)نظامی|افسر")


def _persian(text: str, plain: str) -> Iterator[CountSaid]:
    quantity = rf"(?P<mod>{_FA_MOD} )?(?P<n>{_FA_NUMBER})(?: (?:تا|و) (?P<upper>{_FA_NUMBER}))?"
    for effect, verbs in _FA_EFFECTS.items():
        counted = (
            rf"(?<!\w){quantity}(?: (?P<who>{_FA_WHO}))?(?: (?:دیگر|هم|نیز|را"
            rf"|در (?:\w+ ){{1,4}}?))* ?(?:{verbs})(?!\w)(?! نشد)"
        )
        for hit in re.finditer(counted, plain):
            before = plain[max(0, hit.start() - 60) : hit.start()]
            kind = "update" if re.search(r"(?:شمار|تعداد) \w+[^.]{0,40} به $", before) else "total"
            yield _made(text, hit, effect, _fa_count(hit), hit["who"] or "", kind=kind)
        nominal = rf"(?<!\w)(?:{verbs}) شدن {quantity}(?: (?P<who>{_FA_WHO}))?"
        for hit in re.finditer(nominal, plain):
            yield _made(text, hit, effect, _fa_count(hit), hit["who"] or "")
    for hit in re.finditer(
        (
            rf"(?:شمار|تعداد|امار) (?P<what>کشته ?\w*|قربانیان|جان ?باختگان|زخمی ?\w*"
            rf"|مجروحان)[^.]{{0,50}}? به {quantity}(?P<who>)(?: (?:نفر|تن))?"
        ),
        plain,
    ):
        yield _made(
            text,
            hit,
            "injured" if hit["what"].startswith(("زخمی", "مجروح")) else "killed",
            _fa_count(hit),
            "",
            kind="update",
        )
    for hit in re.finditer(rf"(?:از جمله|که در میان آنها|شامل) {quantity} (?P<who>{_FA_WHO})", plain):
        yield _made(text, hit, "killed", _fa_count(hit), hit["who"], kind="part")
    for hit in re.finditer(
        (
            r"(?P<what>تلفات|تلفاتی|خسارت جانی|کشته|زخمی)(?: جانی)?(?: ای)?(?: در پی)? (?:نداشت\w*"
            r"|به همراه نداشت\w*)(?P<who>)"
        ),
        plain,
    ):
        for effect in {"کشته": ("killed",), "زخمی": ("injured",)}.get(hit["what"], ("killed", "injured")):
            yield _made(text, hit, effect, Count.exactly(0), "", negated=True)
    for hit in re.finditer(r"هیچ ?(?:کس|کسی|فردی)[^.]{0,30}?(?P<what>کشته|زخمی|مجروح) نشد\w*(?P<who>)", plain):
        yield _made(text, hit, "killed" if hit["what"] == "کشته" else "injured", Count.exactly(0), "", negated=True)


def _fa_count(hit: re.Match[str]) -> Count:
    first = _fa_number(hit["n"])
    upper = _fa_number(hit["upper"]) if hit["upper"] else None
    mod = (hit["mod"] or "").strip()
    if upper and upper.best and first.best and upper.best > first.best:
        return Count(first.best, None, upper.best)
    return _bounded(first, mod, mod in {"دستکم", "دست کم", "حداقل", "لااقل"})


def _fa_number(words: str) -> Count:
    if words[0].isdigit():
        return Count.exactly(int(re.sub(r"\D", "", words)))
    if words in _FA_WORDS:
        return Count.exactly(_FA_WORDS[words])
    joined = words.replace(" ", "")
    if joined in {"دهها", "صدها", "هزاران", "چند", "چندین", "تعدادی", "شماری"}:
        return vague_counts()[joined]
    ten, _, unit = words.partition(" و ")
    return Count.exactly(_FA_WORDS[ten] + _FA_WORDS[unit]) if ten in _FA_WORDS and unit in _FA_WORDS else Count()


# ---- both ----------------------------------------------------------------------------------------------------------


def _bounded(count: Count, mod: str, least: bool) -> Count:
    n = count.best
    if n is None:
        return count
    if least or mod == "ما لا یقل عن":
        return Count(n)
    if mod in {"اکثر من", "ما یزید علی", "بیش از"}:
        return Count(n + 1)
    if mod in {"ما یصل الی", "حداکثر", "تا"}:
        return Count(None, None, n)
    if mod == "کمتر از":
        return Count(None, None, max(n - 1, 0))
    if mod in {"نحو", "حوالی", "قرابه", "زهاء", "حدود", "نزدیک به", "قریب به"}:
        return Count(None, n)
    return count


def _made(
    text: str, hit: re.Match[str], effect: str, count: Count, who: str, *, kind: str = "total", negated: bool = False
) -> CountSaid:
    start, end = hit.start(), hit.end()
    while end > start and text[end - 1].isspace():
        end -= 1
    at = hit.start("who") if who and hit["who"] is not None else None
    if at is not None and hit["who"].startswith("من ") and not who.startswith("من "):
        at += 3
    stop = at + len(who) if at is not None else None
    civilian: bool | None = None
    if who:
        heads = {word.removeprefix("ال") for word in who.split()}
        if heads & _AR_CIVIL or _FA_CIVIL.search(who):
            civilian = True
        elif heads & _AR_ARMED or _FA_ARMED.search(who):
            civilian = False
    return CountSaid(
        start,
        end,
        count,
        effect,
        text[at:stop] if at is not None else None,
        at,
        stop,
        civilian,
        kind,
        negated,
        None,
        text[start:end],
    )
