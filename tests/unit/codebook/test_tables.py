"""Our tables against their schema, and a user's own, which go before ours row by row."""

from pathlib import Path

import pytest

from talion.codebook import crosswalks
from talion.codebook.tables import check_folder, schema, wrong_rows
from talion.errors import CodebookError
from talion.pipeline.case import Case

DATA = Path(crosswalks.__file__).parent / "data"
# Checked by rules of their own: the registry's in test_registry_data, the gazetteer's in test_gazetteer.
ELSEWHERE = {
    "actors", "relations", "states", "metonyms", "not_actors", "sources", "country-names", "provinces", "town-names",
}  # fmt: skip
ACLED = "event_id_cnty,event_date,event_type,sub_event_type,actor1,actor2,country,fatalities\n"


@pytest.mark.parametrize("name", schema())
def test_every_row_of_our_tables_reads_as_its_schema_says(name: str):
    assert list(wrong_rows(name)) == []


def test_every_table_of_ours_has_a_schema():
    assert {path.stem for path in DATA.glob("*.csv")} == {*schema(), *ELSEWHERE}


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("severity", "action,mode,grade\nASSULT,,4\n", r"severity\.csv, line 2: action is 'ASSULT', which is none of"),
        ("severity", "action,mode,grade\nASSAULT,,high\n", "grade is 'high', which does not read as number"),
        ("severity", "action,mode,grade\nASSAULT,,4\nASSAULT,,5\n", "stands in severity.csv, line 2 already"),
        ("severity", "action,grade\nASSAULT,4\n", "the column mode is missing"),
        ("severities", "action,mode,grade\n", "there is no table of this name"),
    ],
)
def test_a_table_that_cannot_be_used_is_named_with_its_line(tmp_path: Path, name: str, text: str, says: str):
    (tmp_path / f"{name}.csv").write_text(text)
    with pytest.raises(CodebookError, match=says):
        check_folder(tmp_path)


def test_a_row_of_the_user_goes_before_ours_and_the_others_stay(tmp_path: Path):
    (tmp_path / "cameo-plover-own.csv").write_text("cameo,action,mode,label,rough\n190,COERCE,,Use force,1\n")
    assert crosswalks.cameo(tmp_path)["190"].action == "COERCE"
    assert crosswalks.cameo(tmp_path)["193"] == crosswalks.cameo()["193"]


def test_an_import_reads_codes_as_the_folder_beside_the_case_says(tmp_path: Path):
    data = tmp_path / "acled.csv"
    rows = "A1,2031-03-04,Battles,Armed clash,Hill Front,River Guard,Ashmar,1\n"
    data.write_text(f"{ACLED}{rows}A2,2031-03-04,Protests,Peaceful protest,Protesters (Ashmar),,Ashmar,0\n")
    own = tmp_path / "case.codebook"
    own.mkdir()
    (own / "acled-types.csv").write_text(
        "event_type,sub_event_type,action,mode,weapon,status,rough,note\nBattles,Armed clash,COERCE,,,,1,\n"
    )
    with Case.open(tmp_path / "case.talion") as case:
        case.import_data("acled", [data])
        assert {(event.origin or "")[-2:]: event.action for event in case.events()} == {"A1": "COERCE", "A2": "PROTEST"}
    with Case.open(tmp_path / "other.talion") as case:
        case.import_data("acled", [data])
        assert {(event.origin or "")[-2:]: event.action for event in case.events()} == {
            "A1": "ASSAULT",
            "A2": "PROTEST",
        }


def test_a_folder_that_cannot_be_used_stops_the_import_before_anything_is_held(tmp_path: Path):
    data = tmp_path / "acled.csv"
    data.write_text(f"{ACLED}A1,2031-03-04,Battles,Armed clash,Hill Front,River Guard,Ashmar,1\n")
    (tmp_path / "case.codebook").mkdir()
    (tmp_path / "case.codebook" / "ucdp.csv").write_text("a,b\n")
    with Case.open(tmp_path / "case.talion") as case:
        with pytest.raises(CodebookError, match=r"ucdp\.csv: there is no table of this name"):
            case.import_data("acled", [data])
        assert case.ledger.events() == []
