"""How well the models read: precision, recall and F1 for each question, counted over annotated sentences.

A finding counts when it overlaps what was annotated and says the same; each annotated thing is found once. "Acts
given" asks about the annotated acts, so that a question is judged by itself; "as read" asks about those found.
"""

from collections import defaultdict
from collections.abc import Sequence

from talion.coding.benchmarks.cnc import Tallies, Tally
from talion.coding.models.decode import read
from talion.coding.models.labels import ROLE_NAMES
from talion.coding.models.reading import (
    ExpectationFound,
    PairFound,
    Reading,
    RoleFound,
    SpeechFound,
    TieFound,
    TriggerFound,
)
from talion.coding.models.runtime import Networks
from talion.coding.models.words import Cutter
from training.notation import Sentence, Span


def table(tallies: Tallies) -> str:
    """The scores as lines of text."""
    lines = [f"{'':34}{'P':>6}{'R':>6}{'F1':>6}{'n':>6}"]
    lines += [
        f"{name:34}{t.precision:6.2f}{t.recall:6.2f}{t.f1:6.2f}{t.wanted:6.0f}" for name, t in sorted(tallies.items())
    ]
    return "\n".join(lines)


def project_scores(sentences: Sequence[Sentence], cutter: Cutter, networks: Networks) -> Tallies:
    """Scores on the project's own sentences."""
    tallies: Tallies = defaultdict(Tally)
    for sentence in sentences:
        _count_as_read(tallies, sentence, read(sentence.text, cutter, networks))
        numbers = sorted(sentence.acts, key=lambda n: sentence.acts[n].words)
        firsts = [sentence.acts[n].words[0] for n in numbers]
        given = read(sentence.text, cutter, networks, [(s.start, s.end) for s in firsts])
        _count_given(tallies, sentence, given)
    return dict(tallies)


def agreement(first: Sequence[Sentence], second: Sequence[Sentence]) -> Tallies:
    """How far a second annotation of the same sentences says what the first one says."""
    tallies: Tallies = defaultdict(Tally)
    of_text = {sentence.text: sentence for sentence in first}
    for sentence in second:
        if sentence.text in of_text:
            _count_as_read(tallies, of_text[sentence.text], as_reading(sentence))
    return dict(tallies)


def as_reading(sentence: Sentence) -> Reading:
    """An annotated sentence in the form in which the models would have found it."""
    acts = sorted(sentence.acts.values(), key=lambda act: act.words)
    number = {act.number: n for n, act in enumerate(acts)}
    return Reading(
        sentence.text,
        tuple(TriggerFound(a.words[0].start, a.words[0].end, a.type, a.status, 1.0, 1.0, 1.0) for a in acts),
        tuple(RoleFound(number[a.number], ROLE_NAMES[r], s.start, s.end, 1.0) for a in acts for r, s in a.roles),
        tuple(
            PairFound(a.kind, number[a.response], number[a.trigger], 1.0, a.span.start, a.span.end)
            for a in sentence.answers
            if a.response and a.trigger
        ),
        tuple(_as_speech(sentence, number, span) for span in sorted({c.span for c in sentence.cues})),
        tuple(
            ExpectationFound(e.span.start, e.span.end, e.direction, e.conditional, 1.0, 1.0) for e in sentence.expected
        ),
        tuple(
            TieFound(t.span.start, t.span.end, t.kind, 1.0, 1.0, *_sides(sentence, t.subject, t.object))
            for t in sentence.ties
        ),
    )


def _as_speech(sentence: Sentence, number: dict[int, int], span: Span) -> SpeechFound:
    cues = [c for c in sentence.cues if c.span == span]
    [speaker] = _sides(sentence, cues[0].speaker, named=sentence.speakers)
    about = tuple(number[c.about] for c in cues if c.about)
    return SpeechFound(span.start, span.end, cues[0].verb, 1.0, 1.0, speaker, 1.0, about)


def _sides(
    sentence: Sentence, *letters: str, named: dict[str, list[Span]] | None = None
) -> tuple[tuple[int, int] | None, ...]:
    found = [(named if named is not None else sentence.parties).get(letter) for letter in letters]
    return tuple((spans[0].start, spans[0].end) if spans else None for spans in found)


def _overlap(one: tuple[int, int], other: Span) -> bool:
    return one[0] < other.end and other.start < one[1]


def _count(tally: Tally, found: Sequence[tuple[object, ...]], wanted: Sequence[tuple[object, ...]]) -> None:
    """Counts pairs of (start, end, *rest) that overlap and whose rest is the same, each once."""
    left = list(wanted)
    tally.found += len(found)
    tally.wanted += len(wanted)
    for one in found:
        for other in left:
            if one[2:] == other[2:] and one[0] < other[1] and other[0] < one[1]:  # type: ignore[operator]
                tally.right += 1
                left.remove(other)
                break


def _count_as_read(tallies: Tallies, sentence: Sentence, reading: Reading) -> None:
    acts = [(act.words[0].start, act.words[0].end, act) for act in sentence.acts.values()]
    triggers = reading.triggers
    _count(tallies["act"], [(t.start, t.end) for t in triggers], [a[:2] for a in acts])
    _count(
        tallies["act, exact words"],
        [(t.start, t.start + 1, t.end) for t in triggers],
        [(a[0], a[0] + 1, a[1]) for a in acts],
    )
    _count(tallies["act and type"], [(t.start, t.end, t.type) for t in triggers], [(a, b, c.type) for a, b, c in acts])
    _count(
        tallies["act and status"],
        [(t.start, t.end, t.status) for t in triggers],
        [(a, b, c.status) for a, b, c in acts],
    )
    # The annotated act that each found one stands for.
    stands_for: dict[int, int] = {}
    taken: set[int] = set()
    for n, t in enumerate(triggers):
        for start, end, act in acts:
            if act.number not in taken and t.start < end and start < t.end:
                stands_for[n] = act.number
                taken.add(act.number)
                break
    for short, name in ROLE_NAMES.items():
        found = [(r.start, r.end, stands_for.get(r.act, -1 - r.act)) for r in reading.roles if r.role == name]
        wanted = [(s.start, s.end, a.number) for a in sentence.acts.values() for r, s in a.roles if r == short]
        _count(tallies[f"as read: {name}"], found, wanted)
    for kind in ("answers", "after"):
        pairs = [
            (0, 1, stands_for.get(p.response, -1 - p.response), stands_for.get(p.trigger, -100 - p.trigger))
            for p in reading.pairs
            if p.kind == kind
        ]
        _count(tallies[f"as read: {kind}"], pairs, _pairs(sentence, kind))
    _count_speech(tallies, sentence, reading)
    _count(
        tallies["expectation"],
        [(e.start, e.end) for e in reading.expectations],
        [(e.span.start, e.span.end) for e in sentence.expected],
    )
    _count(
        tallies["expectation and direction"],
        [(e.start, e.end, e.direction) for e in reading.expectations],
        [(e.span.start, e.span.end, e.direction) for e in sentence.expected],
    )
    _count(
        tallies["tie and kind"],
        [(t.start, t.end, t.kind) for t in reading.ties],
        [(t.span.start, t.span.end, t.kind) for t in sentence.ties],
    )
    parties = sentence.parties
    _count(
        tallies["tie with both parties"],
        [
            (t.start, t.end, t.kind, *(_stands_for(side, parties) for side in (t.subject, t.object)))
            for t in reading.ties
        ],
        [(t.span.start, t.span.end, t.kind, t.subject, t.object) for t in sentence.ties],
    )


def _stands_for(found: tuple[int, int] | None, named: dict[str, list[Span]]) -> str:
    if found is None:
        return "?"
    return next((name for name, spans in named.items() if any(_overlap(found, s) for s in spans)), "?")


def _pairs(sentence: Sentence, kind: str) -> list[tuple[int, int, int, int]]:
    wanted = {(a.response, a.trigger) for a in sentence.answers if a.kind == kind and a.response and a.trigger}
    return [(0, 1, *pair) for pair in sorted(wanted)]


def _count_speech(tallies: Tallies, sentence: Sentence, reading: Reading) -> None:
    _count(
        tallies["speech: cue"],
        [(s.start, s.end) for s in reading.speech],
        [tuple(span) for span in sorted({(c.span.start, c.span.end) for c in sentence.cues})],
    )
    verbs = {(c.span.start, c.span.end, c.verb) for c in sentence.cues}
    _count(tallies["speech: cue and verb"], [(s.start, s.end, s.verb) for s in reading.speech], sorted(verbs))
    for s in sorted({c.verb for c in sentence.cues} | {s.verb for s in reading.speech}):
        _count(
            tallies[f"speech: verb {s}"],
            [(x.start, x.end) for x in reading.speech if x.verb == s],
            [x[:2] for x in sorted(verbs) if x[2] == s],
        )
    with_speaker = {
        (c.span.start, c.span.end, c.speaker if c.speaker in sentence.speakers else "?") for c in sentence.cues
    }
    _count(
        tallies["speech: cue and speaker"],
        [(s.start, s.end, _stands_for(s.speaker, sentence.speakers)) for s in reading.speech],
        sorted(with_speaker),
    )


def _count_given(tallies: Tallies, sentence: Sentence, reading: Reading) -> None:
    """Types, status, roles and pairs of the annotated acts; `number[n]` is the act that trigger n stands for."""
    number: dict[int, int] = {}
    for n, t in enumerate(reading.triggers):
        for act in sentence.acts.values():
            if t.given and _overlap((t.start, t.end), act.words[0]) and act.number not in number.values():
                number[n] = act.number
                break
    for n, act_number in number.items():
        act, found = sentence.acts[act_number], reading.triggers[n]
        for question, said, true in (("type", found.type, act.type), ("status", found.status, act.status)):
            for tally in (tallies[f"acts given: {question}"],):
                tally.found += 1
                tally.wanted += 1
                tally.right += said == true
            tallies[f"acts given: {question} {true}"].wanted += 1
            tallies[f"acts given: {question} {said}"].found += 1
            tallies[f"acts given: {question} {true}"].right += said == true
    for short, name in ROLE_NAMES.items():
        found_roles = [(r.start, r.end, number[r.act]) for r in reading.roles if r.role == name and r.act in number]
        wanted = [
            (s.start, s.end, a.number)
            for a in sentence.acts.values()
            for r, s in a.roles
            if r == short and a.number in number.values()
        ]
        _count(tallies[f"acts given: {name}"], found_roles, wanted)
        _count(
            tallies[f"acts given: {name}, exact"],
            [(a, a + 1, b, c) for a, b, c in found_roles],
            [(a, a + 1, b, c) for a, b, c in wanted],
        )
    for kind in ("answers", "after"):
        pairs = [
            (0, 1, number[p.response], number[p.trigger])
            for p in reading.pairs
            if p.kind == kind and p.response in number and p.trigger in number
        ]
        _count(tallies[f"acts given: {kind}"], pairs, _pairs(sentence, kind))
