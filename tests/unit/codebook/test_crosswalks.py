from pathlib import Path

import pytest

from talion.codebook import crosswalks
from talion.codebook.severity import grades, severity
from talion.errors import CodebookError
from talion.records import ACTIONS, Count, Event, Toll, TollPart


def test_plover_has_its_sixteen_types_with_the_scores_of_its_manual():
    types = crosswalks.plover_types()
    assert tuple(types) == ACTIONS
    assert (types["AID"].score, types["ASSAULT"].score, types["REQUEST"].score) == (10, -9, 0)
    assert types["PROTEST"].quadrant == "material conflict"


@pytest.mark.parametrize(
    ("code", "action", "mode"),
    [("190", "ASSAULT", None), ("0311", "AGREE", None), ("1831", "ASSAULT", "suicide-attack"),
     ("010", "CONSULT", "statement"),
     ("0234", "REQUEST", "assist"), ("20", "ASSAULT", None), ("0874", "RETREAT", "disarm")],
)  # fmt: skip
def test_cameo_codes_become_plovers_types(code: str, action: str, mode: str | None):
    crossing = crosswalks.cameo_crossing(code)
    assert crossing is not None and (crossing.action, crossing.mode) == (action, mode)


def test_an_unknown_cameo_code_is_that_of_which_it_is_a_part():
    assert crosswalks.cameo_crossing("1909").action == "ASSAULT"
    assert crosswalks.cameo_crossing("99") is None and crosswalks.cameo_crossing("---") is None


def test_wherever_a_cameo_name_is_known_its_code_has_a_type():
    assert all(crosswalks.cameo_crossing(code) for code in crosswalks.cameo_names())


def test_every_weis_code_with_a_weight_has_a_type():
    assert crosswalks.goldstein_weights().keys() <= crosswalks.weis().keys()
    assert crosswalks.goldstein_weights()["223"] == -10 and crosswalks.goldstein_weights()["072"] == 8.3
    assert all(-10 <= weight <= 10 for weight in crosswalks.goldstein_weights().values())


def test_fips_is_not_iso():
    fips = crosswalks.fips_countries()
    assert (fips["IS"], fips["IZ"], fips["GM"]) == ("ISR", "IRQ", "DEU")


def test_a_users_row_takes_the_place_of_ours(tmp_path: Path):
    (tmp_path / "weis-plover.csv").write_text("weis,action,mode,label,rough\n023,SUPPORT,,neutral comment,0\n")
    assert crosswalks.weis(tmp_path)["023"].action == "SUPPORT"
    assert crosswalks.weis(tmp_path)["223"].action == "ASSAULT"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("weis,action,mode,label\n023,SUPPORT,,x\n", "the column rough is missing"),
        ("weis,action,mode,label,rough\n023,KICK,,x,0\n", "weis-plover.csv, line 2: action must be one of"),
        ("weis,action,mode,label,rough\n023,SUPPORT\n", "more or fewer cells"),
    ],
)
def test_a_table_that_breaks_its_schema_says_where(tmp_path: Path, text: str, why: str):
    (tmp_path / "weis-plover.csv").write_text(text)
    with pytest.raises(CodebookError, match=why):
        crosswalks.weis(tmp_path)


def killed(count: Count) -> Toll:
    return Toll((TollPart("killed", count),))


def test_severity_grows_with_the_dead_and_halves_for_what_was_not_done():
    def of(**fields: object) -> float:
        return severity(Event("e", "ASSAULT", **fields))  # type: ignore[arg-type]

    assert of(toll=killed(Count.exactly(1))) == grades()["ASSAULT", ""] + 1
    assert of(toll=killed(Count.exactly(7))) == of() + 3
    assert of(status="threatened") == of() / 2
    assert severity(Event("e", "AGREE")) == 0
    assert of(mode="suicide-attack") > of(mode="firearms")
