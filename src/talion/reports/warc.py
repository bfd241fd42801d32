"""Web archives: each page that a WARC file holds."""

import gzip
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from talion.errors import ReadError

_TEXTS = ("text/html", "application/xhtml+xml", "text/plain", "application/rss+xml", "application/atom+xml", "text/xml")
# Text shrinks five- to twentyfold. What shrinks more than this is no archive of pages but a bomb.
MOST_UNPACKED = 200


@dataclass(frozen=True, slots=True)
class Archived:
    """One page of an archive: its address, its bytes, its declared charset; `why` says why there are no bytes."""

    url: str
    data: bytes
    charset: str | None = None
    why: str | None = None


def read_warc(stream: BinaryIO, *, limit_bytes: int) -> Iterator[Archived]:
    """Each text or HTML response of an archive, packed or not; pictures, redirects and failures are passed over.

    A page over the limit comes back with the reason in place of its bytes. Raises ReadError where the archive breaks
    off.
    """
    start = stream.read(2)
    whole = _Rewound(start, stream)
    source: io.RawIOBase = _Unpacked(whole, limit_bytes) if start == b"\x1f\x8b" else whole
    try:
        for record in ArchiveIterator(io.BufferedReader(source)):
            if record.rec_type not in {"response", "resource", "conversion"}:
                continue
            headers = record.http_headers or record.rec_headers
            status = record.http_headers.get_statuscode() if record.http_headers else "200"
            kind, _, options = (headers.get_header("Content-Type") or "").partition(";")
            if status != "200" or kind.strip().lower() not in _TEXTS:
                continue
            url = record.rec_headers.get_header("WARC-Target-URI") or "a page without address"
            data = record.content_stream().read(limit_bytes + 1)
            if len(data) > limit_bytes:
                yield Archived(
                    url, b"", why=f"is over the limit of {limit_bytes // 2**20} MB for one page (--limit-mb)"
                )
                continue
            charset = options.lower().partition("charset=")[2].strip(" \"'") or None
            yield Archived(url, data, charset)
    except (ArchiveLoadFailed, EOFError, OSError, ValueError, zlib.error) as broken:
        raise ReadError(
            f"is a WARC that breaks off or is damaged ({broken}); the pages before that point were read"
        ) from broken


class _Rewound(io.RawIOBase):
    """A stream with the bytes that were read from it to look at put back."""

    def __init__(self, start: bytes, stream: BinaryIO) -> None:
        self._start = start
        self._stream = stream
        self.taken = 0

    def readable(self) -> bool:
        return True

    def readinto(self, into: memoryview) -> int:  # type: ignore[override]
        piece = self._start[: len(into)] if self._start else self._stream.read(len(into))
        self._start = self._start[len(piece) :]
        self.taken += len(piece)
        into[: len(piece)] = piece
        return len(piece)


class _Unpacked(io.RawIOBase):
    """What a gzip stream unpacks to, as long as it grows like text and not like a bomb."""

    def __init__(self, packed: _Rewound, free_bytes: int) -> None:
        self._packed = packed
        self._free = free_bytes
        self._unpacked = gzip.GzipFile(fileobj=io.BufferedReader(packed))
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, into: memoryview) -> int:  # type: ignore[override]
        piece = self._unpacked.read(len(into))
        self._given += len(piece)
        if self._given > self._free + MOST_UNPACKED * self._packed.taken:
            raise ReadError("unpacks to far more than its size, as an attack would; it was not unpacked further")
        into[: len(piece)] = piece
        return len(piece)


def unpack(data: bytes, *, limit_bytes: int) -> bytes:
    """What a gzip file holds, up to the limit. Raises ReadError where it holds more or is damaged."""
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as packed:
            unpacked = packed.read(limit_bytes + 1)
    except (EOFError, OSError, zlib.error) as broken:
        raise ReadError(f"is a damaged gzip file ({broken}); fetch it again") from broken
    if len(unpacked) > limit_bytes:
        raise ReadError(f"unpacks to more than the limit of {limit_bytes // 2**20} MB; raise it with --limit-mb")
    return unpacked
