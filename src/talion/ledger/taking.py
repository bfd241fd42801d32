"""Taking in a data set: many rows in one transaction, each revised alone, since a file is seldom a whole data set."""

from collections.abc import Callable, Collection, Iterable
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row

from talion.errors import EvidenceError
from talion.ledger.held import passages_in, record_id
from talion.ledger.revisions import Added, close_rows, insert_rows, open_new, replace_set
from talion.ledger.sql import query
from talion.records import Actor, Coded, Event, Passage, Relation, Report, Taken, from_json, to_json


class Taking:
    """One import under way. What it wrote counts when the import ends well, and never was when it does not."""

    def __init__(self, connection: Connection, moment: str, hold_report: Callable[[Report], Added]) -> None:
        self._connection = connection
        self._moment = moment
        self._hold_report = hold_report

    def hold_report(self, report: Report) -> Added:
        """Hold what says where rows come from, with the rows' own words where they are kept."""
        return self._hold_report(report)

    def held(self, ids: Collection[str]) -> dict[str, Event]:
        """The events of these ids as they are held now."""
        rows = self._rows("open_events_of_ids", ids)
        return {row.id: from_json(Event, row.payload) for row in rows}

    def add(self, coded: Coded, *, is_new: bool = False) -> Added:
        """Hold these events and what is said of them. Rows held of the same events are closed where they differ.

        Other events of the same data set stay as they are. The report itself must be held already. `is_new` says that
        none of these events is held, which saves the asking.
        """
        ids = [event.id for event in coded.events]
        passages = _checked(coded.report, (*coded.events, *coded.claims, *coded.links))
        insert_rows(self._connection, "passage", [_row(passage) for passage in passages], known=True)
        records = [
            *self._unknown(coded.actors), *coded.events, *coded.claims, *coded.links,
            *self._unknown(coded.relations), *coded.doubts,
        ]  # fmt: skip
        if is_new:
            beside = dict.fromkeys(record for record in records if not isinstance(record, Event))
            return open_new(self._connection, (*coded.events, *beside), self._moment, report=coded.report.id)
        held = [*self._rows("open_events_of_ids", ids), *self._rows("open_rows_about_events", ids)]
        return replace_set(self._connection, held, records, self._moment, report=coded.report.id)

    def withdraw(self, ids: Collection[str]) -> Added:
        """Close the events of these ids and what is said of them: their data set has taken them back."""
        rows = [*self._rows("open_events_of_ids", ids), *self._rows("open_rows_about_events", ids)]
        for kind in ("event", "claim", "doubt", "link"):
            closing = [(row.nr, row.held_from) for row in rows if row.kind == kind]
            if closing:
                close_rows(self._connection, kind, closing, self._moment)
        return Added(closed=len(rows))

    def note(self, taken: Taken) -> None:
        """Hold what was imported: which file, and what became of its rows."""
        row = {"name": taken.name, "payload": to_json(taken), "held_from": self._moment}
        insert_rows(self._connection, "taken", [row])

    def ids_of_data_set(self, name: str, since: date, until: date) -> set[str]:
        """The ids of all events held now that came from a data set and happened, wholly, on these days."""
        values = {"origin": name, "since": since.isoformat(), "until": until.isoformat()}
        rows = self._connection.execute(query("open_events_of_origin"), values)
        return {row.id for row in rows}

    def _rows(self, name: str, ids: Collection[str]) -> list[Row[Any]]:
        return list(self._connection.execute(query(name), {"ids": to_json(sorted(ids))}))

    def _unknown(self, records: Iterable[Actor | Relation]) -> list[Actor | Relation]:
        wanted = {record_id(record): record for record in records}
        if not wanted:
            return []
        held = {(row.id, row.payload) for row in self._rows("open_actors_and_ties_of_ids", wanted)}
        return [record for id, record in wanted.items() if (id, to_json(record)) not in held]


def _checked(report: Report, records: Iterable[object]) -> list[Passage]:
    """The passages under the records, each once, after each was compared with the text."""
    id, text = report.id, report.text  # the id is a hash over the text, and is not to be worked out for every passage
    found: set[Passage] = set()
    for record in records:
        if isinstance(record, Event) and not (record.passages or record.marks or record.attribution.blames):
            continue  # a million rows whose words stay in their file need no looking through
        for passage in passages_in(record):
            if passage.report != id or text[passage.start : passage.end] != passage.quote:
                raise EvidenceError(f"{record_id(record)} does not rest on the text of {id}: {passage.quote[:60]!r}")
            found.add(passage)
    return sorted(found)


def _row(passage: Passage) -> dict[str, object]:
    return {
        "id": passage.id,
        "report": passage.report,
        "start": passage.start,
        "end": passage.end,
        "quote": passage.quote,
    }
