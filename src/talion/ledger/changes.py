"""What is held otherwise at one moment than at another: rows that were opened and closed in between, paired by id."""

from dataclasses import dataclass

from sqlalchemy import Connection, text

from talion.ledger.held import KINDS


@dataclass(frozen=True, slots=True)
class Changed:
    """One record as JSON, as it was held before and is held after; None where it was, or is, not held."""

    id: str
    before: str | None
    after: str | None


# Rows that began or ended between the moments, and of them those that were held at one and not at the other.
_CHANGED = """
SELECT id, payload, held_from < :earlier AS was_held
FROM {table}
WHERE nr IN (
        SELECT nr FROM {table} WHERE held_from >= :earlier AND held_from < :later
        UNION
        SELECT nr FROM {table} WHERE held_until IS NOT NULL AND held_until >= :earlier AND held_until < :later
    )
    AND (
        (held_from < :earlier AND held_until < :later)
        OR (held_from >= :earlier AND (held_until IS NULL OR held_until >= :later))
    )
    {of_origin}
ORDER BY {order}
"""


def changed_rows(connection: Connection, kind: str, earlier: str, later: str, origin: str | None) -> list[Changed]:
    """Every record of a kind that was held before one moment and before another one otherwise, acts by their days.

    Several records of one id (an actor that two reports name) are paired in the order of their JSON.
    """
    is_event = kind == "event"
    asked = _CHANGED.format(
        table=KINDS[kind].table,
        order=f"{'first_day IS NULL, first_day, last_day, ' if is_event else ''}id, payload",
        of_origin="AND origin = :origin" if is_event and origin else "",
    )
    values = {"earlier": earlier, "later": later} | ({"origin": origin} if is_event and origin else {})
    before: dict[str, list[str]] = {}
    after: dict[str, list[str]] = {}
    for id, payload, was_held in connection.execute(text(asked), values):
        (before if was_held else after).setdefault(id, []).append(payload)
    found = []
    for id in dict.fromkeys((*after, *before)):
        gone, new = before.get(id, []), after.get(id, [])
        same = set(gone) & set(new)  # closed and opened again as it was
        gone, new = [one for one in gone if one not in same], [one for one in new if one not in same]
        found += [Changed(id, one, other) for one, other in zip(gone, new, strict=False)]
        found += [Changed(id, one, None) for one in gone[len(new) :]]
        found += [Changed(id, None, other) for other in new[len(gone) :]]
    return found
