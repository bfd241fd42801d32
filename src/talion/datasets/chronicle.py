"""Small wars as plain text: the notation of our tests, and of anybody who wants to type a timeline by hand.

.. code-block:: text

    observed 2031-03-01 to 2031-04-01
    a  2031-03-04              Ashmar > Belvar             ASSAULT  bombing  killed 3..5  at Qarn
    b  2031-03-06              Belvar > Ashmar             ASSAULT  answers a declared
    c  2031-03-07..2031-03-09  Ashmar, Belvar              ASSAULT
    d  2031-03-10              ? > Ashmar                  ASSAULT  attempted  unclaimed
    e  2031-03-11              Ashmar + Tel League > ?     THREATEN  threatened
    f  ?                       Ashmar > Belvar             ASSAULT  carries out e inferred .7

The first line, and more of its kind where the watch had gaps, says which days somebody watched (``observed never``
if none). Every other line is one event:

=====================  ========================================================================================
``a``                  its id, one word
``2031-03-04``         its day; ``DAY..DAY`` the first and last on which it can have happened; ``?`` not known
``Ashmar > Belvar``    actor and recipient; ``+`` joins several, ``?`` is unknown; with a comma in place of ``>``
                       both sides are known and who acted is not
``ASSAULT``            the action, one of PLOVER's sixteen in capitals
=====================  ========================================================================================

and after the action, each only where it is known, the mode first and the rest in any order:

==============================  ===============================================================================
``bombing``                     the mode, one word in small letters that is no other word of this table
``attempted``                   the status; ``done`` where none is written
``killed 3..5``                 a toll: ``3`` exactly, ``3..`` at least, ``..5`` at most, ``3..4..5`` low, best,
                                high; likewise ``injured``, ``captured``, ``missing``, ``displaced``
``killed 2 of Tel League``      a toll of one party, beside the total or without it
``at Qarn``                     a place
``unclaimed``                   a text says that nobody claims it
``answers a declared``          a link to its trigger, ``declared``, ``attributed`` or ``inferred``, and its
                                probability where that is not 1
``carries out e inferred .7``   a link to the threat that it makes true
==============================  ===============================================================================

Blank lines, and what follows ``#``, are left out. Names may hold single spaces, but none of the words and signs above;
a name runs up to the next of them.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from talion.errors import ChronicleError, RecordError
from talion.records import (
    ACTIONS,
    BASES,
    STATUSES,
    Attribution,
    Count,
    DateSpan,
    Event,
    Link,
    Place,
    Report,
    Timeline,
    Toll,
    TollPart,
)
from talion.records.event import EFFECTS

_LINKS = {"answers": "answers", "carries out": "carries_out"}
_WORDS = {*STATUSES, *EFFECTS, "at", "answers", "carries", "unclaimed"}
_MODE = re.compile(r"[a-z][a-z0-9_-]*")
_NAME = re.compile(r"[^\s>+,#?]+(?: [^\s>+,#?]+)*")
_COUNT = re.compile(r"(\d+)|(\d*)\.\.(\d*)|(\d*)\.\.(\d*)\.\.(\d*)")
_SHARE = re.compile(r"[01]?\.\d+|[01]")


def read_chronicle(text: str) -> Timeline:
    """The war that a chronicle tells, its events by day, undated ones last.

    Raises ChronicleError with the number of the line that does not follow the notation.
    """
    observed, lines = _lines(text)
    events = sorted((line.event for line in lines), key=_by_day)
    try:
        return Timeline(tuple(events), observed)
    except RecordError as wrong:
        raise ChronicleError(f"{wrong}; write the 'observed' lines in the order of their days") from wrong


def read_links(text: str) -> list[Link]:
    """The links that a chronicle tells, in the order of its lines.

    The words of a link that is declared or attributed are its evidence: a passage of the chronicle, taken as a report.
    """
    _, lines = _lines(text)
    days = {line.event.id: line.event.when for line in lines}
    report = Report(text)
    links = []
    for line in lines:
        for said in line.links:
            if said.trigger not in days:
                raise ChronicleError(
                    f"line {line.number}: {said.trigger!r} is the id of no line; events: {_list(days)}"
                )
            before, after = days[said.trigger], line.event.when
            known = before is not None and after is not None and before.is_one_day and after.is_one_day
            links.append(
                Link(
                    trigger=said.trigger,
                    response=line.event.id,
                    basis=said.basis,
                    probability=said.probability,
                    kind=said.kind,
                    evidence=() if said.basis == "inferred" else (report.passage(said.start, said.end),),
                    lag_days=(after.first - before.first).days if known and before and after else None,
                )
            )
    return links


def chronicle_report(text: str) -> Report:
    """The chronicle as a report of its own, for whoever checks the passages of its links."""
    return Report(text, media_type="text/x-talion-chronicle")


def write_chronicle(war: Timeline, links: Sequence[Link] = ()) -> str:
    """The war in this notation, columns aligned; reading it back gives the same war.

    Raises ChronicleError where a name cannot be written in it, or a link has an event that the war does not hold.
    """
    known = {event.id for event in war.events}
    for link in links:
        if not {link.trigger, link.response} <= known:
            raise ChronicleError(f"{link.id} ties {link.trigger} and {link.response}, and the war does not hold both")
    rows = []
    for event in war.events:
        tail = [_written_link(link) for link in links if link.response == event.id]
        rows.append(
            [_word(event.id, "an id"), str(event.when or "?"), _sides(event), event.action, *_facts(event), *tail]
        )
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(3)]
    observed = [f"observed {span.first} to {span.last}" for span in war.observed] or ["observed never"]
    lines = [
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), *row[3:]]) for row in rows
    ]
    return "\n".join([*observed, *lines]) + "\n"


@dataclass(frozen=True, slots=True)
class _SaidLink:
    kind: str
    trigger: str
    basis: str
    probability: float
    start: int
    end: int


@dataclass(slots=True)
class _Line:
    number: int
    event: Event
    links: list[_SaidLink] = field(default_factory=list)


def _lines(text: str) -> tuple[tuple[DateSpan, ...], list[_Line]]:
    observed: list[DateSpan] = []
    lines: list[_Line] = []
    seen: dict[str, int] = {}
    watch_is_told = False
    offset = 0
    for number, raw in enumerate(text.splitlines(keepends=True), start=1):
        content = re.sub(r"(^|\s)#.*", r"\1", raw.rstrip("\r\n"))
        if content.strip():
            if content.split()[0] == "observed" or not watch_is_told:
                observed += _observed(content.strip(), number)
                watch_is_told = True
            else:
                line = _event_line(content, number, offset)
                if line.event.id in seen:
                    raise ChronicleError(
                        f"line {number}: the id {line.event.id!r} stands already on line {seen[line.event.id]}"
                    )
                seen[line.event.id] = number
                lines.append(line)
        offset += len(raw)
    if not watch_is_told:
        raise ChronicleError("line 1: expected 'observed DAY to DAY', got nothing")
    return tuple(observed), lines


def _observed(content: str, number: int) -> list[DateSpan]:
    match content.split():
        case ["observed", "never"]:
            return []
        case ["observed", first, "to", last]:
            return [_span(_day(first, number), _day(last, number), number)]
    raise ChronicleError(f"line {number}: expected 'observed DAY to DAY', got {content!r}")


def _event_line(content: str, number: int, offset: int) -> _Line:
    words = list(re.finditer(r"\S+", content))
    spot = next((n for n, word in enumerate(words) if word.group() in ACTIONS), None)
    if spot is None:
        raise ChronicleError(f"line {number}: expected an action, one of {', '.join(ACTIONS)}, in {content.strip()!r}")
    if spot < 3:
        raise ChronicleError(
            f"line {number}: expected 'id  DAY  Actor > Recipient  ACTION', got {content.strip()!r}; ? is unknown"
        )
    name, when = words[0].group(), words[1].group()
    actors, recipients, directed = _read_sides(content[words[2].start() : words[spot].start()].strip(), number)
    line = _Line(number, Event(name, words[spot].group()))
    facts = _read_facts(words[spot + 1 :], content, number, offset, line.links)
    try:
        line.event = Event(
            id=name,
            action=words[spot].group(),
            actors=actors,
            recipients=recipients,
            directed=directed,
            when=_when(when, number),
            mode=facts.mode,
            status=facts.status or "done",
            toll=Toll(tuple(facts.toll)),
            places=tuple(facts.places),
            attribution=Attribution(unclaimed=facts.unclaimed),
        )
    except RecordError as wrong:
        raise ChronicleError(f"line {number}: {wrong}") from wrong
    return line


def _when(word: str, number: int) -> DateSpan | None:
    if word == "?":
        return None
    first, dots, last = word.partition("..")
    return _span(_day(first, number), _day(last if dots else first, number), number)


def _span(first: date, last: date, number: int) -> DateSpan:
    try:
        return DateSpan(first, last)
    except RecordError as wrong:
        raise ChronicleError(f"line {number}: {wrong}") from wrong


def _day(word: str, number: int) -> date:
    try:
        return date.fromisoformat(word) if re.fullmatch(r"\d{4}-\d\d-\d\d", word) else _no_day(word, number)
    except ValueError as wrong:
        raise ChronicleError(f"line {number}: {word!r} is no day: {wrong}") from wrong


def _no_day(word: str, number: int) -> date:
    raise ChronicleError(f"line {number}: {word!r} is no day; write YYYY-MM-DD, or ? for an event whose day is unknown")


def _read_sides(who: str, number: int) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    signs = re.findall(r"[>,]", who)
    if len(signs) != 1:
        raise ChronicleError(f"line {number}: expected 'Actor > Recipient' or 'Side, Side', got {who!r}")
    one, other = who.split(signs[0])
    return _read_names(one, number), _read_names(other, number), signs[0] == ">"


def _read_names(said: str, number: int) -> tuple[str, ...]:
    if said.strip() == "?":
        return ()
    names = [" ".join(name.split()) for name in said.split("+")]
    if not all(_NAME.fullmatch(name) for name in names):
        raise ChronicleError(f"line {number}: expected a name or ?, got {said.strip()!r}")
    return tuple(names)


@dataclass(slots=True)
class _Facts:
    mode: str | None = None
    status: str | None = None
    toll: list[TollPart] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    unclaimed: bool = False


def _read_facts(
    words: Sequence[re.Match[str]], content: str, number: int, offset: int, links: list[_SaidLink]
) -> _Facts:
    facts = _Facts()
    n = 0

    def name_from(start: int) -> tuple[str, int]:
        """A name runs up to the next word of the notation."""
        end = start
        while end < len(words) and words[end].group() not in _WORDS:
            end += 1
        if end == start:
            raise ChronicleError(f"line {number}: expected a name after {words[start - 1].group()!r}")
        return " ".join(word.group() for word in words[start:end]), end

    while n < len(words):
        word = words[n].group()
        if word in STATUSES and facts.status is None:
            facts.status, n = word, n + 1
        elif word == "unclaimed":
            facts.unclaimed, n = True, n + 1
        elif word in EFFECTS:
            count = _count(words[n + 1].group() if n + 1 < len(words) else "", word, number)
            n += 2
            party = None
            if n < len(words) and words[n].group() == "of":
                party, n = name_from(n + 1)
            facts.toll.append(TollPart(word, count, party))
        elif word == "at":
            name, n = name_from(n + 1)
            facts.places.append(Place(name))
        elif word in {"answers", "carries"}:
            n = _read_link(words, n, content, number, offset, links)
        elif facts.mode is None and _MODE.fullmatch(word) and word not in _WORDS and word not in BASES:
            facts.mode, n = word, n + 1
        else:
            raise ChronicleError(
                f"line {number}: {word!r} says nothing here; see the notation for what may follow an action"
            )
    return facts


def _read_link(
    words: Sequence[re.Match[str]], n: int, content: str, number: int, offset: int, links: list[_SaidLink]
) -> int:
    first = n
    verb = words[n].group()
    n += 1
    if verb == "carries":
        if n == len(words) or words[n].group() != "out":
            raise ChronicleError(f"line {number}: expected 'carries out ID BASIS'")
        verb, n = "carries out", n + 1
    if n + 1 >= len(words) or words[n + 1].group() not in BASES:
        raise ChronicleError(
            f"line {number}: expected '{verb} ID {'|'.join(BASES)}', got {content[words[first].start() :]!r}"
        )
    trigger, basis = words[n].group(), words[n + 1].group()
    n += 2
    probability = 1.0
    if n < len(words) and _SHARE.fullmatch(words[n].group()):
        probability = float(words[n].group())
        n += 1
    if not 0 <= probability <= 1:
        raise ChronicleError(f"line {number}: a probability lies between 0 and 1; not {probability}")
    start, end = words[first].start(), words[n - 1].end()
    links.append(_SaidLink(_LINKS[verb], trigger, basis, probability, offset + start, offset + end))
    return n


def _count(said: str, effect: str, number: int) -> Count:
    found = _COUNT.fullmatch(said)
    if not found or not any(found.groups()):
        raise ChronicleError(f"line {number}: expected a count after {effect!r}, as 3, 3..5, 3.. or ..5; got {said!r}")
    if found[1]:
        return Count.exactly(int(found[1]))
    numbers = [int(group) if group else None for group in found.groups()[1:]]
    low, best, high = (numbers[0], None, numbers[1]) if found[2] is not None else (numbers[2], numbers[3], numbers[4])
    try:
        return Count(low, best, high)
    except RecordError as wrong:
        raise ChronicleError(f"line {number}: {wrong}") from wrong


def _sides(event: Event) -> str:
    one, other = (
        " + ".join(_name(name, event.id) for name in names) if names else "?"
        for names in (event.actors, event.recipients)
    )
    return f"{one} > {other}" if event.directed else f"{one}, {other}"


def _facts(event: Event) -> Iterable[str]:
    if event.mode is not None:
        if not _MODE.fullmatch(event.mode) or event.mode in _WORDS or event.mode in BASES:
            raise ChronicleError(f"{event.id}: the mode {event.mode!r} cannot be written as one word in small letters")
        yield event.mode
    if event.status != "done":
        yield event.status
    for part in event.toll.parts:
        if part.count.is_known:
            party = f" of {_name(part.party, event.id)}" if part.party is not None else ""
            yield f"{part.effect} {_written_count(part.count)}{party}"
    for place in event.places:
        yield f"at {_name(place.name, event.id)}"
    if event.attribution.unclaimed:
        yield "unclaimed"


def _written_count(count: Count) -> str:
    low, best, high = ("" if n is None else str(n) for n in (count.low, count.best, count.high))
    if low and low == best == high:
        return low
    return f"{low}..{best}..{high}" if best else f"{low}..{high}"


def _written_link(link: Link) -> str:
    verb = next(words for words, kind in _LINKS.items() if kind == link.kind)
    share = "" if link.probability == 1 else f" {link.probability:.6f}".rstrip("0").rstrip(".")
    return f"{verb} {_word(link.trigger, 'an id')} {link.basis}{share}"


def _name(name: str, event: str) -> str:
    taken = {*_WORDS, *ACTIONS}
    if not _NAME.fullmatch(name) or taken & set(name.split()) or name.split(maxsplit=1)[0] == "of":
        raise ChronicleError(f"{event}: the name {name!r} cannot be written: it holds a sign or a word of the notation")
    return name


def _word(word: str, what: str) -> str:
    if not re.fullmatch(r"[^\s#]\S*", word) or word == "observed":
        raise ChronicleError(f"{word!r} cannot be written as {what}: one word, no space")
    return word


def _by_day(event: Event) -> tuple[bool, date, date]:
    return (False, event.when.first, event.when.last) if event.when else (True, date.max, date.max)


def _list(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)[:8])
