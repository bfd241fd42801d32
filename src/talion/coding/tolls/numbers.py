"""Numbers in figures and in words, with "at least", "up to" and "about": how many, and where the number ends."""

import re

from talion.codebook.quantifiers import vague_counts
from talion.coding.parsing.shapes import words_of
from talion.coding.tolls.sentences import Sentence
from talion.records import Count

UNITS = {
    word: n
    for n, word in enumerate(
        words_of(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
            "sixteen seventeen "
            "eighteen nineteen"
        )
    )
}
TENS = {word: n * 10 for n, word in enumerate(words_of("twenty thirty forty fifty sixty seventy eighty ninety"), 2)}
SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "dozen": 12}
_RUN_TOGETHER = re.compile(rf"({'|'.join(TENS)})({'|'.join(list(UNITS)[1:10])})")
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
# "Room 25", "resolution 242", "aged 19": what follows is a name or an age.
_NUMBERED = frozenset(
    words_of(
        "resolution article room route highway flight no aged unit age section grade class phase zone line chapter"
    )
)
_YEAR_BEFORE = frozenset(words_of("in since of by during until from before after late early mid between and"))


def quantity_at(sentence: Sentence, at: int) -> tuple[Count, int, bool] | None:
    """A count that begins here, the place after it, and whether it is "no"."""
    low = sentence.low(at)
    if sentence.low(at - 1) == "but" and sentence.low(at - 2) == "all":
        return None  # "all but two of the 118 were killed by gas"
    if low in {"no", "zero"} and sentence.low(at + 1) not in {
        "one",
        "longer",
        "more",
        "fewer",
        "less",
        "matter",
        "doubt",
    }:
        return Count.exactly(0), at + 1, True
    if low in {"no", "not"} and sentence.low(at + 1) == "one" and sentence.low(at + 2) != "but":
        return Count.exactly(0), at + 2, True
    if low in {"nobody", "none", "no-one"}:
        return Count.exactly(0), at + 1, True
    if low == "not" and sentence.low(at + 1) == "one" and sentence.low(at + 2) in {"of", "person", "single"}:
        return Count.exactly(0), at + 2, True
    if low == "not" and sentence.low(at + 1) == "a" and sentence.low(at + 2) == "single":
        return Count.exactly(0), at + 3, True
    mod, after = "", at
    for _ in range(3):  # "at least another 12", "up to some 40"
        if sentence.low(after) not in _MOD_HEADS:
            break
        size = next((n for n in (4, 3, 2, 1) if tuple(sentence.low(after + k) for k in range(n)) in _MODS), 0)
        if not size:
            break
        what = _MODS[tuple(sentence.low(after + k) for k in range(size))]
        mod = what if mod in {"", "exact"} else mod
        after += size
    if sentence.low(after) == "between" or (sentence.low(after) == "from" and not mod):
        return _between(sentence, after)
    number = number_at(sentence, after)
    if number is None:
        number = number_at(sentence, at) if mod in {"about", "exact"} and after > at else None
        if number is None:
            return None
        mod = ""
    count, end = number
    joined = sentence.low(end)
    if joined in {"to", "-", "–", "or"} and count.best is not None and sentence.low(at - 1) != "from":
        upper = number_at(sentence, end + 1)
        if (
            upper is not None
            and upper[0].best is not None
            and upper[0].best > count.best
            and sentence.kind(end + 1) != "A"
        ):
            return Count(count.best, None, upper[0].best), upper[1], False
        if joined == "or" and sentence.low(end + 1) == "more":
            return Count(count.best), end + 2, False
    return _bounded(count, mod), end, False


def _between(sentence: Sentence, at: int) -> tuple[Count, int, bool] | None:
    first = number_at(sentence, at + 1)
    if first is None or first[0].best is None or sentence.low(first[1]) not in {"and", "to", "-", "–"}:
        return None
    second = number_at(sentence, first[1] + 1)
    if second is None or second[0].best is None or second[0].best < first[0].best or (sentence.low(at) == "from"):
        return None
    return Count(first[0].best, None, second[0].best), second[1], False


def number_at(sentence: Sentence, at: int) -> tuple[Count, int] | None:
    """A number in figures or words, or a vague word of the codebook."""
    low, kind = sentence.low(at), sentence.kind(at)
    if kind == "NUMBER":
        n, end = int(str(sentence.raw[at].value)) // 1000, at + 1
        scale = SCALES.get(sentence.low(end))
        if scale and scale > 12:
            return Count.exactly(int(str(sentence.raw[at].value)) * scale // 1000), end + 1
        if _is_no_count(sentence, at, n):
            return None
        return Count.exactly(n), end
    if low in {"a", "an"}:
        following = sentence.low(at + 1)
        if following in SCALES:
            return Count.exactly(SCALES[following]), at + 2
        for size in (2, 1):
            phrase = " ".join(sentence.low(at + k) for k in range(size + 1))
            if phrase in vague_counts():
                return vague_counts()[phrase], at + size + 1
        return None
    if low == "half" and sentence.low(at + 1) == "a" and sentence.low(at + 2) == "dozen":
        return Count.exactly(6), at + 3
    if low == "another" and sentence.kind(at + 1) in {
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
    words = _number_words(sentence, at)
    if words is not None:
        return words
    for size in (3, 2, 1):
        phrase = " ".join(sentence.low(at + k) for k in range(size))
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
            scale = SCALES.get(sentence.low(at + size))
            if scale:  # "several hundred"
                return Count(low_end * scale), at + size + 1
            if phrase == "many" and sentence.low(at - 1) == "how":
                return None
            if (
                phrase == "some"
                and sentence.kind(at + 1) not in {"PERSON", "OF"}
                and not (sentence.kind(at + 1) == "OTHER" and sentence.kind(at + 2) == "PERSON")
            ):
                return None
            return vague_counts()[phrase], at + size
    return None


def _is_no_count(sentence: Sentence, at: int, n: int) -> bool:
    """Whether the figure is a year, a day of a month or part of a date."""
    before, after = sentence.low(at - 1), sentence.low(at + 1)
    if (
        sentence.kind(at - 1) == "MONTH"
        or (before == "may" and n <= 31 and sentence.capital(at - 1))
        or (before == "." and sentence.kind(at - 2) == "MONTH")
    ):
        return True
    named = sentence.kind(at - 2) == "OTHER" and sentence.capital(at - 2) and not sentence.shouted
    if before == "," and n < 120 and named and sentence.kind(at + 1) in {"COMMA", "REL", "BE", ""}:
        return True  # "Arim Sabo, 45, …"
    if sentence.kind(at + 1) == "MONTH" and n <= 31 and sentence.kind(at + 2) != "DONE":
        return True
    if (
        1900 <= n <= 2099
        and "," not in sentence.raw[at].low
        and sentence.kind(at + 1) not in {"PERSON", "MORE", "OTHERS"}
    ):
        return before in _YEAR_BEFORE or before == "," or after in {"war", "-", "–"} or sentence.kind(at - 2) == "MONTH"
    return before in _NUMBERED


def _number_words(sentence: Sentence, at: int) -> tuple[Count, int] | None:
    total, current, end, seen = 0, 0, at, False
    while True:
        low = sentence.low(end)
        parts = _number_parts(low)
        if all(part in UNITS or part in TENS for part in parts) and low != "zero" and low:
            current += sum(UNITS.get(part, TENS.get(part, 0)) for part in parts)
            seen = True
        elif low in SCALES and seen:
            scale = SCALES[low]
            if scale >= 1000:
                total, current = total + current * scale, 0
            else:
                current *= scale
        elif (
            low == "and"
            and seen
            and current >= 100
            and sentence.low(end + 1).split("-")[0] in UNITS | TENS
            and sentence.low(end - 1) in SCALES
        ):
            pass
        else:
            break
        end += 1
        if low in UNITS and sentence.low(end) in UNITS:
            break
    if not seen:
        return None
    if sentence.low(end - 1) == "and":
        end -= 1
    return Count.exactly(total + current), end


def _number_parts(low: str) -> list[str]:
    """A word for a number in its parts: "forty-two", "fortytwo"."""
    joined = _RUN_TOGETHER.fullmatch(low)
    return [joined[1], joined[2]] if joined else low.split("-")


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
