"""The day and the place that stand over an item of a list: "3. 12 January, Kolofata, Cameroon. Fighters attacked …".

Incident bulletins and logs say when and where in a head without a verb, and tell below it only what happened.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from talion.coding.days.said import DaySaid
from talion.coding.events.act_days import has_had, is_in_dateline
from talion.coding.events.mentioned import DEED, Mentioned, is_days_later, is_of_another_time
from talion.coding.parsing.language import Paragraph
from talion.coding.parsing.shapes import words_of
from talion.coding.places import PlaceMention
from talion.records import WORDS, Passage, Place

_FINER = ("site", "town", "district", "province", "region", "country")
_NUMBER = re.compile(r"\s*(?:[-•*]\s+|\(?\d{1,3}[.)]\s+)?")
_END = re.compile(r"[.:;]\s+(?=[\"'(]?[A-Z0-9])|\s+[-–—]\s+(?=[\"'(]?[A-Z0-9])")
_SMALL = words_of(
    "and or of the in near at on to from al el de la early late morning afternoon evening night dawn overnight area "
    "areas district province region state governorate county oblast village town city north south east west northern "
    "southern eastern western central"
)
_KIND = re.compile(
    r"^(?:near |in |the |(?:village|town|city) of )+|(?: (?:area|district|village|town|city))+$", re.IGNORECASE
)
_AT_MOST = 90  # letters


def head_of(text: str, days: Sequence[DaySaid]) -> int:
    """Where the head of an item ends; 0 where it has none.

    A head names a day and holds nothing but that, names and the small words between them. A text has items where two
    paragraphs or more begin so: one alone may be where and when a report was filed.
    """
    begin = _NUMBER.match(text).end()  # type: ignore[union-attr]  # matches the empty string
    inside = [d for d in days if begin <= d.start < begin + _AT_MOST and d.span is not None and d.span.days <= 3]
    for end in _END.finditer(text, begin, begin + _AT_MOST):
        if any(d.start < end.start() < d.end for d in inside):
            continue  # "12 Jan. 2030"
        own = [d for d in inside if d.end <= end.start()]
        if len(own) != 1 or own[0].kind not in {"absolute", "weekday"} or is_in_dateline(text, own[0]):
            return 0
        rest = text[begin : own[0].start] + " " + text[own[0].end : end.start()]
        words = re.findall(r"[^\W\d_][\w'’.-]*", rest)
        named = all(word[0].isupper() or word.lower() in _SMALL for word in words)
        return end.end() if named and not re.search(r"\d", rest) else 0
    return 0


def give_what_the_head_says(
    here: Sequence[Mentioned],
    days: Sequence[DaySaid],
    places: Sequence[PlaceMention],
    paragraph: Paragraph,
) -> None:
    """Give the deeds of an item that name no day or no place those of its head."""
    end = head_of(paragraph.text, days)
    if not end:
        return
    day = next(d for d in days if d.end <= end and d.span is not None)
    place = _place_of_head(paragraph, day, end, places)
    for one in here:
        told = one.told
        deed = told.standing.status in DEED and told.sense.action not in WORDS and not has_had(told)
        if not deed or told.token.idx < end or is_of_another_time(told.token) or is_days_later(told):
            continue
        if one.days is None and not told.so_far:
            one.days = replace(day, because=f"the head of the item: {day.because}")
            one.days_at = paragraph.between(day.start, day.end)
        if place is not None and not one.places:
            one.places.append(place)


def _place_of_head(
    paragraph: Paragraph, day: DaySaid, end: int, places: Sequence[PlaceMention]
) -> tuple[Place, Passage] | None:
    """The finest place of a head: one of the gazetteer's, or the first name where that lies before a wider one."""
    listed = [m for m in places if m.end <= end]
    finest = min(
        listed, key=lambda m: _FINER.index(m.place.precision) if m.place.precision in _FINER else 9, default=None
    )
    start = _NUMBER.match(paragraph.text).end()  # type: ignore[union-attr]
    spans = ((day.end, end), (start, day.start)) if day.start - start < 3 else ((start, day.start), (day.end, end))
    for first, last in spans:
        piece = re.match(
            r"[\s,:;–—-]*(?:(?:near|in|at|the) )*([A-Z][^,.:;–—]*?)\s*(?=[,.:;–—]|$)", paragraph.text[first:last]
        )
        if piece is None:
            continue
        at = first + piece.start(1)
        holds = next((m for m in listed if m.start < at + len(piece[1]) and at < m.end), None)
        if holds is None:
            name = _KIND.sub("", piece[1]).strip()
            country = listed[0].place.country if listed else None
            province = next((m.place.name for m in listed if m.place.precision == "province"), None)
            if not name or not name[0].isupper():
                continue
            place = Place(name, "unknown", country=country, province=province, said=piece[1])
            return place, paragraph.between(at, at + len(piece[1]))
        break
    if finest is None:
        return None
    return replace(finest.place, role="act"), paragraph.between(finest.start, finest.end)
