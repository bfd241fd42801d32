"""A war as numbers a day: how much each of two sides did to the other, on the days that somebody watched."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from statistics import median
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from talion.errors import MeasureError
from talion.measures.watched import too_rough
from talion.records import DateSpan, Dyad, Event, Selection, Timeline

Numbers = NDArray[Any]
BINS = ("day", "week", "month")
# What an act adds to its day. "incidence" is 1 for a day or bin with any act, however many.
SEVERITIES = ("acts", "incidence", "deaths", "deaths at least", "deaths at most", "casualties", "deadly acts")
# What becomes of acts between the two whose author the source does not tell.
UNDIRECTED = ("refuse", "leave out", "split")
EVERYTHING = Selection()
ANY_DYAD = Dyad("A", "B")
_KINDS = frozenset({"ASSAULT"})
_DAYS_IN_BIN = {"day": 1.0, "week": 7.0, "month": 30.4375}


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """Two rows of numbers over the same bins of time: `there` is what the actor of the dyad did, `back` the reverse.

    `watched` is the share of each bin's days that somebody watched: a bin with 0 is a gap and not a quiet one.
    `unknown_there` and `unknown_back` are acts on the recipient, and on the actor, by somebody unknown; they are in
    neither row unless `attribute_unknown` put a share of them there. `caveats` tell what was spread, split or left out.
    `known_within_days` is how many days half of the acts are known to within at least, in either row.
    """

    dyad: Dyad
    bin: str
    days: tuple[date, ...]
    there: Numbers
    back: Numbers
    watched: Numbers
    unknown_there: Numbers
    unknown_back: Numbers
    severity: str = "acts"
    caveats: tuple[str, ...] = ()
    selection: Selection = EVERYTHING
    known_within_days: tuple[float, float] = (1.0, 1.0)

    def __post_init__(self) -> None:
        for name in ("there", "back", "watched", "unknown_there", "unknown_back"):
            if len(getattr(self, name)) != len(self.days):
                raise MeasureError(f"{name} holds {len(getattr(self, name))} numbers for {len(self.days)} {self.bin}s")

    @property
    def days_in_bin(self) -> float:
        """How long a bin is; a month on average."""
        return _DAYS_IN_BIN[self.bin]

    @property
    def reversed(self) -> "Series":
        """The same with the sides exchanged."""
        return replace(
            self,
            dyad=self.dyad.reversed,
            there=self.back,
            back=self.there,
            unknown_there=self.unknown_back,
            unknown_back=self.unknown_there,
            known_within_days=(self.known_within_days[1], self.known_within_days[0]),
        )

    def too_rough(self, within_days: float) -> str | None:
        """Why no order within so many days can be seen in these numbers; None where their days are known closely."""
        return too_rough(self.dyad.actor, self.known_within_days[0], within_days) or too_rough(
            self.dyad.recipient, self.known_within_days[1], within_days
        )

    @property
    def incidence(self) -> "Series":
        """The same with 1 for every bin in which anything happened."""
        return replace(
            self, there=(self.there > 0).astype(float), back=(self.back > 0).astype(float), severity="incidence"
        )

    @property
    def frame(self) -> pl.DataFrame:
        """One row a bin: its first day, both directions, acts by somebody unknown, and the share that was watched."""
        return pl.DataFrame(
            {
                self.bin: self.days,
                f"{self.dyad.actor} on {self.dyad.recipient}": self.there,
                f"{self.dyad.recipient} on {self.dyad.actor}": self.back,
                f"unknown on {self.dyad.recipient}": self.unknown_there,
                f"unknown on {self.dyad.actor}": self.unknown_back,
                "watched": self.watched,
            }
        )

    @classmethod
    def of(
        cls,
        there: Iterable[float],
        back: Iterable[float],
        *,
        first_day: date = date(2000, 1, 1),
        bin: str = "day",
        dyad: Dyad = ANY_DYAD,
        watched: Iterable[float] | None = None,
        severity: str = "acts",
    ) -> "Series":
        """Numbers that stand somewhere already, as in a published table; the first bin begins on `first_day`."""
        one, other = np.asarray(list(there), float), np.asarray(list(back), float)
        _check_word(bin, BINS, "bin")
        step = {"day": 1, "week": 7, "month": 30}[bin]
        days = tuple(first_day + timedelta(days=step * n) for n in range(len(one)))
        seen = np.ones(len(one)) if watched is None else np.asarray(list(watched), float)
        nobody = np.zeros(len(one))
        return cls(dyad, bin, days, one, other, seen, nobody, nobody, severity)


def series(
    war: Timeline,
    dyad: Dyad,
    *,
    bin: str = "day",
    severity: str | Callable[[Event], float | None] = "acts",
    undirected: str = "refuse",
    attribute_unknown: float = 0.0,
    selection: Selection = EVERYTHING,
) -> Series:
    r"""Daily, weekly or monthly numbers of what each side of a dyad did to the other.

    Counted are deeds of the kinds in `selection` (force where it names none) in which one side stands among the actors
    and the other among the recipients. An act that is known to within several days is spread over them in equal parts;
    what falls on days that nobody watched is not counted. Whatever is linear in each side's series, as lag minus lead
    is but for its scale, then comes out as its mean over all placements.

    `severity` is one of SEVERITIES or a function of an event that gives a number, None where it is not known. A toll
    that is not known adds nothing to a sum of deaths and is counted in the caveats: it is not zero.

    Acts that show both sides but not who acted cannot say who answers whom. They are refused; "leave out" counts the
    others, and "split" half of each in either direction, which makes the two sides look more alike than they are.
    Acts by somebody unknown are counted apart; `attribute_unknown` puts that share of them to the other side's
    account.

    A week is the literature's: the number of days since 1 January over seven, the 53rd joined to the 52nd, so that
    every year has 52; a month is the calendar's. `brandt_freeman_2006` (the binning, recovered from their series).
    """
    _check_word(bin, BINS, "bin")
    _check_word(undirected, UNDIRECTED, "way to treat undirected acts")
    if not 0 <= attribute_unknown <= 1:
        raise MeasureError(f"attribute_unknown is {attribute_unknown}; it is a share of the acts, from 0 to 1")
    if dyad.actor == dyad.recipient:
        raise MeasureError(f"{dyad.actor} stands on both sides; name two")
    if not war.observed:
        raise MeasureError(
            "a timeline without observed days cannot tell silence from a gap; say which days were watched"
        )
    weigh, called = _weight(severity)
    first, last = war.observed[0].first, war.observed[-1].last
    size = (last - first).days + 1
    rows = {name: np.zeros(size) for name in ("there", "back", "unknown there", "unknown back")}
    watched = np.zeros(size)
    for span in war.observed:
        watched[(span.first - first).days : (span.last - first).days + 1] = 1
    told: dict[str, int] = {}
    known: dict[str, list[int]] = {"there": [], "back": []}

    def tell(what: str) -> None:
        told[what] = told.get(what, 0) + 1

    for event in _deeds(war.events, selection):
        places = _rows_of(event, dyad)
        if not places:
            continue
        if places == ("undirected",):
            tell("undirected")
            if undirected != "split":
                continue
            places = ("there", "back")
        if event.when is None:
            tell("undated")
            continue
        weight = weigh(event)
        if weight is None:
            tell("unknown size")
            continue
        if not event.when.is_one_day:
            tell("spread")
        start = (event.when.first - first).days
        held = range(max(start, 0), min(start + event.when.days, size))
        inside = [n for n in held if watched[n]]
        if not inside:
            tell("outside")
            continue
        for place in places:
            rows[place][inside] += weight / event.when.days / len(places)
            if place in known:
                known[place].append(event.when.days)
    if told.get("undirected") and undirected == "refuse":
        raise MeasureError(
            f"{_count(told['undirected'], 'act')} between {dyad.actor} and {dyad.recipient} "
            "do not say who acted, and so cannot show who answers whom; pass undirected='leave out' to count the "
            "others alone, or undirected='split' to count half of each in either direction"
        )
    caveats = _told(told, dyad, undirected, called)
    for side, place in ((dyad.recipient, "there"), (dyad.actor, "back")):
        row = rows[f"unknown {place}"]
        if row.any():
            caveats.append(
                f"acts on {side} by somebody unknown: {round(float(row.sum()), 1):g} ({called}), "
                + (f"of which {attribute_unknown:.0%} counted" if attribute_unknown else "counted apart")
            )
            rows[place] += attribute_unknown * row
    days = tuple(first + timedelta(days=n) for n in range(size))
    found = Series(
        dyad, "day", days, rows["there"], rows["back"], watched, rows["unknown there"], rows["unknown back"],
        called, tuple(caveats), selection,
        (float(median(known["there"] or [1])), float(median(known["back"] or [1]))),
    )  # fmt: skip
    found = rebinned(found, bin)
    return found.incidence if severity == "incidence" else found


def rebinned(daily: Series, bin: str) -> Series:
    """Daily numbers summed into the literature's weeks or calendar months; see `series`."""
    _check_word(bin, BINS, "bin")
    if daily.bin != "day":
        raise MeasureError(f"{daily.bin}s cannot be made into {bin}s; begin with days")
    if bin == "day":
        return daily
    keys = [_bin_of(day, bin) for day in daily.days]
    starts = [n for n, key in enumerate(keys) if n == 0 or key != keys[n - 1]]
    sizes = np.diff([*starts, len(keys)])

    def summed(row: Numbers) -> Numbers:
        total: Numbers = np.add.reduceat(row, starts)
        return total

    return replace(
        daily,
        bin=bin,
        days=tuple(daily.days[n] for n in starts),
        there=summed(daily.there),
        back=summed(daily.back),
        watched=summed(daily.watched) / sizes,
        unknown_there=summed(daily.unknown_there),
        unknown_back=summed(daily.unknown_back),
    )


def _bin_of(day: date, bin: str) -> tuple[int, int]:
    if bin == "month":
        return day.year, day.month
    return day.year, min((day.timetuple().tm_yday - 1) // 7, 51)


def placements(
    war: Timeline,
    *,
    random: np.random.Generator,
    draws: int = 20,
) -> Iterable[Timeline]:
    """The same war again and again, each time with every act of several possible days put on one of them by lot.

    For a result that is not linear in the days: compute it for each, and take the mean and the spread.
    """
    for _ in range(draws):
        placed = []
        for event in war.events:
            if event.when is None or event.when.is_one_day:
                placed.append(event)
            else:
                day = event.when.first + timedelta(days=int(random.integers(event.when.days)))
                placed.append(replace(event, when=DateSpan.on(day)))
        yield Timeline(tuple(placed), war.observed)


def deeds_of(
    war: Timeline, dyad: Dyad, *, selection: Selection = EVERYTHING, kinds: Collection[str] = _KINDS
) -> list[Event]:
    """The dated acts of one side on the other in the observed days, in the order of their first possible days."""
    found = [
        event
        for event in _deeds(war.events, selection, kinds)
        if event.when is not None
        and _rows_of(event, dyad) == ("there",)
        and any(event.when.first in span for span in war.observed)
    ]
    return sorted(found, key=lambda event: (event.when.first if event.when else date.max, event.id))


def _deeds(events: Iterable[Event], selection: Selection, kinds: Collection[str] = _KINDS) -> Iterable[Event]:
    wanted = {kind.upper() for kind in selection.kinds} or set(kinds)
    for event in events:
        counts = event.status in selection.statuses if selection.statuses else event.is_deed
        if counts and event.action in wanted:
            yield event


def _rows_of(event: Event, dyad: Dyad) -> tuple[str, ...]:
    """In which rows an event of these two sides belongs: there, back, one of the unknown, undirected, or none."""
    one, other = dyad
    parties = {*event.actors, *event.recipients}
    if not event.directed:
        return ("undirected",) if {one, other} <= parties else ()
    if not event.actors:
        if other in event.recipients and one not in event.recipients:
            return ("unknown there",)
        if one in event.recipients and other not in event.recipients:
            return ("unknown back",)
        return ()
    # An act in which both sides stand on one end, as a joint patrol does, is nobody's act on the other.
    if one in event.actors and other in event.recipients and other not in event.actors and one not in event.recipients:
        return ("there",)
    if other in event.actors and one in event.recipients and one not in event.actors and other not in event.recipients:
        return ("back",)
    return ()


def _weight(severity: str | Callable[[Event], float | None]) -> tuple[Callable[[Event], float | None], str]:
    if callable(severity):
        return severity, getattr(severity, "__name__", "severity").strip("<>_")
    _check_word(severity, SEVERITIES, "severity")
    weights: Mapping[str, Callable[[Event], float | None]] = {
        "acts": lambda event: float(event.acts.point or 1),
        "incidence": lambda event: float(event.acts.point or 1),
        "deaths": lambda event: _number(event.toll.killed.point),
        "deaths at least": lambda event: _number(event.toll.killed.low),
        "deaths at most": lambda event: _number(event.toll.killed.high),
        "casualties": _casualties,
        "deadly acts": lambda event: None if event.toll.killed.point is None else float(event.toll.killed.point > 0),
    }
    return weights[severity], severity


def _number(point: int | None) -> float | None:
    return None if point is None else float(point)


def _casualties(event: Event) -> float | None:
    known = [count.point for count in (event.toll.killed, event.toll.injured) if count.point is not None]
    return float(sum(known)) if known else None


def _told(told: Mapping[str, int], dyad: Dyad, undirected: str, called: str) -> list[str]:
    between = f"between {dyad.actor} and {dyad.recipient}"
    says = {
        "undirected": f"{between} that do not say who acted, "
        + ("half of each counted in either direction" if undirected == "split" else "not counted"),
        "undated": "without a day, not counted",
        "spread": "known to within several days only, spread over them in equal parts",
        "outside": "outside the observed days, not counted",
        "unknown size": f"whose size ({called}) is not known, not counted: not known is not zero",
    }
    return [f"{_count(told[what], 'act')} {words}" for what, words in says.items() if told.get(what)]


def _check_word(word: Any, known: tuple[str, ...], what: str) -> None:
    if word not in known:
        raise MeasureError(f"there is no {what} {word!r}; there are {', '.join(known)}")


def _count(n: int, what: str) -> str:
    return f"{n} {what}" if n == 1 else f"{n} {what}s"
