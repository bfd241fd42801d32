"""A user's own language model, played by a server on this machine that answers what the test tells it to."""

import json
import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from talion.codebook.gazetteer import gazetteer
from talion.codebook.registry import registry
from talion.coding.plugins.language_model import SCHEMA, ModelAddress, ModelCoder
from talion.errors import ReadError
from talion.records import Coded, Event, Mark, Report

TEXT = """Iraq sealed its side of the crossing on Friday, and two drivers lost their lives in the crush.

Nothing else happened."""
REPORT = Report(TEXT, published=date(2031, 3, 9), language="en")
SEALED = {
    "sentence": "Iraq sealed its side of the crossing on Friday, and two drivers lost their lives in the crush.",
    "act": "sealed",
    "action": "COERCE",
    "status": "done",
    "actor": "Iraq",
    "recipient": "",
    "place": "",
    "day": "on Friday",
    "killed": "two drivers",
    "injured": "",
    "confidence": 0.8,
}


class NoRules:
    """Rules that find nothing, or one act that the test gives."""

    version = "rules of the test"

    def __init__(self, events: tuple[Event, ...] = ()) -> None:
        self.events = events

    def code(self, report: Report) -> Coded:
        return Coded(report, events=self.events)


class Server:
    """What was asked, and what is answered."""

    def __init__(self) -> None:
        self.asked: list[dict] = []
        self.acts: object = [SEALED]
        self.status = 200
        self.headers: list[str | None] = []


@pytest.fixture
def server() -> Iterator[Server]:
    state = Server()

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            state.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            state.headers.append(self.headers.get("Authorization"))
            reply = {"choices": [{"message": {"content": json.dumps({"acts": state.acts})}}]}
            self.send_response(state.status)
            self.end_headers()
            self.wfile.write(json.dumps(reply).encode())

        def log_message(self, *arguments: object) -> None:
            pass

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=listening.serve_forever, daemon=True).start()
    state.address = f"http://127.0.0.1:{listening.server_port}/v1"
    yield state
    listening.shutdown()
    listening.server_close()


def read(server: Server, *, rules: NoRules | None = None, **options: object) -> Coded:
    model = ModelAddress(server.address, "tiny", **options)
    return ModelCoder(rules or NoRules(), registry(), gazetteer(), model).code(REPORT)


def test_an_act_whose_words_are_in_the_text_becomes_a_record_with_the_models_name(server):
    [event] = read(server).events
    assert (event.action, event.actors, event.toll.killed.low) == ("COERCE", ("iraq",), 2)
    assert event.when.first == date(2031, 3, 7)
    assert event.score == 0.8 and "language model tiny" in event.by_rule
    for mark in event.marks:
        REPORT.check(mark.passage)


def test_the_model_is_bound_to_the_schema_and_asked_without_chance(server):
    read(server)
    [asked] = server.asked
    assert asked["response_format"]["json_schema"]["schema"] == SCHEMA
    assert asked["temperature"] == 0 and TEXT in asked["messages"][1]["content"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"sentence": "Iraq sealed the whole border on Friday."},
        {"act": "bombed"},
        {"action": "EXPLODE"},
        {"status": "certain"},
        {"sentence": ""},
    ],
)
def test_an_act_whose_words_are_not_in_the_text_is_refused_and_counted(server, wrong):
    server.acts = [SEALED | wrong]
    coded = read(server)
    assert not coded.events
    assert "1 acts given by the language model tiny are not in the text" in " ".join(
        doubt.says for doubt in coded.doubts
    )


def test_a_role_whose_words_are_not_in_the_sentence_is_left_open_with_a_doubt(server):
    server.acts = [SEALED | {"actor": "The Iraqi border police", "killed": "twenty drivers"}]
    coded = read(server)
    [event] = coded.events
    assert event.actors == () and not event.toll.killed.is_known
    assert "actor, killed" in next(doubt.says for doubt in coded.doubts if doubt.kind == "model-words")


def test_an_act_that_the_rules_tell_is_not_told_twice(server):
    at = TEXT.index("sealed")
    act = REPORT.passage(at, at + 6)
    known = Event("event-1", "COERCE", passages=(act,), marks=(Mark("act", act),), reports=(REPORT.id,))
    coded = read(server, rules=NoRules((known,)))
    assert coded.events == (known,)
    assert "told 1 acts that the rules tell too, and 0 more" in coded.doubts[-1].says


def test_the_same_report_is_not_asked_twice_and_gives_the_same_records(server, tmp_path: Path):
    first = read(server, cache=tmp_path / "answers")
    server.acts = []
    assert read(server, cache=tmp_path / "answers") == first
    assert len(server.asked) == 1


@pytest.mark.parametrize("acts", ["no list", [3, None], {"a": 1}])
def test_an_answer_of_another_shape_yields_nothing(server, acts):
    server.acts = acts
    assert not read(server).events


def test_a_model_that_refuses_or_is_not_there_is_named_with_a_way_out(server, tmp_path: Path):
    server.status = 503
    with pytest.raises(ReadError, match=r"refuses \(503 .*read without a model"):
        read(server, cache=tmp_path)
    assert not list(tmp_path.iterdir())
    away = ModelAddress("http://127.0.0.1:9/v1", "tiny", timeout_seconds=2)
    with pytest.raises(ReadError, match=r"no model answers at http://127\.0\.0\.1:9/v1"):
        ModelCoder(NoRules(), registry(), gazetteer(), away).code(REPORT)


def test_a_key_comes_from_the_environment_and_its_absence_is_said(server):
    with pytest.raises(ReadError, match="TALION_NO_SUCH_KEY holds no key"):
        read(server, key_from="TALION_NO_SUCH_KEY")
    read(server, key_from="PATH")  # any variable that is set
    assert server.headers[-1].startswith("Bearer ")


def test_an_address_that_is_none_is_refused():
    with pytest.raises(ReadError, match="'localhost:8080' is no address of a model"):
        ModelAddress("localhost:8080", "tiny")
