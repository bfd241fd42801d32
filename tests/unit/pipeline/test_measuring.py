"""Measures by name: each gives a part whose numbers stand with their caveats, and refuses what it cannot tell."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from talion.errors import MeasureError
from talion.measures.deterrence import deterrence_on
from talion.pipeline.answering import said_of_effect
from talion.pipeline.asking import Asking, says_what_it_rests_on
from talion.pipeline.measured import Measured
from talion.pipeline.measuring import ASKED, PAGE, find_measure, measured_by, name_of, names_asked
from talion.records import Dyad, Event, Selection, Timeline
from talion.synthetic.wars import ASHMAR, BELVAR, Answers, invent_war

ATTACK = Dyad(ASHMAR, BELVAR)
QUICK = ("answered", "lags", "exchanges", "rule", "reciprocity", "specifications", "words", "unknown", "nearby")


@pytest.fixture(scope="module")
def asking():
    war = invent_war(
        random=np.random.default_rng(1), days=700, attacks_per_day=(0.15, 0.05), answers=(Answers(0.0), Answers(0.6)),
        answers_are_answered=False,
    )  # fmt: skip
    return Asking(war.by_sides(as_known=True), ATTACK)


@pytest.mark.parametrize("name", QUICK)
def test_a_measure_gives_numbers_that_say_what_they_rest_on(name, asking):
    part = measured_by(name, asking)
    assert part.measure == name and part.dyad == ATTACK
    for one in part.estimates:
        assert one.unit and one.how and (one.value is not None or one.caveats)
    assert part.estimates or part.frames or part.refused
    told = [one for one in part.estimates if one.value is None]
    assert not told or part.refused


def test_the_war_in_which_belvar_answers_says_so(asking):
    part = measured_by("reciprocity", asking)
    assert part.verdict.finding == "answers" and part.says == (part.verdict.sentence,)
    lag = part.frames["around"]
    before, after = (
        lag.filter(days)["acts"].sum() for days in (lag["day"].is_between(-7, -1), lag["day"].is_between(1, 7))
    )
    assert after > 1.3 * before


def test_a_process_that_answers_gives_sentences_and_links_with_probabilities(asking):
    part = measured_by("hawkes", asking)
    assert any("answers" in one and "Belvar" in one for one in part.says)
    assert part.links and all(link.basis == "inferred" and 0.3 <= link.probability <= 1 for link in part.links)
    assert part.frames["intensity"].height == 700


def test_attacks_are_parted_by_what_they_cost(asking):
    part = measured_by("answered", replace(asking, severity="deaths", within_days=(7.0,)))
    kinds = [one.question for one in part.estimates if "(" in one.question]
    assert [kind[kind.index("(") + 1 : kind.index(")")] for kind in kinds] == [
        "with deaths", "without deaths", "deaths not known",
    ]  # fmt: skip
    whole, dead, alive, unknown = (one.n for one in part.estimates[:4])
    assert dead + alive + unknown == whole


def test_acts_without_direction_are_refused_or_treated_by_a_named_rule(asking):
    spans = asking.war.observed
    clash = Event("clash", "ASSAULT", actors=(ASHMAR, BELVAR), directed=False, when=asking.war.events[5].when)
    war = Timeline((*asking.war.events, clash), spans)
    with pytest.raises(MeasureError, match="do not say who acted"):
        measured_by("reciprocity", replace(asking, war=war, roles="refuse"))
    assert any("not counted" in it for it in measured_by("reciprocity", replace(asking, war=war)).doubts)
    split = measured_by("reciprocity", replace(asking, war=war, roles="split"))
    assert any("half of each" in it for it in split.doubts)
    with pytest.raises(MeasureError, match="--roles is one of"):
        _ = replace(asking, roles="guess").undirected
    assert "1 acts that do not say who acted, left out" in says_what_it_rests_on(war, [ATTACK], "leave-out")


def test_names_are_found_by_the_functions_behind_them_and_mistakes_are_named():
    assert name_of("granger") == "regressions" and name_of("Answered-Share") == "answered"
    assert names_asked(None) == PAGE and names_asked("all") == tuple(ASKED)
    assert names_asked(["granger", "hurdle"]) == ("regressions",)
    with pytest.raises(MeasureError, match="near it: answered"):
        find_measure("answerd")


def test_what_was_measured_is_a_sequence_with_tables(asking):
    parts = [measured_by(name, asking) for name in ("answered", "lags")]
    whole = Measured("measures", parts, selection=Selection(), watched=None, rests_on="a war")
    assert len(whole) == sum(len(part.estimates) for part in parts) and whole[0] is parts[0].estimates[0]
    assert {"question", "value", "low", "high", "unit", "n", "chance", "caveats", "how"} <= set(whole.frame.columns)
    assert set(whole.frames) == {"answered", "waits", "first"} and "actor" in whole.frames["waits"].columns
    assert repr(whole).startswith("<measures: ") and whole._repr_html_()


def test_rates_are_asked_around_a_day(asking):
    part = measured_by("rates", replace(asking, on=date(2032, 1, 1), within_days=(7.0, 30.0)))
    assert {one.how for one in part.estimates} == {"rate_after_attacks", "rate_ratio", "interrupted"}


def test_a_rise_after_answers_that_no_order_of_days_bears_out_is_withheld(asking):
    effect = replace(deterrence_on(asking.series(), random=asking.random), finding="feeds")
    assert said_of_effect(effect, answers=True, placebo_moves=False) == (effect.sentence, False)
    said, withheld = said_of_effect(effect, answers=False, placebo_moves=False)
    assert withheld and "this is withheld" in said
    said, withheld = said_of_effect(effect, answers=True, placebo_moves=True)
    assert withheld and "where nothing should be" in said
    quiet = replace(effect, finding="no sign")
    assert said_of_effect(quiet, answers=False, placebo_moves=True) == (quiet.sentence, False)
