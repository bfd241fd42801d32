import importlib
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from talion.errors import LedgerError
from talion.ledger.ledger import Ledger
from talion.pipeline.case import Case

from .line_coder import LineCoder

NOW = datetime(2031, 3, 21, tzinfo=UTC)


def test_a_report_that_is_read_is_in_the_case_with_its_acts(case, tell):
    reading = tell("2031-03-01 ashmar > hill-front ASSAULT")
    assert reading.count("new") == 1 and reading.outcomes[0].events == 1
    assert [report.outlet for report in case.reports()] == ["Outlet 1"]
    assert [event.actors for event in case.events()] == [("ashmar",)]


def test_a_report_that_is_known_is_not_coded_again(case, tmp_path, tell):
    tell("2031-03-01 ashmar > hill-front ASSAULT")
    again = case.read(
        [tmp_path / "report-1.txt"], published=date(2031, 3, 20), outlet="Outlet 1", language="en", now=NOW
    )
    assert [outcome.state for outcome in again.outcomes] == ["known"]
    assert len(case.coder.coded) == 1 and (again.matches.new, again.links.new) == (0, 0)


def test_what_was_said_of_a_report_before_is_not_forgotten_when_it_is_read_without(case, tmp_path, tell):
    tell("2031-03-01 ashmar > hill-front ASSAULT")
    case.read([tmp_path / "report-1.txt"], now=NOW)
    [report] = case.reports()
    assert (report.published, report.outlet) == (date(2031, 3, 20), "Outlet 1")


def test_another_version_of_the_coder_reads_again(case, tmp_path, tell, invented_registry):
    tell("2031-03-01 ashmar > hill-front ASSAULT")
    newer = Case(case.ledger, registry=invented_registry, coder=LineCoder("lines 2"))
    reading = newer.read([tmp_path / "report-1.txt"], now=NOW)
    assert newer.coder.coded and reading.count("revised") == 1


def test_sources_that_are_no_reports_are_refused_with_a_reason_and_the_others_go_on(case, tmp_path):
    good, empty, worse = tmp_path / "good.txt", tmp_path / "empty.txt", tmp_path / "worse.txt"
    good.write_text("On the border.\n\n2031-03-01 ashmar > hill-front ASSAULT, said a general.")
    empty.write_text("")
    worse.write_text("It was unspeakable, said a general who had seen the village afterwards.")
    seen = []
    reading = case.read([empty, worse, tmp_path / "missing.txt", good], now=NOW, progress=seen.append)
    assert [outcome.state for outcome in reading.outcomes] == ["refused", "refused", "refused", "new"]
    assert all(outcome.why for outcome in reading.refused)
    assert "no word for it" in reading.outcomes[1].why
    assert seen == list(reading.outcomes)
    assert len(case.events()) == 1


def test_a_header_without_a_day_is_warned_of_each_time_until_the_day_is_given(case, tmp_path):
    path = tmp_path / "wire.txt"
    path.write_text("Published: last week\n\nOn the border.\n\n2031-03-01 ashmar > hill-front ASSAULT, said a general.")
    told = [case.read([path], now=NOW).outcomes[0] for _ in range(2)]
    assert [outcome.state for outcome in told] == ["new", "known"]
    assert all("Line 1, “Published: last week”" in outcome.warnings[0] for outcome in told)
    dated = case.read([path], published=date(2031, 3, 2), now=NOW).outcomes[0]
    assert (dated.state, dated.warnings) == ("revised", ())
    assert case.read([path], now=NOW).outcomes[0].warnings == ()


def test_a_coder_that_quotes_what_is_not_there_is_refused_and_leaves_nothing(case, tmp_path, invented_registry):
    class Liar(LineCoder):
        def code(self, report):
            other = type(report)("2031-03-01 ashmar > belvar ASSAULT is what another report says.")
            coded = super().code(other)
            return type(coded)(report, coded.events, coded.claims)

    lying = Case(case.ledger, registry=invented_registry, coder=Liar())
    path = tmp_path / "report.txt"
    path.write_text("Nothing of the kind was said by anybody in this report.")
    reading = lying.read([path], now=NOW)
    assert reading.count("refused") == 1 and "does not rest on the text" in reading.outcomes[0].why
    assert lying.reports() == []


def test_reading_in_any_order_gives_the_same_acts_and_links(tmp_path, invented_registry):
    for n, line in enumerate(
        (
            "2031-03-01 ashmar > hill-front ASSAULT killed 3 in Harn",
            "2031-03-01 ashmar-army > hill-front ASSAULT killed 3 in Harn",
            "2031-03-02 hill-front > ashmar ASSAULT",
        )
    ):
        (tmp_path / f"{n}.txt").write_text(f"Outlet {n} has this to say about the border.\n\n{line}, it said.")
    told = []
    for order in ("012", "210", "102"):
        with Case(Ledger.open(":memory:"), registry=invented_registry, coder=LineCoder()) as case:
            for n in order:
                case.read([tmp_path / f"{n}.txt"], published=date(2031, 3, 3), now=NOW)
            told.append((case.events(), case.links(), case.claims()))
    assert told[0] == told[1] == told[2]
    assert len(told[0][0]) == 2


def test_a_copy_that_says_less_than_the_first_takes_nothing_away(case, tmp_path):
    body = "On the border.\n\n2031-03-01 ashmar > hill-front ASSAULT, said a general."
    plain = tmp_path / "c.txt"
    plain.write_text(body)
    first = case.read([plain], published=date(2031, 3, 2), outlet="The Post", now=NOW)
    second = case.read([plain, plain], now=NOW)
    assert first.count("new") == 1 and second.count("known") == 2
    assert [(report.published, report.outlet) for report in case.reports()] == [(date(2031, 3, 2), "The Post")]


@pytest.fixture
def travelling_coder():
    """The coder as a module that other processes find by its name."""
    sys.path.insert(0, str(Path(__file__).parent))
    try:
        yield importlib.import_module("line_coder").LineCoder()
    finally:
        sys.path.pop(0)


def test_several_processes_read_the_same_as_one(tmp_path, invented_registry, travelling_coder):
    for n in range(6):
        (tmp_path / f"{n}.txt").write_text(f"Outlet {n} on the war.\n\n2031-03-0{n + 1} ashmar > hill-front ASSAULT.")
    told = []
    for workers in (1, 2):
        with Case(Ledger.open(":memory:"), registry=invented_registry, coder=travelling_coder) as case:
            reading = case.read([tmp_path], published=date(2031, 3, 9), now=NOW, workers=workers)
            told.append((case.events(), case.claims(), reading))
    assert told[0] == told[1] and len(told[0][0]) == 6


def test_a_case_is_opened_by_its_path_and_only_made_when_asked(tmp_path):
    with pytest.raises(LedgerError, match="there is no case"):
        Case.open(tmp_path / "war.talion", create=False)
    with Case.open(tmp_path / "war.talion") as case:
        assert case.path == tmp_path / "war.talion" and case.reports() == []


def test_actors_in_the_folder_beside_the_case_are_known_in_it(tmp_path):
    (tmp_path / "war.actors").mkdir()
    (tmp_path / "war.actors" / "actors.toml").write_text(
        '[[actor]]\nid = "dune-league"\nname = "Dune League"\nkind = "armed group"\nsource = "a note of ours, 2031"\n'
    )
    with Case.open(tmp_path / "war.talion") as case:
        assert case.known_actors.resolve("Dune League").actor.id == "dune-league"
    with Case.open(tmp_path / "other.talion") as case:
        assert case.known_actors.resolve("Dune League") is None
