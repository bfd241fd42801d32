"""Anybody's table, one row an incident: CSV, workbook or Parquet, read by a mapping (see `mapping`)."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from talion.codebook.crosswalks import Crossing
from talion.datasets.cells import CellError, day, degrees, place
from talion.datasets.columns import Columns
from talion.datasets.mapping import Mapped, header_at, is_hashtags, read_mapping, suggested
from talion.datasets.reading import told_rows
from talion.datasets.rows import Head, Line
from talion.datasets.said import (
    SaidCount,
    attributed,
    count,
    counts_in,
    crossing,
    hedged,
    is_empty,
    places,
)
from talion.datasets.told import Fit, Format, Saying, Source, Tie, Told, ToldRow
from talion.errors import ImportingError, RecordError
from talion.records import (
    STATUSES,
    Attribution,
    Blame,
    Count,
    DateSpan,
    Doubt,
    Event,
    Place,
    Severity,
    Speaker,
    Toll,
    TollPart,
    content_id,
)

_EFFECTS = {"killed": "killed", "injured": "injured", "civilians_killed": "killed"}
_SEPARATORS = re.compile(r"\s*[;|]\s*")
_WIDE = {"region": "region", "province": "province", "governorate": "province", "district": "district"}
_BRACKETS = re.compile(r"\s*\(([^()]*)\)")
_A_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
_DAY_AND_MONTH = re.compile(r"\b(\d{1,2})(?:\s*[-–]\s*\d{1,2})?\s+([A-Z][a-z]{2,8})\b")
_TOTALS_COMPARED = 2000  # each with each: a series of totals is short


def _fit(head: Head) -> Fit:
    if not head.rows:
        return Fit(0.0, ("a header",))
    lacks = suggested(head).lacks
    return Fit(0.0 if lacks else 0.3, lacks)


def _asks(head: Head) -> Sequence[str]:
    return head.rows[header_at(head)[0]]


def _read(source: Source) -> Iterator[Told]:
    head = source.head
    mapped = read_mapping(source.mapping, head) if source.mapping is not None else suggested(head)
    if mapped.lacks:
        raise ImportingError(
            f"{head.path}: no column says {', '.join(mapped.lacks)}; give a mapping with --map FILE.toml "
            "(where there is no such file, a suggestion is written to it)"
        )
    reading = _Reading(mapped, source)
    if {"answers", "acts"} & mapped.columns.keys():
        reading.look_ahead(_rows(source))
    yield from told_rows(source, _rows(source), lambda number, cells: reading.row(Line(number, cells)))


def _rows(source: Source) -> Iterator[Line]:
    at, _ = header_at(source.head)
    for row, line in enumerate(source.lines()):
        if row > at and not (row == at + 1 and is_hashtags(line.cells)):
            yield line


@dataclass(frozen=True, slots=True)
class _Before:
    """A row of the table as another row may speak of it: its day, sides, and the words of its act and place."""

    id: str
    number: str
    when: DateSpan
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Total:
    """How many acts a row counts, from when to when, and who says so."""

    id: str
    when: DateSpan
    acts: Count
    who: str


class _Reading:
    def __init__(self, mapped: Mapped, source: Source) -> None:
        self._mapped = mapped
        self._columns = Columns(_asks(source.head))
        self._parties = source.parties
        self._report = (source.report,)
        self._keeping = source.keeping
        self._set = mapped.name
        self._origin = f"{self._set} {source.version}" if source.version else self._set
        self._occurred: Counter[str] = Counter()
        self._by_day: dict[date, list[_Before]] = defaultdict(list)
        self._by_number: dict[str, _Before] = {}
        self._counts_of: dict[str, tuple[str, ...]] = {}
        self._states: dict[str, str | None] = {}

    def look_ahead(self, rows: Iterator[Line]) -> None:
        """Note every row's day and sides first, since a row may answer, or contradict, one that stands below it."""
        series: dict[tuple[str, ...], list[_Total]] = defaultdict(list)
        for line in rows:
            try:
                told = self._event(line.number, line.cells)
            except (CellError, RecordError):
                continue
            event, number = told
            if event.when is None:
                continue
            words = _words(f"{self._cell(line.cells, 'action')} {self._cell(line.cells, 'place')}")
            before = _Before(event.id, number, event.when, event.actors, event.recipients, words)
            for one in {event.when.first, event.when.last}:
                self._by_day[one].append(before)
            self._by_number.setdefault(number, before)
            if "acts" in self._mapped.columns and event.acts.is_known:
                who = self._cell(line.cells, "source") or f"line {line.number}"
                series[*event.actors, ">", *event.recipients].append(_Total(event.id, event.when, event.acts, who))
        self._occurred.clear()
        for told_counts in series.values():
            self._compare(told_counts)

    def _compare(self, told: list["_Total"]) -> None:
        """A total that grows cannot be smaller later, nor two on one day: whoever says so is set beside the other.

        Only totals that begin together are compared; one whose beginning is not said may begin with any other.
        """
        found: dict[str, list[str]] = defaultdict(list)
        told = sorted(told, key=lambda one: (one.when.last, one.id))[:_TOTALS_COMPARED]
        for nth, early in enumerate(told):
            for late in told[nth + 1 :]:
                if not (early.when.is_one_day or late.when.is_one_day or early.when.first == late.when.first):
                    continue
                same_day = early.when.last == late.when.last
                differ = not _overlap(early.acts, late.acts) if same_day else _falls(early.acts, late.acts)
                if differ:
                    says = (
                        f"{early.who} says {early.acts} by {early.when.last}, {late.who} says {late.acts} "
                        f"by {late.when.last}"
                    )
                    found[early.id].append(says)
                    found[late.id].append(says)
        self._counts_of |= {id: tuple(dict.fromkeys(says)) for id, says in found.items()}

    def row(self, line: Line) -> ToldRow:
        cells = line.cells
        event, number = self._event(line.number, cells)
        doubts: list[Doubt] = []
        given = {part.effect: part.count for part in event.toll.parts if part.party is None and part.count.is_known}
        said = list(counts_in(self._cell(cells, "note"), given=given)) if "note" in self._mapped.columns else []
        event = self._with_what_is_said(event, given, said, cells, doubts)
        sayings = self._sayings(event, cells, said)
        ties = self._ties(event, number, cells, doubts)
        for says in self._counts_of.get(event.id, ()):
            doubts.append(Doubt(event.id, "two-counts", f"{says}; both stand"))
        if not event.directed:
            doubts.append(Doubt(event.id, "undirected-source", "the table names two sides and not who acted"))
        self._say_what_is_rough(event, cells, doubts)
        if not self._keeping.words:
            return ToldRow(line.number, event, {}, doubts=tuple(doubts))
        words = self._columns.words(cells, [name for name in self._columns.header if name])
        return ToldRow(
            line.number, event, words, self._marks(), sayings, ties, tuple(doubts), self._cell(cells, "url") or None
        )

    def _event(self, line: int, cells: Sequence[str]) -> tuple[Event, str]:
        actors = self._side(cells, "actor")
        recipients = tuple(one for one in self._side(cells, "recipient") if one not in actors)
        directed = True
        if not actors and not recipients and (sides := self._said(cells, "sides")):
            names = [one for one in re.split(r"\s*(?:;|,| - | – | vs\.? | and )\s*", sides) if one]
            actors, recipients, directed = self._ids(names[:1]), self._ids(names[1:]), False
        if len(actors) > 1 and not recipients:  # "India;Pakistan" agreed: both did it
            recipients, directed = actors[1:], False
            actors = actors[:1]
        act = self._act(cells)
        when, because = self._when(cells)
        number = self._cell(cells, "id")
        if not number:
            content = "\x1e".join(cells)
            self._occurred[content] += 1
            number = f"{content_id('row', content)[4:]}-{self._occurred[content]}"
        else:
            self._occurred[number] += 1
            number = number if self._occurred[number] == 1 else f"{number} ({self._occurred[number]})"
        id = content_id("event", self._set, number)
        event = Event(
            id=id,
            action=act.action,
            mode=self._cell(cells, "mode") or act.mode,
            status=self._status(cells) or ("habitual" if self._is_tally(cells) else act.status),
            actors=actors,
            recipients=recipients,
            when=when,
            places=self._places(cells, (*actors, *recipients)),
            toll=self._toll(cells),
            attribution=self._attribution(cells),
            directed=directed,
            acts=self._acts(cells),
            weapon=self._cell(cells, "weapon") or act.weapon,
            when_because=because,
            reports=self._report,
            members=(id,),
            origin=f"{self._origin} #{number[:80]}" if self._cell(cells, "id") else f"{self._origin} line {line}",
            by_rule=f"table {act.code}"[:120],
        )
        return event, number

    # Cells -------------------------------------------------------------------------------------------------------

    def _cell(self, cells: Sequence[str], name: str) -> str:
        column = self._mapped.columns.get(name)
        return self._columns.cell(cells, column) if column is not None else ""

    def _said(self, cells: Sequence[str], name: str) -> str:
        said = self._cell(cells, name)
        return said if said and not is_empty(said) else self._mapped.constants.get(name, "")

    def _side(self, cells: Sequence[str], name: str) -> tuple[str, ...]:
        return self._ids(one for one in _SEPARATORS.split(self._said(cells, name)) if one)

    def _ids(self, names: Sequence[str] | Iterator[str]) -> tuple[str, ...]:
        found = (self._id(" ".join(name.split())) for name in names if name.strip() and not is_empty(name))
        return tuple(dict.fromkeys(one for one in found if one))

    def _id(self, name: str) -> str | None:
        """Whom a cell means: as it stands, without its brackets, or by what stands in them; else a new actor."""
        if name.casefold() in {"unknown", "unclaimed", "unidentified", "not known"}:
            return None
        known = self._parties.known(name)
        without = _BRACKETS.sub("", name).strip()
        inside = _BRACKETS.search(name)
        if known is None and without != name:
            known = (self._parties.known(inside[1].strip()) if inside else None) or self._parties.known(without)
        return known or self._parties.new_actor(without or name)

    def _act(self, cells: Sequence[str]) -> Crossing:
        said = self._said(cells, "action")
        own = {key.casefold(): action for key, action in self._mapped.actions.items()}.get(said.casefold())
        if own is not None:
            return Crossing(said, own)
        found = crossing(said) if said else None
        if found is None and (weapon := self._said(cells, "weapon")):
            found = crossing(weapon)
        if found is None:
            raise CellError(
                f"{said[:60]!r} tells no act that we know; give it a type under [actions] in the mapping"
                if said
                else "no act is said"
            )
        return found

    def _status(self, cells: Sequence[str]) -> str | None:
        said = self._said(cells, "status").casefold()
        return said if said in STATUSES else None

    def _when(self, cells: Sequence[str]) -> tuple[DateSpan | None, str | None]:
        order = self._mapped.order
        only, first, last = (self._said(cells, name) for name in ("date", "first_day", "last_day"))
        if only and not is_empty(only) and not (first and last):
            span = DateSpan.on(day(only, order=order))
            return self._widened(span, self._cell(cells, "date_precision"))
        if first or last:
            end = day(last or first, order=order)
            own = self._cell(cells, "first_day")
            begin = None if own else self._began(self._cell(cells, "scope"), end)
            begin = begin or (day(first, order=order) if first else None)
            if begin is not None and begin > end:
                raise CellError(f"it ends before it begins: {begin} to {end}")
            return DateSpan(begin or end, end), "given by the table"
        return None, None

    @staticmethod
    def _began(scope: str, end: date) -> date | None:
        """The day that "17 Oct-14 Nov" or "since 17 Oct" begins with, in the year before the row's own day."""
        found = _DAY_AND_MONTH.match(re.sub(r"^\W*(?:since|from)\s+", "", scope, flags=re.IGNORECASE))
        if found is None:
            return None
        try:
            begun = day(f"{found[1]} {found[2]} {end.year}")
            return begun if begun <= end else day(f"{found[1]} {found[2]} {end.year - 1}")
        except CellError:
            return None

    @staticmethod
    def _widened(span: DateSpan, precision: str) -> tuple[DateSpan, str]:
        said = precision.casefold()
        because = f"given by the table ({precision})" if precision else "given by the table"
        try:
            if said.startswith(("about", "approx", "circa", "~")):
                return DateSpan(span.first - timedelta(days=1), span.last + timedelta(days=1)), because
            if said.startswith("night") or said.endswith((" et", " utc", " est")):
                # the night, or another clock than the place's own, may reach into the next day
                return DateSpan(span.first, span.last + timedelta(days=1)), because
            if said.startswith("week"):
                return DateSpan(span.first, span.last + timedelta(days=6)), because
            if said.startswith("month"):
                after = (span.first.replace(day=28) + timedelta(days=4)).replace(day=1)
                return DateSpan(span.first.replace(day=1), after - timedelta(days=1)), because
            if said.startswith("year"):
                return DateSpan(span.first.replace(month=1, day=1), span.first.replace(month=12, day=31)), because
        except OverflowError:
            return span, because
        return span, because

    def _places(self, cells: Sequence[str], parties: Sequence[str]) -> tuple[Place, ...]:
        name, country, province = (self._said(cells, one) for one in ("place", "country", "province"))
        latitude, longitude = (degrees(self._cell(cells, one), one) for one in ("latitude", "longitude"))
        code = self._country(country)
        if latitude is not None and longitude is not None:
            # "Banadiir region" with coordinates is still a region
            wide = next((how for word, how in _WIDE.items() if word in name.casefold()), "town")
            precision = wide if name and name.casefold() != "unknown" else "unknown"
            return (
                place(
                    name or province or country or "given by coordinates", precision,
                    latitude=latitude, longitude=longitude, country=code, province=province or None,
                ),
            )  # fmt: skip
        whole = ", ".join(
            one for one in (name, province if province != name else "", country) if one and not is_empty(one)
        )
        near = tuple(code for one in parties if (code := self._parties.country_of(one)))
        return places(whole, near) if whole else ()

    def _country(self, name: str) -> str | None:
        if name not in self._states:
            known = self._parties.known(name) if name else None
            self._states[name] = self._parties.country_of(known) if known else None
        return self._states[name]

    def _acts(self, cells: Sequence[str]) -> Count:
        if "acts" not in self._mapped.columns:
            return Count.exactly(1)
        return hedged(self._cell(cells, "acts"), self._cell(cells, "scope")) or Count()

    def _is_tally(self, cells: Sequence[str]) -> bool:
        """Whether the row counts acts up to a day: a total that somebody gave, and no act that anybody could answer."""
        return "acts" in self._mapped.columns and "date" not in self._mapped.columns and self._acts(cells).point != 1

    def _toll(self, cells: Sequence[str]) -> Toll:
        parts = []
        for name, effect in _EFFECTS.items():
            low, one, high = (self._cell(cells, key) for key in (f"{name}_low", name, f"{name}_high"))
            if all(is_empty(said) for said in (low, one, high)):
                continue
            civilian = True if name.startswith("civilians") else None
            found = _range(count(low), count(one), count(high))
            said = next((said for said in (one, low, high) if not is_empty(said)), None)
            # "a number", "minor": somebody was hurt, nobody says how many
            parts.append(
                TollPart(
                    effect,
                    found,
                    "civilians" if civilian else None,
                    None,
                    civilian,
                    None,
                    None if found.is_known else said,
                )
            )
        return Toll(tuple(parts))

    def _attribution(self, cells: Sequence[str]) -> Attribution:
        said = self._cell(cells, "attributed_to")
        if is_empty(said):
            return Attribution()
        if said.casefold() in {"unclaimed", "none", "nobody", "not claimed"}:
            return Attribution(unclaimed=True)
        name, stance, by = attributed(said)
        if by is None:
            return Attribution()  # whether it was claimed or attributed is not said; the cell is kept as what it says
        id = self._parties.known(name) or self._parties.new_actor(name)
        return Attribution((Blame(stance, id, by, self._parties.known(by)),))

    # What is said ------------------------------------------------------------------------------------------------

    def _with_what_is_said(
        self,
        event: Event,
        given: Mapping[str, Count],
        said: Sequence[SaidCount],
        cells: Sequence[str],
        doubts: list[Doubt],
    ) -> Event:
        """The toll widened to hold what every speaker in the note says; the table's own number stays the best."""
        parts = list(event.toll.parts)
        for effect in ("killed", "injured"):
            named = [
                one for one in said if one.effect == effect and not one.is_part and _counts(one, given.get(effect))
            ]
            own = given.get(effect)
            voices = [(one.who or "its note", one.count) for one in named]
            if own is not None and not any(value == own for _, value in voices):
                voices.insert(0, (self._cell(cells, "source") or "the table", own))
            values = list(dict.fromkeys(value for _, value in voices))
            if len(values) < 2:
                if own is None and values:
                    parts.append(TollPart(effect, values[0]))
                continue
            kept = _widest(values, own)
            if not all(_overlap(one, other) for one in values for other in values):
                says = "; ".join(f"{who} says {value} {effect}" for who, value in dict.fromkeys(voices))
                doubts.append(Doubt(event.id, "two-tolls", f"{says}; kept as {_spoken(kept)}"))
            parts = [part for part in parts if part.effect != effect or part.party is not None]
            parts.append(TollPart(effect, kept))
        if tuple(parts) == event.toll.parts:
            return event
        return replace(event, toll=Toll(tuple(sorted(parts, key=lambda part: part.party is not None))))

    def _sayings(self, event: Event, cells: Sequence[str], said: Sequence[SaidCount]) -> tuple[Saying, ...]:
        columns = self._mapped.columns
        found = []
        if source := self._cell(cells, "source"):
            acts = f"{event.acts} acts" if "acts" in columns and event.acts.is_known else None
            speaker = Speaker(source[:200], "organisation", self._parties.known(source))
            if acts:
                found.append(Saying(columns["acts"], "asserts", "effect", speaker, words=acts))
            else:
                found.append(Saying(columns["source"], "asserts", "act", speaker))
        for one in said:
            who = Speaker(one.who, "organisation", self._parties.known(one.who)) if one.who else None
            toll = Toll((TollPart(one.effect, one.count, said=one.words),))
            found.append(Saying(columns["note"], "asserts", "toll", who, toll=toll))
        for blame in event.attribution.blames:
            speaker = Speaker(blame.by[:200], "party" if blame.stance == "claims" else "official", blame.by_actor)
            actors = (blame.actor,) if blame.actor else ()
            found.append(Saying(columns["attributed_to"], blame.stance, "actor", speaker, actors=actors))
        said_to = self._cell(cells, "attributed_to")
        named = self._parties.known(attributed(said_to)[0]) if said_to and not event.attribution.blames else None
        if named is not None and named not in event.actors:
            found.append(Saying(columns["attributed_to"], "asserts", "actor", None, actors=(named,)))
        if (reason := self._cell(cells, "answers")) and not is_empty(reason):
            found.append(Saying(columns["answers"], "asserts", "reason", None, words=reason))
        return tuple(found)

    def _ties(self, event: Event, number: str, cells: Sequence[str], doubts: list[Doubt]) -> tuple[Tie, ...]:
        said = self._cell(cells, "answers")
        if is_empty(said):
            return ()
        column = self._mapped.columns["answers"]
        by_number = [
            self._by_number[one] for one in _SEPARATORS.split(said) if one in self._by_number and one != number
        ]
        if by_number:
            return (Tie(column, tuple(one.id for one in by_number), "attributed"),)
        meant = self._meant(event, said)
        if meant:
            return (Tie(column, tuple(one.id for one in meant), "attributed", 0.9 if len(meant) == 1 else 0.7),)
        doubts.append(
            Doubt(
                event.id, "answers-unclear", f"said to answer {said!r}, which is no one row of the table", Severity.NOTE
            )
        )
        return ()

    def _meant(self, event: Event, said: str) -> list[_Before]:
        """The rows that "2019-12-27 K-1 rockets" speaks of: of that day, by the other side, best by their words."""
        found = _A_DAY.search(said)
        if found is None or event.when is None:
            return []
        try:
            on = day(found[0])
        except CellError:
            return []
        others = [one for one in self._by_day.get(on, ()) if one.id != event.id and one.when.first <= event.when.last]
        other_side = [one for one in others if set(one.actors) & set(event.recipients) or not _alike(one, event)]
        if len(other_side) <= 1:
            return other_side
        words = _words(said)
        shared = [len(one.words & words) for one in other_side]
        if max(shared) > 0:
            return [one for one, common in zip(other_side, shared, strict=True) if common == max(shared)]
        return other_side

    def _say_what_is_rough(self, event: Event, cells: Sequence[str], doubts: list[Doubt]) -> None:
        precision = self._cell(cells, "date_precision")
        if precision.casefold().endswith((" et", " utc", " est")):
            says = f"the day is given by another clock ({precision}); where it happened it may have been the next"
            doubts.append(Doubt(event.id, "other-clock", says, Severity.NOTE))
        note = self._cell(cells, "note")
        if re.search(r"\b(?:conflict|contradict\w*|disputed|differ)\b", note, re.IGNORECASE):
            doubts.append(Doubt(event.id, "sources-differ", f"the table notes: {note}"))

    def _marks(self) -> tuple[tuple[str, str], ...]:
        named = (
            ("actor", "actor"), ("recipient", "recipient"), ("when", "date"), ("place", "place"), ("act", "action"),
            ("killed", "killed"), ("injured", "injured"),
        )  # fmt: skip
        columns = self._mapped.columns
        return tuple((what, columns[name]) for what, name in named if name in columns)


def _alike(before: _Before, event: Event) -> bool:
    return bool(set(before.actors) & set(event.actors))


def _counts(one: SaidCount, own: Count | None) -> bool:
    """Whether a count in a note is another voice: one with a name, or one that says more than the table does."""
    if one.who is not None or own is None:
        return True
    return one.count.high is None or own.high is None or one.count.high > own.high


def _range(low: Count | None, best: Count | None, high: Count | None) -> Count:
    if low is None and high is None:
        return best or Count()
    bottom = low.low if low is not None else None
    top = high.high if high is not None else None
    point = best.best if best is not None else None
    known = [n for n in (bottom, point, top) if n is not None]
    if known != sorted(known):
        raise CellError(f"the counts do not rise: {bottom}, {point}, {top}")
    return Count(bottom, point, top)


def _ends(one: Count) -> tuple[float, float]:
    known = [n for n in (one.low, one.best, one.high) if n is not None]
    low = float("-inf") if one.low is None and one.best is None else float(min(known))
    return low, float("inf") if one.high is None and one.best is None else float(max(known))


def _overlap(one: Count, other: Count) -> bool:
    (low, high), (other_low, other_high) = _ends(one), _ends(other)
    return low <= other_high and other_low <= high


def _widest(values: Sequence[Count], own: Count | None) -> Count:
    ends = [_ends(one) for one in values]
    low, high = min(low for low, _ in ends), max(high for _, high in ends)
    return Count(
        None if low == float("-inf") else int(low),
        own.best if own is not None else None,
        None if high == float("inf") else int(high),
    )


def _spoken(kept: Count) -> str:
    return f"{kept}, best {kept.best}" if kept.best is not None and kept.low != kept.high else str(kept)


def _falls(early: Count, late: Count) -> bool:
    (low, _), (_, high) = _ends(early), _ends(late)
    return high < low


def _words(said: str) -> frozenset[str]:
    return frozenset(word.rstrip("s") for word in re.findall(r"[a-z][\w-]+", said.casefold()) if len(word) > 2)


TABLE = Format(
    name="table",
    title="Table",
    licence="the owner's",
    cite="a table of the user's own",
    fit=_fit,
    read=_read,
    asks=_asks,
)
