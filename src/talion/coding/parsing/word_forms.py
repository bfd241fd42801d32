"""Part of speech and lemma of each word, looked up once for each form, tag and place in the grammar.

The parser's own two steps for these (`attribute_ruler`, `lemmatizer`) match patterns against every word anew. What they
say of a word depends on its form, its tag and its dependency, but for a few pairs of words ("gon" "na", "there is"):
these steps run here for what has not been seen before, and for texts with such a pair.
"""

from itertools import pairwise
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc

if TYPE_CHECKING:
    from spacy.vocab import Vocab

_IN_PAIRS = frozenset({"na", "ta", "n't", "nt", "'s", "'re", "on", "all"})
_BEFORE = frozenset({"ai", "gon", "got", "let", "c'm", "y", "y'"})
# Forms are many in a long run; from here on it starts again.
_MOST = 200_000


class WordForms:
    """The last step of the parser."""

    def __init__(self, language: Language) -> None:
        self.vocab: Vocab = language.vocab
        self._steps = [language.get_pipe(name) for name in ("attribute_ruler", "lemmatizer")]
        self._known: dict[tuple[int, int, int], tuple[int, int]] = {}
        strings = self.vocab.strings
        self._expl = strings["expl"]
        self._before = {strings[word] for word in _BEFORE}
        self._in_pairs = {strings[word] for word in _IN_PAIRS}

    def __call__(self, doc: Doc) -> Doc:
        """The doc, its words with their parts of speech and lemmas."""
        rows = doc.to_array(["LOWER", "ORTH", "TAG", "DEP"]).tolist()
        lower = [row[0] for row in rows]
        if any(row[3] == self._expl for row in rows) or any(
            one in self._before and other in self._in_pairs for one, other in pairwise(lower)
        ):
            return self._by_the_parser(doc)
        keys = [(orth, tag, dep) for _, orth, tag, dep in rows]
        unseen = [n for n, key in enumerate(keys) if key not in self._known]
        if unseen:
            self._learn(doc, unseen, keys)
        known = [self._known[key] for key in keys]
        for token, (pos, lemma) in zip(doc, known, strict=True):
            token.pos, token.lemma = pos, lemma
        return doc

    def _by_the_parser(self, doc: Doc) -> Doc:
        for step in self._steps:
            doc = step(doc)
        return doc

    def _learn(self, doc: Doc, unseen: list[int], keys: list[tuple[int, int, int]]) -> None:
        if len(self._known) > _MOST:
            self._known.clear()
            unseen = list(range(len(doc)))
        tokens = [doc[n] for n in unseen]
        # a comma between them, so that no two make a pair
        words = [word for token in tokens for word in (token.text, ",")]
        tags = [tag for token in tokens for tag in (token.tag_, ",")]
        deps = [dep for token in tokens for dep in (token.dep_, "punct")]
        alone = Doc(self.vocab, words=words, tags=tags, deps=deps, heads=[0] * len(words))
        self._by_the_parser(alone)
        for number, n in enumerate(unseen):
            self._known[keys[n]] = (alone[2 * number].pos, alone[2 * number].lemma)
