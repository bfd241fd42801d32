"""What goes out of a case, and what stays."""

import json
from datetime import date
from pathlib import Path

import talion
from talion.pipeline.exporting import content_of
from talion.records import Selection

ROW = {
    "event_id_cnty": "XXX1", "event_date": "2031-03-04", "year": "2031", "time_precision": "1",
    "disorder_type": "Political violence", "event_type": "Battles", "sub_event_type": "Armed clash",
    "actor1": "Military Forces of Mali", "assoc_actor_1": "", "inter1": "1",
    "actor2": "JNIM: Group for Support of Islam and Muslims", "assoc_actor_2": "", "inter2": "2", "interaction": "12",
    "civilian_targeting": "", "iso": "466", "region": "Western Africa", "country": "Mali", "admin1": "Mopti",
    "admin2": "", "admin3": "", "location": "Mopti", "latitude": "14.49", "longitude": "-4.19", "geo_precision": "1",
    "source": "Studio", "source_scale": "National", "notes": "Secret words of the row", "fatalities": "7", "tags": "",
    "timestamp": "1700000000",
}  # fmt: skip
CHRONICLE = "observed 2031-03-01 to 2031-04-01\na  2031-03-05  Mali > JNIM  ASSAULT  killed 2\n"


def _case(tmp_path: Path) -> "talion.Case":
    (tmp_path / "acled.csv").write_text(",".join(ROW) + "\n" + ",".join(ROW.values()) + "\n")
    (tmp_path / "c.chronicle").write_text(CHRONICLE)
    case = talion.open(tmp_path / "case.talion")
    case.import_data("acled", [tmp_path / "acled.csv"])
    case.import_data("chronicle", [tmp_path / "c.chronicle"])
    return case


def test_rows_that_may_not_be_passed_on_leave_nothing_behind(tmp_path: Path):
    with _case(tmp_path) as case:
        whole = content_of(case, Selection(), redistributable=False, printed_on="2031-04-01")
        kept = content_of(case, Selection(), redistributable=True, printed_on="2031-04-01")
        assert len(whole.events) == 2 and len(kept.events) == 1
        assert kept.events[0].toll.killed.low == 2
        assert "1 record of" in kept.held_back[0] and "ACLED" in kept.held_back[0]
        folder = tmp_path / "out"
        case.export(["csv", "webannotation", "prov", "geojson"], folder, redistributable=True)
        for path in folder.rglob("*.*"):
            assert "Secret words" not in path.read_text(encoding="utf-8") and "XXX1" not in path.read_text(
                encoding="utf-8"
            )
        assert "forbids passing them on" in (folder / "ABOUT.txt").read_text()


def test_a_selection_is_what_goes_out(tmp_path: Path):
    with _case(tmp_path) as case:
        case.export("geojson", tmp_path / "out", Selection(since=date(2031, 3, 5)))
        features = json.loads((tmp_path / "out" / "talion.geojson").read_text())["features"]
        assert [one["properties"]["first_day"] for one in features] == ["2031-03-05"]
