from datetime import date

import pytest

from talion.errors import ImportingError
from talion.pipeline.case import Case
from talion.records import DateSpan

NOW = [
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
]
BEFORE_2023 = [name for name in NOW if name not in {"disorder_type", "civilian_targeting", "tags"}]
BEFORE_2023[0:0] = ["data_id", "event_id_no_cnty", "iso3"]


def file(*rows: dict[str, object], header: list[str] = NOW) -> str:
    plain = {
        "event_id_cnty": "ASH1", "event_date": "2031-03-04", "year": 2031, "time_precision": 1,
        "event_type": "Battles", "sub_event_type": "Armed clash", "actor1": "Military Forces of Ashmar (2020-)",
        "inter1": "State forces", "actor2": "Belvar Front", "inter2": "Rebel group", "country": "Ashmar",
        "admin1": "North", "location": "Qarn", "latitude": 34.81, "longitude": 36.7, "geo_precision": 1,
        "source": "Ashmar Herald; Belvar Wire", "notes": 'Troops and "fighters" clashed.', "fatalities": 4,
        "timestamp": 1930000000,
    }  # fmt: skip
    quoted = [
        ",".join('"' + str({**plain, **row}.get(name, "")).replace('"', '""') + '"' for name in header) for row in rows
    ]
    return "\n".join([",".join(header), *quoted]) + "\n"


@pytest.mark.parametrize("said", ["2031-03-04", "04 March 2031", "4 Mar 2031"])
def test_the_day_reads_as_the_api_and_the_export_write_it(take, case: Case, said: str):
    take("acled.csv", file({"event_date": said}))
    assert case.events()[0].when == DateSpan.on(date(2031, 3, 4))


@pytest.mark.parametrize(("inter1", "kind"), [("2", "armed group"), ("Rebel group", "armed group"), ("1", "force")])
def test_kinds_of_actors_read_as_numbers_and_as_texts(take, case: Case, inter1: str, kind: str):
    take("acled.csv", file({"actor1": "Tel League", "inter1": inter1}))
    [league] = [actor for actor in case.actors() if actor.name == "Tel League"]
    assert league.kind == kind and league.provisional


def test_no_row_has_a_direction(take, case: Case):
    take("acled.csv", file({}, {"event_id_cnty": "ASH2", "event_type": "Violence against civilians",
                                "sub_event_type": "Attack", "actor2": "Civilians (Ashmar)"}))  # fmt: skip
    assert [event.directed for event in case.events()] == [False, False]
    assert any(doubt.kind == "undirected-source" for doubt in case.doubts())


def test_the_layout_before_2023_reads_too(take, case: Case):
    done = take("acled.csv", file({"data_id": 5}, header=BEFORE_2023))
    assert done.format == "acled" and case.events()[0].origin == "acled #ASH1"


def test_several_sources_in_a_cell_are_several_voices(take, case: Case):
    take("acled.csv", file({}))
    assert sorted(claim.speaker.name for claim in case.claims() if claim.speaker) == ["Ashmar Herald", "Belvar Wire"]


def test_zero_dead_is_not_known_to_be_nobody(take, case: Case):
    take("acled.csv", file({"fatalities": 0}, {"event_id_cnty": "ASH2"}))
    tolls = {event.origin: event.toll.killed for event in case.events()}
    assert not tolls["acled #ASH1"].is_known and tolls["acled #ASH2"].best == 4


@pytest.mark.parametrize(
    ("precision", "days"), [(1, 1), (2, 7), (3, 31)]
)  # to the day, to about a week, to the month of March
def test_a_rough_day_is_a_span(take, case: Case, precision: int, days: int):
    take("acled.csv", file({"time_precision": precision}))
    assert case.events()[0].when.days == days


def test_a_known_army_is_found_behind_its_years(take, case: Case):
    take("acled.csv", file({"actor1": "Military Forces of Iraq (2014-)", "actor2": "HTS: Hayat Tahrir al Sham"}))
    [event] = case.events()
    assert event.recipients == ("hayat-tahrir-al-sham",)
    assert case.registry.members("iraq") >= set(event.actors)


def test_unidentified_groups_are_nobody_we_know(take, case: Case):
    take("acled.csv", file({"actor1": "Unidentified Armed Group (Iraq)"}))
    assert case.events()[0].actors == ("new-unidentified-armed-group-iraq",)


def test_a_later_timestamp_revises_the_row(take, case: Case):
    take("march.csv", file({}))
    take("april.csv", file({"fatalities": 6, "timestamp": 1940000000}))
    [event] = case.events()
    assert event.toll.killed.best == 6


def test_the_list_of_deletions_closes_what_it_names(take, case: Case):
    take("acled.csv", file({}, {"event_id_cnty": "ASH2"}))
    done = take("deleted.csv", "event_id_cnty,deleted_timestamp\nASH1,1940000000\n")
    assert done.withdrawn == 1
    assert [event.origin for event in case.events()] == ["acled #ASH2"]


def test_a_type_that_plover_has_not_is_a_doubt(take, case: Case):
    take("acled.csv", file({"event_type": "Strategic developments", "sub_event_type": "Other"}))
    assert any(doubt.kind == "rough-crosswalk" for doubt in case.doubts())


def test_what_may_not_be_passed_on_says_so(take, case: Case):
    take("acled.csv", file({}))
    [report] = case.reports()
    assert "the licence forbids passing on rows" in report.notes


def test_an_unknown_event_type_is_set_aside(take, case: Case):
    done = take("acled.csv", file({}, {"event_id_cnty": "ASH2", "event_type": "Weather"}))
    assert done.reasons == (("'Weather' is no event type of ACLED", 1),)


def test_a_near_miss_names_the_column(take):
    with pytest.raises(ImportingError, match=r"looks like acled .* missing: event_type"):
        take("acled.csv", file({}).replace("event_type,", "kind_of_event,", 1))
