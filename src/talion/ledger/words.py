"""Words as they are looked for: without case, vowel signs, and the letters' variants of Arabic and Persian."""

import re
import unicodedata

from talion.errors import LedgerError

# What NFKD leaves apart though readers take it for one letter: yeh, kaf, heh and alef as Arabic and Persian type them.
_ONE_LETTER = str.maketrans(
    {
        "ى": "ي",
        "ی": "ي",
        "ې": "ي",
        "ے": "ي",
        "ک": "ك",
        "ڪ": "ك",
        "ة": "ه",
        "ہ": "ه",
        "ە": "ه",
        "ھ": "ه",
        "ٱ": "ا",
        "ـ": None,  # tatweel only stretches
        "\u200c": " ",  # Persian joins parts of a word by a zero-width non-joiner: "rockets" is "rocket" and its plural
        "\u200d": None,
        "\u00ad": None,
        "\u0000": " ",
    }
)
# Arabic writes "and", "so", "by", "like" and the article onto the word; three letters must be left of it.
_WITH_ARTICLE = re.compile(r"\b(?:[وف]?[بك]?ال|[وف]?لل)(\w{3,})")
_ASKED = re.compile(r'"([^"]*)"|(\S+)')
_WORD = re.compile(r"[^\W_]+")
_LETTERS_OF_A_WORD, _LAST_PLACE, _VECTOR_BYTES = 400, 16_383, 800_000


def folded(text: str) -> str:
    """The text in small letters, without accents and vowel signs, with one shape for each letter and ASCII digits."""
    if text.isascii():  # most of any text in English, and a hundred times faster
        return text.lower().replace("\0", " ")
    # The maps come after the decomposition: "ئ" is a yeh with a hamza above it, and shall end as any other yeh.
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign))
    return "".join(_digit(sign) for sign in plain.translate(_ONE_LETTER))


def _digit(sign: str) -> str:
    return sign if sign.isascii() or not sign.isdigit() else str(unicodedata.digit(sign, sign))


def search_words(text: str) -> str:
    """What the search index holds for a text: its folded words, then Arabic words once more without their article."""
    plain = folded(text)
    bare = _WITH_ARTICLE.findall(plain)
    return f"{plain} {' '.join(bare)}" if bare else plain


def search_expression(words: str) -> str:
    """What a user typed, as an FTS5 expression: all words occur, "in quotes" side by side, a final * for any ending.

    Nothing else has a meaning, so that a name with a hyphen or a word like NOT is looked for as it stands.
    """
    wanted = []
    for alike, ending in _asked_for(words):
        each = [f'"{" ".join(parts)}"{ending}' for parts in alike]
        wanted.append(each[0] if len(each) == 1 else f"({' OR '.join(each)})")
    return " AND ".join(wanted)


def search_query(words: str) -> str:
    """The same for PostgreSQL, as a tsquery whose words are parted already."""
    wanted = []
    for alike, ending in _asked_for(words):
        each = [" <-> ".join((*map(_lexeme, parts[:-1]), _lexeme(parts[-1]) + (ending and ":*"))) for parts in alike]
        wanted.append(f"({' | '.join(f'({one})' for one in each)})")
    return " & ".join(wanted)


def search_vector(text: str) -> str:
    """What PostgreSQL holds for a text: its folded words, each with its places, as a tsvector is written.

    A tsvector holds less than a megabyte and counts places up to 16,383: of a longer paragraph the first words.
    """
    written, size = [], 0
    for place, word in enumerate(_WORD.findall(search_words(text)), start=1):
        one = f"{_lexeme(word)}:{min(place, _LAST_PLACE)}"
        size += len(one.encode())
        if size > _VECTOR_BYTES:
            break
        written.append(one)
    return " ".join(written)


def _asked_for(words: str) -> list[tuple[list[list[str]], str]]:
    """Each word or phrase that was asked for, as the forms in which it may stand, and its ending."""
    wanted = []
    for phrase, word in _ASKED.findall(words):
        parts = _WORD.findall(folded(phrase or word))
        if not parts:
            continue
        alike = [parts]
        if word and (bare := _WITH_ARTICLE.fullmatch(parts[0])) and len(parts) == 1:
            alike.append([bare[1]])
        wanted.append((alike, "*" if word.endswith("*") else ""))
    if not wanted:
        raise LedgerError(f"there is no word to look for in {words!r}; give at least one")
    return wanted


def _lexeme(word: str) -> str:
    return f"'{word[:_LETTERS_OF_A_WORD]}'"
