"""The brief in its four formats: what stands in it, what it leaves out, and that nobody's words can harm it."""
# ruff: noqa: E501 – a row of a table is read as a row

import importlib.util
import json
import re
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest

from talion.errors import TalionError
from talion.records import Actor, Count, DateSpan, Doubt, Event, Exchange, Link, Mark, Report, Toll, TollPart
from talion.views.brief import FORMATS, read_dossier, write_brief
from talion.views.contents import contents_of, segments_of
from talion.views.in_short import _short_of_deaths

SECTIONS = ["In short", "The exchange view", "Where it happened", "What happened", "Who answers whom", "First measures",
            "Who stands behind whom", "Who says what about whom", "What the experts expect", "Words and deeds", "Doubts",
            "Sources", "How it was made"]  # fmt: skip


def _dossiers() -> ModuleType:
    spec = importlib.util.spec_from_file_location("talion_tests_dossiers", Path(__file__).parent / "dossiers.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


DOSSIERS = _dossiers()
FULL = DOSSIERS.full()


def html(dossier: object = FULL) -> str:
    page = write_brief(dossier, format="html")  # type: ignore[arg-type]
    assert isinstance(page, str)
    return page


def test_the_page_has_its_sections_in_order():
    assert re.findall(r"<h2[^>]*>(.*?)</h2>", html()) == SECTIONS


def test_headings_never_skip_a_level():
    levels = [int(level) for level in re.findall(r"<h([1-6])", html())]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_page_loads_nothing_and_forbids_it():
    page = html()
    assert "default-src 'none'" in page
    assert not re.search(r"<(script|iframe|object|embed|img)\b", page)
    assert re.findall(r'<link[^>]*href="([^"]*)"', page) == ["data:,"]
    assert not re.search(r"url\(|@import", page)


def test_every_link_within_the_page_leads_somewhere():
    for dossier in (FULL, DOSSIERS.empty(), DOSSIERS.large(400)):
        page = html(dossier)
        ids = re.findall(r'\bid="([^"]+)"', page)
        assert len(ids) == len(set(ids))
        assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


def test_every_quote_is_the_words_of_its_report():
    reports = {report.id: report for report in FULL.reports}
    for quote in contents_of(FULL).quotes:
        assert quote.text in reports[quote.report].text


def test_marks_are_cut_where_they_overlap_and_named_once():
    report = Report("the depots of the Order burned")
    passage = report.passage(0, 30)
    told = [Mark("thing", report.passage(4, 23)), Mark("recipient", report.passage(14, 23)),
            Mark("phrase", report.passage(24, 30))]  # fmt: skip
    assert [(s.text, s.tells, s.states_link, s.label) for s in segments_of(passage, told)] == [
        ("the ", (), False, ""),
        ("depots of ", ("what",), False, ""),
        ("the Order", ("what", "who"), False, "what, who"),
        (" ", (), False, ""),
        ("burned", (), True, "link"),
    ]


def test_the_phrase_that_states_a_link_is_marked_in_the_evidence():
    evidence = html().split('id="event-strikes"')[1].split("</details>")[0]
    assert re.search(r'<mark class="states-link" data-is="link">in response to</mark>', evidence)


def test_right_to_left_passages_say_their_language_and_direction():
    assert '<blockquote lang="ar" dir="rtl">' in html()
    assert '<bdi dir="rtl">صحيفة وهمية</bdi>' in html()


def test_claims_that_differ_stand_side_by_side():
    names = {(d.name, d.about) for d in contents_of(FULL).differences}
    assert names == {
        ("the Halvard Army’s air strike on the Order of the Dune (8 April 2031)", "how many"),
        ("the rocket attack on Halvard (6 April 2031)", "who did it"),
    }


def test_sources_that_differ_on_a_tie_are_flagged():
    flagged = [tie.sentence.text for tie in contents_of(FULL).ties if tie.differs]
    assert flagged == [
        "Most of the Order of the Dune are backed by Ashmar; this is disputed.",
        "The Order of the Dune was founded by Ashmar in 2018, as Ashmar says.",
        "The Order of the Dune was founded by Idris Vane in 2016.",
    ]


def test_in_short_sums_up_what_is_known_and_what_is_not():
    assert [sentence.text for sentence in contents_of(FULL).short] == [
        "Four reports tell of 14 events; the picture of those with a known day runs from 6 to 18 April 2031.",
        "They tell of two acts of force by Halvard, two acts of force by the Order of the Dune and five acts of force "
        "whose perpetrator is unknown, only blamed, or outside the sides, beside two measures without force and two "
        "threats, demands and other words.",
        "Between 10 and 21 people were killed in the four acts whose dead are counted; for five acts no count is given, "
        "which is not zero.",
        "Of four links from an act to its answer, two are declared by the side that acted, one is reported by somebody "
        "else and one is inferred by us from order, sides and days, and stated by nobody; one more was rejected by a "
        "person.",
        "What cannot be told: the day of one event, who did four acts of force and one measure for which the cases do "
        "not suffice.",
    ]


def test_a_threat_that_is_only_inferred_to_be_carried_out_says_so():
    def came(link: Link) -> str:
        told = contents_of(replace(FULL, links=(link,))).threats
        return next(came for words, anchor, came in told if anchor == "event-warning")

    stated = Link(
        "event-warning", "event-drone", "declared", 0.9, "carries_out", evidence=(FULL.events[-1].passages[0],)
    )
    likely, unlikely = (Link("event-warning", "event-drone", "inferred", p, "carries_out") for p in (0.62, 0.37))
    assert came(stated) == "Carried out by the Halvard Army’s drone strike on the Kestrel Brigades (12 April 2031)."
    assert came(likely).startswith("Nobody says so, but it was carried out, with a probability of 0.62, by")
    assert came(unlikely) == ""


def test_doubts_of_the_same_words_are_told_once_with_all_that_they_are_about():
    twice = replace(FULL, doubts=(Doubt("event-road", "no-day", "No day."), Doubt("event-gunmen", "no-day", "No day."),
                                  Doubt("event-strikes", "two-actors", "One names order, one halvard")))  # fmt: skip
    told = [(doubt.says, [anchor for _, anchor in doubt.about]) for doubt in contents_of(twice).doubts]
    assert told == [
        ("No day.", ["event-road", "event-gunmen"]),
        ("One names the Order of the Dune, one Halvard", ["event-strikes"]),
    ]


def test_an_exchange_is_told_as_a_chain_from_act_to_answer():
    [chain] = contents_of(FULL).chains
    assert chain.heading == "four acts, 6 to 12 April 2031"
    assert [(step.place, step.side, step.answers) for step in chain.steps] == [
        (1, "Perpetrator unknown", ()),
        (2, "Halvard", ((1, "declared", "after two days"),)),
        (3, "Order of the Dune", ((2, "declared", "after one day"),)),
        (4, "Halvard", ((3, "inferred", "after three days"),)),
    ]
    for brief in (html(), str(write_brief(FULL, format="md"))):
        assert "From act to answer to answer" in brief and chain.steps[0].name in brief


def test_a_long_chain_is_cut_and_says_where_the_rest_is():
    war = DOSSIERS.large(60)
    acts, links = tuple(event.id for event in war.events), tuple(link.id for link in war.links)
    [chain] = contents_of(replace(war, exchanges=(Exchange(acts, links),))).chains
    assert len(chain.steps) == 40 and chain.left_out == f"20 more acts of this exchange: talion show {chain.id}"


def test_a_rejected_link_is_told_as_rejected_and_by_whom():
    [rejected] = [link for link in contents_of(FULL).links if link.rejected]
    assert rejected.judgements == ("rejected by R. Okafor on 20 April 2031: Who shot is not known.",)


@pytest.mark.parametrize("format", FORMATS)
def test_a_brief_with_nothing_in_it_says_why_and_what_to_do(format: str):
    brief = write_brief(DOSSIERS.empty(), format=format)
    if format in {"html", "md"}:
        assert "No report has been read" in brief and "talion read" in brief
    assert brief


def test_reports_without_a_fitting_event_ask_to_ask_wider():
    assert "Ask wider" in html(replace(DOSSIERS.empty(), reports=FULL.reports))


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_dossier_gives_the_same_bytes(format: str):
    assert write_brief(FULL, format=format) == write_brief(DOSSIERS.full(), format=format)


def test_the_bytes_do_not_depend_on_how_this_run_hashes():
    script = (
        "import importlib.util, sys, hashlib\n"
        f"spec = importlib.util.spec_from_file_location('d', {str(Path(__file__).parent / 'dossiers.py')!r})\n"
        "d = importlib.util.module_from_spec(spec); spec.loader.exec_module(d)\n"
        "from talion.views.brief import write_brief\n"
        "text = ''.join(write_brief(d.full(), format=f) for f in ('html', 'md', 'json'))\n"
        "print(hashlib.sha256(text.encode()).hexdigest())"
    )
    prints = {
        subprocess.run([sys.executable, "-c", script], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True,
                       check=True).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(prints) == 1


def test_json_holds_the_dossier_and_gives_it_back():
    text = write_brief(FULL, format="json")
    assert json.loads(text)["schema"] == "talion.dossier/1"
    told = json.loads(text)["dossier"]
    assert [link["id"] for link in told["links"]] == [link.id for link in FULL.links]
    assert [tie["id"] for tie in told["relations"]] == [tie.id for tie in FULL.relations]
    assert read_dossier(text) == FULL


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"schema": "other/1", "dossier": {}}', '{"schema": "talion.dossier/1"}']
)
def test_json_that_is_no_brief_is_refused_with_a_message(text: str):
    with pytest.raises(TalionError, match="this JSON"):
        read_dossier(text)


def test_an_unknown_format_is_refused_by_name():
    with pytest.raises(TalionError, match="html, md, json, pdf; not 'docx'"):
        write_brief(FULL, format="docx")


def test_text_has_a_footnote_for_each_passage_it_refers_to():
    text = write_brief(FULL, format="md")
    assert isinstance(text, str)
    defined = re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE)
    assert defined == [str(n + 1) for n in range(len(defined))]
    assert set(re.findall(r"\[\^(\d+)\](?!:)", text)) <= set(defined)


def test_print_holds_the_sections_and_the_arabic_words():
    pypdf = pytest.importorskip("pypdf")
    pytest.importorskip("typst")
    pages = pypdf.PdfReader(BytesIO(write_brief(FULL, format="pdf"))).pages
    text = "\n".join(page.extract_text() for page in pages)
    for section in SECTIONS[1:]:
        assert section in text
    assert "العوسق" in text or "قسوعلا" in text


EVIL = '<script>alert("1")</script>&<img src=x onerror=alert(1)>'


def test_hostile_words_stay_words_in_every_format():
    report = Report(f"{EVIL}\n\nThey struck.", outlet=EVIL, url="javascript:alert(1)", path=EVIL, language='en"><b>')
    evil = replace(
        FULL, title=EVIL, reports=(*FULL.reports, report), doubts=(Doubt("event-strikes", "x", EVIL),),
        actors=(*FULL.actors[:2], Actor("order", EVIL, "armed group"), *FULL.actors[3:]),
        events=(replace(FULL.events[4], thing=EVIL, passages=(report.passage(0, len(EVIL)),)), *FULL.events[5:]),
    )  # fmt: skip
    page = html(evil)
    assert "<script" not in page and "<img" not in page and 'href="javascript' not in page and "<b>" not in page
    text = write_brief(evil, format="md")
    assert isinstance(text, str) and not re.search(r"(?<!\\)<script", text)
    assert write_brief(evil, format="pdf")


def test_a_thousand_reports_stay_small_and_say_what_is_left_out():
    large = DOSSIERS.large(1000)
    start = time.perf_counter()
    page = html(large)
    assert time.perf_counter() - start < 10  # measured well below one second; a slow machine gets room
    assert len(page.encode()) < 5_000_000
    assert "750 more events are not shown here. This lists all: talion events" in page


def _strike(id: str, dead: int, when: DateSpan | None, *, origin: str | None = None) -> Event:
    toll = Toll((TollPart("killed", Count.exactly(dead)),))
    return Event(id, "ASSAULT", when=when, toll=toll, origin=origin)


def test_the_dead_of_acts_that_may_be_one_are_not_added_up():
    day, next_day = DateSpan.on(date(2031, 3, 1)), DateSpan.on(date(2031, 3, 2))
    acts = (_strike("a", 25, day), _strike("b", 28, day), _strike("c", 4, next_day), _strike("d", 25, None))
    said = _short_of_deaths(acts)
    assert "At least 32 people were killed" in said and "(82 over all 4 acts" in said


def test_the_dead_of_acts_on_days_of_their_own_and_of_rows_are_added_up():
    day, next_day = DateSpan.on(date(2031, 3, 1)), DateSpan.on(date(2031, 3, 2))
    assert "29 people were killed" in _short_of_deaths((_strike("a", 25, day), _strike("b", 4, next_day)))
    rows = (_strike("a", 25, day, origin="ucdp-ged 1"), _strike("b", 4, day, origin="ucdp-ged 2"))
    assert "29 people were killed" in _short_of_deaths(rows)
