"""A text as the sentences that can hold a toll, each of words with kinds."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from talion.coding.tolls.words import TITLES, lexicon

_WORD = re.compile(
    r"""(?P<abbr>(?:[A-Za-z]\.){2,}(?=\W|$))
      | (?P<age>(?i:\d{1,3}[- ]\s?(?:year|month|week|day)s?[- ]\s?olds?\b|(?<=,\s)\d{1,2}(?=,\s(?:who|which|an?\b
        |the\b|was|were|died|of|from|and|whose))
        |(?:(?<=\bboy\sof\s)|(?<=girl\sof\s)|(?<=child\sof\s)|(?<=man\sof\s)|(?<=baby\sof\s)|(?<=youth\sof\s))\d{1,2}\b))
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
MAY_HOLD_A_TOLL = re.compile(
    r"kill|slain|slew|slay|gunned|mowed|murder|martyr|assassin|massacr|slaughter|behead|butcher|lynch|execut|dead|death"
    r"|\bdie|dying|perish|succumb|"
    r"drown|fatal|casualt|injur|wound|maim|hospitali|captur|detain|detention|arrest|abduct|kidnap|apprehend"
    r"|imprison|jailed|interned|"
    r"custody|throats?\b|prisoner|seiz|nabbed|rounded|harmed|hurt|missing|unaccounted|hostage|captive|\btoll\b"
    r"|\blives\b|\blife\b|bod(?:y|ies)\b|corpse|neutrali[sz]ed|"
    r"electrocut|gassed|liquidated|\bspoke\b|\bspeaks of\b|\bspoken of\b|\blosses\b|\blost\b"
    r"|\bfell\b|\bshot in the\b|\b(?:was|were) hit\b|\bin hospital\b",
    re.IGNORECASE,
)
_SIGNS = {",": "COMMA", "(": "OPEN", ")": "CLOSE", "-": "DASH", "–": "DASH", "—": "COMMA", "&": "AND"}
_STOPS = frozenset(".;:!?…")
_DROPPED = frozenset("\"“”„«»‘'’[]*")
_WITH = {("along", "with"), ("together", "with"), ("as", "well", "as"), ("in", "addition", "to")}
_DOWN = {"gunned", "mowed", "mown", "cut"}  # "gunned down" kills


@dataclass(slots=True)
class RawWord:
    """One word before it is grouped: its letters in lower case beside its kind."""

    start: int
    end: int
    low: str
    kind: str
    value: object = None


class Sentence:
    """One sentence as words with kinds; beyond its ends stand empty ones."""

    def __init__(self, text: str, raw: Sequence[RawWord]) -> None:
        self.text, self.raw = text, raw
        letters = "".join(text[word.start : word.end] for word in raw[:40])
        self.shouted = letters.isupper()

    def low(self, at: int) -> str:
        """The word at a place, in lower case."""
        return self.raw[at].low if 0 <= at < len(self.raw) else ""

    def kind(self, at: int) -> str:
        """The kind of the word at a place."""
        return self.raw[at].kind if 0 <= at < len(self.raw) else ""

    def capital(self, at: int) -> bool:
        """Whether the word at a place begins with a capital."""
        return at < len(self.raw) and self.text[self.raw[at].start].isupper()


def sentences_of(text: str) -> Iterable[list[RawWord]]:
    """The sentences that can hold a toll, as words with kinds."""
    words = lexicon()
    sentence: list[RawWord] = []
    begin = 0
    for hit in _WORD.finditer(text):
        what, start, end = hit.lastgroup, hit.start(), hit.end()
        token = hit[0]
        if what == "word":
            low = token.lower().replace("’", "'")
            kind, value = words.get(low, ("OTHER", None))
            if kind == "OTHER" and "-" in low:
                kind, value = _hyphenated(low)
            sentence.append(RawWord(start, end, low, kind, value))
        elif what == "number":
            sentence.append(RawWord(start, end, token, "NUMBER", int(float(token.replace(",", "")) * 1000)))
        elif what == "para" or token in _STOPS:
            if token == "." and sentence and sentence[-1].low in TITLES and sentence[-1].end == start:
                continue
            if token == ":" and sentence and sentence[-1].kind not in {"DEATHS", "TOLL"} and len(sentence) < 4:
                continue
            if sentence and MAY_HOLD_A_TOLL.search(text, begin, end):
                yield sentence
            sentence, begin = [], end
        elif what == "sign":
            if token not in _DROPPED:
                sentence.append(RawWord(start, end, token, _SIGNS.get(token, "OTHER")))
        elif what == "age":
            sentence.append(RawWord(start, end, token.lower(), "AGE"))
        else:
            sentence.append(RawWord(start, end, token.lower(), "OTHER"))
    if sentence and MAY_HOLD_A_TOLL.search(text, begin):
        yield sentence


def joined(sentence: list[RawWord]) -> list[RawWord]:
    """The sentence with "along with" and its like read as "and", and "gunned down" as "killed"."""
    out: list[RawWord] = []
    at = 0
    while at < len(sentence):
        for size in (3, 2):
            if tuple(word.low for word in sentence[at : at + size]) in _WITH:
                out.append(RawWord(sentence[at].start, sentence[at + size - 1].end, "and", "AND"))
                at += size
                break
        else:
            one = sentence[at]
            if one.low in _DOWN and at + 1 < len(sentence) and sentence[at + 1].low == "down":
                one = RawWord(one.start, sentence[at + 1].end, one.low, "DONE", "killed")
                at += 1
            elif one.low == "fell" and _fell_fighting(out, sentence[at + 1 : at + 4]):
                one = RawWord(one.start, one.end, one.low, "DIED", "killed")
            out.append(one)
            at += 1
    return out


_FIGHTING = {"battle", "action", "combat", "fighting", "fight", "ambush", "attack", "assault", "clash", "raid", "storm"}


def _fell_fighting(before: Sequence[RawWord], behind: Sequence[RawWord]) -> bool:
    """Whether "fell" tells that fighters died: "eight of its men fell near by", not "fell back" or "fell ill"."""
    if not before or before[-1].kind != "PERSON":
        return False
    armed = isinstance(before[-1].value, tuple) and before[-1].value[0] is False
    own = before[-1].low in {"men", "comrades"} and len(before) > 1 and before[-2].low in {"its", "their", "our", "his"}
    if not (armed or own):
        return False
    following = [word.low for word in behind]
    if not following or following[0] in {"near", "near-by", "nearby", "during", "when", "while", "there", "yesterday"}:
        return True
    return behind[0].kind == "COMMA" or (following[0] in {"in", "at"} and bool(_FIGHTING & set(following)))


def _hyphenated(low: str) -> tuple[str, object]:
    """Compounds by their last part: "ex-soldiers" are persons; "car-bombing" is another word."""
    tail = low.rpartition("-")[2]
    kind, value = lexicon().get(tail, ("OTHER", None))
    return (kind, value) if kind == "PERSON" and not low.startswith(("un-", "non-")) else ("OTHER", None)
