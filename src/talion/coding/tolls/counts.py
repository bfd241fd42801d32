"""How many were killed, injured, captured or are missing, as a text says it: ranges kept, words kept, nothing guessed.

What counts as what:

- "At least 25" is 25 with an open end, "more than 50" is 51 with an open end, "up to 80" is 80 from an open beginning,
  "between 20 and 30" is both; "about 50" is best 50 with both ends open. Vague words come from the codebook's table.
- One person is a count too: "a contractor was killed" is 1. A plural without a number is at least 2.
- "Casualties", and "killed or wounded" of one number, mix the dead and the hurt: each is given as open up to the
number.
- "No casualties" is none killed and none injured; "no reports of casualties" says nothing.
- What will, would, should or must happen, what is commanded or only possible, is no toll. "May have died" is one,
with its hedge.
- A part ("including three children", "two of them") is a part of the toll before it and is not to be added to it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from talion.codebook.quantifiers import vague_counts
from talion.coding.parsing.shapes import Found, Grammar, Word, words_of
from talion.coding.tolls.arabic_script import find_arabic_script_tolls
from talion.coding.tolls.said import CountSaid
from talion.coding.tolls.words import KINDS, TITLES, lexicon
from talion.records import Count

__all__ = ["GENERIC_PEOPLE", "CountSaid", "find_tolls"]

# Heads of "who" that say no more than that they are people.
GENERIC_PEOPLE = frozenset(words_of("people person persons others other individuals individual victims"))


def find_tolls(text: str, *, language: str = "en") -> list[CountSaid]:
    """Every count of people killed, injured, captured or missing in the text, in its order."""
    if language in {"ar", "fa"}:
        return find_arabic_script_tolls(text, language)
    said: list[CountSaid] = []
    plain = _AGES.sub(lambda ages: " " * len(ages[0]), text)  # "two men aged 34 and 51 were hurt"
    for sentence in _sentences(plain) if _GATE.search(plain) else ():
        words = _Chunks(plain, _joined(sentence)).words()
        last: list[CountSaid] = []
        for found in _GRAMMAR.find(words):
            reading = _Reading(text, found, last)
            now = getattr(reading, "read_" + found.rule.partition("__")[0])()
            said.extend(now)
            last = [one for one in now if one.kind != "part"] or last
    return said


_AGES = re.compile(r",? aged (?:between )?[\w-]+(?:,? [\w-]+)? and \w+(?=,? (?:were|was|died|have|had|who)\b),?")


# ---- words ---------------------------------------------------------------------------------------------------------

_WORD = re.compile(
    r"""(?P<abbr>(?:[A-Za-z]\.){2,}(?=\W|$))
      | (?P<age>(?i:\d{1,3}[- ]\s?(?:year|month|week|day)s?[- ]\s?olds?\b|(?<=,\s)\d{1,2}(?=,\s(?:who|which|an?\b
        |the\b|was|were|died|of|from|and|whose))))
      | (?P<notnumber>[$€£#]\s?\d[\d,.]*|\d[\d,.]*\s?(?:%|percent|per\scent)|\d{1,2}:\d\d|\d+(?:\.\d+){2,}
        |\d+/\d+\S*|\d{4}-\d\d?-\S+|\d{4}(?=\s(?:gmt|utc|hours|hrs|local\stime)\b|\s(?:GMT|UTC)\b)
        |\d{1,2}(?=\s?(?:[ap]\.m\.|[ap]m\b)))
      | (?P<number>(?<![\w.-])(?:\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?(?=\s(?:million|thousand))|\d+)(?![\w]|[.,]\d))
      | (?P<mixed>\d[\w.,-]*\w)
      | (?P<word>[^\W\d_](?:[^\W_]|\u200c)*(?:-\w+|['’](?!s\b)\w+)*)
      | (?P<digit>\d+)
      | (?P<para>\n[^\S\n]*\n\s*|\u2028|\u2029)
      | (?P<sign>['’]s\b|[^\w\s]|_)""",
    re.VERBOSE,
)
# One of these must stand in a sentence, or it counts nobody.
_GATE = re.compile(
    r"kill|slain|slew|slay|gunned|mowed|murder|martyr|assassin|massacr|slaughter|behead|butcher|lynch|execut|dead|death"
    r"|\bdie|dying|perish|succumb|"
    r"drown|fatal|casualt|injur|wound|maim|hospitali|captur|detain|detention|arrest|abduct|kidnap|apprehend"
    r"|imprison|jailed|interned|"
    r"custody|prisoner|seiz|nabbed|rounded|harmed|hurt|missing|unaccounted|hostage|captive|\btoll\b"
    r"|\blives\b|\blife\b|bod(?:y|ies)\b|corpse|neutrali[sz]ed|"
    r"electrocut|gassed|liquidated",
    re.IGNORECASE,
)
_SIGNS = {",": "COMMA", "(": "OPEN", ")": "CLOSE", "-": "DASH", "–": "DASH", "—": "COMMA", "&": "AND"}
_STOPS = frozenset(".;:!?…")
_DROPPED = frozenset("\"“”„«»‘'’[]*")


@dataclass(slots=True)
class _Raw:
    """One word before it is grouped: its letters in lower case beside its kind."""

    start: int
    end: int
    low: str
    kind: str
    value: object = None


def _sentences(text: str) -> Iterable[list[_Raw]]:
    """The sentences that can hold a toll, as words with kinds."""
    words = lexicon()
    sentence: list[_Raw] = []
    begin = 0
    for hit in _WORD.finditer(text):
        what, start, end = hit.lastgroup, hit.start(), hit.end()
        token = hit[0]
        if what == "word":
            low = token.lower().replace("’", "'")
            kind, value = words.get(low, ("OTHER", None))
            if kind == "OTHER" and "-" in low:
                kind, value = _hyphenated(low)
            sentence.append(_Raw(start, end, low, kind, value))
        elif what == "number":
            sentence.append(_Raw(start, end, token, "NUMBER", int(float(token.replace(",", "")) * 1000)))
        elif what == "para" or token in _STOPS:
            if token == "." and sentence and sentence[-1].low in TITLES and sentence[-1].end == start:
                continue
            if token == ":" and sentence and sentence[-1].kind not in {"DEATHS", "TOLL"} and len(sentence) < 4:
                continue
            if sentence and _GATE.search(text, begin, end):
                yield sentence
            sentence, begin = [], end
        elif what == "sign":
            if token not in _DROPPED:
                sentence.append(_Raw(start, end, token, _SIGNS.get(token, "OTHER")))
        elif what == "age":
            sentence.append(_Raw(start, end, token.lower(), "AGE"))
        else:
            sentence.append(_Raw(start, end, token.lower(), "OTHER"))
    if sentence and _GATE.search(text, begin):
        yield sentence


_WITH = {("along", "with"), ("together", "with"), ("as", "well", "as"), ("in", "addition", "to")}


_DOWN = {"gunned", "mowed", "mown", "cut"}  # "gunned down" kills


def _joined(sentence: list[_Raw]) -> list[_Raw]:
    """The sentence with "along with" and its like read as "and", and "gunned down" as "killed"."""
    out: list[_Raw] = []
    at = 0
    while at < len(sentence):
        for size in (3, 2):
            if tuple(word.low for word in sentence[at : at + size]) in _WITH:
                out.append(_Raw(sentence[at].start, sentence[at + size - 1].end, "and", "AND"))
                at += size
                break
        else:
            one = sentence[at]
            if one.low in _DOWN and at + 1 < len(sentence) and sentence[at + 1].low == "down":
                one = _Raw(one.start, sentence[at + 1].end, one.low, "DONE", "killed")
                at += 1
            out.append(one)
            at += 1
    return out


def _hyphenated(low: str) -> tuple[str, object]:
    """Compounds by their last part: "ex-soldiers" are persons; "car-bombing" is another word."""
    tail = low.rpartition("-")[2]
    kind, value = lexicon().get(tail, ("OTHER", None))
    return (kind, value) if kind == "PERSON" and not low.startswith(("un-", "non-")) else ("OTHER", None)


# ---- numbers and people --------------------------------------------------------------------------------------------

_UNITS = {
    word: n
    for n, word in enumerate(
        words_of(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
            "sixteen seventeen "
            "eighteen nineteen"
        )
    )
}
_TENS = {word: n * 10 for n, word in enumerate(words_of("twenty thirty forty fifty sixty seventy eighty ninety"), 2)}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "dozen": 12}

_RUN_TOGETHER = re.compile(rf"({'|'.join(_TENS)})({'|'.join(list(_UNITS)[1:10])})")


def _number_parts(low: str) -> list[str]:
    """A word for a number in its parts: "forty-two", "fortytwo"."""
    joined = _RUN_TOGETHER.fullmatch(low)
    return [joined[1], joined[2]] if joined else low.split("-")


_MODS: dict[tuple[str, ...], str] = {
    tuple(phrase.split()): what
    for what, phrases in {
        "low": (
            "at least|no fewer than|no less than|not less than|not fewer than|a minimum of|upwards of|upward "
            "of|at the very least"
        ),
        "above": "more than|over|in excess of|greater than|well over|well more than|far more than",
        "high": "up to|as many as|at most|no more than|not more than|a maximum of|at the most",
        "below": "fewer than|less than|under",
        "about": (
            "about|around|approximately|some|roughly|an estimated|estimated|nearly|almost|close to|just "
            "over|just under|circa"
        ),
        "exact": (
            "only|exactly|a total of|a combined|all|the|these|those|another|an additional|a further|the "
            "other|the remaining|just|its|his|their|our|all the|all of the|a record|fully|a group of|a family "
            "of|as few as"
        ),
    }.items()
    for phrase in phrases.split("|")
}  # fmt: skip
_MOD_HEADS = frozenset(phrase[0] for phrase in _MODS)
_OF_WORDS = frozenset(words_of("tens dozens scores hundreds thousands couple pair handful number group"))
# "Room 25", "resolution 242", "aged 19": what follows is a name or an age.
_NUMBERED = frozenset(
    words_of(
        "resolution article room route highway flight no aged unit age section grade class phase zone line chapter"
    )
)
_YEAR_BEFORE = frozenset(words_of("in since of by during until from before after late early mid between and"))


@dataclass(frozen=True, slots=True)
class _Tally:
    """How many of whom, before anything is said of what befell them."""

    count: Count
    start: int
    end: int
    who: tuple[int, int] | None = None
    civilian: bool | None = None
    zero: bool = False
    part: bool = False
    plural: bool = True
    known: bool = True
    effect: str | None = None
    items: tuple[str, ...] = field(default=())


_WHOSE = frozenset({"'s", "’s"})
_ENDS = frozenset({"murder", "assassination", "death"})


class _Chunks:
    """One sentence with its counted people each put into one word."""

    def __init__(self, text: str, raw: Sequence[_Raw]) -> None:
        self.text, self.raw = text, raw
        letters = "".join(text[word.start : word.end] for word in raw[:40])
        self.shouted = letters.isupper()

    def words(self) -> list[Word]:
        """The words of the sentence for the grammar."""
        out: list[Word] = []
        at = 0
        while at < len(self.raw):
            made = self._group(at)
            if made is None:
                one = self.raw[at]
                kind = "OTHER" if one.kind in {"AGE", "NUMBER"} else "WHOSE" if one.low in _WHOSE else one.kind
                out.append(Word(one.start, one.end, KINDS[kind], one.value if one.value is not None else one.low))
                at += 1
                continue
            kind, tally, at = made
            out.append(Word(tally.start, tally.end, KINDS[kind], tally))
        return out

    def _low(self, at: int) -> str:
        return self.raw[at].low if 0 <= at < len(self.raw) else ""

    def _kind(self, at: int) -> str:
        return self.raw[at].kind if 0 <= at < len(self.raw) else ""

    def _capital(self, at: int) -> bool:
        return at < len(self.raw) and self.text[self.raw[at].start].isupper()

    def _group(self, at: int) -> tuple[str, _Tally, int] | None:
        low, kind = self._low(at), self._kind(at)
        quantity = self._quantity(at)
        if quantity is not None:
            count, after, zero = quantity
            return self._counted(at, after, count, zero)
        if kind == "A":
            return self._single(at, "ONE_")
        if kind == "THE":
            return self._single(at, "THE_")
        if kind == "AGE" and low.endswith("olds"):
            return None
        if kind == "PERSON":
            return self._bare_person(at)
        if kind == "OTHER" and self.shouted:
            return self._shouted_name(at)
        if kind == "MORE" and self._kind(at + 1) in {"PERSON", "OTHER"}:
            head = self._people(at + 1)
            if head is not None and head[0] == "PERSON":
                last = self.raw[head[2] - 1]
                if last.kind == "PERSON" and last.value[1]:  # type: ignore[index]
                    span = (self.raw[at + 1].start, last.end)
                    return (
                        "PLURAL_",
                        _Tally(vague_counts()["plural"], self.raw[at].start, span[1], span, head[3]),
                        head[2],
                    )
            return None
        if kind == "OTHER" and not self.shouted and self._capital(at):
            return self._plural_or_name(at)
        if kind == "HIM":
            one = self.raw[at]
            if low == "her" and self._kind(at + 1) in {"OTHER", "PERSON", "UNIT", "BODY", "DEATHOF", "LIFE"}:
                return self._single(at, "THE_")
            return "HIM", _Tally(Count.exactly(1), one.start, one.end, (one.start, one.end), plural=False), at + 1
        return None

    # -- numbers --

    def _quantity(self, at: int) -> tuple[Count, int, bool] | None:
        """A count that begins here, the place after it, and whether it is "no"."""
        low = self._low(at)
        if low in {"no", "zero"} and self._low(at + 1) not in {
            "one",
            "longer",
            "more",
            "fewer",
            "less",
            "matter",
            "doubt",
        }:
            return Count.exactly(0), at + 1, True
        if low == "no" and self._low(at + 1) == "one":
            return Count.exactly(0), at + 2, True
        if low in {"nobody", "none", "no-one"}:
            return Count.exactly(0), at + 1, True
        mod, after = "", at
        for _ in range(3):  # "at least another 12", "up to some 40"
            if self._low(after) not in _MOD_HEADS:
                break
            size = next((n for n in (4, 3, 2, 1) if tuple(self._low(after + k) for k in range(n)) in _MODS), 0)
            if not size:
                break
            what = _MODS[tuple(self._low(after + k) for k in range(size))]
            mod = what if mod in {"", "exact"} else mod
            after += size
        if self._low(after) == "between" or (self._low(after) == "from" and not mod):
            return self._between(after)
        number = self._number(after)
        if number is None:
            number = self._number(at) if mod in {"about", "exact"} and after > at else None
            if number is None:
                return None
            mod = ""
        count, end = number
        joined = self._low(end)
        if joined in {"to", "-", "–", "or"} and count.best is not None and self._low(at - 1) != "from":
            upper = self._number(end + 1)
            if (
                upper is not None
                and upper[0].best is not None
                and upper[0].best > count.best
                and self._kind(end + 1) != "A"
            ):
                return Count(count.best, None, upper[0].best), upper[1], False
            if joined == "or" and self._low(end + 1) == "more":
                return Count(count.best), end + 2, False
        return _bounded(count, mod), end, False

    def _between(self, at: int) -> tuple[Count, int, bool] | None:
        first = self._number(at + 1)
        if first is None or first[0].best is None or self._low(first[1]) not in {"and", "to", "-", "–"}:
            return None
        second = self._number(first[1] + 1)
        if second is None or second[0].best is None or second[0].best < first[0].best or (self._low(at) == "from"):
            return None
        return Count(first[0].best, None, second[0].best), second[1], False

    def _number(self, at: int) -> tuple[Count, int] | None:
        """A number in figures or words, or a vague word of the codebook."""
        low, kind = self._low(at), self._kind(at)
        if kind == "NUMBER":
            n, end = int(str(self.raw[at].value)) // 1000, at + 1
            scale = _SCALES.get(self._low(end))
            if scale and scale > 12:
                return Count.exactly(int(str(self.raw[at].value)) * scale // 1000), end + 1
            if self._is_no_count(at, n):
                return None
            return Count.exactly(n), end
        if low in {"a", "an"}:
            following = self._low(at + 1)
            if following in _SCALES:
                return Count.exactly(_SCALES[following]), at + 2
            for size in (2, 1):
                phrase = " ".join(self._low(at + k) for k in range(size + 1))
                if phrase in vague_counts():
                    return vague_counts()[phrase], at + size + 1
            return None
        if low == "half" and self._low(at + 1) == "a" and self._low(at + 2) == "dozen":
            return Count.exactly(6), at + 3
        if low == "another" and self._kind(at + 1) in {
            "DONE",
            "DEAD",
            "BE",
            "HAVE",
            "DIED",
            "COMMA",
            "PREP",
            "AND",
            "AT",
            "",
        }:
            return Count.exactly(1), at + 1
        words = self._number_words(at)
        if words is not None:
            return words
        for size in (3, 2, 1):
            phrase = " ".join(self._low(at + k) for k in range(size))
            if phrase in vague_counts() and phrase not in {
                "number",
                "group",
                "pair",
                "couple",
                "few",
                "plural",
                "handful",
            }:
                low_end = vague_counts()[phrase].low or 0
                scale = _SCALES.get(self._low(at + size))
                if scale:  # "several hundred"
                    return Count(low_end * scale), at + size + 1
                if (
                    phrase == "some"
                    and self._kind(at + 1) not in {"PERSON", "OF"}
                    and not (self._kind(at + 1) == "OTHER" and self._kind(at + 2) == "PERSON")
                ):
                    return None
                return vague_counts()[phrase], at + size
        return None

    def _is_no_count(self, at: int, n: int) -> bool:
        """Whether the figure is a year, a day of a month or part of a date."""
        before, after = self._low(at - 1), self._low(at + 1)
        if (
            self._kind(at - 1) == "MONTH"
            or (before == "may" and n <= 31 and self._capital(at - 1))
            or (before == "." and self._kind(at - 2) == "MONTH")
        ):
            return True
        named = self._kind(at - 2) == "OTHER" and self._capital(at - 2) and not self.shouted
        if before == "," and n < 120 and named and self._kind(at + 1) in {"COMMA", "REL", "BE", ""}:
            return True  # "Arim Sabo, 45, …"
        if self._kind(at + 1) == "MONTH" and n <= 31 and self._kind(at + 2) != "DONE":
            return True
        if 1900 <= n <= 2099 and "," not in self.raw[at].low and self._kind(at + 1) not in {"PERSON", "MORE", "OTHERS"}:
            return (
                before in _YEAR_BEFORE or before == "," or after in {"war", "-", "–"} or self._kind(at - 2) == "MONTH"
            )
        return before in _NUMBERED

    def _number_words(self, at: int) -> tuple[Count, int] | None:
        total, current, end, seen = 0, 0, at, False
        while True:
            low = self._low(end)
            parts = _number_parts(low)
            if all(part in _UNITS or part in _TENS for part in parts) and low != "zero" and low:
                current += sum(_UNITS.get(part, _TENS.get(part, 0)) for part in parts)
                seen = True
            elif low in _SCALES and seen:
                scale = _SCALES[low]
                if scale >= 1000:
                    total, current = total + current * scale, 0
                else:
                    current *= scale
            elif (
                low == "and"
                and seen
                and current >= 100
                and self._low(end + 1).split("-")[0] in _UNITS | _TENS
                and self._low(end - 1) in _SCALES
            ):
                pass
            else:
                break
            end += 1
            if low in _UNITS and self._low(end) in _UNITS:
                break
        if not seen:
            return None
        if self._low(end - 1) == "and":
            end -= 1
        return Count.exactly(total + current), end

    # -- people --

    def _counted(self, at: int, after: int, count: Count, zero: bool) -> tuple[str, _Tally, int] | None:
        """A number with the people it counts, or a number alone."""
        start, end = self.raw[at].start, self.raw[after - 1].end
        part = False
        here = after
        if self._low(at) in {"nobody", "none", "no-one"} or (zero and self._low(at + 1) == "one"):
            skip = after + 2 if self._low(after) == "of" and self._kind(after + 1) in {"THEM", "THE"} else after
            return "COUNTED", _Tally(count, start, self.raw[skip - 1].end, zero=True), skip
        if self._low(here) == "of":
            if self._kind(here + 1) == "THEM":
                whole = here + 2
                return "OFTHEM", _Tally(count, start, self.raw[whole - 1].end, part=True), whole
            if self._kind(here + 1) in {"THE", "HIM"}:
                part, here = True, here + 2
            else:
                here += 1
            inner = self._quantity(here)  # "a group of 12 tourists", "three of the four men"
            if inner is not None and not inner[2]:
                if not part and inner[0].best is not None:
                    count = inner[0]
                here = inner[1]
        while self._kind(here) == "MORE" or (self._low(here) in {"new", "more"}):
            here += 1
        if self._kind(here) == "OTHERS":
            span = (self.raw[here].start, self.raw[here].end)
            return "COUNTED", _Tally(count, start, span[1], span, zero=zero, part=part), here + 1
        head = self._people(here)
        if head is None:
            if part or (zero and here == after):
                return None
            if self._kind(here) in {"UNIT", "DASH"} or (self._kind(here) == "AGE"):
                return None
            if self._kind(here) == "OTHER" and here > after - 1 and self._kind(here) != "":
                thing = self._thing(here)
                if thing is not None:
                    span = (self.raw[here].start, self.raw[thing - 1].end)
                    return "THING", _Tally(count, start, span[1], span, zero=zero, known=False), thing
                return None
            if here > after:
                return "BARE", _Tally(count, start, self.raw[here - 1].end, zero=zero), here
            return "BARE", _Tally(count, start, end, zero=zero), after
        kind, first, stop, civilian, effect = head
        span = (self.raw[first].start, self.raw[stop - 1].end)
        tally = _Tally(count, start, span[1], span, civilian, zero, part, effect=effect)
        if (
            kind == "PERSON"
            and stop < len(self.raw)
            and self._low(stop) == "of"
            and self._low(stop - 1) in {"family", "families", "crew"}
        ):
            size = self._number(stop + 1)
            if size is not None and size[0].best and self._low(stop - 1) != "families":
                return "COUNTED", replace(tally, count=size[0], end=self.raw[size[1] - 1].end), size[1]
        return {"PERSON": "COUNTED"}.get(kind, kind), tally, stop

    def _people(self, at: int) -> tuple[str, int, int, bool | None, str | None] | None:
        """The noun phrase for people that begins here: its kind, where its words begin and end, civilian or not."""
        end, last, civilian, here = at, -1, None, at
        effect: str | None = None
        limit = at + 9
        while here < min(limit, len(self.raw)):
            kind, low = self._kind(here), self._low(here)
            if here > at and (low in _UNITS or low in _TENS or low in _SCALES):
                break
            if kind == "PERSON":
                known = self.raw[here].value[0]  # type: ignore[index]
                # The head decides, and a "civilian" before it; "police officers" stay open.
                civilian = known if known is not None else (civilian if low != "police" else None)
                if any(self._low(k) in {"civilian", "non-combatant"} for k in range(at, here + 1)):
                    civilian = True
                last, end = here, here + 1
            elif kind in {"DEATHS", "BODIES", "LIVES"}:
                return (
                    {"DEATHS": "SUM", "BODIES": "BODYSUM", "LIVES": "LIVESUM"}[kind],
                    at,
                    here + 1,
                    civilian,
                    str(self.raw[here].value),
                )
            elif kind in {"DONE", "DEAD"}:
                # "two wounded soldiers", "12 dead bodies"; "12 killed in" is no noun
                ahead = [self._kind(here + k) for k in (1, 2)]
                if (
                    here > at
                    or self._quantity(here + 1) is not None
                    or not (ahead[0] in {"PERSON", "BODIES"} or (ahead[0] == "OTHER" and ahead[1] == "PERSON"))
                ):
                    break
                if kind == "DONE" and ahead[0] == "PERSON" and not self.raw[here + 1].value[1]:  # type: ignore[index]
                    break
                effect = str(self.raw[here].value)
            elif kind in {"VERB", "HEDGE"} and low.endswith("ed") and here < at + 3 and last < 0:
                if self._kind(here + 1) not in {"PERSON", "OTHER"}:
                    break
            elif (
                kind == "AND"
                and last < 0
                and here > at
                and self._kind(here + 1) == "OTHER"
                and self._quantity(here + 1) is None
                and "PERSON" in (self._kind(here + 2), self._kind(here + 3))
            ):
                pass
            elif kind == "UNIT":
                if self._kind(here + 1) != "PERSON" and not (self._capital(here) and not self.shouted):
                    if last < 0 or here == last + 1:
                        return None
                    break
            elif kind == "AGE":
                if low.endswith(("old", "olds")) and self._kind(here + 1) not in {"OTHER", "PERSON"}:
                    last, end = here, here + 1
            elif kind not in {"OTHER", "DASH", "MORE"} or low in {"%", "/"} or (kind == "DASH" and last >= 0):
                break
            here += 1
        if last < 0:
            return None
        tail = self.raw[end] if end < here and end < len(self.raw) else None
        if (
            tail is not None
            and tail.kind == "OTHER"
            and tail.low.isalpha()
            and not self._capital(end)
            and not tail.low.endswith(("ly", "ing", "ed"))
        ):
            return None  # "12 rebel strongholds"
        if effect is not None:
            return "COUNTED", at, end, civilian, effect
        return "PERSON", at, end, civilian, None

    def _thing(self, at: int) -> int | None:
        """Where a noun of at most four words ends that is no person we know of and no thing."""
        here = at
        while here < len(self.raw) and here < at + 4 and self._kind(here) in {"OTHER", "MORE"}:
            if not (self._low(here).replace("-", "").replace("'", "").isalnum() or self._low(here) in {"'s", "’s"}):
                break
            here += 1
        if here == at or self._kind(here) in {"UNIT", "PERSON"}:
            return None
        return here if self._low(here - 1).endswith("s") or self._capital(here - 1) or here - at <= 2 else None

    def _single(self, at: int, kind: str) -> tuple[str, _Tally, int] | None:
        head = self._people(at + 1)
        if head is None or head[0] not in {"PERSON", "COUNTED"}:
            if head is not None and head[0] == "SUM" and kind == "ONE_" and self._low(head[2] - 1) == "casualty":
                return None
            after = self._kind(at + 2)
            if kind == "ONE_" and self._capital(at + 1) and _NATIONAL.search(self._low(at + 1)) and after in _AFTER_ONE:
                span = (self.raw[at].start, self.raw[at + 1].end)
                return kind, _Tally(Count.exactly(1), span[0], span[1], span, plural=False), at + 2
            return None
        _, _, stop, civilian, effect = head
        last = self.raw[stop - 1]
        plural = last.kind == "PERSON" and bool(last.value[1])  # type: ignore[index]
        if self._low(at) in {"these", "those"}:
            plural = True
        span = (self.raw[at].start, last.end)
        if last.low == "family" and self._low(stop) == "of" and (size := self._number(stop + 1)) and size[0].best:
            return "COUNTED", _Tally(size[0], span[0], self.raw[size[1] - 1].end, span, True), size[1]
        if last.low in {"family", "crew", "police", "staff"} and kind == "ONE_":
            plural = True
        count = vague_counts()["plural"] if plural else Count.exactly(1)
        if plural and kind == "ONE_":
            return None
        if last.low in {"dead", "wounded", "others"}:
            return None
        return kind, _Tally(count, span[0], span[1], span, civilian, plural=plural, effect=effect), stop

    def _bare_person(self, at: int) -> tuple[str, _Tally, int] | None:
        head = self._people(at)
        if head is None or head[0] != "PERSON":
            return None
        stop, civilian = head[2], head[3]
        last = self.raw[stop - 1]
        if last.kind != "PERSON" or last.low in {"others", "dead", "wounded"}:
            return None
        span = (self.raw[at].start, last.end)
        if not last.value[1]:  # type: ignore[index]
            if (
                self._kind(at - 1) in {"DOES", "DONE", "DOING"} and self._kind(stop) != "OTHER"
            ):  # "strike kills rebel commander"
                return "NAME_", _Tally(Count.exactly(1), span[0], span[1], span, civilian, plural=False), stop
            if self._kind(stop) == "OTHER" and self._capital(stop):  # "commander Abu Karim"
                here = stop
                while (
                    self._kind(here) == "OTHER"
                    and self._capital(here)
                    and here < stop + 5
                    and self._low(here).isalpha()
                ):
                    here += 1
                whole = (span[0], self.raw[here - 1].end)
                return "NAME_", _Tally(Count.exactly(1), whole[0], whole[1], whole, civilian, plural=False), here
            return None
        return "PLURAL_", _Tally(vague_counts()["plural"], span[0], span[1], span, civilian), stop

    def _shouted_name(self, at: int) -> tuple[str, _Tally, int] | None:
        """A name in a text of capitals: unknown words where a victim must stand, after "murder of" or before "was"."""
        before = self._kind(at - 1)
        after_verb = (before == "OF" and self._kind(at - 2) in {"DEATHOF", "DOING", "BODY"}) or before in {
            "DONE",
            "DOING",
        }
        at_start = before in {"", "COMMA", "REL"}
        if not (after_verb or at_start) or self._low(at) in _NO_NAME:
            return None
        here = at
        while self._kind(here) == "OTHER" and self._low(here).isalpha() and here < at + 6:
            if self._low(here) in _NO_NAME or self._low(here).endswith(("ly", "ed")):
                return None
            here += 1
        if here - at < 2 or self._kind(here) in {"PERSON", "UNIT", "OTHER", "DEATHS"}:
            return None
        if at_start and not after_verb and self._kind(here) not in {"BE", "HAVE", "COMMA", "DIED"}:
            return None
        span = (self.raw[at].start, self.raw[here - 1].end)
        return "NAME_", _Tally(Count.exactly(1), span[0], span[1], span, plural=False), here

    def _plural_or_name(self, at: int) -> tuple[str, _Tally, int] | None:
        """Capitalised words: "Afghan civilians", or a person's name of two words or more."""
        here = at
        while (
            here < len(self.raw)
            and self._capital(here)
            and self._kind(here) in {"OTHER", "PERSON"}
            and self.raw[here].low.replace("-", "").isalpha()
        ):
            here += 1
        if self._kind(here) == "PERSON" or self._kind(here - 1) == "PERSON":
            head = self._people(at)
            if head is not None and head[0] == "PERSON":
                last = self.raw[head[2] - 1]
                span = (self.raw[at].start, last.end)
                if last.kind == "PERSON" and last.value[1]:  # type: ignore[index]
                    return "PLURAL_", _Tally(vague_counts()["plural"], span[0], span[1], span, head[3]), head[2]
                if here <= head[2] and last.kind == "PERSON":  # "US strike kills Taliban commander"
                    return "NAME_", _Tally(Count.exactly(1), span[0], span[1], span, head[3], plural=False), head[2]
        only = self._low(at)
        if here - at == 1 and at > 0 and _DEMONYM.search(only) and only not in _NO_DEMONYM and self._low(here) != "'s":
            span = (self.raw[at].start, self.raw[at].end)
            return "THING", _Tally(vague_counts()["plural"], span[0], span[1], span, known=False), here
        if (
            here - at == 1
            and only not in _NO_SUBJECT
            and only not in _NO_NAME
            and (self._kind(here) == "BE" or (self._kind(here) == "COMMA" and self._kind(here + 1) == "AGE"))
        ):
            span = (self.raw[at].start, self.raw[at].end)
            return "NAME_", _Tally(Count.exactly(1), span[0], span[1], span, plural=False), here
        whose = here - at == 1 and self._low(here) in _WHOSE and self._low(here + 1) in _ENDS and only not in _NO_NAME
        if whose:  # "Sabo's murder"
            span = (self.raw[at].start, self.raw[at].end)
            return "NAME_", _Tally(Count.exactly(1), span[0], span[1], span, plural=False), here
        if here - at < 2 or here - at > 5 or any(self.raw[k].low in _NO_NAME for k in range(at, here)):
            return None
        span = (self.raw[at].start, self.raw[here - 1].end)
        return "NAME_", _Tally(Count.exactly(1), span[0], span[1], span, plural=False), here


_NO_SUBJECT = frozenset(
    words_of(
        "it they we you i there this that these those what which who here such all each both many most some "
        "several few others more none "
        "everyone everybody someone somebody nothing everything"
    )
)
# "a Pakistani was killed", "an Afghan and two Indians": somebody by their nation alone
_NATIONAL = re.compile(r"(?:an|[^s]i|ese)$")
_AFTER_ONE = frozenset({"BE", "AND", "COMMA", "REL", "DIED", "HAVE", "STOP", ""})
_DEMONYM = re.compile(r"(?:ans|[^s]is|ites|ists|kmen)$")
_NO_DEMONYM = frozenset(
    words_of("paris tunis memphis isis annapolis minneapolis indianapolis crisis veterans sans elis polaris")
)
# Two capitals that name no person.
_NO_NAME = frozenset(
    words_of(
        "forces force army navy brigade brigades front movement party united nations states kingdom guard "
        "corps council ministry "
        "government police organisation organization state islamic hezbollah hamas taliban army's city "
        "province district river "
        "valley base camp airport bank strip street road islands island republic court office agency network committee "
        "command battalion regiment division coalition alliance union league security national international press "
        "north south east west northern southern eastern western new old al"
    )
) - {"al"}


def _bounded(count: Count, mod: str) -> Count:
    """A count after "at least", "more than", "up to", "about"."""
    n = count.best
    if n is None:
        return count
    if mod == "low":
        return Count(n)
    if mod == "above":
        return Count(n + 1)
    if mod == "high":
        return Count(None, None, n)
    if mod == "below":
        return Count(None, None, max(n - 1, 0))
    if mod == "about":
        return Count(None, n)
    return count


# ---- grammar -------------------------------------------------------------------------------------------------------

_MACROS = {
    "q": "COUNTED|BARE|THING|ONE_|PLURAL_|THE_",
    "who": "<q>|NAME_",
    "be": "(HAVE|MAY|WILL|NOT|ADV|ALL|HEDGE|TO|DO|COMMA HEDGE COMMA){0,6}BE(ADV|ALL|HEDGE|NOT|TO|HAVE|BE){0,8}",
    "more": (
        "(COMMA|COMMA?AND|COMMA?OR)(<q>)(?!VERB)(?!(<be>)(DONE|DEAD|VERB|OTHER))(?!(HAVE|ADV|HEDGE)*(DIED|DONE(?!(PREP"
        "|AT|STOP|COMMA|BY|TIMEWORD))))"
    ),
    "list": "(<q>|OFTHEM)(<more>){0,12}",
    "aside": "COMMA(INCL|AMONG THEM|OFTHEM|ALL OF THEM)[^STOP COMMA DONE DEAD DIED DOES DOING]{0,8}?(?=COMMA AND)",
    "before": "(<q>|OFTHEM)((<aside>)?(COMMA|COMMA?AND|COMMA?OR)(<q>)){0,12}",
    "fill": (
        "THE|A|OTHER|WHOSE|NAME_|UNIT|PERSON|TIMEWORD|MONTH|DASH|THING|PREP|OF|THE_|ONE_|PLURAL_|AT|MORE|BY|REPORT|TO"
    ),
    "gap": (
        "((PREP|OF|AT|TIMEWORD|BY|VERB(BY|PREP|AT))(<fill>){0,8}?)?(COMMA[^STOP DONE DEAD DIED DOES "
        "DOING]{1,16}?COMMA|OPEN[^STOP CLOSE]{1,16}?CLOSE)|(PREP|OF|AT|TIMEWORD|BY|VERB(BY|PREP|AT))(<fill>){0,8}?"
    ),
    "eff": "(VERB(OTHER|PREP)?)?(DONE|DEAD)|VERB TO DEATHOF|VERB AND DONE|TAKE PREP?CUSTODY|VERB CUSTODY",
    "effs": "(<eff>)((COMMA|AND|OR){1,3}ADV*BE?(<eff>)(?!ADV*(<who>))){0,4}",
    "names": "(NAME_|HIM)((COMMA|AND|COMMA AND)(NAME_|<q>)){0,12}",
    "title": "(THE|A)?(OTHER|PERSON|AND){0,5}?",
    "incl": "COMMA?(INCL|AMONG THEM(BE|COMMA)?)(<list>)COMMA?",
}  # fmt: skip
_GRAMMAR = Grammar(
    KINDS,
    {
        "nothing__to": (
            "(WILL|TO|NOT|MAY|DO NOT|DO)(ADV|NOT)*(DOES|DIE|DEATHOF)((COMMA|AND|OR){1,3}(DOES|DIE|DEATHOF)){0,4}(ANYONE"
            "|<who>)?"
        ),
        "nothing__would": "WILL(ADV|NOT)*HAVE ADV*(DONE|DIED)(<who>)?",
        "without": "WITHOUT(ANYONE)?(DOING(ANYONE|<q>)|(DEATHS|SUM|LOST OF LIFE|LOST OF LIVES))",
        "toll": "t=(TOLL)([^STOP]{0,10}?)(TO|AT|OF|RISE|BE)(AT|TO|ADV|TIMEWORD)*n=(COUNTED|BARE|THING|SUM)",
        "lives": "CLAIM THE?s=(LIVESUM)",
        "lives__the": "(CLAIM|TAKE)THE LIVES OF s=(<list>)",
        "lives__one": "(CLAIM|TAKE)THE LIFE OF(<title>)s=(ONE_|THE_|NAME_)",
        "lives__lost": "s=(LIVESUM)(<be>)?LOST",
        "lives__of": "LOST(OF|THE)*s=(LIVESUM)",
        "lives__they": "s=(<before>)(<gap>)?REL?(HAVE|ADV)*LOST THE(LIVES|LIFE)",
        "bodies": "s=(BODYSUM)((<be>)(VERB|OTHER))?",
        "bodies__of": "(BODIES|BODY)OF s=(<list>|NAME_)",
        "sum": "s=(SUM)((OR|AND|COMMA)+more=(DEATHS))?((<be>)(HEDGE|VERB))?",
        "including__they": "THE e=(DONE|DEAD)(INCL|BE)s=(<list>|NAME_)",
        "including__stand": "s=(<before>|NAME_)BE AMONG THE e=(DONE|DEAD)",
        "including__among": "AMONG THE e=(DEAD|DONE)BE s=(<list>)",
        "including": "COMMA?(INCL|AMONG THEM)(BE|COMMA|ADV)*s=(<list>)(?!(<be>)DONE)",
        "ofthem": "s=(OFTHEM)(BE|ADV|THE|A)*w=(PLURAL_|ONE_|THE_|COUNTED)",
        "inverted": "ADV?e=(DONE|DEAD)(PREP|AT|TIMEWORD)(<fill>){0,7}?BE s=(<list>|NAME_)",
        "inverted__among": "AMONG(THEM|THE)e=(DONE|DEAD|DIED)((PREP|AT|TIMEWORD)(<fill>){0,7}?)?BE s=(<list>)",
        "taken": "v=(TAKE)s=(<list>|NAME_|HIM)PREP?CUSTODY",
        "passive": "IF?s=(<before>)(<incl>)?(<gap>)?REL?b=(<be>)e=(<effs>)",
        "passive__name": "s=(<names>)(<gap>)?REL?b=(<be>)(VERB AND)?e=(<effs>)",
        "passive__how": "s=(<before>)(<gap>)?REL?b=(<be>)(VERB|OTHER)(OTHER|VERB)?COMMA?AND ADV*e=(<effs>)",
        "relative": "s=(NAME_|ONE_|THE_)COMMA REL b=(<be>)ADV*e=(<effs>)",
        "died": "s=(<before>|NAME_|HIM)(<incl>)?(<gap>)?REL?b=((HAVE|MAY|WILL|ADV|HEDGE|NOT)*)e=(DIED)",
        "left": "LEFT s=(<list>)(<gap>)??ADV*e=(<effs>)",
        "left__dead": "LEFT e=(DEAD|DONE)s=(<list>)",
        "active": (
            "(MAY ADV*HAVE ADV*)?(?<!BE)v=((DONE|DOING|DOES|DEATHOF)((COMMA|AND|OR){1,3}(DONE|DOING|DOES"
            "|DEATHOF))*)ADV*s=(<list>)"
        ),
        "left__shot": "VERB e=(DEAD|TO DEATHOF)s=(<list>)",
        "active__name": (
            "(?<!BE)v=((DONE|DOING|DOES)((COMMA|AND|OR){1,3}(DONE|DOING|DOES)){0,4})ADV*(OTHER){0,2}s=((NAME_|HIM)((COMMA|AND"
            "|COMMA AND)(NAME_|<q>)(?!(<be>|HAVE))){0,12})"
        ),
        "participle": "s=(<before>)(<incl>)?(HEDGE|ADV)*e=(<effs>)(?!ADV*(<who>|HIM|SELF|THE|A|OTHER|PERSON))",
        "participle__number": "s=(COUNTED|BARE)(<incl>)?(HEDGE|ADV)*e=(<effs>)(?!ADV*(<who>|HIM|SELF|THE|A|PERSON))",
        "noun__both": "e=(DEATHOF|DOING)OF s=((NAME_|<q>)((COMMA|AND|COMMA AND)(NAME_|<q>)){1,12})",
        "noun": "e=(DEATHOF|DOING)OF s=(<list>|NAME_)",
        "noun__titled": "e=(DEATHOF|DOING)OF(<title>)s=(NAME_)",
        "noun__whose": "s=(NAME_|THE_)WHOSE e=(DEATHOF)(?=STOP|COMMA|BE|HAVE|VERB|PREP|TIMEWORD|AT|AND|FREE)",
        "noun__deaths": "e=(DEATHS)(OF|TO|AMONG)s=(<list>)",
        "counted_effect": "s=(COUNTED|ONE_)",
    },
    _MACROS,
)  # fmt: skip

_EFFECT_KINDS = {KINDS[k] for k in ("DONE", "DEAD", "DOING", "DOES", "DIED", "DEATHOF", "DEATHS")}
_UPDATE = frozenset(
    words_of(
        "rose risen rise rises rising climbed climbs climbing jumped grew increased raised raising bringing "
        "brought revised updated"
    )
)


# What stands between a speaker and the verb that says that it was said, up to the end of the sentence.
_SAID = re.compile(
    r"(?:[^.;:!?\n]|\.(?=\S)|(?<=\b[A-Z])\.)*?\b(?:said|says|told|added|announced|reported|claimed|confirmed|declared|stated"
    r"|quoted|testified|wrote|explained|posted)\b"
)
_OF_HIS = ("his ", "her ", "their ")


class _Reading:
    """One place where a rule fits, turned into counts."""

    def __init__(self, text: str, found: Found, last: list[CountSaid]) -> None:
        self.text, self.found, self.last = text, found, last
        first, end = found.words[found.first], found.words[found.last - 1]
        self.start, self.end = first.start, end.end

    def _lows(self, group: str | None = None) -> list[str]:
        words = self.found.part(group) if group else self.found.words[self.found.first : self.found.last]
        return [self.text[word.start : word.end].lower() for word in words]

    def _tallies(self, group: str = "s") -> list[_Tally]:
        words = self.found.part(group)
        out: list[_Tally] = []
        aside = False  # "eleven soldiers, among them a general, and four policemen"
        for n, word in enumerate(words):
            if n and words[n - 1].kind == KINDS["COMMA"]:
                opens = {word.kind, words[min(n + 1, len(words) - 1)].kind} & {KINDS["THEM"], KINDS["OF"]}
                aside = word.kind in {KINDS["INCL"], KINDS["OFTHEM"]} or bool(
                    opens and word.kind in {KINDS["AMONG"], KINDS["ALL"]}
                )
            if aside or not isinstance(word.value, _Tally):
                continue
            if (
                n >= 2
                and words[n - 1].kind == KINDS["COMMA"]
                and words[n - 2].kind == KINDS["NAME_"]
                and word.kind in {KINDS["ONE_"], KINDS["THE_"]}
                and not self.text.startswith(_OF_HIS, word.start)
            ):
                continue  # "Karim Sabo, a local leader" is one man, "Karim Sabo, his wife and a guard" are three
            if out and n == len(words) - 1 and words[n - 1].kind == KINDS["COMMA"] and self._speaks_next(word):
                continue  # "killing three fighters, a rebel spokesman, Karim Sabo, said": who says so is not among them
            out.append(word.value)
        return out

    def _speaks_next(self, word: Word) -> bool:
        """Whether this one person, set off by a comma without "and", is who says it: "…, a local official said"."""
        one = word.kind in {KINDS["ONE_"], KINDS["THE_"], KINDS["NAME_"]} and not word.value.plural
        return one and bool(_SAID.match(self.text, word.end))

    def _kinds_in(self, *names: str) -> bool:
        wanted = {KINDS[name] for name in names}
        return any(word.kind in wanted for word in self.found.words[self.found.first : self.found.last])

    @property
    def _hedge(self) -> str | None:
        words = [
            self.text[word.start : word.end].lower()
            for word in self.found.words[self.found.first : self.found.last]
            if word.kind in {KINDS["HEDGE"], KINDS["MAY"]}
        ]
        before = self.found.words[self.found.first - 1] if self.found.first else None
        if (
            before is not None
            and before.kind == KINDS["HEDGE"]
            and self.text[before.end - 2 : before.end].lower() != "ed"
        ):
            words.insert(0, self.text[before.start : before.end].lower())  # "reported 12 deaths" is a verb of speech
        return " ".join(words) or None

    def _emit(
        self,
        tallies: Sequence[_Tally],
        effects: Sequence[str],
        *,
        mixed: bool = False,
        kind: str = "total",
        start: int | None = None,
        end: int | None = None,
        hedge: str | None = None,
    ) -> list[CountSaid]:
        out = []
        begin, stop = self.start if start is None else start, self.end if end is None else end
        hedge = hedge or self._hedge
        for tally in tallies:
            for effect in dict.fromkeys(effects):
                if effect == "seized" and not (tally.known and tally.who):
                    continue
                both = effect in {"casualties", "harmed"} or mixed
                for one in (
                    ("killed", "injured")
                    if effect == "casualties" or (effect == "harmed" and tally.zero)
                    else (effect,)
                ):
                    count = tally.count
                    if both and not tally.zero and effect != "harmed":
                        count = Count(None, None, count.high)
                    out.append(
                        CountSaid(
                            begin,
                            stop,
                            count,
                            {"seized": "captured", "harmed": "injured"}.get(one, one),
                            self.text[tally.who[0] : tally.who[1]] if tally.who else None,
                            tally.who[0] if tally.who else None,
                            tally.who[1] if tally.who else None,
                            tally.civilian,
                            kind,
                            tally.zero,
                            hedge
                            or (
                                "killed and injured counted together"
                                if both and not tally.zero and effect != "harmed"
                                else None
                            ),
                            self.text[begin:stop],
                        )
                    )
        return out

    def _effects(self, group: str) -> tuple[list[str], bool]:
        """The effects that a group of verbs names, and whether one number stands for several of them."""
        words = self.found.part(group)
        effects = [str(word.value) for word in words if word.kind in _EFFECT_KINDS]
        if not effects and any(word.kind in {KINDS["CUSTODY"], KINDS["TAKE"]} for word in words):
            effects = ["captured"]
        kinds = set(effects)
        mixed = len(kinds) > 1 and (any(word.kind == KINDS["OR"] for word in words) or {"killed", "injured"} <= kinds)
        return effects, mixed

    def _subjects(self) -> list[_Tally]:
        """Those of a list before a verb that the verb is about: all of them, or the last where the verb is singular."""
        tallies = self._tallies()
        singular = any(low in {"was", "is", "has"} for low in self._lows("b"))
        words = self.found.part("s")
        if singular and len(words) == 1 and words[0].kind == KINDS["PLURAL_"]:
            return []  # "the photographs of soldiers was burned": the verb is about something else
        if singular and len(tallies) > 1 and not tallies[-1].plural:
            words = self.found.part("s")
            if not any(word.kind == KINDS["OR"] for word in words):
                return tallies[-1:]
        return tallies

    # -- rules --

    def read_nothing(self) -> list[CountSaid]:
        lows = self._lows()
        tallies = [
            word.value
            for word in self.found.words[self.found.first : self.found.last]
            if isinstance(word.value, _Tally)
        ]
        before = self.found.words[self.found.first - 1] if self.found.first else None
        done = [w for w in self.found.words[self.found.first : self.found.last] if w.kind == KINDS["DOES"]]
        effects = [str(w.value) for w in done]
        if lows[0] in {"did", "didn't"} and ("not" in lows or lows[0] == "didn't"):
            somebody = next(
                (w for w in self.found.words[self.found.first : self.found.last] if w.kind == KINDS["ANYONE"]), None
            )
            if somebody is not None and effects:
                return self._emit([_Tally(Count.exactly(0), self.start, self.end, zero=True)], effects)
            return []
        if (
            lows[0] == "to"
            and before is not None
            and self.text[before.start : before.end].lower() in {"managed", "able"}
            and tallies
        ):
            return self._emit(tallies, effects)
        return []

    def read_without(self) -> list[CountSaid]:
        effects = [
            str(word.value.effect if isinstance(word.value, _Tally) else word.value)
            for word in self.found.words[self.found.first : self.found.last]
            if word.kind in {KINDS["DOING"], KINDS["DEATHS"], KINDS["SUM"]}
        ] or ["killed"]
        return self._emit([_Tally(Count.exactly(0), self.start, self.end, zero=True)], effects)

    def read_toll(self) -> list[CountSaid]:
        lows = self._lows()
        tally = self._tallies("n")[0]
        named = [
            w
            for w in self.found.words[self.found.first : self.found.last]
            if w.kind in {KINDS["DONE"], KINDS["DEAD"], KINDS["DEATHS"]}
        ]
        before = self.found.words[self.found.first - 1] if self.found.first else None
        said_before = self.text[before.start : before.end].lower() if before else ""
        if lows[0] in {"number", "numbers", "count", "tally", "toll"}:
            effects = [str(word.value) for word in named[:1]] or (["killed"] if lows[0] in {"toll", "tally"} else [])
            if said_before in {"death", "deaths"}:
                effects = ["killed"]
            elif said_before in {"injury", "casualty"}:
                effects = ["casualties" if said_before == "casualty" else "injured"]
        else:
            effects = []
        if tally.effect and tally.effect in {"killed", "injured", "captured", "casualties"}:
            effects = [tally.effect]
        ahead = {
            self.text[w.start : w.end].lower()
            for w in self.found.words[max(0, self.found.first - 4) : self.found.first]
        }
        kind = "update" if self._kinds_in("RISE") or (_UPDATE & ahead) else "total"
        return self._emit([tally], effects, kind=kind)

    def read_lives(self) -> list[CountSaid]:
        return self._emit(
            [replace(tally, who=_trimmed(tally, self.text)) if tally.effect else tally for tally in self._tallies()],
            ["killed"],
        )

    def read_bodies(self) -> list[CountSaid]:
        tallies = [
            replace(tally, who=_trimmed(tally, self.text)) if tally.effect else tally for tally in self._tallies()
        ]
        return [one for one in self._emit(tallies, ["killed"]) if not one.negated]

    def read_sum(self) -> list[CountSaid]:
        [tally] = self._tallies()
        effects = [tally.effect or "killed"]
        if self.found.has("more"):
            effects.append(str(self.found.value("more")))
        lows = self._lows()
        hedge = "reported" if tally.zero and "reported" in lows else None
        return self._emit(
            [replace(tally, who=None if tally.zero else _trimmed(tally, self.text))], effects, hedge=hedge
        )

    def read_including(self) -> list[CountSaid]:
        effects = (
            [str(self.found.value("e"))]
            if self.found.has("e")
            else list(dict.fromkeys(one.effect for one in self.last))
        )
        begin = self._tallies()[0].start if not self.found.has("e") else self.start
        if not effects:
            return []
        if not self.found.has("e") and len(effects) > 1:
            effects = effects[-1:]
        tallies = [tally for tally in self._tallies() if not tally.zero]
        return self._emit(tallies, effects, kind="part", start=begin)

    def read_ofthem(self) -> list[CountSaid]:
        """ "Three of them children": what some of the toll before it were."""
        [tally], [who] = self._tallies("s"), self._tallies("w")
        effects = list(dict.fromkeys(one.effect for one in self.last))[-1:]
        return self._emit([replace(tally, who=who.who, civilian=who.civilian)], effects, kind="part")

    def read_inverted(self) -> list[CountSaid]:
        """ "Also killed were two guards"; "among those killed were two guards" is a part."""
        effects, mixed = self._effects("e")
        kind = "part" if self.found.rule == "inverted__among" else "total"
        return self._emit(self._tallies(), effects, mixed=mixed, kind=kind)

    def read_taken(self) -> list[CountSaid]:
        return self._emit(self._tallies(), ["captured"])

    def read_passive(self) -> list[CountSaid]:
        lows = self._lows("b")
        if any(low in {"will", "would", "shall", "should", "must", "can"} for low in lows):
            return []
        tallies = self._subjects()
        words = list(self.found.words[self.found.first : self.found.last])
        gap = len(self.found.part("s"))
        if any(w.kind == KINDS["REL"] for w in words[:-1]) and len(words) > gap and words[gap].kind != KINDS["REL"]:
            # "the chief of staff of a commander who was killed": nobody can tell by shape who died
            tallies = [tally for tally in tallies if tally.count.low is None or tally.count.low > 2]
        if tallies and tallies[0].zero and any(w.kind == KINDS["OR"] for w in self.found.part("s")):
            tallies = [replace(tally, count=Count.exactly(0), zero=True) for tally in tallies]
        if any(low in {"not", "never", "n't"} for low in lows) or any(low.endswith("n't") for low in lows):
            return []
        if self.text[self.start : self.end].lower().startswith(("if ", "unless ", "whether ")):
            return []
        effects, mixed = self._effects("e")
        out = self._emit(tallies, effects, mixed=mixed)
        return out + self._inside(effects)

    def _inside(self, effects: Sequence[str]) -> list[CountSaid]:
        """The parts named between a subject and its verb: "12 people, including two children, were killed"."""
        words = list(self.found.words[self.found.first : self.found.last])
        opener = next(
            (n for n, w in enumerate(words) if w.kind in {KINDS["INCL"], KINDS["AMONG"], KINDS["OFTHEM"]}), None
        )
        if opener is None:
            return []
        own = {tally.start for tally in self._tallies()}
        parts = [w.value for w in words[opener:] if isinstance(w.value, _Tally) and w.value.start not in own]
        if not parts:
            return []
        begin, end = parts[0].start, parts[-1].end
        return self._emit(
            [replace(part, part=True) for part in parts if part.who], effects[:1], kind="part", start=begin, end=end
        )

    def read_relative(self) -> list[CountSaid]:
        """ "Ana Bel, who was killed": one person, since the clause hangs on what stands right before it."""
        lows = self._lows("b")
        if any(low in {"will", "would", "should", "must", "can", "not", "never"} for low in lows) or "was" not in lows:
            return []
        effects, mixed = self._effects("e")
        return self._emit(self._tallies()[-1:], effects, mixed=mixed)

    def read_died(self) -> list[CountSaid]:
        lows = self._lows("b")
        if any(low in {"will", "would", "shall", "should", "must", "can", "not", "never"} for low in lows):
            return []
        return self._emit(self._subjects(), ["killed"]) + self._inside(["killed"])

    def read_left(self) -> list[CountSaid]:
        effects, mixed = self._effects("e")
        return self._emit(self._tallies(), effects, mixed=mixed)

    def read_active(self) -> list[CountSaid]:
        effects, mixed = self._effects("v")
        if self._lows()[0] == "could":  # "could have killed 50"
            return []
        verbs = self.found.part("v")
        before = self.found.words[self.found.first - 1] if self.found.first else None
        if (
            before is not None
            and before.kind in {KINDS[k] for k in ("WILL", "TO", "NOT", "DO", "MAY")}
            and verbs[0].kind == KINDS["DOES"]
        ):
            return []
        if before is not None and before.kind == KINDS["WITHOUT"]:
            return []
        if verbs[0].kind in {KINDS["DOES"], KINDS["DEATHOF"]} and self.found.part("s")[0].kind == KINDS["PLURAL_"]:
            return []  # "bombs that kill civilians" is a habit
        if self.found.rule == "active__name" and effects and set(effects) & {"seized"}:
            return []
        if (
            self.found.rule == "active__name"
            and "captured" in effects
            and self._lows("v")[0] in {"captured", "capturing", "capture", "captures"}
        ):
            tally = self._tallies()[0]
            if self.found.part("s")[0].kind == KINDS["NAME_"] and tally.civilian is None and len(self._lows("s")) == 1:
                return []  # a captured "Tell Abyad" is a town
        return self._emit(self._tallies(), effects, mixed=mixed)

    def read_participle(self) -> list[CountSaid]:
        effects, mixed = self._effects("e")
        return self._emit(self._tallies(), effects, mixed=mixed) + self._inside(effects)

    def read_noun(self) -> list[CountSaid]:
        before = self.found.words[self.found.first - 1] if self.found.first else None
        if before is not None and self.text[before.start : before.end].lower() in {
            "attempted",
            "foiled",
            "failed",
            "planned",
            "alleged",
        }:
            return []
        return self._emit(self._tallies(), [str(self.found.value("e"))])

    def read_counted_effect(self) -> list[CountSaid]:
        """ "Two wounded soldiers": the effect stands within the noun phrase."""
        [tally] = self._tallies()
        if tally.effect is None or tally.effect == "None":
            return []
        return self._emit([tally], [tally.effect])


def _trimmed(tally: _Tally, text: str) -> tuple[int, int] | None:
    """The words for people in "12 civilian deaths", without "deaths"; None where they name no people."""
    if tally.who is None:
        return None
    words = text[tally.who[0] : tally.who[1]].rpartition(" ")[0].rstrip()
    last = words.rpartition(" ")[2].lower()
    return (tally.who[0], tally.who[0] + len(words)) if lexicon().get(last, ("",))[0] == "PERSON" else None
