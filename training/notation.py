"""The annotated sentences of this folder, as `ANNOTATING.md` writes them; the notation is read by the package.

Usage: python -m training.notation [FOLDER]     prints what is in the files, and every line that cannot be read
"""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from talion.coding.benchmarks import notation
from talion.coding.benchmarks.notation import (
    PARTS,
    Act,
    Answer,
    Cue,
    Expected,
    NotationError,
    Sentence,
    Span,
    Tie,
    part_of,
    read_line,
)

__all__ = [
    "PARTS",
    "SENTENCES",
    "Act",
    "Answer",
    "Cue",
    "Expected",
    "NotationError",
    "Sentence",
    "Span",
    "Tie",
    "counts",
    "part_of",
    "read_line",
    "read_sentences",
]

SENTENCES = Path(__file__).parent / "sentences"


def read_sentences(folder: Path = SENTENCES, problems: list[str] | None = None) -> list[Sentence]:
    """Every sentence of a folder's `.txt` files; a bad line is an error, or is added to `problems` and left out."""
    return notation.read_sentences(folder, problems)


def counts(sentences: Iterable[Sentence]) -> dict[str, Counter[str]]:
    """How often each thing is annotated."""
    seen: dict[str, Counter[str]] = {
        name: Counter() for name in ("part", "type", "status", "role", "cue", "answer", "expects", "tie")
    }
    for sentence in sentences:
        seen["part"][sentence.part] += 1
        for act in sentence.acts.values():
            seen["type"][act.type] += 1
            seen["status"][act.status] += 1
            seen["role"].update(role for role, _ in act.roles)
        seen["cue"].update(cue.verb for cue in sentence.cues)
        seen["answer"].update(answer.kind for answer in sentence.answers)
        seen["expects"].update(expected.direction for expected in sentence.expected)
        seen["tie"].update(tie.kind for tie in sentence.ties)
    return seen


def _lines(folder: Path) -> Iterator[str]:
    problems: list[str] = []
    sentences = read_sentences(folder, problems)
    yield f"{len(sentences)} sentences, {sum(len(s.acts) for s in sentences)} acts"
    for name, seen in counts(sentences).items():
        yield f"{name:8} " + ", ".join(f"{what} {number}" for what, number in seen.most_common())
    yield f"{len(problems)} lines cannot be read"
    yield from problems


if __name__ == "__main__":
    print("\n".join(_lines(Path(sys.argv[1]) if len(sys.argv) > 1 else SENTENCES)))
