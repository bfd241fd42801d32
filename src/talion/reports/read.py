"""Files, folders, feeds, archives and standard input to reports."""

import io
import json
import os
import re
import stat
import sys
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

from talion.errors import ReadError
from talion.records import Report
from talion.reports.encoding import decode
from talion.reports.feeds import ONLY_A_SUMMARY, read_feed
from talion.reports.html import host_of, read_page
from talion.reports.languages import language_named, language_of
from talion.reports.layout import Block, Layout, lay_out, lay_out_blocks
from talion.reports.published import day_of_publication, unread_header
from talion.reports.refused import Refused
from talion.reports.warc import read_warc, unpack

__all__ = ["Refused", "count_files", "read_reports"]

_MB = 2**20
_CODE = frozenset({
    ".css", ".js", ".mjs", ".py", ".sh", ".sql", ".toml", ".yaml", ".yml", ".ini", ".lock", ".csv", ".tsv",
    ".jsonl", ".ipynb", ".svg",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What the user says of every source, and how much of one source is read."""

    published: date | None
    outlet: str | None
    language: str | None
    limit_bytes: int


@dataclass(frozen=True, slots=True)
class _Found:
    """What is known of a text before it is laid out."""

    path: str
    media_type: str
    url: str | None = None
    outlet: str | None = None
    byline: str | None = None
    language: str | None = None
    published: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    folder: Path | None = None


def read_reports(
    sources: Iterable[str | Path | BinaryIO],
    *,
    published: date | None = None,
    outlet: str | None = None,
    language: str | None = None,
    limit_mb: float = 20,
) -> Iterator[Report | Refused]:
    """Each report that the sources hold, and each source that gave none, with the reason, in their order.

    A source is a file, a folder (read whole, in the order of its names, without hidden files), an open binary stream,
    or "-" for standard input. What a file is, its content says: plain text, a web page, an RSS or Atom feed, a WARC,
    each also packed with gzip. `published`, `outlet` and `language` hold for all of them and go before what they say
    themselves. `limit_mb` is the most that is read of a file, or of one page of a WARC.

    A source that cannot be read never keeps the others from being read.
    """
    wanted = _Wanted(published, outlet, language, int(limit_mb * _MB))
    for source in sources:
        if isinstance(source, str | Path):
            for path in _files(source):
                yield from _guarded(path, wanted)
        else:
            yield from _guarded(source, wanted)


def count_files(sources: Iterable[str | Path | BinaryIO]) -> int:
    """How many files the sources name, folders counted through; a feed or a WARC is one, whatever it holds."""
    return sum(sum(1 for _ in _files(source)) if isinstance(source, str | Path) else 1 for source in sources)


def _files(source: str | Path) -> Iterator[Path | Refused | BinaryIO]:
    """The files of a source; a folder's by name, depth first, links to folders not followed."""
    if str(source) == "-":
        yield sys.stdin.buffer
        return
    if re.match(r"https?://", str(source)):
        yield Refused(str(source), "is an address; Talion goes to no network: save the page and read the file")
        return
    path = Path(source)
    try:
        is_folder = path.is_dir()
    except (OSError, ValueError) as wrong:
        yield Refused(str(source), f"cannot be opened ({wrong}); check its name")
        return
    if not is_folder:
        yield path
        return
    names = sorted(one for one in _walk(path))
    if not names:
        yield Refused(str(path), "is a folder without a file to read in it; name the files, or another folder")
    yield from names


def _walk(folder: Path) -> Iterator[Path]:
    for where, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(where) / name for name in files if not name.startswith("."))


def _guarded(
    source: Path | Refused | BinaryIO, wanted: _Wanted, *, looks_beside: bool = True
) -> Iterator[Report | Refused]:
    """What one source gives; whatever is wrong with it comes back as words."""
    if isinstance(source, Refused):
        yield source
        return
    name = str(source) if isinstance(source, Path) else _name_of(source)
    try:
        if isinstance(source, Path):
            yield from _from_path(source, wanted, folder=source.parent if looks_beside else None)
        else:
            yield from _from_stream(source, name, wanted)
    except ReadError as wrong:
        yield Refused(name, str(wrong))
    except PermissionError:
        yield Refused(name, "may not be read by you; change its permissions or copy it to where you may")
    except (OSError, ValueError) as wrong:  # ValueError: a name with a NUL in it, a closed stream
        yield Refused(name, f"cannot be read ({wrong}); check the file and its name")


def _name_of(stream: BinaryIO) -> str:
    name = getattr(stream, "name", None)
    return "-" if stream is sys.stdin.buffer or not isinstance(name, str) else name


def _from_path(path: Path, wanted: _Wanted, *, folder: Path | None) -> Iterator[Report | Refused]:
    try:
        about = path.stat()
    except FileNotFoundError:
        raise ReadError("is not there; check the name, or give a folder to read all that is in it") from None
    if path.suffix.lower() in _CODE:
        raise ReadError(f"is a {path.suffix} file, not a report; give texts, web pages, feeds or WARCs")
    if not (stat.S_ISREG(about.st_mode) or stat.S_ISFIFO(about.st_mode)):
        raise ReadError("is neither a file nor a folder; give a file with text in it")
    with path.open("rb") as stream:
        start = stream.peek(512) if stat.S_ISFIFO(about.st_mode) else _start_of(stream)
        if not _is_warc(start) and about.st_size > wanted.limit_bytes:
            raise ReadError(
                f"has {about.st_size / _MB:.0f} MB, over the limit of {wanted.limit_bytes / _MB:g} MB for one report; "
                "split it, or raise the limit with --limit-mb"
            )
        yield from _from_stream(stream, str(path), wanted, start=start, folder=folder)


def _start_of(stream: io.BufferedReader) -> bytes:
    start = stream.read(4096)
    stream.seek(0)
    return start


def _is_warc(start: bytes) -> bool:
    if start.startswith(b"WARC/"):
        return True
    if not start.startswith(b"\x1f\x8b"):
        return False
    try:
        return zlib.decompressobj(wbits=31).decompress(start, 16).startswith(b"WARC/")
    except zlib.error:
        return False


def _from_stream(
    stream: BinaryIO, name: str, wanted: _Wanted, *, start: bytes | None = None, folder: Path | None = None
) -> Iterator[Report | Refused]:
    if start is None:
        data = stream.read(wanted.limit_bytes + 1)
        if _is_warc(data[:4096]):
            yield from _from_warc(_Joined(data, stream), name, wanted)
            return
    elif _is_warc(start):
        yield from _from_warc(stream, name, wanted)
        return
    else:
        data = stream.read(wanted.limit_bytes + 1)
    if len(data) > wanted.limit_bytes:
        raise ReadError(
            f"goes on past the limit of {wanted.limit_bytes / _MB:g} MB for one report; split it, or raise the limit "
            "with --limit-mb"
        )
    if data.startswith(b"\x1f\x8b"):
        data = unpack(data, limit_bytes=wanted.limit_bytes)
    yield from _from_bytes(data, name, wanted, folder=folder)


class _Joined(io.RawIOBase):
    """What was read of a stream, then its rest."""

    def __init__(self, start: bytes, stream: BinaryIO) -> None:
        self._start = io.BytesIO(start)
        self._stream = stream

    def read(self, size: int = -1) -> bytes:
        return self._start.read(size) or self._stream.read(size)


def _from_warc(stream: BinaryIO | _Joined, name: str, wanted: _Wanted) -> Iterator[Report | Refused]:
    pages = 0
    for page in read_warc(stream, limit_bytes=wanted.limit_bytes):  # type: ignore[arg-type]
        pages += 1
        where = f"{name} {page.url}"
        try:
            if page.why:
                raise ReadError(page.why)
            yield from _from_bytes(page.data, name, wanted, url=page.url, charset=page.charset, where=where)
        except ReadError as wrong:
            yield Refused(where, str(wrong))
    if not pages:
        raise ReadError("is a WARC without a text or web page in it; check that it was made of the pages you mean")


def _from_bytes(
    data: bytes,
    name: str,
    wanted: _Wanted,
    *,
    url: str | None = None,
    charset: str | None = None,
    where: str | None = None,
    folder: Path | None = None,
) -> Iterator[Report | Refused]:
    if not data.strip():
        raise ReadError("is empty; there is nothing to read")
    text = decode(data, declared=charset)
    if not text.strip():
        raise ReadError("holds nothing but blank space; there is nothing to read")
    kind = _media_type(text)
    if kind == "text/html":
        yield _from_page(text, name, wanted, url)
    elif kind in {"application/rss+xml", "application/atom+xml"}:
        yield from _from_feed(text, name, wanted, kind, where or name)
    else:
        yield _report(text, lay_out(text), _Found(name, kind, url, host_of(url), folder=folder), wanted)


def _original(said: str | None, folder: Path | None, wanted: _Wanted) -> str | None:
    """The id of the report that a text says it translates: named by its id, or by a file that lies beside it."""
    if said is None or re.fullmatch(r"report-[0-9a-f]{16}", said):
        return said
    if folder is None or Path(said).name != said:
        return None
    # Without a folder of its own, so that two files that name each other end here.
    beside = [one for one in _guarded(folder / said, wanted, looks_beside=False) if isinstance(one, Report)]
    return beside[0].id if len(beside) == 1 else None


def _media_type(text: str) -> str:
    """What a text is by how it begins. Raises ReadError for JSON and for XML that is no feed."""
    start = text[:4000].lstrip()
    lower = start.lower()
    if re.match(
        r"(?:<\?xml[^>]*>\s*|<!--.*?-->\s*|<!doctype[^>[]*(?:\[.*?\]\s*)?>\s*)*<(?:rss|rdf:rdf)\b", lower, re.S
    ):
        return "application/rss+xml"
    if re.match(
        r"(?:<\?xml[^>]*>\s*|<!--.*?-->\s*|<\?[^>]*>\s*|<!doctype[^>[]*(?:\[.*?\]\s*)?>\s*)*<feed\b", lower, re.S
    ):
        return "application/atom+xml"
    if lower.startswith("<!doctype html") or re.search(r"<(?:html|head|body|article)[\s>]", lower):
        return "text/html"
    if lower.startswith("<?xml") or re.match(r"<!doctype\s", lower):
        if "<!entity" in text.lower():
            raise ReadError(
                "is XML that defines its own entities, which no feed needs and attacks use; it was not unfolded"
            )
        raise ReadError("is XML, but neither a page nor an RSS or Atom feed; save the report as text or HTML")
    if lower.startswith("<") and len(re.findall(r"</?(?:p|div|h\d|span|br|figure|section|ul|table)[\s>/]", lower)) >= 2:
        return "text/html"
    if start[:1] in {"{", "["} and _is_json(text):
        raise ReadError("is JSON, not a report; save the text of the report itself")
    return "text/plain"


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _from_page(markup: str, name: str, wanted: _Wanted, url: str | None) -> Report:
    page = read_page(markup)
    text, blocks = _assembled(page.paragraphs)
    found = _Found(
        name,
        "text/html",
        url or page.url,
        page.outlet or host_of(url),
        page.author,
        language_named(page.language or ""),
        page.published,
    )
    return _report(text, lay_out_blocks(text, blocks), found, wanted)


def _from_feed(markup: str, name: str, wanted: _Wanted, kind: str, where: str) -> Iterator[Report | Refused]:
    for entry in read_feed(markup):
        if not any(kind_ != "headline" for kind_, _ in entry.paragraphs):
            yield Refused(
                f"{where} entry {entry.number}", "has no text but a title; read the article's page for the text"
            )
            continue
        text, blocks = _assembled(entry.paragraphs)
        found = _Found(
            name,
            kind,
            entry.url,
            entry.outlet,
            entry.author,
            published=(entry.published,) if entry.published else (),
            notes=(ONLY_A_SUMMARY,) if entry.is_summary else (),
        )
        yield _report(text, lay_out_blocks(text, blocks), found, wanted)


def _assembled(paragraphs: Iterable[tuple[str | None, str]]) -> tuple[str, list[Block]]:
    """One text of a page's paragraphs, a blank line between two, and where each stands."""
    text, blocks = "", []
    for kind, given in paragraphs:
        words = re.sub("[\ud800-\udfff]", "\ufffd", given).strip()
        if words:
            text += "\n\n" if text else ""
            blocks.append(Block(len(text), len(text) + len(words), kind))
            text += words
    if not text:
        raise ReadError("holds no text that could be found; save the article's text as .txt and read that")
    return text, blocks


def _report(text: str, layout: Layout, found: _Found, wanted: _Wanted) -> Report:
    said = layout.said
    prose = "\n".join(
        text[part.start : part.end] for part in layout.parts if part.kind in {"headline", "standfirst", "body"}
    )
    language = wanted.language or language_named(said.get("language", "")) or language_of(prose) or found.language
    url = said.get("url") or found.url
    when = day_of_publication(
        text,
        layout.parts,
        given=wanted.published,
        metadata=[one for one in (said.get("published"), *found.published) if one],
        dateline=layout.dateline,
        url=url,
        path=found.path if found.path != "-" else None,
        language=language,
    )
    unread = None
    if layout.day_line is not None and wanted.published is None:
        unread = unread_header(text, layout.day_line, said.get("published"), language, when)
    # Where no day was found at all, the header's note says so too.
    about_day = (unread, when.note if when.day or not unread else None)
    notes = [*found.notes, *(note for note in about_day if note)]
    original = _original(said.get("original"), found.folder, wanted)
    if said.get("original") and original is None:
        notes.append(f"The report says that it is a translation of {said['original']}.")
    if language is None:
        notes.append("The language could not be told; give it with --language.")
    byline = layout.byline if said.get("byline") or not found.byline else found.byline
    return Report(
        text,
        layout.parts,
        outlet=wanted.outlet or said.get("outlet") or found.outlet,
        byline=re.sub(r"^(?:by|from|بقلم)[\s:]+", "", byline, flags=re.I).strip() or None if byline else None,
        published=when.day,
        published_because=when.because,
        language=language,
        url=url,
        path=found.path,
        media_type=found.media_type,
        original=original,
        translated_by=layout.translated_by,
        notes=tuple(notes),
    )
