"""What the models hear in the sentences of one report: each sentence is read once, and everybody asks that reading."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol, TypeVar

from talion.coding.models import PairFound, Reading, open_sentence, sure
from talion.coding.parsing.language import Paragraph

if TYPE_CHECKING:
    from spacy.tokens import Span, Token


class Telling(Protocol):
    """What is asked of a mention of an act here: where it stands."""

    paragraph: int
    token: "Token"

    @property
    def sentence(self) -> "Span":
        """The sentence it stands in."""

    @property
    def tokens(self) -> "list[Token]":
        """The words that tell it."""


T = TypeVar("T", bound=Telling)

# Words of order alone, whatever the models make of them.
_ORDER = {
    "after",
    "following",
    "as",
    "when",
    "and",
    "then",
    "later",
    "followed",
    "follow",
    "'s",
    "’s",
    "by",
    "in",
    "a",
    "the",
    "at",
}


class Readings:
    """The readings of one report, each made when first asked for and kept.

    A sentence that has no word of conflict comes back empty and `gated`. Who speaks is told of sentences with acts, and
    not again where `cues` (offsets of words of speech, by paragraph) says that the rules know. Offsets in a reading
    count from the beginning of its sentence; `span` turns them into words.
    """

    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        self.paragraphs = paragraphs
        self.cues: dict[int, list[int]] = {}
        self._made: dict[tuple[int, int], Reading] = {}

    def of(self, paragraph: int, sentence: "Span", acts: Sequence[tuple[int, int]] = ()) -> Reading:
        """The reading of a sentence; who asks first may name the words of acts that the models should look at too."""
        key = (paragraph, sentence.start)
        if key not in self._made:
            opened = open_sentence(sentence.text, gate=not acts)
            if opened is None:
                self._made[key] = Reading(sentence.text, gated=True)
            else:
                reading = opened.read(acts, wanted=sure.ACT)
                # who speaks matters where an act is spoken of
                self._made[key] = (
                    replace(reading, speech=tuple(opened.speech(self._known(paragraph, sentence))))
                    if reading.triggers
                    else reading
                )
        return self._made[key]

    def _known(self, paragraph: int, sentence: "Span") -> list[int]:
        return [at - sentence.start_char for at in self.cues.get(paragraph, ()) if at >= sentence.start_char]

    def span(self, paragraph: int, sentence: "Span", start: int, end: int) -> "Span | None":
        """The words at two offsets of a sentence's reading; None where there are none."""
        doc = self.paragraphs[paragraph].doc
        found = doc.char_span(sentence.start_char + start, sentence.start_char + end, alignment_mode="expand")
        return found if found is not None and len(found) else None

    def stated(self, paragraph: int, sentence: "Span") -> "list[tuple[PairFound, Span]]":
        """The answers that are heard between two acts of a sentence and stated by words, the surest first."""
        found = []
        for pair in sorted(self.of(paragraph, sentence).pairs, key=lambda one: -one.score):
            words = self.words_of(paragraph, sentence, pair)
            if pair.kind == "answers" and words is not None and why_unstated(pair, words) is None:
                found.append((pair, words))
        return found

    def words_of(self, paragraph: int, sentence: "Span", pair: PairFound) -> "Span | None":
        """The words that state an answer; None where none are heard."""
        if pair.start is None or pair.end is None:
            return None
        return self.span(paragraph, sentence, pair.start, pair.end)

    def number_of(self, told: Telling) -> int | None:
        """Which of its sentence's triggers tells the same act as a mention; None where no model hears it."""
        best: tuple[int, int] | None = None
        sentence = told.sentence
        for number, trigger in enumerate(self.of(told.paragraph, sentence).triggers):
            start, end = sentence.start_char + trigger.start, sentence.start_char + trigger.end
            for rank, token in enumerate(told.tokens):
                if start < token.idx + len(token) and token.idx < end and (best is None or rank < best[0]):
                    best = (rank, number)
        return best[1] if best is not None else None

    def told_by(self, acts: Iterable[T], paragraph: int, sentence: "Span") -> dict[int, T]:
        """The mentions of one sentence by the number of the trigger that tells the same act."""
        found: dict[int, T] = {}
        for told in acts:
            if told.paragraph == paragraph and sentence.start <= told.token.i < sentence.end:
                number = self.number_of(told)
                if number is not None:
                    found.setdefault(number, told)
        return found


def why_unstated(pair: PairFound, words: "Span | None") -> str | None:
    """Why an answer that a model hears is not held for stated; None where it is."""
    if pair.score < sure.ANSWER:
        return "a model hears an answer here and is not sure enough of it"
    if words is None:
        return "a model hears an answer here, and no words that state it"
    if all(token.lower_ in _ORDER for token in words):
        return f"a model hears an answer here; “{words.text}” alone is order"
    return None
