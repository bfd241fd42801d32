"""Texts as rows of kinds: a small lexer and patterns over the kinds of words instead of the words themselves.

The grammars of days and of tolls are regular, but over words ("a number, a unit, ago"), not over letters. Each word
gets
one letter that stands for its kind; a grammar rule is then a regular expression over these letters, which is short to
read, quick to run, and the same for every script.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(slots=True)
class Word:
    """One word, number or sign of a text: its place, the letter of its kind, and what it stands for."""

    start: int
    end: int
    kind: str
    value: Any = None


def words_of(line: str) -> list[str]:
    """The words of a list that is written as a line."""
    return line.split()


class Kinds:
    """One letter for each kind of word, and patterns written with the names of kinds.

    >>> kinds = Kinds(("NUMBER", "UNIT", "AGO"))
    >>> bool(kinds.pattern("NUMBER UNIT AGO").fullmatch("".join(kinds[k] for k in ("NUMBER", "UNIT", "AGO"))))
    True
    """

    _FIRST = 0x4E00  # letters that no escape of a regular expression means

    def __init__(self, names: Iterable[str]) -> None:
        self._letter = {name: chr(self._FIRST + n) for n, name in enumerate(names)}

    def __getitem__(self, name: str) -> str:
        return self._letter[name]

    def spell(self, shape: str, macros: Mapping[str, str] | None = None) -> str:
        """The regular expression for a shape: NAMES become letters, `name=(...)` a named group, spaces nothing."""
        for _ in range(4):  # macros may hold macros
            shape = re.sub(r"<(\w+)>", lambda found: f"(?:{(macros or {})[found[1]]})", shape)
        shape = re.sub(r"(\w+)=\(", r"(?§<~\1~>", shape)
        shape = re.sub(r"(?<![~\w])[A-Z][A-Z_0-9]*(?![~\w])", lambda found: self._letter[found[0]], shape)
        shape = re.sub(r"\((?!\?)", "(?:", shape)
        return re.sub(r"\s+", "", shape).replace("?§<~", "?P<").replace("~>", ">")

    def pattern(self, shape: str, macros: Mapping[str, str] | None = None) -> re.Pattern[str]:
        """The compiled pattern for a shape."""
        return re.compile(self.spell(shape, macros))


@dataclass(frozen=True, slots=True)
class Found:
    """One rule met at one place: `words` are all words of the text, the rule holds those from `first` to before
    `last`."""

    rule: str
    first: int
    last: int
    match: re.Match[str]
    words: Sequence[Word]

    def has(self, group: str) -> bool:
        """Whether that part of the rule was there."""
        return self.match.groupdict().get(group) is not None

    def part(self, group: str) -> list[Word]:
        """The words of one named part."""
        if not self.has(group):
            return []
        return list(self.words[self.match.start(group) : self.match.end(group)])

    def value(self, group: str) -> Any:
        """What the first word of one named part stands for; None where the part is not there."""
        part = self.part(group)
        return part[0].value if part else None


class Grammar:
    """Rules tried in their order at each word; the first that fits wins and its words are used up.

    With words of the kinds `never_first` no rule begins; where most words are of these, saying so saves most of the
    time.
    """

    def __init__(
        self,
        kinds: Kinds,
        rules: Mapping[str, str],
        macros: Mapping[str, str] | None = None,
        never_first: Iterable[str] = (),
    ) -> None:
        self._rules = {name: kinds.pattern(shape, macros) for name, shape in rules.items()}
        anonymous = (re.sub(r"\?P<\w+>", "?:", rule.pattern) for rule in self._rules.values())
        skipped = "".join(kinds[name] for name in never_first)
        begin = f"(?![{skipped}])" if skipped else ""
        self._all = re.compile(f"{begin}(?:{'|'.join(f'({shape})' for shape in anonymous)})")
        self._names = list(self._rules)

    def find(self, words: Sequence[Word]) -> Iterator[Found]:
        """Every place where a rule fits, from left to right, none overlapping."""
        letters = "".join(word.kind for word in words)
        for hit in self._all.finditer(letters):
            name = self._names[(hit.lastindex or 1) - 1]
            match = self._rules[name].match(letters, hit.start())
            if match is not None and match.end() > match.start():
                yield Found(name, match.start(), match.end(), match, words)
