"""Which language a text is in, or that it is too short to tell."""

import re

import pycld2

_OURS = {"iw": "he", "jw": "jv", "in": "id", "sh": "sr"}
_NAMES = {
    "arabic": "ar", "english": "en", "farsi": "fa", "french": "fr", "german": "de", "hebrew": "he", "kurdish": "ku",
    "pashto": "ps", "persian": "fa", "russian": "ru", "spanish": "es", "turkish": "tr", "ukrainian": "uk", "urdu": "ur",
    "dari": "fa", "العربية": "ar", "فارسی": "fa", "عبری": "he",
}  # fmt: skip
_FEWEST_LETTERS = 40


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of a text's language; None where it is short, mixed or in a language we cannot tell."""
    letters = re.sub(r"https?://\S+|[^\w\s'.,]|[\d_]", " ", text[:20_000])
    if sum(map(str.isalpha, letters)) < _FEWEST_LETTERS:
        return None
    try:
        sure, _, guesses = pycld2.detect(letters.encode(), isPlainText=True)
    except pycld2.error:  # characters that its tables do not know
        return None
    code = str(guesses[0][1]).split("-")[0]
    return _OURS.get(code, code) if sure and code != "un" and len(code) == 2 else None


def language_named(said: str) -> str | None:
    """The code for what a header line or a page calls its language: "ar", "ar-IQ", "Arabic"."""
    said = said.strip().lower()
    if re.fullmatch(r"[a-z]{2}(?:[-_].*)?", said):
        return _OURS.get(said[:2], said[:2])
    return _NAMES.get(said)
