"""How names are cut into words and when two spellings count as one."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple, overload

_APOSTROPHES = "'’‘ʼʻʿʾ`´׳"
# Vowel signs and accents that stand behind a letter; Python's \w leaves them out.
_MARKS = (
    "\u0300-\u036f\u0591-\u05bd\u0610-\u061a\u0640\u064b-\u065f\u0670"
    "\u0900-\u0903\u093a-\u094f\u102b-\u103e\u1056-\u1064"
)
# In Hebrew a quotation mark before the last letter makes an acronym.
_GERSHAYIM = r"(?<=[\u05d0-\u05ea])[\"״](?=[\u05d0-\u05ea])"

# An acronym with dots is one word ("U.S."); an apostrophe inside a word belongs to it ("Kata'ib", "Iran's").
_WORD = re.compile(rf"(?:[A-Z]\.)+[A-Z]\b\.?|[\w{_MARKS}]+(?:(?:[{_APOSTROPHES}](?=\w)|{_GERSHAYIM})[\w{_MARKS}]+)*|&")
# "u.s.", which in a running text would be too easily the end of a sentence
_DOTTED = re.compile(r"\b(?:\w\.)+\w\b\.?")
_POSSESSIVE = re.compile(rf"[{_APOSTROPHES}][sS]$")

# Letters that newsrooms swap and that Unicode does not decompose.
_SWAPS = str.maketrans({
    "ى": "ي", "ی": "ي", "ې": "ي", "ک": "ك", "ة": "ه", "ہ": "ه", "ە": "ه", "ھ": "ه", "ـ": None, "ٱ": "ا",
    "ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "&": "and", ".": None,
    **dict.fromkeys(_APOSTROPHES + '"״'),
})  # fmt: skip

_ARTICLES = frozenset({"the", "al", "el"})
# Arabic's article before a sun letter; only with a hyphen behind it, since "as" and "an" are English words.
_HYPHENED_ARTICLES = frozenset({"as", "ash", "ad", "adh", "an", "ar", "at", "ath", "az", "ul", "ol", "il"})


class Word(NamedTuple):
    """One word of a text: its place, its folded form, and the same without a possessive ("Iran's": "irans", "iran").

    `bare_end` is where the word ends without the possessive. `article` is True for "the", "al", "an-" and the like.
    """

    start: int
    end: int
    key: str
    bare_key: str
    bare_end: int
    article: bool


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """The word without case, diacritics, apostrophes, dots and variants of Arabic letters."""
    if word.isascii():
        # casefold of ASCII is lower(), which is several times faster and most of any text
        return word.lower().translate(_SWAPS)
    bare = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    bare = unicodedata.normalize("NFKD", bare.casefold())
    return "".join(c for c in bare if not unicodedata.combining(c)).translate(_SWAPS)


class Words(Sequence[Word]):
    """The words of a text in order. Each is worked out when it is asked for, since most words are never asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.found = list(_WORD.finditer(text))
        self._made: dict[int, Word] = {}

    def __len__(self) -> int:
        return len(self.found)

    @overload
    def __getitem__(self, at: int) -> Word: ...
    @overload
    def __getitem__(self, at: slice) -> list[Word]: ...
    def __getitem__(self, at: int | slice) -> Word | list[Word]:
        if isinstance(at, slice):
            return [self[n] for n in range(*at.indices(len(self.found)))]
        word = self._made.get(at)
        if word is None:
            word = self._made[at] = self._word(self.found[at])
        return word

    def _word(self, match: re.Match[str]) -> Word:
        start, end = match.span()
        key, bare_key, cut, article, article_if_hyphened = _shape(match.group())
        return Word(
            start, end, key, bare_key, end - cut, article or (article_if_hyphened and self._text[end : end + 1] == "-")
        )


def keys_of_word(word: str) -> tuple[str, str]:
    """The folded form of one word, and the same without a possessive."""
    return _shape(word)[:2]


@lru_cache(maxsize=200_000)
def _shape(word: str) -> tuple[str, str, int, bool, bool]:
    key = fold(word)
    possessive = _POSSESSIVE.search(word)
    bare_key = fold(word[: possessive.start()]) if possessive else key
    return key, bare_key, 2 if possessive else 0, key in _ARTICLES, key in _HYPHENED_ARTICLES


def key_of(name: str) -> tuple[str, ...]:
    """The words of a name with articles left out: two spellings with the same key are the same name.

    "Kata'ib Hizballah" and "Kataib Hizballah", "al-Hashd al-Sha'abi" and "Hashd Shaabi", "الحشد" and "حشد" share
    a key; "Hezbollah" and "Kataib Hezbollah" do not. A name of articles alone keeps them.
    """
    words = Words(_DOTTED.sub(lambda dotted: dotted.group().replace(".", ""), name))
    kept = [word for word in words if not word.article] or list(words)
    keys = [word.key for word in kept]
    if kept:
        keys[-1] = kept[-1].bare_key
    return tuple(without_arabic_article(key) for key in keys)


def without_arabic_article(key: str) -> str:
    """The folded word without a leading ال, where enough of a word is left."""
    return key[2:] if key.startswith("ال") and len(key) >= 5 else key
