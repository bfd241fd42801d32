"""One toll out of the counts that a report gives of one act: later before earlier, the report's own before a speaker's.

Where two speakers count the same people differently and the report does not, the toll runs from the lowest to the
highest; each count stays a claim of its speaker.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from talion.coding.events.groups import kind_of
from talion.coding.events.mentioned import Mentioned
from talion.coding.sides.cast import Cast
from talion.coding.speech.voices import Speech
from talion.coding.tolls.said import CountSaid
from talion.records import Count, Mark, Passage, Toll, TollPart

_NEARLY = 1.1  # times what the body counts
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
    counted = _with_those_on_top(_without_those_of_headlines(_without_the_overtaken(counted)))
    sides = _Sides(mentions, cast)
    spans, settled = _rivals(counted, sides)
    marks += [Mark(one.part.effect, one.passage) for one in settled]
    chosen: dict[tuple[str, str | None], _Counted] = {}
    for one in counted:
        key = (one.part.effect, one.part.party)
        if one not in settled and (key not in chosen or one.rank > chosen[key].rank):
            chosen[key] = one
            marks.append(Mark(one.part.effect, one.passage))
    spans = [_beside_the_others(span, chosen) for span in spans]
    numbered = {one.part.effect for one in chosen.values() if one.part.count != _BARE}
    kept = [one for one in chosen.values() if one.part.count != _BARE or one.part.effect not in numbered]
    total = {one.part.effect: one.part.count.high for one in kept if one.part.party is None}
    total |= {span.effect: None for span in spans if span.party is None}
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


def _without_those_of_headlines(counted: Sequence[_Counted]) -> list[_Counted]:
    """The counts without those of a headline where the text below it counts as many, or more exactly.

    What the headline says of the people alone ("a US contractor") goes over to the same number below it.
    """
    kept = list(counted)
    for one in counted:
        below = [
            c
            for c in kept
            if not c.above and c.part.effect == one.part.effect and c.said.kind not in {"part", "earlier"}
        ]
        enough = bool(below) and _lowest(one) <= _NEARLY * sum(_lowest(c) for c in below)
        if not one.above or one.said.kind == "update" or not enough:
            continue
        kept.remove(one)
        same = next((c for c in below if c.part.count == one.part.count and c.part.party), None)
        if same is not None and one.part.party is not None:
            part = replace(
                same.part,
                civilian=one.part.civilian if same.part.civilian is None else same.part.civilian,
                whose=same.part.whose or one.part.whose,
                party=max(same.part.party or "", one.part.party, key=len),
            )
            kept[kept.index(same)] = replace(same, part=part)
    return kept


_ON_TOP = re.compile(r"\b(?:also|another|a further|an additional|more)\b(?! than)", re.IGNORECASE)


def _with_those_on_top(counted: Sequence[_Counted]) -> list[_Counted]:
    """The counts with those that come on top added to what they add to: "16 were hurt. Three were also hurt"."""
    kept = list(counted)
    if any(one.said.kind == "update" for one in counted):
        return kept  # "three more died, which brings the toll to 40"
    for one in counted:
        if one.above or one.said.kind != "total" or not _ON_TOP.search(one.said.said) or not one.part.count.best:
            continue
        base = next(
            (
                c
                for c in kept
                if c.part.effect == one.part.effect
                and c.said.kind == "total"
                and c.part.party is None
                and c.passage.end <= one.passage.start
                and c.part.count.best
                and (c.teller == one.teller or None in {c.teller, one.teller})
            ),
            None,
        )
        if base is not None and base in kept and one in kept:
            both = Count.exactly((base.part.count.best or 0) + one.part.count.best)
            kept[kept.index(base)] = replace(base, part=replace(base.part, count=both))
            kept.remove(one)
    return kept


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


_ATTACKERS = re.compile(r"\b(?:attackers?|assailants?|(?:suicide )?bombers?|hijackers?|kidnappers?)$")
_IRREGULAR = re.compile(r"\b(?:fighters?|rebels?|militants?|insurgents?|guerrillas?|gunm[ae]n|terrorists?|jihadists?)$")
_REGULAR = re.compile(
    r"\b(?:soldiers?|troops|troopers?|servicemen|marines?|policem[ae]n|police officers?|security personnel)$"
)


def _kind(actor: str, cast: Cast) -> str:
    kind = cast.kind(actor)
    return "state" if kind in {"state", "force"} else "group" if kind in {"armed group", "umbrella"} else "other"


class _Sides:
    """Whose people a count is of, in an act of one side against another: of those who did it, or of those hit."""

    def __init__(self, mentions: Sequence[Mentioned], cast: Cast) -> None:
        self._did = self._members({a for m in mentions for a in m.told.actor.actors}, cast)
        self._hit = self._members({a for m in mentions for a in m.told.recipient.actors}, cast) - self._did
        self._kinds = [{_kind(a, cast) for a in actors} for actors in (self._did, self._hit)]
        self._two_sided = any(m.told.sense.undirected for m in mentions)
        self._own = cast.own

    @staticmethod
    def _members(actors: set[str], cast: Cast) -> set[str]:
        return actors | {member for actor in actors for member in cast.registry.members(actor)}

    def of(self, one: _Counted) -> str | None:
        """ "did", "hit", or None where it may be either."""
        if one.part.whose in self._did:
            return "did"
        if one.part.whose in self._hit:
            return "hit"
        who = (one.said.who or "").lower()
        if one.part.whose is not None or not who or who.startswith(_OWN) or self._two_sided:
            return None
        if _ATTACKERS.search(who):
            return "did"
        kind = "group" if _IRREGULAR.search(who) else "state" if _REGULAR.search(who) else ""
        did, hit = kind in self._kinds[0], kind in self._kinds[1]
        return None if did == hit else "did" if did else "hit"

    def teller_of(self, one: _Counted) -> str | None:
        """Who counts; what no speaker says is in a side's own statement that side's word."""
        return one.teller or self._own


def _rivals(counted: Sequence[_Counted], sides: _Sides) -> tuple[list[TollPart], list[_Counted]]:
    """Of each effect that only speakers count, and count differently, the span from low to high and what it holds.

    Those of one side are set against each other, and never the losses of one side against those of the other.
    """
    spans: list[TollPart] = []
    held: list[_Counted] = []
    for effect in dict.fromkeys(one.part.effect for one in counted):
        told = [c for c in counted if c.part.effect == effect and c.said.kind != "part" and c.part.count != _BARE]
        did = [c for c in told if sides.of(c) == "did"]
        for of_side in (did, [c for c in told if c not in did]):
            by: dict[str | None, list[_Counted]] = {}
            for one in of_side:
                by.setdefault(sides.teller_of(one), []).append(one)
            if None in by or len(by) < 2:
                continue
            tellers = list(by.values())
            if not all(_same_people(a, b, sides) for n, a in enumerate(tellers) for b in tellers[n + 1 :]):
                continue
            figures = [_figure(of_one) for of_one in tellers]
            if all(figure == figures[0] for figure in figures):
                continue  # who agree are no rivals
            whose = {one.part.whose for one in of_side}
            said = "; ".join(dict.fromkeys(one.part.said for one in of_side if one.part.said))
            party = next((c.part.party for c in of_side if c.part.party), None) if len(of_side) < len(told) else None
            spans.append(
                TollPart(
                    effect, _span(figures), party, whose=whose.pop() if len(whose) == 1 else None, said=said or None
                )
            )
            held += of_side
    return spans, held


def _beside_the_others(span: TollPart, chosen: Mapping[tuple[str, str | None], _Counted]) -> TollPart:
    """A span of the losses of one side, with words for these people where those of the other side stand beside it."""
    others = any(one.part.effect == span.effect for one in chosen.values())
    return replace(span, party=span.party or "dead") if others else replace(span, party=None)


def _same_people(ones: Sequence[_Counted], others: Sequence[_Counted], sides: _Sides) -> bool:
    """Whether two speakers count the same dead, and not each those of a side or kind of its own."""
    if all(sides.of(c) == "hit" for c in (*ones, *others)):
        return True  # "up to 500 fighters were killed; their commander said that he had lost two"
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
    lows = [n for f in figures if (n := f.low if f.low is not None else f.best) is not None]
    tops = [(n, f.high is None and f.best is None) for f in figures if (n := f.high or f.best or f.low) is not None]
    top, is_open = max(tops)
    low = min(lows) if len(lows) == len(figures) else None
    return Count(low, None, None if is_open else top)
