import zipfile
from datetime import date
from pathlib import Path

import pytest

from talion.datasets.gdelt import EVENTS_1, EVENTS_2
from talion.errors import ImportingError
from talion.pipeline.case import Case
from talion.records import DateSpan, Selection

ICEWS = [
    "Event ID",
    "Event Date",
    "Source Name",
    "Source Sectors",
    "Source Country",
    "Event Text",
    "CAMEO Code",
    "Intensity",
    "Target Name",
    "Target Sectors",
    "Target Country",
    "Story ID",
    "Sentence Number",
    "Publisher",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
]
POLECAT = [
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Actor COW",
    "Primary Actor Sector",
    "Actor Sectors",
    "Actor Title",
    "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name",
    "Recipient Country",
    "Recipient COW",
    "Primary Recipient Sector",
    "Recipient Sectors",
    "Recipient Title",
    "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
]


def tabs(header: list[str] | tuple[str, ...], *rows: dict[str, object], named: bool = True) -> str:
    lines = ["\t".join(str(row.get(name, "")) for name in header) for row in rows]
    return "\n".join([*(["\t".join(header)] if named else []), *lines]) + "\n"


def icews(**cells: object) -> dict[str, object]:
    return {
        "Event ID": 5, "Event Date": "2018-06-13", "Source Name": "Military (Ashmar)", "Source Sectors": "Military",
        "Source Country": "Iraq", "Event Text": 'Use "force"', "CAMEO Code": "190", "Intensity": -10,
        "Target Name": "Hezbollah", "Publisher": "Ashmar Herald", "City": "Qarn", "Country": "Iraq",
        "Latitude": 33.123, "Longitude": 44.5,
    } | {name.replace("_", " "): cell for name, cell in cells.items()}  # fmt: skip


def test_icews_keeps_quotation_marks_that_wrap_nothing(take, case: Case):
    done = take("events.tab", tabs(ICEWS, icews(), icews(Event_ID=6, Event_Text='Say "no')))
    assert (done.format, done.taken) == ("icews", 2)


def test_an_icews_id_is_one_of_its_kind_only_with_its_day(take, case: Case):
    take("events.tab", tabs(ICEWS, icews(), icews(Event_Date="2018-06-14")))
    assert len(case.events()) == 2


def test_icews_days_with_slashes_begin_with_the_month(take, case: Case):
    take("events.tab", tabs(ICEWS, icews(Event_Date="6/3/2017")))
    assert case.events()[0].when == DateSpan.on(date(2017, 6, 3))


def test_icews_nulls_say_nothing(take, case: Case):
    take("events.tab", tabs(ICEWS, icews(City="NULL", Target_Name="NA")))
    [event] = case.events()
    assert event.recipients == () and event.places[0].precision == "country"


def test_the_army_of_a_known_country_counts_as_it(take, case: Case):
    take("events.tab", tabs(ICEWS, icews()))
    assert len(case.events(Selection(actor="Iraq", recipient="Hezbollah"))) == 1


def test_a_statement_is_consult_and_says_so(take, case: Case):
    take("events.tab", tabs(ICEWS, icews(CAMEO_Code="010")))
    [event] = case.events()
    assert (event.action, event.mode) == ("CONSULT", "statement")


def test_polecat_is_read_in_its_own_types(take, case: Case):
    row = {
        "Event ID": "p1", "Event Date": "2031-03-04", "Event Type": "ASSAULT", "Event Mode": "firearms",
        "Actor Name": "Tel League; Ashmar Front", "Actor Country": "None", "Recipient Name": "Hezbollah",
        "Recipient Country": "LBN", "Country": "LBN", "Placename": "Qarn", "City": "None", "Source": "Herald",
    }  # fmt: skip
    take("ngecEvents.DV.txt", tabs(POLECAT, row))
    [event] = case.events()
    assert (event.action, event.mode) == ("ASSAULT", "firearms")
    assert event.actors == ("new-tel-league", "new-ashmar-front") and event.recipients == ("hezbollah",)
    assert event.places[0].precision == "country"


def test_a_polecat_header_with_a_headline_that_no_row_has(take, case: Case):
    header = [*POLECAT[:7], "Headline", *POLECAT[7:]]
    row = {"Event ID": "p1", "Event Date": "2031-03-04", "Event Type": "AID", "Actor Name": "Hezbollah"}
    text = tabs(POLECAT, row).split("\n", 1)[1]
    take("ngecEvents.txt", "\t".join(header) + "\n" + text)
    assert case.events()[0].actors == ("hezbollah",)


def gdelt(header: tuple[str, ...] = EVENTS_2, **cells: object) -> dict[str, object]:
    return {
        "GLOBALEVENTID": 100, "SQLDATE": 20190104, "Year": 2019, "Actor1Code": "USA", "Actor1Name": "UNITED STATES",
        "Actor1CountryCode": "USA", "Actor2Code": "IRN", "Actor2Name": "IRAN", "Actor2CountryCode": "IRN",
        "EventCode": "190", "QuadClass": 4, "GoldsteinScale": -10, "NumMentions": 3, "ActionGeo_Type": 4,
        "ActionGeo_FullName": "Baghdad, Baghdad, Iraq", "ActionGeo_CountryCode": "IZ", "ActionGeo_Lat": 33.3386,
        "ActionGeo_Long": 44.3939, "SOURCEURL": "https://herald.example/1",
    } | cells  # fmt: skip


@pytest.mark.parametrize("header", [EVENTS_1, EVENTS_2])
def test_gdelt_reads_zipped_and_without_a_header(case: Case, tmp_path: Path, header: tuple[str, ...]):
    path = tmp_path / "20190104.export.CSV.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("20190104.export.CSV", tabs(header, gdelt(), named=False))
    [done] = case.import_data(None, [path]).files
    [event] = case.events()
    assert (done.format, event.dyad, event.action) == ("gdelt", ("united-states", "iran"), "ASSAULT")
    # FIPS, not ISO: IZ is Iraq
    assert (event.places[0].country, event.places[0].precision) == ("IRQ", "town")


def test_gdelt_codes_keep_their_leading_zeros(take, case: Case):
    take("x.export.CSV", tabs(EVENTS_2, gdelt(EventCode="036"), named=False))
    assert case.events()[0].action == "AGREE"


def test_a_dyad_out_of_gdelt(take, case: Case):
    rows = [gdelt(), gdelt(GLOBALEVENTID=101, Actor2Code="FRA", Actor2CountryCode="FRA", Actor2Name="FRANCE")]
    done = take("x.export.CSV", tabs(EVENTS_2, *rows, named=False), between=("United States", "Iran"))
    assert (done.taken, done.passed_over) == (1, 1)


def test_a_gdelt_row_with_too_few_cells_is_set_aside(take):
    text = tabs(EVENTS_2, gdelt(), named=False) + "101\t20190104\tx\n"
    done = take("x.export.CSV", text)
    assert (done.taken, done.set_aside) == (1, 1)


def test_mentions_say_which_outlets_carried_it(case: Case, tmp_path: Path):
    (tmp_path / "a.export.CSV").write_text(tabs(EVENTS_2, gdelt(), named=False))
    place_in_text = "\t1\t1\t2\t3\t1\t50\t900\t-3\t\t\n"
    mention = f"100\t20190104000000\t20190104001500\t1\therald.example\thttps://herald.example/1{place_in_text}"
    (tmp_path / "a.mentions.CSV").write_text(mention)
    case.import_data(None, [tmp_path / "a.export.CSV", tmp_path / "a.mentions.CSV"])
    assert [claim.speaker.name for claim in case.claims() if claim.speaker] == ["herald.example"]
    with pytest.raises(ImportingError, match="name the events file"):
        case.import_data(None, [tmp_path / "a.mentions.CSV"])


INFO = (
    "viina_version,event_id,date,geonameid,asciiname,ADM1_NAME,longitude,latitude,GEO_PRECISION,source,url,text,lang\n"
)


def test_viina_joins_its_labels_and_knows_who_began(case: Case, tmp_path: Path):
    (tmp_path / "event_info_2022.csv").write_text(
        INFO + "2,1,20220304,7,Qarn,North,36.7,50.1,ADM3,unian,https://u.example/1,Shelling in Qarn,ru\n"
        "2,2,20220305,7,Qarn,North,36.7,50.1,PPL,unian,,Mayor speaks,ru\n"
    )
    (tmp_path / "event_labels_2022.csv").write_text(
        "event_id,t_artillery_b,t_mil_b,a_rus_b,a_ukr_b\n1,1,1,1,0\n2,0,0,0,0\n"
    )
    [done] = case.import_data(None, [tmp_path / "event_info_2022.csv", tmp_path / "event_labels_2022.csv"]).files
    [event] = case.events()
    assert (done.format, event.actors, event.recipients, event.weapon) == ("viina", ("russia",), (), "artillery")
    assert event.places[0].precision == "district" and done.passed_over == 1


def test_viina_without_its_labels_says_what_is_missing(take):
    with pytest.raises(ImportingError, match="name its event_labels file beside it"):
        take("event_info_2022.csv", INFO + "2,1,20220304,7,Qarn,North,36.7,50.1,ADM3,unian,,Shelling,ru\n")
