from datetime import date

import pytest

from talion.datasets.ucdp_ged import COLUMNS, release_of
from talion.errors import ImportingError
from talion.pipeline.case import Case
from talion.records import DateSpan, Selection

NUMBER = {name: place for place, name in enumerate(COLUMNS)}


def row(**cells: object) -> str:
    """One row in the order of the 25.1 layout; what is not named is as in a plain clash of two invented sides."""
    said = {
        "id": 7, "type_of_violence": 1, "side_a": "Government of Ashmar", "side_b": "Belvar Front", "year": 2031,
        "date_start": "2031-03-04", "date_end": "2031-03-04", "date_prec": 1, "where_prec": 1,
        "where_coordinates": "Qarn town", "adm_1": "North Ashmar", "adm_2": "Qarn district", "country": "Ashmar",
        "latitude": 34.802462, "longitude": 36.707602, "low": 3, "best": 4, "high": 9, "deaths_a": 1, "deaths_b": 2,
        "deaths_civilians": 1, "deaths_unknown": 0, "event_clarity": 1, "code_status": "Clear",
        "source_original": "Ashmar Herald;Belvar Wire",
    } | cells  # fmt: skip
    return ",".join(f'"{said.get(name, "")}"' for name in COLUMNS)


def file(*rows: str, header: bool = True) -> str:
    return "\r\n".join([*([",".join(COLUMNS)] if header else []), *rows]) + "\r\n"


def test_a_clash_has_two_sides_and_no_direction(take, case: Case):
    take("GEDEvent_v25_1.csv", file(row()))
    [event] = case.events()
    assert (event.actors, event.recipients) == (("new-government-of-ashmar",), ("new-belvar-front",))
    assert not event.directed and event.dyad is None
    assert event.origin == "ucdp-ged 25.1 #7"
    assert any(doubt.kind == "undirected-source" for doubt in case.doubts())


def test_one_sided_violence_is_by_its_definition_side_as(take, case: Case):
    take("ged.csv", file(row(type_of_violence=3, side_b="Civilians")))
    [event] = case.events()
    assert event.directed and event.dyad == ("new-government-of-ashmar", "new-civilians")


def test_the_dead_are_low_best_and_high_though_the_columns_stand_as_best_high_low(take, case: Case):
    take("ged.csv", file(row()))
    [event] = case.events()
    killed = event.toll.killed
    assert (killed.low, killed.best, killed.high) == (3, 4, 9)
    assert [(part.whose, part.count.best) for part in event.toll.parts[1:]] == [
        ("new-government-of-ashmar", 1),
        ("new-belvar-front", 2),
        (None, 1),
    ]


def test_a_release_without_a_header_reads_the_same(take, case: Case, tmp_path):
    take("with.csv", file(row(), row(id=8)))
    before = case.events()
    with Case.open(tmp_path / "other.talion") as other:
        path = tmp_path / "GEDEvent_v24_0_1.csv"
        path.write_text(file(row(), row(id=8), header=False))
        [done] = other.import_data(None, [path]).files
        assert (done.format, done.read, done.version) == ("ucdp-ged", 2, "24.0.1")
        assert [event.id for event in other.events()] == [event.id for event in before]
        assert other.events()[0].toll == before[0].toll


def test_coordinates_are_no_finer_than_a_town(take, case: Case):
    take("ged.csv", file(row()))
    [place] = case.events()[0].places
    assert (place.latitude, place.longitude, place.precision) == (34.8, 36.71, "town")


@pytest.mark.parametrize(
    ("prec", "name", "precision"),
    [(2, "Qarn town", "district"), (3, "Qarn district", "district"), (4, "North Ashmar", "province"),
     (6, "Ashmar", "country")],
)  # fmt: skip
def test_a_place_is_named_and_precise_as_ucdp_knows_it(take, case: Case, prec: int, name: str, precision: str):
    take("ged.csv", file(row(where_prec=prec)))
    [place] = case.events()[0].places
    assert (place.name, place.precision) == (name, precision)


def test_an_event_of_a_month_is_a_span_and_says_so(take, case: Case):
    take("ged.csv", file(row(date_start="2031-03-01", date_end="2031-03-31", date_prec=4)))
    [event] = case.events()
    assert event.when == DateSpan(date(2031, 3, 1), date(2031, 3, 31))
    assert any(doubt.kind == "rough-days" and doubt.about == event.id for doubt in case.doubts())


def test_counts_that_do_not_rise_are_kept_as_a_range_with_a_doubt(take, case: Case):
    take("ged.csv", file(row(low=5, best=4, high=9)))
    [event] = case.events()
    assert (event.toll.killed.low, event.toll.killed.best, event.toll.killed.high) == (4, None, 9)
    assert any(doubt.kind == "counts-out-of-order" for doubt in case.doubts())


def test_numbers_that_went_through_a_statistics_program_are_still_numbers(take, case: Case):
    take("ged.csv", file(row(id="7.0", best="4.0", low="3.0", high="9.0", type_of_violence="1.0")))
    assert case.events()[0].toll.killed.best == 4


def test_every_source_that_is_named_says_that_it_happened(take, case: Case):
    take("ged.csv", file(row()))
    assert {claim.speaker.name for claim in case.claims() if claim.speaker} == {"Ashmar Herald", "Belvar Wire"}
    assert all(claim.passage.quote == "Ashmar Herald;Belvar Wire" for claim in case.claims())


def test_a_row_that_cannot_be_read_is_set_aside_with_its_line_and_the_reason(take, case: Case):
    done = take("ged.csv", file(row(), row(id=8, date_start="2031-02-30"), row(id=9, best="many")))
    assert (done.read, done.taken, done.set_aside) == (3, 1, 2)
    said = done.rejects.read_text()
    assert "ged.csv,3," in said and "no day of the calendar" in said and "no whole number" in said


def test_too_many_broken_rows_stop_the_import_and_nothing_is_held(take, case: Case):
    with pytest.raises(ImportingError, match="11 of 31 rows cannot be read"):
        take("ged.csv", file(*(row(id=n) for n in range(20)), *(row(id=n, side_a="") for n in range(20, 31))))
    assert case.events() == [] and case.reports() == []


def test_a_missing_column_is_named(take):
    with pytest.raises(ImportingError, match=r"looks like ucdp-ged .* missing: side_b"):
        take("ged.csv", file(row()).replace("side_b,", "side_c,", 1))


def test_importing_twice_adds_nothing(take, case: Case):
    take("ged.csv", file(row()))
    assert take("ged.csv", file(row())).added.new == 0


def test_a_newer_release_revises_a_row_under_its_id_and_keeps_what_it_said(take, case: Case):
    take("GEDEvent_v25_1.csv", file(row(), row(id=8)))
    take("GEDEvent_v26_1.csv", file(row(best=6), row(id=8)))
    events = {event.origin.split("#")[1]: event for event in case.events()}
    assert events["7"].toll.killed.best == 6 and events["7"].origin.startswith("ucdp-ged 26.1")
    assert events["8"].origin.startswith("ucdp-ged 25.1")  # unchanged: still as it was first told


def test_a_whole_release_withdraws_what_it_lacks(take, case: Case):
    take("GEDEvent_v25_1.csv", file(row(), row(id=8)))
    done = take("GEDEvent_v26_1.csv", file(row()), replaces=True)
    assert done.withdrawn == 1 and len(case.events()) == 1


def test_a_question_about_columns_narrows_the_rows(take, case: Case):
    done = take("ged.csv", file(row(), row(id=8, country="Belvar")), where="country == 'Belvar' and best >= 4")
    assert (done.taken, done.passed_over) == (1, 1)


def test_only_acts_between_two_sides_and_on_days_asked_for(take, case: Case):
    rows = file(
        row(side_a="Government of Iraq", side_a_new_id="116", side_b="IS", side_b_new_id="234"),
        row(id=8),
        row(id=9, side_a="Government of Iraq", side_b="IS", date_start="2032-01-01", date_end="2032-01-01"),
    )
    done = take("ged.csv", rows, between=("Iraq", "Islamic State"), until=date(2031, 12, 31))
    assert (done.taken, done.passed_over) == (1, 2)
    assert case.events(Selection(between=("Iraq", "Islamic State")))


def test_the_release_stands_in_the_name_of_the_file():
    assert release_of("GEDEvent_v25_1.csv") == "25.1"
    assert release_of("GEDEvent_v26_01_26_06.csv") == "26.01.26.06"
    assert release_of("ucdp_ged_syria_2016_2019.csv.gz") is None
