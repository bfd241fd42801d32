"""Acts that words speak of without telling one are understood, listed with their sides, and make no record."""

from datetime import date

import pytest

from talion.codebook.gazetteer import gazetteer
from talion.codebook.registry import registry
from talion.coding.coder import Coder
from talion.records import Considered, Report


@pytest.fixture(scope="module")
def reads() -> Coder:
    return Coder(registry(), gazetteer())


def understood(reads: Coder, text: str) -> list[Considered]:
    _, considered = reads.explain(Report(text, published=date(2031, 5, 8), language="en"))
    return [one for one in considered if one.what == "act" and one.action is not None]


@pytest.mark.parametrize(
    ("text", "word", "action", "status", "sides"),
    [
        ("Nigeria and Chad agreed to step up the fight against Boko Haram.", "fight", "ASSAULT", "done",
         {"recipient": "Boko Haram"}),
        ("The ministers discussed the war against the Houthis.", "war", "ASSAULT", "done",
         {"recipient": "the Houthis"}),
        ("The liberation of Kherson would open the way to Crimea.", "liberation", "ASSAULT", "hypothetical",
         {"thing": "Kherson"}),
        ("After the fall of Goma to M23, the UN withdrew its staff.", "fall", "ASSAULT", "done",
         {"thing": "Goma", "actor": "M23"}),
        ("The monitors documented atrocities committed by the Rapid Support Forces against the Masalit.", "atrocities",
         "ASSAULT", "done", {"recipient": "the Masalit", "actor": "the Rapid Support Forces"}),
        ("The mission is working closely with the Haitian police to restore order.", "working", "COOPERATE", "done",
         {"recipient": "the Haitian police", "actor": "The mission"}),
        ("Our thoughts are with the families of the victims in Nice.", "thoughts", "SUPPORT", "done",
         {"recipient": "the families", "actor": "Our"}),
    ],
)  # fmt: skip
def test_what_is_only_spoken_of(reads, text, word, action, status, sides):
    one = next(one for one in understood(reads, text) if one.passage.quote == word)
    assert (one.action, one.status) == (action, status)
    assert sides.items() <= {mark.what: mark.passage.quote for mark in one.marks}.items()
    assert one.why


def test_it_makes_no_record(reads):
    text = "After the fall of Goma to M23, the UN withdrew its staff."
    report = Report(text, published=date(2031, 5, 8), language="en")
    assert [event.action for event in reads.code(report).events] == ["RETREAT"]
    assert reads.explain(report)[0] == reads.code(report)


@pytest.mark.parametrize(
    "text",
    [
        "The company lost its fight against the merger.",
        "The operation against appendicitis went well.",
        "He works with his hands and fights a cold.",
        "The tailor's work with silk was admired.",
    ],
)
def test_a_figure_of_speech_is_no_act(reads, text):
    assert understood(reads, text) == []
