"""Which earlier act a deed may answer, where nobody says it: candidates, *nobody* among them, and reasons in words.

A suggestion is no finding. It rests on order, sides, lag, place and deaths; it cannot see motive, and it never turns
into a link that is declared.
"""

import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from talion.records import DateSpan, Event, Link

SameSide = Callable[[str, str], bool]

# Scores in log-odds against *nobody*, whose score is 0: one candidate with nothing but swapped sides on the day after
# stands near even odds. Chosen by hand, and so is every probability made of them; `evaluate_links` says how good.
START = -1.6
SIDES_SWAPPED = 1.6
SIDES_SWAPPED_BY_GROUP = 1.3
UNKNOWN_RESPONDENT = 0.2  # nobody is known to have done it: the victim of the trigger is a guess
UNKNOWN_TRIGGER = 0.7  # hitting those whom one holds responsible is common, being right is not needed
LATEST = 0.5
PEOPLE_DIED = 0.6
SAME_PLACE = 0.3
SAME_KIND = 0.2
ORDER_UNKNOWN = -0.8  # same day, or spans that overlap
TOLD_BEFORE = 0.4  # for threats: the threat comes first and the deed is of the kind that can carry it out

# After so many days an answer counts half as likely, until enough stated answers are at hand to say.
ASSUMED_HALF_LIFE_DAYS = 5.0
_STATED_ANSWERS_NEEDED = 5
_CANDIDATES = 25  # the latest so many acts compete; older ones have no chance beside them
_SHOWN_FROM = 0.1

# Acts that can answer and be answered. Words are left out as answers: a threat follows every attack.
HOSTILE = ("SANCTION", "MOBILIZE", "COERCE", "ASSAULT")


@dataclass(frozen=True, slots=True)
class Candidates:
    """What one deed may answer: links, likeliest first, and the probability of `nobody`; together they sum to 1."""

    response: str
    links: tuple[Link, ...]
    nobody: float


def suggest_links(
    events: Sequence[Event],
    *,
    same_side: SameSide | None = None,
    within_days: int = 30,
    declared: Sequence[Link] = (),
) -> list[Link]:
    """Inferred links for the deeds whose trigger nobody names, in the order of the responses, likeliest first.

    A deed with a link that is declared or attributed in `declared` gets no suggestion of that kind. Suggestions below
    one in ten are left out. See `trigger_candidates` for how they are weighed and `threat_candidates` for threats.
    """
    stated = {
        link.response: {other.kind for other in declared if other.response == link.response}
        for link in declared
        if link.basis != "inferred"
    }
    links: list[Link] = []
    for weigh, kind in ((trigger_candidates, "answers"), (threat_candidates, "carries_out")):
        for candidates in weigh(events, same_side=same_side, within_days=within_days, declared=declared):
            if kind not in stated.get(candidates.response, ()):
                links += [link for link in candidates.links if link.probability >= _SHOWN_FROM]
    order = {event.id: n for n, event in enumerate(sorted(events, key=_by_day))}
    return sorted(links, key=lambda link: (order[link.response], link.kind, -link.probability, link.trigger))


def trigger_candidates(
    events: Sequence[Event],
    *,
    same_side: SameSide | None = None,
    within_days: int = 30,
    declared: Sequence[Link] = (),
) -> list[Candidates]:
    r"""For each hostile deed, the earlier hostile deeds that it may answer, and *nobody*.

    .. math:: p_i = e^{s_i} / (1 + \sum_j e^{s_j}), \quad p_{\text{nobody}} = 1 / (1 + \sum_j e^{s_j})

    A candidate swaps the sides: it was done to the side that now acts, by the side that is now hit. Where one
    perpetrator is unknown, the other half must fit, and the score is lower. The score falls by half with every
    half-life of the lag: the median lag of the answers that a side declared or a speaker attributed, when there are
    five of them, else five days, which is assumed and says so. Deaths, one place, one kind and being the latest raise
    it; an order of days that is not known lowers it. Undirected and undated acts, words, and acts within one side take
    no part, nor does an act that a source says was the answer to this one.
    """
    sides = _Swaps(same_side)
    half_life, why = _half_life(events, declared)
    turned = {(link.trigger, link.response) for link in declared if link.basis != "inferred" and link.kind == "answers"}
    deeds = [event for event in events if event.action in HOSTILE and _can_be_linked(event) and event.is_deed]
    earlier = _ByPair(deeds)
    found = []
    for response in deeds:
        scored = []
        for trigger in earlier.before(response, within_days, sides.swap):
            if (response.id, trigger.id) in turned:
                continue  # "fired rockets in response to the strike" of that day: the strike does not answer them
            scored.append(_score(trigger, response, sides.swap(_pair(trigger), _pair(response)), half_life, why))
        found.append(_share(response, _with_latest(scored), "answers"))
    return found


def threat_candidates(
    events: Sequence[Event],
    *,
    same_side: SameSide | None = None,
    within_days: int = 30,
    declared: Sequence[Link] = (),
) -> list[Candidates]:
    """For each hostile deed, the earlier threats by the same side against the same side that it may carry out.

    Weighed as triggers are; the actor must be known on both, the recipient on both or not at all said by the threat.
    """
    sides = _Swaps(same_side)
    half_life, why = _half_life(events, declared)
    threats = [
        event
        for event in events
        if event.actors and _can_be_linked(event) and (event.action == "THREATEN" or event.status == "threatened")
    ]
    earlier = _ByPair(threats)
    found = []
    for response in events:
        if not (response.action in HOSTILE and response.is_deed and response.actors and _can_be_linked(response)):
            continue
        scored = []
        for threat in earlier.before(response, within_days, sides.same):
            how = sides.same(_pair(threat), _pair(response))
            score, reasons = START + TOLD_BEFORE, [_THREATS[how]]
            score += SIDES_SWAPPED if how == "same" else SIDES_SWAPPED_BY_GROUP if how == "group" else 0.0
            score += _lag(threat, response, half_life, why, reasons)
            scored.append((threat, score, reasons))
        if scored:
            found.append(_share(response, _with_latest(scored), "carries_out"))
    return found


_Pair = tuple[tuple[str, ...], tuple[str, ...]]
_Scored = tuple[Event, float, list[str]]

_THREATS = {
    "same": "The side that threatened did it, to the side it had threatened.",
    "group": "The actors named count as the side that threatened and the side that it had threatened.",
    "half": "The side that had threatened did it; the threat names nobody.",
}


def _pair(event: Event) -> _Pair:
    return event.actors, event.recipients


def _can_be_linked(event: Event) -> bool:
    return event.directed and event.when is not None and bool(event.actors or event.recipients)


class _Swaps:
    """How the sides of two acts stand to each other, remembered for each pair of sides."""

    def __init__(self, same_side: SameSide | None) -> None:
        self._same = same_side
        self._swaps: dict[tuple[_Pair, _Pair], str] = {}
        self._sames: dict[tuple[_Pair, _Pair], str] = {}

    def swap(self, trigger: _Pair, response: _Pair) -> str:
        """ "swapped", "group", "unknown respondent", "unknown trigger", or "" where the sides do not swap."""
        if (trigger, response) not in self._swaps:
            self._swaps[trigger, response] = self._swap(trigger, response)
        return self._swaps[trigger, response]

    def _swap(self, trigger: _Pair, response: _Pair) -> str:
        one_side = self._alike(trigger[0], response[0]), self._alike(trigger[1], response[1])
        if "other" not in one_side and one_side != ("unknown", "unknown") and trigger[0] and response[0]:
            return ""  # both acts go the same way, which no group of actors on both sides may hide
        answers, hits = self._alike(trigger[1], response[0]), self._alike(trigger[0], response[1])
        if "other" in {answers, hits}:
            return ""
        if "unknown" not in {answers, hits}:
            return "swapped" if (answers, hits) == ("same", "same") else "group"
        if answers == "unknown" and not response[0] and trigger[1] and hits != "unknown":
            return "unknown respondent"
        if hits == "unknown" and not trigger[0] and response[1] and answers != "unknown":
            return "unknown trigger"
        return ""

    def same(self, threat: _Pair, deed: _Pair) -> str:
        """ "same", "group", "half" where the threat names nobody, or "" where the sides are others."""
        if (threat, deed) not in self._sames:
            who, whom = self._alike(threat[0], deed[0]), self._alike(threat[1], deed[1])
            if "other" in {who, whom} or who == "unknown":
                how = ""
            elif whom == "unknown":
                how = "half" if not threat[1] else ""
            else:
                how = "same" if (who, whom) == ("same", "same") else "group"
            self._sames[threat, deed] = how
        return self._sames[threat, deed]

    def _alike(self, ones: tuple[str, ...], others: tuple[str, ...]) -> str:
        if not ones or not others:
            return "unknown"
        if set(ones) & set(others):
            return "same"
        if self._same and any(self._same(one, other) or self._same(other, one) for one in ones for other in others):
            return "group"
        return "other"


class _ByPair:
    """Acts by their two sides and then by day, so that only acts between the right sides are looked at."""

    def __init__(self, events: Sequence[Event]) -> None:
        self._acts: dict[_Pair, list[Event]] = defaultdict(list)
        for event in sorted(events, key=_by_day):
            self._acts[_pair(event)].append(event)
        self._days = {pair: [_span(act).first for act in acts] for pair, acts in self._acts.items()}
        self._longest = timedelta(days=max((_span(event).days for event in events), default=1))

    def before(self, response: Event, within_days: int, fits: Callable[[_Pair, _Pair], str]) -> list[Event]:
        """The latest acts between such sides that can have come before, by day."""
        when, sides = _span(response), _pair(response)
        found: list[Event] = []
        for pair, acts in self._acts.items():
            if not fits(pair, sides):
                continue
            end = bisect_right(self._days[pair], when.last)
            near = 0
            for act in acts[end - 1 :: -1] if end else ():
                if near == _CANDIDATES or (when.first - self._longest - _span(act).first).days > within_days:
                    break
                late_enough = (when.first - _span(act).last).days <= within_days
                if late_enough and act.id != response.id and not _comes_after(act, response):
                    found.append(act)
                    near += 1
        return sorted(found, key=_by_day)[-_CANDIDATES:]


def _comes_after(act: Event, response: Event) -> bool:
    """Whether it lies behind: of two acts whose spans overlap, the one that begins later is the response."""
    one, two = _span(act), _span(response)
    return (one.first, one.last) > (two.first, two.last) and one.first > two.first


def _score(trigger: Event, response: Event, how: str, half_life: float, why: str) -> _Scored:
    reasons: list[str] = []
    score = START
    one, other = _names(trigger.actors), _names(trigger.recipients)
    if how == "swapped":
        score += SIDES_SWAPPED
        reasons.append(f"The sides are swapped: {one} acted on {other}, then {other} on {one}.")
    elif how == "group":
        score += SIDES_SWAPPED_BY_GROUP
        reasons.append(
            f"The sides are swapped, as groups: {one} acted on {other}, "
            f"then {_names(response.actors)} on {_names(response.recipients)}."
        )
    elif how == "unknown respondent":
        score += UNKNOWN_RESPONDENT
        reasons.append(
            f"{one} acted on {other}, then somebody unknown on {_names(response.recipients)}: "
            f"it is a guess that {other} did it."
        )
    else:
        score += UNKNOWN_TRIGGER
        reasons.append(
            f"Somebody unknown acted on {other}, then {_names(response.actors)} on {_names(response.recipients)}: "
            "whether they had done it is not known."
        )
    score += _lag(trigger, response, half_life, why, reasons)
    killed = trigger.toll.killed
    if (killed.low or killed.best or 0) > 0:
        score += PEOPLE_DIED
        reasons.append(f"The earlier act killed people ({killed}).")
    shared = {place.name for place in trigger.places} & {place.name for place in response.places}
    if shared:
        score += SAME_PLACE
        reasons.append(f"Both at {min(shared)}.")
    if trigger.action == response.action:
        score += SAME_KIND
    return trigger, score, reasons


def _lag(trigger: Event, response: Event, half_life: float, why: str, reasons: list[str]) -> float:
    one, two = _span(trigger), _span(response)
    least, most = (two.first - one.last).days, (two.last - one.first).days
    lag = max(0.0, (least + most) / 2)
    if least <= 0:
        told = "On the same day" if most <= 0 else f"Between the same day and {_in_days(most)} later"
        reasons.append(f"{told}, and which came first is not known.")
    elif least == most:
        reasons.append(f"{_in_days(least).capitalize()} later; {why}.")
    else:
        reasons.append(f"{least} to {most} days later; {why}.")
    return -lag / half_life * math.log(2) + (ORDER_UNKNOWN if least <= 0 else 0.0)


def _half_life(events: Sequence[Event], declared: Sequence[Link]) -> tuple[float, str]:
    known = {event.id: event for event in events}
    lags = []
    for link in declared:
        if link.basis == "inferred" or link.kind != "answers":
            continue
        trigger, response = known.get(link.trigger), known.get(link.response)
        if trigger and response and trigger.when and response.when:
            lags.append(max(0, (response.when.first - trigger.when.first).days))
        elif link.lag_days is not None:
            lags.append(max(0, link.lag_days))
    if len(lags) < _STATED_ANSWERS_NEEDED:
        days = ASSUMED_HALF_LIFE_DAYS
        return days, f"that an answer counts half as likely after {days:.0f} days is assumed"
    middle = max(1.0, float(median(lags)))
    return middle, f"half of the {len(lags)} answers that a source states came within {_in_days(middle)}"


def _with_latest(scored: list[_Scored]) -> list[_Scored]:
    if scored:
        last = max(_span(trigger).last for trigger, _, _ in scored)
        latest = [n for n, (trigger, _, _) in enumerate(scored) if _span(trigger).last == last]
        if len(latest) == 1 and len(scored) > 1:
            trigger, score, reasons = scored[latest[0]]
            text = f"It is the latest of {len(scored)} acts that could be meant."
            scored[latest[0]] = (trigger, score + LATEST, [*reasons, text])
    return scored


def _share(response: Event, scored: Sequence[_Scored], kind: str) -> Candidates:
    whole = 1.0 + sum(math.exp(score) for _, score, _ in scored)
    nobody = 1.0 / whole
    what = "answers nothing in this record" if kind == "answers" else "carries out no threat in this record"
    links = [
        Link(
            trigger=trigger.id,
            response=response.id,
            basis="inferred",
            probability=math.exp(score) / whole,
            kind=kind,
            reasons=(*reasons, f"That it {what}: {nobody:.0%}."),
            lag_days=_lag_days(trigger, response),
        )
        for trigger, score, reasons in scored
    ]
    return Candidates(response.id, tuple(sorted(links, key=lambda link: (-link.probability, link.trigger))), nobody)


def _lag_days(trigger: Event, response: Event) -> int | None:
    one, two = _span(trigger), _span(response)
    return (two.first - one.first).days if one.is_one_day and two.is_one_day else None


def _in_days(days: float) -> str:
    return "1 day" if days == 1 else f"{days:g} days"


def _names(actors: Sequence[str]) -> str:
    return " and ".join(actors) if actors else "somebody unknown"


def _span(event: Event) -> DateSpan:
    assert event.when is not None  # undated acts are left out before any span is asked for
    return event.when


def _by_day(event: Event) -> tuple[date, date, str]:
    return (event.when.first, event.when.last, event.id) if event.when else (date.max, date.max, event.id)
