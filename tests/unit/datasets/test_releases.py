"""A newer release: rows that say the same stay, others are closed and opened under their ids, and `diff` says what."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from talion.datasets.ucdp_ged import COLUMNS
from talion.errors import ImportingError, SelectionError
from talion.pipeline.case import Case
from talion.pipeline.differing import Difference
from talion.records import Selection

OCTOBER, NOVEMBER, DECEMBER = (datetime(2031, month, 1, 12, tzinfo=UTC) for month in (10, 11, 12))


def ged(number: int, **cells: object) -> str:
    said = {
        "id": number, "type_of_violence": 1, "side_a": "Government of Ashmar", "side_b": "Belvar Front",
        "date_start": "2031-03-04", "date_end": "2031-03-04", "date_prec": 1, "where_prec": 1,
        "where_coordinates": "Qarn town", "adm_1": "North Ashmar", "country": "Ashmar", "latitude": 34.8,
        "longitude": 36.7, "low": 3, "best": 4, "high": 9, "event_clarity": 1, "code_status": "Clear",
    } | cells  # fmt: skip
    return ",".join(f'"{said.get(name, "")}"' for name in COLUMNS)


@pytest.fixture
def take(case: Case, tmp_path: Path):
    def take_rows(name: str, rows: list[str], at: datetime, header: str = ",".join(COLUMNS), **asked: Any):
        path = tmp_path / name
        path.write_text("\n".join(([header] if header else []) + rows) + "\n")
        return case.import_data(None, [path], now=at, **asked)

    return take_rows


def by_number(found: tuple[Difference, ...]) -> dict[str, Difference]:
    return {(one.event.origin or "").rpartition("#")[2]: one for one in found}


def test_two_releases_differ_by_what_was_added_changed_and_withdrawn(case: Case, take):
    take("GEDEvent_v25_1.csv", [ged(n) for n in range(1, 6)], OCTOBER)
    before = {event.origin: event.id for event in case.events()}
    newer = [ged(1, best=6), ged(2), ged(3, date_end="2031-03-06", where_prec=4), ged(5, side_b="River Guard"), ged(9)]
    take("GEDEvent_v26_1.csv", newer, NOVEMBER, replaces=True)

    found = case.diff("ucdp-ged 25.1", "26.1")
    assert found.counts == {"added": 1, "changed": 3, "withdrawn": 1}
    told = by_number(found.events)
    assert "2" not in told
    assert (told["9"].what, told["4"].what) == ("added", "withdrawn")
    assert [(one.field, one.before, one.after) for one in told["1"].fields] == [
        ("killed", "3 to 9, best 4", "3 to 9, best 6"),
        ("release", "ucdp-ged 25.1", "ucdp-ged 26.1"),
    ]
    assert {one.field for one in told["3"].fields} == {"when", "places", "release"}
    assert [one.after for one in told["5"].fields if one.field == "recipients"] == ["River Guard"]
    assert told["1"].id == before["ucdp-ged 25.1 #1"]
    assert [one.name for _, one in found.imports] == ["UCDP Georeferenced Event Dataset 26.1"]


def test_last_month_is_printed_again_as_it_was(case: Case, take):
    take("GEDEvent_v25_1.csv", [ged(1), ged(2)], OCTOBER)
    then = case.events()
    take("GEDEvent_v26_1.csv", [ged(1, best=6)], NOVEMBER, replaces=True)
    assert case.events(Selection(as_of=date(2031, 10, 31))) == then
    assert len(case.events()) == 1
    days = case.diff(date(2031, 10, 31), date(2031, 11, 30))
    assert days.counts == case.diff("25.1", "26.1").counts == {"added": 0, "changed": 1, "withdrawn": 1}
    assert case.diff(date(2031, 10, 31), date(2031, 10, 31)).events == ()


def test_months_of_candidate_events_become_final_and_those_after_the_release_stay(case: Case, take):
    march, april, june = {}, {"date_start": "2031-04-02", "date_end": "2031-04-02"}, {"date_start": "2031-06-01"}
    june["date_end"] = "2031-06-01"
    take("GEDEvent_v31_0_3.csv", [ged(1, **march), ged(2, **march)], OCTOBER, header="")
    take("GEDEvent_v31_0_4.csv", [ged(3, **april)], OCTOBER, header="")
    take("GEDEvent_v31_0_6.csv", [ged(7, **june)], OCTOBER, header="")
    take("GEDEvent_v32_1.csv", [ged(1, best=5), ged(3, **april)], NOVEMBER, replaces=True)
    assert sorted((event.origin or "").rpartition("#")[2] for event in case.events()) == ["1", "3", "7"]
    told = by_number(case.diff().events)
    assert (told["1"].what, told["2"].what) == ("changed", "withdrawn") and set(told) == {"1", "2"}


def test_a_list_of_deletions_withdraws_what_it_names(case: Case, take):
    header = "event_id_cnty,event_date,event_type,sub_event_type,actor1,actor2,country,fatalities"
    rows = [f"ASH{n},2031-03-04,Battles,Armed clash,Hill Front,River Guard,Ashmar,{n}" for n in (1, 2)]
    take("acled.csv", rows, OCTOBER, header=header)
    take("deleted.csv", ["ASH2,1919191919"], NOVEMBER, header="event_id_cnty,deleted_timestamp")
    told = by_number(case.diff(data_set="acled").events)
    assert {number: one.what for number, one in told.items()} == {"ASH2": "withdrawn"}
    assert len(case.events(Selection(as_of=date(2031, 10, 31)))) == 2 and len(case.events()) == 1


def test_a_row_that_comes_back_as_it_was_is_no_difference(case: Case, take):
    take("GEDEvent_v25_1.csv", [ged(1), ged(2)], OCTOBER)
    take("GEDEvent_v25_2.csv", [ged(1)], NOVEMBER, replaces=True)
    take("GEDEvent_v25_3.csv", [ged(1), ged(2)], DECEMBER)
    assert case.diff("25.1", "25.3").events == ()
    assert case.diff("25.1", "25.2").counts["withdrawn"] == 1


def test_a_release_does_not_withdraw_what_another_question_asked_for(case: Case, take):
    take("GEDEvent_v25_1.csv", [ged(1), ged(2, country="Belvar")], OCTOBER)
    with pytest.raises(ImportingError, match="--replaces would close every act"):
        take("GEDEvent_v26_1.csv", [ged(1)], NOVEMBER, replaces=True, where="country == 'Ashmar'")
    assert len(case.events()) == 2


def test_a_time_that_names_no_import_is_answered_with_those_there_are(case: Case, take):
    with pytest.raises(SelectionError, match="nothing was imported"):
        case.diff()
    take("GEDEvent_v25_1.csv", [ged(1)], OCTOBER)
    with pytest.raises(SelectionError, match=r"names no import .*GEDEvent_v25_1\.csv"):
        case.diff("24.1")
    with pytest.raises(SelectionError, match="comes before"):
        case.diff(date(2031, 11, 1), date(2031, 10, 1))
