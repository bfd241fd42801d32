"""The networks, run by onnxruntime: one sentence at a time, on one thread, from files whose checksums are known."""

import hashlib
import json
from functools import cache
from importlib import resources
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from talion.coding.models.labels import MARKS, SENTENCE_HEADS, slices
from talion.coding.models.words import Cut, Cutter, distances
from talion.errors import TalionError

# How far from a marked word the network can still tell distances, in pieces.
FAR = 24
# Layers that a marked reading shares with the sentence's own.
SHARED_LAYERS = 3

Numbers = NDArray[np.float32]


class ModelError(TalionError):
    """The models' files are missing or are not the ones they should be."""


class Networks(Protocol):
    """What reads: the sentence as it is, and the sentence with one span marked."""

    def sentence(self, cut: Cut) -> tuple[Numbers, Numbers, Any]:
        """Outputs for each piece, for the whole, and what `marked` starts from."""
        ...

    def marked(self, cut: Cut, below: Any, places: list[int], mark: str) -> Numbers:
        """Outputs for each piece with the pieces at `places` marked."""
        ...


class OnnxNetworks:
    """The shipped networks. One sentence a call: quantised numbers would else depend on what is read beside it."""

    def __init__(self, sentence: bytes, marked: bytes) -> None:
        self._sentence = _session(sentence)
        self._marked = _session(marked)

    def sentence(self, cut: Cut) -> tuple[Numbers, Numbers, Any]:
        """Outputs for each piece, for the whole, and what `marked` starts from."""
        outputs, whole, below = self._sentence.run(None, {"pieces": np.asarray([cut.pieces], dtype=np.int64)})
        return outputs[0], whole[0], below

    def marked(self, cut: Cut, below: Any, places: list[int], mark: str) -> Numbers:
        """Outputs for each piece with the pieces at `places` marked."""
        away = np.asarray([distances(len(cut.pieces), places, most=FAR)], dtype=np.int64) + FAR
        kind = np.asarray([MARKS.index(mark)], dtype=np.int64)
        [outputs] = self._marked.run(None, {"below": below, "away": away, "kind": kind})
        return outputs[0]  # type: ignore[no-any-return]


def _session(model: bytes) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    options.use_deterministic_compute = True
    options.log_severity_level = 3
    # adding and norming in one step takes three times as long as the one after the other
    return onnxruntime.InferenceSession(
        model, options, providers=["CPUExecutionProvider"], disabled_optimizers=["SkipLayerNormFusion"]
    )


def read_file(name: str) -> bytes:
    """One of the models' files, its checksum compared with the one in `checksums.json`."""
    folder = resources.files("talion.coding.models") / "data"
    try:
        content = (folder / name).read_bytes()
        known = json.loads((folder / "checksums.json").read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ModelError(
            f"models: the file {name} is not in the package ({folder}); install Talion again, "
            "or train the models with training/train.py and export them with training/export.py"
        ) from error
    if hashlib.sha256(content).hexdigest() != known.get(name):
        raise ModelError(
            f"models: the file {name} in {folder} is not the one that was packed (its checksum differs from "
            "checksums.json); install Talion again, or export the models again with training/export.py"
        )
    return content


@cache
def cutter() -> Cutter:
    """The cutter with the models' vocabulary."""
    return Cutter(read_file("vocabulary.txt").decode().split("\n"))


@cache
def networks() -> OnnxNetworks:
    """The shipped networks, loaded once."""
    return OnnxNetworks(read_file("sentence.onnx"), read_file("marked.onnx"))


SENTENCE = slices(SENTENCE_HEADS)
