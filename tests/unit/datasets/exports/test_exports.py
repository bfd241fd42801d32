"""Each export is checked by a reader that is not ours."""

import csv
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from talion.datasets.chronicle import read_chronicle, read_links
from talion.datasets.exports.content import Content
from talion.datasets.exports.formats import EXPORTS, write_all
from talion.datasets.exports.tables import tables_of
from talion.errors import ExportError
from talion.records import (
    Actor,
    Claim,
    Event,
    Judgement,
    Mark,
    Name,
    Part,
    Place,
    Relation,
    Report,
    Speaker,
)

TEXT = """Jets of Tamur bombed a camp near Qarn.

Three people died, the ministry said. It called the raid an answer to =SUM(A1) the rockets. قال الناطق."""
ARABIC = "حزب قارن"


def a_ledger() -> Content:
    """Two acts, a link, a claim: rockets by nobody known, and a raid that answers them."""
    chronicle = """
        observed 2031-03-01 to 2031-04-01
        a  2031-03-04              ? > tamur       ASSAULT  rockets  unclaimed
        b  2031-03-06..2031-03-07  tamur > qarn    ASSAULT  airstrike  killed 3..5  answers a declared .9
        c  ?                       tamur, qarn     ASSAULT
    """
    report = Report(
        TEXT, (Part("body", 0, len(TEXT)),), outlet="Invented Wire", published=date(2031, 3, 7), language="en"
    )
    found = {event.id: event for event in read_chronicle(chronicle).events}
    at = TEXT.index("bombed")
    word = report.passage(at, at + len("bombed"))
    raid = replace(
        found["b"],
        places=(Place("Qarn", "town", "YEM", None, 13.58, 44.02),),
        passages=(word,),
        marks=(Mark("act", word),),
        reports=(report.id,),
    )
    said = report.passage(TEXT.index("Three"), TEXT.index(". It"))
    why = report.passage(TEXT.index("It called"), TEXT.index(" the rockets"))
    [link] = read_links(chronicle)
    link = replace(link, evidence=(why,), reasons=("=HYPERLINK(x) the ministry says so",))
    claim = Claim("b", said, "asserts", "toll", Speaker("=the ministry", "official", "tamur"))
    return Content(
        title="An invented war",
        version="0",
        asked="all events",
        printed_on="2031-04-01",
        coder="by hand",
        events=(found["a"], raid, found["c"]),
        links=(link,),
        claims=(claim,),
        reports=(report,),
        actors=(
            Actor("tamur", "Tamur", "state", country="YEM"),
            Actor("qarn", "Qarn League", "armed group", (Name(ARABIC, "ar"),)),
        ),
        relations=(Relation("qarn", "part_of", "tamur", "an invented yearbook"),),
        judgements=(Judgement(link.id, "accept", "A. Reader", datetime(2031, 4, 1, tzinfo=UTC)),),
    )


def written(format: str, tmp_path: Path, content: Content | None = None) -> Path:
    write_all(content or a_ledger(), [format], tmp_path)
    return tmp_path


def test_frictionless_finds_the_data_package_valid(tmp_path: Path):
    frictionless = pytest.importorskip("frictionless")
    written("datapackage", tmp_path)
    outcome = frictionless.validate("datapackage.json", basepath=str(tmp_path))
    assert outcome.valid, outcome.flatten(["type", "message"])
    broken = tmp_path / "links.csv"
    broken.write_text(broken.read_text().replace(",a,b,", ",no-such-act,b,"))
    assert not frictionless.validate("datapackage.json", basepath=str(tmp_path)).valid  # the keys are checked


def test_a_geojson_reader_takes_every_act_and_gives_a_point_to_those_with_a_place(tmp_path: Path):
    geojson = pytest.importorskip("geojson_pydantic")
    text = (written("geojson", tmp_path) / "talion.geojson").read_text(encoding="utf-8")
    features = geojson.FeatureCollection.model_validate_json(text).features
    assert [one.geometry is not None for one in features] == [False, True, False]
    assert tuple(features[1].geometry.coordinates)[:2] == (44.02, 13.58)  # longitude first
    assert features[1].properties["killed"] == {"low": 3, "best": None, "high": 5}
    assert features[0].properties["killed"] is None  # not known is not zero


def test_networkx_reads_both_networks(tmp_path: Path):
    networkx = pytest.importorskip("networkx")
    folder = written("gexf", tmp_path)
    actors = networkx.read_gexf(folder / "actors.gexf")
    assert [(a, b, facts["acts"], facts["killed"]) for a, b, facts in actors.edges(data=True)] == [
        ("tamur", "qarn", 1, 3)
    ]
    assert actors.nodes["qarn"]["label"] == "Qarn League"
    answers = networkx.read_gexf(folder / "answers.gexf")
    assert [(a, b, facts["basis"]) for a, b, facts in answers.edges(data=True)] == [("a", "b", "declared")]


def test_the_workbook_keeps_arabic_and_runs_no_formula(tmp_path: Path):
    from openpyxl import load_workbook

    book = load_workbook(written("xlsx", tmp_path) / "talion.xlsx")
    assert book["actors"]["D3"].value == ARABIC
    reasons = next(
        cell for row in book["links"].iter_rows(min_row=2) for cell in row if str(cell.value).startswith("=")
    )
    assert reasons.data_type == "s"
    assert "An invented war" in book["about"]["A1"].value


def test_a_spreadsheet_runs_no_cell_of_the_csv_files(tmp_path: Path):
    folder = written("csv", tmp_path)
    cells = [cell for path in folder.glob("*.csv") for row in csv.reader(path.open(encoding="utf-8")) for cell in row]
    assert "'=the ministry" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]


def test_parquet_has_days_lists_and_empty_cells_for_what_is_not_known(tmp_path: Path):
    events = pl.read_parquet(written("parquet", tmp_path) / "events.parquet")
    assert events["first_day"].to_list() == [date(2031, 3, 4), date(2031, 3, 6), None]
    assert events["actors"].to_list() == [[], ["tamur"], ["tamur"]]
    assert events["killed_low"].to_list() == [None, 3, None]


def test_annotations_lead_back_to_their_words(tmp_path: Path):
    page = json.loads((written("webannotation", tmp_path) / "annotations.jsonld").read_text(encoding="utf-8"))
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert {one["motivation"] for one in page["items"]} == {"tagging", "describing", "linking"}
    for one in page["items"]:
        place, quote = one["target"]["selector"]
        assert TEXT[place["start"] : place["end"]] == quote["exact"]
        around = quote["prefix"] + quote["exact"] + quote["suffix"]
        assert TEXT.count(around) == 1  # the quotation alone finds the place, as in another copy of the text


def test_an_rdf_reader_finds_a_target_with_two_selectors_in_each_annotation(tmp_path: Path):
    rdflib = pytest.importorskip("rdflib")
    page = json.loads((written("webannotation", tmp_path) / "annotations.jsonld").read_text(encoding="utf-8"))
    # The part of the W3C's context that these files use; the tests fetch nothing.
    page["@context"] = {
        "oa": "http://www.w3.org/ns/oa#", "as": "http://www.w3.org/ns/activitystreams#", "id": "@id", "type": "@type",
        "Annotation": "oa:Annotation", "items": {"@id": "as:items", "@container": "@list"},
        "target": {"@id": "oa:hasTarget", "@type": "@id"}, "selector": {"@id": "oa:hasSelector", "@type": "@id"},
        "body": {"@id": "oa:hasBody", "@type": "@id"},
    }  # fmt: skip
    graph = rdflib.Graph().parse(data=json.dumps(page), format="json-ld")
    counted = graph.query(
        """PREFIX oa: <http://www.w3.org/ns/oa#>
        SELECT ?a (COUNT(?s) AS ?n) WHERE { ?a a oa:Annotation ; oa:hasTarget/oa:hasSelector ?s } GROUP BY ?a"""
    )
    assert sorted(int(row.n) for row in counted) == [2] * len(page["items"])


def test_the_provenance_reader_traces_the_raid_to_its_report_and_the_judgement_to_its_person(tmp_path: Path):
    model = pytest.importorskip("prov.model")
    document = model.ProvDocument.deserialize(str(written("prov", tmp_path) / "prov.json"))
    [report] = a_ledger().reports
    derived = {
        tuple(str(value) for _, value in one.formal_attributes[:2])
        for one in document.get_records(model.ProvDerivation)
    }
    assert ("talion:b", f"talion:{report.id}") in derived
    given = {
        tuple(str(value) for _, value in one.formal_attributes) for one in document.get_records(model.ProvAttribution)
    }
    assert (f"talion:{a_ledger().judgements[0].id}", "talion:person-a--reader") in given


def test_followthemoney_takes_every_entity_as_it_is(tmp_path: Path):
    ftm = pytest.importorskip("followthemoney")
    lines = (written("ftm", tmp_path) / "entities.ftm.json").read_text(encoding="utf-8").splitlines()
    entities = [json.loads(line) for line in lines]
    for entity in entities:
        schema = ftm.model.get(entity["schema"])
        schema.validate(entity)
        for name, values in entity["properties"].items():
            assert [schema.get(name).type.clean(value) for value in values] == values
    raid = next(one for one in entities if one["id"] == "b")
    assert raid["properties"]["organizer"] == ["actor-tamur"]


def test_the_timeline_escapes_words_and_counts_acts_without_a_day(tmp_path: Path):
    content = replace(a_ledger(), title="<b>War</b>")
    story = json.loads((written("timelinejs", tmp_path, content) / "timeline.json").read_text())
    assert story["title"]["text"]["headline"] == "&lt;b&gt;War&lt;/b&gt;"
    assert "1 without one" in story["title"]["text"]["text"]
    assert [one["unique_id"] for one in story["events"]] == ["a", "b"]


def test_the_chronicle_is_read_back(tmp_path: Path):
    text = (written("chronicle", tmp_path) / "talion.chronicle.txt").read_text()
    raid = next(event for event in read_chronicle(text).events if event.id == "b")
    assert raid.actors == ("Tamur",) and raid.toll.killed.low == 3
    assert [(link.trigger, link.response, link.probability) for link in read_links(text)] == [("a", "b", 0.9)]


def test_words_that_may_not_go_out_are_in_no_file(tmp_path: Path):
    whole = a_ledger()
    content = replace(whole, without_words=frozenset(report.id for report in whole.reports), held_back=("the words",))
    written_paths = write_all(content, [one.name for one in EXPORTS if one.name not in {"xlsx", "parquet"}], tmp_path)
    for path in written_paths:
        words = path.read_text(encoding="utf-8")
        assert "Three people died" not in words and "bombed" not in words, path
    assert "Left out: the words" in (tmp_path / "ABOUT.txt").read_text()


def test_every_table_row_has_a_cell_for_every_column():
    for table in tables_of(a_ledger()):
        assert all(len(row) == len(table.columns) for row in table.rows), table.name
        keys = [row[0] for row in table.rows]
        assert len(set(keys)) == len(keys)


def test_a_format_that_there_is_none_of_is_refused_by_name(tmp_path: Path):
    with pytest.raises(ExportError, match="'docx' is no export format; choose one of csv, xlsx"):
        write_all(a_ledger(), ["docx"], tmp_path)


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path):
    (tmp_path / "taken").write_text("x")
    with pytest.raises(ExportError, match="taken cannot be written to"):
        write_all(a_ledger(), ["csv"], tmp_path / "taken")


def test_an_empty_ledger_goes_out_in_every_format(tmp_path: Path):
    empty = Content("Nothing", "0", "all events", "2031-04-01", "none", events=())
    assert len(write_all(empty, [one.name for one in EXPORTS], tmp_path)) > len(EXPORTS)


def test_an_act_whose_direction_is_not_known_has_no_arrow(tmp_path: Path):
    [entity] = [
        one
        for line in (written("ftm", tmp_path) / "entities.ftm.json").read_text().splitlines()
        if (one := json.loads(line))["id"] == "c"
    ]
    assert "organizer" not in entity["properties"]
    assert entity["properties"]["involved"] == ["actor-tamur", "actor-qarn"]


def test_the_phrase_of_an_act_names_what_is_not_known():
    event = Event("e", "ASSAULT")
    assert Content("", "", "", "", "", events=(event,)).phrase(event) == "unknown: ASSAULT on unknown, day not known"
