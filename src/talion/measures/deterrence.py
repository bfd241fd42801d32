"""What follows an answer: fewer attacks, as deterrence expects, more, as backlash does, or what would have come anyway.

Answers come when attacks come, and both come in waves; so what follows an answer is compared with what follows days
that looked the same until then and brought none, and the comparison is made backward in time too.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, log

import numpy as np
from numpy.typing import NDArray

from talion.errors import MeasureError
from talion.measures.regressions import Numbers, sums_before_and_after
from talion.measures.series import Series, deeds_of, series
from talion.records import Dyad, Estimate, Event, Selection, Timeline

FINDINGS = ("deters", "feeds", "cannot tell", "no sign")
FEWEST_ANSWERS = 15
MATCHES = 5
# Like days serve several answers, which the bootstrap does not see: with .95 it named an effect of nothing in 9 of 100
# invented wars.
SURE = 0.975
EVERYTHING = Selection()
# What may explain a lull or a flare instead of the answer, when it stands in the ledger near one.
RIVALS = {
    "AGREE": "an agreement",
    "CONCEDE": "a concession",
    "RETREAT": "a truce or withdrawal",
    "COOPERATE": "cooperation",
    "SANCTION": "a sanction",
    "MOBILIZE": "forces moved",
    "ASSAULT": "force by or against somebody else",
}


@dataclass(frozen=True, slots=True)
class Rival:
    """Something else near an answer that may explain what followed: the event, the answer, and what it was in words."""

    event: str
    answer: str
    what: str
    days_after: int


@dataclass(frozen=True, slots=True)
class Effect:
    """What follows answers, beside like days without one; `finding` is one of FINDINGS.

    `after` is the ratio of attacks in the days after to those after matched days. `backward` is the same with time
    turned around: what a shared wave alone would give. `lowers` is the share of bootstrap draws in which answers are
    followed by fewer attacks, `more_than_backward` that in which the ratio exceeds the backward one. `placebo` is the
    ratio for as many matched days without an answer that were taken for answers; it should be near 1.
    """

    attack: Dyad
    finding: str
    after: Estimate
    backward: Estimate
    placebo: Estimate
    lowers: float | None
    more_than_backward: float | None
    rivals: tuple[Rival, ...] = ()

    @property
    def sentence(self) -> str:
        """The finding in words, and nothing that did not survive."""
        one, other = self.attack
        says = {
            "deters": f"After answers by {other} there are fewer attacks by {one} than after like days without one",
            "feeds": f"After answers by {other} there are more attacks by {one} than after like days without one, "
            "and more than a shared wave explains",
            "cannot tell": f"Whether answers by {other} lower or raise attacks by {one} cannot be told here",
            "no sign": f"There is no sign that answers by {other} lower or raise attacks by {one}",
        }
        return says[self.finding] + "."


def deterrence(
    war: Timeline,
    attack: Dyad,
    *,
    random: np.random.Generator,
    within_days: int = 7,
    which: Callable[[Event], bool] | None = None,
    draws: int = 400,
    undirected: str = "refuse",
    selection: Selection = EVERYTHING,
) -> Effect:
    """Whether the recipient's acts on the actor lower or raise the actor's attacks; see `deterrence_on` for the rule.

    `which` keeps some answers, as those that killed (`lambda event: (event.toll.killed.low or 0) > 0`), or that hit a
    target; days with other answers are then no like days. `rivals` lists what else in the ledger came near an answer.
    """
    counts = series(war, attack, undirected=undirected, selection=selection)
    chosen = None
    if which is not None:
        chosen = np.zeros(len(counts.days))
        for event in deeds_of(war, attack.reversed, selection=selection):
            if which(event) and event.when:
                chosen[(event.when.first - counts.days[0]).days] += 1
    found = deterrence_on(counts, random=random, within_days=within_days, chosen=chosen, draws=draws)
    rivals = rivals_of(war, attack, within_days=within_days, selection=selection)
    return Effect(
        found.attack, found.finding, found.after, found.backward, found.placebo, found.lowers,
        found.more_than_backward, rivals,
    )  # fmt: skip


def deterrence_on(
    counts: Series,
    *,
    random: np.random.Generator,
    within_days: int = 7,
    chosen: Numbers | None = None,
    draws: int = 400,
    level: float = 0.9,
) -> Effect:
    r"""The effect on series that stand already, and the rule for its name.

    .. math:: R = \frac{\sum_{t} N_A(t, t + w]}{\sum_{t} \text{mean over } c(t) \text{ of } N_A(c, c + w]}

    Each day *t* with an answer is set beside the five days *c* without one that are most alike in the actor's acts of
    the last 2, 7 and 28 days and the recipient's of the last 7; those without a near match are left out. The interval
    is a bootstrap over months. Turned around in time, the same number shows what a wave gives that both ride.

    *deters* where *R* is below 1 in 97.5 % of draws: a shared wave pushes *R* up, so it cannot make this finding.
    *feeds* where it is above 1 as often, and above its backward twin in 95 %. *cannot tell* where there are too
    few answers, where the interval holds a halving or a doubling, or where a wave explains the rise; else *no sign*.

    What the record does not hold, an order to stop, a truce, winter, is in the number: see `rivals_of`.
    """
    if within_days < 1:
        raise MeasureError(f"within_days is {within_days}; our days have no hours, so give 1 or more")
    if counts.bin != "day":
        raise MeasureError(f"the days around an answer need daily numbers; these are by {counts.bin}")
    answers = counts.back if chosen is None else chosen
    one, other = counts.dyad
    question = (
        f"By what factor do acts of {one} change in the {within_days} days after one of {other}, beside like days?"
    )
    ahead = Matched(counts.there, counts.back, answers, counts.watched, within_days)
    turned = Matched(counts.there[::-1], counts.back[::-1], answers[::-1], counts.watched[::-1], within_days)
    caveats = list(counts.caveats)
    unit = "times as many acts"
    days = float(within_days)

    def estimate(asks: str, value: float | None, low: float | None, high: float | None, n: int, *more: str) -> Estimate:
        return Estimate(
            asks, value, low, high, unit, n, "deterrence", level, 1.0, days, (*more, *caveats), counts.selection
        )

    asks_backward = f"The same backward in time, as a shared wave would give it: {question}"
    asks_placebo = f"The same for days without an answer that are taken for answers: {question}"
    n = len(ahead.places)
    rough = counts.too_rough(days)
    if rough or n < FEWEST_ANSWERS or len(turned.places) < FEWEST_ANSWERS:
        why = f"Cannot tell: {rough or f'{n} answers with like days beside them, and it takes {FEWEST_ANSWERS}'}"
        none = [estimate(asks, None, None, None, n, why) for asks in (question, asks_backward, asks_placebo)]
        return Effect(counts.dyad, "cannot tell", none[0], none[1], none[2], None, None)
    if ahead.unmatched:
        caveats.append(f"{ahead.unmatched} answers have no like day without one and are left out")
    # The same stretches of time are drawn forward and backward: months, so that a flare stays whole.
    drawn = _drawn_together(ahead, turned, draws, random)
    tail = (1 - level) / 2
    lows, highs = np.quantile(drawn, (tail, 1 - tail), axis=0)
    value, back = ahead.log_ratio(), turned.log_ratio()
    lowers = float(np.mean(drawn[:, 0] < 0))
    exceeds = float(np.mean(drawn[:, 0] > drawn[:, 1]))
    after = estimate(question, exp(value), *_around(value, lows[0], highs[0]), n)
    backward = estimate(asks_backward, exp(back), *_around(back, lows[1], highs[1]), len(turned.places))
    placebo = ahead.placebo(random, draws=min(draws, 100))
    if placebo is None:
        why = "Cannot tell: too few like days to take for answers"
        sham = estimate(asks_placebo, None, None, None, 0, why)
    else:
        low, high = (float(np.quantile(placebo, end)) for end in (tail, 1 - tail))
        middle = float(np.median(placebo))
        sham = estimate(asks_placebo, exp(middle), exp(low), exp(high), n)
    if lowers >= SURE:
        finding = "deters"
    elif lowers <= 1 - SURE and exceeds >= 0.95:
        finding = "feeds"
    elif lows[0] < log(0.5) or highs[0] > log(2) or lowers <= 1 - SURE:
        finding = "cannot tell"
    else:
        finding = "no sign"
    return Effect(counts.dyad, finding, after, backward, sham, lowers, exceeds)


def _around(value: float, low: float, high: float) -> tuple[float, float]:
    return exp(min(low, value)), exp(max(high, value))


def matched_days(counts: Series, *, within_days: int = 7) -> "Matched":
    """The days with an answer that have like days without one, and those."""
    return Matched(counts.there, counts.back, counts.back, counts.watched, within_days)


class Matched:
    """Days with an answer (`places`) and the like days beside each (`near`, five), in one direction of time."""

    def __init__(self, attacks: Numbers, others: Numbers, answers: Numbers, watched: Numbers, window: int) -> None:
        n = len(attacks)
        self.days = n
        _, self.after = sums_before_and_after(attacks, window)
        features = [np.log1p(sums_before_and_after(attacks, width)[0]) for width in (2, 7, 28)]
        features.append(np.log1p(sums_before_and_after(others, 7)[0]))
        self.features = np.column_stack([column / max(float(column.std()), 1e-9) for column in features])
        place = np.arange(n)
        gaps = np.concatenate([[0.0], np.cumsum(watched <= 0)])
        low, high = np.maximum(place - 28, 0), np.minimum(place + window + 1, n)
        whole = (place >= 28) & (place + window < n) & (gaps[high] - gaps[low] == 0)
        self.quiet: NDArray[np.intp] = np.flatnonzero(whole & (others == 0) & (answers == 0))
        wanted = np.flatnonzero(whole & (answers > 0))
        self.places, self.near, self.beside = self._match(wanted)
        self.unmatched = len(wanted) - len(self.places)

    def _match(self, wanted: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.intp], Numbers]:
        """The days that have like days, those, and for each day the mean of what came after them."""
        kept, matches, beside = [], [], []
        for t in wanted:
            far = np.abs(self.quiet - t) > 0
            quiet = self.quiet[far]
            if len(quiet) < MATCHES:
                continue
            apart = ((self.features[quiet] - self.features[t]) ** 2).sum(axis=1)
            near = np.argpartition(apart, MATCHES - 1)[:MATCHES]
            if float(apart[near].mean()) > 1.0:
                continue
            kept.append(int(t))
            matches.append(quiet[near])
            beside.append(float(self.after[quiet[near]].mean()))
        alike = np.asarray(matches, dtype=np.intp).reshape(-1, MATCHES)
        return np.asarray(kept, dtype=np.intp), alike, np.asarray(beside)

    def log_ratio(self, pick: NDArray[np.intp] | None = None) -> float:
        """The log of the ratio; half an act is added to both, so that a few quiet weeks have one too."""
        chosen = slice(None) if pick is None else pick
        return log((float(self.after[self.places][chosen].sum()) + 0.5) / (float(self.beside[chosen].sum()) + 0.5))

    def placebo(self, random: np.random.Generator, *, draws: int) -> Numbers | None:
        """Log ratios where quiet days, most like those of answers, stand in for them."""
        if len(self.quiet) < 4 * MATCHES or not len(self.places):
            return None
        stand_ins = []
        for t in self.places:
            apart = ((self.features[self.quiet] - self.features[t]) ** 2).sum(axis=1)
            stand_ins.append(self.quiet[np.argpartition(apart, MATCHES - 1)[:MATCHES]])
        pairs = np.array(stand_ins)
        found = []
        for _ in range(draws):
            column = random.integers(MATCHES, size=len(pairs))
            sham = pairs[np.arange(len(pairs)), column]
            total = self.after[pairs].sum(axis=1)
            rest = (total - self.after[sham]) / (MATCHES - 1)
            found.append(log((float(self.after[sham].sum()) + 0.5) / (float(rest.sum()) + 0.5)))
        return np.asarray(found)


def _drawn_together(ahead: Matched, turned: Matched, draws: int, random: np.random.Generator) -> Numbers:
    size = 30
    blocks = ahead.days // size + 1
    # A day of the turned series is told in days of the real one.
    forward = [np.flatnonzero(ahead.places // size == block) for block in range(blocks)]
    back = [np.flatnonzero((turned.days - 1 - turned.places) // size == block) for block in range(blocks)]
    full = [block for block in range(blocks) if len(forward[block]) or len(back[block])]
    rows = []
    for _ in range(draws):
        drawn = [full[n] for n in random.integers(len(full), size=len(full))]
        pick = np.concatenate([forward[n] for n in drawn])
        pick_back = np.concatenate([back[n] for n in drawn])
        rows.append((ahead.log_ratio(pick), turned.log_ratio(pick_back)))
    return np.asarray(rows)


def rivals_of(
    war: Timeline, attack: Dyad, *, within_days: int = 7, selection: Selection = EVERYTHING
) -> tuple[Rival, ...]:
    """What else stands in the ledger within so many days of an answer and may explain what followed.

    Agreements, concessions, withdrawals, sanctions and forces moved by anybody, and force in which somebody else takes
    part (a wave elsewhere). What the ledger does not hold is not here: an order behind closed doors leaves no event.
    """
    answers = [event for event in deeds_of(war, attack.reversed, selection=selection) if event.when]
    sides = set(attack)
    found = []
    for event in war.events:
        if event.action not in RIVALS or event.when is None or event.status in {"denied", "hypothetical"}:
            continue
        parties = {*event.actors, *event.recipients}
        if event.action == "ASSAULT" and parties <= sides:
            continue
        for answer in answers:
            assert answer.when is not None
            days = (event.when.first - answer.when.first).days
            if 0 <= days <= within_days and event.id != answer.id:
                who = " and ".join(event.actors) or "somebody unknown"
                found.append(Rival(event.id, answer.id, f"{RIVALS[event.action]} ({who})", days))
                break
    return tuple(found)
