"""Choose on the dev part from which probability on a word belongs to a span.

Usage: python -m training.tune [--causal FOLDER]

Prints, for each threshold of `decode.AT_LEAST`, F1 on the dev part at several values, all others as they stand. What is
chosen is written into `decode.py` by hand. The part kept apart is not looked at.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from talion.coding.benchmarks.cnc import Tallies, Tally, causal_scores, read_causal
from talion.coding.models import decode
from talion.coding.models.runtime import Networks, Numbers, cutter, networks
from talion.coding.models.words import Cut
from training.notation import part_of, read_sentences
from training.scores import project_scores

# Which scores a threshold is chosen by.
JUDGED_BY = {
    "trigger": ("act", "act and type"),
    "speaker": ("speech: cue and speaker",),
    "cue": ("speech: cue and verb",),
    "expects": ("expectation and direction",),
    "tie": ("tie and kind",),
    "role": tuple(f"acts given: {role}" for role in ("actor", "recipient", "thing", "place", "day", "killed")),
    "pair": ("acts given: answers", "acts given: after"),
    "signal": ("CNC: spans, fair",),
}
VALUES = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7)


class Remembering:
    """Networks that are asked the same thing only once."""

    def __init__(self, inner: Networks) -> None:
        self.inner = inner
        self._said: dict[Any, Any] = {}

    def sentence(self, cut: Cut) -> tuple[Numbers, Numbers, Any]:
        """What the inner networks say."""
        if cut not in self._said:
            self._said[cut] = self.inner.sentence(cut)
        return self._said[cut]  # type: ignore[no-any-return]

    def marked(self, cut: Cut, below: Any, places: list[int], mark: str) -> Numbers:
        """What the inner networks say."""
        key = (cut, tuple(places), mark)
        if key not in self._said:
            self._said[key] = self.inner.marked(cut, below, places, mark)
        return self._said[key]  # type: ignore[no-any-return]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the scores at each value."""
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("--causal", type=Path, default=Path("../shared/benchmarks/cnc"))
    given = options.parse_args(arguments)
    own = [s for s in read_sentences() if s.part == "dev"]
    causal = [s for s in read_causal(given.causal) if part_of(s.text) == "dev"] if given.causal.exists() else []
    reader = Remembering(networks())
    for name, judges in JUDGED_BY.items():
        before = decode.AT_LEAST[name]
        for value in VALUES:
            decode.AT_LEAST[name] = value
            scores: Tallies = (
                causal_scores(causal, cutter(), reader) if name == "signal" else project_scores(own, cutter(), reader)
            )
            told = ", ".join(f"{judge} {scores.get(judge, Tally()).f1:.3f}" for judge in judges)
            print(f"{name:9} {value:.1f}  {told}", flush=True)
        decode.AT_LEAST[name] = before
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
