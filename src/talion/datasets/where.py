"""A question about the columns of a data set, as a user types it: ``country == 'Syria' and best >= 5``.

.. code-block:: text

    country == 'Syria'                  equal; = and == are the same; != and <> differ
    best >= 5 and year < 2019           as numbers where the other side is a number, else as text
    side_b in ('IS', 'Hezbollah')       one of several; not in (...)
    side_a contains 'Syria'             holds the words, whatever their case; not contains
    notes is empty                      no value; is not empty
    (a or b) and not c                  and, or, not, brackets

A name with blanks stands in double quotes or backticks: ``"Event Date" >= '2018-01-01'``. Nothing else has a meaning:
it is read by the few rules below and never run as a program.
"""

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from talion.errors import SelectionError

Test = Callable[[Sequence[str]], bool]

_TOKEN = re.compile(
    r"""\s*(?:(?P<text>'(?:[^']|'')*')|(?P<name>"[^"]+"|`[^`]+`)|(?P<number>-?\d+(?:\.\d+)?(?![\w.]))"""
    r"""|(?P<sign>==|!=|<>|<=|>=|=|<|>|\(|\)|,)|(?P<word>[\w.]+))"""
)
_SIGNS: Mapping[str, Callable[[float | str, float | str], bool]] = {
    "==": lambda one, other: one == other,
    "!=": lambda one, other: one != other,
    "<": lambda one, other: one < other,  # type: ignore[operator]
    "<=": lambda one, other: one <= other,  # type: ignore[operator]
    ">": lambda one, other: one > other,  # type: ignore[operator]
    ">=": lambda one, other: one >= other,  # type: ignore[operator]
}
_SAME = {"=": "==", "<>": "!="}
_AT_MOST = 2000  # characters: a question, not a file
_DEEPEST = 60


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    said: str


def test_of(question: str, columns: Sequence[str]) -> Test:
    """What says of a row's cells, which stand in the order of `columns`, whether the question holds for them.

    Raises SelectionError where the question cannot be read, or names a column that there is not.
    """
    if len(question) > _AT_MOST:
        raise SelectionError(f"a question of {len(question)} characters is too long; {_AT_MOST} at most")
    reading = _Reading(_tokens(question), question, columns)
    test = reading.either(0)
    reading.expect_end()
    return test


def _tokens(question: str) -> list[_Token]:
    tokens, at = [], 0
    while question[at:].strip():
        found = _TOKEN.match(question, at)
        if found is None:
            raise SelectionError(f"{question!r} cannot be read from {question[at:].strip()[:20]!r} on")
        kind = found.lastgroup or ""
        said = found[kind]
        if kind == "text":
            said = said[1:-1].replace("''", "'")
        elif kind == "name":
            said = said[1:-1]
        elif kind == "word" and said.lower() in {"and", "or", "not", "in", "contains", "is", "empty"}:
            kind, said = "key", said.lower()
        tokens.append(_Token(kind, said))
        at = found.end()
    return tokens


class _Reading:
    def __init__(self, tokens: list[_Token], question: str, columns: Sequence[str]) -> None:
        self._tokens = tokens
        self._question = question
        self._places = {name.strip(): place for place, name in reversed(list(enumerate(columns)))}
        self._at = 0

    def either(self, depth: int) -> Test:
        if depth > _DEEPEST:
            raise self._wrong("has too many brackets in each other")
        tests = [self._both(depth)]
        while self._took("key", "or"):
            tests.append(self._both(depth))
        return tests[0] if len(tests) == 1 else lambda cells: any(test(cells) for test in tests)

    def expect_end(self) -> None:
        if self._at < len(self._tokens):
            raise self._wrong(f"has {self._tokens[self._at].said!r} where it should end")

    def _both(self, depth: int) -> Test:
        tests = [self._single(depth)]
        while self._took("key", "and"):
            tests.append(self._single(depth))
        return tests[0] if len(tests) == 1 else lambda cells: all(test(cells) for test in tests)

    def _single(self, depth: int) -> Test:
        if self._took("key", "not"):
            if depth > _DEEPEST:
                raise self._wrong("has too many words 'not'")
            inner = self._single(depth + 1)
            return lambda cells: not inner(cells)
        if self._took("sign", "("):
            inside = self.either(depth + 1)
            self._expect("sign", ")")
            return inside
        return self._comparison()

    def _comparison(self) -> Test:
        place = self._column()
        negated = self._took("key", "not")
        if self._took("key", "in"):
            values = self._several()
            return _flip(lambda cells: any(_equal(_cell(cells, place), value) for value in values), negated)
        if self._took("key", "contains"):
            words = str(self._value()).casefold()
            return _flip(lambda cells: words in _cell(cells, place).casefold(), negated)
        if not negated and self._took("key", "is"):
            negated = self._took("key", "not")
            self._expect("key", "empty")
            return _flip(lambda cells: not _cell(cells, place), negated)
        sign = self._next("a comparison, such as ==")
        compare = _SIGNS.get(_SAME.get(sign.said, sign.said)) if sign.kind == "sign" and not negated else None
        if compare is None:
            raise self._wrong(f"has {sign.said!r} where a comparison is expected: {' '.join(_SIGNS)} in contains is")
        value = self._value()
        if isinstance(value, float):
            unequal = _SAME.get(sign.said, sign.said) == "!="
            return lambda cells: _compared(_number(_cell(cells, place)), value, compare, unequal)
        return lambda cells: compare(_cell(cells, place), value)

    def _column(self) -> int:
        token = self._next("a column")
        if token.kind not in {"name", "word"} or token.said not in self._places:
            near = difflib.get_close_matches(token.said, self._places, n=3, cutoff=0.4)
            raise self._wrong(
                f"names {token.said!r}, which is no column; {'near it' if near else 'there are'}: "
                f"{', '.join(near or list(self._places)[:12])}"
            )
        return self._places[token.said]

    def _several(self) -> list[float | str]:
        self._expect("sign", "(")
        values = [self._value()]
        while self._took("sign", ","):
            values.append(self._value())
        self._expect("sign", ")")
        return values

    def _value(self) -> float | str:
        token = self._next("a value")
        if token.kind == "number":
            return float(token.said)
        if token.kind in {"text", "name"}:
            return token.said
        raise self._wrong(f"has {token.said!r} where a value is expected; put words in 'quotes'")

    def _took(self, kind: str, said: str) -> bool:
        if self._at < len(self._tokens) and self._tokens[self._at] == _Token(kind, said):
            self._at += 1
            return True
        return False

    def _next(self, what: str) -> _Token:
        if self._at >= len(self._tokens):
            raise self._wrong(f"ends where {what} is expected")
        self._at += 1
        return self._tokens[self._at - 1]

    def _expect(self, kind: str, said: str) -> None:
        if not self._took(kind, said):
            raise self._wrong(f"lacks {said!r}")

    def _wrong(self, what: str) -> SelectionError:
        return SelectionError(f"the question {self._question!r} {what}")


def _flip(test: Test, negated: bool) -> Test:
    return (lambda cells: not test(cells)) if negated else test


def _cell(cells: Sequence[str], place: int) -> str:
    return cells[place].strip() if place < len(cells) else ""


def _number(said: str) -> float | None:
    try:
        return float(said)
    except ValueError:
        return None


def _compared(
    said: float | None, value: float, compare: Callable[[float | str, float | str], bool], unequal: bool
) -> bool:
    return unequal if said is None else compare(said, value)


def _equal(said: str, value: float | str) -> bool:
    return _number(said) == value if isinstance(value, float) else said == value
