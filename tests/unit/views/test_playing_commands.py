"""The commands about scenarios, as typed."""

import json
from contextlib import chdir

import pytest
from typer.testing import CliRunner

from talion.errors import TalionError
from talion.views.cli import app

BASE = """
name = "base"
fitted_days = 60
[[party]]
name = "Ashmar"
[[party]]
name = "Belvar"
[[pair]]
actor = "Ashmar"
recipient = "Belvar"
rate = 0.2
rate_between = [0.1, 0.3]
lethal = 0.1
[[pair]]
actor = "Belvar"
recipient = "Ashmar"
policy = "threshold"
"""
CALM = 'base = "base.toml"\n[[change]]\nday = 20\nactor = "Ashmar"\nrecipient = "Belvar"\nrate = 0.02\n'


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "base.toml").write_text(BASE, "utf-8")
    (tmp_path / "calm.toml").write_text(CALM, "utf-8")
    return tmp_path


def typed(folder, *words):
    with chdir(folder):
        done = CliRunner().invoke(app, words, env={"COLUMNS": "200", "NO_COLOR": "1"})
    if isinstance(done.exception, TalionError):
        raise done.exception
    assert done.exit_code == 0, f"{done.output}\n{done.exception!r}"
    return done.output


def test_a_play_writes_summary_bands_paths_pictures_and_a_page(folder):
    said = typed(folder, "play", "base.toml", "--days", "40", "--paths", "500", "-o", "runs")
    names = {path.name for path in (folder / "runs").iterdir()}
    assert {"summary.jsonl", "bands.csv", "bands-acts.svg", "first-passage.svg", "severity.svg", "index.html"} <= names
    assert sum(name.startswith("path-") and name.endswith(".txt") for name in names) == 3
    assert sum(name.startswith("path-") and name.endswith(".svg") for name in names) >= 2
    assert "What drives it: Ashmar > Belvar: rate (more of it gives more" in said


def test_a_comparison_says_by_how_much_and_whether_the_direction_holds(folder):
    said = typed(folder, "play", "base.toml", "calm.toml", "--compare", "--days", "40", "--paths", "4000")
    assert "How many more acts by Ashmar on Belvar in 40 days under calm?" in said
    assert "The direction holds in 100% of the draws" in said


def test_a_sweep_and_a_sensitivity_are_one_command_each(folder):
    said = typed(folder, "play", "base.toml", "--days", "30", "--paths", "200", "--steps", "3",
                 "--sweep", "Ashmar > Belvar: lethal=0..0.4", "-o", "runs")  # fmt: skip
    assert "Ashmar > Belvar: lethal, which stands at 0.1" in said and (folder / "runs" / "sweep.svg").exists()
    said = typed(folder, "play", "base.toml", "--days", "30", "--paths", "100", "--points", "8", "--sensitivity",
                 "--sweep", "Ashmar > Belvar: lethal=0.1..0.9", "--sweep", "Ashmar > Belvar: size=1..9")  # fmt: skip
    assert "What drives the mean number of acts that kill: Ashmar > Belvar: lethal" in said
    assert "What it does not visibly depend on within these ranges: Ashmar > Belvar: size." in said


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("play", "base.toml", "--days", "61"), "61 days lie beyond the 60 days"),
        (("play", "base.toml", "--compare"), "--compare needs two scenario files"),
        (("play", "base.toml", "calm.toml", "--sensitivity"), "asked of one scenario file"),
        (("play", "none.toml"), "none.toml: cannot be read"),
        (("tournament", "--strategies", "tit for tat, grudg"), "did you mean 'grudge'"),
    ],
)
def test_what_cannot_be_done_says_why(folder, words, message):
    with pytest.raises(TalionError, match=message):
        typed(folder, *words)


def test_a_tournament_takes_its_strategies_as_a_list(folder):
    said = typed(folder, "tournament", "--strategies", "tit for tat, grudge", "--noise", "0.05", "--misreading", "0.02")
    assert "tit for tat" in said and "grudge" in said and "nothing was drawn at random" in said


def test_json_is_json(folder):
    rows = json.loads(typed(folder, "play", "base.toml", "--days", "20", "--paths", "50", "--json"))
    assert rows[0]["question"].startswith("How many acts by Ashmar")
