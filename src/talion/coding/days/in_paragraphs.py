"""What each paragraph of a report says of days, where "the night before" hangs on a day named earlier."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from talion.coding.days.dates import find_days
from talion.coding.days.said import DaySaid, Tense
from talion.coding.parsing.language import Paragraph
from talion.records import DateSpan

if TYPE_CHECKING:
    from spacy.tokens import Token

_SET_FOR = {"strike", "march", "protest", "rally", "talk", "meeting", "election", "vote", "vigil", "summit", "walkout"}
_TIMETABLE = {
    "meet", "vote", "open", "begin", "start", "resume", "fly", "travel", "leave", "depart", "arrive", "visit", "host",
    "convene", "expire", "close", "end", "elect", "choose", "march", "strike",
}  # fmt: skip
_AHEAD = {"will", "expect", "expects", "shall", "would", "'ll", "predict", "predicts"}
_NAMED_DAYS = {"absolute", "weekday", "relative"}
# "that October", "in April of that year", "the following year": counted from a day, a month or a year
_OF_A_YEAR = re.compile(r"\b(?:[Tt]hat|same|following|next|previous) (?:same )?(?:year\b|[A-Z][a-z]+$)")


def days_of(
    paragraphs: Sequence[Paragraph], published: date | None, tense_of: "Callable[[Token], str | None]"
) -> list[list[DaySaid]]:
    """What each paragraph says of days; "the night before" hangs on the last day named."""
    found: list[list[DaySaid]] = []
    story: DateSpan | None = None
    for paragraph in paragraphs:

        def tense_at(start: int, end: int, paragraph: Paragraph = paragraph) -> str | None:  # noqa: ARG001  (find_days gives both)
            token = paragraph.token_at(start)
            if token is not None and token.dep_ == "pobj" and token.head.lower_ in {"for", "until", "by"}:
                above = token.head.head
                if token.head.lower_ == "for" and (above.pos_ == "VERB" or above.lemma_.lower() in _SET_FOR):
                    return "future"  # "called a strike for Monday"
            ahead = token is not None and any(t.lower_ in _AHEAD for t in token.sent if t.i < token.i)
            if ahead and token is not None and any(t.lower_ in {"before", "by", "until"} for t in token.ancestors):
                return "future"  # "I expect an attack before the anniversary on 1 July"
            if token is not None and paragraph.kind == "body" and _is_on_the_timetable(token):
                return "future"  # "the ministers meet in Vienna on Tuesday"
            return tense_of(token) if token is not None else None

        here = find_days(paragraph.text, published=published, tense_at=tense_at, story_day=story)
        first = next((d.span for d in here if d.span is not None and d.span.days <= 2 and d.kind in _NAMED_DAYS), None)
        if story is None and first is not None and any(d.kind == "anaphoric" and d.span is None for d in here):
            here = find_days(paragraph.text, published=published, tense_at=tense_at, story_day=first)
        here = [_after_a_day(d, here, paragraph, published, tense_at) for d in here]
        story = next(
            (d.span for d in reversed(here) if d.span is not None and d.span.days <= 2 and d.kind in _NAMED_DAYS),
            story,
        )
        found.append(here)
    return found


def _after_a_day(
    said: DaySaid, here: Sequence[DaySaid], paragraph: Paragraph, published: date | None, tense_at: Tense
) -> DaySaid:
    """ "That same night" after "on January 17" in the same paragraph is the night of the 17th."""
    if said.kind != "anaphoric":
        return said
    reach = 366 if _OF_A_YEAR.search(said.phrase) else 31 if "month" in said.phrase.lower() else 2
    before = [
        d
        for d in here
        if d.start < said.start and d.span is not None and d.span.days <= reach and d.kind in _NAMED_DAYS
    ]
    if not before:
        return said
    again = find_days(paragraph.text, published=published, tense_at=tense_at, story_day=before[-1].span)
    return next((d for d in again if (d.start, d.end) == (said.start, said.end)), said)


def _is_on_the_timetable(token: "Token") -> bool:
    """Whether a day is that of what stands in the present as on a timetable: "parliament votes on Friday"."""
    verb = next((t for t in (token, *token.ancestors) if t.pos_ in {"VERB", "AUX"}), None)
    if verb is None or verb.tag_ not in {"VBZ", "VBP"} or verb.lemma_.lower() not in _TIMETABLE:
        return False
    return verb.dep_ in {"ROOT", "conj", "relcl", "ccomp"} and not any(c.dep_ in {"aux", "neg"} for c in verb.children)
