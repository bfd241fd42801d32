"""The coder on collections that others annotated and that the user has on disk, with published figures beside.

Called by coding.py: `python benchmarks/coding.py --data FOLDER --outside muc4 isaf plv`; `talion benchmark` prints the
same scores. The mappings are simple and the counting is coarser than the official scorers': it serves to see progress.
What differs is said under each table.
"""

from collections.abc import Sequence
from pathlib import Path

from talion.coding.benchmarks.isaf import score_isaf
from talion.coding.benchmarks.muc4 import score_muc4
from talion.coding.benchmarks.plv import score_plv
from talion.coding.benchmarks.tables import PARTS
from talion.coding.coder import Coder
from talion.views.commands.benchmarking import table_lines

_SENTENCES_A_TEXT = 3  # PLV's texts are single sentences
_TIMES_MUC4 = 3  # so that all 200 texts kept apart are read, and the 300 of `dev` that were looked at


def score_outside(names: Sequence[str], folder: Path, coder: Coder, *, at_most: int) -> int:
    """Prints a table for each collection; 1 if one of them is absent."""
    absent = 0
    for name, score, texts in (
        ("muc4", score_muc4, _TIMES_MUC4 * at_most),
        ("isaf", score_isaf, at_most),
        ("plv", score_plv, _SENTENCES_A_TEXT * at_most),
    ):
        if name not in names:
            continue
        if not (folder / name).exists():
            print(f"{name}: there is no folder {folder / name}; give the one that holds it by --data")
            absent = 1
            continue
        table = score(folder / name, coder, PARTS, at_most=texts)
        print("\n" + "\n".join([*table_lines(table), *table.notes]) + f"\nAt most {texts} texts a part.")
    return absent
