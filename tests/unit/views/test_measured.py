"""Measures laid out: for a terminal, as a page of its own, as JSON, and in a notebook."""

import contextlib
import io
import json
import re
from datetime import date, timedelta
from xml.etree import ElementTree

import numpy as np
import polars as pl
import pytest

import talion
from talion.pipeline.asking import Asking, says_what_it_rests_on
from talion.pipeline.measured import Measured
from talion.pipeline.measuring import measured_by
from talion.records import Dyad, Selection
from talion.synthetic.wars import ASHMAR, BELVAR, Answers, invent_war
from talion.views.cli import main
from talion.views.measured import document_of, fragment_of, json_of, number_line, page_lines
from talion.views.plots import PLOTS, plot

ATTACK = Dyad(ASHMAR, BELVAR)
NAMES = ("reciprocity", "answered", "lags", "rule", "specifications", "tails", "words")


@pytest.fixture(scope="module")
def found():
    war = invent_war(
        random=np.random.default_rng(1), days=700, attacks_per_day=(0.15, 0.05), answers=(Answers(0.0), Answers(0.6)),
        answers_are_answered=False,
    ).by_sides()  # fmt: skip
    asking = Asking(war, ATTACK)
    parts = [measured_by(name, asking) for name in NAMES]
    rests = says_what_it_rests_on(war, [ATTACK], "leave-out")
    return Measured("page", parts, selection=Selection(), watched=war.observed[0], rests_on=rests)


def test_the_page_of_a_terminal_says_what_is_found_what_not_how_sure_and_what_would_overturn_it(found):
    lines = list(page_lines(found))
    titles = [line for line in lines if line and not line.startswith(" ")]
    assert titles[:2] == ["What is found", "What cannot be told"]
    assert "What would overturn it" in titles and titles[-1] == "It rests on"
    assert any("Acts of Ashmar are answered by Belvar" in line for line in lines)
    assert any("Of Belvar after acts of Ashmar, nothing: words (" in line for line in lines)
    assert all(re.search(r"n = \d", line) for line in lines if "by chance" in line)


def test_a_number_stands_with_interval_chance_and_cases(found):
    one = next(one for one in found if one.how == "answered_share")
    assert re.search(r"\d+% of attacks \(\d+% to \d+%, 90% interval; \d+% by chance; n = \d+\)$", number_line(one))


def test_the_page_of_its_own_brings_all_it_needs_and_runs_nothing(found):
    page = document_of(found, command="talion measure")
    assert "http" not in page.replace('xmlns="http://www.w3.org/2000/svg"', "") and "<script" not in page
    assert "prefers-color-scheme:dark" in page and '<html lang="en">' in page
    pictures = re.findall(r"<svg.*?</svg>", page, flags=re.S)
    assert len(pictures) >= 6
    for picture in pictures:
        root = ElementTree.fromstring(picture)
        assert root.get("role") == "img" and root.find("{*}title").text and len(root.find("{*}desc").text) > 40
    ids = re.findall(r'id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    # What a picture shows stands in a table, too.
    assert page.count("The numbers of “") >= len(pictures)


def test_a_notebook_gets_the_same_with_its_style(found):
    assert fragment_of(found).startswith("<style>") and "<html" not in fragment_of(found)


def test_json_holds_numbers_words_tables_and_verdict(found):
    whole = json.loads(json_of(found))
    part = whole["parts"][0]
    assert part["measure"] == "reciprocity" and part["finding"] == "answers" and part["verdict"]["checks"]
    assert {"value", "low", "high", "n", "caveats", "how"} <= set(part["estimates"][0])
    assert whole["parts"][1]["tables"]["answered"][0]["days"] == 1.0


DAYS = [date(2031, 1, 1) + timedelta(n) for n in range(40)]
TABLES = {
    "intensity": pl.DataFrame({"day": DAYS, "acts": [1.0] * 40, "expected": [0.9] * 40, "own": [0.4] * 40}),
    "event study": pl.DataFrame(
        {"day": [-1, 0, 1], "difference": [0.0, -0.1, -0.3], "low": [-0.1, -0.3, -0.5], "high": [0.1, 0.1, -0.1]}
    ),
    "lengths": pl.DataFrame({"acts": [2, 5], "exchanges": [3, 1], "or_more": [1.0, 0.25]}),
}


@pytest.mark.parametrize("name", TABLES)
def test_the_other_tables_are_drawn_with_their_words(name):
    drawn = plot(name, TABLES[name], ATTACK, key="k")
    assert drawn is not None and ElementTree.fromstring(drawn.svg).find("{*}desc").text == drawn.caption


def test_what_has_no_picture_or_nothing_to_show_is_not_drawn():
    assert plot("orders", TABLES["lengths"], ATTACK, key="k") is None
    assert all(plot(name, pl.DataFrame(), ATTACK, key="k") is None for name in PLOTS)


def run(*arguments):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main([str(argument) for argument in arguments])
        except SystemExit as end:
            return int(end.code or 0), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def test_a_measure_that_is_not_there_is_named_with_its_neighbours(tmp_path):
    path = tmp_path / "empty.talion"
    talion.open(path).close()
    code, _, err = run("--case", path, "measure", "answered", "--between", "Israel", "Hezbollah", "--roles", "guess")
    assert code == 2
    code, out, err = run("--case", path, "measure", "answered", "--between", "Israel", "Hezbollah")
    assert code == 0 and "no two sides act" in out + err
    assert run("--case", path, "measure", "--within", "soon")[0] == 2
