"""The commands, from the first line to the last."""

import json
from datetime import date
from pathlib import Path

import pytest

from talion.examples import reports
from talion.pipeline.case import Case
from talion.views.cli import main

SIDES = ["--between", "United States", "Iran-backed groups"]


@pytest.fixture(scope="module")
def case_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("case") / "war.talion"
    names = ("2019-12-27_meridian-wire", "2019-12-29_statement", "2019-12-30_harbour", "2020-01-10_weekly")
    with Case.open(path) as case:
        case.read([one for one in sorted(Path(reports()).iterdir()) if one.name.startswith(names)])
    return path


def run(case_file, capsys, *arguments, code=0):
    try:
        main(["--case", str(case_file), *arguments])
        ended = 0
    except SystemExit as end:
        ended = int(end.code or 0)
    printed = capsys.readouterr()
    assert ended == code, printed.out + printed.err
    return printed.out + printed.err


def forecast(case_file, capsys, *more, **code):
    return run(case_file, capsys, "forecast", "--on", "2020-01-02", "--horizon", "7d", *SIDES, "--watched-from",
               "2019-10-01", "--model", "none", *more, **code)  # fmt: skip


def test_a_forecast_prints_its_hash_first_and_is_scored_later(case_file, capsys, tmp_path):
    questions = tmp_path / "questions.toml"
    said = forecast(case_file, capsys, "-o", str(questions))
    assert said.startswith("Rules: ") and len(said.split()[1]) == 64
    assert "Rests on 3 of 4 reports: those dated 2020-01-02 or before" in said
    assert "Are there any acts of force by the United States on Iran-backed groups" in said
    assert "[[question]]" in questions.read_text("utf-8")
    again = forecast(case_file, capsys, "--questions", str(questions))
    assert again.count("Are there any acts of force by the United States on") == 1
    scored = run(case_file, capsys, "score", "--watched-from", "2019-10-01", "--picture", str(tmp_path / "r.svg"))
    assert "yes or no: Brier score" in scored and "1 case can tell no chance up to .9 from .3" in scored
    assert (tmp_path / "r.svg").read_text("utf-8").startswith("<svg")
    with Case.open(case_file) as case:
        [given, *_], [asked, *_] = case.ledger.expected.forecasts(), case.ledger.expected.questions()
    assert "Chances of its outcomes" in run(case_file, capsys, "show", given.id)
    assert f"Open from {asked.opens} to {asked.closes}" in run(case_file, capsys, "show", asked.id)


def test_forecasts_can_be_printed_as_json(case_file, capsys):
    done = json.loads(forecast(case_file, capsys, "--json"))
    assert done["on"] == "2020-01-02" and done["forecasts"][0]["given_on"] == "2020-01-02"


def test_an_expectation_is_suggested_decided_and_taken_back(case_file, capsys):
    with Case.open(case_file) as case:
        expert = next(one.id for one in case.assessments() if one.direction == "deter")
    assert expert in run(case_file, capsys, "assessments", "--csv")
    assert "no question puts it" in run(case_file, capsys, "assessments", "resolve", expert)
    said = run(case_file, capsys, "assessments", "resolve", expert, "--outcome", "no", "--by", "Ada", "--evidence",
               "https://news.example/1")  # fmt: skip
    assert said.startswith("Ada decided: no") and "takes it back" in said
    assert "Withdrawn: what Ada said" in run(
        case_file, capsys, "assessments", "resolve", expert, "--undo", "--by", "Ada"
    )


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["backtest", "--from", "2020-01-05", "--to", "2020-03-30", "--horizon", "30d", *SIDES], "beyond the data"),
        (["backtest", "--from", "2020-01-05", "--to", "2020-01-06", "--leave-out", "luck", *SIDES], "one of future"),
        (["forecast", "--on", "2019-01-01", *SIDES], "nothing to make a forecast from"),
        (["forecast", "--on", "2020-01-02", "--questions", "nowhere.toml", *SIDES], "cannot be read"),
        (["forecast", "--on", "2020-01-02", "--model", "oracle", *SIDES], "there is no model 'oracle'"),
        (["assessments", "resolve", "assessment-0000", "--outcome", "no", "--by", "Ada"], "holds nothing with the id"),
    ],
)
def test_what_cannot_be_is_said_in_one_line(case_file, capsys, arguments, says):
    said = run(case_file, capsys, *arguments, code=1)
    assert says in said and len(said.strip().splitlines()) <= 2


def test_a_horizon_that_is_none_is_a_mistake(case_file, capsys):
    assert "is no number of days" in run(
        case_file, capsys, "forecast", "--on", "2020-01-02", "--horizon", "soon", code=2
    )


def test_a_question_about_known_days_is_refused(case_file, capsys, tmp_path):
    path = tmp_path / "late.toml"
    path.write_text(
        f'[[question]]\nasks = "happens"\nsays = "Known?"\nfrom = {date(2020, 1, 2)}\nuntil = 2020-01-09\n'
        'by = "United States"\non = "Iran-backed groups"\n',
        "utf-8",
    )
    assert "what happened by then is known" in forecast(case_file, capsys, "--questions", str(path), code=1)
