"""Bytes to text: which encoding a publisher used."""

import codecs
import re

from charset_normalizer import from_bytes

from talion.errors import ReadError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""(?:charset\s*=|<\?xml[^>]{0,100}encoding\s*=)\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.I)
# Left to itself the detector proposes encodings that no newsroom has used; these are the ones that they do.
_LIKELY = [
    "cp1256", "cp1252", "cp1251", "cp1255", "cp1250", "cp1254", "cp1253", "iso8859_6", "koi8_r", "gb18030", "big5",
    "shift_jis", "euc_jp", "euc_kr", "mac_roman", "cp437",
]  # fmt: skip
_FRAMES = {b"%PDF": "a PDF", b"PK\x03\x04": "a ZIP or an Office document", b"{\\rtf": "an RTF document"}
_FRAMES |= {b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture", b"GIF8": "a picture", b"RIFF": "a media file"}
_FRAMES |= {b"SQLite format 3": "a database (a case is opened with --case)", b"\x7fELF": "a program"}
_FRAMES |= {b"\xd0\xcf\x11\xe0": "an old Office document", b"\x28\xb5\x2f\xfd": "a Zstandard archive"}


def decode(data: bytes, *, declared: str | None = None) -> str:
    """The text that the bytes hold, line ends as newlines, without a byte order mark.

    In this order: the mark at its start, `declared` (an HTTP header's charset), UTF-8 where every byte fits, the
    charset that the page itself declares, then detection. Raises ReadError where the bytes are no text.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _lines(data[len(mark) :].decode(name, "replace"))
    unmarked = _unmarked_utf16(data)
    if unmarked is not None:
        return _lines(unmarked)
    _refuse_binary(data)
    return _lines(_decoded(data, declared))


def _unmarked_utf16(data: bytes) -> str | None:
    """The text of UTF-16 without its mark: letters with a space now and then, which no other bytes give by chance."""
    for name in ("utf-16-le", "utf-16-be"):
        start = data[:2000].decode(name, "replace")
        spaces = start.count(" ")
        if spaces * 30 > len(start) and (sum(map(str.isalpha, start)) + spaces) * 5 > 4 * len(start):
            return data.decode(name, "replace")
    return None


def _decoded(data: bytes, declared: str | None) -> str:
    # A page in UTF-8 that calls itself Latin-1 is common; one in Latin-1 that is valid UTF-8 by accident is not.
    said = _DECLARED.search(data[:4096])
    for charset in (declared, "utf-8", said[1].decode("ascii") if said else None):
        text = _strictly(data, charset)
        if text is not None:
            return text
    best = from_bytes(data, cp_isolation=_LIKELY).best()
    if best is None:
        raise ReadError("is text in an encoding that could not be told; save it as UTF-8 and read it again")
    return str(best)


def _strictly(data: bytes, name: str | None) -> str | None:
    if name is None:
        return None
    try:
        return data.decode(name)
    except (LookupError, ValueError):  # a name that nobody knows, or bytes that do not fit
        return None


def _refuse_binary(data: bytes) -> None:
    for start, what in _FRAMES.items():
        if data.startswith(start):
            raise ReadError(f"is {what}, which is not read; save or export its text (.txt) or HTML and read that")
    controls = sum(data.count(bytes([byte])) for byte in (*range(1, 9), *range(14, 27), *range(28, 32), 127))
    if b"\x00" in data or (controls > 8 and controls * 50 > len(data)):
        raise ReadError("holds binary data, not text; give the text, the saved web page, a feed or a WARC")


def _lines(text: str) -> str:
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    # Half a surrogate pair is no character and cannot be hashed; one replacement each keeps the offsets.
    return re.sub("[\ud800-\udfff]", "\ufffd", text)
