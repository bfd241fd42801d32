"""Which records tell the same act: pairs of them, each with its probability and its reasons."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property, lru_cache
from typing import TypeVar

from talion.codebook.word_classes import word_class
from talion.records import (
    Count,
    DateSpan,
    Event,
    Match,
    Place,
    Report,
)

_Value = TypeVar("_Value")

# What speaks for one act and what against it, in log-odds: the sum goes through the logistic function. The numbers are
# chosen by hand, so that one day and one dyad carry a match only when nothing contradicts, and checked on pairs whose
# truth is known: two releases of one source, and stories in which people marked what is one event.
START = -2.5
SAME_ACTION, NEAR_ACTION = 0.5, -1.0
SAME_DAY, SHARED_DAYS, NEXT_DAY, ROUGH_DAYS, NO_DAY = 1.5, 0.9, -0.6, 0.0, -0.5
SAME_ACTORS, SAME_SIDE, BLAMED_ACTOR, UNKNOWN_ACTOR_ON_ONE_SIDE, BOTH_UNKNOWN = 1.4, 1.0, 0.6, -0.1, 0.2
SAME_RECIPIENTS, SAME_SIDE_HIT, UNKNOWN_RECIPIENT, LAND_HIT, OTHER_DEAD = 1.4, 1.0, -0.2, 0.0, -2.0
SAME_PLACE, NEAR_PLACE, COARSER_PLACE, OTHER_PLACE = 1.5, 0.8, 0.3, -3.0
SAME_TOLL, TOLLS_OVERLAP, TOLLS_DIFFER, TOLLS_FAR_APART = 1.5, 0.5, -0.8, -2.0
# Rows of two data sets carry coordinates of their own, and of small tolls there are many: that one died says little.
SAME_SPOT, ROWS_APART = 1.3, -1.0
ROWS_TOLL = (0.9, 0.5)  # and so much more for each time that the number is e times as large
# Of matches between rows of data sets fewer are true than their sum says: a line through what was true of so many.
ROWS_SURE = (-1.2, 0.9)
# How far the sentences of two reports share their rarer words, from so much on; none of it where a day is agreed on.
SHARED_WORDS, UNDATED_OTHER_WORDS = ((0.5, 1.6), (0.3, 1.1), (0.2, 0.7), (0.1, 0.0)), -0.8
SAME_WEAPON, OTHER_WEAPON = 0.6, -0.7
SAME_THING, OTHER_THING = 0.7, -0.5
RARE_THING = 0.9  # so much more where what was hit is told alike and little else is told so
SAME_MODE, OTHER_MODE = 0.2, -0.4
OTHER_TIME_OF_DAY = -0.5
ONE_DENIES = -0.8
RUN_AND_ACT, RUN_OF_A_DAY = -2.5, -0.7  # "strikes" of one day and "bombed" may be one; "repeated attacks" are not
PERSON_KILLED = 4.0  # nobody is killed twice
_MOST_ELSE = SAME_ACTION + 3 * SAME_TOLL + 1.5 + SAME_WEAPON + SAME_THING + RARE_THING + SAME_MODE + SHARED_WORDS[0][1]
RIVAL, _CLOSE = -1.5, 0.5  # when two records of one report fit about equally well
ONE_REPORT = -2.0  # a writer seldom tells an act twice as if it were two

# Never above even odds where only the day, the kind and the place agree: two acts can be near each other.
_NEARNESS_ALONE = 0.0
_SHOWN_FROM = 0.2  # matches less likely than this are no suggestion
_ROUGH_FROM_DAYS = 10  # a span as wide as this hardly dates an act
# An act without a day is one of the month before its report, of the year where it tells of many dead.
_REMEMBERED_DAYS, _REMEMBERED_LONG, _MANY_DEAD = 30, 365, 10
_NEAR_KM, _FAR_KM = 30.0, 75.0
_RARE_UP_TO, _LETTERS_READ = 12, 600
_WORD = re.compile(r"[^\W_]{3,}")
_SPOT_KM, _WALK_KM = 5.0, 12.0
_KM_A_DEGREE = 111.2

_ACTS = {
    "done": "deed",
    "attempted": "deed",
    "foiled": "deed",
    "denied": "deed",
    "threatened": "word",
    "planned": "word",
}
# Coders differ on which of these two an act is.
_NEAR_ACTIONS = {
    frozenset(pair)
    for pair in (
        ("ASSAULT", "COERCE"), ("COERCE", "SANCTION"), ("ACCUSE", "REJECT"), ("REQUEST", "THREATEN"),
        ("ACCUSE", "THREATEN"), ("REJECT", "THREATEN"), ("AGREE", "COOPERATE"), ("CONSULT", "COOPERATE"),
        ("SUPPORT", "AID"), ("COOPERATE", "AID"), ("CONCEDE", "RETREAT"), ("MOBILIZE", "THREATEN"),
    )
}  # fmt: skip
_VAGUE_THINGS = frozenset(
    {"the", "a", "an", "of", "in", "on", "near", "at", "its", "their", "his", "several", "two", "area"}
)

SameSide = Callable[[str, str], bool]
LandOf = Callable[[str], str | None]
IsPerson = Callable[[str], bool]


def match_events(
    events: Sequence[Event],
    *,
    reports: Mapping[str, Report],
    same_side: SameSide | None = None,
    land_of: LandOf | None = None,
    is_person: IsPerson | None = None,
) -> list[Match]:
    r"""Pairs of records that may tell one act, each with its probability and its reasons, most likely first.

    .. math:: p = 1 / (1 + e^{-s}), \quad s = \text{START} + \sum_k w_k

    The weights :math:`w_k` are the constants on top of this file: for the kind of act, the days, both sides, the place,
    the toll, the weapon, the thing hit, the rarer words that two sentences share. Tolls that differ lower the
    probability and forbid nothing, since first reports differ. Two records are never one act where the actors are
    others, the recipients are others, one is a deed and one a word, the days lie more than one apart, or the towns
    further than 75 km; and never likely where day, kind and place are all that agrees, or where the days are one apart
    and no toll agrees. Of the records of one report that could tell the act, the best alone is suggested, and less
    surely when another is about as good. `same_side` says whether two actors count as one ("the army", "Ashmar");
    without it only equal ids do. `land_of` says whose country an actor stands for: one report names as hit whose bases
    were hit and another the state in which they lie, and that forbids nothing. `is_person` says whether an actor is one
    person: two records in which the same person was killed are one act, whatever else is counted. Between rows of two
    data sets the probability was fitted to matches known to be true or false, and `benchmarks/matching.py` tells how
    well it holds on others; between reports it was checked on news of other things than war, and a reader decides.
    """
    sides = Sides(same_side, land_of)
    told = [Candidate(event, reports, is_person) for event in events if event.status != "hypothetical"]
    _weigh_words(told)
    _find_rare_things(told)
    scored: dict[tuple[str, str], float] = {}
    for one, other in _near(told):
        score = _score(one, other, sides)
        if score > _SCORE_SHOWN:
            scored[pair_of(one.event.id, other.event.id)] = score
    by_id = {item.event.id: item for item in told}
    matches = []
    for (first, second), (score, rival) in _best_in_each_report(scored, by_id).items():
        reasons: list[str] = []
        _score(by_id[first], by_id[second], sides, reasons)
        if rival:
            reasons.append(f"{rival}, of the same report, fits about as well.")
        total = score + (RIVAL if rival else 0.0)
        if total > _SCORE_SHOWN:
            sure = ROWS_SURE if _both_rows(by_id[first], by_id[second]) else (0.0, 1.0)
            matches.append(Match(first, second, _logistic(sure[0] + sure[1] * total), tuple(reasons)))
    return sorted(matches, key=lambda match: (-match.probability, match.first, match.second))


_SCORE_SHOWN = math.log(_SHOWN_FROM / (1 - _SHOWN_FROM))


def _logistic(score: float) -> float:
    return round(1 / (1 + math.exp(-score)), 4)


def pair_of(one: str, other: str) -> tuple[str, str]:
    """Two ids in the order in which a match holds them."""
    return (one, other) if one < other else (other, one)


def _weigh_words(told: Sequence["Candidate"]) -> None:
    """Give the words of reports' sentences their weight: the rarer in this case, the more one that is shared says."""
    counted = Counter(word for item in told for word in item.words)
    everything = 1 + sum(bool(item.words) for item in told)
    for item in told:
        item.weights = {word: math.log(everything / counted[word]) for word in item.words}
        item.weight = sum(item.weights.values())
        item.rare = frozenset(word for word in item.words if 2 <= counted[word] <= _RARE_UP_TO)


def _find_rare_things(told: Sequence["Candidate"]) -> None:
    """Of each thing hit the words that few records have: an embassy, not a base."""
    counted = Counter(word for item in told if item.kind == "deed" for word in item.thing)
    for item in told:
        item.rare_thing = frozenset(word for word in item.thing if counted[word] <= _RARE_UP_TO)


class Candidate:
    """One record with what matching asks of it again and again."""

    def __init__(self, event: Event, reports: Mapping[str, Report], is_person: IsPerson | None = None) -> None:
        self.event = event
        published = [reports[name].published for name in event.reports if name in reports]
        self.data_set = event.origin.partition(" ")[0] if event.origin else None
        self.report = self.data_set or (event.reports[0] if event.reports else event.id)
        self.outlet = next((reports[name].outlet for name in event.reports if name in reports), None) or self.report
        self.published: date | None = min((day for day in published if day), default=None)
        self.rank = (self.published is None, self.published or date.max, event.id)
        self.kind = _ACTS.get(event.status, event.status)
        self.is_rough = event.when is None or event.when.days >= _ROUGH_FROM_DAYS
        blamed = [blame.actor for blame in event.attribution.blames if blame.stance != "denies" and blame.actor]
        self.suspects = tuple(sorted({*blamed} - {*event.actors}))
        self.places = tuple(place for place in event.places if place.role in {"act", "target"})
        self.is_run = event.acts.high is None or event.acts.high > 1
        self.tolls = {
            effect: count for effect in ("killed", "injured", "captured") if (count := event.toll.of(effect)).is_known
        }

        self.killed = _persons_killed(event, is_person) if is_person is not None else frozenset()

        self.rare_thing: frozenset[str] = frozenset()
        self.weights: Mapping[str, float] = {}
        self.weight = 0.0
        self.rare: frozenset[str] = frozenset()

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of the sentences it rests on; none of a data set's rows, whose cells are no sentences."""
        if self.data_set is not None:
            return frozenset()
        said = " ".join(passage.quote[:_LETTERS_READ] for passage in self.event.passages).casefold()
        return frozenset(word.rstrip("s") for word in _WORD.findall(said))

    @cached_property
    def thing(self) -> frozenset[str]:
        """The words of the things hit that say something: of the one that stands for all, and of others marked."""
        marked = {mark.passage.quote for mark in self.event.marks if mark.what == "thing"}
        words = " ".join(sorted({self.event.thing or "", *marked})).casefold().replace(",", " ").split()
        return frozenset(word.rstrip("s") for word in words if word not in _VAGUE_THINGS)

    @cached_property
    def tokens(self) -> frozenset[object]:
        """What an act without a day is looked up by: its sides alone would fit half a war."""
        tolls = ((effect, count.point) for effect, count in self.tolls.items() if count.point)
        places = (folded_name(place.name) for place in self.places if place.precision != "country")
        persons = (("person", name) for name in self.killed)
        return frozenset({*tolls, *places, *persons, *(("word", word) for word in self.rare)})


def _persons_killed(event: Event, is_person: IsPerson) -> frozenset[str]:
    """Who, by name, was killed in it."""
    dead = [part for part in event.toll.parts if part.effect == "killed" and (part.count.point or 0) > 0]
    named = {*event.recipients, *(part.whose for part in dead if part.whose)} if dead else ()
    return frozenset(name for name in named if is_person(name))


class Sides:
    """Whether two sets of actors can be one side, remembered, since the same few sides come again and again."""

    def __init__(self, same_side: SameSide | None, land_of: LandOf | None = None) -> None:
        self._same, self._land_of = same_side, land_of
        self._known: dict[tuple[tuple[str, ...], tuple[str, ...]], str] = {}

    def compare(self, ones: tuple[str, ...], others: tuple[str, ...]) -> str:
        """ "same", "side", "unknown" where one is not known, "both unknown", or "other"."""
        if (ones, others) not in self._known:
            self._known[ones, others] = self._compare(ones, others)
        return self._known[ones, others]

    def _compare(self, ones: tuple[str, ...], others: tuple[str, ...]) -> str:
        if not ones and not others:
            return "both unknown"
        if not ones or not others:
            return "unknown"
        if set(ones) == set(others):
            return "same"
        if set(ones) & set(others):
            return "side"
        if self._same and any(self._same(one, other) or self._same(other, one) for one in ones for other in others):
            return "side"
        # "Police" in one report may be the state's in another that says whose they are
        return "unknown" if _are_roles(ones) != _are_roles(others) else "other"

    def one_names_the_land(self, one: Event, other: Event) -> bool:
        """Whether one of two records names as hit, alone, the authority in whose land both took place."""
        if self._land_of is None:
            return False
        where = {p.country for event in (one, other) for p in event.places if p.role == "act" and p.country}
        return len(where) == 1 and any(
            event.recipients and {self._land_of(actor) for actor in event.recipients} == where for event in (one, other)
        )


def _are_roles(actors: tuple[str, ...]) -> bool:
    return all(a.startswith("new-") and a.rpartition("-")[2] in _ROLES for a in actors)


_ROLES = word_class("roles")


def _near(told: Sequence[Candidate]) -> Iterator[tuple[Candidate, Candidate]]:
    """Pairs worth a look: of one sort of act, within a day of each other; or, undated, with place or toll in common."""
    dated: dict[tuple[str, str], dict[int, list[Candidate]]] = defaultdict(lambda: defaultdict(list))
    rough: list[Candidate] = []
    for item in told:
        when = item.event.when
        if item.is_rough or when is None:
            rough.append(item)
            continue
        for day in when:
            dated[item.event.action, item.kind][day.toordinal()].append(item)
    for (action, kind), by_day in dated.items():
        for near in _actions_near(action):
            others = dated.get((near, kind))
            if others is None or near < action:
                continue
            seen: set[tuple[str, str]] = set()
            for number, items in by_day.items():
                for beside in (number - 1, number, number + 1) if near != action else (number, number + 1):
                    for one in items:
                        for other in others.get(beside, ()):
                            if one is other or (one.event.id >= other.event.id and number == beside and near == action):
                                continue
                            # The rows of one data set are told apart by whoever made it.
                            if one.data_set is not None and one.data_set == other.data_set:
                                continue
                            if _is_one_day(one) and _is_one_day(other):
                                yield one, other
                            elif (pair := pair_of(one.event.id, other.event.id)) not in seen:
                                seen.add(pair)
                                yield one, other
    yield from _near_undated(rough, told)


def _is_one_day(item: Candidate) -> bool:
    return item.event.when is not None and item.event.when.is_one_day


def _near_undated(rough: Sequence[Candidate], told: Sequence[Candidate]) -> Iterator[tuple[Candidate, Candidate]]:
    by_token: dict[tuple[str, str, object], list[Candidate]] = defaultdict(list)
    for item in told:
        for token in item.tokens:
            by_token[item.event.action, item.kind, token].append(item)
    for item in rough:
        found = {
            other.event.id: other
            for token in item.tokens
            for other in by_token[item.event.action, item.kind, token]
            if other is not item
            and not (other.is_rough and other.event.id < item.event.id)
            and (item.data_set is None or item.data_set != other.data_set)
        }
        yield from ((item, other) for other in found.values() if _could_be_meant(item, other))


def _could_be_meant(undated: Candidate, other: Candidate) -> bool:
    """Whether the report could speak of it: days that touch, else an act of the month before it came out."""
    one, two = undated.event.when, other.event.when
    if one is not None and two is not None:
        return one.touches(two, within_days=1)
    if undated.killed & other.killed:
        return True
    latest = one.last if one else undated.published
    day = two.last if two else other.published
    dead, other_dead = undated.tolls.get("killed"), other.tolls.get("killed")
    is_known_long = dead is not None and dead == other_dead and (dead.point or 0) >= _MANY_DEAD
    remembered = _REMEMBERED_LONG if is_known_long else _REMEMBERED_DAYS
    return latest is None or day is None or -1 <= (latest - day).days <= remembered


def _actions_near(action: str) -> Iterator[str]:
    yield action
    for pair in _NEAR_ACTIONS:
        if action in pair:
            yield from pair - {action}


def compatible(one: Candidate, other: Candidate, sides: Sides) -> tuple[str, str, tuple[float, str], float] | None:
    """How sides, places and days of two records stand to each other; None where one of them rules out one act."""
    first, second = one.event, other.event
    days = _days(first.when, second.when)
    if days == -math.inf:
        return None
    if first.directed and second.directed:
        who = sides.compare(_doers(first, second), _doers(second, first))
        whom = sides.compare(first.recipients, second.recipients)
    else:
        who, whom = _undirected(first, second, sides)
    if who == "other" and (_blamed(one, second, sides) or _blamed(other, first, sides)):
        who = "blamed"
    near = days in {SAME_DAY, SHARED_DAYS} and not _both_rows(one, other)
    if whom == "other" and who != "other" and near and sides.one_names_the_land(first, second):
        whom = "land"
    if whom == "other" and _only_dead(one) and _only_dead(other):
        whom = "dead"
    if who == "other" or whom == "other":
        return None
    place = _compare_places(one.places, other.places, both_rows=_both_rows(one, other))
    return None if place[0] == -math.inf else (who, whom, place, days)


def _only_dead(item: Candidate) -> bool:
    """Whether all that is told of whom it hit is one or more persons killed: others may have died beside them."""
    return bool(item.killed) and item.killed.issuperset(item.event.recipients)


def _score(one: Candidate, other: Candidate, sides: Sides, says: list[str] | None = None) -> float:
    """The log-odds that two records tell one act; -inf where they cannot. Reasons are written only when asked for.

    They cost more than the numbers, and most pairs are looked at in vain.
    """
    likeness = compatible(one, other, sides)
    if likeness is None:
        return -math.inf
    who, whom, (place, where), days = likeness
    first, second = one.event, other.event
    score = START + place + days + _WHO[who][0] + _WHOM[whom][0]
    if says is None and score + _MOST_ELSE < _SCORE_SHOWN:
        return score  # whatever else agrees, it stays too low to be shown
    score += SAME_ACTION if first.action == second.action else NEAR_ACTION
    if says is not None:
        same = first.action == second.action
        says.append(
            f"Both are {first.action}." if same else f"One report has {first.action}, the other {second.action}."
        )
        says.append(_DAYS[days].format(first.when or "none", second.when or "none"))
        says += [_WHO[who][1], _WHOM[whom][1], *([where] if where else [])]
    agrees = who in {"same", "side", "blamed"} or whom in {"same", "side"}
    tolls_agree, apart = False, 0.0
    if both_killed := one.killed & other.killed:
        score, tolls_agree = score + PERSON_KILLED, True
        if says is not None:
            says.append("In both the same person was killed.")
    for effect in one.tolls.keys() & other.tolls.keys():
        count, second_count = one.tolls[effect], other.tolls[effect]
        weight, text = _compare_counts(count, second_count)
        if weight == SAME_TOLL and _both_rows(one, other):
            weight = ROWS_TOLL[0] + ROWS_TOLL[1] * math.log(count.point or 1)
        if weight < 0 and both_killed:
            weight = 0.0  # one of the dead here, all of them there
        elif weight < 0 and not _both_rows(one, other):
            weight, apart = max(weight, TOLLS_FAR_APART - apart), apart + weight  # rival accounts differ in all numbers
        score += weight
        tolls_agree = tolls_agree or (weight > 0 and bool(count.point))
        if says is not None:
            says.append(text.format(effect, count, second_count))
    for value, other_value, same_weight, other_weight, what in (
        (first.weapon, second.weapon, SAME_WEAPON, OTHER_WEAPON, "weapon"),
        (first.mode, second.mode, SAME_MODE, OTHER_MODE, "mode"),
        (first.time_of_day, second.time_of_day, 0.0, OTHER_TIME_OF_DAY, "time of day"),
    ):
        if value and other_value:
            score += same_weight if value == other_value else other_weight
            if says is not None:
                alike = value == other_value
                says.append(f"The same {what}: {value}." if alike else f"Another {what}: {value}; {other_value}.")
    weight, text = _compare_words(one, other, is_undated=days == NO_DAY)
    score += weight
    if text and says is not None:
        says.append(text)
    if one.thing and other.thing:
        alike = bool(one.thing & other.thing)
        agrees = agrees or alike
        score += SAME_THING if alike else OTHER_THING
        if one.rare_thing & other.rare_thing and one.report != other.report and days != NO_DAY:
            score += RARE_THING
        if says is not None:
            how = "alike" if alike else "differently"
            says.append(f"What was hit is told {how}: {first.thing}; {second.thing}.")
    for holds, weight, text in (
        ("denied" in {first.status, second.status} and first.status != second.status, ONE_DENIES, _ONE_DENIES),
        (
            one.is_run != other.is_run,
            RUN_OF_A_DAY if days == SAME_DAY else RUN_AND_ACT,
            "One record stands for several acts and the other for one.",
        ),
        (one.report == other.report, ONE_REPORT, "Both stand in one report."),
    ):
        if holds:
            score += weight
            if says is not None:
                says.append(text)
    if score > _NEARNESS_ALONE and not tolls_agree:
        text = ""
        if not agrees:
            text = "Only day, kind and place agree, and that is not enough."
        elif days == NEXT_DAY:
            text = "They lie a day apart and no toll ties them, and that is not enough."
        if text:
            score = _NEARNESS_ALONE
            if says is not None:
                says.append(text)
    return score


_ONE_DENIES = "One report tells it as denied."
_WHO = {
    "same": (SAME_ACTORS, "The same side acted."),
    "side": (SAME_SIDE, "The actors named count as one side."),
    "blamed": (BLAMED_ACTOR, "One report names as actor whom the other reports as blamed."),
    "unknown": (UNKNOWN_ACTOR_ON_ONE_SIDE, "One report does not say who acted."),
    "both unknown": (BOTH_UNKNOWN, "Neither report says who acted."),
}
_WHOM = {
    "same": (SAME_RECIPIENTS, "The same side was hit."),
    "side": (SAME_SIDE_HIT, "The recipients named count as one side."),
    "unknown": (UNKNOWN_RECIPIENT, "One report does not say against whom."),
    "both unknown": (UNKNOWN_RECIPIENT, "Neither report says against whom."),
    "dead": (OTHER_DEAD, "The reports name other dead, who may have died together."),
    "land": (LAND_HIT, "One report names whom it was meant for, the other in whose land it was."),
}


def _doers(event: Event, other: Event) -> tuple[str, ...]:
    """Who did it, as far as that rules out another: who denies an act may not be who did what others tell."""
    return () if event.status == "denied" != other.status else event.actors


def _undirected(first: Event, second: Event, sides: Sides) -> tuple[str, str]:
    """Where one record does not say who acted, its two sides may stand either way round."""
    straight = sides.compare(first.actors, second.actors), sides.compare(first.recipients, second.recipients)
    crossed = sides.compare(first.actors, second.recipients), sides.compare(first.recipients, second.actors)
    return crossed if "other" in straight else straight


def _blamed(one: Candidate, other: Event, sides: Sides) -> bool:
    return bool(one.suspects) and bool(other.actors) and sides.compare(one.suspects, other.actors) in {"same", "side"}


def _days(one: DateSpan | None, other: DateSpan | None) -> float:
    if one is None or other is None:
        return NO_DAY
    if not one.touches(other, within_days=1):
        return -math.inf
    if max(one.days, other.days) >= _ROUGH_FROM_DAYS:
        return ROUGH_DAYS
    if one == other and one.is_one_day:
        return SAME_DAY
    return SHARED_DAYS if one.touches(other) else NEXT_DAY


_DAYS = {
    SAME_DAY: "Both on {0}.",
    SHARED_DAYS: "The days share one: {0}; {1}.",
    NEXT_DAY: "The days are one apart: {0}; {1}.",
    ROUGH_DAYS: "The days are rough: {0}; {1}.",
    NO_DAY: "A day is not known: {0}; {1}.",
    -math.inf: "",
}


def _compare_counts(one: Count, other: Count) -> tuple[float, str]:
    if one == other:
        # That nobody died is true of most acts; it says little of which act it was.
        return SAME_TOLL if (one.point or 0) > 0 else TOLLS_OVERLAP / 4, "The same number {0}: {1}."
    if counts_overlap(one, other):
        return TOLLS_OVERLAP, "The numbers {0} are compatible: {1}; {2}."
    near, far = sorted((one.point or 0, other.point or 0))
    if far > 3 * near + 5:
        return TOLLS_FAR_APART, "The numbers {0} are far apart: {1}; {2}."
    return TOLLS_DIFFER, "The numbers {0} differ: {1}; {2}."


def counts_overlap(one: Count, other: Count) -> bool:
    """Whether two counts can be one number."""

    def ends(count: Count) -> tuple[float, float]:
        known = [n for n in (count.low, count.best, count.high) if n is not None]
        low = -math.inf if count.low is None and count.best is None else float(min(known))
        high = math.inf if count.high is None and count.best is None else float(max(known))
        return low, high

    (low, high), (other_low, other_high) = ends(one), ends(other)
    return low <= other_high and other_low <= high


def _compare_words(one: Candidate, other: Candidate, *, is_undated: bool) -> tuple[float, str]:
    """What it says that the sentences share rare words: names above all. Same day or not, it never ties acts alone."""
    if not one.weight or not other.weight or one.report == other.report:
        return 0.0, ""
    shared = sorted(
        (word for word in one.weights if word in other.weights), key=lambda word: (-one.weights[word], word)
    )
    alike = sum(one.weights[word] for word in shared) / math.sqrt(one.weight * other.weight)
    for least, weight in SHARED_WORDS:
        if alike >= least:
            return weight, f"Their sentences share: {', '.join(shared[:4])}." if weight else ""
    return (UNDATED_OTHER_WORDS if is_undated else 0.0), ""


_FINE = {"site", "town", "district"}


def _both_rows(one: Candidate, other: Candidate) -> bool:
    return one.data_set is not None and other.data_set is not None


def _compare_places(ones: Sequence[Place], others: Sequence[Place], *, both_rows: bool) -> tuple[float, str]:
    """The best that any place of one makes of any place of the other; nothing where one names none."""
    if not ones or not others:
        return 0.0, ""
    pairs = ((one, other) for one in ones for other in others)
    return max((_compare_two_places(*pair, both_rows=both_rows) for pair in pairs), key=lambda found: found[0])


def _compare_two_places(one: Place, other: Place, *, both_rows: bool) -> tuple[float, str]:
    name, other_name = folded_name(one.name), folded_name(other.name)
    if name == other_name or (one.geonames is not None and one.geonames == other.geonames):
        weight = COARSER_PLACE if one.precision in {"country", "region"} else SAME_PLACE
        return weight, f"Both at {one.name}."
    km = _km(one, other)
    if km is not None and km <= _NEAR_KM and one.precision in _FINE and other.precision in _FINE:
        said = f"{one.name} and {other.name} lie about {km:.0f} km apart."
        if not both_rows:
            return NEAR_PLACE, said
        return (SAME_SPOT if km <= _SPOT_KM else ROWS_APART if km > _WALK_KM else NEAR_PLACE), said
    if km is not None and km > _FAR_KM and one.precision in _FINE and other.precision in _FINE:
        return -math.inf, ""
    if _holds(one, other) or _holds(other, one):
        return COARSER_PLACE, f"{one.name} and {other.name} can be one place, told more and less finely."
    return OTHER_PLACE, f"At other places: {one.name}; {other.name}."


def _holds(coarse: Place, fine: Place) -> bool:
    if coarse.precision in {"country", "region"} or folded_name(coarse.name) == folded_name(fine.country or ""):
        return coarse.country is not None and coarse.country == fine.country and coarse.precision != fine.precision
    return fine.province is not None and folded_name(coarse.name) == folded_name(fine.province)


def _km(one: Place, other: Place) -> float | None:
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return None
    north = one.latitude - other.latitude
    east = (one.longitude - other.longitude) * math.cos(math.radians((one.latitude + other.latitude) / 2))
    return _KM_A_DEGREE * math.hypot(north, east)


@lru_cache(maxsize=100_000)
def folded_name(name: str) -> str:
    """A place's name as it is compared: without case, marks and articles."""
    folded = name.casefold().replace("-", " ").replace("'", "").replace("’", "")
    return " ".join(word for word in folded.split() if word not in {"al", "el", "the"})


def _best_in_each_report(
    scored: Mapping[tuple[str, str], float], told: Mapping[str, Candidate]
) -> dict[tuple[str, str], tuple[float, str | None]]:
    """Of the records of one report that fit another, the best; with the rival's id where the next is about as good."""
    fits: dict[tuple[str, str], list[tuple[float, str]]] = defaultdict(list)
    for (first, second), score in scored.items():
        if told[first].report != told[second].report:
            fits[first, told[second].report].append((score, second))
            fits[second, told[first].report].append((score, first))
    for candidates in fits.values():
        candidates.sort(reverse=True)
    kept: dict[tuple[str, str], tuple[float, str | None]] = {}
    for (first, second), score in scored.items():
        rival = None
        if told[first].report != told[second].report:
            ways = [fits[first, told[second].report], fits[second, told[first].report]]
            if any(score < way[0][0] for way in ways):
                continue
            close = [name for way in ways for fit, name in way if name not in {first, second} and fit > score - _CLOSE]
            rival = min(close, default=None)
        kept[first, second] = (score, rival)
    return kept
