"""One toll out of the counts that a report gives of one act: later before earlier, the report's own before a speaker's.

Where two speakers count the same people differently and the report does not, the toll runs from the lowest to the
highest; each count stays a claim of its speaker.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from talion.coding.events.groups import kind_of
from talion.coding.events.mentioned import Mentioned
from talion.coding.sides.cast import Cast
from talion.coding.speech.voices import Speech
from talion.coding.tolls.said import CountSaid
from talion.records import Count, Mark, Passage, Toll, TollPart

_BARE = Count(2)  # a plural without a number
_OWN = ("its ", "his ", "her ", "their ", "our ")


@dataclass(frozen=True, slots=True)
class _Counted:
    """One count of an act, with who gives it and where."""

    part: TollPart
    passage: Passage
    speech: Speech | None
    said: CountSaid
    above: bool  # in a headline or standfirst

    @property
    def teller(self) -> str | None:
        """Who counts; None for the report itself."""
        if self.said.kind == "rival":
            return f"beside {self.passage.start}"
        return None if self.speech is None else self.speech.speaker.actor or self.speech.speaker.name

    @property
    def rank(self) -> int:
        """What stands where one thing is counted twice."""
        number = self.part.count.best is not None or bool(self.part.count.low)
        return (2 if self.said.kind == "update" else 0) + (1 if self.speech is None else 0) + (1 if number else 0)


def toll_of(mentions: Sequence[Mentioned], marks: list[Mark], cast: Cast) -> Toll:
    """The reporter's own counts before a speaker's; an update before what it updates; rivals from low to high."""
    counted = [
        _Counted(part, passage, speech, said, kind_of(one, cast) in {"headline", "standfirst"})
        for one in sorted(mentions, key=lambda m: (m.told.paragraph, m.told.token.i))
        for part, passage, speech, said in one.tolls
    ]
    counted = _without_the_overtaken(counted)
    spans, settled = _rivals(counted)
    marks += [Mark(one.part.effect, one.passage) for one in settled]
    ranged = {part.effect for part in spans}
    chosen: dict[tuple[str, str | None], _Counted] = {}
    for one in counted:
        key = (one.part.effect, one.part.party)
        if one.part.effect not in ranged and (key not in chosen or one.rank > chosen[key].rank):
            chosen[key] = one
            marks.append(Mark(one.part.effect, one.passage))
    numbered = {one.part.effect for one in chosen.values() if one.part.count != _BARE}
    kept = [one for one in chosen.values() if one.part.count != _BARE or one.part.effect not in numbered]
    total = {one.part.effect: one.part.count.high for one in kept if one.part.party is None}
    # "no casualties", and eighty dead by the other side's count: a rival, which stays a claim
    kept = [one for one in kept if one.part.party is None or _is_below(one, total.get(one.part.effect))]
    parts: list[_Counted] = []
    for one in kept:
        if one.said.kind == "part" and one.part.effect not in total:
            continue  # "seven guards, including two generals": two of the seven, not two more
        twin = next((other for other in parts if _is_twin(other, one)), None)
        if twin is None:
            parts.append(one)
        elif len(one.part.party or "") > len(twin.part.party or ""):
            parts[parts.index(twin)] = one  # "a US contractor" and "a US civilian contractor" are one man
    told = [_as_total(one, parts) for one in parts]
    return Toll((*spans, *sorted(told, key=lambda part: part.party is not None)))


def _as_total(one: _Counted, parts: Sequence[_Counted]) -> TollPart:
    """A count as the total, where those of two sides follow that make it up: "more than 170 died … 71 … lost 105"."""
    others = [other for other in parts if other is not one and other.part.effect == one.part.effect]
    low = one.part.count.low or one.part.count.best
    if len(others) < 2 or low is None or one.part.party is None:
        return one.part
    behind = all(other.passage.start > one.passage.end and other.part.party is not None for other in others)
    within = Toll(tuple(other.part for other in others)).of(one.part.effect).low
    return replace(one.part, party=None) if behind and within and 0.9 * low <= within <= 1.1 * low else one.part


def _is_below(one: _Counted, ceiling: int | None) -> bool:
    return ceiling is None or (one.part.count.low or 0) <= ceiling


def _is_twin(one: _Counted, other: _Counted) -> bool:
    """Whether two counts with words for people, in two places, are of the same people."""
    first, second = one.part, other.part
    return (
        (first.effect, first.count) == (second.effect, second.count)
        and (first.whose == second.whose or None in {first.whose, second.whose})
        and bool(first.party and second.party)
        and one.passage != other.passage  # "a child and a pregnant woman" are two
    )


def _without_the_overtaken(counted: Sequence[_Counted]) -> list[_Counted]:
    """The counts without those that another takes the place of: earlier ones, those of a headline, zeros, make-up."""
    return [
        one
        for n, one in enumerate(counted)
        if not any(_overtakes(counted[k], one, k > n) for k in range(len(counted)) if k != n)
    ]


def _overtakes(one: _Counted, other: _Counted, behind: bool) -> bool:
    """Whether one count takes the place of another one, `behind` it in the text or before it."""
    kinds = one.said.kind, other.said.kind
    if one.part.effect != other.part.effect or kinds[0] == "part":
        return False
    if kinds[1] in {"earlier", "makeup"} and kinds[0] not in {"earlier", "makeup"} and one.part.count != _BARE:
        return True
    same = one.teller == other.teller or one.teller is None
    if other.said.negated and same and (one.part.count.low or one.part.count.best):
        return True
    if _is_vague(other) and not _is_vague(one) and (one.part.count.low or 0) >= (other.part.count.low or 0):
        return True  # "dozens killed … at least 54 people died"
    apart = one.passage != other.passage
    if apart and (other.said.who or "").lower().endswith("others") and _lowest(one) >= _lowest(other):
        return True  # "twenty soldiers were killed … 17 others had died of their injuries"
    if other.above and not one.above and kinds[1] != "part":
        return one.part.count != other.part.count and one.part.count.low == (
            other.part.count.low or other.part.count.best
        )
    return kinds[0] == "update" and behind and kinds[1] in {"total", "update"} and one.teller == other.teller


_VAGUE = re.compile(r"\b(?:dozens?|scores|hundreds|thousands|several|many|some|numerous)\b", re.IGNORECASE)


def _is_vague(one: _Counted) -> bool:
    return one.part.count.best is None and bool(_VAGUE.search(one.said.said))


def _lowest(one: _Counted) -> int:
    return one.part.count.low or one.part.count.best or 0


def _rivals(counted: Sequence[_Counted]) -> tuple[list[TollPart], list[_Counted]]:
    """Of each effect that only speakers count, and count differently, the span from low to high and what it holds."""
    spans: list[TollPart] = []
    held: list[_Counted] = []
    for effect in dict.fromkeys(one.part.effect for one in counted):
        told = [c for c in counted if c.part.effect == effect and c.said.kind != "part" and c.part.count != _BARE]
        by: dict[str | None, list[_Counted]] = {}
        for one in told:
            by.setdefault(one.teller, []).append(one)
        if None in by or len(by) < 2:
            continue
        tellers = list(by.values())
        if not all(_same_people(a, b) for n, a in enumerate(tellers) for b in tellers[n + 1 :]):
            continue
        figures = [_figure(of_one) for of_one in tellers]
        whose = {one.part.whose for one in told}
        said = "; ".join(dict.fromkeys(one.part.said for one in told if one.part.said))
        spans.append(
            TollPart(effect, _span(figures), whose=whose.pop() if len(whose) == 1 else None, said=said or None)
        )
        held += told
    return spans, held


def _same_people(ones: Sequence[_Counted], others: Sequence[_Counted]) -> bool:
    """Whether two speakers count the same dead, and not each those of a side or kind of its own."""
    whose = ({c.part.whose for c in held} - {None} for held in (ones, others))
    mine, theirs = whose
    if mine != theirs:
        return bool(mine & theirs)  # "Azerbaijan put its dead at 71" beside "more than 170 soldiers" counts a part
    if all((c.said.who or "").lower().startswith(_OWN) for c in (*ones, *others)):
        return False  # "put its losses at 12" and "put its losses at 30"
    heads = [{(c.part.party or "dead").rpartition(" ")[2].lower() for c in held} for held in (ones, others)]
    return bool((heads[0] | heads[1]) & {"dead", "losses"} or heads[0] & heads[1])


def _figure(counts: Sequence[_Counted]) -> Count:
    """What one speaker counts: the last number for all, else the sum over kinds of people."""
    totals = [one.part.count for one in counts if one.part.party is None]
    return totals[-1] if totals else Toll(tuple(one.part for one in counts)).of(counts[0].part.effect)


def _span(figures: Sequence[Count]) -> Count:
    """From the lowest number to the highest; open above where the highest is only a lower bound."""
    if all(figure == figures[0] for figure in figures):
        return figures[0]
    lows = [n for f in figures if (n := f.low if f.low is not None else f.best) is not None]
    tops = [(n, f.high is None and f.best is None) for f in figures if (n := f.high or f.best or f.low) is not None]
    top, is_open = max(tops)
    low = min(lows) if len(lows) == len(figures) else None
    return Count(low, None, None if is_open else top)
