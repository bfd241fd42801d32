"""On which day a report came out, and how that is known."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from pathlib import PurePath

from talion.records import Part
from talion.reports.dates import day_in_address, days_without_year, nearest_year, written_days

_SAYS_PUBLISHED = re.compile(
    r"\b(?:published|posted|issued|released|first published|dated?)\b|نشر|التاريخ|تاریخ|منتشر|опубликовано", re.I
)
_SAYS_OLD = re.compile(r"\b(?:file|archive|archival|undated)\b|أرشيف|آرشیو", re.I)
_HEAD_PARAGRAPHS = 8
_SHOWN = 80
_LINE = "Line"  # a note that begins so is about a line of the file


@dataclass(frozen=True, slots=True)
class Published:
    """The day of publication and where it was found; None with a note where nothing says it."""

    day: date | None
    because: str | None
    note: str | None = None


def day_of_publication(
    text: str,
    parts: Sequence[Part],
    *,
    given: date | None = None,
    metadata: Iterable[str] = (),
    dateline: str | None = None,
    url: str | None = None,
    path: str | None = None,
    language: str | None = None,
) -> Published:
    """The day a report came out: given, else from metadata, dateline, address, the file's name, or a caption.

    A file's own time says when it was saved, not when it was published, and is never used. A dateline without a year
    takes the year that puts it nearest to the day that a weaker sign gives; without one it stays unknown.
    """
    if given:
        return Published(given, "given")
    for said in metadata:
        if day := _day_said(said, language):
            return Published(day, "metadata")
    weaker = _from_address(url, path) or _from_captions(text, parts, language)
    if found := _from_dateline(text, parts, dateline, language, weaker):
        return found
    if weaker:
        return weaker
    return Published(
        None,
        None,
        'The day of publication was not found; days like "on Friday" stay unresolved. Give it with --published.',
    )


def unread_header(text: str, line: int, said: str | None, language: str | None, found: Published) -> str | None:
    """What is wrong with a header line that should give the day and holds none that can be read; None where it does.

    `line` is where the line begins, `said` what it gives. `found` is the day that was found elsewhere.
    """
    if said and _day_said(said, language):
        return None
    number = text.count("\n", 0, line) + 1
    words = " ".join(text[line:].split("\n", 1)[0].split())
    words = words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"
    instead = 'The report is read without a day; days like "on Friday" stay unresolved.'
    if found.day:
        instead = f"The day was taken from elsewhere ({found.because}): {found.day}."
    return (
        f"{_LINE} {number}, “{words}”, holds no day that can be read. {instead} Accepted is a day with its year, as "
        "2019-12-30, 30 December 2019 or 30.12.2019; or give the day with --published."
    )


def warnings_in(notes: Iterable[str]) -> tuple[str, ...]:
    """Those of a report's notes that are told when it is read, because its file should be set right."""
    return tuple(note for note in notes if note.startswith(f"{_LINE} "))


def _day_said(said: str, language: str | None) -> date | None:
    days = written_days(said, language=language)
    if days:
        # "2019-12-30T23:30-05:00": the day as the outlet wrote it, not the day in Greenwich.
        return days[0].day
    if re.match(r"\d{8}(?:\D|$|T\d)", said.strip()):
        return day_in_address(said.strip()[:8])
    try:
        return parsedate_to_datetime(said).date()
    except (ValueError, TypeError, IndexError):
        return None


def _from_address(url: str | None, path: str | None) -> Published | None:
    if url and (day := day_in_address(url)):
        return Published(day, "url")
    if path and (day := day_in_address(PurePath(path).name)):
        return Published(day, "file name")
    return None


def _from_captions(text: str, parts: Sequence[Part], language: str | None) -> Published | None:
    days = [
        one.day
        for part in parts
        if part.kind == "caption" and not _SAYS_OLD.search(text[part.start : part.end])
        for one in written_days(text[part.start : part.end], language=language)
    ]
    if not days:
        return None
    note = "The day of publication was taken from the caption of a picture; it may be some days off."
    return Published(max(days), "caption", note)


def _from_dateline(
    text: str, parts: Sequence[Part], dateline: str | None, language: str | None, weaker: Published | None
) -> Published | None:
    # Lines of a day alone, "Published: …", "By …, 30 December 2019" stand in the head of the page or at its foot.
    lines = [text[part.start : part.end] for part in parts if part.kind in {"boilerplate", "byline"} and _is_line(part)]
    ends = {*range(_HEAD_PARAGRAPHS), *range(len(lines) - 3, len(lines))}
    lines = [line for number, line in enumerate(lines) if number in ends]
    for line in (*([dateline] if dateline else []), *sorted(lines, key=lambda line: not _SAYS_PUBLISHED.search(line))):
        days = written_days(line, language=language)
        if days and not re.search(r"copyright|©|\bupdated\b", line, re.I):
            return Published(days[0].day, "dateline")
    if dateline and weaker and weaker.day:
        for month, day in days_without_year(dateline):
            if near := nearest_year(month, day, to=weaker.day):
                return Published(near, "dateline", f"The year of the dateline was taken from the {weaker.because}.")
    return None


def _is_line(part: Part) -> bool:
    return part.end - part.start <= 160
