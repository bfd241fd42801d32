"""MUC-4: news reports of 1989 to 1991 with incident templates, which the user has on disk; scores slot by slot.

`folder` is the one that holds `dev`, `tst1` and `tst2`, each with its texts and its key. Here our records are made into
templates; how they are counted says `muc4_scoring`.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from talion.coding.benchmarks.muc4_incidents import STAGES, SUFFERED, type_of
from talion.coding.benchmarks.muc4_kinds import kinds_of
from talion.coding.benchmarks.muc4_perpetrators import organisations
from talion.coding.benchmarks.muc4_places import place_of
from talion.coding.benchmarks.muc4_relevance import incidents
from talion.coding.benchmarks.muc4_scoring import (
    SLOTS,
    Days,
    Fill,
    Template,
    bare,
    recall_precision_f,
    score,
    wanted,
)
from talion.coding.benchmarks.muc4_texts import in_ordinary_case, published_of, read_muc4
from talion.coding.benchmarks.muc4_victims import UNHARMED, is_unharmed, victims
from talion.coding.benchmarks.tables import Progress, Row, Table, silent, some
from talion.coding.coder import Coder
from talion.coding.events.act_days import DAY_OF_SAYING
from talion.records import Coded, Event, Report

_BEST = {  # the best system of 1992 by slot, F on TST3 / TST4
    "date": "58.9 / 59.4", "stage": "76.7 / 72.5", "type": "75.7 / 75.4", "victim number": "60.6 / 52.7",
    "victim effect": "56.6 / 50.9", "perpetrator organisation": "48.1 / 62.4", "location": "60.9 / 59.0",
    "confidence": "33.6 / 48.0",
}  # fmt: skip


def score_muc4(
    folder: Path, coder: Coder, parts: Sequence[str], *, at_most: int | None, progress: Progress = silent
) -> Table:
    """Recall, precision and F of each slot over all templates; `tune` is dev, `apart` is tst1 and tst2."""
    counts = {}
    for part in parts:
        places = {"tune": ["dev"], "apart": ["tst1", "tst2"]}[part]
        texts, keys = read_muc4(folder, places)
        counts[part] = defaultdict[str, float](float)
        for message in some(list(texts), at_most):
            ours = templates(texts[message], coder)
            score([wanted(slots) for slots in keys.get(message, [])], ours, counts[part])
            counts[part]["texts"] += 1
            progress()
    texts_of = ", ".join(f"{part} {counts[part]['texts']:.0f} texts" for part in parts)
    return Table(
        f"MUC-4 ({texts_of}; tune is dev, apart is tst1 and tst2)",
        ("slot", *(f"{part} {what}" for part in parts for what in "RPF"), "best of 1992, F"),
        tuple(
            Row(slot, (*(value for part in parts for value in recall_precision_f(counts[part], slot)), _BEST[slot]))
            for slot in SLOTS
        ),
        (
            "All templates, victim by victim, with half points and optional fills as in 1992. Templates are paired by "
            "the words of their sentences and by the kinds of their targets.",
            "Published: the best of 17 systems by slot, on TST3 / TST4 (NIST 1992), all templates.",
        ),
    )


def templates(text: str, coder: Coder) -> list[Template]:
    """The incidents that we read in a text of MUC-4, as templates."""
    return [fill(events, coded, coder) for coded in [read(text, coder)] for events in incidents(coded, coder)]


def read(text: str, coder: Coder) -> Coded:
    """The records of a text in capitals; its dateline stands in a paragraph of its own."""
    cased = in_ordinary_case(text, coder)
    cased = re.sub(r"^\s*\([^)\n]*\)\s*", "", cased)
    cased = re.sub(r"--\s*(?:\[\w[^\]\n]{0,40}\]\s*)+", "--\n\n   ", cased, count=1)
    return coder.code(Report(cased, published=published_of(text), language="en"))


# ---- what each slot is filled with ----------------------------------------------------------------------------------


def fill(events: list[Event], coded: Coded, coder: Coder) -> Template:
    """The template of one incident, by the records that tell it."""
    struck = victims(events, coded.report.text)
    effects = [Fill((v.effect,), tag=tuple(v.names)) for v in struck if v.effect]
    if not effects and is_unharmed(events):
        effects = [Fill((UNHARMED,), tag=tuple(v.names)) for v in struck] or [Fill((UNHARMED,))]
    by = organisations(events, coded, coder)
    where = place_of(events, coded, coder)
    return Template(
        (*(bare(p.quote) for e in events for p in e.passages), *(name for names in by for name in names)),
        {
            "type": [Fill((type_of(events),))],
            "stage": [Fill((STAGES.get(events[0].status, "ACCOMPLISHED"),))],
            "date": [Fill((day,)) for day in _days(events, coded.report.published)],
            "location": [Fill((where,))] if where is not None else [],
            "victim number": [Fill((v.number,), tag=tuple(v.names)) for v in struck],
            "victim effect": effects,
            "perpetrator organisation": [Fill(names) for names in by],
            "confidence": [Fill((sure,), tag=names) for names, sure in by.items()],
        },
        kinds=kinds_of(" / ".join(m.passage.quote for e in events for m in e.marks if m.what in SUFFERED)),
    )


def _days(events: list[Event], published: date | None) -> list[Days]:
    """The shortest span that is told where that is no more than a few days, else on or before the day of the report.

    The keys take today, yesterday and days of a month; of what is told by its weekday they only say that it was before.
    """
    told = [e for e in events if e.when is not None and not _VAGUE.search(e.when_because or "")]
    span = min((e.when for e in told if e.when), key=lambda when: when.days, default=None)
    if span is not None and span.days <= _FEW_DAYS:
        return [Days(span.first, span.last)]
    return [Days(None, published)] if published is not None else []


_FEW_DAYS = 3
_VAGUE = re.compile(
    rf"^{DAY_OF_SAYING}|\b(?:the nearest one|the last one|the last weekend|the weekday)\b.* (?:before|of) publication"
)
