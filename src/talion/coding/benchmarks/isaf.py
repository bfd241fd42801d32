"""Press releases of a military coalition, hand-coded (Strick van Linschoten and Kuehn 2011): day, killed, captured.

`folder` holds `releases_dev.jsonl`. A release is in the tune half where the first byte of the SHA-256 of its text is
even. The file gives no day of publication: it is taken from the dateline and the release number; a release with neither
counts as wrong. Some forty releases were read before the split was fixed, 17 of them of the half kept apart.

The collection asks one answer of a whole text. "records" makes the simplest one out of the coder's events, "grammars"
the simplest one out of the days and the counts that are found, with no word of who did what.
"""

import json
import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from talion.coding.benchmarks.tables import Progress, Row, Table, half_of, needed, silent, some
from talion.coding.coder import Coder
from talion.coding.days.dates import find_days
from talion.coding.tolls.counts import find_tolls
from talion.coding.tolls.said import CountSaid
from talion.errors import ReadError
from talion.records import Event, Report, Toll

_FILE = "releases_dev.jsonl"
PUBLISHED = (
    ("40 lines of regular expressions, all 362 releases", 362, (68.0, 87.0, 59.0)),
    ("a large commercial model in 2024, 100 releases", 100, (53.0, 90.0, 71.0)),
)


def releases(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """The text of each release and what was coded of it."""
    needed((folder / _FILE).is_file(), folder, _FILE)
    for number, line in enumerate((folder / _FILE).open(encoding="utf-8"), 1):
        try:
            turns = json.loads(line)["conversations"]
            yield turns[1]["value"].removeprefix("PRESS RELEASE TEXT: "), json.loads(turns[2]["value"])
        except (ValueError, KeyError, IndexError, TypeError) as wrong:
            raise ReadError(
                f"{folder / _FILE}, line {number}: is no release with its coding "
                "(three turns under 'conversations'); take the file as it was published"
            ) from wrong


def score_isaf(
    folder: Path, coder: Coder, parts: Sequence[str], *, at_most: int | None, progress: Progress = silent
) -> Table:
    """Share of exact answers in per cent: the first day, the least killed and the least captured."""
    gold = dict(releases(folder))
    rows = []
    for part in parts:
        texts = some([text for text in gold if half_of(text) == part], at_most)
        right: dict[str, Counter[str]] = {"records": Counter(), "grammars": Counter()}
        for text in texts:
            for how, answers in (("records", _of_records(text, coder)), ("grammars", _of_grammars(text))):
                for what, ours in answers.items():
                    right[how][what] += ours == _gold(gold[text], what)
            progress()
        for how, counts in right.items():
            shares = tuple(100 * counts[what] / max(1, len(texts)) for what in ANSWERS)
            rows.append(Row(f"{part}, {how}", (len(texts), *shares)))
    rows += [Row(name, (n, *figures), is_published=True) for name, n, figures in PUBLISHED]
    return Table(
        "ISAF releases: share of exact answers, in per cent",
        ("", "n", "day", "least killed", "least captured"),
        tuple(rows),
        (
            "records: the day is that of the first dated deed, a number the largest of any one event.",
            "grammars: the days and counts of the text alone, put together as a story.",
        ),
    )


ANSWERS = ("day", "killed", "captured")


def _gold(coded: dict[str, Any], what: str) -> date | int:
    return date.fromisoformat(coded["start_date"]) if what == "day" else int(coded[f"min_{what}"])


def _of_records(text: str, coder: Coder) -> dict[str, date | int | None]:
    published, _ = published_day(text)
    told = coder.code(Report(text, published=published, language="en")).events
    deeds = [e for e in told if e.is_deed and e.action in {"ASSAULT", "COERCE"}]
    day: date | None = next((e.when.first for e in deeds if e.when), published)
    return {"day": day, "killed": _most(deeds, "killed"), "captured": _most(deeds, "captured")}


def _most(deeds: Sequence[Event], effect: str) -> int:
    """The largest number of any one deed, of those that the collection counts: the other side's."""
    tolls = [Toll(tuple(p for p in e.toll.parts if not _NOT_THEIRS.search(f"{p.party} {p.said}"))) for e in deeds]
    return max((toll.of(effect).low or 0 for toll in tolls), default=0)


# The collection counts those whom the coalition killed or captured, neither its own nor civilians.
_NOT_THEIRS = re.compile(
    r"\b(?:service ?members?|soldiers?|troops|polic\w+|ANA|ANP|coalition|civilians?|child(?:ren)?|wom[ae]n|students?)\b"
)


def _of_grammars(text: str) -> dict[str, date | int | None]:
    return {"day": day_of(text), "killed": least(text, "killed"), "captured": least(text, "captured")}


_RELEASE = re.compile(r"\b(20\d\d|0\d\d)-(\d\d)-[A-Z]{1,3}[-–]\d+")
# Releases with neither a number nor a year are of the winter of 2011/12, as far as the tune half shows.
_NUMBERLESS = date(2012, 6, 30)


def published_day(text: str) -> tuple[date | None, int]:
    """The day in the dateline and where the dateline ends; the year from the release number where it has none."""
    number = _RELEASE.search(text)
    near = _NUMBERLESS
    if number:
        year = int(number[1]) if int(number[1]) > 99 else 2000 + int(number[1]) % 100
        month = min(max(int(number[2]), 1), 12)
        near = date(year, month, monthrange(year, month)[1]) + timedelta(days=2)
    found = [d for d in find_days(text[:900], published=near) if d.kind == "absolute" and d.precision == "day"]
    dateline = [d for d in found if d.span and text[max(0, d.start - 1) : d.start] == "("] or [
        d for d in found if d.span
    ]
    if not dateline:
        return None, number.end() if number else 0
    first = dateline[0]
    assert first.span
    return first.span.first, text.find("\n", first.end) if first.start < 40 and "(" not in text[
        : first.start
    ] else first.end


# "Confirmed today the arrest of … on Sept. 19" dates the confirmation.
_OF_SAYING = re.compile(r"\b(?:today confirmed|confirmed today|announced today|today announced|confirms? today)\b")


def day_of(text: str) -> date | None:
    """The day of the story: the first told by weekday or as yesterday, else by date, else that of publication."""
    published, end = published_day(text)
    if published is None:
        return None
    days = [d for d in find_days(text, published=published) if d.start >= end and d.span is not None]
    for kind in ("relative", "weekday"):
        for day in days:
            if (
                day.kind == kind
                and day.precision in {"day", "days"}
                and day.span
                and day.span.days <= 2
                and "hours" not in day.phrase
                and not _OF_SAYING.search(text, max(0, day.start - 30), day.end + 30)
            ):
                return day.span.first
    for day in days:
        if (
            day.kind == "absolute"
            and day.precision == "day"
            and day.span
            and 0 <= (published - day.span.first).days < 40
        ):
            return day.span.first
    return published


_BACKGROUND = re.compile(
    r"\b(?:responsible for|linked to|involved in|attacks? (?:that|which)|bombings? (?:that|which)"
    r"|previously|prior to|earlier this|"
    r"so far|since \w+|this year|last (?:month|year|week)|in (?:june|july|may|april|march)|have (?:captured"
    r"|killed|detained)|has (?:captured|killed|detained))\b",
    re.IGNORECASE,
)


_SO_FAR = re.compile(r"\b(?:since the (?:beginning|start)|this (?:month|year)|to date|so far this)\b", re.IGNORECASE)
# The coalition kills; who is murdered or assassinated is another's victim, told as background.
_MURDER = re.compile(r"\b(?:murder|assassinat)\w*", re.IGNORECASE)

# "Numerous insurgents were killed … over the past 24 hours" sums up what is told one by one behind it.
_OVER_HOURS = re.compile(r"[^.]*\bover the (?:past|last) \d+ hours")


def least(text: str, effect: str) -> int:
    """The least that the story tells of one effect, each person counted once as well as a reader of phrases can.

    Later mentions of a leader or of suspects already counted add nothing; "additional", "also", "another" do.
    """
    _, end = published_day(text)
    counts = [
        c
        for c in find_tolls(text)
        if c.effect == effect
        and c.start >= end
        and not (c.negated or _NOT_THEIRS.search(c.who or "") or _MURDER.search(c.said))
        and c.kind != "part"
        and not _is_background(text, c)
    ]
    told_by_the_act = [c for c in counts if not _OVER_HOURS.match(text, c.start)]
    counts = told_by_the_act or counts
    sentences: dict[int, list[CountSaid]] = {}
    for c in counts:
        sentences.setdefault(_sentence(text, c.start), []).append(c)
    leaders = others = total = 0
    for said in sentences.values():
        one = sum(_low(c) for c in said if _is_one(c))
        # "both men", "the insurgents" were counted when they were first told of
        many = sum(
            _low(c)
            for c in said
            if not _is_one(c) and not (total and re.match(r"(?:both|the|these|his)\b", c.who or c.said, re.I))
        )
        many = 0 if total and all(re.search(r"\bboth\b", c.said, re.I) for c in said) else many
        more = any(
            re.search(
                r"\b(?:additional|other|others|also|another|more(?! than))\b", text[max(0, c.start - 12) : c.end], re.I
            )
            for c in said
        )
        definite = all(
            (c.who or "the").lower().startswith(("the ", "his ", "him", "he", "her")) for c in said if _is_one(c)
        )
        total = max(total, one + many)
        if leaders + others == 0:
            leaders, others = one, many
        else:
            if many and others and more and not one:
                others = max(others, many) if not leaders else others
                total = max(total, leaders + others + (many if others < many or not leaders else 0))
            elif many and not others:
                others = many
            if one and not definite and not one > 1 and more:
                others += one
            elif one and not leaders and not others:
                leaders = one
        total = max(total, leaders + others)
    return total


def _low(c: CountSaid) -> int:
    low = c.count.low if c.count.low is not None else (c.count.best or c.count.high or 0)
    return 3 if low == 2 and c.count.high is None else low  # this collection codes a bare plural as "several"


def _is_one(c: CountSaid) -> bool:
    """Whether it counts one person by what he is, as the leader of a group, and not by a number."""
    return c.count.low == c.count.high == 1 and bool(c.who) and not c.said.lower().startswith("one ")


def _sentence(text: str, at: int) -> int:
    return len(re.findall(r"[.!?](?=\s)", text[:at]))


def _is_background(text: str, c: CountSaid) -> bool:
    start = max(text.rfind(". ", 0, c.start), text.rfind("\n", 0, c.start)) + 1
    stop = text.find(". ", c.end) + 1 or len(text)
    return bool(_BACKGROUND.search(text, start, c.end) or _SO_FAR.search(text, c.end, stop))
