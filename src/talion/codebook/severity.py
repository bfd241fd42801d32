"""How grave an act is: its kind and what it cost people, on one documented scale that a user can replace."""

import math
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from talion.codebook.crosswalks import rows_of, weight_of
from talion.records import Event

# An injured person counts a tenth of a dead one, so that ten injured weigh as one who died.
INJURED_AS_DEAD = 0.1
DEEDS = frozenset({"done", "denied", "habitual", "historical"})
_HALF = 0.5  # an attempt that failed, a threat, a plan


@cache
def grades(folder: Path | None = None) -> Mapping[tuple[str, str], float]:
    """How grave each type and mode is by itself; the mode "" stands for all that have no row."""
    rows = rows_of("severity", folder, ("action", "mode", "grade"))
    return {(row["action"], row["mode"]): weight_of(where, row, "grade") or 0.0 for where, row in rows}


def severity(event: Event, *, folder: Path | None = None) -> float:
    r"""How grave an act is, from 0 for words and cooperation to about 7 by its kind, and more with its dead.

    .. math:: s = g + \log_2(1 + d), \quad d = \text{killed} + 0.1 \cdot \text{injured}

    :math:`g` is the grade of type and mode in data/severity.csv, halved where the act was not carried out. Of a toll
    that is a range, the best number counts, else the lower one; a toll that is not known adds nothing, which is no
    statement that nobody died. The scale orders acts; a difference of 2 is not twice a difference of 1.
    """
    known = grades(folder)
    grade = known.get((event.action, event.mode or ""), known.get((event.action, ""), 0.0))
    if event.status not in DEEDS:
        return grade * _HALF
    dead = (event.toll.killed.point or 0) + INJURED_AS_DEAD * (event.toll.injured.point or 0)
    return grade + math.log2(1 + dead)
