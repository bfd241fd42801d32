"""The shipped files: whole, told apart from broken ones, and the same answer whatever is read beside a sentence."""

import hashlib
import json
from importlib import resources

import pytest

from talion.coding.models import ModelError, may_tell_conflict, read_sentence, runtime

FIRST = "Ashmari gunners shelled the Belvari garrison at Tor on Sunday in response to the killing of two officers."
SECOND = "Belvar's foreign minister denied on Monday that its forces had crossed the border."


def test_the_packed_files_are_those_whose_checksums_are_kept():
    folder = resources.files("talion.coding.models") / "data"
    known = json.loads((folder / "checksums.json").read_text())
    assert set(known) == {"sentence.onnx", "marked.onnx", "vocabulary.txt"}
    for name, checksum in known.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == checksum


def test_a_missing_file_is_named_with_the_way_out():
    with pytest.raises(ModelError, match=r"nothing\.onnx is not in the package.*training/export\.py"):
        runtime.read_file("nothing.onnx")


def test_a_changed_file_is_refused(monkeypatch, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "sentence.onnx").write_bytes(b"other")
    (tmp_path / "data" / "checksums.json").write_text('{"sentence.onnx": "0"}')
    monkeypatch.setattr(runtime.resources, "files", lambda package: tmp_path)
    with pytest.raises(ModelError, match="checksum differs"):
        runtime.read_file("sentence.onnx")


def test_a_plain_report_of_a_strike_is_read():
    found = read_sentence(FIRST)
    acts = {FIRST[t.start : t.end]: t for t in found.triggers}
    assert acts["shelled"].type == "ASSAULT"
    assert acts["shelled"].status == "done"
    assert ("actor", "Ashmari gunners") in {
        (r.role, FIRST[r.start : r.end]) for r in found.roles if found.triggers[r.act] == acts["shelled"]
    }
    assert all(0 <= t.score <= 1 for t in found.triggers)


def test_a_sentence_reads_the_same_whatever_was_read_before():
    alone = read_sentence(FIRST)
    read_sentence(SECOND)
    assert read_sentence(FIRST) == alone


def test_an_act_s_roles_do_not_hang_on_which_other_acts_are_asked_about():
    at = FIRST.index("shelled")
    killing = FIRST.index("killing")

    def roles(acts):
        found = read_sentence(FIRST, acts)
        return {(r.role, r.start, r.end, r.score) for r in found.roles if found.triggers[r.act].start == at}

    assert roles([(at, at + 7)]) == roles([(at, at + 7), (killing, killing + 7)])


def test_what_is_not_about_conflict_is_not_read():
    found = read_sentence("The bakery on the corner sells warm rolls with butter.")
    assert found.gated and found.triggers == ()
    assert not may_tell_conflict("The bakery on the corner sells warm rolls with butter.")
    assert may_tell_conflict(FIRST)


def test_offsets_are_those_of_the_text_with_its_own_signs():
    text = "“Ashmar’s guns shelled Tor,” said Belvar’s army."
    found = read_sentence(text)
    assert "shelled" in {text[t.start : t.end] for t in found.triggers}
