"""Each report of a reading explained: by whatever coder the case has, new and known alike."""

import json
from datetime import UTC, date, datetime

from talion.codebook.registry import registry
from talion.coding.coder import VERSION
from talion.ledger.ledger import Ledger
from talion.pipeline.case import Case
from talion.records import Coded
from talion.views.cli import main

TEXT = """Outlet: Telmar Wire
Published: 2031-03-09
Language: en

Rockets hit a base in Kirkuk on Friday, killing four soldiers. The squadron keeps two attack helicopters in a hangar.
"""


class Silent:
    version = "silent-1"

    def code(self, report):
        return Coded(report)


def test_a_coder_that_does_not_say_is_said_to_be_so(tmp_path):
    (tmp_path / "one.txt").write_text(TEXT, encoding="utf-8")
    with Case(Ledger.open(tmp_path / "a.talion", create=True), registry=registry(), coder=Silent()) as case:
        reading = case.read([tmp_path / "one.txt"], now=datetime(2031, 3, 10, tzinfo=UTC))
        [one] = case.explain([reading.outcomes[0].report])
    assert one.considered == () and "silent-1 does not say" in one.note


def test_the_sentence_around_a_word_is_given(tmp_path):
    (tmp_path / "one.txt").write_text(TEXT, encoding="utf-8")
    with Case.open(tmp_path / "a.talion") as case:
        reading = case.read([tmp_path / "one.txt"], now=datetime(2031, 3, 10, tzinfo=UTC))
        report = reading.outcomes[0].report
        [one] = case.explain([report, report])
    assert one.coder.startswith(VERSION) and [event.when.last for event in one.events] == [date(2031, 3, 7)]
    [within] = [w for c, w in zip(one.considered, one.within, strict=True) if c.passage.quote == "attack"]
    assert within.quote == "The squadron keeps two attack helicopters in a hangar."


def test_reading_prints_it_for_new_and_known_reports(tmp_path, capsys):
    (tmp_path / "one.txt").write_text(TEXT, encoding="utf-8")
    typed = ["--case", str(tmp_path / "a.talion"), "read", str(tmp_path / "one.txt"), "--explain"]
    for _ in range(2):
        try:
            main(typed)
        except SystemExit as end:
            assert not end.code
        told = capsys.readouterr().out
        assert "ASSAULT, done; score 0." in told and "Made by: '" in told
        assert "two [attack] helicopters" in told and "no act: it says what kind" in told
    try:
        main([*typed, "--json"])
    except SystemExit as end:
        assert not end.code
    said = json.loads(capsys.readouterr().out)
    assert said["outcomes"][0]["state"] == "known"
    assert "attack" in {one["passage"]["quote"] for one in said["explained"][0]["considered"]}
