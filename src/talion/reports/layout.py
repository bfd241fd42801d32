"""Which stretch of a text is what: headline, standfirst, byline, caption, body, boilerplate."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from talion.records import Part
from talion.reports.boilerplate import credit_start, is_boilerplate, label_end, translator_in
from talion.reports.dates import written_days

_HEADER_LINE = re.compile(r"^(?P<key>[^\W\d_][^:\n]{0,28}?)[ \t]*:(?:[ \t]+(?P<value>\S.*))?$")
_HEADER_KEYS = {
    "outlet": "outlet source publication newspaper agency publisher website المصدر منبع",
    "published": "published,published on,publication date,publication day,date,dated,date published,"
    "تاريخ النشر,التاريخ,نشر في,تاریخ,تاریخ انتشار",
    "byline": "by,author,authors,byline,reporter,reporters,writer,الكاتب,بقلم,نویسنده,خبرنگار",
    "url": "url,link,address,permalink,الرابط,پیوند",
    "language": "language,lang,اللغة,زبان",
    "original": "translation of,original,original report,ترجمة",
    "translated_by": "translated by,translator,translation by,المترجم,مترجم",
    "headline": "headline,title,العنوان,عنوان",
    "standfirst": "standfirst,subtitle,subheading,summary,dek,subhead",
    "caption": "caption,picture caption,photo caption",
    "other": "section,tags,keywords,category,topic,type,id,licence,license,note,dateline,place,location,edition,status,"
    "updated,last updated,accessed,retrieved,classification,from,to,subject,reference,ref,no,embargo,copyright",
}
_KEYS = {key: name for name, keys in _HEADER_KEYS.items() for key in (keys.split(",") if "," in keys else keys.split())}
_FENCE = re.compile(r"^(?:-{3,}|={3,}|\*{3,})$")
_BYLINE = re.compile(
    r"""^\W{0,2}(?:
      (?:by|from)\s+(?:our\s.{3,60}|[A-Z][\w'’.-]+.{0,140})
    | (?:words|story|text)\s?(?:by|:)\s.{2,100}
    | \(?(?:additional\s|further\s|writing\sand\s)?(?:reporting|written|writing)\sby\s.{2,250}
    | (?:بقلم|كتب|كتبت|كتبه|تقرير|نویسنده|گزارش|خبرنگار)\s?:\s?.{2,80}
    | بقلم\s.{2,60}
    )$""",
    re.X | re.S | re.I,
)
_EDITING = re.compile(r"[;.,]?\s*(?:\band\s)?\b(?:editing|edited|desking)\sby\b", re.I)
# Ends of paragraphs that are sentences; a headline or standfirst seldom has one.
_SENTENCE_END = re.compile(r"""[.!؟۔।。]["'”’»)\]]*\s*$""")
_CAPTION_START = re.compile(
    r"^\W{0,2}(?:(?:file\s|undated\s|handout\s)?(?:photo|picture|image)\b|caption:|pictured\b|a\s(?:file|handout)\s|"
    r"in\sthis\s.{0,40}(?:photo|picture|image)|صورة|عکس)",
    re.I,
)
_CAPTION_WORDS = re.compile(
    r"\b(?:is|are|can\sbe)\s(?:seen|pictured|shown)\b|\bfile\s?(?:photo|picture)\b|\bpictured\b", re.I
)
_FULL_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_DATELINE = re.compile(
    r"^(?P<line>[^\W\d_a-z][^\n.!?()–—]{1,60}?(?:\s*\([^()\n]{2,40}\))?(?:,?\s*[^\n.!?()–—]{0,30}?\b\d{1,2}(?:[^\n!?()–—]{0,12})?)?"
    r"(?:\s*\([^()\n]{2,40}\))?\s*(?:--|[–—]|-(?=\s)|:(?=\s))\s*)(?=\S)"
)
# What agencies put before a headline: "UPDATE 2 - ", "EXCLUSIVE: ".
_SLUG = re.compile(
    r"^(?:(?:UPDATE|WRAPUP|RPT|CORRECTED|REFILE|RECAST|ADVISORY|LEAD|URGENT|BREAKING|EXCLUSIVE|ANALYSIS|FACTBOX|TIMELINE|"
    r"EXPLAINER|INSIGHT|LIVE|FLASH)[\s\d-]*(?:[-–—:|]+\s*)+)+(?=\S)"
)
_LONGEST_HEADLINE = 220
_LONGEST_STANDFIRST = 420
_LONGEST_CAPTION = 500


@dataclass(frozen=True, slots=True)
class Layout:
    """The parts of a text, one for each paragraph (a caption's credit stands apart), and what its header lines say.

    `said` holds the values of header lines by field: "outlet", "published", "byline", "url", "language", "original",
    "translated_by". `dateline` is what stands before the first sentence of the body. `day_line` is where the header
    line begins that should give the day of publication.
    """

    parts: tuple[Part, ...]
    said: dict[str, str]
    byline: str | None = None
    dateline: str | None = None
    translated_by: str | None = None
    day_line: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a text, and what its page says that it is; None where nothing says so."""

    start: int
    end: int
    kind: str | None = None


def lay_out(text: str) -> Layout:
    """The parts of a plain text, found from its lines and words alone."""
    said, parts, start, day_line = _header(text)
    blocks = [Block(start + first, start + last) for first, last in paragraphs(text[start:])]
    has_headline = any(part.kind == "headline" for part in parts)
    told = _tell_apart(text, blocks, has_headline=has_headline)
    return replace(_layout(text, parts, told, said), day_line=day_line)


def lay_out_blocks(text: str, blocks: Sequence[Block]) -> Layout:
    """The parts of a text whose page told what most paragraphs are; the rest by their words."""
    told: list[tuple[str, int, int]] = []
    for block in blocks:
        words = text[block.start : block.end]
        kind = block.kind or _kind_by_words(words)
        # Further down a day on a line of its own heads what follows, as in a chronology.
        if kind is None and _is_only_a_day(words) and not any(one[0] == "body" for one in told):
            kind = "boilerplate"
        told.append((kind or "body", block.start, block.end))
    return _layout(text, [], told, {})


def paragraphs(text: str) -> list[tuple[int, int]]:
    """The start and end of each paragraph, without the space around it.

    Where lines were broken at a fixed width, a paragraph is what stands between blank lines; else each line is one.
    """
    lines = [(match.start(), match.end()) for match in re.finditer(r"[^\n]+", text) if match[0].strip()]
    width = _fixed_width(text, lines)
    spans: list[tuple[int, int]] = []
    for number, (start, end) in enumerate(lines):
        before = lines[number - 1] if number else None
        if (
            before
            and width
            and text[before[1] : start].count("\n") == 1
            and _runs_on(text, before, (start, end), width)
        ):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return [_trimmed(text, start, end) for start, end in spans]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    stretch = text[start:end]
    return start + len(stretch) - len(stretch.lstrip()), end - (len(stretch) - len(stretch.rstrip()))


def _fixed_width(text: str, lines: Sequence[tuple[int, int]]) -> int | None:
    """The width at which the lines were broken; None where each line is a paragraph of its own."""
    inner = [(line, after) for line, after in pairwise(lines) if text[line[1] : after[0]].count("\n") == 1]
    broken = sum(_SENTENCE_END.search(text[line[0] : line[1]]) is None for line, _ in inner)
    if (
        not inner
        or broken * 2 < len(inner)
        or (len(inner) == 1 and not text[slice(*inner[0][1])].lstrip()[:1].islower())
    ):
        return None
    width = max(end - start for (start, end), _ in inner)
    if not 40 <= width <= 110:
        return None
    full = sum(_is_full(text, line, after, width) for line, after in inner)
    return width if full >= 0.6 * len(inner) else None


def _is_full(text: str, line: tuple[int, int], after: tuple[int, int], width: int) -> bool:
    # The first word of the next line would not have fitted; six characters of slack for ragged editors.
    next_word = text[after[0] : after[1]].split(maxsplit=1)[0]
    return len(text[line[0] : line[1]].rstrip()) + 1 + len(next_word) > width - 6


def _runs_on(text: str, line: tuple[int, int], after: tuple[int, int], width: int) -> bool:
    if _is_full(text, line, after, width):
        return True
    ends = _SENTENCE_END.search(text[line[0] : line[1]]) is not None
    return not ends and text[after[0] : after[1]].lstrip()[:1].islower()


def _header(text: str) -> tuple[dict[str, str], list[Part], int, int | None]:
    """What "Outlet: …" lines at the top say, their parts, where the text goes on, and where the day's line begins."""
    said: dict[str, str] = {}
    parts: list[Part] = []
    start, known = 0, 0
    day_line: int | None = None
    for line in re.finditer(r"[^\n]*\n?", text):
        words = line[0].strip()
        if not line[0]:
            break
        if not words:
            if known:
                start = line.end()
                break
            continue
        span = _trimmed(text, line.start(), line.end())
        if _FENCE.match(words):
            parts.append(Part("boilerplate", *span))
            start = line.end()
            continue
        match = _HEADER_LINE.match(words)
        field = _KEYS.get(match["key"].strip().lower()) if match else None
        value = match["value"] if match else None
        if field and value is None and not (known or _next_is_header(text, line.end())):
            break  # "Summary:" alone heads what follows
        if field == "published" and day_line is None:
            day_line = span[0]
        if match and field and value is None:
            known += 1
            parts.append(Part("boilerplate", *span))
        elif match and field and value and field not in said:
            known += 1
            value = value.strip().strip("\"'")
            if field != "other":
                said[field] = value
            value_start = span[0] + match.start("value")
            if field in {"headline", "standfirst", "caption"}:
                parts.append(Part("boilerplate", span[0], value_start))
                parts.append(Part(field, value_start, span[1]))
            else:
                parts.append(Part("byline" if field == "byline" else "boilerplate", *span))
        elif known and _BYLINE.match(words) and len(words) < 120 and _next_is_header_or_blank(text, line.end()):
            parts.append(Part("byline", *span))
            said.setdefault("byline", words)
        elif match and value and known >= 2 and len(match["key"].split()) <= 3 and len(value) < 120:
            # Among header lines one more "Key: value" is a header line too, whatever its key.
            if not _next_is_header_or_blank(text, line.end()):
                break
            parts.append(Part("boilerplate", *span))
        else:
            break
        start = line.end()
    return (said, parts, start, day_line) if known or parts else ({}, [], 0, None)


def _next_is_header_or_blank(text: str, offset: int) -> bool:
    following = text[offset:].split("\n", 1)[0].strip()
    return not following or _FENCE.match(following) is not None or _next_is_header(text, offset)


def _next_is_header(text: str, offset: int) -> bool:
    match = _HEADER_LINE.match(text[offset:].split("\n", 1)[0].strip())
    return match is not None and match["key"].strip().lower() in _KEYS


def _tell_apart(text: str, blocks: Sequence[Block], *, has_headline: bool) -> list[tuple[str, int, int]]:
    """The kind of each paragraph of a plain text: the head of the page is read from above until its body begins."""
    told: list[tuple[str, int, int]] = []
    kinds = [_kind_by_words(text[block.start : block.end]) for block in blocks]
    body_begun = False
    for number, (block, by_words) in enumerate(zip(blocks, kinds, strict=True)):
        words = text[block.start : block.end]
        start = block.start
        kind = by_words
        if kind is None and not body_begun:
            if not has_headline and _may_be_headline(words, alone=len(blocks) == 1):
                kind, has_headline = "headline", True
                start += len(words) - len(words.lstrip("# "))
                if slug := _SLUG.match(words):
                    told.append(("boilerplate", start, start + len(slug[0].rstrip())))
                    start += slug.end()
            elif has_headline and _is_early_caption(words):
                kind = "caption"
            elif _is_only_a_day(words):
                kind = "boilerplate"
            elif (
                has_headline
                and not any(one[0] == "standfirst" for one in told)
                and _may_be_standfirst(words, kinds[number + 1 : number + 2])
            ):
                kind = "standfirst"
        if kind is None:
            kind, body_begun = "body", True
        told.append((kind, start, block.end))
    return told


def _may_be_headline(words: str, *, alone: bool) -> bool:
    if alone or len(words) > _LONGEST_HEADLINE or not words.lstrip("# "):
        return False
    return (
        _SLUG.match(words) is not None
        or words.startswith("#")
        or (_SENTENCE_END.search(words) is None and not dateline_of(words))
    )


def _may_be_standfirst(words: str, following: Sequence[str | None]) -> bool:
    if not following or len(words) > _LONGEST_STANDFIRST or words[-1] in ':"”»' or dateline_of(words):
        return False
    # One or two plain sentences under the headline open the story, unless a byline or a picture parts them from it.
    return _SENTENCE_END.search(words) is None or following[0] in {"byline", "caption", "boilerplate"}


def _is_early_caption(words: str) -> bool:
    return (
        len(words) <= _LONGEST_CAPTION
        and _CAPTION_WORDS.search(words) is not None
        and _FULL_YEAR.search(words) is not None
    )


_DAY_LINE = re.compile(
    r"^(?:(?:first\s)?(?:published|posted|updated|last\supdated|date|issued)(?:\s(?:on|at))?\s?:?|نشر(?:ت)?\s?(?:في|يوم)?|"
    r"تاريخ\sالنشر|تاریخ\sانتشار|منتشر\sشده)?[\s:]*[\w ,./:|–-]{6,60}$",
    re.I,
)


def _is_only_a_day(words: str) -> bool:
    if len(words) > 80 or not _DAY_LINE.match(words):
        return False
    days = written_days(words)
    return bool(days) and sum(map(str.isalpha, words[: days[0].start] + words[days[-1].end :])) < 30


def _kind_by_words(words: str) -> str | None:
    if is_boilerplate(words):
        return "boilerplate"
    if len(words) <= 260 and _BYLINE.match(words) and (_SENTENCE_END.search(words) is None or "eporting by" in words):
        return "byline"
    if len(words) <= _LONGEST_CAPTION:
        credit = credit_start(words)
        if (
            credit is not None
            or label_end(words) is not None
            or (_CAPTION_START.match(words) and _FULL_YEAR.search(words))
        ):
            return "caption"
    return None


def _layout(text: str, parts: Iterable[Part], told: Iterable[tuple[str, int, int]], said: dict[str, str]) -> Layout:
    found = list(parts)
    byline = said.get("byline")
    translated_by = said.get("translated_by")
    dateline: str | None = None
    body_begun = False
    for kind, start, end in told:
        words = text[start:end]
        if kind == "caption":
            found += _caption_parts(text, start, end)
        elif kind == "byline" and (editing := _EDITING.search(words)):
            found += [Part("byline", start, start + editing.start()), Part("boilerplate", start + editing.start(), end)]
        elif kind == "body" and not body_begun and (line := dateline_of(words)):
            dateline = line
            found += [Part("boilerplate", start, start + len(line.rstrip())), Part("body", start + len(line), end)]
        else:
            found.append(Part(kind, start, end))
        body_begun = body_begun or kind == "body"
        if kind == "byline" and byline is None:
            byline = re.sub(r"\s+", " ", words).strip()
        if kind in {"boilerplate", "byline"} and translated_by is None:
            translated_by = translator_in(words)
    found = [part for part in found if text[part.start : part.end].strip()]
    return Layout(tuple(sorted(found, key=lambda part: part.start)), said, byline, dateline, translated_by)


def _caption_parts(text: str, start: int, end: int) -> list[Part]:
    label = label_end(text[start:end])
    if label is not None:
        announced = Part("boilerplate", start, start + len(text[start : start + label].rstrip()))
        return [announced, *_caption_parts(text, start + label, end)]
    credit = credit_start(text[start:end], is_caption=True)
    if credit is None:
        return [Part("caption", start, end)]
    first, last = _trimmed(text, start, start + credit)
    parts = [Part("caption", first, last)] if last > first else []
    return [*parts, Part("boilerplate", *_trimmed(text, start + credit, end))]


def dateline_of(paragraph: str) -> str | None:
    """What stands before the first sentence, with the space after it ("BAGHDAD, Dec 30 (Agency) - "), or None.

    A dateline has capitals, or an agency in brackets, or a day: "Talks failed - the army attacked" has none of them.
    """
    match = _DATELINE.match(paragraph[:140])
    if not match or _SLUG.match(paragraph):
        return None
    line = match["line"]
    place = re.split(r"[,(–—/:]| -", line, maxsplit=1)[0].strip()
    in_capitals = place.isupper() and len(place) > 2
    has_agency = re.search(r"\([^()]*[^\W\d_][^()]*\)\s*\W+$", line) is not None
    has_day = re.search(r"\d", line) is not None
    return line if in_capitals or (has_agency and len(place) < 40) or (has_day and has_agency) else None
