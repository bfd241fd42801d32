"""PLV: sentences with a marked actor and recipient, each with one of PLOVER's 15 root types.

`path` is a tab-separated file with the columns sentence, source, target and gold_root, or a folder that holds one. A
sentence is in the tune half where the first byte of the SHA-256 of its text is even.
"""

import csv
from collections.abc import Sequence
from pathlib import Path

from talion.coding.benchmarks.tables import Progress, Row, Table, half_of, macro_f1, needed, silent, some
from talion.coding.coder import Coder
from talion.records import Event, Report

_COLUMNS = {"sentence", "source", "target", "gold_root"}


def score_plv(
    path: Path, coder: Coder, parts: Sequence[str], *, at_most: int | None, progress: Progress = silent
) -> Table:
    """Macro F1 of the type of the act between the marked sides, and how many sentences gave an act."""
    rows = _rows(path)
    table = []
    for part in parts:
        pairs = []
        for sentence in some([s for s in rows if half_of(s) == part], at_most):
            row = rows[sentence]
            ours = _between(coder.code(Report(sentence, language="en")).events, row["source"], row["target"])
            pairs.append((row["gold_root"], _YIELD.get(ours, ours) if ours else None))
            progress()
        coded = sum(ours is not None for _, ours in pairs)
        right = sum(a == b for a, b in pairs) / max(1, len(pairs))
        table.append(Row(part, (len(pairs), coded, macro_f1(pairs), right)))
    table.append(Row("a large model, zero-shot with the codebook", (None, None, 0.821, None), is_published=True))
    return Table(
        "PLV sentences: PLOVER's root of the act between the marked sides",
        ("", "sentences", "with an act", "macro F1", "share right"),
        tuple(table),
        ("PLV has sanctions under COERCE; we do not. The published figure is on its test part, which is not here.",),
        decimals=3,
    )


def _rows(path: Path) -> dict[str, dict[str, str]]:
    file = next(iter(sorted(path.glob("*.tsv"))), None) if path.is_dir() else path
    needed(file is not None and file.is_file(), path, "PLV_train.tsv")
    assert file is not None
    with file.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines, delimiter="\t")
        lacking = sorted(_COLUMNS - set(reader.fieldnames or ()))
        needed(not lacking, file, f"a tab-separated table with the columns {', '.join(sorted(_COLUMNS))}")
        return {row["sentence"]: row for row in reader if row["sentence"].strip()}


# The newer codebook's CONCEDE and RETREAT are the older one's YIELD, by which PLV is annotated.
_YIELD = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}


def _between(events: Sequence[Event], source: str, target: str) -> str | None:
    def value(event: Event) -> int:
        said = [(m.what, m.passage.quote) for m in event.marks]
        return sum(
            2 * (what == side and (quote in words or words in quote))
            for what, quote in said
            for side, words in (("actor", source), ("recipient", target))
        )

    return max(events, key=value).action if events else None
