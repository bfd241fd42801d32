"""Whether a case file is whole, and every word in it still the word that was read."""

from collections.abc import Iterator

from sqlalchemy import Connection, text

from talion.errors import EvidenceError, RecordError
from talion.ledger.held import KINDS, passages_in
from talion.ledger.sql import SQLITE
from talion.records import Report, from_json


def broken_rows(connection: Connection) -> Iterator[str]:
    """What SQLite finds wrong: damaged pages, rows that point nowhere. A server looks after both itself."""
    if connection.dialect.name != SQLITE:
        return
    for (line,) in connection.exec_driver_sql("PRAGMA integrity_check"):
        if line != "ok":
            yield f"the file is damaged: {line}"
    for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"row {row} of {table} points to a {parent} that is not there"


def changed_words(connection: Connection) -> Iterator[str]:
    """Texts that differ from their hash, and passages of any row ever held that differ from their text."""
    reports: dict[str, Report] = {}
    for row in connection.execute(text("SELECT id, sha256, text FROM report")):
        reports[row.id] = Report(row.text)
        if reports[row.id].sha256 != row.sha256 or reports[row.id].id != row.id:
            yield f"the text of {row.id} is not the text that was read"
    for row in connection.execute(text('SELECT id, report, start, "end", quote FROM passage')):
        report = reports.get(row.report)
        if report is None or report.text[row.start : row.end] != row.quote:
            yield f"{row.id} does not hold the words of {row.report} at {row.start}..{row.end}"
    for kind in KINDS.values():
        for row in connection.execute(text(f"SELECT id, payload FROM {kind.table}")):
            try:
                record: object = from_json(kind.record, row.payload)
                for passage in passages_in(record):
                    if passage.report in reports:
                        reports[passage.report].check(passage)
                    else:
                        yield f"{row.id} rests on {passage.report}, which is not in the case"
            except (RecordError, EvidenceError) as wrong:
                yield f"{row.id} cannot be trusted: {wrong}"
