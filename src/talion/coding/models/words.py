"""A sentence cut into words and word pieces, the same way when the models learn and when they read."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

# One letter for one letter, so that offsets stay.
_PLAIN = str.maketrans("“”„«»‘’‚´`–—−‑\u00a0\u202f\t\n\r", "\"\"\"\"\"'''''----     ")
_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")
# Longer sentences are read as far as this; the rest is not read.
MOST_PIECES = 192
_LONGEST_WORD = 40


@dataclass(frozen=True, slots=True)
class Cut:
    """A sentence as the models see it.

    `pieces` are vocabulary numbers, a start and an end mark included; `words[i]` are the offsets of word i in the
    text, and `heads[i]` is the place of its first piece among the pieces.
    """

    pieces: tuple[int, ...]
    words: tuple[tuple[int, int], ...]
    heads: tuple[int, ...]

    def covered(self, start: int, end: int) -> range:
        """The words that a stretch of the text touches."""
        touched = [n for n, (first, last) in enumerate(self.words) if first < end and last > start]
        return range(touched[0], touched[-1] + 1) if touched else range(0)

    def places(self, words: range) -> list[int]:
        """The places of all pieces of some words."""
        if not words:
            return []
        end = self.heads[words.stop] if words.stop < len(self.heads) else len(self.pieces) - 1
        return list(range(self.heads[words.start], end))


class Cutter:
    """Cuts sentences with one vocabulary: lower case, without accents, the longest piece first."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self.numbers = {piece: number for number, piece in enumerate(vocabulary)}
        self._unknown = self.numbers["[UNK]"]
        self._first, self._last = self.numbers["[CLS]"], self.numbers["[SEP]"]
        self.of_word = lru_cache(maxsize=65536)(self._of_word)

    def cut(self, text: str) -> Cut:
        """The words and pieces of a sentence."""
        pieces = [self._first]
        words: list[tuple[int, int]] = []
        heads: list[int] = []
        for found in _WORD.finditer(text.translate(_PLAIN)):
            numbers = self.of_word(found[0])
            if len(pieces) + len(numbers) >= MOST_PIECES:
                break
            words.append(found.span())
            heads.append(len(pieces))
            pieces += numbers
        pieces.append(self._last)
        return Cut(tuple(pieces), tuple(words), tuple(heads))

    def _of_word(self, word: str) -> tuple[int, ...]:
        letters = unicodedata.normalize("NFD", word.lower())
        letters = "".join(letter for letter in letters if unicodedata.category(letter) != "Mn")
        if not letters or len(letters) > _LONGEST_WORD:
            return (self._unknown,)
        numbers = []
        start = 0
        while start < len(letters):
            end = len(letters)
            while end > start:
                piece = ("##" if start else "") + letters[start:end]
                if piece in self.numbers:
                    break
                end -= 1
            if end == start:
                return (self._unknown,)
            numbers.append(self.numbers[piece])
            start = end
        return tuple(numbers)


def distances(length: int, marked: Sequence[int], *, most: int) -> list[int]:
    """For each piece how far it stands from the nearest marked piece: 0 at it, negative before, cut at `most`."""
    if not marked:
        return [most] * length
    first, last = min(marked), max(marked)
    if last - first == len(marked) - 1:  # one stretch, as nearly always
        before = [*range(-min(first, most), 0)]
        behind = [*range(1, min(length - last - 1, most) + 1)]
        far = length - last - 1 - len(behind)
        return [-most] * (first - len(before)) + before + [0] * len(marked) + behind + [most] * far
    found = []
    for place in range(length):
        gap = place - marked[0]
        for mark in marked:
            if abs(place - mark) < abs(gap):
                gap = place - mark
        found.append(max(-most, min(most, gap)))
    return found
