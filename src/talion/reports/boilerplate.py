"""Words around a report that are no report: credits, invitations, rights, notes on cookies and translation."""

import re

_AGENCY = (
    r"(?:REUTERS|Reuters|AFP|AP|EPA(?:-EFE)?|EFE|Getty(?:\sImages)?|Xinhua|Anadolu(?:\sAgency)?|TASS|Sputnik|RIA\sNovosti|"
    r"dpa|DPA|PA(?:\sWire)?|Shutterstock|WANA|ISNA|SANA|IRNA|Tasnim|NurPhoto|Alamy|ANSA|Bloomberg|Handout|HANDOUT)"
)
_NAME = r"(?:[A-Z][\w'’-]+|[A-Z]\.)"
_PERSON = rf"(?:{_NAME}(?:\s(?:[Aa]l-|[Ee]l-|de\s|van\s)?{_NAME}){{0,3}}|[Ss]tringer|[Hh]andout|[Ff]ile)"
# Credits of pictures, which stand at the end of a caption. In the order of trust: the first that fits is taken.
_CREDITS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"[(\[][^()\[\]\n]{{0,80}}(?:[Pp]hoto(?:graph)?|[Pp]icture|[Ii]mage|[Cc]redit|[Ff]ile|[Hh]andout|[Cc]ourtesy|"
        rf"{_AGENCY}\s?/|/\s?{_AGENCY})\b[^()\[\]\n]{{0,80}}[)\]]\.?\s*$",
        rf"(?:\bvia\s+)?\b(?:REUTERS|Reuters|EPA(?:-EFE)?|AFP|AP|Xinhua|TASS|ANSA|SANA|WANA)\s?/\s?{_PERSON}.{{0,80}}$",
        rf"\b{_PERSON}\s?/\s?(?:[Vv]ia\s)?{_AGENCY}\b.{{0,60}}$",
        rf"\b{_AGENCY}\s(?:via|for)\s{_AGENCY}.{{0,40}}$",
        rf"(?:\b|[©|]\s?)(?:(?:AP|AFP|EPA|Reuters)\s[Pp]hoto|{_AGENCY}\s[Pp]ictures?)\b.{{0,60}}$",
        r"\b[A-Z][^.\n]{1,40}?\s?/\s?[Nn]o\s(?:[Rr]esales?|[Ss]ales?|[Aa]rchives?)\b.{0,60}$",
        r"\b(?:[Pp]hoto(?:graph|s)?|[Pp]icture|[Ii]mage|PHOTOS?|PICTURE|IMAGE)"
        r"(?:\s(?:[Cc]redit|[Bb]y|[Cc]ourtesy(?:\sof)?))?\s?:\s?\S.{1,80}$",
        r"\b(?:[Pp]hoto(?:graph|s)?|[Pp]icture)\s(?:[Bb]y|[Cc]ourtesy\sof)\s[A-Z].{1,80}$",
        r"\b[Cc]redit\s?:\s?\S.{1,80}$",
        r"©\s?\S.{0,80}$",
        r"(?:الصورة|تصوير|عکس|عكس)\s?:\s?\S.{1,60}$",
    )
)
# What stands alone at the end of a caption only, where the page itself says that it is one.
_BARE_CREDIT = re.compile(rf"(?:[|(\[–—-]\s*)?(?:\bvia\s)?\b{_AGENCY}[)\].]*\s*$")
_EMBARGO = re.compile(
    r"(?:\bNO\s(?:RESALES|ARCHIVES|SALES|USE|COMMERCIAL)\b|\bATTENTION EDITORS\b|\bEDITORIAL USE ONLY\b)"
)

_BOILERPLATE = re.compile(
    r"""^\W*(?:
      (?:powered|translated|produced|generated)\sby\s(?:an?\s)?(?:auto\w*|machine|AI\b|google|deepl).*
    | (?:this|the)\s(?:article|story|report|text|page|content|item|version)\s(?:was|is|has\sbeen|were)\s
        (?:(?:originally|first|automatically|machine|also)[\s-]*)*
        (?:translated|published|updated|amended|produced|corrected|supplied|generated|provided).*
    | (?:machine|automated|automatic|unofficial|english)\stranslation\b.{0,80}
    | translat(?:ed|ion)\s(?:from|by)\b.{0,80}
    | (?:read|see|watch|listen|view)\s(?:more|also|next|now|all|this)\b.{0,160}
    | (?:also\sread|more\s(?:on|from|about)\sthis|more\sfrom|related|recommended|most\sread|trending|see\salso|opinion|
        you\smay\salso\slike|you\smight\salso\slike|explainer|in\spictures|live\supdates)
        (?:\s(?:stories|articles|content|topics|coverage|news|reading))?\s?(?::.{0,160}|$)
    | (?:sign\sup|subscribe|register|log\sin|sign\sin|join\sour|follow\sus|follow\s@|like\sus|share\s(?:this|on)|
        click\shere|download\s(?:our|the)\s(?:free\s)?app|get\sthe\slatest|get\sour|support\sour|donate|become\sa|
        enter\syour\se-?mail|your\se-?mail\saddress)\b.{0,200}
    | (?:share|tweet|print|e-?mail|comments?|save|copy\slink|facebook|twitter|x|whatsapp|telegram|linkedin|
        instagram|youtube|reddit|pinterest|advertisement|advertising|sponsored|loading|skip\sto\s.{1,30}|back\sto\stop|menu|search|close)
        (?:\s*[|,/·•-]?\s*(?:share|tweet|print|e-?mail|comments?|save|copy\slink|facebook|twitter|x|whatsapp|telegram|
        linkedin|instagram|youtube|reddit|pinterest))*\W*$
    | (?:©|\(c\)|copyright\b).{0,200}
    | .{0,160}\ball\srights\sreserved\b.{0,160}
    | .{0,80}\bmay\snot\sbe\s(?:published|reproduced|redistributed|broadcast|rewritten)\b.{0,160}
    | (?:we|this\s(?:site|website|page)|our\s(?:site|website|partners)|by\scontinuing)\b.{0,60}\bcookies?\b.{0,300}
    | (?:accept|manage|reject)\s(?:all\s)?cookies.{0,80}
    | cookie\s(?:policy|settings|notice|preferences).{0,120}
    | (?:terms\s(?:of\s(?:use|service))|privacy\spolicy|contact\sus|about\sus)\b.{0,120}
    | our\sstandards\s?:.{0,160}
    | (?:edited|editing|additional\sediting|compiled|desking)\sby\s.{1,160}
    | editor'?s\snote\s?:.{0,400}
    | (?<=\()(?:adds?|corrects?|corrected|corrections?|writes\sthrough|refiles?|recasts?|updates?|repeats?|
        clarifies|fixes|deletes|removes|restores|drops|amends|combines\swith|changes\s(?:headline|dateline|slug|byline|media))
        \b[^()]{0,300}\)\W*$
    | (?:[^.]{2,60}\.\s)?all\stimes\s(?:are\s)?(?:in\s)?(?:local|gmt|utc|[a-z]{2,4}t|[a-z]+\stime)(?:\stime)?
        (?:\W*$|\.\s(?:clients|subscribers)\b.{0,120})
    | (?:[^.]{2,60}\.\s)?(?:clients|subscribers|customers|broadcasters)\s(?:may|must|should|are)\s(?:not\s)?(?:to\s)?
        (?:republish|reproduce|resell|redistribute|archive|credit|use)\b.{0,120}
    | not\sfor\s(?:re-?)?(?:publication|broadcast|sale|resale|distribution)\b.{0,80}
    | (?:with|includes?)\s(?:files|reporting|inputs?|agencies|material)\s?(?:from|by)?\b.{0,100}
    | \(?(?:end|ends|more\sto\sfollow|more\sfollows|developing\sstory|story\sdeveloping)\)?\W*$
    | \W*-{2,}\W*|[*_=~\#•·-]{3,}|\#{3}
    | \(?(?:AP|AFP|Reuters|REUTERS|dpa|TASS|Xinhua|SANA|IRNA|EFE|ANSA)\)?\W*$
    | (?:آخر\sتحديث|اقرأ\s(?:أيضا|أيضاً|المزيد)|شاهد\sأيضا|جميع\sالحقوق\sمحفوظة|حقوق\sالنشر|تابعونا|ترجمة\sآلية).{0,160}
    | (?:بیشتر\sبخوانید|بیشتر\sبدانید|کلیه\sحقوق|تمامی\sحقوق|همه\sحقوق|ترجمه\sماشینی|انتهای\sپیام).{0,160}
    )$""",
    re.I | re.X | re.S,
)
_TRANSLATION = re.compile(
    r"\b(?:automat\w+|machine)[\s-]?(?:ally\s)?translat\w+|\btranslated\s(?:automatically|by\s(?:a\s)?(?:machine|computer))|"
    r"ترجمة آلية|ترجمه ماشینی",
    re.I,
)
_TRANSLATED_BY = re.compile(r"\btranslated(?:\sfrom\s(?:the\s)?\w+)?\sby\s(?P<who>[^.;()\n]{2,60})", re.I)


_LABEL = re.compile(r"(?:PHOTOS?|PICTURES?|IMAGES?|(?:[Pp]hotos?|[Pp]ictures?|[Ii]mages?))\s?:\s+")
_ONLY_A_CREDIT = re.compile(rf"{_PERSON}(?:\s?[/|,–-]\s?{_PERSON}|\s?[/|,–-]\s?{_AGENCY}|\sfor\s{_PERSON})*\.?")


def label_end(paragraph: str) -> int | None:
    """Where the words of a caption begin that a "Photo:" or "Picture:" announces; None where no caption follows.

    "Photo: Jo Doe/AFP" announces a credit and no caption.
    """
    label = _LABEL.match(paragraph)
    if label is None:
        return None
    rest = paragraph[label.end() :].strip()
    return None if _ONLY_A_CREDIT.fullmatch(rest) or credit_start(rest, is_caption=True) == 0 else label.end()


def is_boilerplate(paragraph: str) -> bool:
    """Whether a whole paragraph is a note of the publisher and no sentence of the report."""
    return len(paragraph) <= 600 and _BOILERPLATE.match(paragraph) is not None


def credit_start(caption: str, *, is_caption: bool = False) -> int | None:
    """Where the credit of the picture begins in a caption, in characters; None where there is none.

    Where the page says that it is a caption, an agency's bare name at its end is a credit as well.
    """
    found = [match.start() for pattern in _CREDITS if (match := pattern.search(caption))]
    embargo = _EMBARGO.search(caption)
    if embargo:
        found.append(embargo.start())
    if not found and is_caption and (bare := _BARE_CREDIT.search(caption)):
        found.append(bare.start())
    start = min(found, default=None)
    while start and caption[start - 1] in "([ |":
        start -= 1
    return start


def translator_in(paragraph: str) -> str | None:
    """Who or what translated the text, where the paragraph says that it was translated."""
    if _TRANSLATION.search(paragraph):
        return "automated translation"
    by = _TRANSLATED_BY.search(paragraph)
    return by["who"].strip() if by else None
