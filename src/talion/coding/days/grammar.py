"""What makes an expression of time in English, Arabic and Persian: for each rule a pattern over kinds of words."""

from talion.coding.days.words import KINDS
from talion.coding.parsing.shapes import Grammar

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
        "feast": "bound=(SINCE|UNTIL|BY)?(pre=(<pre>))?ON?f=(FEAST)(COMMA?(IN|OF)?y=(YEAR))?",
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
            "(bound=(SINCE|UNTIL|BY)(?!IN))?(IN|DURING|OF|FROM|SINCE)?(bit=(<bit>))?which=(LAST|THIS"
            "|NEXT)?m=(<mon>)COMMA?OF?((y=(YEAR|YY))|yrel=((LAST|THIS|NEXT|THAT|THE SAME)UNIT))"
        ),
        "month__which": "bound=(SINCE|UNTIL|BY)?(IN|DURING)?(bit=(<bit>))?which=(LAST|THIS|NEXT|THAT)m=(<mon>)",
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
GRAMMARS = {"en": _ENGLISH, "ar": _ARABIC, "fa": _PERSIAN}
