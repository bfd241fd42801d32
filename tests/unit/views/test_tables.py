"""Lists for people fit their terminal; lists for machines hold nothing but data."""

import csv
import io
import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some
from rich.cells import cell_len
from rich.console import Console

from talion.records import (
    Actor,
    Attribution,
    Count,
    DateSpan,
    Event,
    Judgement,
    Link,
    Passage,
    Place,
    Relation,
    Report,
    Toll,
    TollPart,
)
from talion.views.listings import EVENTS, LINKS, PASSAGES, RELATIONS, REPORTS
from talion.views.sentences import Cast
from talion.views.tables import Named, as_csv, as_json, as_table

DAY = date(2031, 3, 7)
AMBUSH = Event(
    "event-00000000000000aa",
    "ASSAULT",
    "ambush",
    recipients=("ashmar",),
    when=DateSpan.on(DAY),
    places=(Place("Telmar", "town", "ASH"),),
    toll=Toll((TollPart("killed", Count(3, 3, 3)), TollPart("injured", Count(low=25)))),
    attribution=Attribution(unclaimed=True),
)
SHELLING = Event(
    "event-00000000000000bb",
    "ASSAULT",
    "shelling",
    status="attempted",
    actors=("ashmar",),
    recipients=("belvar",),
    when=DateSpan(date(2031, 3, 1), date(2031, 3, 31)),
    thing="@the depots",
)
LINK = Link(AMBUSH.id, SHELLING.id, "inferred", 0.42, lag_days=-1, reasons=("=1+1",))
NAMED = Named(
    Cast(
        [Actor("ashmar", "Ashmar", "state"), Actor("belvar", "Belvar Front for the Liberation of the Coast", "party")]
    ),
    {event.id: event for event in (AMBUSH, SHELLING)},
    [Judgement(LINK.id, "reject", "A. Analyst", datetime(2031, 4, 1, tzinfo=UTC))],
)


def printed(listing, records, *, width: int | None, named: Named = NAMED, **options) -> str:
    into = io.StringIO()
    console = Console(file=into, width=width or 80, force_terminal=width is not None, color_system=None)
    console.print(as_table(listing, records, named, console, **options), soft_wrap=width is None)
    return into.getvalue()


@pytest.mark.parametrize("width", [40, 60, 80, 100, 140])
def test_no_line_is_wider_than_the_terminal_and_ids_stay_whole(width):
    text = printed(EVENTS, [AMBUSH, SHELLING], width=width) + printed(LINKS, [LINK], width=width)
    assert all(cell_len(line) <= width for line in text.splitlines())
    assert "event-00000000" in text and LINK.id[:13] in text


def test_a_wide_terminal_gets_a_table_and_a_narrow_one_running_lines():
    assert printed(EVENTS, [AMBUSH], width=140).split()[:3] == ["id", "day", "who"]
    narrow = " ".join(printed(EVENTS, [AMBUSH], width=60).split())
    assert narrow.startswith(
        "- event-00000000 · 2031-03-07 · unknown (unclaimed) · ASSAULT ambush · on Ashmar · killed: 3 · injured: 25+"
    )


def test_a_whole_month_is_written_as_a_month_and_an_attempt_as_one():
    text = printed(EVENTS, [SHELLING], width=140)
    assert "2031-03 " in text and "ASSAULT shelling, attempted" in text


def test_in_a_pipe_each_record_is_one_whole_line():
    lines = printed(EVENTS, [AMBUSH, SHELLING], width=None).rstrip().splitlines()
    assert len(lines) == 3
    assert SHELLING.id in lines[2] and "Belvar Front for the Liberation of the Coast" in lines[2]


def test_a_judgement_stands_beside_its_link():
    assert "reject (A. Analyst)" in printed(LINKS, [LINK], width=240)


def test_what_the_limit_left_out_is_said():
    assert "1 event, 7 more left out by --limit." in printed(EVENTS, [AMBUSH], width=80, left_out=7)


@given(some.text(max_size=60))
def test_no_word_of_a_report_reaches_the_terminal_as_a_command(headline):
    report = Report("\x1b[2J\x9b1m" + headline + "A text.", outlet="\x1b]0;title\x07" + headline)
    for width in (60, 140, None):
        text = printed(REPORTS, [report], width=width)
        assert not any(ord(letter) < 32 or 127 <= ord(letter) < 160 for letter in text.replace("\n", ""))


def test_words_in_square_brackets_are_words_and_no_markup():
    report = Report("The army [red]fired[/red] on [the village].")
    assert "[red]fired[/red] on [the village]" in printed(REPORTS, [report], width=140)


def test_cells_that_a_spreadsheet_would_run_are_made_harmless_and_numbers_stay_numbers():
    [event] = csv.DictReader(io.StringIO(as_csv(EVENTS, [SHELLING], NAMED)))
    [link] = csv.DictReader(io.StringIO(as_csv(LINKS, [LINK], NAMED)))
    assert event["thing"] == "'@the depots"
    assert link["reasons"] == "'=1+1"
    assert link["lag_days"] == "-1"


@given(some.text(max_size=30))
def test_no_cell_of_a_csv_begins_as_a_formula(words):
    [row] = csv.reader(io.StringIO(as_csv(REPORTS, [Report("A text.", outlet=words)], NAMED).split("\n", 1)[1]))
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)


@pytest.mark.parametrize("record", [LINK, Passage("report-1", 0, 1, "a")])
def test_a_row_of_a_csv_begins_with_its_id(record):
    listing = {Link: LINKS, Passage: PASSAGES}[type(record)]
    assert as_csv(listing, [record], NAMED).splitlines()[1].startswith(f"{record.id},")


def test_another_name_of_one_person_is_told_as_such():
    tie = Relation("ashmar", "alias_of", "ashmar", "s", note="Ines Vo, also known as Mother Kestrel")
    assert printed(RELATIONS, [tie], width=None).splitlines()[1].split("  ")[1:] == [
        "Ines Vo", "also known as", "Mother Kestrel", "s",
    ]  # fmt: skip


def test_what_is_not_known_is_an_empty_cell_and_not_a_zero():
    [row] = csv.DictReader(io.StringIO(as_csv(EVENTS, [AMBUSH], NAMED)))
    assert (row["injured_low"], row["injured_high"], row["actors"]) == ("25", "", "")


def test_json_is_an_array_of_records_with_their_ids():
    event, link = json.loads(as_json([AMBUSH, LINK]))
    assert event["id"] == AMBUSH.id and event["toll"]["parts"][0]["count"]["low"] == 3
    assert link["id"] == LINK.id and link["probability"] == 0.42
    assert json.loads(as_json([])) == []
    assert "id" in json.loads(as_json([Passage("report-1", 0, 1, "a")]))[0]
