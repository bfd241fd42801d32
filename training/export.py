"""Pack trained weights for the package: two int8 networks, the vocabulary, and their checksums.

Usage: python -m training.export FOLDER/weights.pt [--to src/talion/coding/models/data]
"""

import argparse
import hashlib
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from talion.coding.models import runtime
from talion.coding.models.runtime import FAR
from training.network import WIDTH, MarkedReader, Network
from training.train import vocabulary

DATA = Path(runtime.__file__).parent / "data"


def export(weights: Path, to: Path) -> None:
    """Write `sentence.onnx`, `marked.onnx`, `vocabulary.txt` and `checksums.json`."""
    network = Network()
    network.load_state_dict(torch.load(weights))
    network.eval()
    to.mkdir(parents=True, exist_ok=True)
    length = torch.export.Dim("length", min=3, max=256)
    pieces = torch.tensor([[101, 2054, 2003, 2023, 102]])
    with tempfile.TemporaryDirectory() as folder:
        exact = Path(folder)
        torch.onnx.export(
            network,
            (pieces,),
            str(exact / "sentence.onnx"),
            input_names=["pieces"],
            output_names=["outputs", "whole", "below"],
            dynamic_shapes={"pieces": {1: length}},
            external_data=False,
            dynamo=True,
        )
        torch.onnx.export(
            MarkedReader(network),
            (torch.zeros(1, 5, WIDTH), torch.full((1, 5), FAR), torch.tensor([0])),
            str(exact / "marked.onnx"),
            input_names=["below", "away", "kind"],
            output_names=["outputs"],
            dynamic_shapes={"below": {1: length}, "away": {1: length}, "kind": {}},
            external_data=False,
            dynamo=True,
        )
        for name in ("sentence.onnx", "marked.onnx"):
            _small(exact / name, to / name)
    (to / "vocabulary.txt").write_text("\n".join(vocabulary()), encoding="utf-8")
    files = ("sentence.onnx", "marked.onnx", "vocabulary.txt")
    sums = {name: hashlib.sha256((to / name).read_bytes()).hexdigest() for name in files}
    (to / "checksums.json").write_text(json.dumps(sums, indent=2) + "\n", encoding="utf-8")
    for name in files:
        print(f"{name}: {(to / name).stat().st_size / 1e6:.1f} MB, sha256 {sums[name][:16]}…")


def _small(exact: Path, to: Path) -> None:
    """The network with eight-bit weights; what flows through it is brought to eight bits as it is read.

    Weights keep seven of the eight bits: processors without the newest instructions overflow with all eight, and
    would read differently from those that have them.
    """
    model = onnx.load(exact)
    del model.graph.value_info[:]
    onnx.save(model, exact)
    quantize_dynamic(
        exact,
        to,
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
        op_types_to_quantize=["MatMul", "Gemm", "Gather"],
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Export."""
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("weights", type=Path)
    options.add_argument("--to", type=Path, default=DATA)
    given = options.parse_args(arguments)
    export(given.weights, given.to)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
