"""RSS and Atom: each entry of a feed is a report, or the beginning of one."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

import feedparser

from talion.errors import ReadError
from talion.reports.html import fragment_paragraphs

ONLY_A_SUMMARY = "The feed gives only a summary of this report; read the article's page for the whole text."


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its number in the feed from 1, its paragraphs, and what the feed says of it."""

    number: int
    paragraphs: tuple[tuple[str | None, str], ...]
    outlet: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None
    is_summary: bool = False


def read_feed(markup: str) -> Iterator[Entry]:
    """The entries of a feed in its order; one without text has no paragraphs but its title.

    Raises ReadError for XML that defines entities of its own, since a few lines of them unfold to gigabytes.
    """
    if "<!ENTITY" in markup or "<!entity" in markup:
        raise ReadError(
            "is XML that defines its own entities, which no feed needs and attacks use; it was not unfolded"
        )
    # A stream, since feedparser takes a str that looks like an address for one and goes to the network.
    parsed = feedparser.parse(
        io.BytesIO(markup.encode()), response_headers={"content-type": "application/xml; charset=utf-8"}
    )
    if not parsed.entries:
        raise ReadError("is a feed without entries; there is nothing to read in it")
    outlet = _said(parsed.feed.get("title"))
    for number, entry in enumerate(parsed.entries, start=1):
        whole = [piece.get("value", "") for piece in entry.get("content", []) if piece.get("value", "").strip()]
        summary = entry.get("summary", "") or ""
        # Some feeds carry the whole article as "content" and others as a long description with paragraphs.
        is_summary = not whole and summary.lower().count("<p") < 3
        source = entry.get("source")
        paragraphs: list[tuple[str | None, str]] = fragment_paragraphs(max(whole, key=len) if whole else summary)
        if title := _said(entry.get("title")):
            paragraphs = [("headline", title), *[one for one in paragraphs if one[1] != title]]
        yield Entry(
            number,
            tuple(paragraphs),
            _said(source.get("title")) if source else outlet,
            _said(entry.get("author")),
            _said(entry.get("published") or entry.get("updated") or entry.get("date")),
            _said(entry.get("link")),
            is_summary,
        )


def _said(value: object) -> str | None:
    if not isinstance(value, str):
        return None
    return " ".join(one for _, one in fragment_paragraphs(value)).strip() or None
