"""Print what other values of `talion.coding.models.sure` would give, on sentences and reports that may be tuned on.

Usage: python -m training.choose [NAME ...] [--values 0.3 0.5 0.7]

Without names, prints the scores as things stand. Each name ("NO_ACT.verb", "SIDE") is set to each value with all
others left as they are; what is chosen is written into `sure.py` by hand. Read are the `dev` sentences, the tuning half
of the official texts and the tuning part of the annotated reports. No part that is kept apart is looked at.
"""

import argparse
import os
import sys
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(threads, "1")

HERE = Path(__file__).resolve().parents[1]

from talion.codebook.gazetteer import gazetteer  # noqa: E402
from talion.codebook.registry import registry  # noqa: E402
from talion.coding.benchmarks.annotated import Judge, Tally, truths  # noqa: E402
from talion.coding.benchmarks.sentences import scored  # noqa: E402
from talion.coding.benchmarks.tables import half_of  # noqa: E402
from talion.coding.coder import Coder, coder  # noqa: E402
from talion.coding.models import runtime, sure  # noqa: E402
from talion.coding.parsing import language  # noqa: E402
from talion.records import Report  # noqa: E402
from talion.reports.read import read_reports  # noqa: E402
from training.notation import SENTENCES, Sentence, read_sentences  # noqa: E402
from training.tune import Remembering  # noqa: E402

OF_SENTENCES = (
    "acts found", "acts found, and type", "kept as records", "status", "actor, of acts found",
    "recipient, of acts found", "answers", "speaker of an act",
)  # fmt: skip
OF_REPORTS = ("events found", "deeds that are true", "traps avoided", "action", "status", "actor", "recipient")


class Parsed:
    """A parser that reads the same text only once."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner
        self._said: dict[str, bytes] = {}
        self.vocab = inner.vocab

    def pipe(self, texts: Iterable[str], batch_size: int = 64) -> Iterable[Any]:  # noqa: ARG002  (as the parser's own)
        """The parses of some texts; a fresh copy each, since nobody may see what another wrote into it."""
        from spacy.tokens import Doc

        for text in texts:
            if text not in self._said:
                self._said[text] = next(iter(self._inner.pipe([text]))).to_bytes()
            yield Doc(self.vocab).from_bytes(self._said[text])


def scores(
    reads: Coder, parts: dict[str, list[Sentence]], known: dict[str, Any], reports: dict[str, Report]
) -> dict[str, str]:
    """The scores of each part in a line."""
    lines = {}
    for name, sentences in parts.items():
        counted = scored(sentences, reads)
        lines[name] = "  ".join(f"{counted.shares(row)[2]:.3f}" for row in OF_SENTENCES)
    tally = Tally()
    for stem, report in reports.items():
        Judge(reads.code(report), known[stem], reads.registry, reads.gazetteer).score(tally)
    lines["reports"] = f"F1 {tally.f1('events found', 'deeds that are true') or 0:.1f}  " + "  ".join(
        f"{tally.share(row) or 0:.1f}" for row in OF_REPORTS
    )
    return lines


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the scores at each value."""
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("names", nargs="*", metavar="NAME")
    options.add_argument("--values", nargs="*", type=float, default=[0.1, 0.3, 0.5, 0.7, 0.9])
    options.add_argument("--sentences", type=Path, default=SENTENCES, metavar="FOLDER")
    given = options.parse_args(arguments)
    remembering, parsed = Remembering(runtime.networks()), Parsed(language._english())
    runtime.networks = cache(lambda: remembering)  # type: ignore[arg-type,return-value]
    language._english = cache(lambda: parsed)  # type: ignore[arg-type,return-value]
    reads = coder(registry(), gazetteer())
    parts = {
        "dev": [s for s in read_sentences(given.sentences) if s.part == "dev"],
        "official": [s for s in read_sentences(HERE / "benchmarks/who_to_whom") if half_of(s.text) == "tune"],
    }
    known = truths(HERE / "benchmarks/coding/truth")
    reports = {
        stem: report
        for stem in known
        if half_of(stem) == "tune"
        for report in read_reports([HERE / "benchmarks/coding/reports" / f"{stem}.txt"])
        if isinstance(report, Report)
    }
    print("sentences: F1 of " + ", ".join(OF_SENTENCES))
    print("reports: F1 of events; " + ", ".join(OF_REPORTS))
    for name in given.names or [""]:
        whole, _, part = name.partition(".")
        before = getattr(sure, whole) if whole else None
        for value in given.values if whole else [0.0]:
            if whole:
                setattr(sure, whole, {**before, part: value} if isinstance(before, dict) else value)
            for told, line in scores(reads, parts, known, reports).items():
                print(f"{name or 'as it stands':18} {value if whole else '':4} {told:9} {line}", flush=True)
        if whole:
            setattr(sure, whole, before)
    return 0


if __name__ == "__main__":
    sys.exit(main())
