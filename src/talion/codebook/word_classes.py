"""Classes of words that the coder goes by, out of data/word_classes.toml."""

import tomllib
from functools import cache
from importlib.resources import files

from talion.errors import CodebookError


@cache
def word_class(name: str) -> frozenset[str]:
    """The lemmas of one class, such as "people" or "things". Raises CodebookError for a class that the file lacks."""
    classes = _classes()
    if name not in classes:
        raise CodebookError(f"word_classes.toml has no class {name!r}; it has {', '.join(sorted(classes))}")
    return classes[name]


@cache
def _classes() -> dict[str, frozenset[str]]:
    with (files("talion.codebook") / "data" / "word_classes.toml").open("rb") as file:
        data = tomllib.load(file)
    for name, words in data.items():
        if not isinstance(words, list) or not all(isinstance(word, str) and word == word.lower() for word in words):
            raise CodebookError(f"word_classes.toml, {name}: expected a list of words in small letters")
    return {name: frozenset(words) for name, words in data.items()}
