"""A report as rows: its words, its paragraphs for the search, its facts, and the passages that records rest on."""

import re
from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection, text

from talion.errors import EvidenceError, LedgerError
from talion.ledger.held import passages_in, record_id
from talion.ledger.revisions import Added, close_rows, insert_rows, next_number, register
from talion.ledger.sql import POSTGRESQL, query
from talion.ledger.words import search_vector, search_words
from talion.records import Passage, Report, to_json


def add_words(connection: Connection, report: Report, moment: str) -> None:
    """Hold the words of a report, with its paragraphs for the search; those that are held already stay."""
    id = report.id  # a hash over the text: not to be worked out for every paragraph
    known = connection.execute(text("SELECT text FROM report WHERE id = :id"), {"id": id}).first()
    if known:
        if known.text != report.text:  # 16 hexadecimal digits: not expected within the life of a case
            raise LedgerError(f"two texts have the id {id}; please report this")
        return
    row = {"id": id, "sha256": report.sha256, "text": report.text, "held_from": moment}
    insert_rows(connection, "report", [row])
    register(connection, "report", [id])
    first = next_number(connection, "paragraph")
    spans = list(enumerate(_paragraphs(report.text), first))
    insert_rows(
        connection,
        "paragraph",
        [{"nr": nr, "report": id, "start": start, "end": end} for nr, (start, end) in spans],
    )
    on_server = connection.dialect.name == POSTGRESQL
    number, words, written = ("nr", "words", search_vector) if on_server else ("rowid", "folded", search_words)
    insert_rows(
        connection,
        "paragraph_words",
        [{number: nr, words: written(report.text[start:end])} for nr, (start, end) in spans],
    )


def add_facts(connection: Connection, report: Report, coder: str | None, moment: str) -> Added:
    """Hold what is known of a report beside its words; what was held before and differs is closed."""
    facts = _facts_json(report)
    held = connection.execute(query("open_facts_of_report"), {"report": report.id}).first()
    if held and _same_facts(held.payload, facts) and held.coder == coder:
        return Added(unchanged=1)
    if held:
        close_rows(connection, "report_facts", [(held.nr, held.held_from)], moment)
    row = {
        "report": report.id,
        "outlet": report.outlet,
        "published": report.published.isoformat() if report.published else None,
        "language": report.language,
        "coder": coder,
        "payload": facts,
        "held_from": moment,
    }
    insert_rows(connection, "report_facts", [row])
    return Added(new=1, closed=1 if held else 0)


def checked_passages(report: Report, records: Iterable[object]) -> list[Passage]:
    """The passages that the records rest on, each once and in order, after each was compared with the text."""
    found: set[Passage] = set()
    for record in records:
        for passage in passages_in(record):
            if passage in found:
                continue
            try:
                report.check(passage)
            except EvidenceError as wrong:
                raise EvidenceError(f"{record_id(record)} does not rest on the text: {wrong}") from wrong
            found.add(passage)
    return sorted(found)


def passage_row(passage: Passage) -> dict[str, object]:
    """A passage as a row."""
    return {
        "id": passage.id,
        "report": passage.report,
        "start": passage.start,
        "end": passage.end,
        "quote": passage.quote,
    }


def _paragraphs(words: str) -> list[tuple[int, int]]:
    """Where the lines of a text stand, without the blanks around them."""
    return [found.span() for found in re.finditer(r"\S(?:[^\n]*\S)?", words)]


def _facts_json(report: Report) -> str:
    facts = msgspec.to_builtins(report)
    del facts["text"]
    return to_json(facts)


def _same_facts(held: str, new: str) -> bool:
    # The path is where this reader's copy lies: the same report in another folder is no news.
    before, after = msgspec.json.decode(held), msgspec.json.decode(new)
    return {**before, "path": None} == {**after, "path": None}


def report_of(words: str, facts: str) -> Report:
    """The report out of its words and the row of its facts."""
    return msgspec.convert({"text": words, **msgspec.json.decode(facts)}, Report)
