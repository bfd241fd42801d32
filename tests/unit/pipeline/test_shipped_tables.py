"""The tables in `examples` are imported and measured as their page says."""

from datetime import date
from pathlib import Path

import pytest

import talion
from talion.records import Selection

FOLDER = Path(__file__).parents[3] / "examples" / "israel-and-hezbollah"


@pytest.mark.skipif(not FOLDER.exists(), reason="the examples are not beside an installed package")
def test_israel_and_hezbollah_is_measured_and_cannot_be_told(tmp_path):
    case = talion.open(tmp_path / "case.talion")
    north = case.import_data("table", [FOLDER / "alerts.csv"], mapping=FOLDER / "alerts.toml", where="front == 'north'")
    deaths = case.import_data("table", [FOLDER / "deaths.csv"], mapping=FOLDER / "deaths.toml")
    assert [file.taken for one in (north, deaths) for file in one.files] == [540, 24]
    question = Selection(between=("Israel", "Hezbollah"), since=date(2023, 10, 8))
    found = case.measure(question, ("reciprocity", "deterrence"))
    assert {verdict.finding for verdict in found.verdicts} == {"cannot tell"}
    assert all("known to within 14 days" in verdict.because for verdict in found.verdicts)
    assert "370 days watched" in found.rests_on
