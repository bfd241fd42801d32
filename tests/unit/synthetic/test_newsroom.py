"""Invented wars and the reports about them: the truth that goes with them is the truth of their words."""

import json
from datetime import timedelta

import numpy as np
import pytest

from talion.errors import MeasureError
from talion.records import Dyad
from talion.synthetic.newsroom import STYLES, write_reports, write_synthetic_case
from talion.synthetic.wars import ASHMAR, BELVAR, Answers, invent_war


@pytest.fixture(scope="module")
def war():
    return invent_war(random=np.random.default_rng(1), days=200, attacks_per_day=(0.1, 0.1))


@pytest.fixture(scope="module")
def written(war):
    return write_reports(war, random=np.random.default_rng(2), n_reports=300)


def test_the_same_seed_invents_the_same_war_and_the_same_reports(war, written):
    again = invent_war(random=np.random.default_rng(1), days=200, attacks_per_day=(0.1, 0.1))
    assert again == war
    assert write_reports(again, random=np.random.default_rng(2), n_reports=300) == written


def test_each_true_answer_goes_from_the_side_that_was_hit_back_to_the_other(war):
    acts = {event.id: event for event in war.by_sides().events}
    assert war.links
    for link in war.links:
        trigger, response = acts[link.trigger], acts[link.response]
        assert trigger.recipients == response.actors and trigger.actors == response.recipients
        assert 1 <= link.lag_days <= 10
        assert trigger.when.first + timedelta(days=link.lag_days) == response.when.first


def test_a_side_told_never_to_answer_does_not():
    war = invent_war(random=np.random.default_rng(1), answers=(Answers(0.0), Answers(1.0)), answers_are_answered=False)
    acts = {event.id: event.dyad for event in war.by_sides().events}
    assert war.links and {acts[link.response] for link in war.links} == {Dyad(BELVAR, ASHMAR)}


def test_an_unclaimed_act_has_no_actor_in_the_war_as_it_is_known(war):
    assert war.unclaimed
    known = {event.id: event for event in war.by_members(as_known=True).events}
    assert all((known[event.id].actors == ()) == (event.id in war.unclaimed) for event in war.events)


def test_a_war_of_three_sides_is_refused():
    with pytest.raises(MeasureError, match="an invented war has two sides"):
        invent_war(random=np.random.default_rng(1), attacks_per_day=(0.1, 0.1, 0.1))


def test_all_styles_are_written_and_no_text_twice(written):
    assert {truth.style for _, _, truth in written} == set(STYLES)
    assert len({text for _, text, _ in written}) == len(written) == 300


def test_what_a_report_is_said_to_tell_stands_in_it(written):
    for _, text, truth in written:
        assert f"Published: {truth.published}\n" in text
        for told in truth.told:
            assert told.place in text and told.day_said in text
            if told.actor is not None:
                assert told.actor in text or {"Ashmar": "Ashmari", "Belvar": "Belvari"}[told.actor] in text
            if told.killed is not None and told.killed.point:
                assert "killing " in text


def test_a_link_is_told_in_words_and_is_true(war, written):
    links = [(pair, text) for _, text, truth in written for pair in truth.links]
    assert links
    for (trigger, response, _), text in links:
        assert (trigger, response) in war.true_pairs
        assert "in response to" in text or "retaliation for" in text


def test_reports_contradict_each_other_on_tolls(written):
    tolls: dict[str, set[object]] = {}
    for _, _, truth in written:
        for told in truth.told:
            if told.killed is not None:
                tolls.setdefault(told.event, set()).add(told.killed)
    assert sum(len(counts) > 1 for counts in tolls.values()) > len(tolls) / 4


def test_a_folder_holds_reports_parties_and_truth(tmp_path):
    written = write_synthetic_case(tmp_path, 12, seed=3)
    assert sorted(path.name for path in (tmp_path / "reports").iterdir()) == sorted(name for name, _, _ in written)
    truth = json.loads((tmp_path / "truth.json").read_text(encoding="utf-8"))
    assert set(truth["reports"]) == {name for name, _, _ in written}
    assert 'id = "sons-of-the-delta"' in (tmp_path / "case.actors" / "actors.toml").read_text(encoding="utf-8")
