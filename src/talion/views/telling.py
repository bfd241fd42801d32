"""Sentences written only from records: each remembers the passages that its words rest on.

A motive is never given in our own voice: the words "retaliation" and "reprisal" occur only where somebody is quoted.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from talion.records import (
    Actor,
    Assessment,
    Blame,
    Claim,
    Count,
    DateSpan,
    Doubt,
    Estimate,
    Event,
    Link,
    Mark,
    Passage,
    Relation,
    Report,
    Speaker,
    Toll,
    TollPart,
)

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
_ORDER_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_MOTIVE = re.compile(r"retaliat|reprisal|reveng|tit.for.tat", re.IGNORECASE)


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
        return bool(_PLURAL.search(name.split(" of ")[0]))

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
_PLURAL = re.compile(
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
    number = _ORDER_WORDS[n] if 0 <= n < len(_ORDER_WORDS) else f"{n:,}"
    return f"{number} {one if n == 1 else many or one + 's'}"


def said_day(day: date, *, weekday: bool = True, year: bool = True) -> str:
    """A day in words: "Sunday 29 December 2019"."""
    words = f"{day.day} {day:%B}" + (f" {day.year}" if year else "")
    return f"{day:%A} {words}" if weekday else words


def said_span(span: DateSpan, *, weekday: bool = False) -> str:
    """A span in words: a day, "December 2019", "2009", or "1 to 28 December 2019"."""
    first, last = span.first, span.last
    if span.is_one_day:
        return said_day(first, weekday=weekday)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
    if first.day == 1 and (last + timedelta(days=1)).day == 1:
        if (first.year, first.month) == (last.year, last.month):
            return f"{first:%B} {first.year}"
        return f"{first:%B}{'' if first.year == last.year else f' {first.year}'} to {last:%B} {last.year}"
    if first.year != last.year:
        return f"{said_day(first, weekday=False)} to {said_day(last, weekday=False)}"
    if first.month != last.month:
        return f"{first.day} {first:%B} to {last.day} {last:%B} {last.year}"
    return f"{first.day} to {last.day} {last:%B} {last.year}"


def said_when(event: Event, *, with_day: bool = True) -> str:
    """When it happened, as the start of a sentence: "Late on Sunday 29 December 2019"; "" without day and hour."""
    span, hour = event.when, _HOURS.get((event.time_of_day or "").lower().strip())
    if not with_day:
        return hour[1] if hour else ""
    if span is None:
        return "On a day the reports do not give"
    if span.is_one_day:
        return f"{hour[0] if hour else 'On'} {said_day(span.first)}"
    if (span.first.month, span.first.day) == (1, 1) and (span.last.month, span.last.day) == (12, 31):
        return f"In {span.first.year}" if span.first.year == span.last.year else f"Between {_between(span)}"
    if "to" not in said_span(span).split():
        return f"In {said_span(span)}"
    several = event.acts.point is None or event.acts.point > 1 or event.status in {"habitual", "historical"}
    if span.days == 2 and not several:
        return (
            f"On {span.first.day} or {said_day(span.last, weekday=False)}"
            if _same_month(span)
            else (f"On {said_day(span.first, weekday=False)} or {said_day(span.last, weekday=False)}")
        )
    return f"Between {_between(span)}" if several or span.days > 45 else f"On a day between {_between(span)}"


def _same_month(span: DateSpan) -> bool:
    return (span.first.year, span.first.month) == (span.last.year, span.last.month)


def _between(span: DateSpan) -> str:
    return said_span(span).replace(" to ", " and ", 1)


# time_of_day as coded -> (before a day, where the day is understood)
_HOURS: Mapping[str, tuple[str, str]] = {
    "late": ("Late on", "Late in the day"),
    "early": ("Early on", "Early in the day"),
    "dawn": ("At dawn on", "At dawn"),
    "morning": ("On the morning of", "In the morning"),
    "early morning": ("Early on the morning of", "Early in the morning"),
    "midday": ("At midday on", "At midday"),
    "noon": ("At noon on", "At noon"),
    "afternoon": ("On the afternoon of", "In the afternoon"),
    "evening": ("On the evening of", "In the evening"),
    "late evening": ("Late on the evening of", "Late in the evening"),
    "dusk": ("At dusk on", "At dusk"),
    "night": ("On the night of", "At night"),
    "late night": ("Late on the night of", "Late at night"),
    "overnight": ("In the night of", "In the night"),
    "midnight": ("About midnight on", "About midnight"),
}


@dataclass(frozen=True, slots=True)
class Wording:
    """How one kind of act is put into words: "fired rockets" + "at" + whom, and as a noun with its preposition.

    `after` follows the object ("struck X from the air"). `noun` is one act, `nouns` several.
    """

    past: str
    base: str
    perfect: str
    noun: str
    nouns: str
    to: str = ""
    of: str = "on"
    after: str = ""


def _regular(past: str, base: str, noun: str, *, to: str = "", of: str = "on", nouns: str = "", after: str = "",
             perfect: str = "") -> Wording:  # fmt: skip
    return Wording(past, base, perfect or past, noun, nouns or noun + "s", to, of, after)


# Weapons as words that a coder writes, tried in this order against `weapon` and `mode` of an act of force.
WEAPONS: tuple[tuple[str, Wording], ...] = (
    ("suicide", _regular("attacked", "attack", "suicide attack", after="in a suicide attack")),
    ("drone|unmanned|uav", _regular("struck", "strike", "drone strike", after="by drone")),
    ("rocket", _regular("fired rockets", "fire rockets", "rocket attack", to="at")),
    ("missile", _regular("fired missiles", "fire missiles", "missile attack", to="at")),
    ("mortar", _regular("fired mortars", "fire mortars", "mortar attack", to="at")),
    ("artillery|shell|tank|howitzer", _regular("shelled", "shell", "bombardment", of="of")),
    ("air.?strike|aircraft|air|jet|warplane|helicopter|aerial",
     _regular("struck", "strike", "air strike", after="from the air")),
    ("car bomb|vehicle", _regular("attacked", "attack", "car bombing", of="of", after="with a car bomb")),
    ("roadside|ied|mine", _regular("attacked", "attack", "roadside bombing", of="of", after="with a roadside bomb")),
    ("bomb|explosi|grenade", _regular("bombed", "bomb", "bombing", of="of")),
    ("knife|stab|blade", _regular("stabbed", "stab", "stabbing", of="of")),
    ("ram", _regular("rammed", "ram", "ramming", of="of")),
    ("firearm|gun|rifle|small arms|sniper|shoot", _regular("fired", "fire", "gun attack", to="on")),
    ("raid|ground|incursion", _regular("raided", "raid", "raid")),
    ("arson|fire|burn", _regular("set fire", "set fire", "arson attack", to="to")),
    ("cyber", _regular("attacked", "attack", "cyber attack", after="by computer")),
    ("chemical|unconventional|gas",
     _regular("attacked", "attack", "attack with unconventional weapons", nouns="attacks with unconventional weapons",
              after="with unconventional weapons")),
    ("heavy", _regular("attacked", "attack", "attack with heavy weapons", nouns="attacks with heavy weapons",
                       after="with heavy weapons")),
)  # fmt: skip

# PLOVER's actions, and those of its modes that need words of their own.
WORDINGS: Mapping[tuple[str, str], Wording] = {
    ("ASSAULT", ""): _regular("attacked", "attack", "attack"),
    ("ASSAULT", "abduct"): _regular("abducted", "abduct", "abduction", of="of"),
    ("ASSAULT", "assassinate"): _regular("carried out a targeted attack", "carry out a targeted attack",
                                         "targeted attack", to="on"),
    ("ASSAULT", "targeted"): _regular("carried out a targeted attack", "carry out a targeted attack",
                                      "targeted attack", to="on"),
    ("ASSAULT", "beat"): _regular("beat", "beat", "beating", of="of", perfect="beaten"),
    ("ASSAULT", "torture"): _regular("tortured", "torture", "act of torture", nouns="acts of torture", of="against"),
    ("ASSAULT", "execute"): _regular("executed", "execute", "execution", of="of"),
    ("ASSAULT", "sexual"): _regular("committed sexual violence", "commit sexual violence", "act of sexual violence",
                                    nouns="acts of sexual violence", to="against", of="against"),
    ("ASSAULT", "massacre"): _regular("carried out a mass killing", "carry out a mass killing", "mass killing",
                                      to="of", of="of"),
    ("ASSAULT", "cleansing"): _regular("drove out", "drive out", "expulsion by force", of="of",
                                       nouns="expulsions by force", perfect="driven out"),
    ("ASSAULT", "seize"): _regular("seized", "seize", "seizure", of="of"),
    ("COERCE", ""): _regular("used coercion", "use coercion", "act of coercion", nouns="acts of coercion",
                             to="against", of="against"),
    ("COERCE", "arrest"): _regular("arrested", "arrest", "arrest", of="of"),
    ("COERCE", "ban"): _regular("banned", "ban", "ban"),
    ("COERCE", "curfew"): _regular("imposed a curfew", "impose a curfew", "curfew", to="on"),
    ("COERCE", "deport"): _regular("deported", "deport", "deportation", of="of"),
    ("COERCE", "martial-law"): _regular("imposed martial law", "impose martial law", "imposition of martial law",
                                        nouns="impositions of martial law", to="on"),
    ("COERCE", "restrict"): _regular("put restrictions", "put restrictions", "restriction", to="on"),
    ("COERCE", "seize"): _regular("seized", "seize", "seizure", of="of"),
    ("COERCE", "censor"): _regular("censored", "censor", "act of censorship", nouns="acts of censorship", of="against"),
    ("COERCE", "cyber"): _regular("attacked", "attack", "cyber attack", after="by computer"),
    ("SANCTION", ""): _regular("imposed sanctions", "impose sanctions", "imposition of sanctions",
                               nouns="impositions of sanctions", to="on"),
    ("SANCTION", "designate"): _regular("designated", "designate", "designation", of="of"),
    ("SANCTION", "designation"): _regular("designated", "designate", "designation", of="of"),
    ("SANCTION", "expel"): _regular("expelled", "expel", "expulsion", of="of"),
    ("SANCTION", "convict"): _regular("convicted", "convict", "conviction", of="of"),
    ("SANCTION", "withdraw"): _regular("withdrew", "withdraw", "withdrawal", to="from", of="from",
                                       perfect="withdrawn"),
    ("SANCTION", "discontinue"): _regular("broke off cooperation", "break off cooperation",
                                          "break in cooperation", nouns="breaks in cooperation",
                                          to="with", of="with", perfect="broken off cooperation"),
    ("MOBILIZE", ""): _regular("mobilised forces", "mobilise forces", "mobilisation", to="against", of="against"),
    ("MOBILIZE", "troops"): _regular("mobilised troops", "mobilise troops", "mobilisation of troops", to="against",
                                     nouns="mobilisations of troops", of="against"),
    ("MOBILIZE", "police"): _regular("deployed police", "deploy police", "deployment of police", to="against",
                                     nouns="deployments of police", of="against"),
    ("PROTEST", ""): _regular("protested", "protest", "protest", to="against", of="against"),
    ("PROTEST", "demo"): _regular("demonstrated", "demonstrate", "demonstration", to="against", of="against"),
    ("PROTEST", "riot"): _regular("rioted", "riot", "riot", to="against", of="against"),
    ("PROTEST", "strike"): _regular("went on strike", "go on strike", "labour strike", to="against", of="against",
                                    perfect="gone on strike"),
    ("PROTEST", "hunger"): _regular("went on hunger strike", "go on hunger strike", "hunger strike", to="against",
                                    of="against", perfect="gone on hunger strike"),
    ("PROTEST", "boycott"): _regular("boycotted", "boycott", "boycott", of="of"),
    ("PROTEST", "obstruct"): _regular("blocked", "block", "blockade", of="of"),
    ("THREATEN", ""): _regular("threatened", "threaten", "threat", of="against"),
    ("THREATEN", "warn"): _regular("warned", "warn", "warning", of="to"),
    ("REJECT", ""): _regular("rejected a demand", "reject a demand", "rejection", to="of", of="of"),
    ("REJECT", "meet"): _regular("refused to meet", "refuse to meet", "refusal to meet",
                                 nouns="refusals to meet", of=""),
    ("REJECT", "yield"): _regular("refused to yield", "refuse to yield", "refusal to yield", to="to",
                                  nouns="refusals to yield", of="to"),
    ("REJECT", "assist"): _regular("refused to help", "refuse to help", "refusal to help",
                                   nouns="refusals to help", of=""),
    ("REJECT", "change"): _regular("refused to change course", "refuse to change course", "refusal to change course",
                                   nouns="refusals to change course", to="toward", of="toward"),
    ("ACCUSE", ""): _regular("accused", "accuse", "accusation", of="against"),
    ("ACCUSE", "disapprove"): _regular("condemned", "condemn", "condemnation", of="of"),
    ("ACCUSE", "investigate"): _regular("opened an investigation", "open an investigation", "investigation",
                                        to="of", of="of"),
    ("REQUEST", ""): _regular("made a demand", "make a demand", "demand", to="of", of="of"),
    ("REQUEST", "meet"): _regular("asked to meet", "ask to meet", "request to meet", nouns="requests to meet", of=""),
    ("REQUEST", "assist"): _regular("asked for help", "ask for help", "request for help", nouns="requests for help",
                                    to="from", of="to"),
    ("RETREAT", ""): _regular("pulled back", "pull back", "retreat", to="before", of="before"),
    ("RETREAT", "ceasefire"): _regular("declared a ceasefire", "declare a ceasefire", "ceasefire", to="with",
                                       of="with"),
    ("RETREAT", "withdraw"): _regular("withdrew forces", "withdraw forces", "withdrawal", to="before", of="before",
                                      perfect="withdrawn forces"),
    ("RETREAT", "release"): _regular("released", "release", "release", of="of"),
    ("RETREAT", "disarm"): _regular("disarmed", "disarm", "disarmament", of="of"),
    ("RETREAT", "return"): _regular("returned", "return", "return", of="of"),
    ("RETREAT", "access"): _regular("gave access", "give access", "grant of access", nouns="grants of access",
                                    to="to", of="to", perfect="given access"),
    ("RETREAT", "ease"): _regular("eased restrictions", "ease restrictions", "easing of restrictions", to="on",
                                  nouns="easings of restrictions"),
    ("AID", "military"): _regular("gave military aid", "give military aid", "military aid delivery", to="to", of="to",
                                  perfect="given military aid", nouns="military aid deliveries"),
    ("AID", ""): _regular("gave aid", "give aid", "aid delivery", to="to", of="to", perfect="given aid",
                          nouns="aid deliveries"),
    ("COOPERATE", ""): _regular("cooperated", "cooperate", "act of cooperation", to="with", of="with",
                                nouns="acts of cooperation"),
    ("CONCEDE", ""): _regular("made a concession", "make a concession", "concession", to="to", of="to"),
    ("SUPPORT", ""): _regular("declared support", "declare support", "declaration of support", to="for", of="for",
                              nouns="declarations of support"),
    ("CONSULT", ""): _regular("held talks", "hold talks", "meeting", to="with", of="with"),
    ("CONSULT", "visit"): _regular("visited", "visit", "visit", of="to"),
    ("CONSULT", "phone"): _regular("spoke by telephone", "speak by telephone", "telephone call", to="with", of="with",
                                   perfect="spoken by telephone"),
    ("AGREE", ""): _regular("made an agreement", "make an agreement", "agreement", to="with", of="with"),
}  # fmt: skip

# Actions that are words rather than deeds.
WORDS = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})


def is_word(event: Event) -> bool:
    """Whether an event is words (a threat, a demand, an accusation) or told only as intended, denied or imagined."""
    return event.action in WORDS or event.status in {"threatened", "planned", "denied", "hypothetical"}


def wording_of(event: Event) -> Wording:
    """The words for an act: by its weapon, else its mode, else its action."""
    mode = (event.mode or "").lower()
    if event.action == "ASSAULT":
        if ("ASSAULT", mode) in WORDINGS and mode:
            return WORDINGS["ASSAULT", mode]
        for told in (event.weapon, event.mode):
            for pattern, wording in WEAPONS:
                if told and re.search(rf"\b(?:{pattern})", told.lower()):
                    return wording
    if event.action == "THREATEN" and _says(event, "warn"):
        return WORDINGS["THREATEN", "warn"]
    return WORDINGS.get((event.action, mode)) or WORDINGS[event.action, ""]


def _says(event: Event, verb: str) -> bool:
    """Whether the report's own verb for the act begins so ("warned", "calls")."""
    return any(mark.what == "act" and mark.passage.quote.lower().startswith(verb) for mark in event.marks)


def _content(event: Event) -> str | None:
    """What words are about, as written: what was called for, threatened or demanded."""
    if event.thing or event.issue:
        return event.thing or event.issue
    if event.recipients or event.action not in WORDS:
        return None
    # Somebody "called for resistance": the object of the words is no party, and stands in its mark alone.
    return next((mark.passage.quote for mark in event.marks if mark.what == "recipient"), None)


Part = str | Run | Sequence["Part"]


def _sentence(*parts: "Part") -> Sentence:
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


def _marked(event_marks: Iterable[Mark], text: str, *whats: str) -> Run:
    passages = tuple(sorted({mark.passage for mark in event_marks if mark.what in whats}))
    return Run(text, whats[0], passages)


def quote(text: str, *, at_most: int = 300) -> Run:
    """Somebody's words in quotation marks, line breaks folded, cut at a word where they are long."""
    text = " ".join(text.split()).strip("“”\"'«» ")
    if len(text) > at_most:
        text = text[:at_most].rsplit(" ", 1)[0] + " …"
    return Run(f"“{text}”", quoted=True)


def _as_written(text: str, *, marks: Iterable[Mark] = (), what: str = "thing") -> Run:
    # A motive in a noun phrase is the report's word, never ours: then it stands in quotation marks.
    run = quote(text) if _MOTIVE.search(text) else Run(" ".join(text.split()))
    return Run(run.text, what, _marked(marks, "", what).passages, run.quoted)


def said_count(count: Count, said: str | None = None) -> str:
    """A count in words: "at least 25", "more than 50", "between 4 and 11", "one", "no"."""
    if said and count.low is not None and count.high is None:
        more = re.search(r"(more than|over)\s+([\d,]+)", said.lower())
        if more and int(more[2].replace(",", "")) in {count.low, count.low - 1}:
            return f"more than {more[2]}"
    if not count.is_known:
        return "an unknown number of"
    if count.low is not None and count.low == count.high:
        return _number(count.low)
    if count.low is not None and count.high is not None:
        best = f" (best guess {_number(count.best)})" if count.best is not None else ""
        low = _number(count.low) if count.low and count.high <= 10 else f"{count.low:,}" if count.low else "zero"
        return f"between {low} and {_number(count.high)}{best}"
    if count.high is not None:
        return f"up to {_number(count.high)}"
    return f"at least {_number(count.low)}" if count.low is not None else f"about {_number(count.best or 0)}"


def _number(n: int) -> str:
    return _ORDER_WORDS[n] if n < len(_ORDER_WORDS) else f"{n:,}"


_EFFECT = {"killed": "killed", "injured": "injured", "captured": "captured", "missing": "reported missing",
           "displaced": "displaced"}  # fmt: skip


def tell_toll(toll: Toll, cast: Cast, *, marks: Sequence[Mark] = ()) -> tuple[Run, ...]:
    """What an act cost people, as a clause: "at least 25 people were killed and more than 50 injured"."""
    runs: list[Run] = []
    total_named = False
    for effect, verb in _EFFECT.items():
        known = [part for part in toll.parts if part.effect == effect and part.count.is_known]
        totals = [part for part in known if part.party is None]
        named = [part for part in known if part.party is not None]
        if totals:
            words = said_count(totals[0].count, totals[0].said)
            one = totals[0].count == Count.exactly(1)
            none = totals[0].count == Count.exactly(0)
            people = "" if total_named else (" person" if one else " people")
            kind = " civilian" if totals[0].civilian and people else ""
            was = "" if total_named else (" was" if one else " were")
            if none:
                kind, people, was, words = "", "", " was", "nobody"
            runs.append(_marked(marks, f"{words}{kind}{people}{was} {verb}", effect))
            if named:
                runs.append(_marked(marks, f" ({_beside_total(named, totals[0].count, cast)})", effect))
            total_named = True
            runs.append(Run(" and "))
        elif named:
            each = listed([_of_whom(part, cast) for part in named])
            one = len(named) == 1 and named[0].count == Count.exactly(1)
            runs.append(_marked(marks, f"{each} {'was' if one else 'were'} {verb}", effect))
            total_named = False
            runs.append(Run(" and "))
    return tuple(runs[:-1])


def _beside_total(parts: Sequence[TollPart], total: Count, cast: Cast) -> str:
    """Parts by how they stand to the total: some of them, all of them, or more than there are, as another source says.

    What a part and the total have in common is not known; only what cannot be is told apart here.
    """
    inside: list[str] = []
    same: list[str] = []
    beyond: list[str] = []
    for part in parts:
        least = part.count.low if part.count.low is not None else part.count.best or 0
        kept = inside if total.high is None or least < total.high else same if least == total.high else beyond
        kept.append(_of_whom(part, cast))
    told = (("among them ", inside), ("", same), ("by another count ", beyond))
    return "; ".join(said + listed(words) for said, words in told if words)


_NUMBERED = re.compile(r"^(?:a|an|the|one|two|three|four|five|six|seven|eight|nine|ten|[\d,]+)\s+", re.IGNORECASE)


def _of_whom(part: TollPart, cast: Cast) -> str:
    number = said_count(part.count, part.said)
    party = part.party or "people"
    if party in cast.actors:
        if part.count == Count.exactly(1) and cast.actors[party].kind == "person":
            return cast.name(party)
        return f"{number} of {cast.name(party)}"
    # A category stands as the report wrote it, which may carry its own article or number.
    party = _NUMBERED.sub("", party)
    if part.count == Count.exactly(1) and _is_person(part.whose, party, cast):
        return party
    if part.count == Count.exactly(1) and party.lower() in {"civilians", "soldiers", "fighters", "children", "women"}:
        party = {"children": "child", "women": "woman"}.get(party.lower(), party[:-1])
    whose = f" of {cast.name(part.whose)}" if part.whose and part.whose in cast.actors else ""
    # "US service members" say whose they are, and so does any category with a name in it.
    says_whose = _named_in(part.whose, party, cast) or re.search(r"(?:^|\s)[A-Z]", party) is not None
    return f"{number} {party}{'' if says_whose else whose}"


def _is_person(actor: str | None, party: str, cast: Cast) -> bool:
    """Whether a category is a person by name, with or without a rank: "General Qassem Soleimani"."""
    known = cast.actors.get(actor) if actor else None
    if known is None or known.kind != "person" or not party[:1].isupper():
        return False
    names = [name.casefold() for name in cast.known_as(known.id)]
    return any(party.casefold().endswith(name) or name.startswith(party.casefold()) for name in names)


def _named_in(actor: str | None, text: str, cast: Cast) -> bool:
    if actor is None:
        return True
    words = text.lower()
    names = [name.lower() for name in cast.known_as(actor)]
    return any(re.search(rf"\b{re.escape(name)}", words) for name in names if len(name) > 1)


def tell_where(event: Event, cast: Cast) -> str:
    """Where an act took place, with "in": "in Qaim (Iraq) and Syria"; "" where no place of the act is known."""
    places = [place for place in event.places if place.role in {"act", "target"} and place.name]
    towns = [place for place in places if place.precision not in {"country", "region"}]
    covered = {place.country for place in towns if place.country}
    thing = (event.thing or "").lower()
    by_country: dict[str | None, list[str]] = {}
    for place in places:
        if place.name.lower() in thing or (place.precision == "country" and place.country in covered):
            continue
        country = cast.country(place.country) or next(
            (other.name for other in places if other.precision == "country" and other.country == place.country), None
        )
        if place in towns and country and country.lower() not in place.name.lower():
            by_country.setdefault(country, []).append(place.name)
        else:
            by_country.setdefault(None, []).append(place.name)
    names = [
        listed(list(dict.fromkeys(inside))) + (f" ({country})" if country else "")
        for country, inside in by_country.items()
    ]
    return f"in {listed(names)}" if names else ""


def tell_event(event: Event, cast: Cast, *, with_day: bool = True) -> Sentence:
    """One act as a sentence: when, who, what, whom, where, at what cost, and how many reports say so."""
    marks = event.marks
    when = said_when(event, with_day=with_day)
    start: list[Part] = [_marked(marks, when, "when", "time_of_day"), ", "] if when else []
    where = tell_where(event, cast)
    place: list[Part] = [" ", _marked(marks, where, "place")] if where else []
    toll = tell_toll(event.toll, cast, marks=marks)
    cost: list[Part] = ["; ", *toll] if toll else []
    blamed = event.attribution.says == "blamed" and bool(event.actors)
    if not event.directed and (event.actors or event.recipients):
        both = [*event.actors, *event.recipients]
        fought = "fought each other" if event.is_force else f"were two sides of {_a(wording_of(event).noun)}"
        middle: list[Part] = [_marked(marks, cast.names(both), "actor", "recipient"), f" {fought}"]
        end: list[Part] = ["; who acted is not recorded"]
    elif event.actors and not blamed:
        middle, end = _active(event, cast), []
        if event.attribution.says == "claimed":
            end = [f"; {'they' if cast.is_plural(event.actors) else 'it'} claimed it"]
    else:
        middle, end = _as_noun(event, cast, blamed=blamed), []
        if not event.actors and not event.attribution.unclaimed and not event.attribution.blames:
            end = ["; who did it is not said"]
    return _sentence(start, middle, place, cost, _says_who(event), end)


def _says_who(event: Event) -> list[Part]:
    if event.origin:
        return [f", as {event.origin} records it"]
    n = len(set(event.reports))
    if not n:
        return []
    return [f", {counted(n, 'report')} {'says' if n == 1 else 'say'}"]


def _object(event: Event, cast: Cast) -> tuple[list[Part], list[Part]]:
    """Whom or what the act was on, and what is added behind it."""
    marks = event.marks
    whom = cast.names(event.recipients)
    recipient = _marked(marks, whom, "recipient")
    said = _content(event) if event.action in WORDS else event.thing
    if not said:
        return ([recipient] if whom else []), []
    thing = _as_written(said, marks=marks)
    if event.action in WORDS or event.status == "threatened":
        quoted = quote(said)
        return ([recipient] if whom else []), [": ", Run(quoted.text, "thing", thing.passages, True)]
    if event.action in {"SANCTION", "AID"}:
        if said.casefold() in wording_of(event).past.casefold():
            return ([recipient] if whom else []), []
        quoted = quote(said)
        tail: list[Part] = [" ", Run(quoted.text, "thing", thing.passages, True)]
        is_named_so = bool(whom) and event.mode == "designate"  # "designated X “a terrorist organisation”"
        return ([recipient] if whom else []), tail if is_named_so else [" (", tail[1], ")"]
    if not whom or all(_named_in(recipient, said, cast) for recipient in event.recipients):
        return [thing], []
    if event.is_force or event.action == "COERCE":
        return [thing], [" (against ", recipient, ")"]
    return [recipient], [", concerning ", thing]


def _is_several(event: Event) -> bool:
    return event.acts.low is None or event.acts.low > 1


def _run_of_acts(event: Event, wording: Wording) -> str:
    """ "five air strikes", "at least two air strikes", "a run of air strikes, number not given,"."""
    if not event.acts.is_known or ((event.acts.low or 0) <= 2 and event.acts.high is None):
        return f"a run of {wording.nouns}, number not given,"
    return f"{said_count(event.acts)} {wording.nouns}"


def _active(event: Event, cast: Cast) -> list[Part]:
    marks, wording = event.marks, wording_of(event)
    who = _marked(marks, cast.names(event.actors), "actor")
    whom, behind = _object(event, cast)
    several = cast.is_plural(event.actors)
    has, is_ = ("have", "are") if several else ("has", "is")

    def act(verb: str, to: str, after: str = "") -> list[Part]:
        parts: list[Part] = [" ", _marked(marks, verb, "act", "weapon", "status")]
        if whom:
            parts += [f" {to} " if to else " ", *whom]
        elif not to and not _STANDS_ALONE.search(verb):
            parts = [" ", _marked(marks, f"made {_a(wording.noun)}", "act", "weapon", "status")]
        return [*parts, f" {after}" if after else "", *behind]

    content = _content(event)
    calls = event.action == "REQUEST" or (event.action == "THREATEN" and _says(event, "call"))
    if calls and content and event.status in {"done", "threatened"}:
        thing = Run(quote(content).text, "thing", _marked(marks, "", "thing", "issue").passages, True)
        on: list[Part] = [" on ", _marked(marks, cast.names(event.recipients), "recipient")] if event.recipients else []
        if on:
            return [who, " ", _marked(marks, "called", "act"), on, " for ", thing]
        return [who, " ", _marked(marks, "called for", "act"), " ", thing]
    match event.status:
        case "threatened" if event.action not in WORDS:
            return [who, *act(f"threatened to {wording.base}", wording.to, wording.after)]
        case "planned":
            return [who, *act(f"planned to {wording.base}", wording.to, wording.after)]
        case "attempted":
            return [who, *act(f"tried to {wording.base}", wording.to, wording.after)]
        case "foiled":
            return [who, *act(f"tried to {wording.base}", wording.to, wording.after), "; the attempt was foiled"]
        case "hypothetical":
            return [who, f" {is_} spoken of as able or likely to", *act(wording.base, wording.to, wording.after)]
        case "denied":
            return ["it is denied that ", who, *act(wording.past, wording.to, wording.after)]
        case "habitual":
            return [who, f" {has}", *act(wording.perfect, wording.to, wording.after), ", again and again"]
        case "historical" if event.when is None:
            return [who, " once", *act(wording.past, wording.to, wording.after)]
    if _is_several(event) and event.action not in WORDS and event.action != "SANCTION":
        parts: list[Part] = [who, " carried out ", _marked(marks, _run_of_acts(event, wording), "act", "acts")]
        return [*parts, *([f" {wording.of} ", *whom] if whom else []), *behind]
    return [who, *act(wording.past, wording.to, wording.after)]


# Verbs that make a sentence without an object; of the others the noun is told ("made a threat").
_STANDS_ALONE = re.compile(
    r" |^(?:str(?:uck|ike)|attack(?:ed)?|raid(?:ed)?|protested|demonstrated|rioted|cooperated|disarmed|returned)$"
)


def _a(noun: str) -> str:
    return f"{'an' if noun[0].lower() in 'aeiou' else 'a'} {noun}"


def _as_noun(event: Event, cast: Cast, *, blamed: bool) -> list[Part]:
    """An act whose perpetrator is unknown or only blamed: "an unclaimed rocket attack on X took place"."""
    marks, wording = event.marks, wording_of(event)
    several = _is_several(event) or event.status == "habitual"
    unclaimed = "unclaimed " if event.attribution.unclaimed else ""
    mood = {"attempted": "attempted ", "planned": "planned ", "threatened": "threatened "}.get(event.status, "")
    if event.status == "habitual":
        noun = f"{unclaimed}{wording.nouns}"
    elif several:
        noun = _run_of_acts(event, wording).replace(wording.nouns, unclaimed + wording.nouns)
    else:
        noun = _a(f"{unclaimed}{mood}{wording.noun}")
    whom, behind = _object(event, cast)
    parts: list[Part] = [_marked(marks, noun, "act", "weapon")]
    if whom:
        parts += [f" {wording.of} " if wording.of else " ", *whom]
    parts += behind
    if blamed:
        by = sorted({blame.by for blame in event.attribution.blames if blame.stance == "blames" and blame.by})
        on = _marked(marks, cast.names(event.actors), "actor", "blame")
        parts += [", blamed on ", on, f" by {listed([_lower_the(name) for name in by])}" if by else "", ","]
    plural = several and noun.endswith(("s", "s,"))
    done = {
        "foiled": "were foiled" if plural else "was foiled",
        "denied": "is denied",
        "hypothetical": "is spoken of as possible",
        "planned": "is spoken of",
        "threatened": "is spoken of",
        "attempted": "was made",
        "habitual": "took place again and again",
    }.get(event.status, "took place")
    return [*parts, f" {done}"]


def _lower_the(name: str) -> str:
    return "the" + name[3:] if name.startswith("The ") else name


def tell_attribution(event: Event, cast: Cast) -> tuple[Sentence, ...]:
    """Who is said to have done it, one sentence a claim, a blame or a denial."""
    voices: list[Blame] = []
    for blame in event.attribution.blames:
        if not any(_is_same_voice(blame, other) for other in voices):
            voices.append(blame)
    told = [_tell_blame(blame, cast) for blame in voices]
    if event.attribution.unclaimed:
        passages = _marked(event.marks, "", "unclaimed", "blame").passages
        told.append(_sentence("Nobody is said to have ", Run("claimed", "blame", passages), " it"))
    return tuple(dict.fromkeys(told))


def _is_same_voice(one: Blame, other: Blame) -> bool:
    """Whether one speaker says one thing twice, once with a title: "President Ines Vo", "Ines Vo"."""
    if (one.stance, one.actor) != (other.stance, other.actor):
        return False
    names = one.by.casefold(), other.by.casefold()
    same_actor = one.by_actor is not None and one.by_actor == other.by_actor
    return same_actor or (all(names) and (names[0].endswith(names[1]) or names[1].endswith(names[0])))


def _tell_blame(blame: Blame, cast: Cast) -> Sentence:
    by = Run(_called(blame.by, blame.by_actor, cast), "speaker")
    whom = cast.name(blame.actor) if blame.actor else "somebody not named"
    hedge: list[Part] = [" (", quote(blame.hedge), ")"] if blame.hedge else []
    passages = (blame.passage,) if blame.passage else ()
    match blame.stance:
        case "claims":
            own = blame.actor is None or blame.actor == blame.by_actor
            did = "claimed it" if own else f"claimed it for {whom}"
            return _sentence(by, " ", Run(did, "blame", passages), hedge)
        case "denies":
            own = blame.actor is None or blame.actor == blame.by_actor
            text = "denied having done it" if own else f"denied that {whom} did it"
            return _sentence(by, " ", Run(text, "blame", passages), hedge)
    return _sentence(by, " ", Run(f"blamed {whom} for it", "blame", passages), hedge)


# What a report calls somebody it has named before: a reader of one sentence needs the name.
_STAND_INS = re.compile(
    r"it|he|she|they|we|i|(?:the|this) (?:group|movement|militia|party|organi[sz]ation|country|state|faction|force)",
    re.IGNORECASE,
)


def _called(name: str, actor: str | None, cast: Cast) -> str:
    """A speaker as a reader of one sentence knows him: the name as written, but not "it" or "the group"."""
    known = cast.actors.get(actor) if actor else None
    if known and (not name or _STAND_INS.fullmatch(name) or name == known.name):
        return cast.name(known.id)
    return f"somebody called “{name.lower()}”" if _STAND_INS.fullmatch(name) else name or "somebody"


def name_event(event: Event, cast: Cast) -> str:
    """An act as a noun phrase: "the rocket attack on a pumping station (6 April 2031)"."""
    wording = wording_of(event)
    noun = wording.nouns if _is_several(event) or event.status == "habitual" else wording.noun
    if event.action == "THREATEN" and _says(event, "call"):
        noun = "calls" if _is_several(event) else "call"
    is_threat_itself = event.action in WORDS and event.status == "threatened"
    if event.status not in {"done", "habitual", "historical"} and not is_threat_itself:
        noun = f"{event.status} {noun}"
    whom = cast.names(event.recipients)
    if not whom and event.thing and not _MOTIVE.search(event.thing) and event.action not in WORDS:
        whom = " ".join(event.thing.split())
    if event.attribution.says == "blamed" or not event.actors or not event.directed:
        owner = "the "
    elif len(event.actors) == 1:
        name = cast.name(event.actors[0])
        owner = name + ("’ " if name.endswith("s") else "’s ")
    else:
        owner = f"{cast.names(event.actors)}: "
    day = said_span(event.when) if event.when else "day not given"
    return f"{owner}{noun}{f' {wording.of} {whom}'.replace('  ', ' ') if whom else ''} ({day})"


_BASIS = {
    "declared": "The side that acted says so",
    "attributed": "Somebody else says so",
    "inferred": "Nobody says so: inferred",
}


def tell_link(link: Link, events: Mapping[str, Event], cast: Cast) -> Sentence:
    """Which act answers which, on whose word, in the words that say so."""
    response, trigger = events.get(link.response), events.get(link.trigger)
    one = Run(name_event(response, cast) if response else link.response, "act")
    other = Run(name_event(trigger, cast) if trigger else link.trigger, "act")
    phrases = list(dict.fromkeys(" ".join(mark.passage.quote.split()) for mark in link.marks if mark.what == "phrase"))
    passages = tuple(sorted({mark.passage for mark in link.marks if mark.what == "phrase"}))
    words: list[Part] = []
    if phrases:
        words = [", in the words ", quote(phrases[0])]
        words[1] = Run(words[1].text, "phrase", passages, True) if isinstance(words[1], Run) else words[1]
    who = _lower_the(_called(link.speaker.name, link.speaker.actor, cast)) if link.speaker else None
    verb = "carries out" if link.kind == "carries_out" else "answers"
    if link.basis == "declared":
        by = who or (cast.names(response.actors) if response and response.actors else "the side that acted")
        was = "declared by " + by
        to_be = " to carry out " if link.kind == "carries_out" else " to be a response to "
        return _sentence(one, " – ", was, to_be, other, words)
    if link.basis == "attributed":
        by = who or (cast.outlet(link.evidence[0].report) if link.evidence else "a report")
        return _sentence(one, f" – reported by {by} as ", "what carries out " if verb == "carries out" else
                         "a response to ", other, words)  # fmt: skip
    reasons = cast.with_names("; ".join(reason.rstrip(".") for reason in link.reasons))
    return _sentence(one, " – inferred, with a probability of ", f"{link.probability:.2f}, as ",
                     "what carries out " if verb == "carries out" else "a response to ", other,
                     _reasons(reasons))  # fmt: skip


def _reasons(reasons: str) -> list[Part]:
    if not reasons:
        return ["; nobody says so"]
    return ["; nobody says so: ", quote(reasons) if _MOTIVE.search(reasons) else reasons]


def said_basis(link: Link) -> str:
    """The basis of a link in plain words, for a legend or a table."""
    return _BASIS[link.basis]


def speaker_is(speaker: Speaker) -> str:
    """Role and affiliation as written, without what the name says already; "" where nothing more is known."""
    told, more = speaker.name.casefold(), []
    for words in (speaker.role, speaker.affiliation):
        if words and words.casefold() not in told:
            more.append(words)
            told += words.casefold()
    return ", ".join(more)


def said_speaker(speaker: Speaker | None, cast: Cast, report: str) -> str:
    """Who says it, with role and affiliation; the outlet where the reporter speaks."""
    if speaker is None:
        return f"{cast.outlet(report)} (the reporter)"
    name, more = _called(speaker.name, speaker.actor, cast), speaker_is(speaker)
    return f"{name} ({more})" if more else name


def said_by(speakers: Iterable[Speaker], cast: Cast) -> str:
    """Several speakers as a list within a sentence, each once: "Halvard, the army and two officials"."""
    names: dict[str, str] = {}
    for speaker in speakers:
        name = _lower_the(_called(speaker.name, speaker.actor, cast))
        names.setdefault(name.casefold().removeprefix("the "), name)
    return listed(list(names.values()))


_STANCE = {
    "asserts": "says", "denies": "denies", "hedges": "says, with a hedge,", "confirms": "confirms",
    "claims": "claims", "blames": "blames", "condemns": "condemns it", "praises": "praises it",
    "expects": "expects it", "demands": "demands it", "threatens": "threatens it",
}  # fmt: skip


_MANY = re.compile(
    r"\b(?:[Ee]xperts|[Oo]fficials|[Ss]ources|[Ww]itnesses|[Aa]nalysts|[Rr]esidents|[Oo]bservers|[Dd]iplomats|[Mm]edics|"
    r"[Dd]octors|[Cc]ommanders|[Ll]eaders|[Pp]olice|[Aa]uthorities|[Rr]eports|[Mm]edia)$"
)


def _plural(verb: str) -> str:
    """The verb for several: "says" to "say", "denies" to "deny"."""
    first, *rest = verb.split(" ")
    first = {"denies": "deny", "confirms": "confirm"}.get(
        first, first.rstrip(",").removesuffix("s") + "," * first.endswith(",")
    )
    return " ".join([first, *rest])


def tell_claim(claim: Claim, cast: Cast) -> Sentence:
    """What one speaker, or the reporter, says about one event."""
    who = Run(said_speaker(claim.speaker, cast, claim.report), "speaker")
    hedge: list[Part] = [" (", quote(claim.hedge), ")"] if claim.hedge else []
    many = claim.speaker is not None and _are_many(_called(claim.speaker.name, claim.speaker.actor, cast))

    def verb(words: str) -> str:
        return _plural(words) if many else words

    stance = verb(_STANCE[claim.stance])
    behind = (claim.passage,)
    if claim.about == "toll" and claim.toll and claim.toll.parts:
        toll = tell_toll(claim.toll, cast, marks=claim.marks)
        if toll:
            return _sentence(who, f" {stance} that ", toll, hedge)
    if claim.about == "actor":
        names = cast.names(claim.actors)
        if claim.stance == "denies":
            own = claim.speaker is not None and claim.speaker.actor in claim.actors
            text = verb("denies having done it" if own or not names else f"denies that {names} did it")
        elif claim.stance == "claims":
            own = claim.speaker is not None and claim.speaker.actor in claim.actors
            text = verb("claims it" if own or not names else f"claims it for {names}")
        elif claim.stance == "blames":
            text = verb(f"blames {names or 'somebody not named'} for it")
        else:
            text = f"{stance} that {names} did it" if names else f"{stance} who did it is not known"
        return _sentence(who, " ", Run(text, "blame", behind), hedge)
    if claim.about == "reason" and claim.words:
        return _sentence(who, f" {verb('gives as the reason')}: ", _quoted(claim.words, "reason", behind), hedge)
    if claim.about == "day" and claim.when:
        return _sentence(who, f" {stance} that it was on ", Run(said_span(claim.when), "when", behind), hedge)
    if claim.words:
        does = {"condemns": "condemns it", "praises": "praises it", "expects": "expects it", "demands": "demands",
                "threatens": "threatens"}.get(claim.stance, _STANCE[claim.stance])  # fmt: skip
        return _sentence(who, f" {verb(does)}: ", _quoted(claim.words, "act", behind), hedge)
    plain = {"asserts": "says that it happened", "denies": "denies that it happened", "claims": "claims it",
             "confirms": "confirms that it happened", "hedges": "says, with a hedge, that it happened",
             "blames": "blames somebody not named for it"}  # fmt: skip
    return _sentence(who, " ", Run(verb(plain.get(claim.stance, _STANCE[claim.stance])), "act", behind), hedge)


def _are_many(name: str) -> bool:
    """Whether a verb after a speaker's name is plural: "US officials", "the Dune Brigades", "officials of the port"."""
    head = re.split(r" (?:of|from|in|at|for|with) ", name, maxsplit=1)[0]
    return bool(_MANY.search(head) or _PLURAL.search(head))


def _quoted(text: str, what: str, passages: tuple[Passage, ...]) -> Run:
    return Run(quote(text).text, what, passages, True)


# kind -> (one, several, whether its `since` is the day on which it came about)
_TIES: Mapping[str, tuple[str, str, bool]] = {
    "part_of": ("is part of", "are part of", False),
    "backed_by": ("is backed by", "are backed by", False),
    "founded_by": ("was founded by", "were founded by", True),
    "led_by": ("is led by", "are led by", False),
    "integrated_into": ("was integrated into", "were integrated into", True),
    "split_from": ("split from", "split from", True),
    "renamed": ("was renamed", "were renamed", True),
    "allied_with": ("is allied with", "are allied with", False),
    "opposed_to": ("is opposed to", "are opposed to", False),
    "designated_by": ("was designated by", "were designated by", True),
    "alias_of": ("is another name of", "are another name of", False),
    "national_of": ("is a national of", "are nationals of", False),
    "controls": ("controls", "control", False),
    "member_of": ("is a member of", "are members of", False),
}


def tell_relation(relation: Relation, cast: Cast) -> Sentence:
    """One dated tie between two actors, without its source: a view sets that beside it."""
    one, several, is_moment = _TIES[relation.kind]
    plural = cast.is_plural([relation.subject]) or bool(relation.quantifier)
    marks = relation.marks
    subject = cast.name(relation.subject)
    if relation.subject == relation.object:
        one_name, another = names_of_alias(relation) or (subject, "another name")
        return _sentence(one_name, ", ", _marked(marks, f"also known as {another}", "relation", "name"))
    known, whole = cast.actors.get(relation.subject), cast.actors.get(relation.object)
    if relation.kind == "part_of" and known and whole and (known.kind, whole.kind) == ("person", "state"):
        one, several = "holds public office in", "hold public office in"
    if relation.until:
        one, several = _past(one), _past(several)
    elif relation.since and not is_moment:
        one, several = _up_to_now(one), _up_to_now(several)
    if relation.quantifier:
        quantifier = relation.quantifier.strip()
        subject = f"{quantifier if quantifier.lower().endswith('of') else quantifier + ' of'} {subject}"
    parts: list[Part] = [
        _marked(marks, subject, "subject", "actor"), " ",
        _marked(marks, several if plural else one, "relation", "act"), " ",
        _marked(marks, cast.name(relation.object), "object", "recipient"),
    ]  # fmt: skip
    if relation.since:
        since = _since(relation.since, is_moment=is_moment)
        since = since.replace("since", "from", 1) if relation.until else since
        parts.append(_marked(marks, f" {since}", "since", "when"))
    if relation.until:
        parts.append(_marked(marks, f" until {said_span(relation.until)}", "until"))
    if relation.said_by:
        by = cast.name(relation.said_by) if relation.said_by in cast.actors else relation.said_by
        parts.append(f", as {by} says")
    if relation.confidence != "sure":
        parts.append("; this is disputed" if relation.confidence == "disputed" else "; this is doubtful")
    return _sentence(*parts)


def names_of_alias(relation: Relation) -> tuple[str, str] | None:
    """The two names of one actor that a report gives it; None for a tie between two actors."""
    if relation.subject != relation.object or not relation.note or _ALSO not in relation.note:
        return None
    one, _, other = relation.note.partition(_ALSO)
    return one, other


_ALSO = ", also known as "


def _past(verb: str) -> str:
    return _instead(verb, (("is ", "was "), ("are ", "were "), ("controls", "controlled"), ("control", "controlled"),
                           ("holds", "held"), ("hold", "held")))  # fmt: skip


def _up_to_now(verb: str) -> str:
    return _instead(verb, (("is ", "has been "), ("are ", "have been "), ("controls", "has controlled"),
                           ("control", "have controlled"), ("holds", "has held"), ("hold", "have held")))  # fmt: skip


def _instead(verb: str, others: Sequence[tuple[str, str]]) -> str:
    return next((other + verb.removeprefix(now) for now, other in others if verb.startswith(now)), verb)


def _since(span: DateSpan, *, is_moment: bool) -> str:
    if not is_moment and " to " in said_span(span):
        return f"since some day between {_between(span)}"
    if not is_moment:
        return f"since {said_span(span)}"
    if span.is_one_day:
        return f"on {said_span(span)}"
    return f"in {said_span(span)}" if " to " not in said_span(span) else f"between {_between(span)}"


DIRECTION_WORDS: Mapping[str, str] = {
    "escalate": "more force",
    "deter": "an answer held off by fear",
    "hold": "no change",
    "unclear": "direction not said",
}


def tell_assessment(assessment: Assessment, cast: Cast) -> Sentence:
    """What one speaker expects, of whom, in which direction, in the speaker's words."""
    who = Run(said_speaker(assessment.speaker, cast, assessment.passage.report), "speaker")
    of = f" from {cast.names(assessment.actors)}" if assessment.actors else ""
    toward = f" toward {cast.names(assessment.toward)}" if assessment.toward else ""
    if assessment.direction == "unclear":
        verb = f"speaks of what is to come{of}{toward}"
    elif assessment.direction == "deter":
        verb = f"expects {cast.names(assessment.actors) or 'the other side'} to be held off by fear"
        verb += f" of {cast.names(assessment.toward)}" if assessment.toward else ""
    else:
        verb = f"expects {DIRECTION_WORDS[assessment.direction]}{of}{toward}"
    condition: list[Part] = [" (on the condition: ", quote(assessment.condition), ")"] if assessment.condition else []
    by = f", by {said_day(assessment.horizon, weekday=False)}" if assessment.horizon else ""
    words = _quoted(assessment.words, "act", (assessment.passage,))
    return _sentence(who, f" {verb}{by}", condition, ": ", words)


def doubt_in_words(doubt: Doubt, cast: Cast) -> str:
    """What a doubt says, with names in place of ids where two sources name different actors."""
    return cast.with_names(doubt.says) if doubt.kind.startswith("two-") else doubt.says


_SHARES = ("share", "probability", "proportion")


def tell_number(estimate: Estimate, value: float | None) -> str:
    """A value of an estimate without its unit: "50%", "2.5"; a dash where there is none."""
    if value is None:
        return "–"
    if estimate.unit.startswith(_SHARES):
        return f"{value:.0%}"
    return f"{value:,.0f}" if value == round(value) else f"{value:,.2f}".rstrip("0").rstrip(".")


def tell_estimate(estimate: Estimate) -> str:
    """The value with its unit in words, "50% of attacks", "2.5 days", or "cannot tell"."""
    if estimate.value is None:
        return "cannot tell"
    unit = estimate.unit
    for share in _SHARES:
        unit = unit.removeprefix(share).strip()
    return tell_number(estimate, estimate.value) + (f" {unit}" if unit and unit not in {"ratio", "number"} else "")


def tell_interval(estimate: Estimate) -> str:
    """The interval in words: "12% to 77% (90% interval)"; a dash where there is none."""
    if estimate.value is None or estimate.low is None or estimate.high is None:
        return "–"
    ends = tell_number(estimate, estimate.low), tell_number(estimate, estimate.high)
    return f"{ends[0]} to {ends[1]} ({estimate.level:.0%} interval)"
