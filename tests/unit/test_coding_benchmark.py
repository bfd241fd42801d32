"""The benchmark's reports and their truth say the same thing, and its counting can be checked by hand."""

import importlib.util
import re
import sys
from datetime import date
from pathlib import Path

import pytest

from talion.codebook.gazetteer import gazetteer
from talion.codebook.registry import registry
from talion.records import (
    ACTIONS,
    BASES,
    DIRECTIONS,
    RELATION_KINDS,
    STANCES,
    STATUSES,
    TOPICS,
    UNKNOWN_ACTOR,
    Actor,
    Coded,
    DateSpan,
    Event,
    Mark,
    Report,
)

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "coding.py"
_spec = importlib.util.spec_from_file_location("coding_benchmark", SCRIPT)
assert _spec and _spec.loader
benchmark = importlib.util.module_from_spec(_spec)
sys.modules["coding_benchmark"] = benchmark
_spec.loader.exec_module(benchmark)

FOLDERS = tuple(benchmark.SETS.values())
TEXTS = {file.stem: file.read_text("utf-8") for one in FOLDERS for file in sorted((one / "reports").glob("*.txt"))}
TRUTHS = {stem: truth for one in FOLDERS for stem, truth in benchmark.truths(one / "truth").items()}
AGAIN = benchmark.truths(FOLDERS[0] / "second")


def lines(kind):
    return [(stem, row) for stem, truth in TRUTHS.items() for row in truth.get(kind, [])]


# ---- the data


def test_every_report_has_its_truth_and_says_that_its_outlet_is_invented():
    assert set(TRUTHS) == set(TEXTS) and len(TEXTS) == 72 == 3 * len(benchmark.truths())
    assert all("invented" in text.splitlines()[0] for text in TEXTS.values())
    assert all(f"Published: {stem[:10]}\n" in text for stem, text in TEXTS.items())
    assert all(150 <= len(text.split()) <= 400 for text in TEXTS.values())


@pytest.mark.parametrize("folder", [TRUTHS, AGAIN], ids=["truth", "second"])
def test_every_line_rests_on_words_of_its_report(folder):
    kinds = ("event", "claim", "link", "assessment", "relation", "trap")
    told = [(stem, row) for stem, truth in folder.items() for kind in kinds for row in truth.get(kind, [])]
    said = [(stem, words) for stem, row in told for words in (row["words"], *row.get("words_also", []))]
    assert len(said) > 50
    assert [(stem, words) for stem, words in said if words not in TEXTS[stem]] == []


def test_the_truth_keeps_to_the_vocabularies():
    for _, event in lines("event"):
        assert {event["action"], *event.get("action_also", [])} <= set(ACTIONS)
        assert {event["status"], *event.get("status_also", [])} <= set(STATUSES)
        assert event["actors"]
        if "days" in event:
            first, last = (date.fromisoformat(day) for day in event["days"])
            assert first <= last
        assert all(
            re.fullmatch(r"\d+\+?|\d+-\d+", event[effect]) for effect in ("killed", "injured") if effect in event
        )
    assert all(row["stance"] in STANCES and row["about"] in TOPICS for _, row in lines("claim"))
    assert all(row["basis"] in BASES for _, row in lines("link"))
    assert all(row["direction"] in DIRECTIONS for _, row in lines("assessment"))
    assert all(row["kind"] in RELATION_KINDS for _, row in lines("relation"))


def test_an_actor_is_of_the_registry_or_new_or_unknown():
    sides = {id for _, event in lines("event") for id in (*event["actors"], *event.get("recipients", []))}
    sides |= {id for _, row in lines("relation") for id in (row["subject"], row["object"])}
    known = {id for id in sides if not id.startswith("new-")} - {UNKNOWN_ACTOR}
    assert known and known <= set(registry().actors)


def test_links_and_claims_speak_of_events_of_their_report():
    for truth in TRUTHS.values():
        known = {event["key"] for event in truth.get("event", [])}
        assert {claim["event"] for claim in truth.get("claim", [])} <= known
        assert {end for link in truth.get("link", []) for end in (link["trigger"], link["response"])} <= known


def test_the_reports_hold_the_difficulties_that_they_were_written_for():
    assert {event["status"] for _, event in lines("event")} == set(STATUSES)
    assert {event.get("says") for _, event in lines("event")} >= {
        "claimed", "blamed", "denied", "unclaimed", "disputed", "stated",
    }  # fmt: skip
    assert {row["direction"] for _, row in lines("assessment")} == set(DIRECTIONS)
    assert {row["basis"] for _, row in lines("link")} == {"declared", "attributed"}
    assert len(lines("trap")) >= 40


def test_each_part_holds_half_of_the_reports_and_of_the_events():
    parts = [benchmark.part_of(stem) for stem in benchmark.truths()]
    assert parts.count("tune") == parts.count("apart") == 12
    events = [benchmark.part_of(stem) for stem, _ in lines("event")]
    assert 0.35 < events.count("tune") / len(events) < 0.65


# ---- the counting

TEXT = "Ashmar shelled the town of Corm on 3 March 2031, killing two. Belvar said it would answer."
TRUTH = {
    "actor": [{"id": "new-ashmar", "names": ["Ashmar"]}],
    "event": [
        {"key": "corm", "words": "shelled the town of Corm", "action": "ASSAULT", "status": "done",
         "actors": ["new-ashmar"], "recipients": ["new-belvar"], "days": ["2031-03-03", "2031-03-03"]},
        {"key": "vow", "words": "it would answer", "action": "THREATEN", "status": "threatened",
         "actors": ["new-belvar"]},
    ],
}  # fmt: skip


def judged(*events, truth=TRUTH, actors=()):
    report = Report(TEXT, language="en")
    tally = benchmark.Tally()
    benchmark.Judge(Coded(report, events=events, actors=actors), truth, registry(), gazetteer()).score(tally)
    return tally


def event(words, action="ASSAULT", **others):
    report = Report(TEXT)
    start = TEXT.index(words)
    passage = report.passage(start, start + len(words))
    return Event(id=words, action=action, passages=(passage,), marks=(Mark("act", passage),), **others)


def test_an_event_is_found_where_words_and_action_are_right():
    tally = judged(event("shelled", actors=("new-ashmar",), when=DateSpan.on(date(2031, 3, 3))))
    assert (tally.right["events found"], tally.of["events found"]) == (1, 2)
    assert tally.share("actor") == tally.share("day exact") == 100
    assert tally.share("recipient") == 0
    assert tally.share("deeds that are true") == 100


def test_a_wrong_action_at_the_right_words_is_not_found():
    tally = judged(event("shelled", "SANCTION"))
    assert tally.right["events found"] == 0 and tally.share("action") == 0
    assert tally.share("deeds that are true") == 0


def test_one_coded_event_answers_for_one_act_and_its_double_is_not_true():
    tally = judged(event("shelled"), event("shelled the town"))
    assert tally.right["events found"] == 1
    assert (tally.right["deeds that are true"], tally.of["deeds that are true"]) == (1, 2)


def test_a_provisional_actor_is_known_by_the_names_that_the_text_gives_it():
    actors = (Actor("new-artillery-of-ashmar", "artillery of Ashmar", "force", provisional=True),)
    tally = judged(event("shelled", actors=("new-artillery-of-ashmar",)), actors=actors)
    assert tally.share("actor") == 100
    assert judged(event("shelled", actors=("new-belvar",))).share("actor") == 0


def test_one_wrong_party_makes_a_side_wrong():
    tally = judged(event("shelled", actors=("new-ashmar", "new-corm")))
    assert tally.share("actor") == 0


@pytest.mark.parametrize(("count", "low", "high"), [("25", 25, 25), ("25+", 25, None), ("2-3", 2, 3)])
def test_a_count_is_read_as_its_ends(count, low, high):
    assert benchmark.ends(count) == (low, high)


def test_a_name_is_compared_without_case_article_accents_and_possessive():
    assert benchmark.plain("The Karkamış's") == benchmark.plain("karkamis")


def test_kappa_is_one_in_full_agreement_and_nothing_where_chance_would_do_as_well():
    assert benchmark.kappa([("a", "a"), ("b", "b")]) == 1
    assert benchmark.kappa([("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")]) == 0


def test_the_misses_of_the_part_kept_apart_are_not_shown(capsys):
    apart = next(stem for stem in TEXTS if benchmark.part_of(stem) == "apart")
    assert benchmark.show(apart, coder=None) == 1
    assert "kept apart" in capsys.readouterr().out


def test_the_two_annotations_are_compared(capsys):
    benchmark.agreement()
    assert "6 reports" in capsys.readouterr().out and len(AGAIN) == 6
