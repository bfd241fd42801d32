"""Whatever a file holds: it is imported whole, or an error says why and nothing of it is held."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from talion.datasets.formats import FORMATS
from talion.datasets.gdelt import EVENTS_1, EVENTS_2
from talion.datasets.ucdp_ged import COLUMNS
from talion.errors import TalionError
from talion.pipeline.case import Case

NOON = datetime(2031, 5, 1, 12, tzinfo=UTC)
HEADERS = {
    "ucdp-ged": ",".join(COLUMNS),
    "acled": "event_id_cnty,event_date,event_type,sub_event_type,actor1,actor2,country,latitude,longitude,fatalities",
    "icews": "Event ID\tEvent Date\tSource Name\tSource Country\tCAMEO Code\tTarget Name\tLatitude\tLongitude",
    "polecat": "Event ID\tEvent Date\tEvent Type\tEvent Mode\tActor Name\tActor Country\tRecipient Name\tLatitude",
    "viina": "event_id,date,asciiname,latitude,longitude,source,text,t_mil_b,a_rus_b",
    "keds": "date,source,target,weis,label,text",
    "table": "date,actor,target,action,killed,injured,place,latitude,longitude,response to,note",
    "gdelt": "",
    "chronicle": "observed 2031-03-01 to 2031-04-01",
}
CELLS = st.one_of(
    st.sampled_from(
        ["", "2031-03-04", "20310304", "310304", "1", "0", "-5", "1e400", "nan", "ASSAULT", "190", "031", "Ashmar",
         "91.5", "Battles", "4 or 9", '"', "'", "None", "\ufeff", "999999999999999999999", "9999-12-31", "0001-01-01",
         "31/12/9999"]
    ),
    st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=12),
)  # fmt: skip


def expect_whole_or_nothing(path: Path, format: str | None) -> None:
    with Case.open(":memory:") as case:
        try:
            [done] = case.import_data(format, [path], now=NOON).files
        except TalionError as wrong:
            assert str(wrong)
            assert case.ledger.events() == [] and case.ledger.reports() == []
        else:
            assert done.read == done.taken + done.passed_over + done.set_aside + done.withdrawn
            assert case.ledger.check() == []


@pytest.mark.parametrize("format", [None, *(one.name for one in FORMATS)])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=400))
def test_random_bytes(tmp_path: Path, format: str | None, data: bytes):
    path = tmp_path / "data.csv"
    path.write_bytes(data)
    expect_whole_or_nothing(path, format)


@pytest.mark.parametrize("ending", ["csv.gz", "zip", "xlsx", "parquet"])
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=200))
def test_random_bytes_under_another_name(tmp_path: Path, ending: str, data: bytes):
    path = tmp_path / f"data.{ending}"
    magic = {"csv.gz": b"\x1f\x8b", "zip": b"PK\x03\x04", "xlsx": b"PK\x03\x04", "parquet": b"PAR1"}[ending]
    path.write_bytes(magic + data)
    expect_whole_or_nothing(path, None)


@pytest.mark.parametrize("format", HEADERS)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_random_rows_under_a_right_header(tmp_path: Path, format: str, data: st.DataObject):
    header = HEADERS[format]
    sign = "\t" if "\t" in header or format == "gdelt" else ","
    width = len(data.draw(st.sampled_from([EVENTS_1, EVENTS_2]))) if format == "gdelt" else header.count(sign) + 1
    rows = data.draw(st.lists(st.lists(CELLS, min_size=max(1, width - 1), max_size=width + 1), max_size=4))
    path = tmp_path / "data.csv"
    path.write_text("\n".join([header, *(sign.join(row) for row in rows)]), "utf-8", newline="")
    expect_whole_or_nothing(path, format)
