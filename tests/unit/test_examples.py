"""The shipped reports and their truth say the same thing, and nothing that they must not say."""

import html
import re
import subprocess
import sys
import tomllib
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest

from talion import examples
from talion.codebook.registry import registry
from talion.records import ACTIONS, BASES, DIRECTIONS, RELATION_KINDS, STANCES, STATUSES, TOPICS, UNKNOWN_ACTOR

FILES = sorted(examples.reports().iterdir())
TRUTH = tomllib.loads(examples.truth().read_text("utf-8"))["report"]
SAYS = {"stated", "claimed", "blamed", "denied", "unclaimed", "disputed"}


@cache
def words_of(name: str) -> str:
    text = (examples.reports() / name).read_text("utf-8")
    return html.unescape(re.sub(r"<[^>]+>", " ", text)) if name.endswith((".html", ".xml")) else text


def told(kind: str) -> list[tuple[str, dict[str, object]]]:
    return [(report["file"], row) for report in TRUTH for row in report.get(kind, [])]


def events_of(report: dict[str, object]) -> set[str]:
    return {event["key"] for event in report.get("event", [])}


def test_every_shipped_report_has_its_truth():
    assert {report["file"] for report in TRUTH} == {path.name for path in FILES}
    assert len(FILES) >= 12


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_outlet_says_that_it_is_invented(path):
    head = path.read_text("utf-8")[:900]
    assert "invented for Talion" in head or "متخيَّلة لأمثلة" in head or "ساختگی برای نمونه" in head


@pytest.mark.parametrize("path", [path for path in FILES if path.suffix != ".xml"], ids=lambda path: path.name)
def test_a_report_is_as_long_as_a_short_piece_of_news(path):
    assert 150 <= len(words_of(path.name).split()) <= 450


@pytest.mark.parametrize("path", [path for path in FILES if path.suffix == ".txt"], ids=lambda path: path.name)
def test_the_file_is_named_for_the_day_on_which_it_was_published(path):
    assert f"Published: {path.name[:10]}\n" in path.read_text("utf-8")
    date.fromisoformat(path.name[:10])


def test_a_translation_names_its_original_and_shares_its_truth():
    for report in TRUTH:
        if "same_as" in report:
            assert f"Translation of: {report['file']}\n" in words_of(report["same_as"])
            assert any(other["file"] == report["same_as"] and other.get("event") for other in TRUTH)


def test_no_private_victim_is_named():
    # The one name that public sources give is not written here either: its hash is enough to look for it.
    words = {word for path in FILES for word in re.findall(r"[a-z]+", words_of(path.name).lower())}
    assert "983115eb26eeed97" not in {sha256(word.encode()).hexdigest()[:16] for word in words}


@pytest.mark.parametrize("kind", ["event", "claim", "link", "assessment", "relation"])
def test_every_line_of_the_truth_rests_on_words_of_its_report(kind):
    rows = told(kind)
    assert rows
    assert [(name, row["words"]) for name, row in rows if row["words"] not in words_of(name)] == []


def test_the_truth_keeps_to_the_vocabularies():
    for _, event in told("event"):
        assert event["action"] in ACTIONS and event["status"] in STATUSES and event.get("says", "stated") in SAYS
        assert event["actors"], "write unknown where nobody is named"
        if "days" in event:
            first, last = (date.fromisoformat(day) for day in event["days"])
            assert first <= last
        for count in (event.get("killed", "0"), event.get("injured", "0"), event.get("acts", "0")):
            assert re.fullmatch(r"\d+\+?|\d+-\d+", count)
    assert all(claim["stance"] in STANCES and claim["about"] in TOPICS for _, claim in told("claim"))
    assert all(link["basis"] in BASES[:2] for _, link in told("link"))
    assert all(row["direction"] in DIRECTIONS for _, row in told("assessment"))
    assert all(row["kind"] in RELATION_KINDS for _, row in told("relation"))


def test_every_actor_of_the_truth_is_in_the_registry():
    sides = {id for _, event in told("event") for id in (*event["actors"], *event.get("recipients", ()))}
    sides |= {id for _, row in told("relation") for id in (row["subject"], row["object"])}
    assert sorted(sides - set(registry().actors) - {UNKNOWN_ACTOR}) == []


def test_links_and_claims_speak_of_events_of_the_same_report():
    for report in TRUTH:
        known = events_of(report)
        assert {claim["event"] for claim in report.get("claim", [])} <= known
        assert {end for link in report.get("link", []) for end in (link["trigger"], link["response"])} <= known


def test_the_reports_hold_the_difficulties_that_they_were_written_for():
    events = [event for _, event in told("event")]
    assert any(event.get("says") == "unclaimed" for event in events)
    assert any(event["status"] == "denied" for event in events)
    assert {event["action"] for event in events} >= {"ASSAULT", "THREATEN", "SANCTION", "MOBILIZE", "REJECT", "RETREAT"}
    assert {row["direction"] for _, row in told("assessment")} == set(DIRECTIONS)
    assert {link["basis"] for _, link in told("link")} == {"declared", "attributed"}
    k1 = [event for event in events if event["key"] == "k1-rockets"]
    assert {"unclaimed", "blamed", "denied", "disputed"} <= {event.get("says") for event in k1}


def test_every_report_is_named_in_the_list_of_facts():
    facts = examples.facts().read_text("utf-8")
    days = {path.name[:10] for path in FILES}
    assert {day for day in days if day not in facts} == set()
    assert facts.count("https://") + facts.count("http://") >= 50


def test_the_reports_can_be_copied_into_a_folder_of_ones_own(tmp_path):
    command = [sys.executable, "-m", "talion.examples", "mine"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert f"{len(FILES)} reports copied to mine" in done.stdout
    assert {path.name for path in (tmp_path / "mine").iterdir()} == {path.name for path in FILES}
    again = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "0 reports copied" in again.stdout


def test_the_folder_of_examples_is_where_it_says():
    assert examples.reports() == Path(examples.__file__).parent / "reports"
