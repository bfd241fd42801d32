"""Which words around counted people make a toll: one pattern over kinds of words for each rule."""

from talion.coding.parsing.shapes import Grammar
from talion.coding.tolls.words import KINDS

_MACROS = {
    "q": "COUNTED|BARE|THING|ONE_|PLURAL_|THE_",
    "who": "<q>|NAME_",
    "be": "(HAVE|MAY|WILL|NOT|ADV|ALL|HEDGE|TO|DO|COMMA HEDGE COMMA){0,6}BE(ADV|ALL|HEDGE|NOT|TO|HAVE|BE){0,8}",
    "more": (
        "(COMMA|COMMA?AND|COMMA?OR)(<q>)(?!VERB)(?!(<be>)(DONE|DEAD|VERB|OTHER))(?!(HAVE|ADV|HEDGE)*(DIED|DONE(?!(PREP"
        "|AT|STOP|COMMA|BY|TIMEWORD))))"
    ),
    "list": "(<q>|OFTHEM)(<more>){0,12}",
    "aside": "COMMA(INCL|AMONG THEM|OFTHEM|ALL OF THEM)[^STOP COMMA DONE DEAD DIED DOES DOING]{0,8}?(?=COMMA AND)",
    "inner": "(OF|PREP|AT)(THE|A|OTHER|UNIT|NAME_|OF){1,6}?",
    "before": "(<q>|OFTHEM)((<aside>)?(<inner>)?(COMMA|COMMA?AND|COMMA?OR)(<q>)){0,12}",
    "clause": (
        "REL(HAVE|ADV)*BE?(VERB|OTHER)[^STOP COMMA AND OR OPEN CLOSE REL BE HAVE DONE DEAD DIED DOES DOING COUNTED "
        "BARE ONE_ PLURAL_ NAME_]{0,7}?"
    ),
    "reduced": (
        "VERB(PREP|OF|AT|BY|TO)[^STOP COMMA AND OR OPEN CLOSE REL FREE IF BE HAVE DONE DEAD DIED DOES SPEAK COUNTED "
        "BARE ONE_ THE_ PLURAL_ HIM]{0,13}?(?<!NAME_)COMMA?"
    ),
    "fill": (
        "THE|A|OTHER|WHOSE|NAME_|UNIT|PERSON|TIMEWORD|MONTH|DASH|THING|PREP|OF|THE_|ONE_|PLURAL_|AT|MORE|BY|REPORT|TO"
    ),
    "gap": (
        "((PREP|OF|AT|TIMEWORD|BY|VERB(BY|PREP|AT))(<fill>){0,8}?)?(COMMA[^STOP DONE DEAD DIED DOES "
        "DOING]{1,16}?COMMA|OPEN[^STOP CLOSE]{1,16}?CLOSE)|(PREP|OF|AT|TIMEWORD|BY|VERB(BY|PREP|AT))(<fill>){0,8}?"
        "|ING(<fill>){0,9}?"
    ),
    "eff": (
        "VERB PREP THE? LIMB|((VERB|OTHER)AS|VERB(OTHER|PREP)?)?(DONE|DEAD)|VERB TO DEATHOF|VERB AND DONE"
        "|TAKE PREP?CUSTODY|VERB CUSTODY"
    ),
    "effs": "(<eff>)((COMMA|AND|OR){1,3}ADV*BE?(<eff>)(?!ADV*(<who>))){0,4}",
    "names": "(NAME_|HIM)((COMMA|AND|COMMA AND)(NAME_|<q>)){0,12}",
    "title": "(THE|A)?(OTHER|PERSON|AND){0,5}?",
    "victims": "<list>|(NAME_|HIM)((COMMA|AND|COMMA AND)(NAME_|<q>)(?!(<be>|HAVE))){0,12}",
    "incl": "COMMA?(INCL|AMONG THEM(BE|COMMA)?)(<list>)COMMA?",
}  # fmt: skip
GRAMMAR = Grammar(
    KINDS,
    {
        "nothing__to": (
            "(WILL|TO|NOT|MAY|DO NOT|DO)(ADV|NOT)*(DOES|DIE|DEATHOF)((COMMA|AND|OR){1,3}(DOES|DIE|DEATHOF)){0,4}(ANYONE"
            "|<who>)?"
        ),
        "nothing__would": "WILL(ADV|NOT)*HAVE ADV*(DONE|DIED)(<who>)?",
        "without": "WITHOUT(ANYONE)?(DOING(ANYONE|<q>)|(DEATHS|SUM|LOST OF LIFE|LOST OF LIVES))",
        "toll": (
            "t=(TOLL)(?!COUNTED|BARE|SUM)([^STOP]{0,10}?)(TO|AT|OF|RISE|BE)(AT|TO|ADV|TIMEWORD)*"
            "n=(COUNTED|BARE|THING|SUM)(?!(HEDGE|ADV)*(DONE|DEAD))"
        ),
        "toll__rise": "t=(TOLL)([^STOP COMMA]{11,20}?)RISE(TO|AT)?n=(COUNTED|BARE)",
        "toll__as": "t=(TOLL)OF[^STOP COUNTED BARE]{1,20}?(AS|AT)ADV*n=(COUNTED|BARE)",
        "put": (
            "PUT[^STOP COMMA COUNTED BARE DEATHOF]{0,5}?e=(DEAD|LOSSES|DEATHS)[^STOP COMMA COUNTED BARE]{0,6}?AT ADV*"
            "s=(COUNTED|BARE)(?!DEAD|DONE)((AT OTHER)?COMMA?AND f=([^STOP COUNTED BARE]{0,5}?)AT u=(BARE))?"
        ),
        "now": "e=(DEAD|LOSSES)(BE|HAVE)?RISE(TO|AT)?s=(COUNTED|BARE)",
        "spoke": "SPEAK(ADV|TIMEWORD|AT OTHER|OTHER)?(AT OTHER)?OF s=(BARE)(?!(HEDGE|ADV)*(DONE|DEAD|DEATHS|LIVES))",
        "spoke__again": (
            "(COMMA AND?|AND)[^STOP DONE DEAD DEATHOF DEATHS TOLL PUT LOSSES COUNTED BARE SPEAK]{1,7}?(OF|AT)s=(BARE)"
            "(?!(HEDGE|ADV)*(DONE|DEAD|DEATHS|LIVES|OTHER))"
        ),
        "lost": "LOST s=(COUNTED|BARE)(?!OF|AT|PREP?UNIT)",
        "lives": "(CLAIM|TAKE)THE?s=(LIVESUM)",
        "lives__the": "(CLAIM|TAKE)THE LIVES OF s=(<list>)",
        "lives__one": "(CLAIM|TAKE)THE LIFE OF(<title>)s=(ONE_|THE_|NAME_)",
        "lives__lost": "s=(LIVESUM)(<be>)?LOST",
        "lives__of": "LOST(OF|THE)*s=(LIVESUM)",
        "lives__they": "s=(<before>)(<gap>)?REL?(HAVE|ADV)*LOST THE(LIVES|LIFE)",
        "bodies": "s=(BODYSUM)((<be>)(VERB|OTHER))?",
        "bodies__of": "(BODIES|BODY)OF s=(<list>|NAME_)",
        "sum": "s=(SUM)((OR|AND|COMMA)+more=(DEATHS))?((<be>)(HEDGE|VERB))?",
        "including__they": "THE e=(DONE|DEAD)(INCL|BE)s=(<list>|NAME_)",
        "including__stand": "s=(<before>|NAME_)BE AMONG THE e=(DONE|DEAD)",
        "including__among": "AMONG THE e=(DEAD|DONE)BE s=(<list>)",
        "including": "COMMA?(INCL|AMONG THEM)(BE|COMMA|ADV)*s=(<list>)(?!(<be>)DONE)",
        "ofthem": "s=(OFTHEM)(BE|ADV|THE|A)*w=(PLURAL_|ONE_|THE_|COUNTED)",
        "inverted": "ADV?e=(DONE|DEAD)(PREP|AT|TIMEWORD)(<fill>){0,7}?BE s=(<list>|NAME_)",
        "inverted__among": "AMONG(THEM|THE)e=(DONE|DEAD|DIED)((PREP|AT|TIMEWORD)(<fill>){0,7}?)?BE s=(<list>)",
        "taken": "v=(TAKE)s=(<list>|NAME_|HIM)PREP?CUSTODY",
        "passive": "IF?s=(<before>)(<incl>)?((<gap>)?REL?|<clause>|<reduced>)b=(<be>)e=(<effs>)",
        "passive__name": "s=(<names>)(<gap>)?REL?b=(<be>)(VERB AND)?e=(<effs>)",
        "passive__how": "s=(<before>)(<gap>)?REL?b=(<be>)(VERB|OTHER)(OTHER|VERB)?COMMA?AND ADV*e=(<effs>)",
        "relative": "s=(NAME_|ONE_|THE_)COMMA REL b=(<be>)ADV*e=(<effs>)",
        "died": "s=(<before>|<names>)(<incl>)?((<gap>)?REL?|<clause>)b=((HAVE|MAY|WILL|ADV|HEDGE|NOT)*)e=(DIED)",
        "left": "LEFT s=(<list>)(<gap>)??ADV*e=(<effs>)",
        "left__dead": "LEFT e=(DEAD|DONE)s=(<list>)",
        "active": (
            "(MAY ADV*HAVE ADV*)?(?<!BE)v=((DONE|DOING|DOES|DEATHOF)((COMMA|AND|OR){1,3}(DONE|DOING|DOES"
            "|DEATHOF))*)ADV*s=(<list>)"
        ),
        "left__shot": "VERB e=(DEAD|TO DEATHOF)s=(<victims>)",
        "left__to_death": "OTHER e=(TO DEATHOF)s=(<victims>)",
        "left__shot_dead": "VERB s=(NAME_|HIM)e=(DEAD)(?!OTHER|DASH|NAME_|PERSON|UNIT)",
        "active__name": (
            "(?<!BE)v=((DONE|DOING|DOES)((COMMA|AND|OR){1,3}(DONE|DOING|DOES)){0,4})ADV*(OTHER){0,2}s=((NAME_|HIM)((COMMA|AND"
            "|COMMA AND)(NAME_|<q>)(?!(<be>|HAVE))){0,12})"
        ),
        "participle": "s=(<before>)(<incl>)?(HEDGE|ADV)*e=(<effs>)(?!ADV*(<who>|HIM|SELF|THE|A|OTHER|PERSON))",
        "participle__number": "s=(COUNTED|BARE)(<incl>)?(HEDGE|ADV)*e=(<effs>)(?!ADV*(<who>|HIM|SELF|THE|A|PERSON))",
        "noun__both": "e=(DEATHOF|DOING|INJURY)OF s=((NAME_|<q>)((COMMA|AND|COMMA AND)(NAME_|<q>)){1,12})",
        "noun": "e=(DEATHOF|DOING|INJURY)OF s=(<list>|NAME_)",
        "noun__titled": "e=(DEATHOF|DOING)OF(<title>)s=(NAME_)",
        "noun__whose": "s=(NAME_|THE_)WHOSE e=(DEATHOF)(?=STOP|COMMA|BE|HAVE|VERB|PREP|TIMEWORD|AT|AND|FREE)",
        "noun__deaths": "e=(DEATHS)(OF|TO|AMONG)s=(<list>)",
        "label": "e=(DEAD)s=(BARE|COUNTED)(?!BE|HAVE)",
        "hospital": "s=(COUNTED|BARE)PREP THE?UNIT",
        "not__hit": "s=(COUNTED)(<be>)(VERB|RISE)",
        "counted_effect": "s=(COUNTED|ONE_)",
    },
    _MACROS,
)  # fmt: skip
