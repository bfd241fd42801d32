"""Ids that depend on content alone: the same input gives the same id on any machine, in any order."""

import hashlib


def content_id(kind: str, *parts: object) -> str:
    """The id of a record: its kind, a hyphen, and 16 hexadecimal digits of the SHA-256 of its parts.

    Parts are told apart by a separator that occurs in no text, so that ("ab", "c") and ("a", "bc") differ.
    With 64 bits, a collision among a million records has a chance of about 3 in 100 million.
    """
    digest = hashlib.sha256("\x1f".join(map(str, parts)).encode())
    return f"{kind}-{digest.hexdigest()[:16]}"
