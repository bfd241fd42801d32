"""Which incidents that we read MUC-4 asks for: a sum of plain features, weighed by numbers that `dev` gave.

By the guidelines of 1992 an incident is asked for where civilians or their things were struck or may have been, where
it is recent, and where it is told for itself and not in sum. How much each of these says stands in `WEIGHTS`; they are
fitted by `benchmarks/muc4_weights.py`. No feature is a word of its own, a name or a country.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from talion.coding.benchmarks.muc4_incidents import (
    ARMY,
    STAGES,
    SUFFERED,
    is_deadly_threat,
    is_only_near,
    tells_of,
    type_of,
    words_of,
)
from talion.coding.benchmarks.muc4_kinds import (
    BUSINESSES,
    CIVILIANS,
    OFFICIALS,
    is_armed,
    is_rebel,
)
from talion.coding.benchmarks.muc4_perpetrators import organisations
from talion.coding.coder import Coder
from talion.records import Coded, Event

BIAS = -2.33
WEIGHTS: dict[str, float] = {
    "civilians or their things are struck": 0.74,
    "only the armed are struck": -0.87,
    "a sentence speaks of soldiers only": -0.59,
    "a sentence speaks of officials": 0.55,
    "a sentence speaks of businesses": 0.48,
    "somebody struck has a name": 0.54,
    "people are counted": 0.84,
    "soldiers or police did it": -0.22,
    "an organisation did it": 0.55,
    "from the air or by guns": -1.81,
    "without a mode": -0.54,
    "explosives": -0.32,
    "a fight of two sides": -1.4,
    "told in sum or of years ago": -0.76,
    "has a day of its own": 0.63,
    "older than two months": -2.61,
    "sentences, log": 0.44,
    "an incident of its type is told before": -0.59,
    "a speaker tells it": -0.05,
    "words are quoted": -0.52,
    "the report speaks of civilians": 0.71,
    "the report is a speech": -0.71,
    "how sure the act is": 2.5,
}


def incidents(coded: Coded, coder: Coder) -> list[list[Event]]:
    """The incidents that MUC-4 wants, each with the records that tell it."""
    told = candidates(coded)
    features = features_of(told, coded, coder)
    return [group for group, known in zip(told, features, strict=True) if wantedness(known) > 0]


def wantedness(features: dict[str, float]) -> float:
    """More than nothing where an incident is likelier asked for than it costs to give it in vain."""
    return BIAS + sum(weight * features[name] for name, weight in WEIGHTS.items())


def candidates(coded: Coded) -> list[list[Event]]:
    """All violence and all threats of it, one act told twice as one."""
    told: list[list[Event]] = []
    for event in sorted(coded.events, key=lambda e: e.passages[0].start if e.passages else 0):
        if not (event.action == "ASSAULT" and event.status in STAGES) and not is_deadly_threat(event):
            continue
        twin = next((group for group in told[::-1] if tells_of(event, group)), None)
        if twin is None:
            told.append([event])
        else:
            twin.append(event)
    return told


@dataclass(frozen=True, slots=True)
class _Report:
    """What a report speaks of as a whole."""

    civilians: float
    speakers: float


def features_of(told: Sequence[Sequence[Event]], coded: Coded, coder: Coder) -> list[dict[str, float]]:
    """What is known of each incident of a report, in the order in which they are told."""
    text = coded.report.text
    thousands = len(text) / 1000
    report = _Report(
        min(3.0, len(CIVILIANS.findall(text)) / thousands / 5),
        min(1.0, 300 * len(_WE.findall(text)) / max(1, len(text))),
    )
    kinds = [type_of(group) for group in told]
    return [
        {name: float(value) for name, value in _features(group, kinds[:n], report, coded, coder).items()}
        for n, group in enumerate(told)
    ]


def _features(
    group: Sequence[Event], kinds_before: Sequence[str], report: _Report, coded: Coded, coder: Coder
) -> dict[str, float]:
    published = coded.report.published
    sentences = [e.passages[0].quote if e.passages else "" for e in group]
    struck = [[m.passage.quote for m in e.marks if m.what in SUFFERED] for e in group]
    whom = " / ".join(quote for quotes in struck for quote in quotes)
    by = " ".join(words_of(e, "actor") for e in group)
    ages = [(published - e.when.last).days for e in group if e.when is not None and published is not None]
    return {
        "civilians or their things are struck": bool(
            _CIVIL.search(whom) or any(part.civilian for e in group for part in e.toll.parts)
        ),
        "only the armed are struck": any(_are_only_armed(quotes) for quotes in struck),
        "a sentence speaks of soldiers only": any(map(is_armed, sentences)),
        "a sentence speaks of officials": any(map(OFFICIALS.search, sentences)),
        "a sentence speaks of businesses": any(map(BUSINESSES.search, sentences)),
        "somebody struck has a name": bool(re.search(r"(?!^)\b[A-Z]", whom)),
        "people are counted": any(part.count.high for e in group for part in e.toll.parts),
        "soldiers or police did it": bool(ARMY.search(by)),
        "an organisation did it": bool(organisations(list(group), coded, coder)),
        "from the air or by guns": any(e.weapon in {"air strike", "artillery"} for e in group),
        "without a mode": all(e.mode is None for e in group),
        "explosives": any(e.mode == "explosives" for e in group),
        "a fight of two sides": any(not e.directed for e in group),
        "told in sum or of years ago": all(map(_IN_SUM.search, sentences)),
        "has a day of its own": any(e.when and e.when.days <= _A_DAY_OR_SO and not is_only_near(e) for e in group),
        "older than two months": any(age > 60 for age in ages),
        "sentences, log": max(math.log(max(1, len({p.start for p in e.passages}))) for e in group),
        "an incident of its type is told before": type_of(group) in kinds_before,
        "a speaker tells it": all(map(_WE.search, sentences)),
        "words are quoted": all('"' in sentence for sentence in sentences),
        "the report speaks of civilians": report.civilians,
        "the report is a speech": report.speakers,
        "how sure the act is": max(e.score or 0.5 for e in group),
    }


def _are_only_armed(struck: Sequence[str]) -> bool:
    return any(is_armed(q) or is_rebel(q) for q in struck) and not any(CIVILIANS.search(q) for q in struck)


_A_DAY_OR_SO = 20
_WE = re.compile(r"\b(?:I|we|our|us|my)\b", re.IGNORECASE)
_CIVIL = re.compile(
    rf"{CIVILIANS.pattern}|\b(?:farmers?|workers?|citizens?|residents?|passers-?by|bystanders?|relatives|families|family|"
    r"population|refugees?|settlements?|members?|cars?|former|retired|politicians?|leaders?)\b",
    re.IGNORECASE,
)
_IN_SUM = re.compile(
    r"\b(?:wave of|series of|thousands of|continu\w+|violations|human rights|years? ago|months ago|last year|decade|"
    r"in the (?:past|last) (?:few )?years?|since 19\d\d|in 19[0-8]\d)\b"
)
