"""The Causal News Corpus (v2, CC0): whether a sentence is causal, and the spans of cause, effect and signal.

`folder` holds `train_subtask1.csv` and `train_subtask2_grouped.csv`. The shipped models were trained on eight tenths
of it by the hash of the text; `tune` is the tenth that was looked at while training, `apart` the one that was not.
"""

import csv
import itertools
import re
from ast import literal_eval
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from talion.coding.benchmarks.notation import Span, part_of
from talion.coding.benchmarks.tables import Progress, Row, Table, needed, silent, some
from talion.coding.models.decode import find_causes, read
from talion.coding.models.reading import CauseFound
from talion.coding.models.runtime import Networks, cutter, networks
from talion.coding.models.words import Cutter
from talion.errors import ReadError

_TASK_1, _TASK_2 = "train_subtask1.csv", "train_subtask2_grouped.csv"
_PART = {"tune": "dev", "apart": "apart"}


@dataclass(slots=True)
class Tally:
    """Right, spurious and missing."""

    right: float = 0
    found: float = 0
    wanted: float = 0

    @property
    def precision(self) -> float:
        """Share of the findings that are right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of what was annotated that was found."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


Tallies = dict[str, Tally]


def score_cnc(folder: Path, parts: Sequence[str], *, at_most: int | None, progress: Progress = silent) -> Table:
    """Precision, recall and F1 of the shipped models on sentences that they were not trained on."""
    sentences = {sentence.text: sentence for sentence in read_causal(folder)}
    rows = []
    for part in parts:
        chosen = some([text for text in sentences if part_of(text) == _PART[part]], at_most)
        tallies: Tallies = {}
        for text in chosen:
            for name, tally in causal_scores([sentences[text]], cutter(), networks()).items():
                whole = tallies.setdefault(name, Tally())
                for field in ("right", "found", "wanted"):
                    setattr(whole, field, getattr(whole, field) + getattr(tally, field))
            progress()
        rows += [
            Row(f"{part}: {name.removeprefix('CNC: ')}", (one.precision, one.recall, one.f1, round(one.wanted)))
            for name, one in tallies.items()
        ]
    rows += [
        Row(f"best of the 2023 shared task: {what}", (None, None, f1, None), is_published=True) for what, f1 in BEST
    ]
    return Table(
        "Causal News Corpus: the shipped models",
        ("", "precision", "recall", "F1", "of"),
        tuple(rows),
        (
            "fair counts a finding that overlaps as half spurious and half missing, as the shared task did; exact as "
            "both. The published figures are on the task's own test part, which is not here.",
        ),
        decimals=3,
    )


BEST = (("causal", 0.8466), ("spans, fair", 0.7279))


@dataclass(slots=True)
class CausalSentence:
    """A sentence of the Causal News Corpus: causal or not, and each cause with its effect and signals."""

    text: str
    causal: bool
    relations: list[dict[str, list[Span]]]
    told: list[str]


def read_causal(folder: Path) -> list[CausalSentence]:
    """The sentences of the Causal News Corpus's training part; ReadError names a file or column that is missing."""
    try:
        return _read(folder)
    except (KeyError, ValueError, SyntaxError) as wrong:
        raise ReadError(
            f"{folder}: {_TASK_1} or {_TASK_2} is not as it was published ({wrong}); expected are the columns "
            "text and label, and text and causal_text_w_pairs"
        ) from wrong


def _read(folder: Path) -> list[CausalSentence]:
    for name in (_TASK_1, _TASK_2):
        needed((folder / name).is_file(), folder, name)
    with (folder / _TASK_2).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    with (folder / _TASK_1).open(encoding="utf-8-sig", newline="") as file:
        causal = {row["text"]: row["label"] == "1" for row in csv.DictReader(file)}
    return [
        CausalSentence(row["text"], causal[row["text"]], [_relation(told) for told in pairs], pairs)
        for row in rows
        if row["text"] in causal
        for pairs in [literal_eval(row["causal_text_w_pairs"])]
    ]


_MARKUP = re.compile(r"<(/?)(ARG0|ARG1|SIG[A-Z0-9]*)>")
_NAMES = {"ARG0": "cause", "ARG1": "effect"}


def _relation(told: str) -> dict[str, list[Span]]:
    found: dict[str, list[Span]] = {"cause": [], "effect": [], "signal": []}
    open_at: dict[str, int] = {}
    at = done = 0
    for tag in _MARKUP.finditer(told):
        at += tag.start() - done
        done = tag.end()
        if tag[1]:
            found[_NAMES.get(tag[2], "signal")].append(Span(open_at.pop(tag[2]), at))
        else:
            open_at[tag[2]] = at
    return found


def causal_scores(sentences: Sequence[CausalSentence], cutter: Cutter, networks: Networks) -> Tallies:
    """Scores on the Causal News Corpus: causal or not, and the spans of cause, effect and signal.

    The spans are counted as the corpus's scorer counts them: only causal sentences, as many relations as were
    annotated (the first found are kept, missing ones count as empty), matched to the annotated ones so that the
    score of the sentence is best. "fair" counts a finding that overlaps as one error of boundary or label, half
    spurious and half missing (Ortmann 2022), which is what the shared task of 2023 reports; "exact" counts it as
    spurious and as missing.
    """
    tallies: Tallies = defaultdict(Tally)
    for sentence in sentences:
        said = read(sentence.text, cutter, networks).causal.score >= 0.5
        tally = tallies["CNC: causal"]
        tally.found += said
        tally.wanted += sentence.causal
        tally.right += said and sentence.causal
        if sentence.relations:
            words = cutter.cut(sentence.text).words
            found = find_causes(sentence.text, cutter, networks)[: len(sentence.relations)]
            _count_relations(tallies, sentence, [_as_words(c, words) for c in found], words)
    return dict(tallies)


_Labelled = set[tuple[str, int, int]]


def _as_words(cause: CauseFound, words: Sequence[tuple[int, int]]) -> _Labelled:
    named = (("cause", cause.cause), ("effect", cause.effect), ("signal", cause.signal))
    return {(name, *_covered(span, words)) for name, span in named if span is not None}


def _covered(span: tuple[int, int], words: Sequence[tuple[int, int]]) -> tuple[int, int]:
    touched = [n for n, (start, end) in enumerate(words) if start < span[1] and end > span[0]]
    return (touched[0], touched[-1]) if touched else (-1, -1)


def _count_relations(
    tallies: Tallies, sentence: CausalSentence, found: list[_Labelled], words: Sequence[tuple[int, int]]
) -> None:
    wanted: list[_Labelled] = [
        {(name, *_covered((s.start, s.end), words)) for name, spans in relation.items() for s in spans}
        for relation in sentence.relations
    ]
    found = found + [set()] * (len(wanted) - len(found))
    best = max(itertools.permutations(found), key=lambda order: _fair(zip(order, wanted, strict=True)).f1)
    fair = _fair(zip(best, wanted, strict=True))
    for field in ("right", "found", "wanted"):
        tally = tallies["CNC: spans, fair"]
        setattr(tally, field, getattr(tally, field) + getattr(fair, field))
    for one, other in zip(best, wanted, strict=True):
        for name in ("cause", "effect", "signal"):
            mine, theirs = ({s for s in side if s[0] == name} for side in (one, other))
            for tally in (tallies["CNC: spans, exact"], tallies[f"CNC: {name}, exact"]):
                tally.right += len(mine & theirs)
                tally.found += len(mine)
                tally.wanted += len(theirs)


def _fair(pairs: Iterable[tuple[_Labelled, _Labelled]]) -> Tally:
    """Exact, spurious and missing; what overlaps counts half as spurious and half as missing."""
    tally = Tally()
    for found, wanted in pairs:
        # Causes and effects are one layer of labels, signals another: labels are confused within a layer only.
        for layer in ({"cause", "effect"}, {"signal"}):
            mine = {s for s in found if s[0] in layer}
            theirs = {s for s in wanted if s[0] in layer}
            right = mine & theirs
            mine, theirs = mine - right, theirs - right
            once = 0
            for same_label in (True, False):
                for one in sorted(mine):
                    other = next(
                        (
                            o
                            for o in sorted(theirs)
                            if (o[0] == one[0]) == same_label and o[1] <= one[2] and one[1] <= o[2]
                        ),
                        None,
                    )
                    if other is not None:
                        once += 1
                        mine.discard(one)
                        theirs.discard(other)
            tally.right += len(right)
            tally.found += len(right) + once / 2 + len(mine)
            tally.wanted += len(right) + once / 2 + len(theirs)
    return tally
