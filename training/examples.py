"""Training examples: a sentence's pieces, and for each question what should be answered at which word."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from talion.coding.benchmarks.cnc import CausalSentence
from talion.coding.models.labels import (
    DIRECTIONS,
    MARKED_HEADS,
    PAIRS,
    ROLES,
    SENTENCE_HEADS,
    STATUSES,
    TIES,
    TYPES,
    VERBS,
)
from talion.coding.models.words import Cut, Cutter
from training.notation import Act, Sentence, Span

# Not asked at this word.
SKIP = -100


@dataclass(slots=True)
class Marked:
    """One span marked, and what should then be answered."""

    kind: str
    places: list[int]
    answers: dict[str, list[int]]


@dataclass(slots=True)
class Example:
    """One sentence to learn from; each list of answers is as long as the sentence has words."""

    cut: Cut
    answers: dict[str, list[int]]
    causal: int = SKIP
    marked: list[Marked] = field(default_factory=list)


def _blank(heads: dict[str, int], length: int, known: Iterable[str]) -> dict[str, list[int]]:
    """No answer yet: outside for the questions that this text was annotated for, not asked for all others."""
    known = set(known)
    return {name: [0 if name in known else SKIP] * length for name in heads}


def _paint(answers: list[int], words: range) -> None:
    for n in words:
        answers[n] = 1 if n == words.start else 2


_PROJECT = ("trigger", "speaker", "cue", "answers", "after", "expects", "tie")


def from_sentence(sentence: Sentence, cutter: Cutter) -> Example:
    """What one of the project's own sentences teaches."""
    cut = cutter.cut(sentence.text)
    length = len(cut.words)

    def words(span: Span) -> range:
        return cut.covered(span.start, span.end)

    answers = _blank(SENTENCE_HEADS, length, _PROJECT)
    for act in sentence.acts.values():
        for span in act.words:
            _paint(answers["trigger"], words(span))
            for n in words(span):
                answers["type"][n] = TYPES.index(act.type)
                answers["status"][n] = STATUSES.index(act.status)
    for spans in sentence.speakers.values():
        for span in spans:
            _paint(answers["speaker"], words(span))
    for cue in sentence.cues:
        _paint(answers["cue"], words(cue.span))
        for n in words(cue.span):
            answers["verb"][n] = VERBS.index(cue.verb)
    for answer in sentence.answers:
        _paint(answers[answer.kind], words(answer.span))
    for expected in sentence.expected:
        _paint(answers["expects"], words(expected.span))
        for n in words(expected.span):
            answers["direction"][n] = DIRECTIONS.index(expected.direction)
            answers["conditional"][n] = int(expected.conditional)
    for tie in sentence.ties:
        _paint(answers["tie"], words(tie.span))
        for n in words(tie.span):
            answers["kind"][n] = TIES.index(tie.kind)

    marked = [_act(sentence, act, cut) for act in sentence.acts.values()]
    for cue in sentence.cues:
        asked = _blank(MARKED_HEADS, length, ("speaker",))
        for span in sentence.speakers.get(cue.speaker, ()):
            _paint(asked["speaker"], words(span))
        for act in sentence.acts.values():
            about = any(c.about == act.number for c in sentence.cues if c.span == cue.span)
            for n in (n for span in act.words for n in words(span)):
                asked["about"][n] = int(about)
        marked.append(Marked("cue", cut.places(words(cue.span)), asked))
    for tie in sentence.ties:
        asked = _blank(MARKED_HEADS, length, ("subject", "object"))
        for side, party in (("subject", tie.subject), ("object", tie.object)):
            for span in sentence.parties.get(party, ()):
                _paint(asked[side], words(span))
        marked.append(Marked("tie", cut.places(words(tie.span)), asked))
    return Example(cut, answers, marked=[one for one in marked if one.places])


def _act(sentence: Sentence, act: Act, cut: Cut) -> Marked:
    asked = _blank(MARKED_HEADS, len(cut.words), ROLES)
    for role, span in act.roles:
        _paint(asked[role], cut.covered(span.start, span.end))
    places = []
    for span in act.words:
        here = cut.covered(span.start, span.end)
        places += cut.places(here)
        for n in here:
            asked["type"][n] = TYPES.index(act.type)
            asked["status"][n] = STATUSES.index(act.status)
    for other in sentence.acts.values():
        if other.number == act.number:
            continue
        pair = "none"
        for answer in sentence.answers:
            after = answer.kind == "after"
            if (answer.response, answer.trigger) == (act.number, other.number):
                pair = "after" if after else "answers"
            elif (answer.response, answer.trigger) == (other.number, act.number):
                pair = "before" if after else "answered by"
        for span in other.words:
            for n in cut.covered(span.start, span.end):
                asked["pair"][n] = PAIRS.index(pair)
    return Marked("act", places, asked)


def from_causal(sentence: CausalSentence, cutter: Cutter) -> Example:
    """What one sentence of the Causal News Corpus teaches: its first relation, its signals, and what each ties."""
    cut = cutter.cut(sentence.text)
    length = len(cut.words)
    asked = ("cause", "effect", "signal") if sentence.relations else ("signal",)
    answers = _blank(SENTENCE_HEADS, length, asked)
    marked = []
    for number, relation in enumerate(sentence.relations):
        for span in relation["signal"]:
            _paint(answers["signal"], cut.covered(span.start, span.end))
        if number == 0:
            for name in ("cause", "effect"):
                for span in relation[name]:
                    _paint(answers[name], cut.covered(span.start, span.end))
        for signal in relation["signal"]:
            places = cut.places(cut.covered(signal.start, signal.end))
            beside = _blank(MARKED_HEADS, length, ("cause", "effect"))
            for name in ("cause", "effect"):
                for span in relation[name]:
                    _paint(beside[name], cut.covered(span.start, span.end))
            if places:
                marked.append(Marked("signal", places, beside))
    return Example(cut, answers, int(sentence.causal), marked)
