"""What sentences are made of: runs that remember their passages, the cast, quotations and lists."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from talion.records import Actor, Mark, Passage, Report
from talion.views.day_words import said_day

# What a marked word tells, for a reader: each category has a colour and a letter of its own in the evidence.
CATEGORIES: Mapping[str, tuple[str, ...]] = {
    "who": ("actor", "recipient", "speaker", "subject", "object", "party", "name", "blame", "by", "unclaimed"),
    "what": ("act", "weapon", "mode", "thing", "status", "manner", "acts", "relation", "quantifier", "issue"),
    "when": ("when", "since", "until", "horizon", "time_of_day", "day"),
    "where": ("place", "where", "origin", "target"),
    "toll": ("killed", "injured", "captured", "missing", "displaced", "toll"),
    "link": ("phrase", "reason", "link", "answers"),
}
_CATEGORY_OF = {what: category for category, whats in CATEGORIES.items() for what in whats}
ORDER_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
MOTIVE = re.compile(r"retaliat|reprisal|reveng|tit.for.tat", re.IGNORECASE)


def category_of(what: str) -> str:
    """The reader's category of a mark: who, what, when, where, toll, link, or "other"."""
    return _CATEGORY_OF.get(re.split("[:.]", what, maxsplit=1)[0], "other")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a sentence; `what` names the fact it states, and `passages` are the words it was taken from.

    `quoted` means that the words are somebody else's and stand in quotation marks.
    """

    text: str
    what: str | None = None
    passages: tuple[Passage, ...] = ()
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as runs, so that a view can mark each fact and open what is behind it."""

    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """The plain words."""
        return "".join(run.text for run in self.runs)

    @property
    def own_words(self) -> str:
        """Our words alone, without what is quoted."""
        return "".join(run.text for run in self.runs if not run.quoted)

    def __str__(self) -> str:
        return self.text


class Cast:
    """The actors and reports that sentences name, and how they are named."""

    def __init__(self, actors: Iterable[Actor] = (), reports: Iterable[Report] = ()) -> None:
        self.actors = {actor.id: actor for actor in actors}
        self.reports = {report.id: report for report in reports}
        self._countries = {a.country: a.name for a in self.actors.values() if a.kind == "state" and a.country}

    def name(self, actor: str) -> str:
        """The name in running text, with its article: "the Order of the Dune", "Ashmar"."""
        known = self.actors.get(actor)
        name = known.name if known else actor
        if re.match(r"the\s", name, re.IGNORECASE):
            return "the " + name[4:]
        return f"the {name}" if _takes_article(name, known.kind if known else None) else name

    def names(self, actors: Sequence[str]) -> str:
        """Several names as a list: "A, B and C"."""
        return listed([self.name(actor) for actor in actors])

    def with_articles(self, text: str) -> str:
        """The text of a floor below, which names actors by their bare names, as one would write it."""
        return self._bare.sub(lambda found: self.name(self._of_name[found[0]]), text) if self._of_name else text

    def with_names(self, text: str) -> str:
        """The text of a floor below, which names actors by their ids, with names in their place."""
        return _ID_WORD.sub(lambda found: self.name(found[0]) if found[0] in self.actors else found[0], text)

    @cached_property
    def _of_name(self) -> Mapping[str, str]:
        return {actor.name: id for id, actor in self.actors.items() if self.name(id) == f"the {actor.name}"}

    @cached_property
    def _bare(self) -> re.Pattern[str]:
        names = sorted(self._of_name, key=lambda name: (-len(name), name))
        return re.compile(rf"(?<![Tt]he )(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?![\w-])")

    def is_plural(self, actors: Sequence[str]) -> bool:
        """Whether a verb after these names is plural."""
        if len(actors) != 1:
            return len(actors) > 1
        name = self.actors[actors[0]].name if actors[0] in self.actors else actors[0]
        if name.startswith(("United States", "Netherlands", "Philippines", "United Arab Emirates")):
            return False
        return bool(PLURAL.search(name.split(" of ")[0]))

    def known_as(self, actor: str) -> tuple[str, ...]:
        """All names an actor goes by, the main one first."""
        known = self.actors.get(actor)
        return (known.name, *(name.text for name in known.names)) if known else (actor,)

    def country(self, code: str | None) -> str | None:
        """The name of a country where a state of the case bears the code."""
        return self._countries.get(code) if code else None

    def outlet(self, report: str) -> str:
        """Who published a report, as a reader would name it."""
        known = self.reports.get(report)
        if known is None:
            return report
        if known.outlet or not (known.headline or known.path):
            return known.outlet or report
        words = " ".join((known.headline or known.path or "").split())
        return f"“{words if len(words) <= 44 else words[:40].rsplit(' ', 1)[0] + ' …'}”"

    def publication(self, report: str) -> str:
        """Outlet and day: "Northern Gazette, 9 April 2031"."""
        known = self.reports.get(report)
        day = said_day(known.published, weekday=False) if known and known.published else "no date"
        return f"{self.outlet(report)}, {day}"


_ID_WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
PLURAL = re.compile(
    r"(?:[Ff]orces|[Bb]rigades|[Uu]nits|[Gg]uards|[Tt]roops|[Gg]roups|[Mm]ilitias|[Rr]ebels|[Ff]ighters|[Mm]ilitants|"
    r"[Gg]unmen|[Pp]rotesters|[Ss]ettlers|[Ss]oldiers|[Cc]ivilians|[Pp]eople|[Vv]illagers|[Rr]esidents|Houthis|"
    r"[Oo]fficials|[Ii]nsurgents|[Cc]ommittees|[Bb]attalions)$"
)
_HEADED = re.compile(
    r"(?:Army|Armies|Navy|Air Force|Government|Front|Movement|Party|Ministry|Corps|Command|Union|Organi[sz]ation|"
    r"Coalition|Council|Police|Agency|Republic|Authority|League|Group|Resistance|Brigades?|Battalions?|Federation|"
    r"Forces|Force|Guards?|Units|State|States|Emirates|Kingdom|Netherlands|Philippines|Alliance|Militia|Committees?|"
    r"Parliament|Network|Legion|Division|Service|Nations|Administration|Houthis|Cartel|Islands|Congress|Office|Court)$"
)


def _takes_article(name: str, kind: str | None) -> bool:
    if kind == "person" or name[:1].islower():
        return False
    if kind == "set" or re.search(r"-(?:backed|aligned|linked|led)\b", name):
        return False
    if re.search(r"\w of (?:the )?\w", name) and kind != "state":
        return True
    if re.match(r"(?:Republic|Kingdom|State|Democratic|Union|Commonwealth)\b.* of ", name):
        return True
    return bool(_HEADED.search(name))


def listed(words: Sequence[str]) -> str:
    """Words as a list in a sentence: "a", "a and b", "a, b and c"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


def counted(n: int, one: str, many: str | None = None) -> str:
    """A number with its noun, in words up to ten: "one report", "three reports", "11 reports"."""
    number = ORDER_WORDS[n] if 0 <= n < len(ORDER_WORDS) else f"{n:,}"
    return f"{number} {one if n == 1 else many or one + 's'}"


Part = str | Run | Sequence["Part"]


def sentence(*parts: "Part") -> Sentence:
    """The parts as one sentence: capital first, full stop last, neighbouring plain runs joined."""
    runs: list[Run] = []

    def take(part: "Part") -> None:
        if isinstance(part, str):
            part = Run(part)
        if isinstance(part, Run):
            if not part.text:
                return
            if runs and runs[-1].what is None and part.what is None and runs[-1].quoted == part.quoted:
                last = runs.pop()
                part = Run(last.text + part.text, None, (*last.passages, *part.passages), part.quoted)
            runs.append(part)
        else:
            for inner in part:
                take(inner)

    for part in parts:
        take(part)
    if not runs:
        return Sentence(())
    first = runs[0]
    if not first.quoted:
        runs[0] = Run(first.text[:1].upper() + first.text[1:], first.what, first.passages)
    if not re.search(r"[.!?…][”\"']?$", runs[-1].text):
        runs.append(Run("."))
    return Sentence(tuple(runs))


def marked(event_marks: Iterable[Mark], text: str, *whats: str) -> Run:
    """Our words for what the marks of these kinds tell, with the passages of those marks."""
    passages = tuple(sorted({mark.passage for mark in event_marks if mark.what in whats}))
    return Run(text, whats[0], passages)


def quote(text: str, *, at_most: int = 300) -> Run:
    """Somebody's words in quotation marks, line breaks folded, cut at a word where they are long."""
    text = " ".join(text.split()).strip("“”\"'«» ")
    if len(text) > at_most:
        text = text[:at_most].rsplit(" ", 1)[0] + " …"
    return Run(f"“{text}”", quoted=True)


def as_written(text: str, *, marks: Iterable[Mark] = (), what: str = "thing") -> Run:
    """The report's own noun phrase, in quotation marks where it names a motive."""
    # A motive in a noun phrase is the report's word, never ours: then it stands in quotation marks.
    run = quote(text) if MOTIVE.search(text) else Run(" ".join(text.split()))
    return Run(run.text, what, marked(marks, "", what).passages, run.quoted)
