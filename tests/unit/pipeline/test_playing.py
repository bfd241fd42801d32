import json
from datetime import date
from pathlib import Path

import pytest

from talion.errors import ScenarioError
from talion.pipeline.playing import hold_tournament, play_file, write_runs

BASE = """
name = "base"
[[party]]
name = "Ashmar"
[[party]]
name = "Belvar"
[[pair]]
actor = "Ashmar"
recipient = "Belvar"
rate = 0.2
lethal = 0.1
[[pair]]
actor = "Belvar"
recipient = "Ashmar"
lethal = 0.2
policy = "threshold"
"""


@pytest.fixture
def base(tmp_path: Path) -> Path:
    (tmp_path / "base.toml").write_text(BASE, "utf-8")
    return tmp_path / "base.toml"


def test_two_processes_give_the_bytes_of_one(base):
    alone = play_file(base, None, days=40, paths=1100, seed=3)
    together = play_file(base, None, days=40, paths=1100, seed=3, workers=2)
    assert alone.digest == together.digest and alone.paths == 1100


def test_progress_counts_paths(base):
    told = []
    play_file(base, None, days=5, paths=1200, seed=3, progress=told.append)
    assert told == [500, 1000, 1200]


def test_runs_are_written_with_three_paths_that_can_be_read_again(base, tmp_path):
    from talion.datasets.chronicle import read_chronicle

    runs = play_file(base, None, days=60, paths=200, seed=3)
    written = write_runs(runs, tmp_path / "runs", start=date(2031, 1, 1))
    assert [path.name.split("-")[0] for path in written] == ["summary.jsonl", "bands.csv", "path", "path", "path"]
    assert all(json.loads(line)["caveats"] for line in written[0].read_text().splitlines())
    assert len(written[1].read_text().splitlines()) == 1 + 2 * 2 * 60
    totals = runs.counted("acts").sum(axis=1)
    for path in written[2:]:
        war = read_chronicle(path.read_text("utf-8"))
        assert len(war.events) == totals[int(path.stem.rpartition("-")[2])]


def test_a_what_if_is_compared_on_the_same_luck(base, tmp_path):
    what_if = tmp_path / "calm.toml"
    what_if.write_text('base = "base.toml"\n[[pair]]\nactor = "Ashmar"\nrecipient = "Belvar"\nrate = 0.1\n', "utf-8")
    done = play_file(base, what_if, days=60, paths=400, seed=3)
    assert done.difference(actor="Ashmar").value == pytest.approx(-6, abs=0.6)
    assert write_runs(done, tmp_path / "runs", start=date(2031, 1, 1))


def test_a_tournament_of_named_policies_and_ones_own(tmp_path):
    own = tmp_path / "mine.toml"
    own.write_text('[[policy]]\nname = "mine"\nturns = { CC = 1, CD = 0, DC = 1, DD = 0.5 }\n', "utf-8")
    done = hold_tournament(["mine", "Tit for tat"], turns=10, slip=0.0, misreading=0.0, own=own)
    assert set(done.names) == {"mine", "tit for tat"}
    assert len(hold_tournament([], turns=None, slip=0.05, misreading=0.0, own=own).names) == 14


def test_a_rule_without_a_strategy_enters_no_tournament():
    with pytest.raises(ScenarioError, match="graduated has no form in the repeated game"):
        hold_tournament(["graduated", "grudge"], turns=None, slip=0.0, misreading=0.0, own=None)
