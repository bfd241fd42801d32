"""Records to JSON and back: every record survives the way there and back unchanged."""

from typing import TypeVar

import msgspec

from talion.errors import RecordError

_Record = TypeVar("_Record")


def to_json(record: object) -> str:
    """One line of JSON with the fields of a record in their order; days as YYYY-MM-DD."""
    return msgspec.json.encode(record).decode()


def from_json(kind: type[_Record], text: str | bytes) -> _Record:
    """The record of this kind that the JSON text holds.

    Raises RecordError, naming the field, when the text is no such record.
    """
    try:
        return msgspec.json.decode(text, type=kind)
    except (msgspec.ValidationError, msgspec.DecodeError) as wrong:
        raise RecordError(f"this JSON is no {kind.__name__}: {wrong}") from wrong
