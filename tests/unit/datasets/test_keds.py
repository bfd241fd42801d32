import csv
from datetime import date
from pathlib import Path

import pytest

from talion.codebook.crosswalks import goldstein_weights
from talion.pipeline.case import Case
from talion.records import DateSpan, Selection

SHARED = Path(__file__).parents[3] / "../shared/data/keds"


def file(*rows: str, end: str = "\r\n") -> str:
    return end.join([*rows, *["950302\tISR\tJOR\t031\t(MEET)\tMEET"] * 9, ""])


def test_codes_keep_their_leading_zeros(take, case: Case):
    take("levant.dat", file("950301\tISR\tEGY\t031\t(MEET)\tWILL MEET"))
    first = case.events()[0]
    assert (first.by_rule, first.action, first.dyad) == ("weis 031", "CONSULT", ("israel", "egypt"))
    assert first.when == DateSpan.on(date(1995, 3, 1))


@pytest.mark.parametrize(("said", "code"), [("O24", "024"), ("012]", "012"), ("---]", "000")])
def test_dirt_in_a_code_is_mended_and_said(take, case: Case, said: str, code: str):
    take("levant.dat", file(f"950301\tISR\tEGY\t{said}\t(X)\tY"))
    first = case.events()[0]
    assert first.by_rule == f"weis {code}"
    assert any(doubt.kind == "code-mended" and doubt.about == first.id for doubt in case.doubts())


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_line_ends_of_three_kinds_read(take, end: str):
    assert take("levant.dat", file("950301\tISR\tEGY\t031\t(MEET)\tX", end=end)).read == 10


def test_a_day_that_no_calendar_has_is_set_aside(take):
    done = take("levant.dat", file("950231\tISR\tEGY\t031\t(MEET)\tX"))
    assert (done.set_aside, done.taken) == (1, 9) and "no day of the calendar" in done.reasons[0][0]


def test_the_century_is_that_of_the_series(take, case: Case):
    take("levant.dat", file("040630\tISR\tEGY\t031\t(MEET)\tX"))
    assert case.events()[-1].when == DateSpan.on(date(2004, 6, 30))


def test_an_unknown_source_is_nobody(take, case: Case):
    take("levant.dat", file("950301\tUNK\tISR\t223\t(MIL ENGAGEMENT)\tKILLED"))
    assert case.events()[0].actors == () and case.events()[0].action == "ASSAULT"


def test_a_countrys_letters_hold_all_that_is_coded_under_them(take, case: Case):
    rows = [f"95030{n}\t{code}\tISR\t223\t(MIL ENGAGEMENT)\tX" for n, code in enumerate(("PAL", "PALHM", "PALXX"), 1)]
    take("levant.dat", file(*rows))
    assert {event.actors for event in case.events(Selection(actor="KEDS PAL and all under it"))} == {
        ("palestine",), ("hamas",), ("new-keds-palxx",)
    }  # fmt: skip
    assert [event.actors for event in case.events(Selection(actor="Hamas"))] == [("hamas",)]


def test_the_same_row_on_one_day_twice_is_two_rows(take):
    assert take("levant.dat", file("950302\tISR\tJOR\t031\t(MEET)\tMEET")).added.new >= 10


def test_a_table_with_a_header_reads_too(take, case: Case):
    take("keds.csv", "date,source,target,weis,label,text\n1995-03-01,ISR,EGY,031,MEET,X\n")
    assert case.events()[0].by_rule == "weis 031"


@pytest.mark.skipif(not (SHARED / "LevantR.zip").exists(), reason="the KEDS files are not here")
def test_a_year_of_the_weekly_series_comes_out_of_the_case_itself(case: Case):
    [done] = case.import_data(
        None, [SHARED / "LevantR.zip"], since=date(1988, 1, 1), until=date(1988, 12, 31)
    ).files  # the whole series is checked by benchmarks/datasets.py
    assert done.read == 196_364 and done.set_aside == 0
    weights = goldstein_weights()
    with (SHARED / "msbvar_israel_palestine_weekly.csv").open() as opened:
        known = {int(row["week_of_year_1to52"]): row for row in csv.DictReader(opened) if row["year"] == "1988"}
    for column, one, other in (("i2p", "ISR", "PAL"), ("p2i", "PAL", "ISR")):
        asked = Selection(actor=f"KEDS {one} and all under it", recipient=f"KEDS {other} and all under it")
        sums = dict.fromkeys(range(1, 53), 0.0)
        for event in case.events(asked):
            week = min((event.when.first.timetuple().tm_yday - 1) // 7, 51) + 1
            sums[week] += weights.get(event.by_rule.removeprefix("weis "), 0.0)
        agree = sum(abs(sums[week] - float(known[week][column])) <= 0.05 for week in sums)
        assert agree >= 51
