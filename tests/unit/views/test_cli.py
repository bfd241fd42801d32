"""One command a verb, the same filters on every list, and clean words on the way out."""

import contextlib
import inspect
import io
import json
import subprocess
import sys
from dataclasses import fields
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import typer

import talion
from talion.pipeline import steps
from talion.records import Coded, Count, DateSpan, Event, Link, Mark, Report, Selection, Toll, TollPart
from talion.views.cli import app, main

TEXT = "On 7 March rockets killed 3 in Telmar. On 9 March the army shelled Orsk in answer to it."
NOT_COMMANDS = {
    "actor",
    "dossier",
    "explain",
    "record_key",
    "resolve",
}  # words or options behind another, and what `brief` lays out
LISTS = ("events", "links", "exchanges", "actors", "relations", "assessments", "claims", "reports", "doubts")
COMMANDS = typer.main.get_command(app).commands


def coded() -> Coded:
    report = Report(TEXT, outlet="Telmar Wire", published=date(2031, 3, 10), language="en")
    first, second = report.passage(0, 38), report.passage(39, len(TEXT))
    rockets = Event(
        "event-000000000000000a",
        "ASSAULT",
        "rocket",
        recipients=("united-states",),
        when=DateSpan.on(date(2031, 3, 7)),
        toll=Toll((TollPart("killed", Count.exactly(3)),)),
        passages=(first,),
        marks=(Mark("killed", report.passage(19, 27)),),
        reports=(report.id,),
    )
    shelling = Event(
        "event-000000000000000b",
        "ASSAULT",
        "shelling",
        actors=("united-states",),
        when=DateSpan.on(date(2031, 3, 9)),
        passages=(second,),
        reports=(report.id,),
    )
    link = Link(rockets.id, shelling.id, "attributed", 0.8, evidence=(second,), lag_days=2)
    return Coded(report, (rockets, shelling), links=(link,))


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "war.talion"
    with talion.open(path) as opened:
        opened.ledger.add(coded(), now=datetime(2031, 3, 11, tzinfo=UTC))
    return path


def run(*arguments: str | Path) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main([str(argument) for argument in arguments])
        except SystemExit as end:
            return int(end.code or 0), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def test_each_verb_of_the_pipeline_is_a_command_with_the_same_first_line():
    verbs = {
        name: function
        for name, function in vars(steps).items()
        if inspect.isfunction(function) and function.__module__ == steps.__name__ and not name.startswith("_")
    }
    # "import" is a word of Python, so its function has a second one
    verbs["import"] = verbs.pop("import_data")
    assert set(verbs) - NOT_COMMANDS == set(COMMANDS) - {"demo", "brief"}
    for name in set(verbs) - NOT_COMMANDS:
        assert COMMANDS[name].help.splitlines()[0] == verbs[name].__doc__.splitlines()[0], name


@pytest.mark.parametrize("name", LISTS)
def test_each_list_takes_a_filter_for_each_field_of_a_selection(name):
    taken = {parameter.name for parameter in COMMANDS[name].params}
    wanted = {{"kinds": "kind", "statuses": "status"}.get(field.name, field.name) for field in fields(Selection)}
    assert wanted | {"limit", "as_json", "as_csv"} <= taken


@pytest.mark.parametrize("name", LISTS)
def test_each_list_prints_json_csv_and_words(name, case):
    code, out, _ = run("--case", case, name, "--json")
    assert code == 0 and isinstance(json.loads(out), list)
    assert run("--case", case, name, "--csv")[0] == 0
    assert run("--case", case, name)[0] == 0


def test_the_case_is_named_before_or_after_the_verb_or_by_the_environment(case, monkeypatch):
    before, after = run("--case", case, "events", "--csv"), run("events", "--csv", "--case", case)
    monkeypatch.setenv("TALION_CASE", str(case))
    assert before == after == run("events", "--csv")
    assert before[1].count("\n") == 3


def test_filters_narrow_the_list(case):
    ids = [one["id"] for one in json.loads(run("--case", case, "events", "--since", "2031-03-08", "--json")[1])]
    assert ids == ["event-000000000000000b"]
    assert json.loads(run("--case", case, "events", "--until", "2031-02", "--json")[1]) == []
    assert len(json.loads(run("--case", case, "events", "--kind", "Assault", "--limit", "1", "--json")[1])) == 1


def test_data_stay_clean_on_a_terminal_that_wants_colour(case, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    for form in ("--json", "--csv"):
        assert "\x1b" not in run("--case", case, "events", form)[1]


def test_no_color_is_heeded(case, monkeypatch):
    monkeypatch.setenv("TTY_COMPATIBLE", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("NO_COLOR", "1")
    colours = ("\x1b[3", "\x1b[9", "\x1b[1;3", "\x1b[38")
    assert not any(colour in run("--case", case, "show", "event-000000000000000a")[1] for colour in colours)


def test_an_empty_list_says_so_beside_the_data(case):
    code, out, err = run("--case", case, "events", "--since", "2040-01-01")
    assert (code, out) == (0, "") and "no events fit" in err


def test_showing_an_event_marks_its_words_and_names_its_answer(case):
    code, out, _ = run("--case", case, "show", "event-000000000000000a")
    assert code == 0
    assert "rockets [killed 3] in Telmar" in out
    assert "It is answered by" in out and "link-" in out


@pytest.mark.parametrize("id", ["event-000000000000000b", coded().links[0].id, coded().report.id, "united-states"])
def test_records_of_each_kind_can_be_shown(id, case):
    code, out, err = run("--case", case, "show", id)
    assert code == 0 and out and not err
    assert json.loads(run("--case", case, "show", id, "--json")[1])["record"]


def test_a_link_is_judged_and_the_judgement_taken_back(case):
    link = coded().links[0].id
    assert run("--case", case, "judge", link, "reject", "--by", "A. Analyst", "--why", "too late")[0] == 0
    assert json.loads(run("--case", case, "links", "--json")[1]) == []
    [judgement] = json.loads(run("--case", case, "judgements", "--json")[1])
    assert (judgement["by"], judgement["verdict"], judgement["why"]) == ("A. Analyst", "reject", "too late")
    assert run("--case", case, "undo", link, "--by", "A. Analyst")[0] == 0
    assert len(json.loads(run("--case", case, "links", "--json")[1])) == 1
    code, _, err = run("--case", case, "undo", link, "--by", "A. Analyst")
    assert code == 1 and err.startswith("talion: ") and err.count("\n") == 1


@pytest.mark.parametrize("arguments", [["events"], ["show", "event-1"], ["brief"], ["links", "--csv"], ["measure"]])
def test_a_case_that_is_not_there_is_one_line_and_no_traceback(arguments, tmp_path):
    code, out, err = run("--case", tmp_path / "none.talion", *arguments)
    assert (code, out) == (1, "")
    assert err.startswith("talion: ") and err.count("\n") == 1 and "Traceback" not in err
    assert not (tmp_path / "none.talion").exists()


@pytest.mark.parametrize(
    "arguments",
    [["nonsense"], ["events", "--since", "soon"], ["events", "--json", "--csv"], ["judge", "x", "perhaps", "--by", "A"],
     ["judge", "x", "accept"], ["read"], ["brief", "-o", "brief.docx"], ["events", "--limit", "0"]],
)  # fmt: skip
def test_a_command_that_is_not_understood_ends_with_2(arguments, case):
    assert run("--case", case, *arguments)[0] == 2


def test_a_reading_that_gives_nothing_ends_with_1_and_says_why(tmp_path):
    code, _, err = run("--case", tmp_path / "war.talion", "read", tmp_path / "none.txt")
    assert code == 1 and "check the name" in err


def test_a_header_without_a_day_is_told_with_the_file_and_the_line_and_is_read(tmp_path):
    path = tmp_path / "wire.txt"
    path.write_text("Outlet: Telmar Wire\nPublished: mardi\nLanguage: fr\n\nL'armée tire\n\nL'armée a tiré.\n", "utf-8")
    code, out, err = run("--case", tmp_path / "war.talion", "read", path)
    assert code == 0 and f"warning {path}: Line 2, “Published: mardi”, holds no day" in err
    assert "1 new" in out


@pytest.mark.parametrize(("format", "start"), [("html", "<!doctype html"), ("md", "# "), ("json", "{")])
def test_a_brief_is_written_in_the_form_that_its_name_says(format, start, case, tmp_path):
    path = tmp_path / f"brief.{format}"
    assert run("--case", case, "brief", "-o", path)[0] == 0
    assert path.read_text(encoding="utf-8").lower().startswith(start)


def test_a_brief_that_cannot_be_written_is_one_line(case, tmp_path):
    code, _, err = run("--case", case, "brief", "-o", tmp_path / "no-such-folder" / "brief.html")
    assert code == 1 and "name another file" in err


def test_the_version_is_printed():
    assert run("--version") == (0, f"talion {talion.__version__}\n", "")


def test_help_waits_for_no_heavy_library():
    script = (
        "import sys\nfrom talion.views.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "heavy = {'spacy', 'numpy', 'polars', 'sqlalchemy', 'trafilatura', 'jinja2', 'msgspec', 'lxml', 'rich'}\n"
        "print('loaded:', *sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1].strip() == "loaded:"


def typed(monkeypatch, *lines: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def test_a_review_holds_each_decision_at_once_and_takes_the_last_back(case, monkeypatch):
    typed(monkeypatch, "r the day is wrong", "u", "a", "q")
    code, out, _ = run("--case", case, "review", "--by", "A. Reader")
    assert code == 0 and "Withdrawn: your judgement on" in out and "1 of " in out
    with talion.open(case) as opened:
        [kept] = opened.judgements()
    assert (kept.verdict, kept.by) == ("accept", "A. Reader")


def test_a_review_corrects_field_by_field_and_says_what_it_does_not_understand(case, monkeypatch):
    typed(monkeypatch, "c", "killed=many", "", "c", "killed", "killed=9..", "", "x")
    code, out, _ = run("--case", case, "review", "--by", "A. Reader", "--limit", "2")
    assert code == 0
    assert (
        "'many' is no count of the killed" in out and "'killed' corrects nothing" in out and "'x' is no answer" in out
    )
    with talion.open(case) as opened:
        [kept] = opened.judgements()
    assert kept.corrections == (("killed", "9.."),)
    assert "killed=9.." in run("--case", case, "judgements")[1]
